"""Lines and line ends of a page that are no part of the report: shares, notices, credits, captions, where it stood first.

Every rule is a form that many sites share (share bars, cookie notes, copyright lines, "Previously published in …"),
never the wording of one page.  What is not surely furniture stays text: losing words of a report is the worse mistake.
"""

from __future__ import annotations

import re

from reportedly.addresses import host_of
from reportedly.dateline import AGENCIES, MONTHS, WEEKDAYS
from reportedly.model import Role

_I = re.IGNORECASE
_SHARE_WORDS = frozenset(
    "share sharing shares tweet retweet like follow on via to this story article post page link links copy copied email e-mail mail print "
    "save bookmark comment comments facebook twitter whatsapp telegram linkedin reddit pinterest instagram youtube messenger tumblr viber "
    "vk hide show transcript threads bluesky mastodon x google plus flipboard pocket google+ blogthis! blogthis rss sms skype line weibo wechat "
    "more options us a and or with by the tik tok tiktok close".split()
)
_SHARE_NAMES = frozenset(
    "share tweet facebook twitter whatsapp telegram linkedin reddit pinterest instagram blogthis blogthis! viber".split()
)
_FIXED = frozenset(
    (
        "advertisement|advertisements|advertising|sponsored|sponsored content|promoted|read more|read also|read next|read on|see also|"
        "more|menu|search|home|print|loading|loading...|loading…|comments|comment|no comments|no comments yet|post a comment|"
        "leave a comment|leave a reply|leave your comment|add a comment|add comment|write a comment|reply|show more|view more|see more|"
        "load more|related|most read|most popular|most viewed|trending|trending now|latest news|breaking news|top stories|editor's picks|"
        "editors' picks|recommended|recommended for you|you may also like|you might also like|newer post|older post|newer posts|"
        "older posts|previous post|next post|previous article|next article|previous|next|back to top|top|skip to content|"
        "skip to main content|skip to navigation|jump to navigation|subscribe|subscribe now|sign up|sign in|log in|login|register|"
        "newsletter|donate|donate now|support us|about us|contact us|contact|privacy policy|terms of use|terms of service|"
        "terms and conditions|cookie policy|sitemap|all rights reserved|report a typo|report an error|links|listen|watch|continue reading|"
        "continue reading below|story continues below|story continues below advertisement|article continues below|get short url|"
        "short url|copy url|link copied|click here|tags|topics|labels|categories|category|keywords|filed under|community standards|discussion|"
        "view comments|show comments|hide caption|show caption|caption close|about the author|author|authors|no tags"
    ).split("|")
)
_OPENING = re.compile(
    r"(?:share (?:this|on|via|with)\b|follow (?:us|him|her|them|me)\b|find us on\b|like us on\b|join (?:us on|our|the (?:conversation|discussion))\b"
    r"|(?:sign|signed) up (?:for|to)\b|subscribe (?:to|for|now|today)\b|get (?:our|the latest|breaking news|push|daily|news alerts)\b"
    r"|stay up to date\b|stay (?:informed|connected|tuned)\b|don['’]?t miss\b|download (?:our|the) (?:free )?app\b"
    r"|read (?:more|also|next|or share|the (?:rest|full|original)|full)\b|see also\b|also read\b|also see\b|watch (?:also|more|live|now)\b|more (?:on|from|about|stories|news|local)\b"
    r"|related (?:articles?|stor(?:y|ies)|posts?|news|topics?|content|links?|coverage|reading)\b|related\s*:|trending (?:now )?(?:on|in|at)\b"
    r"|tags?\s*[:：]|topics?\s*[:：]|labels?\s*[:：]|keywords?\s*[:：]|categor(?:y|ies)\s*[:：]|filed (?:under|in)\b|posted (?:by|in)\b"
    r"|(?:this|our|the) (?:web)?site uses cookies\b|we (?:and our partners )?(?:use|value|care about) (?:cookies|your privacy)\b|we use cookies\b|by (?:continuing|using|browsing|clicking)\b.*\b(?:cookies|site|terms)\b"
    r"|accept (?:all )?cookies\b|you need (?:the latest version of |to enable )?(?:the )?(?:adobe flash|javascript|flash)\b|(?:please )?enable javascript\b"
    r"|(?:sorry, )?your browser (?:does|is)\b|javascript (?:is|must)\b|sorry, (?:this|your|the) (?:video|browser)\b"
    r"|click (?:here|to|on)\b|tap (?:here|to)\b|view (?:all|more|comments|this|the discussion)\b|show (?:all|more)\b|load(?:ing)? (?:more|comments)\b"
    r"|(?:email|e-mail|print|bookmark) this\b|post(?:ed)? a comment\b|leave a (?:comment|reply)\b|\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s? read)\b\W*$"
    r"|no comments\b|be the first to\b|comments? (?:are|is) (?:closed|off)\b|copyright\b|©|\(c\) ?(?:19|20)\d\d|all rights reserved\b"
    r"|our standards\s*:|support (?:our|independent)\b|donate (?:to|now)\b|already a (?:subscriber|member)\b|send (?:us )?(?:tips|feedback|your)\b"
    r"|the views expressed\b|views expressed\b|the opinions expressed\b|opinions expressed\b)",
    _I,
)
_LEGAL = re.compile(
    r"all rights reserved|may not be (?:published|reproduced)|(?:redistributed|reproduced|published) without|terms of (?:use|service)|privacy policy",
    _I,
)
_CREDIT = re.compile(
    r"[(\[]?(?:(?:additional |with (?:additional )?)?(?:reporting|writing|contributions?|research)|compiled|edited|editing|written|translated|translation|graphics?)"
    r" by (?-i:[A-Z])[^\n]{2,300}$|with (?:additional )?(?:reporting|contributions?|files) from (?-i:[A-Z])[^\n]{2,120}$"
    r"|[^.\n]{2,120}\bcontributed (?:reporting\b|writing\b|to (?:this|the) (?:report|article|story|piece)\b)[^.\n]{0,60}\.?[)\]]?$",
    _I,
)
_CAPTION = re.compile(
    r"[(\[]?(?:(?:file |stock |archive |undated |handout )?(?:photo|photograph|picture|image|foto|illustration|screenshot|screengrab|map|graphic)(?: credits?| source| by| courtesy(?: of)?| caption| from)?"
    r"\s*[:|：/—–]|(?:photo|image|picture) (?:by|courtesy|credit)\b|caption\s*:|file\s*(?:photo)?\s*[-–—:]\s|video\s*:|watch\s*:|featured image\b|\(?click to enlarge)",
    _I,
)
_CAPTION_END = re.compile(
    r"[(\[](?:(?:file |ap |afp |reuters |getty )?(?:photo|image|picture|credit|source|courtesy|via)\b[^()\[\]]{0,80}"
    r"|(?:ap|afp|reuters|getty|epa|anadolu)(?: images| photo|/| via)[^()\[\]]{0,60}|file(?: photo)?)[)\]]\s*(?:buy photo)?$",
    _I,
)
_CREDIT_ALONE = re.compile(
    r"[\[(]?(?:©\s*)?(?:Getty(?: Images)?|AFP|AP|REUTERS|Reuters|EPA|Shutterstock)(?: Photo| Images)?(?:\s?/\s?[\w .'’-]{2,40})+[\])]?\.?$|Getty Images\.?$"
)
_ENLARGE = re.compile(r"\(?click (?:on image )?to (?:enlarge|expand|zoom)\)?", _I)

