"""The evidence for the regions: what PDFium reads inside an article's polygon is the article, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from build_tools.model import (
    Block,
    Footnotes,
    ItemList,
    NumberedArticle,
    Paragraph,
    Picture,
    Subhead,
    Table,
    plain_text,
    walk_blocks,
)
from build_tools.site.replica.layout import parse_layout
from build_tools.site.replica.regions import Region, find_regions
from tests.site.printed.conftest import Printed
from tests.site.replica.shapes import holds
from tests.typesetting.printed_pages import Glyph, read_pages, same_text

_MILLIMETRES = 25.4 / 72


@pytest.fixture(scope="module")
def regions(printed: Printed) -> dict[int, tuple[Region, ...]]:
    return {page.number: find_regions(page.blocks) for page in parse_layout(printed.layout).pages}


@pytest.fixture(scope="module")
def glyphs(printed: Printed) -> dict[int, tuple[Glyph, ...]]:
    return {number: page.glyphs for number, page in enumerate(read_pages(printed.pdf.read_bytes()), 1)}


def inside(glyph: Glyph, region: Region) -> bool:
    """Whether the middle of a character lies in a region."""
    left, top, right, bottom = glyph.box
    return holds(region, (left + right) / 2 * _MILLIMETRES, (top + bottom) / 2 * _MILLIMETRES)


def words_of(item: NumberedArticle) -> Counter[str]:
    """Every character that an article has to say: heads, number, body, captions, tables, notes."""
    article = item.article
    lines = [article.kicker, article.headline, article.deck, *article.bylines, item.number.printed]
    return Counter(
        same_text("".join([*lines, *(line for block in walk_blocks(article.body) for line in _lines(block))]))
    )


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(inlines=inlines) | Subhead(inlines=inlines):
            return [plain_text(inlines)]
        case Picture(caption=caption, credit=credit):
            return [plain_text(caption), credit]
        case Table(header=header, rows=rows):
            return [plain_text(cell) for row in (header, *rows) for cell in row]
        case _:
            return []


def furniture_of(item: NumberedArticle) -> Counter[str]:
    """What print may add to an article's words: 栏目标, the marks of lists and notes, the label of a code."""
    section = item.article.section
    marks = ["【】", section, "扫码报错", "广告"]
    for block in walk_blocks(item.article.body):
        if isinstance(block, ItemList):
            marks += block.numbers if block.ordered else ["·"] * len(block.items)
        if isinstance(block, Footnotes):
            marks += [str(ordinal) * 2 for ordinal, _ in enumerate(block.notes, 1)]
    return Counter("".join(marks))


def test_every_article_has_a_region_and_every_region_an_article(
    printed: Printed, regions: dict[int, tuple[Region, ...]]
) -> None:
    found = {(page, region.number) for page, each in regions.items() for region in each}
    assert {(item.page, str(item.number)) for item in printed.issue.articles} <= found
    assert {number for _, number in found} == {str(item.number) for item in printed.issue.articles}


def test_text_cut_by_the_polygon_is_the_article_s(
    printed: Printed, regions: dict[int, tuple[Region, ...]], glyphs: dict[int, tuple[Glyph, ...]]
) -> None:
    wrong = {}
    for item in printed.issue.articles:
        own = [
            (page, region)
            for page, each in regions.items()
            for region in each
            if region.number == str(item.number)
        ]
        cut = Counter(
            same_text(
                "".join(glyph.text for page, region in own for glyph in glyphs[page] if inside(glyph, region))
            )
        )
        lost, foreign = words_of(item) - cut, cut - words_of(item) - furniture_of(item)
        if lost or foreign:
            wrong[item.number.printed] = (dict(lost), dict(foreign))
    assert wrong == {}


def test_a_region_is_never_the_whole_page(
    printed: Printed, regions: dict[int, tuple[Region, ...]], glyphs: dict[int, tuple[Glyph, ...]]
) -> None:
    # 报头 and 报眉 belong to nobody.
    for page, each in regions.items():
        assert any(not any(inside(glyph, region) for region in each) for glyph in glyphs[page])
