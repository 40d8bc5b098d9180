"""What a paper demands beyond sound PDF/X: pages, size, bleed, version, overprinting black; and the way a fault is said."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Pdf

from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands, Finding, finding_diagnostics
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.conftest import Produced, press
from tests.press.preflight.planting import text


@pytest.fixture
def sound(sound_x1a: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "sound.pdf"
    path.write_bytes(sound_x1a)
    return path


def _codes(path: Path, demands: Demands) -> list[str]:
    return [each.code for each in inspect_file(path, demands)]


def test_size_pages_and_bleed_that_were_agreed_on_are_demanded(sound: Path, demands: Demands) -> None:
    assert _codes(sound, replace(demands, page_width=100, page_height=80, pages=1)) == []
    assert _codes(sound, replace(demands, page_width=100, page_height=81)) == ["SQ635"]
    assert _codes(sound, replace(demands, pages=4)) == ["SQ636"]
    assert _codes(sound, replace(demands, bleed=3)) == ["SQ639"]


def test_a_file_with_bleed_has_it(drawn: Produced, inks: Inks, demands: Demands, tmp_path: Path) -> None:
    (tmp_path / "bleed.pdf").write_bytes(press(drawn.content, inks, bleed=3.0))
    assert _codes(tmp_path / "bleed.pdf", replace(demands, bleed=3)) == []


def test_the_other_standard_and_a_later_version_are_refused(
    sound: Path, sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    assert "SQ625" in _codes(sound, replace(demands, standard="pdf/x-4"))
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        pdf.save(tmp_path / "later.pdf", force_version="1.7")
    assert _codes(tmp_path / "later.pdf", demands) == ["SQ624"]


def test_our_own_black_must_overprint(
    sound: Path, sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    ours = replace(demands, black_overprints=True)
    assert _codes(sound, ours) == []
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        text("/ChenbaoKnockout gs 0 0 0 1 k", 12)(pdf)
        pdf.save(tmp_path / "knocks.pdf", force_version="1.4")
    assert _codes(tmp_path / "knocks.pdf", ours) == ["SQ648"]


def test_without_ghostscript_the_ink_is_said_not_to_be_measured(
    sound: Path, demands: Demands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert _codes(sound, demands) == ["SQ671"]


def test_a_fault_says_page_place_and_remedy() -> None:
    finding = Finding("SQ650", 3, 12.04, 34.5, 2, {"dpi": "96", "least": "170"})
    (said,) = finding_diagnostics("ad.pdf", [finding])
    assert said.message == "第3页（距左12.0毫米、距上34.5毫米），共2处：图片只有96像素/英寸，至少要170。"
    assert said.place.line == 3 and said.remedy
