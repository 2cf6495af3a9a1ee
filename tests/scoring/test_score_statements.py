"""Statements against coded attributions: figures counted by hand, and the rules of the reference scorer."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.errors import InputError
from reportedly.scoring import score
from reportedly.scoring.gold import Attributed, Attribution, offsets
from reportedly.scoring.result import Data, Figure
from reportedly.scoring.statements import PARTS, count, form, result

TOOL = Path(__file__).parents[2].parent / "shared" / "tools" / "statement_score.py"
DATA = Data(name="synthetic", sha256="0" * 64, items=1, unit="texts")

TEXT = (
    'The mayor said that the bridge fell on Monday. "We saw it fall," two boatmen told the Herald. '
    "According to the Herald, the mayor fears “a second fall” before winter."
)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def attribution(source: str, cue: str, *content: str) -> Attribution:
    return Attribution(
        source=(at(source),) if source else (),
        cue=(at(cue),) if cue else (),
        content=tuple(at(words) for words in content),
    )


CODED = (
    attribution("The mayor", "said", "that the bridge fell on Monday"),
    attribution("two boatmen", "told", '"We saw it fall,"'),
    attribution("the Herald, the mayor"[:10], "According to", "the mayor fears “a second fall” before winter"),
    attribution("", "", "“a second fall” before winter"),
)
READ = [
    attribution("The mayor", "said", "the bridge fell on Monday"),
    attribution("the Herald", "told", "We saw it fall"),
    attribution("the Herald", "fears", "a second fall", "before winter"),
    attribution("", "", "winter"),
]


def test_figures_of_a_small_text_are_those_counted_by_hand() -> None:
    """Of four coded and four read: the first is right, the second has the wrong speaker, the third read one is nearest to
    the last coded one, which has no speaker."""
    counted = count({"a": Attributed(TEXT, CODED)}, {"a": READ})
    assert (counted.relation.gold, counted.relation.got, counted.relation.met) == (4, 4, 1)
    assert counted.content_only.met == 3
    assert counted.form["direct"].met == 0
    assert counted.form["indirect"].met == 1
    assert [(miss.row, miss.got is None, miss.gold is None) for miss in counted.misses] == [
        ("direct", False, False),
        ("mixed", True, False),
        ("mixed", False, False),
        ("extra", False, True),
    ]
    assert counted.misses[0].gold == 'two boatmen | told | "We saw it fall,"'
    assert counted.misses[0].got == "the Herald | told | We saw it fall"


def test_exact_spans_let_marks_at_the_ends_go() -> None:
    counted = count({"a": Attributed(TEXT, CODED)}, {"a": READ})
    assert counted.exact["content"].met == 1
    assert counted.exact["cue"].met == 2
    figures = result(counted, counted, DATA).figures
    assert Figure(name="content_exact_f1", value=2 * 1 / (5 + 4)) in figures


@pytest.mark.parametrize(
    ("words", "expected"),
    [('"We saw it fall,"', "direct"), ("that the bridge fell on Monday", "indirect"), ("the mayor fears “a second fall” before winter", "mixed")],
)  # fmt: skip
def test_content_is_quoted_whole_in_part_or_not(words: str, expected: str) -> None:
    assert form(TEXT, attribution("", "", words)) == expected


def reference() -> Any:
    if not TOOL.exists():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("statement_score", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_lists(attributions: list[Attribution]) -> list[dict[str, list[list[int]]]]:
    return [
        {part: [list(span) for span in getattr(one, part)] for part in ("source", "cue", "content")}
        for one in attributions
    ]


def shifted(by: int) -> list[Attribution]:
    """What was read, with every boundary moved."""

    def move(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((max(0, s + by), min(len(TEXT), max(s + by, e + 2 * by))) for s, e in spans)

    return [Attribution(source=move(a.source), cue=move(a.cue), content=move(a.content)) for a in READ]


@pytest.mark.parametrize(
    "read", [READ, [], list(CODED), list(reversed(CODED)), READ + list(CODED), *(shifted(by) for by in (1, 2, 5, 9))]
)
def test_the_rules_are_those_of_the_reference_scorer(read: list[Attribution]) -> None:
    tool = reference()
    coded = {"a": {"text": TEXT, "attributions": as_lists(list(CODED))}}
    expected = tool.score(coded, {"a": {"attributions": as_lists(read)}})
    counted = count({"a": Attributed(TEXT, CODED)}, {"a": read})
    assert percent(counted.relation.f1()) == expected["rel_lenient"]["f1"]
    assert counted.relation.met == expected["rel_lenient"]["tp"]
    assert counted.content_only.met == expected["rel_content"]["tp"]
    for part in PARTS:
        for ours, theirs in ((counted.exact[part], expected["exact"][part]), (counted.token[part], expected["token"][part])):  # fmt: skip
            assert (ours.met, ours.got - ours.met, ours.gold - ours.met) == (theirs["tp"], theirs["fp"], theirs["fn"])
    forms = {name: f"{t.met}/{t.gold}" for name, t in counted.form.items() if t.gold}
    assert forms == {name: shown.split("(")[1].strip(")") for name, shown in expected["recall_by_kind"].items()}


def percent(share: float) -> float:
    return round(100 * share, 1)


def test_a_file_is_read_from_its_texts_to_figures(tmp_path: Path) -> None:
    """The mayor said that the bridge fell on Monday. [...]"""
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"a": {"text": TEXT, "attributions": as_lists(list(CODED))}}), encoding="utf-8")
    found = score("statements", path)
    relation = next(row for row in found.rows if row.name == "relation")
    assert relation.cells[0] == 4
    assert isinstance(relation.cells[2], int)
    assert relation.cells[2] >= 2


def test_a_control_character_that_is_left_out_moves_the_offsets_after_it() -> None:
    moved = offsets("ab\x85cd", "abcd", where="a")
    assert [moved[at] for at in (0, 2, 3, 5)] == [0, 2, 2, 4]
    with pytest.raises(InputError, match="changes when it is taken"):
        offsets("abcd", "abxd", where="a")
