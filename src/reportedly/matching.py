"""Whether two clusters of frames tell of one event: what keeps them apart, and the weight of what speaks for it.

The weights were set by reading and counting link errors on hand-coded news articles; they are not probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from reportedly import intervals, kinds, names
from reportedly.localities import apart, within
from reportedly.model import Place, When
from reportedly.report_terms import Match, days_between, nothing, terms
from reportedly.sides import Side, distance
from reportedly.sightings import Party, Sighting
from reportedly.tolls import alike, of_other_size

NEAR_SENTENCES = 2
"""How many sentences back bare mentions of an act ("the strike", a death toll) reach without other evidence."""

FAR_SENTENCES = 5
"""From how many sentences on a report has mostly gone on to its background, which asks for more evidence."""

SAME_PLACE = 1.75
"""One settlement or site for both: not enough alone, since much can happen in one town."""

RIVAL_DAYS = 2
"""How many days apart two reports may date one event (a day's error, or a night that one counts to the next day)."""

UNLISTED = -0.5
"""What two reports' different places weigh where one of them is in no gazetteer."""

PERSONAL = 1.5
"""What it adds that the same actor is said to have left, changed sides or been held in both."""

LEAVING = frozenset({"defection", "desertion", "surrender", "group_change", "withdrawal", "displacement"})
"""Kinds by which reports tell that a person left those whom he was with."""

ONCE = frozenset({"arrest", "abduction", "assassination", "execution"})
"""Kinds that one named person seldom suffers twice in one month."""

GENERIC = frozenset({"attack", "other"})

INCIDENT = frozenset(
    "incident incidents event events operation assault attack attacks strike strikes raid raids".split()
)
"""Words by which a text points back at an act of any kind ("the incident"; our list)."""

COMMON = frozenset(
    "armed_clash air_strike drone_strike shelling bombing territory_captured territory_transferred arrest displacement attack protest".split()
)
"""Kinds of which one report often tells several events."""


def compare(
    later: Side,
    earlier: Side,
    *,
    one_document: bool,
    anaphora: bool = True,
    least: float = -math.inf,
    of_several: bool = False,
) -> Match | None:
    """Weigh whether two clusters are one event; None where something keeps them apart.

    ``later`` may point back at ``earlier`` ("the strike") only where both stand in one document and ``anaphora`` is true.
    A pair that cannot reach ``least`` may be None, too.  With ``of_several`` it is weighed whether one is a part of the other, for
    which a single event and several are not apart.
    """
    if not kinds_fit(later.kinds, earlier.kinds) or (not of_several and parted_by_extent(later, earlier)):
        return None
    if later.war != earlier.war or later.others & earlier.frames or barred(later.members, earlier.members):
        return None
    if later.projected != earlier.projected and not one_document:
        return None
    if one_document and (later.another or of_other_size(later, earlier)):
        return None
    if least > most(later, earlier, one_document=one_document, anaphora=anaphora):
        return None
    weight = 0.0
    sorts: set[str] = set()
    why: list[str] = []
    parts = (
        _places(later, earlier, one_document=one_document),
        _times(later, earlier, one_document=one_document),
        _parties(later, earlier),
        alike(later, earlier),
    )
    for part in parts:
        if part is None:
            return None
        weight += part.weight
        sorts |= part.sorts
        why += part.why
    if all(later.war | earlier.war):
        weight += 1.5
        why.append("the war as a whole")
    if not one_document:
        for part in terms(later, earlier):
            weight += part.weight
            sorts |= part.sorts
            why += part.why
    weight += _kind_weight(later.read_as, earlier.read_as, one_document=one_document)
    if False not in later.many | earlier.many:
        weight += 1.0 if "party" in sorts else 0.0
    if one_document and distance(later, earlier) > FAR_SENTENCES:
        weight -= 0.5
    if one_document and anaphora:
        back = _points_back(later, earlier)
        weight += back.weight
        why += back.why
    return Match(weight, frozenset(sorts), tuple(why))


def most(later: Side, earlier: Side, *, one_document: bool, anaphora: bool) -> float:
    """What a pair can weigh at most, by which slots are filled on both sides and by how it can point back."""
    most = _kind_weight(later.read_as, earlier.read_as, one_document=one_document)
    most += SAME_PLACE if later.places and earlier.places else 0.0
    most += 1.5 if later.whens and earlier.whens else 0.0
    most += 1.0 + PERSONAL if later.agents and earlier.agents else 0.0
    most += 1.0 if later.targets and earlier.targets else 0.0
    most += 2.0 if later.counts and earlier.counts else 0.0
    most += 1.5 if all(later.war | earlier.war) else 0.0
    most += 1.0 if False not in later.many | earlier.many else 0.0
    if one_document and anaphora:
        most += 2.5 if later.pointing else 1.5 if earlier.toll else 0.5
    return most


@lru_cache(maxsize=65536)
def kinds_fit(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether all kinds of one cluster and of another can be words for one event."""
    return all(all(a == b or kinds.load().near(a, b) or kinds.load().same_family(a, b) for b in theirs) for a in mine)


@lru_cache(maxsize=65536)
def _kind_weight(mine: frozenset[str], theirs: frozenset[str], *, one_document: bool) -> float:
    """A report seldom tells of two chemical attacks, but often of several clashes; two different specific kinds differ."""
    shared = (mine & theirs) - GENERIC
    if shared:
        return 2.0 if one_document and shared - COMMON else 0.5
    if not any(kinds.load().near(a, b) for a in mine for b in theirs):
        return -1.0
    generic = mine & GENERIC or theirs & GENERIC
    return 0.0 if generic and any(_close(a, b) for a in mine for b in theirs) else -0.5


def _close(a: str, b: str) -> bool:
    """Whether two kinds are equal, or near and of one family."""
    return a == b or (kinds.load().near(a, b) and kinds.load().same_family(a, b))


def parted_by_extent(a: Side, b: Side) -> bool:
    """Whether one cluster is surely a single event and the other surely several or an aggregate."""
    return bool(a.many and b.many) and not a.many & b.many


def barred(a: Sequence[Sighting], b: Sequence[Sighting]) -> bool:
    """Whether a person ruled that some of the one are other events than some of the other."""
    return any(s.barred & {t.frame.id for t in b} for s in a if s.barred)


def _places(later: Side, earlier: Side, *, one_document: bool) -> Match | None:
    """A shared place speaks for one event; places apart keep two apart, but for names that no gazetteer knows, by which
    two reports may call one place differently.
    """
    mine, theirs = later.places, earlier.places
    if not mine or not theirs:
        return nothing()
    beside = later.beside or earlier.beside
    fine = {"site", "settlement"}
    shared = [mine[i] for i in sorted(set(mine) & set(theirs))]
    if any(p.precision in fine for p in shared):
        name = next(p.name for p in shared if p.precision in fine)
        return Match(SAME_PLACE, frozenset({"place"}), (f"the same place: {name}",))
    if not one_document and any(all(p.lat is None for p in side.values()) for side in (mine, theirs)):
        return Match(UNLISTED, frozenset(), ())
    if all(apart(a, b, beside=beside) for a in mine.values() for b in theirs.values()):
        return None
    sharp = [p for p in mine.values() if p.precision in fine], [p for p in theirs.values() if p.precision in fine]
    if sharp[0] and sharp[1] and all(apart(a, b, beside=beside) for a in sharp[0] for b in sharp[1]):
        return None
    held = [
        (a, b)
        for a in mine.values()
        for b in theirs.values()
        if a.id == b.id or within(a, b) is True or within(b, a) is True
    ]
    if held:
        a, b = min(held, key=lambda ab: (_coarse(ab[0]) + _coarse(ab[1]), ab[0].id, ab[1].id))
        coarse = {"country", "region"} & {a.precision, b.precision}
        wide = "province" in (a.precision, b.precision)
        said = f"the same place: {a.name}" if a.id == b.id else f"one place holds the other: {a.name}, {b.name}"
        return Match(
            0.25 if coarse else 0.75 if wide else 1.0, frozenset() if coarse else frozenset({"place"}), (said,)
        )
    return nothing()


def _coarse(place: Place) -> int:
    return ("site", "settlement", "district", "province", "region", "country").index(place.precision)


def _times(later: Side, earlier: Side, *, one_document: bool) -> Match | None:
    """Times that overlap speak for one event; days apart keep two apart, unless one text sets the other's day right.

    Days of two documents that lie at most :data:`RIVAL_DAYS` apart are only a rival account of one event's date, and
    what is alike must then outweigh them.
    """
    compared = [(a, b, _overlaps(a, b)) for a in later.whens for b in earlier.whens]
    against = [(a, b) for a, b, verdict in compared if verdict is False]
    pairs = [(a, b) for a, b, verdict in compared if verdict]
    if against:
        wrong = (*later.instead, *earlier.instead)
        corrected = all(any(intervals.contains(x, w) for w in wrong for x in ab) for ab in against)
        if not corrected and (one_document or not all(_rival_days(a, b) for a, b in against)):
            return None
        if not pairs and corrected:
            return Match(1.0, frozenset({"time"}), (f"the text sets the day right: {against[0][0].start}",))
        if not pairs:
            return Match(-0.5, frozenset({"rival day"}), (f"rival days: {against[0][0].start}, {against[0][1].start}",))
    if not pairs:
        return nothing()
    short = [(a, b) for a, b in pairs if a.precision in ("time", "day") and b.precision in ("time", "day")]
    if short:
        return Match(1.5, frozenset({"time"}), (f"the same day: {short[0][0].start}",))
    weeks = [(a, b) for a, b in pairs if "year" not in (a.precision, b.precision)]
    return Match(0.5, frozenset({"time"}) if weeks else frozenset(), ("times that overlap",))


_overlaps = lru_cache(maxsize=65536)(intervals.overlaps)


def _rival_days(a: When, b: When) -> bool:
    """Whether two days lie so near that two reports of one event may give them."""
    if not {a.precision, b.precision} <= {"time", "day"}:
        return False
    x, y = intervals.days(a)[0], intervals.days(b)[0]
    return x is not None and y is not None and abs((x - y).days) <= RIVAL_DAYS


def _parties(later: Side, earlier: Side) -> Match | None:
    mine_a, mine_t, their_a, their_t = later.agents, later.targets, earlier.agents, earlier.targets
    weight, why = 0.0, []
    for word, mine, theirs in (("agent", mine_a, their_a), ("target", mine_t, their_t)):
        if not mine or not theirs:
            continue
        same = next((p for p in mine for q in theirs if _same(p, q)), None)
        if same is not None:
            weight += 1.0 + (PERSONAL if word == "agent" and _personal(mine, theirs, later, earlier) else 0.0)
            why.append(f"the same {word}: {' '.join(sorted(same.words))}")
        elif word == "agent" and _introduced(mine, theirs, later, earlier):
            weight += 1.0
            why.append("a person first described, then named")
        elif all(_different(p, q) for p in mine for q in theirs):
            weight -= 1.5 if any(p.speaker == q.speaker for p in mine for q in theirs) else 0.25
    if not why and _mutual(later) is False:
        crossed = any(_same(p, q) for p in mine_a for q in their_t) or any(_same(p, q) for p in mine_t for q in their_a)
        if crossed:
            return None
    sorts = {"party"} if why else set()
    if _one_fate(mine_a, their_a, LEAVING, later, earlier) or _one_fate(mine_t, their_t, ONCE, later, earlier):
        sorts.add("person")
    return Match(weight, frozenset(sorts), tuple(why))


def _personal(mine: Sequence[Party], theirs: Sequence[Party], later: Side, earlier: Side) -> bool:
    """Whether one actor moved, changed sides or was held in both: nobody leaves twice in one report."""
    moved = _of_families(("movement", "allegiance", "custody"), later, earlier)
    return moved and any(_one_actor(p, q) for p in mine for q in theirs)


def _of_families(families: Sequence[str], later: Side, earlier: Side) -> bool:
    return all(kinds.load().get(kind).family in families for kind in later.read_as | earlier.read_as)


def _introduced(mine: Sequence[Party], theirs: Sequence[Party], later: Side, earlier: Side) -> bool:
    """Whether a report describes one person's step and then, beside it, names who took it ("a commander … Idris left")."""
    beside = later.document == earlier.document and distance(later, earlier) <= 1
    if not beside or not _of_families(("movement", "allegiance"), later, earlier):
        return False
    persons = {p.person for p in mine}, {p.person for p in theirs}
    return "described" in persons[1] and "named" in persons[0] - persons[1]


def _one_fate(
    mine: Sequence[Party],
    theirs: Sequence[Party],
    fates: frozenset[str],
    later: Side,
    earlier: Side,
) -> bool:
    """Whether reports of one month tell of the same named person something that befalls a person once."""
    if not later.read_as | earlier.read_as <= fates:
        return False
    named = any(_one_actor(p, q) for p in mine for q in theirs if p.person == q.person == "named")
    return named and all(_one_month(s.published, t.published) for s in later.members for t in earlier.members)


def _one_month(a: When | None, b: When | None) -> bool:
    """Whether two documents came out at most 31 days apart, so far as their dates are known."""
    days = days_between(a, b)
    return days is None or days <= 31


def _mutual(side: Side) -> bool:
    return bool(side.read_as & {"armed_clash", "talks", "agreement", "ceasefire"})


def _one_actor(a: Party, b: Party) -> bool:
    """Whether both are one actor of a document, one entry of the registry, or, across documents, called by one name."""
    if a.actor is not None and a.actor == b.actor:
        return True
    if a.entry is not None or b.entry is not None:
        return a.entry == b.entry
    if a.name is None or b.name is None or (a.person is None) != (b.person is None):
        return False
    full = a.person is None or min(len(a.name.split()), len(b.name.split())) > 1
    return full and names.similarity(a.name, b.name) >= names.SAME


@lru_cache(maxsize=65536)
def _same(a: Party, b: Party) -> bool:
    """One actor, or descriptions that share what tells them from others; a nation alone ties only generic words."""
    if _one_actor(a, b):
        return True
    if a.entry is not None and b.entry is not None:
        return False
    x, y = a.core(), b.core()
    if x and y:
        return len(x & y) / min(len(x), len(y)) >= 0.5
    if x or y:
        return False
    if a.nations() or b.nations():
        return bool(a.nations() & b.nations())
    return bool(a.words & b.words) and len(a.words & b.words) / max(len(a.words), len(b.words)) >= 0.5


def _different(a: Party, b: Party) -> bool:
    if _same(a, b):
        return False
    if a.nations() and b.nations() and not a.nations() & b.nations():
        return True
    if a.side() and b.side() and a.side() != b.side():
        return True
    return bool(a.core()) and bool(b.core())


def _points_back(later: Side, earlier: Side) -> Match:
    """The weight of "the strike", of a bare second mention and of a death toll, which falls with the distance."""
    gap = distance(later, earlier)
    weight, why = 0.0, []
    for s in later.members:
        words = s.frame.trigger.text
        if s.definite and (s.words & INCIDENT or s.words & earlier.words):
            weight, why = 2.0, [f"the text points back: {words}"]
        elif s.definite and weight < 1.5:
            alike = any(_close(s.frame.kind, kind) for kind in earlier.read_as)
            weight, why = (1.5 if alike else 0.5), [f"the text points back: {words}"]
        elif s.toll and gap <= NEAR_SENTENCES and weight < 1.5:
            weight, why = 1.5, [f"a toll beside it: {words}"]
        elif s.heading and weight < 2.0:
            weight, why = 2.0, [f"the heading of the report: {words}"]
    if earlier.toll and gap <= NEAR_SENTENCES and weight < 1.0:
        weight, why = 1.0, ["beside a toll"]
    if weight and _new_ground(later, earlier):
        weight = 0.5
    if gap <= 1:
        weight += 0.5
    return Match(weight, frozenset(), tuple(why))


def _new_ground(later: Side, earlier: Side) -> bool:
    """Whether a mention brings settlements of its own where the earlier event has places already."""
    fine = {"site", "settlement"}
    mine = {p.id for p in later.places.values() if p.precision in fine}
    return bool(mine and earlier.places) and not mine & earlier.places.keys()
