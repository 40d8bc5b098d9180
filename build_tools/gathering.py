"""收齐: reads everything, numbers it, checks it. "Gather everything, then write": this is the first half.

In: the paper's root folder. Out: :class:`Gathered`, which every command and the website start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.checks import check_issue, check_series
from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import Ledger, NumberedIssue, Paper
from build_tools.numbering import assign_numbers
from build_tools.readers import ISSUES, issue_names, misnamed_issues, read_issue, read_ledger, read_paper


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole paper as it lies in the files: numbered issues oldest first, their ledgers, all faults.

    ``paper`` is None when mkdocs.yml says nothing of a paper; then there are no issues either.
    """

    root: Path
    paper: Paper | None
    issues: tuple[NumberedIssue, ...]
    ledgers: tuple[Ledger, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def faulty(self) -> bool:
        """Whether anything was found that must be mended before a build counts as clean."""
        return any(found.severity.blocks_build for found in self.diagnostics)


def gather(root: Path, names: Sequence[str] = ()) -> Gathered:
    """Read, number and check all issues, or those named. Never raises on what was written."""
    read = read_paper(root)
    found = [*read.diagnostics]
    if read.paper is None:
        return Gathered(root, None, (), (), sorted_diagnostics(found))
    known = issue_names(root)
    if not names:
        found += misnamed_issues(root)
    for name in names:
        if name not in known:
            found.append(diagnose("SQ215", Place(f"{ISSUES}/{name}"), issue=name, known="、".join(known) or "（无）"))
    issues: list[NumberedIssue] = []
    ledgers: list[Ledger] = []
    for name in known if not names else (name for name in known if name in names):
        numbered, ledger, faults = _gather_issue(root, name, read.paper)
        found += faults
        if numbered and ledger:
            issues.append(numbered)
            ledgers.append(ledger)
    found += check_series(tuple(each.issue for each in issues))
    return Gathered(root, read.paper, tuple(issues), tuple(ledgers), sorted_diagnostics(found))


def _gather_issue(root: Path, name: str, paper: Paper) -> tuple[NumberedIssue | None, Ledger | None, list[Diagnostic]]:
    read = read_issue(root, name, paper)
    found = list(read.diagnostics)
    ledger, faults = read_ledger(root, name)
    found += faults
    if read.issue is None:
        return None, None, found
    numbering = assign_numbers(read.issue, paper, ledger)
    found += [*numbering.diagnostics, *check_issue(numbering.numbered)]
    return numbering.numbered, numbering.ledger, found
