"""Page proofs of a preview."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue
from build_tools.site.proofs import Proofs
from tests.site.conftest import Built

OVERSET = diagnose("SQ605", Place("issues/2021-06/issue.yml"), problem="超版")


def test_unchanged_issue_is_drawn_once_and_keeps_its_complaints(built: Built) -> None:
    drawn: list[str] = []
    proofs = Proofs()

    def draw(gathered: Gathered, numbered: NumberedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
        drawn.append(numbered.issue.name)
        return Path("proof.pdf"), (OVERSET,)

    assert proofs.refresh(built.gathered, draw) == (OVERSET,)
    assert proofs.refresh(built.gathered, draw) == (OVERSET,)
    assert drawn == ["2021-06"]


def test_changed_copy_is_drawn_again(built: Built) -> None:
    drawn: list[str] = []
    proofs = Proofs()

    def draw(gathered: Gathered, numbered: NumberedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
        drawn.append(numbered.articles[0].article.headline)
        return Path("proof.pdf"), ()

    proofs.refresh(built.gathered, draw)
    (numbered,) = built.gathered.issues
    first = numbered.articles[0]
    rewritten = dataclasses.replace(first, article=dataclasses.replace(first.article, headline="新题"))
    changed = dataclasses.replace(numbered, articles=(rewritten, *numbered.articles[1:]))
    proofs.refresh(dataclasses.replace(built.gathered, issues=(changed,)), draw)
    assert drawn == [first.article.headline, "新题"]
