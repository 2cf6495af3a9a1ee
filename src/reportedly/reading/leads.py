"""Statements without a reporting verb: "according to X", "in the words of X", "the claim that ..."."""

from __future__ import annotations

from reportedly import cues
from reportedly.reading import content
from reportedly.reading.content import Stretch
from reportedly.reading.drafts import Draft, is_passive, speaker
from reportedly.reading.speakers import Party, after, before, kind_of, whole
from reportedly.reading.tree import FINITE, Tree

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
    if (told_in := _as_told(tree, i, limit)) is not None:
        return told_in
    verb = next((j for j in range(i + 2, min(i + 30, limit)) if _tells_as(tree, i, j)), None)
    if verb is None:
        return None
    last = verb
    if verb + 1 < limit and tree.lower[verb : verb + 2] in (["put", "it"], ["puts", "it"]):
        last = verb + 1
    elif (particle := _reports(tree, verb)) is not None:
        last = verb + len(particle.split())
    else:
        return None
    end = next((j for j in range(last + 1, limit) if tree.words[j] in (",", ".", ":", '"')), limit)
    rest = range(last + 1, end)
    if end - last > 8 or any(tree.pos[j] in ("VERB", "AUX", "SCONJ") or tree.dep[j] in ("dobj", "acomp") for j in rest):
        return None
    subject = tree.subject(verb)
    party = whole(tree, subject, verb) if subject is not None and subject > i else before(tree, verb - 1, i + 1)
    if party is not None and party.first != i + 1 and i > 0 and tree.words[i - 1] == ",":
        party = after(tree, i + 1, verb)
    if party is None or party.first != i + 1 or party.last >= verb:
        return None
    initial = tree.trimmed(tree.sent_start[i], i - 1) is None
    if initial and not (end < limit and tree.words[end] == ","):
        return None
    pieces = [tree.trimmed(tree.sent_start[i], i - 1), tree.trimmed(end + 1, _last(tree, i))]
    found = [p for p in pieces if p is not None and p[1] > p[0]]
    if not found:
        return None
    first = verb
    while first - 1 > party.last and tree.pos[first - 1] in ("AUX", "ADV"):
        first -= 1
    return Draft(party, (first, last), verb, tuple(found), "say", "asserts", "relays")


def _as_told(tree: Tree, i: int, limit: int) -> Draft | None:
    """The statement made by "as reported by X" or "as stated in X" at token ``i``."""
    if i + 3 >= limit or tree.tag[i + 1] not in ("VBN", "VBD") or tree.lower[i + 2] not in ("in", "by"):
        return None
    initial = tree.trimmed(tree.sent_start[i], i - 1) is None
    if _reports(tree, i + 1) != "" or not (initial or tree.words[i - 1] == ","):
        return None
    party = after(tree, i + 3, limit)
    if party is None or (tree.lower[i + 2] == "in" and kind_of(tree, party) not in ("document", "media")):
        return None
    end = next((j for j in range(party.head + 1, limit) if tree.words[j] in (",", ".")), limit)
    if initial and not (end < limit and tree.words[end] == ","):
        return None
    pieces = [tree.trimmed(tree.sent_start[i], i - 1), tree.trimmed(end + 1, _last(tree, i))]
    found = tuple(p for p in pieces if p is not None and p[1] > p[0])
    if not found:
        return None
    return Draft(Party(party.first, end - 1, party.head), (i + 1, i + 1), i + 1, found, "say", "asserts", "relays")


def _tells_as(tree: Tree, i: int, j: int) -> bool:
    """Whether token ``j`` is the verb of the clause that "as" at ``i`` opens, by the parse or by standing first."""
    if tree.tag[j] not in FINITE | {"VBN"}:
        return False
    return tree.head[i] == j or not any(tree.words[k] == "," or tree.tag[k] in FINITE for k in range(i + 1, j))


