"""印务: what build, check and sign-off share: set issues in type, draw them, write the proof PDF.

In: what was gathered. Out: composed issues; the PDF and layout.json in dist/print/.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.production.places import LAYOUT, layout_text, pdf_address
from build_tools.production.proofs import PrintedIssue, print_issue, sheet_of
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES
from build_tools.typesetting import ComposedIssue, Sheet, compose_issue, draw_issue, layout_document
from build_tools.typesetting.engine import uncollected


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

    def print(self, numbered: NumberedIssue) -> PrintedIssue:
        """Compose and draw an issue; nothing is written. What its articles exempt is not reported."""
        printed = print_issue(numbered, self.paper, self.root, self.sheet)
        return replace(printed, diagnostics=without_exempted(printed.diagnostics, numbered.issue))

    def write(self, composed: ComposedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
        """Draw an issue and write its PDF and layout.json; gives the PDF and what the draw complained of."""
        path = self.pdf_path(composed.name)
        with uncollected():
            drawn = draw_issue(composed, self.root / ISSUES / composed.name, self.sheet)
        write_whole(path, drawn.pdf)
        write_whole(path.with_name(LAYOUT), layout_text(layout_document(composed)))
        return path, drawn.diagnostics

    def pdf_path(self, issue: str) -> Path:
        """dist/print/2021-01/社区晨报-张庙-2021-01.pdf."""
        return self.root / "dist" / "print" / pdf_address(self.paper, issue)


def open_pressroom(gathered: Gathered) -> Pressroom:
    """The pressroom of a gathered paper."""
    assert gathered.paper is not None
    return pressroom_of(gathered.root, gathered.paper)


def pressroom_of(root: Path, paper: Paper) -> Pressroom:
    """The pressroom of a paper, with its own sheet (theme/print/) or else the program's."""
    return Pressroom(root, paper, sheet_of(root, paper))
