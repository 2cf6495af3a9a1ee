"""From English words to time terms: dates, weekdays, spans and the words that bind them.

Each reader takes the words and the index of a token and returns the term that begins there with the index after it,
or ``None``.  The longest reading wins.  What only looks like a time is refused here: "May" the verb, "7 April Street",
"the October War", "Sunday Times", "17-year-old", a bare four-digit number that no word makes a year.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from .date_numbers import absolute, day_number, numeric, year_at
from .date_relative import STRETCHES, ago, counted, decade, month_alone, season, short_year, weekday, within
from .date_terms import (
    After,
    Ago,
    Between,
    Clock,
    Day,
    Decade,
    Month,
    Other,
    Part,
    Piece,
    Season,
    Since,
    Stretched,
    Term,
    Until,
    Weekday,
    Window,
    Year,
)
from .date_words import (
    DAY_PARTS,
    FUNCTION_WORDS,
    PIECES,
    THINGS,
    UNITS,
    Hit,
    Text,
    clock_end,
)

Reach = Literal["throughout", "at_least_once"]


class Reading(NamedTuple):
    """A time expression: its term, the index after its last token, and whether it fills the time or falls in it."""

    term: Term
    end: int
    range: Reach


def expression(w: Text, i: int) -> Reading | None:
    """The longest time expression that begins at token ``i``."""
    word = w.low(i)
    if word in ("since", "ever") and (hit := _since(w, i)):
        return Reading(hit[0], hit[1], "throughout")
    if word == "between" and (hit := _between(w, i + 1, ("and",))):
        return Reading(hit[0], hit[1], "at_least_once")
    if word == "from" and (hit := _between(w, i + 1, ("to", "until", "till", "through", "into", "-"))):
        return Reading(hit[0], hit[1], "throughout")
    if word == "from" and (hit := point(w, i + 1, year=True)) and w.low(hit[1]) in ("on", "onward", "onwards"):
        return Reading(Since(hit[0]), hit[1] + 1, "throughout")
    if (bound := _bound(w, i)) is not None:
        return bound
    return _plain(w, i)


def _plain(w: Text, i: int) -> Reading | None:
    """A point or span of time with its preposition, if it has one."""
    word, j = w.low(i), i
    reach: Reach = "at_least_once"
    if word in ("throughout", "during", "over", "for"):
        reach, j = "throughout", i + 1
    elif word in ("in", "on", "at", "within", "across", "around", "about", "as"):
        j = i + 1
    if word in ("within", "in") and (hit := within(w, i)):
        return Reading(hit[0], hit[1], "at_least_once")
    if j > i and word not in ("in", "on", "at") and w.low(j) in ("in", "on", "at"):
        j += 1
    if word == "as" and w.low(j) not in ("early", "late", "recently", "of"):
        return None
    span = _span(w, j, prepared=j > i)
    bare = _span(w, i, prepared=False) if j > i else None
    if bare is not None and (span is None or bare[1] >= span[1]):
        return Reading(bare[0], bare[1], "throughout" if bare[2] else "at_least_once")
    if span is None:
        return None
    term, end, through = span
    if word == "for" and not isinstance(term, Window):
        return None
    if word in ("over", "about", "around", "across") and isinstance(term, Year):
        return None
    return Reading(term, end, "throughout" if through else reach)


def _span(w: Text, i: int, *, prepared: bool) -> tuple[Term, int, bool] | None:
    """A point, or two joined by "to", a dash or "and"; the flag is true for all but "and"."""
    lone = i == 0 and (len(w.toks) == 1 or (len(w.toks) == 3 and w.low(1) in ("-", "–")))
    first = point(w, i, year=prepared or lone or _year_in_context(w, i), prepared=prepared)
    if first is None:
        return None
    term, end = first
    joiner = w.low(end)
    while joiner == "," and isinstance(term, Day | Month | Weekday):
        second = point(w, end + 1, prepared=True)
        if second is None or not _same_kind(term, second[0]) or w.low(second[1]) not in (",", "and"):
            break
        end, joiner = second[1], w.low(second[1])
    if joiner in ("-", "–", "—", "to", "through", "into", "and", "until", "till") and _joinable(term):
        second = point(w, end + 1, year=isinstance(term, Year) and joiner in ("-", "–"), prepared=True)
        if second is not None and _same_kind(term, second[0]):
            return _joined(term, second[0]), second[1], joiner != "and"
        if isinstance(term, Year) and joiner in ("-", "–") and (short := short_year(w, end + 1, term.year)):
            return Between(term, Year(short)), end + 2, True
    return term, end, isinstance(term, Between)


def _year_in_context(w: Text, i: int) -> bool:
    """Whether words on both sides make a bare four-digit number a year: "the 2011 uprising"."""
    after = w.raw(i + 1)
    return w.low(i - 1) in ("the", "of", "until", "since") and (w.low(i - 1) != "the" or after[:1].isalpha())


def _joinable(term: Term) -> bool:
    return isinstance(term, Day | Month | Weekday | Year | Clock | Season | Part)


def _same_kind(a: Term, b: Term) -> bool:
    one, other = (t.of if isinstance(t, Clock) else t for t in (a, b))
    if isinstance(one, Weekday | Day) and isinstance(other, Stretched):
        return other.unit == "day"
    return type(one) is type(other)


def _joined(a: Term, b: Term) -> Between:
    """Two times as one span; a year that only the second names is the first's too, or the one before."""
    if isinstance(a, Day) and isinstance(b, Day) and a.year is None and b.year is not None:
        return Between(msgspec.structs.replace(a, year=b.year - ((a.month, a.day) > (b.month, b.day))), b)
    if isinstance(a, Month) and isinstance(b, Month) and a.year is None and b.year is not None:
        return Between(msgspec.structs.replace(a, year=b.year - (a.month > b.month)), b)
    if isinstance(a, Day) and isinstance(b, Day) and a.year is not None and b.year is None:
        return Between(a, msgspec.structs.replace(b, year=a.year + ((a.month, a.day) > (b.month, b.day))))
    return Between(a, b)


