"""字体与程序库: the digest of everything on this machine that a print depends on and that is not in the paper's folder.

In: the folder of the print theme, a file to remember the survey in. Out: one digest, the same on every machine with the
same typefaces and libraries. Nothing that draws is loaded for it, and where nothing has changed since the last survey
it takes a few milliseconds: the folders of fonts, fontconfig's settings and the libraries are only looked at.

It names: for every face and weight of the sheet the file that fontconfig chooses, by its content; the versions of Pango,
HarfBuzz and fontconfig; those of the Python packages that draw and paint. A character that a face lacks is drawn in
whatever face the machine has for it: that is a fault (SQ601), and what it looks like does not count here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_PACKAGES = (
    "cffi",
    "cssselect2",
    "fonttools",
    "lunar_python",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "pyphen",
    "segno",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
_OF_THE_WEB = (
    "jinja2",
    "markdown",
    "markdown_it_py",
    "mdit_py_plugins",
    "mkdocs",
    "mkdocs_material",
    "pillow",
    "pymdown_extensions",
    "pypinyin",
)
_LIBRARIES = (
    ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")),
    (
        "hb_version_string",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ),
    ("FcGetVersion", ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")),
)
_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/opt/homebrew/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
_SETTINGS = ("/etc/fonts", "/usr/local/etc/fonts", "/opt/homebrew/etc/fonts", "~/.config/fontconfig")
_INSTALLED = (
    "/etc/ld.so.cache",
    "/usr/local/opt/pango",
    "/usr/local/opt/harfbuzz",
    "/opt/homebrew/opt/pango",
    "/opt/homebrew/opt/harfbuzz",
)
"""What changes whenever a library is installed in another version."""
_WEIGHTS = (
    (100, 0),
    (200, 40),
    (300, 50),
    (350, 55),
    (400, 80),
    (500, 100),
    (600, 180),
    (700, 200),
    (800, 205),
    (900, 210),
)
"""CSS weights and fontconfig's."""


@dataclass(frozen=True, slots=True)
class _Survey:
    """勘察: what was found, and by what to tell that it still holds."""

    digest: str
    files: tuple[str, ...]
    stamp: str


def print_environment_digest(sheet: Path, remembered: Path) -> str:
    """字体与程序库的摘要, 64 hexadecimal digits. ``sheet`` is the folder of ``sheet.toml``; ``remembered`` may be lacking, damaged or another machine's.

    Never raises: a machine without fontconfig or a typeface has a digest too, and drawing says what it lacks.
    """
    known = _recalled(remembered)
    if known and known.stamp == _stamp(sheet, known.files):
        return known.digest
    facts, files = _faces(sheet)
    digest = _digest(*facts, *_library_versions(), *_package_versions())
    survey = _Survey(digest, files, _stamp(sheet, files))
    with suppress(OSError):
        _remember(remembered, survey)
    return digest


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()


# -- whether anything has changed ----------------------------------------------------------------------------------------


def _stamp(sheet: Path, files: tuple[str, ...]) -> str:
    """A digest of the times and sizes of all that a survey looks at. Files lost or found change it, too."""
    marks = [_mark(path) for path in (*files, *_INSTALLED, str(sheet / "sheet.toml"))]
    marks += [_mark(path) for top in _FONTS for path in _folders(os.path.expanduser(top))]
    marks += [
        _mark(path)
        for top in _SETTINGS
        for folder in _folders(os.path.expanduser(top))
        for path in (folder, *_listed(folder))
    ]
    return _digest(*marks, *_package_versions(), sys.version)


def _mark(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return f"{path} -"
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ino}"


def _folders(top: str) -> Iterator[str]:
    """The folder and all below it, in a fixed order."""
    try:
        inner = sorted(entry.path for entry in os.scandir(top) if entry.is_dir())
    except OSError:
        return
    yield top
    for folder in inner:
        yield from _folders(folder)


def _listed(folder: str) -> list[str]:
    with suppress(OSError):
        return sorted(entry.path for entry in os.scandir(folder) if entry.is_file())
    return []


def _recalled(path: Path) -> _Survey | None:
    try:
        found = json.loads(path.read_bytes())
        return _Survey(str(found["digest"]), tuple(map(str, found["files"])), str(found["stamp"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(path: Path, survey: _Survey) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.write_text(
        json.dumps({"digest": survey.digest, "files": survey.files, "stamp": survey.stamp}), encoding="utf-8"
    )
    new.replace(path)


# -- the survey ----------------------------------------------------------------------------------------------------------


def _faces(sheet: Path) -> tuple[list[str], tuple[str, ...]]:
    """For each face and weight, the file that stands for it by its content; and all files that the answers rest on."""
    import shutil  # this and its like below are loaded for a survey only: they take longer than the look at the stamps

    program, facts, files = shutil.which("fc-match"), [], set(_library_files())
    digests: dict[str, str] = {}
    for family, weight in _asked_faces(sheet):
        path, index = _match(program, family, weight) if program else ("", "")
        if path not in digests:
            digests[path] = _digest_of_file(path)
        files |= {path, os.path.dirname(path)} if path else set()
        facts.append(f"{family} {weight} {digests[path]} {index}")
    return facts, tuple(sorted(files))


def _asked_faces(sheet: Path) -> list[tuple[str, int]]:
    """Every family in every weight that the sheet names: emphasis can join any two of them."""
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads((sheet / "sheet.toml").read_text(encoding="utf-8"))
        styles = (*data["styles"].values(), *data["headlines"].values())
        return [
            (family, weight)
            for family in sorted(set(data["faces"].values()))
            for weight in sorted({int(style["weight"]) for style in styles})
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _match(program: str, family: str, weight: int) -> tuple[str, str]:
    import subprocess

    escaped = "".join("\\" + character if character in "\\-:," else character for character in family)
    pattern = f"{escaped}:weight={min(_WEIGHTS, key=lambda pair: abs(pair[0] - weight))[1]}"
    answer = subprocess.run(
        [program, "-f", "%{file}|%{index}", pattern], capture_output=True, text=True, check=False
    ).stdout
    path, _, index = answer.rpartition("|")
    return path, index


def _digest_of_file(path: str) -> str:
    found = sha256()
    with suppress(OSError), open(path, "rb") as file:
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _library_versions() -> Iterator[str]:
    import ctypes

    for function, names in _LIBRARIES:
        for name in names:
            with suppress(OSError, AttributeError):
                asked = getattr(ctypes.CDLL(name), function)
                asked.restype = ctypes.c_int if function.startswith("Fc") else ctypes.c_char_p
                yield f"{name.partition('.')[0]} {asked()}"
                break


def _library_files() -> Iterator[str]:
    """Where the loader found the libraries; nothing where the system does not tell (then :data:`_INSTALLED` must do)."""
    for _ in _library_versions():
        pass
    with suppress(OSError):
        for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            path = line[line.find("/") :] if "/" in line else ""
            if any(part in os.path.basename(path) for part in ("libpango", "libharfbuzz", "libfontconfig")):
                yield path


def installed_packages() -> str:
    """Versions of the packages that make the website."""
    return _digest(*_package_versions(_OF_THE_WEB))


def _package_versions(packages: Collection[str] = _PACKAGES) -> Iterator[str]:
    """Names and versions as the folders of the installed packages bear them: cheaper than to ask for them one by one."""
    for folder in sys.path:
        with suppress(OSError):
            names = sorted(
                entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(".dist-info")
            )
            yield from (name for name in names if name.partition("-")[0].lower() in packages)
