"""Where the content of one statement ends and another of the same sentence begins, and who goes on speaking there."""

from __future__ import annotations

from dataclasses import replace

from reportedly import cues
from reportedly.reading.content import Stretch
from reportedly.reading.drafts import Draft
from reportedly.reading.speakers import PRONOUNS, Party, can_speak
from reportedly.reading.tree import FINITE, Tree

CONTRASTS = frozenset({"but", "while", "whereas", "and", "though", "although"})


def along(tree: Tree, drafts: list[Draft], words: frozenset[str]) -> list[Draft]:
    """Drafts with "..., adding that" given to the speaker of the cue before it, and cut out of that one's content."""
    ordered = sorted(drafts, key=lambda d: d.trigger)
    for number, draft in enumerate(ordered):
        if (main_number := _coordinated(tree, ordered, number)) is not None:
            main = ordered[main_number]
            joint = draft.cue[0] - 1
            pieces = [tree.trimmed(a, min(b, joint - 1)) for a, b in main.content if a < joint]
            ordered[main_number] = replace(main, content=tuple(p for p in pieces if p is not None))
            ordered[number] = replace(draft, party=main.party)
            continue
        if (
            tree.tag[draft.trigger] != "VBG"
            or tree.lower[draft.trigger] == "according"
            or tree.quote[draft.trigger] >= 0
        ):
            continue
        earlier = [
            k
            for k in range(number)
            if tree.sent_start[ordered[k].trigger] == tree.sent_start[draft.trigger]
            and ordered[k].party is not None
            and ordered[k].speech
        ]
        if not earlier:
            continue
        k = earlier[-1]
        main = ordered[k]
        held = next(((a, b) for a, b in main.content if a <= draft.trigger <= b), None)
        comma = tree.words[draft.cue[0] - 1] == "," if draft.cue[0] else False
        goes_on = tree.lower[draft.trigger] in words or (comma and draft.speech and _voiceless(tree, draft.party))
        if goes_on or (held is None and (main.trails or comma)):
            ordered[number] = replace(draft, party=main.party)
        if held is not None and goes_on:
            piece = tree.trimmed(held[0], draft.cue[0] - 1)
            kept = [s for s in main.content if s != held and s[0] < held[0]] + ([piece] if piece else [])
            if kept:
                ordered[k] = replace(main, content=tuple(kept))
                ordered[number] = replace(ordered[number], party=main.party)
    return ordered


def _voiceless(tree: Tree, party: Party | None) -> bool:
    """Whether the nearest noun is no other speaker: a thing, or a pronoun for whoever speaks already."""
    return party is None or tree.lower[party.head] in PRONOUNS or not can_speak(tree, party.head)


