"""图片: every picture of a PDF in the press's inks, at the resolution that newsprint can use.

In: an open PDF and the resolution each picture is used at. Out: the same PDF, its image objects rewritten.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from pikepdf import Array, Name, Pdf, PdfImage, Stream
from PIL import Image, ImageMath

from build_tools.press.conversion.inks import Inks, on_paper

MOST_DPI = 300.0
_WANTED_DPI = 254.0
"""Two and a half times the screen of 100 lpi: ten pixels a millimetre."""
_QUALITY = 95


def convert_pictures(pdf: Pdf, inks: Inks, dpi: Mapping[tuple[int, int], float], ink_limit: float) -> None:
    """图片转色、缩样 in place. ``dpi``: object → the lowest resolution it is used at."""
    for each in list(pdf.objects):
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Image and each.objgen in dpi:
            _convert(pdf, each, inks, dpi[each.objgen], ink_limit)


def _convert(pdf: Pdf, image: Stream, inks: Inks, dpi: float, ink_limit: float) -> None:
    if bool(image.get("/ImageMask", False)) or int(image.get("/BitsPerComponent", 8)) == 1:
        return
    picture = PdfImage(image).as_pil_image()
    mask = image.get("/SMask")
    if isinstance(mask, Stream):
        picture = on_paper(picture, PdfImage(mask).as_pil_image())
    if dpi > MOST_DPI:
        share = _WANTED_DPI / dpi
        size = (max(int(picture.width * share), 1), max(int(picture.height * share), 1))
        picture = picture.convert("RGB" if picture.mode == "P" else picture.mode).resize(size, Image.Resampling.LANCZOS)
    _store(image, inks.picture(picture), ink_limit)


def _store(image: Stream, picture: Image.Image, ink_limit: float) -> None:
    """JPEG where that keeps the ink under its limit, else without loss."""
    data, filter_name = _jpeg(picture), Name.DCTDecode
    if picture.mode == "CMYK" and heaviest_ink(Image.open(io.BytesIO(data))) > ink_limit:
        data, filter_name = zlib.compress(picture.tobytes(), 9), Name.FlateDecode
    for key in ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/Intent", "/Interpolate", "/Metadata"):
        if key in image:
            del image[key]
    image.write(data, filter=filter_name)
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = picture.width, picture.height, 8
    image["/ColorSpace"] = Name.DeviceCMYK if picture.mode == "CMYK" else Name.DeviceGray
    if filter_name == Name.DCTDecode and picture.mode == "CMYK":
        # The Adobe marker that Pillow writes means inverted inks.
        image["/Decode"] = Array([1, 0] * 4)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return buffer.getvalue()


def heaviest_ink(picture: Image.Image) -> float:
    """The largest total ink of any pixel of a CMYK picture, in per cent."""
    cyan, magenta, yellow, black = (channel.convert("I") for channel in picture.split())
    total = ImageMath.lambda_eval(lambda inks: inks["c"] + inks["m"] + inks["y"] + inks["k"], c=cyan, m=magenta, y=yellow, k=black)
    _, most = total.getextrema()
    return float(most) / 2.55


