"""Mentions: which words name an actor, a place, a time, a count or a medium.

Names come from three sources, the surest first: the registry of actors, the gazetteer, and the parser's own
entities and proper nouns.  The parser's entity labels are a candidate source only (it never sees al-Tanf as a place).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import counts, dates, names, places, registry
from reportedly.model import ActorKind, Candidate, Count, MentionHow, MentionType, PlaceValue, Precision, When
from reportedly.reading.contract import Parsed
from reportedly.reading.grammar import chars, noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from reportedly.model import Place
    from reportedly.registry import Known

PARTICLES = frozenset("al el ul ad adh an ar as ash at ath az bin ibn ben abu abou de del la van von".split())
MEDIA = {
    "video": "video",
    "footage": "video",
    "clip": "video",
    "photo": "photo",
    "photograph": "photo",
    "picture": "photo",
    "image": "photo",
    "imagery": "photo",
    "map": "map",
    "tweet": "post",
    "post": "post",
    "report": "report",
    "statement": "statement",
    "communique": "statement",
    "article": "article",
    "document": "document",
    "recording": "audio",
    "livestream": "video",
}
PLACE_NOUNS: dict[str, Precision] = {
    "town": "settlement",
    "village": "settlement",
    "city": "settlement",
    "suburb": "settlement",
    "capital": "settlement",
    "port": "settlement",
    "hamlet": "settlement",
    "enclave": "district",
    "district": "district",
    "neighbourhood": "site",
    "neighborhood": "site",
    "quarter": "site",
    "camp": "site",
    "base": "site",
    "airbase": "site",
    "airport": "site",
    "airfield": "site",
    "crossing": "site",
    "checkpoint": "site",
    "hospital": "site",
    "school": "site",
    "market": "site",
    "mosque": "site",
    "church": "site",
    "prison": "site",
    "dam": "site",
    "bridge": "site",
    "road": "site",
    "highway": "site",
    "hill": "site",
    "square": "site",
    "station": "site",
    "facility": "site",
    "complex": "site",
    "headquarters": "site",
    "barracks": "site",
    "embassy": "site",
    "lake": "region",
    "reservoir": "site",
    "canal": "site",
    "island": "region",
    "refinery": "site",
    "river": "region",
    "valley": "region",
    "mountain": "region",
    "desert": "region",
    "countryside": "district",
    "outskirts": "settlement",
    "governorate": "province",
    "province": "province",
    "oblast": "province",
    "region": "region",
    "area": "district",
    "border": "region",
    "territory": "region",
    "country": "country",
}
_GROUP_WORDS = frozenset(
    """brigade brigades battalion battalions army front movement division legion corps regiment militia group organisation
    organization forces force party union league coalition alliance council committee command faction phalanges
    jaysh jaish liwa jabhat harakat kataib ahrar ansar hezbollah guard guards unit units""".split()
)
BODIES = frozenset(
    """brigade brigades battalion battalions army movement division legion corps regiment militia forces party union watch
    observatory committee council network ministry agency organisation organization directorate coalition alliance guard
    guards centre center institute foundation society league congress parliament court commission initiative fund
    federation authority""".split()
)
"""Last words by which a proper name is that of a body, whatever places stand in it ("Fezzan Unity Forces")."""
_OF = frozenset(
    """ministry department directorate office bank council university army party front union league committee movement
    society academy institute board chamber bureau court house organisation organization federation""".split()
)
"""Words of bodies whose name goes on over "of" ("Ministry of Defence")."""
_PERSON_TITLES = frozenset(
    """president minister colonel general captain major lieutenant commander sheikh spokesman spokeswoman mr mrs ms dr
    sgt sergeant brigadier activist journalist ambassador secretary king prince emir chief director lawyer doctor
    resident witness leader envoy senator governor mayor imam ayatollah pope""".split()
)


@dataclass(slots=True, eq=False)
class Noted:
    """One mention while a document is being read; token range ``first``–``stop``, head token ``head``.

    ``listed`` is the bare name under which a gazetteer has a place, empty for others.
    """

    type: MentionType
    first: int
    stop: int
    head: int
    start: int
    end: int
    text: str
    how: MentionHow
    name: str
    kind: ActorKind = "unknown"
    known: Known | None = None
    place: Place | None = None
    precision: Precision | None = None
    when: When | None = None
    count: Count | None = None
    vague: bool = False
    antecedent: Noted | None = None
    candidates: tuple[Candidate, ...] = ()
    listed: str = ""

    def root(self) -> Noted:
        """The mention that these words stand for in the end (itself when it is a name)."""
        at = self
        for _ in range(12):
            if at.antecedent is None:
                return at
            at = at.antecedent
        return at


@dataclass(slots=True)
class Mentions:
    """All mentions of a document in order, with look-up by head token and by token covered."""

    all: list[Noted]
    by_head: dict[int, Noted]
    covering: dict[int, Noted]
    places: list[Noted]
    times: list[Noted]
    numbers: list[Noted]
    dead: frozenset[str] | None = None
    """Single people said to have died, by name or noun; found when first asked for."""
    deaths: bool | None = None
    """Whether the text tells of any death; found when first asked for."""

    def of(self, token: Token) -> Noted | None:
        """The actor or place mention whose head is this token, else one that covers it."""
        return self.by_head.get(token.i) or self.covering.get(token.i)

    def times_at(self, token: int) -> list[Noted]:
        """The time mentions that cover a token."""
        return [n for n in self.times if n.first <= token < n.stop]


def find(parsed: Parsed, anchor: When | None) -> Mentions:
    """All mentions of a parsed document; places are resolved together, times against ``anchor``."""
    doc = parsed.doc
    taken: dict[int, Noted] = {}
    found: list[Noted] = []
    for sentence in doc.sents:
        if sentence.text.isspace():
            continue
        for noted in _sentence_names(parsed, sentence, taken):
            found.append(noted)
            for i in range(noted.first, noted.stop):
                taken[i] = noted
    _surnames(parsed, found)
    for sentence in doc.sents:
        for noted in _descriptions(parsed, sentence, taken):
            found.append(noted)
            taken.setdefault(noted.head, noted)
    _resolve_places(found)
    found += _times(parsed, anchor)
    found += _counts(parsed)
    found.sort(key=lambda n: (n.start, -n.end))
    by_head: dict[int, Noted] = {}
    for noted in found:
        if noted.type in ("actor", "place", "media"):
            by_head.setdefault(noted.head, noted)
    return Mentions(
        all=found,
        by_head=by_head,
        covering=taken,
        places=[n for n in found if n.type == "place"],
        times=[n for n in found if n.type == "time"],
        numbers=[n for n in found if n.type == "count"],
    )


def make(
    parsed: Parsed, type_: MentionType, first: int, stop: int, head: int, *, how: MentionHow, name: str = ""
) -> Noted:
    """A mention over a token range, its text cut from the document itself."""
    start, end = chars(parsed.doc, (first, stop))
    text = parsed.document.text[start:end]
    return Noted(
        type=type_, first=first, stop=stop, head=head, start=start, end=end, text=text, how=how, name=name or text
    )


# --- names ----------------------------------------------------------------------------------------


def _sentence_names(parsed: Parsed, sentence: Span, taken: dict[int, Noted]) -> Iterator[Noted]:
    doc, base = parsed.doc, sentence.start
    words = [_unpossessed(t) for t in sentence]
    used = bytearray(len(words))
    spots = [s for s in places.names_in(words) if doc[base + s.start].tag_ != "DT" or s.end - s.start == 1]
    runs = list(_proper_runs(doc, sentence))
    for i, j, known in _registered(words):
        longer = any(s.start <= i and s.end >= j and s.end - s.start > j - i and not s.demonym for s in spots)
        if longer or (known.metonym_of_place and not _acts(doc[_head(doc, base + i, base + j)])):
            continue
        yield _known(parsed, base + i, base + j, known)
        used[i:j] = b"\x01" * (j - i)
    for first, stop in runs:
        i, j = first - base, stop - base
        body = words[j - 1].lower() in BODIES or (words[i].lower() in _OF and "of" in words[i:j])
        if j - i > 1 and body and not any(used[i:j]):
            kind = registry.kind_of(words[i:j])
            if kind is None or kind == "unknown":
                kind = "armed_group" if words[j - 1].lower() in _GROUP_WORDS else "organisation"
            yield _actor(parsed, first, stop, _head(doc, first, stop), kind)
            used[i:j] = b"\x01" * (j - i)
    for spot in spots:
        low = spot.name.lower()
        if spot.demonym or any(used[spot.start : spot.end]) or low in _NO_PLACES or low in PLACE_NOUNS:
            continue
        first, stop = base + spot.start, base + spot.end
        head = _head(doc, first, stop)
        if _no_place(doc, first, stop) or (spot.ordinary and not _place_context(doc, first, stop)):
            continue
        if _inside_name(doc, first, stop) or _part_of_person(doc, first, stop, runs):
            continue
        if _acts(doc[head]) and _is_country(spot.name):
            used[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
            yield _actor(parsed, first, stop, head, "state")
            continue
        start, end, name = _as_written(doc, first, stop, spot.name)
        noted = make(parsed, "place", start, end, head, how="name", name=name)
        noted.listed = spot.name
        used[start - base : end - base] = b"\x01" * (end - start)
        yield noted
    for first, stop in runs:
        i, j = first - base, stop - base
        while i < j and used[i]:
            i += 1
        while j > i and used[j - 1]:
            j -= 1
        while i < j and (words[i] in "-'" or words[i].lower() in ("al", "el")) and i + 1 == j:
            j -= 1
        if i >= j or any(used[i:j]) or not any(c.isalpha() for c in words[j - 1]):
            continue
        noted_name = _unknown_name(parsed, base + i, base + j)
        if noted_name is not None:
            used[i:j] = b"\x01" * (j - i)
            yield noted_name


_POSSESSED = re.compile(r"^[A-Z][a-z]+s$")


def _unpossessed(token: Token) -> str:
    """The word without a possessive s whose apostrophe a web page has lost ("Syrias war")."""
    word: str = token.text
    if _POSSESSED.match(word) and len(word) > 4 and token.tag_ in ("NNP", "NNPS", "NNS", "NN", "VBZ", "JJ"):
        bare = word[:-1]
        if _is_country(bare):
            return bare
    return word


@lru_cache(maxsize=4096)
def _is_country(word: str) -> bool:
    found = places.find(word, limit=1)
    return bool(found) and found[0].precision == "country" and found[0].name == word


def _registered(words: list[str]) -> list[tuple[int, int, Known]]:
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


_NO_PLACES = frozenset(
    """north south east west northwest northeast southwest southeast north-west north-east south-west south-east northern southern
    southwestern northeastern northwestern southeastern
    eastern western central province wadi kurd kurds kurdish arab arabs sunni shiite shia alawite islam village town city
    district governorate region state republic camp base airport""".split()
)
"""Words that gazetteers list as some hamlet's whole name and that reports use as common words."""


