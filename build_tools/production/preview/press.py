"""小样机: sets and paints single pages in a process of its own, so that the website does not wait for them.

In: an issue by the key of its copy, and the number of a page. Out: the page as PDF and pictures, what it complains of.
Everything stays warm: typefaces, the sheet, the pages set before. The process ends with the one that began it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic
from build_tools.model import NumberedIssue, Paper
from build_tools.production.manuscripts import numbered_of
from build_tools.production.order import Order
from build_tools.production.preview.proofs import Proofs
from build_tools.production.printing import PrintJob, lies_as_printed, print_copy
from build_tools.production.workers import Workshop
from build_tools.proofreading import proofread_issue
from build_tools.readers import read_words
from build_tools.site.replica.layout import parse_layout
from build_tools.site.replica.making import outline_path
from build_tools.site.replica.pictures import DESK_WIDTH, WIDTHS
from build_tools.site.replica.regions import find_regions

FIRST_WIDTH = DESK_WIDTH
OTHER_WIDTHS = tuple(width for width in WIDTHS if width != FIRST_WIDTH)


@dataclass(frozen=True, slots=True)
class ProofJob:
    """小样单: an issue in one state, as the storeroom holds it."""

    name: str
    copy: str
    """The key of its copy."""
    paper: Paper


@dataclass(frozen=True, slots=True)
class ProofSet:
    """小样: a page as set. ``outlines``: number → path in mm."""

    digest: str
    title: str
    pdf: bytes
    picture: bytes
    outlines: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


class _Press:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.proofs = Proofs(order.root)
        self._last: tuple[str, NumberedIssue] | None = None

    def numbered(self, job: ProofJob) -> NumberedIssue:
        if self._last is None or self._last[0] != job.copy:
            self._last = job.copy, numbered_of(self.order.cache, job.name, job.copy)
        return self._last[1]


_press: _Press | None = None


def begin(order: Order) -> None:
    """Make this process the press."""
    global _press
    _press = _Press(order)


def compare(job: ProofJob) -> Mapping[int, str]:
    """Page → digest of all that it depends on. Raises LostIssue, FontError."""
    return _at_work().proofs.digests(_at_work().numbered(job), job.paper)


def set_page(job: ProofJob, number: int) -> ProofSet:
    """排一版 and paint it in the width shown first. Raises LostIssue, FontError."""
    press = _at_work()
    numbered = press.numbered(job)
    page = press.proofs.page(numbered, job.paper, number)
    title = next((plan.title for plan in numbered.issue.pages if plan.number == number), "")
    (printed,) = parse_layout(_document(page.layout)).pages
    outlines = {region.number: outline_path(region.rings) for region in find_regions(printed.blocks)}
    return ProofSet(
        page.digest,
        title,
        page.pdf,
        page.picture(FIRST_WIDTH),
        outlines,
        without_exempted(page.diagnostics, numbered.issue),
    )


def proofread_copy(job: ProofJob) -> tuple[Diagnostic, ...]:
    """校对: likely misprints of the issue, none once it is signed. Raises LostCopy."""
    numbered, root = _at_work().numbered(job), _at_work().order.root
    return () if numbered.signed else proofread_issue(root, numbered, read_words(root, job.paper.standing)[0])


def paint_page(job: ProofJob, number: int) -> Mapping[int, bytes]:
    """The same page in the other widths."""
    page = _at_work().proofs.page(_at_work().numbered(job), job.paper, number)
    return {width: page.picture(width) for width in OTHER_WIDTHS}


def is_printed(job: PrintJob) -> bool:
    """Whether the whole issue lies in dist/print in this state."""
    return lies_as_printed(Workshop(Order(_at_work().order.root)), job)


def print_whole(job: PrintJob) -> None:
    """The whole issue, into dist/print. Raises OSError, LostIssue, FontError."""
    print_copy(Workshop(_at_work().order), job)


def _document(entry: Mapping[str, object]) -> str:
    """A page's entry as a document of its own; where its regions lie does not depend on the sheet's size."""
    return json.dumps({"page_mm": [1, 1], "pages": [entry]})


def _at_work() -> _Press:
    assert _press is not None
    return _press
