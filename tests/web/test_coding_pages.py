"""The desk's pages of blind double coding: what a coder sees and is not shown, and what comes of a closed round."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.exceptions import StarletteDeprecationWarning

import reportedly
from reportedly.case import Case
from reportedly.model import Claim, Record
from reportedly.web.api import ENDPOINTS
from reportedly.web.app import PAGES, make_app
from reportedly.web.desk import Desk, Settings
from reportedly.web.sessions import Role

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", StarletteDeprecationWarning
    )  # it would rather have another client, which does the same
    from starlette.testclient import TestClient

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
MONITOR, TOLLS = "06-monitor-strike.txt", "07-two-tolls.txt"
HOST = "http://127.0.0.1:8765"

ELSEWHERE = """Clash at Brod bridge

BROD, 3 May 2019 (Valley Wire) - Two militiamen were killed in a clash at the bridge of Brod on Friday, the mayor of Brod said.
"""

RANIAS = "at least 4711 zealots"
"""A value that only Rania writes as a coder; the words stand in no report."""
LEDGERS = "at least 8642 pilgrims"
"""A value that only Lena writes in the ledger."""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of the monitor's note, the two tolls, the correction of them, and a report on something else."""
    folder = tmp_path_factory.mktemp("coding")
    (folder / "brod.txt").write_text(ELSEWHERE, "utf-8")
    path = folder / "ubari.case"
    with Case.open(path, create=True) as made:
        made.add([str(EXAMPLES / n) for n in (MONITOR, TOLLS, "08-correction.txt")] + [str(folder / "brod.txt")])
        made.settle()
    return path


@pytest.fixture
def path(read_once: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "ubari.case"
    shutil.copyfile(read_once, copy)
    return copy


@pytest.fixture
def app(path: Path) -> Iterator[Starlette]:
    made = make_app(Settings(case=path, who="Lena", token="a-token"), {})
    yield made
    made.state.desk.close()


class Person:
    """Somebody at a browser of the desk."""

    def __init__(self, app: Starlette, name: str, role: Role) -> None:
        self.desk: Desk = app.state.desk
        self.session = self.desk.sessions.start(name, role)
        self.client = TestClient(app, base_url=HOST, cookies={"reportedly_8765": self.session.id})

    def get(self, address: str, *, follow: bool = True) -> Response:
        return self.client.get(address, follow_redirects=follow)

    def page(self, address: str) -> str:
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[-600:])
        return answer.text

    def send(self, address: str, **fields: str | list[str]) -> Response:
        return self.client.post(address, data={"csrf": self.session.csrf, **fields}, follow_redirects=False)

    def done(self, address: str, **fields: str | list[str]) -> str:
        """Send a form that must be taken; the address to which it leads."""
        answer = self.send(address, **fields)
        assert answer.status_code == 303, answer.text[-600:]
        for _ in range(400):
            if all(job.is_over() for job in self.desk.jobs.latest()):
                return answer.headers["location"]
            time.sleep(0.025)
        raise AssertionError("a document that was set right is still read anew")


Start = Callable[..., Person]


@pytest.fixture
def person(app: Starlette) -> Start:
    return lambda name, role="review": Person(app, name, role)


@pytest.fixture
def spring(path: Path) -> str:
    """A round of Rania and Omar on the first two documents, opened by Lena."""
    with Case.open(path) as case:
        return case.open_round("spring", [MONITOR, TOLLS], ["Rania", "Omar"], "Lena").id


def claim(record: Record, words: str, slot: str = "killed") -> Claim:
    (found,) = [c for c in record.claims if (c.slot, c.evidence[0].text) == (slot, words) and c.reader != "person"]
    return found


def coded(path: Path, by: str) -> Record:
    with Case.open(path, served=True) as case:
        return case.as_coded("spring", by)


def rule(who: Person, path: Path, kind: str, words: str, **fields: str) -> str:
    """A coder's ruling by form, on the claim that stands on these words."""
    one = claim(coded(path, who.session.name), words)
    return who.done("/coding/round-1/code", document=one.document, kind=kind, things=one.id, **fields)


# --- rounds -------------------------------------------------------------------------------------------


