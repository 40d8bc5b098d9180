"""制版面图: from an issue's print PDF and layout to what the templates show and the files behind it.

In: the print PDF, the ``layout.json`` beside it, the folder where made files are kept. Out: :class:`Replica`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.site.replica import LAYOUT, RECIPE
from build_tools.site.replica.layout import PrintedIssue, PrintedPage, parse_layout
from build_tools.site.replica.page_pdf import write_page_pdfs
from build_tools.site.replica.pictures import PLAIN_WIDTHS, WIDTHS, Box, PagePainter, opened
from build_tools.site.replica.regions import Region, Ring, find_regions
from build_tools.site.views import ReplicaView


@dataclass(frozen=True, slots=True)
class Replica:
    """版面图 of an issue: a view for each page that is printed, and address → file of all that belongs to them."""

    pages: Mapping[int, ReplicaView]
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """制作单: the files of one page and where each is kept."""

    pictures: Mapping[int, Path]
    plain: Mapping[int, Path]
    pdf: Path
    shares: Mapping[Path, Box]

    @property
    def kept(self) -> tuple[Path, ...]:
        return (*self.pictures.values(), *self.plain.values(), self.pdf, *self.shares)


def make_replica(address: str, pdf: Path, unpictured: Collection[str], kept: Path) -> Replica:
    """版面图 of the issue whose print PDF stands at ``address`` on the site (``2021-01/….pdf``); empty without a layout.

    ``unpictured`` names the numbers whose share picture is cut from the page. ``kept`` is the folder of this
    issue's made files; what is not of this PDF any more is removed from it. Raises ValueError when PDF or
    layout cannot be read, OSError when nothing can be written.
    """
    layout = pdf.with_name(LAYOUT)
    if not layout.is_file():
        return Replica({}, {})
    printed = parse_layout(layout.read_text(encoding="utf-8"))
    regions = {page.number: find_regions(page.blocks) for page in printed.pages}
    content = hashlib.sha256(pdf.read_bytes() + layout.read_bytes()).hexdigest()[:24]
    wanted = {
        page.number: _order(page, regions[page.number], unpictured, kept / f"{content}-{RECIPE}")
        for page in printed.pages
    }
    _make(pdf, wanted)
    _forget(kept, {path for each in wanted.values() for path in each.kept})
    views = {page: _view(address, page, regions[page], printed, wanted[page]) for page in wanted}
    return Replica(
        views, {each: path for page, view in views.items() for each, path in _files(view, wanted[page])}
    )


def outline_path(rings: tuple[Ring, ...]) -> str:
    """轮廓 as the ``d`` of an SVG path, in mm. The corners of a region are right angles, so H and V will do."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Ring) -> str:
    (x, y), *others = ring
    steps = [f"M{x:g} {y:g}"]
    for next_x, next_y in others:
        steps.append(f"H{next_x:g}" if next_y == y else f"V{next_y:g}")
        x, y = next_x, next_y
    return "".join(steps) + "Z"


def _order(
    page: PrintedPage, regions: tuple[Region, ...], unpictured: Collection[str], stem: Path
) -> _Wanted:
    def kept(rest: str) -> Path:
        return stem.with_name(f"{stem.name}-{page.number}{rest}")

    return _Wanted(
        {width: kept(f"-{width}.webp") for width in WIDTHS},
        {width: kept(f"-{width}.jpg") for width in PLAIN_WIDTHS},
        kept(".pdf"),
        {kept(f"-{region.number}.jpg"): region.box for region in regions if region.number in unpictured},
    )


def _make(pdf: Path, wanted: Mapping[int, _Wanted]) -> None:
    """Make what is lacking; a PDF of which everything is there is not even opened."""
    if all(path.is_file() for each in wanted.values() for path in each.kept):
        return
    with opened(pdf) as painter:
        if painter.pages < max(wanted, default=0):
            raise ValueError(f"the layout has page {max(wanted)}, the PDF ends with {painter.pages}")
        for page, order in wanted.items():
            _paint(painter, page, order)
        write_page_pdfs(pdf, {page: order.pdf for page, order in wanted.items()})
        painter.finish()


def _paint(painter: PagePainter, page: int, order: _Wanted) -> None:
    painter.paint(page, order.pictures, order.plain)
    for path, box in order.shares.items():
        painter.cut(page, box, path)


def _forget(kept: Path, needed: Collection[Path]) -> None:
    for path in kept.iterdir() if kept.is_dir() else ():
        if path not in needed:
            path.unlink()


def _view(
    address: str, page: int, regions: tuple[Region, ...], printed: PrintedIssue, wanted: _Wanted
) -> ReplicaView:
    issue, _, name = address.rpartition("/")
    folder = f"{issue}/p{page}"
    cut = {path.stem.rpartition("-")[2] for path in wanted.shares}
    return ReplicaView(
        width=printed.width,
        height=printed.height,
        copies=tuple((f"{folder}/page.{width}.webp", width) for width in WIDTHS),
        plain=tuple((f"{folder}/page.{width}.jpg", width) for width in PLAIN_WIDTHS),
        pdf=f"{folder}/{name.removesuffix('.pdf')}-p{page}.pdf",
        outlines={region.number: outline_path(region.rings) for region in regions},
        shares={number: f"{folder}/{number}.jpg" for number in sorted(cut)},
    )


def _files(view: ReplicaView, wanted: _Wanted) -> list[tuple[str, Path]]:
    pictures = [(address, wanted.pictures[width]) for address, width in view.copies]
    pictures += [(address, wanted.plain[width]) for address, width in view.plain]
    shares = [(view.shares[path.stem.rpartition("-")[2]], path) for path in wanted.shares]
    return [*pictures, (view.pdf, wanted.pdf), *shares]
