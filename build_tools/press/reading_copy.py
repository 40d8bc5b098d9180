"""阅读版: what readers load from the web: small, tagged, with a bookmark for every page and every article.

In: a composed issue and its folder. Out: one PDF/UA-1, the same bytes for the same input. Nothing of it goes to the press.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf

from build_tools.press.conversion.fonts import bare_fonts
from build_tools.typesetting.draw import Document, Drawing
from build_tools.typesetting.placed import ComposedIssue
from build_tools.typesetting.reading import reading_document
from build_tools.typesetting.sheet import Sheet


def make_reading_copy(composed: ComposedIssue, folder: Path, sheet: Sheet | None = None) -> Drawing:
    """阅读版 of all pages, and what the engine complained of. ``folder`` is the issue's own."""
    return draw_bare(reading_document(composed, folder, sheet))


def draw_bare(document: Document) -> Drawing:
    """Drawn, with fonts that hold no more than a reader's program needs."""
    drawn = document.draw()
    buffer = io.BytesIO()
    with Pdf.open(io.BytesIO(drawn.pdf)) as pdf:
        bare_fonts(pdf)
        pdf.remove_unreferenced_resources()
        pdf.save(
            buffer,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
        )
    return replace(drawn, pdf=buffer.getvalue())
