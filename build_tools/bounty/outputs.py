"""发布: winners, answers, corrections and what the public may see, from a judged desk.

In: a desk, a ranking, the readers' consent. Out: texts and plain data; nothing here names a person who did not agree.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.bounty.claims import MessageKind, Part
from build_tools.bounty.desk import Case, Desk, as_meant
from build_tools.bounty.identity import answer_key, public_key, shown_receipt
from build_tools.bounty.merging import Grouping
from build_tools.bounty.prize import first_finders
from build_tools.bounty.report import NOBODY, Report
from build_tools.bounty.verdicts import Decision, Settled, Verdict, settle
from build_tools.model import Correction, PrintedPart, PrintedPlace, Winners
from build_tools.readers.yaml_nodes import Mapping as YamlMapping
from build_tools.readers.yaml_nodes import Scalar, YamlFault, read_yaml


def winners_of(
    best: Sequence[str], excellent: Sequence[str], names: Mapping[str, str], month: str
) -> Winners:
    """The winners as each agreed to be named. The excellent ones by name and not by rank: a place in the list must not
    tell which line of the ballot is whose; those who will not be named are counted at its end."""
    told = sorted(name for code in excellent if (name := names.get(code, NOBODY)) != NOBODY)
    silent = len(excellent) - len(told)
    rest = () if not silent else (NOBODY,) if silent == 1 else (f"另{silent}位读者",)
    return Winners(month, tuple(names.get(code, NOBODY) for code in best), (*told, *rest))


def shown_names(reports: Iterable[Report]) -> dict[str, str]:
    """Finder → the name as consented; the latest letter counts."""
    return {report.finder: report.shown_name for report in sorted(reports, key=lambda report: report.order)}


def contacts(reports: Iterable[Report]) -> dict[str, str]:
    """Finder → every way to reach them that any letter tells, or the account they wrote from; a name alone is none."""
    found: dict[str, dict[str, None]] = {}
    for report in sorted(reports, key=lambda report: report.order, reverse=True):
        told = found.setdefault(report.finder, {})
        account = report.identity if report.identity != report.name else ""
        told.update(dict.fromkeys(part for part in (report.contact or account).split("；") if part))
    return {finder: "；".join(told) for finder, told in found.items()}


def winners_block(winners: Winners, indent: str = "  ") -> str:
    """The lines for the next issue's issue.yml, to stand under ``bounty:``, as far in as its others."""
    best, excellent = (
        ", ".join(_yaml(name) for name in names) for names in (winners.best, winners.excellent)
    )
    return f"{indent}winners:                # 上月“啄木鸟”，由 ./chenbao bounty award 写入\n{indent * 2}month: {winners.month}\n{indent * 2}best: [{best}]\n{indent * 2}excellent: [{excellent}]\n"


def _yaml(name: str) -> str:
    plain = name.replace("\\", "").replace('"', "")
    return name if name.isalnum() and not name.isdigit() else f'"{plain}"'


def with_winners(plan: str, winners: Winners) -> str | None:
    """issue.yml with the winners put in, or the old ones replaced; None when it has no ``bounty:`` that takes lines."""
    lines = plan.split("\n")
    start = next((at for at, line in enumerate(lines) if re.fullmatch(r"bounty:\s*(?:#.*)?", line)), None)
    if start is None:
        return None
    head, lines = lines[: start + 1], _without_sample(lines[start + 1 :])
    end = next((at for at, line in enumerate(lines) if re.match(r"[^\s#]", line)), len(lines))
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    own, rest = lines[:end], lines[end:]
    indent = next((each[1] for line in own if (each := re.match(r"( +)[^\s#]", line))), "  ")
    old = next((at for at, line in enumerate(own) if re.match(rf"{indent}winners\s*:", line)), None)
    if old is not None:
        after = next(
            (at for at in range(old + 1, len(own)) if re.match(rf"{indent}[^\s#-]", own[at])), len(own)
        )
        while re.fullmatch(rf"{indent}#.*|\s*", own[after - 1]):
            after -= 1  # said of what follows
        own[old:after] = []
    written = "\n".join(
        [*head, *own, *winners_block(winners, indent).rstrip("\n").split("\n"), *(rest or [""])]
    )
    return written if _month_named(written) == winners.month else None


def _month_named(plan: str) -> str:
    """Of which month a plan names the winners; "" where it names none or cannot be read."""
    try:
        node = read_yaml(plan)
    except YamlFault:
        return ""
    for key in ("bounty", "winners", "month"):
        entries = node.entries if isinstance(node, YamlMapping) else ()
        node = next((entry.value for entry in entries if entry.key.text == key), None)
    return node.text if isinstance(node, Scalar) else ""


