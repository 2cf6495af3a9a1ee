"""A request as the pages see it: the desk, who asks, and what was typed, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from reportedly.case.rows import Wanted
from reportedly.errors import UsageError
from reportedly.web.desk import Desk
from reportedly.web.sessions import Session

PER_PAGE = 100
"""Rows on a page of a list."""

UNDOABLE = 400
"""Decisions made at once that the next page offers to undo: their ids stand in its address. The history undoes more one by one."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HIDES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Controls, line separators, embeddings, overrides and isolates of direction: nobody types them, and a page would obey them."""

_LONGEST = 400
"""Characters that a word of a filter may have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: by whom, for what, with which form."""

    desk: Desk
    session: Session
    request: Request
    form: FormData = field(default_factory=FormData)

    def word(self, name: str) -> str:
        """A parameter of the address; the last one of this name, "" where it is not given."""
        return next((v for k, v in reversed(self.words()) if k == name), "")

    def words(self) -> list[tuple[str, str]]:
        """The parameters of the address with their names, each without what hides or turns words and without spaces around it."""
        given = self.request.query_params.multi_items()
        return [(_HIDES.sub("", k), _HIDES.sub("", v).strip()[:_LONGEST]) for k, v in given]

    def done(self) -> frozenset[str]:
        """The ids of the decisions that the change before this page made."""
        ids = self.request.query_params.get("done", "").split(",")
        return frozenset(i for i in ids[:UNDOABLE] if i)

    def part(self, name: str) -> str:
        """A part of the address's path, as the route names it."""
        return str(self.request.path_params[name])

    def typed(self, name: str) -> str:
        """A field of the form, without spaces around it; "" where it is not given, or is a file."""
        found = self.form.get(name)
        return found.replace("\r\n", "\n").strip() if isinstance(found, str) else ""

    def exactly(self, name: str) -> str:
        """A field of the form as it came: a password."""
        found = self.form.get(name)
        return found if isinstance(found, str) else ""

    def all_typed(self, name: str) -> list[str]:
        """Every value of a field of the form."""
        return [v.strip() for v in self.form.getlist(name) if isinstance(v, str) and v.strip()]

    def files(self, name: str) -> list[UploadFile]:
        """The files of a field of the form."""
        return [v for v in self.form.getlist(name) if isinstance(v, UploadFile) and v.filename]

    def page(self) -> int:
        """Which page of a list, from 1; the first for what is no number."""
        typed = self.word("page")
        return max(1, min(int(typed), 1_000_000)) if typed.isascii() and typed.isdigit() else 1

    def skip(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page() - 1) * PER_PAGE

    def may_review(self) -> bool:
        """Whether who asks may decide."""
        return self.session.role in ("review", "admin")

    def back(self, default: str = "/") -> str:
        """The page of this desk to which a form returns; ``default`` for anything that is no path of it."""
        typed = self.typed("back")
        return typed if is_inside(typed) else default


def is_inside(path: str) -> bool:
    """Whether this is a path of the desk itself: a browser reads "//" and "/\\" as another host."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()


def wanted(asked: Asked) -> Wanted:
    """What a timeline is narrowed to; raises UsageError for days that are none."""
    since = asked.word("after")
    return Wanted(
        words=asked.word("words"),
        kinds=tuple(dict.fromkeys(v for k, v in asked.words() if k == "kinds" and v))[:100],
        place=asked.word("place"),
        actor=asked.word("actor"),
        voice=asked.word("voice"),
        status=asked.word("status"),
        reviewed=asked.word("reviewed"),
        first=_day(asked, "first"),
        last=_day(asked, "last"),
        after=min(int(since), 2**53) if since.isascii() and since.isdigit() else None,
        passing=asked.word("passing") == "1",
    )


def _day(asked: Asked, name: str) -> str:
    typed = asked.word(name)
    if typed and not _DAY.fullmatch(typed):
        raise UsageError(f"{typed!r} is no day", hint="write it as 2016-04-14")
    return typed


def address(asked: Asked, **changed: object) -> str:
    """The address of this page with some parameters changed; None takes one out."""
    left = [(k, v) for k, v in asked.words() if k not in changed and v and k != "done"]
    left += [(k, str(v)) for k, v in changed.items() if v is not None and v != ""]
    return f"{asked.request.url.path}?{urlencode(left)}" if left else asked.request.url.path
