"""网页清单: which pages the site has, at which address, from which template.

In: the paper and its numbered issues. Out: :class:`SitePage` values; nothing is written here.
The addresses are those of the contract §5 and never change once an issue is signed off.
"""

from __future__ import annotations

import dataclasses
import datetime
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from build_tools.markup.html import render_blocks
from build_tools.model import (
    NumberedArticle,
    NumberedIssue,
    Paper,
)
from build_tools.site.corrected import corrected_article, corrected_issue, tappable
from build_tools.site.difficult import article_readings
from build_tools.site.metadata import describe_article
from build_tools.site.presenting import length_of, view_article, view_issue, view_withdrawn
from build_tools.site.views import ArticleView, IssueView, ReplicaView, WithdrawnView
from build_tools.site.web_pictures import picture_files

RECENT = 6
"""Issues that the list of sections looks back on."""

CALENDARS = 3
"""Years whose calendars the list of all issues shows; the others have pages of their own. No page grows with the archive."""

_RELATED = 4
"""Articles of the same section that an article's page names."""

UNLISTED = ("wechat.html",)
"""Templates of pages that neither readers nor search engines are sent to."""

NO_ISSUE = datetime.date(2000, 1, 1)
"""Stands for the date of a paper that has no issue yet."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """One generated page: where it stands, which template shows it, and what the template is given."""

    address: str
    """Relative to the site's root, ending with a slash."""
    template: str
    title: str
    date: datetime.date
    view: Mapping[str, object]
    description: str = ""
    """A sentence or two for search engines and previews."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything generated, and the issues newest first for the home page and the menus."""

    pages: tuple[SitePage, ...]
    issues: tuple[IssueView, ...]
    date: datetime.date
    """The newest issue's date, which the standing pages bear."""

    @property
    def latest(self) -> IssueView | None:
        """The newest issue; None for a paper that has none yet."""
        return self.issues[0] if self.issues else None


def plan_site(
    paper: Paper,
    issues: Sequence[NumberedIssue],
    pdfs: Mapping[str, str] | None = None,
    replicas: Mapping[str, Mapping[int, ReplicaView]] | None = None,
) -> Site:
    """All generated pages at once. ``issues`` oldest first.

    ``pdfs`` gives the PDF's address of an issue that has one, ``replicas`` the 版面图 of its pages.
    """
    names = [numbered.issue.name for numbered in issues]
    printed = [((pdfs or {}).get(name, ""), (replicas or {}).get(name)) for name in names]
    views = [view_issue(corrected_issue(numbered), paper, *found) for numbered, found in zip(issues, printed, strict=True)]
    pages: list[SitePage] = []
    for position, numbered in enumerate(issues):
        around = (views[position - 1] if position else None, views[position + 1] if position + 1 < len(views) else None)
        pages += plan_issue(paper, numbered, views[position], *around)
    newest = tuple(reversed(views))
    date = issues[-1].issue.date if issues else NO_ISSUE
    shelf = make_shelf(paper, ((view.year, view.slugs) for view in views))
    for year in shelf.years:
        pages += plan_year(paper, shelf, year, [view for view in newest if view.year == year])
    return Site((*pages, *plan_front(paper, shelf, newest, date)), newest, date)


def relative_address(target: str, here: str) -> str:
    """A site address (``/n/2101032/#p2``) as seen from the page at ``here``; any other address unchanged."""
    if not target.startswith("/") or target.startswith("//"):
        return target
    path, mark, rest = target[1:].partition("#")
    relative = posixpath.relpath(path or ".", here or ".")
    return relative + ("/" if path.endswith("/") or not path else "") + mark + rest


def article_html(item: NumberedArticle, issue: str) -> str:
    """The body of an article for its own page: links and pictures relative to it."""
    here = f"{item.address}/"
    return render_blocks(
        item.article.body,
        link=lambda address: relative_address(address, here),
        files=lambda picture: picture_files(issue, picture, lambda address: relative_address(address, here)),
    )


def plan_issue(
    paper: Paper, numbered: NumberedIssue, view: IssueView, before: IssueView | None, after: IssueView | None
) -> list[SitePage]:
    """The pages of one issue; of the issues around it they show titles, addresses and articles of the same section."""
    date = numbered.issue.date
    around = {"previous_issue": before, "next_issue": after}
    pages = [SitePage(view.address, "issue.html", view.title, date, {"issue": view, **around})]
    for page in view.pages:
        title = f"{view.title}第{page.number}版"
        pages.append(SitePage(page.address, "page.html", title, date, {"issue": view, "sheet": page, **around}))
    pages += _article_pages(paper, numbered, view, before)
    for gone in numbered.withdrawn:
        pages += _withdrawn_pages(view_withdrawn(gone, numbered, paper), view, date)
    return pages


def _article_pages(paper: Paper, numbered: NumberedIssue, issue: IssueView, before: IssueView | None) -> list[SitePage]:
    pages = []
    right = corrected_issue(numbered)
    views = {article.number: article for article in issue.articles}
    shown = [views[str(item.number)] for item in right.articles]
    for index, (item, article) in enumerate(zip(right.articles, shown, strict=True)):
        body, heads = _tappable(numbered.articles[index], article, numbered, paper)
        view = {
            "issue": issue,
            "article": article,
            "length": length_of(item.article),
            "body": body,
            "heads": heads,
            "readings": article_readings(item.article, numbered.issue, paper),
            "previous": shown[index - 1] if index else None,
            "next": shown[index + 1] if index + 1 < len(shown) else None,
            "related": related_articles(article, issue, before),
            "metadata": describe_article(item, article, issue, paper),
        }
        title, date = titled(article), numbered.issue.date
        pages.append(SitePage(article.address, "article.html", title, date, view, article.opening))
        pages.append(SitePage(article.number_address, "number.html", title, date, {"article": article}))
    return pages


