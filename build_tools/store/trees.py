"""输出: a folder of output that is at every moment one whole tree, the old one or the new one.

In: shares of files, each with an owner and the key of all it was made from. Out: the live folder, swapped in whole; and
whether it still is what was published.

    dist/site               the live folder, as readers see it
    dist/.site.spare        the tree before, brought up to date for the next swap; what both have are hard links
    dist/.cache/trees/…     what lies in each, named by the folder's inode; a tree without its record counts as nothing

A draft begins by taking the spare's record away and ends by writing a new one: killed at any moment, the live folder
and its record stand untouched, and half a spare is thrown away.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from build_tools.store.files import put_over, read_sealed, seal, write_new, write_whole

_MAGIC = b"chenbao tree 1\n"
_AT_CWD, _EXCHANGE = -100, 2
"""AT_FDCWD, RENAME_EXCHANGE (linux/fs.h)."""
Mark = tuple[int, int, int]
"""Size in bytes, time of change in nanoseconds, inode: as long as all three stay, it is the same file."""


@dataclass(frozen=True, slots=True)
class Share:
    """份: what one owner has in a tree: the key of all it was made from, "" for none to rely on; its files."""

    key: str
    files: Mapping[str, Mark]


@dataclass(slots=True)
class Record:
    """清单 of a tree, by owner; ``note`` is the publisher's."""

    note: str = ""
    shares: dict[str, Share] = field(default_factory=dict)


class Overlap(Exception):
    """撞址: two owners want the same address. Names the address and both."""

    def __init__(self, address: str, one: str, other: str) -> None:
        super().__init__(f"{address}: {one}, {other}")
        self.address, self.owners = address, (one, other)


