"""部件: the parts of the machine that no Python package brings: libraries, typefaces, programs.

In: this machine. Out: for each part where it was found, or that it is lacking. Standard library only, and no
import of ours, because ``./chenbao`` runs this file by itself before there is a virtualenv:

    python3 -I build_tools/cli/parts.py run|test

prints one line a part, its fields parted by tabs: ``have PATH`` or ``lack PACKAGE NAME WHY``.
"""

from __future__ import annotations

import ctypes
import enum
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


class Kind(enum.Enum):
    """What a part is, hence how it is looked for."""

    LIBRARY = "库"
    """wanted: the names the dynamic linker knows it by."""
    FACE = "字体"
    """wanted: ``family:style`` as fontconfig tells them."""
    PROGRAM = "程序"
    """wanted: names on PATH."""
    BROWSER = "浏览器"
    """wanted: names on PATH, the best first; it must also start, see ``find_browser``."""
    MODULE = "模块"
    """wanted: a module of the running Python."""


@dataclass(frozen=True, slots=True)
class Part:
    """部件: one thing the machine must have. Any of ``wanted`` will do.

    ``package`` is its name for apt, or ``playwright`` where apt has none and ``./chenbao`` must fetch it so.
    """

    kind: Kind
    wanted: tuple[str, ...]
    package: str
    name: str
    why: str
    for_tests: bool = False


_VENV_PACKAGE = f"python3.{sys.version_info.minor}-venv"


def _is_ubuntu() -> bool:
    """Whether apt's ``chromium`` would be an empty shell round a snap."""
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text("utf-8").splitlines()


_BROWSER_PACKAGE = "playwright" if _is_ubuntu() else "chromium-headless-shell"
_BROWSERS = (
    "chromium-headless-shell",  # these two are the engine without the browser's own windows: half the computing a page
    "chrome-headless-shell",
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
)

PARTS: tuple[Part, ...] = (
    Part(
        Kind.MODULE,
        ("ensurepip",),
        _VENV_PACKAGE,
        "Python 的 venv",
        "用来建虚拟环境 .venv，程序的各个部件装在里面",
    ),
    Part(Kind.LIBRARY, ("libpango-1.0.so.0",), "libpango-1.0-0", "Pango", "印刷版 PDF 靠它排字"),
    Part(
        Kind.LIBRARY,
        ("libpangoft2-1.0.so.0",),
        "libpangoft2-1.0-0",
        "Pango 的字形部分",
        "印刷版 PDF 靠它取字形",
    ),
    Part(
        Kind.LIBRARY,
        ("libharfbuzz-subset.so.0",),
        "libharfbuzz-subset0",
        "HarfBuzz 字体裁剪库",
        "没有它，一版 PDF 要十几秒，有它只要两秒",
    ),
    Part(Kind.PROGRAM, ("fc-list",), "fontconfig", "fontconfig", "用来查这台机器有哪些字体"),
    Part(
        Kind.FACE,
        ("Noto Serif CJK SC:Regular",),
        "fonts-noto-cjk",
        "思源宋体（Noto Serif CJK SC）",
        "正文用的宋体",
    ),
    Part(
        Kind.FACE,
        ("Noto Sans CJK SC:Regular",),
        "fonts-noto-cjk",
        "思源黑体（Noto Sans CJK SC）",
        "题目和版面说明用的黑体",
    ),
    Part(
        Kind.FACE,
        ("Noto Serif CJK SC:Black",),
        "fonts-noto-cjk-extra",
        "思源宋体的特粗等字重",
        "报头和大标题用的粗宋",
    ),
    Part(Kind.FACE, ("LXGW WenKai:Regular",), "fonts-lxgw-wenkai", "霞鹜文楷", "图说和编者按用的楷体"),
    Part(Kind.PROGRAM, ("gs",), "ghostscript", "Ghostscript", "送印前用它逐点量油墨"),
    Part(
        Kind.BROWSER,
        _BROWSERS,
        _BROWSER_PACKAGE,
        "Chromium 浏览器",
        "测试用它打开网站，像读者那样看",
        for_tests=True,
    ),
    Part(
        Kind.LIBRARY,
        ("libatomic.so.1",),
        "libatomic1",
        "libatomic",
        "测试用 Playwright 驱动浏览器，它要这个库",
        for_tests=True,
    ),
    Part(
        Kind.PROGRAM,
        ("pdftotext",),
        "poppler-utils",
        "poppler 的 PDF 工具",
        "测试用它读回印好的 PDF",
        for_tests=True,
    ),
)


