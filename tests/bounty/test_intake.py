"""Reports in: every format and encoding, receipts, persons, forgetting."""

from __future__ import annotations

import datetime
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from build_tools.bounty.identity import alike_finders, parse_receipt, receipt_of, shown_receipt
from build_tools.bounty.inbox import Inbox, Received, reports_from, safe_cell
from build_tools.bounty.intake import read_rows
from build_tools.bounty.report import Naming, Report, naming_of
from tests.bounty.workbooks import make_workbook

KEY = bytes(32)
TABLE = "昵称,微信号,留言时间,留言内容,署名方式\n读者甲,wx01,2021/1/20 9:30,2101-032 第3段有错别字,实名\n读者乙,wx02,2021-01-21,“仓”应为“舱”,化名：老报迷\n"


def taken_in(name: str, content: bytes) -> list[Report]:
    reading = read_rows(name, content)
    assert not reading.unread, reading.unread
    return [*received(name, content).reports]


TODAY = datetime.date(2021, 1, 31)


def received(name: str, content: bytes, key: bytes = KEY, **facts: Any) -> Received:
    reading = read_rows(name, content)
    taken = reports_from(key, name, reading.rows, **{"today": TODAY, **facts})
    return Received(taken.reports, (*reading.unread, *taken.unread), (*reading.notes, *taken.notes))


def workbook() -> bytes:
    return make_workbook([["社区晨报留言导出"], *(line.split(",") for line in TABLE.splitlines())])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_reads_the_same_in_any_encoding(encoding: str) -> None:
    assert taken_in("导出.csv", TABLE.encode(encoding)) == taken_in("导出.csv", TABLE.encode())


def test_a_workbook_reads_like_the_table_below_its_title() -> None:
    assert [(report.name, report.text, report.received) for report in taken_in("导出.xlsx", workbook())] == [
        (report.name, report.text, report.received) for report in taken_in("导出.csv", TABLE.encode())
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_delimiter_will_do(delimiter: str) -> None:
    assert len(taken_in("导出.csv", TABLE.replace(",", delimiter).encode())) == 2


def test_the_sites_own_form_is_written_out_as_a_reader_would() -> None:
    line = json.dumps(
        {
            "number": "2101-032",
            "paragraph": "3",
            "wrong": "pose",
            "right": "姿势",
            "name": "读者甲",
            "time": "2021-01-20 09:30:00",
        },
        ensure_ascii=False,
    )
    report = taken_in("site.jsonl", line.encode())[0]
    assert report.text == "2101-032 第3段\n原文：pose\n应为：姿势"


def test_pasted_chat_is_cut_at_names_and_times() -> None:
    pasted = "读者甲 2021-01-20 09:30:11\n第二版有错\n第二行\n\n读者乙 2021/1/21 8:05\n“仓”应为“舱”\n"
    assert [(report.name, report.text) for report in taken_in("粘贴", pasted.encode())] == [
        ("读者甲", "第二版有错\n第二行"),
        ("读者乙", "“仓”应为“舱”"),
    ]


def test_a_form_sent_by_mail_is_read_line_by_line() -> None:
    mailed = "报纸名称=社区晨报（张庙版）\r\n稿号=2101-055\r\n段落=第7段\r\n原文=拍手称快\r\n应为=拍手叫好\r\n留言=\r\n"
    assert taken_in("信.txt", mailed.encode())[0].text == "2101-055 第7段\n原文：拍手称快\n应为：拍手叫好"


def test_times_become_one_form() -> None:
    assert [report.received for report in taken_in("导出.csv", TABLE.encode())] == [
        "2021-01-20T09:30",
        "2021-01-21",
    ]


def test_consent_is_none_unless_it_is_given() -> None:
    assert naming_of("")[0] is Naming.NONE and naming_of("随便")[0] is Naming.NONE
    assert naming_of("化名：老报迷") == (Naming.ALIAS, "老报迷")
    first, second = taken_in("导出.csv", TABLE.encode())
    assert (first.shown_name, second.shown_name) == ("读者甲", "老报迷")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.xlsx", b"PK\x03\x04broken"),
        ("坏.csv", b"a,b\n1,2\n"),
        ("坏.jsonl", b"{\n"),
        ("图.csv", bytes(range(256)) * 4),
        ("空列.csv", "昵称,内容\n读者甲,\n".encode()),
    ],
)
def test_what_cannot_be_read_is_kept_and_listed(tmp_path: Path, name: str, content: bytes) -> None:
    inbox = Inbox(tmp_path / "inbox")
    inbox.add(received(name, content), (name, content))
    inbox.add(received(name, content), (name, content))
    assert not inbox.reports() and len(inbox.unread()) == 1 and inbox.unread()[0].reason


