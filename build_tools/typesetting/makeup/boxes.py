"""框: matter that stands in a box or between rules: 导语 and 启事.

In: a numbered article of kind LEAD_IN or NOTICE and a width. Out: :class:`BoxDesign`: its lines at fixed
places in a rectangle, and what rules and drawings go with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.model import AD_SIZES, EAR, GUTTER, NumberedArticle, Picture, Plate, pictures_of
from build_tools.typesetting.copy.headings import Signature, whole_line
from build_tools.typesetting.copy.setting import set_line, width_of
from build_tools.typesetting.copy.slip import Row, Setter
from build_tools.typesetting.copy.splits import split_headline, width_in_em
from build_tools.typesetting.furniture.frame import EAR_ROWS, name_columns
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid
from build_tools.typesetting.lines.line import Alignment, Line, TextStyle
from build_tools.typesetting.makeup.flow import LEAST_COLUMN
from build_tools.typesetting.placed import Box
from build_tools.typesetting.sheet import Sheet

AD_MARGIN = _PAD = 9.0
"""Points between a frame and what it holds."""
_NARROWER = 6
"""Characters by which the words of a 导语 may be set narrower so that the last line fills."""
AD, LEAST_LABEL = "广告", 8.1
"""The word that the law asks for inside the frame, and the points below which nobody sees it."""
_SOLD_TITLE, _SOLD_LARGEST = 18.0, 60.0
"""Points of an advertisement's title at most: where nobody sold a size no larger than the headlines of the page's lesser stories."""
_WITHIN = 6.0
"""Points by which a size may exceed the columns and rows it is given."""
_WIDEST = 34
"""Characters of a line in a box that is read with ease."""
_QR = 66.0
"""Points: side of the QR code (23 mm)."""


@dataclass(frozen=True, slots=True)
class BoxDesign:
    """框的做法: lines with (x, baseline) from the box's corner; ``qr`` the square of a QR code.

    ``frame`` is the colour of a frame all round, ``rules`` that of rules above and below only.
    """

    item: NumberedArticle
    lines: tuple[tuple[float, float, Line], ...]
    height: float
    frame: str = ""
    rules: str = ""
    tint: str = ""
    qr: Box | None = None
    strokes: tuple[Box, ...] = ()
    artwork: Picture | Plate | None = None
    """Of an advertisement, or the 刊头 of a 导语, whole, in ``artwork_box``."""
    artwork_box: Box | None = None
    artwork_room: tuple[float, float] = (0.0, 0.0)
    """What the artwork of an advertisement may fill, in width and height."""
    says: str = ""
    """What the artwork says to those who do not see it, where it is not what the lines say."""
    full: bool = False
    """It takes the whole of its rectangle: no white is put above it."""

    @property
    def over(self) -> float:
        """Points by which its lines reach beyond its foot."""
        return max((baseline for _, baseline, _ in self.lines), default=0.0) - self.height


@dataclass(frozen=True, slots=True)
class BoxMaker:
    """制框: what boxes of a page share."""

    grid: Grid
    sheet: Sheet
    setter: Setter

    def lead_in(self, item: NumberedArticle, columns: int, signature: Signature) -> BoxDesign:
        """导语: the section's signature or 刊头 at the left, the words in Kai beside it; in narrow boxes under it."""
        width = self.grid.span(columns)
        style = self.sheet.style("signature", signature.colour)
        style = replace(style, size=style.size * (1.6 if columns > 3 else 1.0))
        mark = set_line(f"【{signature.name}】", style, self.setter.troubles)
        wide = width_of(mark)
        if signature.plate:
            scale = min(1.5 * wide / signature.plate.size[0], 1.6 * style.size / signature.plate.size[1])
            wide = signature.plate.size[0] * scale
        number = set_line(
            item.number.printed, self.sheet.style("number"), self.setter.troubles, wide, Alignment.CENTRE
        )
        kai = self.sheet.style("lead_in")
        beside = columns > 3
        left = wide + 16.0 if beside else 0.0
        text, measure = self._filled(item, math.floor((width - left) / kai.size), kai)
        leading = 1.5 * self.grid.leading * kai.size / 11.7
        height = len(text) * leading
        top = 10.0 if beside else style.size * 1.5
        placed = [
            (
                width - measure if beside else 0.0,
                top + place * leading + (leading - kai.size) / 2 + 0.88 * kai.size,
                line,
            )
            for place, line in enumerate(text)
            if line
        ]
        middle = top + max(height - style.size - 12.0, 0.0) / 2 if beside else 4.0
        square = None
        if signature.plate:
            high = signature.plate.size[1] * wide / signature.plate.size[0]
            square = Box(0.0, max(middle + style.size - high, _PAD), wide, high)
        else:
            placed.insert(0, (0.0, middle + 0.88 * style.size, mark))
        x = 0.0 if beside else width - width_of(number)
        placed.append((x, middle + style.size + 10.0 if beside else middle + 0.88 * style.size, number))
        return BoxDesign(
            item,
            tuple(placed),
            top + max(height, style.size + 14.0 if beside else 0.0) + 8.0,
            rules=signature.colour,
            artwork=signature.plate,
            artwork_box=square,
            says=signature.name if square else "",
        )

    def _filled(
        self, item: NumberedArticle, characters: int, style: TextStyle
    ) -> tuple[list[Line | None], float]:
        """末行求满: the lines, and the measure, a few characters narrower than it could be, at which as many lines end with the fullest."""
        best: tuple[float, list[Line | None], float] | None = None
        for measure in (
            count * style.size for count in range(characters, max(characters - _NARROWER, 1) - 1, -1)
        ):
            lines = [
                row.line
                for row in replace(self.setter, measure=measure, style=style).slip(item.article.body).rows
            ]
            if best and len(lines) > len(best[1]):
                break
            end = width_of(lines[-1]) / measure if lines and lines[-1] else 0.0
            if best is None or end > best[0] + 1e-6:
                best = (end, lines, measure)
        return (best[1], best[2]) if best else ([], characters * style.size)

    def notices(self, item: NumberedArticle, columns: int, qr: bool) -> Iterator[BoxDesign]:
        """启事: in a frame: title, text in one column or more, QR code at the right or under the text."""
        width = self.grid.span(columns)
        inner = width - 2 * _PAD
        beside = qr and columns > 2
        room = inner - (_QR + 18.0 if beside else 0.0)
        for count in range(1, 4):
            measure = (
                math.floor((room - (count - 1) * 2 * self.grid.gap) / count / self.grid.size) * self.grid.size
            )
            if 10 * self.grid.size <= measure <= _WIDEST * self.grid.size:
                yield self._notice(item, width, count, measure, room, qr, beside)

    def advertisement(self, item: NumberedArticle, columns: int, rows: int) -> BoxDesign:
        """广告: in a frame of so many rows (0: as many as it asks for) 广告 in a corner, then the artwork whole, or title and text."""
        width, room = self.grid.span(columns), rows * self.grid.leading
        troubles, label_style = self.setter.troubles, self.sheet.style("advertisement")
        label = set_line(AD, replace(label_style, size=max(label_style.size, LEAST_LABEL)), troubles)
        number = set_line(item.number.printed, self.sheet.style("number"), troubles)
        head = _PAD + self.grid.leading
        lines = [
            (_PAD, _PAD + 0.88 * self.grid.size, label),
            (width - _PAD - width_of(number), _PAD + 0.88 * self.grid.size, number),
        ]
        pictures = pictures_of(item.article.body)
        artwork = next((each for each in pictures if min(each.pixels) > 0), None)
        body, deep_text, places = self._sold_text(item, width - 2 * _PAD)
        square, free = None, (0.0, 0.0)
        y = head
        if artwork:
            inner, foot = width - 2 * _PAD, (deep_text + 0.5 * bool(body)) * self.grid.leading + _PAD
            deep = (room - head - foot) if rows else inner * artwork.pixels[1] / artwork.pixels[0]
            scale = min(inner / artwork.pixels[0], max(deep, 20.0) / artwork.pixels[1])
            wide, high = artwork.pixels[0] * scale, artwork.pixels[1] * scale
            free = (inner, max(deep, 20.0))
            square = Box((width - wide) / 2, y + max(deep - high, 0.0) / 2 * bool(rows), wide, high)
            y += deep if rows else high
            y += self.grid.leading * 0.5
        else:
            y = self._sold_title(item, lines, width, y, (room - head) if rows else 0.0, deep_text)
        for place, row in enumerate(body):
            if row.line:
                x, down = _PAD + places[place // deep_text], place % deep_text * self.grid.leading
                lines.append((x, y + down + row.baseline, row.line))
        height = (
            room
            or math.ceil((y + deep_text * self.grid.leading + _PAD) / self.grid.leading) * self.grid.leading
        )
        return BoxDesign(
            item,
            tuple(lines),
            height,
            frame=self.sheet.inks["black"],
            artwork=artwork,
            artwork_box=square,
            artwork_room=free,
            full=True,
        )

    def _sold_text(
        self, item: NumberedArticle, width: float
    ) -> tuple[tuple[Row, ...], int, tuple[float, ...]]:
        """The words of an advertisement in columns that are read with ease, a few lines in one in the middle: rows, rows of a column, where each column begins."""
        size, count = self.grid.size, 1
        widest = min(math.floor(width / size), _WIDEST) * size
        rows = replace(self.setter, measure=widest).slip(item.article.body).rows
        while (width - (count - 1) * 2 * self.grid.gap) / count >= (_WIDEST + 1) * size:
            count += 1
        if count == 1 or len(rows) < LEAST_COLUMN * count:
            left = _in_the_middle(rows, width) if count > 1 or len(rows) == 1 else 0.0
            return rows, len(rows), (left,)
        measure = math.floor((width - (count - 1) * 2 * self.grid.gap) / count / size) * size
        rows = replace(self.setter, measure=measure).slip(item.article.body).rows
        step = (width - measure) / (count - 1)
        return rows, math.ceil(len(rows) / count), tuple(place * step for place in range(count))

    def _sold_title(
        self,
        item: NumberedArticle,
        lines: list[tuple[float, float, Line]],
        width: float,
        y: float,
        room: float,
        body: int,
    ) -> float:
        """The title in the middle, as large as the frame's width and height bear; where the text below it begins."""
        inner, style = width - 2 * _PAD, self.sheet.style("notice_head")
        text = whole_line(item.article.headline)
        split = next(
            filter(None, (split_headline(text, count) for count in ((1, 2) if len(text) > 8 else (1,))))
        )
        if len(text) > 8 and len(text) * style.size > inner:
            split = split_headline(text, 2) or split
        em = max(width_in_em(line, style) for line in split.lines)
        spare = (room - body * self.grid.leading - 2 * _PAD) if room else _SOLD_TITLE * 1.3 * len(split.lines)
        # Who has not bought a size does not speak louder than the news.
        largest = _SOLD_LARGEST if item.article.size else _SOLD_TITLE
        size = max(min(0.9 * inner / em, spare / (1.25 * len(split.lines)), largest), 12.0)
        style = replace(style, size=math.floor(size * 2) / 2)
        # What is left over stands over and under the title, and under the text too where the title cannot grow.
        parts = 2 if item.article.size else 3
        above = max(spare - 1.2 * style.size * len(split.lines), 0.0) / parts if room else 2.0
        y += above
        for line in split.lines:
            lines.append(
                (
                    _PAD,
                    y + 1.02 * style.size,
                    set_line(line, style, self.setter.troubles, inner, Alignment.CENTRE),
                )
            )
            y += 1.2 * style.size
        return y + (above if room else 0.5 * self.grid.leading)

    def _notice(
        self,
        item: NumberedArticle,
        width: float,
        count: int,
        measure: float,
        room: float,
        qr: bool,
        beside: bool,
    ) -> BoxDesign:
        aside = _QR + 18.0 if beside else 0.0
        lines, y, line = self._title(item, width - aside)
        rows = replace(self.setter, measure=measure).slip(item.article.body).rows
        each = math.ceil(len(rows) / count)
        step = (room - count * measure) / (count - 1) + measure if count > 1 else 0.0
        for place, row in enumerate(rows):
            if row.line:
                lines.append(
                    (
                        _PAD + place // max(each, 1) * step,
                        y + place % max(each, 1) * self.grid.leading + row.baseline,
                        row.line,
                    )
                )
        bottom = y + each * self.grid.leading
        square = None
        if qr:
            square = (
                Box(width - _PAD - _QR, _PAD + 1.0, _QR, _QR)
                if beside
                else Box((width - _QR) / 2, bottom + 8.0, _QR, _QR)
            )
            label = set_line(
                "扫码报错", self.sheet.style("number"), self.setter.troubles, _QR, Alignment.CENTRE
            )
            lines.append((square.x, square.bottom + 9.5, label))
            bottom = max(bottom, square.bottom + 12.0)
        return BoxDesign(
            item,
            tuple(lines),
            bottom + _PAD,
            frame=self.sheet.inks["black"],
            qr=square,
            strokes=(line, Box(_PAD, y - 7.0, width - aside - 2 * _PAD, 0.35)),
        )

    def _title(
        self, item: NumberedArticle, width: float
    ) -> tuple[list[tuple[float, float, Line]], float, Box]:
        """The title's lines, where the text begins, and the hairline from the title's words to the number."""
        troubles = self.setter.troubles
        style = self.sheet.style("notice_head")
        head = set_line(item.article.headline, style, troubles)
        number = set_line(item.number.printed, self.sheet.style("number"), troubles)
        baseline = _PAD + 0.88 * style.size
        lines = [(_PAD, baseline, head)]
        end, middle = _PAD + width_of(head), baseline - 0.38 * style.size
        if item.article.deck:
            deck = set_line(item.article.deck, replace(self.sheet.style("deck"), size=11.0), troubles)
            fits = width_of(head) + width_of(deck) + width_of(number) + 30.0 < width - 2 * _PAD
            lines.append(
                (_PAD + (width_of(head) + 14.0 if fits else 0.0), baseline if fits else baseline + 19.0, deck)
            )
            baseline += 0.0 if fits else 19.0
            end += width_of(deck) + 14.0 if fits else 0.0
        lines.append((width - _PAD - width_of(number), _PAD + 0.88 * style.size, number))
        line = Box(end + 10.0, middle, max(width - _PAD - width_of(number) - end - 20.0, 0.0), 0.35)
        return lines, math.ceil((baseline + 12.0) / self.grid.leading) * self.grid.leading, line


def _in_the_middle(rows: tuple[Row, ...], width: float) -> float:
    """Where lines begin whose longest stands in the middle of a width."""
    lines = [row.line for row in rows if row.line]
    left = min((line.segments[0].x for line in lines if line.segments), default=0.0)
    return (width - max((line.right for line in lines), default=0.0) - left) / 2


def sold_size(size: str, grid: Grid) -> tuple[int, int]:
    """(columns, rows) that an advertisement's size takes; (0, 0) where none was sold, or the 中缝. Columns are whole, rows rounded up."""
    if size in ("", GUTTER):
        return 0, 0
    if size == EAR:
        return grid.columns - name_columns(grid.columns), EAR_ROWS
    if size in AD_SIZES:
        across, down = AD_SIZES[size]
        width, height = across * grid.width, down * grid.height
    else:
        width, height = (float(side) * POINTS_A_MILLIMETRE for side in size.split("×"))
    columns = math.ceil((width - _WITHIN + grid.gap) / (grid.column + grid.gap) - 1e-6)
    return max(columns, 1), max(math.ceil((height - _WITHIN) / grid.leading - 1e-6), 4)
