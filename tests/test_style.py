"""The code's own copy-editing: ruff and mypy, as pyproject.toml sets them, over everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("reader", [("ruff", "check", "."), ("mypy",)], ids=["ruff", "mypy"])
def test_the_code_reads_clean(reader: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *reader], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
