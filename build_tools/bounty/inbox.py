"""收件箱: issues/<期>/bounty/inbox/, private: never in git, never on the site.

In: rows that were read, and a folder. Out: reports with receipts; importing the same again changes nothing. Files:
``reports.jsonl`` letters, ``unread.jsonl`` what could not be read, ``raw/`` every file as it came, ``people.json`` what
editors know of senders, ``key`` the secret, ``forgotten`` what must not come back, ``read.jsonl`` what letters were read as,
``answers.csv`` and ``prizes.csv`` lists that were asked for. Whoever is forgotten goes from all of them.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from build_tools.bounty.identity import (
    finder_of,
    letter_of,
    mobiles_in,
    parse_receipt,
    plain_identity,
    public_key,
    receipt_of,
    untitled,
)
from build_tools.bounty.intake import Row, words_in
from build_tools.bounty.intake.columns import fields_of, message_of, our_name
from build_tools.bounty.intake.times import BEIJING, moment_of
from build_tools.bounty.report import Naming, Report, Unread, naming_of
from build_tools.store.files import put_over, write_new
from build_tools.store.locks import exclusive

_Made = TypeVar("_Made")
KEEP_DAYS = 180
"""How long reports are kept after the deadline unless the paper says otherwise."""
_LISTS = ("answers.csv", "prizes.csv")
_SHORT = 1
"""Characters below which a name is too common to look for it in what could not be read."""


class DamagedFile(Exception):
    """A file of the bounty that holds something else than the program wrote: its path, and the line if one is known."""

    def __init__(self, path: Path, line: int = 1) -> None:
        super().__init__(path, line)
        self.path, self.line = path, line


@dataclass(frozen=True, slots=True)
class Person:
    """What an editor wrote down of a sender; None or "" where the letters themselves say it."""

    naming: Naming | None = None
    alias: str = ""
    name: str = ""
    contact: str = ""
    handed: str = ""
    """When and by whom the prize was handed over, "" before."""


@dataclass(frozen=True, slots=True)
class Received:
    """What the rows of one file came to."""

    reports: tuple[Report, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with a person: letters, pieces that could not be read, raw files; and raw files nobody could look into."""

    letters: int
    unread: int
    raw: int
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """The private folder of one issue."""

    folder: Path

    @property
    def key(self) -> bytes:
        """The secret of this issue; made on first use, readable by its owner only."""
        path = self.folder / "key"
        if not path.is_file():
            self._make_folder()
            # Written beside and linked: whatever is cut off, the key is whole, and of two that are made at once one counts.
            staged = path.with_name(f".key-{secrets.token_hex(4)}.new")
            _write_bytes(staged, secrets.token_hex(32).encode())
            try:
                os.link(staged, path)
            except FileExistsError:
                pass
            except OSError:  # a disk that knows no links
                os.replace(staged, path)
            staged.unlink(missing_ok=True)
        try:
            found = bytes.fromhex(path.read_text().strip())
        except ValueError:
            found = b""
        if len(found) < 32:
            raise DamagedFile(path)
        return found

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        # Whatever the paper's own list of what git leaves alone says, or where there is none.
        if not (self.folder / ".gitignore").is_file():
            # Nobody holds the folder yet: of several who come first, none may be in another's way.
            with put_over(self.folder / ".gitignore") as own:
                write_new(own, b"*\n")
                Path(own).chmod(0o600)

    def _alone(self) -> AbstractContextManager[None]:
        self._make_folder()
        return exclusive(self.folder / "reports.jsonl")

    def reports(self) -> tuple[Report, ...]:
        """All reports by time received, with what editors wrote down of their senders."""
        same, people = self.same_person(), self.people()
        found = []
        for _, report in _records(self.folder / "reports.jsonl", _report):
            report = replace(report, finder=same.get(report.finder, report.finder))
            person = people.get(report.finder)
            found.append(_as_known(report, person) if person else report)
        return tuple(sorted(found, key=lambda report: report.order))

    def _letters(self) -> list[dict[str, str]]:
        return [line for line, _ in _records(self.folder / "reports.jsonl", _report)]

    def readings(self, stamp: str) -> dict[str, str]:
        """What letters were read as, a line each by name; nothing of what was read under another stamp."""
        path = self.folder / "read.jsonl"
        try:
            head, *lines = path.read_text("utf-8").split("\n") if path.is_file() else [""]
        except UnicodeDecodeError:
            return {}  # damaged: read anew
        return (
            {name: said for name, _, said in (line.partition(" ") for line in lines) if said}
            if head == stamp
            else {}
        )

    def keep_readings(self, stamp: str, lines: Mapping[str, str], name_of: Callable[[str], str]) -> None:
        """Keep what letters were read as, of those that are here: whoever was forgotten meanwhile stays so."""
        with self._alone():
            names = dict.fromkeys(name_of(line["text"]) for line in self._letters())
            kept = [f"{name} {lines[name]}" for name in names if name in lines]
            _write(self.folder / "read.jsonl", "\n".join([stamp, *kept]))

    def unread(self) -> tuple[Unread, ...]:
        """What could not be read."""
        return tuple(piece for _, piece in _records(self.folder / "unread.jsonl", _piece))

    def add(self, received: Received, raw: tuple[str, bytes] | None = None) -> tuple[int, int]:
        """Keep what is new, and the file whole; gives how many reports and how many unread pieces were new."""
        with self._alone():
            lines = self._letters()
            known = {str(line.get("letter") or line["receipt"]) for line in lines}
            key, gone = self.key, self.forgotten()
            said: dict[tuple[str, str], list[str]] = {}
            for line in lines:
                # Who a letter says that it is from, whoever an editor says that was.
                who = plain_identity(line.get("identity", "")) or line["finder"]
                said.setdefault((who, line["text"]), []).append(line["received"])
            fresh = list(
                {
                    report.letter: report
                    for report in received.reports
                    if report.letter not in known
                    and gone.isdisjoint(_codes_of(key, report))
                    and not _as_far_as_told(
                        report.received,
                        said.get((plain_identity(report.identity) or report.finder, report.text), ()),
                    )
                }.values()
            )
            seen = set(self.unread())
            pieces = [
                piece
                for piece in dict.fromkeys(received.unread)
                if piece not in seen and _code_of(key, piece) not in gone
            ]
            kept = self._keep_raw(raw, received) if raw else ""
            _append(
                self.folder / "reports.jsonl",
                [{**asdict(report), "naming": report.naming.value, "source": kept} for report in fresh],
            )
            _append(self.folder / "unread.jsonl", [asdict(piece) for piece in pieces])
        return len(fresh), len(pieces)

    def _keep_raw(self, raw: tuple[str, bytes], received: Received) -> str:
        """The file as it came. One that holds a letter of somebody forgotten is not kept again."""
        key, digest = self.key, hashlib.sha256(raw[1]).hexdigest()[:12]
        codes = {code for report in received.reports for code in _codes_of(key, report)}
        if self.forgotten() & ({digest} | codes | {_code_of(key, piece) for piece in received.unread}):
            return ""
        name = re.sub(r"[^\w.-]", "_", Path(raw[0]).name)[-60:]
        kept = f"{digest}-{name}"
        path = self.folder / "raw" / kept
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            path.parent.chmod(0o700)
            _write_bytes(path, raw[1])
        holds = self._raw_holds()
        if not codes <= {*holds.get(kept, ())}:
            holds[kept] = sorted({*holds.get(kept, ())} | codes)
            _write(self.folder / "raw.json", json.dumps(holds, ensure_ascii=True, indent=0, sort_keys=True))
        return kept

    def _raw_holds(self) -> dict[str, list[str]]:
        """Raw file → the letters that it holds."""
        return read_mapping(self.folder / "raw.json")

    # Persons

    def people(self) -> dict[str, Person]:
        """Code → what an editor wrote down; of a person with several accounts, whatever is known under any of them."""
        told, same = self._people(), self.same_person()
        found: dict[str, Person] = {}
        for code in sorted(told, key=lambda code: (code in same, code)):
            one = same.get(code, code)
            found[one] = _both(found[one], told[code]) if one in found else told[code]
        return found

    def _people(self) -> dict[str, Person]:
        path = self.folder / "people.json"
        try:
            return {
                code: Person(**{**said, "naming": Naming(said["naming"]) if said.get("naming") else None})
                for code, said in read_mapping(path).items()
            }
        except (TypeError, ValueError) as error:
            raise DamagedFile(path) from error

    def set_person(self, code: str, **said: Any) -> None:
        """Write down what an editor has learned of a sender; what is not said stays as it is."""
        with self._alone():
            told = self._people()
            self._write_people({**told, code: replace(told.get(code, Person()), **said)})

    def _write_people(self, people: Mapping[str, Person]) -> None:
        known = {
            code: {**asdict(each), "naming": each.naming.value if each.naming else ""}
            for code, each in sorted(people.items())
        }
        _write(self.folder / "people.json", json.dumps(known, ensure_ascii=False, indent=1))

    def same_person(self) -> dict[str, str]:
        """Code → the code that stands for the same person, as an editor decided."""
        said: dict[str, str] = read_mapping(self.folder / "same_person.json")
        return {code: _last(said, code) for code in said}

    def different_persons(self) -> set[frozenset[str]]:
        """Pairs of codes that an editor says are two persons."""
        path = self.folder / "apart.json"
        pairs = read_mapping(path).get("pairs", [])
        try:
            return {frozenset((str(one), str(other))) for one, other in pairs}
        except (TypeError, ValueError) as error:
            raise DamagedFile(path) from error

    def merge_finders(self, one: str, other: str) -> None:
        """Two codes are one person, says an editor, and so is whoever is one with either; the smaller code stands for all."""
        with self._alone():
            same = self.same_person()
            keep, gone = sorted((same.get(one, one), same.get(other, other)))
            if keep != gone:
                merged = {code: keep if target == gone else target for code, target in same.items()}
                self._write_same({**merged, gone: keep})

    def part_finders(self, one: str, other: str) -> None:
        """Two codes are two persons, says an editor: if they were one, the other leaves (the code that stands for all cannot)."""
        with self._alone():
            same = self.same_person()
            if same.get(one, one) == same.get(other, other):
                same.pop(other if other in same else one, None)
                self._write_same(same)
            pairs = sorted(sorted(pair) for pair in self.different_persons() | {frozenset((one, other))})
            _write(self.folder / "apart.json", json.dumps({"pairs": pairs}))

    def give_to_another(self, receipts: Collection[str]) -> str:
        """Letters of one sender are another's of the same name, says an editor: the code of that other, "" where there are no
        such letters, or where they are not one sender's."""
        with self._alone():
            same, lines = self.same_person(), self._letters()
            given = [line for line in lines if line["receipt"] in receipts]
            senders = {same.get(line["finder"], line["finder"]) for line in given}
            if len(senders) != 1 or len(given) < len(set(receipts)):
                return ""
            code = finder_of(self.key, f"?{min(line['receipt'] for line in given)}")
            for line in given:
                line["finder"] = code
            _write(self.folder / "reports.jsonl", _lines(lines))
        self.part_finders(senders.pop(), code)
        return code

    def _write_same(self, merged: Mapping[str, str]) -> None:
        _write(self.folder / "same_person.json", json.dumps(dict(merged), indent=1, sort_keys=True))

    def forget(self, finders: set[str], names: Iterable[str] = ()) -> Forgotten:
        """Remove persons from every file here: their letters, what could not be read and names them, the raw files that
        hold any of it, what editors wrote down, the lists. ``names`` is what else they are known by. Codes of what went
        stay, so that no import brings it back."""
        with self._alone():
            same, people, key = self.same_person(), self._people(), self.key
            lines = self._letters()
            gone = [line for line in lines if same.get(str(line["finder"]), str(line["finder"])) in finders]
            codes = {str(line["finder"]) for line in gone} | finders
            known = known_by(
                [
                    *names,
                    *(str(line.get(each, "")) for line in gone for each in ("name", "identity", "contact")),
                ]
                + [each for code in codes & people.keys() for each in _told_of(people[code])]
            )
            letters = {str(line.get("letter") or line["receipt"]) for line in gone}
            letters |= {code for line in gone for code in _codes_of(key, _report(line))}
            before = self.unread()
            naming = {piece for piece in before if _names(f"{piece.raw}\n{piece.reason}", known)}
            letters |= {_code_of(key, piece) for piece in naming}
            # First what must not come back, last the letters: whatever is cut off, the next turn knows whom to forget.
            self._keep_away(letters)
            pieces = [piece for piece in before if piece not in naming]
            _write(self.folder / "unread.jsonl", _lines([asdict(piece) for piece in pieces]))
            raw, unseen = self._drop_raw({str(line.get("source", "")) for line in gone}, known)
            self._write_people({code: each for code, each in people.items() if code not in codes})
            for name in (*_LISTS, "read.jsonl", "keys.json"):
                (self.folder / name).unlink(missing_ok=True)
            for staged in self.folder.rglob(".*.new"):
                staged.unlink()  # of a write that was cut off
            went = {id(line) for line in gone}
            _write(self.folder / "reports.jsonl", _lines([line for line in lines if id(line) not in went]))
            self._write_same({code: keep for code, keep in same.items() if not {code, keep} & codes})
        return Forgotten(len(gone), len(before) - len(pieces), raw, unseen)

    def _drop_raw(self, sources: set[str], known: set[str]) -> tuple[int, tuple[str, ...]]:
        """Take away the raw files that hold any of it; gives how many, and which could not be looked into."""
        holds, letters, dropped, unseen = self._raw_holds(), self.forgotten(), 0, list[str]()
        for path in sorted((self.folder / "raw").glob("*")) if (self.folder / "raw").is_dir() else ():
            mine = path.name in sources or bool(letters & set(holds.get(path.name, ())))
            words = "" if mine else words_in(path.read_bytes())
            if words is None:
                unseen.append(path.name)
            elif mine or _names(words, known):
                self._keep_away({path.name.partition("-")[0]})
                path.unlink()
                holds.pop(path.name, None)
                dropped += 1
        _write(self.folder / "raw.json", json.dumps(holds, ensure_ascii=True, indent=0, sort_keys=True))
        return dropped, tuple(unseen)

    def _keep_away(self, codes: set[str]) -> None:
        _write(self.folder / "forgotten", "".join(f"{each}\n" for each in sorted(self.forgotten() | codes)))

    def forgotten(self) -> set[str]:
        """Codes of letters, of what could not be read, and of raw files that were removed."""
        path = self.folder / "forgotten"
        return set(path.read_text("utf-8", "replace").split()) if path.is_file() else set()

    # Retention

    def keep_until(self, deadline: datetime.date) -> datetime.date:
        """保存期限: the day on which everything here goes."""
        path = self.folder / "keep_until"
        if not path.is_file():
            return deadline + datetime.timedelta(days=KEEP_DAYS)
        try:
            return datetime.date.fromisoformat(path.read_text().strip())
        except ValueError as error:
            raise DamagedFile(path) from error

    def set_keep_until(self, day: datetime.date) -> None:
        """The paper sets another day."""
        self._make_folder()
        _write(self.folder / "keep_until", f"{day}\n")

    @property
    def was_emptied(self) -> bool:
        """Whether everything went when its time had come: then what came before cannot be reckoned anew from here."""
        return (self.folder / "emptied").is_file()

    @property
    def emptied(self) -> bool:
        """Whether it was, and nothing has come since."""
        return self.was_emptied and not self._letters()

    @property
    def holds_nothing(self) -> bool:
        """Whether there is nothing of anybody here: no letter, nothing that could not be read, no file as it came, no list."""
        own = {"emptied", "key", "keep_until", ".gitignore"}
        return not self.folder.is_dir() or own.issuperset(path.name for path in self.folder.iterdir())

    def empty(self, day: datetime.date) -> None:
        """Remove everything, the key too: the retention date has come. What was published stays as it is."""
        with self._alone():
            # The day itself goes last: whatever is cut off, the next turn knows that the time has come.
            for path in sorted(
                self.folder.iterdir(), key=lambda path: path.name in ("keep_until", ".gitignore")
            ):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
            _write(self.folder / "emptied", f"{day}\n")

    # Lists

    def public_keys(self, salt: str, receipts: Iterable[str]) -> dict[str, str]:
        """Receipt → its key on the public page; reckoned once each, for it takes its time on purpose."""
        path = self.folder / "keys.json"
        try:
            held = read_mapping(path)
        except DamagedFile:
            held = {}  # reckoned anew
        known: dict[str, str] = held.get(salt, {})
        found = {each: known.get(each) or public_key(each, salt) for each in receipts if each}
        if found != known:
            _write(path, json.dumps({salt: found}))
        return found

    def write_list(self, name: str, rows: Sequence[Sequence[str]]) -> Path:
        """A list for an editor, private like everything here; no cell can be taken for a formula."""
        assert name in _LISTS
        path = self.folder / name
        held: list[str] = []
        writer = csv.writer(_Appending(held))
        for row in rows:
            writer.writerow([safe_cell(cell) for cell in row])
        self._make_folder()
        _write_bytes(path, ("\ufeff" + "".join(held)).encode("utf-8", "replace"))
        return path


