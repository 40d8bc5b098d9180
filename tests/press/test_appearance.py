"""出版形式: what every issue must show is looked for on its pages as they were set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.gathering import gather
from build_tools.model import NumberedArticle, NumberedIssue, Paper
from build_tools.press.appearance import check_appearance
from build_tools.typesetting import compose_issue
from build_tools.typesetting.placed import BlockKind, ComposedPage, PlacedBlock
from tests.factories import make_article, make_issue, make_paper
from tests.press.composed import FOLIO, MASTHEAD, NUMBER, block, composed

_AD = make_article(headline="食堂开张", advertisement=True)


def _codes(*blocks: PlacedBlock, paper: Paper | None = None) -> list[str]:
    numbered = NumberedIssue(make_issue(_AD), (NumberedArticle(NUMBER, 1, "x", _AD),))
    return [found.code for found in check_appearance(composed(*blocks), numbered, paper or make_paper())]


_MARKED = block(BlockKind.HEADLINE, "广告", "食堂开张", size=30, number=NUMBER)


def test_a_page_that_shows_everything_is_told_nothing() -> None:
    assert _codes(FOLIO, MASTHEAD, _MARKED) == []


def test_a_headline_as_large_as_the_name_is_refused() -> None:
    assert _codes(FOLIO, MASTHEAD, block(BlockKind.HEADLINE, "广告大", size=60, number=NUMBER)) == ["SQ236"]


def test_a_folio_without_its_page_is_refused() -> None:
    assert _codes(block(BlockKind.FOLIO, "要闻"), MASTHEAD, _MARKED) == ["SQ237"]


def test_an_advertisement_without_the_word_is_refused() -> None:
    assert _codes(FOLIO, MASTHEAD, block(BlockKind.HEADLINE, "食堂开张", size=30, number=NUMBER)) == ["SQ238"]


def test_an_advertisement_that_did_not_fit_is_told_as_that_alone() -> None:
    numbered = NumberedIssue(make_issue(_AD), (NumberedArticle(NUMBER, 1, "x", _AD),))
    over = ComposedPage(1, "超版", (block(BlockKind.HEADLINE, "食堂开张", number=NUMBER),))
    issue = composed(FOLIO, MASTHEAD)
    assert [each.code for each in check_appearance(issue, numbered, make_paper())] == ["SQ238"]
    issue = replace(issue, overset=(over,))
    assert not list(check_appearance(issue, numbered, make_paper()))


def test_a_masthead_without_date_or_number_is_refused() -> None:
    bare = block(BlockKind.MASTHEAD, "社区晨报", "本期4版", size=60)  # no date and no total number
    assert _codes(FOLIO, bare, _MARKED) == ["SQ239", "SQ239"]


def test_internal_matter_must_say_that_it_is() -> None:
    paper = replace(make_paper(), regime="zhunyin")
    assert _codes(FOLIO, MASTHEAD, _MARKED, paper=paper) == ["SQ239"]
    assert _codes(FOLIO, MASTHEAD, _MARKED, block(BlockKind.IMPRINT, "内部资料，免费交流"), paper=paper) == []


def test_internal_matter_says_so_on_its_first_page_when_it_is_composed(paper_root: Path) -> None:
    gathered = gather(paper_root)
    assert gathered.paper is not None
    paper = replace(gathered.paper, regime="zhunyin")
    composed = compose_issue(gathered.issues[0], paper)
    assert [
        found.code for found in check_appearance(composed, gathered.issues[0], paper) if found.code == "SQ239"
    ] == []
