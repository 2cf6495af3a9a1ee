"""A record made by hand: two reports that contradict each other, with everything a view must be able to show."""

from __future__ import annotations

from reportedly.model import (
    Account,
    Actor,
    ActorValue,
    CaptureInfo,
    Claim,
    Count,
    Document,
    Event,
    EventValue,
    Frame,
    Hop,
    Independent,
    KindValue,
    Mention,
    Passage,
    Place,
    PlaceValue,
    Problem,
    Reach,
    Record,
    Span,
    Speaker,
    Stance,
    Statement,
    Status,
    Subject,
    Support,
    Value,
    Voice,
    When,
    Words,
)

HOSTILE = "<script>alert(1)</script>"

FIRST = """Commander leaves the front line
Amber Valley, April 17 -
\U0001f525 A commander of the Stone Brigade, Adel Karim, left his post near Tell Marra this week. Some rebel sources said that he fled to Kafr Dor because he was not paid.
The brigade denied this in a tweet. "We let him go, he was ill," its spokesman Samir <b>Haddad</b> said. A resident said "النار في كل مكان" about the shelling that followed, which he said killed at least 12 civilians.
</script><script>alert(1)</script> stood in the page's text.
Subscribe to our newsletter
"""
SECOND = """Four die as shells fall on Tell Marra
The Daily Example, 18 April 2015
Four people were killed in the shelling of Tell Marra in Marra province, the Monitor Group said, judging by photos. It may have been a reprisal for the desertion, it added.
"""

FIRST_ID, SECOND_ID = "d_first", "d_second"
TEXTS = {FIRST_ID: FIRST, SECOND_ID: SECOND}


def span(document: str, words: str, after: str = "") -> Span:
    """The first place of ``words`` in a document's text, at or after the first place of ``after``."""
    text = TEXTS[document]
    start = text.index(words, text.index(after) if after else 0)
    return Span(start=start, end=start + len(words), text=words)


def speaker(document: str, words: str, name: str | None = None) -> Speaker:
    at = span(document, words)
    return Speaker(text=words, start=at.start, end=at.end, name=name or words)


def author(stance: Stance = "relays") -> Hop:
    return Hop(speaker=None, kind="author", medium=None, cue=None, stance=stance)


SOURCES = Hop(
    speaker=speaker(FIRST_ID, "Some rebel sources"),
    kind="anonymous",
    medium=None,
    cue=span(FIRST_ID, "said"),
    stance="asserts",
    statement="s_sources",
)
BRIGADE = Hop(
    speaker=speaker(FIRST_ID, "The brigade", "the Stone Brigade"),
    kind="group",
    medium="tweet",
    cue=span(FIRST_ID, "denied"),
    stance="denies",
    stance_words=(span(FIRST_ID, "denied"),),
    statement="s_brigade",
)
SPOKESMAN = Hop(
    speaker=speaker(FIRST_ID, "its spokesman Samir <b>Haddad</b>"),
    kind="person",
    medium=None,
    cue=span(FIRST_ID, "said", "Haddad"),
    stance="asserts",
    statement="s_spokesman",
)
RESIDENT = Hop(
    speaker=speaker(FIRST_ID, "A resident"),
    kind="anonymous",
    medium=None,
    cue=span(FIRST_ID, "said", "A resident"),
    stance="asserts",
    statement="s_resident",
)
MONITOR = Hop(
    speaker=speaker(SECOND_ID, "the Monitor Group"),
    kind="organisation",
    medium=None,
    cue=span(SECOND_ID, "said"),
    stance="asserts",
    statement="s_monitor",
)
PHOTOS = Hop(
    speaker=speaker(SECOND_ID, "photos"),
    kind="media",
    medium="photo",
    cue=None,
    stance="infers",
    stance_words=(span(SECOND_ID, "judging by"),),
)
ADDED = Hop(
    speaker=speaker(SECOND_ID, "it", "the Monitor Group"),
    kind="organisation",
    medium=None,
    cue=None,
    stance="infers",
    stance_words=(span(SECOND_ID, "may have been"),),
)


