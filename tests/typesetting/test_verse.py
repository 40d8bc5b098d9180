"""诗 in print: every verse begins where the poet set it; only a verse too long for the column goes on set back."""

from __future__ import annotations

from build_tools.markup.body import parse_body
from build_tools.model import TypeArea
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.copy.slip import Row, Setter
from build_tools.typesetting.grid import grid_of
from build_tools.typesetting.sheet import read_sheet


def rows_of(body: str) -> list[Row]:
    """The rows of a body with words in them, in the grid's own column."""
    area = TypeArea()
    sheet = read_sheet(area.size)
    grid = grid_of(area, sheet.page["head_share"])
    setter = Setter(sheet, grid, grid.column, Troubles(), sheet.style("body"))
    return [row for row in setter.slip(parse_body(body).blocks).rows if row.line]


def left(row: Row) -> float:
    assert row.line
    return round(min(each.x for each in row.line.segments if each.text.strip("　")), 1)


def test_every_verse_begins_flush_with_the_first() -> None:
    rows = rows_of(":::诗\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n:::")
    assert len(rows) == 4
    assert len({left(row) for row in rows}) == 1


def test_a_verse_that_the_poet_set_back_is_set_back_by_just_that() -> None:
    rows = rows_of(":::诗\n他没有掸掉，\n　　站了一会儿，\n又接着扫。\n:::")
    first, second, third = (left(row) for row in rows)
    assert first == third < second


def test_a_verse_too_long_for_the_column_goes_on_set_back() -> None:
    rows = rows_of(":::诗\n短的一句，\n" + "长" * 60 + "。\n又是短的。\n:::")
    assert left(rows[0]) == left(rows[1]) == left(rows[-1]) < left(rows[2])


def test_no_verse_of_a_quatrain_stands_alone_in_a_column() -> None:
    rows = rows_of(":::诗\n一一，\n二二，\n三三，\n四四。\n:::")
    assert [row.tied for row in rows] == [True, True, True, False]
    rows = rows_of(":::诗\n" + "\n".join("一二三四五六") + "\n:::")
    assert [row.tied for row in rows] == [True, False, False, False, True, False]
