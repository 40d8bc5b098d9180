"""Sheets as they are folded: which pages stand beside each other, and that they really do."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image, ImageChops

from build_tools.model import PressSettings
from build_tools.press.conversion import convert_to_press
from build_tools.press.conversion.inks import Inks
from build_tools.press.conversion.press_files import identity_of
from build_tools.press.imposition import Unfoldable, impose, page_plan
from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.conftest import EDITION, STYLE, draw


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
        assert [float(value) for value in pdf.pages[0].obj.MediaBox][2] == pytest.approx(
            200 * 72 / 25.4, abs=0.1
        )
    done = subprocess.run(
        ["pdftotext", "-layout", str(sheets), "-"], check=True, capture_output=True, text=True
    )
    assert [side.split() for side in done.stdout.split("\f")[:4]] == [
        ["P8", "P1"],
        ["P2", "P7"],
        ["P6", "P3"],
        ["P4", "P5"],
    ]


_FULL = "<h1>字</h1>"


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
def test_sheets_have_the_bleed_and_the_marks_of_their_pages(
    standard: str, pictures: Path, inks: Inks, demands: Demands, tmp_path: Path
) -> None:
    settings = PressSettings(standard=standard, bleed=3.0, marks=True)
    style = STYLE.replace("margin: 8mm", "margin: 8mm; bleed: 3mm; background: device-cmyk(0 0 0.4 0)")
    drawn = draw(_FULL, pictures, style, pages=4)
    whole = convert_to_press(drawn, settings, inks, EDITION)[0].content
    content = impose(whole, "nested", identity_of(settings, inks, EDITION), bleed=3.0, marks=True)
    (tmp_path / "sheets.pdf").write_bytes(content)
    wanted = replace(demands, bleed=3.0, standard=standard, page_width=200.0, page_height=80.0, pages=2)
    assert inspect_file(tmp_path / "sheets.pdf", wanted) == ()
    plates = _yellow(tmp_path / "sheets.pdf", tmp_path)
    mm = 150 / 25.4
    left, right, middle = round(8.5 * mm), plates.width - 1 - round(8.5 * mm), plates.height // 2
    fold = (plates.width // 2 - 3, 0, plates.width // 2 + 3, round(5 * mm))
    assert all(_heaviest(plates, (x, middle, x + 1, middle + 1)) > 50 for x in (left, right))
    assert _heaviest(plates, (round(3 * mm), middle, round(4 * mm), middle + 1)) == 0
    assert _heaviest(plates, fold) > 50


def _heaviest(plate: Image.Image, box: tuple[int, int, int, int]) -> float:
    return max(plate.crop(box).tobytes())


def _yellow(path: Path, folder: Path) -> Image.Image:
    command = [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=tiffsep",
        "-r150",
        "-o",
        str(folder / "p%d.tif"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return ImageChops.invert(Image.open(folder / "p1(Yellow).tif").convert("L"))
