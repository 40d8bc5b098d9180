"""A clone to set up: the entry script and what it reads, in a folder whose name has a space and Chinese in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
"""The checkout under test."""

_TOOLS = (
    "sh",
    "env",
    "cat",
    "cksum",
    "dirname",
    "flock",
    "head",
    "mktemp",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "tail",
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The script, the locks and the table of parts; no virtualenv."""
    place = tmp_path / "社区 晨报"
    shutil.copytree(ROOT / "build_tools" / "lock", place / "build_tools" / "lock")
    (place / "build_tools" / "cli").mkdir()
    for name in ("chenbao", "pyproject.toml", "build_tools/cli/parts.py"):
        shutil.copy(ROOT / name, place / name)
    return place


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with this Python, the shell's tools and an ordinary user, but neither apt nor any part of the press."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in _TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    (folder / "python3").symlink_to(Path(sys.executable).resolve())
    add_command(folder, "id", "echo 1000")
    return folder


def add_command(folder: Path, name: str, script: str) -> None:
    """One more command on that PATH, in shell."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