def _between(w: Text, i: int, joiners: tuple[str, ...]) -> Hit | None:
    """ "15 and 17 April", "April and June 2013", "Monday to Wednesday", "2011 and 2013"."""
    number = day_number(w, i)
    if number is not None and w.low(number[1]) in joiners:
        second = absolute(w, number[1] + 1)
        if second is not None and isinstance(second[0], Day):
            return Between(msgspec.structs.replace(second[0], day=number[0]), second[0]), second[1]
    first = point(w, i, year=True, prepared=True)
    if first is None:
        return None
    if isinstance(first[0], Between):
        return first
    if w.low(first[1]) not in joiners and not (w.low(first[1]) in ("-", "–") and "-" in joiners):
        return None
    k = first[1] + 1
    if w.low(k) in ("now", "present") or (w.low(k) == "the" and w.low(k + 1) == "present"):
        return Since(first[0]), k + 1 + (w.low(k) == "the")
    second = point(w, k, year=True, prepared=True)
    return None if second is None else (_joined(first[0], second[0]), second[1])


def _since(w: Text, i: int) -> Hit | None:
    """ "since X", and "since the outbreak of the war in X": up to ten words of one clause before "in X"."""
    j = i + 1
    if w.low(i) == "ever":
        if w.low(j) != "since":
            return None
        j += 1
    if w.low(j) in ("then", "that"):
        return Other(), j + 1
    for lead in ("at least", "about", "around", "as early as", "the start of", "the beginning of"):
        parts = lead.split()
        if [w.low(j + k) for k in range(len(parts))] == parts and lead not in ("the start of", "the beginning of"):
            j += len(parts)
            break
    k = j + 1 if w.low(j) in ("in", "on", "at") else j
    hit = point(w, k, year=True, prepared=True)
    if hit is not None:
        return Since(hit[0]), hit[1]
    for k in range(j, min(j + 10, len(w.toks))):
        if not (w.raw(k)[:1].isalnum() or w.raw(k) in "-'’"):
            return None
        if w.low(k) in ("in", "on") and k > j:
            hit = point(w, k + 1, year=True, prepared=True)
            if hit is not None and not isinstance(hit[0], Window | Other):
                return Since(hit[0]), hit[1]
        elif k > j and expression(w, k) is not None:
            return None
    return None


def _bound(w: Text, i: int) -> Reading | None:
    """ "until X", "before X", "by the end of X", "after X"; a date that only qualifies a noun ("after Friday prayers") is none."""
    word, j = w.low(i), i + 1
    if word == "prior" and w.low(j) == "to":
        word, j = "before", j + 1
    if word not in ("until", "till", "before", "after", "by") or w.low(j) in ("dawn", "noon", "midnight", "midday"):
        return None
    if w.low(i - 1) in ("days", "weeks", "months", "years", "day", "week", "month", "year", "shortly", "just", "soon"):
        return None
    if w.low(j) in ("at", "on", "in"):
        j += 1
    hit = point(w, j, year=True, prepared=True)
    if hit is None or isinstance(hit[0], Other | Window | Ago):
        return None
    nxt = w.low(hit[1])
    if nxt in ("'", "’") or (nxt[:1].isalpha() and nxt not in FUNCTION_WORDS):
        return None
    if word == "after":
        return Reading(After(hit[0]), hit[1], "at_least_once")
    return Reading(
        Until(hit[0], word == "before"), hit[1], "at_least_once" if word in ("by", "before") else "throughout"
    )


