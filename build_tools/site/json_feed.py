"""订阅源 ``/feed.json``: the newest issues as JSON Feed 1.1, the same entries as the Atom feed beside it.

In: the paper and its numbered issues. Out: the JSON text. Dates are the issues' own, never the clock's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from build_tools.model import NumberedArticle, NumberedIssue, Paper
from build_tools.site.addresses import absolute
from build_tools.site.authors import authors_of
from build_tools.site.corrected import corrected_issue
from build_tools.site.feed import ISSUES, full_text, moment
from build_tools.site.pages import titled
from build_tools.site.presenting import changed_on, view_article

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(paper: Paper, issues: Sequence[NumberedIssue]) -> str:
    """The feed of the newest issues, newest first, in each the order of printing. ``issues`` oldest first."""
    feed = {
        "version": _VERSION,
        "title": f"{paper.name}·{paper.edition}" if paper.edition else paper.name,
        "home_page_url": absolute(paper, ""),
        "feed_url": absolute(paper, "feed.json"),
        "language": "zh-Hans",
        "authors": [{"name": paper.name}],
        "items": [
            _item(item, numbered, paper)
            for numbered in map(corrected_issue, list(reversed(issues))[:ISSUES])
            for item in numbered.articles
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(item: NumberedArticle, numbered: NumberedIssue, paper: Paper) -> dict[str, object]:
    view = view_article(item, numbered, paper)
    entry: dict[str, object] = {
        # The number's address is the one that outlives every change, so it is the entry's identity.
        "id": absolute(paper, view.number_address),
        "url": absolute(paper, view.address),
        "title": titled(view),
        "content_html": full_text(item, numbered, paper),
        "summary": f"{view.issue_title}{view.where}。{view.opening}",
        "date_published": moment(numbered.issue.date),
        "date_modified": moment(changed_on(numbered, item.number)),
        "tags": [view.mark.name],
    }
    if authors := authors_of(item.article):
        entry["authors"] = [{"name": name} for name in authors]
    if view.picture:
        entry["image"] = absolute(paper, view.picture.shared)
    return entry
