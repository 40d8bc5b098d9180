"""落版: a chosen design in its place on the page: blocks with lines at fixed points.

In: a design and the column and row of its top left corner. Out: :class:`PlacedBlock`s in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from build_tools.model import ArticleNumber, Crop, Kind, Picture
from build_tools.typesetting.copy.slip import Row
from build_tools.typesetting.grid import HAN_ASCENT, Grid
from build_tools.typesetting.makeup.bands import Slot
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.filler import FillerDesign
from build_tools.typesetting.makeup.framing import FramedDesign, frame_strokes, placed_grid
from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.placed import (
    BlockKind,
    Box,
    PlacedBlock,
    PlacedDrawing,
    PlacedLine,
    PlacedPicture,
    Stroke,
)
from build_tools.typesetting.qr import qr_path
from build_tools.typesetting.sheet import Sheet

_COLOURED = 1.0
"""Points: a rule of several inks that is thinner comes apart on a web press (the preflight's SQ655)."""


@dataclass(frozen=True, slots=True)
class Placer:
    """落版员: what every block of an issue needs to stand on the page. ``site_url`` goes into QR codes."""

    grid: Grid
    sheet: Sheet
    site_url: str

    def article(self, design: ArticleDesign, column: int, row: int, columns: int) -> Iterator[PlacedBlock]:
        """稿: heading and body, one over the other or side by side; the upper bands of pictures come first where the design says so."""
        number, body = design.item.number, design.body
        if design.side_columns:
            yield self._heading(design, column, row, design.side_columns)
            column += 0 if design.tucked else design.side_columns
        elif not design.pictures_first:
            yield self._heading(design, column, row, columns)
            row += design.heading_rows
        for band in body.above:
            yield from self._band(band, number, column, row)
            row += band[0].rows
        if design.pictures_first:
            yield self._heading(design, column, row, columns)
            row += design.heading_rows
        yield from self._groups(design, column, row)
        row += body.text_rows
        for band in body.below:
            yield from self._band(band, number, column, row)
            row += band[0].rows

    def framed(
        self, design: FramedDesign, column: int, row: int, columns: int, rows: int
    ) -> Iterator[PlacedBlock]:
        """围框: the article on its inner grid; the frame is drawn with the first of its blocks, under all of them."""
        outer = Box(self.grid.x(column), self.grid.y(row), self.grid.span(columns), rows * self.grid.leading)
        grid, lower = placed_grid(design, self.grid, column)
        placer = replace(self, grid=grid)
        drawn = frame_strokes(design.frame, outer, self.sheet)
        for block in placer.article(design.inner, 0, row + lower, design.columns):
            yield replace(block, strokes=(*drawn, *block.strokes))
            drawn = ()

    def _heading(self, design: ArticleDesign, column: int, row: int, columns: int) -> PlacedBlock:
        heading = design.heading
        box = Box(
            self.grid.x(column),
            self.grid.y(row),
            self.grid.span(columns),
            design.heading_rows * self.grid.leading,
        )
        placed = list(heading.placed(box.h, bool(design.side_columns) and not design.tucked))
        lines = tuple(
            PlacedLine(box.x + part.left, box.y + baseline, part.line)
            for part, baseline in placed
            if not part.plate
        )
        strokes: tuple[Stroke, ...] = (
            (Stroke(Box(box.x, box.y + 1.5, box.w, self.sheet.page["heavy"]), heading.rule),)
            if heading.rule
            else ()
        )
        picture = None
        for part, baseline in placed:
            if part.flanked:
                line = PlacedLine(box.x + part.left, box.y + baseline, part.line)
                strokes += tuple(self._flanks(line, box))
            if part.plate:
                top = box.y + baseline - HAN_ASCENT * part.size
                square = Box(box.x + part.left, top, part.width, part.box)
                file = PurePosixPath(part.plate.file)
                picture = PlacedPicture(square, file, Crop.NONE, alternate=part.says)
        return PlacedBlock(BlockKind.HEADLINE, box, design.item.number, lines, picture, strokes=strokes)

    def _flanks(self, foot: PlacedLine, box: Box) -> Iterator[Stroke]:
        """题线: a hairline from the block's edges to a line of the heading, at half its height."""
        segments = foot.line.segments
        if not segments:
            return
        y, thin = foot.baseline - 0.36 * segments[0].style.size, self.sheet.page["hairline"]
        left, right = foot.x + segments[0].x - 8.0, foot.x + segments[-1].x + segments[-1].width + 8.0
        for start, end in ((box.x, left), (right, box.right)):
            if end - start > 12.0:
                yield Stroke(Box(start, y, end - start, thin), self.sheet.inks["faint"])

    def _band(
        self, band: tuple[Slot, ...], number: ArticleNumber, column: int, row: int
    ) -> Iterator[PlacedBlock]:
        for slot in band:
            yield from self.slot(slot, number, column, row)
            column += slot.columns

    def slot(self, slot: Slot, number: ArticleNumber, column: int, row: int) -> Iterator[PlacedBlock]:
        """图位: a picture with its caption, or a table."""
        grid, figure = self.grid, slot.figure
        x, y, width = grid.x(column), grid.y(row + slot.pad_above), grid.span(slot.columns)
        if not isinstance(figure.subject, Picture):
            yield self._table(slot, number, Box(x, y, width, figure.ideal_height))
            return
        height = figure.height(slot.rows - slot.pad_above - slot.pad_below)
        if figure.subject.crop is Crop.NONE:
            height = min(height, figure.ideal_height)
        box = Box(x, y + grid.bearing, width, height)
        file = PurePosixPath(figure.subject.file)
        picture = PlacedPicture(box, file, figure.subject.crop, focused(figure.subject, box))
        yield PlacedBlock(BlockKind.IMAGE, box, number, picture=picture)
        if figure.caption:
            top = box.bottom + grid.bearing * 0.5
            size = self.sheet.style("caption").size
            lines = tuple(
                PlacedLine(x, top + place * grid.leading + grid.baseline(size), line)
                for place, line in enumerate(figure.caption)
            )
            yield PlacedBlock(BlockKind.CAPTION, Box(x, top, width, len(lines) * grid.leading), number, lines)

    def _table(self, slot: Slot, number: ArticleNumber, box: Box) -> PlacedBlock:
        rows = [Row(row.line, self.grid.baseline(self.grid.size), rule=row.rule) for row in slot.figure.table]
        lines, strokes = self._rows((*rows, Row(None, rule=True)), box)
        return PlacedBlock(BlockKind.TABLE, box, number, lines, strokes=strokes)

    def _rows(self, rows: tuple[Row, ...], box: Box) -> tuple[tuple[PlacedLine, ...], tuple[Stroke, ...]]:
        lines, strokes = [], []
        for place, row in enumerate(rows):
            y = box.y + place * self.grid.leading
            if row.line:
                lines.append(PlacedLine(box.x, y + row.baseline, row.line))
            if row.rule:
                thick = self.sheet.page["heavy" if row.heavy else "hairline"]
                y += (self.grid.leading - thick) / 2 if row.heavy else 0.0
                strokes.append(Stroke(Box(box.x, y, box.w, thick), self.sheet.inks["black"]))
        return tuple(lines), tuple(strokes)

    def _groups(self, design: ArticleDesign, column: int, row: int) -> Iterator[PlacedBlock]:
        body, start, taken = design.body, 0, iter(design.body.taken)
        for group in body.groups:
            top = row + group.drop
            for slot in group.top:
                yield from self.slot(slot, design.item.number, column, top)
                top += slot.rows
            for place in range(group.text_columns):
                count = next(taken)
                if count:
                    x = self._text_x(column, group.columns, group.text_columns, body.measure, place)
                    yield self.rows(
                        design.slip.rows[start : start + count], design.item.number, x, top, body.measure
                    )
                start += count
            top += group.text_rows
            for slot in group.bottom:
                yield from self.slot(slot, design.item.number, column, top)
                top += slot.rows
            column += group.columns

    def _text_x(self, column: int, columns: int, text_columns: int, measure: float, place: int) -> float:
        """Left edge of a text column: the grid's own, or in 破栏 spread evenly over the group."""
        left, width = self.grid.x(column), self.grid.span(columns)
        if text_columns == 1:
            return left + (width - measure) / 2
        return left + place * (width - measure) / (text_columns - 1)

    def rows(
        self, rows: tuple[Row, ...], number: ArticleNumber, x: float, row: int, measure: float
    ) -> PlacedBlock:
        """栏: rows of a slip in one text column."""
        box = Box(x, self.grid.y(row), measure, len(rows) * self.grid.leading)
        lines, strokes = self._rows(rows, box)
        return PlacedBlock(BlockKind.TEXT, box, number, lines, strokes=strokes)

    def box(self, design: BoxDesign, column: int, row: int, columns: int, rows: int) -> PlacedBlock:
        """框: 导语 or 启事; white that is left over goes above and below; in a frame in whole rows, so that its lines stay on the grid."""
        grid = self.grid
        outer = Box(grid.x(column), grid.y(row), grid.span(columns), rows * grid.leading)
        shift = (outer.h - design.height) / 2
        if design.full:
            shift = 0.0
        elif design.frame:
            shift = int(shift / grid.leading + 1e-6) * grid.leading
        lines = tuple(PlacedLine(outer.x + x, outer.y + shift + y, line) for x, y, line in design.lines)
        drawing = None
        if design.qr:
            square = Box(outer.x + design.qr.x, outer.y + shift + design.qr.y, design.qr.w, design.qr.h)
            path, units = qr_path(f"{self.site_url}n/{design.item.number}/")
            drawing = PlacedDrawing(square, path, units)
        picture = None
        if design.artwork and design.artwork_box:
            at = design.artwork_box
            square = Box(outer.x + at.x, outer.y + at.y, at.w, at.h)
            file = PurePosixPath(design.artwork.file)
            picture = PlacedPicture(square, file, Crop.NONE, alternate=design.says)
        kind = BlockKind.TEXT if design.item.article.kind is Kind.LEAD_IN else BlockKind.NOTICE
        return PlacedBlock(
            kind,
            outer,
            design.item.number,
            lines,
            picture,
            drawing,
            tuple(self._box_strokes(design, outer, shift)),
        )

    def filler(self, design: FillerDesign, column: int, row: int, columns: int, rows: int) -> PlacedBlock:
        """补白."""
        box = Box(self.grid.x(column), self.grid.y(row), self.grid.span(columns), rows * self.grid.leading)
        lines = tuple(PlacedLine(box.x + x, box.y + y, line) for x, y, line in design.lines)
        strokes = tuple(
            Stroke(Box(box.x + each.x, box.y + each.y, each.w, each.h), self.sheet.inks["soft"])
            for each in design.strokes
        )
        picture = None
        if design.plate and (at := design.plate_box):
            square = Box(box.x + at.x, box.y + at.y, at.w, at.h)
            picture = PlacedPicture(
                square, PurePosixPath(design.plate.file), Crop.NONE, alternate=design.says
            )
        return PlacedBlock(BlockKind.FILLER, box, None, lines, picture, strokes=strokes)

    def _box_strokes(self, design: BoxDesign, outer: Box, shift: float) -> Iterator[Stroke]:
        thin = self.sheet.page["rule"]
        top, bottom = (
            Box(outer.x, outer.y + 1.5, outer.w, thin),
            Box(outer.x, outer.bottom - thin - 1.5, outer.w, thin),
        )
        if design.rules:
            yield Stroke(Box(top.x, top.y, top.w, self.sheet.page["heavy"]), design.rules)
            yield Stroke(Box(bottom.x, outer.bottom - _COLOURED + 1.5, bottom.w, _COLOURED), design.rules)
        if design.frame:
            yield Stroke(top, design.frame)
            yield Stroke(bottom, design.frame)
            for x in (outer.x, outer.right - thin):
                yield Stroke(Box(x, top.y, thin, bottom.bottom - top.y), design.frame)
        for stroke in design.strokes:
            yield Stroke(
                Box(outer.x + stroke.x, outer.y + shift + stroke.y, stroke.w, stroke.h),
                self.sheet.inks["black"],
            )


def focused(picture: Picture, box: Box) -> tuple[float, float] | None:
    """The 看点 as near the middle of the box as the picture's edges allow; None where the picture has none."""
    if picture.focus is None or min(picture.pixels) <= 0:
        return None
    scale = max(box.w / picture.pixels[0], box.h / picture.pixels[1])
    shares = []
    for focus, pixels, room in zip(picture.focus, picture.pixels, (box.w, box.h), strict=True):
        over = pixels * scale - room
        shares.append(min(max((focus * pixels * scale - room / 2) / over, 0.0), 1.0) if over > 0.01 else 0.5)
    return shares[0], shares[1]
