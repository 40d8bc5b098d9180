"""Builds on a disk that is nearly full: each ends with the old website or the new one, and the next succeeds.

    python -m tests.production.full 50 [SEED]      (as root: it mounts a small tmpfs)
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.production.editing import edit_headline, edit_words
from tests.production.papers import build_web, clean_output, differing, lay_out, output_of

_SIZE_MB = 48
_MOST_LEFT = 1_500_000
"""Bytes: a little more than an edit needs."""


def run(folder: Path, scratch: Path, times: int, seed: int) -> dict[str, int]:
    """How many builds found no room, and how many found enough. ``folder`` lies on the small disk. Raises AssertionError."""
    root, chance, counted = lay_out(folder / "paper"), random.Random(seed), {"no room": 0, "room": 0}
    build_web(root)
    for turn in range(times):
        old = output_of(root)
        chance.choice((edit_words, edit_headline))(root, chance)
        new = clean_output(root, scratch / "clean")
        with _filled(folder, chance.randrange(_MOST_LEFT)):
            done = _build(root)
        now = output_of(root)
        assert now in (old, new), (seed, turn, differing(now, old)[:3], differing(now, new)[:3])
        assert done.returncode == 0 or "SQ903" in done.stdout, (seed, turn, done.stdout, done.stderr)
        counted["room" if done.returncode == 0 else "no room"] += 1
        assert build_web(root).done
        assert differing(output_of(root), new) == [], (seed, turn)
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
    free = int(subprocess.run(["df", "--output=avail", "-B1", str(folder)], capture_output=True, text=True, check=True).stdout.split()[-1])
    filler.write_bytes(bytes(max(0, free - left)))
    try:
        yield
    finally:
        filler.unlink()


def _build(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from build_tools.cli import main; sys.exit(main())", "build", "--web", "--workers", "2", "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


if __name__ == "__main__":
    number, start = int(sys.argv[1]) if len(sys.argv) > 1 else 50, int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as place, small_disk(Path(place)) as disk:
        sys.stdout.write(f"{run(disk, Path(scratch), number, start)}, seed {start}: each time one whole site, and the next build as a clean one\n")
