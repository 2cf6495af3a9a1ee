"""Invented war reports out of sentences with slots, so that unrelated stories share formulas as wire stories do.

``[a|b]`` is a choice, ``{town}`` a slot that keeps its value within one story.  Every sentence is our own; places and people
are put together from syllables.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

LEADS = """
[At least|As many as|More than] {n} people were killed and {m} [wounded|injured] on {day} when [shells|rockets|mortar bombs] [hit|struck|fell on] {site} in {town}, [{monitor} said|local officials said|a hospital doctor said].
[Fighters of {group}|{group}] [captured|seized|took] the [town|village|hill town] of {town} on {day} after [two days|a night|almost a week] of [fighting|clashes] with {force}, [residents said|both sides said|{monitor} reported].
[Warplanes|Fighter jets|Aircraft] [bombed|struck|attacked] {site} in {town} [late on|early on|on] {day}, killing {n} people, [rescue workers|medics|a civil defence team] said.
{force} [said on {day} that it had|announced on {day} it had|on {day} claimed to have] [retaken|recaptured|entered] {town}, [the last|the largest|an important] stronghold of {group} in {province} province.
A [car bomb|truck bomb|bomb hidden in a van] [exploded|went off|blew up] [outside|near|in front of] {site} in {town} on {day}, killing {n} and wounding {m}, police said.
Thousands of [families|people|residents] [fled|left|streamed out of] {town} on {day} as {force} [pressed on with|stepped up|widened] an offensive against {group} in {province} province.
[Gunmen|Armed men|Masked men] [abducted|kidnapped|seized] {n} [aid workers|teachers|drivers|medics] on the road between {town} and {town2} on {day}, [their employer|an aid group|the governor's office] said.
{group} and {force} [agreed on|signed|announced] a {n}-day [truce|ceasefire] around {town} on {day} to let [food|aid convoys|the wounded] through, [mediators|tribal elders|both sides] said.
A [drone|drone strike|missile fired from a drone] killed {n} [people|men|fighters] in a [car|convoy|farmhouse] near {town} on {day}, [security sources|officials in {town2}|a local commander] said.
{n} soldiers of {force} died on {day} in [an ambush|an attack on a checkpoint|a roadside blast] [outside|near|west of] {town}, the [defence ministry|army command|governor of {province}] said.
"""

DETAILS = """
The attack [began|started] [shortly before dawn|around {hour}|just after evening prayers] and [went on for|lasted] [several|about three|more than five] hours, [witnesses|residents|shopkeepers] said.
{name}, [a shopkeeper|a teacher|a farmer|a taxi driver] who lives [close to|not far from|two streets away from] {site}, said he had [heard|counted] [four|five|six] explosions before the power went out.
[Video|Footage|A video] posted [online|by activists|on social media] [showed|appeared to show] [smoke rising over|a burning car in|rubble in the streets of] {town}, but it could not be [verified independently|independently confirmed].
[The road|The highway|The only road] from {town} to {town2} has been [cut|closed|shut to traffic] since {day2}, [leaving|which leaves] [hundreds of trucks|buses|lorries] stranded on both sides.
[Hospitals|The two hospitals|Clinics] in {town2} [were overwhelmed|were short of blood|had run out of beds], and [doctors|nurses|a surgeon] [appealed for|asked for] donations.
{m} of the wounded were taken to {town2}, [some|many|several] of them [in private cars|on motorcycles|in pick-up trucks] because there were too few ambulances.
[Residents|People] in the [eastern|western|northern|southern] [district|quarter|suburbs] said [fighters|soldiers|men in uniform] had gone from house to house [looking for weapons|checking papers|asking for young men].
[Women and children|Children|Elderly people] were among the dead, [according to|said] {monitor}, [which tracks the war|which has people on the ground|which follows the conflict] [from abroad|through a network of sources].
[Rescuers|Rescue teams|Volunteers] were still [digging|searching] through [the rubble|collapsed houses|what was left of the market] on {day3} for [survivors|people thought to be missing].
A [spokesman|spokeswoman] for {force} [denied|rejected] that [civilians|any civilian building|the market] had been [hit|targeted] and said the [strike|operation|raid] was aimed at [a depot|a command post|fighters] of {group}.
[In a statement|In a message on its channel|In a short statement], {group} [said|claimed] it had [killed|wounded] {m} soldiers and [destroyed|captured] {k} [vehicles|tanks|armoured vehicles].
[Neither|The] [claim could be checked|figures could not be confirmed], [as|since] reporters are [not allowed into|kept out of] the [area|district].
The [governor|deputy governor|mayor] of {province}, {name2}, [told reporters|said in {town2}] that the [situation|city] was [under control|calm again|quiet] and that [schools|markets] would open [next week|in a few days].
[Shops|Markets|Bakeries] [stayed shut|closed early|did not open] and [the price|prices] of [bread|fuel|flour] [doubled|rose by a half|went up again], [a baker|a trader|residents] said.
An [officer|army officer] who [asked not to be named|spoke on condition of anonymity] said {k} [soldiers|tanks|vehicles] had been [moved|sent] to {town2} [overnight|in the past days] to [hold|secure] the [bridge|crossing|heights].
[Two|Three|Four] [helicopters|jets|drones] were [seen|heard] over {town} [during the night|through the morning|at noon], and [flares|anti-aircraft fire] lit up the sky.
{name}'s [brother|cousin|neighbour], who was [wounded|hurt] in the [leg|arm|back], said the [first|second] [shell|blast|explosion] had thrown him [across the street|against a wall|to the ground].
[About|Some|Around] {big} [families|people] have [left|fled] {town} [since|in the days after] {day2}, most of them [for|towards] [camps near|relatives in] {town2}, the [regional office|local council] said.
[Aid groups|Relief agencies] [warned|said] that [water|food|medicine] would [run out|be used up] [within days|by the end of the week] unless [a corridor|the road] was opened.
The [attackers|gunmen] [escaped|withdrew|got away] [on motorcycles|into the hills|towards the border], and {force} [sent reinforcements|closed all roads|began a search].
[Local|Tribal] [leaders|elders] [met|held talks with] officers of {force} on {day3} to [ask for|demand] [the release of|news about] [detained|missing] [men|relatives].
A [school|mosque|clinic|water station] [next to|behind|opposite] {site} [was damaged|lost its roof|burned down], [a council worker|an engineer|the town council] said.
{name2} said {k} [bodies|people] had been [brought|carried] to the [morgue|main hospital] by [nightfall|the evening], [and that|adding that] the [number|toll] [could|was likely to] rise.
[Electricity|Power|The water supply] was [cut|out] in [most of|half of|large parts of] {town} after a [line|pumping station|transformer] was hit on {day2}.
[Fighters|Members] of {group} [set up|put up] [checkpoints|roadblocks] on the [road|roads] [into|out of] {town} and [stopped|searched] [cars|buses], [drivers|travellers] said.
[Officials|Two officials] in {town2} said a [local ceasefire|exchange of prisoners|withdrawal] was being [discussed|prepared] but that [nothing had been signed|no date had been set].
The [dead|victims] included [a family of {k}|{k} members of one family|a doctor and {k} patients], [relatives|neighbours] said at the [funeral|burial] on {day3}.
{force} has [shelled|bombarded] the [outskirts|orchards|farmland] of {town} [almost daily|every night|on and off] since [the spring|last month|the fall of {town2}].
[Several|Dozens of|Many] [houses|shops] [burned|were looted|were destroyed] and [the smell of|clouds of] smoke [hung over|could be smelled in] [the centre|the old town].
[Asked about|Questioned about] the [killings|reports], {name2} said [an inquiry|an investigation] had been [opened|ordered] and [those responsible|anyone guilty] would be [punished|brought to court].
[Phone|Mobile phone] [lines|networks] [went dead|were down] [for hours|until the evening], which made it [hard|difficult] to [reach|contact] [people|relatives] [inside|in] {town}.
{monitor} [put|gave] the [toll|number of dead] at {n2}, [while|but] {force} [spoke of|mentioned only] {k}; [neither|the reason for the difference] [figure could be verified|was not clear].
A [commander|field commander] of {group}, [known as|who goes by the name of] {name}, was [killed|badly wounded] in the [fighting|raid], [two of his men|a relative] said.
[Farmers|Shepherds] [near|outside] {town} said [mines|unexploded shells] had [killed|maimed] [their animals|{k} people] [since the winter|in recent weeks].
[For now|So far], [no one|nobody] has [claimed responsibility|said that they did it], though [officials|police] [blamed|pointed at] {group}.
[Trucks|A convoy] of the [relief agency|Red Crescent society] [reached|got to] {town} [late|at last] on {day3} with [flour and tents|food for {big} people|medicine].
The [curfew|night curfew] in {town} [was extended|will stay in force] until {day2}, [a military statement|the governor's office] said, and [cars|motorcycles] were banned from the [centre|main street].
[Students|Families|Crowds] [gathered|marched] [in|through] {town2} to [protest against|call for an end to] the [shelling|arrests], and [police|soldiers] [fired into the air|used tear gas].
[Diplomats|Two diplomats] [said|believe] the [battle|fight] for {town} [could|may] [decide|change] [talks|negotiations] [planned|due] [next month|later this year].
{name}, {age}, [lost|buried] [his wife|two sons|a daughter] and [said|told a reporter] that [nobody had warned them|there had been no warning|they had nowhere to go].
"""

QUOTES = """
"[We heard|There was] a [whistle|roar] and then [everything|the whole street] [went dark|shook]," [said|recalled] {name}, {age}, [a father of {k}|a mother of {k}|who sells vegetables].
"[Our people|The people here] [want|need] [bread and quiet|to go home], [not more|and not] [promises|speeches]," {name2} [said|told the crowd].
"We will [not leave|hold] {town} [whatever it costs|as long as we live]," a [fighter|commander] [who gave his name as {name}|of {group}] said [by telephone|in a voice message].
"[Nobody|No one] [came|helped us] for [two|three|four] days," said {name}, [standing|sitting] [in front of|beside] [his|her] [house|tent|shop].
"This was [a school|a market|a place for families], there were [no fighters|no soldiers] here," {name} said, [pointing at|walking through] the [debris|ruins].
"[The operation|The campaign] will [go on|continue] until [the last|every] [gunman|terrorist] has [left|gone]," [said|announced] {name2}, [an officer|a general] of {force}.
"""

BACKGROUND = """
The war in {province} began when protests against the old governor were put down by force, and it has since drawn in militias, neighbouring armies and a dozen foreign companies of volunteers.
{town} lies on the road that links the coast with the interior, and it has changed hands three times since the spring offensive.
{group} split from a larger alliance two years ago in a quarrel over money and command, and it now holds most of the countryside around {town2}.
Talks between the sides, held in a hotel on the lake under the eyes of three governments, broke up in autumn without a date for another round.
"""

STANDING = (
    "The conflict, now in its seventh year, has killed tens of thousands of people and driven more than half of the population from their homes, many of them to camps across the border.",
    "Reporters cannot move freely in areas held by either side, and most accounts come from residents reached by telephone, from activists, or from statements of the warring parties.",
    "A truce signed in winter was meant to open the roads and to bring back the displaced, but each side accuses the other of having broken it within days.",
    "The eastern provinces hold most of the country's oil and gas, and control of the wells has changed the course of the war more often than any battle for a town.",
    "International mediators have called for a new round of talks, but the two governments that back the warring sides have not agreed on who should be invited.",
    "Both sides have been accused by human rights groups of shelling populated areas, of detaining people without charge, and of holding back aid from towns under siege.",
    "The alliance has flown thousands of raids since it entered the war, and it says that it takes every care to spare civilians; local groups have counted hundreds of dead.",
    "Mines and unexploded shells will remain for decades, engineers say, and clearing a single field can take a trained team of eight people most of a summer.",
    "The movement grew out of a village militia that was founded to guard the harvest, and it now runs courts, taxes and schools in a third of the country.",
    "Aid agencies say that nine out of ten people in the besieged districts live on less than two meals a day, and that the price of flour has risen fivefold in a year.",
    "The army lost most of the province in a week of fighting two summers ago, when whole units left their posts, and has been trying to win it back ever since.",
    "A commission of inquiry set up by the parliament has interviewed hundreds of witnesses but has never been allowed to visit the places where the killings took place.",
)
"""Paragraphs of history that stand in many unrelated stories of an agency."""

FURNITURE_HEAD = (
    "Home | World | Politics | Weather | Video\nSubscribe now for full access to all of our stories and live updates from the region",
    "Breaking news: follow the latest on our live page, with updates through the night from our reporters in four countries",
    "Share this article\nListen to this story, four minutes",
    "You are reading the free edition. Readers who pay get the morning letter, the archive of twenty years and the maps",
)
FURNITURE_FOOT = (
    "Read also: five things to know about the peace talks\nSign up for our newsletter and get the most important stories of the day in your inbox every morning at seven\nAll rights reserved. No part of this page may be copied without permission of the publisher.",
    "Our journalism depends on readers like you. If you value what we do, please consider a gift of any size, which takes a minute and keeps our pages free for everyone in the region and beyond.\nTags: war, region, politics",
    "Related stories\nMinister defends budget in stormy session\nFlood waters fall in the south after a week of rain\nTerms of use | Privacy policy | Contact the newsroom",
    "Correspondents in three cities contributed to this report; it was edited at the desk in the capital and may be updated as more becomes known about what took place.",
)
"""What sites put around a story, whoever wrote it."""

STATEMENT = """
[We|Our movement and its fighters|The government of the province] [reject|condemn|deplore] [in the strongest words|without reserve] [the attack on|what was done to|the shelling of] the people of {town}, who had [nothing to do with|no part in] this war.
[Whoever gave|Those who gave] the order will [answer for it|stand before a court], [today or in ten years|however long it takes], and [no agreement|no paper signed abroad] will [protect|shield] them.
We [call on|urge|ask] [every government|all states|the neighbouring states] that [sells|sends] [weapons|arms and fuel] to [{force}|the other side] to [stop|end this trade] [at once|before more people die], and we [ask|invite] [observers|doctors and observers] to [come|see for themselves].
[Our hand|The offer of talks] [remains|is still] [stretched out|on the table], but [nobody|no one] should [mistake|take] [patience|this] for [weakness|fear], and [nobody|no one] should [believe|think] that {town} will be [given up|handed over] [in silence|for the sake of quiet].
"""

SYNONYMS = {
    "said": "told reporters",
    "killed": "left dead",
    "wounded": "hurt",
    "fled": "escaped",
    "attack": "assault",
    "began": "started",
    "hospital": "clinic",
    "hours": "hrs",
    "people": "persons",
    "soldiers": "troops",
    "fighters": "militants",
    "town": "city",
    "since": "after",
    "many": "a lot",
    "according": "as reported",
    "road": "highway",
    "several": "a number of",
    "houses": "homes",
    "after": "following",
    "near": "close to",
}
"""Words that a copy editor changes."""

_FIRST = "Ar Bel Cor Dal Er Fan Gor Hal Il Jar Kes Lor Mar Nas Or Pel Qar Ras Sel Tar Ur Val Wes Yar Zel".split()
_MID = "a e i o u an en in on ar er ir al el il".split()
_LAST = "dan bek mar tun vil zad kor lan mit nor pol rik sha tal wan yeh zan ber gul dor".split()
_NAMES = (
    "Idris Mara Tomas Leila Anton Sami Nura Viktor Hanna Yusuf Petra Omar Selma Karim Daria Jonas Rima Faris".split()
)
_GROUPS = "Northern Brigade,Free Valley Front,Army of the Hills,Black Banner Column,River Shield,Martyrs' Battalion,Popular Guard,Union of Fighters,Mountain Falcons,Steppe Legion".split(
    ","
)
_FORCES = "the army,the national guard,government forces,the border force,the republican guard,the coalition,the security forces".split(
    ","
)
_SITES = "a crowded market,the bus station,a bakery,the central hospital,a school,a checkpoint,the old mosque,the grain silo,a fuel depot,the courthouse,a camp for displaced people,a wedding hall".split(
    ","
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def syllables(rng: random.Random) -> str:
    """A made-up name."""
    return rng.choice(_FIRST) + rng.choice(_MID) + rng.choice(_LAST)


def lines(block: str) -> list[str]:
    """The sentences of a block."""
    return [line for line in block.strip().splitlines() if line]


@dataclass(frozen=True)
class Scene:
    """What a story is about: the values of its slots."""

    values: dict[str, str] = field(default_factory=dict)

    def say(self, rng: random.Random, sentence: str) -> str:
        """The sentence with its choices made and its slots filled."""
        while _CHOICE.search(sentence):
            sentence = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), sentence)
        told = _SLOT.sub(lambda found: self.values[found[1]], sentence)
        return told[:1].upper() + told[1:]


def scene(rng: random.Random) -> Scene:
    """New values for every slot."""
    towns = [syllables(rng) for _ in range(3)]
    people = [f"{rng.choice(_NAMES)} {syllables(rng)}" for _ in range(2)]
    days = rng.sample(_DAYS, 3)
    killed = rng.randint(2, 60)
    return Scene(
        {
            "town": towns[0],
            "town2": towns[1],
            "province": towns[2],
            "name": people[0],
            "name2": people[1],
            "day": days[0],
            "day2": days[1],
            "day3": days[2],
            "n": str(killed),
            "n2": str(killed + rng.randint(1, 12)),
            "m": str(rng.randint(3, 90)),
            "k": str(rng.randint(2, 19)),
            "big": f"{rng.randint(2, 90)},{rng.randint(0, 9)}00",
            "age": str(rng.randint(19, 78)),
            "hour": f"{rng.randint(1, 12)} {rng.choice(['a.m.', 'p.m.'])}",
            "group": f"the {rng.choice(_GROUPS)}",
            "force": rng.choice(_FORCES),
            "site": rng.choice(_SITES),
            "monitor": f"the {syllables(rng)} {rng.choice(['Observatory', 'Monitor', 'Network', 'Centre'])}",
        }
    )


def story(rng: random.Random, at: Scene | None = None) -> list[str]:
    """A report as paragraphs, the headline first; of a given scene, where another reporter tells of the same."""
    at = at or scene(rng)
    lead = at.say(rng, rng.choice(lines(LEADS)))
    told = [at.say(rng, line) for line in rng.sample(lines(DETAILS), rng.randint(5, 13))]
    told += [at.say(rng, line) for line in rng.sample(lines(QUOTES), rng.randint(0, 3))]
    told += [at.say(rng, line) for line in rng.sample(lines(BACKGROUND), rng.randint(0, 1))]
    rng.shuffle(told)
    if rng.random() < 0.35:
        told.append(rng.choice(STANDING))
    paragraphs = [headline(rng, at), lead]
    while told:
        take = rng.choice((1, 1, 2))
        paragraphs.append(" ".join(told[:take]))
        told = told[take:]
    return paragraphs


def headline(rng: random.Random, at: Scene) -> str:
    """A headline for a scene."""
    forms = (
        "{n} dead in {town} as fighting spreads",
        "{town}: what is known about the attack",
        "Battle for {town} enters new phase",
        "{province} counts its dead after new strikes",
        "Fear in {town2} after bloodshed in {town}",
    )
    return at.say(rng, rng.choice(forms))


def statement(rng: random.Random, at: Scene) -> list[str]:
    """A long statement of one of the parties, sentence by sentence."""
    return [at.say(rng, line) for line in lines(STATEMENT)[: rng.randint(2, 4)]]