def claim(
    id_: str,
    event: str,
    slot: str,
    value: Value,
    evidence: tuple[Span, ...],
    hops: tuple[Hop, ...],
    *,
    document: str = FIRST_ID,
    stance: Stance = "asserts",
    subject: str = "event",
    from_heading: bool = False,
    basis: tuple[str, ...] = (),
) -> Claim:
    return Claim(
        id=id_,
        document=document,
        frame=None,
        subject=Subject(type=subject, id=event),  # type: ignore[arg-type]
        slot=slot,
        value=value,
        stance=stance,
        evidence=evidence,
        attribution=hops,
        basis=basis,
        from_heading=from_heading,
        reader="standard@1.0",
    )


def account(
    id_: str,
    value: Value,
    claims: tuple[str, ...],
    status: Status,
    *,
    low: int = 1,
    high: int = 1,
    stances: tuple[Stance, ...] = ("asserts",),
    support: Support = "single",
    denied_by: tuple[str, ...] = (),
    refines: tuple[str, ...] = (),
    rivals: tuple[str, ...] = (),
) -> Account:
    return Account(
        id=id_,
        value=value,
        claims=claims,
        voices=(),
        independent=Independent(low=low, high=high),
        stances=stances,
        status=status,
        support=support,
        denied_by=denied_by,
        refines=refines,
        rivals=rivals,
    )


FLED = "e_fled"
SHELLED = "e_shelled"
ADEL = ActorValue(actor="a_adel", name="Adel Karim", text="A commander of the Stone Brigade", how="description")
WEEK = When(
    start="XXXX-04-13", end="XXXX-04-19", precision="week", basis="anchor", anchor="XXXX-04-17", text="this week"
)
DAY = When(start="2015-04-18", end="2015-04-18", precision="day", text="18 April 2015")
TELL_MARRA = PlaceValue(
    place="p_tell", name="Tell Marra", text="Tell Marra", lat=35.1, lon=38.2, precision="site", relation="near"
)
PROVINCE = PlaceValue(
    place="p_marra", name="Marra province", text="Marra province", lat=35.4, lon=38.9, precision="province"
)
KAFR = PlaceValue(place=None, name="Kafr Dor", text="Kafr Dor")
UNPAID, ILL = Words(text="he was not paid"), Words(text="he was ill")
TWELVE = Count(low=12, high=None, unit="civilians", class_="civilians", text="at least 12 civilians")
FOUR = Count(low=4, high=4, unit="people", class_="all", text="Four people")
SAME = EventValue(event=FLED, text="the desertion")

CLAIMS = (
    claim(
        "c_kind", FLED, "kind", KindValue(kind="desertion"), (span(FIRST_ID, "left his post"),), (author("asserts"),)
    ),
    claim(
        "c_head",
        FLED,
        "kind",
        KindValue(kind="desertion"),
        (span(FIRST_ID, "leaves the front line"),),
        (author("asserts"),),
        from_heading=True,
    ),
    claim("c_agent", FLED, "agent", ADEL, (span(FIRST_ID, "A commander of the Stone Brigade"),), (author("asserts"),)),
    claim("c_when", FLED, "when", WEEK, (span(FIRST_ID, "this week"),), (author("asserts"),)),
    claim("c_from", FLED, "origin", TELL_MARRA, (span(FIRST_ID, "Tell Marra"),), (author("asserts"),)),
    claim("c_to", FLED, "destination", KAFR, (span(FIRST_ID, "Kafr Dor"), span(FIRST_ID, "fled")), (author(), SOURCES)),
    claim(
        "c_to_no", FLED, "destination", KAFR, (span(FIRST_ID, "this", "denied"),), (author(), BRIGADE), stance="denies"
    ),
    claim(
        "c_unpaid",
        FLED,
        "motive",
        UNPAID,
        (span(FIRST_ID, "he was not paid"), span(FIRST_ID, "fled")),
        (author(), SOURCES),
    ),
    claim(
        "c_unpaid_no", FLED, "motive", UNPAID, (span(FIRST_ID, "this", "denied"),), (author(), BRIGADE), stance="denies"
    ),
    claim("c_ill", FLED, "motive", ILL, (span(FIRST_ID, "he was ill"),), (author(), BRIGADE, SPOKESMAN)),
    claim(
        "s_kind1", SHELLED, "kind", KindValue(kind="shelling"), (span(FIRST_ID, "the shelling"),), (author(), RESIDENT)
    ),
    claim(
        "s_kind2",
        SHELLED,
        "kind",
        KindValue(kind="shelling"),
        (span(SECOND_ID, "shelling"),),
        (author(), MONITOR),
        document=SECOND_ID,
    ),
    claim(
        "s_when", SHELLED, "when", DAY, (span(SECOND_ID, "18 April 2015"),), (author("asserts"),), document=SECOND_ID
    ),
    claim(
        "s_where",
        SHELLED,
        "where",
        PROVINCE,
        (span(SECOND_ID, "Marra province"),),
        (author(), MONITOR),
        document=SECOND_ID,
    ),
    claim(
        "s_site",
        SHELLED,
        "where",
        TELL_MARRA,
        (span(SECOND_ID, "Tell Marra", "Four people"),),
        (author(), MONITOR),
        document=SECOND_ID,
    ),
    claim("s_twelve", SHELLED, "killed", TWELVE, (span(FIRST_ID, "at least 12 civilians"),), (author(), RESIDENT)),
    claim(
        "s_four",
        SHELLED,
        "killed",
        FOUR,
        (span(SECOND_ID, "Four people"),),
        (author(), MONITOR, PHOTOS),
        document=SECOND_ID,
        stance="infers",
    ),
    claim(
        "s_same",
        SHELLED,
        "response_to",
        SAME,
        (span(SECOND_ID, "the desertion"),),
        (author(), ADDED),
        document=SECOND_ID,
        stance="infers",
        basis=("c_kind", "c_head"),
    ),
    claim(
        "t_side",
        "a_adel",
        "side",
        ActorValue(actor="a_stone", name="Stone Brigade", text="the Stone Brigade"),
        (span(FIRST_ID, "the Stone Brigade"),),
        (author("asserts"),),
        subject="actor",
    ),
)

