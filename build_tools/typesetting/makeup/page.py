"""一版: the articles of one page arranged, overset found out, blocks placed.

In: the page's articles and the rows that are free for them. Out: :class:`MadePage`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, permutations

from build_tools.model import Kind, Weight
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.arrange import Arranger, Place, least_rows
from build_tools.typesetting.makeup.column_rules import rules_between
from build_tools.typesetting.makeup.drawn import Drawn, arrange_drawn
from build_tools.typesetting.makeup.filler import FillerDesign
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.options import ArticleDesign, filler_options, loosened
from build_tools.typesetting.makeup.pieces import Node, Standing, standings
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.makeup.rules import broken_rules
from build_tools.typesetting.placed import PlacedBlock, Stroke

_LEAST_SHARE = 0.4
"""Of an article's rows that stay on its page while others can still give some."""
_RULE = 100.0
"""What a broken rule of the trade costs."""


_TIGHT_STEPS = 12
"""Further steps of cutting that are tried for a page without white."""
_MOST_WHITE = 0.014
"""Share of the free area that may stay without anything on a page that counts as full."""
_MOST_CHANGES = 42
"""Small changes that are tried, each a search of its own, before a page with a fault is taken."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """一版拼好: the arrangement, what is over (one :class:`Cut` a leaf) and the rules it breaks."""

    standings: tuple[Standing, ...]
    tree: Node | None
    cuts: tuple[Cut, ...]
    broken: tuple[str, ...]
    rows: int

    @property
    def blank(self) -> int:
        """余行: column lines that stay white."""
        return sum(standing.option.blank * standing.option.columns for standing in self.standings)

    @property
    def white(self) -> int:
        """Column lines without anything: white rows, and the last lines of columns that end a row early."""
        designs = [standing.option.design for standing in self.standings]
        filled = sum(standing.option.rows * standing.option.columns for standing in self.standings if isinstance(standing.option.design, FillerDesign))
        return self.blank - filled + sum(design.body.blank for design in designs if isinstance(design, ArticleDesign))

    @property
    def faults(self) -> int:
        """犯忌处: rules broken, and more white lines at the feet of columns than a full page may have."""
        columns = sum(standing.option.columns * standing.option.rows for standing in self.standings)
        return len(self.broken) + (self.white > _MOST_WHITE * columns)


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


_ATTEMPTS = ((Fit.EXACT, False), (Fit.TUCKED, False), (Fit.TUCKED, True), (Fit.FILLED, False))
"""In this order, each with or without small changes to what was found."""


@dataclass(frozen=True, slots=True)
class PageMaker:
    """拼版员: for one page with so many free rows. ``drawn`` is the editor's own layout, if there is one."""

    leaves: tuple[Leaf, ...]
    grid: Grid
    rows: int
    drawn: Drawn | None = None
    _places: dict[tuple[int, Cut, Fit], Place] = field(default_factory=dict)
    _arrangers: dict[Fit, Arranger] = field(default_factory=dict)

    def make_up(self) -> MadePage:
        """拼一版: the best arrangement of all the copy; if it is too little, with white; if too much, with the least tail cut."""
        none = tuple(Cut() for _ in self.leaves)
        if self.drawn:
            return self._try(none, Fit.EXACT) or self._try(none, Fit.LOOSE) or self._cut_to_fit()
        made = self._faultless(none) if self._holds(none, Fit.TUCKED) else None
        return made or (self._try(none, Fit.LOOSE) if self._holds(none, Fit.LOOSE) else None) or self._cut_to_fit()

    def _faultless(self, cuts: tuple[Cut, ...]) -> MadePage | None:
        """不犯忌: the first page without faults: as it is, with more shapes, under small changes, with 补白; else the one with fewest."""
        found: MadePage | None = None
        for fit, mend in _ATTEMPTS:
            made = None if mend and found is None else self._try(cuts, fit, mend)
            found = made if made and (found is None or made.faults < found.faults) else found
            if found and not found.faults:
                break
        return found

    def _cut_to_fit(self) -> MadePage:
        """超版: by halving, the first step of cutting that fits; then the first from there that fits without white."""
        steps = list(_cut_steps(self.leaves))
        low, high = 0, len(steps)
        while low < high:
            middle = (low + high) // 2
            if self._holds(steps[middle], Fit.LOOSE):
                high = middle
            else:
                low = middle + 1
        for step in steps[low : low + _TIGHT_STEPS]:
            made = self._try(step, Fit.EXACT)
            if made:
                return made
        made = self._try(steps[low], Fit.LOOSE) if low < len(steps) else None
        return made or MadePage((), None, tuple(Cut(leaf.rows, len(leaf.figures), True) for leaf in self.leaves), (), self.rows)

    def _holds(self, cuts: tuple[Cut, ...], fit: Fit) -> bool:
        """The page is large enough for what stays on it; whether anything fills it exactly is another question."""
        if self.drawn:
            return bool(self._arrange(self._shelf(cuts, fit), fit))
        shelf = self._shelf(cuts, Fit.TUCKED if fit is Fit.TUCKED else Fit.EXACT)
        return bool(shelf) and least_rows(shelf, self.grid.columns) <= self.rows

    def _shelf(self, cuts: tuple[Cut, ...], fit: Fit) -> list[Place]:
        shelf = [self._place(ordinal, cut, fit) for ordinal, cut in enumerate(cuts) if not cut.whole]
        if fit is Fit.FILLED and self.leaves:
            sheet = self.leaves[0].sheet
            shelf.append(Place(len(self.leaves), {width: filler_options(width, self.rows, self.grid, sheet) for width in range(2, self.grid.columns + 1)}))
        return shelf

    def _place(self, ordinal: int, cut: Cut, fit: Fit) -> Place:
        key = (ordinal, cut, Fit.EXACT if fit is Fit.FILLED else fit)
        if key not in self._places:
            widths = {width: self.leaves[ordinal].options(width, cut, fit is Fit.TUCKED) for width in range(1, self.grid.columns + 1)}
            self._places[key] = Place(ordinal, {width: loosened(options, self.rows) if fit is Fit.LOOSE else options for width, options in widths.items()})
        return self._places[key]

    def _arrange(self, shelf: list[Place], fit: Fit) -> list[Node]:
        if self.drawn and len(shelf) == len(self.leaves):
            return arrange_drawn(self.drawn, shelf, self.grid.columns, self.rows)
        return self._arrangers.setdefault(fit, Arranger(self.grid.columns, self.rows)).arrange(shelf) if shelf else []

    def _try(self, cuts: tuple[Cut, ...], fit: Fit, mend: bool = False) -> MadePage | None:
        shelf = self._shelf(cuts, fit)
        best = self._best(self._arrange(shelf, fit), cuts)
        if best and best[1].faults and mend:
            best = self._mended(shelf, fit, best, cuts)
        return best[1] if best else None

    def _best(self, nodes: list[Node], cuts: tuple[Cut, ...]) -> tuple[float, MadePage] | None:
        best: tuple[float, MadePage] | None = None
        for node in nodes:
            if best and node.cost >= best[0]:
                break
            standing = tuple(standings(node))
            made = MadePage(standing, node, cuts, broken_rules(standing, self.grid, self.rows), self.rows)
            cost = node.cost + _RULE * made.faults
            if best is None or cost < best[0]:
                best = (cost, made)
        return best

    def _mended(self, shelf: list[Place], fit: Fit, best: tuple[float, MadePage], cuts: tuple[Cut, ...]) -> tuple[float, MadePage]:
        """Search again under small changes until no rule is broken."""
        found = best
        for others in islice(self._changes(shelf, best[1].standings), _MOST_CHANGES):
            again = self._best(self._arrange(others, fit), cuts)
            if again and (again[1].faults, again[0]) < (found[1].faults, found[0]):
                found = again
            if not found[1].faults:
                break
        return found

    def _changes(self, shelf: list[Place], found: tuple[Standing, ...]) -> Iterator[list[Place]]:
        """Two neighbouring stories below the lead change places; one block after the other is kept from the width it has; then all orders."""
        for place in range(1, len(shelf) - 1):
            pair = shelf[place : place + 2]
            if all(self._movable(each.ordinal) for each in pair):
                yield [*shelf[:place], *reversed(pair), *shelf[place + 2 :]]
        for standing in found:
            banned = {place.ordinal: place.widths for place in shelf}[standing.ordinal]
            kept = {width: options for width, options in banned.items() if width != standing.option.columns}
            yield [Place(place.ordinal, kept) if place.ordinal == standing.ordinal else place for place in shelf]
        movable = [place for place, each in enumerate(shelf) if place and self._movable(each.ordinal)]
        for order in islice(permutations(movable), 1, None):
            moved = dict(zip(movable, order, strict=True))
            yield [shelf[moved.get(place, place)] for place in range(len(shelf))]

    def _movable(self, ordinal: int) -> bool:
        leaf = self.leaves[ordinal]
        return leaf.item.article.kind is Kind.ARTICLE and leaf.weight is not Weight.LEAD and leaf.signature is None