def test_without_a_round_the_page_says_what_to_do(person: Start) -> None:
    page = person("Lena").page("/coding")
    assert "No round yet" in page
    assert 'href="/coding/new"' in page


def test_who_only_reads_is_offered_no_form(person: Start, spring: str) -> None:
    page = person("Zora", "read").page("/coding")
    assert "spring" in page
    assert "/coding/new" not in page
    assert person("Zora", "read").send("/coding/new", do="open", name="x").status_code == 403


def test_a_round_is_opened_by_form_and_what_was_chosen_outlasts_a_search(person: Start, path: Path) -> None:
    """One report is ticked, then another is searched for; both are in the round, with the names that were typed."""
    lena = person("Lena")
    with Case.open(path, served=True) as case:
        ids = {r.title: r.document for r in case.reports()[0]}
    first = ids["Clash at Brod bridge"]
    found = lena.send(
        "/coding/new", do="find", name="autumn", coders="Rania\nOmar", words="militants", document=[first]
    )
    assert found.status_code == 200
    assert re.search(rf'value="{first}" id="[^"]+" checked', found.text)
    assert 'value="autumn"' in found.text
    assert "Rania\nOmar" in found.text
    listed = re.findall(r'name="document" value="(d_\w+)" id="[^"]+">', found.text)
    assert listed
    assert set(listed) < set(ids.values()) - {first}
    to = lena.done("/coding/new", do="open", name="autumn", coders="Rania\r\nOmar\r\n", document=[first, listed[0]])
    assert to == "/coding#round-1"
    with Case.open(path, served=True) as case:
        (made,) = case.rounds()
    assert made.name == "autumn"
    assert made.by == "Lena"
    assert set(made.documents) == {first, listed[0]}
    assert [c.name for c in made.coders] == ["Rania", "Omar"]


def test_all_that_a_search_finds_are_chosen_at_once(person: Start) -> None:
    page = person("Lena").send("/coding/new", do="all", words="", name="", coders="").text
    assert len(re.findall(r'name="document" value="d_\w+" id="[^"]+" checked', page)) == 4


def test_a_round_that_makes_no_sense_is_refused_with_a_hint(person: Start) -> None:
    answer = person("Lena").send("/coding/new", do="open", name="autumn", coders="Rania")
    assert answer.status_code == 400
    assert "two coders" in answer.text


# --- a coder's own pages ------------------------------------------------------------------------------


def test_a_coder_sees_text_and_claims_and_rules(person: Start, path: Path, spring: str) -> None:
    """A claim is accepted, one set right, one rejected and taken back; the count of what is ruled follows."""
    rania = person("Rania")
    page = rania.page("/coding/round-1/work")
    record = coded(path, "Rania")
    total = len(record.claims)
    assert f"<b>0</b> of {total} claims ruled" in page
    document = claim(record, "11 civilians").document
    page = rania.page(f"/coding/round-1/work?document={document}")
    for c in record.claims:
        if c.document == document:
            assert f'value="accept {c.id}"' in page
            assert f'href="/coding/round-1/claim/{document}/{c.id}#edit-value"' in page
    to = rania.done(
        "/coding/round-1/code",
        document=document,
        do=f"accept {claim(record, '11 civilians').id}",
        back="/coding/round-1/work",
    )
    assert to.startswith("/coding/round-1/work?done=r_")
    page = rania.page(to)
    assert "1 ruling kept (accept)" in page
    assert 'action="/coding/round-1/undo"' in page
    rule(rania, path, "edit", "17 people", value=RANIAS)
    to = rule(rania, path, "reject", "15 bodies", back="/coding/round-1/work")
    assert f"<b>3</b> of {total} claims ruled" in rania.page("/coding/round-1/work")
    (rejected,) = re.findall(r"done=(r_\w+)", to)
    to = rania.done("/coding/round-1/undo", decision=rejected, back="/coding/round-1/work")
    assert "Taken back" in rania.page(to)
    assert f"<b>2</b> of {total} claims ruled" in rania.page("/coding/round-1/work")
    edited = claim(coded(path, "Rania"), "17 people")
    own = rania.page(f"/coding/round-1/claim/{edited.document}/{edited.id}")
    assert "4711" in own
    assert "Take it back" in own
    with Case.open(path, served=True) as case:
        assert case.decisions() == ()


