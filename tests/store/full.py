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

from build_tools.store.packs import Store
from build_tools.store.twins import Twins
from tests.store.versions import assert_level, publish, version_at

SIZE = 1_000_000


def run(folder: Path, runs: int, seed: int) -> int:
    """How many of the runs failed for want of room."""
    site, filler, store, chance, full = folder / "dist/site", folder / "filler", Store(folder / "store"), random.Random(seed), 0
    publish(Twins(site), 0)
    for _ in range(runs):
        version = version_at(site)
        fill(filler, chance.randrange(0, 120_000, 4096))
        try:
            store.put("page", "ab12", {"page": os.urandom(8_000)})
            publish(Twins(site), version + 4)
        except OSError:
            full += 1
        assert version_at(site) in (version, version + 4)
        content = store.get("page", "ab12")
        assert content is None or len(content["page"]) == 8_000
        filler.unlink()
        publish(Twins(site), version + 5)
        assert version_at(site) == version + 5
        assert_level(Twins(site))
        assert not list(store.folder.rglob("*.tmp"))
    return full


def fill(filler: Path, free: int) -> None:
    """Leave so many bytes free."""
    room = os.statvfs(filler.parent)
    filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - free))


if __name__ == "__main__":
    place, number, start = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50, int(sys.argv[3]) if len(sys.argv) > 3 else 7
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], check=True)
    try:
        print(f"{run(place, number, start)} of {number} runs had no room; each time one whole tree, and the next draft succeeded")  # noqa: T201
    finally:
        subprocess.run(["umount", str(place)], check=True)
