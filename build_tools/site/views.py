"""网页所见: what the templates show of an article, a page and an issue, as plain values.

Every string is ready to be shown; addresses are relative to the site's root, end with a slash and begin
with none, as MkDocs' ``url`` filter wants them. ``presenting`` makes these values from the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model import Winners


@dataclass(frozen=True, slots=True)
class Mark:
    """栏目标: a section's name and address part; ``启事`` for what stands outside all sections."""

    name: str
    slug: str
    address: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """地方 or 系列 as an article's page names it. ``key`` is what the archive's shelf knows it by."""

    name: str
    kind: str
    slug: str
    is_series: bool

    @property
    def address(self) -> str:
        """Its own page."""
        return f"difang/{self.slug}/"

    @property
    def key(self) -> str:
        """Beside the sections' slugs, which have no slash."""
        return f"difang/{self.slug}"


NOTICES = Mark("启事", "qishi", "")


def written_page(page: int) -> str:
    """第2版; what stands on none is 网上补发."""
    return f"第{page}版" if page else "网上补发"


_CHARACTERS_A_MINUTE = 300


@dataclass(frozen=True, slots=True)
class PictureView:
    """图片 as lists show it: its smallest JPEG, all WebP copies with their widths, its size in pixels (0 when unknown).

    ``shared`` is the widest JPEG, for messengers and feeds.
    """

    address: str
    shared: str
    copies: tuple[tuple[str, int], ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReplicaView:
    """版面图 of a page: its size in mm, its pictures with their widths in pixels (rising), its own PDF.

    ``outlines`` gives for each number the article's region as the ``d`` of an SVG path in mm, ``shares`` the
    share pictures cut from the page.
    """

    width: float
    height: float
    copies: tuple[tuple[str, int], ...]
    plain: tuple[tuple[str, int], ...]
    """The narrower ones as JPEG, for browsers that know no WebP."""
    pdf: str
    outlines: Mapping[str, str]
    shares: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """稿 as lists and its own page show it; ``paper`` and ``edition`` are called as when it was printed."""

    paper: str
    edition: str
    number: str
    printed: str
    issue: str
    issue_title: str
    page: int
    page_address: str
    mark: Mark
    head: tuple[tuple[str, str], ...]
    """As :attr:`Article.head`."""
    opening: str
    """The first sentences, for lists."""
    beginning: tuple[str, ...]
    """The first paragraphs, for the place where the article leads."""
    picture: PictureView | None
    address: str
    number_address: str
    citation: str
    date: str
    written_date: str
    is_lead: bool
    is_brief: bool
    is_notice: bool
    is_lead_in: bool
    advertisement: bool
    paragraphs: int
    corrections: tuple[CorrectionView, ...]
    topics: tuple[TopicView, ...] = ()
    jump: int = 0
    """转版: the page on which it goes on, 0 for none."""
    jump_address: str = ""
    spread: bool = False
    """Whether it lies over both pages, and does not jump."""

    @property
    def kicker(self) -> str:
        """引题, "" for none."""
        return self._line("kicker")

    @property
    def headline(self) -> str:
        """主题, or what it goes by in lists."""
        return self._line("headline")

    @property
    def deck(self) -> str:
        """副题, "" for none."""
        return self._line("deck")

    @property
    def byline(self) -> str:
        """署名, "" for none."""
        return self._line("byline")

    def _line(self, name: str) -> str:
        return next((words for key, words in self.head if key == name), "")

    @property
    def is_late(self) -> bool:
        """网上补发: on no printed page."""
        return self.page == 0

    @property
    def where(self) -> str:
        """第2版, or 网上补发."""
        return written_page(self.page)


@dataclass(frozen=True, slots=True)
class Length:
    """篇幅 of an article's body, for its own page alone: an edit far down in a text is no news to the lists."""

    characters: int
    """Without white."""

    @property
    def minutes(self) -> int:
        """约读几分钟: at an unhurried 300 characters a minute."""
        return max(1, round(self.characters / _CHARACTERS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """更正: where, what was printed, what it should have been, when, and who found it."""

    place: str
    printed: str
    corrected: str
    date: str
    written_date: str
    finder: str
    said: str
    """``“甲”应为“乙”``."""
    fact: bool
    """更正, else 勘误."""


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """撤稿: what is left to say of a number whose article is gone."""

    paper: str
    number: str
    printed: str
    issue: str
    issue_title: str
    issue_address: str
    page: int
    page_address: str
    mark: Mark
    headline: str
    reason: str
    address: str

    @property
    def where(self) -> str:
        """第2版, or 网上补发."""
        return written_page(self.page)


@dataclass(frozen=True, slots=True)
class PageView:
    """版 with what stands on it, in order of printing."""

    number: int
    title: str
    address: str
    articles: tuple[ArticleView, ...]
    withdrawn: tuple[WithdrawnView, ...]
    continued: tuple[ArticleView, ...] = ()
    """上接别版: articles of other pages that go on here."""
    replica: ReplicaView | None = None
    """None while the page has not been set in type."""

    @property
    def lead(self) -> ArticleView | None:
        """头条: the article that leads the page."""
        copy = [article for article in self.articles if not article.is_notice and not article.is_lead_in]
        leads = [article for article in copy if article.is_lead]
        return next(iter([*leads, *copy, *self.articles]), None)

    @property
    def lead_ins(self) -> tuple[ArticleView, ...]:
        """导语 of the sections that stand here."""
        return tuple(article for article in self.articles if article.is_lead_in and article is not self.lead)

    @property
    def others(self) -> tuple[ArticleView, ...]:
        """All but the one that leads and the 导语."""
        return tuple(each for each in self.articles if each is not self.lead and each not in self.lead_ins)


@dataclass(frozen=True, slots=True)
class IssueView:
    """期 as the site shows it. ``pdf`` is the address of the whole issue's PDF, "" when there is none."""

    paper: str
    edition: str
    name: str
    title: str
    number: int
    date: str
    written_date: str
    weekday: str
    lunar_date: str
    address: str
    pages: tuple[PageView, ...]
    specimen: str
    signed: bool
    pdf: str
    deadline: str
    deadline_date: str
    """The last day of the bounty as ISO 8601 for the browser's clock, "" when there is none."""
    winners: Winners | None
    late: tuple[ArticleView, ...] = ()
    """网上补发: what was put in after sign-off; on no page."""
    pdf_size: str = ""
    """How large the PDF is that ``pdf`` leads to, as a reader is told: 0.7 MB."""

    @property
    def year(self) -> str:
        """The year its archive page bears."""
        return self.name[:4]

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """Everything with a number, in order of printing, then what is late."""
        return (*(article for page in self.pages for article in page.articles), *self.late)

    @property
    def slugs(self) -> frozenset[str]:
        """The sections, and the keys of places and series, that have an article in it."""
        topics = (topic.key for article in self.articles for topic in article.topics)
        return frozenset((*(article.mark.slug for article in self.articles), *topics))

    @property
    def notices(self) -> tuple[ArticleView, ...]:
        """启事."""
        return tuple(article for article in self.articles if article.is_notice)
