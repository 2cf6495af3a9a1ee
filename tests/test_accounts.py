"""Accounts: what is one value, what is a rival, what counts as support."""

from collections.abc import Sequence

import msgspec

from build import Act, Said, document, report
from reportedly import places, record
from reportedly.model import Account, Event, Reading, Record


def strike(text: str, *said: Said, publisher: str = "A", published: str | None = None) -> Reading:
    """A report of an air strike in Aleppo on Wednesday (its text must name both) with what is said of it."""
    base = [
        Said(slot="where", words="Aleppo", place=places.find("Aleppo", country="SY")[0].id),
        Said(slot="when", words="Wednesday"),
    ]
    target = [Said(slot="target", words="a school", how="description")] if "a school" in text else []
    act = Act(kind="air_strike", trigger="strike", said=[*base, *target, *said])
    return report(document(text, publisher=publisher, published=published), act)


def dead(n: int, by: str = "", stance: str = "asserts", **more: object) -> Said:
    """A death toll of exactly n."""
    return Said(slot="killed", words=f"{n} people", low=n, high=n, by=by, stance=stance, **more)  # type: ignore[arg-type]


def only(made: Record) -> Event:
    (event,) = made.events
    return event


def by_words(made: Record, accounts: Sequence[Account]) -> dict[str, Account]:
    """The accounts of a slot by the words of their first claim's value."""
    words = {c.id: c.evidence[0].text for c in made.claims}
    return {words[a.claims[0]]: a for a in accounts}


def tolls(*readings: Reading) -> dict[str, Account]:
    made = record.build(readings)
    return by_words(made, only(made).fields["killed"])


LINE = "On Wednesday a strike on a school in Aleppo killed {} people, {} said."


def test_two_named_independent_voices_corroborate() -> None:
    """Two papers, two monitors, one figure."""
    found = tolls(
        strike(LINE.format(35, "the Ardan Observatory"), dead(35, "the Ardan Observatory")),
        strike(LINE.format(35, "Doctors United"), dead(35, "Doctors United"), publisher="B"),
    )
    account = found["35 people"]
    assert (account.status, account.support) == ("corroborated", "corroborated")
    assert (account.independent.low, account.independent.high) == (2, 2)


def test_one_speaker_cited_twice_counts_once() -> None:
    """Two papers cite one monitor."""
    found = tolls(
        strike(LINE.format(35, "the Ardan Observatory"), dead(35, "the Ardan Observatory")),
        strike("Aleppo: " + LINE.format(35, "the Ardan Observatory"), dead(35, "the Ardan Observatory"), publisher="B"),
    )
    assert len(found["35 people"].claims) == 2
    assert (found["35 people"].independent.high, found["35 people"].status) == (1, "single")


def test_a_copied_report_counts_once() -> None:
    """A wire report and its copy under another name."""
    text = (
        "On Wednesday a strike on a school in Aleppo killed 35 people, and many of the wounded were taken to two hospitals "
        "in the west of the city, where nurses worked through the night by the light of torches."
    )
    found = tolls(
        strike(text, dead(35), published="2016-10-26"), strike(text, dead(35), publisher="B", published="2016-10-27")
    )
    assert found["35 people"].independent.high == 1
    assert found["35 people"].status == "single"


def test_vague_voices_raise_only_the_upper_count() -> None:
    """A paper, and activists in another paper."""
    found = tolls(
        strike(LINE.format(35, "the paper"), dead(35)),
        strike(LINE.format(35, "activists"), dead(35, "activists"), publisher="B"),
    )
    account = found["35 people"]
    assert (account.independent.low, account.independent.high) == (1, 2)
    assert (account.status, account.support) == ("unresolved", "unresolved")


def test_rival_tolls_of_two_voices_are_contested_and_none_is_lost() -> None:
    """35 and 28."""
    found = tolls(strike(LINE.format(35, "we"), dead(35)), strike(LINE.format(28, "we"), dead(28), publisher="B"))
    assert {a.status for a in found.values()} == {"contested"}
    assert {a.support for a in found.values()} == {"single"}
    assert found["35 people"].rivals == (found["28 people"].id,)


