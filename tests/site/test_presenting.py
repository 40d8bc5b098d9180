"""What the templates are told of an article, a page and an issue."""

from __future__ import annotations

import dataclasses
import datetime

from build_tools.model import (
    HEADLINE,
    Correction,
    NumberedIssue,
    Paper,
    Paragraph,
    Quotation,
    Subhead,
    Text,
    paragraph_place,
)
from build_tools.site.presenting import view_article, view_issue


def test_citation_names_paper_issue_page_headline_and_number(paper: Paper, issue: NumberedIssue) -> None:
    view = view_article(issue.articles[2], issue, paper)
    assert view.citation == f"《社区晨报》2021年6月号 第2版《楼道》{issue.articles[2].number.printed}"


def test_lead_in_goes_by_its_section(paper: Paper, issue: NumberedIssue) -> None:
    assert view_article(issue.articles[1], issue, paper).headline == "美·导语"


def test_page_is_led_by_its_lead_else_by_its_first_article(paper: Paper, issue: NumberedIssue) -> None:
    first, second = view_issue(issue, paper).pages
    assert first.lead is not None and first.lead.is_lead
    assert second.lead is not None and second.lead.headline == "楼道"
    assert [each.headline for each in second.lead_ins] == ["美·导语"]
    assert [each.headline for each in second.others] == ["读报", "纠错有奖"]


def test_notice_has_a_mark_but_no_section_page(paper: Paper, issue: NumberedIssue) -> None:
    mark = view_article(issue.articles[-1], issue, paper).mark
    assert (mark.name, mark.address) == ("启事", "")


def test_masthead_dates_are_written_out(paper: Paper, issue: NumberedIssue) -> None:
    view = view_issue(issue, paper)
    assert (view.title, view.written_date, view.weekday) == ("2021年6月号", "2021年6月14日", "星期一")
    assert view.lunar_date == "农历辛丑年五月初五"


def test_opening_ends_with_a_whole_sentence(paper: Paper, issue: NumberedIssue) -> None:
    assert opening(paper, issue, "字" * 60 + "。" + "尾" * 60) == "字" * 60 + "。"


def test_opening_without_a_sentence_end_is_marked_as_cut(paper: Paper, issue: NumberedIssue) -> None:
    assert opening(paper, issue, "字" * 200) == "字" * 88 + "……"


def test_editors_note_does_not_open_the_article(paper: Paper, issue: NumberedIssue) -> None:
    note = Quotation((Paragraph((Text("编者按：按语。"),), 1, 1),), 1)
    item = dataclasses.replace(issue.articles[0].article, body=(note, Paragraph((Text("正文。"),), 3, 2)))
    assert (
        view_article(dataclasses.replace(issue.articles[0], article=item), issue, paper).opening == "正文。"
    )


def test_beginning_stops_at_the_first_subhead(paper: Paper, issue: NumberedIssue) -> None:
    body = (Paragraph((Text("一。"),), 1, 1), Subhead((Text("小标题"),), 2), Paragraph((Text("二。"),), 3, 2))
    item = dataclasses.replace(issue.articles[0].article, body=body)
    assert view_article(dataclasses.replace(issue.articles[0], article=item), issue, paper).beginning == (
        "一。",
    )


def test_correction_says_where_and_what(paper: Paper, issue: NumberedIssue) -> None:
    found = Correction(
        issue.articles[0].number, paragraph_place(2), "粽予", "粽子", datetime.date(2021, 7, 1), "任单"
    )
    headline = dataclasses.replace(found, place=HEADLINE, finder="")
    corrected = dataclasses.replace(issue, corrections=(found, headline))
    first, second = view_article(issue.articles[0], corrected, paper).corrections
    assert (first.place, first.printed, first.corrected, first.finder) == ("第2段", "粽予", "粽子", "任单")
    assert second.place == "标题"
    assert view_article(issue.articles[1], corrected, paper).corrections == ()


def opening(paper: Paper, issue: NumberedIssue, words: str) -> str:
    article = dataclasses.replace(issue.articles[0].article, body=(Paragraph((Text(words),), 1, 1),))
    return view_article(dataclasses.replace(issue.articles[0], article=article), issue, paper).opening
