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
from dataclasses import dataclass, field
from heapq import nsmallest

from build_tools.typesetting.makeup.cells import Cell, Joint, joined, page_beside, page_stacked
from build_tools.typesetting.makeup.options import Option
from build_tools.typesetting.makeup.pieces import SEPARATOR, Node, leaf_node

_ACROSS = 1.0
"""A cut over the whole width."""
MOST_KEPT = 150
"""Arrangements handed on for the finer rules."""
_NEVER = 1_000_000
"""Rows of what no page holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One block waiting for its place: ``ordinal`` on the page, and its options at each width in columns. Equal only to itself."""

    ordinal: int
    widths: Mapping[int, list[Option]]


Shelf = Sequence[Place]


@dataclass(slots=True)
class Arranger:
    """排列: for an area of so many columns and rows. What it has pieced together it keeps, for the next shelf that shares neighbours with this one."""

    columns: int
    rows: int
    _cells: dict[tuple[tuple[Place, ...], int, bool, bool], Cell] = field(default_factory=dict)

    def arrange(self, shelf: Shelf) -> list[Node]:
        """排列: arrangements of all blocks that fill the area exactly, cheapest first; [] where there is none."""
        places = tuple(shelf)
        if len(places) == 1:
            whole = [leaf_node(option, places[0].ordinal) for option in places[0].widths.get(self.columns, ()) if option.rows == self.rows]
        else:
            whole = [joined(joint) for joint in nsmallest(MOST_KEPT, self._halves(places), key=lambda joint: joint[0])]
        return sorted(whole, key=lambda node: node.cost)[:MOST_KEPT]

    def _halves(self, places: tuple[Place, ...]) -> Iterator[Joint]:
        """Every way to make the page of two pieces."""
        several = len(places) > 2
        for middle in range(1, len(places)):
            before, after = places[:middle], places[middle:]
            upper, lower = self._cell(before, self.columns, several, False), self._cell(after, self.columns, False, several)
            yield from page_stacked(upper, lower, self.rows, _ACROSS, several)
            for part in range(1, self.columns):
                yield from page_beside(self._cell(before, part), self._cell(after, self.columns - part), self.rows)

    def _cell(self, places: tuple[Place, ...], width: int, from_top: bool = False, to_foot: bool = False) -> Cell:
        """What these blocks can make at that width; ``from_top``, ``to_foot``: pieces of full width that reach the page's top or foot."""
        key = (places, width, from_top, to_foot)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = Cell(self.rows)
            self._fill(cell, places, width, from_top, to_foot)
        return cell

    def _fill(self, cell: Cell, places: tuple[Place, ...], width: int, from_top: bool, to_foot: bool) -> None:
        if len(places) == 1:
            cell.add(leaf_node(option, places[0].ordinal) for option in places[0].widths.get(width, ()) if option.rows <= self.rows)
            return
        for middle in range(1, len(places)):
            before, after = places[:middle], places[middle:]
            upper, lower = self._cell(before, width, from_top, False), self._cell(after, width, False, to_foot)
            cell.stack(upper, lower, width, _ACROSS if width == self.columns else 0.0, from_top, to_foot)
            for part in range(1, width):
                cell.beside(self._cell(before, part), self._cell(after, width - part), width)


def least_rows(shelf: Shelf, columns: int) -> int:
    """最矮: rows below which no arrangement of these blocks can be, however they are cut; a bound that is soon found."""
    table: dict[tuple[int, int, int], int] = {}
    for length in range(1, len(shelf) + 1):
        for first in range(len(shelf) - length + 1):
            last = first + length
            for width in range(1, columns + 1):
                if length == 1:
                    table[first, last, width] = min((option.rows for option in shelf[first].widths.get(width, ())), default=_NEVER)
                    continue
                cuts = range(first + 1, last)
                over = (table[first, cut, width] + SEPARATOR + table[cut, last, width] for cut in cuts)
                beside = (max(table[first, cut, part], table[cut, last, width - part]) for cut in cuts for part in range(1, width))
                table[first, last, width] = min(*over, *beside, _NEVER)
    return table[0, len(shelf), columns]
