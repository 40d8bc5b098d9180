"""历史: every save is a commit on the branch that is checked out; someone who works in git beside it is a colleague.

In: the paper's folder. Out: commits of single files, the versions of a file, any version's text. The colleague's index
and working tree stay as they are but for the file that was saved. Only git itself is used; nothing is rewritten.

A file is written whole first and committed then; a save is told as saved only after its commit. A commit is made by
one ``git fast-import``, which moves the branch only if nobody else has moved it meanwhile; then it is made again.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TRIES = 8
_WAIT_SECONDS = 0.05
_BUSY = ("MERGE_HEAD", "REBASE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
"""What lies in the git folder while somebody is in the middle of something."""
_SETTINGS = ("-c", "core.quotepath=off", "-c", "core.fsync=committed,loose-object", "-c", "gc.auto=0")
_MARK = "chenbao-desk"
"""Lies in the git folder while a commit of ours is being made."""
_FIELD, _RECORD = "\x1f", "\x1e"


class GitTrouble(Exception):
    """git 做不了: says so in Chinese; what was saved lies in its file all the same."""


@dataclass(frozen=True, slots=True)
class Author:
    """作者: the name and address that a commit bears."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Version:
    """版本: one commit on a file. ``moment`` is seconds since 1970, ``path`` what the file was called then."""

    commit: str
    author: str
    moment: int
    words: str
    path: str


