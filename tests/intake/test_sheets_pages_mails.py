"""What a sheet, a page and a mail show beside plain text: formats, hidden columns, pictures, lists' numbers, old letters."""

from __future__ import annotations

import base64
import datetime
import email.message
import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference  # type: ignore[import-untyped]
from openpyxl.drawing.image import Image  # type: ignore[import-untyped]
from openpyxl.worksheet.formula import ArrayFormula  # type: ignore[import-untyped]

from build_tools.intake import Received, Sending, Taken, take_in, take_passage
from build_tools.intake.formats import date_shown, number_shown, time_shown
from build_tools.intake.sending import take
from tests.intake.office import photo

COPY = "走进芳草里，人们会发现路灯变亮了，老人们晚上散步再也不用带手电筒。"


def taken(name: str, content: bytes) -> tuple[str, str]:
    """The articles, and the slip."""
    sending = Sending()
    take(sending, name, content)
    found: Taken = take_in(sending)
    return "\n".join(each.text for each in found.articles), "\n".join(each.message for each in found.remarks)


def workbook(value: object, form: str, epoch: datetime.datetime | None = None) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["A2"] = "项目", "数", "合唱"
    sheet["B2"] = value
    sheet["B2"].number_format = form
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1234, "000000", "001234"),
        (12, '0"户"', "12户"),
        (1234.5, "¥#,##0.00", "¥1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (-3, '"亏"0"元"', "-亏3元"),
        (1 / 3, "# ?/?", "1/3"),
        (1.5, "# ?/?", "1 1/2"),
        (0.25, "0%", "25%"),
        (46087, "[$-804]aaaa", "星期五"),
        (datetime.datetime(2026, 3, 6), 'm"月"d"日"aaa', "3月6日周五"),
        (datetime.time(9, 30), "h:mm", "9:30"),
        (12, "0", "12"),
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (123456, '0!.0,"万"', "12.3万"),
        (123456, '0"."0,"万元"', "12.3万元"),
        (1234567, "#,##0,", "1,235"),
        (99, '[>=10000]0!.0,"万";0', "99"),
        (5, ";;;", "5"),
        (3, "+0;-0;0", "+3"),
        (-1234, "#,##0_);(#,##0)", "-1,234"),
        (-5, "0.00;[Red]0.00", "-5.00"),
        (-1, r"0.00_);[Red]\(0.00\)", "-1.00"),
        (-5, '0"分";"负"0"分"', "负5分"),
        (0.0000123, "0.00E+00", "1.23E-05"),
        (3.1010519500101123e17, "0", "310105195001011000"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (5, '"第"0"名"', "第5名"),
        (5, "@", "5"),
        (datetime.datetime(2026, 3, 6), 'yyyy"年"m"月"', "2026年3月"),
        (datetime.datetime(2026, 3, 6), "yyyy-mm", "2026-03"),
        (datetime.datetime(2026, 3, 6), r"yyyy\-mm\-dd;@", "2026-03-06"),
        (datetime.datetime(2026, 3, 6), 'yyyy"年"', "2026年"),
        (datetime.datetime(2026, 3, 6), 'm"月"', "3月"),
        (datetime.datetime(2026, 3, 6), 'd"日"', "6日"),
        (datetime.datetime(2026, 3, 6, 15, 30), "h:mm AM/PM", "15:30"),
        (datetime.datetime(2026, 3, 6, 9, 30), "yyyy/m/d h:mm", "2026年3月6日 09:30"),
        (datetime.time(0, 12, 34, 500000), "mm:ss.0", "12:34.5"),
        (datetime.time(9, 30, 15), "h:mm:ss", "9:30:15"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (datetime.timedelta(minutes=75, seconds=20), "[m]:ss", "75:20"),
    ],
)
def test_a_cell_is_taken_in_as_the_sheet_shows_it(value: object, form: str, shown: str) -> None:
    article, _ = taken("表.xlsx", saved(workbook(value, form)))
    assert f"| 合唱 | {shown} |" in article


def test_a_workbook_of_a_mac_counts_its_days_from_1904() -> None:
    mac = openpyxl.utils.datetime.CALENDAR_MAC_1904
    article, _ = taken("表.xlsx", saved(workbook(datetime.datetime(2026, 3, 6), "yyyy/m/d", mac)))
    assert "2026年3月6日" in article


def test_what_a_sheet_does_not_show_is_told_and_its_pictures_come() -> None:
    book = workbook(1, "0")
    sheet = book.active
    sheet["C2"], sheet.column_dimensions["C"].hidden = "备用", True
    sheet.oddHeader.center.text = "内部资料"
    sheet.add_image(Image(io.BytesIO(photo(3))), "D1")
    article, slip = taken("表.xlsx", saved(book))
    assert "备用" not in article and "隐藏的列没有收进稿件：“备用”" in slip
    assert "内部资料" in slip
    assert "![](" in article


@given(
    st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    st.text(st.sampled_from('0#?.,%E+-;"@[]>=$¥!_* /()年ymdhs红'), max_size=12),
)
def test_any_format_shows_a_number_and_never_fails(value: float, form: str) -> None:
    assert isinstance(number_shown(value, form), str)
    assert number_shown(0, "0;-0;;@") == ""
    assert time_shown(datetime.timedelta(seconds=abs(value) % 1e6), form)
    assert date_shown(datetime.date(2026, 3, 6), form)


def test_what_a_sheet_could_not_reckon_and_what_it_draws_is_told() -> None:
    book = workbook("#DIV/0!", "0")
    chart = BarChart()
    chart.title = "人数"
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=2))
    book.active.add_chart(chart, "D1")
    book.active["A3"], book.active["B3"] = "照片", '=_xlfn.DISPIMG("ID_01",1)'
    book.active["A4"], book.active["B4"] = "舞蹈", ArrayFormula("B4:B4", "=SUM(B1:B2)")
    article, slip = taken("表.xlsx", saved(book))
    assert "B2 #DIV/0!" in slip and "图表" in slip and "人数" in slip
    assert "| 舞蹈 | 〓 |" in article and "=SUM(B1:B2)" in slip
    assert "| 照片 |  |" in article and "DISPIMG" not in article + slip


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('项目,话\n合唱,"没有收尾\n舞蹈,二\n', ['| 合唱 | "没有收尾 |', "| 舞蹈 | 二 |"]),
        ('项目,号\n合唱,="001"\n舞蹈,二\n', ["| 合唱 | 001 |"]),
        ("项目，数\n合唱，12\n", ["| 合唱 | 12 |"]),
        ("项目|数\n合唱|12\n", ["| 合唱 | 12 |"]),
        ("项目,话\n合唱,好，真好，很好\n", ["| 合唱 | 好，真好，很好 |"]),
    ],
)
def test_a_table_of_text_keeps_its_rows(text: str, rows: list[str]) -> None:
    article, slip = taken("表.csv", text.encode())
    assert all(row in article for row in rows)
    assert ("没有成对" in slip) == ('"没' in text)


