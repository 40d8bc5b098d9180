"""The press files as Ghostscript, not we, sees them: black text on the black plate alone, ink under its limit, the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Name, Pdf
from PIL import Image, ImageChops

from build_tools.model import PressSettings
from build_tools.press.conversion import convert_to_press
from build_tools.press.conversion.inks import Inks
from build_tools.press.reading.content import Walker
from build_tools.press.reading.marks import MarkKind
from tests.press.conftest import BODY, EDITION, PROFILE, Produced, draw, press

_TEXT = "<h1>社区晨报</h1><p>一楼的花开了，红的一朵，黄的两朵。</p>"


def _plates(content: bytes, folder: Path) -> dict[str, Image.Image]:
    """The plates of page 1 by Ghostscript's tiffsep at 150 dpi, ink white on black."""
    (folder / "press.pdf").write_bytes(content)
    command = [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=tiffsep",
        "-r150",
        "-o",
        str(folder / "p%d.tif"),
        str(folder / "press.pdf"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return {
        path.stem.partition("(")[2].rstrip(")"): ImageChops.invert(Image.open(path).convert("L"))
        for path in folder.glob("p1(*).tif")
    }


def test_text_is_on_the_black_plate_alone(pictures: Path, inks: Inks, tmp_path: Path) -> None:
    content = press(draw(_TEXT, pictures), inks)
    plates = _plates(content, tmp_path)
    assert plates["Black"].getextrema() == (0, 255)
    assert [plates[name].getbbox() for name in ("Cyan", "Magenta", "Yellow")] == [None, None, None]
    done = subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", str(tmp_path / "press.pdf")],
        check=True,
        capture_output=True,
        text=True,
    )
    cyan, magenta, yellow, black = (float(share) for share in done.stdout.split()[:4])
    assert (cyan, magenta, yellow) == (0, 0, 0) and black > 0.01


@pytest.mark.parametrize("limit", [240])
def test_no_pixel_of_the_separations_carries_more_ink_than_the_limit(
    limit: int, pictures: Path, inks: Inks, tmp_path: Path
) -> None:
    dark = Image.effect_noise((900, 700), 90).convert("RGB")
    Image.merge(
        "RGB",
        [
            ImageChops.multiply(channel, Image.radial_gradient("L").resize((900, 700)))
            for channel in dark.split()
        ],
    ).save(pictures / "dark.jpg")
    plates = _plates(
        press(
            draw('<img src="dark.jpg" style="width: 80mm; height: 60mm"><img src="photo.jpg">', pictures),
            inks,
        ),
        tmp_path,
    )
    channels = [plate.tobytes() for plate in plates.values()]
    assert max(map(sum, zip(*channels, strict=True))) / 2.55 <= limit


def test_black_text_overprints_a_tint_and_colour_does_not(pictures: Path, inks: Inks) -> None:
    body = (
        '<p style="background: #f2d4d0">黑字在浅红底上</p><p style="color: #b3261e; font-size: 16pt">红字</p>'
    )
    with Pdf.open(io.BytesIO(press(draw(body, pictures), inks))) as pdf:
        marks = [mark for mark in Walker(10_000).page(pdf.pages[0]) if mark.kind is MarkKind.TEXT]
    assert {(mark.paint.is_black_alone, mark.blending.overprint) for mark in marks} == {
        (True, True),
        (False, False),
    }


def test_pictures_are_cut_to_what_paper_can_use_and_turned_to_ink(pictures: Path, inks: Inks) -> None:
    with Pdf.open(io.BytesIO(press(draw(BODY, pictures), inks))) as pdf:
        (pixels,) = [mark.pixels for mark in Walker(10_000).page(pdf.pages[0]) if mark.pixels]
    assert 200 <= pixels.dpi <= 300 and pixels.space.components == 4


def test_a_colourless_picture_needs_the_black_plate_only(pictures: Path, inks: Inks, tmp_path: Path) -> None:
    Image.linear_gradient("L").convert("RGB").resize((400, 300)).save(pictures / "gray.png")
    plates = _plates(press(draw('<img src="gray.png">', pictures), inks), tmp_path)
    assert plates["Black"].getbbox() and not any(
        plates[name].getbbox() for name in ("Cyan", "Magenta", "Yellow")
    )


def test_colours_come_out_as_the_profile_says(inks: Inks) -> None:
    assert (
        inks.colour(0, 0, 0) == (0, 0, 0, 1)
        and inks.colour(1, 1, 1) == (0, 0, 0, 0)
        and inks.colour(0.5, 0.5, 0.5) == (0, 0, 0, 0.5)
    )
    cyan, magenta, yellow, _ = inks.colour(0.7, 0.15, 0.12)
    assert magenta > 0.8 and yellow > 0.6 and cyan < 0.1


def test_the_same_page_gives_the_same_bytes(drawn: Produced, pictures: Path) -> None:
    def files(content: bytes) -> list[bytes]:
        return [
            each.content
            for each in convert_to_press(content, PressSettings(), Inks.from_file(PROFILE), EDITION)
        ]

    assert files(drawn.content) == files(draw(BODY, pictures))


def test_files_are_named_as_shops_sort_them_one_a_page_and_one_of_all(pictures: Path, inks: Inks) -> None:
    made = convert_to_press(draw(BODY, pictures, pages=2), PressSettings(), inks, EDITION)
    assert [each.name for each in made] == [
        "ZMCB_20260112_001_ALL_v1.pdf",
        "ZMCB_20260112_001_A01_v1.pdf",
        "ZMCB_20260112_001_A02_v1.pdf",
    ]
    with Pdf.open(io.BytesIO(made[0].content)) as whole, Pdf.open(io.BytesIO(made[2].content)) as second:
        assert (len(whole.pages), len(second.pages)) == (2, 1)


@pytest.mark.parametrize(("standard", "version"), [("pdf/x-4", "1.6"), ("pdf/x-1a", "1.4")])
def test_a_file_says_what_it_is_and_bears_no_clock(
    standard: str, version: str, drawn: Produced, inks: Inks
) -> None:
    with Pdf.open(io.BytesIO(press(drawn.content, inks, standard))) as pdf:
        assert pdf.pdf_version == version and str(pdf.docinfo["/CreationDate"]) == "D:20260112000000Z"
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == Name.GTS_PDFX and intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
        assert bool(re.search(rb"PDF/X-4", pdf.Root.Metadata.read_bytes())) == (standard == "pdf/x-4")


def test_marks_stand_outside_the_bleed(drawn: Produced, inks: Inks, tmp_path: Path) -> None:
    with Pdf.open(io.BytesIO(press(drawn.content, inks, bleed=3.0, marks=True))) as pdf:
        page = pdf.pages[0].obj
        media, bleed, trim = (
            [float(value) for value in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        strokes = [mark for mark in Walker(10_000).page(pdf.pages[0]) if mark.kind is MarkKind.STROKE]
    assert media[0] < bleed[0] < trim[0] and trim[0] - bleed[0] == pytest.approx(3 * 72 / 25.4, abs=0.01)
    assert len(strokes) == 8
    assert all(
        mark.x + mark.width < bleed[0]
        or mark.x > bleed[2]
        or mark.y + mark.height < bleed[1]
        or mark.y > bleed[3]
        for mark in strokes
    )


def test_fonts_are_bare_in_x1a_and_stay_as_they_are_in_x4(pictures: Path, inks: Inks, tmp_path: Path) -> None:
    """OpenType files whole are of PDF 1.6; what is seen and read stays the same without the rest of them."""
    style = "<p>宋体</p><p style=\"font-family:'LXGW WenKai'\">楷体</p><p style=\"font-family:'DejaVu Sans'\">abc</p>"
    drawn = draw(style, pictures)
    seen = {}
    for standard in ("pdf/x-4", "pdf/x-1a"):
        path = tmp_path / "fonts.pdf"
        path.write_bytes(press(drawn, inks, standard))
        kinds = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
        assert ("(OT)" in kinds) is (standard == "pdf/x-4")
        words = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
        subprocess.run(["pdftoppm", "-r", "150", "-gray", path, tmp_path / "seen"], check=True)
        (image,) = tmp_path.glob("seen-*.pgm")
        seen[standard] = (words.split(), image.read_bytes())
    assert seen["pdf/x-4"] == seen["pdf/x-1a"]
    assert seen["pdf/x-4"][0] == ["宋体", "楷体", "abc"]


def test_two_versions_are_two_documents(pictures: Path, inks: Inks) -> None:
    drawn = draw(_TEXT, pictures)
    said = []
    for version in (1, 2):
        edition = replace(EDITION, version=version)
        with Pdf.open(io.BytesIO(convert_to_press(drawn, PressSettings(), inks, edition)[0].content)) as pdf:
            xmp = pdf.Root.Metadata.read_bytes().decode()
            said.append(
                [re.findall(f"{key}>([^<]+)<", xmp)[0] for key in ("DocumentID", "VersionID", "ModifyDate")]
                + [str(pdf.docinfo["/ModDate"])]
            )
    assert all(first != second for first, second in zip(*said, strict=True))
