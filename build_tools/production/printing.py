"""印样: an issue's print PDF and layout, made once for each state of its copy.

In: a numbered issue and the key of all that its print depends on. Out: the files, ready to be put in place in ``dist/print``;
from the storeroom when they are there; and what composing and drawing complained of.

An issue's print depends on the copy as numbered (headlines, bodies, where they stand in their files), its plan, number,
date and 样刊 mark; on the bytes of its pictures; on the paper's name, edition, sections, imprint, type area, address and
regime; on theme/print; and on the program, typefaces and libraries (``environment.py``). Of all that a page's own
digest (``typesetting.PageInputs``) names what that one page can show. Neither the number of processes nor anything
kept from earlier pages changes a byte of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostic
from build_tools.model import NumberedIssue, reading_name
from build_tools.production.inputs import Inputs
from build_tools.production.manuscripts import IssueSummary, numbered_of
from build_tools.production.order import READY, printed_folder
from build_tools.production.workers import Workshop
from build_tools.site.replica import LAYOUT
from build_tools.store.digests import digest_of
from build_tools.store.files import write_whole
from build_tools.store.plain import packed, unpacked

if TYPE_CHECKING:  # most builds set nothing
    from build_tools.typesetting import FinishedPage

KIND = "print"
_READING, DRAWN = "reading", "drawn"
"""Kinds in the storeroom; of a print and of a reading copy the key of what was drawn is kept, which others may share."""
PDF, COMPLAINTS = "pdf", "diagnostics"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """排印单: one issue, the key of its copy and that of its print, what its pages depend on besides what they show."""

    name: str
    copy: str
    key: str
    setting: str


def print_job(inputs: Inputs, copy: IssueSummary) -> PrintJob:
    """The job for an issue as it was read."""
    environment = (inputs.program, inputs.environment)
    key = digest_of(
        KIND, *environment, inputs.paper, inputs.sheet, copy.content, inputs.issues[copy.name].pictures
    )
    return PrintJob(copy.name, copy.key, key, digest_of("page", *environment))


def compose_page(shop: Workshop, job: tuple[PrintJob, int]) -> None:
    """Have a page in the storeroom, where who prints the issue finds it. Raises as :meth:`Pressroom.finished`."""
    issue, page = job
    numbered = numbered_of(shop.cache, issue.name, issue.copy)
    shop.pressroom.finished(numbered, page, issue.setting, shop.cache)


def print_copy(shop: Workshop, job: PrintJob) -> tuple[Diagnostic, ...]:
    """Have the print ready, unless it lies in ``dist/print``; a preview lays it there at once. Gives what was complained of.

    Raises OSError; then the old one stands.
    """
    kept = _known(shop, KIND, job.key) or _printed(shop, job)
    reading = _reading_copy(shop, job)
    if not _lies(shop, job, kept, reading):
        _lay(shop, job, kept, reading)
    complaints: tuple[Diagnostic, ...] = unpacked(kept[COMPLAINTS])
    return complaints


def _printed(shop: Workshop, job: PrintJob) -> dict[str, bytes]:
    numbered = numbered_of(shop.cache, job.name, job.copy)
    pages = _finished(shop, job, numbered)
    printed = shop.pressroom.print(numbered, pages, job.setting, shop.cache)
    kept = {
        DRAWN: printed.drawn.encode(),
        LAYOUT: printed.layout,
        COMPLAINTS: packed(printed.diagnostics),
    }
    shop.cache.put(KIND, job.key, kept)
    return {**kept, PDF: printed.pdf}


def _known(shop: Workshop, kind: str, key: str) -> dict[str, bytes] | None:
    """What is kept of a print or a reading copy, with the PDF that it names."""
    kept = shop.cache.get(kind, key)
    drawn = shop.cache.get(DRAWN, kept[DRAWN].decode()) if kept else None
    return {**drawn, **kept} if drawn and kept else None


def _reading_copy(shop: Workshop, job: PrintJob) -> bytes | None:
    """What readers of the website load in place of the print; of what stays at home, and in a preview, there is none."""
    if shop.order.preview:
        return None
    numbered = numbered_of(shop.cache, job.name, job.copy)
    if not (numbered.signed or shop.paper.drafts):
        return None
    if kept := _known(shop, _READING, job.key):
        return kept[PDF]
    pages = _finished(shop, job, numbered)
    key, pdf = shop.pressroom.reading_copy(numbered, pages, job.setting, shop.cache)
    shop.cache.put(_READING, job.key, {DRAWN: key.encode()})
    return pdf


def _finished(shop: Workshop, job: PrintJob, numbered: NumberedIssue) -> list[FinishedPage]:
    return [
        shop.pressroom.finished(numbered, plan.number, job.setting, shop.cache)
        for plan in numbered.issue.pages
    ]


def lies_as_printed(shop: Workshop, job: PrintJob) -> bool:
    """Whether what lies in ``dist/print`` is the print of this state, as far as the storeroom knows."""
    kept = _known(shop, KIND, job.key)
    return kept is not None and _lies(shop, job, kept, None)


def put_in_place(root: Path, issues: Collection[str]) -> None:
    """What lies ready takes the place of the old print, file by file at one stroke. Raises OSError."""
    files = [
        path for issue in sorted(issues) for path in sorted(printed_folder(root, issue, issues).iterdir())
    ]
    for folder in {path.parent.name for path in files}:
        printed_folder(root, folder).mkdir(parents=True, exist_ok=True)
    for path in files:
        os.replace(path, printed_folder(root, path.parent.name) / path.name)


def clear_ready(root: Path) -> None:
    """Take away what a build that was killed or failed had ready."""
    shutil.rmtree(root / READY, ignore_errors=True)


def _lay(shop: Workshop, job: PrintJob, kept: Mapping[str, bytes], reading: bytes | None) -> None:
    """Write the files, and beside them what else lies there now: so the folder is seen as it will be."""
    lying = printed_folder(shop.root, job.name)
    ready = printed_folder(shop.root, job.name, () if shop.order.preview else (job.name,))
    pdf = shop.pressroom.pdf_path(job.name)
    write_whole(ready / pdf.name, kept[PDF])
    write_whole(ready / LAYOUT, kept[LAYOUT])
    if reading is None:  # one that lies there is of another print, or of a draft that has gone home
        (lying / reading_name(pdf.name)).unlink(missing_ok=True)
    else:
        write_whole(ready / reading_name(pdf.name), reading)
    for path in (*lying.glob("*.pdf"), *lying.glob("*.json")):
        if not (ready / path.name).is_file():
            shutil.copy2(path, ready)


def _lies(shop: Workshop, job: PrintJob, kept: Mapping[str, bytes], reading: bytes | None) -> bool:
    pdf = shop.pressroom.pdf_path(job.name)
    beside = reading is None or _holds(pdf.with_name(reading_name(pdf.name)), reading)
    return beside and _holds(pdf, kept[PDF]) and _holds(pdf.with_name(LAYOUT), kept[LAYOUT])


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
