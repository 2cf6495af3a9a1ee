"""A reporting verb beside its content: "... X said", "... said X", "as X said", with or without commas."""

from __future__ import annotations

from dataclasses import replace

from reportedly import cues
from reportedly.cues import Cue
from reportedly.reading import content
from reportedly.reading.drafts import Draft, drafted
from reportedly.reading.speakers import TIMES, Party, after, before, whole
from reportedly.reading.tree import FINITE, Tree

WHILE = frozenset({"after", "as", "before", "when", "while"})
"""Words that begin when it was said, after '"...," X said'."""


def trailing(tree: Tree, i: int, sense: Cue) -> Draft | None:
    """The statement of a verb whose content stands before it, or around it, in the same sentence."""
    own = tree.child(i, "aux") is None and (tree.subject(i) or i) < i
    bare = tree.tag[i] == "VB" and (tree.tag[i - 1] == "MD" or own)
    if not bare and tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN", "NN", "NNS"):
        return None
    party = _inverted(tree, i) or _just_before(tree, i)
    if party is None:
        return None
    if not _closes_quotation(tree, party, i) and (
        _goes_on(tree, max(party.last, i), i) or _has_object(tree, party, i, sense)
    ):
        return None
    found = content.trailing(tree, i, party)
    if not found:
        return None
    if "aside" in sense.takes and not _marked_off(tree, party, i):
        return None
    return replace(drafted(tree, i, sense, party, found), trails=True)


def after_quotation(tree: Tree, i: int, sense: Cue) -> Draft | None:
    """The same, only where a closed quotation and the speaker stand right before the verb ('"We left," he said, ...')."""
    k = i - 1
    while k > 0 and k > i - 25 and tree.words[k] != '"':
        if tree.tag[k] in FINITE and tree.words[k - 1] not in ("who", "which"):
            return None
        k -= 1
    if tree.words[k] != '"' or tree.quote[k] < 0 or tree.quote[i] >= 0:
        return None
    return trailing(tree, i, sense) if tree.quotes[tree.quote[k]].end == tree.end[k] else None


def _closes_quotation(tree: Tree, party: Party, i: int) -> bool:
    """Whether a quotation ends right before speaker and verb, and no clause of the verb's own begins after them."""
    first, last = min(party.first, i), max(party.last, i)
    if first == 0 or tree.words[first - 1] != '"' or tree.quote[first - 1] < 0 or first - 1 == tree.sent_start[first]:
        return False
    if tree.quotes[tree.quote[first - 1]].end != tree.end[first - 1]:
        return False
    if party.first > i or last + 1 >= len(tree) or tree.lower[i] in ("told", "tells"):
        return True
    if tree.lower[last + 1] in WHILE:
        return True
    return tree.pos[last + 1] in ("PUNCT", "CCONJ", "ADP", "SPACE", "ADV") or tree.lower[last + 1] in TIMES


def _marked_off(tree: Tree, party: Party, i: int) -> bool:
    first = min(party.first, i)
    return (
        first > 0
        and tree.words[first - 1] in (",", '"', "-", "–", "—")
        and (tree.child(i, "prep") is None or tree.words[first - 1] == '"')
    )


def _inverted(tree: Tree, i: int) -> Party | None:
    if i == 0 or tree.lower[i] in ("told", "tells") or tree.words[i - 1] not in ('"', ",", "'", "-", "–", "—", "”"):
        return None
    if i + 1 >= tree.sent_end[i] or (tree.pos[i + 1] in ("ADP", "SCONJ", "VERB") and tree.dep[i + 1] != "amod"):
        return None
    subject = tree.subject(i)
    if subject is not None and subject > i:
        return whole(tree, subject, i)
    if subject is not None and tree.right[subject] == i - 2:
        return None
    party = after(tree, i + 1, tree.sent_end[i])
    if party is not None and (tree.lower[party.head] in TIMES or _bare_thing(tree, party, i)):
        return None
    return party