def test_importing_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    assert inbox.add(received("导出.csv", TABLE.encode(), inbox.key)) == (2, 0)
    before = {path.name: path.read_bytes() for path in inbox.folder.iterdir()}
    later = datetime.date(2021, 2, 5)
    assert inbox.add(received("又一次.csv", TABLE.encode(), inbox.key, today=later)) == (0, 0)
    assert {path.name: path.read_bytes() for path in inbox.folder.iterdir()} == before


def test_the_inbox_is_for_its_owner_only(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    inbox.add(received("x.csv", TABLE.encode(), inbox.key), ("x.csv", TABLE.encode()))
    assert {stat.S_IMODE(path.stat().st_mode) for path in inbox.folder.rglob("*") if path.is_file()} == {
        0o600
    }
    assert stat.S_IMODE(inbox.folder.stat().st_mode) == 0o700


def test_a_forged_receipt_is_known_for_one() -> None:
    receipt = receipt_of(KEY, "wx01", "2021-01-20", "有错")
    assert parse_receipt(shown_receipt(receipt)) == receipt
    forged = [receipt[:at] + str((int(receipt[at]) + 1) % 10) + receipt[at + 1 :] for at in range(16)]
    assert [parse_receipt(number) for number in forged] == [None] * 16


def test_the_code_of_a_finder_tells_nothing_without_the_key() -> None:
    mine, theirs = (received("x.csv", TABLE.encode(), key).reports for key in (KEY, bytes([1]) * 32))
    assert mine[0].finder != theirs[0].finder and mine[0].receipt != theirs[0].receipt


def test_names_that_sound_alike_are_offered_and_not_merged(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    table = "姓名,账号,内容\n张小明,a1,第一版有错\n章晓明,a2,第二版有错\n李四,a3,第三版有错\n"
    inbox.add(received("x.csv", table.encode(), inbox.key))
    pairs = alike_finders(inbox.reports())
    assert len({report.finder for report in inbox.reports()}) == 3
    assert [set(pair.names) for pair in pairs] == [{"张小明", "章晓明"}]
    inbox.merge_finders(pairs[0].first, pairs[0].second)
    assert len({report.finder for report in inbox.reports()}) == 2


def test_a_person_who_is_forgotten_does_not_come_back_with_the_next_import(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    taken = received("x.csv", TABLE.encode(), inbox.key)
    inbox.add(taken, ("x.csv", TABLE.encode()))
    assert inbox.forget({taken.reports[0].finder}).letters == 1
    inbox.add(taken, ("x.csv", TABLE.encode()))
    assert [report.name for report in inbox.reports()] == ["读者乙"]
    assert "读者甲" not in "".join(
        path.read_text("utf-8") for path in inbox.folder.rglob("*") if path.is_file()
    )


def test_the_paper_sets_how_long_letters_are_kept(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    assert inbox.keep_until(datetime.date(2021, 2, 1)) == datetime.date(2021, 7, 31)
    inbox.set_keep_until(datetime.date(2021, 3, 1))
    assert inbox.keep_until(datetime.date(2021, 2, 1)) == datetime.date(2021, 3, 1)


@pytest.mark.parametrize(
    "cell", ["＝1+1", "＋cmd", "－2", "＠SUM(A1)", "01234567", "02156781234", "310101199001011234"]
)
def test_no_exported_cell_is_a_formula_of_full_width_or_loses_its_figures(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}" and safe_cell("13912345678") == "13912345678"
    assert safe_cell("0") == "0" and safe_cell("12345678") == "12345678"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "  =1", "|x", "%x"])
def test_no_exported_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell).startswith("'")
    assert safe_cell("普通的话=1") == "普通的话=1"
