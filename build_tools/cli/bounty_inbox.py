"""``chenbao bounty import | list | persons | forget | answers | receipt``: what concerns letters and their senders."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from build_tools.bounty.desk import Case
from build_tools.bounty.identity import alike_finders, finder_of, parse_receipt, plain_identity, shown_receipt
from build_tools.bounty.inbox import KEEP_DAYS, reports_from
from build_tools.bounty.intake import read_rows
from build_tools.bounty.opening import Room
from build_tools.bounty.outputs import answer, answers_csv
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES

STATES = {"open": "未裁", "disputed": "意见不一", "unsure": "待定", "accepted": "属实", "rejected": "不属实", "advice": "建议"}


def run_import(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Read files into the inbox; what cannot be read is kept and listed."""
    inbox = room.inbox
    if arguments.keep_until:
        inbox.set_keep_until(arguments.keep_until)
    found: list[Diagnostic] = []
    received = new = unread = 0
    for file in arguments.files:
        content = sys.stdin.buffer.read() if file == "-" else _content(arguments.root, file)
        if content is None:
            found.append(diagnose("SQ219", Place(file), problem="没有这个文件"))
            continue
        name = "粘贴" if file == "-" else Path(file).name
        rows, broken = read_rows(name, content)
        reports, silent = reports_from(inbox.key, name, rows, datetime.date.today().isoformat(), arguments.channel)
        added, pieces = inbox.add(reports, [*broken, *silent])
        received, new, unread = received + len(reports), new + added, unread + pieces
    lines = (f"读到{received}条来信，新收{new}条，重复{received - new}条；读不出{unread}条（原样留着）。", f"来信只存在 {ISSUES}/{room.name}/bounty/inbox/，保存到{inbox.keep_until(room.deadline)}，不进 git，不上网。")
    facts = {"received": received, "new": new, "unread": unread}
    return Outcome((*found, *_inbox_diagnostics(room)), lines, facts)


def _content(root: Path, file: str) -> bytes | None:
    path = Path(file) if Path(file).is_file() else root / file
    return path.read_bytes() if path.is_file() else None


def _inbox_diagnostics(room: Room) -> tuple[Diagnostic, ...]:
    place = Place(f"{ISSUES}/{room.name}/bounty/inbox")
    unread = room.inbox.unread()
    day = room.inbox.keep_until(room.deadline)
    found = [diagnose("SQ822", place, count=len(unread), issue=room.name)] if unread else []
    overdue = room.inbox.reports() and day < datetime.date.today()
    return (*found, *([diagnose("SQ829", place, day=day, issue=room.name, later=datetime.date.today() + datetime.timedelta(days=KEEP_DAYS))] if overdue else []), *room.verdicts()[1])


