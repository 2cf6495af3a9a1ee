"""Kind and title of an event: labels, neutral toward the accused."""

from collections.abc import Sequence

import pytest

from reportedly import labels
from reportedly.likeness import Known
from reportedly.model import (
    Account,
    Actor,
    ActorValue,
    Count,
    Independent,
    KindValue,
    PlaceValue,
    Stance,
    Status,
    Value,
    When,
)

NOBODY = Known({}, {}, frozenset())


def account(
    value: Value, *, low: int = 1, status: Status = "single", stances: Sequence[Stance] = ("asserts",)
) -> Account:
    return Account(
        id="x_1",
        value=value,
        claims=("c_1",),
        voices=("v_1",),
        independent=Independent(low=low, high=low),
        stances=tuple(stances),
        status=status,
        support="single",
    )


def test_the_best_supported_kind_wins_and_among_equals_the_specific_one() -> None:
    attack, strike = account(KindValue(kind="attack")), account(KindValue(kind="air_strike"))
    assert labels.kind({"kind": [attack, strike]}, ["attack"]) == "air_strike"
    assert labels.kind({"kind": [account(KindValue(kind="attack"), low=2), strike]}, ["attack"]) == "attack"
    assert labels.kind({}, ["attack", "shelling"]) == "shelling"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(start="2016-10-26", end="2016-10-26", precision="day"), "26 October 2016"),
        (When(start="XXXX-04-17", end="XXXX-04-17", precision="day"), "17 April"),
        (When(start="2013-03-01", end="2013-03-31", precision="month"), "March 2013"),
        (When(start="2013-01-01", end="2013-12-31", precision="year"), "2013"),
        (When(start="XXXX-04-01", end="XXXX-04-17", precision="week"), "1 April to 17 April"),
        (When(start="2011-03-01", end=None, precision="open"), "since 1 March 2011"),
    ],
)
def test_a_title_says_the_date_as_far_as_it_is_known(when: When, words: str) -> None:
    assert labels.title("air_strike", "one", {"when": [account(when)]}, NOBODY) == f"air strike, {words}"


def test_agents_of_violence_and_private_persons_stand_in_no_title() -> None:
    person = Actor(id="a_1", name="Samir Khoury", kind="person", names=("Samir Khoury",))
    group = Actor(id="a_2", name="Tarik Brigade", kind="armed_group", names=("Tarik Brigade",))
    known = Known({"a_1": person, "a_2": group}, {}, frozenset({"a_1", "a_2"}))

    def by(actor: str, name: str) -> dict[str, list[Account]]:
        return {"agent": [account(ActorValue(actor=actor, name=name, text=name))]}

    assert "Khoury" not in labels.title("defection", "one", by("a_1", "Samir Khoury"), known)
    assert "Tarik Brigade" in labels.title("defection", "one", by("a_2", "Tarik Brigade"), known)
    assert "Tarik Brigade" not in labels.title("air_strike", "one", by("a_2", "Tarik Brigade"), known)


def test_denied_and_superseded_values_stand_in_no_title() -> None:
    fields = {
        "killed": [account(Count(low=20, high=20), status="superseded"), account(Count(low=38, high=None))],
        "where": [account(PlaceValue(place=None, name="Ardan", text="Ardan"), status="denied")],
    }
    assert labels.title("air_strike", "one", fields, NOBODY) == "air strike (at least 38 killed)"


@pytest.mark.parametrize(
    ("status", "stances", "word"),
    [("projected", ["plans"], "possible"), ("denied", ["denies"], "disputed"), ("single", ["hedges"], "reported")],
)
def test_a_title_says_when_nobody_asserts_the_event(status: Status, stances: list[Stance], word: str) -> None:
    kind = account(KindValue(kind="air_strike"), status=status, stances=stances)
    assert labels.title("air_strike", "one", {"kind": [kind]}, NOBODY) == f"{word} air strike"


def test_a_pronoun_stands_in_no_title() -> None:
    """He left."""
    group = Actor(id="a_2", name="Tarik Brigade", kind="armed_group", names=("Tarik Brigade",))
    known = Known({"a_2": group}, {}, frozenset({"a_2"}))
    they = account(ActorValue(actor="a_2", name="They", text="They", how="pronoun"))
    nobody = account(ActorValue(actor=None, name="He", text="He", how="pronoun"))
    assert labels.title("withdrawal", "one", {"agent": [they]}, known) == "withdrawal of Tarik Brigade"
    assert labels.title("withdrawal", "one", {"agent": [nobody]}, known) == "withdrawal"
