"""Reports are added at the desk in a real browser, with script and without; another reading is compared; a file is taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest_desk import Heard, Served, serious_faults

from reportedly.case import Case
from reportedly.model import from_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
NURSES = "Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday."


@pytest.fixture
def desk(serve: Callable[..., Served]) -> Served:
    return serve()


@pytest.fixture
def open_page(browser: Browser, desk: Served) -> Iterator[Open]:
    """Opens the desk in a browser of its own; afterwards nothing may have been said on the console."""
    opened: list[tuple[BrowserContext, Heard]] = []

    def start(**given: object) -> Page:
        context = browser.new_context(reduced_motion="reduce", **given)  # type: ignore[arg-type]
        page = context.new_page()
        opened.append((context, Heard(page)))
        page.set_default_timeout(20_000)
        page.goto(desk.door)
        return page

    yield start
    for context, heard in opened:
        context.close()
        assert heard.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_files_are_chosen_and_their_job_is_followed_to_its_end(open_page: Open, tmp_path: Path, scheme: str) -> None:
    """A report, an image that is called a text, and a report in Arabic."""
    (tmp_path / "nurses.txt").write_text(NURSES)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "arabic.txt").write_text("قال مسؤول محلي إن عشرين شخصا قتلوا في غارة جوية على سوق.", "utf-8")
    page = open_page(color_scheme=scheme)
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.get_by_label("Drop files").set_input_files(sorted(str(p) for p in tmp_path.glob("*.txt")))
    page.get_by_role("button", name="Add the files").click()
    page.get_by_role("link", name="See the timeline").wait_for()
    rows = page.locator(".arrivals .row").all_inner_texts()
    assert ["not taken" in r for r in rows] == [False, False, True]
    assert "another language" in rows[0]
    assert serious_faults(page) == []
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "two nurses" in page.locator("#text").inner_text()


def test_files_that_are_too_large_together_are_told_before_they_are_sent(open_page: Open) -> None:
    page = open_page()
    page.goto(page.url.partition("?")[0] + "add")
    page.evaluate("document.querySelector('form[data-most]').dataset.most = '10'")
    chosen = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"more than ten bytes"}
    page.get_by_label("Drop files").set_input_files([chosen])  # type: ignore[list-item]
    assert page.get_by_text("more than 64 MB together").is_visible()
    assert page.get_by_role("button", name="Add the files").is_disabled()


def test_a_text_is_pasted_without_script(open_page: Open, desk: Served) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("The report, with").fill(NURSES)
    page.locator("summary", has_text="What you know of it").click()
    page.locator('input[name="title"]').fill("Nurses taken")
    page.get_by_role("button", name="Add the text").click()
    page.get_by_role("link", name="See the timeline").wait_for()
    page.get_by_role("link", name="Nurses taken").click()
    assert "two nurses" in page.locator("#text").inner_text()
    with Case.open(desk.case, served=True) as case:
        assert case.captures()[-1].name == "Nurses taken.txt"


def test_the_same_reading_is_compared_and_a_file_taken_away(open_page: Open, desk: Served) -> None:
    page = open_page()
    page.goto(f"{desk.address}/reread")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("link", name="0 claims differ").click()
    assert "No claim differs" in page.locator("main").inner_text()
    assert serious_faults(page) == []
    page.goto(desk.address)
    page.locator(".timeline a.name").first.click()
    page.get_by_role("link", name="take this away").click()
    with page.expect_download() as told:
        page.get_by_role("link", name="Take it as .json").click()
    assert told.value.suggested_filename.startswith("fezzan-e_")
    assert from_json(Path(told.value.path()).read_bytes()).events
