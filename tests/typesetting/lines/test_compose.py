"""Composed lines, judged by their own numbers: nothing lost, nothing forbidden, flush."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.typesetting.lines.compose import compose_headline, compose_item, compose_paragraph
from build_tools.typesetting.lines.fonts import ink_edges
from build_tools.typesetting.lines.line import Alignment, ComposedText, ParagraphShape, Run, TextStyle
from tests.typesetting.lines.rules import prohibition_violations, single_character

SERIF = TextStyle("Noto Serif CJK SC", 10.0)
KAI = TextStyle("LXGW WenKai", 10.0)

HAN = st.text(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
    min_size=1,
    max_size=9,
)
MARKS = st.sampled_from(["，", "。", "、", "；", "：", "？", "！", "——", "……", "？！", "·"])
QUOTED = st.builds(
    lambda open_close, inner: open_close[0] + inner + open_close[1],
    st.sampled_from(["“”", "《》", "（）", "【】", "‘’"]),
    HAN,
)
WORDS = st.sampled_from(
    ["2021年1月11日", "10%", "24小时", "pose", "Wi-Fi", "100元", "65个", "3.5℃", " ", "13:30"]
)
PROSE = st.lists(st.one_of(HAN, HAN, MARKS, QUOTED, WORDS), min_size=1, max_size=30).map("".join)
MEASURES = st.integers(min_value=10, max_value=30)


def compose(
    text: str,
    ems: float = 13,
    alignment: Alignment = Alignment.JUSTIFY,
    style: TextStyle = SERIF,
    indent: float = 2.0,
) -> ComposedText:
    return compose_paragraph((Run(text, style),), ParagraphShape((ems * style.size,), indent, 0.0, alignment))


def texts(composed: ComposedText) -> list[str]:
    return [line.text for line in composed.lines]


@settings(max_examples=100, deadline=None)
@given(PROSE, MEASURES)
def test_no_character_is_lost_and_none_changes_place(text: str, ems: int) -> None:
    assert "".join(texts(compose(text, ems))) == text


@settings(max_examples=100, deadline=None)
@given(PROSE.filter(lambda text: text[0] not in "，。、；：？！· "), MEASURES)
def test_no_line_breaks_the_prohibition_rules(text: str, ems: int) -> None:
    composed = compose(text, ems)
    if not composed.forced:
        assert prohibition_violations(texts(composed)) == []


@settings(max_examples=100, deadline=None)
@given(PROSE, MEASURES)
def test_every_full_line_is_flush_on_the_right(text: str, ems: int) -> None:
    for line in compose(text, ems).lines:
        if line.full:
            assert line.right == pytest.approx(line.measure, abs=0.013 * SERIF.size)


@settings(max_examples=100, deadline=None)
@given(PROSE, MEASURES)
def test_ink_stands_in_the_order_of_the_text_and_within_the_measure(text: str, ems: int) -> None:
    for line in compose(text, ems).lines:
        ink = [
            segment.x + ink_edges(SERIF.family, SERIF.weight, segment.text[0])[0] * SERIF.size
            for segment in line.segments
            if segment.text.strip()
        ]
        assert ink == sorted(ink)
        assert line.right <= line.measure + 0.02 * SERIF.size


@settings(max_examples=80, deadline=None)
@given(PROSE, MEASURES)
def test_the_same_text_gives_the_same_lines(text: str, ems: int) -> None:
    assert compose(text, ems) == compose(text, ems)


@pytest.mark.parametrize("length", range(12, 60))
def test_no_paragraph_ends_with_a_line_of_one_character(length: int) -> None:
    text = "社区晨报每月出版一期送到居民手中" * 4
    last = texts(compose(text[:length] + "。"))[-1]
    assert not single_character(last)


def test_a_first_line_is_indented_by_two_em_and_by_one_in_a_short_measure() -> None:
    assert compose("社区晨报每月出版一期，送到居民手中。", 13).lines[0].segments[0].x == 20.0
    assert compose("社区晨报每月出版一期，送到居民手中。", 8).lines[0].segments[0].x == 10.0


def test_a_mark_at_a_lines_end_takes_half_an_em() -> None:
    first = compose("社区晨报每月一期送到，居民手中。", 10.5, indent=0.0).lines[0]
    assert first.text == "社区晨报每月一期送到，"
    assert first.segments[-1].width == pytest.approx(5.0)


def test_an_opening_bracket_at_a_lines_start_gives_up_its_left_half() -> None:
    second = compose("社区晨报每月一期（共四版）送到居民手中", 8, indent=0.0).lines[1]
    assert second.text.startswith("（")
    assert second.segments[0].x == pytest.approx(-5.0)


def test_neighbouring_marks_take_one_and_a_half_em_together() -> None:
    line = compose("他说：“好。”", 20, Alignment.LEFT, indent=0.0).lines[0]
    assert line.right == pytest.approx(55.0)  # 他说 2, ：“ 1.5, 好 1, 。” 1.5 less the half at the line's end


def test_a_dash_is_two_em_wide_in_faces_whose_own_is_shorter_or_longer() -> None:
    for style in (SERIF, KAI, TextStyle("Noto Sans CJK SC", 10.0)):
        line = compose("字——字", 20, Alignment.LEFT, style, indent=0.0).lines[0]
        assert line.right == pytest.approx(40.0)


def test_han_and_latin_stand_an_eighth_of_an_em_apart_without_a_space() -> None:
    left, word = compose("摆pose", 20, Alignment.LEFT, indent=0.0).lines[0].segments
    assert word.x - (left.x + left.width) == pytest.approx(1.25)


def test_a_year_stays_with_its_figure_and_a_date_may_part_between_year_and_month() -> None:
    lines = texts(compose("本报将于下个月即2021年1月11日出版", 10, indent=0.0))
    assert all(not line.startswith(("年", "月", "日")) for line in lines)
    assert len(lines) > 1


def test_a_word_wider_than_the_column_is_broken_and_named() -> None:
    url = "https://example.org/a/very/long/address/indeed/2021"
    composed = compose(f"请看{url}这个网址", 10)
    assert "".join(texts(composed)) == f"请看{url}这个网址"
    assert composed.forced == (url,)
    assert all(line.right <= line.measure + 0.2 for line in composed.lines)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("网址：https://liuyin.example/jiati?id=14&from=bao", 10),
        ("网址：https://liuyin.example/jiati?id=14&from=bao", 12),
        ("登记https://www.shanghai-shequ.example/fuwu/2026/12/index.html，十点开始。", 13),
        ("来稿请发到chenbao-bianjibu_zm@shequ-wenhua.example.cn，写明电话", 12),
    ],
)
def test_an_address_ends_a_line_between_its_parts_where_the_line_bears_it(text: str, ems: int) -> None:
    composed = compose(text, ems)
    lines = texts(composed)
    assert "".join(lines) == text and composed.forced
    inside = [line for line in lines[:-1] if line[-1] in "/?&=_-.@" or not line[-1].isascii()]
    assert inside == lines[:-1]


def test_a_character_without_a_glyph_is_named_and_still_stands_in_its_place() -> None:
    composed = compose("社区😀晨报ש")
    assert composed.missing == ("😀", "ש")
    assert "".join(texts(composed)) == "社区😀晨报ש"


def test_control_characters_are_named_and_the_rest_is_set() -> None:
    composed = compose("社区\x00晨\ufeff报\x1b")
    assert composed.missing == ("\x00", "\ufeff", "\x1b")
    assert "".join(texts(composed)) == "社区晨报"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (same, same)
        for same in (
            "",
            " ",
            "字",
            "。",
            "“",
            "——",
            "a",
            "e\u0301\u0301",
            "\u0301",
            "字\ufe00",
            "👩\u200d👩\u200d👧",
            "，" * 17,
            "“" * 40,
            "9" * 300,
        )
    ]
    + [("\n", ""), ("\n\n字", "字"), ("\ud800", ""), ("字\u200d\x00文", "字文")],
)
def test_odd_copy_is_set_without_loss(text: str, shown: str) -> None:
    assert "".join(texts(compose(text))) == shown


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.integers(min_value=1, max_value=14))
def test_any_text_at_any_measure_is_set_or_named(text: str, ems: int) -> None:
    composed = compose(text, ems)
    shown = "".join(texts(composed))
    copy = [character for character in text if character not in "\n\u2028\u2029"]
    assert all(character in composed.missing for character in copy if character not in shown)
    assert [character for character in copy if character not in composed.missing] == [
        character for character in shown if character not in composed.missing
    ]


def test_twenty_thousand_characters_are_one_paragraph_like_any_other() -> None:
    text = "社区晨报每月一期，送到居民手中。" * 1250
    assert "".join(texts(compose(text))) == text


def test_lines_beside_a_picture_keep_their_own_measures() -> None:
    shape = ParagraphShape((60.0, 60.0, 130.0))
    lines = compose_paragraph(
        (Run("社区晨报每月出版一期，送到居民手中，人人都可以投稿。" * 2, SERIF),), shape
    ).lines
    assert [line.measure for line in lines[:4]] == [60.0, 60.0, 130.0, 130.0]
    assert all(line.right == pytest.approx(line.measure, abs=0.13) for line in lines if line.full)


def test_a_headline_in_two_lines_is_balanced_and_parts_at_its_pause() -> None:
    style = TextStyle("Noto Serif CJK SC", 30.0, 900)
    shape = ParagraphShape((210.0,), 0.0, 0.0, Alignment.CENTRE)
    composed = compose_headline((Run("入千家门 汇万人意", style),), shape)
    assert [line.text.strip() for line in composed.lines] == ["入千家门", "汇万人意"]
    assert [line.segments[0].x for line in composed.lines] == pytest.approx([45.0, 45.0])


def test_lines_stand_left_centre_and_right_as_asked() -> None:
    for alignment, left in ((Alignment.LEFT, 0.0), (Alignment.CENTRE, 50.0), (Alignment.RIGHT, 100.0)):
        assert compose("社区晨报", 14, alignment, indent=0.0).lines[0].segments[0].x == pytest.approx(left)


def test_a_list_mark_hangs_before_the_edge_of_its_item() -> None:
    shape = ParagraphShape((130.0,), 0.0, 1.5)
    composed = compose_item(
        Run("1.", SERIF), (Run("社区晨报每月出版一期，送到居民手中，人人都可以投稿。", SERIF),), shape
    )
    mark, text = composed.lines[0].segments[:2]
    assert (mark.text, mark.x, text.x) == ("1.", 0.0, 15.0)
    assert all(line.segments[0].x == pytest.approx(15.0) for line in composed.lines[1:])


def test_a_newline_ends_a_line_that_need_not_be_flush() -> None:
    first, second = compose("社区晨报\n张庙版", indent=0.0).lines
    assert (first.text, first.full, second.text) == ("社区晨报", False, "张庙版")


def test_styles_and_links_stay_with_their_characters() -> None:
    runs = (
        Run("请看", SERIF),
        Run("编者按", KAI),
        Run("本报网站", SERIF, "https://example.org/"),
        Run("。", SERIF),
    )
    segments = compose_paragraph(runs, ParagraphShape((200.0,))).lines[0].segments
    assert [(segment.text, segment.style.family, segment.href) for segment in segments] == [
        ("请看", SERIF.family, ""),
        ("编者按", KAI.family, ""),
        ("本报网站", SERIF.family, "https://example.org/"),
        ("。", SERIF.family, ""),
    ]


def test_a_note_mark_never_begins_a_line() -> None:
    for length in range(8, 20):
        runs = (
            Run("社区晨报每月出版一期送到居民手中"[:length] * 2, SERIF),
            Run("①", SERIF),
            Run("人人可以投稿。", SERIF),
        )
        lines = compose_paragraph(runs, ParagraphShape((100.0,))).lines
        assert not any(line.text.startswith("①") for line in lines)


def test_tight_marks_take_seven_tenths_of_an_em_wherever_they_stand() -> None:
    shape = ParagraphShape((300.0,), 0.0, 0.0, Alignment.LEFT, tight=True)
    line = compose_paragraph((Run("楼道里的“小天地”，新创造", SERIF),), shape).lines[0]
    assert line.right == pytest.approx(
        10 * 10 + 7 + 5 + 7
    )  # of two neighbours the first gives up its half anyway
    ink = [
        segment.x + ink_edges(SERIF.family, SERIF.weight, segment.text[0])[0] * SERIF.size
        for segment in line.segments
    ]
    assert ink == sorted(ink)
