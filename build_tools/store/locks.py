"""门闩: one build at a time in a folder, and one program at a time at what lies in a folder.

In: the path of a lock file, or the file that shall be changed. Out: a block that only one process, and only one thread of
it, is in at a time. The death of a process opens the lock.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """上闩: hold the lock at *path* for the block; *waiting* is called once if another process holds it.

    The file itself stays, empty: taking it away would let two builds hold two files of the same name.
    Children that are forked in the block hold the lock too, until they end. Raises OSError if the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    yield from _held(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), waiting)


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """一次一人: wait for whoever holds the file's folder, then hold it. Read anew inside: the file may have changed meanwhile.

    The folder itself is locked (flock(2)), so no lock file lies about. The folder is made where it is not there. Not to
    be entered again inside: who holds it would wait for himself.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    yield from _held(os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY))


def _held(handle: int, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
