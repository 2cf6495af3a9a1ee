"""Which actors, places and voices of several records fall under one key."""

from __future__ import annotations

import pytest

from reportedly import gathering
from reportedly.gathering import Thing
from reportedly.model import Actor, ActorKind, CaptureInfo, Document, Place, Record, Voice


def actor(name: str, kind: ActorKind = "armed_group", *, id_: str = "1", registry: str | None = None) -> Thing:
    """The only actor of a record."""
    made = Actor(id=f"a_{id_}", name=name, kind=kind, names=(name,), registry=registry)
    (thing,) = gathering.things(Record(actors=(made,)))
    return thing


def place(name: str, *, id_: str = "1", country: str | None = "LY", source: str | None = None) -> Thing:
    """The only place of a record."""
    made = Place(
        id=f"p_{id_}",
        name=name,
        lat=None,
        lon=None,
        precision="settlement",
        extent=None,
        country=country,
        source=source,
    )
    (thing,) = gathering.things(Record(places=(made,)))
    return thing


def voice(speaker: str | None, *, id_: str = "1", publisher: str | None = None, interest: str | None = None) -> Thing:
    """The only voice of a record, heard in a document of this publisher."""
    document = Document(
        id=f"d_{id_}",
        title=None,
        publisher=publisher,
        byline=None,
        url=None,
        language="en",
        text="",
        published=None,
        syndicated_from=None,
        passages=(),
        capture=CaptureInfo(sha256="0", media_type="text/plain", bytes=0, taken_at="", from_="x"),
    )
    made = Voice(id=f"v_{id_}", documents=(document.id,), speaker=speaker, interest=interest)
    (thing,) = gathering.things(Record(documents=(document,), voices=(made,)))
    return thing


def test_an_entry_of_the_registry_is_one_actor_whatever_it_is_called() -> None:
    one, other = actor("SDF", registry="sdf"), actor("Syrian Democratic Forces", id_="2", registry="sdf")
    assert one.key == other.key
    assert one.key != actor("SDF", registry="another").key
    assert not actor("the army", registry="an-army").bare


def test_a_full_name_is_one_actor_of_its_kind() -> None:
    assert actor("Green Valley Brigade").key == actor("Green VÄLLEY Brigade", id_="2").key
    assert actor("Green Valley Brigade").key != actor("Green Valley Brigade", "state_force").key
    assert actor("Selim Orhan", "person").key == actor("Selim ORHAN", "person", id_="2").key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Selim", "person"),
        ("Halaya", "unknown"),
        ("residents", "people"),
        ("the mayor", "person"),
        ("Two police officers", "state_force"),
    ],
)
def test_a_single_word_of_a_person_and_a_description_stand_alone(name: str, kind: ActorKind) -> None:
    one, other = actor(name, kind), actor(name, kind, id_="2")
    assert one.key != other.key
    assert gathering.id_in("actor", one.key) == one.id


def test_an_arabic_article_makes_no_description() -> None:
    assert not actor("Idris al-Marwani", "person").bare
    assert not actor("al-Nur Brigade").bare
    assert actor("pro-government gunmen").bare
    assert actor("fewer than 20 men", "people").bare


def test_a_place_is_known_by_its_entry_else_by_name_and_country() -> None:
    assert place("Sabha", source="GeoNames").key == place("Sebha", source="GeoNames").key
    assert place("Sabha", source="GeoNames").key != place("Sabha", source="GeoNames", id_="2").key
    assert place("Tamanhint").key == place("TAMANHINT", id_="2").key
    assert place("Tamanhint").key != place("Tamanhint", country="NE").key
    assert place("Tamanhint", country=None).key != place("Tamanhint", country=None, id_="2").key


def test_an_outlet_is_one_voice_by_its_name_and_a_vague_speaker_never_is() -> None:
    assert voice("halaya.example", publisher="halaya.example").key == (
        voice("halaya.example", publisher="Halaya.example", id_="2").key
    )
    assert voice("SANA").key == voice("Syrian Arab News Agency", id_="2").key
    assert voice("Selim Orhan").key == voice("Selim Orhan", id_="2").key
    assert voice("Selim Orhan").key != voice("Selim Orhan", id_="2", interest="third_party").key
    for vague in ("residents", "two witnesses", "Orhan", None):
        assert voice(vague).key != voice(vague, id_="2").key
    assert voice(None).bare
    assert not voice("residents").bare


def test_a_key_of_one_sort_is_none_of_another() -> None:
    assert gathering.id_in("place", actor("residents", "people").key) is None
    assert gathering.id_in("actor", "nonsense") is None
    assert len({actor("Halaya Press").key, place("Halaya Press").key, voice("Halaya Press").key}) == 3
