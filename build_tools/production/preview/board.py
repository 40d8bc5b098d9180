"""告示板: what the browsers are shown besides the website itself: faults, how often it was built, newer page pictures.

In: what the builder and the press find. Out: one state as JSON, and a way to wait for the next. Any thread may use it.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.diagnostics import Diagnostic, Place, Severity, sorted_diagnostics

_MOST_KEPT = 64
"""Pages whose pictures are kept in memory at most; about 1.5 MB each."""


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """一版校样 as shown: its state's digest, when it became so (a count, 0 for as built), outlines of its articles in mm."""

    address: str
    """2021-02/p2/."""
    title: str
    digest: str
    moment: int = 0
    outlines: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Address → content; what the tree has under that address is older."""

    def as_json(self) -> dict[str, object]:
        """What browsers know of it; they fetch the pictures themselves."""
        return {
            "address": self.address,
            "title": self.title,
            "version": f"{self.digest[:12]}-{len(self.files)}",
            "moment": self.moment,
            "outlines": dict(self.outlines),
        }


class Board:
    """告示板."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._serial = self._built = self._moments = 0
        self._run = uuid.uuid4().hex[:12]
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._sheets: dict[str, ProofSheet] = {}
        self._busy = ""
        self._closed = False

    def built(self, found: Sequence[Diagnostic], busy: str = "") -> None:
        """The website was brought up to date, or could not be; all that was found."""
        with self._changed:
            self._built += 1
            self._found[""] = tuple(found)
            self._busy = busy
            self._tell()

    def busy(self, what: str) -> None:
        """What is being done, in a few words; "" for nothing."""
        with self._changed:
            if self._busy != what:
                self._busy = what
                self._tell()

    def complain(self, address: str, found: Sequence[Diagnostic]) -> None:
        """What a printed page complains of, instead of what it did before."""
        with self._changed:
            if self._found.get(address, ()) != tuple(found):
                self._found[address] = tuple(found)
                self._tell()

    def hang(self, sheet: ProofSheet, *, changed: bool) -> None:
        """挂出一版: ``changed`` puts it before all others."""
        with self._changed:
            had = self._sheets.pop(sheet.address, None)
            self._moments += changed
            moment = self._moments if changed else had.moment if had else 0
            self._sheets[sheet.address] = ProofSheet(
                sheet.address, sheet.title, sheet.digest, moment, sheet.outlines, sheet.files
            )
            self._give_up()
            self._tell()

    def hangs(self, address: str) -> bool:
        """Whether a page hangs there."""
        with self._changed:
            return address in self._sheets

    def overlay(self, address: str) -> bytes | None:
        """What stands at an address instead of the tree's file; None for nothing."""
        with self._changed:
            sheet = self._sheets.get(f"{address.rpartition('/')[0]}/")
            return sheet.files.get(address) if sheet else None

    def state(self) -> dict[str, object]:
        """Everything, as JSON."""
        with self._changed:
            found = sorted_diagnostics([each for some in self._found.values() for each in some])
            sheets = sorted(self._sheets.values(), key=lambda each: (-each.moment, each.address))
            faults = [each for each in found if each.severity is Severity.FAULT]
            return {
                "run": self._run,
                "serial": self._serial,
                "built": self._built,
                "busy": self._busy,
                "faults": [_as_json(each) for each in faults],
                "warnings": [_as_json(each) for each in found if each not in faults],
                "sheets": [each.as_json() for each in sheets],
            }

    def wait(self, serial: int, seconds: float) -> int | None:
        """Wait until the state is another than that one; its serial. None once there will be no other."""
        with self._changed:
            self._changed.wait_for(lambda: self._serial != serial or self._closed, seconds)
            return None if self._closed else self._serial

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _tell(self) -> None:
        self._serial += 1
        self._changed.notify_all()

    def _give_up(self) -> None:
        kept = [each for each in self._sheets.values() if each.files]
        for each in sorted(kept, key=lambda sheet: sheet.moment)[: max(0, len(kept) - _MOST_KEPT)]:
            del self._sheets[each.address]


def _as_json(found: Diagnostic) -> dict[str, object]:
    return {
        **found.as_json(),
        "remedy": found.remedy,
        "place": str(found.place) if found.place.path else str(Place("mkdocs.yml")),
    }