def _tappable(item: NumberedArticle, view: ArticleView, numbered: NumberedIssue, paper: Paper) -> tuple[str, dict[str, str]]:
    """Body, and kicker, headline, deck and byline, as HTML in which every correction can be tapped."""
    own = [each for each in numbered.corrections if each.number == item.number]
    marked = dataclasses.replace(item, article=corrected_article(item, own, marked=True)) if own else item
    view = view_article(marked, numbered, paper) if own else view
    heads = {name: tappable(escape(getattr(view, name)), own) for name in ("kicker", "headline", "deck", "byline")}
    return tappable(article_html(marked, numbered.issue.name), own), heads


def related_articles(article: ArticleView, issue: IssueView, before: IssueView | None) -> tuple[ArticleView, ...]:
    """相关稿件: of the same section, first from the same issue, then from the one before it; 导语 and 广告 left out."""
    if not article.mark.address:
        return ()
    issues = (issue, before) if before else (issue,)
    found = (each for view in issues for each in view.articles if each.mark == article.mark and each.number != article.number)
    return tuple(each for each in found if not (each.is_lead_in or each.advertisement))[:_RELATED]


def _withdrawn_pages(view: WithdrawnView, issue: IssueView, date: datetime.date) -> list[SitePage]:
    given = {"withdrawn": view, "issue": issue}
    title = f"{view.headline} {view.printed}（已撤稿）"
    return [SitePage(address, "withdrawn.html", title, date, given) for address in (f"n/{view.number}/", view.address)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """报架: what the lists of years need to know of the whole archive, and nothing that an article's text changes."""

    years: tuple[str, ...]
    """Newest first."""
    by_section: Mapping[str, tuple[str, ...]]
    """Slug → the years in which the section has articles, newest first."""


def make_shelf(paper: Paper, issues: Iterable[tuple[str, frozenset[str]]]) -> Shelf:
    """The shelf of some issues, each with its year and the sections that have an article in it."""
    found: dict[str, set[str]] = {section.slug: set() for section in paper.sections}
    years = set()
    for year, slugs in issues:
        years.add(year)
        for slug in slugs & found.keys():
            found[slug].add(year)
    return Shelf(_falling(years), {slug: _falling(each) for slug, each in found.items()})


def _falling(years: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(years, reverse=True))


def plan_year(paper: Paper, shelf: Shelf, year: str, issues: Sequence[IssueView]) -> list[SitePage]:
    """A year's own pages: its issues, and each section's articles of it. ``issues`` newest first."""
    date = datetime.date.fromisoformat(issues[0].date)
    view: dict[str, object] = {"by_year": [(year, issues)], "years": shelf.years, "year": year, "calendars": {year: calendar_of(year, issues)}}
    pages = [SitePage(f"archive/{year}/", "archive.html", f"{year}年各期", date, view)]
    for section in paper.sections:
        years = shelf.by_section[section.slug]
        if year in years:
            view = {"section": section, "by_issue": _by_issue(issues, section.slug), "years": years, "year": year}
            title = f"栏目：{section.name}"
            pages += [SitePage(f"lanmu/{section.slug}/", "section.html", title, date, view)] if year == years[0] else []
            pages.append(SitePage(f"lanmu/{section.slug}/{year}/", "section.html", f"{title} {year}年", date, view))
    return pages


def plan_front(paper: Paper, shelf: Shelf, issues: Sequence[IssueView], date: datetime.date) -> list[SitePage]:
    """各期 and 栏目, which belong to no year. ``issues`` newest first: the last few years' at least."""
    recent = [(section, _by_issue(issues[:RECENT], section.slug)) for section in paper.sections]
    by_year = [(year, tuple(issue for issue in issues if issue.year == year)) for year in shelf.years[:CALENDARS]]
    calendars = {year: calendar_of(year, found) for year, found in by_year}
    view = {"by_year": by_year, "years": shelf.years, "calendars": calendars}
    pages = [SitePage("lanmu/", "sections.html", "栏目", date, {"by_section": recent}), SitePage("archive/", "archive.html", "各期", date, view)]
    empty = [section for section in paper.sections if not shelf.by_section[section.slug]]
    for section in empty:
        nothing = {"section": section, "by_issue": (), "years": (), "year": ""}
        pages.append(SitePage(f"lanmu/{section.slug}/", "section.html", f"栏目：{section.name}", date, nothing))
    return pages


def _by_issue(issues: Sequence[IssueView], slug: str) -> tuple[tuple[IssueView, tuple[ArticleView, ...]], ...]:
    """A section's articles, issue by issue, issues without any left out."""
    found = ((issue, tuple(each for each in issue.articles if each.mark.slug == slug)) for issue in issues)
    return tuple((issue, articles) for issue, articles in found if articles)


def calendar_of(year: str, issues: Sequence[IssueView]) -> tuple[tuple[int, IssueView | None], ...]:
    """报历: the twelve months of a year, each with its issue or None."""
    known = {issue.name: issue for issue in issues}
    return tuple((month, known.get(f"{year}-{month:02}")) for month in range(1, 13))


def titled(article: ArticleView) -> str:
    """Headline and number, as every list, feed and search result shows them (contract §4)."""
    return f"{article.headline} {article.printed}"
