"""The sample issue of February 2021, set in type, drawn and built into a site: once for all workers. And a browser."""

from __future__ import annotations

import fcntl
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.production.pressroom import open_pressroom
from build_tools.gathering import gather
from build_tools.model import NumberedIssue
from build_tools.site.building import build_site

_REPOSITORY = Path(__file__).parents[3]
ISSUE = "2021-02"


@dataclass(frozen=True)
class Printed:
    """The paper's folder, with ``dist/print`` and ``dist/site``, and its one issue."""

    root: Path
    issue: NumberedIssue

    @property
    def site(self) -> Path:
        return self.root / "dist" / "site"

    @property
    def pdf(self) -> Path:
        (pdf,) = (self.root / "dist" / "print" / ISSUE).glob("*.pdf")
        return pdf

    @property
    def layout(self) -> str:
        return self.pdf.with_name("layout.json").read_text(encoding="utf-8")


@dataclass
class Visit:
    """A page that is open, and what the browser complained of: errors of scripts, breaches of the policy."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(self.home + address, wait_until="networkidle")
        return self.page


class _Static(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Printed:
    base = tmp_path_factory.getbasetemp()
    # All workers share what takes long: the one that comes first sets the type.
    root = (base if worker_id == "master" else base.parent) / "printed-paper"
    with (root.parent / "printed-paper.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "dist" / "site").exists():
            _print_and_build(root)
    (issue,) = gather(root).issues
    return Printed(root, issue)


def _print_and_build(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    shutil.copy(_REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(_REPOSITORY / "content", root / "content")
    shutil.copytree(_REPOSITORY / "issues" / ISSUE, root / "issues" / ISSUE)
    (root / "theme").symlink_to(_REPOSITORY / "theme")
    gathered = gather(root)
    pressroom = open_pressroom(gathered)
    for numbered in gathered.issues:
        pressroom.write(pressroom.compose(numbered))
    assert build_site(root, gathered, root / "dist" / "site") == ()


@pytest.fixture(scope="session")
def home(printed: Printed) -> Iterator[str]:
    handler = functools.partial(_Static, directory=str(printed.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed_browser()
    assert path is not None, "no Chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


def start_visit(context: BrowserContext, home: str) -> Visit:
    """A new page in a browser, whose complaints are noted."""
    visit = Visit(context.new_page(), home)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("console", lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None)
    return visit


@pytest.fixture
def visit(context: BrowserContext, home: str) -> Visit:
    return start_visit(context, home)
