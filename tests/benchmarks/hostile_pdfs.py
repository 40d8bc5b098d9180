"""Files made to hold a preflight up: how long each takes, how much memory, and what is said of it.

    python -m tests.benchmarks.hostile_pdfs [--only NAME …]

None may take more than 20 seconds of computing or 1 GB, and each must end in a fault that an advertiser understands.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from build_tools.press.preflight import Demands
from tests.press.preflight.measuring import Taken, measured_preflight

MOST_SECONDS, MOST_MEMORY = 20.0, 1_000_000_000
_SIDE = 300
Spoil = Callable[[Pdf], object]


def packed(megabytes: int, unit: bytes = bytes(1)) -> bytes:
    """So many megabytes of one thing again and again, deflated."""
    squeeze, block = zlib.compressobj(9), unit * (1_000_000 // len(unit))
    return b"".join(squeeze.compress(block) for _ in range(megabytes)) + squeeze.flush()


def content(unit: bytes, times: int = 1, before: bytes = b"", after: bytes = b"") -> Spoil:
    """The page's content: one thing again and again, made only when it is asked for, since it may be large."""

    def spoil(pdf: Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(before + unit * times + after)

    return spoil


def packed_content(megabytes: int, unit: bytes) -> Spoil:
    """The page's content, so many megabytes of one thing, deflated."""

    def spoil(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(packed(megabytes, unit), filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    return spoil


def form(pdf: Pdf, code: bytes, **inner: object) -> object:
    """A form that draws other objects by name."""
    resources = Dictionary(XObject=Dictionary({f"/{key}": value for key, value in inner.items()}))
    bounds = Array([0, 0, _SIDE, _SIDE])
    return pdf.make_stream(code, Type=Name.XObject, Subtype=Name.Form, BBox=bounds, Resources=resources)


def nested_forms(pdf: Pdf) -> None:
    """Thirty forms, each drawing the next twice: a thousand million drawings."""
    below = form(pdf, b"0 0 0 1 k 0 0 1 1 re f")
    for _ in range(30):
        below = form(pdf, b"/A Do /A Do", A=below)
    _draw(pdf, below, b"/X Do")


def wide_forms(pdf: Pdf) -> None:
    """Ten forms, each drawing the next a hundred times."""
    below = form(pdf, b"0 0 0 1 k 0 0 1 1 re f")
    for _ in range(10):
        below = form(pdf, b"/A Do " * 100, A=below)
    _draw(pdf, below, b"/X Do")


def _draw(pdf: Pdf, thing: object, code: bytes) -> None:
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=thing))
    content(code)(pdf)


def image(side: int, megabytes: int, filter_name: Name, code: bytes = b"200 0 0 200 0 0 cm /X Do") -> Spoil:
    """One picture, of so many megabytes of data where it is deflated."""

    def spoil(pdf: Pdf) -> None:
        stream = pdf.make_stream(
            b"",
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
        data = packed(megabytes) if filter_name == Name.FlateDecode else b"abc"
        stream.write(data, filter=filter_name)
        _draw(pdf, stream, code)

    return spoil


def page_tree_loop(pdf: Pdf) -> None:
    """The page tree is its own child."""
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def deep_page_tree(pdf: Pdf) -> None:
    """A page at the foot of five thousand levels."""
    node = pdf.pages[0].obj
    for _ in range(5_000):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([node])))
        node.Kids[0].Parent = node
    pdf.Root.Pages = node


def many_pages(pdf: Pdf) -> None:
    """Twenty thousand pages."""
    page = pdf.pages[0].obj
    pages = [pdf.make_indirect(Dictionary(dict(page.items()))) for _ in range(20_000)]
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(pages), len(pages)


def fine_pattern(pdf: Pdf) -> None:
    """A tile of a hundred-thousandth of the page."""
    tile = pdf.make_stream(
        b"0 0 0 1 k 0 0 .01 .01 re f",
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 1, 1]),
        XStep=0.003,
        YStep=0.003,
        Resources=Dictionary(),
    )
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=tile))
    content(b"/Pattern cs /P scn 0 0 300 300 re f")(pdf)


