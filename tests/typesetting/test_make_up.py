"""The make-up keeps the trade's rules, follows the editor, and finds the same page every time."""

from __future__ import annotations

import dataclasses

import pytest

from build_tools.model import Crop, Kind, Paragraph, Picture, Subhead, Text, TypeArea, Weight
from build_tools.typesetting.copy.slip import Row
from build_tools.typesetting.copy.splits import split_headline
from build_tools.typesetting.grid import grid_of
from build_tools.typesetting.makeup.drawn import DrawingFault, parse_layout
from build_tools.typesetting.makeup.flow import flow_rows
from build_tools.typesetting.placed import BlockKind, ComposedIssue, PlacedBlock
from tests.typesetting.newsroom import LOREM, compose_page, make_item, printed_characters, written_characters

ELDER = TypeArea(columns=5, characters=12, gap=1.5, size=10.5, leading=14.6, lines=66)


def body(paragraphs: int, *others: Picture | Subhead) -> tuple[Paragraph | Picture | Subhead, ...]:
    return (*others, *(Paragraph((Text(LOREM),), place, place) for place in range(1, paragraphs + 1)))


def picture(columns: int = 0, crop: Crop = Crop.CENTRE) -> Picture:
    return Picture("images/none.jpg", (Text("图说"),), "绘图：本报", 1, (2400, 1600), columns, crop)


PAGE = (
    make_item(1, "给水管穿好“棉衣”", body(14, picture()), weight=Weight.LEAD, kicker="气温跌破零度之前", deck="防冻四件事"),
    make_item(2, "楼道让出一米宽", body(10, picture())),
    make_item(3, "出远门前 查一遍水电气", body(9)),
    make_item(4, "雨棚修好了", body(5), weight=Weight.BRIEF),
)


def blocks(composed: ComposedIssue, kind: BlockKind) -> list[PlacedBlock]:
    return [block for block in composed.pages[0].blocks if block.kind is kind]


def text_heights(composed: ComposedIssue, ordinal: int) -> list[int]:
    return [round(block.box.h / 12.5) for block in blocks(composed, BlockKind.TEXT) if block.number and block.number.ordinal == ordinal]


def area(composed: ComposedIssue, ordinal: int) -> tuple[float, float, float, float]:
    """What an article takes of the page: left, top, right, bottom."""
    boxes = [block.box for block in composed.pages[0].blocks if block.number and block.number.ordinal == ordinal]
    return min(box.x for box in boxes), min(box.y for box in boxes), max(box.right for box in boxes), max(box.bottom for box in boxes)


def test_an_ordinary_page_is_full_and_breaks_no_rule() -> None:
    composed = compose_page(*PAGE)
    page = composed.pages[0]
    assert page.fill >= 0.985
    assert page.broken_rules == ()
    assert composed.diagnostics == ()


def test_nothing_is_lost_and_nothing_is_twice() -> None:
    assert printed_characters(compose_page(*PAGE)) == written_characters(*PAGE)


def test_the_same_copy_gives_the_same_page() -> None:
    assert compose_page(*PAGE) == compose_page(*PAGE)


def test_blocks_stay_in_the_type_area_and_overlap_nowhere() -> None:
    grid = grid_of(TypeArea(), 0.58)
    placed = [block.box for block in compose_page(*PAGE).pages[0].blocks if block.kind is not BlockKind.FOLIO]
    for box in placed:
        assert box.x >= grid.left - 0.01
        assert box.right <= grid.left + grid.width + 0.01
        assert box.y >= grid.top - 0.01
        assert box.bottom <= grid.top + grid.height + 0.01
    for place, one in enumerate(placed):
        for two in placed[place + 1 :]:
            across = min(one.right, two.right) - max(one.x, two.x)
            down = min(one.bottom, two.bottom) - max(one.y, two.y)
            assert across <= 0.01 or down <= 0.01


def test_text_stands_on_the_grid() -> None:
    grid = grid_of(TypeArea(), 0.58)
    for block in blocks(compose_page(*PAGE), BlockKind.TEXT):
        rows = (block.box.y - grid.top) / grid.leading
        assert rows == pytest.approx(round(rows), abs=1e-6)


def test_blocks_come_in_order_of_printing() -> None:
    ordinals = [block.number.ordinal for block in compose_page(*PAGE).pages[0].blocks if block.number]
    assert ordinals == sorted(ordinals)


def test_the_lead_story_has_the_largest_headline_at_the_top() -> None:
    headlines = {block.number.ordinal: block for block in blocks(compose_page(*PAGE), BlockKind.HEADLINE) if block.number}
    sizes = {ordinal: max(segment.style.size for line in block.lines for segment in line.line.segments) for ordinal, block in headlines.items()}
    assert sizes[1] > max(size for ordinal, size in sizes.items() if ordinal != 1)
    assert headlines[1].box.y == min(block.box.y for block in headlines.values())
    assert sizes[4] == min(sizes.values())


def test_the_number_stands_in_every_headline() -> None:
    for block in blocks(compose_page(*PAGE), BlockKind.HEADLINE):
        assert block.number is not None
        assert block.number.printed in "".join(line.line.text for line in block.lines)


