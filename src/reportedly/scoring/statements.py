"""Statements (speaker, cue, content) against attributions coded by hand, as in PolNeAR.

What counts as read is what the record holds: acts of speech.  Such data also codes attitudes ("wants", "fears"), which
the reader finds too but does not put out as statements; the figure with them stands beside.

**relation**: coded and read contents are paired one to one, best first, where they share at least half of their word
tokens (Jaccard); a pair is right when the cues share a token (or none was coded) and the speakers share a token (or
both have none).  **exact** spans: each stretch must have both boundaries, quotation marks and punctuation at the ends aside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportedly.reading import statements
from reportedly.reading.contract import Voiced
from reportedly.reading.parse import parse
from reportedly.scoring import gold
from reportedly.scoring.gold import Attributed, Attribution, Range
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, around, f1, share, shown

Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")
HALF = 0.5
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_COUNTS = re.compile(r"\w|[$%€£]")
_ENDS = " \t\r\n\"“”‘’'`.,;:!?—–-()[]…"
_MARKS = re.compile(r'["“”]')
_ALL_QUOTED = re.compile(r'^\W*["“][^"“”]*["”]\W*$|^\s*["“].*["”]\s*$', re.DOTALL)


@dataclass(slots=True)
class Tally:
    """Coded, read, and right."""

    gold: int = 0
    got: int = 0
    met: int = 0

    def add(self, coded: int, read: int, met: int) -> None:
        """Count one text's."""
        self.gold += coded
        self.got += read
        self.met += met

    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.met, self.got, self.gold)


@dataclass(slots=True)
class Counted:
    """Counts over texts: relations, contents alone, exact spans and tokens by part, recall by how content is quoted."""

    relation: Tally = field(default_factory=Tally)
    content_only: Tally = field(default_factory=Tally)
    exact: dict[Part, Tally] = field(default_factory=lambda: {part: Tally() for part in PARTS})
    token: dict[Part, Tally] = field(default_factory=lambda: {part: Tally() for part in PARTS})
    form: dict[str, Tally] = field(default_factory=lambda: {form: Tally() for form in ("direct", "mixed", "indirect")})
    misses: list[Miss] = field(default_factory=list)


class Tokens:
    """The word tokens of a text by their offsets; punctuation and quotation marks are none."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _WORD.finditer(text) if _COUNTS.search(m.group())]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def of(self, spans: Iterable[Range]) -> frozenset[int]:
        """Indices of the tokens that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            at = bisect_right(self._ends, start)
            while at < len(self._starts) and self._starts[at] < end:
                found.add(at)
                at += 1
        return frozenset(found)


def score(path: Path) -> Result:
    """Read the statements of each text of a JSON file ({id: {text, attributions}}) and compare."""
    coded = gold.load(path, dict[str, Attributed])
    everything, spoken = read(coded)
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(coded), unit="texts")
    return result(count(coded, spoken), count(coded, everything), data)


def read(coded: Mapping[str, Attributed]) -> tuple[dict[str, list[Attribution]], dict[str, list[Attribution]]]:
    """What the standard reader finds in each text, in the offsets of the coded text: all, and acts of speech only."""
    everything: dict[str, list[Attribution]] = {}
    spoken: dict[str, list[Attribution]] = {}
    documents = [gold.taken(one.text, name="text") for one in coded.values()]
    for (name, one), parsed in zip(coded.items(), parse(documents), strict=True):
        moved = gold.offsets(one.text, parsed.document.text, where=name)
        back = {at: n for n, at in reversed(list(enumerate(moved)))}
        everything[name], spoken[name] = [], []
        voices = statements.find(parsed)
        for voice in _univocal(voices):
            found = Attribution(
                source=_back([voice.source], back), cue=_back([voice.cue], back), content=_back(voice.content, back)
            )
            everything[name].append(found)
            if voice.speech:
                spoken[name].append(found)
    return everything, spoken


def _univocal(voices: Sequence[Voiced]) -> list[Voiced]:
    """The statements as PolNeAR codes them, which has no nesting: of two on one content the inner, else the outer one."""
    inner_of_same = {v.within for v in voices if v.within is not None and voices[v.within].content == v.content}
    kept = []
    for number, voice in enumerate(voices):
        if number in inner_of_same:
            continue
        if voice.within is not None and voices[voice.within].content != voice.content:
            continue
        kept.append(voice)
    return kept


def _back(spans: Iterable[Range | None], back: Mapping[int, int]) -> tuple[Range, ...]:
    return tuple((back[s[0]], back[s[1]]) for s in spans if s is not None)


def count(coded: Mapping[str, Attributed], read: Mapping[str, Sequence[Attribution]]) -> Counted:
    """Compare read with coded attributions, micro-averaged; a text that is missing from ``read`` has none."""
    out = Counted()
    for name, one in coded.items():
        found = read.get(name, ())
        tokens = Tokens(one.text)
        for part in PARTS:
            _spans(out, part, one, found, tokens)
        _relations(out, name, one, found, tokens)
    return out


def _part(attribution: Attribution, part: Part) -> tuple[Range, ...]:
    if part == "source":
        return attribution.source
    return attribution.cue if part == "cue" else attribution.content


