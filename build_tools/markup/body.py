"""正文: Markdown → the block tree of the model, and what is wrong with it.

In: the text below the front matter. Out: :class:`ParsedBody`, whose faults have lines and columns
counted from 1 within that text's file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never
from urllib.parse import unquote

from build_tools.markup.dialect import WHITE, Definition, Node, Parsed, cells_of, parse_markdown
from build_tools.markup.forms import FormWriter
from build_tools.markup.inlines import joined, trimmed
from build_tools.markup.lookalikes import (
    Lookalike,
    Once,
    lookalikes,
    lookalikes_in_caption,
    lookalikes_in_headline,
)
from build_tools.markup.running_on import looks_like_a_beginning
from build_tools.markup.surnames import SURNAMES
from build_tools.model import (
    Block,
    Code,
    Crop,
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
    Rule,
    Subhead,
    Table,
    Text,
    plain_text,
    walk_blocks,
)

_EXEMPTION = re.compile(r"<!--\s*免检")
_GREATER_THAN = re.compile(r"^[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+|>[ \t]*)*>(?=[0-9０-９=＝])")
"""A sign before a figure that begins a quotation: >60岁."""
_UNKNOWN_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_LABEL = re.compile(r"\[\^[^\]\n]+\]")
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^'\n]*'|\"[^\"\n]*\"))?)*\s*/?>"
    r"|<!--|<!\[CDATA\[|<\?[a-z]+|<![A-Z]+\b"
)
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|heic|tiff?)$", re.IGNORECASE)
_STARRED = re.compile(r"(?<![*\\])(\*{1,2})(?![*\s])([^*\n]{1,24})(?<![*\s\\])\1(?!\*)")
_AND = re.compile(r"[和与跟同及或、等]")
_STAR_SIGN = re.compile(r"[号键标符]")
"""What is said of the sign itself: 打*号的必填，带*号的选填."""
_SHOWS = re.compile(r"[带打按标画加写]$")
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_FORMULA = re.compile(r"[0-9０-９=＝×÷]|长|宽|高|面积|体积|单价|数量|总价|公式|乘")
_NUMERALS = frozenset("一二三四五六七八九十百千两")
_NAMES = re.compile(
    r"[\u3400-\u9fff]{1,2}(?:[、，,；;和与及跟同或（(][^*\n]*)?[、，,；;和与及跟同或）)](?P<family>.)"
)
"""What stands between the signs of two names that are half hidden: 张*三、李*四."""
_PICTURE_LINE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?")
_FOCUS = re.compile(r"\s*(\d{1,3})%[\s,，]+(\d{1,3})%\s*")
"""看点: from the left, from the top."""
_WIDTHS = range(1, 13)
_TOLD_ONCE = frozenset(["SQ406", "SQ432"])
CONFLICT = re.compile(
    rf"[{WHITE}]*(?:(?:>|[-+*](?=[{WHITE}]))[{WHITE}]*){{0,4}}?(?P<mark><{{7}}|>{{7}}|={{7}}(?!=)|\|{{7}}(?: |$))"
)
"""A line that git leaves where two versions could not be merged, moved in or quoted by an editor or not."""


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
    blocks = builder.body(parse_markdown(markdown))
    return ParsedBody(blocks, tuple(builder.faults))


class _Builder:
    """Walks the syntax tree once, counting paragraphs and collecting faults."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.faults: list[MarkupFault] = []
        self.ordinal = 0
        self.in_notes = False
        self.around = ""
        """What the paragraph at hand stands in, as far as a line may slip into it: a list, a quotation, a form."""
        self.labels: set[str] = set()
        """Of links and notes that are used."""
        self.meant: dict[int, set[str]] = {}
        """What failed to be mark-up on a line of the file."""
        self.told: Counter[str] = Counter()
        """Characters that are mark-up, or named in a fault, though no block holds them."""

    def body(self, parsed: Parsed) -> tuple[Block, ...]:
        blocks = self.blocks(parsed.tree)
        self.look_for_conflicts()
        self.look_at_remarks(parsed)
        self.look_at_definitions(parsed)
        self.look_for_lost_characters(blocks)
        return blocks

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
                return (self.item_list(node, line),)
            case "blockquote":
                self.look_for_eaten_signs(node)
                return (Quotation(self.within("quotation", node), line),)
            case "form":
                return (self.form(node, line),)
            case "table":
                return (self.table(node, line),)
            case "hr":
                return (Rule(line),)
            case "fence" | "code_block":
                return self.listing(node, line)
            case "footnote_block":
                return self.footnotes(node, line)
        return self.blocks(node)

    def within(self, what: str, node: Node) -> tuple[Block, ...]:
        before, self.around = self.around, what
        blocks = self.blocks(node)
        self.around = before
        return blocks

    def item_list(self, node: Node, line: int) -> ItemList:
        items = tuple(self.within("list", item) for item in node.children)
        ordered = node.type == "ordered_list"
        marks = tuple(f"{item.info}{item.markup}" for item in node.children) if ordered else ()
        return ItemList(items, ordered, line, marks)

    def form(self, node: Node, line: int) -> Form:
        kind, title = FormKind(node.meta["kind"]), str(node.meta["title"])
        self.told.update(self.lines[line - self.first_line].partition(kind.value)[0] + kind.value)
        if not node.meta["closed"]:
            self.fault("SQ442", line, kind=kind.value)
        blocks: list[Block] = [Subhead((Text(title),), line, 3)] if title else []
        self.look_at_bare_words(title, line)
        writer = FormWriter(kind)
        paragraphs = [child for child in node.children if child.type == "paragraph"]
        before, self.around = self.around, "form"
        closing = writer.closing([child.children[0].content.split("\n") for child in paragraphs])
        for child in node.children:
            if child.type == "paragraph":
                blocks += self.form_paragraphs(
                    child, writer, first=child is paragraphs[0], last=child in paragraphs[closing:]
                )
            else:
                blocks += self.block(child)
        self.around = before
        return Form(kind, tuple(blocks), line)

    def form_paragraphs(self, node: Node, writer: FormWriter, *, first: bool, last: bool) -> Iterator[Block]:
        line = self.line_of(node)
        pictures: list[Block] = []
        self.look_for_failed_markup(node.children[0], line)
        rows: list[list[Inline]] = [[]]
        for child in node.children[0].children:
            if child.type in ("softbreak", "hardbreak"):
                rows.append([])
            else:
                rows[-1] += self.inline(child, line + len(rows) - 1, pictures)
        lines = [
            _kept_verse(joined(row)) if writer.kind is FormKind.POEM else trimmed(joined(row)) for row in rows
        ]
        for part in writer.parts(lines, first=first, last=last):
            inlines = trimmed(joined(list(part.inlines)))
            if plain_text(inlines).strip() or any(isinstance(each, FootnoteMark) for each in inlines):
                yield Paragraph(inlines, line + part.offset, self.next_ordinal(), part.role)
        yield from pictures

    def paragraph(self, node: Node, line: int) -> tuple[Block, ...]:
        pictures: list[Block] = []
        self.look_for_failed_markup(node.children[0], line)
        self.look_for_beginnings(node, line)
        inlines = trimmed(self.inlines(node.children[0], line, pictures))
        if not plain_text(inlines).strip() and not any(isinstance(each, FootnoteMark) for each in inlines):
            return tuple(pictures)
        return (Paragraph(inlines, line, self.next_ordinal()), *pictures)

    def subhead(self, node: Node, line: int) -> tuple[Block, ...]:
        level = int(node.tag[1])
        if level == 1:
            self.fault("SQ404", line)
        pictures: list[Block] = []
        if node.children:
            self.look_for_failed_markup(node.children[0], line)
        inlines = trimmed(self.inlines(node.children[0], line, pictures)) if node.children else ()
        written = self.lines[line - self.first_line]
        if not inlines and not pictures:
            self.swallowed(line, written.strip(), "# 后面没有字", "写上小标题，或删去这一行。")
            return ()
        closing = re.search(r"[ \t](#+)[ \t]*$", written)
        if closing and inlines and len(closing[1]) != level:
            self.doubt(
                "SQ431",
                line,
                closing.start(1) + 1,
                "小标题末尾的 #",
                closing[1],
                f"写成：{written.rstrip(' #')}",
            )
        return (Subhead(inlines, line, min(max(level, 2), 3)), *pictures)

    def listing(self, node: Node, line: int) -> tuple[Block, ...]:
        inlines: list[Inline] = []
        if node.type == "fence" and node.map and not self.is_closed(node):
            self.fault("SQ445", line, found=node.markup)
        if node.info.strip():
            self.swallowed(
                line, node.info.strip(), "``` 后面的字是给程序看的，不印", "把这几个字移到下一行，或删去。"
            )
        for row in node.content.rstrip("\n").split("\n"):
            inlines += [Code(row), LineBreak()]
        return (Paragraph(tuple(inlines[:-1]), line, self.next_ordinal()),)

    def is_closed(self, fence: Node) -> bool:
        """Whether the listing ends with its own row of marks, and not where the text or the list around it ends."""
        first, end = fence.map or (0, 0)
        last = self.lines[min(end, len(self.lines)) - 1]
        return end - first > 1 and _below_marks(last).strip().startswith(fence.markup)

    def table(self, node: Node, line: int) -> Table:
        rows = [self.row(row, line) for part in node.children for row in part.children]
        cells = node.children[0].children[0].children if node.children else []
        alignments = tuple(str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in cells)
        return Table(rows[0], tuple(rows[1:]), alignments, line)

    def row(self, row: Node, line: int) -> tuple[tuple[Inline, ...], ...]:
        below = self.line_of(row) if row.map else line
        written = self.lines[below - self.first_line]
        extra = [
            cell.strip() for cell in cells_of(_below_marks(written))[len(row.children) :] if cell.strip()
        ]
        for cell in extra:
            self.swallowed(below, cell, "这一格上面没有表头", "在表头和第二行各添一格，或把这一格并到前面。")
        if "|" not in written and row.children[0].children and row.children[0].tag == "td":
            self.doubt_beginning(below, "这一行没有竖线，却跟在表格后面")
        return tuple(trimmed(self.cell(cell, below)) for cell in row.children)

    def cell(self, cell: Node, line: int) -> tuple[Inline, ...]:
        pictures: list[Block] = []
        for child in cell.children:
            self.look_for_failed_markup(child, line)
        inlines = tuple(each for child in cell.children for each in self.inlines(child, line, pictures))
        for picture in pictures:
            if isinstance(picture, Picture):
                self.fault("SQ509", picture.line, picture.column, file=picture.file)
                self.told.update("".join(_held((picture,))))
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
            case "text_special":
                return (Text(node.content),)
            case "softbreak":
                return (Text("\n"),)
            case "hardbreak":
                return (LineBreak(),)
            case "em" | "strong":
                return (Emphasis(self.inlines(node, line, pictures), node.type == "strong"),)
            case "link":
                return (self.link(node, line, pictures),)
            case "code_inline":
                return (Code(node.content),)
            case "image":
                pictures.append(self.picture(node, line))
                return ()
            case "footnote_ref":
                self.labels.add("^" + str(node.meta.get("label", "")))
                return (FootnoteMark(int(node.meta.get("id", 0)) + 1),)
            case "footnote_anchor":
                return ()
        return self.inlines(node, line, pictures)

    def picture(self, node: Node, line: int) -> Picture:
        file = str(node.attrs.get("src", ""))
        line, column = self.find_picture(file, line)
        columns, crop, focus = self.hints(node, line)
        inside: list[Block] = []
        self.labels.add(str(node.meta.get("label", "")))
        self.look_at_caption(node, line)
        caption = trimmed(self.inlines(node, line, inside))
        for other in inside:
            if isinstance(other, Picture):
                self.swallowed(line, other.file, "图说里不能再放图", "另起一段放这张图。")
        return Picture(
            file,
            caption,
            str(node.attrs.get("title", "")).strip(WHITE),
            line,
            columns=columns,
            crop=crop,
            column=column,
            focus=focus,
        )

    def hints(self, node: Node, line: int) -> tuple[int, Crop, tuple[float, float] | None]:
        columns, crop = 0, Crop.CENTRE
        focus: tuple[float, float] | None = None
        for key, value in node.attrs.items():
            if key in ("src", "alt", "title"):
                continue
            if (
                key == "width"
                and str(value).isascii()
                and str(value).isdigit()
                and len(str(value)) < 3
                and int(value) in _WIDTHS
            ):
                columns = int(value)
            elif key == "crop" and value in {each.value for each in Crop}:
                crop = Crop(value)
            elif key == "focus" and (shares := _FOCUS.fullmatch(str(value))):
                focus = min(int(shares[1]), 100) / 100, min(int(shares[2]), 100) / 100
            else:
                self.fault("SQ508", *self.find(key, line), hint=f"{key}={value}", columns=_WIDTHS[-1])
        return columns, crop, focus

    def link(self, node: Node, line: int, pictures: list[Block]) -> Link:
        self.labels.add(str(node.meta.get("label", "")))
        before = len(pictures)
        address, children = str(node.attrs.get("href", "")), self.inlines(node, line, pictures)
        if title := str(node.attrs.get("title", "")):
            self.swallowed(line, title, "链接不印引号里的说明", "把这句话写进正文，或删去。")
        if PICTURE_FILE.search(address) and "://" not in address:
            written = self.written(line)
            at = max(written.find(f"]({unquote(address)}"), written.find(f"]({address}"))
            start = written.rfind("[", 0, max(at, 0))
            right = f"{written[: max(start, 0)].rstrip('!！ ')}!{written[max(start, 0) :]}".strip()
            self.fault(
                "SQ430",
                line,
                max(start, 0) + 1,
                what="图片",
                found=_short(written[max(start, 0) :]),
                right=f"写成：{right}",
            )
        if not plain_text(children).strip():
            why = "图片不带链接" if len(pictures) > before else "链接没有文字，没有东西可印"
            remedy = "网址写进正文，或删去。" if len(pictures) > before else "在方括号里写上文字。"
            self.swallowed(line, unquote(address), why, remedy)
        return Link(address, children)

    # What is no mark-up, and what mark-up takes away

    def look_for_failed_markup(self, inline: Node, line: int) -> None:
        said: set[tuple[str, int]] = set()
        for at, shown in enumerate(_as_shown(inline)):
            self.look_for_tags(shown, line + at)
            self.look_for_eaten_stars(shown, line + at)
            written = self.written(line + at)
            if CONFLICT.match(written):
                continue
            for each in lookalikes(shown, written):
                self.meant.setdefault(line + at, set()).add(each.what)
                self.tell(each, line + at, said)

    def look_at_caption(self, node: Node, line: int) -> None:
        """What failed to be mark-up in a picture's caption, and any mark-up in its credit."""
        said: set[tuple[str, int]] = set()
        for shown in _as_shown(node)[:1]:
            self.look_for_tags(shown, line)
            self.look_for_eaten_stars(shown, line)
            for each in lookalikes_in_caption(shown, self.written(line)):
                self.tell(each, line, said)
        self.look_at_bare_words(str(node.attrs.get("title", "")), line)

    def look_at_bare_words(self, words: str, line: int) -> None:
        """A credit, or the title of a form: no mark-up is read in them."""
        said: set[tuple[str, int]] = set()
        for each in lookalikes_in_headline(words, self.written(line)):
            self.tell(each, line, said)

    def tell(self, each: Lookalike, line: int, said: set[tuple[str, int]]) -> None:
        key = (each.what, 0 if each.once is Once.PARAGRAPH else line)
        if each.once is not Once.NEVER and key in said:
            return
        said.add(key)
        code = "SQ430" if each.sure else "SQ431"
        self.fault(code, line, each.column + 1, what=each.what, found=_short(each.found), right=each.right)

    def written(self, line: int) -> str:
        """A line of the file; the last one for what lies beyond it."""
        return self.lines[min(line - self.first_line, len(self.lines) - 1)]

    def look_for_tags(self, shown: str, line: int) -> None:
        for hit in _TAG.finditer(shown):
            fragment = hit[0].split("\n")[0][:40]
            self.fault("SQ401", *self.find(fragment, line), fragment=fragment)

    def look_for_eaten_stars(self, shown: str, line: int) -> None:
        """Emphasis that was a multiplication or hidden names: 长*宽*高, 王**和李**."""
        written = self.written(line)
        for hit in _STARRED.finditer(written):
            before, after = written[: hit.start()], written[hit.end() :]
            beside = _WORD.match(before[-1:]) and _WORD.match(after[:1])
            figures = beside and _NUMERALS.issuperset(before[-1:] + hit[2] + after[:1])
            formula = beside and _FORMULA.search(before[-2:] + hit[2] + after[:2])
            product = hit[2].isdigit() and before.rstrip()[-1:].isdigit() and after.lstrip()[:1].isdigit()
            sums = len(hit[1]) == 1 and (figures or formula or product)
            names = _WORD.match(before[-1:]) and len(hit[2]) > 1 and _AND.match(hit[2])
            others = _NAMES.fullmatch(hit[2]) if beside and before[-1:] in SURNAMES else None
            signs = _STAR_SIGN.match(hit[2]) and (_STAR_SIGN.match(after) or _SHOWS.search(before))
            hidden = others is not None and others["family"] in SURNAMES
            if (sums or names or hidden or signs) and f"\0{hit[2]}" in shown:
                right = hit[0].replace("*", "×") if sums else hit[0].replace("*", "\\*")
                self.doubt("SQ443", line, hit.start() + 1, "", hit[0], right)

    def look_for_eaten_signs(self, quotation: Node) -> None:
        """Signs of “more than” that were read as marks of a quotation."""
        first, end = quotation.map or (0, 0)
        for row in range(first, min(end, len(self.lines))):
            if found := _GREATER_THAN.match(self.lines[row]):
                at = found.end() - 1
                right = f"{self.lines[row][:at]}\\{self.lines[row][at:]}".strip()
                why = "行首的 > 是引文的记号"
                remedy = f"说的是“大于”，写成：{right}；是引文，> 后面空一格。"
                self.fault("SQ432", row + self.first_line, at + 1, found=">", why=why, remedy=remedy)

    def look_for_beginnings(self, node: Node, line: int) -> None:
        """Line ends within a paragraph that look like ends of paragraphs."""
        if self.around == "form" or node.map is None:
            return
        rows = self.lines[line - self.first_line : node.map[1]]
        breaks = [child.type for child in node.children[0].children if child.type.endswith("break")]
        reasons = looks_like_a_beginning([_below_marks(row) for row in rows])
        alone = [bool(_PICTURE_LINE.fullmatch(_below_marks(row).strip(WHITE))) for row in rows]
        for at, (row, reason) in enumerate(zip(rows[1:], reasons, strict=True)):
            if at < len(breaks) and breaks[at] == "hardbreak":
                continue
            lazy = (self.around == "quotation" and not row.lstrip().startswith(">")) or (
                self.around == "list" and row[:1] not in (" ", "\t", "")
            )
            slipped = {"quotation": "这一行跟进了上面的引文", "list": "这一行跟进了上面的列表"}.get(
                self.around, ""
            )
            meant = self.meant.get(line + at + 1, set()) | self.meant.get(line, set())
            if alone[at] and not alone[at + 1] and not all(alone[: at + 1]):
                reason = reason or "上面的图片夹在这一段里"
            if (reason or lazy) and not meant & {"列表", "表格", "引文"}:
                self.doubt_beginning(line + at + 1, reason or slipped)

    def look_for_conflicts(self) -> None:
        for number, row in enumerate(self.lines):
            if found := CONFLICT.match(row):
                place = number + self.first_line, found.start("mark") + 1
                self.fault("SQ435", *place, found=found["mark"].strip())

    def look_at_remarks(self, parsed: Parsed) -> None:
        for remark in parsed.remarks:
            exempts = bool(_EXEMPTION.match(remark.text))
            if exempts and "\n" not in remark.text:
                self.told.update(remark.text)
            else:
                said = " ".join(remark.text[4:-3].split())[:20]
                why, remedy = "注释不印", "要印就去掉 <!-- 和 -->；不印就删去这一句。"
                if exempts:
                    why, remedy = "免检没有在这一行收尾，到 --> 为止都不印", "在免检的原因后面写 -->。"
                self.swallowed(remark.line + self.first_line, said or "<!-- -->", why, remedy)
                end = remark.line + 1 + remark.text.count("\n")
                self.name_further_lines(remark.line + 1, end, why, remedy)

    def look_at_definitions(self, parsed: Parsed) -> None:
        """Notes that nobody refers to, notes and links of one name, and links that no text uses."""
        last = {note.label: note for note in parsed.notes}
        for note in parsed.notes:
            line = note.line + self.first_line
            words = self.lines[note.line].partition("]:")[2].strip() or note.label
            if last[note.label] is not note:
                self.swallow_lines(
                    note, words, f"后面还有一条同名的注 [^{note.label}]", "两条注各起一个名字。"
                )
            elif "^" + note.label not in self.labels:
                self.swallow_lines(
                    note,
                    words,
                    f"文中没有 [^{note.label}]",
                    f"在文中该注的地方写 [^{note.label}]，或删去这一条。",
                )
            else:
                self.told.update(f"[^{note.label}]:" if line else "")
        for link in parsed.links:
            written = self.lines[link.line].strip()
            if not link.label or link.label not in self.labels:
                self.swallow_lines(
                    link,
                    written,
                    "这一行成了链接的定义，文中没有用它",
                    "要印就在冒号前去掉方括号，或写成 [文字](网址)。",
                )
            elif link.title:
                self.swallow_lines(link, link.title, "链接不印引号里的说明", "把这句话写进正文，或删去。")
            else:
                self.told.update("".join(self.lines[link.line : link.end]))

    def swallow_lines(self, what: Definition, found: str, why: str, remedy: str) -> None:
        # Counted once: what is counted twice would hide a loss of the same characters elsewhere.
        place = self.find(found[:20], what.line + self.first_line)
        self.fault("SQ432", *place, found=_short(found), why=why, remedy=remedy)
        self.told.update(self.lines[what.line])
        self.name_further_lines(what.line + 1, what.end, why, remedy)

    def name_further_lines(self, start: int, end: int, why: str, remedy: str) -> None:
        """Each further line of what is swallowed whole, rows counted from 0."""
        for row in range(start, min(end, len(self.lines))):
            if words := self.lines[row].strip(WHITE):
                self.fault("SQ432", row + self.first_line, found=_short(words), why=why, remedy=remedy)
                self.told.update(words)

    def look_for_lost_characters(self, blocks: tuple[Block, ...]) -> None:
        """一字不丢: whatever stands in the lines and in no block, and was not named yet, is named by its line."""
        held = self.told + Counter("".join(_held(blocks)))
        held.update("".join(hit[0] for line in self.lines for hit in _LABEL.finditer(line)))
        lost = Counter("".join(self.lines)) - held
        lost = Counter({each: count for each, count in lost.items() if not _is_dress(each)})
        while lost:
            shares = [Counter(line) & lost for line in self.lines]
            at = max(range(len(shares)), key=lambda place: shares[place].total())
            if not shares[at]:
                return
            found = "".join(each for each in self.lines[at] if each in shares[at])[:20]
            self.swallowed(
                at + self.first_line, found, "程序认不出它该在哪里", "把这一行写得简单些，或另起一段。"
            )
            lost -= shares[at]

    # Faults

    def swallowed(self, line: int, found: str, why: str, remedy: str) -> None:
        self.told.update(found)
        self.fault("SQ432", *self.find(found[:20], line), found=_short(found), why=why, remedy=remedy)

    def doubt(self, code: str, line: int, column: int, what: str, found: str, right: str) -> None:
        self.fault(code, line, column, what=what, found=found, right=right)

    def doubt_beginning(self, line: int, reason: str) -> None:
        row = self.lines[line - self.first_line]
        self.fault("SQ440", line, len(row) - len(row.lstrip(WHITE)) + 1, reason=reason)

    def look_for_unknown_notes(self, text: str, line: int) -> None:
        for match in _UNKNOWN_NOTE.finditer(text):
            if not match.start() and re.match(" ?[:：]", text[match.end() :]):
                continue  # the note itself, its colon too wide: SQ430 says so
            self.fault("SQ406", *self.find(match[0], line), label=match[1])

    def fault(self, code: str, line: int, column: int = 1, **facts: Any) -> None:
        fault = MarkupFault(code, line, column, facts)
        if code in _TOLD_ONCE and fault in self.faults:
            return
        self.faults.append(fault)

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


