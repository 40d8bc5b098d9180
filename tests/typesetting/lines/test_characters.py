"""Characters and their classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.typesetting.lines.characters import (
    LINE_END_PROHIBITED,
    LINE_START_PROHIBITED,
    Kind,
    kind_of,
    tokens,
)
from tests.typesetting.lines.rules import NEVER_FIRST, NEVER_LAST


@given(st.text())
def test_tokens_joined_are_the_text_again(text: str) -> None:
    assert "".join(token for token, _ in tokens(text)) == text


@pytest.mark.parametrize(
    "mark", sorted(character for character in NEVER_FIRST if character > "\u00b0" or character in "/-")
)
def test_what_must_not_begin_a_line_is_classed_so(mark: str) -> None:
    [(_, kind)] = tokens(mark)
    assert kind in LINE_START_PROHIBITED


@pytest.mark.parametrize("mark", "‼⁇⁈⁉･〜゠‵﹪￠ゝゞヽヾ")
def test_rarer_marks_that_must_not_begin_a_line_are_classed_so(mark: str) -> None:
    [(_, kind)] = tokens(f"文{mark}")[1:]
    assert kind in LINE_START_PROHIBITED


@pytest.mark.parametrize(
    "mark", sorted(character for character in NEVER_LAST if character > "\u00b0" or character == "/")
)
def test_what_must_not_end_a_line_is_classed_so(mark: str) -> None:
    [(_, kind)] = tokens(mark)
    assert kind in LINE_END_PROHIBITED


def test_numbers_words_dashes_and_ellipses_are_one_token_each() -> None:
    assert tokens("摆pose——10.5%……25°C") == [
        ("摆", Kind.HAN),
        ("pose", Kind.WORD),
        ("——", Kind.DASH),
        ("10.5%", Kind.WORD),
        ("……", Kind.ELLIPSIS),
        ("25°C", Kind.WORD),
    ]


def test_a_stroke_between_han_characters_is_a_mark_and_within_a_word_part_of_it() -> None:
    assert tokens("甲/乙") == [("甲", Kind.HAN), ("/", Kind.SOLIDUS), ("乙", Kind.HAN)]
    assert tokens("A/B") == [("A/B", Kind.WORD)]


def test_a_single_em_dash_is_a_connector_and_two_are_a_dash() -> None:
    assert [kind for _, kind in tokens("京—沪")] == [Kind.HAN, Kind.CONNECTOR, Kind.HAN]
    assert [kind for _, kind in tokens("京——沪")] == [Kind.HAN, Kind.DASH, Kind.HAN]


def test_combining_marks_stay_with_their_character() -> None:
    assert tokens("字\u0301e\u0301") == [("字\u0301", Kind.HAN), ("e\u0301", Kind.WORD)]


def test_what_was_asked_before_changes_no_kind() -> None:
    narrow = [chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x250))]
    before = [tokens(f"文{each}文") for each in narrow]
    for each in narrow:
        kind_of(each)  # as the text of a gutter is asked, a character at a time
    assert [tokens(f"文{each}文") for each in narrow] == before
    assert tokens("文1文")[1] == ("1", Kind.WORD) and tokens("文A文")[1] == ("A", Kind.WORD)


@pytest.mark.parametrize("character", ["\x00", "\u200b", "\ufeff", "\u202e", "\ue000", "\ud800"])
def test_what_no_line_can_show_is_classed_so(character: str) -> None:
    assert kind_of(character) is Kind.UNDRAWN
