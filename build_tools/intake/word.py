"""读 Word: a .docx → :class:`Draft`. On lxml, straight on the file's XML.

mammoth, pandoc and markitdown all turn the file into paragraphs first and drop what a newspaper needs to tell a
headline from a subhead: size, place, typeface, text boxes, deletions, hidden text. python-docx keeps them but
knows neither revisions nor notes nor text boxes, so that its XML has to be walked all the same. lxml comes with
pikepdf anyway.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.archives import open_archive, read_member
from build_tools.intake.draft import Break, Cell, Draft, Grid, Image, Item, Line, Span, Unreadable
from build_tools.intake.formulas import MATH, spans_of
from build_tools.intake.numerals import counted, number_of
from build_tools.intake.plain import LINE_ENDS
from build_tools.intake.symbols import FONTS, is_symbol, symbol

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = MATH
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LARGEST_PART = 24 * 1024 * 1024
"""Bytes of one XML part unpacked: a thousand pages of plain text."""
_THROUGH = {
    f"{_W}{name}"
    for name in (
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
}
_GONE = {f"{_W}del": "修订里删去的文字", f"{_W}moveFrom": "修订里移走的文字"}
_ROLES = (
    (re.compile(r"^(sub ?title|副标题)$", re.I), "subtitle"),
    (re.compile(r"^(title|标题|.*(主标题|大标题|文章标题|稿件标题))$", re.I), "title"),
    (re.compile(r"^(heading|标题) ?([1-6])$", re.I), "heading"),
    (re.compile(r"^(caption|题注|图说.*|图注.*)$", re.I), "caption"),
    (re.compile(r"^((intense )?quote|引用|明显引用|block text)$", re.I), "quote"),
)
_ON = ("1", "true", "on", None)


_Level = tuple[str, str, int]
"""How a level of a list is numbered: the form of its numbers, what stands round them, the first."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says; None where it does not say."""

    size: float | None = None
    bold: bool | None = None
    font: str | None = None
    align: str | None = None
    hidden: bool | None = None
    indented: bool | None = None
    list_id: str | None = None
    level: int | None = None
    role: str = ""


def read_word(name: str, content: bytes) -> Draft:
    """Read a .docx. Raises Unreadable with the reason."""
    archive = open_archive(content)
    try:
        main = _main_part(archive)
        reader = _Reader(name, archive, main)
        return reader.read()
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Unreadable(
            "文件坏了，里面的内容读不出来", "请来稿人重新保存一次再发；或用 WPS 打开，另存为 .docx。"
        ) from error


def _main_part(archive: zipfile.ZipFile) -> str:
    for link in _links(archive, "_rels/.rels").values():
        if link.kind == "officeDocument":
            return link.target
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    raise Unreadable("不是 Word 文件，或文件不完整", "请来稿人重新保存一次再发。")


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str
    outside: bool


def _links(archive: zipfile.ZipFile, part: str) -> dict[str, _Link]:
    if part not in archive.namelist():
        return {}
    base = posixpath.dirname(posixpath.dirname(part))
    found = {}
    for each in _parse(read_member(archive, part, LARGEST_PART)):
        if not isinstance(each.tag, str):
            continue
        target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join(base, target)) if target[:1] != "/" else target[1:]
        found[each.get("Id", "")] = _Link(each.get("Type", "").rsplit("/", 1)[-1], target, outside)
    return found


def _parse(content: bytes) -> Any:
    content = content.replace(_STRICT, _W[1:-1].encode()).replace(
        b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()
    )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction is no text, its result is."""

    instruction: str = ""
    result: bool = False
    box: str = ""
    """What a field of a form shows: ☑ or ☐, or what was chosen from its list."""


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph gathers while it is walked."""

    spans: list[Span] = field(default_factory=list)
    looks: list[tuple[int, float, str]] = field(default_factory=list)  # characters, size, font
    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)
    gone: dict[str, list[str]] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    link: str = ""


