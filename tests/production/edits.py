"""Makes random edits and holds each build to a clean one: ``python -m tests.production.edits [EDITS [SEED]]``.

After each edit the tree that was built on what lay there must be, byte for byte, that of a copy of the paper in which
nothing was ever built, and the same must have been said; while the copy has faults, the old output must stand. One edit
in twelve is built with print, one in eight by two processes.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.production.building import build
from build_tools.production.order import Built, Order, as_before, look
from tests.production.editing import Edit, issues_of
from tests.production.papers import clean_build, differing, lay_out, output_of
from tests.production.records import ALL


def run(
    folder: Path, times: int, seed: int, print_every: int = 12, edits: tuple[Edit, ...] = ALL
) -> Counter[str]:
    """Edit and compare so many times; how many builds were done, refused, unchanged. Raises AssertionError at the first difference."""
    root, earlier = lay_out(folder / "paper"), folder / "earlier"
    chance, counted = random.Random(seed), Counter[str]()
    for turn in range(times):
        edit = chance.choice(edits)
        order = Order(root, web_only=not print_every or turn % print_every != print_every - 1)
        count, when = 1 + (chance.random() < 0.125), f"seed {seed}, edit {turn}, {edit.__name__}"
        _keep(root, earlier)
        edit(root, chance)
        came_to = _built_rightly(order, folder / "clean", count, when)
        counted.update((came_to, "print" if not order.web_only else "web"))
        if came_to == "refused" or chance.random() < 0.15:  # the editor thinks better of it
            _keep(earlier, root)
            counted[
                f"taken back, {_built_rightly(Order(root, web_only=True), folder / 'clean', 1, f'{when} undone')}"
            ] += 1
        if turn % 10 == 9:
            sys.stderr.write(f"{turn + 1} {dict(counted)}\n")
    return counted


def _built_rightly(order: Order, clean: Path, count: int, when: str) -> str:
    root, before = order.root, output_of(order.root)
    said = as_before(order, look(order))
    built = said or build(order, count)
    now, (wanted, expected) = output_of(root), clean_build(root, clean, web_only=order.web_only)
    assert built.done == wanted.done, (when, built, wanted)
    assert _told(built) == _told(wanted), (when, built, wanted)
    now, expected = (_compared(order, each) for each in (now, expected if built.done else before))
    assert differing(now, expected) == [], (when, differing(now, expected)[:5])
    return "unchanged" if said else "done" if built.done else "refused"


def _told(built: Built) -> list[Diagnostic]:
    return list(built.diagnostics)


def _compared(order: Order, output: dict[str, bytes]) -> dict[str, bytes]:
    """Without what is no part of this output: the print, in a website without; the print of issues that are gone; press packages."""
    issues = set(issues_of(order.root))
    return {
        name: found
        for name, found in output.items()
        if name.startswith("site/")
        or (not order.web_only and name.split("/")[1] in issues and name.count("/") == 2)
    }


def _keep(root: Path, folder: Path) -> None:
    """Bring the paper's files in *folder* to what they are in *root*; the output stays."""
    folder.mkdir(exist_ok=True)
    for name in ("issues", "content", "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(root / name, folder / name)
    shutil.copy2(root / "mkdocs.yml", folder)


if __name__ == "__main__":
    number, start = (
        int(sys.argv[1]) if len(sys.argv) > 1 else 300,
        int(sys.argv[2]) if len(sys.argv) > 2 else 7,
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        came = dict(run(Path(scratch), number, start))
        sys.stdout.write(
            f"{came} of {number} edits, seed {start}: every tree as a clean build's, byte for byte; {time.monotonic() - began:.0f} s\n"
        )
