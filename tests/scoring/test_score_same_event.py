"""The measures of joining: reports of one incident, and coded rows of one event."""

from pathlib import Path

import pytest

from build import Act, Said, document, report
from reportedly import places
from reportedly.errors import InputError
from reportedly.samefields import Pair
from reportedly.scoring import same_event, same_fields, score
from reportedly.scoring.result import Data, Result
from reportedly.scoring.same_event import Report

DATA = Data(name="synthetic", sha256="0" * 64, items=3, unit="reports")
HEAD = "id,event_id,country,date_start,date_end,city,latitude,longitude,geo_precision,deaths_low,deaths_high,source\n"


def figures(result: Result) -> dict[str, float]:
    return {figure.name: figure.value for figure in result.figures}


def test_reports_go_with_their_main_event() -> None:
    """Two reports of a strike on a school in Aleppo, and one of a strike in Palmyra."""
    readings = []
    for words, town in (
        ("On Wednesday 28 people died in a strike on a school in Aleppo.", "Aleppo"),
        ("A strike on a school in Aleppo killed 28 people on Wednesday.", "Aleppo"),
        ("A strike on a school in Palmyra killed 28 people on Wednesday.", "Palmyra"),
    ):
        said = [
            Said(slot="where", words=town, place=places.find(town, country="SY")[0].id),
            Said(slot="when", words="Wednesday"),
            Said(slot="target", words="a school"),
            Said(slot="killed", words="28 people", low=28, high=28),
        ]
        readings.append(report(document(words), Act(kind="air_strike", trigger="strike", said=said)))
    reports = [Report(i, r.document.id, "", "", r.document.text) for i, r in zip("xxy", readings, strict=True)]
    found = same_event.compare(reports, readings, DATA)
    assert figures(found) == {"b_cubed": 1.0, "conll": 1.0, "lea": 1.0}
    assert found.misses == ()
    wrong = [Report(i, r.id, "", "", r.text) for i, r in zip("xyy", reports, strict=True)]
    assert [m.row for m in same_event.compare(wrong, readings, DATA).misses] == ["joined", "apart"]


def test_rows_are_joined_and_compared_with_their_events(tmp_path: Path) -> None:
    """Two rows on one day in one town with five dead; one row a month on."""
    path = tmp_path / "rows.csv"
    rows = (
        "a,e1,Someland,2015-05-01,2015-05-01,Portville,1.0,30.0,4,5,5,Herald (2015-05-02) Five die\n"
        "b,e1,Someland,2015-05-01,2015-05-01,Portville,1.0,30.0,4,5,5,Post (2015-05-02) Dead in Portville\n"
        "c,e2,Someland,2015-06-20,2015-06-20,Portville,1.0,30.0,4,,,Post (2015-06-21) Quiet\n"
    )
    path.write_text(HEAD + rows, encoding="utf-8")
    found = score("same-event-fields", path)
    assert figures(found)["kept_conll"] == 1.0
    assert found.data.items == 3


@pytest.mark.parametrize(
    ("content", "message"), [("id,event_id\na,b\n", "columns id"), (HEAD + "a,e1,S,1 May,,,,,,,,\n", "rows.csv:2")]
)
def test_rows_of_another_form_are_an_error(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        score("same-event-fields", path)


def test_what_tells_one_event_gets_a_weight_above_nothing() -> None:
    """The same spot in nine of ten pairs of one event, and in one of ten of two."""
    near, far = (("spot", "same"),), (("spot", "different"),)
    seen = [Pair(0, 1, near)] * 9 + [Pair(0, 1, far)] + [Pair(0, 1, near)] + [Pair(0, 1, far)] * 9
    weights = same_fields.learn(seen, [True] * 10 + [False] * 10)
    assert weights.levels["spot"]["same"] > 0.5 > -0.5 > weights.levels["spot"]["different"]
    assert same_fields.learn(seen, [True] * 20).levels == {}
