"""One build at a time, and none waits for the dead."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from build_tools.store.locks import locked

ROOT = Path(__file__).parents[2]
HOLDER = "import sys, time; from pathlib import Path; from build_tools.store.locks import locked\nwith locked(Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)"


def test_the_second_waits_says_so_once_and_gets_in_when_the_first_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "dist/.lock"
    said: list[str] = []
    holder = subprocess.Popen(
        [sys.executable, "-S", "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"

    def kill() -> None:
        said.append("killing")
        holder.kill()

    def waiting() -> None:
        said.append("waiting")
        threading.Timer(0.1, kill).start()

    with locked(path, waiting), holder:
        assert said == ["waiting", "killing"]


def test_a_free_lock_is_taken_without_a_word_and_freed_even_by_a_fault(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        try:
            with locked(tmp_path / ".lock", lambda: said.append("waiting")):
                raise LookupError
        except LookupError:
            pass
    assert said == []
