"""Documents that can tell of one event are found by their keys, without comparing each with each."""

from __future__ import annotations

from itertools import permutations

import pytest

from build import Act, Said, document, report
from reportedly import events, places, ties
from reportedly.clusters import Group


def told(text: str, *said: Said, kind: str = "displacement", trigger: str = "fled") -> Group:
    (found,) = events.sketch(report(document(text), Act(kind=kind, trigger=trigger, said=said)))
    return found


def at(name: str) -> Said:
    return Said(slot="where", words=name, place=places.find(name, country="SY")[0].id)


def farmers(words: str, low: int, high: int) -> tuple[Said, ...]:
    agent = Said(slot="agent", words="dairy farmers", how="description")
    return (
        at("Aleppo"),
        agent,
        Said(slot="displaced", words=words, low=low, high=high),
    )


FLIGHTS = (
    told("Some 620 dairy farmers fled from Aleppo.", *farmers("620", 620, 680)),
    told("About 600 dairy farmers fled from Aleppo.", *farmers("600", 540, 660)),
    told("Nearly 700 dairy farmers fled from Aleppo.", *farmers("700", 630, 700)),
)


@pytest.mark.parametrize("pair", list(permutations(range(len(FLIGHTS)), 2)))
def test_roundings_of_one_figure_are_found(pair: tuple[int, int]) -> None:
    """Three papers, none with a day: some 620, about 600, nearly 700 farmers fled from Aleppo."""
    one, other = (FLIGHTS[n] for n in pair)
    assert ties.tie(one, other) is not None
    assert ties.asked_keys(one) & ties.kept_keys(other)


def test_figures_of_another_size_are_not_looked_at() -> None:
    """From one town fled some 620 farmers in one paper, and 60 in another."""
    few = told("Some 60 dairy farmers fled from Aleppo.", *farmers("60", 60, 66))
    assert ties.tie(few, FLIGHTS[0]) is None
    assert not ties.asked_keys(few) & ties.kept_keys(FLIGHTS[0])


def test_a_sketch_gives_each_event_by_its_number() -> None:
    """Farmers fled from Aleppo; in Palmyra a bridge was bombed."""
    text = "About 600 dairy farmers fled from Aleppo. In Palmyra a bridge was bombed."
    fled = Act(kind="displacement", trigger="fled", said=farmers("600", 540, 660))
    bombed = Act(kind="bombing", trigger="bombed", said=[at("Palmyra")])
    made = ties.sketch(report(document(text), fled, bombed))
    assert len(made.told) == 2
    assert [made.group(n).members for n in range(2)] == [g.members for g in made.groups()]
