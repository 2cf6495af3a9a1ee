from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from reportedly.capture import of_bytes
from reportedly.page import Parsed, parse


def pdf(*pages: str, password: str | None = None, title: str | None = None) -> bytes:
    writer = PdfWriter()
    for words in pages:
        page = writer.add_blank_page(600, 800)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in words.split("\n"))
        stream.set_data(f"BT /F1 12 Tf 50 700 Td {lines} ET".encode() if words else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20200101000000"})
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(raw: bytes) -> Parsed:
    return parse(of_bytes(raw, name="report.pdf"))


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems]


def test_pages_in_order_and_no_date_from_the_file() -> None:
    parsed = read(pdf("Rebels said that they left the town.", "The army said that it was there.", title="Two accounts"))
    assert parsed.document.text == "Rebels said that they left the town.\n\nThe army said that it was there."
    assert parsed.document.title == "Two accounts"
    assert parsed.document.published is None
    assert parsed.problems == ()


def test_a_title_that_a_program_left_is_none() -> None:
    assert read(pdf("Rebels said that they left.", title="Microsoft Word - draft3.doc")).document.title is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (pdf("Rebels left.", password="secret"), ["pdf-encrypted", "no-text"]),
        (pdf("Rebels left."[:0]), ["no-text"]),
        (b"%PDF-1.4 and nothing more", ["pdf-damaged", "no-text"]),
        (pdf("Rebels left.")[:300], ["pdf-damaged", "no-text"]),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, expected: list[str]) -> None:
    assert codes(read(raw)) == expected


def test_a_pdf_locked_for_printing_only_is_read() -> None:
    assert read(pdf("Rebels said that they left.", password="")).document.text == "Rebels said that they left."
