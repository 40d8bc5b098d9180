"""Volumes: every issue in exactly one, decided by the names alone."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from build_tools.site.search.volumes import Volume, volumes

NAMES = st.lists(
    st.builds("{:04}-{:02}".format, st.integers(1995, 2075), st.integers(1, 12)), unique=True, max_size=60
)


@given(NAMES, st.randoms(use_true_random=False))
def test_volumes_part_the_issues_newest_first_in_whatever_order_they_come(
    names: list[str], chance: random.Random
) -> None:
    found = volumes(names)
    assert [issue for volume in found for issue in volume.issues] == sorted(names, reverse=True)
    assert len({volume.name for volume in found}) == len(found)
    assert volumes(chance.sample(names, len(names))) == found


@given(NAMES)
def test_newest_year_stands_alone_and_no_other_volume_is_longer_than_a_decade(names: list[str]) -> None:
    for place, volume in enumerate(volumes(names)):
        years = {int(year) for year in volume.years}
        assert years == {int(name[:4]) for name in volume.issues}
        assert len(years) == 1 if place == 0 else len({year // 10 for year in years}) == 1


def test_a_new_year_moves_the_last_one_to_its_decade() -> None:
    before, after = (
        volumes(["2019-12", "2020-01", "2021-01"]),
        volumes(["2019-12", "2020-01", "2021-01", "2022-01"]),
    )
    assert before == (
        Volume("2021", ("2021-01",)),
        Volume("2020-2029", ("2020-01",)),
        Volume("2010-2019", ("2019-12",)),
    )
    assert after == (Volume("2022", ("2022-01",)), Volume("2020-2029", ("2021-01", "2020-01")), before[2])


def test_a_volume_s_years_are_told_newest_first() -> None:
    assert Volume("2020-2029", ("2023-02", "2023-01", "2021-05")).years == ("2023", "2021")


def test_paper_without_issues_has_no_volumes() -> None:
    assert volumes([]) == ()
