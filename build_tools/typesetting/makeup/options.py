"""版块的做法: every shape one article can take: heading × body, for each width and height.

In: headings and bodies. Out: for each width in text columns a list of :class:`Option`, which the
arranging chooses from without knowing what is inside.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from build_tools.model import Filler, NumberedArticle
from build_tools.typesetting.copy.headings import Heading
from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bodies import Body
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.filler import LEAST_ROWS, FillerDesign, design_notes, filler_designs
from build_tools.typesetting.makeup.text_bands import WHITE
from build_tools.typesetting.sheet import Sheet

_SIZES = (20.0, 30.0)
"""Points that part small, middling and large headlines."""
_AIR = 2.0
"""What a row of white at a block's foot costs, its column lines not counted."""
_FREE_HOLE, _LARGEST_HOLE = 0.0085, 0.0125
"""Shares of the type area: white beside a headline that costs nothing, and the most there may be on a page with a masthead."""
_LARGEST_SHARE = 0.0145
"""The most there may be as a share of the rows that are the stories'."""
_HOLE_COST = 600.0
_OPEN_COST = 6000.0
"""For each share of the type area by which a hole is larger than it may be."""
_BESIDE = 3.0
_MOST_BESIDE = 4
"""Rows by which a body may be higher than the heading beside it."""
_PICTURE_FIRST = 60.0
"""What a picture over its story's headline costs: a last way to keep two headlines or two pictures apart."""
_FILLER_COLUMNS = 3
"""Text columns that suit 补白."""
_GAPING = 30.0
"""What 补白 costs whose frame stands half empty."""
_EXTRA_ROW = 0.7
"""What a row of white more in a heading costs, growing with each."""


class Edge(enum.Enum):
    """What stands at the top of a block."""

    HEADLINE = "headline"
    PICTURE = "picture"
    FRAME = "frame"


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


class Framed(Protocol):
    """围框: an article's design in a frame."""

    @property
    def inner(self) -> ArticleDesign:
        """What the frame holds."""
        ...


Design = ArticleDesign | BoxDesign | FillerDesign | Framed


Heads = tuple[tuple[float, float, float, float], ...]
"""Headlines near an edge: first and end row, size, and how far they are from it (1 and more in all: two do not disturb each other)."""
Opens = tuple[tuple[int, int, int], ...]
"""For each gap between a block's columns the open rows at its head, at its foot, and in its longest stretch."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands along a block's edges, in rows from its top: headings and pictures."""

    heads_left: Heads = ()
    heads_right: Heads = ()
    pictures_left: tuple[tuple[int, int], ...] = ()
    pictures_right: tuple[tuple[int, int], ...] = ()
    pictures_top: tuple[tuple[int, int], ...] = ()
    """The columns (first, end) of pictures at the very top; likewise at the foot."""
    pictures_foot: tuple[tuple[int, int], ...] = ()
    corner_left: int = 0
    """What headline stands in the top left corner: 0 none, else the larger the more; likewise at the right."""
    corner_right: int = 0
    overhead: tuple[float, float] | None = None
    """Where the headline at the top is inked, in columns."""
    bare_foot: int = 0
    """So many columns at the left have nothing under the headline (左题右文)."""
    wide_top: bool = False
    """A headline or a picture takes most of the width at the top; likewise at the foot."""
    wide_foot: bool = False


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
    opens: Opens = ()
    """How the gaps between its columns are open; () where all are bridged from top to foot."""
    hangs: bool = False
    """Its white rows stand over it: a box that is pinned to the foot."""


def dearer(option: Option, more: float) -> Option:
    """The same for so much more; made directly, since pages ask for tens of thousands."""
    return Option(
        option.columns,
        option.rows,
        option.cost + more,
        option.edge,
        option.design,
        option.blank,
        option.marks,
        option.opens,
        option.hangs,
    )


@dataclass(frozen=True, slots=True)
class Dressed:
    """标题占行: a heading in so many rows, and what it costs with the white that is in it."""

    heading: Heading
    rows: int
    cost: float


def size_class(size: float) -> int:
    """0 small, 1 middling, 2 large: headlines of different classes may stand where those of one would clash (碰题)."""
    return (size >= _SIZES[0]) + (size >= _SIZES[1])


def article_options(
    item: NumberedArticle,
    columns: int,
    headings: tuple[Dressed, ...],
    bodies: dict[int, list[Body]],
    slip_of: dict[float, Slip],
    most_rows: int,
) -> list[Option]:
    """做法: the two cheapest for each height."""
    best: dict[_Shape, Option] = {}
    for dressed in headings:
        for entries in bodies.values():
            for body in entries:
                for edge in _edges(dressed.heading, body):
                    _offer(best, item, columns, dressed, body, edge, slip_of, most_rows)
    _air(best, most_rows)
    return sorted(best.values(), key=lambda option: (option.rows, option.cost))


