"""稿件的身体: text columns and pictures of one article in a rectangle, for every height it can take.

In: an article's slip and figures, a width. Out: for each height in rows the best :class:`Body`:
bands of pictures above, then groups of text columns with pictures at their heads or feet, then bands below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bands import Band, FigureAt, stack_bands
from build_tools.typesetting.makeup.flow import flow_rows
from build_tools.typesetting.makeup.text_bands import Group, TextBand, TextBandMaker

_FAR_TEXT = 1.5
"""Cost of each further band of pictures between a headline and its text."""
_KEPT = 3
"""Bodies kept for one height."""


@dataclass(frozen=True, slots=True)
class Body:
    """身体. ``taken`` rows of the slip (set at ``measure``) go into each text column in turn; ``blank`` rows stay empty."""

    rows: int
    cost: float
    measure: float
    groups: tuple[Group, ...]
    above: tuple[Band, ...]
    below: tuple[Band, ...]
    taken: tuple[int, ...]
    blank: int

    @property
    def text_rows(self) -> int:
        """Height of the text band."""
        return self.rows - sum(band[0].rows for band in (*self.above, *self.below))


@dataclass(frozen=True, slots=True)
class BodyMaker:
    """拼身体: for one article at one width."""

    grid: Grid
    columns: int
    figures: int
    figure_at: FigureAt
    slip_at: Callable[[float], Slip]
    """measure → slip."""
    most_rows: int
    free: bool
    """The text may be set at other measures than the grid's."""
    broad: bool
    """破栏 (wider text columns) suits this article."""

    def bodies(self) -> dict[int, list[Body]]:
        """Rows → the best bodies that take exactly so many."""
        best: dict[int, list[tuple[float, TextBand | None, tuple[Band, ...], tuple[Band, ...]]]] = {}
        for first in range(self.figures + 1):
            for last in range(first, min(first + 3, self.figures) + 1):
                self._combine(best, first, last)
        return {rows: bodies for rows, entries in best.items() if (bodies := [body for entry in entries if (body := self._flowed(rows, *entry))])}

    def _combine(self, best: dict[int, list[tuple[float, TextBand | None, tuple[Band, ...], tuple[Band, ...]]]], first: int, last: int) -> None:
        above = stack_bands(0, first, self.columns, self.figure_at, False, self.most_rows)
        below = stack_bands(last, self.figures, self.columns, self.figure_at, True, self.most_rows)
        texts = list(TextBandMaker(self.grid, self.columns, self.figure_at, self.slip_at, self.most_rows, self.free, self.broad).bands(first, last))
        outer: dict[int, tuple[float, tuple[Band, ...], tuple[Band, ...]]] = {}
        for high, upper in above.items():
            for low, lower in below.items():
                cost = upper.cost + lower.cost + (0.4 if upper.bands and lower.bands else 0.0) + 0.2 * len(lower.bands) + _FAR_TEXT * max(len(upper.bands) - 1, 0)
                if high + low not in outer or cost < outer[high + low][0]:
                    outer[high + low] = (cost, upper.bands, lower.bands)
        for rows, (cost, up, down) in outer.items():
            for text in texts:
                if rows + text.rows <= self.most_rows:
                    _keep(best.setdefault(rows + text.rows, []), (cost + text.cost, text if text.rows else None, up, down))

    def _flowed(self, rows: int, cost: float, text: TextBand | None, above: tuple[Band, ...], below: tuple[Band, ...]) -> Body | None:
        if text is None:
            return Body(rows, cost, self.grid.column, (), above, below, (), 0)
        slip = self.slip_at(text.measure)
        capacities = tuple(group.text_rows for group in text.groups for _ in range(group.text_columns))
        flowed = flow_rows(slip.rows, capacities)
        if flowed is None:
            return None
        return Body(rows, cost + flowed[0], text.measure, text.groups, above, below, flowed[1], sum(capacities) - len(slip.rows))


def _keep(
    entries: list[tuple[float, TextBand | None, tuple[Band, ...], tuple[Band, ...]]], entry: tuple[float, TextBand | None, tuple[Band, ...], tuple[Band, ...]]
) -> None:
    """Put a candidate among the few that are kept for its height; ties go to the one found first."""
    if len(entries) < _KEPT or entry[0] < entries[-1][0]:
        entries.append(entry)
        entries.sort(key=lambda kept: kept[0])
        del entries[_KEPT:]
