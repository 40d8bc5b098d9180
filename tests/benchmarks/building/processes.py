"""What a command costs: seconds by the clock, seconds of the processors, memory; each in a fresh process.

In: a command line. Out: a ``Cost``. Processor seconds and the largest resident set come from the kernel's own account
of the process and all it waited for (``wait4``). Memory shared between processes would be counted once in each, so for
the peak of a build with several the proportional sets (PSS) are added up, read from ``/proc`` twenty times a second;
reading them slows the build, hence only on request.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
_SESSION = 3  # its place in /proc/PID/stat after the name, which may hold spaces


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of all processors; megabytes of the largest process and of all together at the peak."""

    wall: float
    cpu: float
    largest_mb: float
    together_mb: float | None = None


class OverLimit(Exception):
    """The command had not ended when its time was over."""


def run(
    command: Sequence[str | Path],
    folder: Path,
    limit: float = 3600.0,
    *,
    memory: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run to the end in ``folder``. Raises RuntimeError with its last words when it fails, OverLimit after ``limit`` seconds."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            env=_environment(environment),
        )
        stop = threading.Timer(limit, lambda: os.killpg(process.pid, signal.SIGKILL))
        stop.start()
        watch = _Watch(process.pid) if memory else None
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        together = watch.peak_mb() if watch else None
        if took >= limit:
            raise OverLimit(f"{limit:.0f} s: {' '.join(map(str, command))}")
        if process.returncode != 0:
            said.seek(0)
            raise RuntimeError(
                f"{' '.join(map(str, command))}\n{said.read().decode(errors='replace')[-3000:]}"
            )
    return Cost(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, together)


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    """Ours, in the locale that ``./chenbao`` sets; pip's own settings stay. Every program may keep its modules compiled, as on any other day."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "LC_ALL": "C.UTF-8", **(more or {})}


def put_away(folder: Path) -> None:
    """Take away what an earlier build left, so that the next is a cold one. It goes with the whole benchmark's folder:
    for seconds after thousands of files are deleted, some file systems make new ones six times as slowly."""
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(prefix="left-", dir=folder.parent.parent)) / folder.name)


class _Watch:
    """Adds up the proportional sets of a session's processes until told to stop."""

    def __init__(self, session: int) -> None:
        self._session, self._peak, self._over = session, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def peak_mb(self) -> float:
        """Stop watching; the most seen at once."""
        self._over.set()
        self._thread.join()
        return self._peak / 1024

    def _look(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(map(_proportional_kb, _members(self._session))))


def _members(session: int) -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        try:
            if (
                folder.name.isdigit()
                and int((folder / "stat").read_bytes().rpartition(b")")[2].split()[_SESSION]) == session
            ):
                yield folder
        except OSError:
            continue  # ended meanwhile


def _proportional_kb(folder: Path) -> int:
    try:
        for line in (folder / "smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1])
    except OSError:
        pass  # ended meanwhile
    return 0
