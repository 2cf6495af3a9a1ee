"""A whole round of blind coding in real browsers: three people at three desks over one case, by keyboard alone, until it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest_desk import Served, serious_faults, started

from reportedly.case import Case

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

Serve = Callable[..., Served]
MONITOR, TOLLS = "06-monitor-strike.txt", "07-two-tolls.txt"


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a desk in a browser of its own; afterwards no script may have failed."""
    opened: list[BrowserContext] = []
    said: list[str] = []

    def start(served: Served) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(served.door)
        return page

    yield start
    for context in opened:
        context.close()
    assert said == []


def to_coding(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press("c")


def tab_onto(page: Page, selector: str) -> None:
    """Press Tab until what is in focus matches."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"never came to {selector}")


def follow(page: Page, key: str) -> None:
    """Press a key, and wait for the page to which it leads."""
    with page.expect_navigation():
        page.keyboard.press(key)


def onto(page: Page, selector: str) -> None:
    """Press j, at the end k, until the item in focus matches."""
    for key in (*"j" * 60, *"k" * 60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"never came to {selector}")


def is_done(page: Page) -> None:
    """Say that one is done."""
    tab_onto(page, ".finishing summary")
    page.keyboard.press("Enter")
    tab_onto(page, ".finishing button")
    follow(page, "Enter")


def test_a_round_from_opening_to_adjudication_by_keyboard(serve: Serve, open_page: Callable[..., Page]) -> None:
    """Lena opens a round; Rania and Omar rule without seeing each other; Lena takes a ruling, undoes it, takes the other, adopts the rest."""
    served = serve(who="Lena")
    lena = open_page(served)
    to_coding(lena)
    tab_onto(lena, 'a[href="/coding/new"]')
    follow(lena, "Enter")
    tab_onto(lena, 'input[name="name"]')
    lena.keyboard.type("spring")
    tab_onto(lena, "textarea")
    lena.keyboard.type("Rania")
    lena.keyboard.press("Enter")
    lena.keyboard.type("Omar")
    tab_onto(lena, "#words")
    lena.keyboard.type("fuel market")
    follow(lena, "Enter")
    assert lena.input_value('input[name="name"]') == "spring"
    tab_onto(lena, 'button[value="all"]')
    follow(lena, "Enter")
    tab_onto(lena, 'button[value="open"]')
    follow(lena, "Enter")
    with Case.open(served.case, served=True) as case:
        (made,) = case.rounds()
        record = case.as_coded("spring", "Rania")
    assert len(made.documents) >= 2
    assert [c.name for c in made.coders] == ["Rania", "Omar"]

    rania, omar = (open_page(serve(served.case, who=name)) for name in ("Rania", "Omar"))
    for page in (rania, omar):
        to_coding(page)
        onto(page, ".round")
        follow(page, "Enter")
        assert f"0 of {len(record.claims)} claims ruled" in page.locator("main").inner_text()

    onto(rania, ".claim")
    one = rania.evaluate("document.activeElement.id")
    follow(rania, "a")
    assert "accepted by Rania" in rania.locator(f"#{one}").inner_text()
    assert rania.evaluate("document.activeElement.id") == one
    rania.keyboard.press("j")
    two = rania.evaluate("document.activeElement.id")
    assert two != one
    follow(rania, "a")
    rania.keyboard.press("j")
    three = rania.evaluate("document.activeElement.id")
    follow(rania, "r")
    follow(rania, "u")
    assert "Taken back" in rania.locator("main").inner_text()
    assert "by Rania" not in rania.locator(f"#{three}").inner_text()
    follow(rania, "r")
    assert f"3 of {len(record.claims)} claims ruled" in rania.locator("main").inner_text()
    first = rania.locator("article").get_attribute("data-document")
    follow(rania, "]")
    assert rania.locator("article").get_attribute("data-document") != first
    follow(rania, "[")
    assert rania.locator("article").get_attribute("data-document") == first

    omar.reload()
    assert "Rania" not in omar.locator("main").inner_text()
    onto(omar, f"#{one}")
    follow(omar, "a")
    omar.keyboard.press("j")
    assert omar.evaluate("document.activeElement.id") == two
    follow(omar, "r")
    omar.keyboard.press("j")
    follow(omar, "e")
    assert f"/claim/{first}/{three}" in omar.url
    tab_onto(omar, 'select[name="stance"]')
    omar.keyboard.press("h")
    tab_onto(omar, 'input[name="why"]')
    follow(omar, "Enter")
    assert omar.evaluate("document.activeElement.id") == three
    assert "set right by Omar" in omar.locator("main").inner_text()
    assert "Rania" not in omar.locator("main").inner_text()
    omar.goto(f"{omar.url.split('/coding')[0]}/claim/{two}")
    assert "/coding/round-1/work" in omar.url
    assert "You code this document" in omar.locator("main").inner_text()
    to_coding(omar)
    onto(omar, ".round")
    follow(omar, "Enter")
    is_done(omar)
    to_coding(rania)
    onto(rania, ".round")
    follow(rania, "Enter")
    is_done(rania)

    to_coding(lena)
    onto(lena, ".round.is-closed")
    follow(lena, "Enter")
    assert "0 of 2 differences settled" in lena.locator("main").inner_text()
    onto(lena, f"#{two}")
    follow(lena, "1")
    assert "1 of 2 differences settled" in lena.locator("main").inner_text()
    follow(lena, "u")
    assert "0 of 2 differences settled" in lena.locator("main").inner_text()
    onto(lena, f"#{two}")
    tab_onto(lena, 'input[name="why"]')
    lena.keyboard.type("the note says otherwise")
    lena.keyboard.press("Enter")
    assert "0 of 2 differences settled" in lena.locator("main").inner_text()
    lena.keyboard.press("Escape")
    onto(lena, f"#{two}")
    follow(lena, "2")
    onto(lena, f"#{three}")
    follow(lena, "1")
    assert "2 of 2 differences settled" in lena.locator("main").inner_text()
    assert "the note says otherwise" in lena.locator(f"#{two}").inner_text()
    tab_onto(lena, ".adopting button")
    follow(lena, "Enter")
    to_coding(lena)
    assert lena.locator(".round.is-settled").count() == 1
    with Case.open(served.case, served=True) as case:
        kinds = sorted(d.kind for d in case.decisions())
        after = case.having(two)
    assert kinds == ["accept", "accept", "reject", "reject", "undo"]
    assert after is not None
    assert next(c for c in after.claims if c.id == two).decided == "rejected"


# --- every page of it ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desks(examples_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Served]]:
    """Lena's and Omar's desks over a case with an open round, and a closed one in which two rulings differ."""
    folder = tmp_path_factory.mktemp("coding")
    with started(folder, examples_case) as serve:
        lena = serve(who="Lena")
        with Case.open(lena.case, served=True) as case:
            _closed_round(case)
            case.open_round("autumn", [MONITOR, TOLLS], ["Rania", "Omar"], "Lena")
        yield lena, serve(lena.case, who="Omar")


def _closed_round(case: Case) -> None:
    from datetime import UTC, datetime

    from reportedly import typed_decisions

    case.open_round("spring", [MONITOR, TOLLS], ["Rania", "Omar"], "Lena")
    record = case.as_coded("spring", "Rania")
    ids = [c.id for c in record.claims][:6]
    for by, kinds in (("Rania", "aaarar"), ("Omar", "araraa")):
        for kind, id in zip(kinds, ids, strict=True):
            given = typed_decisions.from_ids(
                record,
                {"a": "accept", "r": "reject"}[kind],
                [id],
                by=by,
                at=datetime.now(UTC),
                why="the mayor was there" if kind == "r" else "",
            )
            case.code("spring", *given)
    case.close_round("spring", "Lena")
    settled = case.differences("spring")[0].unit
    case.adjudicate("spring", settled.id, "Rania", "Lena", "heard from both")


ORGANISERS = [
    "/coding",
    "/coding/new",
    "/coding/round-1/agreement",
    "/coding/round-1/differences",
    "/coding/round-2/agreement",
]


def pages(desk: Served) -> list[str]:
    """A coder's pages, those that are closed to a coder, and those that leave something out."""
    with Case.open(desk.case, served=True) as case:
        record = case.as_coded("autumn", "Omar")
        event = next(e.id for e in (case.having(record.documents[0].id) or record).events)
    claim = record.claims[0]
    return [
        "/coding",
        "/coding/round-2/work",
        f"/coding/round-2/work?document={record.documents[1].id}&led=1",
        f"/coding/round-2/claim/{claim.document}/{claim.id}",
        f"/event/{event}",
        "/",
        "/documents",
        "/history",
    ]


def _open(browser: Browser, desk: Served, width: int, scheme: str, *, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto(desk.door)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_access(browser: Browser, desks: tuple[Served, Served], scheme: str) -> None:
    lena, omar = desks
    for desk, addresses in ((lena, ORGANISERS), (omar, pages(omar))):
        page = _open(browser, desk, 1280, scheme)
        for address in addresses:
            page.goto(desk.address + address)
            for fold in page.locator("details").all():
                fold.evaluate("e => e.open = true")
            assert serious_faults(page) == [], address
        page.context.close()


@pytest.mark.parametrize("width", [400, 900, 1400])
def test_no_page_is_wider_than_its_window(browser: Browser, desks: tuple[Served, Served], width: int) -> None:
    lena, omar = desks
    for desk, addresses in ((lena, ORGANISERS), (omar, pages(omar))):
        page = _open(browser, desk, width, "light")
        for address in addresses:
            page.goto(desk.address + address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        page.context.close()


def test_everything_is_there_without_script(browser: Browser, desks: tuple[Served, Served]) -> None:
    """Each page has its one heading; a coder rules and a difference is settled by forms alone."""
    lena, omar = desks
    page = _open(browser, omar, 1280, "light", script=False)
    for address in pages(omar):
        page.goto(omar.address + address)
        assert page.locator("h1").count() == 1, address
    page.goto(f"{omar.address}/coding/round-2/work")
    page.get_by_role("button", name="Reject", exact=True).first.click()
    assert "rejected by Omar" in page.locator("main").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert "Taken back" in page.locator("main").inner_text()
    page.context.close()
    page = _open(browser, lena, 1280, "light", script=False)
    for address in ORGANISERS:
        page.goto(lena.address + address)
        assert page.locator("h1").count() == 1, address
    page.goto(f"{lena.address}/coding/round-1/differences")
    left = page.get_by_role("button", name="Take Omar's").count()
    page.get_by_role("button", name="Take Omar's").first.click()
    assert page.get_by_role("button", name="Take Omar's").count() == left - 1
    page.context.close()
