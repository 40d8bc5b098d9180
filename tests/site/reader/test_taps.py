"""Fingers on phones: nothing moves away from under one, nothing covers what was selected, the text begins in sight."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsers import put_away
from tests.site.reader.conftest import ReaderSite
from tests.site.reader.test_report_messages import _SELECT
from tests.waiting import until

WIDTHS = (360, 390, 768, 1280)
ELDER = (0, 24, 28, 32, 36, 40)
HEIGHT = 664
"""What WeChat leaves of a phone's height."""

_BOX = "each => { const { x, y, width, height } = each.getBoundingClientRect(); return [x + scrollX, y + scrollY, width, height]; }"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport={"width": 390, "height": HEIGHT}, has_touch=True, is_mobile=True)
    yield opened
    put_away(opened)


def open_as(context: BrowserContext, site: ReaderSite, elder: int, width: int = 390) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{site.home}{site.address}?elder={elder}", wait_until="networkidle")
    return page


@pytest.mark.parametrize("elder", ELDER)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_tap_on_a_paragraph_s_mark_opens_the_form_for_it(
    phone: BrowserContext, reader_site: ReaderSite, width: int, elder: int
) -> None:
    page = open_as(phone, reader_site, elder, width)
    marks = page.locator(".pointer")
    assert marks.count() == 5
    for order in range(marks.count()):
        marks.nth(order).tap()
        expect(page.locator(".report-where")).to_contain_text(f"第{order + 1}段")
        page.locator(".report-close").tap()


@pytest.mark.parametrize("elder", [0, 24])
def test_nothing_that_can_be_pressed_changes_its_place_under_the_pointer(
    context: BrowserContext, reader_site: ReaderSite, elder: int
) -> None:
    page = open_as(context, reader_site, elder)
    for each in page.locator(":is(a[href], button, summary):visible").all():
        each.scroll_into_view_if_needed()
        before = each.evaluate(_BOX)
        each.hover(force=True)
        assert each.evaluate(_BOX) == before, each.evaluate("each => each.outerHTML")
        page.mouse.move(0, 0)


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("elder", ELDER)
def test_form_is_whole_beside_the_words_it_is_about(
    phone: BrowserContext, reader_site: ReaderSite, width: int, elder: int
) -> None:
    page = open_as(phone, reader_site, elder, width)
    page.evaluate(_SELECT, ["#p2", "水表冻坏"])
    expect(page.locator(".report-offer")).to_be_visible()
    chosen = "(() => { const { top, bottom } = document.getSelection().getRangeAt(0).getBoundingClientRect(); return [top, bottom]; })()"
    top, bottom = page.evaluate(chosen)
    offer = page.locator(".report-offer").bounding_box()
    assert offer and (offer["y"] >= bottom or offer["y"] + offer["height"] <= top)
    assert page.evaluate("getSelection().toString()") == "水表冻坏"
    assert page.locator(".report-panel").count() == 0
    page.locator(".report-offer button").first.tap()
    panel = page.locator(".report-panel")
    expect(panel).to_be_visible()
    expect(page.locator("[name=原文]")).to_have_value("水表冻坏")
    top, bottom = page.evaluate(
        "(() => { const { top, bottom } = [...CSS.highlights.get('reported')][0].getBoundingClientRect(); return [top, bottom]; })()"
    )
    box = panel.bounding_box()
    assert box and top >= 0 and bottom <= box["y"], (top, bottom, box)
    # The field to fill in and the button to press are on the screen; no word stands as a column of characters.
    for part in ("[name=应为]", ".report-actions button"):
        shown = page.locator(f".report-panel {part}").first.bounding_box()
        assert shown and box["y"] <= shown["y"] and shown["y"] + shown["height"] <= HEIGHT + 1, (part, shown)
    for part in (".report-head h2", ".report-where", ".report-close"):
        shown = page.locator(f".report-panel {part}").bounding_box()
        size = page.locator(f".report-panel {part}").evaluate(
            "each => parseFloat(getComputedStyle(each).fontSize)"
        )
        assert shown and shown["width"] >= 2 * size and shown["height"] <= 4.2 * size, (part, shown)


@pytest.mark.parametrize("elder", ELDER)
def test_headline_and_text_begin_on_the_first_screen(
    phone: BrowserContext, reader_site: ReaderSite, elder: int
) -> None:
    page = open_as(phone, reader_site, elder)
    assert page.evaluate("scrollY") == 0
    headline = page.locator("h1").bounding_box()
    first = page.evaluate(
        "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('#p1')); return range.getClientRects()[0].bottom; })()"
    )
    assert headline and headline["y"] <= HEIGHT / 3
    # Type of 27 points and more fills the first screen with kicker, headline and deck alone.
    assert first <= (HEIGHT if elder <= 32 else 1.6 * HEIGHT), first


@pytest.mark.parametrize("elder", [0, 24])
def test_what_a_search_found_begins_on_the_first_screen(
    phone: BrowserContext, reader_site: ReaderSite, elder: int
) -> None:
    page = phone.new_page()
    page.goto(f"{reader_site.home}search/?q=水表&elder={elder}", wait_until="networkidle")
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    found = page.locator(".found-headline").first
    expect(found).to_be_visible()
    box = found.bounding_box()
    assert box and box["y"] + box["height"] <= HEIGHT


def test_selecting_opens_nothing_that_has_to_be_closed_again(
    phone: BrowserContext, reader_site: ReaderSite
) -> None:
    page = open_as(phone, reader_site, 0)
    page.evaluate(_SELECT, ["#p1", "一本小账"])
    expect(page.locator(".report-offer")).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".report-offer")).to_be_hidden()


