"""正文: Markdown → the block tree of the model, and what is wrong with it.

In: the text below the front matter. Out: :class:`ParsedBody`, whose faults have lines and columns
counted from 1 within that text's file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from build_tools.markup.dialect import Node, parse_tree
from build_tools.markup.inlines import joined, trimmed
from build_tools.model import (
    Block,
    Code,
    Crop,
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

_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_UNKNOWN_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_WIDTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class MarkupFault:
    """A fault of the body: code and facts for the catalogue, and the place in the file."""

    code: str
    line: int
    column: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """What an article's body holds, and every fault found on the way."""

    blocks: tuple[Block, ...]
    faults: tuple[MarkupFault, ...]


def parse_body(markdown: str, first_line: int = 1) -> ParsedBody:
    """Parse a body that begins on line ``first_line`` of its file. Never raises on any text."""
    builder = _Builder(markdown.split("\n"), first_line)
    blocks = builder.blocks(parse_tree(markdown))
    return ParsedBody(blocks, tuple(builder.faults))


class _Builder:
    """Walks the syntax tree once, counting paragraphs and collecting faults."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.faults: list[MarkupFault] = []
        self.ordinal = 0
        self.in_notes = False

    # Blocks

    def blocks(self, parent: Node) -> tuple[Block, ...]:
        return tuple(block for node in parent.children for block in self.block(node))

    def block(self, node: Node) -> tuple[Block, ...]:
        line = self.line_of(node)
        match node.type:
            case "paragraph":
                return self.paragraph(node, line)
            case "heading":
                return self.subhead(node, line)
            case "bullet_list" | "ordered_list":
                items = tuple(self.blocks(item) for item in node.children)
                return (ItemList(items, node.type == "ordered_list", line, int(node.attrs.get("start", 1))),)
            case "blockquote":
                return (Quotation(self.blocks(node), line),)
            case "table":
                return (self.table(node, line),)
            case "hr":
                return (Rule(line),)
            case "fence" | "code_block":
                return self.listing(node, line)
            case "footnote_block":
                return self.footnotes(node, line)
            case "html_block":
                self.refuse_html(node.content, line)
                return ()
        return self.blocks(node)

    def paragraph(self, node: Node, line: int) -> tuple[Block, ...]:
        pictures: list[Block] = []
        inlines = trimmed(self.inlines(node.children[0], line, pictures))
        if not plain_text(inlines).strip() and not any(isinstance(each, FootnoteMark) for each in inlines):
            return tuple(pictures)
        return (Paragraph(inlines, line, self.next_ordinal()), *pictures)

    def subhead(self, node: Node, line: int) -> tuple[Block, ...]:
        level = int(node.tag[1])
        if level == 1:
            self.fault("SQ404", line)
        pictures: list[Block] = []
        inlines = trimmed(self.inlines(node.children[0], line, pictures)) if node.children else ()
        return (Subhead(inlines, line, min(max(level, 2), 3)), *pictures)

    def listing(self, node: Node, line: int) -> tuple[Block, ...]:
        inlines: list[Inline] = []
        for row in node.content.rstrip("\n").split("\n"):
            inlines += [Code(row), LineBreak()]
        return (Paragraph(tuple(inlines[:-1]), line, self.next_ordinal()),)

    def table(self, node: Node, line: int) -> Table:
        rows = [self.row(row, line) for part in node.children for row in part.children]
        cells = node.children[0].children[0].children if node.children else []
        alignments = tuple(str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in cells)
        return Table(rows[0], tuple(rows[1:]), alignments, line)

    def row(self, row: Node, line: int) -> tuple[tuple[Inline, ...], ...]:
        below = self.line_of(row) if row.map else line
        return tuple(trimmed(self.cell(cell, below)) for cell in row.children)

    def cell(self, cell: Node, line: int) -> tuple[Inline, ...]:
        pictures: list[Block] = []
        inlines = tuple(each for child in cell.children for each in self.inlines(child, line, pictures))
        for picture in pictures:
            if isinstance(picture, Picture):
                self.fault("SQ509", picture.line, picture.column, file=picture.file)
        return inlines

    def footnotes(self, node: Node, line: int) -> tuple[Block, ...]:
        self.in_notes = True
        notes = tuple(self.blocks(note) for note in node.children if note.type == "footnote")
        self.in_notes = False
        return (Footnotes(notes, line),) if notes else ()

    # Inlines

    def inlines(self, parent: Node, line: int, pictures: list[Block]) -> tuple[Inline, ...]:
        found: list[Inline] = []
        for node in parent.children:
            found += self.inline(node, line, pictures)
        return joined(found)

    def inline(self, node: Node, line: int, pictures: list[Block]) -> tuple[Inline, ...]:
        match node.type:
            case "text":
                self.look_for_unknown_notes(node.content, line)
                return (Text(node.content),)
            case "softbreak":
                return (Text("\n"),)
            case "hardbreak":
                return (LineBreak(),)
            case "em" | "strong":
                return (Emphasis(self.inlines(node, line, pictures), node.type == "strong"),)
            case "link":
                return (Link(str(node.attrs.get("href", "")), self.inlines(node, line, pictures)),)
            case "code_inline":
                return (Code(node.content),)
            case "image":
                pictures.append(self.picture(node, line))
                return ()
            case "footnote_ref":
                return (FootnoteMark(int(node.meta.get("id", 0)) + 1),)
            case "html_inline":
                self.refuse_html(node.content, line)
                return ()
            case "footnote_anchor":
                return ()
        return self.inlines(node, line, pictures)

    def picture(self, node: Node, line: int) -> Picture:
        file = str(node.attrs.get("src", ""))
        line, column = self.find_picture(file, line)
        columns, crop = self.hints(node, line)
        inside: list[Block] = []
        caption = trimmed(self.inlines(node, line, inside))
        return Picture(file, caption, str(node.attrs.get("title", "")), line, columns=columns, crop=crop, column=column)

    def hints(self, node: Node, line: int) -> tuple[int, Crop]:
        columns, crop = 0, Crop.CENTRE
        for key, value in node.attrs.items():
            if key in ("src", "alt", "title"):
                continue
            if key == "width" and str(value).isascii() and str(value).isdigit() and len(str(value)) < 3 and int(value) in _WIDTHS:
                columns = int(value)
            elif key == "crop" and value in {each.value for each in Crop}:
                crop = Crop(value)
            else:
                self.fault("SQ508", *self.find(key, line), hint=f"{key}={value}", columns=_WIDTHS[-1])
        return columns, crop

    # Faults

    def refuse_html(self, html: str, line: int) -> None:
        rest = _COMMENT.sub("", html).strip()
        if rest:
            fragment = rest.split("\n")[0][:40]
            self.fault("SQ401", *self.find(fragment, line), fragment=fragment)

    def look_for_unknown_notes(self, text: str, line: int) -> None:
        for match in _UNKNOWN_NOTE.finditer(text):
            self.fault("SQ406", *self.find(match[0], line), label=match[1])

    def fault(self, code: str, line: int, column: int = 1, **facts: Any) -> None:
        self.faults.append(MarkupFault(code, line, column, facts))

    def find(self, fragment: str, line: int) -> tuple[int, int]:
        """Line and column of a fragment, at or after the line its block begins on."""
        for index in range(max(line - self.first_line, 0), len(self.lines)):
            column = self.lines[index].find(fragment)
            if column >= 0:
                return index + self.first_line, column + 1
        return line, 1

    def find_picture(self, file: str, line: int) -> tuple[int, int]:
        """Line and column of the ``!`` of a picture whose address the parser has percent-encoded."""
        for written in (file, unquote(file)):
            found, column = self.find(f"({written}", line)
            if column > 1:
                before = self.lines[found - self.first_line][: column - 1]
                return found, max(before.rfind("!["), 0) + 1
        return line, 1

    def line_of(self, node: Node) -> int:
        return (node.map[0] if node.map else 0) + self.first_line

    def next_ordinal(self) -> int:
        if self.in_notes:
            return 0
        self.ordinal += 1
        return self.ordinal
