"""分色: screen colours to the four inks through the press's profile, by LittleCMS.

In: an ICC profile of a CMYK press. Out: :class:`Inks`, which turns colours and pictures into ink.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageCms

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
    _transform: ImageCms.ImageCmsTransform = field(init=False)
    _known: dict[tuple[float, float, float], Colour] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set LittleCMS up."""
        press = ImageCms.getOpenProfile(io.BytesIO(self.profile))
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC
        self._transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), press, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags
        )

    @classmethod
    def from_file(cls, path: Path) -> Inks:
        """The profile at a path."""
        return cls(path.read_bytes())

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
        inks = self._applied(pixel).tobytes()
        cyan, magenta, yellow, black = (0.0 if ink / 255 < _FAINTEST else round(ink / 255, 2) for ink in inks)
        return (cyan, magenta, yellow, black)

    def picture(self, picture: Image.Image) -> Image.Image:
        """A picture in ink: CMYK, or L where it has no colour at all (then black ink alone prints it)."""
        if picture.mode in ("L", "CMYK", "1"):
            return picture
        screen = picture.convert("RGB")
        if _colourless(screen):
            return screen.convert("L")
        return self._applied(screen)

    def _applied(self, picture: Image.Image) -> Image.Image:
        done = ImageCms.applyTransform(picture, self._transform)
        assert done is not None  # it is only where the picture is changed in place
        return done


def on_paper(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The picture without transparency: what shows through is paper."""
    screen = picture.convert("RGB")
    paper = Image.new("RGB", screen.size, _WHITE)
    paper.paste(screen, mask=mask.convert("L").resize(screen.size))
    return paper


def _colourless(picture: Image.Image) -> bool:
    saturation = picture.convert("HSV").getchannel("S").histogram()
    darkest_bins = sum(saturation[:16])
    return darkest_bins == picture.width * picture.height
