"""旁边的进程: processes that find loaded what they work with; one that works beside this one and keeps warm what it has read.

In: a module, and how a process of it begins. Out: a way to begin processes; a pool of one, which ends with this one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any

_loaded: list[str] = []


def begin_beside(module: str, begin: Callable[..., None], *given: Any) -> ProcessPoolExecutor:
    """A pool of one process, which begins with ``begin(*given)`` once something is asked of it; *module* is loaded by then."""
    return ProcessPoolExecutor(1, split_off_with(module), _begin, (begin, given))


def split_off_with(module: str) -> BaseContext:
    """A way to begin processes: split off from one that has loaded *module* and does nothing else.

    Only the first has to wait for that. There is one such for a whole program: it loads what anybody named until it began.
    """
    if module not in _loaded:
        _loaded.append(module)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_loaded)
    return context


def end_at_once(pool: ProcessPoolExecutor) -> None:
    """Nobody waits for what is under way."""
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _begin(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Ctrl-C is for the process that began this one, whose end is this one's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