def test_the_editors_width_and_whole_picture_are_kept() -> None:
    item = make_item(1, "一张整图", body(12, picture(3, Crop.NONE)), weight=Weight.LEAD)
    grid = grid_of(TypeArea(), 0.58)
    image = blocks(compose_page(item, *PAGE[1:]), BlockKind.IMAGE)[0]
    assert image.box.w == pytest.approx(grid.span(3))
    assert image.box.w / image.box.h == pytest.approx(1.5, rel=0.01)


def test_crops_stay_within_the_sheets_limits() -> None:
    for block in blocks(compose_page(*PAGE), BlockKind.IMAGE):
        whole = block.box.w / 1.5
        assert 0.71 <= block.box.h / whole <= 1.31


def test_a_layout_overrules_the_arrangement() -> None:
    composed = compose_page(*PAGE, layout=("aabb", "aacc", "dddd"))
    areas = {ordinal: area(composed, ordinal) for ordinal in range(1, 5)}
    assert areas[1][2] <= areas[2][0]
    assert areas[2][0] == pytest.approx(areas[3][0], abs=1)
    assert areas[2][3] <= areas[3][1]
    assert max(areas[1][3], areas[3][3]) <= areas[4][1]


@pytest.mark.parametrize(("layout", "problem"), [(("ab", "a"), "个数"), (("aab", "bba"), "长方形"), (("abc",), "印2篇"), (("aaaaaab",), "栏")])
def test_a_layout_that_cannot_be_followed_is_told(layout: tuple[str, ...], problem: str) -> None:
    with pytest.raises(DrawingFault, match=problem):
        parse_layout(layout, 2, 6)


def test_a_windmill_cannot_be_cut() -> None:
    with pytest.raises(DrawingFault, match="咬住"):
        parse_layout(("aab", "deb", "dcc"), 5, 6)


def test_a_page_with_a_bad_layout_is_still_made_up() -> None:
    composed = compose_page(*PAGE, layout=("ab",))
    assert "SQ607" in [each.code for each in composed.diagnostics]
    assert printed_characters(composed) == written_characters(*PAGE)


def test_the_elder_edition_makes_up_the_same_copy() -> None:
    short = tuple(dataclasses.replace(item, article=dataclasses.replace(item.article, body=item.article.body[: len(item.article.body) * 2 // 3])) for item in PAGE)
    composed = compose_page(*short, area=ELDER)
    assert printed_characters(composed) == written_characters(*short)
    assert composed.pages[0].overset_lines == 0
    assert composed.pages[0].fill >= 0.98


def test_overset_is_told_in_characters_and_lines_for_each_article() -> None:
    composed = compose_page(*(make_item(place, f"第{place}篇", body(26)) for place in range(1, 4)))
    (told,) = [each for each in composed.diagnostics if each.code == "SQ602"]
    behind = sum(len("".join(line.line.text.split())) for page in composed.overset for block in page.blocks if block.kind is BlockKind.TEXT for line in block.lines)
    assert f"超版{behind}字（{composed.pages[0].overset_lines}行）" in told.message
    assert "《第3篇》" in told.message


def test_a_lead_in_carries_its_sections_signature() -> None:
    lead_in = make_item(1, "", (Paragraph((Text(LOREM),), 1, 1),), kind=Kind.LEAD_IN)
    composed = compose_page(lead_in, *(dataclasses.replace(item, number=dataclasses.replace(item.number, ordinal=item.number.ordinal + 1)) for item in PAGE))
    first = composed.pages[0].blocks[1]
    assert "【要闻】" in "".join(line.line.text for line in first.lines)


def test_an_advertisement_says_so() -> None:
    composed = compose_page(make_item(1, "好吃的包子", body(6), advertisement=True), *PAGE[1:])
    assert "广告" in "".join(line.line.text for line in blocks(composed, BlockKind.HEADLINE)[0].lines)


# -- columns ------------------------------------------------------------------------------------------


def rows(*marks: str) -> tuple[Row, ...]:
    return tuple(Row(None, tied=mark == "t", stub=mark == "s", opens=mark == "o") for mark in marks)


def test_columns_end_level_within_a_row() -> None:
    flowed = flow_rows(rows(*"ooooooooooo"), (4, 4, 4))
    assert flowed is not None
    assert sorted(flowed[1]) == [3, 4, 4]


def test_no_column_begins_with_a_stub() -> None:
    flowed = flow_rows(rows(*"....s......"), (4, 4, 4))
    assert flowed is not None
    assert flowed[1][0] == 3


def test_no_column_ends_with_a_subhead() -> None:
    flowed = flow_rows(rows(*"..tt......"), (4, 4, 4))
    assert flowed is not None
    assert flowed[1][0] == 2


def test_what_does_not_fit_is_not_squeezed_in() -> None:
    assert flow_rows(rows(*"............."), (4, 4, 4)) is None


# -- headlines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [("入千家门　汇万人意", ("入千家门", "汇万人意")), ("阅！“社区通”创新社会治理模式", ("阅！“社区通”", "创新社会治理模式")), ("打求助电话，先说“在哪里”", ("打求助电话，", "先说“在哪里”"))],
)
def test_headlines_break_at_spaces_and_marks(text: str, lines: tuple[str, ...]) -> None:
    split = split_headline(text, 2)
    assert split is not None
    assert split.lines == lines


def test_no_headline_line_is_a_single_character() -> None:
    split = split_headline("三个字", 2)
    assert split is None
