"""The standard reader: rules over a parse, offline, the same words always read the same way.

Order of the steps: mentions, statements, whom pronouns mean, frames with their fillers, claims with their chains of
voices, grounding.  Each step is a module of its own beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportedly import places
from reportedly.model import Claim, Document, Frame, Problem, Reading
from reportedly.reading import frames, mentions, resolve, standing, statements
from reportedly.reading.claims import Writer
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.ground import grounded
from reportedly.reading.happenings import Reader
from reportedly.reading.hearing import hear
from reportedly.reading.noted import Mentions
from reportedly.reading.parse import MODEL, described, parse
from reportedly.reading.proper import LABELS

NAME = "standard@1.0"
LANGUAGES = frozenset({"en"})
parser = described
"""Name and version of the pipeline that a ``model`` of :func:`read` is."""


def read(documents: Iterable[Document], *, model: str = MODEL) -> Iterator[Reading]:
    """Read documents in order; one in a language that this reader does not read gives an empty Reading with a Problem."""
    waiting = list(documents)
    readable = {d.id: d for d in waiting if _readable(d)}
    parsed = {p.document.id: p for p in parse(readable.values(), model=model)}
    for document in waiting:
        if document.id in parsed:
            yield read_parsed(parsed[document.id])
        else:
            yield Reading(document=document, problems=_unread(document))


def _readable(document: Document) -> bool:
    return bool(document.text.strip()) and (document.language is None or document.language in LANGUAGES)


def _unread(document: Document) -> tuple[Problem, ...]:
    if not document.text.strip():
        return ()
    return (
        Problem(
            code="language-not-read",
            document=document.id,
            start=None,
            end=None,
            message=f"the standard reader does not read this language ({document.language})",
            hint="the document is kept; give a translation to have it read",
        ),
    )


def read_parsed(parsed: Parsed) -> Reading:
    """Everything that one parsed document says, as records with local ids."""
    document = parsed.document
    noted = mentions.find(parsed, document.published)
    voiced = statements.find(parsed)
    resolve.link(parsed, noted, voiced)
    topics = frozenset(_topics(document, noted))
    hearing = hear(
        [
            replace(v, speech=False) if v.source in topics or _of_author(parsed, v) else _plainly(document, v)
            for v in voiced
        ],
        [_head_word(parsed, v.source_head) for v in voiced],
        [_speaking_together(parsed, noted, v) for v in voiced],
    )
    reader = Reader(parsed, noted, hearing)
    happenings = frames.read_frames(reader)
    writer = Writer(parsed, noted, hearing, NAME)
    claims: list[Claim] = []
    records: dict[str, Frame] = {}
    for happening in happenings:
        record = writer.frame_record(happening)
        if record.id in records:
            continue
        records[record.id] = record
        claims += writer.claims_of(happening)
    for fact in standing.read_standing(reader):
        if fact.subject.root().how != "pronoun":
            claims.append(writer.standing_claim(fact))
    kept, problems = grounded(document, claims)
    known = {r.id for r in records.values()}
    sound = tuple(
        r if r.event in known else Frame(id=r.id, document=r.document, kind=r.kind, trigger=r.trigger, event=r.id)
        for r in records.values()
    )
    mentioned = writer.mention_records()
    return Reading(
        document=document,
        mentions=mentioned,
        statements=writer.statement_records(),
        frames=sound,
        claims=kept,
        problems=(*problems, *places.unknown(document.id, mentioned)),
    )


_DEAD = re.compile(
    r"^(?:all |most |many |some |\w+ of )?(?:those|the|people) (?:\w+ )?(?:killed|dead|slain|deceased)\b", re.IGNORECASE
)
_NOBODYS = re.compile(r"\bno (?:[a-z]+ ){0,3}$", re.IGNORECASE)
""" "No immediate claim of responsibility": what nobody says."""
_OWNED = re.compile(
    r"responsibility\b|(?:the|this|that|both|all) (?:[\w-]+ ){0,2}(?:attack|bombing|blast|assault|shooting|ambush|strike|raid)s?\b",
    re.IGNORECASE,
)
"""What somebody claims for himself: "claimed responsibility", "claimed the attack"."""
_RESPONSIBLE = re.compile(r"\s*(responsibility for\b)")
_CLAIMED = re.compile(r"^(?:was|were|been|being|is|are)\b.*\bclaimed\b")


def _topics(document: Document, noted: Mentions) -> Iterator[tuple[int, int]]:
    """Places before the colon of a heading ("Sudan: drone strike kills 11"), as offsets: they say where, and say nothing."""
    for passage in document.passages:
        for n in noted.all:
            if passage.role != "heading" or n.start != passage.start or document.text[n.end : n.end + 1] != ":":
                continue
            if n.type == "place" or n.kind == "state":
                yield n.start, n.end


def _of_author(parsed: Parsed, voice: Voiced) -> bool:
    """ "We announce that …" in nobody's mouth and outside quotation marks: the author of a statement speaks."""
    if voice.source is None or voice.within is not None or voice.stance not in ("asserts", "relays"):
        return False
    words = parsed.document.text[slice(*voice.source)].lower()
    return words in ("we", "i") and not any(q.start <= voice.source[0] < q.end for q in parsed.quotes)


