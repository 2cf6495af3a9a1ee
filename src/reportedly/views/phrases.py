"""The plain words in which a view shows values, stances, statuses, voices and chains of voices."""

from __future__ import annotations

from typing import assert_never

from reportedly import page
from reportedly.deciding import State
from reportedly.model import (
    Account,
    ActorValue,
    Claim,
    Count,
    Decided,
    Document,
    EventValue,
    Hop,
    Independent,
    KindValue,
    PlaceValue,
    Stance,
    Status,
    Support,
    Value,
    When,
    Words,
)
from reportedly.views.book import Book
from reportedly.views.visible import one_line

STANCES: dict[Stance, str] = {
    "asserts": "stated outright",
    "hedges": "stated with a hedge",
    "doubts": "told with doubt",
    "denies": "denied",
    "infers": "concluded, not stated",
    "supposes": "only supposed (if …)",
    "plans": "planned, intended or threatened",
    "relays": "passed on",
}
STATUSES: dict[Status, str] = {
    "superseded": "a later figure replaces it",
    "denied": "denied",
    "contested": "contested",
    "corroborated": "corroborated",
    "single": "one voice",
    "unresolved": "unclear how many voices",
    "projected": "only planned, supposed or concluded",
}
SUPPORTS: dict[Support, str] = {
    "corroborated": "held by several voices",
    "single": "held by one voice",
    "unresolved": "unclear how many voices hold it",
    "none": "no voice holds it as fact",
}
DECIDED: dict[Decided, str] = {
    "accepted": "accepted by a person",
    "rejected": "rejected by a person; counts nowhere",
    "edited": "set right by a person; counts nowhere as it was read",
}
STATES: dict[State, str] = {
    "same": "holds",
    "moved": "holds; its words stand in another place now",
    "changed": "does not hold: what was read there is different now; decide again",
    "ambiguous": "does not hold: its words stand in several places now; decide again",
    "gone": "does not hold: its words are not read any more",
    "replaced": "replaced by a later decision",
    "conflict": "does not hold: somebody else decided the opposite; one must replace the other's",
}
"""How a decision stands."""
SLOTS: dict[str, str] = {
    "kind": "What",
    "when": "When",
    "where": "Where",
    "origin": "From",
    "destination": "To",
    "agent": "By whom",
    "target": "Against",
    "instrument": "With what",
    "times": "How often",
    "same_as": "Same event as",
    "part_of": "Part of",
    "after": "After",
    "response_to": "In response to",
    "controlled_by": "Controlled by",
}
_MONTHS = "January February March April May June July August September October November December".split()
_RELATIONS = {
    "near": "near {}",
    "outside": "outside {}",
    "between": "between {}",
    "in_territory_of": "in territory held by {}",
}
_OPEN_YEAR = "year not given"


def slot_words(slot: str) -> str:
    """A slot's name for people."""
    return SLOTS.get(slot, slot.replace("_", " ").capitalize())


def kind_words(kind: str) -> str:
    """An event kind or actor kind for people: ``air_strike`` is "air strike"."""
    return kind.replace("_", " ")


def value_words(value: Value, book: Book) -> str:
    """A value in plain words, on one line, with nothing that hides or commands."""
    match value:
        case KindValue():
            return kind_words(value.kind)
        case EventValue():
            known = book.events.get(value.event) if value.event else None
            return one_line(known.title if known else value.text)
        case PlaceValue():
            return one_line(_place_words(value, book))
        case When():
            return when_words(value)
        case Count():
            return one_line(_count_words(value, book))
        case ActorValue():
            known_actor = book.actors.get(value.actor) if value.actor else None
            return one_line(known_actor.name if known_actor and value.how in {"name", "alias"} else value.name)
        case Words():
            return one_line(value.text)
        case _:
            assert_never(value)


def _place_words(value: PlaceValue, book: Book) -> str:
    name = value.name or value.text
    if value.relation is None:
        return name
    if value.relation in {"between", "in_territory_of"}:
        other = _named(value.of, book) if value.of else ""
        if value.relation == "between":
            return f"between {name} and {other}" if other and other != name else f"between {name}"
        return f"{name}, " * bool(name and name != other) + f"in territory held by {other or name}"
    pattern = _RELATIONS.get(value.relation, value.relation.replace("_", " ") + " {}")
    return pattern.format(name)


def _named(id_or_words: str, book: Book) -> str:
    if id_or_words in book.actors:
        return book.actors[id_or_words].name
    if id_or_words in book.places:
        return book.places[id_or_words].name
    return id_or_words


def _count_words(value: Count, book: Book) -> str:
    low, high = value.low, value.high
    if low is None and high is None:
        number = ""
    elif low is None:
        number = f"up to {high:,}"
    elif high is None:
        number = f"at least {low:,}"
    elif low == high:
        number = f"{low:,}" if low else "no" if value.unit else "none"
    else:
        number = f"{low:,}–{high:,}"
    words = f"{number} {value.unit}".strip() if number else (value.text or value.unit or "a number that is not given")
    if value.class_ not in {"all", "unknown"} and value.class_.rstrip("s") not in words.lower():
        words += f" ({value.class_})"
    return f"{words} of {_named(value.owner, book)}" if value.owner else words


