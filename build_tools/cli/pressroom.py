"""印务: what build, check and sign-off share: set issues in type, draw them, write the proof PDF.

In: what was gathered. Out: composed issues; the PDF and layout.json in dist/print/.
"""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.cli.writing import write_whole
from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.readers import ISSUES
from build_tools.typesetting import ComposedIssue, compose_issue, draw_issue, layout_document


def compose_all(gathered: Gathered) -> tuple[ComposedIssue, ...]:
    """Every gathered issue in placed blocks."""
    assert gathered.paper is not None
    folder = gathered.root / ISSUES
    return tuple(compose_issue(numbered, gathered.paper, folder / numbered.issue.name) for numbered in gathered.issues)


def pdf_path(root: Path, paper: Paper, issue: str) -> Path:
    """dist/print/2021-01/社区晨报-张庙-2021-01.pdf."""
    name = "-".join(part for part in (paper.name, paper.edition, issue) if part)
    return root / "dist" / "print" / issue / f"{name}.pdf"


def write_print(gathered: Gathered, composed: ComposedIssue, numbered: NumberedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Draw one issue and write its PDF and layout.json; gives the PDF and what the draw complained of."""
    assert gathered.paper is not None
    path = pdf_path(gathered.root, gathered.paper, numbered.issue.name)
    drawn = draw_issue(composed)
    layout = json.dumps(layout_document(composed), ensure_ascii=False, indent=1) + "\n"
    write_whole(path, drawn.pdf)
    write_whole(path.with_name("layout.json"), layout.encode())
    return path, drawn.diagnostics
