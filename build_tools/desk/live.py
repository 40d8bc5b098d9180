"""活版: sets pages and surveys issues in processes of their own, so that the desk answers at once meanwhile.

In: the paper's folder as it lies on the disk, an issue, a page. Out: plain data for the browser. One process shows
the page that somebody looks at, another makes pages up whole, looks over the issue and proofreads it; each keeps its
type warm.
"""

from __future__ import annotations

import math
import os
import posixpath
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.checks import with_sample_facts, without_exempted
from build_tools.desk.words import in_room
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import GatheredIssue, gather_issue, house_rules
from build_tools.model import (
    AD_SIZES,
    EAR,
    GUTTER,
    Correction,
    Filler,
    Kind,
    NumberedArticle,
    NumberedIssue,
    Paper,
    Picture,
    Pin,
    TypeArea,
    pictures_of,
    plain_text,
    set_on,
    source_path,
    walk_blocks,
)
from build_tools.model.text import Paragraph
from build_tools.press.proofs import changes_between, proof_lines
from build_tools.press.sign_off import as_specimen, hindrances
from build_tools.proofreading import proofread_issue
from build_tools.readers import (
    ISSUES,
    Carried,
    ReadPaper,
    issue_names,
    read_corrections_to_print,
    read_paper,
    read_signed_digests,
    read_words,
)
from build_tools.store.processes import begin_beside, end_at_once
from build_tools.typesetting import FinishedPage, StandingType, bind_pages, compose_page, page_inputs
from build_tools.typesetting.compose import names_story
from build_tools.typesetting.engine import uncollected
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid, grid_of
from build_tools.typesetting.makeup.boxes import sold_size
from build_tools.typesetting.makeup.drawn import Drawn
from build_tools.typesetting.makeup.filler import filler_designs
from build_tools.typesetting.makeup.gutters import strip_of
from build_tools.typesetting.placed import BlockKind, Box, ComposedPage, PlacedBlock
from build_tools.typesetting.screen import outlines, screen_page
from build_tools.typesetting.sheet import THEME, Sheet, sheet_of

Arrangement = tuple[tuple[str, ...], Drawn]
"""What it is for (:func:`_stories`), and how the page is arranged."""
_RECORDS = ("corrections.yml", "ledger.yml", "signoff.yml", "issue.yml")
_SHOWING, _MAKING = "showing", "making"
_MOST_PAGES = 48
_FURNITURE = (BlockKind.MASTHEAD, BlockKind.IMPRINT)
_FLOWING = tuple(size for size in AD_SIZES if size not in (EAR, GUTTER))
"""Sizes that take room from the stories of a page."""
_YIELDING = 8
"""So much the process that surveys gives way to the one that sets the page somebody looks at (nice)."""


