"""题压部分栏: a heading over the first text columns only, the others beginning beside it at the block's top.

In: an article's headings at a part of its width, its slip, its pictures in bands. Out: options whose heights
lie between those of a heading over all columns; they settle pages that no other shapes fill, and keep two
headlines apart (碰题), since the right corner is text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from build_tools.model import NumberedArticle, Weight
from build_tools.typesetting.copy.figures import PAD
from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.makeup.bands import Bands, FigureAt, Slot
from build_tools.typesetting.makeup.bodies import Body
from build_tools.typesetting.makeup.flow import flow_rows
from build_tools.typesetting.makeup.options import ArticleDesign, Dressed, Edge, Option, size_class
from build_tools.typesetting.makeup.text_bands import LEAST_TEXT, WHITE, Group, height_cost, share_cost

_MOST_BELOW = 3
"""Pictures that may stand below the text."""
_NARROW = 2.0
"""What it costs more when the heading stands over less than about half."""
_PICTURED = {Weight.LEAD: 5.0, Weight.NORMAL: 2.0, Weight.BRIEF: 2.0}
"""What the shape costs with a picture at the right, which makes one front with the heading."""
_TUCKED = {Weight.LEAD: 30.0, Weight.NORMAL: 4.0, Weight.BRIEF: 4.0}
"""What the shape costs, so that it serves where it is needed; a lead's heading wants its whole width."""


def tucked_sides(columns: int, weight: Weight) -> range:
    """How many of so many columns the heading may stand over: a third at least, of a lead two thirds."""
    least = math.ceil(2 * columns / 3) if weight is Weight.LEAD else max(columns // 3, 1)
    return range(least, columns)


@dataclass(frozen=True, slots=True)
class Copy:
    """一稿之料: what the shapes are made of: the rows at the grid's measure and the figures; ``bands`` (from which figure on) below the text."""

    item: NumberedArticle
    weight: Weight
    slip: Slip
    measure: float
    figures: int
    figure_at: FigureAt
    bands: Callable[[int], Mapping[int, Bands]]
    most_rows: int


def tucked_options(copy: Copy, columns: int, side: int, headings: tuple[Dressed, ...]) -> Iterator[Option]:
    """做法: the cheapest for each height and class of headline, with ``side`` columns under the heading."""
    best: dict[tuple[int, int], Option] = {}
    cheapest: dict[tuple[int, int], Dressed] = {}
    for dressed in headings:
        key = (dressed.rows, size_class(dressed.heading.size))
        if key not in cheapest or dressed.cost < cheapest[key].cost:
            cheapest[key] = dressed
    for (heading_rows, kind), dressed in cheapest.items():
        for body in _bodies(copy, columns, side, heading_rows):
            total = dressed.cost + body.cost + (_NARROW if 2 * side < columns - 1 else 0.0)
            known = best.get((body.rows, kind))
            if body.rows <= copy.most_rows and (known is None or total < known.cost):
                design = ArticleDesign(copy.item, dressed.heading, heading_rows, body, copy.slip, False, side, True)
                best[body.rows, kind] = Option(columns, body.rows, total, Edge.HEADLINE, design)
    yield from best.values()


def _bodies(copy: Copy, columns: int, side: int, heading_rows: int) -> Iterator[Body]:
    """Text alone beside the heading, or the first picture at the right, level with the heading or at the foot."""
    if not copy.slip.rows:
        return
    if copy.figures <= _MOST_BELOW:
        others = columns - side
        yield from _flowed(copy, columns, heading_rows, _TUCKED[copy.weight], (Group(side, side, 0, drop=heading_rows), Group(others, others, 0)), 0)
    if not copy.figures or copy.figures > _MOST_BELOW + 1:
        return
    for width in range(1, columns - side + 1):
        figure, between = copy.figure_at(0, width), columns - side - width
        for rows in range(figure.least + 1, figure.most + 2) if figure else ():
            slots = [Slot(figure, width, rows, 0.0, PAD), Slot(figure, width, rows, PAD, 0.0)] if figure else []
            for place, slot in enumerate(slots):
                right = Group(width, width, 0, (slot,)) if place == 0 else Group(width, width, 0, (), (slot,))
                middle = (Group(between, between, 0),) if between else ()
                cost = _PICTURED[copy.weight] + slot.cost + share_cost(width, columns, 0)
                yield from _flowed(copy, columns, heading_rows, cost, (Group(side, side, 0, drop=heading_rows), *middle, right), 1)


def _flowed(copy: Copy, columns: int, heading_rows: int, cost: float, groups: tuple[Group, ...], first: int) -> Iterator[Body]:
    """The text in groups of one height, with the figures from ``first`` on in bands below."""
    taken = [group.drop + sum(slot.rows for slot in (*group.top, *group.bottom)) for group in groups]
    needed = len(copy.slip.rows)
    area = needed + sum(group.columns * rows for group, rows in zip(groups, taken, strict=True))
    height = math.ceil(area / columns)
    if height - max(taken) < LEAST_TEXT or height > copy.most_rows:
        return
    filled = tuple(replace(group, text_rows=height - rows) for group, rows in zip(groups, taken, strict=True))
    flowed = flow_rows(copy.slip.rows, tuple(group.text_rows for group in filled for _ in range(group.columns)))
    if flowed is None:
        return
    white = columns * height - area
    for rows, below in copy.bands(first).items():
        total = cost + flowed[0] + height_cost(height) + WHITE * white + below.cost
        yield Body(height + rows, total, copy.measure, filled, (), below.bands, flowed[1], white)
