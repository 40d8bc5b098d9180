"""开台: everything the desk of one issue needs, read from the paper's folder.

In: the paper's root and an issue. Out: :class:`Room`: the printed texts, their index, the layout, inbox, verdicts, deadline.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.bounty.claims import Resolution, Spot
from build_tools.bounty.desk import Desk, open_desk
from build_tools.bounty.inbox import DamagedFile, Inbox, read_text
from build_tools.bounty.intake.times import zone_named
from build_tools.bounty.layout import Layout, parse_layout, picture_shares
from build_tools.bounty.merging import Grouping
from build_tools.bounty.readings import Readings, stamp_of
from build_tools.bounty.resolver import PrintedIndex, build_index, resolve_message
from build_tools.bounty.resolver.index import ArticleTraits
from build_tools.bounty.scoring import ErrorRate, PictureShare, error_rate
from build_tools.bounty.statistics import MonthFigures, figures_of, parse_figures
from build_tools.bounty.verdicts import (
    GROUPS_HEAD,
    HEAD,
    Verdict,
    format_grouping,
    format_verdict,
    parse_groupings,
    parse_verdicts,
)
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.gathering import gather
from build_tools.model import (
    Issue,
    NumberedIssue,
    Paper,
    Picture,
    PrintedText,
    Weight,
    pictures_of,
    printed_text,
)
from build_tools.readers import ISSUES, issue_names, read_printed, read_public_bounty
from build_tools.readers.print_record import record_layout
from build_tools.readers.proofs import read_proof_rounds
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive

_POINT = 25.4 / 72


class MonthSealed(Exception):
    """The ballot of the month is sealed; its verdicts are locked."""


@dataclass(frozen=True, slots=True)
class Room:
    """One issue with all that the desk works on; reports and verdicts are read anew by :meth:`desk`."""

    root: Path
    paper: Paper
    numbered: NumberedIssue
    texts: tuple[PrintedText, ...]
    index: PrintedIndex
    earlier: tuple[PrintedIndex, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """``2021-01``."""
        return self.numbered.issue.name

    @property
    def deadline(self) -> datetime.date:
        """The last day on which reports count; three weeks after the issue when the plan says nothing."""
        bounty = self.numbered.issue.bounty
        return bounty.deadline if bounty else self.numbered.issue.date + datetime.timedelta(days=21)

    @property
    def inbox(self) -> Inbox:
        """The private folder."""
        return Inbox(self.root / ISSUES / self.name / "bounty" / "inbox")

    @property
    def verdicts_path(self) -> Path:
        """The committed file."""
        return self.root / ISSUES / self.name / "bounty" / "verdicts.yml"

    @property
    def ballot_path(self) -> Path:
        """选票, committed."""
        return self.verdicts_path.with_name("ballot.txt")

    @property
    def draw_path(self) -> Path:
        """What was drawn, committed."""
        return self.verdicts_path.with_name("draw.json")

    @property
    def public_path(self) -> Path:
        """What the site shows, committed."""
        return self.verdicts_path.with_name("public.json")

    @property
    def place(self) -> Place:
        """Where faults of the month are said to be."""
        return Place(self.relative(self.verdicts_path))

    @property
    def zone(self) -> datetime.tzinfo:
        """The paper's own time."""
        return zone_named(self.paper.timezone)

    def now(self) -> datetime.datetime:
        """The moment in the paper's own time."""
        return datetime.datetime.now(self.zone)

    def today(self) -> datetime.date:
        """The day in the paper's own time."""
        return self.now().date()

    def relative(self, path: Path) -> str:
        """A path as diagnostics name it."""
        return path.relative_to(self.root).as_posix()

    @property
    def page_titles(self) -> tuple[tuple[str, int], ...]:
        """Names of pages and sections with their page."""
        pages = self.numbered.issue.pages
        named = {(page.title, page.number) for page in pages} | {
            (section, page.number) for page in pages for section in page.sections
        }
        return tuple(sorted(named))

    def index_of(self, spot: Spot | None) -> PrintedIndex:
        """The index of the issue in which a place is: readers write of the last issues, too."""
        named = (index for index in self.earlier if spot and index.issue == spot.number.issue)
        return next(named, self.index)

    def resolve(self, message: str) -> Resolution:
        """One message sent in for this issue."""
        return resolve_message(message, self.index, self.earlier, self.page_titles)

    def verdicts(self) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
        """What was decided so far, and the lines that say nothing. Raises :class:`DamagedFile`."""
        if not self.verdicts_path.is_file():
            return (), ()
        found, wrong = parse_verdicts(read_text(self.verdicts_path))
        path = self.verdicts_path.relative_to(self.root).as_posix()
        faults = [diagnose("SQ821", Place(path, line)) for line in wrong]
        if self.groups_path.is_file():
            odd = parse_groupings(read_text(self.groups_path))[1]
            faults += [diagnose("SQ821", Place(self.relative(self.groups_path), line)) for line in odd]
        return found, tuple(faults)

    def told_of(self, damaged: DamagedFile) -> Diagnostic:
        """Which of its files is damaged, and what to do."""
        return diagnose("SQ887", Place(self.relative(damaged.path), damaged.line))

    @property
    def is_sealed(self) -> bool:
        """Whether the month is closed: then nothing is decided any more."""
        return self.ballot_path.is_file()

    def record(self, verdict: Verdict) -> None:
        """Add one decision to verdicts.yml; another judge at this machine may do the same at the same time. It comes after
        whatever the same judge has said, though the clock was set back meanwhile.

        Raises :class:`MonthSealed` once the ballot is sealed.
        """
        with self._deciding(self.verdicts_path, HEAD) as before:
            if any(
                at >= verdict.at for at in _MOMENT.findall(before)
            ):  # else there is no need to read all of it
                said = [other.at for other in parse_verdicts(before)[0] if other.judge == verdict.judge]
                verdict = replace(verdict, at=_after(verdict.at, said))
            line = format_verdict(verdict)
            write_whole(self.verdicts_path, (before + line).encode())

    @contextmanager
    def _deciding(self, path: Path, head: str) -> Iterator[str]:
        """What stands in a file of decisions, while nobody else may decide or seal."""
        with exclusive(path):
            if self.is_sealed:
                raise MonthSealed(self.name)
            yield _ended(path, head)

    @property
    def groups_path(self) -> Path:
        """What judges have put together and taken apart, committed."""
        return self.verdicts_path.with_name("groups.yml")

    def groupings(self) -> tuple[Grouping, ...]:
        """What judges have put together and taken apart."""
        path = self.groups_path
        return parse_groupings(read_text(path))[0] if path.is_file() else ()

    def regroup(self, grouping: Grouping) -> None:
        """Add one decision to groups.yml, after all that stand there and all verdicts: whatever was taken apart since a
        verdict is not what that verdict was on. Raises :class:`MonthSealed`."""
        with self._deciding(self.groups_path, GROUPS_HEAD) as before:
            said = [other.at for other in parse_groupings(before)[0]]
            said += [verdict.at for verdict in self.verdicts()[0]]
            line = format_grouping(replace(grouping, at=_after(grouping.at, said)))
            write_whole(self.groups_path, (before + line).encode())

    def desk(self) -> Desk:
        """Everything put together, as it stands now. A letter that was read before is not read again."""
        deadline = self.deadline.isoformat()
        stamp = stamp_of((self.index, *self.earlier), self.page_titles)
        readings = Readings(self.inbox, stamp, self.resolve)
        found = open_desk(self.inbox.reports(), self.verdicts()[0], readings, deadline, self.groupings())
        with suppress(OSError):  # a full disk costs the next reading its time, and this one nothing
            readings.keep()
        return found

    def rate(self, desk: Desk) -> ErrorRate:
        """差错率，自检估算."""
        area = self.paper.type_area
        line = area.columns * area.characters + area.gap * (area.columns - 1)
        width, height = line * area.size * _POINT, area.lines * area.leading * _POINT
        layout = self.index.layout
        shares = _pictures(self.numbered, picture_shares(layout, width, height)) if layout else []
        own = [
            each for each in desk.counted if each.verdict.spot and each.verdict.spot.number.issue == self.name
        ]
        return error_rate(own, area, len(self.numbered.issue.pages), shares)

    def figures(self, desk: Desk) -> MonthFigures:
        """The month in numbers."""
        rounds, _ = read_proof_rounds(self.root, self.name)
        return figures_of(
            self.name, desk, self.rate(desk), {str(text.number): text for text in self.texts}, rounds
        )

    def text_of(self, number: str) -> PrintedText | None:
        """The printed text of a number of this issue."""
        return next((text for text in self.texts if str(text.number) == number), None)


