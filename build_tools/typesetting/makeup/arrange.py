"""拼版: blocks into the page by cuts from edge to edge, all arrangements weighed at once.

In: for each block, in order of printing, its options at every width. Out: the cheapest arrangements that
fill the area exactly and cost no more than so much.

A page of modular blocks is a slicing tree: cut across or down, again and again, until each piece holds one
block. Keeping the printing order in every piece keeps the reading order, and makes the pieces intervals;
so dynamic programming over (interval, width, height, headlines in the top corners, open gaps) finds the
optimum. The idea of slicing trees for newspaper pages is in the literature on modular newspaper layout; the
costs are the trade's rules.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from build_tools.typesetting.makeup.cells import (
    Allowance,
    Cell,
    Joint,
    joined,
    page_beside,
    page_stacked,
)
from build_tools.typesetting.makeup.interlocked import interlocked
from build_tools.typesetting.makeup.options import Option
from build_tools.typesetting.makeup.pieces import (
    SEPARATOR,
    Node,
    joined_node,
    leaf_node,
    longest_open,
    stacked_node,
)

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


@dataclass(frozen=True, slots=True)
class Room:
    """余地: what one block can take of an area that all fill together: column rows, least and most, and its least cost."""

    least: int
    most: int
    cost: float
    widths: Mapping[int, list[Option]]


def rooms_of(shelf: Shelf, columns: int, rows: int) -> dict[Place, Room]:
    """余地: of each block, without the options that leave the others too little or too much; {} where the area cannot be filled."""
    options = {place: place.widths for place in shelf}
    total, separators = columns * rows, (len(shelf) - 1) * columns * SEPARATOR
    for _ in range(2):
        spans = {place: _areas(widths, rows) for place, widths in options.items()}
        if not all(spans.values()):
            return {}
        least, most = sum(min(span) for span in spans.values()), sum(max(span) for span in spans.values())
        options = {
            place: {
                width: [
                    option
                    for option in found
                    if option.rows <= rows
                    and total - most + max(spans[place]) - separators
                    <= option.rows * width
                    <= total - least + min(spans[place])
                ]
                for width, found in widths.items()
            }
            for place, widths in options.items()
        }
    spans = {place: _areas(widths, rows) for place, widths in options.items()}
    if not all(spans.values()):
        return {}
    return {
        place: Room(
            min(spans[place]),
            max(spans[place]),
            min(option.cost for found in options[place].values() for option in found),
            options[place],
        )
        for place in shelf
    }


def least_excess(rooms: Mapping[Place, Room], columns: int, rows: int) -> float:
    """最少的代价: what filling the area costs at least over the cheapest of every block, whatever stands where; infinite where nothing can fill it."""
    total, reached = columns * rows, {0: 0.0}
    for room in rooms.values():
        areas: dict[int, float] = {}
        for width, found in room.widths.items():
            for option in found:
                area, more = option.rows * width, option.cost - room.cost
                areas[area] = min(more, areas.get(area, math.inf))
        further: dict[int, float] = {}
        for before, cost in reached.items():
            for area, more in areas.items():
                if before + area <= total and cost + more < further.get(before + area, math.inf):
                    further[before + area] = cost + more
        reached = further
    return min(
        (cost for area, cost in reached.items() if area >= total - (len(rooms) - 1) * columns * SEPARATOR),
        default=math.inf,
    )


def _areas(widths: Mapping[int, list[Option]], rows: int) -> set[int]:
    return {option.rows * width for width, found in widths.items() for option in found if option.rows <= rows}


@dataclass(slots=True)
class Arranger:
    """排列: of these blocks in any order, for an area of so many columns and rows, at no more than ``slack`` over the cheapest of every block.

    What it has pieced together it keeps, for the next order in which the same blocks are neighbours.
    """

    columns: int
    rows: int
    rooms: Mapping[Place, Room]
    slack: float
    allowance: Allowance
    one_each: bool = False
    """Of the pieces of the same blocks and height only the cheapest is kept."""
    _cells: dict[tuple[tuple[Place, ...], int, bool], Cell] = field(default_factory=dict)

    def arrange(self, shelf: Shelf) -> list[Node]:
        """排列: arrangements of all blocks that fill the area exactly, cheapest first; [] where there is none.

        Raises :class:`SpentError` when the search has taken more steps than allowed.
        """
        places = tuple(shelf)
        if not self.rooms:
            return []
        if len(places) == 1:
            whole = [
                leaf_node(option, places[0].ordinal, longest_open(self.rows))
                for option in self.rooms[places[0]].widths.get(self.columns, ())
                if option.rows == self.rows
            ]
        else:
            whole = [
                joined(joint)
                for joint in nsmallest(MOST_KEPT, self._halves(places), key=lambda joint: joint[0])
            ]
        return sorted(whole, key=lambda node: node.cost)[:MOST_KEPT]

    def interlock(self, shelf: Shelf) -> list[Node]:
        """咬合: arrangements that no cut from edge to edge takes apart, cheapest first. Raises :class:`SpentError` likewise."""
        places = tuple(shelf)
        if not self.rooms:
            return []
        return interlocked(
            places,
            lambda part, width: self._cell(part, width, True),
            self.columns,
            self.rows,
            self._limit(places),
            self.allowance,
        )

    def _halves(self, places: tuple[Place, ...]) -> Iterator[Joint]:
        """Every way to make the page of two pieces."""
        limit = self._limit(places)
        for middle in range(1, len(places)):
            before, after = places[:middle], places[middle:]
            upper = self._cell(before, self.columns, False)
            if upper.uppers:
                yield from page_stacked(
                    upper.uppers,
                    self._cell(after, self.columns, True),
                    self.rows,
                    _ACROSS,
                    len(places) > 2,
                    limit,
                )
            for part in range(1, self.columns):
                yield from page_beside(
                    self._cell(before, part, True).lefts,
                    self._cell(after, self.columns - part, True),
                    self.rows,
                    limit,
                )

    def _limit(self, places: tuple[Place, ...]) -> float:
        return sum(self.rooms[place].cost for place in places) + self.slack

    def _cell(self, places: tuple[Place, ...], width: int, stacks: bool) -> Cell:
        """What these blocks can make at that width; over the page's whole width stacks are for those that reach its foot."""
        key = (places, width, stacks or width < self.columns)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._empty(places, width)
            if cell.least <= cell.most:
                self._fill(cell, places, width, key[2])
            self._cells[key] = cell
        return cell

    def _empty(self, places: tuple[Place, ...], width: int) -> Cell:
        """A cell with the heights that leave the other blocks what they need."""
        total, own = self.columns * self.rows, set(places)
        others = [room for place, room in self.rooms.items() if place not in own]
        least = total - sum(room.most for room in others) - len(others) * self.columns * SEPARATOR
        most = total - sum(room.least for room in others)
        return Cell(
            max(math.ceil(least / width), 1),
            min(most // width, self.rows),
            self._limit(places),
            self.rows,
            self.one_each,
        )

    def _fill(self, cell: Cell, places: tuple[Place, ...], width: int, stacks: bool) -> None:
        if len(places) == 1:
            longest = longest_open(self.rows)
            cell.add(
                leaf_node(option, places[0].ordinal, longest)
                for option in self.rooms[places[0]].widths.get(width, ())
            )
            return
        whole = width == self.columns
        for middle in range(1, len(places)):
            before, after = places[:middle], places[middle:]
            if stacks:
                uppers = self._cell(before, width, False).uppers
                if uppers:
                    cell.stack(
                        uppers, self._cell(after, width, True), width, _ACROSS * whole, whole, self.allowance
                    )
            for part in range(1, width):
                lefts = self._cell(before, part, True).lefts
                if lefts:
                    cell.beside(lefts, self._cell(after, width - part, True), width, self.allowance)


def least_rows(shelf: Shelf, columns: int) -> int:
    """最矮: rows below which no arrangement of these blocks can be, however they are cut; a bound that is soon found."""
    return _least_table(shelf, columns)[0, len(shelf), columns]


def lowest(shelf: Shelf, columns: int, rows: int) -> Node | None:
    """最矮的一版: an arrangement of least height, white below what is lower than the rest; for copy that leaves much white,
    which can be left in more ways than a search looks through. None where these blocks have no shapes so high."""
    table, longest = _least_table(shelf, columns), longest_open(rows)

    def made(first: int, last: int, width: int, height: int) -> Node | None:
        if last - first == 1:
            fitting = [option for option in shelf[first].widths.get(width, ()) if option.rows == height]
            option = min(fitting, key=lambda each: each.cost, default=None)
            return leaf_node(option, shelf[first].ordinal, longest) if option else None
        for cut in range(first + 1, last):
            over = table[first, cut, width]
            if over + SEPARATOR + table[cut, last, width] == table[first, last, width]:
                one, two = made(first, cut, width, over), made(cut, last, width, height - over - SEPARATOR)
                return stacked_node(one.cost + two.cost, one, two, 0, longest) if one and two else None
        for cut in range(first + 1, last):
            for part in range(1, width):
                if max(table[first, cut, part], table[cut, last, width - part]) == table[first, last, width]:
                    one, two = made(first, cut, part, height), made(cut, last, width - part, height)
                    return joined_node(one.cost + two.cost, one, two, 0, longest) if one and two else None
        return None

    return made(0, len(shelf), columns, rows) if table[0, len(shelf), columns] <= rows else None


def _least_table(shelf: Shelf, columns: int) -> dict[tuple[int, int, int], int]:
    """Least rows of the blocks from one place to before another at a width."""
    table: dict[tuple[int, int, int], int] = {}
    for length in range(1, len(shelf) + 1):
        for first in range(len(shelf) - length + 1):
            last = first + length
            for width in range(1, columns + 1):
                if length == 1:
                    table[first, last, width] = min(
                        (option.rows for option in shelf[first].widths.get(width, ())), default=_NEVER
                    )
                    continue
                cuts = range(first + 1, last)
                over = (table[first, cut, width] + SEPARATOR + table[cut, last, width] for cut in cuts)
                beside = (
                    max(table[first, cut, part], table[cut, last, width - part])
                    for cut in cuts
                    for part in range(1, width)
                )
                table[first, last, width] = min(*over, *beside, _NEVER)
    return table
