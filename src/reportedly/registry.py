"""The actors that the program knows by name, and what the nouns that describe an actor say of its kind.

A seed of armed groups, forces, states, bodies, outlets, monitors and public persons (data/actors.toml): enough to tell
that the Houthis are Ansar Allah and that SANA speaks for Damascus.  Whoever is not in it is read all the same; the
registry only adds names.  An entry is found by its exact spellings first, then by the same name in another
romanisation, if that leads to one entry only; a spelling that several entries share finds none without a country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from reportedly import names, sounds
from reportedly.actor_words import is_vague, kind_of, singular, speaks_for
from reportedly.errors import UsageError
from reportedly.registry_table import Known, load

__all__ = [
    "Known",
    "all",
    "get",
    "is_vague",
    "kind_of",
    "lookup",
    "matcher",
    "names_in",
    "singular",
    "speaks_for",
    "spelled_alike",
]

SURE = 0.9
"""From this similarity on, another romanisation of a listed name is taken for the entry (measured: no false match among
the entries themselves, see tests/test_registry.py)."""


class Form(msgspec.Struct, frozen=True):
    """One spelling of one entry; ``cased``: only in exactly this case; ``guarded``: only among an actor's surroundings."""

    text: str
    known: Known
    cased: bool
    guarded: bool


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Known]:
    return {known.id: known for known in load().actors}


def get(id: str) -> Known | None:
    """The entry with this id, or None."""
    return _by_id().get(id)


def all() -> tuple[Known, ...]:
    """Every entry, in the order of data/actors.toml."""
    return load().actors


@lru_cache(maxsize=512)
def state_of(country: str) -> Known | None:
    """The state or its government by the country's ISO 3166-1 code, or None."""
    return next((k for k in load().actors if k.kind == "state" and country in k.country), None)


@lru_cache(maxsize=1)
def _forms() -> tuple[Form, ...]:
    """Every spelling of every entry. A spelling in capitals is compared by case even if it is listed as an alias."""
    found: list[Form] = []
    for known in load().actors:
        placed = msgspec.structs.replace(known, metonym_of_place=True)
        own = placed if known.kind == "state" else known
        if known.name not in (*known.exact, *known.guarded):
            found.append(Form(known.name, own, cased=_capitals(known.name), guarded=False))
        found += [Form(text, known, cased=_capitals(text), guarded=False) for text in known.aliases]
        found += [Form(text, own, cased=True, guarded=False) for text in known.exact]
        found += [Form(text, known, cased=True, guarded=True) for text in known.guarded]
        found += [Form(text, placed, cased=False, guarded=False) for text in known.metonyms]
    return tuple(found)


def _capitals(text: str) -> bool:
    return " " not in text and text.isupper() and len(text) < 8


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, tuple[Form, ...]]:
    index: dict[str, list[Form]] = {}
    for form in _forms():
        index.setdefault(names.fold(form.text), []).append(form)
    return {folded: tuple(forms) for folded, forms in index.items()}


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[Form, ...]]:
    index: dict[str, list[Form]] = {}
    for form in _forms():
        if not form.cased:
            index.setdefault(names.key(form.text), []).append(form)
    return {key: tuple(forms) for key, forms in index.items()}


def shared_spellings() -> dict[str, tuple[str, ...]]:
    """Folded spellings that more than one entry lists, with the ids: these find an entry only with a country."""
    found = {folded: tuple(sorted({form.known.id for form in forms})) for folded, forms in _by_fold().items()}
    return {folded: ids for folded, ids in found.items() if len(ids) > 1}


def _bare(text: str) -> str:
    return re.sub(r"[’'`]s$", "", re.sub(r"^[Tt]he\s+", "", text.strip())).replace(".", "").replace("’", "'")


def spelled_alike(text: str, form: Form) -> bool:
    """Whether a text writes this form: by folded letters, and in the form's case where case tells it from a common word."""
    if form.cased:
        return _bare(text) == _bare(form.text)
    if _native(form.text) and not _native(text):
        return False
    return names.fold(_bare(text)) == names.fold(form.text)


def lookup(name: str, *, context_country: str | None = None) -> Known | None:
    """The entry that a name means, or None if there is none or more than one.

    ``context_country`` (ISO 3166-1 alpha-2, capitals) chooses among entries that share a spelling; raises UsageError for
    anything else.  The name is taken to name an actor: "Moscow" finds Russia, with ``metonym_of_place``.
    """
    if context_country is not None and not re.fullmatch(r"[A-Z]{2}", context_country):
        raise UsageError(f"{context_country!r} is no country code", hint="use two capitals, ISO 3166-1 alpha-2")
    return _lookup(name, context_country)


