"""排一期: an issue's articles → pages of placed blocks. The seam between make-up and draw.

In: a numbered issue, the paper. Out: :class:`ComposedIssue`, diagnostics included; nothing is drawn. Pages are
composed one by one, each from its :class:`PageInputs` alone, and bound together.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import (
    ALBUM,
    EAR,
    FRAMES,
    FRONT,
    GUTTER,
    SERVICE,
    SUPPLEMENT,
    Filler,
    Issue,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Paragraph,
    Pin,
    Section,
    Table,
    Weight,
    goes_on,
    limits,
    pictures_of,
    source_path,
)
from build_tools.model.limits import effective_dpi, least_dpi
from build_tools.typesetting.copy.headings import Signature, most_characters
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.frozen import parse_page, sheet_of_record
from build_tools.typesetting.furniture.frame import Furnisher
from build_tools.typesetting.furniture.plates import plate_troubles
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid, grid_of
from build_tools.typesetting.inputs import PageInputs, digest_of, page_inputs, sheet_digest
from build_tools.typesetting.makeup.boxes import AD_MARGIN, BoxDesign, sold_size
from build_tools.typesetting.makeup.drawn import DrawingFault, Drawn, drawn_as, drawn_widths, parse_layout
from build_tools.typesetting.makeup.filler import NOTES
from build_tools.typesetting.makeup.gutters import Gutter, fill_gutter
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.made import MadePage, place_page
from build_tools.typesetting.makeup.overset import Overset, OversetSheets, overset_of
from build_tools.typesetting.makeup.page import PageMaker
from build_tools.typesetting.makeup.pinned import (
    in_the_way,
    keeps_corner,
    keeps_measures,
    keeps_pictures,
    pinned_options,
)
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.makeup.spreads import Spread, SpreadMaker, make_spread
from build_tools.typesetting.placed import Box, ComposedIssue, ComposedPage, PlacedBlock, Stroke
from build_tools.typesetting.sheet import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """排好的一版: the page, its 超版 sheets, and the diagnostics SQ601–SQ607 of what stands on it."""

    page: ComposedPage
    overset: tuple[ComposedPage, ...]
    diagnostics: tuple[Diagnostic, ...]
    drawn: Drawn | None = None
    """Its arrangement, to be kept while the copy changes."""


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""断行 that a pin may have copied from the headline."""
_MOST_AD_WHITE = 0.15
"""Share of an advertisement's frame that its artwork may leave white untold."""
_PICTURE_SHARE = 0.065
"""Of the type area, what a picture of two columns takes."""
_MOST_CUT = 0.13
"""Share of a picture whose loss is told."""
_MOST_STANDING = 64
"""Articles that are kept in type: those of the issue at work, and of another one."""


@dataclass(frozen=True, slots=True)
class StandingType:
    """存版: articles that stay in type after their page is composed, so that the next edit sets only what has changed.

    For one process that composes the same pages again and again, as a preview does. It changes no page: what an
    article can look like does not depend on the others.
    """

    _leaves: OrderedDict[str, Leaf] = field(default_factory=OrderedDict)

    def taken(self, leaf: Leaf, sheet: str) -> Leaf:
        """The same article in type if it was kept, else this one, which is kept from now on. ``sheet`` is the sheet's digest."""
        key = digest_of(
            sheet,
            *(
                getattr(leaf, each.name)
                for each in fields(leaf)
                if each.name not in ("sheet", "troubles") and not each.name.startswith("_")
            ),
        )
        kept = self._leaves.setdefault(key, leaf)
        self._leaves.move_to_end(key)
        while len(self._leaves) > _MOST_STANDING:
            self._leaves.popitem(last=False)
        return kept


def compose_issue(numbered: NumberedIssue, paper: Paper, sheet: Sheet | None = None) -> ComposedIssue:
    """排一期: all pages, and the diagnostics SQ601–SQ607 of what could not be set or does not fit."""
    chosen = sheet or read_sheet(paper.type_area.size)
    pages = (compose_page(page_inputs(numbered, paper, chosen, plan.number)) for plan in numbered.issue.pages)
    return bind_pages(numbered.issue, paper, pages)


