"""阅读版的画法: the issue as readers load it from the web: tagged, with bookmarks by article, pictures as fine as a screen.

In: a :class:`ComposedIssue` and the issue's folder. Out: a PDF/UA-1 that looks as the printed pages do, whose fonts
:mod:`build_tools.press.reading_copy` has yet to make bare. The same input gives the same bytes. Reading order is the order of the articles, each whole: heading,
pictures with their captions and QR codes with their addresses as alternate text, text columns. A text column is one paragraph to a screen reader.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote, unquote

from build_tools.diagnostics import Place
from build_tools.model import ArticleNumber
from build_tools.typesetting.draw import (
    Document,
    drawing_html,
    picture_files,
    picture_position,
    placed_at,
    stack_box,
    stacks,
    stroke_html,
)
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.lines.html import LINE_CSS, line_html, style_css
from build_tools.typesetting.lines.line import TextStyle
from build_tools.typesetting.pictures import screen_copy
from build_tools.typesetting.placed import (
    BlockKind,
    Box,
    ComposedIssue,
    ComposedPage,
    PlacedBlock,
    PlacedLine,
    PlacedPicture,
)
from build_tools.typesetting.sheet import Sheet

SCREEN_DOTS = 110.0
"""Dots an inch of the pictures: a tabloid page on a screen of 1,200 pixels, with room to look closer."""
_READING_CSS = Template("""
section { overflow: hidden }
.s { position: absolute; margin: 0; font: inherit; font-size: inherit; $line }
.s b { display: block; font-weight: inherit }
h1 { bookmark-level: 2 }
h2 { bookmark-level: none }
""")


def reading_document(composed: ComposedIssue, folder: Path, sheet: Sheet | None = None) -> Document:
    """阅读版 of all pages. ``folder`` is the issue's own; pictures that are not there stay a tint."""
    chosen = composed.sheet or sheet
    assert chosen is not None
    reader, files = _Reader(composed, folder, chosen), picture_files(composed, folder)
    place = Place(f"issues/{composed.name}/issue.yml")
    return Document(reader.document(), composed.site_url, reader.picture, files, place, tagged=True)


