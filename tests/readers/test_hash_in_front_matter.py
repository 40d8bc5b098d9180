"""A value that begins with ``#`` is no remark to an editor; and the line as it should be keeps the breaks of a headline."""

from __future__ import annotations

import pytest

from build_tools.model import Kind
from build_tools.readers.article import parse_article


@pytest.mark.parametrize(
    ("written", "kept"),
    [("#3单元的灯亮了", "#3单元的灯亮了"), ("##井盖不再响", "井盖不再响"), ("# 3号楼", "#3号楼")],
)
def test_a_headline_that_begins_with_a_number_sign_is_kept_and_told(written: str, kept: str) -> None:
    text = f"---\nheadline: {written}\n---\n\n正文。\n"
    article, found = parse_article(text, "a.md", "a.md", "要闻", Kind.ARTICLE, "a")
    assert article.headline == kept
    assert [(each.code, each.place.line) for each in found] == [("SQ110", 2)]
    assert f"headline: '{kept}'" in found[0].remedy


def test_the_right_line_keeps_the_break_of_a_headline() -> None:
    text = "---\nheadline: 甲<br>乙**丙**\n---\n\n正文。\n"
    _, found = parse_article(text, "a.md", "a.md", "要闻", Kind.ARTICLE, "a")
    assert [each.remedy for each in found] == ["写成：甲<br>乙丙"]
