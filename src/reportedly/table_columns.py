"""Groups of columns that several tables share: spans, speakers, dates and values, each written flat."""

from __future__ import annotations

from typing import Literal, get_args

from reportedly import model
from reportedly.table_terms import Column, Form, SqlType, Table


def column(
    name: str,
    meaning: str,
    *,
    type: SqlType = "TEXT",
    null: bool = False,
    path: str | None = None,
    to: str | None = None,
    of: object = None,
    form: Form = "",
) -> Column:
    """A column whose path is its name, unless one is given with dots; ``of`` is the Literal of its choices."""
    return Column(
        name=name,
        type=type,
        nullable=null,
        meaning=meaning,
        path=tuple((path if path is not None else name).split(".")) if path != "" else (),
        references=to,
        choices=get_args(of),
        form=form,
    )


def id_column(meaning: str) -> Column:
    """The column ``id``, the key of its table."""
    return column("id", meaning)


def whole(name: str, meaning: str, *, null: bool = False, path: str | None = None) -> Column:
    """A column of whole numbers."""
    return column(name, meaning, type="INTEGER", null=null, path=path)


def real(name: str, meaning: str, *, path: str | None = None) -> Column:
    """A nullable column of real numbers."""
    return column(name, meaning, type="REAL", null=True, path=path)


def _at(prefix: str, path: str) -> tuple[str, str]:
    """What the names and the paths of a group of columns begin with."""
    return (f"{prefix}_" if prefix else "", f"{path}." if path else "")


def span(words: str, *, prefix: str = "", path: str = "", null: bool = False) -> tuple[Column, ...]:
    """The three columns of a stretch of text, named and found under ``prefix`` and ``path``."""
    name, below = _at(prefix, path)
    return (
        whole(f"{name}start", f"first character of {words}, in the document's text", null=null, path=f"{below}start"),
        whole(f"{name}end", f"one after the last character of {words}", null=null, path=f"{below}end"),
        column(f"{name}text", words, null=null, path=f"{below}text"),
    )


def _speaker() -> tuple[Column, ...]:
    return (
        column(
            "speaker_text", "words that name the speaker; null for a voice without any", null=True, path="speaker.text"
        ),
        whole("speaker_start", "first character of these words; null for the author", null=True, path="speaker.start"),
        whole("speaker_end", "one after their last character", null=True, path="speaker.end"),
        column("speaker_name", "fullest name of the speaker in the document", null=True, path="speaker.name"),
        column("speaker_actor", "actor that it is or speaks for", null=True, path="speaker.actor", to="actor"),
        column(
            "speaker_actor_how",
            "same: is the actor; member_of: speaks for it",
            null=True,
            path="speaker.actor_how",
            of=Literal["same", "member_of"],
        ),
    )


def voice_of_text(cue: str) -> tuple[Column, ...]:
    """The columns that statements and hops share; ``cue`` says what the cue is."""
    return (
        *_speaker(),
        column("kind", "what the speaker is", of=model.SpeakerKind),
        column("medium", "tweet, video, report …", null=True),
        *span(cue, prefix="cue", path="cue", null=True),
        column("stance", "stance toward what is said", of=model.Stance),
    )


_BASIS = Literal["stated", "anchor", "inferred"]
_DAY = "ten characters, X for an unknown digit (XXXX-04-17), null for an open end"


def _date(name: str, path: str, which: str) -> Column:
    return column(name, f"the {which} as a date; null where a digit is unknown", null=True, path=path, form="date")


def when(words: str, *, prefix: str, path: str) -> tuple[Column, ...]:
    """The columns of a nullable time: the days as text, and beside them as dates."""
    name, below = _at(prefix, path)
    return (
        column(f"{name}start", f"first day of {words}: {_DAY}", null=True, path=f"{below}start"),
        _date(f"{name}start_date", f"{below}start", "first day"),
        column(f"{name}end", f"last day of {words}: {_DAY}", null=True, path=f"{below}end"),
        _date(f"{name}end_date", f"{below}end", "last day"),
        column(
            f"{name}precision", "how exactly it is given", null=True, path=f"{below}precision", of=model.TimePrecision
        ),
        column(
            f"{name}range", "throughout the days, or once within them", null=True, path=f"{below}range", of=model.Range
        ),
        column(
            f"{name}basis", "stated, counted from the anchor, or inferred", null=True, path=f"{below}basis", of=_BASIS
        ),
        column(f"{name}anchor", "day that it was counted from", null=True, path=f"{below}anchor"),
        column(f"{name}text", "its words", null=True, path=f"{below}text"),
    )


def quotation(path: str, *, null: bool = False) -> tuple[Column, ...]:
    """Words of a capture with those around them, named after ``path``."""
    name = path.replace(".", "_")
    return (
        column(f"{name}_capture", "hash of the capture in which the words stand", null=null, path=f"{path}.capture"),
        column(f"{name}_quote", "the words", null=null, path=f"{path}.quote"),
        column(f"{name}_before", "up to 32 characters before them", null=null, path=f"{path}.before"),
        column(f"{name}_after", "up to 32 characters after them", null=null, path=f"{path}.after"),
    )


