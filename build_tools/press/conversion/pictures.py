"""图片: every picture of a PDF in the press's inks, at the resolution that newsprint can use.

In: an open PDF and the resolution each picture is used at. Out: the same PDF, its image objects rewritten.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from pikepdf import Array, Name, Pdf, PdfImage, Stream
from PIL import Image, ImageChops

from build_tools.model.limits import LEAST_LINE_ART_DPI, MOST_DPI, WANTED_DPI
from build_tools.press.conversion.inks import Inks, heaviest_ink, on_paper

_QUALITY = 95


def convert_pictures(pdf: Pdf, inks: Inks, dpi: Mapping[tuple[int, int], float], ink_limit: float) -> None:
    """图片转色、缩样 in place. ``dpi``: object → the lowest resolution it is used at."""
    for each in list(pdf.objects):
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Image and each.objgen in dpi:
            _convert(pdf, each, inks, dpi[each.objgen], ink_limit)


def _convert(pdf: Pdf, image: Stream, inks: Inks, dpi: float, ink_limit: float) -> None:
    if bool(image.get("/ImageMask", False)) or int(image.get("/BitsPerComponent", 8)) == 1:
        return
    picture = _decoded(image)
    mask = image.get("/SMask")
    if isinstance(mask, Stream):
        picture = on_paper(picture, PdfImage(mask).as_pil_image())
    elif dpi >= LEAST_LINE_ART_DPI and is_line_art(picture):
        _store(
            image, zlib.compress(picture.convert("1", dither=Image.Dither.NONE).tobytes(), 9), picture, bits=1
        )
        return
    if dpi > MOST_DPI:
        picture = _coarser(picture, WANTED_DPI / dpi)
    picture = inks.picture(picture)
    data, filter_name = _jpeg(picture), Name.DCTDecode
    if picture.mode == "CMYK" and heaviest_ink(Image.open(io.BytesIO(data))) > ink_limit:
        data, filter_name = zlib.compress(picture.tobytes(), 9), Name.FlateDecode
    _store(image, data, picture, filter_name)


def _decoded(image: Stream) -> Image.Image:
    """The picture with the profile that its own file bears, or else its colour space."""
    picture = PdfImage(image).as_pil_image()
    space = image.get("/ColorSpace")
    if (
        "icc_profile" not in picture.info
        and isinstance(space, Array)
        and len(space) > 1
        and space[0] == Name.ICCBased
    ):
        picture.info["icc_profile"] = space[1].read_bytes()
    return picture


def _coarser(picture: Image.Image, share: float) -> Image.Image:
    size = (max(int(picture.width * share), 1), max(int(picture.height * share), 1))
    plain = picture.convert("RGB" if picture.mode == "P" else picture.mode)
    small = plain.resize(size, Image.Resampling.LANCZOS)
    small.info = {key: value for key, value in picture.info.items() if key == "icc_profile"}
    return small


def is_line_art(picture: Image.Image) -> bool:
    """线条图: nothing but black and white, whatever the file calls itself."""
    if picture.mode == "1":
        return True
    if picture.mode not in ("L", "RGB"):
        return False
    for channel in picture.split():
        levels = channel.histogram()
        if levels[0] + levels[255] != picture.width * picture.height:
            return False
    return picture.mode == "L" or not any(
        ImageChops.difference(picture.getchannel("R"), picture.getchannel(other)).getbbox() for other in "GB"
    )


def _store(
    image: Stream, data: bytes, picture: Image.Image, filter_name: Name = Name.FlateDecode, bits: int = 8
) -> None:
    """JPEG where that keeps the ink under its limit, else without loss."""
    for key in ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/Intent", "/Interpolate", "/Metadata"):
        if key in image:
            del image[key]
    image.write(data, filter=filter_name)
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = picture.width, picture.height, bits
    image["/ColorSpace"] = Name.DeviceCMYK if picture.mode == "CMYK" else Name.DeviceGray
    if filter_name == Name.DCTDecode and picture.mode == "CMYK":
        # The Adobe marker that Pillow writes means inverted inks.
        image["/Decode"] = Array([1, 0] * 4)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return buffer.getvalue()
