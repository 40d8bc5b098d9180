"""网页正文: the block tree of an article → HTML of the website.

In: blocks, and two functions that give the address of a link and of a picture. Out: an HTML string in
which every paragraph a reader can point at has ``id="p1"``, ``p2`` … No character of the copy is markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from build_tools.model import (
    Block,
    Code,
    Emphasis,
    FootnoteMark,
    Footnotes,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    Text,
    plain_text,
)

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|\.\.?/)", re.IGNORECASE)

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """Where a picture's files are: the one shown, the large one behind it, and the choice of widths (``srcset``)."""

    shown: str
    large: str
    choice: str = ""


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
            case Footnotes(notes=notes):
                return self._footnotes(notes)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        """Words with their emphasis, links and note marks."""
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text)
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
        number = paragraph.ordinal
        if not (self.pointers and number):
            return f"<p>{words}</p>"
        # Its words come from the style sheet, so that copied copy holds the article's characters and no others.
        pointer = f'<a class="pointer" href="#p{number}" data-paragraph="第{number}段" aria-label="第{number}段的地址"></a>'
        return f'<p id="p{number}">{words}{pointer}</p>'

    def _figure(self, picture: Picture) -> str:
        caption = plain_text(picture.caption)
        files = self.files(picture)
        width, height = picture.pixels
        size = f' width="{width}" height="{height}"' if width and height else ""
        choice = f' srcset="{escape(files.choice)}" sizes="(min-width: 800px) 720px, 95vw"' if files.choice else ""
        image = f'<img src="{escape(files.shown)}"{choice} alt="{escape(caption)}"{size} loading="lazy" decoding="async">'
        shape = ' class="upright"' if height > width else ""
        return f'<figure{shape}><a class="enlarge" href="{escape(files.large)}" aria-label="看大图：{escape(caption)}">{image}</a>{self._caption(picture)}</figure>'

    def _caption(self, picture: Picture) -> str:
        words = self.inlines(picture.caption)
        credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
        return f"<figcaption>{words}{credit}</figcaption>" if words or credit else ""

    def _list(self, items: ItemList) -> str:
        tag = "ol" if items.ordered else "ul"
        start = f' start="{items.start}"' if items.ordered and items.start != 1 else ""
        rows = "\n".join(f"<li>{self.blocks(item)}</li>" for item in items.items)
        return f"<{tag}{start}>\n{rows}\n</{tag}>"

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
            name = f' class="{alignment}"' if alignment in ("left", "center", "right") else ""
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


def render_blocks(
    blocks: tuple[Block, ...],
    link: Address = str,
    files: Callable[[Picture], PictureFiles] = as_it_is,
    *,
    pointers: bool = True,
) -> str:
    """The HTML of an article's body 正文. Pure: the same blocks give the same string."""
    return HtmlWriter(link, files, pointers).blocks(blocks)
