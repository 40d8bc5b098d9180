"""The others, as they come: installed beside us, each in an environment of its own, and told to build the same pages.

In: a folder for the environments, kept from one run to the next; pip fetches what is missing. Out: commands.
The settings are those an editor of a large Chinese archive would choose; nothing is switched off but what needs the
network. Only our own part of the benchmark works without them.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WANTED = {
    "material": ("mkdocs-material==9.8.2", "jieba==0.42.1"),
    "zensical": ("zensical",),  # no number: the newest that pip can install whole
    "typst": ("typst==0.15.2",),
}
"""What pip is asked for. Material parts Chinese words for its search as soon as jieba is there."""

_SETTINGS = """\
site_name: 社区晨报
site_url: https://chenbao.example/
theme:
  name: material
  language: zh
  font: false
  features:
    - navigation.prune
plugins:
  - search
"""
"""Read by both; Zensical understands mkdocs.yml. navigation.prune leaves the closed branches out of every page."""


@dataclass(frozen=True, slots=True)
class Rival:
    """An engine that is installed: its name, its version, its environment's programs."""

    name: str
    version: str
    programs: Path

    def build_command(self, *, cold: bool) -> list[str | Path]:
        """Build the pages of the folder it is run in. MkDocs knows only whole builds; Zensical keeps a cache unless told otherwise."""
        if self.name == "zensical":
            return [self.programs / "zensical", "build", *(["--clean"] if cold else [])]
        return [self.programs / "mkdocs", "build", "--quiet"]


def install(name: str, folder: Path) -> Rival:
    """Make the environment unless it is there with what is wanted now. Raises CalledProcessError when pip cannot."""
    home = folder / name
    programs, mark, wanted = home / "bin", home / "wanted", "\n".join(WANTED[name])
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        subprocess.run(
            [
                programs / "python",
                "-m",
                "pip",
                "-qq",
                "--disable-pip-version-check",
                "install",
                *WANTED[name],
            ],
            check=True,
        )
        mark.write_text(wanted, encoding="utf-8")
    return Rival(name, _version(programs, WANTED[name][0].partition("==")[0]), programs)


def write_settings(folder: Path) -> None:
    """What a rival needs beside ``docs/``."""
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")


def _version(programs: Path, package: str) -> str:
    words = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run(
        [programs / "python", "-c", words], check=True, capture_output=True, text=True
    ).stdout.strip()
