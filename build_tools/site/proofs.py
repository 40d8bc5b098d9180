"""校样: keeps the page proofs of a preview up to date.

In: what was gathered, and the function that draws an issue's pages. Out: PDFs in ``dist/print`` and their
diagnostics. Only what has changed is drawn again: a page takes longer than the whole website.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue

Proofread = Callable[[Gathered, NumberedIssue], tuple[Path, tuple[Diagnostic, ...]]]
"""Draws an issue's pages; gives the PDF and what it complains of."""


@dataclass(frozen=True, slots=True)
class _Proof:
    """The state of an issue, its pictures and the print theme that its last proof shows."""

    numbered: NumberedIssue
    changed: float
    found: tuple[Diagnostic, ...]


class Proofs:
    """The proofs drawn so far, one an issue."""

    def __init__(self) -> None:
        self._drawn: dict[str, _Proof] = {}

    def refresh(self, gathered: Gathered, proofread: Proofread) -> tuple[Diagnostic, ...]:
        """Draw what has changed; what all proofs complain of, the unchanged ones included."""
        for numbered in gathered.issues:
            name = numbered.issue.name
            changed = _last_change(gathered.root / "theme" / "print", gathered.root / "issues" / name / "images")
            known = self._drawn.get(name)
            if known is None or (known.numbered, known.changed) != (numbered, changed):
                _, found = proofread(gathered, numbered)
                self._drawn[name] = _Proof(numbered, changed, found)
        return tuple(each for proof in self._drawn.values() for each in proof.found)


def _last_change(*folders: Path) -> float:
    """When anything in some folders was last written, in seconds since 1970; 0 for never."""
    return max((path.stat().st_mtime for folder in folders for path in folder.rglob("*")), default=0.0)
