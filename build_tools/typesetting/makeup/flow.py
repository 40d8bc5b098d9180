"""分栏: rows of a slip into text columns, so that no column begins with a stub or ends with a subhead.

In: rows and the capacity of each column. Out: how many rows each column takes, and what is wrong with that.
"""

from __future__ import annotations

from build_tools.typesetting.copy.slip import Row

_MOST_SHORT = 3
"""A column may end this many rows early where a subhead must not be left at its foot."""

_EARLY = 30.0
"""Cost of each row after the first by which a column ends early: neighbours end within one line of each other."""


def flow_rows(rows: tuple[Row, ...], capacities: tuple[int, ...]) -> tuple[float, tuple[int, ...]] | None:
    """(cost, rows of each column); None where they do not fit. Columns end level within a row wherever that is possible."""
    ends: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for place, capacity in enumerate(capacities):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        later = sum(capacities[place + 1 :])
        for start, (cost, taken) in ends.items():
            for short in range(min(_MOST_SHORT, capacity) + 1):
                end = min(start + capacity - short, len(rows))
                if len(rows) - end > later:
                    break
                total = cost + _end_cost(rows, end) + _short_cost(capacity - (end - start), place, len(capacities))
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*taken, end - start))
        ends = reached
    return ends.get(len(rows))


def _short_cost(short: int, place: int, columns: int) -> float:
    if short == 0:
        return 0.0
    return (short - 1) * _EARLY + 0.2 * (columns - place) / columns


def _end_cost(rows: tuple[Row, ...], end: int) -> float:
    """What it costs to end a column before row ``end``."""
    if end in (0, len(rows)):
        return 0.0
    if rows[end - 1].tied:
        return 60.0
    return (8.0 if rows[end].stub else 0.0) + (0.4 if rows[end - 1].opens else 0.0)
