"""A small paper that is built once, without print and with it; every test gets a copy of its own, output and all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.production.building import build
from build_tools.production.order import Order
from tests.production.papers import SECOND, THIRD, build_web, lay_out
from tests.production.previews import Served, at_work
from tests.site.conftest import lay_out_paper


@pytest.fixture(scope="session")
def built_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues in two years, the website without print. To be copied, never changed."""
    root = lay_out(tmp_path_factory.mktemp("built") / "paper")
    assert build_web(root).diagnostics == ()
    return root


@pytest.fixture(scope="session")
def printed_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One issue, built with its print. To be copied, never changed."""
    root = lay_out(tmp_path_factory.mktemp("printed") / "paper")
    for name in (SECOND, THIRD):
        shutil.rmtree(root / "issues" / name)
    assert build(Order(root), 1).diagnostics == ()
    return root


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