class _Reader:
    def __init__(self, name: str, archive: zipfile.ZipFile, main: str) -> None:
        self.draft = Draft(name)
        self.archive = archive
        self.main = main
        self.links = _links(archive, f"{posixpath.dirname(main)}/_rels/{posixpath.basename(main)}.rels")
        self.fields: list[_Field] = []
        self.counters: dict[str, list[int]] = {}
        self.styles: dict[str, _Look] = {}
        self.default_style = ""
        self.base = _Look()
        self.levels: dict[str, dict[int, _Level]] = {}
        self.forms: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        """Where a list begins to count anew the first time it comes, level by level."""
        self.boxed = False
        self.depth = 0
        self.hidden: list[str] = []
        self.carried: tuple[Span, ...] = ()
        """What stands at the head of the next paragraph: a dropped initial, or a paragraph whose end was deleted."""

    def read(self) -> Draft:
        root = _parse(read_member(self.archive, self.main, LARGEST_PART))
        self.read_styles()
        self.read_numbering()
        body = root.find(f"{_W}body")
        self.draft.items = self.blocks(body if body is not None else root)
        self.read_side_parts()
        self.draft.letters += _letters(root)
        return self.draft

    # Parts beside the text

    def part(self, kind: str) -> list[Any]:
        found = []
        for link in self.links.values():
            if link.kind == kind and not link.outside and link.target in self.archive.namelist():
                found.append(_parse(read_member(self.archive, link.target, LARGEST_PART)))
        return found

    def read_side_parts(self) -> None:
        for kind in ("footnotes", "endnotes"):
            for root in self.part(kind):
                for note in root:
                    if note.get(f"{_W}type") in (None, "normal"):
                        key = f"{kind}{note.get(f'{_W}id')}"
                        self.draft.notes[key] = "".join(_letters(note)).strip()
                        self.draft.letters += _letters(note)
        for root in self.part("comments"):
            for comment in root:
                words = "".join(_letters(comment)).strip()
                if words:
                    self.draft.letters += _letters(comment)
                    self.remark("SQ122", text=words, author=comment.get(f"{_W}author") or "没有署名的人")
        said: set[str] = set()
        for kind, name in (("header", "页眉"), ("footer", "页脚")):
            for root in self.part(kind):
                words = " ".join(part.strip() for part in _letters(root) if part.strip())
                if words and words not in said:
                    said.add(words)
                    self.draft.letters.append(words)
                    self.remark("SQ121", what=f"{name}里的文字", text=words)
        if self.hidden:
            self.remark("SQ121", what="隐藏的文字", text="；".join(self.hidden))

    def remark(self, code: str, **facts: object) -> None:
        self.draft.remarks.append(diagnose(code, Place(self.draft.file), **facts))

    def read_styles(self) -> None:
        raw: dict[str, Any] = {}
        for root in self.part("styles"):
            for default in root.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"):
                self.base = _run_look(default, self.base)
            for style in root.iterfind(f"{_W}style"):
                raw[style.get(f"{_W}styleId", "")] = style
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true"):
                    self.default_style = style.get(f"{_W}styleId", "")
        for key in raw:
            self.styles[key] = self.resolve(key, raw, 0)

    def resolve(self, key: str, raw: dict[str, Any], depth: int) -> _Look:
        style = raw.get(key)
        if style is None or depth > 12:
            return self.base
        based = style.find(f"{_W}basedOn")
        parent = self.resolve(based.get(f"{_W}val", ""), raw, depth + 1) if based is not None else self.base
        look = _run_look(style.find(f"{_W}rPr"), parent)
        look = _paragraph_look(style.find(f"{_W}pPr"), look)
        name = style.find(f"{_W}name")
        role = _role_of(name.get(f"{_W}val", "") if name is not None else "") or _role_of(key)
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if not role and outline is not None and outline.get(f"{_W}val", "9").isdigit():
            level = int(outline.get(f"{_W}val", "9"))
            role = f"heading{level + 1}" if level < 6 else ""
        return replace(look, role=role or parent.role)

    def read_numbering(self) -> None:
        for root in self.part("numbering"):
            forms = {each.get(f"{_W}abstractNumId", ""): each for each in root.iterfind(f"{_W}abstractNum")}
            styled = {_value(each, "styleLink"): each for each in forms.values()}
            for each in root.iterfind(f"{_W}num"):
                key, form = each.get(f"{_W}numId", ""), _value(each, "abstractNumId") or ""
                source = forms.get(form)
                if source is not None and (link := _value(source, "numStyleLink")) is not None:
                    source = styled.get(link, source)
                levels = _levels(source)
                self.restarts[key] = {}
                for override in each.iterfind(f"{_W}lvlOverride"):
                    levels |= _levels(override)
                    at, start = override.get(f"{_W}ilvl", ""), _value(override, "startOverride") or ""
                    if at.isdigit() and start.isdigit():
                        self.restarts[key][int(at)] = int(start)
                # Lists of one form count on from each other.
                self.forms[key], self.levels[key] = form, levels

    # Blocks

    def blocks(self, parent: Any) -> list[Item]:
        items: list[Item] = []
        self.depth += 1
        if self.depth > 40:
            self.depth -= 1
            return items
        for node in parent:
            tag = node.tag
            if tag == f"{_W}p":
                items += self.paragraph(node)
            elif tag == f"{_W}tbl":
                items += [*self.left_over(), *self.table(node)]
            elif gone := _gone(node):
                if words := "".join(_letters(node)).strip():
                    self.remark("SQ121", what=gone, text=words)
            elif tag in _THROUGH:
                items += self.blocks(node)
            elif tag == f"{_MC}AlternateContent":
                items += self.blocks(_choice(node))
            elif isinstance(tag, str) and tag.startswith(_M):
                items.append(Line(tuple(self.formula(node))))
                self.draft.letters += ["".join(each.text or "" for each in node.iter(f"{_M}t"))]
            elif tag == f"{_W}altChunk":
                self.remark("SQ121", what="嵌在里面的另一个文件", text=node.get(f"{_R}id", ""))
        self.depth -= 1
        return [*items, *self.left_over()]

    def left_over(self) -> list[Line]:
        """What was to stand at the head of a paragraph that does not come."""
        left, self.carried = self.carried, ()
        return [Line(left)] if left else []

    def formula(self, node: Any) -> list[Span]:
        spans = list(spans_of(node))
        words = "".join(span.text for span in spans)
        self.remark("SQ124", text=words, problem="是公式，排成了一行字")
        return spans

    def paragraph(self, node: Any) -> list[Item]:
        properties = node.find(f"{_W}pPr")
        key = properties.find(f"{_W}pStyle") if properties is not None else None
        style = self.styles.get(key.get(f"{_W}val", "") if key is not None else self.default_style, self.base)
        if key is not None and key.get(f"{_W}val", "") not in self.styles:
            style = replace(style, role=_role_of(key.get(f"{_W}val", "")))
        look = _paragraph_look(properties, style)
        gathered = _Paragraph()
        carried, self.carried = self.carried, ()
        broken = properties is not None and properties.find(f"{_W}pageBreakBefore") is not None
        self.inlines(node, look, gathered)
        for what, words in gathered.gone.items():
            if "".join(words).strip():
                self.remark("SQ121", what=what, text="".join(words))
        if struck := "".join(gathered.struck).strip():
            self.remark("SQ124", text=struck, problem="加了删除线，照收在稿件里；要删的请删去")
        spans = _joined([*carried, *gathered.spans])
        if _goes_on(properties):
            self.carried = spans
            return [*gathered.before, *gathered.after]
        mark, level = self.number(look)
        if _WORDED.match(mark) and any(span.text.strip() for span in spans):
            # 第三条 is referred to by its name: no list of the paper's can show it.
            apart = "" if mark[-1] in "、，．。：:.）)" else "　"
            spans, mark, level = (Span(mark + apart, strong=spans[0].strong), *spans), "", -1
        line = Line(
            spans,
            size=_usual([(count, size) for count, size, _ in gathered.looks]) or look.size or 0.0,
            align=look.align or "",
            font=_usual([(count, font) for count, _, font in gathered.looks]) or look.font or "",
            role=look.role,
            mark=mark,
            level=level,
            indented=bool(look.indented),
            boxed=self.boxed,
        )
        ended = properties is not None and properties.find(f"{_W}sectPr") is not None
        items: list[Item] = [Break()] if broken else []
        items += (
            [*gathered.before, line] if line.text or any(span.note for span in spans) else gathered.before
        )
        if not (line.text or gathered.before or gathered.after):
            items.append(Line(()))  # an empty paragraph parts things
        items += gathered.after
        return [*items, Break()] if ended else items

    def number(self, look: _Look) -> tuple[str, int]:
        levels = self.levels.get(look.list_id or "", {})
        level = look.level or 0
        if not levels or level not in levels:
            return "", -1
        count = self.counters.setdefault(self.forms[look.list_id or ""], [])
        while len(count) <= level:
            count.append(levels.get(len(count), ("", "", 1))[2] - 1)
        if (start := self.restarts[look.list_id or ""].pop(level, None)) is not None:
            count[level] = start - 1
        count[level] += 1
        del count[level + 1 :]
        form, shown, _ = levels[level]
        if form == "bullet":
            return "•", level
        if form == "none":
            return "", -1
        for at, value in enumerate(count):
            shown = shown.replace(f"%{at + 1}", counted(value, levels.get(at, (form, "", 1))[0]))
        return shown.strip(), level

    def table(self, node: Any) -> list[Item]:
        rows: list[tuple[Cell, ...]] = []
        for row in _rows(node):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.remark("SQ121", what="修订里删去的表格行", text=" ".join(_letters(row)))
                continue
            before = _value(row.find(f"{_W}trPr"), "gridBefore") or "0"
            cells = [Cell(())] * (min(int(before), 40) if before.isdigit() else 0)
            for cell in _cells(row):
                properties = cell.find(f"{_W}tcPr")
                if properties is not None and properties.find(f"{_W}cellDel") is not None:
                    self.remark("SQ121", what="修订里删去的表格", text=" ".join(_letters(cell)))
                    cells.append(Cell(()))
                    continue
                span = properties.find(f"{_W}gridSpan") if properties is not None else None
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                above = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
                inner = [each for each in self.blocks(cell) if not (isinstance(each, Line) and not each.text)]
                cells.append(Cell(tuple(inner), "^" if above and not inner else ""))
                wide = span.get(f"{_W}val", "1") if span is not None else "1"
                cells += [Cell((), "<")] * (min(int(wide), 40) - 1 if wide.isdigit() else 0)
            rows.append(tuple(cells))
        width = max((len(row) for row in rows), default=0)
        whole = tuple((*row, *([Cell(())] * (width - len(row)))) for row in rows)
        return [Grid(whole)] if whole and width else []

    # Inlines

    def inlines(self, parent: Any, look: _Look, into: _Paragraph) -> None:
        self.depth += 1
        if self.depth > 60:
            self.depth -= 1
            return
        for node in parent:
            tag = node.tag
            if tag == f"{_W}r":
                self.run(node, look, into)
            elif tag == f"{_W}hyperlink":
                link = self.links.get(node.get(f"{_R}id", ""))
                into.link, kept = link.target if link and link.outside else "", into.link
                self.inlines(node, look, into)
                into.link = kept
            elif gone := _gone(node):
                into.gone.setdefault(gone, []).append("".join(_letters(node)))
            elif tag == f"{_W}fldSimple" and node.find(f".//{_W}t") is None:
                self.words(self.without_result(node.get(f"{_W}instr", "")), look, "", into)
            elif tag in _THROUGH:
                self.inlines(node, look, into)
            elif tag == f"{_MC}AlternateContent":
                self.inlines(_choice(node), look, into)
            elif isinstance(tag, str) and tag.startswith(_M):
                into.spans += self.formula(node)
        self.depth -= 1

    def run(self, node: Any, look: _Look, into: _Paragraph) -> None:
        properties = node.find(f"{_W}rPr")
        own = look
        key = properties.find(f"{_W}rStyle") if properties is not None else None
        if key is not None and (style := self.styles.get(key.get(f"{_W}val", ""))):
            own = replace(
                look, bold=style.bold if style.bold else own.bold, hidden=style.hidden or own.hidden
            )
        own = _run_look(properties, own)
        if not own.hidden and (_switch(properties, "strike") or _switch(properties, "dstrike")):
            into.struck += [each.text or "" for each in node.iter(f"{_W}t")]
        raised = properties.find(f"{_W}vertAlign") if properties is not None else None
        height = {"superscript": "super", "subscript": "sub"}.get(
            raised.get(f"{_W}val", "") if raised is not None else "", ""
        )
        for child in node:
            self.piece(child, own, height, into)

    def piece(self, node: Any, look: _Look, height: str, into: _Paragraph) -> None:
        tag = node.tag
        match tag.removeprefix(_W) if isinstance(tag, str) else "":
            case "fldChar":
                if shown := self.field(node):
                    self.words(shown, look, height, into)
            case "instrText":
                if self.fields:
                    self.fields[-1].instruction += node.text or ""
            case "t":
                font = _symbol_font(node.getparent())
                typed = (node.text or "").translate(LINE_ENDS)
                shown = "".join(
                    self.symbol(ord(each), font) if is_symbol(each, font) else each for each in typed
                )
                self.words(shown, look, height, into)
            case "tab" | "ptab":
                self.words("\t", look, height, into)
            case "noBreakHyphen":
                self.words("-", look, height, into)
            case "sym":
                code = node.get(f"{_W}char", "")
                number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
                self.words(self.symbol(number, node.get(f"{_W}font", "")), look, height, into)
            case "br" | "cr":
                if node.get(f"{_W}type") in ("page", "column"):
                    (into.after if into.spans else into.before).append(Break())
                else:
                    self.words("\n", look, height, into)
            case "footnoteReference" | "endnoteReference":
                kind = "footnotes" if tag.endswith("footnoteReference") else "endnotes"
                into.spans.append(Span("", note=f"{kind}{node.get(f'{_W}id')}"))
            case "drawing" | "pict" | "object":
                self.drawing(node, into)
            case "ruby":
                base, above = node.find(f"{_W}rubyBase"), node.find(f"{_W}rt")
                words = "".join(_letters(base)) if base is not None else ""
                reading = "".join(_letters(above)) if above is not None else ""
                self.words(f"{words}（{reading}）" if reading else words, look, height, into)
            case "delText":
                into.gone.setdefault("修订里删去的文字", []).append(node.text or "")
            case _:
                if tag == f"{_MC}AlternateContent":
                    for each in _choice(node):
                        self.piece(each, look, height, into)

    def symbol(self, code: int, font: str) -> str:
        """What a font of symbols shows; 〓, and told, where that is not known."""
        shown = symbol(code, font)
        if not shown:
            problem = "是符号字体里的图形，没有对应的字符，稿子里成了“〓”"
            self.remark("SQ124", text=f"U+{code:04X}", problem=problem)
        return shown or "〓"

    def words(self, text: str, look: _Look, height: str, into: _Paragraph) -> None:
        if self.fields and not all(each.result for each in self.fields):
            return
        if look.hidden:
            self.hidden.append(text)
            return
        link = into.link
        for each in self.fields:
            if found := re.match(r'\s*HYPERLINK\s+"([^"]+)"', each.instruction):
                link = found[1]
        address = link if re.match(r"https?://|mailto:", link) else ""
        into.spans.append(Span(text, bool(look.bold), height, address))
        if text.strip():
            into.looks.append((len(text), look.size or 0.0, look.font or ""))

    def field(self, node: Any) -> str:
        """Begin, part or end a field; what an ended one shows that has no result of its own."""
        kind = node.get(f"{_W}fldCharType")
        if kind == "begin":
            box = node.find(f"{_W}ffData/{_W}checkBox")
            ticked = _switch(box, "checked") if box is not None else None
            ticked = _switch(box, "default") if box is not None and ticked is None else ticked
            self.fields.append(_Field(box=_chosen(node) if box is None else "☑" if ticked else "☐"))
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if ended.box or ended.result:
                return ended.box
            return self.without_result(ended.instruction)
        return ""

    def without_result(self, instruction: str) -> str:
        """What a field shows whose result the file has not got: 〓, and told, where that cannot be said."""
        shown = _shown_by(instruction)
        if not shown and not _SHOWS_NOTHING.match(instruction):
            problem = "是 Word 的域，文件里没有存下结果，稿子里成了“〓”"
            self.remark("SQ124", text=instruction.strip(), problem=problem)
            return "〓"
        return shown

    def drawing(self, node: Any, into: _Paragraph) -> None:
        for box in node.iter(f"{_W}txbxContent"):
            if _inside(box, f"{_MC}Fallback", node) or _inside(box, f"{_W}txbxContent", node):
                continue
            kept, self.boxed = self.boxed, True
            fields, self.fields = self.fields, []
            into.after += [
                each for each in self.blocks(box) if not (isinstance(each, Line) and not each.text)
            ]
            self.boxed, self.fields = kept, fields
        for art in node.iter(f"{_V}textpath"):
            if (words := art.get("string", "").strip()) and not _inside(art, f"{_MC}Fallback", node):
                into.after.append(Line((Span(words),), boxed=True))
                self.draft.letters.append(words)
        seen = False
        for picture in (*node.iter(f"{_A}blip"), *node.iter(f"{_V}imagedata")):
            if _inside(picture, f"{_W}txbxContent", node) or _inside(picture, f"{_MC}Fallback", node):
                continue
            seen = True
            self.image(picture, into)
        for each in node.iter(_OBJECT):
            what = "嵌在里面的表格或文件（请来稿人另发一份）"
            self.remark("SQ121", what=what, text=each.get("ProgID") or "OLE")
        for each in node.iter(f"{_A}graphicData"):
            kind = each.get("uri", "").rsplit("/", 1)[-1]
            if not seen and kind in ("chart", "diagram"):
                self.remark("SQ121", what="Word 里画的图表（请来稿人截图，当图片发来）", text=kind)

    def image(self, picture: Any, into: _Paragraph) -> None:
        key = picture.get(f"{_R}embed") or picture.get(f"{_R}id") or picture.get(f"{_R}link") or ""
        link = self.links.get(key)
        if link is None:
            return
        crop = (0.0, 0.0, 0.0, 0.0)
        rectangle = picture.getparent().find(f"{_A}srcRect") if picture.getparent() is not None else None
        if rectangle is not None:
            sides = [rectangle.get(side, "0") for side in "ltrb"]
            left, top, right, bottom = (
                max(0, int(each)) / 100_000 if re.fullmatch(r"-?\d{1,9}", each) else 0.0 for each in sides
            )
            crop = (left, top, right, bottom)
        name = posixpath.basename(link.target)
        content = None
        if not link.outside and link.target in self.archive.namelist():
            try:
                content = read_member(self.archive, link.target)
            except Unreadable as problem:
                self.remark("SQ120", file=name, problem=problem.problem, remedy=problem.remedy)
                return
        (into.after if into.spans else into.before).append(Image(name, content, crop))


