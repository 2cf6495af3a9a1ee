"""A record as tables and back: nothing is lost, and the schema keeps its promises in SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import any_record
import reportedly
import sample_record
from build import Act, Said, document, report
from reportedly import record, tables
from reportedly.errors import InputError
from reportedly.model import Record

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


@pytest.fixture(scope="module")
def examples() -> Record:
    return reportedly.read(sorted(str(p) for p in EXAMPLES.iterdir() if p.is_file()))


def kept(given_: Record) -> dict[str, list[tables.Row]]:
    return {table.name: list(rows) for table, rows in tables.rows(given_)}


def in_sqlite(given_: Record) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for table in tables.TABLES:
        made.execute(tables.create(table))
    for table, rows in tables.rows(given_):
        marks = ",".join("?" * len(table.columns))
        made.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
    return made


def test_the_example_reports_come_back_whole(examples: Record) -> None:
    assert examples.claims
    assert tables.record_of(kept(examples)) == examples


def test_a_record_of_rivals_denials_and_chains_comes_back_whole() -> None:
    """The record of the desertion and the shelling, with hostile words in it."""
    contested = sample_record.contested()
    assert tables.record_of(kept(contested)) == contested


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_record.records)
def test_any_record_comes_back_whole(given_: Record) -> None:
    assert tables.record_of(kept(given_)) == given_


def test_rows_may_come_back_in_any_order() -> None:
    contested = sample_record.contested()
    assert tables.record_of({name: rows[::-1] for name, rows in kept(contested).items()}) == contested


def test_sqlite_takes_every_row_and_every_reference_holds(examples: Record) -> None:
    """STRICT tables with checks and references; the record again from what SQLite gives back."""
    made = in_sqlite(examples)
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    back = {t.name: made.execute(f"SELECT * FROM {t.name}").fetchall() for t in tables.TABLES}
    assert tables.record_of(back) == examples


def test_one_row_a_claim_and_nothing_nested_in_a_cell(examples: Record) -> None:
    found = kept(examples)
    assert len(found["claim"]) == len(examples.claims)
    assert len(found["hop"]) == sum(len(c.attribution) for c in examples.claims)
    cells = [cell for rows in found.values() for row in rows for cell in row]
    assert {type(cell) for cell in cells} <= {str, int, float, type(None)}


def test_a_day_without_its_year_is_text_and_no_date() -> None:
    """A commander left "this week", in a report of April 17 of no year; shells fell on 18 April 2015."""
    made = in_sqlite(sample_record.contested())
    days = made.execute(
        "SELECT value_start, value_start_date, value_end, value_end_date FROM claim WHERE slot = 'when' ORDER BY id"
    ).fetchall()
    assert days == [
        ("XXXX-04-13", None, "XXXX-04-19", None),
        ("2015-04-18", "2015-04-18", "2015-04-18", "2015-04-18"),
    ]


def test_a_place_that_nobody_knows_has_no_coordinates() -> None:
    """He fled to Kafr Dor, which is in no gazetteer."""
    made = in_sqlite(sample_record.contested())
    rows = made.execute("SELECT value_lat, value_lon FROM claim WHERE value_name = 'Kafr Dor'").fetchall()
    assert set(rows) == {(None, None)}


def test_zero_is_not_an_open_end() -> None:
    """The strike killed no civilians. The strike killed at least 12 people."""
    doc = document("The strike killed no civilians. The strike killed at least 12 people.")
    said = [
        Said(slot="killed", words="no civilians", low=0, high=0, class_="civilians"),
        Said(slot="killed", words="at least 12 people", low=12),
    ]
    made = in_sqlite(record.build([report(doc, Act(kind="air_strike", trigger="strike", said=said))]))
    found = made.execute("SELECT value_low, value_high FROM claim WHERE slot = 'killed' ORDER BY ordinal").fetchall()
    assert found == [(0, 0), (12, None)]


def test_who_holds_what_is_a_query(examples: Record) -> None:
    """Accounts with their voices and words, without any JSON."""
    made = in_sqlite(examples)
    found = made.execute(
        "SELECT a.slot, v.speaker, e.text FROM account a JOIN account_claim c ON c.account = a.id"
        " JOIN account_voice w ON w.account = a.id JOIN voice v ON v.id = w.voice"
        " JOIN claim_evidence e ON e.claim = c.claim AND e.ordinal = 0 WHERE a.status = 'contested' AND a.slot = 'killed'"
    ).fetchall()
    assert any("11 civilians" in words for _, _, words in found)


def test_a_word_that_is_no_stance_is_refused_by_sqlite_and_by_the_record() -> None:
    contested = sample_record.contested()
    made = in_sqlite(contested)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        made.execute("UPDATE claim SET stance = 'believes'")
    found = kept(contested)
    at = next(t for t in tables.TABLES if t.name == "claim").header.index("stance")
    found["claim"] = [(*row[:at], "believes", *row[at + 1 :]) for row in found["claim"]]
    with pytest.raises(InputError, match="believes"):
        tables.record_of(found)


def test_a_row_whose_parent_is_gone_is_refused() -> None:
    found = kept(sample_record.contested()) | {"event": []}
    with pytest.raises(InputError, match="a row belongs to event e_fled, which is not there"):
        tables.record_of(found)


def test_every_table_and_column_is_told_and_every_key_is_there() -> None:
    names = [t.name for t in tables.TABLES]
    assert len(set(names)) == len(names)
    for table in tables.TABLES:
        assert table.meaning
        assert set(table.key) <= set(table.header)
        assert len(set(table.header)) == len(table.header)
        assert all(c.meaning for c in table.columns)
        assert not any(c.nullable for c in table.columns if c.name in table.key)
        assert {c.references for c in table.columns} - {None} <= set(names)
