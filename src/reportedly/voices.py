"""Who stands behind each claim: independent origins, with the reason for every merge.

The voice of a claim is its innermost *named* speaker; where only vague speakers stand in the chain ("some rebel sources"),
they are a voice of their own for that document; where nobody is cited, it is the source that a note behind the sentence names
("(Source: SANA)"), else the outlet.  Voices are merged for a copied
passage, the same work ("previously published in"), the same cited speaker, and the same owner of two outlets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from reportedly import citations, copies, names, places, registry
from reportedly.citations import Citation
from reportedly.disjoint import Disjoint
from reportedly.ids import renamed
from reportedly.model import Claim, Document, Hop, Mention, Reading, Voice

Sort = Literal["named", "outlet", "vague"]

SAME = 0.8
"""Similarity from which two speakers' names suggest one speaker (the scale of names.similarity)."""


class Voices(msgspec.Struct, frozen=True):
    """The merged voices; the voice of each claim; which voices are vague; the side that a voice serves, where it is known."""

    voices: tuple[Voice, ...]
    by_claim: Mapping[str, str]
    vague: frozenset[str]
    interests: Mapping[str, str]


class _Raw(msgspec.Struct, frozen=True, order=True):
    """A voice before merging: its sort, the key under which equal voices fall, and the document it speaks in."""

    sort: Sort
    key: str
    name: str | None
    document: str


def outlet(document: Document) -> str | None:
    """Whose work the document is: where it was published before, its publisher, its byline, its site; else None."""
    host = urlsplit(document.url).hostname if document.url else None
    return (
        document.syndicated_from
        or document.publisher
        or document.byline
        or (host.removeprefix("www.") if host else None)
    )


def root(mention: str, mentions: Mapping[str, Mention]) -> Mention:
    """The mention at the end of the chain of antecedents; a chain that runs in a circle ends where it closes."""
    seen = {mention}
    at = mentions[mention]
    while at.antecedent is not None and at.antecedent in mentions and at.antecedent not in seen:
        seen.add(at.antecedent)
        at = mentions[at.antecedent]
    return at


def group(
    readings: Iterable[Reading], found: Iterable[copies.Copied], actors: Mapping[str, str], named: frozenset[str]
) -> Voices:
    """The voices of all claims.

    ``found`` are the copied passages, ``actors`` the joined actor of each mention and ``named`` those joined actors that
    somebody names (both from :func:`reportedly.actors.group`).
    """
    ordered = sorted(readings, key=lambda r: r.document.id)
    documents = {r.document.id: r.document for r in ordered}
    origins = copies.origins(found)
    raw: dict[str, _Raw] = {}
    reasons: dict[_Raw, set[str]] = defaultdict(set)
    heard_in: dict[_Raw, set[str]] = defaultdict(set)
    for reading in ordered:
        mentions = {m.id: m for m in reading.mentions}
        notes = [c for c in citations.citations(reading) if c.reason == "source note"]
        for claim in reading.claims:
            copied = origins.of(claim.document, claim.evidence[0])
            home = documents[copied.first] if copied else reading.document
            voice = _voice(claim, home, reading, mentions, actors, named)
            if voice.sort != "named" and (note := _note(claim, notes)):
                voice = _Raw("named", f"name {_bare(note.origin)}", note.origin, claim.document)
                reasons[voice].add(f"given as the source: {note.words.text}")
            raw[claim.id] = voice
            heard_in[voice].add(claim.document)
            if copied and voice.sort != "named":
                reasons[voice].add(_copy_reason(copied, reading.document, home))
            if voice.sort == "outlet" and home.syndicated_from:
                reasons[voice].add(f"the same work: published before in {home.syndicated_from}")
    merged = _merge(sorted(set(raw.values())))
    claims_of: dict[_Raw, list[str]] = defaultdict(list)
    for claim_id, voice in raw.items():
        claims_of[voice].append(claim_id)
    made: list[Voice] = []
    by_claim: dict[str, str] = {}
    vague: set[str] = set()
    for members, why in merged:
        firsts = sorted({min(claims_of[v]) for v in members})
        own = renamed("v", firsts[0])
        said_in = {d for v in members for d in heard_in[v]}
        made.append(
            Voice(
                id=own,
                documents=tuple(sorted(said_in)),
                speaker=names.fullest(sorted({v.name for v in members if v.name}))
                if any(v.name for v in members)
                else None,
                why=tuple(sorted({w for v in members for w in reasons[v]} | set(why))),
                formerly=tuple(renamed("v", f) for f in firsts[1:]),
                interest=_interest(members),
            )
        )
        if members[0].sort == "vague":
            vague.add(own)
        by_claim |= {c: own for v in members for c in claims_of[v]}
    interests = {v.id: v.interest for v in made if v.interest is not None}
    return Voices(tuple(sorted(made, key=lambda v: v.id)), by_claim, frozenset(vague), interests)


def _note(claim: Claim, notes: Sequence[Citation]) -> Citation | None:
    """The note of a source that covers the claim's words, where it names one; several sources leave open which it was."""
    at = claim.evidence[0]
    found = [n for n in notes if any(s.start <= at.start and at.end <= s.end for s in n.covers)]
    return found[0] if len(found) == 1 else None


