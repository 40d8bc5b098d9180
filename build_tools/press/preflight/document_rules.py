"""看整个文件: version, identification, output intent, forms, scripts, encryption.

In: an open PDF. Out: findings of the whole file; the standard it claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from build_tools.press.preflight.demands import Demands, Standard
from build_tools.press.preflight.findings import Finding

_LONGEST_XMP = 2_000_000
_XMP_VERSION = re.compile(r"pdfxid:GTS_PDFXVersion(?:>|\s*=\s*[\"'])\s*([^<\"']+)")
_XMP_TRAPPED = re.compile(r"pdf:Trapped(?:>|\s*=\s*[\"'])\s*(True|False)", re.IGNORECASE)
_SCRIPT_KEYS = ("/OpenAction", "/AA")


def claimed(pdf: Pdf) -> str:
    """What the file says it is: ``PDF/X-1a:2003``, ``PDF/X-4`` …, or ""."""
    found = _XMP_VERSION.search(xmp_of(pdf))
    return found.group(1).strip() if found else str(pdf.docinfo.get("/GTS_PDFXVersion", ""))


def standard_of(claim: str) -> Standard | None:
    """The standard that we know by that name."""
    if claim.startswith("PDF/X-1"):
        return Standard.X1A
    return Standard.X4 if claim.startswith("PDF/X-4") else None


def xmp_of(pdf: Pdf) -> str:
    """The XMP packet as text; "" when there is none or it is beyond all measure."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream) or int(stream.get("/Length", 0)) > _LONGEST_XMP:
        return ""
    try:
        return stream.read_bytes()[:_LONGEST_XMP].decode("utf-8", "replace")
    except pikepdf.PdfError:
        return ""


def check_document(pdf: Pdf, demands: Demands) -> Iterator[Finding]:
    """Every fault of the file as a whole."""
    claim = claimed(pdf)
    standard = standard_of(demands.standard.upper()) or standard_of(claim)
    yield from _identification(claim, demands)
    if standard is not None:
        yield from _version(pdf, standard)
        yield from _metadata(pdf, standard)
    yield from _intent(pdf, standard)
    yield from _behaviour(pdf, standard)
    if demands.pages and len(pdf.pages) != demands.pages:
        yield Finding("SQ636", facts={"pages": str(len(pdf.pages)), "wanted": str(demands.pages)})


def _identification(claim: str, demands: Demands) -> Iterator[Finding]:
    wanted = standard_of(demands.standard.upper())
    if standard_of(claim) is None:
        yield Finding("SQ625", facts={"claim": f"自称“{claim}”" if claim else "没有 PDF/X 标识"})
    elif wanted is not None and standard_of(claim) is not wanted:
        yield Finding("SQ625", facts={"claim": f"是 {claim}，要的是 {wanted.name_in_file}"})


def _version(pdf: Pdf, standard: Standard) -> Iterator[Finding]:
    major, _, minor = pdf.pdf_version.partition(".")
    if (int(major), int(minor or 0)) > standard.highest_version:
        yield Finding("SQ624", facts={"version": pdf.pdf_version, "most": ".".join(map(str, standard.highest_version)), "standard": standard.name_in_file})


def _metadata(pdf: Pdf, standard: Standard) -> Iterator[Finding]:
    info, xmp = pdf.docinfo, xmp_of(pdf)
    lacking = [key for key in ("Title", "CreationDate", "ModDate") if not str(info.get(f"/{key}", "")).strip()]
    if standard is Standard.X4:
        lacking = [key for key in lacking if {"Title": "dc:title", "CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}[key] not in xmp]
    if str(info.get("/Trapped", "")) not in ("/True", "/False") and (standard is Standard.X1A or not _XMP_TRAPPED.search(xmp)):
        lacking.append("Trapped")
    if "/ID" not in pdf.trailer:
        lacking.append("ID")
    if lacking:
        yield Finding("SQ627", facts={"keys": "、".join(lacking)})


def _intent(pdf: Pdf, standard: Standard | None) -> Iterator[Finding]:
    intents = pdf.Root.get("/OutputIntents")
    ours = [each for each in (intents if isinstance(intents, Array) else ()) if isinstance(each, Dictionary) and each.get("/S") == Name.GTS_PDFX]
    problem = "没有" if not ours else f"有{len(ours)}个" if len(ours) > 1 else _intent_problem(ours[0], standard)
    if problem:
        yield Finding("SQ626", facts={"problem": problem})


def _intent_problem(intent: Dictionary, standard: Standard | None) -> str:
    profile = intent.get("/DestOutputProfile")
    if not str(intent.get("/OutputConditionIdentifier", "")):
        return "缺 OutputConditionIdentifier"
    if profile is None:
        registered = "color.org" in str(intent.get("/RegistryName", ""))
        return "" if registered and standard is not Standard.X4 else "没有嵌入特性文件"
    if not isinstance(profile, Stream):
        return "特性文件读不懂"
    head = profile.read_bytes()[:40]
    if head[16:20] != b"CMYK" or head[12:16] != b"prtr" or head[36:40] != b"acsp":
        return "特性文件不是 CMYK 印刷机的"
    return ""


def _behaviour(pdf: Pdf, standard: Standard | None) -> Iterator[Finding]:
    root = pdf.Root
    names = root.get("/Names")
    if any(key in root for key in _SCRIPT_KEYS) or (isinstance(names, Dictionary) and "/JavaScript" in names) or _page_actions(pdf):
        yield Finding("SQ630")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and (len(form.get("/Fields", Array())) or "/XFA" in form):
        yield Finding("SQ631")
    if "/OCProperties" in root and standard is Standard.X1A:
        yield Finding("SQ670")


def _page_actions(pdf: Pdf) -> bool:
    return any("/AA" in page.obj for page in pdf.pages)


def check_filters(pdf: Pdf) -> Iterator[Finding]:
    """LZW anywhere in the file: both standards forbid it, whatever it packs."""
    if any(_uses_lzw(each) for each in pdf.objects if isinstance(each, Stream)):
        yield Finding("SQ629")


def _uses_lzw(stream: Object) -> bool:
    named = stream.get("/Filter")
    return any(str(each) in ("/LZWDecode", "/LZW") for each in (named if isinstance(named, Array) else (named,)))


def check_graphics_state(state: Dictionary, standard: Standard | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Transfer curves and halftones belong to the shop, not to the file (ISO 15930-4 6.10, 15930-7 6.16)."""
    keys = [key for key in ("/TR", "/TR2", "/HTP") if key in state and str(state[key]) not in ("/Identity", "/Default")]
    if "/HT" in state and str(state["/HT"]) != "/Default" and standard is Standard.X1A:
        keys.append("/HT")
    if keys:
        yield "SQ666", {"keys": "、".join(key[1:] for key in keys)}
