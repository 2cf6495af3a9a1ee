"""Reporting words of English: which words carry somebody's voice, what they take, and which stance they give.

The table is data/cues.toml: written by hand, its sources are named at its top.  Words are looked up by their
written form, not by a tagger's lemma, since taggers take "purports" and "claims" for nouns.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

from reportedly.errors import DataError
from reportedly.model import SpeakerKind, Stance

Strength = Literal["strong", "clause", "weak"]
Take = Literal[
    "clause",
    "quote",
    "trail",
    "aside",
    "object",
    "claimed",
    "to",
    "object-to",
    "as",
    "likened",
    "at",
    "of",
    "call",
    "doing",
    "about",
    "on",
    "wh",
    "cite",
]
Complement = Literal["that", "of", "to", "for", "about", "against", "doing"]
VOWELS = "aeiou"


class Cue(Struct, frozen=True, kw_only=True):
    """One sense of a reporting verb.

    ``stance`` is the speaker's toward the content, ``outer`` that of whoever reports the speaker.  ``speech`` is
    false for attitudes ("wants", "believes").  ``addressee``: its object may be the hearer ("told AFP").
    ``particle`` is what must follow the verb ("out" of "point out"), empty for most.
    """

    lemma: str
    act: str
    stance: Stance
    outer: Stance
    strength: Strength
    takes: frozenset[Take]
    speech: bool = True
    addressee: bool = False
    particle: str = ""


class NounCue(Struct, frozen=True, kw_only=True):
    """A noun of saying or thinking ("claim", "denial"); ``complement`` says how its content is joined to it."""

    lemma: str
    act: str
    stance: Stance
    outer: Stance
    complement: frozenset[Complement]
    speech: bool = True


class MoodCue(Struct, frozen=True, kw_only=True):
    """An adjective of mind said of somebody ("is confident that", "was worried about"): an attitude, no speech.

    ``complement`` says how its content is joined to it: that (a clause), to (an infinitive), or a preposition by its
    word.
    """

    lemma: str
    act: str
    stance: Stance
    complement: frozenset[str]


class _VerbGroup(Struct, frozen=True, rename={"act": "class"}, forbid_unknown_fields=True):
    act: str
    words: tuple[str, ...]
    stance: Stance
    outer: Stance
    strength: Strength
    takes: frozenset[Take]
    speech: bool = True
    addressee: bool = False


class _NounGroup(Struct, frozen=True, rename={"act": "class"}, forbid_unknown_fields=True):
    act: str
    words: tuple[str, ...]
    stance: Stance
    outer: Stance
    complement: frozenset[Complement]
    speech: bool = True


class _MoodGroup(Struct, frozen=True, rename={"act": "class"}, forbid_unknown_fields=True):
    act: str
    words: tuple[str, ...]
    stance: Stance
    complement: frozenset[str]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    verb: tuple[_VerbGroup, ...]
    noun: tuple[_NounGroup, ...]
    mood: tuple[_MoodGroup, ...]
    bearing: _Words
    passive: dict[Stance, tuple[str, ...]]
    kind: dict[SpeakerKind, tuple[str, ...]]
    claimed: _Words
    outlets: _Words
    untrue: _Words
    medium: _Words
    marks: dict[Stance, tuple[str, ...]]
    noun_marks: dict[Stance, tuple[str, ...]]
    adjective_marks: dict[Stance, tuple[str, ...]]
    raising: dict[Stance, tuple[str, ...]]
    irregular: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = files("reportedly").joinpath("data/cues.toml").read_bytes()
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8")), _Table)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), where="data/cues.toml", hint="restore the file from the package") from error


def verb_senses(word: str) -> tuple[Cue, ...]:
    """Every reporting sense of a verb form (any case), in the table's order, those with a particle last; empty for other words."""
    return _verbs().get(word.lower(), ())


def noun_senses(word: str) -> tuple[NounCue, ...]:
    """Every reporting sense of a noun, singular or plural; empty for other words."""
    return _nouns().get(word.lower(), ())


def mood_senses(word: str) -> tuple[MoodCue, ...]:
    """Every sense of an adjective or participle of mind ("worried"), in the table's order; empty for other words."""
    return _moods().get(word.lower(), ())


def bears(word: str) -> bool:
    """Whether a verb form only lends itself to a noun of saying or thinking ("made" of "made a call for")."""
    return word.lower() in _bearing()


def passive_stance(word: str) -> Stance | None:
    """The stance of an unnamed voice in the passive ("is believed to" hedges), by the participle."""
    return _passives().get(word.lower())


def raising_stance(word: str) -> Stance | None:
    """The stance that a verb gives to its infinitive or clause ("failed to" denies), by any of its forms."""
    return _raising().get(word.lower())


def mark_stance(word: str) -> Stance | None:
    """The stance that a negation, modal, adverb or adjective gives to what it goes with."""
    return _marks().get(word.lower())


