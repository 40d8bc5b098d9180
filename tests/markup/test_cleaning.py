"""清稿: what is mended, what is left alone, that nothing is lost, and that twice is once."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.markup.cleaning import Mending, clean_markdown, clean_prose

MENDED = [
    ("路修平了,灯也亮了。", "路修平了，灯也亮了。"),
    ("路修平了, 灯也亮了。", "路修平了，灯也亮了。"),
    ("谁修的?他修的!", "谁修的？他修的！"),
    ("时间:2021年;地点:活动室", "时间：2021年；地点：活动室"),
    ("**注意:**请关窗", "**注意：**请关窗"),
    ("看附表(1)和(三天)", "看附表（1）和（三天）"),
    ("去买OK,再回家", "去买OK，再回家"),
    ("小明走到了学校门口.", "小明走到了学校门口。"),
    ("1. 小明走到了学校门口.\n2. 小红也到了", "1. 小明走到了学校门口。\n2. 小红也到了"),
    ('他说"好"，走了', "他说“好”，走了"),
    ("他说”好”，走了", "他说“好”，走了"),
    ("他说”好“，走了", "他说“好”，走了"),
    ("他说“好“，又说“走“。", "他说“好”，又说“走”。"),
    ("他问‘好‘吗", "他问‘好’吗"),
    ("１２３号楼Ａ座", "123号楼A座"),
    ("⻅⾯了，戶籍", "见面了，戶籍"),
    ("看\u200b见\ufeff了\u00ad", "看见了"),
    ("甲\u00a0乙", "甲 乙"),
    ("Cafe\u0301开了", "Café开了"),
    ("甲  乙", "甲 乙"),
    ("甲 ，乙。 丙", "甲，乙。丙"),
    ("　　第一段。\n\n　　第二段。", "第一段。\n\n第二段。"),
    ("第一段。\n　　\n第二段。", "第一段。\n\n第二段。"),
    ("甲\r\n乙\r丙", "甲\n乙\n丙"),
    ("甲\u2028乙\x0b丙\u2029丁", "甲\n乙\n丙\n\n丁"),
    ("![图,说](../images/a,b.jpg)", "![图，说](../images/a,b.jpg)"),
    (
        "---\nheadline: 好,真好\nbyline: [张三, 李四]\n---\n\n正文",
        "---\nheadline: 好，真好\nbyline: [张三, 李四]\n---\n\n正文",
    ),
    ("---\nheadline:\u00a0标题\n---\n\n正文", "---\nheadline: 标题\n---\n\n正文"),
]

LEFT_ALONE = [
    "8:30开门，比分3:2，花了10,000元，图1.5不算。",
    "We did it, too. I'm fine, it’s ok, O’Brien, ’90s.",
    "路修平了.灯也亮了",
    "爱德华.萨义德",
    "`甲,乙`和 https://a.cn/x,y?b=甲 与 a,b@c.cn",
    "```\n甲,乙\n　　丙  丁\n```",
    "第一段写完了。\n　　第二段写完了。",
    "- 一\n\n  一的下文\n\n  - 里面",
    "[^1]: 注\n\n    注的下文",
    "行尾两个空格  \n就换行",
    "| 甲  | 乙  |\n|-----|-----|\n| 1   | 2   |",
    "他说“好，我来。\n\n“还有一句。”",
    "他说“小李说“好””。",
    '55"电视和32"电视',
    "<!-- 免检 SQ410：原文如此 -->\n甲,乙",
    "甲,乙 <!-- 免检 SQ410：原文如此 -->",
    "<!-- 甲,乙 -->",
    "# 标题\n\n1. 一\n2. 二",
    "---\nheadline: \"小天地\"\nkicker: '甲,乙'\n---\n\n正文",
    ":::诗\n\n　　床前明月光\n\n:::",
    "👨\u200d👩\u200d👧",
    "姓名\t电话",
    "\\!不是图，甲\\,乙",
]


@pytest.mark.parametrize(("written", "mended"), MENDED)
def test_what_needs_no_decision_is_mended_and_told(written: str, mended: str) -> None:
    cleaned = clean_markdown(written)
    assert cleaned.text == mended
    assert cleaned.changes


@pytest.mark.parametrize("written", LEFT_ALONE)
def test_what_means_something_or_needs_a_decision_is_left_alone(written: str) -> None:
    assert clean_markdown(written) == clean_markdown(written).__class__(written, ())


def test_a_change_says_where_it_was_made() -> None:
    (change,) = clean_markdown("甲\n\n乙乙,丙").changes
    assert (change.line, change.column, change.mending) == (3, 3, Mending.MARK)
    assert (change.before, change.after) == (",", "，")


def test_prose_has_no_mark_up() -> None:
    assert clean_prose("  `甲,乙`\n　　丙").text == "`甲，乙`\n丙"


SOUP = st.text(
    st.sampled_from(
        "甲乙丙Ab1２Ｃ,.;:?!()\"'“”‘’，。、：（）《》 　\n\n\t-*_#>|[]`~\\&{}<!=⻅⾯\u200b\u00a0\u0301e\r\u2028"
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_markdown, clean_prose):
        once = clean(text)
        assert clean(once.text).changes == ()
        assert bool(once.changes) == (once.text != text)


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_no_character_is_lost_but_white_and_unseen_ones(text: str) -> None:
    for clean in (clean_markdown, clean_prose):
        assert bones(clean(text).text) == bones(text)


def bones(text: str) -> str:
    """The text in one width and one direction, without white space and what nobody sees."""
    seen = re.sub(r"[\s\u200b\x00-\x1f]", "", text).translate(str.maketrans("⻅⾯", "见面"))
    return unicodedata.normalize("NFKC", seen).translate(str.maketrans("“”‘’。", "\"\"''."))


def test_an_apostrophe_turned_the_wrong_way_is_turned_and_a_quotation_is_not() -> None:
    assert clean_prose("在McDonald‘s吃饭，O‘Brien说‘好’。").text == "在McDonald’s吃饭，O’Brien说‘好’。"


def test_a_long_line_without_marks_takes_no_time_that_grows_with_its_square() -> None:
    words = "一二三四" * 4_000
    began = time.process_time()
    assert clean_prose(words).text == words and clean_markdown(words).text == words
    assert time.process_time() - began < 3
    assert clean_prose("邮箱a@b.cn,甲乙,丙丁").text == "邮箱a@b.cn，甲乙，丙丁"
