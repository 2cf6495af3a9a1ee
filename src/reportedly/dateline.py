"""The line of origin at the head of a report: place, date, agency; and lines that state when it was published.

Forms are those of the agencies' own style books (``BEIRUT, April 17 (Reuters) -``, ``DAMASCUS, 19 April (SANA) -``,
``(Beirut) –``) and of page heads (``Date of publication 27 October 2016``, ``Last updated: …``, ``21.02.2015``).  Many
collections have lost their punctuation and line breaks, so a dateline may run into the first sentence: only its own
characters are taken, and running prose ("April 17 saw heavy clashes") is left alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import msgspec

Label = Literal["published", "updated", "dateline"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AGENCIES = (
    "Reuters", "AP", "AFP", "UPI", "SANA", "TASS", "Itar-Tass", "RIA Novosti", "Interfax", "Xinhua", "Anadolu Agency", "Anadolu",
    "AA", "IRNA", "FNA", "Fars", "Tasnim", "Mehr", "MNA", "DPA", "dpa", "ANSA", "EFE", "Kyodo", "PTI", "ANI", "IANS", "WAFA",
    "KUNA", "SPA", "WAM", "MENA", "QNA", "NINA", "INA", "NNA", "Petra", "ANHA", "ARA News", "SMART", "Qasioun", "Zaman al-Wasl",
    "Ukrinform", "UNIAN", "Yonhap", "Belga", "APA", "AKI", "ANF", "DHA", "IHA", "Sputnik", "CNN", "BBC", "VOA", "RFE/RL",
    "The Associated Press", "Associated Press", "Agence France-Presse", "Agencies", "Press TV", "Rudaw", "Kurdistan24",
)  # fmt: skip
# Capitals and towns from which wire reports are filed; needed only where the dash after the town was lost.
BUREAUS = frozenset(
    "ADEN ALEPPO ALGIERS AMMAN ANKARA ANTAKYA ATHENS BAGHDAD BAMAKO BEIJING BEIRUT BELGRADE BERLIN BRUSSELS CAIRO DAMASCUS DOHA DUBAI "
    "ERBIL GAZA GAZIANTEP GENEVA HAMA HATAY HOMS IDLIB IRBIL ISLAMABAD ISTANBUL JERUSALEM JUBA KABUL KANO KHARKIV KHARTOUM KIEV KINSHASA "
    "KIRKUK KYIV LAGOS LATAKIA LONDON MADRID MANAMA MOGADISHU MOSCOW MOSUL MUSCAT NAIROBI NICOSIA PARIS PESHAWAR QAMISHLI RABAT "
    "RAMALLAH RAQQA RIYADH ROME SANAA STOCKHOLM TARTUS TEHRAN TRIPOLI TUNIS VIENNA WARSAW WASHINGTON YEREVAN".split()
)

_I = r"(?i:"
_MONTH = (
    _I
    + r"(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_MONTH_GLUED = _MONTH.replace(r"\b", r"(?![a-z])")
_WEEKDAY = _I + r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?)"
_TH = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<wd>{_WEEKDAY})\s+)?(?:"
    rf"(?P<d1>\d{{1,2}}){_TH}(?:\s+of)?[\s-]{{1,2}}(?P<m1>{_MONTH_GLUED})(?:,?[\s-]{{0,2}}(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<m2>{_MONTH})\s{{1,2}}(?P<d2>\d{{1,2}}){_TH}(?:(?:,\s{{0,2}}|\s{{1,2}}|(?<=\d\d))(?P<y2>(?:19|20)\d\d))?"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
    r"|(?P<n1>\d{1,2})(?P<sep>[-/.])(?P<n2>\d{1,2})(?P=sep)(?P<y4>(?:19|20)\d\d)"
    r")(?!\d)"
)
_ZONE = r"(?:\s?\(?(?:GMT|UTC|EST|EDT|PST|PDT|BST|CET|CEST|EET|EEST|MSK|hrs|hours|Z)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?)"
_CLOCK = r"(?:[01]?\d|2[0-3])"
_ZONED = _ZONE + r"(?![A-Za-z])"
_AM = r"(?:\s?[AaPp]\.?[Mm]\b\.?)"
# Bare figures are a time only after "at" or before a zone: "May 5 2016 120 people fled" states no time.
_TIME = (
    r"(?:\s*(?:[,|–—-]|T(?=\d)|at\b)?\s*(?:"
    rf"{_CLOCK}[:h][0-5]\d(?:[:.][0-5]\d)?{_AM}?(?:{_ZONED})?|{_CLOCK}(?:[:.]?[0-5]\d)?{_AM}(?:{_ZONED})?"
    rf"|{_CLOCK}\.?[0-5]\d{_ZONED}|(?<=at\s){_CLOCK}[.]?[0-5]\d(?:{_ZONED})?)(?!\d))"
)
_FIGURES = r"(?:\s*(?:at\s)?(?:[01]\d|2[0-3])[0-5]\d(?=\s))"
_LABEL = (
    r"(?P<label>"
    + _I
    + r"(?:date\s+of\s+publication|publication\s+date|date\s+published|(?:first\s+|originally\s+)?published(?:\s+(?:on|at|date))?"
    r"|last\s+(?:updated|modified|update)(?:\s+(?:on|at))?|updated(?:\s+(?:on|at))?|modified(?:\s+(?:on|at))?"
    r"|(?:posted|issued|released|created|uploaded)(?:\s+(?:on|at))?|date|publish\s+date|release\s+date)))"
)
_DASH = r"(?:[-–—―]{1,2}|--)"
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_TOWN = rf"{_UPPER}[A-ZÀ-ÖØ-Þ.'’-]+(?:[ -]{_UPPER}[A-ZÀ-ÖØ-Þ.'’-]+){{0,3}}"
_REGION = rf"(?:(?:,|/)\s*(?!{_MONTH}){_UPPER}[\w.'’-]*(?:\s{_UPPER}[\w.'’-]*){{0,2}}){{0,3}}"
_AGENCY_NAME = "(?:" + "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True)) + ")"
_AGENCY = rf"\((?P<agency>{_AGENCY_NAME}|[A-Z][\w.&/ '’-]{{1,30}})\)"
_ANY_DATE = re.sub(r"\?P<\w+>", "?:", _DATE.replace("(?P=sep)", "[-/.]"))

_LABELLED = re.compile(rf"\(?{_LABEL}\s*[:：]?\s*(?:{_TIME}|{_FIGURES})?[\s,|]{{0,3}}{_DATE}{_TIME}?\)?")
_PAREN_DATE = re.compile(rf"\(\s*{_DATE}{_TIME}?\s*\)\s?[:–—-]?")
_BARE_DATE = re.compile(rf"{_DATE}{_TIME}?")
_WIRE = re.compile(
    rf"(?P<place>{_TOWN}{_REGION}|{_UPPER}[\w'’-]+(?:[ -]{_UPPER}[\w'’-]+){{0,3}}{_REGION})"
    rf"(?P<dated>,?\s*{_ANY_DATE})?,?\s*{_AGENCY}(?P<dated2>,?\s*{_ANY_DATE})?\s*(?:{_DASH}|:|(?=\s?[A-Z\"“]))"
)
_TOWN_AGENCY = re.compile(
    rf"(?P<place>{_TOWN}{_REGION})(?P<dated>,?\s*{_ANY_DATE})?,\s*(?P<agency>{_AGENCY_NAME})\s*{_DASH}\s"
)
_TOWN_DASH = re.compile(
    rf"(?P<place>{_TOWN}{_REGION})(?P<dated>,?\s*{_ANY_DATE})?\s*(?P<dash>{_DASH}|:)\s*(?=[\"“'‘]?[A-Z0-9])"
)
_TOWN_STOP = re.compile(rf"(?P<place>{_TOWN}{_REGION})(?P<dated>,\s*{_ANY_DATE})\.\s+(?=[\"“'‘]?[A-Z])")
_PAREN_WIRE = re.compile(rf"\((?P<inside>[A-Z][^()\n]{{1,60}})\)\s*(?P<dash>{_DASH})?\s*(?=[\"“'‘]?[A-Z0-9])")
_AGENCY_DATE = re.compile(rf"\b(?P<agency>{_AGENCY_NAME}),?\s(?={_WEEKDAY}\s){_DATE}(?=\s+[A-Z\"“])")
_PLACE_DATE = re.compile(
    rf"(?P<place>{_UPPER}[\w.'’-]*(?:[ ,/-]+{_UPPER}[\w.'’-]*){{0,4}})\s*[,–—-]\s*{_DATE}{_TIME}?\.?"
)
_SEPARATOR = re.compile(r"[\s|·•;,/]*")
_NEXT_IS_HEAD = re.compile(r"\s*(?:$|[|·•:–—-]|\(?[\"“'‘]?[A-ZÀ-Þ0-9(])")
_NEXT_IS_LABEL = re.compile(r"\s*[(,;]?\s*(?:last\s+|first\s+)?(?:updated|modified|published|posted)\b", re.IGNORECASE)
_ACRONYMS = frozenset("ISIS ISIL NATO UNICEF UNHCR UNESCO USA EU UN UK US UAE PKK YPG SDF FSA HTS IDF SAA UPDATE BREAKING WATCH LIVE VIDEO ANALYSIS EXCLUSIVE NEWS OPINION RELATED FILE PHOTO PHOTOS NOTE CORRECTION".split())  # fmt: skip


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A day that the text states of itself.

    ``month`` and ``day`` are one reading; ``swapped`` is true where the figures would also be a day when read the
    other way round, and nothing beside them (a weekday, a month above 12) decides.
    """

    start: int
    end: int
    label: Label
    year: int | None
    month: int
    day: int
    swapped: bool
    text: str


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline: its characters, the days it states, the agency and town that it names."""

    start: int
    end: int
    dates: tuple[Stated, ...]
    agency: str | None = None
    place: str | None = None


_EMPHASIS = re.compile(r"[*_]{1,3}(?=[(\w])")


def lead(text: str, start: int, end: int) -> Lead | None:
    """The dateline that begins at ``start`` of the line ``text[start:end]``; ``None`` where none stands there.

    Several pieces in a row (an update, a date, a town) are one dateline.
    """
    at, agency, place = start, None, None
    emphasis = _EMPHASIS.match(text, start, end)
    if emphasis:
        start = at = emphasis.end()
    dates: list[Stated] = []
    while at < end:
        piece = _piece(text, at, end, after_date=bool(dates))
        if piece is None:
            break
        dates += piece.dates
        agency, place = agency or piece.agency, place or piece.place
        closed = piece.end
        at = _past(_SEPARATOR, text, closed, end)
    else:
        closed = end if at > start else start
    if at == start:
        return None
    return Lead(start=start, end=_trim(text, start, closed), dates=tuple(dates), agency=agency, place=place)


def whole(text: str, start: int, end: int) -> Lead | None:
    """The dateline that is all of the line ``text[start:end]``, such as a labelled date at a page's foot."""
    line = _PLACE_DATE.fullmatch(text, start, end)
    day = _stated(line, "dateline") if line else None
    if line and day and day.year is not None:
        return Lead(start=start, end=end, dates=(day,), place=line["place"])
    found = lead(text, start, end)
    return found if found and not text[found.end : end].strip(" \t.|:;,-–—)") else None


