"""Small copies of the pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from build_tools.model import Picture
from build_tools.site.web_pictures import copy_address, make_copies, picture_files, widths_of

_TURNED_RIGHT = 6


def picture(width: int, height: int = 1000) -> Picture:
    return Picture("images/a.jpg", (), "", 1, (width, height))


def test_no_copy_is_wider_than_the_picture() -> None:
    assert widths_of(picture(2400)) == (640, 1280, 2000)
    assert widths_of(picture(900)) == (640, 900)
    assert widths_of(picture(500)) == (500,)


def test_page_shows_a_middle_copy_and_enlarges_to_the_largest() -> None:
    files = picture_files("2021-06", picture(2400), lambda address: f"..{address}")
    assert files.shown == "../2021-06/images/a.jpg.1280.webp"
    assert files.large == "../2021-06/images/a.jpg.2000.webp"
    assert files.choice.startswith("../2021-06/images/a.jpg.640.webp 640w, ")


def test_copies_are_upright_and_tell_nothing_of_the_camera(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = _TURNED_RIGHT, "相机"
    source = tmp_path / "a.jpg"
    Image.new("RGB", (800, 600), "red").save(source, exif=exif)
    made = make_copies({source: ("2021-06", picture(600, 800))}, tmp_path / "kept")
    with Image.open(made[copy_address("2021-06", picture(600), 600)]) as copy:
        assert copy.size == (600, 800)
        assert not copy.getexif()


def test_copy_is_made_once_and_again_when_the_picture_changes(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.new("RGB", (700, 500), "red").save(source)
    pictures = {source: ("2021-06", picture(700, 500))}
    (before, *_) = make_copies(pictures, tmp_path / "kept").values()
    stamp = before.stat().st_mtime_ns
    assert make_copies(pictures, tmp_path / "kept")["2021-06/images/a.jpg.640.webp"] == before
    assert before.stat().st_mtime_ns == stamp
    Image.new("RGB", (700, 500), "blue").save(source)
    assert make_copies(pictures, tmp_path / "kept")["2021-06/images/a.jpg.640.webp"] != before