def _known(parsed: Parsed, first: int, stop: int, known: Known) -> Noted:
    head = _head(parsed.doc, first, stop)
    noted = make(parsed, "actor", first, stop, head, how="name")
    noted.known, noted.kind = known, known.kind
    noted.candidates = (Candidate(id=known.id, score=1.0),)
    if noted.text.casefold() != known.name.casefold():
        noted.how = "alias"
    return noted


def _head(doc: Doc, first: int, stop: int) -> int:
    """The token of a range whose own head lies outside of it (the last one, if the parse is torn)."""
    for i in range(stop - 1, first - 1, -1):
        head = doc[i].head.i
        if (head < first or head >= stop or head == i) and doc[i].pos_ != "PUNCT":
            return i
    return stop - 1


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


def _acts(token: Token) -> bool:
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


_SHIPS = frozenset("HMS USS FS USNS RFA INS HMAS HMCS MV".split())
"""Prefixes of ships' names: no place and nobody."""
_MONTHS = frozenset({"march", "may", "august"})


def _no_place(doc: Doc, first: int, stop: int) -> bool:
    """A month ("in May 2013") or a ship ("HMS Ocean") under a name that gazetteers list."""
    if first and doc[first - 1].text in _SHIPS:
        return True
    following = doc[stop] if stop < len(doc) else None
    dated = doc[first].ent_type_ == "DATE" or (following is not None and following.like_num)
    return stop - first == 1 and doc[first].lower_ in _MONTHS and dated


