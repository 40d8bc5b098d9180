"""Pictures, stock, flat plan and advertisements in the system's Chromium, by dragging and without it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.browsers import await_files, put_away
from tests.desk.conftest import YI, git
from tests.desk.test_advertising import SENTENCE
from tests.desk.test_editing import photograph, running
from tests.desk.test_page import ROAD, at_rest, audit, drag, opened
from tests.waiting import until

UMBRELLA = "issues/2026-01/要闻/02-借伞不用押金.md"


def words(root: Path) -> list[str]:
    return git(root, "log", "--format=%s").strip().split("\n")


def at_head(root: Path, path: str) -> str:
    return git(root, "show", f"HEAD:{path}")


def tree(root: Path) -> list[str]:
    return git(root, "ls-tree", "-r", "--name-only", "HEAD", "issues").strip().split("\n")


def drop(page: Page, spot: tuple[float, float], files: list[Path]) -> None:
    """Files from a folder of the system onto a place of the page, as the browser itself is told of them."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(each) for each in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": spot[0], "y": spot[1], "data": data})
        if kind == "dragOver":
            until(lambda: page.locator("body.dropping").count() == 1)
    session.detach()


def middle(page: Page, selector: str, text: str = "") -> tuple[float, float]:
    box = page.locator(selector, **({"has_text": text} if text else {})).first.bounding_box()  # type: ignore[arg-type]
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_the_page(page: Page, path: str, part: str = "text") -> tuple[float, float]:
    """A place on the screen where a story's words, or its picture, stand on the proof."""
    told = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
    number = next(key for key, where in told["stories"].items() if where == path)
    x, y, w, h = next(
        each["box"] for each in told["blocks"] if each["number"] == number and each["kind"] == part
    )
    scale = float(page.evaluate("document.querySelector('#sheet canvas').clientWidth")) / told["size"][0]
    page.evaluate("top => { document.querySelector('#sheet').scrollTop = top; }", y * scale - 60)
    canvas = at_rest(page)
    return canvas["x"] + (x + w / 2) * scale, canvas["y"] + (y + min(h / 2, 20)) * scale


@pytest.fixture
def photographs(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "IMG 2034.jpg", tmp_path / "路口.jpg"]
    for each, colour in zip(files, ("grey", "red"), strict=True):
        each.write_bytes(photograph(colour))
    return files


