"""The page of places in a real browser, under the desk's policy: map, list, months, keys, and hostile names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest_desk import Heard
from map_site import HOSTILE, TOKEN, serving, site

from reportedly.case.rows import Wanted

if TYPE_CHECKING:
    from conftest_desk import Served
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NARROWED = "first=2016-04-01&last=2016-09-30"
BOXES = """() => {
  const box = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  return {
    labels: [...document.querySelectorAll('.map-label')].map(box),
    named: [...document.querySelectorAll('.map-label.dot')].length,
    dots: [...document.querySelectorAll('.mark.dot')].map(box),
  };
}"""


@pytest.fixture
def asked() -> list[Wanted]:
    return []


@pytest.fixture
def address(asked: list[Wanted]) -> Iterator[str]:
    with serving(site(asked)) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page at 1280 × 900; afterwards nothing may have been said, alerted, or asked of anybody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    heard = Heard(opened)
    yield opened
    context.close()
    assert heard.said == []
    assert [url for url in heard.requested if not url.startswith((address, "data:"))] == []


def at(page: Page, address: str, filters: str = NARROWED) -> Page:
    page.goto(f"{address}/map?token={TOKEN}&{filters}")
    page.wait_for_selector(".map-label")
    return page


def rows(page: Page) -> list[str]:
    return page.locator("#place-rows th").all_inner_texts()


def told(link: str | None) -> dict[str, list[str]]:
    """The filters that a link to the timeline carries."""
    assert link is not None
    assert urlsplit(link).path == "/"
    return parse_qs(urlsplit(link).query)


def test_land_and_places_are_drawn_with_nothing_from_elsewhere(page: Page, address: str) -> None:
    at(page, address)
    assert page.locator("path.land").count() > 200
    assert page.locator("#map-drawn").is_hidden()
    assert page.locator(".leaflet-marker-icon").count() == 0
    assert "no statement on borders" in page.locator(".map-note").inner_text()


def test_coarse_places_are_areas_and_settlements_circles_by_number(page: Page, address: str) -> None:
    at(page, address)
    assert page.locator("path.mark.dot").count() == 4
    for precision in ("district", "province", "region", "country"):
        wide = page.locator(f"path.mark.area.{precision}").last.bounding_box()
        assert wide is not None, precision
        assert min(wide["width"], wide["height"]) >= 40, precision
    assert page.locator("path.mark.reach-unknown").count() == 1
    large, small = (
        page.evaluate("n => document.querySelectorAll('.mark.dot')[n].getBoundingClientRect().width", n) for n in (0, 3)
    )
    assert large > 2 * small


def test_a_country_is_its_outline_and_one_over_the_meridian_no_band_round_the_earth(page: Page, address: str) -> None:
    """Russia, Fiji and a box at the Bering Strait lie on both sides of 180 degrees."""
    at(page, address, "")
    page.get_by_role("button", name="Show Over the Meridian on the map").click()
    frame, box = page.locator("#map").bounding_box(), page.locator("path.mark.province").first.bounding_box()
    assert frame is not None
    assert box is not None
    assert frame["x"] < box["x"] < box["x"] + box["width"] < frame["x"] + frame["width"]
    page.keyboard.press("Escape")
    page.locator("#map").focus()
    while page.get_by_role("button", name="Zoom out").get_attribute("aria-disabled") != "true":
        page.keyboard.press("-")
    drawn = " ".join(page.locator("path.mark.country").evaluate_all("all => all.map(e => e.getAttribute('d'))"))
    parts = [[float(point.split()[0]) for point in part.rstrip("z ").split("L")] for part in drawn.split("M") if part]
    wide = max(max(xs) - min(xs) for xs in parts)
    assert 256 / 2 < wide < 512 / 2, "the earth is 512 pixels wide at this zoom, and Russia 163 degrees"


@pytest.mark.parametrize("width", [400, 900, 1400])
@pytest.mark.parametrize("filters", [NARROWED, ""])
def test_no_name_lies_over_a_circle_or_another_name(page: Page, address: str, width: int, filters: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    at(page, address, filters)
    seen: dict[str, Any] = page.evaluate(BOXES)
    assert seen["named"] >= 1
    met = [
        (a, b)
        for n, a in enumerate(seen["labels"])
        for b in (*seen["labels"][n + 1 :], *seen["dots"])
        if a[0] < b[2] - 1 and a[2] > b[0] + 1 and a[1] < b[3] - 1 and a[3] > b[1] + 1
    ]
    assert met == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_hostile_name_is_text_everywhere(page: Page, address: str) -> None:
    """A name holds an image with a script, and turns the letters after it round."""
    at(page, address)
    shown = HOSTILE.replace("\u202e", "⟨U+202E⟩")
    assert shown in rows(page)
    page.get_by_role("button", name=f"Show {shown} on the map").click()
    assert page.locator(".leaflet-popup strong").inner_text() == shown
    page.locator("path.mark.dot").nth(1).hover(force=True)
    assert page.locator("img").count() == 0
    assert "\u202e" not in page.locator("main").inner_text()


def test_a_place_leads_to_its_events_under_the_same_filters(page: Page, address: str, asked: list[Wanted]) -> None:
    at(page, address, f"kinds=shelling&kinds=drone_strike&{NARROWED}&junk=1")
    expected = {"kinds": ["shelling", "drone_strike"], "place": ["v1"], "first": ["2016-04-01"], "last": ["2016-09-30"]}
    assert told(page.locator("#place-rows a", has_text="Marra").get_attribute("href")) == expected
    page.get_by_role("button", name="Show Marra Province on the map").click()
    assert told(page.locator(".map-card a").get_attribute("href")) == expected
    assert {a.kinds for a in asked} == {("shelling", "drone_strike")}
    assert "junk" not in page.locator("#place-rows a").first.get_attribute("href")


def test_thumbs_move_by_keys_and_narrow_map_and_list(page: Page, address: str, asked: list[Wanted]) -> None:
    from playwright.sync_api import expect

    at(page, address, "")
    assert page.get_by_label("From month").get_attribute("aria-valuetext") == "November 2015"
    page.get_by_label("From month").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert page.locator("output[for=map-from]").inner_text() == "May 2016"
    page.wait_for_url("**/map?first=2016-05-01&last=2016-09-30")
    expect(page.locator("#place-rows tr")).to_have_count(7)
    assert "Kafr Dor" not in rows(page)
    assert page.locator("path.mark.dot").count() == 3
    assert asked[-1] == Wanted(first="2016-05-01", last="2016-09-30")
    assert "2 events without a date, not shown in this time" in page.locator("#map-said").inner_text()
    page.get_by_role("button", name="All time").click()
    page.wait_for_url("**/map")
    expect(page.locator("#place-rows tr")).to_have_count(11)
    assert asked[-1] == Wanted()


def test_thumbs_do_not_pass_each_other(page: Page, address: str) -> None:
    at(page, address, "first=2016-08-01&last=2016-08-31")
    page.get_by_label("To month").press("Home")
    assert page.locator("output[for=map-to]").inner_text() == "August 2016"
    page.get_by_label("From month").press("End")
    assert page.locator("output[for=map-from]").inner_text() == "August 2016"


def test_a_button_opens_the_place_and_escape_leads_back(page: Page, address: str) -> None:
    at(page, address)
    button = page.get_by_role("button", name="Show Halma District on the map")
    button.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Show in the timeline"
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0
    assert button.evaluate("e => e === document.activeElement")


def test_keys_zoom_and_move_the_map(page: Page, address: str) -> None:
    at(page, address)
    scale = page.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    page.locator("#map").focus()
    for _ in range(3):
        page.keyboard.press("+")
    assert scale.inner_text() != before
    page.get_by_role("button", name="Show all places").click()
    assert scale.inner_text() == before


def test_a_row_under_the_pointer_lights_its_place(page: Page, address: str) -> None:
    at(page, address)
    page.locator("#place-rows tr", has_text="Marra").hover()
    assert page.locator("path.mark.lit").get_attribute("class").split()[:3] == ["mark", "area", "province"]


def test_what_cannot_be_fetched_is_said_and_the_list_stays(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    at(page, address, "words=broken")
    page.get_by_label("From month").press("ArrowRight")
    page.wait_for_selector("#map-failed:visible")
    assert len(rows(page)) == 11
    context.close()


def test_without_a_script_drawing_list_and_days_remain(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/map?token={TOKEN}&kinds=shelling&{NARROWED}")
    page.wait_for_url("**drawn=1")
    assert page.locator("svg.map-drawn").is_visible()
    assert page.locator("#map").is_hidden()
    link = page.locator("#place-rows a", has_text="Marra").get_attribute("href")
    assert told(link) == {"kinds": ["shelling"], "place": ["v1"], "first": ["2016-04-01"], "last": ["2016-09-30"]}
    drawn = page.locator("svg.map-drawn a.box").get_attribute("href")
    assert told(drawn) == told(link)
    page.get_by_label("To day").fill("2016-04-30")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**last=2016-04-30")
    assert sorted(rows(page)) == ["Deir Halma", "Kafr Dor", "Marra Province"]
    assert "kinds=shelling" in page.url
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_access_is_broken(browser: Browser, address: str, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The checker is injected, which the policy would refuse.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page = at(context.new_page(), address)
    found = Axe().run(page)
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    context.close()


def test_the_places_of_a_real_case_lead_to_their_events(browser: Browser, serve: Callable[..., Served]) -> None:
    """The example reports, served: what the list counts for a place is what the timeline then shows."""
    served = serve()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(served.door)
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_selector(".map-label")
    first = page.locator("#place-rows tr").first
    told_of = int(first.locator(".number").inner_text())
    assert told_of >= 1
    first.get_by_role("link").click()
    page.wait_for_selector(".rows.timeline")
    assert page.locator(".rows.timeline [data-item]").count() == told_of
    context.close()
