"""标识: what makes a file PDF/X and the same anywhere: intent, boxes, marks, names, dates that are not the clock's.

In: an open PDF and what it is. Out: the same PDF, ready to be saved.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, String

from build_tools.press.preflight.demands import Standard
from build_tools.press.preflight.page_rules import POINTS_A_MILLIMETRE, trim_of

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top of a box, or the two ends of a line, in points."""
_PRODUCER = "chenbao"
_MARK_LENGTH, _MARK_GAP = 5.0, 1.0
"""mm: a crop mark, and how far outside the bleed it begins."""
_NOT_FOR_THE_PRESS = (
    "/Outlines",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Names",
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/PageMode",
    "/ViewerPreferences",
    "/Dests",
)
_NOT_ON_THE_PAGE = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Group", "/ArtBox", "/CropBox", "/Rotate")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a press file says of itself. ``date`` is the issue's; ``version`` counts its sign-offs from 1."""

    title: str
    date: datetime.date
    standard: Standard
    profile: bytes
    profile_name: str
    version: int = 1

    @property
    def made(self) -> datetime.datetime:
        """制作时间, which no clock tells: the first minute of the issue's date, and one more for every version.

        So the files of two versions can be told apart and set in order, and are the same on any machine.
        """
        return datetime.datetime.combine(self.date, datetime.time()) + datetime.timedelta(
            minutes=self.version - 1
        )


def identify(pdf: Pdf, identity: Identity) -> None:
    """Output intent, Info and XMP; everything that is for screens goes."""
    for key in _NOT_FOR_THE_PRESS:
        if key in pdf.Root:
            del pdf.Root[key]
    profile = pdf.make_stream(identity.profile, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        OutputCondition=String(identity.profile_name),
        Info=String(identity.profile_name),
        DestOutputProfile=profile,
    )
    pdf.Root["/OutputIntents"] = Array([pdf.make_indirect(intent)])
    _info(pdf, identity)
    pdf.Root["/Metadata"] = pdf.make_stream(_xmp(identity).encode(), Type=Name.Metadata, Subtype=Name.XML)


def save_as(pdf: Pdf, target: BinaryIO, standard: Standard) -> None:
    """Save in the version of the standard, the same bytes for the same content."""
    old = standard is Standard.X1A
    pdf.save(
        target,
        force_version="1.4" if old else "1.6",
        object_stream_mode=ObjectStreamMode.disable if old else ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
        compress_streams=True,
    )


def _info(pdf: Pdf, identity: Identity) -> None:
    moment = f"D:{identity.made:%Y%m%d%H%M%S}Z"
    info = Dictionary(
        Title=String(identity.title),
        Creator=String(_PRODUCER),
        Producer=String(_PRODUCER),
        CreationDate=String(moment),
        ModDate=String(moment),
        Trapped=Name("/False"),
        GTS_PDFXVersion=String(identity.standard.name_in_file),
    )
    if identity.standard is Standard.X1A:
        info["/GTS_PDFXConformance"] = String(identity.standard.name_in_file)
    pdf.trailer["/Info"] = pdf.make_indirect(info)


def _xmp(identity: Identity) -> str:
    moment = f"{identity.made:%Y-%m-%dT%H:%M:%S}Z"
    said = f"{identity.title}\n{moment}\n{identity.standard.value}\n{identity.version}"
    seed = hashlib.sha256(said.encode()).hexdigest()
    document = uuid.UUID(seed[:32], version=5)
    fields = (
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(identity.title)}</rdf:li></rdf:Alt></dc:title>'
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:MetadataDate>{moment}</xmp:MetadataDate>"
        f"<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool><pdf:Producer>{_PRODUCER}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>"
        f"<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID><xmpMM:RenditionClass>default</xmpMM:RenditionClass><xmpMM:VersionID>{identity.version}</xmpMM:VersionID>"
    )
    if identity.standard is Standard.X4:
        fields += f"<pdfxid:GTS_PDFXVersion>{identity.standard.name_in_file}</pdfxid:GTS_PDFXVersion>"
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/", "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    }  # fmt: skip
    declared = " ".join(f'xmlns:{short}="{address}"' for short, address in spaces.items() if short != "rdf")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{spaces["rdf"]}"><rdf:Description rdf:about="" {declared}>{fields}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    )


def set_boxes(pdf: Pdf, page: Page, bleed: float, *, marks: bool) -> None:
    """版框: trim as drawn, bleed round it, and the media that holds both and the marks. Lengths in mm."""
    trim = trim_of(page.obj)
    for key in _NOT_ON_THE_PAGE:
        if key in page.obj:
            del page.obj[key]
    edges = (trim.left, trim.bottom, trim.right, trim.top)
    put_boxes(page.obj, edges, bleed, marks=marks)
    if marks:
        page.contents_add(pdf.make_stream(crop_marks(edges, bleed)))


def put_boxes(page: Object, edges: Edges, bleed: float, *, marks: bool) -> None:
    """The three boxes round the trimmed page's ``edges`` (points): left, bottom, right, top. ``bleed`` in mm."""
    page["/TrimBox"] = _grown(edges, 0.0)
    page["/BleedBox"] = _grown(edges, bleed)
    page["/MediaBox"] = _grown(edges, bleed + (_MARK_GAP + _MARK_LENGTH + 1.0 if marks else 0.0))


def _grown(edges: Edges, by: float) -> Array:
    left, bottom, right, top = edges
    grow = by * POINTS_A_MILLIMETRE
    return Array([round(value, 4) for value in (left - grow, bottom - grow, right + grow, top + grow)])


def crop_marks(edges: Edges, bleed: float, folds: tuple[float, ...] = ()) -> bytes:
    """裁切线: eight short lines in all four inks, outside the bleed; for each fold (points from the left) two dashed ones."""
    left, bottom, right, top = edges
    near, far = (
        (bleed + _MARK_GAP) * POINTS_A_MILLIMETRE,
        (bleed + _MARK_GAP + _MARK_LENGTH) * POINTS_A_MILLIMETRE,
    )
    lines = []
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    dashed = [(x, bottom - near, x, bottom - far) for x in folds]
    dashed += [(x, top + near, x, top + far) for x in folds]
    dashes = f" [2 1] 0 d {_lines(dashed)}" if dashed else ""
    return f"q 1 1 1 1 K 0.3 w {_lines(lines)}{dashes} Q".encode()


def _lines(lines: list[Edges]) -> str:
    return " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
