"""Pictures as they come: what is made of each kind, and that nothing of the owner or the place is published."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageOps

from build_tools.intake import Sending, Taken, take_in
from build_tools.intake.sending import take
from build_tools.readers import artwork
from build_tools.readers.artwork import Unusable, in_srgb, kind_of, prepare, why_unusable
from build_tools.typesetting.artwork import svg_as_pdf
from tests.intake.office import photo, placed

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVVtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAA"
    "AAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABeQABAAAAAAAAAGYAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAAB"
    "AABodmMxAAAAAA5waXRtAAAAAAABAAAA1WlwcnAAAAC2aXBjbwAAAHdodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADw"
    "NgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoBkgKFlupJKa5uAhoMCA"
    "AAAMgAAAAwCEYgABAAdEAcFysGJAAAAAE2NvbHJuY2x4AAEADQAGgAAAABRpc3BlAAAAAAAAAMgAAACgAAAAEHBpeG"
    "kAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAgMEAAAAbm1kYXQAAABiKAGvE2aOyOUzwJ//48KP/4d88PsdMrVD"
    "0Vd3Sbu/HI8G7e5mQAAAAwBXQDyUeRucm3cPlBfoki/7w/h5yO2nc4GDJPrU3rEorYMAXgArYsBfXkEgAAAYcJ2BwA"
    "xw37kcPmA="
)
"""200 × 160 pixels, red over blue."""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#c03020"/></svg>'


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def pdf() -> bytes:
    return svg_as_pdf(SVG)


def test_an_iphone_photograph_becomes_a_jpeg_of_the_same_colours() -> None:
    made = prepare(HEIC)
    assert (made.ending, made.pixels) == (".jpg", (200, 160))
    assert any("HEIC" in change for change in made.changes)
    red, _, blue = opened(made.content).convert("RGB").getpixel((100, 20))  # type: ignore[misc]
    assert red > 150 > blue


def test_without_the_optional_part_it_is_called_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artwork, "heic_is_read", lambda: False)
    with pytest.raises(Unusable) as problem:
        prepare(HEIC)
    assert "HEIC" in problem.value.problem and "兼容性最佳" in problem.value.remedy


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_and_owner_go_and_not_a_pixel_changes(form: str) -> None:
    source = opened(placed(photo(1)))
    out = io.BytesIO()
    source.save(
        out, form, exif=source.getexif(), **({"quality": "keep"} if form == "JPEG" else {"lossless": True})
    )
    made = prepare(out.getvalue())
    assert made.changes and b"GPS" not in made.content
    assert not opened(made.content).getexif().get_ifd(0x8825)
    assert not opened(made.content).getexif().get(0x013B)
    assert opened(made.content).tobytes() == opened(out.getvalue()).tobytes()


def test_how_it_was_held_and_its_colours_stay() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "机主"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = photo(2, exif=exif, icc_profile=profile)
    made = prepare(content)
    assert made.pixels == (700, 900)
    assert opened(made.content).getexif()[0x0112] == 6
    assert opened(made.content).info["icc_profile"] == profile
    assert (
        ImageOps.exif_transpose(opened(made.content)).tobytes()
        == ImageOps.exif_transpose(opened(content)).tobytes()
    )


def test_sixteen_bit_grey_keeps_its_grey() -> None:
    out = io.BytesIO()
    Image.new("I;16", (300, 200), 40000).save(out, "TIFF")
    made = prepare(out.getvalue())
    assert opened(made.content).getpixel((5, 5)) == pytest.approx(156, abs=1)
    png = io.BytesIO()
    Image.new("I;16", (300, 200), 40000).save(png, "PNG")
    assert in_srgb(opened(png.getvalue())).getpixel((5, 5)) == pytest.approx((156, 156, 156), abs=1)


def test_an_embedded_profile_is_honoured_on_the_screen() -> None:
    lab = ImageCms.createProfile("LAB")
    assert lab is not None
    image = Image.new("RGB", (20, 20), (0, 200, 0))
    image.info["icc_profile"] = WIDE
    shown = in_srgb(image).getpixel((5, 5))
    plain = in_srgb(Image.new("RGB", (20, 20), (0, 200, 0))).getpixel((5, 5))
    assert plain == (0, 200, 0)
    assert shown != plain


def wide_profile() -> bytes:
    """A profile whose red and green are exchanged: a colour that went through it cannot be taken for one that did not."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = content.index(b"rXYZ"), content.index(b"gXYZ")
    content[red : red + 4], content[green : green + 4] = b"gXYZ", b"rXYZ"
    at = content.index(b"desc", 128 + 4)
    where = int.from_bytes(content[at + 4 : at + 8], "big")
    length = int.from_bytes(content[at + 8 : at + 12], "big")
    text = bytes(content[where : where + length]).replace(
        "sRGB".encode("utf-16-be"), "WIDE".encode("utf-16-be")
    )
    content[where : where + length] = text
    return bytes(content)


