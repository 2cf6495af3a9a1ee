"""Another reading is compared at the desk and accepted: what is shown first is what is done then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from at_work import WHO, Visitor, at_desk

from reportedly import reading
from reportedly.case import Case
from reportedly.model import Claim, Count, Document, Reading
from reportedly.web import asked

READ = reading.read


@pytest.fixture
def visitor(case_file: Path) -> Iterator[Visitor]:
    with at_desk(case_file) as found:
        yield found


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reader: it counts one more dead in every report, hears of no instrument, and sees what happened twice."""

    def read(documents: Iterable[Document], reader: str = "standard", *, model: str | None = None) -> Iterator[Reading]:
        for r in READ(documents):
            claims = [_one_more(c) for c in r.claims if c.slot != "instrument"]
            twice = [
                msgspec.structs.replace(c, id=f"{c.id}0", evidence=c.evidence[:1]) for c in claims if c.slot == "where"
            ]
            yield msgspec.structs.replace(r, claims=(*claims, *twice))

    monkeypatch.setattr(reading, "read", read)
    monkeypatch.setattr(reading, "version", lambda *_, **__: "other@2.0")


def _one_more(claim: Claim) -> Claim:
    if claim.slot == "killed" and isinstance(claim.value, Count) and claim.value.low:
        low, high = claim.value.low + 1, claim.value.high + 1 if claim.value.high else None
        return msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, low=low, high=high))
    return claim


def killed(case_file: Path) -> Claim:
    with Case.open(case_file, served=True) as case:
        claims = case.record().claims
    return next(c for c in claims if c.slot == "killed" and isinstance(c.value, Count) and c.value.low)


def compared(visitor: Visitor) -> str:
    """Compare; the id of the job."""
    told = visitor.done(visitor.send("/reread", {"reader": "standard"}))
    assert told["step"] == "done", told
    return str(told["id"])


def found(visitor: Visitor, id: str) -> Any:
    job = visitor.desk.jobs.get(id)
    assert job is not None
    return job.found


def test_the_page_says_who_read_what_and_offers_the_readers(visitor: Visitor) -> None:
    page = visitor.page("/reread")
    assert reading.version() in page
    assert '<option value="standard"' in page
    visitor.send("/reread", {"reader": "nobody"}, status=400)


def test_the_same_reader_finds_what_stands(visitor: Visitor) -> None:
    page = visitor.page(f"/reread?job={compared(visitor)}")
    assert "No claim differs" in page


def test_what_is_shown_is_what_accepting_does(visitor: Visitor, case_file: Path, other: None) -> None:
    claim = killed(case_file)
    visitor.send("/decide", {"do": f"accept {claim.id}"})
    with Case.open(case_file, served=True) as case:
        log, readers, claims = case.log(), case.readers(), case.record().claims
    id = compared(visitor)
    with Case.open(case_file, served=True) as case:
        assert (case.log(), case.readers(), case.record().claims) == (log, readers, claims)
        assert case.verify().broken == ()
    shown = found(visitor, id)
    assert {d.sort for d in shown.differences} == {"added", "changed", "gone"}
    page = visitor.page(f"/reread?job={id}")
    assert "would change" in page
    assert "other@2.0" in page
    assert f'href="/document/{claim.document}"' in page
    assert "<b>1</b> of 1 ruling would stand otherwise" in page
    assert all(f"{s.capitalize()} ({sum(d.sort == s for d in shown.differences)})" in page for s in ("added", "gone"))
    rulings = visitor.page(f"/reread?job={id}&view=rulings")
    assert f"accepted by <bdi>{WHO}</bdi>" in rulings
    assert "what was read there is different now" in rulings
    told = visitor.done(visitor.send("/reread/accept", {"job": id}))
    assert told["step"] == "done"
    assert found(visitor, told["id"]) == shown
    assert "other reading changed" in visitor.page(f"/reread?job={told['id']}")
    with Case.open(case_file, served=True) as case:
        assert case.readers() == {"other@2.0": len(case.captures())}
        assert case.log(last=1)[0].who == WHO
        assert case.verify().broken == ()
    assert "does not hold" in visitor.page("/history")


def test_a_long_comparison_has_pages_and_sorts(visitor: Visitor, other: None, monkeypatch: pytest.MonkeyPatch) -> None:
    id = compared(visitor)
    for module in ("asked", "rereading", "drawing"):
        monkeypatch.setattr(f"reportedly.web.{module}.PER_PAGE", 3)
    assert asked.PER_PAGE == 3
    differences = found(visitor, id).differences
    for sort in ("", "added", "changed", "gone"):
        chosen = [d for d in differences if not sort or d.sort == sort]
        seen = 0
        for n in range(1, 200):
            page = visitor.page(f"/reread?job={id}&sort={sort}&page={n}")
            here = page.count('<li class="diff-')
            assert here == min(3, len(chosen) - seen)
            seen += here
            if 'rel="next"' not in page:
                break
        assert seen == len(chosen)


def test_only_reviewers_compare_and_accept(case_file: Path) -> None:
    with at_desk(case_file, role="read") as visitor:
        visitor.send("/reread", {"reader": "standard"}, status=403)
        visitor.send("/reread/accept", {"job": "x"}, status=403)
        assert "<select" not in visitor.page("/reread")


def test_only_a_comparison_can_be_accepted(visitor: Visitor) -> None:
    assert "no such comparison" in visitor.send("/reread/accept", {"job": "abc"}, status=400)
