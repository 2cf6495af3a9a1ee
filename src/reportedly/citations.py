"""What each document names as its origin: citation edges, with their words and their reason.

"SANA said", "according to Reuters" and "citing the Observatory" are statements that the reader has found; they cover what they
carry.  "(Source: SANA)" after a sentence covers the sentence, or the sentences of its paragraph where it stands alone; a line of
syndication ("Source: SANA", "Previously published in …") or a dateline's agency covers the whole document; an address in the text
points to a site.  A citation names an origin in words; which document that is, if any, :func:`leads_to` says only where it is
established.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from reportedly import cues, intervals, names, registry
from reportedly.addresses import host_of
from reportedly.model import Document, Reading, Span, Statement

Reason = Literal["says", "according to", "citing", "source note", "syndication line", "dateline", "link"]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One origin that a document names.

    ``words`` show it, ``covers`` are the stretches for which it is given, none for the ``whole`` document.  ``origin`` is
    the fullest name in the document, ``known`` the registry's entry where there is one, ``through`` the name that passes it on
    ("Anadolu reported, citing the Observatory": the Observatory through Anadolu).
    """

    document: str
    origin: str
    reason: Reason
    words: Span
    covers: tuple[Span, ...] = ()
    whole: bool = False
    known: str | None = None
    through: str | None = None
    statement: str | None = None
    address: str | None = None


_ACCORDING = re.compile(
    r"(?:according|as (?:reported|quoted|cited|stated|told)|per|by the account|in the words)\b", re.IGNORECASE
)
_CITING = re.compile(
    r"(?:citing|cites?|cited|quoting|quotes?|quoted|relaying|referring|attribut\w+|on the authority)\b", re.IGNORECASE
)
_NOTE = re.compile(
    r"[(\[]\s*(?P<label>sources?\s*[:：]|source|via|citing|h/t|according to)\s*(?P<name>[^()\[\]\n:]{2,80}?)\s*[)\]]",
    re.IGNORECASE,
)
_PLAIN_NOTE = re.compile(r"[(\[]\s*(?P<name>[A-Z][\w.'’ -]{1,40}?)\s*[)\]](?=\s*[.!?]?\s*(?:\n|$)|\s*[.!?])")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"“”'’)\]]+|\bwww\.[^\s<>\"“”'’)\]]+")
_SENTENCE_START = re.compile(r"[.!?][\"”’»)\]]*\s+(?=[\"“«(\[]?[A-Z0-9])|\n")
_LIST = re.compile(r"\s*(?:[,;/]|\band\b|&)\s*")
_PICTURES = re.compile(r"photo|image|picture|video|footage|map|graphic", re.IGNORECASE)


def outlet_of_host(host: str) -> str | None:
    """The registry's id of the outlet or body whose own site this host is, or None."""
    labels = host.removeprefix("www.").split(".")
    sites = _sites()
    return next((sites[site] for n in range(len(labels) - 1) if (site := ".".join(labels[n:])) in sites), None)


@lru_cache(maxsize=1)
def _sites() -> Mapping[str, str]:
    return {h: known.id for known in registry.all() for h in known.handles if not h.startswith("@")}


def citations(reading: Reading) -> tuple[Citation, ...]:
    """Every origin that the document names, in the order of the text; those of the whole document last."""
    found = [*_said(reading), *_noted(reading.document), *_linked(reading.document)]
    found.sort(key=lambda c: (c.words.start, c.words.end, c.reason, c.origin))
    return (*found, *_of_the_whole(reading.document))


def _said(reading: Reading) -> Iterator[Citation]:
    by_id = {s.id: s for s in reading.statements}
    text = reading.document.text
    for s in reading.statements:
        if s.speaker is None or s.speaker.start is None or s.speaker.end is None or s.kind == "author":
            continue
        ends = [(s.speaker.start, s.speaker.end), *([(s.cue.start, s.cue.end)] if s.cue else [])]
        start, end = min(a for a, _ in ends), max(b for _, b in ends)
        outer = by_id.get(s.within) if s.within is not None else None
        yield Citation(
            document=reading.document.id,
            origin=s.speaker.name,
            reason=_reason(s),
            words=Span(start=start, end=end, text=text[start:end]),
            covers=s.content,
            known=_known(s.speaker.name),
            through=outer.speaker.name if outer is not None and outer.speaker is not None else None,
            statement=s.id,
        )


def _reason(statement: Statement) -> Reason:
    cue = statement.cue.text if statement.cue is not None else ""
    return "according to" if _ACCORDING.match(cue) else "citing" if _CITING.match(cue) else "says"


def _noted(document: Document) -> Iterator[Citation]:
    """Notes of a source in brackets, within or behind a sentence: "(Source: SANA)", "(via X)", a listed name alone at its end."""
    text = document.text
    for passage in document.passages:
        if passage.role not in ("body", "quote-block"):
            continue
        for pattern in (_NOTE, _PLAIN_NOTE):
            for found in pattern.finditer(text, passage.start, passage.end):
                start, end = _covered(text, found.start(), passage.start)
                labelled = pattern is _NOTE and found["label"].casefold().startswith("source")
                for name in _LIST.split(found["name"]):
                    known = registry.lookup(name.strip())
                    if _PICTURES.search(name) or not _names_a_source(name, known, labelled=labelled):
                        continue
                    yield Citation(
                        document=document.id,
                        origin=known.name if known is not None else name.strip(),
                        reason="source note",
                        words=Span(start=found.start(), end=found.end(), text=found[0]),
                        covers=(Span(start=start, end=end, text=text[start:end]),),
                        known=known.id if known is not None else None,
                    )


