"""What a sheet, a page and a mail show beside plain text: formats, hidden columns, pictures, lists' numbers, old letters."""

from __future__ import annotations

import datetime
import email.message
import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.drawing.image import Image  # type: ignore[import-untyped]

from build_tools.intake import Sending, Taken, take_in
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
