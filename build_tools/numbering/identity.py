"""认稿: after sign-off, which file is which signed article, whatever was renamed, moved or rewritten.

The number that sign-off wrote into a file's front matter decides; for a file that has lost it, path and
headline together, then the headline alone. What cannot be decided is left to the editor, never guessed.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build_tools.model import Article, ArticleNumber, Issue, Kind, Ledger, LedgerEntry

_ALIKE = 0.6
"""Headlines whose difflib ratio reaches this may be the same article's, before and after a change."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A signed article, and a file that may be it."""

    entry: LedgerEntry
    article: Article


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who.

    ``by_file``: file → signed entry. ``misnumbered``: files whose front matter names a wrong number, and
    why. ``doubts``: missing entries that a new file may be. ``presumed``: files taken for a signed article
    by their path alone, though their headline is another. ``undead``: withdrawn entries whose file still
    bears their number. ``missing``: entries without a file.
    """

    by_file: dict[str, LedgerEntry]
    misnumbered: tuple[tuple[Article, str], ...]
    doubts: tuple[Doubt, ...]
    presumed: tuple[Doubt, ...]
    undead: tuple[Doubt, ...]
    missing: tuple[LedgerEntry, ...]


def identify_articles(issue: Issue, ledger: Ledger) -> Identities:
    """Match the issue's files to the signed entries of its ledger."""
    signed = {entry.number: entry for entry in ledger.kept}
    by_file, misnumbered = _by_number(issue, signed)
    strangers = [each for each in issue.articles if each.given_number is None]
    waiting = [entry for entry in signed.values() if entry not in by_file.values() and not entry.withdrawn]
    _match(strangers, waiting, by_file, _same_file_and_headline)
    _match(strangers, waiting, by_file, _same_headline)
    presumed = _match(strangers, waiting, by_file, _same_file)
    new = [article for article in strangers if article.file not in by_file]
    doubts = tuple(Doubt(entry, article) for entry in waiting for article in new if _alike(entry, article))
    articles = {article.file: article for article in issue.articles}
    undead = tuple(Doubt(entry, articles[file]) for file, entry in by_file.items() if entry.withdrawn)
    missing = tuple(entry for entry in signed.values() if entry not in by_file.values())
    reasons = tuple((article, _why_wrong(article, issue, signed)) for article in misnumbered)
    return Identities(by_file, reasons, doubts, presumed, undead, missing)


def _by_number(
    issue: Issue, signed: dict[ArticleNumber, LedgerEntry]
) -> tuple[dict[str, LedgerEntry], list[Article]]:
    by_file: dict[str, LedgerEntry] = {}
    misnumbered: list[Article] = []
    taken: set[ArticleNumber] = set()
    numbered = [(each, each.given_number) for each in issue.articles if each.given_number]
    # Of two files with one number the one that lies where the article lay is the article, the other its copy.
    for article, number in sorted(
        numbered, key=lambda each: each[1] not in signed or signed[each[1]].file != each[0].file
    ):
        if number in signed and number not in taken and _is_of_its_kind(article, signed[number]):
            by_file[article.file] = signed[number]
            taken.add(number)
        else:
            misnumbered.append(article)
    return by_file, misnumbered


def _is_of_its_kind(article: Article, entry: LedgerEntry) -> bool:
    """An article bears no notice's number, nor a 导语's."""
    if entry.file.startswith("notices/"):
        return article.kind is Kind.NOTICE
    return (article.kind is Kind.LEAD_IN) == entry.file.endswith("/index.md")


def _match(
    strangers: Iterable[Article],
    waiting: list[LedgerEntry],
    by_file: dict[str, LedgerEntry],
    alike: Callable[[Article, LedgerEntry], bool],
) -> tuple[Doubt, ...]:
    # Both ways unique, or it is a guess.
    pairs = [
        Doubt(entry, each)
        for each in strangers
        if each.file not in by_file
        for entry in waiting
        if alike(each, entry)
    ]
    files, numbers = (
        Counter(pair.article.file for pair in pairs),
        Counter(pair.entry.number for pair in pairs),
    )
    sure = tuple(pair for pair in pairs if files[pair.article.file] == numbers[pair.entry.number] == 1)
    for pair in sure:
        by_file[pair.article.file] = pair.entry
        waiting.remove(pair.entry)
    return sure


def _same_file_and_headline(article: Article, entry: LedgerEntry) -> bool:
    # A 导语 or a notice is what it is by its place.
    return article.file == entry.file and (
        article.kind is not Kind.ARTICLE or article.headline == entry.headline
    )


def _same_headline(article: Article, entry: LedgerEntry) -> bool:
    return article.kind is Kind.ARTICLE and bool(article.headline) and article.headline == entry.headline


def _same_file(article: Article, entry: LedgerEntry) -> bool:
    return article.file == entry.file


def _alike(entry: LedgerEntry, article: Article) -> bool:
    return (
        article.kind is Kind.ARTICLE
        and difflib.SequenceMatcher(None, entry.headline, article.headline).ratio() >= _ALIKE
    )


def _why_wrong(article: Article, issue: Issue, signed: dict[ArticleNumber, LedgerEntry]) -> str:
    assert article.given_number is not None
    if article.given_number.issue != issue.name:
        return f"这是{article.given_number.issue}期的稿号。"
    if article.given_number in signed:
        return "另一篇稿件也写着这个稿号。"
    return "稿号簿里没有这个已付印的稿号。"
