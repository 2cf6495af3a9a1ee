"""``reportedly read`` from input to output, on what people really give it: no traceback, one clear line or one good record."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from local_site import Answers, serving
from reportedly import addresses, cli, fetch
from reportedly.model import Record, Span, from_json

SRC = Path(__file__).parents[1] / "src"
EXAMPLES = SRC / "reportedly" / "data" / "examples"
REPORT = (
    "HALAYA, May 3, 2021 - Fighters of the Green Valley Brigade left the village of Halaya on Monday, the mayor said.\n\n"
    "A spokesman denied that 12 people were killed there.\n"
)
ARABIC = "قال مسؤول محلي إن عشرين شخصا قتلوا في غارة جوية على سوق في المدينة يوم الثلاثاء. ونفى الجيش ذلك.\n"


class Streams:
    """Standard streams of one call in this process."""

    def __init__(self, given: bytes) -> None:
        self.given = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
        self.out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        self.err = io.StringIO()


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """Exit status, stdout and stderr of ``reportedly`` in this process, through the function that the command calls."""
    streams = Streams(given)
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(streams.err):
        patch.setattr(sys, "stdin", streams.given)
        patch.setattr(sys, "stdout", streams.out)
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
    out = streams.out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    return int(stop.value.code or 0), out, streams.err.getvalue()


def refused(status: int, out: str, err: str) -> str:
    """The one line of an input that cannot be taken."""
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "; " in err, "the line says what to do next"
    assert "Traceback" not in err
    return err


def spans(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record with its document's id."""
    for frame in record.frames:
        yield frame.document, frame.trigger
    for mention in record.mentions:
        yield mention.document, Span(start=mention.start, end=mention.end, text=mention.text)
    for statement in record.statements:
        yield from ((statement.document, span) for span in (*statement.content, *statement.stance_words))
        if statement.cue is not None:
            yield statement.document, statement.cue
    for claim in record.claims:
        yield from ((claim.document, span) for span in claim.evidence)
        for hop in claim.attribution:
            yield from ((claim.document, span) for span in hop.stance_words)
            if hop.cue is not None:
                yield claim.document, hop.cue
            if hop.speaker is not None and hop.speaker.start is not None and hop.speaker.end is not None:
                speaker = hop.speaker
                yield claim.document, Span(start=hop.speaker.start, end=hop.speaker.end, text=speaker.text)


def good(status: int, out: str, err: str) -> Record:
    """The record of an input that can be read at least in part; every span of it holds."""
    assert status == 0, err
    assert "Traceback" not in err
    record = from_json(out)
    texts = {document.id: document.text for document in record.documents}
    for document, span in spans(record):
        assert texts[document][span.start : span.end] == span.text
    return record


def codes(record: Record) -> set[str]:
    """The codes of a record's problems, each of which says what to do."""
    assert all(problem.message and problem.hint for problem in record.problems)
    return {problem.code for problem in record.problems}


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (bytes(range(256)) * 40, "report.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "photo.txt", "PNG"),
        (b"PK\x03\x04" + bytes(200), "reports.zip", "ZIP"),
        (b"\x7fELF" + bytes(200), "program", "program"),
        (b"%PDF-1.7\nnothing that follows is a page", "broken.pdf", ""),
    ],
)
def test_what_is_no_report(tmp_path: Path, raw: bytes, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(raw)
    status, out, err = run("read", str(tmp_path / name), "--format", "json")
    if says:
        line = refused(status, out, err)
        assert says in line
        assert name in line
    else:
        assert status == 2 or codes(good(status, out, err))
    assert str(tmp_path) not in out + err


def test_fifty_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 20 MB" in refused(*run("read", str(tmp_path / "large.txt")))


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "no such file" in refused(*run("read", str(tmp_path / "missing.txt")))
    assert "no reports" in refused(*run("read", str(tmp_path)))
    assert "not a date" in refused(*run("read", "-", "--published", "soon", given=REPORT.encode()))
    assert "no reader" in refused(*run("read", "-", "--reader", "oracle", given=REPORT.encode()))
    assert "pipeline" in refused(*run("read", "-", "--spacy", "no_such_model", given=REPORT.encode()))


@pytest.mark.parametrize(
    "raw", [b"", b"\xef\xbb\xbf", b" \n\t\n", b"<html><head></head><body><script>1</script></body></html>"]
)
def test_nothing_to_read_is_a_problem_and_no_error(raw: bytes) -> None:
    record = good(*run("read", "-", "--format", "json", given=raw))
    assert "no-text" in codes(record)
    assert record.events == ()


def test_another_language_is_kept_and_said() -> None:
    record = good(*run("read", "-", "--format", "json", given=ARABIC.encode()))
    assert record.documents[0].language == "ar"
    assert record.documents[0].text.strip() == ARABIC.strip()
    assert "language-not-read" in codes(record)
    assert record.claims == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (REPORT.encode().replace(b"Halaya on", b"Halaya\x00 on"), "control-characters"),
        (REPORT.replace("village", "café").encode("utf-8") + "The café was hit.\n".encode("latin-1"), "encoding"),
        (REPORT.replace("village", "café").encode("cp1252"), "encoding"),
        (REPORT.encode("utf-16"), None),
        (REPORT.encode("utf-16-le"), None),
        (REPORT.replace("\n", "\r\n").encode(), None),
    ],
)
def test_odd_bytes_are_read_and_said(raw: bytes, code: str | None) -> None:
    record = good(*run("read", "-", "--format", "json", given=raw))
    assert "Green Valley Brigade left the" in record.documents[0].text
    assert "\x00" not in record.documents[0].text
    assert [frame.kind for frame in record.frames]
    assert code is None or any(found.startswith(code) for found in codes(record))


