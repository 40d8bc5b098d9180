"""Readings of rare characters."""

from __future__ import annotations

from build_tools.typesetting.lines.line import Run, TextStyle
from build_tools.typesetting.lines.readings import annotate_rare

STYLE = TextStyle("Noto Serif CJK SC", 9.0)
KAI = TextStyle("LXGW WenKai", 9.0)
COMMON = frozenset("读者万燮的的名字叫") - {"燮"}
READINGS = {"燮": "xiè", "楸": "qiū"}


def annotate(*runs: Run) -> list[tuple[str, TextStyle]]:
    return [
        (run.text, run.style)
        for run in annotate_rare(runs, COMMON, lambda character: READINGS.get(character, ""))
    ]


def test_a_rare_character_gets_its_reading_where_it_first_stands() -> None:
    assert annotate(Run("读者万燮楸的名字叫燮楸。", STYLE)) == [
        ("读者万燮（xiè）楸（qiū）的名字叫燮楸。", STYLE)
    ]


def test_a_reading_that_is_given_is_not_given_again_even_across_runs() -> None:
    assert annotate(Run("万燮", STYLE), Run("（xiè）", KAI)) == [("万燮", STYLE), ("（xiè）", KAI)]


def test_marks_letters_and_characters_without_a_known_reading_stay_bare() -> None:
    assert annotate(Run("Wi-Fi，读者。龘", STYLE)) == [("Wi-Fi，读者。龘", STYLE)]
