"""The lists that a case is browsed by, against what its records say."""

from __future__ import annotations

import re
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from affair import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unpacked import cells

import reportedly
from reportedly import copies, edition, gathering, intervals, suggestions, typed_decisions
from reportedly.case import Case, Wanted, finding, graph, lookup, upkeep
from reportedly.case.listing import bounds
from reportedly.errors import UsageError
from reportedly.gathering import Sort
from reportedly.model import Event, Record, When
from reportedly.typed_decisions import Options
from reportedly.values import PERSON, PLACE_SLOTS

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
ALL = Wanted(passing=True)
SORTS: tuple[Sort, ...] = ("actor", "place", "voice")


@pytest.fixture
def copy(examples_case: Path, tmp_path: Path) -> Path:
    """A copy of the case of the example reports."""
    return Path(shutil.copyfile(examples_case, tmp_path / "fezzan.case"))


@pytest.fixture
def fezzan(copy: Path) -> Iterator[Case]:
    """That copy, open."""
    with Case.open(copy) as found:
        yield found


def affairs(case: Case) -> list[Record]:
    """The records of all affairs."""
    return list(lookup.affairs(case._db))


def told(case: Case) -> dict[str, tuple[Event, Record]]:
    """Every event with the record of its affair."""
    return {e.id: (e, r) for r in affairs(case) for e in r.events}


def wanted(case: Case, **narrowed: object) -> set[str]:
    """The ids of the events that a timeline has under these filters, whose count it gives."""
    found = case.timeline(Wanted(passing=True, **narrowed), limit=1000)  # type: ignore[arg-type]
    assert found.total == len(found.rows)
    return {row.line.event for row in found.rows}


def where(case: Case, holds: Callable[[Event, Record], bool]) -> set[str]:
    return {id_ for id_, (event, record) in told(case).items() if holds(event, record)}


def rule(case: Case, kind: str, *things: str, why: str = "", **given: str) -> str:
    at = datetime.now(UTC)
    record = case.around(things)
    made = typed_decisions.from_ids(record, kind, things, by="Rania", at=at, why=why, given=Options(**given))
    case.decide(*made)
    return made[0].id


# --- timeline -----------------------------------------------------------------------------------------


def test_a_timeline_has_every_line_in_order_and_those_in_passing_when_asked(fezzan: Case) -> None:
    lines = fezzan.lines()
    assert [row.line for row in fezzan.timeline(ALL).rows] == lines
    assert any(line.passing for line in lines)
    plain = fezzan.timeline()
    assert [row.line for row in plain.rows] == [line for line in lines if not line.passing]
    assert plain.total == len(plain.rows) == sum(n for _, n in plain.kinds)
    assert (plain.undated, dict(plain.kinds)) == (0, Counter(line.kind for line in lines if not line.passing))


def test_pages_of_a_timeline_are_the_whole_of_it(fezzan: Case) -> None:
    whole = fezzan.timeline(ALL).rows
    pages = [fezzan.timeline(ALL, skip=n, limit=7) for n in range(0, len(whole) + 7, 7)]
    assert tuple(row for page in pages for row in page.rows) == whole
    assert {page.total for page in pages} == {len(whole)}
    assert pages[-1].rows == ()
    for skip, limit in ((-1, 5), (0, -1)):
        with pytest.raises(UsageError, match="part of a list"):
            fezzan.timeline(skip=skip, limit=limit)


def test_kinds_narrow_the_rows_and_not_the_counts_of_kinds(fezzan: Case) -> None:
    chosen = ("smuggling", "air_strike")
    assert wanted(fezzan, kinds=chosen) == where(fezzan, lambda e, _: e.kind in chosen)
    assert fezzan.timeline(Wanted(kinds=chosen)).kinds == fezzan.timeline().kinds
    assert fezzan.timeline(Wanted(kinds=("no such kind",))).total == 0


