"""The sites that are searched: ours, Material's as it comes, Pagefind's as it comes, each in a folder.

In: a paper's folder or a corpus. Out: a site on the disk.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from build_tools.gathering import Gathered, gather
from build_tools.production.building import build
from build_tools.production.order import SITE, Order
from tests.benchmarks.search.corpus import Corpus
from tests.site.search.whole import write_search

ROOT = Path(__file__).parents[3]
SAMPLES = ("2021-01", "2021-02")


def our_site(root: Path) -> Path:
    """Build the website of a paper without print; gives its folder."""
    built = build(Order(root, web_only=True))
    assert built.done and not built.diagnostics, built.diagnostics
    return root / SITE


def put_archive(site: Path, gathered: Gathered) -> float:
    """Give a finished site the search files of an archive; the seconds they took. The pages found are not there to open."""
    assert gathered.paper is not None
    began = time.perf_counter()
    files = write_search(gathered.paper, gathered.issues)
    took = time.perf_counter() - began
    shutil.rmtree(site / "search" / "data")
    for address, text in files.files.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(text, encoding="utf-8")
    page = site / "search" / "index.html"
    page.write_text(
        re.sub(r'data-version="\w+"', f'data-version="{files.version}"', page.read_text("utf-8")),
        encoding="utf-8",
    )
    return took


def pagefind_site(folder: Path, corpus: Corpus) -> float:
    """One bare page an article, indexed by Pagefind as it comes; the seconds it took."""
    for number, texts in corpus.pieces.items():
        words = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        path = folder / number / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(
            f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{number}</title></head><body><main>{words}</main></body></html>',
            "utf-8",
        )
    (folder / "index.html").write_text("<!doctype html><title>搜索</title>", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    return time.perf_counter() - began


def material_site(folder: Path, corpus: Corpus) -> float:
    """One page an article, built by MkDocs and Material as they come, Chinese parted by jieba; the seconds it took."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, language: zh, font: false}\nplugins: [{search: {lang: zh}}]\n"
    )
    (docs / "index.md").write_text("# x\n")
    for number, texts in corpus.pieces.items():
        words = "\n\n".join(f"<p>{html.escape(text)}</p>" for text in texts)
        (docs / f"{number}.md").write_text(f"# {number}\n\n{words}\n", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def sample_paper(root: Path) -> Gathered:
    root.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    for part in ("content", "theme"):
        shutil.copytree(ROOT / part, root / part)
    for issue in SAMPLES:
        shutil.copytree(ROOT / "issues" / issue, root / "issues" / issue)
    return gather(root)
