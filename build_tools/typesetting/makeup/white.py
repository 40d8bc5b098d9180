"""天窗: the largest white rectangle on a page, found before anything is drawn.

In: placed blocks and rules. Out: its share of the type area. What is inked counts with the white that belongs to it:
half the gap between columns at its sides, half the space between lines over and under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.fonts import face_of
from build_tools.typesetting.placed import Box, PlacedBlock, Stroke

_STEP = 4.0
"""Points: how finely the page is looked at."""


def largest_white(
    blocks: Iterable[PlacedBlock], strokes: Iterable[Stroke], grid: Grid, down_to: int
) -> float:
    """天窗: share, 0 to 1, of the type area's first ``down_to`` rows, those that are the stories'."""
    across, down = int(grid.width / _STEP), int(down_to * grid.leading / _STEP)
    rows = [0] * down
    beside, over = grid.gap / 2 + 0.1, (grid.leading - grid.size) / 2 + 0.1
    for left, top, right, bottom in _inks(blocks, strokes):
        first, last = (
            max(int((left - beside - grid.left) / _STEP), 0),
            min(int((right + beside - grid.left) / _STEP) + 1, across),
        )
        bits = (1 << last) - (1 << first) if last > first else 0
        for row in range(
            max(int((top - over - grid.top) / _STEP), 0),
            min(int((bottom + over - grid.top) / _STEP) + 1, down),
        ):
            rows[row] |= bits
    return _largest(rows, across) / (across * down)


def _inks(
    blocks: Iterable[PlacedBlock], strokes: Iterable[Stroke]
) -> Iterator[tuple[float, float, float, float]]:
    for stroke in strokes:
        yield _edges(stroke.box)
    for block in blocks:
        for stroke in block.strokes:
            yield _edges(stroke.box)
        if block.picture:
            yield _edges(block.picture.box)
        if block.drawing:
            yield _edges(block.drawing.box)
        for placed in block.lines:
            for segment in placed.line.segments:
                up, down = _extents(segment.style.family, segment.style.weight)
                left, size = placed.x + segment.x, segment.style.size
                yield left, placed.baseline - up * size, left + segment.width, placed.baseline + down * size


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.right, box.bottom


@lru_cache(maxsize=64)
def _extents(family: str, weight: int) -> tuple[float, float]:
    """How far a face reaches over and under the baseline, in em."""
    face = face_of(family, weight)
    extents = face.font.get_font_extents("ltr")
    return extents.ascender / face.upem, -extents.descender / face.upem


def _largest(rows: list[int], across: int) -> int:
    """Cells of the largest rectangle without ink: for each row as its foot, the rectangles under the skyline of white above it."""
    heights, best = [0] * across, 0
    # Neighbouring rows that are inked alike, as those through one line of type are, are taken together.
    for row, alike in groupby(rows):
        more = sum(1 for _ in alike)
        heights = [0 if row >> place & 1 else height + more for place, height in enumerate(heights)]
        stack: list[tuple[int, int]] = []
        for place, height in enumerate([*heights, 0]):
            start = place
            while stack and stack[-1][1] >= height:
                start, tall = stack.pop()
                best = max(best, tall * (place - start))
            if height:
                stack.append((start, height))
    return best
