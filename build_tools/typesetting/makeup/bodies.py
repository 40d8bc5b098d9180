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
from build_tools.typesetting.makeup.text_bands import Group, TextBandMaker

_FAR_TEXT = 10.0
"""Cost of each further band of pictures between a headline and its text."""
_PARTED = 20.0
"""Cost of a picture between the text and the table that it announces."""
_KEPT = 3
"""Bodies kept for one height."""
_MOST_FIGURES = 12


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
    air: int = 0
    """Rows of white at the foot."""

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
    late: tuple[bool, ...]
    """Of each figure whether it must stay behind the text."""
    slip_at: Callable[[float], Slip]
    """measure → slip."""
    most_rows: int
    free: bool
    """The text may be set at other measures than the grid's."""
    broad: bool
    """破栏 (wider text columns) suits this article."""
    alone: bool = False
    """It has the page to itself."""

    def bodies(self) -> dict[int, list[Body]]:
        """Rows → the best bodies that take exactly so many; none for more figures than any page holds."""
        best: dict[int, list[Body]] = {}
        if self.figures > _MOST_FIGURES:
            return best
        for first in range(self.figures + 1):
            if any(self.late[:first]) and self.slip_at(self.grid.column).rows:
                break
            for last in range(first, min(first + 3, self.figures) + 1):
                self._combine(best, first, last)
        return best

    def _combine(self, best: dict[int, list[Body]], first: int, last: int) -> None:
        """Bodies with the figures before ``first`` above the text, those from ``last`` on below it, the others in it."""
        texts = self._flowed_bands(first, last)
        for rows, (cost, above, below) in (self._outer_bands(first, last) if texts else {}).items():
            for text in texts:
                total = rows + text.rows
                kept = best.setdefault(total, []) if total <= self.most_rows else []
                if total <= self.most_rows and (len(kept) < _KEPT or cost + text.cost < kept[-1].cost):
                    _keep(
                        kept,
                        Body(
                            total,
                            cost + text.cost,
                            text.measure,
                            text.groups,
                            above,
                            below,
                            text.taken,
                            text.blank,
                        ),
                    )

    def _outer_bands(
        self, first: int, last: int
    ) -> dict[int, tuple[float, tuple[Band, ...], tuple[Band, ...]]]:
        above = stack_bands(0, first, self.columns, self.figure_at, False, self.most_rows)
        below = stack_bands(last, self.figures, self.columns, self.figure_at, True, self.most_rows)
        best: dict[int, tuple[float, tuple[Band, ...], tuple[Band, ...]]] = {}
        parted = (
            _PARTED * (any(self.late[last + 1 :]) and not self.late[last]) if last < self.figures else 0.0
        )
        for high, upper in above.items():
            for low, lower in below.items():
                cost = (
                    upper.cost
                    + lower.cost
                    + (0.4 if upper.bands and lower.bands else 0.0)
                    + 0.2 * len(lower.bands)
                    + _FAR_TEXT * max(len(upper.bands) - 1, 0)
                    + parted
                )
                if high + low not in best or cost < best[high + low][0]:
                    best[high + low] = (cost, upper.bands, lower.bands)
        return best

    def _flowed_bands(self, first: int, last: int) -> list[Body]:
        """The text bands with their rows flowed into columns, the few best for each height."""
        maker = TextBandMaker(
            self.grid,
            self.columns,
            self.figure_at,
            self.late,
            self.slip_at,
            self.most_rows,
            self.free,
            self.broad,
            self.alone,
        )
        best: dict[int, list[Body]] = {}
        flows: dict[tuple[float, tuple[int, ...]], tuple[float, tuple[int, ...]] | None] = {}
        for band in maker.bands(first, last):
            kept = best.setdefault(band.rows, [])
            if len(kept) == _KEPT and band.cost >= kept[-1].cost:
                continue
            rows = self.slip_at(band.measure).rows if band.groups else ()
            capacities = tuple(group.text_rows for group in band.groups for _ in range(group.text_columns))
            key = (band.measure, capacities)
            if key not in flows:
                flows[key] = flow_rows(rows, capacities)
            flowed = flows[key]
            if flowed:
                _keep(
                    kept,
                    Body(
                        band.rows,
                        band.cost + flowed[0],
                        band.measure,
                        band.groups,
                        (),
                        (),
                        flowed[1],
                        sum(capacities) - len(rows) + band.blank,
                    ),
                )
        return [body for bodies in best.values() for body in bodies]


def _keep(kept: list[Body], body: Body) -> None:
    """Put a body among the few that are kept for its height; ties go to the one found first."""
    kept.append(body)
    kept.sort(key=lambda each: each.cost)
    del kept[_KEPT:]
