"""The commands that keep a case, each as a person would type it."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from affair import write
from click import Choice
from click.testing import CliRunner

from reportedly.cli import commands
from reportedly.deciding import DecisionKind
from reportedly.errors import ReportedlyError
from reportedly.model import from_json


def run(*words: str | Path, status: int = 0) -> str:
    """What a command prints; it must end with ``status``."""
    result = CliRunner().invoke(commands, [str(w) for w in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        if isinstance(result.exception, ReportedlyError) and status == 2:
            return result.exception.line()
        raise result.exception
    assert result.exit_code == status, result.output
    return result.output


def test_a_case_from_nothing_to_a_table(tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    said = run("add", case, *write(tmp_path), "--quiet")
    assert said.startswith("3 reports added; a.case holds 3 captures")
    assert "3 known already" in run("add", case, tmp_path, "--quiet")
    timeline = run("show", case)
    title = re.search(r"≠ 3 May 2021 — (air strike on .*Ardan.*, 3 May 2021)", timeline)
    assert title is not None
    assert "≠ " in timeline
    assert "rival accounts: killed" in timeline
    one = run("show", case, title[1].lower())
    assert "FIGURES BY VOICE" in one
    assert "killed all: low 7 · " in one
    assert "WHO ANSWERS WHOM" in one
    run("export", case, "--to", "csv", "-o", tmp_path / "t.zip")
    assert (tmp_path / "t.zip").stat().st_size > 1000
    run("export", case, "--to", "geojson", "-o", tmp_path / "t.geojson")
    assert json.loads((tmp_path / "t.geojson").read_text())["type"] == "FeatureCollection"
    run("export", case, "--to", "record", "-o", tmp_path / "t.json")
    assert from_json((tmp_path / "t.json").read_bytes()) == from_json(run("show", case, "--format", "json"))


def test_one_thing_in_full(path: Path) -> None:
    record = from_json(run("show", path, "--format", "json"))
    army = next(a for a in record.actors if "army" in a.name.lower())
    assert "SAYS" in run("show", path, army.id)
    document = next(d for d in record.documents if "lower toll" in d.text)
    shown = run("show", path, document.id[:8])
    assert "VOICES" in shown
    assert document.capture.sha256 in shown
    assert run("show", path, document.capture.sha256[:10]) == shown
    event = next(e for e in record.events if len(e.fields) > 3)
    part = from_json(run("show", path, event.id, "--format", "json"))
    assert [e.id for e in part.events] == [event.id]
    assert {c.subject.id for c in part.claims if c.subject.type == "event"} == {event.id}
    assert "<html" in run("show", path, event.id, "--format", "html")


def test_what_a_name_may_mean_is_said(path: Path) -> None:
    assert "nothing in the case is called 'zzz'" in run("show", path, "zzz", status=2)
    told = run("show", path, "strike", status=2)
    assert "fits" in told
    assert "e_" in told


def test_search_prints_what_programs_can_read(path: Path) -> None:
    lines = [json.loads(line) for line in run("search", path, "market", "--json").splitlines()]
    assert {"document", "title", "excerpt"} <= lines[0].keys()
    assert "[market]" in run("search", path, "market")
    assert "nothing in" in run("search", path, "zzzzz", status=1)


def test_a_person_decides_at_the_command_line(path: Path, tmp_path: Path) -> None:
    claim = next(
        json.loads(line)["claim"] for line in run("search", path, "seven", "--json").splitlines() if '"killed"' in line
    )
    said = run("decide", path, "reject", claim[:10], "--by", "Rania", "--why", "the army's figure is old")
    assert "holds" in said
    decision = said.split()[0]
    assert "rejected by a person" in run("show", path, "air strike on ardan market")
    listed = run("ledger", path)
    assert "Rania: reject “seven people” — holds" in listed
    run("ledger", path, "-o", tmp_path / "ours.jsonl")
    assert decision in (tmp_path / "ours.jsonl").read_text()
    run("decide", path, "undo", decision, "--by", "Rania")
    assert "rejected by a person" not in run("show", path, "air strike on ardan market")
    assert "0 decisions taken in" in run("ledger", path, "--merge", tmp_path / "ours.jsonl")
    assert "r_" in run("decide", path, "grade", "Halaya Press", "--source", "B", "--by", "Rania")
    assert "is no grade" in run("decide", path, "grade", "Halaya Press", "--source", "Z", "--by", "Rania", status=2)
    (tmp_path / "bad.jsonl").write_text("{}\n")
    assert "bad.jsonl" in run("ledger", path, "--merge", tmp_path / "bad.jsonl", status=2)


def test_a_conflict_of_two_people_ends_with_one(path: Path) -> None:
    claim = next(
        json.loads(line)["claim"] for line in run("search", path, "seven", "--json").splitlines() if '"killed"' in line
    )
    run("decide", path, "reject", claim, "--by", "Rania")
    assert "somebody else decided the opposite" in run("decide", path, "accept", claim, "--by", "Tomas")
    assert run("ledger", path, status=1).count("does not hold") == 2


def test_a_reread_with_the_same_reader_changes_nothing(path: Path) -> None:
    assert "claims: 0 added, 0 changed, 0 gone" in run("reread", path, "--quiet")
    assert json.loads(run("reread", path, "--quiet", "--json"))["differences"] == []


def test_stats_verify_and_remove(path: Path) -> None:
    told = run("stats", path)
    assert "3 captures" in told
    assert "wire.txt" in told
    sha256 = next(line.split()[0] for line in told.splitlines() if "wire.txt" in line)
    assert "are what they were" in run("verify", path)
    assert "is removed" in run("remove", path, sha256, "--reason", "asked for", "--by", "Rania")
    told = run("stats", path)
    assert "by Rania: asked for" in told
    assert "wire.txt" not in told
    assert "words of 1 entry erased" in run("verify", path)


def test_a_case_that_was_changed_ends_with_one(path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(path)
    db.execute("UPDATE capture SET bytes = bytes + 1 WHERE rowid = 1")
    db.commit()
    db.close()
    assert run("verify", path, status=1).startswith("broken: capture ")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "{none}"),
        ("verify", "{none}"),
        ("search", "{none}", "x"),
        ("stats", "{text}"),
        ("add", "{text}", "{text}"),
        ("add", "{case}", "{none}"),
        ("remove", "{case}", "12345678", "--reason", "x"),
        ("add", "{case}", "{text}", "--published", "yesterday"),
        ("decide", "{case}", "accept", "c_12345678", "--by", "Rania"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_to_do(path: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "words.txt").write_text("Words.\n")
    names = {"none": str(tmp_path / "none"), "text": str(tmp_path / "words.txt"), "case": str(path)}
    line = run(*(w.format(**names) for w in words), status=2)
    assert "; " in line
    assert "\n" not in line.strip()


def test_a_name_from_the_environment_signs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "REPORTEDLY_NAME", "Rania")
    claim = from_json(run("show", path, "--format", "json")).claims[0].id
    assert "by Rania" in run("decide", path, "accept", claim)
    assert sys.stdout is not None


def test_every_kind_of_decision_can_be_typed() -> None:
    (kind,) = [p for p in commands.commands["decide"].params if p.name == "kind"]
    assert isinstance(kind.type, Choice)
    assert tuple(kind.type.choices) == get_args(DecisionKind)
