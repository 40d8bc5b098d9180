"""Killed at any moment, out of room at any byte: one whole tree stands, and the next run succeeds."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_tools.store.cache import Cache
from tests.store.versions import assert_nothing_left, publish, trees_at, version_at

ROOT = Path(__file__).parents[2]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow over so many bytes: write(2) then fails as on a full disk, on every system and for every user."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_run_killed_at_any_step_or_moment_leaves_one_whole_tree(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from tests.store.kills import at_every_step, at_random; print(at_every_step(Path(sys.argv[1]) / 'a/site', 3), at_random(Path(sys.argv[1]) / 'b/site', 40, 7))"
    run = subprocess.run(
        [sys.executable, "-S", "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert run.stderr == ""
    steps, moments = map(int, run.stdout.split())
    assert steps > 30
    assert moments == 40


def test_a_run_that_finds_no_room_leaves_the_old_tree_and_the_next_one_succeeds(tmp_path: Path) -> None:
    site, full = tmp_path / "dist/site", 0
    publish(trees_at(site), 0)
    for size in [*range(0, 20), *range(20, 4000, 230)]:
        version = version_at(site)
        with room_for(size):
            try:
                publish(trees_at(site), version + 1)
            except OSError:
                full += 1
        assert version_at(site) in (version, version + 1)
        publish(trees_at(site), version + 2)
        assert version_at(site) == version + 2
        assert_nothing_left(trees_at(site))
    assert 20 < full < 38


def test_a_pack_that_finds_no_room_leaves_nothing(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    for size in range(0, 600, 20):
        with room_for(size), pytest.raises(OSError):
            store.put("page", "ab", {"x": b"1" * 600})
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    store.put("page", "ab", {"x": b"1" * 600})
    with room_for(300), pytest.raises(OSError):
        store.put("page", "ab", {"x": b"2" * 600})
    assert store.get("page", "ab") == {"x": b"1" * 600}
    assert [path.name for path in (tmp_path / "page").iterdir()] == ["ab.pack"]
