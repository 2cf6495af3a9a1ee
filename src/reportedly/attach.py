"""Where decisions belong in the present readings: found again by their words, never attached to a lookalike.

First the words are found, in the text alone: the quotation with what stood on either side.  Both sides equal is the place;
one side equal is the place too, moved, where no other is as good; two places as good as each other are ambiguous.  Then what
was read there is compared: an equal one is the same, another value, speaker or trigger is a change, which a person must see.
Where the capture is gone, the words are looked for in copied passages of other documents, with both sides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import msgspec

from reportedly import copies, text
from reportedly.deciding import ClaimTarget, DocumentTarget, FrameTarget, MentionTarget, Quoted, SourceTarget, Target
from reportedly.decisions import CONTEXT, name_of, quoted, speaker_of, trigger_of, unjoined
from reportedly.model import (
    ActorValue,
    Claim,
    Count,
    Document,
    EventValue,
    Frame,
    KindValue,
    Mention,
    PlaceValue,
    Reading,
    Value,
    When,
    Words,
)

LEAST = CONTEXT // 2
"""Characters that the one side must hold which alone says where the words are; less says nothing at a text's edge."""

POINT = 0.1
"""Degrees (some 10 km) by which a gazetteer may set a place's point right without its being another place."""

Found = Literal["same", "moved", "changed", "ambiguous", "gone"]


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """Where one target is now: ``ids`` where it is the same or moved, ``candidates`` for a person to look at otherwise."""

    state: Found
    ids: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class _Spot(msgspec.Struct, frozen=True):
    """Where words stand, and whether both sides of them are equal."""

    document: str
    start: int
    end: int
    whole: bool


class Ground:
    """The present readings, looked through by words; claims that people wrote can be put in."""

    def __init__(self, readings: Iterable[Reading], found: Iterable[copies.Copied] = ()) -> None:
        ordered = sorted(readings, key=lambda r: r.document.id)
        self.documents: Mapping[str, Document] = {r.document.id: r.document for r in ordered}
        self.frames: Mapping[str, Frame] = {f.id: f for r in ordered for f in r.frames}
        self.mentions: Mapping[str, Mention] = {m.id: m for r in ordered for m in r.mentions}
        self.claims: dict[str, Claim] = {}
        self.copied = tuple(found)
        self._by_capture: dict[str, list[Document]] = defaultdict(list)
        self._in: dict[str, list[Claim | Frame | Mention]] = defaultdict(list)
        for r in ordered:
            self._by_capture[r.document.capture.sha256].append(r.document)
            self._in[r.document.id] += [*r.frames, *r.mentions]
            for c in r.claims:
                self.put(c)

    def put(self, claim: Claim) -> None:
        """Let a claim be found too."""
        self.claims[claim.id] = claim
        self._in[claim.document].append(claim)

    def drop(self, claim: Claim) -> None:
        """Let a claim that was put in be found no more."""
        del self.claims[claim.id]
        self._in[claim.document].remove(claim)

    def spots(self, at: Quoted) -> tuple[_Spot, ...]:
        """The places where these words can be: all that are as good as the best one."""
        home = self._by_capture.get(at.capture)
        if home:
            found = [s for d in home for s in _in_text(at, d)]
            return tuple([s for s in found if s.whole] or found)
        if min(_size(at.before), _size(at.after)) < LEAST:
            return ()
        away = [s for d in self.documents.values() for s in _in_text(at, d) if s.whole]
        return tuple(msgspec.structs.replace(s, whole=False) for s in away)

    def one_place(self, spots: Sequence[_Spot]) -> bool:
        """Whether the spots are one place: a single one, or a passage of several documents copied from one another."""
        if len({s.document for s in spots}) < len(spots):
            return False
        near, rest = list(spots[:1]), list(spots[1:])
        while rest:
            step = next((s for s in rest if any(self._copies(s, n) for n in near)), None)
            if step is None:
                return False
            near.append(step)
            rest.remove(step)
        return True

    def _copies(self, a: _Spot, b: _Spot) -> bool:
        for c in self.copied:
            for one, other in ((a, b), (b, a)):
                if (c.first, c.second) == (one.document, other.document):
                    span = copies.counterpart(c, one.start, one.end)
                    if span is not None and span[0] <= other.start and other.end <= span[1]:
                        return True
        return False

    def over(self, spot: _Spot) -> Iterator[Claim | Frame | Mention]:
        """Whatever was read in these words or some of them."""
        for x in self._in[spot.document]:
            start, end = _span(x)
            if start < spot.end and spot.start < end:
                yield x

    def cut_from(self, capture: str) -> Sequence[Document]:
        """The documents cut from a capture."""
        return self._by_capture.get(capture, [])


