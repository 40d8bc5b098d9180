"""更正之后的稿件: the web shows what is right, with what was printed one tap away; the printed text is kept as it is.

In: a numbered issue with its corrections. Out: the same issue corrected, for lists, feeds, search and machines; and for an
article's own page the HTML in which each correction can be tapped. A correction whose words do not stand just once in
their place, because the file has been mended since, is left to the list below the article.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import NamedTuple, assert_never

from build_tools.model import (
    Article,
    Block,
    Code,
    Correction,
    Emphasis,
    Footnotes,
    Form,
    Inline,
    ItemList,
    LineBreak,
    Link,
    NumberedArticle,
    NumberedIssue,
    Paragraph,
    Picture,
    PrintedPart,
    PrintedPlace,
    Quotation,
    Rule,
    Subhead,
    Table,
    Text,
    plain_text,
)

# Planes 15 and 16 are for private use, and copy that holds such characters is a fault (SQ4): nothing else can be there.
_FIRST, _END = 0xF0000, "\U0010fffd"
_MARKED = re.compile(r"([\U000f0000-\U000ffffd])([^\U0010fffd]*)\U0010fffd")
_TAG = re.compile(r"(<[^>]*>)")

Inlines = tuple[Inline, ...]


@functools.lru_cache(256)
def corrected_issue(numbered: NumberedIssue) -> NumberedIssue:
    """The issue as it should have been printed. To be asked of an issue as gathered, once: a correction may hold its own printed words."""
    if not numbered.corrections:
        return numbered
    articles = tuple(
        replace(item, article=corrected_article(item, numbered.corrections)) for item in numbered.articles
    )
    return replace(numbered, articles=articles)


def corrected_article(
    item: NumberedArticle, corrections: Sequence[Correction], *, marked: bool = False
) -> Article:
    """The article with every correction of its number put in; ``marked`` for :func:`tappable`."""
    desk = _Corrector([each for each in corrections if each.number == item.number], marked)
    return desk.article(item.article) if desk.corrections else item.article


def tappable(html: str, corrections: Sequence[Correction]) -> str:
    """HTML of a marked article, every mark become the corrected words over the printed ones; in attributes the corrected words alone.

    ``corrections`` are those of the article, in the order in which they were put in.
    """
    pieces = _TAG.split(html)
    return "".join(
        _unmarked(piece) if piece.startswith("<") else _MARKED.sub(lambda hit: _mark(hit, corrections), piece)
        for piece in pieces
    )


def _unmarked(text: str) -> str:
    return _MARKED.sub(r"\2", text)


def _mark(hit: re.Match[str], corrections: Sequence[Correction]) -> str:
    order = ord(hit[1]) - _FIRST
    return correction_mark(corrections[order], order + 1)


def correction_mark(correction: Correction, order: int) -> str:
    """The corrected words; a tap on them, or a key, shows the printed ones. Works without scripts."""
    printed, corrected = escape(correction.printed), escape(correction.corrected)
    said = escape(
        f"已更正：见报时作“{correction.printed}”，{'应为“' + correction.corrected + '”' if correction.corrected else '应删去'}。显示见报原文",
        quote=True,
    )
    return (
        f'<label class="corrected"><input type="checkbox" id="c{order}" aria-label="{said}">'
        f'<ins>{corrected or "〔删〕"}</ins><del class="copy-note">{printed}</del></label>'
    )


class _Put(NamedTuple):
    """Characters ``start`` to ``end`` of a piece give way to ``text``."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Corrector:
    """Walks an article in the order of its printed pieces (:attr:`PrintedText.pieces`)."""

    corrections: Sequence[Correction]
    marked: bool
    count: Counter[PrintedPart] = field(default_factory=Counter)

    def article(self, article: Article) -> Article:
        return replace(
            article,
            kicker=self.line(article.kicker, PrintedPart.KICKER),
            headline=self.line(article.headline, PrintedPart.HEADLINE),
            deck=self.line(article.deck, PrintedPart.DECK),
            bylines=tuple(self.line(name, PrintedPart.BYLINE) for name in article.bylines),
            body=self.blocks(article.body),
        )

    def line(self, text: str, part: PrintedPart) -> str:
        out = text
        for put in reversed(self.puts(text, PrintedPlace(part))):
            out = out[: put.start] + put.text + out[put.end :]
        return out

    def blocks(
        self, blocks: tuple[Block, ...], part: PrintedPart = PrintedPart.PARAGRAPH
    ) -> tuple[Block, ...]:
        return tuple(self.block(block, part) for block in blocks)

    def block(self, block: Block, part: PrintedPart) -> Block:
        match block:
            case Paragraph(inlines=inlines, ordinal=ordinal):
                return replace(block, inlines=self.inlines(inlines, part, ordinal))
            case Subhead(inlines=inlines):
                return replace(block, inlines=self.inlines(inlines, PrintedPart.SUBHEAD))
            case Picture(caption=caption, credit=credit):
                words = self.inlines(caption, PrintedPart.CAPTION)
                return replace(
                    block, caption=words, credit=plain_text(self.inlines((Text(credit),), PrintedPart.CREDIT))
                )
            case ItemList(items=items):
                return replace(block, items=tuple(self.blocks(each, part) for each in items))
            case Quotation(blocks=inner) | Form(blocks=inner):
                return replace(block, blocks=self.blocks(inner, part))
            case Table(header=header, rows=rows):
                return replace(block, header=self.row(header), rows=tuple(self.row(each) for each in rows))
            case Footnotes(notes=notes):
                return replace(block, notes=tuple(self.blocks(each, PrintedPart.NOTE) for each in notes))
            case Rule():
                return block
            case _:
                assert_never(block)

    def row(self, cells: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        return tuple(self.inlines(cell, PrintedPart.CELL) for cell in cells)

    def inlines(self, inlines: Inlines, part: PrintedPart, ordinal: int = 0) -> Inlines:
        """One piece; what holds no words is not counted, as in print."""
        text = plain_text(inlines)
        if not text:
            return inlines
        self.count[part] += 1
        puts = self.puts(text, PrintedPlace(part, ordinal or self.count[part]))
        return _rewritten(inlines, puts, 0)[0] if puts else inlines

    def puts(self, text: str, place: PrintedPlace) -> list[_Put]:
        """What changes in one piece, from left to right, none within another."""
        found: list[_Put] = []
        for order, each in enumerate(self.corrections):
            if each.place == place and each.printed and text.count(each.printed) == 1:
                start = text.index(each.printed)
                words = f"{chr(_FIRST + order)}{each.corrected}{_END}" if self.marked else each.corrected
                put = _Put(start, start + len(each.printed), words)
                if all(put.end <= other.start or put.start >= other.end for other in found):
                    found.append(put)
        return sorted(found)


def _rewritten(inlines: Inlines, puts: Sequence[_Put], at: int) -> tuple[Inlines, int]:
    """The words may run through several elements: the right ones stand where they begin, the rest of them goes."""
    out: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Emphasis | Link):
            children, at = _rewritten(inline.children, puts, at)
            out.append(replace(inline, children=children))
        elif isinstance(inline, Text | Code):
            out += (
                [Text(_cut(inline.text, puts, at))]
                if isinstance(inline, Text)
                else [Code(_cut(inline.text, puts, at))]
            )
            at += len(inline.text)
        else:
            gone = isinstance(inline, LineBreak) and any(put.start <= at < put.end for put in puts)
            out += [] if gone else [inline]
            at += isinstance(inline, LineBreak)
    return tuple(out), at


def _cut(text: str, puts: Sequence[_Put], at: int) -> str:
    """One run of plain characters that begins ``at`` in its piece."""
    out, passed = "", 0
    for put in puts:
        first, last = max(0, put.start - at), min(len(text), put.end - at)
        if last <= 0 or first >= len(text):
            continue
        out += text[passed:first] + (put.text if put.start >= at else "")
        passed = last
    return out + text[passed:]
