"""Quotations and headings as statements: whole quotations, those that stand free, and "Speaker: words"."""

from __future__ import annotations

import re

from reportedly import cues
from reportedly.reading.drafts import Draft
from reportedly.reading.speakers import Party, after, before, can_speak, kind_of, whole
from reportedly.reading.tree import FINITE, Tree
from reportedly.text import Quotation

Chars = tuple[int, int]
DASHES = frozenset({"-", "--", "–", "—", "―"})
FREE_WORDS = 4
"""A quotation of fewer words that no cue claims is taken for a term in quotation marks, not for speech."""


def widened(tree: Tree, draft: Draft) -> tuple[Chars, ...]:
    """The draft's content in characters, with every quotation that it cuts through taken whole."""
    cue = tree.quote[draft.trigger]
    found: list[Chars] = []
    for first, last in draft.content:
        start, end = tree.chars(first, last)
        for number, q in enumerate(tree.quotes):
            if number == cue or q.end <= start or q.start >= end:
                continue
            if draft.party is not None and q.start <= tree.start[draft.party.head] < q.end:
                continue
            start = min(start, q.start)
            end = max(end, q.end)
        if cue >= 0:
            start, end = max(start, tree.quotes[cue].inner_start), min(end, tree.quotes[cue].inner_end)
        if start < end:
            found.append((start, end))
    return _merged(found)


def _merged(spans: list[Chars]) -> tuple[Chars, ...]:
    merged: list[Chars] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def is_speech(tree: Tree, q: Quotation) -> bool:
    """Whether a quotation that no cue claims reads as speech: a sentence of its own, not a term in marks."""
    words = tree.text[q.inner_start : q.inner_end].split()
    whole = tree.text[q.inner_end - 1 : q.inner_end] in (".", "!", "?") and words[0][:1].isupper() if words else False
    if len(words) < (2 if whole else FREE_WORDS):
        return False
    before_text = tree.text[: q.start].rstrip(" ")
    starts = not before_text or before_text[-1] in "\n.!?:\"”’'"
    ends = tree.text[q.inner_start : q.inner_end].rstrip()[-1:] in ".!?,…" or tree.text[q.end : q.end + 1] in (
        "",
        "\n",
        ".",
    )
    return starts and (ends or q.continues)


def beside_speaker(tree: Tree, q: Quotation) -> tuple[Party, int] | None:
    """The speaker and verb right after a quotation, whatever the verb: '"Go," a guard barked', '"We won!" beamed Ann Lee'."""
    first = tree.token_at(q.end)
    if first is None or first + 1 >= len(tree) or "\n" in tree.text[q.end : tree.start[first] + 1]:
        return None
    if q.inner_end and tree.text[q.inner_end - 1 : q.inner_end] not in (",", "?", "!", ".", "…", "-", "—"):
        return None
    limit = min(len(tree), first + 12)
    for k in range(first, limit):
        if tree.quote[k] >= 0 or (tree.pos[k] == "PUNCT" and tree.words[k] != "-") or "\n" in tree.words[k]:
            return None
        if tree.tag[k] not in ("VBD", "VBZ"):
            continue
        if tree.pos[k] == "AUX":
            return None
        party = after(tree, k + 1, limit) if k == first else before(tree, k - 1, first)
        if party is None or (k > first and party.first != first):
            return None
        return (party, k) if can_speak(tree, party.head) else None
    return None


def dash_speaker(tree: Tree, q: Quotation) -> tuple[Party, int] | None:
    """The name that signs a quotation after a dash, and the dash ('"We will not leave." - Anna Berg')."""
    dash = tree.token_at(q.end)
    if (
        dash is None
        or dash + 1 >= len(tree)
        or tree.words[dash] not in DASHES
        or tree.text[q.end : tree.start[dash]].strip(" ")
    ):
        return None
    last = dash
    while (
        last + 1 < len(tree)
        and "\n" not in tree.text[tree.end[last] : tree.start[last + 1]]
        and tree.words[last + 1].strip()
    ):
        if tree.words[last + 1] in ('"', ".", ";") or last - dash > 12:
            break
        last += 1
    party = after(tree, dash + 1, last + 1)
    if party is None or party.first != dash + 1 or tree.pos[party.head] != "PROPN":
        return None
    if any(tree.tag[k] in FINITE for k in range(dash + 1, last + 1)):
        return None
    return Party(dash + 1, last, party.head), dash


