"""``chenbao proof 2021-01``: 校样, with line numbers and a mark; ``--against`` shows what changed; ``--sign`` records who read it."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import FAULTS, UNUSABLE, Outcome
from build_tools.diagnostics import Place, diagnose, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.press.proofs import (
    STAGES,
    Change,
    ProofRound,
    Signature,
    changes_between,
    changes_html,
    format_rounds,
    overlay_html,
    proof_lines,
    stamp,
    texts_of,
)
from build_tools.production.pressroom import open_pressroom
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES
from build_tools.readers.proofs import read_proof_rounds
from build_tools.typesetting import draw_form, draw_issue

TASKS = ("初审", "复审", "终审", "一校", "二校", "三校", "通读", "签样")
_REVIEWS = TASKS[:3]
"""三审: no two of them by the same person."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, and which proof."""
    parser.add_argument("issue", metavar="期", help="如 2021-01")
    parser.add_argument("--stage", choices=STAGES, default=STAGES[1], help="小样、大样还是清样；不写就是大样")
    parser.add_argument("--against", type=int, metavar="次", help="与第几次校样对照，标出改动；不写就与上一次对照")
    parser.add_argument("--sign", type=int, metavar="次", help="不出校样，只在第几次校样上签名")
    parser.add_argument("--task", choices=TASKS, help="签的是哪一项")
    parser.add_argument("--by", default="", metavar="姓名", help="签名的人")


def run(arguments: argparse.Namespace) -> Outcome:
    """A new round, or a signature on one."""
    root: Path = arguments.root
    gathered = gather(root, [arguments.issue])
    recorded, faults = read_proof_rounds(root, arguments.issue)
    lacking = check_machine()
    if lacking or faults or not gathered.issues:
        return Outcome(sorted_diagnostics([*lacking, *faults, *gathered.diagnostics]))
    rounds = tuple(ProofRound(each.ordinal, each.stage, each.date, each.texts, tuple(Signature(*sign) for sign in each.signatures)) for each in recorded)
    if arguments.sign is not None:
        return _sign(root, arguments, rounds)
    return _draw(gathered, arguments, rounds)


def _sign(root: Path, arguments: argparse.Namespace, rounds: tuple[ProofRound, ...]) -> Outcome:
    place = Place(f"{ISSUES}/{arguments.issue}/proofs.yml")
    if not arguments.by or not arguments.task:
        return Outcome(lines=("签名要写 --task 哪一项 和 --by 姓名。",), forced_exit=UNUSABLE)
    if not any(each.ordinal == arguments.sign for each in rounds):
        return Outcome((diagnose("SQ675", place, round=arguments.sign, known="、".join(str(each.ordinal) for each in rounds) or "无"),))
    others = [sign for each in rounds for sign in each.signatures if sign.task in _REVIEWS and sign.task != arguments.task]
    clash = next((sign for sign in others if sign.name == arguments.by), None)
    if arguments.task in _REVIEWS and clash is not None:
        return Outcome((diagnose("SQ676", place, name=arguments.by, task=clash.task, other=arguments.task),), forced_exit=FAULTS)
    signature = Signature(arguments.task, arguments.by, _today())
    signed = tuple(_with(each, signature) if each.ordinal == arguments.sign else each for each in rounds)
    write_whole(root / place.path, format_rounds(signed).encode())
    return Outcome(lines=(f"{arguments.by} 签了第{arguments.sign}次校样：{arguments.task}。",), facts={"round": arguments.sign})


def _with(each: ProofRound, signature: Signature) -> ProofRound:
    return ProofRound(each.ordinal, each.stage, each.date, each.texts, (*each.signatures, signature))


def _draw(gathered: Gathered, arguments: argparse.Namespace, rounds: tuple[ProofRound, ...]) -> Outcome:
    numbered, pressroom = gathered.issues[0], open_pressroom(gathered)
    name, ordinal = numbered.issue.name, len(rounds) + 1
    before = next((each for each in rounds if each.ordinal == arguments.against), None) if arguments.against else (rounds[-1] if rounds else None)
    if arguments.against and before is None:
        place = Place(f"{ISSUES}/{name}/proofs.yml")
        return Outcome((diagnose("SQ675", place, round=arguments.against, known="、".join(str(each.ordinal) for each in rounds) or "无"),))
    composed = pressroom.compose(numbered)
    lines = proof_lines(composed)
    changes: tuple[Change, ...] = changes_between(before.texts, lines) if before else ()
    mark = f"{arguments.stage}　第{ordinal}次　{name}　{_today()}" + (f"　与第{before.ordinal}次（{before.stage}）对照" if before else "")
    drawn = draw_issue(composed, gathered.root / ISSUES / name, pressroom.sheet)
    appendix = draw_form(changes_html(f"改动单　{mark}", changes)) if before else b""
    proof = stamp(drawn.pdf, draw_form(overlay_html(composed, lines, mark, changes)), appendix)
    path = pressroom.pdf_path(name).parent / "proofs" / f"{name}-{ordinal:02d}-{arguments.stage}.pdf"
    write_whole(path, proof)
    record = ProofRound(ordinal, arguments.stage, _today(), texts_of(lines))
    write_whole(gathered.root / ISSUES / name / "proofs.yml", format_rounds((*rounds, record)).encode())
    said = (f"第{ordinal}次校样（{arguments.stage}）：{path.relative_to(gathered.root).as_posix()}", *((f"与第{before.ordinal}次对照，改动{len(changes)}处。",) if before else ()))
    listed = [{"number": change.number, "line": change.lines[0].ordinal if change.lines else 0, "before": change.before, "after": change.after} for change in changes]
    return Outcome((*gathered.diagnostics, *composed.diagnostics, *drawn.diagnostics), said, {"round": ordinal, "pdf": str(path), "changes": listed})


def _today() -> str:
    return datetime.date.today().isoformat()
