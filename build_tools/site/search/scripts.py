"""检索脚本: how the browser is handed a value, and by what version it knows that it has changed.

In: JSON values. Out: scripts that call ``chenbaoData``: a page opened from a USB stick can load a script and
nothing else, and any host compresses scripts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

FOLDER = "search/data/"
_VERSION_LENGTH = 8


class Hash(Protocol):
    """What :mod:`hashlib` makes."""

    def hexdigest(self) -> str:
        """Its digits."""


def value(content: object) -> str:
    """Anything that JSON can say, as it stands in a script."""
    # U+2028 and U+2029 end a line in old browsers' scripts even within a string.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def scripts(values: Mapping[str, str]) -> dict[str, str]:
    """Name → value becomes address from the site's root → script that hands the value over under that name."""
    return {f"{FOLDER}{name}.js": f'chenbaoData("{name}",{written});\n' for name, written in values.items()}


def version_of(texts: Iterable[str]) -> str:
    """Eight digits that change with any of the texts."""
    return digest(hashlib.sha256("\n".join(texts).encode("utf-8")))


def file_version(folder: Path, address: str) -> str:
    """Of a script of the theme: a browser that kept an older one would misread the data. Raises OSError without the file."""
    return digest(hashlib.sha256((folder / address).read_bytes()))


def digest(found: Hash) -> str:
    """The eight digits of a version."""
    return found.hexdigest()[:_VERSION_LENGTH]
