"""Reporting verbs, nouns and "according to" in a parse: who, by which word, says what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportedly import cues
from reportedly.cues import Cue
from reportedly.model import Stance
from reportedly.reading import content
from reportedly.reading.content import Stretch
from reportedly.reading.speakers import TIMES, Party, after, before, kind_of, medium_of, parsed_subject, whole
from reportedly.reading.tree import FINITE, Tree

CONDITIONS = frozenset({"if", "whether", "unless", "lest"})
MODALS = frozenset({"would", "could", "should", "might", "may", "must", "can", "will", "shall", "'d", "'ll"})
ALONG = frozenset({"adding", "noting", "stressing", "citing", "emphasizing", "emphasising"})
"""Participles that go on with the speech of the same speaker, wherever the parser hangs them."""
CITING = frozenset({"citing", "quoting"})
QUOTING = frozenset({"cited", "cites", "cite", "quoted", "quotes", "quote", "citing", "quoting"})
TAIL = {
    "accuse": frozenset({"for", "over", "of", "on", "as"}),
    "praise": frozenset({"for", "as", "on", "over"}),
}
UNASSERTED = frozenset({"say", "tell", "claim", "report", "describe", "praise", "accuse", "show", "cite", "promise"})
UNCERTAIN = frozenset({"confirm", "deny", "estimate"})
NEG_RAISING = frozenset({"believe", "estimate", "want", "know", "support"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in token indices, before its offsets and its place among the others are settled.

    ``relay`` is a voice that passes the statement on ("told AFP", "Reuters quoted him as saying"), ``relay_cue`` its
    own cue.  ``inside`` is the trigger of the statement that it must stand within ("SANA reported, citing a source").
    """

    party: Party | None
    cue: Stretch
    trigger: int
    content: tuple[Stretch, ...]
    act: str
    stance: Stance
    outer: Stance
    speech: bool = True
    medium: str | None = None
    relay: Party | None = None
    relay_cue: Stretch | None = None
    inside: int | None = None
    anonymous: bool = False
    trails: bool = False
    outer_words: tuple[int, ...] = ()


def verb(tree: Tree, i: int) -> Draft | None:
    """The statement that token ``i`` makes as a reporting verb, or ``None``."""
    senses = cues.verb_senses(tree.lower[i])
    if not senses:
        return None
    if tree.lower[i - 1] == "as" and tree.tag[i] == "VBG" and (quoted := _quoted_as(tree, i, senses[0])) is not None:
        return quoted
    if not _is_verb(tree, i) or (tree.lower[i] in CITING and tree.tag[i] == "VBG"):
        return None
    if tree.lower[i] in QUOTING and _as_saying(tree, i):
        return None
    if any(tree.lower[c] in CONDITIONS and tree.dep[c] in ("mark", "advmod") for c in tree.children[i]):
        return None
    if _asked(tree, i):
        return None
    if _is_passive(tree, i):
        return _passive(tree, i, senses)
    if tree.tag[i] == "VBN" and tree.dep[i] in ("acl", "amod") and tree.lower[i] not in ("said", "told"):
        return None
    if tree.tag[i] == "VB" and not _spoken_infinitive(tree, i):
        return None
    for sense in senses:
        if sense.particle and not _particle(tree, i, sense.particle):
            continue
        draft = _active(tree, i, sense)
        if draft is not None:
            return _tempered(tree, i, draft)
    return None


def _as_saying(tree: Tree, quoting: int) -> int | None:
    for j in range(quoting + 1, min(quoting + 40, tree.sent_end[quoting]) - 1):
        if tree.lower[j] == "as" and tree.tag[j + 1] == "VBG" and cues.verb_senses(tree.lower[j + 1]):
            return j
    return None


