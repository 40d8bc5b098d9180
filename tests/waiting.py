"""Waiting in tests for what must come, however busy the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds."""


def until(ask: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Ask until the answer is true; fails after so many seconds.

    In pages of the website this stands for Playwright's ``wait_for_function``: that evaluates a string in the page as soon
    as the first answer is no, and the pages' policy forbids it.
    """
    end = time.monotonic() + seconds
    while not ask():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
