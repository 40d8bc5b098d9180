"""收件箱: issues/<期>/bounty/inbox/, private: never in git, never on the site.

In: rows that were read, and a folder. Out: reports with receipts; importing the same again changes nothing.
"""

from __future__ import annotations

import datetime
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from build_tools.bounty.exclusive import exclusive
from build_tools.bounty.identity import finder_of, receipt_of
from build_tools.bounty.intake.columns import fields_of, message_of, moment_of
from build_tools.bounty.intake.rows import Row
from build_tools.bounty.report import Naming, Report, Unread, naming_of

KEEP_DAYS = 180
"""How long reports are kept after the deadline unless the paper says otherwise."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The private folder of one issue."""

    folder: Path

    @property
    def key(self) -> bytes:
        """The secret of this issue; made on first use, readable by its owner only."""
        path = self.folder / "key"
        if not path.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        return bytes.fromhex(path.read_text().strip())

    def reports(self) -> tuple[Report, ...]:
        """All reports by time received; senders that an editor merged bear one code."""
        merged = self.merged_finders()
        found = [_report(line) for line in _read_lines(self.folder / "reports.jsonl")]
        named = [replace(report, finder=merged.get(report.finder, report.finder)) for report in found]
        return tuple(sorted(named, key=lambda report: (report.received, report.receipt)))

    def unread(self) -> tuple[Unread, ...]:
        """What could not be read."""
        return tuple(Unread(line["source"], int(line["row"]), line["reason"], line["raw"]) for line in _read_lines(self.folder / "unread.jsonl"))

    def add(self, reports: Iterable[Report], unread: Iterable[Unread]) -> tuple[int, int]:
        """Keep what is new; gives how many reports and how many unread pieces were."""
        with exclusive(self.folder / "reports.jsonl"):
            known = {str(line["receipt"]) for line in _read_lines(self.folder / "reports.jsonl")}
            known |= self.forgotten()
            fresh = list({report.receipt: report for report in reports if report.receipt not in known}.values())
            seen = set(self.unread())
            pieces = [piece for piece in dict.fromkeys(unread) if piece not in seen]
            _append(self.folder / "reports.jsonl", [{**asdict(report), "naming": report.naming.value} for report in fresh])
            _append(self.folder / "unread.jsonl", [asdict(piece) for piece in pieces])
        return len(fresh), len(pieces)

    # Persons

    def merged_finders(self) -> dict[str, str]:
        """Code → the code that stands for the same person, as an editor decided."""
        path = self.folder / "same_person.json"
        return {str(one): str(other) for one, other in json.loads(path.read_text("utf-8")).items()} if path.is_file() else {}

    def merge_finders(self, one: str, other: str) -> None:
        """Two codes are one person, says an editor; the smaller code stands for both."""
        keep, gone = sorted((one, other))
        merged = {code: keep if target == gone else target for code, target in self.merged_finders().items()}
        _write(self.folder / "same_person.json", json.dumps({**merged, gone: keep}, ensure_ascii=False, indent=1, sort_keys=True))

    def forget(self, finders: set[str]) -> int:
        """Remove persons: their words, names and accounts go; the receipts stay as numbers, so that no import brings them back."""
        merged = self.merged_finders()
        with exclusive(self.folder / "reports.jsonl"):
            lines = _read_lines(self.folder / "reports.jsonl")
            gone = [line for line in lines if merged.get(str(line["finder"]), str(line["finder"])) in finders]
            kept = [line for line in lines if line not in gone]
            _write(self.folder / "reports.jsonl", _lines(kept))
            _write(self.folder / "forgotten", "".join(f"{receipt}\n" for receipt in sorted(self.forgotten() | {str(line["receipt"]) for line in gone})))
        return len(gone)

    def forgotten(self) -> set[str]:
        """Receipts of reports that were removed."""
        path = self.folder / "forgotten"
        return set(path.read_text("utf-8").split()) if path.is_file() else set()

    # Retention

    def keep_until(self, deadline: datetime.date) -> datetime.date:
        """保存期限: the day on which everything here goes."""
        path = self.folder / "keep_until"
        return datetime.date.fromisoformat(path.read_text().strip()) if path.is_file() else deadline + datetime.timedelta(days=KEEP_DAYS)

    def set_keep_until(self, day: datetime.date) -> None:
        """The paper sets another day."""
        _write(self.folder / "keep_until", f"{day}\n")

    def empty(self) -> None:
        """Remove everything but the key's absence: the retention date has come."""
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.is_file():
                path.unlink()


def reports_from(key: bytes, source: str, rows: Sequence[Row], today: str, channel: str = "") -> tuple[list[Report], list[Unread]]:
    """Rows → reports with receipts, and rows that say nothing. ``today`` stands where a row has no time."""
    reports: list[Report] = []
    unread: list[Unread] = []
    for row in rows:
        fields = fields_of(row.values)
        text = message_of(fields)
        if not text.strip():
            unread.append(Unread(source, row.number, "没有内容", json.dumps(row.values, ensure_ascii=False, default=str)[:2000]))
            continue
        received = moment_of(fields.get("received", ""))
        if received is None and fields.get("received"):
            unread.append(Unread(source, row.number, f"时间读不懂：{fields['received'][:40]}，按导入日计", text[:2000]))
        identity = fields.get("identity") or fields.get("name") or f"{source}#{row.number}"
        naming, alias = naming_of(fields.get("consent", ""))
        moment = received or today
        # Without a time of its own a row is known by its text alone: a second import on another day is no second report.
        receipt = receipt_of(key, identity, received or "", text)
        reports.append(Report(receipt, finder_of(key, identity), moment, text, fields.get("name", ""), identity, channel, naming, alias))
    return reports, unread


def _report(line: dict[str, str]) -> Report:
    return Report(**{**line, "naming": Naming(line["naming"])})  # type: ignore[arg-type]


def _read_lines(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    # JSON escapes every newline, so a line is a record; splitlines() would also split at U+2028.
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def _lines(records: Iterable[dict[str, object]] | Iterable[dict[str, str]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=True) + "\n" for record in records)


def _append(path: Path, records: list[dict[str, object]]) -> None:
    if records:
        before = path.read_text("utf-8") if path.is_file() else ""
        _write(path, before + _lines(records))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(staged, path)