@pytest.mark.parametrize("sort", SORTS)
def test_an_actor_place_or_voice_narrows_to_the_events_that_have_it(fezzan: Case, sort: Sort) -> None:
    every, total = fezzan.named(sort, bare=True, limit=1000)
    assert total == len(every) > 5

    def has(event: Event, ids: tuple[str, ...]) -> bool:
        for slot, accounts in event.fields.items():
            for a in accounts:
                if sort == "voice" and set(a.voices) & set(ids):
                    return True
                if sort == "actor" and getattr(a.value, "actor", None) in ids:
                    return True
                if sort == "place" and slot in PLACE_SLOTS and getattr(a.value, "place", None) in ids:
                    return True
        return False

    for one in every:
        expected = where(fezzan, lambda e, _, ids=one.ids: has(e, ids))  # type: ignore[misc]
        assert wanted(fezzan, **{sort: one.key}) == expected, one
        assert one.events == len(expected)
    assert wanted(fezzan, **{sort: f"{sort}-0000000000000000"}) == set()


@pytest.mark.parametrize("status", ["superseded", "denied", "contested", "corroborated", "single", "projected"])
def test_a_status_is_that_of_some_account(fezzan: Case, status: str) -> None:
    expected = where(fezzan, lambda e, _: any(a.status == status for f in e.fields.values() for a in f))
    assert wanted(fezzan, status=status) == expected


def test_words_stand_in_a_claim_or_in_a_report_that_tells_of_the_event(fezzan: Case) -> None:
    assert fezzan.timeline(Wanted(words="tankers")).total > 0
    assert wanted(fezzan, words="nowhere-at-all") == set()
    for words in ("tankers", "defected", "committee officers", '"fuel market"', "smuggl*"):
        hits = fezzan.search(words, limit=1000)
        documents = {h.document for h in hits if h.claim is None}
        events = {h.event for h in hits if h.claim is not None}
        lines = {line.event: line for line in fezzan.lines()}
        expected = {e for e, line in lines.items() if e in events or documents & set(line.documents)}
        assert wanted(fezzan, words=words) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2023-03-08", "2023-03-08"),
        ("2023-03-09", ""),
        ("", "2023-02-28"),
        ("2023-02-10", "2023-02-11"),
        ("2019-01-01", "2019-12-31"),
    ],
)
def test_days_leave_out_what_lies_outside_and_count_what_has_no_year(fezzan: Case, first: str, last: str) -> None:
    window = When(
        start=first or "0001-01-01",
        end=last or "9999-12-31",
        precision="open",
        range="throughout",
        basis="stated",
        text="",
    )
    known = {
        line.event: line.when for line in fezzan.lines() if line.when and not (line.when.start or "X").startswith("X")
    }
    found = fezzan.timeline(Wanted(passing=True, first=first, last=last))
    assert {row.line.event for row in found.rows} == {e for e, w in known.items() if intervals.overlaps(w, window)}
    assert found.undated == len(fezzan.lines()) - len(known)
    assert any((line.when.start or "").startswith("XXXX") for line in fezzan.lines() if line.when)


_DAYS = st.dates().map(lambda d: d.isoformat())
_ENDS = st.none() | _DAYS | _DAYS.map(lambda d: f"{d[:8]}XX") | _DAYS.map(lambda d: f"{d[:4]}-XX-XX")


@given(start=_ENDS, end=_ENDS, day=_DAYS)
def test_what_surely_falls_on_a_day_is_never_left_out(start: str | None, end: str | None, day: str) -> None:
    told = When(start=start, end=end, precision="open", range="throughout", basis="stated", text="")
    asked = When(start=day, end=day, precision="day", range="throughout", basis="stated", text="")
    first, last = bounds(told)
    if first is None or last is None:
        assert start is None
        assert end is None
        return
    if intervals.overlaps(told, asked):
        assert first <= day <= last
    if start is not None and end is not None and "X" not in start + end and intervals.overlaps(told, asked) is False:
        assert not first <= day <= last


