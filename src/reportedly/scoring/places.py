"""Place names of a document resolved together, against points coded by hand.

The coded names of each text are given to :func:`reportedly.places.resolve_all` in their order; an answer is right when it
lies within 161 km (100 miles, the bound of the toponym-resolution literature) of the coded point.  No answer is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.places import distance_km, resolve_all
from reportedly.scoring import gold
from reportedly.scoring.gold import Located, Toponym
from reportedly.scoring.result import Data, Figure, Miss, Result, Row, around, share

BOUNDS_KM = (161.0, 50.0, 10.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """A coded name, the name of the place it was read as (None: no answer) and its distance from the coded point."""

    text: Located
    toponym: Toponym
    place: str | None
    km: float | None

    def within(self, bound: float) -> bool:
        """Whether the answer lies within ``bound`` kilometres; no answer never does."""
        return self.km is not None and self.km <= bound


def score(path: Path) -> Result:
    """Accuracy within 161 km over all coded names of a JSON file of texts."""
    texts = gold.load(path, list[Located])
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(texts), unit="texts")
    return compare(texts, data)


def compare(texts: Sequence[Located], data: Data) -> Result:
    """The measure over texts."""
    answers = [answer for text in texts for answer in _answers(text)]
    right = sum(answer.within(BOUNDS_KM[0]) for answer in answers)
    answered = [answer for answer in answers if answer.km is not None]
    rows = [
        Row(name=f"within {bound:g} km", cells=_cells([a for a in answers if a.within(bound)], answers, answered))
        for bound in BOUNDS_KM
    ]
    rows.append(Row(name="answered", cells=(len(answered), share(len(answered), len(answers)), None)))
    return Result(
        measure="places",
        reader="standard",
        data=data,
        figures=(Figure(name="accuracy_161km", value=share(right, len(answers))),),
        columns=("names", "of all", "of answered"),
        rows=tuple(rows),
        misses=tuple(_miss(answer) for answer in answers if not answer.within(BOUNDS_KM[0])),
    )


def _cells(part: list[Answer], answers: list[Answer], answered: list[Answer]) -> tuple[int, float, float]:
    return len(part), share(len(part), len(answers)), share(len(part), len(answered))


def _answers(text: Located) -> list[Answer]:
    ordered = sorted(text.toponyms, key=lambda t: (t.start, t.end))
    found = resolve_all([t.text for t in ordered])
    out = []
    for toponym, place in zip(ordered, found, strict=True):
        located = place is not None and place.lat is not None and place.lon is not None
        km = distance_km(place, (toponym.lat, toponym.lon)) if place is not None and located else None
        out.append(Answer(text, toponym, place.name if place is not None else None, km))
    return out


def _miss(answer: Answer) -> Miss:
    t = answer.toponym
    if answer.place is None:
        got = None
    else:
        got = f"{answer.place}, {'no point' if answer.km is None else f'{answer.km:.0f} km away'}"
    return Miss(
        item=answer.text.id,
        row="not answered" if answer.km is None else "elsewhere",
        gold=f"{t.text} {t.lat:g} {t.lon:g}",
        got=got,
        around=around(answer.text.text, t.start, t.end),
    )