class Trees:
    """输出 at *site*, its records in the folder *records*. One process at a time may open a draft (see ``locks``)."""

    def __init__(self, site: Path, records: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self.spare = self.site.with_name(f".{self.site.name}.spare")
        self._records = records
        self._known: dict[int, Record] = {}

    @property
    def note(self) -> str:
        """The note of the last publication; "" if there is none to rely on."""
        return self._record(self.site).note

    def intact(self) -> bool:
        """验收: whether every file lies there as it was published. One look at each, none at its content."""
        return all(_lies(f"{self.site}", each) for each in self._record(self.site).shares.values())

    def open_draft(self, *, trusting: bool = False) -> Draft:
        """开工. *trusting* takes the trees for what this process has published, without a look at their files.

        Raises OSError if nothing can be written.
        """
        self._put_back()
        live, spare = self._record(self.site), self._record(self.spare)
        known = trusting and bool(self._known)
        if not known:
            self._known = {}
            live, spare = (_sound(each, self._record(each)) for each in (self.site, self.spare))
        self._known.pop(_inode(self.spare), None)  # a draft that fails may leave anything
        with suppress(FileNotFoundError):
            for path in self._records.iterdir():
                if path.name != str(_inode(self.site)):
                    path.unlink(missing_ok=True)
        if not spare.shares and self.spare.exists():
            shutil.rmtree(self.spare)
        self.spare.mkdir(parents=True, exist_ok=True)
        if spare.shares and not known:
            _remove_strangers(
                f"{self.spare}", {address for each in spare.shares.values() for address in each.files}
            )
        return Draft(self, live, spare)

    def publish(self, live: Record, record: Record, just_before: Callable[[], None]) -> None:
        """The spare, which *record* describes, becomes the live folder. Raises OSError with the old one live.

        Where *live*, what is sound of that, is the same, both stay where they are; but not with what is left of somebody gone.
        """
        inode, old = _inode(self.spare), _inode(self.site)
        if (
            live.shares
            and live.shares == record.shares
            and live.shares.keys() == self._record(self.site).shares.keys()
        ):
            self._write(inode, Record("", dict(record.shares)))
            just_before()
            self._write(old, record)
            return
        self._write(inode, record)
        just_before()
        self._exchange()
        self._known = {number: each for number, each in self._known.items() if number in (inode, old)}

    def _record(self, folder: Path) -> Record:
        inode = _inode(folder)
        if inode not in self._known:
            data = read_sealed(self._path(inode), _MAGIC) if inode else None
            self._known[inode] = _parse(data) if data else Record()
        return self._known[inode]

    def _write(self, inode: int, record: Record) -> None:
        write_whole(self._path(inode), seal(_MAGIC, _dump(record)))
        self._known[inode] = record

    def _path(self, inode: int) -> Path:
        return self._records / str(inode)

    def _exchange(self) -> None:
        """Both folders change places: on Linux at one stroke, elsewhere by renames, which :meth:`_put_back` mends."""
        if not os.path.lexists(self.site):
            os.rename(self.spare, self.site)
        elif not _at_one_stroke(self.site, self.spare):
            os.rename(self.site, self._between)
            try:
                os.rename(self.spare, self.site)
            except BaseException:
                os.rename(self._between, self.site)
                raise
            os.rename(self._between, self.spare)

    @property
    def _between(self) -> Path:
        return self.site.with_name(f".{self.site.name}.between")

    def _put_back(self) -> None:
        """Mend what a process killed inside :meth:`_exchange` left."""
        if os.path.lexists(self._between):
            os.rename(self._between, self.spare if os.path.lexists(self.site) else self.site)


class Draft:
    """草样: the spare tree while it is worked on. Ends with :meth:`publish`; if it does not, it counts as nothing."""

    def __init__(self, trees: Trees, live: Record, spare: Record) -> None:
        self._trees, self._live, self._spare = trees, live, spare
        self._shares: dict[str, Share] = {}
        self._made: set[str] = set()
        self._old = {address for share in spare.shares.values() for address in share.files}

    @property
    def folder(self) -> Path:
        """Where files are written; never into one that is there."""
        return self._trees.spare

    def take(self, owner: str, key: str) -> bool:
        """Have an owner's share as it was made under *key*; false if neither tree has it, and it must be made."""
        if owner in self._shares and self._shares[owner].key == key:
            return True
        live, spare = self._live.shares.get(owner), self._spare.shares.get(owner)
        if key and live and live.key == key:
            if spare is None or spare.files != live.files:
                for address in live.files:
                    _make_way(str(self.folder), address)
                    _link(self._trees.site / address, self.folder / address)
            self._shares[owner] = live
        elif key and spare and spare.key == key:
            self._shares[owner] = spare
        else:
            return False
        return True

    def known(self, prefix: str) -> frozenset[tuple[str, str]]:
        """Owners whose names begin so, or are that without its slash, each with the keys that :meth:`take` would have."""
        return frozenset(
            (owner, share.key)
            for each in (self._live, self._spare)
            for owner, share in each.shares.items()
            if share.key and f"{owner}/".startswith(prefix)
        )

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address that is settled, with its owner."""
        return ((address, owner) for owner, share in self._shares.items() for address in share.files)

    def empty(self) -> Path:
        """Begin from nothing; gives the folder."""
        self._old.clear()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        return self.folder

    def settle(self, owner: str, key: str, addresses: Iterable[str]) -> None:
        """Enter what was written for an owner. A file that is as it was live stays the same file, with its time.

        Raises OSError if something was not written.
        """
        files: dict[str, Mark] = {}
        before = self._live.shares.get(owner)
        live = before.files if before else {}
        for address in addresses:
            path, old = self.folder / address, self._trees.site / address
            mark = _mark(path)
            if address in live and mark[0] == live[address][0] and path.read_bytes() == old.read_bytes():
                mark = _link(old, path)
            files[address] = mark
        self._shares[owner] = Share(key, files)
        self._made.add(owner)

    def drop_others(self) -> None:
        """Take away whatever belongs to no owner that has been settled or taken."""
        owned = {address for share in self._shares.values() for address in share.files}
        _remove(self.folder, self._old - owned)
        self._old &= owned

    def publish(self, note: str, just_before: Callable[[], None] = lambda: None) -> None:
        """出版: drop whose owners are gone, then change places. *just_before* is called when nothing else is left to do.

        Raises Overlap; OSError with the old tree live.
        """
        self.drop_others()
        owners: dict[str, str] = {}
        for owner, share in self._shares.items():
            for address in share.files:
                if (other := owners.setdefault(address, owner)) != owner:
                    raise Overlap(address, other, owner)
        for address in {os.path.dirname(each) for each in owners}:
            while address:
                if address in owners:
                    below = next(each for each in owners if each.startswith(f"{address}/"))
                    raise Overlap(address, owners[address], owners[below])
                address = os.path.dirname(address)
        self._trees.publish(self._live, Record(note, self._shares), just_before)

    def distrust(self) -> None:
        """What was made for this draft stays in it, but stands for no key: the next draft has to make it again."""
        for owner in self._made:
            self._shares[owner] = Share("", self._shares[owner].files)


def write_files(folder: Path, files: Mapping[str, bytes | Path]) -> tuple[str, ...]:
    """Write or copy files below *folder*, none into one that is there: it may be a live one. Any process may do it. Gives their addresses. Raises OSError."""
    for address, content in files.items():
        path = f"{folder}/{address}"
        _make_way(str(folder), address)
        data = content.read_bytes() if isinstance(content, Path) else content
        try:
            write_new(path, data)
        except FileExistsError:
            write_whole(path, data)
    return tuple(files)


def _make_way(folder: str, address: str) -> None:
    """Make the folders over *address*. What stands in the way goes: whose it was, :meth:`Draft.publish` sees."""
    path = f"{folder}/{address}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        parts = address.split("/")
        for each in (os.path.join(folder, *parts[:depth]) for depth in range(1, len(parts))):
            if os.path.islink(each) or os.path.isfile(each):
                os.unlink(each)
        os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)


def _mark(path: str | Path) -> Mark:
    found = os.lstat(path)
    return found.st_size, found.st_mtime_ns, found.st_ino


def _link(source: Path, target: Path) -> Mark:
    """Put *source* at *target* under a second name; where the file system has no links, as a copy."""
    with put_over(target) as temporary:
        try:
            os.link(source, temporary)
        except OSError as problem:
            if problem.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP):
                raise
            shutil.copy2(source, temporary)
    return _mark(target)


def _remove(folder: Path, addresses: Iterable[str]) -> None:
    """Take files away, and the folders that are empty then."""
    emptied: set[PurePosixPath] = set()
    for address in addresses:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(folder / address)
        emptied.update(PurePosixPath(address).parents[:-1])
    for inner in sorted(emptied, key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):
            os.rmdir(folder / inner)


def _sound(folder: Path, record: Record) -> Record:
    """The shares of which every file lies there as recorded."""
    return Record(
        record.note, {owner: each for owner, each in record.shares.items() if _lies(f"{folder}", each)}
    )


def _lies(folder: str, share: Share) -> bool:
    try:
        return all(_mark(f"{folder}/{address}") == mark for address, mark in share.files.items())
    except OSError:
        return False


def _remove_strangers(folder: str, addresses: set[str]) -> None:
    """What no owner has, folders in the way of files included."""
    for top, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(f"{top}/{name}")]
        below = f"{top}/".removeprefix(f"{folder}/")
        for name in {*folders}.difference(links):
            if f"{below}{name}" in addresses:
                shutil.rmtree(f"{top}/{name}")
        for name in (*names, *links):
            if f"{below}{name}" not in addresses:
                os.unlink(f"{top}/{name}")


def _inode(path: Path) -> int:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


def _dump(record: Record) -> bytes:
    shares = {owner: [each.key, each.files] for owner, each in record.shares.items()}
    return json.dumps([record.note, shares], separators=(",", ":")).encode("utf-8", "surrogateescape")


def _parse(data: bytes) -> Record:
    note, shares = json.loads(data)
    return Record(
        note,
        {
            owner: Share(key, {address: tuple(mark) for address, mark in files.items()})
            for owner, (key, files) in shares.items()
        },
    )


def _at_one_stroke(one: Path, other: Path) -> bool:
    """Exchange both by renameat2(2); false where kernel, C library or file system do not know it."""
    if sys.platform != "linux":
        return False
    import ctypes  # 8 ms, and needed only when something has changed

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one))
