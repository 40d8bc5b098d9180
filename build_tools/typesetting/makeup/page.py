"""一版: the articles of one page arranged, overset found out, blocks placed.

In: the page's articles and the rows that are free for them. Out: :class:`MadePage`.
"""

from __future__ import annotations

import enum
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, permutations, product

from build_tools.model import Filler, Kind, Picture, Pin, Weight
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.areas import marked, picture_sizes
from build_tools.typesetting.makeup.arrange import (
    Arranger,
    Place,
    Room,
    least_excess,
    least_rows,
    lowest,
    rooms_of,
)
from build_tools.typesetting.makeup.cells import Allowance, SpentError
from build_tools.typesetting.makeup.cutting import cut_steps, lighter_cuts, picture_drops
from build_tools.typesetting.makeup.drawn import Drawn, arrange_drawn, drawn_widths, without
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.made import MadePage, place_page
from build_tools.typesetting.makeup.options import ArticleDesign, Option, dearer, filler_options, loosened
from build_tools.typesetting.makeup.pieces import SEPARATOR, Node, Standing, standings
from build_tools.typesetting.makeup.pinned import at_foot, keeps_corner, pinned_options
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.makeup.rules import (
    MOST_PICTURES,
    OUTSHONE,
    SEAM,
    STANDS_OUT,
    TOO_MANY,
    TOUCHING,
    UPSTAGED,
    broken_rules,
    long_seams,
)
from build_tools.typesetting.makeup.white import largest_white

PIN = "钉"
"""Among the broken rules: a story that does not stand where it is pinned."""
_RULE = 100.0
"""What a broken rule of the trade costs."""
_REACH = 16
"""Steps of cutting within which the first that fits is looked for at first."""
_MORE_CUT, _CUT_ROW = (1, 2, 4, 6), 0.4
"""Rows by which an article that is cut may be cut further where that settles the page, and what each costs."""
_MOST_DROPPED, _DROPS_TRIED = 8, (0, 1, 3)
"""撤图: pictures that an overfull page may lose; ways to lose them that are tried."""
_FEW = 4
"""Blocks of a page for which dearer arrangements are soon looked through."""
_MANY = 4
"""Pictures of a page that fit beside each other as a rule."""
_FEWER_TRIED = (0, 1, 3, 6)
"""Ways to lose pictures that are tried for a page that has more than it bears."""
_THIN = 0.94
"""Share of the page that copy takes which is too little for it."""
_MOST_FILLER = 24
"""Column lines of 补白 that a page may get instead of a white rectangle."""
_MOST_LOOKED_AT = 15
"""Arrangements of one search whose white is measured."""
_MOST_STEPS, _LAST_STEPS, _CUT_STEPS, _DROP_STEPS = 150_000, 400_000, 300_000, 100_000
"""步数: pairs of pieces that one page's search may look at before the best page found so far is taken; that a search for any page may; all for pages with some rows cut; all for those with so many fewer pictures."""
_MEND_STEPS = 60_000
"""And for other shapes in an order that was found."""
_ONE_EACH_STEPS = 150_000
"""Where that was not enough: for a search among the cheapest pieces of each height alone."""
_ANYTHING = 100_000.0
"""More than any page costs."""


class Fit(enum.Enum):
    """How the copy may meet the page."""

    EXACT = "exact"
    """It fills the page."""
    TUCKED = "tucked"
    """It fills the page when headings may stand over a part of their columns."""
    CUT = "cut"
    """It fills the page when what is cut may be cut by a few rows more."""
    FILLED = "filled"
    """It is too little: 补白 takes the rest."""
    OPENED = "opened"
    """It fills the page when the white beside headings is let be."""
    LOOSE = "loose"
    """It leaves white rows at the feet of blocks."""


