"""Every rule's manual page holds: the paper it shows gives the diagnostics it prints, all of them and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import gather
from build_tools.proofreading import proofread_gathered
from tests.checks.case import CASES, SOUND_PAPER, Case, lay_out, read_case


def found_in(root: Path) -> tuple[Diagnostic, ...]:
    gathered = gather(root)
    return sorted_diagnostics([*gathered.diagnostics, *proofread_gathered(gathered)])


def test_the_paper_below_the_cases_is_sound(tmp_path: Path) -> None:
    lay_out(Case("SQ000", tuple(SOUND_PAPER.items())), tmp_path)
    assert found_in(tmp_path) == ()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_a_rule_says_what_its_page_says(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    lay_out(case, tmp_path)
    found = found_in(tmp_path)
    assert "".join(f"{each}\n" for each in found) == case.expected
    assert case.code in {each.code for each in found}