@dataclass(slots=True)
class _Shop:
    """What a process keeps from one question to the next."""

    root: Path
    standing: StandingType = field(default_factory=StandingType)
    pages: dict[str, FinishedPage] = field(default_factory=dict)
    foregoing: tuple[object, tuple[Correction, ...], Mapping[str, Carried]] | None = None
    read: dict[str, tuple[object, bool, GatheredIssue]] = field(default_factory=dict)
    """Name → stamp of its files, whether it was checked, the issue."""
    sheets: tuple[object, Sheet] | None = None
    heights: dict[tuple[Filler, int, TypeArea], tuple[int, int]] = field(default_factory=dict)
    """补白 and columns → fewest and most rows that it fills."""
    paper: tuple[object, ReadPaper] | None = None

    def sheet(self, paper: Paper) -> Sheet:
        """版样; unchanged, it is not read again."""
        files = [*(self.root / "theme" / "print").glob("*"), *(THEME.glob("*"))]
        stamp = paper.type_area, _stamp(sorted(files))
        if self.sheets is None or self.sheets[0] != stamp:
            self.sheets = stamp, sheet_of(self.root, paper)
        return self.sheets[1]

    def issue(
        self, name: str, checked: bool = True
    ) -> tuple[Paper | None, GatheredIssue | None, tuple[Diagnostic, ...]]:
        """The issue as it lies on the disk now; unchanged, it is not read again. Not ``checked``, its faults are not asked for."""
        names = issue_names(self.root)
        # As they were read last: where others are named, one of these has changed, too.
        last = self.paper[1] if self.paper else ReadPaper(None, ())
        standing = (last.paper or Paper("", "", ())).standing
        outside = _stamp(
            [
                *(self.root / path for path in last.settings),
                *sorted((self.root / standing).rglob("*")),
                *(self.root / ISSUES / each / file for each in names for file in _RECORDS),
            ]
        )
        if self.paper is None or self.paper[0] != outside:
            self.paper = outside, read_paper(self.root)
        paper, faults = self.paper[1].paper, self.paper[1].diagnostics
        if paper is None or name not in names:
            return None, None, faults
        if self.foregoing is None or self.foregoing[0] != outside:
            carried = read_corrections_to_print(self.root, names)
            self.foregoing = outside, house_rules(self.root, names), carried
        stamp = outside, _stamp(sorted((self.root / ISSUES / name).glob("*/*")))
        known = self.read.get(name)
        if known is None or known[0] != stamp or (checked and not known[1]):
            taken_over, rules = self.foregoing[2].get(name, Carried()), self.foregoing[1]
            gathered = gather_issue(self.root, name, paper, taken_over, rules, checked=checked)
            known = stamp, checked, gathered
            self.read = {name: known}
        return paper, known[2], faults

    def page(self, numbered: NumberedIssue, paper: Paper, number: int) -> FinishedPage:
        """A page as composed. Raises FontError."""
        sheet = self.sheet(paper)
        inputs = page_inputs(numbered, paper, sheet, number, self.root / ISSUES / numbered.issue.name)
        made = self.pages.pop(inputs.digest, None)
        if made is None:
            with uncollected():
                made = compose_page(inputs, self.standing)
        self.pages[inputs.digest] = made
        while len(self.pages) > _MOST_PAGES:
            del self.pages[next(iter(self.pages))]
        return made

    def heights_of(self, filler: Filler, columns: int, paper: Paper) -> tuple[int, int]:
        """The fewest and the most rows that a 补白 fills over so many columns; (0, 0) where it fills none."""
        key = filler, columns, paper.type_area
        if key not in self.heights:
            sheet = self.sheet(paper)
            grid = grid_of(paper.type_area, sheet.page["head_share"])
            rows = filler_designs(filler, columns, grid.rows, grid, sheet)
            self.heights[key] = (min(rows), max(rows)) if rows else (0, 0)
        return self.heights[key]

    def sketch(
        self, numbered: NumberedIssue, paper: Paper, number: int, arrangement: Arrangement
    ) -> FinishedPage | None:
        """先看: the page in the arrangement it had, in a small part of the time; None where other stories stand on it now."""
        if arrangement[0] != _stories(numbered, number) or numbered.issue.record:
            return None
        inputs = page_inputs(numbered, paper, self.sheet(paper), number)
        with uncollected():
            return compose_page(inputs, self.standing, arrangement[1])


def _stories(numbered: NumberedIssue, number: int) -> tuple[str, ...]:
    """What an arrangement is for: the stories of the page, and what the plan asks of it."""
    plan = numbered.issue.pages[number - 1]
    asked = repr((plan.pins, plan.template, plan.filler, plan.layout))
    return (asked, *(str(item.number) for item in set_on(numbered, number)))


_shop: _Shop | None = None


def begin(root: Path, yielding: bool) -> None:
    """Make this process a shop."""
    global _shop
    _shop = _Shop(root)
    if yielding and hasattr(os, "nice"):
        os.nice(_YIELDING)


