from __future__ import annotations

from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from reportedly.capture import of_bytes
from reportedly.page import Parsed, parse


def read(raw: bytes) -> Parsed:
    return parse(of_bytes(raw, name="report.eml"))


def mail(**fields: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Jané Roe <jane@daily.example>",
        "To": "desk@daily.example",
        "Subject": "Strike at márket",
        "Date": "Tue, 19 Apr 2016 23:10:00 -0500",
        **fields,
    }.items():
        message[name] = value
    return message


def test_the_plain_part_wins_and_the_head_is_read() -> None:
    message = mail()
    message.set_content("Rebels said “no” and left the town.\n\n> He asked them\n> to stay.\n")
    message.add_alternative("<p>Rebels in HTML</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="map.pdf")
    parsed = read(message.as_bytes())
    document = parsed.document
    assert document.text.startswith("Rebels said “no” and left the town.")
    assert "HTML" not in document.text
    assert (document.title, document.byline) == ("Strike at márket", "Jané Roe")
    assert document.published is not None
    assert document.published.start == "2016-04-19"
    assert [passage.role for passage in document.passages] == ["body", "quote-block"]
    assert [(problem.code, "map.pdf" in problem.message) for problem in parsed.problems] == [
        ("attachments-not-read", True)
    ]


def test_html_is_read_where_there_is_no_plain_part() -> None:
    message = mail()
    message.set_content(
        "<html><body><p>Rebels said on Tuesday that they left the town.</p></body></html>", subtype="html"
    )
    parsed = read(message.as_bytes())
    assert "Rebels said on Tuesday that they left the town." in parsed.document.text
    assert "<p>" not in parsed.document.text


def test_a_broken_head_is_no_traceback() -> None:
    parsed = read(b"From: =?utf-8?b?!!!?= <\xff\nDate: yesterday\nSubject: \n\tx\nMIME-Version: 1.0\n\nRebels left.\n")
    assert parsed.document.text.strip() == "Rebels left."
    assert parsed.document.published is None


@given(
    st.binary(max_size=120),
    st.sampled_from(
        [
            b"From: ",
            b"Date: ",
            b"Content-Type: ",
            b"Content-Type: text/plain; charset=",
            b"Content-Disposition: ",
            b"Subject: =?",
        ]
    ),
)
def test_any_head_is_read(value: bytes, field: bytes) -> None:
    raw = (
        b"MIME-Version: 1.0\n"
        + field
        + value.replace(b"\n", b" ").replace(b"\r", b" ").replace(b"\x00", b" ")[:60]
        + b"\n\nRebels left.\n"
    )
    try:
        parsed = read(raw)
    except Exception as error:
        assert "binary data" in str(error)  # noqa: PT017 - control characters make up too much of it
        return
    assert parsed.document.id.startswith("d_")