def noun_stance(word: str) -> Stance | None:
    """The stance that a noun gives to its complement ("a plan to attack")."""
    return next((s for s, words in _table().noun_marks.items() if word.lower() in words), None)


def adjective_stance(word: str) -> Stance | None:
    """The stance that an adjective gives to its infinitive or clause ("unable to enter")."""
    return next((s for s, words in _table().adjective_marks.items() if word.lower() in words), None)


def speaker_kind(word: str) -> SpeakerKind | None:
    """What sort of speaker a head noun, pronoun or the name of an outlet names; ``None`` when the word does not say."""
    return _kinds().get(word.lower())


def is_medium(word: str) -> bool:
    """Whether a noun names a channel of speech ("tweet", "television")."""
    return word.lower() in _media()


def is_claimed(word: str) -> bool:
    """Whether a noun names what one claims by words ("responsibility"), not what a war or an army claims ("lives")."""
    return word.lower() in _table().claimed.words


def is_untrue(word: str) -> bool:
    """Whether a word calls a report untrue ("false", "lie")."""
    return word.lower() in _table().untrue.words


def is_outlet(word: str) -> bool:
    """Whether a word is listed as the name, or part of the name, of an agency, paper or station."""
    return word.lower() in _table().outlets.words


def forms(lemma: str) -> frozenset[str]:
    """The written forms of a verb: base, -s, -ing, past and participle."""
    irregular = _table().irregular
    found = {lemma, _s(lemma), _ing(lemma)}
    found.update(irregular.get(lemma, (_ed(lemma),)))
    return frozenset(found)


_DOUBLING = frozenset(
    {
        "admit",
        "rebut",
        "rip",
        "jab",
        "quip",
        "dub",
        "blog",
        "brag",
        "chat",
        "plan",
        "chip",
        "stop",
        "ban",
        "refer",
        "plug",
        "log",
        "slam",
    }
)
_UNCOUNTED = frozenset({"word", "news"})
"""Nouns that report in the singular only: "word of a truce" comes from somebody, "words of comfort" tell nothing."""
_BRITISH = frozenset({"label", "signal", "travel", "model"})


def _s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma + "s"


def _ed(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _DOUBLING else "") + "ed"


def _ing(lemma: str) -> str:
    if lemma == "lie":
        return "lying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    doubled = lemma in _DOUBLING or lemma in ("put", "set", "hit", "forget", "forbid", "begin")
    return lemma + (lemma[-1] if doubled else "") + "ing"


def _with_british(lemma: str) -> frozenset[str]:
    found = set(forms(lemma))
    if lemma in _BRITISH:
        found.update({lemma + "led", lemma + "ling"})
    return frozenset(found)


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for group in _table().verb:
        for words in group.words:
            head, _, particle = words.partition(" ")
            cue = Cue(
                lemma=head,
                act=group.act,
                stance=group.stance,
                outer=group.outer,
                strength=group.strength,
                takes=group.takes,
                speech=group.speech,
                addressee=group.addressee,
                particle=particle,
            )
            for form in _with_british(head):
                found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda c: bool(c.particle))) for form, cues in found.items()}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, tuple[NounCue, ...]]:
    found: dict[str, list[NounCue]] = {}
    for group in _table().noun:
        for word in group.words:
            cue = NounCue(
                lemma=word,
                act=group.act,
                stance=group.stance,
                outer=group.outer,
                complement=group.complement,
                speech=group.speech,
            )
            for form in {word} if word in _UNCOUNTED else {word, _s(word)}:
                found.setdefault(form, []).append(cue)
    return {form: tuple(cues) for form, cues in found.items()}


@lru_cache(maxsize=1)
def _moods() -> dict[str, tuple[MoodCue, ...]]:
    found: dict[str, list[MoodCue]] = {}
    for group in _table().mood:
        for word in group.words:
            cue = MoodCue(lemma=word, act=group.act, stance=group.stance, complement=group.complement)
            found.setdefault(word, []).append(cue)
    return {word: tuple(cues) for word, cues in found.items()}


@lru_cache(maxsize=1)
def _bearing() -> frozenset[str]:
    return frozenset(form for verb in _table().bearing.words for form in forms(verb))


@lru_cache(maxsize=1)
def _passives() -> dict[str, Stance]:
    return {form: stance for stance, verbs in _table().passive.items() for verb in verbs for form in forms(verb)}


@lru_cache(maxsize=1)
def _raising() -> dict[str, Stance]:
    return {
        form: stance for stance, verbs in _table().raising.items() for verb in verbs for form in _with_british(verb)
    }


@lru_cache(maxsize=1)
def _marks() -> dict[str, Stance]:
    return {word: stance for stance, words in _table().marks.items() for word in words}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, SpeakerKind]:
    found: dict[str, SpeakerKind] = dict.fromkeys(_table().outlets.words, "media")
    for kind, words in _table().kind.items():
        for word in words:
            found.setdefault(word, kind)
    return found


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    return frozenset(_table().medium.words)