def test_photographs_are_dropped_into_the_story_and_on_the_page(
    browser: Browser, desk_root: Path, photographs: list[Path]
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        # Two on the first paragraph of the open story.
        drop(page, middle(page, ".cm-line", "坑洼已久"), photographs)
        until(lambda: "](../images/路口.jpg)" in at_head(desk_root, ROAD))
        body = at_head(desk_root, ROAD)
        first, second = body.index("](../images/IMG-2034.jpg)"), body.index("](../images/路口.jpg)")
        assert body.index("路面平了。") < first < second < body.index("修平的路面")
        assert "《门口的路修平了》的图片：IMG-2034.jpg、路口.jpg" in words(desk_root)
        assert words(desk_root)[0] == "改《门口的路修平了》图片"
        with Image.open(desk_root / "issues/2026-01/images/IMG-2034.jpg") as kept:
            assert dict(kept.getexif().get_ifd(0x8825)) == {}
        assert "拍摄地点" in page.inner_text("#trouble")
        # The caption is what the person is asked for; the credit beside it.
        until(lambda: page.evaluate("document.activeElement.name") == "caption")
        assert page.locator("#strip li").count() == 3
        assert page.locator("#strip input[data-lacking]").count() == 2
        page.keyboard.insert_text("路口的[新]灯")
        page.keyboard.press("Tab")
        page.keyboard.insert_text('摄影：“老"李”')
        until(
            lambda: (
                '![路口的\\[新\\]灯](../images/IMG-2034.jpg "摄影：“老\\"李”")' in at_head(desk_root, ROAD)
            )
        )
        assert page.locator("#strip input[data-lacking]").count() == 1
        # What it keeps when it is cropped, and how wide it is, from the same strip.
        page.locator("#strip .thumb").first.click()
        page.locator(".crop img").click(position={"x": 20, "y": 20})
        page.locator(".crop label", has_text="多宽").locator("select").select_option("2")
        assert [each["id"] for each in audit(page)] == []
        page.get_by_role("button", name="改好").click()
        until(lambda: 'IMG-2034.jpg "摄影：“老\\"李”"){width=2 focus="' in at_head(desk_root, ROAD))
        page.locator("#strip .off").nth(1).click()
        until(lambda: "路口.jpg" not in at_head(desk_root, ROAD))
        assert "issues/2026-01/images/路口.jpg" in tree(desk_root)

        # On the other story's words on the printed page: it opens, and the picture stands behind them.
        drop(page, on_the_page(page, UMBRELLA), photographs[1:])
        until(lambda: "还回来。\n\n![](../images/路口.jpg)" in at_head(desk_root, UMBRELLA))
        assert "借伞不用押金" in page.input_value("input[name=headline]")
        assert page.locator(".shade").count() == 0
        until(lambda: git(desk_root, "status", "--porcelain", "issues") == "")
        put_away(page.context)
    assert complaints == []


def test_a_phone_takes_a_photograph_for_the_open_story(
    browser: Browser, desk_root: Path, photographs: list[Path]
) -> None:
    with running(desk_root) as server:
        context = browser.new_context(viewport={"width": 412, "height": 860}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.set_default_timeout(60_000)
        await_files(page)
        page.goto(server.address)
        page.wait_for_selector("#plan .card")
        assert "拖" not in page.inner_text("#plan") and "移到……" in page.inner_text("#plan .stock")
        page.locator("#plan .go", has_text="借伞不用押金").tap()
        page.wait_for_selector("#desk:not([hidden])")
        page.tap("#picture")
        with page.expect_file_chooser() as waiting:
            page.get_by_role("button", name="用相机拍……").tap()
        assert page.get_attribute("#files", "accept") == "image/*,.heic"
        assert page.get_attribute("#files", "capture") == "environment"
        waiting.value.set_files(photographs[0])
        until(lambda: "](../images/IMG-2034.jpg)" in at_head(desk_root, UMBRELLA))
        # From the album: no camera is opened.
        page.tap("#picture")
        with page.expect_file_chooser() as waiting:
            page.get_by_role("button", name="从这台机器或手机选照片……").tap()
        assert page.get_attribute("#files", "capture") is None
        waiting.value.set_files(photographs)
        until(lambda: "](../images/路口.jpg)" in at_head(desk_root, UMBRELLA))
        assert page.evaluate("document.documentElement.scrollWidth") <= 412
        put_away(context)


def test_a_pictures_edge_on_the_page_says_how_wide_it_is_and_a_picture_goes_with_its_story(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        until(lambda: page.locator("#strip li").count() == 1)
        told = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
        page.evaluate("document.querySelector('#sheet').scrollTop = 9999")
        canvas = at_rest(page)
        x, y, w, h = next(each["box"] for each in told["blocks"] if each.get("picture"))
        scale = canvas["width"] / told["size"][0]

        def begin(start: tuple[float, float], end: tuple[float, float]) -> str:
            page.mouse.move(canvas["x"] + start[0] * scale, canvas["y"] + start[1] * scale)
            page.mouse.down()
            for share in (0.5, 1):
                there = (one + (two - one) * share for one, two in zip(start, end, strict=True))
                across, down = there
                page.mouse.move(canvas["x"] + across * scale, canvas["y"] + down * scale)
            return page.inner_text(".shade")

        # Drawn out of its story, the whole story is what is pinned, and the page says so; Escape lets it be.
        assert "图片跟着稿件走" in begin((x + w / 2, y + h / 2), (told["size"][0] - 12, y + h / 2))
        page.keyboard.press("Escape")
        page.mouse.up()
        assert begin((x + w - 1, y + h / 2), (x + 40, y + h / 2)) == "图片1栏"
        page.mouse.up()
        until(lambda: "{width=1}" in at_head(desk_root, ROAD))
        assert "pins" not in at_head(desk_root, "issues/2026-01/issue.yml")
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: "width" not in at_head(desk_root, ROAD))
        put_away(page.context)
    assert complaints == []


def test_a_picture_is_pinned_in_its_story_by_drag_and_without_a_mouse(
    browser: Browser, desk_root: Path
) -> None:
    plan = "issues/2026-01/issue.yml"
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        until(lambda: page.locator("#strip li").count() == 1)
        told = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
        block = next(each for each in told["blocks"] if each.get("picture"))
        mine = [each["box"] for each in told["blocks"] if each["number"] == block["number"]]
        left, right = min(box[0] for box in mine), max(box[0] + box[2] for box in mine)
        top, foot = min(box[1] for box in mine), max(box[1] + box[3] for box in mine)

        def carry(across: float, down: float) -> str:
            page.evaluate("document.querySelector('#sheet').scrollTop = 9999")
            canvas = at_rest(page)
            now = page.evaluate("fetch('/page.json?issue=2026-01&page=1').then(each => each.json())")
            x, y, w, h = next(each["box"] for each in now["blocks"] if each.get("picture"))
            scale = canvas["width"] / now["size"][0]
            page.mouse.move(canvas["x"] + (x + w / 2) * scale, canvas["y"] + (y + h / 2) * scale)
            page.mouse.down()
            for share in (0.5, 1):
                page.mouse.move(
                    canvas["x"] + (x + w / 2 + (left + (right - left) * across - x - w / 2) * share) * scale,
                    canvas["y"] + (y + h / 2 + (top + (foot - top) * down - y - h / 2) * share) * scale,
                )
            return page.inner_text(".shade")

        assert carry(0.95, 0.5) == "图右"
        page.mouse.up()
        until(lambda: "门口的路修平了 = 图右" in at_head(desk_root, plan))
        assert words(desk_root)[0] == "《门口的路修平了》钉住：图右"
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: "pins" not in at_head(desk_root, plan))

        # Without a mouse, beside a pin of the story; let go by choice.
        page.select_option("#pin select[name=corner]", "左上")
        until(lambda: "门口的路修平了 = 左上" in at_head(desk_root, plan))
        until(lambda: page.input_value("#pin select[name=corner]") == "左上")
        page.locator("#strip .thumb").click()
        page.select_option("dialog select[name=picture-corner]", "上")
        assert [each["id"] for each in audit(page)] == []
        page.get_by_role("button", name="改好").click()
        until(lambda: "门口的路修平了 = 左上，图上" in at_head(desk_root, plan))
        page.locator("#trouble", has_text="图钉在上").wait_for()
        page.locator("#strip .thumb").click()
        assert page.input_value("dialog select[name=picture-corner]") == "上"
        page.select_option("dialog select[name=picture-corner]", "")
        page.get_by_role("button", name="改好").click()
        until(lambda: "图上" not in at_head(desk_root, plan) and "左上" in at_head(desk_root, plan))
        put_away(page.context)
    assert complaints == []


def test_a_story_waits_in_the_stock_and_comes_back_by_drag_and_by_button(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        item = page.locator("#plan .card[data-page] li", has_text="借伞不用押金")
        drag(item, page.locator("#plan .card.stock"))
        until(lambda: words(desk_root)[0] == "《借伞不用押金》从2026-01移到备稿")
        waiting = page.locator("#plan .card.stock li", has_text="借伞不用押金")
        waiting.wait_for()
        assert "issues/stock/要闻/借伞不用押金.md" in tree(desk_root) and UMBRELLA not in tree(desk_root)
        # What was done can be taken back at once.
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: UMBRELLA in tree(desk_root))
        until(lambda: page.locator("#plan .card.stock li").count() == 0)

        # The open story by button; it is written on while it waits, and it is seen which it is.
        page.click("#place")
        page.get_by_role("button", name="移到备稿").click()
        until(lambda: words(desk_root)[0] == "《门口的路修平了》从2026-01移到备稿")
        until(lambda: page.inner_text("#place") == "排进这一期……")
        assert page.is_disabled("#form select[name=section]")
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("等着的时候添了一句。")
        until(lambda: "添了一句" in at_head(desk_root, "issues/stock/要闻/门口的路修平了.md"))
        assert page.evaluate("document.querySelector('#strip img').complete")
        assert [each["id"] for each in audit(page)] == []

        # Dragged onto the second page, before the story there: its section goes with the page.
        target = page.locator("#plan .card[data-page='2'] li", has_text="一楼的花开了")
        drag(page.locator("#plan .card.stock li"), target)
        until(lambda: words(desk_root)[0] == "《门口的路修平了》从备稿排进2026-01第2版美第1篇")
        until(lambda: page.input_value("#form select[name=section]") == "美")
        assert "issues/2026-01/images/road.png" in tree(desk_root)
        until(lambda: git(desk_root, "status", "--porcelain", "issues") == "")
        put_away(page.context)
    assert complaints == []


def test_a_story_is_not_looked_for_where_it_was_while_the_answer_to_its_move_is_on_its_way(
    browser: Browser, desk_root: Path
) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)

        def late(route: Route) -> None:
            answer = route.fetch()
            # Longer than the page waits before it looks again what others have done.
            time.sleep(3.0)
            route.fulfill(response=answer)

        page.route("**/put-by", late)
        drag(
            page.locator("#plan .card[data-page] li", has_text="门口的路修平了"),
            page.locator("#plan .card.stock"),
        )
        until(lambda: page.inner_text("#place") == "排进这一期……")
        put_away(page.context)
    assert complaints == []


