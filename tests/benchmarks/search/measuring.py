"""What a search finds and what its first result costs, in Chromium.

In: a page with a search, strings, the truth. Out: recall and precision; bytes and milliseconds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from playwright.sync_api import Browser, Page

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
FORGIVING = FIND.replace(
    "if (article.spoken || article.apart || article.byNumber || article.near) continue;", ""
)
_BEGUN = f"async () => {{ {READY} await chenbaoSearch.manifest(); }}"
_BEGUN_PAGEFIND = (
    "async () => { window.engine ??= await import('/pagefind/pagefind.js'); await engine.init(); }"
)
"""What each search fetches before a word is typed: the page's bytes, not the search's."""
_AT_ONCE, _ALL = 25, 100_000


def numbers_only(script: str) -> str:
    """The same search, and of what it finds the articles' numbers alone."""
    return f"async query => (await ({script})(query)).map(each => Array.isArray(each) ? each[0] : each)"


def ask(page: Page, script: str, strings: Sequence[str]) -> Iterator[Any]:
    """What is found for each string, one after the other in the one page, many in one call."""
    many = f"async strings => {{ const all = []; for (const words of strings) all.push(await ({script})([words, {_ALL}])); return all; }}"
    for at in range(0, len(strings), _AT_ONCE):
        yield from page.evaluate(many, list(strings[at : at + _AT_ONCE]))


def judge(page: Page, script: str, strings: Sequence[str], corpus: Corpus) -> dict[str, object]:
    """Articles found against articles that hold the string."""
    score = Score()
    for words, found in zip(strings, ask(page, numbers_only(script), strings), strict=True):
        score.add(words, corpus.articles(words), set(found))
    return score.facts()


def judge_places(page: Page, strings: Sequence[str], corpus: Corpus) -> dict[str, object]:
    """Ours, piece by piece."""
    score = Score()
    for words, found in zip(strings, ask(page, FIND, strings), strict=True):
        score.add(
            words, corpus.places(words), {(number, bare(text)) for number, texts in found for text in texts}
        )
    return score.facts()


def first_results(
    browser: Browser, address: str, sent: list[int], script: str, strings: Iterable[str]
) -> dict[str, object]:
    """Bytes and milliseconds to the first result, each string in a browser that has kept nothing of what was here.

    ``sent`` grows by what the server sends; one context for all, emptied before each.
    """
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    memory = context.new_cdp_session(page)
    taken: list[tuple[int, float, int]] = []
    for words in strings:
        page.goto("about:blank")
        memory.send("Network.clearBrowserCache")
        sent.clear()
        page.goto(address)
        page.evaluate(_BEGUN_PAGEFIND if script == PAGEFIND else _BEGUN)
        before, began = sum(sent), time.perf_counter()
        page.evaluate(script, [words, 1])
        taken.append((sum(sent) - before, (time.perf_counter() - began) * 1000, before))
    context.close()
    sizes, times, pages = zip(*taken, strict=True)
    return {"bytes": spread(sizes), "milliseconds": spread(times), "page bytes": spread(pages)}


def spread(values: Iterable[float]) -> dict[str, float]:
    """The middle one, the one that one in twenty exceeds, the largest."""
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered)),
        "p95": round(ordered[int(len(ordered) * 0.95)]),
        "most": round(ordered[-1]),
    }
