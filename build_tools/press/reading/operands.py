"""算元: what the operands of content operators and the entries of a page come to, as plain numbers and bytes."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Object

from build_tools.press.reading.marks import IDENTITY, Matrix, scale_of

_DEEPEST = 16


def thickness_of(rectangles: list[tuple[float, float, float, float]], other: bool, matrix: Matrix) -> float:
    """Of a fill that is really a rule, its thickness; else 0."""
    if other or not rectangles:
        return 0.0
    scale = scale_of(matrix)
    thin = min(min(abs(w), abs(h)) * scale for _, _, w, h in rectangles)
    long = max(max(abs(w), abs(h)) * scale for _, _, w, h in rectangles)
    return thin if long > 8 * thin else 0.0


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
