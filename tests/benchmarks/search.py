"""Search measured against the text, in Chromium: ours, Material's as it comes, and Pagefind as it comes.

    python -m tests.benchmarks.search [--issues 120] [--strings 1000] [--only ours] [--json]

First the sample issues (every engine), then an archive of so many issues (ours and Pagefind). Truth is: which
articles hold the string, told by Python from the printed text; for ours also which pieces of them. Bytes to the
first result are those of every file fetched from the moment of typing, gzip level 6 as a static host sends
text (files that are compressed already count as they are); the page's own files are given apart.
Material and Pagefind need the extra ``benchmark``; they get pages that hold an article's text and nothing else.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import html
import http.server
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.gathering import Gathered, gather
from build_tools.model import NumberedIssue, printed_text
from build_tools.site.building import build_site
from build_tools.site.search.files import write_search
from tests.benchmarks.archive import write_archive

ROOT = Path(__file__).parents[2]
SAMPLES = ("2021-01", "2021-02")
NAMES = (
    *["施永根", "黄一欣", "陈春娟", "王燕华", "唐金虎", "曹西虹", "张德胜", "李群", "陆继农", "严志明", "薛关钧", "万燮楸", "刁顺亮", "王亚新", "路永敏", "编者按", "本报编辑部"],
    *["张庙", "张庙街道", "上海", "上海市", "宝山区", "静安区", "通八三居民区", "通七二居民区", "富浩花园", "富浩小区", "通河八村第三居民区", "通河七村第二居民区"],
    *["通河四村", "呼玛二村", "百步园", "泗塘六村", "静安区知行社区营造服务中心", "上海社区发布", "居委会", "社区党建办公室", "社区自治办公室", "社区通", "议事厅"],
)
"""Every name of a person, a place or an office in the sample issues, and a few words editors look for."""

FIND = """async ([words, most]) => {
  const found = [];
  for await (const article of chenbaoSearch.find(words)) {
    if (article.spoken || article.apart || article.byNumber) continue;
    found.push([article.number, article.hits.map(({ text }) => text)]);
    if (found.length >= most) break;
  }
  return found;
}"""
MATERIAL = """async ([words]) => {
  if (!window.asked) {
    const config = JSON.parse(document.querySelector("#__config").textContent);
    const index = await (await fetch("search/search_index.json")).json();
    const worker = new Worker(config.search);
    window.asked = (type, data) => new Promise(done => { worker.onmessage = ({ data }) => done(data); worker.postMessage({ type, data }); });
    await asked(0, { ...index, options: { suggest: false } });
  }
  const { data } = await asked(2, words);
  return data.items.map(group => group[0].location.split("/")[0]);
}"""
PAGEFIND = """async ([words, most]) => {
  window.engine ??= await import("/pagefind/pagefind.js");
  const { results } = await engine.search(words);
  const found = [];
  for (const each of results.slice(0, most)) found.push((await each.data()).url.match(/(\\d{7})/)[1]);
  return found;
}"""


@dataclass(slots=True)
class Score:
    """Right, missed and wrong over all strings."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    worst: list[str] = field(default_factory=list)

    def add(self, words: str, truth: set[Any], found: set[Any]) -> None:
        self.right += len(truth & found)
        self.missed += len(truth - found)
        self.wrong += len(found - truth)
        if truth != found and len(self.worst) < 8:
            self.worst.append(words)

    def facts(self) -> dict[str, object]:
        return {
            "recall": round(self.right / max(self.right + self.missed, 1), 4),
            "precision": round(self.right / max(self.right + self.wrong, 1), 4),
            "places": self.right + self.missed,
            "amiss": self.worst,
        }


@dataclass(frozen=True, slots=True)
class Corpus:
    """Number → the pieces of an article as printed."""

    pieces: dict[str, tuple[str, ...]]

    def articles(self, words: str) -> set[str]:
        wanted = alike(words)
        return {number for number, texts in self.pieces.items() if any(wanted in alike(text) for text in texts)}

    def places(self, words: str) -> set[tuple[str, str]]:
        wanted = alike(words)
        return {(number, bare(text)) for number, texts in self.pieces.items() for text in texts if wanted in alike(text)}


def corpus_of(issues: Iterable[NumberedIssue]) -> Corpus:
    pieces = {}
    for numbered in issues:
        for item in numbered.articles:
            printed = printed_text(item)
            heads = (printed.kicker, item.article.listed_headline, printed.deck, "　".join(printed.bylines))
            pieces[str(item.number)] = tuple(text for text in (*heads, *(block.text for block in printed.blocks)) if text)
    return Corpus(pieces)


