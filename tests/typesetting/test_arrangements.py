"""What meets on a page that no edit of one block shows: open gaps, headlines near each other, pages that no cut takes apart."""

from __future__ import annotations

import itertools

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import NumberedArticle, Paragraph, Picture, Table, Text, TypeArea, Weight
from build_tools.proofreading.phrases import break_costs
from build_tools.typesetting.copy.figures import caption_of
from build_tools.typesetting.copy.headings import Signature
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.copy.splits import split_headline
from build_tools.typesetting.copy.tables import set_table
from build_tools.typesetting.grid import grid_of
from build_tools.typesetting.makeup.areas import Area, opens_of
from build_tools.typesetting.makeup.cells import Allowance, Cell
from build_tools.typesetting.makeup.column_rules import rules_between
from build_tools.typesetting.makeup.filler import FillerDesign
from build_tools.typesetting.makeup.interlocked import interlocked
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.options import ArticleDesign, Edge, Marks, Option
from build_tools.typesetting.makeup.pieces import (
    SEAM,
    SEPARATOR,
    Node,
    cost_of_joining,
    cost_of_seams,
    cost_of_stacking,
    joined_node,
    leaf_node,
    longest_open,
    seam_bias,
    stacked_node,
    standings,
)
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, compose_page, make_item
from tests.typesetting.test_make_up import body, picture

ROWS = 70
LONGEST = longest_open(ROWS)


def block(columns: int, rows: int, *bridges: Area, ordinal: int = 0, marks: Marks | None = None) -> Node:
    """A piece that is open but for these bridges."""
    opens = opens_of(bridges, columns, rows)
    return leaf_node(
        Option(columns, rows, 1.0, Edge.FRAME, EMPTY, 0, marks or Marks(), opens), ordinal, LONGEST
    )


EMPTY = FillerDesign((), ())
"""What stands in a block makes no difference here."""


def across(columns: int, top: int, bottom: int) -> Area:
    return Area(0, columns, top, bottom)


# -- open gaps ----------------------------------------------------------------------------------------


def test_a_gap_that_is_open_for_long_is_charged_once() -> None:
    low, high = block(2, 20, across(2, 0, 3)), block(2, 49)
    assert low.cost == 1.0
    assert high.cost == 1.0 + SEAM
    both = stacked_node(
        low.cost + high.cost + cost_of_seams(low, high, seam_bias(LONGEST)), low, high, 0, LONGEST
    )
    assert both.cost == 2.0 + SEAM


def test_a_gap_that_two_blocks_leave_open_together_is_charged() -> None:
    over, under = block(2, 30, across(2, 0, 3)), block(2, 30, across(2, 25, 30))
    assert over.cost == under.cost == 1.0
    assert cost_of_seams(over, under, seam_bias(LONGEST)) == SEAM
    crossed = block(2, 30, across(2, 0, 4))
    assert cost_of_seams(over, crossed, seam_bias(LONGEST)) == 0.0


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_open_rows_of_pieces_are_those_of_their_blocks(order: tuple[int, ...]) -> None:
    blocks = [block(2, 9, across(2, 0, 2)), block(2, 12), block(2, 7, across(2, 3, 5))]
    one, two, three = (blocks[place] for place in order)
    masks = one.mask & two.mask & 2
    pile = stacked_node(0.0, stacked_node(0.0, one, two, masks, LONGEST), three, masks & three.mask, LONGEST)
    tops, feet = [], []
    row = 0
    for piece in (one, two, three):
        for top, bottom in {0: [(0, 2)], 1: [], 2: [(3, 5)]}[blocks.index(piece)]:
            tops.append(row + top)
            feet.append(row + bottom)
        row += piece.rows + SEPARATOR
    assert pile.open_tops >> 12 == min(tops)
    assert pile.open_feet >> 12 == row - SEPARATOR - max(feet)
    pair = joined_node(0.0, pile, block(1, pile.rows), 0, LONGEST)
    assert pair.open_tops >> 24 == pile.rows


