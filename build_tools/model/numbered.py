"""An issue whose every article bears its number: what checks, typesetting and site work on."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.correction import Correction
from build_tools.model.issue import Article, Issue
from build_tools.model.number import ArticleNumber


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """A 稿 with its 稿号, its 版 and its address (``2021-01/mei/loudaolidexiaotiandi``, no outer slashes)."""

    number: ArticleNumber
    page: int
    address: str
    article: Article


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """撤稿: a signed number whose article is gone. It leads to a page that says so."""

    number: ArticleNumber
    page: int
    address: str
    section: str
    headline: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NumberedIssue:
    """A 期 in order of printing. ``signed`` once it has been signed off 付印; ``corrections`` made since, oldest first."""

    issue: Issue
    articles: tuple[NumberedArticle, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    signed: bool = False
    corrections: tuple[Correction, ...] = ()

    def on_page(self, page: int) -> tuple[NumberedArticle, ...]:
        """What stands on that 版, in order of printing."""
        return tuple(item for item in self.articles if item.page == page)