def _span(x: Claim | Frame | Mention) -> tuple[int, int]:
    match x:
        case Claim():
            return x.evidence[0].start, x.evidence[0].end
        case Frame():
            return x.trigger.start, x.trigger.end
        case Mention():
            return x.start, x.end


def attach(target: Target, ground: Ground) -> Attached:
    """Where a target is in the present readings."""
    match target:
        case ClaimTarget():
            return _claim(target, ground)
        case FrameTarget():
            return _frame(target, ground)
        case MentionTarget():
            return _mention(target, ground)
        case DocumentTarget():
            return _document(target, ground)
        case SourceTarget():
            return _source(target, ground)


def words_at(at: Quoted, ground: Ground) -> tuple[Found, tuple[tuple[str, int, int], ...]]:
    """Where words stand now, as (document, start, end): the same, moved, ambiguous or gone."""
    spots = ground.spots(at)
    where = tuple((s.document, s.start, s.end) for s in spots)
    if not spots:
        return "gone", ()
    if not ground.one_place(spots):
        return "ambiguous", where
    return ("same" if spots[0].whole else "moved"), where


# --- words --------------------------------------------------------------------------------------------


_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_SPACE = re.compile(r"\s+")


def _plain(words: str) -> str:
    """Words without differences that taking makes: runs of white space, typographic quotation marks and dashes."""
    return _SPACE.sub(" ", words.translate(_MARKS))


def _size(side: str) -> int:
    return len(_plain(side).strip())


def _in_text(at: Quoted, document: Document) -> Iterator[_Spot]:
    """Where the quotation stands with both sides equal, or with one that tells."""
    words = at.quote.split()
    if not words:
        return
    for m in re.finditer(r"\s+".join(re.escape(w) for w in words), document.text):
        before, after = _follows(at.before, document.text, m.start()), _precedes(at.after, document.text, m.end())
        if before and after:
            yield _Spot(document.id, m.start(), m.end(), True)
        elif (before and _size(at.before) >= LEAST) or (after and _size(at.after) >= LEAST):
            yield _Spot(document.id, m.start(), m.end(), False)


def _follows(before: str, text: str, start: int) -> bool:
    """Whether the words before are the same; fewer than a full side mean that the text began with them."""
    near = _plain(text[max(0, start - 2 * CONTEXT) : start])
    if len(before) < CONTEXT:
        return start <= 2 * CONTEXT and near == _plain(before)
    return near.endswith(_plain(before))


def _precedes(after: str, text: str, end: int) -> bool:
    near = _plain(text[end : end + 2 * CONTEXT])
    if len(after) < CONTEXT:
        return len(text) - end <= 2 * CONTEXT and near == _plain(after)
    return near.startswith(_plain(after))


# --- what was read there ------------------------------------------------------------------------------


Read = TypeVar("Read", Claim, Frame, Mention)


def _compared(
    at: Quoted, ground: Ground, sort: type[Read], alike: Callable[[Read], bool], equal: Callable[[Read], bool]
) -> Attached:
    """What was read in these words: the one that is equal, else those of its sort that a person must compare.

    ``alike`` is whether it is a thing of the same sort, ``equal`` whether it says the same.
    """
    spots = ground.spots(at)
    there = [[x for x in ground.over(s) if isinstance(x, sort) and alike(x)] for s in spots]
    seen = tuple(dict.fromkeys(x.id for xs in there for x in xs))
    if not spots:
        return Attached(state="gone")
    if not ground.one_place(spots):
        return Attached(state="ambiguous", candidates=seen)
    held = [[x for x in xs if _span(x) == (s.start, s.end) and equal(x)] for s, xs in zip(spots, there, strict=True)]
    if any(len(xs) > 1 for xs in held):
        return Attached(state="ambiguous", candidates=tuple(x.id for xs in held for x in xs))
    ids = tuple(x.id for xs in held for x in xs)
    if ids:
        return Attached(state="same" if all(s.whole for s in spots) else "moved", ids=ids)
    return Attached(state="changed" if seen else "gone", candidates=seen)


