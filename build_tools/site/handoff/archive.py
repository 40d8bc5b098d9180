"""压缩包: files → the bytes of a zip archive that are the same on every machine and every day.

In: names and contents in the order they shall stand in. Out: bytes. No entry bears the clock or the machine's rights.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_PACKED_ALREADY = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".pdf", ".epub", ".zip", ".gz", ".woff2")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o644 << 16


def zip_files(files: Iterable[tuple[str, bytes]], stored: Iterable[str] = ()) -> bytes:
    """The archive. ``stored`` names entries that must not be compressed, besides those that are packed already."""
    plain = set(stored)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = 3, _RIGHTS
            packed = name in plain or name.lower().endswith(_PACKED_ALREADY)
            archive.writestr(
                entry, content, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED, None if packed else 9
            )
    return buffer.getvalue()
