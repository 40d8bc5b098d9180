"""``chenbao build [期 …]``: website and print PDF of all issues, or the print PDF of those named and the website."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.cli.press import compose_all, write_ledger, write_print
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.site.building import build_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to build."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """Gather everything, then write. Faults of the copy stop it before anything is written."""
    lacking = check_machine()
    gathered = gather(arguments.root)
    asked = gather(arguments.root, arguments.issues) if arguments.issues else gathered
    before = sorted_diagnostics([*lacking, *gathered.diagnostics, *asked.diagnostics])
    if lacking or gathered.faulty or asked.faulty:
        return Outcome(before, ("什么也没有写；先改好上面的错，再运行一次。",))
    pdfs, faults = _write_issues(asked)
    site = arguments.root / "dist" / "site"
    faults += build_site(arguments.root, gathered, site)
    lines = (*(f"印刷 PDF：{_shown(arguments.root, pdf)}" for pdf in pdfs), f"网站：{_shown(arguments.root, site)}/")
    facts = {"site": str(site), "pdfs": [str(pdf) for pdf in pdfs]}
    return Outcome(sorted_diagnostics([*before, *faults]), lines, facts)


def _write_issues(gathered: Gathered) -> tuple[list[Path], list[Diagnostic]]:
    pdfs: list[Path] = []
    faults: list[Diagnostic] = []
    composed = compose_all(gathered)
    for numbered, ledger, issue in zip(gathered.issues, gathered.ledgers, composed, strict=True):
        write_ledger(gathered.root, ledger)
        pdf, drawn = write_print(gathered, issue, numbered)
        pdfs.append(pdf)
        faults += [*issue.diagnostics, *drawn]
    return pdfs, faults


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
