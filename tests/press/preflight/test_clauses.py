"""The table of clauses: every requirement has a file that breaks it and a file that keeps it, and the handbook shows it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import CATALOGUE
from build_tools.press.preflight.clauses import CLAUSES, Clause, clause_rows
from tests.press.preflight.test_planted_faults import PLANTED, RAW
from tests.press.preflight.test_relatives import RELATIVES
from tests.press.preflight.test_sound_files import SOUND

_PAGE = Path(__file__).parents[3] / "content/handbook/preflight.md"


@pytest.mark.parametrize("clause", CLAUSES, ids=[each.subject for each in CLAUSES])
def test_a_clause_is_proved_by_two_files(clause: Clause) -> None:
    assert clause.code in CATALOGUE
    assert clause.code in {
        RAW.get(clause.planted),
        *(each.code for each in PLANTED if each.name == clause.planted),
        *(each.code for each in RELATIVES if each.name == clause.planted),
    }
    passing = {each.name for each in RELATIVES if not each.code}
    assert clause.sound == "page" or clause.sound in SOUND or clause.sound in passing


def test_the_handbook_shows_the_whole_table() -> None:
    lines = _PAGE.read_text("utf-8").splitlines()
    start = lines.index("|---|---|---|---|---|") + 1
    assert tuple(lines[start : start + len(CLAUSES)]) == clause_rows()
