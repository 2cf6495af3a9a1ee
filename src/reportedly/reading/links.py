"""Links between happenings of one document that its words state: "the second of two", "follows an earlier one", "this was the earlier defection"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.model import Stance, Words
from reportedly.reading.grammar import ancestors, noun_phrase
from reportedly.reading.happenings import MOVING, Filler, Happening, Reader, event_filler, when_filler
from reportedly.reading.stance import stance_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = frozenset({"NNS", "NNPS"})
_LATER = frozenset({"follow", "succeed"})
_AFTER_WORDS = frozenset({"after", "following"})
_SAME_CLUES = frozenset({"earlier", "same", "previous", "first", "second", "latest", "last", "recent"})
_POINTING = frozenset({"this", "it", "that", "these"})
_REACH = 8
"""How many happenings back a pointing word may reach."""


def read_links(reader: Reader, found: list[Happening]) -> None:
    """Add times, after and same_as to the happenings of a document, and the events that "an earlier one" stands for."""
    for happening in list(found):
        _number(reader, happening)
    _ones(reader, found)
    _sequences(reader, found)
    _afters(reader, found)
    _equations(reader, found)
    _responses(reader, found)
    _echoes(reader, found)
    found.sort(key=lambda h: h.first)


_ECHO_REACH = 30
"""How many happenings back a definite noun may name one again."""
_OWN_SLOTS = frozenset({"where", "when", "origin", "destination", "killed", "injured", "agent", "target"})


def _echoes(reader: Reader, found: list[Happening]) -> None:
    """ "The attack", "the raids", said again by the same voice with nothing of its own, is a second mention, not a second claim."""
    table = kinds.load()
    ordered = sorted(found, key=lambda h: h.first)
    for number, happening in enumerate(ordered):
        token = reader.doc[happening.head]
        happening.echo = happening.echo or _dating(token)
        if token.pos_ not in ("NOUN", "PROPN") or happening.same_as is not None or not happening.known:
            continue
        voice = reader.hearing.at(token.idx)
        own = {f.slot for f in happening.fillers if f.head != happening.head} & _OWN_SLOTS
        generic = happening.trigger is not None and happening.trigger.generic
        for earlier in reversed(ordered[max(0, number - _ECHO_REACH) : number]):
            if any(f.slot in ("motive", "outcome") and f.first <= happening.head < f.stop for f in earlier.fillers):
                break
            meant = happening.trigger.kind if generic and happening.trigger is not None else happening.kind
            if earlier.bare or not (
                earlier.kind == happening.kind
                or (generic and (table.near(earlier.kind, happening.kind) or table.near(earlier.kind, meant)))
            ):
                continue
            if earlier.extent != happening.extent:
                continue
            if own & {f.slot for f in earlier.fillers} - {"killed", "injured"}:
                continue
            happening.same_as = earlier.same_as or earlier
            vaguer = generic and happening.kind != earlier.kind
            happening.echo = vaguer or reader.hearing.at(reader.doc[earlier.head].idx) == voice
            break
    _unspecific(reader, ordered)
    _same_act(reader, ordered)


_STARTS = frozenset({"start", "outbreak", "beginning", "onset", "outset", "eruption"})


def _dating(token: Token) -> bool:
    """ "Since the outbreak of the war": the event only tells since when something else holds."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    start = token.head.head
    return start.lemma_.lower() in _STARTS and start.dep_ == "pobj" and start.head.lower_ == "since"


def _unspecific(reader: Reader, ordered: list[Happening]) -> None:
    """ "Hit", "the violence", beside "shelled" in one sentence of one voice: the general word says no kind of its own."""
    table = kinds.load()
    for happening in ordered:
        if happening.kind != "attack" or happening.echo or happening.trigger is None or not happening.trigger.generic:
            continue
        token = reader.doc[happening.head]
        voice = reader.hearing.at(token.idx)
        for other in ordered:
            beside = reader.doc[other.head]
            if (
                other is not happening
                and other.kind != "attack"
                and beside.sent.start == token.sent.start
                and table.near(other.kind, "attack")
                and table.same_family(other.kind, "attack")
                and reader.hearing.at(beside.idx) == voice
            ):
                happening.echo = True
                break


def _same_act(reader: Reader, ordered: list[Happening]) -> None:
    """ "He left …. We allowed him to leave": one voice tells of one act of one actor in one statement."""
    table = kinds.load()
    for number, happening in enumerate(ordered):
        voice = reader.hearing.at(reader.doc[happening.head].idx)
        who = _doers(happening)
        if voice is None or not who or happening.same_as is not None or table.get(happening.kind).family not in MOVING:
            continue
        for earlier in reversed(ordered[:number]):
            if earlier.kind != happening.kind or reader.hearing.at(reader.doc[earlier.head].idx) != voice:
                continue
            if who & _doers(earlier) and not _conflict(earlier, happening):
                happening.same_as = earlier.same_as or earlier
                break


