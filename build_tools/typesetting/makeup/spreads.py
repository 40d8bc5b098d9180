"""跨版: a story over two facing pages: headline and picture run across the fold, the text stands in columns on both.

In: an article, the grid, the sheet. Out: :class:`Spread`, a band at the head of both pages, whose blocks each page places for
itself: its half of the headline, the whole picture of which the page shows its half, its columns. Or why it cannot be. It
depends on the article alone, so that two pages that are made up apart fit together on the sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from build_tools.model import Crop, NumberedArticle, Picture
from build_tools.model.limits import LEAST_DPI, effective_dpi
from build_tools.proofreading.phrases import break_costs
from build_tools.typesetting.copy.figures import caption_of, crop_limits
from build_tools.typesetting.copy.headings import Signature, whole_line
from build_tools.typesetting.copy.setting import Troubles, set_line, shifted, spaced, width_of
from build_tools.typesetting.copy.slip import Row, Setter
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid
from build_tools.typesetting.lines.line import Line
from build_tools.typesetting.makeup.flow import LEAST_COLUMN, flow_rows
from build_tools.typesetting.makeup.placing import Placer, focused
from build_tools.typesetting.placed import BlockKind, Box, PlacedBlock, PlacedLine, PlacedPicture, Stroke
from build_tools.typesetting.sheet import Sheet

_CLEAR = 9.5
"""Points that type keeps from the fold: presses ask for 3 mm."""
_LEAST_SIZE = 30.0
"""Points of the smallest headline that is still seen to run across two pages."""
_SPACING = 0.06
"""Em between its characters, so that the gap at the fold is not alone."""
_SHARE = 0.7
"""Of a page's rows, the most that a spread takes where a smaller picture does as well."""
_LEAST_COLUMNS = 2
"""Text columns that the picture covers on each page at least."""
_MOST_COST = 200.0
"""Of columns that end or begin badly: one torn subhead and a few lesser things."""
_DRAWN = 1.3
"""Height of a 刊头, as so many times that of the section's name in type."""
_RULE, _BESIDE = 8.0, 12.0
"""Points under the rule at the top, and between words that stand beside each other."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How far picture and text reach: columns on each page that the picture covers, rows of it and of the whole body."""

    columns: int
    picture_rows: int
    rows: int
    taken: tuple[int, ...]
    """Rows of each text column, from the left page's first to the right page's last; 0 under a picture that ends with the body."""
    area: float


