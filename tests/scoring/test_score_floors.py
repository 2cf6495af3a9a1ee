"""Floors only rise, for their own data alone; the page of floors is what is made of them; the command's statuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly import cli
from reportedly.errors import DataError, UsageError
from reportedly.scoring import MEASURES, floors, report, score
from reportedly.scoring.floors import Floor
from reportedly.scoring.result import Beside, Data, Figure, Result

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"


def measured(value: float, *, sha256: str = "a" * 64, reader: str = "standard", **more: float) -> Result:
    return Result(
        measure="names",
        reader=reader,
        data=Data(name="pairs.csv", sha256=sha256, items=3, unit="pairs"),
        figures=(Figure(name="recall", value=value), *(Figure(name=k, value=v) for k, v in more.items())),
        beside=(Beside(who="ratio", figure="recall", value=0.25),),
        columns=(),
        rows=(),
    )


def recall(kept: tuple[Floor, ...]) -> float:
    return next(figure.value for figure in kept[0].figures if figure.name == "recall")


def test_a_floor_is_rounded_down_and_only_rises() -> None:
    kept = floors.raised((), measured(0.70079))
    assert recall(kept) == 0.7
    assert recall(floors.raised(kept, measured(0.6))) == 0.7
    assert recall(floors.raised(kept, measured(0.8))) == 0.8
    assert recall(floors.raised((), measured(0.29))) == 0.29


def test_what_was_measured_never_lies_below_its_own_floor() -> None:
    for n in range(1001):
        result = measured(n / 1000)
        assert not floors.falls(floors.raised((), result), result)


def test_a_fall_names_the_figure_and_both_values() -> None:
    kept = floors.raised((), measured(0.7, precision=0.9))
    assert not floors.falls(kept, measured(0.7, precision=0.95))
    assert [fall.line() for fall in floors.falls(kept, measured(0.69, precision=0.9))] == [
        "recall 0.6900 is below its floor 0.700"
    ]
    assert [fall.line() for fall in floors.falls(kept, measured(0.7))] == [
        "precision is no longer measured; its floor 0.900"
    ]


@pytest.mark.parametrize("other", [measured(0.1, sha256="b" * 64), measured(0.1, reader="llm")])
def test_other_data_and_other_readers_have_floors_of_their_own(other: Result) -> None:
    kept = floors.raised((), measured(0.7))
    with pytest.raises(UsageError, match=r"no floor for names on this data .* --raise-floor"):
        floors.falls(kept, other)
    assert len(floors.raised(kept, other)) == 2


def test_lowering_takes_a_reason_and_keeps_it() -> None:
    kept = floors.raised((), measured(0.7, precision=0.9))
    for reason in ("", "  "):
        with pytest.raises(UsageError, match="--reason"):
            floors.lowered(kept, measured(0.5), reason)
    with pytest.raises(UsageError, match="no figure is below"):
        floors.lowered(kept, measured(0.8, precision=0.9), "because")
    low = floors.lowered(kept, measured(0.5, precision=0.95), "one\nrule fewer")
    assert recall(low) == 0.5
    assert {figure.name: figure.value for figure in low[0].figures}["precision"] == 0.9
    assert [(n.figure, n.before, n.after, n.reason) for n in low[0].lowered] == [("recall", 0.7, 0.5, "one rule fewer")]
    again = floors.raised(low, measured(0.8, precision=0.9))
    assert again[0].lowered == low[0].lowered


def test_floors_are_the_same_after_they_are_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    kept = floors.raised(floors.raised((), measured(0.7)), measured(0.5, sha256="b" * 64))
    floors.save(kept, path)
    assert floors.load(path) == kept
    assert floors.load(tmp_path / "none.json") == ()
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"floors\.json: no file of floors"):
        floors.load(path)


def test_the_page_is_what_is_made_of_the_floors() -> None:
    assert PAGE.read_text(encoding="utf-8") == report.markdown(floors.load())


def test_the_page_shows_every_measure_with_its_floors_and_others() -> None:
    kept = floors.lowered(floors.raised((), measured(0.7)), measured(0.5), "one rule fewer")
    page = report.markdown(kept)
    for measure in MEASURES:
        assert f"\n## {measure}\n" in page
    assert "| recall | 0.500 | 0.250 |" in page
    assert "- recall was lowered from 0.700 to 0.500: one rule fewer" in page
    assert {peer.measure for peer in report.PEERS} <= set(MEASURES)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_the_data_that_the_page_shows_can_be_measured(measure: str, tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").split(f"\n## {measure}\n")[1].split("\n## ")[0]
    lines = [line.strip() for line in page.splitlines() if line.startswith("    ")]
    if measure == "claims":
        (tmp_path / "gold").mkdir()
        (tmp_path / "articles.jsonl").write_text(lines[0] + "\n", encoding="utf-8")
        (tmp_path / "gold" / "a1.json").write_text(lines[1] + "\n", encoding="utf-8")
        assert score(measure, tmp_path).data.items == 1
        return
    path = tmp_path / "data"
    text = "Homs " * 10 if measure in ("statements", "places", "mentions") else "…"
    path.write_text("\n".join(lines).replace("…", text) + "\n", encoding="utf-8")
    assert score(measure, path).data.items == 1


def test_every_floor_in_the_package_is_of_a_known_measure() -> None:
    for floor in floors.load():
        assert floor.measure in MEASURES
        assert len(floor.sha256) == 64
        assert all(0 < figure.value <= 1 for figure in floor.figures)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text("a,b,same,kind\nJaysh al-Nasr,Jaish al-Nasr,1,spelling\nHoms,Hama,0,near\n", encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout, stderr."""
    done = CliRunner().invoke(cli.commands, [str(a) for a in arguments], standalone_mode=False)
    if isinstance(done.exception, Exception):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_command_fails_when_a_figure_has_fallen(pairs: Path, tmp_path: Path) -> None:
    kept = tmp_path / "floors.json"
    asked = ("score", "names", pairs, "--floors", kept)
    assert run(*asked, "--raise-floor")[0] == 0
    assert run(*asked, "--floor")[0] == 0
    high = floors.load(kept)
    raised = measured(1.0, sha256=high[0].sha256, precision=1.0, extra=1.0)
    floors.save(floors.raised(high, raised), kept)
    status, table, error = run(*asked, "--floor")
    assert status == 1
    assert error == "extra is no longer measured; its floor 1.000\n"
    assert table.splitlines()[-1].startswith("2 pairs, pairs.csv, sha256 ")
    assert run(*asked, "--lower-floor", "--reason", "it was a test")[0] == 0
    assert run(*asked, "--floor")[0] == 0
    assert floors.load(kept)[0].lowered[0].reason == "it was a test"


def test_the_command_prints_json_and_errors(pairs: Path) -> None:
    pairs.write_text("a,b,same,kind\nValley Monitor,Blue \x1b[31mHelmets,1,nickname\n", encoding="utf-8")
    status, out, _ = run("score", "names", pairs, "--errors", 5)
    assert status == 0
    assert "Valley Monitor / Blue" in out
    assert "\x1b" not in out
    import msgspec

    found = msgspec.json.decode(run("score", "names", pairs, "--json", "--errors", 5)[1], type=Result)
    assert found.measure == "names"
    assert len(found.misses) == 1
    assert not msgspec.json.decode(run("score", "names", pairs, "--json")[1], type=Result).misses


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("score",), "needs a measure"),
        (("score", "names"), "needs a measure"),
        (("score", "beauty", "."), "'beauty' is no measure; measures are claims, statements"),
        (("score", "names", "--report"), "--report takes no measure"),
        (("score", "names", ".", "--reason", "x"), "--reason goes with --lower-floor"),
    ],
)
def test_a_call_that_makes_no_sense_says_so(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(*arguments)


def test_the_report_is_the_page() -> None:
    assert run("score", "--report")[1] == report.markdown(floors.load())
