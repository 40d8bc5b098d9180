"""编辑室: the deeds of the editing room. Each writes files whole and commits them under the name of who did it.

In: the paper's folder, a person, what he wants. Out: plain data for the page; :class:`Refusal` for what cannot be,
with a sentence that says why. Who may do what is decided before (:mod:`build_tools.desk.people`).
"""

from __future__ import annotations

import contextlib
import datetime
import glob
import json
import os
import re
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.desk.history import Author, GitTrouble, History
from build_tools.desk.manuscript import (
    FIELDS,
    article_of,
    change_in_words,
    characters_of,
    differences,
    in_words,
    mendable_lines,
    title_of,
)
from build_tools.desk.merging import Piece, merge, merged_text
from build_tools.diagnostics import in_chinese
from build_tools.model import Article, PagePlan, Paper, Pin
from build_tools.numbering import digest
from build_tools.readers import (
    ISSUES,
    NAME,
    STOCK,
    issue_names,
    parse_plan,
    read_paper,
    read_signed_digests,
    read_signed_files,
)
from build_tools.readers.article import LONGEST_LINE
from build_tools.readers.front_matter import read_front_matter, with_body, with_fields
from build_tools.readers.pins import with_pins
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive

OUTSIDE = Author("编辑部以外", "outside@desk.invalid")
"""Who is named for what was changed in a file without git and without the desk."""
_MOST_CHARACTERS = 400_000
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff-]+")
_ORDERED = re.compile(r"^(0[0-9]{1,3}|[0-9]{1,4}(?=[-_.、\s]|$))[-_.、\s]*(.*)$")
"""A file's name without its ending, as :mod:`build_tools.readers.article` reads it: ``65个项目`` is a name."""
_LEFT = re.compile(r"\.(.+)\.([0-9]{1,9})-[0-9]+\.(was|new)\.tmp")
"""What :meth:`EditingRoom._write` has beside a story while it replaces it: the story's name, the process, what it is."""
_PRESENT_SECONDS = 20.0
_MOST_WINDOWS = 64
_GONE = "这篇稿件不在了：也许有人移走了它。看看左边的版样。"
_CHANGE = "change"
"""Lies in the git folder while several files are changed as one deed."""
_LONGEST_DRAFT = 15.0
"""Seconds after which what is being typed is committed, pause or no pause."""


class Refusal(Exception):
    """不行: a status for the browser and a sentence for the person."""

    def __init__(self, status: int, words: str, **facts: object) -> None:
        super().__init__(words)
        self.status, self.words, self.facts = status, words, facts


@dataclass(slots=True)
class _Pending:
    """Written, and not yet in the history."""

    author: Author
    words: str
    begun: float
    touched: float
    content: bytes | None = None
    """What was written: whatever else lies there came from outside."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A section's files in a new order: what is to be written and taken away, and what each is called from then on."""

    contents: dict[str, bytes | None]
    renamed: dict[str, str]


