"""What a person who has only the page itself stumbled on: a first story, a clash, a doubt that is none, a page's make-up."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browsers import put_away
from tests.desk.conftest import git
from tests.desk.test_editing import Browser as Asking
from tests.desk.test_editing import running
from tests.desk.test_page import ROAD, audit, committed, opened
from tests.waiting import until

LAMP = "issues/2026-01/美/02-楼道里的灯.md"


def at_head(root: Path, path: str) -> str:
    return git(root, "show", f"HEAD:{path}")


def looked_through(page: Page) -> None:
    """付印, and every page of the issue laid out."""
    if not page.locator("dialog[open]").count():
        page.click("#sign")
    page.wait_for_selector("dialog[open] .proofs")
    until(lambda: page.locator("dialog[open] .proofs .sheet:not([data-shown])").count() == 0)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def test_a_new_story_takes_what_is_typed_at_once_and_its_page_is_shown(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click("#new-story")
        # A column is chosen by the page it stands on.
        assert "第2版" in page.inner_text("dialog select[name=section] option[value=美]")
        page.fill("dialog input[name=headline]", "楼道里的灯")
        page.select_option("dialog select[name=section]", "美")
        page.keyboard.press("Enter")
        until(lambda: page.evaluate("document.activeElement.classList.contains('cm-content')"))
        page.keyboard.insert_text("灯亮了一夜。")
        until(lambda: "灯亮了一夜。" in at_head(desk_root, LAMP))
        assert page.is_hidden("#clash")
        until(lambda: "第2版" in (page.get_attribute("#sheet", "aria-label") or ""))
        put_away(page.context)
    assert complaints == []


def test_one_enter_begins_a_paragraph_and_in_a_form_a_line(browser: Browser, desk_root: Path) -> None:
    with running(desk_root) as server:
        page = opened(browser, server, [])
        page.click(".cm-content")
        page.keyboard.press("Control+a")
        for words in (
            "头一段。",
            "第二段。",
            "",
            "- 一条",
            "二条",
            "",
            "",
            ":::诗",
            "",
            "第一行",
            "第二行",
            ":::",
        ):
            page.keyboard.insert_text(words)
            page.keyboard.press("Enter")
        # A paragraph is taken back as it came: with one 撤销.
        page.keyboard.insert_text("末段。")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+z")
        expected = "头一段。\n\n第二段。\n\n\n- 一条\n二条\n\n\n\n:::诗\n\n第一行\n第二行\n:::\n末段。"
        until(lambda: committed(desk_root).partition("\n---\n")[2].strip() == expected)
        put_away(page.context)


def test_two_versions_of_a_paragraph_can_be_seen_and_chosen_from_on_a_low_screen(
    browser: Browser, desk_root: Path
) -> None:
    with running(desk_root) as server:
        page = opened(browser, server, [])
        page.set_viewport_size({"width": 1280, "height": 700})
        page.click(".cm-line >> text=坑洼已久")
        theirs = committed(desk_root).replace("坑洼已久", "坑洼多年")
        (desk_root / ROAD).write_text(theirs, "utf-8")
        page.keyboard.insert_text("早就")
        page.wait_for_selector("#clash:not([hidden])")
        box = page.locator("#clash").bounding_box()
        assert box is not None and box["height"] > 120
        page.get_by_role("button", name="用别人写的").click()
        page.get_by_role("button", name="就这样存").click()
        until(lambda: "坑洼多年" in committed(desk_root) and page.is_hidden("#clash"))
        put_away(page.context)


def test_a_doubt_that_is_none_is_exempted_with_its_reason_in_the_text_and_in_the_head(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("\n\n| 甲 | 乙 |\n|---|---|\n| 一。。 | 二 |\n| 三 | 四 |")
        page.fill("input[name=deck]", "三天完工。。老人推车也平稳")
        offers = page.locator("#found li", has_text="标点连用").get_by_role("button", name="免检")
        until(lambda: offers.count() == 2)
        for left, reason in ((1, "原文如此"), (0, "来信照登")):
            offers.first.click()
            asked = page.get_by_label("为什么没有错")
            asked.press("Enter")  # without a reason nothing happens
            asked.fill(reason)
            # What comes in meanwhile does not take the box away.
            page.evaluate("document.querySelector('#found .exempt').dataset.still = 'yes'")
            page.wait_for_timeout(3000)
            assert page.locator("#found .exempt[data-still]").count() == 1
            asked.press("Enter")
            until(lambda reason=reason: f"<!-- 免检 SQ409：{reason} -->" in committed(desk_root))  # type: ignore[misc]
            until(lambda left=left: offers.count() == left)  # type: ignore[misc]
        head, _, body = committed(desk_root).partition("\n---\n")
        assert "deck: 三天完工。。老人推车也平稳  # <!-- 免检 SQ409：" in head
        assert re.search(r"\n\| 一。。 \| 二 <!-- 免检 SQ409：[^>]+--> \|\n\| 三 \|", body)
        until(lambda: "标点连用" not in page.inner_text("#found"))
        assert page.input_value("input[name=deck]") == "三天完工。。老人推车也平稳"
        # People read the history; the front matter is told as the form names it.
        page.click("#history")
        until(lambda: "副题：三天完工。。" in page.inner_text(".difference"))
        assert "headline" not in page.inner_text(".difference")
        put_away(page.context)
    assert complaints == []


def test_a_template_an_upright_headline_and_a_jump_are_asked_for_and_taken_back(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    plan = "issues/2026-01/issue.yml"
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.get_by_label("这一版的版式").select_option("副刊")
        until(lambda: "template: 副刊" in at_head(desk_root, plan))
        page.get_by_label("竖题").check()
        until(lambda: 'pins: ["门口的路修平了 = 竖题"]' in at_head(desk_root, plan))
        until(lambda: page.locator("#trouble .undo").count() == 1 and "竖题" in page.inner_text("#trouble"))
        page.click("#trouble .undo")
        until(lambda: "竖题" not in at_head(desk_root, plan))
        until(lambda: not page.get_by_label("竖题").is_checked())
        page.get_by_label("这一版的版式").select_option("")
        until(lambda: "template" not in at_head(desk_root, plan))
        assert git(desk_root, "log", "-1", "--format=%s").strip() == "第1版的版式：由程序定"
        page.get_by_label("转版").fill("第1段后转第2版")
        until(lambda: "jump: 第1段后转第2版" in committed(desk_root))
        assert "改《门口的路修平了》转版" in git(desk_root, "log", "-1", "--format=%s")
        until(lambda: page.inner_text("#saved").startswith("已存"))
        assert [each["id"] for each in audit(page)] == []
        put_away(page.context)
    assert complaints == []


def test_arrow_keys_on_the_way_to_a_choice_are_no_choice(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        before = git(desk_root, "rev-list", "--count", "HEAD")
        page.locator("#pin select[name=corner]").focus()
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        until(lambda: "钉住：右上" in git(desk_root, "log", "-1", "--format=%s"))
        assert int(git(desk_root, "rev-list", "--count", "HEAD")) == int(before) + 1
        put_away(page.context)
    assert complaints == []


def test_the_keyboard_keeps_its_place_while_the_flat_plan_is_drawn_anew(
    browser: Browser, desk_root: Path
) -> None:
    with running(desk_root) as server:
        page = opened(browser, server, [])
        for selector, words in (
            ("#new-story", "新稿"),
            (".card[data-page='2'] h2 button", "第2版"),
            ("#pages button >> text=第2版", "第2版"),
        ):
            page.locator(selector).focus()
            page.evaluate("document.querySelector('#plan').firstElementChild.dataset.old = 'yes'")
            with (desk_root / ROAD).open("a", encoding="utf-8") as file:
                file.write("\n又一段。\n")
            until(lambda: page.locator("#plan [data-old]").count() == 0)
            assert words in focused(page)
        put_away(page.context)


def test_what_hinders_signing_is_named_in_the_words_of_the_page_and_leads_to_its_place(
    browser: Browser, desk_root: Path
) -> None:
    settings = desk_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("copies: 1, ", ""), "utf-8")
    with running(desk_root) as server:
        page = opened(browser, server, [])
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("他说：。。")
        until(lambda: "标点连用" in page.inner_text("#found"))
        looked_through(page)
        told = page.inner_text("dialog .kept")
        assert "付印以前要改好" in told and "还有1项没有写明" in told and "印数" in told
        assert "chenbao" not in told and ".md" not in told and ".yml" not in told
        # It cannot be signed, and says so; who asks all the same is refused for the same reasons.
        assert page.locator("dialog label", has_text="每一版我都看过了").locator("input").is_disabled()
        assert "才付得了" in page.inner_text("dialog form")
        asker = Asking(server)
        (asked,) = asker.ask("GET", "/kept-back.json?issue=2026-01")[1:]
        signing = {"issue": "2026-01", "name": "某编辑", "sample": False, "ahead": "", "seen": ""}
        status, refused = asker.ask("POST", "/sign-off", signing)
        assert status == 409 and "没有付印" in refused["problem"]
        assert [each["code"] for each in refused["diagnostics"]] == [each["code"] for each in asked]
        page.get_by_role("button", name="补上……").click()
        page.get_by_label("印数").fill("2000")
        page.keyboard.press("Enter")
        looked_through(page)
        assert "没有写明" not in page.inner_text("dialog .kept")
        assert "copies: 2000" in at_head(desk_root, "mkdocs.yml")
        page.locator("dialog .all").get_by_role("button", name="《门口的路修平了》").first.click()
        until(lambda: page.evaluate("document.activeElement.classList.contains('cm-content')"))
        put_away(page.context)


def test_the_first_editor_finds_the_way_into_an_empty_paper(browser: Browser, desk_root: Path) -> None:
    shutil.rmtree(desk_root / "issues" / "2026-01")
    with running(desk_root, team=True) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.goto(server.address)
        fields = page.locator("input").evaluate_all("all => all.map((each) => each.offsetWidth)")
        assert min(fields) > 250 and page.locator("main").evaluate("each => each.offsetHeight") < 600
        assert audit(page) == []
        page.get_by_label("姓名").fill("老陈")
        page.get_by_label("口令").fill("一个够长的口令1234")
        page.keyboard.press("Enter")
        begin = page.locator("#plan button", has_text="新的一期")
        begin.wait_for()
        assert [page.is_disabled(f"#{each}") for each in ("faults", "take", "ads", "rounds", "sign")] == [
            True
        ] * 5
        assert page.is_hidden("#empty") and page.is_hidden("#issue") and audit(page) == []
        page.click("#more")
        page.get_by_role("button", name="编辑部的人").click()
        page.select_option("dialog select", "校对")
        assert "出校样和签名" in page.inner_text("dialog") and server._server.address.rstrip(
            "/"
        ) in page.inner_text("dialog")
        assert audit(page) == []
        page.click(".close")
        begin.click()
        page.keyboard.press("Enter")
        page.wait_for_selector("#plan .card[data-page]")
        assert page.is_enabled("#sign") and page.is_visible("#issue")
        put_away(page.context)


def test_what_others_sign_is_seen_without_opening_the_proofs_anew(browser: Browser, desk_root: Path) -> None:
    with running(desk_root) as server:
        page, colleague = opened(browser, server, []), Asking(server)
        page.click("#rounds")
        page.wait_for_selector("dialog[open] form.row")
        assert colleague.ask("POST", "/draw", {"issue": "2026-01", "stage": "小样"})[0] == 200
        page.locator("dialog tbody tr", has_text="第1次　小样").wait_for()
        asked = {"issue": "2026-01", "round": 1, "task": "初审", "name": "王五甲"}
        assert colleague.ask("POST", "/sign-proof", asked)[0] == 200
        page.locator("dialog td", has_text="初审 王五甲").wait_for()
        # Who is filling in a name is not interrupted.
        page.get_by_label("姓名").fill("王五乙")
        assert colleague.ask("POST", "/sign-proof", {**asked, "task": "复审", "name": "王五丙"})[0] == 200
        page.wait_for_timeout(6000)
        assert page.input_value("dialog form.row input") == "王五乙"
        put_away(page.context)
