"""Typefaces and libraries are summed up without loading them, and looked through again only when they may have changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.production.environment import print_environment_digest

ROOT = Path(__file__).parents[2]
SHEET = ROOT / "theme" / "print"


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    remembered = tmp_path_factory.mktemp("environment") / "faces.json"
    return print_environment_digest(SHEET, remembered), remembered


def copied(folder: Path, change: tuple[str, str]) -> Path:
    (folder / "sheet.toml").write_text((SHEET / "sheet.toml").read_text("utf-8").replace(*change), "utf-8")
    return folder


def test_what_is_remembered_gives_the_same_digest(surveyed: tuple[str, Path]) -> None:
    digest, remembered = surveyed
    assert print_environment_digest(SHEET, remembered) == digest


def test_a_remembered_survey_is_not_made_again(surveyed: tuple[str, Path], tmp_path: Path) -> None:
    found = json.loads(surveyed[1].read_text("utf-8"))
    told = tmp_path / "faces.json"
    told.write_text(json.dumps({**found, "digest": "as told"}), "utf-8")
    assert print_environment_digest(SHEET, told) == "as told"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"digest": 1}', '{"digest": "x", "files": [], "stamp": "of another machine"}']
)
def test_a_damaged_or_foreign_memory_is_noticed(
    surveyed: tuple[str, Path], tmp_path: Path, content: str
) -> None:
    remembered = tmp_path / "faces.json"
    remembered.write_text(content, "utf-8")
    assert print_environment_digest(SHEET, remembered) == surveyed[0]


def test_a_typeface_that_was_touched_is_looked_at_again(surveyed: tuple[str, Path], tmp_path: Path) -> None:
    face = tmp_path / "face.otf"
    face.write_bytes(b"one")
    found = json.loads(surveyed[1].read_text("utf-8"))
    remembered = tmp_path / "faces.json"
    remembered.write_text(
        json.dumps({**found, "digest": "before", "files": [*found["files"], str(face)]}), "utf-8"
    )
    assert print_environment_digest(SHEET, remembered) == surveyed[0]


def test_another_face_gives_another_digest(surveyed: tuple[str, Path], tmp_path: Path) -> None:
    assert (
        print_environment_digest(
            copied(tmp_path, ("LXGW WenKai", "Noto Sans CJK TC")), tmp_path / "faces.json"
        )
        != surveyed[0]
    )


def test_the_sheets_place_does_not_count(surveyed: tuple[str, Path], tmp_path: Path) -> None:
    assert print_environment_digest(copied(tmp_path, ("", "")), tmp_path / "faces.json") == surveyed[0]


def test_a_memory_that_cannot_be_written_costs_only_time(surveyed: tuple[str, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert print_environment_digest(SHEET, tmp_path / "file" / "faces.json") == surveyed[0]


def test_a_sheet_that_cannot_be_read_has_a_digest(tmp_path: Path) -> None:
    (tmp_path / "sheet.toml").write_text("faces =", "utf-8")
    assert len(print_environment_digest(tmp_path, tmp_path / "faces.json")) == 64


def test_nothing_that_draws_is_loaded_for_it(surveyed: tuple[str, Path]) -> None:
    program = (
        "import sys, pathlib\n"
        "from build_tools.production.environment import print_environment_digest\n"
        "print(print_environment_digest(*map(pathlib.Path, sys.argv[1:])))\n"
        "print(sorted({'weasyprint', 'uharfbuzz', 'fontTools', 'PIL', 'subprocess', 'ctypes'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program, str(SHEET), str(surveyed[1])]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONPATH": ".", "HOME": os.path.expanduser("~")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.split("\n")[:2] == [surveyed[0], "[]"]
