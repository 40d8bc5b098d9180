"""What Word shows and its text does not hold: numbers, fields, boxes, rings, struck words, tables in tables."""

from __future__ import annotations

import io
import zipfile

import pytest

from build_tools.intake import Sending, take_in
from build_tools.intake.formulas import MATH
from build_tools.intake.sending import take
from tests.intake.office import Word, cell, centre, packed, para, run, table, text, title

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


def part_changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """A .docx with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    assert old.encode() in parts[name]
    return packed({**parts, name: parts[name].replace(old.encode(), new.encode(), 1)})


START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
OWN = (
    '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="第%1条"/></w:lvl></w:lvlOverride>'
)


@pytest.mark.parametrize(
    ("override", "marks"),
    [
        ("", ["3. ", "4. "]),
        (START.format(7), ["7. ", "8. "]),
        (START.format(1), ["1. ", "2. "]),
        (OWN, ["第三条　", "第四条　"]),
    ],
)
def test_a_list_of_the_same_form_counts_on_unless_it_says_where_it_begins(
    override: str, marks: list[str]
) -> None:
    word = Word()
    body = HEAD + text(COPY) + word.items(*RULES, levels=(("decimal", "%1."),)) + text(COPY[::-1])
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>'
    again = "".join(para(rule, more=mark) for rule in RULES)
    number = f'<w:num w:numId="9"><w:abstractNumId w:val="0"/>{override}</w:num></w:numbering>'
    content = part_changed(word.build(body + again), "word/numbering.xml", "</w:numbering>", number)
    sending = Sending()
    take(sending, "路灯.docx", content)
    (article,) = take_in(sending).articles
    for each, rule in zip(marks, RULES, strict=True):
        assert f"\n{each}{rule}\n" in article.text


def test_numbers_and_lines_of_a_cell_stay_apart() -> None:
    word = Word()
    rows = word.items(*RULES, levels=(("decimal", "%1."),))
    article, _ = taken(
        text(COPY)
        + table(
            cell("要求") + cell(rows), cell("3\n4") + cell("张三\n李四"), cell("上午\n九点") + cell("甲")
        ),
        word,
    )
    assert f"1.{RULES[0]} 2.{RULES[1]}" in article
    assert "| 3 4 | 张三 李四 |" in article and "| 上午九点 |" in article


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("在乙下") + cell("在丙下")
    article, _ = taken(text(COPY) + table(cell("甲") + cell("乙") + cell("丙"), later))
    assert "|  | 在乙下 | 在丙下 |" in article


def test_a_paragraph_that_goes_on_in_the_next_is_one_with_it() -> None:
    dropped = para(COPY[0], more='<w:framePr w:dropCap="drop" w:lines="2"/>') + para(COPY[1:])
    joined = para("这一段的末尾，", more='<w:rPr><w:del w:id="1" w:author="小王"/></w:rPr>') + para(
        "删去了。"
    )
    alone = para("后面是表。", more='<w:rPr><w:del w:id="1" w:author="小王"/></w:rPr>')
    article, _ = taken(dropped + joined + alone + table(cell("甲") + cell("乙"), cell("丙") + cell("丁")))
    assert f"\n\n{COPY}\n\n这一段的末尾，删去了。\n\n后面是表。\n\n| 甲 | 乙 |" in article


@pytest.mark.parametrize("place", ["{}", "<w:r><w:t>一段，</w:t></w:r>{}"])
def test_the_words_of_word_art_are_copy(place: str) -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="平安是福"/></v:shape></w:pict></w:r>'
    article, _ = taken(text(COPY) + para(place.format(art)))
    assert "平安是福" in article


@pytest.mark.parametrize(
    ("shown", "piece"),
    [
        ("☑□", '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R\u00a3</w:t>'),
        ("√汉", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fc汉</w:t>'),
        ("☑", '<w:sym w:font="Wingdings 2" w:char="0052"/>'),
        ("☑", '<w:sym w:font="Wingdings" w:char="F0FE"/>'),
    ],
)
def test_signs_of_a_font_of_symbols_are_what_they_look_like(shown: str, piece: str) -> None:
    article, slip = taken(para("同意", f"<w:r>{piece}</w:r>", "。" + COPY))
    assert f"同意{shown}。" in article and "没有认出来" not in slip


def test_an_unknown_sign_of_a_font_of_symbols_is_told() -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr><w:t>!</w:t></w:r>'
    article, slip = taken(para("同意", run, "。" + COPY))
    assert "同意〓。" in article and "U+0021" in slip and "没有认出来" not in slip


@pytest.mark.parametrize("instruction", ["PAGEREF _Toc1", "NUMPAGES", "MERGEFIELD 姓名", "IF 1 = 1 甲"])
def test_a_field_without_a_result_is_told(instruction: str) -> None:
    simple = f'<w:fldSimple w:instr=" {instruction} "/>'
    article, slip = taken(para("第", field(instruction), "页，又第", simple, "页。" + COPY))
    assert "第〓页，又第〓页" in article and instruction in slip


def test_fields_of_forms_and_fractions_show_what_word_shows() -> None:
    entries = '<w:listEntry w:val="党员"/><w:listEntry w:val="群众"/>'
    chosen = field(
        "FORMDROPDOWN", f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    )
    article, _ = taken(para("他是", chosen, "，占", field(r"EQ \F(1,2)"), "。" + COPY))
    assert "他是群众，占1/2。" in article


def test_what_nobody_filled_in_is_no_copy() -> None:
    prompt = "单击或点击此处输入文字。"
    empty = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    for body in (text(COPY) + empty.format(para(prompt)), para(COPY, empty.format(run(prompt)))):
        article, slip = taken(body)
        assert prompt not in article and prompt in slip


def test_a_formula_says_the_same_on_one_line() -> None:
    def math(inner: str) -> str:
        return f'<m:oMath xmlns:m="{MATH[1:-1]}">{inner}</m:oMath>'

    def letter(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    half = math(f"<m:f><m:num>{letter('1')}</m:num><m:den>{letter('2')}</m:den></m:f>")
    square = math(f"<m:sSup><m:e>{letter('5')}</m:e><m:sup>{letter('2')}</m:sup></m:sSup>")
    product = math(f"<m:d><m:e>{letter('1+2')}</m:e></m:d>{letter('×3')}")
    article, slip = taken(para("占", half, "，", square, "，", product, "。" + COPY) + math(letter("甲+乙")))
    assert "占1/2，5²，(1+2)×3。" in article and "甲+乙" in article
    assert "是公式" in slip and "没有认出来" not in slip
