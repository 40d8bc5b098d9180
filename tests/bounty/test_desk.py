"""The desk: merging, verdicts of two judges, the ranking and the draw, whatever the order of things."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from build_tools.bounty.claims import MessageKind, Part
from build_tools.bounty.desk import open_desk, settle_desk
from build_tools.bounty.identity import answer_key, public_key
from build_tools.bounty.merging import Filed
from build_tools.bounty.outputs import (
    answer,
    change_said,
    corrections_of,
    is_factual,
    public_answers,
    shown_names,
    widened,
    winners_block,
    winners_of,
    with_winners,
)
from build_tools.bounty.prize import Judged, standings
from build_tools.bounty.report import NOBODY, Naming
from build_tools.bounty.verdicts import (
    HEAD,
    Decision,
    Settled,
    Verdict,
    format_verdict,
    parse_verdicts,
    settle,
)
from build_tools.model import PrintedPart, Winners
from build_tools.readers.yaml_nodes import Mapping as YamlMapping
from build_tools.readers.yaml_nodes import read_yaml
from tests.bounty.desks import DEADLINE, make_report, make_spot, make_verdict, resolve
from tests.bounty.orders import check_orders


def filed(order: int, finder: str, late: bool = False) -> Filed:
    return Filed(
        f"{order:012d}",
        1,
        finder,
        f"2021-01-{order:02d}",
        late,
        resolve("第四版“拍手称快”应为“拍手叫好”").claims[0],
    )


def test_one_fault_in_other_words_is_one_case_with_its_first_finder() -> None:
    reports = [
        make_report(3, "第四版那个拍手称快用错了，应该说拍手叫好"),
        make_report(1, "2101-055第7段：拍手称快→拍手叫好"),
        make_report(2, "2101-041第3段“每一只水表”应为“每一块水表”"),
    ]
    desk = open_desk(reports, [], resolve, DEADLINE)
    assert [len(case.fault.claims) for case in desk.cases] == [2, 1]
    assert desk.cases[0].fault.first.letter == reports[1].letter


def test_a_readers_own_repeats_are_folded_and_late_reports_marked() -> None:
    reports = [make_report(order, "2101-055第7段：拍手称快→拍手叫好", "same") for order in (1, 2)]
    reports.append(make_report(3, "第四版“拍手称快”应为“拍手叫好”", "late", received="2021-02-02"))
    fault = open_desk(reports, [], resolve, DEADLINE).cases[0].fault
    assert fault.finders == ("same", "late")
    assert [one.late for one in fault.claims] == [False, False, True]


def test_a_late_report_is_never_the_first_finder_of_those_on_time() -> None:
    judged = [Judged("a", True, False, Fraction(1), (filed(1, "late", True), filed(5, "on-time")))]
    assert [(each.finder, each.firsts) for each in standings(judged)] == [("on-time", 1)]


def test_what_was_taken_for_no_report_becomes_one_by_a_verdict() -> None:
    report, greeting = (
        make_report(1, "是姿势呀编辑老师，小朋友看不懂的"),
        make_report(2, "编辑好，祝大家新年快乐！"),
    )
    desk = open_desk([report, greeting], [], resolve, DEADLINE)
    assert desk.cases == () and desk.leads.keys() == {report.letter, greeting.letter}
    adopted = settle_desk(desk, (), (report.letter,))
    assert [filed.letter for case in adopted.cases for filed in case.fault.claims] == [report.letter]
    verdict = make_verdict(1, decision=Decision.REJECTED)
    again = open_desk([report, greeting], [verdict], resolve, DEADLINE)
    assert [case.state for case in again.cases] == ["rejected"] and again.kinds[
        report.letter
    ] is MessageKind.REPORT
    assert again.kinds[greeting.letter] is not MessageKind.REPORT and again.leads.keys() == {greeting.letter}


def test_verdicts_come_back_from_their_text_as_they_were() -> None:
    verdicts = (
        make_verdict(
            1, reason="标点：“，” {a: b} # 不是注释\u2028\x85", printed="\"'", important=True, final=True
        ),
        make_verdict(
            2, decision=Decision.ADVICE, spot=None, start=0, end=0, printed="", corrected="", kind=""
        ),
    )
    assert parse_verdicts("".join(format_verdict(verdict) for verdict in verdicts)) == (verdicts, ())


@pytest.mark.parametrize(
    "typed",
    ["\ud83d", "\x00\x85\u2028", "\U000e0001", "\U0001fae9", '\\"', "a: b #", "\u202e\ufeff", "\n- x"],
)
def test_whatever_a_judge_types_the_file_can_be_read(typed: str) -> None:
    lines = [
        format_verdict(make_verdict(order, corrected=typed, reason=typed, judge=typed)) for order in (1, 2)
    ]
    found, wrong = parse_verdicts(HEAD + "".join(lines))
    assert not wrong and len(lines[0].splitlines()) == 1
    assert [each.corrected for each in found] == [
        typed.encode("utf-8", "replace").decode().replace("?", "\ufffd")
    ] * 2


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        ("<<<<<<< HEAD\n{one}=======\n{other}>>>>>>> theirs\n", [2, 4, 6]),
        ("- {{claims: [x\n{one}{other}", [2]),
        ("{one}{other}- {{claims: [", [4]),
        ("{one}{other}\x00", [4]),
    ],
)
def test_a_line_that_says_nothing_costs_no_other(broken: str, lines: list[int]) -> None:
    both = make_verdict(1), make_verdict(2)
    one, other = map(format_verdict, both)
    assert parse_verdicts(HEAD + broken.format(one=one, other=other)) == (both, tuple(lines))


def test_judges_who_accept_different_wordings_differ() -> None:
    def settled(other: Verdict) -> Settled:
        one = make_verdict(1, start=5, end=8, printed="水管冻", corrected="水管爆")
        return settle((one, replace(other, judge="乙")))

    assert settled(make_verdict(1, start=7, end=9, printed="冻裂", corrected="爆裂")).verdict
    assert settled(make_verdict(1, start=7, end=9, printed="冻裂", corrected="冰裂")).disputed
    assert settled(make_verdict(1, start=9, end=11, printed="冻裂", corrected="爆裂")).disputed


def test_two_judges_who_differ_leave_it_open_until_one_is_final() -> None:
    yes, no = make_verdict(1), make_verdict(1, judge="乙", decision=Decision.REJECTED)
    assert settle([yes, no]).verdict is None and settle([yes, no]).disputed
    assert settle([yes, no, replace(no, at="2021-02-03", final=True)]).verdict == replace(
        no, at="2021-02-03", final=True
    )
    assert settle([no, yes]) == settle([yes, no])


def test_a_judges_last_word_counts() -> None:
    assert settle(
        [make_verdict(1), make_verdict(1, at="2021-02-05", decision=Decision.REJECTED)]
    ).verdict == make_verdict(1, at="2021-02-05", decision=Decision.REJECTED)


def test_false_reports_weigh_against() -> None:
    judged = [
        Judged("a", True, False, Fraction(1), (filed(1, "甲"), filed(2, "乙"))),
        Judged("b", False, True, Fraction(0), (filed(3, "甲"),)),
    ]
    assert [(each.finder, each.score) for each in standings(judged)] == [("乙", 1), ("甲", Fraction(1, 2))]


def test_an_unclear_time_is_held_against_nobody() -> None:
    unclear = replace(filed(1, "不明"), received="")
    judged = [Judged("a", True, False, Fraction(1), (filed(5, "甲"), filed(6, "乙"), unclear))]
    assert {each.finder: each.firsts for each in standings(judged)} == {"甲": 1, "乙": 0, "不明": 1}


@pytest.mark.parametrize(
    ("times", "firsts"),
    [
        (("2021-01-20T09:30:00", "2021-01-20T09:30:00"), (1, 1)),
        (("2021-01-20T09:30:00", "2021-01-20T09:30:01"), (1, 0)),
        (("2021-01-20T09:30", "2021-01-20T09:30:41"), (1, 1)),
        (("2021-01-20", "2021-01-20T09:30:00"), (1, 1)),
        (("2021-01-20", "2021-01-20"), (1, 1)),
        (("2021-01-20T23:59:59", "2021-01-21"), (1, 0)),
        (("2021-01-19", "2021-01-20"), (1, 0)),
        (("", ""), (1, 1)),
    ],
)
def test_whoever_cannot_be_told_from_the_first_is_first(
    times: tuple[str, str], firsts: tuple[int, int]
) -> None:
    """Else the order of two keyed hashes would decide who found it."""
    told = [
        replace(filed(9 - order, name), received=time)
        for order, (name, time) in enumerate(zip("甲乙", times, strict=True))
    ]
    judged = [Judged("a", True, False, Fraction(1), tuple(told))]
    assert {each.finder: each.firsts for each in standings(judged)} == dict(zip("甲乙", firsts, strict=True))


def test_winners_are_named_as_they_agreed_and_not_in_the_order_of_the_ballot() -> None:
    reports = [
        make_report(1, "x", "a", name="读者甲", naming=Naming.FULL),
        make_report(2, "x", "b", name="读者乙", naming=Naming.MASKED),
        make_report(3, "x", "c", name="读者丙"),
        make_report(4, "x", "d", name="读者丁"),
        make_report(5, "x", "e", alias="阿五", naming=Naming.ALIAS),
    ]
    names = shown_names(reports)
    winners = winners_of("a", "cdbe", names, "2021-01")
    assert (winners.best, winners.excellent) == (("读者甲",), ("读＊＊", "阿五", "另2位读者"))
    assert winners_of("a", "ebdc", names, "2021-01") == winners
    assert winners_of("c", "d", names, "2021-01").excellent == ("一位读者",)


@pytest.mark.parametrize(
    ("alias", "printed"),
    [
        ("[点我](http://evil.example)", NOBODY),
        ("<b>甲</b>", NOBODY),
        ("www.evil.example/领奖", NOBODY),
        ("加微信 evil.com 领奖", NOBODY),
        ("{{甲}}", NOBODY),
        ("＜b＞甲", NOBODY),
        ("=1+1", NOBODY),
        ("cmd|甲", NOBODY),
        ("13912345678", NOBODY),
        ("小王 139-1234-5678", NOBODY),
        ("１３９１２３４５６７８", NOBODY),
        ("QQ10001", NOBODY),
        ("老王9527", "老王9527"),
        ("甲\n乙", "甲"),
        ("**甲**", "甲"),
        ("老报迷😀", "老报迷"),
        ("J·K·罗琳", "J·K·罗琳"),
        ("J.K.Rowling", "JKRowling"),
        ("甲" * 40, "甲" * 12),
    ],
)
def test_no_name_brings_a_link_or_mark_up_into_print(alias: str, printed: str) -> None:
    ways: list[dict[str, Any]] = [
        {"alias": alias, "naming": Naming.ALIAS},
        {"name": alias, "naming": Naming.FULL},
    ]
    for named in ways:
        assert make_report(1, "x", **named).shown_name == printed


PLAN = "number: 2\nbounty:\n  deadline: 2021-03-01    # 截止\n  winners:\n    month: 2020-12\n    best: [甲]\n    excellent: []\n"


def test_the_winners_go_into_the_next_plan_and_replace_the_old_ones() -> None:
    winners = Winners("2021-01", ("读者甲",), ("读者乙", "一位读者"))
    written = with_winners(PLAN, winners)
    assert written is not None and "2020-12" not in written and winners_block(winners) in written
    assert with_winners(written, winners) == written
    assert with_winners("number: 2\n", winners) is None


@pytest.mark.parametrize(
    ("plan", "kept"),
    [
        ("bounty:\n    deadline: 2021-03-01\n    winners:\n        month: 2020-12\npages: 4\n", "pages: 4\n"),
        ("bounty:\n deadline: 2021-03-01", " deadline: 2021-03-01\n"),
        ("bounty:\n  winners: {month: 2020-12, best: [甲]}\n  deadline: 2021-03-01\n", "  deadline: 2021-03-01\n"),
        ("bounty:\n  winners:\n    month: 2020-12\n    best:\n    - 甲\n\n  # 期限\n  deadline: 1\n", "\n  # 期限\n  deadline: 1\n"),
        ("bounty:\n  deadline: 1\nother:\n  winners:\n    best: [甲]\n", "other:\n  winners:\n    best: [甲]\n"),
    ],
)  # fmt: skip
def test_the_winners_stand_in_a_plan_as_its_own_lines_do(plan: str, kept: str) -> None:
    written = with_winners(plan, Winners("2021-01", ("乙",), ()))
    assert written is not None and "2020-12" not in written and kept in written
    node = read_yaml(written)
    assert isinstance(node, YamlMapping) and node.entries[0].key.text == "bounty"
    assert with_winners(written, Winners("2021-01", ("乙",), ())) == written


@pytest.mark.parametrize("plan", ["bounty: {deadline: 1}\n", "bounty:\n\tdeadline: 1\n", "bounty:\n  a: [\n"])
def test_no_plan_is_written_that_cannot_be_read(plan: str) -> None:
    assert with_winners(plan, Winners("2021-01", ("乙",), ())) is None


def test_the_answer_tells_what_became_of_a_report() -> None:
    reports = [
        make_report(1, "第四版“拍手称快”应为“拍手叫好”"),
        make_report(2, "祝编辑部新年好"),
        make_report(3, "2101-055第7段 拍手称快 应为 拍手叫好"),
    ]
    desk = open_desk(reports, [], resolve, DEADLINE)
    verdict = make_verdict(
        1,
        claims=tuple(one.name for one in desk.cases[0].fault.claims),
        spot=desk.cases[0].fault.spot,
        printed="拍手称快",
        corrected="拍手叫好",
        kind="words",
    )
    judged = open_desk(reports, [verdict], resolve, DEADLINE)
    assert "您说得对" in answer(reports[0], judged) and "另有读者" not in answer(reports[0], judged)
    assert "另有读者报在前" in answer(reports[2], judged)
    assert "收到" in answer(reports[1], judged)
    assert "正在核对" in answer(reports[0], desk)


SALT = "00" * 16


def test_the_public_page_holds_neither_receipts_nor_persons_nor_messages() -> None:
    reports = [
        make_report(1, "第四版“拍手称快”应为“拍手叫好”", name="读者甲", receipt="1234567890123450"),
        make_report(2, "祝编辑部新年好", receipt="0000000000000000"),
    ]
    public = public_answers(open_desk(reports, [], resolve, DEADLINE), SALT, {})
    assert {key: [each.state for each in answers] for key, answers in public.items()} == {
        answer_key(public_key(reports[0].receipt, SALT), 1): ["正在核对"],
        answer_key(public_key(reports[1].receipt, SALT), 1): ["来信收到"],
    }
    assert not any(
        word in str(public)
        for word in (reports[0].receipt, reports[0].letter, "读者甲", "拍手叫好", "新年好")
    )


def test_letters_of_one_receipt_are_all_answered() -> None:
    reports = [
        make_report(1, "2101-055 第7段 原文：拍手称快 应为：拍手叫好", receipt="0123456789012340"),
        make_report(2, "祝编辑部新年好", receipt="0123456789012340"),
    ]
    public = public_answers(open_desk(reports, [], resolve, DEADLINE), SALT, {})
    keys = [answer_key(public_key("0123456789012340", SALT), order) for order in (1, 2)]
    assert [each.state for key in keys for each in public[key]] == ["正在核对", "来信收到"] and len(
        public
    ) == 2


def test_nobody_sees_which_answers_are_of_one_letter() -> None:
    """Named as the finder of the one, its reader would be known as who was wrong in the other."""
    report = make_report(
        1, "第四版“拍手称快”应为“拍手叫好”\n第三版“水管冻裂”应为“水管爆裂”", receipt="0123456789012340"
    )
    public = public_answers(open_desk([report], [], resolve, DEADLINE), SALT, {})
    assert [len(answers) for answers in public.values()] == [1, 1]
    assert public_key(report.receipt, SALT) not in public and list(public) == sorted(public)


def test_a_deletion_is_told_as_one() -> None:
    assert change_said("的的", "的") == "“的的”应为“的”" and change_said("了", "") == "“了”应删去"


def test_an_accepted_fault_becomes_a_correction_once() -> None:
    reports = [make_report(1, "第四版“拍手称快”应为“拍手叫好”", name="读者甲", naming=Naming.FULL)]
    verdict = make_verdict(
        1,
        claims=(f"{1:012d}#1",),
        spot=resolve(reports[0].text).claims[0].spot,
        printed="称快",
        corrected="叫好",
        kind="words",
    )
    desk = open_desk(reports, [verdict], resolve, DEADLINE)
    import_day = datetime.date(2021, 2, 5)
    fresh = corrections_of(desk, [], import_day)
    assert [
        (each.number.printed, each.place.paragraph, each.printed, each.corrected, each.finder)
        for each in fresh
    ] == [("2101-055", 7, "称快", "叫好", "读者甲")]
    assert corrections_of(desk, fresh, import_day) == ()


@pytest.mark.parametrize(
    ("moments", "named"),
    [
        (("2021-01-12T09:00", "2021-01-12T09:00", "2021-01-13"), "读者甲、读者乙"),
        (("2021-01-12", "2021-01-12T20:00:00", "2021-01-13"), "读者甲、读者乙"),
        (("2021-01-12T09:00", "", "2021-01-13"), "读者甲、读者乙"),
        (("2021-01-12T09:00", "2021-01-12T09:01", "2021-01-13"), "读者甲"),
        (("2021-02-03", "2021-01-20", "2021-02-02"), "读者乙"),
    ],
)
def test_all_who_share_the_first_find_are_named_and_none_is_told_that_another_was_before(
    moments: tuple[str, ...], named: str
) -> None:
    reports = [
        make_report(
            order,
            "第四版“拍手称快”应为“拍手叫好”",
            name=f"读者{name}",
            naming=Naming.FULL,
            received=received,
        )
        for order, (name, received) in enumerate(zip("甲乙丙", moments, strict=True), 1)
    ]
    claims = tuple(f"{report.letter}#1" for report in reports)
    spot = resolve(reports[0].text).claims[0].spot
    verdict = make_verdict(1, claims=claims, spot=spot, printed="称快", corrected="叫好", kind="words")
    desk = open_desk(reports, [verdict], resolve, DEADLINE)
    (fresh,) = corrections_of(desk, [], datetime.date(2021, 2, 5))
    assert fresh.finder == named
    before = [report.name for report in reports if "此处另有读者报在前" not in answer(report, desk)]
    assert before == named.split("、")


def test_printed_words_are_widened_to_a_phrase_that_stands_but_once() -> None:
    assert widened("让大家平安、快乐、祥和地过个新年", 11, 12, "的") == ("祥和地过", "祥和的过")
    assert widened("会是怎样一种体验？", 8, 9, "。") == ("体验？", "体验。")
    assert widened("甲的、甲的。", 4, 5, "地") == ("、甲的。", "、甲地。")
    assert widened("甲乙丙", 1, 1, "丁") == ("甲乙丙", "甲丁乙丙")
    assert widened("服务中心与居委携手，发动", 7, 7, "会") == ("居委携手", "居委会携手")
    assert widened("等近100人参加", 1, 2, "约") == ("等近", "等约")
    assert widened("定于12月5日", 3, 4, "1") == ("12月", "11月")
    assert widened("彩绘台阶示意图", 2, 4, "楼梯") == ("台阶", "楼梯")


def test_no_order_of_imports_verdicts_and_corrections_changes_the_outcome() -> None:
    assert check_orders(300, seed=7) == 300


def test_what_is_corrected_already_is_not_corrected_again_in_other_words() -> None:
    report = make_report(1, "2101-055 第7段 “拍手称快”应为“拍手叫好”")
    spot = resolve(report.text).claims[0].spot
    verdict = make_verdict(
        1, claims=(f"{1:012d}#1",), spot=spot, printed="称快", corrected="叫好", kind="words"
    )
    desk = open_desk([report], [verdict], resolve, DEADLINE)
    (fresh,) = corrections_of(desk, [], datetime.date(2021, 2, 6))
    wider = dataclasses.replace(fresh, printed="都拍手称快。", corrected="都拍手叫好。", finder="")
    other = dataclasses.replace(wider, corrected="都拍手称好。")
    assert corrections_of(desk, [wider], fresh.date) == ()
    assert corrections_of(desk, [other], fresh.date) == (fresh,)


def test_the_winners_take_the_place_of_the_sample_that_a_new_issue_holds() -> None:
    plan = "number: 2\nbounty:                   # 纠错有奖\n  deadline: 2021-03-01    # 截止\n  # winners:              # 上月的啄木鸟，有了就去掉 # 号填上\n  #   month: 2021-01\n  #   best: [某某]\n  #   excellent: [某某, 某某]\n"
    assert (
        with_winners(plan, Winners("2021-01", ("甲",), ()))
        == "number: 2\nbounty:                   # 纠错有奖\n  deadline: 2021-03-01    # 截止\n"
        + winners_block(Winners("2021-01", ("甲",), ()))
    )


def test_a_fault_of_fact_or_of_an_important_name_is_corrected_as_a_fact() -> None:
    assert [
        is_factual(make_verdict(1, **facts))
        for facts in (
            {"kind": "fact"},
            {"kind": "word"},
            {"kind": "word", "important": True},
            {"kind": "fact", "decision": Decision.REJECTED},
        )
    ] == [True, False, True, False]


def test_captions_heads_and_tables_become_corrections_too_and_the_whole_article_does_not() -> None:
    report = make_report(1, "2101-055 第7段 “拍手称快”应为“拍手叫好”")
    parts = {
        part: make_verdict(1, claims=(f"{1:012d}#1",), spot=make_spot(part=part, paragraph=1))
        for part in (*(each.value for each in PrintedPart), "article")
    }
    places = {
        part: [
            each.place.part.value
            for each in corrections_of(
                open_desk([report], [verdict], resolve, DEADLINE), [], datetime.date(2021, 2, 6)
            )
        ]
        for part, verdict in parts.items()
    }
    assert places == {part: [] if part == "article" else [part] for part in parts}
    assert {each.value for each in PrintedPart} == {each.value for each in Part} - {"article"}
