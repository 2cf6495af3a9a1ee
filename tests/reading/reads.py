"""Short reports read by the standard reader, and what it made of them as lines a person can check.

A test's docstring is its report: the fixture ``told`` (see conftest.py) reads it.  A line is
``kind slot value``, then ``by SPEAKER > SPEAKER`` where somebody else than the author says it (outermost first), then
the stance in brackets where it is not plain assertion::

    abduction target two doctors by a witness (hedges)

Facts about actors and places that hold over time are lines ``actor NAME slot value`` and ``place NAME slot value``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from inspect import cleandoc

from reportedly import capture, dates, page, reading
from reportedly.model import (
    ActorValue,
    Claim,
    Count,
    EventValue,
    Hop,
    KindValue,
    Mention,
    PlaceValue,
    Reading,
    Span,
    Value,
    When,
)

PUBLISHED = "2021-06-16"
"""A Wednesday; the day on which the reports of the tests were published."""


@lru_cache(maxsize=512)
def read(text: str, published: str | None = None) -> Reading:
    """The reading of a plain-text report; ``published`` as for --published."""
    when = dates.from_published(published) if published else None
    taken = page.parse(capture.of_bytes(text.encode("utf-8", "surrogatepass"), name="report.txt"), published=when)
    return next(iter(reading.read([taken.document])))


def label(value: Value) -> str:
    """A value in a few words: names of places and actors, both ends of counts and dates, else the words."""
    match value:
        case KindValue():
            return value.kind
        case PlaceValue():
            return f"{value.relation} {value.name}" if value.relation else value.name
        case ActorValue():
            return value.name
        case Count():
            ends = f"{'' if value.low is None else value.low}-{'' if value.high is None else value.high}"
            return f"{ends} {value.class_}" if value.class_ not in ("all", "unknown") else ends
        case When():
            return f"{value.start or ''}..{value.end or ''}"
        case EventValue():
            return value.text
        case _:
            return value.text


def speakers(claim: Claim) -> tuple[str, ...]:
    """Whoever stands between the author and the claim, outermost first."""
    return tuple(hop.speaker.name if hop.speaker else hop.kind for hop in claim.attribution[1:])


def lines(text: str, published: str | None = None) -> frozenset[str]:
    """Every claim of a report as a line (see the module's docstring)."""
    found = read(text, published)
    return frozenset(line(found, claim) for claim in found.claims)


def line(found: Reading, claim: Claim) -> str:
    """One claim as a line."""
    kind_of = {frame.id: frame.kind for frame in found.frames}
    mention_of = {mention.id: mention for mention in found.mentions}
    if claim.subject.type == "event":
        subject = kind_of[claim.subject.id]
    else:
        subject = f"{claim.subject.type} {name_of(mention_of[claim.subject.id])}"
    parts = [subject, claim.slot, label(claim.value)]
    if len(claim.attribution) > 1:
        parts.append(f"by {' > '.join(speakers(claim))}")
    if claim.stance != "asserts":
        parts.append(f"({claim.stance})")
    return " ".join(parts)


def name_of(mention: Mention) -> str:
    """The fullest name that a mention's value carries, else its words."""
    return mention.value.name if isinstance(mention.value, ActorValue | PlaceValue) else mention.text


def claims(found: Reading, slot: str, words: str | None = None) -> list[Claim]:
    """The claims on a slot, those whose evidence has these words if words are given; at least one, or the test fails."""
    chosen = [c for c in found.claims if c.slot == slot and (words is None or words in c.evidence[0].text)]
    assert chosen, f"no {slot} {words!r} among:\n" + shown(found)
    return chosen


def mention(found: Reading, words: str, nth: int = 0) -> Mention:
    """The nth mention with exactly these words; the test fails where there is none."""
    chosen = [m for m in found.mentions if m.text == words]
    assert len(chosen) > nth, f"no mention {words!r} among {[m.text for m in found.mentions]}"
    return chosen[nth]


def meant(found: Reading, words: str, nth: int = 0) -> str:
    """The words of the mention that these words stand for in the end."""
    by_id = {m.id: m for m in found.mentions}
    at = mention(found, words, nth)
    for _ in range(10):
        if at.antecedent is None:
            break
        at = by_id[at.antecedent]
    return at.text


def stances(claim: Claim) -> tuple[str, ...]:
    """The stance of each hop, the author's first."""
    return tuple(hop.stance for hop in claim.attribution)


def shown(found: Reading) -> str:
    """All lines of a reading, for the message of a failing test."""
    return "\n".join(sorted(line(found, claim) for claim in found.claims))


def spans(found: Reading) -> Iterator[Span]:
    """Every span that a reading holds, mentions and speakers among them."""
    for m in found.mentions:
        yield Span(start=m.start, end=m.end, text=m.text)
    for s in found.statements:
        yield from _hop_spans(
            Hop(
                speaker=s.speaker, kind=s.kind, medium=s.medium, cue=s.cue, stance=s.stance, stance_words=s.stance_words
            )
        )
        yield from s.content
    for f in found.frames:
        yield f.trigger
    for c in found.claims:
        yield from c.evidence
        for hop in c.attribution:
            yield from _hop_spans(hop)


def _hop_spans(hop: Hop) -> Iterator[Span]:
    if hop.cue is not None:
        yield hop.cue
    yield from hop.stance_words
    if hop.speaker is not None and hop.speaker.start is not None and hop.speaker.end is not None:
        yield Span(start=hop.speaker.start, end=hop.speaker.end, text=hop.speaker.text)


def report_of(docstring: str | None) -> str:
    """The report in a test's docstring: its lines as they stand, without the indentation."""
    assert docstring, "the test has no report in its docstring"
    return cleandoc(docstring)