def _spans(out: Counted, part: Part, one: Attributed, found: Sequence[Attribution], tokens: Tokens) -> None:
    coded = [span for a in one.attributions for span in _part(a, part)]
    read = [span for a in found for span in _part(a, part)]
    by_hand, ours = tokens.of(coded), tokens.of(read)
    out.token[part].add(len(by_hand), len(ours), len(by_hand & ours))
    bare_coded, bare_read = _bare(one.text, coded), _bare(one.text, read)
    out.exact[part].add(len(bare_coded), len(bare_read), len(bare_coded & bare_read))


def _bare(text: str, spans: Iterable[Range]) -> frozenset[Range]:
    """The spans without marks and white space at their ends, each once; empty ones fall away."""
    found = set()
    for start, end in spans:
        while start < end and text[start] in _ENDS:
            start += 1
        while end > start and text[end - 1] in _ENDS:
            end -= 1
        if end > start:
            found.add((start, end))
    return frozenset(found)


def _relations(out: Counted, name: str, one: Attributed, found: Sequence[Attribution], tokens: Tokens) -> None:
    coded = [(a, t) for a in one.attributions if (t := tokens.of(a.content))]
    read = [(a, t) for a in found if (t := tokens.of(a.content))]
    pairs = paired([t for _, t in coded], [t for _, t in read])
    right = 0
    met: dict[int, int] = {}
    for i, j in pairs:
        met[i] = j
        if _same_voice(coded[i][0], read[j][0], tokens):
            right += 1
    out.relation.add(len(coded), len(read), right)
    out.content_only.add(len(coded), len(read), len(pairs))
    for i, (by_hand, _) in enumerate(coded):
        good = i in met and _same_voice(by_hand, read[met[i]][0], tokens)
        out.form[form(one.text, by_hand)].add(1, 0, good)
        if not good:
            got = _words(one.text, read[met[i]][0]) if i in met else None
            out.misses.append(_miss(name, one.text, by_hand, got))
    taken = set(met.values())
    for j, (ours, _) in enumerate(read):
        if j not in taken:
            start, end = ours.content[0]
            out.misses.append(
                Miss(item=name, row="extra", gold=None, got=_words(one.text, ours), around=around(one.text, start, end))
            )


def paired(coded: Sequence[frozenset[int]], read: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of token sets with a Jaccard index of a half or more, one to one, the best first."""
    likely = sorted(
        ((len(a & b) / len(a | b), i, j) for i, a in enumerate(coded) for j, b in enumerate(read) if a & b),
        reverse=True,
    )
    used_coded: set[int] = set()
    used_read: set[int] = set()
    found = []
    for index, i, j in likely:
        if index < HALF:
            break
        if i not in used_coded and j not in used_read:
            used_coded.add(i)
            used_read.add(j)
            found.append((i, j))
    return found


def _same_voice(by_hand: Attribution, ours: Attribution, tokens: Tokens) -> bool:
    who, who_read = tokens.of(by_hand.source), tokens.of(ours.source)
    cue, cue_read = tokens.of(by_hand.cue), tokens.of(ours.cue)
    return (bool(who & who_read) or not (who or who_read)) and (bool(cue & cue_read) or not cue)


def form(text: str, attribution: Attribution) -> str:
    """How the content is quoted: direct, mixed or indirect."""
    content = " ".join(text[start:end] for start, end in attribution.content)
    if not _MARKS.search(content):
        return "indirect"
    return "direct" if _ALL_QUOTED.match(content) else "mixed"


def result(counted: Counted, wider: Counted, data: Data) -> Result:
    """Figures and table of counts over texts; ``wider`` are the counts with attitudes."""
    lines = [
        ("relation", counted.relation),
        ("content only", counted.content_only),
        *((f"{part} exact", counted.exact[part]) for part in PARTS),
        *((f"{part} tokens", counted.token[part]) for part in PARTS),
    ]
    rows = [Row(name=name, cells=(t.gold, t.got, t.met, *_precision_recall(t), t.f1())) for name, t in lines]
    rows += [
        Row(name=f"{name} quotation" if name == "direct" else name, cells=(t.gold, None, t.met, None, share(t.met, t.gold), None))
        for name, t in counted.form.items()
    ]  # fmt: skip
    return Result(
        measure="statements",
        reader="standard",
        data=data,
        figures=(
            Figure(name="relation_f1", value=counted.relation.f1()),
            *(Figure(name=f"{part}_exact_f1", value=counted.exact[part].f1()) for part in PARTS),
        ),
        beside=(Beside(who="this reader, with attitudes", figure="relation_f1", value=wider.relation.f1()),),
        columns=("gold", "got", "right", "precision", "recall", "F1"),
        rows=tuple(rows),
        misses=tuple(counted.misses),
    )


def _precision_recall(tally: Tally) -> tuple[float, float]:
    return share(tally.met, tally.got), share(tally.met, tally.gold)


def _words(text: str, attribution: Attribution) -> str:
    parts = (" … ".join(text[start:end] for start, end in _part(attribution, part)) for part in PARTS)
    return " | ".join(shown(part, 40) or "-" for part in parts)


def _miss(name: str, text: str, by_hand: Attribution, got: str | None) -> Miss:
    start = min(start for start, _ in by_hand.content)
    where = around(text, start, max(start, min(end for _, end in by_hand.content)))
    return Miss(item=name, row=form(text, by_hand), gold=_words(text, by_hand), got=got, around=where)