@pytest.mark.parametrize(
    "text", ["sep=;\n项目;数\n合唱;12\n", "项目;数\n合唱;12\n", "sep=,\r\n项目,数\r\n合唱,12\r\n"]
)
def test_a_table_of_text_is_parted_by_what_it_says(text: str) -> None:
    article, _ = taken("表.csv", text.encode("gbk"))
    assert "| 合唱 | 12 |" in article and "sep" not in article


def test_a_page_keeps_numbers_of_lists_and_readings_and_tells_struck_words() -> None:
    page = (
        f"<meta charset=utf-8><nav>首页 新闻</nav><h1>路灯亮了</h1><p>{COPY}</p><p><ruby>爟<rp>(</rp><rt>guàn</rt></ruby>先生"
        f'说，<del>三</del>四号楼也亮了，大家都很高兴。</p><ol start="5"><li>关窗；</li><li value="8">关水；</li><li>关灯。</li></ol>'
    )
    article, slip = taken("路灯.html", page.encode())
    assert "headline: 路灯亮了" in article and "爟（guàn）先生说，三四号楼" in article
    assert "5. 关窗；\n8. 关水；\n9. 关灯。" in article
    assert "“三”加了删除线" in slip and "首页 新闻" in slip


@pytest.mark.parametrize("tag", ["section", "article", "main", "div", "p", "figure"])
def test_a_page_without_a_body_loses_nothing(tag: str) -> None:
    page = f"<meta charset=utf-8><{tag}>先来的一段，{COPY}</{tag}>中间的话。<p>后来的一段，{COPY}</p>"
    article, _ = taken("路灯.html", page.encode())
    assert article.index("先来的一段") < article.index("中间的话") < article.index("后来的一段")


def test_a_covering_letter_and_an_old_letter_in_it_are_no_story() -> None:
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "投稿", "a@b.cn"
    mail.set_content("编辑好：\n\n附件是一篇小稿，谢谢。\n\n> 上次的稿子收到了。\n")
    mail.add_attachment(
        f"路灯亮了\n蒋文娟\n\n{COPY}\n".encode(), maintype="text", subtype="plain", filename="路灯.txt"
    )
    article, slip = taken("投稿.eml", mail.as_bytes())
    assert article.count("headline:") == 1 and "附件" not in article
    assert "上次的稿子收到了" in slip and "附件是一篇小稿" in slip