def test_a_claim_is_added_on_the_words_of_a_document(person: Start, path: Path, spring: str) -> None:
    rania = person("Rania")
    document = claim(coded(path, "Rania"), "nine militants").document
    page = rania.page(f"/coding/round-1/work?document={document}")
    frames = re.findall(r'<option value="(f_\w+)">', page)
    given = {"slot": "instrument", "quote": "jets", "value": "jets", "speaker": "southern command", "stance": "asserts"}
    to = rania.done("/coding/round-1/code", document=document, kind="add", things=frames[0], back="/x", **given)
    (written,) = [c for c in coded(path, "Rania").claims if c.reader == "person"]
    assert to.endswith(f"#{written.id}")
    assert "hand-written" in rania.page(f"/coding/round-1/work?document={document}")


def test_documents_follow_one_another_and_a_claim_opens_its_part(person: Start, path: Path, spring: str) -> None:
    rania = person("Rania")
    with Case.open(path, served=True) as case:
        one, two = (s.document for s in case.sheets(spring, "Rania"))
    first, second = (rania.page(f"/coding/round-1/work?document={d}") for d in (one, two))
    assert f'rel="next" href="/coding/round-1/work?document={two}"' in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="/coding/round-1/work?document={one}"' in second
    assert 'rel="next"' not in second


def test_nobody_else_opens_a_coders_pages(person: Start, path: Path, spring: str) -> None:
    """The organiser codes nothing; a form for another round's document, or without the token, is refused."""
    assert person("Lena").get("/coding/round-1/work").status_code == 400
    assert person("Lena").get("/coding/round-9/work").status_code == 404
    rania = person("Rania")
    with Case.open(path, served=True) as case:
        other = next(r.document for r in case.reports()[0] if r.title == "Clash at Brod bridge")
    assert rania.send("/coding/round-1/code", document=other, kind="accept", things="c_00000000").status_code == 404
    one = claim(coded(path, "Rania"), "15 bodies")
    assert rania.client.post("/coding/round-1/code", data={"things": one.id, "kind": "accept"}).status_code == 403


def test_done_says_what_is_left_and_the_last_one_closes(person: Start, path: Path, spring: str) -> None:
    rania, omar = person("Rania"), person("Omar")
    total = len(coded(path, "Rania").claims)
    rule(rania, path, "accept", "15 bodies")
    page = rania.page("/coding/round-1/work")
    assert f"<b>{total - 1} claims</b> are not ruled yet" in page
    rania.done("/coding/round-1/done")
    page = rania.page("/coding/round-1/work")
    assert "you rule no more" in page
    assert 'value="accept' not in page
    one = claim(coded(path, "Rania"), "11 civilians")
    assert rania.send("/coding/round-1/code", document=one.document, kind="accept", things=one.id).status_code == 400
    assert "open" in rania.page("/coding")
    omar.done("/coding/round-1/done")
    assert rania.get("/coding/round-1/work", follow=False).headers["location"] == "/coding/round-1/differences"


def test_only_who_opened_a_round_closes_it(person: Start, spring: str) -> None:
    assert "/coding/round-1/close" not in person("Rania").page("/coding")
    assert person("Rania").send("/coding/round-1/close").status_code == 400
    assert "/coding/round-1/close" in person("Lena").page("/coding")
    person("Lena").done("/coding/round-1/close")
    assert "closed" in person("Rania").page("/coding")


# --- blindness ----------------------------------------------------------------------------------------


@pytest.fixture
def ruled(person: Start, path: Path, spring: str) -> Record:
    """Rania codes in the round; Lena rules in the ledger on the same documents.  The record as the machine read it is returned."""
    rania, lena = person("Rania"), person("Lena")
    rule(rania, path, "edit", "17 people", value=RANIAS, why="zzranias reason")
    rule(rania, path, "reject", "15 bodies", why="zzranias reason")
    one = claim(coded(path, "Omar"), "11 civilians")
    lena.done("/decide", kind="edit", things=one.id, value=LEDGERS, why="zzlenas reason")
    lena.done("/decide", kind="edit", things=one.document, publisher="zzlenas gazette")
    other = claim(coded(path, "Omar"), "nine militants")
    lena.done("/decide", kind="reject", things=other.id, why="zzlenas reason")
    return coded(path, "Omar")


