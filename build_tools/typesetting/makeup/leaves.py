"""一块: everything one article can look like, made when asked for and remembered.

In: a numbered article and what of it is printed (all, or all but a tail that is 超版). Out: options at
each width for the arranging.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from build_tools.model import Article, Kind, NumberedArticle, Picture, Table, Weight
from build_tools.typesetting.copy.figures import Figure, shape_figure
from build_tools.typesetting.copy.headings import Heading, HeadingMaker, Signature
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.copy.slip import Setter, Slip
from build_tools.typesetting.copy.standing import lying_words, standing_headings
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.areas import Looks, marked
from build_tools.typesetting.makeup.bands import stack_bands
from build_tools.typesetting.makeup.bodies import Body, BodyMaker
from build_tools.typesetting.makeup.boxes import BoxDesign, BoxMaker, sold_size
from build_tools.typesetting.makeup.flow import tears
from build_tools.typesetting.makeup.framing import FramedDesign, framed_options, inner_grid
from build_tools.typesetting.makeup.options import (
    ArticleDesign,
    Dressed,
    Edge,
    Option,
    article_options,
    dressed_headings,
    side_options,
)
from build_tools.typesetting.makeup.tucked import Copy, tucked_options, tucked_sides
from build_tools.typesetting.sheet import Sheet

_SIDES = {3: (1,), 4: (1, 2), 5: (1, 2), 6: (1, 2, 3)}
"""左题右文: of so many columns, how many the heading may have."""
_STANDING = 2
"""竖题: columns that an upright heading does not reach; the lead's reaches one more."""
_GROWN, _GROWN_ROW = 6, 1.5
"""广告: rows by which one that nobody sold a size may be higher than it asks for, and what each costs."""
_FRAMED, _FRAME_WIDTH = 2, 0.5
"""围框: the columns that suit a frame, and what each more costs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """超版: how much of an article's tail is not on its page: rows of text (at the grid's measure) and figures."""

    rows: int = 0
    figures: int = 0
    whole: bool = False


@dataclass(slots=True)
class Leaf:
    """一块. ``weight`` is the weight it is set with (the first story of a page leads it), ``signature`` what marks a section that begins."""

    item: NumberedArticle
    weight: Weight
    signature: Signature | None
    opener: Signature
    """For a 导语."""
    grid: Grid
    sheet: Sheet
    most_rows: int
    largest: float
    """Points no headline of the page may reach (the paper's name is larger)."""
    names: tuple[str, ...] = ()
    """Names that no word list knows: no headline breaks inside them."""
    main: bool = False
    """主图: its first picture is to be the page's largest."""
    album: bool = False
    """图片版: pictures may take as much of the page as they want."""
    size: float = 0.0
    """Points of its headline where the art editor pinned them."""
    frame: str = ""
    """围框: what is drawn round it, "" for nothing."""
    standing: bool = False
    """竖题: its headline stands upright at the left of its text."""
    alone: bool = False
    """It has the page to itself."""
    opened: bool = False
    """放开: its headings stand in every height, however much white is beside them, where nothing else fills the page."""
    troubles: Troubles = field(default_factory=Troubles)
    _slips: dict[float, Slip] = field(default_factory=dict)
    _figures: dict[tuple[int, int], Figure | None] = field(default_factory=dict)
    _headings: dict[int, tuple[Heading, ...]] = field(default_factory=dict)
    _dressed: dict[int, tuple[Dressed, ...]] = field(default_factory=dict)
    _bodies: dict[tuple[int, Cut], tuple[dict[int, list[Body]], dict[float, Slip]]] = field(
        default_factory=dict
    )
    _options: dict[tuple[int, Cut], list[Option]] = field(default_factory=dict)
    _tucked: dict[tuple[int, Cut], list[Option]] = field(default_factory=dict)
    _bound: dict[Cut, bool] = field(default_factory=dict)
    _looks: Looks = field(default_factory=dict)

    def slip(self, measure: float) -> Slip:
        """The whole text at a measure."""
        if measure not in self._slips:
            self._slips[measure] = Setter(
                self.sheet, self.grid, measure, self.troubles, self.sheet.style("body")
            ).slip(self.item.article.body)
        return self._slips[measure]

    def kept(self, measure: float, cut: Cut) -> Slip:
        """The text without the rows that are over (cut text stands at the grid's measure only), and without a subhead or what else is tied to them."""
        slip = self.slip(measure)
        if not cut.rows:
            return slip
        end = len(slip.rows) - cut.rows
        while end and slip.rows[end - 1].tied:
            end -= 1
        return replace(slip, rows=slip.rows[:end])

    def figure(self, ordinal: int, columns: int) -> Figure | None:
        """A figure at a width."""
        key = (ordinal, columns)
        if key not in self._figures:
            self._figures[key] = shape_figure(
                self.figures[ordinal],
                columns,
                self.grid,
                self.sheet,
                self.troubles,
                self.main and not any(isinstance(each, Picture) for each in self.figures[:ordinal]),
                self.album,
            )
        return self._figures[key]

    @property
    def figures(self) -> tuple[Picture | Table, ...]:
        """The article's pictures and wide tables."""
        return self.slip(self.grid.column).figures

    @property
    def rows(self) -> int:
        """Rows of text at the grid's measure."""
        return len(self.slip(self.grid.column).rows)

    @property
    def boxed(self) -> bool:
        """It stands in a box of its own: it is whole or not there, and no story of the page's flow."""
        article = self.item.article
        return article.kind is not Kind.ARTICLE or article.advertisement or bool(self.frame)

    def options(self, columns: int, cut: Cut, tucked: bool = False) -> list[Option]:
        """The ways to set it over so many columns; ``tucked`` adds the shapes that serve where the others break a rule. Where any shape has its 引文 and timetables whole, none has them torn."""
        found = self._shapes(columns, cut, tucked)
        return [each for each in found if not _tears(each)] if self._binds(cut) else found

    def _binds(self, cut: Cut) -> bool:
        """Some of its rows must stay in one column, and there is a shape in which they do."""
        if cut not in self._bound:
            every = range(1, self.grid.columns + 1)
            self._bound[cut] = any(row.bound for row in self.kept(self.grid.column, cut).rows) and any(
                not _tears(each) for width in every for each in self._shapes(width, cut, True)
            )
        return self._bound[cut]

    def _shapes(self, columns: int, cut: Cut, tucked: bool) -> list[Option]:
        found = self._plain(columns, cut)
        if not tucked or self.boxed:
            return found
        key = (columns, cut)
        if key not in self._tucked:
            self._tucked[key] = [
                marked(option, self._width_cost(columns), self.grid, self._looks)
                for option in self._tuck(columns, cut)
            ]
        return [*found, *self._tucked[key]]

    def _plain(self, columns: int, cut: Cut) -> list[Option]:
        key = (columns, cut)
        if key not in self._options:
            if self.frame:
                self._options[key] = self._framed(columns)
            else:
                self._options[key] = self._boxes(columns) if self.boxed else self._article(columns, cut)
        return self._options[key]

    def _heads(self, columns: int) -> tuple[Heading, ...]:
        if columns not in self._headings:
            maker = HeadingMaker(self.grid, self.sheet, self.troubles, self.names, self.size)
            found: tuple[Heading, ...] = (
                standing_headings(maker, self.item, columns, self.weight, self.signature)
                if self.standing
                else maker.headings(self.item, columns, self.weight, self.signature)
            )
            self._headings[columns] = tuple(heading for heading in found if heading.size < self.largest)
        return self._headings[columns]

    def _dress(self, columns: int) -> tuple[Dressed, ...]:
        if columns not in self._dressed:
            self._dressed[columns] = dressed_headings(
                self._heads(columns), self.grid, self.most_rows, self.opened
            )
        return self._dressed[columns]

    def _body(self, columns: int, cut: Cut) -> tuple[dict[int, list[Body]], dict[float, Slip]]:
        """The bodies of so many columns, and the slips they are made of."""
        key = (columns, cut)
        if key not in self._bodies:
            slips: dict[float, Slip] = {}

            def slip_at(measure: float) -> Slip:
                if measure not in slips:
                    slips[measure] = self.kept(measure, cut)
                return slips[measure]

            broad = self.weight is Weight.LEAD
            maker = BodyMaker(
                self.grid,
                columns,
                len(self.figures) - cut.figures,
                self.figure,
                self._late(),
                slip_at,
                self.most_rows,
                not cut.rows,
                broad,
                self.alone,
            )
            bodies = maker.bodies()
            slip_at(self.grid.column)
            self._bodies[key] = (bodies, slips)
        return self._bodies[key]

    def _late(self) -> tuple[bool, ...]:
        """Of each figure whether it stays behind the text that introduces it: tables do, pictures may stand before."""
        return tuple(isinstance(each, Table) for each in self.figures)

    def _article(self, columns: int, cut: Cut) -> list[Option]:
        options: list[Option] = []
        if not self.standing:
            bodies, slips = self._body(columns, cut)
            options += article_options(
                self.item, columns, self._dress(columns), bodies, slips, self.most_rows
            )
        for side in self._sides(columns):
            beside, its_slips = self._body(columns - side, cut)
            options += side_options(
                self.item, columns, side, self._heads(side), beside, its_slips, self.most_rows, self.grid
            )
        return [marked(option, self._width_cost(columns), self.grid, self._looks) for option in options]

    def _sides(self, columns: int) -> tuple[int, ...]:
        """左题右文, 竖题: the columns that a heading beside its text may have."""
        leads = self.weight is Weight.LEAD
        if self.standing:
            return tuple(range(1, min(_STANDING + leads, columns)))
        return _SIDES.get(columns, ()) if self.signature is None and not leads else ()

    def _tuck(self, columns: int, cut: Cut) -> Iterator[Option]:
        """题压部分栏, with the pictures in bands below."""
        count, slip = len(self.figures) - cut.figures, self.kept(self.grid.column, cut)
        bands = lru_cache(None)(
            lambda first: stack_bands(first, count, columns, self.figure, True, self.most_rows)
        )
        late = self._late()
        # An upright heading never has the width that a lead's would want.
        weight = Weight.NORMAL if self.standing else self.weight
        copy = Copy(
            self.item, weight, slip, self.grid.column, count, self.figure, late, bands, self.most_rows
        )
        for side in self._sides(columns) if self.standing else tucked_sides(columns):
            yield from tucked_options(copy, columns, side, self._dress(side))

    def opened_up(self) -> Leaf:
        """The same, opened; what was set of it stays."""
        return replace(self, opened=True, _dressed={}, _options={}, _tucked={}, _bound={})

    def level(self) -> Leaf:
        """The same with its headline over its text; what was set of the text stays."""
        if not self.standing:
            return self
        return replace(self, standing=False, _headings={}, _dressed={}, _options={}, _tucked={}, _bound={})

    @property
    def falls(self) -> str:
        """Why its headline cannot stand upright, in the editor's words; "" where it can."""
        if self.boxed:
            return "它在框里，标题不能竖排"
        article = self.item.article
        words = next(filter(None, map(lying_words, (article.headline, article.kicker, article.deck))), "")
        if words:
            return f"标题竖排，“{words}”竖不起来，改用汉字"
        if any(self.options(width, Cut(), True) for width in range(2, self.grid.columns + 1)):
            return ""
        heads = self._heads(1)
        if not heads:
            fewer = {"引题": replace(article, kicker=""), "副题": replace(article, deck="")}
            spare = [name for name, less in fewer.items() if less != article and self._stands_as(less)]
            return f"{'或'.join(spare) or '标题、引题、副题'}竖排，一栏里放不下，要删短"
        least = min(heading.rows for heading in heads)
        return f"标题竖排至少高{least}行，正文排成一栏只有{self.rows}行"

    def _stands_as(self, article: Article) -> bool:
        """Its headline can stand upright with those words."""
        maker = HeadingMaker(self.grid, self.sheet, self.troubles, self.names, self.size)
        item = replace(self.item, article=article)
        return bool(standing_headings(maker, item, 1, self.weight, self.signature))

    def framed_if_it_fits(self) -> Leaf:
        """A story that no frame of the page can hold, without one; what was set at the page's own measures stays."""
        if not self.frame or any(self.options(width, Cut()) for width in range(1, self.grid.columns + 1)):
            return self
        return replace(self, frame="", _options={}, _tucked={}, _bound={})

    def _framed(self, columns: int) -> list[Option]:
        """围框: its shapes on the narrower grid inside a frame of two columns or more."""
        if columns < 2:
            return []
        grid = inner_grid(self.grid, columns)
        inner = Leaf(
            self.item,
            self.weight,
            None,
            self.opener,
            grid,
            self.sheet,
            self.most_rows - 2,
            self.largest,
            self.names,
            self.main,
            self.album,
            self.size,
            alone=self.alone,
            troubles=self.troubles,
        )
        shapes = inner.options(grid.columns, Cut(), True)
        return framed_options(shapes, columns, grid, self.frame, _FRAME_WIDTH * abs(columns - _FRAMED))

    def _width_cost(self, columns: int) -> float:
        """Lead stories want the page's width, briefs a column or two."""
        wanted = {Weight.LEAD: 1.0, Weight.NORMAL: 0.5, Weight.BRIEF: 0.25}[self.weight] * self.grid.columns
        narrow = {
            Weight.LEAD: 30.0 * (2 * columns < self.grid.columns),
            Weight.NORMAL: 3.0 * (columns == 1),
            Weight.BRIEF: 0.0,
        }[self.weight]
        return narrow + {Weight.LEAD: 1.6, Weight.NORMAL: 0.35, Weight.BRIEF: 0.8}[self.weight] * abs(
            columns - wanted
        )

    def _boxes(self, columns: int) -> list[Option]:
        setter = Setter(self.sheet, self.grid, self.grid.column, self.troubles, self.sheet.style("body"))
        maker = BoxMaker(self.grid, self.sheet, setter)
        if self.item.article.kind is Kind.LEAD_IN:
            return (
                self._slack(
                    columns,
                    [maker.lead_in(self.item, columns, self.opener)],
                    2,
                    4.0 * abs(columns - self.grid.columns),
                )
                if columns > 1
                else []
            )
        if self.item.article.advertisement:
            return self._sold(columns, maker)
        qr = self.item.article.stem == "bounty"
        return (
            self._slack(
                columns,
                list(maker.notices(self.item, columns, qr)),
                2,
                0.8 * abs(columns - self.grid.columns),
            )
            if columns > 1
            else []
        )

    def _sold(self, columns: int, maker: BoxMaker) -> list[Option]:
        """广告: in the size that was sold, as far as the page holds it; else over two columns or more in the rows it asks for, or a few more."""
        wanted, rows = sold_size(self.item.article.size, self.grid)
        if wanted:
            if columns != min(wanted, self.grid.columns):
                return []
            rows = min(rows, self.most_rows)
            sold = Option(columns, rows, 0.0, Edge.FRAME, maker.advertisement(self.item, columns, rows))
            return [marked(sold, 0.0, self.grid, self._looks)]
        if columns < 2:
            return []
        least = math.ceil(maker.advertisement(self.item, columns, 0).height / self.grid.leading - 1e-6)
        designs = [
            maker.advertisement(self.item, columns, rows * (rows > least))
            for rows in range(least, least + _GROWN + 1)
        ]
        return self._slack(columns, designs, 0, 1.5 * abs(columns - 2), _GROWN_ROW)

    def _slack(
        self, columns: int, designs: list[BoxDesign], most: int, cost: float, further: float = 0.0
    ) -> list[Option]:
        """Each with up to so many rows of white; each after the first is dearer by ``further``."""
        best: dict[int, Option] = {}
        for place, design in enumerate(designs):
            least = math.ceil(design.height / self.grid.leading - 1e-6)
            for extra in range(most + 1):
                total = cost + 3.0 * extra + further * place
                option = Option(columns, least + extra, total, Edge.FRAME, design)
                known = best.get(option.rows)
                if option.rows <= self.most_rows and (known is None or option.cost < known.cost):
                    best[option.rows] = option
        return [marked(option, 0.0, self.grid, self._looks) for option in best.values()]


def _tears(option: Option) -> bool:
    design = option.design.inner if isinstance(option.design, FramedDesign) else option.design
    return isinstance(design, ArticleDesign) and tears(design.slip.rows, design.body.taken)
