"""The printed page on the web, as a reader meets it: looked at, tapped, walked through by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browsers import put_away
from tests.site.browsing import Visit, start_visit
from tests.site.printed.conftest import ISSUE, Printed
from tests.waiting import until


def test_every_article_of_the_page_is_a_link_named_by_headline_and_number(
    visit: Visit, printed: Printed
) -> None:
    for plan in printed.issue.issue.pages:
        visit.open(f"{ISSUE}/p{plan.number}/")
        links = visit.page.locator(".replica-page a")
        names = [links.nth(place).get_attribute("aria-label") or "" for place in range(links.count())]
        items = printed.issue.on_page(plan.number)
        assert [name[-8:] for name in names] == [item.number.printed for item in items]
        assert all(name.startswith(item.article.headline) for name, item in zip(names, items, strict=True))
    assert visit.complaints == []


def test_tap_anywhere_in_a_region_opens_its_article(visit: Visit, printed: Printed) -> None:
    item = printed.issue.on_page(2)[-1]
    page = visit.open(f"{ISSUE}/p2/")
    region = page.locator(f"#n{item.number} path")
    box = region.bounding_box()
    assert box is not None
    region.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.3})
    page.wait_for_url(f"**/{item.address}/")


def test_keyboard_reaches_the_regions_in_order_shows_where_it_is_and_opens(
    visit: Visit, printed: Printed
) -> None:
    page = visit.open(f"{ISSUE}/p2/")
    page.locator(".replica-frame").focus()
    for item in printed.issue.on_page(2):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == f"n{item.number}"
        stroke = page.evaluate("getComputedStyle(document.activeElement.querySelector('path')).stroke")
        assert not re.search(r"rgba\(.*, 0\)|none|transparent", stroke)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{printed.issue.on_page(2)[-1].address}/")


def test_article_leads_to_its_place_on_the_page_and_back(visit: Visit, printed: Printed) -> None:
    item = printed.issue.on_page(3)[-1]
    page = visit.open(f"{item.address}/")
    page.get_by_role("link", name="看它在报纸上的位置").click()
    page.wait_for_url(f"**/{ISSUE}/p3/#n{item.number}")
    expect(page.locator(f"#n{item.number}")).to_be_in_viewport()
    page.locator(f"#n{item.number}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{item.address}/")


def test_outline_lies_on_the_picture_to_the_millimetre_at_any_width(visit: Visit) -> None:
    page = visit.open(f"{ISSUE}/p1/")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        picture, drawing = (page.locator(f".replica-page {tag}").bounding_box() for tag in ("img", "svg"))
        assert picture is not None and drawing is not None
        millimetre = picture["width"] / 275
        assert all(abs(picture[edge] - drawing[edge]) < millimetre for edge in ("x", "y", "width", "height"))


def test_page_can_be_read_and_enlarged_without_scripts(context: BrowserContext, home: str) -> None:
    browser = context.browser
    assert browser is not None
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = quiet.new_page()
    page.goto(f"{home}{ISSUE}/p2/", wait_until="networkidle")
    frame = page.locator(".replica-frame")
    before = page.locator(".replica-page").bounding_box()
    page.get_by_text("放大版面").click()
    after = page.locator(".replica-page").bounding_box()
    assert before is not None and after is not None and after["width"] > 3 * before["width"]
    expect(frame).to_be_visible()
    assert page.locator(".replica-page a").count() > 1
    put_away(quiet)


@pytest.mark.parametrize("density", [1.5, 2, 2.75, 3, 4])
def test_phone_loads_one_picture_of_the_page_that_a_slow_line_carries(
    chromium: Browser, home: str, density: float
) -> None:
    chromium_phone = chromium.new_context(viewport={"width": 390, "height": 800}, device_scale_factor=density)
    visit = start_visit(chromium_phone, home)
    loaded: list[str] = []
    visit.page.on(
        "response", lambda response: loaded.append(response.url) if response.url.endswith(".webp") else None
    )
    visit.open(f"{ISSUE}/p2/").locator(".replica-page img").scroll_into_view_if_needed()
    visit.page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in loaded] == ["page.640.webp"]
    put_away(chromium_phone)


def test_enlarged_page_gets_the_large_picture(visit: Visit) -> None:
    page = visit.open(f"{ISSUE}/p2/")
    with page.expect_response("**/p2/page.2000.webp"):
        page.get_by_text("放大版面").click()


def test_pages_and_files_around_it_can_be_reached(visit: Visit, printed: Printed) -> None:
    page = visit.open(f"{ISSUE}/p2/")
    assert page.locator(".sheet-list a").count() == len(printed.issue.issue.pages)
    assert page.get_by_role("link", name="本版（PDF）").get_attribute("href") == f"{printed.pdf.stem}-p2.pdf"
    assert (
        printed.site / ISSUE / "p2" / f"{printed.pdf.stem}-p2.pdf"
    ).stat().st_size < printed.pdf.stat().st_size
    assert (
        page.locator("a[rel=prev]").get_attribute("href") == "../p1/"
        and page.locator("a[rel=next]").get_attribute("href") == "../p3/"
    )


def test_picture_of_a_page_is_small(printed: Printed) -> None:
    for plan in printed.issue.issue.pages:
        sizes = {
            path.name: path.stat().st_size
            for path in (printed.site / ISSUE / f"p{plan.number}").glob("page.*.webp")
        }
        assert sizes.keys() == {"page.320.webp", "page.640.webp", "page.1000.webp", "page.2000.webp"}
        # 400 kbit/s carry 50 kB a second; the page, its styles and two trips to the server take a second and a half.
        assert (
            sizes["page.320.webp"] < 40_000
            and sizes["page.640.webp"] < 100_000
            and sizes["page.1000.webp"] < 250_000
            and sizes["page.2000.webp"] < 650_000
        )


def test_first_page_s_picture_comes_before_the_others_are_asked_for(chromium: Browser, home: str) -> None:
    phone = chromium.new_context(viewport={"width": 390, "height": 664}, device_scale_factor=3)
    page = phone.new_page()
    held: list[Route] = []
    asked: list[str] = []
    page.route("**/p1/page.640.webp", lambda route: held.append(route))
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".webp") else None)
    page.goto(f"{home}banmian/", wait_until="domcontentloaded")
    until(lambda: page.evaluate("true") and held)
    page.wait_for_timeout(1000)
    assert [url.rsplit("/", 2)[1] for url in asked] == ["p1"]
    with page.expect_request("**/p2/page.640.webp"):
        held[0].continue_()
    put_away(phone)


@pytest.mark.parametrize("address", ["", f"{ISSUE}/", f"{ISSUE}/p1/", "banmian/", "lanmu/mei/"])
def test_picture_on_the_first_screen_is_asked_for_first_and_no_other(printed: Printed, address: str) -> None:
    page = (printed.site / address / "index.html").read_text(encoding="utf-8")
    first, *others = re.findall(r"<img\b[^>]*>", page)
    assert 'fetchpriority="high"' in first and 'loading="lazy"' not in first
    assert all('loading="lazy"' in other and "fetchpriority" not in other for other in others)
