"""门闩: one build at a time in a folder.

In: the path of a lock file. Out: a block that only one process at a time is in. The death of a process opens the lock.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(path: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """上闩: hold the lock at *path* for the block; *waiting* is called once if another process holds it.

    The file itself stays, empty: taking it away would let two builds hold two files of the same name.
    Children that are forked in the block hold the lock too, until they end. On Windows nobody is kept out.
    Raises OSError if the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle, waiting)
        yield
    finally:
        os.close(handle)


def _take(handle: int, waiting: Callable[[], None] | None) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if waiting is not None:
            waiting()
        fcntl.flock(handle, fcntl.LOCK_EX)
