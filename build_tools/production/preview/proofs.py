"""样张: an issue page by page while it is being written.

In: a numbered issue, the paper, the paper's folder. Out: :class:`ProofPage` for the pages asked for, of which only those are
made again that depend on what was changed; byte for byte what the whole issue's print has of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.model import Issue, NumberedIssue, Paper
from build_tools.site.replica.pictures import DESK_WIDTH, opened
from build_tools.typesetting import (
    PageInputs,
    StandingType,
    bind_pages,
    compose_page,
    draw_issue,
    layout_entry,
    page_inputs,
)
from build_tools.typesetting.engine import uncollected
from build_tools.typesetting.sheet import sheet_of

_ISSUES = "issues"
_MOST_KEPT = 24
"""Pages kept at least, the longest unused being given up first: an edit that is taken back is shown at once."""


@dataclass(frozen=True, slots=True)
class ProofPage:
    """一版样张: one page as a PDF of its own, its 超版 sheets behind it. ``digest`` is that of its inputs: as long as it stays, so do the others."""

    number: int
    digest: str
    pdf: bytes
    layout: Mapping[str, object]
    """Its entry under ``pages`` in ``layout.json``."""
    diagnostics: tuple[Diagnostic, ...]

    def picture(self, width: int = DESK_WIDTH) -> bytes:
        """版面图 as WebP, the bytes that the website has of this page. About 0.2 s of work, 0.4 s in the largest width."""
        with opened(self.pdf) as painter:
            return painter.picture(1, width)


@dataclass(frozen=True, slots=True)
class Proofs:
    """样张存档 of a preview: give it the issue after every edit. Bounded in memory; to be used by one thread at a time."""

    root: Path
    _pages: dict[str, ProofPage] = field(default_factory=dict)
    _standing: StandingType = field(default_factory=StandingType)

    def page(self, numbered: NumberedIssue, paper: Paper, number: int) -> ProofPage:
        """一版样张: one page (the first is 1). Raises FontError when the machine lacks fontconfig or a typeface cannot be read."""
        return self._page(
            page_inputs(numbered, paper, sheet_of(self.root, paper), number, self._folder(numbered.issue))
        )

    def digests(self, numbered: NumberedIssue, paper: Paper) -> Mapping[int, str]:
        """Page → digest of all that it depends on; nothing is made."""
        return {inputs.page: inputs.digest for inputs in self._inputs(numbered, paper)}

    def _inputs(self, numbered: NumberedIssue, paper: Paper) -> list[PageInputs]:
        sheet = sheet_of(self.root, paper)
        return [
            page_inputs(numbered, paper, sheet, plan.number, self._folder(numbered.issue))
            for plan in numbered.issue.pages
        ]

    def _folder(self, issue: Issue) -> Path:
        return self.root / _ISSUES / issue.name

    def _page(self, inputs: PageInputs) -> ProofPage:
        made = self._pages.pop(inputs.digest, None) or self._made(inputs)
        self._pages[inputs.digest] = made
        while len(self._pages) > max(_MOST_KEPT, 2 * len(inputs.numbered.issue.pages)):
            del self._pages[next(iter(self._pages))]
        return made

    def _made(self, inputs: PageInputs) -> ProofPage:
        issue = inputs.numbered.issue
        with uncollected():
            finished = compose_page(inputs, self._standing)
            drawing = draw_issue(
                bind_pages(issue, inputs.paper, (finished,)), self._folder(issue), inputs.sheet
            )
        complaints = sorted_diagnostics([*finished.diagnostics, *drawing.diagnostics])
        return ProofPage(inputs.page, inputs.digest, drawing.pdf, layout_entry(finished.page), complaints)