@dataclass(slots=True)
class EditingRoom:
    """编辑室. Any thread may use it; one deed is done at a time."""

    root: Path
    history: History
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _pending: dict[str, _Pending] = field(default_factory=dict)
    _present: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)
    _last: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Window and path → digest of what its last text was made from, and that text."""

    @property
    def lock(self) -> threading.RLock:
        """Held by a deed that reads a file and writes what it made of it."""
        return self._lock

    def __post_init__(self) -> None:
        """Clear away what a desk that was cut off left beside the stories; nobody's words go with it."""
        self._finish_change()
        for left in sorted((self.root / ISSUES).glob("*/*/.*.tmp")):
            found = _LEFT.fullmatch(left.name)
            if found is None or _is_alive(int(found[2])):
                continue
            story = next(iter(left.parent.glob(f"{glob.escape(found[1])}*")), None)
            if found[3] == "was" and story is not None:
                path, content = story.relative_to(self.root).as_posix(), left.read_bytes()
                if content != story.read_bytes() and not self.history.holds(path, content):
                    # Written by somebody in the very moment: a version of its own, under what stands there now.
                    words = f"《{title_of(_decoded(content), path)}》编辑部停掉以前的样子"
                    if self._commit(OUTSIDE, {path: content}, words):
                        self._pending.pop(path, None)
                        continue
            left.unlink(missing_ok=True)

    # Looking

    def paper(self) -> Paper:
        """The paper. Refuses where there is none."""
        found = read_paper(self.root).paper
        if found is None:
            raise Refusal(409, "mkdocs.yml 里读不出这是一份什么报纸。")
        return found

    def issues(self) -> list[dict[str, object]]:
        """Every issue, newest first, and whether it is signed."""
        return [
            {"name": name, "signed": read_signed_digests(self.root, name)[0]}
            for name in reversed(issue_names(self.root))
        ]

    def story(self, path: str) -> dict[str, object]:
        """稿: the text in its parts, what could be mended, whether it may still be changed."""
        self._checked(path)
        text = self._read(path)
        if text is None:
            raise Refusal(404, _GONE, moved=self._moved(path))
        return self._shown(path, text)

    def versions(self, path: str) -> list[dict[str, object]]:
        """历史 of a story, newest first."""
        self._checked(path)
        return [
            {"commit": each.commit, "author": each.author, "moment": each.moment, "words": each.words}
            for each in self.history.versions(path)
        ]

    def difference(self, path: str, commit: str) -> list[dict[str, str]]:
        """What a version changed against the one before it."""
        versions = self.history.versions(self._checked(path))
        at = next((at for at, each in enumerate(versions) if each.commit == commit), None)
        if at is None:
            raise Refusal(404, "历史里没有这一版。")
        now = self.history.text_of_then(versions[at]) or b""
        before = self.history.text_of_then(versions[at + 1]) if at + 1 < len(versions) else b""
        old, new = ((each or b"").decode("utf-8", "replace") for each in (before, now))
        return [{"kind": each.kind, "text": each.text} for each in differences(in_words(old), in_words(new))]

    def present(self, name: str, tab: str, path: str) -> list[dict[str, str]]:
        """Who else has been here within twenty seconds, and at which story."""
        now = time.monotonic()
        with self._lock:
            self._present[name, tab] = path, now
            self._present = {
                key: value for key, value in self._present.items() if now - value[1] < _PRESENT_SECONDS
            }
            return [
                {"name": who, "path": at}
                for (who, other), (at, _) in sorted(self._present.items())
                if (who, other) != (name, tab)
            ]

    def stamp(self, issue: str) -> str:
        """Changes whenever a file of the issue, or of the stock, does: one that is put there with its old date, too."""
        folder, stock = self.root / ISSUES / self.known_issue(issue), self.root / ISSUES / STOCK
        rows = []
        for path in (*folder.glob("*"), *folder.glob("*/*"), *stock.glob("*/*")):
            try:
                state = path.stat()
            except OSError:
                continue
            rows.append(f"{path}\n{state.st_mtime_ns:x}-{state.st_ino:x}-{state.st_size:x}")
        return digest("\n".join(sorted(rows)).encode())

    def story_stamp(self, path: str) -> str:
        """Changes whenever the story's file does; "" where it is not there."""
        try:
            state = (self.root / self._checked(path)).stat()
        except OSError:
            return ""
        return f"{state.st_mtime_ns:x}-{state.st_ino:x}"

    # Writing

    def save(
        self, author: Author, path: str, base: str, text: str, draft: bool = False, tab: str = ""
    ) -> dict[str, object]:
        """存: what the person made of ``base``, merged with what others have made of it since.

        A ``draft`` is written and not committed yet: whoever goes on typing sends the next one soon, and
        :meth:`catch_up` commits what nobody goes on with. Refuses with 409 and both versions where they clash: nothing
        is written then. ``tab`` names the window that sends it: what its last answer, lost on the way, would have told
        it is what it goes on from.
        """
        text = tidy(text)
        with self._lock:
            self._changeable(path)
            disk = self._read(path)
            if disk is None:
                moved = self._moved(path)
                raise Refusal(410, "这篇稿件被移走或撤下了：你写的还在这里，没有存。", text=text, moved=moved)
            self._take_in_outside(path, disk)
            self._settle_others(author, path)
            begun, sent = tidy(base), digest(tidy(base).encode())
            # What lies there is what it was made from, whatever was sent from there before.
            if begun != tidy(disk) and (tab, path) in self._last and self._last[tab, path][0] == sent:
                begun = self._last[tab, path][1]
            while True:
                # Empty lines at the end, which a text editor or a new story leaves, are nobody's change.
                pieces = merge(begun, text, tidy(disk))
                merged = merged_text(pieces)
                if merged is None:
                    raise Refusal(
                        409,
                        "两个人改了同一段，请选一下。",
                        pieces=[_as_json(each) for each in pieces],
                        theirs=tidy(disk),
                        text=text,
                    )
                now = self._write(path, merged, disk)
                if now is None:
                    break
                disk = now
            if tab:
                self._last.pop((tab, path), None)
                self._last[tab, path] = sent, text
                while len(self._last) > _MOST_WINDOWS:
                    del self._last[next(iter(self._last))]
            trouble = self._keep(author, path, merged, draft)
        kept = path not in self._pending
        return {**self._shown(path, merged), "merged": merged != text, "trouble": trouble, "kept": kept}

    def save_parts(
        self,
        author: Author,
        path: str,
        base: str,
        fields: Mapping[str, str],
        body: str,
        draft: bool = False,
        tab: str = "",
    ) -> dict[str, object]:
        """The same from a form: only the fields that differ from the base's are written."""
        had = read_front_matter(tidy(base)).fields
        changed = {
            key: value.replace("\r", "").strip()
            for key, value in fields.items()
            if key in FIELDS and value.replace("\r", "").strip() != had.get(key, "")
        }
        text = with_fields(with_body(tidy(base), tidy(body)), changed)
        return self.save(author, path, base, text, draft, tab)

    def restore(self, author: Author, path: str, commit: str, gone: bool = False) -> dict[str, object]:
        """退回: a version becomes the newest again; what came between stays in the history.

        With ``gone`` a story that was withdrawn comes back: refuses with 409 where one lies there again.
        """
        with self._lock:
            self._changeable(path)
            if gone and (self.root / path).exists():
                raise Refusal(409, "那里又有了一篇稿件，没有放回：要退回就看它的历史。")
            version = next((each for each in self.history.versions(path) if each.commit == commit), None)
            then = self.history.text_of_then(version) if version else None
            if version is None or then is None:
                raise Refusal(404, "历史里没有这一版。")
            text = then.decode("utf-8", "replace")
            if self._read(path) is not None:
                self.taken_up(path)
            self._write(path, text, None)
            when = datetime.datetime.fromtimestamp(version.moment, self.paper().zone).strftime("%m-%d %H:%M")
            words = f"《{title_of(text, path)}》退回到{version.author} {when} 的样子"
            trouble = self._commit(author, {path: text.encode()}, words)
        return {**self._shown(path, text), "merged": True, "trouble": trouble}

    def new_story(self, author: Author, issue: str, section: str, headline: str) -> dict[str, object]:
        """新稿 at the end of a section."""
        if section not in [each.name for each in self.paper().sections]:
            raise Refusal(404, f"没有“{section}”这个栏目。")
        headline = " ".join(headline.split()) or "新稿"
        # Intake in a terminal chooses names, too.
        with exclusive(self.root / ISSUES / issue), self._lock:
            self.open_issue(issue)
            names = self._files(issue, section)
            order = 1 + max((order_of(name) for name in names), default=0)
            path = f"{ISSUES}/{issue}/{section}/{order:02d}-{file_name(headline)}.md"
            text = tidy(with_fields("---\n---\n", {"headline": headline}))
            self._write(path, text, None)
            trouble = self._commit(author, {path: text.encode()}, change_in_words(None, text, path))
        return {**self._shown(path, text), "trouble": trouble}

    def move(self, author: Author, path: str, section: str, place: int, page: int = 0) -> dict[str, object]:
        """移: to a place (0 the first) in a section of the same issue; the others there are counted anew.

        With a ``page`` it stands there, whatever page its section has. ``was`` in the answer is where it came from.
        """
        with self._lock:
            issue = self._movable(path)
            text, pages = self.taken_up(path), self.pages(issue)
            target = self.target(section, page, pages)
            was = self.where(path)
            placed = on_page(text, target) if page else text
            row, new = self.row_with(issue, section, place, path, placed)
            trouble = ""
            if row.contents:
                if was["page"] != _page_of(placed, new, pages):
                    row.contents.update(self.without_pin(issue, text, path))
                where = f"第{page}版{section}" if page else section
                words = f"《{title_of(text, path)}》排到{where}第{order_of(new)}篇"
                trouble = self.change(author, row.contents, words)
        renamed = {old: each for old, each in row.renamed.items() if old != each}
        return {"path": new, "renamed": renamed, "was": was, "trouble": trouble}

    def withdraw(self, author: Author, path: str) -> dict[str, object]:
        """撤下 a story that was never printed; it stays in the history, and ``commit`` in the answer has it."""
        with self._lock:
            self._changeable(path)
            text = self.taken_up(path)
            commit = self.history.versions(path, 1)[0].commit
            trouble = self.change(author, {path: None}, f"撤下《{title_of(text, path)}》")
        return {"path": path, "commit": commit, "trouble": trouble}

    def take_back(self, author: Author, commit: str, words: str) -> dict[str, object]:
        """撤销 a deed of the desk (``commit`` in its answer): its files are as they were before.

        Refuses where one of them has been changed since, or is none that may still be changed here.
        """
        with self._lock:
            changed = self.history.changed_by(commit)
            if not changed:
                raise Refusal(404, "历史里没有这一步。")
            for path, (_, after) in changed.items():
                self._may_take_back(path)
                file = self.root / path
                if (file.read_bytes() if file.is_file() else None) != after:
                    raise Refusal(409, "这以后又有人改过，撤不回去了：要退回就看历史。")
            before = {path: content for path, (content, _) in changed.items()}
            told = " ".join(words.split())[:120].rstrip("。")
            return {"trouble": self.change(author, before, f"撤销：{told}" if told else "撤销上一步")}

    def _may_take_back(self, path: str) -> None:
        parts = path.split("/")
        if parts[0] == ISSUES and parts[2:] == ["issue.yml"]:
            self.open_issue(parts[1])
        elif path.rpartition("/")[0] != f"{self.paper().standing}/fillers" or not path.endswith(".md"):
            self._changeable(path)

    # What other deeds are made of

    def where(self, path: str) -> dict[str, object]:
        """Where a story of an issue stands: section, place in it from 0, page (0 for none). Refuses what cannot be moved."""
        issue, section = self._movable(path), path.split("/")[2]
        row, text = self.row(issue, section), self._read(path)
        if text is None or path not in row:
            raise Refusal(404, _GONE)
        return {
            "section": section,
            "place": row.index(path),
            "page": _page_of(text, path, self.pages(issue)),
        }

    def taken_up(self, path: str) -> str:
        """The text of a story that is about to be moved: what others have typed or changed in it is in the history now.

        Refuses where it is not there any more, or the history cannot take it in.
        """
        text = self._read(self._checked(path))
        if text is None:
            raise Refusal(404, _GONE)
        trouble = self._take_in_outside(path, text)
        if not trouble and (each := self._pending.get(path)):
            content = (self.root / path).read_bytes()
            trouble = self._commit(each.author, {path: content}, each.words or self._words(path, content))
        if trouble:
            raise Refusal(409, trouble)
        return text

    def title_to_change(self, path: str) -> str:
        """What a story that may be changed is called. Refuses others."""
        self._changeable(path)
        text = self._read(path)
        if text is None:
            raise Refusal(404, _GONE)
        return title_of(text, path)

    def pages(self, issue: str) -> tuple[PagePlan, ...]:
        """The pages of an issue's plan; none where it cannot be read."""
        path = self.root / ISSUES / issue / "issue.yml"
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        plan, _ = parse_plan(text, f"{ISSUES}/{issue}/issue.yml", self.paper())
        return plan.pages if plan else ()

    def target(self, section: str, page: int, pages: tuple[PagePlan, ...]) -> int:
        """The page that a story must name itself to stand on ``page``; 0 where its section leads there.

        Refuses a section and a page that are not there.
        """
        if section not in [each.name for each in self.paper().sections]:
            raise Refusal(404, f"没有“{section}”这个栏目。")
        if page and page not in [each.number for each in pages]:
            raise Refusal(404, "issue.yml 里没有这一版。")
        home = next((each.number for each in pages if section in each.sections), 0)
        return 0 if page in (0, home) else page

    def row_with(self, issue: str, section: str, place: int, path: str, text: str) -> tuple[_Row, str]:
        """The files of a section with a story at a place, counted anew; and what the story is called there."""
        folder = f"{ISSUES}/{issue}/{section}"
        row = [each for each in self.row(issue, section) if each != path]
        row.insert(max(0, min(place, len(row))), path)
        renamed = {old: f"{folder}/{_numbered(old, at)}" for at, old in enumerate(row, 1)}
        contents: dict[str, bytes | None] = {}
        for old, new in renamed.items():
            content = (self.root / old).read_bytes()
            if old == path and text != _decoded(content):
                content = text.encode()
            elif old == new:
                continue
            if old != path:
                self.taken_up(old)
            contents[new] = content
        for old, new in renamed.items():
            if old != new:
                contents.setdefault(old, None)
        return _Row(contents, renamed), renamed[path]

    def without_pin(self, issue: str, text: str, path: str) -> dict[str, bytes | None]:
        """issue.yml without the pins of a story that leaves its page; {} where it has none, or they must be taken out by hand."""
        article = article_of(text, path)
        name = f"{ISSUES}/{issue}/issue.yml"
        before = plan = (self.root / name).read_text("utf-8")
        for page in self.pages(issue):
            kept = [pin for pin in page.pins if not names_pin(pin, article)]
            if len(kept) < len(page.pins):
                plan = with_pins(plan, page.number, kept) or plan
        return {name: plan.encode()} if plan != before else {}

    def change(self, author: Author, files: Mapping[str, bytes | None], words: str) -> str:
        """改几个文件 as one deed: the new ones are written, then the old ones taken away, then all is one commit.

        Gives "" or why it is not in the history yet. A desk that is cut off in the midst finishes it, or takes it back,
        when it starts again. Refuses with 507 where they cannot be written: then everything is as it was.
        """
        before = {path: file.read_bytes() if (file := self.root / path).is_file() else None for path in files}
        note = {
            "author": [author.name, author.address],
            "words": words,
            "files": {path: _mark(content) for path, content in files.items()},
            # What a colleague has changed and not committed is in no history: it must be there to come back.
            "before": {
                path: content.decode("latin-1")
                for path, content in before.items()
                if content is not None and content != self.history.text("HEAD", path)
            },
        }
        journal = self.history.own_file(_CHANGE)
        with self._lock:
            try:
                write_whole(journal, json.dumps(note, ensure_ascii=False).encode())
                _settle(journal)
                self._put(files)
            except OSError as problem:
                with contextlib.suppress(OSError):
                    self._put(before)
                    journal.unlink(missing_ok=True)
                raise Refusal(507, f"没有做成：{in_chinese(problem)}。什么也没有动。") from None
            trouble = self._commit(author, files, words)
            journal.unlink(missing_ok=True)
        return trouble

    def _put(self, files: Mapping[str, bytes | None]) -> None:
        for path, content in files.items():
            if content is not None:
                write_whole(self.root / path, content)
                _settle(self.root / path)
        for path, content in files.items():
            if content is None:
                (self.root / path).unlink(missing_ok=True)

    def _finish_change(self) -> None:
        """What :meth:`change` had begun: all that is new is there, then it is finished; else it is taken back."""
        journal = self.history.own_file(_CHANGE)
        try:
            note = json.loads(journal.read_bytes())
            files: dict[str, str | None] = note["files"]
            author, uncommitted = Author(*note["author"]), dict[str, str](note.get("before", {}))
        except (OSError, ValueError, KeyError, TypeError):
            return
        lying = {path: file.read_bytes() if (file := self.root / path).is_file() else None for path in files}
        before = {
            path: uncommitted[path].encode("latin-1")
            if path in uncommitted
            else self.history.text("HEAD", path)
            for path in files
        }
        put = {path for path, content in lying.items() if _mark(content) == files[path]}
        if all(path in put or (files[path] is None and lying[path] == before[path]) for path in files):
            done = {path: lying[path] if value is not None else None for path, value in files.items()}
            self._put(done)
            if any(self.history.text("HEAD", path) != content for path, content in done.items()):
                self._commit(author, done, str(note["words"]))
        else:
            # What is neither as it was nor as it was put is somebody else's since.
            self._put({path: before[path] for path in put})
        journal.unlink(missing_ok=True)

    def record(self, author: Author, paths: list[Path], words: str) -> str:
        """记 what another deed has written or taken away; "" or why it is not in the history yet."""
        files: dict[str, bytes | None] = {}
        for path in paths:
            name = path.resolve().relative_to(self.root.resolve()).as_posix()
            files[name] = path.read_bytes() if path.is_file() else None
        with self._lock:
            return self._commit(author, files, words) if files else ""

    def catch_up(self, quiet: float = 0.0) -> str:
        """Commit what is written, not in the history yet and untouched for ``quiet`` seconds; "" or why not."""
        with self._lock:
            now, trouble = time.monotonic(), ""
            for path, each in list(self._pending.items()):
                if now - each.touched < quiet and now - each.begun < _LONGEST_DRAFT:
                    continue
                file = self.root / path
                content = file.read_bytes() if file.is_file() else None
                disk = _decoded(content or b"")
                if content is not None and each.content not in (None, disk.encode()):
                    trouble = self._take_in_outside(path, disk)
                    continue
                trouble = self._commit(each.author, {path: content}, each.words or self._words(path, content))
        return trouble

    # Within

    def _keep(self, author: Author, path: str, text: str, draft: bool) -> str:
        content, now = text.encode(), time.monotonic()
        if draft:
            begun = self._pending[path].begun if path in self._pending else now
            self._pending[path] = _Pending(author, "", begun, now, content)
            return ""
        return self._commit(author, {path: content}, self._words(path, content))

    def _words(self, path: str, content: bytes | None) -> str:
        before = self.history.text("HEAD", path)
        old = before.decode("utf-8", "replace") if before is not None else None
        if content is None:
            return f"撤下《{title_of(old or '', path)}》"
        return change_in_words(old, content.decode("utf-8", "replace"), path)

    def _settle_others(self, author: Author, path: str) -> None:
        """What somebody else has typed here and not finished is committed under his own name first."""
        each = self._pending.get(path)
        file = self.root / path
        if each is not None and each.author != author and file.is_file():
            content = file.read_bytes()
            self._commit(each.author, {path: content}, self._words(path, content))

    def _commit(self, author: Author, files: Mapping[str, bytes | None], words: str) -> str:
        try:
            if not all(
                self.history.holds(path, content) if content is not None else False
                for path, content in files.items()
            ):
                self.history.commit(files, author, words)
        except GitTrouble as trouble:
            now = time.monotonic()
            self._pending.update(
                {path: _Pending(author, words, now, now, content) for path, content in files.items()}
            )
            return str(trouble)
        for path in files:
            self._pending.pop(path, None)
        return ""

    def _take_in_outside(self, path: str, disk: str) -> str:
        """What somebody changed in the file without committing it is a version of its own."""
        content, each = disk.encode(), self._pending.get(path)
        if each is not None:
            if each.content in (None, content):
                return ""
            # Somebody wrote over a draft: what it was is his who typed it.
            mine = each.content or b""
            if trouble := self._commit(each.author, {path: mine}, each.words or self._words(path, mine)):
                return trouble
        if self.history.holds(path, content):
            return ""
        return self._commit(OUTSIDE, {path: content}, f"《{title_of(disk, path)}》在编辑部以外改过")

    def _write(self, path: str, text: str, expected: str | None) -> str | None:
        """Replace the file; gives what it held where somebody wrote between our reading and now, and puts that back."""
        target = self.root / path
        content = text.encode()
        mine = f".{target.name[:40]}.{os.getpid()}-{threading.get_ident()}"
        kept, made = target.with_name(f"{mine}.was.tmp"), target.with_name(f"{mine}.new.tmp")
        kept.unlink(missing_ok=True)
        try:
            if expected is not None:
                os.link(target, kept)
                found = _decoded(kept.read_bytes())
                if found != expected:
                    return found
            if expected != text:
                # It lies ready on the disk before the last look at what it replaces.
                write_whole(made, content)
                _settle(made)
                if expected is not None and not os.path.samestat(target.stat(), kept.stat()):
                    return _decoded(target.read_bytes())
                os.replace(made, target)
                _settle(target)
            if expected is not None and (late := _decoded(kept.read_bytes())) != expected:
                write_whole(target, kept.read_bytes())
                return late
        except FileNotFoundError:
            raise Refusal(410, "这篇稿件被移走或撤下了：你写的还在这里，没有存。", text=text) from None
        except OSError as problem:
            raise Refusal(507, f"没有存下：{in_chinese(problem)}。你写的还在这里。", text=text) from None
        finally:
            kept.unlink(missing_ok=True)
            made.unlink(missing_ok=True)
        return None

    def _read(self, path: str) -> str | None:
        try:
            raw = (self.root / path).read_bytes()
        except OSError:
            return None
        try:
            raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refusal(422, "这个文件不是 UTF-8 编码，先按一次“全部清稿”转过来，再写。") from None
        return _decoded(raw)

    def _shown(self, path: str, text: str) -> dict[str, object]:
        # The stamp is this text's: somebody may have written another since, which the window has yet to fetch.
        stamp, lies = self.story_stamp(path), None
        with contextlib.suppress(Refusal):  # what was written since may be no text at all
            lies = self._read(path)
        front = read_front_matter(text)
        return {
            "path": path,
            "text": text,
            "fields": {key: front.fields.get(key, "") for key in FIELDS},
            "others": {key: value for key, value in front.fields.items() if key not in FIELDS},
            "body": front.body,
            "body_line": front.body_line,
            "sound": front.sound,
            "characters": characters_of(text, path),
            "mendable": list(mendable_lines(text)),
            "stamp": stamp if lies == text else "",
            "signed": self._is_signed(path),
        }

    def row(self, issue: str, section: str) -> list[str]:
        """The stories of a section in their order, without its 导语."""
        return [
            f"{ISSUES}/{issue}/{section}/{name}" for name in self._files(issue, section) if name != "index.md"
        ]

    def _files(self, issue: str, section: str) -> list[str]:
        folder = self.root / ISSUES / issue / section
        names = [unicodedata.normalize("NFC", each.name) for each in folder.glob("*.md")]
        return sorted(name for name in names if not name.startswith("."))

    def known_issue(self, name: str) -> str:
        """The name of an issue that is there. Refuses others."""
        if not NAME.fullmatch(name) or name not in issue_names(self.root):
            raise Refusal(404, "没有这一期。")
        return name

    def open_issue(self, name: str) -> None:
        """Refuses an issue that is not there, or signed."""
        if read_signed_digests(self.root, self.known_issue(name))[0]:
            raise Refusal(423, "这一期已经付印，版面不再动；改错用“更正”。")

    def _checked(self, path: str) -> str:
        """A path that is an article's of this paper, and nothing else."""
        parts = path.split("/")
        wrong = (
            len(parts) != 4
            or parts[0] != ISSUES
            or not (NAME.fullmatch(parts[1]) or parts[1] == STOCK)
            or not path.endswith(".md")
            or any(part.startswith(".") or part in ("printed", "bounty", "images") for part in parts)
            or any(ord(each) < 32 or each in "\\:" for each in path)
        )
        if wrong or not (self.root / path).resolve().is_relative_to(
            (self.root / ISSUES / parts[1]).resolve()
        ):
            raise Refusal(404, "没有这篇稿件。")
        return path

    def _changeable(self, path: str) -> str:
        """The issue of a story that may still be changed; 备稿 always may."""
        issue = self._checked(path).split("/")[1]
        if self._is_signed(path):
            raise Refusal(423, "这一期已经付印，见报的文字不再动；改错用“更正”。")
        return issue

    def _moved(self, path: str) -> str:
        """Where a story that lay here lies now; "" where it is gone."""
        moved = self.history.moved_to(path)
        try:
            return self._checked(moved) if moved else ""
        except Refusal:
            return ""

    def _movable(self, path: str) -> str:
        """The issue of a story that may change its place."""
        issue = self._changeable(path)
        if issue == STOCK:
            raise Refusal(409, "它在备稿里：先排进一期。")
        if path.endswith("/index.md"):
            raise Refusal(409, "导语跟着栏目走，不能移到别处。")
        return issue

    def _is_signed(self, path: str) -> bool:
        issue = path.split("/")[1]
        return (
            issue != STOCK
            and bool(read_signed_digests(self.root, issue)[0])
            and path in read_signed_files(self.root, issue)
        )


