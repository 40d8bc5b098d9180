"""中缝: the strip along a page's inner margin, beside the fold, in which advertisements stand upright, one below the other.

In: the grid, a page's number and how many there are, what was sold. Out: placed blocks, and of what cannot stand there why.
Each page carries its own half of the 中缝, so that it is whole by itself and on a sheet lies beside the other page's half:
even pages are at the left of every sheet, odd ones at the right, however it is folded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from pathlib import PurePosixPath

from build_tools.model import Crop, NumberedArticle, Paragraph, Picture, plain_text
from build_tools.typesetting.copy.setting import Troubles, set_line
from build_tools.typesetting.copy.standing import STEP, cells_of, lying_words, upright_lines
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid
from build_tools.typesetting.lines.characters import LINE_END_PROHIBITED, LINE_START_PROHIBITED, kind_of
from build_tools.typesetting.lines.line import Alignment, Line, TextStyle
from build_tools.typesetting.makeup.boxes import AD, LEAST_LABEL
from build_tools.typesetting.placed import BlockKind, Box, PlacedBlock, PlacedLine, PlacedPicture, Stroke
from build_tools.typesetting.sheet import Sheet

_FROM_TYPE, _FROM_FOLD, _PAD = 9.0, 6.0, 3.0
"""Points between strip and type area, strip and fold, and a frame and what it holds. Type keeps 3 mm from the fold."""
_LEAST, _LARGEST = 12.0, 22.0
"""Points: a strip that holds no upright line is none; the largest title."""
_ALONE = 12
"""Characters that stand in one upright line though there is room for two."""
_LEAST_APART, _APART = 0.2, 0.45
"""Between two upright lines, in their size, at least and at most."""
_PART = 6.0
"""Points between the parts of an advertisement."""


def strip_of(grid: Grid, page: int, pages: int, top: int = 0) -> Box | None:
    """中缝 of a page from a row down; None where nothing is folded, or where the margin is too narrow."""
    inner = grid.left - _FROM_TYPE - _FROM_FOLD
    if pages < 4 or pages % 4 or inner - 2 * _PAD < _LEAST:
        return None
    left = grid.page_width - grid.left + _FROM_TYPE if page % 2 == 0 else _FROM_FOLD
    return Box(left, grid.y(top), inner, grid.height - top * grid.leading)


@dataclass(frozen=True, slots=True)
class Gutter:
    """中缝 of one page as it is filled: ``blocks``, and what could not stand there and why (``refused``)."""

    blocks: tuple[PlacedBlock, ...] = ()
    refused: tuple[tuple[NumberedArticle, str], ...] = ()
    troubles: tuple[tuple[NumberedArticle, Troubles], ...] = ()

    def holds(self, item: NumberedArticle) -> bool:
        """Whether an advertisement stands in it."""
        return any(block.number == item.number for block in self.blocks)


def fill_gutter(
    sold: Sequence[NumberedArticle], grid: Grid, sheet: Sheet, page: int, pages: int, top: int = 0
) -> Gutter:
    """What was sold, from row ``top`` down; what is left over, and what cannot be set upright, is refused."""
    strip = strip_of(grid, page, pages, top)
    if strip is None:
        wide = f"{grid.left / POINTS_A_MILLIMETRE:.0f}"
        why = f"第{page}版里边的白边只有{wide}毫米" if pages % 4 == 0 else f"本期{pages}版不对折，没有中缝"
        return Gutter(refused=tuple((item, why) for item in sold))
    blocks, refused, troubles, y = [], [], [], strip.y
    for item in sold:
        setter = _Upright(item, strip.w - 2 * _PAD, grid, sheet, strip.bottom - y)
        made = setter.made()
        if isinstance(made, str):
            refused.append((item, made))
            continue
        blocks.append(_placed(item, made, Box(strip.x, y, strip.w, made.height), sheet))
        troubles.append((item, setter.troubles))
        y = blocks[-1].box.bottom + grid.leading / 2
    return Gutter(tuple(blocks), tuple(refused), tuple(troubles))


@dataclass(frozen=True, slots=True)
class _Made:
    """Lines with their left edge and baseline, and the artwork, from the strip's inner corner."""

    lines: tuple[tuple[float, float, Line], ...]
    height: float
    artwork: tuple[Picture, Box] | None = None


def _placed(item: NumberedArticle, made: _Made, box: Box, sheet: Sheet) -> PlacedBlock:
    thin, black = sheet.page["rule"], sheet.inks["black"]
    frame = (
        Box(box.x, box.y, box.w, thin),
        Box(box.x, box.bottom - thin, box.w, thin),
        Box(box.x, box.y, thin, box.h),
        Box(box.right - thin, box.y, thin, box.h),
    )
    picture = None
    if made.artwork:
        art, at = made.artwork
        square = Box(box.x + _PAD + at.x, box.y + at.y, at.w, at.h)
        picture = PlacedPicture(square, PurePosixPath(art.file), Crop.NONE, alternate=item.article.headline)
    return PlacedBlock(
        BlockKind.NOTICE,
        box,
        item.number,
        tuple(PlacedLine(box.x + _PAD + x, box.y + y, line) for x, y, line in made.lines),
        picture,
        strokes=tuple(Stroke(each, black) for each in frame),
    )


