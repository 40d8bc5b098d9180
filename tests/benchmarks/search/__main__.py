"""Search measured against the text, in Chromium: ours, Material's as it comes, and Pagefind as it comes.

    python -m tests.benchmarks.search [--issues 120] [--strings 1000] [--only ours] [--json]

First the sample issues (every engine), then an archive of so many issues (ours and Pagefind; 0 leaves it out). Truth
is: which articles hold the string, told by Python from the printed text; for ours also which pieces of them. Bytes to
the first result are those that the server sends from the moment of typing, gzip level 6 as a static host sends text
(files that are compressed already as they are); the page's own files are given apart. Each measurement is a line as
soon as it is taken, with ``--json`` a list: corpus, engine, what, facts. Material and Pagefind need the extra
``benchmark``; they get pages that hold an article's text and nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from build_tools.gathering import gather
from build_tools.production.order import SITE
from tests.benchmarks.archive import write_archive
from tests.benchmarks.search.corpus import NAMES, Corpus, corpus_of, random_strings
from tests.benchmarks.search.measuring import (
    FIND,
    FORGIVING,
    MATERIAL,
    PAGEFIND,
    first_results,
    judge,
    judge_places,
)
from tests.benchmarks.search.sites import material_site, our_site, pagefind_site, put_archive, sample_paper
from tests.benchmarks.search.slips import judge_set, sets_of
from tests.benchmarks.website import gzipped
from tests.browsers import start_chromium
from tests.serving import served

OURS = "ours"
ENGINES = {OURS: FIND, "Material": MATERIAL, "Pagefind": PAGEFIND}
"""Engine → the script that asks it."""
Measured = tuple[str, str, str, object]
"""Corpus, engine, what, facts."""


def measure(browser: Browser, folder: Path, issues: int, strings: int, only: str) -> Iterator[Measured]:
    """Everything, one after the other; ``only`` leaves the other engines out."""
    samples = sample_paper(folder / "samples")
    corpus = corpus_of(samples.issues)
    asked = random_strings(corpus, strings)
    yield "samples", "", "articles", len(corpus.pieces)
    for engine in (each for each in ENGINES if only in ("", each)):
        site, seconds = take_site(engine, folder / "samples" if engine == OURS else folder / engine, corpus)
        yield "samples", engine, "seconds", seconds
        for what, facts in found_by(browser, site, engine, corpus, asked):
            yield "samples", engine, what, facts
    if not issues:
        return
    write_archive(folder / "archive", issues)
    archive = gather(folder / "archive")
    corpus = corpus_of(archive.issues)
    asked = random_strings(corpus, strings)
    yield "archive", "", "articles", len(corpus.pieces)
    yield "archive", "", "characters", sum(len(text) for texts in corpus.pieces.values() for text in texts)
    if only in ("", OURS):
        site = folder / "samples" / SITE
        yield "archive", OURS, "seconds", round(put_archive(site, archive), 1)
        files = [path for path in (site / "search").rglob("*") if path.is_file()]
        yield "archive", OURS, "files", len(files)
        yield "archive", OURS, "packed", sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
        for what, facts in paid_for(browser, site, OURS, corpus, asked):
            yield "archive", OURS, what, facts
        for what, facts in found_by(browser, site, OURS, corpus, asked):
            yield "archive", OURS, what, facts
    if only in ("", "Pagefind"):
        site, seconds = take_site("Pagefind", folder / "pagefind-archive", corpus)
        yield "archive", "Pagefind", "seconds", seconds
        for what, facts in paid_for(browser, site, "Pagefind", corpus, asked):
            yield "archive", "Pagefind", what, facts
        for what, facts in found_by(browser, site, "Pagefind", corpus, asked):
            yield "archive", "Pagefind", what, facts


def take_site(engine: str, folder: Path, corpus: Corpus) -> tuple[Path, float]:
    """The engine's site in the folder, and the seconds that making it took."""
    if engine == OURS:
        began = time.perf_counter()
        site = our_site(folder)
        return site, round(time.perf_counter() - began, 1)
    seconds = (material_site if engine == "Material" else pagefind_site)(folder, corpus)
    return folder / "site" if engine == "Material" else folder, round(seconds, 1)


def found_by(
    browser: Browser, site: Path, engine: str, corpus: Corpus, asked: list[str]
) -> Iterator[tuple[str, object]]:
    """What is found, one page for all that is asked: random strings, names, the five sets of what readers type."""
    script = ENGINES[engine]
    with served(site) as home:
        page = browser.new_page()
        page.goto(f"{home}search/" if engine == OURS else home, wait_until="networkidle")
        for name, typed in sets_of(corpus).items():
            yield name, judge_set(page, typed, FORGIVING if engine == OURS else script)
        yield "names", judge(page, script, NAMES, corpus)
        yield "random strings", judge(page, script, asked, corpus)
        if engine == OURS:
            yield "random strings, piece by piece", judge_places(page, asked, corpus)
        page.close()


def paid_for(
    browser: Browser, site: Path, engine: str, corpus: Corpus, asked: list[str]
) -> Iterator[tuple[str, object]]:
    """What the first result costs, each in a browser that has kept nothing: 100 random strings, 40 of each set."""
    script = ENGINES[engine]
    sent: list[int] = []
    with gzipped(site, sent) as home:
        address = f"{home}search/" if engine == OURS else home
        yield "first result, random strings", first_results(browser, address, sent, script, asked[:100])
        for name, typed in sets_of(corpus).items():
            if name == "exact":
                continue  # as random strings are
            words = [each.typed for each in typed[:40]]
            yield (
                f"first result, {name}",
                first_results(browser, address, sent, FORGIVING if engine == OURS else script, words),
            )


def main() -> None:
    """Measure and print, each measurement as it is taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=120)
    parser.add_argument("--strings", type=int, default=1000)
    parser.add_argument("--only", choices=(*ENGINES, ""), default="")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = start_chromium(playwright)
        for measured in measure(browser, Path(name), arguments.issues, arguments.strings, arguments.only):
            *where, facts = measured
            told = json.dumps(measured if arguments.json else facts, ensure_ascii=False)
            sys.stdout.write(told + "\n" if arguments.json else "\t".join((*where, told)) + "\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
