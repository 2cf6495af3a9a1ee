"""Who answers whom: denials, disputes, risen tolls, corrections, responses."""

from __future__ import annotations

import pytest

import sample_record
from build import Act, Said, document, report
from reportedly import answers, places, record
from reportedly.answers import Answer
from reportedly.model import Reading, Record, Stance
from reportedly.views import answers as shown

OBSERVATORY, DOCTORS, MINISTRY = "the Ardan Observatory", "Doctors United", "the Ministry of Defence"


def strike(
    n: int, by: str, published: str | None = None, *, stance: Stance = "asserts", publisher: str = "A", more: str = ""
) -> Reading:
    """A strike on a school in Aleppo on Wednesday killed so many people, somebody said."""
    text = f"On Wednesday a strike on a school in Aleppo killed {n} people, {by} said.{more}"
    said = [
        Said(slot="where", words="Aleppo", place=places.find("Aleppo", country="SY")[0].id),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
        Said(slot="killed", words=f"{n} people", low=n, high=n, by=by, stance=stance),
    ]
    act = Act(kind="air_strike", trigger="strike", said=said)
    return report(document(text, publisher=publisher, published=published), act)


def tolls(*readings: Reading) -> list[tuple[str, str, str, str | None]]:
    """Who says, who answers, how, and which came first, for the dead."""
    return [told(a) for a in answers.of_record(record.build(readings)) if a.slot == "killed"]


def told(answer: Answer) -> tuple[str, str, str, str | None]:
    said = answer.said.name.removeprefix("the ") if answer.said else ""
    return said, answer.relation, answer.answer.name.removeprefix("the "), answer.first


def test_two_voices_on_one_day_dispute_each_other() -> None:
    """12, says the observatory; 40, say the doctors, both on the 27th."""
    found = tolls(strike(12, OBSERVATORY, "2016-10-27"), strike(40, DOCTORS, "2016-10-27", publisher="B"))
    assert [(relation, first) for _, relation, _, first in found] == [("disputes", "same")]
    assert {found[0][0], found[0][2]} == {"Ardan Observatory", "Doctors United"}


def test_one_voices_later_figure_is_a_risen_toll() -> None:
    """12, says the observatory on the 27th; 19 on the 29th."""
    found = tolls(strike(12, OBSERVATORY, "2016-10-27"), strike(19, OBSERVATORY, "2016-10-29", publisher="B"))
    assert found == [("Ardan Observatory", "raises", "Ardan Observatory", "said")]


def test_one_voices_later_lower_figure_is_a_correction() -> None:
    """19, says the observatory on the 27th; 12 on the 29th."""
    found = tolls(strike(19, OBSERVATORY, "2016-10-27"), strike(12, OBSERVATORY, "2016-10-29", publisher="B"))
    assert found == [("Ardan Observatory", "corrects", "Ardan Observatory", "said")]


def test_another_voices_higher_figure_of_a_later_day_raises_the_toll() -> None:
    """12, says the observatory on the 27th; 19, say the doctors on the 29th."""
    found = tolls(strike(12, OBSERVATORY, "2016-10-27"), strike(19, DOCTORS, "2016-10-29", publisher="B"))
    assert found == [("Ardan Observatory", "raises", "Doctors United", "said")]


def test_a_lower_figure_of_a_later_day_is_a_dispute() -> None:
    """19, says the observatory on the 27th; 12, says the ministry on the 29th."""
    found = tolls(strike(19, OBSERVATORY, "2016-10-27"), strike(12, MINISTRY, "2016-10-29", publisher="B"))
    assert found == [("Ardan Observatory", "disputes", "Ministry of Defence", "said")]


def test_who_repeats_the_lower_figure_afterwards_disputes_the_higher() -> None:
    """12, says the ministry on the 27th, and still on the 30th; 19, say the doctors on the 29th."""
    found = tolls(
        strike(12, MINISTRY, "2016-10-27"),
        strike(19, DOCTORS, "2016-10-29", publisher="B"),
        strike(12, MINISTRY, "2016-10-30", publisher="C", more=" It did not change its figure."),
    )
    assert found == [("Ministry of Defence", "disputes", "Doctors United", "said")]


def test_without_the_days_of_both_reports_nobody_came_first() -> None:
    """12 on the 27th; 40 in a report of no date."""
    ((_, relation, _, first),) = tolls(strike(12, OBSERVATORY, "2016-10-27"), strike(40, DOCTORS, publisher="B"))
    assert (relation, first) == ("disputes", None)