def _without_sample(lines: list[str]) -> list[str]:
    """What ``chenbao new`` left to be filled in goes once it is."""
    return [
        line
        for line in lines
        if not re.match(r"  #(?: |   )(?:winners:|month: |best: \[|excellent: \[)", line)
    ]


def panel_text(winners: Winners) -> str:
    """The printed panel 得奖名单."""
    month = f"{int(winners.month[:4])}年{int(winners.month[5:])}月"
    return f"{month}最佳“啄木鸟”：{'、'.join(winners.best) or '空缺'}\n{month}优秀“啄木鸟”：{'、'.join(winners.excellent) or '空缺'}\n"


# Answers


_OPEN = {False: "正在核对", True: "收到时这一期的裁定已经封存，不参加评奖；属实的另行更正"}
"""What is told of a fault that is not decided, before the ballot is sealed and after: then nobody decides it any more."""


def answer(report: Report, desk: Desk, sealed: bool = False) -> str:
    """What the reader is told, by receipt number."""
    head = f"回执号 {shown_receipt(report.receipt)}："
    own = [case for case in desk.cases if any(filed.letter == report.letter for filed in case.fault.claims)]
    if not own:
        return head + {
            MessageKind.ADVICE: "您的建议已转给编辑，谢谢。",
            MessageKind.OTHER_PAPER: "您说的不是本报这一版，我们无法更正。",
        }.get(desk.kinds[report.letter], "来信收到，没有读出要更正的地方；若有差错要报，请写明稿号和原文。")
    return head + "".join(_answer_case(report, case, sealed) for case in own)


def _answer_case(report: Report, case: Case, sealed: bool) -> str:
    place = case.fault.spot.chinese if case.fault.spot else "（位置待查）"
    verdict = case.settled.verdict
    if verdict is None:
        return f"{place}，{_OPEN[sealed]}。"
    also = "" if report.finder in first_finders(case.fault.claims) else "此处另有读者报在前。"
    late = (
        "来信已过截止日，不参加评奖。"
        if any(filed.late for filed in case.fault.claims if filed.letter == report.letter)
        else ""
    )
    match verdict.decision:
        case Decision.ACCEPTED:
            return f"{place}，您说得对，{change_said(verdict.printed, verdict.corrected)}。{also}{late}"
        case Decision.ADVICE:
            return f"{place}，不算差错，是好建议。{late}"
    return f"{place}，核对后没有改动{f'：{verdict.reason}' if verdict.reason else ''}。{late}"


def change_said(printed: str, corrected: str) -> str:
    """“甲”应为“乙”; a deletion is said to be one."""
    return f"“{printed}”应为“{corrected}”" if corrected else f"“{printed}”应删去"


def answers_rows(desk: Desk, codes: Mapping[str, str], sealed: bool = False) -> list[list[str]]:
    """One line a report, for the account that answers; ``codes``: finder → 抽签代号, which only the reader is told."""
    rows = [["回执号", "账号", "姓名", "收到", "抽签代号", "答复"]]
    for report in desk.reports:
        told = answer(report, desk, sealed)
        rows.append(
            [
                shown_receipt(report.receipt or report.letter),
                report.identity,
                report.name,
                report.received or "时间不明",
                codes.get(report.finder, ""),
                told,
            ]
        )
    return rows


# What the public may see


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """One line of the public page: what was decided on one claim, without person or message."""

    place: str
    state: str
    printed: str = ""
    corrected: str = ""
    reason: str = ""


def public_answers(
    desk: Desk, salt: str, known: Mapping[str, str], sealed: bool = False
) -> dict[str, list[PublicAnswer]]:
    """Key of each claim → what was decided on it; nobody sees which are of one letter but who knows its receipt. A reason is
    the judge's, never the reader's words.

    ``known``: receipt → key that was reckoned before; reckoning one takes some hundredths of a second, on purpose.
    """
    by_letter = {report.letter: report for report in desk.reports}
    told: dict[str, list[PublicAnswer]] = {letter: [] for letter in by_letter}
    for case in desk.cases:
        for filed in case.fault.claims:
            told[filed.letter].append(_public(case, sealed))
    found: dict[str, dict[PublicAnswer, None]] = {}
    for letter, answers in told.items():
        receipt = by_letter[letter].receipt
        # One number may have come with several letters, or with a stranger's: none takes the place of another.
        there = found.setdefault(known.get(receipt) or public_key(receipt, salt), {})
        there.update(dict.fromkeys(answers or [PublicAnswer("", "来信收到")]))
    parted = {
        answer_key(key, order): [each]
        for key, answers in found.items()
        for order, each in enumerate(answers, 1)
    }
    return dict(sorted(parted.items()))


