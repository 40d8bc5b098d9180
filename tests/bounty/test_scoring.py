"""The official method: every weight, every doubling, every limit; the estimate with its factors."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build_tools.bounty.scoring import PictureShare, count_faults, error_rate
from build_tools.bounty.verdicts import Verdict
from build_tools.bounty.weights import ANNEX, BY_CODE, TABLE, kind_by_characters
from build_tools.model import TypeArea
from tests.bounty.desks import make_spot, make_verdict


def total(*verdicts: Verdict) -> Fraction:
    return sum((each.counts for each in count_faults(verdicts)), Fraction(0))


@pytest.mark.parametrize(
    ("kind", "weight"),
    [
        ("fact", 1),
        ("knowledge", 1),
        ("logic", 1),
        ("grammar", 1),
        ("word", 1),
        ("words", 2),
        ("passage", 4),
        ("swap", 1),
        ("figure", 1),
        ("numeral", "0.1"),
        ("foreign", 1),
        ("minority", 1),
        ("pinyin", 1),
        ("letters", "0.5"),
        ("variant", "0.5"),
        ("unit", "0.5"),
        ("mark", "0.1"),
        ("dot", "0.1"),
        ("edge", "0.1"),
        ("order", "0.1"),
        ("layout", "0.1"),
        ("font", "0.1"),
        ("broken", "0.1"),
        ("picture", 1),
        ("caption", 2),
    ],
)
def test_each_kind_counts_what_the_method_says(kind: str, weight: object) -> None:
    assert total(make_verdict(kind=kind)) == Fraction(str(weight))


def test_the_table_has_no_row_without_a_test_here() -> None:
    listed = test_each_kind_counts_what_the_method_says.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {kind for kind, _ in listed} == set(BY_CODE)


@pytest.mark.parametrize(
    ("characters", "kind"), [(1, "word"), (2, "words"), (5, "words"), (6, "passage"), (40, "passage")]
)
def test_the_number_of_characters_chooses_the_row(characters: int, kind: str) -> None:
    assert kind_by_characters(characters).code == kind


@pytest.mark.parametrize("part", ["headline", "kicker", "deck", "subhead"])
def test_a_fault_in_a_title_counts_twice(part: str) -> None:
    assert total(make_verdict(spot=make_spot(part=part))) == 2
    assert total(make_verdict(spot=make_spot(part=part), kind="mark")) == Fraction(1, 5)


def test_an_important_name_or_time_counts_twice() -> None:
    assert total(make_verdict(kind="fact", important=True)) == 2


def test_a_title_that_is_important_too_is_doubled_once() -> None:
    assert total(make_verdict(spot=make_spot(part="headline"), important=True)) == 2


def test_one_misprint_repeated_counts_three_times_at_most() -> None:
    same = [make_verdict(order, printed="和协", corrected="和谐") for order in range(5)]
    assert total(*same) == 3
    assert [each.counts for each in count_faults(same)] == [1, 1, 1, 0, 0]


def test_two_different_misprints_do_not_share_the_limit() -> None:
    assert total(*[make_verdict(order) for order in range(5)]) == 5


def test_the_use_of_numerals_counts_one_in_the_whole_issue_at_most() -> None:
    assert total(*[make_verdict(order, kind="numeral") for order in range(25)]) == 1


@pytest.mark.parametrize("kind", ["letters", "variant"])
def test_letters_and_variants_repeated_count_one_and_a_half_at_most(kind: str) -> None:
    assert total(
        *[make_verdict(order, kind=kind, printed="Pm", corrected="PM") for order in range(9)]
    ) == Fraction(3, 2)


def test_every_row_names_its_source_and_the_unread_ones_are_marked() -> None:
    assert all(row.source for row in TABLE)
    assert {row.code for row in TABLE if row.verified} == {
        "fact",
        "knowledge",
        "logic",
        "grammar",
        "word",
        "words",
        "passage",
        "swap",
        "figure",
        "numeral",
        "foreign",
    }
    assert all((row.source == ANNEX) == row.verified for row in TABLE)
    assert "待核" in count_faults([make_verdict(kind="mark")])[0].steps[0]


def test_the_annex_example_of_two_faults_in_twenty_thousand_characters() -> None:
    area = TypeArea(columns=5, characters=20, gap=0, lines=50)
    rate = error_rate(count_faults([make_verdict(1), make_verdict(2)]), area, 4)
    assert rate.characters == 20_000
    assert rate.in_ten_thousand == 1.0 and rate.within_limit


def test_the_limit_is_three_in_ten_thousand() -> None:
    area = TypeArea(columns=5, characters=20, gap=0, lines=50)
    at = [make_verdict(order) for order in range(6)]
    assert error_rate(count_faults(at), area, 4).within_limit
    assert not error_rate(count_faults([*at, make_verdict(7, kind="mark")]), area, 4).within_limit


def test_pictures_count_eighty_or_thirty_in_a_hundred() -> None:
    area = TypeArea(columns=5, characters=20, gap=0, lines=50)
    assert error_rate([], area, 1, [PictureShare(1, 0.5)]).characters == 5_000 - 500
    assert error_rate([], area, 1, [PictureShare(1, 0.5, work=False)]).characters == 5_000 - 1_750


def test_the_gaps_between_columns_count_as_characters() -> None:
    assert error_rate([], TypeArea(columns=6, characters=12, gap=1, lines=78), 1).characters == 77 * 78


def test_the_order_of_verdicts_changes_no_sum() -> None:
    mixed = [
        make_verdict(order, kind=("word", "numeral", "letters")[order % 3], printed="a", corrected="A")
        for order in range(30)
    ]
    assert total(*mixed) == total(*reversed(mixed))


def test_the_figure_says_how_pictures_were_told_apart_and_what_the_other_reading_gives() -> None:
    area = TypeArea(columns=1, characters=100, gap=0, lines=50)
    factors = error_rate(
        count_faults([make_verdict(1)]),
        area,
        1,
        [
            PictureShare(1, 0.5, told_by="署名“摄影：甲”"),
            PictureShare(1, 0.1, work=False, told_by="没有图说和署名"),
        ],
    ).factors
    assert "第1版作品性图片（署名“摄影：甲”）占版心50.0%，按80%计：减500字" in factors
    assert "第1版装饰性图片（没有图说和署名）占版心10.0%，按30%计：减350字" in factors
    assert factors[-2].startswith("差错数1÷4150字＝万分之2.41")
    assert "自己的认法" in factors[-1] and factors[-1].endswith(
        "全按作品性计是万分之2.27，全按装饰性计是万分之3.45"
    )
