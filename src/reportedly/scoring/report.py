"""The page docs/accuracy.md: the floors, and what other programs and people reach, each with its origin."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reportedly.scoring import MEASURES
from reportedly.scoring.floors import Floor


class Peer(Struct, frozen=True, kw_only=True):
    """What another program or people reach on a measure, and where the figures come from."""

    measure: str
    who: str
    figures: str
    origin: str


_SAME_RULES = "data of this kind, scored by the same rules"
_POLNEAR = "PolNeAR, scored by the same rules"
PEERS: tuple[Peer, ...] = (
    Peer(measure="claims", who="two blind codings", figures="value F1 .87, full F1 .85, links F1 .99", origin="a second coding of a part of such articles, scored against the first"),
    Peer(measure="claims", who="a spaCy script of 71 lines", figures="value F1 .32, full F1 .20", origin=_SAME_RULES),
    Peer(measure="claims", who="UniversalPetrarch", figures="value F1 .13, full F1 .07", origin=_SAME_RULES),
    Peer(measure="statements", who="people", figures="relation F1 .75; exact spans F1: speaker .79, cue .71, content .69", origin="PolNeAR's annotators among themselves"),
    Peer(measure="statements", who="GenderGapTracker", figures="relation F1 .41", origin=_POLNEAR),
    Peer(measure="statements", who="textacy", figures="relation F1 .19", origin=_POLNEAR),
    Peer(measure="statements", who="the best published tagger over BERT", figures="exact spans F1: speaker .83, cue .75, content .73", origin="as published, trained on PolNeAR"),
    Peer(measure="names", who="nomenklatura", figures="precision .83, recall .76", origin=_SAME_RULES),
    Peer(measure="names", who="fuzzy ratio", figures="precision .71, recall .70", origin=_SAME_RULES),
    Peer(measure="places", who="the most populous place of the name", figures="within 161 km: LGL .47, GeoVirus .67", origin=_SAME_RULES),
)  # fmt: skip
"""Figures of others, taken once when the measures were chosen, not in each run; the texts may be others of the same data."""

_HEAD = """# Accuracy

<!-- Made by `reportedly score --report`; do not edit. -->

How well reports are read, measured against coded data. The data does not come with the program: each measure takes
files that you have.

    reportedly score MEASURE DATA              the table and the figures
    reportedly score MEASURE DATA --errors 20  the same, with what was got wrong, in words
    reportedly score MEASURE DATA --floor      exit status 1 if a figure has fallen below its floor

