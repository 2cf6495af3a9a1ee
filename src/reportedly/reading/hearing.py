"""Who is heard where: the statements of a document by place, and how they lie in one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly import kinds, registry
from reportedly.reading.contract import Voiced

SIGNS = frozenset(
    """evidence sign signs indication indications fact facts situation timing circumstance circumstances development
    developments trend trends figure figures data pattern patterns""".split()
)
"""Heads of subjects that say nothing themselves: "evidence suggests" is an inference of whoever writes it."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The speaking statements of a document and the inferences that look like them.

    ``voices`` are the statements in which somebody speaks; ``signs`` those whose subject is a sign, not a speaker;
    ``together`` names, for a statement of several speakers ("both X and Y said"), the statements of the others.
    """

    voices: tuple[Voiced, ...]
    signs: tuple[Voiced, ...]
    together: dict[int, tuple[int, ...]]

    def at(self, offset: int) -> int | None:
        """The innermost voice whose content covers an offset, as its number in ``voices``."""
        best, size = None, 0
        copies = {n for others in self.together.values() for n in others}
        for number, voice in enumerate(self.voices):
            if number in copies:
                continue
            for start, end in voice.content:
                if start <= offset < end:
                    extent = sum(e - s for s, e in voice.content)
                    if best is None or self.within(number, best) or (extent < size and not self.within(best, number)):
                        best, size = number, extent
        return best

    def names_speaker(self, offset: int) -> bool:
        """Do the words here name a speaker behind the words that are said ("... people Human Rights Watch said")?

        Such a name belongs to the telling; it is no part of what is told.
        """
        return any(
            v.source is not None
            and v.source[0] <= offset < v.source[1]
            and any(e <= v.source[0] for _, e in v.content)
            and self.at(offset) is None
            for v in self.voices
        )

    def sign_at(self, offset: int) -> Voiced | None:
        """The inference ("evidence suggests that …") whose content covers an offset."""
        return next((v for v in self.signs if any(s <= offset < e for s, e in v.content)), None)

    def within(self, inner: int, outer: int) -> bool:
        """Does voice ``inner`` speak inside voice ``outer``?"""
        at: int | None = self.voices[inner].within
        for _ in range(len(self.voices)):
            if at is None or at == outer:
                break
            at = self.voices[at].within
        return at == outer and outer != inner

    def path(self, number: int | None) -> list[int]:
        """The voices around and including one, outermost first."""
        found: list[int] = []
        while number is not None and number not in found:
            found.insert(0, number)
            number = self.voices[number].within
        return found


def hear(
    voiced: Sequence[Voiced], heads: Sequence[str], speakers: Sequence[tuple[tuple[int, int], ...]] = ()
) -> Hearing:
    """Sort statements into voices and signs; ``heads`` are the lower-case head words of their speakers, in order.

    ``speakers`` gives, for each statement, the names that speak together in its source, where there are several.

    A statement whose speaker is an event ("clashes …") or a relative word that nothing resolves is no statement, nor is
    a denial by nobody ("he was dismissed").
    """
    table = kinds.load()
    kept: list[int] = []
    signs: list[Voiced] = []
    for number, (voice, head) in enumerate(zip(voiced, heads, strict=True)):
        if voice.speech and head in SIGNS and voice.kind != "media":
            signs.append(voice)
        elif (voice.source is None and voice.stance == "denies") or (
            voice.kind not in ("media", "document")
            and (
                head in ("which", "that", "what")
                or (
                    registry.kind_of([head]) is None
                    and any(m.trigger.part == "noun" and not m.trigger.weak for m in table.match_noun([head], 0))
                )
            )
        ):
            continue
        elif voice.speech:
            kept.append(number)
    new = {old: i for i, old in enumerate(kept)}

    def outer(at: int | None) -> int | None:
        for _ in range(len(voiced)):
            if at is None or at in new:
                break
            at = voiced[at].within
        return new[at] if at is not None else None

    voices = [replace(voiced[i], within=outer(voiced[i].within)) for i in kept]
    together: dict[int, tuple[int, ...]] = {}
    for new_number, old in enumerate(kept):
        names = speakers[old] if speakers else ()
        if len(names) < 2:
            continue
        voices[new_number] = replace(voices[new_number], source=names[0], source_head=names[0][1] - 1)
        others = []
        for name in names[1:]:
            others.append(len(voices))
            voices.append(replace(voices[new_number], source=name, source_head=name[1] - 1))
        together[new_number] = tuple(others)
    return Hearing(tuple(voices), tuple(signs), together)
