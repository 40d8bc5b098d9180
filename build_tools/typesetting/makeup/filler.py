"""补白: what a page gets that has too little copy: standing matter the paper wrote or had drawn, or ruled lines where the plan asks.

In: a width and rows that are free. Out: :class:`FillerDesign`. The page's shortage is told all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.model import Filler, Plate
from build_tools.model.limits import effective_dpi, least_dpi
from build_tools.typesetting.copy.headings import whole_line
from build_tools.typesetting.copy.setting import Troubles, compose, runs_of, set_line, width_of
from build_tools.typesetting.copy.splits import split_headline, width_in_em
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, TextStyle
from build_tools.typesetting.makeup.boxes import sold_size
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
_MOST_WHITE = 0.15
"""Share of the room for artwork that it may leave white: of another shape it is not drawn for that room."""
_UNDER, _LARGEST_BELOW = 4.0, 24.0
"""Points between the label and the artwork, and of the headline under it at most."""
_StackLine = tuple[Line, float, float, float]
"""A line, its size, its height, and the white above it."""


@dataclass(frozen=True, slots=True)
class FillerDesign:
    """补白的做法: lines with (x, baseline) and hairlines, from the corner of the free rectangle. ``name`` is the filler's, "" for ruled lines."""

    lines: tuple[tuple[float, float, Line], ...]
    strokes: tuple[Box, ...]
    name: str = ""
    gapes: bool = False
    """White in one place of its frame is more than a page should have."""
    plate: Plate | None = None
    """Its artwork, whole, in ``plate_box``."""
    plate_box: Box | None = None
    says: str = ""
    """What the artwork says to those who do not see it."""


def filler_designs(
    filler: Filler, columns: int, most_rows: int, grid: Grid, sheet: Sheet
) -> dict[int, FillerDesign]:
    """补白: for each height in rows that it fills, with its artwork where that is drawn for such a room, else in words."""
    found = _worded(filler, columns, most_rows, grid, sheet) if filler.paragraphs else {}
    for plate, size in reversed(filler.artwork):
        found |= artwork_designs(filler, plate, size, columns, most_rows, grid, sheet)
    return found


def _worded(
    filler: Filler, columns: int, most_rows: int, grid: Grid, sheet: Sheet
) -> dict[int, FillerDesign]:
    """Label, headline and text in a frame, the headline as large as the height allows; none where it would stand empty."""
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


def artwork_designs(
    filler: Filler, plate: Plate, size: str, columns: int, most_rows: int, grid: Grid, sheet: Sheet
) -> dict[int, FillerDesign]:
    """图样: for each height in rows the label, the artwork whole, and the words below where there are any; none where it is of another shape or too coarse."""
    across, down = sold_size(size, grid)
    if across and columns != min(across, grid.columns):
        return {}
    width = grid.span(columns)
    inner = width - 2 * _PAD
    label = _label_above(filler, inner, sheet)
    words = _words_below(filler, inner, grid, sheet)
    if words is None:
        return {}
    top, below = _heights(label, words)
    found: dict[int, FillerDesign] = {}
    for rows in range(LEAST_ROWS, most_rows + 1) if not down else (min(down, most_rows),):
        height = rows * grid.leading
        room = height - top - below
        scale = min(inner / plate.size[0], room / plate.size[1])
        wide, high = plate.size[0] * scale, plate.size[1] * scale
        coarse = not plate.drawing and effective_dpi(plate.size, wide, high) < least_dpi(
            line_art=plate.line_art
        )
        large = not down and wide * high > sheet.picture["share"] * grid.width * grid.height
        if room <= 0 or coarse or large or 1.0 - wide * high / (inner * room) > _MOST_WHITE:
            continue
        square = Box((width - wide) / 2, top + (room - high) / 2, wide, high)
        lines = [*_stacked(label, width, _PAD), *_stacked(words, width, height - below)]
        white = (inner * room - wide * high) / 2
        found[rows] = FillerDesign(
            tuple(lines),
            tuple(_frame(width, height, sheet.page["rule"])),
            filler.name,
            white > _GAPING * grid.width * grid.height,
            plate,
            square,
            filler.headline,
        )
    return found


def artwork_room(filler: Filler, size: str, grid: Grid, sheet: Sheet) -> tuple[float, float]:
    """Points that the artwork of a written size has between label and words, in width and height."""
    across, down = sold_size(size, grid)
    inner = grid.span(min(across, grid.columns)) - 2 * _PAD
    words = _words_below(filler, inner, grid, sheet)
    heights = _heights(_label_above(filler, inner, sheet), words or [])
    return inner, 0.0 if words is None else down * grid.leading - sum(heights)


def _label_above(filler: Filler, width: float, sheet: Sheet) -> list[_StackLine]:
    return [_line(filler.label, _label_style(sheet), width, 1.3, 0.0)] if filler.label else []


def _heights(label: list[_StackLine], words: list[_StackLine]) -> tuple[float, float]:
    """What label and words take over and under the artwork, the frame's margins with them."""
    above = sum(box + _UNDER for _, _, box, _ in label) + _PAD
    return above, sum(box + over for _, _, box, over in words) + _PAD


def _words_below(filler: Filler, width: float, grid: Grid, sheet: Sheet) -> list[_StackLine] | None:
    """Headline and text under the artwork, the headline in the largest of the small sizes; nothing where the artwork says all, None where the headline is too wide."""
    if not filler.paragraphs:
        return []
    sizes = (size for size in _sizes() if size <= _LARGEST_BELOW)
    unlabelled = replace(filler, label="")
    stacks = (_stack(unlabelled, width, size, grid, sheet) for size in sizes)
    return next((stack for stack in stacks if stack), None)


def _stacked(
    stack: Iterable[_StackLine], width: float, y: float, share: float = 0.0
) -> Iterator[tuple[float, float, Line]]:
    """The lines of a stack from ``y`` down, in the middle of the width; ``share`` opens it wherever it has white."""
    for line, size, box, above in stack:
        y += above + (share if above else 0.0)
        yield (width - line.measure) / 2, y + (box - size) / 2 + 0.88 * size, line
        y += box


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


def _set(filler: Filler, stack: list[_StackLine], width: float, height: float, thin: float) -> FillerDesign:
    white = height - 2 * _PAD - sum(box + above for _, _, box, above in stack)
    share = white / (sum(above > 0.0 for _, _, _, above in stack) + 2)
    lines = tuple(_stacked(stack, width, _PAD + share, share))
    return FillerDesign(lines, tuple(_frame(width, height, thin)), filler.name)


def _sizes() -> Iterator[float]:
    size = _LARGEST
    while size >= _SMALLEST:
        yield size
        size -= _STEP


def _stack(filler: Filler, width: float, size: float, grid: Grid, sheet: Sheet) -> list[_StackLine] | None:
    """From the top; None where the headline is too wide in that size."""
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
    stack = [_line(filler.label, _label_style(sheet), width, 1.3, 0.0)] if filler.label else []
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


def _label_style(sheet: Sheet) -> TextStyle:
    style = sheet.style("advertisement")
    return replace(style, size=max(style.size, 8.5))


def _line(words: str, style: TextStyle, width: float, height: float, above: float) -> _StackLine:
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