def _place_context(doc: Doc, first: int, stop: int) -> bool:
    """Is there a sign that a word that is also a common word or a person's name is a place here?"""
    before = doc[first - 1].lower_ if first else ""
    if before in ("in", "at", "near", "from", "to", "into", "of", "outside", "around", "towards", "toward", "inside"):
        earlier = doc[first - 2].lower_ if first > 1 else ""
        return before != "of" or earlier in PLACE_NOUNS
    after = doc[stop].lower_ if stop < len(doc) else ""
    return after in PLACE_NOUNS or before in PLACE_NOUNS or doc[stop - 1].ent_type_ in ("GPE", "LOC", "FAC")


def _inside_name(doc: Doc, first: int, stop: int) -> bool:
    """Does the place only stand inside a longer proper name of something else ("Aleppo Media Center")?"""
    if stop < len(doc) and doc[stop].pos_ == "PROPN" and doc[stop].text[:1].isupper():
        word = doc[stop].lower_
        return (
            word not in PLACE_NOUNS
            and doc[stop - 1].dep_ == "compound"
            and doc[stop - 1].ent_type_ in ("ORG", "PERSON")
        )
    return False


def _part_of_person(doc: Doc, first: int, stop: int, runs: list[tuple[int, int]]) -> bool:
    """Is the place's name the surname of somebody ("Samir al-Khidr")?"""
    for start, end in runs:
        if start == first and stop < end:
            following = doc[stop]
            known = (
                following.lower_ in PLACE_NOUNS
                or following.lower_ in BODIES
                or following.ent_type_ in ("GPE", "LOC", "FAC")
            )
            before = doc[start - 1].lower_ if start else ""
            return not known and before not in _LOCATIVE and before != "of" and following.text[:1].isupper()
        if start < first and stop <= end and stop == end:
            before = doc[start - 1].lower_ if start else ""
            if before in _LOCATIVE or any(doc[i].lower_ in PLACE_NOUNS for i in range(start, end)):
                return False
            return any(doc[i].ent_type_ == "PERSON" for i in range(start, first))
    return False