_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_WORDED = re.compile(r"第.+[条章节款项步课讲期回]|步骤|[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]")
"""Numbers of Word's that are words."""
_SHOWS_NOTHING = re.compile(
    r"\s*(?:$|(?:ADVANCE|ASK|BIDIOUTLINE|CONTROL|EMBED|FORMCHECKBOX|HTMLACTIVEX|HYPERLINK|INCLUDE[A-Z]*|INDEX|LINK|NEXT"
    r"|NEXTIF|PRIVATE|RD|SET|SHAPE|SKIPIF|TA|TC|TOA|TOC|XE)\b)",
    re.IGNORECASE,
)
"""Fields that show nothing of themselves, or what is read elsewhere."""
_READING = re.compile(r"\\up\s*\d*\s*\((?P<above>[^()]*)\)\s*[,，;；]\s*(?P<base>[^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\((?P<above>[^(),，;；\\]+)[,，;；](?P<below>[^(),，;；\\]+)\)", re.IGNORECASE)
_RINGED = re.compile(r"\\o\s*\\ac\s*\(\s*(?P<ring>[^(),，]*)[,，]\s*(?P<inner>[^(),，]*)\)", re.IGNORECASE)


def _chosen(field: Any) -> str:
    """What was chosen from the list of a field of a form; the first where nothing was."""
    choices = field.find(f"{_W}ffData/{_W}ddList")
    if choices is None:
        return ""
    words = [each.get(f"{_W}val", "") for each in choices.iterfind(f"{_W}listEntry")]
    at = _value(choices, "result") or _value(choices, "default") or "0"
    return words[int(at)] if at.isdigit() and int(at) < len(words) else ""


