"""Claims of the record against claims coded by hand, for the slots of events.

A read claim *meets* a coded one when slot, words and value agree: ``evidence[0]`` overlaps the coded quote by at least half
of the shorter one and is not much longer than it.  Of the met claims the innermost speaker and the stance are compared
too.  Each coded claim is met once at most, best agreement first.  Each article makes a record of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from reportedly import places, reading, record
from reportedly.errors import InputError
from reportedly.model import ActorValue, Claim, Count, KindValue, PlaceValue, Record, Value, When
from reportedly.scoring import gold
from reportedly.scoring.gold import Article, Coded, CodedArticle, CodedClaim, Range
from reportedly.scoring.result import Data, Figure, Miss, Result, Row, around, f1, share
from reportedly.values import COUNT_SLOTS

SLOTS: tuple[str, ...] = (
    "kind", "when", "where", "origin", "destination", "agent", "target", "instrument", "killed", "injured", "detained",
    "displaced", "participants", "equipment", "motive", "manner", "outcome",
)  # fmt: skip
"""The slots that were coded."""
OVERLAP = 0.5
LONGER_TIMES, LONGER_CHARS = 3, 60
"""Evidence may be three times as long as the coded quote, or 60 characters longer."""
NEAR_KM = 30.0
COUNT_SLACK = 0.15
"""Ends of a range may differ by 15 % or by one: "more than 30" was coded as 30 or 31."""
EMPTY_WORDS = frozenset("the a an of in on at and to al el s said its his their".split())
GENERIC = frozenset(
    "syrian syria russian turkish iraqi american us u s government regime army forces force troops military rebel rebels "
    "opposition fighters militants group groups sources source civilians people soldiers members state official officials "
    "local".split()
)
"""Words that make two names the same only where neither name has any other word."""


@dataclass(slots=True)
class Tally:
    """Counts of one slot: coded, read, met; of the met: same speaker, same stance, both."""

    gold: int = 0
    got: int = 0
    met: int = 0
    speaker: int = 0
    stance: int = 0
    full: int = 0


@dataclass(slots=True)
class Links:
    """Pairs of met claims on one event: as coded, as read, in both."""

    gold: int = 0
    got: int = 0
    both: int = 0


class Met(Struct, frozen=True, order=True):
    """A read claim (index ``got``) that meets a coded one (index ``gold``); the best sorts last."""

    agreement: float
    gold: int
    got: int
    speaker: bool
    stance: bool


class Scored(Struct, frozen=True):
    """One article's claims, coded and read, and which meet; ``text`` is the document's, mostly the article's own."""

    article: Article
    text: str
    coded: tuple[CodedClaim, ...]
    read: tuple[Claim, ...]
    met: tuple[Met, ...]


def score(path: Path, *, reader: str) -> Result:
    """Read the articles of a folder (articles.jsonl, gold/ID.json) and compare; figures are micro-averages."""
    if not path.is_dir():
        raise InputError("claims needs a folder", where=path.name, hint="give one with articles.jsonl and gold/ID.json")
    articles = gold.load_lines(path / "articles.jsonl", Article)
    files = [path / "gold" / f"{article.id}.json" for article in articles]
    coded = [gold.load(file, CodedArticle) for file in files]
    documents = [gold.taken(a.text, name=a.id, published=a.published) for a in articles]
    readings = reading.read(documents, reader)
    scored = [
        compare(article, by_hand.claims, record.build([one]))
        for article, by_hand, one in zip(articles, coded, readings, strict=True)
    ]
    sha = gold.digest([path / "articles.jsonl", *files], within=path)
    return result(scored, reader=reader, data=Data(name=path.name, sha256=sha, items=len(articles), unit="articles"))


def compare(article: Article, coded: Sequence[CodedClaim], made: Record) -> Scored:
    """Which claims of an article's record meet which coded ones; each is used once, best agreement first."""
    text = made.documents[0].text if made.documents else ""
    read = tuple(c for c in made.claims if c.subject.type == "event" and c.slot in SLOTS)
    quotes = [tuple(occurrences(c.quote, article.text)) for c in coded]
    candidates = []
    for j, claim in enumerate(read):
        spans = _spans(claim, text, article.text)
        said, how = innermost(claim)
        for i, by_hand in enumerate(coded):
            if by_hand.slot != claim.slot:
                continue
            common = overlap(spans, quotes[i])
            if common < OVERLAP or not same_value(by_hand, claim.value):
                continue
            same_speaker = _same_speaker(by_hand.speakers[-1] if by_hand.speakers else "", said)
            same_stance = how == by_hand.stance
            candidates.append(Met(same_speaker + same_stance + common, i, j, same_speaker, same_stance))
    used_gold: set[int] = set()
    used_got: set[int] = set()
    met = []
    for one in sorted(candidates, reverse=True):
        if one.gold not in used_gold and one.got not in used_got:
            used_gold.add(one.gold)
            used_got.add(one.got)
            met.append(one)
    return Scored(article, text, tuple(coded), read, tuple(met))


