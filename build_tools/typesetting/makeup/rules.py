"""版面忌讳: the trade's rules that look at more than two neighbours, checked on a whole arrangement.

In: where blocks stand. Out: the names of the rules that are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.areas import (
    Area,
    broad_areas,
    heading_area,
    picture_areas,
    picture_sizes,
)
from build_tools.typesetting.makeup.cells import MIDDLE
from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.makeup.pieces import (
    SEPARATOR,
    Standing,
    heads_alike,
    heads_level,
    longest_open,
    piled,
)

SEAM = "通缝"
"""Among the broken rules: a gap between columns is open from the page's top to its foot."""
UPSTAGED = "倒头条"
"""Among the broken rules: a headline is larger than the lead's."""
OUTSHONE = frozenset({"抢头条图", "无主图"})
"""Among the broken rules: no picture, or not the lead's, is the page's main one."""
TOUCHING = "图相撞"
"""Among the broken rules: pictures of two stories have nothing between them."""
TOO_MANY = "图多于文"
"""Among the broken rules: the page has more pictures than it bears."""
MOST_PICTURES = 0.55
"""Share of the type area that all pictures of a page may cover together, unless it is a 图片版."""


def broken_rules(
    standings: tuple[Standing, ...], grid: Grid, rows: int, album: bool = False
) -> tuple[str, ...]:
    """犯忌: 碰题, 断版, 通缝, 图相撞, 倒头条, 抢头条图, 图多于文, 无主图, each named once for every place where it happens."""
    headings = _areas(standings, lambda design, columns: (heading_area(design, columns),))
    pictures = _areas(standings, picture_areas)
    broken = ["碰题" for one, two in _pairs(standings) if _clash(one, two, grid)]
    broken += ["叠题" for one in standings for two in standings if _piled(one, two)]
    broken += [TOUCHING for one, two in _pairs(pictures) if one.owner != two.owner and _touch(one, two)]
    broken += [UPSTAGED] * _upstaged(headings)
    broken += ["断版"] * _breaks(standings, grid, rows)
    broken += [SEAM] * sum(run >= rows for run in _open_runs(standings, headings, grid, rows))
    broken += _unruled_pictures(standings, grid, album)
    return tuple(broken)


def _unruled_pictures(standings: tuple[Standing, ...], grid: Grid, album: bool) -> list[str]:
    """抢头条图: a picture larger than the first story's largest; 图多于文: more pictures than the page bears; 无主图: three pictures or more, none of which stands out. A 图片版 has its pictures as large as it wants, and as many alike."""
    sizes = {
        standing.ordinal: tuple(picture_sizes(standing.option.design, grid))
        for standing in standings
        if isinstance(standing.option.design, ArticleDesign)
    }
    lead = max(sizes.get(min(sizes, default=0), ()), default=0.0)
    every = sorted((size for each in sizes.values() for size in each), reverse=True)
    broken = ["抢头条图"] * bool(lead and every[0] > lead)
    broken += [TOO_MANY] * (not album and sum(every) > MOST_PICTURES * grid.width * grid.height)
    return broken + ["无主图"] * bool(not album and len(every) > 2 and every[0] < STANDS_OUT * every[1])


STANDS_OUT = 1.25
"""By how much a page's main picture is larger than the next, at least."""


_T = TypeVar("_T")


def _pairs(things: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    for place, one in enumerate(things):
        for two in things[place + 1 :]:
            yield one, two


def _areas(standings: tuple[Standing, ...], of: Callable[[ArticleDesign, int], Iterable[Area]]) -> list[Area]:
    return [
        area.moved(standing.column, standing.row, standing.ordinal)
        for standing in standings
        if isinstance(standing.option.design, ArticleDesign)
        for area in of(standing.option.design, standing.option.columns)
    ]


def _clash(one: Standing, two: Standing, grid: Grid) -> bool:
    """碰题: headlines side by side at one height and of about one size, with less than two columns between them."""
    left, right = sorted((one, two), key=lambda standing: standing.column)
    between = right.column - left.column - left.option.columns
    if between < 0:
        return False
    apart = between * (grid.column + grid.gap) / (2.0 * grid.column)
    lower = right.row - left.row
    for head in left.option.marks.heads_right:
        for top, bottom, size, away in right.option.marks.heads_left:
            other = (top + lower, bottom + lower, size, away)
            near = apart + head[3] + away < 1.0
            if near and heads_level(head, other) and heads_alike(head, other):
                return True
    return False


def _piled(one: Standing, two: Standing) -> bool:
    """叠题: a headline right under columns that hold nothing but a headline."""
    bare, head = one.option.marks.bare_foot, two.option.marks.overhead
    if not bare or not head or two.row != one.row + one.option.rows + SEPARATOR:
        return False
    return piled((one.column, one.column + bare), (two.column + head[0], two.column + head[1]))


def _touch(one: Area, two: Area) -> bool:
    """图相撞: pictures of two articles with nothing but the gap between them."""
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return (down >= 2 and across == 0) or (across >= 1 and -SEPARATOR <= down <= 0)


def _upstaged(headings: list[Area]) -> bool:
    """倒头条: a headline larger than that of the first story, which leads the page."""
    first = min((area.owner for area in headings), default=0)
    largest = max((area.size for area in headings), default=0.0)
    return any(area.owner == first and area.size < largest for area in headings)


def _breaks(standings: tuple[Standing, ...], grid: Grid, rows: int) -> int:
    """断版: a cut from edge to edge through the middle of the page, with several stories over it and under it, along which no headline or picture takes most of the width."""
    count = 0
    for row in {standing.row for standing in standings if standing.row}:
        over = [each for each in standings if each.row + each.option.rows + SEPARATOR <= row]
        under = [each for each in standings if each.row >= row]
        if len(over) + len(under) < len(standings) or min(len(over), len(under)) < 2:
            continue
        bridged = any(
            each.option.columns == grid.columns
            and (
                (each.row == row and each.option.marks.wide_top)
                or (each.row + each.option.rows + SEPARATOR == row and each.option.marks.wide_foot)
            )
            for each in standings
        )
        count += not bridged and MIDDLE[0] <= row / rows <= MIDDLE[1]
    return count


def long_seams(standings: tuple[Standing, ...], grid: Grid, rows: int) -> int:
    """长缝: gaps between columns that nothing bridges over much of the page's depth, the words of a headline counted for as wide as they are; the fewer the better."""
    longest = longest_open(rows)
    words = _areas(standings, lambda design, columns: (heading_area(design, columns),))
    return sum(run > longest for run in _open_runs(standings, words, grid, rows))


def _open_runs(
    standings: tuple[Standing, ...], heads: Iterable[Area], grid: Grid, rows: int
) -> Iterator[int]:
    """Of each gap the rows of its longest stretch without a headline, a picture or a box across it."""
    bridges = [*heads, *_areas(standings, picture_areas), *_areas(standings, broad_areas)]
    boxes = [
        Area(
            standing.column,
            standing.column + standing.option.columns,
            standing.row,
            standing.row + standing.option.rows,
        )
        for standing in standings
        if not isinstance(standing.option.design, ArticleDesign)
    ]
    for seam in range(1, grid.columns) if rows > 30 else ():
        crossing = [area for area in (*bridges, *boxes) if area.left < seam < area.right]
        yield _open_run(crossing, rows)


def _open_run(bridges: list[Area], rows: int) -> int:
    """Rows of the longest stretch that no bridge crosses."""
    at = longest = 0
    for area in sorted(bridges, key=lambda each: each.top):
        longest, at = max(longest, area.top - at), max(at, area.bottom)
    return max(longest, rows - at)