@dataclass
class _Appending:
    held: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.held.append(text)


_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_SHOWN_FIGURES = 11
"""Figures of a number that a spreadsheet shows; of a longer one it makes 1.23E+11."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs or makes another number of: what begins like a formula, in whatever width, and figures
    that begin with a nought or are many get a quote before them."""
    begins = unicodedata.normalize("NFKC", text.lstrip()[:1])
    figures = text.isascii() and text.isdigit() and (len(text) > _SHOWN_FIGURES or text[:1] == "0" != text)
    return f"'{text}" if text.lstrip().startswith(_DANGEROUS) or begins in _DANGEROUS or figures else text


def known_by(said: Iterable[str]) -> set[str]:
    """The words by which to look for somebody, as they are spelled and as one would compare them. A single character, or a
    title alone, is everybody's."""
    words = {part for each in said for part in (*each.split("；"), *mobiles_in(each))}
    named = {word for word in words if len(word) > _SHORT and any(map(str.isalnum, untitled(word)))}
    # 小🌸 is somebody, 小 is in every letter.
    plain = {plain_identity(word) for word in named}
    return named | {word for word in plain if sum(map(str.isalnum, word)) > _SHORT}


def _told_of(person: Person) -> tuple[str, str, str]:
    return person.name, person.alias, person.contact


