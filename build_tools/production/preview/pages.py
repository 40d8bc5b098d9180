"""取页: which file of the tree an address means; whatever does not lie in the tree is not there.

In: the path of a request. Out: :class:`Found`, a redirection, or nothing.
"""

from __future__ import annotations

import mimetypes
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".xml": "application/xml; charset=utf-8",
    ".gz": "application/gzip",
    ".woff2": "font/woff2",
    ".epub": "application/epub+zip",
}
_PLAIN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Moved:
    """A folder asked for without its slash: where it is, as written in a header."""

    location: str


def address_of(target: str) -> str | None:
    """The address below the site's root of a request's path; None for one that no file of ours can have.

    ``/2021-02/p2/?v=1`` → ``2021-02/p2/``. Percent signs are read once; ``..``, hidden names, backslashes, NUL are refused.
    """
    try:
        path = unquote(
            urlsplit(f"//host{target}" if target.startswith("/") else target).path, errors="strict"
        )
    except ValueError:
        return None
    steps = path.split("/")
    if (
        not path.startswith("/")
        or any(step.startswith(".") or "\\" in step or "\0" in step or ":" in step for step in steps)
        or "" in steps[1:-1]
    ):
        return None
    return path[1:]


def find_file(tree: Path, address: str) -> Path | Moved | None:
    """The file at an address, a folder's ``index.html`` for the folder. Nothing outside the tree, whatever links there."""
    path = tree / address
    if address == "" or address.endswith("/"):
        path /= "index.html"
    elif path.is_dir():
        return Moved(f"/{quote(address)}/") if (path / "index.html").is_file() else None
    real = os.path.realpath(path)
    return path if real.startswith(f"{os.path.realpath(tree)}{os.sep}") and path.is_file() else None


def type_of(address: str) -> str:
    """Content-Type of a file, by its name."""
    suffix = os.path.splitext(address)[1].lower()
    return _TYPES.get(suffix) or (mimetypes.guess_type(address)[0] or _PLAIN if suffix else _PLAIN)
