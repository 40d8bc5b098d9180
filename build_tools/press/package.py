"""付印包: the whole of what the print shop receives, made in memory, preflighted, and only then handed over.

In: the drawn PDF, the paper, the issue, the profile. Out: files by name, and the diagnostics that forbid them.
Nothing is written here but to a folder that is thrown away.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import exempted_codes
from build_tools.diagnostics import Diagnostic
from build_tools.model import NumberedIssue, Paper
from build_tools.press.conversion import Edition, PressFile, convert_to_press, identity_of
from build_tools.press.conversion.inks import Inks
from build_tools.press.imposition import impose, page_plan
from build_tools.press.preflight import (
    Demands,
    Finding,
    Report,
    demands_of,
    finding_diagnostics,
    preflight_file,
)
from build_tools.press.preflight.separations import PageInk
from build_tools.press.ticket import DeliveredFile, JobTicket, checksums, ticket_document, ticket_xjdf


@dataclass(frozen=True, slots=True)
class Commission:
    """付印的一次: which issue, which version, who signs, with which profile."""

    paper: Paper
    numbered: NumberedIssue
    version: int
    signed_by: str
    profile: Path
    sample: bool = False

    @property
    def edition(self) -> Edition:
        """The names of the files."""
        issue, paper = self.numbered.issue, self.paper
        title = f"{paper.name}·{paper.edition}版 {issue.name}"
        return Edition(paper.code or "PAPER", title, issue.date, issue.number, self.version)


@dataclass(frozen=True, slots=True)
class PressPackage:
    """付印包: the files by name and their ticket, or the faults for which there is none."""

    files: Mapping[str, bytes]
    ticket: JobTicket | None
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...] = ()
    """Those of the diagnostics that are of the pages themselves, as the preflight found them."""


def make_press_package(drawn: bytes, commission: Commission) -> PressPackage:
    """付印包 of a drawn issue. The ticket's own PDF is drawn by the caller, who has an engine for it."""
    press, inks = (
        commission.paper.press,
        Inks.from_file(commission.profile, float(commission.paper.press.ink_limit)),
    )
    made = convert_to_press(drawn, press, inks, commission.edition)
    identity = identity_of(press, inks, commission.edition)
    # Another title, so that the sheets are another document than the pages that they are made of.
    identity = replace(identity, title=f"{identity.title} 大版")
    sheets = PressFile(
        commission.edition.file_name("SHEETS"),
        0,
        impose(made[0].content, press.fold, identity, bleed=press.bleed, marks=press.marks),
    )
    demands = _demands(commission)
    report = _preflight(made[0], demands)
    if report.findings:
        found = finding_diagnostics(f"press/{made[0].name}", report.findings)
        return PressPackage({}, None, found, report.findings)
    imposed = _preflight(sheets, _of_sheets(demands, commission))
    if imposed.findings:
        return PressPackage({}, None, finding_diagnostics(f"press/{sheets.name}", imposed.findings))
    ticket = JobTicket(
        commission.paper,
        commission.numbered,
        commission.version,
        commission.signed_by,
        inks.description,
        (*_delivered(made, report.ink), _delivered_sheets(sheets, report.ink)),
        commission.sample,
    )
    files = {each.name: each.content for each in (*made, sheets)}
    return PressPackage(files | _papers(ticket, commission.edition), ticket, ())


def _preflight(file: PressFile, demands: Demands) -> Report:
    with tempfile.TemporaryDirectory(prefix="chenbao-press-") as folder:
        path = Path(folder) / file.name
        path.write_bytes(file.content)
        return preflight_file(path, demands)


def _of_sheets(demands: Demands, commission: Commission) -> Demands:
    """Sheets are twice as wide, and each has two sides."""
    sheets = page_plan(demands.pages, commission.paper.press.fold)
    return replace(demands, page_width=2 * demands.page_width, pages=2 * len(sheets))


def _demands(commission: Commission) -> Demands:
    """Our own file must be what was agreed on, page by page, and its black must overprint.

    A picture that is coarser than the limit was named by ``check`` (SQ540, SQ541); where an editor let it pass with a
    reason (免检), the preflight lets it pass too. Of a frozen record the reasons are not kept: what it holds was checked
    before it was frozen. A picture that is used twice is as fine as its larger use needs.
    """
    press, area = commission.paper.press, commission.paper.type_area
    usual = demands_of(press, standard=press.standard, profile=str(commission.profile))
    issue = commission.numbered.issue
    coarse_passed = issue.record is not None or "SQ540" in exempted_codes(issue)
    return replace(
        usual,
        page_width=area.page_width,
        page_height=area.page_height,
        pages=len(commission.numbered.issue.pages),
        most_dpi=0.0,
        least_dpi=0.0 if coarse_passed else usual.least_dpi,
        black_overprints=True,
        most_seconds=180.0,
        most_memory=3_000_000_000,
    )


def _delivered(made: tuple[PressFile, ...], ink: tuple[PageInk, ...]) -> tuple[DeliveredFile, ...]:
    measured = {each.page: each for each in ink}
    return tuple(
        DeliveredFile(
            each.name,
            each.page,
            len(each.content),
            hashlib.sha256(each.content).hexdigest(),
            measured[each.page].colours if each.page else (),
            measured[each.page].heaviest if each.page else max(page.heaviest for page in ink),
        )
        for each in made
    )


def _delivered_sheets(sheets: PressFile, ink: tuple[PageInk, ...]) -> DeliveredFile:
    """The sheets carry the ink of their pages."""
    digest = hashlib.sha256(sheets.content).hexdigest()
    heaviest = max(page.heaviest for page in ink)
    return DeliveredFile(sheets.name, 0, len(sheets.content), digest, (), heaviest, sheets=True)


def _papers(ticket: JobTicket, edition: Edition) -> dict[str, bytes]:
    """付印单 for programs, and the check sums."""
    document = json.dumps(ticket_document(ticket), ensure_ascii=False, indent=1) + "\n"
    return {
        edition.file_name("TICKET", "json"): document.encode(),
        edition.file_name("TICKET", "xjdf"): ticket_xjdf(ticket).encode(),
        edition.file_name("SHA256", "txt"): checksums(ticket.files).encode(),
    }
