"""版块里的标题和图: where in a block its heading and its pictures lie, for the rules that look at neighbours.

In: a design and its columns. Out: :class:`Area`s in columns and rows from the block's top left corner, and
:class:`Marks`: what stands along its left and right edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.model import Picture
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.options import ArticleDesign, Marks, Option


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


def marked(option: Option, more: float) -> Option:
    """The option, dearer by ``more``, with what stands along its edges and bridges its gaps written on it."""
    design, columns, rows = option.design, option.columns, option.rows
    if not isinstance(design, ArticleDesign):
        return Option(columns, rows, option.cost + more, option.edge, design, option.blank)
    head, pictures = heading_area(design, columns), tuple(picture_areas(design, columns))
    marks, seams = (
        _marks(head, pictures, columns, rows),
        _seams((head, *pictures, *broad_areas(design, columns)), columns),
    )
    return Option(columns, rows, option.cost + more, option.edge, design, option.blank, marks, seams)


def _seams(bridges: Iterable[Area], columns: int) -> int:
    """Bits of the gaps that nothing bridges."""
    open_gaps = (1 << columns) - 2
    for area in bridges:
        open_gaps &= ~((1 << area.right) - (1 << area.left + 1))
    return open_gaps


def _marks(head: Area, pictures: tuple[Area, ...], columns: int, rows: int) -> Marks:
    heads = ((head.top, head.bottom, head.size),)
    return Marks(
        heads,
        heads if head.right == columns else (),
        tuple((area.top, area.bottom) for area in pictures if area.left == 0),
        tuple((area.top, area.bottom) for area in pictures if area.right == columns),
        tuple((area.left, area.right) for area in pictures if area.top == 0),
        tuple((area.left, area.right) for area in pictures if area.bottom == rows),
    )
