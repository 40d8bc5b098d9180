"""播客 ``/2021-01/podcast.xml``: an issue's recordings as RSS 2.0, for whoever listens with a podcast program.

In: the paper, a numbered issue, the sizes of its recordings. Out: the XML text.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from email.utils import format_datetime
from xml.etree import ElementTree

from build_tools.markup.almanac import issue_title
from build_tools.model import NumberedIssue, Paper
from build_tools.site.addresses import absolute
from build_tools.site.handoff.speech import recording_address
from build_tools.site.pages import titled
from build_tools.site.presenting import view_article

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_BITS_A_SECOND = 32_000
_HOUR = datetime.time(8, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def podcast_address(issue: str) -> str:
    """Where the feed of an issue stands."""
    return f"{issue}/podcast.xml"


def write_podcast(paper: Paper, numbered: NumberedIssue, sizes: Mapping[str, int]) -> str:
    """The feed, in the order of printing. ``sizes`` gives the octets of each number's recording."""
    ElementTree.register_namespace("itunes", _ITUNES)
    issue = numbered.issue
    rss = ElementTree.Element("rss", {"version": "2.0"})
    channel = ElementTree.SubElement(rss, "channel")
    name = f"{paper.name}·{paper.edition}版" if paper.edition else paper.name
    _add(channel, "title", f"{name}　{issue_title(issue.name)}")
    _add(channel, "link", absolute(paper, f"{issue.name}/"))
    _add(channel, "description", f"《{name}》总第{issue.number}期，一篇一段录音。")
    _add(channel, "language", "zh-cn")
    _add(channel, f"{{{_ITUNES}}}explicit", "false")
    moment = datetime.datetime.combine(issue.date, _HOUR)
    for order, item in enumerate(numbered.articles):
        view = view_article(item, numbered, paper)
        if view.number not in sizes:
            continue
        entry = ElementTree.SubElement(channel, "item")
        _add(entry, "title", titled(view))
        _add(entry, "link", absolute(paper, view.address))
        _add(entry, "guid", absolute(paper, view.number_address))
        _add(entry, "pubDate", format_datetime(moment - datetime.timedelta(minutes=order)))
        _add(entry, "description", view.opening)
        _add(entry, f"{{{_ITUNES}}}duration", str(sizes[view.number] * 8 // _BITS_A_SECOND))
        address = absolute(paper, recording_address(issue.name, view.number))
        facts = {"url": address, "length": str(sizes[view.number]), "type": "audio/mpeg"}
        ElementTree.SubElement(entry, "enclosure", facts)
    ElementTree.indent(rss)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(rss, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