@functools.lru_cache(1 << 17)
def alike(text: str) -> str:
    """What a reader takes for the same: width, capitals, straight quotation marks, dashes."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub("[‐‑‒–—―−]", "-", re.sub("[‘’]", "'", re.sub("[“”]", '"', plain)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def random_strings(corpus: Corpus, count: int, seed: int = 7) -> list[str]:
    """Substrings of 1 to 20 characters from anywhere in the text; a search box drops outer spaces."""
    chance = random.Random(seed)
    texts = [text for texts in corpus.pieces.values() for text in texts]
    weights = [len(text) for text in texts]
    found: list[str] = []
    while len(found) < count:
        (text,) = chance.choices(texts, weights)
        start = chance.randrange(len(text))
        words = text[start : start + chance.randint(1, 20)].strip()
        if words and "\n" not in words:
            found.append(words)
    return found


# Sites


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def our_site(root: Path, gathered: Gathered, site: Path) -> None:
    faults = build_site(root, gathered, site, pdfs={})
    assert not faults, faults


def put_archive(site: Path, gathered: Gathered) -> float:
    """Give a finished site the search files of an archive; the seconds they took. The pages found are not there to open."""
    assert gathered.paper is not None
    began = time.perf_counter()
    files = write_search(gathered.paper, gathered.issues)
    took = time.perf_counter() - began
    for path in (site / "search" / "data").iterdir():
        path.unlink()
    for address, text in files.files.items():
        (site / address).write_text(text, encoding="utf-8")
    page = site / "search" / "index.html"
    page.write_text(re.sub(r'data-version="\w+"', f'data-version="{files.version}"', page.read_text("utf-8")), encoding="utf-8")
    return took


def pagefind_site(folder: Path, corpus: Corpus) -> float:
    """One bare page an article, indexed by Pagefind as it comes; the seconds it took."""
    for number, texts in corpus.pieces.items():
        words = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        path = folder / number / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{number}</title></head><body><main>{words}</main></body></html>', "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>搜索</title>", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    return time.perf_counter() - began


def material_site(folder: Path, corpus: Corpus) -> float:
    """One page an article, built by MkDocs and Material as they come, Chinese parted by jieba; the seconds it took."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material, language: zh, font: false}\nplugins: [{search: {lang: zh}}]\n")
    (docs / "index.md").write_text("# x\n")
    for number, texts in corpus.pieces.items():
        words = "\n\n".join(f"<p>{html.escape(text)}</p>" for text in texts)
        (docs / f"{number}.md").write_text(f"# {number}\n\n{words}\n", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")], check=True, capture_output=True)
    return time.perf_counter() - began


# Measuring


def judge(page: Page, script: str, strings: Iterable[str], corpus: Corpus) -> dict[str, object]:
    """Articles found against articles that hold the string."""
    score = Score()
    for words in strings:
        found = page.evaluate(script, [words, 100_000])
        score.add(words, corpus.articles(words), {each[0] if isinstance(each, list) else each for each in found})
    return score.facts()


def judge_places(page: Page, strings: Iterable[str], corpus: Corpus) -> dict[str, object]:
    """Ours, piece by piece."""
    score = Score()
    for words in strings:
        found = page.evaluate(FIND, [words, 100_000])
        score.add(words, corpus.places(words), {(number, bare(text)) for number, texts in found for text in texts})
    return score.facts()


def first_results(browser: Browser, address: str, script: str, ready: str, strings: Iterable[str]) -> dict[str, object]:
    """Bytes and milliseconds to the first result, each string in a browser that has never been here."""
    taken = [first_result(browser, address, script, ready, words) for words in strings]
    sizes, times, pages = zip(*taken, strict=True)
    return {"bytes": spread(sizes), "milliseconds": spread(times), "page bytes": spread(pages)}


def first_result(browser: Browser, address: str, script: str, ready: str, words: str) -> tuple[float, float, float]:
    """Bytes of the search, its milliseconds, and the bytes of the page it begins on."""
    context = browser.new_context()
    page = context.new_page()
    taken: list[Response] = []
    page.on("response", lambda response: taken.append(response))
    page.goto(address, wait_until="networkidle")
    page.wait_for_function(ready)
    before = len(taken)
    began = time.perf_counter()
    page.evaluate(script, [words, 1])
    took = (time.perf_counter() - began) * 1000
    weights = [on_the_wire(response) for response in taken]
    context.close()
    return sum(weights[before:]), took, sum(weights[:before])


def on_the_wire(response: Response) -> int:
    if response.status != 200:
        return 0
    body = response.body()
    packed = response.url.split("?")[0].endswith((".html", ".js", ".css", ".json", ".svg", "/"))
    return min(len(gzip.compress(body, 6)), len(body)) if packed else len(body)


def spread(values: Iterable[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered)), "p95": round(ordered[int(len(ordered) * 0.95)]), "most": round(ordered[-1])}


