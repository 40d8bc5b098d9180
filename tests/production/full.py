"""Builds, print and all, on a disk that is nearly full: each ends with the old output or the new, and the next succeeds.

python -m tests.production.full 50 [SEED]      (as root: it mounts a small tmpfs)
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.production.building import build
from build_tools.production.order import Order
from tests.production.commands import finished, generation, start_build
from tests.production.kills import EDITS
from tests.production.papers import clean_output, differing, lay_out, output_of

_SIZE_MB = 256
_HELD_TO_CLEAN = 10


def run(folder: Path, scratch: Path, times: int, seed: int) -> Counter[str]:
    """How many builds found no room, and how many found enough. ``folder`` lies on the small disk. Raises AssertionError."""
    root, chance, counted, needed = lay_out(folder / "paper"), random.Random(seed), Counter[str](), 2_000_000
    order = Order(root)
    build(order, 2)
    for turn in range(times):
        old = output_of(root)
        chance.choice(EDITS)(root, chance)
        with _filled(folder, round(needed * chance.uniform(0.02, 1.2))):
            code, said = finished(start_build(root, "--workers", "2"))
        now, free = output_of(root), _free(folder)
        assert code == 0 or "SQ903" in said, (seed, turn, said)
        assert build(order, 2).done
        new = output_of(root)
        lies = generation(now, old, new)
        assert lies == ("old" if code else "new"), (seed, turn, said)
        needed = needed * 3 // 4 if code == 0 else max(needed, (free - _free(folder)) * 3 // 2)
        counted["no room, old" if code else "room, new"] += 1
        if turn % _HELD_TO_CLEAN == _HELD_TO_CLEAN - 1 or turn == times - 1:
            assert differing(new, clean_output(root, scratch / "clean", web_only=False)) == [], (seed, turn)
            sys.stderr.write(f"{turn + 1} {dict(counted)}\n")
    return counted


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of a few megabytes at an empty folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE_MB}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def _filled(folder: Path, left: int) -> Iterator[None]:
    """So many bytes are left on the disk."""
    filler = folder / "filler"
    filler.write_bytes(bytes(max(0, _free(folder) - left)))
    try:
        yield
    finally:
        filler.unlink()


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


if __name__ == "__main__":
    number, start = (
        int(sys.argv[1]) if len(sys.argv) > 1 else 50,
        int(sys.argv[2]) if len(sys.argv) > 2 else 7,
    )
    with (
        tempfile.TemporaryDirectory() as scratch,
        tempfile.TemporaryDirectory() as place,
        small_disk(Path(place)) as disk,
    ):
        sys.stdout.write(
            f"{dict(run(disk, Path(scratch), number, start))}, seed {start}: each time one whole making, and the next build as a clean one\n"
        )