def closing(text: str, start: int, end: int) -> Lead | None:
    """The labelled date that ends a head line (``… in Houma Updated: Friday, March 6, 2020 9:15 AM``)."""
    for found in re.compile(r"(?<=\s)(?=[A-Z(])").finditer(text, start + 1, end):
        match = _LABELLED.match(text, found.start(), end)
        if match and text[match.start()] != text[match.start()].lower():
            tail = whole(text, match.start(), end)
            if tail:
                return tail
    return None


def inside(text: str, start: int, end: int) -> Lead | None:
    """An agency and full date in the midst of a page head that lost its line breaks (``… AFP Saturday 17 Aug 2013 …``)."""
    for found in _AGENCY_DATE.finditer(text, start, end):
        day = _stated(found, "dateline")
        if day is not None and day.year is not None:
            return Lead(start=found.start(), end=found.end(), dates=(day,), agency=found["agency"])
    return None


def day(words: str) -> Stated | None:
    """The first day that some words state, by the same rules as datelines; ``None`` where there is none."""
    return _stated_in(words, 0)


def _piece(text: str, at: int, end: int, *, after_date: bool) -> Lead | None:
    for pattern in (_LABELLED, _PAREN_DATE, _WIRE, _TOWN_AGENCY, _TOWN_DASH, _TOWN_STOP, _PAREN_WIRE, _BARE_DATE):
        found = pattern.match(text, at, end)
        if found is None or found.end() == at:
            continue
        piece = _read(pattern, found, text, end, after_date=after_date)
        if piece is not None:
            return piece
    return _lost_dash(text, at, end) if after_date else None