TEXT, WORD = "Content-Type: text/plain; charset=utf-8", "application/octet-stream"
STORY = f"路灯亮了\n蒋文娟\n\n{COPY}\n"
MORE = "图片后面还有一段，很长的一段话放在后面，不能丢。"


def mail(*parts: tuple[str, bytes], end: str = "--b--\r\n") -> bytes:
    """A message of several parts, each with its own head."""
    head = (
        "From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    )
    body = b"".join(f"--b\r\n{own}\r\n\r\n".encode() + content + b"\r\n" for own, content in parts)
    return head.encode() + body + end.encode()


def hung(kind: str, name: str, content: bytes, how: str = "attachment") -> tuple[str, bytes]:
    named = f'\r\nContent-Disposition: {how}; filename="{name}"' if name else ""
    return f"Content-Type: {kind}{named}\r\nContent-Transfer-Encoding: base64", base64.encodebytes(content)


STORIES: dict[str, tuple[bytes, list[str]]] = {
    "words below a picture": (
        mail((TEXT, STORY.encode()), hung("image/jpeg", "a.jpg", photo(3), "inline"), (TEXT, MORE.encode())),
        [COPY, MORE, "![]"],
    ),
    "a story inline under a name": (
        mail((TEXT, "稿子在附件里。".encode()), hung("text/plain", "路灯.txt", STORY.encode(), "inline")),
        [COPY],
    ),
    "no words at all": (mail(hung(WORD, "路灯.txt", STORY.encode())), [COPY]),
    "two pages": (
        mail(
            ("Content-Type: text/html; charset=utf-8", f"<h1>路灯亮了</h1><p>{COPY}</p>".encode()),
            ("Content-Type: text/html; charset=utf-8", f"<p>{MORE}</p>".encode()),
        ),
        [COPY, MORE],
    ),
    "forwarded": (
        mail(
            (TEXT, "转给你们".encode()),
            ("Content-Type: message/rfc822", f"From: c@d.cn\r\nSubject: y\r\n{TEXT}\r\n\r\n{STORY}".encode()),
        ),
        [COPY],
    ),
    "pictures of one name, and of none": (
        mail(
            (TEXT, STORY.encode()),
            hung("image/jpeg", "a.jpg", photo(3)),
            hung("image/jpeg", "a.jpg", photo(4)),
            hung("image/jpeg", "", photo(5)),
        ),
        [COPY, "-1.jpg", "-2.jpg", "-3.jpg"],
    ),
    "rows that the program wrapped": (
        f"From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n{TEXT}; format=flowed\r\n\r\n路灯亮了\r\n\r\n"
        f"{COPY[:20]} \r\n{COPY[20:]} \r\nThe \r\nend.\r\n-- \r\n蒋文娟\r\n".encode(),
        [f"{COPY}The end."],
    ),
}


@pytest.mark.parametrize(("content", "held"), STORIES.values(), ids=STORIES)
def test_no_part_of_a_mail_is_lost(content: bytes, held: list[str]) -> None:
    article, slip = taken("投稿.eml", content)
    assert article.count("headline:") == 1 and all(each in article for each in held)
    assert "是空的" not in slip


def test_a_mail_that_is_cut_short_is_told() -> None:
    assert "没有收完整" in taken("投稿.eml", mail((TEXT, STORY.encode()), end=""))[1]
    assert "没有收完整" not in taken("投稿.eml", mail((TEXT, STORY.encode())))[1]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<pre>一更\n  二更\n三更</pre>", "一更\\\n二更\\\n三更"),
        (
            "<table><tfoot><tr><td>合计<td>3</tfoot><tr><td>甲<td>乙</table>",
            "| 甲 | 乙 |\n| --- | --- |\n| 合计 | 3 |",
        ),
        ("<table><caption>表一</caption><tr><td>甲<td>乙</table>", "表一\n\n| 甲 | 乙 |"),
        ("<p>他说<q>好</q>。", "他说“好”。"),
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", "- 甲\n   - 乙\n- 丙"),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", "3. 甲\n2. 乙\n1. 丙"),
        ("<ul><li>甲<li>乙</ul><ol><li>丙<li>丁</ol>", "- 甲\n- 乙\n1. 丙\n2. 丁"),
        ("</body></html><p>尾巴。", "尾巴。"),
        ("</body></html><html><head><title>x</title></head><body><p>第二页。</body></html>", "第二页。"),
        ("<p>甲\u2028乙", "甲\\\n乙"),
    ],
)
def test_a_page_is_taken_in_as_a_browser_shows_it(body: str, shown: str) -> None:
    article, slip = taken(
        "路灯.html", f"<meta charset=utf-8><body><h1>路灯亮了</h1><p>{COPY}</p>{body}".encode()
    )
    assert f"\n\n{shown}\n" in article and "没有认出来" not in slip


