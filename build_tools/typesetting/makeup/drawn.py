"""版样: the editor's own picture of a page, in letters as in CSS ``grid-template-areas``.

In: the rows of ``layout`` in issue.yml and how many things are printed on the page. Out: a tree of cuts,
and the arrangements that follow it. Widths are the editor's; heights are drawn roughly and settled by
what the copy needs.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from build_tools.typesetting.makeup.arrange import MOST_KEPT, Shelf
from build_tools.typesetting.makeup.cells import Allowance, Cell, joined, page_beside, page_stacked
from build_tools.typesetting.makeup.interlocked import interlocked_as
from build_tools.typesetting.makeup.options import ArticleDesign, Design, Option
from build_tools.typesetting.makeup.pieces import Node, leaf_node, longest_open

_FIRST = ord("A")
"""The letter of a page's first story."""
_MOST_STEPS = 50_000_000
"""More pairs of pieces than any drawing of a page has."""
_OTHER_LOOK = 15.0
"""Cost of a block that is made in another way than the one that stood there."""
_OFF_DRAWING = 0.12
"""Cost of each row by which a block is higher or lower than drawn."""


Look = tuple[float, ...]
"""How a block is made, in plain numbers."""


class DrawingFault(Exception):
    """画错了: what is wrong with a layout, and how to mend it, in the editor's words."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of the drawing: a letter (``ordinal`` from 0), or pieces stacked or side by side. Widths in text columns."""

    columns: int
    share: float
    """Of the page's height."""
    ordinal: int = -1
    pieces: tuple[Drawn, ...] = ()
    stacked: bool = False
    tucked: bool = False
    """Made with a heading over a part of its columns; so is the page when it is set again."""
    places: tuple[tuple[int, int], ...] = ()
    """Column and row of each piece where no cut takes them apart."""
    look: Look = ()
    """How the block was made that stood there; () where only its place is drawn."""


def parse_layout(layout: tuple[str, ...], count: int, columns: int) -> Drawn:
    """读版样: raises :class:`DrawingFault` where rows differ in length, a letter is no rectangle, is missing or unknown,
    or no row of cuts from edge to edge takes the page apart.
    """
    rows = ["".join(unicodedata.normalize("NFKC", row).split()).upper() for row in layout]
    rows = [row for row in rows if row.strip(".")]
    if not rows or len({len(row) for row in rows}) > 1:
        raise DrawingFault("每一行的字母个数不一样。", "各行写同样多的字母，如 AAB。")
    wanted = [chr(_FIRST + place) for place in range(count)]
    found = sorted({letter for row in rows for letter in row})
    if found != wanted:
        raise DrawingFault(
            f"这一版印{count}篇，字母应当是{''.join(wanted)}，写的是{''.join(found)}。",
            "一个字母一篇，按见报的次序 A、B、C……；每个字母都要写到。",
        )
    _check_rectangles(rows, wanted)
    if len(rows[0]) > columns:
        raise DrawingFault(
            f"一行写了{len(rows[0])}个字母，可这一版只有{columns}栏。", f"每行至多写{columns}个字母。"
        )
    return _cut(rows, 0, len(rows), 0, len(rows[0]), columns)


def _check_rectangles(rows: Sequence[str], letters: Sequence[str]) -> None:
    for letter in letters:
        places = [(y, x) for y, row in enumerate(rows) for x, found in enumerate(row) if found == letter]
        tall = {y for y, _ in places}
        wide = {x for _, x in places}
        if len(places) != (max(tall) - min(tall) + 1) * (max(wide) - min(wide) + 1):
            raise DrawingFault(f"字母{letter}画的不是一个长方形。", "同一个字母要连成一个长方形。")


def _cut(rows: Sequence[str], top: int, foot: int, left: int, right: int, columns: int) -> Drawn:
    """Take the piece apart at its first cut from edge to edge: down the page first, then across."""
    marks = [round(place * columns / len(rows[0])) for place in range(len(rows[0]) + 1)]
    width, share = marks[right] - marks[left], (foot - top) / len(rows)
    letters = {rows[y][x] for y in range(top, foot) for x in range(left, right)}
    if len(letters) == 1:
        return Drawn(width, share, ord(letters.pop()) - _FIRST)
    for y in range(top + 1, foot):
        if all(rows[y - 1][x] != rows[y][x] for x in range(left, right)):
            return Drawn(
                width,
                share,
                -1,
                (_cut(rows, top, y, left, right, columns), _cut(rows, y, foot, left, right, columns)),
                True,
            )
    for x in range(left + 1, right):
        if all(rows[y][x - 1] != rows[y][x] for y in range(top, foot)):
            return Drawn(
                width,
                share,
                -1,
                (_cut(rows, top, foot, left, x, columns), _cut(rows, top, foot, x, right, columns)),
            )
    raise DrawingFault("几块互相咬住，横竖都切不开。", "让版面能用一条从边到边的直线分成两半，再各自分下去。")


