"""Who is held to have done it, where the deed is not named again: "He blamed the Taliban", "The group denied involvement".

The deed is the last violent event before; that somebody did it is said by whoever blames, claims or denies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.reading.grammar import conjuncts, is_passive, nobody, objects, subject
from reportedly.reading.happenings import Happening, Reader

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PARTS = frozenset({"involvement", "responsibility"})
_OWNS = frozenset({"deny", "reject", "disclaim", "claim", "admit", "accept", "acknowledge"})
_REACH = 3
"""How many sentences back the deed may stand; beyond that too much else may have been told."""


def read_blame(reader: Reader, found: Sequence[Happening]) -> list[Happening]:
    """The second mentions of earlier deeds that only say who did them, each with its agents."""
    made: list[Happening] = []
    sentences = list(reader.doc.sents)
    for number, sentence in enumerate(sentences):
        for word, doers in _charges(sentence):
            deed = _deed(found, sentences[max(0, number - _REACH)].start, word.i)
            if deed is None:
                continue
            again = Happening(deed.kind, word.i, word.i + 1, word.i, None, echo=True, known=True)
            again.same_as, again.extent = deed.same_as or deed, deed.extent
            for doer in doers:
                noted = reader.mentions.of(doer)
                filler = reader.filler("agent", doer) if noted is not None and noted.type == "actor" else None
                if filler is not None:
                    filler.stance = "asserts"
                    again.fillers.append(filler)
            if again.fillers:
                made.append(again)
    return made


def _charges(sentence: Span) -> Iterator[tuple[Token, list[Token]]]:
    """The words that hold somebody to have done it, each with the nouns for those people."""
    for token in sentence:
        if token.lemma_ == "blame" and token.pos_ == "VERB" and not is_passive(token):
            if not any(c.dep_ == "prep" and c.lower_ in ("for", "on", "over") for c in token.subtree):
                yield token, [each for noun in objects(token) for each in conjuncts(noun)]
        elif token.lower_ in _PARTS and token.dep_ == "dobj" and token.head.lemma_ in _OWNS:
            who = subject(token.head)
            if who is None or any(c.dep_ in ("prep", "acl", "relcl") for c in token.children):
                continue
            if nobody(who.head):
                continue
            if not any(c.dep_ == "neg" for c in token.head.children):
                yield token, conjuncts(who.head)


def _deed(found: Sequence[Happening], first: int, stop: int) -> Happening | None:
    """The last violent event of a stretch of tokens."""
    violent = [h for h in found if first <= h.head < stop and kinds.load().get(h.kind).family == "attack"]
    return max(violent, key=lambda h: h.head, default=None)
