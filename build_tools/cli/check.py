"""``chenbao check [期 …]``: 校对, all diagnostics at once; writes nothing."""

from __future__ import annotations

import argparse

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.production.pressroom import open_pressroom


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to look at."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """Read, number, check and set in type, to see whether the copy fits."""
    gathered = gather(arguments.root, arguments.issues)
    lacking = check_machine()
    print_faults = [] if lacking or gathered.paper is None else _faults_in_type(gathered)
    found = sorted_diagnostics([*lacking, *gathered.diagnostics, *print_faults])
    names = [numbered.issue.name for numbered in gathered.issues]
    lines = () if found else (f"没有毛病：{'、'.join(names)}。",)
    return Outcome(found, lines, {"issues": names})


def _faults_in_type(gathered: Gathered) -> list[Diagnostic]:
    pressroom = open_pressroom(gathered)
    return [fault for numbered in gathered.issues for fault in pressroom.compose(numbered).diagnostics]
