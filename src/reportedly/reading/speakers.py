"""Who speaks: the noun phrase beside a reporting word, its head, its sort, and the channel it used."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import cues
from reportedly.model import SpeakerKind
from reportedly.reading.tree import SUBJECTS, Tree

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "one"})
DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "another", "some", "both", "its", "his", "her", "their"}
    | {"our", "my", "one", "no", "all", "many", "several", "most", "any", "each", "every", "other"}
)
INNER_PREPOSITIONS = frozenset(
    {"of", "for", "from", "in", "at", "with", "on", "to", "near", "inside", "close", "within"}
)
NAME_PREPOSITIONS = frozenset({"of", "for"})
PLURAL_MODIFIERS = frozenset(
    {
        "rights",
        "news",
        "sales",
        "sports",
        "defense",
        "affairs",
        "arms",
        "operations",
        "armed",
        "communications",
        "forces",
        "relations",
        "services",
    }
)
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later last this january "
    "february march april may june july august september october november december recently again".split()
)
MEDIUM_PREPOSITIONS = frozenset({"in", "on", "via", "by", "through", "at", "during", "from", "over", "to"})
CLIMBING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp"})


@dataclass(frozen=True, slots=True)
class Party:
    """A speaker by token indices: first and last word (both included) and the head word."""

    first: int
    last: int
    head: int


def before(tree: Tree, last: int, floor: int) -> Party | None:
    """The noun phrase that ends with token ``last``, found by word classes alone, not going left of ``floor``.

    Made for text without commas, where a parser joins the speaker to the words before it
    ("... four of them nurses an observer said").
    """
    if last < floor:
        return None
    if tree.lower[last] in PRONOUNS:
        return Party(last, last, last)
    head = last
    if tree.words[last] in ")]":
        opening = last
        while opening > floor and tree.words[opening] not in "([":
            opening -= 1
        if last - opening > 6 or opening <= floor:
            return None
        inner = before(tree, opening - 1, floor)
        return Party(inner.first, last, inner.head) if inner else None
    if tree.pos[last] not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") and not tree.words[last][:1].isupper():
        return None
    first = _phrase_start(tree, last, floor)
    while first - 2 >= floor and tree.lower[first - 1] in INNER_PREPOSITIONS:
        joint = first - 2
        named = tree.words[joint][:1].isupper() and tree.lower[first - 1] in NAME_PREPOSITIONS
        kind = cues.speaker_kind(tree.lower[joint])
        if not (
            named or kind in ("anonymous", "person", "document", "media") or tree.lower[joint] in ("member", "members")
        ):
            break
        if tree.pos[joint] not in ("NOUN", "PROPN", "ADJ"):
            break
        head = joint
        first = _phrase_start(tree, joint, floor)
    if tree.lower[first] in ("a", "an", "the") and first - 1 >= floor and tree.entity[first - 1] == "PERSON":
        head = first - 1
        while first - 1 >= floor and tree.entity[first - 1] == "PERSON":
            first -= 1
    partner = tree.head[head]
    if (
        first - 2 >= floor
        and tree.lower[first - 1] == "and"
        and tree.dep[head] == "conj"
        and floor <= partner < first - 1
        and tree.dep[partner] != "pobj"
        and can_speak(tree, head)
        and can_speak(tree, partner)
    ):
        first = max(floor, tree.left[partner])
    return Party(first, last, head)


def _phrase_start(tree: Tree, last: int, floor: int) -> int:
    first = last
    while first - 1 >= floor:
        word, here = first - 1, first
        lower, pos = tree.lower[word], tree.pos[word]
        if lower in DETERMINERS or tree.tag[word] in ("DT", "PRP$"):
            first = word
            break
        if tree.words[word] == "-" and tree.end[word] == tree.start[here] and tree.start[word] == tree.end[word - 1]:
            if word - 1 < floor:
                break
            first = word - 1
            continue
        if tree.tag[word] == "POS":
            if word - 1 < floor:
                break
            first = word - 1
            continue
        if lower in TIMES:
            break
        upper, was_upper = tree.words[word][:1].isupper(), tree.words[here][:1].isupper()
        if pos in ("PUNCT", "ADP", "VERB", "AUX", "ADV", "CCONJ", "SCONJ", "PRON", "SPACE", "PART") and not (
            pos == "VERB" and tree.tag[word] in ("VBN", "VBG") and tree.dep[word] in ("amod", "compound")
        ):
            break
        if pos == "NUM":
            if tree.words[word].isdigit() and len(tree.words[word]) == 4:
                break
            first = word
            break
        if upper:
            first = word
            continue
        if pos == "NOUN":
            if was_upper and (tree.tag[word] == "NNS" or cues.speaker_kind(lower) in (None, "state", "document")):
                break
            if tree.pos[here] == "ADJ" and not was_upper:
                break
            if tree.tag[word] == "NNS" and lower not in PLURAL_MODIFIERS:
                break
            first = word
            continue
        if pos in ("ADJ", "VERB"):
            if was_upper and not _title_follows(tree, here, last):
                break
            first = word
            continue
        break
    return first


def _title_follows(tree: Tree, here: int, last: int) -> bool:
    return any(cues.speaker_kind(tree.lower[i]) is not None for i in range(here, last + 1))


def parsed_subject(tree: Tree, verb: int) -> tuple[int, int] | None:
    """The subject token of a verb and the verb that it stands with, climbing to the verbs that share their subject."""
    here, steps = verb, 0
    while steps < 5:
        subject = _nearest_subject(tree, here)
        if subject is not None and subject != verb:
            return subject, here
        agent = tree.child(here, "agent")
        if agent is not None and (named := tree.child(agent, "pobj")) is not None:
            return named, here
        if tree.dep[here] in ("relcl", "acl"):
            noun = tree.head[here]
            if tree.tag[here] in ("VBG", "VB") and (not can_speak(tree, noun) or _sent_a_letter(tree, noun)):
                while tree.pos[noun] not in ("VERB", "AUX") and tree.head[noun] != noun:
                    noun = tree.head[noun]
                here, steps = noun, steps + 1
                continue
            return noun, here
        if tree.dep[here] not in CLIMBING or tree.head[here] == here:
            return None
        if tree.dep[here] == "ccomp" and tree.tag[here] in ("VBD", "VBZ", "VBP"):
            return None
        here, steps = tree.head[here], steps + 1
    return None


def _nearest_subject(tree: Tree, verb: int) -> int | None:
    """The first subject, or the next where the first is a relative word ("what" of "what she said is a trap")."""
    subject = tree.subject(verb)
    if subject is None or tree.tag[subject] not in ("WDT", "WP"):
        return subject
    own = [c for c in tree.children[verb] if subject < c < verb and tree.dep[c] in SUBJECTS]
    return own[-1] if own else subject


def can_speak(tree: Tree, noun: int) -> bool:
    """Whether a noun, name or pronoun can be a speaker: no thing ("the base") and no letter or speech."""
    if tree.lower[noun] in PRONOUNS - {"it"}:
        return True
    kind = cues.speaker_kind(tree.lower[noun])
    return tree.pos[noun] == "PROPN" and kind != "document" if kind is None else not cues.is_medium(tree.lower[noun])


def _sent_a_letter(tree: Tree, noun: int) -> bool:
    """Whether a noun names the one to whom a letter or statement goes ("sent letters to the Council calling for ...")."""
    if tree.dep[noun] not in ("pobj", "dative", "conj"):
        return False
    above = noun
    while tree.pos[above] not in ("VERB", "AUX") and tree.head[above] != above:
        above = tree.head[above]
    thing = tree.child(above, "dobj")
    return thing is not None and thing < noun and cues.is_medium(tree.lower[thing].rstrip("s"))


def antecedent(tree: Tree, head: int) -> int:
    """The noun that a relative pronoun at ``head`` stands for; ``head`` itself for any other word."""
    if tree.lower[head] not in ("who", "which", "that", "whom"):
        return head
    clause = head
    while tree.dep[clause] not in ("relcl", "ROOT") and tree.head[clause] != clause:
        clause = tree.head[clause]
    return tree.head[clause] if tree.dep[clause] == "relcl" else head


def whole(tree: Tree, subject: int, verb: int) -> Party:
    """The subject's phrase with its appositions and relative clauses, as far as it does not reach the verb."""
    first, last = tree.left[subject], tree.right[subject]
    if first <= verb <= last:
        if subject < verb:
            clause = verb
            while tree.head[clause] != subject and tree.head[clause] != clause:
                clause = tree.head[clause]
            last = max(subject, min(verb, tree.left[clause]) - 1)
        else:
            first = subject
    if tree.quote[subject] < 0:
        while first < subject and tree.quote[first] >= 0 and tree.quote[first] != tree.quote[subject]:
            first += 1
    for j in range(first + 1, subject):
        if (
            tree.words[j] in ("-", "–", "—", "--")
            and tree.end[j - 1] < tree.start[j]
            and tree.end[j] < tree.start[j + 1]
        ):
            first = j + 1
    if (trimmed := tree.trimmed(first, last)) is not None:
        first, last = trimmed
    while tree.dep[first] in ("cc", "mark", "punct") and first < subject:
        first += 1
    if (
        tree.lower[first] in ("that", "which")
        and first < subject
        and (tree.tag[first] != "DT" or tree.tag[subject] in ("NNS", "NNPS", "NNP"))
    ):
        first += 1
    for c in tree.children[subject]:
        if subject < c <= last and tree.lower[c] in MEDIUM_PREPOSITIONS and _is_channel(tree, c):
            last = c - 1
    last = _without_occasion(tree, subject, last)
    if last < len(tree) - 1 and tree.words[last] in '"' and last > subject and tree.words[first] not in '"':
        last -= 1
    return Party(min(first, subject), max(last, subject), subject)


