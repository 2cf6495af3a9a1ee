"""Which reports tell of one incident: reports joined by what they tell, against the incidents they are coded to.

All reports are read, and one record is built of them all.  Each report goes with its main event: of its events of violence (as
incidents are), or where it has none of all, the one that it mentions most, of equal ones the one told first.  Reports with one main event are one cluster.  Texts that two reports share are
one document; where it is coded to two incidents, it counts for the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly import kinds, reading, record, text
from reportedly.model import Document, Reading, Record, When
from reportedly.scoring import coreference, gold
from reportedly.scoring.coreference import Clusters
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, shown


class Report(Struct, frozen=True):
    """One report with the incident that it is coded to; other fields of its line are not looked at."""

    incident: str
    id: str
    title: str
    published: str
    text: str


def score(path: Path, *, reader: str) -> Result:
    """B³, CoNLL and LEA over a file of JSON lines, beside one key of word and day, and nothing joined."""
    reports = gold.load_lines(path, Report)
    documents = [gold.taken(r.text, name=r.id, published=r.published) for r in reports]
    sha = gold.digest([path], within=path.parent)
    data = Data(name=path.name, sha256=sha, items=len(reports), unit="reports")
    return compare(reports, list(reading.read(documents, reader)), data, reader=reader)


def compare(reports: Sequence[Report], readings: Sequence[Reading], data: Data, *, reader: str = "standard") -> Result:
    """The measure over reports and their readings, in order."""
    coded: dict[str, str] = {}
    for report, one in zip(reports, readings, strict=True):
        coded.setdefault(one.document.id, report.incident)
    built = record.build(readings)
    main = main_events(built)
    truth = coreference.by_label(coded.items())
    joined = coreference.by_label((d, main.get(d, d)) for d in coded)
    ways: dict[str, Clusters] = {
        "joined": joined,
        "one key: word and day": coreference.by_label(_words_and_days(built, main).items()),
        "nothing joined": [frozenset([d]) for d in coded],
    }
    rows = {way: _cells(truth, found) for way, found in ways.items()}
    ours, *others = ways
    return Result(
        measure="same-event",
        reader=reader,
        data=data,
        figures=tuple(Figure(name=name, value=rows[ours][name]) for name in FIGURES),
        beside=tuple(Beside(who=way, figure=name, value=rows[way][name]) for way in others for name in FIGURES),
        columns=("b_cubed_precision", "b_cubed_recall", *FIGURES, "clusters"),
        rows=tuple(Row(name=way, cells=(*rows[way].values(), len(found))) for way, found in ways.items()),
        misses=tuple(_misses(coded, joined, {d.id: d for d in built.documents})),
    )


FIGURES = ("b_cubed", "conll", "lea")


def main_events(built: Record) -> Mapping[str, str]:
    """The main event of each document that tells of any."""
    violent = {e.id for e in built.events if kinds.load().same_family(e.kind, "attack")}
    told: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], int] = {}
    for f in sorted(built.frames, key=lambda f: f.trigger.start):
        told.setdefault(f.document, Counter())[f.event] += 1
        first.setdefault((f.document, f.event), f.trigger.start)
    return {d: min(events, key=lambda e: (e not in violent, -events[e], first[d, e], e)) for d, events in told.items()}


def _cells(truth: Clusters, found: Clusters) -> dict[str, float]:
    whole = coreference.b_cubed(truth, found)
    return {
        "precision": whole.precision,
        "recall": whole.recall,
        "b_cubed": whole.f1,
        "conll": coreference.conll(truth, found),
        "lea": coreference.lea(truth, found).f1,
    }


def _words_and_days(built: Record, main: Mapping[str, str]) -> dict[str, str]:
    """The baseline: the word by which a report names its main event, and the first day that it gives, else its own."""
    found = {}
    for document in built.documents:
        event = main.get(document.id)
        word = next((f.trigger.text for f in built.frames if f.event == event and f.document == document.id), None)
        days = (
            c.value.start
            for c in built.claims
            if c.document == document.id and c.subject.id == event and isinstance(c.value, When)
        )
        day = next(days, None) or (document.published.start if document.published else None)
        found[document.id] = f"{text.fold(word)} {day}" if word and day else document.id
    return found


def _misses(coded: Mapping[str, str], joined: Clusters, documents: Mapping[str, Document]) -> Iterable[Miss]:
    """Pairs of reports that were wrongly joined or left apart, one for each report that is not with the first of its own."""
    home = {d: n for n, cluster in enumerate(joined) for d in cluster}
    seen_incident: dict[str, str] = {}
    seen_cluster: dict[int, str] = {}
    for d, incident in coded.items():
        other = seen_incident.setdefault(incident, d)
        if home[other] != home[d]:
            yield _miss(documents, other, d, incident, "apart")
        other = seen_cluster.setdefault(home[d], d)
        if coded[other] != incident:
            yield _miss(documents, other, d, f"{coded[other]} / {incident}", "joined")


def _miss(documents: Mapping[str, Document], a: str, b: str, incident: str, row: str) -> Miss:
    both = (shown(documents[d].text, 45) for d in (a, b))
    coded = "one incident" if row == "apart" else "two incidents"
    return Miss(item=incident, row=row, gold=coded, got=row, around=" | ".join(both))
