"""呈现: makes of the model what the templates show.

In: numbered issues and the paper. Out: the values of ``views``. Pure.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from build_tools.markup.almanac import issue_title, lunar_date, weekday, written_date
from build_tools.model import (
    Article,
    ArticleNumber,
    Correction,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Paragraph,
    Picture,
    Weight,
    Withdrawn,
    continued_on,
    goes_on,
    paragraphs_of,
    pictures_of,
    plain_text,
)
from build_tools.site.topics import topics_of
from build_tools.site.views import (
    NOTICES,
    ArticleView,
    CorrectionView,
    IssueView,
    Length,
    Mark,
    PageView,
    PictureView,
    ReplicaView,
    WithdrawnView,
    written_page,
)
from build_tools.site.web_pictures import copy_address, plain_widths_of, widths_of

_OPENING = 88
"""Characters of an article's beginning that lists and columns show."""

_BEGINNING = 300
"""Characters shown where the article leads a page."""


def view_issue(
    numbered: NumberedIssue, paper: Paper, pdf: str = "", replicas: Mapping[int, ReplicaView] | None = None
) -> IssueView:
    """Everything the site shows of an issue; ``replicas`` gives the 版面图 of the pages that have one."""
    issue, paper = numbered.issue, numbered.as_printed(paper)
    return IssueView(
        paper=paper.name,
        edition=paper.edition,
        name=issue.name,
        title=issue_title(issue.name),
        number=issue.number,
        date=issue.date.isoformat(),
        written_date=written_date(issue.date),
        weekday=weekday(issue.date),
        lunar_date=lunar_date(issue.date),
        address=f"{issue.name}/",
        pages=tuple(
            _view_page(numbered, plan, paper, (replicas or {}).get(plan.number)) for plan in issue.pages
        ),
        specimen=issue.specimen,
        signed=numbered.signed,
        pdf=pdf,
        deadline=written_date(issue.bounty.deadline) if issue.bounty else "",
        deadline_date=issue.bounty.deadline.isoformat() if issue.bounty else "",
        winners=issue.bounty.winners if issue.bounty else None,
        late=tuple(view_article(item, numbered, paper) for item in numbered.late),
    )


def view_article(item: NumberedArticle, numbered: NumberedIssue, paper: Paper) -> ArticleView:
    """One article of an issue."""
    issue, article, paper = numbered.issue, item.article, numbered.as_printed(paper)
    return ArticleView(
        paper=paper.name,
        edition=paper.edition,
        number=str(item.number),
        printed=item.number.printed,
        issue=issue.name,
        issue_title=issue_title(issue.name),
        page=item.page,
        page_address=page_address(issue.name, item.page),
        mark=mark_of(article.section, paper),
        head=article.head,
        opening=_cut(next(iter(_paragraphs(article)), ""), _OPENING),
        beginning=_beginning(article),
        picture=_first_picture(article, issue.name),
        address=f"{item.address}/",
        number_address=f"n/{item.number}/",
        citation=f"《{paper.name}》{issue_title(issue.name)} {written_page(item.page)}《{article.listed_headline}》{item.number.printed}",
        date=issue.date.isoformat(),
        written_date=written_date(issue.date),
        is_lead=article.weight is Weight.LEAD,
        is_brief=article.weight is Weight.BRIEF,
        is_notice=article.kind is Kind.NOTICE,
        is_lead_in=article.kind is Kind.LEAD_IN,
        advertisement=article.advertisement,
        paragraphs=article.paragraphs,
        corrections=tuple(
            view_correction(each) for each in numbered.corrections if each.number == item.number
        ),
        topics=topics_of(item, paper),
        jump=goes_on(item, issue),
        spread=article.spread,
        jump_address=page_address(issue.name, goes_on(item, issue)),
    )


def changed_on(numbered: NumberedIssue, number: ArticleNumber | None = None) -> datetime.date:
    """The day an article, or anything in the issue, was last changed: publication or a correction since."""
    since = (each.date for each in numbered.corrections if number in (None, each.number))
    return max((numbered.issue.date, *since))


def length_of(article: Article) -> Length:
    """篇幅."""
    return Length(sum(len("".join(plain_text(each.inlines).split())) for each in paragraphs_of(article.body)))


def view_correction(correction: Correction) -> CorrectionView:
    """One correction as the article's page lists it."""
    return CorrectionView(
        place=correction.place.chinese,
        printed=correction.printed,
        corrected=correction.corrected,
        date=correction.date.isoformat(),
        written_date=written_date(correction.date),
        finder=correction.finder,
        said=correction.said,
        fact=correction.fact,
    )


def view_withdrawn(item: Withdrawn, numbered: NumberedIssue, paper: Paper) -> WithdrawnView:
    """What the withdrawn page says."""
    name, paper = numbered.issue.name, numbered.as_printed(paper)
    return WithdrawnView(
        paper=paper.name,
        number=str(item.number),
        printed=item.number.printed,
        issue=name,
        issue_title=issue_title(name),
        issue_address=f"{name}/",
        page=item.page,
        page_address=page_address(name, item.page),
        mark=mark_of(item.section, paper),
        headline=item.headline,
        reason=item.reason,
        address=f"{item.address}/",
    )


def page_address(issue: str, page: int) -> str:
    """``2021-01/p2/`` (contract §5); what stands on no page is listed by the issue."""
    return f"{issue}/p{page}/" if page else f"{issue}/"


def mark_of(section: str, paper: Paper) -> Mark:
    """The mark of a section; notices have one of their own, without a page of its own."""
    known = paper.section(section)
    if known is None:
        return NOTICES
    return Mark(known.name, known.slug, "" if known.retired else f"lanmu/{known.slug}/")


def _view_page(
    numbered: NumberedIssue, plan: PagePlan, paper: Paper, replica: ReplicaView | None
) -> PageView:
    gone = [item for item in numbered.withdrawn if item.page == plan.number]
    return PageView(
        number=plan.number,
        title=plan.title,
        address=page_address(numbered.issue.name, plan.number),
        articles=tuple(view_article(item, numbered, paper) for item in numbered.on_page(plan.number)),
        withdrawn=tuple(view_withdrawn(item, numbered, paper) for item in gone),
        continued=tuple(view_article(item, numbered, paper) for item in continued_on(numbered, plan.number)),
        replica=replica,
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
    return [
        plain_text(paragraph.inlines).replace("\n", "") for paragraph in first or paragraphs_of(article.body)
    ]


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
        widths = widths_of(picture)
        choice = tuple((copy_address(issue, picture, width), width) for width in widths)
        plain = [copy_address(issue, picture, width, "jpg") for width in plain_widths_of(picture)]
        return PictureView(plain[0], plain[-1], choice, *picture.pixels)
    return None
