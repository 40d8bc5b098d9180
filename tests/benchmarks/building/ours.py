"""Ourselves, as an editor calls us: every build a fresh ``chenbao``, and ``chenbao serve`` asked until it shows the edit.

In: a paper's folder. Out: commands, and the seconds from saving an article to its page, and to the picture and the PDF
of its printed page. Nothing is imported from the program: what is measured is what comes out of the door.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.building.corpus import Corpus, as_plain_page, edit
from tests.benchmarks.building.processes import put_away

PROGRAM = Path(sys.executable).with_name("chenbao")
_POLL_SECONDS = 0.01
_PATIENCE = 300.0
Found = TypeVar("Found")


def build_command(root: Path, *, web: bool = True) -> list[str | Path]:
    """Website and search of all issues; with ``web`` off the print PDF and its pictures as well."""
    return [PROGRAM, "build", "--root", root, *(["--web"] if web else [])]


def forget(root: Path) -> None:
    """All that earlier builds left, so that the next is a cold one."""
    put_away(root / "dist")


def articles_shown(root: Path) -> int:
    """How many articles the website has that was built."""
    return len(json.loads((root / "dist" / "site" / "n" / "index.json").read_bytes()))


def laid_at(root: Path) -> float:
    """When the print PDF of the one issue lay there whole, in seconds since the epoch."""
    pdfs = (root / "dist" / "print").glob("*/*.pdf")
    (pdf,) = (path for path in pdfs if "阅读版" not in path.name)
    return pdf.stat().st_mtime


@dataclass(frozen=True, slots=True)
class Shown:
    """Seconds from saving an article until its web page, and its printed page's picture and PDF, were served anew."""

    web: float
    printed: float


def save_and_look(corpus: Corpus, edits: Sequence[int]) -> list[Shown]:
    """Serve the paper, save an article so many times, and ask like an impatient browser. Raises TimeoutError."""
    with _serving(corpus.paper) as home:
        entry = _wait(lambda: _entry(home, corpus), _PATIENCE)
        page = urllib.parse.urljoin(home, f"/{entry['issue']}/p{entry['page']}/")
        pdf = _wait(lambda: _page_pdf(page), _PATIENCE)
        printed = (f"{page}page.1000.webp", pdf)
        _wait(lambda: [_get(url) for url in printed], _PATIENCE)
        return [
            _after(corpus, count, urllib.parse.urljoin(home, str(entry["url"])), printed) for count in edits
        ]


def _after(corpus: Corpus, count: int, article: str, printed: tuple[str, ...]) -> Shown:
    before = {url: _get(url) for url in printed}
    sentence = edit(corpus, count)
    saved = time.perf_counter()
    _wait(lambda: sentence.encode() in _get(article), _PATIENCE)
    web = time.perf_counter() - saved
    _wait(lambda: all(_get(url) not in (before[url], b"") for url in printed), _PATIENCE)
    return Shown(web, time.perf_counter() - saved)


def _entry(home: str, corpus: Corpus) -> dict[str, object]:
    """The edited article's row in the public table of numbers."""
    text = (corpus.paper / "issues" / corpus.article).read_text(encoding="utf-8")
    headline = _bare(as_plain_page(text).partition("\n")[0].removeprefix("# "))
    rows = json.loads(_get(f"{home}n/index.json") or b"{}").values()
    found: dict[str, object] = next(
        (
            row
            for row in rows
            if row["issue"] == corpus.article.parts[0] and _bare(row["headline"]) == headline
        ),
        {},
    )
    return found


def _page_pdf(page: str) -> str:
    found = re.search(r'href="([^"]*-p\d+\.pdf)"', _get(page).decode())
    return urllib.parse.urljoin(page, urllib.parse.quote(found.group(1), safe="/%")) if found else ""


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [PROGRAM, "serve", "--root", root, "--address", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield f"http://{address}/"
        finally:
            process.terminate()


def _get(url: str) -> bytes:
    """What is served there now; nothing when nothing is, for a server may be at work."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bytes(answer.read())
    except OSError:
        return b""


def _wait(ask: Callable[[], Found], patience: float) -> Found:
    """Ask until the answer is yes."""
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        if found := ask():
            return found
        time.sleep(_POLL_SECONDS)
    raise TimeoutError(f"not within {patience:.0f} s")