def set_page(
    name: str, number: int, arrangement: Arrangement | None = None, sample: bool = False
) -> tuple[dict[str, object], Arrangement | None]:
    """排一版: the page for the screen, lines an article, what it complains of; and how it is arranged, made up whole.

    With an ``arrangement`` the page keeps it, where the same stories stand on it: ``sketch`` tells. As a ``sample`` (样报)
    it is set as that is printed. ``{}`` where there is no such page.
    """
    shop = _at_work()
    # A page that keeps its arrangement is wanted at once; what is wrong in the text the survey tells.
    paper, gathered, _ = shop.issue(name, checked=arrangement is None)
    if paper is None or gathered is None or gathered.numbered is None:
        return {}, None
    numbered = gathered.numbered
    if not any(plan.number == number for plan in numbered.issue.pages):
        return {}, None
    if sample:
        numbered, paper = as_specimen(numbered), with_sample_facts(paper)
    sketch = shop.sketch(numbered, paper, number, arrangement) if arrangement else None
    finished = sketch or shop.page(numbered, paper, number)
    record = numbered.issue.record
    area = record.paper.type_area if record else paper.type_area
    found = without_exempted(finished.diagnostics, numbered.issue)
    told = {
        **screen_page(finished.page, (area.page_width, area.page_height), shop.sheet(paper)),
        "stories": {str(item.number): source_path(name, item.article) for item in set_on(numbered, number)},
        "lines": _lines(finished),
        "diagnostics": [in_room(each) for each in found],
        **_room_left(finished, paper),
        "pins": _pins(numbered, number, name),
        "template": numbered.issue.pages[number - 1].template,
        "filler": numbered.issue.pages[number - 1].filler,
        "fillers": [each.name for each in paper.fillers],
        "columns": paper.type_area.columns,
        "sketch": sketch is not None,
    }
    return told, None if sketch or sample else _arrangement(numbered, number, finished)


def _pins(numbered: NumberedIssue, number: int, name: str) -> dict[str, list[object]]:
    """Path → corner and columns of the stories that are pinned on a page, the corners of their pictures by file, and whether the headline stands upright."""
    pins = numbered.issue.pages[number - 1].pins
    return {
        source_path(name, item.article): [pin.corner, pin.columns, _pinned_pictures(item, pin), pin.standing]
        for pin in pins
        for item in numbered.on_page(number)
        if names_story(item, pin.story)
    }


def _pinned_pictures(item: NumberedArticle, pin: Pin) -> dict[str, str]:
    files = dict(enumerate((posixpath.basename(each.file) for each in pictures_of(item.article.body)), 1))
    return {files[ordinal]: corner for ordinal, corner in pin.pictures if ordinal in files}


def make_up(name: str, number: int) -> Arrangement | None:
    """拼一版 for the survey, and how it is arranged; None where there is no such page."""
    shop = _at_work()
    paper, gathered, _ = shop.issue(name)
    if paper is None or gathered is None or gathered.numbered is None:
        return None
    numbered = gathered.numbered
    if not any(plan.number == number for plan in numbered.issue.pages):
        return None
    return _arrangement(numbered, number, shop.page(numbered, paper, number))


def page_numbers(name: str) -> tuple[int, ...]:
    """The pages of an issue as it lies on the disk."""
    paper, gathered, _ = _at_work().issue(name)
    numbered = gathered.numbered if paper and gathered else None
    return tuple(plan.number for plan in numbered.issue.pages) if numbered else ()


def _arrangement(numbered: NumberedIssue, number: int, finished: FinishedPage) -> Arrangement | None:
    return (_stories(numbered, number), finished.drawn) if finished.drawn else None


def survey(name: str, quick: bool = False) -> dict[str, object]:
    """版样: every page with its stories, how full it is, and all that is wrong in the issue; ``{}`` where there is no paper.

    ``quick`` makes no page up: how full they are and what they complain of is left out, and ``waiting`` tells.
    """
    shop = _at_work()
    paper, gathered, found = shop.issue(name)
    if paper is None:
        return {"diagnostics": [in_room(each) for each in found], "pages": [], "loose": []}
    if gathered is None:
        return {}
    numbered, faults = gathered.numbered, [*found, *gathered.diagnostics]
    pages: list[dict[str, object]] = []
    for plan in numbered.issue.pages if numbered else ():
        assert numbered is not None
        page: dict[str, object] = {
            "page": plan.number,
            "title": plan.title,
            "sections": list(plan.sections),
            "stories": [_entry(name, item) for item in numbered.on_page(plan.number)],
        }
        if quick:
            page |= {"fill": 0, "overset": 0, "room": 0, "filled": 0, "characters": 0}
        else:
            finished = shop.page(numbered, paper, plan.number)
            faults += without_exempted(finished.diagnostics, numbered.issue)
            page |= {"fill": _filled(finished, paper), "overset": finished.page.overset_lines}
            page |= _room_left(finished, paper)
        pages.append(page)
    version = read_signed_digests(shop.root, name)[0]
    return {
        "issue": name,
        "signed": version,
        "waiting": quick,
        "date": numbered.issue.date.isoformat() if numbered else "",
        "pages": pages,
        "loose": [_entry(name, item) for item in numbered.articles if item.late] if numbered else [],
        "sections": [section.name for section in paper.sections],
        "colours": {section.name: section.colour for section in paper.sections},
        "diagnostics": [in_room(each) for each in sorted_diagnostics(faults)],
    }


