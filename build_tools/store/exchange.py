"""对调: two folders change places.

In: two paths on one file system. Out: each holds what the other held; on Linux at one stroke, elsewhere by two renames.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_HERE = -100
"""AT_FDCWD: relative paths count from the working folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE (linux/fs.h)."""


def exchange(one: Path, other: Path, between: Path) -> None:
    """对调 *one* and *other*; if *one* is not there, *other* moves in its place.

    Where the system cannot exchange, *one* goes to *between* for a moment; a process killed in that moment leaves it there,
    for ``put_back`` to find. Raises OSError; *one* is then as it was.
    """
    if not os.path.lexists(one):
        os.rename(other, one)
    elif not _at_one_stroke(one, other):
        by_renames(one, other, between)


def by_renames(one: Path, other: Path, between: Path) -> None:
    """The same in three renames; between the first two, nothing stands at *one*."""
    os.rename(one, between)
    try:
        os.rename(other, one)
    except BaseException:
        os.rename(between, one)
        raise
    os.rename(between, other)


def put_back(one: Path, other: Path, between: Path) -> None:
    """Mend what a process killed inside ``by_renames`` left: the old folder at its place, or the new one there and the old one spare."""
    if os.path.lexists(between):
        with suppress(OSError):
            os.rename(between, other if os.path.lexists(one) else one)


def _at_one_stroke(one: Path, other: Path) -> bool:
    """Exchange both by renameat2(2); false where kernel, C library or file system do not know it."""
    if sys.platform != "linux":
        return False
    import ctypes  # 8 ms, and needed only when something has changed

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one))