FLED_FIELDS = {
    "kind": (account("x_kind", KindValue(kind="desertion"), ("c_kind", "c_head"), "single"),),
    "agent": (account("x_agent", ADEL, ("c_agent",), "single"),),
    "when": (account("x_when", WEEK, ("c_when",), "single"),),
    "origin": (account("x_from", TELL_MARRA, ("c_from",), "single"),),
    "destination": (
        account(
            "x_to",
            KAFR,
            ("c_to", "c_to_no"),
            "denied",
            low=0,
            high=1,
            stances=("asserts", "denies"),
            support="unresolved",
            denied_by=("c_to_no",),
        ),
    ),
    "motive": (
        account("x_ill", ILL, ("c_ill",), "contested", rivals=("x_unpaid",)),
        account(
            "x_unpaid",
            UNPAID,
            ("c_unpaid",),
            "denied",
            low=0,
            high=1,
            stances=("asserts", "denies"),
            support="unresolved",
            denied_by=("c_unpaid_no",),
            rivals=("x_ill",),
        ),
    ),
}
SHELLED_FIELDS = {
    "kind": (
        account(
            "x_shell",
            KindValue(kind="shelling"),
            ("s_kind1", "s_kind2"),
            "unresolved",
            low=1,
            high=2,
            support="unresolved",
        ),
    ),
    "when": (account("x_day", DAY, ("s_when",), "single"),),
    "where": (
        account("x_site", TELL_MARRA, ("s_site",), "single", refines=("x_prov",)),
        account("x_prov", PROVINCE, ("s_where",), "single"),
    ),
    "killed": (
        account(
            "x_four",
            FOUR,
            ("s_four",),
            "contested",
            low=0,
            high=0,
            stances=("infers",),
            support="none",
            rivals=("x_twelve",),
        ),
        account(
            "x_twelve", TWELVE, ("s_twelve",), "contested", low=0, high=1, support="unresolved", rivals=("x_four",)
        ),
    ),
    "response_to": (
        account("x_same", SAME, ("s_same",), "projected", low=0, high=0, stances=("infers",), support="none"),
    ),
}


def passages(document: str, roles: tuple[str, ...]) -> tuple[Passage, ...]:
    found, start = [], 0
    for role, line in zip(roles, TEXTS[document].splitlines(), strict=True):
        found.append(Passage(start=start, end=start + len(line), role=role))  # type: ignore[arg-type]
        start += len(line) + 1
    return tuple(found)


