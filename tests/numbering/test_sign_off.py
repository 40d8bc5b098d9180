"""Sign-off's texts: the number in the front matter, the digest of what was printed."""

from __future__ import annotations

from dataclasses import replace

from build_tools.model import ArticleNumber, Kind, Ledger, Paragraph, Text
from build_tools.numbering import article_digests, assign_numbers, signed_ledger, with_number
from build_tools.readers import parse_article
from tests.factories import ISSUE, make_article, make_issue, make_paper

NUMBER = ArticleNumber(ISSUE, 3)


def test_the_number_is_the_last_line_of_the_front_matter() -> None:
    assert (
        with_number("---\nheadline: 题\n---\n\n正文。\n\n---\n", NUMBER)
        == "---\nheadline: 题\nnumber: 2101-032\n---\n\n正文。\n\n---\n"
    )


def test_signing_again_writes_the_number_once() -> None:
    once = with_number("---\nheadline: 题\n---\n正文。\n", NUMBER)
    assert with_number(once, NUMBER) == once


def test_the_number_written_is_the_number_read() -> None:
    article, found = parse_article(
        with_number("---\nheadline: 题\n---\n正文。\n", NUMBER), "p", "f", "美", Kind.ARTICLE, "题"
    )
    assert (article.given_number, found) == (NUMBER, ())


def test_a_byte_order_mark_does_not_hide_the_front_matter() -> None:
    assert (
        with_number("\ufeff---\nheadline: 题\nnumber : 2101-014\n---\n", NUMBER)
        == "---\nheadline: 题\nnumber: 2101-032\n---\n"
    )


def test_front_matter_in_braces_is_not_broken() -> None:
    assert with_number("---\n{headline: 题}\n---\n正文。\n", NUMBER) == "---\n{headline: 题}\n---\n正文。\n"


def test_a_file_without_front_matter_stays_as_it_is() -> None:
    assert with_number("导语。\n\n---\n\n---\n", NUMBER) == "导语。\n\n---\n\n---\n"


def test_a_digest_changes_with_the_text_and_not_with_the_file() -> None:
    article = make_article()
    digests = [
        article_digests(assign_numbers(make_issue(each), make_paper(), Ledger(ISSUE)).numbered)["2101010"]
        for each in (
            article,
            replace(article, file="美/09-新.md", section="美"),
            replace(article, body=(Paragraph((Text("改。"),), 4, 1),)),
        )
    ]
    assert digests[0] == digests[1] != digests[2]


def test_after_sign_off_every_line_of_the_ledger_is_signed() -> None:
    numbering = assign_numbers(make_issue(make_article(), make_article("美")), make_paper(), Ledger(ISSUE))
    assert [entry.signed for entry in signed_ledger(numbering.ledger, numbering.numbered).entries] == [
        True,
        True,
    ]


def test_a_second_sign_off_notes_the_new_headline_and_keeps_the_old_address() -> None:
    article = make_article()
    first = assign_numbers(make_issue(article), make_paper(), Ledger(ISSUE))
    renamed = replace(
        article,
        headline="新题",
        section="美",
        file="美/01-新.md",
        stem="新",
        given_number=first.numbered.articles[0].number,
    )
    second = assign_numbers(make_issue(renamed), make_paper(), signed_ledger(first.ledger, first.numbered))
    (entry,) = signed_ledger(second.ledger, second.numbered).entries
    assert (entry.headline, entry.section, entry.page, entry.address) == (
        "新题",
        "美",
        2,
        "2021-01/yaowen/gao",
    )
