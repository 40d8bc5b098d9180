"""The page that is not there: a mistyped number leads to the nearest ones."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from build_tools.model import check_digit
from tests.browsers import put_away
from tests.site.reader.conftest import Reader, ReaderSite


def offered(reader: Reader, address: str) -> list[str]:
    page = reader.open(address)
    expect(page.locator(".lost-said")).not_to_contain_text("正在找")
    return [link.inner_text() for link in page.locator(".lost-found a").all()]


def test_every_single_digit_error_and_swap_leads_back_to_the_number(
    reader: Reader, reader_site: ReaderSite
) -> None:
    number = reader_site.number.replace("-", "")
    wrong = {number[:at] + digit + number[at + 1 :] for at in range(7) for digit in "0123456789"} - {number}
    swapped = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(6)} - {number}
    page = reader.open("n/0000000/")
    for typed in sorted(wrong | swapped):
        assert check_digit(typed) != 0
        page.fill("#lost-number", typed)
        page.click(".lost-form button")
        expect(page.locator(".lost-said")).to_contain_text(f"没有稿号 {typed[:4]}-{typed[4:]}（校验码对不上")
        assert "楼组长任单的一本“小账”" in [
            link.inner_text() for link in page.locator(".lost-found a").all()
        ], typed


@pytest.mark.parametrize("form", ["n/{}/", "{}/", "n/{}/index.html", "N/{}"])
def test_number_in_the_address_is_understood(reader: Reader, reader_site: ReaderSite, form: str) -> None:
    number = reader_site.number.replace("-", "")
    typed = number[:6] + str((int(number[6]) + 1) % 10)
    assert "楼组长任单的一本“小账”" in offered(reader, form.format(typed))
    reader.page.click(".lost-found a:text('小账')")
    reader.page.wait_for_url(f"**/{reader_site.address}")


@pytest.mark.parametrize("written", ["２１０６ ０７{}", "二一〇六-零七{}", "2106—07{}"])
def test_number_is_read_however_it_is_written(reader: Reader, reader_site: ReaderSite, written: str) -> None:
    page = reader.open("n/none/")
    page.fill("#lost-number", written.format(reader_site.number[-1]))
    page.keyboard.press("Enter")
    page.wait_for_selector(".lost-found a")
    assert (
        page.inner_text(".lost-said") == "找到了："
        and page.locator(".lost-found a").first.inner_text() == "楼组长任单的一本“小账”"
    )


def test_address_that_is_no_number_offers_none(reader: Reader) -> None:
    assert offered(reader, "2021-06/mei/meiyou/") == []


def test_page_without_javascript_leads_to_the_archive(chromium: Browser, reader_site: ReaderSite) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reader_site.home}n/2106999/")
    assert page.locator(".lost-form").is_hidden()
    assert page.locator(".body a[href$='search/']").is_visible()
    page.click(".body a[href$='archive/']")
    assert page.locator("h1").inner_text() == "往期"
    put_away(context)


def test_register_is_what_the_page_asks(reader_site: ReaderSite) -> None:
    register = json.loads((reader_site.folder / "n" / "index.json").read_text(encoding="utf-8"))
    assert register[reader_site.number.replace("-", "")]["headline"] == "楼组长任单的一本“小账”"
