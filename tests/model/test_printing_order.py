"""The order of printing and the page an article stands on."""

from __future__ import annotations

from build_tools.model import Article, Kind, PagePlan, page_of, printing_order
from tests.factories import make_article, make_issue


def stems(*articles: Article, **facts: object) -> list[tuple[int, str]]:
    return [(page, article.stem) for page, article in printing_order(make_issue(*articles, **facts))]


def test_pages_come_before_sections_and_sections_before_order() -> None:
    order = stems(make_article("美", "二"), make_article("要闻", "后", 2), make_article("要闻", "先", 1))
    assert order == [(1, "先"), (1, "后"), (2, "二")]


def test_a_lead_in_opens_its_section_and_a_notice_closes_its_page() -> None:
    order = stems(
        make_article("阅", "稿"),
        make_article("", "bounty", kind=Kind.NOTICE),
        make_article("阅", "index", kind=Kind.LEAD_IN),
    )
    assert order == [(4, "index"), (4, "稿"), (4, "bounty")]


def test_an_article_that_names_a_page_stands_there_after_the_pages_own() -> None:
    order = stems(make_article("美", "客", page=1), make_article("要闻", "主", 9))
    assert order == [(1, "主"), (1, "客")]


def test_a_section_split_over_two_pages_stands_on_the_first() -> None:
    pages = (PagePlan(1, "上", ("美",)), PagePlan(2, "下", ("美",)))
    assert page_of(make_issue(pages=pages), make_article("美")) == 1


def test_an_article_without_a_page_is_left_out() -> None:
    pages = (PagePlan(1, "上", ("美",)), PagePlan(2, "下", ("战",)))
    assert stems(make_article("阅"), make_article("美", page=3), pages=pages) == []
