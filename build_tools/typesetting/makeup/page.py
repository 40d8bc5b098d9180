"""一版: the articles of one page arranged, overset found out, blocks placed.

In: the page's articles and the rows that are free for them. Out: :class:`MadePage`.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, permutations

from build_tools.model import Filler, Kind, Picture, Pin, Weight
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.arrange import Arranger, Place, Room, least_excess, least_rows, rooms_of
from build_tools.typesetting.makeup.cells import Allowance, SpentError
from build_tools.typesetting.makeup.cutting import cut_steps, picture_drops
from build_tools.typesetting.makeup.drawn import Drawn, arrange_drawn, drawn_widths, without
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.made import MadePage, place_page
from build_tools.typesetting.makeup.options import ArticleDesign, Option, filler_options, loosened
from build_tools.typesetting.makeup.pieces import Node, Standing, standings
from build_tools.typesetting.makeup.pinned import at_foot, keeps_corner, pinned_options
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.makeup.rules import MOST_PICTURES, TOO_MANY, broken_rules, long_seams
from build_tools.typesetting.makeup.white import largest_white

PIN = "钉"
"""Among the broken rules: a story that does not stand where it is pinned."""
_SEAM = 40.0
"""What a gap between columns costs that is open over much of the page's depth (长缝)."""
_RULE = 100.0
"""What a broken rule of the trade costs."""
_REACH = 16
"""Steps of cutting within which the first that fits is looked for at first."""
_TIGHT_STEPS = (0, 1, 2, 4, 7)
"""Further steps of cutting that are tried for a page without white."""
_MOST_DROPPED, _DROPS_TRIED, _DROPPED_STEPS = 8, (0, 1, 3), (0,)
"""撤图: pictures that an overfull page may lose; ways to lose them that are tried; further steps of cutting tried for each."""
_FEWER_TRIED = 4
"""Ways to lose pictures that are tried for a page that has more than it bears."""
_MOST_FILLER = 24
"""Column lines of 补白 that a page may get instead of a white rectangle."""
_LARGEST_WHITE = 0.0149
"""Share of the type area that the largest white rectangle of a full page may have."""
_MOST_LOOKED_AT = 30
"""Arrangements of one search whose white is measured."""
_MOST_STEPS, _LAST_STEPS, _CUT_STEPS, _DROP_STEPS = 700_000, 400_000, 60_000, 200_000
"""步数: pairs of pieces that one page's search may look at before the best page found so far is taken; that a search for any page may; for one with some rows cut; for one with fewer pictures."""
_ANYTHING = 100_000.0
"""More than any page costs."""


class Fit(enum.Enum):
    """How the copy may meet the page."""

    EXACT = "exact"
    """It fills the page."""
    TUCKED = "tucked"
    """It fills the page when headings may stand over a part of their columns."""
    FILLED = "filled"
    """It is too little: 补白 takes the rest."""
    LOOSE = "loose"
    """It leaves white rows at the feet of blocks."""


_WAVES = ((Fit.EXACT, 20.0), (Fit.TUCKED, 20.0), (Fit.TUCKED, 45.0), (Fit.TUCKED, 95.0))
"""一浪高过一浪: what a page may cost over the cheapest shapes of all its blocks (more where filling it costs more); the first wave that brings a sound page is the last."""
_CEILINGS = (36.0, 32.0, 28.0)
"""Points: no headline under these for the lead, none over them for the others, where it was upstaged before (倒头条)."""
_CEILING_SLACK = 95.0
_ORDER_WAVES = (95.0, 190.0)
_CUT_WAVES = (20.0, 45.0, 95.0)
_LAST_WAVES = (150.0, 250.0, 400.0)
_FILLED_WAVES = (45.0, 95.0, 400.0)
_LOOSE_WAVES = (60.0, 200.0, 100_000.0)
_BEYOND = 15.0
"""What a wave reaches at least over what filling the page costs whatever stands where."""
_MOST_ORDERS = 120


