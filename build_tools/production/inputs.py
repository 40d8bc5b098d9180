"""来料: what each part of the output depends on, named in one place.

In: the paper's folder. Out: digests. Nothing is parsed here and no other floor's library is loaded, so that a build
that finds nothing changed is over at once.

========== ==========================================================================================================
part       depends on
========== ==========================================================================================================
原稿        the program, the paper's facts and standing notices, the issue's folder; the corrections of earlier issues
           that it must print; the house rules
印样        the program, the copy as numbered, its pictures, the print theme, the typefaces and the libraries that draw
网页        the program, the copy, its print, the web theme; of the issues around it titles, addresses and headlines
公用        the program, the web theme, the standing pages, what every issue shows of itself
========== ==========================================================================================================
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from build_tools.production.environment import installed_packages, print_environment
from build_tools.store.digests import digest_of
from build_tools.store.fingerprints import Fingerprints

PROGRAM = Path(__file__).resolve().parents[1]
_INHERIT = re.compile(r"""^INHERIT:[ \t]*["']?([^"'#\n]*[^"'#\s])""", re.MULTILINE)
_DOCS_DIR = re.compile(r"""^docs_dir:[ \t]*["']?([^"'#\n]*[^"'#\s/])""", re.MULTILINE)
_CUSTOM_DIR = re.compile(r"""custom_dir:[ \t]*["']?([^"'#,}\n]*[^"'#,}\s])""")
_ENV = re.compile(r"!ENV[ \t]*(\[[^\]]*\]|\S+)")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_PICTURES, _FILLERS = "pictures", "fillers"
_PRINTED = ("notices", _FILLERS, _PICTURES)
"""Folders of standing matter that is printed, or may be."""
_STOCK = "stock"
"""备稿 lies beside the issues, and nothing of the output depends on it."""


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """An issue's folder, the pictures in it, what the woodpecker desk has published of it: a digest each."""

    whole: str
    pictures: str
    public: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """来料: digests of everything that lies in the paper's folder, and of the program."""

    program: str
    paper: str
    """mkdocs.yml, and of the standing matter what is printed: notices, fillers, what is drawn for the paper."""
    web: str
    """theme/web and the standing pages."""
    sheet: str
    """theme/print."""
    shared: Mapping[str, str]
    """What every issue depends on, each by its place."""
    environment: str
    """Typefaces and libraries of this machine that a print depends on; "" where nothing is printed."""
    issues: Mapping[str, IssueFiles]
    """Oldest first."""
    records: str
    """All corrections, sign-offs and printed texts: what one issue must print of another's. "" without corrections."""
    misnamed: str
    """What lies beside the issues and is none."""

    @property
    def names(self) -> tuple[str, ...]:
        """The issues, oldest first."""
        return tuple(self.issues)

    @property
    def whole(self) -> str:
        """One digest for everything."""
        issues = [f"{name} {files.whole}" for name, files in self.issues.items()]
        return digest_of(
            self.program,
            self.paper,
            self.web,
            self.sheet,
            self.environment,
            self.records,
            self.misnamed,
            *issues,
        )


def take_inputs(root: Path, prints: Fingerprints, *, printed: bool = True) -> Inputs:
    """Look at every file once; at typefaces and libraries only if something is ``printed``. Raises OSError if one cannot be read."""
    issues = root / "issues"
    listed = sorted(entry.name for entry in os.scandir(issues) if entry.is_dir()) if issues.is_dir() else []
    names = [name for name in listed if _NAME.fullmatch(name)]
    return Inputs(
        program=_program(prints),
        **_shared(root, prints),
        environment=print_environment() if printed else "",
        issues={name: _issue(issues / name, prints) for name in names},
        records=_records(issues, names, prints),
        misnamed=digest_of(*(name for name in listed if name not in (*names, _STOCK))),
    )


def take_issues(inputs: Inputs, root: Path, prints: Fingerprints, names: Collection[str]) -> Inputs:
    """Look at these issues' files again, as if neither corrections nor what was signed off had changed. Raises OSError."""
    seen = {name: _issue(root / "issues" / name, prints) for name in names}
    return replace(inputs, issues={**inputs.issues, **seen})


def lies_still(inputs: Inputs, root: Path, prints: Fingerprints, names: Collection[str]) -> bool:
    """Whether what all issues share, and these issues' folders, are as they were looked at. Raises OSError."""
    records = _records(root / "issues", inputs.names, prints)
    now = replace(inputs, **_shared(root, prints), records=records)
    return take_issues(now, root, prints, names) == inputs


def _issue(folder: Path, prints: Fingerprints) -> IssueFiles:
    return IssueFiles(
        prints.tree(folder, leave_out=_is_hidden),
        prints.tree(folder / "images", leave_out=_is_hidden),
        prints.file(folder / "bounty" / "public.json"),
    )


def _shared(root: Path, prints: Fingerprints) -> dict[str, Any]:
    found = _look_into_settings(root)
    files = [prints.file(path) for path in found.files]
    settings = digest_of(*files, *found.values)
    standing = root / found.standing
    printed, content = prints.tree(standing, leave_out=found.is_unprinted), prints.tree(standing)
    themes = [
        prints.tree(folder) for folder in dict.fromkeys((*found.themes, PROGRAM.parent / "theme" / "web"))
    ]
    theme, sheet = digest_of(*themes, installed_packages()), prints.tree(_sheet(root))
    place = f"{found.themes[0].relative_to(root)}/" if found.themes[0].is_relative_to(root) else "theme/web/"
    return {
        "paper": digest_of(settings, printed, prints.file(standing / "places.yml")),
        "web": digest_of(settings, theme, content),
        "sheet": sheet,
        "shared": {
            "mkdocs.yml": settings,
            f"{found.standing}/": content,
            place: theme,
            "theme/print/": sheet,
        },
    }


@dataclass(frozen=True, slots=True)
class _Settings:
    """What else the website's settings depend on. Found without parsing them; too much does no harm."""

    files: tuple[Path, ...]
    standing: str
    themes: tuple[Path, ...]
    values: tuple[str, ...]
    """Of the variables that are named, in a fixed order."""
    text: str
    """All that is written in the files and in the fillers, and the values."""

    def is_unprinted(self, name: str) -> bool:
        """Whether a standing file or folder is the website's alone. Of the pictures what is drawn for the paper is printed, which is named here."""
        top, _, below = name.partition("/")
        return top not in _PRINTED or (top == _PICTURES and os.path.basename(below) not in self.text)


def named_in_settings(root: Path) -> tuple[frozenset[Path], str]:
    """Files and folders of the website's settings wherever they lie, and all that is written in them."""
    found = _look_into_settings(root)
    return frozenset((*found.files, root / found.standing, *found.themes)), found.text


def _look_into_settings(root: Path) -> _Settings:
    files, texts, path = [], [], root / "mkdocs.yml"
    while path not in files:
        files.append(path)
        texts.append(path.read_text("utf-8", errors="replace") if path.is_file() else "")
        path = path.parent / next(iter(_INHERIT.findall(texts[-1])), path.name)
    text = "\n".join(texts)
    standing = next(iter(_DOCS_DIR.findall(text)), "docs")
    themes = tuple(Path(os.path.normpath(root / found)) for found in _CUSTOM_DIR.findall(text))
    variables = sorted({name for written in _ENV.findall(text) for name in _WORD.findall(written)})
    values = tuple(os.path.expandvars(f"${{{name}}}") for name in variables)
    themes = themes or (root / "theme" / "web",)
    fillers = (root / standing / _FILLERS).glob("*.md")
    named = [path.read_text("utf-8", errors="replace") for path in sorted(fillers)]
    return _Settings(tuple(files), standing, themes, values, "\n".join((text, *values, *named)))


def _sheet(root: Path) -> Path:
    own = root / "theme" / "print"
    return own if own.is_dir() else PROGRAM.parent / "theme" / "print"


def _program(prints: Fingerprints) -> str:
    files = prints.tree(PROGRAM, leave_out=lambda name: name.endswith("__pycache__"))
    return digest_of(files, platform.python_version())


def _records(issues: Path, names: Collection[str], prints: Fingerprints) -> str:
    if not any((issues / name / "corrections.yml").is_file() for name in names):
        return ""
    kept = ((issues / name / file for file in ("corrections.yml", "signoff.yml")) for name in names)
    return digest_of(
        *(prints.file(path) for pair in kept for path in pair),
        *(prints.tree(issues / name / "printed") for name in names),
    )


def _is_hidden(name: str) -> bool:
    """Editors' tools leave their own files (.DS_Store, swap files), which no reader of ours opens."""
    return name.rpartition("/")[2].startswith(".")