def _plainly(document: Document, voice: Voiced) -> Voiced:
    """Whoever "claims responsibility" is not doubted by the word: that is how the act is called.

    In "the attack was claimed by X" the attack is the author's to tell; X says only that it was X.  The dead say nothing.
    """
    start, end = voice.content[0] if voice.content else (0, 0)
    if voice.source is not None and document.text[slice(*voice.source)].lower().removeprefix("#") in LABELS:
        return replace(voice, speech=False)
    if voice.cue is not None and voice.source is None and _NOBODYS.search(document.text[: voice.cue[0]][-40:]):
        return replace(voice, speech=False)
    if voice.outer == "doubts" and _OWNED.match(document.text[start:end].lstrip('"“ ')):
        return replace(voice, outer="relays", outer_words=())
    after = voice.cue[1] if voice.cue is not None else start
    claimed = _RESPONSIBLE.match(document.text[after:start]) if after < start else None
    if claimed is not None and document.text[start:end].startswith(("that ", "which ")):
        return replace(voice, outer="relays", outer_words=(), content=((after + claimed.start(1), start - 1),))
    if voice.source is not None and _DEAD.search(document.text[slice(*voice.source)]):
        return replace(voice, speech=False)
    cue = document.text[voice.cue[0] : voice.cue[1]].lower() if voice.cue is not None else ""
    if voice.source is not None and _CLAIMED.search(cue) and voice.cue is not None and voice.source[0] > voice.cue[0]:
        return replace(
            voice, outer="relays", outer_words=(), content=(voice.source,) if voice.source else voice.content
        )
    return voice


def _head_word(parsed: Parsed, offset: int | None) -> str:
    if offset is None:
        return ""
    span = parsed.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return str(span[0].lower_) if span is not None and len(span) else ""


def _speaking_together(parsed: Parsed, noted: Mentions, voice: Voiced) -> tuple[tuple[int, int], ...]:
    """The phrases of several speakers of one statement ("both the army and the Observatory said"), as offsets."""
    if voice.source is None:
        return ()
    start, end = voice.source
    names = [n for n in noted.all if n.type == "actor" and n.how != "pronoun" and start <= n.start and n.end <= end]
    doc = parsed.doc
    heads = [n for n in names if doc[n.head].dep_ in ("conj", "nsubj", "pobj", "appos")]
    linked = [n for n in heads if doc[n.head].dep_ == "conj" and any(o.head == doc[n.head].head.i for o in heads)]
    if not linked:
        return ()
    group = [n for n in heads if n in linked or any(doc[x.head].head.i == n.head for x in linked)]
    return tuple((n.start, n.end) for n in group) if len(group) > 1 else ()
