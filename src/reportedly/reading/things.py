"""The thing that a reporting verb is about: its object, the phrases that go with it, and what it is called or likened to."""

from __future__ import annotations

from reportedly.cues import is_medium
from reportedly.reading.content import Stretch, one
from reportedly.reading.tree import Tree

EMPTY_OBJECTS = frozenset({"it", "so", "that", "this", "itself", "himself", "herself", "themselves", "what"})
JOINED = frozenset({"with", "between", "against", "alongside", "toward", "towards", "within", "despite"})
"""Prepositions that go with the noun before them, wherever the parser hangs them ("shows him with his hands up")."""
TOPICAL = frozenset({"on", "about", "over", "for"})


def thing(tree: Tree, verb: int, *, tail: frozenset[str]) -> list[Stretch]:
    """The object of a verb, with prepositional phrases that begin with a word of ``tail`` ("Pat for leaving")."""
    for c in tree.children[verb]:
        if c > verb and tree.dep[c] in ("dobj", "obj") and tree.left[c] > verb:
            if tree.lower[c] in EMPTY_OBJECTS and tail <= {"as"}:
                return []
            last = tree.right[c]
            for k in tree.children[verb]:
                if k > last and tree.dep[k] in ("prep", "oprd", "dative") and tree.lower[k] in tail:
                    last = max(last, tree.right[k])
            last = joined(tree, verb, last)
            return one(tree, tree.left[c], _without_remark(tree, c, last))
    return []


def joined(tree: Tree, verb: int, last: int) -> int:
    """The end of a thing with the phrases right after it that the parser hung on the verb, times and channels left out."""
    for k in tree.children[verb]:
        if k != last + 1 or tree.dep[k] != "prep" or tree.right[k] == k:
            continue
        named = tree.child(k, "pobj")
        about = (
            tree.lower[k] in TOPICAL
            and named is not None
            and not tree.entity[named]
            and not is_medium(tree.lower[named])
        )
        if tree.lower[k] in JOINED or about:
            last = tree.right[k]
    return last


def _without_remark(tree: Tree, noun: int, last: int) -> int:
    """The last word before ", which ...": whoever tells of a thing that was condemned or shown adds it on his own account."""
    for k in range(noun + 1, last - 1):
        if tree.words[k] == "," and tree.quote[k] < 0:
            after = k + 1 if tree.pos[k + 1] != "ADP" else k + 2
            if (
                tree.lower[after] in ("who", "which", "where", "when", "whose", "whom")
                and tree.right[tree.head[after]] >= last
            ):
                return k - 1
    return last


def with_preposition(tree: Tree, verb: int, words: frozenset[str]) -> list[Stretch]:
    """Object and required preposition ("Pat of lying"); nothing without the preposition."""
    for k in tree.children[verb]:
        if k > verb and tree.dep[k] in ("prep", "agent") and tree.lower[k] in words and tree.right[k] > k:
            things = [c for c in tree.children[verb] if verb < c < k and tree.dep[c] in ("dobj", "dative")]
            if not things and k > verb + 1 and tree.dep[verb + 1] == "prep":
                things = [c for c in tree.children[verb + 1] if verb + 1 < c < k and tree.dep[c] == "pobj"]
            return one(tree, tree.left[things[0]] if things else k, tree.right[k])
    return deep_preposition(tree, verb, words)


def deep_preposition(tree: Tree, verb: int, words: frozenset[str]) -> list[Stretch]:
    """The same where the parser hung the preposition on the object."""
    for c in tree.children[verb]:
        if c > verb and tree.dep[c] in ("dobj", "dative"):
            for k in range(c + 1, tree.right[c] + 1):
                if tree.lower[k] in words and tree.dep[k] == "prep":
                    return one(tree, tree.left[c], tree.right[c])
    return []


def about(tree: Tree, verb: int) -> list[Stretch]:
    """The topic of "spoke about", "complained of"."""
    for k in tree.children[verb]:
        if (
            k > verb
            and tree.lower[k] in ("about", "of", "against")
            and (named := tree.child(k, "pobj", "pcomp")) is not None
        ):
            return one(tree, tree.left[named], tree.right[named])
    return []


def called(tree: Tree, verb: int) -> list[Stretch]:
    """ "the raid an outrage" of "called the raid an outrage"."""
    parts = [
        c
        for c in tree.children[verb]
        if c > verb and tree.dep[c] in ("dobj", "oprd", "ccomp", "xcomp", "attr", "acomp")
    ]
    if not parts:
        return []
    second = [c for c in parts if tree.dep[c] in ("oprd", "attr", "acomp")]
    small = [c for c in parts if tree.dep[c] in ("ccomp", "xcomp") and tree.pos[c] not in ("VERB", "AUX")]
    if not second and not small:
        return []
    return one(tree, min(tree.left[c] for c in parts), max(tree.right[c] for c in parts))


def verdict(tree: Tree, verb: int) -> list[Stretch]:
    """ "a traitor" of "was called a traitor"."""
    for c in tree.children[verb]:
        if c > verb and tree.left[c] == verb + 1 and tree.dep[c] in ("oprd", "attr", "acomp", "dobj"):
            return one(tree, verb + 1, tree.right[c])
    return []
