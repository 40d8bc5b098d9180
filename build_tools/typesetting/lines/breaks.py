"""Line breaks 断行: where the lines of a paragraph end, chosen over the whole paragraph at once.

In: a galley and the widths of the lines. Out: the positions at which lines end, or None when no legal
set of breaks exists. Dynamic programming over break positions (Knuth and Plass 1981), with the order of
CLREQ 3.5.2 and 3.5.3 in the costs: squeeze marks first, pull in before pushing out (先挤进后推出), open Han spacing last.
"""

from __future__ import annotations

import enum
import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from build_tools.typesetting.lines.characters import Kind
from build_tools.typesetting.lines.galley import Galley
from build_tools.typesetting.lines.gaps import MARK_SHARE, PROHIBITED, TIGHTEST

TOLERANCE = 0.001
"""Points by which a line may exceed its measure: rounding, not type."""
SINGLE_CHARACTER = 10_000.0
"""The cost of a last line of one character (孤字不成行, CLREQ 3.4.4)."""
_SQUEEZED = 0.03
_TIGHTENED = 0.15
_STRETCHED = 0.02
_LOOSE = 0.5
_LOOSE_EM = 0.1
_RIGID = 4.0
_VIOLATION = 2_000.0
_LINE = 10_000.0
_INNER_BREAK = 40.0
_PAUSES = frozenset({Kind.SPACE, Kind.COMMA, Kind.STOP, Kind.CLOSING, Kind.DASH, Kind.ELLIPSIS})


class Fit(enum.Enum):
    """How lines are judged."""

    FLUSH = "flush"
    """Every line but the last must fill its measure."""
    RAGGED = "ragged"
    """Lines may be short, the last as short as it likes."""
    BALANCED = "balanced"
    """Few lines, and all of them about as long."""


Way = tuple[float, int, int]
"""The cheapest way to a position: its cost, and the position and line number it comes from."""


def find_breaks(
    galley: Galley, widths: tuple[float, ...], em: float, fit: Fit = Fit.FLUSH, lenient: bool = False
) -> list[int] | None:
    """寻断点: the ends of the lines (indices into the galley's sorts), the last being the number of sorts.

    ``widths`` in points, one a line, the last repeating. ``lenient`` lets prohibition yield, at a price, and
    lets a sort wider than its line stick out: then there is always an answer. Ties go to the earlier break.
    """
    size = len(galley.sorts)
    search = _Search(
        galley,
        _lenient_costs(galley) if lenient else galley.break_cost,
        _JUDGES[fit],
        _MOST_SLACK[fit] * em,
        em,
        lenient,
    )
    ways: list[dict[int, Way]] = [{} for _ in range(size + 1)]
    ways[0][0] = (0.0, -1, -1)
    last_line = len(widths) - 1
    for position in range(size):
        for line, way in ways[position].items():
            following = min(line + 1, last_line)
            for end, cost in search.line_ends(position, widths[line]):
                total = way[0] + cost
                known = ways[end].get(following)
                if known is None or total < known[0]:
                    ways[end][following] = (total, position, line)
    return _trace(ways)


def _lenient_costs(galley: Galley) -> list[float]:
    return [_VIOLATION if cost == PROHIBITED else cost for cost in galley.break_cost]


def _trace(ways: list[dict[int, Way]]) -> list[int] | None:
    if not ways[-1]:
        return None
    position = len(ways) - 1
    _, before, line = min(ways[-1].values(), key=lambda way: way[0])
    ends = []
    while before >= 0:
        ends.append(position)
        position = before
        _, before, line = ways[position][line]
    return ends[::-1]


@dataclass(frozen=True, slots=True)
class _Search:
    """What stays the same while lines are tried."""

    galley: Galley
    break_cost: list[float]
    judge: Judge
    most_slack: float
    em: float
    lenient: bool

    def line_ends(self, start: int, width: float) -> list[tuple[int, float]]:
        """The ends a line from ``start`` may have, with their costs; a short line only when there is no other."""
        galley, judge, em = self.galley, self.judge, self.em
        size = len(galley.sorts)
        room = width + galley.start[start]
        squeezed, shared = galley.squeeze_start[start], galley.share_start[start]
        tight = TIGHTEST / MARK_SHARE * em
        first = max(start + 1, bisect_left(galley.end, room - self.most_slack))
        found = []
        for end in range(first, size + 1):
            slack = room - galley.end[end]
            if (
                slack < -TOLERANCE
                and slack
                < squeezed - galley.squeeze_end[end] - tight * (galley.share_end[end] - shared) - TOLERANCE
            ):
                break
            cost = self.break_cost[end]
            if cost != PROHIBITED:
                found.append((end, cost + judge(galley, start, end, slack, em)))
        return found or self._short_line(start, min(first, size), width)

    def _short_line(self, start: int, first: int, width: float) -> list[tuple[int, float]]:
        """The longest line that is not as long as it should be."""
        galley = self.galley
        for end in range(first, start, -1):
            slack = width + galley.start[start] - galley.end[end]
            squeeze = galley.squeeze_end[end] - galley.squeeze_start[start]
            fits = slack >= -max(squeeze, 0.0) - TOLERANCE or (self.lenient and end == start + 1)
            if fits and self.break_cost[end] != PROHIBITED:
                return [(end, self.break_cost[end] + self.judge(galley, start, end, slack, self.em))]
        return []


Judge = Callable[[Galley, int, int, float, float], float]
"""What a line costs: galley, start, end, slack (points), em (points)."""


def _judge_flush(galley: Galley, start: int, end: int, slack: float, em: float) -> float:
    last = _last_line(galley, start, end)
    if slack < 0.0:
        squeeze = galley.squeeze_end[end] - galley.squeeze_start[start]
        return last + (_SQUEEZED * (slack / squeeze) ** 2 if -slack <= squeeze else _TIGHTENED)
    if end == len(galley.sorts):
        return last
    stretch = galley.stretch_end[end] - galley.stretch_start[start]
    if slack <= stretch:
        return _STRETCHED * (slack / stretch) ** 2 if stretch else 0.0
    share = galley.share_end[end] - galley.share_start[start]
    loose = (slack - stretch) / (em * _LOOSE_EM)
    loose = loose / share if share > 0.0 else loose * _RIGID
    return (_STRETCHED if stretch else 0.0) + _LOOSE * loose + loose**2 + loose**4


def _judge_ragged(galley: Galley, start: int, end: int, slack: float, em: float) -> float:
    last = _last_line(galley, start, end)
    return last if end == len(galley.sorts) else last + 1.0 + max(slack / em, 0.0) ** 2


def _judge_balanced(galley: Galley, start: int, end: int, slack: float, em: float) -> float:
    closes = end == len(galley.sorts) or galley.sorts[end - 1].kind in _PAUSES
    return (
        _last_line(galley, start, end) + _LINE + max(slack / em, 0.0) ** 2 + (0.0 if closes else _INNER_BREAK)
    )


def _last_line(galley: Galley, start: int, end: int) -> float:
    if end < len(galley.sorts) or start == 0:
        return 0.0
    return SINGLE_CHARACTER if galley.characters[end] - galley.characters[start] < 2 else 0.0


_JUDGES: dict[Fit, Judge] = {
    Fit.FLUSH: _judge_flush,
    Fit.RAGGED: _judge_ragged,
    Fit.BALANCED: _judge_balanced,
}
_MOST_SLACK = {Fit.FLUSH: 2.6, Fit.RAGGED: 4.0, Fit.BALANCED: math.inf}
"""Em by which lines worth considering fall short of their measure: room to give the next line two characters."""
