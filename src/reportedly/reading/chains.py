"""Chains of voices: who is heard in a document, and through whom each of its words comes, as hops of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from reportedly import registry
from reportedly.ids import content_id
from reportedly.model import (
    Hop,
    Speaker,
    Stance,
    Statement,
)
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.grammar import chars, noun_phrase
from reportedly.reading.ground import span
from reportedly.reading.hearing import Hearing
from reportedly.reading.noted import Mentions, Noted
from reportedly.reading.resolve import fullest

if TYPE_CHECKING:
    from reportedly.model import Span


STRENGTH: dict[Stance, int] = {
    "denies": 6,
    "supposes": 5,
    "plans": 4,
    "infers": 3,
    "doubts": 2,
    "hedges": 1,
    "asserts": 0,
    "relays": 0,
}
"""Which of two marks on one hop wins: denies > supposes > plans > infers > hedges."""

_OWN_MEDIA = frozenset(
    {"tweet", "post", "statement", "telegram", "facebook", "twitter", "website", "channel", "communique"}
)


@dataclass(frozen=True, slots=True)
class Chain:
    """The voices around a place in the text, outermost first, and the statement of the innermost."""

    hops: tuple[Hop, ...]
    statement: str | None


class Speech:
    """The voices of one document as statements and hops; ids depend on nothing but the text and the words."""

    def __init__(self, parsed: Parsed, mentions: Mentions, hearing: Hearing, reader: str) -> None:
        self.parsed, self.document, self.mentions = parsed, parsed.document, mentions
        self.hearing, self.voiced = hearing, hearing.voices
        self.reader = reader
        self.headings = [(p.start, p.end) for p in self.document.passages if p.role == "heading"]
        self.speakers = [self._speaker(v) for v in self.voiced]
        self.statement_ids = [self._statement_id(i) for i in range(len(self.voiced))]

    def mention_id(self, noted: Noted) -> str:
        """The id of a mention: text, span and type."""
        return content_id("m", self.document.id, noted.start, noted.end, noted.type)

    def statement_records(self) -> tuple[Statement, ...]:
        """Every statement as a record."""
        found = []
        for number, voice in enumerate(self.voiced):
            found.append(
                Statement(
                    id=self.statement_ids[number],
                    document=self.document.id,
                    speaker=self.speakers[number],
                    kind=voice.kind,
                    medium=voice.medium,
                    cue=self._span(voice.cue),
                    content=tuple(self._cut(s, e) for s, e in voice.content),
                    stance=voice.stance,
                    stance_words=tuple(self._cut(s, e) for s, e in voice.stance_words),
                    within=self.statement_ids[voice.within] if voice.within is not None else None,
                )
            )
        return tuple({s.id: s for s in found}.values())

    def chain(
        self, voice: int | None, stance: Stance, marks: Iterable[tuple[int, int]], *, granted: bool = False
    ) -> Chain:
        """The hops from the author to ``voice``; ``stance`` is that of the words themselves, ``marks`` its words.

        ``granted``: the words take the event for granted ("the attack"), so that a denial around them is not of it.
        """
        path = self.hearing.path(voice)
        marks = tuple(marks)
        cue = self.voiced[path[-1]].cue if path else None
        if cue is not None and marks and all(cue[0] <= m[0] < cue[1] for m in marks):
            stance, marks = "asserts", ()
        marked = tuple(self._cut(s, e) for s, e in marks)
        author = self._author()
        if not path:
            return Chain((msgspec.structs.replace(author, stance=stance, stance_words=marked),), None)
        first = self.voiced[path[0]]
        outer, outer_words = first.outer, tuple(self._cut(s, e) for s, e in first.outer_words)
        if outer == "denies":
            outer, outer_words = "relays", ()
        hops = [msgspec.structs.replace(author, stance=outer, stance_words=outer_words)]
        for depth, index in enumerate(path):
            here = self.voiced[index]
            if depth + 1 < len(path):
                following = self.voiced[path[depth + 1]]
                own, words = following.outer, tuple(self._cut(s, e) for s, e in following.outer_words)
                if STRENGTH[here.stance] > STRENGTH[own]:
                    own, words = here.stance, tuple(self._cut(s, e) for s, e in here.stance_words)
            else:
                own, words = here.stance, tuple(self._cut(s, e) for s, e in here.stance_words)
                if STRENGTH[stance] > STRENGTH[own]:
                    own, words = stance, marked
                elif own == "denies" and (stance == "denies" or granted):
                    own, words = "asserts", ()
            if own == "denies" and depth + 1 < len(path):
                own, words = "relays", ()
            hops.append(
                Hop(
                    speaker=self.speakers[index],
                    kind=here.kind,
                    medium=here.medium,
                    cue=self._span(here.cue),
                    stance=own,
                    stance_words=words,
                    statement=self.statement_ids[index],
                )
            )
        return Chain(tuple(hops), self.statement_ids[path[-1]])

    def contradicted(self, voice: int | None) -> list[Chain]:
        """For each hop that denies what an inner voice says ("falsely claimed"), the chain cut there, which denies."""
        path = self.hearing.path(voice)
        found: list[Chain] = []
        for depth, index in enumerate(path):
            if self.voiced[index].outer != "denies":
                continue
            around = self.chain(path[depth - 1] if depth else None, "asserts", ())
            words = tuple(self._cut(s, e) for s, e in self.voiced[index].outer_words)
            last = msgspec.structs.replace(around.hops[-1], stance="denies", stance_words=words)
            found.append(Chain((*around.hops[:-1], last), around.statement))
        return found

    def _author(self) -> Hop:
        name = self.document.byline or self.document.publisher
        speaker = Speaker(text=name, start=None, end=None, name=name) if name else None
        return Hop(speaker=speaker, kind="author", medium=None, cue=None, stance="asserts")

    def _statement_id(self, number: int) -> str:
        voice = self.voiced[number]
        speaker = self.speakers[number]
        return content_id(
            "s", self.document.id, voice.cue, voice.content, voice.source, speaker.name if speaker else None
        )

    def _speaker(self, voice: Voiced) -> Speaker | None:
        if voice.source is None:
            return None
        words = span(self.document, *voice.source)
        if not words.text:
            return None
        noted = self._mention_at(voice.source_head, voice.source)
        name, actor, how = words.text, None, None
        head = voice.source_head
        if noted is None and head is not None and not voice.source[0] <= head < voice.source[1]:
            name, noted = self._referred(head)
        if noted is not None:
            root = noted.root()
            name = fullest(noted)
            actor, how = self.mention_id(root), "same"
            group = self._group_of(noted) or (self._group_of(root) if root is not noted else None)
            if group is not None and (registry.speaks_for(self._head_word(noted)) or voice.medium in _OWN_MEDIA):
                actor, how = self.mention_id(group.root()), "member_of"
            elif noted.vague or root.vague:
                actor, how = None, None
        return Speaker(
            text=words.text,
            start=words.start,
            end=words.end,
            name=name,
            actor=actor,
            actor_how="member_of" if how == "member_of" else "same" if how else None,
        )

    def _referred(self, head: int) -> tuple[str, Noted | None]:
        """Whom a relative "which" or "who" stands for: the phrase around an offset, and its mention if it is one."""
        at = self.parsed.doc.char_span(head, head + 1, alignment_mode="expand")
        if at is None or not len(at):
            return "", None
        token = at[0]
        noted = self.mentions.of(token)
        words = span(self.document, *chars(self.parsed.doc, noun_phrase(token)))
        return words.text, noted if noted is not None and noted.type in ("actor", "media") else None

    def _head_word(self, noted: Noted) -> str:
        lemma: str = self.parsed.doc[noted.root().head].lemma_
        return lemma.lower()

    def _group_of(self, noted: Noted) -> Noted | None:
        """The group inside a speaker's phrase: "a spokesman for the SDF", "members of the militia"."""
        doc = self.parsed.doc
        head = doc[noted.head]
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "with"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        found = self.mentions.of(inner)
                        if found is not None and found.type == "actor" and found.kind != "person":
                            return found
            elif child.dep_ in ("compound", "poss", "nmod"):
                found = self.mentions.of(child)
                if found is not None and found.type == "actor" and found.kind != "person" and found is not noted:
                    return found
        return None

    def _mention_at(self, head: int | None, source: tuple[int, int]) -> Noted | None:
        inside = [
            n for n in self.mentions.all if n.type in ("actor", "media") and n.start < source[1] and n.end > source[0]
        ]
        if head is not None:
            exact = [n for n in inside if n.start <= head < n.end]
            names = [n for n in exact if n.how in ("name", "alias")]
            if exact:
                return max(names or exact, key=lambda n: n.end - n.start)
        if head is None:
            return max(inside, key=lambda n: n.end - n.start, default=None)
        return None

    def _cut(self, start: int, end: int) -> Span:
        return span(self.document, start, end)

    def _span(self, offsets: tuple[int, int] | None) -> Span | None:
        return self._cut(*offsets) if offsets is not None else None
