"""图: how many rows a picture (or a wide table) takes at a width, and how far that is from its own shape.

In: a picture or table and a width in text columns. Out: :class:`Figure`, which answers in rows of the grid.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model import Crop, Picture, Table
from build_tools.typesetting.copy.setting import Troubles, compose, runs_of
from build_tools.typesetting.copy.tables import TableRow, least_width, set_table
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run
from build_tools.typesetting.sheet import Sheet

PAD = 0.5
"""Rows of white between a figure and the text it stands over or under."""
_STAMP = 3.0
_WRAPPED = 0.4
"""Cost of each cell line of a table that had to go on."""
_UNREADABLE = (3, 2)
"""Shape of a picture whose size nobody could read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """一图: one figure at one width. ``least``, ``ideal``, ``most`` are rows without padding."""

    subject: Picture | Table
    columns: int
    caption: tuple[Line, ...]
    table: tuple[TableRow, ...]
    ideal_height: float
    """Points of the picture itself, uncropped."""
    least: int
    ideal: int
    most: int
    dearness: float
    """Cost of this width: too few pixels for it, or a stamp."""
    leading: float
    bearing: float

    def height(self, rows: float) -> float:
        """Points left for the picture itself when the figure takes so many rows (padding already taken off)."""
        foot = len(self.caption) * self.leading + self.bearing * 0.5 if self.caption else self.bearing
        return rows * self.leading - self.bearing - foot

    def cost(self, rows: float) -> float:
        """How far the crop is from the picture's own shape: 0 for the whole picture."""
        if self.table or self.least == self.most:
            return self.dearness
        share = max(self.height(rows), 1.0) / self.ideal_height
        return self.dearness + 12.0 * math.log(share) ** 2


def shape_figure(subject: Picture | Table, columns: int, grid: Grid, sheet: Sheet, troubles: Troubles) -> Figure | None:
    """The figure at a width in text columns; None where a table cannot be that narrow, or the editor wants another width."""
    width = grid.span(columns)
    if isinstance(subject, Picture) and subject.columns and columns != min(subject.columns, grid.columns):
        return None
    if isinstance(subject, Table):
        return _table(subject, columns, width, grid, sheet, troubles)
    caption = _caption(subject, width, sheet, troubles)
    across, down = subject.pixels if min(subject.pixels) > 0 else _UNREADABLE
    height = width * down / across
    least, most = (1.0, 1.0) if subject.crop is Crop.NONE else (sheet.picture["least"], sheet.picture["most"])
    foot = len(caption) * grid.leading + grid.bearing * 0.5 if caption else grid.bearing
    rows = [(height * share + grid.bearing + foot) / grid.leading for share in (least, 1.0, most)]
    low = math.ceil(rows[0] - 1e-6)
    return Figure(
        subject, columns, caption, (), height, low, max(low, round(rows[1])), max(low, math.floor(rows[2] + 1e-6)), _dearness(subject, columns, width, sheet.picture), grid.leading, grid.bearing
    )


def _dearness(picture: Picture, columns: int, width: float, limits: Mapping[str, float]) -> float:
    dots = picture.pixels[0] / (width / 72) if picture.pixels[0] else limits["dots"]
    coarse = max(limits["dots"] / max(dots, 1.0) - 1.0, 0.0) * 6.0
    if picture.columns:
        return 0.0
    # One text column is a stamp: no width for a landscape picture that has pixels for more.
    small = _STAMP if columns == 1 and coarse == 0.0 and picture.pixels[0] > picture.pixels[1] else 0.0
    return coarse + small


def _caption(picture: Picture, width: float, sheet: Sheet, troubles: Troubles) -> tuple[Line, ...]:
    runs = runs_of(picture.caption, sheet.style("caption"), sheet)
    if picture.credit:
        runs = (*runs, Run(("　" if runs else "") + picture.credit, sheet.style("credit")))
    return compose(runs, ParagraphShape((width,), 0.0, 0.0, Alignment.LEFT), troubles) if runs else ()


def _table(table: Table, columns: int, width: float, grid: Grid, sheet: Sheet, troubles: Troubles) -> Figure | None:
    if width < least_width(table, grid.size):
        if columns < grid.columns:
            return None
        troubles.wide_tables[table.line] = None
    rows = set_table(table, width, grid, sheet, troubles)
    return Figure(table, columns, (), rows, len(rows) * grid.leading, len(rows), len(rows), len(rows), _WRAPPED * (len(rows) - 1 - len(table.rows)), grid.leading, grid.bearing)
