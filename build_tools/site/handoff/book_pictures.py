"""电子书的图: JPEG copies of the printed pictures, since older e-readers know no WebP.

In: picture files. Out: for each a JPEG no wider than a reader's screen, made once and kept in ``dist``.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps

_LARGEST = (1200, 1600)
_QUALITY = 80
_RECIPE = "jpeg-80-1200"
"""Names what a kept copy was made by; change it whenever the making changes."""


def make_book_pictures(sources: Iterable[Path], kept: Path) -> dict[Path, Path]:
    """Source → JPEG. ``kept`` is where copies are kept. Raises OSError when a file cannot be read or written."""
    kept.mkdir(parents=True, exist_ok=True)
    return {source: _copy(source, kept) for source in sources}


def _copy(source: Path, kept: Path) -> Path:
    copy = kept / f"{hashlib.sha256(source.read_bytes()).hexdigest()[:24]}-{_RECIPE}.jpg"
    if not copy.is_file():
        with Image.open(source) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
        # A transparent ground would turn black.
        sheet = Image.new("RGB", upright.size, "white")
        sheet.paste(upright, mask=upright.getchannel("A"))
        sheet.thumbnail(_LARGEST, Image.Resampling.LANCZOS)
        whole = copy.with_suffix(f".{threading.get_ident()}.new")
        sheet.save(whole, "JPEG", quality=_QUALITY, optimize=True)
        whole.replace(copy)
    return copy
