from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from typing import ClassVar

import pytest

from local_site import Answers, serving
from reportedly import addresses
from reportedly import fetch as module
from reportedly.capture import take
from reportedly.errors import AddressError
from reportedly.fetch import Limits, fetch

PAGE = b"<html><body><p>Rebels said on Tuesday that they left the town.</p></body></html>"


class Site(Answers):
    asked: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        Site.asked.append({**{name.lower(): value for name, value in self.headers.items()}, "path": self.path})
        path = self.path.partition("?")[0]
        if path == "/page":
            self.answer(
                200, PAGE, {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "id=secret", "X-Other": "1"}
            )
        elif path == "/hop":
            self.answer(302, b"", {"Location": "/page?token=abc", "Set-Cookie": "id=secret"})
        elif path == "/loop":
            self.answer(302, b"", {"Location": "/loop"})
        elif path == "/away":
            self.answer(302, b"", {"Location": "file:///etc/passwd"})
        elif path == "/inward":
            self.answer(307, b"", {"Location": f"http://127.0.0.2:{self.server.server_address[1]}/page"})
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 60_000_000), {"Content-Encoding": "gzip"})
        elif path == "/gzip":
            self.answer(200, gzip.compress(PAGE), {"Content-Encoding": "gzip"})
        elif path == "/deflate":
            self.answer(200, zlib.compress(PAGE)[2:-4], {"Content-Encoding": "deflate"})
        elif path == "/twice":
            self.answer(200, gzip.compress(gzip.compress(PAGE)), {"Content-Encoding": "gzip, gzip"})
        elif path == "/broken":
            self.answer(200, b"no gzip at all", {"Content-Encoding": "gzip"})
        elif path == "/slow":
            time.sleep(3)
        elif path == "/drip":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(30):
                try:
                    self.wfile.write(b"X")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.1)
        else:
            self.answer(404, b"nothing", {})


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def test_a_page_is_taken_with_safe_headers_only(site: str) -> None:
    page = fetch(f"{site}/page?token=abc&id=7#x", allow_private=True)
    assert page.raw == PAGE
    assert page.url == f"{site}/page?id=7"
    assert dict(page.headers)["content-type"] == "text/html; charset=utf-8"
    assert {name for name, _ in page.headers} <= {"content-type", "content-language", "date", "last-modified"}
    asked = Site.asked[-1]
    assert asked["user-agent"] == "reportedly/0.1 (+reads one page when its user asks)"
    assert asked["path"] == "/page?token=abc&id=7"
    assert asked["host"] == site.removeprefix("http://")


def test_take_makes_a_capture_of_it(site: str) -> None:
    capture = take(f"{site}/hop", allow_private=True)
    assert capture.info.from_ == capture.url == f"{site}/page"
    assert capture.redirects == (f"{site}/hop",)
    assert capture.encoding == "utf-8"
    assert capture.info.media_type == "text/html"


def test_no_cookie_is_sent_after_a_redirect(site: str) -> None:
    fetch(f"{site}/hop", allow_private=True)
    assert "cookie" not in Site.asked[-1]
    assert "authorization" not in Site.asked[-1]


def test_compressed_pages_are_unpacked(site: str) -> None:
    assert fetch(f"{site}/gzip", allow_private=True).raw == PAGE
    assert fetch(f"{site}/deflate", allow_private=True).raw == PAGE


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/loop", "more than 5 redirects"),
        ("/away", "only http and https"),
        ("/bomb", "larger than 1 MB"),
        ("/twice", "compression"),
        ("/broken", "cannot be read"),
        ("/nothing", "404"),
    ],
)
def test_answers_that_are_refused(site: str, path: str, says: str) -> None:
    with pytest.raises(AddressError, match=says):
        fetch(site + path, allow_private=True, limits=Limits(bytes=1_000_000))


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_slow_answer_ends_at_the_limit(site: str, path: str) -> None:
    before = time.monotonic()
    with pytest.raises(AddressError, match=r"within 0\.5 seconds"):
        fetch(site + path, allow_private=True, limits=Limits(seconds=0.5))
    assert time.monotonic() - before < 2.5


def test_this_machine_is_refused_by_default(site: str) -> None:
    asked = len(Site.asked)
    for url in (
        site,
        site.replace("127.0.0.1", "localhost"),
        "http://2130706433/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
    ):
        with pytest.raises(AddressError):
            fetch(url)
    assert len(Site.asked) == asked


def test_a_redirect_to_this_machine_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on a machine that may be asked sends on to 127.0.0.2, which may not."""
    real = addresses.refusal
    monkeypatch.setattr(addresses, "refusal", lambda ip: None if str(ip) == "127.0.0.1" else real(ip))
    assert fetch(f"{site}/page").raw == PAGE
    with pytest.raises(AddressError, match=r"127\.0\.0\.2 is a loopback address"):
        fetch(f"{site}/inward")


def test_the_name_is_resolved_once_and_pinned(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time gains nothing: it is not asked a second time."""
    port = int(site.rpartition(":")[2])
    original, lookups = socket.getaddrinfo, []

    def lookup(host: str, *rest: object, **more: object) -> object:
        lookups.append(host)
        if host == "news.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return original(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module.socket, "getaddrinfo", lookup)
    assert fetch(f"http://news.example:{port}/page", allow_private=True).raw == PAGE
    assert lookups.count("news.example") == 1
    assert Site.asked[-1]["host"] == f"news.example:{port}"


def test_one_refused_address_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(AddressError, match="private"):
        fetch("http://news.example/")


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(module.socket, "getaddrinfo", fail)
    with pytest.raises(AddressError, match="name is not known"):
        fetch("http://nowhere.example/")
