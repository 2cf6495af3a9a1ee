from __future__ import annotations

import contextlib
import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.capture import Limits, expand, of_bytes, take
from reportedly.errors import InputError

REPORT = "Rebels said on Tuesday that they left the town.\n"


def test_a_file_is_hashed_and_named_without_its_path(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT)
    capture = take(str(file))
    assert capture.raw == REPORT.encode()
    assert capture.info.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()
    assert (capture.info.from_, capture.info.bytes, capture.info.media_type) == (
        "report.txt",
        len(REPORT),
        "text/plain",
    )
    assert str(tmp_path) not in repr(capture)
    assert capture.url is None


def test_standard_input() -> None:
    assert take("-", stdin=io.BytesIO(REPORT.encode())).info.from_ == "stdin"


def test_a_folder_is_read_in_sorted_order_below_and_above(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.html", "sub/.hidden.txt", ".git/x.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT)
    found = expand(["-", str(tmp_path), "https://news.example/a", str(tmp_path / "b.txt")])
    assert found == ["-", *(str(tmp_path / name) for name in ("a.MD", "b.txt", "sub/c.html")), "https://news.example/a"]


def test_a_folder_without_reports(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no reports.*\.txt"):
        expand([str(tmp_path)])


@pytest.mark.parametrize("source", ["missing.txt", "no/such/folder/x.txt", "nul\0.txt", "", "x" * 5000])
def test_what_is_not_there_is_one_clear_line(source: str) -> None:
    with pytest.raises(InputError) as caught:
        take(source)
    assert "\n" not in caught.value.line()
    assert caught.value.hint


def test_a_folder_given_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        take(str(tmp_path))


def test_what_never_ends_is_not_read() -> None:
    with pytest.raises(InputError, match="no ordinary file"):
        take("/dev/zero")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT)
    file.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        take(str(file))


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(InputError, match=r"large\.txt: larger than 20 MB"):
        take(str(file))
    with pytest.raises(InputError, match=r"larger than 0\.001 MB"):
        take("-", limits=Limits(bytes=1000), stdin=io.BytesIO(b"x" * 2000))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "Word document"),
        (b"PK\x03\x04" + bytes(26) + b"a.txt", "ZIP archive"),
        (b"\x1f\x8b\x08" + bytes(100), "gzip"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
        (bytes(range(256)) * 4, "binary data"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed"),
    ],
)
def test_binary_files_say_what_they_seem_to_be(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        of_bytes(raw, name="report.txt")


@pytest.mark.parametrize(
    ("raw", "name", "declared", "kind"),
    [
        (b"%PDF-1.7\n", "report.txt", None, "application/pdf"),
        (b"<!DOCTYPE html><p>x", "report.txt", None, "text/html"),
        (b"\xef\xbb\xbf <!-- x --><html>", "a", None, "text/html"),
        ("<html>".encode("utf-16"), "a", None, "text/html"),
        (b"<p>Rebels fled.</p>", "a", None, "text/html"),
        (b"<p>Rebels fled.</p>", "a.txt", None, "text/plain"),
        (b"# Head", "a.md", None, "text/markdown"),
        (b"Text", "a.html", None, "text/html"),
        (b"Text", "a", "text/html; charset=utf-8", "text/html"),
        (b"Received: x\nFrom: a@b\nSubject: c\n\nText", "a.txt", None, "message/rfc822"),
        (b"Subject: the war\nFrom: the front\n\nText", "a.txt", None, "text/plain"),
        (b"Text", "a.eml", None, "message/rfc822"),
        (b"", "a.txt", None, "text/plain"),
    ],
)
def test_the_bytes_count_before_the_name(raw: bytes, name: str, declared: str | None, kind: str) -> None:
    assert of_bytes(raw, name=name, declared=declared).info.media_type == kind


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.eml", "a"]))
def test_any_bytes_are_a_capture_or_an_input_error(raw: bytes, name: str) -> None:
    with contextlib.suppress(InputError):
        assert of_bytes(raw, name=name).info.bytes == len(raw)
