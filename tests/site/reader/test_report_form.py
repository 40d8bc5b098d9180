"""The report form: from the ¶, after the deadline, with an address or an endpoint, without clipboard, without JavaScript."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect

from build_tools.bounty.intake import read_rows
from build_tools.bounty.intake.columns import fields_of, message_of
from tests.browsers import put_away
from tests.site.reader.conftest import Reader, ReaderSite

_JUNE = datetime.datetime(2021, 6, 20, 12, tzinfo=datetime.UTC)


def test_paragraph_s_mark_opens_the_form_for_that_paragraph(reader: Reader, reader_site: ReaderSite) -> None:
    page = reader.open()
    page.click("#p2 .pointer")
    assert page.inner_text(".report-where") == f"{reader_site.number} 第2版 第2段"
    expect(page.locator(".report-panel textarea[name=原文]")).to_be_focused()
    page.fill(".report-panel textarea[name=原文]", "十七只")
    page.fill(".report-panel textarea[name=应为]", "十九只")
    page.click(".report-copy")
    assert "上下文：天冷得早，旮旯里的水表冻坏了【十七只】，他和志愿者一家一家敲门，把\n" in page.input_value(
        ".report-made"
    )
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value(".report-made")


def test_paragraph_is_cited_by_a_button(reader: Reader, reader_site: ReaderSite) -> None:
    page = reader.open()
    page.click("#p4 .pointer")
    page.click(".report-cite")
    expect(page.locator(".report-said")).to_contain_text("已复制")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"《社区晨报》2021年6月号 第2版《楼组长任单的一本“小账”》{reader_site.number} 第4段 {page.url.split('#')[0]}#p4"
    )


def test_escape_closes_the_form_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open()
    page.focus("#p1 .pointer")
    page.keyboard.press("Enter")
    expect(page.locator(".report-panel textarea[name=原文]")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.locator(".report-panel").is_hidden()
    expect(page.locator("#p1 .pointer")).to_be_focused()


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (_JUNE, False),
        (datetime.datetime(2021, 7, 1, 15, 59, tzinfo=datetime.UTC), False),
        (datetime.datetime(2021, 7, 1, 16, 0, tzinfo=datetime.UTC), True),
    ],
)
def test_deadline_is_kept_by_the_reader_s_clock_to_the_last_minute_in_beijing(
    reader: Reader, now: datetime.datetime, over: bool
) -> None:
    reader.page.clock.set_fixed_time(now)
    page = reader.page
    page.goto(reader.site.home + reader.site.address)
    assert page.locator(".bounty .report-over").is_visible() is over
    page.click("#p1 .pointer")
    assert ("不再参加评奖" in page.inner_text(".report-due")) is over
    page.click(".report-copy")
    page.wait_for_selector(".report-made")
    assert ("截止：2021年7月1日（已过）" in page.input_value(".report-made")) is over


def test_words_stay_selected_for_copying_by_hand_where_no_clipboard_is(reader: Reader) -> None:
    reader.page.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false;")
    page = reader.open()
    page.click("#p1 .pointer")
    page.click(".report-copy")
    expect(page.locator(".report-said")).to_contain_text("长按")
    made = page.locator(".report-made")
    assert made.evaluate(
        "each => [each === document.activeElement, each.selectionStart, each.selectionEnd === each.value.length]"
    ) == [True, 0, True]


def test_endpoint_gets_the_message_once(reader: Reader) -> None:
    page = reader.open()
    sent: list[str] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="收到")

    page.route("**/bao", take)
    page.evaluate(
        "home => document.getElementById('reader-facts').dataset.reportTo = home + 'bao'", reader.site.home
    )
    page.click("#p2 .pointer")
    page.fill(".report-panel textarea[name=原文]", "十七只")
    page.click(".report-send")
    page.wait_for_url("**/bao")
    fields = parse_qs(sent[0])
    assert set(fields) == {"内容"} and "\r\n原文：十七只" in fields["内容"][0]


def test_mail_carries_the_message(reader: Reader) -> None:
    page = reader.open()
    page.evaluate("document.getElementById('reader-facts').dataset.reportTo = 'mailto:bao@chenbao.example'")
    page.click("#p2 .pointer")
    page.fill(".report-panel textarea[name=原文]", "十七只")
    with page.expect_request(lambda request: request.url.startswith("mailto:")) as asked:
        page.click(".report-send")
    parts = urlsplit(asked.value.url)
    assert parts.path == "bao@chenbao.example" and "原文：十七只" in unquote(parts.query)


def test_form_page_works_without_javascript_and_the_desk_reads_its_fields(
    chromium: Browser, reader_site: ReaderSite
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reader_site.home}report/")
    names = page.locator("#report-page [name]").evaluate_all("all => all.map(each => each.name)")
    assert {"稿号", "版面", "段落", "标题", "原文", "应为", "留言"} <= set(names)
    assert page.locator(".report-pattern").is_visible() and page.locator("[data-report-copy]").is_hidden()
    row = dict.fromkeys(names, "") | {"稿号": "2106-044", "段落": "2", "原文": "十七只", "应为": "十九只"}
    assert message_of(fields_of(row)) == "2106-044 第2段\n原文：十七只\n应为：十九只"
    mailed = "\r\n".join(f"{name}={value}" for name, value in row.items())
    reading = read_rows("信.txt", mailed.encode())
    (read,) = reading.rows
    assert (
        not reading.unread
        and message_of(fields_of(read.values)) == "2106-044 第2段\n原文：十七只\n应为：十九只"
    )
    put_away(context)


def test_form_page_takes_what_the_address_says_and_writes_the_message(
    reader: Reader, reader_site: ReaderSite
) -> None:
    page = reader.open(f"report/?稿号={reader_site.number}&段落=2")
    page.fill("[name=原文]", "十七只")
    page.fill("[name=应为]", "十九只")
    page.click("[data-report-copy]")
    page.wait_for_selector(".report-made")
    assert (
        page.input_value(".report-made")
        == f"【纠错】社区晨报张庙版 2021年6月号\n{reader_site.number} 第2版《楼组长任单的一本“小账”》第2段\n原文：十七只\n应为：十九只"
    )
    assert reader.complaints == []