def _read(pattern: re.Pattern[str], found: re.Match[str], text: str, end: int, *, after_date: bool) -> Lead | None:
    groups = found.groupdict()
    if pattern in (_LABELLED, _PAREN_DATE, _BARE_DATE):
        label = _label(groups.get("label"))
        day = _stated(found, label)
        if day is None:
            return None
        if pattern is not _PAREN_DATE and not _stands_alone(
            text, found.end(), end, day, bool(groups.get("label")) or after_date
        ):
            return None
        return Lead(start=found.start(), end=found.end(), dates=(day,))
    if pattern is _PAREN_WIRE:
        return _parenthesised(found)
    place = found["place"]
    known = groups.get("agency") in AGENCIES
    capitals = re.match(rf"{_TOWN}(?![a-z])", place) is not None
    dashed = found.group(0).rstrip()[-1] in "-–—―"
    if pattern is _WIRE and not known and not (capitals and dashed):
        return None
    if pattern is _TOWN_DASH and (len(place.replace(".", "")) < 4 or place.split()[0].strip(":") in _ACRONYMS):
        return None
    if pattern is _TOWN_DASH and found["dash"] == ":" and place not in BUREAUS:
        return None
    dated = [groups.get("dated"), groups.get("dated2")]
    dates = [_stated_in(words, found.start() + found.group(0).index(words)) for words in dated if words]
    return Lead(
        start=found.start(),
        end=found.end(),
        dates=tuple(day for day in dates if day is not None),
        agency=groups.get("agency"),
        place=place,
    )


