"""What is said: the stretch of text that a reporting verb carries, by what the verb may take."""

from __future__ import annotations

from reportedly.reading.speakers import TIMES, Party
from reportedly.reading.tree import FINITE, SUBJECTS, Tree

Stretch = tuple[int, int]
"""First and last token, both included."""
QUOTE_GAP = 90
"""Characters between a reporting verb and the quotation that it brings ("said in an interview with the paper: ...")."""
NOT_TRAILING = frozenset(
    "that which who whom what how why where when while whether if because after before until since unless although "
    "than though or and but of to for with by as".split()
)
NOT_RESUMING = frozenset(
    "who which whose where but and citing asked pressed questioned after before when while as".split()
)
"""Words after "..., X said," that begin something about the speaking, not the rest of what is said."""
OPENERS = frozenset({"and", "but", "as", "while", "although", "though", "so", "or"})


def clause(tree: Tree, verb: int) -> list[Stretch]:
    """The complement clause right of the verb, or around it ("which he said was ...")."""
    for c in tree.children[verb]:
        if tree.dep[c] != "ccomp" or c < verb:
            continue
        first, last = tree.left[c], tree.right[c]
        if first > verb:
            if _is_hearer_only(tree, c):
                continue
            return one(tree, first, _with_more(tree, verb, last))
        if tree.tag[first] in ("WDT", "WP") and last > verb:
            return one(tree, verb + 1, last)
        return []
    that = _that_after(tree, verb)
    if that is not None:
        return one(tree, that, _sentence_last(tree, verb))
    return []


def _with_more(tree: Tree, verb: int, last: int) -> int:
    """The end of "... because Y" and "..., and that Y", where the parser hung the second clause on the reporting verb."""
    for c in tree.children[verb]:
        if c <= last or tree.left[c] > last + 3:
            continue
        first = tree.left[c]
        reason = tree.dep[c] == "advcl" and first == last + 1 and tree.lower[first] in ("because", "if", "unless")
        second = tree.dep[c] in ("conj", "ccomp") and tree.lower[first] == "that" and tree.dep[first] == "mark"
        if reason or (second and tree.lower[first - 1] in ("and", "but")):
            last = tree.right[c]
    return last


def question(tree: Tree, verb: int) -> list[Stretch]:
    """The indirect question after a verb of asking, where the parser took "if" or "whether" for a condition."""
    for c in tree.children[verb]:
        if (
            c > verb
            and tree.dep[c] in ("advcl", "ccomp")
            and tree.lower[tree.left[c]] in ("if", "whether", "why", "what", "how")
        ):
            return one(tree, tree.left[c], tree.right[c])
    return []


def _is_hearer_only(tree: Tree, c: int) -> bool:
    return tree.pos[c] not in ("VERB", "AUX") and tree.subject(c) is None and tree.left[c] == tree.right[c]


def _that_after(tree: Tree, verb: int) -> int | None:
    aside = False
    for i in range(verb + 1, min(verb + 16, tree.sent_end[verb])):
        if not aside and tree.lower[i] == "that" and tree.tag[i] in ("IN", "DT", "WDT") and i + 1 < tree.sent_end[verb]:
            if (tree.tag[i] == "WDT" and tree.tag[i + 1] in FINITE) or tree.lower[i - 1] in ("and", "but"):
                return None
            here = any(tree.tag[j] in FINITE for j in range(i + 1, tree.sent_end[verb]))
            return i if here else None
        if aside and tree.words[i] == ",":
            aside = False
        elif tree.words[i] == "," and i + 1 < tree.sent_end[verb] and tree.tag[i + 1] in ("VBG", "VBN"):
            aside = True
        elif (tree.pos[i] in ("VERB", "AUX") and not aside) or tree.words[i] == ";":
            return None
    return None


def loose_clause(tree: Tree, verb: int) -> list[Stretch]:
    """What follows a saying verb to the end of its sentence, where the parser found no complement but a verb stands there."""
    limit = _second_verb(tree, verb)
    i = verb + 1
    hearer = tree.child(verb, "dobj")
    if (
        hearer is not None
        and tree.left[hearer] == i
        and tree.words[tree.right[hearer] + 1 : tree.right[hearer] + 2] == [","]
    ):
        return []
    while i < limit and (tree.lower[i] in TIMES or tree.pos[i] == "ADV"):
        i += 1
    if i < limit and tree.pos[i] == "ADP" and tree.child(i, "pobj") is not None and tree.right[i] < limit - 3:
        inside = range(i, tree.right[i] + 1)
        if not any(tree.tag[j] in FINITE for j in inside):
            i = tree.right[i] + 1
    if i >= limit or tree.pos[i] in ("PUNCT", "ADP", "CCONJ") or (tree.pos[i] == "VERB" and tree.tag[i] != "VBG"):
        return []
    if not any(tree.tag[j] in FINITE for j in range(i + (not _of_what(tree, verb)), limit)):
        return []
    return one(tree, i, min(limit - 1, _sentence_last(tree, verb)))