@dataclass(slots=True)
class _Upright:
    """An advertisement being set upright, from the top down."""

    item: NumberedArticle
    width: float
    grid: Grid
    sheet: Sheet
    room: float
    troubles: Troubles = field(default_factory=Troubles)
    _y: float = 2 * _PAD
    _lines: list[tuple[float, float, Line]] = field(default_factory=list)

    def made(self) -> _Made | str:
        """The advertisement, or why it cannot stand in the strip."""
        article = self.item.article
        paragraphs = [each for each in article.body if isinstance(each, Paragraph)]
        pictures = [each for each in article.body if isinstance(each, Picture)]
        if len(paragraphs) + len(pictures) < len(article.body) or len(pictures) > 1:
            return "中缝里只能有一段段的字，或一幅图"
        if any(each.caption or each.credit or min(each.pixels) <= 0 for each in pictures):
            return "中缝里的图没有图说"
        texts = [plain_text(each.inlines) for each in paragraphs]
        lying = next(filter(None, map(_lying, (article.headline, *texts))), "")
        if lying:
            return f"“{lying}”竖不起来"
        label = self.sheet.style("advertisement")
        self._column(AD, changed(label, size=max(label.size, LEAST_LABEL)))
        artwork = None
        if pictures:
            artwork = pictures[0], self._art(pictures[0])
        else:
            title = self.sheet.style("notice_head")
            self._column(article.headline, changed(title, size=min(self.width, _LARGEST)))
        for text in texts:
            self._paragraph(text)
        self._foot()
        height = self._y + _PAD
        if height > self.room:
            left, needed = (f"{each / POINTS_A_MILLIMETRE:.0f}" for each in (max(self.room, 0.0), height))
            return f"它要{needed}毫米长，这条中缝还剩{left}毫米"
        return _Made(tuple(self._lines), height, artwork)

    def _column(self, text: str, style: TextStyle) -> None:
        """One upright line in the middle."""
        cells = _cells(text)
        self._set(cells, (self.width - style.size) / 2, self._y, style)
        self._y += len(cells) * style.size * STEP + _PART

    def _paragraph(self, text: str) -> None:
        """Upright lines from right to left, as even as the marks at their ends allow; a short text stands in one."""
        style, cells = self.sheet.style("body"), _cells(text)
        most = math.floor((self.width + _LEAST_APART * style.size) / ((1 + _LEAST_APART) * style.size))
        count = 1 if len(cells) <= _ALONE else max(most, 1)
        gap = min((self.width - most * style.size) / max(most - 1, 1), _APART * style.size)
        lines = list(_split(cells, count))
        across = len(lines) * style.size + (len(lines) - 1) * gap
        right = (self.width + across) / 2
        for place, line in enumerate(lines):
            self._set(line, right - style.size - place * (style.size + gap), self._y, style)
        self._y += max(map(len, lines), default=0) * style.size * STEP + _PART

    def _set(self, cells: list[str], x: float, y: float, style: TextStyle) -> None:
        for place, line in enumerate(upright_lines(cells, style, self.troubles)):
            self._lines.append((x, y + place * style.size * STEP + 0.88 * style.size, line))

    def _art(self, picture: Picture) -> Box:
        scale = self.width / max(picture.pixels[0], 1)
        box = Box(0.0, self._y, self.width, picture.pixels[1] * scale)
        self._y = box.bottom + _PART
        return box

    def _foot(self) -> None:
        """The number, in two lines, since it stands level."""
        style = self.sheet.style("number")
        year, _, rest = self.item.number.printed.partition("-")
        for words in (f"{year}-", rest):
            line = set_line(words, style, self.troubles, self.width, Alignment.CENTRE)
            self._y += style.size * 1.1
            self._lines.append((0.0, self._y, line))


def _lying(text: str) -> str:
    """The first word that cannot stand one letter below the other: what has small letters."""
    rows = (cell for cell in cells_of(text) if lying_words(cell))
    return next((cell for cell in rows if not cell.isupper() and re.search("[a-z]", cell)), "")


def _cells(text: str) -> list[str]:
    """What stands in one place each: a character, up to two figures; of a longer row each for itself. White has none."""
    rows = ([cell] if not lying_words(cell) else [*cell] for cell in cells_of("".join(text.split())))
    return [each for row in rows for each in row]


def _split(cells: list[str], count: int) -> Iterator[list[str]]:
    """Cells in so many lines, no mark at the wrong end of one, no number in two."""
    left = count
    while cells and left:
        size = math.ceil(len(cells) / left)
        while size < len(cells) and (
            kind_of(cells[size][0]) in LINE_START_PROHIBITED
            or kind_of(cells[size - 1][-1]) in LINE_END_PROHIBITED
            or (cells[size - 1].isascii() and cells[size].isascii())
        ):
            size += 1
        yield cells[:size]
        cells, left = cells[size:], left - 1
