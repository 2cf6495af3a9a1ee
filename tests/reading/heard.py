"""Statements heard in short reports, compared in words; shared by the tests of who says what."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model import CaptureInfo, Document, Passage
from reportedly.reading.contract import Voiced
from reportedly.reading.parse import parse
from reportedly.reading.statements import find


def voices(text: str, passages: tuple[Passage, ...] = ()) -> list[Voiced]:
    document = Document(
        id="d_0", title=None, publisher=None, byline=None, url=None, language="en", text=text, published=None,
        syndicated_from=None, passages=passages,
        capture=CaptureInfo(sha256="", media_type="text/plain", bytes=0, taken_at="", from_="x"),
    )  # fmt: skip
    return find(next(parse([document])))


@dataclass(frozen=True)
class Said:
    """One statement in words: speaker, cue, content, and what else the case is about."""

    source: str | None
    cue: str | None
    content: tuple[str, ...]
    stance: str = "asserts"
    outer: str = "relays"
    kind: str | None = None
    medium: str | None = None
    direct: bool | None = None
    within: str | None = None


def bare(words: str) -> str:
    return words.strip(" \n.,;:")


def matches(text: str, voice: Voiced, said: Said, everyone: list[Voiced]) -> bool:
    def at(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    outer = everyone[voice.within] if voice.within is not None else None
    return (
        at(voice.source) == said.source
        and at(voice.cue) == said.cue
        and tuple(bare(text[s:e]) for s, e in voice.content) == tuple(bare(c) for c in said.content)
        and (voice.stance, voice.outer) == (said.stance, said.outer)
        and said.kind in (None, voice.kind)
        and (said.medium is None or said.medium == voice.medium)
        and said.direct in (None, voice.direct)
        and (said.within is None or (outer is not None and at(outer.source) == said.within))
    )


def shown(text: str, found: list[Voiced]) -> str:
    return "\n".join(
        f"{v.source and text[slice(*v.source)]!r} {v.cue and text[slice(*v.cue)]!r} {[text[s:e] for s, e in v.content]}"
        f" {v.kind} {v.medium} {v.stance}/{v.outer} direct={v.direct} within={v.within}"
        for v in found
    )


def check_said(text: str, expected: list[Said]) -> None:
    """Fail where one of the statements is not among those heard in the report."""
    found = voices(text)
    for said in expected:
        assert any(matches(text, v, said, found) for v in found), f"{said}\nnot in\n{shown(text, found)}"


def check_silent(text: str) -> None:
    """Fail where anybody is heard to speak."""
    found = [v for v in voices(text) if v.speech]
    assert not found, shown(text, found)
