"""Whatever comes in is a letter with all its words, or is asked about with its text: nothing is dropped, nothing put in."""

from __future__ import annotations

import base64
import io
import time

import openpyxl  # type: ignore[import-untyped]
import pytest

from build_tools.bounty.intake.columns import our_name
from tests.bounty.test_intake_asks import ONE, OTHER, taken
from tests.bounty.workbooks import make_workbook


def texts(name: str, content: bytes | str) -> list[str]:
    return [report.text for report in taken(name, content).reports]


def asked(name: str, content: bytes | str) -> str:
    return "\n".join(f"{piece.reason}｜{piece.raw}" for piece in taken(name, content).unread)


def test_what_should_stand_there_is_kept_though_the_form_does_not_ask_for_what_does() -> None:
    assert texts("表.csv", "姓名,差错内容,应改为\n张三,第一版“坑洼”,坑坑洼洼\n") == [
        "第一版“坑洼”\n应为：坑坑洼洼"
    ]
    assert texts("表.csv", "姓名,版面,您觉得应该怎么改？\n张三,2,坑坑洼洼\n") == ["第2版\n应为：坑坑洼洼"]
    assert texts("表.csv", "姓名,原文,应为,留言\n张三,甲,乙,丙\n") == ["原文：甲\n应为：乙\n丙"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("3、请把您发现的差错写在下面（哪一版、哪篇文章、哪几个字）", "text"),
        ("您发现了哪些错误？", "text"),
        ("3.错在哪里", "text"),
        ("哪里错了？*", "text"),
        ("4.怎么改", "right"),
        ("您觉得应如何改", "right"),
        ("应改成", "right"),
        ("消息ID", None),
        ("消息类型", None),
        ("留言状态", None),
        ("内容编号", None),
        ("差错处理结果", None),
        ("报纸日期", None),
        ("出生日期", None),
        ("更新时间", None),
        ("来信日期", "received"),
        ("创建时间", "received"),
        ("消息内容", "text"),
        ("内容", "text"),
    ],
)
def test_what_forms_ask_and_what_programs_count(theirs: str, ours: str | None) -> None:
    assert our_name(theirs) == ours


def test_a_name_that_was_asked_for_goes_before_a_nickname_that_was_not() -> None:
    table = f"填写人,昵称,姓名,内容\n匿名用户,金山用户,王五,{ONE}\n某某,小鱼,,{OTHER}\n"
    assert [report.name for report in taken("表.csv", table).reports] == ["王五", "小鱼"]


def test_a_row_whose_words_stand_in_an_unknown_column_says_in_which() -> None:
    told = asked("表.csv", f"序号,姓名,时间,您的发现\n1,张三,2026-01-20,{ONE}\n")
    assert "不认得的栏：您的发现、序号" in told and "坑洼" not in told and ONE in told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_columns_beyond_the_bound_are_told_and_take_no_time(form: str) -> None:
    header, row = (
        ["姓名", "内容", *(f"q{at}" for at in range(300)), "还有"],
        ["张三", ONE, *["v"] * 300, OTHER],
    )
    if form == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for line in [header, *[row] * 100]:
            sheet.append(line)
        held = io.BytesIO()
        book.save(held)
        content = held.getvalue()
    else:
        content = "\n".join(",".join(line) for line in [header, *[row] * 3000]).encode()
    before = time.process_time()
    got = taken(f"宽.{form}", content)
    assert time.process_time() - before < 5
    assert got.reports[0].text == ONE and "超过100栏" in got.unread[0].reason and "还有" in got.unread[0].raw


FORM = "稿号=2601-015\n原文=坑洼已久\n应为=坑洼多年\n"


def test_what_stands_beside_a_form_in_a_mail_is_a_letter_too() -> None:
    assert texts("信.txt", f"编辑同志：\n\n{FORM}留言=第一段\n\n第二段\n姓名=张三\n\n另外第二版有错。\n") == [
        "2601-015\n原文：坑洼已久\n应为：坑洼多年\n第一段\n\n第二段",
        "编辑同志：\n另外第二版有错。",
    ]
    head = "From: a@b.cn\nDate: Tue, 20 Jan 2026 09:30:00 +0800\nSubject: Re: x\n\n"
    got = taken("信.eml", f"{head}{FORM}\n{FORM.replace('015', '044')}\n\n还有一处。").reports
    assert [report.text[:8] for report in got] == ["2601-015", "2601-044", "还有一处。"]
    assert {report.identity for report in got} == {"a@b.cn"}