def left_unsaid(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Contents cut at "... but did not say", "... and would not give details": that is told of the speaker, not by him."""
    result: list[Draft] = []
    for draft in drafts:
        kept: list[Stretch] = []
        for a, b in draft.content:
            cut = next((k for k in range(a + 1, b) if _unsaid_at(tree, k, draft)), None) if a > draft.trigger else None
            piece = (a, b) if cut is None else tree.trimmed(a, cut - 1)
            kept += [piece] if piece is not None else []
        result.append(replace(draft, content=tuple(kept)) if kept else draft)
    return result


def _unsaid_at(tree: Tree, k: int, draft: Draft) -> bool:
    if tree.lower[k] not in ("but", "and") or tree.quote[k] != tree.quote[draft.trigger]:
        return False
    if tree.lower[k + 1] in ("declined", "refused"):
        return True
    rest = [j for j in range(k + 1, min(k + 6, tree.sent_end[k])) if tree.pos[j] not in ("AUX", "PART", "ADV")]
    negated = any(tree.dep[j] == "neg" for j in range(k + 1, min(k + 4, tree.sent_end[k])))
    if not negated or not rest or tree.pos[k + 1] not in ("AUX", "ADV"):
        return False
    senses = [c for c in cues.verb_senses(tree.lower[rest[0]]) if not c.particle]
    return tree.subject(rest[0]) is None and any(c.act in ("say", "tell", "confirm", "report") for c in senses)


def contrasted(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Contents cut where another speaker begins: "activists said the army fired first but the army said it did not"."""
    result = list(drafts)
    for draft in drafts:
        if draft.party is None or not draft.speech or draft.trails or tree.quote[draft.trigger] >= 0:
            continue
        joint = draft.party.first - 1
        if draft.echo and joint > 0 and tree.words[joint] == ",":
            joint += 1
        if joint < 1 or draft.party.first > draft.trigger or tree.lower[joint] not in CONTRASTS:
            continue
        for number, main in enumerate(result):
            own = main.party is not None and main.speech and main.trigger < joint and not main.trails
            if not own or tree.tag[main.trigger] != tree.tag[draft.trigger] or main.trigger == draft.trigger:
                continue
            if any(a < joint <= b and a > main.trigger for a, b in main.content):
                pieces = [tree.trimmed(a, min(b, joint - 1)) for a, b in main.content if a < joint]
                result[number] = replace(main, content=tuple(p for p in pieces if p is not None))
    return result


def reported_whole(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Contents cut at ", according to X": X reports the whole sentence, with the speaker in it."""
    result = list(drafts)
    for lead in drafts:
        joint = lead.cue[0]
        if tree.lower[joint] != "according" or joint == 0 or tree.words[joint - 1] != ",":
            continue
        for number, other in enumerate(result):
            if other.trigger < joint and any(other.trigger < a < joint <= b for a, b in other.content):
                kept = [tree.trimmed(a, min(b, joint - 1)) for a, b in other.content if a < joint]
                result[number] = replace(other, content=tuple(p for p in kept if p is not None))
    return result


def echoed(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """ "Activists denied it": the content of the statement before it in the same or the last sentence is added."""
    result = sorted(drafts, key=lambda d: d.trigger)
    for number, draft in enumerate(result):
        if not draft.echo:
            continue
        earlier = [
            d
            for d in result[:number]
            if d.speech and not d.echo and tree.sent_end[d.trigger] >= tree.sent_start[draft.trigger]
        ]
        if not earlier:
            continue
        main = earlier[-1]
        content = tuple(
            p
            for a, b in main.content
            if (p := tree.trimmed(a, b if a > draft.trigger else min(b, draft.content[0][0] - 1)))
        )
        result[number] = replace(draft, content=(*content, *draft.content))
    return result


def _coordinated(tree: Tree, ordered: list[Draft], number: int) -> int | None:
    """The earlier cue whose speaker also speaks at "and claimed ...", where the parser hung that verb below the content."""
    draft = ordered[number]
    i = draft.cue[0]
    if (
        not draft.speech
        or draft.trails
        or i == 0
        or tree.lower[i - 1] not in ("and", "but")
        or tree.quote[draft.trigger] >= 0
        or tree.subject(draft.trigger) is not None
    ):
        return None
    for k in range(number - 1, -1, -1):
        main = ordered[k]
        if tree.sent_start[main.trigger] != tree.sent_start[draft.trigger]:
            return None
        alike = tree.tag[main.trigger] == tree.tag[draft.trigger]
        apart = tree.lower[i - 1] == "but" and {tree.tag[main.trigger], tree.tag[draft.trigger]} <= FINITE
        if main.party is None or main.trails or not main.speech or not (alike or apart):
            continue
        held = any(a < draft.trigger <= b for a, b in main.content)
        inherited = draft.party is None or not can_speak(tree, draft.party.head) or _in_step(tree, main, draft)
        if held and inherited and main.content[0][0] < i - 1:
            return k
    return None


def _in_step(tree: Tree, main: Draft, draft: Draft) -> bool:
    """Whether a verb has the tense of the cue before it and not of the content ("said he would go and called it wise")."""
    first = tree.head[draft.trigger]
    if tree.words[draft.cue[1] + 1 : draft.cue[1] + 3] in ([",", '"'], [":", '"']):
        return tree.tag[main.trigger] == tree.tag[draft.trigger]
    if any(tree.lower[c] in ("has", "have", "had", "'ve", "’ve") for c in tree.children[first] if tree.dep[c] == "aux"):
        return False
    own = _tense(tree, draft.trigger)
    return (
        tree.dep[draft.trigger] == "conj"
        and first != main.trigger
        and _tense(tree, main.trigger) == own != _tense(tree, first)
    )


def _tense(tree: Tree, verb: int) -> str:
    return next((tree.tag[c] for c in tree.children[verb] if tree.dep[c] == "aux" and c < verb), tree.tag[verb])
