"""版面的块: pieces of a page that is cut from edge to edge, and what meets along the cuts.

In: options of single blocks. Out: :class:`Node`s, and what two of them cost beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.typesetting.makeup.options import Heads, Marks, Option

SEPARATOR = 1
"""Rows between blocks one above another."""
CLASH = 120.0
"""碰题: two headlines of about one size side by side at one height."""
_LEVEL = 7.0
"""Two headlines side by side at one height whose sizes tell them apart: allowed, but stepped is better."""
_TOUCH = 100.0
"""图相撞: pictures of two blocks with nothing between them."""
_PILED = 100.0
"""叠题: a headline under another with nothing between them."""
SEAM = 45.0
"""长缝: a gap between columns that nothing bridges over much of the page's depth."""
OPEN = 0.58
"""Share of the page's depth from which on a gap is open for long."""

AT_LEFT, AT_RIGHT, AT_TOP, AT_FOOT = 1 << 12, 1 << 13, 1 << 14, 1 << 15
"""Bits of a piece's mask: pictures at its edges."""
GAPS = AT_LEFT - 1
"""Bits of a piece's mask: open gaps; no page has more columns."""

Spans = tuple[tuple[int, int], ...]
"""First and end of pictures along an edge, in columns or rows."""
Extents = tuple[tuple[float, float], ...]
"""The same of headlines, in columns."""
_FIELD, _MOST_GAPS = 12, 12
_ONES = sum(1 << _FIELD * gap for gap in range(_MOST_GAPS))
"""Open rows of all gaps stand in one number, a field each; a sum in a field reaches its highest bit where it is too long."""
_HIGH = _ONES << _FIELD - 1
_FULL = (1 << _FIELD) - 1
_SPREAD = tuple(
    sum(_FULL << _FIELD * gap for gap in range(_MOST_GAPS) if mask >> gap & 1)
    for mask in range(1 << _MOST_GAPS)
)
"""For each mask of gaps their whole fields."""


def longest_open(rows: int) -> int:
    """Rows that a gap of a page may be open in one stretch; of a small page all."""
    return int(OPEN * rows) if rows > _SMALL else rows


