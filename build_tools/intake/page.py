"""读网页: a saved page (.html) → :class:`Draft`: the article, without what stands round it.

On lxml's HTML parser, which reads whatever browsers save.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.draft import Cell, Draft, Grid, Image, Item, Line, Span, Unreadable, plain
from build_tools.intake.numerals import counted
from build_tools.intake.plain import LINE_ENDS, commonness, decode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select", "title")
)
_OF_HEAD = frozenset(("title", "meta", "link", "style", "script", "base", "template", "noscript", "object"))
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.I)
_ROUND = re.compile(
    r"(^|[-_ ])(nav|menu|footer|foot|header|crumb|breadcrumb|related|recommend|share|comment|sidebar|copyright|toolbar"
    r"|qr_?code|bottom|pagination|login|search|tool)([-_ ]|\d|$)",
    re.I,
)
_MISREAD = re.compile(r"</(?:body|html)[ \t\r\n]*>|<wbr[^<>]*>", re.IGNORECASE)
"""What stands behind the end of a page is shown by browsers, and dropped by lxml; ``<wbr>``, which holds nothing, holds the
whole rest for it."""
_DRAWN = ("svg", "math", "select", "object")
"""What shows words that no line of the page holds."""
_STRUCK = re.compile(r"text-decoration[^;]*line-through")
_INFO = re.compile(r"(^|[-_ ])(info|meta|source|author|date|byline|artinfo)([-_ ]|$)", re.I)
_HAS_NUMBER = "@value!='' and translate(@value, '0123456789', '')='' and string-length(@value)<10"
_BEFORE = etree.XPath("count(preceding-sibling::li)")
_NUMBERED, _NUMBERED_ABOVE = (
    etree.XPath(f"{items}[{_HAS_NUMBER}][1]") for items in ("self::li", "preceding-sibling::li")
)
"""An item of a list, or the nearest before it, with a number of its own."""
_FULL_SENTENCE = re.compile(r"[。！？…”]\s*$")
_PIXEL_TO_POINT = 0.75


def read_page(name: str, content: bytes, beside: dict[str, bytes], *, chosen: bool = False) -> Draft:
    """Read a web page; ``beside`` holds the pictures saved with it, by their path from the page. ``chosen``: it is what
    somebody selected in a page or a document, and nothing stands round it. Raises Unreadable."""
    declared = _CHARSET.search(content[:4096])
    text = ""
    if declared:
        encoding = declared[1].decode("ascii", "replace").lower()
        encoding = "gb18030" if encoding in ("gbk", "gb2312") else encoding
        try:
            text = content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            text = ""
    if not text or commonness(re.sub(r"<[^>]*>", "", text)) < 0.5:
        text, _ = decode(content)
    return _Page(name, text.replace("\0", ""), beside, chosen).read()


class _Page:
    def __init__(self, name: str, text: str, beside: dict[str, bytes], chosen: bool) -> None:
        self.draft = Draft(name)
        self.chosen = chosen
        self.beside = {unquote(key).removeprefix("./"): value for key, value in beside.items()}
        try:
            self.root = lxml_html.document_fromstring(_MISREAD.sub("", text))
        except (etree.ParserError, ValueError, AssertionError) as error:
            raise Unreadable(
                "网页是空的，或坏了", "在浏览器里打开原文，重新保存；或把文字拷进 Word。"
            ) from error
        _out_of_head(self.root)
        self.spans: list[Span] = []
        self.items: list[Item] = []
        self.missing = 0
        self.depth = 0

    def read(self) -> Draft:
        body = self.root.find("body")
        body = self.root if body is None else body
        self.draft.letters = [each for each in _texts(body) if each.strip()]
        content = self.content_of(body)
        self.heads(body, content)
        outside = [each for each in _texts(body, skip=content) if each.strip() and not self.is_head(each)]
        if outside:
            words = " ".join(re.sub(r"\s+", " ", each).strip() for each in outside)
            self.remark("SQ121", what="网页上正文以外的文字", text=words)
        hidden = [
            _all_text(each) for each in content.iter() if isinstance(each.tag, str) and _is_hidden(each)
        ]
        if any(each.strip() for each in hidden):
            self.remark(
                "SQ121",
                what="网页里不显示的文字",
                text=" ".join(each.strip() for each in hidden if each.strip()),
            )
        drawn = [" ".join(each.itertext()).split() for each in body.iter(*_DRAWN)]
        if words := " ".join(word for words in drawn for word in words):
            self.remark("SQ121", what="网页里的图形、公式和选项里的文字", text=words)
        self.walk(content, Line(()), False)
        self.flush(Line(()))
        if self.missing:
            self.remark(
                "SQ128",
                what=f"网页里有{self.missing}张图没有存下来",
                remedy="在浏览器里用“另存为→网页，全部”重新保存，或请来稿人另发原图。",
            )
        self.draft.items = self.items
        return self.draft

    def remark(self, code: str, **facts: object) -> None:
        self.draft.remarks.append(diagnose(code, Place(self.draft.file), **facts))

    def content_of(self, body: Any) -> Any:
        named = ['.//*[@id="js_content"]', './/*[@id="js_article_content"]']
        for path in named if self.chosen else [*named, ".//article"]:
            found = body.find(path)
            if found is not None and len(_all_text(found).strip()) > 40:
                return found
        if self.chosen:
            return body
        best, most = body, 0
        for node in body.iter():
            if not isinstance(node.tag, str) or node.tag in _SILENT or _is_round(node):
                continue
            if node.tag not in _BLOCKS and _holds_no_block(node):
                continue  # words within a paragraph
            weight = len(node.text or "") + sum(_copy_of(child) + len(child.tail or "") for child in node)
            if weight > most:
                best, most = node, weight
        return best if most > 40 else body

    def heads(self, body: Any, content: Any) -> None:
        """Headline and author where they stand outside the text."""
        headline = body.find('.//*[@id="activity-name"]')
        if headline is None and content.find(".//h1") is None:
            headline = body.find(".//h1")
        words = _all_text(headline).strip() if headline is not None and headline is not content else ""
        meta = self.root.xpath('//meta[@property="og:title"]/@content')
        self.draft.headline = words or (str(meta[0]).strip() if meta and content is not body else "")
        names = [
            _all_text(node).strip()
            for node in body.iter()
            if isinstance(node.tag, str)
            and "rich_media_meta_text" in node.get("class", "")
            and not re.search(r"\d{4}-\d|原创", _all_text(node))
        ]
        author = self.root.xpath('//meta[@name="author"]/@content')
        account = body.find('.//*[@id="js_name"]')
        known = {_all_text(account).strip()} if account is not None else set()
        for each in [*names, *(str(one).strip() for one in author)]:
            if each and each not in known and len(each) <= 12:
                self.draft.byline = each
                break

    def is_head(self, text: str) -> bool:
        return text.strip() in (self.draft.headline, self.draft.byline)

    def walk(self, node: Any, look: Line, strong: bool, raised: str = "", link: str = "") -> None:
        self.depth += 1
        if self.depth > 200:
            self.words(_all_text(node), strong, raised, link)
            self.depth -= 1
            return
        self.words(node.text, strong, raised, link)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child, look, strong, raised, link)
            self.words(child.tail, strong, raised, link)
        self.depth -= 1

    def element(self, node: Any, look: Line, strong: bool, raised: str, link: str) -> None:
        tag = node.tag
        if tag in _SILENT or _is_hidden(node):
            return
        if tag == "q":
            self.words("“", strong, raised, link)
            self.walk(node, look, strong, raised, link)
            self.words("”", strong, raised, link)
            return
        if tag == "br":
            self.spans.append(Span("\n"))
            return
        if tag == "img":
            self.flush(look)
            self.image(node)
            return
        if tag == "table" and len(node.findall(".//tr")) > 0 and not node.findall(".//table"):
            self.flush(look)
            self.table(node)
            return
        if tag in ("nav", "footer"):
            if words := re.sub(r"\s+", " ", _all_text(node)).strip():
                self.remark("SQ121", what="网页上正文以外的文字", text=words)
            return
        if tag == "rp":
            return
        if tag == "rt":
            self.words(f"（{_all_text(node)}）", strong, raised, link)
            return
        if (tag in ("del", "s", "strike") or _STRUCK.search(node.get("style", ""))) and _all_text(node):
            self.remark("SQ124", text=_all_text(node), problem="加了删除线，照收在稿件里；要删的请删去")
        inner, bold = _look_of(node, look), _is_strong(node, strong)
        up = {"sup": "super", "sub": "sub"}.get(tag, raised)
        address = node.get("href", "") if tag == "a" else link
        address = address if re.match(r"https?://|mailto:", address or "") else ""
        if tag in _BLOCKS:
            self.flush(look)
            typed, self.as_typed = self.as_typed, self.as_typed or tag == "pre"
            self.walk(node, inner, bold, up, address)
            self.flush(inner)
            self.as_typed = typed
        else:
            kept = len(self.spans)
            self.walk(node, inner, bold, up, address)
            if (
                inner.size
                and inner.size != look.size
                and not any(span.text.strip() for span in self.spans[:kept])
            ):
                self.first = inner

    first: Line | None = None
    as_typed = False
    """Whether line ends are the writer's own, as in ``<pre>``."""

    def words(self, text: str | None, strong: bool, raised: str, link: str) -> None:
        if text:
            white = r"[ \t]+" if self.as_typed else r"[ \t\r\n]+"
            shown = re.sub(white, " ", text.replace("\r", "") if self.as_typed else text)
            self.spans.append(Span(shown.translate(LINE_ENDS), strong, raised, link))

    def flush(self, look: Line) -> None:
        spans, self.spans = tuple(self.spans), []
        inner, self.first = self.first or look, None
        from dataclasses import replace

        line = replace(look, spans=spans, size=inner.size or look.size, align=inner.align or look.align)
        if line.text:
            self.items.append(line)

    def image(self, node: Any) -> None:
        addresses = [node.get(key, "") for key in ("src", "data-src", "data-original")]
        for address in addresses:
            bare = unquote(address).split("?")[0].removeprefix("./")
            for key in (address, bare, unquote(address)):
                if key and key in self.beside:
                    self.items.append(Image(bare.rsplit("/", 1)[-1] or "图", self.beside[key]))
                    return
            if found := re.match(r"data:image/(\w+);base64,(.+)", address, re.S):
                import base64
                import binascii

                try:
                    self.items.append(Image(f"图.{found[1]}", base64.b64decode(found[2])))
                    return
                except (binascii.Error, ValueError):
                    continue
        if any(addresses):
            self.missing += 1
            shown = next((each for each in reversed(addresses) if each.startswith("http")), "") or next(
                filter(None, addresses)
            )
            self.items.append(Image(shown[:200], None))

    def table(self, node: Any) -> None:
        rows: list[list[Cell]] = []
        carried: dict[int, int] = {}
        self.items += [plain(words) for each in node.iter("caption") if (words := _all_text(each))]
        # The foot of a table is shown below its body, wherever it stands.
        for row in sorted(node.iter("tr"), key=lambda each: each.getparent().tag == "tfoot"):
            cells: list[Cell] = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while carried.get(len(cells), 0):
                    carried[len(cells)] -= 1
                    cells.append(Cell((), "^"))
                inner = _Page.__new__(_Page)
                inner.draft, inner.beside, inner.spans, inner.items = self.draft, self.beside, [], []
                inner.missing, inner.depth, inner.first = 0, self.depth, None
                inner.walk(cell, Line(()), False)
                inner.flush(Line(()))
                self.missing += inner.missing
                wide, high = _number(cell.get("colspan")), _number(cell.get("rowspan"))
                for extra in range(wide):
                    if high > 1:
                        carried[len(cells)] = high - 1
                    cells.append(Cell((), "<") if extra else Cell(tuple(inner.items)))
            while carried.get(len(cells), 0):
                carried[len(cells)] -= 1
                cells.append(Cell((), "^"))
            rows.append(cells)
        width = max((len(row) for row in rows), default=0)
        if width:
            self.items.append(Grid(tuple((*row, *([Cell(())] * (width - len(row)))) for row in rows)))