def addresses(path: Path) -> list[str]:
    """Every address of every page of the desk, for everything that the case has."""
    with Case.open(path, served=True) as case:
        records = {r.document: case.having(r.document) for r in case.reports()[0]}
        named = {s: case.named(s)[0] for s in ("actor", "place", "voice")}
        log = [d.id for d in case.decisions()]
    ids: dict[str, set[str]] = {"e": set(), "c": set(), "d": set(), "a": set(), "p": set()}
    accounts: dict[str, set[str]] = {}
    for record in records.values():
        assert record is not None
        for things in (record.events, record.claims, record.documents, record.actors, record.places):
            for x in things:
                ids[x.id[0]].add(x.id)
        for e in record.events:
            accounts.setdefault(e.id, set()).update(a.id for own in e.fields.values() for a in own)
    found: list[str] = []
    for route, _ in PAGES:
        match route:
            case "/event/{id}":
                found += [f"/event/{i}" for i in ids["e"]]
            case "/event/{id}/account/{account}":
                found += [f"/event/{e}/account/{a}" for e, own in accounts.items() for a in own]
            case "/claim/{id}":
                found += [f"/claim/{i}" for i in ids["c"]]
            case "/claim/{id}/alike":
                found += [f"/claim/{i}/alike?way=slot" for i in ids["c"]]
            case "/document/{id}":
                found += [f"/document/{i}" for i in ids["d"]]
            case "/document/{id}/words":
                found += [f"/document/{i}/words" for i in ids["d"]]
            case "/thing/{id}":
                found += [f"/thing/{i}" for own in ids.values() for i in own]
            case "/same/{id}":
                found += [f"/same/{i}" for s in "eap" for i in ids[s]]
            case "/actor/{key:path}" | "/place/{key:path}" | "/voice/{key:path}":
                sort = route.split("/")[1]
                found += [f"/{sort}/{n.key}" for n in named[sort]]
            case "/coding/{round}/claim/{document}/{claim}":
                found += [f"/coding/round-1/claim/{c.document}/{c.id}" for r in records.values() if r for c in r.claims]
            case "/coding/{round}/work":
                found += [f"/coding/round-1/work?document={d}" for d in ids["d"]]
            case "/":
                found += ["/", "/?words=pilgrims", "/?words=militants", "/?passing=1", f"/?done={','.join(log)}"]
            case "/history":
                found += ["/history", "/history?who=Lena", f"/history?done={','.join(log)}"]
            case "/export/{form}":
                found += [f"/export/{form}" for form in ("record", "csv", "geojson")]
                found += [f"/export/record?event={e}" for e in ids["e"]]
            case "/jobs/{id}" | "/jobs/{id}.json" | "/jobs/{id}/file":
                found.append(route.replace("{id}", "0"))
            case "/static/countries-50m.json":
                pass
            case _:
                found.append(route.replace("{round}", "round-1"))
    for endpoint in ENDPOINTS:
        if endpoint.method == "GET":
            sort = {"claims": "c", "events": "e", "documents": "d"}.get(endpoint.path.split("/")[1], "e")
            found += [f"/api{endpoint.path.format(id=i, sort='actor')}" for i in sorted(ids[sort])[:3]]
    found += ["/api/search?words=pilgrims", "/api/record?all=1"]
    assert not [a for a in found if "{" in a], "a page of the desk is not visited"
    return found


TELLTALE = re.compile(r"4,?711|zealots|zzranias|8,?642|pilgrims|zzlenas")
"""What only others ruled."""


def told(who: Person, address: str) -> list[str]:
    """What a page, and the addresses that led to it, tell of others' rulings; what the address itself has may be repeated."""
    answer = who.get(address)
    assert answer.status_code in (200, 400, 403, 404), address
    said = answer.text + " ".join(str(h.headers["location"]) for h in answer.history)
    return [t for t in TELLTALE.findall(said) if t not in address]


