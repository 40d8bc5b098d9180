"""``chenbao bounty seal | award | verify | publish | corrections``: what ends a month; the deeds stand in bounty/closing.py."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace

from build_tools.bounty.closing import (
    against_ballot,
    award,
    publish,
    seal,
    sealed,
    verify,
    without_letters,
)
from build_tools.bounty.inbox import read_text
from build_tools.bounty.opening import Room
from build_tools.bounty.outputs import (
    correction_by,
    corrections_of,
    panel_text,
    says_the_same,
    with_winners,
)
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Correction, Drawn, PublicValue, Winners
from build_tools.readers import (
    ISSUES,
    format_corrections,
    issue_names,
    overlap,
    read_printed,
    read_recorded_corrections,
)
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive


def run_seal(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Seal the ballot, and say what has to be made public before the value is known."""
    due = arguments.when if arguments.when.tzinfo else arguments.when.replace(tzinfo=room.zone)
    decimals = None if arguments.digits else arguments.decimals
    source = "".join(char for char in " ".join(arguments.source.split()) if char.isprintable())
    if not source:
        return Outcome(lines=("写明 --source：公开数值出自哪里。",), forced_exit=UNUSABLE)
    value = PublicValue(
        source, due.astimezone(room.zone).isoformat(timespec="seconds"), decimals, arguments.digits
    )
    digest, found = seal(room, value, room.now())
    if not digest:
        return Outcome(found)
    desk = room.desk()
    publish(room, desk)
    where = room.relative(room.ballot_path)
    lines = (
        f"封存了：{len(desk.cases)}处，{len(sealed(room).ballot.entrants)}人参加，摘要 {digest}",  # type: ignore[union-attr]
        f"选票是 {where}，里面只有代号。请在{due:%Y-%m-%d %H:%M}以前把它提交到 git 并重建网站（“抽签”一页会登出来）。",
        f"数值公布以后：./chenbao bounty award {room.name} --value 数值（{value.form}）。从现在起，这一期的裁定不能再改。",
    )
    return Outcome(
        lines=lines,
        facts={"issue": room.name, "digest": digest, "source": value.source, "due": value.due, "file": where},
    )


