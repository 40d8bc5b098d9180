"""印样: an issue's print PDF and layout, made once for each state of its copy.

In: a numbered issue and the key of all that its print depends on. Out: the files in ``dist/print``, from the storeroom
when they are there, and what composing and drawing complained of.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.production.copies import CopyFacts, numbered_of
from build_tools.production.inputs import Inputs, digest_of
from build_tools.production.parcels import packed, unpacked
from build_tools.production.places import LAYOUT, layout_text
from build_tools.production.workshop import Workshop
from build_tools.production.writing import write_whole

KIND = "print"
_PDF, _COMPLAINTS = "pdf", "diagnostics"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """排印单: one issue, the key of its copy and that of its print, what its pages depend on."""

    name: str
    copy: str
    key: str
    setting: str


@dataclass(frozen=True, slots=True)
class PrintFacts:
    """印样要目: the key of an issue's print, what was complained of, a digest of what lies in dist/print since."""

    name: str
    key: str
    diagnostics: tuple[Diagnostic, ...]
    lying: str = ""


def print_key(inputs: Inputs, copy: CopyFacts) -> str:
    """All that an issue's print depends on."""
    return digest_of(KIND, inputs.program, inputs.paper, inputs.sheet, inputs.environment, copy.content, inputs.pictures[copy.name])


def setting(inputs: Inputs) -> str:
    """What pages depend on besides what they show: the program, typefaces and libraries."""
    return digest_of("page", inputs.program, inputs.environment)


@dataclass(frozen=True, slots=True)
class PageJob:
    """排版单: one page of an issue, the key of the issue's copy, and the :func:`setting`."""

    name: str
    copy: str
    page: int
    setting: str


def compose_page(shop: Workshop, job: PageJob) -> None:
    """Have a page in the storeroom, where who prints the issue finds it. Raises as :meth:`Pressroom.finished`."""
    shop.pressroom.finished(numbered_of(shop.store, job.name, job.copy), job.page, job.setting, shop.store)


def print_copy(shop: Workshop, job: PrintJob) -> PrintFacts:
    """Have the print in ``dist/print``. Raises OSError if it cannot be written; then the old one stands."""
    kept = shop.store.get(KIND, job.key)
    if kept is None:
        numbered = numbered_of(shop.store, job.name, job.copy)
        pages = [shop.pressroom.finished(numbered, plan.number, job.setting, shop.store) for plan in numbered.issue.pages]
        printed = shop.pressroom.print(numbered, pages)
        kept = {_PDF: printed.pdf, LAYOUT: layout_text(printed.layout), _COMPLAINTS: packed(printed.diagnostics)}
        shop.store.put(KIND, job.key, kept)
    pdf = shop.pressroom.pdf_path(job.name)
    for path, content in ((pdf, kept[_PDF]), (pdf.with_name(LAYOUT), kept[LAYOUT])):
        if not _holds(path, content):
            write_whole(path, content)
    return PrintFacts(job.name, job.key, unpacked(kept[_COMPLAINTS]))


def lies_as_printed(shop: Workshop, job: PrintJob) -> bool:
    """Whether what lies in ``dist/print`` is the print of this state, as far as the storeroom knows."""
    kept = shop.store.get(KIND, job.key)
    pdf = shop.pressroom.pdf_path(job.name)
    return kept is not None and _holds(pdf, kept[_PDF]) and _holds(pdf.with_name(LAYOUT), kept[LAYOUT])


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
