"""What Word shows and its text does not hold: numbers, fields, boxes, rings, struck words, tables in tables."""

from __future__ import annotations

import pytest

from build_tools.intake import Sending, take_in
from build_tools.intake.sending import take
from tests.intake.office import Word, cell, centre, para, run, table, text, title

HEAD = title("路灯亮了") + centre("蒋文娟")
COPY = "走进芳草里，人们会发现路灯变亮了，老人们晚上散步再也不用带手电筒。"
RULES = ("爱护公物，不乱涂乱画。", "邻里和睦，互相帮助。")


def taken(body: str, word: Word | None = None) -> tuple[str, str]:
    """The one article, and the slip."""
    sending = Sending()
    take(sending, "路灯.docx", (word or Word()).build(HEAD + body))
    found = take_in(sending)
    (article,) = found.articles
    return article.text, "\n".join(each.message for each in found.remarks)


def field(instruction: str, more: str = "") -> str:
    def mark(kind: str, inner: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    return f"{mark('begin', more)}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('end')}"


@pytest.mark.parametrize(
    ("form", "shown", "lines"),
    [
        ("chineseCounting", "第%1条", ["第一条　", "第二条　"]),
        ("decimal", "第%1步：", ["第1步：", "第2步："]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
    ],
)
def test_numbers_that_are_words_stay_words(form: str, shown: str, lines: list[str]) -> None:
    word = Word()
    article, _ = taken(text(COPY) + word.items(*RULES, levels=((form, shown),)), word)
    for mark, rule in zip(lines, RULES, strict=True):
        assert f"\n\n{mark}{rule}\n" in article


def test_other_numbers_are_told_and_a_list_goes_on_where_word_goes_on() -> None:
    word = Word()
    ringed = word.items(*RULES, levels=(("decimalEnclosedCircle", "%1"),))
    article, slip = taken(text(COPY) + ringed + text(COPY[::-1]) + ringed, word)
    assert f"3. {RULES[0]}\n4. {RULES[1]}" in article
    assert "①②" in slip


def test_fields_show_what_word_shows_or_are_told() -> None:
    reading = field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(guàn),爟)")
    article, slip = taken(
        para("他叫", reading, "，第", field(r"eq \o\ac(○,3)"), "号，共", field(" =3+4 "), "户。" + COPY)
    )
    assert "他叫爟（guàn），第③号，共〓户。" in article
    assert "=3+4" in slip


def test_boxes_of_a_form_are_ticked_or_not() -> None:
    def box(default: int) -> str:
        return field(
            " FORMCHECKBOX ", f'<w:ffData><w:checkBox><w:default w:val="{default}"/></w:checkBox></w:ffData>'
        )

    article, _ = taken(para("同意", box(1), "，不同意", box(0), "。" + COPY))
    assert "同意☑，不同意☐。" in article


def test_struck_words_are_told_and_dotted_ones_stressed() -> None:
    struck, dotted = run("划掉的话", more="<w:strike/>"), run("着重", more='<w:em w:val="dot"/>')
    article, slip = taken(para(COPY, struck, "，这里", dotted, "。"))
    assert "划掉的话，这里**着重**。" in article
    assert "“划掉的话”加了删除线" in slip


def test_a_table_in_a_table_and_an_object_are_not_lost_without_a_word() -> None:
    inner = table(cell(para("内一")) + cell(para("内二")))
    article, slip = taken(
        text(COPY) + table(cell(para("甲")) + cell(para("乙"), inner), cell(para("丙")) + cell(para("丁")))
    )
    assert "| 甲 | 乙 内一 内二 |" in article
    holder = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>'
    _, slip = taken(text(COPY) + para(holder))
    assert "Excel.Sheet.12" in slip
