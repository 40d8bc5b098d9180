"""报眼: one advertisement beside the paper's name, in place of the 导读; what cannot stand there is told."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import NumberedArticle, Pin, Weight, pictures_of
from build_tools.typesetting.compose import FinishedPage, compose_page
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.placed import BlockKind, PlacedBlock
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
NEWS = make_item(1, "给水管穿好“棉衣”", parse_body("\n\n".join([LOREM] * 30)).blocks, 1, weight=Weight.LEAD)


def sold(ordinal: int = 2, page: int = 1, words: str = "电话：12345678。", **facts: Any) -> NumberedArticle:
    facts = {"advertisement": True, "size": "报眼", **facts}
    return make_item(ordinal, f"惠民家电{ordinal}", parse_body(words).blocks, page, **facts)


def front(*items: NumberedArticle, page: int = 1, pins: tuple[Pin, ...] = ()) -> FinishedPage:
    numbered = make_numbered(*items)
    plans = tuple(dataclasses.replace(plan, pins=pins) for plan in numbered.issue.pages)
    numbered = dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, pages=plans))
    return compose_page(page_inputs(numbered, make_paper(), SHEET, page))


def kinds(found: FinishedPage, kind: BlockKind) -> list[PlacedBlock]:
    return [block for block in found.page.blocks if block.kind is kind]


def codes(found: FinishedPage) -> set[str]:
    return {each.code for each in found.diagnostics} - {"SQ603"}


def test_it_stands_beside_the_name_in_place_of_the_contents() -> None:
    found = front(NEWS, sold(), pins=(Pin("惠民家电2", corner="右上"),))
    (ear,) = kinds(found, BlockKind.NOTICE)
    (masthead,) = kinds(found, BlockKind.MASTHEAD)
    assert kinds(found, BlockKind.CONTENTS) == [] and codes(found) == set()
    assert ear.box.right == pytest.approx(masthead.box.right) and ear.box.y == masthead.box.y
    assert ear.box.w == pytest.approx(masthead.box.w / 3, abs=12.0)
    # Clear of the name, its edition and the line of facts.
    assert max(each.x + each.line.right for each in masthead.lines[:4]) < ear.box.x
    facts = min(each.box.y for each in masthead.strokes if each.box.w > 400)
    assert ear.box.bottom < facts
    words = "".join(line.line.text for line in ear.lines)
    assert "广告" in words and "惠民家电2" in words and "电话" in words and ear.number is not None


def test_nothing_else_on_the_page_moves() -> None:
    plain, with_ear = front(NEWS), front(NEWS, sold())
    texts = [
        [block for block in each.page.blocks if block.number == NEWS.number] for each in (plain, with_ear)
    ]
    assert texts[0] == texts[1]


def test_artwork_stands_in_it_whole() -> None:
    picture = parse_body("![](../images/a.jpg)").blocks
    (art,) = pictures_of(picture)
    item = make_item(
        2, "惠民", (dataclasses.replace(art, pixels=(1200, 600)),), 1, advertisement=True, size="报眼"
    )
    (ear,) = kinds(front(NEWS, item), BlockKind.NOTICE)
    assert ear.picture is not None
    box = ear.picture.box
    assert box.w / box.h == pytest.approx(2.0) and box.bottom < ear.box.bottom


def test_an_ear_alone_is_a_page() -> None:
    assert len(kinds(front(sold()), BlockKind.NOTICE)) == 1


@pytest.mark.parametrize(
    ("items", "page", "problem"),
    [((NEWS, sold(), sold(3)), 1, "已经给了《惠民家电2》"), ((sold(page=2),), 2, "第2版没有报眼")],
)
def test_what_cannot_stand_there_is_told_and_stands_on_the_page(
    items: tuple[NumberedArticle, ...], page: int, problem: str
) -> None:
    found = front(*items, page=page)
    (told,) = [each for each in found.diagnostics if each.code == "SQ575"]
    assert problem in told.message
    placed = {block.number for block in kinds(found, BlockKind.NOTICE)}
    assert placed == {item.number for item in items} - {NEWS.number}


@pytest.mark.parametrize("size", ["报眼", "半通栏"])
def test_text_too_long_for_its_frame_is_told(size: str) -> None:
    assert "SQ576" not in codes(front(NEWS, sold(size=size)))
    found = front(NEWS, sold(size=size, words=LOREM * 8))
    (told,) = [each for each in found.diagnostics if each.code == "SQ576"]
    assert "行" in told.message
