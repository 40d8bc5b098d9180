"""``chenbao signoff 2021-01``: 付印. Freezes numbers, text and pages, makes the press package."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from build_tools.cli.clock import moment
from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import CLEAN, FAULTS, UNUSABLE, Outcome
from build_tools.diagnostics import sorted_diagnostics
from build_tools.press.adopting import adopt
from build_tools.press.sign_off import SignedOff, Signer, sign
from build_tools.press.signed import MadeAgain, make_again, signed_issues, verify
from build_tools.readers import ISSUES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, and who signs."""
    parser.add_argument(
        "issue",
        nargs="?",
        default="",
        metavar="期",
        help="如 2021-01；只有 --again 可以不写，就是付过印的各期",
    )
    parser.add_argument("--by", default="", metavar="签发人", help="不写就用 git 里的名字")
    parser.add_argument("--sample", action="store_true", help="出样报：待补的事项一律印“样报”")
    parser.add_argument(
        "--ahead",
        default="",
        metavar="原因",
        help="前面还有一期没有付印，也先付这一期；写明原因，记在付印底里",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--verify", action="store_true", help="不付印，只核对付印时记下的有没有变")
    instead.add_argument(
        "--again",
        action="store_true",
        help="不付印，从定本重做给印厂的文件；与付印时有一个字节不同就不写",
    )
    instead.add_argument(
        "--adopt", action="store_true", help="给还没有定本的旧期补一份定本，说明保住了什么、没保住什么"
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Sign off; or verify, make again, adopt what was signed."""
    root: Path = arguments.root
    lacking = check_machine()
    if lacking:
        return Outcome(sorted_diagnostics(lacking))
    if arguments.again:
        return _again(root, (arguments.issue,) if arguments.issue else signed_issues(root))
    if not arguments.issue:
        return Outcome(
            lines=("要付印哪一期？写上期名，如 ./chenbao signoff 2021-01。",), forced_exit=UNUSABLE
        )
    if arguments.verify:
        return _verified(root, arguments.issue)
    if arguments.adopt:
        return _adopted(root, arguments.issue)
    signed_by = arguments.by or _git_name(root)
    if not signed_by:
        return Outcome(lines=("不知道是谁付印：用 --by 写上签发人。",), forced_exit=UNUSABLE)
    return _signed(root, arguments.issue, Signer(signed_by, moment(root), arguments.sample, arguments.ahead))


def _signed(root: Path, issue: str, signer: Signer) -> Outcome:
    done = sign(root, issue, signer)
    if not done.version:
        refused = (done.refused,) if done.refused else ()
        return Outcome(done.diagnostics, refused, forced_exit=FAULTS if done.refused else None)
    sample = "，样报" if signer.sample else ""
    lines = (
        f"{issue} 已付印（第{done.version}次{sample}），{len(done.numbers)}个稿号从此不变，版面从此不动。",
        f"请把 {ISSUES}/{issue}/ 提交到 git：稿号簿、付印底、见报文本和定本都在里面。",
        f"给印厂的文件：{done.folder.relative_to(root).as_posix()}/，共{len(done.files)}个。",
    )
    return Outcome(lines=lines, facts=_facts(done))


def _facts(done: SignedOff) -> dict[str, object]:
    return {
        "version": done.version,
        "pdf": str(done.pdf),
        "press": list(done.files),
        "numbers": list(done.numbers),
        "record_bytes": done.record,
    }


def _verified(root: Path, issue: str) -> Outcome:
    found = verify(root, issue)
    lines: tuple[str, ...] = (
        (f"{issue}：付印时记下的{found.looked_at}样，一样也没有变。",) if found.agrees else ()
    )
    if found.away and found.agrees:
        lines += (
            f"给印厂的文件不在这台机器上，从定本重做了一遍来核对；要用，运行 ./chenbao signoff {issue} --again。",
        )
    # Typefaces and libraries are no editor's fault, but something differs all the same.
    return Outcome(
        found.diagnostics,
        lines,
        {"looked_at": found.looked_at},
        forced_exit=CLEAN if found.agrees else FAULTS,
    )


def _again(root: Path, issues: tuple[str, ...]) -> Outcome:
    done = [make_again(root, issue) for issue in issues]
    lines = tuple(_said(each) for each in done)
    return Outcome(
        sorted_diagnostics([found for each in done for found in each.diagnostics]),
        lines or ("还没有付过印的期。",),
        {"made": [each.issue for each in done if each.files]},
        forced_exit=FAULTS if any(not each.files for each in done) else CLEAN,
    )


def _said(made: MadeAgain) -> str:
    if made.files:
        return (
            f"{made.issue}：从定本重做的{made.files}个文件与付印时一字不差，在 dist/print/{made.issue}/ 里。"
        )
    return f"{made.issue}：没有写，与付印时不同的文件不能交给印厂。"


def _adopted(root: Path, issue: str) -> Outcome:
    done = adopt(root, issue)
    if not done.kept:
        return Outcome(done.diagnostics, (f"{issue}：没有补定本。",), forced_exit=FAULTS)
    lines = [f"{issue}：补了定本。", *(f"保住了：{each}。" for each in done.kept)]
    lines += [f"没保住：{each}。" for each in done.lost]
    lines.append(f"请把 {ISSUES}/{issue}/ 提交到 git。")
    return Outcome(lines=tuple(lines), facts={"kept": list(done.kept), "lost": list(done.lost)})


def _git_name(root: Path) -> str:
    done = subprocess.run(
        ["git", "config", "user.name"], cwd=root, check=False, capture_output=True, text=True
    )
    return done.stdout.strip()
