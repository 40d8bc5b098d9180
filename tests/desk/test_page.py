"""The editing room in the system's Chromium, as a person works in it: type with an input method, drop, find, go back."""

from __future__ import annotations

import subprocess
import time
import zipfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, FloatRect, Locator, Page, Route

from build_tools.desk.editing import EditingServer
from tests.browsers import await_files, put_away
from tests.desk.conftest import git
from tests.desk.test_editing import running
from tests.waiting import until

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"


def opened(browser: Browser, server: EditingServer, complaints: list[str]) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(60_000)
    await_files(page)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("response", lambda told: complaints.append(told.url) if told.status >= 400 else None)
    page.goto(server.address)
    page.locator("#plan .go", has_text="门口的路修平了").click()
    page.wait_for_selector("#desk:not([hidden])")
    until(lambda: int(page.evaluate("document.querySelector('#sheet canvas').width")) > 100)
    at_rest(page)
    return page


def at_rest(page: Page) -> FloatRect:
    """Where the proof is on the screen, once it does not move any more: it follows the caret in the text."""
    seen: list[FloatRect | None] = []

    def still() -> bool:
        seen.append(page.locator("#sheet canvas").bounding_box())
        return len(seen) >= 10 and all(each == seen[-1] for each in seen[-10:])

    until(still)
    assert seen[-1] is not None
    return seen[-1]


def drag(what: Locator, to: Locator) -> None:
    """Drag in the plan once it has stayed as it is for longer than the desk waits before it looks through the issue again: drawn
    anew between the hand's coming and its closing, what was meant has moved away from under it."""
    page, seen = what.page, [("", 0.0)]

    def still() -> bool:
        shown = page.inner_html("#plan")
        if shown != seen[-1][0]:
            seen.append((shown, time.monotonic()))
        return "正在查" not in page.inner_text("#faults") and time.monotonic() - seen[-1][1] > 3.0

    until(still)
    what.drag_to(to)


