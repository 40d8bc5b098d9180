"""``chenbao bounty import | list | persons | forget | answers | receipt``: what concerns letters and their senders."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.bounty.closing import codes_by_finder, read_draw, without_letters
from build_tools.bounty.desk import Case
from build_tools.bounty.identity import (
    alike_finders,
    finder_of,
    mobiles_in,
    parse_receipt,
    plain_identity,
    shown_receipt,
    untitled,
)
from build_tools.bounty.inbox import KEEP_DAYS, known_by, reports_from
from build_tools.bounty.intake import read_rows
from build_tools.bounty.opening import Room
from build_tools.bounty.outputs import answer, answers_rows, contacts, shown_names
from build_tools.bounty.report import NOBODY, Naming, Report, declines, naming_of
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.readers import ISSUES

STATES = {
    "open": "未裁",
    "disputed": "意见不一",
    "unsure": "待定",
    "accepted": "属实",
    "rejected": "不属实",
    "advice": "建议",
}


def run_import(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Read files into the inbox; what cannot be read is kept and asked about."""
    inbox = room.inbox
    if arguments.keep_until:
        inbox.set_keep_until(arguments.keep_until)
    found: list[Diagnostic] = []
    notes: list[str] = []
    received = new = unread = 0
    for file in arguments.files:
        content = sys.stdin.buffer.read() if file == "-" else _content(arguments.root, file)
        if content is None:
            folder = Path(file).is_dir() or (arguments.root / file).is_dir()
            problem = "这是一个文件夹，写里面的文件" if folder else "没有这个文件"
            found.append(diagnose("SQ219", Place(file), problem=problem))
            continue
        name = "粘贴" if file == "-" else Path(file).name
        reading = read_rows(name, content)
        taken = reports_from(
            inbox.key,
            name,
            reading.rows,
            room.today(),
            arguments.channel,
            room.numbered.issue.date,
            room.zone,
        )
        added, pieces = inbox.add(replace(taken, unread=(*reading.unread, *taken.unread)), (name, content))
        received, new, unread = received + len(taken.reports), new + added, unread + pieces
        notes += [_one_line(f"{name}：{note}", 400) for note in (*reading.notes, *taken.notes)]
    lines = (
        f"读到{received}条来信，新收{new}条，重复{received - new}条；读不出{unread}条（原样留着）。",
        *notes,
        *(
            [f"选票已经封存：这{new}条不参加 {room.name} 的评奖，也不能再裁定。"]
            if new and room.is_sealed
            else []
        ),
        f"来信只存在 {ISSUES}/{room.name}/bounty/inbox/，保存到{inbox.keep_until(room.deadline)}，不进 git，不上网。",
    )
    facts = {"received": received, "new": new, "unread": unread, "notes": notes}
    return Outcome((*found, *_inbox_diagnostics(room)), lines, facts)


def _content(root: Path, file: str) -> bytes | None:
    path = Path(file) if Path(file).is_file() else root / file
    return path.read_bytes() if path.is_file() else None


def _inbox_diagnostics(room: Room) -> tuple[Diagnostic, ...]:
    place = Place(f"{ISSUES}/{room.name}/bounty/inbox")
    unread = room.inbox.unread()
    day = room.inbox.keep_until(room.deadline)
    found = [diagnose("SQ822", place, count=len(unread), issue=room.name)] if unread else []
    overdue = (unread or room.inbox.reports()) and day < room.today()
    return (
        *found,
        *(
            [
                diagnose(
                    "SQ829",
                    place,
                    day=day,
                    issue=room.name,
                    later=room.today() + datetime.timedelta(days=KEEP_DAYS),
                )
            ]
            if overdue
            else []
        ),
        *room.verdicts()[1],
    )