def point(w: Text, i: int, *, year: bool = False, prepared: bool = False) -> Hit | None:
    """A day, a longer unit or a part of one, with an hour before or after it; a lone year only if ``year``."""
    options = [_clocked(w, i), _piece(w, i), _date(w, i, year=year, prepared=prepared)]
    best = max((hit for hit in options if hit is not None), key=lambda hit: hit[1], default=None)
    if best is None:
        return None
    term, end = best
    if _is_day(term):
        after = clock_end(w, end)
        if after > end:
            return (term if isinstance(term, Clock) else Clock(term)), after
    if _names_a_thing(w, end, term):
        return None
    return term, end


def _is_day(term: Term) -> bool:
    match term:
        case Day() | Weekday() | Clock() | Stretched(unit="day"):
            return True
        case Between(a, b):
            return _is_day(a) and _is_day(b)
    return False


def _names_a_thing(w: Text, end: int, term: Term) -> bool:
    """ "7 April Street", "the October War", "Sunday Times": a capital noun of a list after a date without its year."""
    match term:
        case Day(year=None) | Month(year=None) | Weekday() | Season(year=None):
            return w.raw(end) in THINGS
        case Between(_, b):
            return _names_a_thing(w, end, b)
    return False


def _clocked(w: Text, i: int) -> Hit | None:
    """An hour or part of the day before a date: "early on Wednesday", "the night of 3 March", "1549 28.05.2017"."""
    j, core = i, False
    if w.low(i) == ",":
        return None
    while j < len(w.toks) and j - i < 16:
        if w.low(j) in DAY_PARTS:
            core, j = True, j + 1
        elif (end := clock_end(w, j, bare=True)) > j:
            core, j = True, end
        elif core and (hit := _date(w, j, prepared=True)) and _is_day(hit[0]):
            return Clock(hit[0]), hit[1]
        elif w.low(j) in (
            "at",
            "around",
            "about",
            "by",
            "in",
            "on",
            "the",
            "of",
            "shortly",
            "just",
            "before",
            "after",
            ",",
            "small",
            "hours",
        ):
            j += 1
        else:
            return None
    return None


def _piece(w: Text, i: int) -> Hit | None:
    """ "early November 2014", "mid-March", "the start of the year", "the first week of April", "late last year"."""
    j = i + (w.low(i) == "the")
    piece: Piece | None = None
    two = f"{w.low(j)} {w.low(j + 1)}"
    if two in PIECES:
        piece, j = PIECES[two], j + 2
    elif w.low(j) in PIECES:
        piece, j = PIECES[w.low(j)], j + 1
        if w.low(j) == "-":
            j += 1
        elif w.low(j) in ("-", "–") or (w.low(j) == "to" and w.low(j + 1) in ("mid", "late")):
            return None
    if piece is None:
        return None
    linked = w.low(j) in ("of", "in", "part")
    while w.low(j) in ("of", "in", "part"):
        j += 1
    if linked and w.low(j) == "the" and w.low(j + 1) in ("year", "month", "week", "decade"):
        return Part(Stretched(STRETCHES[UNITS[w.low(j + 1)][0]], 0), piece), j + 2
    hit = _date(w, j, year=True, prepared=True)
    if hit is None:
        return None
    if isinstance(hit[0], Month | Year | Decade | Season) or (isinstance(hit[0], Stretched) and hit[0].unit != "day"):
        return Part(hit[0], piece), hit[1]
    return None


def _date(w: Text, i: int, *, year: bool = False, prepared: bool = False) -> Hit | None:
    """A date without an hour: the longest of figures, names, weekdays, counted units, seasons and years."""
    options = [
        numeric(w, i),
        weekday(w, i),
        absolute(w, i),
        month_alone(w, i, prepared=prepared),
        season(w, i, prepared=prepared),
        counted(w, i),
        ago(w, i),
        decade(w, i),
        year_term(w, i) if year else None,
    ]
    return max((hit for hit in options if hit is not None), key=lambda hit: hit[1], default=None)


def year_term(w: Text, i: int) -> Hit | None:
    """A year by itself: "2016", "the year 2016"; not one that is followed by a sign of money, measure or a range of figures."""
    j = i + (w.low(i) == "the")
    if w.low(j) == "year":
        j += 1
    found = year_at(w, j)
    return None if found is None else (Year(found[0]), found[1])
