"""The table of event kinds, ``data/kinds.toml``: its types, and reading it with all its checks.

The head of the table explains how an entry is written and names the sources.  Look-ups are in
:mod:`reportedly.kinds`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Any, Literal, TypeVar, get_args

from msgspec import Struct, structs

from reportedly.errors import DataError
from reportedly.values import COUNT_SLOTS, EVENT_SLOTS

Part = Literal["verb", "noun", "adjective", "doer"]
ObjectType = Literal["place", "actor", "thing"]
Scheme = Literal["acled_like", "ucdp", "plover", "cameo"]
Condition = Literal["state_agent", "armed_target", "civilian_target"]
LightClass = Literal["does", "undergoes", "hosts", "shares", "repels", "happens", "causes"]
OutcomeUse = Literal["transitive", "intransitive", "noun", "people", "adjective"]
Family = Literal[
    "attack", "territory", "movement", "allegiance", "custody", "property", "politics", "protest", "aid", "other"
]

TABLE = "data/kinds.toml"
SIDES = "sides"  # the first named is agent, the others are target
NOTHING = "none"  # the word beside the trigger fills no slot
EVENT = "event"  # of a light verb: the argument that holds the event's noun
_ROLES = frozenset({*EVENT_SLOTS, SIDES, NOTHING})
_LIGHT_ROLES = frozenset({*EVENT_SLOTS, EVENT, NOTHING})
_NOT_KINDS = tuple("defaults by_object order refinement outcomes light_verbs not_events companions".split())
_LISTS: tuple[tuple[str, Part, bool, bool], ...] = (
    ("verbs", "verb", False, False),
    ("generic_verbs", "verb", False, True),
    ("weak_verbs", "verb", True, False),
    ("weak_generic_verbs", "verb", True, True),
    ("nouns", "noun", False, False),
    ("generic_nouns", "noun", False, True),
    ("weak_nouns", "noun", True, False),
    ("weak_generic_nouns", "noun", True, True),
    ("adjectives", "adjective", False, False),
    ("doers", "doer", False, False),
)
_KEYS = frozenset(
    {"label", "about", "family", "near", "refined_by", "instruments", "subject", "object", "of", "prepositions"}
    | {"counted", "roles", "codes"}
    | {name for name, *_ in _LISTS}
)

Words = tuple[str, ...]
T = TypeVar("T")


class Roles(Struct, frozen=True, kw_only=True):
    """The slot that each neighbour of a trigger fills: a slot of an event, ``"sides"`` or ``"none"``.

    ``object`` is the subject of a passive as well; ``of`` is for "of X" after a noun.
    """

    subject: str
    object: str
    of: str
    prepositions: Mapping[str, str]


class Code(Struct, frozen=True, kw_only=True):
    """A kind in another scheme: ``value`` and its ``detail`` (sub-event, mode), or the reason why it has ``none``.

    For UCDP, ``types`` are the types of violence that are possible and ``needs`` what the event must have; ``variants`` are
    the codes under a condition.
    """

    value: str = ""
    detail: str = ""
    types: tuple[int, ...] = ()
    needs: str = ""
    none: str = ""
    variants: Mapping[Condition, Code] = {}


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of event.  ``counted`` says which count slot a counted actor in a slot fills as well."""

    name: str
    label: str
    about: str
    family: Family
    near: frozenset[str]
    instruments: tuple[Words, ...]
    roles: Roles
    counted: Mapping[str, str]
    codes: Mapping[str, Code]


class Trigger(Struct, frozen=True, kw_only=True, gc=False):
    """Words that name an event of a kind.

    ``weak`` ones count only beside a conflict companion; ``generic`` ones may be refined by words beside them;
    ``takes`` lists the objects under which this kind is meant, where one trigger has several kinds.
    """

    kind: str
    words: Words
    part: Part
    weak: bool
    generic: bool
    roles: Roles
    takes: tuple[ObjectType, ...] = ()


class Outcome(Struct, frozen=True, kw_only=True, gc=False):
    """Words that say what became of people: ``use`` says who suffers it, ``slots`` has two when it is unclear which."""

    slots: tuple[str, ...]
    words: Words
    use: OutcomeUse
    weak: bool


