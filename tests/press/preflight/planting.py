"""植错的办法: ways to spoil a sound PDF of one page, each a function of the open PDF."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

Planting = Callable[[Pdf], object]
BOX = "100 20 40 40 re"


def paint(content: str) -> Planting:
    """More content at the end of page 1."""
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(f"q {content} Q".encode()))


def text(colour: str, size: float, codes: str = "", place: str = "110 30") -> Planting:
    """Words in one of the page's own fonts."""

    def plant(pdf: Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
        paint(f"{colour} BT {font} {size} Tf 1 0 0 1 {place} Tm <{codes or _first_codes(pdf, font)}> Tj ET")(
            pdf
        )

    return plant


def _first_codes(pdf: Pdf, font: str) -> str:
    """A code that this font is shown with on the page."""
    current = ""
    for each in pikepdf.parse_content_stream(pdf.pages[0]):
        operator, operands = str(each.operator), list(each.operands)
        if operator == "Tf":
            current = str(operands[0])
        elif operator in ("Tj", "TJ") and current == font:
            shown = (
                operands[0]
                if operator == "Tj"
                else next(part for part in operands[0] if isinstance(part, String))
            )
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
    return resource(
        "/ExtGState",
        lambda _: Dictionary({f"/{key}": value for key, value in entries.items()}),
        f"/Planted gs {content}",
    )


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
        usual = {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": pixels,
            "Height": pixels,
            "ColorSpace": space,
            "BitsPerComponent": 1 if mode == "1" else 8,
        }
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
    mask = pdf.make_stream(
        bytes(100 * 100),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=100,
        Height=100,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].obj.Resources.XObject.Planted.SMask = mask


def form(content: str, **entries: object) -> Planting:
    """A form XObject with that content."""

    def make(pdf: Pdf) -> object:
        return pdf.make_stream(
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 200]),
            Resources=Dictionary(),
            **entries,
        )

    return resource("/XObject", make, "/Planted Do")


def pattern(content: str) -> Planting:
    """A tiling pattern with that content, filling a square."""

    def make(pdf: Pdf) -> object:
        steps = {"BBox": Array([0, 0, 10, 10]), "XStep": 10, "YStep": 10}
        return pdf.make_stream(
            content.encode(),
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            Resources=Dictionary(),
            **steps,
        )

    return resource("/Pattern", make, f"/Pattern cs /Planted scn {BOX} f")


def tint(components: int) -> Dictionary:
    """A function of a tint into that many components."""
    return Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0] * components),
        C1=Array([0] * (components - 1) + [1]),
        N=1,
    )


def coloured(space: Callable[[Pdf], object], values: str, box: str = BOX) -> Planting:
    """A box in a colour space of page 1."""
    return resource("/ColorSpace", space, f"/Planted cs {values} scn {box} f")


def separation(*names: str) -> Callable[[Pdf], object]:
    """A space of named colorants."""

    def make(pdf: Pdf) -> object:
        if len(names) == 1:
            return Array([Name.Separation, Name(f"/{names[0]}"), Name.DeviceCMYK, tint(4)])
        program = pdf.make_stream(
            b"{ 0 0 }", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1] * 4)
        )
        return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceCMYK, program])

    return make


def icc(pdf: Pdf) -> object:
    """An ICC space of CMYK: the output intent's own profile."""
    return Array(
        [Name.ICCBased, pdf.make_stream(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes(), N=4)]
    )


def shading(pdf: Pdf) -> None:
    """An axial shading in RGB."""
    axial = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=tint(3)
    )
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
    resource("/Font", lambda _: pdf.make_indirect(font), "0 0 0 1 k BT /Planted 20 Tf 100 40 Td (a) Tj ET")(
        pdf
    )


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
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]), Border=Array([0, 0, 0])
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def form_field(pdf: Pdf) -> None:
    """A field to fill in."""
    field = Dictionary(
        FT=Name.Tx, T=String("name"), Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0])
    )
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


def whole_open_type(pdf: Pdf) -> None:
    """The page's CFF fonts as OpenType files: a table directory of one table, and the table."""
    for font in pdf.pages[0].obj.Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        if "/FontFile3" in descriptor:
            table = descriptor.FontFile3.read_bytes()
            head = struct.pack(">4sHHHH4sIII", b"OTTO", 1, 16, 0, 0, b"CFF ", 0, 28, len(table))
            descriptor.FontFile3 = pdf.make_stream(head + table, Subtype=Name.OpenType)


