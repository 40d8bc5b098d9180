"""How soon the printed page follows the last key in the editing room, and what its server weighs after it.

    python -m tests.benchmarks.desk PAPER ISSUE [--pauses 500] [--page 1] [--articles 9 --characters 4000]
    python -m tests.benchmarks.desk PAPER ISSUE --hours 8

PAPER is copied first and never changed; a signed issue is taken there as it was before. Somebody types in Chromium, a word
at a time with an input method's events, and pauses; from the last key of each word to the drawn page is measured in the
browser. Marks: median 0.5 s, worst 1.5 s. With ``--articles`` the page that is typed on is made: a new issue's second
page, with so many articles of so many characters in all. With ``--hours`` the deeds of so long a day, a word every ten
seconds, are done in the browser one after another without the waits between: each word is saved and drawn, half are taken
out again, every twentieth begins another story, every 120th looks at the advertisements. What the server, its processes
that make pages up and the browser's page weigh is told after every tenth of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.desk.editing import EditingServer
from build_tools.production.beginning import begin_issue
from tests.typesetting.generated_issues import sentences

HEADLINES = (
    "社区食堂开张",
    "楼道让出一米宽",
    "屋里要暖也要透气",
    "老人学用手机挂号",
    "雨棚修好了",
    "八村加装电梯全部完工",
    "免费体检名额还剩120个",
    "孩子们把废纸箱变成了城堡",
    "独居老人家里装上烟雾报警器",
)
WORDS = ("今天", "居民", "们都", "说好", "楼道里", "种了花", "，", "。", "还有", "新来的", "志愿者")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured."""

    issue: str
    page: int
    pauses: int
    articles: int = 0
    characters: int = 4000