def _without_occasion(tree: Tree, subject: int, last: int) -> int:
    """The last word of a speaker before when or on what occasion he spoke ("a panel in 2001", "the mayor, speaking at a fair")."""
    for k in range(subject + 1, last):
        if tree.right[k] < last or tree.quote[k] >= 0:
            continue
        named = tree.child(k, "pobj")
        above = tree.pos[tree.head[k]]
        if (
            tree.dep[k] == "prep"
            and tree.lower[k] in ("in", "on")
            and named is not None
            and above not in ("VERB", "AUX")
        ):
            if tree.entity[named] in ("DATE", "TIME"):
                return k - 1
        elif tree.words[k - 1] == "," and tree.tag[k] == "VBG" and tree.dep[k] in ("acl", "advcl"):
            return k - 2
        elif tree.words[k - 1] == "," and tree.lower[k] == "when":
            return k - 2
    return last


def _is_channel(tree: Tree, preposition: int) -> bool:
    named = tree.child(preposition, "pobj")
    return named is not None and cues.is_medium(tree.lower[named])


def after(tree: Tree, first: int, ceiling: int) -> Party | None:
    """The noun phrase that begins with token ``first``, up to (not including) ``ceiling``."""
    while first < ceiling and not tree.words[first].strip():
        first += 1
    if first >= ceiling:
        return None
    if tree.lower[first] in PRONOUNS:
        return Party(first, first, first)
    for i in range(first, min(ceiling, first + 12)):
        if tree.pos[i] in ("NOUN", "PROPN", "PRON", "NUM") or (tree.words[i][:1].isupper() and tree.pos[i] == "ADJ"):
            top = i
            while (
                tree.left[tree.head[top]] >= first
                and tree.head[top] != top
                and tree.head[top] < ceiling
                and (
                    tree.pos[tree.head[top]] in ("NOUN", "PROPN", "NUM", "ADJ")
                    or (tree.pos[tree.head[top]] == "VERB" and tree.dep[tree.head[top]] == "amod")
                )
            ):
                top = tree.head[top]
            last = min(tree.right[top], ceiling - 1)
            if (trimmed := tree.trimmed(first, last)) is None:
                return None
            return Party(trimmed[0], max(trimmed[1], top), top)
        if tree.pos[i] in ("VERB", "AUX", "ADP", "SCONJ", "PUNCT", "CCONJ") and tree.tag[i] not in ("VBN", "VBG"):
            return None
    return None


