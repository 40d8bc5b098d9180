"""Intake asks instead of guessing: cases 11 to 13 and their kind."""

from __future__ import annotations

import datetime
import io
import json
import time
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from build_tools.bounty.desk import open_desk
from build_tools.bounty.inbox import Inbox, Received, reports_from
from build_tools.bounty.intake import read_rows
from build_tools.bounty.intake.columns import account_of, names_somebody, our_name
from build_tools.bounty.intake.sheets import MOST_SECONDS
from build_tools.bounty.intake.times import moment_of, zone_named
from tests.bounty.desks import DEADLINE, resolve
from tests.bounty.workbooks import make_workbook

KEY = bytes(32)
TODAY, SINCE = datetime.date(2026, 1, 31), datetime.date(2026, 1, 12)
ONE, OTHER = "2601-015 第1段“三天后路面平了”应为“三天后路面修平了”", "2601-044 第4段“一棵一元”应为“一株一元”"


def taken(name: str, content: bytes | str, today: datetime.date = TODAY) -> Received:
    reading = read_rows(name, content.encode() if isinstance(content, str) else content)
    got = reports_from(KEY, name, reading.rows, today, since=SINCE)
    return Received(got.reports, (*reading.unread, *got.unread), (*reading.notes, *got.notes))


# Who (case 11)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("昵称", "微信用户", "微信用户"),
        ("昵称", "匿名", "匿名"),
        ("姓名,手机号", "张三,无", "李四,无"),
        ("姓名,手机号", "张三,-", "李四,-"),
        ("姓名,手机号", "张三,1.38E+10", "李四,1.38E+10"),
        ("姓名,手机号", "张三,138****5678", "李四,138****5678"),
        ("姓名,手机号", "张三,138xxxx5678", "李四,138xxxx5678"),
        ("姓名,手机号", "张三,00000000000", "李四,00000000000"),
        ("姓名,微信号", "张三,暂无", "李四,暂无"),
        ("姓名,手机号", "热心读者,无", "热心读者,无"),
        ("姓名,邮箱,手机号", "张三,无,未填", "李四,无,未填"),
    ],
)
def test_what_names_nobody_makes_nobody_the_same_finder(header: str, first: str, second: str) -> None:
    table = f"{header},时间,内容\n{first},2026/1/20 9:30,{ONE}\n{second},2026/1/20 9:31,{OTHER}\n"
    got = taken("留言.csv", table)
    assert len({report.finder for report in got.reports}) == 2 and not got.unread
    again = taken("又一次.csv", table.replace(f"{header},时间", f"{header},时间") + "\n")
    assert [report.letter for report in again.reports] == [report.letter for report in got.reports]


def test_that_nobody_is_named_is_said() -> None:
    got = taken("留言.csv", f"昵称,时间,内容\n微信用户,2026/1/20 9:30,{ONE}\n")
    assert any("没有说明是谁" in note for note in got.notes)


@pytest.mark.parametrize("number", ["1.38E+10", "138****5678", "无", "00000000000"])
def test_a_number_that_names_nobody_is_said_and_the_name_counts(number: str) -> None:
    got = taken("留言.csv", f"姓名,手机号,时间,内容\n张三,{number},2026/1/20 9:30,{ONE}\n")
    assert any(f"“{number}”" in note and "按姓名" in note for note in got.notes)
    named = taken("留言.csv", f"姓名,手机号,时间,内容\n张三,13912345678,2026/1/20 9:30,{ONE}\n")
    assert not any("按姓名" in note for note in named.notes)


def test_the_account_counts_before_the_name_and_one_that_names_nobody_does_not() -> None:
    table = f"姓名,openid,手机号,时间,内容\n张三,无,13912345678,2026-01-20,{ONE}\n张三丰,无,139 1234 5678,2026-01-21,{OTHER}\n"
    one, other = taken("留言.csv", table).reports
    assert one.finder == other.finder and one.contact == "13912345678"


