"""Random histories of two editors and a colleague with git at one issue, with kills, full disks and lost answers.

    python -m tests.desk.histories 1000 [--seed 1] [--folder /dev/shm]

Every editor adds words that nobody else has. What must hold after every history, the program restarted: whatever was
told as saved is in the newest version, unless a person took it out; it is in the history in any case; ``git fsck`` is
clean; every file is one that somebody wrote, whole; no lock is left; the working tree is what was committed.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from build_tools.desk.history import Author, History
from build_tools.desk.room import EditingRoom, Refusal

HERE = Path(__file__).parents[1] / "issue_zero"
STORIES = ("issues/2026-01/要闻/01-门口的路修平了.md", "issues/2026-01/要闻/02-借伞不用押金.md")
ROOM: Any = sys.modules["build_tools.desk.room"]
AUTHORS = {name: Author(name, f"{name}@example.invalid") for name in ("甲", "乙")}


def serve(root: Path, pipe: Connection) -> None:
    """The editing room in a process of its own, group and all, until it is killed."""
    os.setpgid(0, 0)
    room = EditingRoom(root, History(root))
    write_whole = ROOM.write_whole
    while True:
        full, name, arguments = pipe.recv()

        def failing(path: Any, data: bytes) -> None:
            raise OSError(28, "No space left on device")

        ROOM.write_whole = failing if full else write_whole
        try:
            pipe.send(("done", getattr(room, name)(*arguments)))
        except Refusal as refusal:
            pipe.send(("refused", (refusal.status, refusal.facts)))


class Server:
    """The room as the editors see it: it answers, or it is gone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.start()

    def start(self) -> None:
        self.pipe, inner = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=serve, args=(self.root, inner), daemon=True
        )
        self.process.start()
        inner.close()

    def ask(self, name: str, *arguments: object, full: bool = False, kill: float = -1.0) -> tuple[str, Any]:
        try:
            self.pipe.send((full, name, arguments))
            if kill >= 0 and not self.pipe.poll(kill):
                self.kill()
                return "lost", None
            return self.pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            self.kill()
            return "lost", None

    def kill(self) -> None:
        """Pull the plug: the room and every git it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.start()


@dataclass
class Editor:
    """Somebody at a story: what he sees, and what he started from."""

    name: str
    path: str
    base: str = ""
    text: str = ""
    fresh: set[str] = field(default_factory=set)
    """Words that are typed and not yet told as saved."""


@dataclass
class Tally:
    """What has happened."""

    counts: Counter[str] = field(default_factory=Counter)
    promised: set[str] = field(default_factory=set)
    """Words that were told as saved."""
    removed: set[str] = field(default_factory=set)
    """Words that a person took out on purpose."""
    colleague: set[str] = field(default_factory=set)


def git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", root, "-c", "core.quotepath=off", "-c", "gc.auto=0", *words],
        capture_output=True,
        text=True,
        check=False,
    )


class History1:
    """One random history."""

    def __init__(self, root: Path, seed: int, tally: Tally) -> None:
        self.root, self.random, self.tally, self.seed = root, random.Random(seed), tally, seed
        self.server = Server(root)
        self.editors = [Editor(name, self.random.choice(STORIES)) for name in AUTHORS]
        self.serial = 0
        for editor in self.editors:
            self.look(editor)

    def word(self, who: str) -> str:
        self.serial += 1
        return f"〔{who}{self.serial}〕"

    def look(self, editor: Editor) -> None:
        status, story = self.server.ask("story", editor.path)
        if status == "done":
            editor.base = editor.text = story["text"]
            editor.fresh.clear()

    def type(self, editor: Editor) -> None:
        rows = editor.text.split("\n")
        body = rows.index("---", 1) + 1
        filled = [
            at for at in range(body, len(rows)) if rows[at].strip() and not rows[at].startswith(("!", "#"))
        ]
        word = self.word(editor.name)
        if not filled or self.random.random() < 0.25:
            at = self.random.choice([*filled, len(rows) - 1])
            rows[at + 1 : at + 1] = ["", f"新的一段{word}。"]
        else:
            at = self.random.choice(filled)
            place = self.random.randrange(len(rows[at]) + 1)
            while place and rows[at].count("〔", 0, place) != rows[at].count("〕", 0, place):
                place -= 1
            rows[at] = rows[at][:place] + word + rows[at][place:]
        editor.text = "\n".join(rows)
        editor.fresh.add(word)

    def save(self, editor: Editor) -> None:
        draft = self.random.random() < 0.35
        kill = self.random.choice([0.0, 0.01, 0.03, 0.06, 0.12]) if self.random.random() < 0.08 else -1.0
        full = self.random.random() < 0.05
        status, told = self.server.ask(
            "save",
            AUTHORS[editor.name],
            editor.path,
            editor.base,
            editor.text,
            draft,
            editor.name,
            full=full,
            kill=kill,
        )
        if status == "done" and self.random.random() < 0.05:
            self.tally.counts["answers lost"] += 1  # it was saved, and the editor does not know
            return
        if status == "lost":
            self.tally.counts["kills"] += 1
        elif status == "refused":
            self.refused(editor, *told)
        else:
            self.told(editor, told)

    def told(self, editor: Editor, told: dict[str, Any]) -> None:
        self.tally.counts["merged" if told["merged"] else "saved"] += 1
        if told["kept"]:
            self.tally.promised |= editor.fresh
            editor.fresh.clear()
        editor.base = editor.text = told["text"]

    def refused(self, editor: Editor, status: int, facts: dict[str, Any]) -> None:
        self.tally.counts[f"refused {status}"] += 1
        if status != 409 or "pieces" not in facts:
            return
        parts = []
        for piece in facts["pieces"]:
            if not piece["clash"]:
                parts.append(piece["text"])
                continue
            choice = self.random.choice(["mine", "theirs", "both"])
            parts.append(piece["theirs"] + "\n\n" + piece["mine"] if choice == "both" else piece[choice])
        text = "".join(parts)
        gone = words_in(facts["theirs"] + editor.text) - words_in(text)
        status_again, told = self.server.ask("save", AUTHORS[editor.name], editor.path, facts["theirs"], text)
        if status_again == "done":
            self.tally.removed |= gone
            editor.fresh -= gone
            self.told(editor, told)
        elif status_again == "lost":
            self.tally.removed |= gone  # whether it was written nobody knows
        else:
            self.tally.removed |= gone
            self.look(editor)

    def colleague(self) -> None:
        """He writes in the file with a text editor, and commits what he likes."""
        path = self.root / self.random.choice(STORIES)
        deed = self.random.choice(["edit", "commit", "commit", "stage", "other", "branch"])
        self.tally.counts[f"git {deed}"] += 1
        if deed == "other":
            (self.root / "mkdocs.yml").open("a").write(f"# {self.word('丙')}\n")
            git(self.root, "commit", "-q", "-m", "设置", "mkdocs.yml")
            return
        if deed == "branch":
            self.merge_branch()
            return
        word = self.word("丙")
        for _ in range(20):
            text = path.read_text("utf-8")
            new = path.with_name(".editor.tmp")
            new.write_text(text.rstrip("\n") + f"\n\n同事写的{word}。\n", "utf-8")
            if path.read_text("utf-8") == text:  # a text editor looks whether the file has changed under it
                new.replace(path)
                break
        self.tally.colleague.add(word)
        if deed != "edit":
            git(self.root, "add", str(path))
        if deed == "commit":
            git(self.root, "commit", "-q", "-m", f"同事改 {word}")

    def merge_branch(self) -> None:
        """He has a branch from another machine and merges it, or gives up."""
        other = self.root.parent / "other"
        shutil.rmtree(other, ignore_errors=True)
        if git(self.root.parent, "clone", "-q", str(self.root), str(other)).returncode:
            return
        path = other / self.random.choice(STORIES)
        word = self.word("丁")
        path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n\n别处写的{word}。\n", "utf-8")
        git(other, "-c", "user.name=丁", "-c", "user.email=d@example.invalid", "commit", "-qam", "别处")
        for editor in self.editors:
            if self.random.random() < 0.5:
                self.type(editor)
                self.save(editor)
        merged = git(self.root, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main")
        if merged.returncode == 0:
            self.tally.colleague.add(word)
        else:
            git(self.root, "merge", "--abort")

    def run(self, steps: int) -> list[str]:
        for _ in range(steps):
            deed = self.random.random()
            editor = self.random.choice(self.editors)
            if deed < 0.35:
                self.type(editor)
            elif deed < 0.75:
                self.type(editor)
                self.save(editor)
            elif deed < 0.85:
                self.colleague()
            elif deed < 0.92:
                self.server.ask("catch_up")
            elif deed < 0.95:
                self.server.kill()
                self.tally.counts["kills"] += 1
            else:
                if not editor.fresh:
                    self.look(editor)
        self.server.kill()
        return self.wrong()

    def wrong(self) -> list[str]:
        """What does not hold; nothing if all does."""
        found: list[str] = []
        room = EditingRoom(self.root, History(self.root))
        for path in STORIES:
            story = room.story(path)
            room.save(
                AUTHORS["甲"], path, str(story["text"]), str(story["text"])
            )  # the first save takes in what lies there
        trouble = room.catch_up()
        if trouble:
            found.append(f"history: {trouble}")
        now = {path: (self.root / path).read_text("utf-8") for path in STORIES}
        for path, text in now.items():
            head = git(self.root, "show", f"HEAD:{path}").stdout
            if head != text:
                found.append(f"{path} is not what was committed")
            if (
                not text.startswith("---\n")
                or not text.endswith("\n")
                or text.count("〔") != text.count("〕")
            ):
                found.append(f"{path} is half written")
        here = words_in("".join(now.values()))
        past = words_in(git(self.root, "log", "-p", "--all", "--format=", "--", *STORIES).stdout)
        for word in self.tally.promised | self.tally.colleague:
            if word not in past:
                found.append(f"{word} was told as saved and is in no version")
            elif word not in here and word not in self.tally.removed:
                found.append(f"{word} was told as saved, nobody took it out, and it is gone")
        fsck = git(self.root, "fsck", "--full", "--no-dangling")
        if fsck.returncode or fsck.stderr.strip():
            found.append(f"fsck: {fsck.stdout}{fsck.stderr}")
        if locks := list((self.root / ".git").glob("**/*.lock")):
            found.append(f"locks: {locks}")
        if left := [
            path
            for path in (self.root / "issues").rglob(".*.tmp")
            if path.suffix == ".tmp" and "was" in path.name
        ]:
            found.append(f"left: {left}")
        room.history.close()
        self.server.process.kill()
        self.server.process.join()
        return found


def words_in(text: str) -> set[str]:
    return {f"〔{each.partition('〕')[0]}〕" for each in text.split("〔")[1:] if "〕" in each}


def template(folder: Path) -> Path:
    root = folder / "template"
    shutil.copytree(HERE, root)
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "丙")
    git(root, "config", "user.email", "bing@example.invalid")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "试刊号")
    return root


def play(count: int, seed: int, folder: Path, steps: int = 24) -> tuple[list[str], Counter[str]]:
    """So many histories; what was wrong in them, and what happened."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        first = template(Path(place))
        for number in range(seed, seed + count):
            root = Path(place) / "paper"
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(first, root)
            tally = Tally()
            wrong += [f"history {number}: {each}" for each in History1(root, number, tally).run(steps)]
            counts += tally.counts
            counts["promised"] += len(tally.promised)
            counts["removed by choice"] += len(tally.removed)
            if (number - seed + 1) % 25 == 0:
                sys.stderr.write(
                    f"{number - seed + 1}: {len(wrong)} wrong, {time.monotonic() - began:.0f} s\n"
                )
    return wrong, counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    wrong, counts = play(arguments.count, arguments.seed, arguments.folder)
    sys.stdout.write(
        "\n".join([f"{arguments.count} histories: {len(wrong)} wrong", str(dict(counts)), *wrong]) + "\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
