"""Voices that pass on another's words: "Reuters quoted a doctor as saying ...", "SANA reported, citing a source"."""

from __future__ import annotations

from reportedly import cues
from reportedly.cues import Cue
from reportedly.reading import content
from reportedly.reading.drafts import Draft, cue_words, is_passive, speaker, without
from reportedly.reading.speakers import Party, after, whole
from reportedly.reading.tree import Tree

CITING = frozenset({"citing", "quoting"})
QUOTING = frozenset({"cited", "cites", "cite", "quoted", "quotes", "quote", "citing", "quoting"})


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
    found = content.clause(tree, i) or content.quotation_after(tree, i) or content.loose_clause(tree, i)
    if not found:
        return None
    outer = speaker(tree, j)
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
    """The statements of those cited: "SANA reported, citing a local source" gives the source what SANA reported."""
    found: list[Draft] = []
    for i, word in enumerate(tree.lower):
        if word not in CITING or tree.tag[i] != "VBG" or as_saying(tree, i) is not None:
            continue
        party = after(tree, i + 1, tree.sent_end[i])
        if party is None:
            continue
        beside = [
            d for d in drafts if d.party is not None and d.speech and tree.sent_start[d.trigger] == tree.sent_start[i]
        ]
        if not beside:
            continue
        main = min(beside, key=lambda d: (d.trigger > i, abs(d.trigger - i)))
        pieces = [p for a, b in main.content for p in without(tree, a, b, i, party.last)]
        if not any(a <= i <= b for a, b in main.content):
            pieces = list(main.content)
        if pieces:
            found.append(Draft(party, (i, i), i, tuple(pieces), "cite", "asserts", "relays", inside=main.trigger))
    return found
