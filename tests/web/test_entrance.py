"""A shared desk's door: who comes in, who waits, and who is put out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from visiting import TestClient

from reportedly.cli_desk import forms
from reportedly.web import users
from reportedly.web.app import make_app
from reportedly.web.desk import Settings

PASSWORD = "a password for tests"


@pytest.fixture
def door(case_file: Path) -> Iterator[TestClient]:
    """A shared desk with a reviewer Omar and a reader Lina, before which somebody stands."""
    users.add(case_file, "Omar", "review", PASSWORD)
    users.add(case_file, "Lina", "read", PASSWORD)
    app = make_app(
        Settings(case=case_file, who="", token="t", shared=True, hosts=("desk.example", "Monitor.Example")), forms()
    )
    with TestClient(app, base_url="http://192.168.1.20", follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, name: str = "Omar", password: str = PASSWORD, then: str = "/history") -> int:
    answer = client.post("/login", data={"name": name, "password": password, "then": then})
    return answer.status_code


def csrf(client: TestClient) -> str:
    page = client.get("/me").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def test_whoever_is_not_signed_in_is_led_to_the_door(door: TestClient) -> None:
    answer = door.get("/event/e_1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?then=%2Fevent%2Fe_1")
    assert "Name" in door.get("/login").text
    assert door.get("/api/events").status_code == 401


def test_the_printed_token_opens_no_shared_desk(door: TestClient) -> None:
    assert door.get("/?token=t").status_code == 401
    assert door.get("/api/events", headers={"authorization": "Bearer t"}).status_code == 401


@pytest.mark.parametrize(
    ("then", "leads"),
    [("/history", "/history"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/")],
)
def test_a_name_and_its_password_lead_back_inside_only(door: TestClient, then: str, leads: str) -> None:
    answer = door.post("/login", data={"name": "omar", "password": PASSWORD, "then": then})
    assert (answer.status_code, answer.headers["location"]) == (303, leads)
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "Omar" in door.get("/").text


def test_wrong_names_and_wrong_passwords_are_told_the_same(door: TestClient) -> None:
    told = [
        door.post("/login", data={"name": name, "password": word}).text.replace(name, "")
        for name, word in (("Omar", "not this one"), ("Nobody", PASSWORD), ("", ""))
    ]
    assert len(set(told)) == 1
    assert "do not fit together" in told[0]


def test_tries_have_to_wait(door: TestClient) -> None:
    found = [sign_in(door, password="not this one") for _ in range(6)]
    assert found[0] == 401
    assert found[-1] == 429
    assert sign_in(door) == 429


def test_another_site_cannot_sign_anybody_in(door: TestClient) -> None:
    data = {"name": "Omar", "password": PASSWORD}
    assert door.post("/login", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert door.post("/login", data=data, headers={"origin": "https://evil.example"}).status_code == 403


def test_names_of_other_hosts_are_refused(door: TestClient) -> None:
    assert door.get("/login", headers={"host": "evil.example"}).status_code == 421
    assert door.get("/login", headers={"host": "desk.example:8443"}).status_code == 200
    assert door.get("/login", headers={"host": "monitor.example"}).status_code == 200


def test_a_reader_rules_on_nothing(door: TestClient) -> None:
    assert sign_in(door, "Lina") == 303
    page = door.get("/").text
    assert "reads only" in page
    assert 'name="do"' not in page
    answer = door.post("/decide", data={"csrf": csrf(door), "do": "accept c_1"})
    assert answer.status_code == 403


def test_who_is_removed_is_out_at_once(door: TestClient, case_file: Path) -> None:
    sign_in(door)
    assert door.get("/history").status_code == 200
    users.remove(case_file, "Omar")
    assert door.get("/history").status_code == 303


def test_a_damaged_file_of_users_is_said_and_lets_nobody_in(door: TestClient, case_file: Path) -> None:
    sign_in(door)
    users.file_of(case_file).write_text("{")
    for path in ("/history", "/api/events"):
        answer = door.get(path)
        assert answer.status_code == 503
        assert "this is no file of users" in answer.text
        assert "put back a copy" in answer.text
        assert "content-security-policy" in answer.headers


def test_a_new_password_signs_out_elsewhere(door: TestClient) -> None:
    sign_in(door)
    elsewhere = dict(door.cookies)
    new = "another password"
    answer = door.post("/me", data={"csrf": csrf(door), "old": PASSWORD, "new": new})
    assert answer.status_code == 303
    assert door.get("/history").status_code == 200
    door.cookies.clear()
    door.cookies.update(elsewhere)
    assert door.get("/history").status_code == 303
    assert sign_in(door, password=new) == 303


def test_the_old_password_is_asked_for(door: TestClient) -> None:
    sign_in(door)
    assert door.post("/me", data={"csrf": csrf(door), "old": "wrong", "new": "x" * 12}).status_code == 400


def test_leaving_ends_the_session(door: TestClient) -> None:
    sign_in(door)
    held = dict(door.cookies)
    assert door.post("/logout", data={"csrf": csrf(door)}).headers["location"] == "/login"
    door.cookies.clear()
    door.cookies.update(held)
    assert door.get("/history").status_code == 303


def test_a_desk_of_ones_own_has_no_door_and_signs_with_a_name(client: TestClient, csrf: str) -> None:
    assert client.get("/login").status_code == 404
    assert client.post("/me", data={"csrf": csrf, "name": "  Rania  Haddad "}).status_code == 303
    assert "Rania Haddad" in client.get("/").text
    assert client.post("/me", data={"csrf": csrf, "name": "a\u202eb"}).status_code == 400