def glyph_of_itself(pdf: Pdf) -> None:
    """A Type 3 letter that is written with its own font."""
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 9, 9]),
            FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            FirstChar=97,
            LastChar=97,
            Widths=Array([1]),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
        )
    )
    font.Resources = Dictionary(Font=Dictionary(F=font))
    font.CharProcs = Dictionary(a=pdf.make_stream(b"1 0 d0 BT /F 1 Tf (aaaa) Tj ET"))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    content(b"BT /F 9 Tf 9 9 Td (aaaa) Tj ET")(pdf)


def mask_of_itself(pdf: Pdf) -> None:
    """A soft mask whose group is drawn under the same mask."""
    group = form(pdf, b"/G gs 0 0 9 9 re f")
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)  # type: ignore[attr-defined]
    state = pdf.make_indirect(Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))
    group.Resources = Dictionary(ExtGState=Dictionary(G=state))  # type: ignore[attr-defined]
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(G=state))
    content(b"/G gs 0 0 0 1 k 0 0 90 90 re f")(pdf)


def bookmarks_in_a_ring(pdf: Pdf) -> None:
    """The last bookmark is followed by the first."""
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    item = pdf.make_indirect(Dictionary(Title=String("a"), Parent=top))
    item.Next = item.First = top.First = item
    pdf.Root.Outlines = top


def large_metadata(pdf: Pdf) -> None:
    """An XMP packet of a gigabyte."""
    pdf.Root.Metadata.write(packed(1_000, b"<rdf:li> "), filter=Name.FlateDecode)


def large_font(pdf: Pdf) -> None:
    """A font program of two gigabytes."""
    program = pdf.make_stream(b"", Length1=1)
    program.write(packed(2_000), filter=Name.FlateDecode)
    descriptor = Dictionary(Type=Name.FontDescriptor, FontFile2=program)
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name.A,
            FirstChar=0,
            LastChar=255,
            Widths=Array([500] * 256),
            FontDescriptor=descriptor,
        )
    )
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    content(b"0 0 0 1 k BT /F 12 Tf 30 30 Td (a) Tj ET")(pdf)


def space_of_itself(pdf: Pdf) -> None:
    """A spot colour whose stand-in is itself."""
    space = pdf.make_indirect(
        Array(
            [
                Name.Separation,
                Name.Ring,
                Name.DeviceCMYK,
                Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1),
            ]
        )
    )
    space[2] = space
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(S=space))
    content(b"/S cs 1 scn 0 0 90 90 re f")(pdf)


def layers_in_a_ring(pdf: Pdf) -> None:
    """An order of layers that names itself a hundred thousand times and no layer, in a file that calls itself PDF/X-4."""
    pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-4")
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
    order = pdf.make_indirect(Array([]))
    order.extend([order] * 100_000)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name=String("a"), Order=order))


def conditions_in_a_ring(pdf: Pdf) -> None:
    """A condition of layers that holds itself twice, and so has no end."""
    layers_in_a_ring(pdf)
    condition = pdf.make_indirect(Array([Name.And]))
    condition.extend([condition, condition])
    member = Dictionary(Type=Name.OCMD, OCGs=pdf.Root.OCProperties.OCGs, VE=condition)
    pdf.pages[0].obj.Resources = Dictionary(Properties=Dictionary(P=pdf.make_indirect(member)))
    pdf.Root.OCProperties.D.Order = Array([pdf.Root.OCProperties.OCGs[0]])


def patterns_in_patterns(pdf: Pdf) -> None:
    """Cells that are each filled twenty times with the next one."""
    below: object = None
    for _ in range(15):
        code = b"/Pattern cs /P scn " + b"0 0 9 9 re f " * 20 if below is not None else b"0 0 9 9 re f"
        inner = Dictionary(Pattern=Dictionary(P=below)) if below is not None else Dictionary()
        steps = {"BBox": Array([0, 0, 9, 9]), "XStep": 9, "YStep": 9}
        below = pdf.make_stream(
            code, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, Resources=inner, **steps
        )
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Pattern=Dictionary(P=below))
    page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 200 200 re f")


