"""看整个文件: version, identification, output intent, forms, scripts, encryption.

In: an open PDF. Out: findings of the whole file; the standard it claims.
"""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from build_tools.press.preflight.demands import Demands, Standard
from build_tools.press.preflight.findings import Finding
from build_tools.press.preflight.layer_rules import check_layers
from build_tools.press.preflight.object_rules import actions_of, notes_of, notes_on, outline_acts
from build_tools.press.reading.entries import number_of, text_of
from build_tools.press.reading.xmp import Xmp, read_xmp

_LONGEST_XMP = 2_000_000
_MOMENT = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?:[:']?\d\d)?)"
)
_XMP_IDENTITY = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
_DATE = re.compile(
    r"D:\d{4}(?:(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d)?(?:[0-5]\d)?)?)?"
    r"(?:Z(?:00'?00'?)?|[+-](?:[01]\d|2[0-3])'?(?:[0-5]\d'?)?)?"
)
"""ISO 32000-1, 7.9.4."""
_NOT_NEWSPRINT = re.compile(
    r"(?<!un)coated|FOGRA *(?!42|48)\d\d|GRACoL|SWOP|CGATS *TR *00[1356]|CRPC[3-7]|PSR_|LWC|"
    r"Japan *Color *20\d\d(?! *News)|JC200",
    re.IGNORECASE,
)
"""Characterizations of papers that no newspaper is printed on (the ICC's registry; of FOGRA's only 42 and 48 are newsprint)."""
_ICC_OF_PDF_1_4 = 2
"""ICC.1:1999-04 (PDF Reference 1.4, table 4.15)."""
_WHITEST = 88.0
"""L* of the paper: newsprint 80 to 84, improved newsprint to 88, uncoated 92, coated 95 (ISO 12647-2 and -3)."""
_MOST_PAGES = 200


def claimed(pdf: Pdf) -> str:
    """What the file says it is: ``PDF/X-1a:2003``, ``PDF/X-4`` …, or ""."""
    return xmp_of(pdf).get("pdfxid:GTS_PDFXVersion") or text_of(pdf.docinfo.get("/GTS_PDFXVersion", ""))


def standard_of(claim: str) -> Standard | None:
    """The standard that we know by that name."""
    if claim.startswith("PDF/X-1"):
        return Standard.X1A
    return Standard.X4 if claim.startswith("PDF/X-4") else None


def version_of(pdf: Pdf) -> tuple[int, int]:
    """The PDF version of the header, or the higher one of the catalogue (ISO 32000-1, 7.2.2)."""
    own = text_of(pdf.Root.get("/Version", ""))[1:]
    return max(_version_numbers(pdf.pdf_version), _version_numbers(own))


def _version_numbers(said: str) -> tuple[int, int]:
    major, _, minor = said.partition(".")
    return (int(major), int(minor or 0)) if major.isdecimal() and minor.isdecimal() else (0, 0)


