"""可检索的文字: what of an article can be found, piece by piece in reading order.

In: a numbered article. Out: pieces as printed (见报文本); a search never reaches from one piece into the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model import NumberedArticle, PrintedKind, printed_text
from build_tools.site.search.folding import one_line

HEADS = {"kicker": "k", "headline": "h", "deck": "d", "byline": "b"}
"""引题, 主题, 副题, 署名: the pieces that can be found by pinyin from end to end."""

KINDS = {
    PrintedKind.SUBHEAD: "s",
    PrintedKind.CAPTION: "c",
    PrintedKind.CREDIT: "r",
    PrintedKind.CELL: "t",
    PrintedKind.NOTE: "n",
}
"""What else can be found, but for paragraphs, which go by their number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of text. ``place`` is the number of a paragraph, else a letter for what it is."""

    place: int | str
    text: str


def pieces_of(item: NumberedArticle) -> tuple[Piece, ...]:
    """Everything in the article that can be found; a 导语 has the headline that lists show it by."""
    printed = printed_text(item)
    found = [Piece(HEADS[name], one_line(words)) for name, words in item.article.head]
    # A paragraph without a number stands in a note.
    found += [
        Piece(block.ordinal or KINDS.get(block.kind, "n"), one_line(block.text)) for block in printed.blocks
    ]
    return tuple(piece for piece in found if piece.text)
