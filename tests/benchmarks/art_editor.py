"""An art editor's list, held against pages by what stands in the PDF: glyphs, pictures and rules, none of our model.

    python -m tests.benchmarks.art_editor [--issues 12] [--first 0] [--paper FOLDER] [--json] [--keep FOLDER]

``--issues`` generated issues (see ``generated_pages``) are composed, drawn and read back; ``--paper`` takes the issues
of a paper's folder instead, made up anew as if none were signed. Each finding names the page, the point of the list and
what was seen. Points that look for words use jieba's dictionary, which the program does not.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import jieba  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from build_tools.gathering import gather_issue
from build_tools.model import NumberedIssue, Paper
from build_tools.readers import read_paper
from build_tools.readers.carried import Carried
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.sheet import read_sheet
from tests.benchmarks.generated_pages import generate_mixed
from tests.typesetting.generated_issues import make_pictures
from tests.typesetting.printed_pages import PrintedPage, Rectangle, largest_empty, read_pages

HAN = re.compile(r"[\u3400-\u9fff]")
NEVER_FIRST = "，。、；：？！”’）】》〉…—～%％℃"  # "·" opens list items too
NEVER_LAST = "“‘（《【〈〔"
UNITS = "年月日时分秒点个位名人次元米岁号路届期版条项户家件幢层楼站万亿千百度级场天周%％℃"
BOLD = re.compile(r"Heavy|Black|Bold|Medium")
MASTHEAD = 70.0
"""Points: type larger than any headline."""


@dataclass(slots=True)
class Line:
    """A run of glyphs on one baseline; lengths in points from the page's top left corner."""

    text: str
    size: float
    face: str
    left: float
    right: float
    baseline: float
    xs: tuple[float, ...] = ()

    @property
    def top(self) -> float:
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.12 * self.size


@dataclass(slots=True)
class Shot:
    """A picture: what shows of it, and the whole of it as far as it is hidden by its frame."""

    box: Rectangle
    whole: Rectangle

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def cut(self) -> float:
        """Share of the picture that does not show."""
        width, height = self.whole[2] - self.whole[0], self.whole[3] - self.whole[1]
        return 1.0 - self.area / max(width * height, 1.0)


@dataclass(slots=True)
class Rule:
    """A filled path: a hairline, a frame's side, a ground. ``tinted`` is not solid in one ink."""

    box: Rectangle
    tinted: bool


@dataclass(slots=True)
class Headline:
    """Display lines of one size one under another."""

    lines: list[Line]
    order: int
    """Place of its first line among the page's lines in the order of the file."""

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def box(self) -> Rectangle:
        return (
            min(line.left for line in self.lines),
            self.lines[0].top,
            max(line.right for line in self.lines),
            self.lines[-1].bottom,
        )

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class Column:
    """栏段: body lines one below another at even steps."""

    lines: list[Line]
    order: int

    @property
    def box(self) -> Rectangle:
        return (
            min(line.left for line in self.lines),
            self.lines[0].top,
            max(line.right for line in self.lines),
            self.lines[-1].bottom,
        )


@dataclass(slots=True)
class Story:
    """A headline with the columns and pictures that follow it in the file."""

    headline: Headline | None
    columns: list[Column] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A page as the points see it."""

    number: int
    grid: Grid
    printed: PrintedPage
    lines: list[Line]
    shots: list[Shot]
    rules: list[Rule]
    headlines: list[Headline]
    columns: list[Column]
    stories: list[Story]
    top: float
    """Where the page's stories begin, under masthead or folio."""
    foot: float
    album: bool
    """The page is planned as 图片版."""


# ---- reading


def read_sheets(pdf: bytes, grid: Grid, albums: frozenset[int] = frozenset()) -> list[Sheet]:
    """Every page of a PDF with its lines, pictures and rules; sheets of what is left over (超版) are not pages."""
    document = pypdfium2.PdfDocument(pdf)
    printed = read_pages(pdf)
    try:
        found = [
            _sheet(page, printed[place], place + 1, grid, place + 1 in albums)
            for place, page in enumerate(document)
        ]
        return [
            sheet
            for sheet in found
            if not any("超版" in line.text for line in sheet.lines if line.size >= 15)
        ]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage, printed: PrintedPage, number: int, grid: Grid, album: bool) -> Sheet:
    lines = list(_lines(page, grid))
    shots = [shot for shot in _shots(page) if shot.width > 30]
    rules = list(_rules(page))
    top = grid.top
    for line in lines:
        if line.size >= MASTHEAD:
            top = max(top, line.bottom + 22.0)
    headlines, columns = list(_headlines(lines, top)), list(_columns(lines, grid, top))
    stories = _stories(headlines, columns, shots, lines, rules)
    feet = [column.box[3] for column in columns] + [shot.box[3] for shot in shots]
    foot = max(feet, default=grid.top + grid.height)
    return Sheet(number, grid, printed, lines, shots, rules, headlines, columns, stories, top, foot, album)