def _air(best: dict[_Shape, Option], most_rows: int) -> None:
    """透气: a row of white at the foot, where no other shape takes so many rows for less."""
    for key, option in list(best.items()):
        design, rows = option.design, option.rows + 1
        if not isinstance(design, ArticleDesign) or not design.body.groups or rows > most_rows:
            continue
        body = design.body
        total = option.cost + _AIR + WHITE * option.columns
        known = best.get((rows, *key[1:]))
        if known is None or total < known.cost:
            aired = replace(body, rows=body.rows + 1, blank=body.blank + option.columns, air=1)
            best[rows, *key[1:]] = replace(option, rows=rows, cost=total, design=replace(design, body=aired))


def dressed_headings(
    headings: tuple[Heading, ...], grid: Grid, free: int, opened: bool = False
) -> tuple[Dressed, ...]:
    """标题占行: every heading in the heights it may take: those at which the white beside it is no hole in the page; where no heading can do better, the least hole's least. ``opened`` takes all, the holes at their cost."""
    holes = {
        (place, rows): _hole(heading, rows, grid)
        for place, heading in enumerate(headings)
        for rows in range(heading.rows, heading.most + 1)
    }
    most = max(_LARGEST_HOLE, _LARGEST_SHARE * free / grid.rows)
    least = min((holes[place, heading.rows] for place, heading in enumerate(headings)), default=0.0)
    found = []
    for place, heading in enumerate(headings):
        heights = range(heading.rows, heading.most + 1)
        sound = [rows for rows in heights if opened or holes[place, rows] <= most]
        forced = [heading.rows] if most < least == holes[place, heading.rows] else []
        found += [
            Dressed(heading, rows, heading.cost + _white_cost(rows - heading.rows, holes[place, rows], most))
            for rows in sound or forced
        ]
    return tuple(found)


def _white_cost(extra: int, hole: float, most: float) -> float:
    return (
        _EXTRA_ROW * extra * (extra + 1) / 2
        + _HOLE_COST * max(hole - _FREE_HOLE, 0.0)
        + _OPEN_COST * max(hole - most, 0.0)
    )


def _hole(heading: Heading, rows: int, grid: Grid, level: bool = False) -> float:
    """Share of the type area."""
    return heading.hole(rows * grid.leading, level) / (grid.width * grid.height)


def side_options(
    item: NumberedArticle,
    columns: int,
    side: int,
    headings: tuple[Heading, ...],
    bodies: dict[int, list[Body]],
    slip_of: dict[float, Slip],
    most_rows: int,
    grid: Grid,
) -> list[Option]:
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


_Shape = tuple[int, Edge, int, bool, bool]
"""Options that differ in these are kept beside each other: rows, top, class of the headline's size, picture at the left edge, at the right."""


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
    dressed: Dressed,
    body: Body,
    edge: Edge,
    slip_of: dict[float, Slip],
    most_rows: int,
) -> None:
    rows = dressed.rows + body.rows
    total = dressed.cost + body.cost + (_PICTURE_FIRST if edge is Edge.PICTURE else 0.0)
    key = (rows, edge, size_class(dressed.heading.size), *_pictured_sides(body))
    known = best.get(key)
    if rows <= most_rows and (known is None or total < known.cost):
        design = ArticleDesign(
            item, dressed.heading, dressed.rows, body, slip_of[body.measure], edge is Edge.PICTURE
        )
        best[key] = Option(columns, rows, total, edge, design)


def filler_options(
    fillers: tuple[Filler, ...], columns: int, most_rows: int, grid: Grid, sheet: Sheet
) -> list[Option]:
    """补白: in every height that the first fitting one of them fills, dear enough to be as small as can be; ruled lines where there is none."""
    designs: dict[int, FillerDesign] = {}
    for filler in reversed(fillers):
        designs |= filler_designs(filler, columns, most_rows, grid, sheet)
    if not fillers:
        designs = {
            rows: design_notes(columns, rows, grid, sheet) for rows in range(LEAST_ROWS, most_rows + 1)
        }
    return [
        Option(
            columns,
            rows,
            8.0 + 0.8 * rows * columns + 1.0 * abs(columns - _FILLER_COLUMNS) + _GAPING * design.gapes,
            Edge.FRAME,
            design,
            rows,
        )
        for rows, design in sorted(designs.items())
    ]


def loosened(options: Iterable[Option], most_rows: int) -> list[Option]:
    """欠版: the same options and, dearer, with white rows at the foot, for pages that have too little copy."""
    best: dict[tuple[int, Edge], Option] = {}
    for option in options:
        for blank in range(most_rows - option.rows + 1):
            rows = option.rows + blank
            cost = option.cost + (8.0 + 2.5 * blank * option.columns if blank else 0.0)
            known = best.get((rows, option.edge))
            if known is None or cost < known.cost:
                best[rows, option.edge] = Option(
                    option.columns, rows, cost, option.edge, option.design, blank, option.marks, option.opens
                )
    return list(best.values())
