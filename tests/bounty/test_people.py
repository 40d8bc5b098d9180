"""Who is who among senders: two never become one by themselves, one is one however often it is said, and who is forgotten is."""

from __future__ import annotations

import base64
import contextlib
import datetime
import io
import itertools
import json
import os
import zipfile
from pathlib import Path

import pytest

from build_tools.bounty.identity import alike_finders, mobiles_in
from build_tools.bounty.inbox import Inbox, Received, reports_from
from build_tools.bounty.intake import read_rows
from build_tools.bounty.intake.columns import account_of
from build_tools.bounty.outputs import contacts
from build_tools.bounty.report import Naming
from tests.bounty.workbooks import make_workbook

TODAY = datetime.date(2026, 1, 31)


def received(inbox: Inbox, name: str, content: bytes) -> Received:
    """What a file came to, kept in the inbox with the file."""
    reading = read_rows(name, content)
    taken = reports_from(inbox.key, name, reading.rows, TODAY)
    whole = Received(taken.reports, (*reading.unread, *taken.unread), taken.notes)
    inbox.add(whole, (name, content))
    return whole


def named(inbox: Inbox, *names: str) -> dict[str, str]:
    """Letters of one text and one day, by their senders' names; gives the code of each."""
    rows = [{"姓名": name, "时间": "2026-01-20", "内容": "第一版有错"} for name in names]
    received(inbox, "in.json", json.dumps(rows).encode())
    return {report.name: report.finder for report in inbox.reports()}


def everything(inbox: Inbox) -> bytes:
    """Every byte of the inbox, zipped files opened."""
    found = []
    for path in inbox.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found.append(content)
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found += [archive.read(each) for each in archive.namelist()]
    return b"\n".join(found)


def test_titles_tell_people_apart_and_a_title_alone_names_nobody(tmp_path: Path) -> None:
    codes = named(Inbox(tmp_path), "王先生", "王女士", "王阿姨", "王", "老师", "师傅", "同志")
    assert (
        len(codes) == 5 and len({*codes.values()}) == 4 + 1
    )  # those without a name are "" here, each of its own
    assert len({report.finder for report in Inbox(tmp_path).reports()}) == 5
    told = {(each.names, each.reason) for each in alike_finders(Inbox(tmp_path).reports())}
    assert all(reason == "姓名只差称呼" for _, reason in told) and len(told) == 3


@pytest.mark.parametrize(
    "said",
    [
        "+86 139-1234-5678",
        "8613912345678",
        "0086 13912345678",
        "086-13912345678",
        "013912345678",
        "１３９１２３４５６７８",
        "139 1234 5678",
    ],
)
def test_a_mobile_number_is_one_however_it_is_dialled(said: str) -> None:
    assert account_of(said) == "13912345678" and mobiles_in(f"手机：{said}（微信同号）") == ["13912345678"]