_SEEN_FIRST = r"(?:previously|originally|first|also|initially|simultaneously)"
_SHOWN = r"(?:published|appeared|posted|printed|run|ran|featured|aired|broadcast|carried)"
_WORK = (
    r"(?:article|story|piece|report|post|op-ed|commentary|essay|analysis|interview|column|text|dispatch|item|version)"
)
_ORIGIN = re.compile(
    rf"(?:[*(\[_]*(?:note|editor['’]s note|n\.b\.)?[:\s]*)?(?:"
    rf"(?:(?:a|an earlier|another) version of )?this (?:above |following )?{_WORK}\s+(?:(?:was|has been|is|had been)\s+)?(?:{_SEEN_FIRST}\s+)?(?:re-?)?{_SHOWN}(?:\s+{_SEEN_FIRST})?\s+(?:in|on|by|at|with|from)"
    rf"|the (?:above |following )?{_WORK}\s+(?:(?:was|has been|had been)\s+)?{_SEEN_FIRST}\s+(?:re-?)?{_SHOWN}\s+(?:in|on|by|at|with|from)"
    rf"|{_SEEN_FIRST}\s+{_SHOWN}\s+(?:in|on|by|at|with)"
    r"|(?:re-?published|reprinted|re-?posted|cross-?posted|reproduced|syndicated|adapted)\s+(?:here\s+)?(?:with\s+(?:the\s+)?(?:kind\s+)?permission\s+)?(?:from|of|by|courtesy of)"
    r")\s*:?\s+(?P<name>[^\n]{2,160})",
    _I,
)
# What may follow the name of where a report stood first; other words make the line a sentence of a report.
_DATE_WORD = re.compile(r"\W*(?:\d{1,4}(?:st|nd|rd|th)?|on|in|at|and|" + "|".join([*MONTHS, *WEEKDAYS]) + r")\W*$", _I)
_RIGHTS = re.compile(
    r"permission|licen[cs]|publish|reproduc|reprint|original|courtesy|edited|\bversion\b|\bauthor|\bhere\b|partner|https?:",
    _I,
)
_SOURCE_LINE = re.compile(
    r"[(\[]?(?:source|via|courtesy(?: of)?|original(?: source| article)?)\s*[:：]\s*(?P<name>\S[^\n]{1,80}?)[)\]]?$", _I
)
_NAME_ENDS = re.compile(
    r"\s+(?:on|in|under|and|as|with|at|where|by|before|which|who|here|titled|entitled|for)\s+(?:[a-z]|\d|"
    + "|".join(name.title() for name in MONTHS)
    + r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"|\s*[(\[,;|]|\.(?:\s|$)|\s[-–—]\s|\s+(?:19|20)\d\d\b|\s+under\b"
)
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_AGENCY_LINE = re.compile(rf"[(\[–—-]*\s*(?P<name>{_NAMES})(?:\s?/\s?(?:{_NAMES}))*\s*[)\]]?\.?$")
_AGENCY_END = re.compile(
    rf"(?<=[.!?\"”’'])\s*(?:\((?P<name>(?:{_NAMES})(?:\s?/\s?(?:{_NAMES}))*)\)|(?:[–—-]{{1,2}}\s*)(?P<name2>{_NAMES}))\s*\.?$"
)
_WIRE_LINE = re.compile(r"[–—]{1,2}\s*(?P<name>[A-Z][\w.'’&-]*(?:\s[A-Z][\w.'’&-]*){0,4})$")
_TAIL_WORDS = re.compile(
    r"(?:\W*(?:read also|read more|see also|related(?: articles| stories| news)?|advertisement|click to enlarge|post a comment|no comments|"
    r"share this(?: article| story)?|our standards\s*:\s*the [\w ]{3,40} principles|all rights reserved|community standards|follow us on \w+))+\W*$",
    _I,
)
_TAIL_START = re.compile(
    r"(?:\.{3}\s*)?(?:\d{1,6}\s+)?(?:Related|Read [Aa]lso|Read [Mm]ore|See [Aa]lso|Tags|Topics|Labels|Share|Follow us|Our Standards|Comments?|Community standards|Advertisement|Most [Rr]ead|Copyright|©)\b"
)
_TAIL_CREDIT = re.compile(r"\(?(?:Reporting|Additional reporting|Writing|Compiled|Editing|Edited|Translated) by [A-Z]")