_WAVES = ((Fit.EXACT, 20.0), (Fit.TUCKED, 20.0), (Fit.TUCKED, 45.0), (Fit.TUCKED, 95.0))
"""一浪高过一浪: what a page may cost over the cheapest shapes of all its blocks (more where filling it costs more); the first wave that brings a sound page is the last."""
_CEILINGS = (36.0, 32.0, 28.0)
"""Points: no headline under these for the lead, none over them for the others, where it was upstaged before (倒头条)."""
_CEILING_SLACK = 95.0
_LOCKED_SLACK = 95.0
_MAIN_SHARES = (0.19, 0.13, 0.095, 0.065)
"""Shares of the type area that the main picture takes at least, and no other, where none stood out before."""
_MAIN_SLACK = 190.0
_ORDER_WAVES = (95.0, 190.0)
_CUT_WAVES = (45.0, 95.0, 195.0, 400.0)
_LAST_WAVES = (150.0, 250.0, 400.0)
_FILLED_WAVES = (45.0, 95.0, 400.0)
_OPENED_WAVES = (95.0, 250.0)
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
    _opened: dict[int, Leaf] = field(default_factory=dict)
    _arrangers: dict[tuple[frozenset[Place], float, bool], Arranger] = field(default_factory=dict)
    _rooms: dict[frozenset[Place], tuple[dict[Place, Room], float]] = field(default_factory=dict)
    _allowance: Allowance = field(default_factory=lambda: Allowance(_MOST_STEPS))

    def make_up(self) -> MadePage:
        """拼一版: the best arrangement of all the copy; if it is too little, with white; if too much, with the least tail cut."""
        none = tuple(Cut() for _ in self.leaves)
        if self.drawn:
            return self._as_drawn(none)
        made = self._soundest(none)
        if made is None and self._holds(none):
            made = self._first(none, Fit.LOOSE, _LOOSE_WAVES)
        if made and self._crowded(made):
            return self._with_fewer_pictures(made)
        return made or self._cut_to_fit()

    def _crowded(self, made: MadePage) -> bool:
        """图多: more pictures than the page bears, or so many that some of them clash."""
        many = sum(isinstance(each, Picture) for leaf in self.leaves for each in leaf.figures) > _MANY
        return TOO_MANY in made.broken or (many and TOUCHING in made.broken)

    def _as_drawn(self, none: tuple[Cut, ...]) -> MadePage:
        fit = Fit.TUCKED if self.drawn and self.drawn.tucked else Fit.EXACT
        made = self._try(none, fit) or self._try(none, Fit.OPENED) or self._try(none, Fit.LOOSE)
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
        drops = list(borne)
        for dropped in (drops[more] for more in _FEWER_TRIED if more < len(drops)):
            self._allowance.steps = _DROP_STEPS
            other = self._soundest(next(cut_steps(self.leaves, dropped)))
            made = other if other and other.weight < made.weight else made
            if not self._crowded(made) and not made.broken:
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
        kept: list[MadePage] = []
        order, spent = self._looked_through(cuts, kept, False), self._allowance.spent
        if kept and not kept[-1].faults:
            return kept[-1]
        if not kept and not self._holds(cuts):
            return None
        found = self._mended(kept[-1], order, cuts) if kept else None
        if found is None or (found.broken and len(self.leaves) <= _FEW):
            other = self._sounder(cuts)
            found = other if other and (found is None or other.weight < found.weight) else found
        if spent and (found is None or found.broken):
            kept = [found] if found else []
            self._allowance.steps = _ONE_EACH_STEPS
            self._looked_through(cuts, kept, True)
            found = kept[-1] if kept else None
        return self._filled(found or self._first(cuts, Fit.OPENED, _OPENED_WAVES), cuts)

    def _looked_through(self, cuts: tuple[Cut, ...], kept: list[MadePage], one_each: bool) -> list[Place]:
        """The searches, one after another, as far as the allowance goes; the order that the last of ``kept`` has."""
        order: list[Place] = []
        with suppress(SpentError):
            for shelf, fit, slack, locked in self._searches(cuts, kept):
                best = self._best(self._arrange(shelf, fit, slack, locked, one_each), cuts)
                if best and (not kept or best[1].weight < kept[-1].weight):
                    kept.append(best[1])
                    order = shelf
                if kept and not kept[-1].faults:
                    break
        return order

    def _filled(self, found: MadePage | None, cuts: tuple[Cut, ...]) -> MadePage | None:
        """补白, where copy fills the page in none of its shapes, or leaves white, or breaks a rule because it is so little."""
        thin = self._thin(cuts)
        if not self._fills or (found and not found.blanks and not (thin and found.broken)):
            return found
        filled = self._first(cuts, Fit.FILLED, _FILLED_WAVES)
        if found is None or filled is None:
            return found or filled
        if found.lacking:
            # It is told either way, and a filler that the plan names is no fault.
            return filled if len(filled.broken) <= len(found.broken) else found
        # 补白 is for want of copy; a white corner is the smaller evil than much of it.
        much = filled.filler > _MOST_FILLER and not (thin and found.broken)
        return filled if not much and filled.weight < found.weight else found

    def _mended(self, found: MadePage, order: list[Place], cuts: tuple[Cut, ...]) -> MadePage:
        """A page that is sound but for a headline over the lead's or a picture over its: the same order without such shapes."""
        ceilings = _CEILINGS if UPSTAGED in found.broken else (0.0,)
        shares = _MAIN_SHARES if OUTSHONE & set(found.broken) else (0.0,)
        self._allowance.steps = _MEND_STEPS
        with suppress(SpentError):
            for ceiling, share in product(ceilings, shares) if ceilings[0] or shares[0] else ():
                shelf = self._under(order, ceiling) if ceiling else order
                shelf = self._outshining(shelf, share) if share else shelf
                best = self._best(self._arrange(shelf, Fit.TUCKED, _MAIN_SLACK), cuts)
                if best and best[1].weight < found.weight:
                    found = best[1]
        return found

    def _sounder(self, cuts: tuple[Cut, ...]) -> MadePage | None:
        """Tight copy: of all that the last waves bring, the page with the fewest faults."""
        found: MadePage | None = None
        for slack in _LAST_WAVES:
            made = self._try(cuts, Fit.TUCKED, slack)
            if made and (found is None or made.weight < found.weight):
                found = made
            if found and not found.broken:
                break
        return found

    def _searches(
        self, cuts: tuple[Cut, ...], kept: list[MadePage]
    ) -> Iterator[tuple[list[Place], Fit, float, bool]]:
        """Dearer and dearer in the order given, then interlocked, then in other orders. ``kept``: what was found so far, the best last."""
        for fit, slack in _WAVES:
            yield self._shelf(cuts, fit), fit, slack, False
            if fit is Fit.EXACT and not self._holds(cuts):
                return
        if kept and UPSTAGED in kept[-1].broken:
            for ceiling in _CEILINGS:
                yield self._under(self._shelf(cuts, Fit.TUCKED), ceiling), Fit.TUCKED, _CEILING_SLACK, False
        if not kept or OUTSHONE & set(kept[-1].broken):
            for share in _MAIN_SHARES if any(leaf.main for leaf in self.leaves) else ():
                yield self._outshining(self._shelf(cuts, Fit.TUCKED), share), Fit.TUCKED, _MAIN_SLACK, False
        yield self._shelf(cuts, Fit.TUCKED), Fit.TUCKED, _LOCKED_SLACK, True
        if kept and self._crowded(kept[-1]):
            return
        for slack in _ORDER_WAVES:
            for shelf in self._orders(self._shelf(cuts, Fit.TUCKED)):
                yield shelf, Fit.TUCKED, slack, False
                yield shelf, Fit.TUCKED, slack, True

    def _thin(self, cuts: tuple[Cut, ...]) -> bool:
        """稿少: what the copy takes in the shapes that suit it best leaves room for 补白."""
        best = (
            min(
                (option for options in place.widths.values() for option in options),
                key=lambda option: option.cost,
                default=None,
            )
            for place in self._shelf(cuts, Fit.EXACT)
        )
        taken = sum((option.rows + SEPARATOR) * option.columns for option in best if option)
        return taken < _THIN * self.grid.columns * self.rows

    @property
    def _fills(self) -> bool:
        return self.fillers is not None

    def _cut_to_fit(self) -> MadePage:
        """超版: the first step of cutting that brings a sound page, in text alone or with fewer pictures; else the first that fits."""
        fitting = self._least_cut()
        made = self._tight(fitting, _CUT_STEPS)
        if made and not made.broken and not made.gapes:
            return made
        found = made
        for dropped in self._drops():
            made = self._tight(self._least_cut(dropped), _DROP_STEPS)
            if made and (found is None or made.weight < found.weight):
                found = made
            if found and not found.faults:
                return found
        if found and not found.broken and not found.gapes:
            return found
        loose = self._first(fitting[0], Fit.LOOSE, _LOOSE_WAVES) if fitting else None
        if found and (loose is None or found.weight <= loose.weight):
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

    def _tight(self, fitting: list[tuple[Cut, ...]], allowed: int) -> MadePage | None:
        """Of a step of cutting that fits, if there is one, the first page without a fault; else the one with the fewest."""
        found: MadePage | None = None
        for one_each, steps in ((False, allowed), (True, _ONE_EACH_STEPS)):
            for step, slack, locked in product(fitting, _CUT_WAVES, (False, True)):
                before = min(steps, _LAST_STEPS)
                made = self._try(step, Fit.CUT, slack, before, locked, one_each)
                steps -= before - max(self._allowance.steps, 0)
                if made and (found is None or made.weight < found.weight):
                    found = made
                if steps <= 0 or (found and not found.faults):
                    break
            if steps > 0 or (found and not found.broken):
                break
        return found

    def _least_cut(self, dropped: tuple[int, ...] = ()) -> list[tuple[Cut, ...]]:
        """The first step of cutting that fits, if there is one; what went before something larger went comes back as far as there is room."""
        steps = list(cut_steps(self.leaves, dropped))
        low = self._first_that_holds(steps)
        if low == len(steps):
            return []
        cuts = steps[low]
        gone = dropped or (0,) * len(cuts)
        if any(cut.whole or cut.figures > least for cut, least in zip(cuts, gone, strict=True)):
            # Stories that can be whole again go before those of which something stays away.
            for most, (place, leaf) in product((1, None), enumerate(self.leaves)):
                ways = [
                    (*cuts[:place], lighter, *cuts[place + 1 :])
                    for lighter in lighter_cuts(leaf, cuts[place], gone[place])[:most]
                ]
                first = bisect_left(ways, True, key=self._holds)
                cuts = ways[first] if first < len(ways) else cuts
        return [cuts]

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
        shelf = self._shelf(cuts, Fit.LOOSE if self.drawn else Fit.TUCKED)
        if self.drawn and self._follows(shelf):
            return bool(arrange_drawn(self.drawn, shelf, self.grid.columns, self.rows))
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

    def _outshining(self, shelf: list[Place], share: float) -> list[Place]:
        """The blocks without the shapes in which the main picture takes less of the page than that, or another nearly as much."""
        least = share * self.grid.width * self.grid.height
        return [
            Place(
                place.ordinal,
                {
                    width: [option for option in options if self._outshines(option, place.ordinal, least)]
                    for width, options in place.widths.items()
                },
            )
            for place in shelf
        ]

    def _outshines(self, option: Option, ordinal: int, least: float) -> bool:
        if not isinstance(option.design, ArticleDesign):
            return True
        sizes = sorted(picture_sizes(option.design, self.grid), reverse=True)
        if ordinal < len(self.leaves) and self.leaves[ordinal].main:
            return sizes[0] >= least and all(size * STANDS_OUT <= sizes[0] for size in sizes[1:])
        return all(size * STANDS_OUT <= least for size in sizes)

    def _filler(self, fillers: tuple[Filler, ...]) -> Place:
        drawn = drawn_widths(self.drawn) if self.drawn else {}
        columns = drawn.get(len(self.leaves), tuple(range(2, self.grid.columns + 1)))
        key = (len(self.leaves), Cut(), Fit.FILLED, columns)
        if key not in self._places:
            sheet = self.leaves[0].sheet
            self._places[key] = Place(
                len(self.leaves),
                {
                    width: [
                        marked(option, 0.0, self.grid, {})
                        for option in filler_options(fillers, width, self.rows, self.grid, sheet)
                    ]
                    for width in columns
                },
            )
        return self._places[key]

    def _place(self, ordinal: int, cut: Cut, fit: Fit, columns: tuple[int, ...]) -> Place:
        key = (ordinal, cut, Fit.TUCKED if fit is Fit.FILLED else fit, columns)
        if key not in self._places:
            widths = {width: self._options(ordinal, cut, fit, width) for width in columns}
            if ordinal in self.pins:
                pinned = pinned_options(widths, self.pins[ordinal], self.grid)
                # Cut, it may have no shape that keeps the pin; whole, it has one in another fit.
                widths = pinned or ({} if cut == Cut() else widths)
            if fit is Fit.LOOSE:
                widths = {width: loosened(options, self.rows) for width, options in widths.items()}
            if ordinal in self.pins:
                widths = at_foot(widths, self.pins[ordinal])
            self._places[key] = Place(ordinal, widths)
        return self._places[key]

    def _options(self, ordinal: int, cut: Cut, fit: Fit, width: int) -> list[Option]:
        leaf = self._opened_up(ordinal) if fit is Fit.OPENED else self.leaves[ordinal]
        if fit is not Fit.CUT or not cut.rows:
            return leaf.options(width, cut, fit is not Fit.EXACT)
        found = [*leaf.options(width, cut, True)]
        for more in _MORE_CUT:
            if cut.rows + more < leaf.rows:
                further = leaf.options(width, replace(cut, rows=cut.rows + more), True)
                found += [dearer(option, _CUT_ROW * more) for option in further]
        return found

    def _opened_up(self, ordinal: int) -> Leaf:
        if ordinal not in self._opened:
            self._opened[ordinal] = self.leaves[ordinal].opened_up()
        return self._opened[ordinal]

    def _cuts(self, cuts: tuple[Cut, ...], standing: tuple[Standing, ...]) -> tuple[Cut, ...]:
        """What of each article is cut in the shapes that were chosen."""
        found = list(cuts)
        for each in standing:
            design = each.option.design
            if isinstance(design, ArticleDesign) and each.ordinal < len(cuts) and cuts[each.ordinal].rows:
                rows = self.leaves[each.ordinal].rows - len(design.slip.rows)
                found[each.ordinal] = replace(cuts[each.ordinal], rows=rows)
        return tuple(found)

    def _follows(self, shelf: list[Place]) -> bool:
        """These blocks are all that the drawing has a place for, and no other."""
        return (
            self.drawn is not None and {place.ordinal for place in shelf} == drawn_widths(self.drawn).keys()
        )

    def _arrange(
        self, shelf: list[Place], fit: Fit, slack: float, locked: bool = False, one_each: bool = False
    ) -> list[Node]:
        if self.drawn and self._follows(shelf):
            return arrange_drawn(self.drawn, shelf, self.grid.columns, self.rows)
        blocks, columns, rows = frozenset(shelf), self.grid.columns, self.rows
        if blocks not in self._rooms:
            rooms = rooms_of(shelf, columns, rows) if shelf else {}
            self._rooms[blocks] = rooms, least_excess(rooms, columns, rows)
        rooms, excess = self._rooms[blocks]
        if excess == math.inf:
            return []
        slack = max(slack, excess + _BEYOND)
        key = blocks, slack, one_each
        if key not in self._arrangers:
            self._arrangers[key] = Arranger(columns, rows, rooms, slack, self._allowance, one_each)
        arranger = self._arrangers[key]
        return arranger.interlock(shelf) if locked else arranger.arrange(shelf)

    def _try(
        self,
        cuts: tuple[Cut, ...],
        fit: Fit,
        slack: float = _ANYTHING,
        steps: int = _LAST_STEPS,
        locked: bool = False,
        one_each: bool = False,
    ) -> MadePage | None:
        """One search with an allowance of its own, so that every page comes to an end with something."""
        self._allowance.steps = steps
        best = None
        with suppress(SpentError):
            best = self._best(self._arrange(self._shelf(cuts, fit), fit, slack, locked, one_each), cuts)
        return best[1] if best else None

    def _first(self, cuts: tuple[Cut, ...], fit: Fit, waves: tuple[float, ...]) -> MadePage | None:
        """What the first of these waves brings that brings anything; where they are spent, among the cheapest pieces of each height."""
        for one_each in (False, True):
            for slack in waves:
                if made := self._try(cuts, fit, slack, one_each=one_each):
                    return made
                if self._allowance.spent:
                    break  # a wave that may cost more takes more steps still
            else:
                return None
        shelf = self._shelf(cuts, fit) if fit is Fit.LOOSE and not self.drawn else []
        node = lowest(shelf, self.grid.columns, self.rows) if shelf else None
        best = self._best([node], cuts) if node else None
        return best[1] if best else None

    def _best(self, nodes: list[Node], cuts: tuple[Cut, ...]) -> tuple[float, MadePage] | None:
        best: tuple[float, MadePage] | None = None
        looked_at = 0
        for node in nodes:
            if best and node.cost >= best[0]:
                break
            standing = tuple(standings(node))
            kept, broken = self._cuts(cuts, standing), self._broken(standing)
            seams = long_seams(standing, self.grid, self.rows) - broken.count(SEAM)
            made = MadePage(standing, node, kept, broken, self.rows, seams=seams)
            cost = node.cost + _RULE * made.weight
            if (best is None or cost < best[0]) and not self.drawn:
                if looked_at == _MOST_LOOKED_AT:
                    # What nobody has looked at is no better than what was.
                    break
                looked_at += 1
                made = replace(made, hole=self._hole(made))
                cost = node.cost + _RULE * made.weight
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

    def _hole(self, made: MadePage) -> float:
        """天窗: measured on the blocks as they would stand."""
        placed = place_page(made, Placer(self.grid, self.leaves[0].sheet, ""), 0)
        return largest_white(*placed, self.grid, self.rows)

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
