"""补白: content/fillers/<name>.md, in whatever folder MkDocs has its pages: standing matter for what copy leaves of a page.

In: the paper's root and the folder of its standing pages. Out: fillers in order of their files' names, and their faults.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Filler, Kind, Paragraph
from build_tools.readers.article import parse_article
from build_tools.readers.files import read_text


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
        article, faults = parse_article(read.text, name, name, "", Kind.NOTICE, path.stem)
        found += faults
        strange = next((block for block in article.body if not isinstance(block, Paragraph)), None)
        if strange is not None:
            found.append(diagnose("SQ562", Place(name, strange.line)))
        elif article.headline and article.body:
            paragraphs = tuple(block for block in article.body if isinstance(block, Paragraph))
            fillers.append(Filler(path.stem, article.kicker, article.headline, paragraphs))
    return tuple(fillers), found
