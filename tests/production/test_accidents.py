"""Killed at any moment, out of room at any byte, two at once: one whole making lies there, and the next build is right."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from build_tools.production.building import build
from build_tools.production.unchanged import Order
from tests.production.commands import finished, start_build
from tests.production.editing import edit_headline
from tests.production.kills import run
from tests.production.papers import SECOND, THIRD, clean_output, differing, lay_out, output_of

_NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
"""No file can grow over so many bytes: write(2) then fails as on a full disk, in every process of the build and for every user."""


@pytest.fixture(scope="module")
def printed_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of one issue, built with its print."""
    root = lay_out(tmp_path_factory.mktemp("printed") / "paper")
    for name in (SECOND, THIRD):
        shutil.rmtree(root / "issues" / name)
    assert build(Order(root), 1).done
    return root


@pytest.fixture
def root(printed_paper: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(printed_paper, tmp_path / "paper", symlinks=True))


def test_killed_builds_leave_one_whole_site_and_the_next_is_right(tmp_path: Path) -> None:
    assert run(tmp_path, 6, 5, web_only=True).total() == 6


# From the smallest files of the cache over the pages of the website to the PDF and the pictures of its pages.
@pytest.mark.parametrize("size", [0, 3_000, 30_000, 100_000])
def test_build_that_finds_no_room_leaves_site_and_print_as_they_were(root: Path, size: int) -> None:
    old = output_of(root)
    edit_headline(root, random.Random(1))
    code, said = finished(start_build(root, "--workers", "2", before=_NO_ROOM.format(size=size)))
    assert code == 2 and "SQ903" in said
    assert differing(output_of(root), old) == []
    assert build(Order(root), 1).done
    assert differing(output_of(root), old) != []


def test_flipped_byte_in_every_file_of_the_storeroom_is_noticed(root: Path, tmp_path: Path) -> None:
    edit_headline(root, random.Random(2))
    files = sorted(path for path in (root / "dist" / ".cache").rglob("*") if path.is_file() and path.stat().st_size)
    for place, path in enumerate(files):
        content = bytearray(path.read_bytes())
        content[len(content) * (place % 10) // 10] ^= 1 << place % 8
        path.write_bytes(content)
    assert build(Order(root), 1).done
    assert differing(output_of(root), clean_output(root, tmp_path / "clean", web_only=False)) == []
