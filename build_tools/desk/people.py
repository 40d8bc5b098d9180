"""人: who works at the desk, what each may do, who is signed in; the line in the audit book for every deed.

In: ``.desk/people.json`` (never in git: the folder ignores itself), names and passwords. Out: a :class:`Pass` for a
session. Passwords are kept as scrypt with a salt of their own (RFC 7914: N=2^15, r=8, p=1); sessions are in memory and
have a new name after every sign-in. Whoever guesses waits longer with every wrong guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.desk.serving import Pass
from build_tools.store.files import write_whole

ROLES: Mapping[str, frozenset[str]] = {
    "写稿": frozenset({"read", "write", "take"}),
    "编辑": frozenset({"read", "write", "take", "arrange", "proof"}),
    "校对": frozenset({"read", "write", "proof"}),
    "主编": frozenset({"read", "write", "take", "arrange", "proof", "sign", "judge", "people"}),
    "评奖": frozenset({"judge"}),
}
"""Role → what it may do."""
CHIEF = "主编"
SHORTEST_PASSWORD = 10
_FOLDER, _FILE, _BOOK = ".desk", "people.json", "audit.log"
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_SESSION_SECONDS = 12 * 3600.0
_FREE_GUESSES = 4
_LONGEST_WAIT = 900.0
_A_SECOND, _AT_ONCE = 40.0, 400.0
"""Requests from one address: on average, and in a burst."""
_MOST_BOOK = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Person:
    """人."""

    name: str
    role: str
    salt: str
    digest: str
    active: bool = True


@dataclass(slots=True)
class _Session:
    name: str
    token: str
    until: float


@dataclass(slots=True)
class People:
    """人事: everybody, and who is in. Any thread may use it. ``clock`` in seconds, for the tests too."""

    root: Path
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _changing: threading.Lock = field(default_factory=threading.Lock)
    """Held from the reading of people.json until it is written."""
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _guesses: dict[str, tuple[int, float]] = field(default_factory=dict)
    _asked: dict[str, tuple[float, float]] = field(default_factory=dict)
    _known: tuple[object, tuple[Person, ...]] = (None, ())

    @property
    def folder(self) -> Path:
        """Where it is kept; git never sees it."""
        return self.root / _FOLDER

    def everybody(self) -> tuple[Person, ...]:
        """All, by name. Raises ValueError when the file is damaged: then nobody comes in."""
        path = self.folder / _FILE
        try:
            state = path.stat()
        except OSError:
            return ()
        stamp = state.st_mtime_ns, state.st_ino
        if self._known[0] != stamp:
            try:
                rows = json.loads(path.read_bytes())
                found = tuple(
                    Person(**{key: row[key] for key in ("name", "role", "salt", "digest", "active")})
                    for row in rows
                )
            except (KeyError, TypeError) as problem:
                raise ValueError(f"{_FOLDER}/{_FILE}") from problem
            self._known = stamp, found
        return self._known[1]

    def put(self, name: str, role: str, password: str) -> str:
        """Take somebody in, or change role and password of who is; "" or why not. His open sessions end."""
        with self._changing:
            return self._put(name, role, password)

    def _put(self, name: str, role: str, password: str) -> str:
        name = " ".join(name.split())
        if not name or len(name) > 20 or any(ord(each) < 32 or each in "<>" for each in name):
            return "姓名要有，最多20个字。"
        if role not in ROLES:
            return "没有这个职务。"
        known = {each.name: each for each in self.everybody()}
        if password or name not in known:
            if len(password) < SHORTEST_PASSWORD:
                return f"口令至少{SHORTEST_PASSWORD}个字符。"
            salt = secrets.token_hex(16)
            person = Person(name, role, salt, _digest(password, salt))
        else:
            person = replace(known[name], role=role, active=True)
        if known.get(name, person).role == CHIEF and role != CHIEF and self._last_chief(name):
            return "总要留一位主编。"
        self._keep({**known, name: person})
        return ""

    def dismiss(self, name: str) -> str:
        """Let nobody in under this name any more; "" or why not."""
        with self._changing:
            known = {each.name: each for each in self.everybody()}
            if name not in known:
                return "没有这个人。"
            if known[name].role == CHIEF and self._last_chief(name):
                return "总要留一位主编。"
            self._keep({**known, name: replace(known[name], active=False)})
        return ""

    def sign_in(self, name: str, password: str, address: str, old: str) -> tuple[str, str]:
        """(session, "") or ("", why not). ``old`` is the session that the browser had: it ends in any case."""
        now = self.clock()
        with self._lock:
            self._sessions.pop(_hashed(old), None)
            wait = max(self._wait(key, now) for key in (f"n {name}", f"a {address}"))
        if wait > 0:
            return "", f"试得太多了，{int(wait) + 1}秒以后再来。"
        person = next((each for each in self.everybody() if each.name == name and each.active), None)
        # As long for a name that nobody has.
        right = hmac.compare_digest(
            _digest(password[:400], person.salt if person else "0" * 32),
            person.digest if person else "-" * 64,
        )
        with self._lock:
            for key in (f"n {name}", f"a {address}"):
                if right and person:
                    self._guesses.pop(key, None)
                else:
                    self._guesses[key] = self._guesses.get(key, (0, now))[0] + 1, now
            while len(self._guesses) > 10_000:
                del self._guesses[next(iter(self._guesses))]
            if not right or person is None:
                return "", "姓名或口令不对。"
            session = secrets.token_urlsafe(32)
            self._sessions[_hashed(session)] = _Session(
                name, secrets.token_urlsafe(24), now + _SESSION_SECONDS
            )
            return session, ""

    def sign_out(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_hashed(session), None)

    def admit(self, cookie: str) -> Pass | None:
        """Whose session this is, as he is on file now."""
        with self._lock:
            session = self._sessions.get(_hashed(cookie)) if cookie else None
            if session is None or session.until < self.clock():
                return None
        person = next((each for each in self.everybody() if each.name == session.name and each.active), None)
        return Pass(person.name, person.role, session.token) if person else None

    def may_ask(self, address: str) -> bool:
        """A bucket for each address."""
        now = self.clock()
        with self._lock:
            left, then = self._asked.get(address, (_AT_ONCE, now))
            left = min(_AT_ONCE, left + (now - then) * _A_SECOND) - 1
            self._asked[address] = max(left, -1.0), now
            while len(self._asked) > 10_000:
                del self._asked[next(iter(self._asked))]
            return left >= 0

    def note(self, name: str, deed: str) -> None:
        """记一笔 in the audit book: when, who, what."""
        self._make_folder()
        path = self.folder / _BOOK
        if path.is_file() and path.stat().st_size > _MOST_BOOK:
            path.replace(path.with_name(f"{_BOOK}.old"))
        row = json.dumps([time.strftime("%Y-%m-%dT%H:%M:%S%z"), name, deed], ensure_ascii=False)
        with open(path, "a", encoding="utf-8") as book:
            book.write(row + "\n")

    def _wait(self, key: str, now: float) -> float:
        count, then = self._guesses.get(key, (0, now))
        if count <= _FREE_GUESSES:
            return 0.0
        return then + min(_LONGEST_WAIT, 2.0 ** min(count - _FREE_GUESSES, 10)) - now

    def _last_chief(self, name: str) -> bool:
        return not any(each.role == CHIEF and each.active and each.name != name for each in self.everybody())

    def _keep(self, people: Mapping[str, Person]) -> None:
        self._make_folder()
        rows = [
            {
                "name": each.name,
                "role": each.role,
                "salt": each.salt,
                "digest": each.digest,
                "active": each.active,
            }
            for _, each in sorted(people.items())
        ]
        path = self.folder / _FILE
        write_whole(path, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        os.chmod(path, 0o600)
        gone = {each.name for each in self._known[1]} - {each.name for each in people.values() if each.active}
        changed = {name for name, each in people.items() if each not in self._known[1]}
        with self._lock:
            self._sessions = {
                key: each for key, each in self._sessions.items() if each.name not in gone | changed
            }

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            write_whole(ignore, b"*\n")


def may(role: str, deed: str) -> bool:
    """Whether a role may do it."""
    return deed in ROLES.get(role, frozenset())


def _digest(password: str, salt: str) -> str:
    return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_COST).hex()


def _hashed(session: str) -> str:
    """Sessions are known by their hash alone: what lies in memory opens no door."""
    return hashlib.sha256(session.encode()).hexdigest()