def layer(state: str, *, switching: bool = False, listed: bool = True, **usage: object) -> Planting:
    """A layer with a tint on it; ``state`` /OFF hides it, "" shows it; one that switches itself, or is in no order."""

    def plant(pdf: Pdf) -> None:
        group = pdf.make_indirect(
            Dictionary(
                Type=Name.OCG,
                Name=String("稿二"),
                Usage=Dictionary({f"/{key}": value for key, value in usage.items()}),
            )
        )
        usual = Dictionary(Name=String("all"), Order=Array([Array([group])] if listed else []))
        if switching:
            event = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([group]))
            usual.AS = Array([event])
        if state:
            usual[state] = Array([group])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)
        resources = pdf.pages[0].obj.Resources
        resources["/Properties"] = Dictionary(Planted=group)
        paint(f"/OC /Planted BDC 0 0 0 0.2 k {BOX} f EMC")(pdf)

    return plant


def bleeding(millimetres: float, wanted: float = 3.0) -> Planting:
    """A page with a bleed box of 3 mm, and a ground that goes so far beyond the trim."""

    def plant(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        width, height = (float(value) for value in list(page.TrimBox)[2:])
        box, ground = wanted * 72 / 25.4, millimetres * 72 / 25.4
        page.MediaBox = page.BleedBox = Array([-box, -box, width + box, height + box])
        paint(f"0.1 0 0 0 k {-ground} {-ground} {width + 2 * ground} 30 re f")(pdf)

    return plant


def intent(identifier: str) -> Planting:
    """The output intent under another name."""

    def plant(pdf: Pdf) -> None:
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = String(identifier)

    return plant


def white_paper(pdf: Pdf) -> None:
    """An output intent whose profile tells of paper of L* 95."""
    profile = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    (count,) = struct.unpack_from(">I", profile, 128)
    for index in range(count):
        tag, offset, _ = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        if tag == b"wtpt":
            struct.pack_into(
                ">iii", profile, offset + 8, *(round(each * 65536) for each in (0.84, 0.876, 0.73))
            )
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(bytes(profile), N=4)


def in_space(space: Callable[[Pdf], object], values: str) -> Planting:
    """Words in a colour space of page 1."""

    def plant(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources["/ColorSpace"] = Dictionary(Planted=space(pdf))
        text(f"/Planted cs {values} scn", 12)(pdf)

    return plant


def default_cmyk(pdf: Pdf) -> None:
    """Words of a form whose resources put a profile in the place of CMYK."""
    font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
    codes = _first_codes(pdf, font)
    form(f"0 0 0 1 k BT {font} 12 Tf 110 30 Td <{codes}> Tj ET")(pdf)
    pdf.pages[0].obj.Resources.XObject.Planted.Resources = Dictionary(
        ColorSpace=Dictionary(DefaultCMYK=icc(pdf)), Font=pdf.pages[0].obj.Resources.Font
    )


def attachment(pdf: Pdf) -> None:
    """A file within the file."""
    file = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=pdf.make_stream(b"abc")))
    names = Array([String("a.txt"), pdf.make_indirect(file)])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def attached_note(pdf: Pdf) -> None:
    """A file within a note outside the page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([-90, -90, -80, -80]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def info(key: str, value: object) -> Planting:
    """An entry of Info."""

    def plant(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return plant


def in_xmp(*changes: str) -> Planting:
    """The XMP packet with pieces of it changed: old, new, old, new …"""

    def plant(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in packet
            packet = packet.replace(old, new)
        pdf.Root.Metadata.write(packet.encode())

    return plant


def of_intent(key: str, value: object) -> Planting:
    """An entry of the output intent, or one less for None."""

    def plant(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root.OutputIntents[0][key]
        else:
            pdf.Root.OutputIntents[0][key] = value

    return plant


def profile_byte(index: int, value: int) -> Planting:
    """The intent's profile with one byte changed."""

    def plant(pdf: Pdf) -> None:
        profile = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
        profile[index] = value
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(bytes(profile), N=4)

    return plant