def _parenthesised(found: re.Match[str]) -> Lead | None:
    """``(Reuters) -``, ``(CNN)``, ``(Beirut, April 17, 2016) –``: an agency or a town, else it is prose."""
    words = found["inside"].strip()
    if words in AGENCIES:
        return Lead(
            start=found.start(),
            end=found.end("inside") + 1 if not found["dash"] else found.end("dash"),
            dates=(),
            agency=words,
        )
    if not found["dash"]:
        return None
    head, comma, rest = words.partition(",")
    day = _stated_in(rest, found.start("inside") + len(head) + 1) if comma else None
    if day is None and head.upper() not in BUREAUS:
        return None
    return Lead(start=found.start(), end=found.end("dash"), dates=(day,) if day else (), place=head)


def _lost_dash(text: str, at: int, end: int) -> Lead | None:
    """A filing town in capitals after a date, its dash lost: ``Oct 04 2017 BEIRUT A Russian …``."""
    found = re.compile(r"([A-Z]{4,})(?=\s+[\"“]?[A-Z0-9])").match(text, at, end)
    if found and found[1] in BUREAUS:
        return Lead(start=at, end=found.end(), dates=(), place=found[1])
    return None


def _stands_alone(text: str, at: int, end: int, day: Stated, labelled: bool) -> bool:
    """Whether what follows a date shows that the date is no part of a sentence."""
    rest = text[at:end]
    if not rest.strip():
        return True
    if not _NEXT_IS_HEAD.match(rest) and not _NEXT_IS_LABEL.match(rest):
        return False
    return labelled or day.year is not None or re.match(r"\s*(?:[|·•:]|[-–—]{1,2}\s)", rest) is not None


def _label(words: str | None) -> Label:
    if words is None:
        return "dateline"
    return "updated" if re.search(r"updat|modif", words, re.IGNORECASE) else "published"


def _stated_in(words: str, offset: int) -> Stated | None:
    found = re.compile(_DATE).search(words)
    if found is None:
        return None
    day = _stated(found, "dateline")
    return day and msgspec.structs.replace(day, start=day.start + offset, end=day.end + offset)


def _stated(found: re.Match[str], label: Label) -> Stated | None:
    groups = found.groupdict()
    year = next((int(groups[key]) for key in ("y1", "y2", "y3", "y4") if groups[key]), None)
    swapped = False
    if groups["n1"]:
        first, second = int(groups["n1"]), int(groups["n2"])
        day, month = first, second
        dotted = groups["sep"] == "."  # no locale of the CLDR writes month.day.year
        if second > 12 and not dotted:
            day, month = second, first
        elif first <= 12 and first != second and not dotted:
            this_way = _weekday_fits(groups["wd"], year, month, day)
            other_way = _weekday_fits(groups["wd"], year, day, month)
            swapped = this_way == other_way
            if other_way and not this_way:
                day, month = month, day
    else:
        day = int(groups["d1"] or groups["d2"] or groups["d3"])
        name = groups["m1"] or groups["m2"]
        month = MONTHS[name.rstrip(".").lower()] if name else int(groups["m3"])
    try:
        date(year or 2000, month, day)  # 2000 is a leap year: 29 February may stand without a year
    except ValueError:
        return None
    start = min(found.start(key) for key in ("wd", "d1", "m2", "y3", "n1") if groups[key])
    stop = max(found.end(key) for key in ("d1", "m1", "y1", "d2", "y2", "d3", "y4") if groups[key])
    return Stated(
        start=start,
        end=stop,
        label=label,
        year=year,
        month=month,
        day=day,
        swapped=swapped,
        text=found.string[start:stop],
    )


def _weekday_fits(words: str | None, year: int | None, month: int, day: int) -> bool:
    if not words or year is None:
        return False
    try:
        name = WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return False
    return name.startswith(words.strip(" .,").lower()[:3])


def _past(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return found.end() if found else at


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
