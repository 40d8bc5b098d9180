"""For every test: no network, and a whole little paper on disk for those that ask for one.

A test that reaches out fails at once, here as on a machine that has none.
"""

from __future__ import annotations

import ipaddress
import shutil
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def paper_root(tmp_path: Path) -> Path:
    """The 试刊号 as a paper of its own, to read, break and build; the theme is the real one."""
    root = tmp_path / "paper"
    shutil.copytree(HERE / "issue_zero", root)
    (root / "theme").symlink_to(HERE.parent / "theme")
    return root
