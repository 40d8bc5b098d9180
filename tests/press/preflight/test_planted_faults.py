"""One planted fault a file: found under its own code, on its own page, and under no other code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pikepdf import ObjectStreamMode, Pdf, StreamDecodeLevel

from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.preflight.planted import PLANTED, Planted



@pytest.mark.parametrize("planted", PLANTED, ids=[each.name for each in PLANTED])
def test_a_planted_fault_is_found_with_its_code_and_page(planted: Planted, sound_x1a: bytes, sound_x4: bytes, demands: Demands, tmp_path: Path) -> None:
    old = planted.standard == "pdf/x-1a"
    with Pdf.open(io.BytesIO(sound_x1a if old else sound_x4)) as pdf:
        planted.plant(pdf)
        mode = ObjectStreamMode.disable if old else ObjectStreamMode.generate
        pdf.save(tmp_path / "planted.pdf", force_version="1.4" if old else "1.6", object_stream_mode=mode, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
    found = inspect_file(tmp_path / "planted.pdf", demands)
    assert {(each.code, each.page) for each in found} == {(planted.code, planted.page)}


def test_at_least_forty_faults_are_planted() -> None:
    assert len({each.name for each in PLANTED}) >= 40
