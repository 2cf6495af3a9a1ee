"""The labels of an event: its kind and its title, from the best-supported accounts; the accounts are the content.

A title names no agent of violence or crime: an accusation never stands in a title without its speaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from reportedly import kinds, text
from reportedly.likeness import Known
from reportedly.model import Account, ActorValue, Count, Extent, KindValue, PlaceValue, When, Words

_GENERIC = frozenset({"attack", "other"})
_RELATIONS = {"near": "near", "outside": "outside", "between": "between", "in_territory_of": "in the territory of"}

_PRONOUNS = frozenset("i we you he she it they me us him her them who which that this these those".split())
_POSSESSIVES = frozenset("my our your his her its their whose".split())
_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "attack": ("target", "on"),
    "assassination": ("target", "of"),
    "sexual_violence": ("target", "against"),
    "custody": ("target", "of"),
    "movement": ("agent", "of"),
    "allegiance": ("agent", "of"),
    "territory_captured": ("agent", "by"),
    "territory_transferred": ("agent", "by"),
    "smuggling": ("equipment", "of"),
    "seizure": ("equipment", "of"),
    "arms_transfer": ("target", "to"),
    "aid": ("target", "to"),
    "politics": ("agent", "of"),
    "sanction": ("target", "on"),
    "trial": ("target", "of"),
    "protest": ("agent", "of"),
    "other": ("agent", "of"),
}
"""The slot that a title names, and the preposition before it, by kind or else by family of kinds.

Whom something befell, or who went, spoke or gathered; never who is said to have killed, robbed, smuggled or besieged.
"""

_OPENERS = frozenset(
    "a an the some several many more most other dozens scores hundreds thousands tens around about over nearly at up one two"
    " three four five six seven eight nine ten".split()
)
_OPEN = frozenset({"movement", "allegiance"})
"""Families of kinds whose title names a person: going somewhere and changing sides, no act of violence or crime."""

Fields = Mapping[str, Sequence[Account]]


def kind(fields: Fields, read_as: Sequence[str]) -> str:
    """The best-supported kind, of equally supported ones the most specific; without a kind account, what the reader saw.

    Whoever changes sides also leaves: where somebody holds a kind of allegiance, kinds of movement only say how.
    ``read_as`` are the kinds of the event's frames.
    """
    found = [(a, a.value.kind) for a in fields.get("kind", ()) if isinstance(a.value, KindValue)]
    held = [ak for ak in found if ak[0].independent.high > 0]
    if any(kinds.load().get(k).family == "allegiance" for _, k in held):
        found = [ak for ak in held if kinds.load().get(ak[1]).family != "movement"]
    if found:
        return min(found, key=lambda ak: (*_weight(ak[0]), ak[1] in _GENERIC, -len(ak[0].claims), ak[1]))[1]
    return min(read_as, key=lambda k: (k in _GENERIC, -read_as.count(k), k)) if read_as else "other"


def _weight(account: Account) -> tuple[bool, int, int]:
    gone = account.status == "superseded" or (account.status == "denied" and account.independent.high == 0)
    return gone, -account.independent.low, -account.independent.high


def title(label: str, extent: Extent, fields: Fields, known: Known) -> str:
    """A short line such as "air strike on a school in Hass, 26 October 2016 (35 killed)".

    ``label`` is the event's kind.  Words before it say where nobody holds that it took place, or somebody denies it:
    "possible", "disputed".  Somebody named goes before somebody described, and the finer of two values that fit.
    """
    entry = kinds.load().get(label)
    words = [
        _sureness(label, fields.get("kind", ())),
        "several:" if extent == "several" else "",
        entry.label,
    ]
    slot, preposition = _SUBJECTS.get(label) or _SUBJECTS.get(entry.family) or ("", "")
    if name := _named(fields.get(slot, ()), known, label):
        words += [preposition, name]
    for slot, preposition in (("where", "in"), ("destination", "to")):
        if (place := _place(fields.get(slot, ()))) is not None:
            words.append(_placed(place, preposition, words))
            break
    line = " ".join(w for w in words if w)
    if day := _dated(fields.get("when", ())):
        line += f", {day}"
    if number := _toll(fields.get("killed", ())):
        line += f" ({number} killed)"
    return line


def _toll(accounts: Sequence[Account]) -> str:
    """The dead in figures: of all rather than of a class, of a whole rather than of its parts; rivals as a range."""
    figures = [(a, a.value) for a in _live(accounts) if isinstance(a.value, Count) and _number(a.value)]
    whole = [(a, v) for a, v in figures if not a.part_of and v.class_ in ("all", "unknown")]
    pool = whole or [(a, v) for a, v in figures if not a.part_of] or figures
    best = _best([a for a, _ in pool])
    if best is None or not isinstance(best.value, Count):
        return ""
    rivals = [v for a, v in pool if a.id in best.rivals and a.id != best.id]
    ends = [n for v in (best.value, *rivals) for n in (v.low, v.high) if n is not None]
    return _number(Count(low=min(ends), high=max(ends))) if rivals else _number(best.value)


def _live(accounts: Sequence[Account]) -> list[Account]:
    return [a for a in accounts if a.status not in ("denied", "superseded", "projected")]


def _best(accounts: Sequence[Account]) -> Account | None:
    """The best supported account that still stands, or a finer one that says the same more exactly."""
    live = _live(accounts)
    best = next(iter(live), None)
    while best is not None and (finer := next((a for a in live if best.id in a.refines), None)) is not None:
        live.remove(best)
        best = finer
    return best


def _place(accounts: Sequence[Account]) -> PlaceValue | None:
    """The best place that has a name; for a country or region one inside the report's reach that is no rival of it."""
    named = [a for a in accounts if isinstance(a.value, PlaceValue) and _speaks_alone(_as_written(a.value))]
    best = _best(named)
    if best is None or not isinstance(best.value, PlaceValue):
        return None
    if best.value.precision in ("country", "region", None):
        for a in _live(named):
            finer = isinstance(a.value, PlaceValue) and a.value.precision in ("site", "settlement")
            if finer and a.id not in best.rivals and isinstance(a.value, PlaceValue):
                return a.value
    return best.value


