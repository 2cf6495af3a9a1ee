"""Who is meant: actor mentions of all documents joined across spellings.

Joined are: mentions of one registry entry; names of one kind whose similarity is at least :data:`SAME`; an acronym and
the name that it stands for; and, inside one document only, a person's surname with the full name, and equal descriptions
("the rebels").  A description never joins across documents, one by a possessive ("its fighters") only by its antecedent;
a group never joins its commander, a state never its army.
Every group of names is compared as a whole, so that two unlike names are never chained by a third between them.  What a person
ruled goes before all of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from reportedly import names, registry
from reportedly.disjoint import Disjoint
from reportedly.ids import renamed
from reportedly.links import NONE, Links, obeyed
from reportedly.model import Actor, ActorKind, ActorValue, Mention, Reading
from reportedly.voices import neighbours, root

SAME = 0.8
"""Similarity from which two names suggest one actor (CONTRACT: 0.8 the same, 0.6 to 0.8 ask a person)."""

UNLIKE = 0.6
"""No two names of one actor may be less alike than this, unless a registry entry or an acronym ties them."""

ALIKE = 0.9
"""Similarity from which two names are one actor though the reports call it different sorts of group."""

_POSSESSIVES = frozenset({"my", "our", "your", "his", "her", "its", "their", "whose"})
_APART: frozenset[ActorKind] = frozenset({"person", "state", "people"})
"""Kinds that are never joined with another kind; an armed group may be called an army, a monitor an organisation."""

_DETERMINERS = frozenset({"the", "a", "an", "some", "several", "many", "these", "those", "this", "that", "other"})


class Actors(msgspec.Struct, frozen=True):
    """The joined actors and, for each actor mention that names or describes one, its id."""

    actors: tuple[Actor, ...]
    by_mention: Mapping[str, str]
    named: frozenset[str]


class _Node(msgspec.Struct, frozen=True, kw_only=True):
    """The mentions of one document that one name or description stands for; ``barred`` are mentions of other actors by a
    person's ruling.
    """

    document: str
    mentions: tuple[str, ...]
    forms: tuple[str, ...]
    name: str
    kind: ActorKind
    registry: str | None
    named: bool
    barred: frozenset[str] = frozenset()


class _Cluster:
    """Nodes held to be one actor while grouping goes on."""

    def __init__(self, node: _Node) -> None:
        self.nodes = [node]

    @property
    def entry(self) -> str | None:
        return next((n.registry for n in self.nodes if n.registry), None)

    @property
    def kinds(self) -> set[ActorKind]:
        return {n.kind for n in self.nodes} - {"unknown"}

    @property
    def forms(self) -> set[str]:
        return {n.name for n in self.nodes}


def group(readings: Iterable[Reading], ruled: Links = NONE) -> Actors:
    """Join the actor mentions of the readings; a pronoun without an antecedent names nobody and is left out.

    ``ruled`` are links between mentions that people made: obeyed whatever the machine finds.
    """
    clusters: list[_Cluster] = []
    alone: list[_Cluster] = []
    for reading in sorted(readings, key=lambda r: r.document.id):
        for cluster in _in_document([_barred(n, ruled) for n in _nodes(reading)]):
            (clusters if any(n.named for n in cluster.nodes) else alone).append(cluster)
    joined = _obey(_across(clusters) + alone, ruled)
    made = [_actor(c) for c in joined]
    by_mention = {m: a.id for a, c in zip(made, joined, strict=True) for n in c.nodes for m in n.mentions}
    named = frozenset(a.id for a, c in zip(made, joined, strict=True) if any(n.named for n in c.nodes))
    return Actors(tuple(sorted(made, key=lambda a: a.id)), by_mention, named)


def _barred(node: _Node, ruled: Links) -> _Node:
    others = frozenset(o for m in node.mentions for o in ruled.apart.get(m, ()))
    return msgspec.structs.replace(node, barred=others) if others else node


def _parted(a: _Cluster, b: _Cluster) -> bool:
    """Whether a person ruled that the two are different actors."""
    return any(n.barred & {m for o in b.nodes for m in o.mentions} for n in a.nodes if n.barred)


def _obey(clusters: list[_Cluster], ruled: Links) -> list[_Cluster]:
    if not ruled:
        return clusters
    nodes = {n.mentions[0]: n for c in clusters for n in c.nodes}
    lifted = ruled.lifted({m: i for i, n in nodes.items() for m in n.mentions})
    made = []
    for ids in obeyed([[n.mentions[0] for n in c.nodes] for c in clusters], lifted):
        cluster = _Cluster(nodes[ids[0]])
        cluster.nodes += [nodes[i] for i in ids[1:]]
        made.append(cluster)
    return made


def _nodes(reading: Reading) -> Iterator[_Node]:
    mentions = {m.id: m for m in reading.mentions if m.type == "actor"}
    by_root: dict[str, list[Mention]] = defaultdict(list)
    for m in reading.mentions:
        if m.id in mentions:
            by_root[root(m.id, mentions).id].append(m)
    for head, members in by_root.items():
        first = mentions[head]
        if first.how == "pronoun":
            continue
        name = first.value.name if isinstance(first.value, ActorValue) else first.text
        owned = _owned(first.text) or _owned(name)
        known = None if owned else _known(first, name)
        yield _Node(
            document=reading.document.id,
            mentions=tuple(sorted(m.id for m in members)),
            forms=tuple(sorted({m.text for m in members if m.how != "pronoun"} | {name})),
            name=name,
            kind=known.kind if known else _kind(first, members, name),
            registry=known.id if known else None,
            named=known is not None or (first.how in ("name", "alias") and not owned and not _common(name)),
        )


def _kind(first: Mention, members: Sequence[Mention], name: str) -> ActorKind:
    """The kind that the reader gives to the name, else to what stands for it, else that of the name's head noun."""
    told = (m.kind for m in (first, *sorted(members, key=lambda m: (m.start, m.id))))
    known = next((k for k in told if k is not None and k != "unknown"), None)
    return known or registry.kind_of(name.split()) or "unknown"


