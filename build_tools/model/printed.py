"""见报文本: the text of an article exactly as it was printed."""

from __future__ import annotations

import enum
from collections import Counter
from dataclasses import dataclass
from typing import assert_never

from build_tools.model.number import ArticleNumber
from build_tools.model.numbered import NumberedArticle
from build_tools.model.place import PrintedPart, PrintedPlace
from build_tools.model.text import (
    Block,
    Footnotes,
    Form,
    ItemList,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    plain_text,
)


class PrintedKind(enum.Enum):
    """What a piece of printed text is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """One piece of text in reading order; ``ordinal`` is the number of a paragraph, else 0."""

    kind: PrintedKind
    ordinal: int
    text: str


@dataclass(frozen=True, slots=True)
class PrintedText:
    """见报文本 of one number."""

    number: ArticleNumber
    page: int
    section: str
    kicker: str
    headline: str
    deck: str
    bylines: tuple[str, ...]
    blocks: tuple[PrintedBlock, ...]

    @property
    def pieces(self) -> tuple[tuple[PrintedPlace, str], ...]:
        """Every piece that holds words, with its place, in reading order."""
        heads = (
            (PrintedPart.KICKER, self.kicker),
            (PrintedPart.HEADLINE, self.headline),
            (PrintedPart.DECK, self.deck),
            (PrintedPart.BYLINE, "、".join(self.bylines)),
        )
        found = [(PrintedPlace(part), text) for part, text in heads]
        count: Counter[PrintedPart] = Counter()
        for block in self.blocks:
            part = PrintedPart(block.kind.value)
            count[part] += 1
            # A paragraph without a number cannot be pointed at.
            found += (
                [(PrintedPlace(part, block.ordinal or count[part]), block.text)]
                if block.ordinal or part is not PrintedPart.PARAGRAPH
                else []
            )
        return tuple((place, text) for place, text in found if text)


def printed_text(item: NumberedArticle) -> PrintedText:
    """What print shows of an article, as plain text."""
    article = item.article
    return PrintedText(
        item.number,
        item.page,
        article.section,
        article.kicker,
        article.headline,
        article.deck,
        article.bylines,
        _pieces(article.body, PrintedKind.PARAGRAPH),
    )


def _pieces(blocks: tuple[Block, ...], kind: PrintedKind) -> tuple[PrintedBlock, ...]:
    return tuple(piece for block in blocks for piece in _piece(block, kind) if piece.text)


def _piece(block: Block, kind: PrintedKind) -> tuple[PrintedBlock, ...]:
    match block:
        case Paragraph(inlines=inlines, ordinal=ordinal):
            return (PrintedBlock(kind, ordinal, plain_text(inlines)),)
        case Subhead(inlines=inlines):
            return (PrintedBlock(PrintedKind.SUBHEAD, 0, plain_text(inlines)),)
        case Picture(caption=caption, credit=credit):
            return (
                PrintedBlock(PrintedKind.CAPTION, 0, plain_text(caption)),
                PrintedBlock(PrintedKind.CREDIT, 0, credit),
            )
        case ItemList(items=items):
            return tuple(piece for item in items for piece in _pieces(item, kind))
        case Quotation(blocks=inner) | Form(blocks=inner):
            return _pieces(inner, kind)
        case Table(header=header, rows=rows):
            return tuple(
                PrintedBlock(PrintedKind.CELL, 0, plain_text(cell)) for row in (header, *rows) for cell in row
            )
        case Footnotes(notes=notes):
            return tuple(piece for note in notes for piece in _pieces(note, PrintedKind.NOTE))
        case Rule():
            return ()
        case _:
            assert_never(block)
