"""The chain of voices that a claim stands in, outermost first: a test's docstring is its report."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, claims, meant, read, speakers, stances

from reportedly.model import Claim, Reading

CASES: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    # the author's own
    ("Rebels shelled Homs.", (), ("asserts",)),
    # one voice
    ("The army said that rebels shelled Homs.", ("The army",), ("relays", "asserts")),
    ("Rebels shelled Homs, the army said.", ("the army",), ("relays", "asserts")),
    ("According to the army, rebels shelled Homs.", ("the army",), ("relays", "asserts")),
    ('"Rebels shelled Homs," the army said.', ("the army",), ("relays", "asserts")),
    ("Some rebel sources said that the army shelled Homs.", ("Some rebel sources",), ("relays", "asserts")),
    # the author's distance
    ("The army claimed that rebels shelled Homs.", ("The army",), ("doubts", "asserts")),
    ("The army falsely claimed that rebels shelled Homs.", ("The army",), ("relays", "asserts")),
    # media that speak
    ("A report said that rebels shelled Homs.", ("A report",), ("relays", "asserts")),
    ("The video purports to show rebels shelling Homs.", ("The video",), ("hedges", "asserts")),
    ("The ministry published photographs that show rebels looting shops in Homs.", ("photographs",), ("relays", "asserts")),
    ("Footage appears to show soldiers shelling Homs.", ("Footage",), ("hedges", "asserts")),
    # an accusation is the accuser's, an admission the author's too
    ("The army accused rebels of shelling Homs.", ("The army",), ("relays", "asserts")),
    ("The army admitted that it shelled Homs.", ("The army",), ("asserts", "asserts")),
    # nobody in particular
    ("It is believed that rebels shelled Homs.", (), ("hedges",)),
    # two voices
    ("The ministry said the army denied that rebels had shelled Homs.", ("The ministry", "the army"), ("relays", "relays", "denies")),
    ("The minister told Reuters that rebels shelled Homs.", ("Reuters", "The minister"), ("relays", "relays", "asserts")),
    ("Reuters quoted a doctor as saying that rebels shelled Homs.", ("Reuters", "a doctor"), ("relays", "relays", "asserts")),
    ("The army threatened that it would shell Homs, residents said.", ("residents", "The army"), ("relays", "relays", "plans")),
    # three voices
    ("According to the ministry, officials said that a rebel claimed that the army had shelled Homs.", ("the ministry", "officials", "a rebel"), ("relays", "relays", "doubts", "asserts")),
]  # fmt: skip


def first(found: Reading, slot: str = "where") -> Claim:
    return claims(found, slot)[0]


def mention_text(found: Reading, own: str | None) -> str:
    return next(m.text for m in found.mentions if m.id == own)


@pytest.mark.parametrize(("report", "who", "how"), CASES, ids=[report for report, _, _ in CASES])
def test_chain(report: str, who: tuple[str, ...], how: tuple[str, ...]) -> None:
    claim = first(read(report, PUBLISHED))
    assert (speakers(claim), stances(claim)) == (who, how)
    assert claim.attribution[0].kind == "author"


def test_the_chain_is_that_of_the_statement_through_within() -> None:
    for report, _, _ in CASES:
        found = read(report, PUBLISHED)
        by_id = {s.id: s for s in found.statements}
        for claim in found.claims:
            at, chain = claim.statement, []
            while at is not None:
                chain.append(at)
                at = by_id[at].within
            assert [hop.statement for hop in claim.attribution[1:]] == chain[::-1]


def test_the_stance_of_the_claim_is_the_innermost_that_says_anything() -> None:
    for report, _, how in CASES:
        said = [stance for stance in reversed(how) if stance not in ("asserts", "relays")]
        assert first(read(report, PUBLISHED)).stance == (said[0] if said else "asserts")


def test_a_pronoun_speaks_by_the_fullest_name(found: Reading) -> None:
    """Hayat Tahrir al-Sham left Homs. It said that the army had shelled Idlib."""
    claim = next(c for c in found.claims if c.slot == "where" and "Idlib" in c.evidence[0].text)
    assert claim.attribution[-1].speaker is not None
    assert (claim.attribution[-1].speaker.text, claim.attribution[-1].speaker.name) == ("It", "Hayat Tahrir al-Sham")


def test_a_tweet_is_the_medium_of_whoever_posts_it(found: Reading) -> None:
    """Hayat Tahrir al-Sham said in a tweet: "The army shelled Homs."."""
    claim = first(found)
    assert speakers(claim) == ("Hayat Tahrir al-Sham",)
    assert claim.attribution[-1].medium == "tweet"


def test_a_speaker_is_an_actor_with_a_mention_of_its_own(found: Reading) -> None:
    """Hayat Tahrir al-Sham said that the army shelled Homs."""
    speaker = first(found).attribution[-1].speaker
    assert speaker is not None
    assert speaker.actor_how == "same"
    assert found.document.text[speaker.start : speaker.end] == "Hayat Tahrir al-Sham"
    assert speaker.actor in {m.id for m in found.mentions if m.type == "actor"}


def test_a_spokesman_speaks_for_whoever_he_belongs_to(found: Reading) -> None:
    """A spokesman for the ministry said rebels shelled Homs."""
    speaker = first(found).attribution[-1].speaker
    assert speaker is not None
    assert (speaker.text, speaker.actor_how) == ("A spokesman for the ministry", "member_of")
    assert meant(found, "the ministry") == mention_text(found, speaker.actor)


def test_a_speaker_named_later_by_a_pronoun_is_the_same_voice(found: Reading) -> None:
    """The SOHR said rebels shelled Homs. It added that six men were killed in Idlib."""
    assert {speakers(c) for c in claims(found, "where")} == {("SOHR",)}


def test_what_is_told_next_to_speech_is_the_authors(found: Reading) -> None:
    """The army said that rebels shelled Homs. Rebels captured Idlib on Monday."""
    by_words = {c.evidence[0].text: speakers(c) for c in claims(found, "where")}
    assert by_words == {"Homs": ("The army",), "Idlib": ()}


def test_each_half_has_its_own_voice(found: Reading) -> None:
    """The army says it killed 20 militants in Homs; the rebels say three farmers died."""
    by_words = {c.evidence[0].text: speakers(c) for c in claims(found, "killed")}
    assert by_words == {"20 militants": ("The army",), "three farmers": ("the rebels",)}


def test_a_long_quotation_stays_with_its_speaker(found: Reading) -> None:
    """The mayor said: "Rebels shelled Homs on Monday. They captured Idlib. Then they burned houses in Hama."."""
    assert {speakers(c) for c in claims(found, "where")} == {("The mayor",)}
    assert {c.evidence[0].text for c in claims(found, "where")} == {"Homs", "Idlib", "Hama"}


def test_what_is_falsely_claimed_stands_beside_its_denial(found: Reading) -> None:
    """The army falsely claimed that rebels shelled Homs."""
    kinds = [c for c in found.claims if c.slot == "kind"]
    assert [(len(c.attribution), c.stance) for c in kinds] == [(2, "asserts"), (1, "denies")]
    assert [w.text for w in kinds[1].attribution[0].stance_words] == ["falsely"]


def test_an_attempt_to_brand_is_planned_by_whoever_tells_of_it(found: Reading) -> None:
    """One paper claims the ministry is trying to portray the Falcons Brigade as smugglers."""
    kind = next(c for c in found.claims if c.slot == "kind" and c.evidence[0].text == "smugglers")
    assert [h.stance for h in kind.attribution] == ["doubts", "plans", "asserts"]
    assert [h.speaker.name for h in kind.attribution[1:] if h.speaker] == ["One paper", "the ministry"]