@dataclass(frozen=True, slots=True)
class _Reader:
    composed: ComposedIssue
    folder: Path
    sheet: Sheet
    _boxes: dict[str, Box] = field(default_factory=dict)
    """Address of a picture → its box; the same file at two sizes has two addresses."""
    _across: dict[int, str] = field(default_factory=dict)
    """跨版: a heading (by its identity) whose headline runs over the fold → the whole of it at the left page, "" at the right."""

    def picture(self, url: str) -> bytes:
        """A picture of this issue as fine as a screen shows it in its box."""
        box = self._boxes.get(url)
        if box is None:
            raise ValueError(f"不取外面的东西：{url}")
        file = unquote(url.partition(":")[2].rpartition("?")[0])
        return screen_copy((self.folder / file).read_bytes(), box.w, box.h, SCREEN_DOTS)

    def document(self) -> str:
        """The whole HTML."""
        composed, inks = self.composed, self.sheet.inks
        css = Template(self.sheet.css).substitute(
            width=composed.page_width,
            height=composed.page_height,
            body=style_css(self.sheet.style("body")),
            ink=inks["black"],
            tint=inks["tint"],
            line=LINE_CSS,
        ) + _READING_CSS.substitute(line=LINE_CSS)
        for left, right in itertools.pairwise(composed.pages):
            self._across.update(_headlines_across(left, right, composed.page_width * POINTS_A_MILLIMETRE))
        pages = "".join(self._page(page) for page in composed.pages)
        head = (
            f'<title>{escape(composed.title)}</title><meta name="dcterms.created" content="{composed.date}">'
        )
        return f'<html lang="zh-CN"><head><meta charset="utf-8">{head}<style>{css}</style></head><body>{pages}</body></html>'

    def _page(self, page: ComposedPage) -> str:
        label = _quoted(f"第{page.number}版 {page.title}")
        strokes = "".join(stroke_html(stroke) for stroke in page.strokes)
        alternates = _captions(page.blocks)
        whole = "".join(
            f"<article>{content}</article>" if number else content
            for number, content in self._articles(page, alternates)
        )
        style = escape(f"bookmark-level: 1; bookmark-label: {label}")
        return f'<section style="{style}">{strokes}{whole}</section>'

    def _articles(self, page: ComposedPage, alternates: Mapping[int, str]) -> Iterator[tuple[str, str]]:
        """The blocks of each article together, in the order in which the articles begin."""
        grouped: dict[str, list[str]] = {}
        for index, block in enumerate(page.blocks):
            key = str(block.number) if block.number else f"-{index}"
            grouped.setdefault(key, []).append(self._block(block, alternates.get(index, "")))
        return (("" if key.startswith("-") else key, "".join(parts)) for key, parts in grouped.items())

    def _block(self, block: PlacedBlock, alternate: str) -> str:
        parts = [stroke_html(stroke) for stroke in block.strokes]
        if block.picture:
            parts.append(self._picture(block.picture, alternate))
        if block.drawing:
            parts.append(drawing_html(block.drawing, self.sheet.inks["black"], self._code(block)))
        loudest = max((_size(line) for line in block.lines), default=0.0)
        whole = self._across.get(id(block))
        named = False
        for lines in stacks(block.lines):
            tag = "p" if whole == "" else self._tag(block, lines[0], loudest)
            # A headline in several pieces, as upright ones are, has one bookmark.
            label = (
                ""
                if named or tag != "h1"
                else whole or _words(each for each in block.lines if _size(each) == loudest)
            )
            parts.append(self._stack(lines, tag, block.number, label))
            named = named or tag == "h1"
        return "".join(parts)

    def _code(self, block: PlacedBlock) -> str:
        """Where the QR code leads, in words."""
        return f"二维码：{self.composed.site_url}n/{block.number}/" if block.number else "二维码"

    def _tag(self, block: PlacedBlock, line: PlacedLine, loudest: float) -> str:
        if block.kind is BlockKind.HEADLINE and _size(line) == loudest:
            return "h1"  # the first level, for none may be left out (ISO 14289-1, 7.4.2)
        subhead = self.sheet.styles.get("subhead")  # the sheet of a signed issue holds what is drawn with it
        return "h2" if subhead and _face(line.line.segments[0].style) == _face(subhead) else "p"

    def _picture(self, picture: PlacedPicture, alternate: str) -> str:
        if not (self.folder / picture.file).is_file():
            return f'<i class="lost" style="{placed_at(picture.box)}"></i>'
        address = f"picture:{quote(picture.file.as_posix())}?{picture.box.w:.2f}x{picture.box.h:.2f}"
        self._boxes[address] = picture.box
        where = f"{placed_at(picture.box)};object-position:{picture_position(picture)}"
        return f'<img src="{address}" alt="{escape(alternate or "图片")}" style="{where}">'

    def _stack(
        self, lines: tuple[PlacedLine, ...], tag: str, number: ArticleNumber | None, label: str
    ) -> str:
        base, body = lines[0].line.segments[0].style, self.sheet.style("body")
        inside = "".join(f"<b>{line_html(placed.line, base)}</b>" for placed in lines)
        look = style_css(base, None if tag != "p" else body)
        if tag == "h1" and number:  # a reader cites both, and finds the article by either
            look += (
                f";bookmark-label: {_quoted(f'{label} {number.printed}')}"
                if label
                else ";bookmark-level: none"
            )
        return f'<{tag} class="s" style="{escape(stack_box(lines) + ";" + look)}">{inside}</{tag}>'


def _headlines_across(left: ComposedPage, right: ComposedPage, width: float) -> Iterator[tuple[int, str]]:
    """The two headings, by their identity, under one rule that runs through the fold."""
    opened = {
        block.number: block
        for block in left.blocks
        if block.kind is BlockKind.HEADLINE
        and any(abs(each.box.right - width) < 0.1 for each in block.strokes)
    }
    for block in right.blocks:
        other = opened.get(block.number)
        if (
            other
            and block.kind is BlockKind.HEADLINE
            and any(abs(each.box.x) < 0.1 for each in block.strokes)
        ):
            yield id(other), _loudest(other) + _loudest(block)
            yield id(block), ""


def _loudest(block: PlacedBlock) -> str:
    largest = max(map(_size, block.lines), default=0.0)
    return _words(each for each in block.lines if _size(each) == largest)


def _quoted(text: str) -> str:
    """A string of CSS; what cannot stand in one is left out, for a bookmark does without."""
    return '"' + re.sub(r'["\\\n\r\f]', "", text) + '"'


def _words(lines: Iterable[PlacedLine]) -> str:
    return "".join(segment.text for placed in lines for segment in placed.line.segments)


def _size(line: PlacedLine) -> float:
    return max((segment.style.size for segment in line.line.segments), default=0.0)


def _face(style: TextStyle) -> tuple[str, float, int]:
    return style.family, style.size, style.weight


def _captions(blocks: Iterable[PlacedBlock]) -> dict[int, str]:
    """Alternate text of the pictures: the caption printed with each."""
    listed = list(blocks)
    found: dict[int, str] = {}
    for index, block in enumerate(listed):
        if block.picture is None:
            continue
        below = [
            each
            for each in listed[index + 1 :]
            if each.kind is BlockKind.CAPTION and each.number == block.number
        ]
        words = below[0].lines if below else block.lines
        found[index] = block.picture.alternate or _words(words).strip()
    return found
