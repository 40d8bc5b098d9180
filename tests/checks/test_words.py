"""What the rules of wording must leave alone: each line here is right, and has the look of a fault."""

from __future__ import annotations

import datetime

import pytest

from build_tools.checks import check_issue
from build_tools.checks.copy import passages
from build_tools.model import Kind, Ledger, PagePlan
from build_tools.numbering import assign_numbers
from build_tools.readers import parse_article
from tests.factories import ISSUE, make_issue, make_paper


def codes(body: str, headline: str = "题") -> list[str]:
    article, _ = parse_article(
        f"---\nheadline: {headline}\n---\n\n{body}\n", "p.md", "美/01-稿.md", "美", Kind.ARTICLE, "01-稿"
    )
    issue = make_issue(
        article,
        pages=(PagePlan(1, "美", ("美",)), PagePlan(2, "阅", ("阅",))),
        date=datetime.date(2021, 1, 11),
    )
    numbered = assign_numbers(issue, make_paper(), Ledger(ISSUE)).numbered
    return [each.code for each in check_issue(numbered) if each.code != "SQ208"]


@pytest.mark.parametrize(
    "right",
    [
        "价格10,000元，8:30开门，比分3:2，圆周率3.14。",
        "他说：“好！”她答：“好？！”大家喊：“好！！！”",
        "水管冻裂，路面结冰……严寒曾让不少小区吃过苦头。",
        "沉默……沉默…………还是沉默。",
        "上海—北京、1921—2021年、第3—5版。",
        "网址<https://a.example/x,y;z>，代码`a,b`，[官网](https://a.example/甲,乙)，[页](https://a.example/甲（乙）,丙)。",
        "运动会1—2日举行，来了3～5个人，占63%～68%。",
        "1998年10月至2021年1月，历时22年3个月。",
        "公元79年10月24日火山喷发，公元前27年1月16日称帝。",
        "He said: “Wait… what?” 329…",
        "十几个人，几十年，二〇二一年，一九九八年。",
        "1）先修路；2）再装灯。（一）先修路。",
        "It’s a “press”, don’t worry (really).",
        "《红楼梦》《西游记》和《论〈红楼梦〉》。",
        "热线12345，总机021-56781234，稿号2101-032，邮编200431。",
        "通河路12弄34号门口，第3弄101室旁。",
        "2021年1月5日（星期二）、2021年1月6日，星期三。1月7日周四上午。",
        "1月5日周一鸣到会讲话。",
        "去年1月5日（星期日）开工。",
        "1937年7月7日以后，8月13日（星期一）战事又起。",
        "12月25日（星期五）是去年的事，8月1日（星期一）太远，说不准。",
        "2月29日四年一次；8月8号楼、5月1号线都不是日子。",
        "星期三是3月3日，正月十五看灯。",
        "她说……等我回来再说。大家都在等……突然灯亮了。",
        "| 甲 | 乙 |\n|---|---|\n| 1--2 | a,b |",
        "第一段。\n\n---\n\n第二段。",
        "- 甲\n- 乙：丙\n\n1. 丁\n2. 戊",
        "他说：“第一段。\n\n“第二段。”",
        "```\nif (a) { b(); }  // 注释...\n```",
    ],
)
def test_what_is_right_raises_no_alarm(right: str) -> None:
    assert codes(right) == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [("'甲,乙'", ["SQ410"]), ('"甲。。"', ["SQ409"]), ("甲 # 注,释", []), ("[甲, 乙]", [])],
)
def test_headlines_are_read_without_their_yaml(headline: str, expected: list[str]) -> None:
    assert codes("正文。", headline) == expected


def test_a_passage_knows_where_each_character_stands() -> None:
    text = "---\nheadline: 题\n---\n\n甲**乙**[丙](/x)<!-- 注 -->\n  丁`码`戊\n\n> - 己[^1]\n\n[^1]: 庚\n"
    article, _ = parse_article(text, "p.md", "美/01-稿.md", "美", Kind.ARTICLE, "01-稿")
    shown = [
        (character, passage.place(at))
        for passage in passages(article)
        for at, character in enumerate(passage.text)
        if character.strip("\0\n ")
    ]
    assert shown == [
        ("题", (2, 11)),
        ("甲", (5, 1)),
        ("乙", (5, 4)),
        ("丙", (5, 8)),
        ("丁", (6, 3)),
        ("戊", (6, 7)),
        ("己", (8, 5)),
        ("庚", (10, 7)),
    ]
    lines = text.split("\n")
    assert all(lines[line - 1][column - 1] == character for character, (line, column) in shown)