def compose_page(
    inputs: PageInputs, standing: StandingType | None = None, drawn: Drawn | None = None
) -> FinishedPage:
    """排一版: a function of its inputs and of nothing else; the same inputs give the same page. ``standing`` only saves time.

    With ``drawn``, the arrangement that the page had before, no other is looked for; a layout in the plan goes before it.
    What was signed off is read from its record, never made up again. Raises ValueError if that cannot be read.
    """
    record = inputs.numbered.issue.record
    if record:
        return FinishedPage(parse_page(record.pages[inputs.page]), (), ())
    paper, sheet = inputs.paper, inputs.sheet
    press = _Press(
        inputs.numbered,
        paper,
        sheet,
        grid_of(paper.type_area, sheet.page["head_share"]),
        Troubles(),
        standing,
        drawn,
    )
    page, overset, found, tree = press.page(inputs.plan)
    return FinishedPage(page, overset, sorted_diagnostics(found), tree)


def bind_pages(issue: Issue, paper: Paper, pages: Iterable[FinishedPage]) -> ComposedIssue:
    """合版: finished pages, all or some of them, as one document in the order given."""
    record = issue.record
    paper = record.paper if record else paper
    finished, area = tuple(pages), paper.type_area
    return ComposedIssue(
        issue.name,
        f"{paper.name}·{paper.edition} {issue.name}",
        issue.date.isoformat(),
        paper.site_url,
        area.page_width,
        area.page_height,
        tuple(each.page for each in finished),
        tuple(sheet for each in finished for sheet in each.overset),
        sorted_diagnostics([found for each in finished for found in each.diagnostics]),
        sheet_of_record(record) if record else None,
    )


