"""One real report with nested voices, rival motives and a date without a year: what must be in its record.

Skips where the development data is not here; the facts below are our own reading of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path

import pytest

import reportedly
from reportedly.model import ActorValue, Claim, Count, Event, Hop, PlaceValue, Record, Value, When

REPORT = Path(__file__).parents[1].parent / "shared" / "inputs" / "al-tanf.txt"
pytestmark = pytest.mark.skipif(not REPORT.exists(), reason="development data is not here")


@pytest.fixture(scope="module")
def record() -> Record:
    return reportedly.read([str(REPORT)])


@pytest.fixture(scope="module")
def group(record: Record) -> str:
    """The actor id of the militia."""
    return actor(record, "Maghawir al Thawra")


def actor(record: Record, name: str) -> str:
    """The id of the one actor that is called so somewhere."""
    (one,) = [a.id for a in record.actors if name in a.names]
    return one


def claims(record: Record, slot: str, *, by: str | None = None, kind: str | None = None) -> list[Claim]:
    """Claims on a slot, whose innermost speaker's words contain ``by`` ("" for the author's own)."""
    kinds = {f.id: f.kind for f in record.frames}
    return [
        c
        for c in record.claims
        if c.slot == slot
        and (by is None or (by in said_by(c) if by else len(c.attribution) == 1))
        and (kind is None or (c.frame is not None and kinds[c.frame] == kind))
    ]


def said_by(claim: Claim) -> str:
    speaker = claim.attribution[-1].speaker
    return speaker.text if speaker is not None else ""


def words(claim: Claim) -> str:
    return claim.evidence[0].text


def tweets(record: Record, slot: str) -> list[Claim]:
    return [c for c in claims(record, slot) if c.attribution[-1].medium == "tweet"]


def names(found: list[Claim]) -> set[str]:
    return {c.value.name for c in found if isinstance(c.value, ActorValue | PlaceValue)}


def accounts(event: Event) -> Iterator[tuple[str, Value]]:
    for slot, held in event.fields.items():
        for account in held:
            yield slot, account.value


def kilometres(lat: float, lon: float, of: tuple[float, float]) -> float:
    """Flat distance, right to a few metres within ten kilometres."""
    return hypot(lat - of[0], (lon - of[1]) * cos(radians(lat))) * 111.2


def test_the_page(record: Record) -> None:
    (document,) = record.documents
    assert document.published is not None
    assert (document.published.start, document.published.end) == ("XXXX-04-17", "XXXX-04-17")
    assert document.published.precision == "day"
    assert document.syndicated_from == "Digital Journal"
    assert {p.role for p in document.passages} >= {"dateline", "heading", "body", "syndication", "boilerplate"}
    assert record.problems == ()


def test_nothing_is_read_from_what_frames_the_report(record: Record) -> None:
    silent = [(p.start, p.end) for p in record.documents[0].passages if p.role in ("boilerplate", "syndication")]
    assert len(silent) >= 2
    starts = [m.start for m in record.mentions] + [e.start for c in record.claims for e in c.evidence]
    assert not any(start <= at < end for at in starts for start, end in silent)


def test_every_word_is_in_the_text(record: Record) -> None:
    text = record.documents[0].text
    for claim in record.claims:
        hops = [w for hop in claim.attribution for w in (*hop.stance_words, *([hop.cue] if hop.cue else []))]
        for span in (*claim.evidence, *hops):
            assert text[span.start : span.end] == span.text


def test_three_spellings_are_one_actor(record: Record) -> None:
    assert len({actor(record, n) for n in ("Maghawir al_Thawra", "Maghawir al Thawra", "Maghaweir al-Thowra")}) == 1
    (militia,) = [a for a in record.actors if "Maghawir al_Thawra" in a.names]
    assert militia.kind == "armed_group"


def test_the_man_is_one_person_and_not_the_group(record: Record, group: str) -> None:
    man = actor(record, "al-Khidr")
    assert man == actor(record, "Samir al-Khidr")
    assert man != group
    assert next(a.kind for a in record.actors if a.id == man) == "person"


@pytest.mark.parametrize(("name", "point"), [("tanf", (33.5, 38.6)), ("palmyra", (34.55, 38.28))])
def test_places_stand_where_they_are(record: Record, name: str, point: tuple[float, float]) -> None:
    (place,) = [p for p in record.places if name in p.name.lower()]
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, point) < 10


def test_the_flight_told_by_rebel_sources(record: Record) -> None:
    by = "Some rebel sources"
    (origin,) = claims(record, "origin", by=by)
    (destination,) = claims(record, "destination", by=by)
    assert "Tanf" in "".join(names([origin]))
    assert names([destination]) == {"Palmyra"}
    assert origin.subject == destination.subject
    agents = [c for c in claims(record, "agent", by=by) if c.subject == origin.subject]
    assert {words(c) for c in agents} == {"Samir al-Khidr", "several members of the militia", "their families"}
    for claim in (origin, destination, *agents):
        assert claim.stance == "asserts"
        assert claim.attribution[-1].kind == "anonymous"
    assert isinstance(destination.value, PlaceValue)
    assert destination.value.place in {p.id for p in record.places}


def test_one_report_suggests_smuggling(record: Record) -> None:
    (kind,) = claims(record, "kind", by="least one report", kind="smuggling")
    assert kind.stance == "hedges"
    assert kind.attribution[-1].kind == "document"
    (what,) = claims(record, "equipment", by="least one report", kind="smuggling")
    assert words(what) == "drugs"


def test_the_tweet_is_the_groups(record: Record, group: str) -> None:
    said = tweets(record, "kind")
    assert said
    for claim in said:
        speaker = claim.attribution[-1].speaker
        assert speaker is not None
        assert (speaker.text, speaker.actor) == ("They", group)


def test_in_the_tweet_he_left_for_a_reason_and_was_let_go(record: Record) -> None:
    man = actor(record, "Samir al-Khidr")
    he = [c for c in tweets(record, "agent") if words(c) == "He"]
    assert len(he) == 1
    assert isinstance(he[0].value, ActorValue)
    assert (he[0].value.actor, he[0].value.how) == (man, "pronoun")
    assert he[0].stance == "asserts"
    left = he[0].subject
    (motive,) = [c for c in tweets(record, "motive") if c.subject == left]
    assert words(motive).startswith("because he could not smuggle drugs")
    (manner,) = [c for c in tweets(record, "manner") if c.subject == left]
    assert "allowed" in words(manner)
    assert {motive.stance, manner.stance} == {"asserts"}


def test_what_the_tweet_denies(record: Record) -> None:
    (smuggling,) = [c for c in tweets(record, "kind") if words(c) == "smuggle"]
    assert smuggling.stance == "denies"


def test_the_other_motive_is_one_the_author_doubts(record: Record) -> None:
    (motive,) = claims(record, "motive", by="One report")
    assert "would not let them" in words(motive)
    assert motive.attribution[0].kind == "author"
    assert motive.attribution[0].stance == "doubts"
    assert motive.stance == "doubts"


def test_the_two_motives_are_rivals_in_one_event(record: Record) -> None:
    (ours,) = claims(record, "motive", by="One report")
    (event,) = [e for e in record.events if e.id == ours.subject.id]
    held = event.fields["motive"]
    assert {a.status for a in held} == {"contested"}
    assert len(held) == 2


def test_the_author_hedges_the_first_sentence(record: Record) -> None:
    hedged = [c for c in claims(record, "kind", by="") if c.stance == "hedges"]
    assert "appears" in {w.text for c in hedged for w in c.attribution[0].stance_words}


def test_the_video_speaks_and_the_author_hedges(record: Record) -> None:
    (destination,) = claims(record, "destination", by="video")
    author, video = destination.attribution
    assert (author.stance, [w.text for w in author.stance_words]) == ("hedges", ["purports"])
    assert (video.kind, video.stance) == ("media", "asserts")
    assert destination.stance == "hedges"


def test_what_would_follow_from_the_video_is_supposed(record: Record) -> None:
    supposed = [c for c in record.claims if c.stance == "supposes"]
    assert any(c.slot == "equipment" and "vehicles" in words(c) for c in supposed)
    assert not [c for c in supposed if len(c.attribution) > 1]


def test_the_same_defection_is_only_an_inference(record: Record) -> None:
    same = claims(record, "same_as")
    assert same
    for claim in same:
        assert claim.stance == "infers"
        other = getattr(claim.value, "event", None)
        assert other in {e.id for e in record.events}
        assert other != claim.subject.id


def test_two_defections(record: Record) -> None:
    (times,) = claims(record, "times")
    assert isinstance(times.value, Count)
    assert (times.value.low, times.value.high) == (2, 2)
    (event,) = [e for e in record.events if e.id == times.subject.id]
    assert event.extent != "one"


def test_the_earlier_one_was_this_month(record: Record) -> None:
    spans = {
        (v.start, v.end) for e in record.events for slot, v in accounts(e) if slot == "when" and isinstance(v, When)
    }
    assert spans == {("XXXX-04-01", "XXXX-04-17")}
    (after,) = claims(record, "after")
    earlier = getattr(after.value, "event", None)
    assert earlier in {c.subject.id for c in claims(record, "when")}
    assert earlier != after.subject.id


def test_with_weapons_and_vehicles(record: Record) -> None:
    taken = [c for c in claims(record, "equipment", by="") if c.stance == "asserts"]
    assert {words(c) for c in taken} >= {"US weapons", "vehicles"}


def test_the_size_of_the_group(record: Record, group: str) -> None:
    (size,) = claims(record, "size")
    assert isinstance(size.value, Count)
    assert (size.value.low, size.value.high, size.subject.id) == (90, 110, group)


def test_whose_group_it_is_and_where_it_sits(record: Record, group: str) -> None:
    sponsors = [c for c in claims(record, "sponsor") if c.subject.id == group]
    assert {words(c) for c in sponsors} == {"US"}
    seats = [c for c in claims(record, "base") if c.subject.id == group]
    assert any("Tanf" in name for name in names(seats))


def test_who_holds_palmyra(record: Record) -> None:
    palmyra = next(p.id for p in record.places if p.name == "Palmyra")
    held = [c for c in claims(record, "controlled_by") if c.subject.id == palmyra]
    assert {words(c) for c in held} == {"Assad"}
    assert {said_by(c) for c in held} == {"Some rebel sources"}


def test_the_author_stands_first_in_every_chain(record: Record) -> None:
    first: list[Hop] = [c.attribution[0] for c in record.claims]
    assert {hop.kind for hop in first} == {"author"}


def test_no_year_is_guessed(record: Record) -> None:
    dated = [c.value for c in record.claims if isinstance(c.value, When)]
    assert dated
    assert all((day or "XXXX").startswith("XXXX") for value in dated for day in (value.start, value.end))