@dataclass(frozen=True, slots=True)
class Spread:
    """跨版: ready to be placed on either page; ``rows`` is what it takes of both."""

    item: NumberedArticle
    maker: SpreadMaker
    shape: _Shape
    slip: tuple[Row, ...]
    headline: tuple[Line, Line]
    size: float

    @property
    def rows(self) -> int:
        """Of the grid, heading and body."""
        return self.maker.heading_rows(self.item, self.size) + self.shape.rows

    def blocks(self, left: bool, placer: Placer) -> Iterator[PlacedBlock]:
        """Its blocks on the left or the right page."""
        maker, shape, grid = self.maker, self.shape, self.maker.grid
        top = maker.heading_rows(self.item, self.size)
        yield self._heading(left, top)
        if maker.picture and shape.columns:
            yield from self._picture(maker.picture, left, top)
        first = 0 if left else grid.columns
        start = sum(shape.taken[:first])
        for column, count in enumerate(shape.taken[first : first + grid.columns]):
            if count:
                lower = shape.picture_rows if maker.covers(column, left, shape.columns) else 0
                rows = self.slip[start : start + count]
                yield placer.rows(rows, self.item.number, grid.x(column), top + lower, grid.column)
            start += count

    def _heading(self, left: bool, rows: int) -> PlacedBlock:
        maker, grid, sheet, article = self.maker, self.maker.grid, self.maker.sheet, self.item.article
        box = Box(grid.left, grid.y(0), grid.width, rows * grid.leading)
        fold = grid.page_width if left else 0.0
        edge = grid.left if left else grid.left + grid.width
        rule = Box(min(edge, fold), box.y + 1.5, abs(fold - edge), sheet.page["heavy"])
        y, lines, picture = box.y + _RULE, list[PlacedLine](), None
        if left:
            size = sheet.style("signature").size
            if maker.section.plate:
                square = Box(grid.left, y, maker.tag_width, maker.tag_height)
                file = PurePosixPath(maker.section.plate.file)
                picture = PlacedPicture(square, file, Crop.NONE, alternate=maker.section.name)
            elif maker.section.name:
                tag = sheet.style("signature", maker.section.colour)
                words = set_line(f"【{maker.section.name}】", tag, maker.troubles)
                lines.append(PlacedLine(grid.left, y + 0.88 * size, words))
            if article.kicker:
                style = sheet.style("kicker")
                words = set_line(whole_line(article.kicker), style, maker.troubles)
                aside = maker.tag_width + _BESIDE if maker.section.name else 0.0
                lines.append(PlacedLine(grid.left + aside, y + 1.1 * style.size, words))
        y += maker.above(self.item)
        line = self.headline[0 if left else 1]
        x = fold - _CLEAR - line.measure if left else _CLEAR
        lines.append(PlacedLine(x, y + 1.0 * self.size, line))
        foot = y + 1.2 * self.size
        style = sheet.style("deck")
        if left and article.deck:
            deck = set_line(whole_line(article.deck), style, maker.troubles)
            lines.append(PlacedLine(grid.left, foot + style.size, deck))
        if not left:
            number = set_line(self.item.number.printed, sheet.style("number"), maker.troubles)
            x = box.right - width_of(number)
            lines.append(PlacedLine(x, foot + style.size, number))
            if article.bylines:
                byline = set_line("　".join(article.bylines), sheet.style("byline"), maker.troubles)
                lines.append(PlacedLine(x - _BESIDE - width_of(byline), foot + style.size, byline))
        stroke = Stroke(rule, maker.section.colour or sheet.inks["black"])
        return PlacedBlock(
            BlockKind.HEADLINE, box, self.item.number, tuple(lines), picture, strokes=(stroke,)
        )

    def _picture(self, picture: Picture, left: bool, row: int) -> Iterator[PlacedBlock]:
        grid, shape = self.maker.grid, self.shape
        caption = self.maker.caption(shape.columns)
        width = self.maker.picture_width(shape.columns)
        height = shape.picture_rows * grid.leading - grid.bearing - self.maker.foot(shape.columns)
        if picture.crop is Crop.NONE:
            height = min(height, width * picture.pixels[1] / picture.pixels[0])
        fold = grid.page_width if left else 0.0
        box = Box(fold - width / 2, grid.y(row) + grid.bearing, width, height)
        edge, inside = max(box.x, 0.0), min(width / 2, grid.page_width)
        shown = Box(edge if left else 0.0, box.y, inside, height)
        words = "".join(segment.text for line in caption for segment in line.segments)
        placed = PlacedPicture(
            box, PurePosixPath(picture.file), picture.crop, focused(picture, box), words.strip()
        )
        yield PlacedBlock(BlockKind.IMAGE, shown, self.item.number, picture=placed)
        if left and caption:
            top, size = box.bottom + grid.bearing * 0.5, self.maker.sheet.style("caption").size
            edge = max(box.x, grid.left)
            lines = tuple(
                PlacedLine(edge, top + place * grid.leading + grid.baseline(size), line)
                for place, line in enumerate(caption)
            )
            where = Box(edge, top, grid.span(shape.columns), len(caption) * grid.leading)
            yield PlacedBlock(BlockKind.CAPTION, where, self.item.number, lines)


