"""Kills real builds at random moments: ``python -m tests.production.kills [KILLS [SEED]]``.

After each kill ``dist/site`` must be one whole tree, the old or the new one, and the next build must make what a clean
build makes.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.production.editing import edit_headline, edit_words
from tests.production.papers import build_web, clean_output, differing, lay_out, output_of

_SHARED = ("--web", "--workers", "2")


def run(folder: Path, times: int, seed: int) -> int:
    """How many of the builds were killed before their end. Raises AssertionError when one leaves anything amiss."""
    root, chance, killed, takes = lay_out(folder / "paper"), random.Random(seed), 0, 2.0
    build_web(root)
    for turn in range(times):
        old = output_of(root)
        chance.choice((edit_words, edit_headline))(root, chance)
        new = clean_output(root, folder / "clean")
        began = time.monotonic()
        if _killed(root, chance.uniform(0, takes)):
            killed += 1
        else:
            takes = (takes + time.monotonic() - began) / 2
        now = output_of(root)
        assert now in (old, new), (seed, turn, differing(now, old)[:3], differing(now, new)[:3])
        assert build_web(root).done
        assert differing(output_of(root), new) == [], (seed, turn)
    return killed


def _killed(root: Path, after: float) -> bool:
    build = subprocess.Popen([sys.executable, "-c", "import sys; from build_tools.cli import main; sys.exit(main())", "build", *_SHARED, "--root", str(root)], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert build.wait(after) == 0
        return False
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        return True


if __name__ == "__main__":
    number, start = int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as scratch:
        print(f"{run(Path(scratch), number, start)} of {number} builds killed, seed {start}: each time one whole site, and the next build as a clean one")  # noqa: T201
