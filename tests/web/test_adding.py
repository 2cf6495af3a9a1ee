"""Reports come in at the desk: pasted, as files, by address; what cannot be taken is said, and pages are answered meanwhile."""

from __future__ import annotations

import os
import re
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from at_work import WHO, Visitor, at_desk

from local_site import Answers, serving
from reportedly import capture, reading
from reportedly.case import Case
from reportedly.case import joined as case_joined
from reportedly.model import When
from reportedly.web import adding, guard
from reportedly.web.file_names import safe_name
from reportedly.web.jobs import KEPT, Jobs

PASTED = "Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday.\n"
ARABIC = "قال مسؤول محلي إن عشرين شخصا قتلوا في غارة جوية على سوق في المدينة يوم الثلاثاء."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


@pytest.fixture
def visitor(case_file: Path) -> Iterator[Visitor]:
    with at_desk(case_file) as found:
        yield found


class Held:
    """The reader of this test: it waits until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        self._read = reading.read
        monkeypatch.setattr(reading, "read", self._slow)

    def _slow(self, *given: Any, **more: Any) -> Any:
        assert threading.current_thread().name == "desk jobs", "nothing is read where requests are answered"
        self.begun.set()
        assert self.let_go.wait(20)
        return self._read(*given, **more)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


def post(visitor: Visitor, *, files: Sequence[tuple[str, bytes]] = (), **fields: str) -> dict[str, Any]:
    """Send the form, and wait until its job is over."""
    sent = [("files", (name, raw, "application/octet-stream")) for name, raw in files]
    return visitor.done(visitor.send("/add", fields, files=sent or None))


def words(told: dict[str, Any]) -> list[str]:
    return [str(i["words"]) for i in told["items"]]


# --- a text that is pasted -----------------------------------------------------------------------------


def test_a_text_is_pasted_with_what_is_known_of_it(visitor: Visitor, case_file: Path) -> None:
    """Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday."""
    told = post(
        visitor,
        text=PASTED.replace("\n", "\r\n"),
        title="Nurses taken in Halaya",
        publisher="Halaya Press",
        url="https://press.example/nurses?token=s3cret",
        published="2021-05-06",
    )
    assert told["step"] == "done"
    assert words(told) == ["read and joined"]
    with Case.open(case_file) as case:
        (held,) = [h for h in case.captures() if "Nurses" in h.name]
        assert held.name == "Nurses taken in Halaya.txt"
        record = case.record()
        document = next(d for d in record.documents if d.capture.sha256 == held.sha256)
        assert document.text.startswith("Nurses taken in Halaya\n\nGunmen abducted")
        assert "\r" not in document.text
        assert document.published is not None
        assert document.published.start == "2021-05-06"
        assert document.url == "https://press.example/nurses"
        assert document.publisher == "Halaya Press"
        assert [(d.kind, d.by) for d in case.decisions()] == [("edit", WHO)]
        days = {c.value.start for c in record.claims if c.document == document.id and c.slot == "when"}  # type: ignore[union-attr]
        assert days == {"2021-05-04"}
        (taken,) = [e for e in case.log() if e.action == "take" and held.sha256 in e.about]
        assert taken.who == WHO
        assert "s3cret" not in (taken.words or "")
        assert case.verify().broken == ()
    page = visitor.page(f"/jobs/{told['id']}")
    assert f'href="/document/{document.id}"' in page
    assert "Nurses taken in Halaya" in page
    assert "/document/" not in visitor.page("/add")


@pytest.mark.parametrize(
    ("text", "title", "name", "begins"),
    [
        ("# Clashes: in Beledweyn\n\nFighters clashed with police.", "", "Clashes in Beledweyn.md", "# Clashes: in"),
        ("Fighters clashed with police.", "Clashes / raids", "Clashes raids.md", "# Clashes / raids\n\nFighters"),
        ("# Clashes\n\nFighters clashed with police.", "clashes", "clashes.md", "# Clashes\n\nFighters"),
        ("???\n\nFighters clashed with police.", "", "pasted text.md", "???"),
    ],
)
def test_a_pasted_text_has_a_readable_name(
    visitor: Visitor, case_file: Path, text: str, title: str, name: str, begins: str
) -> None:
    post(visitor, text=text, title=title, markdown="1")
    with Case.open(case_file) as case:
        held = case.captures()[-1]
        assert (held.name, held.media_type) == (name, "text/markdown")
        document = next(d for d in case.record().documents if d.capture.sha256 == held.sha256)
        assert document.text.startswith(begins)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " \n\t\r\n "}, "nothing was added"),
        ({}, "nothing was added"),
        ({"text": PASTED, "published": "soon"}, "is not a date"),
        ({"text": PASTED, "url": "file:///etc/passwd"}, "only http and https"),
        ({"addresses": "/etc/passwd"}, "is no address"),
        ({"addresses": "-"}, "is no address"),
        ({"addresses": "file:///etc/passwd"}, "only http and https"),
        ({"addresses": "ftp://example.org/x"}, "only http and https"),
        ({"addresses": "http://"}, "names no host"),
        ({"addresses": "http://a.example/a b"}, "spaces or control characters"),
        ({"addresses": "\n".join(f"http://a.example/{n}" for n in range(101))}, "101 addresses"),
    ],
)
def test_what_makes_no_sense_is_said_at_once_and_kept_in_the_form(
    visitor: Visitor, fields: dict[str, str], said: str
) -> None:
    page = visitor.send("/add", fields, status=400)
    assert said in page
    assert 'role="alert"' in page
    assert all(typed.strip().partition("\n")[0] in page for typed in fields.values())
    assert visitor.desk.jobs.latest() == []


def test_a_pasted_text_that_is_no_text_is_a_problem(visitor: Visitor) -> None:
    told = post(visitor, text="\x01\x02\x03" * 200)
    assert "binary data" in words(told)[0]
    assert told["step"] == "done"


# --- files ---------------------------------------------------------------------------------------------


def test_files_are_taken_under_safe_names_from_a_private_folder(
    visitor: Visitor, case_file: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[list[int]] = []
    take = capture.take

    def looking(source: str, **given: Any) -> capture.Capture:
        path = Path(source)
        assert folders in path.parents
        modes.append([stat.S_IMODE(os.stat(p).st_mode) for p in (path, path.parent, path.parent.parent)])
        return take(source, **given)

    monkeypatch.setattr(capture, "take", looking)
    told = post(
        visitor,
        files=[
            ("../../etc/nurses.txt", PASTED.encode()),
            ("nurses.txt", b"May 7, 2021\n\nPolice clashed with gunmen in Halaya on Friday, a witness said.\n"),
            ("picture.txt", PNG),
            ("arabic.txt", ARABIC.encode()),
        ],
    )
    assert words(told)[:2] == ["read and joined"] * 2
    assert "PNG image" in words(told)[2]
    assert modes == [[0o600, 0o700, 0o700]] * 4
    assert list(folders.iterdir()) == []
    with Case.open(case_file) as case:
        assert sorted(h.name for h in case.captures())[-3:] == ["arabic.txt", "nurses.txt", "nurses.txt"]
    page = visitor.page(f"/jobs/{told['id']}")
    assert "Give text, Markdown, HTML, PDF or .eml." in page
    assert "another language" in page
    assert words(post(visitor, files=[("nurses.txt", PASTED.encode())])) == ["the case had it already"]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("report.txt", "report.txt"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\r\\a b.pdf", "a b.pdf"),
        ("..", "file"),
        ("", "file"),
        (".hidden.txt", "hidden.txt"),
        ("At 3.5 km. And so on", "At 3.5 km. And so on"),
        ("a\x00b\x1b[31m\n.txt", "a b [31m.txt"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("x" * 300 + ".html", "x" * 100 + ".html"),
        ("ب" * 300 + ".html", "ب" * 100 + ".html"),
        ("🔥" * 300 + ".html", "🔥" * 50 + ".html"),
        ("http://a.example/b.md", "b.md"),
        ("\udcff.txt", "file.txt"),
        ("con|x?.txt", "conx.txt"),
    ],
)
def test_names_of_files_are_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_file_that_is_too_large_is_a_problem_with_a_hint(visitor: Visitor) -> None:
    assert "larger than 20 MB" in words(post(visitor, files=[("scan.txt", b"a" * 20_000_001)]))[0]


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_form_that_is_too_large_is_refused_with_the_headers_of_any_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, is_announced: bool
) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 2**20)
    raw = b"a" * 2**21
    answer = visitor.client.post(
        "/add",
        content=raw if is_announced else iter([raw[: 2**19]] * 4),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert ("content-length" in answer.request.headers) == is_announced
    assert answer.status_code == 413
    assert "more than the 1 MB" in answer.text
    assert answer.headers["content-security-policy"] == guard.POLICY
    assert visitor.desk.jobs.latest() == []


# --- addresses -----------------------------------------------------------------------------------------


class Site(Answers):
    def do_GET(self) -> None:
        if self.path == "/gone":
            self.answer(404, b"", {})
        else:
            self.answer(200, PASTED.encode(), {"Content-Type": "text/plain"})


@pytest.fixture
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def test_an_address_is_fetched_under_the_rules_and_the_log_says_who_asked(case_file: Path, site: str) -> None:
    with at_desk(case_file, allow_private=True) as visitor:
        told = post(visitor, addresses=f"{site}/nurses?token=s3cret\n\n{site}/gone\n")
        assert words(told)[0] == "read and joined"
        assert "404" in words(told)[1]
        assert "s3cret" not in visitor.page(f"/jobs/{told['id']}")
        assert "asked too" in visitor.page("/add")
    with Case.open(case_file) as case:
        (entry,) = [e for e in case.log() if e.action == "take" and e.who]
        assert entry.who == WHO
        assert f"{site}/nurses" in (entry.words or "")
        assert "s3cret" not in (entry.words or "")


def test_addresses_of_this_machine_are_not_asked(visitor: Visitor, site: str) -> None:
    assert "loopback" in words(post(visitor, addresses=f"{site}/nurses"))[0]
    page = visitor.page("/add")
    assert "goes to the network" in page
    assert "are refused, also after a redirect" in page


@pytest.mark.parametrize(("role", "status"), [("read", 403), ("review", 303), ("admin", 303)])
def test_in_a_shared_desk_only_reviewers_add(case_file: Path, role: Any, status: int) -> None:
    with at_desk(case_file, role=role) as visitor:
        assert ("<textarea" in visitor.page("/add")) == (status == 303)
        visitor.send("/add", {"text": PASTED}, status=status)
        assert len(visitor.desk.jobs.latest()) == (1 if status == 303 else 0)


# --- jobs ----------------------------------------------------------------------------------------------


def test_pages_are_answered_and_rulings_kept_while_reports_are_read(visitor: Visitor, held: Held) -> None:
    where = visitor.send("/add", {"text": PASTED})
    try:
        assert held.begun.wait(20)
        told = visitor.client.get(f"{where}.json").json()
        assert (told["step"], told["over"], words(told)) == ("reading", False, ["taken, not yet read"])
        page = visitor.page(where)
        assert re.search(r'<noscript><meta http-equiv="refresh"', page)
        assert "<progress" in page
        assert "Reading 1 text" in page
        for path in ("/", "/documents", "/add", "/problems"):
            visitor.page(path)
        event = re.search(r'href="/event/(e_\w+)"', visitor.page("/"))
        assert event is not None
        claim = re.search(r'id="(c_\w+)"', visitor.page(f"/event/{event[1]}"))
        assert claim is not None
        visitor.send("/decide", {"do": f"accept {claim[1]}"})
    finally:
        held.let_go.set()
    assert visitor.done(where)["step"] == "done"
    assert "<progress" not in visitor.page(where)


def test_many_reports_are_joined_some_at_a_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a ruling never waits long for its turn to write; progress counts all of them."""
    joined: list[int] = []
    told: list[tuple[int, int]] = []
    update, change = case_joined.update, Jobs.change

    def counting(db: Any) -> None:
        joined.append(db.execute("SELECT count(*) FROM to_join").fetchone()[0])
        update(db)

    def telling(self: Jobs, id: str, **changed: Any) -> None:
        if changed.get("step") == "reading":
            told.append((changed["done"], changed["of"]))
        change(self, id, **changed)

    monkeypatch.setattr(case_joined, "update", counting)
    monkeypatch.setattr(Jobs, "change", telling)
    monkeypatch.setattr(adding, "_TOGETHER", 2)
    files = [(f"{n}.txt", f"Gunmen abducted {n} nurses in Halaya, the clinic said.".encode()) for n in range(2, 7)]
    assert words(post(visitor, files=files)) == ["read and joined"] * 5
    assert joined == [2, 2, 1]
    assert told == [(0, 5), (0, 5), (2, 5), (4, 5)]