@dataclass(frozen=True, slots=True)
class SpreadMaker:
    """跨版的做法: what one story's spread is made with. ``section`` is what marks its section."""

    grid: Grid
    sheet: Sheet
    section: Signature
    largest: float
    troubles: Troubles
    names: tuple[str, ...] = ()
    """Names that no word list knows: the fold goes through none of them."""
    picture: Picture | None = None
    bleed: float = 0.0
    """Points that a picture over the whole of both pages reaches beyond the trim at the outer edges; 0 keeps it in the type area."""

    @property
    def tag_width(self) -> float:
        """Points across of the section's name in brackets, or of its 刊头."""
        size, plate = self.sheet.style("signature").size, self.section.plate
        if plate:
            return min(self.tag_height * plate.size[0] / plate.size[1], self.grid.span(1))
        return (len(self.section.name) + 2) * size

    @property
    def tag_height(self) -> float:
        """And down, as far as the 刊头 is no wider than a column."""
        size, plate = self.sheet.style("signature").size, self.section.plate
        return min(_DRAWN * size, self.grid.span(1) * plate.size[1] / plate.size[0]) if plate else size

    def above(self, item: NumberedArticle) -> float:
        """Points over the headline for what stands there."""
        return 1.5 * self.sheet.style("kicker").size if item.article.kicker else 0.0

    def heading_rows(self, item: NumberedArticle, size: float) -> int:
        """Rows from the top to the body."""
        points = _RULE + self.above(item) + 1.2 * size + 1.5 * self.sheet.style("deck").size + 4.0
        return math.ceil(points / self.grid.leading - 1e-6)

    def covers(self, column: int, left: bool, columns: int) -> bool:
        """Whether the picture stands over a text column."""
        return column >= self.grid.columns - columns if left else column < columns

    def picture_width(self, columns: int) -> float:
        """Over so many columns of both pages and the margins between them; over all it may bleed."""
        if self.bleed and columns == self.grid.columns:
            return 2 * (self.grid.page_width + self.bleed)
        return 2 * (self.grid.span(columns) + self.grid.left)

    def caption(self, columns: int) -> tuple[Line, ...]:
        """图说, which stands on the left page."""
        assert self.picture is not None
        return caption_of(self.picture, self.grid.span(columns), self.sheet, self.troubles)

    def foot(self, columns: int) -> float:
        """Points under the picture."""
        lines = len(self.caption(columns))
        return lines * self.grid.leading + self.grid.bearing * 0.5 if lines else self.grid.bearing

    def headline(self, item: NumberedArticle) -> tuple[tuple[Line, Line], float] | str:
        """Both halves and their size, as large as page and paper allow; or what is wrong with it."""
        text = whole_line(item.article.headline)
        found, widest = None, 0.0
        aside = 2 * self.tag_width + 2 * _BESIDE
        room = 2 * (self.grid.width + self.grid.left) - aside
        size = math.floor(self.largest * 2) / 2
        while size >= _LEAST_SIZE:
            found = self.halves(item, size)
            widest = max(map(width_of, found)) + _CLEAR
            if 2 * widest <= room:
                return found, size
            size -= 2.0
        if found is None:
            return "报名太小，标题大不了"
        most = math.floor(len(text) * room / 2 / widest)
        return f"标题{len(text)}字，最多{most}字"

    def halves(self, item: NumberedArticle, size: float) -> tuple[Line, Line]:
        """The headline cut between two words, as near to its middle as may be."""
        text = whole_line(item.article.headline)
        sized = replace(self.sheet.headlines[item.article.weight].style, size=size)
        torn = dict(enumerate(break_costs(text, self.names), 1))
        cuts = {at: cost for at, cost in torn.items() if cost < math.inf} or {len(text) // 2: 0.0}
        at = min(cuts, key=lambda each: abs(2 * each - len(text)) + cuts[each])
        lines = [set_line(part.strip("　"), sized, self.troubles) for part in (text[:at], text[at:])]
        loose = [_loosened(line, _SPACING * size) for line in lines]
        return loose[0], loose[1]

    def shapes(self, rows: Sequence[Row], room: int, whole: bool) -> Iterator[_Shape]:
        """Every arrangement of picture and text that leaves no column short; ``whole``: that takes all the room."""
        slip, across = tuple(rows), 2 * self.grid.columns
        if self.picture is None:
            yield from self._flowed(slip, 0, 0, across, room, whole)
            return
        for columns in range(self.grid.columns, _LEAST_COLUMNS - 1, -1):
            low, most = self.depths(columns)
            for deep in range(low, min(most, room) + 1):
                yield from self._flowed(slip, columns, deep, across, room, whole)

    def depths(self, columns: int) -> tuple[int, int]:
        """The least and the most rows that the picture may have over so many columns; none where it has not the pixels."""
        assert self.picture is not None
        width = self.picture_width(columns)
        high = width * self.picture.pixels[1] / self.picture.pixels[0]
        if effective_dpi(self.picture.pixels, width, high) < LEAST_DPI and columns > _LEAST_COLUMNS:
            return 1, 0
        around = self.grid.bearing + self.foot(columns)
        low, most = (
            (high * share + around) / self.grid.leading for share in crop_limits(self.picture, self.sheet)
        )
        # Where no number of rows fits it, a row that is begun is white under it.
        return math.ceil(low - 1e-6), max(math.floor(most + 1e-6), math.ceil(low - 1e-6))

    def _flowed(
        self, slip: tuple[Row, ...], columns: int, deep: int, across: int, room: int, whole: bool
    ) -> Iterator[_Shape]:
        least = max(deep, math.ceil((len(slip) + 2 * columns * deep) / across))
        for rows in range(room if whole else least, min(least + LEAST_COLUMN, room) + 1):
            tops = [
                deep if self.covers(column, side, columns) else 0
                for side in (True, False)
                for column in range(self.grid.columns)
            ]
            open_ = [place for place, top in enumerate(tops) if rows - top >= LEAST_COLUMN]
            blank = sum(rows - top for top in tops) - len(slip)
            if not (open_ or (whole and not slip)) or blank > across or (len(open_) < across and rows > deep):
                continue
            flowed = flow_rows(slip, tuple(rows - tops[place] for place in open_))
            if flowed is None or flowed[0] > _MOST_COST:
                continue
            taken = [0] * across
            for place, count in zip(open_, flowed[1], strict=True):
                taken[place] = count
            yield _Shape(columns, deep, rows, tuple(taken), self.picture_width(columns) * deep)
            return


def make_spread(item: NumberedArticle, maker: SpreadMaker, room: int) -> Spread | str:
    """The spread in so many rows, or why it cannot be."""
    setter = Setter(maker.sheet, maker.grid, maker.grid.column, maker.troubles, maker.sheet.style("body"))
    slip = setter.slip(item.article.body)
    if any(not isinstance(each, Picture) for each in slip.figures):
        return "里面有宽的表格"
    if len(slip.figures) > 1:
        return f"有{len(slip.figures)}幅图，只能跨一幅"
    picture = next((each for each in slip.figures if isinstance(each, Picture)), None)
    if picture and min(picture.pixels) <= 0:
        return "图打不开"
    maker = replace(maker, picture=picture)
    headline = maker.headline(item)
    if isinstance(headline, str):
        return headline
    halves, size = headline
    if item.article.whole_spread:
        return _whole(item, maker, slip.rows, room, size)
    head = maker.heading_rows(item, size)
    shapes = list(maker.shapes(slip.rows, room - head, False))
    if not shapes:
        return _unfit(maker, len(slip.rows), room - head)
    low = [each for each in shapes if each.rows + head <= _SHARE * room]
    best = max(low, key=lambda each: each.area) if low else min(shapes, key=lambda each: each.rows)
    return Spread(item, maker, best, slip.rows, halves, size)


def _whole(
    item: NumberedArticle, maker: SpreadMaker, slip: tuple[Row, ...], room: int, size: float
) -> Spread | str:
    """整版的跨版: in the largest size of its headline with which picture and text take all the room; or what would."""
    largest = size
    while size >= _LEAST_SIZE:
        head = maker.heading_rows(item, size)
        shapes = list(maker.shapes(slip, room - head, True))
        if shapes:
            best = max(shapes, key=lambda each: each.area)
            return Spread(item, maker, best, slip, maker.halves(item, size), size)
        size -= 2.0
    return _unfilled(maker, len(slip), room - maker.heading_rows(item, largest))


def _unfit(maker: SpreadMaker, rows: int, room: int) -> str:
    """What would have to be otherwise."""
    across, least = 2 * maker.grid.columns, 2 * maker.grid.columns * LEAST_COLUMN
    wanted: list[int] = []
    for columns in range(_LEAST_COLUMNS, maker.grid.columns + 1) if maker.picture else ():
        low, most = maker.depths(columns)
        full = columns == maker.grid.columns
        wanted += [
            least if full else (across - 2 * columns) * deep
            for deep in range(low, min(most, room - LEAST_COLUMN * full) + 1)
        ]
    characters = int(maker.grid.column / maker.grid.size + 1e-6)
    if not maker.picture:
        return f"正文约{rows * characters}字，要{least * characters}字到{across * room * characters}字"
    if not wanted:
        return "图太高，两版也排不下，换一幅横的"
    nearest = min(wanted, key=lambda each: abs(each - rows)) * characters
    return f"正文约{nearest}字才配得上图的大小，现在约{rows * characters}字；或换一幅更扁的图，写了看点 focus 的图可以多裁些"


def _unfilled(maker: SpreadMaker, rows: int, room: int) -> str:
    """What would fill both pages."""
    grid = maker.grid
    wanted = [] if maker.picture else [2 * grid.columns * room]
    for columns in range(_LEAST_COLUMNS, grid.columns + 1) if maker.picture else ():
        low, most = maker.depths(columns)
        full = columns == grid.columns
        wanted += [
            2 * (grid.columns * room - columns * deep)
            for deep in range(low, min(most, room) + 1)
            if deep == room or room - deep >= LEAST_COLUMN or not full
        ]
    characters = int(grid.column / grid.size + 1e-6)
    if not wanted:
        return "图太高或者像素太少，换一幅横的、大的"
    nearest = min(wanted, key=lambda each: abs(each - rows)) * characters
    if not rows:
        wide = maker.picture_width(grid.columns)
        high = room * grid.leading - grid.bearing - maker.foot(grid.columns)
        size = "×".join(f"{side / POINTS_A_MILLIMETRE:.0f}" for side in (wide, high))
        least = math.ceil(wide / 72 * LEAST_DPI / 100) * 100
        return (
            f"不写正文的，图要照{size}毫米的长宽、宽{least}像素以上，写了看点 focus 的可以多裁些；"
            f"这一幅要配正文约{nearest}字"
        )
    text = f"正文约{nearest}字" if nearest else "不写正文"
    return (
        f"{text}才排满两版，现在约{rows * characters}字；或换一幅长宽不同的图，写了看点 focus 的图可以多裁些"
    )


def _loosened(line: Line, spacing: float) -> Line:
    """The line with so much between its characters, from its own left edge."""
    count = sum(len(segment.text) for segment in line.segments)
    wide = width_of(line) + spacing * max(count - 1, 0)
    loose = spaced(line, spacing, wide)
    return shifted(loose, -min((each.x for each in loose.segments), default=0.0), wide)
