"""Articles with copies of known kinds, to measure `reportedly score copies` on.

    python bench/make_copies.py 20000 > copies.jsonl
    python bench/make_copies.py 20000 --texts reports.jsonl > copies.jsonl

Each line: ``id``, ``text``, ``family`` (one story and its copies), ``quotes`` (families that it only quotes) and ``kind`` (what was
done to the story).  Stories are invented (bench/stories.py); ``--texts`` adds your own as stories to be copied: JSON lines or a
JSON list of objects with ``text``, or a folder of .txt files.  The same number and seed give the same lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import stories

Paragraphs = list[str]


class Made(NamedTuple):
    """One line of the data."""

    id: str
    text: str
    family: str
    quotes: tuple[str, ...]
    kind: str


def exact(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """The same text."""
    return list(story)


def byline(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """A name put under the headline, a place and an agency before the lead."""
    name = f"By {rng.choice(('Nadia', 'Peter', 'Ilse', 'Hassan'))} {stories.syllables(rng)}"
    agency = rng.choice(("Reuters", "AFP", "AP"))
    return [story[0], name, f"{stories.syllables(rng).upper()} ({agency}) - {story[1]}", *story[2:]]


def headline(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """Another headline."""
    return [stories.headline(rng, stories.scene(rng)), *story[1:]]


def lead(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """Another headline and a first paragraph of one's own."""
    at = stories.scene(rng)
    return [stories.headline(rng, at), at.say(rng, rng.choice(stories.lines(stories.LEADS))), *story[2:]]


def truncated(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """The first fifth to four fifths, with dots or a line that leads to the rest."""
    kept = max(2, round(len(story) * rng.uniform(0.2, 0.8)))
    return [*story[:kept], *rng.choice(([], ["[...]"], ["Read the full story on our website"]))]


def added(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """One to three paragraphs of one's own, at the end or in the midst."""
    at = stories.scene(rng)
    own = [at.say(rng, line) for line in rng.sample(stories.lines(stories.DETAILS), rng.randint(1, 3))]
    cut = rng.choice((len(story), rng.randint(2, len(story))))
    return [*story[:cut], *own, *story[cut:]]


def shuffled(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """The paragraphs after the lead in another order."""
    rest = story[2:]
    rng.shuffle(rest)
    return [*story[:2], *rest]


def boilerplate(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """What a site puts before and after."""
    return [rng.choice(stories.FURNITURE_HEAD), *story, rng.choice(stories.FURNITURE_FOOT)]


def edited(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """A copy editor's words: some exchanged, a figure changed, a clause dropped."""

    def word(found: re.Match[str]) -> str:
        other = stories.SYNONYMS.get(found[0])
        return other if other and rng.random() < 0.5 else found[0]

    changed = [re.sub(r"\b[a-z]+\b", word, p) for p in story]
    at = rng.randrange(len(changed))
    changed[at] = re.sub(r"\b\d+\b", lambda _: str(rng.randint(2, 99)), changed[at], count=1)
    return [re.sub(r", [^,.\"]{5,40}(?=\.$)", "", p) if rng.random() < 0.2 else p for p in changed]


def mixed(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """Two changes together."""
    first, second = rng.sample((byline, lead, truncated, added, shuffled, boilerplate, edited), 2)
    return second(rng, first(rng, story))


CHANGES: tuple[Callable[[random.Random, Paragraphs], Paragraphs], ...] = (
    exact,
    byline,
    headline,
    lead,
    truncated,
    added,
    shuffled,
    boilerplate,
    edited,
    mixed,
)


def quoting(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """An article of one's own that quotes a fifth to a half of a story, in marks or with its source named."""
    own = stories.story(rng)
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(story[1:]))
    take = max(1, min(round(len(sentences) * rng.uniform(0.2, 0.5)), len(own)))
    at = rng.randint(0, len(sentences) - take)
    words = " ".join(sentences[at : at + take])
    agency = f"the {stories.syllables(rng)} News Agency"
    marked = rng.choice(
        (
            f'"{words.replace(chr(34), chr(39))}" {agency} reported.',
            f"According to {agency}: {words}",
            f"{agency[:1].upper() + agency[1:]} wrote:\n{words}",
        )
    )
    cut = rng.randint(2, len(own))
    return [*own[:cut], marked, *own[cut:]]


def digest(rng: random.Random, told: list[Paragraphs]) -> Paragraphs:
    """A page of news in brief: the first paragraphs of several stories, one after another."""
    page = ["The day in brief"]
    for story in told:
        page += story[: rng.randint(2, 4)]
    return page


def made(count: int, *, seed: int = 1, texts: tuple[str, ...] = ()) -> Iterator[Made]:
    """``count`` articles: copies of stories (most families small, a few very large), stories that stand alone, articles that
    only quote a story, articles that carry the same long statement, and rival reports of one event.
    """
    rng = random.Random(seed)
    given = list(texts)
    rng.shuffle(given)
    told: list[tuple[str, Paragraphs]] = []
    number = 0

    def line(story: Paragraphs, family: str, kind: str, quotes: tuple[str, ...] = ()) -> Made:
        nonlocal number
        number += 1
        return Made(f"a{number}", "\n".join(story), family, quotes, kind)

    while number < count:
        draw = rng.random()
        family = f"f{number}"
        if draw < 0.5 or not told:
            at = stories.scene(rng)
            paragraphs = given.pop().split("\n") if given and draw < 0.4 else stories.story(rng, at)
            story = [p for p in paragraphs if p.strip()]
            if len(story) < 4:
                continue
            told.append((family, story))
            if len(told) > 400:
                told.pop(rng.randrange(200))
            copies = rng.choices((0, 1, 2, 4, 9, 25, 120), weights=(30, 18, 18, 16, 12, 5.5, 0.5))[0]
            yield line(story, family, "original")
            for _ in range(min(copies, count - number)):
                change = rng.choice(CHANGES)
                yield line(change(rng, story), family, change.__name__)
            if rng.random() < 0.2 and number < count:
                yield line(stories.story(rng, at), f"f{number}", "rival report")
        elif draw < 0.53 and len(told) > 10:
            taken = rng.sample(told, rng.randint(3, 6))
            yield line(digest(rng, [story for _, story in taken]), family, "digest", tuple(name for name, _ in taken))
        elif draw < 0.9:
            source, story = rng.choice(told)
            yield line(quoting(rng, story), family, "quoting", (source,))
        else:
            words = stories.statement(rng, stories.scene(rng))
            name = f"statement {number}"
            for _ in range(min(rng.randint(2, 6), count - number)):
                own = stories.story(rng)
                cut = rng.randint(2, len(own))
                carried = [*own[:cut], f'"{" ".join(words)}"', *own[cut:]]
                yield line(carried, f"f{number}", "same statement", (name,))


def given_texts(path: Path) -> tuple[str, ...]:
    """Texts of a folder of .txt files, of JSON lines, or of a JSON list."""
    if path.is_dir():
        return tuple(p.read_text("utf-8") for p in sorted(path.glob("*.txt")))
    raw = path.read_text("utf-8")
    rows = json.loads(raw) if raw.lstrip().startswith("[") else [json.loads(line) for line in raw.splitlines() if line]
    return tuple(dict.fromkeys(row["text"] for row in rows))


def main() -> None:
    """Write the lines."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", type=int)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    given = asked.parse_args()
    texts = tuple(text for path in given.texts for text in given_texts(path))
    for one in made(given.count, seed=given.seed, texts=texts):
        print(json.dumps(one._asdict(), ensure_ascii=False))


if __name__ == "__main__":
    main()
