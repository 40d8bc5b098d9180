"""``chenbao new 2021-03``: the folder of a new issue, ready to write in."""

from __future__ import annotations

import argparse

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.production.beginning import begin_issue
from build_tools.readers import ISSUES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The name of the new issue."""
    parser.add_argument("issue", metavar="期", help="年-月，如 2021-03")
    parser.add_argument(
        "--like", default="", metavar="期", help="各版照哪一期：版名、栏目、启事、版式；不写就一个栏目一版"
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Write the plan with the next total number and the month's dates, section folders and a sample article."""
    begun = begin_issue(arguments.root, arguments.issue, like=arguments.like)
    if begun.diagnostics:
        return Outcome(begun.diagnostics)
    if begun.refused:
        return Outcome(lines=(begun.refused,), forced_exit=UNUSABLE)
    name, sample = arguments.issue, begun.files[-1]
    lines = (
        f"新建了 {ISSUES}/{name}/。",
        f"先看看计划 {ISSUES}/{name}/issue.yml，再照 {sample.relative_to(arguments.root)} 写稿。",
    )
    return Outcome(lines=lines, facts={"folder": str(begun.folder)})