def _quoted_as(tree: Tree, i: int, sense: Cue) -> Draft | None:
    """ "Reuters quoted a doctor as saying ...": the doctor's statement, passed on by Reuters."""
    j = i - 2
    while j >= tree.sent_start[i] and tree.lower[j] not in QUOTING:
        j -= 1
    if j < tree.sent_start[i]:
        return None
    found = content.clause(tree, i) or content.quotation_after(tree, i) or content.loose_clause(tree, i)
    if not found:
        return None
    outer = _speaker(tree, j)
    relay_cue = _cue_words(tree, j, sense)
    if _is_passive(tree, j) or (tree.tag[j] == "VBN" and tree.dep[j] == "acl"):
        agent = tree.child(j, "agent")
        named = tree.child(agent, "pobj") if agent is not None else None
        subject = tree.subject(j)
        party = whole(tree, subject, j) if subject is not None else outer
        last = tree.right[named] if named is not None else 0
        relay = Party(tree.left[named], min(last, i - 2), named) if named is not None else None
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
        if word not in CITING or tree.tag[i] != "VBG" or _as_saying(tree, i) is not None:
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
        pieces = [p for a, b in main.content for p in _without(tree, a, b, i, party.last)]
        if not any(a <= i <= b for a, b in main.content):
            pieces = list(main.content)
        if pieces:
            found.append(Draft(party, (i, i), i, tuple(pieces), "cite", "asserts", "relays", inside=main.trigger))
    return found


def _is_verb(tree: Tree, i: int) -> bool:
    if tree.pos[i] in ("VERB", "AUX"):
        return not (tree.dep[i] in ("amod", "compound") and tree.lower[i] != "said")
    if tree.pos[i] in ("NOUN", "PROPN", "ADJ") and tree.lower[i].endswith(("s", "ed", "d")):
        return tree.subject(i) is not None and (tree.child(i, "ccomp", "dobj", "xcomp") is not None)
    return False


def _asked(tree: Tree, i: int) -> bool:
    aux = tree.child(i, "aux")
    subject = tree.subject(i)
    if aux is None or subject is None or aux > subject or tree.quote[i] >= 0:
        return False
    return "?" in tree.words[tree.sent_end[i] - 2 : tree.sent_end[i]]


def _spoken_infinitive(tree: Tree, i: int) -> bool:
    if any(tree.dep[c] == "aux" and tree.lower[c] != "to" for c in tree.children[i]):
        return True
    above = tree.head[i]
    if tree.dep[i] in ("xcomp", "advcl", "acl") and tree.lower[above] in (
        "went",
        "going",
        "continued",
        "continues",
        "likely",
        "came",
        "began",
        "goes",
        "used",
        "known",
        "failed",
        "refused",
        "declined",
    ):
        return True
    return tree.dep[i] == "conj" and tree.tag[above] in FINITE


def _is_passive(tree: Tree, i: int) -> bool:
    return any(tree.dep[c] in ("auxpass", "nsubjpass") for c in tree.children[i])


def _particle(tree: Tree, i: int, particle: str) -> bool:
    words = particle.split()
    for offset in range(1, 3):
        at = i + offset
        if tree.lower[at : at + len(words)] == words:
            return True
        if offset == 1 and tree.pos[i + 1 : i + 2] not in (["ADV"], ["NOUN"], ["PRON"]):
            return False
    return False


def _active(tree: Tree, i: int, sense: Cue) -> Draft | None:
    takes = sense.takes
    found: list[Stretch] = []
    if "clause" in takes or "wh" in takes:
        found = content.clause(tree, i)
        if found and sense.strength == "weak" and not _shower(tree, i):
            return None
    if not found and sense.act == "ask":
        found = content.question(tree, i)
    if not found and "quote" in takes:
        found = content.quotation_after(tree, i)
    if not found and "to" in takes:
        found = content.infinitive(tree, i)
    if not found and "object-to" in takes:
        found = content.object_infinitive(tree, i)
    if not found and "on" in takes:
        found = content.called_on(tree, i)
    if not found and "of" in takes:
        found = content.with_preposition(tree, i, frozenset({"of", "for", "against"}))
    if not found and "as" in takes:
        found = content.with_preposition(tree, i, frozenset({"as"}))
    if not found and "call" in takes:
        found = content.called(tree, i)
    if not found and "at" in takes:
        found = content.with_preposition(tree, i, frozenset({"at"}))
    if not found and "about" in takes:
        found = content.about(tree, i)
    if not found and "claimed" in takes:
        found = [s for s in content.thing(tree, i, tail=frozenset({"for"})) if _claimed(tree, i)]
    if not found and ("trail" in takes or "aside" in takes):
        draft = _trailing(tree, i, sense)
        if draft is not None:
            return draft
        if (
            sense.strength == "strong"
            and tree.tag[i] in FINITE
            and (early := _speaker(tree, i)) is not None
            and early.last < i
        ):
            found = content.loose_clause(tree, i)
    if not found and "object" in takes and (sense.act != "show" or _shower(tree, i)):
        found = content.thing(tree, i, tail=TAIL.get(sense.act, frozenset()))
        if not found and sense.particle:
            found = _after_particle(tree, i, sense.particle)
    if not found:
        return None
    party = _speaker(tree, i)
    if (
        party is None
        and (tree.tag[i] in FINITE or sense.strength != "strong")
        and not (tree.tag[i] == "VBG" and sense.strength != "weak")
    ):
        return None
    if sense.act == "show" and (party is None or kind_of(tree, party) not in ("media", "document")):
        return None
    if party is not None and any(a <= party.head <= b for a, b in found):
        found = [s for a, b in found for s in _without(tree, a, b, party.first, max(party.last, i))]
        if not found:
            return None
    return _draft(tree, i, sense, party, found)


