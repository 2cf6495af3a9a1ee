"""Kind and title of an event: labels, neutral toward the accused."""

from collections.abc import Sequence

import msgspec
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
    Words,
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


def test_agents_of_violence_stand_in_no_title_and_private_persons_only_for_their_own_steps() -> None:
    person = Actor(id="a_1", name="Samir Khoury", kind="person", names=("Samir Khoury",))
    group = Actor(id="a_2", name="Tarik Brigade", kind="armed_group", names=("Tarik Brigade",))
    known = Known({"a_1": person, "a_2": group}, {}, frozenset({"a_1", "a_2"}))

    def by(actor: str, name: str) -> dict[str, list[Account]]:
        return {"agent": [account(ActorValue(actor=actor, name=name, text=name))]}

    assert labels.title("defection", "one", by("a_1", "Samir Khoury"), known) == "defection of Samir Khoury"
    assert "Khoury" not in labels.title("smuggling", "one", by("a_1", "Samir Khoury"), known)
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


def test_a_name_goes_before_a_description_and_a_possessive_stands_in_no_title() -> None:
    """Their families, some members, and a man who is named."""
    person = Actor(id="a_1", name="Samir Khoury", kind="person", names=("Samir Khoury",))
    known = Known({"a_1": person}, {}, frozenset({"a_1"}))
    theirs, some, named = (
        account(ActorValue(actor=a, name=n, text=n, how=h))  # type: ignore[arg-type]
        for a, n, h in (
            (None, "their families", "description"),
            (None, "some members", "description"),
            ("a_1", "Samir Khoury", "name"),
        )
    )
    assert labels.title("defection", "one", {"agent": [theirs, some, named]}, known) == "defection of Samir Khoury"
    assert labels.title("defection", "one", {"agent": [theirs, some]}, known) == "defection of some members"
    assert labels.title("defection", "one", {"agent": [theirs]}, known) == "defection"


def test_a_place_is_written_as_its_document_spells_it() -> None:
    """The gazetteer's marks and its other names do not reach the title."""
    sabha = account(PlaceValue(place="p_1", name="Sabhā", text="the southern city of Sabha"))
    assert labels.title("shelling", "one", {"where": [sabha]}, NOBODY) == "shelling in Sabha"


def test_the_finer_of_two_values_that_fit_stands_in_the_title() -> None:
    """One paper says the province, another the town."""
    coarse = account(PlaceValue(place="p_1", name="Idlib province", text="Idlib province"), low=2)
    fine = msgspec.structs.replace(
        account(PlaceValue(place="p_2", name="Hass", text="Hass")), id="x_2", refines=(coarse.id,)
    )
    assert labels.title("shelling", "one", {"where": [coarse, fine]}, NOBODY) == "shelling in Hass"


def test_who_changes_sides_also_leaves() -> None:
    """Two voices tell that he left, one that he defected."""
    left, defected = account(KindValue(kind="withdrawal"), low=2), account(KindValue(kind="defection"))
    assert labels.kind({"kind": [left, defected]}, ["withdrawal", "defection"]) == "defection"
    denied = account(KindValue(kind="defection"), low=0, status="denied", stances=["denies"])
    assert labels.kind({"kind": [left, denied]}, ["withdrawal", "defection"]) == "withdrawal"


def test_rival_tolls_stand_in_the_title_as_a_range_and_parts_and_classes_after_the_whole() -> None:
    """Four of the dead are children; one voice has 17 dead, another 9."""
    seventeen, nine, children = (
        msgspec.structs.replace(account(Count(low=n, high=n, class_=c)), id=f"x_{n}")  # type: ignore[arg-type]
        for n, c in ((17, "all"), (9, "all"), (4, "children"))
    )
    assert labels.title("air_strike", "one", {"killed": [children, seventeen]}, NOBODY) == "air strike (17 killed)"
    assert labels.title("air_strike", "one", {"killed": [children]}, NOBODY) == "air strike (4 killed)"
    seventeen = msgspec.structs.replace(seventeen, status="contested", rivals=("x_9",))
    nine = msgspec.structs.replace(nine, status="contested", rivals=("x_17",))
    assert labels.title("air_strike", "one", {"killed": [nine, seventeen]}, NOBODY) == "air strike (9 to 17 killed)"


def test_a_description_that_opened_its_sentence_does_not_open_the_title() -> None:
    """A committee was sent."""
    some = account(ActorValue(actor=None, name="A committee", text="A committee", how="description"))
    assert labels.title("deployment", "one", {"agent": [some]}, NOBODY) == "deployment of a committee"


def test_two_rival_days_both_stand_in_the_title() -> None:
    """One voice has 13 March, another 14 March."""
    early, late = (
        msgspec.structs.replace(
            account(When(start=f"2023-03-{n}", end=f"2023-03-{n}", precision="day"), status="contested"),
            id=f"x_{n}",
            rivals=(f"x_{27 - n}",),
        )
        for n in (13, 14)
    )
    title = labels.title("air_strike", "one", {"when": [late, early]}, NOBODY)
    assert title == "air strike, 13 March 2023 or 14 March 2023"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("arrest", "arrest of five men"),
        ("territory_captured", "territory captured by the Tarik Brigade"),
        ("siege", "siege"),
        ("smuggling", "smuggling of three tankers"),
        ("looting", "looting"),
        ("shelling", "shelling on five men"),
        ("withdrawal", "withdrawal of the Tarik Brigade"),
    ],
)
def test_a_title_names_whom_it_befell_or_who_went_and_no_culprit(kind: str, line: str) -> None:
    """The brigade, five men, three tankers."""
    fields = {
        "agent": [account(ActorValue(actor=None, name="the Tarik Brigade", text="the Tarik Brigade"))],
        "target": [account(ActorValue(actor=None, name="Five men", text="Five men", how="description"))],
        "equipment": [account(Words(text="Three tankers"))],
    }
    assert labels.title(kind, "one", fields, NOBODY) == line


def test_a_town_goes_before_the_country_and_their_country_is_no_place() -> None:
    """In Syria, in Hass, in their country."""
    country = account(PlaceValue(place="p_1", name="Syria", text="Syria", precision="country"))
    town = msgspec.structs.replace(
        account(PlaceValue(place="p_2", name="Hass", text="Hass", precision="settlement")), id="x_2"
    )
    theirs = account(PlaceValue(place=None, name="their own country", text="their own country"))
    assert labels.title("shelling", "one", {"where": [country, town]}, NOBODY) == "shelling in Hass"
    rival = msgspec.structs.replace(country, rivals=("x_2",))
    assert labels.title("shelling", "one", {"where": [rival, town]}, NOBODY) == "shelling in Syria"
    assert labels.title("shelling", "one", {"where": [theirs, country]}, NOBODY) == "shelling in Syria"
