"""校对·版面计划: does the plan make a newspaper? Pages, sections, dates, articles without a page."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Article, Issue, jump_fault, page_of, spread_fault


def check_plan(issue: Issue) -> Iterator[Diagnostic]:
    """Every fault of one issue's plan. Page counts: a sheet folded once has 4 pages, a single leaf 2."""
    yield from _check_page_count(issue)
    yield from _check_dates(issue)
    filled = {page for article in issue.articles for page in _pages(issue, article)}
    for plan in issue.pages:
        if plan.number not in filled:
            yield diagnose("SQ208", _place(issue, f"page {plan.number}"), page=plan.number, title=plan.title)
    for article in issue.articles:
        page = page_of(issue, article)
        if page is None:
            yield _homeless(issue, article)
        elif problem := jump_fault(article, page, issue):
            place = Place(f"issues/{issue.name}/{article.file}", *article.marks.get("jump", (1, 1)))
            yield diagnose("SQ577", place, headline=article.listed_headline, problem=problem)
        elif problem := spread_fault(article, page, issue):
            place = Place(f"issues/{issue.name}/{article.file}", *article.marks.get("spread", (1, 1)))
            yield diagnose("SQ583", place, headline=article.listed_headline, problem=problem)


def _pages(issue: Issue, article: Article) -> Iterator[int]:
    """The pages on which something of an article stands: its own, and the one on which it goes on."""
    page = page_of(issue, article)
    if page is None:
        return
    yield page
    if article.spread and not spread_fault(article, page, issue):
        yield page + 1
    elif article.jump and not jump_fault(article, page, issue):
        yield article.jump.page


def check_series(issues: tuple[Issue, ...]) -> Iterator[Diagnostic]:
    """Faults between issues: the total number 总期号 belongs to one issue only."""
    first: dict[int, str] = {}
    for issue in issues:
        other = first.setdefault(issue.number, issue.name)
        if other != issue.name:
            yield diagnose("SQ212", _place(issue, "number"), number=issue.number, other=other)


def _check_page_count(issue: Issue) -> Iterator[Diagnostic]:
    count = len(issue.pages)
    if count != 2 and count % 4:
        yield diagnose("SQ206", _place(issue, "pages"), count=count)


def _check_dates(issue: Issue) -> Iterator[Diagnostic]:
    if f"{issue.date:%Y-%m}" != issue.name:
        yield diagnose("SQ211", _place(issue, "date"), date=issue.date, issue=issue.name)
    if issue.bounty and issue.bounty.deadline < issue.date:
        yield diagnose("SQ220", _place(issue, "bounty"), deadline=issue.bounty.deadline, date=issue.date)


def _homeless(issue: Issue, article: Article) -> Diagnostic:
    if article.page is not None:
        reason = f"题头写着第{article.page}版，本期只有{len(issue.pages)}版。"
        remedy = "改题头的 page，或删去这一项。"
    else:
        reason = f"没有一版载有栏目“{article.section}”。"
        remedy = f"在 issue.yml 的某一版 sections 里写上“{article.section}”，或在题头写 page: 版序。"
    mark = article.marks.get("page", (1, 1))
    place = Place(f"issues/{issue.name}/{article.file}", *mark)
    return diagnose("SQ209", place, headline=article.listed_headline, reason=reason, remedy=remedy)


def _place(issue: Issue, key: str) -> Place:
    return Place(f"issues/{issue.name}/issue.yml", *issue.marks.get(key, (1, 1)))
