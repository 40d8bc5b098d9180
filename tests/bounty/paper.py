"""The two issues as they stood when the labelled messages were written: printed texts, frozen like those of sign-off."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.bounty.claims import Spot
from build_tools.bounty.resolver.index import ArticleTraits, PrintedIndex, build_index, printed_pieces
from build_tools.model import ArticleNumber, PrintedText, parse_number
from build_tools.readers import read_printed

ROOT = Path(__file__).parent / "as_printed"
ISSUES = ("2021-01", "2021-02")


@functools.cache
def plan(issue: str) -> dict[str, object]:
    """Traits of the articles and names of the pages."""
    found: dict[str, object] = json.loads((ROOT / "issues" / issue / "plan.json").read_text("utf-8"))
    return found


def printed_texts(issue: str) -> tuple[PrintedText, ...]:
    """The texts in order of printing."""
    numbers = sorted(path.stem for path in (ROOT / "issues" / issue / "printed").glob("*.yml"))
    read = [read_printed(ROOT, number) for name in numbers if (number := parse_number(name))]
    assert all(not found for _, found in read)
    return tuple(text for text, _ in read if text)


@functools.cache
def index_of(issue: str) -> PrintedIndex:
    """The issue, searchable."""
    traits = plan(issue)["traits"]
    assert isinstance(traits, dict)
    return build_index(
        issue,
        [(text, ArticleTraits(**traits[str(text.number)])) for text in printed_texts(issue)],
        paper=("社区晨报", "张庙"),
    )


def page_titles(issue: str) -> tuple[tuple[str, int], ...]:
    """Names of pages and sections with their page."""
    pages = plan(issue)["pages"]
    assert isinstance(pages, list)
    return tuple((title, number) for title, number in pages)


@dataclass(frozen=True, slots=True)
class Misprint:
    """A planted misprint: which piece, as it should be and as it is printed."""

    spot: Spot
    right: str
    printed: str


@functools.cache
def misprints(planted: str = "planted") -> dict[str, Misprint]:
    """Name → misprint, of one list of planted ones (``planted.txt``, ``planted_later.txt``)."""
    lines = (Path(__file__).parent / "messages" / f"{planted}.txt").read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        hit = re.fullmatch(r"(\S+) ([0-9]{2})-([0-9]{2}):(\S+) (.+) → (.+)", line)
        if hit:
            number = ArticleNumber(f"2021-{hit[2]}", int(hit[3]))
            found[hit[1]] = Misprint(spot_of(number, hit[4]), hit[5], hit[6])
    return found


_PARTS = {
    "题": "headline",
    "引": "kicker",
    "副": "deck",
    "署": "byline",
    "小": "subhead",
    "图": "caption",
    "表": "cell",
    "注": "note",
}


def spot_of(number: ArticleNumber, where: str) -> Spot:
    """``3`` is a paragraph, ``图2`` a caption."""
    if where.isdigit():
        return Spot(number, "paragraph", int(where))
    return Spot(number, _PARTS[where[0]], int(where[1:] or 1))


@functools.cache
def planted_index(issue: str = "2021-01", planted: str = "planted") -> PrintedIndex:
    """An issue with its planted misprints, searchable."""
    traits = plan(issue)["traits"]
    assert isinstance(traits, dict)
    texts = [_planted(text, planted) for text in printed_texts(issue)]
    named = [(text, ArticleTraits(**traits[str(text.number)])) for text in texts]
    return build_index(issue, named, paper=("社区晨报", "张庙"))


def _planted(text: PrintedText, planted: str) -> PrintedText:
    for each in misprints(planted).values():
        if each.spot.number == text.number:
            here = dict(printed_pieces(text))[each.spot]
            assert here.count(each.right) == 1, each
            text = _with_piece(text, each.spot, here.replace(each.right, each.printed))
    return text


def _with_piece(text: PrintedText, spot: Spot, words: str) -> PrintedText:
    if spot.part == "headline":
        return replace(text, headline=words)
    if spot.part == "kicker":
        return replace(text, kicker=words)
    if spot.part == "deck":
        return replace(text, deck=words)
    if spot.part == "byline":
        return replace(text, bylines=tuple(words.split("、")))
    old = dict(printed_pieces(text))[spot]
    blocks = tuple(replace(block, text=words) if block.text == old else block for block in text.blocks)
    return replace(text, blocks=blocks)