def _shower(tree: Tree, i: int) -> bool:
    party = _speaker(tree, i)
    return party is not None and kind_of(tree, party) in ("media", "document")


def _after_particle(tree: Tree, i: int, particle: str) -> list[Stretch]:
    last_word = particle.split()[-1]
    for c in tree.children[i]:
        edge = c if tree.lower[c] == last_word else tree.left[c]
        if c > i and edge > i and tree.lower[edge] == last_word and tree.right[c] > edge:
            stretch = tree.trimmed(edge + 1, tree.right[c])
            return [stretch] if stretch else []
    return []


def _without(tree: Tree, a: int, b: int, first: int, last: int) -> list[Stretch]:
    pieces = [tree.trimmed(a, min(b, first - 1)), tree.trimmed(max(a, last + 1), b)]
    return [p for p in pieces if p is not None]


def _trailing(tree: Tree, i: int, sense: Cue) -> Draft | None:
    if tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN", "NN", "NNS"):
        return None
    party = _inverted(tree, i) or _just_before(tree, i)
    if party is None:
        return None
    if _goes_on(tree, max(party.last, i), i):
        return None
    found = content.trailing(tree, i, party)
    if not found:
        return None
    if "aside" in sense.takes and not _marked_off(tree, party, i):
        return None
    return replace(_draft(tree, i, sense, party, found), trails=True)


def _claimed(tree: Tree, i: int) -> bool:
    thing = tree.child(i, "dobj")
    return thing is not None and cues.is_claimed(tree.lower[thing])


def _marked_off(tree: Tree, party: Party, i: int) -> bool:
    first = min(party.first, i)
    return (
        first > 0
        and tree.words[first - 1] in (",", '"', "-", "–", "—")
        and (tree.child(i, "prep") is None or tree.words[first - 1] == '"')
    )


def _inverted(tree: Tree, i: int) -> Party | None:
    if i == 0 or tree.words[i - 1] not in ('"', ",", "'", "-", "–", "—", "”"):
        return None
    if i + 1 >= tree.sent_end[i] or tree.pos[i + 1] in ("ADP", "SCONJ", "VERB"):
        return None
    subject = tree.subject(i)
    if subject is not None and subject > i:
        return whole(tree, subject, i)
    if subject is not None and tree.right[subject] == i - 2:
        return None
    party = after(tree, i + 1, tree.sent_end[i])
    if party is not None and tree.lower[party.head] in TIMES:
        return None
    return party


def _just_before(tree: Tree, i: int) -> Party | None:
    k = i - 1
    while k > tree.sent_start[i] and (tree.pos[k] in ("ADV", "AUX") or tree.lower[k] in ("also", "both", "then")):
        k -= 1
    floor = tree.sent_start[i]
    subject = tree.subject(i)
    if tree.words[k] == "," or (subject is not None and tree.words[subject + 1 : subject + 2] == [","]):
        if subject is None or subject > i:
            return None
        named = whole(tree, subject, i)
        return named if named.last >= k - 1 else None
    if tree.quote[k] >= 0 and tree.words[k] == '"' and tree.quote[i] < 0:
        return None
    party = before(tree, k, floor)
    if party is None:
        return None
    if subject is not None and subject < i:
        parsed = whole(tree, subject, i)
        clean = parsed.first == floor or tree.words[parsed.first - 1] in (",", '"', "-", "–", "—", ":")
        if clean and parsed.last == k and parsed.first != floor:
            return parsed
    return party


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


