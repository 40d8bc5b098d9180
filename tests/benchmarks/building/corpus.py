"""The same words for everybody: an archive as our program reads it, and as plain Markdown pages for the others.

In: a number of issues. Out: two folders with the same headlines, bylines and bodies: the paper's, and ``docs/`` with
one page an article and a home page. Also the edit that every engine is timed on: one sentence of one article.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.archive import write_archive

_EDIT = re.compile(r"(编辑改到第\d+遍。)?\n")


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive in two dresses, and the article of the newest issue that is edited."""

    issues: int
    paper: Path
    plain: Path
    article: Path

    @property
    def pages(self) -> int:
        """How many articles."""
        return sum(1 for _ in (self.paper / "issues").glob("*/*/*.md"))


def write_corpus(folder: Path, issues: int) -> Corpus:
    """Both dresses below ``folder``, which must not hold them yet."""
    paper, plain = folder / "paper", folder / "plain"
    write_archive(paper, issues)
    sources = sorted((paper / "issues").glob("*/*/*.md"))
    for source in sources:
        page = plain / "docs" / source.relative_to(paper / "issues")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(as_plain_page(source.read_text(encoding="utf-8")), encoding="utf-8")
    (plain / "docs" / "index.md").write_text("# 社区晨报\n\n张庙版。\n", encoding="utf-8")
    newest = max(source.parts[-3] for source in sources)
    article = next(source for source in sources if source.parts[-3] == newest)
    return Corpus(issues, paper, plain, article.relative_to(paper / "issues"))


def as_plain_page(text: str) -> str:
    """An article with its headline as heading and its kicker, deck and byline as paragraphs: what any generator understands."""
    _, front, body = text.split("---\n", 2)
    heads = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in front.splitlines())}
    lines = [heads[key] for key in ("kicker", "deck", "byline") if key in heads]
    return "\n\n".join([f"# {heads['headline']}", *lines, body.strip()]) + "\n"


def edit(corpus: Corpus, count: int) -> str:
    """Change one sentence of the article, in both dresses; gives the sentence. Every ``count`` gives other words."""
    sentence = f"编辑改到第{count}遍。"
    for path in (corpus.paper / "issues" / corpus.article, corpus.plain / "docs" / corpus.article):
        head, start, body = path.read_text(encoding="utf-8").rpartition("\n\n")
        path.write_text(head + start + _EDIT.sub(f"{sentence}\n", body, count=1), encoding="utf-8")
    return sentence
