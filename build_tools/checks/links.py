"""校对·图片与链接: pictures without a caption, links that lead nowhere (SQ505, SQ507)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never
from urllib.parse import unquote

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.body import PICTURE_FILE
from build_tools.model import (
    Article,
    ArticleNumber,
    Emphasis,
    Footnotes,
    Form,
    Inline,
    ItemList,
    Link,
    NumberedIssue,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    paragraphs_of,
    parse_number,
    pictures_of,
    walk_blocks,
)

_OUTSIDE = re.compile(
    r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[:/?#]\S*)?|mailto:\S+@\S+\.\S+|tel:[0-9+-]{3,20}", re.IGNORECASE
)
_ANCHOR = re.compile(r"#(p|fn|fnref)([1-9][0-9]{0,3})")
_NUMBER = re.compile(r"/n/([^/]*)/?(?:#.*)?")


def check_links(article: Article, path: str, numbered: NumberedIssue) -> Iterator[Diagnostic]:
    """Every picture's caption, but for an advertiser's, and every link's address; numbers of this issue must exist in it."""
    for picture in pictures_of(article.body):
        if not picture.caption and not article.advertisement:
            yield diagnose("SQ505", Place(path, picture.line, picture.column), file=picture.file)
    known = {item.number for item in numbered.articles} | {gone.number for gone in numbered.withdrawn}
    for link, line in _links(article):
        if PICTURE_FILE.search(link.address) and "://" not in link.address:
            continue  # told as a picture that was not written right (SQ430)
        sound = (
            _is_anchor(link.address, article)
            if link.address.startswith("#")
            else _leads_somewhere(link.address, known, numbered.issue.name)
        )
        if not sound:
            yield diagnose("SQ507", _place(article, path, link.address, line), address=unquote(link.address))


def _links(article: Article) -> Iterator[tuple[Link, int]]:
    for block in walk_blocks(article.body):
        match block:
            case (
                Paragraph(inlines=inlines, line=line)
                | Subhead(inlines=inlines, line=line)
                | Picture(caption=inlines, line=line)
            ):
                yield from ((link, line) for link in _within(inlines))
            case Table(header=header, rows=rows, line=line):
                yield from ((link, line) for row in (header, *rows) for cell in row for link in _within(cell))
            case ItemList() | Quotation() | Form() | Footnotes() | Rule():
                pass  # what stands in them comes by itself
            case _:
                assert_never(block)


def _within(inlines: tuple[Inline, ...]) -> Iterator[Link]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield inline
        elif isinstance(inline, Emphasis):
            yield from _within(inline.children)


def _leads_somewhere(address: str, known: set[ArticleNumber], issue: str) -> bool:
    if match := _NUMBER.fullmatch(address):
        number = parse_number(match[1])
        return number is not None and (number.issue != issue or number in known)
    return bool(_OUTSIDE.fullmatch(unquote(address))) or (
        address.startswith("/") and not address.startswith("//")
    )


def _is_anchor(address: str, article: Article) -> bool:
    """Whether the article's own page has that place: a paragraph ``#p2``, a note ``#fn1``, a note's mark ``#fnref1``."""
    match = _ANCHOR.fullmatch(address)
    if not match:
        return False
    notes = sum(len(block.notes) for block in article.body if isinstance(block, Footnotes))
    return 1 <= int(match[2]) <= (len(paragraphs_of(article.body)) if match[1] == "p" else notes)


def _place(article: Article, path: str, address: str, line: int) -> Place:
    rows = article.source.split("\n")[line - 1 :]
    for written in (f"]({address})", f"]({unquote(address)})", address, unquote(address)):
        for number, text in enumerate(rows, line):
            if written and written in text:
                return Place(path, number, text.index(written) + 1 + 2 * written.startswith("]("))
    return Place(path, line)
