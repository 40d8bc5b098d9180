"""Pages as advertisers send them, from other producers: every fault told, on its page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file

_NO_PDF_X = {("SQ625", 0), ("SQ626", 0)}
_EXPECTED = {
    "by_reportlab": _NO_PDF_X | {("SQ634", 1), ("SQ640", 1)},
    "by_chromium": _NO_PDF_X | {("SQ634", 1), ("SQ640", 1), ("SQ641", 1), ("SQ644", 1)},
    "by_ghostscript": _NO_PDF_X | {("SQ640", 1), ("SQ641", 1)},
    "by_pillow": _NO_PDF_X | {("SQ634", 1), ("SQ641", 1)},
}


def _told(content: bytes, demands: Demands, folder: Path) -> set[tuple[str, int]]:
    (folder / "sent.pdf").write_bytes(content)
    return {(each.code, each.page) for each in inspect_file(folder / "sent.pdf", demands)}


@pytest.mark.parametrize("producer", _EXPECTED)
def test_a_page_as_it_was_sent_is_told_all_its_faults(
    producer: str, request: pytest.FixtureRequest, demands: Demands, tmp_path: Path
) -> None:
    assert _told(request.getfixturevalue(producer), demands, tmp_path) == _EXPECTED[producer]


def test_an_old_office_page_is_told_its_unembedded_font_and_its_link(
    demands: Demands, tmp_path: Path
) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(100 * mm, 80 * mm))
    canvas.showPage()
    canvas.setFont("Helvetica", 5)
    canvas.drawString(10 * mm, 60 * mm, "Call us")
    canvas.linkURL("https://example.org/", (10 * mm, 58 * mm, 40 * mm, 64 * mm))
    canvas.save()
    told = _told(buffer.getvalue(), demands, tmp_path)
    assert {("SQ660", 2), ("SQ632", 2), ("SQ656", 2), ("SQ637", 1)} <= told
