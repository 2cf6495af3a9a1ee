"""Web addresses: what may be asked for, what may be kept of an address, and which machines are never reached.

Refused ranges are those of the IANA special-purpose registries (RFC 6890 and its updates), together with the
transition prefixes in which an IPv4 address hides inside an IPv6 one (RFC 4291, 6052, 3056, 4380).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from reportedly.errors import AddressError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED = tuple(
    (ipaddress.ip_network(net), why)
    for net, why in (
        ("0.0.0.0/8", "this network"),
        ("127.0.0.0/8", "loopback"),
        ("10.0.0.0/8", "private"),
        ("172.16.0.0/12", "private"),
        ("192.168.0.0/16", "private"),
        ("100.64.0.0/10", "shared carrier"),
        ("169.254.0.0/16", "link-local"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("198.18.0.0/15", "benchmark"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::/96", "embedded IPv4"),
        ("::ffff:0:0/96", "embedded IPv4"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_SECRET = re.compile(
    r"(^|[-_.\[])(access|api|auth|authorization|authuser|code|cred|credential|credentials|email|hash|hmac|jwt|key|nonce|"
    r"otp|pass|passwd|password|policy|pwd|secret|session|sessionid|sid|sig|sign|signature|token|user|username)([-_.\]]|$)"
    r"|token|secret|passw|apikey|signature|session|credential|^x-amz-|^x-goog-|^(fb|g|ms|tw)clid$|^mc_[ce]id$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BAD_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def is_address(source: str) -> bool:
    """Whether an input is meant as a web address (``scheme://…``) and not as a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source) is not None


def refusal(ip: IPAddress) -> str | None:
    """Why a machine at this address is not asked (``"loopback"``, ``"private"`` …), or ``None`` if it may be."""
    for net, why in _REFUSED:
        if ip.version == net.version and ip in net:
            return why
    return None if ip.is_global and not ip.is_multicast else "reserved"


def checked(url: str) -> str:
    """An address that can be asked for: http or https, with a host, without user name, password or fragment.

    Raises :class:`AddressError` for anything else.
    """
    shown = clean(url)
    if _BAD_IN_URL.search(url):
        raise AddressError("the address holds spaces or control characters", where=shown, hint="write them as %20 …")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"this is no address ({error})", where=shown, hint="give http://… or https://…") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise AddressError(
            f"only http and https addresses are read, not {parts.scheme}",
            where=shown,
            hint="save the page and give the file",
        )
    if not host:
        raise AddressError("the address names no host", where=shown, hint="give http://… or https://…")
    if port == 0:
        raise AddressError("port 0 cannot be asked", where=shown, hint="leave the port out or give the right one")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="=&%/?:@!$'()*+,;~-._[]")
    return urlunsplit((parts.scheme.lower(), _netloc(host, port), path, query, ""))


def clean(url: str) -> str:
    """An address as it may be stored and shown: no user name or password, no secret in the query, no fragment.

    Query fields whose name says token, key, signature, session, user … are left out, and so are click ids of
    advertisers, which name a reader.  What is no address at all comes back as ``"address"``.
    """
    try:
        parts = urlsplit(_BAD_IN_URL.sub("", url))
        host, port = parts.hostname, parts.port
    except ValueError:
        return "address"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _SECRET.search(_CAMEL.sub("_", name)) and not _SECRET.search(name)
    ]
    path = re.sub(r";[^/;]*(session|sid)[^/;]*", "", parts.path, flags=re.IGNORECASE)
    return urlunsplit((parts.scheme.lower(), _netloc(host or "", port), path, urlencode(kept), ""))


def host_of(url: str) -> str:
    """The host of an address without ``www.``, in lower case; ``""`` where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def _netloc(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port is not None else shown
