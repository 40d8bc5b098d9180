"""字符: whatever nobody sees, and whatever stands alone that should stand on a letter, is told, in the text and as an entity."""

from __future__ import annotations

import pytest

from build_tools.checks.characters import check_characters
from build_tools.markup.cleaning import clean_prose

UNSEEN = "\u200b\u00ad\u061c\u180e\u2061\u3164\u115f\uffa0\u17b4\ufff9\ufe00\U000e0100"


@pytest.mark.parametrize("character", [*UNSEEN, *"\u2800\ufffc\u20dd\u3099\U000e0041\x85"], ids=ascii)
def test_a_character_that_nobody_reads_is_told(character: str) -> None:
    for written in (character, f"&#{ord(character)};"):
        if not (written[0] == "&" and character == "\x85"):  # HTML reads that one as an ellipsis
            assert [each.place.column for each in check_characters(f"甲{written}乙", "稿.md")] == [2]


@pytest.mark.parametrize("written", ["1️⃣", "☎️ 12345678", "é", "が", "ｶﾞ", "한글", "①"])
def test_what_is_read_is_not(written: str) -> None:
    assert list(check_characters(written, "稿.md")) == []


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_cleaning_takes_out_what_nobody_sees(character: str) -> None:
    assert clean_prose(f"甲{character}乙").text == "甲乙"


def test_a_filler_is_told_by_its_number_and_not_by_another_filler() -> None:
    (found,) = check_characters("甲\u3164乙", "稿.md")
    assert found.message == "有一个读不懂的字符 U+3164（看不见的填充字符）。"
