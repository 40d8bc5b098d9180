"""What a search finds and what its first result costs, in Chromium.

In: a page with a search, strings, the truth. Out: recall and precision; bytes and milliseconds.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Iterable

from playwright.sync_api import Browser, Page, Response

from tests.benchmarks.search.corpus import Corpus, Score, bare

READY = "for (let turn = 0; !window.chenbaoSearch && turn < 3000; turn++) await new Promise(go => setTimeout(go, 20));"
"""A page at rest on the network may still be at work on the script that it has loaded."""
FIND = """async ([words, most]) => {
  READY
  const found = [];
  for await (const article of chenbaoSearch.find(words)) {
    if (article.spoken || article.apart || article.byNumber || article.near) continue;
    found.push([article.number, article.hits.map(({ text }) => text)]);
    if (found.length >= most) break;
  }
  return found;
}""".replace("READY", READY)
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
SPOKEN = FIND.replace("article.spoken || ", "")
FORGIVING = FIND.replace(
    "if (article.spoken || article.apart || article.byNumber || article.near) continue;", ""
)


def judge(page: Page, script: str, strings: Iterable[str], corpus: Corpus) -> dict[str, object]:
    """Articles found against articles that hold the string."""
    score = Score()
    for words in strings:
        found = page.evaluate(script, [words, 100_000])
        score.add(
            words, corpus.articles(words), {each[0] if isinstance(each, list) else each for each in found}
        )
    return score.facts()


def judge_places(page: Page, strings: Iterable[str], corpus: Corpus) -> dict[str, object]:
    """Ours, piece by piece."""
    score = Score()
    for words in strings:
        found = page.evaluate(FIND, [words, 100_000])
        score.add(
            words, corpus.places(words), {(number, bare(text)) for number, texts in found for text in texts}
        )
    return score.facts()


def first_results(
    browser: Browser, address: str, script: str, ready: str, strings: Iterable[str]
) -> dict[str, object]:
    """Bytes and milliseconds to the first result, each string in a browser that has never been here."""
    taken = [first_result(browser, address, script, ready, words) for words in strings]
    sizes, times, pages = zip(*taken, strict=True)
    return {"bytes": spread(sizes), "milliseconds": spread(times), "page bytes": spread(pages)}


def first_result(
    browser: Browser, address: str, script: str, ready: str, words: str
) -> tuple[float, float, float]:
    """Bytes of the search, its milliseconds, and the bytes of the page it begins on."""
    context = browser.new_context()
    page = context.new_page()
    taken: list[Response] = []
    page.on("response", lambda response: taken.append(response))
    page.goto(address, wait_until="networkidle")
    # Not wait_for_function: it evaluates a string in the page, which the page's policy forbids.
    assert page.evaluate(f"Boolean({ready})")
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
    return {
        "median": round(statistics.median(ordered)),
        "p95": round(ordered[int(len(ordered) * 0.95)]),
        "most": round(ordered[-1]),
    }
