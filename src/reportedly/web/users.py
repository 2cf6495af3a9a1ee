"""Who may sign in at a shared desk: names, roles and hashed passwords, in a file beside the case.

The file is ``CASE.users.json``, for its owner's eyes only (0600), replaced whole or not at all.  It is no part of the case,
which people hand on.  Passwords are kept as Argon2id hashes with the defaults of argon2-cffi (RFC 9106, low-memory profile).
"""

from __future__ import annotations

import os
import secrets
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import InputError, UsageError
from reportedly.text import fold
from reportedly.views.visible import one_line
from reportedly.web.sessions import Role

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LONGEST_NAME = 64
LEAST_PASSWORD = 10
MOST_PASSWORD = 1000
"""Characters of a password: more are refused, so that nobody makes the desk hash megabytes."""

_VERSION = 1
_WAITING_S = 5.0
_AGAIN_S = 0.05


class User(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who may sign in.

    ``password`` is the Argon2id hash.  ``made_at`` and ``password_at`` (when the password was last set) are UTC.
    """

    name: str
    role: Role
    password: str
    made_at: str
    password_at: str


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    users: tuple[User, ...]


def file_of(case: Path) -> Path:
    """Where the users of a case are kept."""
    return case.with_name(f"{case.name}.users.json")


def load(case: Path) -> tuple[User, ...]:
    """The users of a case, in the order in which they were added; none where there is no file.

    Raises InputError for a file that is damaged, or that others may write to.
    """
    path = file_of(case)
    try:
        raw = path.read_bytes()
        mode = path.stat().st_mode
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _broken(path, f"the users cannot be read ({error.strerror})", "check who may read the file") from None
    if os.name == "posix" and mode & 0o022:
        raise _broken(
            path, "others may write to the file of users", f"look whether it is still yours, then chmod 600 {path.name}"
        )
    try:
        kept = msgspec.json.decode(raw, type=_Kept)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _broken(path, f"this is no file of users ({error})", _MEND) from None
    if kept.version != _VERSION:
        raise _broken(
            path, f"the file of users has version {kept.version}", "use the program that wrote it, or a newer one"
        )
    if len({fold(u.name) for u in kept.users}) != len(kept.users):
        raise _broken(path, "two users have one name", _MEND)
    return kept.users


_MEND = "put back a copy of it, or delete it and add the users again with reportedly users"


def find(users: tuple[User, ...], name: str) -> User | None:
    """The user of this name; case, accents and punctuation make no difference."""
    wanted = fold(name)
    return next((u for u in users if fold(u.name) == wanted), None)


def add(case: Path, name: str, role: Role, password: str) -> User:
    """Add a user.

    Raises UsageError for a name or password that will not do, and for a name that is taken; InputError where the file cannot
    be read or written.
    """
    made = User(
        name=_name(name), role=role, password=_hasher().hash(_password(password)), made_at=_now(), password_at=_now()
    )
    with _changing(case) as users:
        if (taken := find(tuple(users), made.name)) is not None:
            raise UsageError(
                f"there is a user {taken.name!r} already", hint="choose another name, or set a new password"
            )
        users.append(made)
    return made


def set_password(case: Path, name: str, password: str) -> User:
    """Give a user a new password; sessions begun with the old one hold no longer (see :func:`holds`).

    Raises UsageError for an unknown name and for a password that will not do.
    """
    hashed = _hasher().hash(_password(password))
    with _changing(case) as users:
        user = _known(users, name)
        changed = msgspec.structs.replace(user, password=hashed, password_at=_now())
        users[users.index(user)] = changed
    return changed


def remove(case: Path, name: str) -> User:
    """Take a user out; what he ruled stays in the case. Raises UsageError for an unknown name."""
    with _changing(case) as users:
        user = _known(users, name)
        users.remove(user)
    return user


def check(case: Path, name: str, password: str) -> User | None:
    """The user of this name if the password is his, else None.

    An unknown name takes the work of a known one, so that time does not tell which names there are.  A hash made with weaker
    parameters than today's is made anew.  Raises InputError where the file is damaged.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher, nobody = _hasher(), _nobody()
    user = find(load(case), name)
    typed = unicodedata.normalize("NFC", password[: MOST_PASSWORD + 1])
    if len(password) > MOST_PASSWORD or not _is_text(typed):
        return None
    try:
        hasher.verify(user.password if user is not None else nobody, typed)
    except InvalidHashError:
        raise _broken(file_of(case), f"the password of {name} is no hash", _MEND) from None
    except VerificationError:
        return None
    if user is None:
        return None
    if hasher.check_needs_rehash(user.password):
        return _rehashed(case, user, hasher.hash(typed))
    return user


def holds(case: Path, name: str, password_at: str) -> User | None:
    """The user as he is now, if he is still one and his password is still that of ``password_at``; else None."""
    user = find(load(case), name)
    return user if user is not None and user.password_at == password_at else None


def _rehashed(case: Path, user: User, hashed: str) -> User:
    better = msgspec.structs.replace(user, password=hashed)
    # Nobody is kept out because the file cannot be written just now: the next time will do.
    with suppress(InputError), _changing(case) as users:
        if user in users:
            users[users.index(user)] = better
    return better


def _known(users: list[User], name: str) -> User:
    user = find(tuple(users), name)
    if user is None:
        names = ", ".join(u.name for u in users)
        raise UsageError(f"there is no user {name!r}", hint=f"there are {names}" if names else "add one first")
    return user


def _name(typed: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(typed.split()))
    if not name:
        raise UsageError("a user needs a name", hint="give one of 1 to 64 characters")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"the name has {len(name)} characters", hint=f"give one of at most {LONGEST_NAME}")
    if one_line(name) != name:
        raise UsageError("the name has characters that cannot be seen", hint="give one of letters, digits and signs")
    if not fold(name):
        raise UsageError("the name has no letter and no digit", hint="give one that can be told from others")
    return name


