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
import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.gathering import Gathered, gather
from build_tools.production.order import SITE
from tests.benchmarks.archive import write_archive
from tests.benchmarks.search.corpus import NAMES, Corpus, corpus_of, random_strings
from tests.benchmarks.search.measuring import (
    FIND,
    FORGIVING,
    MATERIAL,
    PAGEFIND,
    SPOKEN,
    first_results,
    judge,
    judge_places,
)
from tests.benchmarks.search.sites import material_site, our_site, pagefind_site, put_archive, sample_paper
from tests.benchmarks.search.slips import judge_set, sets_of
from tests.serving import served


def measure(issues: int, strings: int, only: str) -> dict[str, Any]:
    """Everything; ``only`` leaves the others out."""
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        samples = sample_paper(folder / "samples")
        corpus = corpus_of(samples.issues)
        asked = random_strings(corpus, strings)
        result["samples"] = {
            "articles": len(corpus.pieces),
            "ours": ours_on_samples(browser, folder, corpus, asked),
        }
        if only != "ours":
            result["samples"]["Material"] = rival(browser, folder / "material", MATERIAL, corpus, asked)
            result["samples"]["Pagefind"] = rival(browser, folder / "pagefind", PAGEFIND, corpus, asked)
        write_archive(folder / "archive", issues)
        archive = gather(folder / "archive")
        result["archive"] = on_archive(browser, folder, archive, strings, only)
        browser.close()
    return result


def ours_on_samples(browser: Browser, folder: Path, corpus: Corpus, asked: list[str]) -> dict[str, Any]:
    with served(our_site(folder / "samples")) as home:
        page = browser.new_page()
        page.goto(f"{home}search/", wait_until="networkidle")
        found = {
            "random strings": judge(page, FIND, asked, corpus),
            "random strings, piece by piece": judge_places(page, asked, corpus),
            "names": judge(page, FIND, NAMES, corpus),
            **{name: judge_set(page, asked) for name, asked in sets_of(corpus).items()},
        }
        page.close()
    return found


def rival(browser: Browser, folder: Path, script: str, corpus: Corpus, asked: list[str]) -> dict[str, Any]:
    take = material_site if script == MATERIAL else pagefind_site
    seconds = take(folder, corpus)
    with served(folder / "site" if script == MATERIAL else folder) as home:
        page = browser.new_page()
        page.goto(home, wait_until="networkidle")
        found = {
            "random strings": judge(page, script, asked, corpus),
            "names": judge(page, script, NAMES, corpus),
            "seconds": round(seconds, 1),
        }
        page.close()
    return found


def on_archive(browser: Browser, folder: Path, archive: Gathered, strings: int, only: str) -> dict[str, Any]:
    corpus = corpus_of(archive.issues)
    asked = random_strings(corpus, strings)
    few = asked[:100]
    site = folder / "samples" / SITE
    seconds = put_archive(site, archive)
    facts: dict[str, Any] = {
        "articles": len(corpus.pieces),
        "characters": sum(len(text) for texts in corpus.pieces.values() for text in texts),
    }
    with served(site) as home:
        page = browser.new_page()
        page.goto(f"{home}search/", wait_until="networkidle")
        facts["ours"] = {
            "seconds": round(seconds, 1),
            "random strings, piece by piece": judge_places(page, asked, corpus),
            **{name: judge_set(page, asked) for name, asked in sets_of(corpus).items()},
            "files": sum(1 for path in (site / "search").rglob("*") if path.is_file()),
            "packed": sum(
                len(gzip.compress(path.read_bytes(), 6))
                for path in (site / "search").rglob("*")
                if path.is_file()
            ),
            "first result": first_results(browser, f"{home}search/", FIND, "window.chenbaoSearch", few),
            **{
                f"first result, {name}": first_results(
                    browser,
                    f"{home}search/",
                    FORGIVING,
                    "window.chenbaoSearch",
                    [each.typed for each in asked[:40]],
                )
                for name, asked in sets_of(corpus).items()
                if name != "exact"
            },
            "first result by pinyin": first_results(
                browser,
                f"{home}search/",
                SPOKEN,
                "window.chenbaoSearch",
                ("zhangmiao", "zm", "tonghe", "loudao", "shequ", "qiedeshuiguan"),
            ),
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