@pytest.mark.parametrize(
    "letter",
    ["原文：1+1=3\n应为：1+1=2", "第二版 x=3 应为 x=4\n内容 a=b", "标题=\n还有", "时间：a=1\n姓名：b=2"],
)
def test_an_equals_sign_makes_no_form_of_a_letter(letter: str) -> None:
    assert texts("信.txt", letter) == [letter]


def test_a_mail_that_is_laid_out_with_tables_keeps_all_its_words() -> None:
    page = f"<html><head><title>t</title></head><body><p>{ONE}</p><table><tr><td>还有<table><tr><td>{OTHER}</td></tr></table></td></tr></table>此致</body>"
    head = "From: a@b.cn\nDate: Tue, 20 Jan 2026 01:30:00 -0000\nContent-Type: text/html; charset=utf-8\n\n"
    (report,) = taken("信.eml", head + page).reports
    assert all(words in report.text for words in (ONE, "还有", OTHER, "此致")) and "t\n" not in report.text
    assert report.received == "2026-01-20T09:30:00"


def test_a_mail_without_a_date_is_a_letter_of_unclear_time() -> None:
    (report,) = taken("信.eml", f"From: a@b.cn\nSubject: x\n\n{ONE}").reports
    assert report.received == "" and ONE in report.text


@pytest.mark.parametrize(
    "date", ["Wed, 20 Jan 2026 2999999999993:30:00 +0000", "1 Jan 2026 00:00:00 +9999999999", "x", "0"]
)
def test_a_mail_with_a_date_that_cannot_be_is_a_letter_of_unclear_time(date: str) -> None:
    (report,) = taken("信.eml", f"From: a@b.cn\nDate: {date}\nSubject: x\n\n{ONE}").reports
    assert report.received == "" and ONE in report.text


@pytest.mark.parametrize(
    ("date", "stamp", "received"),
    [
        ("Mon, 12 Jan 2026 08:00:00 +0800", "Tue, 20 Jan 2026 09:30:00 +0800", "2026-01-20T09:30:00"),
        ("Sun, 25 Jan 2026 08:00:00 +0800", "Tue, 20 Jan 2026 01:30:00 +0000 (UTC)", "2026-01-20T09:30:00"),
        ("x", "Tue, 20 Jan 2026 09:30:00 +0800", "2026-01-20T09:30:00"),
        ("Mon, 19 Jan 2026 23:00:00 +0800", "Tue, 20 Jan 2026 09:30:00 +0800", "2026-01-19T23:00:00"),
        ("Tue, 20 Jan 2026 09:30:00 +0800", "x", "2026-01-20T09:30:00"),
    ],
)
def test_nobody_is_first_by_a_date_of_their_own_making(date: str, stamp: str, received: str) -> None:
    heads = f"Received: from mx by paper.cn id 1;\n {stamp}\nReceived: from pc by mx; Mon, 12 Jan 2026 00:00:00 +0800\n"
    got = taken("信.eml", f"{heads}From: a@b.cn\nDate: {date}\nSubject: x\n\n{ONE}")
    assert [report.received for report in got.reports] == [received]
    assert any("邮局" in note for note in got.notes) == (
        not received.startswith("2026-01-19") and date[:3] != "Tue"
    )
    # The office's clock is not the paper's: a time of day of that one is none to tell.
    assert not any("01:30" in note for note in got.notes)


def test_a_mail_without_a_date_is_told_to_have_none() -> None:
    got = taken("信.eml", f"Received: by mx; Tue, 20 Jan 2026 09:30:00 +0800\nFrom: a@b.cn\n\n{ONE}")
    assert got.notes == ("邮件自己没有写时间：照邮局收到的时间。",) and got.reports[0].received


def test_a_box_of_mails_is_many_letters() -> None:
    mail = (
        "From - Tue Jan 20 2026\nFrom: {}@b.cn\nDate: Tue, 20 Jan 2026 09:30:00 +0800\nSubject: x\n\n{}\n\n"
    )
    got = taken("收件箱", mail.format("a", ONE) + mail.format("b", f"From 前日起\n{OTHER}"))
    assert [report.identity for report in got.reports] == ["a@b.cn", "b@b.cn"] and OTHER in got.reports[
        1
    ].text


