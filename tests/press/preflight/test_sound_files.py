"""Twenty sound files of several producers and both standards: not one alarm."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import ObjectStreamMode, Pdf

from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.conftest import BODY, draw, press
from tests.press.preflight.planting import BOX, Planting, coloured, form, image, paint, pattern, separation, state, text

_TABLE = "<table><tr><td>周一</td><td>理发</td></tr><tr><td>周二</td><td>量血压</td></tr></table>"
_MASKED = '<p>一幅透明的图。</p><img src="drawing.png">'
_GRAY = "<p style='color:#777;font-size:14pt'>灰字</p><p style='background:#ddd'>浅底</p>"
_SAVED_ANEW: dict[str, Planting] = {
    "tint of two inks": paint(f"0.3 0.2 0 0 k {BOX} f"),
    "black rule of a quarter point": paint("0 0 0 1 K 0.25 w 100 20 m 200 20 l S"),
    "large type of two inks": text("1 0.6 0 0 k", 24),
    "large reversed type": text(f"0 0 0 1 k {BOX} f 0 0 0 0 k", 12),
    "black as one of the inks by name": coloured(separation("Black"), "1"),
    "tint in a form": form(f"0.1 0 0 0 k {BOX} f"),
    "tint in a pattern": pattern("0 0 0 0.5 k 0 0 5 5 re f"),
    "gray picture": image("L", 200, 20),
    "line art": image("1", 600, 20),
    "black overprints": state(f"0 0 0 1 k {BOX} f", OP=True, op=True, OPM=1),
}


def _alarms(content: bytes, demands: Demands, folder: Path) -> list[str]:
    path = folder / "sound.pdf"
    path.write_bytes(content)
    return [each.code for each in inspect_file(path, demands)]


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
@pytest.mark.parametrize("body", [BODY, _TABLE, _MASKED, _GRAY], ids=["page", "table", "transparent picture", "gray"])
def test_a_converted_page_raises_no_alarm(body: str, standard: str, pictures: Path, inks: Inks, demands: Demands, tmp_path: Path) -> None:
    assert _alarms(press(draw(body, pictures), inks, standard), demands, tmp_path) == []


@pytest.mark.parametrize("producer", ["by_reportlab", "by_chromium", "by_ghostscript", "by_pillow"])
def test_another_producers_page_once_converted_raises_no_alarm(producer: str, request: pytest.FixtureRequest, inks: Inks, demands: Demands, tmp_path: Path) -> None:
    content: bytes = request.getfixturevalue(producer)
    assert _alarms(press(content, inks), demands, tmp_path) == []


def test_marks_and_bleed_raise_no_alarm(pictures: Path, inks: Inks, demands: Demands, tmp_path: Path) -> None:
    content = press(draw(BODY, pictures, pages=2), inks, "pdf/x-1a", marks=True, bleed=3.0)
    assert _alarms(content, demands, tmp_path) == []


@pytest.mark.parametrize("change", _SAVED_ANEW.values(), ids=_SAVED_ANEW.keys())
def test_what_is_allowed_raises_no_alarm(change: Callable[[Pdf], object], sound_x1a: bytes, demands: Demands, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        change(pdf)
        pdf.save(buffer, force_version="1.4", object_stream_mode=ObjectStreamMode.disable, linearize=True)
    assert _alarms(buffer.getvalue(), demands, tmp_path) == []
