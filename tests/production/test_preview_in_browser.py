"""What an editor sees in the browser: the saved words, the newer picture of the page, and every fault on top until it is mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import put_away
from tests.production.previews import ARTICLE, PAGE, Served, address
from tests.site.conftest import chromium
from tests.waiting import PATIENCE, until

__all__ = ["chromium"]
FAULTY = "---\nheadline: 读报\nweigth: brief\n---\n\n这里，，有一处错。\n"


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page in the editor's browser; addresses are the preview's. Scripts that fail are kept from nobody."""
    context = chromium.new_context(
        base_url=f"http://localhost:{served.port}", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE * 1000)
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    put_away(context)
    assert complaints == []


def test_saved_words_come_to_the_open_page_by_themselves(page: Page, served: Served) -> None:
    until(lambda: served.ask("/n/index.json")[0] == 200)
    page.goto(address(served))
    for words in ("楼下的灯修好了。", "灯又坏了。"):
        served.article(words)
        page.get_by_text(words).first.wait_for()


def test_picture_of_the_printed_page_is_exchanged_in_the_open_page(page: Page, served: Served) -> None:
    until(lambda: served.ask(f"{PAGE}page.1000.webp")[0] == 200)
    page.goto(PAGE)
    picture = page.locator('img[src*="page."]').first
    before = picture.get_attribute("src")
    served.article("版面上也要看得见这一句，所以写得长一些。" * 3)
    until(lambda: picture.get_attribute("src") != before)
    assert "?v=" in (picture.get_attribute("src") or "")
    until(lambda: picture.evaluate("each => each.complete && each.naturalWidth > 300"))


@pytest.mark.parametrize("width", [390, 1280])
def test_fault_stands_on_top_with_its_place_and_remedy_until_it_is_mended(
    page: Page, served: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/2021-06/")
    served.write(ARTICLE, FAULTY)
    strip = page.locator("#chenbao-preview .strip")
    fault = strip.locator("li.fault").first
    expect(fault).to_contain_text("weigth", timeout=PATIENCE * 1000)
    assert f"{ARTICLE}:3" in fault.inner_text() and "改法：" in fault.inner_text()
    box = strip.bounding_box()
    assert box and box["y"] == 0 and box["width"] == width and box["height"] < 844 * 0.6
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    served.article("改好了。")
    strip.locator("li.fault").first.wait_for(state="detached")
