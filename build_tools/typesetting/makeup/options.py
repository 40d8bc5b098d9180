"""版块的做法: every shape one article can take: heading × body, for each width and height.

In: headings and bodies. Out: for each width in text columns a list of :class:`Option`, which the
arranging chooses from without knowing what is inside.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.model import NumberedArticle
from build_tools.typesetting.copy.headings import Heading
from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bodies import Body
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.filler import LEAST_ROWS, FillerDesign, design_filler
from build_tools.typesetting.sheet import Sheet

_FREE_HOLE, _LARGEST_HOLE = 0.0085, 0.0125
"""Shares of the type area: white beside a headline that costs nothing, and the most there may be."""
_HOLE_COST = 600.0
_OPEN_COST = 6000.0
"""For each share of the type area by which a hole is larger than it may be."""
_BESIDE = 1.0
_MOST_BESIDE = 7
"""Rows by which a body may be higher than the heading beside it."""
_EXTRA_ROW = 0.7
"""What a row of white more in a heading costs, growing with each."""


class Edge(enum.IntEnum):
    """What stands at the top of a block: two headlines side by side clash (碰题), other neighbours do not."""

    HEADLINE = 0
    PICTURE = 1
    FRAME = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class ArticleDesign:
    """稿的做法: heading over body, or the upper bands of pictures first (题图) and the heading under them."""

    item: NumberedArticle
    heading: Heading
    heading_rows: int
    body: Body
    slip: Slip
    pictures_first: bool = False
    side_columns: int = 0
    """左题右文: columns on the left that hold the heading, the body at their right; 0 is heading over body."""
    tucked: bool = False
    """题压部分栏: the heading stands over the text of ``side_columns`` only; the other columns begin beside it."""


Design = ArticleDesign | BoxDesign | FillerDesign


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands along a block's edges, in rows from its top: headings (with their size) and pictures."""

    heads_left: tuple[tuple[int, int, float], ...] = ()
    heads_right: tuple[tuple[int, int, float], ...] = ()
    pictures_left: tuple[tuple[int, int], ...] = ()
    pictures_right: tuple[tuple[int, int], ...] = ()
    pictures_top: tuple[tuple[int, int], ...] = ()
    """The columns (first, end) of pictures at the very top; likewise at the foot."""
    pictures_foot: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """一种做法: so many rows at so many columns for a cost. ``blank`` rows at its foot stay white (欠版)."""

    columns: int
    rows: int
    cost: float
    edge: Edge
    design: Design
    blank: int = 0

    marks: Marks = Marks()

    @property
    def right_edge(self) -> Edge:
        """What stands at the right top corner: text where the heading stands over the left columns only."""
        return Edge.TEXT if isinstance(self.design, ArticleDesign) and self.design.side_columns else self.edge

    @property
    def seams(self) -> int:
        """Bits of the gaps that no heading bridges: those right of a heading that stands beside its text."""
        side = self.design.side_columns if isinstance(self.design, ArticleDesign) else 0
        return sum(1 << gap for gap in range(side, self.columns)) if side else 0


def article_options(item: NumberedArticle, columns: int, headings: tuple[Heading, ...], bodies: dict[int, list[Body]], slip_of: dict[float, Slip], most_rows: int, grid: Grid) -> list[Option]:
    """做法: the two cheapest for each height."""
    best: dict[_Shape, Option] = {}
    for heading in headings:
        for heading_rows, dear in dressed_rows(heading, headings, grid):
            cost = heading.cost + dear
            for entries in bodies.values():
                for body in entries:
                    for edge in _edges(heading, body):
                        _offer(best, item, columns, heading, heading_rows, body, cost, edge, slip_of, most_rows)
    return sorted(best.values(), key=lambda option: (option.rows, option.cost))


def dressed_rows(heading: Heading, others: tuple[Heading, ...], grid: Grid) -> Iterator[tuple[int, float]]:
    """标题占行: the heights a heading may take, and what the white in each costs."""
    for rows in _sound_rows(heading, others, grid):
        extra, hole = rows - heading.rows, _hole(heading, rows, grid)
        yield rows, _EXTRA_ROW * extra * (extra + 1) / 2 + _HOLE_COST * max(hole - _FREE_HOLE, 0.0) + _OPEN_COST * max(hole - _LARGEST_HOLE, 0.0)


