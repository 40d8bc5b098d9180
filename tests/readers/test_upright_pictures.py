"""Pictures from phones: lying in the file, upright on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from build_tools.model import Picture
from build_tools.readers.pictures import resolve_pictures


@pytest.mark.parametrize(
    ("turn", "size"), [(1, (800, 600)), (3, (800, 600)), (6, (600, 800)), (8, (600, 800))]
)
def test_size_is_that_of_the_picture_as_it_is_seen(tmp_path: Path, turn: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.new("RGB", (800, 600)).save(tmp_path / "a.jpg", exif=exif)
    (picture,), found = resolve_pictures(
        (Picture("../a.jpg", (), "", 1),), tmp_path, "美/01.md", "issues/2021-06/美/01.md"
    )
    assert isinstance(picture, Picture) and picture.pixels == size
    assert not [each for each in found if each.severity.blocks_build]
