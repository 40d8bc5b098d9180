"""补白: content/fillers/<name>.md, in whatever folder MkDocs has its pages: standing matter for what copy leaves of a page.

In: the paper's root and the folder of its standing pages. Out: fillers in order of their files' names, and their faults.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import AD_SIZES, EAR, GUTTER, Article, Filler, Kind, Paragraph, Plate
from build_tools.readers.article import parse_article, parse_size
from build_tools.readers.files import read_text
from build_tools.readers.plates import FILLER, read_plate

_SIZES = tuple(size for size in AD_SIZES if size not in (EAR, GUTTER))
"""By name; the others are no places that copy leaves."""


def read_fillers(root: Path, standing: str) -> tuple[tuple[Filler, ...], list[Diagnostic]]:
    """Every filler that can be read."""
    fillers: list[Filler] = []
    found: list[Diagnostic] = []
    for path in sorted((root / standing / "fillers").glob("*.md")):
        name = path.relative_to(root).as_posix()
        read = read_text(root, name)
        found += read.diagnostics
        if read.text is None:
            continue
        article, faults = parse_article(read.text, name, name, "", Kind.NOTICE, path.stem, True)
        found += faults
        strange = next((block for block in article.body if not isinstance(block, Paragraph)), None)
        if strange is not None:
            found.append(diagnose("SQ562", Place(name, strange.line)))
            continue
        artwork, wrong = _artwork(root, standing, article, name)
        found += wrong
        if article.headline and (article.body or artwork):
            paragraphs = tuple(block for block in article.body if isinstance(block, Paragraph))
            fillers.append(Filler(path.stem, article.kicker, article.headline, paragraphs, artwork))
    return tuple(fillers), found


def _artwork(
    root: Path, standing: str, article: Article, name: str
) -> tuple[tuple[tuple[Plate, str], ...], list[Diagnostic]]:
    """图样: each a file and, behind a space, the size it was drawn for."""
    plates: list[tuple[Plate, str]] = []
    found: list[Diagnostic] = []
    place = Place(name, *article.marks.get("artwork", (1, 1)))
    for written in article.artwork:
        file, _, asked = written.partition(" ")
        size = parse_size(asked)
        if size is None or size in (EAR, GUTTER):
            found.append(diagnose("SQ564", place, size=asked, known="、".join(_SIZES)))
            size = ""
        plate, faults = read_plate(root, standing, "pictures", file, place, FILLER)
        found += faults
        plates += [(plate, size)] if plate else []
    return tuple(plates), found
