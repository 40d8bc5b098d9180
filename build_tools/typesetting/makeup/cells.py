"""试拼: the pieces that some neighbouring blocks can make at one width, and the ways to put two such heaps together.

In: options of single blocks, or two cells. Out: :class:`Cell`: of pieces that are the same from outside only the cheapest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from build_tools.typesetting.makeup.options import Edge
from build_tools.typesetting.makeup.pieces import CLASH, SEPARATOR, Node, cost_of_joining, cost_of_stacking

_BROKEN = 100.0
"""断版: a cut through the middle of the page with several blocks side by side over it and under it."""
_SEAM = 100.0
"""通缝: a cut from the page's top to its foot."""
MIDDLE = (0.3, 0.7)
"""Shares of the height between which a cut breaks the page in two."""
_ROW_BITS = 12
"""Of a piece's key: enough for the rows of any page."""


@dataclass(slots=True)
class Cell:
    """试拼: by height, top corners and seams the cheapest piece; single blocks also by the pictures at their sides. ``rows`` is the most."""

    rows: int
    nodes: dict[int, Node] = field(default_factory=dict)
    _lowest: list[tuple[Node, int, float, int, bool]] | None = None
    _level: dict[int, list[Node]] | None = None

    def add(self, nodes: Iterable[Node]) -> None:
        """Pieces made elsewhere; those that are put together with what meets along their cut."""
        for node in nodes:
            marks = node.option.marks if node.option else None
            sides = (bool(marks.pictures_left) << 1 | bool(marks.pictures_right)) if marks else 0
            key = (((sides << 2 | node.left) << 2 | node.right) << _ROW_BITS | node.rows) | node.seams << _ROW_BITS + 6
            known = self.nodes.get(key)
            if known is None or node.cost < known.cost:
                self.nodes[key] = node

    def stack(self, upper: Cell, lower: Cell, width: int, cost: float, from_top: bool, to_foot: bool) -> None:
        """Every piece of one cell over every one of another; ``from_top``, ``to_foot``: the cut's place on the page is known."""
        best, most, below = self.nodes, self.rows, lower.lowest
        for over in upper.nodes.values():
            base, room, seams = over.cost, most - over.rows - SEPARATOR, over.seams
            corners = (over.left << 2 | over.right) << _ROW_BITS | over.rows + SEPARATOR
            open_foot = (from_top or to_foot) and not over.solid_foot
            for under, rows, dear, gaps, solid in below:
                if rows > room:
                    continue
                total = base + dear + cost
                if open_foot and not solid and _in_middle(over.rows if from_top else most - rows, most):
                    total += _BROKEN
                shared = seams & gaps
                key = (corners + rows) | shared << _ROW_BITS + 6
                known = best.get(key)
                if known is None or total < known.cost:
                    # Looking along the cut is dear, so it waits until a piece is cheap enough to be kept.
                    total += cost_of_stacking(over, under)
                    if known is None or total < known.cost:
                        best[key] = Node(total, width, over.rows + SEPARATOR + rows, over.left, over.right, None, 0, (over, under), True, shared)

    def beside(self, left: Cell, right: Cell, width: int) -> None:
        """Every piece of one cell at the left of every one of another that is as high; the gap between them is open."""
        best, level = self.nodes, right.level
        for node in left.nodes.values():
            base, head, corner = node.cost, node.right is Edge.HEADLINE, node.left << 2
            gaps = node.seams | 1 << node.columns
            for other in level.get(node.rows, ()):
                total = base + other.cost + (CLASH if head and other.left is Edge.HEADLINE else 0.0)
                seams = gaps | other.seams << node.columns
                key = (corner | other.right) << _ROW_BITS | node.rows | seams << _ROW_BITS + 6
                known = best.get(key)
                if known is None or total < known.cost:
                    total += cost_of_joining(node, other)
                    if known is None or total < known.cost:
                        best[key] = Node(total, width, node.rows, node.left, other.right, None, 0, (node, other), False, seams)

    @property
    def lowest(self) -> list[tuple[Node, int, float, int, bool]]:
        """Of each height the cheapest piece: with its rows, cost, seams, and whether one block takes the width at its top."""
        if self._lowest is None:
            cheapest: dict[int, Node] = {}
            for node in self.nodes.values():
                if node.rows not in cheapest or node.cost < cheapest[node.rows].cost:
                    cheapest[node.rows] = node
            self._lowest = [(node, node.rows, node.cost, node.seams, node.solid_top) for node in cheapest.values()]
        return self._lowest

    @property
    def level(self) -> dict[int, list[Node]]:
        """The pieces of each height."""
        if self._level is None:
            self._level = {}
            for node in self.nodes.values():
                self._level.setdefault(node.rows, []).append(node)
        return self._level


Joint = tuple[float, Node, Node, bool]
"""Two pieces that fill a page: their cost, without what meets along the cut; whether one stands over the other."""


def page_stacked(upper: Cell, lower: Cell, rows: int, cost: float, breakable: bool) -> Iterator[Joint]:
    """The pairs one over another that are exactly so high; every gap that nothing bridges from top to foot is a seam."""
    below = {entry[1]: entry for entry in lower.lowest}
    for over in upper.nodes.values():
        entry = below.get(rows - over.rows - SEPARATOR)
        if entry:
            under, _, dear, gaps, solid = entry
            broken = breakable and not solid and not over.solid_foot and _in_middle(over.rows, rows)
            yield over.cost + dear + (cost + _SEAM * (over.seams & gaps).bit_count()) + _BROKEN * broken, over, under, True


def page_beside(left: Cell, right: Cell, rows: int) -> Iterator[Joint]:
    """The pairs side by side that are both exactly so high: one seam from top to foot."""
    for node in left.level.get(rows, ()):
        for other in right.level.get(rows, ()):
            clash = CLASH if node.right is other.left is Edge.HEADLINE else 0.0
            yield node.cost + other.cost + (_SEAM + clash), node, other, False


def joined(joint: Joint) -> Node:
    """The two as one piece, with the cost of what meets along the cut."""
    cost, one, two, stacked = joint
    if stacked:
        return Node(cost + cost_of_stacking(one, two), one.columns, one.rows + SEPARATOR + two.rows, one.left, one.right, None, 0, (one, two), True)
    return Node(cost + cost_of_joining(one, two), one.columns + two.columns, one.rows, one.left, two.right, None, 0, (one, two))


def _in_middle(row: int, rows: int) -> bool:
    return MIDDLE[0] <= row / rows <= MIDDLE[1]