def xmp_of(pdf: Pdf) -> Xmp:
    """What the XMP packet says; nothing when there is none or it is beyond all measure."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream) or number_of(stream.get("/Length")) > _LONGEST_XMP:
        return Xmp()
    try:
        return read_xmp(stream.read_bytes()[:_LONGEST_XMP])
    except pikepdf.PdfError:
        return Xmp()


def check_document(pdf: Pdf, demands: Demands) -> Iterator[Finding]:
    """Every fault of the file as a whole."""
    claim, xmp = claimed(pdf), xmp_of(pdf)
    standard = standard_of(demands.standard.upper()) or standard_of(claim)
    yield from _identification(claim, demands)
    if standard is not None:
        yield from _place_of_claim(pdf, xmp, claim, standard)
        yield from _version(pdf, standard)
        yield from _metadata(pdf, xmp, standard)
    yield from _intent(pdf, standard)
    if demands.newsprint:
        yield from _stock(pdf)
    yield from _behaviour(pdf, standard)
    yield from check_layers(pdf, standard)
    if demands.pages and len(pdf.pages) != demands.pages:
        yield Finding("SQ636", facts={"pages": str(len(pdf.pages)), "wanted": str(demands.pages)})


def _identification(claim: str, demands: Demands) -> Iterator[Finding]:
    wanted = standard_of(demands.standard.upper())
    if standard_of(claim) is None:
        yield Finding("SQ625", facts={"claim": f"自称“{claim}”" if claim else "没有 PDF/X 标识"})
    elif wanted is not None and standard_of(claim) is not wanted:
        yield Finding("SQ625", facts={"claim": f"是 {claim}，要的是 {wanted.name_in_file}"})


def _place_of_claim(pdf: Pdf, xmp: Xmp, claim: str, standard: Standard) -> Iterator[Finding]:
    """X-1a says what it is in Info, X-4 in XMP; a processor looks nowhere else."""
    said_in_xmp = bool(xmp.get("pdfxid:GTS_PDFXVersion"))
    said_in_info = bool(text_of(pdf.docinfo.get("/GTS_PDFXVersion", "")))
    if standard_of(claim) is standard is Standard.X4 and not said_in_xmp:
        yield Finding("SQ625", facts={"claim": f"自称“{claim}”，却没有写在 XMP 里"})
    if standard_of(claim) is standard is Standard.X1A and not said_in_info:
        yield Finding("SQ625", facts={"claim": f"自称“{claim}”，却没有写在 Info 里"})
    if claim.startswith("PDF/X-1:2001") and not text_of(pdf.docinfo.get("/GTS_PDFXConformance", "")):
        yield Finding("SQ625", facts={"claim": f"自称“{claim}”，没有 GTS_PDFXConformance"})


def _version(pdf: Pdf, standard: Standard) -> Iterator[Finding]:
    if version_of(pdf) > standard.highest_version:
        yield Finding(
            "SQ624",
            facts={
                "version": ".".join(map(str, version_of(pdf))),
                "most": ".".join(map(str, standard.highest_version)),
                "standard": standard.name_in_file,
            },
        )


_BOTH_SAY = {"Title": "dc:title", "CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}
"""What Info and XMP each have a name for."""


def _metadata(pdf: Pdf, xmp: Xmp, standard: Standard) -> Iterator[Finding]:
    info = pdf.docinfo
    new = standard is Standard.X4
    lacking = [
        key
        for key, named in _BOTH_SAY.items()
        if not text_of(info.get(f"/{key}", "")).strip() and not (new and xmp.get(named))
    ]
    if text_of(info.get("/Trapped", "")) not in ("/True", "/False") and not (new and _trapped(xmp)):
        lacking.append("Trapped")
    if "/ID" not in pdf.trailer:
        lacking.append("ID")
    lacking += [
        f"{key}（写法不对）"
        for key in ("CreationDate", "ModDate")
        if (said := text_of(info.get(f"/{key}", "")).strip()) and not _DATE.fullmatch(said)
    ]
    if new:
        lacking += [key for key in _XMP_IDENTITY if not xmp.get(key)]
        lacking += [] if xmp.sound else ["XMP（不是写对的 XML）"]
        lacking += [f"{key}（Info 与 XMP 不一致）" for key in _contradictions(info, xmp)]
    if lacking:
        yield Finding("SQ627", facts={"keys": "、".join(lacking)})


def _trapped(xmp: Xmp) -> str:
    """``/true`` or ``/false``, or "" where XMP says neither."""
    said = xmp.get("pdf:Trapped").casefold()
    return f"/{said}" if said in ("true", "false") else ""


def _contradictions(info: Dictionary, xmp: Xmp) -> Iterator[str]:
    """What Info and XMP say differently of one thing."""
    for key, named in _BOTH_SAY.items():
        one, other = text_of(info.get(f"/{key}", "")).strip(), xmp.get(named)
        if key == "Title" and one and other and one != other:
            yield key
        made, said = _moment(one), _moment(other)
        if made and said and abs(made - said) > datetime.timedelta(minutes=1):
            yield key
    trapped = text_of(info.get("/Trapped", "")).casefold()
    if trapped and _trapped(xmp) and trapped != _trapped(xmp):
        yield "Trapped"


def _moment(said: str) -> datetime.datetime | None:
    """A date of Info or of XMP in Greenwich time; None where it names no zone or not the minute."""
    found = _MOMENT.match(said.strip())
    if found is None:
        return None
    year, month, day, hour, minute, zone = found.groups()
    try:
        local = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute))
    except ValueError:
        return None
    if zone == "Z":
        return local
    sign = -1 if zone[0] == "-" else 1
    away = datetime.timedelta(hours=int(zone[1:3]), minutes=int(re.sub(r"\D", "", zone[3:]) or 0))
    return local - sign * away


def _intents(pdf: Pdf) -> list[Dictionary]:
    intents = pdf.Root.get("/OutputIntents")
    return [
        each
        for each in (intents if isinstance(intents, Array) else ())
        if isinstance(each, Dictionary) and each.get("/S") == Name.GTS_PDFX
    ]


def _intent(pdf: Pdf, standard: Standard | None) -> Iterator[Finding]:
    ours = _intents(pdf)
    problem = (
        "没有" if not ours else f"有{len(ours)}个" if len(ours) > 1 else _intent_problem(ours[0], standard)
    )
    if problem:
        yield Finding("SQ626", facts={"problem": problem})


def _intent_problem(intent: Dictionary, standard: Standard | None) -> str:
    profile = intent.get("/DestOutputProfile")
    if not text_of(intent.get("/OutputConditionIdentifier", "")):
        return "缺 OutputConditionIdentifier"
    registered = "color.org" in text_of(intent.get("/RegistryName", ""))
    if not registered and not text_of(intent.get("/Info", "")):
        return "没有登记，又没有 Info 说明是什么印刷条件"
    if profile is None:
        return "" if registered and standard is not Standard.X4 else "没有嵌入特性文件"
    if not isinstance(profile, Stream):
        return "特性文件读不懂"
    head = profile.read_bytes()[:40]
    if head[16:20] != b"CMYK" or head[12:16] != b"prtr" or head[36:40] != b"acsp":
        return "特性文件不是 CMYK 印刷机的"
    if number_of(profile.get("/N")) != 4:
        return "特性文件的 N 不是4"
    if standard is Standard.X1A and head[8] > _ICC_OF_PDF_1_4:
        return f"特性文件是 ICC 第{head[8]}版，PDF 1.4 只认得第2版"
    return ""


def _behaviour(pdf: Pdf, standard: Standard | None) -> Iterator[Finding]:
    root = pdf.Root
    names = root.get("/Names")
    scripts = isinstance(names, Dictionary) and "/JavaScript" in names
    if scripts or actions_of(root) or outline_acts(pdf) or _page_actions(pdf):
        yield Finding("SQ630")
    form = root.get("/AcroForm")
    fields = isinstance(form, Dictionary) and (len(form.get("/Fields", Array())) or "/XFA" in form)
    if fields or notes_of(pdf, Name.Widget):
        yield Finding("SQ631")


def _stock(pdf: Pdf) -> Iterator[Finding]:
    """An intent of coated or of white uncoated paper: by its name, or by how white its paper is."""
    for intent in _intents(pdf):
        said = [
            text_of(intent.get(key, ""))
            for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info")
        ]
        profile = intent.get("/DestOutputProfile")
        white = paper_white(profile.read_bytes()) if isinstance(profile, Stream) else None
        name = next((each for each in said if each and each != "Custom"), "（没有名字）")
        if any(_NOT_NEWSPRINT.search(each) for each in said) or (white is not None and white > _WHITEST):
            lightness = f"，纸白 L*{white:.0f}" if white is not None else ""
            yield Finding("SQ682", facts={"name": f"{name}{lightness}"})


def paper_white(profile: bytes) -> float | None:
    """纸白: L* of the medium of a press profile; None where it does not tell (ICC.1 9.2.36, mediaWhitePointTag)."""
    try:
        (count,) = struct.unpack_from(">I", profile, 128)
        for index in range(min(count, 100)):
            tag, offset, _ = struct.unpack_from(">4sII", profile, 132 + 12 * index)
            if tag == b"wtpt":
                _, luminance, _ = struct.unpack_from(">iii", profile, offset + 8)
                share = luminance / 65536
                return None if share > 0.999 else 116 * max(share, 0.0089) ** (1 / 3) - 16
    except struct.error:
        return None
    return None


def _page_actions(pdf: Pdf) -> bool:
    return any(
        "/AA" in page.obj or any(actions_of(note) for note in notes_on(page.obj))
        for page in list(pdf.pages)[:_MOST_PAGES]
    )


_MODES = frozenset(
    f"/{name}"
    for name in (
        "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight",
        "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
    )
)  # fmt: skip
"""ISO 32000-1, tables 136 and 137."""
INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))
"""ISO 32000-1, table 70."""


def check_graphics_state(
    state: Dictionary, standard: Standard | None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Transfer curves and halftones belong to the shop, not to the file (ISO 15930-4 6.10, 15930-7 6.16)."""
    keys = [
        key[1:]
        for key in ("/TR", "/TR2", "/HTP")
        if key in state and text_of(state[key]) not in ("/Identity", "/Default")
    ]
    keys += _halftone(state.get("/HT"), standard)
    if keys:
        yield "SQ666", {"keys": "、".join(keys)}
    if "/RI" in state and text_of(state["/RI"]) not in INTENTS:
        yield "SQ687", {"what": "渲染意图", "names": text_of(state["/RI"])[1:]}
    mode = state.get("/BM")
    named = (
        [text_of(each) for each in (mode if isinstance(mode, Array) else (mode,))] if mode is not None else []
    )
    if wrong := [each[1:] for each in named if each not in _MODES]:
        yield "SQ687", {"what": "混合模式", "names": "、".join(wrong)}


def _halftone(halftone: Object | None, standard: Standard | None) -> Iterator[str]:
    if halftone is None or text_of(halftone) == "/Default":
        return
    if standard is not Standard.X4 or not isinstance(halftone, Dictionary | Stream):
        yield "HT"
        return
    parts = [halftone, *(each for each in halftone.values() if isinstance(each, Dictionary | Stream))]
    if halftone.get("/HalftoneType") not in (1, 5):
        yield "HalftoneType"
    yield from (
        key for key in ("HalftoneName", "TransferFunction") if any(f"/{key}" in each for each in parts)
    )
