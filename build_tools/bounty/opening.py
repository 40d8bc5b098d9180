"""开台: everything the desk of one issue needs, read from the paper's folder.

In: the paper's root and an issue. Out: :class:`Room`: the printed texts, their index, the layout, inbox, verdicts, deadline.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_tools.bounty.claims import Resolution
from build_tools.bounty.desk import Desk, open_desk
from build_tools.bounty.exclusive import exclusive
from build_tools.bounty.inbox import Inbox
from build_tools.bounty.layout import Layout, parse_layout, picture_shares
from build_tools.bounty.resolver import PrintedIndex, build_index, resolve_message
from build_tools.bounty.resolver.index import ArticleTraits
from build_tools.bounty.scoring import ErrorRate, PictureShare, error_rate
from build_tools.bounty.statistics import MonthFigures, figures_of, parse_figures
from build_tools.bounty.verdicts import HEAD, Verdict, format_verdict, parse_verdicts
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.gathering import gather
from build_tools.model import NumberedIssue, Paper, Picture, PrintedText, Weight, pictures_of, printed_text
from build_tools.readers import ISSUES, issue_names, read_printed, read_public_bounty
from build_tools.readers.proofs import read_proof_rounds

_POINT = 25.4 / 72


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
    def page_titles(self) -> tuple[tuple[str, int], ...]:
        """Names of pages and sections with their page."""
        pages = self.numbered.issue.pages
        named = {(page.title, page.number) for page in pages} | {(section, page.number) for page in pages for section in page.sections}
        return tuple(sorted(named))

    def resolve(self, message: str) -> Resolution:
        """One message sent in for this issue."""
        return resolve_message(message, self.index, self.earlier, self.page_titles)

    def verdicts(self) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
        """What was decided so far, and the lines that say nothing."""
        if not self.verdicts_path.is_file():
            return (), ()
        found, wrong = parse_verdicts(self.verdicts_path.read_text("utf-8"))
        path = self.verdicts_path.relative_to(self.root).as_posix()
        return found, tuple(diagnose("SQ821", Place(path, line)) for line in wrong)

    def record(self, verdict: Verdict, write: Callable[[Path, bytes], None]) -> None:
        """Add one decision to verdicts.yml; another judge at this machine may do the same at the same time."""
        with exclusive(self.verdicts_path):
            before = self.verdicts_path.read_text("utf-8") if self.verdicts_path.is_file() else HEAD
            write(self.verdicts_path, (before + format_verdict(verdict)).encode())

    def desk(self) -> Desk:
        """Everything put together, as it stands now."""
        return open_desk(self.inbox.reports(), self.verdicts()[0], self.resolve, self.deadline.isoformat())

    def rate(self, desk: Desk) -> ErrorRate:
        """差错率，自检估算."""
        area = self.paper.type_area
        line = area.columns * area.characters + area.gap * (area.columns - 1)
        width, height = line * area.size * _POINT, area.lines * area.leading * _POINT
        layout = self.index.layout
        shares = _pictures(self.numbered, picture_shares(layout, width, height)) if layout else []
        own = [each for each in desk.counted if each.verdict.spot and each.verdict.spot.number.issue == self.name]
        return error_rate(own, area, len(self.numbered.issue.pages), shares)

    def figures(self, desk: Desk) -> MonthFigures:
        """The month in numbers."""
        rounds, _ = read_proof_rounds(self.root, self.name)
        return figures_of(self.name, desk, self.rate(desk), {str(text.number): text for text in self.texts}, rounds)

    def text_of(self, number: str) -> PrintedText | None:
        """The printed text of a number of this issue."""
        return next((text for text in self.texts if str(text.number) == number), None)


def _pictures(numbered: NumberedIssue, shares: tuple[tuple[int, str, float], ...]) -> list[PictureShare]:
    """作品性 or 装饰性, told by what the article says of its pictures, in its order."""
    known = {str(item.number): [_told_by(picture) for picture in pictures_of(item.article.body)] for item in numbered.articles}
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


def printed_texts(root: Path, numbered: NumberedIssue) -> tuple[tuple[PrintedText, ...], tuple[Diagnostic, ...]]:
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


def _index(root: Path, numbered: NumberedIssue, texts: tuple[PrintedText, ...], paper: tuple[str, str]) -> PrintedIndex:
    traits = {
        item.number: ArticleTraits(item.article.weight is Weight.LEAD, item.article.weight is Weight.BRIEF, item.article.kind.value)
        for item in numbered.articles
    }
    return build_index(numbered.issue.name, [(text, traits.get(text.number, ArticleTraits())) for text in texts], read_layout(root, numbered.issue.name), paper)


def read_layout(root: Path, name: str) -> Layout | None:
    """layout.json of the last build, if there was one."""
    path = root / "dist" / "print" / name / "layout.json"
    try:
        return parse_layout(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None