def parts_for(*, tests: bool) -> tuple[Part, ...]:
    """What a command needs; the tests need more."""
    return tuple(part for part in PARTS if tests or not part.for_tests)


def find_part(part: Part) -> Path | None:
    """Where the part is, or None. For a library that the linker finds but does not place: the linker's name for it."""
    search = {
        Kind.LIBRARY: find_library,
        Kind.FACE: find_face,
        Kind.PROGRAM: find_program,
        Kind.BROWSER: find_browser,
        Kind.MODULE: find_module,
    }[part.kind]
    return next((found for wanted in part.wanted if (found := search(wanted)) is not None), None)


def find_library(soname: str) -> Path | None:
    """The library as the linker itself finds it, which is how WeasyPrint will look for it."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return None
    return _mapped_file(soname) or Path(soname)


def find_face(family_and_style: str) -> Path | None:
    """字体: the file of a typeface, asked by ``family:style``."""
    family, style = family_and_style.split(":")
    return next(
        (face.file for face in _installed_faces() if family in face.families and style == face.style), None
    )


def find_program(name: str) -> Path | None:
    """A program on PATH."""
    found = shutil.which(name)
    return None if found is None else Path(found)


def find_browser(name: str) -> Path | None:
    """A Chromium, on PATH or brought by Playwright, that starts: Ubuntu's may be a shell that only asks for a snap."""
    found = find_program(name) or next(_playwright_browsers().glob(f"*/*/{name}"), None)
    return None if found is None or _output_of((str(found), "--version")) is None else found


def installed_browser() -> Path | None:
    """浏览器: the Chromium that the tests drive."""
    return next((found for name in _BROWSERS if (found := find_browser(name)) is not None), None)


def find_module(name: str) -> Path | None:
    """The file of a module of this Python; on Debian ``ensurepip`` is a package of its own."""
    spec = importlib.util.find_spec(name)
    return None if spec is None or spec.origin is None else Path(spec.origin)


def _playwright_browsers() -> Path:
    return Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path(sys.prefix, "browsers"))


def _mapped_file(soname: str) -> Path | None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return None
    mapped = (
        line.split(maxsplit=5)[5]
        for line in maps.read_text("utf-8", "surrogateescape").splitlines()
        if "/" in line
    )
    return next((Path(file) for file in mapped if Path(file).name.startswith(soname)), None)


@dataclass(frozen=True, slots=True)
class _Face:
    file: Path
    families: tuple[str, ...]
    style: str


@functools.cache
def _installed_faces() -> tuple[_Face, ...]:
    """What fontconfig tells. A face may have further styles: to old programs Black calls itself Regular too."""
    listing = _output_of(("fc-list", "--format", "%{file}\t%{family}\t%{style}\n")) or ""
    rows = (line.split("\t") for line in listing.splitlines())
    return tuple(
        _Face(Path(row[0]), tuple(row[1].split(",")), row[2].split(",")[0]) for row in rows if len(row) == 3
    )


def _output_of(command: tuple[str, ...]) -> str | None:
    """What the command says, or None where it is not there, fails or does not end."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def main(arguments: list[str]) -> None:
    """The lines for ``./chenbao``, in UTF-8 whatever the locale."""
    for part in parts_for(tests=arguments == ["test"]):
        found = find_part(part)
        line = f"have\t{found}" if found else f"lack\t{part.package}\t{part.name}\t{part.why}"
        sys.stdout.buffer.write(os.fsencode(line) if found else line.encode())
        sys.stdout.buffer.write(b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