def kept_back(name: str, sample: bool) -> list[dict[str, object]]:
    """付印的门槛: all that would keep the issue from the press, were it signed now, or signed as 样报."""
    shop = _at_work()
    paper, gathered, found = shop.issue(name)
    numbered = gathered.numbered if gathered else None
    if paper is None or gathered is None or numbered is None:
        return [in_room(each) for each in (*found, *(gathered.diagnostics if gathered else ()))]
    if sample:
        numbered, paper = as_specimen(numbered), with_sample_facts(paper)
    pages = [shop.page(numbered, paper, plan.number) for plan in numbered.issue.pages]
    composed = bind_pages(numbered.issue, paper, pages)
    told = hindrances(shop.root, numbered, paper, composed, (*found, *gathered.diagnostics))
    return [in_room(each) for each in told]


def changes_since(name: str, before: Mapping[str, str]) -> list[dict[str, object]]:
    """与上次校样比: what is printed otherwise than in the texts of a round of proofs."""
    shop = _at_work()
    paper, gathered, _ = shop.issue(name)
    numbered = gathered.numbered if gathered else None
    if paper is None or numbered is None:
        return []
    pages = [shop.page(numbered, paper, plan.number) for plan in numbered.issue.pages]
    found = changes_between(before, proof_lines(bind_pages(numbered.issue, paper, pages)))
    stories = {str(item.number): item for item in numbered.articles}
    return [
        {
            "path": source_path(name, stories[key].article) if key in stories else "",
            "headline": stories[key].article.listed_headline if key in stories else "",
            "page": change.lines[0].page if change.lines else 0,
            "line": change.lines[0].ordinal if change.lines else 0,
            "part": change.number.partition(" ")[2],
            "before": change.before,
            "after": change.after,
        }
        for change in found
        for key in (change.number.partition(" ")[0],)
    ]


def misprints(name: str) -> list[dict[str, object]]:
    """校对: likely misprints of the issue, none once it is signed."""
    shop = _at_work()
    paper, gathered, _ = shop.issue(name)
    if paper is None or gathered is None or gathered.numbered is None or gathered.numbered.signed:
        return []
    words, _ = read_words(shop.root, paper.standing)
    return [in_room(each) for each in proofread_issue(shop.root, gathered.numbered, words)]


def drawn_glyphs(wanted: Mapping[str, Iterable[int]]) -> dict[str, dict[int, str]]:
    """字形 of glyphs that a page named."""
    return outlines(wanted)


def _entry(name: str, item: NumberedArticle) -> dict[str, object]:
    article = item.article
    return {
        "path": source_path(name, article) if article.kind is not Kind.NOTICE else "",
        "number": str(item.number),
        "headline": article.headline or article.listed_headline,
        "section": article.section,
        "kind": article.kind.value,
        "weight": article.weight.value,
        "ad": article.advertisement,
        "byline": list(article.bylines),
        "characters": sum(
            len("".join(plain_text(block.inlines).split()))
            for block in walk_blocks(article.body)
            if isinstance(block, Paragraph)
        ),
    }


def _lines(finished: FinishedPage) -> dict[str, int]:
    """Lines of text of each article on its page, and on the 超版 sheets behind it."""
    found: dict[str, int] = {}
    for page in (finished.page, *finished.overset):
        for block in page.blocks:
            if block.number and block.kind is BlockKind.TEXT:
                found[str(block.number)] = found.get(str(block.number), 0) + len(block.lines)
    return found


