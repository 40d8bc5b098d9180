"""分色: screen colours to the four inks through the press's profile, by LittleCMS.

In: an ICC profile of a CMYK press. Out: :class:`Inks`, which turns colours and pictures into ink.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath

Colour = tuple[float, float, float, float]
_NEUTRAL = 0.06
"""Channels nearer than this are grey; grey is printed with black alone, since coldset registers coarsely."""
_FAINTEST = 0.03
"""Newsprint holds no dot below 3 per cent (field notes 5.2)."""
_WHITE = (255, 255, 255)


@dataclass(slots=True)
class Inks:
    """分色 under one profile. Relative colorimetric with black point compensation: paper stays paper."""

    profile: bytes
    ink_limit: float = 400.0
    """总墨量, per cent: no colour and no pixel comes out with more."""
    _known: dict[tuple[float, float, float], Colour] = field(default_factory=dict)
    _transforms: dict[tuple[str, bytes], ImageCms.ImageCmsTransform] = field(default_factory=dict)

    @classmethod
    def from_file(cls, path: Path, ink_limit: float = 400.0) -> Inks:
        """The profile at a path."""
        return cls(path.read_bytes(), ink_limit)

    @property
    def description(self) -> str:
        """The profile's own name, ASCII."""
        name = ImageCms.getProfileDescription(ImageCms.getOpenProfile(io.BytesIO(self.profile))).strip()
        return name.encode("ascii", "replace").decode("ascii")

    def colour(self, red: float, green: float, blue: float) -> Colour:
        """The inks of one colour given from 0 to 1, in whole per cent. Grey is black ink alone."""
        key = (red, green, blue)
        if key not in self._known:
            self._known[key] = self._separated(*key)
        return self._known[key]

    def _separated(self, red: float, green: float, blue: float) -> Colour:
        if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
            return (0.0, 0.0, 0.0, round(1.0 - (red + green + blue) / 3, 2))
        pixel = Image.new("RGB", (1, 1), (round(red * 255), round(green * 255), round(blue * 255)))
        inks = limited(self._applied(pixel, b""), self.ink_limit).tobytes()
        cyan, magenta, yellow, black = (0.0 if ink / 255 < _FAINTEST else round(ink / 255, 2) for ink in inks)
        return (cyan, magenta, yellow, black)

    def picture(self, picture: Image.Image) -> Image.Image:
        """A picture in ink: CMYK, or L where it has no colour at all (then black ink alone prints it).

        The profile that it bears (``info["icc_profile"]``) is honoured; without one RGB is sRGB and CMYK is the press's own.
        """
        if picture.mode in ("L", "1"):
            return picture
        profile = picture.info.get("icc_profile") or b""
        if picture.mode == "CMYK":
            if not profile and heaviest_ink(picture) <= self.ink_limit:
                return picture
            inked = self._applied(picture, profile)
            inked.paste(picture, mask=_black_alone(picture))
            return limited(inked, self.ink_limit)
        screen = picture.convert("RGB")
        if _colourless(screen):
            return screen.convert("L")
        return limited(self._applied(screen, profile), self.ink_limit)

    def _applied(self, picture: Image.Image, profile: bytes) -> Image.Image:
        done = ImageCms.applyTransform(picture, self._transform(picture.mode, profile))
        assert done is not None  # it is only where the picture is changed in place
        return done

    def _transform(self, mode: str, profile: bytes) -> ImageCms.ImageCmsTransform:
        """From the colours of a picture to the press; a profile that is broken or of another kind counts as none."""
        key = (mode, hashlib.sha256(profile).digest())
        if key not in self._transforms:
            press = ImageCms.getOpenProfile(io.BytesIO(self.profile))
            usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")) if mode == "RGB" else press
            self._transforms[key] = _transform(_opened(profile, mode) or usual, press, mode) or _usual(
                usual, press, mode
            )
        return self._transforms[key]


def _opened(profile: bytes, mode: str) -> ImageCms.ImageCmsProfile | None:
    """An embedded profile of that mode; None where there is none that can be used."""
    try:
        found = ImageCms.getOpenProfile(io.BytesIO(profile)) if profile else None
    except (OSError, ImageCms.PyCMSError):
        return None
    return found if found is not None and found.profile.xcolor_space.strip() == mode else None


def _transform(
    source: ImageCms.ImageCmsProfile, press: ImageCms.ImageCmsProfile, mode: str
) -> ImageCms.ImageCmsTransform | None:
    try:
        return _usual(source, press, mode)
    except ImageCms.PyCMSError:
        return None


def _usual(
    source: ImageCms.ImageCmsProfile, press: ImageCms.ImageCmsProfile, mode: str
) -> ImageCms.ImageCmsTransform:
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC
    return ImageCms.buildTransform(source, press, mode, "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)


def limited(picture: Image.Image, ink_limit: float) -> Image.Image:
    """The CMYK picture with no more ink than the limit (per cent): cyan, magenta and yellow give way, black stays."""
    if heaviest_ink(picture) <= ink_limit:
        return picture
    most = int(ink_limit * 2.55)
    *colours, black = (channel.convert("I") for channel in picture.split())
    fewer = [
        ImageMath.lambda_eval(
            _given_way, own=own, c=colours[0], m=colours[1], y=colours[2], k=black, most=most
        )
        for own in colours
    ]
    return Image.merge("CMYK", [*(each.convert("L") for each in fewer), picture.getchannel("K")])


def _given_way(inks: Any) -> Any:
    total = inks["c"] + inks["m"] + inks["y"]
    room = inks["most"] - inks["k"]
    over = total > room
    return inks["own"] * (total <= room) + inks["own"] * room / (total + (total == 0)) * over


def heaviest_ink(picture: Image.Image) -> float:
    """The largest total ink of any pixel of a CMYK picture, in per cent."""
    cyan, magenta, yellow, black = (channel.convert("I") for channel in picture.split())
    total = ImageMath.lambda_eval(
        lambda inks: inks["c"] + inks["m"] + inks["y"] + inks["k"], c=cyan, m=magenta, y=yellow, k=black
    )
    _, most = total.getextrema()
    return float(most) / 2.55


def _black_alone(picture: Image.Image) -> Image.Image:
    """Where a CMYK picture has black ink and no other: it stays so, or lettering would be printed in four."""
    cyan, magenta, yellow, _ = picture.split()
    return ImageChops.lighter(ImageChops.lighter(cyan, magenta), yellow).point(lambda ink: 0 if ink else 255)


def on_paper(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The picture without transparency: what shows through is paper."""
    screen = picture if picture.mode == "CMYK" else picture.convert("RGB")
    paper = Image.new(screen.mode, screen.size, (0, 0, 0, 0) if screen.mode == "CMYK" else _WHITE)
    paper.paste(screen, mask=mask.convert("L").resize(screen.size))
    paper.info = {key: value for key, value in picture.info.items() if key == "icc_profile"}
    return paper


def _colourless(picture: Image.Image) -> bool:
    saturation = picture.convert("HSV").getchannel("S").histogram()
    darkest_bins = sum(saturation[:16])
    return darkest_bins == picture.width * picture.height
