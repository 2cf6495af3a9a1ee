"""Who may sign in at a shared desk: the file beside the case, its passwords, and the commands that keep it."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.cli import commands
from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.web import users

PASSWORD = "four quiet river boats"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes that cost little, so that the tests do not take minutes."""
    monkeypatch.setattr(users, "_hasher", lambda: CHEAP)
    users._nobody.cache_clear()
    yield
    users._nobody.cache_clear()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "fezzan.case"
    path.write_bytes(b"a case")
    return path


def run(case: Path, *arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(commands, ["users", str(case), *arguments], input=stdin)


def test_no_file_is_no_users(case: Path) -> None:
    assert users.load(case) == ()
    assert users.check(case, "Rania", PASSWORD) is None


def test_the_file_stands_beside_the_case_for_its_owner_alone(case: Path) -> None:
    users.add(case, "Rania", "review", PASSWORD)
    path = case.parent / "fezzan.case.users.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert case.read_bytes() == b"a case"
    assert PASSWORD not in path.read_text("utf-8")
    assert "$argon2id$" in path.read_text("utf-8")
    assert sorted(p.name for p in case.parent.iterdir()) == ["fezzan.case", "fezzan.case.users.json"]


def test_the_defaults_of_the_library_are_used(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.undo()
    made = users.add(case, "Rania", "review", PASSWORD)
    assert made.password.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "RFC 9106, second recommended option"
    assert users.check(case, "Rania", PASSWORD) == made


def test_a_user_signs_in_with_his_own_password_only(case: Path) -> None:
    rania = users.add(case, "Rania", "review", PASSWORD)
    omar = users.add(case, "Omar", "read", "a different long one")
    assert users.check(case, "Rania", PASSWORD) == rania
    assert users.check(case, "Omar", PASSWORD) is None
    assert users.check(case, "Omar", "a different long one") == omar
    assert users.check(case, "Rania", PASSWORD + " ") is None
    assert users.check(case, "Nobody", PASSWORD) is None
    assert users.check(case, "", "") is None


@pytest.mark.parametrize("typed", ["rania", "  RANIA ", "Ránia", "Rania."])
def test_names_are_compared_without_case_accents_and_signs(case: Path, typed: str) -> None:
    rania = users.add(case, "Rania", "review", PASSWORD)
    assert users.check(case, typed, PASSWORD) == rania
    with pytest.raises(UsageError, match="a user 'Rania' already"):
        users.add(case, typed, "read", PASSWORD)


def test_a_password_is_the_same_however_its_accents_are_typed(case: Path) -> None:
    users.add(case, "Rania", "review", "café au lait noir")
    assert users.check(case, "Rania", "cafe\u0301 au lait noir") is not None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        ("   ", "needs a name"),
        ("x" * 65, "has 65 characters"),
        ("Ra\u202enia", "cannot be seen"),
        ("Ra\x1bnia", "cannot be seen"),
        ("Ra\u200bnia", "cannot be seen"),
        ("\udcff", "cannot be seen"),
        ("!?!", "no letter and no digit"),
    ],
)
def test_a_name_that_will_not_do_is_refused(case: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        users.add(case, name, "review", PASSWORD)
    assert users.load(case) == ()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "has 0 characters"),
        ("nine char", "has 9 characters"),
        ("x" * 1001, "has 1001"),
        ("long enough \udcff", "UTF-8"),
    ],
)
def test_a_password_that_will_not_do_is_refused(case: Path, password: str, said: str) -> None:
    users.add(case, "Omar", "review", PASSWORD)
    with pytest.raises(UsageError, match=said):
        users.add(case, "Rania", "review", password)
    with pytest.raises(UsageError, match=said):
        users.set_password(case, "Omar", password)
    assert users.check(case, "Omar", password) is None
    assert users.check(case, "Omar", PASSWORD) is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(name=st.text(max_size=70), password=st.text(max_size=30), other=st.text(max_size=30))
def test_whoever_could_be_added_signs_in_and_nobody_else(case: Path, name: str, password: str, other: str) -> None:
    users.file_of(case).unlink(missing_ok=True)
    try:
        made = users.add(case, name, "review", password)
    except UsageError:
        assert users.load(case) == ()
        return
    assert 1 <= len(made.name) <= users.LONGEST_NAME
    assert users.load(case) == (made,)
    assert users.check(case, name, password) == made
    same = users.check(case, name, other)
    assert same is None or users._password(other) == users._password(password)