@lru_cache(maxsize=16384)
def _lookup(name: str, country: str | None) -> Known | None:
    exact = [form.known for form in _by_fold().get(names.fold(_bare(name)), ()) if spelled_alike(name, form)]
    if exact:
        return _one(exact, country)
    near = [f.known for f in _by_key().get(names.key(name), ()) if _romanised(name, f.text)]
    return _one(near, country)


def _romanised(name: str, listed: str) -> bool:
    """Whether a name is a listed one in another romanisation; a single short word must be spelled as listed."""
    if " " not in names.fold(listed):
        heard, own = sounds.sound(names.fold(name)), sounds.sound(names.fold(listed))
        return len(own.consonants) > 3 and sounds.alike(heard, own) >= SURE
    return names.similarity(name, listed) >= SURE


def _one(found: Sequence[Known], country: str | None) -> Known | None:
    ids = {known.id for known in found}
    if len(ids) > 1 and country is not None:
        ids = {known.id for known in found if country in known.country}
    if len(ids) != 1:
        return None
    chosen = [known for known in found if known.id in ids]
    return next((known for known in chosen if not known.metonym_of_place), chosen[0])


# --- names in a text ------------------------------------------------------------------------------


_SKIPPED = frozenset({"-", "–", "_", "'", "’", "'s", "’s", "al", "el", "Al", "El", "AL", "EL"})
_ASSIMILATED = frozenset("an as ash at ath ad adh ar az ez es ed ul".split())
_BESIDE_BEFORE = frozenset("by against from anti pro joined".split())
_OPENERS = frozenset("the a an in on at by from to of and but or as when while after before if that un u.n.".split())
_BESIDE_AFTER = frozenset(
    "-linked -affiliated -backed -run -controlled -held said says reported claimed reports".split()
)


class Matcher:
    """Finds the longest known names in a list of words; build it once (:func:`matcher`), it holds no state."""

    def __init__(self, forms: Sequence[Form]) -> None:
        index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Form]]] = {}
        for form in forms:
            pieces = [piece for piece in _pieces(form.text.split()) if piece[2]]
            if pieces:
                keys = tuple(piece[2] for piece in pieces)
                index.setdefault(keys[0], []).append((keys, tuple(piece[1] for piece in pieces), form))
        self._index = {key: sorted(rows, key=lambda row: -len(row[0])) for key, rows in index.items()}

    def names_in(self, words: Sequence[str], *, country: str | None = None) -> list[tuple[int, int, Known]]:
        """Known names as (first, stop, entry) over indices of ``words``, left to right, longest first, never overlapping.

        A spelling that several entries share counts for the one of ``country``, or of a country that
        another name in ``words`` belongs to; if that does not choose, it is left out.
        """
        pieces = _pieces(words)
        shouted = _shouted(words)
        found: list[tuple[int, int, list[Known]]] = []
        at = 0
        while at < len(pieces):
            stop, entries = self._at(pieces, at, words, shouted)
            if entries:
                first = _with_article(words, pieces[at][0])
                found.append((first, pieces[stop - 1][0] + 1, entries))
                at = stop
                while at < len(pieces) and pieces[at][0] < found[-1][1]:
                    at += 1
            else:
                at += 1
        about = {code for _, _, known in found if len({k.id for k in known}) == 1 for code in known[0].country}
        out: list[tuple[int, int, Known]] = []
        for first, stop, known in found:
            entry = _one(known, country)
            if entry is None:
                near = [k for k in known if about & {*k.country, *_backers(k)}]
                entry = _one(near, None)
            if entry is not None:
                out.append((first, stop, entry))
        return out

    def _at(
        self, pieces: list[tuple[int, str, str]], at: int, words: Sequence[str], shouted: bool
    ) -> tuple[int, list[Known]]:
        """Where the longest name that begins here stops, and the entries that it may mean."""
        best, entries = at, list[Known]()
        if at and pieces[at - 1][0] == pieces[at][0] and pieces[at - 1][2]:
            inside = words[pieces[at][0]]
            if not re.match(r"(?:al|el|anti|pro|non|ex)[-–]", inside, re.IGNORECASE):
                return at, entries
        for keys, surface, form in self._index.get(pieces[at][2], ()):
            stop = at + len(keys)
            if len(keys) < best - at or tuple(piece[2] for piece in pieces[at:stop]) != keys:
                continue
            written = [piece[1] for piece in pieces[at:stop]]
            if not _same_words(written, surface, form):
                continue
            if form.guarded and (shouted or not _beside_an_actor(words, pieces[at][0], pieces[stop - 1][0] + 1)):
                continue
            if not form.cased and at and _borrowed(surface) and _within_a_name(words, pieces[at][0]):
                continue
            if stop > best:
                best, entries = stop, []
            entries.append(form.known)
        return best, entries