def test_back_closes_the_picture_and_stays_on_the_article(
    phone: BrowserContext, reader_site: ReaderSite
) -> None:
    page = phone.new_page()
    page.goto(f"{reader_site.home}2021-06/", wait_until="networkidle")
    page.goto(f"{reader_site.home}{reader_site.address}", wait_until="networkidle")
    for _ in range(2):
        page.locator("a.enlarge").tap()
        expect(page.locator(".picture-dialog")).to_be_visible()
        page.go_back()
        expect(page.locator(".picture-dialog")).to_be_hidden()
        assert page.url.split("#")[0].endswith(reader_site.address)
    page.locator("a.enlarge").tap()
    page.locator(".picture-dialog button").tap()
    expect(page.locator(".picture-dialog")).to_be_hidden()
    until(lambda: page.evaluate("!history.state || !history.state.picture"))
    page.go_back()
    page.wait_for_url("**/2021-06/")


@pytest.mark.parametrize("elder", [0, 24, 40])
def test_menu_opens_leads_on_and_closes_by_escape(
    phone: BrowserContext, reader_site: ReaderSite, elder: int
) -> None:
    page = open_as(phone, reader_site, elder)
    assert page.locator(".menu").is_hidden()
    page.locator(".menu-switch").tap()
    for name in ("版面", "纠错有奖", "往期", "找一找"):
        assert page.locator(".menu a", has_text=name).is_visible()
    assert page.locator(".menu a", has_text="编辑手册").count() == 0
    page.keyboard.press("Escape")
    assert page.locator(".menu").is_hidden()
    page.locator(".menu-switch").tap()
    page.locator(".menu a", has_text="版面").tap()
    page.wait_for_url("**/banmian/")


def test_menu_is_spread_out_where_no_script_runs(chromium: Browser, reader_site: ReaderSite) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": HEIGHT})
    page = context.new_page()
    page.goto(reader_site.home + reader_site.address)
    assert page.locator(".menu a", has_text="往期").is_visible() and page.locator(".menu-switch").is_hidden()
    put_away(context)


def test_elder_mode_is_offered_once_and_switched_by_a_link(
    phone: BrowserContext, reader_site: ReaderSite
) -> None:
    page = phone.new_page()
    page.goto(reader_site.home, wait_until="networkidle")
    page.locator(".elder-offer [data-answer=no]").tap()
    assert page.locator(".elder-offer").is_hidden()
    page.goto(reader_site.home + reader_site.address, wait_until="networkidle")
    assert page.locator(".elder-offer").is_hidden()
    page.goto(f"{reader_site.home}{reader_site.address}?elder=28", wait_until="networkidle")
    assert page.evaluate("getComputedStyle(document.querySelector('#p1')).fontSize") == "28px"
    page.goto(f"{reader_site.home}?elder=0", wait_until="networkidle")
    assert page.evaluate("document.documentElement.dataset.elder") is None


def test_dark_is_switched_and_kept(phone: BrowserContext, reader_site: ReaderSite) -> None:
    page = open_as(phone, reader_site, 0)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator(".menu-switch").tap()
    page.locator(".scheme-switch").tap()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(reader_site.home, wait_until="networkidle")
    assert page.evaluate(ground) == dark
    page.emulate_media(color_scheme="dark")
    page.locator(".menu-switch").tap()
    page.locator(".scheme-switch").tap()
    assert page.evaluate(ground) == light


def test_reader_goes_on_where_they_stopped(phone: BrowserContext, reader_site: ReaderSite) -> None:
    page = open_as(phone, reader_site, 24)
    page.locator("#p4").evaluate("each => each.scrollIntoView({ block: 'start' })")
    until(lambda: page.evaluate("JSON.parse(localStorage.getItem('chenbao.reading') || '{}').paragraph > 1"))
    page.goto(reader_site.home, wait_until="networkidle")
    page.locator(".resume a").tap()
    page.wait_for_url(f"**/{reader_site.address}#p*")


@pytest.mark.parametrize("inside_wechat", [False, True])
def test_article_and_paragraph_are_shared_by_link(
    phone: BrowserContext, reader_site: ReaderSite, *, inside_wechat: bool
) -> None:
    phone.grant_permissions(["clipboard-read", "clipboard-write"])
    agent = (
        "Object.defineProperty(navigator, 'userAgent', { value: 'MicroMessenger/8.0' });"
        if inside_wechat
        else ""
    )
    phone.add_init_script(
        f"window.shared = []; {agent} navigator.share = async each => {{ window.shared.push(each); }};"
    )
    page = open_as(phone, reader_site, 0)
    number = reader_site.number.replace("-", "")
    page.get_by_role("button", name="复制链接").first.tap()
    copied = functools.partial(page.evaluate, "navigator.clipboard.readText()")
    until(lambda: copied() == f"{reader_site.home}n/{number}/")
    page.locator("[data-share]").tap()
    page.locator("#p2 .pointer").tap()
    page.locator(".report-forward").tap()
    if inside_wechat:
        expect(page.locator(".report-said")).to_contain_text("发送给朋友")
        until(lambda: copied().endswith(f"{reader_site.address}#p2"))
    else:
        until(lambda: page.evaluate("window.shared.length === 2"))
        article, paragraph = page.evaluate("window.shared")
        assert article["url"] == f"{reader_site.home}n/{number}/" and reader_site.number in article["text"]
        assert paragraph["url"].endswith(f"{reader_site.address}#p2") and "第2段" in paragraph["text"]