def _out_of_head(root: Any) -> None:
    """Move into the body what the parser took for part of the head: ``<section>`` right behind ``<meta>``."""
    head, body = root.find("head"), root.find("body")
    strays = (
        [each for each in head if isinstance(each.tag, str) and each.tag not in _OF_HEAD]
        if head is not None
        else []
    )
    if not strays:
        return
    body = etree.SubElement(root, "body") if body is None else body
    strays[-1].tail = (strays[-1].tail or "") + (body.text or "")
    body.text = None
    for each in reversed(strays):
        body.insert(0, each)


def _number(value: str | None) -> int:
    return min(int(value), 40) if value and value.isdigit() and int(value) > 0 else 1


def _look_of(node: Any, look: Line) -> Line:
    from dataclasses import replace

    style = node.get("style", "").lower()
    size = re.search(r"font-size:\s*([\d.]{1,6})(px|pt)", style)
    align = re.search(r"text-align:\s*(left|center|right|justify)", style)
    found = align[1] if align else node.get("align", "").lower() or ("center" if node.tag == "center" else "")
    role = look.role
    if re.fullmatch("h[1-6]", node.tag):
        role = f"heading{node.tag[1]}"
    elif node.tag == "blockquote":
        role = "quote"
    elif node.tag == "figcaption":
        role = "caption"
    elif (node.tag == "p" and _INFO.search(node.get("class", ""))) or (
        node.tag == "div" and _INFO.search(node.get("class", ""))
    ):
        role = "byline"
    mark, level = look.mark, look.level
    if node.tag == "li":
        ordered = node.getparent() is not None and node.getparent().tag == "ol"
        depth = sum(each.tag in ("ul", "ol") for each in node.iterancestors())
        mark, level = (_number_of_item(node) if ordered else "•"), min(max(depth - 1, 0), 3)
    return replace(
        look,
        size=(float(size[1]) * (1 if size[2] == "pt" else _PIXEL_TO_POINT))
        if size and re.fullmatch(r"\d+\.?\d*", size[1])
        else look.size,
        align={"justify": "", "left": ""}.get(found, found) if found else look.align,
        role=role,
        mark=mark,
        level=level,
    )


