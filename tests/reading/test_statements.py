"""Who says what: each case is its own report, with the statements that must be found in it, outer ones first."""

from __future__ import annotations

import pytest
from heard import Said, check_said, check_silent, voices

from reportedly.model import Passage

CASES: list[tuple[str, list[Said]]] = [
    # indirect, direct and mixed speech; speaker before, after, inside
    ("A doctor said that two men died.", [Said("A doctor", "said", ("that two men died",), kind="anonymous", direct=False)]),
    ("Two men died, a doctor said.", [Said("a doctor", "said", ("Two men died",), direct=False)]),
    ('"Two men died," a doctor said.', [Said("a doctor", "said", ('"Two men died,"',), direct=True)]),
    ('"Two men died," said Anna Berg, who leads the clinic.', [Said("Anna Berg, who leads the clinic", "said", ('"Two men died,"',), kind="person")]),
    ("The bridge, the mayor said, fell on Monday.", [Said("the mayor", "said", ("The bridge", "fell on Monday"))]),
    ('"We left," the captain said, "because the road was open."', [Said("the captain", "said", ('"We left,"', '"because the road was open."'), direct=True)]),
    ('The mayor said the bridge was "a heap of stones" by noon.', [Said("The mayor", "said", ('the bridge was "a heap of stones" by noon',), direct=False)]),
    ("Omar Haddad, who leads the Falcons Brigade, said his men had left.", [Said("Omar Haddad, who leads the Falcons Brigade", "said", ("his men had left",))]),
    ("Jan Novak, the head of the Delta Monitor, said ten people died.", [Said("Jan Novak, the head of the Delta Monitor", "said", ("ten people died",), kind="person")]),
    ('The general said: "We hold the hill. They ran."', [Said("The general", "said", ('"We hold the hill. They ran."',), direct=True)]),
    # a quotation that goes on
    ('"We hold the hill," the general said. "They ran in the night."', [Said("the general", "said", ('"We hold the hill,"', '"They ran in the night."'), direct=True)]),
    ('"We hold the hill. They ran in the night," the general said.', [Said("the general", "said", ('"We hold the hill. They ran in the night,"',))]),
    ('The general said: "We hold the hill.\n\n"They ran in the night."', [Said("The general", "said", ('"We hold the hill.', '"They ran in the night."'))]),
    ('The mayor returned to his old lines: "We will rebuild. We will not leave."', [Said("The mayor", ":", ('"We will rebuild. We will not leave."',))]),
    ('"We will rebuild," the mayor tells the Delta Post, smiling.', [Said("the mayor", "tells", ('"We will rebuild,"',), within="the Delta Post")]),
    ("''We hold the hill,'' the general said, ''and they ran.''", [Said("the general", "said", ("''We hold the hill,''", "''and they ran.''"), direct=True)]),
    ('"Go back to the base," a soldier barked and closed the gate.', [Said("a soldier", "barked", ('"Go back to the base,"',), direct=True)]),
    ('"We hold the hill," the general said on Monday.\n\n"And the enemy will pay for it."', [
        Said("the general", "said", ('"We hold the hill,"', '"And the enemy will pay for it."'), direct=True),
    ]),
    ('The general left on Monday.\n\n"And the enemy will pay for it."', [Said(None, None, ('"And the enemy will pay for it."',), kind="anonymous")]),
    # according to
    ("According to the Delta Monitor, ten people died.", [Said("the Delta Monitor", "According to", ("ten people died",))]),
    ("Ten people died, according to the Delta Monitor.", [Said("the Delta Monitor", "according to", ("Ten people died",))]),
    ("Ten people, according to the army, died on Monday.", [Said("the army", "according to", ("Ten people", "died on Monday"), kind="group")]),
    ("According to an army statement shells destroyed two tanks.", [Said("an army statement", "According to", ("shells destroyed two tanks",), kind="document")]),
    ("The mayor said the bridge fell, according to the Delta Post.", [
        Said("the Delta Post", "according to", ("The mayor said the bridge fell",), kind="media"),
        Said("The mayor", "said", ("the bridge fell",), within="the Delta Post"),
    ]),
    # commas stripped
    ("Seventeen people were killed in the market a watchdog said on Saturday.", [Said("a watchdog", "said", ("Seventeen people were killed in the market",), kind="organisation")]),
    ("Rockets hit the port on Thursday activists said.", [Said("activists", "said", ("Rockets hit the port on Thursday",), kind="anonymous")]),
    ("The gas killed more than 1400 people Delta Rights Watch said on Tuesday.", [Said("Delta Rights Watch", "said", ("The gas killed more than 1400 people",))]),
    ("The clashes went on until dawn Kurdish activist Dilan Amed told Reuters via the Internet.", [
        Said("Reuters", "told", ("The clashes went on until dawn",), stance="relays", kind="media"),
        Said("Kurdish activist Dilan Amed", "told", ("The clashes went on until dawn",), kind="person", medium="internet", within="Reuters"),
    ]),
    ("The plan will fail Ann Lee a researcher at the Delta Institute said on Friday.", [
        Said("Ann Lee a researcher at the Delta Institute", "said", ("The plan will fail",), kind="person"),
    ]),
    # participles and coordination
    ("The monitor said ten died, adding that the toll would rise.", [Said("The monitor", "said", ("ten died",)), Said("The monitor", "adding", ("that the toll would rise",))]),
    ("The monitor said ten people died adding that the toll would rise.", [Said("The monitor", "said", ("ten people died",)), Said("The monitor", "adding", ("that the toll would rise",))]),
    ("The minister said the base was safe and claimed that the rebels had fled.", [Said("The minister", "said", ("the base was safe",)), Said("The minister", "claimed", ("that the rebels had fled",), outer="doubts")]),
    ("The mayor said that the bridge was closed but did not say when it would open.", [Said("The mayor", "said", ("that the bridge was closed",))]),
    ("The army said the rebels fired but did not hit the base.", [Said("The army", "said", ("the rebels fired but did not hit the base",))]),
    ("The envoy says the truce holds but admitted that it had been broken.", [
        Said("The envoy", "says", ("the truce holds",)),
        Said("The envoy", "admitted", ("that it had been broken",), outer="asserts"),
    ]),
    ("The ministry declined to comment on the raid.", [Said("The ministry", "declined", ("to comment on the raid",), stance="hedges")]),
    # denial, accusation, doubt, intention
    ("The army denied that it had shelled the camp.", [Said("The army", "denied", ("that it had shelled the camp",), stance="denies", kind="group")]),
    ("The group denied any involvement in the raid.", [Said("The group", "denied", ("any involvement in the raid",), stance="denies")]),
    ("Turkey rejected the accusation.", [Said("Turkey", "rejected", ("the accusation",), stance="denies", kind="state")]),
    ("The opposition accused the army of gassing hundreds.", [Said("The opposition", "accused", ("the army of gassing hundreds",))]),
    ("The minister blamed the rebels for the blast.", [Said("The minister", "blamed", ("the rebels for the blast",))]),
    ("A little-known group claimed responsibility for the bombing.", [Said("A little-known group", "claimed", ("responsibility for the bombing",), outer="doubts")]),
    ("The militia claims the village is empty.", [Said("The militia", "claims", ("the village is empty",), outer="doubts")]),
    ("The minister falsely claimed that the camp was empty.", [Said("The minister", "falsely claimed", ("that the camp was empty",), outer="denies")]),
    ("The general admitted that his men had fled.", [Said("The general", "admitted", ("that his men had fled",), outer="asserts")]),
    ("One report suggests that the fighters sold the trucks.", [Said("One report", "suggests", ("that the fighters sold the trucks",), stance="hedges", kind="document")]),
    ("The president vowed to retake the city.", [Said("The president", "vowed", ("to retake the city",), stance="plans")]),
    ("The militia threatened to burn the village.", [Said("The militia", "threatened", ("to burn the village",), stance="plans")]),
    ("The envoy called on both sides to stop the shelling.", [Said("The envoy", "called on", ("both sides to stop the shelling",), stance="plans")]),
    ("The mayor condemned the attack.", [Said("The mayor", "condemned", ("the attack",))]),
    ("Russia has denied targeting civilians.", [Said("Russia", "has denied", ("targeting civilians",), stance="denies", kind="state")]),
    ("The monitor said jets hit the camp. The army denied it.", [Said("The army", "denied", ("jets hit the camp", "it"), stance="denies")]),
    ("Kyiv accused Moscow of breaking the truce, an allegation Moscow denied.", [
        Said("Kyiv", "accused", ("Moscow of breaking the truce",)),
        Said("Moscow", "denied", ("Moscow of breaking the truce", "an allegation"), stance="denies"),
    ]),
    ("Activists said the army fired first but the army said the rebels had.", [
        Said("Activists", "said", ("the army fired first",), kind="anonymous"),
        Said("the army", "said", ("the rebels had",)),
    ]),
    ("Local media reported, citing police, that the suspect had fled.", [
        Said("Local media", "reported", ("that the suspect had fled",), stance="relays", kind="media"),
        Said("police", "citing", ("that the suspect had fled",), within="Local media"),
    ]),
    # negated cues
    ("The coalition has not confirmed the strike.", [Said("The coalition", "has not confirmed", ("the strike",), stance="hedges")]),
    ("Officials do not believe that the plane was hit.", [Said("Officials", "do not believe", ("that the plane was hit",), stance="denies")]),
    # unnamed voices
    ("The men are believed to have crossed the border.", [Said(None, "are believed", ("The men", "to have crossed the border"), stance="hedges", kind="anonymous")]),
    ("It was reported that the bridge fell.", [Said(None, "was reported", ("that the bridge fell",), stance="hedges", kind="anonymous")]),
    ("The boy is alleged to have carried a bomb.", [Said(None, "is alleged", ("The boy", "to have carried a bomb"), stance="hedges")]),
    # nouns
    ("The army's claim that the town fell was wrong.", [Said("The army", "claim", ("that the town fell",), outer="denies")]),
    ("The army's claim that the town fell was repeated.", [Said("The army", "claim", ("that the town fell",), outer="doubts")]),
    ("The ministry described the reports that the town fell as untrue.", [
        Said("The ministry", "described", ("the reports that the town fell as untrue",), stance="denies"),
        Said(None, "reports", ("that the town fell",), kind="anonymous", within="The ministry"),
    ]),
    ("The minister called the claim a lie.", [Said("The minister", "called", ("the claim a lie",), stance="denies")]),
    ("Officials are worried that the bridge will fall.", [Said("Officials", "are worried", ("that the bridge will fall",))]),
    ("The envoy expressed concern about the raids.", [Said("The envoy", "expressed concern about", ("the raids",))]),
    ("The militia issued a demand that the army leave.", [Said("The militia", "issued a demand", ("that the army leave",), stance="plans")]),
    ("The general referred to the battle.", [Said("The general", "referred to", ("the battle",))]),
    ('The mayor agreed. "We ran out of water."', [Said("The mayor", "agreed", ('"We ran out of water."',), direct=True)]),
    ("ANNA BERG: Will the army leave?\n\nGENERAL HADDAD: They will leave in May. The war is over.", [
        Said("ANNA BERG", ":", ("Will the army leave?",)),
        Said("GENERAL HADDAD", ":", ("They will leave in May. The war is over.",)),
    ]),
    ("There are reports that the governor fled.", [Said(None, "reports", ("that the governor fled",), kind="anonymous")]),
    ("The minister repeated his denial that the camp was shelled.", [Said("The minister", "repeated his denial", ("that the camp was shelled",), stance="denies")]),
    # media that show and documents that say
    ("A video shows soldiers entering the school.", [Said("A video", "shows", ("soldiers entering the school",), kind="media")]),
    ("The footage purports to show the convoy of defectors.", [Said("The footage", "purports to show", ("the convoy of defectors",), kind="media", outer="hedges")]),
    ("Satellite images show that the depot burned.", [Said("Satellite images", "show", ("that the depot burned",), kind="media")]),
    # medium
    ("They said in a tweet that the road was open.", [Said("They", "said", ("that the road was open",), medium="tweet")]),
    ("The port was shelled, the navy said in a statement.", [Said("the navy", "said", ("The port was shelled",), medium="statement")]),
    ("The leader said on state television that the war was over.", [Said("The leader", "said", ("that the war was over",), medium="television")]),
    # nesting
    ('"The road is closed," Omar Haddad told Reuters.', [
        Said("Reuters", "told", ('"The road is closed,"',), stance="relays", kind="media"),
        Said("Omar Haddad", "told", ('"The road is closed,"',), within="Reuters"),
    ]),
    ("Reuters quoted the monitor as saying that the army claims the town is calm.", [
        Said("Reuters", "quoted", ("that the army claims the town is calm",), stance="relays"),
        Said("the monitor", "saying", ("that the army claims the town is calm",), within="Reuters"),
        Said("the army", "claims", ("the town is calm",), outer="doubts", within="the monitor"),
    ]),
    ("SANA cited an official as saying the road was open.", [
        Said("SANA", "cited", ("the road was open",), stance="relays", kind="media"),
        Said("an official", "saying", ("the road was open",), within="SANA"),
    ]),
    ("An air strike killed ten people, Interfax reports, citing the ministry.", [
        Said("Interfax", "reports", ("An air strike killed ten people",), stance="relays"),
        Said("the ministry", "citing", ("An air strike killed ten people",), within="Interfax"),
    ]),
    ("The minister was quoted by state media as saying the raid had failed.", [
        Said("state media", "was quoted", ("the raid had failed",), stance="relays", kind="media"),
        Said("The minister", "saying", ("the raid had failed",), within="state media"),
    ]),
    ('The envoy said: "I believe that the truce will hold."', [
        Said("The envoy", "said", ('"I believe that the truce will hold."',)),
        Said("I", "believe", ("that the truce will hold",), stance="hedges", within="The envoy"),
    ]),
    # "as X put it", "in the words of"
    ("As the mayor put it, the town is dead.", [Said("the mayor", "put it", ("the town is dead",))]),
    ("As the army said on Monday, the road is closed.", [Said("the army", "said", ("the road is closed",))]),
    ("In the words of the mayor, the town is dead.", [Said("the mayor", "In the words of", ("the town is dead",))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_statement(text: str, expected: list[Said]) -> None:
    check_said(text, expected)


NOTHING = [
    "The army shelled the town on Monday.",
    "The men appear to have crossed the border.",
    "The town seems calm.",
    "No one claimed responsibility for the raid.",
    "The ministry did not say how many died.",
    "If the general says that the town fell, the market will close.",
    "The war has claimed the lives of 2,000 people.",
    "The jets attacked a mainly Kurdish town.",
    "The army reportedly shelled the camp.",
    'The so-called "safe zone" was shelled.',
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_one_speaks(text: str) -> None:
    check_silent(text)


HEADINGS = [
    ("Raid kills ten: activists", "activists", "Raid kills ten"),
    ("Raid kills ten fighters - Source", "Source", "Raid kills ten fighters"),
    ("Haddad: the town is calm", "Haddad", "the town is calm"),
    ("The town is calm, says mayor", "mayor", "The town is calm"),
]


@pytest.mark.parametrize(("heading", "source", "content"), HEADINGS)
def test_heading(heading: str, source: str, content: str) -> None:
    text = heading + "\n\nThe market was shelled on Monday."
    passages = (
        Passage(start=0, end=len(heading), role="heading"),
        Passage(start=len(heading) + 2, end=len(text), role="body"),
    )
    found = voices(text, passages)
    assert [(text[slice(*v.source)], text[slice(*v.content[0])]) for v in found if v.source] == [(source, content)]


def test_attitudes_are_not_speech() -> None:
    """The rebels want to leave. The rebels said that they would leave."""
    found = voices("The rebels want to leave. The rebels said that they would leave.")
    assert [(v.speech, v.stance) for v in found if v.within is None] == [(False, "plans"), (True, "asserts")]


def test_source_head_of_a_relative_clause_is_the_one_meant() -> None:
    """Omar Haddad spoke to Anna Berg, who said that the road was closed."""
    text = "Omar Haddad met Anna Berg, who said that the road was closed."
    voice = next(v for v in voices(text) if v.speech)
    assert text[slice(*(voice.source or (0, 0)))] == "who"
    assert voice.source_head == text.index("Berg")
    assert voice.kind == "person"


def test_outer_statements_come_first_and_offsets_hold() -> None:
    text = "The agency said “the army claims that the town is calm”. It is not."
    found = voices(text)
    for number, voice in enumerate(found):
        assert voice.within is None or voice.within < number
        for start, end in voice.content:
            assert 0 <= start < end <= len(text)
    inner = next(v for v in found if v.outer == "doubts")
    assert inner.within is not None
    assert text[slice(*(found[inner.within].source or (0, 0)))] == "The agency"