def _lines(page: pypdfium2.PdfPage, grid: Grid) -> Iterator[Line]:
    height = page.get_height()
    text = page.get_textpage()
    run: list[tuple[str, float, float]] = []
    now: tuple[float, float, str] = (0.0, 0.0, "")

    def done() -> Iterator[Line]:
        if run:
            yield Line(
                "".join(each[0] for each in run),
                now[1],
                now[2],
                run[0][1],
                max(each[2] for each in run),
                now[0],
                tuple(each[1] for each in run),
            )

    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if pdfium.FPDFText_IsGenerated(text, place) == 1 or code in (0, 0xFFFE) or chr(code).isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, place, ctypes.byref(x), ctypes.byref(y))
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
        size = round(pdfium.FPDFText_GetFontSize(text, place) * abs(matrix.d or 1.0), 2)
        name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, place, name, 120, ctypes.byref(flags))
        face = name.value.decode("utf-8", "replace").partition("+")[2]
        _left, _, right, _ = text.get_charbox(place, loose=True)
        baseline = height - y.value
        gap = x.value - run[-1][2] if run else 0.0
        # A line of one size may hold words in another face (strong words); a gap as wide as a column's ends it.
        same = (
            run
            and abs(baseline - now[0]) < 0.6
            and abs(size - now[1]) < 0.3
            and -size < gap < _apart(size, grid)
        )
        if not same:
            yield from done()
            run, now = [], (baseline, size, face)
        run.append((chr(code), x.value, right))
    yield from done()


def _apart(size: float, grid: Grid) -> float:
    return 0.97 * grid.gap if size < 1.25 * grid.size else 1.3 * size


def _shots(page: pypdfium2.PdfPage) -> Iterator[Shot]:
    height = page.get_height()
    for each in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = each.get_bounds()
        whole = (left, height - top, right, height - bottom)
        box = whole
        clip = pdfium.FPDFPageObj_GetClipPath(each.raw)
        for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
            points = []
            for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, place)
                x, y = ctypes.c_float(), ctypes.c_float()
                pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
                points.append((x.value, height - y.value))
            if points:
                across, down = [x for x, _ in points], [y for _, y in points]
                box = (
                    max(box[0], min(across)),
                    max(box[1], min(down)),
                    min(box[2], max(across)),
                    min(box[3], max(down)),
                )
        yield Shot(box, whole)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    height = page.get_height()
    for each in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = each.get_bounds()
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFPageObj_GetFillColor(
            each.raw, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
        )
        channels = (red.value, green.value, blue.value)
        # K100 comes back as a dark grey; a tint of it is lighter. Colours of sections are no tints of black.
        grey = max(channels) - min(channels) < 12
        yield Rule((left, height - top, right, height - bottom), grey and 60 < min(channels) < 250)


def _headlines(lines: list[Line], top: float) -> Iterator[Headline]:
    group: list[Line] = []
    begun = 0
    for place, line in enumerate(lines):
        display = (
            12.4 <= line.size < MASTHEAD
            and re.search(r"Heavy|Bold|Black", line.face)
            and "WenKai" not in line.face
            and line.baseline > top
            and "【" not in line.text
        )
        if not display:
            continue
        last = group[-1] if group else None
        follows = (
            last
            and abs(line.size - last.size) < 0.3
            and 0.5 * line.size < line.baseline - last.baseline < 1.45 * line.size
            and min(line.right, last.right) - max(line.left, last.left)
            > 0.3 * min(line.right - line.left, last.right - last.left)
        )
        joined = (
            last
            and abs(line.size - last.size) < 0.3
            and abs(line.baseline - last.baseline) < 0.6
            and place == _at(lines, last) + 1
        )
        if joined and last:
            # Parts of a headline with a space between them.
            group[-1] = replace(
                last,
                text=last.text + "　" + line.text,
                right=line.right,
                xs=(*last.xs, last.right, *line.xs),
            )
            lines[place] = group[-1]
            continue
        if not follows:
            if group:
                yield Headline(group, begun)
            group, begun = [], place
        group.append(line)
    if group:
        yield Headline(group, begun)


def _at(lines: list[Line], line: Line) -> int:
    return next((place for place, each in enumerate(lines) if each is line), -9)


