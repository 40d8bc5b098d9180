"""Search in a real browser: against the text, by number, by pinyin, by keyboard, from a stick, under a policy."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.gathering import gather
from build_tools.site.handoff.offline import write_offline
from tests.benchmarks.search.corpus import NAMES, corpus_of, random_strings
from tests.benchmarks.search.measuring import judge_places
from tests.benchmarks.search.sites import put_archive
from tests.browsers import put_away
from tests.serving import served
from tests.site.conftest import GONE, Built

ROOT = Path(__file__).parents[3]
POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    put_away(context)


def _found(page: Page, words: str) -> list[str]:
    """Number and headline of what a search lists, but for what only resembles what was asked."""
    page.get_by_label("找什么").fill(words)
    page.get_by_label("找什么").press("Enter")
    status = page.locator("[data-search-status]")
    expect(status).to_have_text(re.compile("共找到|没有找到|先列出|您找的是不是"))
    if "您找的是不是" in status.inner_text():
        return []
    return [" ".join(each.locator(".number, h2").all_inner_texts()) for each in page.locator(".found").all()]


def test_every_substring_and_name_of_the_sample_issues_is_found_and_nothing_else(
    chromium: Browser, built: Built, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    gathered = gather(ROOT, ("2021-01", "2021-02"))
    put_archive(site, gathered)
    corpus = corpus_of(gathered.issues)
    with served(site) as address:
        page = chromium.new_page()
        page.goto(f"{address}search/", wait_until="networkidle")
        for strings in (random_strings(corpus, 200), NAMES):
            facts = judge_places(page, strings, corpus)
            assert (facts["recall"], facts["precision"], facts["amiss"]) == (1.0, 1.0, [])
        put_away(page.context)


@pytest.mark.parametrize(
    "typed", ["{}", "{0[0]}{0[1]}{0[2]}{0[3]} {0[5]}{0[6]}{0[7]}", "２１０６-{0[5]}{0[6]}{0[7]}"]
)
def test_number_is_found_however_it_is_written(page: Page, home: str, built: Built, typed: str) -> None:
    printed = built.gathered.issues[0].articles[2].number.printed
    page.goto(f"{home}search/")
    assert _found(page, typed.format(printed)) == [f"{printed} 楼道"]


def test_number_in_chinese_figures_a_slip_in_its_last_and_a_withdrawn_one(
    page: Page, home: str, built: Built
) -> None:
    number = str(built.gathered.issues[0].articles[2].number)
    page.goto(f"{home}search/")
    assert _found(page, "".join("〇一二三四五六七八九"[int(digit)] for digit in number))[0].endswith("楼道")
    slip = number[:6] + str((int(number[6]) + 1) % 10)
    assert _found(page, slip)[0].endswith("楼道")
    expect(page.locator(".found-note")).to_contain_text("末一位不同")
    assert _found(page, str(GONE.number)) == [f"{GONE.number.printed} 撤下的一篇（已撤稿）"]


@pytest.mark.parametrize(
    ("typed", "title", "page_s_address"),
    [
        ("【要闻】", "栏目：要闻", "lanmu/yaowen/"),
        ("阅", "栏目：阅", "lanmu/yue/"),
        ("閱", "栏目：阅", "lanmu/yue/"),
        ("2021年6月号", "2021年6月号", "2021-06/"),
        ("２０２１年06月", "2021年6月号", "2021-06/"),
    ],
)
def test_name_of_a_section_or_an_issue_leads_to_its_page(
    page: Page, home: str, typed: str, title: str, page_s_address: str
) -> None:
    page.goto(f"{home}search/")
    page.get_by_label("找什么").fill(typed)
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(f"{home}{page_s_address}")


@pytest.mark.parametrize("typed", ["99999", "9999999", "2106999"])
def test_number_that_nothing_has_is_told_what_a_number_is(page: Page, home: str, typed: str) -> None:
    page.goto(f"{home}search/")
    page.get_by_label("找什么").fill(typed)
    expect(page.locator("[data-search-status]")).to_contain_text("稿号有七位")
    page.get_by_label("找什么").fill("2019年6月号没有这样的话")
    expect(page.locator("[data-search-status]")).to_contain_text("换一个说法")


@pytest.mark.parametrize("letters", ["loudao", "LouDao", "lou'dao", "loud", "ld"])
def test_headline_is_found_by_pinyin_and_initials(page: Page, home: str, letters: str) -> None:
    page.goto(f"{home}search/")
    assert [each for each in _found(page, letters) if each.endswith(" 楼道")]


def test_hit_opens_its_paragraph_with_the_words_marked(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=说粽子")
    page.locator(".found-hits a").first.click()
    page.wait_for_url("**/2021-06/yaowen/duanwu/**#p2")
    assert page.locator("#p2 mark").all_inner_texts() == ["说", "粽子"]
    expect(page.locator("#p2 mark").first).to_be_in_viewport()


def test_hit_in_a_caption_opens_there(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=图说一")
    page.locator(".found-hits a").first.click()
    expect(page.locator("figcaption mark")).to_have_text("图说一")


def test_words_apart_are_found_in_one_article_when_they_stand_nowhere_together(page: Page, home: str) -> None:
    page.goto(f"{home}search/")
    (found,) = _found(page, "有画 图说")
    assert found.endswith("楼道")
    assert _found(page, "楼道里没有画") == []


def test_filters_narrow_and_stay_in_the_address(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=段")
    every = len(_found(page, "段"))
    page.get_by_label("栏目").select_option("阅")
    expect(page.locator("[data-search-status]")).to_have_text("共找到1篇。")
    assert every > 1 and "section=3" in page.url
    page.get_by_label("栏目").select_option("各栏")
    page.get_by_label("版", exact=True).select_option("第2版")
    expect(page.locator("[data-search-status]")).to_have_text(re.compile("共找到"))
    expect(page.locator(".found", has_text="第1版")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("版", exact=True)).to_have_value("2")


def test_nothing_is_asked_while_pinyin_is_being_composed(page: Page, home: str) -> None:
    page.goto(f"{home}search/")
    box = page.get_by_label("找什么")
    box.evaluate(
        "box => { box.dispatchEvent(new CompositionEvent('compositionstart')); box.value = 'loudao'; box.dispatchEvent(new InputEvent('input', { isComposing: true })); }"
    )
    page.wait_for_timeout(400)
    expect(page.locator("[data-search-status]")).to_have_text("")
    box.evaluate("box => { box.value = '楼道'; box.dispatchEvent(new CompositionEvent('compositionend')); }")
    expect(page.locator("[data-search-status]")).to_have_text("共找到1篇。")


def test_arrows_lead_from_the_box_to_the_hits_and_back(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=楼道")
    expect(page.locator(".found h2")).to_have_count(1)
    page.get_by_label("找什么").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found h2 a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found-hits a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("找什么")).to_be_focused()


def test_nothing_of_the_search_is_fetched_before_it_is_used(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("", "2021-06/mei/loudao/", "bounty/"):
        page.goto(f"{home}{address}", wait_until="networkidle")
    assert not [url for url in asked if re.search("/search/|search-(index|engine|page)", url)]


def test_no_issue_is_fetched_for_words_whose_pairs_stand_there_but_apart(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}search/")
    # One paragraph says 第一段说龙舟。见另一篇. So long a wording is not looked for with a slip in it.
    assert _found(page, "第一段说龙舟见另" + "一段说龙舟见另" * 3 + "一篇") == []
    assert [url for url in asked if "/data/2021/" in url] and not [url for url in asked if "/text-" in url]
    assert _found(page, "另一篇") and [url for url in asked if "/text-" in url]


def test_scripts_bear_the_version_of_what_they_hold(built: Built) -> None:
    asked = re.findall(r'src="\.\./assets/(search-\w+\.js)\?v=(\w+)"', built.text("search/"))
    assert [name for name, _ in asked] == ["search-index.js", "search-engine.js", "search-page.js"]
    for name, version in asked:
        assert hashlib.sha256((built.site / "assets" / name).read_bytes()).hexdigest().startswith(version)


def test_header_s_form_leads_to_the_search(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}bounty/")
    page.get_by_role("search").get_by_role("searchbox").fill("楼道里")
    page.keyboard.press("Enter")
    expect(page.locator(".found h2")).to_have_text("楼道")


def test_search_works_from_a_stick(page: Page, built: Built) -> None:
    page.goto(f"{(built.site / 'search' / 'index.html').as_uri()}?q=里有画")
    page.locator(".found-hits a").first.click()
    assert "/2021-06/mei/loudao/index.html?" in page.url
    expect(page.locator("#p1 mark")).to_have_text("里有画")


def test_search_holds_under_a_policy_without_inline_scripts(page: Page, home: str) -> None:
    page.route(
        "**/search/**",
        lambda route: (
            (answer := route.fetch())
            and route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})
        ),
    )
    page.goto(f"{home}search/?q=楼道")
    expect(page.locator("[data-search-status]")).to_have_text("共找到1篇。")


def test_what_can_be_tapped_is_large_enough_and_words_are_too(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=楼道")
    expect(page.locator(".found h2")).to_have_count(1)
    for each in page.locator("main :is(input, select, button, a):visible, .found a").all():
        box = each.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44, each.inner_text()
    sizes = page.locator(
        ".search-status, .found-hits a, .found-place, .search-form input, .search-form label, .found .number"
    ).evaluate_all("found => found.map(each => parseFloat(getComputedStyle(each).fontSize))")
    assert min(sizes) >= 18


def test_hostile_headline_is_shown_as_words(page: Page, home: str) -> None:
    page.goto(f"{home}search/")
    (found,) = _found(page, "<script>alert")
    assert "龙舟<script>alert(1)</script>与“粽子”" in found
    assert page.locator(".found script").count() == 0


def test_search_works_in_the_offline_copy(page: Page, built: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write_offline(built.site, "报纸"))) as archive:
        archive.extractall(tmp_path)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto((tmp_path / "报纸" / "bounty" / "index.html").as_uri())
    page.get_by_role("search").get_by_role("searchbox").fill("loudao")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="楼道", exact=True).click()
    expect(page.locator("h1")).to_have_text("楼道")