def test_a_new_password_takes_the_place_of_the_old_and_ends_its_sessions(case: Path) -> None:
    old = users.add(case, "Rania", "review", PASSWORD)
    assert users.holds(case, "Rania", old.password_at) == old
    new = users.set_password(case, "rania", "another long password")
    assert (new.name, new.role, new.made_at) == (old.name, old.role, old.made_at)
    assert users.check(case, "Rania", PASSWORD) is None
    assert users.check(case, "Rania", "another long password") == new
    assert users.holds(case, "Rania", old.password_at) is None
    assert users.holds(case, "Rania", new.password_at) == new


def test_whoever_is_removed_signs_in_no_more(case: Path) -> None:
    rania = users.add(case, "Rania", "review", PASSWORD)
    users.add(case, "Omar", "read", PASSWORD)
    assert users.remove(case, "RANIA") == rania
    assert [u.name for u in users.load(case)] == ["Omar"]
    assert users.check(case, "Rania", PASSWORD) is None
    assert users.holds(case, "Rania", rania.password_at) is None
    with pytest.raises(UsageError, match="no user 'Rania'; there are Omar"):
        users.remove(case, "Rania")
    with pytest.raises(UsageError, match="no user 'Rania'"):
        users.set_password(case, "Rania", PASSWORD)


def test_a_weaker_hash_is_made_anew_at_the_next_sign_in(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    old = users.add(case, "Rania", "review", PASSWORD)
    stronger = argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: stronger)
    assert users.check(case, "Rania", "a wrong password") is None
    assert users.load(case) == (old,)
    new = users.check(case, "Rania", PASSWORD)
    assert users.load(case) == (new,)
    assert new is not None
    assert "m=16,t=2" in new.password
    assert users.holds(case, "Rania", old.password_at) == new, "the password is the same, and so are the sessions"
    assert users.check(case, "Rania", PASSWORD) == new


