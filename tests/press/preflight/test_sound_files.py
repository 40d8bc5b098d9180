"""Twenty sound files of several producers and both standards: not one alarm."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.conftest import BODY, draw, press
from tests.press.preflight.planting import (
    BOX,
    Planting,
    alternates,
    bleeding,
    bookmark,
    coloured,
    composed_true_type,
    embedded_cmap,
    entry,
    every_font,
    form,
    icc,
    image,
    info,
    jbig2,
    jp2_header,
    jpeg_2000,
    jpeg_2000_with,
    layer,
    link_beside,
    of_image,
    overprinting,
    paint,
    pattern,
    profile_byte,
    registered,
    separation,
    spot,
    state,
    text,
    trap_network,
)

_TABLE = "<table><tr><td>周一</td><td>理发</td></tr><tr><td>周二</td><td>量血压</td></tr></table>"
_MASKED = '<p>一幅透明的图。</p><img src="drawing.png">'
_GRAY = "<p style='color:#777;font-size:14pt'>灰字</p><p style='background:#ddd'>浅底</p>"
SOUND: dict[str, Planting] = {
    "tint of two inks": paint(f"0.3 0.2 0 0 k {BOX} f"),
    "black rule of a quarter point": paint("0 0 0 1 K 0.25 w 100 20 m 200 20 l S"),
    "large type of two inks": text("1 0.6 0 0 k", 24),
    "large reversed type": text(f"0 0 0 1 k {BOX} f 0 0 0 0 k", 12),
    "black as one of the inks by name": coloured(separation("Black"), "1"),
    "tint in a form": form(f"0.1 0 0 0 k {BOX} f"),
    "tint in a pattern": pattern("0 0 0 0.5 k 0 0 5 5 re f"),
    "gray picture": image("L", 200, 20),
    "TrueType font with its own widths": composed_true_type(603),
    "TrueType font with its own widths by way of a map": composed_true_type(600, b"\0\0\0\1"),
    "line art": image("1", 600, 20),
    "black overprints": state(f"0 0 0 1 k {BOX} f", OP=True, op=True, OPM=1),
    "tinted rule of a point": paint("0 0 0 0.45 K 1 w 100 20 m 200 20 l S"),
    "tinted type of nine points": text("0 0 0 0.7 k", 9),
    "text well inside the trim": text("0 0 0 1 k", 12, place="12 30"),
    "place to open at": lambda pdf: entry("root", "/OpenAction", Array([pdf.pages[0].obj, Name.Fit]))(pdf),
    "bookmark to a place": lambda pdf: bookmark(Dest=Array([pdf.pages[0].obj, Name.Fit]))(pdf),
    "link to a place beside the page": lambda pdf: link_beside(Dest=Array([pdf.pages[0].obj, Name.Fit]))(pdf),
    "rendering intent of the four": paint(f"/Perceptual ri 0.1 0 0 0 k {BOX} f"),
    "alternate picture for the screen": of_image("/Alternates", alternates(False)),
    "view of the bleed": entry("root", "/ViewerPreferences", Dictionary(PrintArea=Name.BleedBox)),
    "spot colour of CMYK": spot(Name.DeviceCMYK, 4),
    "date with a zone": info("/ModDate", String("D:20260112083000+08'00'")),
    "registered intent": registered,
    "traps with the fonts themselves": trap_network(0),
    "traps for four inks": trap_network(0, "/DeviceCMYK"),
    "usual transfer curve": state(f"0.1 0 0 0 k {BOX} f", TR2=Name.Default),
}
SOUND_X4: dict[str, Planting] = {
    "layer that is printed": layer(""),
    "ground that bleeds": bleeding(3.0),
    "multiplied tint": state(f"0 0 0 0.3 k {BOX} f", BM=Name.Multiply),
    "halftone of the file": state(
        f"0.1 0 0 0 k {BOX} f",
        HT=Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=100, Angle=45, SpotFunction=Name.Round),
    ),
    "CMYK under a profile knocks out": overprinting(icc, "0.2 0 0 0", 0),
    "encoding that is embedded": every_font(embedded_cmap),
    "profile of ICC version 4 in X-4": profile_byte(8, 4),
    "JPEG 2000 in X-4": jpeg_2000,
    "JPEG 2000 with opacity": jpeg_2000_with(
        jp2_header(2, b"\7\7", b"\1\0\0\0\0\0\x11", definitions=b"\0\2\0\0\0\0\0\1\0\1\0\1\0\0")
    ),
    "JBIG2 in X-4": jbig2,
    "one date in two zones": info("/CreationDate", String("D:20260112080000+08'00'")),
}


def _alarms(content: bytes, demands: Demands, folder: Path) -> list[str]:
    path = folder / "sound.pdf"
    path.write_bytes(content)
    return [each.code for each in inspect_file(path, demands)]


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
@pytest.mark.parametrize(
    "body", [BODY, _TABLE, _MASKED, _GRAY], ids=["page", "table", "transparent picture", "gray"]
)
def test_a_converted_page_raises_no_alarm(
    body: str, standard: str, pictures: Path, inks: Inks, demands: Demands, tmp_path: Path
) -> None:
    assert _alarms(press(draw(body, pictures), inks, standard), demands, tmp_path) == []


@pytest.mark.parametrize("producer", ["by_reportlab", "by_chromium", "by_ghostscript", "by_pillow"])
def test_another_producers_page_once_converted_raises_no_alarm(
    producer: str, request: pytest.FixtureRequest, inks: Inks, demands: Demands, tmp_path: Path
) -> None:
    content: bytes = request.getfixturevalue(producer)
    assert _alarms(press(content, inks), demands, tmp_path) == []


def test_marks_and_bleed_raise_no_alarm(pictures: Path, inks: Inks, demands: Demands, tmp_path: Path) -> None:
    content = press(draw(BODY, pictures, pages=2), inks, "pdf/x-1a", marks=True, bleed=3.0)
    assert _alarms(content, demands, tmp_path) == []


SOUND |= SOUND_X4


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_raises_no_alarm(
    name: str, sound_x1a: bytes, sound_x4: bytes, demands: Demands, tmp_path: Path
) -> None:
    buffer, new = io.BytesIO(), name in SOUND_X4
    with Pdf.open(io.BytesIO(sound_x4 if new else sound_x1a)) as pdf:
        SOUND[name](pdf)
        mode = ObjectStreamMode.generate if new else ObjectStreamMode.disable
        pdf.save(buffer, force_version="1.6" if new else "1.4", object_stream_mode=mode, linearize=True)
    assert _alarms(buffer.getvalue(), demands, tmp_path) == []
