"""封签: a file that is either whole or nothing.

In: a magic word and bytes. Out: a file with both and their checksum, and from it the bytes again, or ``None``.
"""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_NUMBERS = itertools.count()
CHECKSUM = 32
"""Bytes of the checksum (SHA-256)."""


def seal(magic: bytes, content: bytes) -> bytes:
    """加封: *magic*, the SHA-256 over magic and content, the content."""
    return b"".join((magic, sha256(magic + content).digest(), content))


def unseal(magic: bytes, data: bytes) -> bytes | None:
    """启封: the content; ``None`` if a byte is changed, lacking or added anywhere, or the magic is another's."""
    start = len(magic) + CHECKSUM
    if len(data) < start or not data.startswith(magic):
        return None
    content = data[start:]
    return content if sha256(magic + content).digest() == data[len(magic) : start] else None


def read_sealed(path: str | Path, magic: bytes) -> bytes | None:
    """The content of the sealed file at *path*; ``None`` if it is not there, cannot be read or is not whole."""
    try:
        with open(path, "rb") as file:
            return unseal(magic, file.read())
    except OSError:
        return None


def temporary_name(folder: str | Path) -> str:
    """A path in *folder* that no other process or thread of this machine is using."""
    return f"{folder}/.{os.getpid()}-{next(_NUMBERS)}-{os.urandom(4).hex()}.tmp"


def write_new(path: str, data: bytes | memoryview) -> os.stat_result:
    """Write a file that is not there yet, by the umask's mode, and give its marks.

    Raises OSError: FileExistsError if it is there; disk full and the like, with nothing left behind.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        marks = os.fstat(handle)
        os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):
            os.unlink(path)
        raise
    return marks


def write_whole(path: str | Path, data: bytes, spare: str | Path = "") -> None:
    """Write beside, or in the folder *spare* of the same file system, then rename over: a reader sees the old file or the new one, never a part.

    Raises OSError as ``write_new``; the old file then stands untouched.
    """
    temporary = temporary_name(spare or os.path.dirname(path) or ".")
    write_new(temporary, data)
    try:
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
