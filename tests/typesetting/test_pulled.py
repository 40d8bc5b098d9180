"""引文 in print: large, broken by sense or where it is written so, whole in one column, between two heavy rules."""

from __future__ import annotations

import itertools

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import TypeArea, Weight
from build_tools.typesetting.copy.headings import Signature
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.copy.slip import Row, Setter
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.makeup.flow import tears
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, compose_page, make_item, printed_characters, written_characters


def rows_of(body: str) -> tuple[tuple[Row, ...], Grid]:
    """All rows of a body in the grid's own column."""
    area = TypeArea()
    sheet = read_sheet(area.size)
    grid = grid_of(area, sheet.page["head_share"])
    setter = Setter(sheet, grid, grid.column, Troubles(), sheet.style("body"))
    return setter.slip(parse_body(body).blocks).rows, grid


def said(rows: tuple[Row, ...]) -> list[str]:
    return [row.line.text for row in rows if row.line]


def test_it_is_large_and_stands_between_two_heavy_rules_and_no_column_ends_in_it() -> None:
    rows, grid = rows_of(":::引文\n车子在冰上刹不住\n——交警\n:::")
    assert [row.heavy for row in rows] == [True, *[False] * (len(rows) - 2), True]
    assert [row.tied for row in rows] == [True] * (len(rows) - 1) + [False]
    words, speaker = (row.line for row in rows if row.line)
    assert words and speaker
    assert words.segments[0].style.size == 1.5 * grid.size and speaker.segments[0].style.size == grid.size
    assert speaker.right == pytest.approx(grid.column)


def test_lines_do_not_touch_and_keep_one_step() -> None:
    rows, grid = rows_of(":::引文\n一是看水管\n二是关总阀\n三是放余水\n四是包水表\n:::")
    baselines = [place * grid.leading + row.baseline for place, row in enumerate(rows) if row.line]
    assert len(baselines) == 4
    assert [round(two - one, 6) for one, two in itertools.pairwise(baselines)] == [1.5 * grid.leading] * 3
    assert baselines[0] > grid.leading and baselines[-1] < (len(rows) - 1) * grid.leading


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("车子在冰上刹不住，不要和它抢", ["车子在冰上", "刹不住，", "不要和它抢"]),
        ("车子在冰上刹不住，\n不要和它抢", ["车子在冰上", "刹不住，", "不要和它抢"]),
        ("灯亮了，\n晚上回家不怕了", ["灯亮了，", "晚上回家不怕了"]),
        ("灯亮了", ["灯亮了"]),
        ("**灯亮了**，晚上回家*不怕*了", ["灯亮了，", "晚上回家不怕了"]),
        ("Supercalifragilistic", ["Supercali", "fragilistic"]),
    ],
)
def test_it_breaks_by_sense_and_where_it_is_written_so(written: str, printed: list[str]) -> None:
    assert said(rows_of(f":::引文\n{written}\n:::")[0]) == printed


def test_a_page_with_some_loses_no_character_and_keeps_them_whole() -> None:
    pulled = ":::引文\n第二天早上再开\n——本报编辑部\n:::"
    items = [
        make_item(
            ordinal,
            f"天冷了先看看水管{ordinal}",
            parse_body("\n\n".join([LOREM * 2, LOREM, pulled, LOREM * 2, LOREM])).blocks,
        )
        for ordinal in range(1, 6)
    ]
    composed = compose_page(*items)
    assert printed_characters(composed) == written_characters(*items)
    columns = [block for block in composed.pages[0].blocks if block.kind is BlockKind.TEXT]
    heavy = [sum(stroke.box.h == 2.0 for stroke in block.strokes) for block in columns]
    assert set(heavy) <= {0, 2} and sum(heavy) == 10


def test_its_paragraph_counts_and_it_has_a_place_of_its_own_on_the_page() -> None:
    parsed = parse_body("甲。\n\n:::引文\n乙\n:::\n\n丙。")
    assert [getattr(block, "ordinal", None) for block in parsed.blocks] == [1, None, 3]


def leaf_of(body: str) -> Leaf:
    _, grid = rows_of(body)
    item = make_item(1, "楼道让出一米宽", parse_body(body).blocks)
    return Leaf(item, Weight.NORMAL, None, Signature(), grid, read_sheet(9.0), 78, 60.0)


def torn(leaf: Leaf) -> list[bool]:
    """Of every shape of a story whether a column ends in what holds together."""
    return [
        tears(option.design.slip.rows, option.design.body.taken)
        for columns in range(1, 7)
        for option in leaf.options(columns, Cut(), True)
        if isinstance(option.design, ArticleDesign)
    ]


@pytest.mark.parametrize(
    "form",
    [
        ":::引文\n第二天早上再开\n——本报编辑部\n:::",
        ":::引文\n一是看水管\n二是关总阀\n三是放余水\n四是包水表\n:::",
        ":::时间表\n8:30—10:00　合唱\n10:30　剪纸\n周三下午　讲座\n:::",
        ":::时间表 活动\n| 时间 | 内容 |\n|---|---|\n| 8:30 | 合唱 |\n| 10:30 | 剪纸 |\n:::",
        ":::诗\n灯下一盏茶，\n窗外半轮月。\n邻家犬吠声，\n一声远一声。\n:::",
        ":::信\n编辑同志：\n灯修好了，谢谢。\n\n此致\n敬礼！\n\n三号楼 张三\n2021年3月1日\n:::",
        ":::启事 失物招领\n拾到钥匙一串，请失主来领。\n\n张庙居委会\n2021年3月1日\n:::",
    ],
)
def test_no_shape_of_a_story_tears_what_holds_together(form: str) -> None:
    for before in range(1, 8):
        body = "\n\n".join([*[LOREM] * before, form, *[LOREM] * 4])
        assert set(torn(leaf_of(body))) == {False}


def test_a_timetable_higher_than_the_page_is_torn_rather_than_lost() -> None:
    table = "\n".join(f"{hour}:30　合唱、剪纸、讲座" for hour in range(90))
    item = make_item(1, "一天的安排", parse_body(f"{LOREM}\n\n:::时间表\n{table}\n:::").blocks)
    composed = compose_page(item)
    assert printed_characters(composed) == written_characters(item)
    assert composed.overset == ()