def link_beside(**entries: object) -> Planting:
    """A link far outside the page."""

    def plant(pdf: Pdf) -> None:
        note = Dictionary({f"/{key}": value for key, value in entries.items()})
        note.Type, note.Subtype, note.Rect = Name.Annot, Name.Link, Array([-90, -90, -80, -80])
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return plant


def bookmark(**entries: object) -> Planting:
    """One bookmark."""

    def plant(pdf: Pdf) -> None:
        top = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
        item = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in entries.items()}))
        item.Title, item.Parent = String("a"), top
        top.First = top.Last = item
        pdf.Root.Outlines = top

    return plant


def of_image(key: str, make: Callable[[Pdf], object], bits: str = "L") -> Planting:
    """A gray picture with an entry of its own."""

    def plant(pdf: Pdf) -> None:
        image(bits, 200, 20)(pdf)
        pdf.pages[0].obj.Resources.XObject.Planted[key] = make(pdf)

    return plant


def alternates(printed: bool) -> Callable[[Pdf], object]:
    """Another picture, for printing or for the screen."""

    def make(pdf: Pdf) -> object:
        raw = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        other = pdf.make_stream(b"\x80", Type=Name.XObject, Subtype=Name.Image, **raw)
        return Array([Dictionary(Image=other, DefaultForPrinting=printed)])

    return make


def jpeg_2000(pdf: Pdf) -> None:
    """A gray picture in JPEG 2000."""
    image("L", 200, 20)(pdf)
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((200, 200)).save(buffer, "JPEG2000")
    pdf.pages[0].obj.Resources.XObject.Planted.write(buffer.getvalue(), filter=Name.JPXDecode)


def _boxed(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def jp2_header(channels: int, depths: bytes, *spaces: bytes, definitions: bytes = b"") -> bytes:
    """The header of a JP2 file of 200 pixels a side; each space is the body of a box of its own."""
    depth = depths[0] if len(set(depths)) == 1 else 255
    inner = _boxed(b"ihdr", struct.pack(">IIHBBBB", 200, 200, channels, depth, 7, 0, 0))
    inner += _boxed(b"bpcc", depths) if depth == 255 else b""
    inner += b"".join(_boxed(b"colr", each) for each in spaces)
    inner += _boxed(b"cdef", definitions) if definitions else b""
    return _boxed(b"jP  ", b"\r\n\x87\n") + _boxed(b"ftyp", b"jp2 \0\0\0\0jp2 ") + _boxed(b"jp2h", inner)


def jpeg_2000_with(header: bytes) -> Planting:
    """A gray picture in JPEG 2000 under another header."""

    def plant(pdf: Pdf) -> None:
        jpeg_2000(pdf)
        picture = pdf.pages[0].obj.Resources.XObject.Planted
        content = picture.read_raw_bytes()
        code = content[content.index(b"jp2c") - 4 :]
        picture.write(header + code, filter=Name.JPXDecode)

    return plant


def jbig2(pdf: Pdf) -> None:
    """Line art in JBIG2: the segment that tells the page's size, and nothing on it."""
    image("1", 600, 20)(pdf)
    segment = struct.pack(">IBBBIIIIIBH", 0, 0x30, 0, 1, 19, 600, 600, 0, 0, 0, 0)
    pdf.pages[0].obj.Resources.XObject.Planted.write(segment, filter=Name.JBIG2Decode)


def spot(alternate: object, components: int, *, twice: bool = False) -> Planting:
    """A tint of black by name, whose stand-in is in another space; ``twice``: a second one with another stand-in."""

    def plant(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        one = Array([Name.Separation, Name.Black, alternate, tint(components)])
        other = Array([Name.Separation, Name.Black, Name.DeviceGray, tint(1)])
        resources["/ColorSpace"] = Dictionary(Planted=one, Other=other if twice else one)
        paint(f"/Planted cs 1 scn {BOX} f /Other cs 1 scn 150 20 10 10 re f")(pdf)

    return plant


def overprinting(space: Callable[[Pdf], object], values: str, mode: int) -> Planting:
    """A box in a colour space of page 1 that overprints."""

    def plant(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        resources["/ColorSpace"] = Dictionary(Planted=space(pdf))
        if "/ExtGState" not in resources:
            resources["/ExtGState"] = Dictionary()
        resources.ExtGState["/Planted"] = Dictionary(OP=True, op=True, OPM=mode)
        paint(f"/Planted gs /Planted cs {values} scn {BOX} f")(pdf)

    return plant


def every_font(change: Callable[[Pdf, Dictionary], object]) -> Planting:
    """Something done to each of the page's composed fonts."""

    def plant(pdf: Pdf) -> None:
        for font in pdf.pages[0].obj.Resources.Font.values():
            assert isinstance(font, Dictionary)
            change(pdf, font)

    return plant


def no_font_program(pdf: Pdf, font: Dictionary) -> None:
    """The embedded program replaced by text."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            descriptor[key].write(b"this is no font")


@cache
def true_type() -> bytes:
    """A font program of two glyphs, nothing and a box, 600 of 1,000 units wide."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.lineTo((500, 0))
    pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({65: "A"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupOS2()
    font.setupPost()
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def composed_true_type(width: int, ways: bytes = b"") -> Planting:
    """A word in a TrueType font whose glyph 1 is said to be so wide; ``ways`` leads from codes to glyphs."""

    def make(pdf: Pdf) -> object:
        program = pdf.make_stream(true_type(), Length1=len(true_type()))
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Box, Flags=4, FontBBox=Array([0, 0, 500, 500]), ItalicAngle=0,
            Ascent=800, Descent=-200, CapHeight=500, StemV=80, FontFile2=program,
        )  # fmt: skip
        system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Box, CIDSystemInfo=system, DW=600,
            FontDescriptor=pdf.make_indirect(descriptor), W=Array([1, Array([width])]),
            CIDToGIDMap=pdf.make_stream(ways) if ways else Name.Identity,
        )  # fmt: skip
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Box, Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(inner)]),
            )
        )  # fmt: skip

    return resource("/Font", make, "0 0 0 1 k BT /Planted 12 Tf 100 40 Td <00010001> Tj ET")


