"""What pages tell of names: as many events as the page and the timeline narrowed by it list, and through whom each statement came."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from at_work import Visitor, at_desk

from reportedly.case import Case
from reportedly.views import book as books
from reportedly.views.book import open_book


@pytest.fixture
def visitor(case_file: Path) -> Iterator[Visitor]:
    with at_desk(case_file) as found:
        yield found


@pytest.mark.parametrize("sort", ["actor", "place", "voice"])
def test_a_name_has_as_many_events_as_its_page_and_the_timeline_list(
    visitor: Visitor, case_file: Path, sort: str
) -> None:
    with Case.open(case_file, served=True) as case:
        found, _ = case.named(sort, bare=True)  # type: ignore[arg-type]
    assert found
    for named in found:
        page = visitor.page(f"/{sort}/{quote(named.key, safe='')}")
        linked = re.search(r'<p class="tally"><a href="([^"]+)"><b>(\d+)</b>', page)
        assert linked is not None
        assert int(linked[2]) == named.events
        assert len(set(re.findall(r'href="/event/(e_\w+)"', page))) == named.events
        timeline = visitor.page(html.unescape(linked[1]))
        assert f"<span>{named.events} event" in timeline


def test_the_pages_of_an_account_show_each_of_its_claims_once(
    visitor: Visitor, case_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(case_file, served=True) as case:
        book = open_book(case.record())
    of = {a.id: e for e in book.record.events for own in e.fields.values() for a in own}
    sides = {id: books.sides(book, a) for id, a in book.accounts.items() if id in of}
    account = max(sides, key=lambda id: min(len(sides[id][0]), len(sides[id][1])))
    holding, against, _ = sides[account]
    assert holding
    assert against
    for module in ("events", "drawing"):
        monkeypatch.setattr(f"reportedly.web.{module}.PER_PAGE", 1)
    monkeypatch.setattr("reportedly.web.asked.PER_PAGE", 1)
    total = len(holding) + len(against)
    seen = []
    for n in range(1, total + 1):
        page = visitor.page(f"/event/{of[account].id}/account/{account}?page={n}")
        assert f"<span>{total} claims, page {n} of {total}</span>" in page
        seen += re.findall(r'data-claim="(c_\w+)"', page)
    assert sorted(seen) == sorted(c.id for c in (*holding, *against))


def test_what_somebody_says_is_shown_with_who_tells_of_it(visitor: Visitor, case_file: Path) -> None:
    """A spokeswoman is quoted by her office: her page does not show it as heard from herself."""
    with Case.open(case_file, served=True) as case:
        record = case.record()
    by_id = {s.id: s for s in record.statements}
    nested = [
        s for s in record.statements if s.within in by_id and s.speaker is not None and s.speaker.actor is not None
    ]
    assert nested
    for statement in nested:
        assert statement.speaker is not None
        outer = by_id[statement.within or ""].speaker
        assert outer is not None
        page = visitor.client.get(f"/thing/{statement.speaker.actor}", follow_redirects=True).text
        assert f"as told by <bdi>{html.escape(outer.name)}</bdi>, in" in page
