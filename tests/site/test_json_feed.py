"""The JSON feed: what JSON Feed 1.1 requires, and the same entries as the Atom feed."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from build_tools.model import NumberedIssue, Paper
from build_tools.site.feed import write_feed
from build_tools.site.json_feed import write_json_feed

_ATOM = "{http://www.w3.org/2005/Atom}"


def test_feed_has_what_json_feed_requires(paper: Paper, issue: NumberedIssue) -> None:
    feed = json.loads(write_json_feed(paper, [issue]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] == "社区晨报·张庙"
    assert feed["feed_url"] == "https://chenbao.example/feed.json"
    assert all(item["id"] and item["content_html"] for item in feed["items"])


def test_both_feeds_tell_the_same(paper: Paper, issue: NumberedIssue) -> None:
    items = json.loads(write_json_feed(paper, [issue]))["items"]
    entries = ElementTree.fromstring(write_feed(paper, [issue]).encode()).findall(f"{_ATOM}entry")
    told = [
        (each["id"], each["title"], each["content_html"], each["date_modified"], each["summary"])
        for each in items
    ]
    assert told == [
        tuple(entry.findtext(_ATOM + tag) for tag in ("id", "title", "content", "updated", "summary"))
        for entry in entries
    ]


def test_every_inner_link_is_absolute(paper: Paper, issue: NumberedIssue) -> None:
    feed = write_json_feed(paper, [issue])
    addresses = re.findall(r'(?:href|src)=\\"([^\\]+)', feed)
    assert "https://chenbao.example/n/2106028/" in addresses
    assert all(address.startswith("https://") for address in addresses)
