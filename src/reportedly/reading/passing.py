"""Voices that pass on another's words: "Reuters quoted a doctor as saying ...", "SANA reported, citing a source"."""

from __future__ import annotations

from dataclasses import replace

from reportedly import cues
from reportedly.cues import Cue
from reportedly.reading import content, things
from reportedly.reading.content import Stretch
from reportedly.reading.drafts import Draft, cue_words, is_passive, speaker, without
from reportedly.reading.speakers import Party, after, kind_of, whole
from reportedly.reading.tree import FINITE, Tree

CITING = frozenset({"citing", "quoting"})
QUOTING = frozenset({"cited", "cites", "cite", "quoted", "quotes", "quote", "citing", "quoting"})

CARRYING = frozenset(
    {"quoted", "cited", "carried", "relayed", "aired", "broadcast", "translated", "reported", "rebroadcast"}
)
POSTING = frozenset({"posted", "published", "released", "distributed", "circulated", "shared", "uploaded", "obtained"})
"""Participles by which another voice passes words on; those of :data:`POSTING` only of a video, statement or post, since
a report "published by" somebody is its publisher's own."""
CARRIED_WITHIN = 14
"""Words between a reporting verb and the one who carries its words."""


def as_saying(tree: Tree, quoting: int) -> int | None:
    """The "as" of "quoted X as saying", by the token of the quoting verb; ``None`` without it."""
    for j in range(quoting + 1, min(quoting + 40, tree.sent_end[quoting]) - 1):
        if tree.lower[j] == "as" and tree.tag[j + 1] == "VBG" and cues.verb_senses(tree.lower[j + 1]):
            return j
    return None


def quoted_as(tree: Tree, i: int, sense: Cue) -> Draft | None:
    """ "Reuters quoted a doctor as saying ...": the doctor's statement, passed on by Reuters."""
    j = i - 2
    while j >= tree.sent_start[i] and tree.lower[j] not in QUOTING:
        j -= 1
    if j < tree.sent_start[i]:
        return None
    outer = speaker(tree, j)
    found = content.clause(tree, i) or content.quotation_after(tree, i) or content.loose_clause(tree, i)
    if not found and outer is not None and outer.last < j:
        found = content.trailing(tree, j, outer)
    if not found:
        return None
    told_by = after(tree, i + 2, found[0][1]) if tree.lower[i + 1] == "by" else None
    that = next((k for k in range(i + 1, found[0][1]) if tree.lower[k] == "that" and told_by is not None), None)
    if told_by is not None and that is not None:
        told_by = Party(told_by.first, min(told_by.last, that - 1), min(told_by.head, that - 1))
        found = [(that, found[0][1])]
    relay_cue = cue_words(tree, j, sense)
    if is_passive(tree, j) or (tree.tag[j] == "VBN" and tree.dep[j] == "acl"):
        agent = tree.child(j, "agent")
        named = tree.child(agent, "pobj") if agent is not None else None
        subject = tree.subject(j)
        party = whole(tree, subject, j) if subject is not None else outer
        last = tree.right[named] if named is not None else 0
        relay = Party(tree.left[named], min(last, i - 2), named) if named is not None and named < i else told_by
    else:
        thing = tree.trimmed(j + 1, i - 2)
        if thing is None:
            return None
        head = next((c for c in tree.children[j] if tree.dep[c] == "dobj" and thing[0] <= c <= thing[1]), thing[1])
        party, relay = Party(*thing, head), outer
    return Draft(party, (i, i), i, tuple(found), sense.act, sense.stance, sense.outer, relay=relay, relay_cue=relay_cue)


