"""Readings made by hand, in a few words, for tests of joining.

``report`` takes a text and the events in it; every value is written by its words in the text, so that spans are real.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reportedly.ids import content_id
from reportedly.model import (
    ActorValue,
    Candidate,
    CaptureInfo,
    Claim,
    Count,
    CountClass,
    Document,
    EventValue,
    Frame,
    Hop,
    KindValue,
    Mention,
    MentionHow,
    Passage,
    PlaceValue,
    Reading,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Subject,
    Value,
    When,
    Words,
)

DATES = {"Wednesday": "2016-10-26", "Thursday": "2016-10-27"}


class Said(Struct, frozen=True, kw_only=True):
    """One claim to be built: the slot, the words that carry it, who says it ("" for the outlet), and the stance."""

    slot: str
    words: str
    by: str = ""
    stance: Stance = "asserts"
    low: int | None = None
    high: int | None = None
    class_: CountClass = "all"
    day: str | None = None
    kind: SpeakerKind = "organisation"
    how: MentionHow = "name"
    place: str | None = None
    part_of: str | None = None
    same_as: str | None = None


class Act(Struct, frozen=True, kw_only=True):
    """One frame to be built: its kind, its trigger's words, what is said of it; ``nth`` occurrence of the trigger."""

    kind: str
    trigger: str
    said: Sequence[Said] = ()
    by: str = ""
    stance: Stance = "asserts"
    nth: int = 0


def span(text: str, words: str, start: int = 0) -> Span:
    """The first stretch of ``text`` from ``start`` on that has these words; fails where there is none."""
    at = text.find(words, start)
    if at < 0:
        at = text.index(words)
    return Span(start=at, end=at + len(words), text=words)


def document(
    text: str, *, publisher: str | None = "The Herald", published: str | None = None, **more: object
) -> Document:
    """A document whose whole text is body, unless passages are given."""
    when = When(start=published, end=published, precision="day", text=published) if published else None
    fields: dict[str, object] = {
        "title": None,
        "byline": None,
        "url": None,
        "language": "en",
        "syndicated_from": None,
        "passages": (Passage(start=0, end=len(text), role="body"),),
    } | more
    return Document(
        id=content_id("d", text, publisher),
        publisher=publisher,
        text=text,
        published=when,
        capture=CaptureInfo(
            sha256="0" * 64, media_type="text/plain", bytes=len(text), taken_at="2016-10-28", from_="a.txt"
        ),
        **fields,  # type: ignore[arg-type]
    )


def report(doc: Document, *acts: Act) -> Reading:
    """A reading of the document with one frame for each act and one claim for its kind and each thing said."""
    text = doc.text
    frames: list[Frame] = []
    claims: list[Claim] = []
    mentions: dict[str, Mention] = {}
    by_trigger: dict[str, str] = {}
    for act in acts:
        at = 0
        for _ in range(act.nth):
            at = span(text, act.trigger, at).end
        trigger = span(text, act.trigger, at)
        frame = content_id("f", doc.id, trigger.start, trigger.end, act.kind)
        by_trigger[act.trigger] = frame
        frames.append(Frame(id=frame, document=doc.id, kind=act.kind, trigger=trigger, event=frame))
        for s in [Said(slot="kind", words=act.trigger, by=act.by, stance=act.stance), *act.said]:
            words = trigger if s.slot == "kind" else span(text, s.words, max(0, text.rfind(".", 0, trigger.start)))
            value = _value(doc, act, s, words, mentions, by_trigger, claims)
            claims.append(
                Claim(
                    id=content_id("c", doc.id, frame, s.slot, words.start, words.end, s.by, s.stance),
                    document=doc.id,
                    frame=frame,
                    subject=Subject(type="event", id=frame),
                    slot=s.slot,
                    value=value,
                    stance=s.stance,
                    evidence=(words, trigger),
                    attribution=_chain(text, s),
                    reader="hand@1",
                )
            )
    return Reading(document=doc, mentions=tuple(mentions.values()), frames=tuple(frames), claims=tuple(claims))


def _chain(text: str, said: Said) -> tuple[Hop, ...]:
    author = Hop(speaker=None, kind="author", medium=None, cue=None, stance="relays" if said.by else said.stance)
    if not said.by:
        return (author,)
    where = span(text, said.by)
    speaker = Speaker(text=said.by, start=where.start, end=where.end, name=said.by)
    return author, Hop(speaker=speaker, kind=said.kind, medium=None, cue=None, stance=said.stance)


def _value(
    doc: Document,
    act: Act,
    s: Said,
    words: Span,
    mentions: dict[str, Mention],
    frames: dict[str, str],
    claims: list[Claim],
) -> Value:
    if s.slot == "kind":
        return KindValue(kind=act.kind)
    if s.slot in ("where", "origin", "destination"):
        made = mention(doc, words, "place", candidates=(Candidate(id=s.place, score=1.0),) if s.place else ())
        mentions[made.id] = made
        assert isinstance(made.value, PlaceValue)
        return made.value
    if s.slot in ("agent", "target"):
        made = mention(doc, words, "actor", how=s.how)
        mentions[made.id] = made
        assert isinstance(made.value, ActorValue)
        return made.value
    if s.slot == "when":
        day = s.day or DATES[s.words]
        return When(start=day, end=day, precision="day", text=s.words)
    if s.slot in ("same_as", "part_of", "after", "response_to"):
        return EventValue(event=frames[s.same_as] if s.same_as else None, text=s.words)
    if s.low is not None or s.high is not None:
        whole = next((c.id for c in claims if c.evidence[0].text == s.part_of), None) if s.part_of else None
        return Count(low=s.low, high=s.high, unit="people", class_=s.class_, of=whole, text=s.words)
    return Words(text=s.words)


def mention(
    doc: Document,
    words: Span,
    type_: str,
    *,
    how: MentionHow = "name",
    antecedent: str | None = None,
    candidates: tuple[Candidate, ...] = (),
) -> Mention:
    """An actor or place mention whose value names itself."""
    own = content_id("m", doc.id, words.start, words.end, type_)
    value: Value
    if type_ == "actor":
        value = ActorValue(actor=own, name=words.text, text=words.text, how=how)
    else:
        value = PlaceValue(place=own, name=words.text, text=words.text)
    return Mention(
        id=own,
        document=doc.id,
        start=words.start,
        end=words.end,
        text=words.text,
        type="actor" if type_ == "actor" else "place",
        value=value,
        how=how,
        antecedent=antecedent,
        candidates=candidates,
    )