def _names(text: str, known: set[str]) -> bool:
    plain = plain_identity(text)
    return any(word in text or word in plain for word in known)


def _codes_of(key: bytes, report: Report) -> set[str]:
    """What names a letter in lists of what was forgotten: with its time, and of a sender whom something names without it,
    for another export of the same list tells times more or less exactly."""
    ever = {letter_of(key, report.identity, "", report.text)} if report.identity else set()
    return {report.letter, *ever}


def _code_of(key: bytes, piece: Unread) -> str:
    """What names a piece that could not be read, telling nothing of it."""
    return letter_of(key, "", piece.source, piece.raw)


def _as_far_as_told(moment: str, others: Iterable[str]) -> bool:
    """Whether a moment is one of others as far as both are told: exports of one list tell the second, the minute or the day."""
    return any(moment.startswith(other) or other.startswith(moment) for other in others)


def _both(one: Person, other: Person) -> Person:
    naming = one if one.naming else other
    return Person(
        naming.naming,
        naming.alias,
        one.name or other.name,
        one.contact or other.contact,
        one.handed or other.handed,
    )


def _last(said: Mapping[str, str], code: str) -> str:
    """Where a chain of codes ends; files of older versions may hold chains."""
    seen = {code}
    while said.get(code, code) not in seen:
        code = said[code]
        seen.add(code)
    return code


