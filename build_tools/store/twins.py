"""双份: an output folder and its twin: the same files under two names; one is worked on, then both change places.

In: units of files with their keys. Out: a live folder that is at every moment one whole tree, old or new; and whether it still is.

    dist/site               the live folder, as readers see it
    dist/.site.twin/tree    its twin: at rest the same tree, file by file a hard link
    dist/.site.twin/record  what lies in both; ``record.open`` while a draft is open, ``record.new`` while it is published
    dist/.site.twin/tmp     files on their way

A record names the inode of the folder it describes: whichever of the three matches the live folder is its description.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.store.exchange import exchange, put_back
from build_tools.store.levelling import clear, damaged_units, link_over, mend, remove, strangers, sweep
from build_tools.store.records import Record, UnitRecord, inode_of, keep_marks, parse_marks, read_record, write_record
from build_tools.store.units import ASIDE, write_unit


class Overlap(Exception):
    """撞址: two units want the same address, or one a file where the other wants a folder. Names the address and both units."""

    def __init__(self, address: str, one: str, other: str) -> None:
        super().__init__(f"{address}: {one}, {other}")
        self.address, self.units = address, (one, other)


@dataclass(frozen=True, slots=True)
class Published:
    """出版: how many files were written and removed, and whether the twin could be brought level at once."""

    written: int
    removed: int
    level: bool


class Twins:
    """双份: the live folder *site* and its twin beside it. One process at a time may use them (see ``locks``)."""

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self.own = self.site.parent / f".{self.site.name}.twin"
        self.tree, self.spare, self._between = self.own / "tree", self.own / "tmp", self.own / "between"
        self._record: Record | None = None
        self._looks: dict[bool, bool] = {}

    @property
    def record(self) -> Record | None:
        """清单 of the live folder, if it is at rest and as published by us; else ``None``. Read once."""
        if self._record is None:
            record = read_record(self.own / "record")
            if record is not None and record.live == inode_of(self.site) != 0 and record.twin == inode_of(self.tree):
                self._record = record
        return self._record

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of the units that are published; none if the folder is not at rest."""
        return {unit: key for unit, (key, _) in self.record.units.items()} if self.record else {}

    @property
    def note(self) -> str | None:
        """The note of the last publication; ``None`` if the folder is not at rest."""
        return self.record.note if self.record else None

    def intact(self, thorough: bool = False) -> bool:
        """验收: is the live folder what was published? One stat a file: a file that is gone, changed or replaced is noticed.

        *thorough* also reads every file, and notices what does not belong there. The next draft of these twins mends what was found.
        """
        record = self.record
        if record is None:
            return False
        if thorough not in self._looks:
            addresses = (address for unit in record.units for address in record.marks(unit).addresses)
            whole = not damaged_units(self.site, record, contents=thorough)
            self._looks[thorough] = whole and (not thorough or next(strangers(self.site, addresses), None) is None)
        return self._looks[thorough]

    def open_draft(self, *, trusting: bool = False) -> Draft:
        """开工: bring the twin in order and mark it as being worked on. What is not to be had counts as absent from the draft.

        *trusting* leaves out the look at each file of a folder at rest, as a process may that has just looked: then only
        the units that are put anew are mended, and the cost does not grow with the archive.
        Raises OSError if nothing can be written.
        """
        self.own.mkdir(parents=True, exist_ok=True)
        self.spare.mkdir(exist_ok=True)
        put_back(self.site, self.tree, self._between)
        try:
            if self.record is not None:
                return self._open_at_rest(self.record, trusting)
            clear(self.spare)
            return self._open_after_accident()
        finally:
            self.forget()

    def _open_at_rest(self, record: Record, trusting: bool) -> Draft:
        thorough, doubtful = True in self._looks, record.trusting and not trusting
        sound = (trusting and not self._looks) or self.intact(thorough)
        os.replace(self.own / "record", self.own / "record.open")
        if sound:
            lost = mend(self.tree, record, self.site, self.spare) if doubtful else {}
        else:
            lost = damaged_units(self.tree, record, contents=thorough)
        record.trusting = trusting and sound
        return Draft(self, record, lost, level_all=bool(lost) or not sound, swept=not thorough)

    def _open_after_accident(self) -> Draft:
        """The record at rest may still describe the twin alone (the live folder was taken away), others the live folder alone."""
        live, twin = inode_of(self.site), inode_of(self.tree)
        for name in ("record", "record.new", "record.open"):
            record = read_record(self.own / name)
            if record is None:
                continue
            if name == "record" and record.twin == twin != 0:
                os.replace(self.own / name, self.own / "record.open")
                record.trusting = False
                return Draft(self, record, damaged_units(self.tree, record), level_all=True)
            if record.live == live != 0:
                if name != "record.open":
                    os.replace(self.own / name, self.own / "record.open")
                lost = mend(self.tree, record, self.site, self.spare)
                record.twin, record.trusting = inode_of(self.tree), False
                return Draft(self, record, lost, level_all=bool(lost or damaged_units(self.site, record)))
        self.tree.mkdir(exist_ok=True)
        return Draft(self, Record(0, 0, ""), {}, level_all=True, swept=False)

    def forget(self) -> None:
        """Read the record anew at the next question."""
        self._record = None
        self._looks.clear()


