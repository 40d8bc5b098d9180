"""Answers that come late meet a page that has gone on: nothing typed is lost, nothing is done that was not meant."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from build_tools.production.beginning import begin_issue
from tests.browsers import put_away
from tests.desk.test_arranging_page import UMBRELLA, at_head, tree
from tests.desk.test_editing import photograph, running
from tests.desk.test_page import ROAD, drag, opened
from tests.waiting import until

WAIT = "new Promise(done => setTimeout(done, 300))"
"""Longer than an answer that has arrived needs to do what it does."""


class Held(list[Route]):
    """Every question that is held back until the test lets it go."""

    def __init__(self, page: Page, pattern: str | re.Pattern[str]) -> None:
        super().__init__()
        self.page, self.pattern = page, pattern
        page.route(pattern, lambda route: self.append(route))

    def has(self, count: int = 1) -> None:
        until(lambda: self.page.evaluate("true") and len(self) >= count)

    def release(self) -> None:
        # It lets go what is held, too.
        self.page.unroute(self.pattern)


def at_the_end(page: Page, text: str) -> None:
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def headline(page: Page) -> str:
    return page.input_value("input[name=headline]")


def choose(page: Page, title: str) -> None:
    page.locator("#plan .go", has_text=title).click()


def desk(check: Callable[[Page], None], browser: Browser, root: Path, *allowed: str) -> None:
    """A desk with the first story open; nothing is complained of but what is allowed."""
    complaints: list[str] = []
    with running(root) as server:
        page = opened(browser, server, complaints)
        check(page)
        put_away(page.context)
    assert [each for each in complaints if not any(word in each for word in allowed)] == []


def test_what_is_pasted_stands_where_it_was_pasted_and_in_its_story(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        held = Held(page, "**/paste")
        at_the_end(page, "前面。")
        page.evaluate(
            "() => { const data = new DataTransfer(); data.setData('text/html', '<p>贴来的一段。</p>');"
            " data.setData('text/plain', '贴来的一段。');"
            " document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"
        )
        page.keyboard.insert_text("后面。")
        held.has()
        choose(page, "借伞不用押金")
        page.evaluate(WAIT)
        assert "门口" in headline(page)
        held.release()
        until(lambda: headline(page) == "借伞不用押金")
        assert "贴来的" not in page.inner_text(".cm-content")
        until(lambda: "贴来的一段。后面。" in at_head(desk_root, ROAD))
        assert "前面。贴来的" in at_head(desk_root, ROAD)
        assert at_head(desk_root, ROAD).count("贴来的") == 1

    desk(check, browser, desk_root)


def test_a_whole_story_that_is_pasted_fills_its_head_and_keeps_its_slip(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        page.click("#new-story")
        page.fill("dialog input[name=headline]", "路通了")
        page.click("dialog button.strong")
        until(lambda: headline(page) == "路通了")
        page.click(".cm-content")
        page.evaluate(
            "html => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', '白字');"
            " document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }",
            '<p align="center"><b>门口的路修平了</b></p><p align="center">陆文娟</p><p>从今天起，门口的路修平了，'
            "推车不再颠。</p><p>树也栽上了。</p><p>（点击阅读原文，关注公众号）</p>",
        )
        until(lambda: "点击阅读原文" in page.inner_text("#slip"))
        assert page.input_value("input[name=byline]") == "陆文娟"
        assert page.inner_text(".cm-content").startswith(
            "门口的路修平了"
        )  # another headline was there: not lost
        file = next((desk_root / "issues/2026-01").glob("*/*路通了.md"))
        until(lambda: "byline: 陆文娟" in file.read_text("utf-8"))
        assert headline(page) == "路通了" and "树也栽上了。" in file.read_text("utf-8")

    desk(check, browser, desk_root)


def test_another_issue_waits_for_what_is_typed_and_no_story_comes_after_it(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        assert not begin_issue(desk_root, "2026-02", sample=False).refused
        page.reload()
        choose(page, "门口的路修平了")
        page.wait_for_selector("#desk:not([hidden])")
        held = Held(page, "**/save")
        at_the_end(page, "先写的。")
        held.has()
        page.select_option("#issue", "2026-02")
        page.keyboard.insert_text("等的时候写的。")
        at_the_end(page, "又写的。")
        held.release()
        until(lambda: page.is_hidden("#desk"))
        until(lambda: "又写的。" in at_head(desk_root, ROAD))

        # A story that was asked for before the issue was left does not come after it.
        page.select_option("#issue", "2026-01")
        until(lambda: page.locator("#plan .go", has_text="门口的路").count() == 1)
        held = Held(page, "**/story.json*")
        choose(page, "门口的路修平了")
        held.has()
        page.select_option("#issue", "2026-02")
        until(lambda: page.locator("#plan .go", has_text="门口的路").count() == 0)
        held.release()
        page.evaluate(WAIT)
        assert page.is_hidden("#desk")

    desk(check, browser, desk_root)


def test_what_could_not_be_saved_waits_for_its_story_and_is_merged(browser: Browser, desk_root: Path) -> None:
    def check(page: Page) -> None:
        # A colleague writes in the same paragraph: the two are shown; the story is left and opened again.
        held = Held(page, "**/save")
        theirs = (desk_root / ROAD).read_text("utf-8").replace("坑洼已久", "坑洼多年")
        page.locator(".cm-line", has_text="坑洼已久").click()
        page.keyboard.press("Home")
        page.keyboard.insert_text("甲写的，")
        held.has()
        (desk_root / ROAD).write_text(theirs, "utf-8")
        held.release()
        page.locator("#clash button").first.wait_for()
        choose(page, "借伞不用押金")
        until(lambda: headline(page) == "借伞不用押金")
        assert "留在这台机器" in page.inner_text("#trouble")
        choose(page, "门口的路修平了")
        page.locator("#clash button").first.wait_for()
        assert "甲写的，" in page.inner_text(".cm-content")
        # What is typed before the choice, and while it is on its way, stays.
        at_the_end(page, "选的时候写的。")
        page.locator("#clash button", has_text="用别人写的").click()
        held = Held(page, "**/save")
        page.locator("#clash button", has_text="就这样存").click()
        held.has()
        at_the_end(page, "存的时候写的。")
        held.release()
        until(lambda: "存的时候写的。" in (text := at_head(desk_root, ROAD)) and "选的时候写的。" in text)
        assert "坑洼多年" in at_head(desk_root, ROAD)

    desk(check, browser, desk_root, "409", "/save")


def test_who_types_on_while_a_save_is_merged_takes_nothing_of_the_others_away(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        # Theirs stands right before mine.
        held = Held(page, "**/save")
        page.locator(".cm-line", has_text="东门走的人最多").click()
        page.keyboard.press("Home")
        page.keyboard.insert_text("这里，")
        held.has()
        before = (desk_root / ROAD).read_text("utf-8")
        (desk_root / ROAD).write_text(before.replace("## 先修东门", "## 先修东大门"), "utf-8")
        page.keyboard.insert_text("接着，")
        # A field that was left again is as it was typed; one that has only the focus takes what the others wrote.
        page.fill("input[name=deck]", "副题一")
        page.focus("input[name=kicker]")
        held.release()
        until(lambda: "这里，接着，" in (text := at_head(desk_root, ROAD)) and "deck: 副题一" in text)
        assert "## 先修东大门" in at_head(desk_root, ROAD)
        until(lambda: "先修东大门" in page.inner_text(".cm-content"))
        theirs = at_head(desk_root, ROAD).replace("deck: 副题一", "deck: 副题一\nkicker: 别人的引题")
        (desk_root / ROAD).write_text(theirs, "utf-8")
        until(lambda: page.input_value("input[name=kicker]") == "别人的引题")
        page.fill("input[name=deck]", "副题二")
        until(lambda: "deck: 副题二" in at_head(desk_root, ROAD))
        assert "kicker: 别人的引题" in at_head(desk_root, ROAD)

    desk(check, browser, desk_root)


def test_the_focus_stays_where_somebody_writes_and_the_newest_page_stays(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        # A page comes after the headline is being written.
        held = Held(page, "**/page.json*")
        choose(page, "借伞不用押金")
        until(lambda: headline(page) == "借伞不用押金")
        held.has()
        page.fill("input[name=kicker]", "写到一半")
        held.release()
        page.evaluate(WAIT)
        assert page.evaluate("document.activeElement.name") == "kicker"
        until(lambda: "kicker: 写到一半" in at_head(desk_root, UMBRELLA))

        # A dialog that was asked for before another one is open does not come over it.
        held = Held(page, "**/history.json*")
        page.click("#history")
        held.has()
        page.click("#new-story")
        page.fill("dialog input[name=headline]", "正在写的题")
        held.release()
        page.evaluate(WAIT)
        assert page.input_value("dialog input[name=headline]") == "正在写的题"
        # Pressed twice it is one story.
        held = Held(page, "**/new-story")
        page.keyboard.press("Enter")
        held.has()
        page.keyboard.press("Enter")
        page.evaluate(WAIT)
        assert len(held) == 1
        held.release()
        until(lambda: headline(page) == "正在写的题")
        assert sum("正在写的题" in each for each in tree(desk_root)) == 1

        # The type of a page that comes when another page is shown already does not bring it back.
        page.reload()
        held = Held(page, "**/outlines")
        held.has()
        page.evaluate(
            "document.querySelector('#sheet').addEventListener('drawn', ({detail}) => { window.drawn = detail.page; })"
        )
        page.locator("#pages button", has_text="第2版").click()
        held.has(2)
        held.pop(1).continue_()
        until(lambda: page.inner_text("#proof").startswith("第2版"))
        held.release()
        page.evaluate(WAIT)
        assert page.inner_text("#proof").startswith("第2版") and page.evaluate("window.drawn") == 2

    desk(check, browser, desk_root)


def test_a_pin_is_undone_on_its_own_page_and_two_moves_both_are_done(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        page.select_option("#pin select[name=corner]", "右上")
        undo = page.locator("#trouble button", has_text="撤销")
        undo.wait_for()
        page.locator("#pages button", has_text="第2版").click()
        until(lambda: page.inner_text("#proof").startswith("第2版"))
        undo.click()
        until(lambda: "pins" not in at_head(desk_root, "issues/2026-01/issue.yml"))

        # The second story is moved while the first, which changes its name, is on its way.
        slip = json.dumps([{"message": "看一看", "remedy": "看", "done": False}])
        page.evaluate("given => localStorage.setItem(...given)", [f"desk-slip {ROAD}", slip])
        page.reload()
        choose(page, "门口的路修平了")
        page.locator("#slip", has_text="看一看").wait_for()
        held = Held(page, "**/move")
        drag(page.locator("#plan li", has_text="门口的路"), page.locator("#plan .card[data-page='2'] h2"))
        held.has()
        at_the_end(page, "移的时候写的。")
        drag(page.locator("#plan li", has_text="借伞不用押金"), page.locator("#plan .card[data-page='2'] h2"))
        page.evaluate(WAIT)
        assert len(held) == 1
        held.release()
        until(
            lambda: (
                sum("/美/" in each and ("门口" in each or "借伞" in each) for each in tree(desk_root)) == 2
            )
        )
        moved = next(each for each in tree(desk_root) if "门口" in each)
        until(lambda: "移的时候写的。" in at_head(desk_root, moved))
        page.locator("#slip", has_text="看一看").wait_for()

    desk(check, browser, desk_root)


def test_pictures_go_where_they_were_dropped_and_the_typing_goes_on(
    browser: Browser, desk_root: Path, tmp_path: Path
) -> None:
    crossing = tmp_path / "路口.jpg"
    crossing.write_bytes(photograph())

    def check(page: Page) -> None:
        held = Held(page, "**/add-pictures*")
        page.locator(".cm-line", has_text="坑洼已久").click()
        page.click("#picture")
        with page.expect_file_chooser() as waiting:
            page.get_by_role("button", name="从这台机器或手机选照片……").click()
        waiting.value.set_files(crossing)
        held.has()
        at_the_end(page, "\n\n接着写。")
        held.release()
        until(lambda: page.locator("#strip li").count() == 2)
        page.keyboard.insert_text("还在写。")
        until(lambda: "接着写。还在写。" in at_head(desk_root, ROAD))
        text = at_head(desk_root, ROAD)
        assert text.index("坑洼已久") < text.index("路口.jpg") < text.index("修平的路面")

    desk(check, browser, desk_root)


def test_an_issue_that_was_changed_after_it_was_shown_is_not_signed(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        page.click("#sign")
        box = page.locator("dialog label", has_text="每一版我都看过了").locator("input")
        until(lambda: box.count() == 1 and box.is_enabled())
        (desk_root / UMBRELLA).write_text(at_head(desk_root, UMBRELLA).replace("二十把", "三十把"), "utf-8")
        box.check()
        page.locator("dialog button.strong", has_text="付印").click()
        page.locator("dialog .wrong", has_text="又有人改过").wait_for()
        assert box.is_checked() and not (desk_root / "issues/2026-01/signoff.yml").exists()

    desk(check, browser, desk_root, "409", "/sign-off")


def test_stories_are_listed_and_opened_while_the_pages_are_made_up(browser: Browser, desk_root: Path) -> None:
    def check(page: Page) -> None:
        held = Held(page, re.compile(r"/survey\.json(?!.*quick)"))
        page.reload()
        held.has()
        page.locator("#plan .card[data-page='1'] h2", has_text="正在排").wait_for()
        assert page.inner_text("#faults") == "查错：正在查"
        choose(page, "借伞不用押金")
        until(lambda: headline(page) == "借伞不用押金")
        page.click("#place")
        assert "正好" not in page.inner_text("dialog[open]") and "行" not in page.inner_text(
            "dialog[open] select >> nth=0"
        )
        page.click(".close")
        held.release()
        until(lambda: "正在排" not in page.inner_text("#plan"))
        assert page.locator("#plan li[data-current]", has_text="借伞不用押金").count() == 1

    desk(check, browser, desk_root)


def test_what_cannot_be_done_in_a_signed_issue_is_not_offered(browser: Browser, desk_root: Path) -> None:
    def check(page: Page) -> None:
        page.route("**/survey.json*", signed)
        page.reload()
        choose(page, "门口的路修平了")
        page.locator("#sealed").wait_for()
        assert page.is_disabled("#take")
        assert "缺署名" not in page.inner_text("#plan")

    def signed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "signed": 1})

    desk(check, browser, desk_root)


def test_the_plan_is_not_drawn_anew_under_a_finger_that_is_down(browser: Browser, desk_root: Path) -> None:
    def check(page: Page) -> None:
        page.locator("#plan .go", has_text="借伞不用押金").hover()
        with page.expect_response("**/survey.json*"):
            page.mouse.down()
            other = next((desk_root / "issues/2026-01/美").glob("[0-9]*.md"))
            other.write_text(other.read_text("utf-8").replace("headline: ", "headline: 新的"), "utf-8")
        page.evaluate(WAIT)
        assert "新的" not in page.inner_text("#plan")
        page.mouse.up()
        until(lambda: headline(page) == "借伞不用押金" and "新的" in page.inner_text("#plan"))

    desk(check, browser, desk_root)


def test_a_make_up_that_takes_long_is_asked_for_once_and_keeps_no_save_waiting(
    browser: Browser, desk_root: Path
) -> None:
    def check(page: Page) -> None:
        held: list[Route] = []
        page.route(
            "**/page.json*",
            lambda route: route.continue_() if "quick" in route.request.url else held.append(route),
        )
        for word in ("甲", "乙", "丙"):
            at_the_end(page, f"又写{word}。")
            until(lambda word=word: f"又写{word}。" in at_head(desk_root, ROAD))  # type: ignore[misc]
            # One that was asked for before we looked may still be under way.
            until(lambda: page.evaluate("true") and held)
            page.evaluate(WAIT)
            assert len(held) == 1
        held[0].continue_()
        until(lambda: page.evaluate("true") and len(held) == 2)
        held[1].continue_()

    desk(check, browser, desk_root)
