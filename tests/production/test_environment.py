"""Typefaces and libraries are summed up without loading what draws, and whatever is changed of them is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.production import environment
from build_tools.production.environment import print_environment
from build_tools.production.inputs import take_inputs
from build_tools.store.fingerprints import Fingerprints

ROOT = Path(__file__).parents[2]
SETTINGS = '<fontconfig><dir>{}</dir><dir prefix="xdg">fonts</dir></fontconfig>'


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with settings, two folders of typefaces and one library."""
    files = {
        "etc/fonts.conf": SETTINGS.format(tmp_path / "faces").encode(),
        "faces/serif/a.otf": b"a face",
        "home/.local/share/fonts/b.ttf": b"another",
        "lib/x86_64-linux-gnu/libpango-1.0.so.0": b"library",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(environment, "_SETTINGS", (str(tmp_path / "etc"),))
    monkeypatch.setattr(environment, "_LIBRARIES", (str(tmp_path / "lib"),))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("faces/serif/a.otf", b"A face"),
        ("faces/serif/a.otf", b"a face, longer"),
        ("faces/serif/new.otf", b"a face"),
        ("home/.local/share/fonts/b.ttf", b"ANOTHER"),
        ("etc/conf.d/30-prefer.conf", b"<alias/>"),
        ("lib/x86_64-linux-gnu/libpango-1.0.so.0", b"LIBRARY"),
        ("lib/libharfbuzz-subset.so.0.60000.0", b"new"),
        ("lib/libfontconfig.1.dylib", b"new"),
    ],
)
def test_whatever_changes_gives_another_digest(machine: Path, name: str, content: bytes) -> None:
    before = print_environment()
    (machine / name).parent.mkdir(parents=True, exist_ok=True)
    (machine / name).write_bytes(content)
    assert print_environment() != before


@pytest.mark.parametrize(
    "name",
    [
        "faces/serif/a.otf",
        "home/.local/share/fonts/b.ttf",
        "etc/fonts.conf",
        "lib/x86_64-linux-gnu/libpango-1.0.so.0",
    ],
)
def test_whatever_is_gone_gives_another_digest(machine: Path, name: str) -> None:
    before = print_environment()
    (machine / name).unlink()
    assert len(print_environment()) == len(before) and print_environment() != before


def test_places_and_times_and_a_machines_own_notes_do_not_count(machine: Path) -> None:
    before = print_environment()
    os.utime(machine / "faces/serif/a.otf", (1, 1))
    (machine / "faces/serif").rename(machine / "faces/elsewhere")
    (machine / "faces/.uuid").write_bytes(b"of this machine alone")
    (machine / "lib/libc.so.6").write_bytes(b"does not draw")
    assert print_environment() == before


def test_a_website_without_print_asks_nothing_about_typefaces(tmp_path: Path) -> None:
    paper = ROOT / "tests" / "issue_zero"
    told = [
        take_inputs(paper, Fingerprints(tmp_path / "record", paper), printed=printed).environment
        for printed in (False, True)
    ]
    assert told == ["", print_environment()]


def test_nothing_that_draws_is_loaded_for_it() -> None:
    program = (
        "import sys\n"
        "from build_tools.production.environment import print_environment\n"
        "print(print_environment())\n"
        "print(sorted({'weasyprint', 'uharfbuzz', 'fontTools', 'PIL', 'subprocess', 'ctypes'} & set(sys.modules)))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.split("\n")[:2] == [print_environment(), "[]"]
