"""What the desk refuses, and what it never does: each rule over every address that it has."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import hostile
import httpx
import pytest
from lxml import html
from starlette.routing import Mount, Route
from visiting import ADDRESS, TOKEN, TestClient, desk_of, session_id

from reportedly.case import Case
from reportedly.cli_desk import forms
from reportedly.web import guard
from reportedly.web.app import OWN, PAGES, make_app
from reportedly.web.desk import Settings

OPEN = ("/static/", "/login")
"""What may be had without being signed in."""

MANY = 12
"""Things of a sort whose pages are looked at."""

SIMPLE = {"content-security-policy": guard.POLICY, "x-content-type-options": "nosniff", "x-frame-options": "DENY"}


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and path of the desk, the parts of paths filled in."""
    found = [r for r in client.app.routes if isinstance(r, Route)]  # type: ignore[attr-defined]
    assert all(isinstance(r, Route | Mount) for r in client.app.routes)  # type: ignore[attr-defined]
    return [(m, re.sub(r"{\w+(:\w+)?}", "x", r.path)) for r in found for m in sorted(r.methods or ())]


def changing(client: TestClient) -> list[str]:
    """The paths of everything that changes something."""
    found = {path for method, path in routes(client) if method not in ("GET", "HEAD")}
    assert {"/decide", "/undo", "/seen", "/add", "/api/decisions", "/api/undo"} <= found
    return [*sorted(found - {"/login", "/logout"}), "/logout"]


def signed(client: TestClient, path: str, csrf: str | None, headers: dict[str, str] | None = None) -> httpx.Response:
    """A change sent as a page of the desk sends it."""
    if path.startswith("/api/"):
        own = {} if csrf is None else {"x-csrf-token": csrf}
        return client.post(path, json={}, headers=own | (headers or {}))  # type: ignore[return-value]
    return client.post(path, data={} if csrf is None else {"csrf": csrf}, headers=headers)  # type: ignore[return-value]


# --- who may ask --------------------------------------------------------------------------------------


def test_nothing_is_shown_to_who_has_not_signed_in(visitor: TestClient) -> None:
    pages = {re.sub(r"{\w+(:\w+)?}", "x", path) for path, _ in PAGES}
    assert pages <= {path for _, path in routes(visitor)}
    for method, path in routes(visitor):
        if path.startswith(OPEN):
            continue
        answer = visitor.request(method, path)
        assert answer.status_code == 401, (method, path)
        assert "Ubari" not in answer.text


