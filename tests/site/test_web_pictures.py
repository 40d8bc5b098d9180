"""Small copies of the pictures."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from build_tools.model import Picture
from build_tools.site.web_pictures import copy_address, make_copies, picture_files, widths_of
from build_tools.store.cache import Cache

_TURNED_RIGHT = 6


def picture(width: int, height: int = 1000) -> Picture:
    return Picture("images/a.jpg", (), "", 1, (width, height))


def test_no_copy_is_wider_than_the_picture() -> None:
    assert widths_of(picture(2400)) == (640, 1280, 2000)
    assert widths_of(picture(900)) == (640, 900)
    assert widths_of(picture(500)) == (500,)


def test_page_shows_a_middle_copy_and_enlarges_to_the_largest() -> None:
    files = picture_files("2021-06", picture(2400), lambda address: f"..{address}")
    assert files.shown == files.large == "../2021-06/images/a.jpg.1280.jpg"
    assert files.large_choice == "../2021-06/images/a.jpg.2000.webp"
    assert files.choice.startswith("../2021-06/images/a.jpg.640.webp 640w, ")


def test_copies_are_upright_and_tell_nothing_of_the_camera(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = _TURNED_RIGHT, "相机"
    source = tmp_path / "a.jpg"
    Image.new("RGB", (800, 600), "red").save(source, exif=exif)
    made = make_copies({source: ("2021-06", picture(600, 800))}, Cache(tmp_path / "kept"))
    with Image.open(io.BytesIO(made[copy_address("2021-06", picture(600), 600)])) as copy:
        assert copy.size == (600, 800)
        assert not copy.getexif()


def test_copy_is_made_once_and_again_when_the_picture_changes(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.new("RGB", (700, 500), "red").save(source)
    pictures = {source: ("2021-06", picture(700, 500))}
    store = Cache(tmp_path / "kept")
    before = make_copies(pictures, store)
    (pack,) = (tmp_path / "kept").rglob("*.pack")
    inode = pack.stat().st_ino
    assert make_copies(pictures, store) == before
    assert pack.stat().st_ino == inode
    Image.new("RGB", (700, 500), "blue").save(source)
    assert make_copies(pictures, store) != before


def test_copy_that_was_damaged_in_the_storeroom_is_made_again(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.new("RGB", (700, 500), "red").save(source)
    pictures, store = {source: ("2021-06", picture(700, 500))}, Cache(tmp_path / "kept")
    before = make_copies(pictures, store)
    (pack,) = (tmp_path / "kept").rglob("*.pack")
    pack.write_bytes(pack.read_bytes()[:-1] + b"?")
    assert make_copies(pictures, store) == before
