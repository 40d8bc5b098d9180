"""印务: what build, check and hand-over share: sets issues in type, draws them, knows where the print lies.

In: numbered issues. Out: placed pages, prints as bytes; nothing is written but pages into the storeroom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue, Paper
from build_tools.production.printing import COMPLAINTS, DRAWN, PDF
from build_tools.readers import ISSUES, signed_pdf
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of, digest_of_file
from build_tools.store.plain import packed, unpacked
from build_tools.typesetting import (
    ComposedIssue,
    FinishedPage,
    Sheet,
    bind_pages,
    compose_issue,
    compose_page,
    layout_document,
    page_inputs,
)
from build_tools.typesetting.draw import Document, Drawing, print_document
from build_tools.typesetting.engine import uncollected
from build_tools.typesetting.layout import layout_bytes
from build_tools.typesetting.reading import reading_document
from build_tools.typesetting.sheet import sheet_of

_PAGE = "page"


@dataclass(frozen=True, slots=True)
class PrintedIssue:
    """一期印样: PDF, ``layout.json``, and what composing and drawing complained of (SQ6), but for what its articles exempt."""

    pdf: bytes
    layout: bytes
    diagnostics: tuple[Diagnostic, ...]
    drawn: str
    """The key under which the storeroom keeps the PDF."""


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

        def made() -> FinishedPage:
            with uncollected():
                return compose_page(inputs)

        return cache.remembered(_PAGE, key, FinishedPage, made)

    def print(
        self, numbered: NumberedIssue, pages: Sequence[FinishedPage], setting: str, cache: Cache
    ) -> PrintedIssue:
        """Draw an issue's finished pages, all of them in order; ``setting`` and ``cache`` as for them."""
        composed = bind_pages(numbered.issue, self.paper, pages)
        document = print_document(composed, self.folder(composed.name), self.sheet)
        key, drawing = _drawn(document, Document.draw, setting, cache)
        found = without_exempted([*composed.diagnostics, *drawing.diagnostics], numbered.issue)
        layout = layout_bytes(layout_document(composed))
        return PrintedIssue(drawing.pdf, layout, sorted_diagnostics(found), key)

    def reading_copy(
        self, numbered: NumberedIssue, pages: Sequence[FinishedPage], setting: str, cache: Cache
    ) -> tuple[str, bytes]:
        """阅读版 of an issue's finished pages, which readers load from the website, and the key of its drawing."""
        # Only now: most builds have no new print.
        from build_tools.press.reading_copy import draw_bare

        composed = bind_pages(numbered.issue, self.paper, pages)
        document = reading_document(composed, self.folder(composed.name), self.sheet)
        key, drawing = _drawn(document, draw_bare, setting, cache)
        return key, drawing.pdf

    def folder(self, issue: str) -> Path:
        """The issue's own folder."""
        return self.root / ISSUES / issue

    def pdf_path(self, issue: str) -> Path:
        """dist/print/2021-01/社区晨报-张庙-2021-01.pdf; of a signed issue under the name it was signed with."""
        signed = signed_pdf(self.root, issue)
        return self.root / (signed or f"dist/print/{self.paper.address(issue, '.pdf')}")


def _drawn(
    document: Document, draw: Callable[[Document], Drawing], setting: str, cache: Cache
) -> tuple[str, Drawing]:
    """From the storeroom where a document that says and shows the same was drawn before, whatever has changed since."""
    pictures = map(digest_of_file, document.files)
    key = digest_of(setting, document.html, document.base_url, str(document.tagged), *pictures)
    kept = cache.get(DRAWN, key)
    if kept is None:
        with uncollected():
            made = draw(document)
        kept = {PDF: made.pdf, COMPLAINTS: packed(made.diagnostics)}
        cache.put(DRAWN, key, kept)
    return key, Drawing(kept[PDF], unpacked(kept[COMPLAINTS]))


def open_pressroom(gathered: Gathered) -> Pressroom:
    """The pressroom of a gathered paper."""
    assert gathered.paper is not None
    return pressroom_of(gathered.root, gathered.paper)


def pressroom_of(root: Path, paper: Paper) -> Pressroom:
    """The pressroom of a paper, with its own sheet (theme/print/) or else the program's."""
    return Pressroom(root, paper, sheet_of(root, paper))
