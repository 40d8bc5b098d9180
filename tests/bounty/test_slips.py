"""Changes of one character that the print and the letter bear out together."""

from __future__ import annotations

import pytest

from build_tools.bounty.resolver import resolve_message
from build_tools.bounty.resolver.slips import (
    HOPELESS,
    LIKELY,
    TOLD,
    candidates,
    gain,
    gain_of,
    odds_of,
    signs_of_gain,
    told,
)
from tests.bounty.labelled import read_messages
from tests.bounty.paper import index_of, planted_index


@pytest.mark.parametrize(
    ("letter", "printed", "right"),
    [("四版 冶理—治理 谢谢", "冶", "治"), ("水蹦房？水泵房吧", "蹦", "泵"), ("公钥 公约 313个", "钥", "约")],
)
def test_a_character_told_with_its_printed_neighbour_is_proposed(
    letter: str, printed: str, right: str
) -> None:
    found = [(each.slip.printed, each.slip.right) for each in told(planted_index(), letter)]
    assert (printed, right) in found


@pytest.mark.parametrize("letter", ["四版 治理—冶理 谢谢", "水泵房？水蹦房吧", "公约 公钥 313个"])
def test_one_that_the_print_reads_worse_with_is_not(letter: str) -> None:
    assert not told(index_of("2021-01"), letter)


def test_the_neighbour_of_a_printed_character_is_copied_with_it_and_corrects_nothing() -> None:
    assert "四" not in {each.slip.right for each in told(index_of("2021-01"), "头版“四史”是哪四史")}


@pytest.mark.parametrize(("letter", "sure"), [("一个家庭代动，带", True), ("一个家庭代动，不对", False)])
def test_a_change_is_sure_only_if_print_and_letter_both_tell_it(letter: str, sure: bool) -> None:
    (claim,) = resolve_message(f"楼道那篇 {letter}", planted_index()).claims
    told = claim.edit is not None and (claim.edit.printed, claim.edit.replacement) == ("代", "带")
    assert (told, claim.sure) == (sure, sure)


def test_words_read_better_without_a_misprint() -> None:
    assert gain("创新社会冶理模式", 4, 5, "治") > 1 > 0 > gain("创新社会治理模式", 4, 5, "冶")


@pytest.mark.parametrize("least", [LIKELY, TOLD])
def test_only_what_cannot_be_likely_enough_is_left_out(least: float) -> None:
    index = planted_index()
    for message in read_messages("twelfth"):
        for piece in (None, 3, 40):
            kept = {slip for slip, _, _ in candidates(index, message.text, least, piece)}
            for slip, odds, _ in candidates(index, message.text, HOPELESS, piece):
                assert slip in kept or odds + odds_of(signs_of_gain(gain_of(index, slip))) < least