def _columns(lines: list[Line], grid: Grid, top: float) -> Iterator[Column]:
    group: list[Line] = []
    begun = 0
    for place, line in enumerate(lines):
        if (
            line.baseline <= top
            or not 0.8 * grid.size < line.size < 1.2 * grid.size
            or "SemiBold" in line.face
        ):
            continue
        cell_or_subhead = "Sans" in line.face and (line.size < grid.size or "Bold" in line.face)
        last = group[-1] if group else None
        steps = (line.baseline - last.baseline) / grid.leading if last else 0.0
        beside = last is not None and abs(steps) < 0.2 and line.left > last.left
        follows = (
            last is not None and 0.2 < steps < 3.6 and abs(line.left - group[0].left) < 0.75 * grid.column
        )
        if beside or (abs(line.size - grid.size) > 0.06 and not (follows and cell_or_subhead)):
            continue
        if not follows:
            if group:
                yield Column(group, begun)
            group, begun = [], place
        group.append(line)
    if group:
        yield Column(group, begun)


def _stories(
    headlines: list[Headline], columns: list[Column], shots: list[Shot], lines: list[Line], rules: list[Rule]
) -> list[Story]:
    stories = [Story(None), *(Story(headline) for headline in headlines)]
    starts = [-1, *(headline.order for headline in headlines)]

    def owner(order: int) -> Story:
        return stories[max(place for place, start in enumerate(starts) if start <= order)]

    for column in columns:
        owner(column.order).columns.append(column)
    for shot in shots:
        caption = next(
            (
                place
                for place, line in enumerate(lines)
                if 0 < line.baseline - shot.box[3] < 18
                and shot.box[0] - 2 <= line.left < shot.box[2]
                and line.size < 12
            ),
            None,
        )
        under = [
            story
            for story in stories[1:]
            if story.headline
            and 0 < story.headline.box[1] - shot.box[3] < 75
            and min(story.headline.box[2], shot.box[2]) - max(story.headline.box[0], shot.box[0]) > 0
            and caption is not None
            and caption < story.headline.order
            and not any(caption < column.order < story.headline.order for column in columns)
            and not any(_parts(rule, shot, story.headline) for rule in rules)
        ]
        mine = under[0] if under else owner(caption) if caption is not None else stories[0]
        mine.shots.append(shot)
    return [story for story in stories if story.headline or story.columns or story.shots]


def _parts(rule: Rule, shot: Shot, headline: Headline) -> bool:
    """A rule lies between a picture and the headline below it."""
    middle = (headline.box[0] + headline.box[2]) / 2
    return rule.box[0] < middle < rule.box[2] and shot.box[3] < rule.box[1] < headline.box[1]


# ---- the points of the list

Found = Iterator[str]
Point = Callable[[Sheet], Found]
POINTS: dict[str, Point] = {}


def point(name: str) -> Callable[[Point], Point]:
    """A point of the list under its name in the trade."""

    def kept(check: Point) -> Point:
        POINTS[name] = check
        return check

    return kept


@point("标题断词")
def torn_words(sheet: Sheet) -> Found:
    """A headline, kicker or deck breaks inside a word, a number with its unit, or a Latin word."""
    for headline in sheet.headlines:
        for first, second in pairwise(headline.lines):
            before, after = first.text.split("　")[-1], second.text.split("　")[0]
            if _torn(before, after):
                yield f"{first.text}/{second.text}"


def _torn(before: str, after: str) -> bool:
    if not before or not after or not re.match(r"\w", before[-1]) or not re.match(r"\w", after[0]):
        return False
    if before[-1].isascii() and after[0].isascii():
        return True
    if before[-1] in "0123456789一二三四五六七八九十百千万亿" and after[0] in UNITS:
        return True
    ends, at = set(), 0
    for word in jieba.lcut(before + after, HMM=False):
        at += len(word)
        ends.add(at)
    return len(before) not in ends


@point("标题疏排")
def spaced_headlines(sheet: Sheet) -> Found:
    """More than 0.1 em between the characters of a headline of five or more."""
    for headline in sheet.headlines:
        for line in headline.lines:
            for part_text, xs in _runs(line):
                gaps = [
                    (right - left) / line.size - 1.0
                    for (left, right), (one, two) in zip(pairwise(xs), pairwise(part_text), strict=True)
                    if HAN.match(one) and HAN.match(two)
                ]
                if len(headline.text) > 4 and gaps and statistics.median(gaps) > 0.11:
                    yield f"{line.text} {statistics.median(gaps):.2f}em"


def _runs(line: Line) -> Iterator[tuple[str, tuple[float, ...]]]:
    if "　" not in line.text:
        yield line.text, line.xs
        return
    at = 0
    for part in line.text.split("　"):
        yield part, line.xs[at : at + len(part)]
        at += len(part) + 1


@point("标题太小")
def small_headlines(sheet: Sheet) -> Found:
    """A headline under 1.4 times the body; the first of the page under 2.4 times."""
    for place, headline in enumerate(sheet.headlines):
        least = 2.4 if place == 0 and sheet.stories and len(sheet.headlines) > 1 else 1.4
        if headline.size < least * sheet.grid.size - 0.1:
            yield f"{headline.text[:12]} {headline.size:.1f}pt"


