"""The tables of a record, as data: names, columns, types, keys and what every column means.

Lists of the record are child tables with an ordinal, never JSON in a cell.
"""

from __future__ import annotations

from typing import Literal

from reportedly import deciding, model
from reportedly.table_columns import (
    child,
    column,
    id_column,
    listed,
    quotation,
    real,
    root,
    span,
    value,
    voice_of_text,
    when,
    whole,
)
from reportedly.table_terms import Column, Table


def _stance_words_of_hops() -> Table:
    found = child("claim", "hop_stance_word", "words that show a hop's stance", "stance_words", *span("the words"))
    hop = Column(name="hop", type="INTEGER", nullable=False, meaning="ordinal of the hop in the claim's chain")
    claim, *rest = found.columns
    return Table(
        name=found.name,
        meaning=found.meaning,
        path=found.path,
        columns=(claim, hop, *rest),
        key=("claim", "hop", "ordinal"),
        parent="hop",
        inherited=("claim", "hop"),
    )


_DOCUMENT = column("document", "the document that it stands in", to="document")

_CHANGE = Literal["claim", "document", "added", "grade"]
_TARGET = Literal["claim", "frame", "mention", "document", "source"]

TABLES: tuple[Table, ...] = (
    root(
        "document",
        "a text cut from a capture, with what its page says of itself",
        "documents",
        id_column("id of the document, by its content"),
        column("title", "its title", null=True),
        column("publisher", "who published it", null=True),
        column("byline", "who wrote it", null=True),
        column("url", "its cleaned address", null=True),
        column("language", "ISO 639-1 code of its language", null=True),
        column("text", "the whole text; offsets count its code points"),
        *when("publication", prefix="published", path="published"),
        column("syndicated_from", "where the text stood first, if it says so", null=True),
        column("capture_sha256", "hash of the bytes received", path="capture.sha256"),
        column("capture_media_type", "what they are", path="capture.media_type"),
        whole("capture_bytes", "how many they are", path="capture.bytes"),
        column("capture_taken_at", "when they were received, UTC", path="capture.taken_at"),
        column("capture_from", "file name or cleaned address", path="capture.from"),
    ),
    child(
        "document",
        "passage",
        "a stretch of a document's text and its part on the page",
        "passages",
        whole("start", "first character"),
        whole("end", "one after the last character"),
        column("role", "what part it plays on the page", of=model.Role),
    ),
    root(
        "actor",
        "who is meant by several names",
        "actors",
        id_column("id of the actor"),
        column("name", "its name"),
        column("kind", "what it is", of=model.ActorKind),
        column(
            "public",
            "1: in public life; 0: private; null: not known, counts as private",
            type="INTEGER",
            null=True,
            form="boolean",
        ),
        column("registry", "its entry in the seed list of actors", null=True),
    ),
    listed("actor", "actor_name", "a form of an actor's name that was seen", "names", "name", "the form"),
    root(
        "place",
        "a place, with how large it is",
        "places",
        id_column("id of the place"),
        column("name", "its name"),
        real("lat", "degrees north; null where no gazetteer knows it, never 0 for that"),
        real("lon", "degrees east; null where no gazetteer knows it, never 0 for that"),
        column("precision", "how coarse it is: only a site or settlement is a point", of=model.Precision),
        real("extent_radius_km", "reach around the point, in kilometres", path="extent.radius_km"),
        real("extent_west", "western edge of its box, degrees east", path="extent.west"),
        real("extent_south", "southern edge, degrees north", path="extent.south"),
        real("extent_east", "eastern edge, degrees east", path="extent.east"),
        real("extent_north", "northern edge, degrees north", path="extent.north"),
        column("country", "ISO 3166-1 alpha-2 code", null=True),
        column("source", "which gazetteer says so", null=True),
    ),
    listed(
        "place", "place_parent", "a place that holds a place, in a gazetteer", "parents", "parent", "id of the holder"
    ),
    root(
        "voice",
        "an independent origin of claims",
        "voices",
        id_column("id of the voice"),
        column("speaker", "who speaks; null: the outlet itself", null=True),
        column("interest", "the side that it serves, where the registry knows it", null=True),
    ),
    listed(
        "voice",
        "voice_document",
        "a document in which a voice is heard",
        "documents",
        "document",
        "the document",
        "document",
    ),
    listed("voice", "voice_why", "why origins were counted as one voice", "why", "why", "one reason"),
    root(
        "event",
        "what is told to have happened; its accounts are the content",
        "events",
        id_column("id of the event"),
        column("kind", "a label, from the best supported account"),
        column("title", "a label"),
        column("extent", "one event, several told as one, or a total over many", of=model.Extent),
    ),
    root(
        "frame",
        "one mention of one event in one document",
        "frames",
        id_column("id of the frame"),
        _DOCUMENT,
        column("kind", "kind of event"),
        *span("the words that tell of the event", prefix="trigger", path="trigger"),
        column("event", "the event that it was joined to", to="event"),
    ),
    listed("event", "event_frame", "a frame of an event", "frames", "frame", "the frame", "frame"),
    listed("event", "event_why", "why the program joined the frames of an event", "why", "why", "one reason"),
    root(
        "mention",
        "words that name an actor, place, time, count or medium",
        "mentions",
        id_column("id of the mention"),
        _DOCUMENT,
        *span("the words"),
        column("type", "what they name", of=model.MentionType),
        *value(),
        column("how", "how they name it", of=model.MentionHow),
        column("antecedent", "the mention that they stand for: an inference", null=True, to="mention"),
        column("kind", "an actor's kind, where words or registry tell it", null=True, of=model.ActorKind),
    ),
    child(
        "mention",
        "mention_candidate",
        "an entry of registry or gazetteer that a mention may mean",
        "candidates",
        column("candidate", "id of the entry", path="id"),
        column("score", "from 0 to 1", type="REAL"),
    ),
    root(
        "statement",
        "a voice in the text: who, by which word, how",
        "statements",
        id_column("id of the statement"),
        _DOCUMENT,
        *voice_of_text("the word that tells of it"),
        column("within", "the statement that it stands inside", null=True, to="statement"),
    ),
    child("statement", "statement_content", "what a statement says", "content", *span("the words said")),
    child(
        "statement",
        "statement_stance_word",
        "words that show a statement's stance",
        "stance_words",
        *span("the words"),
    ),
    root(
        "claim",
        "one value for one slot of one subject, with its words and the voices that it came through",
        "claims",
        id_column("id of the claim"),
        _DOCUMENT,
        column("frame", "the frame that it was read from; null for a standing claim", null=True, to="frame"),
        column("subject_type", "what it is about", path="subject.type", of=model.SubjectType),
        column("subject_id", "id of the event, actor or place", path="subject.id"),
        column("slot", "which field of it"),
        *value(),
        column("stance", "how it is held: asserts, hedges, denies …", of=model.Stance),
        column("statement", "the innermost statement that it stands in", null=True, to="statement"),
        column(
            "valid_range",
            "standing claims: throughout the days, or once within them",
            null=True,
            path="valid.range",
            of=model.Range,
        ),
        *when("its holding", prefix="valid_when", path="valid.when"),
        column("from_heading", "1: its words stand in a heading", type="INTEGER", form="boolean"),
        column("reader", "which reader found it; person: a person wrote it"),
        column(
            "decided",
            "what a person ruled: what is rejected or edited counts in no account",
            null=True,
            of=model.Decided,
        ),
    ),
    child(
        "claim", "claim_evidence", "the words of a claim; ordinal 0 carries the value", "evidence", *span("the words")
    ),
    listed(
        "claim", "claim_basis", "a claim that a claim was inferred from", "basis", "basis", "the other claim", "claim"
    ),
    child(
        "claim",
        "hop",
        "a voice that a claim came through; ordinal 0 is the author, the last is innermost",
        "attribution",
        *voice_of_text("the word that tells of it"),
        column("statement", "the statement that it is a hop of", null=True, to="statement"),
    ),
    _stance_words_of_hops(),
    child(
        "event",
        "account",
        "one value of a slot of an event, with who holds it; best supported first",
        "accounts",
        id_column("id of the account"),
        column("slot", "which field of the event"),
        *value(),
        whole("independent_low", "independent voices that surely hold it", path="independent.low"),
        whole("independent_high", "independent voices that hold it at most", path="independent.high"),
        column("status", "how it stands among the other accounts", of=model.Status),
        column("support", "how many hold it, whatever speaks against it", of=model.Support),
    ),
    listed("account", "account_claim", "a claim of an account", "claims", "claim", "the claim", "claim"),
    listed("account", "account_voice", "a voice that holds an account", "voices", "voice", "the voice", "voice"),
    listed(
        "account", "account_stance", "a stance in which an account is held or denied", "stances", "stance", "the stance"
    ),
    listed(
        "account", "account_interest", "a side that voices of an account serve", "interests", "interest", "the side"
    ),
    listed("account", "account_denial", "a claim that denies an account", "denied_by", "claim", "the denial", "claim"),
    child(
        "account",
        "account_link",
        "how an account stands to another of its slot",
        "links",
        column(
            "relation",
            "refines: it is a finer form; part_of: it is a part; updates: the later figure of one voice; rivals: both cannot be so",
            of=Literal["refines", "part_of", "updates", "rivals"],
        ),
        column("other", "the other account", to="account"),
    ),
    root(
        "problem",
        "what could not be read",
        "problems",
        column("code", "which sort of problem"),
        column("document", "the document", null=True, to="document"),
        whole("start", "first character", null=True),
        whole("end", "one after the last character", null=True),
        column("message", "what is wrong"),
        column("hint", "what a person can do"),
    ),
    root(
        "decision",
        "what a person ruled, with how it stands against the present readings",
        "decisions",
        id_column("id of the decision, by its content"),
        column("kind", "what was ruled", of=deciding.DecisionKind),
        column("by", "who ruled"),
        column("at", "when, UTC to the second"),
        column("why", "the reason given"),
        column("state", "whether it holds (same, moved) or must be looked at again", of=deciding.State),
        column(
            "change_type", "what it changes; null where it changes nothing", null=True, path="change.type", of=_CHANGE
        ),
        *quotation("change.at", null=True),
        column("change_slot", "added: the slot", null=True, path="change.slot"),
        *value("change.value", joined=False),
        column("change_stance", "claim, added: the stance", null=True, path="change.stance", of=model.Stance),
        column("change_speaker", "claim, added: the speaker", null=True, path="change.speaker"),
        *when("publication", prefix="change_published", path="change.published"),
        column("change_publisher", "document: the publisher", null=True, path="change.publisher"),
        column(
            "change_syndicated_from", "document: where the text stood first", null=True, path="change.syndicated_from"
        ),
        column("change_source", "grade of the source", null=True, path="change.source", of=deciding.SourceGrade),
        column("change_item", "grade of the item", null=True, path="change.item", of=deciding.ItemGrade),
    ),
    child(
        "decision",
        "decision_target",
        "what a decision points at: words of a capture, or a document, or a source",
        "targets",
        column("type", "what it is", of=_TARGET),
        column("id", "its id when it was ruled on; null for a source", null=True),
        *quotation("at", null=True),
        column("slot", "claim: the slot", null=True),
        column("trigger", "claim: words of the event's trigger", null=True),
        column("speaker", "claim: the innermost speaker; null for the outlet's own words", null=True),
        *value(joined=False),
        column("stance", "claim: the stance", null=True, of=model.Stance),
        column("kind", "frame: the kind of event", null=True),
        column("sort", "mention: actor or place", null=True, of=Literal["actor", "place"]),
        column("name", "mention: the fullest name; source: its name", null=True),
        whole("thing", "frame, mention: which of the things that the decision is about, from 0", null=True),
        column("capture", "document: hash of its capture", null=True),
    ),
    child(
        "decision",
        "decision_link",
        "an id that a decision names",
        "named",
        column(
            "relation",
            "replaces: an earlier decision that no longer holds; ids: what it is attached to; candidates: what it may mean;"
            " made: a claim that it put in; others: a decision that replaced it or is in conflict with it",
            of=Literal["replaces", "ids", "candidates", "made", "others"],
        ),
        column("other", "the id"),
    ),
    root(
        "former_id",
        "an earlier id of something that other things were merged into",
        "former_ids",
        column("of_type", "what it is", of=Literal["actor", "place", "voice", "event"]),
        column("of_id", "its id now"),
        column("former", "the id that it had"),
    ),
)
"""All tables, parents before their children."""

BY_NAME: dict[str, Table] = {t.name: t for t in TABLES}
