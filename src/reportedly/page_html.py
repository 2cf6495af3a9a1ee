"""The report on a web page: main text by trafilatura, date and canonical address by the page's own fields.

Dates are read only from fields that state when the page was published (schema.org ``datePublished``, Open Graph
``article:published_time``, Dublin Core and newsroom meta names, a ``time`` marked as publication).  Guesses from other
dates on the page are not made.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from reportedly import addresses
from reportedly.cut import Cut, line, metadata_day, problem
from reportedly.language import two_letters
from reportedly.model import Problem, When

Tree = Any  # lxml.html.HtmlElement, which carries no types

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DATE_NAMES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date_published", "publish-date",
    "publish_date", "publishdate", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "article.published", "cxenseparse:recs:publishtime",
    "ptime", "date",
)  # fmt: skip
_ARTICLE_TYPES = re.compile(r"article|report|posting|webpage|liveblog", re.IGNORECASE)
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed head select option button form nav footer aside textarea".split()
)
_BREAKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 blockquote section article main header table ul ol dd dt figure".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST = 400  # levels of nesting; pages by people stay below 60, and libxml2's own limit is 256


def declared_charset(raw: bytes) -> str | None:
    """The charset that the page's first 4,096 bytes declare, unchecked."""
    head = raw[:4096]
    found = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return found[1].decode("ascii").lower() if found else None


def cut(html: str, *, url: str | None = None) -> Cut:
    """The main text of an HTML page, its headline first, and what the page says of itself.

    Problems: ``html-plain`` (the page's structure could not be told, all of its visible text is kept),
    ``date-suspicious``.  A page without text gives an empty one.
    """
    tree = _tree(html)
    page: Any = None
    problems: list[Problem] = []
    if tree is not None:
        page, failed = _extract(tree, url)
        problems += failed
    text = (page.text if page is not None else None) or ""
    if not text.strip():
        text = _visible(html)
        if text and not problems:
            problems.append(_plain())
    title = line(page.title if page else None)
    published, odd = _published(tree) if tree is not None else (None, ())
    return Cut(
        text=_headed(title, text),
        title=title,
        publisher=line(_meta(tree, "og:site_name") or (page.sitename if page else None)),
        byline=line(page.author if page else None),
        url=_canonical(tree, url),
        language=_language(tree),
        published=published,
        problems=(*problems, *odd),
    )


def _tree(html: str) -> Tree | None:
    from trafilatura.utils import load_html

    if _depth(html) > _DEEPEST:
        return None
    try:
        return load_html(html)
    except (ValueError, TypeError, AssertionError):
        return None


def _depth(html: str) -> int:
    """How deep tags stand in one another, as a parser without repair would count."""
    depth = deepest = 0
    for found in re.finditer(r"<(/?)([A-Za-z][A-Za-z0-9]*)", html):
        name = found[2].lower()
        if name in _VOID or name in ("p", "li"):
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _extract(tree: Tree, url: str | None) -> tuple[Any, list[Problem]]:
    import copy

    from trafilatura import bare_extraction

    page = copy.deepcopy(tree)
    for hidden in list(page.iter("noscript", "template")):
        hidden.drop_tree()
    try:
        found = bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
        )
    except Exception:  # it walks the trees of strangers; whatever it stumbles over, the visible text is still there
        return None, [_plain()]
    return found, []


def _plain() -> Problem:
    return problem(
        "html-plain",
        "the page's main text could not be told from the rest, so all of its text is kept",
        "give the text alone if the rest disturbs",
    )


def _headed(title: str | None, text: str) -> str:
    """The text with the headline as its first line, where the page has one."""
    if not title:
        return text
    lines = [part.strip() for part in text.split("\n", 6)[:6]]
    for at, words in enumerate(lines):
        if _bare(words) == _bare(title):
            return (
                text
                if at == 0
                else title + "\n\n" + "\n".join(part for n, part in enumerate(text.split("\n")) if n != at)
            )
    return f"{title}\n\n{text}" if text.strip() else ""


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


def _meta(tree: Tree | None, *names: str) -> str | None:
    """The content of the first meta field of these names, in the order of the names."""
    if tree is None:
        return None
    found: dict[str, str] = {}
    for field in tree.iter("meta"):
        name = (field.get("property") or field.get("name") or field.get("itemprop") or "").strip().lower()
        content = (field.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return next((found[name] for name in names if name in found), None)


def _published(tree: Tree) -> tuple[When | None, tuple[Problem, ...]]:
    odd: tuple[Problem, ...] = ()
    for words in (*_linked_dates(tree), _meta(tree, *_DATE_NAMES), *_marked_dates(tree)):
        day, problems = metadata_day(words)
        odd = odd or problems
        if day is not None:
            return day, odd
    return None, odd


def _linked_dates(tree: Tree) -> list[str]:
    """``datePublished`` of the JSON-LD objects that are articles."""
    found: list[str] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(script.text or "") > 500_000:
            continue
        try:
            queue: list[object] = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        for _ in range(1000):
            if not queue:
                break
            node = queue.pop(0)
            if isinstance(node, list):
                queue += node
            elif isinstance(node, dict):
                queue += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
                day = node.get("datePublished")
                if isinstance(day, str) and _ARTICLE_TYPES.search(str(node.get("@type", ""))):
                    found.append(day)
    return found


def _marked_dates(tree: Tree) -> list[str]:
    found = []
    for element in tree.iter("time", "abbr", "span", "meta"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
        if (
            "datepublished" in marks
            or element.get("pubdate") is not None
            or ("published" in marks and element.tag in ("time", "abbr"))
        ):
            found.append(
                element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
            )
    return [str(words) for words in found[:3]]


def _canonical(tree: Tree | None, url: str | None) -> str | None:
    if tree is not None:
        for link in tree.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
                try:
                    target = urljoin(url or "", link.get("href").strip())
                except ValueError:
                    break
                if re.match(r"https?://[^/\s]+", target, re.IGNORECASE):
                    return addresses.clean(target)
                break
    return url


def _language(tree: Tree | None) -> str | None:
    if tree is None:
        return None
    root = tree.getroottree().getroot()
    return two_letters(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    )


class _Visible(HTMLParser):
    """Collects the text that a browser would show, without building a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED and tag not in _VOID:
            self.skipped.append(tag)
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipped:
            while self.skipped and self.skipped.pop() != tag:
                pass
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(re.sub(r"\s+", " ", data))


def _visible(html: str) -> str:
    parser = _Visible()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # html.parser on broken markup declarations
        return ""
    lines = ("".join(parser.parts)).split("\n")
    return "\n".join(words.strip() for words in lines if words.strip())
