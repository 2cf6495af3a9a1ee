"""The example reports of the package, read by the standard reader and joined: one defection, one air strike, rival accounts."""

from pathlib import Path

import pytest

import reportedly
from reportedly.model import Account, Count, Event, Record, When

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


@pytest.fixture(scope="module")
def made() -> Record:
    return reportedly.read(sorted(str(p) for p in EXAMPLES.glob("0*")))


def told_in(made: Record, event: Event, *names: str) -> bool:
    """Whether frames of the event stand in the documents taken from the files of these names."""
    at = {f.id: f.document for f in made.frames}
    files = {d.id: d.capture.from_ for d in made.documents}
    found = {files[at[f]] for f in event.frames}
    return all(any(f.startswith(n) for f in found) for n in names)


def the(made: Record, kind: str, *names: str) -> Event:
    (event,) = [e for e in made.events if e.kind == kind and told_in(made, e, *names)]
    return event


def toll(event: Event, n: int) -> Account:
    (account,) = [
        a
        for a in event.fields["killed"]
        if isinstance(a.value, Count) and a.value.low == a.value.high == n and a.value.class_ == "all"
    ]
    return account


def test_the_defection_is_one_event_and_its_denial_is_tied_to_it(made: Record) -> None:
    """Agency, copy, militia, ministry and blog tell of one man's leaving; the militia denies that he defected."""
    event = the(made, "defection", "01", "02", "03", "04", "05")
    assert event.title.startswith("disputed defection of Idris al-Marwani")
    kind = next(a for a in event.fields["kind"] if getattr(a.value, "kind", "") == "defection")
    denials = [c for c in made.claims if c.id in kind.denied_by]
    assert {c.evidence[0].text for c in denials} == {"defect"}
    assert kind.voices


def test_a_copy_is_no_second_voice(made: Record) -> None:
    """The Courier prints Meridian's story: the two officials are one voice in both."""
    event = the(made, "defection", "01", "02")
    origin = next(a for a in event.fields["when"] if isinstance(a.value, When) and a.value.start == "2023-03-08")
    assert len({c.document for c in made.claims if c.id in origin.claims}) == 2
    assert len(origin.voices) == 1
    assert origin.independent.high == 1


def test_the_air_strike_is_one_event_with_rival_days_and_tolls(made: Record) -> None:
    """Monitor, agency and correction: 14 March against 13 March, no civilians against eleven."""
    event = the(made, "air_strike", "06", "07", "08")
    days = {a.value.start for a in event.fields["when"] if isinstance(a.value, When)}
    assert days == {"2023-03-13", "2023-03-14"}
    contested = {
        (a.value.class_, a.value.low)
        for a in event.fields["killed"]
        if a.status == "contested" and isinstance(a.value, Count)
    }
    assert {("civilians", 11), ("civilians", 0)} <= contested


def test_the_toll_that_the_directorate_raises_is_superseded(made: Record) -> None:
    """Seventeen on 16 March, nineteen on 20 March, by the health directorate of Ubari."""
    event = the(made, "air_strike", "07", "08")
    before, after = toll(event, 17), toll(event, 19)
    assert before.status == "superseded"
    assert before.id in after.updates
    assert set(before.voices) & set(after.voices)