def test_no_page_shows_a_coder_what_others_ruled(person: Start, path: Path, ruled: Record) -> None:
    """Omar opens every page there is, for every claim, event, document, name and voice; of Rania's and Lena's words there is none."""
    omar = person("Omar")
    found = addresses(path)
    assert len(found) > 100
    for address in found:
        assert told(omar, address) == [], address


def test_the_same_pages_show_it_to_others_and_to_coders_once_closed(person: Start, path: Path, ruled: Record) -> None:
    """What the test above looks for is there to be found: Lena sees the ledger, and Omar sees all when the round is closed."""
    lena, omar = person("Lena"), person("Omar")
    seen = {a for a in addresses(path) if told(lena, a)}
    assert any(a.startswith("/event/") for a in seen)
    assert any(a.startswith("/document/") for a in seen)
    assert any(a.startswith("/claim/") for a in seen)
    assert "/history" in seen
    assert told(person("Rania"), f"/coding/round-1/work?document={claim(ruled, '17 people').document}")
    rule(omar, path, "accept", "17 people")
    lena.done("/coding/round-1/close")
    assert [a for a in seen if not told(omar, a)] == []
    assert "zealots" in told(omar, "/coding/round-1/differences")


def test_documents_and_claims_of_the_round_lead_to_the_coders_own_page(
    person: Start, path: Path, ruled: Record
) -> None:
    omar = person("Omar")
    one = claim(ruled, "11 civilians")
    got = omar.get(f"/claim/{one.id}", follow=False)
    assert got.status_code == 303, got.text
    to = got.headers["location"]
    assert to == f"/coding/round-1/work?document={one.document}&claim={one.id}&led=1#{one.id}"
    assert "You code this document" in omar.page(to)
    for address in (f"/document/{one.document}", f"/document/{one.document}/words"):
        assert omar.get(address, follow=False).headers["location"].startswith("/coding/round-1/work?document=")


def test_a_coder_sees_how_far_the_reports_are_that_the_coder_adds(person: Start, ruled: Record) -> None:
    """Who adds a report while coding is told what came of it, but for a document of the round; of others' jobs nothing."""
    omar, lena = person("Omar"), person("Lena")
    elsewhere = omar.done(
        "/add", text="Ferry sinks off Tolva\n\nA ferry sank off Tolva on 3 July 2019, the port office said."
    )
    assert "read and joined" in omar.page(elsewhere)
    assert omar.get(f"{elsewhere}.json").json()["over"]
    files = {"files": (MONITOR, (EXAMPLES / MONITOR).read_bytes())}
    again = omar.client.post("/add", data={"csrf": omar.session.csrf}, files=files, follow_redirects=False)
    known = omar.done(
        "/add", text="Ferry sinks off Tolva\n\nA ferry sank off Tolva on 3 July 2019, the port office said."
    )
    assert "the case had it already" in omar.page(known)
    others = lena.done("/add", text="Bus overturns near Brod\n\nA bus overturned near Brod on 4 July 2019.")
    assert omar.get(others).status_code == 403
    assert omar.get(again.headers["location"]).status_code == 403
    assert omar.get(lena.done("/reread", reader="standard")).status_code == 403


def test_what_is_joined_with_the_round_is_closed_and_the_rest_is_open(person: Start, path: Path, ruled: Record) -> None:
    """An event told in a document of the round is closed; one that is told elsewhere alone is listed and opens."""
    omar = person("Omar")
    with Case.open(path, served=True) as case:
        rows = case.timeline().rows
        inside = next(r.line.event for r in rows if set(r.line.documents) & {d.id for d in ruled.documents})
        brod = next(r.document for r in case.reports()[0] if r.title == "Clash at Brod bridge")
        outside = next(r.line.event for r in rows if set(r.line.documents) == {brod})
    answer = omar.get(f"/event/{inside}")
    assert answer.status_code == 403
    assert "Closed to you while you code" in answer.text
    assert 'href="/coding/round-1/work"' in answer.text
    timeline = omar.page("/")
    assert outside in timeline
    assert inside not in timeline
    assert "are not listed until it is closed" in timeline
    assert "bridge of Brod" in omar.page(f"/document/{brod}")
    assert f'id="{outside}"' not in omar.page(f"/event/{outside}")
    assert omar.get("/api/map").status_code == 403
    assert omar.get("/api/map").json()["error"]["status"] == 403


