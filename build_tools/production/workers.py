"""人手: the same work done in one process or in several; the outcome is the same.

In: a function of a workshop and a job, and the jobs. Every process has a workshop of its own. Out: what it gives for each, in the order of the jobs.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, TypeVar

from build_tools.markup.pinyin import Answers, newly_asked, recall
from build_tools.model import Paper
from build_tools.production.order import Order
from build_tools.readers import read_paper
from build_tools.site.plan import Desk
from build_tools.site.rendering import Renderer, Settings, read_settings
from build_tools.store.processes import split_off_with

if TYPE_CHECKING:
    from build_tools.production.pressroom import Pressroom

Job = TypeVar("Job")
Made = TypeVar("Made")
Progress = Callable[[str, str, int, int], None]
"""Told what is being done, to which issue it was last done, how many are done and how many there are."""

_BUILDING = "build_tools.production.building"
_WORTH_HELP = 3
"""So few jobs are done before another process has begun."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent dies."""

_SWEEP = 4
"""Jobs after which a process clears up, lest an archive's worth of garbage gather: the command leaves its collector all but idle."""

_shop: Workshop | None = None
_jobs_done = itertools.count(1)


def unwatched(what: str, name: str, done: int, whole: int) -> None:
    """Progress that nobody watches."""


class Workshop:
    """车间: what one process has at hand to build with, each thing made when it is first asked for."""

    def __init__(self, order: Order) -> None:
        """The paper must be sound enough to be read; :func:`read_paper` tells."""
        self.order = order
        self.root = order.root
        self.cache = order.cache

    @cached_property
    def paper(self) -> Paper:
        """The paper's facts."""
        paper = read_paper(self.root).paper
        assert paper is not None
        return paper

    @cached_property
    def desk(self) -> Desk:
        """What the plan of the site needs."""
        return Desk(self.root, self.paper, self.cache)

    def read_settings(self) -> Settings:
        """mkdocs.yml, read anew. Raises MkDocsException when it cannot be used."""
        self.settings = read_settings(self.root, preview=self.order.preview)
        return self.settings

    @cached_property
    def settings(self) -> Settings:
        """The same as it was last read."""
        return self.read_settings()

    @cached_property
    def renderer(self) -> Renderer:
        """The theme, ready to render. Raises MkDocsException, and what :class:`Renderer` raises."""
        return Renderer(self.settings, self.root, self.paper, preview=self.order.preview)

    @cached_property
    def pressroom(self) -> Pressroom:
        """The paper's sheet. Raises what :func:`read_sheet` raises."""
        # Loaded only now: who makes no print need not wait for what sets and draws.
        from build_tools.production.pressroom import pressroom_of

        return pressroom_of(self.root, self.paper)


class Workers:
    """人手 for a build, to be closed when it is over."""

    def __init__(self, order: Order, count: int, progress: Progress) -> None:
        """``count`` processes at most, this one alone for 1."""
        self.shop = Workshop(order)
        self.count = count
        self._order, self._progress = order, progress
        self._pool: ProcessPoolExecutor | None = None
        self.asked: Answers = {}
        """What other processes have asked the dictionaries."""

    def do(
        self,
        what: str,
        function: Callable[[Workshop, Job], Made],
        jobs: Sequence[Job],
        name: Callable[[Job], str],
    ) -> list[Made]:
        """Do all jobs. Raises what the first of them raises."""
        return [made for _, made in self.doing(what, function, jobs, name)]

    def doing(
        self,
        what: str,
        function: Callable[[Workshop, Job], Made],
        jobs: Sequence[Job],
        name: Callable[[Job], str],
    ) -> Iterator[tuple[Job, Made]]:
        """The same one by one, for who needs what a job gave only once: nothing is done that is not asked for. Raises as :meth:`do`."""
        for done, (job, made) in enumerate(zip(jobs, self._each(function, jobs), strict=True), 1):
            yield job, made
            self._progress(what, name(job), done, len(jobs))

    def _each(self, function: Callable[[Workshop, Job], Made], jobs: Sequence[Job]) -> Iterator[Made]:
        if self.count == 1 or len(jobs) < (_WORTH_HELP if self._pool is None else 2):
            return (function(self.shop, job) for job in jobs)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.count, _way_to_begin(), _begin, (self._order, os.getpid()))
        return map(self._received, self._pool.map(_do, [function] * len(jobs), jobs))

    def _received(self, found: tuple[Made, Answers]) -> Made:
        made, asked = found
        self.asked |= asked
        recall(asked)
        return made

    def close(self) -> None:
        """Nobody is kept waiting: what has not begun is not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin(order: Order, parent: int) -> None:
    global _shop
    if os.getppid() == parent and sys.platform == "linux":
        _end_with(parent)
    _shop = Workshop(order)
    # What is loaded by now stays; looking through it again and again would find nothing.
    gc.freeze()


def _do(function: Callable[[Workshop, Job], Made], job: Job) -> tuple[Made, Answers]:
    assert _shop is not None
    made = function(_shop, job)
    if next(_jobs_done) % _SWEEP == 0:
        gc.collect(1)
    return made, newly_asked()


def _end_with(parent: int) -> None:
    """Let this process, split off from the build, not outlive it: it holds the lock, and its sisters hold open what would tell it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _way_to_begin() -> BaseContext:
    """Split off from this process, which has everything loaded already. Not where threads run, or where libraries are at work that may have some."""
    alone = threading.active_count() == 1 and not {"weasyprint", "pypdfium2"} & sys.modules.keys()
    if alone and sys.platform == "linux":
        return multiprocessing.get_context("fork")
    return split_off_with(_BUILDING)
