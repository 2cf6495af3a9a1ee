"""Feeds (RSS, Atom): which reports an outlet has put out of late."""

from __future__ import annotations

from urllib.parse import urljoin

import msgspec

from reportedly import addresses
from reportedly.errors import AddressError, InputError
from reportedly.fetch import LIMITS, Limits, fetch


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed: the address of the report, and the entry's title."""

    url: str
    title: str


def ask(url: str, *, limits: Limits = LIMITS, allow_private: bool = False) -> tuple[Listed, ...]:
    """The entries of the feed at an address, in the feed's order; those that lead nowhere on the web are left out.

    Raises AddressError where the address is refused or does not answer, InputError where it is no feed.
    """
    page = fetch(url, limits=limits, allow_private=allow_private)
    return entries(page.raw, page.url)


def entries(raw: bytes, url: str) -> tuple[Listed, ...]:
    """The entries of a feed given as bytes; ``url`` is where it came from.  Raises InputError where it is no feed."""
    import feedparser

    found = feedparser.parse(raw, resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise InputError("this is no feed", where=addresses.clean(url), hint="give the address of an RSS or Atom feed")
    listed: dict[str, Listed] = {}
    for entry in found.entries:
        link = str(entry.get("link") or "").strip()
        try:
            target = addresses.checked(urljoin(url, link)) if link else ""
        except (AddressError, ValueError):
            continue
        if target:
            listed.setdefault(target, Listed(url=target, title=" ".join(str(entry.get("title") or "").split())))
    return tuple(listed.values())
