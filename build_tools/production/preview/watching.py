"""守望: tells which files were saved, of the paper and of what its settings name.

In: the paper's folder. Out: the paths that changed, those of one saving together. The only importer of watchdog.
"""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from build_tools.production.inputs import named_in_settings

SETTINGS = "mkdocs.yml"
FOLDERS = ("content", "issues", "theme")
_OUTPUT = "dist"
_NAME = re.compile(r"[^\s/'\",:\[\]{}#]+")
_ELSEWHERE = re.compile(r"(?<![^\s'\",\[{])(?:\.\./|/)[^\s'\",\[\]{}#]+")
"""A path that leads out of the paper's folder, as a hook's may."""
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
        self._watched: set[Path] = set()
        self._observer: BaseObserver | None = None
        self._look_at_settings()
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
        name = os.path.relpath(path, self._root).replace(os.sep, "/")
        steps = [step for step in name.split("/") if step != ".."]
        if any(step.startswith(".") or step.endswith(("~", ".swp", ".tmp")) for step in steps):
            return
        if name.split("/")[0] in self._names or any(
            Path(path).is_relative_to(each) for each in self._outside
        ):
            if name in self._settings:
                self._look_at_settings()
            self._watch_new()
            with self._lock:
                self._changed.add(name)
            self._news.set()

    def _look_at_settings(self) -> None:
        """Which names in the paper's folder count, and what lies outside of it: a hook, a theme, settings that are shared."""
        named, text = named_in_settings(self._root)
        self._names = {*FOLDERS, SETTINGS, *_NAME.findall(text)} - {_OUTPUT, "..", "."}
        files = (each for name in _ELSEWHERE.findall(text) if os.path.isfile(each := self._root / name))
        paths = {Path(os.path.abspath(each)) for each in (*named, *files)}
        self._outside = {each for each in paths if not each.is_relative_to(self._root)}
        self._settings = {os.path.relpath(each, self._root).replace(os.sep, "/") for each in paths}

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
            self._watch_new()
            observer.start()
        except OSError:
            return None
        return observer

    def _watch_new(self) -> None:
        """Of a file outside its folder is watched, as it may be replaced."""
        inside = {self._root / name for name in self._names}
        wanted = {each: True for each in (*inside, *self._outside) if each.is_dir()}
        wanted |= {each.parent: False for each in self._outside if each.is_file()}
        for folder, whole in wanted.items():
            if folder not in self._watched and self._observer is not None:
                self._watched.add(folder)
                self._observer.schedule(_Listener(self), str(folder), recursive=whole)


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