def role(line: str) -> Role | None:
    """``boilerplate`` or ``caption`` for a line that is surely one as a whole, else ``None``."""
    if len(line) > 600:
        return None
    bare = line.strip(" \t\xa0*_|•·-–—:：.!>»«<×[]()").lower()
    if not any(char.isalnum() for char in bare):
        return "boilerplate"
    if (bare in _FIXED and not re.match(r"[-–—]\w", line)) or _is_share_bar(line):
        return "boilerplate"
    if _ENLARGE.fullmatch(line.strip()) or _CREDIT_ALONE.match(line):
        return "caption"
    if len(line) <= 400 and (_CAPTION.match(line) or _CAPTION_END.search(line)):
        return "caption"
    if _CREDIT.match(line) and not (_is_sentence(line) and ";" not in line):
        return "boilerplate"
    if len(line) <= 160 and _OPENING.match(line.lstrip(" \t*_•·-–—>»×[(")) and not _is_sentence(line):
        return "boilerplate"
    if _LEGAL.search(line) and re.search(r"©|copyright|\(c\)|rights reserved|may not be|subject to", line, _I):
        return "boilerplate"
    if len(line) <= 120 and re.match(r"(?:follow|find|like)\b", line, _I) and _named_networks(line) >= 2:
        return "boilerplate"
    return None


def _named_networks(line: str) -> int:
    return sum(word in _SHARE_NAMES for word in re.findall(r"\w+", line.lower()))


def origin(line: str, *, near_end: bool = False) -> str | None:
    """Where a line says that the report stood first: ``"Previously published in the Daily"`` gives ``"Daily"``.

    ``Source: …``, a lone agency and a dash with a name count only ``near_end``, among a page's last lines.
    Thanks to helpers ("With reporting by …", "… contributed to this report") name no origin.
    """
    if len(line) > 300:
        return None
    found = _ORIGIN.match(line)
    if found:
        name = _name(found["name"])
        return name if name and not _is_a_day(name) and _ends_with(found["name"], name) else None
    if near_end:
        found = _SOURCE_LINE.match(line)
        if found and not line.rstrip().endswith((".", ":")) and len(found["name"].split()) <= 6:
            return _name(found["name"])
        found = _AGENCY_LINE.match(line) or _WIRE_LINE.match(line)
        if found:
            return found["name"]
    return None


