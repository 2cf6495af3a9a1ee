"""Words that a person parted from whom a reader took them for stand for themselves, also where they speak."""

from __future__ import annotations

import msgspec

from build import Act, Said, document, mention, report, span
from reportedly.links import NONE, linked
from reportedly.model import ActorValue, Hop, Reading, Speaker, Statement
from reportedly.unlinking import unlinked

TEXT = "Idris Salem left. He said that a strike killed 12 people. He wept."


def spoken() -> Reading:
    """The reader takes both "He" for Idris Salem, and lets him speak of the strike."""
    doc = document(TEXT)
    name = mention(doc, span(TEXT, "Idris Salem"), "actor")
    he, again = (
        msgspec.structs.replace(
            mention(doc, span(TEXT, "He", at), "actor", how="pronoun", antecedent=name.id),
            value=ActorValue(actor=name.id, name="Idris Salem", text="He", how="pronoun"),
        )
        for at in (0, TEXT.rindex("He") - 1)
    )
    speaker = Speaker(text="He", start=he.start, end=he.end, name="Idris Salem", actor=name.id, actor_how="same")
    made = report(
        doc, Act(kind="air_strike", trigger="strike", said=[Said(slot="killed", words="12 people", low=12, high=12)])
    )
    hops = (
        Hop(speaker=None, kind="author", medium=None, cue=None, stance="relays"),
        Hop(speaker=speaker, kind="person", medium=None, cue=span(TEXT, "said"), stance="asserts", statement="s_1"),
    )
    return msgspec.structs.replace(
        made,
        mentions=(name, he, again),
        statements=(
            Statement(
                id="s_1",
                document=doc.id,
                speaker=speaker,
                kind="person",
                medium=None,
                cue=hops[1].cue,
                content=(),
                stance="asserts",
            ),
        ),
        claims=tuple(msgspec.structs.replace(c, attribution=hops) for c in made.claims),
    )


READ = spoken()
NAME, HE, AGAIN = READ.mentions


def test_a_pronoun_that_is_somebody_else_speaks_for_itself() -> None:
    (own,) = unlinked([READ], linked([], [(NAME.id, HE.id)]), NONE)
    name, he, again = own.mentions
    assert (name, again) == (NAME, AGAIN)
    assert he.antecedent is None
    assert he.value == ActorValue(actor=HE.id, name="He", text="He", how="pronoun")
    speakers = [s.speaker for s in own.statements] + [c.attribution[1].speaker for c in own.claims]
    assert {(s.name, s.actor, s.text) for s in speakers if s is not None} == {("He", HE.id, "He")}
    assert [c.id for c in own.claims] == [c.id for c in READ.claims]


def test_what_is_ruled_to_be_the_parted_words_goes_with_them() -> None:
    """The second "He" is the first one."""
    (own,) = unlinked([READ], linked([(HE.id, AGAIN.id)], [(NAME.id, HE.id)]), NONE)
    assert [m.antecedent for m in own.mentions] == [None, None, None]


def test_without_links_a_reading_is_what_it_was() -> None:
    assert unlinked([READ], NONE, NONE)[0] is READ
    assert unlinked([READ], linked([(NAME.id, HE.id)], [("m_1", "m_2")]), NONE)[0] is READ
