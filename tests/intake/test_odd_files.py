"""What is no copy is named as what it is; text in every encoding is taken in; nothing is gibberish without a word."""

from __future__ import annotations

import io
import random
import zipfile
from urllib.parse import unquote

import pytest

from build_tools.intake import Sending, take_in
from build_tools.intake.plain import decode
from build_tools.intake.sending import take
from tests.intake.office import packed

COPY = (
    "楼道灯亮了\n张庙街道　王小明\n\n社区里的灯亮了。居民说晚上走路不再害怕，孩子们也愿意下楼玩耍。\n\n"
    "第二天，志愿者又检查了所有楼道，换下了三只坏灯泡。"
)
ROW = "日期\t活动\n1月5日\t下棋"


def slip(name: str, content: bytes) -> tuple[list[str], str]:
    """The headlines, and the slip in one text."""
    sending = Sending()
    take(sending, name, content)
    found = take_in(sending)
    return [each.headline for each in found.articles], "\n".join(each.message for each in found.remarks)


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


NAMED = [
    ("稿.url", b"[InternetShortcut]\r\nURL=http://a.cn", "是快捷方式"),
    ("稿.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(80), "是快捷方式"),
    ("稿.docx", b"L\0\0\0\x01\x14\x02\0" + bytes(80), "是快捷方式"),
    ("稿.tar", b"a.txt" + bytes(252) + b"ustar  \0" + bytes(300), "是 tar 压缩包"),
    ("稿.ofd", zipped(**{"OFD.xml": "<ofd/>"}), "是 OFD 版式文件"),
    ("稿.epub", zipped(mimetype="application/epub+zip", a="<p>x</p>"), "是电子书"),
    ("空.zip", zipped(), "是空的压缩包"),
    ("论文.caj", b"CAJ\0" + b"\1" * 200, "不是文字文件"),
    ("程序.exe", b"MZ\x90\0" + bytes(200), "不是文字文件"),
    ("字体.txt", b"\0\1\0\0" + b"\0\x10" * 50, "不是文字文件"),
    (
        "表.xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "是 Excel 2003 的 XML 表格",
    ),
]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
GARBLED = [
    COPY.encode().decode("latin-1").encode(),
    "锟斤拷锟斤拷，社区的灯亮了。".encode(),
    COPY.encode("gbk").decode("latin-1").encode(),
    COPY.encode("gb18030")[:-1],
]


@pytest.mark.parametrize(("name", "content", "words"), NAMED, ids=[each[0] for each in NAMED])
def test_what_is_no_copy_is_named(name: str, content: bytes, words: str) -> None:
    made, said = slip(name, content)
    assert made == []
    assert words in said


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_of_every_encoding_is_taken_in(encoding: str) -> None:
    made, said = slip("稿.txt", COPY.encode(encoding))
    assert made == ["楼道灯亮了"]
    assert "乱码" not in said


@pytest.mark.parametrize("words", ["Í", "ÍÎÏÍ", "Ελένη Παπά", "Ёлка", "ñandú", "跃", "Zoë：Í"])
def test_what_is_valid_utf_8_is_read_as_utf_8(words: str) -> None:
    # The same bytes are common Han characters in UTF-16.
    assert decode(words.encode())[0] == words


def test_big5_is_taken_in() -> None:
    traditional = "樓道燈亮了\n\n社區裡的燈亮了。居民說晚上走路不再害怕，孩子們也願意下樓玩耍。"
    assert slip("稿.txt", traditional.encode("big5"))[0] == ["樓道燈亮了"]


@pytest.mark.parametrize("content", GARBLED)
def test_gibberish_is_doubted(content: bytes) -> None:
    assert "对照原文" in slip("稿.txt", content)[1]


def test_a_garbled_table_is_doubted_too() -> None:
    assert "对照原文" in slip("表.csv", "日期,活动\n1月5日,下棋比赛".encode("gbk")[:-1])[1]


@pytest.mark.parametrize("name", ["表.xls", "表.et"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_text_under_the_name_of_a_workbook_is_a_table(name: str, encoding: str) -> None:
    sending = Sending()
    take(sending, name, ROW.encode(encoding))
    (article,) = take_in(sending).articles
    assert "| 1月5日 | 下棋 |" in article.text


def test_an_archive_in_an_archive_is_opened_and_one_too_deep_is_named() -> None:
    inner = packed({"稿.txt": COPY.encode()})
    assert slip("套.zip", packed({"里.zip": packed({"里.zip": inner})}))[0] == ["楼道灯亮了"]
    for _ in range(5):
        inner = packed({"里.zip": inner})
    assert "套得太深" in slip("套.zip", inner)[1]


def test_a_workbook_damaged_anywhere_is_named_or_read() -> None:
    import openpyxl  # type: ignore[import-untyped]

    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row in range(40):
        sheet.append([f"{row}月{row}日", "活动中心", "下棋比赛" * (row % 5)])
    book.save(kept)
    chance = random.Random(1)
    for _ in range(120):
        content = bytearray(kept.getvalue())
        for _ in range(chance.randrange(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        made, said = slip("表.xlsx", bytes(content))
        assert made or said


@pytest.mark.parametrize(
    "address", ["社区活动/合影.jpg", "发就文/陈芳　图/赵强=出", "图片%2F楼道.png", "../旧/一.png"]
)
def test_a_picture_that_did_not_come_is_named_with_its_whole_address(address: str) -> None:
    _, said = slip("稿.md", f"{COPY}\n\n![]({address})\n".encode())
    assert f"图片 {unquote(address)} 没有一起发来" in said


def test_a_chat_as_computers_save_it_is_read_without_its_heads_and_answers() -> None:
    chat = (
        "2021-03-05 10:23:11 王小明(12345)\n[图片]\n2021-03-05 10:24:00 王小明(12345)\n题目：楼道灯亮了\n"
        "社区里的灯亮了。居民说晚上走路不再害怕，孩子们也愿意下楼玩耍。\n2021-03-05 10:25:40 编辑(678)\n收到[强]\n"
        "2021-03-05 10:26:02 编辑(678)\n照片是哪天拍的？\n"
    )
    sending = Sending()
    take(sending, "聊天.txt", chat.encode())
    (article,) = take_in(sending).articles
    assert article.headline == "楼道灯亮了"
    assert "2021" not in article.text and "收到" not in article.text and "哪天" not in article.text
    assert "byline: 王小明" in article.text


def test_stories_parted_by_rows_of_signs_are_several() -> None:
    text = "\n* * * * *\n".join(COPY.replace("楼道灯亮了", head) for head in ("灯亮了", "水通了", "路平了"))
    made, said = slip("三则.txt", text.replace("张庙街道　", "").encode())
    assert made == ["灯亮了", "水通了", "路平了"]
    assert "* * * * *" in said
