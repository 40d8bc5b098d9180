"""A diagnostic: place, code, what is wrong, how to mend it."""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Place, diagnose, sorted_diagnostics


def test_it_reads_as_the_contract_says() -> None:
    found = diagnose("SQ104", Place("issues/2021-01/美/01-楼道.md", 3, 7))
    assert (
        str(found)
        == "issues/2021-01/美/01-楼道.md:3:7: SQ104 稿件没有标题。\n    改法：在题头里写一行 headline: 标题。"
    )


def test_a_warning_is_marked_and_does_not_block() -> None:
    found = diagnose("SQ411", Place("a.md"), found="...")
    assert "SQ411 （疑）省略号" in str(found) and not found.severity.blocks_build
    assert found.as_json() == {
        "path": "a.md",
        "line": 1,
        "column": 1,
        "code": "SQ411",
        "severity": "warning",
        "message": "省略号写成了“...”。",
        "remedy": "改成“……”。",
    }


def test_braces_in_what_was_written_stay_as_they_are() -> None:
    assert "“{a}”" in diagnose("SQ105", Place("a"), key="{a}", suggestion="{}").message


def test_a_missing_fact_is_our_own_bug() -> None:
    with pytest.raises(KeyError):
        diagnose("SQ105", Place("a"))


def test_a_place_is_found_by_the_words_that_stand_there() -> None:
    place = Place("a.md")
    assert (place.at("丙", "甲\n乙丙丙"), place.at("丁", "甲"), place.at("", "甲")) == (
        Place("a.md", 2, 2),
        place,
        place,
    )


def test_they_are_sorted_by_place_and_said_once() -> None:
    late, early = diagnose("SQ104", Place("b", 2, 1)), diagnose("SQ402", Place("b", 1, 9))
    other = diagnose("SQ402", Place("a", 10, 1))
    assert sorted_diagnostics([late, early, other, late]) == (other, early, late)
