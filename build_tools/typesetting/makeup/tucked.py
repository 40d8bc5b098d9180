"""题压部分栏: a heading over the first text columns only, the others beginning beside it at the block's top.

In: an article's headings at a part of its width, its slip, its pictures in bands. Out: options whose heights
lie between those of a heading over all columns; they settle pages that no other shapes fill, and keep two
headlines apart (碰题), since the right corner is text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from build_tools.model import NumberedArticle, Weight
from build_tools.typesetting.copy.headings import Heading
from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bands import Bands
from build_tools.typesetting.makeup.bodies import Body
from build_tools.typesetting.makeup.flow import flow_rows
from build_tools.typesetting.makeup.options import ArticleDesign, Edge, Option, dressed_rows
from build_tools.typesetting.makeup.text_bands import LEAST_TEXT, WHITE, Group, height_cost

_TUCKED = {Weight.LEAD: 30.0, Weight.NORMAL: 4.0, Weight.BRIEF: 4.0}
"""What the shape costs, so that it serves where it is needed; a lead's heading wants its whole width."""


def tucked_sides(columns: int, weight: Weight) -> range:
    """How many of so many columns the heading may stand over: about half at least, of a lead two thirds."""
    least = math.ceil(2 * columns / 3) if weight is Weight.LEAD else max(columns // 2, 1)
    return range(least, columns)


def tucked_options(
    item: NumberedArticle, columns: int, side: int, headings: tuple[Heading, ...], slip: Slip, bands: Mapping[int, Bands], most_rows: int, grid: Grid, weight: Weight
) -> Iterator[Option]:
    """做法: the cheapest for each height, with ``side`` columns under the heading; ``bands`` of pictures stand below."""
    best: dict[int, Option] = {}
    for heading in headings:
        for heading_rows, cost in dressed_rows(heading, headings, grid):
            for body in _bodies(slip, columns, side, heading_rows, bands, grid.column):
                total = _TUCKED[weight] + heading.cost + cost + body.cost
                known = best.get(body.rows)
                if body.rows <= most_rows and (known is None or total < known.cost):
                    design = ArticleDesign(item, heading, heading_rows, body, slip, False, side, True)
                    best[body.rows] = Option(columns, body.rows, total, Edge.HEADLINE, design)
    yield from best.values()


def _bodies(slip: Slip, columns: int, side: int, heading_rows: int, bands: Mapping[int, Bands], measure: float) -> Iterator[Body]:
    needed = len(slip.rows)
    height = math.ceil((needed + side * heading_rows) / columns)
    under = height - heading_rows
    if not needed or under < LEAST_TEXT:
        return
    flowed = flow_rows(slip.rows, (under,) * side + (height,) * (columns - side))
    if flowed is None:
        return
    groups = (Group(side, side, under, drop=heading_rows), Group(columns - side, columns - side, height))
    white = columns * height - side * heading_rows - needed
    for rows, below in bands.items():
        cost = flowed[0] + height_cost(height) + WHITE * white + below.cost
        yield Body(height + rows, cost, measure, groups, (), below.bands, flowed[1], white)
