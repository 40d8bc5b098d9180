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
from dataclasses import dataclass

from build_tools.typesetting.makeup.options import Edge, Option

SEPARATOR = 1
"""Rows between blocks one above another."""
CLASH = 120.0
"""碰题: two headlines side by side at one height."""
_TOUCH = 100.0
"""图相撞: pictures of two blocks with nothing between them."""
_ACROSS = 1.0
"""A cut over the whole width."""
_BROKEN = 100.0
"""断版: such a cut through the middle of the page with several blocks side by side over it and under it."""
_SEAM = 100.0
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
    seams: int = 0
    """The gaps between columns that nothing bridges, as bits: bit 1 is the gap after the first column."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: ``column`` and ``row`` of its top left corner in the area."""

    ordinal: int
    column: int
    row: int
    option: Option


Pieces = dict[tuple[int, Edge, Edge, int, tuple[bool, bool]], Node]


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
    likely = sorted(whole, key=lambda node: node.cost)[:MOST_KEPT]
    return sorted(map(weigh_seam, likely), key=lambda node: node.cost)


def best_pieces(candidates: Iterator[Node]) -> Pieces:
    """The cheapest node for each height, pair of top corners and seams; single blocks also by what lies along their edges."""
    best: Pieces = {}
    for node in candidates:
        marks = node.option.marks if node.option else None
        sides = (bool(marks.pictures_left), bool(marks.pictures_right)) if marks else (False, False)
        key = (node.rows, node.left, node.right, node.seams, sides)
        known = best.get(key)
        if known is None or node.cost < known.cost:
            # Looking along the seam is dear, so it waits until a node is cheap enough to be kept.
            refined = weigh_seam(node)
            if known is None or refined.cost < known.cost:
                best[key] = refined
    return best


def weigh_seam(node: Node) -> Node:
    """The node with the cost of what meets along its cut: 碰题 below the top, 图相撞."""
    if not node.pieces:
        return node
    if node.stacked:
        feet, tops = _pictures_along(node.pieces[0], foot=True), _pictures_along(node.pieces[1], foot=False)
        touches = sum(min(one[1], two[1]) > max(one[0], two[0]) for one in feet for two in tops)
        return dearer(node, _TOUCH * touches) if touches else node
    heads, pictures = edge_marks(node.pieces[0], right=True)
    others, pictures_beside = edge_marks(node.pieces[1], right=False)
    clashes = sum(heads_clash(one, two) for one in heads for two in others if max(one[0], two[0]) > 0)
    touches = sum(min(one[1], two[1]) - max(one[0], two[0]) >= 2 for one in pictures for two in pictures_beside)
    return dearer(node, CLASH * clashes + _TOUCH * touches) if clashes or touches else node


def dearer(node: Node, more: float) -> Node:
    """The same piece at a higher cost; built at once, since it is made by the ten thousand."""
    return Node(node.cost + more, node.columns, node.rows, node.left, node.right, node.option, node.ordinal, node.pieces, node.stacked, node.seams)


def edge_marks(node: Node, right: bool) -> tuple[list[tuple[int, int, float]], list[tuple[int, int]]]:
    """Headings and pictures along the right or left edge of a piece, in rows from its top."""
    if node.option:
        marks = node.option.marks
        return (list(marks.heads_right), list(marks.pictures_right)) if right else (list(marks.heads_left), list(marks.pictures_left))
    if not node.stacked:
        return edge_marks(node.pieces[1 if right else 0], right)
    heads, pictures = edge_marks(node.pieces[0], right)
    lower = node.pieces[0].rows + SEPARATOR
    more_heads, more_pictures = edge_marks(node.pieces[1], right)
    return [*heads, *((top + lower, foot + lower, size) for top, foot, size in more_heads)], [*pictures, *((top + lower, foot + lower) for top, foot in more_pictures)]


def _pictures_along(node: Node, foot: bool) -> list[tuple[int, int]]:
    """The columns of pictures along the foot or the top of a piece."""
    if node.option:
        return list(node.option.marks.pictures_foot if foot else node.option.marks.pictures_top)
    if node.stacked:
        return _pictures_along(node.pieces[1 if foot else 0], foot)
    aside = node.pieces[0].columns
    return [*_pictures_along(node.pieces[0], foot), *((left + aside, right + aside) for left, right in _pictures_along(node.pieces[1], foot))]


def heads_clash(one: tuple[int, int, float], two: tuple[int, int, float]) -> bool:
    """碰题: (top, bottom, size) of two headings side by side that overlap in height and are of about one size."""
    return min(one[1], two[1]) - max(one[0], two[0]) >= 2 and max(one[2], two[2]) < 1.5 * min(one[2], two[2])


def _candidates(shelf: Shelf, table: dict[tuple[int, int, int], Pieces], first: int, last: int, width: int, columns: int, rows: int) -> Iterator[Node]:
    if last - first == 1:
        for option in shelf[first].widths.get(width, ()):
            if option.rows <= rows:
                yield leaf_node(option, shelf[first].ordinal)
        return
    exact = rows if first == 0 and last == len(shelf) else 0
    for middle in range(first + 1, last):
        upper, lower = table[first, middle, width], table[middle, last, width]
        edges = (first == 0, last == len(shelf)) if width == columns and len(shelf) > 2 else (False, False)
        for node in stacked(upper, lower, width, rows, exact, _ACROSS if width == columns else 0.0):
            yield dearer(node, _BROKEN) if _breaks_page(node, rows, *edges) else node
        for part in range(1, width):
            yield from beside(table[first, middle, part], table[middle, last, width - part], width, exact, width == columns)


def _breaks_page(node: Node, rows: int, from_top: bool, to_foot: bool) -> bool:
    """断版, where the piece reaches the page's top or foot, so that the cut's place is known."""
    over, under = node.pieces
    if _at_cut(over, foot=True).option or _at_cut(under, foot=False).option:
        return False
    places = [over.rows] * from_top + [rows - under.rows] * to_foot
    return any(MIDDLE[0] <= place / rows <= MIDDLE[1] for place in places[:1])


def _at_cut(node: Node, foot: bool) -> Node:
    """What adjoins a cut: the block of full width there, or the piece that is divided side by side."""
    while node.stacked:
        node = node.pieces[1 if foot else 0]
    return node


def leaf_node(option: Option, ordinal: int, more: float = 0.0) -> Node:
    """One block as a piece."""
    return Node(option.cost + more, option.columns, option.rows, option.edge, option.right_edge, option, ordinal, seams=option.seams)


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
            more = cost
            seams = over.seams & node.seams
            if exact:
                more += _SEAM * seams.bit_count()
            yield Node(over.cost + node.cost + more, width, over.rows + SEPARATOR + node.rows, over.left, over.right, None, 0, (over, node), True, seams)


def beside(left: Pieces, right: Pieces, width: int, exact: int, whole: bool) -> Iterator[Node]:
    """Two pieces of one height side by side; two headlines at the top cost a clash."""
    level: dict[int, list[Node]] = {}
    for node in right.values():
        level.setdefault(node.rows, []).append(node)
    for node in left.values():
        if exact and node.rows != exact:
            continue
        for other in level.get(node.rows, ()):
            more = _SEAM if exact else 0.0
            if node.right is other.left is Edge.HEADLINE:
                more += CLASH
            seams = (node.seams | 1 << node.columns | other.seams << node.columns) if whole else 0
            yield Node(node.cost + other.cost + more, width, node.rows, node.left, other.right, None, 0, (node, other), False, seams)


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
