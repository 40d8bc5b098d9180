"""Markup in every field that somebody fills, and every place that shows it: words, nothing of it an element, nothing runs.

The policy that forbids the page every script but ours is switched off: what is looked at is the page itself.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browsers import put_away
from tests.desk.conftest import git
from tests.desk.test_editing import Browser as Asking
from tests.desk.test_editing import photograph, running, sent
from tests.waiting import until

MARKUP = "<img src=x onerror=window.hit=1><script>window.hit=2</script>"
SEEN = "() => [window.hit ?? 0, document.querySelectorAll('img[src=x], script:not([src])').length]"


def test_markup_in_every_field_is_shown_as_it_was_written(browser: Browser, desk_root: Path) -> None:
    git(desk_root, "config", "user.name", MARKUP)
    with running(desk_root) as server:
        ask = Asking(server)

        def do(path: str, /, **asked: object) -> dict[str, object]:
            status, told = ask.ask("POST", path, asked)
            assert status == 200, (path, told)
            return dict(told) if isinstance(told, dict) else {}

        story = do("/new-story", issue="2026-01", section="美", headline=MARKUP)
        fields = dict.fromkeys(("headline", "kicker", "deck", "byline", "jump", "size"), MARKUP)
        path, base = str(story["path"]), str(story["text"])
        body = f'{MARKUP}\n\n![{MARKUP}](../images/x.jpg "<b onmouseover=window.hit=3>")\n\n## {MARKUP}\n'
        do("/save", path=path, base=base, fields=fields, body=body)
        ad = {
            "issue": "2026-01",
            "headline": f"{MARKUP}甲",
            "size": "",
            "page": 2,
            "corner": "",
            "picture": "",
        }
        do("/new-ad", **ad, words=MARKUP)
        # What is printed on its own is refused with markup in it.
        filler = {"name": "", "base": "", "label": "甲", "headline": MARKUP[:40], "words": MARKUP}
        assert ask.ask("POST", "/filler", filler)[0] == 400
        stock = do("/new-story", issue="2026-01", section="美", headline=f"{MARKUP}乙")
        do("/put-by", path=stock["path"])
        do("/draw", issue="2026-01", stage="小样")
        do("/sign-proof", issue="2026-01", round=1, task="初审", name=MARKUP[:40])
        facts = [{"section": "press", "key": "stock", "was": "试印纸", "value": MARKUP}]
        do("/facts", facts=facts)
        name = "img src=x onerror=window.hit=4.jpg"
        status, told = ask.ask("POST", "/add-pictures?issue=2026-01", sent({f"<{name}>.jpg": photograph()}))
        assert status == 200 and "<" not in str(told["pictures"])

        page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        page.set_default_timeout(60_000)
        page.goto(server.address)
        page.locator(f"#plan li[data-path='{path}'] .go").click()
        page.wait_for_selector("#desk:not([hidden])")
        until(lambda: page.locator("#found li").count() > 0)
        shown = [page.inner_text("body")]
        for button in ("#faults", "#history", "#rounds", "#ads", "#sign", "#picture", "#place", "#take"):
            page.click(button)
            page.wait_for_selector("dialog[open] .close")
            if button == "#sign":
                until(lambda: page.locator(".kept .all li").count() > 0)
            shown.append(page.inner_text("dialog"))
            assert page.evaluate(SEEN) == [0, 0], button
            page.click(".close")
        page.click("#more")
        page.get_by_role("button", name="报纸的事项").click()
        page.wait_for_selector(".facts-of-paper")
        assert MARKUP in page.locator(".facts-of-paper input").evaluate_all(
            "all => all.map((each) => each.value)"
        )
        assert page.evaluate(SEEN) == [0, 0]
        # It was there to be seen: in the story's form, the flat plan and the dialogs.
        assert page.input_value("input[name=headline]") == MARKUP
        assert sum(MARKUP[:30] in each for each in shown) >= 4
        put_away(page.context)