def measure(paper: Path, asked: Asked) -> dict[str, object]:
    """The distribution of milliseconds from the last key to the drawn page; megabytes of the server's processes."""
    with tempfile.TemporaryDirectory() as place:
        root = copied(paper, asked.issue, Path(place), asked if asked.articles else None)
        server = EditingServer(root)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            times, steps = _typed(server.address, asked)
            pools = list(server.live._pools.items())
            processes = {
                name: process.pid or 0 for name, pool in pools for process in pool._processes.values()
            }
            weight = sum(_megabytes(pid) for pid in processes.values())
            seconds = {name: round(_seconds(pid), 1) for name, pid in processes.items()}
        finally:
            server.stop()
            thread.join(30)
    ranked = sorted(times)
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    return {
        "pauses": len(ranked),
        "median_ms": round(ranked[len(ranked) // 2]),
        "p90_ms": round(ranked[int(len(ranked) * 0.9)]),
        "worst_ms": round(ranked[-1]),
        "least_ms": round(ranked[0]),
        "within_500_ms": round(len([each for each in ranked if each <= 500]) / len(ranked), 3),
        "steps_ms": [sorted(each)[len(each) // 2] for each in zip(*steps, strict=True)],
        "processes_mb": round(weight),
        "processes_cpu_s": seconds,
        "load": load,
    }


def copied(paper: Path, issue: str, place: Path, made: Asked | None = None) -> Path:
    """The paper in git, the issue as it was before it was signed, or made anew."""
    root = place / "paper"
    shutil.copytree(paper, root, ignore=shutil.ignore_patterns("dist", ".venv", ".git"), symlinks=True)
    shutil.rmtree(root / "issues" / issue / "printed", ignore_errors=True)
    for record in ("signoff.yml", "ledger.yml"):
        (root / "issues" / issue / record).unlink(missing_ok=True)
    if made:
        write_page(root, made)
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", root, *words], check=True)
    return root


def weighed(paper: Path, issue: str, hours: float) -> dict[str, object]:
    """Megabytes of the server, of its processes that make pages up, and of the browser's page, along a day's deeds."""
    with tempfile.TemporaryDirectory() as place:
        root = copied(paper, issue, Path(place))
        words = ["desk", "--root", str(root), "--port", "0", "--no-browser"]
        program = [sys.executable, "-m", "build_tools.cli", *words]
        with subprocess.Popen(program, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            address = next(line for line in server.stderr if "http" in line).partition("：")[2].strip()
            try:
                weights = _worked(f"{address}#{issue}", server.pid, int(hours * 360))
            finally:
                server.terminate()
    return {"deeds": weights[-1]["deeds"], "weights": weights}


def _worked(address: str, server: int, deeds: int) -> list[dict[str, int]]:
    rest, weights = random.Random(2), []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.set_default_timeout(180_000)
        page.goto(address)
        page.wait_for_selector("#plan .card li[draggable=true]")
        tools = page.context.new_cdp_session(page)
        for number in range(deeds):
            if number % 20 == 0:
                stories = page.locator("#plan .card li[draggable=true] .go")
                stories.nth(rest.randrange(stories.count())).click()
                page.wait_for_selector("#desk:not([hidden])")
                page.wait_for_function("document.querySelector('#sheet canvas').width > 100")
                page.click(".cm-content")
            if number % 120 == 119:
                page.click("#ads")
                page.wait_for_selector("dialog[open] table")
                page.keyboard.press("Escape")
                page.click(".cm-content")
            page.keyboard.press(rest.choice(["Control+Home", "Control+End", "ArrowDown", "ArrowUp"]))
            before = page.evaluate("window.proofTimes.length")
            word = rest.choice(WORDS)
            tools.send("Input.imeSetComposition", {"text": "pin", "selectionStart": 3, "selectionEnd": 3})
            tools.send("Input.insertText", {"text": word})
            page.wait_for_function(f"window.proofTimes.length > {before}")
            if number % 2:
                for _ in word:
                    page.keyboard.press("Backspace")
            if (number + 1) % (deeds // 10) == 0:
                weights.append({"deeds": number + 1, **_weights(page, tools, server)})
                sys.stderr.write(f"{weights[-1]}\n")
        browser.close()
    return weights


def _weights(page: Page, tools: CDPSession, server: int) -> dict[str, int]:
    tools.send("HeapProfiler.collectGarbage")
    counted = tools.send("Memory.getDOMCounters")
    return {
        "server_mb": round(_megabytes(server)),
        "making_pages_mb": round(sum(map(_megabytes, _below(server)))),
        "page_heap_mb": round(tools.send("Runtime.getHeapUsage")["usedSize"] / 1e6),
        "page_nodes": counted["nodes"],
        "page_elements": page.evaluate("document.getElementsByTagName('*').length"),
        "page_listeners": counted["jsEventListeners"],
    }


def _below(process: int) -> list[int]:
    """Its children and theirs, at every depth."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(each) for thread in threads for each in thread.read_text().split()]
    return children + [each for child in children for each in _below(child)]


def write_page(root: Path, asked: Asked) -> None:
    """A new issue whose second page has so many articles, the first the longest."""
    begun = begin_issue(root, asked.issue, sample=False)
    assert not begun.refused, begun.refused
    words, chance = sentences(), random.Random(3)
    shares = [2.4 / (1.3 + each) + 0.4 for each in range(asked.articles)]
    folder = root / "issues" / asked.issue / "美"
    folder.mkdir(exist_ok=True)
    for order, share in enumerate(shares):
        wanted, body = asked.characters * share / sum(shares), [""]
        while sum(map(len, body)) < wanted:
            body[-1] += chance.choice(words)
            body += [""] * (len(body[-1]) > 120)
        head = f"headline: {HEADLINES[order % len(HEADLINES)]}\nbyline: 本报编辑\nweight: {'normal' if order else 'lead'}"
        (folder / f"{order + 1:02d}-稿.md").write_text(
            f"---\n{head}\n---\n\n" + "\n\n".join(each for each in body if each) + "\n", "utf-8"
        )


def _typed(address: str, asked: Asked) -> tuple[list[float], list[list[int]]]:
    rest = random.Random(1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.goto(f"{address}#{asked.issue}")
        page.wait_for_selector("#plan .card", timeout=180_000)
        card = page.locator(f"#plan .card[data-page='{asked.page}']")
        card.locator(".go:not([disabled])", has=page.locator(".facts")).last.click()
        page.wait_for_selector("#desk:not([hidden])")
        page.wait_for_function("document.querySelector('#sheet canvas').width > 100", timeout=60_000)
        page.click(".cm-content")
        keyboard = page.context.new_cdp_session(page)
        for number in range(asked.pauses + 2):
            if number % 8 == 0:
                page.keyboard.press(rest.choice(["Control+Home", "Control+End", "ArrowDown", "ArrowUp"]))
            word = rest.choice(WORDS)
            before = page.evaluate("window.proofTimes.length")
            keyboard.send("Input.imeSetComposition", {"text": "pin", "selectionStart": 3, "selectionEnd": 3})
            keyboard.send("Input.insertText", {"text": word})
            page.wait_for_function(f"window.proofTimes.length > {before}", timeout=60_000)
            page.wait_for_timeout(rest.choice([150, 400, 900]))
            if number % 3 == 2:
                for _ in range(6):
                    page.keyboard.press("Backspace")
        found, steps = page.evaluate("[window.proofTimes, window.proofSteps]")
        browser.close()
    # The first two set everything for the first time.
    return [float(each) for each in found[2:]], steps[2:]


def _seconds(pid: int) -> float:
    """CPU seconds of a process so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) / 1024 for row in rows if row.startswith("VmRSS"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paper", type=Path)
    parser.add_argument("issue")
    parser.add_argument("--pauses", type=int, default=500)
    parser.add_argument("--page", type=int, default=1)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--characters", type=int, default=4000)
    parser.add_argument("--hours", type=float, default=0)
    given = parser.parse_args()
    began = time.monotonic()
    page = 2 if given.articles else given.page
    asked = Asked(given.issue, page, given.pauses, given.articles, given.characters)
    found = weighed(given.paper, given.issue, given.hours) if given.hours else measure(given.paper, asked)
    sys.stdout.write(
        json.dumps({**found, "seconds": round(time.monotonic() - began)}, ensure_ascii=False) + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
