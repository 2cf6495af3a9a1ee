"""Who says what where the sentence winds: relative clauses, asides, infinitives, verbs side by side.  Each case is a report."""

from __future__ import annotations

import pytest
from test_statements import Said, matches, shown, voices

CASES: list[tuple[str, list[Said]]] = [
    # a relative word stands for a part of what is said
    ("He took the guns, which he said were seized by guards.", [Said("he", "said", ("were seized by guards",))]),
    ("The unit walked into what the mayor said is a trap for soldiers.", [Said("the mayor", "said", ("is a trap for soldiers",))]),
    # a relative clause of the speaker's own phrase is no content
    ("Shelling led to the fall of the town, said Jan Novak, an officer with the board that watches it.", [
        Said("Jan Novak, an officer with the board that watches it", "said", ("Shelling led to the fall of the town",)),
    ]),
    # what follows the cue and tells of the speaker is no content
    ('"We left in the night," the guard said, not even needing to name the road.', [Said("the guard", "said", ('"We left in the night,"',))]),
    ('"It is over," she said of the siege, in which hundreds died.', [Said("she", "said", ('"It is over,"',))]),
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
    ("Police announced on Friday the arrest of a man and said a curfew would hold.", [
        Said("Police", "announced", ("the arrest of a man",)),
        Said("Police", "said", ("a curfew would hold",)),
    ]),
    ("The premier said that the army would leave by May and suggested that it would not come back.", [
        Said("The premier", "said", ("that the army would leave by May",)),
        Said("The premier", "suggested", ("that it would not come back",), stance="hedges"),
    ]),
    ("The mayor said the raids would go on, arguing that the army had no choice.", [
        Said("The mayor", "said", ("the raids would go on",)),
        Said("The mayor", "arguing", ("that the army had no choice",)),
    ]),
    ("The mayor said the market was safe, though she noted that clients stay away.", [
        Said("The mayor", "said", ("the market was safe",)),
        Said("she", "noted", ("that clients stay away",)),
    ]),
    # all of what is said, and no more
    ("Video of the raid shows him with his hands in the air.", [Said("Video of the raid", "shows", ("him with his hands in the air",), kind="media")]),
    ('The mayor referred to the men as "wolves".', [Said("The mayor", "referred to", ('the men as "wolves"',))]),
    ("The prosecutor charged Haddad with murder.", [Said("The prosecutor", "charged", ("Haddad with murder",))]),
    ("The army announced a truce, leading to talks until a deal was signed.", [Said("The army", "announced", ("a truce",))]),
    ('"We will win," the general assured Omar, after Omar had left. "We will not run."', [
        Said("the general", "assured", ('"We will win,"', '"We will not run."'), direct=True),
    ]),
    ("The board said it did not count those men because they were guards.", [
        Said("The board", "said", ("it did not count those men because they were guards",)),
    ]),
    ("The witness explained that the town was cut off, and that the army had no plan.", [
        Said("The witness", "explained", ("that the town was cut off, and that the army had no plan",)),
    ]),
    ("The general has admitted using gas.", [Said("The general", "has admitted", ("using gas",), outer="asserts")]),
    ("The captain was accused of shelling the camp.", [Said(None, "was accused of", ("The captain", "shelling the camp"), kind="anonymous")]),
    ("The hill is considered a threat to the camp.", [Said(None, "is considered", ("The hill", "a threat to the camp"), stance="hedges")]),
    ("That, they say, will be easier when he is alone.", [Said("they", "say", ("That", "will be easier when he is alone"))]),
    # the speaker and what stands about him
    ("Omar Haddad, 44, said that he robbed the bank.", [Said("Omar Haddad, 44", "said", ("that he robbed the bank",), kind="person")]),
    ("Anna Berg, speaking to reporters in Delta, said the road was open.", [Said("Anna Berg", "said", ("the road was open",))]),
    ("A panel of doctors in 2015 said the water was bad.", [Said("A panel of doctors", "said", ("the water was bad",))]),
    # quotations and those who said them
    ('"Papers are not optional," the chairman said after the guards had left. "He is a witness."', [
        Said("the chairman", "said", ('"Papers are not optional,"', '"He is a witness."'), direct=True),
    ]),
    ('"They know she is the one," a voice in the film states.', [Said("a voice in the film", "states", ('"They know she is the one,"',), direct=True)]),
    ('The mayor gloated: "I told you so in May."', [Said("The mayor", "gloated", ('"I told you so in May."',))]),
    ('From the report: "The samples were bad."', [Said("the report", ":", ('"The samples were bad."',), kind="document")]),
    ('"We have had losses," the general said. He did not smile. "Our goal is to hold on."', [
        Said("the general", "said", ('"We have had losses,"', '"Our goal is to hold on."'), direct=True),
    ]),
    ('"I disagree," said retired general Jan Novak. "The line is clear."', [
        Said("retired general Jan Novak", "said", ('"I disagree,"', '"The line is clear."'), direct=True),
    ]),
    ("The envoy agreed with the general on the truce.", [Said("The envoy", "agreed with", ("the general on the truce",))]),
    ("The mayor called the army; and, this week, she addressed the raids.", [Said("she", "addressed", ("the raids",))]),
    ("People like Omar Haddad, he said.", [Said("he", "said", ("People like Omar Haddad",))]),
    ("Polls by the university that showed the party losing were read out.", [
        Said("Polls by the university", "showed", ("the party losing",), kind="document"),
    ]),
    ("The talks went on as he mentioned the raid.", [Said("he", "mentioned", ("the raid",))]),
    ("The general dismissed the report as a children's tale.", [Said("The general", "dismissed", ("the report as a children's tale",), stance="denies")]),
    ("The park is near the market, which, Jan Novak said, is full of men.", [Said("Jan Novak", "said", ("is full of men",))]),
    ("But in recent days, advisers to the governor say, the army has grown tired.", [
        Said("advisers to the governor", "say", ("But in recent days", "the army has grown tired")),
    ]),
    ('Omar Haddad said he welcomed the trial and added, "I will stay."', [
        Said("Omar Haddad", "said", ("he welcomed the trial",)),
        Said("Omar Haddad", "added", ('"I will stay."',), direct=True),
    ]),
    ('The mayor suggested that the plan was weak - "We need more," she said - and left.', [
        Said("The mayor", "suggested", ("that the plan was weak",), stance="hedges"),
        Said("she", "said", ('"We need more,"',), direct=True),
    ]),
    ("The minister attributed the blast to the rebels.", [Said("The minister", "attributed", ("the blast to the rebels",))]),
    ("The mayor blasted the army for its raids.", [Said("The mayor", "blasted", ("the army for its raids",))]),
    ("The envoy highlighted the need for bread.", [Said("The envoy", "highlighted", ("the need for bread",))]),
    ("The plan may work, he said, by creating a calm that helps the army.", [Said("he", "said", ("The plan may work", "by creating a calm that helps the army"))]),
    # who signs a quotation
    ('"We will not leave this town." – Anna Berg, nurse', [Said("Anna Berg, nurse", "–", ('"We will not leave this town."',), direct=True)]),
    # judging, describing, likening
    ("Witnesses described scenes of panic.", [Said("Witnesses", "described", ("scenes of panic",), kind="anonymous")]),
    ("The governor likened the refugees to a flood.", [Said("The governor", "likened", ("the refugees to a flood",))]),
    ("The mayor pushed back on those claims.", [Said("The mayor", "pushed back on", ("those claims",))]),
    # as X points out
    ("But as Anna Berg points out in a column, the delay helps the army.", [Said("Anna Berg", "points out", ("the delay helps the army",))]),
    ("As many experts, including Jan Novak, have pointed out, the army is free to go.", [
        Said("many experts, including Jan Novak", "have pointed out", ("the army is free to go",)),
    ]),
    ("The result, as he later explained, was a truce that broke.", [Said("he", "later explained", ("The result", "was a truce that broke"))]),
    ("As stated in the ministry's report, the raid failed.", [Said("the ministry's report", "stated", ("the raid failed",), kind="document")]),
    ("The town fell on Monday, as reported by SANA.", [Said("SANA", "reported", ("The town fell on Monday",), kind="media")]),
    # speech in the infinitive
    ("The rebels continue to warn that the truce was a mistake.", [Said("The rebels", "continue to warn", ("that the truce was a mistake",))]),
    ("Relatives have taken to the radio to complain about the shelling.", [Said("Relatives", "to complain about", ("the shelling",), medium="radio")]),
    ("The governor took the opportunity to thank the army.", [Said("The governor", "to thank", ("the army",))]),
    ("While he's said he'll fight on, his men have left.", [Said("he", "'s said", ("he'll fight on",))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_statement(text: str, expected: list[Said]) -> None:
    found = voices(text)
    for said in expected:
        assert any(matches(text, v, said, found) for v in found), f"{said}\nnot in\n{shown(text, found)}"


NOT_SAID = [
    "At least 25 civilians were killed as government forces responded to an offensive.",
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
    assert [v for v in voices(text) if v.speech] == []