def test_the_number_beside_other_words_shows_that_two_accounts_may_be_one(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    table = "姓名,微信号,手机,内容\n甲某,wx1,13912345678/021-5678123,第一版有错\n乙某,wx2,+86 13912345678,第二版有错\n"
    received(inbox, "in.csv", table.encode())
    assert [each.reason for each in alike_finders(inbox.reports())] == ["联系方式相同"]


def test_one_person_is_one_in_whatever_order_editors_say_so(tmp_path: Path) -> None:
    for order in range(6):
        inbox = Inbox(tmp_path / str(order))
        rows = [{"姓名": "张三", "账号": f"wx_{each}", "内容": f"第{each}版有错"} for each in range(1, 5)]
        received(inbox, "in.json", json.dumps(rows).encode())
        codes = sorted(report.finder for report in inbox.reports())
        said = [(codes[3], codes[2]), (codes[1], codes[3]), (codes[0], codes[2])]
        for one, other in [*said[order % 3 :], *said[: order % 3]]:
            pair = (one, other) if order < 3 else (other, one)
            inbox.merge_finders(*pair)
        assert {report.finder for report in inbox.reports()} == {codes[0]}
        inbox.part_finders(codes[1], codes[2])
        assert {report.finder for report in inbox.reports()} == {codes[0], codes[2]}


def test_of_three_of_one_name_each_pair_is_asked_about(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    rows = [{"姓名": "张三", "账号": f"wx_{each}", "内容": f"第{each}版有错"} for each in range(1, 4)]
    received(inbox, "in.json", json.dumps(rows).encode())
    asked = 0
    while pairs := alike_finders(inbox.reports(), inbox.different_persons()):
        inbox.part_finders(pairs[0].first, pairs[0].second)
        asked += 1
    assert asked == 3


def test_what_is_known_of_one_account_holds_for_the_person_and_goes_with_the_account(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    rows = [{"姓名": "张三", "账号": f"wx_{each}", "内容": f"第{each}版有错"} for each in range(1, 3)]
    received(inbox, "in.json", json.dumps(rows).encode())
    first, second = sorted(report.finder for report in inbox.reports())
    inbox.set_person(second, naming=Naming.FULL, contact="13912345678")
    inbox.merge_finders(first, second)
    inbox.set_person(first, handed="2026-02-10 李")
    assert {report.shown_name for report in inbox.reports()} == {"张三"}
    assert contacts(inbox.reports()) == {first: "13912345678"}
    inbox.part_finders(first, second)
    shown = {report.finder: report.shown_name for report in inbox.reports()}
    assert shown == {first: "一位读者", second: "张三"} and inbox.people()[second].handed == ""


def test_a_name_alone_is_no_way_to_reach_anybody(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    assert contacts(inbox.reports()) == {}
    code = named(inbox, "张三")["张三"]
    assert contacts(inbox.reports()) == {code: ""}


PHONE = "13912345678"


def _mail() -> bytes:
    body = base64.b64encode(f"我是{PHONE}，第一版有错".encode()).decode()
    return (
        (
            "From: a@b.cn\nDate: none\nContent-Type: text/plain; charset=utf-8\n"
            f"Content-Transfer-Encoding: base64\n\n{body}\n"
        )
        .replace("From: a@b.cn\n", "To: a@b.cn\nSubject: x\nFrom: \n")
        .encode()
    )


def _word_file() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>1391234</w:t><w:t>5678</w:t>{'的' * 500}")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("book.xlsx", make_workbook([["甲列", "乙列"], ["x", "y" * 3000], ["张三", PHONE]])),
        ("figures.xlsx", make_workbook([["甲列", "乙列"], ["x", "y" * 3000], ["张三", 1.3912345678e10]])),
        ("empty.xlsx", make_workbook([["姓名", "手机", "内容"], ["张三", PHONE, ""]])),
        ("sent.docx", _word_file()),
        ("sent.eml", _mail()),
        ("wide.csv", f"甲列,乙列\nx,{'y' * 3000}\n张三,{PHONE}\n".encode("utf-16")),
    ],
)
def test_what_could_not_be_read_is_forgotten_with_its_file_and_stays_away(
    tmp_path: Path, name: str, content: bytes
) -> None:
    inbox = Inbox(tmp_path)
    assert received(inbox, name, content).unread
    for staged in (".answers.csv.new", "raw/.x.csv.new"):  # what a power cut leaves behind
        (tmp_path / staged).write_text(PHONE)
    gone = inbox.forget(set(), (PHONE,))
    assert gone.raw == 2 and not gone.unseen and [*(tmp_path / "raw").iterdir()] == []
    assert PHONE.encode() not in everything(inbox) and content[:50] not in everything(inbox)
    received(inbox, name, content)
    assert PHONE.encode() not in everything(inbox) and [*(tmp_path / "raw").iterdir()] == []


def test_a_picture_that_nobody_can_look_into_is_named(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    received(inbox, "截图.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    assert inbox.unread()[0].reason.startswith("是图片")
    locked = "Root Entry EncryptedPackage".encode("utf-16-le").join(
        [b"\xd0\xcf\x11\xe0" + bytes(508), bytes(99)]
    )
    received(inbox, "锁.xlsx", locked)
    assert {name[13:] for name in inbox.forget(set(), (PHONE,)).unseen} == {"截图.png", "锁.xlsx"}


def test_forgetting_somebody_with_a_common_name_takes_nobody_else_away(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    codes = named(inbox, "老师傅", "王女士")
    received(inbox, "odd.csv", "甲列,乙列\n别人的话,请老师看\n".encode())
    inbox.forget({codes["王女士"]}, ("老师",))
    assert [report.name for report in inbox.reports()] == ["老师傅"] and len(inbox.unread()) == 1


def test_a_key_is_whole_or_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", cut_off)
        with pytest.raises(KeyboardInterrupt):
            _ = Inbox(tmp_path).key
    assert not (tmp_path / "key").exists() and len(Inbox(tmp_path).key) == 32


def test_a_list_that_is_exported_again_brings_no_letter_twice(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    ways = ["2026-01-20 09:30:15", "2026/1/20 9:30", "2026-01-20", "", "2026年1月20日 上午9:30:15"]
    for said in ways:
        received(inbox, "in.csv", f"姓名,手机,时间,内容\n张三,{PHONE},{said},第一版有错\n".encode())
    assert [report.received for report in inbox.reports()] == ["2026-01-20T09:30:15"]
    for said in ("2026-01-20 09:31", "2026-01-21"):  # said again is another letter, and so is another's
        received(inbox, "in.csv", f"姓名,手机,时间,内容\n张三,{PHONE},{said},第一版有错\n".encode())
    received(inbox, "in.csv", "姓名,手机,时间,内容\n李四,,2026-01-20,第一版有错\n".encode())
    received(inbox, "in.csv", "姓名,手机,时间,内容\n,,2026-01-20,第一版有错\n".encode())
    received(inbox, "in.csv", "姓名,手机,时间,内容\n,,2026-01-20 09:30,第一版有错\n".encode())
    assert len(inbox.reports()) == 6


def test_an_inbox_is_emptied_to_the_end_whatever_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "of others").write_text("x")
    inbox = Inbox(tmp_path / "inbox")
    named(inbox, "张三")
    inbox.set_keep_until(datetime.date(2026, 2, 1))
    (inbox.folder / "link").symlink_to(outside)
    taken, unlink = [], Path.unlink

    def cut_off(path: Path, missing_ok: bool = False) -> None:
        taken.append(path)
        if len(taken) > 3:
            raise KeyboardInterrupt
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", cut_off)
        with pytest.raises(KeyboardInterrupt):
            inbox.empty(TODAY)
    assert inbox.keep_until(datetime.date(2099, 1, 1)) == datetime.date(2026, 2, 1)
    inbox.empty(TODAY)
    assert [path.name for path in inbox.folder.iterdir()] == ["emptied"]
    assert (outside / "of others").is_file()


@pytest.mark.parametrize("cut", range(12))
def test_a_forgetting_that_was_cut_off_is_done_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Power goes before each write in turn; whoever asks again by the name is rid of everything."""
    inbox = Inbox(tmp_path)
    book = make_workbook(
        [["姓名", "微信号", "手机", "内容"], ["张三", "zhang-wx", 1.3912345678e10, "第一版有错"]]
    )
    received(inbox, "in.xlsx", book)
    (report,) = inbox.reports()
    inbox.set_person(report.finder, contact="家里021-56781234")
    inbox.write_list("answers.csv", [[PHONE]])
    write, done = os.replace, itertools.count()

    def failing(source: str, target: str) -> None:
        if next(done) >= cut:
            raise KeyboardInterrupt
        write(source, target)

    with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
        patched.setattr("os.replace", failing)
        inbox.forget({report.finder}, ("张三",))
    inbox.forget({each.finder for each in inbox.reports() if each.name == "张三"}, ("张三",))
    for word in ("张三", "zhang-wx", PHONE, "56781234", "1391234"):
        assert word.encode() not in everything(inbox)
        assert word.encode("unicode_escape") not in everything(inbox)


@pytest.mark.parametrize(
    "first", ["2026-01-20 09:30:12", "2026-01-20 09:30", "2026-01-20", "2026年1月20日 9:30", "没写"]
)
@pytest.mark.parametrize("then", ["2026-01-20 09:30:12", "2026-01-20 09:30", "2026-01-20", ""])
def test_no_other_export_of_a_list_brings_back_who_was_forgotten(
    tmp_path: Path, first: str, then: str
) -> None:
    inbox = Inbox(tmp_path)
    table = "姓名,时间,内容\n张三,{},第一版有错\n李四,{},第一版有错\n"
    received(inbox, "a.csv", table.format(first, first).encode())
    inbox.forget({report.finder for report in inbox.reports() if report.name == "张三"})
    received(inbox, "b.csv", table.format(then, then).encode())
    assert {report.name for report in inbox.reports()} == {"李四"}
    assert "张三".encode() not in everything(inbox)
    received(inbox, "c.csv", "姓名,时间,内容\n张三,2026-01-21,还有一处\n".encode())
    assert {report.name for report in inbox.reports()} == {"李四", "张三"}


@pytest.mark.parametrize("name", ["小🌸", "李～", "*丽", "A.", "大（群主）"])
def test_forgetting_a_name_of_one_letter_and_a_sign_leaves_the_files_of_others(
    tmp_path: Path, name: str
) -> None:
    inbox = Inbox(tmp_path)
    code = named(inbox, name)[name]
    others = "姓名,时间,内容\n小李大丽,2026-01-21,abc.com.cn 大小不一\n".encode()
    received(inbox, "others.csv", others)
    gone = inbox.forget({code}, (name,))
    assert (gone.letters, gone.raw) == (1, 1)
    assert [path.read_bytes() for path in (tmp_path / "raw").iterdir()] == [others]
