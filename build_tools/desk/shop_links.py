"""印厂的链接: an address under which the print shop fetches one sign-off's files without a name and a password.

In: an issue, which sign-off, until when. Out: a name that only who has the key of ``.desk/`` can make (HMAC-SHA256); it
tells nothing else of the desk, and is void after its time or once the issue is signed anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

DAYS = 14
FOLDER = "/shop/"
"""Addresses that anybody may read who knows one."""
_NAME = re.compile(r"(20[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,3})-([0-9]{1,12})-([0-9a-f]{40})\.zip")
_KEY = "shop.key"


@dataclass(frozen=True, slots=True)
class ShopLinks:
    """Made and read with the key that lies in ``folder`` (``.desk``, which git never sees)."""

    folder: Path

    def made(self, issue: str, version: int, now: float) -> str:
        """The address on this server. Raises OSError where the key cannot be kept."""
        until = int(now) + DAYS * 86_400
        return f"{FOLDER}{issue}-{version}-{until}-{self._mark(issue, version, until)}.zip"

    def opened(self, name: str, now: float) -> tuple[str, int] | None:
        """Issue and sign-off of an address that we made and whose time is not over; None for any other."""
        found = _NAME.fullmatch(name)
        if not found or not (self.folder / _KEY).is_file():
            return None
        issue, version, until = found[1], int(found[2]), int(found[3])
        sound = hmac.compare_digest(found[4], self._mark(issue, version, until))
        return (issue, version) if sound and now < until else None

    def _mark(self, issue: str, version: int, until: int) -> str:
        words = f"{issue} {version} {until}".encode()
        return hmac.new(self._key(), words, hashlib.sha256).hexdigest()[:40]

    def _key(self) -> bytes:
        path = self.folder / _KEY
        if not path.is_file():
            self.folder.mkdir(exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(secrets.token_hex(32).encode())
        return path.read_bytes()
