"""补白: what a page gets that has too little copy: ruled lines on which readers note the errors they find.

In: a width and rows that are free. Out: :class:`FillerDesign`. The page's shortage is told all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.typesetting.copy.setting import Troubles, set_line, width_of
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Line
from build_tools.typesetting.placed import Box
from build_tools.typesetting.sheet import Sheet

LEAST_ROWS = 6
_TITLE = "读报随手记"
_WORDS = "读到差错记一笔：稿号印在标题旁边，照抄下来，再写原文和改法。"
_FIELDS = (("稿号", 0.0), ("原文", 0.16), ("应为", 0.6))
"""Heads of the ruled columns and where they begin, as shares of the width."""


@dataclass(frozen=True, slots=True)
class FillerDesign:
    """补白的做法: lines with (x, baseline) and hairlines, from the corner of the free rectangle."""

    lines: tuple[tuple[float, float, Line], ...]
    strokes: tuple[Box, ...]


def design_filler(columns: int, rows: int, grid: Grid, sheet: Sheet) -> FillerDesign:
    """补白: title, a word of advice where there is room, then a ruled line every two rows."""
    width, troubles = grid.span(columns), Troubles()
    head, small = sheet.style("contents_head"), sheet.style("imprint")
    title = set_line(_TITLE, head, troubles)
    lines = [(0.0, 0.4 * grid.leading + grid.baseline(head.size), title)]
    advice = set_line(_WORDS, small, troubles)
    if width_of(title) + width_of(advice) + 16.0 < width:
        lines.append((width_of(title) + 14.0, 0.4 * grid.leading + grid.baseline(head.size), advice))
    lines += [(share * width, 2 * grid.leading + grid.baseline(small.size), set_line(words, small, troubles)) for words, share in _FIELDS]
    strokes = [Box(0.0, 0.0, width, 1.0)]
    strokes += [Box(0.0, row * grid.leading, width, 0.35) for row in range(3, rows, 2)]
    strokes.append(Box(0.0, rows * grid.leading - 0.35, width, 0.35))
    strokes += [Box(share * width - 6.0, 2 * grid.leading, 0.35, (rows - 2) * grid.leading) for _, share in _FIELDS if share]
    return FillerDesign(tuple(lines), tuple(strokes))