def drawn_as(node: Node, rows: int) -> Drawn:
    """照样画下来: the drawing of an arrangement that was found, ``rows`` the page's."""
    if node.option:
        design = node.option.design
        tucked = isinstance(design, ArticleDesign) and design.tucked
        return Drawn(node.columns, node.rows / rows, node.ordinal, tucked=tucked, look=_look(design))
    pieces = tuple(drawn_as(piece, rows) for piece in node.pieces)
    tucked = any(piece.tucked for piece in pieces)
    return Drawn(node.columns, node.rows / rows, -1, pieces, node.stacked, tucked, node.places)


def _look(design: Design) -> Look:
    """What of a design stays when a few words change: its heading and what stands beside what."""
    if not isinstance(design, ArticleDesign):
        return ()
    groups = tuple(part for group in design.body.groups for part in (group.columns, group.text_columns))
    heading = (design.heading.size, design.heading_rows, design.side_columns, design.tucked)
    return (*heading, design.pictures_first, design.body.measure, *groups)


def without(drawn: Drawn, ordinal: int) -> Drawn | None:
    """A drawing less one letter, whose neighbours take its place; None where nothing is left."""
    if drawn.ordinal >= 0:
        return None if drawn.ordinal == ordinal else drawn
    left = [piece for each in drawn.pieces if (piece := without(each, ordinal))]
    if drawn.places and len(left) < len(drawn.pieces):
        return None
    if len(left) == 1:
        return _broadened(left[0], drawn.columns, drawn.share)
    return replace(drawn, pieces=tuple(left)) if left else None


def _broadened(drawn: Drawn, columns: int, share: float) -> Drawn:
    if not drawn.pieces or columns == drawn.columns:
        return replace(drawn, columns=columns, share=share)
    more = columns - drawn.columns
    pieces = tuple(
        _broadened(piece, piece.columns + more, piece.share)
        if drawn.stacked or piece is drawn.pieces[-1]
        else piece
        for piece in drawn.pieces
    )
    return replace(drawn, columns=columns, share=share, pieces=pieces)


def drawn_widths(drawn: Drawn) -> dict[int, tuple[int, ...]]:
    """Of each letter the one width, in text columns, at which the drawing has it: no other need be set."""
    if drawn.ordinal >= 0:
        return {drawn.ordinal: (drawn.columns,)}
    return {ordinal: widths for piece in drawn.pieces for ordinal, widths in drawn_widths(piece).items()}


def arrange_drawn(drawn: Drawn, shelf: Shelf, columns: int, rows: int) -> list[Node]:
    """照版样排: arrangements that follow the drawing and are exactly so high, cheapest first."""
    options = {entry.ordinal: entry.widths for entry in shelf}
    allowance = Allowance(_MOST_STEPS)

    def cell(part: Drawn) -> Cell:
        made = Cell(1, rows, math.inf, rows)
        if part.ordinal >= 0:
            made.add(_leaf(part, options, rows))
            return made
        first, second = (cell(piece) for piece in part.pieces)
        if part.stacked:
            made.stack(first.whole, second, part.columns, 0.0, False, allowance)
        else:
            made.beside(first.whole, second, part.columns, allowance)
        return made

    if drawn.ordinal >= 0:
        found = [node for node in _leaf(drawn, options, rows) if node.rows == rows]
    elif drawn.places:
        found = interlocked_as(drawn.places, tuple(cell(piece) for piece in drawn.pieces), columns, rows)
    else:
        first, second = (cell(piece) for piece in drawn.pieces)
        joints = (
            page_stacked(first.whole, second, rows, 0.0, False, math.inf)
            if drawn.stacked
            else page_beside(first.whole, second, rows, math.inf)
        )
        found = [joined(joint) for joint in nsmallest(MOST_KEPT, joints, key=lambda joint: joint[0])]
    return sorted(found, key=lambda node: node.cost)


def _leaf(part: Drawn, options: Mapping[int, Mapping[int, list[Option]]], rows: int) -> Iterator[Node]:
    for option in options.get(part.ordinal, {}).get(part.columns, ()):
        if option.rows <= rows:
            off = _OFF_DRAWING * abs(option.rows - part.share * rows)
            off += _OTHER_LOOK * bool(part.look and _look(option.design) != part.look)
            yield leaf_node(option, part.ordinal, longest_open(rows), off)