def test_a_desk_that_is_closed_keeps_what_was_uploaded_and_the_next_one_reads_it(
    case_file: Path, folders: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One job is held while another waits with a file and a third with an address."""
    monkeypatch.setattr(capture, "fetch", lambda *_, **__: pytest.fail("the desk was being closed"))
    with at_desk(case_file) as visitor:
        visitor.send("/add", {"text": PASTED})
        assert held.begun.wait(20)
        visitor.send("/add", {}, files=[("files", ("late.txt", b"Police clashed with gunmen in Halaya."))])
        visitor.send("/add", {"addresses": "https://press.example/x"})
        threading.Timer(0.3, held.let_go.set).start()
    steps = [(j.items[0].name, j.step) for j in visitor.desk.jobs.latest()]
    assert steps[:2] == [("https://press.example/x", "stopped"), ("late.txt", "stopped")]
    assert list(folders.iterdir()) == []
    assert [t for t in threading.enumerate() if t.name == "desk jobs"] == []
    assert [p.name for p in case_file.parent.iterdir() if p.name.startswith(case_file.stem)] == [case_file.name]
    monkeypatch.undo()
    with Case.open(case_file) as case:
        case.settle()
        texts = [d.text for d in case.record().documents]
        assert any("Police clashed" in t for t in texts)
        assert any("two nurses" in t for t in texts)
        assert case.verify().broken == ()


def test_a_date_set_right_is_what_the_report_is_read_by_soon_after(visitor: Visitor, case_file: Path) -> None:
    """Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday."""

    def days(wanted: str) -> set[str | None]:
        for _ in range(400):
            with Case.open(case_file, served=True) as case:
                claims = case.record().claims
            found = {c.value.start for c in claims if c.document == document and isinstance(c.value, When)}
            if found == {wanted}:
                break
            time.sleep(0.025)
        return found

    post(visitor, text=PASTED, published="2021-05-06")
    (document,) = re.findall(r'href="/document/(d_\w+)"', visitor.page(f"/jobs/{visitor.desk.jobs.latest()[0].id}"))
    assert days("2021-05-04") == {"2021-05-04"}
    visitor.send("/decide", {"kind": "edit", "things": document, "published": "2022-05-05"})
    assert days("2022-05-03") == {"2022-05-03"}
    with Case.open(case_file, served=True) as case:
        (made,) = case.decisions()
    visitor.send("/undo", {"decision": made.id})
    assert days("2021-05-04") == {"2021-05-04"}
    assert [j.sort for j in visitor.desk.jobs.latest()] == ["add"]


def test_a_fault_of_the_program_ends_its_job_and_no_other(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Case, "take_text", lambda *_, **__: 1 / 0)
        told = post(visitor, text=PASTED)
        assert told["step"] == "failed"
        assert "ZeroDivisionError" in visitor.page(f"/jobs/{told['id']}")
    assert post(visitor, text=PASTED)["step"] == "done"


def test_a_case_that_is_gone_is_said_by_the_job(visitor: Visitor, case_file: Path) -> None:
    away = case_file.with_name("moved.case")
    case_file.rename(away)
    try:
        told = visitor.desk.jobs.start("compare", lambda case, hand: None, who=WHO)
        for _ in range(500):
            if (found := visitor.desk.jobs.get(told.id)) is not None and found.is_over():
                break
            time.sleep(0.01)
    finally:
        away.rename(case_file)
    assert found is not None
    assert (found.step, found.fault) == ("failed", f"{case_file.name}: no such case")


def test_only_the_latest_jobs_are_remembered_and_the_files_of_others_are_removed(
    case_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    jobs = Jobs(case_file)
    first = jobs.start("export", lambda case, hand: hand.tell(file=folder / "x"), who=WHO, folder=folder)
    for _ in range(KEPT + 5):
        last = jobs.start("compare", lambda case, hand: None, who=WHO)
        while not last.is_over():
            time.sleep(0.002)
            last = jobs.get(last.id) or last
    assert jobs.get(first.id) is None
    assert not folder.exists()
    assert len(jobs.latest()) == KEPT
    jobs.close()


def test_an_unknown_job_is_not_found(visitor: Visitor) -> None:
    for path in ("/jobs/abc", "/jobs/abc.json", "/jobs/abc/file", "/reread?job=abc"):
        visitor.page(path, status=404)
