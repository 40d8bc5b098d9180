"""读 Markdown: a contribution that is Markdown already, through the paper's own parser."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import assert_never

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.draft import Break, Cell, Draft, Grid, Image, Item, Line, Span, plain
from build_tools.intake.plain import decode, is_stars
from build_tools.markup.body import parse_body
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
    Rule,
    Subhead,
    Table,
    Text,
)
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlFault, read_yaml

_SIGNS = re.compile(r"^#{1,4} \S|^!\[[^\]]*\]\([^)]+\)|\*\*\S[^*\n]*\*\*|^\|[ :-]*-{3,}", re.M)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.M)
_FIELD = re.compile(r"^(\w+|[\u4e00-\u9fff]+)[:：]\s*(.+)$")
_KEYS = {
    "headline": "标题", "title": "标题", "标题": "标题", "kicker": "引题", "引题": "引题", "deck": "副题", "subtitle": "副题",
    "副题": "副题", "byline": "作者", "author": "作者", "作者": "作者", "署名": "作者",
}  # fmt: skip


def looks_marked(text: str) -> bool:
    """Whether a text that is not called .md is Markdown all the same: two signs of it at least."""
    return len(_SIGNS.findall(text)) >= 2


def read_marked(name: str, content: bytes, beside: dict[str, bytes]) -> Draft:
    """Read Markdown; ``beside`` holds pictures by their path from the file. Raises Unreadable."""
    text, _ = decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    draft = Draft(name)
    if front := re.match(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", text, re.S):
        for row in _fields(front[1]):
            found = _FIELD.match(row.strip())
            if found and found[1].lower() in _KEYS:
                named = found[1].lower()
                draft.items.append(plain(f"{_KEYS[named]}：{found[2].strip().strip(chr(34))}"))
                draft.letters += [found[2]]
            elif row.strip():
                draft.letters += [row]
                draft.remarks.append(diagnose("SQ121", Place(name), what="题头里的一行", text=row.strip()))
        text = text[front.end() :]
    draft.letters += [bare for line in text.split("\n") if (bare := _bare(line))]
    parsed = parse_body(text)
    for fault in parsed.faults:
        if fault.code != "SQ404":
            draft.remarks.append(diagnose(fault.code, Place(name, fault.line, fault.column), **fault.facts))
    rows = dict(enumerate(text.split("\n"), 1))
    title = next((line for line, row in rows.items() if row.startswith("# ")), 0)
    kept = {line: row for line, row in rows.items() if line == title or is_stars(row)}
    draft.items += _items(parsed.blocks, draft, beside, kept)
    return draft


def _fields(front: str) -> list[str]:
    """Rows of a head, each list on one row: 作者: 甲、乙; what stands behind a # on rows of its own. As it stands, where a row
    would lose a letter."""
    try:
        read = read_yaml(front)
    except YamlFault:
        read = None
    if not isinstance(read, Mapping):
        return front.split("\n")
    rows = []
    for entry in read.entries:
        values = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        words = [each.text for each in values if isinstance(each, Scalar) and each.text]
        if len(words) < len(values) or "\n" in "".join(words):
            return front.split("\n")
        rows.append(f"{entry.key.text}: {'、'.join(words)}")
    rows += _COMMENT.findall(front)
    return rows if _letters(rows) == _letters([front]) else front.split("\n")


def _letters(rows: list[str]) -> Counter[str]:
    return Counter(char for row in rows for char in row if char.isalnum())


def _bare(line: str) -> str:
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(
        r"^(?:[\s>#*+\-|:]+|\d{1,9}[.)](?=\s))+|[*`|\\]|^\[\^[^\]]*\]:|\[\^[^\]]*\]", "", line
    ).strip()


def _items(
    blocks: tuple[Block, ...], draft: Draft, beside: dict[str, bytes], kept: dict[int, str]
) -> list[Item]:
    items: list[Item] = []
    for block in blocks:
        match block:
            case Paragraph(inlines):
                items.append(Line(_spans(inlines)))
            case Subhead(inlines, line, level):
                items.append(Line(_spans(inlines), role="title" if line in kept else f"heading{level}"))
            case Picture(file=file, caption=caption, credit=credit):
                words = "".join(span.text for span in _spans(caption))
                credit = re.sub(r"^(?:摄影|图|摄)[:：/ ]*", "", credit)
                key = file.removeprefix("./")
                from urllib.parse import unquote

                items.append(
                    Image(
                        unquote(key),
                        beside.get(key) or beside.get(unquote(key)),
                        caption=words,
                        credit=credit,
                    )
                )
            case Quotation(blocks=inner):
                items += [
                    replace(each, role="quote") if isinstance(each, Line) else each
                    for each in _items(inner, draft, beside, kept)
                ]
            case ItemList():
                items += _list(block, draft, beside, kept, 0)
            case Table(header=header, rows=rows):
                items.append(
                    Grid(tuple(tuple(Cell((Line(_spans(cell)),)) for cell in row) for row in (header, *rows)))
                )
            case Footnotes(notes=notes):
                for number, note in enumerate(notes, 1):
                    draft.notes[str(number)] = "".join(
                        each.text for each in _items(note, draft, beside, kept) if isinstance(each, Line)
                    )
            case Form(blocks=inner):
                items += _items(inner, draft, beside, kept)
            case Rule(line):
                items.append(Break(kept.get(line, "").strip()))
            case _:
                assert_never(block)
    return items


def _list(
    block: ItemList, draft: Draft, beside: dict[str, bytes], kept: dict[int, str], level: int
) -> list[Item]:
    items: list[Item] = []
    for number, entry in zip(block.numbers, block.items, strict=True):
        mark = number if block.ordered else "•"
        for inner in entry:
            if isinstance(inner, ItemList):
                items += _list(inner, draft, beside, kept, level + 1)
            else:
                items += [
                    replace(each, level=level, mark=mark) if isinstance(each, Line) else each
                    for each in _items((inner,), draft, beside, kept)
                ]
    return items


def _spans(inlines: tuple[Inline, ...], strong: bool = False, link: str = "") -> tuple[Span, ...]:
    spans: list[Span] = []
    for each in inlines:
        match each:
            case Text(text) | Code(text):
                spans.append(Span(text, strong, link=link))
            case LineBreak():
                spans.append(Span("\n"))
            case Emphasis(children=children):
                spans += _spans(children, True, link)
            case Link(address, children):
                spans += _spans(children, strong, address)
            case FootnoteMark(ordinal):
                spans.append(Span("", note=str(ordinal)))
    return tuple(spans)