def test_a_coder_who_is_done_stays_blind_until_the_round_is_closed(person: Start, path: Path, ruled: Record) -> None:
    omar = person("Omar")
    omar.done("/coding/round-1/done")
    assert omar.get("/map").status_code == 403
    person("Rania").done("/coding/round-1/done")
    assert omar.get("/map").status_code == 200


def test_an_earlier_round_on_the_same_documents_is_closed_too(person: Start, path: Path, ruled: Record) -> None:
    """What was ruled in the spring, and what was taken of it, is not shown to who codes the documents again in the autumn."""
    omar = person("Omar")
    person("Lena").done("/coding/round-1/close")
    assert omar.get("/coding/round-1/differences").status_code == 200
    with Case.open(path) as case:
        case.open_round("autumn", [MONITOR], ["Omar", "Zora"], "Lena")
    assert omar.get("/coding/round-1/differences").status_code == 403
    assert person("Rania").get("/coding/round-1/differences").status_code == 200


def test_a_name_is_the_same_person_however_it_is_written(person: Start, ruled: Record) -> None:
    assert person(" oMAR ").get("/map").status_code == 403


def test_agreement_and_differences_wait_until_the_round_is_closed(person: Start, ruled: Record) -> None:
    for who in ("Rania", "Omar", "Lena"):
        for page in ("agreement", "agreement.csv", "differences"):
            answer = person(who).get(f"/coding/round-1/{page}")
            assert answer.status_code == 400
            assert "still open" in answer.text
        assert person(who).send("/coding/round-1/adopt").status_code == 400


# --- what comes of it ---------------------------------------------------------------------------------


@pytest.fixture
def closed(person: Start, path: Path, spring: str) -> None:
    """Both accept one claim and reject another; on two they differ."""
    rania, omar = person("Rania"), person("Omar")
    for who in (rania, omar):
        rule(who, path, "accept", "11 civilians")
        rule(who, path, "reject", "15 bodies")
    rule(rania, path, "accept", "nine militants", why="the note names them")
    rule(omar, path, "reject", "nine militants")
    rule(rania, path, "accept", "17 people")
    rule(omar, path, "edit", "17 people", value="at least 17 people")
    rania.done("/coding/round-1/done")
    omar.done("/coding/round-1/done")


