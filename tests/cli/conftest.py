"""For tests of the commands: run one as a person would, and read what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main


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
