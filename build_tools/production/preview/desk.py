"""校样台: which printed pages have to be set again, newest wish first; the pictures hang on the board as they come.

In: the state of every issue after each saving, and which issues are looked at. Out: pages set by the press, one after the
other; between two of them a newer state goes first. An issue that was never printed is printed whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from build_tools.production.manuscripts import IssueSummary
from build_tools.production.order import Order
from build_tools.production.preview.board import Board, ProofSheet
from build_tools.production.preview.press import (
    FIRST_WIDTH,
    ProofJob,
    ProofSet,
    begin,
    compare,
    is_printed,
    paint_page,
    print_whole,
    proofread_copy,
    set_page,
)
from build_tools.production.preview.web import Copies
from build_tools.production.printing import PrintJob, print_job
from build_tools.store.processes import begin_beside, end_at_once

Say = Callable[[str], None]
_FEW = 3
"""So many issues an editor may save at once."""


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue as last read."""

    job: ProofJob
    print: PrintJob


class ProofDesk:
    """校样台. A thread of its own; ``tell`` and ``look_at`` may be called by any."""

    def __init__(self, order: Order, board: Board, reprinted: Callable[[str], None], say: Say) -> None:
        """``reprinted`` is told of an issue that now lies in dist/print."""
        self._order, self._board, self._reprinted, self._say = order, board, reprinted, say
        self._known: dict[str, _Issue] = {}
        self._first: dict[str, _Issue] = {}
        """Issues as they were when they were first read."""
        self._newest = ""
        self._shown: dict[str, Mapping[int, str]] = {}
        """Issue → page → digest of what browsers are shown."""
        self._wanted: list[str] = []
        """The last is next."""
        self._news = threading.Condition()
        self._closed = False
        self._pool: ProcessPoolExecutor | None = None
        self._thread = threading.Thread(target=self._run, name="proofs", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def tell(self, copies: Copies) -> None:
        """What was read; issues that are looked at and have changed are wanted."""
        with self._news:
            before, self._known = self._known, {each.name: _issue(copies, each) for each in copies.shown}
            for name, issue in self._known.items():
                self._first.setdefault(name, issue)
            changed = [
                name for name, issue in self._known.items() if name in before and before[name] != issue
            ]
            for name in changed:
                # What touches the whole archive, a setting or the theme, sets only what somebody looks at.
                if len(changed) <= _FEW or name in self._shown:
                    self._want(name)
            if not before and self._known:
                self._newest = max(self._known)
                self._want(self._newest)

    def look_at(self, name: str) -> None:
        """Somebody looks at this issue."""
        with self._news:
            if name in self._known and name not in self._shown and name not in self._wanted:
                self._wanted.insert(0, name)
                self._news.notify()

    def close(self) -> None:
        """Stop at once; a page that is being set is given up."""
        with self._news:
            self._closed = True
            self._news.notify()
        self._dismiss()

    def _want(self, name: str) -> None:
        if name in self._wanted:
            self._wanted.remove(name)
        self._wanted.append(name)
        self._news.notify()

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._wanted or self._closed)
                if self._closed:
                    return
                name = self._wanted.pop()
                issue = self._known.get(name)
            if issue is not None:
                self._attempt(name, issue)

    def _attempt(self, name: str, issue: _Issue) -> None:
        try:
            self._prove(name, issue)
        except BrokenProcessPool:
            self._pool = None
            if not self._closed:
                self._say(f"{name}：排校样的进程停了；下次存盘再排。")
        except Exception as problem:
            if not self._closed:
                self._say(f"{name}：校样没有排成：{problem}")
        finally:
            self._board.busy("")

    def _prove(self, name: str, issue: _Issue) -> None:
        if not self._lies(issue):
            self._print(name, issue)
        if name not in self._shown:
            first = self._first[name]
            self._shown[name] = self._do(compare, first.job) if self._do(is_printed, first.print) else {}
        shown, now = self._shown[name], self._do(compare, issue.job)
        self._shown[name] = {page: digest for page, digest in shown.items() if page in now}
        stale = [page for page, digest in now.items() if shown.get(page) != digest]
        self._set(name, issue, stale)
        self._board.complain(f"{name}/", self._do(proofread_copy, issue.job))
        if name == self._newest:
            self._warm(name, issue, [page for page in now if page not in stale])

    def _print(self, name: str, issue: _Issue) -> None:
        self._board.busy(f"正在排 {name} 各版")
        began = perf_counter()
        self._do(print_whole, issue.print)
        self._shown[name] = self._do(compare, issue.job)
        self._say(f"{name}：各版排好了，{perf_counter() - began:.1f} 秒")
        self._reprinted(name)

    def _set(self, name: str, issue: _Issue, pages: list[int]) -> None:
        done: list[tuple[int, ProofSheet]] = []
        for page in pages:
            if self._overtaken(name, issue):
                return
            done.append((page, self._set_page(name, issue, page)))
        for page, sheet in done:
            if self._overtaken(name, issue):
                return
            pictures = self._do(paint_page, issue.job, page)
            others = {f"{sheet.address}page.{width}.webp": picture for width, picture in pictures.items()}
            self._board.hang(replace(sheet, files={**sheet.files, **others}), changed=False)

    def _set_page(self, name: str, issue: _Issue, page: int) -> ProofSheet:
        self._board.busy(f"正在排 {name} 第{page}版")
        began = perf_counter()
        proof: ProofSet = self._do(set_page, issue.job, page)
        sheet = _sheet(issue, page, proof)
        self._board.complain(sheet.address, proof.diagnostics)
        self._board.hang(sheet, changed=True)
        self._shown[name] = {**self._shown[name], page: proof.digest}
        self._say(f"{name} 第{page}版：版面排好了，{perf_counter() - began:.2f} 秒")
        return sheet

    def _warm(self, name: str, issue: _Issue, pages: list[int]) -> None:
        """Set the pages that are shown as printed, too: then the next edit finds everything warm, and what they complain of is known."""
        for page in pages:
            if self._overtaken(name, issue) or self._board.hangs(f"{name}/p{page}/"):
                return
            proof: ProofSet = self._do(set_page, issue.job, page)
            self._board.complain(f"{name}/p{page}/", proof.diagnostics)
            self._board.hang(replace(_sheet(issue, page, proof), files={}), changed=False)

    def _overtaken(self, name: str, issue: _Issue) -> bool:
        """Whether something else goes first; then what is left of this is wanted again, after it."""
        with self._news:
            if not self._wanted and not self._closed:
                return False
            if self._wanted and self._wanted[-1] != name and self._known.get(name) == issue:
                self._wanted.insert(0, name)
            return True

    def _lies(self, issue: _Issue) -> bool:
        folder = self._order.root / "dist" / "print"
        return (folder / issue.job.paper.address(issue.job.name, ".pdf")).is_file() and (
            folder / issue.job.name / "layout.json"
        ).is_file()

    def _do(self, function: Callable[..., Any], *arguments: object) -> Any:
        if self._pool is None:
            self._pool = begin_beside(begin.__module__, begin, self._order)
        return self._pool.submit(function, *arguments).result()

    def _dismiss(self) -> None:
        if (pool := self._pool) is not None:
            end_at_once(pool)


def _issue(copies: Copies, facts: IssueSummary) -> _Issue:
    return _Issue(
        ProofJob(facts.name, facts.key, copies.paper),
        print_job(copies.inputs, facts),
    )


def _sheet(issue: _Issue, page: int, proof: ProofSet) -> ProofSheet:
    name = issue.job.name
    stem = Path(issue.job.paper.address(name, ".pdf")).stem
    folder = f"{name}/p{page}/"
    files = {f"{folder}page.{FIRST_WIDTH}.webp": proof.picture, f"{folder}{stem}-p{page}.pdf": proof.pdf}
    return ProofSheet(folder, f"{name} 第{page}版　{proof.title}", proof.digest, 0, proof.outlines, files)
