"""校样: page proofs with line numbers and a mark, and difference proofs between two rounds.

In: a composed issue and its PDF. Out: what stands on which line; HTML of the marks to lay over the pages; the
proof PDF. Rounds are kept as data: stage, who, when, and the text as it then stood.
"""

from __future__ import annotations

import difflib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from pikepdf import Page, Pdf

from build_tools.model import ArticleNumber
from build_tools.typesetting.placed import BlockKind, ComposedIssue, PlacedLine

STAGES = ("小样", "大样", "清样")
"""校次 (field notes 6): after keying, after make-up, after correction."""
_PARTS = {
    BlockKind.TEXT: "",
    BlockKind.NOTICE: "",
    BlockKind.HEADLINE: "标题",
    BlockKind.CAPTION: "图说",
    BlockKind.TABLE: "表",
}
"""What is read in proof; only the lines of the text itself are numbered."""
_EVERY = 5


@dataclass(frozen=True, slots=True)
class ProofLine:
    """校样上的一行: ``ordinal`` counts the lines of an article from 1, as in 2101-032 第14行. Points from the top left."""

    number: ArticleNumber
    part: str
    """"" for the text, else 标题, 图说, 表."""
    ordinal: int
    page: int
    x: float
    baseline: float
    size: float
    spans: tuple[tuple[str, float, float], ...]
    """Text, left edge and width of each run of type, in points from the page's left edge."""

    @property
    def key(self) -> str:
        """Under which the text of this part of the article is kept."""
        return f"{self.number} {self.part}".rstrip()

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(words for words, _, _ in self.spans)


@dataclass(frozen=True, slots=True)
class Signature:
    """签名: who did what with a proof, and on which day."""

    task: str
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class ProofRound:
    """一次校样: ``texts`` is number → the text as set, so that the next round can be compared."""

    ordinal: int
    stage: str
    date: str
    texts: Mapping[str, str]
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """改动: characters ``start`` to ``end`` of an article's text are new in place of ``before``."""

    number: str
    start: int
    end: int
    before: str
    after: str
    lines: tuple[ProofLine, ...] = field(default=(), compare=False)


def proof_lines(composed: ComposedIssue) -> tuple[ProofLine, ...]:
    """Every line of text of every numbered article, in reading order."""
    counts: dict[tuple[ArticleNumber, str], int] = {}
    lines: list[ProofLine] = []
    for page in composed.pages:
        for block in page.blocks:
            if block.number is None or block.kind not in _PARTS:
                continue
            key = (block.number, _PARTS[block.kind])
            for placed in block.lines:
                if placed.line.segments:
                    counts[key] = counts.get(key, 0) + 1
                    lines.append(_line(*key, counts[key], page.number, placed))
    return tuple(lines)


def _line(number: ArticleNumber, part: str, ordinal: int, page: int, placed: PlacedLine) -> ProofLine:
    spans = tuple((segment.text, placed.x + segment.x, segment.width) for segment in placed.line.segments)
    size = max(segment.style.size for segment in placed.line.segments)
    return ProofLine(number, part, ordinal, page, placed.x, placed.baseline, size, spans)


def texts_of(lines: Iterable[ProofLine]) -> dict[str, str]:
    """Number (and part) → its text as set."""
    texts: dict[str, str] = {}
    for line in lines:
        texts[line.key] = texts.get(line.key, "") + line.text
    return texts


def changes_between(before: Mapping[str, str], lines: tuple[ProofLine, ...]) -> tuple[Change, ...]:
    """改动 since a round, in reading order; what was only set on other lines is none."""
    now = texts_of(lines)
    return tuple(
        change
        for key in (*now, *(gone for gone in before if gone not in now))
        for change in _changes(key, before.get(key, ""), now.get(key, ""), lines)
    )


def _changes(number: str, before: str, after: str, lines: tuple[ProofLine, ...]) -> Iterator[Change]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, start, end in matcher.get_opcodes():
        if kind != "equal":
            touched = tuple(
                line
                for line, first, last in _spread(number, lines)
                if first <= start < last or (start < last and end > first)
            )
            yield Change(number, start, end, before[old_start:old_end], after[start:end], touched)


def _spread(number: str, lines: tuple[ProofLine, ...]) -> Iterator[tuple[ProofLine, int, int]]:
    """The lines of an article with the characters that each holds."""
    at = 0
    for line in lines:
        if line.key == number:
            yield line, at, at + len(line.text)
            at += len(line.text)