def when_words(when: When) -> str:
    """An interval in words: ``17 April (year not given)``, ``1 to 17 April 2015``, ``until 3 May 2015``."""
    start, end = when.start, when.end
    if start is None and end is None:
        return one_line(when.text) or "date not known"
    if start is None or end is None:
        return f"until {_day(end)}" if end else f"from {_day(start or '')} on"
    if start == end:
        return _day(start)
    (y1, m1, d1), (y2, m2, d2) = start.split("-"), end.split("-")
    if y1 == y2 and (m1, d1, m2, d2) == ("01", "01", "12", "31"):
        return _year(y1)
    if (y1, m1) == (y2, m2):
        if when.precision == "month" and d1 == "01" and d2 in {"28", "29", "30", "31", "XX"}:
            return _with_year(_month(m1), y1)
        return _with_year(f"{d1.lstrip('0')} to {d2.lstrip('0')} {_month(m1)}", y1)
    if y1 == y2:
        return _with_year(f"{d1.lstrip('0')} {_month(m1)} to {d2.lstrip('0')} {_month(m2)}", y1)
    return f"{_day(start)} to {_day(end)}"


def month_words(day: str) -> str:
    """The month of a day with X for unknown digits: "April 2016", "April (year not given)", "2016"."""
    year, month, _ = day.split("-")
    return _year(year) if "X" in month else _with_year(_month(month), year)


def _day(day: str) -> str:
    year, month, date = day.split("-")
    if "X" in month:
        return _year(year)
    return _with_year(_month(month) if "X" in date else f"{date.lstrip('0')} {_month(month)}", year)


def _month(month: str) -> str:
    return _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else "some month"


def _year(year: str) -> str:
    if year.isdigit():
        return year
    return f"{year[:3]}0s" if year[:3].isdigit() else _OPEN_YEAR


def _with_year(words: str, year: str) -> str:
    named = _year(year)
    return f"{words} ({named})" if named == _OPEN_YEAR else f"{words} {named}"


def added_words(value: Value, book: Book) -> str:
    """What the machine added to the words themselves (a reference, a counted date); empty where it added nothing."""
    match value:
        case When(basis="anchor"):
            anchor = f", {_day(value.anchor)}" if value.anchor and value.anchor.count("-") == 2 else ""
            said = f"“{one_line(value.text)}” " if value.text else ""
            return f"{said}counted from the report's date{anchor}"
        case When(basis="inferred"):
            return "date inferred, not stated"
        case ActorValue() if value.text and one_line(value.text).casefold() != value_words(value, book).casefold():
            return f"“{one_line(value.text)}” read as this name"
        case PlaceValue() if value.place in book.places and value.lat is not None:
            place = book.places[value.place]
            as_name = f" as {one_line(place.name)}" if place.name.casefold() != value.name.casefold() else ""
            return f"placed on the map{as_name} ({place.precision})"
        case Count(low=None, high=None):
            return "no figure in the words"
        case Count() if value.text and not any(c.isdigit() for c in value.text) and value.low != value.high:
            return f"“{one_line(value.text)}” read as this range"
        case _:
            return ""


def interests_words(account: Account, book: Book) -> str:
    """A warning where two or more voices of an account are known to serve one side: "two voices of one side: syrian government"."""
    sides = [v.interest for i in account.voices if (v := book.voices.get(i)) is not None and v.interest is not None]
    if len(sides) < 2 or len(set(sides)) > 1 or sides[0] == "third_party":
        return ""
    return f"{len(sides)} voices of one side: {sides[0].replace('_', ' ')}"


def voices_words(independent: Independent) -> str:
    """How many independent voices: "2 voices", "1-2 voices" where it is unclear, "no independent voice"."""
    low, high = independent.low, independent.high
    if high == 0:
        return "no independent voice"
    if low == high:
        return f"{low} voice" + "s" * (low != 1)
    return f"{low}-{high} voices"


def speaker_words(hop: Hop) -> str:
    """Who speaks at a hop: the fullest name, the words that stand for it if they differ, and the medium."""
    if hop.speaker is None:
        name = "the author" if hop.kind == "author" else "someone who is not named"
    elif hop.kind == "author":
        name = "the author"
    else:
        name = one_line(hop.speaker.name or hop.speaker.text)
        words = one_line(hop.speaker.text)
        if words and words.casefold() != name.casefold():
            name = f"{name} (“{words}”)"
    return f"{name} ({one_line(hop.medium)})" if hop.medium else name


def chain_words(claim: Claim) -> str:
    """The voices a claim came through, outermost first: "the author relays > some rebel sources hedges"."""
    return " > ".join(f"{speaker_words(hop)} {hop.stance}" for hop in claim.attribution)


def stance_words(claim: Claim) -> str:
    """The claim's stance in plain words, with the words of the text that show it."""
    shown = [
        one_line(span.text) for hop in claim.attribution if hop.stance == claim.stance for span in hop.stance_words
    ]
    plain = STANCES[claim.stance]
    return f"{plain}: {', '.join(f'“{words}”' for words in dict.fromkeys(shown))}" if shown else plain


def title_words(document: Document) -> str:
    """A document's title, or what can be said in its place."""
    return one_line(page.heading(document) or f"untitled ({document.capture.from_})")


def left_out_words(document: Document) -> str:
    """How much of the page was set aside as not being the report; empty where nothing was."""
    aside = [p for p in document.passages if p.role == "boilerplate"]
    if not aside:
        return ""
    count = sum(p.end - p.start for p in aside)
    return f"{len(aside)} passage{'s' * (len(aside) != 1)} ({count:,} characters) set aside as no part of the report"