def _reports(tree: Tree, verb: int) -> str | None:
    """The particle of a verb that can stand in "as X said" ("out" of "pointed out", empty for most); else ``None``."""
    particles = [
        c.particle
        for c in cues.verb_senses(tree.lower[verb])
        if c.speech and ("trail" in c.takes or ("clause" in c.takes and tree.lower[verb + 1 : verb + 2] != ["to"]))
    ]
    for particle in sorted(particles, reverse=True):
        words = particle.split()
        if tree.lower[verb + 1 : verb + 1 + len(words)] == words:
            return particle
    return None


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
    """The statement that a noun of saying or thinking makes with its clause or phrase ("the claim that ...", "reports of ...").

    The speaker is its owner ("Moscow's claim"), whoever it is by or from, or the subject of a verb that only lends
    itself to the noun ("made a call for"): then the cue runs from that verb.
    """
    senses = cues.noun_senses(tree.lower[i])
    if not senses or tree.pos[i] not in ("NOUN", "PROPN"):
        return None
    party, first = _owner(tree, i)
    for sense in senses:
        held = _noun_content(tree, i, sense.complement, owned=party is not None)
        if held is None:
            continue
        content_first, last = held
        for k in range(max(content_first + 1, last - 3), last):
            if tree.lower[k] == "as" and cues.is_untrue(tree.lower[last]):
                last = k - 1
                break
        own = party
        if own is None:
            own = _by(tree, i, content_first)
        if own is None and tree.dep[i] == "dobj" and "doing" in sense.complement:
            own = speaker(tree, tree.head[i])
        if own is not None and content_first <= own.head <= last:
            continue
        cue_last = i
        if tree.pos[content_first - 1] == "ADP" and content_first - 1 == i + 1:
            cue_last = i + 1
        wrong = _called_wrong(tree, i)
        return Draft(
            own,
            (first, cue_last),
            i,
            ((content_first, last),),
            sense.act,
            sense.stance,
            sense.outer if wrong is None else "denies",
            speech=sense.speech,
            anonymous=own is None,
            outer_words=() if wrong is None else (wrong,),
        )
    return None


def _called_wrong(tree: Tree, i: int) -> int | None:
    """The word that calls a report untrue in "reports that the town fell were false"."""
    above = tree.head[i]
    if tree.dep[i] != "nsubj" or tree.lower[above] not in ("is", "are", "was", "were", "'s", "'re"):
        return None
    for c in tree.children[above]:
        if tree.dep[c] in ("acomp", "attr") and cues.is_untrue(tree.lower[c]):
            return None if any(tree.dep[n] == "neg" for n in tree.children[above]) else c
    return None


def _owner(tree: Tree, i: int) -> tuple[Party | None, int]:
    """The owner of a noun of saying and the first word of its cue."""
    owner = tree.child(i, "poss")
    if owner is not None and not (tree.tag[owner] == "PRP$" and _borne(tree, i)):
        last = tree.right[owner]
        if tree.tag[last] == "POS":
            last -= 1
        return Party(tree.left[owner], last, owner), i
    above = tree.head[i]
    if tree.dep[i] != "dobj" or above >= i or not cues.bears(tree.lower[above]):
        return None, i
    if is_passive(tree, above) or any(tree.dep[c] == "neg" for c in tree.children[above]):
        return None, i
    if any(tree.lower[c] == "no" and tree.dep[c] == "det" for c in tree.children[i]):
        return None, i
    party = speaker(tree, above)
    if party is None or party.last >= above:
        return None, i
    helping = (c for c in tree.children[above] if party.last < c < above and tree.dep[c] in ("aux", "advmod"))
    return party, min([above, *helping])


def _borne(tree: Tree, i: int) -> bool:
    """Whether a verb lends itself to the noun, so that its subject is whose word it is ("the mayor repeated his denial")."""
    above = tree.head[i]
    near = tree.dep[i] == "dobj" and above < i and tree.left[i] <= above + 2
    return near and cues.bears(tree.lower[above]) and not is_passive(tree, above)


def _by(tree: Tree, i: int, limit: int) -> Party | None:
    for c in tree.children[i]:
        if tree.lower[c] in ("by", "from") and i < c < limit and (named := tree.child(c, "pobj")) is not None:
            return Party(tree.left[named], min(tree.right[named], limit - 1), named)
    return None


