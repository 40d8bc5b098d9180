"""版面的块: pieces of a page that is cut from edge to edge, and what meets along the cuts.

In: options of single blocks. Out: :class:`Node`s, and what two of them cost beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.typesetting.makeup.options import Marks, Option, size_class

SEPARATOR = 1
"""Rows between blocks one above another."""
CLASH = 120.0
"""碰题: two headlines of about one size side by side at one height."""
_LEVEL = 7.0
"""Two headlines side by side at one height whose sizes tell them apart: allowed, but stepped is better."""
_TOUCH = 100.0
"""图相撞: pictures of two blocks with nothing between them."""

AT_LEFT, AT_RIGHT, AT_TOP, AT_FOOT = 1 << 12, 1 << 13, 1 << 14, 1 << 15
"""Bits of a piece's mask: pictures at its edges."""
GAPS = AT_LEFT - 1
"""Bits of a piece's mask: open gaps; no page has more columns."""

Spans = tuple[tuple[int, int], ...]
"""First and end of pictures along an edge, in columns or rows."""
Heads = tuple[tuple[int, int, float], ...]
"""First and end row of headings along an edge, and their size."""


@dataclass(slots=True, eq=False)
class Node:
    """A piece of the page: one block, or two pieces stacked or side by side.

    ``left`` and ``right`` tell what headline stands in its top corners: 0 none, else the larger the more.

    Nobody changes one; it is not frozen because it is made by the hundred thousand, and remembers its edges.
    """

    cost: float
    columns: int
    rows: int
    left: int
    right: int
    option: Option | None = None
    ordinal: int = 0
    pieces: tuple[Node, ...] = ()
    stacked: bool = False
    mask: int = 0
    """As bits: the gaps between columns that nothing bridges (bit 1 is the gap after the first column), then the edges that pictures touch."""
    _feet: Spans | None = None
    _tops: Spans | None = None
    _lefts: tuple[Heads, Spans] | None = None
    _rights: tuple[Heads, Spans] | None = None

    @property
    def feet(self) -> Spans:
        """The columns of pictures along the foot."""
        if self._feet is None:
            self._feet = _pictures_along(self, foot=True)
        return self._feet

    @property
    def tops(self) -> Spans:
        """The columns of pictures along the top."""
        if self._tops is None:
            self._tops = _pictures_along(self, foot=False)
        return self._tops

    @property
    def lefts(self) -> tuple[Heads, Spans]:
        """Headings and pictures along the left edge, in rows from the top."""
        if self._lefts is None:
            self._lefts = _edge_marks(self, right=False)
        return self._lefts

    @property
    def rights(self) -> tuple[Heads, Spans]:
        """Headings and pictures along the right edge, in rows from the top."""
        if self._rights is None:
            self._rights = _edge_marks(self, right=True)
        return self._rights

    @property
    def solid_top(self) -> bool:
        """One block takes the whole width at the top."""
        return self.option is not None or (self.stacked and self.pieces[0].solid_top)


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: ``column`` and ``row`` of its top left corner in the area."""

    ordinal: int
    column: int
    row: int
    option: Option


def leaf_node(option: Option, ordinal: int, more: float = 0.0) -> Node:
    """One block as a piece."""
    marks = option.marks
    return Node(
        option.cost + more,
        option.columns,
        option.rows,
        _corner(marks.heads_left),
        _corner(marks.heads_right),
        option,
        ordinal,
        mask=option.seams | _touched(marks),
    )


def _touched(marks: Marks) -> int:
    return (
        bool(marks.pictures_left) * AT_LEFT
        | bool(marks.pictures_right) * AT_RIGHT
        | bool(marks.pictures_top) * AT_TOP
        | bool(marks.pictures_foot) * AT_FOOT
    )


def _corner(heads: Heads) -> int:
    """Of a block's edge: what stands at its top."""
    return 1 + size_class(heads[0][2]) if heads and heads[0][0] == 0 else 0


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


def cost_of_stacking(over: Node, under: Node) -> float:
    """图相撞: of what meets along a cut across."""
    feet, tops = over.feet, under.tops
    if not feet or not tops:
        return 0.0
    return _TOUCH * sum(min(one[1], two[1]) > max(one[0], two[0]) for one in feet for two in tops)


def cost_of_joining(left: Node, right: Node) -> float:
    """碰题, 图相撞: of what meets along a cut down."""
    heads, pictures = left.rights
    others, pictures_beside = right.lefts
    cost = 0.0
    for one in heads:
        for two in others:
            if heads_level(one, two):
                cost += CLASH if heads_alike(one, two) else _LEVEL
    for top, foot in pictures:
        for above, below in pictures_beside:
            if (foot if foot < below else below) - (top if top > above else above) >= 2:
                cost += _TOUCH
    return cost


def heads_clash(one: tuple[int, int, float], two: tuple[int, int, float]) -> bool:
    """碰题: (top, bottom, size) of two headings side by side that overlap in height and are of about one size."""
    return heads_level(one, two) and heads_alike(one, two)


def heads_level(one: tuple[int, int, float], two: tuple[int, int, float]) -> bool:
    """They overlap in height."""
    return (one[1] if one[1] < two[1] else two[1]) - (one[0] if one[0] > two[0] else two[0]) >= 2


def heads_alike(one: tuple[int, int, float], two: tuple[int, int, float]) -> bool:
    """They are of about one size."""
    return one[2] < 1.5 * two[2] and two[2] < 1.5 * one[2]


def _edge_marks(node: Node, right: bool) -> tuple[Heads, Spans]:
    if node.option:
        marks = node.option.marks
        return (marks.heads_right, marks.pictures_right) if right else (marks.heads_left, marks.pictures_left)
    first, second = node.pieces
    if not node.stacked:
        return second.rights if right else first.lefts
    heads, pictures = first.rights if right else first.lefts
    more_heads, more_pictures = second.rights if right else second.lefts
    lower = first.rows + SEPARATOR
    return (*heads, *((top + lower, foot + lower, size) for top, foot, size in more_heads)), (
        *pictures,
        *((top + lower, foot + lower) for top, foot in more_pictures),
    )


def _pictures_along(node: Node, foot: bool) -> Spans:
    if node.option:
        return node.option.marks.pictures_foot if foot else node.option.marks.pictures_top
    first, second = node.pieces
    if node.stacked:
        return second.feet if foot else first.tops
    aside = first.columns
    return (
        *(first.feet if foot else first.tops),
        *((left + aside, right + aside) for left, right in (second.feet if foot else second.tops)),
    )