def test_agreement_by_slot_with_reasons_and_as_a_table(person: Start, path: Path, closed: None) -> None:
    lena = person("Lena")
    with Case.open(path, served=True) as case:
        (killed, whole) = case.agreement("spring").slots
    page = lena.page("/coding/round-1/agreement")
    assert f"{killed.kappa.value:.2f}" in page
    assert "50 %" in page
    assert "chance" in page
    answer = lena.get("/coding/round-1/agreement.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "round-1-agreement.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [r["slot"] for r in rows] == ["killed", "all"]
    assert rows[1]["units"] == str(whole.units) == "4"
    assert rows[1]["percent"] == "50.0"
    assert float(rows[0]["kappa"]) == pytest.approx(killed.kappa.value, abs=1e-4)


def test_a_figure_that_is_not_defined_says_why(person: Start, path: Path, spring: str) -> None:
    for who in (person("Rania"), person("Omar")):
        rule(who, path, "reject", "15 bodies")
        who.done("/coding/round-1/done")
    page = person("Lena").page("/coding/round-1/agreement")
    assert "nothing to tell from chance" in page
    (row, _) = csv.DictReader(io.StringIO(person("Lena").get("/coding/round-1/agreement.csv").text))
    assert row["kappa"] == ""
    assert "chance" in row["no_kappa_because"]


def test_a_difference_is_settled_seen_as_settled_and_taken_back(person: Start, path: Path, closed: None) -> None:
    lena = person("Lena")
    page = lena.page("/coding/round-1/differences")
    assert "<b>0</b> of 2 differences settled" in page
    assert "the note names them" in page
    unit = claim(coded(path, "Rania"), "nine militants").id
    to = lena.done("/coding/round-1/adjudicate", unit=unit, take="Omar", why="none was armed")
    assert to.startswith("/coding/round-1/differences?done=r_")
    assert to.endswith(f"#{unit}")
    page = lena.page(to)
    assert "<b>1</b> of 2 differences settled" in page
    assert "settled by <bdi>Lena</bdi>: rejected" in page
    assert "none was armed" in page
    with Case.open(path, served=True) as case:
        (decision,) = case.decisions()
    assert (decision.kind, decision.by) == ("reject", "Lena")
    assert f'href="/history#{decision.id}"' in page
    lena.done("/undo", decision=decision.id, back="/coding/round-1/differences")
    assert "<b>0</b> of 2 differences settled" in lena.page("/coding/round-1/differences")


def test_no_ruling_is_taken_without_a_button(person: Start, path: Path, closed: None) -> None:
    """Enter in the field of the reason presses the form's first button, which is out of use: nobody is taken by accident."""
    lena = person("Lena")
    form = lena.page("/coding/round-1/differences").split('action="/coding/round-1/adjudicate"')[1]
    assert form[: form.index("Take ")].index("<button disabled hidden>") < form.index('name="take"')
    unit = claim(coded(path, "Rania"), "nine militants").id
    assert lena.send("/coding/round-1/adjudicate", unit=unit, why="x").status_code == 400


def test_what_all_ruled_alike_is_counted_then_adopted(person: Start, path: Path, closed: None) -> None:
    lena = person("Lena")
    page = lena.page("/coding/round-1/differences")
    assert "<b>2 claims</b> all coders ruled alike" in page
    assert "Adopt all 2" in page
    to = lena.done("/coding/round-1/adopt")
    page = lena.page(to)
    assert "2 rulings kept" in page
    assert "Adopt" not in page
    with Case.open(path, served=True) as case:
        assert sorted(d.kind for d in case.decisions()) == ["accept", "reject"]


def test_a_round_with_nothing_left_is_settled(person: Start, path: Path, closed: None) -> None:
    lena = person("Lena")
    assert "Settle 2 differences" in lena.page("/coding")
    lena.done("/coding/round-1/adopt")
    for words in ("nine militants", "17 people"):
        unit = claim(coded(path, "Rania"), words).id
        lena.done("/coding/round-1/adjudicate", unit=unit, take="Rania")
    page = lena.page("/coding")
    assert "is-settled" in page
    assert "Settle" not in page


def test_a_decision_of_the_ledger_can_give_way(person: Start, path: Path, closed: None) -> None:
    """Omar accepted the claim in the ledger before; Lena takes the rejection in its place, and there is no conflict."""
    unit = claim(coded(path, "Rania"), "nine militants").id
    person("Omar").done("/decide", kind="accept", things=unit)
    lena = person("Lena")
    page = lena.page("/coding/round-1/differences")
    (past,) = re.findall(r'name="replaces" value="(r_\w+)"', page)
    lena.done("/coding/round-1/adjudicate", unit=unit, take="Omar", replaces=past)
    with Case.open(path, served=True) as case:
        assert case.states([past])[past] == "replaced"
        record = case.having(unit)
    assert record is not None
    assert next(c for c in record.claims if c.id == unit).decided == "rejected"


def test_names_and_reasons_are_text_never_markup(person: Start, path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    with Case.open(path) as case:
        case.open_round(evil, [MONITOR, TOLLS], ["<b>Rania", "Omar"], "Lena")
        one = claim(case.as_coded("round-1", "Omar"), "nine militants")
    for name in ("<b>Rania", "Omar"):
        kind = "accept" if name == "Omar" else "reject"
        who = person(name)
        who.done("/coding/round-1/code", document=one.document, kind=kind, things=one.id, why=evil)
        assert "<script>alert" not in who.page("/coding/round-1/work")
        who.done("/coding/round-1/done")
    for page in ("/coding", "/coding/round-1/differences", "/coding/round-1/agreement"):
        text = person("Lena").page(page)
        assert "<script>alert" not in text
        assert "<b>Rania" not in text
