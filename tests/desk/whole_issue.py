"""A whole issue in the editing room, from Word files and photographs to 付印, in Chromium or in Firefox, clicks counted.

    python -m tests.desk.whole_issue [--browser firefox] [--stories 12 --pictures 20]

In a team: the first 主编 takes in two others, gives the paper's facts and begins an issue; Word files are taken in, their
slips ticked off, photographs put into the stories with captions, an advertisement is sold, a sentence typed. What 付印 says
hinders it is mended as a person would: pictures that find no room are taken out, a filler is chosen. Three people, one
after another, draw proofs and sign them; the 主编 looks at every page and signs; the press files are there, the website is
made and looked at. ``refused`` is "" where the issue was signed. Files are handed to the page as its own file button
would. Chromium is driven by Playwright, Firefox by Marionette, which speaks JSON over a socket and needs no driver. What
is printed: clicks, keys, seconds, and whatever the page complained of.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Error as PageGone
from playwright.sync_api import Page, sync_playwright

from build_tools.desk.editing import EditingServer
from tests.browsers import start_chromium
from tests.intake.office import Word, photo, text, title
from tests.typesetting.generated_issues import sentences

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
HEADLINES = (
    "社区食堂开张了",
    "楼道让出一米宽",
    "屋里要暖也要透气",
    "老人学用手机挂号",
    "雨棚修好了",
    "加装电梯全部完工",
    "免费体检还剩名额",
    "废纸箱变成了城堡",
    "独居老人家有了报警器",
    "读书会开到了花园里",
    "一盏路灯亮了三十年",
    "借伞不用押金",
)
COMPLAINTS = """window.complaints = [];
addEventListener('error', (event) => complaints.push(String(event.message)));
addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));
addEventListener('click', (event) => { if (event.target.id === 'files') event.preventDefault(); }, true);"""
"""The file button opens a window of the system, which nobody could close here."""
FIND = """(css, words) => [...document.querySelectorAll(css)].filter((each) =>
 each.checkVisibility() && !each.disabled && !each.closest('[inert]') && each.textContent.includes(words)).at(-1)"""


SEEN = "() => [document.querySelector('#saved').textContent, document.querySelector('#trouble').textContent, document.querySelector('dialog[open]')?.innerText, complaints]"


class Hand(Protocol):
    """手: a browser with the editing room in it."""

    def ask(self, script: str, *given: object) -> Any:
        """What a JavaScript function gives."""
        ...

    def press(self, css: str, words: str) -> None:
        """Click the last thing of that selector that bears those words."""
        ...

    def write(self, css: str, words: str) -> None:
        """Type at the end of a field."""
        ...

    def hand_over(self, files: list[Path]) -> None:
        """Choose files."""
        ...

    def watch(self) -> None:
        """Write down what the page complains of, from now on."""
        ...


class Chromium:
    """By Playwright."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.add_init_script(COMPLAINTS)
        page.goto(address)

    def ask(self, script: str, *given: object) -> Any:
        return self.page.evaluate(f"(given) => ({script})(...given)", list(given))

    def press(self, css: str, words: str) -> None:
        element = self.page.evaluate_handle(f"(given) => ({FIND})(...given)", [css, words]).as_element()
        assert element is not None
        element.click()

    def write(self, css: str, words: str) -> None:
        self.page.locator(css).last.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(words)

    def hand_over(self, files: list[Path]) -> None:
        self.page.set_input_files("#files", files)

    def watch(self) -> None:
        """From the beginning of every page."""