# -- headlines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("away", "size", "clash"), [(0.1, 20.0, True), (0.1, 31.0, False), (0.6, 20.0, False)]
)
def test_headlines_disturb_each_other_when_they_are_near_level_and_alike(
    away: float, size: float, clash: bool
) -> None:
    left = block(2, 20, marks=Marks(heads_right=((0.2, 2.0, 20.0, 0.45),)))
    right = block(2, 20, marks=Marks(heads_left=((0.5, 2.2, size, away),)))
    assert (cost_of_joining(left, right) > 50.0) is clash


def test_a_headline_under_a_bare_headline_is_charged() -> None:
    beside = block(4, 6, marks=Marks(bare_foot=1))
    assert cost_of_stacking(beside, block(4, 20, marks=Marks(overhead=(0.1, 0.9)))) > 50.0
    assert cost_of_stacking(beside, block(4, 20, marks=Marks(overhead=(0.4, 3.5)))) == 0.0
    assert cost_of_stacking(block(4, 6), block(4, 20, marks=Marks(overhead=(0.1, 0.9)))) == 0.0


def test_behind_a_word_of_place_a_headline_may_break() -> None:
    assert split_headline("高压线下放风筝太危险", 2) is not None
    costs = break_costs("高压线下放风筝太危险")
    assert costs[3] < costs[4]  # 高压线下/放风筝, not 高压线下放/风筝
    lines = split_headline("高压线下放风筝太危险", 2)
    assert lines and lines.lines == ("高压线下", "放风筝太危险")


def test_the_lines_of_a_headline_stay_together_in_much_room() -> None:
    leaf = leaf_of(make_item(1, "张庙街道召开居民区工作动员暨培训会", body(9)))
    for option in leaf.options(3, Cut()):
        design = option.design
        assert isinstance(design, ArticleDesign)
        size = design.heading.size
        placed = [
            baseline
            for part, baseline in design.heading.placed(design.heading_rows * leaf.grid.leading)
            if part.size == size
        ]
        assert all(1.0 < (two - one) / size < 1.3 for one, two in itertools.pairwise(placed))


@pytest.mark.parametrize("body_size", [9.0, 10.5])
def test_no_headline_is_under_its_floor_and_no_deck_as_small_as_the_text(body_size: float) -> None:
    item = make_item(1, "雨棚修好了", body(2), weight=Weight.BRIEF, deck="一次小修")
    leaf = leaf_of(item, body_size)
    sizes = set()
    for columns in range(1, leaf.grid.columns + 1):
        for option in leaf.options(columns, Cut(), True):
            assert isinstance(option.design, ArticleDesign)
            sizes.add(option.design.heading.size)
            assert all(part.size >= 12.0 for part in option.design.heading.parts[:-1])
    assert sizes and min(sizes) >= 1.4 * body_size - 0.1


ELDER = TypeArea(columns=5, characters=12, gap=1.5, size=10.5, leading=14.6, lines=66)


def leaf_of(item: NumberedArticle, body_size: float = 9.0) -> Leaf:
    grid = grid_of(TypeArea() if body_size == 9.0 else ELDER, 0.58)
    return Leaf(item, item.article.weight, None, Signature(), grid, read_sheet(body_size), grid.rows, 90.0)


# -- shapes -------------------------------------------------------------------------------------------


def test_text_in_wider_columns_meets_the_edges_of_its_block() -> None:
    """破栏: what is less than a character is spread in the lines, and is no white beside the text nor a wider gap."""
    leaf = leaf_of(make_item(1, "雨棚修好了", body(9)))
    seen = set()
    shapes = ((width, each) for width in (2, 3, 4) for each in leaf.options(width, Cut()))
    for columns, option in shapes:
        design = option.design
        assert isinstance(design, ArticleDesign)
        (group,) = design.body.groups
        if 1 < group.text_columns < columns or (group.text_columns == 1 and columns == 2):
            across = group.text_columns * design.body.measure + (group.text_columns - 1) * leaf.grid.gap
            assert across == pytest.approx(leaf.grid.span(columns), abs=0.01)
            seen.add((columns, group.text_columns))
    assert (4, 3) in seen


