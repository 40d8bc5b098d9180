"""排一期: an issue's articles → pages of placed blocks. The seam between make-up and draw.

In: a numbered issue, the paper. Out: :class:`ComposedIssue`, diagnostics included; nothing is drawn. Pages are
composed one by one, each from its :class:`PageInputs` alone, and bound together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import Issue, Kind, NumberedArticle, NumberedIssue, PagePlan, Paper, Weight, source_path
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.furniture.frame import Furnisher
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.inputs import PageInputs, digest_of, page_inputs, sheet_digest
from build_tools.typesetting.makeup.drawn import DrawingFault, Drawn, parse_layout
from build_tools.typesetting.makeup.leaves import Leaf
from build_tools.typesetting.makeup.made import MadePage, place_page
from build_tools.typesetting.makeup.overset import Overset, OversetSheets, overset_of
from build_tools.typesetting.makeup.page import PageMaker
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.placed import ComposedIssue, ComposedPage, PlacedBlock
from build_tools.typesetting.sheet import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """排好的一版: the page, its 超版 sheets, and the diagnostics SQ601–SQ607 of what stands on it."""

    page: ComposedPage
    overset: tuple[ComposedPage, ...]
    diagnostics: tuple[Diagnostic, ...]


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
        key = digest_of(sheet, *(getattr(leaf, each.name) for each in fields(leaf) if each.name not in ("sheet", "troubles") and not each.name.startswith("_")))
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


def compose_page(inputs: PageInputs, standing: StandingType | None = None) -> FinishedPage:
    """排一版: a function of its inputs and of nothing else; the same inputs give the same page. ``standing`` only saves time."""
    paper, sheet = inputs.paper, inputs.sheet
    press = _Press(inputs.numbered, paper, sheet, grid_of(paper.type_area, sheet.page["head_share"]), Troubles(), standing)
    page, overset, found = press.page(inputs.plan)
    return FinishedPage(page, overset, sorted_diagnostics(found))


def bind_pages(issue: Issue, paper: Paper, pages: Iterable[FinishedPage]) -> ComposedIssue:
    """合版: finished pages, all or some of them, as one document in the order given."""
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
    )


@dataclass(frozen=True, slots=True)
class _Press:
    numbered: NumberedIssue
    paper: Paper
    sheet: Sheet
    grid: Grid
    troubles: Troubles
    standing: StandingType | None

    def page(self, plan: PagePlan) -> tuple[ComposedPage, tuple[ComposedPage, ...], list[Diagnostic]]:
        """One page, its 超版 sheets and its faults."""
        furnisher = Furnisher(self.grid, self.sheet, self.paper, self.numbered, self.troubles)
        placer = Placer(self.grid, self.sheet, self.paper.site_url)
        head, top = self._head(furnisher, plan)
        foot, bottom = self._foot(furnisher, plan)
        rows = self.grid.rows - top - bottom
        leaves = self._kept(tuple(self._leaves(plan, rows, furnisher.name_size * 0.9)))
        drawn, faults = self._drawn(plan, leaves)
        made = PageMaker(leaves, self.grid, rows, drawn).make_up()
        blocks, strokes = place_page(made, placer, top)
        over = overset_of(leaves, made.cuts)
        sheets = tuple(OversetSheets(self.grid, placer, plan.number).compose(over))
        fill = 1.0 - made.white / (self.grid.columns * self.grid.rows)
        lines = sum(len(each.rows) for each in over)
        page = ComposedPage(plan.number, plan.title, (furnisher.folio(plan), *head, *blocks, *foot), strokes, fill, lines, made.broken)
        return page, sheets, [*faults, *self._furniture_troubles(plan), *self._troubles_of(leaves), *self._fit(plan, leaves, made, over)]

    def _drawn(self, plan: PagePlan, leaves: tuple[Leaf, ...]) -> tuple[Drawn | None, list[Diagnostic]]:
        """The editor's layout of the page; one that cannot be followed is a fault, and the page is made up as if there were none."""
        if not plan.layout:
            return None, []
        try:
            return parse_layout(plan.layout, len(leaves), self.grid.columns), []
        except DrawingFault as fault:
            return None, [diagnose("SQ607", self._plan_place(plan), problem=f"第{plan.number}版{fault.problem}", remedy=fault.remedy)]

    def _head(self, furnisher: Furnisher, plan: PagePlan) -> tuple[tuple[PlacedBlock, ...], int]:
        if plan.number > 1:
            return (), 0
        blocks, rows = furnisher.masthead()
        return blocks, rows + 1

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

    def _leaves(self, plan: PagePlan, rows: int, largest: float) -> Iterator[Leaf]:
        items = self.numbered.on_page(plan.number)
        lead = next((item for item in items if item.article.weight is Weight.LEAD), None) or next((item for item in items if item.article.kind is Kind.ARTICLE), None)
        opened: set[str] = set()
        for item in items:
            section = self.paper.section(item.article.section)
            opener = (section.name, section.colour) if section else ("", "")
            first = bool(section) and item.article.section not in opened
            opened.add(item.article.section)
            weight = Weight.LEAD if item is lead else (item.article.weight if item.article.weight is not Weight.LEAD else Weight.NORMAL)
            signature = opener if first and item.article.kind is Kind.ARTICLE else None
            yield Leaf(item, weight, signature, opener, self.grid, self.sheet, rows, largest)

    def _plan_place(self, plan: PagePlan) -> Place:
        return Place(f"issues/{self.numbered.issue.name}/issue.yml", *self.numbered.issue.marks.get(f"page {plan.number}", (1, 1)))

    def _furniture_troubles(self, plan: PagePlan) -> Iterator[Diagnostic]:
        """报头、报眉、导读、版权栏里缺的字: told where the page is planned."""
        for face, character in self.troubles.missing:
            yield diagnose("SQ601", self._plan_place(plan), face=face, character=character, name=f"U+{ord(character[0]):04X}")

    def _troubles_of(self, leaves: tuple[Leaf, ...]) -> Iterator[Diagnostic]:
        for leaf in leaves:
            place, troubles, source = self._place(leaf.item), leaf.troubles, leaf.item.article.source
            for face, character in troubles.missing:
                yield diagnose("SQ601", place.at(character, source), face=face, character=character, name=f"U+{ord(character[0]):04X}")
            for word in troubles.forced:
                yield diagnose("SQ604", place.at(word, source), word=word)
            for line in troubles.wide_tables:
                yield diagnose("SQ606", replace(place, line=line))

    def _fit(self, plan: PagePlan, leaves: tuple[Leaf, ...], made: MadePage, over: tuple[Overset, ...]) -> Iterator[Diagnostic]:
        """超版 and 欠版, in the trade's words, with the numbers per article."""
        if over:
            parts = [f"{each.name}{each.characters}字" + (f"、图{each.figures}幅" if each.figures else "") for each in over]
            facts = {"characters": sum(each.characters for each in over), "lines": sum(len(each.rows) for each in over)}
            yield diagnose("SQ602", self._place(over[-1].leaf.item), page=plan.number, advice="，".join(parts) + "排不下，可删末段。", **facts)
        elif made.blank:
            shortest = min((leaf for leaf in leaves if leaf.item.article.kind is Kind.ARTICLE), key=lambda leaf: leaf.rows, default=leaves[0])
            advice = f"可加图，或加长《{shortest.item.article.headline}》。"
            characters = made.blank * self.paper.type_area.characters
            yield diagnose("SQ603", self._place(shortest.item), page=plan.number, lines=made.blank, advice=advice, characters=characters)

    def _place(self, item: NumberedArticle) -> Place:
        # The headline's line: an exemption can stand on it, behind #.
        return Place(source_path(self.numbered.issue.name, item.article), *item.article.marks.get("headline", (1, 1)))
