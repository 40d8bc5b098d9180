"""字体与程序库: what the bytes of a print depend on beside what is printed, each by its name.

In: a composed issue. Out: typeface file → SHA-256, library → version; the same names on every machine.
"""

from __future__ import annotations

import ctypes
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from build_tools.typesetting.lines.fonts import face_of
from build_tools.typesetting.placed import ComposedIssue

_PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "pikepdf", "pillow")
_LIBRARIES = (
    ("Pango", "pango_version_string", "libpango-1.0.so.0"),
    ("HarfBuzz", "hb_version_string", "libharfbuzz.so.0"),
    ("HarfBuzz subset", "hb_version_string", "libharfbuzz-subset.so.0"),
)


def tools_of(composed: ComposedIssue) -> dict[str, str]:
    """Typefaces and libraries that an issue is drawn with. Raises FontError where a typeface is lacking."""
    faces = {
        (segment.style.family, segment.style.weight)
        for page in composed.pages
        for block in page.blocks
        for placed in block.lines
        for segment in placed.line.segments
    }
    files = {Path(face_of(family, weight).path) for family, weight in faces}
    found = {f"字体 {path.name}": _digest_of_file(path) for path in files}
    return dict(sorted({**found, **dict(_versions())}.items()))


@lru_cache(maxsize=64)
def _digest_of_file(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PACKAGES:
        yield name, metadata.version(name)
    for name, function, library in _LIBRARIES:
        with suppress(OSError, AttributeError):
            asked = getattr(ctypes.CDLL(library), function)
            asked.restype = ctypes.c_char_p
            yield name, asked().decode()
    yield "zlib", zlib.ZLIB_RUNTIME_VERSION