def value(path: str = "value", *, joined: bool = True) -> tuple[Column, ...]:
    """A nullable value of any type, flat: ``value_type`` says which of the columns can be filled.

    The columns are named after ``path``.  Where values are not ``joined``, their ids are those of a reading and refer to no table.
    """
    name = path.replace(".", "_")
    types = Literal["kind", "event", "place", "when", "count", "actor", "words"]
    return (
        column(
            f"{name}_type", "what sort of value; null where there is none", null=True, path=f"{path}.type", of=types
        ),
        column(f"{name}_text", "its words in this claim", null=True, path=f"{path}.text"),
        column(f"{name}_kind", "kind: the kind of event", null=True, path=f"{path}.kind"),
        column(f"{name}_event", "event: which event", null=True, path=f"{path}.event", to="event" if joined else None),
        column(f"{name}_place", "place: which place", null=True, path=f"{path}.place", to="place" if joined else None),
        column(f"{name}_actor", "actor: who", null=True, path=f"{path}.actor", to="actor" if joined else None),
        column(f"{name}_name", "place, actor: the fullest name in the document", null=True, path=f"{path}.name"),
        column(f"{name}_how", "actor: how the words name it", null=True, path=f"{path}.how", of=model.MentionHow),
        real(f"{name}_lat", "place: degrees north; null where no gazetteer knows it", path=f"{path}.lat"),
        real(f"{name}_lon", "place: degrees east; null where no gazetteer knows it", path=f"{path}.lon"),
        column(
            f"{name}_relation",
            "place: near, north_of, between …",
            null=True,
            path=f"{path}.relation",
            of=model.PlaceRelation,
        ),
        whole(
            f"{name}_low",
            "count: at least so many; null for an open end, which is not zero",
            null=True,
            path=f"{path}.low",
        ),
        whole(f"{name}_high", "count: at most so many; null for an open end", null=True, path=f"{path}.high"),
        column(f"{name}_unit", "count: of what", null=True, path=f"{path}.unit"),
        column(
            f"{name}_class", "count: class of the people counted", null=True, path=f"{path}.class", of=model.CountClass
        ),
        column(f"{name}_owner", "count: whose they are", null=True, path=f"{path}.owner"),
        column(
            f"{name}_of",
            "count: the claim of the whole that it is a part of; place: what the relation is to",
            null=True,
            path=f"{path}.of",
        ),
        column(f"{name}_start", f"when: first day: {_DAY}", null=True, path=f"{path}.start"),
        _date(f"{name}_start_date", f"{path}.start", "first day"),
        column(f"{name}_end", f"when: last day: {_DAY}", null=True, path=f"{path}.end"),
        _date(f"{name}_end_date", f"{path}.end", "last day"),
        column(
            f"{name}_precision", "place: site … country; when: time … decade, open", null=True, path=f"{path}.precision"
        ),
        column(
            f"{name}_range",
            "when: throughout the days, or once within them",
            null=True,
            path=f"{path}.range",
            of=model.Range,
        ),
        column(
            f"{name}_basis",
            "when: stated, counted from the anchor, or inferred",
            null=True,
            path=f"{path}.basis",
            of=_BASIS,
        ),
        column(f"{name}_anchor", "when: day that it was counted from", null=True, path=f"{path}.anchor"),
    )


def root(name: str, meaning: str, path: str, *columns: Column) -> Table:
    """A table of entries of the record itself; those with an id have it as their key, others their ordinal."""
    ordinal = Column(name="ordinal", type="INTEGER", nullable=False, meaning="place in the record's list, from 0")
    named = columns[0].name == "id"
    return Table(
        name=name,
        meaning=meaning,
        path=path,
        columns=(columns[0], ordinal, *columns[1:]) if named else (ordinal, *columns),
        key=("id",) if named else ("ordinal",),
    )


def child(parent: str, name: str, meaning: str, path: str, *columns: Column) -> Table:
    """A table of a list inside an entry of ``parent``, whose key is its id."""
    ordinal = Column(name="ordinal", type="INTEGER", nullable=False, meaning="place in the list, from 0")
    to = Column(name=parent, type="TEXT", nullable=False, meaning=f"the {parent} that it belongs to", references=parent)
    own = columns[0].name == "id"
    return Table(
        name=name,
        meaning=meaning,
        path=path,
        columns=(columns[0], to, ordinal, *columns[1:]) if own else (to, ordinal, *columns),
        key=("id",) if own else (parent, "ordinal"),
        parent=parent,
        inherited=(parent,),
    )


def listed(parent: str, name: str, meaning: str, path: str, item: str, words: str, to: str | None = None) -> Table:
    """A child table with one column: a list of plain words or ids."""
    return child(parent, name, meaning, path, column(item, words, path="", to=to))