def _is_alive(process: int) -> bool:
    """Whether another process of that number runs here."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _page_of(text: str, path: str, pages: tuple[PagePlan, ...]) -> int:
    """The page that a story stands on: what it names itself, else its section's; 0 for none."""
    written = article_of(text, path).page
    section = path.split("/")[2]
    return written or next((each.number for each in pages if section in each.sections), 0)


def names_pin(pin: Pin, article: Article) -> bool:
    """Whether a pin is this story's, by headline or by file."""
    return "".join(pin.story.split()) in {"".join(article.headline.split()), article.stem}


def file_name(headline: str) -> str:
    """What a new article's file is called, from its headline."""
    return _UNSAFE.sub("", unicodedata.normalize("NFC", headline))[:24] or "稿"


def _mark(content: bytes | None) -> str | None:
    return None if content is None else digest(content)


def bare_name(path: str) -> str:
    """What a story's file is called without its order and ending: 楼道里的小天地."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    found = _ORDERED.match(stem)
    return found[2] if found else stem


def order_of(path: str) -> int:
    """The order that a story's file bears; 0 for none."""
    found = _ORDERED.match(path.rpartition("/")[2].removesuffix(".md"))
    return int(found[1]) if found else 0


def on_page(text: str, page: int) -> str:
    """The text of a story that names this page itself; with 0 none."""
    had, wanted = read_front_matter(text).fields, str(page) if page else ""
    if (had.get("page", ""), had.get("版", "")) == (wanted, ""):
        return text
    return with_fields(text, {**({"版": ""} if "版" in had else {}), "page": wanted})