def _set_encoding(name: str) -> Callable[[Pdf, Dictionary], object]:
    def change(_: Pdf, font: Dictionary) -> None:
        font.Encoding = Name(f"/{name}")

    return change


def encoding(name: str) -> Planting:
    """Another way from codes to characters."""
    return every_font(_set_encoding(name))


def embedded_cmap(pdf: Pdf, font: Dictionary, ordering: str = "Identity") -> None:
    """The identity, as a CMap of the file's own, which says that it leads to that collection."""
    program = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 1 def "
        b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange "
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    system = Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0)
    font.Encoding = pdf.make_stream(program, Type=Name.CMap, CMapName=Name.Own, CIDSystemInfo=system)


def claim_of_2001(pdf: Pdf) -> None:
    """PDF/X-1a of 2001 says its conformance apart; this one does not."""
    pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1:2001")
    del pdf.docinfo["/GTS_PDFXConformance"]


def other_file(pdf: Pdf) -> None:
    """A stream that nothing paints, whose data lies elsewhere."""
    pdf.Root.PieceInfo = Dictionary(Own=pdf.make_stream(b"", F=String("data.bin")))


def registered(pdf: Pdf) -> None:
    """An intent that the ICC's registry knows, and that therefore needs no words; the profile is still there."""
    intent = pdf.Root.OutputIntents[0]
    del intent["/Info"]
    intent.RegistryName, intent.OutputConditionIdentifier = String("http://www.color.org"), String("IFRA26")


def strange_filter(pdf: Pdf) -> None:
    """A stream that nothing paints, packed in a way that PDF does not know."""
    stream = pdf.make_stream(b"")
    stream.write(b"abc", filter=Name.ZstdDecode)
    pdf.Root.PieceInfo = Dictionary(Own=stream)


def trap_network(faces: int, model: str = "") -> Planting:
    """A trap network made with so many stand-ins for fonts, for a process colour model."""

    def plant(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.TrapNet, Rect=Array([0, 0, 50, 50]), AS=Name.Off)
        note.FontFauxing = Array([Dictionary()] * faces)
        if model:
            drawn = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50]))
            drawn.PCM = Name(model)
            note.AP = Dictionary(N=Dictionary(Off=drawn))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return plant
