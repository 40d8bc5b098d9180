"""收齐: reads everything, numbers it, checks it. "Gather everything, then write": this is the first half.

In: the paper's root folder. Out: :class:`Gathered`, which every command and the website start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import check_house_rules, check_issue, check_series, without_exempted
from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import Correction, Ledger, NumberedIssue, Paper, source_path
from build_tools.numbering import article_digests, assign_numbers
from build_tools.readers import (
    ISSUES,
    NAME,
    Carried,
    issue_names,
    misnamed_issues,
    read_corrections,
    read_corrections_to_print,
    read_issue,
    read_ledger,
    read_paper,
    read_signed_digests,
)


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


def sound_part(gathered: Gathered, needed: Sequence[str]) -> tuple[Gathered, tuple[str, ...]]:
    """The gathered issues without those that have faults of their own, unless they are needed; and their names.

    An issue that is still being written must not keep another one from the press.
    """
    faulty = {
        numbered.issue.name
        for numbered in gathered.issues
        for found in gathered.diagnostics
        if found.severity.blocks_build and found.place.path.startswith(f"{ISSUES}/{numbered.issue.name}/")
    }
    left_out = tuple(sorted(faulty - set(needed)))
    kept = [index for index, numbered in enumerate(gathered.issues) if numbered.issue.name not in left_out]
    paths = tuple(f"{ISSUES}/{name}/" for name in left_out)
    part = replace(
        gathered,
        issues=tuple(gathered.issues[index] for index in kept),
        ledgers=tuple(gathered.ledgers[index] for index in kept),
        diagnostics=tuple(found for found in gathered.diagnostics if not paths or not found.place.path.startswith(paths)),
    )
    return part, left_out


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
        if not NAME.fullmatch(name):
            found.append(diagnose("SQ216", Place(f"{ISSUES}/{name}"), issue=name))
        elif name not in known:
            found.append(diagnose("SQ215", Place(f"{ISSUES}/{name}"), issue=name, known="、".join(known) or "（无）"))
    rules, carried = house_rules(root, known), read_corrections_to_print(root, known)
    gathered = [gather_issue(root, name, read.paper, carried.get(name, Carried()), rules) for name in known if not names or name in names]
    for each in gathered:
        found += each.diagnostics
    whole = [(each.numbered, each.ledger) for each in gathered if each.numbered]
    issues, ledgers = tuple(numbered for numbered, _ in whole), tuple(ledger for _, ledger in whole)
    found += check_series(tuple(each.issue for each in issues))
    return Gathered(root, read.paper, issues, ledgers, sorted_diagnostics(found))


@dataclass(frozen=True, slots=True)
class GatheredIssue:
    """One issue; ``numbered`` is None when it has no plan to speak of. ``ledger`` is what its file should hold now."""

    numbered: NumberedIssue | None
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]


def house_rules(root: Path, known: Sequence[str]) -> tuple[Correction, ...]:
    """社内规矩: the corrections that the editor made rules for all copy to come."""
    return tuple(each for name in known for each in read_corrections(root, name)[0] if each.rule)


def gather_issue(root: Path, name: str, paper: Paper, carried: Carried, rules: tuple[Correction, ...]) -> GatheredIssue:
    """Read, number and check one issue. ``carried`` is what it must correct of earlier issues, ``rules`` the house rules."""
    read = read_issue(root, name, paper, carried)
    ledger, ledger_faults = read_ledger(root, name)
    corrections, correction_faults = read_corrections(root, name)
    _, signed, signed_faults = read_signed_digests(root, name)
    found = (*read.diagnostics, *ledger_faults, *correction_faults, *signed_faults)
    if read.issue is None:
        return GatheredIssue(None, ledger, found)
    numbering = assign_numbers(read.issue, paper, ledger)
    numbered = replace(numbering.numbered, corrections=corrections)
    found += (*numbering.diagnostics, *check_issue(numbered), *check_house_rules(numbered, rules), *_changed_since_signing(numbered, signed))
    return GatheredIssue(numbered, numbering.ledger, without_exempted(found, read.issue))


def _changed_since_signing(numbered: NumberedIssue, signed: dict[str, str]) -> tuple[Diagnostic, ...]:
    now = article_digests(numbered)
    return tuple(
        diagnose("SQ307", Place(source_path(numbered.issue.name, item.article)), file=item.article.file)
        for item in numbered.articles
        if signed.get(str(item.number), now[str(item.number)]) != now[str(item.number)]
    )
