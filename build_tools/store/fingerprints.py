"""指纹: digests of input files and folders, without reading what has not changed.

In: folders; the record of the last time. Out: one digest a folder, the same with and without a record, on any machine.

As git's index does: a file whose size, times and inode are as recorded is not read again, unless it had been changed
so shortly before the recording that a later change might bear the same time ("racily clean").
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from build_tools.store.files import read_sealed, seal, write_whole

MAGIC = b"chenbao fingerprints 2\n"
RACY_NS = 2_000_000_000
"""A file changed within so many nanoseconds before it was read is read again next time (two seconds: FAT's clock)."""
_ABSENT = sha256(b"absent").digest()
Marks = tuple[int, int, int, int]
"""Size, time of change, time of the inode's change, inode: as long as all four stay, so does the content."""
LeaveOut = Callable[[str], bool]
_beside: dict[str, tuple[Marks, bytes]] = {}
"""What this process knows of files outside of any paper, above all the program's own: 20 MB, looked at for every build."""


class Fingerprints:
    """指纹: what files contain. Paths in the record are relative to *root*; files outside it are read once by every process.

    A record that is damaged, of another version, of another machine or of another place counts as empty.
    """

    def __init__(self, record: Path, root: Path) -> None:
        self._path, self._root = record, f"{os.path.realpath(root)}/"
        self._known = _read(record, self._root)
        self._seen: set[str] = set()
        self._changed = False

    def file(self, path: Path) -> str:
        """The digest of one file's content, 64 hex digits; of a missing one, a fixed digest. Raises OSError if it cannot be read."""
        try:
            marks = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return _ABSENT.hex()
        return (self._digest(f"{os.path.realpath(path.parent)}/{path.name}", marks) or _ABSENT).hex()

    def tree(self, folder: Path, *, leave_out: LeaveOut | None = None) -> str:
        """The digest over names and contents of all files below *folder*, 64 hex digits; of a missing folder, a fixed digest.

        *leave_out* is asked for each file's and folder's path relative to *folder*, with ``/``; a folder left out is not entered.
        A symbolic link counts as what it leads to, one that leads nowhere or in a circle as a missing file; empty folders do not count.
        Raises OSError if something cannot be read.
        """
        if not os.path.isdir(folder):
            return _ABSENT.hex()
        found = self._walk(os.path.realpath(folder), leave_out)
        parts = (part for name, digest in found for part in (os.fsencode(name), b"\0", digest))
        return sha256(b"".join(parts)).hexdigest()

    def _walk(self, base: str, leave_out: LeaveOut | None) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        heap: list[tuple[str, tuple[tuple[int, int], ...]]] = [("", (_identity(base),))]
        while heap:
            below, over = heap.pop()
            for name, inner in self._list(base, below, leave_out, found):
                identity = _identity(inner)
                if identity in over:
                    found.append((name, _ABSENT))
                else:
                    heap.append((f"{name}/", (*over, identity)))
        found.sort()
        return found

    def save(self) -> None:
        """Write the record, if anything is new. Raises OSError with the old one untouched."""
        if self._changed:
            self._forget()
            write_whole(self._path, seal(MAGIC, _keep(self._known, self._root)))
            self._changed = False

    def _forget(self) -> None:
        """Once most of the record was not asked for, drop what is gone: not at every save, for it costs a look at each file."""
        unseen = self._known.keys() - self._seen
        if len(unseen) > len(self._seen):
            for name in unseen:
                if not os.path.lexists(self._root + name):
                    del self._known[name]

    def _list(
        self, base: str, below: str, leave_out: LeaveOut | None, found: list[tuple[str, bytes]]
    ) -> list[tuple[str, str]]:
        """Enter one folder's files in *found*; give its folders, by relative and whole path. The hot loop: no objects but strings."""
        folders: list[tuple[str, str]] = []
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{base}/{below}") as entries:
            for entry in entries:
                name = below + entry.name
                if leave_out is not None and leave_out(name):
                    continue
                try:
                    if entry.is_dir():
                        folders.append((name, entry.path))
                        continue
                    digest = self._digest(entry.path, entry.stat())
                except OSError as fault:
                    digest = _of_a_fault(entry, fault)
                if digest is not None:
                    found.append((name, digest))
        return folders

    def _digest(self, path: str, marks: os.stat_result) -> bytes | None:
        """The digest of a regular file; ``None`` if it has vanished or is none."""
        now = (marks.st_size, marks.st_mtime_ns, marks.st_ctime_ns, marks.st_ino)
        name = path.removeprefix(self._root)
        self._seen.add(name)
        record = _beside if name.startswith("/") else self._known
        known = record.get(name)
        if known is not None and known[0] == now:
            return known[1]
        if not stat.S_ISREG(marks.st_mode):
            return None
        try:
            digest, read = _read_file(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if read is not None:
            record[name] = (read, digest)
        else:
            record.pop(name, None)
        self._changed |= record is self._known and (read or known) is not None
        return digest


def _read_file(path: str) -> tuple[bytes, Marks | None]:
    """Digest, and the marks from before the reading; no marks if they are too fresh to be trusted."""
    with open(path, "rb", buffering=0) as file:
        found, now = os.fstat(file.fileno()), time.time_ns()
        digest = sha256(file.read()).digest()
    marks = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return digest, marks if max(marks[1], marks[2]) < now - RACY_NS else None


def _of_a_fault(entry: os.DirEntry[str], fault: OSError) -> bytes | None:
    """A link that leads nowhere is something; a file that has vanished since the listing is nothing; all else is a fault."""
    if entry.is_symlink() and os.path.lexists(entry.path):
        return _ABSENT
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return None
    raise fault


def _identity(path: str) -> tuple[int, int]:
    with suppress(OSError):
        found = os.stat(path)
        return found.st_dev, found.st_ino
    return 0, 0


def _keep(known: dict[str, tuple[Marks, bytes]], root: str) -> bytes:
    """The record: its place, then names, marks and digests, as JSON."""
    rows = [(name, *marks, digest.hex()) for name, (marks, digest) in known.items()]
    return json.dumps([root, *_identity(root), rows], separators=(",", ":")).encode()


def _read(record: Path, root: str) -> dict[str, tuple[Marks, bytes]]:
    content = read_sealed(record, MAGIC)
    *place, rows = json.loads(content) if content else [[]]
    if place != [root, *_identity(root)]:
        return {}
    return {
        name: ((size, time, inodes_time, inode), bytes.fromhex(digest))
        for name, size, time, inodes_time, inode, digest in rows
    }
