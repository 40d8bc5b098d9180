"""字体与程序库: the digest of everything on this machine that a print depends on and that is not in the paper's folder.

Out: one digest, the same on every machine with the same typefaces and libraries. Nothing that draws is loaded for it, and
nothing is remembered: the heads of a few hundred files are read in about 20 ms.

It names every typeface that fontconfig can choose from, its settings, Pango, HarfBuzz and fontconfig themselves, and
the Python packages. A character that a face lacks is drawn in whatever face the machine has for it:
that is a fault (SQ601), but what it looks like counts here all the same.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress

from build_tools.store.digests import digest_of, digest_of_file

_SETTINGS = ("/etc/fonts", "/usr/local/etc/fonts", "/opt/homebrew/etc/fonts", "~/.config/fontconfig")
_FOLDER = re.compile(r"""<dir(?: prefix="(\w+)")?>([^<]+)</dir>""")
_LIBRARIES = "/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"
_DRAWING = re.compile(r"lib(pango-1\.0|harfbuzz|harfbuzz-subset|fontconfig)\.(\d.*)?(so|dylib)\b.*")
_HEAD = 1 << 14
"""Bytes of a typeface that are read: in them stands its directory of tables, with a checksum of each (OpenType, "Table Directory")."""


def print_environment() -> str:
    """字体与程序库的摘要, 32 hexadecimal digits. Never raises: a machine that lacks them has a digest too, and drawing says so."""
    settings = [path for top in _SETTINGS for path in _files(os.path.expanduser(top))]
    faces = sorted({_face(path) for folder in _folders(settings) for path in _files(folder)})
    libraries = sorted(f"{os.path.basename(path)} {digest_of_file(path)}" for path in set(_libraries()))
    return digest_of(*map(digest_of_file, settings), *faces, *libraries, installed_packages())


def installed_packages() -> str:
    """Names and versions of all Python packages, as their folders bear them: cheaper than to ask for them one by one."""
    folders = dict.fromkeys(sys.path)
    names = (entry.name for folder in folders for entry in _listed(folder or "."))
    return digest_of(*sorted(name for name in names if name.endswith(".dist-info")))


def _files(top: str) -> Iterator[str]:
    """All files below, in a fixed order; hidden ones are a machine's own notes."""
    for folder, below, names in os.walk(top, followlinks=True):
        below.sort()
        yield from (f"{folder}/{name}" for name in sorted(names) if not name.startswith("."))


def _folders(settings: Collection[str]) -> Iterator[str]:
    """The folders of typefaces that fontconfig's settings name."""
    for path in settings:
        with suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
            for prefix, folder in _FOLDER.findall(file.read()):
                yield os.path.expanduser(f"~/.local/share/{folder}" if prefix == "xdg" else folder)


def _face(path: str) -> str:
    with suppress(OSError), open(path, "rb", buffering=0) as file:
        return digest_of(os.path.basename(path), str(os.fstat(file.fileno()).st_size), file.read(_HEAD))
    return ""


def _libraries() -> Iterator[str]:
    """The files behind the libraries' names, in the folders of libraries and those of this machine's kind in them."""
    for top in _LIBRARIES:
        for folder in (top, *(entry.path for entry in _listed(top) if entry.name.endswith("-linux-gnu"))):
            for entry in _listed(folder):
                if _DRAWING.fullmatch(entry.name):
                    yield os.path.realpath(entry.path)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        return list(entries)
    return []