class Firefox:
    """By Marionette. Raises OSError when it does not begin to listen."""

    def __init__(self, port: int, address: str) -> None:
        self.count = 0
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError):
                self.pipe = socket.create_connection(("127.0.0.1", port), PATIENCE)
                break
            if time.monotonic() > end:
                raise OSError("Firefox does not listen")
            time.sleep(0.2)
        self.stream = self.pipe.makefile("rb")
        self._read()
        self._do("WebDriver:NewSession", strictFileInteractability=False)
        self._do("WebDriver:SetTimeouts", script=int(PATIENCE * 1000), pageLoad=int(PATIENCE * 1000))
        self._do("WebDriver:SetWindowRect", width=1280, height=900)
        self._do("WebDriver:Navigate", url=address)
        self.watch()

    def _read(self) -> Any:
        length = b""
        while (letter := self.stream.read(1)) != b":":
            length += letter
        return json.loads(self.stream.read(int(length)))

    def _do(self, name: str, **given: object) -> Any:
        self.count += 1
        sent = json.dumps([0, self.count, name, given]).encode()
        self.pipe.sendall(str(len(sent)).encode() + b":" + sent)
        _, _, fault, told = self._read()
        assert not fault, fault
        return told["value"] if isinstance(told, dict) and "value" in told else told

    def _run(self, script: str, *given: object) -> Any:
        return self._do(
            "WebDriver:ExecuteScript", script=script, args=list(given), sandbox=None, newSandbox=False
        )

    def ask(self, script: str, *given: object) -> Any:
        return self._run(f"return ({script})(...arguments);", *given)

    def _element(self, css: str, words: str = "") -> str:
        # As a person turns the wheel: what lies under the line of counts counts as seen here.
        find = f"(...given) => {{ const each = ({FIND})(...given); each?.scrollIntoView({{block: 'center'}}); return each; }}"
        found = self.ask(find, css, words)
        assert found, (css, words)
        return str(next(iter(found.values())))

    def press(self, css: str, words: str) -> None:
        self._do("WebDriver:ElementClick", id=self._element(css, words))

    def write(self, css: str, words: str) -> None:
        self.press(css, "")
        keys = [
            {"type": kind, "value": key}
            for kind, key in zip(
                ("keyDown", "keyDown", "keyUp", "keyUp"), "\ue009\ue010\ue010\ue009", strict=True
            )
        ]
        keys += [{"type": kind, "value": letter} for letter in words for kind in ("keyDown", "keyUp")]
        self._do("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def hand_over(self, files: list[Path]) -> None:
        names = "\n".join(str(each) for each in files)
        element = self.ask("() => document.querySelector('#files')")
        self._do("WebDriver:ElementSendKeys", id=next(iter(element.values())), text=names)

    def watch(self) -> None:
        self._run(COMPLAINTS)

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, AssertionError, ValueError):
            self._do("Marionette:Quit", flags=["eForceQuit"])
        self.pipe.close()


class Editor:
    """编辑: what a person does, each click and key counted."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.clicks, self.keys = hand, 0, 0

    def until(self, script: str, *given: object) -> None:
        """Wait until the page says so."""
        end = time.monotonic() + PATIENCE
        while True:
            # A page that is just giving way to another answers nothing.
            with contextlib.suppress(PageGone, AssertionError):
                if self.hand.ask(script, *given):
                    return
            if time.monotonic() > end:
                raise TimeoutError(f"{script} {given}: {self.hand.ask(SEEN)}")
            time.sleep(0.1)

    def press(self, css: str, words: str = "") -> None:
        """Click what is there, or comes."""
        self.until(f"(...given) => Boolean(({FIND})(...given))", css, words)
        self.hand.press(css, words)
        self.clicks += 1

    def choose(self, css: str, value: str) -> None:
        """Choose from a list: one click opens it, one chooses."""
        self.until("(css) => Boolean(document.querySelector(css))", css)
        self.hand.ask(
            "(css, value) => { const list = [...document.querySelectorAll(css)].at(-1); list.value = value;"
            " list.dispatchEvent(new Event('input', {bubbles: true})); list.dispatchEvent(new Event('change', {bubbles: true})); }",
            css,
            value,
        )
        self.clicks += 2

    def write(self, css: str, words: str) -> None:
        """Type at the end of a field."""
        self.hand.write(css, words)
        self.clicks += 1
        self.keys += len(words)

    def hand_over(self, files: list[Path]) -> None:
        """Choose files in the system's window: one click a file, one to close it."""
        self.hand.hand_over(files)
        self.clicks += len(files) + 1


