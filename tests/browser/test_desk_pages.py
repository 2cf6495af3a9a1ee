"""Every page of the desk in a real browser: no serious fault for people who cannot see or use a mouse, at three widths, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from conftest_desk import Served, serious_faults, started

from reportedly.case import Case

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LISTS = "/ /documents /actors /places /voices /map /questions /problems /history /add /reread /export /me".split()


@pytest.fixture(scope="module")
def desk(examples_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with started(tmp_path_factory.mktemp("desk"), examples_case) as serve:
        yield serve()


@pytest.fixture(scope="module")
def pages(desk: Served) -> list[str]:
    """Addresses of every sort of page, on the contested event and what it is made of."""
    with Case.open(desk.case, served=True) as case:
        event = next(r.line.event for r in case.timeline().rows if r.line.rivals)
        record = case.having(event)
        actor = case.named("actor")[0][0]
        place = case.named("place")[0][0]
        voice = case.named("voice")[0][0]
    assert record is not None
    found = next(e for e in record.events if e.id == event)
    claim = next(c for c in record.claims if c.subject.id == event and c.slot == "killed")
    return [
        *LISTS,
        "/?words=fuel",
        "/?words=nothingofthekind",
        f"/event/{event}",
        f"/event/{event}/account/{found.fields['killed'][0].id}",
        f"/claim/{claim.id}",
        f"/claim/{claim.id}/alike?way=slot",
        f"/same/{event}",
        f"/document/{claim.document}",
        f"/actor/{actor.key}",
        f"/place/{place.key}",
        f"/voice/{voice.key}",
        "/there-is-no-such-page",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_access(browser: Browser, desk: Served, pages: list[str], scheme: str) -> None:
    """axe-core, which sees contrast, names, roles and the order of headings, finds nothing serious or critical."""
    page = _open(browser, desk, 1280, scheme)
    for address in pages:
        page.goto(desk.address + address)
        assert serious_faults(page) == [], address
    page.context.close()


@pytest.mark.parametrize("width", [400, 820, 1440])
def test_no_page_is_wider_than_its_window(browser: Browser, desk: Served, pages: list[str], width: int) -> None:
    """A telephone, a tablet, a desk; 400 wide is also 800 at 200 % zoom."""
    page = _open(browser, desk, width, "light")
    for address in pages:
        page.goto(desk.address + address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    page.context.close()


def test_the_first_page_draws_without_script(browser: Browser, desk: Served, pages: list[str]) -> None:
    """Every page is whole without JavaScript: it has its heading, and the forms that rule."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.door)
    for address in pages:
        page.goto(desk.address + address)
        page.wait_for_load_state("networkidle")  # the map leads those without script to a drawn one
        assert page.locator("h1").count() == 1, address
    page.goto(desk.address + next(p for p in pages if p.startswith("/claim/")))
    page.get_by_role("button", name="Reject", exact=True).first.click()
    assert "rejected by Rania" in page.locator("main").inner_text()
    page.get_by_role("button", name="Undo").click()
    context.close()


def _open(browser: Browser, desk: Served, width: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(desk.door)
    return page
