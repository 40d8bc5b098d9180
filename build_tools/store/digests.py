"""摘要: digests of texts, of values and of files.

In: what something is made from. Out: 32 hexadecimal digits, the same on any machine and under any Python.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGITS = 32
_PART = 1 << 20


def digest_of(*parts: str | bytes) -> str:
    """One digest over texts; where one ends and the next begins counts."""
    found = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.hexdigest()[:_DIGITS]


def digest_of_value(value: object) -> str:
    """One digest of a value made of our own dataclasses and plain containers: what is equal has one ``repr``."""
    return sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def digest_of_file(path: str | Path) -> str:
    """A file's digest; what cannot be read counts as empty."""
    found = sha256()
    with suppress(OSError), open(path, "rb") as file:
        while part := file.read(_PART):
            found.update(part)
    return found.hexdigest()[:_DIGITS]
