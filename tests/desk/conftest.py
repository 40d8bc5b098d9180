"""A paper in git with an editing room in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.desk.history import Author, History
from build_tools.desk.room import EditingRoom
from tests.browsers import start_chromium


def git(root: Path, *words: str) -> str:
    """What git says in the paper's folder."""
    done = subprocess.run(
        ["git", "-C", root, "-c", "core.quotepath=off", *words], capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def desk_root(paper_root: Path) -> Path:
    """The 试刊号 in git."""
    git(paper_root, "init", "-q", "-b", "main")
    git(paper_root, "config", "user.name", "某编辑")
    git(paper_root, "config", "user.email", "bianji@example.invalid")
    git(paper_root, "add", "-A")
    git(paper_root, "commit", "-q", "-m", "试刊号")
    return paper_root


@pytest.fixture
def room(desk_root: Path) -> Iterator[EditingRoom]:
    """The editing room of that paper."""
    history = History(desk_root)
    yield EditingRoom(desk_root, history)
    history.close()


JIA, YI = Author("甲", "jia@example.invalid"), Author("乙", "yi@example.invalid")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = start_chromium(playwright)
        yield started
        started.close()
