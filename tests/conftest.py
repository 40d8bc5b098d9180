"""For every test: no network, and a whole little paper on disk for those that ask for one.

A test that reaches out fails at once, here as on a machine that has none.
"""

from __future__ import annotations

import gc
import ipaddress
import shutil
import sys
from multiprocessing import forkserver
from pathlib import Path

import pytest
from hypothesis import settings

from build_tools.cli import main
from build_tools.store.processes import split_off_with
from tests.sharing import made_once

HERE = Path(__file__).parent


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: connections within the machine are free, all others are an error."""
    if event == "socket.connect" and not _within_the_machine(arguments[1]):
        raise AssertionError(f"a test reached for the network: {arguments[1]}")


def _within_the_machine(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    return address[0] == "localhost" or ipaddress.ip_address(address[0]).is_loopback


sys.addaudithook(_refuse_the_network)

# How long one example takes says how busy the machine is: on one that ran two suites at once two examples of a property
# took 0.3 s, and were called failures.
settings.register_profile("paper", deadline=None)
settings.load_profile("paper")


QUICK = (
    "model",
    "numbering",
    "markup",
    "readers",
    "checks",
    "diagnostics",
    "test_catalogue.py",
    "test_architecture.py",
)
"""Folders and files whose tests build, set and render nothing: together a minute on an idle machine (``pytest -m quick``)."""

LONG = (
    "production/test_accidents.py",
    "site/reader/test_taps.py",
    "production/test_building.py",
    "test_style.py",
    "desk/test_arranging_page.py",
    "typesetting/test_crowded.py",
    "typesetting/test_marks.py",
    "typesetting/test_make_up.py",
    "press/preflight/test_planted_faults.py",
    "desk/test_page.py",
    "site/printed/test_accessibility.py",
    "press/test_lives.py",
    "setup/test_whole_road.py",
    "benchmarks/building/test_benchmark.py",
)
"""Modules that take half a minute or so: the first to begin, lest a worker be left alone with one when all others are done."""


BESIDE = ("desk", "production")
"""Folders whose tests have processes beside them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is quick, so that no test has to say so itself; put the long modules first, then the largest.

    In the order of their folders all workers would wait for browsers at once, then all want the processor.
    """
    ranks = {HERE / name: rank for rank, name in enumerate(LONG)}
    sizes = {path: path.stat().st_size for path in {item.path for item in items}}
    quick = {path for path in sizes if path.relative_to(HERE).parts[0] in QUICK}
    for item in items:
        if item.path in quick:
            item.add_marker("quick")
    items.sort(key=lambda item: (ranks.get(item.path, len(LONG)), -sizes[item.path]))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again and again. As in a build.

    Begin what processes are split off from, here, before any test goes elsewhere.
    """
    if any(item.path.relative_to(HERE).parts[0] in BESIDE for item in session.items):
        split_off_with("tests.at_hand")
        forkserver.ensure_running()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


@pytest.fixture
def paper_root(tmp_path: Path) -> Path:
    """The 试刊号 as a paper of its own, to read, break and build; the theme is the real one."""
    root = tmp_path / "paper"
    lay_out_issue_zero(root)
    return root


def lay_out_issue_zero(root: Path) -> None:
    """The 试刊号 in a folder that is not there yet, with the real theme."""
    shutil.copytree(HERE / "issue_zero", root)
    (root / "theme").symlink_to(HERE.parent / "theme")


CLOCK = "1768176000"
"""Seconds since 1970 at which the specimen is signed."""


@pytest.fixture(scope="session")
def signed_specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 试刊号 signed off, once for all tests; to be copied, never changed."""
    return made_once(tmp_path_factory, "signed", _sign)


def _sign(root: Path) -> None:
    lay_out_issue_zero(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", CLOCK)
        assert main(["signoff", "2026-01", "--by", "某编辑", "--root", str(root)]) == 0


@pytest.fixture
def signed_root(signed_specimen: Path, paper_root: Path) -> Path:
    """The test's own paper, signed off."""
    shutil.copytree(signed_specimen, paper_root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("theme"))
    return paper_root


@pytest.fixture(scope="session")
def printed_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 试刊号 built with its print, once for all tests, the theme its own; to be copied, never changed."""
    return made_once(tmp_path_factory, "printed", _build)


def _build(root: Path) -> None:
    shutil.copytree(HERE / "issue_zero", root)
    shutil.copytree(HERE.parent / "theme", root / "theme")
    assert main(["build", "--workers", "1", "--root", str(root)]) == 0


@pytest.fixture
def built_root(printed_paper: Path, paper_root: Path) -> Path:
    """The test's own paper, built with its print."""
    shutil.copytree(
        printed_paper,
        paper_root,
        symlinks=True,
        dirs_exist_ok=True,
        ignore=lambda folder, _: ["theme"] if Path(folder) == printed_paper else [],
    )
    return paper_root
