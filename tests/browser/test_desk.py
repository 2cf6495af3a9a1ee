"""The desk in a real browser against a real server: a reviewer's work by keyboard alone, and what survives two browsers and a kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest_desk import Heard, Served

from reportedly.case import Case
from reportedly.model import from_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

Serve = Callable[..., Served]


@pytest.fixture
def desk(serve: Serve) -> Served:
    return serve()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a desk in a browser of its own; afterwards nothing may have been said on the console or asked of another host."""
    opened: list[tuple[BrowserContext, Heard, str]] = []

    def start(served: Served, *, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", color_scheme=scheme
        )
        page = context.new_page()
        page.set_default_timeout(8000)
        opened.append((context, Heard(page), served.address))
        page.goto(served.door)
        return page

    yield start
    for context, heard, address in opened:
        context.close()
        assert heard.said == []
        assert [url for url in heard.requested if not url.startswith(address)] == []


def go(page: Page, key: str) -> None:
    """Press g, then a key, and wait for the page."""
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press(key)


def ruled(page: Page, key: str) -> None:
    """Press a key that rules, and wait for the page that confirms it."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.locator(".done").wait_for()


def onto(page: Page, selector: str, text: str = "") -> None:
    """Press j until the item in focus matches, or has in it what matches, and has the text."""
    script = """([s, t]) => { const e = document.activeElement;
        return (e.matches(s) || e.querySelector(s) !== null) && e.textContent.includes(t); }"""
    for _ in range(200):
        page.keyboard.press("j")
        if page.evaluate(script, [selector, text]):
            return
    raise AssertionError(f"never came to {selector}")


def find_strike(page: Page) -> None:
    """Search for the contested strike and open it, by keyboard."""
    page.keyboard.press("/")
    page.keyboard.type("fuel market")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    onto(page, 'a[href^="/event/"]', "air strike")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_reviewer_works_by_keyboard_alone(desk: Served, open_page: Callable[..., Page]) -> None:
    """Search, both accounts, the words of a claim, a rejection, undo, a speaker put right, and two actors that are one."""
    page = open_page(desk)
    find_strike(page)
    killed = page.locator("#slot-killed")
    assert killed.locator(".rivals .account").count() >= 2
    assert "no civilians" in killed.inner_text().lower() or "none" in killed.inner_text().lower()

    onto(page, "#slot-killed .claim")
    claim = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    page.locator("#pane .lit-words").wait_for()
    words = page.locator("#pane .lit-words").inner_text()
    with Case.open(desk.case, served=True) as case:
        record = case.having(claim)
    assert record is not None
    found = next(c for c in record.claims if c.id == claim)
    assert found.evidence[0].text.startswith(words) or words in found.evidence[0].text
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == claim

    ruled(page, "r")
    assert page.locator(f"#{claim}.hand-rejected").count() == 1
    assert "rejected by Rania" in page.locator(f"#{claim}").inner_text()
    ruled(page, "u")
    assert page.locator(".hand-rejected").count() == 0

    onto(page, "#slot-killed .claim")
    other = page.evaluate("document.activeElement.id")
    with page.expect_navigation():
        page.keyboard.press("e")
    page.locator('input[name="speaker"]').focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("health directorate")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "set right by Rania" in page.locator("main").inner_text()
    with Case.open(desk.case) as case:
        record = case.having(other)
    assert record is not None
    written = [c for c in record.claims if c.reader == "person"]
    assert written
    assert written[0].attribution[-1].speaker is not None
    assert written[0].attribution[-1].speaker.name == "health directorate"

    go(page, "q")
    onto(page, ".pair-names")
    pair = page.locator(".question").first.locator("a").all_inner_texts()
    ruled(page, "s")
    assert page.locator(".question", has_text=pair[0]).filter(has_text=pair[1]).count() == 0
    go(page, "h")
    assert "said to be the same by Rania" in page.locator("main").inner_text()


UPDATE = """Monitor raises toll of Ubari market strike

