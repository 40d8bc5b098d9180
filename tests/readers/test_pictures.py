"""Pictures: measured, checked, and left out when they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from build_tools.model import Block, Crop, ItemList, Picture, Quotation, pictures_of
from build_tools.readers.pictures import resolve_pictures


def resolve(folder: Path, file: str) -> tuple[tuple[Picture, ...], list[str]]:
    picture: Block = Picture(file, (), "", 7, crop=Crop.TOP, column=3)
    blocks, found = resolve_pictures(
        (Quotation((ItemList(((picture,),), False, 7),), 7),), folder, "美/01-稿.md", "p.md"
    )
    assert all((each.place.line, each.place.column) == (7, 3) for each in found)
    return pictures_of(blocks), [each.code for each in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (800, 600)).save(tmp_path / "images" / "楼.jpg")
    Image.new("L", (700, 900)).save(tmp_path / "images" / "b.png")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "inside", "pixels"),
    [
        ("../images/楼.jpg", "images/楼.jpg", (800, 600)),
        ("../images/%E6%A5%BC.jpg", "images/楼.jpg", (800, 600)),
        ("../images/b.png", "images/b.png", (700, 900)),
    ],
)
def test_a_picture_gets_its_file_within_the_issue_and_its_pixels(
    folder: Path, file: str, inside: str, pixels: tuple[int, int]
) -> None:
    (picture,), found = resolve(folder, file)
    assert (picture.file, picture.pixels, picture.crop, found) == (inside, pixels, Crop.TOP, [])


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("../images/c.jpg", "SQ501"),
        ("../images/" + "长" * 200 + ".jpg", "SQ501"),
        ("", "SQ501"),
        ("../../x.jpg", "SQ506"),
        ("/etc/passwd", "SQ506"),
        ("https://example.com/a.jpg", "SQ506"),
        ("a%00b", "SQ506"),
    ],
)
def test_a_picture_that_is_not_there_or_not_ours_is_left_out(folder: Path, file: str, code: str) -> None:
    assert resolve(folder, file) == ((), [code])


@pytest.mark.parametrize("kept", [0, 10, 300])
def test_a_file_that_is_cut_short_is_left_out(folder: Path, kept: int) -> None:
    for name in ("楼.jpg", "b.png"):
        path = folder / "images" / name
        path.write_bytes(path.read_bytes()[:kept])
        assert resolve(folder, f"../images/{name}") == ((), ["SQ502"])


def test_a_format_that_print_cannot_take_is_named(folder: Path) -> None:
    Image.new("P", (700, 700)).save(folder / "images" / "a.gif")
    _, found = resolve_pictures((Picture("../images/a.gif", (), "", 1),), folder, "美/01.md", "p.md")
    assert found[0].code == "SQ521"
    assert found[0].message == "图片 images/a.gif 是 GIF 格式，报上和网上都不能直接用。"