def test_figures_of_different_classes_are_no_rivals() -> None:
    """35 people, and 22 children."""
    found = tolls(
        strike(LINE.format(35, "we"), dead(35)),
        strike(LINE.format(22, "we"), dead(22, class_="children"), publisher="B"),
    )
    assert all(not a.rivals for a in found.values())


def test_a_finer_figure_refines_a_coarse_one_and_a_coarse_one_supports_no_rival() -> None:
    """Dozens, 35 and 28: the dozens fit both."""
    dozens = Said(slot="killed", words="Dozens", low=24, high=99)
    found = tolls(
        strike(LINE.format(35, "we"), dead(35)),
        strike(LINE.format(28, "we"), dead(28), publisher="B"),
        strike("Dozens died on Wednesday in a strike on a school in Aleppo.", dozens, publisher="C"),
    )
    coarse = found["Dozens"]
    assert coarse.id in found["35 people"].refines
    assert coarse.id in found["28 people"].refines
    assert not coarse.rivals
    assert all(found[w].independent.low == 1 for w in ("35 people", "28 people"))


def test_the_same_voices_later_figure_supersedes_its_earlier_one() -> None:
    """A monitor raises its toll a day later."""
    found = tolls(
        strike(LINE.format(20, "the Ardan Observatory"), dead(20, "the Ardan Observatory"), published="2016-10-26"),
        strike(
            LINE.format(38, "the Ardan Observatory"),
            dead(38, "the Ardan Observatory"),
            publisher="B",
            published="2016-10-27",
        ),
    )
    old, new = found["20 people"], found["38 people"]
    assert (old.status, new.status) == ("superseded", "single")
    assert new.updates == (old.id,)
    assert not new.rivals


def test_an_earlier_figure_inside_one_report_is_superseded() -> None:
    """The observers, who earlier put the toll at 20, now say 38."""
    text = "On Wednesday a strike hit a school in Aleppo, killing 38 people. The paper earlier reported that 20 people died in the strike."
    made = record.build(
        [
            report(
                document(text),
                Act(kind="air_strike", trigger="strike", said=[dead(38)]),
                Act(kind="air_strike", trigger="strike", nth=1, said=[dead(20)]),
            )
        ]
    )
    found = by_words(made, only(made).fields["killed"])
    assert (found["20 people"].status, found["38 people"].status) == ("superseded", "single")


def test_a_figure_that_another_voice_still_holds_is_not_superseded() -> None:
    """The monitor raised its toll, the ministry did not."""
    observatory, ministry = "the Ardan Observatory", "the Health Office"
    found = tolls(
        strike(LINE.format(20, observatory), dead(20, observatory), published="2016-10-26"),
        strike(LINE.format(20, ministry), dead(20, ministry), publisher="C", published="2016-10-26"),
        strike(LINE.format(38, observatory), dead(38, observatory), publisher="B", published="2016-10-27"),
    )
    assert found["20 people"].status == "contested"


def test_a_denial_is_tied_to_the_account_that_it_denies() -> None:
    """A monitor names the air force, the air force denies it; nobody else is named."""
    one = strike(
        LINE.format(35, "the Ardan Observatory") + " It blamed Norland jets.",
        Said(slot="agent", words="Norland jets", by="the Ardan Observatory"),
    )
    text = "Wednesday, Aleppo: the Norland Ministry said the strike on a school was not by Norland jets."
    two = strike(text, Said(slot="agent", words="Norland jets", by="Norland Ministry", stance="denies"), publisher="B")
    made = record.build([one, two])
    (account,) = only(made).fields["agent"]
    denial = next(c for c in made.claims if c.stance == "denies")
    assert account.status == "denied"
    assert account.denied_by == (denial.id,)
    assert len(account.claims) == 2
    assert len(account.voices) == 1
    assert account.support == "single"


def test_only_a_denial_supports_nothing() -> None:
    """The ministry denies that the strike took place."""
    text = "On Wednesday no strike on a school in Aleppo took place, the Norland Ministry said."
    made = record.build(
        [report(document(text), Act(kind="air_strike", trigger="strike", by="Norland Ministry", stance="denies"))]
    )
    (account,) = only(made).fields["kind"]
    assert (account.status, account.support, account.voices) == ("denied", "none", ())
    assert only(made).title.startswith("disputed")