def _shown_by(instruction: str) -> str:
    """What Word sets by the formula field EQ: a reading above a character (拼音指南), a fraction, a character in a ring (带圈字符)."""
    if reading := _READING.search(instruction):
        base, above = reading["base"].strip(), reading["above"].strip()
        return f"{base}（{above}）" if above else base
    if fraction := _FRACTION.search(instruction):
        return f"{fraction['above'].strip()}/{fraction['below'].strip()}"
    if ringed := _RINGED.search(instruction):
        number, inner = number_of(ringed["inner"]), ringed["inner"].strip()
        return (
            chr(0x2460 + number - 1)
            if ringed["ring"].strip() in "○〇" and 0 < number <= 20
            else f"（{inner}）"
        )
    return ""


def _levels(parent: Any) -> dict[int, _Level]:
    """The levels of a list that stand below a node of the numbering."""
    levels: dict[int, _Level] = {}
    for level in parent.iterfind(f"{_W}lvl") if parent is not None else ():
        value = {child.tag: child.get(f"{_W}val") or "" for child in level}
        start, at = value.get(f"{_W}start", "1"), level.get(f"{_W}ilvl", "0")
        if at.isdigit():
            form, shown = value.get(f"{_W}numFmt", "decimal"), value.get(f"{_W}lvlText", "")
            levels[int(at)] = form, shown, int(start) if start.isdigit() else 1
    return levels


