"""Joining actors across spellings and documents, and never beyond the names' evidence."""

import msgspec

from build import Act, Said, document, mention, report, span
from reportedly import actors
from reportedly.model import ActorKind, Reading


def named(text: str, *who: tuple[str, str], publisher: str = "A") -> Reading:
    """A reading whose agents are these words, each with how it is mentioned."""
    said = [Said(slot="agent", words=w, how="name" if how == "name" else "description") for w, how in who]
    return report(document(text, publisher=publisher), Act(kind="attack", trigger="attacked", said=said))


def test_spellings_of_one_group_are_one_actor_across_documents() -> None:
    """Three spellings in two reports."""
    found = actors.group(
        [
            named("Maghawir al Thawra attacked a post.", ("Maghawir al Thawra", "name")),
            named("Maghaweir al-Thowra attacked a post.", ("Maghaweir al-Thowra", "name"), publisher="B"),
        ]
    )
    assert len(found.actors) == 1
    assert len(found.actors[0].names) == 2
    assert len(found.actors[0].formerly) == 1


def test_different_brigades_stay_apart() -> None:
    """Two numbered brigades."""
    found = actors.group(
        [named("The 1st Brigade and the 2nd Brigade attacked.", ("1st Brigade", "name"), ("2nd Brigade", "name"))]
    )
    assert len(found.actors) == 2


def test_a_vague_description_joins_only_inside_its_document() -> None:
    """Gunmen here and gunmen there."""
    one = named("Gunmen attacked. Later the gunmen attacked again.", ("Gunmen", "description"))
    two = named("Gunmen attacked.", ("Gunmen", "description"), publisher="B")
    found = actors.group([one, two])
    assert len(found.actors) == 2
    assert not found.named
    assert all(a.public is None for a in found.actors)


def test_a_group_is_not_its_commander() -> None:
    """A militia and a man who commands it."""
    text = "Tarik Brigade attacked; a Tarik Brigade commander fled."
    found = actors.group([named(text, ("Tarik Brigade", "name"), ("a Tarik Brigade commander", "description"))])
    assert len(found.actors) == 2


def test_an_antecedent_is_followed_and_a_pronoun_without_one_names_nobody() -> None:
    """It attacked."""
    base = named("Tarik Brigade attacked. It left. He stayed.", ("Tarik Brigade", "name"))
    doc, first = base.document, base.mentions[0]
    it = mention(doc, span(doc.text, "It"), "actor", how="pronoun", antecedent=first.id)
    he = mention(doc, span(doc.text, "He"), "actor", how="pronoun")
    found = actors.group(
        [Reading(document=doc, mentions=(*base.mentions, it, he), frames=base.frames, claims=base.claims)]
    )
    assert found.by_mention[it.id] == found.by_mention[first.id]
    assert he.id not in found.by_mention


def test_the_order_of_readings_does_not_matter() -> None:
    readings = [
        named("Maghawir al Thawra attacked a post.", ("Maghawir al Thawra", "name")),
        named("Maghaweir al-Thowra attacked a post.", ("Maghaweir al-Thowra", "name"), publisher="B"),
        named("Tarik Brigade attacked a post.", ("Tarik Brigade", "name"), publisher="C"),
    ]
    assert actors.group(readings) == actors.group(readings[::-1])


def test_a_possessive_names_nobody_outside_its_sentence() -> None:
    """Its fighters here are not its fighters there, in one report or in two."""
    text = "Its fighters attacked. Later its fighters attacked again."
    said = [Said(slot="agent", words=w, how="description") for w in ("Its fighters", "its fighters")]
    one = report(document(text), *(Act(kind="attack", trigger="attacked", said=[s], nth=n) for n, s in enumerate(said)))
    two = named("Its fighters attacked.", ("Its fighters", "name"), publisher="B")
    found = actors.group([one, two])
    assert len(found.actors) == 3
    assert not found.named


def test_a_common_noun_in_a_heading_is_no_name() -> None:
    """Commander switches sides."""
    found = actors.group([named("Commander attacked.", ("Commander", "name"))])
    assert not found.named


def test_the_reader_says_what_sort_of_actor_it_is() -> None:
    """A brigade that one report calls an army unit is the same brigade, a man of that name is not."""
    readings = [
        named("Wadi Shield Brigade attacked.", ("Wadi Shield Brigade", "name"), publisher=p) for p in ("A", "B", "C")
    ]
    kinds: tuple[ActorKind, ...] = ("armed_group", "state_force", "person")
    told = [
        msgspec.structs.replace(r, mentions=tuple(msgspec.structs.replace(m, kind=k) for m in r.mentions))
        for r, k in zip(readings, kinds, strict=True)
    ]
    assert sorted(a.kind for a in actors.group(told).actors) == ["armed_group", "person"]
