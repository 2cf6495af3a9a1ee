"""The desk for programs: what each address gives, and what is said of what it cannot take."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from visiting import TOKEN, TestClient, desk_of

from reportedly.case import Case, Wanted, lookup
from reportedly.model import Record
from reportedly.web import api
from reportedly.web.api import ENDPOINTS
from reportedly.web.endpoint import PREFIX, Refused
from reportedly.web.guard import MOST_API_BYTES

BEARER = {"authorization": f"Bearer {TOKEN}"}


def asked(client: TestClient, address: str, status: int = 200) -> Any:
    """What the API answers, with this status."""
    answer = client.get(f"{PREFIX}{address}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    if status >= 400:
        refused = msgspec.json.decode(answer.content, type=Refused).error
        assert refused.status == status
        assert refused.message
    return answer.json()


def plain(given: object) -> Any:
    """What a program makes of it."""
    return json.loads(msgspec.json.encode(given))


def ruled(client: TestClient, csrf: str, body: object, status: int = 201, to: str = "/decisions") -> Any:
    """What comes of a ruling."""
    answer = client.post(f"{PREFIX}{to}", json=body, headers={"x-csrf-token": csrf})
    assert answer.status_code == status, answer.text
    return answer.json() if status == 201 else answer.json()["error"]["message"]


def record(client: TestClient) -> Record:
    """The whole record."""
    return msgspec.json.decode(client.get(f"{PREFIX}/record").content, type=Record)


# --- what is given --------------------------------------------------------------------------------------


def test_the_whole_record_is_the_cases_own(client: TestClient) -> None:
    with desk_of(client).case() as case:
        assert record(client) == case.record()


def test_an_affair_is_given_by_a_document_or_an_event_of_it(client: TestClient) -> None:
    own = record(client)
    for id in (own.documents[0].id, own.events[0].id):
        name = "document" if id.startswith("d_") else "event"
        with desk_of(client).case() as case:
            assert msgspec.convert(asked(client, f"/record?{name}={id}"), type=Record) == case.having(id)
    asked(client, f"/record?document={own.events[0].id}", 404)
    asked(client, f"/record?event={own.events[0].id}&document=d_0", 404)


def test_a_large_case_is_given_whole_only_if_that_is_meant(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_AT_ONCE", 2)
    refused = asked(client, "/record", 400)["error"]
    assert "all=1" in refused["hint"]
    assert asked(client, "/record?all=1")["events"]


def test_events_are_those_of_the_timeline(client: TestClient) -> None:
    with desk_of(client).case() as case:
        every = case.timeline()
        strikes = case.timeline(Wanted(words="killed", kinds=("air_strike",), first="2023-01-01"))
    assert asked(client, "/events") == plain(every)
    narrowed = asked(client, "/events?words=killed&kinds=air_strike&first=2023-01-01")
    assert narrowed == plain(strikes)
    assert 0 < narrowed["total"] < every.total
    assert asked(client, "/events?skip=1&limit=2")["rows"] == plain(every.rows[1:3])
    many = asked(client, "/events?kinds=air_strike&kinds=seizure")
    assert {r["line"]["kind"] for r in many["rows"]} == {"air_strike", "seizure"}
    assert asked(client, "/events?passing=1")["total"] >= every.total


def test_an_event_comes_with_every_claim_that_its_accounts_name(client: TestClient) -> None:
    for event in record(client).events:
        told = asked(client, f"/events/{event.id}")
        named = {c for own in event.fields.values() for a in own for c in a.claims}
        assert told["event"]["id"] == event.id
        assert named <= {c["id"] for c in told["claims"]}


def test_a_claim_comes_with_its_event(client: TestClient) -> None:
    own = record(client)
    about = next(c for c in own.claims if c.subject.type == "event")
    told = asked(client, f"/claims/{about.id}")
    assert (told["claim"], told["event"]["id"]) == (plain(about), about.subject.id)


def test_a_document_comes_with_all_that_was_read_in_it(client: TestClient) -> None:
    own = record(client)
    listed = asked(client, "/documents?limit=2&skip=1")
    assert (len(listed["documents"]), listed["total"]) == (2, len(own.documents))
    for document in own.documents:
        told = asked(client, f"/documents/{document.id}")
        assert told["document"]["text"] == document.text
        with desk_of(client).case() as case:
            affair = case.having(document.id)
        for name in ("mentions", "statements", "frames", "claims", "problems"):
            assert told[name] == plain(tuple(x for x in getattr(affair, name) if x.document == document.id))
        assert told["report"]["claims"] == len(told["claims"])


def test_names_problems_and_hits(client: TestClient) -> None:
    for sort in ("actor", "place", "voice"):
        told = asked(client, f"/names/{sort}?limit=3")
        assert len(told["names"]) == 3 <= told["total"]
        assert {n["sort"] for n in told["names"]} == {sort}
    assert asked(client, "/names/place?words=ubari")["names"][0]["name"] == "Ubari"
    told = asked(client, "/problems")
    assert sum(n for _, n in told["codes"]) == told["total"] == len(told["problems"])
    hits = asked(client, "/search?words=killed")["hits"]
    assert {h["claim"] is None for h in hits} == {True, False}
    assert all(
        any(p["hit"] and "killed" in p["text"].lower() for p in h["excerpt"]) for h in hits if h["claim"] is None
    )


def test_the_map_has_places_months_and_what_has_neither(client: TestClient) -> None:
    told = asked(client, "/map")
    assert set(told) == {"places", "unplaced", "months", "undated"}
    assert {"key", "name", "lat", "lon", "precision", "extent", "country", "events"} == set(told["places"][0])
    assert told["months"] == sorted(told["months"])
    one = asked(client, f"/map?place={told['places'][0]['key']}")
    with desk_of(client).case() as case:
        assert case.timeline(Wanted(place=told["places"][0]["key"])).total == told["places"][0]["events"]
    assert sum(n for _, n in one["months"]) <= told["places"][0]["events"]


def test_the_description_names_every_address(client: TestClient) -> None:
    told = client.get(f"{PREFIX}/openapi.json").json()
    assert {(p, m.upper()) for p, own in told["paths"].items() for m in own} == {
        (PREFIX + e.path, e.method) for e in ENDPOINTS
    }
    assert "Bearer" in told["info"]["description"]


# --- rulings --------------------------------------------------------------------------------------------


def test_a_ruling_holds_at_once_and_can_be_taken_back(client: TestClient, csrf: str) -> None:
    own = record(client)
    event = own.events[0]
    claims = [c.id for c in own.claims if c.subject.id == event.id][:2]
    made = ruled(client, csrf, {"kind": "reject", "things": claims, "why": "a mistake"})["decisions"]
    assert [(d["decision"]["kind"], d["decision"]["by"], d["state"]) for d in made] == [
        ("reject", "Ada Reviewer", "same")
    ] * 2
    assert {c.decided for c in record(client).claims if c.id in claims} == {"rejected"}
    assert asked(client, f"/claims/{claims[0]}")["decisions"][0]["decision"]["why"] == "a mistake"
    ids = [d["decision"]["id"] for d in made]
    assert {d["decision"]["id"] for d in asked(client, "/decisions?by=Ada%20Reviewer")["decisions"]} == set(ids)
    assert asked(client, "/decisions?by=nobody")["total"] == 0
    (undone,) = ruled(client, csrf, {"decisions": ids}, to="/undo")["decisions"]
    assert undone["decision"]["replaces"] == sorted(ids)
    assert {c.decided for c in record(client).claims if c.id in claims} == {None}
    assert {d["state"] for d in asked(client, "/decisions")["decisions"] if d["decision"]["id"] in ids} == {"replaced"}


def test_what_a_person_sets_right_stands_in_the_record(client: TestClient, csrf: str) -> None:
    own = record(client)
    killed = next(c for c in own.claims if c.slot == "killed")
    ruled(
        client, csrf, {"kind": "edit", "things": [killed.id], "value": "at least 14 civilians", "why": "see the photo"}
    )
    written = [c for c in record(client).claims if c.reader == "person"]
    assert [(c.slot, getattr(c.value, "low", None)) for c in written] == [("killed", 14)]


def test_a_grade_of_a_source_can_be_taken_back(client: TestClient, csrf: str) -> None:
    """It is about no report, so no affair has it."""
    (made,) = ruled(client, csrf, {"kind": "grade", "things": ["Fezzan Casualty Watch"], "source": "b"})["decisions"]
    assert (made["decision"]["change"]["source"], made["state"]) == ("B", None)
    ruled(client, csrf, {"decisions": [made["decision"]["id"]]}, to="/undo")
    again = {"kind": "grade", "things": ["Fezzan Casualty Watch"], "source": "C", "replaces": [made["decision"]["id"]]}
    ruled(client, csrf, again)


def test_actors_are_the_same_by_name_or_by_id(client: TestClient, csrf: str) -> None:
    own = record(client)
    groups = [a for a in own.actors if a.kind == "armed_group"][:2]
    assert len(groups) == 2
    with desk_of(client).case() as case:
        keys = [case.key_of(a.id) for a in groups]
    made = ruled(client, csrf, {"kind": "same", "things": [f"actor {k}" for k in keys], "why": "one group"})
    assert {t["type"] for t in made["decisions"][0]["decision"]["targets"]} == {"mention"}
    ruled(
        client,
        csrf,
        {"kind": "different", "things": [a.id for a in groups if a.id in {x.id for x in record(client).actors}]},
        400,
    )


@pytest.mark.parametrize(
    "things",
    [
        ["c_ffffffffffffffff"],
        ["a_ffffffffffffffff"],
        ["p_ffffffffffffffff"],
        ["e_ffff"],
        ["nothing"],
        ["x_ffffffffffffffff"],
    ],
)
def test_an_unknown_id_is_said_without_joining_the_whole_case(
    client: TestClient, csrf: str, things: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large case takes minutes to join."""
    monkeypatch.setattr(lookup, "whole", lambda _: 1 / 0)
    for kind in ("accept", "reject", "same", "note", "split"):
        assert things[0] in ruled(client, csrf, {"kind": kind, "things": things, "why": "x"}, 400)
    assert "r_ffffffffffffffff" in ruled(client, csrf, {"decisions": ["r_ffffffffffffffff"]}, 400, to="/undo")


