"""Numbers: given in printing order, free until sign-off, fixed for ever after."""

from __future__ import annotations

from dataclasses import replace

from build_tools.model import Article, ArticleNumber, Kind, Ledger, PagePlan
from build_tools.numbering import Numbering, assign_numbers
from tests.factories import ISSUE, make_article, make_entry, make_issue, make_ledger, make_paper

EMPTY = Ledger(ISSUE)
FIRST, SECOND = make_article(stem="甲", order=1), make_article(stem="乙", order=2)
SIGNED = make_ledger(make_entry(1, FIRST), make_entry(2, SECOND))


def number(*articles: Article, ledger: Ledger = EMPTY) -> Numbering:
    return assign_numbers(make_issue(*articles), make_paper(), ledger)


def ordinals(numbering: Numbering) -> dict[str, int]:
    return {item.article.stem: item.number.ordinal for item in numbering.numbered.articles}


def codes(numbering: Numbering) -> list[str]:
    return [found.code for found in numbering.diagnostics]


def given(article: Article, ordinal: int, issue: str = ISSUE) -> Article:
    return replace(article, given_number=ArticleNumber(issue, ordinal))


def test_a_drafts_numbers_follow_the_order_of_printing() -> None:
    numbering = number(make_article("美", "丙"), SECOND, FIRST, make_article("", "bounty", kind=Kind.NOTICE))
    assert ordinals(numbering) == {"甲": 1, "乙": 2, "丙": 3, "bounty": 4}
    assert [entry.signed for entry in numbering.ledger.entries] == [False] * 4


def test_a_draft_is_numbered_anew_when_its_order_changes() -> None:
    before = number(FIRST, SECOND)
    after = number(replace(FIRST, order=3, file="要闻/03-甲.md"), SECOND, ledger=before.ledger)
    assert ordinals(after) == {"乙": 1, "甲": 2}


def test_a_signed_number_survives_rename_move_reorder_and_rewriting() -> None:
    changed = given(make_article("阅", "全新的名字", 9, headline="全新的标题"), 1)
    numbering = number(changed, SECOND, ledger=SIGNED)
    assert ordinals(numbering) == {"全新的名字": 1, "乙": 2}
    assert (codes(numbering), numbering.numbered.articles[1].address) == ([], f"{ISSUE}/x/甲")
    assert numbering.ledger.entries[0].file == changed.file


def test_a_late_article_takes_a_number_that_was_never_used() -> None:
    late = make_article(stem="迟到", order=0)
    gap = make_ledger(make_entry(1, FIRST), make_entry(5, SECOND))
    assert ordinals(number(late, FIRST, SECOND, ledger=gap)) == {"甲": 1, "乙": 5, "迟到": 6}


def test_a_withdrawn_article_keeps_its_number_and_its_address() -> None:
    numbering = number(
        SECOND,
        make_article(stem="甲", order=3, headline="另一篇"),
        ledger=make_ledger(
            make_entry(1, FIRST, withdrawn="重复", address=f"{ISSUE}/yaowen/jia"), make_entry(2, SECOND)
        ),
    )
    (gone,) = numbering.numbered.withdrawn
    assert (gone.number.ordinal, gone.reason, gone.address) == (1, "重复", f"{ISSUE}/yaowen/jia")
    assert numbering.numbered.articles[1].address == f"{ISSUE}/yaowen/jia-2"
    assert (ordinals(numbering), codes(numbering)) == ({"乙": 2, "甲": 3}, [])


def test_a_missing_article_is_asked_about_until_somebody_says_why() -> None:
    once = number(SECOND, ledger=SIGNED)
    again = number(SECOND, ledger=once.ledger)
    assert codes(once) == codes(again) == ["SQ306"]


def test_a_file_that_lost_its_number_is_known_by_its_headline() -> None:
    numbering = number(make_article("美", "改名", 7, headline="甲"), SECOND, ledger=SIGNED)
    assert (ordinals(numbering), codes(numbering)) == ({"乙": 2, "改名": 1}, [])


