"""``chenbao proof 2021-01``: 校样, with line numbers and a mark; ``--against`` shows what changed; ``--sign`` records who read it."""

from __future__ import annotations

import argparse

from build_tools.cli.clock import today
from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import FAULTS, UNUSABLE, Outcome
from build_tools.diagnostics import sorted_diagnostics
from build_tools.gathering import gather
from build_tools.press.proofs import STAGES, Signature
from build_tools.press.rounds import TASKS, draw_round, rounds_of, sign_round


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, and which proof."""
    parser.add_argument("issue", metavar="期", help="如 2021-01")
    parser.add_argument("--stage", choices=STAGES, default=STAGES[1], help="小样、大样还是清样；不写就是大样")
    parser.add_argument(
        "--against", type=int, metavar="次", help="与第几次校样对照，标出改动；不写就与上一次对照"
    )
    parser.add_argument("--sign", type=int, metavar="次", help="不出校样，只在第几次校样上签名")
    parser.add_argument("--task", choices=TASKS, help="签的是哪一项")
    parser.add_argument("--by", default="", metavar="姓名", help="签名的人")


def run(arguments: argparse.Namespace) -> Outcome:
    """A new round, or a signature on one."""
    lacking = check_machine()
    gathered = gather(arguments.root, [arguments.issue])
    _, faults = rounds_of(arguments.root, arguments.issue)
    if lacking or faults or not gathered.issues:
        return Outcome(sorted_diagnostics([*lacking, *faults, *gathered.diagnostics]))
    return _sign(arguments) if arguments.sign is not None else _draw(arguments)


def _sign(arguments: argparse.Namespace) -> Outcome:
    if not arguments.by or not arguments.task:
        return Outcome(lines=("签名要写 --task 哪一项 和 --by 姓名。",), forced_exit=UNUSABLE)
    signature = Signature(arguments.task, arguments.by, today(arguments.root).isoformat())
    found = sign_round(arguments.root, arguments.issue, arguments.sign, signature)
    if found:
        return Outcome(found, forced_exit=FAULTS)
    return Outcome(
        lines=(f"{arguments.by} 签了第{arguments.sign}次校样：{arguments.task}。",),
        facts={"round": arguments.sign},
    )


def _draw(arguments: argparse.Namespace) -> Outcome:
    root, day = arguments.root, today(arguments.root).isoformat()
    drawn = draw_round(root, arguments.issue, arguments.stage, day, arguments.against)
    if not drawn.done:
        return Outcome(drawn.diagnostics)
    before = drawn.before
    said = (
        f"第{drawn.ordinal}次校样（{arguments.stage}）：{drawn.pdf.relative_to(root).as_posix()}",
        *((f"与第{before.ordinal}次对照，改动{len(drawn.changes)}处。",) if before else ()),
    )
    listed = [
        {
            "number": change.number,
            "line": change.lines[0].ordinal if change.lines else 0,
            "before": change.before,
            "after": change.after,
        }
        for change in drawn.changes
    ]
    facts = {"round": drawn.ordinal, "pdf": str(drawn.pdf), "changes": listed}
    return Outcome(drawn.diagnostics, said, facts)
