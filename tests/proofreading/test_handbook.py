"""What the handbook says of how good proofreading is, held against the program as it is."""

from __future__ import annotations

import argparse

from tests.benchmarks.proofreading.measure import HANDBOOK, PUBLISHED, in_the_handbook, marked, report


def test_the_figures_of_the_handbook_are_those_that_are_measured() -> None:
    quiet = argparse.Namespace(alarms=False, misses=False)
    clean, planted = marked("held")
    of_clean = report("held clean", clean, PUBLISHED, quiet)
    told = in_the_handbook(report("held", planted, PUBLISHED, quiet), of_clean)
    assert told in HANDBOOK.read_text("utf-8")
    assert of_clean.alarms == 0