The figures below are **floors**: they were measured with this version or an earlier one, on the data with that hash, and
a change that lowers one fails. All are shares from 0 to 1; higher is better. They are figures on development data,
which was looked at while the program was written; on other texts expect less. Figures of others beside a floor were
taken in the same run; those under it once, on the data named.
"""

_ABOUT = {
    "claims": "Claims of the record against coded ones, all slots of events. *value*: slot, words and value agree; *speaker* and "
    "*stance*: of those, the innermost speaker and the stance agree too; *full*: all of it; *links*: pairs of met claims on one event. "
    "The articles were coded by a careful language model, not by people.",
    "statements": "Speaker, cue and content against coded attributions (PolNeAR). *relation*: contents share half their words, and cue and "
    "speaker overlap; *exact*: both ends of a stretch are right.",
    "names": "Are two names the same? Precision and recall at a likeness of 0.8, over pairs in several spellings, scripts and "
    "translations, and pairs that only look alike.",
    "places": "Coded place names of a text, resolved together: the share within 161 km of the coded point. No answer is a wrong one.",
    "mentions": "Words that name actors (Person, Organisation) and places (Location), against coded entities: F1, a match where spans "
    "overlap by half of the shorter one. Pronouns are left out.",
    "incidents": "Killed and injured of an incident from one report or several: the share that is exact. Of each report its first "
    "figure, of several reports the commonest, zero where there is none.",
    "same-event": "Which reports tell of one incident: all reports are read and joined together, each report goes with its main event, and "
    "the clusters of reports are compared with the coded ones (B³, the CoNLL mean of MUC, B³ and CEAFe, and LEA).",
    "same-event-fields": "Which coded rows tell of one event, from their fields alone. *conll* and *lea*: weights learned by folds, each "
    "tried on events that it was not learned from; *kept*: the weights that the program comes with, learned from these very rows, so that "
    "only on other rows their figures tell anything.",
    "factuality": "How surely a sentence holds its events, against people's judgement: the share with the right sign, and F1 of what did "
    "not happen.",
    "copies": "Which articles are copies of one story: precision, recall and F1 over pairs; *quoting_apart*: articles that only quote a "
    "story and are in no family with it; *quotes_found*: of those, in which the quoted passage was found. `bench/make_copies.py` makes "
    "such data.",
}


_FORMS = {
    "claims": (
        '{"id": "a1", "published": "2016-10-28", "title": "…", "text": "…"}',
        '{"id": "a1", "claims": [{"event": "e1", "slot": "killed", "value": {"low": 12, "high": null}, "quote": "at least 12", '
        '"speakers": ["the mayor"], "stance": "asserts"}]}',
    ),
    "statements": (
        '{"t1": {"text": "…", "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 40]]}]}}',
    ),
    "names": ("a,b,same,kind", "Jaysh al-Nasr,Jaish al-Nasr,1,spelling"),
    "places": (
        '[{"id": "t1", "text": "…", "toponyms": [{"start": 0, "end": 4, "text": "Homs", "lat": 34.73, "lon": 36.71}]}]',
    ),
    "mentions": ('[{"id": "t1", "text": "…", "entities": [{"start": 0, "end": 4, "type": "Location"}]}]',),
    "incidents": (
        '{"incident": "i1", "id": "r1", "title": "…", "published": "2016-10-28", "text": "…", "killed": 2, "injured": 0}',
    ),
    "same-event": ('{"incident": "i1", "id": "r1", "title": "…", "published": "2016-10-28", "text": "…"}',),
    "same-event-fields": (
        "id,event_id,country,date_start,date_end,city,location,latitude,longitude,geo_precision,actor1,actor1_type,actor1_violence,"
        "event_context,target,deaths_low,deaths_high,injuries_low,injuries_high,source,source_author",
        'r1,e1,Kenya,2017-08-11,2017-08-11,Nairobi,"Mathare, Nairobi",-1.26,36.86,4,Police (Kenya),Security forces,Shooting,'
        "Protest,Citizens,1,2,0,3,The Herald (2017-08-12) Two die in Mathare,The Herald",
    ),
    "factuality": ('{"text": "They left Homs .", "targets": [{"span1": [1, 2], "label": 3.0}]}',),
    "copies": ('{"id": "a1", "text": "…", "family": "s1", "quotes": ["s2"], "kind": "truncated"}',),
}
"""What each measure's data looks like: a line of each of its files."""


def markdown(floors: Sequence[Floor]) -> str:
    """The whole page."""
    parts = [_HEAD]
    for measure, known in MEASURES.items():
        parts.append(f"\n## {measure}\n\n{_ABOUT[measure]}\n\nData: {known.data}.\n\n")
        parts += [f"    {line}\n" for line in _FORMS[measure]]
        parts += [_floor(floor) for floor in floors if floor.measure == measure]
        peers = [peer for peer in PEERS if peer.measure == measure]
        if peers:
            parts.append("\n| others | figures | origin |\n|---|---|---|\n")
            parts += [f"| {peer.who} | {peer.figures} | {peer.origin} |\n" for peer in peers]
    return "".join(parts)


def _floor(floor: Floor) -> str:
    lines = [f"\n{floor.data}, {floor.items} {floor.unit}, sha256 `{floor.sha256[:16]}`, reader {floor.reader}:\n"]
    beside: dict[str, dict[str, float]] = {}
    for other in floor.beside:
        beside.setdefault(other.who, {})[other.figure] = other.value
    lines.append("| figure | floor |" + "".join(f" {who} |" for who in beside))
    lines.append("|---|---:|" + "---:|" * len(beside))
    for figure in floor.figures:
        cells = (f" {of[figure.name]:.3f} |" if figure.name in of else " |" for of in beside.values())
        lines.append(f"| {figure.name} | {figure.value:.3f} |" + "".join(cells))
    if floor.lowered:
        lines.append("")
        lines += [
            f"- {low.figure} was lowered from {low.before:.3f} to {low.after:.3f}: {low.reason}"
            for low in floor.lowered
        ]
    return "\n".join(lines) + "\n"
