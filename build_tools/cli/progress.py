"""进度: one line on a terminal that says which issue is at hand and what is left; silent everywhere else.

In: what the build tells of itself. Out: stderr, if somebody watches it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

_WIDTH = 24
_EVERY = 0.1
"""Seconds between two strokes, lest the terminal be slower than the build."""


@contextmanager
def show_progress() -> Iterator[Callable[[str, str, int, int], None]]:
    """What a build may call after every job; the line is wiped at the end. What hooks and plugins print does not mix with our answer."""
    watched = sys.stderr.isatty() and not os.environ.get("CI")
    bar = _Bar()
    try:
        with redirect_stdout(sys.stderr):
            yield bar.show if watched else _keep_silent
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")


def say_waiting() -> None:
    """Another build is at work in this folder."""
    sys.stderr.write("另一个 chenbao 正在这个文件夹里工作，等它做完……\n")


class _Bar:
    """进度条."""

    def __init__(self) -> None:
        self._shown = 0.0

    def show(self, what: str, name: str, done: int, whole: int) -> None:
        now = time.monotonic()
        if done < whole and now - self._shown < _EVERY:
            return
        self._shown = now
        filled = _WIDTH * done // whole
        sys.stderr.write(f"\r\x1b[K{what}　{'█' * filled}{'░' * (_WIDTH - filled)}　{done}/{whole}　{name}")
        sys.stderr.flush()


def _keep_silent(what: str, name: str, done: int, whole: int) -> None:
    pass
