"""Bytes as received: a file, a folder of files, an address or standard input becomes a hashed :class:`Capture`."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from reportedly import addresses, media
from reportedly.errors import InputError
from reportedly.fetch import LIMITS, Limits, fetch
from reportedly.model import CaptureInfo

__all__ = ["LIMITS", "Capture", "Limits", "expand", "of_bytes", "take"]


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as received and what is known of how they came.

    ``url`` and ``redirects`` are cleaned addresses; ``headers`` holds only what describes the page (never cookies);
    ``encoding`` is the charset that the server declared, unchecked.
    """

    raw: bytes
    info: CaptureInfo
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[str, ...] = ()
    encoding: str | None = None


def expand(inputs: Sequence[str]) -> list[str]:
    """Every single source that the inputs mean, in their order, each once.

    A folder gives the reports in it and below it (known suffixes, no hidden files) in sorted order; a path, an
    address and ``-`` stand for themselves.  Raises :class:`InputError` for a folder without reports, or one that
    cannot be listed.
    """
    found: dict[str, None] = {}
    for source in inputs:
        if source != "-" and not addresses.is_address(source) and _is_folder(source):
            found.update(dict.fromkeys(_reports(source)))
        else:
            found[source] = None
    return list(found)


def take(
    source: str, *, limits: Limits = LIMITS, allow_private: bool = False, stdin: BinaryIO | None = None
) -> Capture:
    """The bytes of one source: a path, an http(s) address, or ``-`` for standard input.

    Raises :class:`InputError` where the source is missing, unreadable, larger than ``limits.bytes`` or no kind of
    report, :class:`~reportedly.errors.AddressError` where an address is refused or does not answer.
    """
    if source == "-":
        stream = stdin if stdin is not None else sys.stdin.buffer
        return of_bytes(_limited(stream.read(limits.bytes + 1), limits, "stdin"), name="stdin")
    if addresses.is_address(source):
        page = fetch(source, limits=limits, allow_private=allow_private)
        declared = dict(page.headers).get("content-type")
        return of_bytes(
            page.raw, name=page.url, declared=declared, url=page.url, headers=page.headers, redirects=page.redirects
        )
    return of_bytes(_limited(_read(source, limits), limits, _name(source)), name=_name(source))


def of_bytes(
    raw: bytes,
    *,
    name: str,
    declared: str | None = None,
    url: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    redirects: tuple[str, ...] = (),
) -> Capture:
    """A capture of bytes that are already here; ``name`` is a file name or a cleaned address.

    Raises :class:`InputError` where the bytes are no kind of report.
    """
    kind = media.media_type(raw, name=name.partition("?")[0], declared=declared)
    info = CaptureInfo(
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=kind,
        bytes=len(raw),
        taken_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        from_=name,
    )
    return Capture(raw=raw, info=info, url=url, headers=headers, redirects=redirects, encoding=_charset(declared))


def _charset(declared: str | None) -> str | None:
    for field in (declared or "").split(";")[1:]:
        name, _, value = field.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            return value.strip().strip("\"'").lower()
    return None


def _name(source: str) -> str:
    return _printable(os.path.basename(source.rstrip("/\\")) or "file")


def _printable(name: str) -> str:
    """A file name as Unicode text: bytes that are none and control characters become U+FFFD."""
    return "".join("\ufffd" if not char.isprintable() else char for char in name.encode("utf-8", "replace").decode())


def _is_folder(source: str) -> bool:
    try:
        return os.path.isdir(source)
    except ValueError:
        return False


def _reports(folder: str) -> list[str]:
    def refuse(error: OSError) -> None:
        raise InputError(
            f"the folder cannot be listed ({error.strerror})", where=_name(folder), hint="check who may read it"
        ) from None

    found: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            os.path.join(parent, name)
            for name in files
            if not name.startswith(".") and Path(name).suffix.lower() in media.SUFFIXES
        ]
    if not found:
        raise InputError(
            "the folder holds no reports",
            where=_name(folder),
            hint=f"reports are files that end in {' '.join(media.SUFFIXES)}",
        )
    return sorted(found)


def _read(path: str, limits: Limits) -> bytes:
    name = _name(path)
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise InputError("this is a folder", where=name, hint="give it to read as a whole, or name one file in it")
        if not stat.S_ISREG(status.st_mode):
            raise InputError("this is no ordinary file", where=name, hint="save it to a file, or pipe it to -")
        if status.st_size > limits.bytes:
            raise _too_large(status.st_size, limits, name)
        with open(path, "rb") as file:
            return file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise InputError("no such file", where=name, hint="check the path") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise InputError(
            f"the file cannot be read ({reason})", where=name, hint="check the path and who may read it"
        ) from None


def _limited(raw: bytes, limits: Limits, name: str) -> bytes:
    if len(raw) > limits.bytes:
        raise _too_large(len(raw), limits, name)
    return raw


def _too_large(size: int, limits: Limits, name: str) -> InputError:
    return InputError(
        f"larger than {limits.bytes / 1e6:g} MB ({size / 1e6:.1f} MB or more)",
        where=name,
        hint="give one report at a time, as text or HTML",
    )
