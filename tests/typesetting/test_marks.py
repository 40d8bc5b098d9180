"""The marks of a good page, read from the glyphs in the PDF: on both real issues and on generated ones.

The full measurement, on forty issues and more, is ``python -m tests.benchmarks.make_up``.
"""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

import pytest

from build_tools.gathering import gather
from build_tools.model import Kind, NumberedIssue, Paper, TypeArea
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.placed import BlockKind, ComposedIssue
from build_tools.typesetting.sheet import read_sheet
from tests.benchmarks.make_up import Tally, measure
from tests.typesetting.generated_issues import ROOT, generate, make_pictures
from tests.typesetting.newsroom import characters_of, written_characters
from tests.typesetting.printed_pages import PrintedPage, largest_empty, read_pages

ELDER = TypeArea(columns=5, characters=12, gap=1.5, size=10.5, leading=14.6, lines=66)
"""五号字: 5 columns of 12 characters, for older eyes."""
REAL = ("2021-01", "2021-02")


@functools.cache
def real(name: str) -> tuple[NumberedIssue, Paper]:
    gathered = gather(ROOT)
    assert gathered.paper is not None
    return next(each for each in gathered.issues if each.issue.name == name), gathered.paper


@functools.cache
def printed(name: str) -> tuple[ComposedIssue, tuple[PrintedPage, ...], Grid]:
    return drawn(*real(name), ROOT / "issues" / name)


def drawn(
    numbered: NumberedIssue, paper: Paper, folder: Path
) -> tuple[ComposedIssue, tuple[PrintedPage, ...], Grid]:
    sheet = read_sheet(paper.type_area.size)
    composed = compose_issue(numbered, paper, sheet)
    return (
        composed,
        read_pages(draw_issue(composed, folder, sheet).pdf),
        grid_of(paper.type_area, sheet.page["head_share"]),
    )


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


@pytest.mark.parametrize("name", REAL)
def test_the_elder_edition_makes_up_the_same_copy_by_itself(name: str) -> None:
    numbered, paper = real(name)
    elder = dataclasses.replace(paper, type_area=ELDER)
    composed, pages, grid = drawn(numbered, elder, ROOT / "issues" / name)
    area = (grid.left, grid.top, grid.left + grid.width, grid.top + grid.height)
    assert {each.code for each in composed.diagnostics} <= {"SQ602", "SQ603"}
    over = {each.number for page in composed.overset for each in page.blocks if each.number}
    told = "".join(each.message + each.remedy for each in composed.diagnostics if each.code == "SQ602")
    for item in numbered.articles:
        assert item.number not in over or f"《{item.article.listed_headline}》" in told
        printed_here = [
            each
            for page in (*composed.pages, *composed.overset)
            for each in page.blocks
            if each.number == item.number and each.kind in (BlockKind.TEXT, BlockKind.TABLE)
        ]
        if item.article.kind is Kind.ARTICLE:
            assert not written_characters(item) - characters_of(printed_here)
    for page, sheet in zip(composed.pages, pages, strict=False):
        assert page.broken_rules == ()
        assert page.fill >= 0.985
        assert largest_empty(sheet, area, grid.gap, grid.leading, grid.size)[0] <= 0.015


BROKEN = {21: 1, 24: 1}
"""Seed → pages that break a rule: 通缝 on one of 21's, a picture larger than the lead's on one of 24's; nothing better was found."""
ENDS = {24: 75.0}
"""Seed → points by which columns end unevenly: on the same page white stands under a text beside its picture."""
SEEDS = range(20, 26)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Tally]:
    """What six generated issues come to, by seed."""
    folder, found = tmp_path_factory.mktemp("generated"), {}
    make_pictures(folder)
    for seed in SEEDS:
        made, found[seed] = generate(seed), Tally()
        measure(made.numbered, made.paper, folder, found[seed], made.shares, f"issue-{seed}", None)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_pages_whose_copy_fits_are_full_and_break_no_rule(
    seed: int, generated: dict[int, Tally]
) -> None:
    tally = generated[seed]
    assert min(tally.fills, default=1) >= 0.985
    assert max(tally.empties, default=0) <= 0.015
    assert tally.broken.total() <= BROKEN.get(seed, 0)
    assert tally.lost == 0
    assert max(tally.ends, default=0) < ENDS.get(seed, 19.0)


def test_what_is_judged_on_generated_pages_are_full_pages_and_many(generated: dict[int, Tally]) -> None:
    # A page that lacks copy or has too much says so, and is judged by nobody.
    assert sum(tally.full for tally in generated.values()) >= 5