def test_words_beside_the_table_of_a_page_are_asked_about() -> None:
    page = (
        f"<html><title>t</title><p>{OTHER}</p><table><tr><td>姓名<td>内容<tr><td>张三<td>{ONE}</table></html>"
    )
    assert (
        texts("页.xls", page) == [ONE]
        and OTHER in asked("页.xls", page)
        and "t｜" not in asked("页.xls", page)
    )
    assert not asked("页.xls", page.replace(f"<p>{OTHER}</p>", "\n"))


def test_a_message_whose_picture_was_not_copied_along_is_asked_about() -> None:
    pasted = f"张三 2026-01-20 09:30\n{ONE}\n\n李四 2026-01-20 09:31\n王五 2026-01-20 09:32\n{OTHER}\n"
    assert texts("粘贴", pasted) == [ONE, OTHER] and "李四" in asked("粘贴", pasted)


@pytest.mark.parametrize("line", ["头版 1月20日", "第二版 9:30", "二版 2026年1月20日", "标题 2026-01-20"])
def test_a_place_and_a_time_on_a_line_are_no_sender(line: str) -> None:
    got = taken("粘贴", f"张三 2026-01-20 09:30\n{ONE}\n{line}\n应为另一天\n").reports
    assert [(report.name, line in report.text) for report in got] == [("张三", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_that_breaks_off_is_read_and_said_to(encoding: str) -> None:
    content = f"姓名,内容\n张三,{ONE}\n李四,{OTHER}镕".encode(encoding)[:-1]
    got = taken("断.csv", content)
    assert [report.text for report in got.reports] == [ONE, f"{OTHER}\ufffd"]
    assert any("断了" in note for note in got.notes)
    assert not any(
        "断了" in note for note in taken("断.csv", content[:-1] if encoding == "utf-16" else ONE).notes
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_of_two_bytes_a_character_needs_no_mark(encoding: str) -> None:
    assert texts("表.csv", f"姓名,内容\n张三,{ONE}\n".encode(encoding)) == [ONE]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", "是图片"),
        (b"\xff\xd8\xff\xe0", "是图片"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "是图片"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "是图片"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "是录音"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "是视频"),
        (b"%PDF-1.7", "是PDF"),
        (b"Rar!\x1a\x07", "是压缩包"),
        (b"{\\rtf1\\ansi x}", "是RTF"),
        (make_workbook([["x"]]).replace(b"xl/", b"xx/"), "是 Word 文件或压缩包"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(content: bytes, told: str) -> None:
    assert told in asked("来信", content)


@pytest.mark.parametrize(
    "said", ["BMI算错了，应为24", "<svg>两个字印出来了", "%!PS三个字印出来了", "GIF89应为JPG"]
)
def test_a_letter_that_begins_as_a_picture_may_is_a_letter(said: str) -> None:
    assert texts("来信.csv", f"内容\n{said}\n") == [said]
    assert texts("来信.txt", f"{said}\n") == [said]


def test_a_record_written_over_several_lines_is_one() -> None:
    assert texts("信.json", f'{{\n "姓名": "张三",\n "内容": "{ONE}"\n}}\n') == [ONE]


@pytest.mark.parametrize("said", ["2025-01-20", "2026-01-11 23:59", "1970-01-01 08:00"])
def test_nobody_writes_of_what_is_not_printed(said: str) -> None:
    got = taken("表.csv", f"姓名,时间,内容\n张三,{said},{ONE}\n")
    assert got.reports[0].received == "" and any("出报" in note for note in got.notes)


def test_half_a_character_is_marked_and_stops_nothing() -> None:
    record = '{"姓名":"张\\ud800三","\\ud83d\\ude00内容":"x","内容":"第一版\\udfff错","手机":"\\ud800","时间":"\\ud800"}'
    for content in (record, f"[{record}]", record.replace("内容", "y")):
        got = taken("信.json", content)
        said = [*got.notes, *(text for piece in got.unread for text in (piece.reason, piece.raw))]
        said += [text for report in got.reports for text in (report.name, report.text, report.identity)]
        assert "".join(said).encode() and (got.reports or got.unread)


MAIL = "From: bianji@paper.cn\nSubject: {}\nDate: Thu, 22 Jan 2026 09:30:00 +0800\n\n{}\n"


def test_a_chat_that_was_sent_as_a_mail_is_of_those_who_spoke() -> None:
    chat = (
        f"下面是微信聊天记录：\n\n————— 2026-01-20 —————\n\n张三  09:30\n\n{ONE}\n\n李四  10:12\n\n{OTHER}\n"
    )
    got = taken("聊天.eml", MAIL.format("微信聊天记录", chat)).reports
    assert [(report.name, report.text) for report in got[1:]] == [("张三", ONE), ("李四", OTHER)]
    assert not any(report.identity == "bianji@paper.cn" for report in got)


@pytest.mark.parametrize(
    ("subject", "head", "sender", "received"),
    [
        (
            "转发：纠错",
            '发件人: "张三" <zhang@x.cn>;\n发送时间: 2026年1月20日(星期二) 上午9:30\n收件人: <b@c.cn>;\n主题: x',
            "zhang@x.cn",
            "2026-01-20T09:30",
        ),
        (
            "纠错",
            "------ 原始邮件 ------\n发件人：张三 <zhang@x.cn>\n日期：2026-01-20",
            "zhang@x.cn",
            "2026-01-20",
        ),
        (
            "Fwd: x",
            "---------- Forwarded message ---------\nFrom: Z <z@x.cn>\nDate: Tue, Jan 20, 2026 at 9:30 AM\nSubject: x",
            "z@x.cn",
            "",
        ),
        ("Fw: x", "From: z@x.cn\n\nFrom: y@x.cn", "", ""),
        ("转发: x", "帮忙看一下", "", ""),
    ],
)
def test_a_mail_that_was_passed_on_is_not_whoever_passed_it_on(
    subject: str, head: str, sender: str, received: str
) -> None:
    (report,) = taken("信.eml", MAIL.format(subject, f"{head}\n\n{ONE}\n日期：应为明天")).reports
    assert (report.identity, report.received) == (sender, received)
    assert ONE in report.text and "日期：应为明天" in report.text


def test_an_answer_is_its_own_sender_s() -> None:
    (report,) = taken("信.eml", MAIL.format("回复: x", f"{ONE}\n\n发件人: a@b.cn\n时间: 9:30")).reports
    assert report.identity == "bianji@paper.cn"


@pytest.mark.parametrize("lost", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "########"])
def test_what_a_spreadsheet_lost_is_nobody_s_words(lost: str) -> None:
    got = taken(
        "表.csv", f"姓名,时间,原文,应为,内容\n张三,2026-01-20,,,{lost}\n{lost},{lost},甲,{lost},{ONE}\n"
    )
    assert [(report.text, report.name) for report in got.reports] == [(f"原文：甲\n应为：\n{ONE}", "")]
    assert "没有内容" in got.unread[0].reason and lost in got.unread[0].raw


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_page_saved_whole_is_a_table(encoding: str) -> None:
    page = f"<html><table><tr><td>姓名<td>内容<tr><td>张三<td>{ONE}</table></html>".encode(encoding)
    part = (
        b"Content-Type: text/html; charset=%b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        % encoding.encode()
    )
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    got = taken("导出.xls", head + part + base64.encodebytes(page) + b"\r\n--x--\r\n")
    assert [(report.name, report.text) for report in got.reports] == [("张三", ONE)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("版面,原文,应为,版面,原文,应为", "2,甲,乙,3,丙,丁"),
        ("版面1,原文1,改为1,版面2,原文2,改为2", "2,甲,乙,3,丙,丁"),
        ("第一处：版面,第一处：原文,第一处：应为,第二处：版面,第二处：原文,第二处：应为", "2,甲,乙,3,丙,丁"),
        ("版面,原文,应为,版面,原文,应为,版面,原文,应为", "2,甲,乙,3,丙,丁,,,"),
    ],
)
def test_a_form_that_asks_for_several_faults_tells_them_all(header: str, row: str) -> None:
    (report,) = taken("表.csv", f"姓名,{header},留言\n张三,{row},谢谢\n").reports
    assert (
        report.text == "第2版\n原文：甲\n应为：乙\n第3版\n原文：丙\n应为：丁\n谢谢" and report.name == "张三"
    )


def test_questions_that_are_numbered_at_their_end_are_one_question_each() -> None:
    table = "姓名,我发现的差错一,我发现的差错二,差错③\n张三,第二版甲,,第三版乙\n"
    assert texts("表.csv", table) == ["第二版甲\n第三版乙"]


@pytest.mark.parametrize(
    "letter",
    [
        f"编辑同志：\n两处错误。\n第一处：\n{ONE}\n第二处：\n{OTHER}",
        f"原句：\n{ONE}\n改成这样：\n{OTHER}",
        f"早班车 5:30\n末班车 22:40\n{ONE}",
        f"义诊 1月20日 9:30\n讲座 1月21日 14:00\n{ONE}",
        f"甲：\n{ONE}\n张三 2026-01-20",
    ],
)
def test_a_letter_in_a_mail_is_no_chat_for_its_colons_and_timetables(letter: str) -> None:
    (report,) = taken("信.eml", MAIL.format("x", letter)).reports
    assert report.identity == "bianji@paper.cn" and report.text == f"x\n{letter}"


@pytest.mark.parametrize(
    ("subject", "mark"),
    [
        ("Re: 纠错有奖", "-----Original Message-----"),
        ("回复：纠错有奖", "------------------ 原始邮件 ------------------"),
        ("我找到的错字", "------------------ 原始邮件 ------------------"),
        ("转发：纠错有奖", ""),
        ("错字", "---------- Forwarded message ---------"),
    ],
)
def test_who_answers_the_paper_s_own_mail_is_its_sender(subject: str, mark: str) -> None:
    head = f"{mark}\n发件人: 编辑部 <Paper@x.cn>\n发送时间: 2026年1月12日 8:00\n\n请指出错误。"
    mail = MAIL.format(subject, f"{ONE}\n\n{head}")
    (report,) = taken("信.eml", f"To: paper@x.cn\n{mail}").reports
    assert (report.identity, report.received) == ("bianji@paper.cn", "2026-01-22T09:30:00")
    assert ONE in report.text and "请指出错误。" in report.text


def test_whoever_says_in_a_form_who_he_is_keeps_his_name() -> None:
    (report,) = taken("信.eml", MAIL.format("Re: x", f"{FORM}姓名=张三\n邮箱=zhang@x.cn")).reports
    assert (report.name, report.identity) == ("张三", "bianji@paper.cn") and "zhang@x.cn" in report.contact


def test_the_subject_of_the_website_s_own_form_is_no_letter() -> None:
    form = f"报纸名称=社区晨报（张庙版）\n{FORM}"
    assert len(taken("信.eml", MAIL.format("纠错　社区晨报", form)).reports) == 1
    assert len(taken("信.eml", MAIL.format("纠错　第二版也有错", form)).reports) == 2


@pytest.mark.parametrize(
    ("header", "cells", "letter"),
    [
        (
            "版面1,原文1,应为1,版面2,原文2,应为2",
            ",座,坐,3,的,得",
            "原文：座\n应为：坐\n第3版\n原文：的\n应为：得",
        ),
        (
            "版面,原文,应为,版面,原文,应为",
            ",座,坐,3,的,得",
            "原文：座\n应为：坐\n第3版\n原文：的\n应为：得",
        ),
        ("原文1,应为1,原文2,应为2", "座,,,得", "原文：座\n应为：\n应为：得"),
        ("原文,应为,怎么改", "座,,坐", "原文：座\n应为：坐"),
        ("版面,版次,原文,应为", "2,2,座,坐", "第2版\n原文：座\n应为：坐"),
        (
            "标题,文章标题,原文,应为,原文,应为",
            "灯,灯,座,坐,,",
            "《灯》\n原文：座\n应为：坐",
        ),
    ],
)
def test_each_of_several_faults_keeps_what_was_said_of_it(header: str, cells: str, letter: str) -> None:
    assert texts("x.csv", f"姓名,{header}\n张三,{cells}\n") == [letter]


@pytest.mark.parametrize("blank", ["\n", " \n", "　\n", "—\n"])
def test_blank_lines_however_many_take_no_time(blank: str) -> None:
    before = time.process_time()
    (report,) = taken("信.eml", MAIL.format("x", f"{ONE}\n{blank * 50_000}{OTHER}")).reports
    assert time.process_time() - before < 5
    assert ONE in report.text and OTHER in report.text
