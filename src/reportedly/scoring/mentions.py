"""Mentions of actors and places against entities coded by hand (Person and Organisation; Location).

A mention is right when it overlaps a coded entity of its group by at least half of the shorter one; each is used once,
the best fit first.  Pronouns are left out on both sides, since only some were coded.  The entities of the parser itself (PERSON, ORG; GPE, LOC, FAC) stand beside, from the same parse by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportedly import reading
from reportedly.model import Document, Reading
from reportedly.reading.parse import parse
from reportedly.scoring import gold
from reportedly.scoring.gold import Annotated, Range
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, around, f1, share

Group = Literal["actor", "place"]
GROUPS: tuple[Group, ...] = ("actor", "place")
CODED: dict[str, Group] = {"Person": "actor", "Organisation": "actor", "Location": "place"}
PARSER: dict[str, Group] = {"PERSON": "actor", "ORG": "actor", "GPE": "place", "LOC": "place", "FAC": "place"}
"""Entity labels of the coded data and of the parser (OntoNotes) by group."""
OVERLAP = 0.5
PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their this these that who which".split()
)

Spans = dict[Group, list[Range]]


@dataclass(slots=True)
class Tally:
    """Coded, read and right mentions of a group."""

    gold: int = 0
    got: int = 0
    met: int = 0


@dataclass(slots=True)
class Counted:
    """Counts by group, and the errors."""

    groups: dict[Group, Tally] = field(default_factory=lambda: {group: Tally() for group in GROUPS})
    misses: list[Miss] = field(default_factory=list)

    def f1(self, group: Group) -> float:
        """F1 of a group."""
        tally = self.groups[group]
        return f1(tally.met, tally.got, tally.gold)


def score(path: Path, *, reader: str) -> Result:
    """F1 of actors and of places over a JSON file of texts with typed entities."""
    texts = gold.load(path, list[Annotated])
    documents = [gold.taken(text.text, name=text.id) for text in texts]
    ours, parsers = Counted(), Counted()
    readings = reading.read(documents, reader)
    for text, one, entities in zip(texts, readings, _entities(documents), strict=True):
        moved = gold.offsets(text.text, one.document.text, where=text.id)
        coded = _coded(text, moved)
        compare(ours, text.id, one.document.text, coded, _read(one))
        compare(parsers, text.id, one.document.text, coded, entities)
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(texts), unit="texts")
    return result(ours, parsers, reader=reader, data=data)


def compare(out: Counted, item: str, text: str, coded: Spans, read: Spans) -> None:
    """Add one text's mentions to the counts."""
    for group in GROUPS:
        pairs = paired(coded[group], read[group])
        tally = out.groups[group]
        tally.gold += len(coded[group])
        tally.got += len(read[group])
        tally.met += len(pairs)
        met_coded, met_read = {i for i, _ in pairs}, {j for _, j in pairs}
        for n, (start, end) in enumerate(coded[group]):
            if n not in met_coded:
                where = around(text, start, end)
                out.misses.append(Miss(item=item, row=group, gold=text[start:end], got=None, around=where))
        for n, (start, end) in enumerate(read[group]):
            if n not in met_read:
                where = around(text, start, end)
                out.misses.append(Miss(item=item, row=group, gold=None, got=text[start:end], around=where))


def paired(coded: Sequence[Range], read: Sequence[Range]) -> list[tuple[int, int]]:
    """Indices of spans that overlap by half of the shorter one, one to one, the best fit first (common part of the whole)."""
    likely = sorted(
        (
            (-common / (max(b, end) - min(a, start)), i, j)
            for i, (a, b) in enumerate(coded)
            for j, (start, end) in enumerate(read)
            if (common := min(b, end) - max(a, start)) > 0 and common >= OVERLAP * min(b - a, end - start)
        )
    )
    used_coded: set[int] = set()
    used_read: set[int] = set()
    found = []
    for _, i, j in likely:
        if i not in used_coded and j not in used_read:
            used_coded.add(i)
            used_read.add(j)
            found.append((i, j))
    return found


def result(ours: Counted, parsers: Counted, *, reader: str, data: Data) -> Result:
    """Figures and table of the counts, the parser's own beside."""
    return Result(
        measure="mentions",
        reader=reader,
        data=data,
        figures=tuple(Figure(name=f"{group}_f1", value=ours.f1(group)) for group in GROUPS),
        beside=tuple(
            Beside(who="entities of spaCy's en_core_web_sm", figure=f"{group}_f1", value=parsers.f1(group))
            for group in GROUPS
        ),
        columns=("gold", "got", "right", "precision", "recall", "F1"),
        rows=tuple(_rows(ours, "") + _rows(parsers, ", parser's own")),
        misses=tuple(ours.misses),
    )


def _rows(counted: Counted, suffix: str) -> list[Row]:
    return [
        Row(
            name=f"{group}{suffix}",
            cells=(t.gold, t.got, t.met, share(t.met, t.got), share(t.met, t.gold), f1(t.met, t.got, t.gold)),
        )
        for group, t in counted.groups.items()
    ]


def _coded(text: Annotated, moved: Sequence[int]) -> Spans:
    found: Spans = {group: [] for group in GROUPS}
    for entity in text.entities:
        words = text.text[entity.start : entity.end]
        if entity.type in CODED and words.lower() not in PRONOUNS:
            found[CODED[entity.type]].append((moved[entity.start], moved[entity.end]))
    return {group: sorted(set(spans)) for group, spans in found.items()}


def _read(one: Reading) -> Spans:
    return {
        group: sorted({(m.start, m.end) for m in one.mentions if m.type == group and m.how != "pronoun"})
        for group in GROUPS
    }


def _entities(documents: Sequence[Document]) -> Iterator[Spans]:
    for parsed in parse(documents):
        found: Spans = {group: [] for group in GROUPS}
        for entity in parsed.doc.ents:
            if entity.label_ in PARSER:
                found[PARSER[entity.label_]].append((entity.start_char, entity.end_char))
        yield found