def _goes_on(properties: Any) -> bool:
    """Whether a paragraph is the head of the next: 首字下沉, or its end was deleted in a revision."""
    if properties is None:
        return False
    frame = properties.find(f"{_W}framePr")
    dropped = frame is not None and frame.get(f"{_W}dropCap", "none") != "none"
    return dropped or properties.find(f"{_W}rPr/{_W}del") is not None


def _choice(node: Any) -> Any:
    found = node.find(f"{_MC}Choice")
    if found is None:
        found = node.find(f"{_MC}Fallback")
    return found if found is not None else ()


def _inside(node: Any, tag: str, limit: Any) -> bool:
    for above in node.iterancestors():
        if above is limit:
            return False
        if above.tag == tag:
            return True
    return False


def _gone(node: Any) -> str:
    """What makes the words of a node no copy, in an editor's words; "" for what is copy."""
    if node.tag == f"{_W}sdt" and _switch(node.find(f"{_W}sdtPr"), "showingPlcHdr"):
        return "没有填的空里的提示"
    return _GONE.get(node.tag, "")


def _rows(table: Any) -> list[Any]:
    found = []
    for node in table:
        if node.tag == f"{_W}tr":
            found.append(node)
        elif node.tag in _THROUGH:
            found += _rows(node)
    return found


