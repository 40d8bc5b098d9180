"""``chenbao proofread [期 …]``: 校对, likely misprints with what was probably meant and why; writes nothing."""

from __future__ import annotations

import argparse

from build_tools.cli.outcome import Outcome
from build_tools.diagnostics import sorted_diagnostics
from build_tools.gathering import gather
from build_tools.proofreading import proofread_gathered


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to look at."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """Gather and proofread; signed issues as well, for what was printed wrongly can be corrected in the next."""
    gathered = gather(arguments.root, arguments.issues)
    # Faults of form are check's; here they matter only where an issue could not be read for them.
    unread = [] if gathered.issues else list(gathered.diagnostics)
    found = sorted_diagnostics([*unread, *proofread_gathered(gathered)])
    names = [numbered.issue.name for numbered in gathered.issues]
    lines = () if found else (f"没有找到可疑的地方：{'、'.join(names)}。",)
    return Outcome(found, lines, {"issues": names})