@pytest.mark.parametrize(
    "drawn",
    [
        "<svg><text>图里的字</text></svg>",
        "<p><math><mtext>图里的字</mtext></math>",
        "<select><option>图里的字</select>",
        "<object>图里的字</object>",
    ],
)
def test_words_that_are_drawn_in_a_page_are_told(drawn: str) -> None:
    article, slip = taken("路灯.html", f"<meta charset=utf-8><h1>路灯亮了</h1><p>{COPY}</p>{drawn}".encode())
    assert "图里的字" not in article and "图里的字" in slip


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_line_ends_of_other_programs_end_lines(end: str) -> None:
    article, _ = taken("路灯.txt", STORY.replace("\n", end).encode())
    assert article == f"---\nheadline: 路灯亮了\nbyline: 蒋文娟\n---\n\n{COPY}\n"


def test_a_table_of_markdown_in_a_text_is_a_table() -> None:
    article, slip = taken("路灯.txt", f"{STORY}\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n\n{MORE}\n".encode())
    assert f"| 甲 | 乙 |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n\n{MORE}\n" in article
    assert "没有认出来" not in slip


@pytest.mark.parametrize("written", ["[蒋文娟, 李四]", "\n  - 蒋文娟\n  - 李四", "蒋文娟、李四"])
def test_a_list_of_writers_in_the_head_of_markdown_names_each(written: str) -> None:
    head = f"---\nTitle: 路灯亮了\nauthor: {written}\ntags: [甲, 乙]\n---\n\n"
    article, slip = taken("路灯.md", f"{head}{COPY}\n".encode())
    assert "byline:\n  - 蒋文娟\n  - 李四\n" in article and "headline: 路灯亮了" in article
    assert "甲、乙" in slip and "没有认出来" not in slip


@pytest.mark.parametrize(
    "head",
    [
        "标题: 路灯亮了  # 请放头条",
        "标题: 路灯亮了\n# 请放头条",
        "标题: 路灯亮了\n作者: [张三, 李四] # 请放头条",
        "作者:\n  - 张三 # 请放头条\n  - 李四\n标题: 路灯亮了",
        "标题: 路灯亮了\n备注: '请放 #头条'",
    ],
)
def test_what_stands_behind_a_hash_in_a_head_is_on_the_slip(head: str) -> None:
    article, slip = taken("路灯.md", f"---\n{head}\n---\n\n{COPY}\n".encode())
    assert "headline: 路灯亮了\n" in article
    assert "请放" in slip and "头条" in slip


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>{}</p></div><div><p>{}{}</p></div>",
        "<article>{}</article><article>{}{}</article>",
        "<p>{}</p><pre>{}{}</pre>",
        "<table><tr><td>{}</td></tr></table><p>{}{}</p>",
        '<div class="share"><p>{}</p></div><div><span>{}{}</span></div>',
    ],
)
def test_all_that_was_selected_is_pasted(html: str) -> None:
    parts = (COPY, f"后来{COPY}", f"再后来{COPY}")
    words, _ = take_passage(Received("贴来的.html", f"<body>{html.format(*parts)}</body>".encode(), "chosen"))
    assert all(part in words for part in parts)


@pytest.mark.parametrize(
    "html",
    [
        "<div class=text><div>{}</div><div>后来{}{}</div></div>",
        "<div><div><span>{}</span></div><div><font>后来{}</font>{}</div></div>",
        "<p>{}</p><p>后来<span>{}{}</span></p>",
        "{}<wbr><p>后来{}{}</p>",
    ],
)
def test_paragraphs_of_a_page_are_copy_whatever_it_calls_them(html: str) -> None:
    menu = '<div class="menu"><a href="/">首页</a><a href="/2">楼道新闻</a></div>'
    page = f"<html><body>{menu}<h1>灯亮了</h1><main>{html.format(COPY, COPY, COPY)}</main></body>"
    article, _ = taken("页.html", page.encode())
    assert article.count(COPY) == 3 and "首页" not in article


@pytest.mark.parametrize(
    "drawn", ["<svg><text>图中字</text></svg>", "<select><option>图中字</option></select>"]
)
def test_what_is_drawn_beside_the_copy_of_a_page_is_told(drawn: str) -> None:
    page = f"<body><div>{drawn}</div><article><p>{COPY}</p><p>{COPY}</p></article>"
    assert "图中字" in taken("页.html", page.encode())[1]
