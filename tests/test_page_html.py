from __future__ import annotations

import time

import pytest

from reportedly.capture import of_bytes
from reportedly.page import Parsed, parse

HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Strike kills 12 | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta property="og:title" content="Strike kills 12 in market">
<meta name="author" content="Jane Roe"><link rel="canonical" href="/war/12?token=abc">{more}</head>"""
BODY = """<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article><h1>Strike kills 12 in market</h1>
<p>BEIRUT (AFP) - At least 12 people were killed on Tuesday when planes hit a market in the town, a monitor said.</p>
<p>The monitor said that the planes were seen twice in the morning, and that four children were among the dead.</p>
<p>Moscow &amp; Damascus denied it.</p></article><footer>© The Daily</footer><script>var secret = "not text"</script></body></html>"""
DATED = '<meta property="article:published_time" content="2016-04-19T23:10:00+03:00">'


def read(html: str | bytes, url: str | None = "https://www.daily.example/war/12") -> Parsed:
    raw = html.encode() if isinstance(html, str) else html
    return parse(of_bytes(raw, name="page.html", url=url))


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems]


def test_a_news_page() -> None:
    parsed = read(HEAD.format(more=DATED) + BODY)
    document = parsed.document
    assert document.text.startswith("Strike kills 12 in market\n")
    assert [passage.role for passage in document.passages][:3] == ["heading", "dateline", "body"]
    assert "Moscow & Damascus denied it." in document.text
    assert "secret" not in document.text
    assert "Home" not in document.text
    assert (document.title, document.publisher, document.byline) == (
        "Strike kills 12 in market",
        "The Daily",
        "Jane Roe",
    )
    assert document.url == "https://www.daily.example/war/12"
    assert (document.language, document.syndicated_from) == ("en", "AFP")
    assert document.published is not None
    assert document.published.start == "2016-04-19"
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("more", "start"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2016-04-20"}]}</script>',
            "2016-04-20",
        ),
        ('<script type="application/ld+json">{broken</script><meta name="pubdate" content="20160421">', "2016-04-21"),
        ('<meta itemprop="datePublished" content="April 22, 2016">', "2016-04-22"),
        ('<meta name="last-modified" content="2016-04-23">', None),
        ('<script type="application/ld+json">{"@type":"Person","datePublished":"2016-04-20"}</script>', None),
    ],
)
def test_only_fields_that_state_publication_are_dates(more: str, start: str | None) -> None:
    published = read(HEAD.format(more=more) + BODY).document.published
    assert (published.start if published else None) == start


def test_an_empty_clock_is_no_date() -> None:
    parsed = read(HEAD.format(more=DATED.replace("2016-04-19", "1970-01-01")) + BODY)
    assert parsed.document.published is None
    assert codes(parsed) == ["date-suspicious"]


def test_a_page_without_text() -> None:
    parsed = read("<html><body><script>render()</script><noscript>Enable scripts</noscript></body></html>")
    assert codes(parsed) == ["no-text"]
    assert parsed.document.text == ""


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 50_000 + "<p>Rebels fled.</p>",
        "<html><body>" + "<b>" * 3_000 + "Rebels fled.",
        "<html><body><p>Rebels fled. " + "&lt;" * 100_000,
        "<html><body><p>Rebels fled. " + "<" * 100_000,
        "<html><body><p>Rebels fled.<!--" + "-" * 100_000,
        "<html><body><p>Rebels fled.</p>" + "<table><tr><td>" * 300,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>Rebels fled. &b;&b;</p>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Rebels fled. &x;</p>',
    ],
)
def test_hostile_pages_keep_their_text_and_end_soon(html: str) -> None:
    before = time.monotonic()
    text = read(html).document.text
    assert "Rebels fled." in text
    assert "root:" not in text
    assert time.monotonic() - before < 10


def test_the_charset_that_the_page_declares() -> None:
    page = (
        '<html><head><meta charset="windows-1251"></head><body><p>'
        + "Самолёты не наносили ударов по этому району. " * 5
    )
    parsed = read(page.encode("cp1251"))
    assert "Самолёты" in parsed.document.text
    assert codes(parsed) == ["language-not-read"]
