"""The Atom feed: valid by RFC 4287's rules, with every number."""

from __future__ import annotations

import dataclasses
import datetime
from xml.etree import ElementTree

from build_tools.model import Correction, NumberedIssue, Paper, paragraph_place
from build_tools.site.feed import write_feed

_ATOM = "{http://www.w3.org/2005/Atom}"


def test_feed_has_what_atom_requires(paper: Paper, issue: NumberedIssue) -> None:
    feed = ElementTree.fromstring(write_feed(paper, [issue]).encode())
    assert feed.tag == f"{_ATOM}feed"
    for element in (feed, *feed.iter(f"{_ATOM}entry")):
        assert all(len(element.findall(_ATOM + tag)) == 1 for tag in ("id", "title", "updated"))
    identities = [entry.findtext(f"{_ATOM}id") for entry in feed.iter(f"{_ATOM}entry")]
    assert len(identities) == len(set(identities)) == len(issue.articles)


def test_every_entry_shows_its_number_and_is_known_by_it(paper: Paper, issue: NumberedIssue) -> None:
    feed = ElementTree.fromstring(write_feed(paper, [issue]).encode())
    for item, entry in zip(issue.articles, feed.iter(f"{_ATOM}entry"), strict=True):
        assert item.number.printed in (entry.findtext(f"{_ATOM}title") or "")
        assert entry.findtext(f"{_ATOM}id") == f"https://chenbao.example/n/{item.number}/"


def test_links_inside_the_text_are_absolute(paper: Paper, issue: NumberedIssue) -> None:
    content = contents(paper, issue)
    assert 'href="https://chenbao.example/n/2106028/"' in content[0]
    assert 'src="https://chenbao.example/2021-06/images/plain.png.800.jpg"' in content[2]


def test_moments_are_the_issue_s_own(paper: Paper, issue: NumberedIssue) -> None:
    feed = ElementTree.fromstring(write_feed(paper, [issue]).encode())
    assert {each.text for each in feed.iter(f"{_ATOM}updated")} == {"2021-06-14T00:00:00+08:00"}


def test_correction_moves_the_updated_moment(paper: Paper, issue: NumberedIssue) -> None:
    correction = Correction(
        issue.articles[0].number, paragraph_place(1), "粽予", "粽子", datetime.date(2021, 7, 1)
    )
    feed = ElementTree.fromstring(
        write_feed(paper, [dataclasses.replace(issue, corrections=(correction,))]).encode()
    )
    moments = [entry.findtext(f"{_ATOM}updated") for entry in feed.iter(f"{_ATOM}entry")]
    assert feed.findtext(f"{_ATOM}updated") == moments[0] == "2021-07-01T00:00:00+08:00"
    assert moments[1] == "2021-06-14T00:00:00+08:00"


def test_characters_that_xml_forbids_are_dropped(paper: Paper, issue: NumberedIssue) -> None:
    article = dataclasses.replace(issue.articles[0].article, headline="标\x0b题\ufffe")
    hostile = dataclasses.replace(issue, articles=(dataclasses.replace(issue.articles[0], article=article),))
    feed = ElementTree.fromstring(write_feed(paper, [hostile]).encode())
    assert (feed.findtext(f"{_ATOM}entry/{_ATOM}title") or "").startswith("标题 ")


def contents(paper: Paper, issue: NumberedIssue) -> list[str]:
    feed = ElementTree.fromstring(write_feed(paper, [issue]).encode())
    return [each.text or "" for each in feed.iter(f"{_ATOM}content")]
