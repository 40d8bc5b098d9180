"""体裁: what the lines of a poem, a letter, an interview, a notice and a timetable become; nothing is lost in any."""

from __future__ import annotations

import pytest

from build_tools.markup.body import parse_body
from build_tools.markup.html import render_blocks
from build_tools.model import Form, FormKind, Paragraph, Role, Subhead, Table, paragraphs_of, plain_text


def form(markdown: str) -> Form:
    parsed = parse_body(markdown)
    assert parsed.faults == ()
    (block,) = parsed.blocks
    assert isinstance(block, Form)
    return block


def roles(markdown: str) -> list[tuple[Role, str]]:
    return [
        (block.role, plain_text(block.inlines))
        for block in form(markdown).blocks
        if isinstance(block, Paragraph)
    ]


def test_a_poem_keeps_its_lines_and_stanzas_and_its_steps() -> None:
    poem = ":::诗 静夜思\n床前明月光，\n　　疑是地上霜。\n\n举头望明月\n:::"
    assert form(poem).blocks[0] == Subhead(form(poem).blocks[0].inlines, 1, 3)  # type: ignore[union-attr]
    assert roles(poem) == [
        (Role.VERSE, "床前明月光，\n　　疑是地上霜。"),
        (Role.VERSE, "举头望明月"),
    ]


@pytest.mark.parametrize("fence", [":::", "：：：", "::::", "::: "])
def test_full_width_colons_open_and_close_a_form_too(fence: str) -> None:
    assert form(f"{fence}诗\n甲\n{fence}").kind is FormKind.POEM


def test_a_letter_has_its_salutation_flush_left_and_its_signature_flush_right() -> None:
    letter = (
        ":::信\n编辑同志：\n我家楼道的灯修好了，\n谢谢。\n\n此致\n敬礼！\n\n居民 张三\n2026年1月12日\n:::"
    )
    assert roles(letter) == [
        (Role.SALUTATION, "编辑同志："),
        (Role.TEXT, "我家楼道的灯修好了，谢谢。"),
        (Role.TEXT, "此致"),
        (Role.SALUTATION, "敬礼！"),
        (Role.SIGNATURE, "居民 张三"),
        (Role.SIGNATURE, "2026年1月12日"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "此致\n\n敬礼！\n\n居民 张三\n\n2026年1月12日",
        "此致\n敬礼！\n居民 张三\n\n2026年1月12日",
        "此致\n\n敬礼！\n\n居民 张三\n2026年1月12日",
    ],
)
def test_empty_lines_part_no_name_from_its_date(end: str) -> None:
    """As a letter stands in a Word file, and so as it is taken in."""
    assert roles(f":::信\n编辑同志：\n\n灯修好了，谢谢。\n\n{end}\n:::")[2:] == [
        (Role.TEXT, "此致"),
        (Role.SALUTATION, "敬礼！"),
        (Role.SIGNATURE, "居民 张三"),
        (Role.SIGNATURE, "2026年1月12日"),
    ]
    notice = ":::启事 寻物\n本人遗失钥匙一串。\n\n张三\n\n二〇二六年一月十二日\n:::"
    assert [role for role, _ in roles(notice)] == [Role.TEXT, Role.SIGNATURE, Role.SIGNATURE]


def test_a_short_paragraph_of_a_notice_is_no_signature() -> None:
    notice = ":::启事 寻物\n钥匙一串，请失主来领\n\n过期不候\n\n张庙居委会\n:::"
    assert [role for role, _ in roles(notice)] == [Role.TEXT, Role.TEXT, Role.SIGNATURE]


def test_a_speaker_who_is_bold_asks_and_answers_too() -> None:
    """As an interview is taken in from Word."""
    talk = ":::访谈\n**记者：**几楼？\n\n**张三：**三楼。\n\n**记者：**好吗？\n:::"
    assert [role for role, _ in roles(talk)] == [Role.QUESTION, Role.ANSWER, Role.QUESTION]


