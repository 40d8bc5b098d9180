"""公众号稿: an article as WeChat's editor takes it.

In: a numbered article. Out: HTML whose looks are all in ``style`` attributes, since the editor throws away style
sheets, classes and ids; links become notes, since it throws away links to elsewhere; in place of each picture
stands a mark, since pictures must be uploaded there by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import assert_never

from build_tools.model import (
    Block,
    Code,
    Emphasis,
    FootnoteMark,
    Footnotes,
    Form,
    FormKind,
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

_STYLES = {
    "p": "margin:0 0 1.2em;font-size:17px;line-height:1.9;color:#1d1a16;text-align:justify;",
    "h": "margin:1.8em 0 .8em;padding-left:.6em;border-left:4px solid {colour};font-size:19px;line-height:1.5;font-weight:bold;color:{colour};",
    "form": "margin:1.4em 0;",
    "framed": "margin:1.4em 0;padding:.8em 0;border-top:2px solid #1d1a16;border-bottom:2px solid #1d1a16;",
    "drawn": "margin:1.4em 0;padding:.8em 0;border-top:4px solid {colour};border-bottom:4px solid {colour};",
    "pull": "margin:0 0 .2em;font-size:21px;line-height:1.6;color:#1d1a16;text-align:center;font-family:'Kaiti SC',STKaiti,KaiTi,serif;",
    "title": "margin:0 0 .8em;font-size:19px;line-height:1.5;font-weight:bold;text-align:center;color:{colour};",
    "poem": "margin:1.4em 0;text-align:center;",
    "stanzas": "display:inline-block;max-width:100%;text-align:left;",
    "verse": "margin:0 0 1.2em;font-size:17px;line-height:1.9;color:#1d1a16;text-align:left;",
    "flush": "margin:0 0 1.2em;font-size:17px;line-height:1.9;color:#1d1a16;",
    "right": "margin:0;font-size:17px;line-height:1.9;color:#1d1a16;text-align:right;",
    "question": "margin:1.2em 0 .4em;font-size:17px;line-height:1.9;color:{colour};",
    "entry": "margin:0;padding:.4em 0;border-bottom:1px solid #e3dccd;font-size:17px;line-height:1.7;color:#1d1a16;",
    "quote": "margin:1.2em 0;padding:.8em 1em;border-left:4px solid {colour};background:#f7f4ec;",
    "picture": "margin:1.4em 0 .3em;padding:1.2em;border:2px dashed {colour};color:{colour};font-size:16px;line-height:1.6;text-align:center;",
    "caption": "margin:0 0 1.4em;font-size:15px;line-height:1.6;color:#575046;text-align:center;",
    "table": "width:100%;border-collapse:collapse;font-size:15px;line-height:1.6;color:#1d1a16;",
    "cell": "border:1px solid #bdb4a5;padding:.4em .5em;text-align:{align};",
    "small": "margin:0 0 .5em;font-size:15px;line-height:1.7;color:#575046;word-break:break-all;",
    "rule": "margin:1.8em auto;width:8em;border:0;border-top:1px solid #bdb4a5;",
    "kai": "font-style:normal;font-family:'Kaiti SC',STKaiti,KaiTi,serif;",
    "strong": "font-weight:bold;color:{colour};",
}

_ROLES = {
    Role.VERSE: "verse",
    Role.SALUTATION: "flush",
    Role.SIGNATURE: "right",
    Role.QUESTION: "question",
    Role.ENTRY: "entry",
    Role.PULL: "pull",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """待传图片: a picture in the order of the article; ``mark`` stands in the text where it goes."""

    mark: str
    picture: Picture


@dataclass(slots=True)
class WechatWriter:
    """Writes one article. ``colour`` is the section's; ``site`` makes an address of ours absolute."""

    colour: str
    site: str
    uploads: list[Upload] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """The blocks one below the other."""
        return "\n".join(self._block(block) for block in blocks)

    def link_notes(self) -> str:
        """文中网址: what the links led to, numbered as in the text; "" when there were none."""
        if not self.links:
            return ""
        notes = "\n".join(
            f"<p{self._style('small')}>[{order}] {escape(address)}</p>"
            for order, address in enumerate(self.links, 1)
        )
        return f"<p{self._style('h')}>文中网址</p>\n{notes}"

    def _style(self, name: str, **values: str) -> str:
        return f' style="{_STYLES[name].format(colour=self.colour, **values)}"'

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(inlines=inlines, role=role):
                return f"<p{self._style(_ROLES.get(role, 'p'))}>{self._inlines(inlines)}</p>"
            case Subhead(inlines=inlines):
                return f"<p{self._style('h')}>{self._inlines(inlines)}</p>"
            case Picture():
                return self._picture(block)
            case ItemList():
                return self._list(block)
            case Table():
                return self._table(block)
            case Quotation(blocks=inner):
                return f"<section{self._style('quote')}>{self.blocks(inner)}</section>"
            case Rule():
                return f"<hr{self._style('rule')}>"
            case Footnotes(notes=notes):
                rows = (
                    f"<p{self._style('small')}>注{order}　{self._flat(note)}</p>"
                    for order, note in enumerate(notes, 1)
                )
                return "\n".join(rows)
            case Form():
                return self._form(block)
            case _:
                assert_never(block)

    def _form(self, form: Form) -> str:
        """A title stands in the middle, a notice between two lines; verse too, but all its lines begin below each other."""
        titles = [each for each in form.blocks[:1] if isinstance(each, Subhead)]
        head = "".join(f"<p{self._style('title')}>{self._inlines(each.inlines)}</p>" for each in titles)
        words = self.blocks(form.blocks[len(titles) :])
        if form.kind is FormKind.POEM:
            words = f"<section{self._style('stanzas')}>{words}</section>"
        name = {
            FormKind.POEM: "poem",
            FormKind.NOTICE: "framed",
            FormKind.SCHEDULE: "framed",
            FormKind.PULL: "drawn",
        }.get(form.kind, "form")
        return f"<section{self._style(name)}>{head}{words}</section>"

    def _picture(self, picture: Picture) -> str:
        mark = f"图{len(self.uploads) + 1}"
        self.uploads.append(Upload(mark, picture))
        words = "　".join(part for part in (plain_text(picture.caption), picture.credit) if part)
        caption = f"\n<p{self._style('caption')}>{escape(words)}</p>" if words else ""
        return (
            f"<p{self._style('picture')}>【{mark}：{escape(picture.file.rpartition('/')[2])}】</p>{caption}"
        )

    def _list(self, items: ItemList) -> str:
        # The editor breaks nested list markup apart; numbers and dots written out survive it.
        marks = (f"{mark} " for mark in items.numbers) if items.ordered else ("· " for _ in items.items)
        return "\n".join(
            f"<p{self._style('p')}>{mark}{self._flat(item)}</p>"
            for mark, item in zip(marks, items.items, strict=True)
        )

    def _flat(self, blocks: tuple[Block, ...]) -> str:
        words = (
            self._inlines(block.inlines) if isinstance(block, Paragraph | Subhead) else self._block(block)
            for block in blocks
        )
        return "<br>".join(words)

    def _table(self, table: Table) -> str:
        rows = "\n".join(
            self._row(row, table.alignments, "th" if row is table.header else "td")
            for row in (table.header, *table.rows)
        )
        return f"<table{self._style('table')}>\n{rows}\n</table>"

    def _row(self, cells: tuple[tuple[Inline, ...], ...], alignments: tuple[str, ...], tag: str) -> str:
        sides = (*alignments, *[""] * len(cells))
        written = (
            f"<{tag}{self._style('cell', align=side or 'left')}>{self._inlines(cell)}</{tag}>"
            for cell, side in zip(cells, sides, strict=False)
        )
        return f"<tr>{''.join(written)}</tr>"

    def _inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text) | Code(text):
                return escape(text)
            case Emphasis(children=children, strong=strong):
                tag, style = ("strong", "strong") if strong else ("em", "kai")
                return f"<{tag}{self._style(style)}>{self._inlines(children)}</{tag}>"
            case Link():
                return self._link(inline)
            case LineBreak():
                return "<br>"
            case FootnoteMark(ordinal):
                return f"<sup>注{ordinal}</sup>"

    def _link(self, link: Link) -> str:
        words = self._inlines(link.children)
        address = self.site.rstrip("/") + link.address if link.address.startswith("/") else link.address
        if not re.match("https?://", address) or address == plain_text(link.children):
            return words
        if address not in self.links:
            self.links.append(address)
        return f"{words}<sup>[{self.links.index(address) + 1}]</sup>"
