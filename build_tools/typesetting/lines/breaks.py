"""Line breaks 断行: where the lines of a paragraph end, chosen over the whole paragraph at once.

In: a galley and the widths of the lines. Out: the positions at which lines end, or None when no legal
set of breaks exists. Dynamic programming over break positions (Knuth and Plass 1981), with the order of
CLREQ 3.2.6 in the costs: squeeze marks first, pull in before pushing out (先挤进后推出), open Han spacing last.
"""

from __future__ import annotations

import enum
from bisect import bisect_left
from dataclasses import dataclass

from build_tools.typesetting.lines.galley import Galley
from build_tools.typesetting.lines.gaps import PROHIBITED

TOLERANCE = 0.001
"""Points by which a line may exceed its measure: rounding, not type."""
SINGLE_CHARACTER = 10_000.0
"""The cost of a last line of one character (孤字不成行)."""
_SQUEEZED = 0.12
_STRETCHED = 0.05
_LOOSE_EM = 0.1
_RIGID = 4.0
_ENOUGH = 0.8


class Fit(enum.Enum):
    """How lines are judged."""

    FLUSH = "flush"
    """Every line but the last must fill its measure."""
    RAGGED = "ragged"
    """Lines may be short, the last as short as it likes."""
    BALANCED = "balanced"
    """Few lines, and all of them about as long."""


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest way to a position: its cost, and the position and line number it comes from."""

    cost: float
    position: int
    line: int


def find_breaks(galley: Galley, widths: tuple[float, ...], em: float, fit: Fit = Fit.FLUSH) -> list[int] | None:
    """寻断点: the ends of the lines (indices into the galley's sorts), the last being the number of sorts.

    ``widths`` in points, one a line, the last repeating. Equal input, equal breaks: ties go to the earlier break.
    """
    size = len(galley.sorts)
    ways: list[dict[int, Way]] = [{} for _ in range(size + 1)]
    ways[0][0] = Way(0.0, -1, -1)
    last_line = len(widths) - 1
    for position in range(size):
        for line, way in ways[position].items():
            following = min(line + 1, last_line)
            for end, cost in _line_ends(galley, position, widths[line], em, fit):
                total = way.cost + cost
                known = ways[end].get(following)
                if known is None or total < known.cost:
                    ways[end][following] = Way(total, position, line)
    return _trace(ways)


def _trace(ways: list[dict[int, Way]]) -> list[int] | None:
    if not ways[-1]:
        return None
    position = len(ways) - 1
    way = min(ways[-1].values(), key=lambda candidate: candidate.cost)
    ends = []
    while way.position >= 0:
        ends.append(position)
        position = way.position
        way = ways[position][way.line]
    return ends[::-1]


def _line_ends(galley: Galley, start: int, width: float, em: float, fit: Fit) -> list[tuple[int, float]]:
    """The ends a line from ``start`` may have, with their costs; short lines only when there is no other."""
    size = len(galley.sorts)
    left = galley.start[start]
    enough = 0.0 if fit is Fit.BALANCED else _ENOUGH
    first = max(start + 1, bisect_left(galley.end, left + enough * width))
    found = []
    judge = _judge_flush if fit is Fit.FLUSH else _judge_ragged
    for end in range(first, size + 1):
        slack = width - galley.end[end] + left
        if slack < -TOLERANCE and slack < -(galley.squeeze_end[end] - galley.squeeze_start[start]) - TOLERANCE:
            break
        cost = galley.break_cost[end]
        if cost != PROHIBITED:
            found.append((end, cost + judge(galley, start, end, slack, width, em, fit)))
    return found or _short_line(galley, start, min(first, size), width, em, judge, fit)


def _short_line(galley, start, first, width, em, judge, fit):  # type: ignore
    for end in range(first, start, -1):
        cost = galley.break_cost[end]
        slack = width - galley.end[end] + galley.start[start]
        squeeze = galley.squeeze_end[end] - galley.squeeze_start[start]
        if cost != PROHIBITED and slack >= -max(squeeze, 0.0) - TOLERANCE:
            return [(end, cost + judge(galley, start, end, slack, width, em, fit))]
    return []


def _judge_flush(galley: Galley, start: int, end: int, slack: float, width: float, em: float, fit: Fit) -> float:
    if slack < 0.0:
        squeeze = galley.squeeze_end[end] - galley.squeeze_start[start]
        cost = _SQUEEZED * (slack / squeeze) ** 2 if squeeze > 0.0 else 0.0
        return cost + (_last_line(galley, start, end) if end == len(galley.sorts) else 0.0)
    if end == len(galley.sorts):
        return _last_line(galley, start, end)
    stretch = galley.stretch_end[end] - galley.stretch_start[start]
    if slack <= stretch:
        return _STRETCHED * (slack / stretch) ** 2 if stretch else 0.0
    share = galley.share_end[end] - galley.share_start[start]
    loose = (slack - stretch) / (em * _LOOSE_EM)
    loose = loose / share if share > 0.0 else loose * _RIGID
    return (_STRETCHED if stretch else 0.0) + loose**2 + loose**4


def _judge_ragged(galley: Galley, start: int, end: int, slack: float, width: float, em: float, fit: Fit) -> float:
    last = end == len(galley.sorts)
    single = _last_line(galley, start, end) if last else 0.0
    if fit is Fit.BALANCED:
        return single + 10.0 + (max(slack, 0.0) / width) ** 2
    return single + (0.0 if last else 1.0 + 10.0 * (max(slack, 0.0) / width) ** 2)


def _last_line(galley: Galley, start: int, end: int) -> float:
    alone = start > 0 and galley.characters[end] - galley.characters[start] < 2
    return SINGLE_CHARACTER if alone else 0.0
