"""Names of actors: those that the registry knows, and proper nouns that no table knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly import names, registry
from reportedly.model import ActorKind, Candidate
from reportedly.reading.contract import Parsed
from reportedly.reading.noted import PLACE_NOUNS, Noted, head_of, make
from reportedly.reading.spots import LOCATIVE, SHIPS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from reportedly.registry import Known


PARTICLES = frozenset("al el ul ad adh an ar as ash at ath az bin ibn ben abu abou de del la van von".split())


GROUP_WORDS = frozenset(
    """brigade brigades battalion battalions army front movement division legion corps regiment militia group organisation
    organization forces force party union league coalition alliance council committee command faction phalanges
    jaysh jaish liwa jabhat harakat kataib ahrar ansar hezbollah guard guards unit units""".split()
)


OF_BODIES = frozenset(
    """ministry department directorate office bank council university army party front union league committee movement
    society academy institute board chamber bureau court house organisation organization federation""".split()
)
"""Words of bodies whose name goes on over "of" ("Ministry of Defence")."""


_PERSON_TITLES = frozenset(
    """president minister colonel general captain major lieutenant commander sheikh spokesman spokeswoman mr mrs ms dr
    sgt sergeant brigadier activist journalist ambassador secretary king prince emir chief director lawyer doctor
    resident witness leader envoy senator governor mayor imam ayatollah pope""".split()
)


LABELS = frozenset(
    {"breaking", "breaking news", "update", "updated", "urgent", "exclusive", "live", "alert", "correction", "just in"}
)
"""What a message is called before its colon: nobody's name and nobody who says it."""


def registered(words: list[str]) -> list[tuple[int, int, Known]]:
    """Names of the registry, also where a page has lost the apostrophe of a possessive ("al-Nusras attack")."""
    found = registry.names_in(words)
    bare = [w[:-1] if len(w) > 4 and w[0].isupper() and w.endswith("s") and not w.endswith("ss") else w for w in words]
    if bare == words:
        return found
    covered = {k for i, j, _ in found for k in range(i, j)}
    more = [
        hit
        for hit in registry.names_in(bare)
        if bare[hit[1] - 1] != words[hit[1] - 1] and not covered & set(range(hit[0], hit[1]))
    ]
    return sorted([*found, *more], key=lambda hit: hit[0])


def known_name(parsed: Parsed, first: int, stop: int, known: Known) -> Noted:
    """A name of the registry as a mention; its own words stay its name."""
    head = head_of(parsed.doc, first, stop)
    noted = make(parsed, "actor", first, stop, head, how="name")
    noted.known, noted.kind = known, known.kind
    noted.candidates = (Candidate(id=known.id, score=1.0),)
    if noted.text.casefold() != known.name.casefold():
        noted.how = "alias"
    return noted


_TOWARDS_SOMEBODY = frozenset(
    """support urge ask tell accuse blame warn help enable thank condemn criticise criticize pressure persuade invite advise
    inform assure allow order join""".split()
)
"""Verbs whose object is somebody who can act or listen."""


_DEEDS = frozenset(
    """strike airstrike raid attack operation effort commitment assistance aid support policy message response decision demand
    offer threat denial claim accusation warning pledge refusal intervention involvement backing invasion offensive""".split()
)
"""Nouns for what somebody does, so that the name of a country before them means its state ("a U.S. strike")."""


_DEALINGS = frozenset(
    """relation relationship talk agreement cooperation co-operation deal treaty tension dialogue alliance coordination ceasefire
    truce work cooperate co-operate coordinate meet negotiate agree side sign ally""".split()
)
"""Words for what two parties have with or between each other."""


_MEMBERS = frozenset("nation country member coalition ally partner state party signatory supporter backer".split())


def acts(token: Token) -> bool:
    """Does this word act, speak or listen ("Damascus said", "urged Ankara"), rather than name where something is?"""
    while token.dep_ in ("conj", "appos") and token.head.pos_ == "PROPN":
        token = token.head
    above = token.head
    lemma = above.lemma_.lower()
    match token.dep_:
        case "nsubj" | "nsubjpass" | "agent":
            return True
        case "dobj":
            return lemma in _TOWARDS_SOMEBODY or (lemma == "include" and _of_members(above))
        case "compound" | "nmod" | "poss":
            return lemma in _DEEDS and above.i > token.i
        case "pobj":
            if above.lower_ in ("with", "between") and above.head.lemma_.lower() in _DEALINGS:
                return True
            return above.lower_ in ("by", "with", "to") and above.dep_ in ("agent", "dative")
        case _:
            return False


def _of_members(verb: Token) -> bool:
    """ "Nations that took part include Australia and Canada": the list names who, not where."""
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in _MEMBERS for c in verb.children)


