"""The four engines under one question: how do you set this text in this measure.

In: texts and measures (em). Out: of each the lines, as far as a case needs them. Ours answers from the composer's lines;
WeasyPrint and Typst from the glyphs in their PDFs, read by PDFium; Chromium from ``getClientRects`` in the page. All set
the same face, unjustified, Chromium with all that CSS has for Chinese switched on.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import weasyprint  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from build_tools.typesetting.lines.compose import compose_paragraph
from build_tools.typesetting.lines.line import Alignment, ParagraphShape, Run, TextStyle
from tests.benchmarks.conformance.cases import counted
from tests.browsers import start_chromium
from tests.typesetting.lines.printed import Glyph, read_pages, rows

FAMILY = "Noto Serif CJK SC"
EM = 10.0
"""Points, in all PDFs."""
WIDE = 200.0
"""Em: a measure that no case fills."""
_MARGIN = 20.0
_PIXELS = 20
_BATCH = 100  # pages: WeasyPrint is slow with many in one document
_HAN = re.compile("[\u3400-\u9fff]")
_FITS = 0.005  # em, beyond the measure asked for: engines round


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as set: how many characters stand in it, spaces apart, and where the last ends (em from the measure's left edge)."""

    characters: int
    right: float


Setting = tuple[SetLine, ...]
Asked = tuple[str, float]
"""A text and its measure in em."""
Engine = Callable[[Sequence[Asked]], list[Setting]]


def set_by_us(asked: Sequence[Asked]) -> list[Setting]:
    """晨报: the program's own composer. Lines after the first are as wide as they like: it looks at all of a paragraph."""
    style = TextStyle(FAMILY, EM)
    return [
        tuple(
            SetLine(counted(line.text), line.right / EM)
            for line in compose_paragraph(
                (Run(text, style),),
                ParagraphShape(((measure + _FITS) * EM, WIDE * EM), 0.0, 0.0, Alignment.LEFT),
            ).lines
        )
        for text, measure in asked
    ]


def set_by_weasyprint(asked: Sequence[Asked]) -> list[Setting]:
    """WeasyPrint: plain HTML, a page for each text."""
    return [
        setting for start in range(0, len(asked), _BATCH) for setting in _batch(asked[start : start + _BATCH])
    ]


def _batch(asked: Sequence[Asked]) -> list[Setting]:
    style = f"@page{{size:{WIDE * EM + 2 * _MARGIN}pt 200pt;margin:{_MARGIN}pt}}body,p{{margin:0}}p{{break-after:page;font:{EM}pt/2 '{FAMILY}'}}"
    body = "".join(
        f'<p style="width:{(measure + _FITS) * EM:.4f}pt">{html.escape(text)}</p>' for text, measure in asked
    )
    pdf = weasyprint.HTML(string=f'<html lang="zh-CN"><style>{style}</style><body>{body}').write_pdf()
    return _read(pdf, len(asked))


def set_by_typst(venv: Path) -> Engine:
    """Typst, from an environment that has the package ``typst``."""

    def engine(asked: Sequence[Asked]) -> list[Setting]:
        head = (
            f"#set page(width: {WIDE * EM + 2 * _MARGIN}pt, height: 200pt, margin: {_MARGIN}pt)\n"
            f'#set text(font: "{FAMILY}", size: {EM}pt, lang: "zh", region: "cn")\n'
        )
        pages = "#pagebreak()\n".join(
            f"#block(width: {(measure + _FITS) * EM:.4f}pt, text({json.dumps(text, ensure_ascii=False)}))\n"
            for text, measure in asked
        )
        with tempfile.TemporaryDirectory() as folder:
            source, made = Path(folder, "cases.typ"), Path(folder, "cases.pdf")
            source.write_text(head + pages, encoding="utf-8")
            program = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
            subprocess.run([venv / "bin/python", "-c", program, source, made], check=True)
            return _read(made.read_bytes(), len(asked))

    return engine


def typst_version(venv: Path) -> str:
    """The version of the package there."""
    program = "from importlib.metadata import version; print(version('typst'))"
    done = subprocess.run([venv / "bin/python", "-c", program], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def weasyprint_version() -> str:
    """The version that draws our pages."""
    return version("weasyprint")


_STYLE = f"body{{margin:0}}p{{margin:0;font:{_PIXELS}px/3 '{FAMILY}';line-break:strict;text-spacing-trim:trim-start;text-autospace:normal}}"
_MEASURE = """() => [...document.querySelectorAll('p')].map((paragraph) => {
  const node = paragraph.firstChild, lines = [], left = paragraph.getBoundingClientRect().left;
  let at = 0, top = null;
  for (const character of node.data) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at += character.length);
    const box = [...range.getClientRects()].at(-1);
    if (!box || !character.trim()) continue;
    const middle = (box.top + box.bottom) / 2;
    if (top === null || middle > top + SIZE * 1.5) { lines.push([0, 0]); top = middle; }
    lines.at(-1)[0] += character === '⸺' ? 2 : 1;
    lines.at(-1)[1] = (box.right - left) / SIZE;
  }
  return lines;
})""".replace("SIZE", str(_PIXELS))


def set_by_chromium(asked: Sequence[Asked]) -> tuple[list[Setting], str]:
    """Chromium, headless; also its version."""
    body = "".join(
        f'<p style="width:{(measure + _FITS) * _PIXELS:.4f}px">{html.escape(text)}</p>'
        for text, measure in asked
    )
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        page = browser.new_page()
        page.set_content(
            f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{_STYLE}</style><body>{body}'
        )
        found = page.evaluate(_MEASURE)
        named = browser.version
        browser.close()
    return [tuple(SetLine(count, right) for count, right in lines) for lines in found], named


def _read(pdf: bytes, pages: int) -> list[Setting]:
    """A setting from each page of a PDF."""
    found = [
        tuple(_line(row) for row in rows([glyph for glyph in page if glyph.character.strip()]))
        for page in read_pages(pdf)
    ]
    assert len(found) >= pages, f"{len(found)} pages of {pages}"
    return found[:pages]


def _line(row: list[Glyph]) -> SetLine:
    last = row[-1]
    # The body of a Han character is an em; that of a letter ends where its advance does.
    end = last.x + EM if _HAN.match(last.character) else last.right
    return SetLine(counted("".join(glyph.character for glyph in row)), (end - _MARGIN) / EM)
