"""What lies between neighbouring sorts."""

from __future__ import annotations

import pytest

from build_tools.typesetting.lines.gaps import FORCED_BREAK, PROHIBITED, Gap, gap_between
from build_tools.typesetting.lines.line import Run, TextStyle
from build_tools.typesetting.lines.sorts import cast_sorts

STYLE = TextStyle("Noto Serif CJK SC", 10.0)


def gap(left: str, right: str, measure: float = 1000.0) -> Gap:
    sorts = cast_sorts((Run(left, STYLE), Run(right, STYLE)), measure)
    first = len(cast_sorts((Run(left, STYLE),), measure))
    return gap_between(sorts[first - 1], sorts[first])


@pytest.mark.parametrize(
    ("left", "right"),
    [("。", "”"), ("，", "“"), ("：", "“"), ("）", "（"), ("”", "，"), ("》", "《"), ("（", "“")],
)
def test_two_marks_share_one_and_a_half_em(left: str, right: str) -> None:
    assert gap(left, right).natural == pytest.approx(-5.0, abs=0.21)


def test_a_mark_beside_a_han_character_keeps_its_em_and_can_give_half_of_it() -> None:
    assert (gap("，", "字").natural, gap("，", "字").squeeze) == (0.0, 5.0)
    assert (gap("字", "“").natural, gap("字", "“").squeeze) == (0.0, 5.0)


def test_clreqs_order_of_squeezing() -> None:
    order = [gap("字", " "), gap("字", "（"), gap("，", "字"), gap("字", "a"), gap("。", "字")]
    assert [found.rank for found in order] == sorted(found.rank for found in order)
    assert len({found.rank for found in order}) == 5


def test_han_latin_spacing_is_an_eighth_and_moves_between_nothing_and_a_quarter() -> None:
    found = gap("字", "2021")
    assert (found.natural, found.natural - found.squeeze, found.natural + found.stretch) == (1.25, 0.0, 2.5)


def test_no_han_latin_spacing_beside_marks() -> None:
    assert gap("，", "2021").natural == 0.0
    assert gap("2021", "）").natural == 0.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2021", "年"),
        ("65", "万"),
        ("字", "，"),
        ("（", "字"),
        ("字", "·"),
        ("字", "～"),
        ("/", "字"),
        ("字", "/"),
        ("￥", "100"),
        ("20", "％"),
        ("……", "……"),
        ("字", " "),
        ("字", "%"),
    ],
)
def test_places_where_no_line_may_break(left: str, right: str) -> None:
    assert gap(left, right).break_cost == PROHIBITED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("字", "字"),
        ("，", "字"),
        ("字", "（"),
        ("年", "1"),
        ("字", "——"),
        ("——", "字"),
        (" ", "字"),
        ("字", "“"),
    ],
)
def test_places_where_a_line_may_break(left: str, right: str) -> None:
    assert gap(left, right).break_cost == 0.0


def test_a_number_parts_from_its_counted_word_only_at_a_price() -> None:
    assert 0.0 < gap("33", "个").break_cost < FORCED_BREAK


def test_blank_goes_where_there_is_ink_to_separate_only() -> None:
    """The two glyphs' origins keep their order, so that the text read from the PDF keeps its own."""
    found = gap("？！", "《")
    assert 10.0 - 5.0 + found.natural - found.squeeze > 0.0
