"""订阅源 ``/feed.xml``: the newest issues as Atom (RFC 4287), each entry with its number and full text.

In: the paper and its numbered issues. Out: the XML text. Dates are the issues' own, never the clock's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from xml.etree import ElementTree

from build_tools.markup.html import render_blocks
from build_tools.model import NumberedArticle, NumberedIssue, Paper
from build_tools.site.addresses import absolute
from build_tools.site.authors import authors_of
from build_tools.site.corrected import corrected_issue
from build_tools.site.pages import titled
from build_tools.site.presenting import changed_on, view_article
from build_tools.site.web_pictures import picture_files

_ATOM = "http://www.w3.org/2005/Atom"
ISSUES = 6
"""How many issues a feed looks back on."""
_EPOCH = datetime.date(2000, 1, 1)
# XML 1.0 §2.2: what may not stand in a document at all, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(paper: Paper, issues: Sequence[NumberedIssue]) -> str:
    """The feed of the newest issues, newest first, in each the order of printing. ``issues`` oldest first."""
    newest = [corrected_issue(numbered) for numbered in list(reversed(issues))[:ISSUES]]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    _add(feed, "title", f"{paper.name}·{paper.edition}" if paper.edition else paper.name)
    _add(feed, "id", absolute(paper, ""))
    _add(feed, "link", rel="alternate", type="text/html", href=absolute(paper, ""))
    _add(feed, "link", rel="self", type="application/atom+xml", href=absolute(paper, "feed.xml"))
    _add(feed, "updated", moment(max(map(changed_on, newest), default=_EPOCH)))
    _add(_add(feed, "author"), "name", paper.name)
    for numbered in newest:
        for item in numbered.articles:
            _add_entry(feed, item, numbered, paper)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add_entry(
    feed: ElementTree.Element, item: NumberedArticle, numbered: NumberedIssue, paper: Paper
) -> None:
    view = view_article(item, numbered, paper)
    entry = _add(feed, "entry")
    _add(entry, "title", titled(view))
    # The number's address is the one that outlives every change, so it is the entry's identity.
    _add(entry, "id", absolute(paper, view.number_address))
    _add(entry, "link", rel="alternate", type="text/html", href=absolute(paper, view.address))
    _add(entry, "published", moment(numbered.issue.date))
    _add(entry, "updated", moment(changed_on(numbered, item.number)))
    for name in authors_of(item.article):
        _add(_add(entry, "author"), "name", name)
    _add(entry, "category", term=view.mark.name)
    _add(entry, "summary", f"{view.issue_title}{view.where}。{view.opening}")
    _add(entry, "content", full_text(item, numbered, paper), type="html")


def full_text(item: NumberedArticle, numbered: NumberedIssue, paper: Paper) -> str:
    """全文 of an article as feed readers take it: every link and picture absolute, no ids."""
    own = f"/{item.address}/"
    return render_blocks(
        item.article.body,
        # A feed reader shows the text on a page of its own: a place within the article is one on ours.
        link=lambda address: (
            absolute(paper, own + address if address.startswith("#") else address)
            if address.startswith(("/", "#"))
            else address
        ),
        files=lambda picture: picture_files(
            numbered.issue.name, picture, lambda address: absolute(paper, address)
        ),
        pointers=False,
    )


def moment(date: datetime.date) -> str:
    """The beginning of a day in Beijing, RFC 3339."""
    return f"{date.isoformat()}T00:00:00+08:00"


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(
        parent, tag, {key: _ILLEGAL.sub("", value) for key, value in attributes.items()}
    )
    child.text = _ILLEGAL.sub("", text) or None
    return child
