"""What the head of an article's page tells machines."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest

from build_tools.model import Correction, NumberedIssue, Paper, paragraph_place
from build_tools.site.metadata import MetadataView, describe_article, share_picture
from build_tools.site.presenting import view_article, view_issue
from build_tools.site.views import ReplicaView
from tests.site.conftest import Built

SITE = "https://chenbao.example/"


def described(paper: Paper, issue: NumberedIssue, index: int) -> MetadataView:
    item = issue.articles[index]
    return describe_article(item, view_article(item, issue, paper), view_issue(issue, paper), paper)


def test_news_article_names_page_edition_issue_and_number(paper: Paper, issue: NumberedIssue) -> None:
    facts, breadcrumb = json.loads(described(paper, issue, 2).linked_data)
    steps = [each["name"] for each in breadcrumb["itemListElement"]]
    assert steps == ["社区晨报·张庙", "2021年6月号", "第2版", facts["headline"]]
    assert (
        facts["@type"] == "NewsArticle"
        and facts["headline"] == "楼道"
        and facts["url"] == f"{SITE}2021-06/mei/loudao/"
    )
    assert (facts["printPage"], facts["printEdition"], facts["printSection"]) == ("2", "张庙", "美")
    assert facts["identifier"]["value"] == issue.articles[2].number.printed
    assert facts["isPartOf"]["issueNumber"] == 7 and facts["datePublished"] == "2021-06-14"
    assert facts["image"] == f"{SITE}2021-06/cards/{issue.articles[2].number}.jpg"


def test_correction_is_the_day_of_the_last_change(paper: Paper, issue: NumberedIssue) -> None:
    correction = Correction(
        issue.articles[0].number, paragraph_place(1), "粽予", "粽子", datetime.date(2021, 7, 1)
    )
    corrected = dataclasses.replace(issue, corrections=(correction,))
    assert json.loads(described(paper, corrected, 0).linked_data)[0]["dateModified"] == "2021-07-01"
    assert json.loads(described(paper, corrected, 2).linked_data)[0]["dateModified"] == "2021-06-14"


def test_reference_managers_get_author_page_and_number(paper: Paper, issue: NumberedIssue) -> None:
    citations = described(paper, issue, 0).citations
    assert [content for name, content in citations if name == "citation_author"] == ["甲", "乙"]
    assert ("citation_firstpage", "1") in citations and (
        "citation_publication_date",
        "2021/06/14",
    ) in citations
    assert ("citation_public_url", f"{SITE}n/{issue.articles[0].number}/") in citations


def test_hostile_headline_cannot_end_the_script(paper: Paper, issue: NumberedIssue) -> None:
    linked = described(paper, issue, 0).linked_data
    assert "<" not in linked and json.loads(linked)[0]["headline"].startswith("龙舟<script>")


def test_without_an_address_of_its_own_the_paper_gives_none(paper: Paper, issue: NumberedIssue) -> None:
    metadata = described(dataclasses.replace(paper, site_url=""), issue, 2)
    assert not {"og:url", "og:image"} & dict(metadata.properties).keys()
    assert not {"url", "image"} & json.loads(metadata.linked_data)[0].keys()


def test_where_no_card_is_drawn_an_article_is_shared_by_its_picture_or_as_it_stands_on_the_page(
    paper: Paper, issue: NumberedIssue, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = view_article(issue.articles[2], issue, paper)
    assert share_picture(article, view_issue(issue, paper)) == f"2021-06/cards/{article.number}.jpg"
    monkeypatch.setattr("build_tools.site.metadata.drawable", lambda: False)
    number = str(issue.articles[3].number)
    replica = ReplicaView(
        275,
        390,
        (("2021-06/p2/page.320.webp", 320),),
        (("2021-06/p2/page.320.jpg", 320),),
        "2021-06/p2/p2.pdf",
        {},
        {number: f"2021-06/p2/{number}.jpg"},
    )
    printed = view_issue(issue, paper, replicas={2: replica})
    assert share_picture(view_article(issue.articles[3], issue, paper), printed) == f"2021-06/p2/{number}.jpg"
    assert share_picture(view_article(issue.articles[3], issue, paper), view_issue(issue, paper)) == ""
    assert share_picture(view_article(issue.articles[2], issue, paper), printed).endswith(".jpg")


def test_page_carries_all_of_it(built: Built) -> None:
    page = built.text("2021-06/mei/loudao")
    assert '<meta property="og:title" content="楼道">' in page
    assert '<meta name="citation_title" content="楼道">' in page
    assert page.count('<script type="application/ld+json">') == 1
