"""网页所见: what the templates show of an article, a page and an issue, as plain values.

In: the model. Out: frozen views whose every string is ready to be shown; addresses are relative to the
site's root, end with a slash and begin with none, as MkDocs' ``url`` filter wants them.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.markup.almanac import issue_title, lunar_date, weekday, written_date
from build_tools.model import (
    Article,
    Correction,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Paragraph,
    Picture,
    Weight,
    Winners,
    Withdrawn,
    paragraphs_of,
    pictures_of,
    plain_text,
)

_OPENING = 88
"""Characters of an article's beginning that lists and columns show."""

_BEGINNING = 300
"""Characters shown where the article leads a page."""

@dataclass(frozen=True, slots=True)
class Mark:
    """栏目标: a section's name and address part; ``启事`` for what stands outside all sections."""

    name: str
    slug: str
    address: str


NOTICES = Mark("启事", "qishi", "")


@dataclass(frozen=True, slots=True)
class PictureView:
    """图片: its address, its caption as plain words, its size in pixels (0 when unknown)."""

    address: str
    caption: str
    width: int
    height: int

    @property
    def upright(self) -> bool:
        """Whether it is taller than wide."""
        return self.height > self.width


@dataclass(frozen=True, slots=True)
class ArticleView:
    """稿 as lists and its own page show it."""

    number: str
    printed: str
    issue: str
    issue_title: str
    page: int
    page_address: str
    mark: Mark
    kicker: str
    headline: str
    deck: str
    byline: str
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


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """更正: where, what was printed, what it should have been, when, and who found it."""

    place: str
    printed: str
    corrected: str
    written_date: str
    finder: str


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """撤稿: what is left to say of a number whose article is gone."""

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


@dataclass(frozen=True, slots=True)
class PageView:
    """版 with what stands on it, in order of printing."""

    number: int
    title: str
    address: str
    articles: tuple[ArticleView, ...]
    withdrawn: tuple[WithdrawnView, ...]

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
    """期 as the site shows it. ``pdf`` is the address of the print PDF, "" when there is none."""

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
    winners: Winners | None

    @property
    def year(self) -> str:
        """The year its archive page bears."""
        return self.name[:4]

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """Everything with a number, in order of printing."""
        return tuple(article for page in self.pages for article in page.articles)

    @property
    def notices(self) -> tuple[ArticleView, ...]:
        """启事."""
        return tuple(article for article in self.articles if article.is_notice)


def view_issue(numbered: NumberedIssue, paper: Paper, pdf: str = "") -> IssueView:
    """Everything the site shows of an issue."""
    issue = numbered.issue
    return IssueView(
        name=issue.name,
        title=issue_title(issue.name),
        number=issue.number,
        date=issue.date.isoformat(),
        written_date=written_date(issue.date),
        weekday=weekday(issue.date),
        lunar_date=lunar_date(issue.date),
        address=f"{issue.name}/",
        pages=tuple(_view_page(numbered, plan, paper) for plan in issue.pages),
        specimen=issue.specimen,
        signed=numbered.signed,
        pdf=pdf,
        deadline=written_date(issue.bounty.deadline) if issue.bounty else "",
        winners=issue.bounty.winners if issue.bounty else None,
    )


def view_article(item: NumberedArticle, numbered: NumberedIssue, paper: Paper) -> ArticleView:
    """One article of an issue."""
    issue, article = numbered.issue, item.article
    headline = shown_headline(article)
    return ArticleView(
        number=str(item.number),
        printed=item.number.printed,
        issue=issue.name,
        issue_title=issue_title(issue.name),
        page=item.page,
        page_address=page_address(issue.name, item.page),
        mark=mark_of(article.section, paper),
        kicker=article.kicker,
        headline=headline,
        deck=article.deck,
        byline="　".join(article.bylines),
        opening=_cut(next(iter(_paragraphs(article)), ""), _OPENING),
        beginning=_beginning(article),
        picture=_first_picture(article, issue.name),
        address=f"{item.address}/",
        number_address=f"n/{item.number}/",
        citation=f"《{paper.name}》{issue_title(issue.name)} 第{item.page}版《{headline}》{item.number.printed}",
        date=issue.date.isoformat(),
        written_date=written_date(issue.date),
        is_lead=article.weight is Weight.LEAD,
        is_brief=article.weight is Weight.BRIEF,
        is_notice=article.kind is Kind.NOTICE,
        is_lead_in=article.kind is Kind.LEAD_IN,
        advertisement=article.advertisement,
        paragraphs=article.paragraphs,
        corrections=tuple(view_correction(each) for each in numbered.corrections if each.number == item.number),
    )


