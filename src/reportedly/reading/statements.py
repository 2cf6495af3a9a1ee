"""Statements of a parsed document: every voice in it, with speaker, cue, content and stance, outer ones before inner ones.

Rules over a hand-written lexicon (:mod:`reportedly.cues`), the parse, the state of the quotation marks and, where
commas are missing, word classes.  Nothing here is learned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportedly.model import SpeakerKind
from reportedly.reading import leads, passing, quoting, seams, speech
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.drafts import Draft
from reportedly.reading.quoting import Chars
from reportedly.reading.speakers import PRONOUNS, Party, antecedent, can_speak, kind_of
from reportedly.reading.tree import SUBJECTS, Tree, tree_of
from reportedly.text import Quotation

DOCUMENT_GAP = 400
"""Characters after which a quotation of its own no longer goes on with the speaker before it."""

TAIL = 60
"""Characters after the last cue of a paragraph ("said on Monday.") over which its speaker still goes on in the next."""


@dataclass(frozen=True, slots=True)
class _Held:
    draft: Draft
    content: tuple[Chars, ...]


def find(parsed: Parsed) -> list[Voiced]:
    """Every statement of the document in the order of its cues; a statement comes after the one it stands within."""
    tree = tree_of(parsed)
    held = [_Held(d, c) for d in _drafts(tree, parsed) if (c := quoting.widened(tree, d))]
    held = _with_free_quotations(tree, held)
    return _nested(tree, held)


def _drafts(tree: Tree, parsed: Parsed) -> list[Draft]:
    found: list[Draft] = []
    for i in range(len(tree)):
        draft = (
            leads.as_said(tree, i)
            or leads.according(tree, i)
            or leads.mood(tree, i)
            or speech.verb(tree, i)
            or leads.noun(tree, i)
        )
        if draft is not None:
            found.append(draft)
    found = _one_each([d for d in found if not _in_a_lead(tree, found, d) and not _lent(found, d)])
    found = [d for d in found if not _in_between(tree, found, d)]
    spoken = quoting.turns(tree)
    turned = {d.trigger for d in spoken}
    found += spoken + [d for d in quoting.headings(tree, _heading_ends(parsed)) if d.trigger not in turned]
    found = seams.contrasted(tree, seams.along(tree, found, speech.ALONG))
    found = seams.left_unsaid(tree, seams.reported_whole(tree, found))
    found = [_apart(d) for d in seams.echoed(tree, found)]
    return passing.cited(tree, [passing.carried(tree, d) for d in found])


def _apart(draft: Draft) -> Draft:
    """The draft with a speaker that ends before the cue ("Guidelines ..." of "Guidelines ... telling schools to")."""
    party = draft.party
    if party is None or not party.first < draft.cue[0] <= party.last or party.head >= draft.cue[0]:
        return draft
    return replace(draft, party=Party(party.first, draft.cue[0] - 1, party.head))


def _one_each(drafts: list[Draft]) -> list[Draft]:
    """One draft for each trigger: "as X said" is read at "as" and comes before the reading at "said"."""
    return list({d.trigger: d for d in reversed(drafts)}.values())


def _in_a_lead(tree: Tree, drafts: list[Draft], draft: Draft) -> bool:
    """Whether a draft's word is a part of another's cue or speaker ("in the words of", "according to SANA reports")."""
    for other in drafts:
        if other is draft or tree.lower[other.cue[0]] not in ("according", "in"):
            continue
        last = other.party.last if other.party is not None else other.cue[1]
        if other.cue[0] < draft.trigger <= last:
            return True
    return False


def _lent(drafts: list[Draft], draft: Draft) -> bool:
    """Whether a verb only lends itself to a noun of saying that has the statement ("expressed" of "expressed fears that")."""
    return any(d.cue[0] <= draft.trigger < d.trigger and d is not draft and d.content[0][0] > d.trigger for d in drafts)


def _in_between(tree: Tree, drafts: list[Draft], draft: Draft) -> bool:
    """Whether a noun without a speaker only stands between a verb of saying and its clause ("said in a statement that")."""
    if draft.party is not None or not (tree.pos[draft.trigger] == "PROPN" or tree.dep[draft.trigger] == "pobj"):
        return False
    return any(
        o is not draft
        and o.party is not None
        and o.trigger < draft.trigger
        and tree.pos[o.trigger] == "VERB"
        and len(o.content) == 1
        and o.content[0][1] == draft.content[0][1]
        and o.content[0][0] in (draft.trigger, draft.content[0][0])
        and tree.left[draft.trigger] > o.trigger
        for o in drafts
    )


def _heading_ends(parsed: Parsed) -> tuple[int, ...]:
    marked = tuple(p.end for p in parsed.document.passages if p.role == "heading")
    if marked:
        return marked
    first = parsed.document.text.find("\n")
    return (first,) if 0 < first < 200 else ()


def _with_free_quotations(tree: Tree, held: list[_Held]) -> list[_Held]:
    result = list(held)
    for q in tree.quotes:
        if any(
            s < q.end and q.start < e
            for h in result
            if not q.start <= tree.start[h.draft.trigger] < q.end
            for s, e in h.content
        ):
            continue
        if not quoting.is_speech(tree, q):
            continue
        at = tree.token_at(q.start)
        last = tree.token_at(q.end - 1)
        if at is None or last is None:
            continue
        colon = quoting.colon_speaker(tree, q.start)
        if colon is not None:
            party, mark = colon
            result.append(
                _Held(Draft(party, (mark, mark), mark, ((at, last),), "say", "asserts", "relays"), ((q.start, q.end),))
            )
            continue
        beside = quoting.beside_speaker(tree, q) or quoting.dash_speaker(tree, q)
        if beside is not None:
            party, verb = beside
            result.append(
                _Held(Draft(party, (verb, verb), verb, ((at, last),), "say", "asserts", "relays"), ((q.start, q.end),))
            )
            continue
        before = _speaking_before(tree, result, q)
        if before is not None:
            main = result[before]
            result[before] = replace(main, content=(*main.content, (q.start, q.end)))
        else:
            draft = Draft(None, (at, at), at, ((at, last),), "say", "asserts", "relays", anonymous=True)
            result.append(_Held(draft, ((q.start, q.end),)))
    return result


def _speaking_before(tree: Tree, held: list[_Held], q: Quotation) -> int | None:
    """The statement whose speaker goes on in ``q``: the last one of the same paragraph, or the quotation that it continues."""
    best: int | None = None
    best_end = -1
    for number, h in enumerate(held):
        if h.draft.party is None or not h.draft.speech or tree.quote[h.draft.trigger] >= 0:
            continue
        if any(o.draft.party and o.draft.party.first < h.draft.trigger <= o.draft.party.last for o in held):
            continue
        end = max(h.content[-1][1], tree.end[h.draft.trigger])
        if best_end < end <= q.start:
            best, best_end = number, end
    if best is None:
        return None
    gap = tree.text[best_end : q.start]
    if q.continues:
        return best
    if len(gap) > DOCUMENT_GAP:
        return None
    if "\n" in gap:
        if _paragraph_apart(tree, held[best], gap):
            return best
        return best if gap.strip() in ("", ":") else None
    at = tree.token_at(q.start)
    if at is None:
        return None
    main = held[best]
    done = max(tree.sent_end[main.draft.trigger], tree.sent_end[tree.token_at(best_end - 1) or main.draft.trigger])
    return best if tree.sent_start[at] <= done or _nobody_else(tree, done, at) else None


def _nobody_else(tree: Tree, first: int, stop: int) -> bool:
    """Whether one sentence about nobody new stands between two quotations ('"..." he said. He smiled. "..."')."""
    if tree.sent_end[first] < tree.sent_start[stop]:
        return False
    subjects = [k for k in range(first, stop) if tree.dep[k] in SUBJECTS]
    return bool(subjects) and all(
        tree.lower[k] in PRONOUNS - {"i", "we", "you"} or not can_speak(tree, k) for k in subjects
    )


def _paragraph_apart(tree: Tree, main: _Held, gap: str) -> bool:
    """Whether a quotation that opens the next paragraph goes on with whoever was quoted at the end of the one before."""
    tail, _, rest = gap.partition("\n")
    quoted = any(q.start <= s < q.end for s, _ in main.content for q in tree.quotes)
    return quoted and not rest.strip() and len(tail) <= TAIL and tail.rstrip()[-1:] in (".", "")


def _nested(tree: Tree, held: list[_Held]) -> list[Voiced]:
    ordered = sorted(
        held, key=lambda h: (h.draft.inside is not None, -sum(e - s for s, e in h.content), h.draft.trigger)
    )
    voices: list[Voiced] = []
    anchors: list[int] = []
    for h in ordered:
        cue = tree.start[h.draft.trigger]
        within = _enclosing(tree, voices, anchors, cue, h)
        if h.draft.relay is not None:
            voices.append(_relay(tree, h, h.draft.relay, within))
            anchors.append(cue)
            within = len(voices) - 1
        voices.append(_voiced(tree, h, within))
        anchors.append(cue)
    voices = _under_the_cited(voices)
    for voice in list(voices):
        if voice.within is not None and voices[voice.within].content == voice.content:
            voices[voice.within] = replace(voices[voice.within], stance="relays", stance_words=())
    return _in_text_order(voices, anchors)


def _under_the_cited(voices: list[Voiced]) -> list[Voiced]:
    """Voices that stand in the words of one who cites another are the other's: "AFP, citing police, said the rebels claim ..."."""
    inner = {
        v.within: n for n, v in enumerate(voices) if v.within is not None and v.content == voices[v.within].content
    }
    moved: list[Voiced] = []
    for number, voice in enumerate(voices):
        held = inner.get(voice.within) if voice.within is not None else None
        own = held is None or voice.within is None or held == number or voice.content == voices[voice.within].content
        moved.append(voice if own else replace(voice, within=held))
    return moved