def committed(root: Path) -> str:
    done = subprocess.run(["git", "-C", root, "show", f"HEAD:{ROAD}"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_story_is_written_with_an_input_method_and_the_page_follows(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        keyboard = page.context.new_cdp_session(page)
        keyboard.send("Input.imeSetComposition", {"text": "lao ren", "selectionStart": 7, "selectionEnd": 7})
        keyboard.send("Input.insertText", {"text": "老人"})
        keyboard.send("Input.insertText", {"text": "说好。"})
        until(lambda: "老人说好。" in committed(desk_root))
        until(lambda: bool(page.evaluate("window.proofTimes.length > 0")))
        until(lambda: page.inner_text("#saved").startswith("已存") and "字" in page.inner_text("#counts"))

        # A field of the form; a mistake that can be mended, at its place.
        page.fill("input[name=deck]", "新的副题")
        until(lambda: "deck: 新的副题" in committed(desk_root))
        page.select_option("#form select[name=frame]", "线框")
        until(lambda: "frame: 线框" in committed(desk_root))
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("路面,平了。")
        page.locator("#found .mend button", has_text="改").last.click()
        until(lambda: "路面，平了。" in committed(desk_root))

        # Undo is the editor's own.
        page.click("#undo")
        until(lambda: "路面,平了。" in committed(desk_root))

        # The page leads to the text.
        page.locator("#found").scroll_into_view_if_needed()
        box = page.locator("#sheet canvas").bounding_box()
        assert box is not None
        spot = page.evaluate(
            "(() => { for (let y = 30; y < 95; y += 2) for (let x = 5; x < 95; x += 3) {"
            " const c = document.querySelector('#sheet canvas'), b = c.getBoundingClientRect();"
            " c.dispatchEvent(new MouseEvent('click', {clientX: b.left + b.width * x / 100, clientY: b.top + b.height * y / 100}));"
            " if (document.activeElement.classList.contains('cm-content')) return [x, y]; } return null; })()"
        )
        assert spot is not None

        # Somebody with a text editor beside.
        theirs = committed(desk_root).replace("坑洼已久", "坑洼多年").replace("线框", "花边")
        (desk_root / ROAD).write_text(theirs, "utf-8")
        until(lambda: "坑洼多年" in page.inner_text(".cm-content"))
        # A value that the list does not have stays.
        until(lambda: page.input_value("#form select[name=frame]") == "花边")
        page.fill("input[name=deck]", "又一个副题")
        until(lambda: "deck: 又一个副题" in committed(desk_root) and "frame: 花边" in committed(desk_root))

        # History: the first version comes back.
        page.click("#history")
        page.locator(".version").last.click()
        page.get_by_role("button", name="退回到这一版").click()
        until(lambda: "坑洼已久" in committed(desk_root) and "老人说好" not in committed(desk_root))
        # The branch moves a moment before the index follows.
        until(lambda: git(desk_root, "status", "--porcelain", "issues") == "")
        put_away(page.context)
    assert complaints == []


def test_what_is_typed_while_another_story_is_on_its_way_stays_with_the_story_it_was_typed_in(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        held: list[Route] = []
        page.route("**/story.json*", lambda route: route.continue_() if held else held.append(route))
        page.locator("#plan .go", has_text="借伞不用押金").click()
        until(lambda: page.evaluate("true") and held)
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("还在写着这一句。")
        held[0].continue_()
        until(lambda: page.input_value("input[name=headline]") == "借伞不用押金")
        assert "还在写着" not in page.inner_text(".cm-content")
        until(lambda: "还在写着这一句。" in committed(desk_root))

        # Of two that are asked for the later one is opened, in whatever order they come.
        held.clear()
        page.locator("#plan .go", has_text="门口的路修平了").click()
        until(lambda: page.evaluate("true") and held)
        with page.expect_response("**/story.json*"):
            page.locator("#plan .go", has_text="一楼的花开了").click()
        until(lambda: page.input_value("input[name=headline]") == "一楼的花开了")
        with page.expect_response("**/story.json*"):
            held[0].continue_()
        page.wait_for_timeout(200)
        assert page.input_value("input[name=headline]") == "一楼的花开了"
        put_away(page.context)
    assert complaints == []


def test_no_field_for_copy_cuts_what_is_put_into_it(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        long = {
            name: f"{name}，" + "老人孩子走在新修的路上，" * 30
            for name in ("kicker", "deck", "caption", "credit")
        }
        for name, words in long.items():
            page.locator(f"input[name={name}]").first.click()
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(words)
        until(lambda: all(words in committed(desk_root) for words in long.values()))
        put_away(page.context)
    assert complaints == []


def test_the_version_that_comes_back_is_the_one_that_was_chosen_last(
    browser: Browser, desk_root: Path
) -> None:
    (desk_root / ROAD).write_text(committed(desk_root).replace("坑洼已久", "坑洼多年"), "utf-8")
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.fill("input[name=deck]", "新的副题")
        until(lambda: "deck: 新的副题" in committed(desk_root))
        held: list[Route] = []
        page.route("**/difference.json*", lambda route: route.continue_() if held else held.append(route))
        page.click("#history")
        until(lambda: page.evaluate("true") and held)
        assert page.get_by_role("button", name="退回到这一版").count() == 0
        page.locator(".version").last.click()
        page.get_by_role("button", name="退回到这一版").wait_for()
        with page.expect_response("**/difference.json*"):
            held[0].continue_()
        page.get_by_role("button", name="退回到这一版").click()
        until(lambda: "坑洼已久" in committed(desk_root) and "新的副题" not in committed(desk_root))
        put_away(page.context)
    assert complaints == []


def plan_of(root: Path) -> str:
    return git(root, "show", "HEAD:issues/2026-01/issue.yml")


def test_a_story_is_pinned_by_drag_its_edge_says_how_wide_and_proofs_are_compared(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        told = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
        number = next(key for key, path in told["stories"].items() if path == ROAD)
        boxes = [each["box"] for each in told["blocks"] if each["number"] == number]
        left, right = min(box[0] for box in boxes), max(box[0] + box[2] for box in boxes)
        top = min(box[1] for box in boxes)

        def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
            canvas = at_rest(page)
            scale = canvas["width"] / told["size"][0]
            page.mouse.move(canvas["x"] + start[0] * scale, canvas["y"] + start[1] * scale)
            page.mouse.down()
            for share in (0.3, 0.7, 1):
                x, y = (one + (two - one) * share for one, two in zip(start, end, strict=True))
                page.mouse.move(canvas["x"] + x * scale, canvas["y"] + y * scale)
            assert page.locator(".shade").count() == 1
            page.mouse.up()
            assert page.locator(".shade").count() == 0

        # To the top right; its right edge drawn in by one of three columns.
        drag((left + 20, top + 20), (told["size"][0] * 0.9, top + 8))
        until(lambda: "门口的路修平了 = 右上" in plan_of(desk_root))
        page.locator("#trouble", has_text="钉在右上").wait_for()
        assert page.input_value("#pin select[name=corner]") == "右上"
        drag((right - 1, top + 30), (left + (right - left) * 0.68, top + 30))
        until(lambda: "门口的路修平了 = 右上，2栏" in plan_of(desk_root))
        assert git(desk_root, "log", "-1", "--format=%s").strip() == "《门口的路修平了》钉住：右上，2栏"
        # Without a mouse: let go of both.
        until(lambda: page.input_value("#pin select[name=columns]") == "2")
        page.select_option("#pin select[name=columns]", "0")
        until(lambda: "2栏" not in plan_of(desk_root))
        until(lambda: page.input_value("#pin select[name=columns]") == "0")
        page.select_option("#pin select[name=corner]", "")
        until(lambda: "pins" not in plan_of(desk_root))

        # A round of proofs; then a word is changed, and the comparison says which.
        page.click("#rounds")
        page.locator("dialog button", has_text="出校样").click()
        page.locator("dialog button", has_text="与上次校样比").click(timeout=120_000)
        page.locator("dialog", has_text="一字不差").wait_for()
        page.click(".close")
        (desk_root / ROAD).write_text(committed(desk_root).replace("坑洼已久", "坑洼多年"), "utf-8")
        page.click("#rounds")
        page.locator("dialog button", has_text="与上次校样比").click()
        page.locator("dialog li", has_text="门口的路修平了").first.wait_for()
        assert (
            page.inner_text("dialog li del") in "坑洼已久" and page.inner_text("dialog li ins") in "坑洼多年"
        )
        put_away(page.context)
    assert complaints == []


def test_an_issue_is_signed_off_and_its_files_fetched_without_a_terminal(
    browser: Browser, desk_root: Path, tmp_path: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click("#sign")
        page.wait_for_selector("dialog[open] .proofs")
        pages = page.locator("#plan .card[data-page]").count()
        until(lambda: page.locator(".proofs .sheet[data-shown]").count() == pages)
        assert pages == page.locator(".proofs canvas").count() > 0
        drawn = "each => each.width > 50 && each.getContext('2d').getImageData(0, 0, each.width, each.height).data.some(v => v < 90)"
        assert page.evaluate(f"[...document.querySelectorAll('.proofs canvas')].every({drawn})")
        go = page.locator("dialog button", has_text="付印").last
        assert go.is_disabled()
        assert [each["id"] for each in audit(page)] == []
        page.locator("dialog label", has_text="样报").locator("input").check()
        # A specimen is printed otherwise: the pages are laid out anew, and what was seen does not count.
        sure = page.locator("dialog label", has_text="每一版我都看过了").locator("input")
        until(lambda: sure.is_enabled() and page.locator(".proofs .sheet[data-shown]").count() == pages)
        sure.check()
        assert go.is_enabled()
        go.click()
        page.wait_for_selector("dialog .stamped", timeout=240_000)
        with page.expect_download() as waiting:
            page.click("dialog a[download]")
        waiting.value.save_as(tmp_path / "press.zip")
        names = zipfile.ZipFile(tmp_path / "press.zip").namelist()
        assert any(name.endswith(".pdf") for name in names) and len(names) > 3
        assert "付印（第1次）" in git(desk_root, "log", "-1", "--format=%s")
        # The branch moves a moment before the index follows.
        until(lambda: git(desk_root, "status", "--porcelain", "issues") == "")
        page.get_by_role("button", name="网站……").click()
        page.locator("dialog button", has_text="做网站").click()
        page.wait_for_selector("dialog a[href='/site/']", timeout=240_000)
        with page.expect_popup() as shown:
            page.click("dialog a[href='/site/']")
        site = shown.value
        site.goto(f"{site.url}2026-01/yaowen/menkoudeluxiupingle/")
        assert "坑洼已久" in site.inner_text("body")
        # It has its own looks, and nothing of it runs.
        assert site.evaluate("getComputedStyle(document.body).fontFamily") != "serif"
        assert site.evaluate("[...document.scripts].length") > 0 and complaints == []
        site.close()
        page.click(".close")
        assert page.is_visible("#sealed")
        page.locator("#plan .go", has_text="门口的路修平了").click()
        page.wait_for_selector("#desk:not([hidden])")
        assert page.get_attribute(".cm-content", "contenteditable") == "false"
        for name in ("undo", "redo", "subhead", "bold", "picture", "forms", "mend"):
            assert page.is_disabled(f"#{name}")
        put_away(page.context)
    assert complaints == []


def test_nothing_hinders_a_screen_reader_or_a_large_type(browser: Browser, desk_root: Path) -> None:
    with running(desk_root) as server:
        complaints: list[str] = []
        page = opened(browser, server, complaints)
        assert complaints == []
        found = {}
        for name in ("#history", "#rounds", "#sign", "#take", "#picture", "#faults"):
            page.click(name)
            page.wait_for_selector("dialog[open]")
            found[name] = [each["id"] for each in audit(page)]
            page.click(".close")
        page.click("#more")
        found["#more"] = [each["id"] for each in audit(page)]
        page.keyboard.press("Escape")
        # 1280 pixels at 200 %.
        page.set_viewport_size({"width": 640, "height": 400})
        for pane in ("plan", "story", "page"):
            page.click(f".panes button[data-pane={pane}]")
            found[pane] = [each["id"] for each in audit(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= 640
            assert [page.is_visible(f"main > .{each}") for each in ("plan", "story", "page")].count(True) == 1
        assert {key: value for key, value in found.items() if value} == {}
        put_away(page.context)


def audit(page: Page) -> list[dict[str, str]]:
    # axe is run by the test, past the policy that forbids the page every script but ours.
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    return list(Axe().run(page).response["violations"])