def _named(accounts: Sequence[Account], known: Known, label: str) -> str:
    """The name of the best party that may stand in a title, else "".

    Whoever is named goes before whoever is only described; but whom violence was aimed at is as disputed as anything, and
    there the best supported stands.
    """
    violent = kinds.load().same_family(label, "attack")
    found = [
        (_is_named(a, known), name)
        for a in _live(accounts)
        if (violent or _may_name(a, known, label)) and (name := _party(a, known))
    ]
    return next((n for named, n in found if named or violent), next((n for _, n in found), ""))


def _is_named(account: Account, known: Known) -> bool:
    return isinstance(account.value, ActorValue) and account.value.actor in known.named


def _party(account: Account, known: Known) -> str:
    """The name of an agent or target, the joined actor's where the words are a pronoun.

    "" for a bare pronoun and for a description by a possessive ("its fighters"), which say nothing outside their text.
    """
    value = account.value
    if isinstance(value, Words):
        return _inside(value.text) if _speaks_alone(value.text) else ""
    if not isinstance(value, ActorValue):
        return ""
    if value.how != "pronoun" and _speaks_alone(value.name):
        return _inside(value.name)
    actor = known.actors.get(value.actor) if value.actor is not None else None
    return _inside(actor.name) if actor is not None and _speaks_alone(actor.name) else ""


def _inside(description: str) -> str:
    """A description that began its sentence as it stands inside one: "a committee", "dozens of families"."""
    first, _, rest = description.partition(" ")
    return f"{first.lower()} {rest}" if rest[:1].islower() and first.lower() in _OPENERS else description


def _speaks_alone(name: str) -> bool:
    words = text.fold(name).split()
    return bool(words) and words[0] not in _POSSESSIVES and " ".join(words) not in _PRONOUNS


def _may_name(account: Account, known: Known, label: str) -> bool:
    """Whether an agent may stand in a title: not denied or contested, and a private person only for a step, not an act."""
    value = account.value
    actor = known.actors.get(value.actor or "") if isinstance(value, ActorValue) else None
    private = actor is not None and actor.kind == "person" and actor.public is not True
    if private and kinds.load().get(label).family not in _OPEN:
        return False
    return not account.denied_by and account.status != "contested"


def _sureness(label: str, accounts: Sequence[Account]) -> str:
    if accounts and all(a.status == "projected" for a in accounts):
        return "possible"
    told = [a for a in accounts if isinstance(a.value, KindValue) and a.value.kind == label]
    if told and all(a.status == "denied" or a.denied_by for a in told):
        return "disputed"
    if accounts and all("asserts" not in a.stances for a in accounts):
        return "reported"
    return ""


def _placed(value: PlaceValue, preposition: str, before: Sequence[str]) -> str:
    name = _as_written(value)
    if name.casefold() in " ".join(before).casefold():
        return ""
    if value.relation is None:
        return f"{preposition} {name}"
    relation = _RELATIONS.get(value.relation, value.relation.replace("_", " "))
    return f"{relation} {value.of if value.relation == 'in_territory_of' and value.of else name}"


def _as_written(value: PlaceValue) -> str:
    """A place's name as its document spells it, where that differs from the gazetteer's only in letters and marks."""
    words = value.text.split()
    size = len(text.fold(value.name).split())
    for i in range(len(words) - size + 1):
        here = " ".join(words[i : i + size]).strip(".,;:'\"“”‘’()")
        if text.fold(here) == text.fold(value.name):
            return here
    return value.name


def _dated(accounts: Sequence[Account]) -> str:
    """The best date, or both of two rival ones: "13 March 2023 or 14 March 2023"."""
    best = _best(accounts)
    if best is None or not isinstance(best.value, When):
        return ""
    rivals = [a.value for a in _live(accounts) if a.id in best.rivals and isinstance(a.value, When)]
    days = [_day(w) for w in (best.value, *rivals)]
    return " or ".join(sorted(days, key=lambda d: (len(d), d))) if len(days) == 2 and all(days) else days[0]


def _day(when: When) -> str:
    """A date in words: "26 October 2016", "17 April" where the year is not known, "April 2016" for a month."""
    if when.start is None or when.end is None:
        return f"since {_one_day(when.start)}" if when.start else f"until {_one_day(when.end)}" if when.end else ""
    if when.start == when.end:
        return _one_day(when.start)
    if when.start[:7] == when.end[:7] and when.precision == "month":
        return _one_day(when.start).partition(" ")[2]
    if when.start[:4] == when.end[:4] and when.precision == "year":
        return when.start[:4] if "X" not in when.start[:4] else ""
    return f"{_one_day(when.start)} to {_one_day(when.end)}"


def _one_day(day: str | None) -> str:
    if day is None:
        return ""
    year, month, number = day[:4], day[5:7], day[8:10]
    if "X" in month:
        return year if "X" not in year else ""
    name = date(2000, int(month), 1).strftime("%B")
    first = f"{int(number)} {name}" if "X" not in number else name
    return first if "X" in year else f"{first} {year}"


def _number(count: Count) -> str:
    if count.low is None and count.high is None:
        return ""
    if count.low == count.high:
        return str(count.low)
    if count.high is None:
        return f"at least {count.low}"
    if count.low is None:
        return f"up to {count.high}"
    return f"{count.low} to {count.high}"
