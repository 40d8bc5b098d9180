"""What is written of a sending reads back as it was sent: no mark-up begins in its words, and none is printed with its signs."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake import Received, Sending, take_in, take_passage
from build_tools.intake.accounting import folded
from build_tools.intake.draft import Line, Span
from build_tools.intake.sending import take
from build_tools.intake.writing import inline
from build_tools.markup.body import parse_body
from build_tools.model import Link, Paragraph, plain_text, walk_blocks
from tests.intake.office import Word, centre, text, title

COPY = "走进芳草里，人们会发现路灯变亮了，老人们晚上散步再也不用带手电筒。"


def read_back(markdown: str) -> str:
    """The words of an article's body that print shows."""
    blocks = walk_blocks(parse_body(markdown).blocks)
    return "".join(plain_text(each.inlines) for each in blocks if isinstance(each, Paragraph))


def pasted(html: str) -> tuple[str, str]:
    """The passage, and the slip."""
    words, slip = take_passage(Received("贴来的.html", f"<body>{html}</body>".encode(), "chosen"))
    return words, "\n".join(each.message for each in slip)


def spans(written: str) -> Line:
    """A line in which every second part, as / parts them, is strong."""
    return Line(tuple(Span(part, strong=at % 2 == 1) for at, part in enumerate(written.split("/")) if part))


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("他说/“你好”/然后", "他说**“你好”**然后"),
        ("人人都到/！！请/看", "人人都到！！**请**看"),
        ("请/：看/这", "请：**看**这"),
        ("请/,看(/这", "请,**看**(这"),
        ("请/。/这", "请。这"),
        ("电话138/5678/", "电话1385678"),
        ("/甲\xa0/乙", "**甲**\xa0乙"),
        ("/甲/\u200b\xa0/乙/", "**甲\u200b\xa0乙**"),
        ("/甲/\n/乙/", "**甲**\\\n**乙**"),
        ("/\u200b/甲", "\u200b甲"),
        ("共５/Ａ/座", "共５**Ａ**座"),
        ("5*/重/*", "5\\***重**\\*"),
    ],
)
def test_strong_words_are_written_where_they_can_be_strong(written: str, markdown: str) -> None:
    line = spans(written)
    assert inline(line, []) == markdown
    assert re.sub(r"\s", "", read_back(markdown)) == re.sub(r"\s", "", line.text)


SIGNS = "甲乙。，：！（“”（）(),:!?;'\"*_~`#>+-=|[]<\\&$^@a1５ \xa0\u200b　"


@given(st.lists(st.text(SIGNS, max_size=4), min_size=1, max_size=6))
def test_whatever_is_pasted_reads_back(parts: list[str]) -> None:
    html = "".join(f"<b>{escape(part)}</b>" if at % 2 else escape(part) for at, part in enumerate(parts))
    words, _ = pasted(f"<p>走进芳草里{html}路灯</p><ul><li>芳草里</li><li>路灯{html}</li></ul>")
    sent = "".join(parts)
    shown = re.sub("[<>《》]", "", folded(read_back(words)))
    assert shown == re.sub("[<>《》]", "", folded(f"走进芳草里{sent}路灯芳草里路灯{sent}"))


@pytest.mark.parametrize(
    "words", ["# 甲", "1958. 甲", "- 甲", "> 甲", "+1 甲", ":::诗", "甲<br># 乙", "甲<br>- 乙"]
)
def test_an_entry_of_a_list_is_no_mark_up(words: str) -> None:
    written, _ = pasted(f"<ol><li>丙</li><li><b>{words}</b></li></ol>")
    plain = re.sub("<br>", "", words)
    assert folded(read_back(written)) == folded(f"丙{plain}")
    assert not [fault for fault in parse_body(written).faults if fault.code not in ("SQ430", "SQ431")]


def test_a_note_or_a_link_takes_nothing_of_the_words_beside_it() -> None:
    line = Line(
        (Span("甲"), Span("", note="x"), Span("(见下)"), Span("看!"), Span("乙", link="https://a.cn"))
    )
    markdown = inline(line, []) + "\n\n[^1]: 注\n"
    assert markdown.startswith("甲[^1]\\(见下)看\\![乙](https://a.cn)")
    (paragraph, *_) = parse_body(markdown).blocks
    assert isinstance(paragraph, Paragraph)
    assert [each.address for each in paragraph.inlines if isinstance(each, Link)] == ["https://a.cn"]


@pytest.mark.parametrize("words", ["# 甲", "1. 甲", "- 甲", "> 甲"])
def test_a_note_is_no_mark_up(words: str) -> None:
    word = Word()
    mark = word.footnote(words)
    sending = Sending()
    body = title("灯亮了") + centre("蒋文娟") + text(COPY).replace("</w:p>", f"{mark}</w:p>")
    take(sending, "灯.docx", word.build(body))
    (article,) = take_in(sending).articles
    assert read_back(article.text.partition("\n---\n")[2]) == COPY + words