class History:
    """历史 of one paper."""

    def __init__(self, root: Path) -> None:
        """Begins a repository where the folder is in none. Raises GitTrouble without git."""
        self.root = root.resolve()
        self._lock = threading.RLock()
        self._reader: subprocess.Popen[bytes] | None = None
        self._closed = False
        if self._try("rev-parse", "--is-inside-work-tree") != "true":
            self._git("init", "--quiet", "--initial-branch=main")
        self._prefix = self._git("rev-parse", "--show-prefix").strip("\n")
        self._folder = Path(self._git("rev-parse", "--absolute-git-dir").strip("\n"))
        self._clear_locks()

    @property
    def own_name(self) -> Author:
        """Whose machine this is, by git's settings."""
        return Author(
            self._try("config", "user.name") or "编辑", self._try("config", "user.email") or "desk@localhost"
        )

    def own_file(self, name: str) -> Path:
        """A file of the desk's own in the git folder, where no commit has it."""
        return self._folder / f"{_MARK}-{name}"

    def commit(self, files: Mapping[str, bytes | None], author: Author, words: str) -> str:
        """Commit these files (path from the paper's folder → content, None for one taken away); gives the commit.

        Raises GitTrouble when somebody is in the middle of a merge, or git refuses.
        """
        mark = self._folder / _MARK
        mark.write_bytes(b"")
        try:
            for _ in range(_TRIES):
                branch = self._branch()
                head = self._digest("HEAD")
                made = self._import(branch, head, files, author, words)
                if made:
                    self._refresh_index(head, files)
                    if self._holds(files):
                        return made
                time.sleep(_WAIT_SECONDS)
        finally:
            mark.unlink(missing_ok=True)
        raise GitTrouble("git 正忙，这次没有进历史；文件已经写好，下次存盘再记。")

    def holds(self, path: str, content: bytes) -> bool:
        """Whether this is what the last commit has under a path."""
        return self.text("HEAD", path) == content

    def versions(self, path: str, most: int = 200) -> tuple[Version, ...]:
        """版本 of a file, newest first, through renames."""
        layout = f"--format={_RECORD}%H{_FIELD}%an{_FIELD}%at{_FIELD}%s{_FIELD}"
        listed = self._try("log", "--follow", f"-n{most}", "--name-only", "-z", layout, "--", path)
        found = []
        for row in listed.split(_RECORD)[1:]:
            commit, name, moment, words, file = row.split(_FIELD)
            then = file.strip("\0\n").removeprefix(self._prefix) or path
            found.append(Version(commit, name, int(moment), words, then))
        return tuple(found)

    def deeds(self, folder: str, most: int = 1000) -> tuple[Version, ...]:
        """What was done in a folder, newest first; ``path`` is one of the files that a commit touched there."""
        layout = f"--format={_RECORD}%H{_FIELD}%an{_FIELD}%at{_FIELD}%s{_FIELD}"
        listed = self._try("log", f"-n{most}", "--name-only", "--no-renames", "-z", layout, "--", folder)
        found = []
        for row in listed.split(_RECORD)[1:]:
            commit, name, moment, words, files = row.split(_FIELD)
            for file in files.strip("\0\n").split("\0"):
                path = file.strip("\n").removeprefix(self._prefix)
                found.append(Version(commit, name, int(moment), words, path))
        return tuple(found)

    def moved_to(self, path: str, most: int = 500) -> str:
        """What a file that lay here is called now, by the renames of the last commits; "" where nobody moved it."""
        words = ("--name-status", "-M40%", "--diff-filter=R", "-z", "--format=%x1e")
        listed = self._try("log", f"-n{most}", *words)
        renames = []
        for commit in listed.split(_RECORD)[1:]:
            names = [
                each.strip("\n").removeprefix(self._prefix) for each in commit.split("\0") if each.strip("\n")
            ]
            renames.append(dict(zip(names[1::3], names[2::3], strict=False)))
        begun = next((at for at, each in enumerate(renames) if path in each), None)
        if begun is None:
            return ""
        for each in reversed(renames[: begun + 1]):
            path = each.get(path, path)
        return path if (self.root / path).is_file() else ""

    def text(self, commit: str, path: str) -> bytes | None:
        """A file as it was; None where there was none."""
        if not re.fullmatch(r"HEAD|[0-9a-f]{7,64}", commit):
            return None
        found = self._object(f"{commit}:{self._prefix}{path}")
        return found[1] if found else None

    def changed_by(self, commit: str) -> dict[str, tuple[bytes | None, bytes | None]]:
        """What a commit with one parent changed: path → what was there before, and since; {} for any other."""
        if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
            return {}
        parents = self._try("rev-list", "--parents", "-n1", commit).split()[1:]
        if len(parents) != 1:
            return {}
        words = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-commit-id", commit)
        names = [
            each for each in self._try(*words).strip("\0\n").split("\0") if each.startswith(self._prefix)
        ]
        paths = [each.removeprefix(self._prefix) for each in names]
        return {path: (self.text(parents[0], path), self.text(commit, path)) for path in paths}

    def close(self) -> None:
        """Let go of the git that looks things up; who asks after this still gets an answer, from one that ends with it."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        with self._lock:
            if self._reader is not None:
                self._reader.kill()
                self._reader.communicate()
                self._reader = None

    def _object(self, name: str) -> tuple[str, bytes] | None:
        """(digest, content) of what git has under a name now; None for nothing. One git answers all questions."""
        if "\n" in name:
            return None
        with self._lock:
            try:
                return self._answered(name)
            finally:
                if self._closed:
                    self._let_go()

    def _answered(self, name: str) -> tuple[str, bytes] | None:
        for _ in range(2):
            if self._reader is not None and self._reader.poll() is not None:
                self._let_go()
            if self._reader is None:
                command = ["git", "-C", os.fspath(self.root), *_SETTINGS, "cat-file", "--batch"]
                self._reader = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            asked, told = self._reader.stdin, self._reader.stdout
            assert asked is not None and told is not None
            try:
                asked.write(name.encode("utf-8", "surrogateescape") + b"\n")
                asked.flush()
                head = told.readline().split()
                if len(head) == 3 and head[2].isdigit():
                    content = told.read(int(head[2]) + 1)
                    return head[0].decode(), content[:-1]
                if head:
                    return None
            except OSError:
                pass
            self._let_go()
        return None

    def _digest(self, name: str) -> str:
        found = self._object(name)
        return found[0] if found else ""

    def text_of_then(self, version: Version) -> bytes | None:
        """A file as a version had it, under the name it then had."""
        return self.text(version.commit, version.path)

    @property
    def head(self) -> str:
        """The newest commit; "" before the first."""
        return self._digest("HEAD")

    def remote(self) -> tuple[str, str]:
        """送到哪里: a remote and a branch there: what the branch follows, else the only remote; two empty strings for none."""
        branch = self._try("symbolic-ref", "--quiet", "--short", "HEAD")
        followed = self._try("config", f"branch.{branch}.remote") if branch else ""
        if followed and followed != ".":
            there = self._try("config", f"branch.{branch}.merge").removeprefix("refs/heads/")
            return followed, there or branch
        all_of_them = self._try("remote").split("\n")
        return (all_of_them[0], branch) if branch and len(all_of_them) == 1 and all_of_them[0] else ("", "")

    def push(self, seconds: float = 60) -> str:
        """送出 to the remote; "" when done or when there is none, else why not. Asks nobody for a password."""
        remote, branch = self.remote()
        if not remote:
            return ""
        words = ("push", "--quiet", "--porcelain", remote, f"HEAD:refs/heads/{branch}")
        try:
            done = self._run("-c", "core.askPass=true", *words, seconds=seconds, alone=True)
        except GitTrouble:
            return "送不到远端：很久没有回音。这里的历史是全的，通了再送。"
        if done.returncode == 0:
            return ""
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if "[rejected]" in said or "non-fast-forward" in said or "fetch first" in said:
            return "远端有这里还没有的改动：请懂 git 的同事先合并（git pull）。这里的历史是全的。"
        return "送不到远端：网络不通，或没有权限。这里的历史是全的，通了再送。"

    def compact(self) -> None:
        """Pack what has gathered; harmless at any time."""
        self._run("-c", "gc.auto=2000", "-c", "gc.autoDetach=true", "gc", "--auto", "--quiet", seconds=120)

    def _clear_locks(self) -> None:
        """Locks that a commit of ours left when it was cut off; a colleague's own are never touched."""
        mark = self._folder / _MARK
        try:
            begun = mark.stat().st_mtime
        except FileNotFoundError:
            return
        branch = self._try("symbolic-ref", "--quiet", "HEAD")
        locks = [self._folder / f"{name}.lock" for name in ("index", "HEAD", branch or "HEAD")]
        for _ in range(_TRIES):
            left = [lock for lock in locks if lock.exists() and lock.stat().st_mtime >= begun]
            if not left:
                break
            time.sleep(_WAIT_SECONDS * 4)
        for lock in left:
            lock.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)

    def _branch(self) -> str:
        busy = next((name for name in _BUSY if (self._folder / name).exists()), "")
        if busy:
            raise GitTrouble("有人正在这里用 git 合并，等他做完再进历史；文件已经写好。")
        branch = (self._folder / "HEAD").read_text("utf-8").removeprefix("ref: ").strip()
        if not branch.startswith("refs/heads/"):
            raise GitTrouble("git 现在不在任何分支上，没有进历史；文件已经写好。")
        return branch

    def _import(
        self, branch: str, head: str, files: Mapping[str, bytes | None], author: Author, words: str
    ) -> str:
        """One commit on top of ``head``; "" when the branch has moved meanwhile."""
        person = f"{_one_line(author.name) or '编辑'} <{_one_line(author.address)}> {int(time.time())} +0000"
        message = words.encode()
        stream = [
            f"commit {branch}\nmark :1\nauthor {person}\ncommitter {person}\ndata {len(message)}\n".encode(),
            message,
            f"\nfrom {head}\n".encode() if head else b"\n",
        ]
        for path, content in files.items():
            name = _quoted(self._prefix + path)
            if content is None:
                stream.append(f"D {name}\n".encode())
            else:
                stream += [f"M 100644 inline {name}\ndata {len(content)}\n".encode(), content, b"\n"]
        stream.append(b"get-mark :1\ndone\n")
        done = self._run("fast-import", "--quiet", "--done", "--date-format=raw", stdin=b"".join(stream))
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode and "fatal" in said and "lock" not in said.lower():
            raise GitTrouble(f"git 没有收下：{said.strip().splitlines()[0]}；文件已经写好。")
        return done.stdout.decode().strip() if done.returncode == 0 else ""

    def _refresh_index(self, before: str, files: Mapping[str, bytes | None]) -> None:
        """The colleague's index follows where it stood at the old version; what he has staged himself stays staged."""
        rows = []
        for path in files:
            name = self._prefix + path
            old = self._digest(f"{before}:{name}") if before else ""
            staged = self._git("ls-files", "-s", "--", path).split()
            if (staged[1] if len(staged) > 1 else "") == old:
                new = self._digest(f"HEAD:{name}")
                rows.append(f"100644 {new}\t{name}\0" if new else f"0 {'0' * 40}\t{name}\0")
        for _ in range(_TRIES if rows else 0):
            done = self._run("update-index", "-z", "--index-info", stdin="".join(rows).encode(), top=True)
            if done.returncode == 0:
                return
            time.sleep(_WAIT_SECONDS)

    def _holds(self, files: Mapping[str, bytes | None]) -> bool:
        return all(self.text("HEAD", path) == content for path, content in files.items())

    def _git(self, *words: str) -> str:
        done = self._run(*words)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise GitTrouble(f"git {words[0]} 没有做成：{said.splitlines()[0] if said else done.returncode}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def _try(self, *words: str) -> str:
        """What git says; "" when it says no."""
        done = self._run(*words)
        return done.stdout.decode("utf-8", "surrogateescape").strip("\n ") if done.returncode == 0 else ""

    def _run(
        self,
        *words: str,
        stdin: bytes | None = None,
        seconds: float = 30,
        top: bool = False,
        alone: bool = False,
    ) -> subprocess.CompletedProcess[bytes]:
        # Index entries are named from the top of the repository, wherever in it the paper lies.
        place = self._folder.parent if top and self._prefix else self.root
        try:
            return subprocess.run(
                ["git", "-C", os.fspath(place), *_SETTINGS, *words],
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                capture_output=True,
                check=False,
                timeout=seconds,
                # Without a terminal nothing that git starts (ssh) can wait for an answer there.
                start_new_session=alone,
            )
        except FileNotFoundError:
            raise GitTrouble("这台机器没有装 git：编辑部靠它记历史。") from None
        except subprocess.TimeoutExpired:
            raise GitTrouble("git 很久没有回音；文件已经写好，下次存盘再记。") from None


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f<>]", "", text).strip()


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
