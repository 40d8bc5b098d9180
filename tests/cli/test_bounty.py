"""``chenbao bounty``: the whole month, and what an editor is told when a step cannot be taken."""

from __future__ import annotations

import datetime
import json
import shutil
import socket
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from build_tools.bounty.closing import seal as seal_ballot
from build_tools.bounty.inbox import Inbox
from build_tools.bounty.merging import Grouping
from build_tools.bounty.opening import open_room
from build_tools.gathering import gather
from build_tools.model import PublicValue, printed_text
from build_tools.numbering import format_printed
from build_tools.readers import read_recorded_corrections
from build_tools.store.locks import exclusive
from tests.cli.conftest import Chenbao

ISSUE = "2026-01"
ROOT = Path(__file__).parents[2]
REPORTS = (
    {
        "姓名": "读者甲",
        "账号": "a",
        "时间": "2026-01-20 09:00",
        "内容": "第一版“坑洼已久”应为“坑洼多年”",
        "署名": "实名",
    },
    {
        "姓名": "读者乙",
        "账号": "b",
        "时间": "2026-01-21",
        "内容": "2601-015 第1段 坑洼已久 应为 坑洼多年",
        "署名": "只公布姓",
    },
    {
        "姓名": "读者丙",
        "账号": "c",
        "时间": "2026-01-22",
        "内容": "借伞不用押金那篇，“二十把伞”应为“二十多把伞”",
    },
    {"姓名": "读者丁", "账号": "d", "时间": "2026-01-23", "内容": "祝编辑部新年好"},
    {"姓名": "读者戊", "账号": "e", "时间": "2026-02-03", "内容": "第一版“坑洼已久”应为“坑洼多年”"},
)


def send_in(root: Path, chenbao: Chenbao, *reports: dict[str, str]) -> None:
    (root / "in.jsonl").write_text(
        "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports or REPORTS), "utf-8"
    )
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2099-01-01").exit == 0


def cases(chenbao: Chenbao) -> list[dict[str, object]]:
    found: list[dict[str, object]] = chenbao("bounty", "list", ISSUE, "--json").json["cases"]
    return found


def decide_all(chenbao: Chenbao) -> None:
    for case in cases(chenbao):
        decision = (
            ["--decision", "accepted", "--kind", "words"]
            if "坑洼" in str(case["printed"]) + "坑洼" and case["finders"] == 3
            else ["--decision", "rejected", "--reason", "原文无误"]
        )
        assert chenbao("bounty", "verdict", ISSUE, str(case["name"]), *decision).exit == 0


def seal(root: Path) -> None:
    """Seal as if it were the fifth of February, with a value that came out on the sixth."""
    room, _ = open_room(root, ISSUE)
    assert room
    now = datetime.datetime(2026, 2, 5, 10, tzinfo=room.zone)
    digest, found = seal_ballot(room, PublicValue("上证指数收盘", "2026-02-06T15:00:00+08:00"), now)
    assert digest and not found


def freeze(root: Path) -> None:
    """What sign-off leaves of the text."""
    for item in gather(root).issues[0].articles:
        path = root / "issues" / ISSUE / "printed" / f"{item.number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(format_printed(printed_text(item)), "utf-8")


def test_a_month_from_the_first_report_to_the_correction(paper_root: Path, chenbao: Chenbao) -> None:
    freeze(paper_root)
    before = {path.name: path.read_bytes() for path in (paper_root / "issues" / ISSUE / "printed").iterdir()}
    send_in(paper_root, chenbao)
    assert [(case["finders"], case["state"]) for case in cases(chenbao)] == [(3, "open"), (1, "open")]
    decide_all(chenbao)
    assert chenbao("bounty", "rate", ISSUE, "--json").json["faults"] == 2.0
    seal(paper_root)
    assert "还没有抽签" in chenbao("bounty", "verify", ISSUE).out
    following = paper_root / "issues" / "2026-02"
    assert chenbao("new", "2026-02").exit == 0
    won = chenbao("bounty", "award", ISSUE, "--value", "3496.33", "--write", "--json")
    assert won.json["best"] == ["读者甲"] and won.json["excellent"] == ["读＊＊"]
    assert "best: [读者甲]" in (following / "issue.yml").read_text("utf-8")
    assert chenbao("bounty", "verify", ISSUE, "--json").json["same"] is True
    assert chenbao("bounty", "corrections", ISSUE, "--write", "--date", "2026-02-06").exit == 0
    assert gather(paper_root).issues[0].corrections[0].finder == "读者甲"
    assert chenbao("bounty", "corrections", ISSUE, "--json").json["corrections"] == 0
    assert chenbao("bounty", "answers", ISSUE).exit == 0
    assert {
        path.name: path.read_bytes() for path in (paper_root / "issues" / ISSUE / "printed").iterdir()
    } == before


