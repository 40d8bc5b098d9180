"""Pinyin: names as addresses."""

from __future__ import annotations

import pytest

from build_tools.markup.pinyin import slug


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("楼道里的小天地", "loudaolidexiaotiandi"),
        ("65个项目", "65gexiangmu"),
        ("COVID 之后", "covid-zhihou"),
        ("女儿", "nver"),
        ("“引号”、顿号", "yinhao-dunhao"),
        ("！？", ""),
        ("", ""),
    ],
)
def test_syllables_run_together_and_marks_become_hyphens(name: str, address: str) -> None:
    assert slug(name) == address


def test_the_papers_readings_overrule_and_the_longest_word_comes_first() -> None:
    readings = {"宅": "zhai", "任家宅": "ren jia zhai", "": "x"}
    assert slug("任家宅路", readings) == "renjiazhailu"
