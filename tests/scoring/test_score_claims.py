"""Claims against coded ones: what meets, what counts, and that the rules are those of the reference scorer."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from build import Act, Said, document, report
from reportedly import record
from reportedly.errors import InputError
from reportedly.model import Hop, PlaceValue, Record, When, Words, to_json
from reportedly.scoring import claims, score
from reportedly.scoring.gold import Article, Coded, CodedClaim
from reportedly.scoring.result import Data

TOOL = Path(__file__).parents[2].parent / "shared" / "tools" / "claimscore.py"
DATA = Data(name="synthetic", sha256="0" * 64, items=1, unit="articles")

TEXT = (
    "Shells hit the market of Dabiq on Thursday, the Valley Monitor said. At least 12 civilians were killed. "
    "A rebel commander said that army jets bombed the camp on Wednesday and killed 40 fighters. "
    "The Valley Monitor denied that the camp was bombed."
)
ARTICLE = Article(id="a1", published="2016-10-28", title="", text=TEXT)


def made(text: str = TEXT) -> Record:
    """The record of a reading made by hand, right in most of what is coded below and wrong in some."""
    monitor, rebel = "the Valley Monitor", "A rebel commander"
    doc = document(text, published="2016-10-28")
    reading = report(
        doc,
        Act(
            kind="shelling",
            trigger="Shells hit",
            by=monitor,
            said=(
                Said(slot="where", words="Dabiq", by=monitor),
                Said(slot="when", words="Thursday", by=monitor, day="2016-10-27"),
                Said(slot="killed", words="At least 12 civilians", low=12),
            ),
        ),
        Act(
            kind="attack",
            trigger="bombed",
            by=rebel,
            said=(
                Said(slot="agent", words="army jets", by=rebel),
                Said(slot="killed", words="40 fighters", by=rebel, low=40, high=40, stance="hedges"),
                Said(slot="target", words="the camp", by=rebel),
            ),
        ),
    )
    return record.build([reading])


CODED: list[dict[str, Any]] = [
    {"event": "e1", "slot": "kind", "value": "shelling", "quote": "Shells hit", "speakers": ["Valley Monitor"]},
    {"event": "e1", "slot": "where", "value": {"name": "Dabiq", "precision": "settlement"}, "quote": "Dabiq", "speakers": ["Valley Monitor"]},
    {"event": "e1", "slot": "when", "value": {"start": "2016-10-27", "end": "2016-10-27"}, "quote": "Thursday", "speakers": []},
    {"event": "e1", "slot": "killed", "value": {"low": 12, "high": None, "unit": "civilians"}, "quote": "At least 12 civilians", "speakers": []},
    {"event": "e2", "slot": "kind", "value": "air_strike", "quote": "bombed", "speakers": ["a rebel commander"]},
    {"event": "e2", "slot": "agent", "value": {"name": "army jets"}, "quote": "army jets", "speakers": ["a rebel commander"]},
    {"event": "e2", "slot": "killed", "value": {"low": 40, "high": 40, "unit": "fighters"}, "quote": "40 fighters", "speakers": ["a rebel commander"]},
    {"event": "e1", "slot": "motive", "value": "revenge", "quote": "on Thursday", "speakers": []},
]  # fmt: skip
for one in CODED:
    one.setdefault("stance", "asserts")


def coded(rows: list[dict[str, Any]] = CODED) -> list[CodedClaim]:
    return [
        CodedClaim(
            event=row["event"],
            slot=row["slot"],
            value=row["value"] if isinstance(row["value"], str) else Coded(**row["value"]),
            quote=row["quote"],
            speakers=tuple(row["speakers"]),
            stance=row["stance"],
        )
        for row in rows
    ]


def figures(article: Article, rows: list[dict[str, Any]], record: Record) -> dict[str, float]:
    found = claims.result([claims.compare(article, coded(rows), record)], reader="standard", data=DATA)
    whole = found.rows[-1].cells
    assert found.rows[-1].name == "all"
    assert isinstance(whole[3], float)
    assert isinstance(whole[4], float)
    return {figure.name: figure.value for figure in found.figures} | {"precision": whole[3], "recall": whole[4]}


def test_figures_of_a_small_article_are_those_counted_by_hand() -> None:
    """Eight claims are coded and eight read; kind of the second act is wrong, the motive missing, the target too many.

    Six meet.  The date is told by the Monitor and coded as the article's own; the 40 are read as hedged.
    """
    found = figures(ARTICLE, CODED, made())
    assert found["precision"] == 6 / 8
    assert found["recall"] == 6 / 8
    assert found["speaker"] == 5 / 6
    assert found["stance"] == 5 / 6
    assert found["full_f1"] == 2 * 4 / 16
    assert found["links_f1"] == 1.0


def test_the_errors_say_what_was_coded_what_was_read_and_where() -> None:
    found = claims.result([claims.compare(ARTICLE, coded(), made())], reader="standard", data=DATA)
    by_row = {(miss.row, miss.gold is None): miss for miss in found.misses}
    kind = by_row["kind", False]
    assert kind.gold == "air_strike | bombed | a rebel commander asserts"
    assert kind.got is not None
    assert kind.got.startswith("attack | bombed | ")
    assert "army jets bombed the camp" in kind.around
    assert by_row["motive", False].got is None
    assert by_row["target", True].got is not None
    assert len(found.misses) == 5


def reference() -> Any:
    if not TOOL.exists():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("claimscore", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_reference(article: Article, rows: list[dict[str, Any]], record: Record) -> dict[str, float]:
    tool = reference()
    tally = {slot: dict.fromkeys(("met", "who", "how", "full", "got", "gold"), 0) for slot in tool.SLOTS}
    links = dict.fromkeys(("gold", "got", "both"), 0)
    raw = json.loads(to_json(record))
    tool.score_document({"claims": rows}, article.text, raw, raw["documents"][0]["text"], tally, links)
    total = {key: sum(row[key] for row in tally.values()) for key in ("met", "who", "how", "full", "got", "gold")}
    return {
        "precision": total["met"] / total["got"],
        "recall": total["met"] / total["gold"],
        "value_f1": tool.f1(total["met"], total["got"], total["gold"]),
        "speaker": total["who"] / total["met"] if total["met"] else 0.0,
        "stance": total["how"] / total["met"] if total["met"] else 0.0,
        "full_f1": tool.f1(total["full"], total["got"], total["gold"]),
        "links_f1": tool.f1(links["both"], links["got"], links["gold"]),
    }


CHANGES: list[dict[str, Any]] = [
    {},
    {"quote": "the market of Dabiq on Thursday, the Valley Monitor said. At least 12 civilians were killed"},
    {"quote": "Nowhere in the text"},
    {"speakers": ["AFP", "Observers of the valley"]},
    {"speakers": ["rebel sources"]},
    {"stance": "hedges"},
    {"stance": "denies"},
    {"event": "e9"},
]
VALUES: dict[str, list[Any]] = {
    "kind": ["shelling", "attack", "bombing"],
    "where": [{"name": "Dabiq town"}, {"name": "Aleppo"}, {"name": "Dabiq", "lat": 36.54, "lon": 37.27}],
    "when": [{"start": "2016-10-27", "end": "2016-10-28"}, {"start": "2016-10-27", "end": "2016-10-27"}],
    "killed": [
        {"low": 13, "high": None},
        {"low": 15, "high": None},
        {"low": 38, "high": 42},
        {"low": None, "high": None},
    ],
    "agent": [{"name": "jets"}, {"name": "army"}, {"name": "Russian army"}, {"name": "the"}],
}


@pytest.mark.parametrize("text", [TEXT, "A heading\n\n" + TEXT.replace(". ", ".\n", 1)])
@pytest.mark.parametrize("at", range(len(CODED)))
def test_the_rules_are_those_of_the_reference_scorer(at: int, text: str) -> None:
    """One coded claim after another is changed in its value, quote, speakers, stance and event; also where the document's
    text was cut otherwise than the coded one."""
    record = made(text)
    row = CODED[at]
    changes = CHANGES + [{"value": value} for value in VALUES.get(row["slot"], [])]
    for change in changes:
        rows = [*CODED[:at], row | change, *CODED[at + 1 :]]
        for some in (rows, [rows[at], *rows]):
            filled = [fill(one) for one in some]
            expected = by_reference(ARTICLE, filled, record)
            assert figures(ARTICLE, filled, record) == pytest.approx(expected), change


def fill(row: dict[str, Any]) -> dict[str, Any]:
    """The reference scorer needs both ends of a count."""
    if row["slot"] == "killed":
        return row | {"value": {"low": None, "high": None} | row["value"]}
    return row


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ((12, 12), (12, 12), True),
        ((12, 12), (13, 13), False),
        ((30, None), (31, None), True),
        ((30, None), (None, 30), False),
        ((90, 110), (95, 105), True),
        ((90, 110), (60, 110), False),
        ((None, None), (None, None), True),
        ((0, 0), (None, 0), False),
    ],
)
def test_counts_are_compared_by_their_ends(
    a: tuple[float | None, float | None], b: tuple[float | None, float | None], same: bool
) -> None:
    assert claims.same_count(a, b) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Falcons Brigade", "the Falcons", True),
        ("rebel forces", "Syrian rebel forces", True),
        ("rebel group", "Falcons rebel group", False),
        ("army forces", "Turkish troops", False),
        ("Ḥamāh", "Hamah", True),
        ("", "the", False),
    ],
)
def test_generic_words_make_no_two_names_the_same(a: str, b: str, same: bool) -> None:
    assert claims.similar(a, b) is same


def test_a_place_with_a_point_is_compared_by_distance() -> None:
    by_hand = coded([CODED[1] | {"value": {"name": "Dabiq", "lat": 36.54, "lon": 37.27}}])[0]
    near = PlaceValue(place=None, name="elsewhere", text="elsewhere", lat=36.7, lon=37.3)
    far = PlaceValue(place=None, name="Dabiq", text="Dabiq", lat=35.0, lon=37.3)
    assert claims.same_value(by_hand, near)
    assert not claims.same_value(by_hand, far)
    assert claims.same_value(by_hand, PlaceValue(place=None, name="Dabiq", text="Dabiq"))


def test_a_value_of_another_type_is_never_the_same() -> None:
    kind, _, when, killed = coded(CODED[:4])
    for by_hand in (kind, when, killed):
        assert not claims.same_value(by_hand, Words(text="shelling"))
    assert not claims.same_value(kind, When(start="2016-10-27", end="2016-10-27", precision="day"))


def test_the_stance_is_the_innermost_that_says_anything() -> None:
    claim = next(c for c in made().claims if c.slot == "where")
    author, voice = claim.attribution
    doubting = Hop(speaker=None, kind="author", medium=None, cue=None, stance="doubts")
    assert claims.innermost(claim)[1] == "asserts"
    hops = (doubting, voice)
    assert claims.innermost(type(claim)(**(fields(claim) | {"attribution": hops})))[1] == "hedges"
    alone = (author,)
    assert claims.innermost(type(claim)(**(fields(claim) | {"attribution": alone})))[0] == ""


def fields(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__struct_fields__}


def folder(path: Path, rows: list[dict[str, Any]] = CODED) -> Path:
    (path / "gold").mkdir()
    article = {"id": "a1", "published": "2016-10-28", "title": "", "text": TEXT, "outlet": "x"}
    (path / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    (path / "gold" / "a1.json").write_text(json.dumps({"id": "a1", "claims": rows}), encoding="utf-8")
    return path


def test_a_folder_is_read_from_its_texts_to_figures(tmp_path: Path) -> None:
    """Only that reading works end to end: how well it reads is for the floors."""
    found = score("claims", folder(tmp_path))
    assert found.data.items == 1
    assert next(row for row in found.rows if row.name == "all").cells[0] == len(CODED)
    assert {figure.name: figure.value for figure in found.figures}["value_f1"] > 0.4


def test_the_hash_is_of_the_content_wherever_the_folder_lies(tmp_path: Path) -> None:
    hashes = []
    for name, rows in (("one", CODED), ("two", CODED), ("three", CODED[:-1])):
        (tmp_path / name).mkdir()
        hashes.append(score("claims", folder(tmp_path / name, rows)).data.sha256)
    assert hashes[0] == hashes[1] != hashes[2]


def test_broken_data_is_an_error_that_says_where(tmp_path: Path) -> None:
    folder(tmp_path, [CODED[0] | {"speakers": "Valley Monitor"}])
    with pytest.raises(InputError, match=r"a1\.json: .*claims\[0\]\.speakers"):
        score("claims", tmp_path)
    (tmp_path / "gold" / "a1.json").unlink()
    with pytest.raises(InputError, match=r"a1\.json: no such file"):
        score("claims", tmp_path)
    with pytest.raises(InputError, match="needs a folder"):
        score("claims", tmp_path / "articles.jsonl")