def _as_known(report: Report, person: Person) -> Report:
    return replace(
        report,
        name=person.name or report.name,
        naming=person.naming or report.naming,
        alias=person.alias or report.alias,
        contact=person.contact or report.contact,
    )


def reports_from(
    key: bytes,
    source: str,
    rows: Sequence[Row],
    today: datetime.date,
    channel: str = "",
    since: datetime.date | None = None,
    zone: datetime.tzinfo = BEIJING,
) -> Received:
    """Rows → reports with receipts, and rows that say nothing. Nothing is guessed: a time that cannot be read is unclear,
    a sender whom nothing names is a sender of their own. ``since`` is the day from which letters can have come."""
    reports: list[Report] = []
    unread: list[Unread] = []
    nameless, odd = 0, []
    unclear: dict[str, list[str]] = {}
    by_name: list[str] = []
    for row in rows:
        fields = fields_of(row.values)
        text = message_of(fields)
        if not text.strip():
            raw = json.dumps(row.values, ensure_ascii=False, default=str)[:2000]
            unread.append(Unread(source, row.number, _without_words(row), raw))
            continue
        said = fields.get("received", "")
        received, why = moment_of(said, zone, since, today) or "", "没有写" if not said else "看不出是哪一天"
        if since and received and received[:10] < since.isoformat():
            # Nobody writes of what is not printed.
            received, why = "", f"在这一期出报（{since}）以前，多半是年份写错或钟不准"
        if received[:10] > (today + datetime.timedelta(days=1)).isoformat():
            # Nobody writes from the future.
            received, why = "", f"在今天（{today}）以后，多半是年份写错或钟不准"
        if not received:
            unclear.setdefault(why, []).append(said)
        identity = fields.get("identity") or fields.get("name", "")
        nameless += not identity
        if identity and "identity" not in fields and "no_account" in fields:
            by_name.append(fields["no_account"][:20])
        naming, alias = naming_of(fields.get("consent", ""), fields.get("consent_column", ""))
        if naming is Naming.NONE and fields.get("consent") and len(fields["consent"]) > 6:
            odd.append(fields["consent"][:20])
        # A spreadsheet that saves an export anew leaves the seconds out where they are 00.
        sent = f"{received}:00" if len(received) == len("2021-01-20T09:30") else received
        # Whom nothing names is told by the letter itself: the same letter twice is one, two letters are two senders.
        reports.append(
            Report(
                letter_of(key, identity, sent, text),
                finder_of(key, identity or f"?{sent}\n{text}"),
                received,
                text,
                fields.get("name", ""),
                identity,
                channel,
                naming,
                alias,
                # A receiver that has told the reader a number already: the page that answers must know it.
                parse_receipt(fields.get("receipt", "")) or receipt_of(key, identity, sent, text),
                fields.get("contact", ""),
            )
        )
    whys = [
        f"{len(said)}条{f'写的“{said[0][:20]}”{_and_so_on(said)}' if said[0] else ''}{why}"
        for why, said in unclear.items()
    ]
    count = sum(map(len, unclear.values()))
    notes = [f"{count}条来信时间不明（{'；'.join(whys)}）：都算在截止日期以内，不算迟到。"] if count else []
    notes += (
        [f"{nameless}条来信没有说明是谁（如“微信用户”“无”、打了星号或成了科学计数的号码）：各算各的。"]
        if nameless
        else []
    )
    notes += (
        [f"{len(by_name)}条来信的号码认不出人（如“{by_name[0]}”）：按姓名分人，同名的请核对。"]
        if by_name
        else []
    )
    notes += [f"署名栏里写着“{word}”，看不懂，按不公布。这一行可能被逗号切断了，请核对。" for word in odd[:3]]
    return Received(tuple(reports), tuple(unread), tuple(notes))


