"""The table of event kinds: complete, checked at load, and found by the words of reports."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from reportedly import kinds
from reportedly.errors import DataError, UsageError
from reportedly.kind_table import Scheme, stem
from reportedly.values import EVENT_SLOTS

# The kinds of the record format reportedly/1.
FORMAT_KINDS = set(
    """armed_clash air_strike drone_strike shelling bombing suicide_bombing chemical_attack attack assassination
    execution abduction sexual_violence torture siege territory_captured territory_transferred withdrawal deployment
    base_established displacement evacuation defection desertion surrender group_change arrest release expulsion seizure
    smuggling looting property_destruction arms_transfer aid_delivery agreement ceasefire ceasefire_violation talks
    sanction trial protest riot other""".split()
)
TABLE = kinds.load()


def lemmas(sentence: str) -> list[str]:
    """A sentence that the test writes in lemmas already, with its hyphens as words of their own."""
    return re.findall(r"[\w']+|[-.,;]", sentence)


def verb_kinds(sentence: str, verb: str) -> list[str]:
    words = lemmas(sentence)
    return [match.kind for match in TABLE.match_verb(words, words.index(verb))]


def noun_kinds(sentence: str, noun: str) -> list[str]:
    words = lemmas(sentence)
    return [match.kind for match in TABLE.match_noun(words, words.index(noun))]


def test_every_kind_of_the_format_is_in_the_table_and_no_other():
    assert set(TABLE.names()) == FORMAT_KINDS


@pytest.mark.parametrize("name", sorted(FORMAT_KINDS))
def test_a_kind_is_whole(name):
    kind = TABLE.get(name)
    assert kind.label
    assert kind.about.endswith(".")
    for scheme in get_args(Scheme):
        code = TABLE.codes(name, scheme)
        assert bool(code.none) != bool(code.value or code.types), f"{scheme}: a code or a reason, not both"
        assert not code.types or code.needs
    triggers = [t for same in (*TABLE.verbs.values(), *TABLE.nouns.values()) for t in same if t.kind == name]
    assert {t.part for t in triggers} == {"verb", "noun"}
    assert len(triggers) >= 15


def test_every_role_is_a_slot():
    known = {*EVENT_SLOTS, "sides", "none"}
    for index in (TABLE.verbs, TABLE.nouns, TABLE.adjectives, TABLE.doers):
        for trigger in (t for same in index.values() for t in same):
            roles = trigger.roles
            assert {roles.subject, roles.object, roles.of, *roles.prepositions.values()} <= known, trigger.words


@pytest.mark.parametrize(
    ("sentence", "verb", "kind"),
    [
        ("warplane bomb the market", "bomb", "air_strike"),
        ("rebel shell the airport", "shell", "shelling"),
        ("he blow himself up at a checkpoint", "blow", "suicide_bombing"),
        ("the unit lay down their last weapon", "lay", "surrender"),
        ("troops pull out of the town", "pull", "withdrawal"),
        ("gunman open fire on a bus", "open", "attack"),
        ("the brigade pledge allegiance to the emirate", "pledge", "group_change"),
        ("the colonel switch side in March", "switch", "defection"),
        ("the commander defect to the other camp", "defect", "defection"),
        ("soldier desert their post", "desert", "desertion"),
        ("militia set fire to three house", "set", "property_destruction"),
        ("the town fall to the rebel", "fall", "territory_captured"),
        ("army seize control of the crossing", "seize", "territory_captured"),
        ("police arrest four man", "arrest", "arrest"),
        ("the court sentence him to death", "sentence", "trial"),
        ("trader smuggle fuel across the river", "smuggle", "smuggling"),
        ("the two side sign a peace agreement", "sign", "agreement"),
        ("fighter take two engineer hostage", "take", "abduction"),
        ("family flee their village", "flee", "displacement"),
        ("the envoy hold emergency talk with both", "hold", "talks"),
    ],
)
def test_verbs_name_kinds(sentence, verb, kind):
    assert verb_kinds(sentence, verb)[0] == kind


@pytest.mark.parametrize(
    ("sentence", "noun", "kind"),
    [
        ("an air - strike on the camp", "air", "air_strike"),
        ("two airstrike on the camp", "airstrike", "air_strike"),
        ("the air raid", "air", "air_strike"),
        ("a cease - fire in the south", "cease", "ceasefire"),
        ("the defection of an officer", "defection", "defection"),
        ("the smuggler cross at night", "smuggler", "smuggling"),
        ("the besieged town", "besieged", "siege"),
        ("a hunger strike in the prison", "hunger", "protest"),
        ("an exchange of heavy gunfire", "exchange", "armed_clash"),
        ("a car bomb near the mosque", "car", "bombing"),
        ("the suicide bomber", "suicide", "suicide_bombing"),
        ("a violation of the ceasefire", "violation", "ceasefire_violation"),
        ("Airstrikes Hit Town", "Airstrikes", "air_strike"),
    ],
)
def test_nouns_name_kinds(sentence, noun, kind):
    assert noun_kinds(sentence, noun)[0] == kind


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("the meeting take place in Geneva", "take"),
        ("the ministry release a statement", "release"),
        ("the group release a new video", "release"),
        ("the minister take note of it", "take"),
        ("the police launch an investigation", "launch"),
        ("the rebel - seize town", "seize"),
    ],
)
def test_idioms_are_no_events(sentence, verb):
    assert verb_kinds(sentence, verb) == []


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("he die of a heart attack", "attack"),
        ("a hunger strike in the prison", "strike"),
        ("the riot police arrive", "riot"),
        ("a press release say so", "release"),
        ("accord to the monitor", "accord"),
    ],
)
def test_a_noun_inside_a_longer_phrase_names_nothing(sentence, noun):
    assert noun_kinds(sentence, noun) == []


def test_a_clause_boundary_ends_a_verb():
    """The men lay in a ditch, which was down among arms dumps."""
    assert "surrender" not in verb_kinds("the man lay in a ditch , down among arms", "lay")


def test_the_object_decides_between_the_kinds_of_one_verb():
    """They captured the town. They captured a colonel. They captured two tanks."""
    words = lemmas("they capture it")
    matches = TABLE.match_verb(words, 1)
    chosen = {takes: TABLE.choose(matches, takes) for takes in ("place", "actor", "thing", None)}
    assert {takes: match.kind for takes, match in chosen.items() if match} == {
        "place": "territory_captured",
        "actor": "arrest",
        "thing": "seizure",
        None: "territory_captured",
    }
    assert TABLE.choose([], "place") is None


def test_a_weak_trigger_with_the_wrong_object_means_nothing():
    """The army takes the hill. The army takes two tanks."""
    matches = TABLE.match_verb(lemmas("army take it"), 1)
    assert TABLE.choose(matches, "thing").kind == "seizure"
    assert TABLE.choose(matches, "place").kind == "territory_captured"
    moved = TABLE.match_verb(lemmas("soldier transport it"), 1)
    assert TABLE.choose(moved, "place") is None
    assert TABLE.choose(moved, "thing") is not None


@pytest.mark.parametrize(
    ("kind", "clause", "refined"),
    [
        ("attack", "warplane attack the hospital", "air_strike"),
        ("attack", "a drone attack the depot", "drone_strike"),
        ("attack", "three people kill when mortar shell hit the square", "shelling"),
        ("attack", "the attack with poison gas from a helicopter", "chemical_attack"),
        ("bombing", "an explosion cause by a suicide bomber in a car bomb", "suicide_bombing"),
        ("air_strike", "strike by artillery", "shelling"),
        ("attack", "gunman attack the village", "attack"),
        ("defection", "he defect as the warplane strike", "defection"),
    ],
)
def test_words_beside_a_generic_trigger_refine_it(kind, clause, refined):
    assert TABLE.refine(kind, lemmas(clause)) == refined


def test_weak_triggers_want_a_companion():
    """He left the meeting. The militia left the base."""
    match = TABLE.match_verb(lemmas("he leave the meeting"), 1)[0]
    assert match.trigger.weak
    assert not TABLE.has_companion(lemmas("he leave the meeting"))
    assert TABLE.has_companion(lemmas("the Militias leave the base"))


def test_roles_follow_the_words():
    """The town fell to the rebels. Civilians fled the town for the coast. The defection of the colonel from the army."""
    fall = TABLE.match_verb(lemmas("the town fall to the rebel"), 2)[0].trigger.roles
    assert (fall.subject, fall.prepositions["to"]) == ("where", "agent")
    flee = TABLE.match_verb(lemmas("civilian flee the town"), 1)[0].trigger.roles
    assert (flee.subject, flee.object, flee.prepositions["for"]) == ("agent", "origin", "destination")
    defection = TABLE.match_noun(["defection"], 0)[0].trigger.roles
    assert (defection.of, defection.prepositions["from"], defection.prepositions["in"]) == ("agent", "target", "where")
    assert TABLE.get("displacement").counted["agent"] == "displaced"
    assert TABLE.get("armed_clash").roles.prepositions["between"] == "sides"


@pytest.mark.parametrize(
    ("sentence", "word", "use", "slots"),
    [
        ("the strike kill nine", "kill", "transitive", ("killed",)),
        ("the blast claim at least ten life", "claim", "transitive", ("killed",)),
        ("nine people lose their life", "lose", "intransitive", ("killed",)),
        ("twenty go missing", "go", "intransitive", ("missing",)),
        ("the casualty", "casualty", "noun", ("killed", "injured")),
        ("the wounded", "wounded", "people", ("injured",)),
        ("the raid displace hundreds", "displace", "transitive", ("displaced",)),
        ("they take prisoner", "take", "transitive", ("detained",)),
    ],
)
def test_outcomes(sentence, word, use, slots):
    words = lemmas(sentence)
    match = TABLE.match_outcome(words, words.index(word), use)
    assert match is not None
    assert match.outcome.slots == slots


def test_an_outcome_is_found_only_in_its_use():
    assert TABLE.match_outcome(["they", "die"], 1, "transitive") is None


@pytest.mark.parametrize(
    ("sentence", "verb", "name", "subject"),
    [
        ("rebel carry out an attack", "carry", "does", "agent"),
        ("the town come under heavy attack", "come", "undergoes", "target"),
        ("the city witness clash", "witness", "hosts", "where"),
        ("clash break out", "break", "happens", "event"),
    ],
)
def test_light_verbs_pass_their_arguments_on(sentence, verb, name, subject):
    words = lemmas(sentence)
    light = TABLE.match_light(words, words.index(verb))[0].verb
    assert (light.name, light.subject) == (name, subject)


def test_families_and_nearness():
    assert TABLE.same_family("air_strike", "shelling")
    assert not TABLE.same_family("air_strike", "talks")
    assert TABLE.near("air_strike", "attack")
    assert TABLE.near("defection", "defection")
    assert all(TABLE.near(a, b) == TABLE.near(b, a) for a in TABLE.names() for b in TABLE.names())
    assert not TABLE.near("air_strike", "trial")


def test_codes_of_other_schemes():
    assert TABLE.codes("air_strike", "acled_like").detail == "Air/drone strike"
    assert TABLE.codes("ceasefire", "plover").value == "RETREAT"
    assert TABLE.codes("assassination", "cameo").value == "186"
    assert TABLE.codes("shelling", "ucdp").types == (1, 2, 3)
    assert TABLE.codes("defection", "plover").none
    captured = TABLE.codes("territory_captured", "acled_like")
    assert captured.variants["state_agent"].detail == "Government regains territory"


def test_calls_that_make_no_sense():
    with pytest.raises(UsageError, match="is no kind of event"):
        TABLE.get("air strike")
    with pytest.raises(UsageError, match="is no scheme"):
        TABLE.codes("attack", "gdelt")


def test_stems_join_what_parsers_leave_apart():
    assert [stem(w) for w in ("Airstrikes", "clashes", "ceasefires", "enemies", "siege", "gas", "bus", "Seizes")] == [
        "airstrike",
        "clash",
        "ceasefire",
        "enemy",
        "siege",
        "gas",
        "bus",
        "seize",
    ]


SMALL = """
[defaults]
subject = "agent"
object = "target"
of = "target"
prepositions = { by = "agent" }
[attack]
label = "attack"
about = "One."
family = "attack"
verbs = "attack, raid"
codes = { acled_like = "A: b", ucdp = { none = "why" }, plover = "ASSAULT", cameo = "190" }
[looting]
label = "looting"
about = "Two."
family = "property"
verbs = "loot"
codes = { acled_like = "A: c", ucdp = { none = "why" }, plover = "COERCE", cameo = "171" }
[by_object]
[order]
[refinement]
order = ""
[outcomes]
[light_verbs]
does = { verbs = "launch", subject = "agent", object = "event" }
undergoes = { verbs = "suffer", subject = "target", object = "event" }
hosts = { verbs = "see", subject = "where", object = "event" }
shares = { verbs = "join", subject = "agent", object = "event" }
repels = { verbs = "repel", subject = "target", object = "event" }
happens = { verbs = "occur", subject = "event", object = "none" }
causes = { verbs = "cause", subject = "event", object = "target" }
[not_events]
verbs = ""
nouns = ""
[companions]
words = "soldier"
"""


def test_a_small_table_builds():
    small = kinds.build(SMALL)
    assert small.names() == ("attack", "looting")
    assert small.match_verb(["they", "raid", "it"], 1)[0].kind == "attack"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('verbs = "loot"', 'verbs = "loot, raid"', r"verb 'raid' is in attack, looting"),
        ('verbs = "loot"', 'verbs = "loot"\nof = "victim"', r"\[looting\]: 'victim' is no slot"),
        ('verbs = "loot"', 'verb = "loot"', r"\[looting\]: unknown key 'verb'"),
        ('verbs = "loot"', 'verbs = "loot"\nnear = "theft"', r"'theft' is no kind"),
        ('verbs = "loot"', 'verbs = "loot"\nrefined_by = "sack"', r"no place in the order"),
        ('verbs = "loot"', 'verbs = "loot"\nroles = { "rob" = { of = "agent" } }', r"'rob', which is no trigger"),
        ('verbs = "loot"', 'verbs = "loot"\ncounted = { agent = "where" }', r"counted agent"),
        ('family = "property"', 'family = "crime"', r"'crime' is no family"),
        (', cameo = "171"', "", r"\[looting\]: no code for cameo"),
        ('cameo = "171"', "cameo = {}", r"codes.cameo: neither a code nor a reason"),
        ("[not_events]", "[not_event]", r"unknown key|is missing"),
        ('label = "looting"', "label = looting", r"not TOML"),
        ("[order]", '[order]\nloot = "looting, attack"', r"'loot' is ordered for attack, which does not have it"),
    ],
)
def test_a_broken_table_says_what_and_where(old, new, says):
    assert old in SMALL
    with pytest.raises(DataError, match=says):
        kinds.build(SMALL.replace(old, new))


def test_an_order_settles_a_shared_trigger():
    text = SMALL.replace('verbs = "loot"', 'verbs = "loot, raid"').replace(
        "[order]", '[order]\nraid = "looting, attack"'
    )
    assert [m.kind for m in kinds.build(text).match_verb(["raid"], 0)] == ["looting", "attack"]
