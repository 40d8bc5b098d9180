"""A paper in git with an editing room in it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.desk.history import Author, History
from build_tools.desk.room import EditingRoom
from tests.browsers import start_chromium
from tests.conftest import lay_out_issue_zero
from tests.sharing import made_once


def git(root: Path, *words: str) -> str:
    """What git says in the paper's folder."""
    done = subprocess.run(
        ["git", "-C", root, "-c", "core.quotepath=off", *words], capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture(scope="session")
def committed_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 试刊号 in git, once for all tests; to be copied, never changed."""
    return made_once(tmp_path_factory, "git", _commit)


def _commit(root: Path) -> None:
    lay_out_issue_zero(root)
    git(root, "init", "-q", "-b", "main", "--template=")
    git(root, "config", "user.name", "某编辑")
    git(root, "config", "user.email", "bianji@example.invalid")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "试刊号")


@pytest.fixture
def desk_root(committed_paper: Path, paper_root: Path) -> Path:
    """The test's own paper, in git."""
    shutil.copytree(committed_paper / ".git", paper_root / ".git")
    return paper_root


@pytest.fixture
def room(desk_root: Path) -> Iterator[EditingRoom]:
    """The editing room of that paper."""
    history = History(desk_root)
    yield EditingRoom(desk_root, history)
    history.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started from here on."""
    found: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    return found


JIA, YI = Author("甲", "jia@example.invalid"), Author("乙", "yi@example.invalid")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = start_chromium(playwright)
        yield started
        started.close()
