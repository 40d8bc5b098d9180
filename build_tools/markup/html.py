"""网页正文: the block tree of an article → HTML of the website.

In: blocks, and two functions that give the address of a link and of a picture. Out: an HTML string in
which every paragraph a reader can point at has ``id="p1"``, ``p2`` … No character of the copy is markup.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import assert_never
from unicodedata import east_asian_width

from build_tools.markup.apostrophes import apostrophes
from build_tools.model import (
    Block,
    Code,
    Emphasis,
    FootnoteMark,
    Footnotes,
    Form,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Quotation,
    Role,
    Rule,
    Subhead,
    Table,
    Text,
    plain_text,
)

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|\.\.?/)", re.IGNORECASE)

_SHORT = 12
"""Columns, two a Han character, up to which a cell is not parted: 12月26日, 13:30-15:00, 素琴工作室."""

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """Where a picture's files are: the one shown and the large one behind it, in a form that every browser knows.

    ``choice`` are widths (``srcset``) in WebP for the others, ``large_choice`` the widest of them.
    """

    shown: str
    large: str
    choice: str = ""
    large_choice: str = ""


def as_it_is(picture: Picture) -> PictureFiles:
    """The file itself, for want of others."""
    return PictureFiles(picture.file, picture.file)


@dataclass(slots=True)
class HtmlWriter:
    """Turns one article's blocks into HTML. ``link`` maps an address in the copy, ``files`` finds a picture's files."""

    link: Address = str
    files: Callable[[Picture], PictureFiles] = as_it_is
    pointers: bool = True
    """Whether paragraphs carry ``id`` and a ¶ to point at; off in feeds, where ids would clash."""
    _marked: set[int] = field(default_factory=set)

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """The blocks one below the other, a newline between two."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """One block with everything in it."""
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Subhead(inlines=inlines, level=level):
                return f"<h{level}>{self.inlines(inlines)}</h{level}>"
            case Picture():
                return self._figure(block)
            case ItemList():
                return self._list(block)
            case Table():
                return self._table(block)
            case Quotation(blocks=inner):
                return f"<blockquote>\n{self.blocks(inner)}\n</blockquote>"
            case Rule():
                return "<hr>"
            case Form():
                return self._form(block)
            case Footnotes(notes=notes):
                return self._footnotes(notes)
            case _:
                assert_never(block)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        """Words with their emphasis, links and note marks."""
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return _with_apostrophes(text)
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Emphasis(children=children, strong=strong):
                tag = "strong" if strong else "em"
                return f"<{tag}>{self.inlines(children)}</{tag}>"
            case Link():
                return self._link(inline)
            case LineBreak():
                return "<br>"
            case FootnoteMark(ordinal):
                return self._mark(ordinal)

    def _link(self, link: Link) -> str:
        # The readers report such a link (SQ507); here it only must not become a script.
        if not _SAFE_LINK.match(link.address):
            return self.inlines(link.children)
        outside = ' rel="external noopener"' if re.match("https?:", link.address, re.IGNORECASE) else ""
        return f'<a href="{escape(self.link(link.address))}"{outside}>{self.inlines(link.children)}</a>'

    def _mark(self, ordinal: int) -> str:
        if not self.pointers:
            return f"<sup>{ordinal}</sup>"
        identity = "" if ordinal in self._marked else f' id="fnref{ordinal}"'
        self._marked.add(ordinal)
        return f'<sup{identity}><a class="note-mark" href="#fn{ordinal}" role="doc-noteref" aria-label="注{ordinal}">{ordinal}</a></sup>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        words = self.inlines(paragraph.inlines)
        if (
            paragraph.role is Role.VERSE
        ):  # whoever reads the text alone, aloud or in a list, needs an end of line too
            words = words.replace("<br>", "<br>\n")
        number = paragraph.ordinal
        role = "" if paragraph.role is Role.TEXT else f' class="{paragraph.role.value}"'
        if not (self.pointers and number):
            return f"<p{role}>{words}</p>"
        # Its words come from the style sheet, so that copied copy holds the article's characters and no others.
        pointer = f'<a class="pointer" href="#p{number}" data-paragraph="第{number}段" aria-label="第{number}段的地址"></a>'
        return f'<p id="p{number}"{role}>{words}{pointer}</p>'

    def _figure(self, picture: Picture) -> str:
        caption = plain_text(picture.caption)
        files = self.files(picture)
        width, height = picture.pixels
        size = f' width="{width}" height="{height}"' if width and height else ""
        image = (
            f'<img src="{escape(files.shown)}" alt="{escape(caption)}"{size} loading="lazy" decoding="async">'
        )
        if files.choice:
            image = f'<picture><source type="image/webp" srcset="{escape(files.choice)}" sizes="(min-width: 800px) 720px, 95vw">{image}</picture>'
        webp = f' data-large="{escape(files.large_choice)}"' if files.large_choice else ""
        shape = ' class="upright"' if height > width else ""
        return f'<figure{shape}><a class="enlarge" href="{escape(files.large)}"{webp} aria-label="看大图：{escape(caption)}">{image}</a>{self._caption(picture)}</figure>'

    def _caption(self, picture: Picture) -> str:
        words = self.inlines(picture.caption)
        credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
        return f"<figcaption>{words}{credit}</figcaption>" if words or credit else ""

    def _form(self, form: Form) -> str:
        return f'<section class="form {form.kind.name.lower()}">\n{self.blocks(form.blocks)}\n</section>'

    def _list(self, items: ItemList) -> str:
        if not items.ordered:
            rows = "\n".join(f"<li>{self.blocks(item)}</li>" for item in items.items)
            return f"<ul>\n{rows}\n</ul>"
        first = items.counted_from
        if first is not None:
            rows = "\n".join(f"<li>{self.blocks(item)}</li>" for item in items.items)
            start = "" if first == 1 else f' start="{first}"'
            return f"<ol{start}>\n{rows}\n</ol>"
        # A browser counts 1949, 1950, 1951 where 1949, 1958, 1990 are meant: then the numbers are text.
        rows = "\n".join(
            f'<li><span class="mark">{escape(mark)}</span>{self.blocks(item)}</li>'
            for mark, item in zip(items.numbers, items.items, strict=True)
        )
        return f'<ol class="written">\n{rows}\n</ol>'

    def _table(self, table: Table) -> str:
        head = self._row(table.header, table.alignments, "th")
        body = "\n".join(self._row(row, table.alignments, "td") for row in table.rows)
        return (
            '<div class="table" role="region" aria-label="表" tabindex="0"><table>\n'
            f"<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
        )

    def _row(self, cells: tuple[tuple[Inline, ...], ...], alignments: tuple[str, ...], tag: str) -> str:
        written = []
        for index, cell in enumerate(cells):
            alignment = alignments[index] if index < len(alignments) else ""
            # A class and not a style attribute: pages must hold under a Content-Security-Policy.
            names = [alignment] if alignment in ("left", "center", "right") else []
            names += ["whole"] if tag == "td" and _is_short(plain_text(cell)) else []
            name = f' class="{" ".join(names)}"' if names else ""
            scope = ' scope="col"' if tag == "th" else ""
            written.append(f"<{tag}{scope}{name}>{self.inlines(cell)}</{tag}>")
        return f"<tr>{''.join(written)}</tr>"

    def _footnotes(self, notes: tuple[tuple[Block, ...], ...]) -> str:
        if not self.pointers:
            rows = "\n".join(f"<li>{self.blocks(note)}</li>" for note in notes)
        else:
            rows = "\n".join(self._note(ordinal, note) for ordinal, note in enumerate(notes, 1))
        return f'<section class="notes" aria-label="注释">\n<ol>\n{rows}\n</ol>\n</section>'

    def _note(self, ordinal: int, note: tuple[Block, ...]) -> str:
        back = f'<a class="note-back" href="#fnref{ordinal}" role="doc-backlink" aria-label="回到注{ordinal}的正文">↩</a>'
        return f'<li id="fn{ordinal}">{self.blocks(note)}{back}</li>'


def _is_short(words: str) -> bool:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in words) <= _SHORT


def _with_apostrophes(text: str) -> str:
    """The text, every apostrophe of a Latin word in a span: Chinese faces would draw it a full em wide.

    Text with a correction in it (characters of private use) stays in one piece.
    """
    places = apostrophes(text)
    if not places or max(text) >= "\U000f0000":
        return escape(text)
    ends = [-1, *places, len(text)]
    pieces = [escape(text[start + 1 : end]) for start, end in itertools.pairwise(ends)]
    return '<span class="apostrophe" lang="en">’</span>'.join(pieces)


def render_blocks(
    blocks: tuple[Block, ...],
    link: Address = str,
    files: Callable[[Picture], PictureFiles] = as_it_is,
    *,
    pointers: bool = True,
) -> str:
    """The HTML of an article's body 正文. Pure: the same blocks give the same string."""
    return HtmlWriter(link, files, pointers).blocks(blocks)
