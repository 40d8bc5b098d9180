"""A print PDF of two pages with its layout.json, drawn by a library that is not ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

WIDTH, HEIGHT = 100, 150
LEAD, BRIEF = "2106014", "2106028"
BLOCKS = {1: [(LEAD, 10, 10, 80, 60), (BRIEF, 10, 80, 30, 20)], 2: [(LEAD, 10, 10, 80, 130)]}


def lay_out_print(folder: Path) -> Path:
    """The PDF: every block a rectangle of its own colour, red for the lead, blue for the brief. ``layout.json`` beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / "print.pdf"
    canvas = Canvas(str(pdf), pagesize=(WIDTH * mm, HEIGHT * mm), invariant=1)
    pages = []
    for page, blocks in BLOCKS.items():
        for number, x, y, w, h in blocks:
            canvas.setFillColorRGB(*((1, 0, 0) if number == LEAD else (0, 0, 1)))
            canvas.rect(x * mm, (HEIGHT - y - h) * mm, w * mm, h * mm, stroke=0, fill=1)
        canvas.drawString(10, 5, f"page {page}")
        canvas.showPage()
        pages.append(
            {
                "page": page,
                "blocks": [
                    {"number": number, "x": x, "y": y, "w": w, "h": h} for number, x, y, w, h in blocks
                ],
            }
        )
    canvas.save()
    (folder / "layout.json").write_text(
        json.dumps({"page_mm": [WIDTH, HEIGHT], "pages": pages}), encoding="utf-8"
    )
    return pdf


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return lay_out_print(tmp_path / "print")
