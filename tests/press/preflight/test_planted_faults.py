"""One planted fault a file, in a sound PDF/X-1a or PDF/X-4 of one page: found under its own code, on its own page, and under no other."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.preflight.planting import (
    BOX,
    Planting,
    alternates,
    annotation,
    attached_note,
    attachment,
    blank_page,
    bleeding,
    bookmark,
    claim_of_2001,
    coloured,
    composed_true_type,
    deep_image,
    default_cmyk,
    embedded_cmap,
    encoding,
    entry,
    every_font,
    form,
    form_field,
    heavy_image,
    icc,
    image,
    in_space,
    in_xmp,
    info,
    intent,
    jbig2,
    jp2_header,
    jpeg_2000,
    jpeg_2000_with,
    layer,
    link_beside,
    loop,
    lzw,
    masked_image,
    no_font_program,
    no_profile,
    of_image,
    of_intent,
    other_file,
    overprinting,
    paint,
    pattern,
    profile_byte,
    resource,
    screen_profile,
    second_intent,
    second_size,
    separation,
    shading,
    spot,
    state,
    strange_filter,
    text,
    trap_network,
    type_3,
    unembed,
    white_paper,
    whole_open_type,
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


GRAY_SPACE = b"\1\0\0\0\0\0\x11"
"""The body of a colour box: enumerated, gray."""
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
    Planted("OpenType font in PDF 1.4", "SQ679", whole_open_type),
    Planted("transparency group of the page", "SQ664", entry("page", "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    Planted("hidden layer", "SQ680", layer("/OFF"), 0, "pdf/x-4"),
    Planted("layer that is not printed", "SQ680", layer("", Print=Dictionary(PrintState=Name.OFF)), 0, "pdf/x-4"),
    Planted("ground that ends at the trim", "SQ681", bleeding(0.0), 1, "pdf/x-4"),
    Planted("intent of coated paper by name", "SQ682", intent("FOGRA39L"), 0),
    Planted("intent of coated paper by its white", "SQ682", white_paper, 0, "pdf/x-4"),
    Planted("black text of CMYK under a profile", "SQ644", in_space(icc, "0 0 0 1"), 1, "pdf/x-4"),
    Planted("black text of gray under a profile", "SQ644", in_space(lambda _: Array([Name.CalGray, _WHITE_POINT]), "0"), 1, "pdf/x-4"),
    Planted("black text where a profile stands for CMYK", "SQ644", default_cmyk, 1, "pdf/x-4"),
    Planted("tinted hairline", "SQ683", paint("0 0 0 0.45 K 0.35 w 100 20 m 200 20 l S")),
    Planted("tinted hairline drawn as a fill", "SQ683", paint("0 0 0 0.45 k 100 20 60 0.35 re f")),
    Planted("small type in a dark tint", "SQ657", text("0 0 0 0.7 k", 6.8)),
    Planted("text at the trim", "SQ684", text("0 0 0 1 k", 12, place="2.8 30")),
    Planted("text at the right trim", "SQ684", text("0 0 0 1 k", 12, place="268.5 30")),
    Planted("attachment", "SQ685", attachment, 0),
    Planted("attachment as a note", "SQ685", attached_note, 0),
    Planted("filter that nobody knows", "SQ687", strange_filter, 0),
    Planted("two dates of making", "SQ627", in_xmp("<xmp:CreateDate>2026", "<xmp:CreateDate>2025"), 0, "pdf/x-4"),
    Planted("metadata that is no XML", "SQ627", in_xmp("</rdf:RDF>", ""), 0, "pdf/x-4"),
    Planted("metadata of a document type", "SQ627", in_xmp("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta'), 0, "pdf/x-4"),
    Planted("traps with stand-ins for fonts", "SQ632", trap_network(1)),
    Planted("version of the catalogue", "SQ624", entry("root", "/Version", Name("/1.7")), 0),
    Planted("claim outside XMP", "SQ625", in_xmp("pdfxid:GTS_PDFXVersion", "pdfxid:Version"), 0, "pdf/x-4"),
    Planted("claim of 2001 without conformance", "SQ625", claim_of_2001, 0),
    Planted("intent that says nothing", "SQ626", of_intent("/Info", None), 0),
    Planted("intent without identifier", "SQ626", of_intent("/OutputConditionIdentifier", None), 0),
    Planted("profile of ICC version 4", "SQ626", profile_byte(8, 4), 0),
    Planted("date of no form", "SQ627", info("/ModDate", String("Monday")), 0),
    Planted("no document identifier", "SQ627", in_xmp("xmpMM:DocumentID", "xmpMM:Document"), 0, "pdf/x-4"),
    Planted("two titles", "SQ627", info("/Title", String("Another")), 0, "pdf/x-4"),
    Planted("trapped in one and not in the other", "SQ627", info("/Trapped", Name("/True")), 0, "pdf/x-4"),
    Planted("action of a link", "SQ630", link_beside(A=_SCRIPT), 0),
    Planted("action of a bookmark", "SQ630", bookmark(A=_SCRIPT), 0),
    Planted("JPEG 2000", "SQ653", jpeg_2000),
    Planted("JBIG2", "SQ653", jbig2),
    Planted("JPEG 2000 of two colours", "SQ653", jpeg_2000_with(jp2_header(2, b"\7\7", GRAY_SPACE)), 0, "pdf/x-4"),
    Planted("JPEG 2000 of two depths", "SQ653", jpeg_2000_with(jp2_header(3, b"\7\7\3", GRAY_SPACE)), 0, "pdf/x-4"),
    Planted("JPEG 2000 in CIEJab", "SQ653", jpeg_2000_with(jp2_header(1, b"\7", b"\1\0\0\0\0\0\x13")), 0, "pdf/x-4"),
    Planted("JPEG 2000 of two spaces", "SQ653", jpeg_2000_with(jp2_header(1, b"\7", GRAY_SPACE, GRAY_SPACE)), 0, "pdf/x-4"),
    Planted("layer that switches itself", "SQ699", layer("", switching=True), 0, "pdf/x-4"),
    Planted("layer left out of the order", "SQ699", layer("", listed=False), 0, "pdf/x-4"),
    Planted("traps for three inks", "SQ632", trap_network(0, "/DeviceCMY")),
    Planted("unknown blend mode", "SQ687", state(f"{_GRAY} {BOX} f", BM=Name.Glow), 1, "pdf/x-4"),
    Planted("halftone of a shop", "SQ666", state(f"{_GRAY} {BOX} f", HT=Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=100, Angle=45, SpotFunction=Name.Round, HalftoneName=String("x"))), 1, "pdf/x-4"),
    Planted("origin of a halftone", "SQ666", state(f"{_GRAY} {BOX} f", HTP=Array([0, 0]))),
    Planted("second transfer curve", "SQ666", state(f"{_GRAY} {BOX} f", TR2=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=2))),
    Planted("OPI of a picture", "SQ667", of_image("/OPI", lambda _: Dictionary())),
    Planted("PostScript within", "SQ667", form(f"{_GRAY} {BOX} f", Subtype2=Name.PS)),
    Planted("unknown operator that is said to be harmless", "SQ669", paint("BX 1 2 3 nonsense EX")),
    Planted("rendering intent of a state", "SQ687", state(f"{_GRAY} {BOX} f", RI=Name.Pretty)),
    Planted("rendering intent in content", "SQ687", paint(f"/Pretty ri {_GRAY} {BOX} f")),
    Planted("rendering intent of a picture", "SQ687", of_image("/Intent", lambda _: Name.Pretty)),
    Planted("data in another file", "SQ688", other_file, 0),
    Planted("page of another file", "SQ688", form(f"{_GRAY} {BOX} f", Ref=Dictionary(F=String("b.pdf"), Page=0)), 0),
    Planted("alternate picture for printing", "SQ689", of_image("/Alternates", alternates(True)), 0),
    Planted("view of the art box", "SQ690", entry("root", "/ViewerPreferences", Dictionary(PrintArea=Name.ArtBox)), 0),
    Planted("preseparated page", "SQ691", entry("page", "/SeparationInfo", Dictionary(DeviceColorant=Name.Cyan))),
    Planted("spot colour of RGB", "SQ693", spot(Name.DeviceRGB, 3)),
    Planted("spot colour of two meanings", "SQ694", spot(Name.DeviceCMYK, 4, twice=True), 0, "pdf/x-4"),
    Planted("CMYK under a profile overprints", "SQ695", overprinting(icc, "0.2 0 0 0", 1), 1, "pdf/x-4"),
    Planted("encoding that nobody knows", "SQ696", encoding("Own-H")),
    Planted("encoding of another collection", "SQ696", encoding("UniGB-UCS2-H")),
    Planted("embedded encoding of another collection", "SQ696", every_font(lambda pdf, font: embedded_cmap(pdf, font, "GB1"))),
    Planted("widths of another font", "SQ692", composed_true_type(680)),
    Planted("widths of another font by way of a map", "SQ692", composed_true_type(680, b"\0\0\0\1")),
    Planted("program that is no font", "SQ697", every_font(no_font_program)),
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=[each.name for each in PLANTED])
def test_a_planted_fault_is_found_with_its_code_and_page(
    planted: Planted, sound_x1a: bytes, sound_x4: bytes, demands: Demands, tmp_path: Path
) -> None:
    old = planted.standard == "pdf/x-1a"
    with Pdf.open(io.BytesIO(sound_x1a if old else sound_x4)) as pdf:
        planted.plant(pdf)
        mode = ObjectStreamMode.disable if old else ObjectStreamMode.generate
        pdf.save(
            tmp_path / "planted.pdf",
            force_version="1.4" if old else "1.6",
            object_stream_mode=mode,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    found = inspect_file(tmp_path / "planted.pdf", demands)
    assert {(each.code, each.page) for each in found} == {(planted.code, planted.page)}


def bytes_of(sound: bytes, how: str) -> bytes:
    """Faults of the file as bytes, which no library would write."""
    buffer = io.BytesIO()
    match how:
        case "objects in streams":  # the header says 1.4, and the objects are packed as only 1.5 knows them
            with Pdf.open(io.BytesIO(sound)) as pdf:
                pdf.save(buffer, object_stream_mode=ObjectStreamMode.generate)
            return buffer.getvalue().replace(b"%PDF-1.5", b"%PDF-1.4", 1)
        case "password":
            with Pdf.open(io.BytesIO(sound)) as pdf:
                pdf.save(buffer, encryption=Encryption(owner="owner", user=""))
            return buffer.getvalue()
        case "locked by a certificate":
            lock = b"/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 1 /Recipients [(x)] >>"
            head, _, tail = sound.rpartition(b"trailer <<")
            return head + b"trailer << " + lock + tail
        case "no ID":
            return re.sub(rb"/ID \[<[0-9a-f]*><[0-9a-f]*>\]", lambda found: b" " * len(found[0]), sound)
        case _:  # broken cross-reference
            return sound[: sound.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"


RAW = {
    "objects in streams": "SQ686",
    "password": "SQ621",
    "locked by a certificate": "SQ621",
    "no ID": "SQ627",
    "broken cross-reference": "SQ628",
}
"""Faults of the file as a whole that are made of its bytes, by name: the code each is told under."""


@pytest.mark.parametrize("name", RAW)
def test_a_fault_of_the_files_bytes_is_found_with_its_code(
    name: str, sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    spoilt = bytes_of(sound_x1a, name)
    assert spoilt != sound_x1a
    (tmp_path / "planted.pdf").write_bytes(spoilt)
    assert [each.code for each in inspect_file(tmp_path / "planted.pdf", demands)] == [RAW[name]]


def test_at_least_forty_faults_are_planted() -> None:
    assert len({each.name for each in PLANTED}) >= 40
