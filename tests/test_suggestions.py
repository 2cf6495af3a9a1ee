"""What may be the same is shown with its reasons, and joined by a person only."""

from datetime import UTC, datetime

import pytest

from reportedly import capture, decisions, events, page, reading, record, suggestions
from reportedly.deciding import Decision
from reportedly.model import Reading, Record

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def readings(*texts: str) -> list[Reading]:
    made = [capture.of_bytes(t.encode(), name=f"{n}.txt") for n, t in enumerate(texts)]
    return list(reading.read([page.parse(c).document for c in made]))


SPELLINGS = (
    "MARIB, May 3, 2021 - Fighters of the Wadi Unity Forces left the town of Marib on Monday, residents said.\n",
    "MARIB, May 9, 2021 - Gunmen of the Unity Forces returned to Marib on Saturday, an official said.\n",
)
"""Two reports that may mean one group by two names."""


def ruled(made: Record, kind: str, *ids: str) -> Decision:
    targets = [t for n, i in enumerate(ids) for t in decisions.target_of(made, i, n)]
    return decisions.make(kind, targets, by="Rania", at=NOON)


def test_names_that_are_alike_are_suggested_until_somebody_rules() -> None:
    found = readings(*SPELLINGS)
    made = record.build(found)
    (pair,) = [s for s in suggestions.of_record(made) if s.sort == "actor"]
    assert {name.removeprefix("the ") for name in pair.names} == {"Wadi Unity Forces", "Unity Forces"}
    assert 0.6 <= pair.score <= 1.0
    assert "are alike" in pair.reasons[0]
    for kind in ("different", "same"):
        again = record.build(found, [ruled(made, kind, pair.first, pair.second)])
        assert [s for s in suggestions.of_record(again) if s.sort == "actor"] == []


STRIKES = (
    "ADEN, May 4, 2021 - An air strike in Aden killed 14 people on Monday, police said.\n",
    "May 5, 2021\n\nA drone strike hit Aden on Monday, residents said.\n",
    "May 5, 2021\n\nA drone strike hit Mukalla on Monday, residents said.\n",
)
"""Two strikes in one town on one day may be one; a strike in another town is another."""


def test_events_that_go_together_are_suggested_with_what_speaks_for_it() -> None:
    made = record.build(readings(*STRIKES))
    titles = {e.id: e.title for e in made.events}
    pairs = [s for s in suggestions.of_record(made) if s.sort == "event"]
    assert all("Mukalla" not in titles[s.first] + titles[s.second] for s in pairs)
    for s in pairs:
        assert len(s.reasons) > 1


@pytest.mark.parametrize("texts", [(), ("May 5, 2021\n\nNothing happened in the town on Monday.\n",)])
def test_nothing_to_suggest(texts: tuple[str, ...]) -> None:
    assert suggestions.of_record(record.build(readings(*texts))) == ()


PARTS = (
    "ADEN, May 4, 2021 - Warplanes carried out three air strikes in Aden on Monday, residents said.\n",
    "May 5, 2021\n\nAn air strike in Aden killed six people on Monday, police said.\n",
)
"""Three strikes told together, and a single one that may be one of them."""


def test_one_of_several_is_suggested_and_not_joined() -> None:
    found = readings(*PARTS)
    made = record.build(found)
    groups = [g for r in found for g in events.sketch(r)]
    titles = {e.id: e for e in made.events}
    pairs = [s for s in suggestions.parts(groups, made) if titles[s.first].extent == "one"]
    assert pairs
    assert all(titles[s.second].extent != "one" and s.reasons for s in pairs)
    assert any("several" in s.names[1] for s in pairs)
