"""The pages of the woodpecker desk: corrections with their feed, answers by receipt, figures without persons."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from xml.etree import ElementTree

from build_tools.model import (
    HEADLINE,
    ArticleNumber,
    Correction,
    Ledger,
    NumberedIssue,
    digest_of,
    format_ballot,
    paragraph_place,
)
from build_tools.numbering import assign_numbers
from build_tools.site.woodpecker import (
    CORRECTIONS,
    DRAWS,
    FIGURES,
    RECEIPTS,
    issue_corrections,
    listed_corrections,
    over_months,
    view_draw,
    woodpecker_pages,
    write_answers,
    write_ballots,
    write_corrections_feed,
)
from tests.bounty.ballots import make_ballot
from tests.factories import ISSUE, make_article, make_issue, make_paper, make_public

PUBLIC = make_public()

BALLOT = format_ballot(make_ballot(3, excellent=1))


def corrected() -> NumberedIssue:
    """The issue of one article, with a correction of its body and one of its headline."""
    numbered = assign_numbers(make_issue(make_article()), make_paper(), Ledger(ISSUE)).numbered
    number = ArticleNumber(ISSUE, 1)
    day = datetime.date(2021, 2, 6)
    return dataclasses.replace(
        numbered,
        corrections=(
            Correction(number, paragraph_place(1), "正文", "本文<b>", day, "读者甲"),
            Correction(number, HEADLINE, "稿", "文", day),
        ),
    )


def test_a_listed_correction_leads_to_its_paragraph() -> None:
    found = listed_corrections(corrected())
    assert [each.address.partition("#")[2] for each in found] == ["p1", ""]
    assert found[0].correction.finder == "读者甲"


def test_without_anything_published_there_are_no_figures() -> None:
    pages = woodpecker_pages([issue_corrections(corrected())], {}, datetime.date(2021, 2, 8))
    assert [page.address for page in pages] == [CORRECTIONS, f"{CORRECTIONS}2021/", RECEIPTS]


def test_the_figures_are_bars_with_the_limit() -> None:
    page = woodpecker_pages([issue_corrections(corrected())], {ISSUE: PUBLIC}, datetime.date(2021, 2, 8))[-1]
    assert page.address == FIGURES
    assert page.view["rates"] == [{"label": "2021年1月号", "value": "0.4", "length": 13.3, "limit": 100.0}]


def test_answers_are_found_by_the_hash_of_a_receipt_only() -> None:
    answers = json.loads(write_answers({ISSUE: PUBLIC}))
    assert answers == [{"issue": "2021年1月号", "salt": "", "answers": PUBLIC["answers"]}]


def test_a_ballot_stands_on_the_site_byte_for_byte_with_its_digest() -> None:
    public = {**PUBLIC, "ballot": BALLOT, "draw": {"digest": digest_of(BALLOT), "value": "3.50"}}
    pages = woodpecker_pages([], {ISSUE: public}, datetime.date(2021, 2, 8))
    page = next(page for page in pages if page.address == DRAWS)
    months = page.view["months"]
    assert isinstance(months, tuple)
    (month,) = months
    assert month["digest"] == hashlib.sha256(BALLOT.encode()).hexdigest()
    assert [row["prize"] for row in month["ranking"]] == ["最佳", "优秀", ""]
    assert write_ballots({ISSUE: public}) == {f"{DRAWS}{ISSUE}.txt": BALLOT}
    forged = {**public, "draw": {"digest": "00", "value": "3.50"}}
    assert view_draw(forged)["ranking"] == []  # type: ignore[index]
    assert view_draw({**public, "ballot": "别的东西"}) is None


def test_the_feed_of_corrections_is_atom_and_escapes_what_was_written() -> None:
    feed = write_corrections_feed(
        make_paper(site_url="https://zero.example/"), [issue_corrections(corrected())]
    )
    tree = ElementTree.fromstring(feed.partition("?>")[2])
    entries = tree.findall("{http://www.w3.org/2005/Atom}entry")
    assert (
        len(entries) == 2
        and len({entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}) == 2
    )
    assert "应为“本文<b>”" in (entries[0].findtext("{http://www.w3.org/2005/Atom}summary") or "")


def test_errors_are_counted_over_the_months_by_kind_section_and_round() -> None:
    months = {
        f"2021-{month:02d}": make_public(
            f"2021-{month:02d}",
            by_kind=[["错字", month], ["标点", 1]][: month % 2 + 1],
            by_round=[["初排就有", month]],
        )
        for month in (1, 2)
    }
    groups = over_months([months[name] for name in sorted(months)])
    assert [
        (
            group["title"],
            [(row["label"], [each["count"] for each in row["columns"]]) for row in group["charts"]],
        )
        for group in groups
    ] == [
        ("按类别", [("错字", [1, 2]), ("标点", [1, 0])]),
        ("按栏目", [("要闻", [1, 1])]),
        ("按校次", [("初排就有", [1, 2])]),
    ]
    assert [(each["month"], each["year"]) for each in groups[0]["charts"][0]["columns"]] == [
        ("1月", "2021"),
        ("2月", ""),
    ]


def test_one_month_alone_has_no_chart_over_the_months_and_old_figures_no_rounds() -> None:
    assert over_months([PUBLIC]) == []
    assert [group["title"] for group in over_months([PUBLIC, {**PUBLIC, "issue": "2021-02"}])] == [
        "按类别",
        "按栏目",
    ]