def test_two_voices_that_name_disjoint_agents_contest_each_other() -> None:
    """One blames Norland, the other the Tarik Brigade."""
    made = record.build(
        [
            strike(LINE.format(35, "we") + " Norland did it.", Said(slot="agent", words="Norland")),
            strike(
                LINE.format(35, "we") + " The Tarik Brigade did it.",
                Said(slot="agent", words="Tarik Brigade"),
                publisher="B",
            ),
        ]
    )
    assert {a.status for a in only(made).fields["agent"]} == {"contested"}


def test_agents_that_one_voice_lists_stand_together() -> None:
    """Norland and Sudland jets."""
    made = record.build(
        [
            strike(
                LINE.format(35, "we") + " Norland and Sudland did it.",
                Said(slot="agent", words="Norland"),
                Said(slot="agent", words="Sudland"),
            )
        ]
    )
    assert [a.status for a in only(made).fields["agent"]] == ["single", "single"]
    assert all(not a.rivals for a in only(made).fields["agent"])


def test_motives_of_different_voices_are_rivals_unless_one_contains_the_other() -> None:
    """He could not smuggle drugs; the state offered amnesty."""
    text = "On Wednesday a strike on a school in Aleppo {}."
    held = [
        strike(text.format("came in revenge"), Said(slot="motive", words="in revenge")),
        strike(
            text.format("came in revenge for the ambush"),
            Said(slot="motive", words="in revenge for the ambush"),
            publisher="B",
        ),
        strike(
            text.format("was meant to block the road"), Said(slot="motive", words="to block the road"), publisher="C"
        ),
    ]
    made = record.build(held)
    found = by_words(made, only(made).fields["motive"])
    assert found["in revenge"].id in found["in revenge for the ambush"].refines
    assert found["in revenge"].rivals == (found["to block the road"].id,)
    assert found["to block the road"].status == "contested"


def test_what_is_only_planned_is_shown_and_not_counted() -> None:
    """The ministry threatens a strike."""
    text = "The Norland Ministry said that on Wednesday it would launch a strike on Aleppo."
    made = record.build(
        [report(document(text), Act(kind="air_strike", trigger="strike", by="Norland Ministry", stance="plans"))]
    )
    (account,) = only(made).fields["kind"]
    assert (account.status, account.support, account.independent.high) == ("projected", "none", 0)
    assert len(account.voices) == 1
    assert only(made).title.startswith("possible")


def test_a_part_is_no_rival_of_its_whole() -> None:
    """12 people, four of them (by another count of people) on the road."""
    text = "On Wednesday a strike on a school in Aleppo killed 12 people, 4 people of them on the road."
    found = tolls(strike(text, dead(12), dead(4, part_of="12 people")))
    assert found["4 people"].part_of == (found["12 people"].id,)
    assert not found["4 people"].rivals


def test_figures_side_by_side_are_parts_of_their_sum() -> None:
    """Four and eight here, twelve there."""
    found = tolls(
        strike(
            "On Wednesday a strike on a school in Aleppo killed 4 people inside and 8 people outside.", dead(4), dead(8)
        ),
        strike(LINE.format(12, "we"), dead(12), publisher="B"),
    )
    assert found["4 people"].part_of == found["8 people"].part_of == (found["12 people"].id,)
    assert {a.status for a in found.values()} == {"single"}


def test_a_town_refines_its_province_and_a_day_its_month_is_no_rival() -> None:
    """Aleppo, and Aleppo province."""
    province = places.find("Aleppo province", country="SY")[0].id
    one = strike(LINE.format(35, "we"), dead(35))
    two = report(
        document("On Wednesday a strike on a school in Aleppo province killed 35 people.", publisher="B"),
        Act(
            kind="air_strike",
            trigger="strike",
            said=[
                Said(slot="where", words="Aleppo province", place=province),
                Said(slot="when", words="Wednesday"),
                Said(slot="target", words="a school", how="description"),
                dead(35),
            ],
        ),
    )
    made = record.build([one, two])
    where = by_words(made, only(made).fields["where"])
    assert where["Aleppo"].refines == (where["Aleppo province"].id,)
    assert not where["Aleppo"].rivals


