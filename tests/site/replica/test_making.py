"""From a print PDF and its layout to pictures, regions, single pages and share pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from build_tools.site.replica.making import Replica, make_replica
from tests.site.replica.conftest import BRIEF, HEIGHT, LEAD, WIDTH, lay_out_print

ADDRESS = "2021-06/报-2021-06.pdf"


def made(pdf: Path, *unpictured: str) -> Replica:
    return make_replica(ADDRESS, pdf, unpictured, pdf.parents[1] / "kept")


def colour(path: Path, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place of the printed page, in mm, as its picture shows it."""
    with Image.open(path) as picture:
        pixel = picture.convert("RGB").getpixel(
            (int(x * picture.width / WIDTH), int(y * picture.height / HEIGHT))
        )
    assert isinstance(pixel, tuple)
    return tuple(round(value / 255) for value in pixel)


def test_every_page_is_a_picture_in_each_width(pdf: Path) -> None:
    replica = made(pdf)
    assert list(replica.pages) == [1, 2]
    for page, view in replica.pages.items():
        for address, width in view.copies:
            assert address.startswith(f"2021-06/p{page}/")
            with Image.open(replica.files[address]) as picture:
                assert (picture.format, picture.size) == ("WEBP", (width, width * HEIGHT // WIDTH))


def test_picture_shows_each_article_where_its_outline_says(pdf: Path) -> None:
    replica = made(pdf)
    largest = replica.files[replica.pages[1].copies[-1][0]]
    assert (
        colour(largest, 50, 40) == (1, 0, 0)
        and colour(largest, 25, 90) == (0, 0, 1)
        and colour(largest, 70, 90) == (1, 1, 1)
    )
    assert replica.pages[1].outlines == {LEAD: "M8.8 8.8H91.2V71.2H8.8Z", BRIEF: "M8.8 78.8H41.2V101.2H8.8Z"}


def test_page_pdf_holds_its_page_alone(pdf: Path) -> None:
    replica = made(pdf)
    assert replica.pages[2].pdf == "2021-06/p2/报-2021-06-p2.pdf"
    with pikepdf.open(replica.files[replica.pages[2].pdf]) as alone:
        (page,) = alone.pages
        content = page.Contents
        assert isinstance(content, pikepdf.Stream)
        assert b"page 2" in content.read_bytes()


def test_share_picture_is_the_article_and_nothing_of_its_neighbours(pdf: Path) -> None:
    replica = made(pdf, BRIEF)
    assert replica.pages[1].shares == {BRIEF: f"2021-06/p1/{BRIEF}.jpg"} and not replica.pages[2].shares
    with Image.open(replica.files[f"2021-06/p1/{BRIEF}.jpg"]) as card:
        assert card.size == (1200, 630)
        found = {
            tuple(round(value / 255) for value in pixel)
            for _, pixel in card.convert("RGB").getcolors(card.width * card.height) or ()
            if isinstance(pixel, tuple)
        }
    assert (0, 0, 1) in found and (1, 0, 0) not in found


def test_same_pdf_gives_the_same_bytes(tmp_path: Path) -> None:
    once, again = (made(lay_out_print(tmp_path / folder / "print"), BRIEF) for folder in ("one", "another"))
    assert {address: path.read_bytes() for address, path in once.files.items()} == {
        address: path.read_bytes() for address, path in again.files.items()
    }


def test_files_are_made_once_and_again_when_the_pdf_changes(pdf: Path) -> None:
    before = made(pdf)
    stamps = {path: path.stat().st_mtime_ns for path in before.files.values()}
    assert {path: path.stat().st_mtime_ns for path in made(pdf).files.values()} == stamps
    pdf.write_bytes(pdf.read_bytes() + b"\n% changed\n")
    after = made(pdf)
    assert set(after.files) == set(before.files) and not set(after.files.values()) & set(
        before.files.values()
    )
    assert set((pdf.parents[1] / "kept").iterdir()) == set(after.files.values())


def test_pdf_without_layout_has_no_pictures(pdf: Path) -> None:
    pdf.with_name("layout.json").unlink()
    assert made(pdf) == Replica({}, {})


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 proof"])
def test_pdf_that_cannot_be_read_is_a_value_error(pdf: Path, broken: bytes) -> None:
    pdf.write_bytes(broken)
    with pytest.raises(ValueError):
        made(pdf)


def test_layout_of_more_pages_than_the_pdf_has_is_a_value_error(pdf: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as whole:
        del whole.pages[1]
        whole.save(pdf)
    with pytest.raises(ValueError, match="page 2"):
        made(pdf)