def _room_left(finished: FinishedPage, paper: Paper) -> dict[str, int]:
    """余行: lines of one column that the page could still take, ``filled`` of them by a 补白; and as characters."""
    area, page = paper.type_area, finished.page
    filled = sum(_cells(block.box, paper) for block in page.blocks if block.kind is BlockKind.FILLER)
    white = round((1 - page.fill) * area.columns * area.lines)
    if not any(block.number for block in page.blocks):
        # Nothing was made up: all is free but the head and the foot.
        taken = sum(
            math.ceil(block.box.h / area.leading) for block in page.blocks if block.kind in _FURNITURE
        )
        white = area.columns * (area.lines - taken)
    room = 0 if page.overset_lines else white + filled
    lines = page.overset_lines or room
    return {"room": room, "filled": filled, "characters": lines * area.characters}


def _filled(finished: FinishedPage, paper: Paper) -> float:
    """Share of the type area that copy covers: what a 补白 fills is still to be had."""
    area = paper.type_area
    return round(1 - _room_left(finished, paper)["room"] / (area.columns * area.lines), 4)


def _cells(box: Box, paper: Paper) -> int:
    """A box in lines of one column."""
    area = paper.type_area
    columns = round((box.w + area.gap * area.size) / ((area.characters + area.gap) * area.size))
    return columns * round(box.h / area.leading)


def advertising(name: str) -> dict[str, object]:
    """广告、补白: every advertisement with its size and place, the space that is not sold, the fillers with their sizes."""
    shop = _at_work()
    paper, gathered, _ = shop.issue(name)
    numbered = gathered.numbered if gathered else None
    if paper is None or numbered is None:
        return {"ads": [], "pages": [], "fillers": [], "sizes": list(AD_SIZES)}
    sheet = shop.sheet(paper)
    grid = grid_of(paper.type_area, sheet.page["head_share"])
    ads: list[dict[str, object]] = []
    pages: list[dict[str, object]] = []
    used: dict[str, list[int]] = {}
    for plan in numbered.issue.pages:
        finished = shop.page(numbered, paper, plan.number)
        pins = _pins(numbered, plan.number, name)
        for item in numbered.on_page(plan.number):
            if item.article.advertisement:
                where = source_path(name, item.article)
                pinned = str(pins.get(where, [""])[0])
                ads.append({**_advertisement(item, finished, grid), "path": where, "pinned": pinned})
        room = _room_left(finished, paper)
        free = room["room"]
        pages.append(
            {
                "page": plan.number,
                "title": plan.title,
                "overset": finished.page.overset_lines,
                **room,
                "share": round(free / (grid.columns * grid.rows), 3),
                "fits": [size for size in _FLOWING if free >= math.prod(sold_size(size, grid))],
            }
        )
        fillers = [each for each in finished.page.blocks if each.kind is BlockKind.FILLER]
        words = ["".join(_words(each)) for each in fillers]
        words += ["".join(each.picture.alternate.split()) for each in fillers if each.picture]
        for filler in paper.fillers:
            if any("".join(filler.headline.split()) in text for text in words):
                used.setdefault(filler.name, []).append(plan.number)
    return {
        "ads": ads,
        "pages": pages,
        "fillers": [_filler(shop, each, paper, grid, used.get(each.name, [])) for each in paper.fillers],
        "sizes": [{"name": size, "mm": _sold_millimetres(size, grid)} for size in AD_SIZES],
    }


def _advertisement(item: NumberedArticle, finished: FinishedPage, grid: Grid) -> dict[str, object]:
    boxes = [block.box for block in finished.page.blocks if block.number == item.number]
    return {
        "headline": item.article.headline,
        "size": item.article.size,
        "sold": _sold_millimetres(item.article.size, grid),
        "page": item.page,
        "placed": [] if not boxes else _extent(boxes),
        "corner": _corner(boxes, finished.page),
        "artwork": any(isinstance(block, Picture) for block in item.article.body),
    }