def _owned(name: str) -> bool:
    """Whether a description begins with a possessive ("its fighters"): it says nothing without its text."""
    return names.fold(name).split()[:1] in [[p] for p in _POSSESSIVES]


def _common(name: str) -> bool:
    """Whether a capitalised word is a common noun all the same, as in a heading ("Commander", "Forces")."""
    words = _bare(name).split()
    return len(words) == 1 and registry.kind_of(words) is not None


def _known(mention: Mention, name: str) -> registry.Known | None:
    for candidate in mention.candidates[:1]:
        known = registry.get(candidate.id)
        if known is not None and candidate.score >= SAME:
            return known
    return registry.lookup(name) if mention.how in ("name", "alias") else None


def _bare(name: str) -> str:
    words = names.fold(name).split()
    while words and words[0] in _DETERMINERS:
        words = words[1:]
    return " ".join(words)


def _in_document(nodes: Sequence[_Node]) -> list[_Cluster]:
    named = _across([_Cluster(n) for n in nodes if n.named])
    for short in sorted(named, key=lambda c: sorted(c.forms)):
        longer = [c for c in named if c is not short and _surname_of(short, c)]
        if len(longer) == 1:
            longer[0].nodes += short.nodes
            named.remove(short)
    described: dict[str, _Cluster] = {}
    for n in nodes:
        if n.named:
            continue
        key = n.mentions[0] if _owned(n.name) else _bare(n.name)
        if key in described and not _parted(described[key], _Cluster(n)):
            described[key].nodes.append(n)
        else:
            described[f"{key} {n.mentions[0]}" if key in described else key] = _Cluster(n)
    return named + list(described.values())


def _surname_of(short: _Cluster, full: _Cluster) -> bool:
    if short.entry is not None and full.entry is not None and short.entry != full.entry:
        return False
    if _parted(short, full) or not (short.kinds | full.kinds) <= {"person"}:
        return False
    return all(any(names.part_of_name(a, b) for b in full.forms) for a in short.forms)


