"""报眉、报头、版权栏: what stands at a fixed place on every page, the first or the last.

In: the issue and the paper. Out: placed blocks and the rows they take from the type area.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from build_tools.markup.almanac import lunar_date, weekday, written_date
from build_tools.model import (
    INTERNAL_MATTER,
    Crop,
    Issue,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Plate,
    Weight,
    limits,
)
from build_tools.typesetting.copy.setting import Troubles, compose, set_line, width_of
from build_tools.typesetting.grid import HAN_ASCENT, Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run, TextStyle
from build_tools.typesetting.placed import BlockKind, Box, PlacedBlock, PlacedLine, PlacedPicture, Stroke
from build_tools.typesetting.sheet import Sheet

_NAME_ROWS = 9
"""Rows of the zone that holds the paper's name."""
_NAME_SHARE = 2 / 3
"""Of the columns, for the paper's name; the rest is for the 导读."""
_MOST_TOLD = 5
"""Entries of the 导读."""
_TWO_LINES = 1.9
"""Rows an entry must have for a second line."""


HEAD_ROWS = 10
"""Rows that a 刊头 across a page may take."""
EAR_ROWS = _NAME_ROWS - 1
"""Rows of the 报眼 beside the name, in which an advertisement may stand in place of the 导读."""


def name_columns(columns: int) -> int:
    """Of so many columns those that the paper's name takes; the others are the 报眼."""
    return max(1, min(round(columns * _NAME_SHARE), columns - 1))