def trailing(text: str, start: int, end: int, *, last: bool) -> list[tuple[int, int, Role, str | None]]:
    """Furniture at the end of a line of text, in order: its characters, role, and the origin that it names.

    ``last`` says that the line is the report's last, where pages without line breaks carry their foot.
    """
    found: list[tuple[int, int, Role, str | None]] = []
    floor = max(start, end - 800)
    while end > floor:
        piece = _one_trailing(text, floor, end, last=last)
        if piece is None or piece[0] <= start:
            break
        found.insert(0, piece)
        end = floor + len(text[floor : piece[0]].rstrip())
    return found


def _one_trailing(text: str, floor: int, end: int, *, last: bool) -> tuple[int, int, Role, str | None] | None:
    words = text[floor:end]
    enlarge = re.search(_ENLARGE.pattern + r"$", words, _I)
    if enlarge:
        return floor + enlarge.start(), end, "caption", None
    agency = _AGENCY_END.search(words)
    if agency:
        start = agency.start() + len(agency[0]) - len(agency[0].lstrip())
        return floor + start, end, "syndication", agency["name"] or agency["name2"]
    if not last:
        return None
    sentence_ends = [0] if floor == 0 else []
    sentence_ends += [found.end() for found in re.finditer(r"[.!?][\"”’)]*\s+", words)]
    for at in sentence_ends:
        if (
            _TAIL_START.match(words, at)
            and not re.search(r"[.!?]\s+\S", words[at:].lstrip(". "))
            and not words.rstrip().endswith((".", "!", "?"))
        ):
            return floor + at, end, "boilerplate", None
        if _TAIL_CREDIT.match(words, at) and not re.search(r"[.!?]\s+[A-Z]\w+ (?:\w+ ){2}", words[at:]):
            return floor + at, end, "boilerplate", None
    fixed = _TAIL_WORDS.search(words)
    if fixed:
        start = fixed.start() + len(fixed[0]) - len(fixed[0].lstrip(' \t\xa0.!?"”’)'))
        return floor + start, end, "boilerplate", None
    for at in sentence_ends:
        name = origin(words[at:])
        if name:
            return floor + at, end, "syndication", name
    return None


def opens_a_list_of_others(line: str) -> bool:
    """Whether a line heads the page's list of other reports ("Related articles"), whose titles follow it."""
    return bool(
        re.match(
            r"\W*(?:related(?: \w+)?|read (?:also|next|more)|see also|most (?:read|popular|viewed)|more (?:from|on|stories|news|local)\b.{0,40}|you (?:may|might) also like|"
            r"recommended(?: for you)?|trending(?: now)?|latest news|top stories|editor['’]?s['’]? picks)\W*$",
            line,
            _I,
        )
    )


def _is_share_bar(line: str) -> bool:
    words = re.findall(r"[\w+!'’-]+", line.lower())
    words = [word for word in words if not word.isdigit()]
    return (
        0 < len(words) <= 30
        and all(word in _SHARE_WORDS for word in words)
        and (any(word in _SHARE_NAMES for word in words) or not {"copy", "transcript"}.isdisjoint(words))
        and (len(words) > 1 or line.strip() in ("Share", "Tweet", "Facebook", "Twitter", "WhatsApp", "Telegram"))
    )


def _is_sentence(line: str) -> bool:
    """Whether a line that opens like furniture runs on like a report's sentence: a finite verb of saying or happening."""
    return bool(
        re.search(
            r"\b(?:said|says|was|were|killed|died|wounded|injured|told|reported|according to|has been|have been)\b",
            line,
            _I,
        )
    ) and not re.search(r"https?://|cookies|rights reserved", line, _I)


def _is_a_day(name: str) -> bool:
    return all(_DATE_WORD.match(word) for word in name.split())


def _ends_with(words: str, name: str) -> bool:
    """Whether a date or words about rights are all that follows the name."""
    at = words.find(name)
    rest = words[at + len(name) :] if at >= 0 else ""
    left = [word for word in rest.split() if not _DATE_WORD.match(word) and any(char.isalnum() for char in word)]
    return len(left) <= 1 or at < 0 or _RIGHTS.search(rest) is not None


def _name(words: str) -> str | None:
    """A publication's name out of what follows "published in": without article, date, and further clauses."""
    words = words.strip(" *_()[]\"“”'’")
    address = re.match(r"(?:https?://|www\.)\S+", words)
    if address:
        found = host_of(address[0] if "://" in address[0] else f"https://{address[0]}")
        return found or None
    words = re.sub(r"^(?:the|our partner|our partners at)\s+(?=[A-Z])", "", words, flags=re.IGNORECASE)
    ends = _NAME_ENDS.search(words)
    words = (words[: ends.start()] if ends else words).strip(" .:,;\"“”'’*_")
    return words if re.match(r"[A-Z0-9]", words) or "." in words else None
