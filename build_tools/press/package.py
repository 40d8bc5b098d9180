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

from build_tools.diagnostics import Diagnostic
from build_tools.model import NumberedIssue, Paper
from build_tools.press.conversion import Edition, PressFile, convert_to_press, identity_of
from build_tools.press.conversion.inks import Inks
from build_tools.press.imposition import impose
from build_tools.press.preflight import Demands, demands_of, finding_diagnostics, preflight_file
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


def make_press_package(drawn: bytes, commission: Commission) -> PressPackage:
    """付印包 of a drawn issue. The ticket's own PDF is drawn by the caller, who has an engine for it."""
    inks = Inks.from_file(commission.profile)
    made = convert_to_press(drawn, commission.paper.press, inks, commission.edition)
    with tempfile.TemporaryDirectory(prefix="chenbao-press-") as folder:
        whole = Path(folder) / made[0].name
        whole.write_bytes(made[0].content)
        report = preflight_file(whole, _demands(commission))
    if report.findings:
        return PressPackage({}, None, finding_diagnostics(f"press/{made[0].name}", report.findings))
    ticket = JobTicket(commission.paper, commission.numbered, commission.version, commission.signed_by, inks.description, _delivered(made, report.ink), commission.sample)
    files = {each.name: each.content for each in made} | _papers(ticket, commission.edition)
    files[commission.edition.file_name("SHEETS")] = impose(made[0].content, commission.paper.press.fold, identity_of(commission.paper.press, inks, commission.edition))
    return PressPackage(files, ticket, ())


def _demands(commission: Commission) -> Demands:
    """Our own file must be what was agreed on, page by page, and its black must overprint."""
    press, area = commission.paper.press, commission.paper.type_area
    return replace(
        demands_of(press, standard=press.standard, profile=str(commission.profile)),
        page_width=area.page_width,
        page_height=area.page_height,
        pages=len(commission.numbered.issue.pages),
        most_dpi=305.0,
        black_overprints=True,
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


def _papers(ticket: JobTicket, edition: Edition) -> dict[str, bytes]:
    """付印单 for programs, and the check sums."""
    document = json.dumps(ticket_document(ticket), ensure_ascii=False, indent=1) + "\n"
    return {
        edition.file_name("TICKET", "json"): document.encode(),
        edition.file_name("TICKET", "xjdf"): ticket_xjdf(ticket).encode(),
        edition.file_name("SHA256", "txt"): checksums(ticket.files).encode(),
    }