def _numbered(path: str, order: int) -> str:
    name = bare_name(path)
    return f"{order:02d}-{name}.md" if name else f"{order:02d}.md"


def tidy(text: str) -> str:
    """As a file holds it: plain newlines, one at the end. Refuses what no article can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _MOST_CHARACTERS:
        raise Refusal(413, f"太长了，没有存：一篇稿件最多{_MOST_CHARACTERS // 10_000}万字，请分成几篇。")
    for row in text.split("\n"):
        if len(row) > LONGEST_LINE:
            begins = row.strip()[:12]
            raise Refusal(
                413, f"“{begins}……”一段有{len(row)}字，没有存：一段最多{LONGEST_LINE}字，请分成几段。"
            )
    if "\0" in text:
        raise Refusal(422, "文字里有空字符，存不了。")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refusal(422, "文字里有残缺的字符，存不了。") from None
    return text.rstrip("\n") + "\n" if text.strip() else text


def _decoded(raw: bytes) -> str:
    text = raw.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _settle(path: Path) -> None:
    """On the disk for good, should the plug be pulled now."""
    for each in (path, path.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _as_json(piece: Piece) -> dict[str, object]:
    return {
        "text": piece.text,
        "clash": piece.clash,
        "base": piece.base,
        "mine": piece.mine,
        "theirs": piece.theirs,
    }
