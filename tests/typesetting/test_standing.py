"""竖题: a headline that stands upright at the left of its text; what cannot stand is told and lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest

from build_tools.markup.body import parse_body
from build_tools.model import Kind, NumberedArticle, Pin, Weight
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.frozen import page_text, parse_page
from build_tools.typesetting.placed import BlockKind, ComposedIssue, PlacedBlock
from build_tools.typesetting.reading import reading_document
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, compose_page, make_item, printed_characters, written_characters


def story(ordinal: int, headline: str, paragraphs: int = 8, **facts: Any) -> NumberedArticle:
    return make_item(ordinal, headline, parse_body("\n\n".join([LOREM] * paragraphs)).blocks, **facts)


def page(*second: NumberedArticle) -> tuple[NumberedArticle, ...]:
    return (story(1, "给水管穿好“棉衣”", 40, weight=Weight.LEAD), *second, story(3, "雨棚修好了", 24))


def heading(composed: ComposedIssue, ordinal: int = 2) -> PlacedBlock:
    (found,) = (
        block
        for block in composed.pages[0].blocks
        if block.kind is BlockKind.HEADLINE and block.number and block.number.ordinal == ordinal
    )
    return found


def size(block: PlacedBlock) -> float:
    return max(line.line.segments[0].style.size for line in block.lines)


def told(composed: ComposedIssue) -> list[str]:
    return [each.message for each in composed.diagnostics if each.code == "SQ569"]


def test_it_stands_at_the_left_of_its_text_character_under_character() -> None:
    items = page(
        story(2, "“阳台”花草，怎样过冬", 24, kicker="绿意留到春天", deck="少浇水", bylines=("张三",))
    )
    composed = compose_page(*items, pins=(Pin("“阳台”花草，怎样过冬", standing=True),))
    assert told(composed) == []
    block = heading(composed)
    large = [line for line in block.lines if line.line.segments[0].style.size == size(block)]
    assert "".join(line.line.text for line in large) == "“阳台”花草，怎样过冬"
    assert {segment.features for line in large for segment in line.line.segments} == {'"vert"'}
    assert len({line.x for line in large}) == 1
    assert [line.baseline for line in large] == sorted(line.baseline for line in large)
    text = [
        each
        for each in composed.pages[0].blocks
        if each.kind is BlockKind.TEXT and each.number == block.number
    ]
    beside = [each for each in text if each.box.y < block.box.bottom - 1.0]
    assert beside and min(each.box.x for each in beside) > block.box.right
    assert min(each.box.y for each in text) == pytest.approx(block.box.y)  # beside it, whatever is under it
    assert all(block.box.y < line.baseline <= block.box.bottom for line in block.lines)
    assert all(
        line.x >= block.box.x and line.x + line.line.right <= block.box.right + 0.01 for line in block.lines
    )
    # Kicker at the right of it, deck at its left; nothing of the heading is lost.
    kicker = next(line for line in block.lines if line.line.text == "绿")
    deck = next(line for line in block.lines if line.line.text == "少")
    assert deck.x < large[0].x < kicker.x
    words = "".join(line.line.text for line in block.lines)
    assert all(each in words for each in ("绿意留到春天", "少浇水", "张三", items[1].number.printed))
    assert printed_characters(composed) == written_characters(*items)


def test_lines_as_they_are_written_go_from_right_to_left() -> None:
    items = page(story(2, "果皮菜叶也能变花肥", 24, headline_lines=("果皮菜叶", "也能变花肥")))
    block = heading(compose_page(*items, pins=(Pin("果皮菜叶也能变花肥", standing=True),)))
    places = {line.line.text: line.x for line in block.lines}
    assert places["果"] == places["叶"] > places["也"] == places["肥"]


def test_two_figures_stand_side_by_side_in_one_cell() -> None:
    items = page(story(2, "冬天里的12件小事", 24))
    block = heading(compose_page(*items, pins=(Pin("冬天里的12件小事", standing=True),)))
    (figures,) = [line for line in block.lines if line.line.text == "12"]
    middle = figures.x + (figures.line.segments[0].x + figures.line.right) / 2
    (han,) = [line for line in block.lines if line.line.text == "件"]
    assert middle == pytest.approx(han.x + size(block) / 2, abs=0.2)


def test_the_lead_stands_too_under_the_mark_of_its_section() -> None:
    items = page(story(2, "阳台花草怎样过冬", 24))
    composed = compose_page(*items, pins=(Pin("给水管穿好“棉衣”", standing=True),))
    block = heading(composed, 1)
    assert told(composed) == []
    assert block.lines[0].line.text == "【要闻】" and block.lines[1].line.text == "给"
    assert size(heading(composed, 2)) < size(block)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (story(2, "2021年的花草"), "“2021”竖不起来"),
        (story(2, "花草过冬", deck="WiFi也要开"), "“WiFi”竖不起来"),
        (story(2, "阳台上的花草怎样过冬", 1), "正文排成一栏只有6行"),
        (story(2, "花草过冬", deck="少浇水多见光慢慢搬" * 4), "要删短"),
        (story(2, "花草过冬", frame="线框"), "在框里"),
        (story(2, "花草过冬", kind=Kind.NOTICE, stem="花草"), "在框里"),
    ],
)
def test_what_cannot_stand_is_told_and_set_as_ever(item: NumberedArticle, problem: str) -> None:
    items = page(item)
    pinned = compose_page(*items, pins=(Pin(item.article.headline, standing=True),))
    (message,) = told(pinned)
    assert problem in message
    assert pinned.pages == compose_page(*items).pages


def test_the_rest_of_such_a_pin_is_kept() -> None:
    items = page(story(2, "2021年的花草"))
    composed = compose_page(*items, pins=(Pin("2021年的花草", columns=4, standing=True),))
    assert len(told(composed)) == 1 and heading(composed).box.w > 400


def test_a_story_that_is_not_pinned_so_is_set_as_it_was() -> None:
    items = page(story(2, "阳台花草怎样过冬", 24))
    pins = (Pin("阳台花草怎样过冬", columns=3),)
    assert not any(
        segment.features == '"vert"'
        for block in compose_page(*items, pins=pins).pages[0].blocks
        for line in block.lines
        for segment in line.line.segments
    )


def test_its_record_is_read_back_and_its_words_are_found_in_the_pdf_with_one_bookmark(tmp_path: Path) -> None:
    items = page(story(2, "果皮，菜叶也能变花肥", 24, headline_lines=("果皮，菜叶", "也能变花肥")))
    composed = compose_page(*items, pins=(Pin("果皮，菜叶也能变花肥", standing=True),))
    written = page_text(composed.pages[0])
    assert page_text(parse_page(written)) == written
    sheet = read_sheet(9.0)
    document = pypdfium2.PdfDocument(draw_issue(composed, tmp_path, sheet).pdf)
    read = "".join(document[0].get_textpage().get_text_bounded().split())
    assert "果皮，菜叶" in read and "也能变花肥" in read
    reading = pypdfium2.PdfDocument(reading_document(composed, tmp_path, sheet).draw().pdf)
    titles = [each.get_title() for each in reading.get_toc()]
    assert [each for each in titles if "花肥" in each] == [f"果皮，菜叶也能变花肥 {items[1].number.printed}"]


def test_a_kicker_that_is_too_long_beside_its_upright_headline_is_named() -> None:
    items = page(story(2, "巡逻", kicker="二十四人，夜夜不落，天天到"))
    composed = compose_page(*items, pins=(Pin("巡逻", standing=True),))
    (told,) = [each for each in composed.diagnostics if each.code == "SQ569"]
    assert told.message.endswith("：引题竖排，一栏里放不下，要删短。")