def _extent(boxes: Sequence[Box]) -> list[int]:
    """Millimetres across and down of what some boxes take."""
    across = max(box.right for box in boxes) - min(box.x for box in boxes)
    down = max(box.bottom for box in boxes) - min(box.y for box in boxes)
    return [round(across / POINTS_A_MILLIMETRE), round(down / POINTS_A_MILLIMETRE)]


def _corner(boxes: Sequence[Box], page: ComposedPage) -> str:
    """在哪个角: at which edges of the page's matter it stands; "整版" for all, "中间" for none, "" where it found no room."""
    matter = [block.box for block in page.blocks if block.number or block.kind is BlockKind.FILLER]
    if not boxes or not matter:
        return ""
    near = 12.0
    left, right = min(box.x for box in matter), max(box.right for box in matter)
    top, foot = min(box.y for box in matter), max(box.bottom for box in matter)
    sides = {
        "左": min(box.x for box in boxes) < left + near,
        "右": max(box.right for box in boxes) > right - near,
    }
    across = "" if all(sides.values()) else "".join(side for side, here in sides.items() if here)
    ends = {
        "上": min(box.y for box in boxes) < top + near,
        "下": max(box.bottom for box in boxes) > foot - near,
    }
    down = "" if all(ends.values()) else "".join(side for side, here in ends.items() if here)
    if all(sides.values()) and all(ends.values()):
        return "整版"
    return f"{across}{down}" or "中间"


def _filler(shop: _Shop, filler: Filler, paper: Paper, grid: Grid, pages: list[int]) -> dict[str, object]:
    sizes = []
    for columns in range(2, grid.columns + 1):
        low, high = shop.heights_of(filler, columns, paper)
        if high:
            width, least = _millimetres((columns, low), grid)
            sizes.append([columns, width, least, _millimetres((columns, high), grid)[1]])
    return {
        "name": filler.name,
        "path": f"{paper.standing}/fillers/{filler.name}.md",
        "label": filler.label,
        "headline": filler.headline,
        "characters": sum(len("".join(plain_text(each.inlines).split())) for each in filler.paragraphs),
        "pages": pages,
        "sizes": sizes,
    }


def _sold_millimetres(size: str, grid: Grid) -> list[int]:
    """Millimetres across and down of an advertisement's size; [] where none was sold, or where no page has a 中缝."""
    if size == GUTTER:
        strip = strip_of(grid, 1, 4)
        return [round(side / POINTS_A_MILLIMETRE) for side in (strip.w, strip.h)] if strip else []
    sold = sold_size(size, grid)
    return _millimetres(sold, grid) if sold[0] else []


def _millimetres(cells: tuple[int, int], grid: Grid) -> list[int]:
    """Columns and rows as millimetres across and down."""
    return [
        round(grid.span(cells[0]) / POINTS_A_MILLIMETRE),
        round(cells[1] * grid.leading / POINTS_A_MILLIMETRE),
    ]


def _words(block: PlacedBlock) -> list[str]:
    return ["".join(segment.text.split()) for line in block.lines for segment in line.line.segments]


def _stamp(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)


def _at_work() -> _Shop:
    assert _shop is not None
    return _shop


class _Turns:
    """先后: one question at a time, the most pressing first, then the first that came."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._count = 0
        self._busy = False

    def take(self, pressing: int) -> None:
        """Wait for one's turn; the least number presses most."""
        with self._change:
            self._count += 1
            mine = (pressing, self._count)
            self._waiting.append(mine)
            while self._busy or min(self._waiting) != mine:
                self._change.wait()
            self._waiting.remove(mine)
            self._busy = True

    def give_back(self) -> None:
        """Let the next one in."""
        with self._change:
            self._busy = False
            self._change.notify_all()