def test_who_denies_the_event_does_not_dispute_who_it_was() -> None:
    """Two papers say that Samir Khoury defected; his brigade says that he did not."""
    text = "Samir Khoury did not defect, the Tarik Brigade said."
    said = Said(slot="agent", words="Samir Khoury", by="the Tarik Brigade", stance="denies")
    denial = report(
        document(text, publisher="C"),
        Act(kind="defection", trigger="defect", said=[said], by="the Tarik Brigade", stance="denies"),
    )
    told = [
        report(
            document(f"Samir Khoury defected{more}.", publisher=paper),
            Act(kind="defection", trigger="defected", said=[Said(slot="agent", words="Samir Khoury")]),
        )
        for paper, more in (("A", ""), ("B", " with his men"))
    ]
    persons = [
        msgspec.structs.replace(r, mentions=tuple(msgspec.structs.replace(m, kind="person") for m in r.mentions))
        for r in (*told, denial)
    ]
    made = record.build(persons)
    (who,) = only(made).fields["agent"]
    (what,) = only(made).fields["kind"]
    assert (who.status, who.denied_by) == ("corroborated", ())
    assert what.denied_by
    assert len(what.voices) == 2
    assert only(made).title == "disputed defection of Samir Khoury"


def test_a_share_of_the_dead_is_a_part_and_no_rival() -> None:
    """Twelve killed; five of the dead and seven of the dead are told apart, by the same voice."""
    text = (
        "On Wednesday a strike on a school in Aleppo killed 12 people, 5 of the dead in class, 7 of the dead outside."
    )
    shares = [Said(slot="killed", words=str(n), low=n, high=n) for n in (5, 7)]
    found = tolls(strike(text, dead(12), *shares))
    assert found["5"].part_of == found["7"].part_of == (found["12 people"].id,)
    assert not any(a.rivals for a in found.values())


def test_a_share_whose_own_words_say_so_replaces_no_toll() -> None:
    """Twelve killed, then "six of the dead" in the same voice's report of a later day; "six members of the group" is no share."""
    first = strike(LINE.format(12, "the Ardan Observatory"), dead(12, "the Ardan Observatory"), published="2016-10-27")
    later = "On Wednesday a strike on a school in Aleppo killed 12 people, six of the dead pupils, the Ardan Observatory said."
    share = Said(slot="killed", words="six of the dead", low=6, high=6, by="the Ardan Observatory")
    whole = dead(12, "the Ardan Observatory")
    found = tolls(first, strike(later, whole, share, publisher="B", published="2016-10-29"))
    assert found["six of the dead"].part_of == (found["12 people"].id,)
    assert found["12 people"].status == "single"
    assert not found["six of the dead"].updates
    members = Said(slot="killed", words="six members of the group", low=6, high=6, by="the Ardan Observatory")
    text = "On Wednesday a strike on a school in Aleppo killed six members of the group, the Ardan Observatory said."
    assert (
        tolls(first, strike(text, members, publisher="B", published="2016-10-29"))["12 people"].status == "superseded"
    )


def test_a_voice_that_gives_parts_and_their_sum_has_no_rival_figures() -> None:
    """Four inside, eight outside, twelve in all."""
    text = "On Wednesday a strike on a school in Aleppo killed 12 people, 4 people inside and 8 people outside."
    found = tolls(strike(text, dead(12), dead(4), dead(8)))
    assert found["4 people"].part_of == found["8 people"].part_of == (found["12 people"].id,)


def test_a_heading_is_no_second_voice_for_what_its_report_cites() -> None:
    """The paper's heading gives the monitor's figure."""
    told = strike(LINE.format(35, "the Ardan Observatory") + " 35 people", dead(35), dead(35, "the Ardan Observatory"))
    headed = msgspec.structs.replace(
        told,
        claims=tuple(
            msgspec.structs.replace(c, from_heading=c.slot == "killed" and len(c.attribution) == 1) for c in told.claims
        ),
    )
    assert tolls(told)["35 people"].independent.low == 2
    assert tolls(headed)["35 people"].independent.low == 1