def _number_of_item(node: Any) -> str:
    """The number that a browser shows before an item of a list: of its own, or counted from where the list begins."""
    entries = node.getparent()
    step = -1 if entries.get("reversed") is not None else 1
    start = entries.get("start", "")
    number = len(entries.findall("li")) if step < 0 else 1
    number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else number
    number += step * int(_BEFORE(node))
    for own in (*_NUMBERED_ABOVE(node), *_NUMBERED(node)):
        number = int(own.get("value")) + step * int(_BEFORE(node) - _BEFORE(own))
    form = {"A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
    return f"{counted(number, form.get(node.getparent().get('type', ''), 'decimal'))}."


def _is_strong(node: Any, strong: bool) -> bool:
    if node.tag in ("b", "strong"):
        return True
    weight = re.search(r"font-weight:\s*(\w+)", node.get("style", ""))
    return strong if not weight else weight[1] in ("bold", "bolder", "600", "700", "800", "900")


def _is_hidden(node: Any) -> bool:
    return bool(re.search(r"display:\s*none", node.get("style", ""))) or node.get("hidden") is not None


def _is_round(node: Any) -> bool:
    return any(
        isinstance(each.tag, str)
        and (
            each.tag in ("nav", "footer", "aside")
            or bool(_ROUND.search(f"{each.get('class', '')} {each.get('id', '')}"))
        )
        for each in (node, *node.iterancestors())
        if each.tag not in ("body", "html")
    )


def _holds_no_block(node: Any) -> bool:
    return all(each is node for each in node.iter(*_BLOCKS))


def _copy_of(node: Any) -> int:
    """How many characters of copy a child adds to what it stands in: those of a paragraph, whatever the page calls it. Links
    that stand in none are ways to other pages."""
    if node.tag in ("p", "section", "blockquote"):
        return len(_all_text(node))
    if not isinstance(node.tag, str) or node.tag in _SILENT or node.tag == "a" or not _holds_no_block(node):
        return 0
    return len(_all_text(node)) - sum(len(_all_text(each)) for each in node.iter("a"))


def _all_text(node: Any) -> str:
    """The text of a node without scripts."""
    return " ".join(_texts(node)).strip() if node is not None else ""


def _texts(node: Any, skip: Any = None) -> list[str]:
    """Every text below a node, scripts and ``skip`` apart; a text a piece."""
    found: list[str] = []
    stack: list[tuple[Any, bool]] = [(node, False)]
    while stack:
        at, tail = stack.pop()
        if tail:
            if at.tail:
                found.append(at.tail)
            continue
        if not isinstance(at.tag, str) or at.tag in _SILENT or at is skip:
            continue
        if at.text:
            found.append(at.text)
        for child in reversed(at):
            stack += [(child, True), (child, False)]
    return found
