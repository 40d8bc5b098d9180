"""空版: a page is empty only where nothing is printed, not where a story from another page goes on."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from build_tools.checks.plan import check_plan
from build_tools.model import Article, Jump
from tests.factories import make_article, make_issue


def empty(*articles: Article) -> list[str]:
    """The faults of a plan of four pages with these on it, and something on the first, second and last."""
    others = [make_article(section, "别的") for section in ("要闻", "阅")]
    return [found.message for found in check_plan(make_issue(*articles, *others)) if found.code == "SQ208"]


STORY = make_article("美", "整版", body=make_article().body * 3)


@pytest.mark.parametrize(
    "facts", [{"spread": True}, {"spread": True, "whole_spread": True}, {"jump": Jump(1, 3)}]
)
def test_a_page_that_a_story_goes_on_to_is_not_empty(facts: dict[str, Any]) -> None:
    assert empty(STORY) == ["第3版（战）没有稿件。"]
    assert empty(dataclasses.replace(STORY, **facts)) == []


@pytest.mark.parametrize(
    "facts", [{"spread": True, "frame": "线框"}, {"jump": Jump(9, 3)}, {"jump": Jump(1, 4)}]
)
def test_a_page_that_a_story_cannot_go_on_to_is_empty(facts: dict[str, Any]) -> None:
    assert empty(dataclasses.replace(STORY, **facts)) == ["第3版（战）没有稿件。"]
