"""印务: what build, check and sign-off share: set issues in type, draw them, write the proof PDF.

In: what was gathered. Out: composed issues; the PDF and layout.json in dist/print/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.production.writing import write_whole
from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.readers import ISSUES
from build_tools.typesetting import (
    ComposedIssue,
    Sheet,
    compose_issue,
    draw_issue,
    layout_document,
    read_sheet,
)

_THEME = "theme/print"


@dataclass(frozen=True, slots=True)
class Pressroom:
    """The paper's sheet and where its output goes."""

    root: Path
    paper: Paper
    sheet: Sheet

    def compose(self, numbered: NumberedIssue) -> ComposedIssue:
        """An issue in placed blocks; what its articles exempt (免检) is not reported again."""
        composed = compose_issue(numbered, self.paper, self.sheet)
        return replace(composed, diagnostics=without_exempted(composed.diagnostics, numbered.issue))

    def write(self, composed: ComposedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
        """Draw an issue and write its PDF and layout.json; gives the PDF and what the draw complained of."""
        path = self.pdf_path(composed.name)
        drawn = draw_issue(composed, self.root / ISSUES / composed.name, self.sheet)
        layout = json.dumps(layout_document(composed), ensure_ascii=False, indent=1) + "\n"
        write_whole(path, drawn.pdf)
        write_whole(path.with_name("layout.json"), layout.encode())
        return path, drawn.diagnostics

    def pdf_path(self, issue: str) -> Path:
        """dist/print/2021-01/社区晨报-张庙-2021-01.pdf."""
        name = "-".join(part for part in (self.paper.name, self.paper.edition, issue) if part)
        return self.root / "dist" / "print" / issue / f"{name}.pdf"


def open_pressroom(gathered: Gathered) -> Pressroom:
    """The pressroom of a gathered paper, with the paper's own sheet (theme/print/) or else the program's."""
    assert gathered.paper is not None
    size = gathered.paper.type_area.size
    own = gathered.root / _THEME
    return Pressroom(gathered.root, gathered.paper, read_sheet(size, own) if own.is_dir() else read_sheet(size))
