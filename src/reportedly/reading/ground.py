"""Grounding: a claim whose words are not in the text cannot exist.

Every span that a reader puts out is made by :func:`span`, which cuts the words from the document itself, and every
claim passes :func:`grounded`, which drops what does not hold and says so as a Problem.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.model import Claim, Document, Problem, Span, Speaker


def span(document: Document, start: int, end: int) -> Span:
    """The words of a document between two offsets, without white space at the ends."""
    text = document.text
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end, text=text[start:end])


def holds(document: Document, words: Span) -> bool:
    """Do these words stand exactly here?"""
    return 0 <= words.start < words.end and document.text[words.start : words.end] == words.text


def grounded(document: Document, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims whose every span holds, each once, and a Problem for each one that was dropped."""
    kept: dict[str, Claim] = {}
    problems: list[Problem] = []
    for claim in claims:
        if claim.id in kept:
            continue
        fault = _fault(document, claim)
        if fault is None:
            kept[claim.id] = claim
        else:
            problems.append(
                Problem(
                    code="ungrounded",
                    document=document.id,
                    start=None,
                    end=None,
                    message=f"a claim on {claim.slot} was dropped: {fault}",
                    hint="report this with the text, or name another reader with --reader",
                )
            )
    return tuple(kept.values()), tuple(problems)


def _fault(document: Document, claim: Claim) -> str | None:
    if not claim.evidence:
        return "it has no words"
    spans = [*claim.evidence]
    for hop in claim.attribution:
        spans += [*hop.stance_words, *([hop.cue] if hop.cue else []), *_words_of(hop.speaker)]
    for words in spans:
        if not holds(document, words):
            return f"its words {words.text[:60]!r} do not stand at {words.start}"
    if not claim.attribution or claim.attribution[0].kind != "author":
        return "its attribution does not begin with the document's author"
    return None


def _words_of(speaker: Speaker | None) -> list[Span]:
    if speaker is None or speaker.start is None or speaker.end is None:
        return []
    return [Span(start=speaker.start, end=speaker.end, text=speaker.text)]
