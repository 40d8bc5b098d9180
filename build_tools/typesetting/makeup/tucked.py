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
from build_tools.typesetting.makeup.text_bands import (
    CORNER,
    GAPES,
    LEAST_TEXT,
    WHITE,
    Group,
    height_cost,
    share_cost,
)

_MOST_HEADINGS = 7
"""Heights and classes of headings that are tried, the cheapest."""
_MOST_FRAMES = 3
"""Frames of one height into which the text is flowed until one takes it."""
_STAMP = 5.0
"""A picture of one column beside a heading of many."""
_MOST_BELOW = 3
"""Pictures that may stand below the text."""
_NARROW = 2.0
"""What it costs more when the heading stands over less than about half."""
_PICTURED = {Weight.LEAD: 16.0, Weight.NORMAL: 2.0, Weight.BRIEF: 2.0}
"""What the shape costs with a picture at the right, which makes one front with the heading."""
_FRONTED = 5.0
"""What it costs when the picture takes the right from top to foot."""
_TUCKED = {Weight.LEAD: 30.0, Weight.NORMAL: 4.0, Weight.BRIEF: 4.0}
"""What the shape costs, so that it serves where it is needed; a lead's heading wants its whole width."""


def tucked_sides(columns: int) -> range:
    """How many of so many columns the heading may stand over: a third at least."""
    return range(max(columns // 3, 1), columns)


def _broad_enough(columns: int, side: int, weight: Weight) -> bool:
    """A lead's heading wants two thirds of its columns, unless a picture stands beside it from top to foot."""
    return weight is not Weight.LEAD or 3 * side >= 2 * columns


@dataclass(frozen=True, slots=True)
class Copy:
    """一稿之料: what the shapes are made of: the rows at the grid's measure and the figures; ``bands`` (from which figure on) below the text."""

    item: NumberedArticle
    weight: Weight
    slip: Slip
    measure: float
    figures: int
    figure_at: FigureAt
    late: tuple[bool, ...]
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
    cheapest = dict(sorted(cheapest.items(), key=lambda entry: entry[1].cost)[:_MOST_HEADINGS])
    bodies = {
        rows: tuple(_bodies(copy, columns, side, rows))
        for rows in dict.fromkeys(rows for rows, _ in cheapest)
    }
    for (heading_rows, kind), dressed in cheapest.items():
        for body in bodies[heading_rows]:
            total = dressed.cost + body.cost + (_NARROW if 2 * side < columns - 1 else 0.0)
            known = best.get((body.rows, kind))
            if body.rows <= copy.most_rows and (known is None or total < known.cost):
                design = ArticleDesign(
                    copy.item, dressed.heading, heading_rows, body, copy.slip, False, side, True
                )
                best[body.rows, kind] = Option(columns, body.rows, total, Edge.HEADLINE, design)
    yield from best.values()


@dataclass(frozen=True, slots=True)
class _Frame:
    """架子: groups of columns of one height before the text is in them; the figures from ``first`` on stand below."""

    cost: float
    height: int
    groups: tuple[Group, ...]
    first: int
    white: int


def _bodies(copy: Copy, columns: int, side: int, heading_rows: int) -> Iterator[Body]:
    """The text flowed into the frames that are cheapest for their height."""
    best: dict[tuple[int, int], list[_Frame]] = {}
    for place, frame in _frames(copy, columns, side, heading_rows) if copy.slip.rows else ():
        best.setdefault((frame.height, place), []).append(frame)
    for frames in best.values():
        for frame in sorted(frames, key=lambda frame: frame.cost)[:_MOST_FRAMES]:
            bodies = tuple(_flowed(copy, frame))
            yield from bodies
            if bodies:
                break


def _frames(copy: Copy, columns: int, side: int, heading_rows: int) -> Iterator[tuple[int, _Frame]]:
    """Text alone beside the heading (0), or the first picture at the right, level with the heading (1) or at the foot (2)."""
    under = Group(side, side, 0, drop=heading_rows)
    fronts = copy.weight is not Weight.LEAD or side > 1
    if fronts and 0 < copy.figures <= _MOST_BELOW + 1 and not copy.late[0]:
        yield from ((3, frame) for frame in _fronted(copy, columns, side, heading_rows))
    if not _broad_enough(columns, side, copy.weight):
        return
    if copy.figures <= _MOST_BELOW:
        others = columns - side
        yield from (
            (0, frame)
            for frame in _framed(copy, columns, _TUCKED[copy.weight], (under, Group(others, others, 0)), 0)
        )
    for width in range(1, columns - side + 1) if 0 < copy.figures <= _MOST_BELOW + 1 else ():
        figure, between = copy.figure_at(0, width), columns - side - width
        for rows in range(figure.least + 1, figure.most_padded + 2) if figure else ():
            middle = (Group(between, between, 0),) if between else ()
            for place, slot in enumerate(
                (Slot(figure, width, rows, 0.0, PAD), Slot(figure, width, rows, PAD, 0.0)) if figure else (),
                1,
            ):
                if place == 1 and copy.late[0]:
                    continue
                right = Group(width, width, 0, (slot,)) if place == 1 else Group(width, width, 0, (), (slot,))
                cost = (
                    _PICTURED[copy.weight]
                    + slot.cost
                    + share_cost(width, columns, 0)
                    + (_STAMP if width == 1 and columns > 3 else 0.0)
                )
                yield from (
                    (place, frame) for frame in _framed(copy, columns, cost, (under, *middle, right), 1)
                )


def _fronted(copy: Copy, columns: int, side: int, heading_rows: int) -> Iterator[_Frame]:
    """题图并列: the first picture at the right from top to foot, heading and text at its left."""
    needed = len(copy.slip.rows)
    for width in range(1, columns - side + 1):
        figure, between = copy.figure_at(0, width), columns - side - width
        texts = side + between
        low = math.ceil((needed + side * heading_rows) / texts)
        if figure is None or low - heading_rows < LEAST_TEXT:
            continue
        for rows in range(max(figure.least, low), min(figure.most, copy.most_rows) + 1):
            white = texts * rows - side * heading_rows - needed
            groups = (
                Group(side, side, low - heading_rows, drop=heading_rows),
                *((Group(between, between, low),) if between else ()),
                Group(width, 0, 0, (Slot(figure, width, rows),)),
            )
            cost = _FRONTED + figure.cost(rows) + share_cost(width, columns, 0) + height_cost(low)
            cost += WHITE * white + GAPES * max(white - CORNER, 0)
            yield _Frame(cost, rows, groups, 1, white)


def _framed(copy: Copy, columns: int, cost: float, groups: tuple[Group, ...], first: int) -> Iterator[_Frame]:
    """The groups as high as the text asks, if that is high enough to read and no higher than the page."""
    taken = [group.drop + sum(slot.rows for slot in (*group.top, *group.bottom)) for group in groups]
    area = len(copy.slip.rows) + sum(group.columns * rows for group, rows in zip(groups, taken, strict=True))
    height = math.ceil(area / columns)
    if height - max(taken) >= LEAST_TEXT and height <= copy.most_rows:
        white = columns * height - area
        filled = tuple(
            replace(group, text_rows=height - rows) for group, rows in zip(groups, taken, strict=True)
        )
        yield _Frame(cost + height_cost(height) + WHITE * white, height, filled, first, white)


def _flowed(copy: Copy, frame: _Frame) -> Iterator[Body]:
    """The text in its columns, with the other figures in bands below."""
    flowed = flow_rows(
        copy.slip.rows, tuple(group.text_rows for group in frame.groups for _ in range(group.text_columns))
    )
    if flowed:
        for rows, below in copy.bands(frame.first).items():
            yield Body(
                frame.height + rows,
                frame.cost + flowed[0] + below.cost,
                copy.measure,
                frame.groups,
                (),
                below.bands,
                flowed[1],
                frame.white,
            )
