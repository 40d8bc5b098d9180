"""文带: text columns side by side, with figures at their heads, at their feet or filling columns of their own.

In: an article's slip and figures, a width. Out: every :class:`TextBand` worth weighing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.typesetting.copy.figures import PAD
from build_tools.typesetting.copy.slip import Slip
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bands import FigureAt, Slot
from build_tools.typesetting.makeup.flow import LEAST_COLUMN

LEAST_TEXT = 3
"""Rows: text under or over a picture is at least so high (no stub columns)."""
_LOW_START = 20.0
"""Cost of text that begins under a picture and goes on higher up."""
_STAMP, _SLIGHT = 30.0, 0.25
"""Cost of an article's first picture that is smaller than its width asks for, from so large a share on."""
_WIDEST, _SHORT = 26, 20.0
"""Characters of the widest measure that is read with ease; what it costs to leave white beside it for a short text."""
_UNDER = 25.0
"""Cost of white under the text beside a picture."""
CORNER, GAPES = 5, 6.0
"""Column lines of white under the text beside a picture that are a corner; what each more costs."""
WHITE = 1.0
"""Cost of each text column that ends a row early."""


@dataclass(frozen=True, slots=True)
class Group:
    """栏组: neighbouring text columns with the same figures over and under them.

    ``columns`` of the grid hold ``text_columns`` of text (fewer in 破栏); ``text_rows`` 0 is figures only.
    """

    columns: int
    text_columns: int
    text_rows: int
    top: tuple[Slot, ...] = ()
    bottom: tuple[Slot, ...] = ()
    drop: int = 0
    """Rows at the head that a heading over these columns takes (题压部分栏)."""


@dataclass(frozen=True, slots=True)
class TextBand:
    """The band of text columns: its height, groups, and the measure of the slip that fills it."""

    rows: int
    cost: float
    measure: float
    groups: tuple[Group, ...]
    blank: int = 0
    """Column lines that stay white beside a picture."""