def result(scored: Sequence[Scored], *, reader: str, data: Data) -> Result:
    """Figures, table by slot and errors of compared articles."""
    tallies, links = count(scored)
    whole = Tally()
    for tally in tallies.values():
        for name in Tally.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    figures = (
        Figure(name="value_f1", value=f1(whole.met, whole.got, whole.gold)),
        Figure(name="speaker", value=share(whole.speaker, whole.met)),
        Figure(name="stance", value=share(whole.stance, whole.met)),
        Figure(name="full_f1", value=f1(whole.full, whole.got, whole.gold)),
        Figure(name="links_f1", value=f1(links.both, links.got, links.gold)),
    )
    return Result(
        measure="claims",
        reader=reader,
        data=data,
        figures=figures,
        columns=("gold", "got", "met", "precision", "recall", "value F1", "speaker", "stance", "full F1"),
        rows=tuple(_row(name, t) for name, t in [*((s, tallies[s]) for s in SLOTS), ("all", whole)] if t.gold or t.got),
        misses=tuple(miss for one in scored for miss in _misses(one)),
    )


def count(scored: Sequence[Scored]) -> tuple[dict[str, Tally], Links]:
    """Counts by slot, and of links between met claims."""
    tallies = {slot: Tally() for slot in SLOTS}
    links = Links()
    for one in scored:
        for by_hand in one.coded:
            tallies[by_hand.slot].gold += 1
        for claim in one.read:
            tallies[claim.slot].got += 1
        for pair in one.met:
            row = tallies[one.coded[pair.gold].slot]
            row.met += 1
            row.speaker += pair.speaker
            row.stance += pair.stance
            row.full += pair.speaker and pair.stance
        for a, b in combinations(one.met, 2):
            coded = one.coded[a.gold].event == one.coded[b.gold].event
            read = one.read[a.got].subject.id == one.read[b.got].subject.id
            links.gold += coded
            links.got += read
            links.both += coded and read
    return tallies, links


# --- when two are the same ------------------------------------------------------------------------


def tokens(text: str) -> frozenset[str]:
    """Words of a name, without accents, case and empty words; Latin, digits and Arabic only."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(c))
    return frozenset(re.sub(r"[^0-9a-z\u0600-\u06ff]+", " ", plain).split()) - EMPTY_WORDS


def similar(a: str, b: str) -> bool:
    """Whether two names share at least half the words of the shorter; generic words count only where there are no others."""
    x, y = tokens(a), tokens(b)
    own_x, own_y = x - GENERIC, y - GENERIC
    if own_x and own_y:
        return len(own_x & own_y) / min(len(own_x), len(own_y)) >= OVERLAP
    if own_x or own_y or not (x and y):
        return False
    return len(x & y) / max(len(x), len(y)) >= OVERLAP


def occurrences(quote: str, text: str) -> Iterator[Range]:
    """Where the words of a quote stand in the text; any white space stands for any other."""
    if quote.split():
        for found in re.finditer(r"\s+".join(map(re.escape, quote.split())), text):
            yield found.span()


def overlap(spans: Sequence[Range], quotes: Sequence[Range]) -> float:
    """The largest share of the shorter range that a span and a quote have in common; spans far longer do not count."""
    best = 0.0
    for start, end in spans:
        for first, last in quotes:
            length = last - first
            common = min(end, last) - max(start, first)
            if common > 0 and end - start <= max(LONGER_TIMES * length, length + LONGER_CHARS):
                best = max(best, common / max(1, min(end - start, length)))
    return best


def same_count(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    """Exact figures must be equal; ends of ranges may differ by :data:`COUNT_SLACK` or by one; open ends must both be open."""
    if a[0] == a[1] or b[0] == b[1]:
        return a == b
    return all(_same_end(x, y) for x, y in zip(a, b, strict=True))


def _same_end(x: float | None, y: float | None) -> bool:
    if x is None or y is None:
        return x is y
    return abs(x - y) <= max(1.0, COUNT_SLACK * max(abs(x), abs(y)))


def same_value(by_hand: CodedClaim, got: Value) -> bool:
    """Whether a read value is the coded one, by the slot's rule; words need only overlap, which was asked before."""
    slot, value = by_hand.slot, by_hand.value
    if slot == "kind":
        return isinstance(got, KindValue) and got.kind == value
    if isinstance(value, str):
        return True
    if slot in COUNT_SLOTS:
        read = (got.low, got.high) if isinstance(got, Count) else (None, None)
        return same_count((value.low, value.high), read)
    if slot == "when":
        return isinstance(got, When) and (value.start, value.end) == (got.start, got.end)
    if slot in ("where", "origin", "destination"):
        return _same_place(value, got)
    if slot in ("agent", "target"):
        return similar(value.name or "", " ".join(_names(got)))
    return True


def _same_place(value: Coded, got: Value) -> bool:
    if value.lat is not None and value.lon is not None and isinstance(got, PlaceValue):
        if got.lat is not None and got.lon is not None:
            return places.distance_km((value.lat, value.lon), (got.lat, got.lon)) <= NEAR_KM
    return similar(value.name or "", next((name for name in _names(got) if name), ""))