def _cells(row: Any) -> list[Any]:
    found = []
    for node in row:
        if node.tag == f"{_W}tc":
            found.append(node)
        elif node.tag in _THROUGH:
            found += _cells(node)
    return found


def _role_of(name: str) -> str:
    for pattern, role in _ROLES:
        if found := pattern.match(name.strip()):
            return f"heading{found[2]}" if role == "heading" else role
    return ""


def _symbol_font(run: Any) -> str:
    fonts = run.find(f"{_W}rPr/{_W}rFonts") if run is not None else None
    font = fonts.get(f"{_W}ascii", "") if fonts is not None else ""
    return font if font in FONTS else ""


def _value(node: Any, name: str) -> str | None:
    found = node.find(f"{_W}{name}") if node is not None else None
    return found.get(f"{_W}val", "") if found is not None else None


def _switch(node: Any, name: str) -> bool | None:
    found = node.find(f"{_W}{name}") if node is not None else None
    return found.get(f"{_W}val") in _ON if found is not None else None


def _run_look(node: Any, look: _Look) -> _Look:
    if node is None:
        return look
    size = _value(node, "sz")
    fonts = node.find(f"{_W}rFonts")
    font = (fonts.get(f"{_W}eastAsia") or fonts.get(f"{_W}ascii")) if fonts is not None else None
    bold, hidden = _switch(node, "b"), _switch(node, "vanish")
    dotted = _value(node, "em")
    return replace(
        look,
        size=float(size) / 2 if size and re.fullmatch(r"\d{1,4}(\.\d+)?", size) else look.size,
        bold=True if dotted and dotted != "none" else look.bold if bold is None else bold,
        font=font or look.font,
        hidden=look.hidden if hidden is None else hidden,
    )


