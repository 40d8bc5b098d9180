"""清单: what lies in the output tree and in its twin.

In: units with their keys and the marks of their files. Out: one sealed file, of which only what is asked for is parsed.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from build_tools.store.sealed import read_sealed, seal, write_whole

MAGIC = b"chenbao twins 2\n"
"""The number goes up with every change of what the record holds: one of another version is none."""
DIGEST = 16
"""Bytes kept of a file's SHA-256."""


class FileMark(NamedTuple):
    """A file's content and how to see, without reading it, that it is still the same file.

    *digest*: the first 16 bytes of the SHA-256; size in bytes; time of change in nanoseconds; inode.
    """

    digest: bytes
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """单元: a part of the tree that is made as a whole: its key (what it depends on) and its files by address."""

    key: str
    files: Mapping[str, FileMark]


class Marks(NamedTuple):
    """The files of a unit in columns, as they are kept: addresses; digests end to end; size, time, inode in turn."""

    addresses: list[str]
    digests: bytes
    stamps: array[int]

    def files(self) -> dict[str, FileMark]:
        """The same by address."""
        digests = (self.digests[at : at + DIGEST] for at in range(0, len(self.digests), DIGEST))
        return dict(zip(self.addresses, map(FileMark, digests, self.stamps[::3], self.stamps[1::3], self.stamps[2::3]), strict=True))


@dataclass(slots=True)
class Record:
    """清单: the inodes of the live folder and of its twin, the caller's note, each unit's key and its files as kept.

    *trusting*: published without a look at the files before, so that the twin may be damaged though the live folder is not.
    """

    live: int
    twin: int
    note: str
    units: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    trusting: bool = False

    def marks(self, unit: str) -> Marks:
        """The files of *unit*. Raises KeyError."""
        return parse_marks(self.units[unit][1])


def keep_marks(files: Mapping[str, FileMark]) -> bytes:
    """The marks of a unit's files as they are kept: a third of the size and a tenth of the parsing of JSON."""
    names = "\0".join(files).encode("utf-8", "surrogateescape")
    stamps = array("Q", [number for mark in files.values() for number in (mark.size, mark.mtime_ns, mark.inode)])
    if sys.byteorder == "big":
        stamps.byteswap()
    return b"".join((len(names).to_bytes(4, "big"), names, *(mark.digest for mark in files.values()), stamps.tobytes()))


def parse_marks(kept: bytes) -> Marks:
    """The inverse of ``keep_marks``."""
    end = 4 + int.from_bytes(kept[:4], "big")
    addresses = kept[4:end].decode("utf-8", "surrogateescape").split("\0") if end > 4 else []
    middle = end + DIGEST * len(addresses)
    stamps = array("Q")
    stamps.frombytes(kept[middle:])
    if sys.byteorder == "big":
        stamps.byteswap()
    return Marks(addresses, kept[end:middle], stamps)


def read_record(path: Path) -> Record | None:
    """The record at *path*; ``None`` if there is none or it is not whole or of another version."""
    data = read_sealed(path, MAGIC)
    if data is None:
        return None
    start = 4 + int.from_bytes(data[:4], "big")
    live, twin, note, trusting, index = json.loads(data[4:start])
    record = Record(live, twin, note, trusting=trusting)
    for unit, key, length in index:
        record.units[unit] = (key, data[start : start + length])
        start += length
    return record


def write_record(path: Path, record: Record, spare: Path) -> None:
    """Write the record whole, by way of the folder *spare*. Raises OSError with the old one untouched."""
    index = [(unit, key, len(kept)) for unit, (key, kept) in record.units.items()]
    head = json.dumps([record.live, record.twin, record.note, record.trusting, index]).encode()
    write_whole(path, seal(MAGIC, b"".join((len(head).to_bytes(4, "big"), head, *(kept for _, kept in record.units.values())))), spare)


def inode_of(path: Path) -> int:
    """The inode of a folder that is no symbolic link; 0 if there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return 0
    return found.st_ino if os.path.isdir(path) and not os.path.islink(path) else 0
