"""守望: tells which files were saved.

In: the paper's folder. Out: the paths that changed, those of one saving together. The only importer of watchdog.
"""

from __future__ import annotations

import threading
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

SETTINGS = "mkdocs.yml"
FOLDERS = ("content", "issues", "theme")
_QUIET_SECONDS = 0.04
"""An editor saves in several steps, within so long."""
_LONGEST_SECONDS = 0.5
_TELLING = {"created", "modified", "deleted", "moved"}


class Watch:
    """守望. Begins when made; give it up with ``close``."""

    def __init__(self, root: Path) -> None:
        """Asks the system to tell of changes; where the system can watch no more files, looks itself, every second."""
        self._root = root.resolve()
        self._changed: set[str] = set()
        self._news = threading.Event()
        self._lock = threading.Lock()
        self._watched: set[str] = set()
        self._observer = self._started(Observer()) or self._started(PollingObserver())
        if self._observer is None:
            raise OSError("no file can be watched")

    def changes(self, seconds: float | None = None) -> frozenset[str]:
        """Wait for files to change: their paths relative to the paper's folder. Empty after ``seconds`` or a ``wake``."""
        if not self._news.wait(seconds):
            return frozenset()
        self._let_settle()
        with self._lock:
            self._news.clear()
            found, self._changed = frozenset(self._changed), set()
        return found

    def wake(self) -> None:
        """Let whoever waits go on."""
        self._news.set()

    def close(self) -> None:
        """Watch no more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(2)

    def tell(self, path: str) -> None:
        """A path was touched; what is not part of the paper is passed over."""
        try:
            steps = Path(path).relative_to(self._root).parts
        except ValueError:
            return
        if not steps or any(step.startswith(".") or step.endswith(("~", ".swp", ".tmp")) for step in steps):
            return
        if steps[0] in FOLDERS or steps == (SETTINGS,):
            self._watch_new(steps[0])
            with self._lock:
                self._changed.add("/".join(steps))
            self._news.set()

    def _let_settle(self) -> None:
        settled, waited = -1, 0.0
        while settled != len(self._changed) and waited < _LONGEST_SECONDS:
            settled = len(self._changed)
            threading.Event().wait(_QUIET_SECONDS)
            waited += _QUIET_SECONDS

    def _started(self, observer: BaseObserver) -> BaseObserver | None:
        try:
            self._watched.clear()
            self._observer = observer
            observer.schedule(_Listener(self), str(self._root), recursive=False)
            for folder in FOLDERS:
                self._watch_new(folder)
            observer.start()
        except OSError:
            return None
        return observer

    def _watch_new(self, folder: str) -> None:
        if (
            folder in FOLDERS
            and folder not in self._watched
            and (self._root / folder).is_dir()
            and self._observer is not None
        ):
            self._watched.add(folder)
            self._observer.schedule(_Listener(self), str(self._root / folder), recursive=True)


class _Listener(FileSystemEventHandler):
    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _TELLING and not (event.is_directory and event.event_type == "modified"):
            for path in (event.src_path, event.dest_path):
                if path:
                    self._watch.tell(
                        path if isinstance(path, str) else path.decode("utf-8", "surrogateescape")
                    )