@dataclass(frozen=True, slots=True)
class Furnisher:
    """报头报眉: what all furniture of an issue needs."""

    grid: Grid
    sheet: Sheet
    paper: Paper
    numbered: NumberedIssue
    troubles: Troubles

    @property
    def issue(self) -> Issue:
        """The plan."""
        return self.numbered.issue

    @property
    def edition(self) -> str:
        """``张庙版``."""
        return self.paper.edition.removesuffix("版") + "版" if self.paper.edition else ""

    # -- 报眉 -----------------------------------------------------------------------------------------

    def folio(self, plan: PagePlan) -> PlacedBlock:
        """报眉: page number and title at the left, paper and date at the right, a rule below; the same place on every page."""
        grid, sheet = self.grid, self.sheet
        baseline = grid.top - sheet.page["folio_rise"] - 4.0
        number = set_line(f"第{plan.number}版", sheet.style("folio_number"), self.troubles)
        title = set_line(plan.title, sheet.style("folio_title"), self.troubles)
        words = (
            f"{self.paper.name}·{self.edition}　{written_date(self.issue.date)}　{weekday(self.issue.date)}"
        )
        facts = set_line(words, sheet.style("folio"), self.troubles, grid.width, Alignment.RIGHT)
        beside = width_of(number) + 12.0
        lines = [
            PlacedLine(grid.left, baseline, number),
            PlacedLine(grid.left + beside, baseline, title),
        ]
        if self.issue.specimen:
            mark = set_line(
                f"〔{self.issue.specimen}〕",
                sheet.style("specimen"),
                self.troubles,
                grid.width,
                Alignment.CENTRE,
            )
            free, end, moved = facts.segments[0].x, width_of(mark), 0.0
            if end > free - 6.0:  # a narrow page: between the page's title and the paper's name
                moved = (beside + width_of(title) + free - mark.segments[0].x - end) / 2
            lines.append(PlacedLine(grid.left + moved, baseline, mark))
        lines.append(PlacedLine(grid.left, baseline, facts))
        rule = Stroke(Box(grid.left, baseline + 6.0, grid.width, sheet.page["rule"]), sheet.inks["black"])
        return PlacedBlock(
            BlockKind.FOLIO,
            Box(grid.left, baseline - 15.0, grid.width, 22.0),
            None,
            tuple(lines),
            strokes=(rule,),
        )

    # -- 报头 -----------------------------------------------------------------------------------------

    @property
    def _name_columns(self) -> int:
        return name_columns(self.grid.columns)

    @property
    def name_size(self) -> float:
        """Points of the paper's name: as large as its zone allows; a drawn one is as large as it is high, in bounds."""
        art, usual = self.nameplate_box, self._type_size
        return min(max(art.h, usual / 2), usual) if art else usual

    @property
    def _type_size(self) -> float:
        zone = self.grid.span(self._name_columns) - 44.0
        largest = self.sheet.style("masthead").size
        return math.floor(min(largest, zone / max(len(self.paper.name), 1)) * 2) / 2

    @property
    def nameplate(self) -> Plate | None:
        """报头的图 of this issue, or of the paper; None where the name is set in type."""
        found = self.issue.nameplate or self.paper.nameplate
        return found if found and found.usable else None

    @property
    def nameplate_room(self) -> tuple[float, float]:
        """Width and height (points) that the drawing of the name may have, beside the tab of the edition."""
        tab = self._edition_style.size * 1.4 + 12.0 if self.edition else 0.0
        return self.grid.span(self._name_columns) - tab - 12.0, EAR_ROWS * self.grid.leading

    @property
    def nameplate_box(self) -> Box | None:
        """Where the drawing of the name stands, whole and as large as its room allows; None where the name is set in type."""
        plate, grid = self.nameplate, self.grid
        if plate is None:
            return None
        wide, high = self.nameplate_room
        scale = min(wide / plate.size[0], high / plate.size[1])
        width, height = plate.size[0] * scale, plate.size[1] * scale
        return Box(grid.left, grid.y(0) + (_NAME_ROWS * grid.leading - height) / 2 - 2.0, width, height)

    @property
    def _edition_style(self) -> TextStyle:
        style = self.sheet.style("edition", self.sheet.inks["paper"])
        return replace(style, size=min(self._type_size / max(len(self.edition), 1) * 0.86, 26.0))

    def masthead(self, sold: bool = False) -> tuple[tuple[PlacedBlock, ...], int]:
        """报头: name, edition, 导读 beside them unless the 报眼 is ``sold``, then the line of facts. With the rows it takes."""
        name = self._name()
        strip, rows = self._strip(_NAME_ROWS)
        box = Box(self.grid.left, self.grid.y(0), self.grid.width, rows * self.grid.leading)
        block = PlacedBlock(
            BlockKind.MASTHEAD,
            box,
            None,
            (*name.lines, *strip.lines),
            name.picture,
            strokes=(*name.strokes, *strip.strokes),
        )
        return (block,) if sold else (block, self._contents()), rows

    def _name(self) -> PlacedBlock:
        grid, sheet, size = self.grid, self.sheet, self._type_size
        columns = self._name_columns
        height = _NAME_ROWS * grid.leading
        art, lines, picture = self.nameplate_box, list[PlacedLine](), None
        if art and self.nameplate:
            end, top, high = art.right, art.y, art.h
            picture = PlacedPicture(
                art, PurePosixPath(self.nameplate.file), Crop.NONE, alternate=self.paper.name
            )
        else:
            line = set_line(self.paper.name, replace(sheet.style("masthead"), size=size), self.troubles)
            baseline = grid.y(0) + (height - size) / 2 + HAN_ASCENT * size - 2.0
            whole = width_of(line) + 12.0 + self._edition_style.size * 1.4
            left = grid.left + max(grid.span(columns) - whole, 0.0) / 2 * 0.3
            end, top, high = left + width_of(line), baseline - HAN_ASCENT * size, size
            lines.append(PlacedLine(left, baseline, line))
        edition = self._edition_style
        step = edition.size * 1.12
        side = edition.size * 1.4
        tab = Box(
            end + 12.0,
            top + (high - step * len(self.edition) - 8.0) / 2,
            side,
            step * len(self.edition) + 8.0,
        )
        for place, character in enumerate(self.edition):
            glyph = set_line(character, edition, self.troubles, side, Alignment.CENTRE)
            lines.append(
                PlacedLine(
                    tab.x,
                    tab.y + 4.0 + place * step + (step - edition.size) / 2 + HAN_ASCENT * edition.size,
                    glyph,
                )
            )
        colour = self.paper.sections[0].colour if self.paper.sections else sheet.inks["black"]
        return PlacedBlock(
            BlockKind.MASTHEAD,
            Box(grid.left, grid.y(0), grid.span(columns), height),
            None,
            tuple(lines),
            picture,
            strokes=(Stroke(tab, colour),),
        )

    def _strip(self, row: int) -> tuple[PlacedBlock, int]:
        """The line of facts between 文武线: date, weekday, lunar date, total number, pages, and the imprint's facts below."""
        grid, sheet, date = self.grid, self.sheet, self.issue.date
        style = sheet.style("dateline")
        words = [
            written_date(date),
            weekday(date),
            lunar_date(date),
            f"总第{self.issue.number}期",
            f"本期{len(self.issue.pages)}版",
        ]
        if self.issue.specimen:
            words.append(self.issue.specimen)
        if self.paper.regime == "zhunyin":
            words.append(INTERNAL_MATTER)
        lines = [set_line(text, style, self.troubles) for text in words]
        room = (grid.width - 16.0 - sum(width_of(line) for line in lines)) / max(len(lines) - 1, 1)
        y, x = grid.y(row), grid.left + 8.0
        placed = []
        for line in lines:
            placed.append(PlacedLine(x, y + grid.baseline(style.size, 2.0), line))
            x += width_of(line) + room
        facts = self._facts(grid.width - 16.0)
        rows = row + 2 + len(facts)
        placed.extend(
            PlacedLine(grid.left + 8.0, grid.y(row + 2 + place) - 2.0 + grid.baseline(7.5), line)
            for place, line in enumerate(facts)
        )
        black, end = sheet.inks["black"], grid.y(rows)
        rules = (
            Box(grid.left, y, grid.width, 2.2),
            Box(grid.left, y + 3.6, grid.width, 0.4),
            Box(grid.left, end - 0.6, grid.width, 0.6),
        )
        return PlacedBlock(
            BlockKind.MASTHEAD,
            Box(grid.left, y, grid.width, end - y),
            None,
            tuple(placed),
            strokes=tuple(Stroke(rule, black) for rule in rules),
        ), rows

    def _facts(self, width: float) -> tuple[Line, ...]:
        """The imprint's facts: a line ends between two of them, and within one only if it is longer than a line."""
        style, rows = self.sheet.style("imprint"), list[str]()
        for label, value in self.paper.imprint.given:
            fact = f"{label}：{value}"
            longer = f"{rows[-1]}　{fact}" if rows else ""
            if longer and width_of(set_line(longer, style, self.troubles)) <= width:
                rows[-1] = longer
            else:
                rows.append(fact)
        shape = ParagraphShape((width,), 0.0, 0.0, Alignment.CENTRE)
        return tuple(line for row in rows for line in compose((Run(row, style),), shape, self.troubles))

    def _contents(self) -> PlacedBlock:
        """导读: what the other pages bring, with page and number, spread evenly over the corner beside the name."""
        grid, sheet = self.grid, self.sheet
        first = self._name_columns
        box = Box(
            grid.x(first), grid.y(0), grid.span(grid.columns - first), (_NAME_ROWS - 0.5) * grid.leading
        )
        head = set_line("导读", sheet.style("contents_head"), self.troubles)
        lines = [PlacedLine(box.x, grid.y(0) + grid.baseline(11.0), head)]
        colour = self.paper.sections[0].colour if self.paper.sections else sheet.inks["black"]
        strokes = [Stroke(Box(box.x, grid.y(1) + 2.0, box.w, 1.0), colour)]
        told = self._told()
        top, step = 1.35, (_NAME_ROWS - 0.5 - 1.35) / max(len(told), 2)
        for place, item in enumerate(told):
            row = top + place * step
            lines.extend(self._entry(item, box, row, step))
            if place:
                strokes.append(
                    Stroke(Box(box.x, grid.y(row), box.w, sheet.page["hairline"]), sheet.inks["faint"])
                )
        strokes.append(Stroke(Box(box.x, box.bottom, box.w, sheet.page["hairline"]), sheet.inks["soft"]))
        return PlacedBlock(BlockKind.CONTENTS, box, None, tuple(lines), strokes=tuple(strokes))

    def _told(self) -> list[NumberedArticle]:
        """The stories of the other pages, each page's first before the others; as many as there is room for."""
        told: list[tuple[int, NumberedArticle]] = []
        for plan in self.issue.pages[1:]:
            stories = [
                item for item in self.numbered.on_page(plan.number) if item.article.kind is Kind.ARTICLE
            ]
            told.extend(enumerate(sorted(stories, key=lambda item: item.article.weight is not Weight.LEAD)))
        chosen = sorted(told, key=lambda entry: (entry[0], entry[1].page))[:_MOST_TOLD]
        return [item for _, item in sorted(chosen, key=lambda entry: (entry[1].page, entry[0]))]

    def _entry(self, item: NumberedArticle, box: Box, row: float, step: float) -> list[PlacedLine]:
        """One line for the headline, and where the room allows a second for kicker or deck."""
        grid, sheet, article = self.grid, self.sheet, item.article
        section = self.paper.section(article.section)
        label = set_line(
            f"{item.page}版", sheet.style("contents_page", section.colour if section else ""), self.troubles
        )
        code = set_line(item.number.printed, sheet.style("number"), self.troubles)
        left = 26.0
        room = box.w - left - width_of(code) - 6.0
        words = self._fitted(article.headline, "contents", room)
        second = (
            self._fitted(article.kicker or article.deck, "contents_more", box.w - left)
            if step > _TWO_LINES and (article.kicker or article.deck)
            else None
        )
        middle = grid.y(row) + (step * grid.leading - 10.5 - (11.0 if second else 0.0)) / 2 + 9.3
        placed = [PlacedLine(box.x, middle, label), PlacedLine(box.x + left, middle, words)]
        if second:
            placed.append(PlacedLine(box.x + left, middle + 12.0, second))
        return [*placed, PlacedLine(box.right - width_of(code), middle, code)]

    def _fitted(self, words: str, style: str, room: float) -> Line:
        """Words on one line: smaller where they would be too long, and cut off where newsprint could not hold them so small."""
        face = self.sheet.style(style)
        line = set_line(words, face, self.troubles)
        if width_of(line) <= room:
            return line
        size = max(face.size * room / width_of(line), min(limits.SMALLEST_TINT_TYPE, face.size))
        small = replace(face, size=size)
        line, kept = set_line(words, small, self.troubles), words
        while width_of(line) > room + 0.01 and kept:
            kept = kept[:-1].rstrip()
            line = set_line(f"{kept}…", small, self.troubles)
        return line

    # -- 刊头 ---------

    def head_rows(self, plate: Plate) -> float:
        """Rows that a 刊头 across the page asks for."""
        return self.grid.width * plate.size[1] / plate.size[0] / self.grid.leading

    def head(self, name: str, plate: Plate, row: int) -> tuple[PlacedBlock, int]:
        """刊头 across the page from a row down, whole; too high a one smaller and in the middle. With the rows it takes."""
        grid = self.grid
        rows = min(max(math.ceil(self.head_rows(plate) - 0.05), 1), HEAD_ROWS)
        scale = min(grid.width / plate.size[0], rows * grid.leading / plate.size[1])
        wide, high = plate.size[0] * scale, plate.size[1] * scale
        box = Box(grid.left, grid.y(row), grid.width, rows * grid.leading)
        square = Box(box.x + (box.w - wide) / 2, box.y + (box.h - high) / 2, wide, high)
        picture = PlacedPicture(square, PurePosixPath(plate.file), Crop.NONE, alternate=name)
        return PlacedBlock(BlockKind.HEAD, box, None, (), picture), rows + 1

    # -- 版权栏 ---------------------------------------------------------------------------------------

    def imprint(self) -> tuple[PlacedBlock, int]:
        """版权栏: at the foot of the last page: the paper's facts, or where none are given yet its name, number and date."""
        grid, sheet = self.grid, self.sheet
        lines = self._facts(grid.width)
        own = f"《{self.paper.name}》{self.edition}　总第{self.issue.number}期　{written_date(self.issue.date)}出版　本期{len(self.issue.pages)}版"
        if self.paper.site_url:
            own += f"　网址：{self.paper.site_url}"
        style = sheet.style("imprint")
        lines = (set_line(own, style, self.troubles, grid.width, Alignment.CENTRE), *lines)
        rows = len(lines)
        top = grid.y(grid.rows - rows)
        placed = tuple(
            PlacedLine(grid.left, top + place * grid.leading + grid.baseline(style.size), line)
            for place, line in enumerate(lines)
        )
        rule = Stroke(Box(grid.left, top - 3.0, grid.width, sheet.page["rule"]), sheet.inks["black"])
        return PlacedBlock(
            BlockKind.IMPRINT,
            Box(grid.left, top, grid.width, rows * grid.leading),
            None,
            placed,
            strokes=(rule,),
        ), rows + 1
