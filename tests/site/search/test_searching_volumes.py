"""Search over an archive of several volumes in a real browser: against the text, newest first, by year, in parts."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue
from build_tools.site.search.volumes import volumes
from tests.benchmarks.archive import gather_archive, write_archive
from tests.benchmarks.search.corpus import Corpus, corpus_of, random_strings
from tests.benchmarks.search.measuring import FIND, READY, judge_places
from tests.benchmarks.search.sites import put_archive
from tests.benchmarks.search.slips import Asked, judge_set, sets_of
from tests.serving import served
from tests.site.conftest import Built

ISSUES = 26
FILTERED = (
    f"async ([words, filters]) => {{ {READY} "
    + "const found = []; for await (const article of chenbaoSearch.find(words, filters)) found.push([article.number, article.issue, article.page]); return found; }"
)


def _eight_years_on(numbered: NumberedIssue) -> NumberedIssue:
    """As if the paper had begun in 2029, so that its issues stand in three volumes."""
    name = f"{int(numbered.issue.name[:4]) + 8}{numbered.issue.name[4:]}"
    return dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, name=name))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    folder = tmp_path_factory.mktemp("archive") / "paper"
    write_archive(folder, ISSUES)
    gathered = gather_archive(folder)
    return dataclasses.replace(gathered, issues=tuple(map(_eight_years_on, gathered.issues)))


@pytest.fixture(scope="module")
def corpus(archive: Gathered) -> Corpus:
    return corpus_of(archive.issues)


@pytest.fixture(scope="module")
def home(archive: Gathered, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site: Path = tmp_path_factory.mktemp("site") / "site"
    shutil.copytree(built.site, site)
    put_archive(site, archive)
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def page(chromium: Browser, home: str) -> Page:
    opened = chromium.new_page()
    opened.goto(f"{home}search/", wait_until="networkidle")
    return opened


@pytest.fixture
def asked(page: Page, home: str) -> list[str]:
    """The data fetched from now on, by a page that has nothing yet."""
    page.goto(f"{home}search/", wait_until="networkidle")
    urls: list[str] = []
    page.on("request", lambda request: urls.append(re.sub(r".*/data/|\.js.*", "", request.url)))
    return urls


def _only_in(archive: Gathered, corpus: Corpus, year: str) -> str:
    """Words that stand in one article only, and that in this year."""
    numbers = {
        str(item.number)
        for each in archive.issues
        if each.issue.name.startswith(year)
        for item in each.articles
    }
    return next(
        words
        for words in random_strings(corpus, 2000, seed=11)
        if len(words) > 8 and len(found := corpus.articles(words)) == 1 and found <= numbers
    )


def test_archive_stands_in_three_volumes(archive: Gathered) -> None:
    found = volumes([each.issue.name for each in archive.issues])
    assert [(volume.name, len(volume.issues)) for volume in found] == [
        ("2031", 2),
        ("2030-2039", 12),
        ("2020-2029", 12),
    ]


def test_every_substring_is_found_in_whichever_volume_and_nothing_else(page: Page, corpus: Corpus) -> None:
    facts = judge_places(page, random_strings(corpus, 80, seed=5), corpus)
    assert (facts["recall"], facts["precision"], facts["amiss"]) == (1.0, 1.0, [])


def test_newest_come_first_over_all_volumes(page: Page, corpus: Corpus) -> None:
    numbers = [number[:4] for number, _ in page.evaluate(FIND, ["居民", 100_000])]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == len(corpus.articles("居民"))
    assert len(set(numbers)) > 24


def test_year_asks_its_own_volume_only(
    page: Page, archive: Gathered, corpus: Corpus, asked: list[str]
) -> None:
    words = _only_in(archive, corpus, "2029")
    found = page.evaluate(FILTERED, [words, {"year": "2029"}])
    assert {issue[:4] for _, issue, _ in found} == {"2029"}
    assert [name for name in asked if name.startswith("2020-2029/")]
    assert not [name for name in asked if name.startswith(("2030", "2031"))]
    assert page.evaluate(FILTERED, [words, {"year": "2030"}]) == []


def test_filters_leave_what_the_text_leaves(page: Page, archive: Gathered, corpus: Corpus) -> None:
    here = {
        str(item.number)
        for each in archive.issues
        if each.issue.name.startswith("2030")
        for item in each.articles
        if item.page == 2
    }
    found = page.evaluate(FILTERED, ["社区", {"year": "2030", "page": 2, "section": 1}])
    assert {number for number, _, _ in found} == corpus.articles("社区") & here
    assert found


def test_older_volumes_are_left_alone_while_the_newest_has_enough(page: Page, asked: list[str]) -> None:
    assert len(page.evaluate(FIND, ["居民", 20])) == 20
    assert {name.split("/")[0] for name in asked if "/" in name} == {"2031"}


def test_more_results_go_on_into_older_volumes(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=居民")
    more, status = page.get_by_role("button", name="往前再找20篇"), page.locator("[data-search-status]")
    for count in (20, 40, 60):
        expect(status).to_have_text(f"先列出最近的{count}篇，再往前还有。")
        expect(page.locator(".found")).to_have_count(count)
        more.click()
    expect(status).to_have_text("先列出最近的80篇，再往前还有。")
    assert page.locator(".found .number").last.inner_text() < "2303"


def test_paper_s_own_name_is_found_by_pinyin_in_every_volume(page: Page, corpus: Corpus) -> None:
    spoken = page.evaluate(FILTERED, ["zhangmiao", {}])
    assert corpus.articles("张庙") <= {number for number, _, _ in spoken}
    assert {issue[:4] for _, issue, _ in spoken} == {"2029", "2030", "2031"}


def test_words_apart_are_found_in_the_oldest_volume(page: Page, archive: Gathered, corpus: Corpus) -> None:
    words = _only_in(archive, corpus, "2029")
    (number,) = corpus.articles(words)
    other = next(text for text in corpus.pieces[number] if words not in text)[:6]
    assert [found for found, _, _ in page.evaluate(FILTERED, [f"{other} {words}", {}])] == [number]


def test_words_with_a_slip_are_found_in_every_issue_however_old(page: Page, corpus: Corpus) -> None:
    asked = [each for each in sets_of(corpus, seed=5, size=60)["one slip"] if len(each.typed) > 5]
    judged = judge_set(page, asked)
    assert len(asked) > 20 and max(len(each.truth) for each in asked) > 12
    assert judged["recall"] == 1.0, judged["amiss"]


def test_short_words_with_a_slip_are_found_wherever_what_was_meant_stands(page: Page, corpus: Corpus) -> None:
    asked = [each for each in sets_of(corpus, seed=5, size=120)["one slip"] if len(each.typed) == 4]
    judged = judge_set(page, asked)
    assert len(asked) > 20 and max(len(each.truth) for each in asked) > 12
    # A slip in the middle of four leaves one pair, which may stand in every issue; not all of those are read.
    assert float(str(judged["recall"])) >= 0.9, judged["amiss"]


@pytest.mark.parametrize("left_out", range(1, 6))
def test_character_left_out_is_found_wherever_it_was(page: Page, corpus: Corpus, left_out: int) -> None:
    clauses = sorted(
        {clause for texts in corpus.pieces.values() for clause in re.findall("[一-鿿]{7,12}", texts[-1])}
    )
    asked = []
    for clause in clauses:
        words = clause[:7]
        typed = words[:left_out] + words[left_out + 1 :]
        if not corpus.articles(typed):
            asked.append(Asked(typed, frozenset(corpus.articles(words))))
    judged = judge_set(page, asked[:: len(asked) // 12])
    assert judged["recall"] == 1.0, judged["amiss"]