def view_correction(correction: Correction) -> CorrectionView:
    """One correction as the article's page lists it."""
    return CorrectionView(
        place=f"第{correction.paragraph}段" if correction.paragraph else "标题",
        printed=correction.printed,
        corrected=correction.corrected,
        written_date=written_date(correction.date),
        finder=correction.finder,
    )


def view_withdrawn(item: Withdrawn, numbered: NumberedIssue, paper: Paper) -> WithdrawnView:
    """What the withdrawn page says."""
    name = numbered.issue.name
    return WithdrawnView(
        number=str(item.number),
        printed=item.number.printed,
        issue=name,
        issue_title=issue_title(name),
        issue_address=f"{name}/",
        page=item.page,
        page_address=page_address(name, item.page),
        mark=mark_of(item.section, paper),
        headline=item.headline or f"{item.section}·导语",
        reason=item.reason,
        address=f"{item.address}/",
    )


def page_address(issue: str, page: int) -> str:
    """``2021-01/p2/`` (contract §5)."""
    return f"{issue}/p{page}/"


def mark_of(section: str, paper: Paper) -> Mark:
    """The mark of a section; notices have one of their own, without a page of its own."""
    known = paper.section(section)
    if known is None:
        return NOTICES
    return Mark(known.name, known.slug, f"lanmu/{known.slug}/")


def shown_headline(article: Article) -> str:
    """主题; a 导语 has none and goes by its section."""
    return article.headline or f"{article.section}·导语"


def _view_page(numbered: NumberedIssue, plan: PagePlan, paper: Paper) -> PageView:
    gone = [item for item in numbered.withdrawn if item.page == plan.number]
    return PageView(
        number=plan.number,
        title=plan.title,
        address=page_address(numbered.issue.name, plan.number),
        articles=tuple(view_article(item, numbered, paper) for item in numbered.on_page(plan.number)),
        withdrawn=tuple(view_withdrawn(item, numbered, paper) for item in gone),
    )


def _paragraphs(article: Article) -> list[str]:
    """The words of the paragraphs before the first subhead, list or table.

    编者按 stands in a quotation: it speaks about the article and does not begin it.
    """
    first: list[Paragraph] = []
    for block in article.body:
        if isinstance(block, Paragraph):
            first.append(block)
        elif first and not isinstance(block, Picture):
            break
    return [plain_text(paragraph.inlines).replace("\n", "") for paragraph in first or paragraphs_of(article.body)]


def _beginning(article: Article) -> tuple[str, ...]:
    kept: list[str] = []
    for words in _paragraphs(article):
        room = _BEGINNING - sum(map(len, kept))
        if room < _OPENING // 2:
            break
        kept.append(_cut(words, room))
    return tuple(kept)


def _cut(words: str, length: int) -> str:
    """Cut behind a whole sentence if one ends in the second half of the length, else with an ellipsis."""
    if len(words) <= length:
        return words
    kept = words[:length]
    end = max(kept.rfind(mark) for mark in "。！？")
    return kept[: end + 1] if end >= length // 2 else kept.rstrip("，、；：") + "……"


def _first_picture(article: Article, issue: str) -> PictureView | None:
    for picture in pictures_of(article.body):
        width, height = picture.pixels
        return PictureView(f"{issue}/{picture.file}", plain_text(picture.caption), width, height)
    return None
