"""How many, by voice: low, best and high, parts apart from wholes, and never an average."""

from __future__ import annotations

from pathlib import Path

import msgspec

import reportedly
from build import Act, Said, document, report
from reportedly import figures, places, record
from reportedly.figures import Figures
from reportedly.model import Count, Reading, Stance
from reportedly.values import COUNT_SLOTS

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


def strike(text: str, *said: Said, publisher: str = "A", published: str | None = None) -> Reading:
    """A report of a strike on a school in Aleppo on Wednesday with what is said of it."""
    base = [
        Said(slot="where", words="Aleppo", place=places.find("Aleppo", country="SY")[0].id),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
    ]
    act = Act(kind="air_strike", trigger="strike", said=[*base, *said])
    return report(document(text, publisher=publisher, published=published), act)


def dead(n: int, by: str = "", stance: Stance = "asserts") -> Said:
    return Said(slot="killed", words=f"{n} people", low=n, high=n, by=by, stance=stance)


LINE = "On Wednesday a strike on a school in Aleppo killed {} people, {} said."


def told(*readings: Reading) -> list[Figures]:
    return [f for f in figures.of_record(record.build(readings)) if f.slot == "killed"]


def ends(found: Figures) -> tuple[int | None, int | None, int | None]:
    return found.low, found.best.low if found.best else None, found.high


def test_low_best_and_high_are_figures_that_somebody_gives() -> None:
    """Two monitors say 35; the ministry says 28; doctors say 51."""
    (found,) = told(
        strike(LINE.format(35, "the Ardan Observatory"), dead(35, "the Ardan Observatory")),
        strike(LINE.format(35, "Vessel Watch"), dead(35, "Vessel Watch"), publisher="B"),
        strike(LINE.format(28, "the Ministry of Defence"), dead(28, "the Ministry of Defence"), publisher="C"),
        strike(LINE.format(51, "Doctors United"), dead(51, "Doctors United"), publisher="D"),
    )
    assert ends(found) == (28, 35, 51)
    assert found.best is not None
    assert (found.best.voices_low, found.best.voices_high) == (2, 2)
    assert found.why == "more independent voices than any other"
    assert {f.name.removeprefix("the "): f.low for f in found.by_voice} == {
        "Ardan Observatory": 35,
        "Vessel Watch": 35,
        "Ministry of Defence": 28,
        "Doctors United": 51,
    }


def test_where_rivals_are_equally_supported_there_is_no_best() -> None:
    """One says 12, one says 40: the answer is not 26."""
    (found,) = told(
        strike(LINE.format(12, "the Ardan Observatory"), dead(12, "the Ardan Observatory")),
        strike(LINE.format(40, "Doctors United"), dead(40, "Doctors United"), publisher="B"),
    )
    assert ends(found) == (12, None, 40)
    assert found.why == "figures that exclude each other are equally well supported"


def test_a_voice_counts_with_its_latest_figure() -> None:
    """The Ardan Observatory said 12 on the 27th and 19 on the 29th."""
    (found,) = told(
        strike(LINE.format(12, "the Ardan Observatory"), dead(12, "the Ardan Observatory"), published="2016-10-27"),
        strike(
            LINE.format(19, "the Ardan Observatory"),
            dead(19, "the Ardan Observatory"),
            published="2016-10-29",
            publisher="B",
        ),
    )
    assert ends(found) == (19, 19, 19)
    assert [(f.low, f.replaced) for f in found.by_voice] == [(19, False), (12, True)]


def test_at_least_says_nothing_of_the_upper_end() -> None:
    """At least 12 by one; 30 by another."""
    text = "On Wednesday a strike on a school in Aleppo killed at least 12 people, the Ardan Observatory said."
    lower = Said(slot="killed", words="at least 12 people", low=12, by="the Ardan Observatory")
    (found,) = told(strike(text, lower))
    assert ends(found) == (12, 12, 12)
    assert found.best is not None
    assert found.best.high is None
    assert found.open_above
    (both,) = told(
        strike(text, lower), strike(LINE.format(30, "Doctors United"), dead(30, "Doctors United"), publisher="B")
    )
    assert (both.low, both.high, both.open_above) == (12, 30, False)


def test_of_figures_that_go_together_the_closest_is_best() -> None:
    """Dozens, says one; 31, says the other."""
    text = "On Wednesday a strike on a school in Aleppo killed dozens of people, the Ardan Observatory said."
    dozens = Said(slot="killed", words="dozens of people", low=24, high=99, by="the Ardan Observatory")
    (found,) = told(
        strike(text, dozens), strike(LINE.format(31, "Doctors United"), dead(31, "Doctors United"), publisher="B")
    )
    assert ends(found) == (24, 31, 99)
    assert found.why.startswith("the closest of the best supported")


