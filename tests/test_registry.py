"""The registry: its table is whole, and names and describing nouns lead to the right entry or to none."""

from __future__ import annotations

from importlib import resources
from typing import get_args

import pytest

from reportedly import names, registry, registry_table
from reportedly.errors import UsageError
from reportedly.model import ActorKind

SHARED_ON_PURPOSE = {
    "aa": {"mm-arakan-army", "tr-anadolu"},
    "adf": {"cd-adf", "cm-ambazonia"},
    "isi": {"pk-isi", "x-islamic-state-of-iraq"},
    "jem": {"pk-jaish-e-mohammed", "sd-jem"},  # told apart by case: JeM, JEM
    "sna": {"so-forces", "sy-syrian-national-army"},
}


def found(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[i:j]), known.id) for i, j, known in registry.names_in(words)]


def test_the_compiled_table_is_that_of_its_sources() -> None:
    compiled = resources.files("reportedly.data").joinpath("actors.json").read_bytes()
    assert compiled == registry_table.to_json(registry_table.compile_table()), "run python -m reportedly.registry_table"


def test_the_table_is_whole() -> None:
    entries = registry.all()
    ids = {known.id for known in entries}
    assert len(ids) == len(entries) >= 250
    assert {known.kind for known in entries} <= set(get_args(ActorKind))
    for known in entries:
        assert {known.parent, known.sponsor, known.successor_of, *known.allies} - {None} <= ids
        assert all(len(code) == 2 and code.isupper() for code in known.country)
        assert known.source
        assert known.public
        assert known.metonym_of_place is False


def test_no_spelling_is_shared_by_accident() -> None:
    assert {text: set(ids) for text, ids in registry.shared_spellings().items()} == SHARED_ON_PURPOSE


def test_every_unshared_spelling_finds_its_own_entry() -> None:
    for known in registry.all():
        for text in (known.name, *known.aliases, *known.exact, *known.guarded, *known.metonyms):
            if names.fold(text) not in SHARED_ON_PURPOSE:
                hit = registry.lookup(text)
                assert hit is not None, text
                assert hit.id == known.id, text


def test_no_name_of_a_group_or_force_is_taken_for_another() -> None:
    entries = [
        k
        for k in registry.all()
        if k.kind in ("armed_group", "state_force") and k.country in (("SY",), ("IQ",), ("LY",), ("UA",), ("SD",))
    ]
    for one in entries:
        for other in entries:
            if one.id < other.id:
                assert names.similarity(one.name, other.name) < registry.SURE, (one.name, other.name)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Houthis", "ye-houthis"),
        ("the Kremlin", "ru-state"),
        ("Maghaweir al-Thowra", "sy-revolutionary-commando-army"),
        ("Revolutionary Commando Army", "sy-revolutionary-commando-army"),
        ("ISIS", "x-islamic-state"),
        ("Syrian army", "sy-forces"),
        ("U.S.", "us-state"),
        ("Kataib Hizballah", "iq-kataib-hezbollah"),
        ("حزب الله", "lb-hezbollah"),
        ("Башар Асад", "sy-bashar-al-assad"),
        ("President Putin", "ru-vladimir-putin"),
    ],
)
def test_look_up(name: str, id: str) -> None:
    known = registry.lookup(name)
    assert known is not None
    assert known.id == id


@pytest.mark.parametrize(
    "name", ["is", "who", "Jaysh al-Qamar", "Islamic Army", "SNA", "", "—", "Syrian", "the 3rd Brigade", "wagner"]
)
def test_what_is_in_doubt_is_not_found(name: str) -> None:
    assert registry.lookup(name) is None


def test_a_country_chooses_among_shared_spellings() -> None:
    syrian, somali = registry.lookup("SNA", context_country="SY"), registry.lookup("SNA", context_country="SO")
    assert syrian is not None
    assert somali is not None
    assert (syrian.id, somali.id) == ("sy-syrian-national-army", "so-forces")
    with pytest.raises(UsageError):
        registry.lookup("SNA", context_country="Syria")