def _without_words(row: Row) -> str:
    """Why a row is no letter: the columns that we do not know, where the words may stand, those with most in them first."""
    size = {
        str(key): len(str(cell)) for key, cell in row.values.items() if cell and our_name(str(key)) is None
    }
    if not size:
        return "没有内容"
    names = "、".join(sorted(size, key=lambda key: -size[key])[:4])
    return f"没有内容；不认得的栏：{names}（来信写在里面的，把栏名改成“内容”再导入）"


def _and_so_on(said: list[str]) -> str:
    return "等" if len({*said}) > 1 else ""


def _piece(line: Mapping[str, str]) -> Unread:
    return Unread(line["source"], int(line["row"]), line["reason"], line["raw"])


def _report(line: Mapping[str, str]) -> Report:
    if not all(isinstance(value, str) for value in line.values()):
        raise TypeError(line)
    # Letters that came before they had names of their own are named by their receipts, as their verdicts name them.
    known = {**line, "letter": line.get("letter") or line["receipt"], "naming": Naming(line["naming"])}
    return Report(**known)  # type: ignore[arg-type]


def read_text(path: Path) -> str:
    """What a text file holds. Raises :class:`DamagedFile` with the line where it is no UTF-8: an editor saved it otherwise."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise DamagedFile(path, content.count(b"\n", 0, error.start) + 1) from error


def read_mapping(path: Path) -> dict[str, Any]:
    """What a JSON file holds; {} where there is none. Raises :class:`DamagedFile`."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise DamagedFile(path, getattr(error, "lineno", 1)) from error
    if not isinstance(found, dict):
        raise DamagedFile(path)
    return found


