"""One page by http or https, asked for once, with limits on where, how much, how long and how often.

The name is resolved once and the connection goes to exactly the address that was checked, so that a name that changes
its answer (DNS rebinding) gains nothing.  Redirects are followed by hand and every target is checked anew.
No cookies, no proxies from the environment, no credentials.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec

from reportedly import addresses
from reportedly.errors import AddressError

if TYPE_CHECKING:
    import httpx

USER_AGENT = "reportedly/0.1 (+reads one page when its user asks)"
_KEPT_HEADERS = ("content-type", "content-language", "date", "last-modified")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.1"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is taken: bytes after decompression, seconds for one address in all, redirects followed."""

    bytes: int = 20_000_000
    seconds: float = 20.0
    redirects: int = 5


LIMITS = Limits()


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered: decompressed bytes, safe headers, cleaned final address and cleaned earlier ones."""

    raw: bytes
    url: str
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[str, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent with a request that asks by POST: its bytes and their media type, and the media type wanted back."""

    raw: bytes
    media_type: str
    accept: str


def fetch(
    url: str, *, limits: Limits = LIMITS, allow_private: bool = False, question: Question | None = None
) -> Fetched:
    """Ask for one address and return what it answers; with a ``question`` by POST, else by GET.

    Raises :class:`AddressError` where the address is refused (not http(s), or a loopback, private, link-local,
    multicast, reserved or metadata machine, unless ``allow_private``), does not answer with a page, or passes a limit.
    """
    shown = addresses.clean(url)
    answers: queue.SimpleQueue[Fetched | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_follow(url, limits, allow_private, question))
        except Exception as error:
            answers.put(error)

    # A thread, because neither name resolution nor a header sent byte by byte can be timed out from within.
    threading.Thread(target=work, daemon=True, name="fetch").start()
    try:
        answer = answers.get(timeout=limits.seconds + 0.5)
    except queue.Empty:
        raise _too_slow(shown, limits) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _follow(url: str, limits: Limits, allow_private: bool, question: Question | None) -> Fetched:
    import httpx

    deadline = time.monotonic() + limits.seconds
    passed: list[str] = []
    current = addresses.checked(url)
    with httpx.Client(trust_env=False, follow_redirects=False, cookies=None) as client:
        while True:
            shown = addresses.clean(current)
            try:
                answer = _ask(client, current, limits, deadline, allow_private, question)
            except httpx.TimeoutException:
                raise _too_slow(shown, limits) from None
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                raise AddressError(
                    f"the page cannot be read ({_reason(error)})",
                    where=shown,
                    hint="check the address, or save the page and give the file",
                ) from None
            if isinstance(answer, Fetched):
                return msgspec.structs.replace(answer, redirects=tuple(passed))
            passed.append(shown)
            if len(passed) > limits.redirects:
                raise AddressError(
                    f"more than {limits.redirects} redirects",
                    where=addresses.clean(url),
                    hint="open it in a browser and give the last address",
                )
            current = addresses.checked(urljoin(current, answer))


def _ask(
    client: httpx.Client, url: str, limits: Limits, deadline: float, allow_private: bool, question: Question | None
) -> Fetched | str:
    """One request: the page, or the address that it redirects to."""
    import httpx

    shown, parts = addresses.clean(url), urlsplit(url)
    host = parts.hostname or ""
    failure: httpx.ConnectError | None = None
    for ip in resolve(host, parts.port or (443 if parts.scheme == "https" else 80), shown, allow_private):
        left = deadline - time.monotonic()
        if left <= 0:
            raise _too_slow(shown, limits)
        client.cookies.clear()
        request = client.build_request(
            "GET" if question is None else "POST",
            httpx.URL(url).copy_with(host=ip),
            content=None if question is None else question.raw,
            headers={
                "Host": parts.netloc,
                "User-Agent": USER_AGENT,
                "Accept": _ACCEPT if question is None else question.accept,
                "Accept-Encoding": "gzip, deflate",
                "Connection": "close",
                **({} if question is None else {"Content-Type": question.media_type}),
            },
            timeout=httpx.Timeout(left),
            extensions={"sni_hostname": host},
        )
        try:
            response = client.send(request, stream=True)
        except httpx.ConnectError as error:
            failure = error
            continue
        try:
            if response.status_code in _REDIRECTS and response.headers.get("location"):
                return str(response.headers["location"])
            if response.status_code != 200:
                raise AddressError(
                    f"the server answers {response.status_code} {response.reason_phrase}".rstrip(),
                    where=shown,
                    hint="check the address",
                )
            raw = _body(response, limits, deadline, shown)
        finally:
            response.close()
        kept = tuple((name, str(response.headers[name])[:500]) for name in _KEPT_HEADERS if name in response.headers)
        return Fetched(raw=raw, url=shown, headers=kept, redirects=())
    raise failure or AddressError("the name has no address", where=shown, hint="check the address")


def resolve(host: str, port: int, shown: str, allow_private: bool) -> list[str]:
    """The addresses of a host, all of them checked: one refused address refuses the host.

    Raises :class:`AddressError` where the name is unknown or an address is refused.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressError(
            "the host's name is not known",
            where=shown,
            hint="check the address and the connection, or save the page and give the file",
        ) from None
    ips = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for ip in ips:
        why = addresses.refusal(ipaddress.ip_address(ip))
        if why and not allow_private:
            raise AddressError(
                f"{host} is a {why} address ({ip}), which is not asked",
                where=shown,
                hint="use --allow-private if you mean this machine",
            )
    return ips


def _body(response: httpx.Response, limits: Limits, deadline: float, shown: str) -> bytes:
    encodings = [
        name.strip().lower() for name in response.headers.get("content-encoding", "").split(",") if name.strip()
    ]
    if any(name not in ("gzip", "x-gzip", "deflate", "identity") for name in encodings) or len(encodings) > 1:
        raise AddressError(
            f"unasked-for compression ({', '.join(encodings)})", where=shown, hint="save the page and give the file"
        )
    out = bytearray()
    for chunk in _unpacked(response.iter_raw(65536), encodings[0] if encodings else "identity", limits.bytes):
        out += chunk
        if len(out) > limits.bytes:
            raise AddressError(
                f"the page is larger than {limits.bytes / 1e6:g} MB",
                where=shown,
                hint="save the part that matters and give the file",
            )
        if time.monotonic() > deadline:
            raise _too_slow(shown, limits)
    return bytes(out)


def _unpacked(chunks: Iterator[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Decompressed pieces, none larger than 64 kB, so that a bomb is met by the limit and not by the memory."""
    if encoding == "identity":
        yield from chunks
        return
    unpack = None
    for chunk in chunks:
        if unpack is None:
            # "deflate" means zlib (RFC 9110); some servers send it bare.
            bare = encoding == "deflate" and chunk[:1] and (chunk[0] & 0x0F) != 8
            unpack = zlib.decompressobj(-15 if bare else 15 + 32)
        data, given = chunk, 0
        while data and not unpack.eof and given <= most:
            try:
                piece = unpack.decompress(data, 65536)
            except zlib.error as error:
                raise ValueError(f"broken compression: {error}") from None
            data = unpack.unconsumed_tail
            given += len(piece)
            yield piece


def _too_slow(shown: str, limits: Limits) -> AddressError:
    return AddressError(
        f"no whole answer within {limits.seconds:g} seconds",
        where=shown,
        hint="try later, or save the page and give the file",
    )


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words[:120]
