"""Sheets as they are folded: which pages stand beside each other, and that they really do."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pikepdf import Pdf

from build_tools.press.imposition import Unfoldable, impose, page_plan
from tests.press.conftest import draw


@pytest.mark.parametrize(
    ("pages", "fold", "said"),
    [
        (2, "nested", ["白|1，2|白"]),
        (4, "nested", ["4|1，2|3"]),
        (4, "separate", ["4|1，2|3"]),
        (8, "nested", ["8|1，2|7", "6|3，4|5"]),
        (8, "separate", ["4|1，2|3", "8|5，6|7"]),
        (12, "nested", ["12|1，2|11", "10|3，4|9", "8|5，6|7"]),
    ],
)
def test_pages_stand_where_the_fold_wants_them(pages: int, fold: str, said: list[str]) -> None:
    assert [sheet.said for sheet in page_plan(pages, fold)] == said


def test_six_pages_make_no_newspaper() -> None:
    with pytest.raises(Unfoldable, match="6版"):
        page_plan(6, "nested")


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(Unfoldable, match="PDF"):
        impose(b"PK", "nested")


def test_every_side_holds_its_two_pages_left_and_right(pictures: Path, tmp_path: Path) -> None:
    body = '<div style="break-after: page"></div>'.join(f"<h1>P{page}</h1>" for page in range(1, 9))
    sheets = tmp_path / "sheets.pdf"
    sheets.write_bytes(impose(draw(body, pictures), "nested"))
    with Pdf.open(io.BytesIO(sheets.read_bytes())) as pdf:
        assert [float(value) for value in pdf.pages[0].obj.MediaBox][2] == pytest.approx(200 * 72 / 25.4, abs=0.1)
    done = subprocess.run(["pdftotext", "-layout", str(sheets), "-"], check=True, capture_output=True, text=True)
    assert [side.split() for side in done.stdout.split("\f")[:4]] == [["P8", "P1"], ["P2", "P7"], ["P6", "P3"], ["P4", "P5"]]
