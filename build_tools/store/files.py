"""落盘: files that are whole or are nothing: written beside and renamed over, or sealed with a checksum.

In: a path and bytes. Out: the old file or the new one, whenever the program stops; of a sealed file its content, or
``None`` if a byte is changed, lacking or added anywhere.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

_NUMBERS = itertools.count()
_CHECKSUM = 32
"""Bytes of the checksum (SHA-256)."""


def write_whole(path: str | Path, data: bytes) -> None:
    """Write beside, then rename over; the folders above are made. A reader sees the old file or the new one, never a part.

    Raises OSError (disk full) with the old file untouched and nothing left behind.
    """
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with put_over(path) as temporary:
        write_new(temporary, data)


@contextmanager
def put_over(path: str | Path) -> Iterator[str]:
    """A path beside *path* that no other process or thread of this machine is using: what the block makes there takes its place.

    Raises what the block raises, and OSError; then the old file stands, and nothing is left behind.
    """
    temporary = f"{os.path.dirname(path) or '.'}/.{os.getpid()}-{next(_NUMBERS)}-{os.urandom(4).hex()}.tmp"
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        # Renaming one name of a file over another of the same file does nothing, and leaves both.
        with suppress(OSError):
            os.unlink(temporary)


def write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet. Raises OSError: FileExistsError if it is there; disk full and the like."""
    with open(path, "xb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) or 0 :]


def seal(magic: bytes, content: bytes) -> bytes:
    """加封: *magic*, the SHA-256 over magic and content, the content."""
    return b"".join((magic, sha256(magic + content).digest(), content))


def read_sealed(path: str | Path, magic: bytes) -> bytes | None:
    """启封: the content of the sealed file at *path*; ``None`` if it is not there, not whole or under another magic."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    start = len(magic) + _CHECKSUM
    content = data[start:]
    whole = data.startswith(magic) and sha256(magic + content).digest() == data[len(magic) : start]
    return content if whole else None