def _public(case: Case, sealed: bool) -> PublicAnswer:
    place, verdict = case.fault.spot.chinese if case.fault.spot else "", case.settled.verdict
    if verdict is None:
        return PublicAnswer(place, _OPEN[sealed])
    accepted = verdict.decision is Decision.ACCEPTED
    return PublicAnswer(
        place,
        verdict.decision.chinese,
        verdict.printed if accepted else "",
        verdict.corrected if accepted else "",
        verdict.reason,
    )


# Corrections


def corrections_of(
    desk: Desk, known: Iterable[Correction], date: datetime.date, gone: Iterable[Verdict] = ()
) -> tuple[Correction, ...]:
    """Accepted faults that are no correction yet, with the finder as consented. ``gone``: what holds of faults whose letters
    are no longer here; the print is as wrong as it was."""
    names = shown_names(desk.reports)
    there = list(known)
    found: list[Correction] = []
    accepted = [(case.settled.verdict, case.fault.claims) for case in desk.cases if case.settled.verdict]
    for verdict, claims in (*accepted, *((verdict, ()) for verdict in gone)):
        first = (names.get(finder, NOBODY) for finder in first_finders(claims))
        finder = "、".join(dict.fromkeys(name for name in first if name != NOBODY))
        correction = correction_by(verdict, date, finder)
        if correction and not any(says_the_same(correction, other) for other in there):
            there.append(correction)
            found.append(correction)
    return tuple(found)


def correction_by(verdict: Verdict, date: datetime.date, finder: str = "") -> Correction | None:
    """What a verdict corrects; None where it accepts no words. A fault of the whole article is no words to correct."""
    spot = verdict.spot
    if (
        verdict.decision is not Decision.ACCEPTED
        or not spot
        or not verdict.printed
        or spot.part == Part.ARTICLE.value
    ):
        return None
    place = PrintedPlace(PrintedPart(spot.part), spot.ordinal)
    words = verdict.printed, verdict.corrected
    return Correction(spot.number, place, *words, date, finder, is_factual(verdict))


def verdicts_alone(desk: Desk, verdicts: Iterable[Verdict], groupings: Iterable[Grouping]) -> list[Settled]:
    """What holds of faults none of whose letters is on the desk."""
    here = {filed.name for case in desk.cases for filed in case.fault.claims}
    groups: list[tuple[set[str], list[Verdict]]] = []
    for verdict in as_meant(verdicts, groupings):
        touched = [group for group in groups if not group[0].isdisjoint(verdict.claims)]
        claims = {*verdict.claims}.union(*(group[0] for group in touched))
        said = [*(each for group in touched for each in group[1]), verdict]
        groups = [*(group for group in groups if group not in touched), (claims, said)]
    return [settle(said) for claims, said in groups if claims.isdisjoint(here)]


def says_the_same(one: Correction, other: Correction) -> bool:
    """Whether two corrections of one place change the same characters in the same way, however much around them they quote."""
    short, long = sorted((one, other), key=lambda each: len(each.printed))
    if (one.number, one.place) != (other.number, other.place) or short.printed not in long.printed:
        return False
    places = (at for at in range(len(long.printed)) if long.printed.startswith(short.printed, at))
    return any(
        long.printed[:at] + short.corrected + long.printed[at + len(short.printed) :] == long.corrected
        for at in places
    )


_FACTUAL = {"fact", "knowledge", "figure", "caption"}


def is_factual(verdict: Verdict) -> bool:
    """事实性差错: what must be corrected in a place of equal rank (《报刊刊载虚假、失实报道处理办法》第四条), not merely listed."""
    return verdict.decision is Decision.ACCEPTED and (verdict.kind in _FACTUAL or verdict.important)


def widened(text: str, start: int, end: int, corrected: str) -> tuple[str, str]:
    """The printed words and the corrected ones, widened to a phrase that stands but once in the paragraph.

    So a correction can be read on its own and found again: “祥和地过” rather than “地”, “居委携手” where a word is lacking.
    Two characters or more speak for themselves; a figure or a Latin word is taken whole or left alone.
    """
    left, right = start, end
    most_left, most_right = (2, 2) if start == end else (2, 1) if end - start == 1 else (0, 0)
    while left > 0 and start - left < most_left and _han(text[left - 1]):
        left -= 1
    while right < len(text) and right - end < most_right and _han(text[right]):
        right += 1
    while left > 0 and _latin(text[left]) and _latin(text[left - 1]):
        left -= 1
    while 0 < right < len(text) and _latin(text[right - 1]) and _latin(text[right]):
        right += 1
    while (left == right or text.count(text[left:right]) != 1) and (left > 0 or right < len(text)):
        left, right = max(0, left - 1), min(len(text), right + 1)
    return text[left:right], text[left:start] + corrected + text[end:right]


def _han(char: str) -> bool:
    return char.isalnum() and not char.isascii()


def _latin(char: str) -> bool:
    return char.isalnum() and char.isascii()
