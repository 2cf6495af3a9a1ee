"""A cluster of frames as one side of a comparison, with what comparisons ask of it worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from reportedly.model import Place, When
from reportedly.sightings import Held, Party, Sighting


class Report(msgspec.Struct, frozen=True):
    """What a report says as a whole, which goes for the event that it is about: all names, and its settlements by id."""

    told: frozenset[str]
    places: Mapping[str, Place]

    def with_(self, other: Report | None) -> Report:
        """What two reports say together."""
        return self if other is None else Report(self.told | other.told, {**self.places, **other.places})


Outline = tuple[frozenset[str], frozenset[str], frozenset[bool], frozenset[bool], tuple[bool, ...]]


class Side:
    """A cluster of frames as one side of comparisons: what they ask of it is worked out once."""

    def __init__(self, members: Sequence[Sighting], report: Report | None = None) -> None:
        self.members = tuple(members)
        self.report = report

    @cached_property
    def frames(self) -> frozenset[str]:
        """The ids of its frames."""
        return frozenset(s.frame.id for s in self.members)

    @cached_property
    def others(self) -> frozenset[str]:
        """Frames that the text tells apart from some of its own."""
        return frozenset().union(*(s.others for s in self.members))

    @cached_property
    def document(self) -> str:
        """The document of its first frame."""
        return self.members[0].frame.document

    @cached_property
    def read_as(self) -> frozenset[str]:
        """The kinds of its frames."""
        return frozenset(s.frame.kind for s in self.members)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its frames, and those that anybody calls them."""
        return frozenset().union(*(s.kinds for s in self.members))

    @cached_property
    def war(self) -> frozenset[bool]:
        """Whether its frames are wars."""
        return frozenset(s.war for s in self.members)

    @cached_property
    def projected(self) -> bool:
        """Whether all its frames are only planned or supposed."""
        return all(s.projected for s in self.members)

    @cached_property
    def another(self) -> bool:
        """Whether its own words set a frame apart from what was told before it."""
        return any(s.separate for s in self.members if not s.definite or "another" in s.words)

    @cached_property
    def many(self) -> frozenset[bool]:
        """Whether its frames are surely several events, so far as anything is sure."""
        return frozenset(s.extent != "one" for s in self.members if not s.loose)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where its frames are, by id."""
        return {p.id: p for s in self.members for p in s.places}

    @cached_property
    def beside(self) -> bool:
        """Whether a place of it is only near ("near X")."""
        return any(s.beside for s in self.members)

    @cached_property
    def whens(self) -> tuple[When, ...]:
        """The different times that are given."""
        return tuple(dict.fromkeys(w for s in self.members for w in s.whens))

    @cached_property
    def instead(self) -> tuple[When, ...]:
        """Days that a text sets right."""
        return tuple(w for s in self.members for w in s.instead)

    @cached_property
    def agents(self) -> tuple[Party, ...]:
        """The different parties that act."""
        return tuple(dict.fromkeys(p for s in self.members for p in s.agents))

    @cached_property
    def targets(self) -> tuple[Party, ...]:
        """The different parties acted on."""
        return tuple(dict.fromkeys(p for s in self.members for p in s.targets))

    @cached_property
    def counts(self) -> tuple[tuple[str, Held], ...]:
        """The figures with their documents."""
        return tuple((s.frame.document, c) for s in self.members for c in s.counts)

    @cached_property
    def told(self) -> frozenset[str]:
        """The proper names told around its frames, or in the whole report that is about it."""
        return frozenset().union(self.report.told if self.report else (), *(s.told for s in self.members))

    @property
    def published(self) -> When | None:
        """When its first document came out."""
        return self.members[0].published

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The numbers of its sentences, in order."""
        return tuple(sorted({s.sentence for s in self.members}))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its triggers."""
        return frozenset().union(*(s.words for s in self.members))

    @property
    def outline(self) -> Outline:
        """All of it that :func:`most` and :func:`kinds_fit` look at, where nothing points back."""
        filled = tuple(map(bool, (self.places, self.whens, self.agents, self.targets, self.counts)))
        return self.kinds, self.read_as, self.war, self.many, filled

    @cached_property
    def pointing(self) -> bool:
        """Whether a frame of it can point back: a definite noun, a bare toll, or a heading."""
        return any(s.definite or s.toll or s.heading for s in self.members)

    @cached_property
    def toll(self) -> bool:
        """Whether a frame of it is a bare toll."""
        return any(s.toll for s in self.members)


def distance(a: Side, b: Side) -> int:
    """How many sentences lie between the nearest frames of two clusters of one document."""
    few, many = sorted((a.sentences, b.sentences), key=len)
    best = abs(few[0] - many[0])
    for n in few:
        at = bisect_left(many, n)
        best = min([best, *(abs(n - m) for m in many[max(0, at - 1) : at + 1])])
    return best