@dataclass(frozen=True, slots=True)
class _Press:
    numbered: NumberedIssue
    paper: Paper
    sheet: Sheet
    grid: Grid
    troubles: Troubles
    standing: StandingType | None
    before: Drawn | None

    def page(
        self, plan: PagePlan
    ) -> tuple[ComposedPage, tuple[ComposedPage, ...], list[Diagnostic], Drawn | None]:
        """One page, its 超版 sheets, its faults and its arrangement."""
        furnisher = Furnisher(self.grid, self.sheet, self.paper, self.numbered, self.troubles)
        placer = Placer(self.grid, self.sheet, self.paper.site_url)
        ear = self._ear(plan)
        head, top = self._head(furnisher, plan, ear is not None)
        foot, bottom = self._foot(furnisher, plan)
        largest = furnisher.name_size * 0.9
        across, unfit = self._across(plan, largest)
        if across:
            head += tuple(across.blocks(across.item.page == plan.number, placer))
            top += across.rows + 1
        elif plate := self.paper.head(plan.head):
            block, taken = furnisher.head(plan.head, plate, top)
            head, top = (*head, block), top + taken
        rows = max(self.grid.rows - top - bottom, 0)
        gutter = self._gutter(plan, top if across else 0)
        # What stands beside the stories is not made up with them.
        beside = tuple(
            item
            for item in self.numbered.on_page(plan.number)
            if item is ear or gutter.holds(item) or (across and item is across.item)
        )
        pins = (pin for pin in plan.pins if not any(names_story(item, pin.story) for item in beside))
        plan = replace(plan, pins=tuple(pins))
        plain = replace(plan, template="") if plan.template == SERVICE else plan
        sold, leaves = self._in_type(plain, rows, largest, ear, beside)
        drawn, faults = self._drawn(plan, leaves)
        made, loose = self._made(plain, leaves, rows, drawn)
        styled = self._styled(plan, beside)
        if styled != plain:
            # What a template asks for is done unless it costs a pin, a rule or a line of text.
            others = self._in_type(styled, rows, largest, ear, beside)[1]
            other, told = self._made(styled, others, rows, drawn)
            cost, before = _faults(others, other, told), _faults(leaves, made, loose)
            if cost <= before:
                made, loose, leaves = other, told, others
            elif not self._is_styled(styled, leaves, made, rows):
                loose = [*loose, self._unstyled(plan, told, cost, before)]
        blocks, strokes = place_page(made, placer, top)
        strokes += (self._ruled_off(top),) * bool(across and leaves)
        head += tuple(self._in_ear(placer, leaf) for leaf in sold)
        over = overset_of(leaves, made.cuts)
        sheets = tuple(OversetSheets(self.grid, placer, plan.number).compose(over))
        fill = 1.0 - made.white / (self.grid.columns * self.grid.rows)
        lines = sum(len(each.rows) for each in over)
        page = ComposedPage(
            plan.number,
            plan.title,
            (furnisher.folio(plan), *head, *blocks, *gutter.blocks, *foot),
            strokes,
            fill,
            lines,
            made.broken,
        )
        return (
            page,
            sheets,
            [
                *faults,
                *loose,
                *unfit,
                *self._furniture_troubles(plan),
                *plate_troubles(furnisher, plan, (*head, *blocks)),
                *(
                    [diagnose("SQ588", self._plan_place(plan), page=plan.number)]
                    if across and plan.head
                    else []
                ),
                *self._coarse_pictures(plan, (*head, *blocks, *gutter.blocks)),
                *self._small_type(plan),
                *self._sold(plan, (*leaves, *sold), (*head, *blocks)),
                *self._no_ear(plan, ear),
                *self._no_gutter(gutter),
                *self._troubles_of((*leaves, *sold)),
                *self._fit(plan, leaves, made, over),
            ],
            # A page that is sound only without some pictures: an arrangement would bring them back.
            drawn_as(made.tree, rows) if made.tree and (lines or not over) else None,
        )

    def _in_type(
        self,
        plan: PagePlan,
        rows: int,
        largest: float,
        ear: NumberedArticle | None,
        beside: tuple[NumberedArticle, ...],
    ) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        """What stands in the 报眼, and what is made up; of what else stands ``beside`` the stories nothing."""
        every = self._kept(tuple(self._leaves(plan, rows, largest, ear, beside)))
        sold = tuple(leaf for leaf in every if ear and leaf.item.number == ear.number)
        return sold, tuple(leaf.framed_if_it_fits() for leaf in every if leaf not in sold)

    def _styled(self, plan: PagePlan, beside: tuple[NumberedArticle, ...]) -> PagePlan:
        """The page with what its template asks of the lead as a pin, unless the lead is pinned, or not made up with the others."""
        lead = self._lead(plan)
        if (
            lead is None
            or lead in beside
            or any(names_story(lead, pin.story) for pin in plan.pins)
            or plan.layout
        ):
            return plan
        # A 导语 that opens the page stands over its lead.
        opened = any(item.article.kind is Kind.LEAD_IN for item in self.numbered.on_page(plan.number))
        asked = {
            FRONT: Pin(str(lead.number), columns=self.grid.columns, corner="" if opened else "上"),
            SUPPLEMENT: Pin(str(lead.number), standing=True),
        }.get(plan.template)
        return replace(plan, pins=(*plan.pins, asked)) if asked else plan

    def _is_styled(self, styled: PagePlan, leaves: tuple[Leaf, ...], made: MadePage, rows: int) -> bool:
        """Whether the page has by itself what its template asks for: the lead in so many columns at that edge."""
        if styled.template == SERVICE:
            return False
        asked = styled.pins[-1]
        leads = [
            each
            for each in made.standings
            if each.ordinal < len(leaves) and names_story(leaves[each.ordinal].item, asked.story)
        ]
        return any(
            each.option.columns == asked.columns and keeps_corner(each, asked, self.grid.columns, rows)
            for each in leads
        )

    def _unstyled(
        self, plan: PagePlan, told: list[Diagnostic], cost: tuple[int, ...], before: tuple[int, ...]
    ) -> Diagnostic:
        """Why the page is made up without what its template asks for."""
        if cost[0] > before[0]:
            problem = f"照它排，多{cost[0] - before[0]}行排不下"
        elif told:  # the words of a pin that is not kept, for that is what a template asks for
            problem = told[-1].message.partition("：")[2].removesuffix("。")
        else:
            problem = "照它排，会有长缝、断版一类的毛病"
        place = self._plan_place(plan)
        return diagnose("SQ578", place, page=plan.number, template=plan.template, problem=problem)

    def _lead(self, plan: PagePlan) -> NumberedArticle | None:
        items = self.numbered.on_page(plan.number)
        return next((item for item in items if item.article.weight is Weight.LEAD), None) or next(
            (
                item
                for item in items
                if item.article.kind is Kind.ARTICLE
                and not (item.article.advertisement or item.article.frame)
            ),
            None,
        )

    def _drawn(self, plan: PagePlan, leaves: tuple[Leaf, ...]) -> tuple[Drawn | None, list[Diagnostic]]:
        """The editor's layout of the page; one that cannot be followed is a fault, and the page is made up as if there were none."""
        if not plan.layout:
            letters = set(drawn_widths(self.before)) if self.before else set()
            known = letters in ({*range(len(leaves))}, {*range(len(leaves) + 1)})
            return self.before if known else None, []
        try:
            return parse_layout(plan.layout, len(leaves), self.grid.columns), []
        except DrawingFault as fault:
            return None, [
                diagnose(
                    "SQ607",
                    self._plan_place(plan),
                    problem=f"第{plan.number}版{fault.problem}",
                    remedy=fault.remedy,
                )
            ]

    def _made(
        self, plan: PagePlan, leaves: tuple[Leaf, ...], rows: int, drawn: Drawn | None
    ) -> tuple[MadePage, list[Diagnostic]]:
        """The page as it is pinned, and why it is not; a pin that cannot be kept is told, and the page made up without it."""
        fillers = self._fillers(plan)
        pins: dict[int, Pin] = {}
        told, stories = [], list(leaves)
        for pin in plan.pins:
            found = next(
                (each for each, leaf in enumerate(stories) if names_story(leaf.item, pin.story)), None
            )
            if found is None:
                told.append(self._loose(plan, pin, "这一版没有这篇稿"))
                continue
            if pin.standing and (fallen := stories[found].falls):
                told.append(self._loose(plan, pin, fallen))
                stories[found] = stories[found].level()
                pin = replace(pin, standing=False)
                if pin == Pin(pin.story):
                    continue
            widths = {
                width: stories[found].options(width, Cut(), True) for width in range(1, self.grid.columns + 1)
            }
            if pinned_options(widths, pin, self.grid):
                pins[found] = pin
            else:
                told.append(self._loose(plan, pin, in_the_way(widths, pin, self.grid)))
        free = PageMaker(tuple(leaf.level() for leaf in stories), self.grid, rows, drawn, fillers)
        if not pins:
            return free.make_up(), told
        made = PageMaker(tuple(stories), self.grid, rows, drawn, fillers, pins).make_up()
        if lost := [each for each in pins if made.cuts[each].whole]:
            # No pin keeps its own story off the page.
            others = tuple(
                pin
                for pin in plan.pins
                if not any(names_story(leaves[each].item, pin.story) for each in lost)
            )
            level = tuple(leaf.level() if each in lost else leaf for each, leaf in enumerate(leaves))
            other, unkept = self._made(replace(plan, pins=others), level, rows, drawn)
            if any(not other.cuts[each].whole for each in lost):
                return other, [
                    *unkept,
                    *(self._loose(plan, pins[each], "照它排，这一篇整篇排不下") for each in lost),
                ]
        over = _rows_over(leaves, made)
        moved = [each for each in made.standings if each.ordinal in pins]
        wrong = [
            pins[each.ordinal]
            for each in moved
            if not keeps_corner(each, pins[each.ordinal], self.grid.columns, rows)
        ]
        # A story that is cut has other shapes.
        strayed = [
            pins[each.ordinal] for each in moved if not keeps_pictures(each.option, pins[each.ordinal])
        ]
        misfit = [
            pins[each.ordinal]
            for each in moved
            if keeps_pictures(each.option, pins[each.ordinal])
            and not keeps_measures(each.option, pins[each.ordinal], self.grid)
        ]
        if not over and not wrong and not strayed and not misfit:
            return made, told
        other = free.make_up()
        spared = over - _rows_over(leaves, other)
        if over and not overset_of(leaves, other.cuts):
            told += [self._loose(plan, pin, f"照它排，别的稿件有{over}行排不下") for pin in pins.values()]
            return other, told
        if spared > self.grid.columns:
            named = "、".join(f"“{pin.story}”" for pin in pins.values())
            facts = {"page": plan.number, "stories": named, "over": over, "free": over - spared}
            told.append(diagnose("SQ589", self._plan_place(plan), **facts))
        kept = [pin for pin in pins.values() if pin not in wrong]
        for pin in wrong:
            rival = next((each for each in kept if each.corner == pin.corner and len(pin.corner) > 1), None)
            problem = (
                f"{pin.corner}已经钉了“{rival.story}”"
                if rival
                else f"照先后次序，没有一种排法能把它放在{pin.corner}"
            )
            told.append(self._loose(plan, pin, problem))
        told += [self._loose(plan, pin, "照它排得下的样子，图放不到那里") for pin in strayed]
        told += [self._loose(plan, pin, "照它排得下的样子，栏数、高矮或标题大小做不到") for pin in misfit]
        return made, told

    def _loose(self, plan: PagePlan, pin: Pin, problem: str) -> Diagnostic:
        return diagnose("SQ569", self._plan_place(plan), page=plan.number, story=pin.story, problem=problem)

    def _fillers(self, plan: PagePlan) -> tuple[Filler, ...] | None:
        """补白 for a page: the one that the plan names, or the paper's own, another first on each page; nothing where the paper has none."""
        own = self.paper.fillers
        if plan.filler == NOTES:
            return ()
        if plan.filler:
            return tuple(each for each in own if each.name == plan.filler) or None
        turn = plan.number % len(own) if own else 0
        return (*own[turn:], *own[:turn]) or None

    def _head(self, furnisher: Furnisher, plan: PagePlan, sold: bool) -> tuple[tuple[PlacedBlock, ...], int]:
        if plan.number > 1:
            return (), 0
        blocks, rows = furnisher.masthead(sold)
        return blocks, rows + 1

    def _ears(self, plan: PagePlan) -> list[NumberedArticle]:
        """What was sold as the 报眼 and planned for this page."""
        items = self.numbered.on_page(plan.number)
        return [item for item in items if item.article.advertisement and item.article.size == EAR]

    def _ear(self, plan: PagePlan) -> NumberedArticle | None:
        """The advertisement in the 报眼, if there is one: the first page's first."""
        has_one = plan.number == 1 and sold_size(EAR, self.grid)[0] > 0
        return next(iter(self._ears(plan)), None) if has_one else None

    def _no_ear(self, plan: PagePlan, ear: NumberedArticle | None) -> Iterator[Diagnostic]:
        problem = f"已经给了《{ear.article.headline}》" if ear else f"第{plan.number}版没有报眼"
        for item in self._ears(plan):
            if item is not ear:
                yield diagnose("SQ575", self._place(item), headline=item.article.headline, problem=problem)

    def _in_ear(self, placer: Placer, leaf: Leaf) -> PlacedBlock:
        columns, rows = sold_size(EAR, self.grid)
        design = leaf.options(columns, Cut())[0].design
        assert isinstance(design, BoxDesign)
        return placer.box(design, self.grid.columns - columns, 0, columns, rows)

    def _across(self, plan: PagePlan, largest: float) -> tuple[Spread | None, list[Diagnostic]]:
        """跨版: what lies over this page and the one beside it; what is wrong with it is told at the first of them."""
        issue = self.numbered.issue
        spreads = [item for item in self.numbered.articles if item.article.spread and goes_on(item, issue)]
        here = [each for each in spreads if plan.number in (each.page, each.page + 1)]
        if not here:
            return None, []
        item, *others = here
        section, troubles = self.paper.section(item.article.section), Troubles()
        signature = self._signature(item, section)
        whole = item.article.whole_spread
        bleed = self.paper.press.bleed * POINTS_A_MILLIMETRE if whole else 0.0
        names = self.paper.own_names
        maker = SpreadMaker(self.grid, self.sheet, signature, largest, troubles, names, bleed=bleed)
        made = make_spread(item, maker, self.grid.rows - (not whole))
        spread = made if isinstance(made, Spread) else None
        told = list(self._missing(self._place(item), item.article.source, troubles)) if spread else []
        refused = [(each, f"《{item.article.headline}》已经跨了") for each in others]
        refused += [(item, made)] if isinstance(made, str) else []
        for each, problem in refused:
            facts = {"headline": each.article.headline, "page": each.page, "other": each.page + 1}
            told.append(diagnose("SQ584", self._place(each), problem=problem, **facts))
        return spread, told if plan.number == item.page else []

    def _ruled_off(self, row: int) -> Stroke:
        """The rule between a spread and the stories below."""
        y = self.grid.y(row - 0.5)
        return Stroke(
            Box(self.grid.left, y, self.grid.width, self.sheet.page["rule"]), self.sheet.inks["black"]
        )

    def _gutter(self, plan: PagePlan, top: int) -> Gutter:
        """中缝 of the page, below what lies over the fold, filled with what was sold of it."""
        items = self.numbered.on_page(plan.number)
        sold = [item for item in items if item.article.advertisement and item.article.size == GUTTER]
        pages = len(self.numbered.issue.pages)
        return fill_gutter(sold, self.grid, self.sheet, plan.number, pages, top) if sold else Gutter()

    def _no_gutter(self, gutter: Gutter) -> Iterator[Diagnostic]:
        for item, problem in gutter.refused:
            yield diagnose("SQ582", self._place(item), headline=item.article.headline, problem=problem)
        for item, troubles in gutter.troubles:
            yield from self._missing(self._place(item), item.article.source, troubles)

    def _foot(self, furnisher: Furnisher, plan: PagePlan) -> tuple[tuple[PlacedBlock, ...], int]:
        if plan.number < len(self.numbered.issue.pages):
            return (), 0
        block, rows = furnisher.imprint()
        return (block,), rows

    def _kept(self, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
        if self.standing is None:
            return leaves
        sheet = sheet_digest(self.sheet)
        return tuple(self.standing.taken(leaf, sheet) for leaf in leaves)

    def _leaves(
        self,
        plan: PagePlan,
        rows: int,
        largest: float,
        ear: NumberedArticle | None = None,
        beside: tuple[NumberedArticle, ...] = (),
    ) -> Iterator[Leaf]:
        items = [item for item in self.numbered.on_page(plan.number) if item is ear or item not in beside]
        lead = self._lead(plan)
        opened = {item.article.section for item in beside if not item.article.advertisement}
        opened |= {plan.head} if self.paper.head(plan.head) else set()
        pinned = {item.number: pin for item in items for pin in plan.pins if names_story(item, pin.story)}
        pictured = [
            item for item in items if pictures_of(item.article.body) and not item.article.advertisement
        ]
        main = lead if lead in pictured else next(iter(pictured), None)
        for item in items:
            section = self.paper.section(item.article.section)
            opener = self._signature(item, section)
            framed = plan.template == SERVICE and item.article.weight is Weight.BRIEF
            frame = item.article.frame or (FRAMES[0] if framed and item.article.kind is Kind.ARTICLE else "")
            frame = "" if item is lead or item.article.advertisement else frame
            apart = item.article.advertisement or bool(frame)
            begins = item.article.section not in opened or opener.name != item.article.section
            first = bool(section) and begins and not apart
            if not apart:
                opened.add(item.article.section)
            weight = (
                Weight.LEAD
                if item is lead
                else (item.article.weight if item.article.weight is not Weight.LEAD else Weight.NORMAL)
            )
            signature = opener if first and item.article.kind is Kind.ARTICLE else None
            pin = pinned.get(item.number, Pin(""))
            if item is not ear and item.article.size in (EAR, GUTTER):
                item = replace(item, article=replace(item.article, size=""))
            yield Leaf(
                item,
                weight,
                signature,
                opener,
                self.grid,
                self.sheet,
                rows,
                largest,
                self.paper.own_names,
                item is main,
                plan.template == ALBUM,
                pin.size,
                frame,
                pin.standing,
                len(items) == 1,
            )

    def _signature(self, item: NumberedArticle, section: Section | None) -> Signature:
        """栏目标志 over an article: the 刊头 that it asks for itself, or its section's."""
        own = self.paper.head(item.article.drawn_head)
        if own:
            return Signature(item.article.drawn_head, section.colour if section else "", own)
        return (
            Signature(section.name, section.colour, self.paper.head(section.name)) if section else Signature()
        )

    def _small_type(self, plan: PagePlan) -> Iterator[Diagnostic]:
        """Type that newsprint does not hold, because the paper's body is so small: told once an issue."""
        styles = {name: style.size for name, style in self.sheet.styles.items() if style.size}
        name = min(styles, key=lambda each: styles[each])
        if plan.number == self.numbered.issue.pages[0].number and styles[name] < limits.SMALLEST_TYPE - 0.05:
            body = self.paper.type_area.size
            yield diagnose(
                "SQ608",
                Place("mkdocs.yml"),
                body=f"{body:g}",
                style=name,
                size=f"{styles[name]:.1f}",
                least=f"{limits.SMALLEST_TYPE:g}",
                wanted=f"{math.ceil(body * limits.SMALLEST_TYPE / styles[name] * 2) / 2:g}",
            )

    def _coarse_pictures(self, plan: PagePlan, blocks: Iterable[PlacedBlock]) -> Iterator[Diagnostic]:
        """Pictures that lose much of themselves, and those set larger than their pixels allow, which the preflight refuses."""
        # What lies over two pages is the first one's.
        items = {item.number: item for item in self.numbered.on_page(plan.number)}
        for block in blocks:
            item = items.get(block.number) if block.number else None
            if block.picture is None or item is None:
                continue
            file, box = block.picture.file.as_posix(), block.picture.box
            picture = next((each for each in pictures_of(item.article.body) if each.file == file), None)
            if picture is None or min(picture.pixels) <= 0:
                continue
            shares = [side / pixels for side, pixels in zip((box.w, box.h), picture.pixels, strict=True)]
            cut = 1.0 - min(shares) / max(shares)
            if cut > _MOST_CUT and picture.focus is None:  # who tells a focus has looked at what is lost
                yield diagnose(
                    "SQ561",
                    Place(source_path(self.numbered.issue.name, item.article), picture.line, picture.column),
                    file=file,
                    sides="左右" if shares[0] < shares[1] else "上下",
                    share=f"{cut * 100:.0f}",
                )
            dots, least = effective_dpi(picture.pixels, box.w, box.h), least_dpi(line_art=picture.line_art)
            if dots < least:
                wide = math.ceil(picture.pixels[0] * least / dots / 50) * 50
                yield diagnose(
                    "SQ541" if picture.line_art else "SQ540",
                    Place(source_path(self.numbered.issue.name, item.article), picture.line, picture.column),
                    file=file,
                    dots=f"{dots:.0f}",
                    least=f"{least:.0f}",
                    millimetres=f"{box.w / POINTS_A_MILLIMETRE:.0f}",
                    wide=wide,
                )

    def _sold(
        self, plan: PagePlan, leaves: tuple[Leaf, ...], blocks: tuple[PlacedBlock, ...]
    ) -> Iterator[Diagnostic]:
        """广告 larger than their page, and artwork of another shape than was sold."""
        for leaf in leaves:
            article = leaf.item.article
            if not article.advertisement:
                continue
            pictures = pictures_of(article.body)
            lost = [f"第{place}幅图" for place in range(2, len(pictures) + 1)]
            lost += ["图说"] * any(each.caption or each.credit for each in pictures[:1])
            lost += ["表格"] * any(isinstance(each, Table) for each in leaf.figures)
            if lost:
                yield diagnose(
                    "SQ567", self._place(leaf.item), headline=article.headline, what="、".join(lost)
                )
            columns, rows = sold_size(article.size, self.grid)
            width, height = self.grid.span(columns or 1), rows * self.grid.leading
            place = self._place(leaf.item)
            if columns > self.grid.columns or rows > leaf.most_rows:
                room = f"{self.grid.width / POINTS_A_MILLIMETRE:.0f}×{leaf.most_rows * self.grid.leading / POINTS_A_MILLIMETRE:.0f}毫米"
                yield diagnose(
                    "SQ565",
                    place,
                    headline=article.headline,
                    width=f"{width / POINTS_A_MILLIMETRE:.0f}",
                    height=f"{height / POINTS_A_MILLIMETRE:.0f}",
                    page=plan.number,
                    room=room,
                )
            shapes = leaf.options(min(columns, self.grid.columns), Cut()) if columns else []
            design = shapes[0].design if shapes else None
            if not isinstance(design, BoxDesign):
                continue
            if design.over > -AD_MARGIN / 2:
                lines = math.ceil((design.over + AD_MARGIN) / self.grid.leading)
                yield diagnose("SQ576", place, headline=article.headline, lines=lines)
            art = next((each for each in blocks if each.number == leaf.item.number and each.picture), None)
            if art and art.picture:
                wide, high = design.artwork_room
                white = 1.0 - art.picture.box.w * art.picture.box.h / (wide * high)
                if white > _MOST_AD_WHITE:
                    yield diagnose(
                        "SQ566",
                        place,
                        file=art.picture.file.as_posix(),
                        share=f"{white * 100:.0f}",
                        width=f"{wide / POINTS_A_MILLIMETRE:.0f}",
                        height=f"{high / POINTS_A_MILLIMETRE:.0f}",
                    )

    def _plan_place(self, plan: PagePlan) -> Place:
        return Place(
            f"issues/{self.numbered.issue.name}/issue.yml",
            *self.numbered.issue.marks.get(f"page {plan.number}", (1, 1)),
        )

    def _furniture_troubles(self, plan: PagePlan) -> Iterator[Diagnostic]:
        """报头、报眉、导读、版权栏里缺的字: told where the page is planned."""
        for face, character in self.troubles.missing:
            yield diagnose(
                "SQ601",
                self._plan_place(plan),
                face=face,
                character=character,
                name=f"U+{ord(character[0]):04X}",
            )

    def _troubles_of(self, leaves: tuple[Leaf, ...]) -> Iterator[Diagnostic]:
        for leaf in leaves:
            place, troubles, source = self._place(leaf.item), leaf.troubles, leaf.item.article.source
            long = len("".join(leaf.item.article.headline.split()))
            most = most_characters(self.sheet, self.grid, leaf.weight)
            if leaf.item.article.kind is Kind.ARTICLE and long > most:
                yield diagnose("SQ560", place, long=long, most=most)
            yield from self._missing(place, source, troubles)
            if leaf.weight is Weight.LEAD and leaf.item.article.frame:
                yield diagnose("SQ573", place, headline=leaf.item.article.headline)
            elif leaf.item.article.frame and not leaf.boxed:
                yield diagnose("SQ574", place, headline=leaf.item.article.headline)
            for word in troubles.forced:
                yield diagnose("SQ604", place.at(word, source), word=word)
            for line in troubles.wide_tables:
                yield diagnose("SQ606", replace(place, line=line))

    def _missing(self, place: Place, source: str, troubles: Troubles) -> Iterator[Diagnostic]:
        for face, character in troubles.missing:
            yield diagnose(
                "SQ601",
                place.at(character, source),
                face=face,
                character=character,
                name=f"U+{ord(character[0]):04X}",
            )

    def _fit(
        self, plan: PagePlan, leaves: tuple[Leaf, ...], made: MadePage, over: tuple[Overset, ...]
    ) -> Iterator[Diagnostic]:
        """超版 and 欠版, in the trade's words, with the numbers per article."""
        if over:
            stories = "，".join(each.name + "、".join(_left_over(each)) for each in over)
            facts = {
                "characters": sum(each.characters for each in over),
                "lines": sum(len(each.rows) for each in over),
            }
            place, figures = self._place(over[-1].leaf.item), sum(each.figures for each in over)
            if facts["characters"] or not figures:
                yield diagnose(
                    "SQ602", place, page=plan.number, advice=stories + f"排不下，{_shorter(over)}。", **facts
                )
            else:
                rich = plan.template == ALBUM
                more = "" if rich else f"；图确实要多，就在 issue.yml 那一版写 template: {ALBUM}"
                yield diagnose("SQ571", place, page=plan.number, figures=figures, stories=stories, more=more)
        elif made.lacking and not (plan.filler and made.filler_name == plan.filler):
            # A filler that the plan names is what the editor wants there.
            prose = [leaf for leaf in leaves if _can_grow(leaf)]
            shortest = min(prose or leaves, key=lambda leaf: leaf.rows)
            pictures = math.ceil(made.lacking / (_PICTURE_SHARE * self.grid.columns * self.grid.rows))
            advice = (
                f"可加图{pictures}幅，或加长《{shortest.item.article.headline}》" if prose else "再写一篇"
            )
            if made.filler_name:
                advice += f"；现在用补白《{made.filler_name}》占着，就用它，在 issue.yml 那一版写 filler: {made.filler_name}。"
            elif any(plan.filler == each.name for each in self.paper.fillers):
                advice += f"；空处排不下补白《{plan.filler}》。"
            else:
                advice += "。"
            characters = made.lacking * self.paper.type_area.characters
            yield diagnose(
                "SQ603",
                self._place(shortest.item),
                page=plan.number,
                lines=made.lacking,
                advice=advice,
                characters=characters,
            )

    def _place(self, item: NumberedArticle) -> Place:
        # The headline's line: an exemption can stand on it, behind #.
        return Place(
            source_path(self.numbered.issue.name, item.article), *item.article.marks.get("headline", (1, 1))
        )


def _can_grow(leaf: Leaf) -> bool:
    """Whether a story can be made longer: copy of its own, not a poem or a table, no notice and nothing that was sold."""
    article = leaf.item.article
    own = article.kind is Kind.ARTICLE and not article.advertisement and not leaf.boxed
    return own and any(isinstance(block, Paragraph) for block in article.body)


def _faults(leaves: tuple[Leaf, ...], made: MadePage, loose: list[Diagnostic]) -> tuple[int, ...]:
    over = sum(len(each.rows) for each in overset_of(leaves, made.cuts))
    return over, len(loose), len(made.broken)


def _rows_over(leaves: tuple[Leaf, ...], made: MadePage) -> int:
    return sum(len(each.rows) for each in overset_of(leaves, made.cuts))


def _left_over(over: Overset) -> list[str]:
    return [f"{over.characters}字"] * bool(over.characters) + [f"图{over.figures}幅"] * bool(over.figures)


def _shorter(over: tuple[Overset, ...]) -> str:
    """What the editor may take out."""
    return "可删末段" + "，撤图" * any(each.figures for each in over)


def names_story(item: NumberedArticle, story: str) -> bool:
    """An article by its headline (spaces do not count), its file's name, with the figures before it or without, or its number."""
    article = item.article
    file = PurePosixPath(article.file)
    return "".join(_BREAK.sub("", story).split()) in (
        "".join(article.headline.split()),
        article.stem,
        file.stem,
        file.name,
        str(item.number),
        item.number.printed,
    )
