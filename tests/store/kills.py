"""Kills runs that publish, and looks each time at what is left: ``python -m tests.store.kills FOLDER [RANDOM [SEED]]``.

First at every step of a publication (each time that the interpreter is about to open, link, rename, make or remove
something), then at RANDOM random moments of a run that publishes one version after another. Each time the live folder
must be one whole version, and the next draft must succeed and leave nothing lying about. Prints how many runs were killed.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.versions import assert_nothing_left, publish, trees_at, version_at

STEPS = ("open", "os.", "ctypes.dlopen")


def in_a_child(work: Callable[[], None]) -> int:
    """Start *work* in a process of its own, of which nothing but its files remains."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def die_at(step: int) -> None:
    """End this process, without any clearing up, when it takes its so-manieth step."""
    left = step

    def count(event: str, _: tuple[object, ...]) -> None:
        nonlocal left
        if event.startswith(STEPS):
            left -= 1
            if left == -1:  # killing is a step, too
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def was_killed(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def at_every_step(site: Path, transitions: int = 3) -> int:
    """Kill the publication of one version after the other, each a step later than the last, until one comes through."""

    def work(step: int, version: int) -> None:
        die_at(step)
        publish(trees_at(site), version)

    killed = 0
    # A version that takes a file's place by a folder, one that does the reverse, one that does neither.
    for version, turn in itertools.product(range(transitions), range(2)):
        publish(trees_at(site), version)
        for step in range(10_000):
            if not was_killed(in_a_child(lambda step=step, version=version: work(step, version + 1))):  # type: ignore[misc]
                break
            killed += 1
            assert version_at(site) in (version, version + 1)
            if step % 2 == turn:  # every second time the next run finds what to do, else that all is done
                publish(trees_at(site), version + 1)
                assert version_at(site) == version + 1
                assert_nothing_left(trees_at(site))
            publish(trees_at(site), version)
            assert version_at(site) == version
            assert_nothing_left(trees_at(site))
            assert trees_at(site).intact()
    return killed


def at_random(site: Path, times: int, seed: int) -> int:
    """Kill runs that publish version after version, at random moments."""

    def work(start: int) -> None:
        for version in range(start, start + 10_000):
            publish(trees_at(site), version)

    chance, killed = random.Random(seed), 0
    publish(trees_at(site), 0)
    for _ in range(times):
        version = version_at(site)
        child = in_a_child(lambda version=version: work(version + 1))  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        killed += was_killed(child)
        version = version_at(site)
        if chance.random() < 0.5:  # else the next run starts from what this one left, and is killed over it
            publish(trees_at(site), version + 1)
            assert version_at(site) == version + 1
            assert_nothing_left(trees_at(site))
    return killed


if __name__ == "__main__":
    folder, times, seed = (
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 200,
        int(sys.argv[3]) if len(sys.argv) > 3 else 7,
    )
    steps = at_every_step(folder / "steps/site")
    moments = at_random(folder / "random/site", times, seed)
    sys.stdout.write(f"killed at {steps} steps and {moments} random moments; each time one whole tree\n")
