"""The finished website as an old phone on a slow line gets it, and as axe-core judges it, in Chromium.

    python -m tests.benchmarks.website dist/site speed [--runs 3] [--json]
    python -m tests.benchmarks.website dist/site rules [--json]
    python -m tests.benchmarks.website dist/site errands [--json]
    python -m tests.benchmarks.website dist/site engines [--engine WebKitGTK] [--pictures FOLDER] [--json]

``speed``: 390 × 664 CSS pixels at 3 to 1, 400 kbit/s, 400 ms before each answer, the processor slowed four times
(Chromium's own brakes); text is sent gzipped as static hosts do. For each kind of page the largest contentful paint and
the first (the median, and the least, which other work on the machine disturbs least), the cumulative layout shift, bytes
on the line, and what held the first paint up. ``rules``: WCAG 2.2 AA by axe-core on every kind of page at 390 and 1280
pixels, light and dark, as it comes and in all sizes of 长辈版. ``errands``: how many taps each errand of a reader's takes
from the front page; the samples are built for it, and the site that is named is not looked at. ``engines``: every kind
of page in WebKitGTK and Firefox, where they are installed, at 390 and 1280 pixels, as it comes and in all sizes of 长辈版:
what is wider than the screen, characters and lines over each other; and whether a tap on ¶ opens the report, the search
finds, and 朗读 speaks or says why it cannot.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.engines import ENGINES, Engine, started
from tests.browsers import put_away, start_chromium
from tests.serving import served
from tests.site.conftest import build_website
from tests.site.errands import ERRANDS, Hand, lay_out_everyday_paper
from tests.site.printed.test_accessibility import RULES

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest")
_SIZES = (0, 24, 28, 32, 36, 40)
_BYTES_A_SECOND, _LATENCY, _SLOWER = 50_000, 400, 4
_PAINTS = """() => new Promise(done => {
  const found = { shift: 0 };
  new PerformanceObserver(list => { for (const each of list.getEntries()) Object.assign(found, { largest: each.startTime, what: each.element ? each.element.tagName + '.' + each.element.className : each.url }); }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver(list => { for (const each of list.getEntries()) if (!each.hadRecentInput) found.shift += each.value; }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => {
    const [first] = performance.getEntriesByName('first-contentful-paint');
    const held = performance.getEntriesByType('resource').filter(each => each.renderBlockingStatus === 'blocking').map(each => each.name.replace(/^.*\\//, '').replace(/\\?.*$/, ''));
    done(Object.assign(found, { first: first ? first.startTime : 0, held }));
  }, 500);
})"""


class _Gzipping(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, sent: list[int], **kwargs: Any) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: object) -> None:
        return

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        content, text = path.read_bytes(), path.suffix in _TEXT
        content = gzip.compress(content, 6) if text else content
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.sent.append(len(content))
        self.wfile.write(content)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        return  # a browser that is put away breaks off


@contextmanager
def gzipped(site: Path, sent: list[int] | None = None) -> Iterator[str]:
    """A site served as static hosts do, text gzipped; gives its address, which ends in a slash.

    ``sent`` gets the length of each file as it goes over the line.
    """
    handler = functools.partial(_Gzipping, directory=str(site), sent=[] if sent is None else sent)
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def kinds_of_page(site: Path) -> dict[str, str]:
    """Kind of page → its address, as far as the site has it; of the newest issue where every issue has one."""
    issue = max(path.name for path in site.glob("20??-??"))
    articles = sorted(site.glob(f"{issue}/*/*/index.html"), key=lambda path: -path.stat().st_size)
    places = sorted(site.glob("difang/*/index.html"))
    kinds = {
        "首页": "",
        "一期": f"{issue}/",
        "版面图": f"{issue}/p1/",
        "文章": f"{articles[0].parent.relative_to(site).as_posix()}/",
        "版面": "banmian/",
        "栏目": "lanmu/",
        "一个栏目": "lanmu/mei/",
        "往期": "archive/",
        "一年": f"archive/{issue[:4]}/",
        "地方": "difang/",
        "一个地方": f"{places[0].parent.relative_to(site).as_posix()}/" if places else "-",
        "纠错有奖": "bounty/",
        "报错": "report/",
        "查回执": "huizhi/",
        "更正": "gengzheng/",
        "统计": "gengzheng/tongji/",
        "得奖名单": "dejiang/",
        "抽签": "choujiang/",
        "找一找": "search/",
        "关于本报": "about/",
        "手册": "handbook/",
        "诊断": "handbook/check/",
    }
    kinds = {name: address for name, address in kinds.items() if (site / address / "index.html").is_file()}
    return kinds | {"没有这一页": "404.html"}


def measure_speed(browser: Browser, site: Path, runs: int) -> dict[str, Any]:
    """Kind of page → milliseconds to the paints, shift, kB on the line, what held the first paint up."""
    found: dict[str, Any] = {}
    with gzipped(site) as home:
        for name, address in kinds_of_page(site).items():
            taken = [_load(browser, home + address) for _ in range(runs)]
            largest, first = ([round(each[key]) for each in taken] for key in ("largest", "first"))
            found[name] = {
                "LCP ms": [round(statistics.median(largest)), min(largest)],
                "FCP ms": [round(statistics.median(first)), min(first)],
                "LCP of": taken[0]["what"],
                "CLS": round(max(each["shift"] for each in taken), 3),
                "kB": round(taken[0]["bytes"] / 1000, 1),
                "held by": taken[0]["held"],
            }
    return found


def _load(browser: Browser, address: str) -> dict[str, Any]:
    context = browser.new_context(
        viewport={"width": 390, "height": 664}, device_scale_factor=3, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    brakes = context.new_cdp_session(page)
    sizes: list[float] = []
    brakes.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    brakes.send("Network.enable")
    brakes.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": _LATENCY,
            "downloadThroughput": _BYTES_A_SECOND,
            "uploadThroughput": _BYTES_A_SECOND,
        },
    )
    brakes.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, wait_until="load", timeout=120_000)
    found: dict[str, Any] = page.evaluate(_PAINTS)
    put_away(context)
    return found | {"bytes": sum(sizes)}


def measure_rules(browser: Browser, site: Path) -> dict[str, Any]:
    """How many pages were looked at in which modes, and every rule that one breaks."""
    broken: list[dict[str, Any]] = []
    looked = 0
    with served(site) as home:
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 844},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page = context.new_page()
                for name, address in kinds_of_page(site).items():
                    page.goto(home + address)
                    for size in _SIZES:
                        page.evaluate("size => window.chenbao.elder.set(size)", size)
                        looked += 1
                        broken += [
                            {
                                "page": name,
                                "width": width,
                                "scheme": scheme,
                                "elder": size,
                                "rule": each["id"],
                            }
                            | {"where": [node["html"][:160] for node in each["nodes"][:2]]}
                            for each in Axe().run(page, options=RULES).response["violations"]
                        ]
                put_away(context)
    return {"kinds of page": len(kinds_of_page(site)), "looked at": looked, "broken": broken}


def look_in(engine: Engine, site: Path, pictures: Path | None) -> dict[str, Any]:
    """How many pages were looked at in which modes, and what is amiss on them; what answers a tap."""
    amiss: list[dict[str, Any]] = []
    looked = 0
    kinds = kinds_of_page(site)
    with served(site) as home:
        for width in (390, 1280):
            for name, address in kinds.items():
                engine.open_framed(home, address, width, 844)
                for size in _SIZES:
                    engine.run("window.chenbao.elder.set(arguments[0])", size)
                    looked += 1
                    found = engine.run(_AMISS)
                    if found["wider"] > 0 or found["over"]:
                        amiss.append({"page": name, "width": width, "elder": size} | found)
                    if pictures and size in (0, 32):
                        engine.picture(pictures / f"{engine.name}-{width}-{size}-{name}.png")
                engine.run("window.chenbao.elder.set(0)")
        return {"looked at": looked, "amiss": amiss, "taps": _answers(engine, home, kinds["文章"])}


_AMISS = """
const over = [], lines = [], seen = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let text; (text = texts.nextNode()) && seen.length < 4000; ) {
  const holder = text.parentElement, style = getComputedStyle(holder);
  if (!text.data.trim() || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || holder.closest('svg, rt, option')) continue;
  const range = document.createRange(), size = parseFloat(style.fontSize);
  range.selectNodeContents(text);
  if (!range.getClientRects().length || range.getBoundingClientRect().width < 2) continue;
  let before = null;
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at); range.setEnd(text, at + 1);
    // At the beginning of a line WebKit gives an empty box at the end of the last one, too.
    const box = [...range.getClientRects()].filter(each => each.width).pop();
    if (!box || !text.data[at].trim()) { before = null; continue; }
    seen.push(0);
    if (before && Math.abs(before.top - box.top) < 2 && box.left - before.left < Math.min(before.width, size) * .4) over.push(text.data.slice(Math.max(0, at - 4), at + 4));
    before = box;
  }
  if (holder.closest('.corrected, .bar, .player, .elder-bar')) continue;
  range.selectNodeContents(text);
  // As high as the characters are, not as high as the typeface asks for.
  for (const { left, right, top, bottom } of range.getClientRects()) lines.push([{ left, right, top: (top + bottom - size) / 2, bottom: (top + bottom + size) / 2, height: size }, text]);
}
for (let one = 0; one < lines.length; one++)
  for (let other = one + 1; other < Math.min(lines.length, one + 60); other++) {
    const [a, text] = lines[one], [b, next] = lines[other];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (text !== next && wide > 4 && high > .5 * Math.min(a.height, b.height)) over.push(`${text.data.trim().slice(0, 12)} / ${next.data.trim().slice(0, 12)}`);
  }