@pytest.mark.parametrize(
    "said",
    [
        *("微信用户", "微信用户12", "匿名", "-", "——", " ", "None", "N/A", "读者3", "QQ用户"),
        *(
            "一位热心读者",
            "老居民",
            "默认昵称",
            "不方便透露",
            "没有留",
            "同手机号",
            "同上",
            "保密",
            "#REF!",
            "#DIV/0!",
        ),
    ],
)
def test_words_that_name_nobody(said: str) -> None:
    assert not names_somebody(said) and not account_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "wx_001",
        "13912345678",
        "o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
        "老王",
        "a@b.cn",
        "10001",
        "没头脑",
        "同乐",
        "如意",
    ],
)
def test_accounts_that_name_somebody(said: str) -> None:
    assert account_of(said)


# When (case 12)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026/1/20 上午9:30:00", "2026-01-20T09:30:00"),
        ("2026/1/20 下午3:05", "2026-01-20T15:05"),
        ("2026/1/20 上午12:10:00", "2026-01-20T00:10:00"),
        ("2026/1/20 下午12:10:00", "2026-01-20T12:10:00"),
        ("2026/1/20 3:05 PM", "2026-01-20T15:05"),
        ("46042.39583", "2026-01-20T09:30:00"),
        ("46042", "2026-01-20"),
        ("46042.0", "2026-01-20"),
        ("2026-01-20T01:30:00Z", "2026-01-20T09:30:00"),
        ("2026-02-01T16:30:00Z", "2026-02-02T00:30:00"),
        ("2026-01-20T09:30:00+08:00", "2026-01-20T09:30:00"),
        ("2026-01-20T09:30:00.123+0900", "2026-01-20T08:30:00"),
        ("2026年1月20日 星期二 9:30", "2026-01-20T09:30"),
        ("2026年1月20日 9时30分", "2026-01-20T09:30"),
        ("周二 2026-01-20", "2026-01-20"),
        ("20260120093000", "2026-01-20T09:30:00"),
        ("20260120", "2026-01-20"),
        ("2026.1.20 9:30", "2026-01-20T09:30"),
        ("２０２６－０１－２０", "2026-01-20"),
        ("1768872600", "2026-01-20T09:30:00"),
        ("1768872600000", "2026-01-20T09:30:00"),
        ("1月20日 上午9:30", "2026-01-20T09:30"),
        ("20/1/2026 9:30", "2026-01-20T09:30"),
        ("2026-01-20 25:99", "2026-01-20"),
    ],
)
def test_times_as_excel_wechat_and_people_write_them(said: str, meant: str) -> None:
    assert moment_of(said, since=SINCE, today=TODAY) == meant


@pytest.mark.parametrize(
    "said", ["", "昨天 9:30", "星期二 9:30", "9:30", "3/4/2026", "2026-13-40", "刚刚", "12月20日", "99999"]
)
def test_a_time_that_is_not_told_is_unclear(said: str) -> None:
    assert moment_of(said, since=SINCE, today=TODAY) is None


def test_a_zone_that_the_machine_does_not_know_is_beijings() -> None:
    assert moment_of("2026-01-20T01:30:00Z", zone_named("Nowhere/Land")) == "2026-01-20T09:30:00"
    assert moment_of("2026-01-20T01:30:00Z", zone_named("Asia/Tokyo")) == "2026-01-20T10:30:00"


def test_an_unclear_time_is_never_held_against_the_reader() -> None:
    late = datetime.date(2021, 3, 1)
    reading = read_rows("x.csv", "姓名,时间,内容\n甲,昨天,第四版“拍手称快”应为“拍手叫好”\n".encode())
    got = reports_from(KEY, "x.csv", reading.rows, late)
    assert got.reports[0].received == "" and any("时间不明" in note for note in got.notes)
    desk = open_desk(got.reports, [], resolve, DEADLINE)
    assert [filed.late for case in desk.cases for filed in case.fault.claims] == [False]


def test_nobody_writes_from_the_future() -> None:
    assert taken("x.csv", f"姓名,时间,内容\n甲,2031-01-20,{ONE}\n").reports[0].received == ""


