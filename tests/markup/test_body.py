"""The body of an article: what becomes which block, what is refused, and where."""

from __future__ import annotations

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import (
    Block,
    Code,
    Crop,
    Emphasis,
    FootnoteMark,
    Footnotes,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    Text,
    paragraphs_of,
    plain_text,
)


def blocks(markdown: str) -> tuple[Block, ...]:
    parsed = parse_body(markdown)
    assert parsed.faults == ()
    return parsed.blocks


def faults(markdown: str) -> list[tuple[str, int, int]]:
    return [(fault.code, fault.line, fault.column) for fault in parse_body(markdown, 5).faults]


def test_paragraphs_know_their_line_and_their_ordinal() -> None:
    parsed = parse_body("\n甲。\n\n## 题\n\n乙。\n", first_line=5)
    assert parsed.blocks == (
        Paragraph((Text("甲。"),), 6, 1),
        Subhead((Text("题"),), 8),
        Paragraph((Text("乙。"),), 10, 2),
    )


def test_a_line_end_is_no_space_between_han_and_one_between_words() -> None:
    assert blocks("张庙\n街道 the\npress\n晨报") == (Paragraph((Text("张庙街道 the press晨报"),), 1, 1),)


def test_the_editors_own_indents_are_dropped() -> None:
    assert blocks("　　甲。\n\n    乙。\n") == (
        Paragraph((Text("甲。"),), 1, 1),
        Paragraph((Text("乙。"),), 3, 2),
    )


def test_a_line_of_hyphens_below_a_paragraph_is_a_rule_and_no_subhead() -> None:
    assert blocks("甲。\n---\n乙。") == (
        Paragraph((Text("甲。"),), 1, 1),
        Rule(2),
        Paragraph((Text("乙。"),), 3, 2),
    )


@pytest.mark.parametrize(
    ("written", "strong"),
    [
        ("**注意：**请关门", "注意："),
        ("请**“关门”**再走", "“关门”"),
        ("**甲**乙", "甲"),
        ("（**甲**）", "甲"),
        ("甲**（乙）**，", "（乙）"),
    ],
)
def test_emphasis_works_beside_full_width_marks(written: str, strong: str) -> None:
    (paragraph,) = blocks(written)
    assert isinstance(paragraph, Paragraph)
    assert [
        plain_text((each,)) for each in paragraph.inlines if isinstance(each, Emphasis) and each.strong
    ] == [strong]


def test_inlines_of_every_kind() -> None:
    (paragraph,) = blocks("*甲*`乙`[丙](/n/2101032/)  \n丁")
    assert paragraph == Paragraph(
        (Emphasis((Text("甲"),)), Code("乙"), Link("/n/2101032/", (Text("丙"),)), LineBreak(), Text("丁")),
        1,
        1,
    )


def test_lists_quotations_and_tables() -> None:
    found = blocks("2. 甲\n3. 乙\n\n> 编者按\n\n| 左 | 右 |\n|:--|--:|\n| 一 | 二 |\n")
    items = ((Paragraph((Text("甲"),), 1, 1),), (Paragraph((Text("乙"),), 2, 2),))
    assert found[0] == ItemList(items, True, 1, ("2.", "3."))
    assert found[1] == Quotation((Paragraph((Text("编者按"),), 4, 3),), 4)
    assert found[2] == Table(
        ((Text("左"),), (Text("右"),)), (((Text("一"),), (Text("二"),)),), ("left", "right"), 6
    )


def test_a_picture_carries_caption_credit_hints_and_place() -> None:
    (picture,) = blocks('![楼*道*](../images/loudao.jpg "摄影：李四"){width=3 crop=top}')
    assert picture == Picture(
        "../images/loudao.jpg", (Text("楼"), Emphasis((Text("道"),))), "摄影：李四", 1, (0, 0), 3, Crop.TOP, 1
    )


def test_a_picture_among_words_follows_its_paragraph_and_knows_its_column() -> None:
    paragraph, picture = blocks("看图：![楼](../images/楼道.jpg)。")
    assert isinstance(paragraph, Paragraph) and plain_text(paragraph.inlines) == "看图：。"
    assert isinstance(picture, Picture) and (picture.line, picture.column) == (1, 4)


def test_footnotes_come_last_and_are_not_counted() -> None:
    body = blocks("甲[^a]。\n\n[^a]: 注文。\n\n乙。")
    assert body[0] == Paragraph((Text("甲"), FootnoteMark(1), Text("。")), 1, 1)
    assert isinstance(body[-1], Footnotes) and [plain_text(each.inlines) for each in paragraphs_of(body)] == [
        "甲。",
        "乙。",
    ]


def test_a_comment_is_not_shown_and_is_a_fault_but_for_an_exemption() -> None:
    parsed = parse_body("甲。<!-- 给自己看 -->\n\n<!-- 免检 SQ409：原文 -->\n\n乙。")
    assert parsed.blocks == (Paragraph((Text("甲。"),), 1, 1), Paragraph((Text("乙。"),), 5, 2))
    assert [(fault.code, fault.line, fault.column) for fault in parsed.faults] == [("SQ432", 1, 8)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("甲<b>乙</b>", [("SQ401", 5, 2), ("SQ401", 5, 6)]),
        ("甲。\n\n<div>\n乙\n</div>", [("SQ401", 7, 1), ("SQ401", 9, 1)]),
        ("# 题", [("SQ404", 5, 1)]),
        ("甲[^1]。\n乙[^2]。", [("SQ406", 5, 2), ("SQ406", 6, 2)]),
        ("甲\n![乙](a.jpg){width=99}", [("SQ508", 6, 13)]),
        ("| 甲 |\n|--|\n| ![乙](a.jpg) |", [("SQ509", 7, 3)]),
    ],
)
def test_a_fault_stands_where_it_is_written(markdown: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(markdown) == expected


def test_nothing_is_lost_in_deep_quotations() -> None:
    (outer,) = parse_body("> " * 40 + "底").blocks
    assert [plain_text(each.inlines) for each in paragraphs_of((outer,))] == ["底"]


@pytest.mark.parametrize("written", ['focus="40% 30%"', 'focus=" 40%, 30% "'])
def test_a_focus_is_read(written: str) -> None:
    (picture,) = blocks("![楼](../images/loudao.jpg){" + written + "}")
    assert isinstance(picture, Picture) and picture.focus == (0.4, 0.3)


def test_a_focus_that_is_none_is_told() -> None:
    assert [each.code for each in parse_body('![楼](a.jpg){focus="middle"}').faults] == ["SQ508"]


def test_white_space_of_any_kind_goes_at_both_ends_within_emphasis_and_credits_too() -> None:
    (strong,) = blocks("**&emsp;丙&emsp;**")
    assert isinstance(strong, Paragraph) and strong.inlines == (Emphasis((Text("丙"),), strong=True),)
    (link,) = blocks("[&emsp;丁](https://a.cn)&emsp;")
    assert isinstance(link, Paragraph) and link.inlines == (Link("https://a.cn", (Text("丁"),)),)
    (picture,) = blocks('![&emsp;图说](a.png "&emsp;戊&emsp;")')
    assert isinstance(picture, Picture) and picture.credit == "戊"
