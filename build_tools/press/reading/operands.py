"""算元: what the operands of content operators and the entries of a page come to, as plain numbers and bytes."""

from __future__ import annotations

import math
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Object

from build_tools.press.reading.marks import IDENTITY, Matrix, moved

_DEEPEST = 16


_LONG = 8.0
"""A rule is so many times longer than it is thick."""
_LONG_BY_CORNERS = 14.0
"""Points, 5 mm: what is shorter and drawn corner by corner may be a stroke of an outlined character."""


def thickness_of(
    rectangles: list[tuple[float, float, float, float]],
    corners: tuple[tuple[float, float], ...],
    matrix: Matrix,
) -> float:
    """Of a fill that is really a rule, its thickness in points; else 0.

    ``corners``: of a path that is nothing but straight lines in one piece.
    """
    a, b, c, d, _, _ = matrix
    across, up = math.hypot(a, b), math.hypot(c, d)
    sides = [(abs(w) * across, abs(h) * up) for _, _, w, h in rectangles]
    rules = [min(each) for each in sides if max(each) > _LONG * min(each)]
    if len(corners) in (4, 5) and (len(corners) == 4 or corners[0] == corners[-1]):
        placed = [moved(matrix, *corner) for corner in corners[:4]]
        pairs = [*zip(placed, [*placed[1:], placed[0]], strict=True)]
        area = abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2
        longest = max(math.dist(one, other) for one, other in pairs)
        if longest > _LONG_BY_CORNERS and longest * longest > _LONG * area:
            rules.append(area / longest)
    return min(rules, default=0.0)


_EVEN = 1e-3


def stroke_width(
    width: float, points: tuple[tuple[float, float], ...], starts: set[int], matrix: Matrix
) -> float:
    """Of a stroked path, how thin it is where it is thinnest, in points.

    A matrix that stretches one way only makes the lines along that way thinner. ``starts``: the points that begin a
    part of the path.
    """
    a, b, c, d, _, _ = matrix
    across, up, area = math.hypot(a, b), math.hypot(c, d), abs(a * d - b * c)
    if abs(across - up) <= _EVEN * up and abs(a * c + b * d) <= _EVEN * up * up:
        return width * math.sqrt(area)
    stretched = [
        math.dist(moved(matrix, *one), moved(matrix, *other)) / math.dist(one, other)
        for number, (one, other) in enumerate(pairwise(points), 1)
        if number not in starts and one != other
    ]
    most = max(stretched, default=0.0)
    return width * area / most if most else width * math.sqrt(area)


def codes_of(operands: list[Object]) -> bytes:
    """The codes that Tj, TJ, ' or " shows, without the spacing between them."""
    last = operands[-1]
    parts = last if isinstance(last, Array) else (last,)
    return b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))


def gaps_of(operands: list[Object]) -> float:
    """The numbers between the codes of TJ, thousandths of the type size taken off; 0 for the other operators."""
    last = operands[-1]
    if not isinstance(last, Array):
        return 0.0
    return sum(float(part) for part in last if not isinstance(part, pikepdf.String))


def numbers_of(operands: list[Object]) -> tuple[float, ...]:
    """Operands that are all numbers. Raises TypeError or ValueError where one is not."""
    return tuple(float(value) for value in operands)


def six_of(operands: list[Object]) -> Matrix:
    """Six numbers as a matrix. Raises ValueError for any other count."""
    a, b, c, d, e, f = numbers_of(operands)
    return (a, b, c, d, e, f)


def matrix_of(node: Object | None) -> Matrix:
    """A /Matrix entry, the identity where it is none."""
    return six_of(list(node)) if isinstance(node, Array) and len(node) == 6 else IDENTITY


def inherited(page: Object, key: str) -> Object | None:
    """A page's entry, its own or its parents' (ISO 32000-1 7.7.3.4)."""
    node: Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
