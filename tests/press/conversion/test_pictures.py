"""Pictures through the engine to the press: their own colour, their own resolution, never more ink than was agreed on."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Array, Name, Pdf, PdfImage, Stream
from PIL import Image, ImageCms, ImageDraw

from build_tools.press.conversion.inks import Inks, heaviest_ink, limited
from build_tools.typesetting.engine import write_pdf
from build_tools.typesetting.pictures import drawable, screen_copy
from tests.press.conftest import PROFILE, press

_GREEN = (40, 200, 60)
_PROFILES = Path("/usr/share/color/icc/ghostscript")
ADOBE = (_PROFILES / "a98.icc").read_bytes()
"""AdobeRGB (1998), as Ghostscript brings it."""
SWOP = (_PROFILES / "default_cmyk.icc").read_bytes()


def _packed(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Pressed:
    """The one picture of a press file."""

    picture: Image.Image
    bits: int

    @property
    def inks(self) -> list[int]:
        """Per cent of the four inks in its middle."""
        picture = self.picture.convert("CMYK")
        return [round(ink / 2.55) for ink in picture.getpixel((picture.width // 2, picture.height // 2))]  # type: ignore[union-attr]


def _only_picture(content: bytes) -> Pressed:
    with Pdf.open(io.BytesIO(content)) as pdf:
        (image,) = [
            each for each in pdf.objects if isinstance(each, Stream) and each.get("/Subtype") == Name.Image
        ]
        return Pressed(PdfImage(image).as_pil_image(), int(image.BitsPerComponent))


def _pressed(content: bytes, inks: Inks, width: str = "40mm", **settings: object) -> Pressed:
    """A picture file, drawn and turned into ink."""
    html = f'<style>@page {{size: 100mm 80mm; margin: 8mm}} img {{width: {width}}}</style><p>图</p><img src="picture:a">'
    printed = write_pdf(html, picture=lambda _: drawable(content))
    assert printed.complaints == ()
    return _only_picture(press(printed.pdf, inks, **settings))  # type: ignore[arg-type]


def _near(found: list[int], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {"quality": 95}), ("PNG", {}), ("WEBP", {"lossless": True})]
)
def test_the_profile_of_a_picture_is_honoured(kind: str, options: dict[str, object], inks: Inks) -> None:
    """C82 Y96 is what LittleCMS gives for that green of AdobeRGB; taken for sRGB it would be C59 Y92."""
    picture = Image.new("RGB", (600, 450), _GREEN)
    plain, wide = (
        _pressed(_packed(picture, kind, **options, **more), inks) for more in ({}, {"icc_profile": ADOBE})
    )
    assert _near(plain.inks, (59, 0, 92, 0))
    assert _near(wide.inks, (82, 0, 96, 0))


def test_a_colour_space_of_the_pdf_is_honoured_like_a_file_of_its_own(inks: Inks) -> None:
    printed = write_pdf(
        '<img src="picture:a">', picture=lambda _: _packed(Image.new("RGB", (600, 450), _GREEN), "PNG")
    )
    with Pdf.open(io.BytesIO(printed.pdf)) as pdf:
        (image,) = [
            each for each in pdf.objects if isinstance(each, Stream) and each.get("/Subtype") == Name.Image
        ]
        image.ColorSpace = Array([Name.ICCBased, pdf.make_stream(ADOBE, N=3)])
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert _near(_only_picture(press(buffer.getvalue(), inks)).inks, (82, 0, 96, 0))


@pytest.mark.parametrize("profile", [b"", SWOP], ids=["none", "SWOP"])
@pytest.mark.parametrize("limit", [200, 220, 240])
def test_a_cmyk_picture_of_three_hundred_per_cent_comes_down_to_the_limit(limit: int, profile: bytes) -> None:
    picture = Image.new("CMYK", (600, 450), (230, 200, 190, 150))
    content = _packed(picture, "JPEG", quality=95, icc_profile=profile or None)
    image = _pressed(content, Inks.from_file(PROFILE, limit), ink_limit=limit)
    assert heaviest_ink(image.picture) <= limit
    assert image.inks[3] > 60  # it stays dark


def test_a_light_cmyk_picture_without_a_profile_is_left_alone_and_black_stays_black(inks: Inks) -> None:
    picture = Image.new("CMYK", (600, 450), (100, 50, 0, 0))
    assert _near(_pressed(_packed(picture, "JPEG", quality=97), inks).inks, (39, 20, 0, 0))
    lettering = Image.new("CMYK", (600, 450), (0, 0, 0, 255))
    assert _near(
        _pressed(_packed(lettering, "JPEG", quality=97, icc_profile=SWOP), inks).inks, (0, 0, 0, 100)
    )


@pytest.mark.parametrize("limit", [200, 220, 240])
def test_screen_colours_keep_under_the_limit(limit: int) -> None:
    inks = Inks.from_file(PROFILE, limit)
    dark = [(red / 40, green / 40, blue / 40) for red in range(6) for green in range(6) for blue in range(6)]
    assert max(sum(inks.colour(*each)) for each in dark) * 100 <= limit + 2


def test_less_ink_keeps_the_hue_and_the_black() -> None:
    picture = limited(Image.new("CMYK", (1, 1), (200, 100, 50, 250)), 200.0)
    cyan, magenta, yellow, black = picture.getpixel((0, 0))  # type: ignore[misc]
    assert black == 250 and cyan + magenta + yellow + black <= 510
    assert cyan / magenta == pytest.approx(2.0, abs=0.05) and magenta / yellow == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_line_art_stays_line_art_at_its_own_resolution(mode: str, inks: Inks) -> None:
    art = Image.new("1", (960, 720), 1)
    ImageDraw.Draw(art).ellipse((100, 100, 800, 600), outline=0, width=3)
    image = _pressed(_packed(art.convert(mode), "PNG"), inks, width="40mm")
    assert (image.picture.size, image.bits) == ((960, 720), 1)
    assert image.picture.convert("1").tobytes() == art.tobytes()


def test_coarse_line_art_is_printed_as_a_gray_picture(inks: Inks) -> None:
    image = _pressed(_packed(Image.new("1", (400, 300), 1), "PNG"), inks)
    assert image.bits == 8


def test_a_picture_of_sixteen_bits_is_drawn(inks: Inks) -> None:
    deep = Image.new("I;16", (600, 450), 32768)
    image = _pressed(_packed(deep, "PNG"), inks)
    assert image.bits == 8 and abs(image.inks[3] - 50) <= 2


def test_a_phones_picture_is_turned_without_loss_of_its_profile() -> None:
    picture = Image.new("RGB", (600, 400), _GREEN)
    exif = picture.getexif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(drawable(_packed(picture, "JPEG", exif=exif, icc_profile=ADOBE)))) as turned:
        assert turned.size == (400, 600) and turned.info["icc_profile"] == ADOBE
        assert turned.getexif().get(0x0112, 1) == 1


def test_an_ordinary_picture_is_drawn_as_it_is() -> None:
    for content in (
        _packed(Image.new("RGB", (60, 40), _GREEN), "JPEG"),
        _packed(Image.new("L", (60, 40), 90), "PNG"),
        _packed(Image.new("RGBA", (60, 40), (1, 2, 3, 90)), "PNG"),
        _packed(Image.new("RGB", (60, 40), _GREEN), "PNG", icc_profile=_srgb()),
    ):
        assert drawable(content) is content


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_screens_copy_is_srgb_and_as_fine_as_the_screen() -> None:
    wide = _packed(Image.new("RGB", (3000, 2000), _GREEN), "PNG", icc_profile=ADOBE)
    with Image.open(io.BytesIO(screen_copy(wide, 216.0, 144.0, 120.0))) as copy:
        assert copy.size == (360, 240) and copy.format == "JPEG"
        red, green, _ = copy.getpixel((100, 100))  # type: ignore[misc]
        assert red < 20 and green > 190  # sRGB has no such green; the nearest has no red
    small = _packed(Image.new("CMYK", (100, 50), (0, 0, 0, 255)), "JPEG")
    with Image.open(io.BytesIO(screen_copy(small, 216.0, 144.0, 120.0))) as copy:
        assert copy.size == (100, 50) and copy.mode == "RGB" and max(copy.getpixel((5, 5))) < 40  # type: ignore[arg-type]


def test_nothing_of_a_broken_profile_stops_the_press(inks: Inks) -> None:
    content = _packed(Image.new("RGB", (600, 450), _GREEN), "JPEG", icc_profile=b"rubbish" * 20)
    assert _near(_pressed(content, inks).inks, (59, 0, 92, 0))
