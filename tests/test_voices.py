"""Whose voice a claim is, and which voices are one."""

import msgspec
import pytest

from build import Act, Said, document, mention, report, span
from reportedly import actors, capture, copies, page, reading, record, voices
from reportedly.model import (
    ActorKind,
    Candidate,
    Document,
    Hop,
    Mention,
    MentionHow,
    PlaceValue,
    Reading,
    Speaker,
    SpeakerKind,
)

PASSAGE = (
    "At least twelve people were killed on Wednesday when shells fell on a market in the town of Ardan, the regional health "
    "office reported later that day, and many of the wounded were taken to two hospitals in the provincial capital."
)


def heard(*readings: Reading) -> voices.Voices:
    """The voices of the readings, joined as record.build joins them."""
    who = actors.group(readings)
    return voices.group(readings, copies.links(r.document for r in readings), who.by_mention, who.named)


def killed(by: str = "", words: str = "twelve people") -> Act:
    return Act(
        kind="shelling", trigger="shells fell", by=by, said=[Said(slot="killed", words=words, low=12, high=12, by=by)]
    )


def test_without_a_speaker_the_voice_is_the_outlet() -> None:
    """An article in its own voice."""
    found = heard(report(document("In Ardan shells fell, killing twelve people.", publisher="The Herald"), killed()))
    (voice,) = found.voices
    assert voice.speaker == "The Herald"
    assert not found.vague


def test_one_cited_speaker_in_two_documents_is_one_voice() -> None:
    """Two papers cite the Ardan Observatory."""
    text = "In {} shells fell, killing twelve people, the Ardan Observatory said."
    one = report(document(text.format("Ardan"), publisher="A"), killed("the Ardan Observatory"))
    two = report(document(text.format("the town"), publisher="B"), killed("the Ardan Observatory"))
    found = heard(one, two)
    (voice,) = found.voices
    assert set(voice.documents) == {one.document.id, two.document.id}
    assert any("cited speaker" in w for w in voice.why)
    assert len(voice.formerly) == 1


def test_a_vague_speaker_is_a_voice_of_its_document_only() -> None:
    """Activists here and activists there."""
    text = "In {} shells fell, killing twelve people, activists said."
    one = report(document(text.format("Ardan"), publisher="A"), killed("activists"))
    two = report(document(text.format("the town"), publisher="B"), killed("activists"))
    found = heard(one, two)
    assert len(found.voices) == 2
    assert found.vague == {v.id for v in found.voices}


def test_a_copied_passage_speaks_with_the_voice_of_its_origin_and_the_rest_with_its_own() -> None:
    """A wire report, and an article that repeats it and adds a sentence."""
    wire = report(document(PASSAGE, publisher="Wire", published="2016-10-26"), killed())
    text = PASSAGE + "\nOur own reporter counted twenty bodies after the shelling."
    other = report(
        document(text, publisher="Daily", published="2016-10-27"),
        killed(),
        Act(kind="shelling", trigger="shelling", said=[Said(slot="killed", words="twenty bodies", low=20, high=20)]),
    )
    found = heard(wire, other)
    by_speaker = {v.speaker: v for v in found.voices}
    assert set(by_speaker) == {"Wire", "Daily"}
    assert set(by_speaker["Wire"].documents) == {wire.document.id, other.document.id}
    assert any("the same words" in w for w in by_speaker["Wire"].why)
    own = {found.by_claim[c.id] for c in other.claims if c.evidence[0].text in ("twenty bodies", "shelling")}
    assert own == {by_speaker["Daily"].id}


def test_work_published_before_elsewhere_speaks_with_that_voice() -> None:
    """A blog's page that says where it was first published, and that paper's own page on another matter."""
    one = report(document("In Ardan shells fell, killing twelve people.", publisher="Wire"), killed())
    two = report(
        document("On the hill shells fell and killed twelve people.", publisher="Blog", syndicated_from="Wire"),
        killed(),
    )
    found = heard(one, two)
    (voice,) = found.voices
    assert any("the same work" in w for w in voice.why)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Human Rights Watch", "organisation", True),
        ("Havidar", "person", True),
        ("some rebel sources", "group", False),
        ("Syrian activists", "group", False),
        ("one report", "document", False),
        ("sources in Damascus", "group", False),
        ("A resident", "person", False),
        ("the Ardan Observatory", "organisation", True),
        ("Damascus", "state", True),
        ("Somebody Named", "anonymous", False),
    ],
)
def test_a_name_is_a_capitalised_word_that_is_no_place_or_nation(name: str, kind: SpeakerKind, expected: bool) -> None:
    hop = Hop(
        speaker=Speaker(text=name, start=0, end=len(name), name=name),
        kind=kind,
        medium=None,
        cue=None,
        stance="asserts",
    )
    assert voices.is_named(hop) is expected


