"""``chenbao bounty judge | verdict | rate``: deciding, in the browser or here, and what it comes to."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import replace

from build_tools.bounty.deciding import ASK_TOGETHER, Choice, decide, recorded_elsewhere
from build_tools.bounty.desk import Case, settle_desk
from build_tools.bounty.merging import Grouping
from build_tools.bounty.opening import Room
from build_tools.bounty.verdicts import Decision
from build_tools.bounty.weights import BY_CODE
from build_tools.cli.bounty_inbox import case_line
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.desk.judge import JudgeServer
from build_tools.diagnostics import diagnose


def run_judge(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Serve the judge's page on this machine only, until Ctrl-C."""
    try:
        server = JudgeServer(room, arguments.judge or "编辑", arguments.port)
    except (OSError, OverflowError) as problem:
        if isinstance(problem, OSError) and problem.filename is not None:
            raise
        told = f"用不了端口 {arguments.port}：换一个 1024 到 65535 之间、没有别的程序在用的，或者不写 --port，由程序挑。"
        return Outcome(lines=(told,), forced_exit=UNUSABLE)
    print(f"裁定台：{server.address}\n（只有本机打得开；网址里的口令每次不同。按 Ctrl-C 结束。）", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
    return Outcome(lines=("裁定台关了。",))


def run_verdict(room: Room, arguments: argparse.Namespace) -> Outcome:
    """One decision, written to verdicts.yml."""
    place = room.place
    if room.is_sealed:
        return Outcome((diagnose("SQ809", place, issue=room.name),))
    if arguments.kind and arguments.kind not in BY_CODE:
        return Outcome(
            (
                diagnose(
                    "SQ824",
                    place,
                    kind=arguments.kind,
                    known="、".join(f"{row.code}（{row.name}）" for row in BY_CODE.values()),
                ),
            )
        )
    # Whoever judges a message that was taken for no report makes it one.
    desk = settle_desk(
        room.desk(), room.verdicts()[0], (arguments.claim.rpartition("#")[0],), room.groupings()
    )
    case = next(
        (case for case in desk.cases if arguments.claim in [filed.name for filed in case.fault.claims]), None
    )
    if case is None:
        return Outcome((diagnose("SQ823", place, claim=arguments.claim, issue=room.name),))
    now = room.now().isoformat(timespec="microseconds")
    choice = Choice(
        Decision(arguments.decision),
        arguments.judge,
        now,
        None,
        arguments.printed,
        arguments.corrected,
        arguments.kind,
        arguments.important,
        arguments.reason,
        arguments.final,
        deletion=arguments.delete,
    )
    verdict, problem = decide(case, choice, room.index_of(case.fault.spot))
    if verdict is None:
        said = f"{problem}是的，加 --delete。" if problem.endswith("？") else f"{problem}。"
        return Outcome(lines=(f"没有裁定：{said}",), forced_exit=UNUSABLE)
    if other := recorded_elsewhere(desk.cases, case, verdict):
        if not arguments.together:
            problem = ASK_TOGETHER.format(names=other.fault.name)
            return Outcome(lines=(f"没有裁定：{problem}是的，加 --together。",), forced_exit=UNUSABLE)
        claims = tuple(filed.name for each in (other, case) for filed in each.fault.claims)
        room.regroup(Grouping(claims, True, arguments.judge, now))
        if _holding(room, arguments.claim).settled.verdict != other.settled.verdict:
            # What was said of this case before, otherwise, is not what is said of both.
            room.record(replace(verdict, claims=claims))
    else:
        room.record(verdict)
    after = _holding(room, arguments.claim)
    return Outcome(lines=(case_line(after),), facts={"claims": list(verdict.claims), "state": after.state})


def _holding(room: Room, claim: str) -> Case:
    """The case that a claim belongs to, as it stands now."""
    return next(case for case in room.desk().cases if claim in [each.name for each in case.fault.claims])


def run_rate(room: Room, arguments: argparse.Namespace) -> Outcome:
    """差错率，自检估算: every factor, every fault."""
    desk = room.desk()
    rate = room.rate(desk)
    lines = [
        f"{each.verdict.spot.chinese if each.verdict.spot else ''}  “{each.verdict.printed}”→“{each.verdict.corrected}”  计{float(each.counts):g}：{'；'.join(each.steps)}"
        for each in desk.counted
    ]
    lines += [
        *rate.factors,
        f"自检估算：万分之{rate.in_ten_thousand:g}，{'在' if rate.within_limit else '超过'}万分之3的合格线{'以内' if rate.within_limit else ''}。这不是合格判定；标“待核”的分值未见原文。",
    ]
    facts = {
        "in_ten_thousand": rate.in_ten_thousand,
        "limit": 3,
        "characters": float(rate.characters),
        "faults": float(rate.faults),
        "factors": list(rate.factors),
    }
    return Outcome(room.verdicts()[1], tuple(lines), facts)