def _paragraph_look(node: Any, look: _Look) -> _Look:
    if node is None:
        return look
    align = {"both": "", "start": "", "left": "", "end": "right"}.get(
        _value(node, "jc") or "-", _value(node, "jc")
    )
    indent = node.find(f"{_W}ind")
    first = None
    if indent is not None:
        amount = indent.get(f"{_W}firstLineChars") or indent.get(f"{_W}firstLine") or "0"
        first = amount.lstrip("-").isdigit() and int(amount) > 0
    numbering = node.find(f"{_W}numPr")
    level = _value(numbering, "ilvl") if numbering is not None else None
    outline = _value(node, "outlineLvl")
    role = (
        f"heading{int(outline) + 1}"
        if outline and outline.isdigit() and int(outline) < 6 and not look.role
        else look.role
    )
    return replace(
        look,
        align=look.align if align is None else align,
        indented=look.indented if first is None else first,
        list_id=look.list_id if numbering is None else _value(numbering, "numId"),
        level=look.level if level is None or not level.isdigit() else int(level),
        role=role,
    )


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not span.note and not joined[-1].note and replace(joined[-1], text=span.text) == span:
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def _usual(counted_looks: list[tuple[int, Any]]) -> Any:
    """The value that most characters have, or None."""
    weights: dict[Any, int] = {}
    for count, value in counted_looks:
        weights[value] = weights.get(value, 0) + count
    return max(weights, key=lambda each: weights[each]) if weights else None


def _letters(root: Any) -> list[str]:
    """Every text of a part, a paragraph at a time, whatever stands round it; what old readers get twice counts once."""
    wanted = {f"{_W}t", f"{_W}delText", f"{_M}t", f"{_A}t"}
    units: list[str] = []
    for paragraph in root.iter(f"{_W}p"):
        words = [
            _unsigned(node)
            for node in paragraph.iter(*wanted)
            if next(node.iterancestors(f"{_W}p"), None) is paragraph
            and next(node.iterancestors(f"{_MC}Fallback"), None) is None
        ]
        if any(words):
            units.append("".join(words))
    if root.tag != f"{_W}p" and not units:
        return ["".join(node.text or "" for node in root.iter(*wanted))]
    return units


def _unsigned(node: Any) -> str:
    """The letters of a text, without the signs of a font of symbols: those are told where they are read."""
    font = _symbol_font(node.getparent())
    return "".join(each for each in node.text or "" if not is_symbol(each, font))
