"""A whole month's end by the keyboard alone: an advertisement in and out again, proofs signed by three, 付印, its files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FileChooser, Page

from tests.browsers import put_away
from tests.desk.conftest import git
from tests.desk.test_editing import running
from tests.waiting import until

MOST_TABS = 60
"""More than so many to the next thing is no way for a person."""
NAME = """() => {
  const each = document.activeElement;
  const label = each.labels?.[0]?.innerText ?? '';
  return each.getAttribute('aria-label') || (each.matches('input, select, textarea') ? label : each.innerText) || label;
}"""


class Keyboard:
    """键盘: nothing but keys; every one is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.keys += len(words)

    def at(self) -> str:
        return " ".join(str(self.page.evaluate(NAME)).split())

    def to(self, words: str) -> None:
        """Tab on until the focus is on what bears these words."""
        passed = []
        for _ in range(MOST_TABS):
            if self.at().startswith(words):
                return
            passed.append(self.at())
            self.press("Tab")
        raise AssertionError(f"{words}: {passed}")

    def back_to(self, words: str) -> None:
        """Out of the text, then backwards to what bears these words."""
        self.press("Escape")
        for _ in range(MOST_TABS):
            if self.at().startswith(words):
                return
            self.press("Shift+Tab")
        raise AssertionError(words)

    def choose(self, words: str, value: str) -> None:
        """Arrow keys in a list, as far as the value."""
        self.to(words)
        self.press("Home")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.selectedOptions[0].innerText").startswith(value):
                return
            self.press("ArrowDown")
        raise AssertionError(value)


def test_an_issue_goes_to_press_without_a_mouse(browser: Browser, desk_root: Path, tmp_path: Path) -> None:
    artwork = tmp_path / "水果店.png"
    Image.new("RGB", (1200, 560), (230, 120, 40)).save(artwork)
    complaints: list[str] = []
    with running(desk_root) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # Listened for from the start: who begins just before the key may begin too late, and no window opens in a headless browser.
        chosen: list[FileChooser] = []
        page.on("filechooser", lambda chooser: chosen.append(chooser))
        page.goto(server.address)
        page.wait_for_selector("#plan .card li")
        hand = Keyboard(page)

        hand.to("广告补白")
        hand.press("Enter")
        page.wait_for_selector("dialog[open] .new-ad[open]")
        hand.to("名称")
        hand.write("张庙水果店")
        hand.choose("大小", "半通栏")
        hand.choose("哪一版", "第2版")
        hand.to("客户给的图")
        hand.press("Enter")
        until(lambda: hand.at() and chosen)
        chosen[0].set_files(artwork)
        hand.to("收下")
        hand.press("Enter")
        until(lambda: "收了广告《张庙水果店》" in page.inner_text("#trouble"))
        assert "张庙水果店" in git(desk_root, "log", "-1", "--format=%s")

        hand.back_to("广告补白")
        hand.press("Enter")
        page.wait_for_selector("dialog[open] table")
        hand.to("撤下广告《张庙水果店》")
        hand.press("Enter")
        until(lambda: "从这一期拿掉" in page.inner_text("dialog"))
        hand.to("撤下")
        hand.press("Enter")
        until(lambda: page.locator("#plan li", has_text="张庙水果店").count() == 0)

        hand.back_to("三审三校")
        hand.press("Enter")
        page.wait_for_selector("dialog[open] form.row")
        hand.to("出校样")
        hand.press("Enter")
        page.wait_for_selector("dialog[open] tbody tr")
        for at, name in enumerate("甲乙丙丁戊己庚辛"):
            until(lambda at=at: str(page.inner_text("dialog tbody")).count("王") == at)  # type: ignore[misc]
            before = hand.keys
            hand.to("姓名")
            hand.press("Control+a")
            hand.write(f"王{name}")
            hand.press("Enter")
            # The next signature is at hand: nobody tabs through the dialog anew.
            assert at == 0 or hand.keys - before <= 6, hand.keys - before
        until(lambda: "三审三校都签齐了" in page.inner_text("dialog"))
        hand.press("Escape")

        assert hand.at() == "三审三校"
        hand.to("付印")
        hand.press("Enter")
        page.wait_for_selector("dialog[open] .proofs")
        until(lambda: page.locator(".proofs .sheet:not([data-shown])").count() == 0)
        hand.to("每一版我都看过了")
        hand.press("Space")
        hand.to("付印")
        hand.press("Enter")
        page.wait_for_selector("dialog .stamped", timeout=240_000)
        hand.to("下载给印厂的文件")
        with page.expect_download() as fetched:
            hand.press("Enter")
        fetched.value.save_as(tmp_path / "press.zip")
        content = (tmp_path / "press.zip").read_bytes()
        assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) > 3
        put_away(page.context)
    assert complaints == []