def _hole(heading: Heading, rows: int, grid: Grid, level: bool = False) -> float:
    """Share of the type area."""
    return heading.hole(rows * grid.leading, level) / (grid.width * grid.height)


def _sound_rows(heading: Heading, others: tuple[Heading, ...], grid: Grid) -> list[int]:
    """The heights at which the white beside a headline is no hole in the page; where no heading can do better, the least hole's least."""
    sound = [rows for rows in range(heading.rows, heading.most + 1) if _hole(heading, rows, grid) <= _LARGEST_HOLE]
    least = min(_hole(other, other.rows, grid) for other in others)
    return sound or ([heading.rows] if _LARGEST_HOLE < least == _hole(heading, heading.rows, grid) else [])


def side_options(item: NumberedArticle, columns: int, side: int, headings: tuple[Heading, ...], bodies: dict[int, list[Body]], slip_of: dict[float, Slip], most_rows: int, grid: Grid) -> list[Option]:
    """左题右文: the heading in ``side`` columns beside a low body, for short copy over much width."""
    best: dict[int, Option] = {}
    for rows, entries in bodies.items():
        for heading in headings:
            extra = rows - heading.rows
            if rows > most_rows or not 0 <= extra <= _MOST_BESIDE:
                continue
            dear = 0.15 * extra + _OPEN_COST * max(_hole(heading, rows, grid, True) - _LARGEST_HOLE, 0.0)
            for body in entries:
                cost = heading.cost + body.cost + _BESIDE + dear
                if rows not in best or cost < best[rows].cost:
                    design = ArticleDesign(item, heading, rows, body, slip_of[body.measure], False, side)
                    best[rows] = Option(columns, rows, cost, Edge.HEADLINE, design)
    return list(best.values())


_Shape = tuple[int, Edge, bool, bool]
"""Options that differ in these are kept beside each other: rows, top, picture at the left edge, at the right."""


def _pictured_sides(body: Body) -> tuple[bool, bool]:
    banded, groups = bool(body.above or body.below), body.groups
    if banded or not groups:
        return (banded, banded)
    return (bool(groups[0].top or groups[0].bottom), bool(groups[-1].top or groups[-1].bottom))


def _edges(heading: Heading, body: Body) -> tuple[Edge, ...]:
    return (Edge.HEADLINE, Edge.PICTURE) if body.above and not heading.rule else (Edge.HEADLINE,)


def _offer(
    best: dict[_Shape, Option],
    item: NumberedArticle,
    columns: int,
    heading: Heading,
    heading_rows: int,
    body: Body,
    cost: float,
    edge: Edge,
    slip_of: dict[float, Slip],
    most_rows: int,
) -> None:
    rows = heading_rows + body.rows
    total = cost + body.cost + ((1.5 if columns > 1 else 5.0) if edge is Edge.PICTURE else 0.0)
    key = (rows, edge, *_pictured_sides(body))
    known = best.get(key)
    if rows <= most_rows and (known is None or total < known.cost):
        design = ArticleDesign(item, heading, heading_rows, body, slip_of[body.measure], edge is Edge.PICTURE)
        best[key] = Option(columns, rows, total, edge, design)


def filler_options(columns: int, most_rows: int, grid: Grid, sheet: Sheet) -> list[Option]:
    """补白: in every height, dear enough to be as small as can be."""
    rows = range(LEAST_ROWS, most_rows + 1)
    return [Option(columns, height, 8.0 + 0.8 * height * columns + 2.0 * (grid.columns - columns), Edge.FRAME, design_filler(columns, height, grid, sheet), height) for height in rows]


def loosened(options: Iterable[Option], most_rows: int) -> list[Option]:
    """欠版: the same options and, dearer, with white rows at the foot, for pages that have too little copy."""
    best: dict[tuple[int, Edge], Option] = {}
    for option in options:
        for blank in range(most_rows - option.rows + 1):
            rows = option.rows + blank
            cost = option.cost + (8.0 + 2.5 * blank * option.columns if blank else 0.0)
            known = best.get((rows, option.edge))
            if known is None or cost < known.cost:
                best[rows, option.edge] = Option(option.columns, rows, cost, option.edge, option.design, blank, option.marks)
    return list(best.values())
