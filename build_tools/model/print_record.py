"""定本: an issue as it went to press: everything that print, page pictures and regions of it are made from ever after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model.paper import Paper


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """定本 of one issue, as sign-off wrote it (contract §1, ``printed/``).

    ``paper`` is the paper's name, edition, sections, imprint and settings of that day. ``pages``: page → its placed
    blocks and lines as text (:mod:`build_tools.typesetting.frozen`). ``css``, ``inks`` and ``body`` (family, size in
    points, weight, colour) are what the sheet gave to the draw, ``ticket`` is the template of the job ticket.
    ``profile`` is the file of the press profile, relative to the issue's folder. ``tools``: typeface or library →
    its digest or version, on which the bytes of the print depend.
    """

    paper: Paper
    pages: Mapping[int, str]
    css: str
    inks: Mapping[str, str]
    body: tuple[str, float, int, str]
    ticket: str
    profile: str
    tools: Mapping[str, str]

    def of_page(self, page: int) -> PrintRecord:
        """The part of it that one page is drawn from."""
        return PrintRecord(
            self.paper,
            {page: self.pages[page]} if page in self.pages else {},
            self.css,
            self.inks,
            self.body,
            "",
            "",
            {},
        )
