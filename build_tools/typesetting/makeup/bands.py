"""图带: pictures side by side in bands over the whole width of an article, all of one height.

In: figures at every width. Out: for each total height in rows the best bands found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from build_tools.typesetting.copy.figures import PAD, Figure

FigureAt = Callable[[int, int], Figure | None]
"""(ordinal of the figure, columns) → its shape."""

_MOST_IN_A_BAND = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """图位: a figure in so many columns and rows, with rows of white above or below inside them."""

    figure: Figure
    columns: int
    rows: int
    pad_above: float = 0.0
    pad_below: float = 0.0

    @property
    def cost(self) -> float:
        """Of its crop and width."""
        return self.figure.cost(self.rows - self.pad_above - self.pad_below)


Band = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands one below another, and what they cost."""

    cost: float
    bands: tuple[Band, ...]


def stack_bands(
    first: int, last: int, columns: int, figure_at: FigureAt, pad_above: bool, most_rows: int
) -> dict[int, Bands]:
    """Figures ``first`` to ``last`` (not included) in bands: rows → the cheapest way to take exactly so many."""
    pad = (PAD, 0.0) if pad_above else (0.0, PAD)
    single: dict[tuple[int, int], dict[int, Bands]] = {}

    def band(start: int, end: int) -> dict[int, Bands]:
        if (start, end) not in single:
            single[start, end] = _one_band(start, end, columns, figure_at, pad, most_rows)
        return single[start, end]

    table: dict[int, dict[int, Bands]] = {first: {0: Bands(0.0, ())}}
    for end in range(first + 1, last + 1):
        best: dict[int, Bands] = {}
        for start in range(max(first, end - _MOST_IN_A_BAND), end):
            _extend(best, table[start], band(start, end), most_rows)
        table[end] = best
    return table[last]


def _extend(best: dict[int, Bands], upper: dict[int, Bands], lower: dict[int, Bands], most_rows: int) -> None:
    for high, over in upper.items():
        for low, under in lower.items():
            rows, cost = high + low, over.cost + under.cost
            if rows <= most_rows and (rows not in best or cost < best[rows].cost):
                best[rows] = Bands(cost, over.bands + under.bands)


def _one_band(
    start: int, end: int, columns: int, figure_at: FigureAt, pad: tuple[float, float], most_rows: int
) -> dict[int, Bands]:
    best: dict[int, Bands] = {}
    for widths in _widths(columns, end - start):
        figures = [figure_at(start + place, width) for place, width in enumerate(widths)]
        chosen = [figure for figure in figures if figure is not None]
        if len(chosen) < len(figures):
            continue
        # Pictures side by side end level: a shorter caption has white under it.
        captions = [len(figure.caption) for figure in chosen]
        lower = [float(max(captions) - lines) for lines in captions]
        least = max(figure.least + int(more) for figure, more in zip(chosen, lower, strict=True)) + 1
        most = min(figure.most_padded + int(more) for figure, more in zip(chosen, lower, strict=True)) + 1
        base = 0.3 + 0.5 * (end - start - 1) + (0.4 if len(widths) > 1 and len(set(widths)) == 1 else 0.0)
        for rows in range(least, min(most, most_rows) + 1):
            slots = tuple(
                Slot(figure, width, rows, pad[0], pad[1] + more)
                for figure, width, more in zip(chosen, widths, lower, strict=True)
            )
            cost = base + sum(slot.cost for slot in slots)
            if rows not in best or cost < best[rows].cost:
                best[rows] = Bands(cost, (slots,))
    return best


@lru_cache(maxsize=256)
def _widths(columns: int, count: int) -> tuple[tuple[int, ...], ...]:
    return tuple(_compositions(columns, count))


def _compositions(total: int, count: int) -> Iterator[tuple[int, ...]]:
    for cuts in combinations(range(1, total), count - 1):
        marks = (0, *cuts, total)
        yield tuple(right - left for left, right in pairwise(marks))
