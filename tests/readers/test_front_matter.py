"""The front matter as a form has it: what is written back is read back, and nothing else moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model import Kind
from build_tools.readers import parse_article
from build_tools.readers.front_matter import read_front_matter, with_body, with_fields

TEXT = """---
headline: 楼道里的“小天地”   # 主题
# 一行说明
kicker: 通八三居民区
byline:
  - 甲
  - 乙
weight: normal
---

第一段。
"""
WORDS = (
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"], exclude_characters="\ufeff\x85"
        ),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def test_fields_and_body_are_read() -> None:
    found = read_front_matter(TEXT)
    assert dict(found.fields) == {
        "headline": "楼道里的“小天地”",
        "kicker": "通八三居民区",
        "byline": "甲\n乙",
        "weight": "normal",
    }
    assert (found.body, found.body_line, found.sound) == ("\n第一段。\n", 10, True)


def test_only_the_line_of_a_changed_field_changes() -> None:
    assert with_fields(TEXT, {"kicker": "别处"}) == TEXT.replace("通八三居民区", "别处")
    assert with_fields(TEXT, {"byline": "丙"}) == TEXT.replace("byline:\n  - 甲\n  - 乙", "byline: 丙")
    assert with_fields(TEXT, {"kicker": ""}) == TEXT.replace("kicker: 通八三居民区\n", "")
    assert with_body(TEXT, "新的。\n") == TEXT.replace("\n第一段。\n", "新的。\n")


@given(WORDS)
def test_any_headline_is_read_back_by_the_papers_own_reader(words: str) -> None:
    text = with_fields(TEXT, {"headline": words})
    article, _ = parse_article(text, "issues/2026-01/美/01-甲.md", "美/01-甲.md", "美", Kind.ARTICLE, "01-甲")
    assert article.headline == words


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_any_bylines_are_read_back(names: list[str]) -> None:
    text = with_fields(TEXT, {"byline": "\n".join(names)})
    assert read_front_matter(text).fields["byline"] == "\n".join(names)


@pytest.mark.parametrize(
    "text", ["没有题头。\n", "---\nheadline: 没有收尾\n", "---\nheadline: [坏\n---\n正文\n"]
)
def test_front_matter_that_cannot_be_read_says_so(text: str) -> None:
    assert not read_front_matter(text).sound