class Draft:
    """草样: the twin while it is worked on. Ends with ``publish``; if it does not, the next draft starts from the live folder."""

    def __init__(self, twins: Twins, record: Record, lost: Mapping[str, set[str]], *, level_all: bool, swept: bool = True) -> None:
        self._twins, self._old = twins, record
        self._level_all, self._swept = level_all, swept
        self._units = dict(record.units)
        self._remains: dict[str, UnitRecord] = {}
        self._written: set[str] = set()
        self._gone: set[str] = set()
        self._fresh: dict[str, str] = {}
        self._withdrawn = self._spoilt = False
        for unit, addresses in lost.items():
            self._lose(unit, addresses)

    @property
    def folder(self) -> Path:
        """Where the units are written."""
        return self._twins.tree

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of the units that the draft holds, whole."""
        return {unit: key for unit, (key, _) in self._units.items()}

    def key(self, unit: str) -> str | None:
        """The key of a unit that the draft holds whole; None of any other."""
        held = self._units.get(unit)
        return held[0] if held else None

    def before(self, unit: str) -> UnitRecord | None:
        """What the draft holds of *unit*, for ``write_unit``; of a damaged unit, the files that are sound."""
        if unit in self._units:
            key, kept = self._units[unit]
            return UnitRecord(key, parse_marks(kept).files())
        return self._remains.get(unit)

    def put(self, unit: str, key: str, files: Mapping[str, bytes | Path], *, link: bool = False) -> None:
        """Write a unit, here and now. As ``write_unit`` and ``took``; if it fails, this draft can no longer be published."""
        spoilt, self._spoilt = self._spoilt, True
        self.took(unit, write_unit(self.folder, key, self.before(unit), files, link=link))
        self._spoilt = spoilt

    def took(self, unit: str, record: UnitRecord) -> None:
        """Enter a unit that ``write_unit`` has written, in whatever process. Raises Overlap if another unit of this draft has one of its addresses."""
        had = self._files_of(unit)
        for address in record.files.keys() - had.keys():
            other = self._fresh.setdefault(address, unit)
            if other != unit:
                raise Overlap(address, other, unit)
        self._leave(unit, had.keys() - record.files.keys())
        self._written.update(address for address, mark in record.files.items() if had.get(address) != mark)
        self._remains.pop(unit, None)
        self._units[unit] = (record.key, keep_marks(record.files))

    def drop(self, unit: str) -> None:
        """Take a unit out of the draft, with its files. A unit that is not there is no fault."""
        self._leave(unit, self._files_of(unit).keys())
        self._remains.pop(unit, None)
        self._units.pop(unit, None)

    def distrust(self) -> None:
        """What was made for this draft stays in it, but stands for no key: the next draft has to make it again."""
        for unit in self._touched():
            self._units[unit] = ("", self._units[unit][1])

    def publish(self, note: str = "", just_before: Callable[[], None] = lambda: None) -> Published:
        """出版: remove what no unit has any more, let draft and live folder change places, bring the other level, write the record.

        *just_before* is called when nothing is left to do but to change places. Killed at any moment, the live folder is the old tree or the new one. After a ``write_unit`` that failed, do not publish.
        Raises Overlap; OSError with the old tree live; RuntimeError if a unit could not be put, or the draft is published already.
        """
        if self._spoilt:
            raise RuntimeError("this draft is spoilt or published; open another")
        self._spoilt = True
        for unit in tuple(self._remains):
            self.drop(unit)
        self._check()
        gone = self._gone - self._fresh.keys()
        self._clean(gone)
        new = Record(0, 0, note, self._units, self._old.trusting)
        if self._written or gone or self._level_all or not inode_of(self._twins.site):
            level = self._swap(new, gone, just_before)
        else:
            just_before()
            new.live, new.twin, level = self._old.live, self._old.twin, True
            write_record(self._twins.own / "record", new, self._twins.spare)
        if self._asides():
            clear(self._twins.spare)
        self._twins.forget()
        return Published(len(self._written), len(gone), level)

    def _clean(self, gone: set[str]) -> None:
        remove(self.folder, gone)
        if not self._swept:
            sweep(self.folder, (address for unit in self._units for address in parse_marks(self._units[unit][1]).addresses))

    def _swap(self, new: Record, gone: set[str], just_before: Callable[[], None]) -> bool:
        """The order is what makes it safe: the new record lies ready before the folders change places, and names the inode that tells."""
        twins = self._twins
        new.live, new.twin = inode_of(twins.tree), inode_of(twins.site)
        write_record(twins.own / "record.new", new, twins.spare)
        just_before()
        exchange(twins.site, twins.tree, twins._between)
        with suppress(OSError):  # the new tree is out; a twin that is not level is mended by the next draft
            if self._level(new, gone):
                os.replace(twins.own / "record.new", twins.own / "record")
                return True
        return False

    def _level(self, new: Record, gone: set[str]) -> bool:
        twins = self._twins
        if self._level_all:
            lost: object = mend(twins.tree, new, twins.site, twins.spare)
            if new.twin != inode_of(twins.tree):
                new.twin = inode_of(twins.tree)
                write_record(twins.own / "record.new", new, twins.spare)
            return not lost
        remove(twins.tree, gone)
        for unit in self._touched():
            for address, mark in parse_marks(new.units[unit][1]).files().items():
                if address in self._written and not link_over(twins.tree, address, mark, twins.site, twins.spare):
                    return False
        return True

    def _touched(self) -> list[str]:
        """The units that are not as they were."""
        return [unit for unit, held in self._units.items() if self._old.units.get(unit) != held]

    def _files_of(self, unit: str) -> Mapping[str, object]:
        before = self.before(unit)
        return before.files if before else {}

    def _leave(self, unit: str, addresses: Set[str]) -> None:
        """The unit no longer has these addresses. One that it had only since this draft may have covered another's file: then all is looked at."""
        self._gone |= addresses
        for address in addresses:
            if self._fresh.get(address) == unit:
                del self._fresh[address]
                self._withdrawn = True

    def _lose(self, unit: str, addresses: set[str]) -> None:
        _, kept = self._units.pop(unit)
        files = parse_marks(kept).files()
        self._remains[unit] = UnitRecord("", {address: mark for address, mark in files.items() if address not in addresses})
        self._gone |= addresses

    def _asides(self) -> bool:
        return any(name.startswith(ASIDE) for name in os.listdir(self._twins.spare))

    def _check(self) -> None:
        """No two units may have one address; nor may a file of one unit have pushed out another's."""
        if self._fresh:
            for unit in self._units:
                for address in self._fresh.keys() & parse_marks(self._units[unit][1]).addresses:
                    if self._fresh[address] != unit:
                        raise Overlap(address, unit, self._fresh[address])
        if self._withdrawn or self._asides():
            for unit, addresses in damaged_units(self.folder, Record(0, 0, "", self._units)).items():
                address = min(addresses)
                raise Overlap(address, unit, self._who_pushed_out(address))

    def _who_pushed_out(self, address: str) -> str:
        return next((unit for fresh, unit in self._fresh.items() if fresh.startswith(f"{address}/") or address.startswith(f"{fresh}/")), "?")
