"""An article's front matter and file name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.model import Article, ArticleNumber, Kind, Weight
from build_tools.readers import parse_article

ROOT = Path(__file__).parents[2]
WHOLE = """---
headline: '甲: 乙'
kicker: 引
deck: 副
byline: [张三, "李四"]
weight: brief
page: 2
ad: true
number: 2101-032
---

正文。
"""


def read(text: str, name: str = "01-稿") -> tuple[Article, list[str]]:
    article, found = parse_article(text, "p.md", "美/p.md", "美", Kind.ARTICLE, name)
    return article, [each.code for each in found]


def test_every_key_is_read() -> None:
    article, found = read(WHOLE)
    assert found == []
    assert (article.headline, article.kicker, article.deck, article.bylines) == (
        "甲: 乙",
        "引",
        "副",
        ("张三", "李四"),
    )
    assert (article.weight, article.page, article.advertisement) == (Weight.BRIEF, 2, True)
    assert (article.given_number, article.marks["page"], article.body[0].line) == (
        ArticleNumber("2021-01", 3),
        (7, 1),
        12,
    )


def test_every_key_is_in_the_handbook() -> None:
    _, found = parse_article("---\nzzzzzzzz: 1\n---\n", "p.md", "美/p.md", "美", Kind.ARTICLE, "p")
    (unknown,) = [each.remedy for each in found if each.code == "SQ105"]
    keys = unknown.removeprefix("可用的有：").rstrip("。").split("、")
    handbook = "".join(path.read_text("utf-8") for path in (ROOT / "content" / "handbook").glob("*.md"))
    assert "headline" in keys and "head" in keys
    assert [key for key in keys if not re.search(rf"(?:^|`){key}(?::|`)", handbook, re.MULTILINE)] == []


def test_an_article_needs_no_more_than_a_headline() -> None:
    article, found = read("---\nheadline: 甲\n---\n乙")
    assert (found, article.weight, article.bylines, article.page) == ([], Weight.NORMAL, (), None)


def test_names_that_a_wide_comma_made_one_are_told() -> None:
    article, found = read("---\nheadline: 甲\nbyline: [张三，李四, 王五]\n---\n乙")
    assert (article.bylines, found) == (("张三，李四", "王五"), ["SQ106"])
    for written in ("张三，李四", "[通讯员 张三、李四, 王五]", "\n  - 张三\n  - 李四"):
        assert read(f"---\nheadline: 甲\nbyline: {written}\n---\n乙")[1] == []


@pytest.mark.parametrize("space", ["\u3000", "\u00a0", "\u2003 "])
def test_a_space_of_another_width_behind_the_colon_is_shown(space: str) -> None:
    article, found = parse_article(
        f"---\nheadline:{space}甲\nkicker:{space}乙\n---\n丙", "a.md", "a.md", "美", Kind.ARTICLE, "01-a"
    )
    assert (article.headline, article.kicker) == ("甲", "乙")
    assert [(each.code, each.remedy) for each in found] == [
        ("SQ111", "写成：headline: 甲"),
        ("SQ111", "写成：kicker: 乙"),
    ]


@pytest.mark.parametrize(
    ("name", "order", "stem"),
    [
        ("01-楼道", 1, "楼道"),
        ("2_楼道", 2, "楼道"),
        ("10、楼道", 10, "楼道"),
        ("楼道", 10_000, "楼道"),
        ("03", 3, "03"),
        ("01楼道", 1, "楼道"),
        ("65个项目", 10_000, "65个项目"),
    ],
)
def test_a_files_name_gives_order_and_stem(name: str, order: int, stem: str) -> None:
    article, _ = read("---\nheadline: 甲\n---\n乙", name)
    assert (article.order, article.stem) == (order, stem)


def test_faults_of_front_matter_and_body_come_together() -> None:
    assert read("---\nheadlin: 甲\npage: x\n---\n# 乙\n<b>")[1] == [
        "SQ106",
        "SQ104",
        "SQ105",
        "SQ404",
        "SQ401",
    ]


def test_a_lead_in_needs_no_front_matter() -> None:
    article, found = parse_article("导语。", "p", "美/index.md", "美", Kind.LEAD_IN, "index")
    assert (found, article.paragraphs, article.headline) == ((), 1, "")


def test_front_matter_without_an_end_is_one_fault_and_not_two() -> None:
    assert read("---\nheadline: 甲\n\n乙")[1] == ["SQ107"]
