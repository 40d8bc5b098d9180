"""版块里的标题和图: where in a block its heading and its pictures lie, for the rules that look at neighbours.

In: a design and its columns. Out: :class:`Area`s in columns and rows from the block's top left corner, and
:class:`Marks`: what stands along its left and right edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.model import Picture
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Line
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.filler import FillerDesign
from build_tools.typesetting.makeup.options import ArticleDesign, Heads, Marks, Opens, Option, size_class

_NEAR = 2.0
"""Columns: headlines farther apart than this stand each for itself (碰题)."""
_SHAVED = 0.2
"""Of a headline's size, what is taken off its upper and lower edge where it is asked whether two stand at one height."""
_DISPLAY = 12.4
"""Points from which on a heavy line in a box is a headline."""
_WIDE = 0.8
"""Share of a block's width that a headline or a picture takes that holds together what stands over and under it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Columns and rows, ends not included. ``size`` is that of a headline (points), 0 for a picture."""

    left: int
    right: int
    top: int
    bottom: int
    size: float = 0.0
    owner: int = 0

    def moved(self, column: int, row: int, owner: int) -> Area:
        """The same in a block that stands elsewhere."""
        return Area(
            self.left + column, self.right + column, self.top + row, self.bottom + row, self.size, owner
        )


def heading_area(design: ArticleDesign, columns: int) -> Area:
    """Of the heading."""
    top = sum(band[0].rows for band in design.body.above) if design.pictures_first else 0
    return Area(0, design.side_columns or columns, top, top + design.heading_rows, design.heading.size)


@dataclass(frozen=True, slots=True)
class Ink:
    """What is inked of a line of display type: points from a block's left edge, rows from its top, the size of a headline (0 for its small lines)."""

    left: float
    right: float
    top: float
    bottom: float
    size: float = 0.0


def display_inks(design: object, columns: int, grid: Grid) -> tuple[Ink, ...]:
    """Of the lines of an article's heading, or of a box, where they are inked."""
    if isinstance(design, ArticleDesign):
        return tuple(_heading_inks(design, columns, grid))
    return tuple(_box_inks(design, grid)) if isinstance(design, BoxDesign | FillerDesign) else ()


def _heading_inks(design: ArticleDesign, columns: int, grid: Grid) -> Iterator[Ink]:
    first = heading_area(design, columns).top
    level = bool(design.side_columns) and not design.tucked
    for part, baseline in design.heading.placed(design.heading_rows * grid.leading, level):
        if part.line.segments:
            size = design.heading.size if part.size == design.heading.size else 0.0
            yield _ink(part.left, baseline, part.size, part.line, size, grid, first)


def _box_inks(design: BoxDesign | FillerDesign, grid: Grid) -> Iterator[Ink]:
    for x, baseline, line in design.lines:
        if line.segments:
            style = line.segments[0].style
            loud = style.size >= _DISPLAY and style.weight >= 700 and "【" not in line.text
            yield _ink(x, baseline, style.size, line, style.size if loud else 0.0, grid, 0)


def _ink(x: float, baseline: float, em: float, line: Line, size: float, grid: Grid, first: int) -> Ink:
    left, last = line.segments[0].x, line.segments[-1]
    return Ink(
        x + left,
        x + last.x + last.width,
        first + (baseline - 0.88 * em) / grid.leading,
        first + (baseline + 0.12 * em) / grid.leading,
        size,
    )


def headline_ink(inks: Iterable[Ink]) -> Ink | None:
    """All lines of the headline itself as one."""
    lines = [ink for ink in inks if ink.size]
    if not lines:
        return None
    return Ink(
        min(ink.left for ink in lines),
        max(ink.right for ink in lines),
        min(ink.top for ink in lines),
        max(ink.bottom for ink in lines),
        lines[0].size,
    )


def picture_areas(design: ArticleDesign, columns: int) -> Iterator[Area]:
    """Of the pictures; a band of them counts as one."""
    body, left = design.body, 0 if design.tucked else design.side_columns
    row = 0 if design.pictures_first or design.side_columns else design.heading_rows
    for band in body.above:
        yield Area(left, columns, row, row + band[0].rows)
        row += band[0].rows
    row += design.heading_rows if design.pictures_first else 0
    column = left
    for group in body.groups:
        top = row + group.drop
        for slots, skipped in ((group.top, group.text_rows), (group.bottom, 0)):
            for slot in slots:
                yield Area(column, column + group.columns, top, top + slot.rows)
                top += slot.rows
            top += skipped
        column += group.columns
    row += body.text_rows
    for band in body.below:
        yield Area(left, columns, row, row + band[0].rows)
        row += band[0].rows


