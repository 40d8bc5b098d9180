"""Copy as it comes, by kind: what is printed, and what is told, at which line. Each kind with its relatives."""

from __future__ import annotations

import re
from html import unescape

import pytest

from build_tools.markup.body import parse_body
from build_tools.markup.html import render_blocks

SWALLOWED = {
    "记者冒号是半角": "[记者]:您住几楼？\n\n[居民]: 三楼。",
    "书名号里的说话人": "【记者】:您住几楼？",
    "第三格没有表头": "| 楼号 | 户数 |\n|---|---|\n| 1号楼 | 24 | 缺3户 |",
    "格里有竖线": "| 甲 | 乙 |\n|---|---|\n| 丙|丁 | 戊 |",
    "没有人引用的注": "一段。\n\n[^2]: 没有人引用的注。",
    "两条同名的注": "见注[^1]。\n\n[^1]: 甲注。\n[^1]: 乙注。",
    "网址的定义没有人用": '[网址]: www.a.cn "说明的话"',
    "邮箱像定义": "[邮箱]: a@b.cn",
    "注释": "甲<!-- 给编辑看的话 -->乙",
    "空的链接": "[](https://a.cn/某页)",
    "链接的说明": '[文字](https://a.cn "说明的话")',
    "代码的名字": "```说明\n甲\n```",
    "没有字的小标题": "##\n\n一段。",
    "图说里的图": "![图说![里面](b.jpg)](a.jpg)",
    "没有收尾的免检": "<!-- 免检 SQ471：原文如此\n\n要登的话。\n\n<!-- 免检 SQ410：原文 -->\n末段。",
    "两行的免检": "<!-- 免检 SQ471：\n原文如此，要登的话 -->\n末段。",
    "六层引文": "> > > > > > 甲乙丙",
}
NUMBERS = {
    "年份": ("1949. 建村\n1958. 改名\n1990. 拆迁", ["1949.", "1958.", "1990."]),
    "跳号": ("1. 甲\n3. 乙\n4. 丙", ["1.", "3.", "4."]),
    "补零": ("01. 甲\n02. 乙", ["01.", "02."]),
    "括号": ("3) 甲\n5) 乙", ["3)", "5)"]),
    "倒数": ("3. 甲\n2. 乙\n1. 丙", ["3.", "2.", "1."]),
    "引文里": ("> 3. 甲\n> 7. 乙", ["3.", "7."]),
    "同号": ("2021. 甲\n2021. 乙", ["2021.", "2021."]),
}
STARS = [
    "桌子长2*宽3*高4米，共5*3=15张，2*4=8把。",
    "4*100米接力和4*400米接力",
    "2**3=8，3**2=9",
    "电话138****5678和139****1234",
    "（3+2）*4*（5-1）",
    "15cm*20cm*3张",
]
CONFLICTS = [
    ("<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> zhang", [1, 3, 5]),
    ("<<<<<<<\n甲\n=======\n乙\n>>>>>>>", [1, 3, 5]),
    ("甲\n||||||| base\n乙", [2]),
    ("- 甲\n<<<<<<< HEAD\n- 乙\n=======\n- 丙\n>>>>>>> x", [2, 4, 6]),
    ("| 甲 |\n|---|\n<<<<<<< HEAD\n| 乙 |", [3]),
    (":::诗\n<<<<<<< HEAD\n甲\n:::", [2]),
    ("<<<<<<<HEAD\n甲\n=======乙\n丙\n>>>>>>>x", [1, 3, 5]),
    ("  <<<<<<< HEAD\n甲\n  =======\n乙\n  >>>>>>> x", [1, 3, 5]),
    ("> <<<<<<< HEAD\n> 甲\n> =======\n> 乙\n> >>>>>>> x", [1, 3, 5]),
    ("- <<<<<<< HEAD\n- =======", [1, 2]),
]


@pytest.mark.parametrize("body", SWALLOWED.values(), ids=SWALLOWED)
def test_every_character_is_shown_or_on_a_line_that_a_fault_names(body: str) -> None:
    parsed = parse_body(body)
    html = render_blocks(parsed.blocks)
    shown = unescape(re.sub(r"<[^>]*>", "", html)) + html
    named = {fault.line for fault in parsed.faults if fault.code not in ("SQ431", "SQ440", "SQ443")}
    for number, line in enumerate(body.split("\n"), 1):
        lost = [each for each in line if "\u4e00" <= each <= "\u9fff" and each not in shown]
        assert not lost or number in named, (number, lost)


@pytest.mark.parametrize(
    ("body", "places", "right"),
    [
        (">60岁的老人", [(1, 1)], "\\>60岁的老人"),
        ("血压\n\n- 甲\n  >=140 的", [(4, 3)], "\\>=140 的"),
        ("> 引文\n> >６０岁", [(2, 3)], "> \\>６０岁"),
        ("> 60岁的老人\n\n>引文", [], ""),
    ],
)
def test_a_sign_of_more_than_is_no_quotation_without_a_word(
    body: str, places: list[tuple[int, int]], right: str
) -> None:
    faults = parse_body(body).faults
    assert [(fault.line, fault.column) for fault in faults if fault.code == "SQ432"] == places
    assert all(f"写成：{right}；" in str(fault.facts["remedy"]) for fault in faults)
    for row in right.split("\n"):
        assert not row or (parse_body(row).faults == () and "&gt;" in render_blocks(parse_body(row).blocks))


@pytest.mark.parametrize(("body", "numbers"), NUMBERS.values(), ids=NUMBERS)
def test_a_list_has_the_numbers_that_were_written(body: str, numbers: list[str]) -> None:
    html = render_blocks(parse_body(body).blocks)
    assert re.findall(r'<span class="mark">([^<]*)</span>', html) == numbers


@pytest.mark.parametrize("body", STARS)
def test_a_star_between_figures_is_printed(body: str) -> None:
    html = render_blocks(parse_body(body).blocks)
    assert "<em>" not in html and "<strong>" not in html
    assert html.count("*") == body.count("*")


@pytest.mark.parametrize(("body", "lines"), CONFLICTS)
def test_what_git_could_not_merge_is_a_fault_at_its_lines(body: str, lines: list[int]) -> None:
    assert [fault.line for fault in parse_body(body).faults if fault.code == "SQ435"] == lines
