"""版心网格: where columns and rows of the type area lie on the page.

In: the paper's :class:`TypeArea`. Out: positions in PostScript points (1/72 inch) from the trimmed
page's top left corner. A row is one line of body text.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model import TypeArea

POINTS_A_MILLIMETRE = 72 / 25.4
HAN_ASCENT = 0.88
"""Share of the em square above the baseline in Chinese faces (the ideographic em box)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """网格: columns and rows in points. ``left`` and ``top`` are the type area's corner."""

    columns: int
    rows: int
    left: float
    top: float
    column: float
    """Width of a text column."""
    gap: float
    leading: float
    size: float
    page_width: float
    page_height: float

    @property
    def width(self) -> float:
        """Of the type area."""
        return self.span(self.columns)

    @property
    def height(self) -> float:
        """Of the type area."""
        return self.rows * self.leading

    def span(self, columns: int) -> float:
        """Width of so many columns with the gaps between them."""
        return columns * self.column + (columns - 1) * self.gap

    def x(self, column: int) -> float:
        """Left edge of a column, the first being 0."""
        return self.left + column * (self.column + self.gap)

    def y(self, row: float) -> float:
        """Top edge of a row, the first being 0."""
        return self.top + row * self.leading

    def baseline(self, size: float, rows: float = 1.0) -> float:
        """From the top of so many rows to the baseline of type of that size standing in their middle."""
        return (rows * self.leading - size) / 2 + HAN_ASCENT * size

    @property
    def bearing(self) -> float:
        """Blank above a body character in its row: pictures keep it too, so that their edges meet the type's."""
        return (self.leading - self.size) / 2


def grid_of(area: TypeArea, head_share: float) -> Grid:
    """The grid of a type area; ``head_share`` of the white above and below goes above."""
    width, height = area.page_width * POINTS_A_MILLIMETRE, area.page_height * POINTS_A_MILLIMETRE
    column, gap = area.characters * area.size, area.gap * area.size
    across = area.columns * column + (area.columns - 1) * gap
    down = area.lines * area.leading
    left, top = (width - across) / 2, (height - down) * head_share
    return Grid(area.columns, area.lines, left, top, column, gap, area.leading, area.size, width, height)
