"""How surely a sentence holds its events, against what people judged (labels from -3, surely not, to 3, surely so).

A label that rounds to zero is open, any other has a sign.  Read as positive: asserts, hedges, infers, plans; as negative:
denies, doubts; as open: supposes.  Most events in news are held true, so the figure of *sign* stands beside that of
calling everything true, and negative F1 tells the two apart.  Only the sentence's own voice is read: labels judged
by what a speaker's cue adds ("denied that") count here as errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.model import Stance
from reportedly.reading.parse import parse
from reportedly.reading.stance import stance_of
from reportedly.scoring import gold
from reportedly.scoring.gold import Judged, Range
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, around, f1, share

SIGN: dict[Stance, int] = {
    "asserts": 1,
    "hedges": 1,
    "infers": 1,
    "plans": 1,
    "relays": 1,
    "doubts": -1,
    "denies": -1,
    "supposes": 0,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One judged event: its label and the stance read."""

    sentence: str
    span: Range
    label: float
    stance: Stance

    @property
    def coded(self) -> int:
        """The sign of the label: 1, 0 (rounds to zero) or -1."""
        return 0 if abs(self.label) < 0.5 else 1 if self.label > 0 else -1

    @property
    def read(self) -> int:
        """The sign of the stance."""
        return SIGN[self.stance]


def score(path: Path) -> Result:
    """Sign accuracy over a file of JSON lines, each a sentence with its judged events."""
    sentences = gold.load_lines(path, Judged)
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(sentences), unit="sentences")
    return result(read(sentences), data)


def read(sentences: Sequence[Judged]) -> list[Call]:
    """The stance that is read for each judged event."""
    calls = []
    for one, parsed in zip(sentences, parse(gold.sentence(s.text) for s in sentences), strict=True):
        starts = _token_starts(one.text)
        for target in one.targets:
            first, last = target.span1
            span = starts[first], starts[last] - 1
            stance, _ = stance_of(parsed, *span)
            calls.append(Call(one.text, span, target.label, stance))
    return calls


def result(calls: Sequence[Call], data: Data) -> Result:
    """Figures, and a table by the stance that was read."""
    total = len(calls)
    right = sum(call.coded == call.read for call in calls)
    negative = [call for call in calls if call.coded < 0]
    called = [call for call in calls if call.read < 0]
    both = sum(call.coded < 0 and call.read < 0 for call in calls)
    stances = [stance for stance in SIGN if any(call.stance == stance for call in calls)]
    return Result(
        measure="factuality",
        reader="standard",
        data=data,
        figures=(
            Figure(name="sign_accuracy", value=share(right, total)),
            Figure(name="negative_f1", value=f1(both, len(called), len(negative))),
        ),
        beside=(
            Beside(
                who="everything is true",
                figure="sign_accuracy",
                value=share(sum(call.coded > 0 for call in calls), total),
            ),
        ),
        columns=("events", "mean label", "positive", "open", "negative", "sign right"),
        rows=(*(_row(s, [c for c in calls if c.stance == s]) for s in stances), _row("all", list(calls))),
        misses=tuple(_miss(call) for call in calls if call.coded != call.read),
    )


def _row(name: str, calls: list[Call]) -> Row:
    signs = [call.coded for call in calls]
    mean = share(sum(call.label for call in calls), len(calls))
    right = share(sum(call.coded == call.read for call in calls), len(calls))
    return Row(name=name, cells=(len(calls), mean, signs.count(1), signs.count(0), signs.count(-1), right))


def _miss(call: Call) -> Miss:
    start, end = call.span
    return Miss(
        item=call.sentence[start:end],
        row=call.stance,
        gold=f"{call.label:+.1f}",
        got=call.stance,
        around=around(call.sentence, start, end),
    )


def _token_starts(text: str) -> list[int]:
    """Where each token begins, with one past the last; tokens are parted by single spaces."""
    starts = [0]
    for token in text.split(" "):
        starts.append(starts[-1] + len(token) + 1)
    return starts