_SMALL = 30
"""Rows up to which a page is too low for its gaps to be seen."""


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
    open_tops: int = 0
    """Open rows at the head of each gap, packed; 0 where they are too long and have been charged already."""
    open_feet: int = 0
    bare: bool = False
    """A headline stands at its foot with nothing under it."""
    places: tuple[tuple[int, int], ...] = ()
    """Column and row of each piece where no cut takes them apart (咬合)."""
    _feet: Spans | None = None
    _tops: Spans | None = None
    _lefts: tuple[Heads, Spans] | None = None
    _rights: tuple[Heads, Spans] | None = None
    _overheads: Extents | None = None
    _bares: Extents | None = None

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
    def overheads(self) -> Extents:
        """Where headlines along the top are inked, in columns."""
        if self._overheads is None:
            self._overheads = _headlines_along(self, foot=False)
        return self._overheads

    @property
    def bares(self) -> Extents:
        """The columns of headlines along the foot that have nothing under them."""
        if self._bares is None:
            self._bares = _headlines_along(self, foot=True)
        return self._bares

    @property
    def solid_top(self) -> bool:
        """One block takes the whole width at the top, alone or with a headline or picture over most of it."""
        if self.option:
            return True
        first = self.pieces[0]
        return self.stacked and (first.option.marks.wide_top if first.option else first.solid_top)

    @property
    def solid_foot(self) -> bool:
        """Likewise at the foot."""
        if self.option:
            return True
        last = self.pieces[1]
        return self.stacked and (last.option.marks.wide_foot if last.option else last.solid_foot)


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: ``column`` and ``row`` of its top left corner in the area."""

    ordinal: int
    column: int
    row: int
    option: Option


def leaf_node(option: Option, ordinal: int, longest: int, more: float = 0.0) -> Node:
    """One block as a piece of a page whose gaps may be open over ``longest`` rows."""
    marks, gaps, tops, feet, seams = option.marks, 0, 0, 0, 0
    for gap, (head, foot, most) in enumerate(option.opens, 1):
        if most > longest:
            seams += 1
        tops |= (head if head <= longest else 0) << _FIELD * gap
        feet |= (foot if foot <= longest else 0) << _FIELD * gap
        gaps |= (most >= option.rows) << gap
    return Node(
        option.cost + more + SEAM * seams,
        option.columns,
        option.rows,
        marks.corner_left,
        marks.corner_right,
        option,
        ordinal,
        mask=gaps | _touched(marks),
        open_tops=tops,
        open_feet=feet,
        bare=marks.bare_foot > 0,
    )


def stacked_node(cost: float, over: Node, under: Node, mask: int, longest: int) -> Node:
    """One piece over another."""
    through, below = _SPREAD[over.mask & GAPS], _SPREAD[under.mask & GAPS]
    separators = _ONES * SEPARATOR
    return Node(
        cost,
        over.columns,
        over.rows + SEPARATOR + under.rows,
        over.left,
        over.right,
        None,
        0,
        (over, under),
        True,
        mask,
        _short(over.open_tops + (under.open_tops + separators & through), longest),
        _short(under.open_feet + (over.open_feet + separators & below), longest),
        under.bare,
    )


def joined_node(cost: float, left: Node, right: Node, mask: int, longest: int) -> Node:
    """One piece beside another; the gap between them is open."""
    gap = (left.rows if left.rows <= longest else 0) << _FIELD * left.columns
    aside = _FIELD * left.columns
    return Node(
        cost,
        left.columns + right.columns,
        left.rows,
        left.left,
        right.right,
        None,
        0,
        (left, right),
        False,
        mask,
        left.open_tops | gap | right.open_tops << aside,
        left.open_feet | gap | right.open_feet << aside,
        left.bare or right.bare,
    )


def open_top(node: Node, gap: int) -> int:
    """Rows that a gap of a piece is open at its head."""
    return node.rows if node.mask >> gap & 1 else node.open_tops >> _FIELD * gap & _FULL


def open_foot(node: Node, gap: int) -> int:
    """Rows that a gap of a piece is open at its foot."""
    return node.rows if node.mask >> gap & 1 else node.open_feet >> _FIELD * gap & _FULL


def _short(fields: int, longest: int) -> int:
    """The fields without those that are too long."""
    over = fields + _ONES * ((1 << _FIELD - 1) - longest - 1) & _HIGH
    return fields & ~((over >> _FIELD - 1) * _FULL) if over else fields


def seam_bias(longest: int) -> int:
    """What must be added to the open rows over a cut and those under it so that too long a stretch reaches the highest bit of its field."""
    return _ONES * ((1 << _FIELD - 1) - longest - 1 + SEPARATOR)


def cost_of_seams(over: Node, under: Node, bias: int) -> float:
    """长缝: of the gaps that become open for long as two pieces are stacked."""
    long = over.open_feet + under.open_tops + bias & _HIGH
    return SEAM * long.bit_count() if long else 0.0


def _touched(marks: Marks) -> int:
    return (
        bool(marks.pictures_left) * AT_LEFT
        | bool(marks.pictures_right) * AT_RIGHT
        | bool(marks.pictures_top) * AT_TOP
        | bool(marks.pictures_foot) * AT_FOOT
    )


def standings(node: Node, column: int = 0, row: int = 0) -> Iterator[Standing]:
    """The blocks of an arrangement in order of printing."""
    if node.option:
        yield Standing(node.ordinal, column, row, node.option)
        return
    for piece, (right, down) in zip(node.pieces, node.places, strict=False):
        yield from standings(piece, column + right, row + down)
    for piece in node.pieces if not node.places else ():
        yield from standings(piece, column, row)
        if node.stacked:
            row += piece.rows + SEPARATOR
        else:
            column += piece.columns


def cost_of_stacking(over: Node, under: Node) -> float:
    """图相撞, 叠题: of what meets along a cut across."""
    feet, tops = over.feet, under.tops
    cost = 0.0
    if feet and tops:
        cost = _TOUCH * sum(min(one[1], two[1]) > max(one[0], two[0]) for one in feet for two in tops)
    if over.bare:
        cost += _PILED * sum(piled(one, two) for one in over.bares for two in under.overheads)
    return cost


def piled(bare: tuple[float, float], head: tuple[float, float]) -> bool:
    """叠题: a headline under columns that have nothing but a headline, and no farther than they reach."""
    return bare[0] - _ASIDE <= head[0] and head[1] <= bare[1] + _ASIDE


_ASIDE = 0.1
"""Columns by which a headline may reach beyond."""


def cost_of_joining(left: Node, right: Node) -> float:
    """碰题, 图相撞: of what meets along a cut down."""
    heads, pictures = left.rights
    others, pictures_beside = right.lefts
    cost = 0.0
    for one in heads:
        for two in others:
            if heads_level(one, two) and one[3] + two[3] < 1.0:
                cost += CLASH if heads_alike(one, two) else _LEVEL
    for top, foot in pictures:
        for above, below in pictures_beside:
            if (foot if foot < below else below) - (top if top > above else above) >= 2:
                cost += _TOUCH
    return cost


def heads_level(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    """They stand at one height."""
    return (one[1] if one[1] < two[1] else two[1]) > (one[0] if one[0] > two[0] else two[0])


def heads_alike(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
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
    return (*heads, *((top + lower, foot + lower, size, away) for top, foot, size, away in more_heads)), (
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


def _headlines_along(node: Node, foot: bool) -> Extents:
    if node.option:
        marks = node.option.marks
        if foot:
            return ((0.0, float(marks.bare_foot)),) if marks.bare_foot else ()
        return (marks.overhead,) if marks.overhead else ()
    first, second = node.pieces
    if node.stacked:
        return second.bares if foot else first.overheads
    aside = first.columns
    return (
        *(first.bares if foot else first.overheads),
        *((left + aside, right + aside) for left, right in (second.bares if foot else second.overheads)),
    )