def measure(issues: int, strings: int, only: str) -> dict[str, Any]:
    """Everything; ``only`` leaves the others out."""
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"])
        samples = sample_paper(folder / "samples")
        corpus = corpus_of(samples.issues)
        asked = random_strings(corpus, strings)
        result["samples"] = {"articles": len(corpus.pieces), "ours": ours_on_samples(browser, folder, samples, corpus, asked)}
        if only != "ours":
            result["samples"]["Material"] = rival(browser, folder / "material", MATERIAL, corpus, asked)
            result["samples"]["Pagefind"] = rival(browser, folder / "pagefind", PAGEFIND, corpus, asked)
        write_archive(folder / "archive", issues)
        archive = gather(folder / "archive")
        result["archive"] = on_archive(browser, folder, archive, strings, only)
        browser.close()
    return result


def sample_paper(root: Path) -> Gathered:
    root.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    for part in ("content", "theme"):
        shutil.copytree(ROOT / part, root / part)
    for issue in SAMPLES:
        shutil.copytree(ROOT / "issues" / issue, root / "issues" / issue)
    return gather(root)


def ours_on_samples(browser: Browser, folder: Path, samples: Gathered, corpus: Corpus, asked: list[str]) -> dict[str, Any]:
    our_site(folder / "samples", samples, folder / "ours")
    with served(folder / "ours") as home:
        page = browser.new_page()
        page.goto(f"{home}search/", wait_until="networkidle")
        found = {
            "random strings": judge(page, FIND, asked, corpus),
            "random strings, piece by piece": judge_places(page, asked, corpus),
            "names": judge(page, FIND, NAMES, corpus),
        }
        page.close()
    return found


def rival(browser: Browser, folder: Path, script: str, corpus: Corpus, asked: list[str]) -> dict[str, Any]:
    take = material_site if script == MATERIAL else pagefind_site
    seconds = take(folder, corpus)
    with served(folder / "site" if script == MATERIAL else folder) as home:
        page = browser.new_page()
        page.goto(home, wait_until="networkidle")
        found = {"random strings": judge(page, script, asked, corpus), "names": judge(page, script, NAMES, corpus), "seconds": round(seconds, 1)}
        page.close()
    return found


def on_archive(browser: Browser, folder: Path, archive: Gathered, strings: int, only: str) -> dict[str, Any]:
    corpus = corpus_of(archive.issues)
    asked = random_strings(corpus, strings)
    few = asked[:100]
    seconds = put_archive(folder / "ours", archive)
    facts: dict[str, Any] = {"articles": len(corpus.pieces), "characters": sum(len(text) for texts in corpus.pieces.values() for text in texts)}
    with served(folder / "ours") as home:
        page = browser.new_page()
        page.goto(f"{home}search/", wait_until="networkidle")
        facts["ours"] = {
            "seconds": round(seconds, 1),
            "random strings, piece by piece": judge_places(page, asked, corpus),
            "first result": first_results(browser, f"{home}search/", FIND, "window.chenbaoSearch", few),
            "first result by pinyin": first_results(browser, f"{home}search/", SPOKEN, "window.chenbaoSearch", ("zhangmiao", "zm", "tonghe", "loudao", "shequ", "qiedeshuiguan")),
        }
    if only != "ours":
        seconds = pagefind_site(folder / "pagefind-archive", corpus)
        with served(folder / "pagefind-archive") as home:
            page = browser.new_page()
            page.goto(home)
            facts["Pagefind"] = {
                "seconds": round(seconds, 1),
                "first result": first_results(browser, home, PAGEFIND, "true", few[:60]),
            }
    return facts


SPOKEN = FIND.replace("article.spoken || ", "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=120)
    parser.add_argument("--strings", type=int, default=1000)
    parser.add_argument("--only", choices=("ours", ""), default="")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = measure(arguments.issues, arguments.strings, arguments.only)
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=None if arguments.json else 2) + "\n")


if __name__ == "__main__":
    main()
