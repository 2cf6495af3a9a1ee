"""The measure of copies: counted by hand on a few pages, and held to its aim on a small made set."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from build import document
from reportedly.errors import InputError
from reportedly.scoring import copies, score
from reportedly.scoring.copies import Printed
from reportedly.scoring.result import Data, Result

DATA = Data(name="made", sha256="0" * 64, items=1, unit="articles")
BENCH = Path(__file__).parents[2] / "bench" / "make_copies.py"


def make_copies() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_copies", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_copies"] = module
    spec.loader.exec_module(module)
    return module


def figures(result: Result) -> dict[str, float]:
    return {figure.name: figure.value for figure in result.figures}


def test_pairs_are_counted_over_families_and_quoting_articles_apart() -> None:
    """Three prints of one story, one of them in words of its own; an article that quotes it; a page that only looks alike."""
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
    story = " ".join(words + words[::-1]) + "."
    own = " ".join(w + "x" for w in words * 4) + "."
    rows = [
        (Printed("a", story, "s", kind="original"), story),
        (Printed("b", story, "s", kind="exact"), story),
        (Printed("c", own, "s", kind="told anew"), own),
        (Printed("d", "", "t", ("s",), "quoting"), f'{own[::-1]} "{story}" they wrote.'),
    ]
    documents = [document(text, publisher=one.id) for one, text in rows]
    found = copies.compare([one for one, _ in rows], documents, DATA)
    assert figures(found) == {
        "pair_precision": 1.0,
        "pair_recall": pytest.approx(1 / 3),
        "pair_f1": pytest.approx(0.5),
        "quoting_apart": 1.0,
        "quotes_found": 1.0,
    }
    assert {row.name: row.cells[3] for row in found.rows}["told anew"] == 0.0
    assert [(miss.item, miss.got) for miss in found.misses] == [("c", None)]


def test_a_made_set_is_the_same_for_the_same_seed_and_holds_every_kind() -> None:
    made = make_copies()
    rows = list(made.made(600, seed=4))
    assert rows == list(made.made(600, seed=4))
    assert rows != list(made.made(600, seed=5))
    assert len(rows) == len({row.id for row in rows}) == 600
    kinds = {row.kind for row in rows}
    assert kinds >= {"original", "quoting", "same statement", *(change.__name__ for change in made.CHANGES)}


def test_the_aim_is_reached_on_a_small_made_set(tmp_path: Path) -> None:
    """Pairs at .90, and hardly an article that only quotes in a family of what it quotes."""
    path = tmp_path / "copies.jsonl"
    rows = [json.dumps(row._asdict()) for row in make_copies().made(1200, seed=11)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = score("copies", path)
    got = figures(found)
    assert got["pair_f1"] >= 0.9
    assert got["quotes_found"] >= 0.9
    kinds = {row.name: row.cells[5] for row in found.rows}
    assert kinds["quoting"] >= 0.99
    assert kinds["same statement"] >= 0.99


def test_texts_of_ones_own_are_copied_too(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    lines = [f"Line {n} of a report that somebody gave." for n in range(6)]
    own.write_text(json.dumps({"text": "\n".join(lines)}) + "\n", encoding="utf-8")
    made = make_copies()
    texts = made.given_texts(own)
    rows = list(made.made(300, seed=2, texts=texts))
    assert any(row.text.startswith(lines[0]) for row in rows)


def test_data_of_another_form_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "copies.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"copies.jsonl:1: .*family"):
        score("copies", path)
