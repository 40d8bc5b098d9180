"""Typst's four pages: the text of one issue in columns, compiled cold and, kept warm, again after an edit.

In: an archive of one issue, an installed Typst. Out: what the cold compilation cost, and the seconds of every warm one.
The sheet has our type area's measures; headlines stand in their column. Typst makes no page up: a section begins a new
page, and what does not fit flows on. So it does less than we do, and is the mark all the same.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.building.corpus import Corpus, as_plain_page, edit
from tests.benchmarks.building.processes import Cost, run
from tests.benchmarks.building.rivals import Rival

_HEAD = """\
#set page(width: 275mm, height: 390mm, margin: (x: 15mm, y: 22mm), columns: 6)
#set columns(gutter: 9pt)
#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 3.5pt, spacing: 3.5pt, first-line-indent: (amount: 2em, all: true))
#show heading.where(level: 1): set text(font: "Noto Sans CJK SC", size: 18pt)
#show heading.where(level: 2): set text(font: "Noto Sans CJK SC", size: 10pt)
"""
_COLD = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_WARM = """
import sys, time, typst
compiler = typst.Compiler(sys.argv[1])
compiler.compile(output=sys.argv[2])
print(flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    compiler.compile(output=sys.argv[2])
    print(time.perf_counter() - began, flush=True)
"""


def write_pages(corpus: Corpus) -> Path:
    """The newest issue as one Typst file, anew after every edit."""
    folder = corpus.paper / "issues" / corpus.article.parts[0]
    sections = [
        [as_plain_page(path.read_text(encoding="utf-8")) for path in sorted(section.glob("*.md"))]
        for section in sorted(folder.iterdir())
        if section.is_dir()
    ]
    pages = [
        "\n".join(_block(block) for text in texts for block in text.strip().split("\n\n"))
        for texts in sections
        if texts
    ]
    path = corpus.plain / "issue.typ"
    path.write_text(_HEAD + "\n#pagebreak(weak: true)\n".join(pages) + "\n", encoding="utf-8")
    return path


def compile_cold(rival: Rival, source: Path) -> Cost:
    """A fresh process, as at the command line; the fonts of the system are looked through again."""
    return run([rival.programs / "python", "-c", _COLD, source, source.with_suffix(".pdf")], source.parent)


def compile_warm(rival: Rival, corpus: Corpus, edits: Sequence[int]) -> list[float]:
    """Seconds of a compilation after each edit, in one process that keeps what it knows."""
    source = write_pages(corpus)
    pdf, seconds = source.with_suffix(".pdf"), []
    with subprocess.Popen(
        [rival.programs / "python", "-c", _WARM, source, pdf],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        process.stdout.readline()
        for count in edits:
            edit(corpus, count)
            before = pdf.read_bytes()
            write_pages(corpus)
            process.stdin.write("\n")
            process.stdin.flush()
            seconds.append(float(process.stdout.readline()))
            assert pdf.read_bytes() != before, "the edit is not in Typst's PDF"
        process.stdin.close()
    return seconds


def _block(block: str) -> str:
    for mark, level in (("## ", 2), ("# ", 1)):
        if block.startswith(mark):
            return f"#heading(level: {level}, {_quoted(block.removeprefix(mark))})"
    return f"#par(text({_quoted(block)}))"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "") + '"'
