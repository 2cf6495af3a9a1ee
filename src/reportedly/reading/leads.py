"""Statements without a reporting verb: "according to X", "in the words of X", "the claim that ..."."""

from __future__ import annotations

from reportedly import cues
from reportedly.reading import content
from reportedly.reading.content import Stretch
from reportedly.reading.drafts import Draft, speaker
from reportedly.reading.speakers import Party, after, before, whole
from reportedly.reading.tree import Tree

LEADS = (("according", "to"), ("in", "the", "words", "of"), ("in", "the", "view", "of"))


def according(tree: Tree, i: int) -> Draft | None:
    """The statement made by "according to X" or "in the words of X" at token ``i``, at the head, in the middle or at the end of a sentence."""
    lead = next((w for w in LEADS if tree.lower[i] == w[0] and tuple(tree.lower[i : i + len(w)]) == w), None)
    if lead is None or i + len(lead) >= len(tree):
        return None
    start, limit = tree.sent_start[i], tree.sent_end[i]
    if tree.quote[i] < 0 and i > 0 and tree.quote[i - 1] >= 0:
        at = tree.token_at(tree.quotes[tree.quote[i - 1]].start)
        start = min(start, at) if at is not None else start
    initial = tree.trimmed(start, i - 1) is None
    party = _named_after(tree, i + len(lead), limit, initial=initial)
    if party is None:
        return None
    pieces = [tree.trimmed(start, i - 1), tree.trimmed(party.last + 1, _last(tree, i))]
    found = [p for p in pieces if p is not None and (p[1] - p[0] >= 1)]
    if not found:
        return None
    if not initial and len(found) == 2 and not _same_clause(tree, found[1]):
        found = found[:1]
    return Draft(party, (i, i + len(lead) - 1), i, tuple(found), "say", "asserts", "relays")


def as_said(tree: Tree, i: int) -> Draft | None:
    """The statement made by "as X said" or "as X put it" at token ``i``, before, inside or after its content."""
    if tree.lower[i] != "as" or (i > 0 and tree.lower[i - 1] in ("such", "well", "so", "just")):
        return None
    limit = tree.sent_end[i]
    verb = next((j for j in range(i + 2, min(i + 14, limit)) if tree.tag[j] in ("VBD", "VBZ", "VBP", "VBN")), None)
    if verb is None:
        return None
    last = verb
    if verb + 1 < limit and tree.lower[verb : verb + 2] in (["put", "it"], ["puts", "it"]):
        last = verb + 1
    elif not _reports(tree.lower[verb]):
        return None
    end = next((j for j in range(last + 1, limit) if tree.words[j] in (",", ".", ":", '"')), limit)
    rest = range(last + 1, end)
    if end - last > 8 or any(tree.pos[j] in ("VERB", "AUX", "SCONJ") or tree.dep[j] == "dobj" for j in rest):
        return None
    subject = tree.subject(verb)
    party = whole(tree, subject, verb) if subject is not None and subject > i else before(tree, verb - 1, i + 1)
    if party is None or party.first != i + 1 or party.last >= verb:
        return None
    initial = tree.trimmed(tree.sent_start[i], i - 1) is None
    if initial and not (end < limit and tree.words[end] == ","):
        return None
    pieces = [tree.trimmed(tree.sent_start[i], i - 1), tree.trimmed(end + 1, _last(tree, i))]
    found = [p for p in pieces if p is not None and p[1] > p[0]]
    if not found:
        return None
    return Draft(party, (verb, last), verb, tuple(found), "say", "asserts", "relays")


def _reports(word: str) -> bool:
    senses = cues.verb_senses(word)
    return any(c.speech and not c.particle and ("trail" in c.takes or "clause" in c.takes) for c in senses)


def _same_clause(tree: Tree, stretch: Stretch) -> bool:
    return tree.tag[stretch[0]] != "VBG" and tree.lower[stretch[0]] not in (
        "who",
        "which",
        "while",
        "as",
        "and",
        "but",
        "adding",
        "citing",
    )


def _last(tree: Tree, i: int) -> int:
    last = tree.sent_end[i] - 1
    while last > i and (not tree.words[last].strip() or tree.words[last] == "."):
        last -= 1
    return last


def _named_after(tree: Tree, first: int, limit: int, *, initial: bool) -> Party | None:
    party = after(tree, first, limit)
    if party is None:
        return None
    last = party.last
    if initial:
        comma = next((j for j in range(first, min(limit, first + 40)) if tree.words[j] == ","), None)
        if comma is not None and comma <= party.last + 1:
            last = comma - 1
        elif comma is None or comma > party.last + 1 or comma > first + 25:
            last = _phrase_end(tree, first, limit)
    else:
        comma = next((j for j in range(party.head, last + 1) if tree.words[j] == ","), None)
        if comma is not None and any(tree.tag[j] == "VBD" for j in range(comma, last + 1)):
            last = comma - 1
    head = party.head if party.head <= last else last
    return Party(first, last, head)