@point("标题大小倒置")
def upstaged(sheet: Sheet) -> Found:
    """倒头条: a headline larger than that of the page's first story."""
    if sheet.headlines:
        first = sheet.headlines[0]
        for other in sheet.headlines[1:]:
            if other.size > first.size + 0.2:
                yield f"{other.text[:12]} {other.size:.0f} > {first.size:.0f}"


@point("碰题")
def clashing(sheet: Sheet) -> Found:
    """Two headlines side by side at one height and of about one size."""
    for place, one in enumerate(sheet.headlines):
        for two in sheet.headlines[place + 1 :]:
            a, b = one.box, two.box
            level = min(a[3], b[3]) - max(a[1], b[1]) > 0.5 * min(one.size, two.size)
            apart = max(a[0], b[0]) - min(a[2], b[2])
            alike = max(one.size, two.size) < 1.5 * min(one.size, two.size)
            if level and alike and 0 <= apart < 2 * sheet.grid.column:
                yield f"{one.text[:8]} | {two.text[:8]}"


@point("标题叠压")
def piled(sheet: Sheet) -> Found:
    """Two headlines one above the other with nothing but their own small lines between them."""
    for one, two in ((a, b) for a in sheet.headlines for b in sheet.headlines if a is not b):
        gap = two.box[1] - one.box[3]
        across = min(one.box[2], two.box[2]) - max(one.box[0], two.box[0])
        between = any(
            one.box[3] < line.baseline < two.box[1]
            and line.left < two.box[2]
            and line.right > two.box[0]
            and 0.9 * sheet.grid.size <= line.size <= 1.1 * sheet.grid.size
            and "Serif" in line.face
            for line in sheet.lines
        ) or any(
            one.box[3] - 2 <= shot.box[1] < two.box[1]
            and shot.box[0] < two.box[2]
            and shot.box[2] > two.box[0]
            for shot in sheet.shots
        )
        if 0 < gap < 130 and across > 0 and not between:
            yield f"{one.text[:8]} / {two.text[:8]}"


@point("标题出格")
def overwide(sheet: Sheet) -> Found:
    """A line of type beyond the type area."""
    grid = sheet.grid
    for line in sheet.lines:
        # An opening mark hangs out by the blank half of its square.
        hung = 0.55 * line.size if line.text[0] in "“‘（《【〈〔" else 2.0
        if line.right > grid.left + grid.width + 0.6 * line.size or line.left < grid.left - hung:
            yield line.text[:16]


@point("图窄于两栏")
def narrow(sheet: Sheet) -> Found:
    """A picture narrower than two columns."""
    for shot in sheet.shots:
        if shot.width < 1.6 * sheet.grid.column:
            yield f"{shot.width:.0f}pt"


@point("图剪裁过多")
def cropped(sheet: Sheet) -> Found:
    """More than 12 % of a picture cut away."""
    for shot in sheet.shots:
        if shot.cut > 0.125:
            yield f"{shot.cut:.0%}"


@point("图大过头条图")
def larger_than_leads(sheet: Sheet) -> Found:
    """Another story's picture larger than the largest of the page's first story that has pictures at all."""
    stories = [story for story in sheet.stories if story.headline]
    if stories and stories[0].shots:
        lead = max(shot.area for shot in stories[0].shots)
        for story in stories[1:]:
            for shot in story.shots:
                if shot.area > 1.02 * lead:
                    yield f"{shot.area / lead:.1f}×"


@point("没有主图")
def no_dominant(sheet: Sheet) -> Found:
    """Three pictures or more of which none is larger than the next by a quarter."""
    areas = sorted((shot.area for shot in sheet.shots), reverse=True)
    if len(areas) >= 3 and areas[0] < 1.25 * areas[1]:
        yield f"{areas[0] / areas[1]:.2f}×"


@point("图片占版过大")
def oversized(sheet: Sheet) -> Found:
    """One picture over 40 % of the type area, or all together over 55 %, unless the page is a 图片版."""
    whole = sheet.grid.width * sheet.grid.height
    areas = [shot.area / whole for shot in sheet.shots]
    if not sheet.album and areas and max(areas) > 0.405:
        yield f"一图{max(areas):.0%}"
    if not sheet.album and sum(areas) > 0.55:
        yield f"共{sum(areas):.0%}"


@point("图说离图")
def caption_away(sheet: Sheet) -> Found:
    """A picture without a caption right under it."""
    for shot in sheet.shots:
        near = [
            line
            for line in sheet.lines
            if -2 < line.baseline - shot.box[3] < 18 and shot.box[0] - 2 <= line.left < shot.box[2]
        ]
        if not near:
            yield f"{shot.box[0]:.0f},{shot.box[1]:.0f}"


