"""Frames held to be one event while events are joined, and how what people ruled changes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.links import Links, obeyed
from reportedly.model import Extent
from reportedly.sides import Report, Side
from reportedly.sightings import Sighting


class Group:
    """Frames held to be one event: of one document as :func:`sketch` gives it, of several while these are joined."""

    def __init__(self, members: Sequence[Sighting], document: str) -> None:
        self.members = list(members)
        self.side = Side(self.members)
        self.first = min((s.frame.document, s.frame.trigger.start, s.frame.id) for s in members)
        self.documents = {document}
        self.parts = [min(s.frame.id for s in members)]
        self.why: list[str] = []

    def tell(self, report: Report | None) -> None:
        """Take what the report as a whole says for what it says of this event."""
        self.side = Side(self.members, report)

    def fresh(self) -> Group:
        """A copy that can grow while this one stays as it is."""
        made = Group(self.members, "")
        made.tell(self.side.report)
        made.documents, made.parts, made.why = set(self.documents), list(self.parts), list(self.why)
        return made

    def order(self) -> tuple[str, int, str]:
        """Document, offset and id of its first frame."""
        return self.first

    def take(self, other: Group, why: Iterable[str]) -> None:
        """Join the other group to this one, for these reasons."""
        self.members += other.members
        self.tell(self.side.report.with_(other.side.report) if self.side.report else other.side.report)
        self.first = min(self.first, other.first)
        self.documents |= other.documents
        self.parts += other.parts
        self.why += [*other.why, *why]

    @property
    def extent(self) -> Extent:
        """One, several, or an aggregate, so far as any frame is sure of it; what none is sure of counts as several."""
        found = {s.extent for s in self.members if not s.loose}
        if not found:
            return "several"
        return "aggregate" if "aggregate" in found else "several" if "several" in found else "one"


def obey(groups: list[Group], ruled: Links) -> list[Group]:
    """The groups as people ruled: what is the same together, what is different apart; extents are those of the members."""
    if not ruled:
        return groups
    of = {s.frame.id: (s, g) for g in groups for s in g.members}
    made = []
    for ids in obeyed([[s.frame.id for s in g.members] for g in groups], ruled):
        pieces: dict[int, tuple[Group, list[Sighting]]] = {}
        for i in ids:
            pieces.setdefault(id(of[i][1]), (of[i][1], []))[1].append(of[i][0])
        whole, *rest = [g if len(ss) == len(g.members) else _piece(g, ss) for g, ss in pieces.values()]
        for other in rest:
            whole.take(other, ())
        heads = {ruled.together[i] for i in ids if i in ruled.together}
        whole.why = [*(why for h in sorted(heads) for why in ruled.why.get(h, ())), *whole.why]
        made.append(whole)
    return made


def _piece(g: Group, members: Sequence[Sighting]) -> Group:
    piece = Group(members, members[0].frame.document)
    piece.tell(g.side.report)
    piece.documents = {s.frame.document for s in members}
    piece.why = list(g.why) if len(members) > 1 else []
    return piece
