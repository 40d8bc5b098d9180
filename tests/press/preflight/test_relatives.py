"""The same faults on other ways into a file: by forms in forms, patterns, soft masks, palettes, skewed matrices, memberships
of layers, other prefixes. Nothing here needs ink to be measured, and nothing is rendered."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from build_tools.press.preflight import Demands, inspecting
from tests.press.preflight.planting import (
    BOX,
    Planting,
    annotation,
    bleeding,
    composed_true_type,
    entry,
    every_font,
    form,
    image,
    in_xmp,
    paint,
    pattern,
    resource,
    separation,
    spot,
    state,
    text,
    tint,
)


@dataclass(frozen=True, slots=True)
class Relative:
    """One way, and the code; "" for a file that must pass."""

    name: str
    code: str
    plant: Planting
    standard: str = "pdf/x-1a"


_GRAY = "0 0 0 0.5 k"
_FILL = f"0.8 0.2 0.2 rg {BOX} f"
_WHITE = Dictionary(WhitePoint=Array([0.96, 1, 0.82]))


def _form(pdf: Pdf, content: str, **entries: object) -> Object:
    usual: dict[str, object] = {"BBox": Array([0, 0, 900, 900]), "Resources": Dictionary()}
    return pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, **(usual | entries))


def _together(*plantings: Planting) -> Planting:
    def plant(pdf: Pdf) -> None:
        for each in plantings:
            each(pdf)

    return plant


def _helvetica(pdf: Pdf) -> Object:
    """A font that every viewer is said to have."""
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def _nested(pdf: Pdf) -> Object:
    inner = _form(pdf, _FILL)
    for _ in range(3):
        inner = _form(pdf, "/Inner Do", Resources=Dictionary(XObject=Dictionary(Inner=inner)))
    return inner


def _axial(space: Object, components: int, **entries: object) -> Dictionary:
    shading = Dictionary(
        ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 100, 0]), Function=tint(components)
    )
    usual = {"/Type": Name.Pattern, "/PatternType": 2, "/Shading": shading}
    return Dictionary(usual | {f"/{key}": value for key, value in entries.items()})


def _shaded(space: Object, components: int, content: str, **entries: object) -> Planting:
    return resource("/Pattern", lambda _: _axial(space, components, **entries), content)


def _stencil(space: Callable[[Pdf], object], values: str) -> Planting:
    """A pattern without colours of its own, painted in those of a space."""

    def plant(pdf: Pdf) -> None:
        pattern("0 0 5 5 re f")(pdf)
        resources = pdf.pages[0].obj.Resources
        resources.Pattern.Planted.PaintType = 2
        resources["/ColorSpace"] = Dictionary(Stencil=Array([Name.Pattern, space(pdf)]))
        paint(f"/Stencil cs {values} /Planted scn {BOX} f")(pdf)
        # What pattern() paints itself names no colour.
        del pdf.pages[0].obj.Contents[-2]

    return plant


def _masked_by_type() -> Planting:
    """A tint under a soft mask with type in it."""

    def plant(pdf: Pdf) -> None:
        group = _form(
            pdf,
            "1 g BT /Own 40 Tf 100 20 Td (Ad) Tj ET",
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
            Resources=Dictionary(Font=Dictionary(Own=_helvetica(pdf))),
        )
        state(f"{_GRAY} {BOX} f", SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group))(pdf)

    return plant


def _words_in(space: Array, values: str) -> Planting:
    def plant(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources["/ColorSpace"] = Dictionary(Planted=space)
        text(f"/Planted cs {values} scn", 12)(pdf)

    return plant


def _indexed(base: Object, palette: bytes) -> Array:
    return Array([Name.Indexed, base, 1, String(palette)])


def _under(content: str | None = None, **entries: object) -> Planting:
    """Small type, or other content, under a graphics state."""

    def plant(pdf: Pdf) -> None:
        state(content or "", **entries)(pdf)
        if content is None:
            text("/Planted gs 0 0 0 1 k", 7)(pdf)

    return plant


def _upright(place: str) -> Planting:
    """Four characters one below the other."""

    def plant(pdf: Pdf) -> None:
        fonts = pdf.pages[0].obj.Resources.Font
        name = next(iter(fonts.keys()))
        text("0 0 0 1 k", 12, place="-500 -500")(pdf)  # tells a code of that font
        shown = pdf.pages[0].obj.Contents[-1].read_bytes().split(b"<")[1].split(b">")[0].decode()
        fonts["/Upright"] = pdf.make_indirect(
            Dictionary(dict(fonts[name].items()) | {"/Encoding": Name("/Identity-V")})
        )
        paint(f"0 0 0 1 k BT /Upright 12 Tf 1 0 0 1 {place} Tm <{shown * 4}> Tj ET")(pdf)

    return plant


def _group_of_layers(
    policy: str = "", *, one_off: bool = False, negated: bool = False, of_form: bool = False
) -> Planting:
    """A tint under a membership of two layers."""

    def plant(pdf: Pdf) -> None:
        one, other = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "甲乙")
        member = Dictionary(Type=Name.OCMD, OCGs=Array([one, other]))
        if policy:
            member.P = Name(f"/{policy}")
        if negated:
            member.VE = Array([Name.Not, Array([Name.Or, one, other])])
        member = pdf.make_indirect(member)
        usual = Dictionary(Name=String("all"), Order=Array([one, other]))
        if one_off:
            usual.OFF = Array([other])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one, other]), D=usual)
        if of_form:
            form(f"{_GRAY} {BOX} f", OC=member)(pdf)
        else:
            pdf.pages[0].obj.Resources["/Properties"] = Dictionary(Planted=member)
            paint(f"/OC /Planted BDC {_GRAY} {BOX} f EMC")(pdf)

    return plant


def _unlisted_layer(pdf: Pdf) -> None:
    _group_of_layers()(pdf)
    layers = pdf.Root.OCProperties
    layers.OCGs = Array([layers.OCGs[0]])
    form(f"{_GRAY} {BOX} f", OC=layers.D.Order[1])(pdf)


def _file_of(holder: Callable[[Pdf], Object], key: str = "/AF") -> Planting:
    def plant(pdf: Pdf) -> None:
        inside = pdf.make_stream(b"abc")
        file = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=inside)))
        holder(pdf)[key] = Array([file])

    return plant


def _note(kind: Name, **entries: object) -> Planting:
    def plant(pdf: Pdf) -> None:
        annotation(pdf)
        note = pdf.pages[0].obj.Annots[0]
        note.Subtype = kind
        for key, value in entries.items():
            note[f"/{key}"] = value

    return plant


def _registered(name: str) -> Planting:
    """An intent that is only named."""

    def plant(pdf: Pdf) -> None:
        intent = pdf.Root.OutputIntents[0]
        for key in ("/DestOutputProfile", "/Info", "/OutputCondition"):
            del intent[key]
        intent.RegistryName, intent.OutputConditionIdentifier = String("http://www.color.org"), String(name)

    return plant


def _utf_16(pdf: Pdf, font: Dictionary) -> None:
    font.Encoding = Name("/UniGB-UTF16-H")
    font.DescendantFonts[0].CIDSystemInfo.Ordering = String("GB1")


def _inherited_trim(pdf: Pdf) -> None:
    pdf.Root.Pages.TrimBox = pdf.pages[0].obj.TrimBox
    del pdf.pages[0].obj["/TrimBox"]


def _beyond(content: str) -> Planting:
    """Content on a page with a bleed of 3 mm; the trim is 283.5 points wide."""
    return _together(bleeding(3.0), paint(content))


RELATIVES: tuple[Relative, ...] = (
    Relative("RGB four forms deep", "SQ640", resource("/XObject", _nested, "/Planted Do")),
    Relative("RGB gradient along a line", "SQ640", _shaded(Name.DeviceRGB, 3, "/Pattern CS /Planted SCN 5 w 100 20 m 200 20 l S")),
    Relative("RGB gradient in letters", "SQ640", _together(_shaded(Name.DeviceRGB, 3, ""), text("/Pattern cs /Planted scn", 24))),
    Relative("RGB in a pattern without colours of its own", "SQ640", _stencil(lambda _: Name.DeviceRGB, "0.8 0.1 0.1")),
    Relative("spot colour in such a pattern", "SQ643", _stencil(separation("Gold"), "1")),
    Relative("CMYK in such a pattern", "", _stencil(lambda _: Name.DeviceCMYK, "0.2 0.1 0 0")),
    Relative("RGB picture by a palette", "SQ641", image("L", 200, 20, ColorSpace=_indexed(Name.DeviceRGB, bytes(768)))),
    Relative("font not embedded in a soft mask", "SQ660", _masked_by_type(), "pdf/x-4"),
    Relative("font not embedded that cuts out", "SQ660", resource("/Font", _helvetica, f"BT 7 Tr /Planted 40 Tf 100 20 Td (Ad) Tj ET {_GRAY} {BOX} f")),
    Relative("font not embedded of a graphics state", "SQ660", lambda pdf: state("0 0 0 1 k BT 100 30 Td (Ad) Tj ET", Font=Array([_helvetica(pdf), 12]))(pdf)),
    Relative("four-ink black text by a palette", "SQ644", _words_in(_indexed(Name.DeviceCMYK, bytes(4) + bytes([180, 170, 170, 230])), "1")),
    Relative("RGB black text by a palette", "SQ644", _words_in(_indexed(Name.DeviceRGB, bytes(6)), "1")),
    Relative("black text by a palette", "", _words_in(_indexed(Name.DeviceCMYK, bytes(7) + b"\xff"), "1")),
    Relative("hairline under a matrix that stretches", "SQ654", paint("0.1 0 0 10 0 0 cm 0 0 0 1 K 1 w 1500 2 m 1500 6 l S")),
    Relative("rule across such a matrix", "", paint("0.1 0 0 10 0 0 cm 0 0 0 1 K 1 w 1000 2 m 2000 2 l S")),
    Relative("hairline drawn corner by corner", "SQ654", paint("0 0 0 1 k 100 20 m 160 20 l 160 20.1 l 100 20.1 l h f")),
    Relative("slanting hairline drawn corner by corner", "SQ654", paint("0 0 0 1 k 100 20 m 160 50 l 160.1 50.1 l 100.1 20.1 l h f")),
    Relative("hairline beside a square", "SQ654", paint("0 0 0 1 k 100 20 60 0.1 re 100 40 10 10 re f")),
    Relative("bar beside a dot", "", paint("0 0 0 1 k 100 20 40 10 re 150 40 2 2 re f")),
    Relative("stroke of an outlined character", "", paint("0 0 0 1 k 100 20 m 108 20 l 108 20.2 l 100 20.2 l h f")),
    Relative("hairline in a pattern", "SQ654", pattern("0 0 0 1 K 0.05 w 0 0 m 10 10 l S")),
    Relative("hairline round letters", "SQ654", text("1 Tr 0.05 w 0 0 0 1 K", 24)),
    Relative("bold by a line of the letters' own ink", "", text("2 Tr 0.1 w 0 0 0 1 K 0 0 0 1 k", 24)),
    Relative("bold by the same ink in another space", "", text("2 Tr 0.1 w 0 G 0 0 0 1 k", 24)),
    Relative("rule tinted by opacity", "SQ683", _under("0 0 0 1 K 0.35 w 100 20 m 200 20 l S", CA=0.4), "pdf/x-4"),
    Relative("small type tinted by opacity", "SQ657", _under(ca=0.4), "pdf/x-4"),
    Relative("upright type down to the trim", "SQ684", _upright("110 51")),
    Relative("upright type inside", "", _upright("110 80")),
    Relative("upright type at the left", "SQ684", _upright("8 100")),
    Relative("ground of a thick line that ends at the trim", "SQ681", _beyond("0.1 0 0 0 K 30 w 0 90 m 283.5 90 l S"), "pdf/x-4"),
    Relative("ground of a thick line that bleeds", "", _beyond("0.1 0 0 0 K 30 w -20 90 m 320 90 l S"), "pdf/x-4"),
    Relative("ground cut off at the trim", "SQ681", _beyond("0 80 283.5 30 re W n 0.1 0 0 0 k -20 60 400 90 re f"), "pdf/x-4"),
    Relative("ground of a pattern that ends at the trim", "SQ681", _together(pattern("0 0 0 0.5 k 0 0 5 5 re f"), _beyond("/Pattern cs /Planted scn 0 80 283.5 30 re f")), "pdf/x-4"),
    Relative("type in a pattern far from its cell", "", _together(resource("/Pattern", lambda pdf: pdf.make_stream(b"0 0 0 1 k 0 0 4 4 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10, Resources=Dictionary()), ""), text("/Pattern cs /Planted scn", 24))),
    Relative("glyph 0 by way of a map", "SQ662", composed_true_type(600, b"\0\0\0\0")),
    Relative("glyph beyond the font", "SQ662", _together(composed_true_type(600), paint("0 0 0 1 k BT /Planted 12 Tf 100 60 Td <0030> Tj ET"))),
    Relative("character that a CFF font lacks", "SQ662", text("0 0 0 1 k", 12, "FFF0")),
    Relative("encoding of a later PDF", "SQ696", every_font(_utf_16)),
    Relative("opacity of a gradient", "SQ664", _shaded(Name.DeviceCMYK, 4, f"/Pattern cs /Planted scn {BOX} f", ExtGState=Dictionary(ca=0.5))),
    Relative("form that blends in RGB", "SQ665", form(f"{_GRAY} {BOX} f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)), "pdf/x-4"),
    Relative("form that blends in CMYK", "", form(f"{_GRAY} {BOX} f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)), "pdf/x-4"),
    Relative("shown where all layers are off", "SQ680", _group_of_layers("AllOff"), "pdf/x-4"),
    Relative("shown where all layers are on, and one is off", "SQ680", _group_of_layers("AllOn", one_off=True), "pdf/x-4"),
    Relative("shown where no layer is on", "SQ680", _group_of_layers(negated=True), "pdf/x-4"),
    Relative("form shown where all layers are off", "SQ680", _group_of_layers("AllOff", of_form=True), "pdf/x-4"),
    Relative("shown where any layer is on", "", _group_of_layers("AnyOn"), "pdf/x-4"),
    Relative("layer that is not registered", "SQ699", _unlisted_layer, "pdf/x-4"),
    Relative("file with a page", "SQ685", _file_of(lambda pdf: pdf.pages[0].obj), "pdf/x-4"),
    Relative("file with a form", "SQ685", _together(form(f"{_GRAY} {BOX} f"), _file_of(lambda pdf: pdf.pages[0].obj.Resources.XObject.Planted)), "pdf/x-4"),
    Relative("file with a note beside the page", "SQ685", _together(_note(Name.RichMedia, Rect=Array([-90, -90, -80, -80])), _file_of(lambda pdf: pdf.pages[0].obj.Annots[0], "/Assets"))),
    Relative("field on a page and in no form", "SQ631", _note(Name.Widget, FT=Name.Tx)),
    Relative("printer's mark on the page", "SQ632", _note(Name.PrinterMark)),
    Relative("printer's mark beside the page", "", _note(Name.PrinterMark, Rect=Array([-90, -90, -80, -80]))),
    Relative("stamp that says it is hidden", "SQ632", _note(Name.Stamp, F=2)),
    Relative("trim box of the page tree", "SQ634", _inherited_trim),
    Relative("trim box without area", "SQ634", entry("page", "/TrimBox", Array([10, 10, 10, 10]))),
    Relative("XMP of other prefixes", "", in_xmp("pdfxid:", "x7:", "xmlns:pdfxid", "xmlns:x7", "xmpMM:", "m:", "xmlns:xmpMM", "xmlns:m"), "pdf/x-4"),
    Relative("claim in a comment", "SQ625", in_xmp("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "<!--<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>-->"), "pdf/x-4"),
    Relative("claim of another namespace", "SQ625", in_xmp("http://www.npes.org/pdfx/ns/id/", "http://example.org/"), "pdf/x-4"),
    Relative("claim as an attribute", "", in_xmp('/ns/id/">', '/ns/id/" pdfxid:GTS_PDFXVersion="PDF/X-4">', "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", ""), "pdf/x-4"),
    Relative("spot colour by its own name twice", "", spot(Name.DeviceCMYK, 4)),
    *(Relative(f"intent of {name}", "SQ682", _registered(name)) for name in ("Coated FOGRA27", "FOGRA45L", "FOGRA60", "CGATS TR 001", "CGATS TR 006", "CGATS21-2-CRPC6", "PSR_LWC_PLUS_V2_PT", "JC200103")),
    *(Relative(f"intent of {name}", "", _registered(name)) for name in ("IFRA26", "FOGRA48", "CGATS TR 002", "CGATS21-2-CRPC1", "JapanColor2002Newspaper")),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
@pytest.mark.parametrize("relative", RELATIVES, ids=[each.name for each in RELATIVES])
def test_a_fault_is_told_on_whatever_way_it_comes(
    relative: Relative, sound_x1a: bytes, sound_x4: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "find_ghostscript", lambda: None)
    new = relative.standard == "pdf/x-4"
    with Pdf.open(io.BytesIO(sound_x4 if new else sound_x1a)) as pdf:
        relative.plant(pdf)
        pdf.save(
            tmp_path / "relative.pdf",
            force_version="1.6" if new else "1.4",
            object_stream_mode=ObjectStreamMode.generate if new else ObjectStreamMode.disable,
            stream_decode_level=StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    found = {each.code for each in inspecting.inspect_file(tmp_path / "relative.pdf", Demands())}
    assert found - {"SQ671"} == {relative.code} - {""}
