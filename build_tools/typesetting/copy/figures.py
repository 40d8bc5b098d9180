"""图: how many rows a picture (or a wide table) takes at a width, and how far that is from its own shape.

In: a picture or table and a width in text columns. Out: :class:`Figure`, which answers in rows of the grid.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model import Crop, Picture, Table, limits
from build_tools.model.limits import effective_dpi
from build_tools.typesetting.copy.setting import Troubles, compose, runs_of
from build_tools.typesetting.copy.tables import TableRow, least_width, set_table
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run
from build_tools.typesetting.sheet import Sheet

PAD = 0.5
"""Rows of white between a figure and the text it stands over or under."""
_SIZE = 250.0
"""Cost of each share of the type area by which the page's main picture is smaller, or another larger, than it should be."""
_WRAPPED = 0.4
"""Cost of each cell line of a table that had to go on."""
_SPARE = 1.005
"""Above the limit by a hair, so that no rounding falls below it."""
_DEEPEST = 0.6
"""Share of the type area's height beyond which a picture is cropped, however much of it that takes."""
_LEAST_COLUMNS = 2
"""No picture is narrower, unless the editor asks for it or it has not the pixels."""
_LEAST_LAST = 4
"""Characters of a caption's last line, its credit not counted."""
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
    most_padded: int
    """The most where a row of white, of which it needs :data:`PAD`, comes on top: the rest of that row is the picture's."""
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


def shape_figure(
    subject: Picture | Table,
    columns: int,
    grid: Grid,
    sheet: Sheet,
    troubles: Troubles,
    main: bool = False,
    album: bool = False,
) -> Figure | None:
    """The figure at a width in text columns; None where a table cannot be that narrow, or a picture should have another width.

    ``main`` is the page's largest picture; on a 图片版 (``album``) pictures may take as much of the page as they want.
    """
    width = grid.span(columns)
    if isinstance(subject, Picture) and subject.columns and columns != min(subject.columns, grid.columns):
        return None
    if isinstance(subject, Table):
        return _table(subject, columns, width, grid, sheet, troubles)
    caption = caption_of(subject, width, sheet, troubles)
    across, down = subject.pixels if min(subject.pixels) > 0 else _UNREADABLE
    height = width * down / across
    least, most = crop_limits(subject, sheet)
    least = min(least, _DEEPEST * grid.height / height)
    if min(subject.pixels) > 0:
        # Where the figure is higher than its width asks for it is cut at the sides, and drawn larger; a row of white that
        # it needs on one side only goes to the picture too.
        finest = effective_dpi(subject.pixels, width, height) / (limits.LEAST_DPI * _SPARE)
        finest -= PAD * grid.leading / height
        if finest < 1.0 and columns > 1 and not subject.columns:
            return None  # it has not the pixels for that width
        most = max(min(most, finest), 1.0)
    if not subject.columns:
        share = width * height / (grid.width * grid.height)
        if share * least > sheet.picture["share"] and not album and columns > _LEAST_COLUMNS:
            return None
        if columns < min(_LEAST_COLUMNS, grid.columns) and _has_pixels(
            subject, grid.span(_LEAST_COLUMNS), grid.span(_LEAST_COLUMNS) * down / across
        ):
            return None
        if not album:
            most = max(min(most, sheet.picture["share"] / share), least)
    foot = len(caption) * grid.leading + grid.bearing * 0.5 if caption else grid.bearing
    rows = [(height * share + grid.bearing + foot) / grid.leading for share in (least, 1.0, most)]
    low = math.ceil(rows[0] - 1e-6)
    high, padded = (
        low if subject.crop is Crop.NONE else max(low, math.floor(rows[2] - pad + 1e-6)) for pad in (0.0, PAD)
    )
    return Figure(
        subject,
        columns,
        caption,
        (),
        height,
        low,
        max(low, min(round(rows[1]), padded)),
        high,
        padded,
        _dearness(subject, width, width * height / (grid.width * grid.height), main, sheet.picture),
        grid.leading,
        grid.bearing,
    )


def crop_limits(picture: Picture, sheet: Sheet) -> tuple[float, float]:
    """The least and the most of its own height that a picture may be given over a width; more freely where its 看点 is told."""
    if picture.crop is Crop.NONE:
        return 1.0, 1.0
    told = "told_" if picture.focus else ""
    return sheet.picture[f"{told}least"], sheet.picture[f"{told}most"]


def _has_pixels(picture: Picture, width: float, height: float) -> bool:
    """It can be drawn over so many points without the press's complaint."""
    if min(picture.pixels) <= 0:
        return True
    return effective_dpi(picture.pixels, width, height) >= limits.LEAST_DPI * _SPARE


def _dearness(picture: Picture, width: float, share: float, main: bool, wanted: Mapping[str, float]) -> float:
    """Too few pixels for the width; too small for the page's main picture, too large for another."""
    if picture.columns:
        return 0.0
    dots = picture.pixels[0] / (width / 72) if picture.pixels[0] else wanted["dots"]
    coarse = max(wanted["dots"] / max(dots, 1.0) - 1.0, 0.0) * 6.0
    return coarse + _SIZE * max(wanted["main"] - share if main else share - wanted["other"], 0.0)


def caption_of(picture: Picture, width: float, sheet: Sheet, troubles: Troubles) -> tuple[Line, ...]:
    """图说 and credit over so many points; () where there are none."""
    runs = runs_of(picture.caption, sheet.style("caption"), sheet)
    measures = _without_widow(runs, width)
    if picture.credit:
        runs = (*runs, Run(("　" if runs else "") + picture.credit, sheet.style("credit")))
    return compose(runs, ParagraphShape(measures, 0.0, 0.0, Alignment.LEFT), troubles) if runs else ()


def _without_widow(runs: tuple[Run, ...], width: float) -> tuple[float, ...]:
    """Measures of a caption's lines: those before the last are shorter where the last would hold a word's rest alone."""
    count = 0
    for shorter in range(_LEAST_LAST + 1) if runs else ():
        measure = width - shorter * runs[0].style.size
        # Of what is only tried nothing is told.
        lines = compose(runs, ParagraphShape((measure,), 0.0, 0.0, Alignment.LEFT), Troubles())
        count = count or len(lines)
        if count < 2 or len(lines) > count:
            break
        if len(lines[-1].text) >= _LEAST_LAST:
            return (*(measure,) * (count - 1), width)
    return (width,)


def _table(
    table: Table, columns: int, width: float, grid: Grid, sheet: Sheet, troubles: Troubles
) -> Figure | None:
    if width < least_width(table, grid.size):
        if columns < grid.columns:
            return None
        troubles.wide_tables[table.line] = None
    rows = set_table(table, width, grid, sheet, troubles)
    return Figure(
        table,
        columns,
        (),
        rows,
        len(rows) * grid.leading,
        len(rows),
        len(rows),
        len(rows),
        len(rows),
        _WRAPPED * (len(rows) - 1 - len(table.rows)),
        grid.leading,
        grid.bearing,
    )
