"""围框: an article in a frame, or on a light ground, that takes the place of a block of the page.

In: a block's columns and the page's grid. Out: :class:`FramedDesign`: any shape the article can take on a narrower
grid inside the frame, and what is drawn around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.options import ArticleDesign, Edge, Marks, Option
from build_tools.typesetting.placed import Box, Stroke
from build_tools.typesetting.sheet import Sheet

_ROWS = 1
"""Rows between the frame and what it holds, above and below."""
_PAD = 8.0
"""Points at its sides, at least."""
_FEW = 3
"""Columns up to which the frame holds as many columns of text; beyond that it holds one fewer, and they are wider."""
_HEAVY = 2.0
_LINE = 1.5
"""Points from a block's edge to its rule, as frames of notices have it."""


@dataclass(frozen=True, slots=True)
class FramedDesign:
    """围框的做法: ``inner`` over so many ``columns`` of ``grid``, whose left edge is counted from the block's own."""

    inner: ArticleDesign
    grid: Grid
    columns: int
    frame: str


def inner_grid(grid: Grid, columns: int) -> Grid:
    """The grid inside a frame of so many columns: the page's rows and gaps, columns of whole characters, the rest white at both sides. ``left`` is counted from the frame's left edge."""
    count = columns if columns <= _FEW else columns - 1
    room = grid.span(columns) - 2 * _PAD - (count - 1) * grid.gap
    column = math.floor(room / count / grid.size + 1e-6) * grid.size
    inner = replace(grid, columns=count, column=column)
    return replace(inner, left=(grid.span(columns) - inner.width) / 2)


def framed_options(
    options: Iterable[Option], columns: int, grid: Grid, frame: str, more: float
) -> list[Option]:
    """The shapes on the inner grid, each in its frame; dearer by ``more``."""
    return [
        Option(
            columns,
            option.rows + 2 * _ROWS,
            option.cost + more,
            Edge.FRAME,
            FramedDesign(option.design, grid, option.columns, frame),
            option.blank,
            _shifted(option.marks),
        )
        for option in options
        if isinstance(option.design, ArticleDesign)
    ]


def _shifted(marks: Marks) -> Marks:
    """The headings that neighbours see; pictures stand inside the frame and touch nothing."""
    return Marks(
        tuple((top + _ROWS, bottom + _ROWS, size, away) for top, bottom, size, away in marks.heads_left),
        tuple((top + _ROWS, bottom + _ROWS, size, away) for top, bottom, size, away in marks.heads_right),
    )


def placed_grid(design: FramedDesign, page: Grid, column: int) -> tuple[Grid, int]:
    """Where the inner grid lies on the page when the block begins at a column; rows by which its text begins lower."""
    return replace(design.grid, left=page.x(column) + design.grid.left), _ROWS


def frame_strokes(frame: str, outer: Box, sheet: Sheet) -> tuple[Stroke, ...]:
    """线框 and 粗框 are drawn all round in black, 底纹 is a ground of light grey."""
    top, bottom = outer.y + _LINE, outer.bottom - _LINE
    if frame == "底纹":
        return (Stroke(Box(outer.x, top, outer.w, bottom - top), sheet.inks["tint"]),)
    thick, ink = (_HEAVY if frame == "粗框" else sheet.page["rule"]), sheet.inks["black"]
    return (
        Stroke(Box(outer.x, top, outer.w, thick), ink),
        Stroke(Box(outer.x, bottom - thick, outer.w, thick), ink),
        Stroke(Box(outer.x, top, thick, bottom - top), ink),
        Stroke(Box(outer.right - thick, top, thick, bottom - top), ink),
    )
