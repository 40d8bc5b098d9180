"""``chenbao build [期 …]``: website and print PDF of all issues, or the print PDF of those named and the website."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.production.pressroom import open_pressroom
from build_tools.production.writing import write_ledger
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather, sound_part
from build_tools.site.building import build_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to build."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """Gather everything, then write. Faults of the copy stop it before anything is written.

    With issues named, only their faults count: an unfinished other issue is left off the website, and said so.
    """
    lacking = check_machine()
    asked = gather(arguments.root, arguments.issues)
    whole, left_out = sound_part(gather(arguments.root), arguments.issues) if arguments.issues else (asked, ())
    before = sorted_diagnostics([*lacking, *whole.diagnostics, *asked.diagnostics])
    if lacking or whole.faulty or asked.faulty:
        return Outcome(before, ("什么也没有写；先改好上面的错，再运行一次。",))
    pdfs, faults = _write_issues(asked)
    site = arguments.root / "dist" / "site"
    faults += build_site(arguments.root, whole, site)
    lines = [f"印刷 PDF：{_shown(arguments.root, pdf)}" for pdf in pdfs]
    lines.append(f"网站：{_shown(arguments.root, site)}/")
    lines += [f"没有上网站：{name}，它还有错；运行 chenbao check {name} 查看。" for name in left_out]
    facts = {"site": str(site), "pdfs": [str(pdf) for pdf in pdfs], "left_out": list(left_out)}
    return Outcome(sorted_diagnostics([*before, *faults]), tuple(lines), facts)


def _write_issues(gathered: Gathered) -> tuple[list[Path], list[Diagnostic]]:
    pdfs: list[Path] = []
    faults: list[Diagnostic] = []
    pressroom = open_pressroom(gathered)
    composed = [pressroom.compose(numbered) for numbered in gathered.issues]
    for ledger, issue in zip(gathered.ledgers, composed, strict=True):
        write_ledger(gathered.root, ledger)
        pdf, drawn = pressroom.write(issue)
        pdfs.append(pdf)
        faults += [*issue.diagnostics, *drawn]
    return pdfs, faults


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
