"""The text of an article 正文: blocks that hold inlines. Print and web both speak this tree.

Every block knows the line of its file on which it begins, so that a fault can be pointed at.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never


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


class Role(enum.Enum):
    """What a paragraph does in its form; how it is set follows from that."""

    TEXT = "text"
    SALUTATION = "salutation"
    """称呼, and the wish that ends a letter (敬礼): flush left."""
    SIGNATURE = "signature"
    """落款: flush right."""
    VERSE = "verse"
    """诗行: a stanza, one line break a verse."""
    QUESTION = "question"
    """问, its speaker first."""
    ANSWER = "answer"
    """答, its speaker first."""
    ENTRY = "entry"
    """One row of a 时间表: the time as emphasis, then what happens."""
    PULL = "pull"
    """The words of an 引文."""
    JUMP = "jump"
    """下转第几版: written by the make-up, in print alone."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段: the unit that a reader points at (``2101-032 第2段``). ``ordinal`` counts from 1 through the article."""

    inlines: tuple[Inline, ...]
    line: int
    ordinal: int
    role: Role = Role.TEXT


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
    line_art: bool = False
    """线条图: a file of black and white alone."""
    focus: tuple[float, float] | None = None
    """看点: what must stay when it is cropped, as shares of its width and height from the top left corner."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """列表: each item is a tuple of blocks. ``marks`` are the numbers of an ordered list as written (``1949.``), one an item."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool
    line: int
    marks: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of an ordered list; counted from 1 where none were written."""
        return self.marks or tuple(f"{place}." for place in range(1, len(self.items) + 1))

    @property
    def counted_from(self) -> int | None:
        """The first number, when the others follow it by one each and are written as ``7.`` is; else None."""
        first = int(self.numbers[0][:-1]) if self.items else 1
        counted = tuple(f"{first + place}." for place in range(len(self.items)))
        return first if self.numbers == counted else None


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


class FormKind(enum.Enum):
    """体裁: the forms that papers print every month; the value is the word that an editor writes behind ``:::``."""

    POEM = "诗"
    LETTER = "信"
    INTERVIEW = "访谈"
    NOTICE = "启事"
    SCHEDULE = "时间表"
    PULL = "引文"
    """Words of the article once more, set large."""


@dataclass(frozen=True, slots=True)
class Form:
    """体裁: a part of an article that is set in a way of its own; its paragraphs have roles."""

    kind: FormKind
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Footnotes:
    """注: the footnotes of an article, in the order of their marks; last block of a body."""

    notes: tuple[tuple[Block, ...], ...]
    line: int


Block = Paragraph | Subhead | Picture | ItemList | Table | Quotation | Rule | Form | Footnotes


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
            case Quotation(blocks=inner) | Form(blocks=inner):
                yield from walk_blocks(inner)
            case Paragraph() | Subhead() | Picture() | Table() | Rule():
                pass
            case _:
                assert_never(block)


def with_pictures(blocks: tuple[Block, ...], change: Callable[[Picture], Picture]) -> tuple[Block, ...]:
    """The same blocks with every picture changed."""
    return tuple(_with_pictures(block, change) for block in blocks)


def _with_pictures(block: Block, change: Callable[[Picture], Picture]) -> Block:
    match block:
        case Picture():
            return change(block)
        case ItemList(items=groups):
            return replace(block, items=tuple(with_pictures(group, change) for group in groups))
        case Footnotes(notes=groups):
            return replace(block, notes=tuple(with_pictures(group, change) for group in groups))
        case Quotation(blocks=inner) | Form(blocks=inner):
            return replace(block, blocks=with_pictures(inner, change))
        case Paragraph() | Subhead() | Table() | Rule():
            return block
        case _:
            assert_never(block)


def paragraphs_of(blocks: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs a reader can point at, in order; list items and quotations count, notes do not."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Paragraph) and block.ordinal)


def pictures_of(blocks: tuple[Block, ...]) -> tuple[Picture, ...]:
    """The pictures, in order."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Picture))
