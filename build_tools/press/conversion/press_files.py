"""付印文件: one PDF a page and one with all pages, as the print shop is to get them.

In: the drawn PDF (RGB pictures and accents allowed), the paper's press settings and the edition. Out: named
files as bytes; nothing is written here. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, replace

from pikepdf import Page, Pdf

from build_tools.model import PressSettings
from build_tools.press.conversion.fonts import bare_fonts
from build_tools.press.conversion.identity import Identity, identify, save_as, set_boxes
from build_tools.press.conversion.inks import Inks
from build_tools.press.conversion.pictures import convert_pictures
from build_tools.press.conversion.rewriting import Rewriter
from build_tools.press.preflight.demands import Standard
from build_tools.press.reading.content import Walker

_MOST_OPERATORS = 20_000_000


@dataclass(frozen=True, slots=True)
class Edition:
    """Which paper, which day, which total number 总期号, which version of the files."""

    code: str
    title: str
    date: datetime.date
    number: int
    version: int

    def file_name(self, part: str, ending: str = "pdf") -> str:
        """``ZMCB_20210111_001_A01_v1.pdf``: ASCII without spaces, as shops sort them."""
        return f"{self.code}_{self.date:%Y%m%d}_{self.number:03d}_{part}_v{self.version}.{ending}"


@dataclass(frozen=True, slots=True)
class PressFile:
    """付印文件: ``page`` is 0 for the file that holds all pages."""

    name: str
    page: int
    content: bytes


def convert_to_press(
    drawn: bytes, settings: PressSettings, inks: Inks, edition: Edition
) -> tuple[PressFile, ...]:
    """转印: the file of all pages, then one a page."""
    identity = identity_of(settings, inks, edition)
    with Pdf.open(io.BytesIO(drawn)) as source:
        _convert(source, settings, inks)
        files = [PressFile(edition.file_name("ALL"), 0, _file(source, list(source.pages), identity))]
        for number, page in enumerate(source.pages, 1):
            part = replace(identity, title=f"{edition.title} 第{number}版")
            files.append(PressFile(edition.file_name(f"A{number:02d}"), number, _file(source, [page], part)))
    return tuple(files)


def identity_of(settings: PressSettings, inks: Inks, edition: Edition) -> Identity:
    """What every file of the edition says of itself."""
    return Identity(
        edition.title,
        edition.date,
        Standard(settings.standard),
        inks.profile,
        inks.description,
        edition.version,
    )


def _convert(pdf: Pdf, settings: PressSettings, inks: Inks) -> None:
    convert_pictures(pdf, inks, _resolutions(pdf), float(settings.ink_limit))
    rewriter = Rewriter(pdf, inks)
    for page in pdf.pages:
        rewriter.page(page)
        set_boxes(pdf, page, settings.bleed, marks=settings.marks)
    if Standard(settings.standard) is Standard.X1A:
        bare_fonts(pdf)


def _resolutions(pdf: Pdf) -> dict[tuple[int, int], float]:
    """Image object → the lowest resolution at which it is painted."""
    walker, lowest = Walker(_MOST_OPERATORS), dict[tuple[int, int], float]()
    for page in pdf.pages:
        for mark in walker.page(page):
            if mark.pixels is not None and mark.pixels.identity != (0, 0):
                lowest[mark.pixels.identity] = min(
                    mark.pixels.dpi, lowest.get(mark.pixels.identity, mark.pixels.dpi)
                )
    return lowest


def _file(source: Pdf, pages: list[Page], identity: Identity) -> bytes:
    buffer = io.BytesIO()
    with Pdf.new() as pdf:
        for page in pages:
            pdf.pages.append(page)
        identify(pdf, identity)
        pdf.remove_unreferenced_resources()
        save_as(pdf, buffer, identity.standard)
    return buffer.getvalue()