def test_rulings_ask_for_no_more_than_the_affairs_they_are_about(
    client: TestClient, csrf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = record(client)
    monkeypatch.setattr(lookup, "whole", lambda _: 1 / 0)
    with desk_of(client).case() as case:
        one = case.having(own.actors[0].id)
        assert one is not None
        assert case.near([own.actors[0].id, own.actors[0].id[:10]]) == one
        assert case.near([]).documents == ()
        both = case.near([d.id for d in own.documents])
        assert both == own
    if len(one.actors) > 1:
        ruled(client, csrf, {"kind": "different", "things": [a.id for a in one.actors[:2]]})


# --- what is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/events?limit=0",
        "/events?limit=1001",
        "/events?limit=-1",
        "/events?limit=ten",
        "/events?limit=1&limit=2",
        "/events?limit=99999999999999999999999999",
        "/events?limit=",
        "/events?skip=99999999999",
        "/events?first=2016-02-31",
        "/events?first=yesterday",
        "/events?status=surely",
        "/events?words=%21%21",
        "/events?words=%00",
        "/events?words=" + "x" * 401,
        "/events?after=-1",
        "/events?nonsense=1",
        "/events?passing=yes",
        "/names/colour",
        "/search",
        "/problems?skip=x",
        "/record?all=yes",
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, address: str) -> None:
    asked(client, address, 400)