def test_the_innermost_named_speaker_is_the_voice() -> None:
    """A named agency that cites a local source."""
    base = report(
        document("In Ardan shells fell, killing twelve people, Ardan Agency said, citing a local source."),
        killed("Ardan Agency"),
    )
    where = span(base.document.text, "a local source")
    source = Hop(
        speaker=Speaker(text="a local source", start=where.start, end=where.end, name="a local source"),
        kind="anonymous",
        medium=None,
        cue=None,
        stance="asserts",
    )
    claims = tuple(msgspec.structs.replace(c, attribution=(*c.attribution, source)) for c in base.claims)
    found = heard(msgspec.structs.replace(base, claims=claims))
    assert [v.speaker for v in found.voices] == ["Ardan Agency"]
    assert not found.vague


UBARI = PlaceValue(place="m_ubari", name="Ubari", text="Ubari", precision="settlement")


def said_by(reading: Reading, words: str, *marks: Mention) -> Reading:
    """The reading with these mentions; whoever says something is the mention of these words."""
    who = next(m for m in marks if m.text == words)
    claims = []
    for c in reading.claims:
        hop = c.attribution[-1]
        if hop.speaker is not None:
            speaker = msgspec.structs.replace(hop.speaker, actor=who.id, actor_how="same")
            hop = msgspec.structs.replace(hop, speaker=speaker)
        claims.append(msgspec.structs.replace(c, attribution=(*c.attribution[:-1], hop)))
    return msgspec.structs.replace(reading, mentions=(*reading.mentions, *marks), claims=tuple(claims))


def marked(
    doc: Document, words: str, type_: str, how: MentionHow, kind: ActorKind | None, of: str | None = None
) -> Mention:
    base = mention(
        doc, span(doc.text, words), type_, how=how, antecedent=of, candidates=ENTRY if type_ == "place" else ()
    )
    value = UBARI if type_ == "place" else base.value
    return msgspec.structs.replace(base, kind=kind, value=value)


ENTRY = (Candidate(id="p_ubari", score=1.0),)


def test_the_one_body_of_its_sort_in_a_town_is_one_voice_and_its_head_speaks_with_it() -> None:
    """The health directorate of Ubari here, the town's health directorate and its head there."""
    first = document("The health directorate of Ubari said shells fell, killing twelve people.", publisher="A")
    body = marked(first, "The health directorate", "actor", "description", "organisation")
    one = said_by(
        report(first, killed("The health directorate")), body.text, body, marked(first, "Ubari", "place", "name", None)
    )
    second = document("In Ubari shells fell, killing twelve people, the town's health directorate said.", publisher="B")
    town = marked(second, "Ubari", "place", "name", None)
    there = marked(second, "the town", "place", "description", None, town.id)
    theirs = marked(second, "the town's health directorate", "actor", "description", "organisation")
    two = said_by(report(second, killed("the town's health directorate")), theirs.text, theirs, there, town)
    third = document(
        "Maryam Usta, head of the health directorate of Ubari, said shells fell, killing twelve people.", publisher="C"
    )
    person = marked(third, "Maryam Usta", "actor", "name", "person")
    role = marked(third, "head of the health directorate", "actor", "description", "person", person.id)
    hers = marked(third, "the health directorate", "actor", "description", "organisation")
    place = marked(third, "Ubari", "place", "name", None)
    three = said_by(report(third, killed("Maryam Usta")), person.text, person, role, hers, place)
    found = heard(one, two, three)
    cited = {found.by_claim[c.id] for r in (one, two, three) for c in r.claims}
    assert len(cited) == 1
    assert not cited & found.vague
    other = document("The health directorate said shells fell, killing twelve people.", publisher="D")
    nowhere = marked(other, "The health directorate", "actor", "description", "organisation")
    four = said_by(report(other, killed("The health directorate")), nowhere.text, nowhere)
    apart = heard(one, four)
    assert len(apart.voices) == 2
    assert len(apart.vague) == 1


INTERESTS = (
    "DAMASCUS, May 3, 2021 (SANA) - Five soldiers were killed in Idlib on Monday, the Syrian army said.\n",
    "May 4, 2021\n\nFive soldiers were killed in Idlib on Monday, the Syrian Observatory for Human Rights said.\n",
)
"""A side of the war and a monitor give one figure."""


def test_voices_say_whose_interest_they_serve() -> None:
    found = [page.parse(capture.of_bytes(t.encode(), name=f"{n}.txt")).document for n, t in enumerate(INTERESTS)]
    made = record.build(list(reading.read(found)))
    by_name = {v.speaker: v.interest for v in made.voices if v.speaker}
    assert by_name["Syrian army"] == "syrian_government"
    (monitor,) = [i for n, i in by_name.items() if "Observatory" in n]
    assert monitor not in (None, "syrian_government")
    (killed,) = [a for e in made.events for a in e.fields.get("killed", ()) if len(a.voices) == 2]
    assert killed.interests == tuple(sorted(("syrian_government", monitor)))


def test_an_article_makes_no_other_voice() -> None:
    """The army said that two soldiers were wounded. An army spokesman said so too; army said it again."""
    text = "May 4, 2021\n\nThe army said three soldiers died in Ardan. Two soldiers were wounded there, army officials said, and the army said it killed six rebels.\n"
    document = page.parse(capture.of_bytes(text.encode(), name="a.txt")).document
    made = record.build(list(reading.read([document])))
    assert len([v for v in made.voices if v.speaker and v.speaker.lower().removeprefix("the ") == "army"]) == 1