def test_a_shared_desk_sends_who_has_not_signed_in_to_its_log_in(case_file: Path) -> None:
    app = make_app(Settings(case=case_file, who="", token=TOKEN, shared=True), forms())
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        for method, path in routes(client):
            if path.startswith(OPEN):
                continue
            answer = client.request(method, path, headers={"authorization": f"Bearer {TOKEN}"})
            if path.startswith("/api/"):
                assert answer.status_code == 401
            else:
                assert answer.status_code == 303
                assert answer.headers["location"].startswith("/login")
        assert client.get("/", params={"token": TOKEN}).status_code == 401


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "ü", "\0"])
def test_another_token_opens_nothing(visitor: TestClient, token: str) -> None:
    assert visitor.get("/", params={"token": token}).status_code == 401
    given = {b"authorization": f"Bearer {token}".encode()}
    assert visitor.get("/api/events", headers=given).status_code == 401
    assert len(visitor.cookies) == 0


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "evil.example#127.0.0.1",
        "127.0.0.1/evil.example",
        "[::1].evil.example",
        "127.0.0.1:80:80",
        "192.0.2.1",
        "0.0.0.0",
        "[::1",
        "",
    ],
)
def test_a_page_elsewhere_does_not_reach_the_desk_by_renaming_itself(client: TestClient, host: str) -> None:
    for path in ("/", "/api/events", "/static/desk.css", "/login"):
        answer = client.get(path, headers={"host": host, "authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 421, (host, path)
    assert client.get(f"/?token={TOKEN}", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8791", "localhost:8791", "LOCALHOST", "[::1]:8791"])
def test_the_desk_answers_under_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/api/events", headers={"host": host, "authorization": f"Bearer {TOKEN}"}).status_code == 200


# --- what changes something -----------------------------------------------------------------------------


def test_a_change_needs_the_token_of_its_session(client: TestClient, csrf: str) -> None:
    for path in changing(client):
        for wrong in (None, "", "x", csrf[:-1], csrf.swapcase(), session_id(client), TOKEN):
            assert signed(client, path, wrong).status_code == 403, (path, wrong)
        assert signed(client, path, csrf).status_code != 403, path


def test_a_change_is_refused_that_comes_from_another_page(client: TestClient, csrf: str) -> None:
    for path in (*changing(client), "/login"):
        for headers in (
            {"origin": "https://evil.example"},
            {"origin": "http://127.0.0.1.evil.example"},
            {"origin": "https://127.0.0.1"},
            {"origin": "http://127.0.0.1:9999"},
            {"origin": "null"},
            {"origin": ""},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
        ):
            assert signed(client, path, csrf, headers).status_code == 403, (path, headers)
        own = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}
        assert signed(client, path, csrf, own).status_code != 403, path


def test_who_only_reads_changes_nothing(client: TestClient) -> None:
    reader = desk_of(client).sessions.start("Rhea Reader", "read")
    (name,) = client.cookies
    client.cookies.clear()
    client.cookies.set(name, reader.id)
    own = {re.sub(r"{\w+}", "x", path) for path, _ in OWN}
    for path in changing(client):
        if path not in own:
            assert signed(client, path, reader.csrf).status_code == 403, path
    assert own <= {*changing(client)}


def test_no_page_answers_another_method(client: TestClient) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    known = routes(client)
    for path in {path for _, path in known}:
        own = {m for m, p in known if p == path}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - own:
            answer = client.request(method, path, headers=headers)
            assert answer.status_code == 405, (method, path)
            assert {m.strip() for m in answer.headers["allow"].split(",")} == own


def test_a_form_in_another_encoding_is_refused_and_no_fault(client: TestClient, csrf: str) -> None:
    part = f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n--b\r\n'
    for charset in ("utf-7", "unicode_escape", "no-such", "idna", "utf-16"):
        words = f'{part}Content-Disposition: form-data; name="kind"\r\n\r\n\\ud800+2AA-\r\n--b--\r\n'
        sent = {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}
        assert client.post("/decide", content=words.encode(), headers=sent).status_code in (400, 403, 415)
    for sort in ("multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json", ""):
        assert client.post("/decide", content=b"--\r\n\x00\xff", headers={"content-type": sort}).status_code in (
            400,
            403,
            415,
        )


# --- what every answer carries --------------------------------------------------------------------------


def test_every_answer_carries_the_policy(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "page": client.get("/"),
        "file": client.get("/static/desk.css"),
        "no file": client.get("/static/no.css"),
        "no page": client.get("/nowhere"),
        "no event": client.get("/event/e_0"),
        "bad day": client.get("/?first=yesterday"),
        "redirect": client.get("/", params={"token": TOKEN}),
        "bad host": client.get("/", headers={"host": "evil.example"}),
        "bad form": client.post("/decide"),
        "bad method": client.put("/"),
        "too large": client.post("/decide", headers={"content-length": str(2**40)}),
        "too long": client.get("/?words=" + "x" * 20_000),
        "json": client.get("/api/events"),
        "bad json": client.get("/api/events?limit=x"),
        "not signed in": TestClient(client.app, base_url=ADDRESS).get("/"),
    }
    expected = [200, 200, 404, 404, 404, 400, 303, 421, 403, 405, 413, 414, 200, 400, 401]
    assert [a.status_code for a in answers.values()] == expected
    monkeypatch.setattr(Case, "timeline", lambda *_, **__: 1 / 0)
    broken = TestClient(client.app, base_url=ADDRESS, raise_server_exceptions=False)
    for path in ("/", "/api/events"):
        answers[f"fault {path}"] = broken.get(path, headers={"authorization": f"Bearer {TOKEN}"})
        assert answers[f"fault {path}"].status_code == 500
        assert "division" not in answers[f"fault {path}"].text
    for name, answer in answers.items():
        assert SIMPLE.items() <= dict(answer.headers).items(), name
        assert "server" not in answer.headers
        lasting = name == "file"
        assert answer.headers["cache-control"].startswith("max-age" if lasting else "no-store"), name


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = {(r.split()[0], *r.split()[1:]) for r in guard.POLICY.split("; ")}
    assert ("default-src", "'none'") in rules
    assert {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}.isdisjoint({w for r in rules for w in r})
    assert {
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("frame-ancestors", "'none'"),
        ("form-action", "'self'"),
    } <= rules


def test_the_cookie_is_the_servers_alone(visitor: TestClient) -> None:
    for scheme, secure in (("http", False), ("https", True)):
        answer = visitor.get(f"{scheme}://127.0.0.1/", params={"token": TOKEN})
        parts = [p.strip().lower() for p in answer.headers["set-cookie"].split(";")]
        assert {"httponly", "samesite=strict", "path=/"} <= set(parts)
        assert ("secure" in parts) is secure
        assert not any(p.startswith("domain") for p in parts)
        assert TOKEN not in answer.headers["set-cookie"]


# --- where one is sent ----------------------------------------------------------------------------------

AWAY = (
    "//evil.example",
    "https://evil.example/",
    "HTTPS:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "//evil.example/%2e%2e",
    "/\u2028/evil.example",
    "evil.example",
)


def stays(location: str) -> bool:
    """Whether a browser that is sent there stays at the desk."""
    return urlsplit(location).netloc == "" and re.match(r"/(?![/\\])[\x21-\x7e]*$", location) is not None


@pytest.mark.parametrize("away", AWAY)
def test_no_form_leads_away(client: TestClient, csrf: str, away: str) -> None:
    with desk_of(client).case() as case:
        event = case.timeline(limit=1).rows[0].line.event
    given = {"csrf": csrf, "back": away}
    sent = [
        client.post("/seen", data=given),
        client.post("/decide", data=given | {"kind": "note", "things": event, "why": away}),
    ]
    decision = client.get("/api/decisions").json()["decisions"][0]["decision"]["id"]
    sent.append(client.post("/undo", data=given | {"decision": decision}))
    for answer in sent:
        assert answer.status_code == 303
        assert stays(answer.headers["location"]), answer.headers["location"]


def test_a_form_leads_back_to_its_own_page(client: TestClient, csrf: str) -> None:
    for back in ("/documents?page=2", "/?words=a+b&first=2016-04-01", "/event/e_1#c_1"):
        assert client.post("/seen", data={"csrf": csrf, "back": back}).headers["location"] == back


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/\\evil.example/", "/%5Cevil.example", "/%09/evil.example", "///evil.example"]
)
def test_the_printed_address_leads_nowhere_else(visitor: TestClient, path: str) -> None:
    answer = visitor.get(f"{ADDRESS}{path}?token={TOKEN}&then=//evil.example")
    assert answer.status_code in (303, 404)
    if answer.status_code == 303:
        assert stays(answer.headers["location"].partition("?")[0]), answer.headers["location"]


@pytest.mark.parametrize("key", ["//evil.example", "https://evil.example", "a_x", "\\evil.example"])
def test_a_thing_that_is_none_leads_nowhere(client: TestClient, key: str) -> None:
    assert client.get(f"/thing/{quote(key, safe='')}").status_code == 404


# --- hostile words --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of hostile reports, in which somebody has ruled with hostile reasons."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / f"{hostile.SCRIPT.replace('/', '')} {hostile.TURNED} {{{{191*193}}}}.case"
    with Case.open(path, create=True) as case:
        case.add(hostile.write(folder), who=hostile.ALL)
    return path


@pytest.fixture(scope="module")
def attacked(hostile_file: Path) -> Iterator[TestClient]:
    """A browser at the desk over it, under a hostile name."""
    app = make_app(Settings(case=hostile_file, who=f"Ada {hostile.ALL}", token=TOKEN), forms())
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        client.get("/", params={"token": TOKEN})
        headers = {"authorization": f"Bearer {TOKEN}"}
        record = client.get("/api/record", headers=headers).json()
        assert record["claims"]
        event = record["claims"][0]["subject"]["id"]
        claim = record["claims"][0]["id"]
        document = record["documents"][0]["id"]
        for ruling in (
            {"kind": "note", "things": [event], "why": hostile.ALL},
            {"kind": "accept", "things": [claim], "why": hostile.ALL},
            {"kind": "edit", "things": [claim], "why": hostile.ALL, "stance": "doubts"},
            {"kind": "grade", "things": [hostile.ALL], "source": "F", "why": hostile.ALL},
            {"kind": "edit", "things": [document], "publisher": hostile.ALL, "origin": hostile.ALL},
        ):
            answer = client.post("/api/decisions", json=ruling, headers=headers)
            assert answer.status_code == 201, answer.text
        added = client.post("/add", data={"title": hostile.ALL[:300], "text": hostile.TEXT}, headers=headers)
        assert added.status_code == 303, added.text
        for _ in range(600):
            if client.get(f"{added.headers['location']}.json").json()["over"]:
                break
            time.sleep(0.05)
        with desk_of(client).case() as case:
            case.open_round(hostile.SCRIPT[:80], [document], ["Omar", "Lina"], "Rania")
            case.close_round("round-1", "Rania")
        client.app.state.job = added.headers["location"]  # type: ignore[attr-defined]
        yield client


def shown(client: TestClient) -> list[str]:
    """An address of every page that there is something to show on, with hostile parameters where it takes some."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    record = client.get("/api/record", headers=headers).json()
    told = {
        sort: client.get(f"/api/names/{sort}", headers=headers).json()["names"] for sort in ("actor", "place", "voice")
    }
    chosen = record["events"][:: max(1, len(record["events"]) // MANY)]
    events = {e["id"]: [a["id"] for own in e["fields"].values() for a in own] for e in chosen}
    claims, documents = (
        [c["id"] for c in record["claims"]][:: max(1, len(record["claims"]) // MANY)],
        [d["id"] for d in record["documents"]],
    )
    own: dict[str, Callable[[], list[str]]] = {
        "/event/{id}": lambda: [f"/event/{e}" for e in events],
        "/event/{id}/account/{account}": lambda: [
            f"/event/{e}/account/{a}" for e, found in events.items() for a in found
        ],
        "/claim/{id}": lambda: [f"/claim/{c}" for c in claims],
        "/claim/{id}/alike": lambda: [
            f"/claim/{c}/alike?way={w}" for c in claims for w in ("words", "value", "speaker", "slot")
        ],
        "/document/{id}": lambda: [f"/document/{d}" for d in documents],
        "/document/{id}/words": lambda: [f"/document/{d}/words" for d in documents],
        "/actor/{key:path}": lambda: [f"/actor/{n['key']}" for n in told["actor"]],
        "/place/{key:path}": lambda: [f"/place/{n['key']}" for n in told["place"]],
        "/voice/{key:path}": lambda: [f"/voice/{n['key']}" for n in told["voice"]],
        "/thing/{id}": lambda: [f"/thing/{x['id']}" for x in (*record["mentions"][:MANY], *record["actors"])],
        "/export/{form}": lambda: [f"/export/{form}?event={e}" for form in ("json", "csv") for e in list(events)[:2]],
        "/jobs/{id}": lambda: [job] if job else [],
        "/jobs/{id}.json": lambda: [f"{job}.json"] if job else [],
        "/jobs/{id}/file": list,
        "/same/{id}": lambda: [f"/same/{x['id']}" for x in (*record["events"], *record["actors"], *record["places"])],
    }
    own |= {
        path: (lambda path=path: [path.format(round="round-1", document=documents[0], claim=claims[0])])
        for path, _ in PAGES
        if path.startswith("/coding/")
    }
    job = getattr(client.app.state, "job", "")  # type: ignore[attr-defined]
    found = []
    for path, _ in PAGES:
        assert "{" not in path or path in own, f"say here at which addresses {path} can be seen"
        found += own[path]() if path in own else [path]
    return found


def every_page(client: TestClient) -> Iterator[tuple[str, httpx.Response]]:
    """All pages, plain, with hostile parameters, and those that say that something is wrong."""
    for address in shown(client):
        yield address, client.get(address)  # type: ignore[misc]
    bad = quote(hostile.ALL)
    for path, _ in PAGES:
        if "{" not in path:
            names = "words who place actor voice status kinds reviewed page part way slot done claim code".split()
            for name in names:
                yield f"{path}?{name}=", client.get(f"{path}?{name}={bad}")  # type: ignore[misc]
        else:
            address = re.sub(r"{\w+(:\w+)?}", bad.replace("/", "%2F"), path)
            yield address, client.get(f"{address}?words={bad}&way={bad}")  # type: ignore[misc]


ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "ping",
    "background",
    "xlink:href",
    "data-words",
}


def faults(text: str) -> list[str]:
    """What a page must not have: words that became markup, scripts and styles in the page, addresses elsewhere."""
    page = html.document_fromstring(text)
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "meta" and re.search(r"url=(?!/[^/\\])", element.get("content", ""), re.IGNORECASE):
            found.append("meta that leads elsewhere")
        if element.tag in ("x-pwned", "style", "iframe", "object", "embed", "base"):
            found.append(f"<{element.tag}>")
        if element.tag == "script" and (
            (element.text or "").strip() or not str(element.get("src", "")).startswith("/static/")
        ):
            found.append("script in the page")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                found.append(f"{element.tag} {name}")
            if name in ADDRESSES:
                outside = not re.match(r"(?:/(?![/\\])|[?#]|$)", value)
                known = element.tag == "a" and re.match(r"https?://", value) and "noopener" in element.get("rel", "")
                if outside and not known:
                    found.append(f"{element.tag} {name}={value}")
    found += [f"{sign!r}" for sign in "\u202e\x1b\x07\u2066" if sign in text]
    found += ["a template was run"] if hostile.SUM in text else []
    found += ["the token"] if TOKEN in text else []
    return found


def test_what_a_page_must_not_have_would_be_noticed() -> None:
    for text in (hostile.SCRIPT, hostile.IMAGE, hostile.TURNED, hostile.CONTROL, hostile.SUM, TOKEN):
        assert faults(f"<p>{text}</p>"), text
    for tag in (
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='//evil.example'>x</a>",
        "<p style='color:red'>x</p>",
        "<link href='https://evil.example/x.css'>",
        "<form action='https://evil.example'>x</form>",
        "<p onclick='x'>x</p>",
        "<meta http-equiv=refresh content='0; url=https://evil.example'>",
    ):
        assert faults(tag), tag
    assert faults("<a href='/?words=a'>x</a><a rel='noreferrer noopener' href='https://news.example/'>x</a>") == []


def test_hostile_words_stay_words_on_every_page(attacked: TestClient) -> None:
    session = session_id(attacked)
    seen = 0
    for address, answer in every_page(attacked):
        assert answer.status_code in (200, 303, 400, 404), (address, answer.status_code)
        if answer.status_code == 303:
            assert stays(answer.headers["location"]), address
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            attached = answer.headers.get("content-disposition", "").startswith("attachment")
            assert attached or answer.headers["content-type"] == "application/json", address
            continue
        assert faults(answer.text) == [], address
        assert session not in answer.text, address
        seen += "x-pwned" in answer.text
    assert seen > 20, "the hostile words are hardly shown, so that nothing is tested"


def test_hostile_words_in_answers_for_programs_are_no_page(attacked: TestClient) -> None:
    for path in ("/api/record", "/api/events", "/api/documents", "/api/decisions", "/api/search?words=killed"):
        answer = attacked.get(path)
        assert answer.headers["content-type"] == "application/json"
        assert TOKEN not in answer.text
    bad = attacked.get("/api/events/" + quote(hostile.ALL, safe=""))
    assert (bad.status_code, bad.headers["content-type"]) == (404, "application/json")


def test_the_addresses_of_the_desk_are_shown_by_the_example_case_too(client: TestClient) -> None:
    """The rules hold for plain reports as well, with the addresses that these name."""
    for address, answer in every_page(client):
        if answer.status_code != 303 and answer.headers["content-type"].startswith("text/html"):
            assert faults(answer.text) == [], address


def test_a_key_of_a_list_is_never_taken_for_a_path(client: TestClient) -> None:
    for path in (
        "/static/../app.py",
        "/static/..%2f..%2fcase/store.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
    ):
        assert client.get(path).status_code == 404, path
