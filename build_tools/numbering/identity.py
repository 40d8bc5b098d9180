"""认稿: after sign-off, which file is which signed article, whatever was renamed, moved or rewritten.

The number that sign-off wrote into a file's front matter decides; then the file's path; then its
headline. What cannot be decided is left to the editor, never guessed.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from build_tools.model import Article, Issue, Kind, Ledger, LedgerEntry

_ALIKE = 0.6
"""Headlines whose difflib ratio reaches this may be the same article's, before and after a change."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A signed article that is missing, and a new file that may be it."""

    entry: LedgerEntry
    article: Article


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who.

    ``by_file``: file → signed entry. ``misnumbered``: files whose front matter names a wrong number, and
    why. ``doubts``: missing entries that a new file may be. ``presumed``: files taken for a signed article
    by their path alone, though their headline is another. ``missing``: entries without a file.
    """

    by_file: dict[str, LedgerEntry]
    misnumbered: tuple[tuple[Article, str], ...]
    doubts: tuple[Doubt, ...]
    presumed: tuple[Doubt, ...]
    missing: tuple[LedgerEntry, ...]


def identify_articles(issue: Issue, ledger: Ledger) -> Identities:
    """Match the issue's files to the signed entries of its ledger."""
    by_file: dict[str, LedgerEntry] = {}
    open_entries = {entry.number: entry for entry in ledger.signed}
    misnumbered: list[tuple[Article, str]] = []
    for article in issue.articles:
        if article.given_number is None:
            continue
        if article.given_number in open_entries:
            by_file[article.file] = open_entries.pop(article.given_number)
        else:
            misnumbered.append((article, _why_wrong(article, issue, ledger)))
    strangers = [each for each in issue.articles if each.file not in by_file and each.given_number is None]
    for alike in (_same_file, _same_headline):
        for article in strangers:
            entry = next((each for each in open_entries.values() if not each.withdrawn and alike(article, each)), None)
            if entry and article.file not in by_file:
                by_file[article.file] = open_entries.pop(entry.number)
    new = [article for article in strangers if article.file not in by_file]
    missing = tuple(open_entries.values())
    presumed = tuple(
        Doubt(by_file[article.file], article)
        for article in strangers
        if article.file in by_file and article.kind is Kind.ARTICLE and not _alike(by_file[article.file], article)
    )
    return Identities(by_file, tuple(misnumbered), _doubts(missing, new), presumed, missing)


def _same_file(article: Article, entry: LedgerEntry) -> bool:
    return article.file == entry.file


def _same_headline(article: Article, entry: LedgerEntry) -> bool:
    return bool(entry.headline) and (article.headline, article.section) == (entry.headline, entry.section)


def _doubts(missing: tuple[LedgerEntry, ...], new: list[Article]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(entry, article)
        for entry in missing
        if not entry.withdrawn
        for article in new
        if _alike(entry, article)
    )


def _alike(entry: LedgerEntry, article: Article) -> bool:
    return difflib.SequenceMatcher(None, entry.headline, article.headline).ratio() >= _ALIKE


def _why_wrong(article: Article, issue: Issue, ledger: Ledger) -> str:
    assert article.given_number is not None
    if article.given_number.issue != issue.name:
        return f"这是{article.given_number.issue}期的稿号。"
    if any(entry.number == article.given_number for entry in ledger.signed):
        return "另一篇稿件也写着这个稿号。"
    return "稿号簿里没有这个已付印的稿号。"
