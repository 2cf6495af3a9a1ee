"""Another reading is compared with what stands: nothing is changed by it, and accepting it gives what was shown."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from reportedly import page, reading, typed_decisions
from reportedly.case import Case
from reportedly.deciding import Decision
from reportedly.model import Claim, Count, Document, Reading
from reportedly.typed_decisions import Options

READ = reading.read


@pytest.fixture
def sixes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reader: it says six where the standard one says seven, and finds no wounded."""

    def read(documents: Iterable[Document], reader: str = "standard", *, model: str | None = None) -> Iterator[Reading]:
        for r in READ(documents):
            yield msgspec.structs.replace(r, claims=tuple(_as_six(c) for c in r.claims if c.slot != "injured"))

    monkeypatch.setattr(reading, "read", read)
    monkeypatch.setattr(reading, "version", lambda *_, **__: "other@2.0")


def _as_six(claim: Claim) -> Claim:
    if isinstance(claim.value, Count) and claim.value.low == 7:
        return msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, low=6, high=6))
    return claim


def ruled(case: Case, kind: str, *things: str, **given: str) -> Decision:
    at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    (made,) = typed_decisions.from_ids(case.record(), kind, things, by="Rania", at=at, given=Options(**given))
    case.decide(made)
    return made


def content(path: Path) -> dict[str, str]:
    """A hash of every table's rows, as another program sees them."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            n: hashlib.sha256(repr(sorted(map(repr, db.execute(f'SELECT * FROM "{n}"')))).encode()).hexdigest()
            for n in names
        }
    finally:
        db.close()


def test_comparing_changes_nothing_and_accepting_gives_the_same(case: Case, path: Path, sixes: None) -> None:
    toll = next(c for c in case.record().claims if isinstance(c.value, Count) and c.value.low == 7)
    where = next(c for c in case.record().claims if c.slot == "where" and c.document == toll.document)
    lost, kept = ruled(case, "reject", toll.id), ruled(case, "accept", where.id)
    grade = ruled(case, "grade", "Halaya Press", source="B")
    before = content(path)
    told: list[tuple[int, int]] = []
    found = case.compare(progress=lambda done, of, _: told.append((done, of)))
    assert told == [(0, 3)]
    assert content(path) == before
    assert case.verify().broken == ()
    assert {d.sort for d in found.differences} == {"changed", "gone"}
    assert {r.decision.id: r.state for r in found.before} == {lost.id: "same", kept.id: "same", grade.id: "same"}
    assert {r.decision.id: r.state for r in found.after} == {lost.id: "changed", kept.id: "same", grade.id: "same"}
    assert case.reread(who="Rania") == found
    assert content(path) != before
    assert [e.who for e in case.log(last=1)] == ["Rania"]
    assert not case.compare().differences, "it stands now"


def test_the_reader_that_read_a_case_finds_nothing_else_in_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read", lambda *_, **__: pytest.fail("these texts were read before"))
    found = case.compare()
    assert (found.documents, found.differences, found.before, found.after) == (3, (), (), ())


def test_a_text_that_is_cut_otherwise_now_is_compared_as_it_would_be_cut(
    case: Case, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toll = next(c for c in case.record().claims if isinstance(c.value, Count) and c.value.low == 7)
    made = ruled(case, "accept", toll.id)
    parse = page.parse

    def shorter(*args: object, **given: object) -> page.Parsed:
        parsed = parse(*args, **given)  # type: ignore[arg-type]
        document = parsed.document
        if "seven people" not in document.text:
            return parsed
        text = document.text.replace("seven people", "eight people")
        return msgspec.structs.replace(
            parsed, document=msgspec.structs.replace(document, id=f"{document.id}0", text=text)
        )

    monkeypatch.setattr(page, "parse", shorter)
    before = content(path)
    found = case.compare()
    assert content(path) == before
    assert found.differences
    assert {r.decision.id: r.state for r in found.after} == {made.id: "gone"}
    assert case.reread() == found