def test_who_is_writing_goes_on_where_another_has_moved_the_story(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        waiting = "issues/stock/要闻/门口的路修平了.md"
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        server.stock.put_by(YI, ROAD)
        page.keyboard.insert_text("移走以后写的。")
        until(lambda: waiting in tree(desk_root) and "移走以后写的。" in at_head(desk_root, waiting))
        assert "移到了备稿" in page.inner_text("#trouble") and page.inner_text("#place") == "排进这一期……"
        # Who only looks is led after it, too.
        told = server.stock.bring_back(YI, waiting, "2026-01", "美", 0, 2)
        until(lambda: page.input_value("#form select[name=section]") == "美")
        page.click(".cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("又写的。")
        until(lambda: "又写的。" in at_head(desk_root, str(told["path"])))
        assert "移走以后写的。" in at_head(desk_root, str(told["path"]))
        until(lambda: git(desk_root, "status", "--porcelain", "issues") == "")
        put_away(page.context)
    # The browser itself tells of the two answers that said that it was gone.
    gone = [each for each in complaints if "410" not in each and "404" not in each]
    assert [each for each in gone if "/save" not in each and "/story.json" not in each] == []


def test_the_flat_plan_is_arranged_by_drag_an_empty_page_too(browser: Browser, desk_root: Path) -> None:
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        story = page.locator("#plan li", has_text="借伞不用押金")
        drag(story, page.locator("#plan .card[data-page='2'] li", has_text="一楼的花开了"))
        until(lambda: words(desk_root)[0] == "《借伞不用押金》排到第2版美第1篇")
        page.locator("#plan .card[data-page='2'] li", has_text="借伞不用押金").wait_for()
        # The first page is emptied, then filled again from the list of places, without a mouse.
        drag(page.locator("#plan li", has_text="门口的路"), page.locator("#plan .card[data-page='2'] h2"))
        until(lambda: words(desk_root)[0] == "《门口的路修平了》排到第2版美第3篇")
        page.locator("#plan .card[data-page='1'] .hint").wait_for()
        drag(page.locator("#plan li", has_text="借伞不用押金"), page.locator("#plan .card[data-page='1']"))
        until(lambda: words(desk_root)[0] == "《借伞不用押金》排到第1版要闻第1篇")
        page.locator("#plan .card[data-page='1'] li", has_text="借伞不用押金").wait_for()
        page.click("#place")
        page.wait_for_selector("dialog[open]")
        assert [each["id"] for each in audit(page)] == []
        page.locator("dialog select").first.select_option("1")
        page.locator("dialog select").last.select_option(label="《借伞不用押金》前面")
        page.locator("dialog button.strong").click()
        until(lambda: words(desk_root)[0] == "《门口的路修平了》排到第1版要闻第1篇")
        page.locator("#trouble", has_text="《门口的路修平了》").locator("button", has_text="撤销").click()
        until(lambda: words(desk_root)[0] == "《门口的路修平了》排到第2版美第2篇")
        # Withdrawn and taken back, the file is where it was.
        at = next(each for each in tree(desk_root) if "门口的路" in each)
        until(lambda: page.evaluate("document.querySelector('#form select[name=section]').value") == "美")
        page.click("#place")
        page.get_by_role("button", name="撤下这一篇").click()
        page.locator("dialog button.strong", has_text="撤下").click()
        until(lambda: words(desk_root)[0] == "撤下《门口的路修平了》" and at not in tree(desk_root))
        page.locator("#trouble", has_text="撤下了《门口的路修平了》").locator(
            "button", has_text="撤销"
        ).click()
        until(lambda: at in tree(desk_root) and "退回到" in words(desk_root)[0])
        page.locator("#plan li", has_text="门口的路").wait_for()
        # A text that is dragged from the plan into the story is no text.
        page.locator(".cm-content", has_text="路面").wait_for()
        before = page.text_content(".cm-content")
        drag(page.locator("#plan li", has_text="借伞不用押金"), page.locator(".cm-content"))
        assert page.text_content(".cm-content") == before
        # A new issue is where the issues are.
        page.select_option("#issue", "+")
        page.locator("dialog", has_text="新的一期").wait_for()
        assert page.input_value("dialog input") == "2026-02" and page.input_value("#issue") == "2026-01"
        assert page.input_value("dialog select[name=like]") == "2026-01"
        page.fill("dialog input[name=issue]", "二月")
        page.get_by_role("button", name="新建").click()
        until(lambda: "2026年4月" in page.inner_text("dialog .wrong"))
        page.fill("dialog input[name=issue]", "2026年2月")
        page.get_by_role("button", name="新建").click()
        until(lambda: page.input_value("#issue") == "2026-02")
        assert "sections: [要闻]" in at_head(desk_root, "issues/2026-02/issue.yml")
        put_away(page.context)
    assert complaints == []


def test_an_advertisement_is_taken_with_its_artwork_and_unsold_space_is_told(
    browser: Browser, desk_root: Path, tmp_path: Path
) -> None:
    (desk_root / UMBRELLA).unlink()
    (desk_root / ROAD).write_text("---\nheadline: 门口的路修平了\n---\n\n" + f"{SENTENCE}\n\n" * 12, "utf-8")
    folder = desk_root / "content" / "fillers"
    folder.mkdir()
    text = "---\nkicker: 公益广告\nheadline: 楼道不堆物\n---\n\n纸箱搬离楼道。火警119。\n"
    (folder / "楼道.md").write_text(text, "utf-8")
    artwork = tmp_path / "惠民 家电.png"
    Image.new("RGB", (1400, 520), "navy").save(artwork)
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        until(lambda: "补白占着" in page.inner_text("#plan .card[data-page='1']"))
        assert "还缺约" in page.inner_text("#plan .card[data-page='1'] .want")
        page.click("#ads")
        page.wait_for_selector("dialog[open] table")
        unsold = page.inner_text("dialog table >> nth=0")
        assert "现在补白占着" in unsold and "半通栏" in unsold
        fillers = page.inner_text("dialog table >> nth=1")
        assert "公益广告：楼道不堆物" in fillers and "第1版" in fillers and "2栏" in fillers
        assert [each["id"] for each in audit(page)] == []
        page.fill("dialog input[name=ad-headline]", "惠民家电")
        page.select_option("dialog select[name=ad-size]", "半通栏")
        page.select_option("dialog select[name=ad-page]", "1")
        page.select_option("dialog select[name=ad-corner]", "右上")
        page.set_input_files("dialog input[name=ad-artwork]", artwork)
        page.get_by_role("button", name="收下").click()
        until(lambda: words(desk_root)[0] == "收广告《惠民家电》：半通栏，第1版右上")
        assert words(desk_root)[1] == "广告的图片：惠民-家电.png"
        page.locator("#form input[name=size]").wait_for()
        assert page.input_value("#form input[name=size]") == "半通栏"
        assert page.is_checked("#form input[name=ad]")
        caption = page.locator("#strip input[name=caption]")
        assert caption.input_value() == "" and caption.get_attribute("data-lacking") is None
        # In the list it has its place and its measures.
        page.click("#ads")
        page.wait_for_selector("dialog[open] table >> nth=2")
        row = page.inner_text("dialog table >> nth=0 >> tbody tr")
        assert "惠民家电" in row and "右上，钉在右上" in row and "图" in row and row.count("毫米") == 2
        page.locator("dialog table >> nth=0").locator("button", has_text="惠民家电").click()
        # Sold in millimetres from the form.
        page.fill("#form input[name=size]", "60×50")
        until(lambda: "size: '60×50'" in at_head(desk_root, "issues/2026-01/要闻/02-惠民家电.md"))
        told = json.loads(
            json.dumps(page.evaluate("fetch('/advertising.json?issue=2026-01').then(e => e.json())"))
        )
        assert told["ads"][0]["size"] == "60×50"
        put_away(page.context)
    assert complaints == []


def test_an_advertisement_and_fillers_are_changed_and_removed_in_one_place(
    browser: Browser, desk_root: Path, tmp_path: Path
) -> None:
    (desk_root / ROAD).write_text("---\nheadline: 门口的路修平了\n---\n\n" + f"{SENTENCE}\n\n" * 8, "utf-8")
    artwork = tmp_path / "新图.png"
    Image.new("RGB", (1400, 520), "navy").save(artwork)
    complaints: list[str] = []
    with running(desk_root) as server:
        page = opened(browser, server, complaints)
        page.click("#ads")
        page.wait_for_selector("dialog[open] table")
        page.fill("dialog input[name=ad-headline]", "惠民家电")
        page.fill("dialog textarea[name=ad-words]", "电话：12345678。")
        page.get_by_role("button", name="收下").click()
        until(lambda: words(desk_root)[0].startswith("收广告《惠民家电》"))
        page.locator("#form input[name=size]").wait_for()
        at = page.evaluate("document.querySelector('#plan li[data-current]').dataset.path")
        # Another size, corner and artwork, as one deed; taken back as one.
        before = at_head(desk_root, at)
        page.click("#ads")
        page.get_by_role("button", name="改广告《惠民家电》").click()
        page.select_option("dialog[open] details[open] select[name=ad-size]", "半通栏")
        page.select_option("dialog[open] details[open] select[name=ad-corner]", "左下")
        page.set_input_files("dialog[open] details[open] input[name=ad-artwork]", artwork)
        assert [each["id"] for each in audit(page)] == []
        page.locator("dialog details[open]").get_by_role("button", name="改好").click()
        until(lambda: words(desk_root)[0] == "改广告《惠民家电》：半通栏，第1版左下")
        assert "](../images/新图.png)" in at_head(desk_root, at)
        until(lambda: "新图.png" in page.inner_text(".cm-content"))
        assert "惠民家电 = 左下" in at_head(desk_root, "issues/2026-01/issue.yml")
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: at_head(desk_root, at) == before)
        assert "pins" not in at_head(desk_root, "issues/2026-01/issue.yml")

        # A filler is written, changed and removed; what was removed comes back.
        filler = "content/fillers/楼道不堆物.md"
        page.click("#ads")
        page.locator("dialog summary", has_text="写一则补白").click()
        page.fill("dialog details[open] input[name=filler-headline]", "楼道不堆物")
        page.fill("dialog details[open] textarea[name=filler-words]", "## 不行")
        page.get_by_role("button", name="写好").click()
        page.locator("dialog .wrong", has_text="一段一段的字").wait_for()
        page.fill("dialog details[open] textarea[name=filler-words]", "纸箱搬离楼道。")
        page.get_by_role("button", name="写好").click()
        until(lambda: words(desk_root)[0] == "新补白《楼道不堆物》")
        page.click("#ads")
        page.get_by_role("button", name="改补白《楼道不堆物》").click()
        assert page.input_value("dialog details[open] textarea[name=filler-words]") == "纸箱搬离楼道。"
        page.fill("dialog details[open] input[name=filler-label]", "公益广告")
        page.locator("dialog details[open]").get_by_role("button", name="改好").click()
        until(lambda: "kicker: 公益广告" in at_head(desk_root, filler))
        page.click("#ads")
        page.get_by_role("button", name="删补白《楼道不堆物》").click()
        until(lambda: words(desk_root)[0] == "删补白《楼道不堆物》")
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: words(desk_root)[0] == "撤销：补白《楼道不堆物》删了")
        assert "kicker: 公益广告" in at_head(desk_root, filler)
        # The advertisement goes, and comes back, from the same list.
        page.click("#ads")
        page.get_by_role("button", name="撤下广告《惠民家电》").click()
        page.locator("dialog button.strong", has_text="撤下").click()
        until(lambda: words(desk_root)[0] == "撤下《惠民家电》")
        page.locator("#trouble button", has_text="撤销").click()
        until(lambda: "退回到" in words(desk_root)[0])
        put_away(page.context)
    assert [each for each in complaints if "400" not in each and not each.endswith("/filler")] == []


def test_who_may_not_arrange_sees_no_button_for_it(browser: Browser, desk_root: Path) -> None:
    from build_tools.desk.people import People
    from tests.desk.test_editing import PASSWORD

    assert People(desk_root).put("小王", "写稿", PASSWORD) == ""
    with running(desk_root, team=True) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.goto(server.address)
        page.fill("input[name=name]", "小王")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.locator("#plan .go", has_text="借伞不用押金").click()
        page.wait_for_selector("#desk:not([hidden])")
        assert (
            page.is_hidden("#place")
            and page.get_attribute(f"#plan li[data-path='{UMBRELLA}']", "draggable") == "false"
        )
        page.click("#ads")
        page.wait_for_selector("dialog[open] table")
        assert page.locator(".new-ad").count() == 0
        put_away(page.context)