def _names_a_source(name: str, known: registry.Known | None, *, labelled: bool) -> bool:
    """Whether a name in brackets is a source: an outlet or monitor, or after "Source:" any name."""
    if known is not None and known.kind in ("outlet", "monitor"):
        return True
    if any(cues.is_outlet(word) for word in name.split()):
        return True
    return labelled and name.strip()[:1].isupper()


def _covered(text: str, note: int, floor: int) -> tuple[int, int]:
    """What a note in brackets is the source of: its own sentence, or the one before it where the note follows its stop."""
    end = note - len(text[floor:note]) + len(text[floor:note].rstrip())
    inner = text[floor:end].rstrip('.!?"”’»')
    starts = [m.end() for m in _SENTENCE_START.finditer(inner)]
    return floor + (starts[-1] if starts else 0), end


def _linked(document: Document) -> Iterator[Citation]:
    """Addresses in the report's own text; each covers nothing by itself, since a link need not be the source."""
    text = document.text
    own = host_of(document.url) if document.url else ""
    for passage in document.passages:
        if passage.role not in ("body", "quote-block"):
            continue
        for found in _ADDRESS.finditer(text, passage.start, passage.end):
            address = found[0].rstrip(".,;:!?")
            host = host_of(address if "://" in address else f"https://{address}")
            if not host or host == own:
                continue
            known = registry.get(outlet_of_host(host) or "")
            end = found.start() + len(address)
            yield Citation(
                document=document.id,
                origin=known.name if known is not None else host,
                reason="link",
                words=Span(start=found.start(), end=end, text=address),
                known=known.id if known is not None else None,
                address=address,
            )


def _of_the_whole(document: Document) -> Iterator[Citation]:
    """Where the document says that it stood first, with the line that says it."""
    name = document.syndicated_from
    if name is None:
        return
    for passage in document.passages:
        words = document.text[passage.start : passage.end]
        if passage.role in ("syndication", "dateline") and (name in words or name in words.lower()):
            yield Citation(
                document=document.id,
                origin=name,
                reason="dateline" if passage.role == "dateline" else "syndication line",
                words=Span(start=passage.start, end=passage.end, text=words),
                whole=True,
                known=_known(name),
            )
            return


def _known(name: str) -> str | None:
    known = registry.lookup(name)
    return known.id if known is not None else None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A citation and the documents of its origin that it can mean; none where that is not established."""

    citation: Citation
    documents: tuple[str, ...]
    why: str


def leads_to(cited: Iterable[Citation], documents: Iterable[Document]) -> tuple[Edge, ...]:
    """The documents behind each citation: the page of that address, else those that its origin published and not later.

    "Not established" is an Edge without documents, with its reason.
    """
    by_id = {d.id: d for d in documents}
    by_origin: dict[str, list[str]] = defaultdict(list)
    by_address: dict[str, str] = {}
    for d in sorted(by_id.values(), key=lambda d: d.id):
        if d.publisher is not None:
            by_origin[_known(d.publisher) or names.fold(d.publisher)].append(d.id)
        if d.url is not None:
            by_address.setdefault(_bare(d.url), d.id)
    return tuple(_edge(c, by_id, by_origin, by_address) for c in cited)


def _edge(
    c: Citation, by_id: Mapping[str, Document], by_origin: Mapping[str, list[str]], by_address: Mapping[str, str]
) -> Edge:
    if c.address is not None and (page := by_address.get(_bare(c.address))) not in (None, c.document):
        assert page is not None
        return Edge(citation=c, documents=(page,), why=f"the page of the address {c.address}")
    here = by_id.get(c.document)
    theirs = [d for d in by_origin.get(c.known or names.fold(c.origin), ()) if d != c.document]
    if not theirs:
        return Edge(citation=c, documents=(), why=f"not established: nothing here was published by {c.origin}")
    if c.address is not None:
        return Edge(citation=c, documents=(), why=f"not established: another page of {c.origin}")
    earlier = tuple(d for d in theirs if here is None or not _after(by_id[d], here))
    if not earlier:
        return Edge(citation=c, documents=(), why=f"not established: what {c.origin} published here is later")
    return Edge(citation=c, documents=earlier, why=f"published by {c.origin}, and not later")


def _after(one: Document, other: Document) -> bool:
    a, b = other.published, one.published
    return a is not None and b is not None and intervals.before(a, b) is True


def _bare(address: str) -> str:
    """An address without scheme, ``www.``, fragment, query and closing slash, for comparison."""
    rest = re.sub(r"^[a-z]+://", "", address.strip().lower())
    return re.split(r"[?#]", rest.removeprefix("www."))[0].rstrip("/")