def _across(clusters: Iterable[_Cluster]) -> list[_Cluster]:
    """Join named clusters: first by registry entry, then by name, best similarity first."""
    by_entry: dict[str, _Cluster] = {}
    open_: list[_Cluster] = []
    for c in clusters:
        if c.entry is None:
            open_.append(c)
        elif c.entry in by_entry and not _parted(by_entry[c.entry], c):
            by_entry[c.entry].nodes += c.nodes
        else:
            by_entry.setdefault(c.entry, c)
            open_.append(c)
    by_name: dict[tuple[str, str | None, tuple[str, ...]], _Cluster] = {}
    kept: list[_Cluster] = []
    for c in open_:
        key = (" | ".join(sorted({names.fold(f) for f in c.forms})), c.entry, tuple(sorted(c.kinds)))
        if key in by_name and not _parted(by_name[key], c):
            by_name[key].nodes += c.nodes
        else:
            by_name.setdefault(key, c)
            kept.append(c)
    scored = sorted(
        (
            (-likeness, sorted(a.forms), sorted(b.forms), i, j)
            for i, j in neighbours([c.forms for c in kept])
            for a, b in [(kept[i], kept[j])]
            if (likeness := _likeness(a, b)) >= SAME
        ),
    )
    one_actor = Disjoint(range(len(kept)))
    for *_, i, j in scored:
        a, b = one_actor.head(i), one_actor.head(j)
        if a != b and _likeness(kept[a], kept[b]) >= SAME:
            kept[a].nodes += kept[b].nodes
            one_actor.join(a, b)
    return [kept[i] for i in one_actor.sets()]


def _likeness(a: _Cluster, b: _Cluster) -> float:
    """The best similarity of any two names, or 0 where a person, entry, kind or any two names stand against it."""
    if _parted(a, b):
        return 0.0
    if a.entry is not None and b.entry is not None:
        return float(a.entry == b.entry)
    scores = [_names(x, y) for x in a.forms for y in b.forms]
    if a.kinds and b.kinds and not a.kinds & b.kinds and ((a.kinds | b.kinds) & _APART or min(scores) < ALIKE):
        return 0.0
    person = "person" in a.kinds | b.kinds
    if person and not all(len(f.split()) > 1 for f in a.forms | b.forms):
        same = {names.fold(f) for f in a.forms} & {names.fold(f) for f in b.forms}
        one_document = {n.document for n in a.nodes} == {n.document for n in b.nodes}
        return 1.0 if same and one_document else 0.0
    return max(scores) if min(scores) >= UNLIKE else 0.0


def _names(a: str, b: str) -> float:
    if names.is_acronym_of(a, b) or names.is_acronym_of(b, a):
        return 1.0
    return names.similarity(a, b)


def _actor(cluster: _Cluster) -> Actor:
    entry = cluster.entry
    known = registry.get(entry) if entry is not None else None
    kinds: Counter[ActorKind] = Counter(n.kind for n in cluster.nodes if n.kind != "unknown")
    best: ActorKind = min(kinds, key=lambda k: (-kinds[k], k)) if kinds else "unknown"
    ids = sorted(min(m for m in n.mentions) for n in cluster.nodes)
    return Actor(
        id=renamed("a", ids[0]),
        name=known.name if known else _name(cluster),
        kind=known.kind if known else best,
        names=tuple(sorted({f for n in cluster.nodes for f in n.forms})),
        public=known.public if known else None,
        registry=entry,
        formerly=tuple(renamed("a", i) for i in _per_document(cluster) if i != ids[0]),
    )


def _name(cluster: _Cluster) -> str:
    """Of the forms with most words the one that most documents write, of these the one that is meant most often, then the fullest."""
    longest = max(len(f.split()) for f in cluster.forms)
    documents: dict[str, set[str]] = defaultdict(set)
    used: Counter[str] = Counter()
    for n in cluster.nodes:
        documents[n.name].add(n.document)
        used[n.name] += len(n.mentions)
    long = [f for f in cluster.forms if len(f.split()) == longest]
    best = max((len(documents[f]), used[f]) for f in long)
    return names.fullest(sorted(f for f in long if (len(documents[f]), used[f]) == best))


def _per_document(cluster: _Cluster) -> list[str]:
    firsts: dict[str, str] = {}
    for n in cluster.nodes:
        firsts[n.document] = min(firsts.get(n.document, n.mentions[0]), n.mentions[0])
    return sorted(firsts.values())
