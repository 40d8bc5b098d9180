"""纸包: results kept by kind and key, one file each, verified at every reading.

In: a kind (``page``, ``issue``), a key (a digest of all that the result depends on), named bytes.
Out: the same named bytes, or ``None``; packs for other machines, and theirs for us.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from build_tools.store.files import read_sealed, seal, write_whole
from build_tools.store.plain import packed, unpacked

Value = TypeVar("Value")

MAGIC = b"chenbao pack 1\n"
"""The format's version stands in it: a pack of another version is no pack."""
SUFFIX = ".pack"
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEY = re.compile(r"[0-9a-z][0-9a-z-]{0,127}")
_VALUE = "value"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Cache:
    """库房: a folder of packs, ``folder/kind/key.pack``. Needs no opening and no closing; many processes may share it."""

    folder: Path
    behind: Path | None = None
    """Another storeroom, from which what is asked for and lacking here is taken over."""

    def get(self, kind: str, key: str) -> Mapping[str, bytes] | None:
        """取: the pack's content; ``None`` if there is none or it is not whole (then it is thrown away).

        Raises ValueError for a kind or key that is not a plain name.
        """
        path = self._path(kind, key)
        content = read_pack(path, kind, key)
        if content is not None:
            _note_use(path)
            return content
        self.drop(kind, key)
        content = Cache(self.behind).get(kind, key) if self.behind else None
        if content is not None:
            self.put(kind, key, content)
        return content

    def put(self, kind: str, key: str, content: Mapping[str, bytes]) -> None:
        """存: keep named bytes. The same key from two processes at once is fine: one whole pack remains.

        Raises OSError (disk full) with nothing left behind; ValueError for a kind or key that is not a plain name.
        """
        write_whole(self._path(kind, key), pack(kind, key, content))

    def put_value(self, kind: str, key: str, value: object) -> None:
        """Keep one value of ours (see ``plain``). Raises as :meth:`put`, TypeError for what is none."""
        self.put(kind, key, {_VALUE: packed(value)})

    def get_value(self, kind: str, key: str, expected: type[Value]) -> Value | None:
        """The value that was kept so; ``None`` if there is none or it is of another class."""
        content = self.get(kind, key)
        value = unpacked(content[_VALUE]) if content else None
        return value if isinstance(value, expected) else None

    def remembered(self, kind: str, key: str, expected: type[Value], make: Callable[[], Value]) -> Value:
        """The same, or else what is made now, and kept. Raises as :meth:`put_value`, and what ``make`` raises."""
        value = self.get_value(kind, key, expected)
        if value is None:
            value = make()
            self.put_value(kind, key, value)
        return value

    def has(self, kind: str, key: str) -> bool:
        """Is there such a pack? Looks only at its name: ``get`` may still find it damaged."""
        return os.path.isfile(self._path(kind, key)) or (
            self.behind is not None and Cache(self.behind).has(kind, key)
        )

    def prune(self, older_than_days: float) -> None:
        """清库: throw away packs not read for so many days, and what killed writers left."""
        now = time.time()
        for _, entry in self._entries():
            stray = not entry.name.endswith(SUFFIX)
            with suppress(OSError):
                if entry.stat().st_mtime < now - (1 if stray else older_than_days) * _DAY:
                    os.unlink(entry.path)

    def drop(self, kind: str, key: str) -> None:
        """弃: throw a pack away, if it is there. Raises ValueError for a kind or key that is not a plain name."""
        with suppress(OSError):
            os.unlink(self._path(kind, key))

    def forget_since(self, moment: float) -> None:
        """弃新: throw away everything that was made or read since (seconds since 1970): what it was made from may have changed under it."""
        for _, entry in self._entries():
            with suppress(OSError):
                if entry.stat().st_mtime >= moment:
                    os.unlink(entry.path)

    def adopt(self, source: Path, but: Collection[str] = ()) -> tuple[str, ...]:
        """收包: take in the packs of another store's folder, each verified; the names of those refused as damaged or foreign, or
        ``but`` of these kinds.

        Raises OSError if our own folder cannot be written.
        """
        refused = []
        for kind, entry in Cache(source)._entries():
            if entry.name.endswith(".tmp"):
                continue
            key = entry.name.removesuffix(SUFFIX)
            plain = entry.name.endswith(SUFFIX) and _KIND.fullmatch(kind) and _KEY.fullmatch(key)
            content = read_pack(entry.path, kind, key) if plain and kind not in but else None
            if content is None:
                refused.append(f"{kind}/{entry.name}")
            else:
                self.put(kind, key, content)
        return tuple(sorted(refused))

    def _path(self, kind: str, key: str) -> str:
        if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
            raise ValueError(f"not a plain kind and key: {kind!r}, {key!r}")
        return f"{self.folder}/{kind}/{key}{SUFFIX}"

    def _entries(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Kind and entry of every pack and every temporary file."""
        with suppress(FileNotFoundError), os.scandir(self.folder) as kinds:
            for kind in kinds:
                if kind.is_dir(follow_symlinks=False):
                    with os.scandir(kind.path) as entries:
                        yield from (
                            (kind.name, entry) for entry in entries if entry.name.endswith((SUFFIX, ".tmp"))
                        )


def pack(kind: str, key: str, content: Mapping[str, bytes]) -> bytes:
    """打包: a pack's bytes: the seal; the index's length, four bytes; the index (JSON: kind, key, names and lengths); the contents."""
    index = json.dumps([kind, key, [(name, len(data)) for name, data in content.items()]]).encode()
    return seal(MAGIC, b"".join((len(index).to_bytes(4, "big"), index, *content.values())))


def read_pack(path: str | Path, kind: str, key: str) -> Mapping[str, bytes] | None:
    """The named bytes of the pack at *path*; ``None`` if it is not whole or is another's, only renamed."""
    data = read_sealed(path, MAGIC)
    if data is None:
        return None
    start = 4 + int.from_bytes(data[:4], "big")
    its_kind, its_key, index = json.loads(data[4:start])
    if (its_kind, its_key) != (kind, key):
        return None
    content = {}
    for name, length in index:
        content[name] = data[start : start + length]
        start += length
    return content


def _note_use(path: str) -> None:
    """A pack read today is not old, whenever it was made: ``prune`` goes by the file's time."""
    with suppress(OSError):
        if time.time() - os.stat(path).st_mtime > _DAY:
            os.utime(path)