def test_offsets_are_code_points_after_an_emoji() -> None:
    """🔥🇱🇾 "We left Halaya on Monday," said Omar Tarif, a spokesman for the 👨‍👩‍👧 Green Valley Brigade."""
    text = (test_offsets_are_code_points_after_an_emoji.__doc__ or "") + "\n\n" + REPORT
    record = good(*run("read", "-", "--format", "json", given=text.encode()))
    assert record.claims
    assert record.documents[0].text.startswith("🔥")
    assert any(span.start > text.index("👨") and span.text for _, span in spans(record))


def test_a_folder_of_good_and_odd_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text(ARABIC, "utf-8")
    (tmp_path / "c.html").write_bytes(b"")
    (tmp_path / "d.md").write_text(REPORT, "utf-8")
    record = good(*run("read", str(tmp_path), "--format", "json", "--quiet"))
    assert {document.capture.from_ for document in record.documents} >= {"b.txt", "c.html"}
    assert {"language-not-read", "no-text"} <= codes(record)
    assert record.events
    assert str(tmp_path) not in json.dumps([p.message for p in record.problems])


def test_a_report_of_one_endless_line_and_one_of_many_empty_ones() -> None:
    endless = "Fighters left the village of Halaya , " * 300
    for given in (endless, "\n" * 3_000 + REPORT, "(" * 1_000 + REPORT, '"' * 999 + REPORT):
        good(*run("read", "-", "--format", "json", given=given.encode()))


def test_every_format_shows_a_hostile_report_without_obeying_it() -> None:
    hostile = REPORT.replace("Halaya", "Halaya\x1b[2J\u202e<script>alert(1)</script>", 1).encode()
    for form in ("text", "html"):
        status, out, err = run("read", "-", "--format", form, given=hostile)
        assert (status, err) == (0, "")
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert form == "text" or "<script>alert(1)" not in out


# --- addresses ------------------------------------------------------------------------------------


class Site(Answers):
    """A site that misbehaves by path."""

    def do_GET(self) -> None:
        if self.path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 40_000_000), {"Content-Encoding": "gzip"})
        elif self.path == "/inward":
            self.answer(302, b"", {"Location": f"http://127.0.0.2:{self.server.server_address[1]}/page"})
        elif self.path == "/empty":
            self.answer(200, b"<html><body><div id=app></div></body></html>", {"Content-Type": "text/html"})
        elif self.path == "/page":
            body = "".join(f"<p>{line}</p>" for line in REPORT.splitlines() if line)
            self.answer(
                200, f"<html><body><article>{body}</article></body></html>".encode(), {"Content-Type": "text/html"}
            )
        else:
            self.answer(404, b"nothing", {})


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def test_a_page_is_read(site: str) -> None:
    record = good(*run("read", f"{site}/page", "--allow-private", "--format", "json"))
    assert record.documents[0].url == f"{site}/page"
    assert record.claims


def test_a_page_without_text(site: str) -> None:
    record = good(*run("read", f"{site}/empty", "--allow-private", "--format", "json"))
    assert "no-text" in codes(record)


@pytest.mark.parametrize(("path", "says"), [("/bomb", "larger than 20 MB"), ("/nothing", "404")])
def test_pages_that_are_refused(site: str, path: str, says: str) -> None:
    assert says in refused(*run("read", f"{site}{path}", "--allow-private"))


def test_this_machine_is_refused(site: str) -> None:
    for url in (site, "http://localhost/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"):
        assert "--allow-private" in refused(*run("read", url))
    for url in ("ftp://news.example/a", "file:///etc/passwd"):
        refused(*run("read", url))


def test_a_redirect_into_this_machine_is_refused(site: str) -> None:
    real = addresses.refusal
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(addresses, "refusal", lambda ip: None if str(ip) == "127.0.0.1" else real(ip))
        assert "127.0.0.2 is a loopback address" in refused(*run("read", f"{site}/inward"))


def test_an_address_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.MonkeyPatch.context() as patch:
        quick = fetch.Limits(seconds=0.5)
        real = fetch.fetch
        patch.setattr(
            "reportedly.capture.fetch",
            lambda url, *, limits, allow_private: real(url, limits=quick, allow_private=allow_private),
        )
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "within 0.5 seconds" in refused(*run("read", url, "--allow-private"))


# --- whole processes ------------------------------------------------------------------------------


def process(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """``python -m reportedly`` as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "reportedly", *arguments],
        input=given,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        timeout=180,
    )


def test_the_process_reads_stdin() -> None:
    done = process("read", "-", "--format", "json", "--published", "2021-05-03", given=REPORT.encode())
    record = good(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert record.claims
    assert done.stderr == b""


def test_the_process_says_one_line_of_what_is_wrong(tmp_path: Path) -> None:
    done = process("read", str(tmp_path / "missing.txt"))
    refused(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_all_examples_make_one_record_that_holds(tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    done = process("read", str(EXAMPLES), "--format", "json", "--quiet", "--output", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    record = good(0, target.read_text("utf-8"), "")
    assert len(record.documents) == 8
    assert len(record.voices) > 3
    reasons = [why for voice in record.voices for why in voice.why]
    assert any(why.startswith("the same words") for why in reasons)
    assert any(why.startswith("the same work") for why in reasons)
    assert any(
        account.status == "contested"
        for event in record.events
        for accounts in event.fields.values()
        for account in accounts
    )
