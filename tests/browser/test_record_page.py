"""The page in a real browser, offline: what a click, a key and a narrow window do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from conftest_desk import Heard

from reportedly.views import html
from sample_record import contested

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LIT = "Array.from(document.querySelectorAll('.text .lit')).map(e => e.textContent).join('')"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("page") / "record.html"
    target.write_text(html.render(contested()), "utf-8")
    return target.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page at 1280 × 900; afterwards nothing may have been said on the console, alerted or requested."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    heard = Heard(opened)
    opened.goto(address)
    yield opened
    context.close()
    assert heard.said == []
    assert heard.requested == [address]


def test_every_claim_lights_exactly_its_words(page: Page) -> None:
    """An emoji stands before every word of the first report: UTF-16 offsets would all be one off."""
    for claim in contested().claims:
        link = page.locator(f"li.claim[data-claim='{claim.id}'] a.quote").first
        link.evaluate("e => { const d = e.closest('details'); if (d) d.open = true; e.click(); }")
        assert page.evaluate(LIT) == claim.evidence[0].text, claim.id


def test_a_click_scrolls_the_words_into_view(page: Page) -> None:
    page.locator("li.claim[data-claim='s_where'] a.quote").click()
    lit = page.locator(".text .lit").first
    assert lit.is_visible()
    box = lit.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    assert "Marra province" in page.locator("#showing").inner_text()


def test_other_evidence_of_a_claim_is_lit_more_faintly(page: Page) -> None:
    page.locator("li.claim[data-claim='c_to'] a.quote").click()
    assert page.locator(".text .lit").all_inner_texts() == ["Kafr Dor"]
    assert page.locator(".text .lit-aside").all_inner_texts() == ["fled"]


def test_an_account_lights_the_words_of_all_its_claims(page: Page) -> None:
    page.locator("#x_shell .value a").click()
    assert page.locator(".text .lit").all_inner_texts() == ["the shelling", "shelling"]
    assert page.locator("li.claim.chosen").count() == 2


def test_by_keyboard_there_and_back(page: Page) -> None:
    link = page.locator("li.claim[data-claim='c_unpaid_no'] a.quote")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(LIT) == "this"
    assert page.locator("#back").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == ""
    assert not page.locator("#back").is_visible()
    assert link.evaluate("e => e === document.activeElement")


def test_words_in_the_text_lead_to_their_claims(page: Page) -> None:
    page.locator(".text mark", has_text="he was ill").click()
    chosen = page.locator("li.claim.chosen")
    assert chosen.evaluate_all("all => all.map(e => e.dataset.claim)") == ["c_ill"]


def test_a_place_on_the_map_chooses_its_accounts(page: Page) -> None:
    page.locator("svg a.place.dot").click()
    chosen = page.locator(".account.chosen").evaluate_all("all => all.map(e => e.id)")
    assert chosen == ["x_site", "x_from"]
    assert "2 accounts in 2 events" in page.locator("#showing").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".account.chosen").count() == 0


def test_speakers_can_be_hidden(page: Page) -> None:
    name = "e => getComputedStyle(e, '::before').display"
    said = page.locator(".said[data-who]").first
    assert said.evaluate(name) != "none"
    page.locator("#speakers").uncheck()
    assert said.evaluate(name) == "none"


def test_hostile_markup_is_shown_as_text(page: Page) -> None:
    assert "<script>alert(1)</script>" in page.locator("h3").all_inner_texts()[1]
    assert page.locator("b", has_text="Haddad").count() == 0


def test_an_arabic_passage_runs_from_the_right(page: Page) -> None:
    directions = page.locator(".passage").evaluate_all("all => all.map(e => e.dir)")
    assert set(directions) == {"auto"}


@pytest.mark.parametrize(("width", "zoom"), [(400, 1), (320, 1), (1280, 2), (800, 1)])
def test_nothing_is_cut_off_in_a_narrow_window_or_large_print(page: Page, width: int, zoom: int) -> None:
    page.set_viewport_size({"width": width // zoom, "height": 900 // zoom})
    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom
    page.locator("li.claim[data-claim='c_to'] a.quote").click()
    lit = page.locator(".text .lit").first.bounding_box()
    back = page.locator("#back").bounding_box()
    assert lit is not None
    assert back is not None
    assert 0 <= lit["y"] <= 900 // zoom
    assert back["y"] <= 900 // zoom, "the way back is in sight"


def test_colours_have_contrast_in_light_and_dark(page: Page) -> None:
    """WCAG 2.2, 1.4.3: small text against its own background at 4.5 to 1 or better."""
    script = """() => {
      const parse = (c) => c.match(/[\\d.]+/g).map(Number);
      const lum = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
      const bad = [];
      for (const e of document.querySelectorAll('main *, .reading *, header *, nav *, footer *')) {
        if (!Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim())) continue;
        if (e.closest('.boilerplate, svg, bdi[hidden]')) continue;
        const [a, b] = [lum(parse(getComputedStyle(e).color)), lum(ground(e))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
      }
      return Array.from(new Set(bad));
    }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.locator("li.claim[data-claim='c_to'] a.quote").click()
        assert page.evaluate(script) == [], scheme


def test_without_script_every_link_still_leads_to_its_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = context.new_page()
    plain.goto(address)
    plain.locator("li.claim[data-claim='s_where'] a.quote").click()
    assert plain.url.endswith(plain.locator("mark:target").get_attribute("id") or "no target")
    assert plain.locator("mark:target").inner_text() == "Marra province"
    assert plain.locator("article.event").count() == 3
    context.close()


def test_an_id_with_odd_characters_breaks_nothing(browser: Browser, tmp_path: Path) -> None:
    """Ids are ours, but a record may come from a file that somebody wrote by hand."""
    record = contested()
    odd = "x\"y'z ]<"
    first = record.claims[0]
    claims = (msgspec.structs.replace(first, id=odd), *record.claims[1:])
    kinds = (msgspec.structs.replace(record.events[0].fields["kind"][0], claims=(odd,)),)
    event = msgspec.structs.replace(record.events[0], fields={**record.events[0].fields, "kind": kinds})
    target = tmp_path / "odd.html"
    target.write_text(html.render(msgspec.structs.replace(record, claims=claims, events=(event,))), "utf-8")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(target.as_uri())
    opened.locator("#e_fled .slot").first.locator("a.quote").first.click()
    assert opened.evaluate(LIT) == first.evidence[0].text
    context.close()