def proper_runs(doc: Doc, sentence: Span) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns with their particles and hyphens."""
    i = sentence.start
    while i < sentence.end:
        if not _proper(doc[i]):
            i += 1
            continue
        j = i + 1
        while j < sentence.end:
            if _proper(doc[j]) and not doc[j].is_sent_start:
                j += 1
            elif doc[j].text in ("-", "'") and j + 1 < sentence.end and _glued(doc, j) and (_proper(doc[j + 1])):
                j += 2
            elif (
                doc[j].lower_ in PARTICLES
                and j + 1 < sentence.end
                and (_proper(doc[j + 1]) or (doc[j + 1].text == "-" and j + 2 < sentence.end and _capital(doc[j + 2])))
            ):
                j += 1
            elif (
                doc[j].text == "-" and doc[j - 1].lower_ in PARTICLES and j + 1 < sentence.end and _capital(doc[j + 1])
            ):
                j += 2
            elif _goes_on(doc[j - 1].lower_, doc[j].lower_) and j + 1 < sentence.end and _proper(doc[j + 1]):
                j += 2
            else:
                break
        yield i, j
        i = j


def _goes_on(body: str, joint: str) -> bool:
    """Does the name of a body go on over the word ("Ministry of Defence", "Centre for Rights")?"""
    return (joint == "of" and body in OF_BODIES) or (joint == "for" and body in _FOR_BODIES)


_FOR_BODIES = frozenset("centre center network committee council observatory institute foundation office unit".split())
"""Words of bodies that are named for what they work on."""


def _glued(doc: Doc, i: int) -> bool:
    return not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _proper(token: Token) -> bool:
    if token.lower_ in PARTICLES and token.tag_ in ("NNP", "NNPS"):
        return True
    return token.pos_ == "PROPN" and _capital(token) and len(token.text) > 1


def unknown_name(parsed: Parsed, first: int, stop: int) -> Noted | None:
    """A proper name that no table knows: its type by the parser's label, its words and its neighbours."""
    doc = parsed.doc
    head = head_of(doc, first, stop)
    words = [doc[i].lower_ for i in range(first, stop)]
    label = doc[head].ent_type_
    before = doc[first - 1] if first else None
    if label in ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LANGUAGE"):
        return None
    if stop - first == 1 and words[0] in LABELS and stop < len(doc) and doc[stop].text == ":":
        return None
    listed = _in_place_list(doc, first)
    if listed:
        noted = make(parsed, "place", first, stop, head, how="name")
        noted.precision = PLACE_NOUNS[listed]
        return noted
    if doc[first].text in SHIPS or (before is not None and before.text in SHIPS):
        return None
    if words[0] in LOCATIVE and len(words) > 1:
        return make(parsed, "place", first + 1, stop, head, how="name")
    if any(w in GROUP_WORDS for w in words):
        return actor(parsed, first, stop, head, registry.kind_of(words) or "armed_group")
    if len(words) > 1 and words[-1] in PLACE_NOUNS and label != "PERSON" and not acts(doc[head]):
        noted = make(parsed, "place", first, stop, head, how="name")
        noted.precision = PLACE_NOUNS[words[-1]]
        return noted
    if words[0] in _PERSON_TITLES and len(words) > 1:
        while words[0] in _PERSON_TITLES and len(words) > 1:
            first, words = first + 1, words[1:]
        return actor(parsed, first, stop, head, "person")
    if before is not None and (before.lower_ in _PERSON_TITLES):
        return actor(parsed, first, stop, head, "person")
    following = doc[stop].lower_ if stop < len(doc) else ""
    spatial = (before is not None and before.lower_ in ("of", "in", "at", "near")) and (
        before.lower_ != "of" or (before.i > 0 and before.nbor(-1).lower_ in PLACE_NOUNS)
    )
    if before is not None and before.lower_ in ("near", "outside", "in") and stop - first == 1:
        return make(parsed, "place", first, stop, head, how="name")
    if spatial and label not in ("PERSON", "ORG"):
        noted = make(parsed, "place", first, stop, head, how="name")
        if before is not None and before.lower_ == "of":
            noted.precision = PLACE_NOUNS.get(before.nbor(-1).lower_)
        return noted
    if spatial and before is not None and before.lower_ == "of":
        noted = make(parsed, "place", first, stop, head, how="name")
        noted.precision = PLACE_NOUNS.get(before.nbor(-1).lower_)
        return noted
    if following in PLACE_NOUNS and label != "PERSON":
        noted = make(parsed, "place", first, stop, head, how="name")
        noted.precision = PLACE_NOUNS[following]
        return noted
    if label in ("GPE", "LOC", "FAC"):
        return make(parsed, "place", first, stop, head, how="name")
    if label == "PERSON":
        return actor(parsed, first, stop, head, "person")
    if label in ("ORG", "NORP"):
        kind = registry.kind_of(words) or ("people" if label == "NORP" else "organisation")
        return actor(parsed, first, stop, head, kind)
    if doc[head].dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "conj", "appos", "poss") and stop - first <= 6:
        return actor(parsed, first, stop, head, registry.kind_of(words) or "unknown")
    return None


_PLURAL_PLACES = {f"{noun[:-1]}ies" if noun.endswith("ty") else f"{noun}s": noun for noun in PLACE_NOUNS}


def _in_place_list(doc: Doc, first: int) -> str:
    """The noun of a list of places in which a name stands ("the villages of Mara, Sheikh Tal and Ossa"), or ""."""
    i = first - 1
    while i > 0 and (_proper(doc[i]) or doc[i].text in (",", "-", "and") or doc[i].lower_ in PARTICLES):
        i -= 1
    if i < 1 or doc[i].lower_ != "of":
        return ""
    return _PLURAL_PLACES.get(doc[i - 1].lower_, "")


def actor(parsed: Parsed, first: int, stop: int, head: int, kind: ActorKind) -> Noted:
    """A proper name as a mention of an actor of this kind."""
    noted = make(parsed, "actor", first, stop, max(head, first), how="name")
    noted.kind = kind
    return noted


def surnames(parsed: Parsed, found: list[Noted]) -> None:
    """A place's name that is also the surname of a person named in the text means the person, unless it stands as a place."""
    people = [n for n in found if n.type == "actor" and n.kind == "person" and n.how == "name" and n.stop - n.first > 1]
    for noted in found:
        if noted.type != "place" or not any(names.part_of_name(noted.text, p.name) for p in people):
            continue
        before = parsed.doc[noted.first - 1].lower_ if noted.first else ""
        earlier = parsed.doc[noted.first - 2].lower_ if noted.first > 1 else ""
        if before in LOCATIVE or (before == "of" and earlier in PLACE_NOUNS):
            continue
        noted.type, noted.kind, noted.listed, noted.name = "actor", "person", "", noted.text