def test_why_a_time_is_unclear_is_said() -> None:
    times = "2031-01-20", "2062/1/3 9:30", "昨天 9:30", "", "2026-13-40", "2026-01-20"
    lines = "".join(f"甲{order},{time},{ONE}{order}\n" for order, time in enumerate(times))
    got = taken("x.csv", f"姓名,时间,内容\n{lines}")
    assert [bool(each.received) for each in got.reports] == [False] * 5 + [True]
    (note,) = [note for note in got.notes if "时间不明" in note]
    assert note == (
        f"5条来信时间不明（2条写的“2031-01-20”等在今天（{TODAY}）以后，多半是年份写错或钟不准；"
        "2条写的“昨天 9:30”等看不出是哪一天；1条没有写）：都算在截止日期以内，不算迟到。"
    )


def test_columns_are_told_by_what_their_names_end_or_begin_with() -> None:
    text = (Path(__file__).parent / "messages" / "columns.txt").read_text("utf-8")
    columns, names = (
        [line.rsplit(" ", 1) for line in part.splitlines()[1:] if line and not line.startswith("# ")]
        for part in text.split("# <-")
    )
    assert len(columns) >= 170 and len(names) >= 140
    other = [(said, our_name(said)) for said, ours in columns if (our_name(said) or "-") != ours]
    assert len(other) <= 2, other
    wrong = [said for said, somebody in names if names_somebody(said) != (somebody == "+")]
    assert len(wrong) <= 6, wrong


# Where the header is (case 13)

HEADER, LINE = ["姓名", "时间", "内容"], ["张三", "2026/1/20 9:30", ONE]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["留言记录"]],
        [["社区晨报留言记录", "", ""], ["导出时间：2026-01-31"]],
        [["留言", "", ""]],
        [["内容简介：一月号读者留言"], [""], ["共1条"]],
    ],
)
def test_the_header_is_the_first_row_with_two_known_names(above: list[list[str]]) -> None:
    lines = [*above, HEADER, LINE]
    book = taken("留言记录.xlsx", make_workbook(lines))
    table = taken("title.csv", "\n".join(",".join(cell for cell in line) for line in lines))
    for got in (book, table):
        assert [(report.name, report.text) for report in got.reports] == [("张三", ONE)] and not got.unread


def test_excels_own_first_line_is_no_header() -> None:
    got = taken("sep.csv", f"sep=;\n姓名;时间;内容\n张三;2026/1/20 9:30;{ONE}\n")
    assert [report.name for report in got.reports] == ["张三"] and not got.unread


def test_a_table_without_a_known_header_is_kept_whole_and_asked_about() -> None:
    got = taken("x.csv", f"甲列,乙列\n张三,{ONE}\n")
    assert (
        not got.reports
        and len(got.unread) == 1
        and ONE in got.unread[0].raw
        and "栏名" in got.unread[0].reason
    )


def test_a_header_that_comes_again_on_every_page_is_no_letter() -> None:
    table = "\n".join(",".join(line) for line in (HEADER, LINE, HEADER, ["李四", "2026/1/21", OTHER]))
    assert [report.name for report in taken("x.csv", table).reports] == ["张三", "李四"]


def test_a_workbooks_rows_are_numbered_as_excel_shows_them_and_numbers_stay_numbers() -> None:
    book = make_workbook(
        [["姓名", "手机号", "时间", "内容"], ["张三", 13912345678.0, 46042.5, ONE], ["李四", 1, 46043, ""]],
        first=4,
    )
    got = taken("x.xlsx", book)
    assert [(report.contact, report.received) for report in got.reports] == [
        ("13912345678", "2026-01-20T12:00:00")
    ]
    assert [piece.row for piece in got.unread] == [6]


# What is not a table as it says


def test_a_page_saved_as_xls_is_a_table() -> None:
    page = "<html><body><table><tr><th>姓名</th><th>时间</th><th>内容</th></tr>" + "".join(
        f"<tr><td>{name}</td><td>2026-01-20</td><td>{text}</td></tr>"
        for name, text in (("张三", ONE), ("李四", OTHER))
    )
    got = taken("留言.xls", page + "</table></body></html>")
    assert [report.name for report in got.reports] == ["张三", "李四"]


