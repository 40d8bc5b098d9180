"""For tests of the commands: run one as a person would, and read what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The report of ``--json``."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def codes(self) -> list[str]:
        """The codes of the diagnostics in a ``--json`` report."""
        return [str(found["code"]) for found in self.json["diagnostics"]]


Chenbao = Callable[..., Answer]
CLOCK = "1768176000"
"""Seconds since 1970 at which the specimen is signed."""


@pytest.fixture(scope="session")
def signed_specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 试刊号 signed off, once for all tests; to be copied, never changed."""
    root = tmp_path_factory.mktemp("signed") / "paper"
    shutil.copytree(HERE.parent / "issue_zero", root)
    (root / "theme").symlink_to(HERE.parents[1] / "theme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", CLOCK)
        assert main(["signoff", "2026-01", "--by", "某编辑", "--root", str(root)]) == 0
    return root


@pytest.fixture
def signed_root(signed_specimen: Path, paper_root: Path) -> Path:
    """The test's own paper, signed off."""
    shutil.copytree(signed_specimen, paper_root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("theme"))
    return paper_root


@pytest.fixture
def chenbao(paper_root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Chenbao:
    """``chenbao("check", "--json")`` in the folder of the 试刊号."""
    monkeypatch.chdir(paper_root)

    def run(*words: str) -> Answer:
        try:
            code = main(words)
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return run
