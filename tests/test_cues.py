from __future__ import annotations

import pytest

from reportedly import cues


@pytest.mark.parametrize(
    ("word", "lemma", "act"),
    [
        ("said", "say", "say"),
        ("Told", "tell", "tell"),
        ("denies", "deny", "deny"),
        ("denying", "deny", "deny"),
        ("vowed", "vow", "promise"),
        ("labelled", "label", "describe"),
        ("labeled", "label", "describe"),
        ("admitted", "admit", "confirm"),
        ("thought", "think", "believe"),
    ],
)
def test_every_form_of_a_verb_leads_to_it(word: str, lemma: str, act: str) -> None:
    assert (cues.verb_senses(word)[0].lemma, cues.verb_senses(word)[0].act) == (lemma, act)


@pytest.mark.parametrize(
    "word", ["attacked", "hit", "shelled", "killed", "fled", "seized", "tried", "backed", "hammered"]
)
def test_words_of_war_are_no_words_of_speech(word: str) -> None:
    assert all(sense.particle for sense in cues.verb_senses(word))


def test_a_particle_is_a_part_of_the_sense() -> None:
    assert [s.particle for s in cues.verb_senses("pointed") if s.particle] == ["out", "to"]
    assert {s.particle for s in cues.verb_senses("called")} >= {"on", "for", ""}


def test_stances_of_speaker_and_reporter() -> None:
    """The speaker denies in "denied"; the reporter doubts in "claimed" and grants in "admitted"."""
    deny, claim, admit = (cues.verb_senses(w)[0] for w in ("denied", "claimed", "admitted"))
    assert (deny.stance, deny.outer) == ("denies", "relays")
    assert (claim.stance, claim.outer) == ("asserts", "doubts")
    assert (admit.stance, admit.outer) == ("asserts", "asserts")


def test_attitudes_are_marked() -> None:
    assert not cues.verb_senses("wants")[0].speech
    assert not cues.verb_senses("fears")[0].speech
    assert cues.verb_senses("threatened")[0].speech


def test_only_tellers_have_hearers() -> None:
    assert cues.verb_senses("told")[0].addressee
    assert not cues.verb_senses("said")[0].addressee


def test_claims_are_of_responsibility_not_of_lives() -> None:
    assert cues.is_claimed("responsibility")
    assert not cues.is_claimed("lives")


def test_nouns() -> None:
    assert cues.noun_senses("denials")[0].stance == "denies"
    assert "of" in cues.noun_senses("reports")[0].complement
    assert cues.noun_senses("table") == ()


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("activists", "anonymous"),
        ("statement", "document"),
        ("footage", "media"),
        ("Reuters", "media"),
        ("watchdog", "organisation"),
        ("militia", "group"),
        ("Moscow", "state"),
        ("spokesman", "person"),
        ("bridge", None),
    ],
)
def test_kinds_of_speakers(word: str, kind: str | None) -> None:
    assert cues.speaker_kind(word) == kind


def test_marks_and_raising_verbs() -> None:
    assert cues.mark_stance("reportedly") == "hedges"
    assert cues.mark_stance("never") == "denies"
    assert cues.mark_stance("quickly") is None
    assert cues.raising_stance("failed") == "denies"
    assert cues.raising_stance("purports") == "hedges"
    assert cues.raising_stance("managed") == "asserts"
    assert cues.passive_stance("believed") == "hedges"
    assert cues.passive_stance("expected") == "plans"
    assert cues.is_medium("Telegram")
    assert cues.is_outlet("AFP")


def test_forms_of_regular_and_irregular_verbs() -> None:
    assert cues.forms("deny") == {"deny", "denies", "denying", "denied"}
    assert cues.forms("say") == {"say", "says", "saying", "said"}
    assert cues.forms("admit") == {"admit", "admits", "admitting", "admitted"}
