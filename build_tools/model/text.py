"""The text of an article 正文: blocks that hold inlines. Print and web both speak this tree.

Every block knows the line of its file on which it begins, so that a fault can be pointed at.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """着重 (``*…*``); ``strong`` for ``**…**``."""

    children: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """链接: an address and the words that carry it."""

    address: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Words set letter for letter (an address to type, a command)."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """注码: points at the footnote of this ordinal, 1 upward."""

    ordinal: int


Inline = Text | Emphasis | Link | Code | LineBreak | FootnoteMark


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段: the unit that a reader points at (``2101-032 第2段``). ``ordinal`` counts from 1 through the article."""

    inlines: tuple[Inline, ...]
    line: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Subhead:
    """小标题 (``##``); level 3 for ``###``."""

    inlines: tuple[Inline, ...]
    line: int
    level: int = 2


class Crop(enum.Enum):
    """剪裁: which part of a picture must stay when its shape is changed."""

    CENTRE = "center"
    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"
    NONE = "none"
    """The whole picture, never cropped."""


@dataclass(frozen=True, slots=True)
class Picture:
    """图片 with 图说 (caption) and 摄影/绘图 (credit).

    ``file`` is relative to the issue's folder (``images/loudao.jpg``); ``pixels`` is (width, height).
    ``columns`` is the editor's wish for its printed width in text columns, 0 for none.
    """

    file: str
    caption: tuple[Inline, ...]
    credit: str
    line: int
    pixels: tuple[int, int] = (0, 0)
    columns: int = 0
    crop: Crop = Crop.CENTRE
    column: int = 1
    """Where on its line it begins, in characters; a paragraph begins where its line does, a picture may not."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """列表: each item is a tuple of blocks. ``start`` is the first number of an ordered list."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool
    line: int
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """表: cells of inlines; ``alignments`` one of "", "left", "center", "right" for each column."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """引文 or 编者按 (``>``)."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break (``---``)."""

    line: int


@dataclass(frozen=True, slots=True)
class Footnotes:
    """注: the footnotes of an article, in the order of their marks; last block of a body."""

    notes: tuple[tuple[Block, ...], ...]
    line: int


Block = Paragraph | Subhead | Picture | ItemList | Table | Quotation | Rule | Footnotes


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """The characters of some inlines without any mark-up; a line break becomes a newline."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text):
            return text
        case Emphasis(children=children) | Link(children=children):
            return plain_text(children)
        case LineBreak():
            return "\n"
        case FootnoteMark():
            return ""


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, outer before inner."""
    for block in blocks:
        yield block
        match block:
            case ItemList(items=groups) | Footnotes(notes=groups):
                for group in groups:
                    yield from walk_blocks(group)
            case Quotation(blocks=inner):
                yield from walk_blocks(inner)


def paragraphs_of(blocks: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs a reader can point at, in order; list items and quotations count, notes do not."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Paragraph) and block.ordinal)


def pictures_of(blocks: tuple[Block, ...]) -> tuple[Picture, ...]:
    """The pictures, in order."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Picture))
