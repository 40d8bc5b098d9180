"""转版: one article on two pages under one number, told on both, its paragraphs counted through, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import (
    Article,
    Jump,
    Kind,
    NumberedArticle,
    Weight,
    jump_fault,
    paragraphs_of,
    set_on,
)
from build_tools.readers.article import parse_article
from build_tools.readers.plain import from_plain, to_plain
from build_tools.site.presenting import view_issue
from build_tools.typesetting.compose import FinishedPage, compose_page
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.layout import layout_entry
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import (
    LOREM,
    characters_of,
    make_item,
    make_numbered,
    make_paper,
    written_characters,
)

PAGES = (Path(__file__).parents[2] / "content" / "handbook" / "pages.md").read_text("utf-8")
BODY = "\n\n".join([*(f"第{each}次。{LOREM}" for each in range(1, 21)), "末了说一句[^1]。", "[^1]: 注文。"])


def story(ordinal: int, page: int, body: str = BODY, **facts: Any) -> NumberedArticle:
    return make_item(ordinal, f"给水管穿好“棉衣”{ordinal}", parse_body(body).blocks, page, **facts)


LONG = story(1, 2, jump=Jump(9, 4), weight=Weight.LEAD, kicker="气温骤降", bylines=("张三",))
ISSUE = make_numbered(LONG, story(2, 2), story(3, 4), story(4, 4))
SHEET = read_sheet(9.0)


def made(page: int) -> FinishedPage:
    return compose_page(page_inputs(ISSUE, make_paper(), SHEET, page))


def words(found: FinishedPage, *kinds: BlockKind) -> str:
    return "".join(
        line.line.text
        for block in found.page.blocks
        if block.number == LONG.number and block.kind in kinds
        for line in block.lines
    )


def test_both_pages_name_each_other_and_the_number_stands_on_both() -> None:
    first, second = made(2), made(4)
    assert words(first, BlockKind.TEXT).endswith("（下转第4版）")
    head = words(second, BlockKind.HEADLINE)
    assert head.startswith("上接第2版") and "给水管穿好“棉衣”1" in head and LONG.number.printed in head
    assert "张三" not in head and "气温骤降" not in head
    assert {block["number"] for page in (first, second) for block in entries(page)} >= {str(LONG.number)}
    for page in (first, second):
        assert str(LONG.number) in {block["number"] for block in entries(page)}


def entries(found: FinishedPage) -> list[dict[str, Any]]:
    blocks: Any = layout_entry(found.page)["blocks"]
    return list(blocks)


def test_the_text_is_parted_behind_the_paragraph_and_nothing_is_lost_or_said_twice() -> None:
    first, second = words(made(2), BlockKind.TEXT), words(made(4), BlockKind.TEXT)
    assert "第9次" in first and "第10次" not in first and "第10次" in second and "注文" in second
    both = Counter("".join((first + second).split())) - Counter("（下转第4版）")
    notes = Counter("①注文。")
    assert both - notes == written_characters(LONG) + Counter("①") - Counter()


def test_its_paragraphs_count_through() -> None:
    (rest,) = (item for item in set_on(ISSUE, 4) if item.number == LONG.number)
    assert [each.ordinal for each in paragraphs_of(rest.article.body)][:2] == [10, 11]
    assert rest.article.section == "" and rest.article.weight is Weight.NORMAL


def test_a_page_too_full_for_the_rest_is_told_by_the_articles_name() -> None:
    full = make_numbered(LONG, *(story(each, 4) for each in range(2, 8)))
    found = compose_page(page_inputs(full, make_paper(), SHEET, 4))
    (told,) = [each for each in found.diagnostics if each.code == "SQ602"]
    assert "给水管" in told.message
    printed = characters_of([block for page in (found.page, *found.overset) for block in page.blocks])
    assert not Counter("注文") - printed


def test_the_web_names_both_pages() -> None:
    view = view_issue(ISSUE, make_paper())
    (shown,) = [each for each in view.articles if each.number == str(LONG.number)]
    assert (shown.page, shown.jump, shown.jump_address) == (2, 4, "2021-03/p4/")
    assert [each.number for each in view.pages[3].continued] == [str(LONG.number)]
    assert all(each.jump == 0 for each in view.articles if each is not shown)


@pytest.mark.parametrize(
    ("jump", "facts", "problem"),
    [
        (Jump(4, 9), {}, "本期只有4版"),
        (Jump(4, 2), {}, "就排在第2版"),
        (Jump(4, 1), {}, "只能往后转"),
        (Jump(40, 3), {}, "只有21段"),
        (Jump(21, 3), {}, "后面没有正文"),
        (Jump(4, 3), {"advertisement": True}, "不转版"),
        (Jump(4, 3), {"frame": "线框"}, "不转版"),
        (Jump(4, 3), {}, ""),
    ],
)
def test_a_jump_that_cannot_be_is_told_and_the_article_stays_whole(
    jump: Jump, facts: dict[str, Any], problem: str
) -> None:
    item = story(1, 2, jump=jump, **facts)
    issue = make_numbered(item)
    assert problem in jump_fault(item.article, 2, issue.issue)
    assert (set_on(issue, 2) == (item,)) is bool(problem)


def test_a_jump_behind_a_list_item_takes_the_list_whole() -> None:
    item = story(1, 2, "甲。\n\n- 乙\n- 丙\n\n丁。", jump=Jump(2, 3))
    first, second = set_on(make_numbered(item), 2)[0], set_on(make_numbered(item), 3)[0]
    assert [len(paragraphs_of(each.article.body)) for each in (first, second)] == [3, 1]


@pytest.mark.parametrize(
    ("line", "jump", "codes"),
    [
        (re.findall(r"^jump: .*$", PAGES, re.MULTILINE)[0], Jump(4, 3), set()),
        ("jump: 4段转3版", Jump(4, 3), set()),
        ("jump: 第 12 段后，下转第4版", Jump(12, 4), set()),
        ("jump: 转第3版", None, {"SQ106"}),
        ("jump: 3", None, {"SQ106"}),
    ],
)
def test_the_line_in_the_front_matter(line: str, jump: Jump | None, codes: set[str]) -> None:
    text = f"---\nheadline: 甲\n{line}\n---\n\n乙。\n"
    article, found = parse_article(text, "a.md", "要闻/a.md", "要闻", Kind.ARTICLE, "a")
    assert article.jump == jump and {each.code for each in found} == codes
    assert from_plain(Article, to_plain(article)).jump == jump