def test_zero_is_a_figure_and_silence_is_none() -> None:
    """No people were killed, says the ministry; some people, says a paper."""
    none = Said(slot="killed", words="no people", low=0, high=0, by="the Ministry of Defence")
    (zero,) = told(
        strike("On Wednesday a strike on a school in Aleppo killed no people, the Ministry of Defence said.", none)
    )
    assert ends(zero) == (0, 0, 0)
    assert told(strike("On Wednesday a strike on a school in Aleppo took place.")) == []


def test_words_without_a_number_are_shown_and_are_no_best_figure() -> None:
    """Many people, says the mayor; 12, says the observatory."""
    many = Said(slot="killed", words="Many people", by="Mayor Rami")
    text = "Many people died on Wednesday in a strike on a school in Aleppo, Mayor Rami said."
    reading = strike(text, many)
    claims = tuple(
        msgspec.structs.replace(c, value=Count(low=None, high=None, unit="people", class_="all", text="Many people"))
        if c.slot == "killed"
        else c
        for c in reading.claims
    )
    vague = msgspec.structs.replace(reading, claims=claims)
    (found,) = told(vague)
    assert ends(found) == (None, None, None)
    assert found.why == "nobody who stands by it gives a number"
    (both,) = told(
        vague, strike(LINE.format(12, "the Ardan Observatory"), dead(12, "the Ardan Observatory"), publisher="B")
    )
    assert ends(both) == (12, 12, 12)
    assert len(both.by_voice) == 2


def test_what_is_only_supposed_is_shown_and_not_counted() -> None:
    """If the strike killed 80 people, as the mayor supposes."""
    (found,) = told(strike(LINE.format(80, "Mayor Rami"), dead(80, "Mayor Rami", "supposes")))
    assert ends(found) == (None, None, None)
    assert [(f.low, f.stands) for f in found.by_voice] == [(80, False)]
    assert found.why == "nobody stands by a figure that is not denied"


def test_a_denied_figure_is_somebodys_and_not_the_best() -> None:
    """The observatory says 35; the ministry denies that 35 were killed."""
    (found,) = told(
        strike(LINE.format(35, "the Ardan Observatory"), dead(35, "the Ardan Observatory")),
        strike(
            LINE.format(35, "the Ministry of Defence"), dead(35, "the Ministry of Defence", "denies"), publisher="B"
        ),
    )
    assert ends(found) == (35, None, 35)


def test_a_part_is_kept_apart_from_its_whole() -> None:
    """12 people, including 4 children; five of the dead in class."""
    text = "On Wednesday a strike on a school in Aleppo killed 12 people, including 4 children, 5 of the dead in class."
    whole, part, share = told(
        strike(
            text,
            dead(12),
            Said(slot="killed", words="4 children", low=4, high=4, class_="children", part_of="12 people"),
            Said(slot="killed", words="5 of the dead", low=5, high=5),
        )
    )
    assert ends(whole) == (12, 12, 12)
    assert not whole.is_part
    assert (part.is_part, part.class_, part.low) == (True, "children", 4)
    assert part.part_of == share.part_of == (whole.by_voice[0].account,)
    assert (share.is_part, share.low) == (True, 5)


def test_classes_of_people_are_cells_of_their_own() -> None:
    """The army killed nine fighters and no civilians."""
    text = "On Wednesday a strike on a school in Aleppo killed 9 fighters and no civilians, the army said."
    found = told(
        strike(
            text,
            Said(slot="killed", words="9 fighters", low=9, high=9, class_="fighters", by="the army"),
            Said(slot="killed", words="no civilians", low=0, high=0, class_="civilians", by="the army"),
        )
    )
    assert {f.class_: (f.low, f.high) for f in found} == {"fighters": (9, 9), "civilians": (0, 0)}


def test_every_figure_is_one_that_a_voice_gives() -> None:
    """The example reports: no low, best or high that is not in some report, and none beyond the others."""
    made = reportedly.read(sorted(str(p) for p in EXAMPLES.iterdir() if p.is_file()))
    found = figures.of_record(made)
    given = {a.id: a.value for e in made.events for s in COUNT_SLOTS for a in e.fields.get(s, ())}
    assert {f.account for cell in found for f in cell.by_voice} == set(given)
    for cell in found:
        numbers = {n for f in cell.by_voice for n in (f.low, f.high)}
        assert {cell.low, cell.high} <= numbers | {None}
        assert cell.low is None or cell.high is None or cell.low <= cell.high
        if cell.best is not None:
            assert (cell.best.low, cell.best.high) in {(f.low, f.high) for f in cell.by_voice}
        assert {f.voice for f in cell.by_voice} <= {v.id for v in made.voices}
