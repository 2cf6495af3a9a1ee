"""Names, places, mentions, incidents and factuality: each on a few lines written here, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build import Act, Said, document, report
from reportedly.errors import InputError, UsageError
from reportedly.model import Reading
from reportedly.scoring import MEASURES, counts, factuality, mentions, places, score
from reportedly.scoring.gold import Happening, Incident, Judged, Located, Toponym
from reportedly.scoring.result import Data, Result, errors, shown, table

DATA = Data(name="synthetic", sha256="0" * 64, items=1, unit="texts")


def figures(result: Result) -> dict[str, float]:
    return {figure.name: figure.value for figure in result.figures}


def test_names_by_kind_and_the_wrong_pairs(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    rows = ["Jaysh al-Nasr,Jaish al-Nasr,1,spelling", "Homs,Hama,0,near", "Valley Monitor,Blue Helmets,1,nickname"]
    path.write_text("a,b,same,kind\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = score("names", path)
    assert figures(found) == {"precision": 1.0, "recall": 0.5}
    assert [miss.item for miss in found.misses] == ["Valley Monitor / Blue Helmets"]
    assert found.misses[0].gold == "same"


@pytest.mark.parametrize(
    ("content", "message"), [("a,b,same\nx,y,1\n", "columns a, b, same and kind"), ("a,b,same,kind\nx,y,yes,k\n", "pairs.csv:2: same must be 0 or 1")]
)  # fmt: skip
def test_a_csv_of_another_form_is_an_error(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        score("names", path)


def test_places_no_answer_is_wrong_and_a_far_one_too() -> None:
    """Damascus, Damascus coded on the far side of the world, and a name that nobody knows."""
    text = "Damascus and Aleppo and Qqzzxw."
    coded = (
        Toponym(0, 8, "Damascus", 33.5, 36.3),
        Toponym(13, 19, "Aleppo", -36.2, -37.1),
        Toponym(24, 30, "Qqzzxw", 1.0, 1.0),
    )
    found = places.compare([Located("t1", text, coded)], DATA)
    assert figures(found) == pytest.approx({"accuracy_161km": 1 / 3})
    assert found.rows[0].cells == (1, pytest.approx(1 / 3), 0.5)
    assert [(miss.row, miss.got is None) for miss in found.misses] == [("elsewhere", False), ("not answered", True)]
    assert found.misses[0].around == text


@pytest.mark.parametrize(
    ("coded", "read", "pairs"),
    [
        ([(0, 10)], [(5, 30)], [(0, 0)]),
        ([(0, 10)], [(6, 30)], []),
        ([(0, 10)], [(0, 10), (2, 8)], [(0, 0)]),
        ([(0, 4), (5, 10)], [(0, 10)], [(1, 0)]),
        ([(0, 4), (5, 10)], [(0, 4), (0, 10)], [(0, 0), (1, 1)]),
        ([(0, 4)], [(4, 8)], []),
    ],
)
def test_mentions_match_by_half_of_the_shorter_one_to_one(
    coded: list[tuple[int, int]], read: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    assert mentions.paired(coded, read) == pairs


def test_mentions_are_read_beside_the_parsers_own(tmp_path: Path) -> None:
    """Omar Haddad left Damascus. She told the United Nations that it was quiet."""
    text = "Omar Haddad left Damascus. She told the United Nations that it was quiet."

    def entity(words: str, type_: str) -> dict[str, object]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "type": type_, "text": words}

    coded = [
        entity("Omar Haddad", "Person"),
        entity("United Nations", "Organisation"),
        entity("Damascus", "Location"),
        entity("She", "Person"),
        entity("left", "Temporal"),
    ]
    path = tmp_path / "entities.json"
    path.write_text(json.dumps([{"id": "t1", "text": text, "entities": coded}]), encoding="utf-8")
    found = score("mentions", path)
    assert [row.cells[0] for row in found.rows] == [2, 1, 2, 1]
    assert [row.cells[2] for row in found.rows][:2] == [2, 1]
    assert not [miss for miss in found.misses if miss.got is None]
    assert {other.figure for other in found.beside} == {"actor_f1", "place_f1"}


def killed(*said: Said) -> Reading:
    text = "Shelling killed 12 people, including four children. Other reports said at least 9 died or up to 20."
    return report(document(text), Act(kind="shelling", trigger="Shelling", said=said))


def incident(name: str, dead: int) -> Incident:
    return Incident(incident=name, id="i", title="", published="2016-10-28", text="", killed=dead, injured=0)


TWELVE = Said(slot="killed", words="12 people", low=12, high=12)
NINE = Said(slot="killed", words="at least 9", low=9)
TWENTY = Said(slot="killed", words="up to 20", high=20)
NONE = Said(slot="killed", words="12 people", low=0, high=0, stance="denies")


def test_an_incident_has_the_first_figure_of_each_report_and_the_commonest_of_all() -> None:
    readings = [killed(NINE, TWELVE), killed(TWENTY), killed(NINE), killed(NONE)]
    reports = [incident("a", 12), incident("a", 12), incident("b", 9), incident("c", 0)]
    outcomes = [o for o in counts.compare(reports, readings) if o.slot == "killed"]
    assert [(o.incident, o.got, o.right) for o in outcomes] == [("a", 20, False), ("b", 9, True), ("c", 0, True)]
    found = figures(counts.result(counts.compare(reports, readings), reader="standard", data=DATA))
    assert found == pytest.approx({"killed_exact": 2 / 3, "injured_exact": 1.0, "both_exact": 2 / 3})


def test_a_figure_that_is_part_of_another_is_not_the_incidents() -> None:
    children = Said(slot="killed", words="four children", low=4, high=4, part_of="12 people")
    assert counts.commonest(counts.figure(c) for c in [counts.first(killed(TWELVE, children), "killed")] if c) == 12
    assert counts.first(killed(NONE), "killed") is None


def test_the_commonest_figure_is_the_larger_of_two_as_common() -> None:
    assert counts.commonest([1, 3, 3, 1, None]) == 3
    assert counts.commonest([2, 3, 2]) == 2
    assert counts.commonest([None]) == 0


def test_factuality_by_sign() -> None:
    """The troops did not enter the town . They left Homs ."""
    sentences = [
        Judged("The troops did not enter the town .", (Happening((4, 5), -2.8),)),
        Judged("They left Homs .", (Happening((1, 2), 3.0),)),
        Judged("They left Hama .", (Happening((1, 2), -0.4),)),
    ]
    calls = factuality.read(sentences)
    assert [call.sentence[slice(*call.span)] for call in calls] == ["enter", "left", "left"]
    assert [call.coded for call in calls] == [-1, 1, 0]
    assert [call.stance for call in calls] == ["denies", "asserts", "asserts"]
    found = factuality.result(calls, DATA)
    assert figures(found) == pytest.approx({"sign_accuracy": 2 / 3, "negative_f1": 1.0})
    assert [miss.gold for miss in found.misses] == ["-0.4"]


def test_a_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "a b", "targets": []}\n{"text": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"lines\.jsonl:2: "):
        score("factuality", path)


@pytest.mark.parametrize("measure", [name for name, one in MEASURES.items() if not one.any_reader])
def test_a_measure_of_one_step_takes_no_other_reader(measure: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard reader only"):
        score(measure, tmp_path, reader="llm")


def test_words_in_the_list_of_errors_are_cut_to_a_hundred_code_points(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("a,b,same,kind\n" + f"{'x' * 300},{'y' * 300},1,long\n" * 3, encoding="utf-8")
    found = score("names", path)
    lines = errors(found.misses, 2).splitlines()
    assert lines[0] == "errors: 2 of 3"
    assert lines[1] == "x" * 99 + "…  long"
    assert shown("a\n b") == "a b"
    assert errors(found.misses, 5, row="none") == "errors: 0 of 0\n"
    assert "sha256" in table(found)
