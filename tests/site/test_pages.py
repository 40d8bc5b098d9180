"""Which pages the site has: every address of the contract §5."""

from __future__ import annotations

import dataclasses

import pytest

from build_tools.model import NumberedIssue, Paper, Plate
from build_tools.site.corrected import corrected_issue
from build_tools.site.pages import plan_issue, relative_address
from build_tools.site.presenting import view_issue
from tests.site.planned import planned


def test_every_address_of_the_contract_has_a_page(paper: Paper, issue: NumberedIssue) -> None:
    addresses = {page.address for page in planned(paper, [issue])[1]}
    number = issue.articles[2].number
    assert {
        "2021-06/",
        "2021-06/p1/",
        "2021-06/p2/",
        "2021-06/mei/loudao/",
        "2021-06/mei/",
        f"n/{number}/",
    } <= addresses
    assert {"lanmu/", "lanmu/mei/", "lanmu/yaowen/", "archive/", "archive/2021/"} <= addresses


def test_no_two_pages_share_an_address(paper: Paper, issue: NumberedIssue) -> None:
    view = view_issue(corrected_issue(issue), paper)
    addresses = [page.address for page in plan_issue(paper, issue, view, None, None)]
    assert len(addresses) == len(set(addresses))


def test_every_article_and_withdrawn_number_leads_somewhere(paper: Paper, issue: NumberedIssue) -> None:
    addresses = {page.address: page.template for page in planned(paper, [issue])[1]}
    assert all(addresses[f"n/{item.number}/"] == "number.html" for item in issue.articles)
    (gone,) = issue.withdrawn
    assert addresses[f"n/{gone.number}/"] == addresses[f"{gone.address}/"] == "withdrawn.html"


def test_newest_issue_leads_and_neighbours_know_each_other(paper: Paper, issue: NumberedIssue) -> None:
    later = dataclasses.replace(
        issue,
        issue=dataclasses.replace(issue.issue, name="2021-07", date=issue.issue.date.replace(month=7)),
        articles=(),
        withdrawn=(),
    )
    site, pages = planned(paper, [issue, later])
    by_address = {page.address: page for page in pages}
    assert [each.name for each in site.issues] == ["2021-07", "2021-06"]
    assert by_address["2021-06/"].view["next_issue"] == by_address["2021-07/"].view["issue"]
    assert by_address["2021-07/"].view["previous_issue"] == by_address["2021-06/"].view["issue"]


def test_previous_and_next_follow_the_order_of_printing(paper: Paper, issue: NumberedIssue) -> None:
    pages = [page for page in planned(paper, [issue])[1] if page.template == "article.html"]
    assert pages[0].view["previous"] is None
    assert pages[-1].view["next"] is None
    assert [page.view["next"] for page in pages[:-1]] == [page.view["article"] for page in pages[1:]]


def test_section_shows_its_newest_year_and_has_a_page_for_each(paper: Paper, issue: NumberedIssue) -> None:
    plan = dataclasses.replace(issue.issue, name="2022-01", date=issue.issue.date.replace(2022, 1))
    pages = {
        page.address: page for page in planned(paper, [issue, dataclasses.replace(issue, issue=plan)])[1]
    }
    assert pages["lanmu/mei/"].view["year"] == "2022"
    assert pages["lanmu/mei/2021/"].view["years"] == ("2022", "2021")


def test_a_section_with_a_drawn_head_shows_it_on_its_page(paper: Paper, issue: NumberedIssue) -> None:
    head = ("美", Plate("../../content/pictures/美.svg", (400.0, 100.0), drawing=True))
    pages = {
        page.address: page.view for page in planned(dataclasses.replace(paper, heads=(head,)), [issue])[1]
    }
    assert pages["lanmu/mei/"]["drawn"] == "pictures/美.svg" and pages["lanmu/yaowen/"]["drawn"] == ""
    bare = dataclasses.replace(head[1], size=(0.0, 0.0))
    empty = planned(dataclasses.replace(paper, heads=(("美", bare),)), [])[1]
    assert {page.view["drawn"] for page in empty if page.template == "section.html"} == {""}


def test_paper_without_issues_has_a_home_and_an_archive(paper: Paper) -> None:
    site, pages = planned(paper, [])
    assert site.latest is None
    assert {"archive/", "lanmu/mei/"} <= {page.address for page in pages}


@pytest.mark.parametrize(
    ("target", "here", "seen"),
    [
        ("/n/2106011/", "2021-06/mei/loudao/", "../../../n/2106011/"),
        ("/n/2106011/#p2", "2021-06/", "../n/2106011/#p2"),
        ("/", "2021-06/", "../"),
        ("/2021-06/images/a.jpg", "2021-06/mei/", "../images/a.jpg"),
        ("https://example.org/", "2021-06/", "https://example.org/"),
        ("//example.org/", "2021-06/", "//example.org/"),
        ("#fn1", "2021-06/", "#fn1"),
    ],
)
def test_site_addresses_become_relative(target: str, here: str, seen: str) -> None:
    assert relative_address(target, here) == seen
