"""付印件: one issue on its way to the print shop, and what is made of it; the same for a first time and for once more.

In: a gathered issue, the pressroom, who signs. Out: the press package's files by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import SAMPLE, with_sample_facts
from build_tools.cli.preflight import profile_path
from build_tools.gathering import Gathered
from build_tools.press.package import Commission, PressPackage
from build_tools.press.ticket import ticket_html
from build_tools.production.pressroom import Pressroom
from build_tools.typesetting import draw_form

_PRESS = "press"


def as_sample(gathered: Gathered) -> Gathered:
    """The same paper with 样报 for every fact that is not given, and on every page."""
    assert gathered.paper is not None
    issues = tuple(replace(each, issue=replace(each.issue, specimen=each.issue.specimen or SAMPLE)) for each in gathered.issues)
    return replace(gathered, paper=with_sample_facts(gathered.paper), issues=issues)


def commission_of(gathered: Gathered, version: int, signed_by: str, *, sample: bool) -> Commission:
    """付印单 of the one issue that was gathered."""
    assert gathered.paper is not None
    return Commission(gathered.paper, gathered.issues[0], version, signed_by, Path(profile_path(gathered.root, gathered.paper.press)), sample)


@dataclass(frozen=True, slots=True)
class Signing:
    """付印件. ``pdf`` is where the proof PDF lies."""

    gathered: Gathered
    pressroom: Pressroom
    commission: Commission
    pdf: Path

    @property
    def press(self) -> Path:
        """dist/print/2021-01/press/."""
        return self.pdf.parent / _PRESS


def press_files(signing: Signing, package: PressPackage) -> Mapping[str, bytes]:
    """The package and the ticket's A4 page, by name; the version is in every name, so nothing is overwritten."""
    assert package.ticket is not None
    template = (signing.pressroom.sheet.folder / "ticket.html").read_text("utf-8")
    ticket = draw_form(ticket_html(package.ticket, template))
    return dict(sorted({**package.files, signing.commission.edition.file_name("TICKET"): ticket}.items()))
