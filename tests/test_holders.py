"""The voice of each claim, told from a finished record, is the one that the record was built with."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import reportedly
import sample_record
from reportedly import holders, voices
from reportedly.voices import Voices

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
OWN = Path(__file__).parent / "reports"


@pytest.mark.parametrize("folder", [EXAMPLES, OWN], ids=["examples", "own"])
def test_every_claim_has_the_voice_that_it_was_counted_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example reports with their copies, spokesmen and unnamed sources; the reports of several styles."""
    made: list[Voices] = []
    group = voices.group

    def kept(*args: object) -> Voices:
        made.append(group(*args))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(voices, "group", kept)
    paths = [p for p in folder.iterdir() if p.is_file() and p.suffix in (".txt", ".md", ".eml", ".html")]
    record = reportedly.read(sorted(str(p) for p in paths))
    told = holders.of_claims(record)
    of_events = [c.id for c in record.claims if c.subject.type == "event"]
    assert len(of_events) > 100
    assert {c: told.get(c) for c in of_events} == {c: made[0].by_claim[c] for c in of_events}


def test_where_nothing_tells_the_voice_there_is_none() -> None:
    """A record whose accounts list no voices, and whose only voice speaks under another name."""
    assert holders.of_claims(sample_record.contested()) == {}


def test_who_speaks_is_the_voice_else_the_named_speaker_else_the_outlet() -> None:
    """Some rebel sources; the Monitor Group, judging by photos; the paper itself; an author nobody names."""
    record = sample_record.contested()
    claims, documents = {c.id: c for c in record.claims}, {d.id: d for d in record.documents}

    def name(claim: str) -> str:
        return holders.name_of(claims[claim], None, documents[claims[claim].document])

    assert name("c_to") == "Some rebel sources"
    assert name("s_four") == "the Monitor Group"
    assert name("c_agent") == "Wire Agency"
    assert holders.name_of(claims["c_agent"], record.voices[0], record.documents[0]) == "Samir <b>Haddad</b>"
    nameless = msgspec.structs.replace(record.documents[1], publisher=None, byline=None, url=None, syndicated_from=None)
    assert holders.name_of(claims["s_when"], None, nameless) == "the author"