def _claim(target: ClaimTarget, ground: Ground) -> Attached:
    def equal(c: Claim) -> bool:
        return (
            c.stance == target.stance
            and same_value(unjoined(c.value), target.value)
            and _same_name(speaker_of(c), target.speaker)
            and _same_name(trigger_of(c, ground.frames), target.trigger)
        )

    known = ground.claims.get(target.id)
    if known is not None and _unmoved(known, target.at, ground) and known.slot == target.slot and equal(known):
        return Attached(state="same", ids=(known.id,))
    return _compared(target.at, ground, Claim, lambda c: c.slot == target.slot, equal)


def _frame(target: FrameTarget, ground: Ground) -> Attached:
    known = ground.frames.get(target.id)
    if known is not None and _unmoved(known, target.at, ground) and known.kind == target.kind:
        return Attached(state="same", ids=(known.id,))
    return _compared(target.at, ground, Frame, lambda f: True, lambda f: f.kind == target.kind)


def _mention(target: MentionTarget, ground: Ground) -> Attached:
    def equal(m: Mention) -> bool:
        return _same_name(name_of(m), target.name)

    known = ground.mentions.get(target.id)
    if known is not None and _unmoved(known, target.at, ground) and known.type == target.sort and equal(known):
        return Attached(state="same", ids=(known.id,))
    return _compared(target.at, ground, Mention, lambda m: m.type == target.sort, equal)


def _unmoved(x: Claim | Frame | Mention, at: Quoted, ground: Ground) -> bool:
    """Whether what has the id of old still stands in the same words of the same capture."""
    document = ground.documents[x.document]
    return at == quoted(document, *_span(x))


def _document(target: DocumentTarget, ground: Ground) -> Attached:
    found = ground.cut_from(target.capture)
    ids = tuple(d.id for d in found)
    if target.id in ids:
        return Attached(state="same", ids=(target.id,))
    if len(ids) > 1:
        return Attached(state="ambiguous", candidates=ids)
    return Attached(state="moved", ids=ids) if ids else Attached(state="gone")


def _source(target: SourceTarget, ground: Ground) -> Attached:
    named = {text.fold(n) for d in ground.documents.values() for n in (d.publisher, d.syndicated_from, d.byline) if n}
    named |= {text.fold(h.speaker.name) for c in ground.claims.values() for h in c.attribution if h.speaker is not None}
    return Attached(state="same" if text.fold(target.name) in named else "gone")


def _same_name(a: str | None, b: str | None) -> bool:
    return a == b if a is None or b is None else text.fold(a) == text.fold(b)


def same_value(a: Value, b: Value) -> bool:
    """Whether two values of two readings say the same; neither names anything joined."""
    match a, b:
        case KindValue(), KindValue():
            return a.kind == b.kind
        case Count(), Count():
            return (a.low, a.high, a.class_, a.unit, a.owner) == (b.low, b.high, b.class_, b.unit, b.owner)
        case When(), When():
            return (a.start, a.end, a.precision, a.range) == (b.start, b.end, b.precision, b.range)
        case PlaceValue(), PlaceValue():
            return (
                _same_name(a.name, b.name)
                and (a.relation, a.of, a.precision) == (b.relation, b.of, b.precision)
                and _near(a.lat, b.lat)
                and _near(a.lon, b.lon)
            )
        case ActorValue(), ActorValue():
            return _same_name(a.name, b.name)
        case EventValue(), EventValue():
            return _plain(a.text) == _plain(b.text)
        case Words(), Words():
            return _plain(a.text) == _plain(b.text)
        case _:
            return False


def _near(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else abs(a - b) <= POINT
