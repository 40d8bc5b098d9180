"""``chenbao bounty seal | award | verify | corrections``: the prize and what follows from it."""

from __future__ import annotations

import argparse
import datetime
import json
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path

from build_tools.bounty.claims import Claim
from build_tools.bounty.desk import Desk
from build_tools.bounty.exclusive import exclusive
from build_tools.bounty.merging import Filed
from build_tools.bounty.opening import Room
from build_tools.bounty.outputs import corrections_of, panel_text, public_answers, winners_of, with_winners
from build_tools.bounty.prize import RULE, Award, Judged, Standing, award, ballot_text, digest_of, seed_of, standings
from build_tools.cli.correct import CORRECTIONS_HEAD, format_correction
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import PrintedText
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES, issue_names


def run_seal(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Write the ballot, its digest, and which public value will decide the lots."""
    desk = room.desk()
    waiting = [case.fault.name for case in desk.cases if case.state in ("open", "disputed", "unsure")]
    if waiting:
        return Outcome((diagnose("SQ827", _place(room), count=len(waiting), names="、".join(waiting[:5])),))
    ballot = ballot_text(desk.judged)
    seal = {"issue": room.name, "verdicts": digest_of(ballot), "source": arguments.source, "sealed_at": datetime.datetime.now().astimezone().isoformat(timespec="seconds"), "rule": list(RULE)}
    write_whole(_ballot(room), ballot.encode())
    write_whole(_seal(room), _pretty(seal))
    _publish(room, desk)
    lines = (f"封存了：{len(desk.cases)}处，摘要 {seal['verdicts']}", f"抽签用：{arguments.source}。请在这个数值公布之前，把摘要和出处登出来，并提交到 git。")
    return Outcome(lines=lines, facts=seal)


def run_publish(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Write what the website shows: answers by receipt and figures, without persons or messages."""
    path = _publish(room, room.desk())
    where = path.relative_to(room.root).as_posix()
    return Outcome(room.verdicts()[1], (f"写在 {where}：没有姓名、账号和来信原文，可以提交到 git，下次建站就登出来。",), {"file": where})


def _publish(room: Room, desk: Desk) -> Path:
    figures, rate = room.figures(desk), room.rate(desk)
    public: dict[str, object] = {
        "issue": room.name,
        "deadline": room.deadline.isoformat(),
        "answers": {key: [asdict(each) for each in answers] for key, answers in public_answers(desk).items()},
        "figures": {**asdict(figures), "duplicates": round(figures.duplicates, 4)},
        "factors": list(rate.factors),
    }
    path = _ballot(room).with_name("public.json")
    write_whole(path, _pretty(public))
    return path


def run_award(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Rank, draw, name as consented; with --write, put the winners into the next issue."""
    desk = room.desk()
    sealed, found = _sealed(room, ballot_text(desk.judged))
    if sealed is None:
        return Outcome(found)
    ranking = standings(desk.judged, seed_of(str(sealed["verdicts"]), arguments.value))
    chosen = award(ranking, room.paper.bounty.gifts or 10)
    winners = winners_of(chosen, desk.reports, room.name)
    write_whole(_seal(room), _pretty({**sealed, "value": arguments.value.strip(), "best": list(chosen.best), "excellent": list(chosen.excellent)}))
    lines = [*ranking_lines(ranking, chosen), "", *panel_text(winners).splitlines()]
    following = [name for name in issue_names(room.root) if name > room.name][:1]
    if arguments.write and following:
        path = room.root / ISSUES / following[0] / "issue.yml"
        text = with_winners(path.read_text("utf-8"), winners)
        if text is None:
            return Outcome((diagnose("SQ828", Place(f"{ISSUES}/{following[0]}/issue.yml"), issue=following[0]),), tuple(lines))
        write_whole(path, text.encode())
        lines.append(f"写进了 {ISSUES}/{following[0]}/issue.yml。")
    return Outcome(room.verdicts()[1], tuple(lines), {"best": list(winners.best), "excellent": list(winners.excellent), "by_lot": list(chosen.by_lot)})


def ranking_lines(ranking: tuple[Standing, ...], chosen: Award) -> list[str]:
    """The ranking by code, as it may be shown to everybody."""
    won = dict.fromkeys(chosen.best, "最佳") | dict.fromkeys(chosen.excellent, "优秀")
    return [
        f"{place:>3}  {each.finder}  净分{float(each.score):g}  属实{each.accepted}处  首报{each.firsts}处  误报{each.false}处  {won.get(each.finder, '')}{'（抽签）' if each.finder in chosen.by_lot else ''}".rstrip()
        for place, each in enumerate(ranking, 1)
    ]


def run_verify(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Reckon the award anew from the committed ballot alone: nothing private is needed."""
    if not _ballot(room).is_file() or not _seal(room).is_file():
        return Outcome((diagnose("SQ825", _place(room), issue=room.name),))
    text = _ballot(room).read_text("utf-8")
    seal = json.loads(_seal(room).read_text("utf-8"))
    if digest_of(text) != seal["verdicts"]:
        return Outcome((diagnose("SQ826", _place(room), issue=room.name),))
    ranking = standings(read_ballot(text), seed_of(seal["verdicts"], str(seal.get("value", ""))))
    chosen = award(ranking, room.paper.bounty.gifts or 10)
    same = list(chosen.best) == seal.get("best") and list(chosen.excellent) == seal.get("excellent")
    if not same:
        return Outcome((diagnose("SQ826", _place(room), issue=room.name),), tuple(ranking_lines(ranking, chosen)))
    return Outcome(lines=(*ranking_lines(ranking, chosen), "重算的结果与公布的相同。"), facts={"same": True})


def read_ballot(text: str) -> tuple[Judged, ...]:
    """The ballot's lines → what the prize counts."""
    judged = []
    for line in text.splitlines():
        fault = json.loads(line)
        claims = tuple(Filed(receipt, ordinal, finder, received, late, Claim("", "", "", (), None, False)) for receipt, ordinal, finder, received, late in fault["claims"])
        judged.append(Judged(fault["fault"], fault["state"] == "accepted", fault["state"] == "rejected", Fraction(fault["counts"]), claims))
    return tuple(judged)


def run_corrections(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Accepted faults that are no correction yet; with --write they become corrections. Only signed issues have any."""
    if arguments.rule:
        return _make_rules(room, arguments.rule)
    date = arguments.date or datetime.date.today()
    fresh = [each for each in corrections_of(room.desk(), room.numbered.corrections, date) if each.number.issue == room.name]
    if fresh and not room.numbered.signed and not (room.root / ISSUES / room.name / "printed").is_dir():
        return Outcome((diagnose("SQ802", _place(room), number=fresh[0].number.printed),))
    texts: dict[str, PrintedText] = {str(text.number): text for text in room.texts}
    lines = [f"{'更正' if each.fact else '勘误'}　{each.number.printed}《{texts[str(each.number)].headline}》{each.place.chinese}：{each.said}{f'（{each.finder}指出）' if each.finder else ''}" for each in fresh]
    if arguments.write and fresh:
        path = room.root / ISSUES / room.name / "corrections.yml"
        with exclusive(path):
            before = path.read_text("utf-8") if path.is_file() else CORRECTIONS_HEAD
            write_whole(path, (before + "".join(format_correction(each) for each in fresh)).encode())
    pages = sorted({texts[str(each.number)].page for each in fresh if each.fact and str(each.number) in texts})
    if pages:
        lines.append(f"其中有事实性差错（更正），原在第{'、'.join(str(page) for page in pages)}版：下一期会把更正登在同一版（同等版位），文字差错另列勘误。要换地方，在下一期 issue.yml 那一版的 notices 里写 corrections 或 errata。")
    return Outcome(room.verdicts()[1], tuple(lines) or ("没有新的更正。",), {"pages_of_facts": pages, "corrections": len(fresh), "written": bool(arguments.write and fresh)})


def _make_rules(room: Room, words: list[str]) -> Outcome:
    """家规: the corrections of those printed words become rules for check."""
    corrections = room.numbered.corrections
    unknown = [word for word in words if word not in [each.printed for each in corrections]]
    if unknown:
        return Outcome(lines=(f"更正里没有“{unknown[0]}”：照 corrections.yml 里的 printed 抄写。",), forced_exit=UNUSABLE)
    made = [replace(each, rule=each.rule or each.printed in words) for each in corrections]
    path = room.root / ISSUES / room.name / "corrections.yml"
    write_whole(path, (CORRECTIONS_HEAD + "".join(format_correction(each) for each in made)).encode())
    return Outcome(lines=(f"定了{len(words)}条家规：{'、'.join(words)}。",), facts={"rules": words})


def _sealed(room: Room, ballot: str) -> tuple[dict[str, object] | None, tuple[Diagnostic, ...]]:
    if not _seal(room).is_file():
        return None, (diagnose("SQ825", _place(room), issue=room.name),)
    seal: dict[str, object] = json.loads(_seal(room).read_text("utf-8"))
    if seal.get("verdicts") != digest_of(ballot):
        return None, (diagnose("SQ826", _place(room), issue=room.name),)
    return seal, ()


def _ballot(room: Room) -> Path:
    return room.root / ISSUES / room.name / "bounty" / "ballot.jsonl"


def _seal(room: Room) -> Path:
    return room.root / ISSUES / room.name / "bounty" / "seal.json"


def _place(room: Room) -> Place:
    return Place(room.verdicts_path.relative_to(room.root).as_posix())


def _pretty(document: dict[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