def _has_object(tree: Tree, party: Party, i: int, sense: Cue) -> bool:
    """Whether a verb that tells of things has one right after it, so that nothing before it is its content."""
    thing = tree.child(i, "dobj")
    if thing is None or tree.left[thing] != i + 1 or party.last > i or "object" not in sense.takes:
        return False
    mark = tree.words[party.first - 1] if party.first else ""
    return mark != '"' and not (mark == "," and tree.entity[thing] == "PERSON")


def _bare_thing(tree: Tree, party: Party, i: int) -> bool:
    """Whether what follows is the verb's object ("..., declared bankruptcy", "the act, passed in May, proposed a tax")."""
    if tree.pos[party.head] != "NOUN" or cues.speaker_kind(tree.lower[party.head]) is not None:
        return False
    takes_things = any("object" in s.takes for s in cues.verb_senses(tree.lower[i]))
    return party.first == party.last or (takes_things and tree.words[i - 1] == ",")


def _just_before(tree: Tree, i: int) -> Party | None:
    k = i - 1
    while k > tree.sent_start[i] and (
        (tree.pos[k] in ("ADV", "AUX") and not tree.words[k][:1].isupper()) or tree.lower[k] in ("also", "both", "then")
    ):
        k -= 1
    floor = tree.sent_start[i]
    subject = tree.subject(i)
    if tree.words[k] == "," or (subject is not None and tree.words[subject + 1 : subject + 2] == [","]):
        if subject is None or subject > i:
            return _with_apposition(tree, k, i)
        named = whole(tree, subject, i)
        return named if named.last >= k - 1 else None
    if tree.quote[k] >= 0 and tree.words[k] == '"' and tree.quote[i] < 0:
        return None
    party = _since_quotation(tree, k) or before(tree, k, floor)
    if party is None:
        return None
    if subject is not None and subject < i:
        parsed = whole(tree, subject, i)
        clean = parsed.first == floor or tree.words[parsed.first - 1] in (",", '"', "-", "–", "—", ":")
        if clean and parsed.last == k and parsed.first != floor:
            return parsed
    return party


def _since_quotation(tree: Tree, last: int) -> Party | None:
    """The whole of what stands between a closing quotation mark and the verb ('"...," a voice in the film says')."""
    first = last
    while first > 0 and last - first < 12 and tree.words[first - 1] != '"':
        if tree.pos[first] in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ") and tree.words[first] != "-":
            return None
        first -= 1
    if first == 0 or tree.words[first - 1] != '"' or tree.quote[first - 1] < 0 or tree.quote[first] >= 0:
        return None
    if not any(tree.pos[k] == "ADP" for k in range(first, last)) or tree.pos[first] in ("ADP", "ADV"):
        return None
    party = after(tree, first, last + 1)
    return Party(first, last, party.head) if party is not None and tree.right[party.head] >= last else None


def _with_apposition(tree: Tree, comma: int, i: int) -> Party | None:
    """The speaker with a phrase set off by commas, from the closing quotation mark on ('"..." Ann Lee, the head, told')."""
    first = comma
    while first > 0 and first > i - 30 and tree.words[first - 1] != '"':
        first -= 1
    if first == 0 or tree.words[first - 1] != '"' or tree.quote[first - 1] < 0 or tree.words[comma] != ",":
        return None
    cut = next((j for j in range(first, comma) if tree.words[j] in (",", "-", "–", "—")), None)
    if cut is None or cut == first or tree.pos[cut - 1] not in ("PROPN", "NOUN", "PRON"):
        return None
    return Party(first, comma - 1, cut - 1)


def _goes_on(tree: Tree, last: int, i: int) -> bool:
    """Whether a clause follows that the verb must be taken to introduce, so that nothing before it is its content."""
    j = last + 1
    if j >= tree.sent_end[i]:
        return False
    if (
        tree.pos[j] in ("PUNCT", "ADP", "ADV", "SPACE", "CCONJ", "PART")
        or tree.tag[j] == "VBG"
        or tree.lower[j] in TIMES
    ):
        return tree.child(i, "ccomp") is not None and any(
            tree.dep[c] == "ccomp" and c > last and tree.left[c] > last for c in tree.children[i]
        )
    if tree.lower[j] == "that":
        return True
    return bool(content.loose_clause(tree, i))