@pytest.mark.parametrize("id", ["e_0", "x", "%00", "%ED%A0%80", "c_" + "f" * 16, "..%2f..", "%F0%9F%92%A5", "e_*", "'"])
def test_an_id_that_is_none_is_not_found(client: TestClient, id: str) -> None:
    for sort in ("events", "claims", "documents"):
        asked(client, f"/{sort}/{id}", 404)
    asked(client, "/nowhere", 404)


def test_a_query_that_is_too_long_is_refused(client: TestClient) -> None:
    asked(client, "/events?" + "kinds=" + "x&kinds=" * 4000, 414)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"{}",
        b'{"kind":"accept"}',
        b'{"kind":"accept","things":[]}',
        b'{"kind":"accept","things":[""]}',
        b'{"kind":"accept","things":[1]}',
        b'{"kind":"accept","things":"c_1"}',
        b'{"kind":"bless","things":["c_1"]}',
        b'{"kind":"accept","things":["c_1"],"by":"somebody else"}',
        b'{"kind":"accept","things":["\\ud800"]}',
        b'{"kind":"add","things":["e_1"],"start":1e400}',
        b'{"kind":"add","things":["e_1"],"start":99999999999999999999999}',
        b"[" * 100_000,
        b'{"kind":' * 100_000,
    ],
)
def test_a_body_that_makes_no_sense_is_refused(client: TestClient, csrf: str, body: bytes) -> None:
    sent = {"content-type": "application/json", "x-csrf-token": csrf}
    answer = client.post(f"{PREFIX}/decisions", content=body, headers=sent)
    assert answer.status_code == 400
    assert answer.json()["error"]["hint"]
    assert asked(client, "/decisions")["total"] == 0


def test_a_body_has_its_type_and_its_size(client: TestClient, csrf: str) -> None:
    sent = {"x-csrf-token": csrf}
    form = client.post(f"{PREFIX}/decisions", data={"kind": "accept"}, headers=sent)
    assert (form.status_code, form.json()["error"]["status"]) == (415, 415)
    large = json.dumps({"kind": "accept", "things": ["c_1"], "why": "x" * MOST_API_BYTES})
    for content in (large, iter([large.encode()])):
        answer = client.post(
            f"{PREFIX}/decisions", content=content, headers=sent | {"content-type": "application/json"}
        )
        assert (answer.status_code, answer.json()["error"]["status"]) == (413, 413)
    assert "characters" in ruled(client, csrf, {"kind": "note", "things": ["c_1"], "why": "x" * 5000}, 400)


def test_another_method_is_told_which_there_are(client: TestClient) -> None:
    answer = client.put(f"{PREFIX}/decisions")
    assert (answer.status_code, answer.json()["error"]["status"]) == (405, 405)
    assert {m.strip() for m in answer.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}


def test_who_is_not_signed_in_is_told_how_to_ask(visitor: TestClient) -> None:
    answer = visitor.get(f"{PREFIX}/events")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["error"]["hint"]
    assert visitor.get(f"{PREFIX}/events", headers=BEARER).status_code == 200
    decided = {"kind": "grade", "things": ["Somebody"], "source": "A"}
    assert visitor.post(f"{PREFIX}/decisions", json=decided, headers=BEARER).status_code == 201


def test_a_fault_of_the_program_is_told_in_the_same_shape(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Case, "timeline", lambda *_, **__: 1 / 0)
    broken = TestClient(client.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = broken.get(f"{PREFIX}/events", headers=BEARER)
    assert (answer.status_code, answer.json()["error"]["status"]) == (500, 500)