def sayings(stories: int) -> tuple[list[str], int]:
    """Sentences of faultless copy, and how many of them a story has."""
    said = [each for each in sentences() if "。。" not in each and "？。" not in each and "--" not in each]
    return said, min(24, len(said) // stories)


def unspoken(words: list[Path]) -> list[str]:
    """Sentences that no story has."""
    said, share = sayings(len(words))
    return said[len(words) * share :]


def sendings(folder: Path, stories: int, pictures: int) -> tuple[list[Path], list[Path]]:
    """Word files and photographs as people send them."""
    said, share = sayings(stories)
    written, shown = [], []
    for at in range(stories):
        mine = said[at * share : (at + 1) * share]
        paragraphs = ["".join(mine[start : start + 4]) for start in range(0, share, 4)]
        path = folder / f"来稿{at + 1:02d}.docx"
        path.write_bytes(
            Word().build(title(HEADLINES[at % len(HEADLINES)]) + text("本报记者 王五", *paragraphs))
        )
        written.append(path)
    for at in range(pictures):
        path = folder / f"IMG_{2000 + at}.jpg"
        path.write_bytes(photo(at))
        shown.append(path)
    return written, shown


PEOPLE = {"老陈": "主编", "小李": "编辑", "老周": "校对"}
PASSWORD = "一个够长的口令1234"
FACTS = {
    "主管单位": "试刊报社",
    "主办单位": "试刊报社",
    "国内统一连续出版物号": "CN 31-0123",
    "总编辑": "老陈",
    "印刷单位": "试刊印刷厂",
    "发行方式": "本报自办发行",
    "地址": "长江西路1号",
    "邮政编码": "200431",
    "电话": "不公开",
    "定价": "免费赠阅",
    "印数": "2000",
    "用纸": "新闻纸",
    "送达的时间和地点": "早上6:00，街道办",
    "联系人和电话": "老陈",
    "收文件的时限": "出版前一日22:00",
}
SAVED = "() => !/正在写|还没有存/.test(document.querySelector('#saved').textContent)"
OPEN = "(words) => Boolean(document.querySelector('dialog[open]')?.textContent.includes(words))"
LAID_OUT = """() => { const all = [...document.querySelectorAll('dialog[open] .proofs .sheet')];
 return all.length > 0 && all.every((each) => each.dataset.shown); }"""
HINDERED = "() => [...document.querySelectorAll('dialog[open] .kept .all li')].map((each) => each.innerText)"


def come_in(editor: Editor, name: str) -> None:
    """登录, the one before having gone."""
    editor.write("input[name=name]", name)
    editor.write("input[name=password]", PASSWORD)
    editor.press("button.strong")
    editor.until("() => Boolean(document.querySelector('#plan .card, #plan > button'))")
    editor.hand.watch()


def change_over(editor: Editor, name: str) -> None:
    """One goes, the next comes."""
    editor.press("#more")
    editor.press(".menu button", "退出")
    editor.until("() => Boolean(document.querySelector('input[name=password]'))")
    come_in(editor, name)
    editor.until("() => document.querySelectorAll('#plan .card[data-page]').length > 1")


def open_story(editor: Editor, path: str) -> None:
    """From the flat plan."""
    editor.press(f"#plan li[data-path='{path}'] .go")
    editor.until(
        "(path) => document.querySelector('#plan li[data-current]')?.dataset.path === path && !document.querySelector('#desk').hidden",
        path,
    )


def mended(editor: Editor, spare: list[str]) -> str:
    """What hinders 付印 is mended until nothing does; what is left, "" for nothing."""
    for _ in range(12):
        editor.press("#sign")
        editor.until(LAID_OUT)
        found = editor.hand.ask(HINDERED)
        if not found:
            editor.press("dialog[open] .close")
            return ""
        full = next((each for each in found if "幅图排不下" in each or "超版" in each), None)
        room = next((each for each in found if "就用它" in each), None)
        short = next((each for each in found if "加长《" in each), None)
        row = full or room or short
        if row is None:
            return "\n".join(found)
        editor.press("dialog[open] .kept .all .place", row.partition("》")[0] + "》")
        editor.until("() => !document.querySelector('dialog[open]')")
        if full:
            editor.press("#strip li .off")
            editor.until(SAVED)
        elif not room:
            wanted, more = int(row.rpartition("约")[2].partition("字")[0]), ""
            while spare and len(more) < wanted - 20:
                more += spare.pop()
            editor.write(".cm-content", f"\n\n{more}")
            editor.until(SAVED)
        else:
            editor.choose("#template select[name=filler]", row.rpartition("选“")[2].partition("”")[0])
            editor.press("#trouble button", "知道了")
    return "\n".join(found)


def sign_proofs(editor: Editor, tasks: tuple[str, ...]) -> None:
    """A round is drawn, and signed."""
    editor.press("#rounds")
    editor.until(OPEN, "出校样")
    before = editor.hand.ask("() => document.querySelectorAll('dialog[open] tbody tr').length")
    editor.press("dialog[open] button.strong", "出校样")
    editor.until("(count) => document.querySelectorAll('dialog[open] tbody tr').length > count", before)
    for task in tasks:
        editor.choose("dialog[open] form.row:last-of-type select", task)
        editor.press("dialog[open] button.strong", "上签名")
        editor.until(OPEN, f"{task}（已签）")
    editor.press("dialog[open] .close")


def make(editor: Editor, root: Path, words: list[Path], pictures: list[Path]) -> dict[str, object]:
    """The whole issue; what came of it."""
    took: dict[str, float] = {}
    began = time.monotonic()

    def done(what: str) -> None:
        nonlocal began
        took[what], began = round(time.monotonic() - began, 1), time.monotonic()

    come_in(editor, "老陈")
    editor.press("#more")
    editor.press(".menu button", "编辑部的人")
    for name, role in list(PEOPLE.items())[1:]:
        editor.until(OPEN, "记下")
        editor.write("dialog[open] form input:not([type])", name)
        editor.choose("dialog[open] form select", role)
        editor.write("dialog[open] form input[type=password]", PASSWORD)
        editor.press("dialog[open] button.strong", "记下")
        editor.until(
            "(name) => [...document.querySelectorAll('dialog[open] td')].some((each) => each.textContent === name)",
            name,
        )
    editor.press("dialog[open] .close")
    editor.press("#more")
    editor.press(".menu button", "报纸的事项")
    editor.until("() => Boolean(document.querySelector('.facts-of-paper'))")
    labels = editor.hand.ask(
        "() => [...document.querySelectorAll('.facts-of-paper label')].map((each) => each.innerText.trim())"
    )
    for label, value in FACTS.items():
        at = labels.index(label)
        editor.hand.ask(
            "(at) => { document.querySelectorAll('.facts-of-paper input').forEach((each, order) => { each.dataset.at = order; }); }",
            at,
        )
        editor.write(f".facts-of-paper input[data-at='{at}']", value)
    editor.press("dialog[open] button.strong", "记下")
    editor.until("() => !document.querySelector('dialog[open]')")
    editor.press("#plan button", "新的一期")
    editor.press("dialog button.strong", "新建")
    editor.until("() => document.querySelectorAll('#plan .card[data-page]').length > 1")
    name = str(editor.hand.ask("() => document.querySelector('#issue').value"))
    done("team, facts, issue")
    pages = int(editor.hand.ask("() => document.querySelectorAll('#plan .card[data-page]').length"))
    choices = None
    for at in range(pages):
        mine = words[at::pages]
        editor.press("#take")
        editor.until("() => Boolean(document.querySelector('dialog[open] select'))")
        choices = choices or editor.hand.ask(
            "() => [...document.querySelector('dialog[open] select').options].map(e => e.value)"
        )
        editor.choose("dialog[open] select", choices[at % len(choices)])
        editor.press("dialog[open] button.strong", "选文件")
        editor.hand_over(mine)
        so_far = sum(len(words[each::pages]) for each in range(at + 1))
        editor.until(
            "(count) => !document.querySelector('dialog[open]') && document.querySelectorAll('#plan .card[data-page] li[draggable=true]').length >= count",
            so_far,
        )
    done("taken in")
    paths = editor.hand.ask(
        "() => [...document.querySelectorAll('#plan .card[data-page] li[draggable=true]')].map(e => e.dataset.path)"
    )
    for at, path in enumerate(paths):
        mine = pictures[at :: len(paths)]
        open_story(editor, path)
        for _ in range(
            int(
                editor.hand.ask(
                    "() => document.querySelectorAll('#slip:not([hidden]) input:not(:checked)').length"
                )
            )
        ):
            editor.press("#slip input:not(:checked)")
        if mine:
            editor.press("#picture")
            editor.press("dialog[open] button.strong", "选照片")
            editor.hand_over(mine)
            editor.until(
                "(count) => document.querySelectorAll('#strip:not([hidden]) li').length === count", len(mine)
            )
        for order in range(len(mine)):
            editor.write(
                f"#strip li:nth-child({order + 1}) input[name=caption]", f"居民们在楼下，第{order + 1}幅。"
            )
            editor.write(f"#strip li:nth-child({order + 1}) input[name=credit]", "摄影：王五")
        editor.until(SAVED)
    editor.write(".cm-content", "\n\n居民们都说好。")
    editor.until(SAVED)
    done("pictures and words")
    editor.press("#ads")
    editor.until(OPEN, "收一条广告")
    editor.write("dialog[open] .new-ad input[name=ad-headline]", "水果店")
    editor.choose("dialog[open] .new-ad select[name=ad-size]", "半通栏")
    editor.write("dialog[open] .new-ad textarea[name=ad-words]", "新到的苹果，欢迎来尝。")
    editor.press("dialog[open] .new-ad button.strong", "收下")
    editor.until("() => document.querySelector('#trouble').textContent.includes('收了广告')")
    editor.until("() => !document.querySelector('dialog[open]')")
    done("advertisement")
    left = mended(editor, [each for each in unspoken(words) if len(each) < 40])
    done("mended")
    if left:
        return {"refused": left, "clicks": editor.clicks, "keys": editor.keys, "seconds": took}
    change_over(editor, "小李")
    sign_proofs(editor, ("初审", "一校"))
    change_over(editor, "老周")
    sign_proofs(editor, ("复审", "二校", "三校"))
    change_over(editor, "老陈")
    sign_proofs(editor, ("终审", "通读", "签样"))
    done("proofs")
    editor.press("#sign")
    editor.until(LAID_OUT)
    editor.press("dialog[open] label", "每一版我都看过了")
    editor.press("dialog[open] button.strong", "付印")
    editor.until(
        "() => Boolean(document.querySelector('dialog[open] .stamped')) || Boolean(document.querySelector('dialog[open] .wrong')?.textContent)"
    )
    refused = editor.hand.ask(
        "() => document.querySelector('dialog[open] .stamped') ? '' : document.querySelector('dialog[open]').innerText"
    )
    done("signed")
    seen = ""
    if not refused:
        editor.press("dialog[open] button", "网站……")
        editor.press("dialog[open] button", "做网站")
        editor.until("() => Boolean(document.querySelector(\"dialog[open] a[href='/site/']\"))")
        seen = editor.hand.ask("async () => (await (await fetch('/site/')).text()).match(/<title>(.*?)</)[1]")
        done("website")
    press = sorted(each.name for each in (root / "dist/print" / name / "press").glob("*"))
    status = subprocess.run(
        ["git", "-C", root, "status", "--porcelain", "issues"], capture_output=True, text=True, check=True
    ).stdout
    return {
        "stories": len(paths),
        "pages": pages,
        "pictures": len(list((root / "issues" / name / "images").glob("*"))),
        "clicks": editor.clicks,
        "keys": editor.keys,
        "seconds": took,
        "press files": len(press),
        "website": seen,
        "refused": refused,
        "not committed": status,
        "complaints": editor.hand.ask("() => window.complaints"),
    }


@contextlib.contextmanager
def opened(browser: str, address: str, folder: Path) -> Iterator[Hand]:
    """A browser at the room."""
    if browser == "chromium":
        with sync_playwright() as playwright:
            started = start_chromium(playwright)
            page = started.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(PATIENCE * 1000)
            yield Chromium(page, address)
            started.close()
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile = folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program is not None, "no Firefox"
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        hand = Firefox(port, address)
        try:
            yield hand
        finally:
            hand.close()
            process.terminate()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument("--stories", type=int, default=12)
    parser.add_argument("--pictures", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, root = Path(place), Path(place) / "paper"
        root.mkdir()
        shutil.copy(ROOT / "mkdocs.yml", root)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copytree(ROOT / "theme", root / "theme", ignore=shutil.ignore_patterns("desk"))
        (root / "issues").mkdir()
        for command in (
            ["init", "-q"],
            ["config", "user.name", "报社"],
            ["config", "user.email", "w@x.invalid"],
            ["add", "-A"],
            ["commit", "-qm", "报纸"],
        ):
            subprocess.run(["git", "-C", root, *command], check=True)
        server = EditingServer(root, team=True)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            words, pictures = sendings(folder, asked.stories, asked.pictures)
            with opened(asked.browser, server.address, folder) as hand:
                found = make(Editor(hand), root, words, pictures)
        finally:
            server.stop()
            thread.join(60)
    sys.stdout.write(json.dumps({"browser": asked.browser, **found}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