@pytest.mark.parametrize("subhead", ["### 小标题", "### 小标题长得要在栏里分成两行才放得下"])
def test_a_cut_takes_the_subhead_whose_text_it_takes(subhead: str) -> None:
    leaf = leaf_of(make_item(1, "雨棚修好了", (*body(3), *parse_body(f"{subhead}\n\n{LOREM}").blocks)))
    rows = leaf.slip(leaf.grid.column).rows
    first = next(place for place, row in enumerate(rows) if row.tied)
    below = next(place for place in range(first, len(rows)) if not rows[place].tied)
    for cut in range(1, len(rows)):
        kept = leaf.kept(leaf.grid.column, Cut(cut)).rows
        assert kept == rows[: len(kept)]
        assert len(kept) == (first if first < len(rows) - cut <= below else len(rows) - cut)


@pytest.mark.parametrize("width", [150.0, 200.0, 260.0, 400.0])
def test_a_short_column_of_a_table_holds_its_cells_in_one_line(width: float) -> None:
    """日子 is never broken while 内容 has more than it; where all have room no cell goes on."""
    sheet, area = read_sheet(9.0), TypeArea()
    rows = [
        ("日子", "地点", "内容"),
        ("十六日", "文化站", "老年大学春季班报名和教材领取的时间另行通知"),
        ("周五", "居委会", "修伞"),
    ]
    cells = tuple(tuple((Text(cell),) for cell in row) for row in rows)
    lines = set_table(Table(cells[0], cells[1:], ("",) * 3, 1), width, grid_of(area, 0.58), sheet, Troubles())
    texts = [row.line.text for row in lines]
    assert sum("十六日" in text and "文化站" in text for text in texts) == 1
    assert (len(lines) == 3) is (width > 250.0)


@pytest.mark.parametrize("short", ["12", "8月15日", "WMM", "021-56789012", "A座2楼", "8:30—9:30"])
def test_a_short_column_of_a_table_is_as_wide_as_figures_and_latin_letters_are(short: str) -> None:
    rows = [("号", "内容"), (short, "老年大学春季班报名和教材领取的时间另行通知请各位居民留意")]
    cells = [tuple((Text(cell),) for cell in row) for row in rows]
    troubles = Troubles()
    lines = set_table(
        Table(cells[0], (cells[1],), ("",) * 2, 1),
        150.0,
        grid_of(TypeArea(), 0.58),
        read_sheet(9.0),
        troubles,
    )
    assert lines[1].line.text.startswith(f"{short}老年大学") and not troubles.forced


def test_no_picture_parts_a_table_from_the_words_before_it_where_another_shape_serves() -> None:
    rows = tuple(
        tuple((Text(word),) for word in ("十六日", "上午九点", "文化站", "剪纸班开课")) for _ in range(4)
    )
    table = Table(rows[0], rows, ("",) * 4, 9)
    said = Paragraph((Text("时间见下面这张表："),), 8, 9)
    leaf = leaf_of(make_item(1, "雨棚修好了", (*body(6, picture()), said, table)))
    parted: list[float] = []
    others: list[float] = []
    for option in leaf.options(4, Cut()):
        assert isinstance(option.design, ArticleDesign)
        below = [slot.figure.subject for band in option.design.body.below for slot in band]
        (parted if table in below[1:] else others).append(option.cost)
    assert others and min(parted, default=99.0) > min(others) + 10.0


def test_a_picture_stands_beside_heading_and_text_from_top_to_foot() -> None:
    """题图并列: where the text is shorter than its picture no white is left under it."""
    leaf = leaf_of(make_item(1, "雨棚修好了", body(3, picture())))
    found = [
        option
        for option in leaf.options(4, Cut(), True)
        if isinstance(option.design, ArticleDesign)
        and option.design.tucked
        and option.design.body.groups[-1].text_columns == 0
    ]
    assert len({option.rows for option in found}) >= 3
    for option in found:
        design = option.design
        assert isinstance(design, ArticleDesign)
        assert sum(design.body.taken) == len(design.slip.rows)
        slot = design.body.groups[-1].top[0]
        assert slot.rows == option.rows and isinstance(slot.figure.subject, Picture)


