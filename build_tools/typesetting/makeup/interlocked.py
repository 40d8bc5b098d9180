"""咬合: five pieces of which four go round a fifth, so that no line runs through the page from edge to edge.

In: cells of neighbouring blocks at every width. Out: arrangements that fill the page, cheapest first. Where blocks are cut
from edge to edge a cut down leaves a gap open from top to foot (通缝), and one across breaks the page (断版); here both end at a
block. Only the whole page is made so, its pieces are cut as any.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from heapq import nsmallest
from itertools import combinations, pairwise
from typing import TypeVar

from build_tools.typesetting.makeup.cells import Allowance, Cell
from build_tools.typesetting.makeup.pieces import (
    SEAM,
    SEPARATOR,
    Node,
    cost_of_joining,
    cost_of_stacking,
    longest_open,
    open_foot,
    open_top,
)

P = TypeVar("P")
CellOf = Callable[[tuple[P, ...], int], Cell]
"""Blocks and width in columns → what they can make."""
_PIECES, _LEAST = 5, 6
"""Pieces of such a page, and rows that the middle one has at least."""
_KEPT = 60
"""Arrangements handed on."""
_MOST_STEPS = 1_000_000
"""More than one way to set five pieces has."""
_PREFERRED = 4.0
"""What it costs more than a page that is cut: plain pages are read with less effort."""
_Whole = tuple[float, tuple[Node, ...], tuple[tuple[int, int], ...]]


def interlocked(
    places: tuple[P, ...], cell_of: CellOf[P], columns: int, rows: int, limit: float, allowance: Allowance
) -> list[Node]:
    """咬合: pages of these blocks in their order that cost no more than ``limit``."""
    found = nsmallest(
        _KEPT, _wholes(places, cell_of, columns, rows, limit, allowance), key=lambda each: each[0]
    )
    return [_node(each, columns, rows) for each in found]


def interlocked_as(
    places: tuple[tuple[int, int], ...], cells: tuple[Cell, ...], columns: int, rows: int
) -> list[Node]:
    """照样咬合: the pages whose pieces stand as those at these places did, each made of what its cell holds."""
    clockwise = places[2][0] == 0
    inner, outer = places[3][0], places[1][0]
    widths = (inner, outer, columns) if clockwise else (outer, inner, columns)
    parts = tuple((place,) for place in range(_PIECES))
    allowance = Allowance(_MOST_STEPS)
    found = _around(
        parts, lambda part, _: cells[part[0]], widths, rows, math.inf, allowance, clockwise=clockwise
    )
    return [_node(each, columns, rows) for each in nsmallest(_KEPT, found, key=lambda each: each[0])]


def _node(whole: _Whole, columns: int, rows: int) -> Node:
    cost, pieces, corners = whole
    return Node(cost, columns, rows, pieces[0].left, pieces[1].right, None, 0, pieces, places=corners)


def _wholes(
    places: tuple[P, ...], cell_of: CellOf[P], columns: int, rows: int, limit: float, allowance: Allowance
) -> Iterator[_Whole]:
    for cuts in combinations(range(1, len(places)), _PIECES - 1):
        parts = tuple(places[start:end] for start, end in pairwise((0, *cuts, len(places))))
        for far in range(2, columns):
            for near in range(1, far):
                across = near, far, columns
                for clockwise in (True, False):
                    yield from _around(parts, cell_of, across, rows, limit, allowance, clockwise=clockwise)


def _around(
    parts: tuple[tuple[P, ...], ...],
    cell_of: CellOf[P],
    across: tuple[int, int, int],
    rows: int,
    limit: float,
    allowance: Allowance,
    *,
    clockwise: bool,
) -> Iterator[_Whole]:
    """One way round. Clockwise: a broad piece at the top left, a high one at the right, a low one at the left foot, the
    middle, a broad one at the right foot. The other way: a high piece at the left, a broad one at the top right, the middle,
    a low one at the right foot, a broad one at the left foot.
    """
    near, far, columns = across
    longest = longest_open(rows)
    if clockwise:
        left_foot, centre, right_foot, top, foot = 2, 3, 4, far, near
    else:
        left_foot, centre, right_foot, top, foot = 4, 2, 3, near, far
    left = _stacks(cell_of(parts[0], top), cell_of(parts[left_foot], foot), rows, limit)
    if not left:
        return
    right = _stacks(cell_of(parts[1], columns - top), cell_of(parts[right_foot], columns - foot), rows, limit)
    middle = cell_of(parts[centre], far - near).level if right else {}
    for left_rows, over, under in left:
        for right_rows, beside, below in right:
            allowance.take(1)
            low, high = (left_rows, right_rows) if clockwise else (right_rows, left_rows)
            between = middle.get(high - low - SEPARATOR)
            if high - low - SEPARATOR < _LEAST or not between:
                continue
            upper, lower = low + SEPARATOR, high + SEPARATOR
            if clockwise:
                pieces, joined = (over, beside, under, between[0], below), (under, between[0])
                corners = (0, 0), (far, 0), (0, upper), (near, upper), (near, lower)
            else:
                pieces, joined = (over, beside, between[0], below, under), (between[0], below)
                corners = (0, 0), (near, 0), (near, upper), (far, upper), (0, lower)
            cost = _PREFERRED + sum(piece.cost for piece in pieces)
            if cost <= limit:
                cost += cost_of_joining(over, beside) + cost_of_joining(*joined)
                if clockwise:
                    cost += cost_of_stacking(over, under)
                    ran = high + open_top(below, far - near), rows - low + open_foot(over, near)
                else:
                    ran = high + open_top(under, near), rows - low + open_foot(beside, far - near)
                cost += SEAM * sum(run > longest for run in ran)
            if cost <= limit:
                yield cost, pieces, corners


def _stacks(upper: Cell, lower: Cell, rows: int, limit: float) -> list[tuple[int, Node, Node]]:
    """Pieces one over another that reach from the page's top to its foot: rows of the upper one, and both."""
    longest, below = longest_open(rows), lower.level
    return [
        (high, over[0], under[0])
        for high, over in upper.level.items()
        if (under := below.get(rows - high - SEPARATOR))
        and over[0].cost + under[0].cost <= limit
        and max(high, rows - high) < 1.3 * longest
    ]