def _password(typed: str) -> str:
    if not _is_text(typed):
        raise UsageError("the password is not UTF-8", hint="check the terminal's encoding")
    password = unicodedata.normalize("NFC", typed)
    if len(password) < LEAST_PASSWORD:
        raise UsageError(
            f"the password has {len(password)} characters",
            hint=f"give one of at least {LEAST_PASSWORD}: a few words are best",
        )
    if len(password) > MOST_PASSWORD:
        raise UsageError(f"the password has {len(password)} characters", hint=f"give one of at most {MOST_PASSWORD}")
    return password


def _is_text(typed: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in typed)


@contextmanager
def _changing(case: Path) -> Iterator[list[User]]:
    """The users, to be changed: what is in the list afterwards is kept.

    The new file is written beside the old one under a name of its own, made exclusively, so that it is also the lock: whoever
    comes second waits, and reads what the first one wrote.
    """
    path = file_of(case)
    fresh = path.with_name(f"{path.name}.new")
    handle = _locked(path, fresh)
    ours = True
    try:
        with os.fdopen(handle, "wb") as stream:
            users = list(load(case))
            yield users
            stream.write(msgspec.json.format(msgspec.json.encode(_Kept(_VERSION, tuple(users))), indent=1) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, path)
        ours = False  # what may stand there from now on is another program's
    except OSError as error:
        raise _broken(
            path, f"the users cannot be written ({error.strerror})", "check the folder and the disk"
        ) from None
    finally:
        if ours:
            fresh.unlink(missing_ok=True)


def _locked(path: Path, fresh: Path) -> int:
    until = time.monotonic() + _WAITING_S
    while True:
        try:
            return os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            if time.monotonic() > until:
                hint = f"try again; if no program is at it, one was stopped in the middle: delete {fresh.name}"
                raise _broken(path, "another program is changing the users", hint) from None
            time.sleep(_AGAIN_S)
        except OSError as error:
            raise _broken(path, f"the users cannot be written ({error.strerror})", "check the folder") from None


def _broken(path: Path, what: str, hint: str) -> InputError:
    return InputError(what, where=path.name, hint=hint)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash of a password that nobody has, with today's parameters."""
    return _hasher().hash(secrets.token_urlsafe(32))
