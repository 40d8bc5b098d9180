"""The site in a real browser: requests, copying, width. Uses the system's Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Dialog

from tests.serving import served
from tests.site.browsing import Visit, start_visit
from tests.site.conftest import Built
from tests.waiting import until


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.site) as address:
        yield address


@pytest.fixture
def visit(context: BrowserContext, home: str) -> Visit:
    return start_visit(context, home)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "2021-06/",
        "2021-06/p2/",
        "2021-06/mei/loudao/",
        "lanmu/",
        "lanmu/mei/",
        "archive/",
        "bounty/",
        "handbook/check/",
        "handbook/conformance/",
        "handbook/speed/",
        "search/?q=楼道",
        "404.html",
    ],
)
def test_page_asks_no_other_host_and_fits_any_width(visit: Visit, address: str) -> None:
    visit.open(address)
    for width in (320, 390, 1280):
        visit.page.set_viewport_size({"width": width, "height": 900})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.requested and all(url.startswith(visit.home) for url in visit.requested)
    assert visit.complaints == []


@pytest.mark.parametrize("address", ["handbook/speed/", "handbook/site/"])
def test_no_cell_of_a_table_is_a_tower_of_single_characters(visit: Visit, address: str) -> None:
    visit.open(address)
    visit.page.set_viewport_size({"width": 390, "height": 900})
    towers = visit.page.evaluate(
        """() => [...document.querySelectorAll("td")].filter(cell => {
            const range = document.createRange(); range.selectNodeContents(cell);
            const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
            return cell.textContent.trim().length > 2 && cell.textContent.trim().length < 2 * lines;
        }).map(cell => cell.textContent)"""
    )
    assert visit.page.locator("td").count() > 10 and towers == []


def test_button_copies_the_citation(visit: Visit, built: Built) -> None:
    visit.open("2021-06/mei/loudao/")
    visit.page.get_by_role("button", name="复制出处").click()
    number = built.gathered.issues[0].articles[2].number.printed
    whole = (
        f"《社区晨报》2021年6月号 第2版《楼道》{number} https://chenbao.example/n/{number.replace('-', '')}/"
    )
    until(lambda: visit.page.evaluate("navigator.clipboard.readText()") == whole)


def test_number_s_address_opens_the_article(visit: Visit, built: Built) -> None:
    visit.page.goto(f"{visit.home}n/{built.gathered.issues[0].articles[2].number}/")
    visit.page.wait_for_url("**/2021-06/mei/loudao/")
    assert visit.page.locator("h1").inner_text() == "楼道"


def test_hostile_headline_runs_nothing(visit: Visit) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", note)
    for address in ("", "2021-06/", "2021-06/yaowen/duanwu/", "archive/"):
        visit.open(address)
    visit.open("search/?q=龙舟")
    assert dialogs == []


BROKEN = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); )
    for (const hit of text.data.matchAll(/第[0-9]+版|[0-9]{4}-[0-9]{3}/g)) {
      const range = document.createRange();
      range.setStart(text, hit.index);
      range.setEnd(text, hit.index + hit[0].length);
      const lines = new Set([...range.getClientRects()].filter(each => each.width).map(each => Math.round(each.top)));
      if (lines.size > 1) found.push(text.parentElement.outerHTML);
    }
  return found;
}"""
"""Where a page's or an article's number goes over a line break."""


@pytest.mark.parametrize("elder", ["", "30"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "2021-06/",
        "2021-06/p2/",
        "2021-06/mei/loudao/",
        "lanmu/mei/",
        "archive/",
        "search/",
        "about/",
        "404.html",
    ],
)
def test_no_number_of_a_page_or_an_article_is_broken_over_two_lines(
    visit: Visit, address: str, elder: str
) -> None:
    page = visit.open(address)
    if elder:
        page.evaluate("size => { document.documentElement.dataset.elder = size }", elder)
    for width in range(320, 800, 24):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN) == [], width