def test_two_files_that_lost_their_numbers_and_swapped_names_are_told_apart() -> None:
    swapped = number(replace(FIRST, headline="乙"), replace(SECOND, headline="甲"), ledger=SIGNED)
    assert (ordinals(swapped), codes(swapped)) == ({"甲": 2, "乙": 1}, [])


def test_a_file_known_by_its_path_alone_is_asked_about() -> None:
    assert codes(number(replace(FIRST, headline="完全改写"), SECOND, ledger=SIGNED)) == ["SQ308"]


def test_a_new_file_that_resembles_a_missing_article_is_asked_about() -> None:
    old = make_article(stem="甲", headline="楼道里的小天地")
    ledger = make_ledger(make_entry(1, old), make_entry(2, SECOND))
    new = make_article("美", "新", headline="楼道里的新天地")
    assert codes(number(new, SECOND, ledger=ledger)) == ["SQ305"]


def test_two_files_of_one_headline_are_never_guessed_at() -> None:
    pair = [make_article("美", "一", 1, headline="甲"), make_article("美", "二", 2, headline="甲")]
    assert codes(number(*pair, SECOND, ledger=SIGNED)) == ["SQ305", "SQ305"]


def test_a_copy_that_brought_a_number_along_does_not_take_it() -> None:
    copy = given(make_article(stem="抄", order=0), 1)
    numbering = number(copy, given(FIRST, 1), SECOND, ledger=SIGNED)
    assert (ordinals(numbering), codes(numbering)) == ({"抄": 3, "甲": 1, "乙": 2}, ["SQ303"])


def test_a_number_of_another_issue_or_of_nobody_is_refused() -> None:
    strange = [
        given(make_article(stem="戊", order=5), 1, "2020-12"),
        given(make_article(stem="己", order=6), 77),
    ]
    numbering = number(FIRST, SECOND, *strange, ledger=SIGNED)
    assert [found.message for found in numbering.diagnostics] == [
        "题头的稿号“2012-015”不对：这是2020-12期的稿号。",
        "题头的稿号“2101-779”不对：稿号簿里没有这个已付印的稿号。",
    ]


def test_a_file_that_the_ledger_calls_withdrawn_is_a_fault() -> None:
    ledger = make_ledger(make_entry(1, FIRST, withdrawn="重复"), make_entry(2, SECOND))
    numbering = number(given(FIRST, 1), SECOND, ledger=ledger)
    assert (codes(numbering), numbering.ledger.entries[0].withdrawn) == (["SQ309"], "重复")


def test_one_article_on_two_lines_is_folded_and_two_articles_on_one_number_are_a_fault() -> None:
    moved = make_entry(1, FIRST, file="要闻/09-甲.md")
    folded = number(FIRST, SECOND, ledger=make_ledger(moved, *SIGNED.entries))
    assert (codes(folded), folded.ledger) == ([], SIGNED)
    other = make_entry(1, make_article(stem="丙"))
    assert codes(number(FIRST, SECOND, ledger=make_ledger(*SIGNED.entries, other))) == ["SQ302"]


def test_a_reason_of_withdrawal_survives_a_merge() -> None:
    told = make_entry(1, FIRST, withdrawn="重复")
    numbering = number(SECOND, ledger=make_ledger(*SIGNED.entries, told))
    assert [gone.reason for gone in numbering.numbered.withdrawn] == ["重复"]


def test_the_hundredth_article_is_a_fault_and_not_a_number() -> None:
    numbering = number(*(make_article(stem=f"稿{order}", order=order) for order in range(1, 101)))
    assert (len(numbering.numbered.articles), codes(numbering)) == (99, ["SQ304"])


def test_a_signed_article_that_the_plan_no_longer_prints_keeps_its_line() -> None:
    issue = make_issue(SECOND, FIRST, pages=(PagePlan(1, "美", ("美",)),))
    assert assign_numbers(issue, make_paper(), SIGNED).ledger == SIGNED
