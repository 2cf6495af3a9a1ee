"""Kinds of events: which words name them, which slots their neighbours fill, and their codes in other schemes.

The table is ``data/kinds.toml``; its head explains how an entry is written and names the sources.  Triggers are
matched over the lemmas of a sentence.  Both sides go through :func:`stem`, so a headline's "Airstrikes" or
"Seizes", which parsers often leave as they are, still finds its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import get_args

from msgspec import Struct, structs

from reportedly.errors import DataError, UsageError
from reportedly.kind_table import (
    TABLE,
    Code,
    Kind,
    LightVerb,
    ObjectType,
    Outcome,
    OutcomeUse,
    Scheme,
    Table,
    Trigger,
    Words,
    read,
    stem,
)

# Words between two words of a verb: "laid down their last weapons" has two, "launched a barrage of rockets at" three.
_VERB_GAP = 4
_BREAKS = frozenset(', ; . : ! ? " ( ) who which that while after before when because but'.split())


class Match(Struct, frozen=True, kw_only=True):
    """A trigger found in a sentence; ``tokens`` are the indices of its words (gaps between them are not part of it)."""

    trigger: Trigger
    tokens: tuple[int, ...]

    @property
    def kind(self) -> str:
        """The name of the trigger's kind, before any refinement."""
        return self.trigger.kind


class OutcomeMatch(Struct, frozen=True, kw_only=True):
    """An outcome found in a sentence."""

    outcome: Outcome
    tokens: tuple[int, ...]


class LightMatch(Struct, frozen=True, kw_only=True):
    """A light verb found in a sentence; one verb may be in several classes ("begin")."""

    verb: LightVerb
    tokens: tuple[int, ...]


