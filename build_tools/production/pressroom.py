"""印务: what build, check and hand-over share: sets issues in type, draws them, knows where the print lies.

In: numbered issues. Out: placed pages, prints as bytes; nothing is written but pages into the storeroom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.readers import ISSUES, signed_pdf
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of
from build_tools.typesetting import (
    ComposedIssue,
    FinishedPage,
    Sheet,
    bind_pages,
    compose_issue,
    compose_page,
    draw_issue,
    layout_document,
    page_inputs,
)
from build_tools.typesetting.engine import uncollected
from build_tools.typesetting.layout import layout_bytes
from build_tools.typesetting.sheet import sheet_of

_PAGE = "page"


@dataclass(frozen=True, slots=True)
class PrintedIssue:
    """一期印样: PDF, ``layout.json``, and what composing and drawing complained of (SQ6), but for what its articles exempt."""

    pdf: bytes
    layout: bytes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Pressroom:
    """The paper's sheet and where its output goes."""

    root: Path
    paper: Paper
    sheet: Sheet

    def compose(self, numbered: NumberedIssue) -> ComposedIssue:
        """An issue in placed blocks; what its articles exempt (免检) is not reported again."""
        composed = compose_issue(numbered, self.paper, self.sheet)
        return replace(composed, diagnostics=without_exempted(composed.diagnostics, numbered.issue))

    def finished(self, numbered: NumberedIssue, page: int, setting: str, cache: Cache) -> FinishedPage:
        """A page as composed, from the storeroom if it is there; ``setting`` is what pages depend on besides what they show.

        Raises OSError if it cannot be kept, FontError when a typeface cannot be read.
        """
        inputs = page_inputs(numbered, self.paper, self.sheet, page, self.folder(numbered.issue.name))
        key = digest_of(setting, inputs.digest)
        kept = cache.get_value(_PAGE, key, FinishedPage)
        if kept is not None:
            return kept
        with uncollected():
            made = compose_page(inputs)
        cache.put_value(_PAGE, key, made)
        return made

    def print(self, numbered: NumberedIssue, pages: Sequence[FinishedPage]) -> PrintedIssue:
        """Draw an issue's finished pages, all of them in order."""
        with uncollected():
            composed = bind_pages(numbered.issue, self.paper, pages)
            drawn = draw_issue(composed, self.folder(composed.name), self.sheet)
        found = without_exempted([*composed.diagnostics, *drawn.diagnostics], numbered.issue)
        return PrintedIssue(drawn.pdf, layout_bytes(layout_document(composed)), sorted_diagnostics(found))

    def reading_copy(self, numbered: NumberedIssue, pages: Sequence[FinishedPage]) -> bytes:
        """阅读版 of an issue's finished pages, which readers load from the website."""
        # Only now: most builds have no new print.
        from build_tools.press.reading_copy import make_reading_copy

        with uncollected():
            composed = bind_pages(numbered.issue, self.paper, pages)
            return make_reading_copy(composed, self.folder(composed.name), self.sheet).pdf

    def folder(self, issue: str) -> Path:
        """The issue's own folder."""
        return self.root / ISSUES / issue

    def pdf_path(self, issue: str) -> Path:
        """dist/print/2021-01/社区晨报-张庙-2021-01.pdf; of a signed issue under the name it was signed with."""
        signed = signed_pdf(self.root, issue)
        return self.root / (signed or f"dist/print/{self.paper.address(issue, '.pdf')}")


def open_pressroom(gathered: Gathered) -> Pressroom:
    """The pressroom of a gathered paper."""
    assert gathered.paper is not None
    return pressroom_of(gathered.root, gathered.paper)


def pressroom_of(root: Path, paper: Paper) -> Pressroom:
    """The pressroom of a paper, with its own sheet (theme/print/) or else the program's."""
    return Pressroom(root, paper, sheet_of(root, paper))
