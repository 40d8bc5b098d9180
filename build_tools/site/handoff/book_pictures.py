"""电子书的图: JPEG copies of the printed pictures, since older e-readers know no WebP.

In: picture files. Out: for each a JPEG no wider than a reader's screen, made once and kept in the storeroom.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from build_tools.readers.artwork import in_srgb
from build_tools.store.cache import Cache

_LARGEST = (1200, 1600)
_QUALITY = 80
_RECIPE = "jpeg-80-1200-srgb"
"""Names what a kept copy was made by; change it whenever the making changes."""
_KIND = "book-picture"


def book_picture(source: Path, store: Cache) -> bytes:
    """The JPEG of a picture file. Raises OSError when it cannot be read or its copy not be kept."""
    original = source.read_bytes()
    key = hashlib.sha256(original + _RECIPE.encode()).hexdigest()[:32]
    kept = store.get(_KIND, key)
    if kept is None:
        kept = {"jpeg": _copy(original)}
        store.put(_KIND, key, kept)
    return kept["jpeg"]


def _copy(original: bytes) -> bytes:
    from PIL import Image, ImageOps  # only now: most builds find every copy made

    with Image.open(BytesIO(original)) as opened:
        upright = in_srgb(ImageOps.exif_transpose(opened)).convert("RGBA")
    # A transparent ground would turn black.
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    sheet.thumbnail(_LARGEST, Image.Resampling.LANCZOS)
    copy = BytesIO()
    sheet.save(copy, "JPEG", quality=_QUALITY, optimize=True)
    return copy.getvalue()
