"""单版 PDF: each page of the print PDF as a file of its own.

In: the print PDF. Out: one PDF a page, with only the pictures and typefaces that the page uses. The same
print PDF gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def write_page_pdfs(pdf: Path, files: Mapping[int, Path]) -> None:
    """单版 PDF of some pages (the first is 1). Raises ValueError when the PDF cannot be read, OSError when none can be written."""
    import pikepdf  # only now: most builds find every page's PDF made

    try:
        with pikepdf.open(pdf) as whole:
            for page, path in files.items():
                _write(whole, page, path)
    except pikepdf.PdfError as problem:
        raise ValueError(str(problem)) from problem


def _write(whole: pikepdf.Pdf, page: int, path: Path) -> None:
    import pikepdf

    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with pikepdf.new() as alone:
        alone.pages.append(whole.pages[page - 1])
        # All pages of the print PDF share one list of pictures and typefaces.
        alone.remove_unreferenced_resources()
        alone.save(new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    new.replace(path)
