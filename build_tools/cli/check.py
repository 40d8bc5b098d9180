"""``chenbao check [期 …]``: 校对, all diagnostics at once; writes nothing."""

from __future__ import annotations

import argparse

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.cli.pressroom import compose_all
from build_tools.diagnostics import sorted_diagnostics
from build_tools.gathering import gather


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to look at."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """Read, number, check and set in type, to see whether the copy fits."""
    gathered = gather(arguments.root, arguments.issues)
    lacking = check_machine()
    composed = () if lacking or gathered.paper is None else compose_all(gathered)
    print_faults = [fault for issue in composed for fault in issue.diagnostics]
    found = sorted_diagnostics([*lacking, *gathered.diagnostics, *print_faults])
    names = [numbered.issue.name for numbered in gathered.issues]
    lines = () if found else (f"没有毛病：{'、'.join(names)}。",)
    return Outcome(found, lines, {"issues": names})
