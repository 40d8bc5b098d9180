"""Measures our line composer beside Typst's, on the same text, face, size and width, from the glyphs in the PDFs.

Run: ``python -m tests.benchmarks.composition [TEXT …]``. A text file holds one paragraph a line; without one
the paragraphs of issues/ are set. Needs the package ``typst``, which nothing else in this house does.
Exits 1 when a line of ours is not flush, breaks a rule, or stands looser than Typst's.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

import typst  # type: ignore[import-not-found,unused-ignore]

from build_tools.typesetting.lines.compose import compose_paragraph
from build_tools.typesetting.lines.line import ParagraphShape, Run, TextStyle
from tests.typesetting.lines.printed import LEFT, draw_lines, read_glyphs, rows
from tests.typesetting.lines.rules import Verdict, judge_column

FAMILY = "Noto Serif CJK SC"
SETTINGS = ((13, 9.5), (12, 9.0))
PAGE_CHARACTERS = 6000
ALLOWED_SECONDS = 0.1
NOISE = 0.0001  # em: rounding of coordinates in the PDFs
_HALF_TO_FULL = str.maketrans(",:;?!()", "，：；？！（）")


def read_paragraphs(path: Path) -> list[str]:
    """The paragraphs of a text file, its half-width marks made full, no space between Han characters and figures."""
    stripped = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    joined = (re.sub(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])", "", line) for line in stripped)
    return [line.translate(_HALF_TO_FULL) for line in joined if line]


def issue_paragraphs() -> list[str]:
    """The plain paragraphs of all articles under issues/."""
    found: list[str] = []
    for path in sorted(Path("issues").glob("*/*/*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        blocks = (block.strip().replace("\n", "") for block in text.split("\n\n"))
        found += [
            re.sub(r"\*\*|\[\^?\w+\]|\]\([^)]*\)|\[", "", block)
            for block in blocks
            if block and not re.match(r"[#!|>*\[-]|\d+\. |<", block)
        ]
    return found


def set_by_typst(paragraphs: list[str], ems: int, em: float) -> Verdict:
    """Typst's own setting, justified, with its squeeze."""

    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"')

    source = (
        f"#set page(width: {ems * em + 2 * LEFT}pt, height: auto, margin: {LEFT}pt)\n"
        f'#set text(font: "{FAMILY}", size: {em}pt, lang: "zh", region: "cn")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
    ) + "\n\n".join(f'#par(text("{quoted(paragraph)}"))' for paragraph in paragraphs)
    with tempfile.NamedTemporaryFile("w", suffix=".typ", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        pdf = typst.compile(file.name)
    return judge_column(rows(read_glyphs(pdf)), paragraphs, em, LEFT + ems * em)


def set_by_us(paragraphs: list[str], ems: int, em: float) -> Verdict:
    """Our setting, drawn by WeasyPrint."""
    style = TextStyle(FAMILY, em)
    lines = tuple(
        line
        for text in paragraphs
        for line in compose_paragraph((Run(text, style),), ParagraphShape((ems * em,))).lines
    )
    return judge_column(
        rows(read_glyphs(draw_lines(lines, style, ems * em))), paragraphs, em, LEFT + ems * em
    )


def seconds_for_a_page(paragraphs: list[str], ems: int, em: float) -> tuple[float, float]:
    """Processor seconds to compose one tabloid page's characters: the first time in a fresh process's caches, and again."""
    style = TextStyle(FAMILY, em)
    page: list[str] = []
    while sum(map(len, page)) < PAGE_CHARACTERS:
        page.append(paragraphs[len(page) % len(paragraphs)])
    times = []
    for _ in range(5):
        begun = time.process_time()
        for text in page:
            compose_paragraph((Run(text, style),), ParagraphShape((ems * em,)))
        times.append((time.process_time() - begun) * PAGE_CHARACTERS / sum(map(len, page)))
    return times[0], sorted(times)[2]


def _row(name: str, verdict: Verdict) -> str:
    share = verdict.flush_lines / verdict.full_lines
    return (
        f"  {name:6} {verdict.lines:5} lines  flush {share:7.2%}  Han gaps {verdict.mean:.4f} / {verdict.percentile_95:.4f} / {verdict.worst:.4f} em, closest {verdict.tightest:.4f}"
        f"  violations {len(verdict.violations)}  single-character last lines {len(verdict.single_character_last_lines)}"
    )


def _beaten(ours: Verdict, theirs: Verdict) -> bool:
    sound = (
        ours.flush_lines == ours.full_lines and not ours.violations and not ours.single_character_last_lines
    )
    gaps = zip(
        (ours.mean, ours.percentile_95, ours.worst),
        (theirs.mean, theirs.percentile_95, theirs.worst),
        strict=True,
    )
    return sound and all(our <= their + NOISE for our, their in gaps)


def main(arguments: list[str]) -> int:
    """Print the comparison for every text and setting; 1 when ours is worse anywhere."""
    texts = {name: read_paragraphs(Path(name)) for name in arguments} or {"issues/": issue_paragraphs()}
    good = True
    for name, paragraphs in texts.items():
        print(f"{name}: {len(paragraphs)} paragraphs, {sum(map(len, paragraphs))} characters")  # noqa: T201
        for ems, em in SETTINGS:
            _cold, warm = seconds_for_a_page(paragraphs, ems, em)
            theirs, ours = set_by_typst(paragraphs, ems, em), set_by_us(paragraphs, ems, em)
            good = good and _beaten(ours, theirs) and warm <= ALLOWED_SECONDS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