def test_a_figure_that_goes_with_another_answers_nobody() -> None:
    """35 twice."""
    assert tolls(strike(35, OBSERVATORY), strike(35, DOCTORS, publisher="B")) == []


def test_a_denial_answers_those_who_say_so() -> None:
    """35, says the observatory on the 27th; the ministry denies it on the 28th."""
    found = tolls(
        strike(35, OBSERVATORY, "2016-10-27"), strike(35, MINISTRY, "2016-10-28", stance="denies", publisher="B")
    )
    assert found == [("Ardan Observatory", "denies", "Ministry of Defence", "said")]


def test_a_denial_of_what_nobody_says_is_not_lost() -> None:
    """The ministry denies that 35 people were killed; no report says so."""
    assert tolls(strike(35, MINISTRY, stance="denies")) == [("", "denies", "Ministry of Defence", None)]


def test_the_denial_of_a_whole_event_is_told_once() -> None:
    """The ministry denies that there was a strike; no report says that there was."""
    text = "There was no strike on a school in Aleppo on Wednesday, the Ministry of Defence said."
    said = [
        Said(slot="target", words="a school", how="description", by=MINISTRY, stance="denies"),
        Said(slot="where", words="Aleppo", by=MINISTRY, stance="denies"),
    ]
    act = Act(kind="air_strike", trigger="strike", said=said, by=MINISTRY, stance="denies")
    found = answers.of_record(record.build([report(document(text), act)]))
    assert [(a.slot, *told(a)) for a in found] == [("kind", "", "denies", "Ministry of Defence", None)]


def test_nobody_answers_himself() -> None:
    """The ministry says 35 in one report and denies it in another."""
    found = tolls(strike(35, MINISTRY), strike(35, MINISTRY, stance="denies", publisher="B"))
    assert [a for a in found if a[0] == a[2]] == []


@pytest.fixture
def contested() -> Record:
    return sample_record.contested()


def test_the_words_of_both_stand_side_by_side(contested: Record) -> None:
    """Some rebel sources said that he fled because he was not paid. The brigade denied this; "he was ill"."""
    found = [a for a in answers.of_record(contested) if a.slot == "motive"]
    denial, dispute = found
    assert told(denial) == ("Some rebel sources", "denies", "Stone Brigade", "same")
    assert denial.said is not None
    assert (denial.said.words, denial.answer.words) == ("he was not paid", "this")
    assert dispute.said is not None
    assert {dispute.said.words, dispute.answer.words} == {"he was ill", "he was not paid"}


def test_an_event_in_response_to_another_is_linked(contested: Record) -> None:
    """It may have been a reprisal for the desertion, the Monitor Group added."""
    (answer,) = [a for a in answers.of_record(contested) if a.relation == "responds"]
    assert (answer.to_event, answer.said, answer.answer.stance) == (sample_record.FLED, None, "infers")
    assert answer.answer.name == "the Monitor Group"


def test_every_side_has_its_words_and_its_report(contested: Record) -> None:
    texts = {d.id: d.text for d in contested.documents}
    for answer in answers.of_record(contested):
        for side in (answer.said, answer.answer):
            assert side is None or side.words in texts[side.document]


def test_as_a_text_a_denial_stands_under_what_it_denies(contested: Record) -> None:
    text = shown.render(contested)
    assert "    Some rebel sources [1]: “Kafr Dor”\n  ✗ denied: the Stone Brigade [1]: “this”\n" in text
    assert "↩ in response to Adel Karim leaves" in text
    assert "(concluded, not stated)" in text
    assert shown.render(sample_record.empty()) == "Nobody in these reports answers another.\n"


def test_as_a_text_a_risen_toll_is_no_dispute() -> None:
    made = record.build([strike(12, OBSERVATORY, "2016-10-27"), strike(19, OBSERVATORY, "2016-10-29", publisher="B")])
    text = shown.render(made)
    assert "↑ a later, higher figure: Ardan Observatory [2]: “19 people”" in text.replace("the Ardan", "Ardan")
    assert "≠" not in text


def test_words_of_strangers_cannot_command_the_terminal(contested: Record) -> None:
    assert "\x1b" not in shown.render(record.build([strike(35, "Watch\x1b[31m"), strike(40, DOCTORS, publisher="B")]))
