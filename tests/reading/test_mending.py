"""Reports on pages that have lost their commas: phrases run together are read apart."""

from __future__ import annotations

Told = frozenset[str]


def test_the_place_before_a_gerund_is_where_it_was(told: Told) -> None:
    """The drones struck an ammunition depot in Gao killing two soldiers."""
    assert {"drone_strike where Gao", "drone_strike target an ammunition depot"} <= told
    assert "drone_strike killed 2-2 security" in told


def test_both_counted_victims_of_a_torn_pair(told: Told) -> None:
    """Militants attacked a checkpoint in a rural district of Borno state killing six civilians and five policemen the monitor said."""
    assert {"attack killed 6-6 civilians by the monitor", "attack killed 5-5 security by the monitor"} <= told


def test_who_acts_right_after_a_place(told: Told) -> None:
    """Elsewhere in Yemen militants shelled Taiz."""
    assert {"shelling agent militants", "shelling where Taiz"} <= told


def test_a_second_number_with_its_own_verb(told: Told) -> None:
    """At least 9 people were killed 17 were wounded in a suicide attack on a hotel in Herat."""
    assert {"suicide_bombing killed 9-", "suicide_bombing injured 17-17"} <= told
    assert not any("injured 9" in line for line in told)


def test_a_gerund_that_belongs_to_its_preposition_stays(told: Told) -> None:
    """The talks resulted in rebels losing ground in Marib."""
    assert "territory_captured target rebels" in told
