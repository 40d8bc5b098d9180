"""Fills a disk under runs that publish: ``python -m tests.store.full FOLDER [RUNS [SEED]]``, as root, on Linux.

Mounts a small tmpfs at FOLDER, leaves each run a random number of free bytes, and looks at what is left. Each time the
live folder must be one whole version, and with room again the next draft must succeed. Prints how many runs had no room.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from build_tools.store.cache import Cache
from tests.store.versions import assert_nothing_left, publish, trees_at, version_at

SIZE = 1_000_000


def run(folder: Path, runs: int, seed: int) -> int:
    """How many of the runs failed for want of room."""
    site, filler, store, chance, full = (
        folder / "dist/site",
        folder / "filler",
        Cache(folder / "store"),
        random.Random(seed),
        0,
    )
    publish(trees_at(site), 0)
    for _ in range(runs):
        version = version_at(site)
        fill(filler, chance.randrange(0, 120_000, 4096))
        try:
            store.put("page", "ab12", {"page": os.urandom(8_000)})
            publish(trees_at(site), version + 4)
        except OSError:
            full += 1
        assert version_at(site) in (version, version + 4)
        content = store.get("page", "ab12")
        assert content is None or len(content["page"]) == 8_000
        filler.unlink()
        publish(trees_at(site), version + 5)
        assert version_at(site) == version + 5
        assert_nothing_left(trees_at(site))
        assert not list(store.folder.rglob("*.tmp"))
    return full


def fill(filler: Path, free: int) -> None:
    """Leave so many bytes free."""
    room = os.statvfs(filler.parent)
    filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - free))


if __name__ == "__main__":
    place, number, start = (
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 50,
        int(sys.argv[3]) if len(sys.argv) > 3 else 7,
    )
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], check=True)
    try:
        sys.stdout.write(
            f"{run(place, number, start)} of {number} runs had no room; each time one whole tree\n"
        )
    finally:
        subprocess.run(["umount", str(place)], check=True)
