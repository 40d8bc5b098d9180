"""看版面: boxes, size, rotation, annotations, transparency group of each page.

In: a page and the demands. Out: findings of that page; the trim box for all other rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Stream

from build_tools.press.preflight.demands import Demands, Standard
from build_tools.press.preflight.findings import Finding
from build_tools.press.reading.entries import number_of, text_of
from build_tools.press.reading.marks import Mark, MarkKind
from build_tools.press.reading.operands import inherited
from build_tools.press.reading.spaces import Family, space_of

POINTS_A_MILLIMETRE = 72 / 25.4
_TOLERANCE = 0.5
"""mm by which a page may miss its size: shops allow that much in cutting."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A box of the page in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height."""
        return (self.right - self.left) / POINTS_A_MILLIMETRE, (self.top - self.bottom) / POINTS_A_MILLIMETRE

    def holds(self, other: Rect) -> bool:
        """Whether the other lies inside; a tenth of a point is nothing."""
        return (
            self.left - 0.1 <= other.left
            and self.bottom - 0.1 <= other.bottom
            and self.right + 0.1 >= other.right
            and self.top + 0.1 >= other.top
        )

    def meets(self, other: Rect) -> bool:
        """Whether they share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def millimetres(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, from this box's top left corner."""
        return round((x - self.left) / POINTS_A_MILLIMETRE, 1), round((self.top - y) / POINTS_A_MILLIMETRE, 1)


def box(page: Object, key: str) -> Rect | None:
    """One of the page's boxes; None when it is not there or no rectangle. Two kinds are inherited (ISO 32000-1, table 30)."""
    node = inherited(page, key) if key in ("/MediaBox", "/CropBox") else page.get(key)
    if not isinstance(node, Array) or len(node) != 4:
        return None
    try:
        a, b, c, d = (float(value) for value in node)
    except (TypeError, ValueError):
        return None
    return Rect(min(a, c), min(b, d), max(a, c), max(b, d))


def trim_of(page: Object) -> Rect:
    """成品框, or what stands for it when it is not given."""
    return (
        box(page, "/TrimBox")
        or box(page, "/ArtBox")
        or box(page, "/CropBox")
        or box(page, "/MediaBox")
        or Rect(0, 0, 595, 842)
    )


def check_page(page: Page, number: int, demands: Demands, standard: Standard | None) -> Iterator[Finding]:
    """Every fault of a page that can be seen without reading its content."""
    yield from _boxes(page.obj, number, demands)
    yield from _size(page.obj, number, demands)
    turned = number_of(inherited(page.obj, "/Rotate"))
    if turned % 360:
        yield Finding("SQ638", number, facts={"problem": f"转了{turned:g}度"})
    unit = number_of(page.obj.get("/UserUnit"), 1.0)
    if unit != 1.0:
        yield Finding("SQ638", number, facts={"problem": f"单位放大了{unit:g}倍"})
    yield from _annotations(page.obj, number)
    group = page.obj.get("/Group")
    if blends_elsewhere(group):
        yield Finding("SQ665", number)
    if "/SeparationInfo" in page.obj:
        yield Finding("SQ691", number)
    if standard is Standard.X1A and isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
        yield Finding("SQ664", number, facts={"what": "页面"})


def blends_elsewhere(group: Object | None) -> bool:
    """Whether a transparency group, of a page or of a form, blends in another space than CMYK."""
    space = group.get("/CS") if isinstance(group, Dictionary) else None
    return space is not None and space_of(space, None).family is not Family.CMYK


def _boxes(page: Object, number: int, demands: Demands) -> Iterator[Finding]:
    media, crop = box(page, "/MediaBox"), box(page, "/CropBox")
    trim, art, bleed = box(page, "/TrimBox"), box(page, "/ArtBox"), box(page, "/BleedBox")
    finished = trim or art
    if media is None:
        yield Finding("SQ634", number, facts={"problem": "没有 MediaBox"})
        return
    if finished is None:
        yield Finding("SQ634", number, facts={"problem": "没有 TrimBox，不知道成品裁在哪里"})
        return
    if finished.left >= finished.right or finished.bottom >= finished.top:
        yield Finding("SQ634", number, facts={"problem": "成品框是空的"})
        return
    if trim is not None and art is not None:
        yield Finding("SQ634", number, facts={"problem": "TrimBox 和 ArtBox 只能有一个"})
    outer = bleed or media
    if not media.holds(outer) or not outer.holds(finished):
        yield Finding(
            "SQ634",
            number,
            facts={"problem": "各框没有套好：TrimBox 要在 BleedBox 里，BleedBox 要在 MediaBox 里"},
        )
    if crop is not None and not crop.holds(finished):
        yield Finding("SQ634", number, facts={"problem": "CropBox 切进了成品"})
    edge = min(
        finished.left - outer.left,
        finished.bottom - outer.bottom,
        outer.right - finished.right,
        outer.top - finished.top,
    )
    if demands.bleed and edge / POINTS_A_MILLIMETRE < demands.bleed - 0.1:
        yield Finding(
            "SQ639",
            number,
            facts={"bleed": f"{max(edge / POINTS_A_MILLIMETRE, 0):.1f}", "wanted": f"{demands.bleed:g}"},
        )