class Live:
    """活版: asked by any thread; each answer is of what lay on the disk when its turn came.

    Two processes: one shows pages at once, in the arrangement they had; the other makes them up whole, looks over the
    issue and proofreads it, and gives way to the first. What the second found out is how the first arranges from then on.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._closed = False
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._turns = {shop: _Turns() for shop in (_SHOWING, _MAKING)}
        self._arrangements: dict[tuple[str, int], Arrangement] = {}
        self._wanted: dict[tuple[str, int], Future[dict[str, object]]] = {}

    def page(self, name: str, number: int, quick: bool = False, sample: bool = False) -> dict[str, object]:
        """One page: ``quick`` as it was arranged, where that is known; else made up whole, as a ``sample`` if asked."""
        if sample:
            specimen: dict[str, object] = self._ask(_MAKING, 0, set_page, name, number, None, True)[0]
            return specimen
        if quick:
            return self._shown(_SHOWING, name, number, self._arrangements.get((name, number)))
        with self._lock:
            # Who waits for the same page waits together, until its turn has come.
            made = self._wanted.get((name, number))
            mine = made is None
            made = self._wanted.setdefault((name, number), Future())
        if mine:
            try:
                made.set_result(self._shown(_MAKING, name, number, None, made))
            except BaseException as trouble:
                made.set_exception(trouble)
        return made.result()

    def survey(self, name: str, quick: bool = False) -> dict[str, object]:
        """The whole issue, page by page: who wants to see one is let in between. ``quick`` is at once, as :func:`survey` says."""
        if quick:
            listed: dict[str, object] = self._ask(_SHOWING, -1, survey, name, True)
            return listed
        numbers: tuple[int, ...] = self._ask(_MAKING, 1, page_numbers, name)
        for number in numbers:
            self._learn(name, number, self._ask(_MAKING, 1, make_up, name, number))
        answer: dict[str, object] = self._ask(_MAKING, 1, survey, name)
        return answer

    def kept_back(self, name: str, sample: bool) -> list[dict[str, object]]:
        """What would keep an issue from the press."""
        answer: list[dict[str, object]] = self._ask(_MAKING, 0, kept_back, name, sample)
        return answer

    def misprints(self, name: str) -> list[dict[str, object]]:
        """Likely misprints of the whole issue."""
        answer: list[dict[str, object]] = self._ask(_MAKING, 2, misprints, name)
        return answer

    def advertising(self, name: str) -> dict[str, object]:
        """广告、补白 of an issue."""
        answer: dict[str, object] = self._ask(_MAKING, 0, advertising, name)
        return answer

    def changes_since(self, name: str, before: Mapping[str, str]) -> list[dict[str, object]]:
        """与上次校样比."""
        answer: list[dict[str, object]] = self._ask(_MAKING, 0, changes_since, name, dict(before))
        return answer

    def outlines(self, wanted: Mapping[str, Iterable[int]]) -> dict[str, dict[int, str]]:
        """Glyphs."""
        answer: dict[str, dict[int, str]] = self._ask(_SHOWING, 0, drawn_glyphs, wanted)
        return answer

    def close(self) -> None:
        """Stop at once."""
        with self._lock:
            self._closed = True
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            end_at_once(pool)

    def _shown(
        self,
        shop: str,
        name: str,
        number: int,
        arrangement: Arrangement | None,
        made: Future[dict[str, object]] | None = None,
    ) -> dict[str, object]:
        def begun() -> None:
            with self._lock:
                if made and self._wanted.get((name, number)) is made:
                    del self._wanted[name, number]

        answer: dict[str, object]
        try:
            answer, found = self._ask(shop, 0, set_page, name, number, arrangement, begun=begun)
        finally:
            begun()
        self._learn(name, number, found)
        return answer

    def _learn(self, name: str, number: int, found: Arrangement | None) -> None:
        if found:
            with self._lock:
                self._arrangements[name, number] = found

    def _ask(
        self,
        shop: str,
        pressing: int,
        function: Callable[..., Any],
        *arguments: object,
        begun: Callable[[], None] | None = None,
    ) -> Any:
        self._turns[shop].take(pressing)
        try:
            if begun:
                begun()
            for attempt in (1, 2):
                try:
                    return self._pool(shop).submit(function, *arguments).result()
                except BrokenProcessPool:
                    with self._lock:
                        self._pools.pop(shop, None)
                    if attempt == 2 or self._closed:
                        raise
                    time.sleep(0.2)
        finally:
            self._turns[shop].give_back()
        return None

    def _pool(self, shop: str) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise BrokenProcessPool("closed")
            if shop not in self._pools:
                self._pools[shop] = begin_beside(__name__, begin, self._root, shop == _MAKING)
            return self._pools[shop]
