"""Who says what where the sentence winds: relative clauses, asides, infinitives, verbs side by side.  Each case is a report."""

from __future__ import annotations

import pytest
from heard import Said, check_said, check_silent

CASES: list[tuple[str, list[Said]]] = [
    # a relative word stands for a part of what is said
    ("He took the guns, which he said were seized by guards.", [Said("he", "said", ("were seized by guards",))]),
    ("The unit walked into what the mayor said is a trap for soldiers.", [Said("the mayor", "said", ("is a trap for soldiers",))]),
    # a relative clause of the speaker's own phrase is no content
    ("The dam broke at noon, said Jan Novak, an engineer at the office that runs it.", [
        Said("Jan Novak, an engineer at the office that runs it", "said", ("The dam broke at noon",)),
    ]),
    # what follows the cue and tells of the speaker is no content
    ('"The gate is shut," the guard said, not even looking up.', [Said("the guard", "said", ('"The gate is shut,"',))]),
    ('"Nothing is left," she said of the market, in which ten men died.', [Said("she", "said", ('"Nothing is left,"',))]),
    ("The party endorses Omar Haddad, who leads the militia.", [Said("The party", "endorses", ("Omar Haddad",))]),
    ("The governor has acknowledged the killing, which makes him an outlier.", [
        Said("The governor", "has acknowledged", ("the killing",), outer="asserts"),
    ]),
    # what is cited is a reason, not a speaker
    ("The mayor said the market would close, citing the risk of shelling.", [
        Said("The mayor", "said", ("the market would close",)),
        Said("The mayor", "citing", ("the risk of shelling",)),
    ]),
    # a second verb of the same speaker
    ("The ministry announced on Sunday the purchase of ten trucks and said a depot would open.", [
        Said("The ministry", "announced", ("the purchase of ten trucks",)),
        Said("The ministry", "said", ("a depot would open",)),
    ]),
    ("The bishop said that the school would open in autumn and suggested that it would take girls too.", [
        Said("The bishop", "said", ("that the school would open in autumn",)),
        Said("The bishop", "suggested", ("that it would take girls too",), stance="hedges"),
    ]),
    ("The mayor said the raids would go on, arguing that the army had no choice.", [
        Said("The mayor", "said", ("the raids would go on",)),
        Said("The mayor", "arguing", ("that the army had no choice",)),
    ]),
    ("The doctor said the ward was quiet, though she noted that the lights fail.", [
        Said("The doctor", "said", ("the ward was quiet",)),
        Said("she", "noted", ("that the lights fail",)),
    ]),
    # all of what is said, and no more
    ("Video of the raid shows him with both arms raised.", [Said("Video of the raid", "shows", ("him with both arms raised",), kind="media")]),
    ('The mayor referred to the men as "wolves".', [Said("The mayor", "referred to", ('the men as "wolves"',))]),
    ("The prosecutor charged Haddad with murder.", [Said("The prosecutor", "charged", ("Haddad with murder",))]),
    ("The army announced a truce, leading to talks until a deal was signed.", [Said("The army", "announced", ("a truce",))]),
    ('"We will win," the general assured Omar, after Omar had left. "We will not run."', [
        Said("the general", "assured", ('"We will win,"', '"We will not run."'), direct=True),
    ]),
    ("The clinic said it turned no one away because the beds were free.", [
        Said("The clinic", "said", ("it turned no one away because the beds were free",)),
    ]),
    ("The witness explained that the town was cut off, and that the army had no plan.", [
        Said("The witness", "explained", ("that the town was cut off, and that the army had no plan",)),
    ]),
    ("The general has admitted using gas.", [Said("The general", "has admitted", ("using gas",), outer="asserts")]),
    ("The captain was accused of shelling the camp.", [Said(None, "was accused of", ("The captain", "shelling the camp"), kind="anonymous")]),
    ("The hill is considered a threat to the camp.", [Said(None, "is considered", ("The hill", "a threat to the camp"), stance="hedges")]),
    ("That, they say, costs more when the road is shut.", [Said("they", "say", ("That", "costs more when the road is shut"))]),
    # the speaker and what stands about him
    ("Omar Haddad, 44, said that he robbed the bank.", [Said("Omar Haddad, 44", "said", ("that he robbed the bank",), kind="person")]),
    ("Anna Berg, speaking to reporters in Delta, said the road was open.", [Said("Anna Berg", "said", ("the road was open",))]),
    ("A panel of doctors in 2015 said the water was bad.", [Said("A panel of doctors", "said", ("the water was bad",))]),
    # quotations and those who said them
    ('"Bread is short," the baker said after the convoy had passed. "We wait."', [
        Said("the baker", "said", ('"Bread is short,"', '"We wait."'), direct=True),
    ]),
    ('"Nobody came for us," a voice in the film states.', [Said("a voice in the film", "states", ('"Nobody came for us,"',), direct=True)]),
    ('The mayor gloated: "Our wall held."', [Said("The mayor", "gloated", ('"Our wall held."',))]),
    ('From the letter: "The wells are dry."', [Said("the letter", ":", ('"The wells are dry."',), kind="document")]),
    ('"Two boats are gone," the fisherman said. He did not smile. "Our nets are empty."', [
        Said("the fisherman", "said", ('"Two boats are gone,"', '"Our nets are empty."'), direct=True),
    ]),
    ('"The maps are old," said retired general Jan Novak. "Nobody trusts them."', [
        Said("retired general Jan Novak", "said", ('"The maps are old,"', '"Nobody trusts them."'), direct=True),
    ]),
    ("The envoy agreed with the general on the truce.", [Said("The envoy", "agreed with", ("the general on the truce",))]),
    ("The mayor called the army; and, this week, she addressed the raids.", [Said("she", "addressed", ("the raids",))]),
    ("Men without shoes, he said.", [Said("he", "said", ("Men without shoes",))]),
    ("Polls by the university that showed the party losing were read out.", [
        Said("Polls by the university", "showed", ("the party losing",), kind="document"),
    ]),
    ("The talks went on as he mentioned the raid.", [Said("he", "mentioned", ("the raid",))]),
    ("The general dismissed the report as a children's tale.", [Said("The general", "dismissed", ("the report as a children's tale",), stance="denies")]),
    ("The camp lies by the river, which, Jan Novak said, rises in spring.", [Said("Jan Novak", "said", ("rises in spring",))]),
    ("But in recent months, aides to the governor say, the town has filled again.", [
        Said("aides to the governor", "say", ("the town has filled again",)),
    ]),
    ('Omar Haddad said he trusted the guards and added, "I sleep well."', [
        Said("Omar Haddad", "said", ("he trusted the guards",)),
        Said("Omar Haddad", "added", ('"I sleep well."',), direct=True),
    ]),
    ('The nurse suggested that the clinic was full - "We sleep on the floor," she said - and left.', [
        Said("The nurse", "suggested", ("that the clinic was full",), stance="hedges"),
        Said("she", "said", ('"We sleep on the floor,"',), direct=True),
    ]),
    ("The minister attributed the blast to the rebels.", [Said("The minister", "attributed", ("the blast to the rebels",))]),
    ("The mayor blasted the army for its raids.", [Said("The mayor", "blasted", ("the army for its raids",))]),
    ("The envoy highlighted the need for bread.", [Said("The envoy", "highlighted", ("the need for bread",))]),
    ("The plan may work, he said, by creating a calm that helps the army.", [Said("he", "said", ("The plan may work", "by creating a calm that helps the army"))]),
    # who signs a quotation
    ('"We will not leave this town." – Anna Berg, nurse', [Said("Anna Berg, nurse", "–", ('"We will not leave this town."',), direct=True)]),
    # judging, describing, likening
    ("Witnesses described scenes of panic.", [Said("Witnesses", "described", ("scenes of panic",), kind="anonymous")]),
    ("The governor likened the siege to a winter.", [Said("The governor", "likened", ("the siege to a winter",))]),
    ("The mayor pushed back on those claims.", [Said("The mayor", "pushed back on", ("those claims",))]),
    # as X points out
    ("But as Anna Berg points out in a column, the delay helps the army.", [Said("Anna Berg", "points out", ("the delay helps the army",))]),
    ("As the nurses, including Anna Berg, have pointed out, the water is bad.", [
        Said("the nurses, including Anna Berg", "have pointed out", ("the water is bad",)),
    ]),
    ("The bang, as she later explained, was a door that fell.", [Said("she", "later explained", ("The bang", "was a door that fell"))]),
    ("As stated in the ministry's report, the raid failed.", [Said("the ministry's report", "stated", ("the raid failed",), kind="document")]),
    ("The town fell on Monday, as reported by SANA.", [Said("SANA", "reported", ("The town fell on Monday",), kind="media")]),
    # speech in the infinitive
    ("The rebels continue to warn that the truce was a mistake.", [Said("The rebels", "continue to warn", ("that the truce was a mistake",))]),
    ("Farmers have taken to the radio to complain about the checkpoints.", [Said("Farmers", "to complain about", ("the checkpoints",), medium="radio")]),
    ("The governor took the opportunity to thank the army.", [Said("The governor", "to thank", ("the army",))]),
    ("While she's said she'll stay, her sons have left.", [Said("she", "'s said", ("she'll stay",))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_statement(text: str, expected: list[Said]) -> None:
    check_said(text, expected)


NOT_SAID = [
    "Ten houses burned as soldiers responded to an ambush.",
    "The envoys will meet to discuss the truce.",
    "The raid highlights the risk to the town.",
    "The shells blasted the wall.",
    "The general in charge of the raid left.",
    "The man died after words of comfort from his guards.",
    "Ten men died on Monday, compared with two on Sunday.",
    "He used the road to the port, which is known as the Long Mile.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_no_one_speaks(text: str) -> None:
    check_silent(text)