def _names(value: Value) -> tuple[str, ...]:
    """The name of a value and its words, the surer first."""
    if isinstance(value, ActorValue | PlaceValue):
        return value.name, value.text
    return () if isinstance(value, KindValue) else (value.text,)


def innermost(claim: Claim) -> tuple[str, str]:
    """The names of the innermost speaker ("" for the article itself) and the stance toward the value.

    The stance is the innermost that says anything: a voice that asserts or relays leaves it to those around it; doubts counts as hedges.
    """
    hop = claim.attribution[-1]
    said = "" if hop.kind == "author" or hop.speaker is None else f"{hop.speaker.name} {hop.speaker.text}".strip()
    marked = (h.stance for h in reversed(claim.attribution) if h.stance not in ("asserts", "relays"))
    stance = next(marked, "asserts")
    return said, "hedges" if stance == "doubts" else stance


def _same_speaker(coded: str, read: str) -> bool:
    if not coded or not read:
        return not coded and not read
    return similar(coded, read)


def _spans(claim: Claim, text: str, article: str) -> list[Range]:
    """Where the claim's shortest evidence stands in the article; in a text that was cut otherwise, its nearest twin."""
    words = claim.evidence[0]
    if text == article:
        return [(words.start, words.end)]
    twins = list(occurrences(words.text, article))
    depth = words.start / max(1, len(text))
    return [min(twins, key=lambda s: abs(s[0] / max(1, len(article)) - depth))] if twins else []


# --- shown ----------------------------------------------------------------------------------------


def _row(name: str, t: Tally) -> Row:
    return Row(
        name=name,
        cells=(
            t.gold, t.got, t.met, share(t.met, t.got), share(t.met, t.gold), f1(t.met, t.got, t.gold),
            share(t.speaker, t.met) if t.met else None, share(t.stance, t.met) if t.met else None,
            f1(t.full, t.got, t.gold),
        ),
    )  # fmt: skip


def _misses(one: Scored) -> Iterator[Miss]:
    """Coded claims that no read one meets (with the nearest read one), met ones with another voice, read ones too many."""
    by_gold = {pair.gold: pair for pair in one.met}
    spans = [_spans(claim, one.text, one.article.text) for claim in one.read]
    shown_got = {pair.got for pair in one.met}
    for i, by_hand in enumerate(one.coded):
        quotes = tuple(occurrences(by_hand.quote, one.article.text))
        where = around(one.article.text, *quotes[0]) if quotes else ""
        pair = by_gold.get(i)
        if pair is None:
            near = [
                j
                for j, claim in enumerate(one.read)
                if claim.slot == by_hand.slot and j not in shown_got and overlap(spans[j], quotes) >= OVERLAP
            ]
            shown_got.update(near[:1])
            got = _claim_words(one.read[near[0]]) if near else None
            yield Miss(item=one.article.id, row=by_hand.slot, gold=_coded_words(by_hand), got=got, around=where)
        elif not (pair.speaker and pair.stance):
            read = one.read[pair.got]
            yield Miss(
                item=one.article.id,
                row=by_hand.slot,
                gold=_voice(by_hand.speakers[-1] if by_hand.speakers else "", by_hand.stance),
                got=_voice(*innermost(read)),
                around=where,
            )
    for j, claim in enumerate(one.read):
        if j not in shown_got:
            words = claim.evidence[0]
            text = around(one.text, words.start, words.end)
            yield Miss(item=one.article.id, row=claim.slot, gold=None, got=_claim_words(claim), around=text)


def _voice(speaker: str, stance: str) -> str:
    return f"{speaker or 'the article'} {stance}"


def _coded_words(by_hand: CodedClaim) -> str:
    value = by_hand.value
    if isinstance(value, Coded) and by_hand.slot in COUNT_SLOTS:
        value = f"{_end(value.low)} {_end(value.high)}"
    elif isinstance(value, Coded):
        named = " ".join(filter(None, (value.name, value.start, value.end)))
        value = named if value.lat is None else f"{named} {value.lat} {value.lon}"
    return f"{value} | {by_hand.quote} | {_voice(by_hand.speakers[-1] if by_hand.speakers else '', by_hand.stance)}"


def _end(end: float | None) -> str:
    """An end of a count; ``-`` where it is open."""
    return "-" if end is None else f"{end:.0f}"


def _claim_words(claim: Claim) -> str:
    value = claim.value
    match value:
        case KindValue():
            said = value.kind
        case When():
            said = f"{value.start} {value.end}"
        case Count():
            said = f"{_end(value.low)} {_end(value.high)}"
        case PlaceValue():
            said = value.name if value.lat is None else f"{value.name} {value.lat:.2f} {value.lon:.2f}"
        case ActorValue():
            said = value.name
        case _:
            said = value.text
    return f"{said} | {claim.evidence[0].text} | {_voice(*innermost(claim))}"
