"""植错的办法: ways to spoil a sound PDF of one page, each a function of the open PDF."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

Planting = Callable[[Pdf], object]
BOX = "100 20 40 40 re"


def paint(content: str) -> Planting:
    """More content at the end of page 1."""
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(f"q {content} Q".encode()))


def text(colour: str, size: float, codes: str = "") -> Planting:
    """Words in one of the page's own fonts."""

    def plant(pdf: Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
        paint(f"{colour} BT {font} {size} Tf 1 0 0 1 110 30 Tm <{codes or _first_codes(pdf, font)}> Tj ET")(pdf)

    return plant


def _first_codes(pdf: Pdf, font: str) -> str:
    """A code that this font is shown with on the page."""
    current = ""
    for each in pikepdf.parse_content_stream(pdf.pages[0]):
        operator, operands = str(each.operator), list(each.operands)
        if operator == "Tf":
            current = str(operands[0])
        elif operator in ("Tj", "TJ") and current == font:
            shown = operands[0] if operator == "Tj" else next(part for part in operands[0] if isinstance(part, String))
            return bytes(shown)[:2].hex()
    raise AssertionError(f"{font} is never shown")


def resource(kind: str, value: Callable[[Pdf], object], content: str) -> Planting:
    """A resource of page 1 by the name of ``/Planted``, and content that uses it."""

    def plant(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind]["/Planted"] = value(pdf)
        paint(content)(pdf)

    return plant


def state(content: str, **entries: object) -> Planting:
    """A graphics state, and content under it."""
    return resource("/ExtGState", lambda _: Dictionary({f"/{key}": value for key, value in entries.items()}), f"/Planted gs {content}")


def entry(holder: str, key: str, value: object) -> Planting:
    """An entry of the catalogue or of page 1."""

    def plant(pdf: Pdf) -> None:
        target = pdf.Root if holder == "root" else pdf.pages[0].obj
        target[key] = value

    return plant


def without(holder: str, key: str) -> Planting:
    """One entry less."""

    def plant(pdf: Pdf) -> None:
        del {"root": pdf.Root, "page": pdf.pages[0].obj, "info": pdf.docinfo}[holder][key]

    return plant


def image(mode: str, pixels: int, millimetres: float, **entries: object) -> Planting:
    """A square picture of so many pixels a side, printed so wide."""
    points = millimetres * 72 / 25.4
    space = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}.get(mode, Name.DeviceGray)

    def make(pdf: Pdf) -> object:
        raw = Image.linear_gradient("L").resize((pixels, pixels)).convert(mode).tobytes()
        usual = {"Type": Name.XObject, "Subtype": Name.Image, "Width": pixels, "Height": pixels, "ColorSpace": space, "BitsPerComponent": 1 if mode == "1" else 8}
        return pdf.make_stream(raw, **(usual | entries))

    return resource("/XObject", make, f"{points} 0 0 {points} 120 20 cm /Planted Do")


def heavy_image(pdf: Pdf) -> None:
    """A picture of 360 per cent ink."""
    image("CMYK", 120, 12)(pdf)
    pdf.pages[0].obj.Resources.XObject.Planted.write(bytes([230] * 4 * 120 * 120))


def deep_image(pdf: Pdf) -> None:
    """A picture of 16 bits a component."""
    image("L", 200, 20, BitsPerComponent=16)(pdf)
    pdf.pages[0].obj.Resources.XObject.Planted.write(bytes(range(200)) * 400)


def masked_image(pdf: Pdf) -> None:
    """A picture with a soft mask."""
    image("L", 200, 20)(pdf)
    mask = pdf.make_stream(bytes(100 * 100), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    pdf.pages[0].obj.Resources.XObject.Planted.SMask = mask


def form(content: str, **entries: object) -> Planting:
    """A form XObject with that content."""

    def make(pdf: Pdf) -> object:
        return pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 200]), Resources=Dictionary(), **entries)

    return resource("/XObject", make, "/Planted Do")