def run_list(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Every fault with its state, claims and verdicts; or what could not be read."""
    if arguments.unread:
        pieces = room.inbox.unread()
        lines = tuple(
            _one_line(
                f"{piece.source}{f' 第{piece.row}行' if piece.row else ''}：{piece.reason}｜{piece.raw[:120]}",
                600,
            )
            for piece in pieces
        )
        return Outcome(
            room.verdicts()[1],
            lines or ("没有读不出的。",),
            {
                "unread": [
                    {"source": piece.source, "row": piece.row, "reason": piece.reason, "raw": piece.raw}
                    for piece in pieces
                ]
            },
        )
    desk = room.desk()
    cases = [case for case in desk.cases if arguments.state in ("", case.state, STATES[case.state])]
    head = f"来信{len(desk.reports)}条，其中报错{sum(kind.value == 'report' for kind in desk.kinds.values())}条；并成{len(desk.cases)}处。"
    return Outcome(
        (*_inbox_diagnostics(room), *without_letters(room, desk)[1]),
        (head, *(case_line(case) for case in cases)),
        {"reports": len(desk.reports), "cases": [case_facts(case) for case in cases]},
    )


def case_line(case: Case) -> str:
    """One fault in one line."""
    claim = case.fault.clearest
    place = case.fault.spot.chinese if case.fault.spot else "位置不明"
    sure = "" if case.fault.sure else f"（拿不准：{'；'.join(claim.doubts) or '没有一处说得够清楚'}）"
    change, verdict = "", case.settled.verdict
    if verdict and verdict.printed:
        change = f"“{verdict.printed}”→" + (f"“{verdict.corrected}”" if verdict.corrected else "删去")
    elif claim.edit:
        change = (
            f"“{claim.edit.printed}”→“{'？' if claim.edit.replacement is None else claim.edit.replacement}”"
        )
    told = f"{len(case.fault.finders)}人报，首报 {case.fault.first.received[:16] or '时间不明'}"
    told += f"，裁定以后又来{len({filed.letter for filed in case.since})}封" if case.since else ""
    return f"{STATES[case.state]}  {case.fault.name}  {place}{sure}  {_one_line(change, 400)}  {told}"


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
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def run_persons(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Senders who look alike; with --merge or --apart, an editor's decision whether they are one."""
    inbox = room.inbox
    pair = arguments.merge or arguments.apart
    if (pair or arguments.other) and room.is_sealed:
        # The ballot holds the codes of who was who when it was sealed.
        return Outcome((diagnose("SQ888", room.place, issue=room.name),))
    if pair:
        known = {report.finder for report in inbox.reports()} | {*inbox.same_person()}
        if not set(pair) <= known or len(set(pair)) < 2:
            return Outcome(
                lines=("要写两个不同的报错人代号，见 ./chenbao bounty persons。",), forced_exit=UNUSABLE
            )
        (inbox.merge_finders if arguments.merge else inbox.part_finders)(*pair)
    if arguments.other and not inbox.give_to_another([parse_receipt(each) or "" for each in arguments.other]):
        told = "要写同一位报错人的来信的回执号：在裁定台上每封来信的前面，也在 ./chenbao bounty answers 写出的表里。"
        return Outcome(lines=(told,), forced_exit=UNUSABLE)
    pairs = alike_finders(inbox.reports(), inbox.different_persons())
    lines = tuple(
        f"{each.first}（{_one_line(each.names[0], 40)}） 与 {each.second}（{_one_line(each.names[1], 40)}）：{each.reason}"
        for each in pairs
    )
    facts = {
        "alike": [
            {"first": each.first, "second": each.second, "names": list(each.names), "reason": each.reason}
            for each in pairs
        ]
    }
    return Outcome(lines=lines or ("没有可疑的同一人。",), facts=facts)


def run_people(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Every sender with consent and contact; with a code, write down what an editor has learned of one."""
    inbox, told = room.inbox, list[str]()
    if arguments.code:
        meant = [code for code in _finders(room) if code.startswith(arguments.code)]
        if len(meant) != 1:
            where = Place(room.relative(inbox.folder))
            return Outcome((diagnose("SQ815", where, who=arguments.code, issue=room.name),))
        said: dict[str, object] = {}
        if arguments.naming:
            said["naming"], said["alias"] = naming_of(arguments.naming)
            if said["naming"] is Naming.NONE and not declines(arguments.naming):
                known = "、".join(each.chinese for each in Naming)
                return Outcome(
                    lines=(
                        f"没有记：“{_one_line(arguments.naming, 40)}”不是一种署名。可以写{known}（化名写成 化名：某某）。",
                    ),
                    forced_exit=UNUSABLE,
                )
        said |= {key: value for key in ("name", "contact") if (value := getattr(arguments, key))}
        if said:
            before = shown_names(inbox.reports())[meant[0]]
            inbox.set_person(meant[0], **said)
            if before not in (NOBODY, shown_names(inbox.reports())[meant[0]]):
                told = _still_shown(room, before)
    letters = Counter(report.finder for report in inbox.reports())
    last, reached = {report.finder: report for report in inbox.reports()}, contacts(inbox.reports())
    lines = tuple(
        f"{finder}  {_one_line(report.name or report.identity, 40) or '（没有说是谁）'}  署名：{report.naming.chinese}"
        f"（登出来是“{report.shown_name}”）  {'有' if reached[finder] else '没有'}联系方式  来信{letters[finder]}条"
        for finder, report in sorted(last.items())
        if not arguments.code or finder.startswith(arguments.code)
    )
    facts = {
        "people": [
            {
                "code": finder,
                "naming": report.naming.value,
                "shown": report.shown_name,
                "contact": bool(reached[finder]),
                "letters": letters[finder],
            }
            for finder, report in sorted(last.items())
        ]
    }
    return Outcome(lines=(*lines, *told) or ("还没有来信。",), facts=facts)


def _still_shown(room: Room, name: str) -> list[str]:
    """Where a name stands yet under which somebody will no longer be shown."""
    files = _naming(room, [name], "*/issue.yml", "*/corrections.yml")
    lines = [f"已经写进 {'、'.join(files)} 的“{name}”没有动：要撤下请手工改，再重建网站。"] * bool(files)
    return lines + _in_print(room, [name])


def _finders(room: Room) -> list[str]:
    return sorted({report.finder for report in room.inbox.reports()})


def run_prizes(room: Room, arguments: argparse.Namespace) -> Outcome:
    """The winners for the cashier: who, how to reach them, what was handed over; private."""
    drawn = read_draw(room)
    if not drawn:
        return Outcome((diagnose("SQ825", room.place, issue=room.name),))
    inbox = room.inbox
    finders = {code: finder for finder, code in codes_by_finder(room, room.desk()).items()}
    won = dict.fromkeys(_listed(drawn, "best"), "最佳") | dict.fromkeys(_listed(drawn, "excellent"), "优秀")
    if arguments.handed:
        finder = finders.get(arguments.handed, arguments.handed)
        if finder not in {finders.get(code) for code in won}:
            return Outcome(
                (
                    diagnose(
                        "SQ815", Place(room.relative(inbox.folder)), who=arguments.handed, issue=room.name
                    ),
                )
            )
        before = inbox.people().get(finder)
        if before and before.handed:
            told = f"没有记：这一份已经领了（{before.handed}）。记错了的，改收件箱里 people.json 的 handed。"
            return Outcome(lines=(told,), forced_exit=UNUSABLE)
        said = f"{room.today()} {arguments.by}".strip()
        inbox.set_person(finder, handed=said)
    people, last = inbox.people(), {report.finder: report for report in inbox.reports()}
    reached = contacts(inbox.reports())
    rows = [["奖", "抽签代号", "姓名", "登出来的名字", "联系方式", "领取"]]
    for code, prize in won.items():
        finder = finders.get(code, "")
        report = last.get(finder)
        rows.append(
            [
                prize,
                code,
                (report.name or report.identity) if report else "（来信已删去）",
                report.shown_name if report else NOBODY,
                reached.get(finder, ""),
                people[finder].handed if finder in people else "",
            ]
        )
    lines = ["  ".join(_one_line(cell, 80) or "—" for cell in row) for row in rows]
    facts: dict[str, object] = {
        "prizes": [{"prize": row[0], "code": row[1], "handed": row[5]} for row in rows[1:]]
    }
    if arguments.export:
        path = room.relative(inbox.write_list("prizes.csv", rows))
        lines.append(f"发奖用的名单写在 {path}：不进 git，不上网，用完可以删。")
        facts["file"] = path
    return Outcome(lines=tuple(lines), facts=facts)


def _owed(room: Room) -> tuple[Diagnostic, ...]:
    """What is still owed to senders whom nobody could reach any more once the inbox is empty."""
    if not room.is_sealed or room.inbox.emptied:
        return ()
    drawn, people = read_draw(room), room.inbox.people()
    if not drawn:
        return (diagnose("SQ890", room.place, issue=room.name),)
    won = {*_listed(drawn, "best"), *_listed(drawn, "excellent")}
    waiting = [
        code
        for finder, code in codes_by_finder(room, room.desk()).items()
        if code in won and not (finder in people and people[finder].handed)
    ]
    codes = "、".join(waiting)
    return (diagnose("SQ889", room.place, issue=room.name, count=len(waiting), codes=codes),) * bool(waiting)


def _listed(document: Mapping[str, object], key: str) -> list[str]:
    found = document.get(key)
    return [str(each) for each in found] if isinstance(found, list) else []


def run_forget(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Remove a person from every file, or everything once the retention date has come."""
    inbox = room.inbox
    if arguments.expired:
        day = inbox.keep_until(room.deadline)
        if day >= room.today():
            return Outcome(lines=(f"保存期限是{day}，还没有到。",), forced_exit=UNUSABLE)
        if not arguments.unclaimed and (owing := _owed(room)):
            return Outcome(owing)
        count = len(inbox.reports())
        if inbox.holds_nothing:
            return Outcome(lines=("收件箱里本来就什么也没有。",), facts={"removed": 0})
        inbox.empty(room.today())
        return Outcome(
            lines=(f"收件箱清空了：{count}条来信。裁定、选票和已公布的答复里没有个人信息，照旧留着。",),
            facts={"removed": count},
        )
    if not arguments.person:
        return Outcome(lines=("写明 --person 姓名、账号或电话，或 --expired。",), forced_exit=UNUSABLE)
    reports = inbox.reports()
    one = inbox.same_person().get(arguments.person, arguments.person)
    known = {report.finder for report in reports if _is_known_as(report, one)}
    bearers = {
        report.finder: f"{report.finder}（{_one_line(report.identity, 20)}）"
        for report in reports
        if report.finder in known and plain_identity(report.name) == plain_identity(one)
    }
    if len(bearers) > 1:
        # A name is no one's alone: who asked to be forgotten knows their account or telephone.
        said_of = (
            f"叫“{_one_line(arguments.person, 40)}”的有{len(bearers)}位：{'、'.join(sorted(bearers.values()))}。",
            "一封也没有删。问清是哪一位，--person 写账号、电话或代号；几个代号都是同一位的，逐个写。",
        )
        return Outcome(lines=said_of, facts={"removed": 0, "alike": sorted(bearers)}, forced_exit=UNUSABLE)
    said = known_by(
        [arguments.person]
        + [
            each
            for report in reports
            if report.finder in known
            for each in (report.shown_name, report.name, report.identity, report.contact)
        ]
    ) - {NOBODY}
    gone = inbox.forget(known | {finder_of(inbox.key, arguments.person)}, (arguments.person,))
    printed = _naming(room, said, "*/*.yml", "*/bounty/*.yml", "*/bounty/*.json")
    lines = [
        f"删去了{gone.letters}条来信，连同{gone.raw}份原件、读不出的{gone.unread}条和各种名单；再导入也不会回来。"
    ]
    if not known:
        nothing = not (gone.unread or gone.raw)
        did = "读不出的和原件里也没有写着它的：什么也没有删。" if nothing else lines[0]
        lines = [f"没有叫“{_one_line(arguments.person, 40)}”的报错人；{did}"]
    near = sorted(
        {
            f"{report.finder}（{_one_line(report.name or report.identity, 20)}）"
            for report in inbox.reports()
            if _may_be_meant(report, arguments.person)
        }
    )
    if near:
        lines.append(f"下面各位的来信没有删，也许是同一位，是的加 --person 代号：{'、'.join(near)}")
    if gone.unseen:
        lines.append(
            f"{len(gone.unseen)}份原件程序看不进去，里面有没有这个人，请打开看（收件箱的 raw 里）：{'、'.join(gone.unseen)}"
        )
    if printed:
        lines.append(
            f"经本人同意已经登出的名字，或者裁定的理由里写到的，还在 {'、'.join(printed)}，要撤下请手工改；提交过的，git 里也还有。"
        )
    lines += _in_print(room, said)
    facts = {"removed": gone.letters, "printed": printed, "unread": gone.unread, "raw": gone.raw}
    return Outcome(lines=tuple(lines), facts={**facts, "unseen": list(gone.unseen)})


def _naming(room: Room, words: Collection[str], *where: str) -> list[str]:
    """The files of all issues in which any of the words stands."""
    files = sorted(path for each in where for path in (room.root / ISSUES).glob(each))
    return [
        room.relative(path)
        for path in files
        if any(word in path.read_text("utf-8", "replace") for word in words)
    ]


def _in_print(room: Room, words: Collection[str]) -> list[str]:
    """What cannot be taken back: signed texts that hold any of the words, of this person or of another."""
    signed = _naming(room, words, "*/printed/*.yml")
    return [f"{'、'.join(signed)} 里有这几个字：付了印的不能改。"] * bool(signed)


def _is_known_as(report: Report, said: str) -> bool:
    """Whether a name, an account, a telephone or a code is this sender's. 王先生 is not 王女士, and nobody is called by nothing."""
    wanted, numbers = plain_identity(said), mobiles_in(said)
    called = {plain_identity(each) for each in (report.name, report.identity, *report.contact.split("；"))}
    reached = mobiles_in(f"{report.identity}；{report.contact}")
    return (
        wanted == report.finder or (wanted in called and wanted != "") or not {*numbers}.isdisjoint(reached)
    )


def _may_be_meant(report: Report, said: str) -> bool:
    """Whether what somebody is known by stands in a letter, or is a name but for its title."""
    alike = untitled(said) and untitled(said) == untitled(report.name or report.identity)
    return bool(alike) or any(number in plain_identity(report.text) for number in mobiles_in(said))


def run_answers(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Write the answers into the inbox, where they are private."""
    desk = room.desk()
    path = room.inbox.write_list(
        "answers.csv", answers_rows(desk, codes_by_finder(room, desk), room.is_sealed)
    )
    where = room.relative(path)
    return Outcome(
        room.verdicts()[1],
        (f"{len(desk.reports)}条答复写在 {where}。",),
        {"file": where, "answers": len(desk.reports)},
    )


def run_receipt(room: Room, arguments: argparse.Namespace) -> Outcome:
    """What one reader is told."""
    receipt = parse_receipt(arguments.number)
    if receipt is None:
        return Outcome(
            lines=(f"“{_one_line(arguments.number, 40)}”不是本报的回执号（十六位，末位是校验码）。",),
            forced_exit=UNUSABLE,
        )
    desk = room.desk()
    report = next((report for report in desk.reports if receipt in (report.receipt, report.letter)), None)
    if report is None:
        return Outcome(
            lines=(f"{room.name} 没有回执号 {shown_receipt(receipt)}。",),
            facts={"receipt": receipt, "found": False},
        )
    said = answer(report, desk, room.is_sealed)
    return Outcome(
        lines=(said,),
        facts={"receipt": receipt, "found": True, "answer": said, "kind": desk.kinds[report.letter].value},
    )
