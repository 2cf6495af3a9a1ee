"""The forms of the desk as a reviewer sends them: what each of them puts into the ledger, and what the next page shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from at_work import Visitor, at_desk

from reportedly import alike
from reportedly.case import Case
from reportedly.deciding import Decision, DocumentEdit, Grade
from reportedly.model import Claim, Event, Record


@pytest.fixture
def visitor(case_file: Path) -> Iterator[Visitor]:
    with at_desk(case_file) as found:
        yield found


@pytest.fixture
def strike(case_file: Path) -> tuple[Record, Event]:
    """The contested air strike, with the record of the reports that tell of it."""
    with Case.open(case_file, served=True) as case:
        event = next(r.line.event for r in case.timeline().rows if r.line.rivals)
        record = case.having(event)
    assert record is not None
    return record, next(e for e in record.events if e.id == event)


def killed(strike: tuple[Record, Event]) -> list[Claim]:
    record, event = strike
    return [c for c in record.claims if c.subject.id == event.id and c.slot == "killed"]


def ledger(path: Path) -> tuple[Decision, ...]:
    with Case.open(path, served=True) as case:
        return case.decisions()


def test_a_button_rules_on_its_claim_and_leads_back_to_it(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    page = f"/event/{strike[1].id}"
    where = visitor.send("/decide", {"do": f"reject {claim.id}", "back": page})
    (decision,) = ledger(case_file)
    assert (decision.kind, decision.by) == ("reject", "Rania")
    assert where == f"{page}?done={decision.id}#{claim.id}"
    shown = visitor.page(where)
    assert "rejected by <bdi>Rania</bdi>" in shown
    assert f'name="decision" value="{decision.id}"' in shown
    back = visitor.send("/undo", {"decision": decision.id, "back": page})
    assert back.endswith(f"#{claim.id}")
    assert "rejected by" not in visitor.page(page)


def test_all_like_this_touches_what_is_ticked_alone(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    shown = visitor.page(f"/claim/{claim.id}/alike?way=slot&do=reject")
    offered = re.findall(r'name="things" value="(c_\w+)"', shown)
    assert set(offered) == {c.id for c in killed(strike)}
    assert ledger(case_file) == ()
    answer = visitor.client.post(
        "/decide", data={"csrf": visitor.csrf, "kind": "reject", "things": offered[:2], "why": "an old figure"}
    )
    assert answer.status_code == 303
    assert {d.targets[0].id for d in ledger(case_file)} == {*offered[:2]}  # type: ignore[union-attr]
    assert {d.why for d in ledger(case_file)} == {"an old figure"}


def test_an_edit_changes_what_was_changed_in_the_form_alone(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    page = visitor.page(f"/claim/{claim.id}")
    form = page.partition('class="edit"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form))
    assert fields["was_value"] == fields["value"]
    fields |= {"stance": "hedges", "was_stance": claim.stance}
    visitor.send("/decide", fields)
    (decision,) = ledger(case_file)
    assert decision.kind == "edit"
    change = decision.change
    assert (change.value, change.stance, change.speaker) == (None, "hedges", None)  # type: ignore[union-attr]


def test_an_edit_that_changes_nothing_is_refused(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    fields = {"kind": "edit", "things": claim.id, "if_changed": "1", "stance": claim.stance, "was_stance": claim.stance}
    assert "nothing of the claim is changed" in visitor.send("/decide", fields, status=400)
    assert ledger(case_file) == ()


def test_an_event_is_split_by_its_mentions(visitor: Visitor, case_file: Path, strike: tuple[Record, Event]) -> None:
    record, event = strike
    apart = [f.id for f in record.frames if f.event == event.id][-1]
    answer = visitor.client.post(
        "/decide", data={"csrf": visitor.csrf, "kind": "split", "things": [event.id, apart], "why": "another raid"}
    )
    assert answer.status_code == 303
    with Case.open(case_file, served=True) as case:
        after = case.having(apart)
    assert after is not None
    event_of = {f.id: f.event for f in after.frames}
    assert event_of[apart] not in {e for f, e in event_of.items() if f in event.frames and f != apart}


def test_sources_items_and_documents_are_graded_noted_and_set_right(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    record, event = strike
    claim, document = killed(strike)[0], record.documents[0]
    visitor.send("/decide", {"kind": "grade", "things": "Meridian News Agency", "source": "B"})
    visitor.send("/decide", {"kind": "grade", "things": claim.id, "item": "3"})
    visitor.send("/decide", {"kind": "note", "things": event.id, "why": "ask the hospital"})
    visitor.send("/decide", {"kind": "edit", "things": document.id, "publisher": "Ubari Post", "if_changed": "1"})
    changes = {d.kind: d.change for d in ledger(case_file)}
    assert {d.change for d in ledger(case_file) if d.kind == "grade"} == {Grade(source="B"), Grade(item="3")}
    assert changes["edit"] == DocumentEdit(publisher="Ubari Post")
    assert "ask the hospital" in visitor.page(f"/event/{event.id}")
    history = visitor.page("/history")
    for words in ("Meridian News Agency", "ask the hospital", "Ubari Post"):
        assert words in history


def test_who_is_contradicted_may_be_replaced(case_file: Path, strike: tuple[Record, Event]) -> None:
    """Rania accepts, Omar rejects: neither holds, and the claim's page lets Omar's ruling take the place of hers."""
    claim = killed(strike)[0]
    with at_desk(case_file) as rania:
        rania.send("/decide", {"do": f"accept {claim.id}"})
        omar = rania.desk.sessions.start("Omar", "review")
        rania.client.cookies.set("reportedly_80", omar.id)
        reviewer = Visitor(rania.desk, rania.client, omar.csrf)
        reviewer.send("/decide", {"do": f"reject {claim.id}"})
        shown = reviewer.page(f"/claim/{claim.id}")
        assert "in conflict with another ruling; neither holds" in shown
        replaced = re.search(r'name="replaces" value="(r_\w+)"', shown)
        assert replaced is not None
        reviewer.send("/decide", {"kind": "reject", "things": claim.id, "replaces": replaced[1], "why": "checked"})
        shown = reviewer.page(f"/claim/{claim.id}")
        assert "neither holds" not in shown
        assert "rejected by <bdi>Omar</bdi>" in shown


def test_what_was_seen_is_new_no_more(visitor: Visitor) -> None:
    assert 'class="flag new"' in visitor.page("/")
    visitor.send("/seen", {})
    assert 'class="flag new"' not in visitor.page("/")
    assert "No event fits" in visitor.page("/?after=100000")


def test_all_that_was_ruled_at_once_is_counted_and_can_be_undone(visitor: Visitor, case_file: Path) -> None:
    with Case.open(case_file, served=True) as case:
        claims = [c.id for c in case.record().claims][:45]
        document = next(c.document for c in case.record().claims)
    where = visitor.send("/decide", {"kind": "accept", "things": claims, "back": "/history"})  # type: ignore[dict-item]
    page = visitor.page(where)
    assert "45 rulings kept" in page
    assert (
        page.count('type="hidden" name="decision"') == 45 + 45
    )  # the line that offers it, and each ruling's own button
    ids = [d.id for d in ledger(case_file)]
    visitor.send("/undo", {"decision": ids})  # type: ignore[dict-item]
    with Case.open(case_file, served=True) as case:
        assert not any(c.decided for c in case.record().claims)
    assert "rulings kept" not in visitor.page(where)
    assert visitor.page(f"/document/{document}")


def test_an_address_that_is_passed_on_says_of_nobody_else_that_they_ruled(
    visitor: Visitor, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    where = visitor.send("/decide", {"do": f"accept {claim.id}", "back": f"/event/{strike[1].id}"})
    assert "1 ruling kept" in visitor.page(where)
    visitor.send("/me", {"name": "Omar"})
    page = visitor.page(where)
    assert "accepted by <bdi>Rania</bdi>" in page
    assert "ruling kept" not in page
    assert "data-undo" not in page


def test_two_outlets_are_not_one_speaker(strike: tuple[Record, Event]) -> None:
    """What each outlet says of the strike in its own words is like nothing that another outlet says of it."""
    record, event = strike
    outlet = {d.id: d.publisher or d.id for d in record.documents}
    own = [c for c in record.claims if c.subject.id == event.id and c.attribution[-1].kind == "author"]
    assert len({outlet[c.document] for c in own}) > 1
    found = []
    for claim in own:
        for way in alike.ways(record, claim):
            if way.name == "speaker":
                found += [c for c in record.claims if c.id in way.claims]
                assert {outlet[c.document] for c in record.claims if c.id in way.claims} == {outlet[claim.document]}
    assert found


def test_nobody_is_the_same_speaker_as_somebody_without_a_name(strike: tuple[Record, Event]) -> None:
    record, event = strike
    nameless = [
        msgspec.structs.replace(c, attribution=(*c.attribution[:-1], msgspec.structs.replace(hop, speaker=None)))
        if (hop := c.attribution[-1]).kind != "author"
        else c
        for c in record.claims
    ]
    changed = msgspec.structs.replace(record, claims=tuple(nameless))
    said = [c for c in nameless if c.subject.id == event.id and c.attribution[-1].speaker is None]
    said = [c for c in said if c.attribution[-1].kind != "author"]
    assert len(said) > 1
    assert not any(w.name == "speaker" for c in said for w in alike.ways(changed, c))


def test_what_came_after_the_page_was_drawn_is_still_new(visitor: Visitor, case_file: Path, tmp_path: Path) -> None:
    """A report that comes in while somebody reads the timeline is not marked as seen by the button under it."""
    told = re.search(r'name="upto" value="(\d+)"', visitor.page("/"))
    assert told is not None
    (tmp_path / "late.txt").write_text(
        "Shell hits mill at Orta\n\nA shell killed two millers in Orta on 2 May 2019, police said.\n"
    )
    with Case.open(case_file) as case:
        case.add([str(tmp_path / "late.txt")])
    visitor.send("/seen", {"upto": told[1], "back": "/"})
    page = visitor.page("/documents")
    assert page.count('class="flag new"') == 1
    visitor.send("/seen", {"upto": "0", "back": "/"})
    assert visitor.page("/documents").count('class="flag new"') == 1
    visitor.send("/seen", {"back": "/"})
    assert 'class="flag new"' not in visitor.page("/documents")


def test_of_a_claim_set_right_and_rejected_one_ruling_is_put_in_place_of_the_other(
    visitor: Visitor, case_file: Path, strike: tuple[Record, Event]
) -> None:
    claim = killed(strike)[0]
    visitor.send("/decide", {"kind": "edit", "things": claim.id, "value": "at least 3"})
    visitor.send("/me", {"name": "Omar"})
    visitor.send("/decide", {"do": f"reject {claim.id}"})
    edit = next(d for d in ledger(case_file) if d.kind == "edit")
    page = visitor.page(f"/claim/{claim.id}")
    assert "neither holds" in page
    form = page.partition(f'name="replaces" value="{edit.id}"')[2].partition("</form>")[0]
    assert '<button name="kind" value="reject">Reject in its place</button>' in form
    assert '<button name="kind" value="accept">Accept in its place</button>' in form
    visitor.send("/decide", {"replaces": edit.id, "kind": "reject", "things": claim.id, "why": "a figure of nobody"})
    page = visitor.page(f"/claim/{claim.id}")
    assert "neither holds" not in page
    with Case.open(case_file, served=True) as case:
        record = case.having(claim.id)
    assert record is not None
    assert next(c for c in record.claims if c.id == claim.id).decided == "rejected"
    assert not [c for c in record.claims if c.reader == "person"]
