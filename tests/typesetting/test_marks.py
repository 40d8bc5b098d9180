"""The marks of a good page, read from the glyphs in the PDF: on both real issues and on generated ones.

The full measurement, on forty issues and more, is ``python -m tests.benchmarks.make_up``.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from build_tools.gathering import gather
from build_tools.model import NumberedIssue, Paper
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.placed import ComposedIssue
from build_tools.typesetting.sheet import read_sheet
from tests.benchmarks.make_up import Tally, measure
from tests.typesetting.generated_issues import ROOT, generate, make_pictures
from tests.typesetting.printed_pages import PrintedPage, largest_empty, read_pages

REAL = ("2021-01", "2021-02")


@functools.cache
def printed(name: str) -> tuple[ComposedIssue, tuple[PrintedPage, ...], Grid]:
    gathered = gather(ROOT)
    paper = gathered.paper
    assert paper is not None
    return drawn(next(each for each in gathered.issues if each.issue.name == name), paper, ROOT / "issues" / name)


def drawn(numbered: NumberedIssue, paper: Paper, folder: Path) -> tuple[ComposedIssue, tuple[PrintedPage, ...], Grid]:
    sheet = read_sheet(paper.type_area.size)
    composed = compose_issue(numbered, paper, sheet)
    return composed, read_pages(draw_issue(composed, folder, sheet).pdf), grid_of(paper.type_area, sheet.page["head_share"])


@pytest.mark.parametrize("name", REAL)
def test_a_real_issue_fits_its_pages_and_breaks_no_rule(name: str) -> None:
    composed, pages, _ = printed(name)
    assert composed.diagnostics == ()
    assert len(pages) == len(composed.pages) == 4
    for page in composed.pages:
        assert page.broken_rules == ()
        assert page.fill >= 0.985


@pytest.mark.parametrize("name", REAL)
def test_no_white_gapes_on_a_real_page(name: str) -> None:
    _, pages, grid = printed(name)
    area = (grid.left, grid.top, grid.left + grid.width, grid.top + grid.height)
    assert max(largest_empty(page, area, grid.gap, grid.leading, grid.size)[0] for page in pages) <= 0.015


@pytest.mark.parametrize("seed", [23, 24])
def test_generated_pages_whose_copy_fits_are_full_and_break_no_rule(seed: int, tmp_path: Path) -> None:
    make_pictures(tmp_path)
    made, tally = generate(seed), Tally()
    measure(made.numbered, made.paper, tmp_path, tally, made.shares, f"issue-{seed}", None)
    assert tally.full > 0
    assert min(tally.fills) >= 0.985
    assert max(tally.empties) <= 0.015
    assert tally.broken.total() == 0
    assert tally.lost == 0
    assert max(tally.ends) < 19
