"""中缝: advertisements upright along the inner margin, whole on their page, beside the other page's half on the sheet."""

from __future__ import annotations

import dataclasses
import functools
import io
from collections import Counter
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from build_tools.markup.body import parse_body
from build_tools.model import NumberedArticle, Pin, TypeArea, Weight, pictures_of
from build_tools.press.imposition import impose
from build_tools.typesetting.compose import FinishedPage, bind_pages, compose_page
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.makeup.gutters import _split
from build_tools.typesetting.placed import BlockKind, PlacedBlock
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
WORDS = "通河路590弄12号，上午八点到下午五点；“急用”的当天取。\n\n电话：6699-0000"


def news(page: int) -> NumberedArticle:
    return make_item(
        page, f"给水管穿好“棉衣”{page}", parse_body("\n\n".join([LOREM] * 4)).blocks, page, weight=Weight.LEAD
    )


def sold(ordinal: int, page: int, words: str = WORDS, headline: str = "") -> NumberedArticle:
    body = parse_body(words).blocks
    return make_item(ordinal, headline or f"老王修鞋{ordinal}", body, page, advertisement=True, size="中缝")


@functools.cache
def made(page: int, *items: NumberedArticle, pages: int = 4, area: TypeArea | None = None) -> FinishedPage:
    numbered = make_numbered(*items)
    issue = dataclasses.replace(numbered.issue, pages=numbered.issue.pages[:pages])
    paper = make_paper(type_area=area or TypeArea())
    return compose_page(page_inputs(dataclasses.replace(numbered, issue=issue), paper, SHEET, page))


def notices(found: FinishedPage) -> list[PlacedBlock]:
    return [block for block in found.page.blocks if block.kind is BlockKind.NOTICE]


def told(found: FinishedPage) -> list[str]:
    return [each.message for each in found.diagnostics if each.code == "SQ582"]


@pytest.mark.parametrize("page", [2, 3])
def test_it_stands_in_the_margin_beside_the_fold(page: int) -> None:
    found = made(page, news(page), sold(5, page))
    (strip,) = notices(found)
    texts = [block.box for block in found.page.blocks if block.kind is BlockKind.TEXT]
    fold = 275 * POINTS_A_MILLIMETRE if page == 2 else 0.0
    if page == 2:
        assert max(box.right for box in texts) + 8 < strip.box.x and strip.box.right < fold
    else:
        assert fold < strip.box.x and strip.box.right + 8 < min(box.x for box in texts)
    edges = [abs(edge - fold) for line in strip.lines for edge in (line.x, line.x + line.line.measure)]
    assert min(edges) >= 3 * POINTS_A_MILLIMETRE, "type keeps clear of the fold, as the press asks"
    assert told(found) == []


def test_every_character_is_there_and_the_word_that_the_law_asks_for() -> None:
    (strip,) = notices(made(2, news(2), sold(5, 2)))
    words = "".join(segment.text for line in strip.lines for segment in line.line.segments)
    assert words.startswith("广告老王修鞋5") and words.endswith("2103-051")
    assert not Counter("".join(WORDS.split())) - Counter(words)


def test_nothing_else_on_the_page_moves_and_a_pin_does_no_harm() -> None:
    plain, with_strip = made(2, news(2)), made(2, news(2), sold(5, 2))
    assert plain.page.blocks == tuple(
        block for block in with_strip.page.blocks if block.kind is not BlockKind.NOTICE
    )
    numbered = make_numbered(news(2), sold(5, 2), pins=(Pin("老王修鞋5", corner="右上"),))
    pinned = compose_page(page_inputs(numbered, make_paper(), SHEET, 2))
    assert pinned.page == with_strip.page and "SQ569" not in {each.code for each in pinned.diagnostics}


def test_one_stands_below_the_other() -> None:
    first, second = notices(made(2, news(2), sold(5, 2), sold(6, 2)))
    assert first.box.x == second.box.x and first.box.bottom < second.box.y
    assert first.box.w == second.box.w


def test_artwork_stands_in_it_whole() -> None:
    (art,) = pictures_of(parse_body("![](../images/a.jpg)").blocks)
    item = dataclasses.replace(
        sold(5, 2),
        article=dataclasses.replace(sold(5, 2).article, body=(dataclasses.replace(art, pixels=(300, 1500)),)),
    )
    (strip,) = notices(made(2, news(2), item))
    assert strip.picture is not None and strip.picture.alternate == "老王修鞋5"
    box = strip.picture.box
    assert box.h / box.w == pytest.approx(5.0) and strip.box.x < box.x and box.bottom < strip.box.bottom


@pytest.mark.parametrize(
    ("items", "pages", "area", "problem"),
    [
        ((sold(5, 2),), 2, None, "本期2版不对折，没有中缝"),
        ((sold(5, 2),), 4, TypeArea(page_width=255.0), "第2版里边的白边只有5毫米"),
        ((sold(5, 2, "见 www.example.com"),), 4, None, "“www.example.com”竖不起来"),
        ((sold(5, 2, "|价|元|\n|-|-|\n|鞋|9|"),), 4, None, "中缝里只能有一段段的字，或一幅图"),
        ((sold(5, 2), sold(6, 2, LOREM * 6)), 4, None, "这条中缝还剩"),
    ],
)
def test_what_cannot_stand_there_is_told_and_stands_with_the_stories(
    items: tuple[NumberedArticle, ...], pages: int, area: TypeArea | None, problem: str
) -> None:
    found = made(2, news(2), *items, pages=pages, area=area)
    (said,) = told(found)
    assert problem in said and said.startswith(f"《{items[-1].article.headline}》卖的是中缝")
    (block,) = (each for each in notices(found) if each.number == items[-1].number)
    assert block.box.w > 80
    assert {each.number for each in notices(found)} == {item.number for item in items}


def test_no_line_begins_or_ends_with_the_wrong_mark() -> None:
    assert [*map("".join, _split(list("冰箱洗衣，“机”"), 2))] == ["冰箱洗衣，", "“机”"]
    assert [*map("".join, _split(list("冰箱洗“衣机机"), 2))] == ["冰箱洗“衣", "机机"]
    assert [*map("".join, _split(list("一二（三四五"), 2))] == ["一二（三", "四五"]
    assert [*map("".join, _split(list("电话021-6699"), 2))] == ["电话021-6699"]


def test_on_the_sheet_both_halves_lie_beside_the_fold(tmp_path: Path) -> None:
    items = (news(2), news(3), sold(5, 2, headline="老王修鞋"), sold(6, 3, headline="阳光托班"))
    pages = [made(number, *items) for number in range(1, 5)]
    issue = make_numbered(*items).issue
    drawn = draw_issue(bind_pages(issue, make_paper(), pages), tmp_path, SHEET)
    assert drawn.diagnostics == ()
    inner = pypdfium2.PdfDocument(io.BytesIO(impose(drawn.pdf, "nested")))[1]
    middle, height = inner.get_width() / 2, inner.get_height()
    text = inner.get_textpage()
    left, right = (
        "".join(text.get_text_bounded(middle - away[0], 0, middle - away[1], height).split())
        for away in ((35, 0), (0, -35))
    )
    assert "老王修鞋" in left and "阳光托班" in right
    assert "阳光托班" not in left and "老王修鞋" not in right


def test_the_handbook_shows_it() -> None:
    handbook = (Path(__file__).parents[2] / "content/handbook/pages.md").read_text("utf-8")
    assert "`size: 中缝`" in handbook and "pictures/gutter.jpg" in handbook
    assert (Path(__file__).parents[2] / "content/pictures/gutter.jpg").is_file()
