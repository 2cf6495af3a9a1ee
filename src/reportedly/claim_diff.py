"""What changed between two readings of one capture, claim by claim: added, changed, gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Literal

import msgspec

from reportedly.decisions import quoted, speaker_of, trigger_of, unjoined
from reportedly.model import Claim, Reading

Sort = Literal["added", "changed", "gone"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that one of two readings has and the other has not, or has with another value, stance or speaker.

    ``before`` is None for an added claim, ``after`` for one that is gone; ``capture`` is the sha256 of the bytes.
    """

    sort: Sort
    capture: str
    before: Claim | None
    after: Claim | None


def compare(old: Reading | None, new: Reading | None) -> tuple[Difference, ...]:
    """The differences in the order of the text; a reading that is not there has no claims.

    Claims on the same words, slot and trigger by the same speaker with the same value and stance are the same, whatever their
    ids; of the others, those on the same words and slot are changed.
    """
    capture = next((r.document.capture.sha256 for r in (new, old) if r is not None), "")
    gone = list(old.claims) if old is not None else []
    added = list(new.claims) if new is not None else []
    changed: list[tuple[Claim, Claim]] = []
    for key, same in ((_whole, True), (_words, False)):
        left, right = _grouped(gone, old, key), _grouped(added, new, key)
        for where in left.keys() & right.keys():
            pairs = list(zip(left[where], right[where], strict=False))
            taken = {id(c) for pair in pairs for c in pair}
            gone = [c for c in gone if id(c) not in taken]
            added = [c for c in added if id(c) not in taken]
            if not same:
                changed += pairs
    found = [
        *(Difference(sort="changed", capture=capture, before=a, after=b) for a, b in changed),
        *(Difference(sort="gone", capture=capture, before=c, after=None) for c in gone),
        *(Difference(sort="added", capture=capture, before=None, after=c) for c in added),
    ]
    return tuple(sorted(found, key=_place))


def _place(difference: Difference) -> tuple[int, str, str]:
    claim = difference.after or difference.before
    assert claim is not None
    return claim.evidence[0].start, claim.slot, claim.id


def _grouped(
    claims: Iterable[Claim], reading: Reading | None, key: Callable[[Claim, Reading], Hashable]
) -> dict[Hashable, list[Claim]]:
    found: dict[Hashable, list[Claim]] = defaultdict(list)
    for c in sorted(claims, key=lambda c: (c.evidence[0].start, c.id)):
        if reading is not None:
            found[key(c, reading)].append(c)
    return found


def _words(claim: Claim, reading: Reading) -> Hashable:
    words = claim.evidence[0]
    return claim.slot, quoted(reading.document, words.start, words.end)


def _whole(claim: Claim, reading: Reading) -> Hashable:
    frames = {f.id: f for f in reading.frames if f.id == claim.frame}
    value = msgspec.json.encode(unjoined(claim.value))
    return _words(claim, reading), trigger_of(claim, frames), speaker_of(claim), value, claim.stance