def test_excels_xml_of_2003_is_a_table() -> None:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in line) + "</Row>"
        for line in (HEADER, LINE)
    )
    got = taken(
        "留言.xls", f'<?xml version="1.0"?><Workbook><Worksheet><Table>{rows}</Table></Worksheet></Workbook>'
    )
    assert [report.name for report in got.reports] == ["张三"]


def test_a_letter_cut_at_its_commas_is_whole_where_it_is_last_and_asked_about_elsewhere() -> None:
    letter = "第一版有错,应为甲,不是乙"
    assert taken("x.csv", f"姓名,时间,内容\n张三,2026-01-20,{letter}\n").reports[0].text == letter
    got = taken("x.csv", f"姓名,内容,时间\n张三,{letter},2026-01-20\n")
    assert not got.reports and "不是乙" in got.unread[0].raw and "多出2格" in got.unread[0].reason


def test_a_mail_is_one_letter_with_its_sender() -> None:
    mail = f"From: =?utf-8?b?5byg5LiJ?= <zhang@example.cn>\nDate: Tue, 20 Jan 2026 01:30:00 +0000\nSubject: 报错\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{ONE}\n"
    (report,) = taken("信.eml", mail).reports
    assert (report.name, report.identity, report.received) == (
        "张三",
        "zhang@example.cn",
        "2026-01-20T09:30:00",
    )
    assert ONE in report.text


@pytest.mark.parametrize(
    "form",
    [
        "{one} 2026/1/20 9:30:11\n{a}\n\n{two} 2026/1/20 9:31\n{b}\n",
        "{one}  2026年1月20日 上午9:30\n{a}\n{two}  2026年1月20日 上午9:31\n{b}\n",
        "2026-01-20 9:30:11 {one}(12345678)\n{a}\n\n2026-01-20 9:31:11 {two}<two@qq.com>\n{b}\n",
        "[2026-01-20 09:30] {one}：{a}\n[2026-01-20 09:31] {two}：{b}\n",
        "{one} 昨天 9:30\n{a}\n{two} 昨天 9:31\n{b}\n",
        "{one} 9:30\n{a}\n{two} 9:31\n{b}\n",
        "{one}:\n{a}\n\n{two}:\n{b}\n",
        "日期: 2026/1/20\n{one} 9:30:11\n{a}\n\n{two} 9:31:11\n{b}\n",
        "{one} 星期二 上午9:30\n{a}\n{two} 1月20日 9:31\n{b}\n",
    ],
)
def test_pasted_chats_are_parted_at_whoever_speaks(form: str) -> None:
    pasted = form.format(one="张三", two="李四", a="第一版有错\n第二行", b=OTHER)
    got = taken("粘贴", pasted)
    assert [(report.name, report.text) for report in got.reports] == [
        ("张三", "第一版有错\n第二行"),
        ("李四", OTHER),
    ]


def test_a_form_of_the_sites_own_is_not_parted_at_its_labels() -> None:
    for message in ("2101-032 第2段\n原文：甲\n应为：\n乙", "差错如下：\n第一版“甲”应为“乙”\n理由：\n不通"):
        assert [report.text for report in taken("粘贴", message).reports] == [message]


def test_letters_parted_by_blank_lines_say_that_they_were() -> None:
    got = taken("粘贴", f"{ONE}\n\n{OTHER}")
    assert len(got.reports) == 2 and any("按空行分成2封" in note for note in got.notes)


