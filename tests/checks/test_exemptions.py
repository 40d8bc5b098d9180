"""Exemptions: one code, one line, one reason."""

from __future__ import annotations

import pytest

from build_tools.checks import without_exempted
from build_tools.checks.exemptions import check_exemptions
from build_tools.diagnostics import Place, diagnose
from tests.factories import ISSUE, make_article, make_issue

PATH = f"issues/{ISSUE}/要闻/01-稿.md"


def heard(source: str, line: int, path: str = PATH, code: str = "SQ402") -> bool:
    fault = diagnose(code, Place(path, line))
    return without_exempted([fault], make_issue(make_article(source=source))) == (fault,)


def test_it_speaks_for_its_own_line() -> None:
    source = "甲\n乙 <!-- 免检 SQ402：原文如此 -->\n丙"
    assert [heard(source, line) for line in (1, 2, 3)] == [True, False, True]


def test_standing_alone_it_speaks_for_the_next_line_that_is_not_empty() -> None:
    source = "<!-- 免检 SQ402：原文如此 -->\n<!-- 免检 SQ410：原文如此 -->\n\n甲\n乙"
    assert [heard(source, line) for line in range(1, 6)] == [True, True, True, False, True]


def test_behind_a_yaml_comment_it_speaks_for_a_line_of_front_matter() -> None:
    assert not heard("---\nheadline: 甲 # <!-- 免检 SQ402：原文如此 -->\n---", 2)
    assert not heard("---\n# <!-- 免检 SQ402：原文如此 -->\nheadline: 甲\n---", 3)


def test_it_silences_no_other_code_and_no_other_file() -> None:
    source = "甲 <!-- 免检 SQ402：原文如此 -->"
    assert heard(source, 1, code="SQ404") and heard(source, 1, path="issues/2021-01/issue.yml")


@pytest.mark.parametrize(
    "wrong", ["免检", "免检 SQ402", "免检 SQ402：", "免检 SQ4：原因", "免检 SQ499：原因", "免检 原因"]
)
def test_without_code_or_reason_it_is_a_fault_and_silences_nothing(wrong: str) -> None:
    source = f"甲 <!-- {wrong} -->"
    assert [(each.code, each.place.column) for each in check_exemptions(source, PATH)] == [("SQ405", 3)]
    assert heard(source, 1)


def test_other_comments_are_nobodys_business() -> None:
    assert list(check_exemptions("<!-- 这里免检了 --> <!-- 备注 -->", PATH)) == []
