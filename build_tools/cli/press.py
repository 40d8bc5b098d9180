"""印务: what build, check, serve and sign-off share: set issues in type, write files whole.

In: what was gathered. Out: composed issues; files in dist/ that are either the old ones or the new ones.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import Ledger, NumberedIssue, Paper
from build_tools.numbering import format_ledger
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


def write_ledger(root: Path, ledger: Ledger) -> bool:
    """Write ledger.yml if it changes; tells whether it did."""
    path = root / ISSUES / ledger.issue / "ledger.yml"
    text = format_ledger(ledger)
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    write_whole(path, text.encode())
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Write beside and swap in, so that a build that is killed leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.write_bytes(content)
        os.replace(staged, path)
    finally:
        staged.unlink(missing_ok=True)