def pattern(content: str) -> Planting:
    """A tiling pattern with that content, filling a square."""

    def make(pdf: Pdf) -> object:
        steps = {"BBox": Array([0, 0, 10, 10]), "XStep": 10, "YStep": 10}
        return pdf.make_stream(content.encode(), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, Resources=Dictionary(), **steps)

    return resource("/Pattern", make, f"/Pattern cs /Planted scn {BOX} f")


def tint(components: int) -> Dictionary:
    """A function of a tint into that many components."""
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * components), C1=Array([0] * (components - 1) + [1]), N=1)


def coloured(space: Callable[[Pdf], object], values: str, box: str = BOX) -> Planting:
    """A box in a colour space of page 1."""
    return resource("/ColorSpace", space, f"/Planted cs {values} scn {box} f")


def separation(*names: str) -> Callable[[Pdf], object]:
    """A space of named colorants."""

    def make(pdf: Pdf) -> object:
        if len(names) == 1:
            return Array([Name.Separation, Name(f"/{names[0]}"), Name.DeviceCMYK, tint(4)])
        program = pdf.make_stream(b"{ 0 0 }", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1] * 4))
        return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceCMYK, program])

    return make


def icc(pdf: Pdf) -> object:
    """An ICC space of CMYK: the output intent's own profile."""
    return Array([Name.ICCBased, pdf.make_stream(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes(), N=4)])


def shading(pdf: Pdf) -> None:
    """An axial shading in RGB."""
    axial = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=tint(3))
    resource("/Shading", lambda _: axial, f"{BOX} W n 1 0 0 1 100 20 cm /Planted sh")(pdf)


def unembed(pdf: Pdf) -> None:
    """Throw the programs of all fonts away."""
    for font in pdf.pages[0].obj.Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def type_3(pdf: Pdf) -> None:
    """A font whose letters are drawings."""
    glyph = pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97, LastChar=97, Widths=Array([500]), Resources=Dictionary(),
    )  # fmt: skip
    resource("/Font", lambda _: pdf.make_indirect(font), "0 0 0 1 k BT /Planted 20 Tf 100 40 Td (a) Tj ET")(pdf)


def blank_page(pdf: Pdf) -> None:
    """A second page with nothing on it."""
    media = pdf.pages[0].obj.MediaBox
    pdf.add_blank_page(page_size=(float(media[2]), float(media[3])))
    pdf.pages[1].obj.TrimBox = media


def second_size(pdf: Pdf) -> None:
    """A second page, larger than the first."""
    pdf.pages.append(pdf.pages[0])
    width, height = (float(value) + 20 for value in list(pdf.pages[0].obj.MediaBox)[2:])
    for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
        pdf.pages[1].obj[key] = Array([0, 0, width, height])


def annotation(pdf: Pdf) -> None:
    """A link in the middle of the page."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]), Border=Array([0, 0, 0]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def form_field(pdf: Pdf) -> None:
    """A field to fill in."""
    field = Dictionary(FT=Name.Tx, T=String("name"), Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def loop(pdf: Pdf) -> None:
    """A form that draws itself."""
    form("0 0 0 1 k 0 0 5 5 re f /Me Do")(pdf)
    stream = pdf.pages[0].obj.Resources.XObject.Planted
    stream.Resources = Dictionary(XObject=Dictionary(Me=stream))


def lzw(pdf: Pdf) -> None:
    """Content packed with LZW: the clear code, q, a space, Q, the end code, nine bits each."""
    bits = "".join(f"{code:09b}" for code in (256, ord("q"), 32, ord("Q"), 257))
    stream = pdf.make_stream(b"")
    stream.write(int(bits.ljust(48, "0"), 2).to_bytes(6, "big"), filter=Name.LZWDecode)
    pdf.pages[0].contents_add(stream)


def screen_profile(pdf: Pdf) -> None:
    """An output intent whose profile is a screen's."""
    profile = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    profile[12:20] = b"mntrRGB "
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(bytes(profile), N=3)


def second_intent(pdf: Pdf) -> None:
    """The output intent twice."""
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def no_profile(pdf: Pdf) -> None:
    """An output intent that only names its condition."""
    del pdf.Root.OutputIntents[0]["/DestOutputProfile"]
