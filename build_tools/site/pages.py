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

from build_tools.markup.almanac import issue_title
from build_tools.markup.html import render_blocks
from build_tools.model import (
    NumberedArticle,
    NumberedIssue,
    Paper,
    Section,
)
from build_tools.site.corrected import corrected_article, corrected_issue, tappable
from build_tools.site.difficult import article_readings
from build_tools.site.handoff.speech import audible, recording_address
from build_tools.site.metadata import describe_article
from build_tools.site.presenting import changed_on, length_of, view_article, view_withdrawn
from build_tools.site.topics import ADDRESS as TOPICS
from build_tools.site.topics import view_topic
from build_tools.site.views import ArticleView, IssueView, TopicView, WithdrawnView
from build_tools.site.web_pictures import picture_files

RECENT = 6
"""Issues that the list of sections looks back on."""

CALENDARS = 3
"""Years whose calendars the list of all issues shows; the others have pages of their own. No page grows with the archive."""

_RELATED = 4
"""Articles of the same section that an article's page names."""

UNLISTED = ("wechat.html", "number.html", "search.html")
"""Templates of pages that search engines are not sent to: the editors', what leads on at once, what shows nothing yet."""

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
    date, paper = numbered.issue.date, numbered.as_printed(paper)
    around = {"previous_issue": before, "next_issue": after}
    whole = {"recording": recording_address(view.name, "issue") if audible(paper) else ""}
    pages = [SitePage(view.address, "issue.html", view.title, date, {"issue": view, **whole, **around})]
    for page in view.pages:
        title = f"{view.title}第{page.number}版"
        pages.append(
            SitePage(page.address, "page.html", title, date, {"issue": view, "sheet": page, **around})
        )
    pages += _article_pages(paper, numbered, view, before)
    for gone in numbered.withdrawn:
        pages += _withdrawn_pages(view_withdrawn(gone, numbered, paper), view, date)
    return pages


def _article_pages(
    paper: Paper, numbered: NumberedIssue, issue: IssueView, before: IssueView | None
) -> list[SitePage]:
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
            "recording": recording_address(issue.name, article.number) if audible(paper) else "",
        }
        title, date = titled(article), changed_on(numbered, item.number)
        pages.append(SitePage(article.address, "article.html", title, date, view, article.opening))
        pages.append(SitePage(article.number_address, "number.html", title, date, {"article": article}))
    return pages


def _tappable(
    item: NumberedArticle, view: ArticleView, numbered: NumberedIssue, paper: Paper
) -> tuple[str, dict[str, str]]:
    """Body, and the lines of the head by name, as HTML in which every correction can be tapped."""
    own = [each for each in numbered.corrections if each.number == item.number]
    marked = dataclasses.replace(item, article=corrected_article(item, own, marked=True)) if own else item
    view = view_article(marked, numbered, paper) if own else view
    heads = {name: tappable(escape(words), own) for name, words in view.head}
    return tappable(article_html(marked, numbered.issue.name), own), heads


def related_articles(
    article: ArticleView, issue: IssueView, before: IssueView | None
) -> tuple[ArticleView, ...]:
    """相关稿件: of the same section, first from the same issue, then from the one before it; 导语 and 广告 left out."""
    if not article.mark.address:
        return ()
    issues = (issue, before) if before else (issue,)
    found = (
        each
        for view in issues
        for each in view.articles
        if each.mark == article.mark and each.number != article.number
    )
    return tuple(each for each in found if not (each.is_lead_in or each.advertisement))[:_RELATED]


def _withdrawn_pages(view: WithdrawnView, issue: IssueView, date: datetime.date) -> list[SitePage]:
    given = {"withdrawn": view, "issue": issue}
    title = f"{view.headline} {view.printed}（已撤稿）"
    return [
        SitePage(address, "withdrawn.html", title, date, given)
        for address in (f"n/{view.number}/", view.address)
    ]


@dataclass(frozen=True, slots=True)
class Shelf:
    """报架: what the lists of years need to know of the whole archive, and nothing that an article's text changes."""

    years: tuple[str, ...]
    """Newest first."""
    by_section: Mapping[str, tuple[str, ...]]
    """Slug of a section, or key of a place or series → the years in which it has articles, newest first."""


def make_shelf(paper: Paper, issues: Iterable[tuple[str, frozenset[str]]]) -> Shelf:
    """The shelf of some issues, each with its year and the sections that have an article in it."""
    keys = (*(section.slug for section in paper.sections), *(view_topic(each).key for each in paper.topics))
    found: dict[str, set[str]] = {key: set() for key in keys}
    years = set()
    for year, slugs in issues:
        years.add(year)
        for slug in slugs & found.keys():
            found[slug].add(year)
    return Shelf(_falling(years), {slug: _falling(each) for slug, each in found.items()})


def _falling(years: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(years, reverse=True))


def _drawn_head(section: Section, paper: Paper) -> str:
    """Where the 刊头 of a section stands on the site, "" for none."""
    plate = paper.head(section.name)
    return plate.file.removeprefix(f"../../{paper.standing}/") if plate else ""