def overlay_html(
    composed: ComposedIssue, lines: tuple[ProofLine, ...], mark: str, changes: tuple[Change, ...] = ()
) -> str:
    """校样标记: one page of marks for every page of the issue: line numbers, what changed, the faint mark."""
    pages = "".join(_overlay_page(page.number, lines, mark, changes) for page in composed.pages)
    width, height = composed.page_width, composed.page_height
    return (
        f'<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(mark)}</title><style>'
        f"@page {{size: {width}mm {height}mm; margin: 0}} * {{margin: 0}} body {{font: 5pt/1 'Noto Sans CJK SC'; color: #c00}}"
        f"section {{position: relative; width: {width}mm; height: {height}mm; overflow: hidden; break-after: page}} section:last-child {{break-after: auto}}"
        "i, b, u {position: absolute; font-style: normal; text-decoration: none} i {width: 7pt; text-align: right; color: #777}"
        "b {background: #ffd400; opacity: .45} b.gone {background: #c00; opacity: .8}"
        f"u {{left: 0; width: 100%; top: 40%; text-align: center; font: 700 {width / 1.9:.1f}pt/1 'Noto Sans CJK SC'; color: #000; opacity: .06; transform: rotate(-32deg)}}"
        "p {position: absolute; bottom: 4mm; width: 100%; text-align: center; font-size: 7pt}"
        f"</style></head><body>{pages}</body></html>"
    )


def _overlay_page(page: int, lines: tuple[ProofLine, ...], mark: str, changes: tuple[Change, ...]) -> str:
    numbers = "".join(
        f'<i style="left:{line.x - 8:.2f}pt;top:{line.baseline - 4:.2f}pt">{line.ordinal}</i>'
        for line in lines
        if line.page == page and not line.part and (line.ordinal == 1 or line.ordinal % _EVERY == 0)
    )
    marked = "".join(box for change in changes for box in _boxes(change, page, lines))
    stage = mark.split("　")[0]
    return f"<section>{marked}{numbers}<u>{escape(stage)}</u><p>{escape(mark)}　第{page}版</p></section>"


def _boxes(change: Change, page: int, lines: tuple[ProofLine, ...]) -> Iterator[str]:
    for line, first, _ in _spread(change.number, lines):
        if line.page != page or line not in change.lines:
            continue
        start, end = max(change.start - first, 0), min(change.end - first, len(line.text))
        left, right = _edge(line, start), _edge(line, end)
        width, kind = (right - left, "") if right > left else (1.6, ' class="gone"')
        yield f'<b{kind} style="left:{left:.2f}pt;top:{line.baseline - line.size:.2f}pt;width:{width:.2f}pt;height:{line.size * 1.25:.2f}pt"></b>'


def _edge(line: ProofLine, index: int) -> float:
    """Where the character of that index begins."""
    for words, x, width in line.spans:
        if index <= len(words):
            return x + width * index / max(len(words), 1)
        index -= len(words)
    return line.spans[-1][1] + line.spans[-1][2]


def changes_html(title: str, changes: tuple[Change, ...]) -> str:
    """改动单: every change with its number and line, for whoever checks them off."""
    rows = "".join(
        f"<tr><td>{index}</td><td>{_place(change)}</td><td class='was'>{escape(change.before) or '（无）'}</td><td>{escape(change.after) or '（删）'}</td><td></td></tr>"
        for index, change in enumerate(changes, 1)
    )
    body = (
        f"<table><thead><tr><th></th><th>稿号、行</th><th>原来</th><th>现在</th><th>核红</th></tr></thead>{rows}</table>"
        if changes
        else "<p>没有改动。</p>"
    )
    return (
        f'<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title><style>@page {{size: A4; margin: 16mm}}'
        "body {font: 9.5pt/1.5 'Noto Sans CJK SC'} h1 {font: 900 18pt 'Noto Serif CJK SC'; margin: 0 0 4mm} table {width: 100%; border-collapse: collapse}"
        "th, td {border: .5pt solid #999; padding: 1mm 2mm; text-align: left; vertical-align: top} .was {color: #c00; text-decoration: line-through} h1 {font-size: 14pt} th:nth-child(1) {width: 8mm} th:nth-child(2) {width: 46mm} th:nth-child(5) {width: 14mm}"
        f"</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def _place(change: Change) -> str:
    first = change.lines[0] if change.lines else None
    if first is None:
        return change.number
    return f"{first.number.printed} {first.part or f'第{first.ordinal}行'}（第{first.page}版）"


def stamp(pdf: bytes, overlay: bytes, appendix: bytes = b"") -> bytes:
    """盖上标记: the pages with the overlay's page of the same number on top, and more pages behind."""
    buffer = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as pages, Pdf.open(io.BytesIO(overlay)) as marks:
        for page, mark in zip(pages.pages, marks.pages, strict=False):
            Page(page).add_overlay(mark, None)
        if appendix:
            with Pdf.open(io.BytesIO(appendix)) as more:
                pages.pages.extend(more.pages)
        pages.save(buffer, deterministic_id=True, compress_streams=True)
    return buffer.getvalue()


def format_rounds(rounds: tuple[ProofRound, ...]) -> str:
    """The text of proofs.yml (JSON strings are YAML strings)."""
    lines = ["# 校样簿：程序所写。哪一次、哪一校、谁签的字，以及当时的文字。"]
    for each in rounds:
        lines += [
            f"- round: {each.ordinal}",
            f"  stage: {each.stage}",
            f"  date: {each.date}",
            "  signatures:",
        ]
        lines += [
            f"    - {{task: {_quoted(sign.task)}, name: {_quoted(sign.name)}, date: {sign.date}}}"
            for sign in each.signatures
        ]
        lines.append("  texts:")
        lines += [f'    "{number}": {_quoted(text)}' for number, text in each.texts.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