def _interest(members: Sequence[_Raw]) -> str | None:
    """Whose interest a voice serves, by the registry's entry for its name; None where it has none, or several that differ."""
    known = {entry.side for v in members if v.name and (entry := registry.lookup(v.name)) is not None}
    return known.pop() if len(known) == 1 else None


def _copy_reason(copied: copies.Copied, here: Document, home: Document) -> str:
    order = "" if copied.dated else " (which came first is not known)"
    return f"{copied.why}: {copied.words} words of {_title(here)} stand in {_title(home)}{order}"


def _title(document: Document) -> str:
    name = document.publisher or document.title or document.id
    return f"{name} (from {document.syndicated_from})" if document.syndicated_from not in (None, name) else name


def _voice(
    claim: Claim,
    home: Document,
    reading: Reading,
    mentions: Mapping[str, Mention],
    actors: Mapping[str, str],
    named: frozenset[str],
) -> _Raw:
    speakers = [h for h in claim.attribution if h.kind != "author" and h.speaker is not None]
    for hop in reversed(speakers):
        assert hop.speaker is not None
        speaker = hop.speaker
        actor = actors.get(speaker.actor) if speaker.actor is not None else None
        if speaker.actor is not None and (body := _institution(speaker.actor, reading, mentions, actors, named)):
            return body
        if actor in named and speaker.actor is not None:
            value = mentions[speaker.actor].value
            return _Raw("named", f"actor {actor}", getattr(value, "name", speaker.name), claim.document)
        if is_named(hop):
            return _Raw("named", f"name {_bare(speaker.name)}", speaker.name, claim.document)
    if speakers and speakers[-1].speaker is not None:
        name = speakers[-1].speaker.name
        return _Raw("vague", f"vague {home.id} {_bare(name)}", name, home.id)
    if any(h.kind != "author" for h in claim.attribution):
        return _Raw("vague", f"vague {home.id} unnamed", None, home.id)
    name_ = outlet(home)
    return _Raw("outlet", f"name {names.fold(name_)}" if name_ else f"document {home.id}", name_, home.id)


def _institution(
    mention: str, reading: Reading, mentions: Mapping[str, Mention], actors: Mapping[str, str], named: frozenset[str]
) -> _Raw | None:
    """The one body of its sort in a place: "the health directorate of Ubari", and "the town's health directorate" there.

    A person whom the text calls the head or spokesman of such a body speaks with its voice.  None where the text does not
    say which place's it is: "the ministry" may be anybody's.
    """
    first = root(mention, mentions)
    if first.kind == "person":
        return _speaks_for(first, reading, mentions, actors, named)
    if first.kind != "organisation" or first.how != "description":
        return None
    text, body = reading.document.text, first.text
    for m in sorted(mentions.values(), key=lambda m: (m.start, m.id)):
        if m.type != "place":
            continue
        inside = first.start <= m.start and m.end <= first.end
        if not inside and not (m.start > first.end and _LINK.fullmatch(text, first.end, m.start)):
            continue
        place = root(m.id, mentions)
        if place.candidates and getattr(place.value, "precision", None) not in ("region", "country", None):
            words = names.fold(body.replace(m.text, " ") if inside else body).split()
            body = " ".join(w for w in words if w not in _OPENERS and w not in ("s", "of", "in"))
            if not body:
                return None
            name = f"{body} of {getattr(place.value, 'name', place.text)}"
            return _Raw("named", f"institution {body} {place.candidates[0].id}", name, first.document)
    return None


def _bare(name: str) -> str:
    """A speaker's folded name without its article: "the army" and "army" speak with one voice."""
    return names.fold(name).removeprefix("the ")


_LINK = re.compile(r"\s+(?:of|in|for)\s+(?:the\s+(?:\w+\s+)?of\s+)?", re.IGNORECASE)


def _speaks_for(
    person: Mention, reading: Reading, mentions: Mapping[str, Mention], actors: Mapping[str, str], named: frozenset[str]
) -> _Raw | None:
    """The body of which a description calls this person the head or spokesman ("the directorate's head")."""
    bodies = [m for m in mentions.values() if m.type == "actor" and m.kind in ("organisation", "monitor")]
    for m in sorted(mentions.values(), key=lambda m: (m.start, m.id)):
        if m.how != "description" or m.id == person.id or root(m.id, mentions).id != person.id:
            continue
        if not any(registry.speaks_for(w) for w in names.fold(m.text).split()):
            continue
        for body in sorted(bodies, key=lambda b: (b.start, b.id)):
            if not (m.start <= body.start and body.end <= m.end):
                continue
            first = root(body.id, mentions)
            if (actor := actors.get(first.id)) in named:
                return _Raw("named", f"actor {actor}", getattr(first.value, "name", first.text), person.document)
            return None if first.kind == "person" else _institution(first.id, reading, mentions, actors, named)
    return None


