"""What leaves the program is harmless to what opens it, and can be read back to the letter.

A spreadsheet runs a cell that begins with ``= + - @`` (OWASP, "CSV Injection"); a control character or an override of direction
can hide or turn what stands in a text (Unicode Technical Report 36).  Here such text is marked or written by its code point, and
both can be undone.  Files are for their owner alone (0600) and are replaced whole or not at all.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from reportedly.errors import InputError, UsageError

MARK = "'"
"""What stands before a text that a spreadsheet might run; the sign that spreadsheets themselves use for "this is text"."""

_RUNS = re.compile(r"[\s\x00-\x20\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""A formula's first sign, also behind blanks and signs without width, also in full width; a line end or tab at the start."""

_HIDES = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""Controls save tab and newline, line separators, embeddings, overrides and isolates of direction, lone surrogates."""

_HIDDEN = re.compile(rf"[{_HIDES}]|⟨(?=U\+[0-9A-F]{{4,6}}⟩)")
_SHOWN = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")
_IN_JSON = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def cell(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs, and in which nothing hides.

    A text that could be a formula, that is empty, or that begins with an apostrophe gets an apostrophe before it, so that an
    empty cell is always null.  A hidden character is written ``⟨U+202E⟩``; words that look like that have their bracket
    written so.  :func:`text` undoes both.
    """
    shown = _HIDDEN.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", text)
    return MARK + shown if not text or text.startswith(MARK) or _RUNS.match(text) else shown


def text(cell: str) -> str:
    """The text that :func:`cell` was given."""
    return _SHOWN.sub(lambda m: chr(int(m.group(1), 16)), cell.removeprefix(MARK))


def json_text(raw: bytes) -> bytes:
    r"""JSON with characters that hide or turn text written as ``\u202e``; it means the same."""
    return _IN_JSON.sub(lambda m: f"\\u{ord(m.group()):04x}", raw.decode("utf-8")).encode("utf-8")


def write_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """The file at ``path`` with what ``write`` puts in it: mode 0600, replaced whole or, if anything fails, not at all.

    Raises UsageError where something that is no file stands there, InputError where it cannot be written.
    """
    if path.exists() and not path.is_file():
        raise UsageError("this is no file", where=str(path), hint="name a file")
    made: str | None = None
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(made, path)
        made = None
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if made is not None:
            Path(made).unlink(missing_ok=True)


def write_bytes(path: Path, raw: bytes) -> None:
    """The file at ``path`` with these bytes, as :func:`write_file` writes it."""
    write_file(path, lambda stream: stream.write(raw))


def write_folder(path: Path, names: frozenset[str], write: Callable[[Path], object]) -> None:
    """The folder at ``path`` with the files that ``write`` makes in the folder it is given, replaced whole or not at all.

    A folder that is there is replaced only if it holds no other files than ``names``.  The folder is for its owner alone.
    Raises UsageError for one that holds more, InputError where it cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise UsageError("this is no folder", where=str(path), hint="name a folder, or a file that ends in .zip")
    if path.exists() and (others := sorted({p.name for p in path.iterdir()} - names)):
        raise UsageError(
            f"the folder holds {others[0]}, which is no part of an export",
            where=str(path),
            hint="name a new or empty folder",
        )
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        fresh = made / "new"
        fresh.mkdir(mode=0o700)
        write(fresh)
        if path.exists():
            os.replace(path, made / "old")
        os.replace(fresh, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if made is not None:
            if (made / "old").exists() and not path.exists():
                os.replace(made / "old", path)
            shutil.rmtree(made, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"cannot be written: {error.strerror or error}", where=str(path), hint="name a place that you may write to"
    )
