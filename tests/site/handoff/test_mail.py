"""The mail edition: a message that mail programs show whole and mail checkers let through."""

from __future__ import annotations

import email
import email.policy
import io
import re
from email.message import EmailMessage

import pytest
from PIL import Image

from build_tools.model import NumberedIssue, Paper
from build_tools.site.handoff.mail import write_mail

_CLIPPED = 102_000
"""Octets of HTML beyond which Gmail cuts a message off."""


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture(scope="module")
def letter(paper: Paper, issue: NumberedIssue) -> EmailMessage:
    read = email.message_from_bytes(write_mail(paper, issue, picture()), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    words: str = part.get_content()
    return words


def test_message_has_what_mail_must_have(letter: EmailMessage) -> None:
    assert letter.defects == [] and letter["From"].addresses[0].domain == "chenbao.example"
    assert letter["Subject"] == "社区晨报·张庙版 2021年6月号（总第7期）"
    assert letter["Date"].datetime.isoformat() == "2021-06-14T08:00:00+08:00"
    assert re.fullmatch(r"<\S+@chenbao\.example>", letter["Message-ID"])
    assert letter.get_content_type() == "multipart/alternative"


def test_lines_are_short_and_seven_bits(paper: Paper, issue: NumberedIssue) -> None:
    written = write_mail(paper, issue, picture())
    assert written.isascii() and max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert written == write_mail(paper, issue, picture())


def test_plain_text_holds_every_article_with_number_and_address(
    letter: EmailMessage, issue: NumberedIssue
) -> None:
    part = letter.get_body(("plain",))
    assert part is not None
    words = part.get_content()
    for item in issue.articles:
        assert item.article.listed_headline in words and item.number.printed in words
        assert f"https://chenbao.example/n/{item.number}/" in words


def test_html_stands_by_itself(letter: EmailMessage) -> None:
    words = html_of(letter)
    assert not re.search(r"<(?:script|style|link|iframe|form|video|svg)\b|\bon\w+=|\bclass=|url\(", words)
    assert "<script" not in words and "&lt;script&gt;" in words
    for source in re.findall(r'src="([^"]+)"', words):
        assert source.startswith("cid:")
    for address in re.findall(r'href="([^"]+)"', words):
        assert re.match("https?://|mailto:|tel:", address)
    for image in re.findall(r"<img\b[^>]*>", words):
        assert re.search(r'alt="[^"]+"', image) and 'width="600"' in image
    assert len(words.encode()) < _CLIPPED
    assert "不想再收" in words
