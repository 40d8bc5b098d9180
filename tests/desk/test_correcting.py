"""更正 in the editing room: a misprint seen after 付印 is recorded and taken back without a terminal; what was printed stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import put_away
from tests.desk.conftest import git
from tests.desk.test_editing import Browser as Asker
from tests.desk.test_editing import running
from tests.desk.test_page import opened
from tests.waiting import until


@pytest.fixture
def signed(signed_root: Path) -> Iterator[Path]:
    git(signed_root, "init", "-q", "-b", "main")
    yield signed_root


def flowers(root: Path) -> str:
    (path,) = (
        path
        for path in (root / "issues/2026-01").glob("*/*.md")
        if "headline: 一楼的花开了" in path.read_text("utf-8")
    )
    return path.relative_to(root).as_posix()


def test_a_misprint_is_corrected_and_the_correction_taken_back(signed: Path) -> None:
    printed = {
        each: each.read_bytes() for each in (signed / "issues/2026-01/printed").rglob("*") if each.is_file()
    }
    path = flowers(signed)
    with running(signed) as server:
        browser = Asker(server)
        asked = {"path": path, "printed": "单日由一楼浇", "right": "单日由二楼浇", "finder": "", "fact": True}
        status, told = browser.ask("POST", "/correct", asked)
        assert status == 200 and told["said"].endswith("“单日由一楼浇”应为“单日由二楼浇”")
        (standing,) = browser.ask("GET", f"/corrections.json?path={quote(path)}")[1]
        assert standing["said"] == "“单日由一楼浇”应为“单日由二楼浇”"
        book = (signed / "issues/2026-01/corrections.yml").read_text("utf-8")
        assert "单日由二楼浇" in book
        assert "更正" in git(signed, "log", "-1", "--format=%s")
        for wrong, why in (
            ({"printed": "没有印过的字"}, "一字不差"),
            ({"printed": "浇"}, "多抄前后几个字"),
            ({"printed": "一楼浇"}, "先收回那一条"),
            ({"printed": "双日", "right": "双日"}, "同样的几个字"),
        ):
            status, told = browser.ask("POST", "/correct", {**asked, **wrong})
            assert (
                status == 409
                and why in told["problem"]
                and "--" not in told["problem"]
                and "./chenbao" not in told["problem"]
            )
        assert (signed / "issues/2026-01/corrections.yml").read_text("utf-8") == book
        undone = {"path": path, "printed": standing["printed"], "place": standing["place"]}
        assert browser.ask("POST", "/undo-correction", undone)[0] == 200
        assert browser.ask("GET", f"/corrections.json?path={quote(path)}")[1] == []
    assert {each: each.read_bytes() for each in printed} == printed


def test_the_room_leads_from_a_signed_story_to_its_correction(browser: Browser, signed: Path) -> None:
    complaints: list[str] = []
    with running(signed) as server:
        page: Page = opened(browser, server, complaints)
        page.locator("#plan .go", has_text="一楼的花开了").click()
        until(lambda: "更正……" in page.inner_text("#trouble"))
        page.click("#correct")
        page.fill("dialog input[name=printed]", "没有印过的字")
        page.fill("dialog input[name=right]", "有")
        page.click("dialog button.strong")
        until(lambda: "一字不差" in page.inner_text("dialog .wrong"))
        page.fill("dialog input[name=printed]", "单日由一楼浇")
        page.fill("dialog input[name=right]", "单日由二楼浇")
        page.press("dialog input[name=right]", "Enter")
        until(lambda: "记下了" in page.inner_text("#trouble"))
        page.click("#correct")
        page.get_by_role("button", name="收回").click()
        until(lambda: "收回了" in page.inner_text("#trouble"))
        put_away(page.context)
    assert all("409" in each or each.endswith("/correct") for each in complaints)
