"""What is shown with its sound: surnames by the surname rule, rare characters, the paper's own words."""

from __future__ import annotations

import pytest

from build_tools.markup.common_characters import COMMON
from build_tools.markup.pinyin import plain_reading, slug, toned
from build_tools.markup.place_names import PLACES
from build_tools.markup.readings import (
    SURNAMES,
    difficult_words,
    name_reading,
    persons_in,
    reading_of,
)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("任正非", "Rén zhèng fēi"),
        ("曾庆红", "Zēng qìng hóng"),
        ("单田芳", "Shàn tián fāng"),
        ("仇英", "Qiú yīng"),
        ("解缙", "Xiè jìn"),
        ("尉迟恭", "Yù chí gōng"),
        ("单于丹", "Chán yú dān"),
    ],
)
def test_surnames_have_their_own_reading(name: str, reading: str) -> None:
    assert name_reading(name) == reading


def test_whole_name_of_the_paper_s_own_list_goes_before_the_rule() -> None:
    assert name_reading("单丹", {"单丹": "Dān dān"}) == "Dān dān"


def test_same_characters_outside_names_are_left_alone() -> None:
    assert difficult_words("班主任老师曾经单独报仇，主任解释了菜单。", ["任单"]) == ()


@pytest.mark.parametrize("words", ["任阿婆说", "“单师傅”", "和曾先生", "请贠师傅"])
def test_surname_before_a_form_of_address_is_known(words: str) -> None:
    (pair,) = difficult_words(words)
    assert pair[1].split()[0].lower() == SURNAMES[pair[0][0]]


def test_given_names_are_shown_only_where_they_are_misread_or_rare() -> None:
    found = dict(difficult_words("张三、任单和万燮楸", ["张三", "任单", "万燮楸", "仇曾"]))
    assert set(found) == {"任单", "万燮楸"}


def test_rare_characters_are_those_outside_level_one() -> None:
    assert len(COMMON) == 3500 and {"一", "巍", "矗"} <= COMMON and not {"旮", "旯", "甪", "乂"} & COMMON
    assert dict(difficult_words("甪直的旮旯里，ABC 12％……")) == {"甪": "lù", "旮": "gā", "旯": "lá"}


@pytest.mark.parametrize(
    "words",
    [
        "应老师的要求，大家都来了。",
        "2018年，任书记期间，他走遍小区。",
        "查医生资质，要看证书。",
        "过老师这一关不容易。",
        "解警官之急。",
        "都经理过的项目。",
        "相师傅的活。",
        "种校长手里的树。",
    ],
)
def test_a_word_before_a_title_is_no_surname_unless_a_name_says_so(words: str) -> None:
    assert difficult_words(words) == ()


def test_a_name_in_the_article_makes_a_surname_sure() -> None:
    assert difficult_words("请任书记来", ["任单"]) == (("任书记", "Rén shū jì"),)
    assert difficult_words("应老师来了", ["应建国"]) == (("应老师", "Yīng lǎo shī"),)


@pytest.mark.parametrize("name", ["宁静", "乐嘉", "覃海洋", "纪晓岚", "翟天临"])
def test_nothing_is_shown_where_families_differ_unless_the_paper_says_how(name: str) -> None:
    assert name_reading(name) == ""
    assert difficult_words(f"作者{name}", [name]) == ()
    assert name_reading(name, {name[0]: "x"}).startswith("X ")


def test_places_that_the_dictionary_misreads_have_their_own_sound_and_address() -> None:
    assert slug("闵行区与长宁区") == "minhangquyuchangningqu"
    assert slug("校长宁静走过庙行镇") == "xiaozhangningjingzouguomiaohangzhen"
    assert reading_of("在杨行") == "zài yáng háng"
    assert slug("闵行", {"闵行": "mǐn xíng"}) == "minxing"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_the_list_is_misread_without_it(place: str) -> None:
    assert list(PLACES[place].split()) != list(toned(place))
    assert len(PLACES[place].split()) == len(place)


def test_own_words_win_over_characters_inside_them() -> None:
    own = {"任家宅": "rén jiā zhái"}
    assert difficult_words("任家宅的任先生", (), own)[0] == ("任家宅", "rén jiā zhái")
    assert reading_of("在任家宅", own) == "zài rén jiā zhái"


def test_persons_are_read_from_bylines_and_credits() -> None:
    assert persons_in(["摄影：任单、仇曾", "文/图 李四", "张三　王五", "绘图：本报美术编辑部"]) == (
        "任单",
        "仇曾",
        "李四",
        "张三",
        "王五",
    )


def test_own_reading_with_tones_makes_an_address_without() -> None:
    assert plain_reading("lǜ Rén ā") == "lv ren a"
    assert (
        slug("任家宅的路", {"任家宅": "rén jiā zhái"})
        == slug("任家宅的路", {"任家宅": "ren jia zhai"})
        == "renjiazhaidelu"
    )
