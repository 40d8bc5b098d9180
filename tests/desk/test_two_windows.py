"""One person with two windows, or two at one story: what one does the other shows, and neither costs the other anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from build_tools.desk.editing import EditingServer
from tests.browsers import put_away
from tests.desk.test_arranging_page import at_head
from tests.desk.test_editing import running
from tests.desk.test_page import ROAD, at_rest, opened
from tests.waiting import until

POINTS = ("日期不全", "署名存疑", "图说没有")


def second_window(first: Page, server: EditingServer) -> Page:
    with first.expect_popup() as waiting:
        first.evaluate("address => { window.open(address); }", server.address)
    page = waiting.value
    page.set_default_timeout(60_000)
    page.locator("#plan .go", has_text="门口的路修平了").click()
    page.wait_for_selector("#desk:not([hidden])")
    return page


def ticks(page: Page) -> list[bool]:
    found = page.evaluate("[...document.querySelectorAll('#slip:not([hidden]) input')].map(e => e.checked)")
    return [bool(each) for each in found]


def test_ticks_on_a_slip_in_two_windows_are_all_kept(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        one = opened(browser, server, complaints)
        slip = json.dumps([{"message": each, "remedy": "看一看", "done": False} for each in POINTS])
        one.evaluate("given => localStorage.setItem(...given)", [f"desk-slip {ROAD}", slip])
        one.reload()
        one.locator("#plan .go", has_text="门口的路修平了").click()
        two = second_window(one, server)
        # Nobody wonders who else bears his name.
        until(lambda: one.inner_text("#present") == "你的另一个窗口也在这一篇")
        one.locator("#slip li", has_text="日期不全").locator("input").check()
        until(lambda: ticks(two) == [True, False, False])
        two.locator("#slip li", has_text="署名存疑").locator("input").check()
        until(lambda: ticks(one) == [True, True, False])
        # Who ticks with the keyboard stays where he was.
        assert (
            two.evaluate("[...document.querySelectorAll('#slip input')].indexOf(document.activeElement)") == 1
        )
        # What the other has done is counted before it is heard of: a window is not told of its own changes here.
        kept = [{"message": each, "remedy": "看一看", "done": at != 1} for at, each in enumerate(POINTS)]
        two.evaluate("given => localStorage.setItem(...given)", [f"desk-slip {ROAD}", json.dumps(kept)])
        until(lambda: ticks(one) == [True, False, True])
        two.locator("#slip li", has_text="日期不全").locator("input").uncheck()
        until(lambda: ticks(one) == ticks(two) == [False, False, True])
        # What is done with in one is not brought back by the other.
        two.evaluate("key => localStorage.removeItem(key)", f"desk-slip {ROAD}")
        one.wait_for_selector("#slip", state="hidden")
        two.locator("#slip li").first.locator("input").click()
        two.wait_for_selector("#slip", state="hidden")
        assert one.evaluate("key => localStorage.getItem(key)", f"desk-slip {ROAD}") is None
        put_away(one.context)
    assert complaints == []


def test_a_caption_box_takes_what_a_colleague_writes_and_keeps_the_caret(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        box = page.locator("#strip input[name=caption]").first
        was = box.input_value()
        box.click()
        page.keyboard.press("End")
        # Somebody else changes the front of it while the caret stands at its end.
        text = at_head(desk_root, ROAD)
        (desk_root / ROAD).write_text(text.replace(was, f"早上，{was}"), "utf-8")
        until(lambda: box.input_value() == f"早上，{was}")
        page.keyboard.insert_text("（王五摄）")
        until(lambda: f"早上，{was}（王五摄）" in at_head(desk_root, ROAD))

        # The same while an input method is at work in it.
        keyboard = page.context.new_cdp_session(page)
        keyboard.send("Input.imeSetComposition", {"text": "pin", "selectionStart": 3, "selectionEnd": 3})
        text = at_head(desk_root, ROAD)
        (desk_root / ROAD).write_text(text.replace("早上，", "清早，"), "utf-8")
        until(lambda: "清早，" in page.inner_text(".cm-content"))
        keyboard.send("Input.insertText", {"text": "资料"})
        until(lambda: f"清早，{was}（王五摄）资料" in at_head(desk_root, ROAD))
        assert box.input_value() == f"清早，{was}（王五摄）资料"
        put_away(page.context)
    assert complaints == []


@pytest.mark.parametrize("at", ["Control+End", "Control+Home"])
def test_the_caret_stays_in_its_line_when_a_colleague_changes_lines_around_it(
    browser: Browser, desk_root: Path, at: str
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click(".cm-content")
        # What is typed behind the last line end leaves the text without one; a file has one.
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("路灯")
        until(lambda: at_head(desk_root, ROAD).endswith("路灯\n"))
        page.keyboard.press(at)
        for _ in range(8 if at == "Control+Home" else 0):
            page.keyboard.press("ArrowDown")
        page.keyboard.insert_text("我写的。")
        until(lambda: "我写的。" in at_head(desk_root, ROAD))
        text = at_head(desk_root, ROAD)
        changed = text.replace("小区东门外", "同事说，小区东门外").replace("也有人值守。", "有人值守。")
        assert changed.count("同事说") == 1 and changed != text.replace("小区东门外", "同事说，小区东门外")
        (desk_root / ROAD).write_text(changed, "utf-8")
        until(lambda: "同事说，" in page.inner_text(".cm-content"))
        page.keyboard.insert_text("接着写。")
        until(lambda: "我写的。接着写。" in at_head(desk_root, ROAD))
        assert at_head(desk_root, ROAD) == changed.replace("我写的。", "我写的。接着写。")
        put_away(page.context)
    assert complaints == []


def test_a_story_that_is_opened_shows_its_head_on_the_proof(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        for _ in range(4):
            page.get_by_role("button", name="版面放大").click()
        for name in ("借伞不用押金", "门口的路修平了"):
            page.locator("#plan .go", has_text=name).click()
            until(lambda name=name: page.input_value("input[name=headline]") == name)  # type: ignore[misc]
            # The caret stands before the first word, not in the empty line under the fields.
            first = page.evaluate("getSelection().anchorNode.textContent.length > 0")
            assert first and page.evaluate("getSelection().anchorOffset") == 0
            at_rest(page)
            assert page.evaluate("document.activeElement.classList.contains('cm-content')")
            told = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
            number = next(key for key, path in told["stories"].items() if name in path)
            head = min(each["box"][1] for each in told["blocks"] if each["number"] == number)
            shown = page.evaluate(
                "head => { const s = document.querySelector('#sheet'), c = s.querySelector('canvas');"
                " return (c.offsetTop + head[0] * c.clientHeight / head[1] - s.scrollTop) / s.clientHeight; }",
                [head, told["size"][1]],
            )
            assert 0 <= shown < 0.9, (name, shown)
        put_away(page.context)
    assert complaints == []
