"""What the nouns that describe an actor say of it: which sort it is, whether it is anonymous, whether it speaks for others.

The nouns stand in data/actor_words.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import ActorKind
from reportedly.registry_table import load

_BREAKS = frozenset(
    "of in from at on near with by for who that which to against under inside outside loyal backed , (".split()
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "media": "media",
    "press": "press",
    "forces": "force",
}


def singular(word: str) -> str:
    """The singular of an English noun, by rule: militias → militia, gunmen → gunman, agencies → agency."""
    low = word.lower()
    for plural, single in _IRREGULAR.items():
        if low.endswith(plural) and (low == plural or plural in ("men", "women")):
            return low[: -len(plural)] + single
    if low.endswith("ies") and len(low) > 4 and low != "series":
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2 else low


def _head(words: Sequence[str]) -> tuple[str, ...]:
    """The last words of a noun phrase before "of", "in", … : where its head noun stands."""
    flat = [part.lower() for word in words for part in re.split(r"[\s\-–]+", word) if part]
    while flat and flat[0] in _BREAKS:
        flat = flat[1:]
    cut = next((i for i, word in enumerate(flat) if i and word in _BREAKS), len(flat))
    return tuple(flat[:cut])


def kind_of(words: Sequence[str]) -> ActorKind | None:
    """What sort of actor a noun phrase describes, by its head noun ("Syrian government forces": state_force), or None.

    ``unknown`` is an answer too: a head that names some actor without saying which sort ("forces", "a group", "sources").
    """
    table = load().words
    phrase = _head(words)
    for length in (3, 2, 1):
        if len(phrase) >= length:
            head = "-".join((*phrase[-length:-1], singular(phrase[-1])))
            kind = table.kinds.get(head) or table.kinds.get("-".join(phrase[-length:]))
            if kind == "unknown":
                return _settled(words, phrase, table.modifiers)
            if kind in ("state_force", "organisation") and length == 1:
                led = next((table.modifiers[w] for w in reversed(phrase[:-1]) if w in table.modifiers), kind)
                return led if led in ("armed_group", "international_force") and kind == "state_force" else kind
            if kind is not None:
                return kind
    return None


def _settled(words: Sequence[str], phrase: tuple[str, ...], modifiers: dict[str, ActorKind]) -> ActorKind:
    """The kind of a head that leaves it open: by a word before it ("rebel forces"), or by what it is a part of ("members of the army")."""
    for word in reversed(phrase[:-1]):
        if word in modifiers:
            return modifiers[word]
    low = [word.lower() for word in words]
    if "of" in low[1:]:
        whole = kind_of(words[low.index("of", 1) + 1 :])
        if whole in ("armed_group", "state_force", "international_force", "people"):
            return whole
        if whole is not None and singular(phrase[-1]) == "member":
            return "person"
    return "unknown"


def is_vague(lemma: str) -> bool:
    """Whether a head noun is anonymous by nature: another one in every report ("gunmen", "sources", "residents")."""
    return _joined(lemma) in load().words.vague


def speaks_for(lemma: str) -> bool:
    """Whether a head noun speaks for the body named beside it (a spokesman, a minister; not a fighter or a defector)."""
    return _joined(lemma) in load().words.spokesman


def _joined(lemma: str) -> str:
    words = re.split(r"[\s\-]+", lemma.strip().lower())
    return "-".join((*words[:-1], singular(words[-1])))
