"""Small papers that are built once; every test gets a copy of its own, output and all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.papers import build_web, lay_out
from tests.production.previews import Served, at_work
from tests.sharing import made_once
from tests.site.conftest import lay_out_paper


@pytest.fixture(scope="session")
def built_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues in two years, the website without print. To be copied, never changed."""
    return made_once(tmp_path_factory, "built", _build)


def _build(root: Path) -> None:
    assert build_web(lay_out(root)).diagnostics == ()


@pytest.fixture
def root(built_paper: Path, tmp_path: Path) -> Path:
    """The paper of three issues, in another place."""
    return Path(shutil.copytree(built_paper, tmp_path / "paper", symlinks=True))


@pytest.fixture
def printed(printed_paper: Path, tmp_path: Path) -> Path:
    """The paper of one printed issue, in another place."""
    return Path(shutil.copytree(printed_paper, tmp_path / "paper", symlinks=True))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with at_work(Served(lay_out_paper(tmp_path_factory.mktemp("preview") / "paper"))) as served:
        yield served