def contested() -> Record:
    """The whole record, with hostile markup in a title, a name and a text."""
    documents = (
        Document(
            id=FIRST_ID,
            title=f"Commander leaves the front line {HOSTILE}",
            publisher="Valley Herald",
            byline="A. Writer",
            url="https://example.org/a?x=1&y=2",
            language="en",
            text=FIRST,
            published=When(start="XXXX-04-17", end="XXXX-04-17", precision="day", text="April 17"),
            syndicated_from="Wire Agency",
            passages=passages(FIRST_ID, ("heading", "dateline", "body", "body", "body", "boilerplate")),
            capture=CaptureInfo(
                sha256="0" * 64, media_type="text/html", bytes=900, taken_at="2015-05-01T10:00:00Z", from_="a.html"
            ),
        ),
        Document(
            id=SECOND_ID,
            title=None,
            publisher="The Daily Example",
            byline=None,
            url=None,
            language="en",
            text=SECOND,
            published=DAY,
            syndicated_from=None,
            passages=passages(SECOND_ID, ("heading", "dateline", "body")),
            capture=CaptureInfo(
                sha256="1" * 64, media_type="text/plain", bytes=300, taken_at="2015-05-01T10:00:00Z", from_="b.txt"
            ),
        ),
    )
    said = "he fled to Kafr Dor because he was not paid"
    statements = (
        Statement(
            id="s_sources",
            document=FIRST_ID,
            speaker=SOURCES.speaker,
            kind="anonymous",
            medium=None,
            cue=SOURCES.cue,
            content=(span(FIRST_ID, said),),
            stance="asserts",
        ),
        Statement(
            id="s_spokesman",
            document=FIRST_ID,
            speaker=SPOKESMAN.speaker,
            kind="person",
            medium=None,
            cue=SPOKESMAN.cue,
            content=(span(FIRST_ID, "We let him go, he was ill,"),),
            stance="asserts",
        ),
        Statement(
            id="s_resident",
            document=FIRST_ID,
            speaker=RESIDENT.speaker,
            kind="anonymous",
            medium=None,
            cue=RESIDENT.cue,
            content=(span(FIRST_ID, "النار في كل مكان"),),
            stance="asserts",
        ),
    )
    return Record(
        documents=documents,
        mentions=(
            Mention(
                id="m_1",
                document=FIRST_ID,
                start=0,
                end=9,
                text="Commander",
                type="actor",
                value=ADEL,
                how="description",
            ),
        ),
        statements=statements,
        frames=(
            Frame(id="f_1", document=FIRST_ID, kind="desertion", trigger=span(FIRST_ID, "left"), event=FLED),
            Frame(id="f_2", document=FIRST_ID, kind="shelling", trigger=span(FIRST_ID, "shelling"), event=SHELLED),
            Frame(id="f_3", document=SECOND_ID, kind="shelling", trigger=span(SECOND_ID, "shelling"), event=SHELLED),
        ),
        claims=CLAIMS,
        actors=(
            Actor(id="a_adel", name="Adel Karim", kind="person", names=("Adel Karim", f"Adel {HOSTILE}")),
            Actor(id="a_stone", name="Stone Brigade", kind="armed_group", names=("Stone Brigade", "the brigade")),
        ),
        places=(
            Place(
                id="p_tell",
                name="Tell Marra",
                lat=35.1,
                lon=38.2,
                precision="site",
                extent=None,
                country="SY",
                source="example",
            ),
            Place(
                id="p_marra",
                name="Marra province",
                lat=35.4,
                lon=38.9,
                precision="province",
                extent=Reach(radius_km=90),
                country="SY",
                source="example",
            ),
        ),
        voices=(Voice(id="v_1", documents=(FIRST_ID,), speaker="Samir <b>Haddad</b>"),),
        events=(
            Event(
                id=FLED,
                kind="desertion",
                title=f"Adel Karim leaves the Stone Brigade {HOSTILE}",
                extent="one",
                fields=FLED_FIELDS,
                frames=("f_1",),
            ),
            Event(
                id=SHELLED,
                kind="shelling",
                title="Shelling of Tell Marra",
                extent="one",
                fields=SHELLED_FIELDS,
                frames=("f_2", "f_3"),
                why=("same kind and place within two days",),
            ),
        ),
        problems=(
            Problem(
                code="year-unknown",
                document=FIRST_ID,
                start=47,
                end=55,
                message="The dateline gives no year.",
                hint="Say it with --published 2015-04-17.",
            ),
        ),
    )


def empty() -> Record:
    """A record of one report in which no event was read."""
    one = contested().documents[1]
    return Record(documents=(one,))