def test_a_successor_is_another_actor() -> None:
    hts = registry.lookup("HTS")
    assert hts is not None
    assert hts.id != "sy-jabhat-al-nusra"
    fatah = registry.get(hts.successor_of or "")
    assert fatah is not None
    assert fatah.successor_of == "sy-jabhat-al-nusra"
    assert registry.get("no-such-id") is None


def test_names_in_common_case_and_cut_at_hyphens() -> None:
    """The free Syrian army said HTS and Jabhat al - Nusra attacked the Syrian army near al-Tanf ."""
    assert found(str(test_names_in_common_case_and_cut_at_hyphens.__doc__)) == [
        ("free Syrian army", "sy-free-syrian-army"),
        ("HTS", "sy-hayat-tahrir-al-sham"),
        ("Jabhat al - Nusra", "sy-jabhat-al-nusra"),
        ("Syrian army", "sy-forces"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("captured from IS fighters", [("IS", "x-islamic-state")]),
        ("What IS the matter ?", []),
        ("WHAT IS BY IS LEFT HERE", []),
        ("the US told us", [("US", "us-state")]),
        ("Dawn broke with Dawn light", []),
        ("an Islamic state and an islamic army", []),
        ("the southern front of the war", []),
        ("the levant Front and the Levant front", [("Levant front", "sy-levant-front")]),
        (
            "the New Syrian Army , the Free Syrian Army",
            [("New Syrian Army", "sy-new-syrian-army"), ("Free Syrian Army", "sy-free-syrian-army")],
        ),
        ("Ansar al-Sharia in Libya", [("Ansar al-Sharia in Libya", "ly-ansar-al-sharia")]),
        ("SNA fighters in Somalia", [("SNA", "so-forces"), ("Somalia", "so-state")]),
        ("the SNA and Turkish forces", [("SNA", "sy-syrian-national-army"), ("Turkish forces", "tr-forces")]),
        ("the SNA said", []),
        ("a Gulf - led coalition", []),
        ("the US - led coalition", [("US - led coalition", "x-global-coalition")]),
        ("it was Syrian", []),
        ("the National Security Council and the Security Council", [("Security Council", "x-un-security-council")]),
        ("Kurdish forces", []),
        ("M25 and M23 rebels", [("M23 rebels", "cd-m23")]),
        ("", []),
    ],
)
def test_names_in_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_metonym_is_marked() -> None:
    """Moscow said that the Kremlin would wait."""
    marks = {known.metonym_of_place for _, _, known in registry.names_in("Moscow said that".split())}
    assert marks == {True}
    kremlin = registry.names_in("the Kremlin would wait".split())
    assert [(k.id, k.metonym_of_place) for _, _, k in kremlin] == [("ru-state", False)]


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("two Syrian soldiers", "state_force"),
        ("government forces", "state_force"),
        ("rebel forces", "armed_group"),
        ("members of the militia", "armed_group"),
        ("members of parliament", "person"),
        ("the watchdog", "monitor"),
        ("a news agency", "outlet"),
        ("human rights group", "monitor"),
        ("the coalition", "international_force"),
        ("UN troops", "international_force"),
        ("al-Tanf residents", "people"),
        ("unidentified gunmen", "armed_group"),
        ("opposition activists", "person"),
        ("the Russian defence ministry", "organisation"),
        ("the commander of the group", "person"),
        ("forces", "unknown"),
        ("tables", None),
        ("", None),
    ],
)
def test_the_kind_by_the_head_noun(phrase: str, kind: str | None) -> None:
    assert registry.kind_of(phrase.split()) == kind


def test_marks_of_head_nouns() -> None:
    assert registry.is_vague("gunmen")
    assert registry.is_vague("source")
    assert not registry.is_vague("ministry")
    assert registry.speaks_for("spokesman")
    assert not registry.speaks_for("fighter")
    assert not registry.speaks_for("defector")