@point("并列图不齐")
def uneven_neighbours(sheet: Sheet) -> Found:
    """Pictures side by side that begin level and do not end level."""
    for place, one in enumerate(sheet.shots):
        for two in sheet.shots[place + 1 :]:
            level = abs(one.box[1] - two.box[1]) < 2
            beside = 0 < max(one.box[0], two.box[0]) - min(one.box[2], two.box[2]) < 2.2 * sheet.grid.gap
            if level and beside and abs(one.box[3] - two.box[3]) > 2:
                yield f"差{abs(one.box[3] - two.box[3]):.0f}pt"


@point("图相撞")
def touching(sheet: Sheet) -> Found:
    """Pictures of two stories with nothing between them."""
    owners = {id(shot): place for place, story in enumerate(sheet.stories) for shot in story.shots}
    for place, one in enumerate(sheet.shots):
        for two in sheet.shots[place + 1 :]:
            if owners.get(id(one)) == owners.get(id(two)):
                continue
            across = min(one.box[2], two.box[2]) - max(one.box[0], two.box[0])
            down = min(one.box[3], two.box[3]) - max(one.box[1], two.box[1])
            near = -2.0 * sheet.grid.gap
            if (down > 25 and near < across <= 0) or (across > 25 and near - 16 < down <= 0):
                yield f"{one.box[0]:.0f},{one.box[1]:.0f}"


@point("图在题上")
def pictures_over_headlines(sheet: Sheet) -> Found:
    """A picture of a story stands above the story's headline."""
    for story in sheet.stories:
        for shot in story.shots:
            if story.headline and shot.box[3] <= story.headline.box[1]:
                yield story.headline.text[:12]


@point("表在引文前")
def tables_before(sheet: Sheet) -> Found:
    """A row of table cells (three or more on one line) that stands before the story's headline, or before the
    words that announce it."""
    for story in sheet.stories:
        announced = [
            (column, line)
            for column in story.columns
            for line in column.lines
            if re.search(r"下面这张表|下表|见表|这张表", line.text)
        ]
        rows = _table_rows(sheet, story)
        if announced and rows:
            column, line = announced[0]
            before = [
                row
                for row in rows
                if row.baseline < line.baseline - 2
                and row.left < column.box[2] + 1
                and row.right > column.box[0]
            ]
            if before:
                yield before[0].text[:10]
        if rows and story.headline and min(row.baseline for row in rows) < story.headline.box[1]:
            yield f"表在《{story.headline.text[:8]}》之上"


def _table_rows(sheet: Sheet, story: Story) -> list[Line]:
    """Bold sans cells of a table's head that belong to the story."""
    if not story.columns and not story.headline:
        return []
    orders = [column.order for column in story.columns]
    first = min([*orders, story.headline.order if story.headline else 10**9])
    later = [
        other.headline.order for other in sheet.stories if other.headline and other.headline.order > first
    ]
    last = min(later, default=len(sheet.lines))
    cell = 0.9 * sheet.grid.size
    return [
        line
        for line in sheet.lines[first:last]
        if "Sans" in line.face and "Bold" in line.face and abs(line.size - cell) < 0.06
    ]


@point("表格断时间")
def split_times(sheet: Sheet) -> Found:
    """A line in a table ends inside a span of times or numbers (8:00～ / 11:00)."""
    cell = 0.9 * sheet.grid.size
    for line in sheet.lines:
        if "Sans" in line.face and abs(line.size - cell) < 0.06 and re.search(r"\d[～—–:：\-]$", line.text):
            yield line.text


@point("通缝")
def open_gutters(sheet: Sheet) -> Found:
    """A gap between two columns open over more than 60 % of the stories' depth.

    无标题/图打断: a line of type, a picture, a ground or a table across it ends it, and so does a headline, over as many
    columns as it is a headline of (双栏题, 三栏题, 通栏题): those that begin under it, however few characters it has.
    """
    grid = sheet.grid
    bridges = [headline.box for headline in sheet.headlines]
    bridges += [shot.box for shot in sheet.shots]
    bridges += [(line.left, line.top, line.right, line.bottom) for line in sheet.lines]
    bridges += [
        rule.box
        for rule in sheet.rules
        if rule.box[2] - rule.box[0] > 1.5 * grid.column and rule.box[3] - rule.box[1] > 60
    ]
    bridges += [*_headline_places(sheet), *_tables(sheet)]
    foot = max(sheet.foot, sheet.top + 1)
    for gap in range(1, grid.columns):
        x0, x1 = grid.x(gap) - grid.gap + 1, grid.x(gap) - 1
        across = sorted((box[1], box[3]) for box in bridges if box[0] < x0 - 2 and box[2] > x1 + 2)
        at, longest = sheet.top, 0.0
        for top, bottom in across:
            longest = max(longest, top - at)
            at = max(at, bottom)
        longest = max(longest, foot - at)
        if longest > 0.6 * (foot - sheet.top):
            yield f"第{gap}缝 {longest / (foot - sheet.top):.0%}"