def picture_sizes(design: ArticleDesign, grid: Grid) -> Iterator[float]:
    """Of each picture the square points that it covers; tables are none."""
    body = design.body
    bands = (*body.above, *body.below, *(each for group in body.groups for each in (group.top, group.bottom)))
    for slot in (slot for band in bands for slot in band):
        if isinstance(slot.figure.subject, Picture):
            height = slot.figure.height(slot.rows - slot.pad_above - slot.pad_below)
            yield height * grid.span(slot.columns)


def broad_areas(design: ArticleDesign, columns: int) -> Iterator[Area]:
    """破栏的文字: of text columns wider than the grid's, where they run over its gaps."""
    body, column = design.body, 0 if design.tucked else design.side_columns
    row = sum(band[0].rows for band in body.above) + (0 if design.side_columns else design.heading_rows)
    for group in body.groups:
        for gap in range(1, group.columns) if group.text_columns else ():
            if gap * group.text_columns % group.columns:
                top = row + group.drop + sum(slot.rows for slot in group.top)
                yield Area(column + gap - 1, column + gap + 1, top, top + group.text_rows)
        column += group.columns


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a block's display type, whatever stands under it."""

    head: Ink | None
    left: Heads
    right: Heads
    overhead: tuple[float, float] | None


Looks = dict[tuple[object, ...], tuple[object, Look]]
"""What was worked out before, under where a heading stands, with the heading itself so that no other takes its place."""


def _look(design: object, columns: int, grid: Grid) -> Look:
    inks = display_inks(design, columns, grid)
    head = headline_ink(inks)
    if head is None:
        return Look(None, (), (), None)
    beyond = _heads(head, grid.span(columns) - head.right, grid)
    pitch = grid.column + grid.gap
    overhead = head.left / pitch, (head.right + grid.gap) / pitch
    return Look(head, _heads(head, head.left, grid), beyond, overhead)


def _look_of(design: ArticleDesign, columns: int, grid: Grid, known: Looks) -> Look:
    first = heading_area(design, columns).top
    key = (id(design.heading), design.heading_rows, design.side_columns, design.tucked, columns, first)
    if key not in known:
        known[key] = design.heading, _look(design, columns, grid)
    return known[key][1]


def marked(option: Option, more: float, grid: Grid, known: Looks) -> Option:
    """The option, dearer by ``more``, with what stands along its edges and how its gaps are open written on it."""
    design, columns, rows, cost = option.design, option.columns, option.rows, option.cost + more
    if not isinstance(design, ArticleDesign):
        look = _look(design, columns, grid)
        return replace(option, cost=cost, marks=Marks(look.left, look.right))
    look = _look_of(design, columns, grid, known)
    pictures = tuple(picture_areas(design, columns))
    area = heading_area(design, columns)
    bridges = (area, *pictures, *broad_areas(design, columns))
    corner = 1 + size_class(area.size) if area.top == 0 else 0
    marks = Marks(
        look.left,
        look.right if look.right and look.right[0][3] < 1.0 else (),
        tuple((each.top, each.bottom) for each in pictures if each.left == 0),
        tuple((each.top, each.bottom) for each in pictures if each.right == columns),
        tuple((each.left, each.right) for each in pictures if each.top == 0),
        tuple((each.left, each.right) for each in pictures if each.bottom == rows),
        corner,
        corner if area.right == columns else 0,
        look.overhead if area.top == 0 else None,
        design.side_columns if design.side_columns and not design.tucked else 0,
        _wide_top(look.head, pictures, columns, grid),
        any(each.bottom == rows and each.right - each.left > _WIDE * columns for each in pictures),
    )
    opens = opens_of(bridges, columns, rows)
    return Option(columns, rows, cost, option.edge, design, option.blank, marks, opens)


def _heads(head: Ink, away: float, grid: Grid) -> Heads:
    """A headline as those beside it see it, so many points from that edge."""
    shaved = _SHAVED * head.size / grid.leading
    share = (away + grid.gap / 2) / (_NEAR * grid.column)
    return ((head.top + shaved, head.bottom - shaved, head.size, share),)


def _wide_top(head: Ink | None, pictures: tuple[Area, ...], columns: int, grid: Grid) -> bool:
    return bool(head and head.top < 2.0 and head.right - head.left > _WIDE * grid.span(columns)) or any(
        each.top == 0 and each.right - each.left > _WIDE * columns for each in pictures
    )


def opens_of(bridges: Iterable[Area], columns: int, rows: int) -> Opens:
    """Of each gap between the columns how many rows are open at its head, at its foot, and in its longest stretch."""
    found, across = [], sorted(bridges, key=lambda area: area.top)
    for gap in range(1, columns):
        first, at, longest = rows, 0, 0
        for area in across:
            if area.left < gap < area.right:
                first, longest, at = min(first, area.top), max(longest, area.top - at), max(at, area.bottom)
        found.append((first, rows - at, max(longest, rows - at)))
    return tuple(found)
