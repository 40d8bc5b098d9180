"""The page of conformance: our column is what the composer does now, and nothing in it is unexplained."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.conformance.cases import CASES, EVERY, Case, Kind
from tests.benchmarks.conformance.engines import SetLine, set_by_us
from tests.benchmarks.conformance.judging import Outcome, judge, questions
from tests.benchmarks.conformance.page import deviations, our_cells

PAGE = Path(__file__).parents[3] / "content/handbook/conformance.md"


@pytest.fixture(scope="module")
def ours() -> list[Outcome]:
    asked = questions(EVERY)
    return judge(EVERY, asked, set_by_us(asked))


def test_every_deviation_of_ours_has_a_reason_and_no_reason_is_stale(ours: list[Outcome]) -> None:
    wrong = [
        (case.text, case.source, found.shown)
        for case, found in zip(EVERY, ours, strict=True)
        if found.conforms is bool(case.reason)
    ]
    assert not wrong


def test_the_handbooks_page_says_what_the_composer_does(ours: list[Outcome]) -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    told = set(page)
    assert [row for row in deviations(ours) if row not in told] == []
    rows = [our_cells(number, found) for number, found in enumerate(ours[: len(CASES)])]
    assert len(rows) == len(CASES)
    assert [row for row in rows if not any(line.startswith(row) for line in page)] == []


def test_no_case_is_told_twice() -> None:
    assert len({(case.source, case.kind, case.text) for case in CASES}) == len(CASES) >= 80


@pytest.mark.parametrize(
    ("kind", "lines", "told"),
    [
        (Kind.KEEP, ((6, 6.0), (4, 4.0)), "断"),
        (Kind.MAY, ((5, 5.0), (5, 5.0)), "不断"),
        (Kind.WIDTH, ((3, 3.3),), "1.30"),
        (Kind.END, ((4, 4.0), (4, 4.0)), "0.40"),
        (Kind.END, ((3, 3.0), (5, 5.0)), "不可比"),
        (Kind.START, ((4, 4.0), (3, 3.0)), "1.00"),
        (Kind.WIDTH, ((2, 2.0),), "无字形"),
    ],
)
def test_a_setting_that_is_not_as_asked_does_not_conform(
    kind: Kind, lines: tuple[tuple[int, float], ...], told: str
) -> None:
    text = {
        Kind.KEEP: "文文文文文文¦，字字字",
        Kind.MAY: "文文文文文文¦字字字字",
        Kind.WIDTH: "文，字",
        Kind.END: "文文文，¦字字字字",
        Kind.START: "文文文文¦（字字",
    }[kind]
    case = Case("", "", kind, text, 0.5, 0.5)
    asked = questions([case])
    setting = tuple(SetLine(characters, right) for characters, right in lines)
    assert judge([case], asked, [setting] * len(asked)) == [Outcome(told, conforms=False)]
