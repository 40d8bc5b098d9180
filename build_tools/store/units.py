"""落盘: writes one unit's files into the draft of an output tree.

In: the draft's folder, what the unit had, its files now. Out: the files, and the unit's record. Any process may do it;
several may write different units into one folder at once. Only what differs is written, and never into a file that is there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from build_tools.store.records import DIGEST, FileMark, UnitRecord
from build_tools.store.sealed import temporary_name, write_new

ASIDE = "aside"
"""How the names of things begin that stood in a file's way and were put aside."""


def write_unit(folder: Path, key: str, before: UnitRecord | None, files: Mapping[str, bytes | Path], *, link: bool = False) -> UnitRecord:
    """落盘 a unit's files in the draft *folder* and give its record. A file as it was *before* keeps its inode and its time.

    Nothing is removed: that is the parent's, who knows all units. A path given as content is copied, or with *link*
    hard-linked where the file system lets us; then it must never be changed in place.
    Raises OSError (disk full, source not there); ValueError for an address that leads out of the folder.
    """
    had = before.files if before else {}
    marks = {}
    for address, content in files.items():
        data = content if isinstance(content, bytes) else content.read_bytes()
        digest, old = sha256(data).digest()[:DIGEST], had.get(address)
        if old is not None and old.digest == digest and stands(f"{folder}/{address}", old):
            marks[address] = old
            continue
        _check_address(address)
        source = content if link and isinstance(content, Path) else None
        found = _place(folder, address, data, source)
        marks[address] = FileMark(digest, found.st_size, found.st_mtime_ns, found.st_ino)
    return UnitRecord(key, marks)


def stands(path: str, mark: FileMark) -> bool:
    """Is the file at *path* still the one that was marked? By size, time of change and inode."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns, found.st_ino) == mark[1:]


def make_folder(root: str, address: str, aside: str) -> None:
    """Make the folders over *address*; a file that stands where a folder must be is put in the folder *aside*.

    From below: of a folder's many files only the first finds it lacking, and most often it is the last alone that lacks.
    """
    inner = address.rpartition("/")[0]
    if not inner:
        return
    path = f"{root}/{inner}"
    try:
        os.mkdir(path)
    except FileExistsError:
        if os.path.islink(path) or not os.path.isdir(path):
            put_aside(path, aside)
            make_folder(root, address, aside)
    except (FileNotFoundError, NotADirectoryError):
        make_folder(root, inner, aside)
        make_folder(root, address, aside)


def put_aside(path: str, aside: str) -> None:
    """Move whatever stands at *path* into the folder *aside*: cheaper than removing it, and no other process trips over it."""
    with suppress(FileNotFoundError):
        os.rename(path, f"{aside}/{ASIDE}{os.path.basename(temporary_name(aside))}")


def _place(folder: Path, address: str, data: bytes, source: Path | None) -> os.stat_result:
    """Put a new file at *address*: straight where nothing is, else beside and renamed over, so that no inode is written twice."""
    path, spare = f"{folder}/{address}", f"{folder.parent}/tmp"
    try:
        return _new(path, data, source)
    except FileExistsError:
        pass
    except (FileNotFoundError, NotADirectoryError):
        make_folder(str(folder), address, spare)
        with suppress(FileExistsError):
            return _new(path, data, source)
    if os.path.isdir(path) and not os.path.islink(path):
        put_aside(path, spare)
    temporary = temporary_name(spare)
    found = _new(temporary, data, source)
    os.replace(temporary, path)
    return found


def _new(path: str, data: bytes, source: Path | None) -> os.stat_result:
    if source is not None:
        try:
            os.link(source, path)
            return os.lstat(path)
        except (FileExistsError, FileNotFoundError, NotADirectoryError):
            raise
        except OSError:  # another file system, or one without links
            pass
    return write_new(path, data)


def _check_address(address: str) -> None:
    if "\\" in address or "\0" in address or any(part in ("", ".", "..") for part in address.split("/")):
        raise ValueError(f"not an address below the folder: {address!r}")
