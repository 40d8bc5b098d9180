"""校对·文字: all rules of an article's text, one article at a time."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.characters import check_characters
from build_tools.checks.copy import passages
from build_tools.checks.dates import check_dates
from build_tools.checks.exemptions import check_exemptions
from build_tools.checks.links import check_links
from build_tools.checks.pairs import check_pairs
from build_tools.checks.privacy import check_privacy
from build_tools.checks.wording import check_wording
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import HEAD, Article, Kind, NumberedIssue, PrintedPart, source_path

_LINES = {key: PrintedPart(key).chinese for key in HEAD}
_UNPRINTED = {
    "导语": HEAD,
    "启事": tuple(key for key in HEAD if key not in ("headline", "deck")),
    "广告": tuple(key for key in HEAD if key != "headline"),
}
"""The lines of the head that what stands in a box is printed without."""


def check_text(numbered: NumberedIssue) -> Iterator[Diagnostic]:
    """Every fault in the words of an issue's articles.

    Notices quote: the words of a 更正 are the very faults it mends. Only their characters and links are looked at.
    """
    for article in numbered.issue.articles:
        path = source_path(numbered.issue.name, article)
        yield from _check_head(article, path)
        yield from check_characters(article.source, path)
        yield from check_exemptions(article.source, path)
        yield from check_links(article, path, numbered)
        if article.kind is not Kind.NOTICE:
            yield from _check_words(article, path, numbered)


def _check_head(article: Article, path: str) -> Iterator[Diagnostic]:
    kind = {Kind.LEAD_IN: "导语", Kind.NOTICE: "启事"}.get(article.kind, "广告" * article.advertisement)
    written = dict(article.head)
    for key in _UNPRINTED.get(kind, ()):
        if key in written and key in article.marks:
            yield diagnose("SQ114", Place(path, *article.marks[key]), kind=kind, what=_LINES[key])


def _check_words(article: Article, path: str, numbered: NumberedIssue) -> Iterator[Diagnostic]:
    shown = passages(article)
    yield from check_pairs(shown, path)
    for passage in shown:
        yield from check_wording(passage, path)
        yield from check_dates(passage, path, numbered.issue.date)
        yield from check_privacy(passage, path)
