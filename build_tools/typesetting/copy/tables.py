"""表: a table in rows of the grid, in a text column or across several.

In: a table and a width. Out: lines, one for each row of the grid, with their rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from build_tools.model import Inline, Table, plain_text
from build_tools.typesetting.copy.setting import Troubles, compose, joined, runs_of, shifted, unbroken_width
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run
from build_tools.typesetting.sheet import Sheet

_ALIGNMENTS = {"center": Alignment.CENTRE, "right": Alignment.RIGHT}
_PADDING = 0.5
"""Em between two cells."""
_LEAST_CELL = 4.0
"""Em: a cell narrower than this cannot be read."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the grid; ``rule`` draws a hairline along its top."""

    line: Line
    rule: bool


def fits_column(table: Table, measure: float, em: float) -> bool:
    """Whether the table may stand in the text itself: every column holds its longest cell or twice the least."""
    wanted = [min(longest, 2 * _LEAST_CELL) for longest in _longest(table)]
    return sum(wanted) + _PADDING * (len(wanted) - 1) <= measure / em


def least_width(table: Table, em: float) -> float:
    """Points below which the table cannot be set."""
    return (_LEAST_CELL + _PADDING) * em * len(table.header)


def set_table(
    table: Table, width: float, grid: Grid, sheet: Sheet, troubles: Troubles
) -> tuple[TableRow, ...]:
    """Set the table at a width: the columns share it by the length of what they hold."""
    styles = sheet.style("cell_head"), *(sheet.style("cell") for _ in table.rows)
    rows = [
        tuple(runs_of(cell, style, sheet) for cell in row)
        for row, style in zip((table.header, *table.rows), styles, strict=True)
    ]
    least = max(style.size for style in styles)
    wanted = [
        max(least, *(unbroken_width(row[place]) for row in rows if place < len(row)))
        for place in range(len(table.header))
    ]
    widths = _shares(wanted, width, grid.size)
    return tuple(
        TableRow(line, first)
        for row in rows
        for line, first in _set_cells(row, widths, table.alignments, grid.size, troubles)
    )


def _longest(table: Table) -> list[float]:
    rows = (table.header, *table.rows)
    return [
        max((_em(row[place]) for row in rows if place < len(row)), default=1.0)
        for place in range(len(table.header))
    ]


def _em(cell: tuple[Inline, ...]) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in plain_text(cell)) or 1.0


def _shares(wanted: list[float], width: float, em: float) -> list[float]:
    """Column widths in points: the short columns hold their longest cell in one line, the others have the rest, four em
    each at least; what is left where all do is shared by the square root of what they want."""
    room = width - _PADDING * em * (len(wanted) - 1)
    least = min(_LEAST_CELL * em, room / len(wanted))
    shares, left = [0.0] * len(wanted), list(range(len(wanted)))
    for place in sorted(left, key=lambda each: wanted[each]):
        if wanted[place] > (room - sum(shares)) / len(left):
            break
        shares[place] = wanted[place]
        left.remove(place)
    growing = left or list(range(len(wanted)))
    roots = {place: wanted[place] ** 0.5 for place in growing}
    spare = room - sum(shares) - (least * len(left) if left else 0.0)
    for place in growing:
        shares[place] += (least if left else 0.0) + spare * roots[place] / sum(roots.values())
    return shares


def _set_cells(
    cells: tuple[tuple[Run, ...], ...],
    widths: list[float],
    alignments: tuple[str, ...],
    em: float,
    troubles: Troubles,
) -> Iterator[tuple[Line, bool]]:
    lefts = list(accumulate([width + _PADDING * em for width in widths], initial=0.0))
    columns: list[list[Line]] = []
    for place, cell in enumerate(cells[: len(widths)]):
        alignment = _ALIGNMENTS.get(alignments[place] if place < len(alignments) else "", Alignment.LEFT)
        lines = compose(cell, ParagraphShape((widths[place],), 0.0, 0.0, alignment), troubles)
        columns.append([shifted(line, lefts[place], lefts[-1]) for line in lines])
    for depth in range(max((len(lines) for lines in columns), default=0)):
        yield joined((lines[depth] for lines in columns if depth < len(lines)), lefts[-1]), depth == 0
