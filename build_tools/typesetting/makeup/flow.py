"""分栏: rows of a slip into text columns, so that no column begins with a stub or ends with a subhead.

In: rows and the capacity of each column. Out: how many rows each column takes, and what is wrong with that.
"""

from __future__ import annotations

from itertools import accumulate

from build_tools.typesetting.copy.slip import Row

_MOST_SHORT = 3
"""A column may end this many rows early where a subhead must not be left at its foot."""

LEAST_COLUMN = 3
"""Rows: no column of several is made for fewer (短文不切碎)."""
_CHOPPED = 45.0
"""Cost of a column of several that takes fewer all the same."""
_TORN, _STUB, _OPENS = 120.0, 40.0, 25.0
"""Cost of a subhead or a table's row at a column's foot, of a short last line at its head, of a paragraph's first line at its foot."""
_APART = 1000.0
"""Cost of a 引文, a 时间表 or a quatrain that is torn."""
_UNDER = 75.0
"""Cost of one line alone under a subhead at a column's foot."""
_EARLY = 30.0
"""Cost of each row after the first by which a column ends early: neighbours end within one line of each other."""


def flow_rows(rows: tuple[Row, ...], capacities: tuple[int, ...]) -> tuple[float, tuple[int, ...]] | None:
    """(cost, rows of each column); None where they do not fit. Columns end level within a row wherever that is possible."""
    if len(capacities) > 1 and min(capacities) < LEAST_COLUMN:
        return None
    ends: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for place, capacity in enumerate(capacities):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        later = sum(capacities[place + 1 :])
        for start, (cost, taken) in ends.items():
            for short in range(min(_MOST_SHORT, capacity) + 1):
                end = min(start + capacity - short, len(rows))
                if len(rows) - end > later:
                    break
                total = (
                    cost
                    + _end_cost(rows, end)
                    + _short_cost(capacity - (end - start), place, len(capacities))
                    + _CHOPPED * (end - start < LEAST_COLUMN and len(capacities) > 1)
                )
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*taken, end - start))
        ends = reached
    return ends.get(len(rows))


def tears(rows: tuple[Row, ...], taken: tuple[int, ...]) -> bool:
    """Whether a column ends inside what must not be torn."""
    return any(0 < end < len(rows) and rows[end - 1].bound for end in accumulate(taken))


def _short_cost(short: int, place: int, columns: int) -> float:
    if short == 0:
        return 0.0
    return (short - 1) * _EARLY + 0.2 * (columns - place) / columns


def _end_cost(rows: tuple[Row, ...], end: int) -> float:
    """What it costs to end a column before row ``end``."""
    if end in (0, len(rows)):
        return 0.0
    if rows[end - 1].bound:
        return _APART
    if rows[end - 1].tied:
        return _TORN
    under = end > 1 and rows[end - 2].tied
    return (_STUB if rows[end].stub else 0.0) + (
        (_UNDER if under else _OPENS) if rows[end - 1].opens else 0.0
    )