class LightVerb(Struct, frozen=True, kw_only=True):
    """A verb that passes its arguments on to the event noun beside it ("launched an attack", "came under fire")."""

    name: LightClass
    words: Words
    subject: str
    object: str


class Table(Struct, frozen=True, kw_only=True):
    """The table, indexed: each mapping goes from the :func:`stem` of a phrase's first word, longest phrases first."""

    kinds: Mapping[str, Kind]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    doers: Mapping[str, tuple[Trigger, ...]]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    light_verbs: Mapping[str, tuple[LightVerb, ...]]
    blocked_verbs: Mapping[str, tuple[Words, ...]]
    blocked_nouns: Mapping[str, tuple[Words, ...]]
    refiners: Mapping[str, tuple[tuple[Words, str], ...]]
    refinement: tuple[str, ...]
    companions: frozenset[str]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The form under which a word is compared: lower case, without a plural or third-person ending."""
    low = word.lower().replace("’", "'")
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    return low[:-2] if low.endswith(("shes", "ches", "xes", "sses")) else low[:-1]


def read(text: str) -> Table:
    """The kinds of a table's TOML text; raises DataError for an unknown key, slot, kind or scheme, a missing code, or
    a trigger that two kinds claim without an order."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not TOML: {error}", where=TABLE) from error
    entries = {name: entry for name, entry in table.items() if name not in _NOT_KINDS}
    for name in _NOT_KINDS:
        if name not in table:
            raise DataError(f"table {name} is missing", where=TABLE)
    base = Roles(**table["defaults"])
    kinds = {name: _kind(name, entry, base, entries) for name, entry in entries.items()}
    triggers = {part: dict[Words, list[Trigger]]() for part in get_args(Part)}
    for name, entry in entries.items():
        _collect(kinds[name], entry, triggers)
    _settle(triggers, table["by_object"], table["order"], kinds)
    refinement = tuple(_split(table["refinement"]["order"]))
    for name, entry in entries.items():
        if "refined_by" in entry and name not in refinement:
            raise DataError(f"{name} has refined_by but no place in the order", where=f"{TABLE} [refinement]")
    _known(refinement, kinds, "[refinement]")
    refiners = ((words, name) for name in refinement for words in _phrases(entries[name].get("refined_by", "")))
    blocked = table["not_events"]
    return Table(
        kinds=kinds,
        verbs=_index(triggers["verb"]),
        nouns=_index(triggers["noun"]),
        adjectives=_index(triggers["adjective"]),
        doers=_index(triggers["doer"]),
        outcomes=_by_first((o.words, o) for o in _outcomes(table["outcomes"])),
        light_verbs=_by_first((v.words, v) for v in _light_verbs(table["light_verbs"])),
        blocked_verbs=_by_first((words, words) for words in _phrases(blocked["verbs"])),
        blocked_nouns=_by_first((words, words) for words in _phrases(blocked["nouns"])),
        refiners=_by_first((words, (words, name)) for words, name in refiners),
        refinement=refinement,
        companions=frozenset(words[0] for words in _phrases(table["companions"]["words"])),
    )


def _split(words: str) -> Iterator[str]:
    return (phrase for part in words.split(",") if (phrase := part.strip()))


def _phrases(words: str) -> Iterator[Words]:
    """The phrases of a comma-separated list as stems, alternatives and hyphens multiplied out."""
    for phrase in _split(words):
        if "|" not in phrase and "-" not in phrase:
            yield tuple([stem(word) for word in phrase.split()])
            continue
        choices = [[v for option in word.split("|") for v in _spellings(option)] for word in phrase.split()]
        for choice in product(*choices):
            yield tuple(stem(word) for part in choice for word in part)


def _spellings(word: str) -> Iterator[tuple[str, ...]]:
    yield tuple(word.split("_"))
    if "-" in word.strip("-"):
        yield tuple(word.split("-"))
        yield (word.replace("-", ""),)