def _headline_places(sheet: Sheet) -> Iterator[Rectangle]:
    """题区: of each headline, with its deck and byline, its height over the columns and pictures of its story that begin under it."""
    for story in sheet.stories:
        if story.headline is None:
            continue
        _, top, _, bottom = story.headline.box
        boxes = [column.box for column in story.columns] + [shot.box for shot in story.shots]
        under = [box for box in boxes if -2.0 < box[1] - bottom < 6.5 * sheet.grid.leading]
        # Text or a picture beside the headline is not under it.
        beside = [box for box in boxes if box[1] < bottom - 2.0 and box[3] > top]
        left, right = min((box[0] for box in under), default=0.0), max((box[2] for box in under), default=0.0)
        if not any(box[0] < right and box[2] > left for box in beside):
            yield left, top, right, max([bottom, *sorted(box[1] for box in under)[:1]])


def _tables(sheet: Sheet) -> Iterator[Rectangle]:
    """Three hairlines or more of one length, each within four lines of the last: the rules of a table."""
    lines = sorted(
        (
            rule.box
            for rule in sheet.rules
            if rule.box[2] - rule.box[0] > 1.5 * sheet.grid.column and rule.box[3] - rule.box[1] < 1.5
        ),
        key=lambda box: (round(box[0]), round(box[2]), box[1]),
    )
    run: list[Rectangle] = []
    for box in [*lines, (0.0, 0.0, 0.0, 0.0)]:
        if run and (
            abs(box[0] - run[-1][0]) > 2
            or abs(box[2] - run[-1][2]) > 2
            or box[1] - run[-1][3] > 4 * sheet.grid.leading
        ):
            if len(run) > 2:
                yield run[0][0], run[0][1], run[0][2], run[-1][3]
            run = []
        run.append(box)


@point("断版")
def cut_through(sheet: Sheet) -> Found:
    """A line of white and rules from edge to edge through the middle of the page, with stories of less than its width
    above and below."""
    grid = sheet.grid
    boxes = [(line.left, line.top, line.right, line.bottom) for line in sheet.lines] + [
        s.box for s in sheet.shots
    ]
    boxes = [box for box in boxes if box[3] > sheet.top and box[1] < sheet.foot]
    low, high = sheet.top + 0.3 * (sheet.foot - sheet.top), sheet.top + 0.7 * (sheet.foot - sheet.top)
    ends = sorted((box[1], box[3]) for box in boxes)
    reach = 0.0
    for top, bottom in ends:
        if reach and top - reach > 0.55 * grid.leading and low < reach < high:
            above = [box for box in boxes if 0 <= reach - box[3] < 2 * grid.leading]
            below = [box for box in boxes if 0 <= box[1] - top < 2 * grid.leading]
            rules = any(
                rule.box[2] - rule.box[0] > 0.95 * grid.width and reach - 2 < rule.box[1] < top + 2
                for rule in sheet.rules
            )
            wide = any(box[2] - box[0] > 0.8 * grid.width for box in (*above, *below))
            over = [headline for headline in sheet.headlines if headline.box[1] < reach]
            under = [headline for headline in sheet.headlines if headline.box[1] > reach]
            if rules and not wide and len(over) > 1 and len(under) > 1:
                yield f"{(reach - sheet.top) / (sheet.foot - sheet.top):.0%}处"
        reach = max(reach, bottom)


@point("栏首孤行")
def stray_heads(sheet: Sheet) -> Found:
    """A column begins with a paragraph's last line that is shorter than half the measure."""
    for story in sheet.stories:
        for column in story.columns[1:]:
            line, measure = column.lines[0], _measure(column, sheet)
            if len(column.lines) < 2 or "Serif" not in line.face or "Bold" in line.face:
                continue
            short = (
                line.right - line.left < 0.5 * measure and line.left - column.box[0] < 0.3 * sheet.grid.size
            )
            if short and re.search(r"[。！？”）]$", line.text) and len(line.text) > 0:
                yield line.text


@point("栏尾单留")
def stray_feet(sheet: Sheet) -> Found:
    """A column ends with a subhead, or the first line of a paragraph that goes on."""
    for story in sheet.stories:
        for column, after in pairwise(story.columns):
            line = column.lines[-1]
            if "Bold" in line.face and line.size > 1.05 * sheet.grid.size:
                yield line.text
            indented = abs(line.left - column.box[0] - 2 * sheet.grid.size) < 2 and len(column.lines) > 1
            full = line.right > column.box[0] + 0.9 * _measure(column, sheet)
            goes_on = after.lines[0].left - after.box[0] < 1.5 * sheet.grid.size
            if indented and full and goes_on and not re.search(r"[。！？：；]$", line.text):
                yield line.text