def _cut_steps(leaves: tuple[Leaf, ...]) -> Iterator[tuple[Cut, ...]]:
    """More and more cut, the last article first, a row at a time; then pictures, then what is left of the text, then all."""
    rows = [0] * len(leaves)
    figures = [0] * len(leaves)
    whole = [False] * len(leaves)

    def cuts() -> tuple[Cut, ...]:
        return tuple(Cut(*each) for each in zip(rows, figures, whole, strict=True))

    articles = [place for place, leaf in enumerate(leaves) if leaf.item.article.kind is Kind.ARTICLE]
    for share in (1.0 - _LEAST_SHARE, 0.9):
        for place in reversed(articles):
            while rows[place] < int(leaves[place].rows * share):
                rows[place] += 1
                yield cuts()
        for place in reversed(articles):
            while figures[place] < len(leaves[place].figures):
                figures[place] += 1
                yield cuts()
    for place in reversed(range(len(leaves))):
        rows[place], figures[place], whole[place] = leaves[place].rows, len(leaves[place].figures), True
        yield cuts()


def place_page(made: MadePage, placer: Placer, top: int) -> tuple[tuple[PlacedBlock, ...], tuple[Stroke, ...]]:
    """落版: the blocks of an arrangement that begins at row ``top``, in order of printing, and the rules between them."""
    blocks: list[PlacedBlock] = []
    for standing in sorted(made.standings, key=lambda each: each.ordinal):
        option = standing.option
        if isinstance(option.design, ArticleDesign):
            blocks.extend(placer.article(option.design, standing.column, top + standing.row, option.columns))
        elif isinstance(option.design, FillerDesign):
            blocks.append(placer.filler(option.design, standing.column, top + standing.row, option.columns, option.rows))
        else:
            blocks.append(placer.box(option.design, standing.column, top + standing.row, option.columns, option.rows - option.blank))
    strokes = tuple(rules_between(made.tree, placer, 0, top)) if made.tree else ()
    return tuple(blocks), strokes