@dataclass(frozen=True, slots=True)
class PageMaker:
    """拼版员: for one page with so many free rows. ``drawn`` is the editor's own layout, if there is one."""

    leaves: tuple[Leaf, ...]
    grid: Grid
    rows: int
    drawn: Drawn | None = None
    fillers: tuple[Filler, ...] | None = None
    """补白 that the page may get, () for ruled lines, None for nothing."""
    pins: Mapping[int, Pin] = field(default_factory=dict)
    """What the art editor fixed, by the block's ordinal on the page."""
    _places: dict[tuple[int, Cut, Fit, tuple[int, ...]], Place] = field(default_factory=dict)
    _arrangers: dict[tuple[frozenset[Place], float], Arranger] = field(default_factory=dict)
    _rooms: dict[frozenset[Place], tuple[dict[Place, Room], float]] = field(default_factory=dict)
    _allowance: Allowance = field(default_factory=lambda: Allowance(_MOST_STEPS))

    def make_up(self) -> MadePage:
        """拼一版: the best arrangement of all the copy; if it is too little, with white; if too much, with the least tail cut."""
        none = tuple(Cut() for _ in self.leaves)
        if self.drawn:
            return self._as_drawn(none)
        made = self._soundest(none)
        if made and TOO_MANY in made.broken:
            return self._with_fewer_pictures(made)
        return (
            made
            or (self._first(none, Fit.LOOSE, _LOOSE_WAVES) if self._holds(none) else None)
            or self._cut_to_fit()
        )

    def _as_drawn(self, none: tuple[Cut, ...]) -> MadePage:
        made = self._try(none, Fit.EXACT) or self._try(none, Fit.LOOSE)
        if made is None and self._draws_filler and self.drawn:
            # There is copy where a filler stood.
            return replace(self, drawn=without(self.drawn, len(self.leaves))).make_up()
        return made or self._cut_to_fit()

    @property
    def _draws_filler(self) -> bool:
        return self.drawn is not None and len(self.leaves) in drawn_widths(self.drawn)

    def _with_fewer_pictures(self, made: MadePage) -> MadePage:
        """图多于文: the page without the pictures that it cannot bear, where that breaks fewer rules."""
        borne = (
            dropped
            for dropped in picture_drops(self.leaves)
            if self._least_pictures(dropped) <= MOST_PICTURES * self.grid.columns * self.grid.rows
        )
        for dropped in islice(borne, _FEWER_TRIED):
            self._allowance.steps = _LAST_STEPS
            other = self._soundest(next(cut_steps(self.leaves, dropped)))
            made = other if other and other.faults < made.faults else made
            if not made.broken:
                break
        return made

    def _least_pictures(self, dropped: tuple[int, ...]) -> int:
        """Column rows that the pictures take at least when so many of each article are gone."""
        shapes = (
            [leaf.figure(place, width) for width in range(1, self.grid.columns + 1)]
            for leaf, gone in zip(self.leaves, dropped, strict=True)
            for place in range(len(leaf.figures) - gone)
            if isinstance(leaf.figures[place], Picture)
        )
        return sum(
            min((shape.least * shape.columns for shape in each if shape), default=0) for each in shapes
        )

    def _soundest(self, cuts: tuple[Cut, ...]) -> MadePage | None:
        """不犯忌: the first page without faults that the waves bring, else the one with fewest; None where there is none."""
        found: MadePage | None = None
        with suppress(SpentError):
            for shelf, fit, slack in self._searches(cuts):
                # 补白 is for want of copy; a white corner is the smaller evil.
                if fit is Fit.FILLED and found and found.only_gapes:
                    return found
                best = self._best(self._arrange(shelf, fit, slack), cuts)
                if (
                    best
                    and (found is None or best[1].faults < found.faults)
                    and not (found and found.only_gapes and best[1].filler > _MOST_FILLER)
                ):
                    found = best[1]
                if found and not found.faults:
                    return found
        if found is None:
            return self._sounder(cuts) if self._holds(cuts) else None
        filled = self._first(cuts, Fit.FILLED, _FILLED_WAVES) if found.broken and self._fills else None
        return filled if filled and filled.faults < found.faults else found

    def _sounder(self, cuts: tuple[Cut, ...]) -> MadePage | None:
        """Tight copy: of all that the last waves bring, the page with the fewest faults."""
        found: MadePage | None = None
        for slack in _LAST_WAVES:
            made = self._try(cuts, Fit.TUCKED, slack)
            if made and (found is None or made.faults < found.faults):
                found = made
            if found and not found.faults:
                break
        return found

    def _searches(self, cuts: tuple[Cut, ...]) -> Iterator[tuple[list[Place], Fit, float]]:
        """Dearer and dearer in the order given, then in other orders, then with 补白, then with rules broken."""
        for fit, slack in _WAVES:
            yield self._shelf(cuts, fit), fit, slack
            if fit is Fit.EXACT and not self._holds(cuts):
                return
        for ceiling in _CEILINGS:
            yield self._under(self._shelf(cuts, Fit.TUCKED), ceiling), Fit.TUCKED, _CEILING_SLACK
        for slack in _ORDER_WAVES:
            for shelf in self._orders(self._shelf(cuts, Fit.TUCKED)):
                yield shelf, Fit.TUCKED, slack
        for slack in _FILLED_WAVES if self._fills else ():
            yield self._shelf(cuts, Fit.FILLED), Fit.FILLED, slack

    @property
    def _fills(self) -> bool:
        return self.fillers is not None

    def _cut_to_fit(self) -> MadePage:
        """超版: the first step of cutting that brings a sound page, in text alone or with fewer pictures; else the first that fits."""
        plain = list(cut_steps(self.leaves))
        low = self._first_that_holds(plain)
        made = self._tight(plain, low, _TIGHT_STEPS)
        if made and not made.broken:
            return made
        found = made
        for dropped in self._drops():
            steps = list(cut_steps(self.leaves, dropped))
            made = self._tight(steps, self._first_that_holds(steps), _DROPPED_STEPS, _DROP_STEPS)
            if made and (found is None or made.faults < found.faults):
                found = made
            if found and not found.faults:
                return found
        if found and not found.broken:
            return found
        loose = self._first(plain[low], Fit.LOOSE, _LOOSE_WAVES) if low < len(plain) else None
        if found and (loose is None or found.faults <= loose.faults):
            return found
        return loose or MadePage(
            (), None, tuple(Cut(leaf.rows, len(leaf.figures), True) for leaf in self.leaves), (), self.rows
        )

    def _drops(self) -> list[tuple[int, ...]]:
        """撤图: the first few ways to drop pictures with which all the text fits; where none does, those that drop the fewest."""
        if self.drawn or any(leaf.album for leaf in self.leaves):
            return []
        drops = list(islice(picture_drops(self.leaves), _MOST_DROPPED))
        fits = (
            place for place, dropped in enumerate(drops) if self._holds(next(cut_steps(self.leaves, dropped)))
        )
        first = next(fits, None)
        return (
            drops[:2]
            if first is None
            else [drops[first + more] for more in _DROPS_TRIED if first + more < len(drops)]
        )

    def _tight(
        self, steps: list[tuple[Cut, ...]], low: int, further: tuple[int, ...], allowed: int = 0
    ) -> MadePage | None:
        """Of the first step that fits and a few further ones, the first page without a broken rule; else the one with the fewest faults."""
        found: MadePage | None = None
        for step in (steps[low + more] for more in further if low + more < len(steps)):
            for slack in _CUT_WAVES:
                made = self._try(step, Fit.TUCKED, slack, allowed or _CUT_STEPS)
                if made and (found is None or made.faults < found.faults):
                    found = made
                if found and not found.broken:
                    return found
        return found

    def _first_that_holds(self, steps: list[tuple[Cut, ...]]) -> int:
        """By halving, the first step of cutting that fits; as many as there are where none does."""
        low, high = self._bounds(steps)
        while low < high:
            middle = (low + high) // 2
            if self._holds(steps[middle]):
                high = middle
            else:
                low = middle + 1
        return low

    def _bounds(self, steps: list[tuple[Cut, ...]]) -> tuple[int, int]:
        """Between which steps the first lies that fits: about as many rows as the least shapes take too much, and wider where that is wrong."""
        last = len(steps) - 1 if steps and all(cut.whole for cut in steps[-1]) else len(steps)
        guess = max(self._least_area() - self.grid.columns * self.rows, 0)
        low, high, reach = min(guess, last), min(guess + _REACH, last), _REACH
        while low and self._holds(steps[low - 1]):
            low, high, reach = max(low - reach, 0), low, 2 * reach
        while high < last and not self._holds(steps[high - 1]):
            low, high, reach = high, min(high + reach, last), 2 * reach
        return low, high

    def _least_area(self) -> int:
        """Column lines that the least shapes of all the copy take."""
        shelf = self._shelf(tuple(Cut() for _ in self.leaves), Fit.TUCKED)
        return sum(
            min(
                (option.rows * width for width, options in place.widths.items() for option in options),
                default=0,
            )
            for place in shelf
        )

    def _holds(self, cuts: tuple[Cut, ...]) -> bool:
        """The page is large enough for what stays on it; whether anything fills it exactly is another question."""
        if self.drawn:
            return bool(self._arrange(self._shelf(cuts, Fit.LOOSE), Fit.LOOSE, _ANYTHING))
        shelf = self._shelf(cuts, Fit.TUCKED)
        return bool(shelf) and least_rows(shelf, self.grid.columns) <= self.rows

    def _shelf(self, cuts: tuple[Cut, ...], fit: Fit) -> list[Place]:
        drawn = drawn_widths(self.drawn) if self.drawn and not any(cut.whole for cut in cuts) else {}
        every = tuple(range(1, self.grid.columns + 1))
        shelf = [
            self._place(ordinal, cut, fit, drawn.get(ordinal, every))
            for ordinal, cut in enumerate(cuts)
            if not cut.whole
        ]
        if (fit is Fit.FILLED or self._draws_filler) and self.leaves and self.fillers is not None:
            shelf.append(self._filler(self.fillers))
        return shelf

    def _under(self, shelf: list[Place], ceiling: float) -> list[Place]:
        """The blocks without the shapes in which a headline is larger than the lead's."""
        lead = next(
            (place.ordinal for place in shelf if self.leaves[place.ordinal].weight is Weight.LEAD),
            0,
        )
        return [
            Place(
                place.ordinal,
                {
                    width: [
                        option for option in options if _stands_under(option, ceiling, place.ordinal == lead)
                    ]
                    for width, options in place.widths.items()
                },
            )
            for place in shelf
        ]

    def _filler(self, fillers: tuple[Filler, ...]) -> Place:
        drawn = drawn_widths(self.drawn) if self.drawn else {}
        columns = drawn.get(len(self.leaves), tuple(range(2, self.grid.columns + 1)))
        key = (len(self.leaves), Cut(), Fit.FILLED, columns)
        if key not in self._places:
            sheet = self.leaves[0].sheet
            self._places[key] = Place(
                len(self.leaves),
                {width: filler_options(fillers, width, self.rows, self.grid, sheet) for width in columns},
            )
        return self._places[key]

    def _place(self, ordinal: int, cut: Cut, fit: Fit, columns: tuple[int, ...]) -> Place:
        key = (ordinal, cut, Fit.EXACT if fit is Fit.FILLED else fit, columns)
        if key not in self._places:
            widths = {
                width: self.leaves[ordinal].options(width, cut, fit in (Fit.TUCKED, Fit.LOOSE))
                for width in columns
            }
            if ordinal in self.pins:
                widths = pinned_options(widths, self.pins[ordinal], self.grid) or widths
            if fit is Fit.LOOSE:
                widths = {width: loosened(options, self.rows) for width, options in widths.items()}
            if ordinal in self.pins:
                widths = at_foot(widths, self.pins[ordinal])
            self._places[key] = Place(ordinal, widths)
        return self._places[key]

    def _arrange(self, shelf: list[Place], fit: Fit, slack: float) -> list[Node]:
        if self.drawn and {place.ordinal for place in shelf} == drawn_widths(self.drawn).keys():
            return arrange_drawn(self.drawn, shelf, self.grid.columns, self.rows)
        blocks, columns, rows = frozenset(shelf), self.grid.columns, self.rows
        if blocks not in self._rooms:
            rooms = rooms_of(shelf, columns, rows) if shelf else {}
            self._rooms[blocks] = rooms, least_excess(rooms, columns, rows)
        rooms, excess = self._rooms[blocks]
        if excess == math.inf:
            return []
        slack = max(slack, excess + _BEYOND)
        if (blocks, slack) not in self._arrangers:
            self._arrangers[blocks, slack] = Arranger(columns, rows, rooms, slack, self._allowance)
        return self._arrangers[blocks, slack].arrange(shelf)

    def _try(
        self, cuts: tuple[Cut, ...], fit: Fit, slack: float = _ANYTHING, steps: int = _LAST_STEPS
    ) -> MadePage | None:
        """One search with an allowance of its own, so that every page comes to an end with something."""
        self._allowance.steps = steps
        best = None
        with suppress(SpentError):
            best = self._best(self._arrange(self._shelf(cuts, fit), fit, slack), cuts)
        return best[1] if best else None

    def _first(self, cuts: tuple[Cut, ...], fit: Fit, waves: tuple[float, ...]) -> MadePage | None:
        """What the first of these waves brings that brings anything."""
        return next((made for slack in waves if (made := self._try(cuts, fit, slack))), None)

    def _best(self, nodes: list[Node], cuts: tuple[Cut, ...]) -> tuple[float, MadePage] | None:
        best: tuple[float, MadePage] | None = None
        looked_at = 0
        for node in nodes:
            if best and node.cost >= best[0]:
                break
            standing = tuple(standings(node))
            made = MadePage(standing, node, cuts, self._broken(standing), self.rows)
            if not made.faults and not self.drawn and looked_at < _MOST_LOOKED_AT:
                looked_at += 1
                made = replace(made, gapes=self._gapes(made))
            cost = node.cost + _RULE * made.faults + _SEAM * long_seams(standing, self.grid, self.rows)
            if best is None or cost < best[0]:
                best = (cost, made)
        return best

    def _broken(self, standing: tuple[Standing, ...]) -> tuple[str, ...]:
        broken = broken_rules(standing, self.grid, self.rows, any(leaf.album for leaf in self.leaves))
        loose = (
            each.ordinal in self.pins
            and not keeps_corner(each, self.pins[each.ordinal], self.grid.columns, self.rows)
            for each in standing
        )
        return broken + (PIN,) * sum(loose)

    def _gapes(self, made: MadePage) -> bool:
        """天窗: measured on the blocks as they would stand."""
        placed = place_page(made, Placer(self.grid, self.leaves[0].sheet, ""), 0)
        return largest_white(*placed, self.grid, self.rows) > _LARGEST_WHITE

    def _orders(self, shelf: list[Place]) -> Iterator[list[Place]]:
        """次序: the stories below the lead in other orders, those with the fewest changes of place first."""
        movable = [place for place, each in enumerate(shelf) if place and self._movable(each.ordinal)]
        orders = list(islice(permutations(movable), 1, _MOST_ORDERS))
        for order in sorted(orders, key=_inversions):
            moved = dict(zip(movable, order, strict=True))
            yield [shelf[moved.get(place, place)] for place in range(len(shelf))]

    def _movable(self, ordinal: int) -> bool:
        leaf = self.leaves[ordinal]
        return (
            leaf.item.article.kind is Kind.ARTICLE
            and leaf.weight is not Weight.LEAD
            and leaf.signature is None
        )


def _stands_under(option: Option, ceiling: float, leads: bool) -> bool:
    return not isinstance(option.design, ArticleDesign) or (
        option.design.heading.size >= ceiling if leads else option.design.heading.size <= ceiling
    )


def _inversions(order: tuple[int, ...]) -> int:
    return sum(one > two for one, two in combinations(order, 2))
