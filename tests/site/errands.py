"""What readers come for, done by a driven browser from the front page, every tap counted.

In: the two sample issues as a website (:func:`lay_out_everyday_paper`), a page in a browser. Out: :data:`ERRANDS`, each
of which fails when what the reader wants is not reached; :class:`Hand` has counted the taps. Typing is not counted, nor
is the key that ends it; what a phone does outside the page (long press on a code, pasting in WeChat) is not either.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from build_tools.bounty.identity import answer_key, public_key
from build_tools.model import check_digit
from tests.factories import make_public

_REPOSITORY = Path(__file__).parents[2]
_DIGITS = "012345678901234"
RECEIPT = f"{_DIGITS}{check_digit(_DIGITS)}"
EARLIER = f"{_DIGITS[::-1]}{check_digit(_DIGITS[::-1])}"
"""Answered before each answer had a key of its own."""
_SALT = "5a" * 16
_PUBLIC = make_public(
    "2021-01",
    answer_key(public_key(RECEIPT, _SALT), 1),
    place="2101-055 第6段",
    printed="今年9月底",
    corrected="去年9月底",
    by_kind=[["知识性差错", 1]],
    by_page=[["阅", 1]],
) | {"salt": _SALT}
_FIRST = next(iter(_PUBLIC["answers"].values()))
_PUBLIC["answers"] |= {
    answer_key(public_key(RECEIPT, _SALT), 2): [{**_FIRST[0], "place": "2101-041 第1段", "state": "不属实"}],
    public_key(EARLIER, _SALT): _FIRST,
}


def lay_out_everyday_paper(root: Path, report_to: str = "") -> Path:
    """The repository's paper with both sample issues, and one answer to a report; ``report_to`` as in mkdocs.yml."""
    root.mkdir(parents=True)
    settings = (_REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    if report_to:
        settings = settings.replace("# report_to: mailto:邮址", f"report_to: {report_to}")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for part in ("content", "issues"):
        shutil.copytree(_REPOSITORY / part, root / part)
    (root / "theme").symlink_to(_REPOSITORY / "theme")
    public = root / "issues" / "2021-01" / "bounty" / "public.json"
    public.parent.mkdir(exist_ok=True)
    public.write_text(json.dumps(_PUBLIC, ensure_ascii=False), encoding="utf-8")
    return root


@dataclass
class Hand:
    """One finger on the page."""

    page: Page
    home: str
    taps: int = 0

    def tap(self, what: str | Locator) -> None:
        """Touch what is in sight or can be scrolled to; what is hidden or covered cannot be touched."""
        found = self.page.locator(what).first if isinstance(what, str) else what
        self.taps += 1
        found.tap()

    def write(self, where: str, words: str) -> None:
        self.page.locator(where).first.fill(words)

    def arrive(self, address: str) -> None:
        self.page.wait_for_url(f"**{address}", wait_until="domcontentloaded")


def _menu(hand: Hand, entry: str) -> None:
    if hand.page.locator(".menu-switch").is_visible():
        hand.tap(".menu-switch")
    hand.tap(hand.page.locator(".menu a", has_text=entry))


def _first_article(hand: Hand) -> None:
    hand.tap(".lead .headline a")
    hand.arrive("/2021-02/yaowen/*/")


def last_month_s_lead(hand: Hand) -> None:
    _menu(hand, "往期")
    hand.tap(hand.page.locator(".issue-card", has_text="2021年1月号").locator("li a").first)
    hand.arrive("/2021-01/yaowen/*/")
    expect(hand.page.locator("h1")).to_contain_text("入千家门")


def _found(hand: Hand, words: str, headline: str) -> None:
    hand.tap(".bar-search button")
    hand.write("#search-words", words)
    hand.tap(hand.page.locator(".found-headline a", has_text=headline))
    expect(hand.page.locator("h1")).to_contain_text(headline)


def article_by_number(hand: Hand) -> None:
    _found(hand, "2101032", "楼道里的“小天地”")


def place_by_name(hand: Hand) -> None:
    _found(hand, "富浩花园", "楼道里的“小天地”")


def place_from_the_menu(hand: Hand) -> None:
    _menu(hand, "地方")
    hand.tap(hand.page.locator(".topics a", has_text="富浩花园"))
    expect(hand.page.locator(".headline", has_text="楼道里的“小天地”")).to_be_visible()


def place_with_a_wrong_character(hand: Hand) -> None:
    _found(hand, "富豪花园", "楼道里的“小天地”")


def report_an_error(hand: Hand) -> None:
    _first_article(hand)
    hand.tap("#p2 .pointer")
    hand.write(".report-panel [name=原文]", "一个字")
    hand.write(".report-panel [name=应为]", "两个字")
    if hand.page.locator(".report-send").count():
        hand.tap(".report-send")
        return
    hand.tap(".report-copy")
    expect(hand.page.locator(".report-said")).to_contain_text("已复制")
    expect(hand.page.locator(".report-panel .account-steps")).to_be_visible()


def hear_an_article(hand: Hand) -> None:
    _first_article(hand)
    hand.tap(".aloud")
    # A browser that cannot speak says what to do; one that can begins.
    expect(hand.page.locator(".player:visible, .aloud-note:not(:empty)").first).to_be_visible()


def share_a_paragraph(hand: Hand) -> None:
    _first_article(hand)
    hand.tap("#p2 .pointer")
    hand.tap(".report-forward")
    expect(hand.page.locator(".report-said")).to_contain_text("已复制")


def see_the_winners(hand: Hand) -> None:
    _menu(hand, "纠错有奖")
    hand.tap(hand.page.locator(".woodpecker-menu a", has_text="得奖名单"))
    hand.arrive("/dejiang/")
    expect(hand.page.locator(".winners-of").first).to_contain_text("最佳“啄木鸟”")


def my_report_s_answer(hand: Hand) -> None:
    _menu(hand, "纠错有奖")
    hand.tap(hand.page.locator(".woodpecker-menu a", has_text="查回执"))
    hand.write("#receipt [name=receipt]", "-".join(RECEIPT[at : at + 4] for at in range(0, 16, 4)))
    expect(hand.page.locator("#receipt-said")).to_contain_text("“今年9月底”应为“去年9月底”")


def my_report_s_answer_by_its_link(hand: Hand) -> None:
    for receipt, answers in ((RECEIPT, 2), (EARLIER, 1)):
        hand.page.goto(f"{hand.home}huizhi/#{receipt}")
        expect(hand.page.locator("#receipt-said li")).to_have_count(answers)
        expect(hand.page.locator("#receipt-said")).to_contain_text("“今年9月底”应为“去年9月底”")


def what_was_corrected(hand: Hand) -> None:
    _menu(hand, "纠错有奖")
    hand.tap(hand.page.locator(".woodpecker-menu a", has_text="更正"))
    hand.arrive("/gengzheng/")
    expect(hand.page.locator(".corrections-of").first).to_contain_text("去年9月底")


def print_an_article(hand: Hand) -> None:
    hand.page.evaluate("window.print = () => {}")
    _first_article(hand)
    hand.page.evaluate("window.print = () => { window.printed = true }")
    hand.tap("[data-print]")
    hand.page.wait_for_function("window.printed")


ERRANDS: dict[str, Callable[[Hand], None]] = {
    "上月头条": last_month_s_lead,
    "照稿号找一篇": article_by_number,
    "找富浩花园": place_by_name,
    "从菜单到富浩花园": place_from_the_menu,
    "打错一个字（富豪花园）": place_with_a_wrong_character,
    "报错": report_an_error,
    "听一篇": hear_an_article,
    "转发一段": share_a_paragraph,
    "得奖名单": see_the_winners,
    "我报的错怎样了（打回执号）": my_report_s_answer,
    "我报的错怎样了（点回执的链接）": my_report_s_answer_by_its_link,
    "更正了什么": what_was_corrected,
    "打印一篇": print_an_article,
}
"""Errand, in the reader's words → how it is run."""
MOST_TAPS = 3