def _doers(happening: Happening) -> set[int]:
    return {id(f.noted.root()) for f in happening.fillers if f.slot == "agent" and f.noted is not None}


def _conflict(a: Happening, b: Happening) -> bool:
    """Do both say where from, where to or when, in different words?"""
    for slot in ("where", "origin", "destination", "when"):
        x, y = ({f.value for f in h.fillers if f.slot == slot} for h in (a, b))
        if x and y and not x & y:
            return True
    return False


def _number(reader: Reader, happening: Happening) -> None:
    """ "two recent defections": how many such events; a plural without a number is several."""
    token = reader.doc[happening.head]
    if token.pos_ not in ("NOUN", "PROPN") or token.tag_ not in _PLURAL or happening.bare:
        return
    if happening.trigger is not None and happening.trigger.part == "doer":
        return
    happening.extent = "several"
    for number in reader.mentions.numbers:
        if number.stop <= token.i + 1 and number.first >= noun_phrase(token, of=False)[0] and number.count is not None:
            happening.fillers.append(
                Filler(
                    "times", number.first, number.stop, number.head, number.count, offsets=(number.start, number.end)
                )
            )


def _ones(reader: Reader, found: list[Happening]) -> None:
    """ "an earlier one this month": a noun left out, supplied from the last event noun."""
    heads = {h.head for h in found}
    for token in reader.doc:
        if token.lower_ != "one" or token.i in heads or token.dep_ in ("nummod", "compound", "det", "nsubj"):
            continue
        clues = [c for c in token.children if c.dep_ == "amod" and c.lower_ in _SAME_CLUES]
        if not clues:
            continue
        model = next(
            (
                h
                for h in reversed(found)
                if h.head < token.i and reader.doc[h.head].pos_ == "NOUN" and token.i - h.head < 60
            ),
            None,
        )
        if model is None:
            continue
        first, stop = noun_phrase(token, of=False)
        one = Happening(model.kind, first, stop, token.i, model.trigger)
        for noted in reader.mentions.times:
            if (noted.when is not None and any(a == token for a in ancestors(reader.doc[noted.head]))) or (
                noted.when is not None and noted.first in (stop, stop + 1) and token.sent == reader.doc[noted.head].sent
            ):
                one.add(when_filler(noted))
        for other in found:
            other.fillers = [
                f for f in other.fillers if not (f.slot == "when" and any(f.head == g.head for g in one.fillers))
            ]
        found.append(one)
        heads.add(token.i)


def _sequences(reader: Reader, found: list[Happening]) -> None:
    """ "follows on an earlier one", "the attack came after a raid": this event is after that one."""
    by_head = {h.head: h for h in found}
    for happening in list(found):
        token = reader.doc[happening.head]
        if token.dep_ == "pobj" and token.head.dep_ == "prep":
            verb, name = token.head.head, token.head.lower_
        elif token.dep_ == "dobj":
            verb, name = token.head, ""
        else:
            continue
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        late = verb.lemma_ in _LATER and name in ("", "on", "from", "upon")
        late = late or (name in _AFTER_WORDS and verb.lemma_ in ("come", "be", "occur", "happen", "take"))
        if not late:
            continue
        subject = _subject_event(reader, verb, by_head, found, happening)
        if subject is None or subject is happening:
            continue
        text = reader.words(happening.first, happening.stop)
        subject.fillers.append(event_filler("after", happening, happening.first, happening.stop, text))


_ANSWERS = ("in response to", "in retaliation for", "in revenge for", "to avenge", "in reprisal for", "in reaction to")


def _responses(reader: Reader, found: list[Happening]) -> None:
    """ "Carried out in response to the killing of a commander": the act answers the event that its motive names."""
    for happening in list(found):
        for motive in [f for f in happening.fillers if f.slot == "motive"]:
            words = reader.words(motive.first, motive.stop).lower()
            named = [h for h in found if h is not happening and motive.first <= h.head < motive.stop]
            for other in named:
                other.fillers = [f for f in other.fillers if f.slot != "motive" or f.first != motive.first]
            if named and words.startswith(_ANSWERS):
                first = named[0]
                text = reader.words(first.first, first.stop)
                happening.fillers.append(event_filler("response_to", first, first.first, first.stop, text))


