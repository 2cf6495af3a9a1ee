"""The page: whole in itself, safe with hostile text, and readable without its script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import msgspec
import pytest

from reportedly.model import Passage, Record
from reportedly.views import book as books
from reportedly.views import html, pane
from sample_record import FIRST, FIRST_ID, HOSTILE, SECOND_ID, contested, empty

VOID = {"meta", "input", "br", "link", "img", "hr"}


class Reader(HTMLParser):
    """The page as a browser's parser sees it: elements with attributes, ids, and the text in each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.stack: list[str] = []
        self.misnested: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] in self.raw:
            self.raw[self.stack[-1]][-1] += data

    def ids(self) -> list[str]:
        return [i for _, a in self.elements if (i := a.get("id"))]


PAGE = html.render(contested())
READER = Reader(PAGE)


def test_the_page_is_one_well_formed_document() -> None:
    assert PAGE.startswith("<!doctype html>")
    assert READER.misnested == []
    assert READER.stack == []
    assert len(READER.ids()) == len(set(READER.ids()))


def test_the_policy_admits_this_style_and_this_script_and_nothing_else() -> None:
    policies = [a["content"] or "" for _, a in READER.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    rules = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {"default-src", "style-src", "script-src", "img-src", "base-uri", "form-action"}
    for name, text in (("style-src", READER.raw["style"][0]), ("script-src", READER.raw["script"][-1])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


def test_nothing_is_fetched_and_nothing_runs_inline() -> None:
    for tag, attributes in READER.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in {"src", "srcset", "style", "data", "action"}, (tag, name)
            if name == "href":
                assert (value or "").startswith(("#", "https://example.org/")), value
    assert "@import" not in PAGE
    assert "url(" not in PAGE


def test_hostile_text_stays_text() -> None:
    assert HOSTILE not in PAGE
    assert "<b>Haddad" not in PAGE
    assert len(READER.raw["script"]) == 2, "the data and our own script"
    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; stood in the page" in PAGE


def test_embedded_json_cannot_end_its_element() -> None:
    data = html.embedded({"</script><!--": "a&b\u2028\u2029"})
    assert not set(data) & set("<>&\u2028\u2029")
    assert json.loads(data) == {"</script><!--": "a&b\u2028\u2029"}


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, link: bool) -> None:
    assert bool(html.web_link(address)) is link


def test_every_quotation_links_to_a_place_in_the_text() -> None:
    ids = set(READER.ids())
    targets = [(a["href"] or "")[1:] for _, a in READER.elements if "data-show" in a or "data-show-all" in a]
    assert len(targets) >= len(contested().claims)
    assert set(targets) <= ids
    assert {(a["href"] or "")[1:] for t, a in READER.elements if t == "a" and (a["href"] or "").startswith("#")} <= ids


def test_pieces_are_the_text_and_every_evidence_is_a_run_of_pieces() -> None:
    book = books.open_book(contested())
    for document in book.record.documents:
        pieces = [p for block in pane.blocks(book, document) for p in block.pieces]
        assert "".join(document.text[p.start : p.end] for p in pieces) == document.text
        for claim in book.record.claims:
            if claim.document != document.id:
                continue
            for span in claim.evidence:
                run = [p for p in pieces if span.start <= p.start and p.end <= span.end]
                assert "".join(p.text for p in run) == span.text
                assert run[0].anchor == pane.anchor(book.numbers[document.id], span.start)
                assert all(p.evidence for p in run)


def test_passages_that_overlap_or_leave_gaps_lose_no_text() -> None:
    record = contested()
    odd = (
        Passage(start=40, end=90, role="body"),
        Passage(start=10, end=60, role="caption"),
        Passage(start=50, end=55, role="body"),
        Passage(start=120, end=120, role="body"),
    )
    document = msgspec.structs.replace(record.documents[0], passages=odd)
    book = books.open_book(msgspec.structs.replace(record, documents=(document,)))
    pieces = [p for block in pane.blocks(book, document) for p in block.pieces]
    assert "".join(FIRST[p.start : p.end] for p in pieces) == FIRST


def test_quotes_carry_their_context() -> None:
    book = books.open_book(contested())
    quote = pane.quote(book, book.claims["c_to"])
    assert quote is not None
    assert quote.words == "Kafr Dor"
    assert quote.before.endswith("said that he fled to ")
    assert quote.after.startswith(" because he was not paid.")


def test_rivals_side_by_side_and_denial_inside_the_account_it_denies() -> None:
    motive = PAGE[PAGE.index("<dt>Motive</dt>") :]
    motive = motive[: motive.index("</article>")]
    assert motive.index('class="side-by-side"') < motive.index('id="x_ill"') < motive.index('id="x_unpaid"')
    unpaid = motive[motive.index('id="x_unpaid"') :]
    assert 'class="denials"' in unpaid
    assert 'class="denials"' not in motive[: motive.index('id="x_unpaid"')]


def test_inferred_accounts_differ_from_stated_ones() -> None:
    classes = {a["id"]: a["class"] or "" for _, a in READER.elements if (a.get("id") or "").startswith("x_")}
    assert "inferred" in classes["x_four"].split()
    assert "inferred" not in classes["x_twelve"].split()
    assert "inferred" in classes["x_same"].split()


def test_silence_names_the_report_that_says_nothing() -> None:
    book = books.open_book(contested())
    shelled = contested().events[1]
    assert books.silent_documents(book, shelled, "where") == [1]
    assert books.silent_documents(book, shelled, "killed") == []
    assert '<p class="silence">Nothing said of this in <a href="#doc-1">[1]</a>' in PAGE


def test_a_province_is_an_area_and_an_unknown_place_is_listed_beside_the_map() -> None:
    assert 'class="place circle"' in PAGE
    assert 'class="place dot"' in PAGE
    assert re.search(r"Kafr Dor</bdi> <span class=\"quiet\">not on the map", PAGE)


def test_hidden_characters_are_visible_on_the_page() -> None:
    record = contested()
    title = "a\u202eb\x1bc"
    document = msgspec.structs.replace(record.documents[0], title=title, text="x\u202ey" + FIRST[3:])
    page = html.render(msgspec.structs.replace(record, documents=(document, record.documents[1])))
    assert "\u202e" not in page
    assert "a⟨U+202E⟩b␛c" in page
    assert "x⟨U+202E⟩y" in page


def test_an_empty_record_says_so() -> None:
    page = html.render(empty())
    assert "No event was read in this report." in page
    assert "<svg" not in page
    assert Reader(page).misnested == []
    assert "No event was read in these reports." in html.render(Record())


def test_the_page_says_what_it_is() -> None:
    assert "not a truth machine: it never scores truth" in PAGE


def test_a_page_of_one_long_report_stays_small() -> None:
    """A report of 60 kB with the claims of a large one."""
    record = contested()
    text = FIRST + "More words of the same report follow here. \n" * 1300
    long = msgspec.structs.replace(record.documents[0], text=text)
    claims = tuple(
        msgspec.structs.replace(c, id=f"{c.id}{n}") for c in record.claims if c.document == FIRST_ID for n in range(15)
    )
    events = tuple(
        msgspec.structs.replace(
            record.events[0],
            id=f"e{n}",
            fields={
                slot: tuple(
                    msgspec.structs.replace(
                        a,
                        id=f"{a.id}{n}",
                        claims=tuple(f"{c}{n}" for c in a.claims),
                        denied_by=tuple(f"{c}{n}" for c in a.denied_by),
                        rivals=tuple(f"{r}{n}" for r in a.rivals),
                    )
                    for a in accounts
                )
                for slot, accounts in record.events[0].fields.items()
            },
        )
        for n in range(15)
    )
    page = html.render(msgspec.structs.replace(record, documents=(long,), claims=claims, events=events, frames=()))
    assert len(page.encode()) < 500_000
    assert SECOND_ID not in page