def _phrase_end(tree: Tree, first: int, limit: int) -> int:
    j = first
    while j < limit:
        if cues.speaker_kind(tree.lower[j]) is not None and not tree.words[j][:1].isupper() and tree.pos[j] == "NOUN":
            following = tree.lower[j + 1] if j + 1 < limit else ""
            if cues.speaker_kind(following) is not None and j + 1 < limit and not tree.words[j + 1][:1].isupper():
                j += 1
                continue
            if following in ("of", "by", "from", "in") and j + 2 < limit:
                j += 2
                continue
            if not (j + 1 < limit and tree.words[j + 1][:1].isupper()):
                return j
        if j + 1 >= limit:
            return j
        nxt = j + 1
        if tree.words[nxt] in "([" or (tree.words[nxt] in ")]"):
            close = nxt
            while close < limit - 1 and tree.words[close] not in ")]":
                close += 1
            return close
        if tree.words[nxt] == "," or (
            tree.tag[nxt] in ("DT", "PRP", "EX", "CD", "WDT", "WP", "PRP$")
            and j > first
            and tree.lower[j] not in content.NOT_TRAILING
        ):
            return j
        if tree.pos[nxt] == "VERB" and cues.speaker_kind(tree.lower[nxt]) == "document":
            return nxt
        if tree.words[nxt] == "-" or tree.words[j] == "-":
            j = nxt
            continue
        if tree.pos[nxt] in ("VERB", "AUX", "SCONJ") or (
            tree.pos[nxt] == "ADP" and tree.lower[nxt] not in ("of", "for", "in", "from", "by", "at", "with")
        ):
            return j
        j = nxt
    return limit - 1


def noun(tree: Tree, i: int) -> Draft | None:
    """The statement that a noun of saying makes with its clause ("the claim that ...", "reports of ...")."""
    senses = cues.noun_senses(tree.lower[i])
    if not senses or tree.pos[i] not in ("NOUN", "PROPN"):
        return None
    sense, found = senses[0], []
    for sense in senses:
        found = _noun_content(tree, i, sense.complement)
        if found:
            break
    if not found:
        return None
    party = None
    owner = tree.child(i, "poss")
    if owner is not None:
        last = tree.right[owner]
        if tree.tag[last] == "POS":
            last -= 1
        party = Party(tree.left[owner], last, owner)
    else:
        for c in tree.children[i]:
            if tree.lower[c] in ("by", "from") and i < c < found[0][0] and (named := tree.child(c, "pobj")) is not None:
                party = Party(tree.left[named], min(tree.right[named], found[0][0] - 1), named)
    if party is None and tree.dep[i] == "dobj" and "doing" in sense.complement:
        party = speaker(tree, tree.head[i])
    return Draft(
        party,
        (i, i),
        i,
        tuple(found),
        sense.act,
        sense.stance,
        sense.outer,
        speech=sense.speech,
        anonymous=party is None,
    )


def _noun_content(tree: Tree, i: int, complement: frozenset[cues.Complement]) -> list[Stretch]:
    for c in tree.children[i]:
        if c <= i:
            continue
        first = tree.left[c]
        if (
            "that" in complement
            and tree.dep[c] in ("acl", "ccomp", "relcl")
            and tree.lower[first] == "that"
            and tree.dep[first] == "mark"
        ):
            return [(first, tree.right[c])]
        if (
            "to" in complement
            and tree.dep[c] in ("acl", "relcl")
            and tree.lower[first] == "to"
            and tree.child(i, "poss") is not None
        ):
            return [(first, tree.right[c])]
        if "of" in complement and tree.lower[c] == "of" and (named := tree.child(c, "pobj", "pcomp")) is not None:
            if tree.pos[named] == "PROPN" or tree.entity[named] in ("PERSON", "ORG", "GPE", "DATE"):
                return []
            return [(tree.left[named], tree.right[named])]
        if (
            "about" in complement
            and tree.lower[c] in ("about", "on")
            and tree.right[c] > c
            and tree.child(i, "poss") is not None
        ):
            return [(c + 1, tree.right[c])]
        if (
            "doing" in complement
            and tree.dep[c] == "acl"
            and tree.tag[c] == "VBG"
            and not cues.verb_senses(tree.lower[c])
        ):
            return [(c, tree.right[c])]
        if "for" in complement and tree.lower[c] == "for" and tree.child(i, "poss") is not None and tree.right[c] > c:
            return [(c + 1, tree.right[c])]
    return []
