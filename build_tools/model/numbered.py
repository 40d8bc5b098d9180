"""An issue whose every article bears its number: what checks, typesetting and site work on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools.model.correction import Correction
from build_tools.model.issue import Article, Issue
from build_tools.model.number import ArticleNumber
from build_tools.model.paper import Paper


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """A 稿 with its 稿号, its 版 and its address (``2021-01/mei/loudaolidexiaotiandi``, no outer slashes).

    ``page`` is 0 for 网上补发: it was put in after sign-off and stands on no printed page.
    """

    number: ArticleNumber
    page: int
    address: str
    article: Article

    @property
    def late(self) -> bool:
        """Whether it is 网上补发."""
        return self.page == 0


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """撤稿: a signed number whose article is gone. It leads to a page that says so; ``page`` 0 as above."""

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

    @property
    def late(self) -> tuple[NumberedArticle, ...]:
        """网上补发, in the order of their numbers."""
        return tuple(item for item in self.articles if item.late)

    def as_printed(self, paper: Paper) -> Paper:
        """The paper under the name, edition, imprint and code it had when this issue was printed; its sections of then are known.

        Everything else is today's: the website is today's.
        """
        record = self.issue.record
        if record is None:
            return paper
        then = record.paper
        gone = tuple(
            replace(each, retired=True) for each in then.sections if paper.section(each.name) is None
        )
        return replace(
            paper,
            name=then.name,
            edition=then.edition,
            code=then.code,
            sections=(*paper.sections, *gone),
            regime=then.regime,
            imprint=then.imprint,
        )

    def on_page(self, page: int) -> tuple[NumberedArticle, ...]:
        """What stands on that 版, in order of printing."""
        return tuple(item for item in self.articles if item.page == page)