def colon_speaker(tree: Tree, at: int) -> tuple[Party, int] | None:
    """The speaker before a colon that stands right before character ``at``, and the colon's token ("Bush: ...")."""
    first = tree.token_at(at)
    if first is None or first < 2:
        return None
    colon = first - 1
    while colon > 0 and not tree.words[colon].strip():
        colon -= 1
    if tree.words[colon] != ":":
        return None
    opening = tree.sent_start[colon - 1]
    party = before(tree, colon - 1, opening)
    if party is not None and (
        party.first == tree.sent_start[colon]
        or tree.words[party.first - 1] in (".", '"', "\n", *DASHES)
        or (tree.lower[party.first - 1] == "from" and party.first - 1 == opening)
    ):
        return party, colon
    verbs = [k for k in range(tree.sent_start[colon], colon) if tree.tag[k] in FINITE and tree.tag[k] != "MD"]
    root = next((k for k in verbs if tree.subject(k) is not None), None)
    subject = tree.subject(root) if root is not None else None
    if root is None or subject is None or subject > root or not can_speak(tree, subject):
        return None
    if tree.pos[colon - 1] == "VERB":
        return whole(tree, subject, root), colon - 1
    return whole(tree, subject, root), colon


def headings(tree: Tree, heading_ends: tuple[int, ...]) -> list[Draft]:
    """Statements made without a verb: "Raid kills ten: activists", "Minister: we will stay", "Raid kills ten - Source"."""
    drafts: list[Draft] = []
    seen: set[int] = set()
    for i, word in enumerate(tree.words):
        if word not in (":", "-", "–", "—") or tree.sent_start[i] in seen:
            continue
        if word == "-" and (i == 0 or tree.end[i - 1] == tree.start[i]):
            continue
        draft = _after_mark(tree, i, heading_ends) or (_before_colon(tree, i, heading_ends) if word == ":" else None)
        if draft is not None:
            drafts.append(draft)
            seen.add(tree.sent_start[i])
    return drafts


TURN = re.compile(r"^[ \t]*((?:[A-Z][A-Z.'’-]*)(?: [A-Z][A-Z.'’-]*){0,4}(?: \([^)\n]{1,40}\))?) ?:(?= )", re.M)


def turns(tree: Tree) -> list[Draft]:
    """What each says in a transcript: lines that begin with a name in capitals and a colon, two or more of them."""
    marks = [m for m in TURN.finditer(tree.text) if len(m.group(1)) > 1 or m.group(1) in "QA"]
    if len(marks) < 2 or len({m.group(1) for m in marks}) < 2:
        return []
    found: list[Draft] = []
    for number, m in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else tree.text.find("\n\n", m.end())
        first, colon, inner = tree.token_at(m.start(1)), tree.token_at(m.end() - 1), tree.token_at(m.end())
        last = tree.token_at(stop - 1) if stop > 0 else len(tree) - 1
        if first is None or colon is None or inner is None or last is None or not first < colon < inner:
            continue
        said = tree.trimmed(inner, min(last, len(tree) - 1))
        if said is not None:
            party = Party(first, colon - 1, colon - 1)
            found.append(Draft(party, (colon, colon), colon, (said,), "say", "asserts", "relays"))
    return found


def _after_mark(tree: Tree, i: int, heading_ends: tuple[int, ...]) -> Draft | None:
    limit = tree.sent_end[i]
    last = limit - 1
    while last > i and (not tree.words[last].strip() or tree.words[last] == "."):
        last -= 1
    if not 0 < last - i <= 5 or any(tree.tag[j] in FINITE for j in range(i + 1, last + 1)):
        return None
    kind = cues.speaker_kind(tree.lower[last])
    if kind is None or (kind == "state" and tree.words[i] != ":") or tree.quote[last] >= 0:
        return None
    if (
        tree.words[i] == ":"
        and tree.words[last + 1 : last + 2] == ["."]
        and not any(tree.start[i] < e for e in heading_ends)
    ):
        return None
    left = tree.trimmed(tree.sent_start[i], i - 1)
    if (
        left is None
        or left[1] - left[0] < 2
        or not any(tree.pos[j] in ("VERB", "AUX") for j in range(left[0], left[1] + 1))
    ):
        return None
    return Draft(Party(i + 1, last, last), (i, i), i, (left,), "say", "asserts", "relays")


def _before_colon(tree: Tree, i: int, heading_ends: tuple[int, ...]) -> Draft | None:
    if not any(tree.start[i] < end for end in heading_ends):
        return None
    start = tree.sent_start[i]
    left = tree.trimmed(start, i - 1)
    if left is None or left[1] - left[0] > 4 or any(tree.tag[j] in FINITE for j in range(left[0], left[1] + 1)):
        return None
    party = Party(left[0], left[1], left[1])
    named = tree.pos[left[1]] == "PROPN" or cues.speaker_kind(tree.lower[left[1]]) is not None
    end = next((e for e in heading_ends if tree.start[i] < e), 0)
    last = i
    while last + 1 < len(tree) and tree.end[last + 1] <= end:
        last += 1
    right = tree.trimmed(i + 1, last)
    if not named or right is None or right[1] - right[0] < 2:
        return None
    if tree.entity[left[1]] in ("GPE", "LOC") and kind_of(tree, party) != "state":
        return None
    return Draft(party, (i, i), i, (right,), "say", "asserts", "relays")