def _speaker(tree: Tree, i: int) -> Party | None:
    found = parsed_subject(tree, i)
    if found is None or (tree.pos[found[0]] == "VERB" and tree.dep[found[0]] in ("csubj", "csubjpass")):
        k = i - 1
        while k > tree.sent_start[i] and tree.pos[k] in ("ADV", "AUX"):
            k -= 1
        return before(tree, k, tree.sent_start[i]) if k < i and tree.tag[i] in FINITE else None
    subject, own = found
    if tree.dep[subject] == "expl" or tree.lower[subject] in ("there", "what"):
        return None
    return whole(tree, subject, own)


def _draft(tree: Tree, i: int, sense: Cue, party: Party | None, found: list[Stretch]) -> Draft:
    relay = _hearer(tree, i, sense, party, found)
    lo = min(i, party.first) if party is not None and party.first > i else i
    edge = found[0][0] - 1 if found and found[0][0] > i else _clause_last(tree, i)
    medium = medium_of(tree, i, lo, edge)
    if medium is None and party is not None and party.last > i:
        medium = medium_of(tree, i, party.last + 1, edge)
    if medium is None and party is not None and party.last < i:
        medium = medium_of(tree, i, party.last + 1, i)
    return Draft(
        party=party,
        cue=_cue_words(tree, i, sense),
        trigger=i,
        content=tuple(found),
        act=sense.act,
        stance=sense.stance,
        outer=sense.outer,
        speech=sense.speech,
        medium=medium,
        relay=relay,
    )


def _clause_last(tree: Tree, i: int) -> int:
    last = i
    while last + 1 < tree.sent_end[i] and last < i + 14 and tree.quote[last + 1] == tree.quote[i]:
        last += 1
    return last


def _cue_words(tree: Tree, i: int, sense: Cue) -> Stretch:
    first = last = i
    for c in tree.children[i]:
        if (
            tree.dep[c] in ("aux", "neg", "auxpass", "advmod")
            and first - 3 <= c < i
            and tree.pos[c] != "SCONJ"
            and tree.lower[c] not in ("when", "where", "why", "how")
        ):
            first = min(first, c)
    while first < i and any(tree.pos[j] not in ("AUX", "ADV", "PART", "VERB") for j in range(first, i)):
        first += 1
    if sense.particle:
        last = min(i + len(sense.particle.split()), tree.sent_end[i] - 1)
    elif any(tree.dep[c] == "prt" and c == i + 1 for c in tree.children[i]):
        last = i + 1
    return first, last


def _hearer(tree: Tree, i: int, sense: Cue, party: Party | None, found: list[Stretch]) -> Party | None:
    if not sense.addressee:
        return None
    start = i + 1
    if party is not None and party.first == start:
        start = party.last + 1
    stop = tree.sent_end[i]
    if found and found[0][0] > i:
        stop = min(stop, found[0][0])
    hearer = after(tree, start, stop) if start < stop and tree.pos[start] not in ("ADP", "PUNCT", "ADV") else None
    if hearer is None:
        return None
    for j in range(hearer.first + 1, hearer.last + 1):
        if tree.pos[j] in ("ADP", "VERB", "PUNCT", "SCONJ"):
            trimmed = tree.trimmed(hearer.first, j - 1)
            if trimmed is None:
                return None
            hearer = Party(trimmed[0], trimmed[1], min(hearer.head, trimmed[1]))
            break
    listed = any(cues.is_outlet(w) for w in tree.text[slice(*tree.chars(hearer.first, hearer.last))].split())
    return hearer if listed or kind_of(tree, hearer) == "media" else None