UBARI, Libya, March 18, 2023 (Meridian News Agency) - Fezzan Casualty Watch, a monitoring group, said on Saturday that 13 civilians
were killed in the air strike on the fuel market in Ubari on 14 March 2023.
"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what matches is in focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_a_pasted_report_joins_its_event_and_leaves_with_it(
    desk: Served, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    """By keyboard: a text is pasted, read and joined while the desk goes on; the event then has it, and is taken away as JSON."""
    page = open_page(desk)
    with Case.open(desk.case, served=True) as case:
        before = {r.line.event: len(r.line.documents) for r in case.timeline().rows if r.line.kind == "air_strike"}
    go(page, "n")
    tab_to(page, "textarea#text")
    page.keyboard.insert_text(UPDATE)
    tab_to(page, 'form:has(#text) button[class~="strong"]')
    with page.expect_navigation(url="**/jobs/*"):
        page.keyboard.press("Enter")
    page.locator("progress").wait_for(state="detached", timeout=60_000)
    with Case.open(desk.case, served=True) as case:
        after = {r.line.event: len(r.line.documents) for r in case.timeline().rows if r.line.kind == "air_strike"}
    assert max(after.values()) == max(before.values()) + 1
    page.goto(desk.address)
    find_strike(page)
    assert "13" in page.locator("#slot-killed").inner_text()
    tab_to(page, 'a[href^="/export"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, 'form[action^="/export/record"] button, a[href^="/export/record"]')
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    coming.value.save_as(tmp_path / "strike.json")
    taken = from_json((tmp_path / "strike.json").read_bytes())
    assert any("Monitor raises toll" in d.text for d in taken.documents)
    assert any(e.kind == "air_strike" for e in taken.events)


def test_after_a_rejection_one_goes_on_with_the_next_claim(desk: Served, open_page: Callable[..., Page]) -> None:
    """What is rejected stands at the end of the event's page; who rules stays where the work is."""
    page = open_page(desk)
    find_strike(page)
    onto(page, "#slot-killed .claim")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    ruled(page, "r")
    assert page.locator(f".set-aside #{first}").count() == 1
    page.wait_for_function("id => document.activeElement.id === id", arg=second)


def test_keys_are_left_alone_while_somebody_types(desk: Served, open_page: Callable[..., Page]) -> None:
    """In the search field the letters are letters."""
    page = open_page(desk)
    page.keyboard.press("/")
    page.keyboard.type("jkarexsdu?g")
    assert page.input_value("#find") == "jkarexsdu?g"
    assert page.url.rstrip("/") == desk.address


def test_two_browsers_lose_nothing(desk: Served, open_page: Callable[..., Page]) -> None:
    """Two people's windows rule in turn on the same event; every ruling is in the ledger."""
    one, two = open_page(desk), open_page(desk)
    for page in (one, two):
        find_strike(page)
    for n in range(4):
        page = (one, two)[n % 2]
        for _ in range(n + 1):
            page.keyboard.press("j")
        ruled(page, "a" if n < 2 else "r")
    with Case.open(desk.case, served=True) as case:
        assert len(case.decisions()) == 4


def test_a_killed_desk_keeps_what_it_confirmed(serve: Serve, open_page: Callable[..., Page]) -> None:
    """The server is killed after each confirmed ruling; the case opens, verifies and has them all."""
    case_path = None
    for n in range(3):
        served = serve(case_path)
        case_path = served.case
        page = open_page(served)
        find_strike(page)
        for _ in range(n + 1):
            page.keyboard.press("j")
        ruled(page, "a")
        served.kill()
        page.goto("about:blank")
    assert case_path is not None
    with Case.open(case_path) as case:
        assert len(case.decisions()) == 3
        assert case.verify().broken == ()


EMOJI = """# Shelling in Rahma \U0001f4a5

RAHMA, 3 May 2019 (Valley Wire) - \U0001f4f7 Artillery of the Northern Front struck the market of Rahma on Thursday, killing seven people,
a hospital worker said. \U0001f4f7 Drones circled over the market of Rahma for hours.

بحسب مصدر محلي: "قتل سبعة مدنيين".
"""


def test_a_claim_is_added_on_selected_words(serve: Serve, open_page: Callable[..., Page], tmp_path: Path) -> None:
    """Emoji stand before the words, which stand in the text twice: the offset is that of the selection, in code points."""
    report = tmp_path / "rahma.md"
    report.write_text(EMOJI, "utf-8")
    path = tmp_path / "rahma.case"
    with Case.open(path, create=True) as case:
        case.add([str(report)])
        document = case.reports()[0][0].document
    page = open_page(serve(path))
    page.goto(f"{page.url.rstrip('/')}/document/{document}")
    page.evaluate(
        """() => {
        const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
        let at = null;
        while (walk.nextNode()) if (walk.currentNode.data.includes("Drones")) at = walk.currentNode;
        const range = document.createRange(), from = at.data.indexOf("Drones");
        range.setStart(at, from); range.setEnd(at, from + 6);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }"""
    )
    page.keyboard.press("n")
    assert page.input_value("#add-quote") == "Drones"
    page.locator('select[name="slot"]').select_option("instrument")
    page.locator("#add-value").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    with Case.open(path, served=True) as case:
        record = case.having(document)
    assert record is not None
    (written,) = [c for c in record.claims if c.reader == "person"]
    text = record.documents[0].text
    assert text[written.evidence[0].start : written.evidence[0].end] == "Drones"
    assert written.evidence[0].start == text.index("Drones")
    assert page.locator(".hand-written").count() == 1
    assert page.locator('.passage[dir="auto"]', has_text="مصدر").evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_two_actors_are_merged_from_the_list(desk: Served, open_page: Callable[..., Page]) -> None:
    """Two rows are chosen with x and joined with s; the ledger has it, and u takes it back."""
    page = open_page(desk)
    go(page, "a")
    for name in ("Fezzan Unity Forces", "Unity Forces"):
        page.locator("h1").click()
        page.evaluate("document.activeElement.blur()")
        onto(page, f'input[aria-label="Choose {name}"]')
        page.keyboard.press("x")
    ruled(page, "s")
    with Case.open(desk.case, served=True) as case:
        (decision,) = case.decisions()
        assert decision.kind == "same"
        assert {getattr(t, "name", "") for t in decision.targets} >= {"Fezzan Unity Forces"}
        names = [n.name for n in case.named("actor")[0]]
    assert not {"Fezzan Unity Forces", "Unity Forces"} <= {*names}
    ruled(page, "u")
    with Case.open(desk.case, served=True) as case:
        assert {"Fezzan Unity Forces", "Unity Forces"} <= {n.name for n in case.named("actor")[0]}


def test_on_the_page_of_a_claim_one_is_on_it(desk: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(desk)
    page.locator(".row [data-open]").first.click()
    page.locator("[data-claim]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "edit-value"
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.locator(".claims.alone .decided").count() == 1
    with page.expect_navigation():
        page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "edit-value"
