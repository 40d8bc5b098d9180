"""试拼: the pieces that some neighbouring blocks can make at one width, and the ways to put two such heaps together.

In: options of single blocks, or two cells. Out: :class:`Cell`: of pieces that are the same from outside only the cheapest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from build_tools.typesetting.makeup.pieces import (
    AT_FOOT,
    AT_LEFT,
    AT_RIGHT,
    AT_TOP,
    GAPS,
    SEAM,
    SEPARATOR,
    Node,
    cost_of_joining,
    cost_of_seams,
    cost_of_stacking,
    joined_node,
    longest_open,
    seam_bias,
    stacked_node,
)

_BROKEN = 100.0
"""断版: a cut through the middle of the page with several blocks side by side over it and under it."""
MIDDLE = (0.28, 0.72)
"""Shares of the height between which a cut breaks the page in two."""
_ROW_BITS = 12
"""Of a piece's key: enough for the rows of any page."""

_SIDES, _ENDS = AT_LEFT | AT_RIGHT, AT_TOP | AT_FOOT

Entry = tuple[float, int, int, bool, Node]
"""A piece as the one below or beside: cost, rows, mask, one block takes the width at its top, itself."""


class SpentError(Exception):
    """步数用尽: the search has taken the steps it was allowed."""


@dataclass(slots=True)
class Allowance:
    """步数: pairs of pieces that may still be looked at. Steps, not seconds: the same copy gives the same page on any machine."""

    steps: int

    def take(self, steps: int) -> None:
        """Raises :class:`SpentError` when there are no more."""
        self.steps -= steps
        if self.steps < 0:
            raise SpentError

    @property
    def spent(self) -> bool:
        """No more are left."""
        return self.steps < 0


@dataclass(slots=True)
class Heap:
    """堆: pieces of one make; of those that are the same from outside the cheapest."""

    one_each: bool
    """Only the cheapest piece of each height is kept."""
    nodes: dict[int, Node] = field(default_factory=dict)
    _sorted: list[Node] | None = None

    def sorted(self) -> list[Node]:
        """Cheapest first, without those that another beats: cheaper, the same corners and height, and no open gap and no picture at an edge that this one has not."""
        if self._sorted is None:
            self._sorted = _undominated(self.nodes.values(), self.one_each)
        return self._sorted


@dataclass(slots=True)
class Cell:
    """试拼: pieces of ``least`` to ``most`` rows that cost no more than ``limit``.

    Every arrangement is made once: the upper piece of a stack is no stack, the left one of a pair no pair.
    """

    least: int
    most: int
    limit: float
    page: int
    """Rows of the page."""
    one_each: bool = False
    """Only the cheapest piece of each height is kept."""
    single: Heap = field(init=False)
    stacks: Heap = field(init=False)
    pairs: Heap = field(init=False)
    _uppers: list[Node] | None = None
    _lefts: list[Node] | None = None
    _entries: tuple[list[float], list[Entry]] | None = None
    _level: dict[int, list[Node]] | None = None

    def __post_init__(self) -> None:
        self.single, self.stacks, self.pairs = Heap(self.one_each), Heap(self.one_each), Heap(self.one_each)

    def add(self, nodes: Iterable[Node]) -> None:
        """Single blocks."""
        for node in nodes:
            if self.least <= node.rows <= self.most and node.cost <= self.limit:
                key = ((node.left << 2 | node.right) << _ROW_BITS | node.rows) | node.mask << _ROW_BITS + 4
                known = self.single.nodes.get(key)
                if known is None or node.cost < known.cost:
                    self.single.nodes[key] = node

    def stack(
        self,
        upper: Iterable[Node],
        lower: Cell,
        width: int,
        cost: float,
        breakable: bool,
        allowance: Allowance,
    ) -> None:
        """Pieces over those of a cell; ``breakable``: the lower ones reach the page's foot over its whole width."""
        best, (prices, entries) = self.stacks.nodes, lower.entries
        longest = longest_open(self.page)
        bias = seam_bias(longest)
        for over in upper:
            base = over.cost + cost
            affordable = bisect_right(prices, self.limit - base)
            allowance.take(affordable + 1)
            most, least, mask = (
                self.most - over.rows - SEPARATOR,
                self.least - over.rows - SEPARATOR,
                over.mask,
            )
            corners = (over.left << 2 | over.right) << _ROW_BITS | over.rows + SEPARATOR
            # Over a piece that reaches the page's foot there is more than one block.
            closed = over.option.marks.wide_foot if over.option else over.solid_foot
            open_foot, pictured, bare = breakable and not closed, mask & AT_FOOT, over.bare
            for dear, rows, others, solid, under in entries[:affordable]:
                if not least <= rows <= most:
                    continue
                total = base + dear
                if open_foot and not solid and _in_middle(self.page - rows, self.page):
                    total += _BROKEN
                together = mask & others & GAPS | (mask | others) & _SIDES | mask & AT_TOP | others & AT_FOOT
                key = (corners + rows) | together << _ROW_BITS + 4
                known = best.get(key)
                if known is None or total < known.cost:
                    # Looking along the cut is dear, so it waits until a piece is cheap enough to be kept.
                    total += cost_of_seams(over, under, bias)
                    if bare or (pictured and others & AT_TOP):
                        total += cost_of_stacking(over, under)
                    if total <= self.limit and (known is None or total < known.cost):
                        best[key] = stacked_node(total, over, under, together, longest)

    def beside(self, left: Iterable[Node], right: Cell, width: int, allowance: Allowance) -> None:
        """Pieces at the left of those of a cell that are as high; the gap between them is open."""
        best, level, limit = self.pairs.nodes, right.level, self.limit
        longest = longest_open(self.page)
        for node in left:
            others = level.get(node.rows, ())
            if not others or not self.least <= node.rows <= self.most:
                continue
            allowance.take(len(others))
            base, corner, mask = node.cost + SEAM * (node.rows > longest), node.left << 2, node.mask
            gaps, kept = mask & GAPS | 1 << node.columns, mask & (AT_LEFT | _ENDS)
            for other in others:
                total = base + other.cost
                if total > limit:
                    break
                beyond = other.mask
                together = gaps | (beyond & GAPS) << node.columns | kept | beyond & (AT_RIGHT | _ENDS)
                key = (corner | other.right) << _ROW_BITS | node.rows | together << _ROW_BITS + 4
                known = best.get(key)
                if known is None or total < known.cost:
                    total += cost_of_joining(node, other)
                    if total <= limit and (known is None or total < known.cost):
                        best[key] = joined_node(total, node, other, together, longest)

    @property
    def uppers(self) -> list[Node]:
        """The pieces that are no stacks, cheapest first."""
        if self._uppers is None:
            self._uppers = _merged(self.one_each, self.single, self.pairs)
        return self._uppers

    @property
    def lefts(self) -> list[Node]:
        """The pieces that are no pairs, cheapest first."""
        if self._lefts is None:
            self._lefts = _merged(self.one_each, self.single, self.stacks)
        return self._lefts

    @property
    def whole(self) -> list[Node]:
        """All pieces, cheapest first."""
        return _merged(self.one_each, self.single, self.stacks, self.pairs)

    @property
    def entries(self) -> tuple[list[float], list[Entry]]:
        """Costs and pieces, cheapest first."""
        if self._entries is None:
            nodes = _bare(self.whole)
            self._entries = (
                [node.cost for node in nodes],
                [(node.cost, node.rows, node.mask, node.solid_top, node) for node in nodes],
            )
        return self._entries

    @property
    def level(self) -> dict[int, list[Node]]:
        """The pieces of each height, cheapest first."""
        if self._level is None:
            self._level = {}
            for node in self.whole:
                self._level.setdefault(node.rows, []).append(node)
        return self._level