def cited(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the statements of those cited: "SANA reported, citing a local source" gives the source what SANA reported."""
    result = list(drafts)
    found: list[Draft] = []
    for i, word in enumerate(tree.lower):
        if word not in CITING or tree.tag[i] != "VBG" or as_saying(tree, i) is not None:
            continue
        party = after(tree, i + 1, tree.sent_end[i])
        if party is None:
            continue
        beside = [
            n
            for n, d in enumerate(result)
            if d.party is not None and d.speech and tree.sent_start[d.trigger] == tree.sent_start[i]
        ]
        if not beside:
            continue
        number = min(
            beside, key=lambda n: (not _cites(result[n], i), result[n].trigger > i, abs(result[n].trigger - i))
        )
        if not _gives_word(tree, party):
            reason = things.thing(tree, i, tail=frozenset()) or [(party.first, party.last)]
            result[number] = _without_aside(tree, result[number], i, reason[-1][1])
            found.append(Draft(result[number].party, (i, i), i, tuple(reason), "cite", "asserts", "relays"))
            continue
        main = _without_aside(tree, result[number], i, party.last)
        result[number] = main
        found.append(Draft(party, (i, i), i, main.content, "cite", "asserts", "relays", inside=main.trigger))
    return result + found


def _gives_word(tree: Tree, party: Party) -> bool:
    """Whether who is cited has words to pass on: a person, body, outlet or document, no circumstance ("citing the risk")."""
    head = party.head
    return (
        tree.pos[head] in ("PROPN", "PRON")
        or cues.speaker_kind(tree.lower[head]) is not None
        or bool(tree.entity[head])
        or cues.is_medium(tree.lower[head])
    )


def _cites(draft: Draft, i: int) -> bool:
    """Whether ", citing X," stands between a draft's speaker and its verb ("the Observatory, citing activists, said")."""
    party = draft.party
    return party is not None and party.head < i < draft.trigger and party.last in range(i - 2, draft.trigger)


def _without_aside(tree: Tree, main: Draft, first: int, last: int) -> Draft:
    """The draft without ", citing X" in its content and in its speaker's words."""
    pieces: list[Stretch] = []
    for a, b in main.content:
        pieces += without(tree, a, b, first, last) if a <= first <= b else [(a, b)]
    speaker_ = main.party
    if speaker_ is not None and speaker_.first < first <= speaker_.last and speaker_.head < first:
        kept = tree.trimmed(speaker_.first, first - 1)
        speaker_ = Party(*kept, speaker_.head) if kept is not None else speaker_
    return replace(main, party=speaker_, content=tuple(pieces) or main.content)


def carried(tree: Tree, draft: Draft) -> Draft:
    """The draft with the voice that carries its words: "quoted by Reuters", "in a video posted by Amaq", "in an interview with the BBC"."""
    if draft.party is None or draft.relay is not None or not draft.speech:
        return draft
    bearer = tree.head[draft.trigger]
    if tree.tag[draft.trigger] == "VBG" and tree.lower[bearer] in CARRYING | POSTING and bearer < draft.party.first:
        outer = speaker(tree, bearer)
        if outer is not None and outer.last < bearer and not is_passive(tree, bearer):
            return replace(draft, relay=outer, relay_cue=(bearer, bearer))
    for j in range(tree.sent_start[draft.trigger], tree.sent_end[draft.trigger]):
        if any(a <= j <= b for a, b in draft.content) or tree.quote[j] != tree.quote[draft.trigger]:
            continue
        own = draft.party.first < j <= draft.party.last
        relay = _carrier(tree, j, own=own, head=draft.party.head) or _interviewer(tree, j)
        if relay is None or relay.first <= draft.party.head <= relay.last:
            continue
        party = draft.party
        if own:
            kept = tree.trimmed(party.first, j - 1)
            if kept is None or party.head >= j:
                continue
            party = Party(*kept, party.head)
        elif abs(j - draft.trigger) > CARRIED_WITHIN or _another_between(tree, j, draft):
            continue
        return replace(draft, party=party, relay=relay, relay_cue=(j, j))
    return draft


def _carrier(tree: Tree, j: int, *, own: bool, head: int) -> Party | None:
    word = tree.lower[j]
    if tree.tag[j] not in ("VBN", "VBD") or j + 2 >= tree.sent_end[j] or tree.lower[j + 1] not in ("by", "on"):
        return None
    if word not in CARRYING and (own or word not in POSTING):
        return None
    if not own:
        noun = tree.head[j]
        if tree.dep[j] != "acl" or not (cues.is_medium(tree.lower[noun]) or noun == head):
            return None
    named = after(tree, j + 2, tree.sent_end[j])
    if named is None:
        return None
    stop = next(
        (k for k in range(named.first, named.last + 1) if tree.words[k] in ",;:" or tree.tag[k] in FINITE), None
    )
    if stop is not None:
        kept = tree.trimmed(named.first, stop - 1)
        return Party(*kept, min(named.head, kept[1])) if kept is not None else None
    return named


def _interviewer(tree: Tree, j: int) -> Party | None:
    if tree.lower[j] not in ("interview", "interviews") or tree.dep[j] != "pobj":
        return None
    for c in tree.children[j]:
        if c > j and tree.lower[c] in ("with", "by") and (named := tree.child(c, "pobj")) is not None:
            party = Party(tree.left[named], tree.right[named], named)
            words = tree.text[slice(*tree.chars(party.first, party.last))].split()
            return party if kind_of(tree, party) == "media" or any(cues.is_outlet(w) for w in words) else None
    return None


def _another_between(tree: Tree, j: int, draft: Draft) -> bool:
    low, high = sorted((j, draft.trigger))
    return any(tree.tag[k] in FINITE for k in range(low + 1, high))
