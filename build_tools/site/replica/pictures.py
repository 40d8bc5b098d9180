"""版面图片: a printed page → pictures for the web. The only importer of pypdfium2.

In: a print PDF and the pages wanted. Out: WebP files in a few widths, and the cut-outs that stand for an
article where its address is shared. No clock and no chance: the same PDF gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

# What draws is loaded by the functions that draw: most builds find every picture drawn.
if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]
    from PIL import Image

WIDTHS = (320, 640, 1000, 2000)
"""Pixels: for lists of issues, for a phone on a slow line (headlines can be read, and it is there in four seconds at
400 kbit/s), for a desk, and to read the small print."""

DESK_WIDTH = 1000
"""Of these, the one that a page at a desk shows first, and that proofs are looked at in."""

PLAIN_WIDTHS = WIDTHS[:2]
"""Those that are written as JPEG besides."""

SHARE_SIZE = (1200, 630)
"""Pixels of a share picture: the shape that messengers cut to anyway (1.91 to 1)."""

_QUALITY = 60  # 70 looks the same and is 8 % larger
_EFFORT = 2
"""Of libwebp's 0 to 6; 4 takes twice the time to come out 4 % smaller."""
_GAP = 1.5
"""A picture is first halved, thirded … to no less than this many times its size, then resampled: in less than half the
time; the eye sees no difference (root mean square 1.6 of 255 at 640 pixels)."""
_SHARE_QUALITY = 78
_PLAIN_QUALITY = 60
_NARROWEST = 3
"""A share picture is never magnified beyond this part of the page's width."""
_POINTS_A_MILLIMETRE = 72 / 25.4

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm from the page's top left corner."""


class PagePainter:
    """版面图片 of one print PDF. Raises ValueError when the file is no PDF that can be read."""

    def __init__(self, document: pypdfium2.PdfDocument, hands: ThreadPoolExecutor) -> None:
        self._document, self._hands = document, hands
        self._writing: list[Future[None]] = []

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return len(self._document)

    def paint(self, page: int, files: Mapping[int, Path], plain: Mapping[int, Path]) -> None:
        """Have a page (the first is 1) written in each of some widths in pixels as WebP, of these ``plain`` as JPEG too, while the next is drawn.

        Raises ValueError, and what :meth:`finish` raises.
        """
        whole = self._render(page, max(files))
        # No more than two pages at a time: each is some 20 MB.
        self.finish()
        self._writing = [
            self._hands.submit(_write, whole, width, path, plain.get(width)) for width, path in files.items()
        ]

    def finish(self) -> None:
        """Wait until all that was painted is written. Raises OSError."""
        for written in self._writing:
            written.result()
        self._writing = []

    def picture(self, page: int, width: int) -> bytes:
        """A page (the first is 1) as WebP, the same bytes that :meth:`paint` writes beside wider ones. Raises ValueError."""
        return _encoded(_narrowed(self._render(page, max(WIDTHS)), width))

    def cut(self, page: int, region: Box, path: Path) -> None:
        """Write the top of a region, on white, as a share picture (JPEG, which every messenger knows). Raises OSError, ValueError."""
        from PIL import Image

        wide, high = (edge / _POINTS_A_MILLIMETRE for edge in self._document[page - 1].get_size())
        left, top, right, bottom = share_box(region, wide)
        pixels = SHARE_SIZE[0] / max(right - left, wide / _NARROWEST)
        drawn = self._drawn(page, pixels / _POINTS_A_MILLIMETRE, (left, high - bottom, wide - right, top))
        card = Image.new("RGB", SHARE_SIZE, "white")
        card.paste(drawn, ((card.width - drawn.width) // 2, max(card.height - drawn.height, 0) // 2))
        written = io.BytesIO()
        card.save(written, "JPEG", quality=_SHARE_QUALITY, optimize=True)
        _put(path, written.getvalue())

    def _render(self, page: int, width: int) -> Image.Image:
        return self._drawn(page, width / self._document[page - 1].get_width(), (0, 0, 0, 0))

    def _drawn(self, page: int, pixels_a_point: float, crop: Box) -> Image.Image:
        """``crop`` is what is cut off, in mm: left, bottom, right, top."""
        from pypdfium2 import PdfiumError

        off = tuple(max(edge, 0) * _POINTS_A_MILLIMETRE for edge in crop)
        try:
            drawn: Image.Image = self._document[page - 1].render(scale=pixels_a_point, crop=off).to_pil()
            return drawn.convert("RGB")
        except PdfiumError as problem:
            raise ValueError(str(problem)) from problem


@contextmanager
def opened(pdf: Path | bytes) -> Iterator[PagePainter]:
    """The print PDF, or one page of it, ready to be painted from. Raises ValueError when it cannot be read."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError as problem:
        raise ValueError(str(problem)) from problem
    try:
        with ThreadPoolExecutor() as hands:
            yield PagePainter(document, hands)
    finally:
        document.close()


def share_box(region: Box, page_width: float) -> Box:
    """What a share picture shows of a region: all of its width, and from the top as much as the shape of :data:`SHARE_SIZE` has room for."""
    left, top, right, bottom = region
    room = max(right - left, page_width / _NARROWEST) * SHARE_SIZE[1] / SHARE_SIZE[0]
    return left, top, right, min(bottom, top + room)


def _narrowed(whole: Image.Image, width: int) -> Image.Image:
    from PIL import Image

    if width == whole.width:
        return whole
    size = width, max(1, round(whole.height * width / whole.width))
    return whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _encoded(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY, method=_EFFORT)
    return written.getvalue()


def _write(whole: Image.Image, width: int, path: Path, plain: Path | None) -> None:
    picture = _narrowed(whole, width)
    _put(path, _encoded(picture))
    if plain is not None:
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=_PLAIN_QUALITY, optimize=True, progressive=True)
        _put(plain, written.getvalue())


def _put(path: Path, content: bytes) -> None:
    # Whole or not at all: a build that is broken off must not leave half a picture to be used again.
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
