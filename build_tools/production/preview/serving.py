"""值守: from a saved file to the browser, until it is told to stop.

In: the paper's folder and where to listen. Out: a website that follows what is saved, whatever is wrong with it.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from time import perf_counter

from build_tools.diagnostics import Diagnostic, Place, diagnose, in_chinese
from build_tools.production.manuscripts import LostIssue
from build_tools.production.preview.board import Board
from build_tools.production.preview.desk import ProofDesk
from build_tools.production.preview.server import PROOF, PreviewServer
from build_tools.production.preview.watching import SETTINGS, Watch
from build_tools.production.preview.web import Copies, WebPreview
from build_tools.production.workers import Progress, unwatched

Say = Callable[[str], None]
_MOST_NAMED = 3


class Preview:
    """值守. Everything is at work from ``start`` until ``close``; ``follow`` does the work of the calling thread."""

    def __init__(self, root: Path, host: str, port: int, say: Say, progress: Progress = unwatched) -> None:
        """Raises OSError when the address cannot be had or files cannot be watched."""
        self.board = Board()
        self._say = say
        self._web = WebPreview(root, progress, lambda: say("另一个 chenbao 正在出报，等它做完。"))
        self._desk = ProofDesk(self._web.order, self.board, self._reprinted, say)
        self.server = PreviewServer(host, port, self._web.order.site, self.board, self._desk.look_at)
        self._watch = Watch(root)
        self._closed = False
        self._printed = threading.Event()

    @property
    def address(self) -> str:
        """http://127.0.0.1:8000/."""
        host = self.server.server_name
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server.server_port}/"

    def start(self) -> None:
        """Answer, build for the first time, say what came of it, begin to set proofs."""
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, name="server", daemon=True
        ).start()
        # Something to look at soon: page pictures follow, unless all is there from the last time.
        self._bring_up_to_date((), bare=not self._web.stands)
        shown = "网站建好了" if self._web.stands else "网站还建不成，打开看是什么错"
        self._say(
            f"{shown}：{self.address} ，校样：{self.address}{PROOF} 。存盘就更新，版面在后台排{self._faults()}。"
        )
        self._bring_up_to_date(())
        self._desk.start()

    def follow(self) -> None:
        """Bring everything up to date after every saving, until ``close``."""
        while not self._closed:
            changed = self._watch.changes()
            if self._closed:
                return
            if self._printed.is_set():
                self._printed.clear()
                self._web.reprinted()
            began = perf_counter()
            self._bring_up_to_date(changed)
            if changed:
                self._say(f"{_named(changed)}：网页更新了，{perf_counter() - began:.2f} 秒{self._faults()}")

    def close(self) -> None:
        """Stop everything. May be called by any thread, once."""
        self._closed = True
        self._watch.wake()
        self._desk.close()
        self.board.close()
        self.server.shutdown()
        self.server.server_close()
        self._watch.close()
        self._web.close()

    def _bring_up_to_date(self, changed: Collection[str], *, bare: bool = False) -> None:
        try:
            self.board.built(self._attempt(changed, bare))
        except LostIssue:
            self._web.forget()
            self.board.built(self._attempt((), bare))

    def _attempt(self, changed: Collection[str], bare: bool) -> tuple[Diagnostic, ...]:
        try:
            copies = self._web.read(changed)
            if not isinstance(copies, Copies):
                return copies
            self._desk.tell(copies)
            return (
                *copies.diagnostics,
                *(self._web.publish_bare(copies) if bare else self._web.publish(copies)),
            )
        except LostIssue:
            raise
        except OSError as problem:
            return (diagnose("SQ903", Place(str(problem.filename or SETTINGS)), problem=in_chinese(problem)),)
        except Exception as problem:
            # A preview outlives whatever is written, a fault of ours included; the terminal has all of it.
            self._say(traceback.format_exc())
            return (
                diagnose(
                    "SQ904",
                    Place(SETTINGS),
                    problem=f"{type(problem).__name__}: {problem}",
                    story="终端里的这一段",
                ),
            )

    def _reprinted(self, name: str) -> None:
        self._printed.set()
        self._watch.wake()

    def _faults(self) -> str:
        count = len(self.board.state()["faults"])  # type: ignore[arg-type]
        return f"；有{count}处错，见网页上端" if count else ""


def _named(changed: Collection[str]) -> str:
    names = sorted(changed)
    return "、".join(names[:_MOST_NAMED]) + (f" 等{len(names)}个文件" if len(names) > _MOST_NAMED else "")
