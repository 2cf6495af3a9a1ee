"""The text for a terminal: everything is said, nothing is obeyed, it fits."""

from __future__ import annotations

import re

import msgspec
import pytest

from reportedly.errors import UsageError
from reportedly.model import (
    ActorValue,
    Count,
    Hop,
    Independent,
    PlaceValue,
    Record,
    Value,
    When,
)
from reportedly.views import book as books
from reportedly.views import phrases, terminal
from reportedly.views.visible import cells
from sample_record import DAY, FLED, SHELLED, TWELVE, account, contested, empty

BOOK = books.open_book(contested())


def when(start: str | None, end: str | None, precision: str = "day") -> When:
    return When(start=start, end=end, precision=precision)  # type: ignore[arg-type]


def count(low: int | None, high: int | None, unit: str = "people", cls: str = "all") -> Count:
    return msgspec.convert({"type": "count", "low": low, "high": high, "unit": unit, "class": cls}, Count)


def section(text: str, start: str, end: str) -> str:
    at = text.index(start)
    return text[at : text.index(end, at + len(start))]


def test_every_claim_stands_with_its_exact_words_and_where() -> None:
    record, out = contested(), terminal.render(contested(), width=400)
    for claim in record.claims:
        words = claim.evidence[0]
        assert f"“{words.text}” [{BOOK.numbers[claim.document]}]" in out
        assert f"characters {words.start}–{words.end}" in out


def test_headers_tell_what_is_known_of_the_reports() -> None:
    out = terminal.render(contested())
    assert "Valley Herald · by A. Writer · published 17 April (year not given)" in out
    assert "first published elsewhere: Wire Agency" in out
    assert "1 passage (27 characters) set aside" in out
    assert "[2] Four die as shells fall on Tell Marra" in out, "the heading stands in for a title that is missing"


def test_chain_and_stance_in_plain_words() -> None:
    out = terminal.render(contested(), width=200)
    assert "the author relays > Some rebel sources asserts — stated outright" in out
    assert "the Stone Brigade (“The brigade”) (tweet) denies > its spokesman Samir <b>Haddad</b> asserts" in out
    assert "concluded, not stated: “judging by”" in out
    assert "stated outright, in the heading" in out


def test_rivals_stand_together_and_a_denial_under_what_it_denies() -> None:
    motive = section(terminal.render(contested(), width=200), "  Motive", "\n\n")
    assert "≠ 2 rival accounts" in motive
    ill, unpaid = motive.index("• he was ill"), motive.index("• he was not paid")
    assert ill < unpaid < motive.index("✗ the author relays > the Stone Brigade")
    assert motive.count("✗") == 1


def test_silence_is_not_disagreement() -> None:
    out = terminal.render(contested())
    where = section(out, "  Where", "  Killed")
    assert "nothing said of this in [1]" in where
    assert "≠" not in where
    assert "nothing said" not in section(out, "  Killed", "  In response to")


def test_inferred_values_are_marked() -> None:
    out = terminal.render(contested())
    assert "• ~ 4 people" in out
    assert "• at least 12 civilians" in out
    assert "~ “this week” counted from the report's date" in out
    assert "~ joined by the program, not by a report" in out


def test_events_in_order_of_time_and_unknown_dates_last() -> None:
    record = contested()
    undated = msgspec.structs.replace(record.events[0], id="e_none", title="Undated", fields={})
    dates = {
        "e_b": ("2015-05-01", "2015-05-31"),
        "e_a": ("2014-XX-XX", "2014-XX-XX"),
        "e_y": ("XXXX-02-01", "XXXX-02-01"),
        "e_until": (None, "2015-01-01"),
    }
    dated = [
        msgspec.structs.replace(undated, id=id_, fields={"when": (account(f"x{id_}", when(*ends), (), "single"),)})
        for id_, ends in dates.items()
    ]
    mixed = msgspec.structs.replace(record, events=(undated, *dated, *record.events))
    ordered = [e.id for e in books.in_time_order(books.open_book(mixed))]
    assert ordered == ["e_a", "e_until", SHELLED, "e_b", "e_y", FLED, "e_none"]


def test_a_denied_date_does_not_place_an_event() -> None:
    event = contested().events[1]
    wrong = account("x_w", when("1999-01-01", "1999-01-01"), (), "denied")
    right = account("x_r", DAY, (), "single")
    assert books.event_when(msgspec.structs.replace(event, fields={"when": (wrong, right)})) == DAY


@pytest.mark.parametrize("width", [40, 57, 80, 100, 140])
def test_it_fits(width: int) -> None:
    for line in terminal.render(contested(), width=width).splitlines():
        assert cells(line) <= width, line