def test_the_column_of_names_to_print_gives_consent() -> None:
    table = f"姓名,署名,时间,内容\n张三,老报迷,2026-01-20,{ONE}\n李四,不同意,2026-01-20,{OTHER}\n王五,实名,2026-01-20,{ONE}。\n"
    assert [report.shown_name for report in taken("x.csv", table).reports] == ["老报迷", "一位读者", "王五"]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("是否同意公布", "张三"),
        ("您是否同意公布您的姓名？", "张三"),
        ("可否署名", "张三"),
        ("是否愿意在报上公开姓名", "张三"),
        ("是否不公布姓名", "一位读者"),
        ("是否匿名", "一位读者"),
        ("是否同意公布留言内容", "一位读者"),
        ("是否公开联系电话", "一位读者"),
    ],
)
def test_a_question_for_consent_is_one_however_it_is_put(question: str, shown: str) -> None:
    table = f"姓名,{question},时间,内容\n张三,是,2026-01-20,{ONE}\n"
    assert [report.shown_name for report in taken("x.csv", table).reports] == [shown]


# Bounds


@pytest.mark.parametrize("row", [2147483647, 1048576])
def test_a_workbook_that_claims_two_milliards_of_rows_ends_in_time(row: int) -> None:
    more = f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row>'
    start = time.monotonic()
    got = taken("x.xlsx", make_workbook([HEADER, LINE], more=more))
    assert time.monotonic() - start < MOST_SECONDS * 2
    assert len(got.reports) == 1 or (len(got.unread) == 1 and "打不开" in got.unread[0].reason)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"\x00" * 100, b"\xd0\xcf\x11\xe0" + b"\xff" * 600, b"\x00" * 5000, b"<table>" * 2000],
)
def test_broken_files_are_told_of(content: bytes) -> None:
    got = taken("x.xls", content)
    assert not got.reports and len(got.unread) == 1