def _read_lines(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    found: list[dict[str, str]] = []
    try:
        # JSON escapes every newline, so a line is a record; splitlines() would also split at U+2028.
        for line in path.read_text("utf-8").split("\n"):
            found += [json.loads(line)] if line else []
            if found and not isinstance(found[-1], dict):
                raise DamagedFile(path, len(found))
    except ValueError as error:
        raise DamagedFile(path, len(found) + 1) from error
    return found


def _records(path: Path, make: Callable[[dict[str, str]], _Made]) -> Iterator[tuple[dict[str, str], _Made]]:
    """The lines of a file and what they hold. Raises :class:`DamagedFile`, for lines too that somebody wrote by hand."""
    for number, line in enumerate(_read_lines(path), 1):
        try:
            yield line, make(line)
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedFile(path, number) from error


def _lines(records: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=True) + "\n" for record in records)


def _append(path: Path, records: Sequence[Mapping[str, object]]) -> None:
    if records:
        before = path.read_text("utf-8") if path.is_file() else ""
        _write(path, before + _lines(records))


def _write(path: Path, text: str) -> None:
    _write_bytes(path, text.encode())


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # nobody sends a letter twice
        os.replace(staged, path)
    except BaseException:
        # Half of somebody's letter, on a disk that is full.
        with suppress(OSError):
            staged.unlink(missing_ok=True)
        raise