def run_list(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Every fault with its state, claims and verdicts; or what could not be read."""
    if arguments.unread:
        pieces = room.inbox.unread()
        lines = tuple(f"{piece.source} 第{piece.row}行：{piece.reason}｜{_one_line(piece.raw, 120)}" for piece in pieces)
        return Outcome(room.verdicts()[1], lines or ("没有读不出的。",), {"unread": [{"source": piece.source, "row": piece.row, "reason": piece.reason, "raw": piece.raw} for piece in pieces]})
    desk = room.desk()
    cases = [case for case in desk.cases if not arguments.state or case.state == arguments.state]
    head = f"来信{len(desk.reports)}条，其中报错{sum(kind.value == 'report' for kind in desk.kinds.values())}条；并成{len(desk.cases)}处。"
    return Outcome(_inbox_diagnostics(room), (head, *(case_line(case) for case in cases)), {"reports": len(desk.reports), "cases": [case_facts(case) for case in cases]})


def case_line(case: Case) -> str:
    """One fault in one line."""
    claim = case.fault.clearest
    place = case.fault.spot.chinese if case.fault.spot else "位置不明"
    sure = "" if case.fault.sure else f"（拿不准：{'；'.join(claim.doubts) or '没有一处说得够清楚'}）"
    change = f"“{claim.edit.printed}”→“{'？' if claim.edit.replacement is None else claim.edit.replacement}”" if claim.edit else ""
    return f"{STATES[case.state]}  {case.fault.name}  {place}{sure}  {change}  {len(case.fault.finders)}人报，首报 {case.fault.first.received[:16]}"


def case_facts(case: Case) -> dict[str, object]:
    """One fault for a program; no names."""
    claim, spot = case.fault.clearest, case.fault.spot
    return {
        "name": case.fault.name,
        "state": case.state,
        "place": spot.chinese if spot else "",
        "number": str(spot.number) if spot else "",
        "sure": case.fault.sure,
        "doubts": list(claim.doubts),
        "printed": claim.edit.printed if claim.edit else claim.wrong,
        "wanted": claim.edit.replacement if claim.edit else claim.right,
        "claims": [filed.name for filed in case.fault.claims],
        "finders": len(case.fault.finders),
        "counts": float(case.counted.counts) if case.counted else None,
    }


def _one_line(text: str, most: int) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:most]


def run_persons(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Senders who look alike; with --merge, an editor's decision that they are one."""
    inbox = room.inbox
    if arguments.merge:
        codes = {report.finder for report in inbox.reports()}
        if not set(arguments.merge) <= codes or len(set(arguments.merge)) < 2:
            return Outcome(lines=("要写两个不同的报错人代号，见 ./chenbao bounty persons。",), forced_exit=UNUSABLE)
        inbox.merge_finders(*arguments.merge)
    pairs = alike_finders(inbox.reports())
    lines = tuple(f"{pair.first}（{pair.names[0]}） 与 {pair.second}（{pair.names[1]}）：{pair.reason}" for pair in pairs)
    facts = {"alike": [{"first": pair.first, "second": pair.second, "names": list(pair.names), "reason": pair.reason} for pair in pairs]}
    return Outcome(lines=lines or ("没有可疑的同一人。",), facts=facts)


def run_forget(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Remove a person's letters, or everything once the retention date has come."""
    inbox = room.inbox
    if arguments.expired:
        day = inbox.keep_until(room.deadline)
        if day >= datetime.date.today():
            return Outcome(lines=(f"保存期限是{day}，还没有到。",), forced_exit=UNUSABLE)
        count = len(inbox.reports())
        inbox.empty()
        return Outcome(lines=(f"收件箱清空了：{count}条来信。裁定里没有个人信息，照旧留着。",), facts={"removed": count})
    if not arguments.person:
        return Outcome(lines=("写明 --person 姓名或账号，或 --expired。",), forced_exit=UNUSABLE)
    wanted = plain_identity(arguments.person)
    finders = {report.finder for report in inbox.reports() if wanted in (plain_identity(report.name), plain_identity(report.identity), report.finder)}
    finders.add(finder_of(inbox.key, arguments.person))
    count = inbox.forget(finders)
    return Outcome(lines=(f"删去了{count}条来信；回执号留作废号，再导入也不会回来。",), facts={"removed": count})


def run_answers(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Write the answers into the inbox, where they are private."""
    desk = room.desk()
    path = room.inbox.folder / "answers.csv"
    write_whole(path, ("\ufeff" + answers_csv(desk)).encode("utf-8", "replace"))
    path.chmod(0o600)
    where = path.relative_to(room.root).as_posix()
    return Outcome(room.verdicts()[1], (f"{len(desk.reports)}条答复写在 {where}。",), {"file": where, "answers": len(desk.reports)})


def run_receipt(room: Room, arguments: argparse.Namespace) -> Outcome:
    """What one reader is told."""
    receipt = parse_receipt(arguments.number)
    if receipt is None:
        return Outcome(lines=(f"“{_one_line(arguments.number, 40)}”不是本报的回执号（十二位，末位是校验码）。",), forced_exit=UNUSABLE)
    desk = room.desk()
    report = next((report for report in desk.reports if report.receipt == receipt), None)
    if report is None:
        return Outcome(lines=(f"{room.name} 没有回执号 {shown_receipt(receipt)}。",), facts={"receipt": receipt, "found": False})
    said = answer(report, desk)
    return Outcome(lines=(said,), facts={"receipt": receipt, "found": True, "answer": said, "kind": desk.kinds[receipt].value})

