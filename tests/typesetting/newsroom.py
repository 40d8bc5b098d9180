"""One page of copy without files: what the tests of the make-up stand on."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from build_tools.model import (
    Article,
    ArticleNumber,
    Block,
    Filler,
    Issue,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Pin,
    Section,
    Table,
    TypeArea,
    paragraphs_of,
    plain_text,
    walk_blocks,
)
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.placed import ComposedIssue, PlacedBlock

LOREM = "寒潮到来之前，先看看家里的水管和水表。露在外面的一段，用旧棉布或者保温管裹好，再用绳子扎紧。夜里把总阀关上，打开龙头放掉余水，第二天早上再开。"


def make_paper(**facts: Any) -> Paper:
    """A paper of one section."""
    usual: dict[str, Any] = {
        "name": "社区晨报",
        "edition": "张庙",
        "sections": (Section("要闻", "#b3261e", "yaowen"),),
        "site_url": "https://chenbao.example/",
    }
    return Paper(**{**usual, **facts})


def make_item(
    ordinal: int, headline: str, body: tuple[Block, ...], page: int = 2, **facts: Any
) -> NumberedArticle:
    """A numbered article of the section; on page 2, which has neither masthead nor imprint."""
    kind = facts.pop("kind", Kind.ARTICLE)
    file = f"notices/{facts.get('stem')}" if kind is Kind.NOTICE else f"要闻/{ordinal:02d}-稿.md"
    usual: dict[str, Any] = {
        "file": file,
        "section": "" if kind is Kind.NOTICE else "要闻",
        "kind": kind,
        "stem": "稿",
        "headline": headline,
        "body": body,
        "order": ordinal,
    }
    return NumberedArticle(
        ArticleNumber("2021-03", ordinal), page, f"2021-03/yaowen/{ordinal}", Article(**{**usual, **facts})
    )


def make_numbered(*items: NumberedArticle, **facts: Any) -> NumberedIssue:
    """An issue of four pages with those articles."""
    layout, pins, filler = facts.pop("layout", ()), facts.pop("pins", ()), facts.pop("filler", "")
    plans = tuple(
        PagePlan(number, "要闻", ("要闻",), layout=layout, pins=pins, filler=filler)
        if number == 2
        else PagePlan(number, "要闻", ("要闻",))
        for number in range(1, 5)
    )
    usual: dict[str, Any] = {
        "name": "2021-03",
        "number": 3,
        "date": datetime.date(2021, 3, 8),
        "pages": plans,
        "articles": tuple(item.article for item in items),
    }
    return NumberedIssue(Issue(**{**usual, **facts}), items)


def compose_page(
    *items: NumberedArticle,
    area: TypeArea | None = None,
    layout: tuple[str, ...] = (),
    fillers: tuple[Filler, ...] = (),
    pins: tuple[Pin, ...] = (),
    filler: str = "",
) -> ComposedIssue:
    """The issue composed, cut down to page 2 and what is said of it."""
    paper = make_paper(type_area=area or TypeArea(), fillers=fillers)
    composed = compose_issue(make_numbered(*items, layout=layout, pins=pins, filler=filler), paper)
    return ComposedIssue(
        composed.name,
        composed.title,
        composed.date,
        composed.site_url,
        composed.page_width,
        composed.page_height,
        composed.pages[1:2],
        composed.overset,
        composed.diagnostics,
    )


def written_characters(*items: NumberedArticle) -> Counter[str]:
    """The characters of the bodies' text and tables, white not counted."""
    texts = [plain_text(each.inlines) for item in items for each in paragraphs_of(item.article.body)]
    tables = [block for item in items for block in walk_blocks(item.article.body) if isinstance(block, Table)]
    texts += [plain_text(cell) for table in tables for row in (table.header, *table.rows) for cell in row]
    return Counter("".join("".join(texts).split()))


def printed_characters(composed: ComposedIssue) -> Counter[str]:
    """The characters of all text and tables on pages and 超版 sheets."""
    return characters_of(
        [
            block
            for page in (*composed.pages, *composed.overset)
            for block in page.blocks
            if block.kind.value in ("text", "table")
        ]
    )


def characters_of(blocks: Sequence[PlacedBlock]) -> Counter[str]:
    """The characters of some blocks."""
    return Counter("".join("".join(line.line.text for block in blocks for line in block.lines).split()))