def _measure(column: Column, sheet: Sheet) -> float:
    return max(column.box[2] - column.box[0], sheet.grid.column)


@point("短栏")
def stubs(sheet: Sheet) -> Found:
    """A column of a story has fewer than three lines, though the story goes over several."""
    for story in sheet.stories:
        for column in story.columns:
            if story.headline and len(story.columns) > 1 and len(column.lines) < 3:
                yield f"{column.lines[0].text[:8]}…{len(column.lines)}行"


@point("短文切碎")
def chopped(sheet: Sheet) -> Found:
    """A story of fewer than nine lines over three columns or more."""
    for story in sheet.stories:
        lines = sum(len(column.lines) for column in story.columns)
        if story.headline and len(story.columns) >= 3 and lines < 9:
            yield f"{story.headline.text[:8]} {lines}行{len(story.columns)}栏"


@point("题文不符位")
def headline_off_text(sheet: Sheet) -> Found:
    """A story's text begins above its headline by more than the headline's own height."""
    for story in sheet.stories:
        if story.headline and story.columns:
            first = story.columns[0]
            if first.box[3] < story.headline.box[1]:
                yield story.headline.text[:12]


@point("留白")
def gaping(sheet: Sheet) -> Found:
    """A white rectangle over 1.5 % of the type area."""
    grid = sheet.grid
    area = (grid.left, sheet.top, grid.left + grid.width, grid.top + grid.height - 2)
    empty, where = largest_empty(sheet.printed, area, grid.gap, grid.leading, grid.size)
    if empty > 0.0155:
        yield f"{empty:.1%} 在 {where[0]:.0f},{where[1]:.0f}"


@point("凑版")
def padding(sheet: Sheet) -> Found:
    """Ruled lines or other matter that nobody wrote."""
    if any("读报随手记" in line.text for line in sheet.lines):
        yield "读报随手记"


@point("不在网格")
def off_grid(sheet: Sheet) -> Found:
    """Lines of stories' text off the common lines of the page."""
    grid = sheet.grid
    off = 0
    for story in sheet.stories:
        for column in story.columns:
            for line in column.lines:
                if abs(line.size - grid.size) < 0.06 and "Serif" in line.face:
                    rest = (line.baseline - grid.top - grid.baseline(grid.size)) / grid.leading
                    off += abs(rest - round(rest)) > 0.08 and abs(rest - round(rest)) < 0.42
    if off > 2:
        yield f"{off}行"


@point("行内松")
def loose(sheet: Sheet) -> Found:
    """More than 0.3 em between two Han characters of a line of text, or 0.5 em after a mark."""
    for column in sheet.columns:
        for line in column.lines:
            if "Serif" not in line.face or abs(line.size - sheet.grid.size) > 0.06:
                continue
            gaps = [
                (right - left) / line.size - 1.0
                for (left, right), (one, two) in zip(pairwise(line.xs), pairwise(line.text), strict=True)
                if HAN.match(one) and HAN.match(two)
            ]
            if gaps and max(gaps) > 0.3:
                yield f"{line.text[:14]} {max(gaps):.2f}em"


@point("禁则")
def kinsoku(sheet: Sheet) -> Found:
    """A line begins with a closing mark or ends with an opening one."""
    for column in sheet.columns:
        for line in column.lines:
            whole = line.right - line.left > 0.3 * sheet.grid.column
            if (line.text[0] in NEVER_FIRST and line.text[:2] not in ("——", "……")) or (
                whole and line.text[-1] in NEVER_LAST
            ):
                yield line.text[:14]


@point("字太小")
def tiny(sheet: Sheet) -> Found:
    """Type under 6 points."""
    for line in sheet.lines:
        if 1.5 < line.size < 6.0:
            yield f"{line.text[:12]} {line.size}pt"


@point("细线加网")
def tinted(sheet: Sheet) -> Found:
    """A hairline in a tint, which newsprint does not hold."""
    for rule in sheet.rules:
        thin = min(rule.box[2] - rule.box[0], rule.box[3] - rule.box[1])
        if thin < 0.72 and rule.tinted:
            yield f"{rule.box[0]:.0f},{rule.box[1]:.0f}"


@point("广告不成框")
def open_advertisements(sheet: Sheet) -> Found:
    """The word 广告 by itself that no frame surrounds, or under 8 points."""
    for line in sheet.lines:
        if line.text.strip() != "广告":
            continue
        tall = [
            rule.box
            for rule in sheet.rules
            if rule.box[3] - rule.box[1] > 25 and rule.box[2] - rule.box[0] < 3
        ]
        left = any(box[0] < line.left + 2 and box[1] - 3 < line.baseline < box[3] + 3 for box in tall)
        right = any(box[2] > line.right - 2 and box[1] - 3 < line.baseline < box[3] + 3 for box in tall)
        if not (left and right) or line.size < 7.9:
            yield f"{line.left:.0f},{line.baseline:.0f}"