def _second_verb(tree: Tree, verb: int) -> int:
    """Where "and said ..." begins, a second verb of the same subject; the end of the sentence without one."""
    for c in tree.children[verb]:
        if c > verb and tree.dep[c] == "conj" and tree.tag[c] == tree.tag[verb] and tree.subject(c) is None:
            return next((k for k in range(c, verb, -1) if tree.dep[k] == "cc"), c)
    return tree.sent_end[verb]


def _of_what(tree: Tree, verb: int) -> bool:
    """Whether a relative word stands for a part of what is said ("what she said is a trap"): the rest has no subject."""
    return any(c < verb and tree.tag[c] in ("WDT", "WP") and tree.dep[c] in SUBJECTS for c in tree.children[verb])


def quotation_after(tree: Tree, verb: int) -> list[Stretch]:
    """The quotation that a verb brings: the next one, if only the speaker, hearer, time or place stands between."""
    here = tree.quote[verb]
    number = next((n for n, q in enumerate(tree.quotes) if q.start >= tree.end[verb]), None)
    if number is None or here >= 0:
        return []
    q = tree.quotes[number]
    gap = tree.text[tree.end[verb] : q.start]
    if len(gap) > QUOTE_GAP or "\n\n" in gap.rstrip("\n"):
        return []
    first = tree.token_at(q.start)
    last = tree.token_at(max(q.end - 1, q.start))
    if first is None or last is None:
        return []
    between = range(verb + 1, first)
    brings = gap.rstrip()[-1:] in (":", ",") or not gap.strip() or gap.strip().lower() == "that"
    if not brings:
        return []
    if any(tree.tag[j] in FINITE or tree.words[j] in ".!?;" for j in between):
        return []
    return [(first, last)]


def quotation_next(tree: Tree, verb: int) -> list[Stretch]:
    """The quotation of the next sentence, where the verb ends its own ('The mayor agreed. "We ran out of water."')."""
    full = verb + 1
    if full + 1 >= len(tree) or tree.words[full] not in (".", ":") or tree.quote[verb] >= 0:
        return []
    first = full + 1
    if tree.words[first] != '"' or tree.quote[first] < 0 or "\n" in tree.text[tree.end[full] : tree.start[first]]:
        return []
    q = tree.quotes[tree.quote[first]]
    last = tree.token_at(max(q.end - 1, q.start))
    return [(first, last)] if q.start <= tree.start[first] and last is not None else []


def infinitive(tree: Tree, verb: int) -> list[Stretch]:
    """The "to ..." that a verb of promising, wanting or refusing takes."""
    for c in tree.children[verb]:
        if c > verb and tree.dep[c] in ("xcomp", "advcl", "ccomp") and tree.left[c] > verb:
            to = next((k for k in tree.children[c] if tree.lower[k] == "to" and tree.pos[k] == "PART" and k < c), None)
            if to is not None and tree.subject(c) is None:
                return one(tree, to, tree.right[c])
    return []


def gerund(tree: Tree, verb: int) -> list[Stretch]:
    """The "-ing" clause of "denied shelling the camp"."""
    for c in tree.children[verb]:
        if (
            c > verb
            and tree.tag[c] == "VBG"
            and tree.dep[c] in ("xcomp", "ccomp", "advcl")
            and tree.left[c] == verb + 1
        ):
            return one(tree, tree.left[c], tree.right[c])
    return []


def object_infinitive(tree: Tree, verb: int) -> list[Stretch]:
    """ "Pat to leave" of "urged Pat to leave": hearer or subject together with the infinitive."""
    for c in tree.children[verb]:
        if c <= verb or tree.dep[c] not in ("ccomp", "xcomp", "advcl"):
            continue
        to = next((k for k in tree.children[c] if tree.lower[k] == "to" and tree.pos[k] == "PART" and k < c), None)
        if to is None:
            continue
        thing = next(
            (k for k in tree.children[verb] if verb < k < c and tree.dep[k] in ("dobj", "dative", "nsubj")), None
        )
        subject = tree.subject(c)
        start = tree.left[thing] if thing is not None else tree.left[subject] if subject is not None else None
        if start is not None and start > verb:
            return one(tree, start, tree.right[c])
    return []


def called_on(tree: Tree, verb: int) -> list[Stretch]:
    """ "Pat to leave" of "called on Pat to leave", also where the parser took "to leave" for the main verb."""
    for c in tree.children[verb]:
        if c > verb and tree.lower[c] in ("on", "upon", "to") and tree.pos[c] in ("ADP", "ADV"):
            last = max(
                [
                    tree.right[c],
                    *(
                        tree.right[k]
                        for k in tree.children[verb]
                        if k > c and tree.dep[k] in ("xcomp", "advcl", "ccomp")
                    ),
                ]
            )
            after = last + 1
            if after < tree.sent_end[verb] - 1 and tree.lower[after] == "to" and tree.pos[after] == "PART":
                last = max(last, min(tree.right[tree.head[after]], _sentence_last(tree, verb)))
            if last > c + 1:
                return one(tree, c + 1, last)
    return []


