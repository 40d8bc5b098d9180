"""What the tests publish: a tree for every number, of owners that come, go, change and swap addresses; and what then lies on disk."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.store.trees import Draft, Trees, write_files

Files = dict[str, bytes]


def trees_at(site: Path) -> Trees:
    return Trees(site, site.parent / ".cache/trees")


def shares_of(version: int) -> dict[str, Files]:
    """The shares of a version. Most of them are as in the version before."""
    shares: dict[str, Files] = {"front": {"index.html": b"front %d" % version, "version": b"%d" % version}}
    for number in range(6):
        changes = (version + number) // 6
        shares[f"issue/{number}"] = {
            f"{number}/index.html": b"issue %d %d" % (number, changes),
            f"{number}/same.html": b"same",
            f"{number}/{changes}.html": b"x" * 300,
        }
    if version % 3:
        shares["guest"] = {"guest/deep/down.html": b"guest", "guest.html": b"guest"}
    else:
        shares["stranger"] = {"guest": b"a file where a folder was", "guest.html": b"moved in"}
    return shares


def tree_of(version: int) -> Files:
    """All files of a version."""
    return {address: content for files in shares_of(version).values() for address, content in files.items()}


def publish(trees: Trees, version: int, *, trusting: bool = False) -> None:
    """Bring the tree to a version, as a build does: only what has another key is written."""
    bring(trees.open_draft(trusting=trusting), shares_of(version)).publish(str(version))


def bring(draft: Draft, shares: dict[str, Files]) -> Draft:
    for owner, files in shares.items():
        key = f"{owner} {files!r}"
        if not draft.take(owner, key):
            draft.settle(owner, key, write_files(draft.folder, files))
    return draft


def tree_at(folder: Path) -> Files:
    """All that lies below a folder; an empty folder counts as a fault and stands as an address of its own."""
    found: Files = {}
    for path, folders, files in os.walk(folder):
        below = os.path.relpath(path, folder) + "/"
        for name in files:
            found[(below + name).removeprefix("./")] = Path(path, name).read_bytes()
        if not folders and not files and below != "./":
            found[below] = b"an empty folder"
    return found


def version_at(folder: Path) -> int:
    """Which version lies at the folder; fails if what lies there is not wholly that."""
    version = int((folder / "version").read_bytes())
    assert tree_at(folder) == tree_of(version)
    return version


def stats_at(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of every file."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def assert_nothing_left(trees: Trees) -> None:
    """Beside the live folder lie the spare and two records, and nothing on its way."""
    assert {path.name for path in trees.site.parent.iterdir()} <= {"site", ".site.spare", ".cache"}
    assert len(list((trees.site.parent / ".cache/trees").iterdir())) <= 2
    assert list(trees.site.parent.rglob("*.tmp")) == []
