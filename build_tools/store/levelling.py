"""找平: brings one tree level with another by links, and sees whether a tree is what it should be.

In: a record, the tree that should be so, the tree to link from. Out: the tree, and what could not be had.
Nothing is deleted that can be overwritten: on slow disks deleting a tree takes longer than making it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from build_tools.store.records import DIGEST, FileMark, Record
from build_tools.store.units import make_folder, put_aside, stands

_AT_ONCE = 16
"""Files taken away at the same time."""


def damaged_units(tree: Path, record: Record, *, contents: bool = False) -> dict[str, set[str]]:
    """验收: the addresses, unit by unit, whose files are not those recorded: gone, changed, replaced. Strangers are not seen.

    One stat a file; with *contents* every file is read as well.
    """
    found: dict[str, set[str]] = {}
    for unit in record.units:
        wrong = _wrong_in(str(tree), record, unit)
        if contents:
            digests = {address: mark.digest for address, mark in record.marks(unit).files().items() if address not in wrong}
            wrong |= {address for address, digest in digests.items() if _digest(f"{tree}/{address}") != digest}
        if wrong:
            found[unit] = wrong
    return found


def _wrong_in(tree: str, record: Record, unit: str) -> set[str]:
    """The hot loop: at 40,000 files every name looked up counts."""
    marks, wrong, lstat = record.marks(unit), set(), os.lstat
    stamps = iter(marks.stamps)
    for address, size, mtime, inode in zip(marks.addresses, stamps, stamps, stamps, strict=True):
        try:
            found = lstat(f"{tree}/{address}")
        except OSError:
            wrong.add(address)
            continue
        if found.st_mtime_ns != mtime or found.st_ino != inode or found.st_size != size:
            wrong.add(address)
    return wrong


def _digest(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).digest()[:DIGEST]
    except OSError:
        return b""


def strangers(tree: Path, addresses: Iterable[str]) -> Iterator[str]:
    """外人: paths of all that lies in *tree* and is neither at one of the addresses nor a folder over one."""
    files = set(addresses)
    folders = {"/".join(parts[:depth]) for parts in {tuple(address.split("/")[:-1]) for address in files} for depth in range(len(parts) + 1)}
    heap = [""]
    while heap:
        folder = heap.pop()
        with suppress(FileNotFoundError), os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                address = f"{folder}/{entry.name}" if folder else entry.name
                inner = entry.is_dir(follow_symlinks=False)
                if inner and address in folders:
                    heap.append(address)
                elif inner or address not in files:
                    yield f"{tree}/{address}"


def sweep(tree: Path, addresses: Iterable[str]) -> None:
    """扫除: remove all strangers from *tree*."""
    for path in list(strangers(tree, addresses)):
        if os.path.isdir(path) and not os.path.islink(path):
            clear(path)
            os.rmdir(path)
        else:
            os.unlink(path)


def clear(folder: str | Path) -> None:
    """Empty a folder."""
    # Some file systems keep one who unlinks waiting for milliseconds, though not the processor: many at once wait together.
    with ThreadPoolExecutor(_AT_ONCE) as hands:
        for path, folders, files in os.walk(folder, topdown=False):
            for _ in hands.map(os.unlink, [f"{path}/{name}" for name in files]):
                pass
            for name in folders:
                inner = f"{path}/{name}"
                (os.unlink if os.path.islink(inner) else os.rmdir)(inner)


def remove(tree: Path, addresses: Iterable[str]) -> None:
    """Remove the files at the addresses, and folders that become empty."""
    folders = set()
    for address in addresses:
        with suppress(FileNotFoundError, NotADirectoryError):
            if not os.path.isdir(f"{tree}/{address}"):  # it has become one: another's now
                os.unlink(f"{tree}/{address}")
        folders.add(address.rpartition("/")[0])
    for folder in sorted(folders, reverse=True):
        while folder:
            try:
                os.rmdir(f"{tree}/{folder}")
            except FileNotFoundError:
                pass
            except OSError:  # not empty
                break
            folder = folder.rpartition("/")[0]


def mend(tree: Path, record: Record, source: Path, spare: Path) -> dict[str, set[str]]:
    """找平 the whole of *tree* by the record, with links to the files of *source*. Gives what is not to be had there either."""
    if tree.is_symlink() or not tree.is_dir():
        put_aside(str(tree), str(spare))
        tree.mkdir()
    lost: dict[str, set[str]] = {}
    addresses: set[str] = set()
    for unit, wrong in damaged_units(tree, record).items():
        files = record.marks(unit).files()
        missing = {address for address in wrong if not link_over(tree, address, files[address], source, spare)}
        if missing:
            lost[unit] = missing
    for unit in record.units:
        addresses.update(record.marks(unit).addresses)
    sweep(tree, addresses.difference(*lost.values()))
    return lost


def link_over(tree: Path, address: str, mark: FileMark, source: Path, spare: Path) -> bool:
    """Let *address* in *tree* be the file that *source* has there; false if that is not the file marked, or cannot be linked."""
    origin, path = f"{source}/{address}", f"{tree}/{address}"
    if stands(path, mark):
        return True  # rename(2) of two links to one file does nothing and leaves both
    if not stands(origin, mark):
        return False
    try:
        _link(origin, path, str(tree), address, str(spare))
    except OSError:
        return False
    return True


def _link(origin: str, path: str, tree: str, address: str, spare: str) -> None:
    try:
        os.link(origin, path)
        return
    except FileExistsError:
        pass
    except (FileNotFoundError, NotADirectoryError):
        make_folder(tree, address, spare)
        with suppress(FileExistsError):
            os.link(origin, path)
            return
    # Not renamed over: that would wait for the old file's end, one after the other (see clear). Nobody reads this tree.
    put_aside(path, spare)
    os.link(origin, path)
