"""Waiting in tests for what must come, however busy the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds."""


def until(ask: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Ask until the answer is true, the more rarely the longer it takes: asking costs work too. Fails after so many seconds.

    In pages of the website this stands for Playwright's ``wait_for_function``: that evaluates a string in the page as soon
    as the first answer is no, and the pages' policy forbids it.
    """
    begun = time.monotonic()
    while not ask():
        waited = time.monotonic() - begun
        assert waited < seconds, "it did not come"
        time.sleep(min(max(0.02, waited / 10), 0.25))
