"""Whatever is written, a page comes out or a diagnostic does: no hang, no lost character."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from build_tools.model import Block, Kind, Paragraph, Picture, Table, Text, TypeArea, Weight
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.copy.setting import width_of
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import (
    LOREM,
    compose_page,
    make_item,
    make_numbered,
    make_paper,
    printed_characters,
    written_characters,
)
from tests.typesetting.printed_pages import read_pages, same_text


def paragraph(text: str, ordinal: int = 1) -> Paragraph:
    return Paragraph((Text(text),), ordinal, ordinal)


def picture(pixels: tuple[int, int]) -> Picture:
    return Picture("images/none.jpg", (Text("图说"),), "", 1, pixels)


BODIES: dict[str, tuple[Block, ...]] = {
    "one character": (paragraph("字"),),
    "nothing": (),
    "a word wider than the column": (
        paragraph("见" + "https://example.org/" + "averyverylongword" * 8 + "为准。"),
    ),
    "twenty thousand characters": tuple(
        paragraph(LOREM * 10, place) for place in range(1, 20_000 // len(LOREM * 10) + 2)
    ),
    "a picture of 20 pixels": (paragraph(LOREM), picture((20, 15))),
    "a picture of 20,000 pixels": (paragraph(LOREM), picture((20_000, 14_000))),
    "a very tall picture": (paragraph(LOREM), picture((100, 9_000))),
    "a very wide picture": (picture((9_000, 100)), paragraph(LOREM)),
    "a picture nobody can read": (paragraph(LOREM), picture((0, 0))),
    "forty pictures": (paragraph(LOREM), *(picture((1200, 900)) for _ in range(40))),
    "a table wider than the page": (
        paragraph(LOREM),
        Table(
            tuple((Text(f"第{place}列"),) for place in range(40)),
            (tuple((Text("很长的一格内容"),) for _ in range(40)),),
            ("",) * 40,
            3,
        ),
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_sound_page_comes_of(name: str) -> None:
    items = [
        make_item(1, "给水管穿好棉衣", (paragraph(LOREM),), weight=Weight.LEAD),
        make_item(2, "第二篇", BODIES[name]),
    ]
    started = time.perf_counter()
    composed = compose_page(*items)
    assert time.perf_counter() - started < 20
    assert written_characters(*items) == printed_characters(composed)


@pytest.mark.parametrize("pixels", [(20, 15), (20_000, 1_400), (1_400, 20_000)])
def test_a_tiny_and_a_huge_picture_are_drawn(pixels: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", pixels, (40, 90, 60)).save(tmp_path / "images" / "none.jpg", quality=40)
    items = [
        make_item(1, "给水管穿好棉衣", (paragraph(LOREM * 6), picture(pixels)), weight=Weight.LEAD),
        make_item(2, "第二篇", (paragraph(LOREM * 4),)),
    ]
    composed = compose_page(*items)
    drawing = draw_issue(composed, tmp_path, read_sheet(9.0))
    assert drawing.diagnostics == ()
    printed = read_pages(drawing.pdf)
    found = [
        (block.box, sheet)
        for page, sheet in zip((*composed.pages, *composed.overset), printed, strict=True)
        for block in page.blocks
        if block.picture
    ]
    assert len(found) == 1
    box, sheet = found[0]
    assert any(
        left < box.right and right > box.x and top < box.bottom and bottom > box.y
        for left, top, right, bottom in sheet.others
    )
    assert set(same_text(LOREM)) <= set(same_text(printed[0].text))


def test_too_much_copy_is_printed_behind_the_pages_and_told() -> None:
    composed = compose_page(make_item(1, "很长的一篇", BODIES["twenty thousand characters"]))
    told = [each for each in composed.diagnostics if each.code == "SQ602"]
    assert len(told) == 1
    assert composed.pages[0].overset_lines > 0
    assert composed.overset


def test_too_little_copy_is_told_and_not_stretched() -> None:
    composed = compose_page(make_item(1, "很短的一篇", (paragraph("只有一句话。"),)))
    assert [each.code for each in composed.diagnostics] == ["SQ603"]


def test_an_unknown_character_is_named_with_its_face() -> None:
    composed = compose_page(make_item(1, "一篇", (paragraph("这个字\U0003134a印不出来。" + LOREM),)))
    assert "\U0003134a" in "".join(each.message for each in composed.diagnostics if each.code == "SQ601")


def test_an_unknown_character_in_the_furniture_is_named() -> None:
    numbered = make_numbered(make_item(1, "一篇", (paragraph(LOREM),)))
    composed = compose_issue(numbered, make_paper(edition="张\U0003134a"))
    told = [each for each in composed.diagnostics if each.code == "SQ601" and "\U0003134a" in each.message]
    assert told
    assert {each.place.path for each in told} == {"issues/2021-03/issue.yml"}


def test_a_word_wider_than_the_column_is_named_and_set_whole() -> None:
    items = [make_item(1, "一篇", BODIES["a word wider than the column"])]
    composed = compose_page(*items)
    assert "SQ604" in [each.code for each in composed.diagnostics]
    assert written_characters(*items) == printed_characters(composed)


def test_a_table_no_page_can_hold_is_told_with_its_line() -> None:
    composed = compose_page(make_item(1, "一篇", BODIES["a table wider than the page"]))
    assert [each.place.line for each in composed.diagnostics if each.code == "SQ606"] == [3]


def test_a_page_of_notices_only() -> None:
    composed = compose_page(make_item(1, "纠错有奖", (paragraph(LOREM),), kind=Kind.NOTICE, stem="bounty"))
    assert "notice" in [block.kind.value for block in composed.pages[0].blocks]


def test_a_page_of_nothing() -> None:
    assert next(block.kind.value for block in compose_page().pages[0].blocks) == "folio"


@pytest.mark.parametrize("columns", [3, 4, 6])
def test_the_mark_of_a_specimen_stands_on_no_other_word_of_the_folio(columns: int) -> None:
    area = TypeArea(page_width=50.0 + 38.0 * columns, columns=columns)
    numbered = make_numbered(make_item(1, "一篇", (paragraph(LOREM),)), specimen="样刊")
    pages = compose_issue(numbered, make_paper(type_area=area)).pages
    folio = next(block for block in pages[1].blocks if block.kind.value == "folio")
    taken = sorted(
        (placed.x + placed.line.segments[0].x, placed.x + width_of(placed.line)) for placed in folio.lines
    )
    assert len(taken) == 4
    assert all(after[0] > before[1] for before, after in pairwise(taken))


def test_a_dozen_articles_on_one_page_lose_nothing() -> None:
    items = [make_item(place, f"第{place}篇稿子", (paragraph(LOREM),)) for place in range(1, 13)]
    assert written_characters(*items) == printed_characters(compose_page(*items))


def test_an_endless_headline_is_set_whole() -> None:
    headline = "很长很长的标题" * 12
    composed = compose_page(make_item(1, headline, (paragraph(LOREM * 4),)))
    heading = next(block for block in composed.pages[0].blocks if block.kind.value == "headline")
    assert headline in "".join(line.line.text for line in heading.lines)
