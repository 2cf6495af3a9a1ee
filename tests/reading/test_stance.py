"""How surely a sentence holds an event: one sentence a case, each case its own report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.model import CaptureInfo, Document, Stance
from reportedly.reading.contract import Parsed
from reportedly.reading.parse import parse
from reportedly.reading.stance import Mark, marks, stance_of, strongest

SHARED = Path(__file__).parents[2].parent / "shared" / "factuality" / "uw_dev.jsonl"


def document(text: str) -> Document:
    return Document(
        id="d_0", title=None, publisher=None, byline=None, url=None, language="en", text=text, published=None,
        syndicated_from=None, passages=(),
        capture=CaptureInfo(sha256="", media_type="text/plain", bytes=0, taken_at="", from_="x"),
    )  # fmt: skip


def parsed(text: str) -> Parsed:
    return next(parse([document(text)]))


CASES: list[tuple[str, str, Stance, tuple[str, ...]]] = [
    ("The rebels may have fled the town.", "fled", "hedges", ("may",)),
    ("The bomb could have killed hundreds.", "killed", "hedges", ("could",)),
    ("Gunmen allegedly abducted two doctors.", "abducted", "hedges", ("allegedly",)),
    ("Rebels reportedly shot down a helicopter.", "shot", "hedges", ("reportedly",)),
    ("The suspected drone strike hit a depot.", "strike", "hedges", ("suspected",)),
    ("Unconfirmed air strikes hit the port.", "strikes", "hedges", ("Unconfirmed",)),
    ("The fighters are believed to have crossed the river.", "crossed", "hedges", ("believed",)),
    ("The boy is said to have been tortured.", "tortured", "hedges", ("said",)),
    ("He appears to have been arrested.", "arrested", "hedges", ("appears",)),
    ("Dozens of families seem to have fled.", "fled", "hedges", ("seem",)),
    ("The clip purports to show the column entering the city.", "show", "hedges", ("purports",)),
    ("The rebels did not flee the town.", "flee", "denies", ("not",)),
    ("They never attacked the convoy.", "attacked", "denies", ("never",)),
    ("Neither side attacked the other.", "attacked", "denies", ("Neither",)),
    ("No one was killed in the raid.", "killed", "denies", ("No",)),
    ("Troops failed to capture the village.", "capture", "denies", ("failed",)),
    ("The group refused to surrender.", "surrender", "denies", ("refused",)),
    ("Soldiers entered without firing a shot.", "firing", "denies", ("without",)),
    ("He left because he could not smuggle drugs in this area.", "smuggle", "denies", ("not",)),
    ("The army would not let them leave.", "let", "denies", ("not",)),
    ("Three people were unable to leave the city.", "leave", "denies", ("unable",)),
    ("There was no attack on the base.", "attack", "denies", ("no",)),
    ("The rumoured coup never took place.", "coup", "denies", ("never",)),
    ("The truce prevented an attack on the city.", "attack", "denies", ("prevented",)),
    ("If the video is correct then trucks were taken.", "correct", "supposes", ("If",)),
    ("It is unclear whether the plane was hit.", "hit", "supposes", ("whether",)),
    ("The ceasefire would have ended the siege.", "ended", "supposes", ("would",)),
    ("Should the talks fail, the army would attack.", "fail", "supposes", ("Should",)),
    ("The army will withdraw from the base next week.", "withdraw", "plans", ("will",)),
    ("The militia threatened to attack the port.", "attack", "plans", ("threatened",)),
    ("They tried to cross the river.", "cross", "plans", ("tried",)),
    ("They were about to storm the prison.", "storm", "plans", ("about",)),
    ("The planned offensive was delayed.", "offensive", "plans", ("planned",)),
    ("The group plans an assault on the town.", "assault", "plans", ("plans",)),
    ("The army will shell and storm the district.", "storm", "plans", ("will",)),
    ("This must have been the earlier raid, judging by the date.", "been", "infers", ("must", "judging")),
    ("The army fled, suggesting that it had lost the battle.", "lost", "infers", ("suggesting",)),
    ("Smoke rose over the camp apparently from a rebel attack.", "attack", "hedges", ("apparently",)),
    ("He warned of reprisals for any strike on his country.", "strike", "supposes", ("any",)),
    ("They fear that a strike could draw the state into the war.", "strike", "supposes", ("could",)),
    ("It is time for the council to send troops.", "send", "plans", ("time",)),
    ("The so-called offensive began on Monday.", "offensive", "doubts", ("so-called",)),
]


@pytest.mark.parametrize(("text", "event", "stance", "words"), CASES, ids=[c[0] for c in CASES])
def test_mark(text: str, event: str, stance: Stance, words: tuple[str, ...]) -> None:
    at = text.index(event)
    got, spans = stance_of(parsed(text), at, at + len(event))
    assert (got, {text[s:e] for s, e in spans}) == (stance, set(words))


ASSERTED = [
    ("They tried to cross the river to escape fighting in the east.", "fighting"),
    ("The ministers will condemn attacks on the port.", "attacks"),
    ("Troops managed to capture the village.", "capture"),
    ("The group continued to shell the town.", "shell"),
    ("The attack did not kill anyone.", "attack"),
    ("The army shelled the town and did not enter it.", "shelled"),
    ("Attackers probably killed the judge before they burned the car.", "burned"),
    ("Not only did they burn the mosque, they killed the imam.", "burn"),
    ("The army denied that the convoy was hit.", "hit"),
    ("The village that was not damaged fell on Monday.", "fell"),
]


@pytest.mark.parametrize(("text", "event"), ASSERTED, ids=[c[0] for c in ASSERTED])
def test_a_mark_elsewhere_does_not_reach_the_event(text: str, event: str) -> None:
    at = text.index(event)
    assert stance_of(parsed(text), at, at + len(event)) == ("asserts", ())


def test_denial_wins_over_possibility_and_plan() -> None:
    found = tuple(Mark(s, 0, 1) for s in ("hedges", "plans", "denies"))  # type: ignore[arg-type]
    assert strongest(found) == "denies"
    assert strongest(found[:2]) == "plans"
    assert strongest(()) == "asserts"


def test_marks_point_at_their_words() -> None:
    one = parsed("The army may not attack the port.")
    verb = next(t.i for t in one.doc if t.text == "attack")
    assert {(one.document.text[m.start : m.end], m.stance) for m in marks(one.doc, verb)} == {
        ("may", "hedges"),
        ("not", "denies"),
    }


@pytest.mark.skipif(not SHARED.exists(), reason="needs the development data")
def test_sign_of_factuality_of_event_words() -> None:
    """UW factuality: above .5 happened, below -.5 did not, between uncertain; plans count as uncertain."""
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()][:300]
    signs = {"asserts": 1, "infers": 1, "denies": -1}
    right = total = 0
    for row, one in zip(rows, parse(document(r["text"]) for r in rows), strict=True):
        words = row["text"].split(" ")
        for target in row["targets"]:
            first, last = target["span1"]
            start = sum(len(w) + 1 for w in words[:first])
            end = start + len(" ".join(words[first:last]))
            gold = (target["label"] > 0.5) - (target["label"] < -0.5)
            right += signs.get(stance_of(one, start, end)[0], 0) == gold
            total += 1
    assert right / total >= 0.78
