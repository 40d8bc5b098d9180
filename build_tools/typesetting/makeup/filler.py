"""补白: what a page gets that has too little copy: standing matter the paper wrote, or ruled lines where the plan asks.

In: a width and rows that are free. Out: :class:`FillerDesign`. The page's shortage is told all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.model import Filler
from build_tools.typesetting.copy.headings import whole_line
from build_tools.typesetting.copy.setting import Troubles, compose, runs_of, set_line, width_of
from build_tools.typesetting.copy.splits import split_headline, width_in_em
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, TextStyle
from build_tools.typesetting.placed import Box
from build_tools.typesetting.sheet import Sheet

LEAST_ROWS = 6
NOTES = "随手记"
"""What a plan calls the ruled lines on which readers note the errors they find."""
_TITLE = "读报随手记"
_WORDS = "读到差错记一笔：稿号印在标题旁边，照抄下来，再写原文和改法。"
_FIELDS = (("稿号", 0.0), ("原文", 0.16), ("应为", 0.6))
"""Heads of the ruled columns and where they begin, as shares of the width."""
_PAD = 12.0
"""Points between a filler's frame and what it holds."""
_LARGEST, _SMALLEST, _STEP = 36.0, 16.0, 4.0
"""Points of a filler's headline: never as loud as a lead's."""
_COVER = 0.86
"""Share of the width inside the frame that the headline may take."""
_LOOSEST = 0.5
"""Share of the height inside the frame that may be white."""
_ABOUT, _GAPING = 8.0, 0.0125
"""Points of white that belong to a line; share of the type area that white in a frame may take in one place."""
_MEASURE = 30
"""Characters of the widest measure of a filler's text."""


@dataclass(frozen=True, slots=True)
class FillerDesign:
    """补白的做法: lines with (x, baseline) and hairlines, from the corner of the free rectangle. ``name`` is the filler's, "" for ruled lines."""

    lines: tuple[tuple[float, float, Line], ...]
    strokes: tuple[Box, ...]
    name: str = ""
    gapes: bool = False
    """White in one place of its frame is more than a page should have."""


def filler_designs(
    filler: Filler, columns: int, most_rows: int, grid: Grid, sheet: Sheet
) -> dict[int, FillerDesign]:
    """补白: for each height in rows label, headline and text in a frame, the headline as large as that height allows; none where it would stand empty."""
    width = grid.span(columns)
    found: dict[int, FillerDesign] = {}
    for size in _sizes():
        stack = _stack(filler, width - 2 * _PAD, size, grid, sheet)
        if stack is None:
            continue
        taken = sum(box + above for _, _, box, above in stack)
        least = max(math.ceil((taken + 2 * _PAD) / grid.leading), LEAST_ROWS)
        most = int((taken / (1.0 - _LOOSEST) + 2 * _PAD) / grid.leading)
        for rows in range(least, min(most, most_rows) + 1):
            if rows not in found:
                made = _set(filler, stack, width, rows * grid.leading, sheet.page["rule"])
                hole = _hole(made, width, rows * grid.leading)
                found[rows] = replace(made, gapes=hole > _GAPING * grid.width * grid.height)
    return found


def _hole(design: FillerDesign, width: float, height: float) -> float:
    """Square points of the largest white rectangle between the lines or at one side of them."""
    inks = [
        (
            baseline - 0.88 * segments[0].style.size,
            baseline + 0.12 * segments[0].style.size,
            x + segments[0].x,
        )
        for x, baseline, line in design.lines
        if (segments := line.segments)
    ]
    largest = 0.0
    edges = [0.0, *(foot for _, foot, _ in inks)], [*(top for top, _, _ in inks), height]
    for first in range(len(inks) + 1):
        margin = width
        for last in range(first, len(inks) + 1):
            largest = max(largest, (margin - _ABOUT) * (edges[1][last] - edges[0][first] - _ABOUT))
            margin = min(margin, inks[last][2]) if last < len(inks) else 0.0
    return largest


