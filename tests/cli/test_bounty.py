"""``chenbao bounty``: the whole month, and what an editor is told when a step cannot be taken."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.gathering import gather
from build_tools.model import printed_text
from build_tools.numbering import format_printed
from tests.cli.conftest import Chenbao

ISSUE = "2026-01"
REPORTS = (
    {"姓名": "读者甲", "账号": "a", "时间": "2026-01-20 09:00", "内容": "第一版“坑洼已久”应为“坑洼多年”", "署名": "实名"},
    {"姓名": "读者乙", "账号": "b", "时间": "2026-01-21", "内容": "2601-015 第1段 坑洼已久 应为 坑洼多年", "署名": "只公布姓"},
    {"姓名": "读者丙", "账号": "c", "时间": "2026-01-22", "内容": "借伞不用押金那篇，“二十把伞”应为“二十多把伞”"},
    {"姓名": "读者丁", "账号": "d", "时间": "2026-01-23", "内容": "祝编辑部新年好"},
    {"姓名": "读者戊", "账号": "e", "时间": "2026-02-03", "内容": "第一版“坑洼已久”应为“坑洼多年”"},
)


def send_in(root: Path, chenbao: Chenbao, *reports: dict[str, str]) -> None:
    (root / "in.jsonl").write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports or REPORTS), "utf-8")
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2099-01-01").exit == 0


def cases(chenbao: Chenbao) -> list[dict[str, object]]:
    found: list[dict[str, object]] = chenbao("bounty", "list", ISSUE, "--json").json["cases"]
    return found


def decide_all(chenbao: Chenbao) -> None:
    for case in cases(chenbao):
        decision = ["--decision", "accepted", "--kind", "words"] if "坑洼" in str(case["printed"]) + "坑洼" and case["finders"] == 3 else ["--decision", "rejected", "--reason", "原文无误"]
        assert chenbao("bounty", "verdict", ISSUE, str(case["name"]), *decision).exit == 0


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
    assert chenbao("bounty", "seal", ISSUE, "--source", "2026年2月5日上证指数收盘").exit == 0
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
    assert {path.name: path.read_bytes() for path in (paper_root / "issues" / ISSUE / "printed").iterdir()} == before


def test_importing_again_changes_nothing(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "import", ISSUE, "in.jsonl", "--json").json["new"] == 0


def test_nothing_committed_names_a_person(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    chenbao("bounty", "seal", ISSUE, "--source", "x")
    committed = [path for path in (paper_root / "issues" / ISSUE / "bounty").iterdir() if path.is_file()]
    assert {path.name for path in committed} == {"verdicts.yml", "ballot.jsonl", "seal.json", "public.json"}
    assert not any(word in path.read_text("utf-8") for path in committed for word in ("读者甲", "新年好", "2601-015 第1段 坑洼已久"))


def test_a_receipt_finds_its_answer_and_a_forged_one_is_refused(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    receipt = str(cases(chenbao)[0]["name"]).partition("#")[0]
    assert "正在核对" in chenbao("bounty", "receipt", ISSUE, receipt).out
    forged = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    assert chenbao("bounty", "receipt", ISSUE, forged).exit == 2


def test_forgetting_a_person_leaves_no_word_of_theirs(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "forget", ISSUE, "--person", "读者丙", "--json").json["removed"] == 1
    inbox = paper_root / "issues" / ISSUE / "bounty" / "inbox"
    assert not any("读者丙".encode("unicode_escape") in path.read_bytes() for path in inbox.iterdir())


def test_before_the_retention_date_nothing_is_emptied(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 2


def test_letters_kept_too_long_are_told_of_as_SQ829_and_can_be_emptied(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert "SQ829" in chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01", "--json").codes
    assert chenbao("bounty", "forget", ISSUE, "--expired").exit == 0
    assert not list((paper_root / "issues" / ISSUE / "bounty" / "inbox").iterdir())


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
    assert chenbao("bounty", "verdict", ISSUE, name, "--decision", "accepted", "--kind", "typo", "--json").codes == ["SQ824"]


def test_open_cases_keep_the_ballot_open_SQ827(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    assert chenbao("bounty", "seal", ISSUE, "--source", "x", "--json").codes == ["SQ827"]


def test_no_award_without_a_seal_SQ825_nor_after_a_change_SQ826(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    assert chenbao("bounty", "award", ISSUE, "--value", "1", "--json").codes == ["SQ825"]
    chenbao("bounty", "seal", ISSUE, "--source", "x")
    chenbao("bounty", "verdict", ISSUE, str(cases(chenbao)[0]["name"]), "--decision", "rejected")
    assert chenbao("bounty", "award", ISSUE, "--value", "1", "--json").codes == ["SQ826"]


def test_a_next_plan_without_a_bounty_is_SQ828(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    decide_all(chenbao)
    chenbao("bounty", "seal", ISSUE, "--source", "x")
    chenbao("new", "2026-02")
    plan = paper_root / "issues" / "2026-02" / "issue.yml"
    plan.write_text("number: 2\ndate: 2026-02-09\npages:\n  - {title: 要闻, sections: [要闻]}\n", "utf-8")
    assert chenbao("bounty", "award", ISSUE, "--value", "1", "--write", "--json").codes == ["SQ828"]


def test_an_issue_that_is_not_there_is_told_with_those_that_are(chenbao: Chenbao) -> None:
    assert chenbao("bounty", "list", "2031-07", "--json").codes == ["SQ215"]


def test_a_correction_that_is_made_a_rule_is_SQ820_in_later_issues(paper_root: Path, chenbao: Chenbao) -> None:
    freeze(paper_root)
    corrections = paper_root / "issues" / ISSUE / "corrections.yml"
    corrections.write_text('- {number: 2601015, paragraph: 1, printed: "坑洼已久", corrected: "坑洼多年", finder: "读者甲", date: 2026-02-06}\n', "utf-8")
    assert chenbao("bounty", "corrections", ISSUE, "--rule", "没有这句").exit == 2
    assert chenbao("bounty", "corrections", ISSUE, "--rule", "坑洼已久").exit == 0
    assert gather(paper_root).issues[0].corrections[0].rule
    chenbao("new", "2026-02")
    (paper_root / "issues" / "2026-02" / "要闻" / "01-路.md").write_text("---\nheadline: 路\n---\n\n西门外坑洼已久。\n", "utf-8")
    found = [each for each in chenbao("check", "--json").json["diagnostics"] if each["code"] == "SQ820"]
    assert [(each["path"], each["line"], each["column"]) for each in found] == [("issues/2026-02/要闻/01-路.md", 5, 4)]


def test_an_old_issue_s_import_names_the_way_to_keep_its_letters(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao)
    said = chenbao("bounty", "import", ISSUE, "in.jsonl", "--keep-until", "2020-01-01").out
    assert "SQ829" in said and "--keep-until" in said


def test_a_doubtful_place_says_why(paper_root: Path, chenbao: Chenbao) -> None:
    send_in(paper_root, chenbao, {"姓名": "读者丁", "内容": "第二版“的”应为“地”", "时间": "2026-01-21"})
    doubtful = next(line for line in chenbao("bounty", "list", ISSUE).out.splitlines() if "拿不准" in line)
    assert "（拿不准：" in doubtful and "（拿不准：）" not in doubtful
