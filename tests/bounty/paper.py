"""The two issues as they stood when the labelled messages were written: printed texts, frozen like those of sign-off."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from build_tools.bounty.resolver.index import ArticleTraits, PrintedIndex, build_index
from build_tools.model import PrintedText, parse_number
from build_tools.readers import read_printed

ROOT = Path(__file__).parent / "as_printed"
ISSUES = ("2021-01", "2021-02")


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
    return build_index(issue, [(text, ArticleTraits(**traits[str(text.number)])) for text in printed_texts(issue)], paper=("社区晨报", "张庙"))


def page_titles(issue: str) -> tuple[tuple[str, int], ...]:
    """Names of pages and sections with their page."""
    pages = plan(issue)["pages"]
    assert isinstance(pages, list)
    return tuple((title, number) for title, number in pages)