def _enclosing(tree: Tree, voices: list[Voiced], anchors: list[int], cue: int, h: _Held) -> int | None:
    best: int | None = None
    if h.draft.inside is not None:
        anchor = tree.start[h.draft.inside]
        return max((n for n, a in enumerate(anchors) if a == anchor), default=None)
    best_size = 10**9
    for number, voice in enumerate(voices):
        if anchors[number] == cue or not any(s <= cue < e for s, e in voice.content):
            continue
        size = sum(e - s for s, e in voice.content)
        if size <= best_size:
            best, best_size = number, size
    return best


def _in_text_order(voices: list[Voiced], anchors: list[int]) -> list[Voiced]:
    depth = [0] * len(voices)
    for number, voice in enumerate(voices):
        depth[number] = depth[voice.within] + 1 if voice.within is not None else 0
    order = sorted(range(len(voices)), key=lambda n: (depth[n], anchors[n]))
    place = {old: new for new, old in enumerate(order)}
    return [
        replace(voices[n], within=place[within] if (within := voices[n].within) is not None else None) for n in order
    ]


def _voiced(tree: Tree, h: _Held, within: int | None) -> Voiced:
    draft = h.draft
    kind: SpeakerKind = "anonymous"
    if draft.party is not None:
        kind = kind_of(tree, draft.party)
    mark = draft.trigger if draft.stance_word is None else draft.stance_word
    bare = draft.party is None and draft.cue[0] == draft.content[0][0]
    return Voiced(
        source=tree.chars(draft.party.first, draft.party.last) if draft.party else None,
        source_head=tree.start[antecedent(tree, draft.party.head)] if draft.party else None,
        cue=None if bare else tree.chars(*draft.cue),
        content=h.content,
        kind=kind,
        medium=draft.medium,
        stance=draft.stance,
        stance_words=(tree.chars(mark, mark),) if draft.stance not in ("asserts", "relays") else (),
        outer=draft.outer,
        outer_words=tuple(tree.chars(w, w) for w in draft.outer_words),
        direct=_is_direct(tree, h.content),
        within=within,
        speech=draft.speech,
    )


def _relay(tree: Tree, h: _Held, relay: Party, within: int | None) -> Voiced:
    return Voiced(
        source=tree.chars(relay.first, relay.last),
        source_head=tree.start[relay.head],
        cue=tree.chars(*(h.draft.relay_cue or h.draft.cue)),
        content=h.content,
        kind=kind_of(tree, relay),
        medium=None,
        stance="relays",
        stance_words=(),
        outer="relays",
        outer_words=(),
        direct=False,
        within=within,
        speech=True,
    )


def _is_direct(tree: Tree, content: tuple[Chars, ...]) -> bool:
    total = sum(e - s for s, e in content)
    quoted = sum(max(0, min(e, q.end) - max(s, q.start)) for s, e in content for q in tree.quotes)
    return total > 0 and quoted >= 0.8 * total
