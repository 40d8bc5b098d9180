"""栏线: hairlines in the gaps between the pieces of a page.

In: an arrangement and where it begins. Out: strokes; none beside a frame or over a section's own rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.makeup.pieces import SEPARATOR, Node
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.placed import Box, Stroke


def rules_between(node: Node, placer: Placer, column: int, row: int) -> Iterator[Stroke]:
    """栏线: hairlines in the gaps between pieces; none beside a frame or over a section's own rule."""
    grid, sheet = placer.grid, placer.sheet
    thin, colour = sheet.page["hairline"], sheet.inks["soft"]
    if node.places:
        yield from _round(node, placer, column, row)
        return
    for place, piece in enumerate(node.pieces):
        if place and node.stacked and not _ruled_top(piece) and not _framed_foot(node.pieces[place - 1]):
            yield Stroke(
                Box(grid.x(column), grid.y(row - SEPARATOR / 2), grid.span(node.columns), thin), colour
            )
        if place and not node.stacked:
            yield Stroke(
                Box(grid.x(column) - grid.gap / 2, grid.y(row) + 2.0, thin, piece.rows * grid.leading - 4.0),
                colour,
            )
        yield from rules_between(piece, placer, column, row)
        if node.stacked:
            row += piece.rows + SEPARATOR
        else:
            column += piece.columns


def _round(node: Node, placer: Placer, column: int, row: int) -> Iterator[Stroke]:
    """Of pieces that no cut takes apart: along the top and the left side of each."""
    grid, sheet = placer.grid, placer.sheet
    thin, colour = sheet.page["hairline"], sheet.inks["soft"]
    for piece, (right, down) in zip(node.pieces, node.places, strict=True):
        left, top = grid.x(column + right), row + down
        if down and not _ruled_top(piece):
            yield Stroke(Box(left, grid.y(top - SEPARATOR / 2), grid.span(piece.columns), thin), colour)
        if right:
            yield Stroke(
                Box(left - grid.gap / 2, grid.y(top) + 2.0, thin, piece.rows * grid.leading - 4.0), colour
            )
        yield from rules_between(piece, placer, column + right, top)


def _ruled_top(node: Node) -> bool:
    while node.pieces:
        if not node.stacked:
            return all(_ruled_top(piece) for piece in node.pieces)
        node = node.pieces[0]
    design = node.option.design if node.option else None
    return bool(design.heading.rule) if isinstance(design, ArticleDesign) else True


def _framed_foot(node: Node) -> bool:
    while node.pieces:
        if not node.stacked:
            return all(_framed_foot(piece) for piece in node.pieces)
        node = node.pieces[-1]
    return node.option is not None and not isinstance(node.option.design, ArticleDesign)
