"""One planted fault a file, in a sound PDF/X-1a or PDF/X-4 of one page: found under its own code, on its own page, and under no other."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.preflight.planting import (
    BOX,
    Planting,
    annotation,
    blank_page,
    coloured,
    deep_image,
    entry,
    form,
    form_field,
    heavy_image,
    icc,
    image,
    loop,
    lzw,
    masked_image,
    no_profile,
    paint,
    pattern,
    resource,
    screen_profile,
    second_intent,
    second_size,
    separation,
    shading,
    state,
    text,
    type_3,
    unembed,
    without,
)


@dataclass(frozen=True, slots=True)
class Planted:
    """植错: what was done, and the code; ``page`` 0 for a fault of the whole file."""

    name: str
    code: str
    plant: Planting
    page: int = 1
    standard: str = "pdf/x-1a"


_INNER = Array([20, 20, 200, 200])
_SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
_GRAY = "0 0 0 0.5 k"
_RED = "0.8 0.2 0.2"
_WHITE_POINT = Dictionary(WhitePoint=Array([0.96, 1, 0.82]))

PLANTED: tuple[Planted, ...] = (
    Planted("no identification", "SQ625", without("info", "/GTS_PDFXVersion"), 0),
    Planted("no intent", "SQ626", without("root", "/OutputIntents"), 0),
    Planted("two intents", "SQ626", second_intent, 0),
    Planted("intent of a screen", "SQ626", screen_profile, 0),
    Planted("intent without profile", "SQ626", no_profile, 0, "pdf/x-4"),
    Planted("no title", "SQ627", without("info", "/Title"), 0),
    Planted("trapping not said", "SQ627", without("info", "/Trapped"), 0),
    Planted("script on opening", "SQ630", entry("root", "/OpenAction", _SCRIPT), 0),
    Planted("action of a page", "SQ630", entry("page", "/AA", Dictionary(O=_SCRIPT)), 0),
    Planted("form field", "SQ631", form_field, 0),
    Planted("link on the page", "SQ632", annotation),
    Planted("layers", "SQ670", entry("root", "/OCProperties", Dictionary(OCGs=Array([]), D=Dictionary())), 0),
    Planted("LZW", "SQ629", lzw, 0),
    Planted("no trim box", "SQ634", without("page", "/TrimBox")),
    Planted("trim beyond bleed", "SQ634", entry("page", "/BleedBox", _INNER)),
    Planted("crop box cuts the trim", "SQ634", entry("page", "/CropBox", _INNER)),
    Planted("trim box and art box", "SQ634", entry("page", "/ArtBox", _INNER)),
    Planted("page of another size", "SQ635", second_size, 2),
    Planted("empty page", "SQ637", blank_page, 2),
    Planted("turned page", "SQ638", entry("page", "/Rotate", 90)),
    Planted("enlarged units", "SQ638", entry("page", "/UserUnit", 2)),
    Planted("RGB tint", "SQ640", paint(f"{_RED} rg {BOX} f")),
    Planted("RGB rule", "SQ640", paint(f"{_RED} RG 3 w 100 20 m 200 20 l S")),
    Planted("RGB in a form", "SQ640", form(f"{_RED} rg {BOX} f")),
    Planted("RGB in a pattern", "SQ640", pattern(f"{_RED} rg 0 0 5 5 re f")),
    Planted("RGB by a calibrated space", "SQ640", coloured(lambda _: Array([Name.CalRGB, _WHITE_POINT]), "1 0 0")),
    Planted("RGB shading", "SQ640", shading),
    Planted("RGB large type", "SQ640", text(f"{_RED} rg", 30)),
    Planted("RGB picture", "SQ641", image("RGB", 200, 20)),
    Planted("RGB inline picture", "SQ641", paint("0.5 0 0 0.5 100 20 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID abcdefghijkl EI")),
    Planted("Lab", "SQ642", coloured(lambda _: Array([Name.Lab, _WHITE_POINT]), "50 20 20")),
    Planted("ICC in X-1a", "SQ642", coloured(icc, "1 0 0 0")),
    Planted("spot colour", "SQ643", coloured(separation("PANTONE 185 C"), "1")),
    Planted("spot colour among inks", "SQ643", coloured(separation("Gold", "Black"), "1 0")),
    Planted("four-ink black text", "SQ644", text("0.4 0.3 0.3 1 k", 12)),
    Planted("black text of three inks", "SQ644", text("0.7 0.7 0.7 0 k", 12)),
    Planted("RGB black text", "SQ644", text("0 0 0 rg", 12)),
    Planted("registration by name", "SQ645", coloured(separation("All"), "1", "100 20 1 1 re")),
    Planted("registration by ink", "SQ645", paint("1 1 1 1 k 100 20 1 1 re f")),
    Planted("too much ink", "SQ646", paint(f"0.8 0.7 0.7 0.6 k {BOX} f")),
    Planted("too much ink in a picture", "SQ646", heavy_image),
    Planted("white overprints", "SQ647", state(f"0 0 0 0 k {BOX} f", OP=True, op=True, OPM=1)),
    Planted("coarse picture", "SQ650", image("L", 100, 25)),
    Planted("coarse line art", "SQ651", image("1", 160, 20)),
    Planted("picture finer than paper", "SQ652", image("L", 800, 20)),
    Planted("picture of 16 bits", "SQ653", deep_image),
    Planted("hairline", "SQ654", paint("0 0 0 1 K 0 w 100 20 m 200 20 l S")),
    Planted("hairline by scaling", "SQ654", paint("0.1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 1000 200 m 2000 200 l S")),
    Planted("hairline drawn as a fill", "SQ654", paint("0 0 0 1 k 100 20 60 0.1 re f")),
    Planted("thin rule of two inks", "SQ655", paint("1 0.6 0 0 K 0.5 w 100 20 m 200 20 l S")),
    Planted("tiny type", "SQ656", text("0 0 0 1 k", 4)),
    Planted("small type in a tint", "SQ657", text("0 0 0 0.3 k", 7)),
    Planted("small type in two inks", "SQ658", text("1 0.6 0 0 k", 8)),
    Planted("small reversed type", "SQ659", text(f"0 0 0 1 k {BOX} f 0 0 0 0 k", 6.5)),
    Planted("fonts not embedded", "SQ660", unembed),
    Planted("standard font not embedded", "SQ660", resource("/Font", lambda _: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica), "0 0 0 1 k BT /Planted 12 Tf 100 20 Td (Ad) Tj ET")),
    Planted("Type 3", "SQ661", type_3),
    Planted("missing glyph", "SQ662", text("0 0 0 1 k", 12, "0000")),
    Planted("alpha", "SQ664", state(f"{_GRAY} {BOX} f", ca=0.5)),
    Planted("multiply", "SQ664", state(f"{_GRAY} {BOX} f", BM=Name.Multiply)),
    Planted("soft mask", "SQ664", masked_image),
    Planted("transparency group", "SQ664", form(f"{_GRAY} {BOX} f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    Planted("page blends in RGB", "SQ665", entry("page", "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)), 1, "pdf/x-4"),
    Planted("transfer curve", "SQ666", state(f"{_GRAY} {BOX} f", TR=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=2))),
    Planted("OPI", "SQ667", form(f"{_GRAY} {BOX} f", OPI=Dictionary())),
    Planted("form within itself", "SQ668", loop),
    Planted("state saved and not restored", "SQ669", lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(b"q q"))),
    Planted("unknown operator", "SQ669", paint("1 2 3 nonsense")),
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=[each.name for each in PLANTED])
def test_a_planted_fault_is_found_with_its_code_and_page(planted: Planted, sound_x1a: bytes, sound_x4: bytes, demands: Demands, tmp_path: Path) -> None:
    old = planted.standard == "pdf/x-1a"
    with Pdf.open(io.BytesIO(sound_x1a if old else sound_x4)) as pdf:
        planted.plant(pdf)
        mode = ObjectStreamMode.disable if old else ObjectStreamMode.generate
        pdf.save(tmp_path / "planted.pdf", force_version="1.4" if old else "1.6", object_stream_mode=mode, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
    found = inspect_file(tmp_path / "planted.pdf", demands)
    assert {(each.code, each.page) for each in found} == {(planted.code, planted.page)}


def test_at_least_forty_faults_are_planted() -> None:
    assert len({each.name for each in PLANTED}) >= 40
