"""Voices in voices: each sentence with the chain of its speakers, outermost first, and what the innermost one says."""

from __future__ import annotations

import pytest
from heard import bare, shown, voices

from reportedly.reading.contract import Voiced

Chain = tuple[str | None, ...]

CASES: list[tuple[str, Chain, str]] = [
    # one voice passes on another's words
    ("Reuters quoted the Observatory as saying that the army claims the town is empty.", ("Reuters", "the Observatory", "the army"), "the town is empty"),
    ("Interfax quoted the ministry as saying that the rebels claim that the camp is empty.", ("Interfax", "the ministry", "the rebels"), "that the camp is empty"),
    ("SANA, citing a military source, said that the army shelled the town.", ("SANA", "a military source"), "that the army shelled the town"),
    ("Interfax reported, citing the ministry, that jets struck the depot.", ("Interfax", "the ministry"), "that jets struck the depot"),
    ("Citing two officials, the Delta Post reported that the convoy was hit.", ("the Delta Post", "two officials"), "that the convoy was hit"),
    ("The Delta Post, citing two officials, reported that the convoy was hit.", ("The Delta Post", "two officials"), "that the convoy was hit"),
    ("The convoy was hit, the Delta Post reported, citing two officials.", ("the Delta Post", "two officials"), "The convoy was hit"),
    ("The convoy was hit, the Delta Post quoted two officials as saying.", ("the Delta Post", "two officials"), "The convoy was hit"),
    ("Local media, quoting police, reported that the bomber fled.", ("Local media", "police"), "that the bomber fled"),
    ("Ten people died, the Observatory said, quoting medics.", ("the Observatory", "medics"), "Ten people died"),
    ("A report by Human Rights Watch quoted witnesses as saying that soldiers burned the village.", ("A report by Human Rights Watch", "witnesses"), "that soldiers burned the village"),
    ("The general was quoted by Tass as saying that rebels shelled the hospital.", ("Tass", "The general"), "that rebels shelled the hospital"),
    ("Tass cited a general as saying rebels shelled the hospital.", ("Tass", "a general"), "rebels shelled the hospital"),
    ('State television quoted a military official as saying that "terrorists shelled the town".', ("State television", "a military official"), 'that "terrorists shelled the town"'),
    ("SANA carried a statement by the army saying that jets struck the depot.", ("SANA", "the army"), "that jets struck the depot"),
    # told to an agency, carried by one, said to one
    ('"The road is closed," Omar Haddad told AFP.', ("AFP", "Omar Haddad"), '"The road is closed,"'),
    ("The convoy was hit, two officials told the Delta Post.", ("the Delta Post", "two officials"), "The convoy was hit"),
    ("One activist, Omar Haddad, told Reuters via Skype that tanks shelled the town.", ("Reuters", "One activist, Omar Haddad"), "that tanks shelled the town"),
    ("Haddad told Reuters that the militia had told him that the bridge was mined.", ("Reuters", "Haddad", "the militia"), "that the bridge was mined"),
    ("An official from the ministry told Interfax that the militia claimed the attack was staged.", ("Interfax", "An official from the ministry", "the militia"), "the attack was staged"),
    ("The army shelled the town, according to the Observatory, quoted by Reuters.", ("Reuters", "the Observatory"), "The army shelled the town"),
    ("According to a doctor quoted by AFP, ten people died.", ("AFP", "a doctor"), "ten people died"),
    ("The statement, carried by SANA, said that jets struck the depot.", ("SANA", "The statement"), "that jets struck the depot"),
    ("In a statement carried by SANA, the army said that jets struck the depot.", ("SANA", "the army"), "that jets struck the depot"),
    ("The ministry said in a statement quoted by Interfax that jets struck the depot.", ("Interfax", "The ministry"), "that jets struck the depot"),
    ("The commander said in a video posted by Amaq that his men hold the hill.", ("Amaq", "The commander"), "that his men hold the hill"),
    ("In an interview with the BBC, the minister said that the army had left.", ("the BBC", "the minister"), "that the army had left"),
    # the whole of another's sentence
    ("According to Tass, the president said that the army would leave.", ("Tass", "the president"), "that the army would leave"),
    ("The president said the army would leave, Tass reported.", ("Tass", "The president"), "the army would leave"),
    ("The president said, according to Tass, that the army would leave.", ("Tass", "The president"), "that the army would leave"),
    # clauses in clauses
    ("The minister said that the president had told him that the army would leave.", ("The minister", "the president"), "that the army would leave"),
    ("The Observatory said that activists reported that planes hit the market.", ("The Observatory", "activists"), "that planes hit the market"),
    ("Turkey's state news agency said the ministry had confirmed that a soldier died.", ("Turkey's state news agency", "the ministry"), "that a soldier died"),
    ("The news agency Anadolu reported that the governor said that the rebels shot two men.", ("The news agency Anadolu", "the governor"), "that the rebels shot two men"),
    ("Human Rights Watch said a witness told its researchers that soldiers burned the village.", ("Human Rights Watch", "a witness"), "that soldiers burned the village"),
    ("The agency said the envoy believes that Moscow told the army that the truce was over.", ("The agency", "the envoy", "Moscow"), "that the truce was over"),
    ("The monitor said villagers reported that a commander had warned that the bridge would fall.", ("The monitor", "villagers", "a commander"), "that the bridge would fall"),
    ("The envoy said the rebels had accused the army of shelling the town.", ("The envoy", "the rebels"), "the army of shelling the town"),
    ("The army accused the rebels of claiming that the town had fallen.", ("The army", "the rebels"), "that the town had fallen"),
    ('The mayor said: "The general told us that the army will leave."', ("The mayor", "The general"), "that the army will leave"),
    ('"The general told us that the army will leave," the mayor said.', ("the mayor", "The general"), "that the army will leave"),
    # what is denied, received or repeated is a claim of another
    ("A spokesman denied a claim by the rebels that the town had fallen.", ("A spokesman", "the rebels"), "that the town had fallen"),
    ("The army rejected the Observatory's claim that it had shelled the town.", ("The army", "the Observatory"), "that it had shelled the town"),
    ("The rebels' claim that the army used gas was denied by the minister.", ("the minister", "The rebels"), "that the army used gas"),
    ("The minister denied reports that the army used gas.", ("The minister", None), "that the army used gas"),
    ("The UN said it received reports from local monitors that soldiers killed ten farmers.", ("The UN", "local monitors"), "that soldiers killed ten farmers"),
    ("The governor repeated the army's claim that the rebels had fled.", ("The governor", "the army"), "that the rebels had fled"),
    ("The ministry dismissed allegations by activists that police tortured the men.", ("The ministry", "activists"), "that police tortured the men"),
    ("Tass quoted the minister as denying that jets struck the depot.", ("Tass", "the minister"), "that jets struck the depot"),
    ("Officials told the Delta Post that intelligence reports say the militia bought the trucks.", ("the Delta Post", "Officials", "intelligence reports"), "the militia bought the trucks"),
    ("The envoy told the council that doctors had reported that the shells carried gas.", ("The envoy", "doctors"), "that the shells carried gas"),
    ("A monitor, citing residents, said that the militia claims that the camp is empty.", ("A monitor", "residents", "the militia"), "that the camp is empty"),
    ("Reuters reported that the Observatory, citing activists, said that planes hit the market.", ("Reuters", "the Observatory", "activists"), "that planes hit the market"),
    ("The agency reported on Monday, quoting a police source, that the men had told a judge that the plot failed.", ("The agency", "a police source", "the men"), "that the plot failed"),
]  # fmt: skip