def _roles(own: Mapping[str, Any], base: Roles, where: str) -> Roles:
    """The roles of a table entry over those of ``base``; other keys that are words are prepositions."""
    prepositions = dict(own.get("prepositions", {}))
    roles = Roles(
        subject=own.get("subject", base.subject),
        object=own.get("object", base.object),
        of=own.get("of", base.of),
        prepositions={**base.prepositions, **prepositions} if prepositions else base.prepositions,
    )
    for role in (roles.subject, roles.object, roles.of, *prepositions.values()):
        if role not in _ROLES:
            raise DataError(f"{role!r} is no slot of an event", where=where, hint="use a slot, 'sides' or 'none'")
    return roles


def _kind(name: str, entry: Mapping[str, Any], base: Roles, entries: Mapping[str, Any]) -> Kind:
    where = f"{TABLE} [{name}]"
    for key in sorted(set(entry) - _KEYS):
        raise DataError(f"unknown key {key!r}", where=where)
    for key in ("label", "about", "family", "codes"):
        if key not in entry:
            raise DataError(f"{key} is missing", where=where)
    if entry["family"] not in get_args(Family):
        raise DataError(f"{entry['family']!r} is no family", where=where)
    near = tuple(_split(entry.get("near", "")))
    _known(near, entries, f"[{name}] near")
    counted = entry.get("counted", {})
    for slot, count in counted.items():
        if slot not in ("agent", "target") or count not in COUNT_SLOTS:
            raise DataError(f"counted {slot} = {count!r} is not an actor slot and a count slot", where=where)
    codes = {}
    for scheme in get_args(Scheme):
        if scheme not in entry["codes"]:
            raise DataError(f"no code for {scheme}", where=where, hint='write the code or { none = "why" }')
        codes[scheme] = _code(entry["codes"][scheme], f"{where} codes.{scheme}")
    return Kind(
        name=name,
        label=entry["label"],
        about=entry["about"],
        family=entry["family"],
        near=frozenset(near),
        instruments=tuple(_phrases(entry.get("instruments", ""))),
        roles=_roles(entry, base, where),
        counted=counted,
        codes=codes,
    )


def _code(raw: str | Mapping[str, Any], where: str) -> Code:
    if isinstance(raw, str):
        raw = {"value": raw}
    value, _, detail = raw.get("value", "").partition(": ")
    variants = {condition: _code(code, where) for condition, code in raw.get("if", {}).items()}
    code = Code(
        value=value,
        detail=detail,
        types=tuple(raw.get("types", ())),
        needs=raw.get("needs", ""),
        none=raw.get("none", ""),
        variants=variants,
    )
    if not (code.value or code.types or code.none):
        raise DataError("neither a code nor a reason for none", where=where)
    if not set(variants) <= set(get_args(Condition)) or not set(code.types) <= {1, 2, 3}:
        raise DataError("unknown condition or type of violence", where=where)
    return code


def _collect(kind: Kind, entry: Mapping[str, Any], triggers: dict[Part, dict[Words, list[Trigger]]]) -> None:
    """Put the triggers of one kind into the lists by part and words."""
    where = f"{TABLE} [{kind.name}]"
    special: dict[Words, Roles] = {}
    for phrase, own in entry.get("roles", {}).items():
        own_roles = {**own, "prepositions": {key: own[key] for key in own if key not in ("subject", "object", "of")}}
        special.update(
            (words, _roles(own_roles, kind.roles, f"{where} roles {phrase!r}")) for words in _phrases(phrase)
        )
    seen: set[Words] = set()
    for key, part, weak, generic in _LISTS:
        for words in _phrases(entry.get(key, "")):
            seen.add(words)
            same = triggers[part].setdefault(words, [])
            if any(other.kind == kind.name for other in same):
                continue
            own = (special[words[:n]] for n in range(len(words), 0, -1) if words[:n] in special)
            roles = next(own, kind.roles) if special else kind.roles
            same.append(Trigger(kind=kind.name, words=words, part=part, weak=weak, generic=generic, roles=roles))
    for idle in sorted(special.keys() - seen):
        raise DataError(f"roles for {' '.join(idle)!r}, which is no trigger of it", where=where)


