"""Files that are broken, locked, huge or malicious: a clear fault, in bounded memory, and an end."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from build_tools.press.preflight import Demands, inspecting, preflight_file
from tests.benchmarks.hostile_pdfs import HOSTILE, write
from tests.press.preflight.measuring import measured_preflight
from tests.press.preflight.planting import Planting, entry


def _codes(path: Path, demands: Demands) -> dict[str, str]:
    return {each.code: each.facts.get("problem", "") for each in preflight_file(path, demands).findings}


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "hostile.pdf"
    path.write_bytes(content)
    return path


def test_a_zip_by_the_name_of_pdf_is_called_a_zip(demands: Demands, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hostile.pdf", "w") as archive:
        archive.writestr("ad.txt", "买一送一")
    assert _codes(tmp_path / "hostile.pdf", demands) == {"SQ620": "是 ZIP 压缩包"}


def test_an_empty_file_is_called_empty(demands: Demands, tmp_path: Path) -> None:
    assert _codes(_written(tmp_path, b""), demands) == {"SQ620": "是空的"}


def test_half_a_file_is_told_to_be_damaged(sound_x1a: bytes, demands: Demands, tmp_path: Path) -> None:
    assert {"SQ620", "SQ628"} & set(_codes(_written(tmp_path, sound_x1a[: len(sound_x1a) // 2]), demands))


def test_a_broken_cross_reference_is_told_although_it_could_be_mended(
    sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    at = sound_x1a.rindex(b"startxref")
    assert set(_codes(_written(tmp_path, sound_x1a[:at] + b"startxref\n7\n%%EOF\n"), demands)) == {"SQ628"}


def test_a_locked_file_is_told_to_be_locked(sound_x1a: bytes, demands: Demands, tmp_path: Path) -> None:
    for password in ("open", ""):
        with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
            pdf.save(tmp_path / "hostile.pdf", encryption=Encryption(owner="owner", user=password))
        assert set(_codes(tmp_path / "hostile.pdf", demands)) == {"SQ621"}


def test_of_three_hundred_pages_the_first_are_looked_at_and_the_rest_told(
    sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        for _ in range(299):
            pdf.pages.append(pdf.pages[0])
        pdf.save(tmp_path / "hostile.pdf")
    found = _codes(tmp_path / "hostile.pdf", replace(demands, most_pages=4))
    assert "300页" in found["SQ622"]


def test_five_hundred_megabytes_are_refused_unread(demands: Demands, tmp_path: Path) -> None:
    path = _written(tmp_path, b"%PDF-1.4\n")
    with path.open("r+b") as file:
        file.truncate(500_000_000)
    began = time.monotonic()
    assert set(_codes(path, demands)) == {"SQ622"}
    assert time.monotonic() - began < 30


def test_a_bomb_of_packed_nothing_ends_in_a_fault_and_in_bounded_memory(
    sound_x1a: bytes, demands: Demands, tmp_path: Path
) -> None:
    packed = zlib.compressobj(9)
    bomb = b"".join(packed.compress(bytes(10_000_000)) for _ in range(40)) + packed.flush()
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        stream = pdf.make_stream(b"")
        stream.write(bomb, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream
        pdf.save(tmp_path / "hostile.pdf", compress_streams=False)
    taken = measured_preflight(tmp_path / "hostile.pdf", replace(demands, most_memory=300_000_000))
    assert {"SQ623", "SQ669"} & set(taken.found)
    assert taken.memory < 300_000_000  # what is packed would take 400


def test_content_without_end_is_cut_off(sound_x1a: bytes, demands: Demands, tmp_path: Path) -> None:
    with Pdf.open(io.BytesIO(sound_x1a)) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(b"q Q " * 30_000))
        pdf.save(tmp_path / "hostile.pdf", force_version="1.4")
    assert "算符" in _codes(tmp_path / "hostile.pdf", replace(demands, most_operators=20_000))["SQ623"]


def test_a_page_tree_that_bites_its_tail_ends_in_a_fault(demands: Demands, tmp_path: Path) -> None:
    tail = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    assert {"SQ620", "SQ623"} & set(_codes(_written(tmp_path, tail), demands))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bookmarks in a ring", "SQ637"),
        ("spot colour of itself", "SQ643"),
        ("page tree in a ring", "SQ620"),
        ("layers in a ring", "SQ699"),
        ("conditions in a ring", "SQ637"),
    ],
)
def test_what_leads_back_to_itself_is_read_once(
    name: str, code: str, demands: Demands, tmp_path: Path
) -> None:
    """More of them, with their times and memory: ``python -m tests.benchmarks.hostile_pdfs``."""
    write(HOSTILE[name], tmp_path / "hostile.pdf")
    assert code in _codes(tmp_path / "hostile.pdf", demands)


_NAMED_IN_GBK = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/TrimBox[0 0 200 200]/Contents 4 0 R/Resources<</ColorSpace<</#C0#B6
[/Separation/#BD#F0#C9#AB/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 0 0]>>]>>/Font<</#CB#CE 5 0 R>>>>>>endobj
4 0 obj<</Length 72>>stream
/#C0#B6 cs 1 scn 50 50 40 40 re f 0 g BT /#CB#CE 12 Tf 50 20 Td (a) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/#CB#CE#CC#E5/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R/Size 6>>
%%EOF"""


def test_names_that_an_old_program_wrote_in_gbk_are_read(
    demands: Demands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "find_ghostscript", lambda: None)
    found = inspecting.inspect_file(_written(tmp_path, _NAMED_IN_GBK), demands)
    told = {each.code: dict(each.facts) for each in found}
    assert told["SQ643"] == {"inks": "金色"} and told["SQ660"] == {"font": "宋体"}
    assert "SQ669" not in told


def _no_number_of_inks(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = Name.Four


def _no_utf_8(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"\xc5\x9c\xff"))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_no_number_of_inks, "SQ626"),
        (_no_utf_8, "SQ669"),
        (entry("page", "/Rotate", Name.Upside), ""),
        (entry("page", "/UserUnit", String("two")), ""),
        (entry("page", "/Group", Dictionary(CS=Array([Name.ICCBased]))), "SQ665"),
    ],
)
def test_an_entry_of_the_wrong_kind_stops_nothing(
    spoil: Planting,
    code: str,
    sound_x4: bytes,
    demands: Demands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inspecting, "find_ghostscript", lambda: None)
    with Pdf.open(io.BytesIO(sound_x4)) as pdf:
        spoil(pdf)
        pdf.save(tmp_path / "hostile.pdf")
    found = {each.code for each in inspecting.inspect_file(tmp_path / "hostile.pdf", demands)}
    assert found - {"SQ671"} == {code} - {""}
