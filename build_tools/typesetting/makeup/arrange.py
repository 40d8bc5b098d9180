"""拼版: blocks into the page by cuts from edge to edge, all arrangements weighed at once.

In: for each block, in order of printing, its options at every width. Out: the cheapest arrangements that
fill the area exactly.

A page of modular blocks is a slicing tree: cut across or down, again and again, until each piece holds one
block. Keeping the printing order in every piece keeps the reading order, and makes the pieces intervals;
so dynamic programming over (interval, width, height, what stands at the top corners) finds the optimum.
The idea of slicing trees for newspaper pages is in the literature on modular newspaper layout; the
costs are the trade's rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.typesetting.makeup.options import Edge, Option

SEPARATOR = 1
"""Rows between blocks one above another."""
CLASH = 14.0
"""碰题: two headlines side by side at one height."""
_ACROSS = 1.0
"""A cut over the whole width."""
_BROKEN = 12.0
"""断版: such a cut through the middle of the page with several blocks under it."""
_SEAM = 10.0
"""通缝: a cut from the page's top to its foot."""
MIDDLE = (0.3, 0.7)
"""Shares of the height between which a cut breaks the page in two."""
MOST_KEPT = 150
"""Arrangements handed on for the finer rules."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the page: one block, or two pieces stacked or side by side. ``left`` and ``right`` are its top corners."""

    cost: float
    columns: int
    rows: int
    left: Edge
    right: Edge
    option: Option | None = None
    ordinal: int = 0
    pieces: tuple[Node, ...] = ()
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: ``column`` and ``row`` of its top left corner in the area."""

    ordinal: int
    column: int
    row: int
    option: Option


Pieces = dict[tuple[int, Edge, Edge], Node]


@dataclass(frozen=True, slots=True)
class Place:
    """One block waiting for its place: ``ordinal`` on the page, and its options at each width in columns."""

    ordinal: int
    widths: Mapping[int, list[Option]]


Shelf = Sequence[Place]


def arrange(shelf: Shelf, columns: int, rows: int) -> list[Node]:
    """排列: arrangements of all blocks that are exactly so wide and high, cheapest first; [] where there is none."""
    table: dict[tuple[int, int, int], Pieces] = {}
    count = len(shelf)
    for length in range(1, count + 1):
        for first in range(count - length + 1):
            for width in range(1, columns + 1):
                if length < count:
                    table[first, first + length, width] = best_pieces(_candidates(shelf, table, first, first + length, width, columns, rows))
    whole = [node for node in _candidates(shelf, table, 0, count, columns, columns, rows) if node.rows == rows]
    return sorted(whole, key=lambda node: node.cost)[:MOST_KEPT]


def best_pieces(candidates: Iterator[Node]) -> Pieces:
    """The cheapest node for each height and pair of top corners."""
    best: Pieces = {}
    for node in candidates:
        key = (node.rows, node.left, node.right)
        known = best.get(key)
        if known is None or node.cost < known.cost:
            best[key] = node
    return best


def _candidates(shelf: Shelf, table: dict[tuple[int, int, int], Pieces], first: int, last: int, width: int, columns: int, rows: int) -> Iterator[Node]:
    if last - first == 1:
        for option in shelf[first].widths.get(width, ()):
            if option.rows <= rows:
                yield Node(option.cost, width, option.rows, option.edge, option.edge, option, shelf[first].ordinal)
        return
    exact = rows if first == 0 and last == len(shelf) else 0
    for middle in range(first + 1, last):
        upper, lower = table[first, middle, width], table[middle, last, width]
        edges = (first == 0, last == len(shelf)) if width == columns and len(shelf) > 2 else (False, False)
        for node in stacked(upper, lower, width, rows, exact, _ACROSS if width == columns else 0.0):
            yield replace(node, cost=node.cost + _BROKEN) if _breaks_page(node, rows, *edges) else node
        for part in range(1, width):
            for node in beside(table[first, middle, part], table[middle, last, width - part], width, exact):
                yield replace(node, cost=node.cost + _SEAM) if exact else node


def _breaks_page(node: Node, rows: int, from_top: bool, to_foot: bool) -> bool:
    """断版, where the piece reaches the page's top or foot, so that the cut's place is known."""
    over, under = node.pieces
    if under.option:
        return False
    places = [over.rows] * from_top + [rows - under.rows] * to_foot
    return any(MIDDLE[0] <= place / rows <= MIDDLE[1] for place in places[:1])


def stacked(upper: Pieces, lower: Pieces, width: int, rows: int, exact: int, cost: float) -> Iterator[Node]:
    """One piece over another, ``SEPARATOR`` rows between; ``exact`` keeps only those of that height."""
    under: dict[int, Node] = {}
    for node in lower.values():
        if node.rows not in under or node.cost < under[node.rows].cost:
            under[node.rows] = node
    for over in upper.values():
        if exact:
            wanted = under.get(exact - over.rows - SEPARATOR)
            below = [wanted] if wanted else []
        else:
            below = [node for height, node in under.items() if over.rows + height + SEPARATOR <= rows]
        for node in below:
            yield Node(over.cost + node.cost + cost, width, over.rows + SEPARATOR + node.rows, over.left, over.right, None, 0, (over, node), True)


def beside(left: Pieces, right: Pieces, width: int, exact: int) -> Iterator[Node]:
    """Two pieces of one height side by side; two headlines at the top cost a clash."""
    level: dict[int, list[Node]] = {}
    for node in right.values():
        level.setdefault(node.rows, []).append(node)
    for node in left.values():
        if exact and node.rows != exact:
            continue
        for other in level.get(node.rows, ()):
            clash = CLASH if node.right is Edge.HEADLINE and other.left is Edge.HEADLINE else 0.0
            yield Node(node.cost + other.cost + clash, width, node.rows, node.left, other.right, None, 0, (node, other))


def standings(node: Node, column: int = 0, row: int = 0) -> Iterator[Standing]:
    """The blocks of an arrangement in order of printing."""
    if node.option:
        yield Standing(node.ordinal, column, row, node.option)
        return
    for piece in node.pieces:
        yield from standings(piece, column, row)
        if node.stacked:
            row += piece.rows + SEPARATOR
        else:
            column += piece.columns