def _settle(
    triggers: dict[Part, dict[Words, list[Trigger]]],
    by_object: Mapping[str, Mapping[ObjectType, str]],
    order: Mapping[str, str],
    kinds: Mapping[str, Kind],
) -> None:
    """Order the triggers that several kinds share, or say which have no order."""
    objects = {words: types for phrase, types in by_object.items() for words in _phrases(phrase)}
    orders = {words: tuple(_split(names)) for phrase, names in order.items() for words in _phrases(phrase)}
    _known((name for types in objects.values() for name in types.values()), kinds, "[by_object]")
    _known((name for names in orders.values() for name in names), kinds, "[order]")
    for words, names in [(words, tuple(types.values())) for words, types in objects.items()] + list(orders.items()):
        having = {t.kind for lists in triggers.values() for t in lists.get(words, ())}
        if not having.issuperset(names):
            lacking = ", ".join(name for name in names if name not in having)
            raise DataError(f"{' '.join(words)!r} is ordered for {lacking}, which does not have it", where=TABLE)
    for part, lists in triggers.items():
        for words, same in lists.items():
            if len(same) == 1:
                continue
            ranks = dict.fromkeys([*objects.get(words, {}).values(), *orders.get(words, ())])
            loose = [t.kind for t in same if t.kind not in ranks]
            if loose and sum(not t.weak for t in same) != 1:
                raise DataError(
                    f"{part} {' '.join(words)!r} is in {', '.join(t.kind for t in same)}",
                    where=TABLE,
                    hint="say which it is in [by_object] or [order]",
                )
            rank = {name: n for n, name in enumerate(ranks)}
            same.sort(key=lambda t: (rank.get(t.kind, len(rank)), t.weak))
    for words, types in objects.items():
        for lists in triggers.values():
            same = lists.get(words, [])
            for n, t in enumerate(same):
                takes = tuple(kind_of for kind_of, name in types.items() if name == t.kind)
                same[n] = structs.replace(t, takes=takes)


def _outcomes(table: Mapping[str, Mapping[str, str]]) -> Iterator[Outcome]:
    keys: tuple[tuple[str, OutcomeUse, bool], ...] = (
        ("transitive", "transitive", False),
        ("weak_transitive", "transitive", True),
        ("intransitive", "intransitive", False),
        ("nouns", "noun", False),
        ("people", "people", False),
        ("adjectives", "adjective", False),
    )
    for name, entry in table.items():
        slots = tuple(_split(entry["slots"]))
        if not set(slots) <= COUNT_SLOTS:
            raise DataError(f"{entry['slots']!r} are no count slots", where=f"{TABLE} [outcomes.{name}]")
        for key, use, weak in keys:
            for words in _phrases(entry.get(key, "")):
                yield Outcome(slots=slots, words=words, use=use, weak=weak)


def _light_verbs(table: Mapping[str, Mapping[str, str]]) -> Iterator[LightVerb]:
    for name in get_args(LightClass):
        entry = table.get(name)
        if entry is None or not {entry["subject"], entry["object"]} <= _LIGHT_ROLES:
            raise DataError(f"light verbs {name!r}: missing, or a role that is no slot", where=f"{TABLE} [light_verbs]")
        for words in _phrases(entry["verbs"]):
            yield LightVerb(name=name, words=words, subject=entry["subject"], object=entry["object"])


def _known(names: Iterable[str], kinds: Mapping[str, Any], where: str) -> None:
    for name in names:
        if name not in kinds:
            raise DataError(f"{name!r} is no kind of event", where=f"{TABLE} {where}")


def _index(triggers: Mapping[Words, list[Trigger]]) -> dict[str, tuple[Trigger, ...]]:
    return _by_first((words, t) for words, same in triggers.items() for t in same)


def _by_first(pairs: Iterable[tuple[Words, T]]) -> dict[str, tuple[T, ...]]:
    """Things by the first word of their phrase, those of longer phrases first, else in the order given."""
    index: dict[str, list[tuple[int, T]]] = {}
    for words, thing in pairs:
        index.setdefault(words[0], []).append((-len(words), thing))
    for things in index.values():
        things.sort(key=itemgetter(0))
    return {first: tuple([thing for _, thing in things]) for first, things in index.items()}