def wide_font(pdf: Pdf) -> None:
    """A composed font of a program that unpacks to 900 MB."""
    program = pdf.make_stream(b"", Length1=1)
    program.write(packed(900), filter=Name.FlateDecode)
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.A,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontFile2=program),
    )
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.A,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([inner]),
        )
    )
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    content(b"0 0 0 1 k BT /F 12 Tf 30 30 Td <00010002> Tj ET")(pdf)


def many_objects(pdf: Pdf) -> None:
    """Four hundred thousand objects that nobody uses."""
    pdf.Root.PieceInfo = Array([pdf.make_indirect(Dictionary(A=number)) for number in range(400_000)])


HOSTILE: dict[str, Spoil] = {
    "nested forms": nested_forms,
    "wide forms": wide_forms,
    "two million q": content(b"q ", 2_000_000),
    "two million rules": content(b"0 0 9 9 re f ", 2_000_000),
    "five million letters shown": content(b"BT (a) Tj ET ", 1_000_000),
    "nested arrays in content": content(b"[", 1_000_000),
    "nested dictionaries in content": content(b"<</A ", 500_000, b"/A "),
    "a string of 100 MB": content(b"a", 100_000_000, b"(", b") Tj"),
    "unclosed inline picture": content(b"a", 1_000_000, b"BI /W 60000 /H 60000 /BPC 8 /CS /G ID "),
    "numbers without end": content(b"1", 5_000_000, after=b" w"),
    "1.2 GB packed into content": packed_content(1_200, bytes(1)),
    "1.2 GB of q packed": packed_content(1_200, b"q "),
    "picture of 60000 pixels a side": image(60_000, 3_600, Name.FlateDecode),
    "picture that lies about its size": image(2**31 - 1, 1, Name.FlateDecode),
    "picture of no data": image(60_000, 0, Name.DCTDecode),
    "a picture drawn 200,000 times": image(100, 1, Name.FlateDecode, b"q 200 0 0 200 0 0 cm /X Do Q " * 200_000),
    "page tree in a ring": page_tree_loop,
    "page tree of 5,000 levels": deep_page_tree,
    "20,000 pages": many_pages,
    "400,000 objects": many_objects,
    "fine pattern": fine_pattern,
    "fine dashes": content(b"[0.0001] 0 d 0.1 w " + b"0 0 m 300 300 l S " * 50),
    "letter of itself": glyph_of_itself,
    "mask of itself": mask_of_itself,
    "spot colour of itself": space_of_itself,
    "bookmarks in a ring": bookmarks_in_a_ring,
    "metadata of 1 GB": large_metadata,
    "font of 2 GB": large_font,
    "composed font of 900 MB": wide_font,
    "layers in a ring": layers_in_a_ring,
    "conditions in a ring": conditions_in_a_ring,
    "patterns in patterns": patterns_in_patterns,
    "page of 10 km": lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, 3e7, 3e7])),
}  # fmt: skip


def write(spoil: Spoil, path: Path) -> None:
    """A page that is sound but for what was done to it."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(_SIDE, _SIDE))
        pdf.pages[0].obj.TrimBox = Array([0, 0, _SIDE, _SIDE])
        pdf.Root.Metadata = pdf.make_stream(b"", Type=Name.Metadata, Subtype=Name.XML)
        spoil(pdf)
        pdf.save(
            path,
            object_stream_mode=ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
        )


def tried(name: str, demands: Demands) -> Taken:
    """One hostile file, preflighted in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="chenbao-hostile-") as folder:
        write(HOSTILE[name], path := Path(folder) / "hostile.pdf")
        return measured_preflight(path, demands)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=HOSTILE, default=[*HOSTILE])
    sys.stdout.write("| file | computing | by the clock | memory | told |\n|---|---|---|---|---|\n")
    over = 0
    for name in parser.parse_args().only:
        taken = tried(name, replace(Demands()))
        over += taken.computing > MOST_SECONDS or taken.memory > MOST_MEMORY
        told = "、".join(f"{code} {problem}".strip()[:60] for code, problem in taken.found.items())
        sys.stdout.write(
            f"| {name} | {taken.computing:.1f} s | {taken.seconds:.1f} s | {taken.memory / 1e6:.0f} MB | {told} |\n"
        )
        sys.stdout.flush()
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