return { wider: document.documentElement.scrollWidth - innerWidth, over: over.slice(0, 4) };
"""
"""Pixels by which a page is wider than its window; characters whose places are over each other, and lines of different pieces."""


def _answers(engine: Engine, home: str, article: str) -> dict[str, bool]:
    engine.open_framed(home, article, 390, 844)
    engine.press("#p2 .pointer")
    panel = engine.until(
        "const panel = document.querySelector('.report-panel'); return panel && panel.offsetHeight > 0"
    )
    engine.open_framed(home, article, 390, 844)
    engine.press(".aloud")
    heard = engine.until(
        "return [...document.querySelectorAll('.player, .aloud-note')].some(each => each.offsetHeight > 0 && each.textContent.trim())"
    )
    engine.open_framed(home, "search/?q=%E6%A5%BC%E9%81%93", 390, 844)
    return {
        "¶": panel,
        "朗读": heard,
        "找": engine.until("return document.querySelectorAll('.found mark').length > 0"),
    }


def look_in_all(site: Path, names: Sequence[str], pictures: Path | None) -> dict[str, Any]:
    """Engine → what was seen in it, None where it is not installed."""
    found: dict[str, Any] = {}
    for name in names:
        with started(name) as engine:
            found[name] = look_in(engine, site, pictures) if engine else None
    return found


def count_taps(browser: Browser) -> dict[str, Any]:
    """Errand → taps on a phone of 360 pixels that calls itself WeChat, as it comes and in the largest type."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        built = build_website(lay_out_everyday_paper(Path(name) / "paper"))
        with served(built.site) as home:
            for errand, run in ERRANDS.items():
                found[errand] = [_taps(browser, home, size, run) for size in (0, 40)]
    return found


def _taps(browser: Browser, home: str, size: int, run: Any) -> int:
    context = browser.new_context(
        viewport={"width": 360, "height": 664},
        is_mobile=True,
        has_touch=True,
        user_agent="Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{home}?elder={size}")
    hand = Hand(page, home)
    run(hand)
    put_away(context)
    return hand.taps


def _in_chromium(arguments: argparse.Namespace) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        match arguments.what:
            case "speed":
                result = measure_speed(browser, arguments.site, arguments.runs)
            case "rules":
                result = measure_rules(browser, arguments.site)
            case _:
                result = count_taps(browser)
        browser.close()
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("what", choices=("speed", "rules", "errands", "engines"))
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--pictures", type=Path, help="a folder for what the windows show")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.what == "engines":
        names = [arguments.engine] if arguments.engine else ENGINES
        result = look_in_all(arguments.site, names, arguments.pictures)
    else:
        result = _in_chromium(arguments)
    if arguments.json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(
            f"{name}\t{json.dumps(told, ensure_ascii=False)}\n" for name, told in result.items()
        )


if __name__ == "__main__":
    main()
