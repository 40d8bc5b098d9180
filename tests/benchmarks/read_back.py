"""一字不丢, proved from outside: papers of random bodies and pastes are built, and what was printed is read back.

    python -m tests.benchmarks.read_back --papers 6 --bodies 20 --seed 1

Each paper is the 试刊号 with so many articles of arbitrary text and as many mutated pastes. Lines that a fault names are
taken out, as an editor would, until the paper can be built; then every Han character that is left must stand in the text
of the PDF (as PDFium reads it) and in the article's page. In arbitrary text no character stands twice in a whole paper.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pypdfium2  # type: ignore[import-untyped]

from build_tools.cli import main as chenbao
from build_tools.model.paper import READING_MARK
from tests.benchmarks.pastes import _OWN_HAN, PIECES, corpus_of_pastes, mutated

HERE = Path(__file__).parents[1]
_HAN = re.compile("[\u3400-\u9fff]")
_HEAD = 5
"""Lines of front matter, with the empty one below."""
_MOST_TURNS = 12
_HELD = re.compile(r"诗|信|访谈|启事|时间表")
"""Names of forms, which are mark-up."""


@dataclass(slots=True)
class ReadBack:
    """What was built and read; ``lost`` are sentences."""

    papers: int = 0
    bodies: int = 0
    characters: int = 0
    named: int = 0
    """Lines that faults named and that were taken out."""
    lost: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    """Codes of faults of whole articles, for which they were taken out."""


def try_paper(chance: random.Random, bodies: int, folder: Path, found: ReadBack) -> None:
    """Build one paper and read it back."""
    paper = folder / "paper"
    shutil.copytree(HERE / "issue_zero", paper)
    (paper / "theme").symlink_to(HERE.parent / "theme")
    settings = paper / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^\s+type: .*$", "", settings.read_text("utf-8")), "utf-8")
    old = sorted(paper.glob("issues/*/*/[0-9]*.md"))
    sections = sorted({file.parent for file in old})
    for file in old:
        file.unlink()
    han = chance.sample(_OWN_HAN, min(len(_OWN_HAN), bodies * 40))
    corpus = corpus_of_pastes()
    for number in range(bodies):
        own = [han.pop() for _ in range(min(32, len(han)))]
        text = "".join(_line(own, chance) for _ in range(8))
        (sections[number % 2] / f"{number + 1:03}-a{number}.md").write_text(_article(number, text), "utf-8")
        paste = mutated(chance.choice(corpus), chance)
        (sections[number % 2] / f"{number + 501:03}-b{number}.md").write_text(
            _article(number + 500, paste), "utf-8"
        )
    before = len(found.lost)
    found.named += _mend(paper, found)
    if len(found.lost) == before:
        _compare(paper, found)


def _line(own: list[str], chance: random.Random) -> str:
    """Some characters, among them as often as not a piece of mark-up, and an end of line or paragraph."""
    pieces = [own.pop() for _ in range(min(4, len(own)))]
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        pieces.insert(chance.randint(0, len(pieces)), chance.choice(PIECES))
    return "".join((*pieces, chance.choice(("\n", "\n\n", "\n\n", "  \n"))))


def _article(number: int, body: str) -> str:
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return f"---\nheadline: No {number}\nweight: brief\n---\n\n{text}\n"


def _mend(paper: Path, found: ReadBack) -> int:
    """Take out every line that a fault names until the paper builds; how many that were."""
    taken = 0
    for _ in range(_MOST_TURNS):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = chenbao(["build", "--root", str(paper), "--json"])
        if code == 0:
            return taken
        faults = [each for each in json.loads(said.getvalue())["diagnostics"] if each["severity"] == "fault"]
        lines: dict[str, set[int]] = {}
        for each in faults:
            lines.setdefault(each["path"], set()).add(each["line"])
        for path, numbers in lines.items():
            file = paper / path
            if file.suffix != ".md" or not file.is_file():
                found.lost.append(f"not to be built: {faults[0]}")
                return taken
            rows = file.read_text("utf-8").split("\n")
            kept = [row for number, row in enumerate(rows, 1) if number not in numbers or number <= _HEAD]
            taken += len(rows) - len(kept)
            found.unlinked += [
                each["code"] for each in faults if each["path"] == path and each["line"] <= _HEAD
            ]
            if len(kept) == len(rows) or not "".join(kept[_HEAD:]).strip():
                file.unlink()
            else:
                file.write_text("\n".join(kept), "utf-8")
    found.lost.append(f"not to be built in {_MOST_TURNS} turns: {faults[:3]} of {len(faults)}")
    return taken


def _compare(paper: Path, found: ReadBack) -> None:
    (pdf,) = (path for path in paper.glob("dist/print/*/*.pdf") if READING_MARK not in path.name)
    document = pypdfium2.PdfDocument(pdf)
    printed = Counter("".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()
    pages = {page.parent.name: page.read_text("utf-8") for page in paper.glob("dist/site/*/*/*/index.html")}
    found.papers += 1
    whole: Counter[str] = Counter()
    for file in sorted(paper.glob("issues/*/*/[0-9]*.md")):
        text = file.read_text("utf-8")
        body = text.partition("\n---\n")[2]
        # Addresses are held and not shown; comments that exempt a line are the editor's own.
        body = re.sub(r"\]\([^)\n]*\)|<!--.*?-->|^\[[^\]\n]+\]:.*$", "", body, flags=re.DOTALL | re.MULTILINE)
        written = Counter(_HAN.findall(_HELD.sub("", body)))
        whole += written
        found.bodies += 1
        found.characters += written.total()
        page = pages.get(file.stem.partition("-")[2], "")
        shown = Counter(unescape(re.sub(r"<[^>]*>", "", page)) + unquote(page))
        if missing := written - shown:
            found.lost.append(f"web lost {''.join(missing)}: {text!r}")
        if unread := set(written) - set(printed):
            found.lost.append(f"print lost {''.join(sorted(unread))}: {text!r}")
    if missing := whole - printed:
        found.lost.append(f"print has fewer than were written: {dict(missing)}")


def run(papers: int, bodies: int, seed: int) -> ReadBack:
    """Build and read back so many papers of twice so many articles."""
    chance, found = random.Random(seed), ReadBack()
    for _ in range(papers):
        with tempfile.TemporaryDirectory() as folder:
            try_paper(chance, bodies, Path(folder), found)
    return found


def main() -> None:
    """For a person; exits with 1 when anything was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=2)
    parser.add_argument("--bodies", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = run(asked.papers, asked.bodies, asked.seed)
    for each in found.lost:
        sys.stdout.write(f"{each[:1500]}\n")
    sys.stdout.write(
        f"{found.papers} papers, {found.bodies} bodies, {found.characters} characters read back, "
        f"{found.named} lines named and taken out, {len(found.lost)} losses; "
        f"articles taken out for {dict(Counter(found.unlinked))}\n"
    )
    raise SystemExit(bool(found.lost))


if __name__ == "__main__":
    main()