def test_every_file_is_kept_whole(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    content = f"甲列,乙列\n张三,{ONE}\n".encode("gb18030")
    inbox.add(taken("怪 表/../x.csv", content), ("怪 表/../x.csv", content))
    (kept,) = (inbox.folder / "raw").iterdir()
    assert kept.read_bytes() == content and kept.name.endswith("-x.csv")


def test_letters_from_before_they_had_names_keep_their_verdicts(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    inbox.folder.mkdir()
    old = {
        "receipt": "012345678903",
        "finder": "ab",
        "received": "2021-01-20",
        "text": "x",
        "name": "",
        "identity": "",
        "channel": "",
        "naming": "none",
        "alias": "",
    }
    (inbox.folder / "reports.jsonl").write_text(json.dumps(old) + "\n", "utf-8")
    assert [report.letter for report in inbox.reports()] == ["012345678903"]


@pytest.mark.parametrize(
    ("asked", "ours"),
    [
        ("1、您的姓名：*（必填）", "name"),
        ("2、您发现的差错（写明稿号）：*", "text"),
        ("提交答卷时间", "received"),
        ("Q3. 请留下您的联系电话", "identity"),
        ("联系方式（选填）", "identity"),
        ("您的称呼", "name"),
        ("所用时间", None),
        ("来自IP", None),
        ("总分", None),
        ("是否同意公布姓名", "consent"),
    ],
)
def test_columns_of_forms_are_known_by_what_they_ask(asked: str, ours: str | None) -> None:
    assert our_name(asked) == ours


def test_a_form_s_table_is_read() -> None:
    head = "序号,提交答卷时间,所用时间,来自IP,1、您的姓名：*,2、您发现的差错（写明稿号）：*"
    (report,) = taken("答卷.csv", f"{head}\n1,2026/1/20 9:30:00,35秒,1.2.3.4,张三,{ONE}\n").reports
    assert report.name == "张三" and report.received == "2026-01-20T09:30:00"


# What would make one letter of two, or two readers of one


@pytest.mark.parametrize(
    ("written", "letter"),
    [
        ('"借伞”错', '"借伞”错'),
        ('"借伞"应为"借散"', '"借伞"应为"借散"'),
        ('"借伞', '"借伞'),
        ('说"好', '说"好'),
        ('"第一行\n第二行"', "第一行\n第二行"),
        ('"他说""好"""', '他说"好"'),
        ('"甲,乙"', "甲,乙"),
    ],
)
def test_an_open_quotation_mark_makes_no_letter_of_those_that_follow(written: str, letter: str) -> None:
    table = (
        f"姓名,时间,内容\n张三,2026-01-20 9:30,{written}\n李四,2026-01-20 9:31,{OTHER}\n王五,2026-01-20,甲\n"
    )
    got = taken("留言.csv", table)
    assert [report.name for report in got.reports] == ["张三", "李四", "王五"]
    assert got.reports[0].text == letter
    assert bool(got.notes) == letter.startswith('"')


def test_a_number_held_as_text_is_the_same_number() -> None:
    for written in (
        "13912345678",
        '="13912345678"',
        '"=""13912345678"""',
        "'13912345678",
    ):
        (report,) = taken("留言.csv", f"姓名,手机号,内容\n张三,{written},{ONE}\n").reports
        assert report.identity == "13912345678"


def test_a_header_of_two_rows_has_its_names_in_the_second() -> None:
    got = taken("留言.csv", f"读者信息,,来信\n姓名,时间,内容\n张三,2026-01-20,{ONE}\n")
    assert [(report.name, report.received[:10]) for report in got.reports] == [("张三", "2026-01-20")]


def test_commas_of_full_width_part_cells_too() -> None:
    got = taken("留言.csv", f"姓名，内容\n张三，{ONE}，请查\n李四，{OTHER}\n")
    assert [(report.name, report.text) for report in got.reports] == [
        ("张三", f"{ONE}，请查"),
        ("李四", OTHER),
    ]


@pytest.mark.parametrize("name", ["静～，等风来。", "“花开富贵”", "加油！", "A张，3号楼"])
def test_a_name_may_hold_marks_before_a_time_in_full(name: str) -> None:
    pasted = f"张三 2026-01-20 09:30\n甲\n{name} 2026-01-20 09:31\n乙\n"
    assert [(report.name, report.text) for report in taken("粘贴", pasted).reports] == [
        ("张三", "甲"),
        (name, "乙"),
    ]


def test_a_time_below_the_name_takes_no_line_of_the_letter() -> None:
    pasted = f"张三\n2026年1月20日 09:30\n{ONE}\n\n李四\n2026年1月20日 09:31\n第3段错\n"
    assert [(report.name, report.text) for report in taken("粘贴", pasted).reports] == [
        ("张三", ONE),
        ("李四", "第3段错"),
    ]


@pytest.mark.parametrize("said", ["gb2312", "us-ascii", "utf-8", "x-unknown", "iso-8859-1", ""])
def test_a_mail_is_read_whatever_it_says_of_its_letters(said: str) -> None:
    kind = f"Content-Type: text/plain; charset={said}\n" if said else ""
    head = f"From: zhang@example.cn\nDate: Tue, 20 Jan 2026 09:30:00 +0800\nSubject: x\n{kind}\n"
    (report,) = taken("信.eml", head.encode() + "第2段“镕”字错".encode("gbk")).reports
    assert "第2段“镕”字错" in report.text


def test_half_past_twelve_in_the_evening_is_no_noon() -> None:
    assert moment_of("2026/1/20 晚上12:30") == "2026-01-20"


@pytest.mark.parametrize(("right", "down"), [(0, 0), (1, 0), (0, 2), (3, 1)])
def test_a_name_merged_over_two_rows_sent_both_letters(right: int, down: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for at, row in enumerate(
        (
            ["留言记录"],
            ["姓名", "时间", "内容"],
            ["张三", "2026-01-20", ONE],
            ["", "", OTHER],
            ["李四", "", "甲"],
        ),
        1 + down,
    ):
        for column, text in enumerate(row, 1 + right):
            sheet.cell(at, column, text or None)
    for (top, first), (last, end) in (((1, 1), (1, 3)), ((3, 1), (4, 1)), ((3, 2), (5, 2))):
        sheet.merge_cells(None, top + down, first + right, last + down, end + right)
    made = io.BytesIO()
    book.save(made)
    got = taken("留言.xlsx", made.getvalue())
    assert [(report.name, report.received, report.text) for report in got.reports] == [
        ("张三", "2026-01-20", ONE),
        ("张三", "2026-01-20", OTHER),
        ("李四", "2026-01-20", "甲"),
    ]