def _kept_verse(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A verse keeps the white space by which the poet set it back."""
    return inlines


def _as_shown(inline: Node) -> list[str]:
    """The lines of a paragraph as a reader would see them, a NUL for every piece of mark-up and escaped character."""
    rows = [""]

    def take(node: Node) -> None:
        for child in node.children:
            if child.type == "text" or (child.type == "text_special" and child.content[:1] == "\\"):
                rows[-1] += child.content if child.content != "\\" else "\0"
            elif child.type in ("softbreak", "hardbreak"):
                rows.append("")
            elif child.type in ("text_special", "code_inline", "image", "footnote_ref") or not child.children:
                rows[-1] += "\0"
            else:
                rows[-1] += "\0"
                take(child)
                rows[-1] += "\0"

    take(inline)
    return rows


_MARKS = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]))+[ \t]*")


def _below_marks(line: str) -> str:
    """A line without the marks of the lists and quotations it stands in."""
    return _MARKS.sub("", line)


def _held(blocks: Sequence[Block]) -> Iterator[str]:
    """Every character that the blocks hold, addresses and numbers of lists included."""
    for block in walk_blocks(tuple(blocks)):
        match block:
            case Paragraph(inlines=inlines) | Subhead(inlines=inlines):
                yield from _text_of(inlines)
            case Picture(file=file, caption=caption, credit=credit):
                yield from (unquote(file), file, credit, *_text_of(caption))
            case Table(header=header, rows=rows):
                yield from (words for row in (header, *rows) for cell in row for words in _text_of(cell))
            case ItemList(marks=marks):
                yield from marks
            case Quotation() | Rule() | Form() | Footnotes():
                pass
            case _:
                assert_never(block)


def _text_of(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                yield text
            case Emphasis(children=children):
                yield from _text_of(children)
            case Link(address=address, children=children):
                yield from (unquote(address), *_text_of(children))
            case LineBreak() | FootnoteMark():
                pass


def _is_dress(character: str) -> bool:
    """Whether a character may be mark-up: then it is no loss. Letters and figures of an address are too many to tell."""
    return character.isascii() or character.isspace() or character == "："


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
