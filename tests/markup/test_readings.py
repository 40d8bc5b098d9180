"""What is shown with its sound: surnames by the surname rule, rare characters, the paper's own words."""

from __future__ import annotations

import pytest

from build_tools.markup.common_characters import COMMON
from build_tools.markup.pinyin import plain_reading, slug
from build_tools.markup.readings import SURNAMES, difficult_words, name_reading, persons_in, reading_of


@pytest.mark.parametrize(("name", "reading"), [("任正非", "Rén zhèng fēi"), ("曾庆红", "Zēng qìng hóng"), ("单田芳", "Shàn tián fāng"), ("仇英", "Qiú yīng"), ("解缙", "Xiè jìn"), ("尉迟恭", "Yù chí gōng"), ("单于丹", "Chán yú dān")])
def test_surnames_have_their_own_reading(name: str, reading: str) -> None:
    assert name_reading(name) == reading


def test_whole_name_of_the_paper_s_own_list_goes_before_the_rule() -> None:
    assert name_reading("单丹", {"单丹": "Dān dān"}) == "Dān dān"


def test_same_characters_outside_names_are_left_alone() -> None:
    assert difficult_words("班主任老师曾经单独报仇，主任解释了菜单。", ["任单"]) == ()


@pytest.mark.parametrize("words", ["请任老师来", "任阿婆说", "“单师傅”", "和曾先生"])
def test_surname_before_a_form_of_address_is_known(words: str) -> None:
    (pair,) = difficult_words(words)
    assert pair[1].split()[0].lower() == SURNAMES[pair[0][0]]


def test_given_names_are_shown_only_where_they_are_misread_or_rare() -> None:
    found = dict(difficult_words("张三、任单和万燮楸", ["张三", "任单", "万燮楸", "仇曾"]))
    assert set(found) == {"任单", "万燮楸"}


def test_rare_characters_are_those_outside_level_one() -> None:
    assert len(COMMON) == 3500 and {"一", "巍", "矗"} <= COMMON and not {"旮", "旯", "甪", "乂"} & COMMON
    assert dict(difficult_words("甪直的旮旯里，ABC 12％……")) == {"甪": "lù", "旮": "gā", "旯": "lá"}


def test_own_words_win_over_characters_inside_them() -> None:
    own = {"任家宅": "rén jiā zhái"}
    assert difficult_words("任家宅的任先生", (), own)[0] == ("任家宅", "rén jiā zhái")
    assert reading_of("在任家宅", own) == "zài rén jiā zhái"


def test_persons_are_read_from_bylines_and_credits() -> None:
    assert persons_in(["摄影：任单、仇曾", "文/图 李四", "张三　王五", "绘图：本报美术编辑部"]) == ("任单", "仇曾", "李四", "张三", "王五")


def test_own_reading_with_tones_makes_an_address_without() -> None:
    assert plain_reading("lǜ Rén ā") == "lv ren a"
    assert slug("任家宅的路", {"任家宅": "rén jiā zhái"}) == slug("任家宅的路", {"任家宅": "ren jia zhai"}) == "renjiazhaidelu"