def test_pictures_side_by_side_end_level_whatever_their_captions_take() -> None:
    long = Picture("images/none.jpg", (Text("图说" * 60),), "", 1, (2400, 1600))
    composed = compose_page(
        make_item(1, "雨棚修好了", body(20, picture(), long), weight=Weight.LEAD),
        make_item(2, "楼道让出一米宽", body(12)),
    )
    boxes = [each.box for each in composed.pages[0].blocks if each.kind is BlockKind.IMAGE]
    for one, two in itertools.combinations(boxes, 2):
        if abs(one.y - two.y) < 0.5:
            assert one.bottom == pytest.approx(two.bottom, abs=2.0)


@pytest.mark.parametrize("characters", range(30, 75, 3))
def test_no_caption_ends_with_the_rest_of_a_word_alone(characters: int) -> None:
    words = "孩子们在社区花园里认植物花园由八户人家轮流照看" * 4
    sheet, grid = read_sheet(9.0), grid_of(TypeArea(), 0.58)
    for credit in ("", "绘图：本报"):
        shown = Picture("images/none.jpg", (Text(words[:characters]),), credit, 1, (2400, 1600))
        lines = caption_of(shown, grid.span(2), sheet, Troubles())
        assert "".join(line.text for line in lines).replace("　", "") == words[:characters] + credit
        assert len(lines) < 2 or len(lines[-1].text.removesuffix(credit).strip("　")) >= 4


# -- pages that no cut takes apart --------------------------------------------------------------------


def test_five_pieces_go_round_without_gap_or_overlap() -> None:
    heights = {name: range(8, 60) for name in "abcde"}

    def cell(part: tuple[str, ...], width: int) -> Cell:
        made = Cell(1, ROWS, 1e9, ROWS)
        if len(part) == 1:
            made.add(
                block(width, rows, across(width, 0, 3), ordinal="abcde".index(part[0]))
                for rows in heights[part[0]]
            )
        return made

    found = interlocked(tuple("abcde"), cell, 6, ROWS, 1e9, Allowance(10_000_000))
    assert found
    for node in found[:20]:
        stood = list(standings(node))
        assert sorted(each.ordinal for each in stood) == [0, 1, 2, 3, 4]
        cells = [
            (column, row)
            for each in stood
            for column in range(each.column, each.column + each.option.columns)
            for row in range(each.row, each.row + each.option.rows)
        ]
        assert len(cells) == len(set(cells))
        assert max(row for _, row in cells) < ROWS
        # What is free are single rows between blocks, and no row or gap is free from edge to edge.
        assert 6 * ROWS - len(cells) <= 3 * 6
        for gap in range(1, 6):
            assert any(each.column < gap < each.column + each.option.columns for each in stood)
        for row in range(1, ROWS - 1):
            assert any(each.row < row < each.row + each.option.rows for each in stood)


def test_an_interlocked_page_has_rules_along_its_blocks() -> None:
    grid = grid_of(TypeArea(), 0.58)
    leaf = leaf_of(make_item(1, "雨棚修好了", body(2)))
    option = leaf.options(2, Cut())[0]
    pieces = tuple(leaf_node(option, place, LONGEST) for place in range(5))
    places = ((0, 0), (4, 0), (0, 30), (2, 30), (2, 50))
    node = Node(0.0, 6, 70, 0, 0, None, 0, pieces, places=places)
    strokes = list(rules_between(node, Placer(grid, leaf.sheet, ""), 0, 0))
    wide = [each for each in strokes if each.box.w > each.box.h]
    assert len(wide) == 3 and len(strokes) - len(wide) == 3


def test_cut_copy_still_loses_nothing() -> None:
    composed = compose_page(*(make_item(place, f"第{place}篇", body(26)) for place in range(1, 4)))
    text = "".join(
        line.line.text
        for page in (*composed.pages, *composed.overset)
        for each in page.blocks
        if each.kind is BlockKind.TEXT
        for line in each.lines
    )
    assert composed.pages[0].overset_lines > 0
    assert len("".join(text.split())) == 3 * 26 * len("".join(LOREM.split()))