@dataclass(frozen=True, slots=True)
class TextBandMaker:
    """排文带: for one article at one width."""

    grid: Grid
    columns: int
    figure_at: FigureAt
    late: tuple[bool, ...]
    """Of each figure whether it must stay behind the text: at the foot or at the right of it."""
    slip_at: Callable[[float], Slip]
    """measure → slip."""
    most_rows: int
    free: bool
    """The text may be set at other measures than the grid's."""
    broad: bool
    """破栏 (wider text columns) suits this article."""
    alone: bool = False
    """It has the page to itself, and must take its whole width."""

    def bands(self, first: int, last: int) -> Iterator[TextBand]:
        """Every text band that holds the figures ``first`` to ``last`` at the heads and feet of its columns."""
        if not self.slip_at(self.grid.column).rows:
            if first == last:
                yield TextBand(0, 0.0, self.grid.column, ())
            return
        match last - first:
            case 0:
                yield from self._plain(self.columns, (), (), 0)
            case 1:
                yield from self._one(first)
            case 2:
                yield from self._two(first)
            case _:
                yield from self._pure_stack(first, last)

    def _measures(self, columns: int) -> Iterator[tuple[int, float, float]]:
        """(text columns, measure, cost): the grid's own columns, and 破栏 with fewer, wider ones."""
        yield columns, self.grid.column, 0.0
        for count in range(max(1, math.ceil(columns / 2)), columns if self.free else 0):
            # Not of whole characters: what is less than one would else be white beside the text, or twice the gap between.
            measure = round((self.grid.span(columns) - (count - 1) * self.grid.gap) / count, 3)
            if measure < self.grid.size * (_WIDEST + 1):
                yield count, measure, 0.6 if self.broad else 2.5

    def _plain(
        self, columns: int, left: tuple[Group, ...], right: tuple[Group, ...], rows: int, cost: float = 0.0
    ) -> Iterator[TextBand]:
        """Text alone in so many columns, between pure figures; ``rows`` 0 means as high as the text asks."""
        measures = [
            (count, measure, dear, len(self.slip_at(measure).rows))
            for count, measure, dear in self._measures(columns)
        ]
        few = len(self.slip_at(self.grid.column).rows) < LEAST_COLUMN * columns / 2
        chopped = all(count > 1 and needed <= (LEAST_COLUMN - 1) * count for count, *_, needed in measures)
        if not rows and (few or (chopped and self.alone)):
            yield from self._short(columns, left, right, cost)
        for count, measure, dear, needed in measures:
            height = math.ceil(needed / count)
            if rows and height != rows:
                continue
            group = Group(columns, count, height)
            yield TextBand(
                height,
                cost + dear + height_cost(height) + WHITE * (count * height - needed),
                measure,
                (*left, group, *right),
            )

    def _short(
        self, columns: int, left: tuple[Group, ...], right: tuple[Group, ...], cost: float
    ) -> Iterator[TextBand]:
        """A few lines over much width stay in one measure, in the middle."""
        wide = min(math.floor(self.grid.span(columns) / self.grid.size + 1e-6), _WIDEST) * self.grid.size
        measure = wide if self.free else self.grid.column
        height = len(self.slip_at(measure).rows)
        yield TextBand(
            height,
            cost + _SHORT + height_cost(height),
            measure,
            (*left, Group(columns, 1, height), *right),
        )

    def _one(self, ordinal: int) -> Iterator[TextBand]:
        for width in range(1, self.columns):
            yield from self._beside(ordinal, ordinal + 1, width)
            yield from self._in_columns(ordinal, width)

    def _in_columns(self, ordinal: int, width: int) -> Iterator[TextBand]:
        """A figure at the head or foot of ``width`` columns, text under or over it."""
        figure = self.figure_at(ordinal, width)
        if figure is None:
            return
        needed, others = len(self.slip_at(self.grid.column).rows), self.columns - width
        for rows in range(figure.least + 1, figure.most_padded + 2):
            height = math.ceil((needed + width * rows) / self.columns)
            under = height - rows
            if under < LEAST_TEXT or height > self.most_rows:
                continue
            top, bottom = Slot(figure, width, rows, 0.0, PAD), Slot(figure, width, rows, PAD, 0.0)
            white = self.columns * height - needed - width * rows
            cost = top.cost + height_cost(height) + share_cost(width, self.columns, ordinal) + WHITE * white
            head = Group(width, width, under, (top,))
            measure = self.grid.column
            if not self.late[ordinal]:
                yield TextBand(height, cost, measure, (Group(others, others, height), head))
                yield TextBand(height, cost + _LOW_START, measure, (head, Group(others, others, height)))
            yield TextBand(
                height,
                cost + 0.5,
                measure,
                (Group(others, others, height), Group(width, width, under, (), (bottom,))),
            )
            if others % 2 == 0 and others and not self.late[ordinal]:
                side = Group(others // 2, others // 2, height)
                yield TextBand(height, cost + 0.1, measure, (side, head, side))

    def _beside(self, first: int, last: int, width: int) -> Iterator[TextBand]:
        """Figures that fill ``width`` columns from top to bottom, the text beside them."""
        for text in self._plain(self.columns - width, (), (), 0):
            slots, white = self._fill_column(first, last, width, text.rows), 0
            if slots is None:
                # A picture higher than the text beside it: white under the text rather than no picture.
                rows = self._least_column(first, last, width)
                if not text.rows < rows <= self.most_rows:
                    continue
                slots, white = self._fill_column(first, last, width, rows), rows - text.rows
            if slots is None:
                continue
            blank = white * (self.columns - width)
            pure = Group(width, 0, 0, slots)
            cost = (
                text.cost
                + sum(slot.cost for slot in slots)
                + share_cost(width, self.columns, first)
                + 0.6 * (len(slots) - 1)
                + (_UNDER + 2 * WHITE * blank + GAPES * max(blank - CORNER, 0) if white else 0.0)
            )
            height = text.rows + white
            yield TextBand(height, cost, text.measure, (*text.groups, pure), blank)
            if not any(self.late[first:last]):
                yield TextBand(height, cost + 0.2, text.measure, (pure, *text.groups), blank)

    def _least_column(self, first: int, last: int, width: int) -> int:
        """Rows below which the figures cannot stand one below another in that width; 0 where they cannot at all."""
        figures = [figure for ordinal in range(first, last) if (figure := self.figure_at(ordinal, width))]
        return (
            sum(figure.least for figure in figures) + len(figures) - 1 if len(figures) == last - first else 0
        )

    def _fill_column(self, first: int, last: int, width: int, rows: int) -> tuple[Slot, ...] | None:
        """Slots one below another that take exactly so many rows, each as far from its own shape as the others."""
        figures = [figure for ordinal in range(first, last) if (figure := self.figure_at(ordinal, width))]
        above = len(figures) - 1
        room = rows - above
        highest = [
            figure.most_padded if place < above else figure.most for place, figure in enumerate(figures)
        ]
        if len(figures) < last - first or not sum(figure.least for figure in figures) <= room <= sum(highest):
            return None
        heights = _spread(
            room, [figure.least for figure in figures], [figure.ideal for figure in figures], highest
        )
        return tuple(
            Slot(
                figure,
                width,
                height + (1 if place < above else 0),
                0.0,
                PAD if place < above else 0.0,
            )
            for place, (figure, height) in enumerate(zip(figures, heights, strict=True))
        )

    def _two(self, first: int) -> Iterator[TextBand]:
        for width in range(1, self.columns):
            yield from self._beside(first, first + 2, width)
            for second in range(1, self.columns - width + 1):
                yield from self._two_apart(first, width, second)

    def _two_apart(self, first: int, width: int, second: int) -> Iterator[TextBand]:
        """Two figures in different columns: the first at a head on the left, the second at a foot or head on the right."""
        one, two = self.figure_at(first, width), self.figure_at(first + 1, second)
        if one is None or two is None or self.late[first]:
            return
        needed, between = len(self.slip_at(self.grid.column).rows), self.columns - width - second
        for rows in range(one.least + 1, one.most_padded + 2):
            for other in {
                min(max(rows, two.least + 1), two.most_padded + 1),
                two.ideal + 1,
                two.least + 1,
                two.most_padded + 1,
            }:
                height = math.ceil((needed + width * rows + second * other) / self.columns)
                if height - max(rows, other) < LEAST_TEXT or height > self.most_rows:
                    continue
                head = Group(width, width, height - rows, (Slot(one, width, rows, 0.0, PAD),))
                foot = Group(second, second, height - other, (), (Slot(two, second, other, PAD, 0.0),))
                level = Group(second, second, height - other, (Slot(two, second, other, 0.0, PAD),))
                white = self.columns * height - needed - width * rows - second * other
                cost = (
                    head.top[0].cost
                    + foot.bottom[0].cost
                    + height_cost(height)
                    + share_cost(width, self.columns, 0)
                    + WHITE * white
                )
                middle = (Group(between, between, height),) if between else ()
                yield TextBand(height, cost + _LOW_START, self.grid.column, (head, *middle, foot))
                if between and not self.late[first + 1]:
                    yield TextBand(
                        height,
                        cost + _LOW_START + (0.3 if rows == other else 1.0),
                        self.grid.column,
                        (head, *middle, level),
                    )

    def _pure_stack(self, first: int, last: int) -> Iterator[TextBand]:
        for width in range(1, self.columns):
            yield from self._beside(first, last, width)


def height_cost(rows: int) -> float:
    """栏高: text columns are easiest to read between 8 and 40 rows."""
    return 0.22 * max(8 - rows, 0) ** 2 + 0.08 * max(rows - 40, 0)


def share_cost(width: int, columns: int, ordinal: int) -> float:
    """The first picture of an article wants about half its width, the others about a third; a stamp beside a broad article is no picture."""
    short = (0.55 if ordinal == 0 else 0.36) - width / columns
    return 1.2 * abs(short) + (_STAMP * max(short - _SLIGHT, 0.0) ** 2 if ordinal == 0 else 0.0)


def _spread(room: int, least: list[int], ideal: list[int], most: list[int]) -> list[int]:
    """Heights that add up to ``room``, each within its limits and near its ideal."""
    heights = [
        min(max(round(room * want / sum(ideal)), low), high)
        for low, want, high in zip(least, ideal, most, strict=True)
    ]
    while (gap := room - sum(heights)) != 0:
        step = 1 if gap > 0 else -1
        movable = [
            place for place, height in enumerate(heights) if least[place] <= height + step <= most[place]
        ]
        place = min(movable, key=lambda place: abs(heights[place] + step - ideal[place]) / ideal[place])
        heights[place] += step
    return heights
