"""What the tests publish: a tree for every number, of units that come, go, change and swap addresses; and what then lies on disk."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.store.twins import Draft, Published, Twins

Files = dict[str, bytes]


def units_of(version: int) -> dict[str, Files]:
    """The units of a version. Most of them are as in the version before."""
    units: dict[str, Files] = {"front": {"index.html": b"front %d" % version, "version": b"%d" % version}}
    for number in range(6):
        changes = (version + number) // 6
        units[f"issue/{number}"] = {f"{number}/index.html": b"issue %d %d" % (number, changes), f"{number}/same.html": b"same", f"{number}/{changes}.html": b"x" * 300}
    if version % 3:
        units["guest"] = {"guest/deep/down.html": b"guest", "guest.html": b"guest"}
    else:
        units["stranger"] = {"guest": b"a file where a folder was", "guest.html": b"moved in"}
    return units


def tree_of(version: int) -> Files:
    """All files of a version."""
    return {address: content for files in units_of(version).values() for address, content in files.items()}


def publish(twins: Twins, version: int) -> Published:
    """Bring the twins to a version, as a build does: only what has another key is put."""
    return bring(twins.open_draft(), version)


def bring(draft: Draft, version: int) -> Published:
    units = units_of(version)
    for unit in draft.keys.keys() - units.keys():
        draft.drop(unit)
    for unit, files in units.items():
        key = repr(files)
        if draft.keys.get(unit) != key:
            draft.put(unit, key, files)
    return draft.publish(str(version))


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


def inodes_at(folder: Path) -> dict[str, int]:
    return {os.path.relpath(os.path.join(path, name), folder): os.lstat(os.path.join(path, name)).st_ino for path, _, files in os.walk(folder) for name in files}


def assert_level(twins: Twins) -> None:
    """At rest: live folder and twin are the same files."""
    assert inodes_at(twins.site) == inodes_at(twins.tree)
    assert os.listdir(twins.spare) == []
    assert {*os.listdir(twins.own)} <= {"tree", "tmp", "record", "record.open", "record.new"}