def _merged(one_each: bool, *heaps: Heap) -> list[Node]:
    filled = [heap for heap in heaps if heap.nodes]
    if len(filled) == 1:
        return filled[0].sorted()
    return _undominated((node for heap in filled for node in heap.sorted()), one_each)


def _undominated(nodes: Iterable[Node], one_each: bool) -> list[Node]:
    kept: list[Node] = []
    known: dict[int, list[int]] = {}
    for node in sorted(nodes, key=lambda node: node.cost):
        key = node.rows if one_each else (node.left << 2 | node.right) << _ROW_BITS | node.rows
        better = known.setdefault(key, [])
        if not (better if one_each else any(mask & ~node.mask == 0 for mask in better)):
            better.append(node.mask)
            kept.append(node)
    return kept


def _bare(nodes: list[Node]) -> list[Node]:
    """Seen from above: the headlines in the corners do not count."""
    known: dict[tuple[int, bool], list[int]] = {}
    kept = []
    for node in nodes:
        better = known.setdefault((node.rows, node.solid_top), [])
        if not any(mask & ~node.mask == 0 for mask in better):
            better.append(node.mask)
            kept.append(node)
    return kept


Joint = tuple[float, Node, Node, bool]
"""Two pieces that fill a page: their cost, without what meets along the cut; whether one stands over the other."""


def page_stacked(
    upper: Iterable[Node], lower: Cell, rows: int, cost: float, breakable: bool, limit: float
) -> Iterator[Joint]:
    """The pairs one over another that are exactly so high."""
    below: dict[int, list[Entry]] = {}
    for entry in lower.entries[1]:
        below.setdefault(entry[1], []).append(entry)
    bias = seam_bias(longest_open(rows))
    for over in upper:
        open_foot = breakable and not over.solid_foot
        for dear, height, _, solid, under in below.get(rows - over.rows - SEPARATOR, ()):
            broken = open_foot and not solid and _in_middle(rows - height, rows)
            total = over.cost + dear + cost + _BROKEN * broken
            if total <= limit:
                total += cost_of_seams(over, under, bias)
                if total <= limit:
                    yield total, over, under, True


def page_beside(left: Iterable[Node], right: Cell, rows: int, limit: float) -> Iterator[Joint]:
    """The pairs side by side that are both exactly so high: one seam from top to foot."""
    for node in left:
        for other in right.level.get(rows, ()) if node.rows == rows else ():
            total = node.cost + other.cost + 2 * SEAM
            if total <= limit:
                yield total, node, other, False


def joined(joint: Joint) -> Node:
    """The two as one piece, with the cost of what meets along the cut."""
    cost, one, two, stacked = joint
    if stacked:
        return stacked_node(cost + cost_of_stacking(one, two), one, two, 0, one.rows + two.rows)
    return joined_node(cost + cost_of_joining(one, two), one, two, 0, one.rows)


def _in_middle(row: int, rows: int) -> bool:
    return MIDDLE[0] <= row / rows <= MIDDLE[1]