def _pieces(words: Sequence[str]) -> list[tuple[int, str, str]]:
    """(index of the word, the piece as written, its key); hyphenated words are cut, articles and signs between are left out."""
    out: list[tuple[int, str, str]] = []
    for index, word in enumerate(words):
        if word in _SKIPPED or (
            word.lower() in _ASSIMILATED and index + 1 < len(words) and words[index + 1] in ("-", "–", "_")
        ):
            continue
        bare = re.sub(r"(?<=\w)['’`]s?$", "", word)
        parts = [part for part in re.split(r"[-–_]", bare) if part]
        parts = [
            p for i, p in enumerate(parts) if not (i + 1 < len(parts) and p.lower() in (_ASSIMILATED | {"al", "el"}))
        ]
        if not parts:
            out.append((index, word, ""))
        for part in parts:
            plain = part.replace(".", "") if re.fullmatch(r"(?:\w\.){2,}\w?", part) else part
            out.append((index, plain, _word_key(plain)))
    return out


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    return names.word_key(word) or word


def _native(text: str) -> bool:
    return bool(re.search(r"[^\W\d_a-zA-Z\u00c0-\u024f]", text))


def _backers(known: Known) -> tuple[str, ...]:
    backer = get(known.sponsor) if known.sponsor else None
    return backer.country if backer else ()


def _same_words(written: Sequence[str], listed: Sequence[str], form: Form) -> bool:
    """Whether words of a text write a listed form: by case where it is needed, else by letters or by the same sound."""
    if form.cased:
        return [w.replace("’", "'") for w in written] == [w.replace("’", "'") for w in listed]
    if _native(form.text) and not _native("".join(written)):
        return False
    proper = [not names.is_common(word) for word in listed]
    if not any(proper):
        proper = [True] * len(listed)
    for one, other, own in zip(written, listed, proper, strict=True):
        if own and other[:1].isupper() and not one[:1].isupper():
            return False
        if names.fold(one) != names.fold(other) and (len(listed) == 1 or names.similarity(one, other) < SURE):
            if len(listed) > 1 or len(names.word_key(other)) < 4 or names.similarity(one, other) < SURE + 0.04:
                return False
            if names.is_common(one) or names.is_common(other):
                return False
    return True


def _borrowed(listed: Sequence[str]) -> bool:
    """Whether every word of a form is one of daily use: "Security Council" is also a part of other bodies' names."""
    return not [word for word in listed if not names.is_common(word)]


def _within_a_name(words: Sequence[str], first: int) -> bool:
    before = words[first - 1] if first else ""
    return before[:1].isupper() and before.lower() not in _OPENERS


def _shouted(words: Sequence[str]) -> bool:
    letters = [word for word in words if word.isalpha()]
    return len(letters) > 3 and sum(word.isupper() for word in letters) * 2 > len(letters)


def _with_article(words: Sequence[str], first: int) -> int:
    """The first index with the Arabic article before it, which belongs to the name: "al", "-", "Nusra"."""
    articles = {"al", "el"} | _ASSIMILATED
    if first >= 2 and words[first - 1] in ("-", "–", "_") and words[first - 2].lower() in articles:
        return first - 2
    if first >= 1 and words[first - 1].lower() in ("al", "el"):
        return first - 1
    return first


def _beside_an_actor(words: Sequence[str], first: int, stop: int) -> bool:
    """Whether a word of daily use stands where an actor does: after "by" or "the", before a noun for people or a verb of saying."""
    after = words[stop].lower() if stop < len(words) else ""
    before = words[first - 1].lower() if first else ""
    if after in _BESIDE_AFTER or kind_of([after]) is not None:
        return True
    if before == "of" and first > 1 and kind_of([words[first - 2]]) is not None:
        return True
    return before in _BESIDE_BEFORE and not (after[:1].isalpha() and words[stop][:1].isupper())


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The matcher over all entries, built once (some tens of milliseconds)."""
    return Matcher(_forms())


def names_in(words: Sequence[str], *, country: str | None = None) -> list[tuple[int, int, Known]]:
    """Known names in a list of words; see :meth:`Matcher.names_in`."""
    return matcher().names_in(words, country=country)