def test_a_sign_in_does_not_fail_because_the_new_hash_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, case: Path
) -> None:
    old = users.add(case, "Rania", "review", PASSWORD)
    monkeypatch.setattr(users, "_hasher", lambda: argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    monkeypatch.setattr(users, "_WAITING_S", 0.0)
    users.file_of(case).with_name("fezzan.case.users.json.new").write_bytes(b"")
    assert users.check(case, "Rania", PASSWORD) is not None
    assert users.load(case) == (old,)


def test_an_unknown_name_costs_the_work_of_a_known_one(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    users.add(case, "Rania", "review", PASSWORD)
    verified: list[str] = []

    class Counting(argon2.PasswordHasher):
        def verify(self, hash: Any, password: Any) -> Any:
            verified.append(hash)
            return super().verify(hash, password)

    counting = Counting(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: counting)
    for name in ("Rania", "Nobody", "Rania", "Somebody"):
        assert users.check(case, name, "a wrong password") is None
    assert len(verified) == 4
    assert {h.rpartition("$")[0].rpartition("$")[0] for h in verified} == {"$argon2id$v=19$m=8,t=1,p=1"}


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b'{"version": 1}',
        b'{"version": 1, "users": [{"name": "Rania"}]}',
        b'{"version": 1, "users": [], "more": 1}',
        b'{"version": 1, "users": [{"name": "R", "role": "king", "password": "", "made_at": "", "password_at": ""}]}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_said_and_never_overwritten(case: Path, broken: bytes) -> None:
    path = users.file_of(case)
    path.write_bytes(broken)
    path.chmod(0o600)
    for call in (
        lambda: users.load(case),
        lambda: users.check(case, "Rania", PASSWORD),
        lambda: users.add(case, "Rania", "admin", PASSWORD),
        lambda: users.set_password(case, "Rania", PASSWORD),
        lambda: users.remove(case, "Rania"),
    ):
        with pytest.raises(InputError, match=r"fezzan\.case\.users\.json: .*; put back a copy of it, or delete it"):
            call()
    assert path.read_bytes() == broken
    assert [p.name for p in case.parent.iterdir() if p.name.endswith(".new")] == []


def test_what_is_no_hash_is_said(case: Path) -> None:
    row = {"name": "Rania", "role": "admin", "password": "secret", "made_at": "", "password_at": ""}
    users.file_of(case).write_text(json.dumps({"version": 1, "users": [row]}), "utf-8")
    users.file_of(case).chmod(0o600)
    with pytest.raises(InputError, match="is no hash"):
        users.check(case, "Rania", "secret")


def test_two_users_of_one_name_and_a_later_version_are_said(case: Path) -> None:
    row = {"name": "Rania", "role": "admin", "password": "x", "made_at": "", "password_at": ""}
    path = users.file_of(case)
    path.touch(0o600)
    path.write_text(json.dumps({"version": 1, "users": [row, {**row, "name": "RANIA"}]}), "utf-8")
    with pytest.raises(InputError, match="two users have one name"):
        users.load(case)
    path.write_text(json.dumps({"version": 2, "users": []}), "utf-8")
    with pytest.raises(InputError, match="version 2"):
        users.load(case)


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_a_file_that_others_may_write_to_is_not_believed(case: Path) -> None:
    users.add(case, "Rania", "review", PASSWORD)
    users.file_of(case).chmod(0o666)
    with pytest.raises(InputError, match=r"others may write.*chmod 600"):
        users.check(case, "Rania", PASSWORD)


def test_many_at_once_lose_nobody(case: Path) -> None:
    failed: list[ReportedlyError] = []

    def add(number: int) -> None:
        try:
            users.add(case, f"Reviewer {number}", "review", PASSWORD)
        except ReportedlyError as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert failed == []
    assert sorted(u.name for u in users.load(case)) == sorted(f"Reviewer {n}" for n in range(12))


def test_a_lock_left_behind_is_said(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.setattr(users, "_WAITING_S", 0.0)
    left = case.parent / "fezzan.case.users.json.new"
    left.write_bytes(b"")
    with pytest.raises(InputError, match=r"delete fezzan\.case\.users\.json\.new"):
        users.add(case, "Rania", "review", PASSWORD)
    assert left.exists(), "it may be another program's"


def test_users_are_added_listed_and_removed_from_the_command_line(case: Path) -> None:
    assert "nobody may sign in" in run(case, "list").stdout
    added = run(case, "add", "Rania", "--role", "admin", stdin=f"{PASSWORD}\n")
    assert (added.exit_code, added.stdout) == (0, "Rania may sign in at the desk of fezzan.case (role: admin)\n")
    assert run(case, "add", "Omar", stdin="another long one\r\n").exit_code == 0
    assert users.check(case, "Omar", "another long one") is not None
    told = run(case, "list").stdout
    assert [line.split(" · ")[:2] for line in told.splitlines()] == [["Rania", "admin"], ["Omar", "review"]]
    assert run(case, "password", "rania", stdin="a third long one\n").exit_code == 0
    assert users.check(case, "Rania", "a third long one") is not None
    assert run(case, "remove", "Omar").exit_code == 0
    lines = [json.loads(line) for line in run(case, "list", "--json").stdout.splitlines()]
    assert [(u["name"], u["role"], sorted(u)) for u in lines] == [
        ("Rania", "admin", ["made_at", "name", "password_at", "role"])
    ]


def test_no_password_reaches_the_terminal(case: Path) -> None:
    for arguments in (["add", "Rania"], ["password", "Rania"], ["list"], ["list", "--json"], ["remove", "Rania"]):
        done = run(case, *arguments, stdin=f"{PASSWORD}\n")
        assert done.exit_code == 0
        assert PASSWORD not in done.output
        assert "argon2" not in done.output


def test_on_a_terminal_the_password_is_asked_for_twice_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, case: Path
) -> None:
    asked: list[dict[str, object]] = []

    def prompt(text: str, **how: object) -> str:
        asked.append(how)
        return PASSWORD

    monkeypatch.setattr("reportedly.cli_users.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("reportedly.cli_users.click.prompt", prompt)
    from reportedly import cli_users

    assert cli_users._asked_for("Password") == PASSWORD
    assert asked == [{"hide_input": True, "confirmation_prompt": True, "err": True}]


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["add", "Rania"], "", "no password came on stdin"),
        (["add", "Rania"], "short\n", "has 5 characters"),
        (["add", "Ra\u202enia"], f"{PASSWORD}\n", "cannot be seen"),
        (["remove", "Rania"], "", "no user 'Rania'"),
        (["password", "Rania"], f"{PASSWORD}\n", "no user 'Rania'"),
    ],
)
def test_what_will_not_do_is_said_on_the_command_line(case: Path, arguments: list[str], stdin: str, said: str) -> None:
    done = run(case, *arguments, stdin=stdin)
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)
    assert users.load(case) == ()


def test_without_a_case_there_are_no_users(tmp_path: Path) -> None:
    done = run(tmp_path / "none.case", "list")
    assert isinstance(done.exception, InputError)
    assert "no such case" in str(done.exception)
