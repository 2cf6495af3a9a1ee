"""Hand-coded data: files that the user has, read into types, hashed, and turned into documents.

None of it comes with the program.  A file that is missing or has another form is an InputError that says where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from reportedly import capture, dates, page
from reportedly.errors import InputError
from reportedly.ids import content_id
from reportedly.model import CaptureInfo, Document, Passage

T = TypeVar("T")
Range = tuple[int, int]


class Article(Struct, frozen=True):
    """A coded article of the claims data; ``published`` may be wrong, the dateline in the text wins."""

    id: str
    published: str
    title: str
    text: str


class Coded(Struct, frozen=True):
    """The value of a coded claim that is more than words; which fields are filled depends on the slot."""

    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None


class CodedClaim(Struct, frozen=True):
    """One coded claim: ``speakers`` outermost first without the article itself, ``stance`` of the innermost voice."""

    event: str
    slot: str
    value: str | Coded
    quote: str
    speakers: tuple[str, ...]
    stance: str


class CodedArticle(Struct, frozen=True):
    """All coded claims of one article."""

    id: str
    claims: tuple[CodedClaim, ...]


class Attribution(Struct, frozen=True):
    """One coded statement: character ranges of the speaker, the cue and the content, each of which may be empty."""

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()


class Attributed(Struct, frozen=True):
    """A text with its coded statements."""

    text: str
    attributions: tuple[Attribution, ...]


class Toponym(Struct, frozen=True):
    """A coded place name with its point (WGS 84 degrees)."""

    start: int
    end: int
    text: str
    lat: float
    lon: float


class Located(Struct, frozen=True):
    """A text with its coded place names."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


class Entity(Struct, frozen=True):
    """Coded words that name something of a type (Person, Organisation, Location, ...)."""

    start: int
    end: int
    type: str


class Annotated(Struct, frozen=True):
    """A text with its coded entities."""

    id: str
    text: str
    entities: tuple[Entity, ...]


class Incident(Struct, frozen=True):
    """One report of an incident, with the incident's coded figures; several reports may share an incident."""

    incident: str
    id: str
    title: str
    published: str
    text: str
    killed: int
    injured: int


class Happening(Struct, frozen=True):
    """A word of a sentence that names an event: token range (of the text split at spaces) and mean label from -3 to 3."""

    span1: Range
    label: float


class Judged(Struct, frozen=True):
    """A sentence, tokens parted by spaces, with how surely its reader holds each event in it."""

    text: str
    targets: tuple[Happening, ...]


class Pair(Struct, frozen=True):
    """Two names and whether they mean the same, with what kind of pair it is."""

    a: str
    b: str
    same: bool
    kind: str


def load(path: Path, shape: type[T]) -> T:
    """A JSON file as ``shape``; raises InputError where it is missing or has another form."""
    return _decoded(_raw(path), shape, path.name)


def load_lines(path: Path, shape: type[T]) -> list[T]:
    """A file of JSON lines, each as ``shape``; raises InputError with the number of the line that is wrong."""
    lines = _raw(path).splitlines()
    return [_decoded(line, shape, f"{path.name}:{at}") for at, line in enumerate(lines, 1) if line.strip()]


def load_pairs(path: Path) -> list[Pair]:
    """A CSV of name pairs with columns a, b, same (0 or 1) and kind; raises InputError for another form."""
    import csv
    import io

    try:
        text = _raw(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8", where=path.name, hint="save it as UTF-8") from error
    rows = csv.DictReader(io.StringIO(text))
    if not {"a", "b", "same", "kind"} <= set(rows.fieldnames or ()):
        raise InputError("columns a, b, same and kind are needed", where=path.name, hint="give a CSV of name pairs")
    found = []
    for at, row in enumerate(rows, 2):
        if row["same"] not in ("0", "1"):
            raise InputError("same must be 0 or 1", where=f"{path.name}:{at}", hint="correct the row")
        found.append(Pair(a=row["a"], b=row["b"], same=row["same"] == "1", kind=row["kind"]))
    return found


def digest(paths: Iterable[Path], *, within: Path) -> str:
    """SHA-256 over names (below ``within``) and bytes of the files, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        raw = _raw(path)
        name = path.relative_to(within).as_posix().encode()
        whole.update(len(name).to_bytes(8, "big") + name + len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


def taken(text: str, *, name: str, published: str | None = None) -> Document:
    """The text as the program takes it from a file: passages, dateline, language.  ``published`` as for --published."""
    when = dates.from_published(published) if published else None
    return page.parse(capture.of_bytes(text.encode("utf-8"), name=f"{name}.txt"), published=when).document


def sentence(text: str) -> Document:
    """A document of body text alone, for data that is single sentences, not reports."""
    return Document(
        id=content_id("d", text),
        title=None,
        publisher=None,
        byline=None,
        url=None,
        language="en",
        text=text,
        published=None,
        syndicated_from=None,
        passages=(Passage(start=0, end=len(text), role="body"),),
        capture=CaptureInfo(
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            media_type="text/plain",
            bytes=len(text.encode()),
            taken_at="",
            from_="sentence",
        ),
    )


def offsets(coded: str, read: str, *, where: str) -> Sequence[int]:
    """For each offset of the coded text (its end included), the offset in the text as read.

    Taking a text only leaves out control characters; raises InputError where more has changed.
    """
    if coded == read:
        return range(len(coded) + 1)
    found = []
    at = 0
    for char in coded:
        found.append(at)
        at += at < len(read) and read[at] == char
    if at != len(read):
        raise InputError("the text changes when it is taken", where=where, hint="give plain text with LF line ends")
    return [*found, at]


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", where=path.name, hint="give the data of this measure") from None
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=path.name, hint="give the data of this measure"
        ) from None


def _decoded(raw: bytes, shape: type[T], where: str) -> T:
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"not the form of this measure's data: {error}", where=where, hint="see docs/accuracy.md"
        ) from None
