"""The parts of the machine: found where they are, told as diagnostics where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.cli.machine import check_machine
from build_tools.cli.parts import PARTS, find_browser, find_face, find_library, installed_browser, main
from tests.setup.conftest import add_command


def test_this_machine_lacks_nothing() -> None:
    assert check_machine(tests=True) == ()


def test_finds_a_library_as_the_linker_does() -> None:
    found = find_library("libpango-1.0.so.0")
    assert found is not None and found.exists()
    assert find_library("libno-such-library.so.1") is None


def test_tells_the_weights_of_a_face_apart() -> None:
    regular, black = find_face("Noto Serif CJK SC:Regular"), find_face("Noto Serif CJK SC:Black")
    assert regular is not None and black is not None and regular != black
    assert find_face("No Such Face:Regular") is None


def test_takes_only_a_browser_that_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    add_command(
        tmp_path, "chromium-browser", "echo Command requires the chromium snap to be installed.; exit 1"
    )
    assert find_browser("chromium-browser") is None
    add_command(tmp_path, "google-chrome", "echo Google Chrome 150")
    assert installed_browser() == tmp_path / "google-chrome"


def test_lacking_part_is_a_diagnostic_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {each.message: each for each in check_machine(tests=True)}
    poppler = found["这台机器缺少poppler 的 PDF 工具：测试用它读回印好的 PDF。"]
    assert poppler.code == "SQ901"
    assert poppler.remedy.endswith("poppler-utils")
    assert all("poppler" not in each.message for each in check_machine())


def test_tells_the_shell_one_line_a_part(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    main(["test"])
    rows = [line.split("\t") for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert len(rows) == len(PARTS)
    assert ["lack", "poppler-utils", "poppler 的 PDF 工具", "测试用它读回印好的 PDF"] in rows
    assert all(len(row) == (2 if row[0] == "have" else 4) for row in rows)