def trailing(tree: Tree, verb: int, party: Party) -> list[Stretch]:
    """What stands before "X said" in its sentence, and after it when the clause goes on ("The raid, X said, killed ten")."""
    first, last = min(party.first, verb), max(party.last, verb)
    start = tree.sent_start[verb]
    if first - 1 >= 0 and tree.quote[first - 1] >= 0:
        q = tree.quotes[tree.quote[first - 1]]
        if q.end >= tree.end[first - 1]:
            at = tree.token_at(q.start)
            start = min(start, at) if at is not None else start
            apart = at is not None and at > start and tree.words[at - 1] in ("-", "--", "–", "—", ":")
            if at is not None and apart and tree.words[start] != '"':
                start = at
    semicolon = next((k for k in range(first - 1, start, -1) if tree.words[k] == ";" and tree.quote[k] < 0), None)
    left = tree.trimmed(start if semicolon is None else semicolon + 1, first - 1)
    if left is None:
        return []
    a, b = left
    while b >= a and tree.lower[b] in OPENERS:
        b -= 1
    closed = tree.words[b] in '"' + "'" if b >= a else False
    rest = _resumed(tree, last)
    if b >= a and rest is not None and tree.tag[b] in ("WDT", "WP") and tree.words[b + 1] == ",":
        return [rest]
    alone = a == b and tree.tag[b] == "DT" and rest is not None
    if b < a or (tree.lower[b] in NOT_TRAILING and not closed and not alone):
        return []
    if _ends_heading(tree, a, b, last):
        return [(a, b)]
    if not closed and rest is None and not any(tree.tag[j] in FINITE or tree.tag[j] == "VBN" for j in range(a, b + 1)):
        return []
    found = [(a, b)]
    if rest is not None:
        found.append(rest)
    return found


def _ends_heading(tree: Tree, a: int, b: int, last: int) -> bool:
    """Whether "..., X says" ends a line, so that what stands before may lack its verb ("Truce near in Delta, rebels say")."""
    done = last + 1 >= tree.sent_end[last] or not any(
        tree.words[j].strip(" \n.") for j in range(last + 1, tree.sent_end[last])
    )
    timed = any(tree.entity[j] in ("DATE", "TIME") for j in (a, b))
    return done and tree.words[b + 1] == "," and b > a and not timed and tree.pos[a] not in ("ADP", "ADV", "SCONJ")


def _resumed(tree: Tree, last: int) -> Stretch | None:
    limit = tree.sent_end[last]
    i = last + 1
    while i < limit and i < last + 12 and tree.words[i] != ",":
        if tree.tag[i] in FINITE or tree.words[i] == '"':
            return None
        i += 1
    if i >= limit - 2 or i >= last + 12 or tree.words[i] != ",":
        return None
    after = i + 1
    while after < limit and tree.words[after] == '"':
        after += 1
    if after >= limit:
        return None
    quoted = tree.words[i + 1] == '"'
    first = next((j for j in range(after, limit) if tree.pos[j] not in ("ADV", "PART", "ADP")), after)
    unasked = tree.tag[first] == "VBG" and any(tree.lower[j] in ("not", "without") for j in range(after, first))
    if not quoted and first > after and (unasked or tree.tag[first] in ("WDT", "WP")):
        return None
    if not quoted and (tree.tag[after] == "VBG" or tree.lower[after] in NOT_RESUMING):
        return None
    if quoted:
        stop = tree.quotes[tree.quote[i + 1]].end if tree.quote[i + 1] >= 0 else tree.end[i + 1]
        end = tree.token_at(stop - 1)
        return (i + 1, end) if end is not None and end > i + 1 else None
    if not any(tree.tag[j] in FINITE for j in range(after, limit)):
        return None
    stop = next((j for j in range(after, limit - 1) if tree.words[j] == "." and tree.words[j + 1] == '"'), limit)
    return tree.trimmed(after, min(stop - 1, _sentence_last(tree, last)))


def _sentence_last(tree: Tree, i: int) -> int:
    last = tree.sent_end[i] - 1
    while last > i and (not tree.words[last].strip() or tree.words[last] in ".!?" + ",;:"):
        last -= 1
    return last


def one(tree: Tree, first: int, last: int) -> list[Stretch]:
    """One stretch as a list, without marks at its ends; nothing where nothing is left."""
    if first > last:
        return []
    stretch = tree.trimmed(first, last)
    if stretch is None:
        return []
    a, b = stretch
    while b > a and (tree.words[b] in "." or tree.lower[b] in ("and", "or", "but", ",")) and tree.quote[b] < 0:
        b -= 1
    return [(a, b)]
