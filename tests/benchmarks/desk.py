"""How soon the printed page follows the last key in the editing room, and what its server weighs after it.

    python -m tests.benchmarks.desk PAPER ISSUE [--pauses 500] [--page 1] [--articles 9 --characters 4000]
    python -m tests.benchmarks.desk PAPER ISSUE --hours 8

PAPER is copied first and never changed; a signed issue is taken there as it was before. Somebody types in Chromium, a word
at a time with an input method's events, and pauses; from the last key of each word to the drawn page is measured in the
browser. Marks: median 0.5 s, worst 1.5 s. With ``--articles`` the page that is typed on is made: a new issue's second
page, with so many articles of so many characters in all. With ``--hours`` an edit every ten seconds of so long a day is
saved and shown, one after another without the waits, a whole make-up and a survey after every twentieth; what the
server's processes weigh is told after a tenth of it and at the end.
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

from playwright.sync_api import sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.desk.editing import EditingServer
from build_tools.desk.live import Live
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
        root = Path(place) / "paper"
        shutil.copytree(paper, root, ignore=shutil.ignore_patterns("dist", ".venv", ".git"), symlinks=True)
        shutil.rmtree(root / "issues" / asked.issue / "printed", ignore_errors=True)
        for record in ("signoff.yml", "ledger.yml"):
            (root / "issues" / asked.issue / record).unlink(missing_ok=True)
        if asked.articles:
            write_page(root, asked)
        for words in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", "-C", root, *words], check=True)
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


def weighed(paper: Path, issue: str, hours: float) -> dict[str, object]:
    """Megabytes of the processes that make pages up, early and at the end of a day of edits to every story in turn."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "paper"
        shutil.copytree(paper, root, ignore=shutil.ignore_patterns("dist", ".venv", ".git"), symlinks=True)
        shutil.rmtree(root / "issues" / issue / "printed", ignore_errors=True)
        for record in ("signoff.yml", "ledger.yml"):
            (root / "issues" / issue / record).unlink(missing_ok=True)
        live, rest = Live(root), random.Random(2)
        stories = sorted((root / "issues" / issue).glob("[!i]*/[0-9]*.md"))
        texts = {path: path.read_text("utf-8") for path in stories}
        edits, weights = int(hours * 360), []
        try:
            numbers = [page["page"] for page in live.survey(issue)["pages"]]  # type: ignore[attr-defined]
            for number in range(edits):
                path = rest.choice(stories)
                words = "".join(rest.choice(WORDS) for _ in range(rest.randint(1, 30)))
                path.write_text(f"{texts[path].rstrip()}{words}\n", "utf-8")
                live.page(issue, rest.choice(numbers), True)
                if number % 20 == 19:
                    live.page(issue, rest.choice(numbers))
                    live.survey(issue)
                if number in (edits // 10, edits - 1):
                    pids = [
                        each.pid or 0 for pool in live._pools.values() for each in pool._processes.values()
                    ]
                    weights.append([round(_megabytes(pid)) for pid in pids])
        finally:
            live.close()
    return {"edits": edits, "after_a_tenth_mb": weights[0], "at_the_end_mb": weights[-1]}


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
