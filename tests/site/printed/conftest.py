"""The sample issue of February 2021, set in type, drawn and built into a site: once for all workers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from build_tools.gathering import gather
from build_tools.model import NumberedIssue
from build_tools.model.paper import READING_MARK
from build_tools.production.building import build
from build_tools.production.order import Order
from tests.serving import served
from tests.sharing import made_once
from tests.site.browsing import Visit, start_visit

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
        """All pages as they are printed; the small copy for readers lies beside it."""
        found = (self.root / "dist" / "print" / ISSUE).glob("*.pdf")
        (pdf,) = (path for path in found if READING_MARK not in path.name)
        return pdf

    @property
    def layout(self) -> str:
        return self.pdf.with_name("layout.json").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    root = made_once(tmp_path_factory, "february", _print_and_build)
    (issue,) = gather(root).issues
    return Printed(root, issue)


def _print_and_build(root: Path) -> None:
    root.mkdir()
    shutil.copy(_REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(_REPOSITORY / "content", root / "content")
    shutil.copytree(_REPOSITORY / "issues" / ISSUE, root / "issues" / ISSUE)
    (root / "theme").symlink_to(_REPOSITORY / "theme")
    made = build(Order(root), 1)
    assert made.done and made.diagnostics == ()


@pytest.fixture(scope="session")
def home(printed: Printed) -> Iterator[str]:
    with served(printed.site) as address:
        yield address


@pytest.fixture
def visit(context: BrowserContext, home: str) -> Visit:
    return start_visit(context, home)