def _set(
    filler: Filler, stack: list[tuple[Line, float, float, float]], width: float, height: float, thin: float
) -> FillerDesign:
    white = height - 2 * _PAD - sum(box + above for _, _, box, above in stack)
    opened = sum(above > 0.0 for _, _, _, above in stack)
    lines, y, share = [], _PAD + white / (opened + 2), white / (opened + 2)
    for line, size, box, above in stack:
        y += above + (share if above else 0.0)
        lines.append(((width - line.measure) / 2, y + (box - size) / 2 + 0.88 * size, line))
        y += box
    return FillerDesign(tuple(lines), tuple(_frame(width, height, thin)), filler.name)


def _sizes() -> Iterator[float]:
    size = _LARGEST
    while size >= _SMALLEST:
        yield size
        size -= _STEP


def _stack(
    filler: Filler, width: float, size: float, grid: Grid, sheet: Sheet
) -> list[tuple[Line, float, float, float]] | None:
    """(line, size, height, white above) from the top; None where the headline is too wide in that size."""
    troubles = Troubles()
    head = replace(sheet.style("notice_head"), size=size)
    splits = (split_headline(whole_line(filler.headline), count) for count in (1, 2, 3))
    lines = next(
        (
            split.lines
            for split in splits
            if split and max(width_in_em(line, head) for line in split.lines) * size <= _COVER * width
        ),
        None,
    )
    if lines is None:
        return None
    label = replace(sheet.style("advertisement"), size=max(sheet.style("advertisement").size, 8.5))
    stack = [_line(filler.label, label, width, 1.3, 0.0)] if filler.label else []
    stack += [
        (
            set_line(text, head, troubles, width, Alignment.CENTRE),
            size,
            1.15 * size,
            5.0 if place == 0 else 0.0,
        )
        for place, text in enumerate(lines)
    ]
    text = replace(sheet.style("lead_in"), size=round(max(grid.size * 1.05, size * 0.42) * 2) / 2)
    measure = math.floor(min(width, _MEASURE * text.size) / text.size) * text.size
    first = True
    for paragraph in filler.paragraphs:
        runs = runs_of(paragraph.inlines, text, sheet)
        for line in compose(runs, ParagraphShape((measure,), 0.0, 0.0, Alignment.CENTRE), troubles):
            stack.append((replace(line, measure=measure), text.size, 1.5 * text.size, 7.0 if first else 0.0))
            first = False
    return stack


def _line(
    words: str, style: TextStyle, width: float, height: float, above: float
) -> tuple[Line, float, float, float]:
    line = set_line(words, style, Troubles(), width, Alignment.CENTRE)
    return line, style.size, height * style.size, above


def _frame(width: float, height: float, thin: float) -> Iterator[Box]:
    yield Box(0.0, 1.5, width, thin)
    yield Box(0.0, height - thin - 1.5, width, thin)
    for x in (0.0, width - thin):
        yield Box(x, 1.5, thin, height - 3.0)


def design_notes(columns: int, rows: int, grid: Grid, sheet: Sheet) -> FillerDesign:
    """随手记: title, a word of advice where there is room, then a ruled line every two rows."""
    width, troubles = grid.span(columns), Troubles()
    head, small = sheet.style("contents_head"), sheet.style("imprint")
    title = set_line(_TITLE, head, troubles)
    lines = [(0.0, 0.4 * grid.leading + grid.baseline(head.size), title)]
    advice = set_line(_WORDS, small, troubles)
    if width_of(title) + width_of(advice) + 16.0 < width:
        lines.append((width_of(title) + 14.0, 0.4 * grid.leading + grid.baseline(head.size), advice))
    lines += [
        (share * width, 2 * grid.leading + grid.baseline(small.size), set_line(words, small, troubles))
        for words, share in _FIELDS
    ]
    strokes = [Box(0.0, 0.0, width, 1.0)]
    strokes += [Box(0.0, row * grid.leading, width, 0.35) for row in range(3, rows, 2)]
    strokes.append(Box(0.0, rows * grid.leading - 0.35, width, 0.35))
    strokes += [
        Box(share * width - 6.0, 2 * grid.leading, 0.35, (rows - 2) * grid.leading)
        for _, share in _FIELDS
        if share
    ]
    return FillerDesign(tuple(lines), tuple(strokes))
