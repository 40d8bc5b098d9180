"""印务: what build, check and sign-off share: set issues in type, draw them, write the proof PDF.

In: what was gathered. Out: composed issues; the PDF and layout.json in dist/print/.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.production.places import LAYOUT, layout_text
from build_tools.production.proofs import PrintedIssue, draw_pages
from build_tools.readers import ISSUES, signed_pdf
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of
from build_tools.store.files import write_whole
from build_tools.store.plain import packed, unpacked
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
from build_tools.typesetting.sheet import sheet_of

_PAGE = "page"


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
        kept = cache.get(_PAGE, key)
        if kept is not None:
            found = unpacked(kept["page"])
            assert isinstance(found, FinishedPage)
            return found
        with uncollected():
            made = compose_page(inputs)
        cache.put(_PAGE, key, {"page": packed(made)})
        return made

    def print(self, numbered: NumberedIssue, pages: Iterable[FinishedPage]) -> PrintedIssue:
        """Draw an issue's finished pages; nothing is written. What its articles exempt is not reported."""
        printed = draw_pages(numbered.issue, self.paper, self.root, self.sheet, pages)
        return replace(printed, diagnostics=without_exempted(printed.diagnostics, numbered.issue))

    def reading_copy(self, numbered: NumberedIssue, pages: Iterable[FinishedPage]) -> bytes:
        """阅读版 of an issue's finished pages, which readers load from the website; nothing is written."""
        # Only now: most builds have no new print.
        from build_tools.press.reading_copy import make_reading_copy

        with uncollected():
            composed = bind_pages(numbered.issue, self.paper, pages)
            return make_reading_copy(composed, self.folder(composed.name), self.sheet).pdf

    def write(self, composed: ComposedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
        """Draw an issue and write its PDF and layout.json; gives the PDF and what the draw complained of."""
        path = self.pdf_path(composed.name)
        with uncollected():
            drawn = draw_issue(composed, self.folder(composed.name), self.sheet)
        write_whole(path, drawn.pdf)
        write_whole(path.with_name(LAYOUT), layout_text(layout_document(composed)))
        return path, drawn.diagnostics

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