_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "into", "around", "outside", "towards", "toward", "inside"})


def _surnames(parsed: Parsed, found: list[Noted]) -> None:
    """A place's name that is also the surname of a person named in the text means the person, unless it stands as a place."""
    people = [n for n in found if n.type == "actor" and n.kind == "person" and n.how == "name" and n.stop - n.first > 1]
    for noted in found:
        if noted.type != "place" or not any(names.part_of_name(noted.text, p.name) for p in people):
            continue
        before = parsed.doc[noted.first - 1].lower_ if noted.first else ""
        earlier = parsed.doc[noted.first - 2].lower_ if noted.first > 1 else ""
        if before in _LOCATIVE or (before == "of" and earlier in PLACE_NOUNS):
            continue
        noted.type, noted.kind, noted.listed, noted.name = "actor", "person", "", noted.text


def _proper_runs(doc: Doc, sentence: Span) -> Iterator[tuple[int, int]]:
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
            elif doc[j].lower_ == "of" and doc[j - 1].lower_ in _OF and j + 1 < sentence.end and _proper(doc[j + 1]):
                j += 2
            else:
                break
        yield i, j
        i = j


def _glued(doc: Doc, i: int) -> bool:
    return not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _proper(token: Token) -> bool:
    if token.lower_ in PARTICLES and token.tag_ in ("NNP", "NNPS"):
        return True
    return token.pos_ == "PROPN" and _capital(token) and len(token.text) > 1


def _unknown_name(parsed: Parsed, first: int, stop: int) -> Noted | None:
    """A proper name that no table knows: its type by the parser's label, its words and its neighbours."""
    doc = parsed.doc
    head = _head(doc, first, stop)
    words = [doc[i].lower_ for i in range(first, stop)]
    label = doc[head].ent_type_
    before = doc[first - 1] if first else None
    if label in ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LANGUAGE"):
        return None
    if doc[first].text in _SHIPS or (before is not None and before.text in _SHIPS):
        return None
    if words[0] in _LOCATIVE and len(words) > 1:
        return make(parsed, "place", first + 1, stop, head, how="name")
    if any(w in _GROUP_WORDS for w in words):
        return _actor(parsed, first, stop, head, registry.kind_of(words) or "armed_group")
    if len(words) > 1 and words[-1] in PLACE_NOUNS and label != "PERSON" and not _acts(doc[head]):
        noted = make(parsed, "place", first, stop, head, how="name")
        noted.precision = PLACE_NOUNS[words[-1]]
        return noted
    while words and words[0] in _PERSON_TITLES and len(words) > 1:
        first, words = first + 1, words[1:]
        return _actor(parsed, first, stop, head, "person")
    if before is not None and (before.lower_ in _PERSON_TITLES):
        return _actor(parsed, first, stop, head, "person")
    following = doc[stop].lower_ if stop < len(doc) else ""
    spatial = (before is not None and before.lower_ in ("of", "in", "at", "near")) and (
        before.lower_ != "of" or (before.i > 0 and before.nbor(-1).lower_ in PLACE_NOUNS)
    )
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
        return _actor(parsed, first, stop, head, "person")
    if label in ("ORG", "NORP"):
        kind = registry.kind_of(words) or ("people" if label == "NORP" else "organisation")
        return _actor(parsed, first, stop, head, kind)
    if doc[head].dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "conj", "appos", "poss") and stop - first <= 6:
        return _actor(parsed, first, stop, head, registry.kind_of(words) or "unknown")
    return None


def _actor(parsed: Parsed, first: int, stop: int, head: int, kind: ActorKind) -> Noted:
    noted = make(parsed, "actor", first, stop, max(head, first), how="name")
    noted.kind = kind
    return noted


