"""成对: what belongs to a Latin word closes and opens nothing."""

from __future__ import annotations

import pytest

from build_tools.checks.copy import Passage
from build_tools.checks.pairs import check_pairs


def alone(text: str) -> list[str]:
    return [str(each.place.column) for each in check_pairs((Passage(text, ((0, 1, 1),)),), "稿.md")]


@pytest.mark.parametrize("text", ["rock ’n’ roll", "O’Brien和’90s的neighbours’", "‘OK’他说"])
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert alone(text) == []


@pytest.mark.parametrize(
    ("text", "at"), [("他说’好。", "3"), ("他说‘好。", "3"), ("“好", "1"), ("McDonald‘s", "9")]
)
def test_a_mark_without_its_other_half_is_told(text: str, at: str) -> None:
    assert alone(text) == [at]
