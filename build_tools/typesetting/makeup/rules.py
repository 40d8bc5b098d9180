"""版面忌讳: the trade's rules that look at more than two neighbours, checked on a whole arrangement.

In: where blocks stand. Out: the names of the rules that are broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.arrange import MIDDLE, SEPARATOR, Standing
from build_tools.typesetting.makeup.options import ArticleDesign


@dataclass(frozen=True, slots=True)
class _Area:
    """Columns and rows, ends not included."""

    left: int
    right: int
    top: int
    bottom: int
    size: float = 0.0
    owner: int = 0


def broken_rules(standings: tuple[Standing, ...], grid: Grid, rows: int) -> tuple[str, ...]:
    """犯忌: 碰题, 断版, 通缝, 图相撞, each named once for every place where it happens."""
    headings = [area for standing in standings for area in _headings(standing)]
    pictures = [area for standing in standings for area in _pictures(standing)]
    broken = ["碰题" for one, two in _pairs(headings) if _clash(one, two)]
    broken += ["图相撞" for one, two in _pairs(pictures) if one.owner != two.owner and _touch(one, two)]
    broken += ["断版"] * _breaks(standings, grid, rows)
    broken += ["通缝"] * _seams(standings, headings, pictures, grid, rows)
    return tuple(broken)


def _pairs(areas: list[_Area]) -> Iterator[tuple[_Area, _Area]]:
    for place, one in enumerate(areas):
        for two in areas[place + 1 :]:
            yield one, two


def _headings(standing: Standing) -> Iterator[_Area]:
    design = standing.option.design
    if isinstance(design, ArticleDesign):
        top = standing.row + (sum(band[0].rows for band in design.body.above) if design.pictures_first else 0)
        columns = design.side_columns or standing.option.columns
        yield _Area(standing.column, standing.column + columns, top, top + design.heading_rows, design.heading.size, standing.ordinal)


def _pictures(standing: Standing) -> Iterator[_Area]:
    design = standing.option.design
    if not isinstance(design, ArticleDesign):
        return
    row = standing.row + (0 if design.pictures_first or design.side_columns else design.heading_rows)
    right = standing.column + standing.option.columns
    for band in design.body.above:
        yield _Area(standing.column + design.side_columns, right, row, row + band[0].rows, 0.0, standing.ordinal)
        row += band[0].rows
    row += design.heading_rows if design.pictures_first else 0
    column = standing.column + design.side_columns
    for group in design.body.groups:
        top = row
        for slot in group.top:
            yield _Area(column, column + group.columns, top, top + slot.rows, 0.0, standing.ordinal)
            top += slot.rows
        top += group.text_rows
        for slot in group.bottom:
            yield _Area(column, column + group.columns, top, top + slot.rows, 0.0, standing.ordinal)
            top += slot.rows
        column += group.columns
    row += design.body.text_rows
    for band in design.body.below:
        yield _Area(standing.column + design.side_columns, right, row, row + band[0].rows, 0.0, standing.ordinal)
        row += band[0].rows


def _clash(one: _Area, two: _Area) -> bool:
    """碰题: neighbours side by side whose headings overlap in height and are of about one size."""
    beside = one.right == two.left or two.right == one.left
    return beside and min(one.bottom, two.bottom) - max(one.top, two.top) >= 2 and max(one.size, two.size) < 1.5 * min(one.size, two.size)


def _touch(one: _Area, two: _Area) -> bool:
    """图相撞: pictures of two articles with nothing but the gap between them."""
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return (down >= 2 and across == 0) or (across >= 1 and -SEPARATOR <= down <= 0)


def _breaks(standings: tuple[Standing, ...], grid: Grid, rows: int) -> int:
    """断版: with three articles or more, a cut from edge to edge through the middle of the page."""
    articles = [standing for standing in standings if isinstance(standing.option.design, ArticleDesign)]
    if len(articles) < 3:
        return 0
    count = 0
    for row in {standing.row for standing in articles if standing.column == 0 and standing.row}:
        through = all(standing.row >= row or standing.row + standing.option.rows <= row for standing in standings)
        lone = any(standing.row == row and standing.option.columns == grid.columns for standing in standings)
        # A cut right over a headline of the whole width is bridged by it.
        count += through and not lone and MIDDLE[0] <= row / rows <= MIDDLE[1]
    return count


def _seams(standings: tuple[Standing, ...], headings: list[_Area], pictures: list[_Area], grid: Grid, rows: int) -> int:
    """通缝: a gap between columns that nothing bridges from the top of the page to its foot."""
    boxes = [
        _Area(standing.column, standing.column + standing.option.columns, standing.row, standing.row + standing.option.rows)
        for standing in standings
        if not isinstance(standing.option.design, ArticleDesign)
    ]
    bridges = [*headings, *pictures, *boxes]
    return sum(not any(area.left < seam < area.right for area in bridges) for seam in range(1, grid.columns)) if rows > 30 else 0