def _afters(reader: Reader, found: list[Happening]) -> None:
    """ "Fled two days after the raid", "after rebels shelled the town": the one that the clause tells of came later."""
    by_head = {h.head: h for h in found}
    for happening in list(found):
        token = reader.doc[happening.head]
        noun = token.dep_ == "pobj" and token.head.lower_ in _AFTER_WORDS
        clause = token.dep_ in ("advcl", "pcomp") and any(
            c.lower_ == "after" and c.dep_ in ("mark", "advmod", "prep") for c in token.children
        )
        clause = clause or (token.dep_ == "pcomp" and token.head.lower_ in _AFTER_WORDS)
        if not noun and not clause:
            continue
        later = next((by_head[a.i] for a in ancestors(token) if a.i in by_head), None)
        if later is None or later is happening or later.bare or happening.bare:
            continue
        if any(f.slot == "after" for f in later.fillers):
            continue
        text = reader.words(happening.first, happening.stop)
        later.fillers.append(event_filler("after", happening, happening.first, happening.stop, text))


def _subject_event(
    reader: Reader, verb: Token, by_head: dict[int, Happening], found: Sequence[Happening], than: Happening
) -> Happening | None:
    at = verb
    for _ in range(3):
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.i in by_head:
                    return by_head[child.i]
                if child.lower_ in _POINTING:
                    return _pointed(child, found, than)
        if at.dep_ == "conj":
            at = at.head
            continue
        return None
    return None


def _pointed(token: Token, found: Sequence[Happening], than: Happening) -> Happening | None:
    """What "this" points to: the last happening of the sentences before, of the same family of kinds first."""
    start = token.sent.start
    earlier = [h for h in sorted(found, key=lambda h: h.first) if h.head < start and h is not than][-_REACH:]
    alike = [h for h in earlier if h.kind == than.kind and not h.bare]
    single = [h for h in alike if h.extent == "one"]
    pool = single or alike or earlier
    return pool[-1] if pool else None


def _equations(reader: Reader, found: list[Happening]) -> None:
    """ "This must have been the earlier defection": the two are said to be one event; "this is not the first" says nothing."""
    by_head = {h.head: h for h in found}
    for happening in list(found):
        token = reader.doc[happening.head]
        if token.dep_ != "attr" or token.head.lemma_ != "be":
            continue
        verb = token.head
        own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is None:
            continue
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        clue = any(c.lower_ in _SAME_CLUES for c in token.children if c.dep_ == "amod")
        if own.lower_ not in _POINTING and own.i not in by_head:
            continue
        subject = by_head.get(own.i) or _pointed(own, found, happening)
        if subject is None or subject is happening:
            continue
        if own.i in by_head and not clue and not any(c.dep_ == "neg" for c in verb.children):
            _described_as(reader, subject, happening, verb)
            found.remove(happening)
            continue
        if any(c.dep_ == "neg" for c in verb.children):
            if clue:
                happening.same_as = None
                found.remove(happening)
            continue
        if determiner not in ("the", "that", "this") or not clue:
            happening.same_as = subject if own.lower_ in _POINTING and not clue else None
            continue
        target = _described(reader, happening, found)
        if target is subject:
            happening.same_as = subject
            continue
        filler = event_filler(
            "same_as", target, *noun_phrase(token, of=False), reader.words(*noun_phrase(token, of=False))
        )
        filler.stance, filler.stance_words = _verb_stance(reader, verb)
        subject.fillers.append(filler)
        if target is not happening:
            happening.same_as = target


def _described_as(reader: Reader, subject: Happening, happening: Happening, verb: Token) -> None:
    """ "The strikes may be the deadliest attack since …": what is said of the event is its outcome, not another event."""
    token = reader.doc[happening.head]
    first, stop = token.left_edge.i, token.right_edge.i + 1
    while stop > first + 1 and (reader.doc[stop - 1].is_punct or reader.doc[stop - 1].is_space):
        stop -= 1
    filler = Filler("outcome", first, stop, token.i, Words(text=reader.words(first, stop)))
    filler.stance, filler.stance_words = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
    subject.add(filler)
    for other in happening.fillers:
        if other.slot not in ("kind", "times"):
            subject.add(other)


def _described(reader: Reader, happening: Happening, found: Sequence[Happening]) -> Happening:
    """The event that "the earlier defection" names: one described by the same word before."""
    token = reader.doc[happening.head]
    clues = {c.lower_ for c in token.children if c.dep_ == "amod"}
    for other in reversed([h for h in found if h.first < happening.first and h.kind == happening.kind]):
        words = {c.lower_ for c in reader.doc[other.head].children if c.dep_ == "amod"}
        if clues & words & _SAME_CLUES:
            return other
    return happening


def _verb_stance(reader: Reader, verb: Token) -> tuple[Stance | None, tuple[tuple[int, int], ...]]:
    stance, marks = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
    return (None if stance == "asserts" else stance), marks
