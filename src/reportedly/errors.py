"""What goes wrong with a call. What goes wrong with an input's content is a :class:`~reportedly.model.Problem`.

ReportedlyError
├── InputError        an input that cannot be taken: missing, too large, not text, not reachable
│   └── AddressError  an address that the safety rules refuse, or that does not answer
├── DataError         a table or model that the program needs is missing or broken
└── UsageError        a call that makes no sense: an unknown reader, a date that is no date
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """An error that says what is wrong, where, and what to do next, in one line."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(self.line())

    def line(self) -> str:
        """The whole message as one line: ``where: what; hint``."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join((f"{head}; {self.hint}" if self.hint else head).split())


class InputError(ReportedlyError):
    """An input that cannot be taken."""


class AddressError(InputError):
    """An address that is refused or does not answer."""


class DataError(ReportedlyError):
    """A table or model that the program needs is missing or broken."""


class UsageError(ReportedlyError):
    """A call that makes no sense."""
