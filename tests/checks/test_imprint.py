"""What a paper must and must not print, with a CN number and with a permit for internal matter."""

from __future__ import annotations

from dataclasses import replace

from build_tools.checks import check_imprint, with_sample_facts
from build_tools.model import (
    ArticleNumber,
    Imprint,
    NumberedArticle,
    NumberedIssue,
    Paper,
    Paragraph,
    PressSettings,
    Text,
)
from tests.factories import make_article, make_issue, make_paper

_CN = ("主管单位", "主办单位", "总编辑", "印刷单位", "发行方式", "地址", "邮政编码", "电话", "定价")
_PERMIT = ("编印单位", "发送对象", "印刷单位", "印刷日期", "印数")
_PRESS = PressSettings(copies="3000", stock="新闻纸", delivery="印厂", contact="某人", deadline="当日")


def _paper(regime: str, **facts: str) -> Paper:
    usual = (
        dict.fromkeys(_CN, "某") | {"国内统一连续出版物号": "CN 31-0001"}
        if regime == "cn"
        else dict.fromkeys(_PERMIT, "某") | {"准印证": "沪内资准字2021第001号"}
    )
    imprint = Imprint(tuple((usual | facts).items()))
    return replace(
        make_paper(),
        name="张庙" if regime == "zhunyin" else "社区晨报",
        regime=regime,
        imprint=imprint,
        press=_PRESS,
    )


def _codes(paper: Paper, numbered: NumberedIssue | None = None, number: int = 0) -> list[str]:
    issue = numbered or NumberedIssue(make_issue(), ())
    before = replace(issue.issue, name="2020-12", number=number) if number else None
    return [found.code for found in check_imprint(paper, issue, before)]


def test_a_paper_with_all_its_facts_is_told_nothing() -> None:
    assert _codes(_paper("cn")) == [] and _codes(_paper("zhunyin")) == []


def test_each_fact_not_given_is_asked_for_by_name() -> None:
    found = list(check_imprint(_paper("cn", 总编辑="待补", 电话=""), NumberedIssue(make_issue(), ()), None))
    assert [each.code for each in found] == ["SQ230", "SQ230"]
    assert "总编辑" in found[0].message and "电话" in found[1].message
    assert _codes(replace(_paper("cn"), press=replace(_PRESS, copies="待补"))) == ["SQ230"]


def test_a_sample_stands_in_for_what_is_not_given_and_invents_nothing() -> None:
    paper = with_sample_facts(_paper("cn", 总编辑="待补"))
    assert (
        paper.imprint.fact("总编辑") == "样报" and paper.imprint.fact("电话") == "某" and _codes(paper) == []
    )


def test_the_number_of_a_newspaper_has_its_form() -> None:
    assert [
        _codes(_paper("cn", 国内统一连续出版物号=value))
        for value in ("CN31-0001", "CN 31-1001", "31-0001", "CN 31-001")
    ] == [[], ["SQ231"], ["SQ231"], ["SQ231"]]
    assert _codes(_paper("zhunyin", 准印证="第001号")) == ["SQ232"]


def test_the_total_number_is_one_more_than_the_last() -> None:
    issue = NumberedIssue(make_issue(number=8), ())
    assert [_codes(_paper("cn"), issue, number) for number in (7, 8, 6)] == [[], ["SQ235"], ["SQ235"]]


def test_internal_matter_calls_itself_no_paper_and_carries_no_price() -> None:
    assert _codes(replace(_paper("zhunyin"), name="社区晨报")) == ["SQ233"]
    assert _codes(_paper("zhunyin", 定价="1元")) == ["SQ234"]


def test_internal_matter_carries_no_advertisement_and_none_of_a_newspapers_words() -> None:
    article = make_article(
        headline="本报讯", advertisement=True, body=(Paragraph((Text("据记者张三和本报了解。"),), 4, 1),)
    )
    numbered = NumberedIssue(
        make_issue(article), (NumberedArticle(ArticleNumber("2021-01", 1), 1, "x", article),)
    )
    assert _codes(_paper("zhunyin"), numbered) == ["SQ234", "SQ233", "SQ233"]
    assert _codes(_paper("cn"), numbered) == []