def _that_clause(tree: Tree, i: int) -> Stretch | None:
    """The clause of "a claim by the rebels that the town fell", which a parser hangs on the rebels or on the verb before."""
    for k in range(i + 1, min(i + 10, tree.sent_end[i] - 2)):
        if tree.lower[k] == "that" and tree.tag[k] in ("IN", "WDT", "DT"):
            verb_ = tree.head[k]
            own = tree.subject(verb_)
            if verb_ <= k or own is None or own == k or tree.left[verb_] < k:
                return None
            return k, tree.right[verb_]
        if tree.pos[k] in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ", "PRON"):
            return None
    return None


ABOUT = frozenset({"about", "on", "over", "regarding", "concerning"})
AGAINST = frozenset({"against", "at", "toward", "towards", "on", "with"})


def _noun_content(tree: Tree, i: int, complement: frozenset[cues.Complement], *, owned: bool) -> Stretch | None:
    for c in tree.children[i]:
        if c <= i:
            continue
        first, lower = tree.left[c], tree.lower[c]
        if (
            "that" in complement
            and tree.dep[c] in ("acl", "ccomp", "relcl")
            and tree.lower[first] == "that"
            and tree.dep[first] == "mark"
        ):
            return first, tree.right[c]
        if "to" in complement and owned and tree.dep[c] in ("acl", "relcl") and tree.lower[first] == "to":
            return first, tree.right[c]
        if lower == "of" and tree.lower[i - 1] == "in":
            return None
        if "of" in complement and lower == "of" and (named := tree.child(c, "pobj", "pcomp")) is not None:
            if tree.pos[named] == "PROPN" or tree.entity[named] in ("PERSON", "ORG", "GPE", "DATE"):
                return None
            return tree.left[named], tree.right[named]
        if "doing" in complement and tree.dep[c] == "acl" and tree.tag[c] == "VBG" and not cues.verb_senses(lower):
            return c, tree.right[c]
        if not owned or tree.right[c] == c or tree.dep[c] != "prep":
            continue
        if (
            ("about" in complement and lower in ABOUT)
            or ("against" in complement and lower in AGAINST)
            or ("for" in complement and lower == "for")
            or ("to" in complement and lower == "to")
        ) and tree.child(c, "pobj", "pcomp") is not None:
            return c + 1, tree.right[c]
    return _that_clause(tree, i) if "that" in complement else None


MINDED = frozenset(
    "is are was were be been being 's 're 'm am feel feels felt remain remains remained become becomes became grow "
    "grows grew grown growing sound sounds sounded seem seems seemed".split()
)


def mood(tree: Tree, i: int) -> Draft | None:
    """The attitude that an adjective of mind gives to its subject ("officials are worried that ...")."""
    senses = cues.mood_senses(tree.lower[i])
    if not senses:
        return None
    verb_ = i if tree.tag[i] in ("VBN", "VBD") and tree.child(i, "auxpass") is not None else tree.head[i]
    if verb_ != i and not (tree.dep[i] in ("acomp", "oprd", "attr") and tree.lower[verb_] in MINDED):
        return None
    party = speaker(tree, verb_)
    if party is None or party.last >= i or any(tree.dep[c] == "neg" for c in tree.children[verb_]):
        return None
    for sense in senses:
        held = _mood_content(tree, i, verb_, sense.complement)
        if held is None:
            continue
        first = held[0]
        start = min([i, verb_, *(c for c in tree.children[verb_] if tree.dep[c] in ("aux", "auxpass", "advmod"))])
        start = max(start, party.last + 1)
        cue = (start, first - 1 if tree.pos[first - 1] == "ADP" and first - 1 == i + 1 else i)
        return Draft(party, cue, i, (held,), sense.act, sense.stance, "relays", speech=False)
    return None


def _mood_content(tree: Tree, i: int, verb_: int, complement: frozenset[str]) -> Stretch | None:
    for c in sorted({*tree.children[i], *tree.children[verb_]}):
        if c <= i:
            continue
        first = tree.left[c]
        if "that" in complement and tree.dep[c] == "ccomp" and first > i:
            return first, tree.right[c]
        if "to" in complement and tree.dep[c] in ("xcomp", "ccomp", "advcl") and tree.lower[first] == "to":
            return first, tree.right[c]
        if c == i + 1 and tree.dep[c] in ("prep", "agent") and tree.right[c] > c:
            if tree.lower[c] in complement and tree.lower[c] != "to":
                return c + 1, tree.right[c]
    return None
