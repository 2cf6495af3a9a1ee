"""Every record keeps the promises of its format: spans hold, ids exist, chains begin with the author, accounts hold each claim once."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import reportedly
from reportedly.model import ActorValue, Count, EventValue, PlaceValue, Record, Span

SHARED = Path(__file__).parents[1].parent / "shared" / "inputs" / "al-tanf.txt"
EXAMPLES = sorted(str(p) for p in Path(str(files("reportedly") / "data" / "examples")).iterdir() if p.is_file())
OWN = sorted(str(p) for p in (Path(__file__).parent / "reports").glob("*.txt"))


@pytest.fixture(scope="module", params=["examples", "own", "real"])
def record(request: pytest.FixtureRequest) -> Record:
    if request.param == "real":
        if not SHARED.exists():
            pytest.skip("the first real input is not here")
        return reportedly.read([str(SHARED)])
    return reportedly.read(EXAMPLES if request.param == "examples" else OWN)


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    for mention in record.mentions:
        yield mention.document, Span(start=mention.start, end=mention.end, text=mention.text)
    for frame in record.frames:
        yield frame.document, frame.trigger
    for statement in record.statements:
        for words in (*statement.content, *statement.stance_words, *([statement.cue] if statement.cue else [])):
            yield statement.document, words
    for claim in record.claims:
        for words in claim.evidence:
            yield claim.document, words
        for hop in claim.attribution:
            for words in (*hop.stance_words, *([hop.cue] if hop.cue else [])):
                yield claim.document, words


def test_every_span_is_the_words_of_its_document(record: Record) -> None:
    texts = {d.id: d.text for d in record.documents}
    assert all(texts[document][s.start : s.end] == s.text for document, s in _spans(record))


def test_ids_are_unique_and_exist(record: Record) -> None:
    frames, claims = {f.id for f in record.frames}, {c.id for c in record.claims}
    events, actors = {e.id for e in record.events}, {a.id for a in record.actors}
    places, voices = {p.id for p in record.places}, {v.id for v in record.voices}
    statements = {s.id for s in record.statements}
    assert len(frames) == len(record.frames)
    assert len(claims) == len(record.claims)
    assert all(f.event in events for f in record.frames)
    for claim in record.claims:
        assert claim.subject.id in {"event": events, "actor": actors, "place": places}[claim.subject.type]
        assert claim.frame is None or claim.frame in frames
        assert claim.statement is None or claim.statement in statements
        match claim.value:
            case ActorValue(actor=str(actor)):
                assert actor in actors
            case PlaceValue(place=str(place)):
                assert place in places
            case EventValue(event=str(event)):
                assert event in events
            case Count(of=str(total)):
                assert total in claims
    for event in record.events:
        for account in (a for accounts in event.fields.values() for a in accounts):
            assert set(account.voices) <= voices
            assert account.independent.low <= account.independent.high


def test_chains_begin_with_the_author_and_say_the_stance(record: Record) -> None:
    for claim in record.claims:
        assert claim.attribution[0].kind == "author"
        marked = [h.stance for h in reversed(claim.attribution) if h.stance not in ("asserts", "relays")]
        assert claim.stance == (marked[0] if marked else "asserts")


def test_each_claim_on_an_event_stands_in_one_account(record: Record) -> None:
    held = [c for e in record.events for accounts in e.fields.values() for account in accounts for c in account.claims]
    assert sorted(held) == sorted(c.id for c in record.claims if c.subject.type == "event")


def test_no_place_lies_at_nought_nought_and_no_coarse_place_is_a_point(record: Record) -> None:
    for place in record.places:
        assert (place.lat is None) == (place.lon is None)
        assert (place.lat, place.lon) != (0, 0)
        if place.lat is not None and place.precision in ("country", "province", "region"):
            assert place.extent is not None