def run_publish(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Write what the website shows: answers by receipt and figures, without persons or messages."""
    desk = room.desk()
    path, found = publish(room, desk)
    if path is None:
        return Outcome(found)
    where = room.relative(path)
    return Outcome(
        (*room.verdicts()[1], *without_letters(room, desk)[1], *against_ballot(room, desk)),
        (f"写在 {where}：没有姓名、账号、回执号和来信原文，可以提交到 git，下次建站就登出来。",),
        {"file": where},
    )


def run_award(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Draw, name as consented; with --write, put the winners into the next issue."""
    desk = room.desk()
    result, found = award(room, desk, arguments.value, room.now())
    if result is None:
        return Outcome(found)
    lines = [*ranking_lines(result.drawn), "", *panel_text(result.winners).splitlines()]
    lines += ["收件箱已经到期清空，得奖的是谁，程序认不出了：都写作“一位读者”。"] * (
        room.inbox.was_emptied and not result.finders
    )
    found = (*room.verdicts()[1], *against_ballot(room, desk))
    if arguments.write:
        written, unwritten = _write_winners(room, result.winners)
        found += unwritten
        lines += [f"写进了 {written}。"] if written else []
    return Outcome(
        found,
        tuple(lines),
        {
            "best": list(result.winners.best),
            "excellent": list(result.winners.excellent),
            "codes": {"best": list(result.drawn.best), "excellent": list(result.drawn.excellent)},
            "by_lot": list(result.drawn.by_lot),
            "value": result.value,
        },
    )


def _write_winners(room: Room, winners: Winners) -> tuple[str, tuple[Diagnostic, ...]]:
    """Put the winners into the plan of the next issue; gives its path, or why not. A signed issue stays as it is printed."""
    following = next((name for name in issue_names(room.root) if name > room.name), None)
    if following is None:
        return "", (diagnose("SQ885", Place(ISSUES), issue=room.name),)
    path = room.root / ISSUES / following / "issue.yml"
    where = Place(room.relative(path))
    if path.with_name("signoff.yml").is_file():
        return "", (diagnose("SQ886", where, issue=following),)
    text = with_winners(read_text(path), winners)
    if text is None:
        return "", (diagnose("SQ828", where, issue=following),)
    write_whole(path, text.encode())
    return room.relative(path), ()


def ranking_lines(drawn: Drawn) -> list[str]:
    """The ranking by code, as it may be shown to everybody."""
    won = dict.fromkeys(drawn.best, "最佳") | dict.fromkeys(drawn.excellent, "优秀")
    return [
        f"{place:>3}  {each.code}  净分{float(each.score):g}  首报{each.firsts}处  误报{each.false}处  {won.get(each.code, '')}{'（抽签）' if each.code in drawn.by_lot else ''}".rstrip()
        for place, (each, _) in enumerate(drawn.ranking, 1)
    ]


def run_verify(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Reckon the draw anew from the committed files alone."""
    result, found = verify(room)
    if result is None:
        return Outcome(found)
    if result.drawn is None:
        return Outcome(
            lines=(f"选票封存完好，还没有抽签。摘要 {result.digest}",),
            facts={"state": result.state, "digest": result.digest},
        )
    return Outcome(
        lines=(*ranking_lines(result.drawn), "重算的结果与公布的相同。"),
        facts={"state": "same", "same": True, "digest": result.digest},
    )


def run_corrections(room: Room, arguments: argparse.Namespace) -> Outcome:
    """Accepted faults that are no correction yet; with --write they become corrections. Only signed issues have any."""
    if arguments.rule:
        return _make_rules(room, arguments.rule)
    date, desk = arguments.date or room.today(), room.desk()
    gone, strange = without_letters(room, desk)
    wanted = corrections_of(desk, (), date, gone)
    once = [said for each in room.verdicts()[0] if (said := correction_by(each, date))]
    # Readers write of the last issues, too: each correction belongs to its own.
    issues = {each.number.issue for each in (*wanted, *once)} | {room.name}
    recorded = [read_recorded_corrections(room.root, issue) for issue in sorted(issues)]
    if any(fault.severity.blocks_build for _, faults in recorded for fault in faults):
        # What cannot be read would be lost where the file is written anew.
        return Outcome(tuple(fault for _, faults in recorded for fault in faults))
    known = [each for there, _ in recorded for each in there]
    fresh: list[Correction] = []
    found: list[Diagnostic] = [*room.verdicts()[1], *strange, *against_ballot(room, desk)]
    for each in corrections_of(desk, known, date, gone):
        clash = next((other for other in (*known, *fresh) if overlap(room.root, other, each)), None)
        if clash is None:
            fresh.append(each)
            continue
        path = Place(f"{ISSUES}/{each.number.issue}/corrections.yml")
        facts = {"printed": each.printed, "other": clash.printed, "number": each.number.printed}
        found.append(diagnose("SQ880", path, **facts))
    texts = {each.number: read_printed(room.root, each.number)[0] for each in fresh}
    unsigned = [number for number, text in texts.items() if text is None]
    if unsigned:
        return Outcome((diagnose("SQ802", room.place, number=unsigned[0].printed),))
    printed = {number: text for number, text in texts.items() if text}
    lines = [
        f"{'更正' if each.fact else '勘误'}　{each.number.printed}《{printed[each.number].headline}》{each.place.chinese}：{each.said}{f'（{each.finder}指出）' if each.finder else ''}"
        for each in fresh
    ]
    if arguments.write:
        _record(room, fresh)
    pages = sorted({printed[each.number].page for each in fresh if each.fact})
    if pages:
        lines.append(
            f"其中有事实性差错（更正），原在第{'、'.join(str(page) for page in pages)}版：下一期会把更正登在同一版（同等版位），文字差错另列勘误。要换地方，在下一期 issue.yml 那一版的 notices 里写 corrections 或 errata。"
        )
    lines = lines or ["没有新的更正。"]
    if not strange:
        lines += _otherwise(known, wanted, once)
    return Outcome(
        tuple(found),
        tuple(lines),
        {"pages_of_facts": pages, "corrections": len(fresh), "written": bool(arguments.write and fresh)},
    )


def _record(room: Room, fresh: Iterable[Correction]) -> None:
    """Each in the file of its own issue."""
    for issue in sorted({each.number.issue for each in fresh}):
        path = room.root / ISSUES / issue / "corrections.yml"
        with exclusive(path):
            recorded, _ = read_recorded_corrections(room.root, issue)
            # Another run may have been first.
            own = [
                each
                for each in fresh
                if each.number.issue == issue
                and not any(overlap(room.root, other, each) for other in recorded)
            ]
            write_whole(path, format_corrections((*recorded, *own)).encode())


def _otherwise(
    known: Sequence[Correction], wanted: Sequence[Correction], once: Sequence[Correction]
) -> list[str]:
    """Where what is recorded and what the judges say differ: corrections taken back, and verdicts."""
    lines = []
    for each in known:
        said = f"{each.number.printed} {each.place.chinese}{each.said}"
        holds, held = (any(says_the_same(each, other) for other in some) for some in (wanted, once))
        again = any(says_the_same(each, other) for other in known if not other.undone)
        if each.undone and holds and not again:
            lines.append(f"收回过的更正，不再记：{said}")
        elif held and not holds and not each.undone:
            lines.append(
                f"裁定撤回或改了，更正还登着：{said}。要收回：./chenbao correct {each.number.printed} --undo --printed {shlex.quote(each.printed)}"
            )
    return lines


def _make_rules(room: Room, words: list[str]) -> Outcome:
    """家规: the corrections of those printed words become rules for check."""
    path = room.root / ISSUES / room.name / "corrections.yml"
    with exclusive(path):
        corrections, faults = read_recorded_corrections(room.root, room.name)
        if any(fault.severity.blocks_build for fault in faults):
            return Outcome(faults)
        unknown = [word for word in words if word not in [each.printed for each in corrections]]
        if unknown:
            told = f"更正里没有“{unknown[0]}”：照 corrections.yml 里的 printed 抄写。"
            return Outcome(lines=(told,), forced_exit=UNUSABLE)
        made = [replace(each, rule=each.rule or each.printed in words) for each in corrections]
        write_whole(path, format_corrections(made).encode())
    return Outcome(lines=(f"定了{len(words)}条家规：{'、'.join(words)}。",), facts={"rules": words})