@point("记号印出")
def markup(sheet: Sheet) -> Found:
    """What was meant as markup stands in print."""
    for line in sheet.lines:
        if re.search(r"<br|</|\*\*|\]\(|&[a-z]+;", line.text):
            yield line.text[:16]


@point("稿号游离")
def stray_numbers(sheet: Sheet) -> Found:
    """An article number farther from its headline than three lines of text and the deck."""
    for line in sheet.lines:
        if (
            not re.fullmatch(r".*\d{4}-\d{3}", line.text)
            or line.size > sheet.grid.size
            or line.baseline <= sheet.top
        ):
            continue
        near = [
            headline
            for headline in sheet.headlines
            if -6 < line.baseline - headline.box[3] < 5.5 * sheet.grid.leading
            and line.left < headline.box[2] + 3 * sheet.grid.column
            and line.right > headline.box[0] - 3 * sheet.grid.column
        ]
        boxed = any(
            "【" in other.text or (abs(other.baseline - line.baseline) < 24 and other.size > 14)
            for other in sheet.lines
        )
        if not near and not boxed:
            yield line.text


# ---- the run


def judge(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Every finding on a page: (point, what was seen)."""
    for name, check in POINTS.items():
        for seen in check(sheet):
            yield name, seen


@dataclass(slots=True)
class Run:
    """What a run gathers."""

    pages: int = 0
    clean: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    faulty: Counter[str] = field(default_factory=Counter)
    """Pages with a finding of that point."""
    told: list[str] = field(default_factory=list)
    compose: list[float] = field(default_factory=list)

    def take(self, name: str, numbered: NumberedIssue, paper: Paper, folder: Path, keep: Path | None) -> None:
        """Compose, draw, read back and judge one issue."""
        sheet = read_sheet(paper.type_area.size)
        grid = grid_of(paper.type_area, sheet.page["head_share"])
        begun = time.process_time()
        composed = compose_issue(numbered, paper, sheet)
        self.compose.append(time.process_time() - begun)
        pdf = draw_issue(composed, folder, sheet).pdf
        if keep:
            (keep / f"{name}.pdf").write_bytes(pdf)
        albums = frozenset(
            plan.number for plan in numbered.issue.pages if getattr(plan, "template", "") == "图片版"
        )
        for page in read_sheets(pdf, grid, albums):
            found = list(judge(page))
            self.pages += 1
            self.clean += not found
            self.findings.update(point for point, _ in found)
            self.faulty.update({point for point, _ in found})
            self.told += [f"{name} p{page.number} {point}：{seen}" for point, seen in found]

    def report(self) -> dict[str, object]:
        """The figures."""
        return {
            "points": len(POINTS),
            "pages": self.pages,
            "without a finding": self.clean,
            "share": round(self.clean / self.pages, 4) if self.pages else 0.0,
            "pages with": dict(self.faulty.most_common()),
            "findings": dict(self.findings.most_common()),
            "compose CPU s an issue": round(statistics.fmean(self.compose), 2) if self.compose else 0.0,
            "compose CPU s a page": round(sum(self.compose) / max(self.pages, 1), 2),
        }


def papers_issues(root: Path) -> Iterator[tuple[str, NumberedIssue, Paper, Path]]:
    """The issues of a paper's folder, read anew from its files."""
    paper = read_paper(root).paper
    if paper is None:
        raise SystemExit(f"{root}: no paper")
    for folder in sorted(root.glob("issues/*-*")):
        numbered = gather_issue(root, folder.name, paper, Carried(), (), anew=True).numbered
        if numbered:
            yield folder.name, numbered, paper, folder


def generated(first: int, count: int, folder: Path) -> Iterator[tuple[str, NumberedIssue, Paper, Path]]:
    """Generated issues, every other one in the larger type."""
    for seed in range(first, first + count):
        made = generate_mixed(seed)
        yield f"g{seed:03d}", made.numbered, made.paper, folder


def main(arguments: Iterable[str] | None = None) -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=12)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--paper", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--told", type=int, default=0, help="print so many findings")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    jieba.setLogLevel(60)
    run = Run()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        make_pictures(Path(scratch))
        issues = (
            papers_issues(options.paper)
            if options.paper
            else generated(options.first, options.issues, Path(scratch))
        )
        for name, numbered, paper, folder in issues:
            run.take(name, numbered, paper, folder, options.keep)
    for each in run.told[: options.told]:
        sys.stdout.write(each + "\n")
    sys.stdout.write(json.dumps(run.report(), ensure_ascii=False, indent=None if options.json else 2) + "\n")


if __name__ == "__main__":
    main()
