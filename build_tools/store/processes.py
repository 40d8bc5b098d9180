"""旁边的进程: one that works beside this one and keeps warm what it has loaded and read.

In: a module, and how a process of it begins. Out: a pool of that one process. It ends with the one that began it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def begin_beside(module: str, begin: Callable[..., None], *given: Any) -> ProcessPoolExecutor:
    """A pool of one process, which begins with ``begin(*given)`` once something is asked of it.

    It is split off from one that has loaded *module* and does nothing else, so that only the first has to wait for that.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return ProcessPoolExecutor(1, context, _begin, (begin, given))


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