def path(number: int, found: list[Voiced]) -> list[int]:
    """The numbers of a statement and of those around it, outermost first."""
    chain: list[int] = []
    at: int | None = number
    while at is not None:
        chain.insert(0, at)
        at = found[at].within
    return chain


def chains(text: str, found: list[Voiced]) -> list[tuple[Chain, str]]:
    """Every chain of speakers in a text with the words of its innermost voice."""
    result: list[tuple[Chain, str]] = []
    for number, voice in enumerate(found):
        who = tuple(text[slice(*s)] if (s := found[n].source) else None for n in path(number, found))
        result.append((who, " … ".join(bare(text[a:b]) for a, b in voice.content)))
    return result


@pytest.mark.parametrize(("text", "who", "says"), CASES, ids=[c[0][:60] for c in CASES])
def test_chain_of_speakers(text: str, who: Chain, says: str) -> None:
    found = voices(text)
    assert (who, bare(says)) in chains(text, found), shown(text, found)
    assert max(len(path(n, found)) for n in range(len(found))) == len(who), "a voice too many\n" + shown(text, found)


@pytest.mark.parametrize(("text", "who", "says"), CASES, ids=[c[0][:60] for c in CASES])
def test_an_outer_voice_comes_first_and_holds_the_inner_cue_or_its_very_words(text: str, who: Chain, says: str) -> None:
    found = voices(text)
    for number, voice in enumerate(found):
        if voice.within is None:
            continue
        assert voice.within < number
        outer = found[voice.within]
        if outer.content == voice.content:
            assert outer.stance == "relays"
        else:
            assert voice.cue is not None
            assert any(a <= voice.cue[0] < b for a, b in outer.content)


OWN = [
    ("A report published by Human Rights Watch said that soldiers burned the village.", 1),
    ("The army said that planes hit the market and the rebels said that they did not.", 1),
    ("The Observatory said that jets hit the market. Reuters said that ten died.", 1),
    ("The video was posted by Amaq on Monday.", 0),
    ("The commander was interviewed by a judge on Monday.", 0),
]


@pytest.mark.parametrize(("text", "depth"), OWN, ids=[t[:60] for t, _ in OWN])
def test_voices_beside_each_other_are_not_nested(text: str, depth: int) -> None:
    found = voices(text)
    assert max((len(path(n, found)) for n in range(len(found))), default=0) == depth, shown(text, found)