def _passive(tree: Tree, i: int, senses: tuple[Cue, ...]) -> Draft | None:
    sense = senses[0]
    subject = tree.subject(i)
    agent = tree.child(i, "agent")
    party: Party | None = None
    if agent is not None and (named := tree.child(agent, "pobj")) is not None:
        party = Party(tree.left[named], tree.right[named], named)
    mild = cues.passive_stance(tree.lower[i])
    found: list[Stretch] = []
    if subject is not None and tree.lower[subject] == "it" and (clause := content.clause(tree, i)):
        found = clause
    elif subject is not None and tree.dep[subject] in ("csubj", "csubjpass"):
        found = [(tree.left[subject], tree.right[subject])]
    elif subject is not None and sense.addressee:
        found = content.clause(tree, i)
    elif subject is not None:
        rest = content.infinitive(tree, i)
        if not rest and any("of" in s.takes or "as" in s.takes or s.act in ("accuse", "praise") for s in senses):
            rest = content.with_preposition(tree, i, frozenset({"of", "for", "as", "over"}))
        if rest and subject < i:
            own = tree.trimmed(tree.left[subject], min(tree.right[subject], i - 1))
            found = ([own] if own else []) + rest
        elif party is not None and subject < i and sense.strength != "weak" and sense.speech:
            own = tree.trimmed(tree.left[subject], min(tree.right[subject], i - 1))
            found = [own] if own else []
    if not found:
        return None
    draft = _draft(tree, i, sense, party, found)
    if party is None:
        draft = replace(draft, anonymous=True, stance=mild or sense.stance, outer="relays", relay=None)
    return _tempered(tree, i, draft)


def _tempered(tree: Tree, i: int, draft: Draft) -> Draft | None:
    """The draft with what negation, modals and adverbs at the cue do to it; ``None`` where nothing was said at all."""
    words = [c for c in tree.children[i] if tree.dep[c] in ("neg", "aux", "advmod", "preconj", "det") and c < i]
    negated = any(tree.dep[c] == "neg" or tree.lower[c] in ("never", "neither") for c in words)
    if draft.party is not None and tree.lower[draft.party.first] in ("no", "nobody", "neither", "none"):
        negated = True
    modal = next((tree.lower[c] for c in words if tree.dep[c] == "aux" and tree.lower[c] in MODALS), None)
    if negated:
        if draft.act in NEG_RAISING:
            return replace(draft, stance="denies")
        if draft.act in UNCERTAIN:
            return replace(draft, stance="hedges", outer="relays")
        if draft.act == "refuse":
            return replace(draft, stance="plans")
        if draft.act in UNASSERTED or draft.speech:
            return None
    false = [c for c in words if cues.mark_stance(tree.lower[c]) == "denies" and tree.dep[c] == "advmod"]
    if false:
        return replace(draft, outer="denies", outer_words=tuple(false))
    if modal in ("would", "could", "should", "might", "may", "must") and draft.act in UNASSERTED and draft.speech:
        return replace(draft, outer="supposes", outer_words=tuple(c for c in words if tree.lower[c] == modal))
    if modal in ("will", "shall", "'ll") and draft.speech:
        return replace(draft, outer="plans", outer_words=tuple(c for c in words if tree.lower[c] == modal))
    raised = tree.head[i] if tree.dep[i] == "xcomp" else None
    if raised is not None and tree.lower[raised] in ("purports", "purported", "appears", "appeared", "seems", "seemed"):
        return replace(
            draft, outer="doubts" if tree.lower[raised].startswith("purport") else "hedges", outer_words=(raised,)
        )
    mark = [i] if draft.outer in ("doubts", "denies", "asserts") else []
    return replace(draft, outer_words=tuple(mark))


def according(tree: Tree, i: int) -> Draft | None:
    """The statement made by "according to X" at token ``i``, at the head, in the middle or at the end of a sentence."""
    if tree.lower[i] != "according" or i + 2 >= len(tree) or tree.lower[i + 1] != "to":
        return None
    start, limit = tree.sent_start[i], tree.sent_end[i]
    if tree.quote[i] < 0 and i > 0 and tree.quote[i - 1] >= 0:
        at = tree.token_at(tree.quotes[tree.quote[i - 1]].start)
        start = min(start, at) if at is not None else start
    initial = tree.trimmed(start, i - 1) is None
    party = _named_after(tree, i + 2, limit, initial=initial)
    if party is None:
        return None
    pieces = [tree.trimmed(start, i - 1), tree.trimmed(party.last + 1, _last(tree, i))]
    found = [p for p in pieces if p is not None and (p[1] - p[0] >= 1)]
    if not found:
        return None
    if not initial and len(found) == 2 and not _same_clause(tree, found[1]):
        found = found[:1]
    return Draft(party, (i, i + 1), i, tuple(found), "say", "asserts", "relays")


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
        party = _speaker(tree, tree.head[i])
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