def _size(page: Object, number: int, demands: Demands) -> Iterator[Finding]:
    width, height = trim_of(page).size_mm
    if demands.page_width and (
        abs(width - demands.page_width) > _TOLERANCE or abs(height - demands.page_height) > _TOLERANCE
    ):
        wanted = f"{demands.page_width:g}×{demands.page_height:g}"
        yield Finding("SQ635", number, facts={"size": f"{width:.1f}×{height:.1f}", "wanted": wanted})


def check_same_size(pages: list[Page]) -> Iterator[Finding]:
    """Pages of one paper have one size: that of the first."""
    first = trim_of(pages[0].obj).size_mm
    for number, page in enumerate(pages[1:], 2):
        size = trim_of(page.obj).size_mm
        if abs(size[0] - first[0]) > _TOLERANCE or abs(size[1] - first[1]) > _TOLERANCE:
            yield Finding(
                "SQ635",
                number,
                facts={"size": f"{size[0]:.1f}×{size[1]:.1f}", "wanted": f"{first[0]:.1f}×{first[1]:.1f}"},
            )


_ALONG = 5.0
"""mm along an edge: what is shorter is a mark or a rule, not a ground."""
_AT_THE_EDGE = 0.5
"""mm: a ground that ends so near to the trim was meant to reach it."""


def short_of_bleed(page: Object, mark: Mark, wanted: float) -> bool:
    """Whether a ground or picture reaches an edge of the trim and ends before the bleed does. ``wanted`` in mm.

    Without a demand the file's own bleed box says how much there should be.
    """
    trim, bleed = trim_of(page), box(page, "/BleedBox")
    if not _is_ground(mark) or mark.paint.is_white:
        return False
    right, top = mark.x + mark.width, mark.y + mark.height
    across, down = (
        min(right, trim.right) - max(mark.x, trim.left),
        min(top, trim.top) - max(mark.y, trim.bottom),
    )
    least = _ALONG * POINTS_A_MILLIMETRE
    sides = (
        (trim.left - mark.x, trim.left - bleed.left if bleed else 0.0, down),
        (right - trim.right, bleed.right - trim.right if bleed else 0.0, down),
        (trim.bottom - mark.y, trim.bottom - bleed.bottom if bleed else 0.0, across),
        (top - trim.top, bleed.top - trim.top if bleed else 0.0, across),
    )
    return any(
        along >= least
        and -_AT_THE_EDGE <= beyond / POINTS_A_MILLIMETRE < (wanted or own / POINTS_A_MILLIMETRE) - 0.5
        for beyond, own, along in sides
    )


def _is_ground(mark: Mark) -> bool:
    """What can cover an area: a line so thick is one."""
    if mark.kind is MarkKind.STROKE:
        return mark.line_width >= _ALONG * POINTS_A_MILLIMETRE
    return mark.kind in (MarkKind.FILL, MarkKind.IMAGE, MarkKind.SHADING)


def near_the_trim(page: Object, mark: Mark, safety: float) -> bool:
    """Whether type stands nearer to the trim than cutting is exact. ``safety`` in mm."""
    trim, inner = trim_of(page), safety * POINTS_A_MILLIMETRE - 0.1
    return mark.kind is MarkKind.TEXT and (
        mark.x < trim.left + inner
        or mark.x + mark.width > trim.right - inner
        or mark.y < trim.bottom + inner
        or mark.y + mark.height > trim.top - inner
    )


def _annotations(page: Object, number: int) -> Iterator[Finding]:
    bleed = box(page, "/BleedBox") or trim_of(page)
    notes = page.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        if isinstance(note, Dictionary) and note.get("/Subtype") == Name.TrapNet and _fauxed(note):
            yield Finding("SQ632", number, facts={"kind": "TrapNet（字体是代用的）"})
        if isinstance(note, Dictionary) and note.get("/Subtype") == Name.TrapNet and _for_other_inks(note):
            yield Finding("SQ632", number, facts={"kind": "TrapNet（不是为 CMYK 做的）"})
        if not isinstance(note, Dictionary) or note.get("/Subtype") in (Name.TrapNet, Name.Widget):
            continue
        place = box(note, "/Rect")
        marks = note.get("/Subtype") == Name.PrinterMark  # they may stand in the bleed
        if place is None or place.meets(trim_of(page) if marks else bleed):
            x, y = trim_of(page).millimetres(place.left, place.top) if place else (None, None)
            yield Finding("SQ632", number, x, y, facts={"kind": text_of(note.get("/Subtype", "/不明"))[1:]})


def _for_other_inks(note: Dictionary) -> bool:
    """Whether any appearance of the traps is made for a process colour model other than CMYK (ISO 32000-1, table 367)."""
    kinds = note.get("/AP")
    usual = kinds.get("/N") if isinstance(kinds, Dictionary) else None
    drawn = (usual,) if isinstance(usual, Stream) else usual.values() if isinstance(usual, Dictionary) else ()
    return any(
        isinstance(each, Stream) and each.get("/PCM", Name.DeviceCMYK) != Name.DeviceCMYK for each in drawn
    )


def _fauxed(note: Dictionary) -> bool:
    """Whether traps were made with stand-ins for fonts: then they fit no type that is printed (ISO 32000-1, 14.11.6.2)."""
    faces = note.get("/FontFauxing")
    return isinstance(faces, Array) and len(faces) > 0