@pytest.mark.parametrize(
    "wrong",
    [{"first": "2023"}, {"last": "2023-02-30"}, {"status": "true"}, {"reviewed": "maybe"}, {"words": "?!"}],
)
def test_a_filter_that_makes_no_sense_is_refused(fezzan: Case, wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        fezzan.timeline(Wanted(**wrong))  # type: ignore[arg-type]


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_filters_together_give_what_each_of_them_gives(fezzan: Case, data: st.DataObject) -> None:
    keys = {sort: st.sampled_from([n.key for n in fezzan.named(sort)[0]]) for sort in SORTS}
    choices: dict[str, st.SearchStrategy[object]] = {
        "words": st.sampled_from(["tankers", "army", "killed", "ministry denied"]),
        "kinds": st.lists(st.sampled_from([k for k, _ in fezzan.timeline().kinds]), min_size=1, max_size=4).map(tuple),
        **keys,
        "status": st.sampled_from(["contested", "single", "denied"]),
        "reviewed": st.sampled_from(["no", "partly"]),
        "first": st.just("2023-03-05"),
        "last": st.just("2023-03-10"),
        "after": st.integers(0, 8),
    }
    names = data.draw(st.sets(st.sampled_from(sorted(choices)), min_size=2, max_size=4))
    narrowed = {name: data.draw(choices[name], label=name) for name in sorted(names)}
    each = [wanted(fezzan, **{name: value}) for name, value in narrowed.items()]
    assert wanted(fezzan, **narrowed) == set.intersection(*each)


_ANY = st.text(st.characters(), max_size=8) | st.sampled_from(["\ud800", "%", "*", '"', "\0", "' OR 1", "é", "..."])


@given(words=_ANY, key=_ANY, number=st.integers(-(2**70), 2**70))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_and_numbers_are_answered_or_refused(fezzan: Case, words: str, key: str, number: int) -> None:
    questions: list[Callable[[], object]] = [
        lambda: fezzan.timeline(Wanted(words=words, kinds=(key,), place=key, actor=key, voice=key)),
        lambda: fezzan.timeline(Wanted(status=words)),
        lambda: fezzan.timeline(Wanted(first=words, last=key)),
        lambda: fezzan.months(Wanted(after=number)),
        lambda: fezzan.on_map(Wanted(words=words)),
        lambda: fezzan.named("actor", words=words, skip=number),
        lambda: fezzan.named_as("place", key),
        lambda: fezzan.reports(words=words, limit=number),
        lambda: fezzan.problem_list(code=key),
        lambda: (fezzan.having(key), fezzan.key_of(key)),
        lambda: fezzan.visited(words),
    ]
    for question in questions:
        with suppress(UsageError):
            question()


def test_filters_hold_together(fezzan: Case) -> None:
    (ubari,) = [p for p in fezzan.named("place")[0] if p.name == "Ubari"]
    both = wanted(fezzan, place=ubari.key, words="tankers", first="2023-03-01")
    assert both == (
        wanted(fezzan, place=ubari.key) & wanted(fezzan, words="tankers") & wanted(fezzan, first="2023-03-01")
    )
    assert fezzan.timeline(Wanted(place=ubari.key, status="contested", reviewed="no")).total > 0


def test_an_event_is_reviewed_when_people_have_ruled_on_every_claim_about_it(fezzan: Case) -> None:
    row = fezzan.timeline(Wanted(kinds=("deployment",))).rows[0]
    record = fezzan.having(row.line.event)
    assert record is not None
    claims = [c.id for c in record.claims if c.subject.id == row.line.event]
    assert (row.reviewed, len(claims) > 1) == ("no", True)

    def state() -> str:
        (now,) = [r.reviewed for r in fezzan.timeline(ALL).rows if r.line.event == row.line.event]
        return now

    first = rule(fezzan, "accept", claims[0])
    assert state() == "partly"
    assert wanted(fezzan, reviewed="partly") == {row.line.event}
    rule(fezzan, "accept", *claims[1:])
    assert state() == "yes"
    assert wanted(fezzan, reviewed="yes") == {row.line.event}
    rule(fezzan, "undo", first)
    assert state() == "partly"
    assert row.line.event not in wanted(fezzan, reviewed="no")


def test_a_claim_that_a_person_wrote_counts_as_reviewed(fezzan: Case) -> None:
    row = fezzan.timeline(Wanted(kinds=("talks",))).rows[0]
    record = fezzan.having(row.line.event)
    assert record is not None
    (document,) = [d for d in record.documents if d.id == row.line.documents[0]]
    rule(fezzan, "add", row.line.event, slot="manner", value="in secret", quote=document.text.split()[5])
    after = fezzan.having(row.line.event)
    assert after is not None
    assert any(c.reader == PERSON for c in after.claims if c.subject.id == row.line.event)
    assert row.line.event in wanted(fezzan, reviewed="partly")


def test_months_and_the_map_count_the_wanted_events(fezzan: Case) -> None:
    assert fezzan.months() == [("2023-02", 1), ("2023-03", 5)]
    assert fezzan.months(Wanted(kinds=("air_strike",))) == [("2023-03", 1)]
    for asked in (Wanted(), ALL, Wanted(words="tankers"), Wanted(first="2023-03-01", last="2023-03-31")):
        spots, unplaced = fezzan.on_map(asked)
        rows = fezzan.timeline(asked).rows
        placed = set()
        for spot in spots:
            there = wanted(fezzan, place=spot.key) & {row.line.event for row in rows}
            assert spot.events == len(there) > 0
            assert abs(spot.lat) <= 90
            assert abs(spot.lon) <= 180
            placed |= there
        assert unplaced == len(rows) - len(placed)
    niger = next(s for s in fezzan.on_map()[0] if s.country == "NE")
    assert (niger.precision, niger.extent is not None and niger.extent.bbox is not None) == ("country", True)
    assert "Tamanhint" not in {s.name for s in fezzan.on_map()[0]}, "no gazetteer knows where it is"


# --- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_names_come_in_pages_those_of_most_events_first(fezzan: Case, sort: Sort) -> None:
    every, total = fezzan.named(sort, limit=1000)
    assert [n.events for n in every] == sorted((n.events for n in every), reverse=True)
    paged = [n for skip in range(0, total, 3) for n in fezzan.named(sort, skip=skip, limit=3)[0]]
    assert paged == every
    assert fezzan.named(sort, skip=total)[0] == []
    assert fezzan.named(sort, skip=total)[1] == total


@pytest.mark.parametrize("sort", SORTS)
def test_a_key_leads_to_its_name_and_an_id_to_its_key(fezzan: Case, sort: Sort) -> None:
    for one in fezzan.named(sort, bare=True, limit=1000)[0]:
        assert fezzan.named_as(sort, one.key) == one
        assert {fezzan.key_of(id_) for id_ in one.ids} == {one.key}
    things = {t.id for r in affairs(fezzan) for t in gathering.things(r) if t.sort == sort}
    assert {i for one in fezzan.named(sort, bare=True, limit=1000)[0] for i in one.ids} == things
    assert fezzan.named_as(sort, "nobody") is None
    assert fezzan.key_of(f"{sort[0]}_0000000000000000") is None


def test_an_actor_of_two_affairs_is_one_name_with_both_ids(fezzan: Case) -> None:
    (forces,) = fezzan.named("actor", words="fezzan unity")[0]
    assert (forces.name, len(forces.ids)) == ("Fezzan Unity Forces", 2)
    documents = {
        m.document for r in affairs(fezzan) for m in r.mentions if getattr(m.value, "actor", None) in forces.ids
    }
    assert forces.documents == len(documents)
    records = {id_: fezzan.having(id_) for id_ in forces.ids}
    assert len({r.documents for r in records.values() if r}) == 2


def test_words_of_a_name_are_folded_and_stand_in_one_of_its_forms(fezzan: Case) -> None:
    for words in ("SABHA", "sab", "bha"):
        assert [p.name for p in fezzan.named("place", words=words)[0]] == ["Sabha"]
    assert {a.name for a in fezzan.named("actor", words="al-marwani idris")[0]} == {"Idris al-Marwani"}
    assert fezzan.named("actor", words="spokesman") == ([], 0), "a form that describes is no name"
    assert fezzan.named("actor", words="nowhere") == ([], 0)
    assert fezzan.named("actor", words=" ?! ")[1] == fezzan.named("actor")[1]


def test_what_is_only_described_is_listed_when_asked_and_found_by_its_key(fezzan: Case) -> None:
    names = {n.name for n in fezzan.named("actor")[0]}
    every = {n.name: n for n in fezzan.named("actor", bare=True, limit=1000)[0]}
    assert "fewer than 20 men" not in names
    assert fezzan.named_as("actor", every["fewer than 20 men"].key) == every["fewer than 20 men"]
    assert fezzan.named("actor", bare=True, words="fewer than 20")[1] >= 1


def test_two_events_of_a_place_that_merge_are_counted_once(fezzan: Case) -> None:
    (ubari,) = [p for p in fezzan.named("place")[0] if p.name == "Ubari"]
    rows = fezzan.timeline(Wanted(place=ubari.key)).rows
    assert ubari.events == len(rows) > 1
    rule(fezzan, "same", rows[0].line.event, rows[1].line.event)
    again = fezzan.named_as("place", ubari.key)
    assert again is not None
    assert again.events == ubari.events - 1
    assert fezzan.timeline(Wanted(place=ubari.key)).total == again.events


# --- reports, problems, families, suggestions -----------------------------------------------------------


def test_reports_are_listed_newest_first_with_what_came_of_them(fezzan: Case) -> None:
    found, total = fezzan.reports()
    assert total == len(found) == len(fezzan.captures())
    assert [r.seq for r in found] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [r for skip in range(0, 9, 3) for r in fezzan.reports(skip=skip, limit=3)[0]] == found
    by_id = {r.document: r for r in found}
    for record in affairs(fezzan):
        copied = copies.links(record.documents)
        for d in record.documents:
            row = by_id[d.id]
            assert (row.publisher, row.published, row.language) == (d.publisher, d.published, d.language)
            assert (row.media_type, row.taken_at) == (d.capture.media_type, d.capture.taken_at)
            assert row.claims == sum(c.document == d.id for c in record.claims)
            assert row.events == len({f.event for f in record.frames if f.document == d.id})
            assert row.problems == sum(p.document == d.id for p in record.problems)
            assert row.copies_of == tuple(sorted({c.first for c in copied if c.second == d.id}))
            assert row.decided == 0
    assert sum(bool(r.copies_of) for r in found) == 1
    assert by_id[found[0].document].title.startswith("CORRECTED: Death toll")


def test_words_find_reports_by_their_text(fezzan: Case) -> None:
    found, total = fezzan.reports(words="tankers")
    assert total == len(found)
    texts = {d.id: d.text for d in fezzan.record().documents}
    assert {r.document for r in found} == {d for d, text in texts.items() if "tankers" in text.lower()} != set()
    with pytest.raises(UsageError):
        fezzan.reports(words="?!")


def test_a_report_counts_the_claims_that_people_ruled_on(fezzan: Case) -> None:
    claim = fezzan.record().claims[0]
    rule(fezzan, "reject", claim.id)
    assert {r.document: r.decided for r in fezzan.reports()[0] if r.decided} == {claim.document: 1}


def test_problems_of_all_affairs_are_listed_with_titles_and_counted_by_sort(fezzan: Case, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("قال مسؤول محلي إن عشرين شخصا قتلوا في غارة جوية على سوق.\n", "utf-8")
    fezzan.add([str(tmp_path / "odd.txt")])
    every, total = fezzan.problem_list()
    expected = [p for r in affairs(fezzan) for p in r.problems]
    assert sorted(every, key=repr)[0][0] in expected
    assert Counter(repr(p) for p, _ in every) == Counter(map(repr, expected))
    assert total == len(every) == fezzan.size().problems
    assert fezzan.problem_codes() == [("place-unknown", 3), ("language-not-read", 1)]
    assert [p.code for p, _ in fezzan.problem_list(code="language-not-read")[0]] == ["language-not-read"]
    assert fezzan.problem_list(code="place-unknown", skip=1, limit=1)[1] == 3
    titles = {r.document: r.title for r in fezzan.reports()[0]}
    assert all(title == titles[p.document] for p, title in every if p.document)


def test_families_are_the_voices_of_several_documents_with_their_reasons(fezzan: Case) -> None:
    found, total = fezzan.families()
    expected = {v.id: v for r in affairs(fezzan) for v in r.voices if len(v.documents) > 1}
    assert total == len(found) == len(expected)
    for family in found:
        voice = expected[family.voice]
        assert (family.name, family.documents, family.what) == (voice.speaker, voice.documents, voice.why)
    assert any("the same words" in why for f in found for why in f.what)
    assert fezzan.families(skip=1, limit=1) == (found[1:2], total)


def test_the_queue_has_what_each_affair_suggests_the_likeliest_first(fezzan: Case) -> None:
    expected = []
    for record in affairs(fezzan):
        groups = [g for d in record.documents for g in graph.groups_of(fezzan._db, d.id)]
        expected += [*suggestions.of_record(record), *suggestions.parts(groups, record)]
    found, total = fezzan.queue()
    assert found == sorted(expected, key=lambda s: (-s.score, s.sort, s.first, s.second))
    assert total == len(found) > 0
    assert fezzan.queue(skip=total) == ([], total)
    rule(fezzan, "different", found[0].first, found[0].second)
    assert found[0] not in fezzan.queue()[0]


# --- by id --------------------------------------------------------------------------------------------


def test_the_record_that_has_a_thing_is_found_by_any_id(fezzan: Case) -> None:
    for record in affairs(fezzan):
        things = (
            *record.documents,
            *record.mentions,
            *record.statements,
            *record.frames,
            *record.claims,
            *record.actors,
            *record.voices,
            *record.events,
        )
        for thing in things:
            assert fezzan.having(thing.id) == record, thing.id
        for place in record.places:
            found = fezzan.having(place.id)
            assert found is not None
            assert place.id in {p.id for p in found.places}
    for unknown in ("e_0000000000000000", "r_000000000000", "x_1", "e", "", "nothing"):
        assert fezzan.having(unknown) is None


def test_an_event_is_found_by_the_id_that_it_had_before_it_merged(fezzan: Case) -> None:
    strike, clash = (fezzan.timeline(Wanted(kinds=(k,))).rows[0].line.event for k in ("deployment", "talks"))
    made = rule(fezzan, "same", strike, clash)
    now = {e.id for e in (fezzan.having(strike) or Record()).events} & {strike, clash}
    assert len(now) == 1
    for old in (strike, clash):
        record = fezzan.having(old)
        assert record is not None
        assert any(old in (e.id, *e.formerly) for e in record.events)
    rule(fezzan, "undo", made)
    assert {strike, clash} <= {e.id for e in (fezzan.having(clash) or Record()).events}


def test_a_record_at_hand_is_never_out_of_date(copy: Path) -> None:
    with Case.open(copy) as mine, Case.open(copy) as theirs:
        claim = mine.record().claims[0]
        before, seen = mine.having(claim.id), mine.timeline(ALL)
        assert before is mine.having(claim.id), "nothing is unpacked twice"
        rule(theirs, "reject", claim.id)
        after = mine.having(claim.id)
        assert after is not None
        assert [c.decided for c in after.claims if c.id == claim.id] == ["rejected"]
        assert after == theirs.having(claim.id)
        assert mine.timeline(ALL) != seen
        assert [r.decided for r in mine.reports()[0] if r.document == claim.document] == [1]


def test_what_another_program_adds_is_seen_at_once(copy: Path, tmp_path: Path) -> None:
    with Case.open(copy) as mine, Case.open(copy) as theirs:
        assert mine.reports()[1] == 8
        theirs.add(write(tmp_path))
        assert mine.reports()[1] == 11
        assert mine.timeline(Wanted(words="Beledweyn")).total > 0


def test_nothing_is_looked_for_again_while_nobody_writes(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    whole = upkeep.bring_up

    def counted(*args: Any, **more: Any) -> None:
        looked.append(1)
        whole(*args, **more)

    monkeypatch.setattr(upkeep, "bring_up", counted)
    with Case.open(copy) as mine, Case.open(copy) as theirs:
        for _ in range(3):
            mine.timeline()
            mine.named("place")
        assert len(looked) == 1
        rule(theirs, "reject", theirs.record().claims[0].id)
        looked.clear()
        mine.timeline()
        mine.reports()
        assert len(looked) == 1


def test_no_list_reads_a_record_or_a_whole_table_of_one(fezzan: Case) -> None:
    place = fezzan.named("place")[0][0]
    said: list[str] = []
    fezzan._db.set_trace_callback(said.append)
    for asked in (
        Wanted(),
        Wanted(words="army", kinds=("attack",), place=place.key, status="single", first="2023-01-01"),
    ):
        fezzan.timeline(asked)
        fezzan.months(asked)
        fezzan.on_map(asked)
    fezzan.named("actor", words="army")
    fezzan.named_as("place", place.key)
    fezzan.key_of(place.ids[0])
    fezzan.reports(words="army")
    fezzan.problem_list(code="place-unknown")
    fezzan.problem_codes()
    fezzan.families()
    fezzan.queue()
    assert fezzan.having("c_0000000000000000") is None
    fezzan._db.set_trace_callback(None)
    questions = [s for s in said if s.startswith(("SELECT", "WITH"))]
    assert len(questions) > 20
    assert not [
        q
        for q in questions
        if re.search(r"\brecord\b|\b(?:FROM|JOIN) (?:affair|reading|mention|claim)\b(?! WHERE id)", q)
    ]
    steps = [row[3] for q in questions for row in fezzan._db.execute(f"EXPLAIN QUERY PLAN {q}").fetchall()]
    whole = re.compile(
        r"SCAN (?:e|h|event_\w+|gathered\w*|document_line|spot|claim\w*|mention|frame|statement)\b(?! USING| VIRT)"
    )
    assert not [s for s in steps if whole.match(s)]


def test_lists_are_made_anew_by_another_program(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Case.open(copy) as case:
        before = (case.timeline(ALL), case.named("actor"), case.queue(), case.families())
        case._db.execute("DELETE FROM event_line")
        case._db.execute("DELETE FROM gathered")
        monkeypatch.setattr(edition, "keeping", lambda: "another")
        assert [r.line for r in case.timeline(ALL).rows] == [r.line for r in before[0].rows]
        assert (case.named("actor"), case.queue(), case.families()) == before[1:]


def test_the_affairs_that_name_a_capture_or_a_decision_are_those_whose_json_does(fezzan: Case) -> None:
    record = fezzan.record()
    ids = [rule(fezzan, "reject", record.claims[0].id), rule(fezzan, "note", record.claims[-1].id, why="to check")]
    ids += [rule(fezzan, "undo", ids[0]), *(d.capture.sha256 for d in record.documents)]
    blobs = {
        n: zlib.decompress(blob).decode()
        for n, blob in fezzan._db.execute("SELECT number, record FROM affair").fetchall()
    }
    for id_ in ids:
        expected = {n for n, raw in blobs.items() if f'"{id_}' in raw}
        assert finding.naming(fezzan._db, [id_]) == expected != set()


def test_ids_cut_short_lead_to_the_same_affairs_as_whole_ones(fezzan: Case) -> None:
    for record in affairs(fezzan):
        for thing in (record.events[0], record.claims[0], record.frames[0], record.mentions[0], record.documents[0]):
            assert fezzan.around([thing.id[:10]]) == fezzan.around([thing.id]) == record
    assert len(fezzan.around(["c_ffffffff"]).documents) == 8, "an unknown id gives all"


# --- visits and removal ---------------------------------------------------------------------------------


def test_what_came_since_the_last_visit_is_told_apart(copy: Path, tmp_path: Path) -> None:
    with Case.open(copy) as case:
        assert case.visited("Rania") == 0
        assert case.timeline(Wanted(after=0)).total == case.timeline().total
        case.visit("Rania")
        entries = len(case.log())
    with Case.open(copy) as case:
        seen = case.visited(" Rania ")
        assert (seen, case.visited("Omar")) == (entries, 0)
        assert case.timeline(Wanted(after=seen)).total == 0
        case.add(write(tmp_path))
        new = case.timeline(Wanted(after=seen, passing=True))
        texts = {d.id for d in case.record().documents if "Ardan" in d.text or "Beledweyn" in d.text}
        assert new.total == len(new.rows) > 0
        assert all(set(row.line.documents) & texts and row.newest > seen for row in new.rows)
        assert case.visited("Rania") == seen
        assert case.verify().broken == ()
        with pytest.raises(UsageError, match="nobody"):
            case.visit("  ")


def test_a_removed_report_is_in_no_list(copy: Path) -> None:
    with Case.open(copy) as case:
        (report,) = [r for r in case.reports()[0] if "Who took the guns" in r.title]
        (sha256,) = [d.capture.sha256 for d in case.record().documents if d.id == report.document]
        assert case.named("actor", words="dune watcher")[1] == 1
        assert sum("dune watcher" in cell.casefold() for cell in cells(copy)) > 5
        case.remove(sha256, reason="asked for")
        assert report.document not in {r.document for r in case.reports()[0]}
        assert case.named("actor", words="dune watcher") == ([], 0)
        assert case.having(report.document) is None
        assert all(report.document not in row.line.documents for row in case.timeline(ALL).rows)
    assert not [cell for cell in cells(copy) if "dune watcher" in cell.casefold() or report.title in cell]