# --- descriptions, media --------------------------------------------------------------------------


def _descriptions(parsed: Parsed, sentence: Span, taken: dict[int, Noted]) -> Iterator[Noted]:
    """Common nouns that describe an actor ("some rebel sources", "the militia") or a medium ("the video")."""
    for token in sentence:
        if token.i in taken or token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("compound", "amod"):
            continue
        lemma = token.lemma_.lower()
        if lemma in MEDIA:
            first, stop = noun_phrase(token)
            noted = make(parsed, "media", first, stop, token.i, how="description")
            yield noted
            continue
        kind = registry.kind_of([token.lower_]) or registry.kind_of([lemma])
        if kind is None:
            continue
        first, stop = noun_phrase(token)
        noted = make(parsed, "actor", first, stop, token.i, how="description")
        noted.kind = kind
        noted.vague = registry.is_vague(lemma)
        yield noted


# --- places ---------------------------------------------------------------------------------------


_DIRECTIONS = frozenset(
    """north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern north-eastern north-western south-eastern south-western central rural
    upper lower greater""".split()
)
_SORTS = frozenset(
    {"province", "governorate", "oblast", "district", "region", "county", "state", "city", "countryside"}
)


def _as_written(doc: Doc, first: int, stop: int, name: str) -> tuple[int, int, str]:
    """A place with the words that say which part or sort of it is meant: "northern Syria", "Idlib province", "Hama city"."""
    start, end = first, stop
    if end < len(doc) and doc[end].lower_ in _SORTS and doc[end].sent == doc[first].sent:
        end += 1
        name = f"{name} {doc[end - 1].lower_}"
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ in _DIRECTIONS and before.dep_ in ("amod", "compound", "nmod", "advmod"):
        start -= 1
        name = f"{before.lower_} {name}"
    return start, end, name


def _resolve_places(found: list[Noted]) -> None:
    spots = [n for n in found if n.type == "place" and n.listed]
    found_places = places.resolve_all([n.name for n in spots])
    plain = places.resolve_all([n.listed for n in spots])
    for noted, part, whole in zip(spots, found_places, plain, strict=True):
        sort = PLACE_NOUNS.get(noted.name.split()[-1].lower())
        place = part or (whole if sort in (None, "settlement") else _division(noted.listed, whole))
        if place is None:
            noted.precision = sort
        elif sort in (None, "settlement") and place.precision in ("province", "district"):
            place = _town(noted.listed, place) or place
        if place is not None:
            noted.place, noted.precision = place, place.precision
            noted.candidates = (Candidate(id=place.id, score=1.0),)


@lru_cache(maxsize=4096)
def _town(name: str, around: Place) -> Place | None:
    """The town of the same name in a province or district: a bare name means the town ("in Kharkiv")."""
    for found in places.find(name, country=around.country, limit=4):
        if found.precision == "settlement" and places.contains(around, found) is not False:
            return found
    return None


def _division(name: str, near: Place | None) -> Place | None:
    """The province-like place of a name, under whichever word its country uses; never the town that gave it the name."""
    for word in ("province", "oblast", "governorate", "region", "state", "district"):
        for found in places.find(f"{name} {word}", near=near, limit=3):
            if found.precision in ("province", "district", "region"):
                return found
    return None


def place_value(noted: Noted, text: str) -> PlaceValue:
    """A place mention as the value of a claim whose words are ``text``; no coordinates where no gazetteer knows it."""
    place = noted.place
    return PlaceValue(
        place=None,
        name=noted.name,
        text=text,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=noted.precision or (place.precision if place else None),
    )


# --- times and counts -----------------------------------------------------------------------------


def _times(parsed: Parsed, anchor: When | None) -> Iterator[Noted]:
    for hit in dates.find(parsed.doc.text, anchor):
        span = _tokens(parsed.doc, hit.start, hit.end)
        if span is None:
            continue
        noted = make(parsed, "time", span[0], span[1], _head(parsed.doc, *span), how="name")
        noted.start, noted.end = hit.start, hit.end
        noted.text = parsed.document.text[hit.start : hit.end]
        noted.when = hit.when
        yield noted


def _counts(parsed: Parsed) -> Iterator[Noted]:
    for hit in counts.find(parsed.doc.text):
        span = _tokens(parsed.doc, hit.start, hit.end)
        if span is None:
            continue
        noted = make(parsed, "count", span[0], span[1], _head(parsed.doc, *span), how="name")
        noted.start, noted.end = hit.start, hit.end
        noted.text = parsed.document.text[hit.start : hit.end]
        noted.count = hit.count
        yield noted


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end) if span is not None and len(span) else None
