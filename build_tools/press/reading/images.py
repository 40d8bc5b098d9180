"""图像: what an image object, or an image written into the content, says of its pixels. Nothing is decoded."""

from __future__ import annotations

from pikepdf import Array, Object, Stream

from build_tools.press.reading.entries import text_of
from build_tools.press.reading.marks import Matrix, Pixels
from build_tools.press.reading.spaces import GRAY, space_of


def pixels_of(image: Object, resources: Object | None, matrix: Matrix, *, inline: bool) -> Pixels:
    """图像 as it is printed under ``matrix``; inline images write their keys short."""

    def entry(name: str, short: str) -> Object | None:
        return image.get(f"/{name}", image.get(f"/{short}") if inline else None)

    width, height = int(entry("Width", "W") or 0), int(entry("Height", "H") or 0)
    mask = bool(entry("ImageMask", "IM") or False)
    bits = 1 if mask else int(entry("BitsPerComponent", "BPC") or 8)
    named = entry("Filter", "F")
    filters = tuple(
        text_of(each)[1:]
        for each in (named if isinstance(named, Array) else (named,) if named is not None else ())
    )
    space = GRAY if mask else space_of(entry("ColorSpace", "CS"), resources)
    soft = image.get("/SMask")
    soft_space = space_of(soft.get("/ColorSpace"), resources) if isinstance(soft, Stream) else None
    return Pixels(
        width,
        height,
        bits,
        mask,
        space,
        filters,
        _dpi(matrix, width, height),
        soft_space,
        (0, 0) if inline else image.objgen,
    )


def _dpi(matrix: Matrix, width: int, height: int) -> float:
    """The lower of the two resolutions, dots per inch; 0 for an image of no size."""
    a, b, c, d, _, _ = matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    return min(width / across, height / down) * 72 if across and down else 0.0