_MOMENT = re.compile(r"\bat: \"([^\"]*)\"")


def _after(at: str, said: Iterable[str]) -> str:
    """A moment, or the one after the last of those that were written down, if a clock was set back since."""
    last = max(said, default="")
    with suppress(ValueError, OverflowError):
        if at <= last:
            moment = datetime.datetime.fromisoformat(last) + datetime.timedelta(microseconds=1)
            return moment.isoformat(timespec="microseconds")
    return at


def _ended(path: Path, head: str) -> str:
    """What stands in a file, its last line ended, that a new one may follow; the head of one that is not there yet."""
    text = read_text(path) if path.is_file() else head
    return text if text.endswith("\n") else f"{text}\n"


def _pictures(numbered: NumberedIssue, shares: tuple[tuple[int, str, float], ...]) -> list[PictureShare]:
    """作品性 or 装饰性, told by what the article says of its pictures, in its order."""
    known = {
        str(item.number): [_told_by(picture) for picture in pictures_of(item.article.body)]
        for item in numbered.articles
    }
    seen: Counter[str] = Counter()
    found = []
    for page, number, share in shares:
        told = known.get(number, [])[seen[number] : seen[number] + 1] or ["稿件里没有说明"]
        seen[number] += 1
        found.append(PictureShare(page, share, told[0] != _BARE, told[0]))
    return found


