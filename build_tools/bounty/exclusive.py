"""一次一人: several programs at one register, so that no line is lost.

In: the file that shall be read, changed and written back. Out: a context in which nobody else on this machine does so.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Wait for whoever holds the file's folder, then hold it. Read anew inside: the file may have changed meanwhile.

    The folder itself is locked (flock(2)), so no lock file lies about, and a program that dies lets go.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