def plan_year(paper: Paper, shelf: Shelf, year: str, issues: Sequence[IssueView]) -> list[SitePage]:
    """A year's own pages: its issues, and each section's articles of it. ``issues`` newest first."""
    date = datetime.date.fromisoformat(issues[0].date)
    view: dict[str, object] = {
        "by_year": [(year, issues)],
        "years": shelf.years,
        "year": year,
        "calendars": {year: calendar_of(year, issues)},
    }
    pages = [SitePage(f"archive/{year}/", "archive.html", f"{year}年的报纸", date, view)]
    for section in paper.sections:
        years = shelf.by_section[section.slug]
        if year in years:
            view = {
                "section": section,
                "drawn": _drawn_head(section, paper),
                "by_issue": _by_issue(issues, section.slug),
                "years": years,
                "year": year,
            }
            title = f"栏目：{section.name}"
            pages += (
                [SitePage(f"lanmu/{section.slug}/", "section.html", title, date, view)]
                if year == years[0]
                else []
            )
            pages.append(
                SitePage(f"lanmu/{section.slug}/{year}/", "section.html", f"{title} {year}年", date, view)
            )
    for topic in map(view_topic, paper.topics):
        years = shelf.by_section[topic.key]
        if year in years:
            view = {
                "topic": topic,
                "by_issue": _about(issues, topic),
                "years": years,
                "year": year,
            }
            shown = [f"{topic.address}{year}/", *([topic.address] if year == years[0] else [])]
            pages += [
                SitePage(address, "topic.html", f"{topic.kind}：{topic.name}", date, view)
                for address in shown
            ]
    return pages


def _about(
    issues: Sequence[IssueView], topic: TopicView
) -> tuple[tuple[IssueView, tuple[ArticleView, ...]], ...]:
    """The articles about a place or of a series, issue by issue."""
    found = ((issue, tuple(each for each in issue.articles if topic in each.topics)) for issue in issues)
    return tuple((issue, articles) for issue, articles in found if articles)


def topics_page(paper: Paper, shelf: Shelf, date: datetime.date) -> SitePage:
    """地方与系列: all that any issue has written about, by kind, in the order of the paper's list."""
    kinds: dict[str, list[tuple[TopicView, tuple[str, ...]]]] = {}
    for topic in map(view_topic, paper.topics):
        if years := shelf.by_section[topic.key]:
            kinds.setdefault(topic.kind, []).append((topic, years))
    view = {"kinds": tuple(kinds.items())}
    return SitePage(TOPICS, "topics.html", "地方", date, view, "本报写过的居民区、小区、道路和系列。")


def plan_front(
    paper: Paper, shelf: Shelf, issues: Sequence[IssueView], date: datetime.date
) -> list[SitePage]:
    """各期 and 栏目, which belong to no year. ``issues`` newest first: the last few years' at least."""
    recent = [(section, _by_issue(issues[:RECENT], section.slug)) for section in paper.sections]
    by_year = [
        (year, tuple(issue for issue in issues if issue.year == year)) for year in shelf.years[:CALENDARS]
    ]
    calendars = {year: calendar_of(year, found) for year, found in by_year}
    view = {"by_year": by_year, "years": shelf.years, "calendars": calendars}
    pages = [
        SitePage("lanmu/", "sections.html", "栏目", date, {"by_section": recent}),
        SitePage("archive/", "archive.html", "往期", date, view),
        report_page(issues, date),
        winners_page(issues, date),
        sheets_page(issues, date),
        topics_page(paper, shelf, date),
    ]
    empty = [section for section in paper.sections if not shelf.by_section[section.slug]]
    for section in empty:
        drawn = _drawn_head(section, paper)
        nothing = {"section": section, "drawn": drawn, "by_issue": (), "years": (), "year": ""}
        pages.append(
            SitePage(f"lanmu/{section.slug}/", "section.html", f"栏目：{section.name}", date, nothing)
        )
    return pages


def report_page(issues: Sequence[IssueView], date: datetime.date) -> SitePage:
    """报错: the form, one for all issues. It knows the deadline of each of the last years', newest first."""
    deadlines = {issue.name: (issue.deadline_date, issue.deadline) for issue in issues if issue.deadline_date}
    view = {"deadlines": deadlines, "latest": issues[0].name if issues else ""}
    return SitePage("report/", "report.html", "报错", date, view, "报上有差错，请在这里告诉我们。")


def winners_page(issues: Sequence[IssueView], date: datetime.date) -> SitePage:
    """得奖名单: the 啄木鸟 of each month, newest first, with the issue that names them."""
    months = [
        (issue_title(issue.winners.month).removesuffix("号"), issue.winners, issue)
        for issue in issues
        if issue.winners
    ]
    return SitePage(
        "dejiang/", "winners.html", "得奖名单", date, {"months": months}, "各月纠错有奖的得奖名单。"
    )


def sheets_page(issues: Sequence[IssueView], date: datetime.date) -> SitePage:
    """版面: the pages of the newest issue as printed, at an address that every page's menu can name."""
    view = {"issue": issues[0] if issues else None}
    return SitePage("banmian/", "sheets.html", "版面", date, view, "最近一期报纸的各版。")


def _by_issue(
    issues: Sequence[IssueView], slug: str
) -> tuple[tuple[IssueView, tuple[ArticleView, ...]], ...]:
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