WIDE = wide_profile()


def test_transparency_stays_and_ink_becomes_light() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 100))
    assert in_srgb(clear).getpixel((0, 0)) == (255, 0, 0, 100)
    assert in_srgb(Image.new("CMYK", (20, 20), (0, 255, 255, 0))).mode == "RGB"


def test_drawings_become_large_pngs() -> None:
    for name, content in (("图1.svg", SVG), ("图1.pdf", pdf())):
        found = alone(name, content)
        (made,) = found.pictures
        assert made.file == "图1.png"
        assert opened(made.content).size[0] == 3000
        assert opened(made.content).convert("RGB").getpixel((1500, 1000)) == (192, 48, 32)


def test_a_drawing_fetches_nothing_from_outside() -> None:
    sly = SVG.replace(b"<rect", b'<image href="file:///etc/passwd" width="4" height="4"/><rect')
    assert svg_as_pdf(sly)


def alone(name: str, content: bytes) -> Taken:
    sending = Sending()
    take(sending, name, content)
    return take_in(sending, draw_svg=svg_as_pdf)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (HEIC, "HEIC"),
        (SVG, "SVG"),
        (b"%PDF-1.4", "PDF"),
        (b"8BPS\0\1", "PSD"),
        (b"%!PS-Adobe", "EPS"),
        (b"\0\0\0\x18ftypmp42", "视频"),
        (b"II*\0", "TIFF"),
        (b"BM" + bytes(20), "BMP"),
        (b"GIF89a", "GIF"),
        (b"\xd7\xcd\xc6\x9a", "WMF"),
        (b"\x01\0\0\0" + bytes(36) + b" EMF", "EMF"),
    ],
)
def test_every_kind_is_told_by_its_content_and_has_a_way_out(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
    told = why_unusable(content)
    assert told is not None and kind in told[0]


def black_png(side: int) -> bytes:
    """A square PNG of one bit a pixel (ISO 15948), written a row at a time: Pillow would take a byte of memory a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(1), bytes(1 + (side + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_giant_is_refused_by_its_size_in_time() -> None:
    with Image.open(io.BytesIO(black_png(50))) as small:
        assert (small.size, small.getextrema()) == ((50, 50), (0, 0))
    with pytest.raises(Unusable) as problem:
        prepare(black_png(50_000))
    assert "50000×50000" in problem.value.problem


@pytest.mark.parametrize("cut", [30, 200, 2000])
def test_a_cut_off_file_is_called_damaged(cut: int) -> None:
    for form in ("JPEG", "PNG", "WEBP"):
        with pytest.raises(Unusable) as problem:
            whole = photo(3, form=form)
            prepare(whole[: min(cut, len(whole) // 2)])
        assert "坏" in problem.value.problem


@pytest.mark.parametrize("form", ["TIFF", "GIF"])
def test_further_pages_of_a_picture_are_told(form: str) -> None:
    first, second = (opened(photo(seed, 300, 200)) for seed in (1, 2))
    out = io.BytesIO()
    first.save(out, form, save_all=True, append_images=[second])
    made = prepare(out.getvalue())
    assert any("2幅" in change for change in made.changes)
    first.save(out := io.BytesIO(), form)
    assert not any("幅" in change for change in prepare(out.getvalue()).changes)
