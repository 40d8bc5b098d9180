"""稿件区域: the outline of each article on a printed page, from the boxes of its blocks.

In: a page's blocks. Out: for each number its :class:`Region`. Millimetres from the page's top left corner.

The page is cut into cells along all edges of all blocks. An article owns the cells under its blocks and a
narrow margin round them, then the empty cells between its own: the gaps between its columns, between text
and picture. What belongs to another article, or to the page itself, is never owned, so an article that runs
round another one gets a polygon with corners, or with a hole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.site.replica.layout import PrintedBlock

Ring = tuple[tuple[float, float], ...]
"""A closed outline: corners, the last joined to the first."""

Cell = tuple[int, int]
"""Column and row among the cells."""

_MARGIN = 1.2
"""White, in mm, that belongs to a block on each side: less than half the narrowest gap between two articles."""

_PAGE = "page"
"""Owns what stands outside all articles, and what two articles lay claim to."""


@dataclass(frozen=True, slots=True)
class Region:
    """稿件区域: the rings of an article's outline; a point is inside if an odd number of them goes round it."""

    number: str
    rings: tuple[Ring, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the whole region."""
        across, down = zip(*(corner for ring in self.rings for corner in ring), strict=True)
        return min(across), min(down), max(across), max(down)


def find_regions(blocks: Sequence[PrintedBlock]) -> tuple[Region, ...]:
    """稿件区域 of every article on a page, in the order in which their first blocks come."""
    across = _edges((block.left, block.right) for block in blocks)
    down = _edges((block.top, block.bottom) for block in blocks)
    owners = _owned_cells(blocks, across, down)
    numbers = dict.fromkeys(block.number for block in blocks if block.number)
    return tuple(Region(number, _outline(_closed(number, owners), across, down)) for number in numbers)


def _edges(pairs: Iterable[tuple[float, float]]) -> list[float]:
    return sorted({_edge(edge) for low, high in pairs for edge in (low - _MARGIN, low, high, high + _MARGIN)})


def _edge(length: float) -> float:
    """To a tenth of a millimetre: edges that are meant to be one must be one."""
    return round(length, 1)


def _owned_cells(blocks: Sequence[PrintedBlock], across: list[float], down: list[float]) -> dict[Cell, str]:
    """Who owns each cell that is not empty. A block's own area goes before any margin."""
    owners: dict[Cell, str] = {}
    for block in blocks:
        for cell in _cells(block, across, down, _MARGIN):
            known = owners.setdefault(cell, block.number or _PAGE)
            if known != (block.number or _PAGE):
                owners[cell] = _PAGE
    for block in blocks:
        owners.update(dict.fromkeys(_cells(block, across, down, 0), block.number or _PAGE))
    return owners


def _cells(block: PrintedBlock, across: list[float], down: list[float], margin: float) -> Iterator[Cell]:
    first, last = (across.index(_edge(edge)) for edge in (block.left - margin, block.right + margin))
    top, bottom = (down.index(_edge(edge)) for edge in (block.top - margin, block.bottom + margin))
    return ((column, row) for row in range(top, bottom) for column in range(first, last))


def _closed(number: str, owners: dict[Cell, str]) -> set[Cell]:
    """An article's cells, and those empty ones that lie between two of them; these it owns from now on."""
    own = {cell for cell, owner in owners.items() if owner == number}
    found = own
    while found:
        found = {cell for axis in (0, 1) for cell in _between(own, owners, axis)}
        own |= found
        owners.update(dict.fromkeys(found, number))
    return own


def _between(own: set[Cell], owners: dict[Cell, str], axis: int) -> Iterator[Cell]:
    """Empty cells between two own ones with nothing else in between, along rows (axis 0) or columns (axis 1)."""
    ordered = sorted(own, key=lambda cell: (cell[1 - axis], cell[axis]))
    for one, other in pairwise(ordered):
        if one[1 - axis] == other[1 - axis] and other[axis] - one[axis] > 1:
            line = [
                (place, one[1]) if axis == 0 else (one[0], place)
                for place in range(one[axis] + 1, other[axis])
            ]
            if not any(cell in owners for cell in line):
                yield from line


def _outline(cells: set[Cell], across: list[float], down: list[float]) -> tuple[Ring, ...]:
    """The rings round some cells: clockwise on screen, holes the other way round."""
    ahead: dict[Cell, list[Cell]] = {}
    for column, row in sorted(cells):
        corners = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
        neighbours = ((column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row))
        for side, neighbour in enumerate(neighbours):
            if neighbour not in cells:
                ahead.setdefault(corners[side], []).append(corners[(side + 1) % 4])
    rings = []
    while ahead:
        rings.append(tuple((across[column], down[row]) for column, row in _corners(_walk(ahead))))
    return tuple(rings)


def _walk(ahead: dict[Cell, list[Cell]]) -> list[Cell]:
    """One ring, taken out of the sides that are left."""
    start = here = next(iter(ahead))
    ring = []
    while True:
        ring.append(here)
        sides = ahead[here]
        following = sides.pop()
        if not sides:
            del ahead[here]
        here = following
        if here == start:
            return ring


def _corners(ring: list[Cell]) -> list[Cell]:
    """The points of a ring at which it turns."""
    around = zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True)
    return [here for before, here, after in around if (before[0] == after[0]) == (before[1] == after[1])]
