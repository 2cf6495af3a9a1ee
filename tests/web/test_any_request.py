"""Pages and forms given anything at all: they show, lead on or refuse, and never break."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visiting import ADDRESS, TOKEN, TestClient, desk_of, session_id

from reportedly.cli_desk import forms
from reportedly.typed_decisions import Options
from reportedly.web.app import PAGES, make_app
from reportedly.web.desk import Settings

ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e9",
        "9" * 30,
        "٣",
        "\0",
        "\x1b[2J",
        '"',
        "'",
        '"a',
        "a*",
        "*",
        "NEAR(a b)",
        "a AND",
        "a:b",
        "{}",
        "%",
        "-a",
        "2016-02-31",
        "0000-00-00",
        "9999-12-31",
        "e_",
        "c_*",
        "r_0000",
        "actor x",
        "../..",
        "//x",
        "\ud7ff",
        "😀",
        "words",
        "kind",
    ]
)
WORDS = st.one_of(ODD, st.text(st.characters(codec="utf-8"), max_size=40))
PARAMETERS = "words kinds place actor voice status reviewed first last after passing page part way do slot claim done who code drawn"
FITTING = {
    "accept": ["why"],
    "reject": ["why"],
    "note": ["why"],
    "edit": ["value", "stance", "speaker", "published", "publisher", "origin"],
    "grade": ["source", "item"],
    "add": ["value", "stance", "speaker", "slot", "quote", "start"],
    "same": ["why"],
    "different": ["why"],
    "split": ["why"],
    "undo": ["why"],
    "bless": ["why"],
}
ABOUT = {"accept": "c", "reject": "c", "edit": "cd", "add": "e", "same": "a", "different": "ap", "split": "ef"}
"""The first letters of ids that a kind of ruling is about, where it is not about anything."""

FIELDS = ["do", "why", "replaces", "back", "if_changed", "decision", *Options.__struct_fields__]
QUIET = settings(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def opened(examples_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over a case of its own, opened in a browser; a fault of the program is raised."""
    path = tmp_path_factory.mktemp("any") / "examples.case"
    shutil.copyfile(examples_case, path)
    app = make_app(Settings(case=path, who="Ada Reviewer", token=TOKEN), forms())
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        client.get("/", params={"token": TOKEN})
        yield client


@pytest.fixture(scope="module")
def ids(opened: TestClient) -> list[str]:
    """Ids of things of every sort, and one that nothing has."""
    record = opened.get("/api/record").json()
    sorts = "documents events claims actors places voices frames mentions statements".split()
    return [x["id"] for sort in sorts for x in record[sort][:2]] + ["e_ffffffffffffffff"]


def test_any_parameter_of_any_page(opened: TestClient, ids: list[str]) -> None:
    pages = [path for path, _ in PAGES if not path.startswith(("/export", "/static"))]

    answers: Counter[int] = Counter()

    @QUIET
    @given(
        page=st.sampled_from(pages),
        part=st.one_of(st.sampled_from(ids), WORDS),
        given_=st.dictionaries(st.sampled_from(PARAMETERS.split()), WORDS, max_size=4),
    )
    def shown(page: str, part: str, given_: dict[str, str]) -> None:
        address = page
        while "{" in address:
            before, _, rest = address.partition("{")
            address = before + (quote(part, safe="") or "x") + rest.partition("}")[2]
        answer = opened.get(address, params=given_)
        answers[answer.status_code] += 1
        assert answer.status_code in (200, 303, 307, 400, 404), (address, given_)

    shown()
    assert answers[200] > 50, "hardly a page was there, so that nothing is tested"


def test_any_form(opened: TestClient, ids: list[str]) -> None:
    csrf = desk_of(opened).sessions.get(session_id(opened)).csrf  # type: ignore[union-attr]
    things = st.one_of(st.sampled_from(ids), st.sampled_from(ids), WORDS)

    @st.composite
    def fields(draw: st.DrawFn) -> dict[str, str | list[str]]:
        kind = draw(st.sampled_from([*FITTING]))
        names = FITTING[kind] if draw(st.integers(0, 3)) else FIELDS
        chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        fit = [i for i in ids if i[0] in ABOUT.get(kind, i[0])]
        about = draw(st.lists(st.sampled_from(fit) if draw(st.booleans()) else things, min_size=1, max_size=2))
        return {"kind": kind, "csrf": csrf, "things": about, **{name: draw(WORDS) for name in chosen}}

    @QUIET
    @given(form=st.sampled_from(["/decide", "/decide", "/undo", "/seen"]), fields=fields())
    def sent(form: str, fields: dict[str, str | list[str]]) -> None:
        answer = opened.post(form, data=fields)
        assert answer.status_code in (303, 400), (answer.text, fields)

    sent()
    with desk_of(opened).case() as case:
        assert len(case.decisions()) > 4, "hardly a form made sense, so that nothing is tested"
        assert case.verify().broken == ()