def kind_of(tree: Tree, party: Party) -> SpeakerKind:
    """The speaker's sort, by its head word, the name's recognised type, or the words of its phrase."""
    head = party.head
    lower = tree.lower[head]
    noun = antecedent(tree, head)
    if noun != head:
        return kind_of(tree, Party(noun, noun, noun))
    opens = head == tree.sent_start[head] or tree.words[head - 1] == '"'
    named = tree.pos[head] == "PROPN" or (tree.words[head][:1].isupper() and not opens)
    listed = cues.speaker_kind(lower)
    if lower in ("they", "we", "them"):
        return "group"
    if lower == "it":
        return "organisation"
    if listed == "anonymous" and any(
        tree.entity[i] == "PERSON" for i in range(party.first, party.last + 1) if tree.head[i] == head
    ):
        return "person"
    if listed is not None and not (named and listed in ("anonymous", "person")):
        return listed
    if named:
        for i in range(head, party.first - 1, -1):
            word = cues.speaker_kind(tree.lower[i])
            if word in ("organisation", "group", "media", "document") and tree.words[i][:1].isupper():
                return word
        if tree.entity[head] in ("ORG", "FAC", "PRODUCT"):
            return "organisation"
        if tree.entity[head] == "GPE":
            return "state"
        if tree.entity[head] == "NORP":
            return "group"
        return "person"
    return "anonymous" if listed is None else listed


def medium_of(tree: Tree, first: int, last: int) -> str | None:
    """The channel named between two tokens ("in a tweet", "via the Internet"), as one lower-case word."""
    for i in range(max(first, 0), min(last, len(tree) - 1) + 1):
        if tree.pos[i] != "ADP" or tree.lower[i] not in MEDIUM_PREPOSITIONS:
            continue
        for j in range(i + 1, min(i + 8, last + 1, len(tree))):
            if tree.pos[j] in ("VERB", "AUX", "ADP") or tree.words[j] in ".,;":
                break
            if cues.is_medium(tree.lower[j]) and tree.pos[j] in ("NOUN", "PROPN", "ADJ", "VERB"):
                if j + 1 <= last and j + 1 < len(tree) and cues.is_medium(tree.lower[j + 1]):
                    j += 1
                return tree.lower[j]
    return None
