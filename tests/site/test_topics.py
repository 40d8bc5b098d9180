"""地方与系列: which articles are about a place, and the pages that gather them."""

from __future__ import annotations

import dataclasses

from build_tools.model import NumberedIssue, Paper, Topic
from build_tools.model.paper import SERIES
from build_tools.readers.topics import parse_topics
from build_tools.site.topics import topics_of
from tests.site.planned import planned

VILLAGE = Topic("通河八村", "小区", (), "tonghebacun")
QUARTER = Topic("通河八村第三居民区", "居民区", ("通八三居民区",), "tongbasan")
SERIAL = Topic("楼道", SERIES, (), "loudao")


def named(paper: Paper, issue: NumberedIssue, order: int, **changes: object) -> list[str]:
    item = issue.articles[order]
    article = dataclasses.replace(item.article, **changes)  # type: ignore[arg-type]
    found = topics_of(
        dataclasses.replace(item, article=article),
        dataclasses.replace(paper, topics=(VILLAGE, QUARTER, SERIAL)),
    )
    return [topic.slug for topic in found]


def test_place_is_found_by_any_name_and_not_within_a_longer_one(paper: Paper, issue: NumberedIssue) -> None:
    assert named(paper, issue, 3, kicker="通八三居民区") == ["tongbasan"]
    assert named(paper, issue, 3, kicker="通河八村第三居民区") == ["tongbasan"]
    assert named(paper, issue, 3, kicker="通河八村和通八三居民区") == ["tonghebacun", "tongbasan"]
    assert named(paper, issue, 3) == []


def test_series_is_found_in_the_heads_only_and_front_matter_counts(
    paper: Paper, issue: NumberedIssue
) -> None:
    assert named(paper, issue, 2) == ["loudao"]
    assert named(paper, issue, 3, topics=("楼道", "通八三居民区")) == ["tongbasan", "loudao"]


def test_every_place_written_about_has_its_page_and_the_others_none(
    paper: Paper, issue: NumberedIssue
) -> None:
    asked = dataclasses.replace(paper, topics=(VILLAGE, SERIAL))
    addresses = {page.address for page in planned(asked, [issue])[1] if page.address.startswith("difang/")}
    assert addresses == {"difang/", "difang/loudao/", "difang/loudao/2021/"}


def test_list_is_read_with_its_faults() -> None:
    topics, found = parse_topics(
        "places:\n  - {name: 富浩花园, kind: 小区, aliases: [富浩小区]}\n  - {name: 富浩花园}\n  - {kind: 路}\n"
        "series:\n  - {name: 楼道故事}\n",
        {},
    )
    assert [(topic.name, topic.kind, topic.aliases) for topic in topics] == [
        ("富浩花园", "小区", ("富浩小区",)),
        ("楼道故事", SERIES, ()),
    ]
    assert [each.code for each in found] == ["SQ205", "SQ204"]
