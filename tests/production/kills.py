"""Kills real builds, print and all, at random moments: ``python -m tests.production.kills [KILLS [SEED]]``.

After each kill ``dist/site`` and ``dist/print`` must hold one whole making, the old or the new one, and the next build
must make what a clean build makes.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from build_tools.production.building import build
from build_tools.production.order import Order
from tests.production.commands import finished, generation, killed, start_build
from tests.production.editing import edit_facts, edit_headline, edit_picture, edit_words
from tests.production.papers import clean_output, differing, lay_out, output_of

EDITS = (edit_words, edit_words, edit_headline, edit_headline, edit_picture, edit_facts)
"""The last concerns every page of every issue."""
_HELD_TO_CLEAN = 25
"""Every so-manieth time the next build is held to a clean one; what it makes of an edit, ``edits`` proves."""


def run(folder: Path, times: int, seed: int, *, web_only: bool = False) -> Counter[str]:
    """How many builds were killed with the old output standing, with the new one, and how many came to their end. Raises AssertionError."""
    root, chance, counted = lay_out(folder / "paper"), random.Random(seed), Counter[str]()
    order, options = Order(root, web_only=web_only), ["--workers", "2", *["--web"] * web_only]
    build(order, 2)
    takes = _time_of_an_edit(root, options)
    for turn in range(times):
        old = output_of(root)
        chance.choice(EDITS)(root, chance)
        began = time.monotonic()
        if dead := killed(start_build(root, *options), chance.uniform(0, takes)):
            takes *= 1.03  # the machine may have more to do than before: some builds must come to their end
        else:
            takes = (takes + time.monotonic() - began) / 2
        now = output_of(root)
        assert build(order, 2).done
        new = output_of(root)
        counted[f"{'killed' if dead else 'done'}, {generation(now, old, new)}"] += 1
        if turn % _HELD_TO_CLEAN == _HELD_TO_CLEAN - 1 or turn == times - 1:
            assert differing(new, clean_output(root, folder / "clean", web_only=web_only)) == [], (seed, turn)
            sys.stderr.write(f"{turn + 1} {dict(counted)}\n")
    return counted


def _time_of_an_edit(root: Path, options: list[str]) -> float:
    edit_words(root, random.Random(0))
    began = time.monotonic()
    code, said = finished(start_build(root, *options))
    assert code == 0, said
    return time.monotonic() - began


if __name__ == "__main__":
    number, start = (
        int(sys.argv[1]) if len(sys.argv) > 1 else 200,
        int(sys.argv[2]) if len(sys.argv) > 2 else 7,
    )
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(
            f"{dict(run(Path(scratch), number, start))} of {number} builds, seed {start}: each time one whole making, and the next build as a clean one\n"
        )
