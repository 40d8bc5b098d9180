"""逐一看印迹: colours, type, lines, pictures and transparency of each mark that a page paints.

In: a mark and the demands. Out: codes with their facts; the caller knows page and place.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.press.preflight.demands import Demands, Standard
from build_tools.press.reading.marks import Mark, MarkKind, Pixels
from build_tools.press.reading.spaces import Family

Fault = tuple[str, dict[str, str]]
_RASTER_ONLY_LATER = {"JPXDecode": "JPEG 2000", "JBIG2Decode": "JBIG2"}


def check_mark(mark: Mark, demands: Demands, standard: Standard | None) -> Iterator[Fault]:
    """Every fault of one mark."""
    yield from _colour(mark, standard)
    yield from _blending(mark, standard)
    if mark.kind is MarkKind.TEXT:
        yield from _type(mark, demands)
    if mark.line_width or mark.kind is MarkKind.STROKE:
        yield from _line(mark, demands)
    if mark.pixels is not None:
        yield from _picture(mark, mark.pixels, demands, standard)


def _colour(mark: Mark, standard: Standard | None) -> Iterator[Fault]:
    """Four inks and nothing else; black text of black ink alone; no registration colour."""
    space, what = mark.paint.space, {"what": mark.kind.value}
    black_text = mark.kind is MarkKind.TEXT and mark.paint.is_dark_neutral
    if black_text and not mark.paint.is_black_alone:
        yield "SQ644", {"inks": _made_of(mark)}
    elif space.family is Family.RGB:
        yield ("SQ641" if mark.kind is MarkKind.IMAGE else "SQ640"), what
    if space.family is Family.LAB or (
        space.profiled and space.family is not Family.RGB and standard is Standard.X1A
    ):
        yield "SQ642", what | {"space": "Lab" if space.family is Family.LAB else "ICC"}
    if space.family is Family.UNKNOWN and "JPXDecode" not in (mark.pixels.filters if mark.pixels else ()):
        yield "SQ642", what | {"space": "读不懂的"}
    if space.family is Family.SPOT:
        yield "SQ643", {"inks": "、".join(space.spots)}
    if standard is Standard.X1A and not space.of_ink:
        yield "SQ693", {"inks": "、".join(space.colorants)}
    inks = mark.paint.inks
    if space.family is Family.REGISTRATION or (inks is not None and min(inks) > 0.98):
        yield "SQ645", what


def _made_of(mark: Mark) -> str:
    inks = mark.paint.inks
    if inks is None or mark.paint.space.profiled:
        return f"{'带 ICC 的 ' if mark.paint.space.profiled else ''}{mark.paint.space.family.value}"
    return " ".join(f"{name}{round(ink * 100)}" for name, ink in zip("CMYK", inks, strict=True))


def _blending(mark: Mark, standard: Standard | None) -> Iterator[Fault]:
    if standard is Standard.X1A and mark.blending.transparent:
        yield "SQ664", {"what": mark.kind.value}
    if mark.blending.overprint and mark.paint.is_white and mark.kind is not MarkKind.IMAGE:
        yield "SQ647", {"what": mark.kind.value}
    if (
        standard is Standard.X4
        and mark.blending.overprint
        and mark.blending.overprint_mode == 1
        and mark.paint.space.profiled
        and mark.paint.space.family is Family.CMYK
    ):
        yield "SQ695", {"what": mark.kind.value}


def _type(mark: Mark, demands: Demands) -> Iterator[Fault]:
    """Smallest type by how it is built; a size is compared with half a tenth of a point to spare."""
    paint, size = mark.paint, mark.size + 0.05
    facts = {"size": f"{mark.size:.1f}"}
    if paint.is_white:
        if size < demands.smallest_reversed_type:
            yield "SQ659", facts | {"least": f"{demands.smallest_reversed_type:g}"}
    elif paint.ink_count > 1:
        if size < demands.smallest_mixed_type and not paint.is_dark_neutral:
            yield "SQ658", facts | {"least": f"{demands.smallest_mixed_type:g}"}
        elif size < demands.smallest_type:
            yield "SQ656", facts | {"least": f"{demands.smallest_type:g}"}
    elif mark.is_tint:
        if size < demands.smallest_tint_type:
            yield "SQ657", facts | {"least": f"{demands.smallest_tint_type:g}"}
    elif size < demands.smallest_type:
        yield "SQ656", facts | {"least": f"{demands.smallest_type:g}"}
    if (
        demands.black_overprints
        and paint.is_black_alone
        and paint.is_dark_neutral
        and not mark.blending.overprint
    ):
        yield "SQ648", {}


def _line(mark: Mark, demands: Demands) -> Iterator[Fault]:
    if mark.kind in (MarkKind.STROKE, MarkKind.FILL, MarkKind.TEXT):
        width = f"{mark.line_width:.2f}"
        if mark.line_width < demands.thinnest_line - 0.01:
            yield "SQ654", {"width": width, "least": f"{demands.thinnest_line:g}"}
        elif mark.line_width < demands.thinnest_mixed_line - 0.01 and mark.paint.ink_count > 1:
            yield "SQ655", {"width": width, "least": f"{demands.thinnest_mixed_line:g}"}
        elif mark.line_width < demands.thinnest_tint_line - 0.01 and mark.is_tint:
            yield "SQ683", {"width": width, "least": f"{demands.thinnest_tint_line:g}"}


def _picture(mark: Mark, pixels: Pixels, demands: Demands, standard: Standard | None) -> Iterator[Fault]:
    facts = {"dpi": f"{pixels.dpi:.0f}"}
    line_art = pixels.bits == 1
    if line_art and pixels.dpi < demands.least_line_art_dpi:
        yield "SQ651", facts | {"least": f"{demands.least_line_art_dpi:g}"}
    elif not line_art and pixels.dpi < demands.least_dpi and not _flat(pixels):
        yield "SQ650", facts | {"least": f"{demands.least_dpi:g}"}
    elif (
        demands.most_dpi
        and not line_art
        and pixels.dpi > demands.most_dpi
        and pixels.width * pixels.height > 250_000
    ):
        yield "SQ652", facts | {"most": f"{demands.most_dpi:g}"}
    for name in pixels.filters:
        if name in ("LZWDecode", "LZW"):
            yield "SQ629", {}
        if name in _RASTER_ONLY_LATER and standard is Standard.X1A:
            yield "SQ653", {"kind": _RASTER_ONLY_LATER[name]}
    if pixels.bits == 16 and standard is Standard.X1A:
        yield "SQ653", {"kind": "16位"}
    if pixels.soft_mask_space is not None and pixels.soft_mask_space.family is not Family.GRAY:
        yield "SQ653", {"kind": "蒙版不是灰度"}


def _flat(pixels: Pixels) -> bool:
    """A picture of a pixel or two is a tint, whatever its resolution."""
    return pixels.width * pixels.height <= 4
