"""What newsprint cannot hold is not set, and where an editor insists it is named with the file and the remedy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.model import Crop, Paragraph, Picture, Text, TypeArea, limits
from build_tools.model.limits import effective_dpi
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.copy.setting import width_of
from build_tools.typesetting.placed import BlockKind
from tests.typesetting.newsroom import LOREM, compose_page, make_item, make_numbered, make_paper


def _picture(pixels: tuple[int, int], columns: int = 0, **facts: object) -> Picture:
    return Picture("images/none.jpg", (Text("图说"),), "", 5, pixels, columns, Crop.CENTRE, **facts)  # type: ignore[arg-type]


def _page(*pictures: Picture):  # type: ignore[no-untyped-def]
    items = [
        make_item(
            ordinal,
            f"第{ordinal}件事",
            (picture, *(Paragraph((Text(LOREM),), place, place) for place in range(1, 12))),
        )
        for ordinal, picture in enumerate(pictures, 1)
    ]
    return compose_page(*items)


@pytest.mark.parametrize(
    "pixels",
    [(600, 400), (600, 900), (700, 700), (800, 600), (1000, 500), (1200, 1600), (1600, 900), (640, 480)],
)
@pytest.mark.parametrize("pictures", [1, 2, 3])
def test_make_up_enlarges_no_picture_below_the_limit(pixels: tuple[int, int], pictures: int) -> None:
    composed = _page(*[_picture(pixels)] * pictures)
    boxes = [block.picture.box for block in composed.pages[0].blocks if block.picture]
    assert len(boxes) == pictures
    assert all(effective_dpi(pixels, box.w, box.h) >= limits.LEAST_DPI for box in boxes)
    assert [each.code for each in composed.diagnostics if each.code.startswith("SQ54")] == []


def test_a_width_that_the_pixels_do_not_suffice_for_is_named_with_file_article_and_remedy() -> None:
    composed = _page(_picture((800, 600), columns=4))
    (found,) = [each for each in composed.diagnostics if each.code == "SQ540"]
    assert found.place.path == "issues/2021-03/要闻/01-稿.md" and found.place.line == 5
    assert "images/none.jpg" in found.message and "170" in found.message
    wide = int(found.remedy.split("宽")[1].split("像素")[0])
    assert [
        each.code
        for each in _page(_picture((wide, wide * 3 // 4), columns=4)).diagnostics
        if "SQ54" in each.code
    ] == []


def test_coarse_line_art_is_doubted_and_fine_line_art_is_not() -> None:
    codes = [
        [each.code for each in _page(_picture(pixels, 1, line_art=True)).diagnostics if "SQ54" in each.code]
        for pixels in ((600, 600), (1200, 1200))
    ]
    assert codes == [["SQ541"], []]


def test_a_body_so_small_that_the_smallest_type_is_lost_is_told_once() -> None:
    paper = make_paper()
    for size, told in ((7.0, 1), (9.0, 0)):
        area = replace(paper.type_area, size=size, leading=10.0)
        composed = compose_issue(make_numbered(make_item(1, "一件事", ())), make_paper(type_area=area))
        assert [each.code for each in composed.diagnostics].count("SQ608") == told


def test_the_guide_beside_a_narrow_name_is_cut_off_before_it_is_too_small_to_print() -> None:
    """导读 of a small paper: long headlines in half a column were once set in four points, which sign-off refused."""
    area = TypeArea(page_width=150, page_height=295, columns=3, lines=56)
    headlines = ("出远门前查一遍水电气和窗户", "社区食堂", "老人学用手机挂号不再排队的办法")
    items = [make_item(place, words, ()) for place, words in enumerate(headlines, 1)]
    composed = compose_issue(make_numbered(*items), make_paper(type_area=area))
    (guide,) = [block for block in composed.pages[0].blocks if block.kind is BlockKind.CONTENTS]
    lines = [placed.line for placed in guide.lines]
    assert min(segment.style.size for line in lines for segment in line.segments) >= limits.SMALLEST_TYPE
    said = [line.text for line in lines if line.text[:2] in ("出远", "社区", "老人")]
    assert "社区食堂" in said and sum(each.endswith("…") for each in said) == 2
    assert all(placed.x + width_of(placed.line) <= guide.box.right + 0.1 for placed in guide.lines)
