"""画得出的图: a picture file as the engine draws it without loss: upright, of eight bits, its colour profile kept.

In: the bytes of a file of the issue. Out: bytes that WeasyPrint embeds as they are. What it would spoil is what it does by
itself: a phone's picture that lies on its side is packed anew at quality 75 and loses its profile, a PNG loses it always,
and one of sixteen bits cannot be drawn. The press needs the profile (AdobeRGB, Display P3): it separates from it.
"""

from __future__ import annotations

import io
import warnings
from math import ceil

from PIL import Image, ImageCms, ImageOps

_QUALITY = 97
_TURN = 0x0112
"""EXIF's tag of how a picture was held."""
_SCREEN_QUALITY = 72
_GRAYS = ("1", "L", "LA", "I", "I;16", "I;16B", "F")


def is_drawing(content: bytes) -> bool:
    """Whether it is an SVG."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def drawable(content: bytes) -> bytes:
    """The same picture, fit to be drawn; the same bytes where it is so already. Raises OSError where it is no picture."""
    if is_drawing(content):
        return content
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
        deep = image.mode.startswith(("I;16", "F")) or image.mode == "I"
        turned = image.format != "PNG" and image.getexif().get(_TURN, 1) > 1
        if image.format in ("JPEG", "MPO"):
            return _packed(ImageOps.exif_transpose(image)) if turned else content
        profile = _wide(image)
        if not deep and not profile and not turned:
            return content
        whole = _eight_bits(ImageOps.exif_transpose(image))
        if not profile:
            return _png(whole)
        plain = whole.convert("RGBA" if "A" in whole.mode or "transparency" in whole.info else "RGB")
        if plain.mode == "RGBA":
            # What shows through is paper; the press has no transparent pictures either.
            ground = Image.new("RGB", plain.size, (255, 255, 255))
            ground.paste(plain, mask=plain.getchannel("A"))
            plain = ground
        plain.info["icc_profile"] = profile
        return _packed(plain)


def screen_copy(content: bytes, width: float, height: float, dots: float) -> bytes:
    """屏幕用的图: a JPEG in sRGB of at most so many dots an inch when it fills a box of so many points.

    A drawing (SVG) stays as it is. Raises OSError where it is no picture.
    """
    if is_drawing(content):
        return content
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
        if image.mode == "RGB":  # a JPEG is read no finer than it is shown; for others this does nothing
            side = ceil(max(width, height) / 72 * dots)
            image.draft("RGB", (side, side))
        upright = image if image.format == "PNG" else ImageOps.exif_transpose(image)
        whole = _eight_bits(upright)
        profile = image.info.get("icc_profile") or b""
        whole.info["icc_profile"] = profile
        plain = _in_srgb(whole)
        share = max(width / 72 * dots / plain.width, height / 72 * dots / plain.height)
        if share < 1.0:
            size = (max(round(plain.width * share), 1), max(round(plain.height * share), 1))
            plain = plain.resize(size, Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        plain.save(buffer, "JPEG", quality=_SCREEN_QUALITY, optimize=True)
        return buffer.getvalue()


def _wide(image: Image.Image) -> bytes:
    """The profile of a picture in colour, where it is another than sRGB; b"" otherwise."""
    profile = image.info.get("icc_profile") or b""
    if not profile or image.mode in _GRAYS:
        return b""
    opened = _opened(profile)
    if opened is None or opened.profile.xcolor_space.strip() != "RGB":
        return b""
    return b"" if "srgb" in ImageCms.getProfileDescription(opened).lower() else profile


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile | None:
    try:
        return ImageCms.getOpenProfile(io.BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return None


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda level: level / 257).convert("L")
    return image.convert("L") if image.mode == "F" else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB on white, through its own profile where it has one that can be used."""
    ground = image
    if "A" in image.mode or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, (255, 255, 255))
        ground.paste(clear, mask=clear.getchannel("A"))
    elif image.mode not in ("RGB", "CMYK", "L"):
        ground = image.convert("RGB")
    opened = _opened(image.info["icc_profile"]) if image.info["icc_profile"] else None
    if opened is not None and opened.profile.xcolor_space.strip() == ground.mode:
        try:
            done = ImageCms.profileToProfile(ground, opened, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            done = None
        if done is not None:
            return done
    return ground if ground.mode == "L" else ground.convert("RGB")


def _packed(image: Image.Image | None) -> bytes:
    assert image is not None  # exif_transpose gives None only where it changes in place
    buffer = io.BytesIO()
    plain = image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    profile = image.info.get("icc_profile") or None
    plain.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile)
    return buffer.getvalue()


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