def test_importing_again_changes_nothing(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--json").json["new"] == 0


def test_nothing_committed_names_a_person(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    assert chenbao("bounty", "seal", ISSUE, *LATER).exit == 0
    committed = [path for path in (paper_root / "issues" / ISSUE / "bounty").iterdir() if path.is_file()]
    assert {path.name for path in committed} == {"verdicts.yml", "ballot.txt", "public.json"}
    room, _ = open_room(paper_root, ISSUE)
    assert room
    secrets = [each for report in room.inbox.reports() for each in (report.receipt, report.finder)]
    assert len(secrets) == 10 and all(len(each) == 16 for each in secrets)
    words = ("读者甲", "新年好", "2601-015 第1段 坑洼已久", *secrets)
    assert not any(word in path.read_text("utf-8") for path in committed for word in words)


def test_a_receipt_finds_its_answer_and_a_forged_one_is_refused(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    room, _ = open_room(paper_root, ISSUE)
    assert room
    receipt = room.inbox.reports()[0].receipt
    assert "正在核对" in chenbao("bounty", "receipt", ISSUE, receipt).out
    forged = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    assert chenbao("bounty", "receipt", ISSUE, forged).exit == 2


def test_forgetting_a_person_leaves_no_word_of_theirs(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "forget", ISSUE, "--person", "读者丙", "--json").json["removed"] == 1
    inbox = paper_root / "issues" / ISSUE / "bounty" / "inbox"
    files = [path for path in inbox.rglob("*") if path.is_file()]
    assert not any("读者丙".encode("unicode_escape") in path.read_bytes() for path in files)


def test_before_the_retention_date_nothing_is_emptied(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 2


def test_letters_kept_too_long_are_told_of_as_SQ829_and_can_be_emptied(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    assert (
        "SQ829"
        in chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01", "--json").codes
    )
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 0
    left = list((paper_root / "issues" / ISSUE / "bounty" / "inbox").iterdir())
    assert [path.name for path in left] == ["emptied"]


def test_what_cannot_be_read_is_SQ822_and_listed(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao, {"姓名": "读者甲", "内容": ""})
    assert "SQ822" in chenbao("bounty", "list", ISSUE, "--json").codes
    assert "没有内容" in chenbao("bounty", "list", ISSUE, "--unread").out


def test_a_verdict_line_that_says_nothing_is_SQ821(paper_root: Path, chenbao: Chenbao) -> None:
    path = paper_root / "issues" / ISSUE / "bounty" / "verdicts.yml"
    path.parent.mkdir()
    path.write_text("- {claims: [], decision: maybe}\n", "utf-8")
    assert chenbao("bounty", "list", ISSUE, "--json").codes == ["SQ821"]


def test_an_unknown_claim_is_SQ823_and_an_unknown_kind_SQ824(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "verdict", ISSUE, "1#1", "--decision", "rejected", "--json").codes == ["SQ823"]
    name = str(cases(chenbao)[0]["name"])
    assert chenbao(
        "bounty", "verdict", ISSUE, name, "--decision", "accepted", "--kind", "typo", "--json"
    ).codes == ["SQ824"]


def test_a_deletion_is_asked_about_with_the_word_that_means_it(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao, {"内容": "第一版“坑洼已久”的“已”字多余", "姓名": "甲"})
    (name,) = (str(case["name"]) for case in cases(chenbao))
    words = ("bounty", "verdict", ISSUE, name, "--decision", "accepted", "--kind", "word")
    refused = chenbao(*words)
    assert refused.exit == 2 and "是的，加 --delete。" in refused.out
    assert chenbao(*words, "--delete").exit == 0
    room, _ = open_room(paper_root, ISSUE)
    assert room and [(each.printed, each.corrected) for each in room.verdicts()[0]] == [
        ("坑洼已久", "坑洼久")
    ]


def test_what_the_judge_deletes_is_deleted_whatever_the_reader_would_have_written(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao, {"内容": "第一版“坑洼已久”应为“坑洼甚久”", "姓名": "甲"})
    (name,) = (str(case["name"]) for case in cases(chenbao))
    words = ("--decision", "accepted", "--kind", "words", "--printed", "已久", "--delete")
    judged = chenbao("bounty", "verdict", ISSUE, name, *words)
    room, _ = open_room(paper_root, ISSUE)
    assert room and [(each.printed, each.corrected) for each in room.verdicts()[0]] == [("已久", "")]
    # The list, too, tells what was decided, not what was asked for.
    assert "“已久”→删去" in judged.out and "甚" not in chenbao("bounty", "list", ISSUE).out


def test_one_change_on_two_cases_is_recorded_once(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    room, _ = open_room(paper_root, ISSUE)
    assert room
    case = next(case for case in room.desk().cases if len(case.fault.claims) == 3)
    one, other, _ = (filed.name for filed in case.fault.claims)
    room.regroup(Grouping((other,), False, "甲", "2026-02-02T10:00:00"))
    accepted = ("--decision", "accepted", "--kind", "words")
    assert chenbao("bounty", "verdict", ISSUE, one, *accepted).exit == 0
    again = chenbao("bounty", "verdict", ISSUE, other, *accepted)
    assert again.exit == 2 and "--together" in again.out
    assert chenbao("bounty", "verdict", ISSUE, other, *accepted, "--together").exit == 0
    assert [(each["finders"], each["state"]) for each in cases(chenbao)] == [(3, "accepted"), (1, "open")]
    assert chenbao("bounty", "rate", ISSUE, "--json").json["faults"] == 2.0


def test_open_cases_keep_the_ballot_open_SQ827(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    later = ("--source", "x", "--when", "2099-01-01T15:00")
    assert chenbao("bounty", "seal", ISSUE, *later, "--json").codes == ["SQ827"]


LATER = ("--source", "上证指数收盘", "--when", "2099-01-01T15:00")


def test_no_award_without_a_seal_SQ825_and_none_before_the_value_is_known_SQ813(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    assert chenbao("bounty", "award", ISSUE, "--value", "1", "--json").codes == ["SQ825"]
    assert chenbao("bounty", "seal", ISSUE, *LATER).exit == 0
    assert chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").codes == ["SQ813"]


def test_a_value_that_is_known_already_is_SQ811(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    known = ("--source", "x", "--when", "2026-01-01T15:00", "--json")
    assert chenbao("bounty", "seal", ISSUE, *known).codes == ["SQ811"]


def test_a_seal_is_final_SQ808_and_locks_the_verdicts_SQ809(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    assert chenbao("bounty", "seal", ISSUE, *LATER).exit == 0
    ballot = (paper_root / "issues" / ISSUE / "bounty" / "ballot.txt").read_bytes()
    assert chenbao("bounty", "seal", ISSUE, "--source", "y", "--when", "2098-01-01", "--json").codes == [
        "SQ808"
    ]
    name = str(cases(chenbao)[0]["name"])
    changed = chenbao("bounty", "verdict", ISSUE, name, "--decision", "rejected", "--json")
    assert changed.codes == ["SQ809"]
    assert (paper_root / "issues" / ISSUE / "bounty" / "ballot.txt").read_bytes() == ballot


def test_the_value_has_one_form_SQ812_and_is_drawn_with_once_SQ826(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    award = ("bounty", "award", ISSUE, "--json", "--value")
    for wrong in ("3496.335", "三千", "1e3", ""):
        assert chenbao(*award, wrong).codes == ["SQ812"]
    first = chenbao(*award, "3,496.330")
    assert (
        first.json["value"] == "3496.33" and first.json["codes"] == chenbao(*award, "3496.33").json["codes"]
    )
    assert chenbao(*award, "3496.34").codes == ["SQ826"]
    assert chenbao("bounty", "verify", ISSUE, "--json").json["state"] == "same"
    ballot = paper_root / "issues" / ISSUE / "bounty" / "ballot.txt"
    ballot.write_text(ballot.read_text("utf-8").replace("名，优秀", "名，优秀1"), "utf-8")
    assert chenbao("bounty", "verify", ISSUE, "--json").codes == ["SQ826"]


def test_two_accounts_of_one_person_must_be_decided_before_the_seal_SQ810(
    paper_root: Path, chenbao: Chenbao
) -> None:
    twice = [{**REPORTS[0], "账号": account} for account in ("a1", "a2")]
    send_in(paper_root, chenbao, *twice)
    decide_all(chenbao)
    refused = chenbao("bounty", "seal", ISSUE, *LATER, "--json")
    assert refused.codes == ["SQ810"]
    (pair,) = chenbao("bounty", "persons", ISSUE, "--json").json["alike"]
    codes = (str(pair["first"]), str(pair["second"]))
    assert chenbao("bounty", "persons", ISSUE, "--merge", *codes, "--json").json["alike"] == []
    assert chenbao("bounty", "persons", ISSUE, "--apart", *codes, "--json").json["alike"] == []
    assert chenbao("bounty", "seal", ISSUE, *LATER).exit == 0


def test_the_inbox_is_not_emptied_while_a_prize_is_owed_SQ889_SQ890(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao, *REPORTS[:2])
    for case in cases(chenbao):
        chenbao("bounty", "verdict", ISSUE, str(case["name"]), "--decision", "accepted", "--kind", "words")
    seal(paper_root)
    room, _ = open_room(paper_root, ISSUE)
    assert room
    room.inbox.set_keep_until(datetime.date(2020, 1, 1))

    def emptied(*how: str) -> list[str]:
        codes = chenbao("bounty", "forget", ISSUE, "--expired", *how, "--json").codes
        assert bool(codes) != room.inbox.emptied
        return codes

    assert emptied() == ["SQ890"]
    won = chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").json["codes"]
    codes = [*won["best"], *won["excellent"]]
    assert len(codes) == 2
    for code in codes:
        assert emptied() == ["SQ889"]
        assert chenbao("bounty", "prizes", ISSUE, "--handed", code, "--by", "会计").exit == 0
    assert emptied() == []


def test_prizes_that_nobody_fetched_can_be_given_up(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao, *REPORTS[:2])
    for case in cases(chenbao):
        chenbao("bounty", "verdict", ISSUE, str(case["name"]), "--decision", "accepted", "--kind", "words")
    seal(paper_root)
    chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01")
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 1
    assert chenbao("bounty", "forget", ISSUE, "--expired", "--unclaimed").exit == 0


def test_two_of_one_name_without_an_account_can_be_told_apart(paper_root: Path, chenbao: Chenbao) -> None:
    unnamed = [{**each, "姓名": "王芳", "账号": ""} for each in REPORTS[:3]]
    send_in(paper_root, chenbao, *unnamed)
    room, _ = open_room(paper_root, ISSUE)
    assert room
    first, second, third = room.inbox.reports()
    assert first.finder == second.finder == third.finder
    for wrong in ((), ("0000000000000000",), (first.receipt, "1")):
        assert chenbao("bounty", "persons", ISSUE, "--other", *wrong).exit == 2
    told = chenbao("bounty", "persons", ISSUE, "--other", second.receipt, third.receipt, "--json")
    assert told.exit == 0 and told.json["alike"] == []
    codes = {report.letter: report.finder for report in room.inbox.reports()}
    assert codes[first.letter] == first.finder != codes[second.letter] == codes[third.letter]
    assert chenbao("bounty", "persons", ISSUE, "--other", first.receipt, second.receipt).exit == 2
    # The same file once more, or saved anew with seconds, brings nothing back; merged again they are one.
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--json").json["new"] == 0
    later = [{**each, "时间": f"{each['时间'][:10]} 09:00:00"} for each in unnamed]
    (paper_root / "in.jsonl").write_text("\n".join(json.dumps(each) for each in later), "utf-8")
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--json").json["new"] == 0
    chenbao("bounty", "persons", ISSUE, "--merge", codes[first.letter], codes[second.letter])
    assert len({report.finder for report in room.inbox.reports()}) == 1
    decide_all(chenbao)
    seal(paper_root)
    assert chenbao("bounty", "persons", ISSUE, "--other", third.receipt, "--json").codes == ["SQ888"]


def test_a_name_that_two_bear_forgets_neither(paper_root: Path, chenbao: Chenbao) -> None:
    both = [{**each, "姓名": "王芳"} for each in REPORTS[:2]]
    send_in(paper_root, chenbao, *both)
    said = chenbao("bounty", "forget", ISSUE, "--person", "王 芳", "--json")
    assert said.exit == 2 and said.json["removed"] == 0 and len(said.json["alike"]) == 2
    room, _ = open_room(paper_root, ISSUE)
    assert room and len(room.inbox.reports()) == 2
    assert (
        chenbao("bounty", "forget", ISSUE, "--person", said.json["alike"][0], "--json").json["removed"] == 1
    )
    assert chenbao("bounty", "forget", ISSUE, "--person", "王芳", "--json").json["removed"] == 1


def test_what_was_published_outlives_the_inbox_SQ814(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "publish", ISSUE).exit == 0
    public = (paper_root / "issues" / ISSUE / "bounty" / "public.json").read_bytes()
    chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01")
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 0
    assert chenbao("bounty", "publish", ISSUE, "--json").codes == ["SQ814"]
    assert (paper_root / "issues" / ISSUE / "bounty" / "public.json").read_bytes() == public


def test_a_winner_is_asked_for_consent_named_paid_and_forgotten(paper_root: Path, chenbao: Chenbao) -> None:
    first = {**REPORTS[0], "署名": "", "手机": "13912345678"}
    send_in(paper_root, chenbao, first)
    people = chenbao("bounty", "people", ISSUE, "--json").json["people"]
    (person,) = people
    assert person["shown"] == "一位读者" and person["contact"]
    assert chenbao("bounty", "people", ISSUE, "nobody", "--json").codes == ["SQ815"]
    chenbao("bounty", "people", ISSUE, person["code"], "--naming", "化名：老报迷")
    for case in cases(chenbao):
        chenbao("bounty", "verdict", ISSUE, str(case["name"]), "--decision", "accepted", "--kind", "words")
    seal(paper_root)
    won = chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").json
    assert won["best"] == ["老报迷"]
    code = won["codes"]["best"][0]
    assert chenbao("bounty", "prizes", ISSUE, "--handed", code, "--by", "会计").exit == 0
    # Nobody is paid twice.
    again = chenbao("bounty", "prizes", ISSUE, "--handed", code, "--by", "出纳")
    assert again.exit == 2 and "已经领了" in again.out and "会计" in again.out
    listed = chenbao("bounty", "prizes", ISSUE, "--export")
    assert "会计" in listed.out and "出纳" not in listed.out
    inbox = paper_root / "issues" / ISSUE / "bounty" / "inbox"
    assert "13912345678" in (inbox / "prizes.csv").read_text("utf-8")
    chenbao("bounty", "answers", ISSUE)
    chenbao("bounty", "forget", ISSUE, "--person", "13912345678")
    held = b"".join(path.read_bytes() for path in (paper_root / "issues").rglob("*") if path.is_file())
    assert b"13912345678" not in held and "老报迷".encode() not in held


def test_a_next_plan_without_a_bounty_is_SQ828(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    chenbao("new", "2026-02")
    plan = paper_root / "issues" / "2026-02" / "issue.yml"
    plan.write_text("number: 2\ndate: 2026-02-09\npages:\n  - {title: 要闻, sections: [要闻]}\n", "utf-8")
    award = ("bounty", "award", ISSUE, "--value", "1.00", "--write", "--json")
    assert chenbao(*award).codes == ["SQ828"]
    saved = "# 二月的\nbounty:\n  deadline: 2026-03-01\n".encode("gb18030")
    plan.write_bytes(saved)
    told = chenbao(*award).json["diagnostics"]
    assert [(each["code"], each["line"]) for each in told] == [("SQ887", 1)] and plan.read_bytes() == saved


def test_an_issue_that_is_not_there_is_told_with_those_that_are(chenbao: Chenbao) -> None:
    assert chenbao("bounty", "list", "2031-07", "--json").codes == ["SQ215"]


def test_a_correction_that_is_made_a_rule_is_SQ820_in_later_issues(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    corrections = paper_root / "issues" / ISSUE / "corrections.yml"
    corrections.write_text(
        '- {number: 2601015, paragraph: 1, printed: "坑洼已久", corrected: "坑洼多年", finder: "读者甲", date: 2026-02-06}\n',
        "utf-8",
    )
    assert chenbao("bounty", "corrections", ISSUE, "--rule", "没有这句").exit == 2
    assert chenbao("bounty", "corrections", ISSUE, "--rule", "坑洼已久").exit == 0
    assert gather(paper_root).issues[0].corrections[0].rule
    chenbao("new", "2026-02")
    (paper_root / "issues" / "2026-02" / "要闻" / "01-路.md").write_text(
        "---\nheadline: 路\n---\n\n西门外坑洼已久。\n", "utf-8"
    )
    found = [each for each in chenbao("check", "--json").json["diagnostics"] if each["code"] == "SQ820"]
    assert [(each["path"], each["line"], each["column"]) for each in found] == [
        ("issues/2026-02/要闻/01-路.md", 5, 4)
    ]


def test_an_old_issue_s_import_names_the_way_to_keep_its_letters(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    said = chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01").out
    assert "SQ829" in said and "--keep-until" in said


def test_a_doubtful_place_says_why(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao, {"姓名": "读者丁", "内容": "第二版“的”应为“地”", "时间": "2026-01-21"})
    doubtful = next(line for line in chenbao("bounty", "list", ISSUE).out.splitlines() if "拿不准" in line)
    assert "（拿不准：" in doubtful and "（拿不准：）" not in doubtful


def test_nothing_is_sealed_while_letters_may_still_come_SQ883_nor_where_nobody_wrote_SQ884(
    paper_root: Path, chenbao: Chenbao
) -> None:
    value = PublicValue("上证指数收盘", "2026-02-06T15:00:00+08:00")
    room, _ = open_room(paper_root, ISSUE)
    assert room
    last = datetime.datetime.combine(room.deadline, datetime.time(23, 59), room.zone)
    assert [each.code for each in seal_ballot(room, value, last)[1]] == ["SQ883"]
    after = last + datetime.timedelta(minutes=1)
    assert [each.code for each in seal_ballot(room, value, after)[1]] == ["SQ884"]
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    # What is the day of the deadline here is the day after it at Greenwich's other side.
    assert [each.code for each in seal_ballot(room, value, last.astimezone(datetime.UTC))[1]] == ["SQ883"]
    room.inbox.empty(room.deadline)
    assert [each.code for each in seal_ballot(room, value, after)[1]] == ["SQ884"]
    assert not room.is_sealed


def test_a_verdict_that_git_brings_in_after_the_seal_is_told_SQ892(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    assert not chenbao("bounty", "publish", ISSUE, "--json").codes
    # Letters that are forgotten, or come later, are no change of mind.
    chenbao("bounty", "forget", ISSUE, "--person", "读者甲")
    path = paper_root / "issues" / ISSUE / "bounty" / "verdicts.yml"
    sound = path.read_text("utf-8")
    steps = (["publish"], ["award", "--value", "1.00"], ["corrections"])
    for text, told in ((sound, []), (sound.replace("accepted", "rejected"), ["SQ892"])):
        path.write_text(text, "utf-8")
        for step, *more in steps:
            assert chenbao("bounty", step, ISSUE, *more, "--json").codes == told, step


def test_a_letter_that_comes_after_the_seal_is_not_told_that_somebody_looks_into_it(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    late = {**REPORTS[2], "账号": "late", "内容": "2601-015第1段“三天后路面平了”应为“三天后路面修平了”"}
    send_in(paper_root, chenbao, late)
    chenbao("bounty", "answers", ISSUE)
    chenbao("bounty", "publish", ISSUE)
    folder = paper_root / "issues" / ISSUE / "bounty"
    for name in ("inbox/answers.csv", "public.json"):
        told = (folder / name).read_text("utf-8")
        assert "裁定已经封存，不参加评奖" in told and "正在核对" not in told


def test_an_inbox_that_was_emptied_too_early_can_be_filled_and_worked_with_again(
    paper_root: Path, chenbao: Chenbao
) -> None:
    expired = ("bounty", "forget", ISSUE, "--expired", "--json")
    folder = paper_root / "issues" / ISSUE / "bounty"
    inbox = Inbox(folder / "inbox")
    assert chenbao("bounty", "forget", ISSUE, "--expired").out.startswith("收件箱里本来就什么也没有")
    assert not inbox.folder.exists()
    send_in(paper_root, chenbao)
    inbox.set_keep_until(datetime.date(2026, 6, 1))
    assert chenbao(*expired).json["removed"] == len(REPORTS) and chenbao(*expired).json["removed"] == 0
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    won = chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").json
    assert won["best"] == ["读者甲"] and not chenbao("bounty", "publish", ISSUE, "--json").codes
    before = (folder / "public.json").read_text("utf-8")
    inbox.empty(datetime.date(2026, 9, 1))
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "publish", ISSUE, "--json").codes == ["SQ814"]
    assert (folder / "public.json").read_text("utf-8") == before
    assert "程序认不出了" in chenbao("bounty", "award", ISSUE, "--value", "1.00").out


def test_what_came_into_an_emptied_inbox_and_could_not_be_read_goes_too(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    inbox = Inbox(paper_root / "issues" / ISSUE / "bounty" / "inbox")
    inbox.empty(datetime.date(2026, 6, 1))
    (paper_root / "x.eml").write_text("没有发件人，我叫王小二 13800000000", "utf-8")
    told = chenbao("bounty", "import", ISSUE, "x.eml", "--keep-until", "2026-06-01", "--json")
    assert told.codes == ["SQ822", "SQ829"]
    assert chenbao("bounty", "forget", ISSUE, "--expired").out.startswith("收件箱清空了")
    assert inbox.holds_nothing and [path.name for path in inbox.folder.rglob("*")] == ["emptied"]
    assert chenbao("bounty", "forget", ISSUE, "--expired").out.startswith("收件箱里本来就什么也没有")


def test_a_program_is_told_why_nothing_was_done(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    told = ("bounty", "verdict", ISSUE, str(cases(chenbao)[0]["name"]), "--decision", "accepted")
    assert "写明类别" in chenbao(*told, "--json").json["problem"]


def test_who_is_who_is_sealed_too_SQ888(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    codes = [each["code"] for each in chenbao("bounty", "people", ISSUE, "--json").json["people"]][:2]
    before = chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").json["best"]
    for way in ("--merge", "--apart"):
        assert chenbao("bounty", "persons", ISSUE, way, *codes, "--json").codes == ["SQ888"]
    assert chenbao("bounty", "award", ISSUE, "--value", "1.00", "--json").json["best"] == before
    assert chenbao("bounty", "persons", ISSUE).exit == 0


def test_a_name_in_a_judge_s_reason_is_told_when_its_owner_is_forgotten(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao, {**REPORTS[2], "姓名": "张卫国"})
    (case,) = cases(chenbao)
    told = ("--decision", "rejected", "--reason", "张卫国来过电话，原文无误")
    assert chenbao("bounty", "verdict", ISSUE, str(case["name"]), *told).exit == 0
    printed = chenbao("bounty", "forget", ISSUE, "--person", "张卫国", "--json").json["printed"]
    assert printed == [f"issues/{ISSUE}/bounty/verdicts.yml"]


def test_a_source_of_several_lines_is_sealed_as_one(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    forged = ("--source", " 上证指数\n奖：最佳9名，优秀9名\u202e ", "--when", "2099-01-01T15:00")
    assert chenbao("bounty", "seal", ISSUE, *("--source", " \n", *forged[2:])).exit == 2
    for figures in ("0", "-3", "100", "x"):
        assert chenbao("bounty", "seal", ISSUE, *forged, "--digits", figures).exit == 2
    assert chenbao("bounty", "seal", ISSUE, *forged).exit == 0
    ballot = (paper_root / "issues" / ISSUE / "bounty" / "ballot.txt").read_text("utf-8").split("\n")
    assert "公开数值：上证指数 奖：最佳9名，优秀9名" in ballot
    assert chenbao("bounty", "verify", ISSUE, "--json").json["state"] == "sealed"
    told = chenbao("bounty", "import", ISSUE, "in.jsonl").out
    assert "已经封存" not in told
    (paper_root / "new.csv").write_text("姓名,内容\n某某甲,第一版“坑洼已久”错了\n", "utf-8")
    assert "选票已经封存：这1条不参加" in chenbao("bounty", "import", ISSUE, "new.csv").out


def test_winners_without_a_next_issue_are_SQ885_and_a_signed_one_stays_as_printed_SQ886(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    award = ("bounty", "award", ISSUE, "--value", "1.00", "--write", "--json")
    told = chenbao(*award)
    assert told.codes == ["SQ885"] and told.json["best"] == ["读者甲"]
    chenbao("new", "2026-02")
    plan = paper_root / "issues" / "2026-02" / "issue.yml"
    before = plan.read_bytes()
    plan.with_name("signoff.yml").write_text("signed: x\n", "utf-8")
    assert chenbao(*award).codes == ["SQ886"] and plan.read_bytes() == before
    plan.with_name("signoff.yml").unlink()
    assert chenbao(*award).codes == [] and "读者甲" in plan.read_text("utf-8")


def test_a_damaged_file_is_SQ887_with_its_line_and_nothing_is_written(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    seal(paper_root)
    folder = paper_root / "issues" / ISSUE / "bounty"
    assert chenbao("bounty", "award", ISSUE, "--value", "1.00").exit == 0
    damaged = {
        "draw.json": "verify",
        "public.json": "publish",
        "ballot.txt": "award",
        "inbox/reports.jsonl": "list",
        "inbox/people.json": "people",
        "inbox/same_person.json": "list",
        "inbox/keep_until": "list",
        "inbox/key": "answers",
    }
    chenbao("bounty", "publish", ISSUE)
    for name, step in damaged.items():
        path = folder / name
        held = path.read_bytes() if path.is_file() else None
        for broken in ((held or b"{}") + b"\n<<<<<<< HEAD\n", b"\x00" * 9):
            path.write_bytes(broken)
            value = ["--value", "1.00"] if step == "award" else []
            told = chenbao("bounty", step, ISSUE, *value, "--json")
            assert (name, told.codes) == (name, ["SQ887"]) and path.read_bytes() == broken
        path.unlink() if held is None else path.write_bytes(held)
    people = folder / "inbox" / "people.json"
    for edited in ('{"ab": {"naming": "随便"}}', '{"ab": 1}', '{"ab": {"姓名": "张三"}}'):
        people.write_text(edited, "utf-8")
        assert chenbao("bounty", "people", ISSUE, "--json").codes == ["SQ887"]
    people.unlink()
    (folder / "inbox" / "apart.json").write_text('{"pairs": [1]}', "utf-8")
    assert chenbao("bounty", "persons", ISSUE, "--json").codes == ["SQ887"]
    (folder / "inbox" / "apart.json").unlink()
    (folder / "public.json").write_text('{"salt": "盐"}', "utf-8")
    assert chenbao("bounty", "publish", ISSUE, "--json").codes == ["SQ887"]
    (folder / "public.json").unlink()
    letters = folder / "inbox" / "reports.jsonl"
    sound = letters.read_text("utf-8")
    line = json.loads(sound.split("\n")[0])
    odd: list[object] = [[], {"receipt": "1"}]
    odd += [{**line, key: value} for key, value in {"text": 5, "naming": "随便", "又": "一"}.items()]
    for each in odd:
        letters.write_text(f"{sound}{json.dumps(each)}\n", "utf-8")
        for done, *how in (("list",), ("import", "in.jsonl"), ("forget", "--person", "读者甲")):
            told = chenbao("bounty", done, ISSUE, *how, "--json")
            assert told.codes == ["SQ887"] and told.json["diagnostics"][0]["line"] == len(REPORTS) + 1
    letters.write_text(sound, "utf-8")
    (folder / "inbox" / "unread.jsonl").write_text('{"source": "甲"}\n', "utf-8")
    assert chenbao("bounty", "list", ISSUE, "--unread", "--json").codes == ["SQ887"]
    (folder / "inbox" / "unread.jsonl").unlink()
    for kept in ("keys.json", "read.jsonl"):  # what can be reckoned anew is
        (folder / "inbox" / kept).write_bytes(b"\xe4\n")
    (folder / "inbox" / "forgotten").write_bytes(b"\xe4\n0123456789abcdef\n")
    assert chenbao("bounty", "publish", ISSUE).exit == 0
    assert Inbox(folder / "inbox").forgotten() > {"0123456789abcdef"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["verdicts.yml", "groups.yml"])
def test_decisions_that_an_editor_saved_in_another_encoding_are_SQ887(
    paper_root: Path, chenbao: Chenbao, name: str, encoding: str
) -> None:
    send_in(paper_root, chenbao)
    claim = str(cases(chenbao)[0]["name"])
    path = paper_root / "issues" / ISSUE / "bounty" / name
    path.write_text(f'- {{apart: ["{claim}"], judge: "甲", at: "2026"}}\n', encoding)
    before = path.read_bytes()
    for step in (["list"], ["rate"], ["verdict", claim, "--decision", "unsure"]):
        step.insert(1, ISSUE)
        assert chenbao("bounty", *step, "--json").codes == ["SQ887"] and path.read_bytes() == before


def test_what_judges_decide_on_two_machines_is_put_together_by_git(
    paper_root: Path, chenbao: Chenbao, tmp_path: Path
) -> None:
    send_in(paper_root, chenbao)
    (paper_root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text("utf-8"), "utf-8")
    (paper_root / ".gitignore").write_text("/issues/*/bounty/inbox/\n", "utf-8")
    git(paper_root, "init", "-q", "-b", "main")
    save_all(paper_root)
    first = next(case for case in cases(chenbao) if case["finders"] == 3)
    claims = [str(claim) for claim in first["claims"]]  # type: ignore[attr-defined]
    for judge, taken in zip("甲乙", claims[1:], strict=True):
        git(paper_root, "checkout", "-q", "-b", judge, "main")
        room, _ = open_room(paper_root, ISSUE)
        assert room
        room.regroup(Grouping((taken,), False, judge, room.now().isoformat(timespec="microseconds")))
        decided = ("--decision", "unsure", "--judge", judge)
        assert chenbao("bounty", "verdict", ISSUE, claims[0], *decided).exit == 0
        save_all(paper_root)
    git(paper_root, "merge", "-q", "--no-edit", "甲")
    parted = [case["claims"] for case in cases(chenbao) if {*case["claims"]} & {*claims}]  # type: ignore[misc]
    assert parted == [[claim] for claim in claims]
    room, _ = open_room(paper_root, ISSUE)
    assert room and {each.judge for each in room.verdicts()[0]} == {"甲", "乙"} and not room.verdicts()[1]


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=编辑", "-c", "user.email=desk@example.com")
    subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)


def save_all(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "改")


def accept_first(chenbao: Chenbao, *more: str) -> None:
    told = ("--decision", "accepted", "--kind", "words", *more)
    assert chenbao("bounty", "verdict", ISSUE, str(cases(chenbao)[0]["name"]), *told).exit == 0


def corrections_in(root: Path, issue: str = ISSUE) -> list[str]:
    found, faults = read_recorded_corrections(root, issue)
    assert not faults
    return [f"{each.said}{each.finder}{'，收回' if each.undone else ''}" for each in found]


def test_a_fault_in_an_earlier_issue_is_judged_and_corrected_where_it_was_printed(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    chenbao("new", "2026-02")
    letter = {**REPORTS[0], "时间": "2026-02-20 09:00", "内容": "2601-015 第1段 坑洼已久 应为 坑洼多年"}
    (paper_root / "in.jsonl").write_text(json.dumps(letter), "utf-8")
    chenbao("bounty", "import", "2026-02", "in.jsonl", "--keep-until", "2099-01-01")
    (case,) = chenbao("bounty", "list", "2026-02", "--json").json["cases"]
    told = ("--decision", "accepted", "--kind", "words")
    assert chenbao("bounty", "verdict", "2026-02", case["name"], *told).exit == 0
    assert "读者甲指出" in chenbao("bounty", "corrections", "2026-02", "--write").out
    assert len(corrections_in(paper_root)) == 1 and not corrections_in(paper_root, "2026-02")
    assert "没有新的更正" in chenbao("bounty", "corrections", "2026-02", "--write").out
    # Taken back, no verdict names that issue any more; its correction stands all the same.
    refused = ("--decision", "rejected", "--reason", "原文无误")
    assert chenbao("bounty", "verdict", "2026-02", case["name"], *refused).exit == 0
    after = chenbao("bounty", "corrections", "2026-02").out
    assert "更正还登着" in after and "--undo --printed '已久'" in after


@pytest.mark.parametrize(
    "damaged",
    [
        "- {number: 2601015, paragraph: 1, printed: [}\n",
        "- {number: 2601015, paragraph: 1, printed: 坑洼, corrected: 坑, date: 二月}\n",
        "printed: 坑洼\n",
        "- 坑洼应为坑\n",
    ],
)
def test_corrections_that_cannot_be_read_are_not_written_over(
    paper_root: Path, chenbao: Chenbao, damaged: str
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao)
    accept_first(chenbao)
    chenbao("bounty", "corrections", ISSUE, "--write")
    path = paper_root / "issues" / ISSUE / "corrections.yml"
    text = damaged if damaged[0] != "-" else path.read_text("utf-8") + damaged
    for content in (text.encode(), text.encode("gb18030")):
        path.write_bytes(content)
        for more in (["--write"], ["--rule", "已久"]):
            refused = chenbao("bounty", "corrections", ISSUE, *more)
            assert refused.exit and "corrections.yml" in refused.out and path.read_bytes() == content


def test_what_two_record_at_once_is_recorded_once(
    paper_root: Path, chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao)
    accept_first(chenbao)
    lock = "build_tools.cli.bounty_award.exclusive"

    def late(path: Path) -> AbstractContextManager[None]:
        monkeypatch.setattr(lock, exclusive)
        chenbao("bounty", "corrections", ISSUE, "--write")
        return exclusive(path)

    monkeypatch.setattr(lock, late)
    chenbao("bounty", "corrections", ISSUE, "--write")
    assert len(corrections_in(paper_root)) == 1


def test_no_correction_is_recorded_against_another_and_what_differs_is_told(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao)
    accept_first(chenbao)
    chenbao("bounty", "corrections", ISSUE, "--write")
    (before,) = corrections_in(paper_root)
    accept_first(chenbao, "--printed", "坑洼已久", "--corrected", "坑洼很久")
    clash = chenbao("bounty", "corrections", ISSUE, "--write", "--json")
    assert clash.codes == ["SQ880"] and corrections_in(paper_root) == [before]
    told = chenbao("bounty", "corrections", ISSUE).out
    assert "裁定撤回或改了，更正还登着：2601-015" in told and "--undo" in told
    chenbao("correct", "2601-015", "--undo")
    assert chenbao("bounty", "corrections", ISSUE, "--write").exit == 0
    after = corrections_in(paper_root)
    assert after[0] == f"{before}，收回" and len(after) == 2 and "很久" in after[1]
    # An editor who takes a correction back means it.
    chenbao("correct", "2601-015", "--undo")
    again = chenbao("bounty", "corrections", ISSUE, "--write").out
    assert "收回过的更正，不再记" in again and len(corrections_in(paper_root)) == 2


def test_what_is_wrong_is_corrected_though_its_finders_are_forgotten_SQ891(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao, REPORTS[0])
    accept_first(chenbao)
    chenbao("bounty", "forget", ISSUE, "--person", "读者甲")
    told = chenbao("bounty", "corrections", ISSUE, "--write")
    assert told.exit == 0 and "读者甲" not in told.out
    assert [each.endswith("”") for each in corrections_in(paper_root)] == [True]
    (paper_root / "issues" / ISSUE / "corrections.yml").unlink()
    inbox = paper_root / "issues" / ISSUE / "bounty" / "inbox"
    Inbox(inbox).empty(datetime.date(2026, 9, 1))
    assert "读者甲" not in chenbao("bounty", "corrections", ISSUE, "--write").out
    assert len(corrections_in(paper_root)) == 1
    # Another machine that imported the list itself has names of its own for the letters.
    shutil.rmtree(inbox)
    send_in(paper_root, chenbao, REPORTS[0])
    for step in ("list", "corrections", "publish"):
        assert chenbao("bounty", step, ISSUE, "--json").codes == ["SQ891"]
    assert len(corrections_in(paper_root)) == 1


def test_a_verdict_on_what_a_letter_is_no_longer_read_as_sends_nobody_for_another_inbox_SQ891(
    paper_root: Path, chenbao: Chenbao
) -> None:
    send_in(paper_root, chenbao, REPORTS[0])
    accept_first(chenbao)
    path = paper_root / "issues" / ISSUE / "bounty" / "verdicts.yml"
    path.write_text(path.read_text("utf-8").replace("#1", "#2"), "utf-8")
    (told,) = chenbao("bounty", "list", ISSUE, "--json").json["diagnostics"]
    assert told["code"] == "SQ891" and "来信不在" not in told["message"] and "重新裁定" in told["remedy"]


def test_whoever_takes_their_consent_back_is_told_where_the_name_stands(
    paper_root: Path, chenbao: Chenbao
) -> None:
    freeze(paper_root)
    send_in(paper_root, chenbao, REPORTS[0])
    accept_first(chenbao)
    chenbao("bounty", "corrections", ISSUE, "--write")
    (person,) = chenbao("bounty", "people", ISSUE, "--json").json["people"]
    told = chenbao("bounty", "people", ISSUE, person["code"], "--naming", "不公布").out
    assert f"已经写进 issues/{ISSUE}/corrections.yml 的“读者甲”没有动" in told
    assert "没有动" not in chenbao("bounty", "people", ISSUE, person["code"], "--naming", "化名：甲").out
    (paper_root / "issues" / ISSUE / "printed" / "2601099.yml").write_text("text: 读者甲\n", "utf-8")
    assert "付了印的不能改" in chenbao("bounty", "forget", ISSUE, "--person", "读者甲").out


@pytest.mark.parametrize("port", ["99999", "-1", "taken"])
def test_a_port_that_cannot_be_had_is_told(paper_root: Path, chenbao: Chenbao, port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        meant = str(taken.getsockname()[1]) if port == "taken" else port
        told = chenbao("bounty", "judge", ISSUE, "--port", meant)
    assert told.exit == 2 and f"用不了端口 {meant}" in told.out


def test_a_file_whose_name_is_no_text_is_told_of(paper_root: Path, chenbao: Chenbao) -> None:
    told = chenbao("bounty", "import", ISSUE, "\udcff.csv")
    assert "SQ219" in told.out and told.exit == 1


def test_what_letters_hold_moves_no_cursor(paper_root: Path, chenbao: Chenbao) -> None:
    evil = "\x1b[2J\u202e\u2028"
    table = f"姓名{evil},内容,署名,奇{evil}栏\n张三{evil},第一版“坑洼已久”应为“坑洼{evil}多年”,同意不同意{evil}吗呀,x\n,,,{evil}y\n"
    (paper_root / "in.csv").write_text(table.replace("姓名" + evil, "姓名"), "utf-8")
    said = [
        chenbao("bounty", "import", ISSUE, "in.csv", "--keep-until", "2099-01-01").out,
        *(chenbao("bounty", *step).out for step in (["list", ISSUE], ["list", ISSUE, "--unread"])),
        *(chenbao("bounty", step, ISSUE).out for step in ("people", "persons")),
    ]
    assert "张三" in said[3] and not any(char in "".join(said) for char in evil.replace("[2J", ""))


def test_cases_are_listed_by_a_state_in_either_language(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    count = len(cases(chenbao))
    for state, found in (("未裁", count), ("open", count), ("属实", 0)):
        assert len(chenbao("bounty", "list", ISSUE, "--state", state, "--json").json["cases"]) == found
    assert chenbao("bounty", "list", ISSUE, "--state", "开着").exit == 2