def test_wide_characters_and_endless_words_are_cut_to_fit() -> None:
    assert all(cells(line) <= 20 for line in terminal.wrap("戦争" * 30 + " and " + "x" * 55, 20))
    assert "".join(terminal.wrap("x" * 55, 20)) == "x" * 55


def test_colour_adds_escapes_and_changes_no_word() -> None:
    plain, inked = terminal.render(contested()), terminal.render(contested(), colour=True)
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", inked) == plain
    assert "\x1b[" in inked


def test_a_hostile_report_cannot_command_the_terminal() -> None:
    record = contested()
    bad = "\x1b]0;owned\x07\u202egnp.exe\u200b\r\nFAKE [1] line"
    document = msgspec.structs.replace(
        record.documents[0], title=bad, publisher=bad, byline=bad, url=bad, syndicated_from=bad
    )
    events = tuple(msgspec.structs.replace(e, title=bad, why=(bad,)) for e in record.events)
    problems = (msgspec.structs.replace(record.problems[0], message=bad, hint=bad),)
    hostile = msgspec.structs.replace(
        record, documents=(document, record.documents[1]), events=events, problems=problems
    )
    out = terminal.render(hostile)
    assert not set(out) & set("\x1b\x07\r\u202e\u200b")
    assert "␛]0;owned␇⟨U+202E⟩gnp.exe⟨U+200B⟩ FAKE" in out
    assert not any(line.startswith("FAKE") for line in out.splitlines())


def test_a_record_without_events_says_so_and_what_to_do() -> None:
    out = terminal.render(empty())
    assert "No event was read in this report." in out
    assert ".txt" in out
    assert "No event was read in these reports." in terminal.render(Record())


def test_problems_stand_at_the_end_with_their_hint() -> None:
    out = terminal.render(contested())
    tail = out[out.index("PROBLEMS (1)") :]
    assert "[1] characters 47–55: The dateline gives no year. (year-unknown)" in tail
    assert "--published" in tail


def test_actors_with_standing_claims() -> None:
    out = terminal.render(contested())
    actors = section(out, "ACTORS AND PLACES", "PROBLEMS")
    assert "Adel Karim (person)" in actors
    assert "Side: Stone Brigade" in actors


def test_too_narrow_is_a_bad_call() -> None:
    with pytest.raises(UsageError, match="too narrow"):
        terminal.render(contested(), width=20)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (count(12, None), "at least 12 people"),
        (count(None, 20), "up to 20 people"),
        (count(500, 1300), "500–1,300 people"),
        (count(0, 0), "no people"),
        (count(3, 3, "people", "children"), "3 people (children)"),
        (TWELVE, "at least 12 civilians"),
        (PlaceValue(place=None, name="Kafr Dor", text="x", relation="northeast_of"), "northeast of Kafr Dor"),
        (
            PlaceValue(place=None, name="", text="", relation="in_territory_of", of="a_stone"),
            "in territory held by Stone Brigade",
        ),
        (PlaceValue(place=None, name="A", text="A", relation="between", of="B"), "between A and B"),
        (ActorValue(actor="a_unknown", name="gunmen", text="gunmen", how="description"), "gunmen"),
    ],
)
def test_values_in_words(value: Value, words: str) -> None:
    assert phrases.value_words(value, BOOK) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2015-04-17", "2015-04-17", "day", "17 April 2015"),
        ("XXXX-04-01", "XXXX-04-17", "day", "1 to 17 April (year not given)"),
        ("2015-04-01", "2015-04-30", "month", "April 2015"),
        ("2015-01-01", "2015-12-31", "year", "2015"),
        ("2010-01-01", "2019-12-31", "decade", "1 January 2010 to 31 December 2019"),
        ("201X-XX-XX", "201X-XX-XX", "decade", "2010s"),
        ("2015-03-30", "2015-04-05", "week", "30 March to 5 April 2015"),
        (None, "2015-04-05", "open", "until 5 April 2015"),
        ("2011-03-XX", None, "open", "from March 2011 on"),
        (None, None, "open", "date not known"),
    ],
)
def test_dates_in_words(start: str | None, end: str | None, precision: str, words: str) -> None:
    assert phrases.when_words(when(start, end, precision)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(2, 2, "2 voices"), (1, 1, "1 voice"), (1, 2, "1-2 voices"), (0, 0, "no independent voice"), (0, 1, "0-1 voices")],
)
def test_voices_in_words(low: int, high: int, words: str) -> None:
    assert phrases.voices_words(Independent(low=low, high=high)) == words


def test_a_speaker_that_nobody_names() -> None:
    hop = Hop(speaker=None, kind="anonymous", medium="radio", cue=None, stance="asserts")
    assert phrases.speaker_words(hop) == "someone who is not named (radio)"
