"""Feeds and time stamps: what is asked of the network, and what of its answers is kept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from local_site import Answers, serving
from reportedly import feeds
from reportedly.case import Case
from reportedly.errors import AddressError, InputError

REPORT = "<html><body><article><p>May 6, 2021</p><p>Gunmen abducted {} nurses in Halaya, the clinic said on Thursday.</p></article></body></html>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><title>One</title><link href="/one.html"/></entry>
<entry><title>Two</title><link href="/two.html"/></entry>
<entry><title>Gone</title><link href="/gone.html"/></entry></feed>"""


class Outlet(Answers):
    def do_GET(self) -> None:
        if self.path == "/feed":
            self.answer(200, ATOM.encode(), {"Content-Type": "application/atom+xml"})
        elif self.path in ("/one.html", "/two.html"):
            number = "two" if "one" in self.path else "three"
            self.answer(200, REPORT.format(number).encode(), {"Content-Type": "text/html"})
        else:
            self.answer(404, b"", {})


def test_a_feed_brings_in_what_the_case_has_not(path: Path) -> None:
    with serving(Outlet) as site, Case.open(path) as case:
        found = case.watch(f"{site}/feed", allow_private=True)
        assert (found.listed, found.known, len(found.added.new)) == (3, 0, 2)
        assert [p.code for p in found.added.problems] == ["not-taken"]
        again = case.watch(f"{site}/feed", allow_private=True)
        assert (again.known, again.added.new) == (2, ())
        gone = found.added.new[0]
        case.remove(gone, reason="test")
        assert case.watch(f"{site}/feed", allow_private=True).added.new == ()
        assert case.verify().broken == ()
        with pytest.raises(AddressError, match="loopback"):
            case.watch(f"{site}/feed")
        with pytest.raises(InputError, match="no feed"):
            case.watch(f"{site}/one.html", allow_private=True)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html></html>",
        b"\x00\xff" * 500,
        b'{"items": 3}',
        b"<rss",
    ],
)
def test_what_is_no_feed_is_said(raw: bytes) -> None:
    with pytest.raises(InputError, match="no feed"):
        feeds.entries(raw, "https://news.example/feed")


def test_a_feed_leads_to_web_pages_only() -> None:
    raw = b"""<rss version="2.0"><channel><title>t</title>
    <item><title>a</title><link>javascript:alert(1)</link></item>
    <item><title>b</title><link>file:///etc/passwd</link></item>
    <item><title>c &lt;b&gt;</title><link>/report</link></item>
    <item><title>c again</title><link>https://news.example/report</link></item></channel></rss>"""
    assert [e.url for e in feeds.entries(raw, "https://news.example/feed")] == ["https://news.example/report"]


def test_entities_of_a_feed_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    raw = (
        bomb
        + b"<rss version='2.0'><channel><item><title>&b;</title><link>https://news.example/r</link></item></channel></rss>"
    )
    assert all(len(e.title) < 200 for e in feeds.entries(raw, "https://news.example/feed"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time-stamping authority of our own, made with openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=test\n[ext]\n"
        "extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=one\n[one]\n"
        f"serial={folder}/serial\ncrypto_device=builtin\nsigner_cert={folder}/cert.pem\nsigner_key={folder}/key.pem\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\n"
    )
    (folder / "serial").write_text("01")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
        "-config",
        "tsa.cnf",
    ]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    return folder


def test_the_last_hash_is_stamped_and_the_stamp_kept(path: Path, authority: Path) -> None:
    class Authority(Answers):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            (authority / "q.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            reply = [
                "openssl",
                "ts",
                "-reply",
                "-queryfile",
                "q.tsq",
                "-config",
                "tsa.cnf",
                "-section",
                "one",
                "-out",
                "r.tsr",
            ]
            subprocess.run(reply, cwd=authority, check=True, capture_output=True)
            self.answer(200, (authority / "r.tsr").read_bytes(), {"Content-Type": "application/timestamp-reply"})

    with serving(Authority) as site, Case.open(path) as case:
        at = case.stamp(f"{site}/tsa", allow_private=True)
        assert at.startswith("20")
        assert case.verify().stamps == ((4, at),)
        case._db.execute("UPDATE stamp SET token = ?", (b"0\x03\x02\x01\x00",))
        assert any("stamp" in b.what for b in case.verify().broken)


def test_an_answer_that_is_no_stamp_is_refused(path: Path) -> None:
    class Wrong(Answers):
        def do_POST(self) -> None:
            self.answer(200, b"no stamp", {})

    with serving(Wrong) as site, Case.open(path) as case:
        with pytest.raises(InputError, match="no time stamp"):
            case.stamp(site, allow_private=True)
        assert [e.action for e in case.log()].count("stamp") == 0


def test_one_page_at_two_times_is_two_captures_of_one_address(path: Path) -> None:
    class Changing(Answers):
        words = "two"

        def do_GET(self) -> None:
            self.answer(
                200, REPORT.format(Changing.words).encode(), {"Content-Type": "text/html", "Set-Cookie": "id=secret"}
            )

    with serving(Changing) as site, Case.open(path) as case:
        first = case.add([f"{site}/page?token=secret"], allow_private=True).new
        again = case.add([f"{site}/page"], allow_private=True)
        assert (again.new, again.known) == ((), first)
        Changing.words = "three"
        second = case.add([f"{site}/page"], allow_private=True).new
        assert first != second
        rows = case._db.execute("SELECT capture, url FROM taking WHERE url IS NOT NULL ORDER BY seq").fetchall()
        assert [c for c, _ in rows] == [*first, *first, *second]
        assert {u.partition("?")[0] for _, u in rows} == {f"{site}/page"}
        assert case.verify().broken == ()
    raw = path.read_bytes()
    assert b"secret" not in raw
    assert b"Set-Cookie" not in raw
