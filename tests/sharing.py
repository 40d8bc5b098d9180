"""What many tests start from and none changes, made once for all workers of a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.store.locks import locked


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that *make* lays out at the path it is given, by the worker that comes first; the others wait.

    To be read or copied, never changed. Raises what *make* raises; the next one who asks tries again.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder, done = shared / name / "paper", shared / f"{name}.done"
    with locked(shared / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir(parents=True)
            make(folder)
            done.touch()
    return folder