def is_named(hop: Hop) -> bool:
    """Whether a hop's speaker has a name: an entry of the registry, or a capitalised word that is no place or nation.

    "Human Rights Watch", "the Ardan Observatory" and "Havidar" are named; "Syrian activists", "one report" and "sources in
    Damascus" are vague.  A person whose every word is capitalised is named, and so is a state by its place.
    """
    if hop.kind in ("author", "anonymous") or hop.speaker is None:
        return False
    name = hop.speaker.name.strip()
    if registry.lookup(name) is not None:
        return True
    words = [w.strip("'\"“”‘’.,()") for w in name.split()]
    opener = words[0] if words else ""
    if opener.casefold() in _OPENERS or registry.kind_of([opener.casefold()]) is not None:
        words = words[1:]
    proper = [w for w in words if len(w) > 1 and w[0].isupper()]
    if any(not _of_a_place(w) or registry.kind_of([w.casefold()]) is not None for w in proper):
        return True
    whole = len(proper) == len(words) or (hop.kind == "state" and words[-1:] == proper[-1:])
    return bool(proper) and whole and hop.kind in ("person", "state")


_OPENERS = frozenset(
    "the a an some several many one two three four five most all other another local unnamed anonymous"
    " these those this that his her its their our my".split()
)


@lru_cache(maxsize=4096)
def _of_a_place(word: str) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    return places.demonym(bare) is not None or bool(places.find(bare, limit=1))


def _merge(voices: Sequence[_Raw]) -> Iterator[tuple[list[_Raw], list[str]]]:
    """Groups of raw voices that are one voice, and why; vague voices only where they are equal."""
    by_key: dict[str, list[_Raw]] = defaultdict(list)
    for v in voices:
        by_key[v.key].append(v)
    keys = sorted(by_key)
    one_voice = Disjoint(keys)
    head = one_voice.head
    why: dict[str, list[str]] = defaultdict(list)

    def union(a: str, b: str, reason: str) -> None:
        x, y = sorted((head(a), head(b)))
        if x != y:
            why[x] += [*why.pop(y, []), reason]
            one_voice.join(x, y)
        elif reason not in why[x]:
            why[x].append(reason)

    open_ = [k for k in keys if by_key[k][0].sort != "vague" and by_key[k][0].name]
    entries: dict[str, str] = {}
    for k in open_:
        name = by_key[k][0].name or ""
        if len({v.document for v in by_key[k]}) > 1:
            cited = any(v.sort == "named" for v in by_key[k])
            why[head(k)].append(f"the same {'cited speaker' if cited else 'outlet'}: {name}")
        known = registry.lookup(name)
        if known is None:
            continue
        if known.id in entries:
            union(entries[known.id], k, f"the same cited speaker: {known.name}")
        entries.setdefault(known.id, k)
    for i, j in sorted(neighbours([{by_key[k][0].name or ""} for k in open_])):
        a, b = open_[i], open_[j]
        x, y = by_key[a][0].name or "", by_key[b][0].name or ""
        if head(a) != head(b) and _same_speaker(x, y):
            union(a, b, f"the same cited speaker: {names.fullest(sorted([x, y]))}")
    for one, key in sorted(entries.items()):
        for other, key2 in sorted(entries.items()):
            if one < other and head(key) != head(key2) and (owner := _owner(one, other)):
                union(key, key2, f"the same owner: {owner}")
    for first, members in one_voice.sets().items():
        yield [v for k in sorted(members) for v in by_key[k]], why[first]


def neighbours(named: Sequence[Collection[str]]) -> set[tuple[int, int]]:
    """Pairs (of indices, the smaller first) worth comparing by name, of things with one or more names each.

    They share a word by its skeleton key, a whole name, or an acronym; a word that more than 200 of them share is skipped.
    """
    index: dict[str, set[int]] = defaultdict(set)
    for i, forms in enumerate(named):
        for form in forms:
            folded = names.fold(form)
            words = folded.split()
            keys = {
                "".join(w[0] for w in words),
                folded.replace(" ", ""),
                names.key(form),
                *(names.key(w) or w for w in words),
            }
            for k in keys:
                index[k].add(i)
    return {(i, j) for near in index.values() if len(near) <= 200 for i in near for j in near if i < j}


def _same_speaker(a: str, b: str) -> bool:
    x, y = registry.lookup(a), registry.lookup(b)
    if x is not None and y is not None:
        return x.id == y.id
    kinds = {registry.kind_of(n.split()) for n in (a, b)} - {None}
    return len(kinds) < 2 and bool(names.similarity(a, b) >= SAME)


def _owner(a: str, b: str) -> str | None:
    """The common owner of two outlets, by the registry's parents; other actors are not merged by their parents."""
    x, y = registry.get(a), registry.get(b)
    if x is None or y is None or x.kind != "outlet" or y.kind != "outlet":
        return None
    shared = {x.id, x.parent} & {y.id, y.parent} - {None}
    owner = next(iter(sorted(s for s in shared if s is not None)), None)
    known = registry.get(owner) if owner is not None else None
    return known.name if known is not None and known.kind in ("outlet", "organisation") else None