class Kinds(Table, frozen=True, kw_only=True):
    """The table with its look-ups; make it by :func:`load`, or by :func:`build` from a table's text."""

    def get(self, kind: str) -> Kind:
        """The kind of this name; raises UsageError for a name that is none."""
        try:
            return self.kinds[kind]
        except KeyError:
            raise UsageError(f"{kind!r} is no kind of event", hint=f"kinds are {', '.join(self.kinds)}") from None

    def names(self) -> tuple[str, ...]:
        """The names of all kinds, in the order of the table."""
        return tuple(self.kinds)

    def same_family(self, a: str, b: str) -> bool:
        """Whether two kinds may tell of one event when everything else agrees."""
        return self.get(a).family == self.get(b).family

    def near(self, a: str, b: str) -> bool:
        """Whether reports use the two kinds for the same event; every kind is near itself."""
        return a == b or b in self.get(a).near or a in self.get(b).near

    def codes(self, kind: str, scheme: Scheme) -> Code:
        """The code of a kind in a scheme, or the reason why there is none; raises UsageError for an unknown scheme."""
        try:
            return self.get(kind).codes[scheme]
        except KeyError:
            raise UsageError(f"{scheme!r} is no scheme", hint=f"schemes are {', '.join(get_args(Scheme))}") from None

    def match_verb(self, lemmas: Sequence[str], i: int) -> list[Match]:
        """The triggers whose first word is the verb at ``i``, longest first, strong before weak.

        Up to four tokens may stand between the words of a trigger ("laid down their weapons"), but no comma and
        no clause word.  A longer or equal phrase that is no event ("took place") takes its triggers away; a verb that ends a
        compound ("rebel-held", "US-backed") states no event.
        """
        if i and lemmas[i - 1] == "-":
            return []
        first = stem(lemmas[i])
        floor = max(
            (len(words) for words in self.blocked_verbs.get(first, ()) if _at(words, lemmas, i, gap=2)), default=0
        )
        found = (
            Match(trigger=trigger, tokens=tokens)
            for trigger in self.verbs.get(first, ())
            if len(trigger.words) > floor and (tokens := _at(trigger.words, lemmas, i, gap=_VERB_GAP))
        )
        return list(found)

    def match_noun(self, lemmas: Sequence[str], i: int) -> list[Match]:
        """The nominal triggers (nouns, adjectives, doers) that begin at ``i``, longest first, strong before weak.

        Nothing, where a phrase that begins earlier covers the token ("strike" in "hunger strike").  The head of a
        noun without "of" is its last token.
        """
        if any(self._covers(lemmas, start, i) for start in range(max(0, i - 4), i)):
            return []
        first = stem(lemmas[i])
        floor = max((len(words) for words in self.blocked_nouns.get(first, ()) if _at(words, lemmas, i)), default=0)
        found = [
            Match(trigger=trigger, tokens=tokens)
            for index in (self.nouns, self.doers, self.adjectives)
            for trigger in index.get(first, ())
            if len(trigger.words) > floor and (tokens := _at(trigger.words, lemmas, i))
        ]
        return sorted(found, key=lambda match: (-len(match.trigger.words), match.trigger.weak))

    def match_outcome(self, lemmas: Sequence[str], i: int, use: OutcomeUse) -> OutcomeMatch | None:
        """The longest outcome of this use that begins at ``i``: ``"transitive"`` for "killed three", and so on."""
        gap = _VERB_GAP if use in ("transitive", "intransitive") else 0
        for outcome in self.outcomes.get(stem(lemmas[i]), ()):
            if outcome.use == use and (tokens := _at(outcome.words, lemmas, i, gap=gap)):
                return OutcomeMatch(outcome=outcome, tokens=tokens)
        return None

    def match_light(self, lemmas: Sequence[str], i: int) -> list[LightMatch]:
        """The light verbs that begin at ``i``, longest first."""
        return [
            LightMatch(verb=verb, tokens=tokens)
            for verb in self.light_verbs.get(stem(lemmas[i]), ())
            if (tokens := _at(verb.words, lemmas, i, gap=1))
        ]

    def choose(self, matches: Sequence[Match], takes: ObjectType | None) -> Match | None:
        """The match to use when the trigger's object is of this type; ``None`` is an unknown or missing object.

        Only the longest matches compete.  Where none of them asks for this type of object, it is the first that does
        not depend on the object; a weak trigger that does ("take" with precautions) means nothing then.
        """
        longest = [m for m in matches if len(m.trigger.words) == len(matches[0].trigger.words)]
        if takes is None:
            return next(iter(longest), None)
        free = (m for m in longest if not (m.trigger.weak and m.trigger.takes))
        return next((m for m in longest if takes in m.trigger.takes), next(free, None))

    def refine(self, kind: str, words: Iterable[str]) -> str:
        """The kind that a generic trigger of ``kind`` means beside these words (lemmas of its clause, in order).

        "attack" beside "warplane" is an air strike.  Only kinds near ``kind`` can result; without a telling word
        it stays ``kind``.  Do not ask for triggers that are not generic.
        """
        lemmas = [stem(word) for word in words]
        allowed = self.get(kind).near
        found = {
            target
            for i, first in enumerate(lemmas)
            for phrase, target in self.refiners.get(first, ())
            if target in allowed and _at(phrase, lemmas, i)
        }
        return next((target for target in self.refinement if target in found), kind)

    def has_companion(self, words: Iterable[str]) -> bool:
        """Whether a clause has a word of armed conflict, so that a weak trigger in it counts."""
        return any(stem(word) in self.companions for word in words)

    def _covers(self, lemmas: Sequence[str], start: int, i: int) -> bool:
        first = stem(lemmas[start])
        phrases = [t.words for t in self.nouns.get(first, ())] + [t.words for t in self.doers.get(first, ())]
        phrases += self.blocked_nouns.get(first, ())
        return any(len(p) > 1 and (at := _at(p, lemmas, start)) and at[-1] >= i for p in phrases)


@lru_cache(maxsize=1)
def load() -> Kinds:
    """The table of kinds, read and checked once; raises DataError that says what is wrong with it and where."""
    try:
        text = resources.files("reportedly").joinpath(TABLE).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot be read: {error}", where=TABLE, hint="install the package again") from error
    return build(text)


def build(text: str) -> Kinds:
    """The kinds of a table's TOML text; raises DataError as :func:`reportedly.kind_table.read` does."""
    return Kinds(**structs.asdict(read(text)))


def _at(words: Words, lemmas: Sequence[str], i: int, gap: int = 0) -> tuple[int, ...]:
    """Where the words (stems) stand from ``i`` on, or nothing; hyphens never count, after "of" three words may come."""
    if stem(lemmas[i]) != words[0]:
        return ()
    tokens = [i]
    for before, word in pairwise(words):
        room = 3 if gap == 0 and before == "of" else gap
        at = tokens[-1] + 1
        while at < len(lemmas):
            if lemmas[at] != "-":
                if stem(lemmas[at]) == word:
                    break
                room -= 1
                if room < 0 or lemmas[at] in _BREAKS:
                    return ()
            at += 1
        else:
            return ()
        tokens.append(at)
    return tuple(tokens)