def test_a_letter_without_signature_has_none() -> None:
    assert roles(":::信\n大家好：\n\n只说一句。\n:::") == [
        (Role.SALUTATION, "大家好："),
        (Role.TEXT, "只说一句。"),
    ]


def test_an_interview_parts_its_speeches_and_knows_who_asks() -> None:
    talk = ":::访谈\n问：您住几楼？\n答：三楼。\n住了十年。\n问：好吗？\n:::"
    assert roles(talk) == [
        (Role.QUESTION, "问：您住几楼？"),
        (Role.ANSWER, "答：三楼。住了十年。"),
        (Role.QUESTION, "问：好吗？"),
    ]
    assert "<strong>问：</strong>您住几楼？" in render_blocks(form(talk).blocks)


def test_a_notice_has_its_title_and_its_signature() -> None:
    notice = ":::启事 寻物\n本人遗失钥匙一串。\n联系电话：56781234\n\n张三\n:::"
    parsed = form(notice)
    assert isinstance(parsed.blocks[0], Subhead)
    assert roles(notice)[-1] == (Role.SIGNATURE, "张三")


def test_a_timetable_has_an_entry_a_line_and_keeps_a_table() -> None:
    plan = ":::时间表\n8:30—10:00　合唱\n上午 10点 剪纸\n周三  下午茶\n\n| 时间 | 内容 |\n|---|---|\n| 9:00 | 开门 |\n:::"
    assert roles(plan) == [
        (Role.ENTRY, "8:30—10:00　合唱"),
        (Role.ENTRY, "上午　10点 剪纸"),
        (Role.ENTRY, "周三　下午茶"),
    ]
    assert isinstance(form(plan).blocks[-1], Table)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_words_set_large_keep_their_lines_and_their_speaker(between: str) -> None:
    assert roles(f":::引文\n灯亮了，\n不怕了{between}——张三\n:::") == [
        (Role.PULL, "灯亮了，\n不怕了"),
        (Role.SIGNATURE, "——张三"),
    ]
    assert roles(":::引文\n——就是那盏灯\n:::") == [(Role.PULL, "——就是那盏灯")]


@pytest.mark.parametrize("kind", FormKind)
def test_no_character_is_lost_in_any_form_whatever_stands_in_it(kind: FormKind) -> None:
    inside = "甲：乙丙\n**丁** 戊\n\n- 己\n- 庚\n\n> 辛\n\n| 壬 | 癸 |\n|---|---|\n| 子 | 丑 |\n\n寅卯\n辰"
    html = render_blocks(parse_body(f":::{kind.value} 巳\n{inside}\n:::").blocks)
    for character in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳":
        assert html.count(character) == 1
    paragraphs = paragraphs_of(parse_body(f":::{kind.value}\n{inside}\n:::").blocks)
    assert [each.ordinal for each in paragraphs] == list(range(1, len(paragraphs) + 1))


def test_a_form_that_is_not_closed_ends_with_its_list_and_nothing_behind_it_is_lost() -> None:
    parsed = parse_body("1. :::时间表\n量血压\n2. 理发\n\n注[^1]。\n\n[^1]: 理发。\n[^1]: 周三。")
    assert [fault.code for fault in parsed.faults] == ["SQ442", "SQ432"]
    html = render_blocks(parsed.blocks)
    assert all(words in html for words in ("量血压", "理发", "注", "周三"))


def test_what_a_notice_gives_line_by_line_stays_in_its_lines() -> None:
    notice = (
        ":::启事 招领\n捡到雨伞一把，\n请来认领。\n时间：八点\n地点：居委会\n联系电话：000\n\n张庙居委会\n:::"
    )
    assert [words for role, words in roles(notice) if role is Role.TEXT] == [
        "捡到雨伞一把，请来认领。",
        "时间：八点",
        "地点：居委会",
        "联系电话：000",
    ]