_BARE = "没有图说和署名"


def _told_by(picture: Picture) -> str:
    return f"署名“{picture.credit}”" if picture.credit else "有图说" if picture.caption else _BARE


def open_room(root: Path, name: str) -> tuple[Room | None, tuple[Diagnostic, ...]]:
    """Read the issue and those before it; None and why when there is no such issue."""
    gathered = gather(root)
    here = next((numbered for numbered in gathered.issues if numbered.issue.name == name), None)
    if gathered.paper is None or here is None:
        known = "、".join(numbered.issue.name for numbered in gathered.issues) or "（无）"
        own = tuple(found for found in gathered.diagnostics if found.code.startswith("SQ9"))
        return None, own or (diagnose("SQ215", Place(f"{ISSUES}/{name}"), issue=name, known=known),)
    before = [numbered for numbered in gathered.issues if numbered.issue.name < name][-2:]
    texts, faults = printed_texts(root, here)
    named = (gathered.paper.name, gathered.paper.edition)
    earlier = tuple(_index(root, numbered, printed_texts(root, numbered)[0], named) for numbered in before)
    return Room(root, gathered.paper, here, texts, _index(root, here, texts, named), earlier, faults), faults


def published_figures(root: Path, before: str) -> list[MonthFigures]:
    """The figures of earlier issues, as they were published, oldest first."""
    found = ((name, read_public_bounty(root, name)) for name in issue_names(root) if name < before)
    return [parse_figures(document["figures"]) for _, document in found if document]


def printed_texts(
    root: Path, numbered: NumberedIssue
) -> tuple[tuple[PrintedText, ...], tuple[Diagnostic, ...]]:
    """The text of every number: as signed off where it was, else as it stands."""
    texts: list[PrintedText] = []
    faults: list[Diagnostic] = []
    for item in numbered.articles:
        printed, found = read_printed(root, item.number)
        texts.append(printed or printed_text(item))
        faults += found
    for gone in numbered.withdrawn:
        printed, found = read_printed(root, gone.number)
        texts += [printed] if printed else []
        faults += found
    return tuple(sorted(texts, key=lambda text: text.number)), tuple(faults)


def _index(
    root: Path, numbered: NumberedIssue, texts: tuple[PrintedText, ...], paper: tuple[str, str]
) -> PrintedIndex:
    traits = {
        item.number: ArticleTraits(
            item.article.weight is Weight.LEAD, item.article.weight is Weight.BRIEF, item.article.kind.value
        )
        for item in numbered.articles
    }
    return build_index(
        numbered.issue.name,
        [(text, traits.get(text.number, ArticleTraits())) for text in texts],
        read_layout(root, numbered.issue),
        paper,
    )


def read_layout(root: Path, issue: Issue) -> Layout | None:
    """Where everything stands: as printed, of an issue that was signed off; else as the last build left it, if there was one."""
    if issue.record:
        return parse_layout(record_layout(issue.record))
    path = root / "dist" / "print" / issue.name / "layout.json"
    try:
        return parse_layout(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None
