"""色空间: what a PDF says of colour, resolved to what the press must know: which inks, or none of them.

In: pikepdf objects and the resources they are named in. Out: :class:`Space` and :class:`Paint`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, PdfError, Stream, String

from build_tools.press.reading.entries import text_of

_DEEPEST = 8


class Family(enum.Enum):
    """How a colour is given."""

    GRAY = "灰"
    CMYK = "CMYK"
    RGB = "RGB"
    LAB = "Lab"
    SPOT = "专色"
    REGISTRATION = "套版色"
    PATTERN = "图案"
    UNKNOWN = "不明"


_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
_DEVICE = {
    "DeviceGray": (Family.GRAY, 1), "G": (Family.GRAY, 1), "CalGray": (Family.GRAY, 1),
    "DeviceRGB": (Family.RGB, 3), "RGB": (Family.RGB, 3), "CalRGB": (Family.RGB, 3),
    "DeviceCMYK": (Family.CMYK, 4), "CMYK": (Family.CMYK, 4), "Lab": (Family.LAB, 3),
}  # fmt: skip
_BY_COMPONENTS = {1: Family.GRAY, 3: Family.RGB, 4: Family.CMYK}


@dataclass(frozen=True, slots=True)
class Space:
    """色空间. ``profiled``: device-independent (ICC, Cal, Lab), which PDF/X-1a forbids."""

    family: Family
    components: int
    profiled: bool = False
    colorants: tuple[str, ...] = ()
    indexed: bool = False
    of_ink: bool = True
    """Whether what stands in for a spot colour without its plate is gray or CMYK without a profile."""
    below: Space | None = None
    """What an index points into, or what an uncoloured pattern is painted in."""
    palette: bytes = b""
    """Of an indexed space: a byte a component, colour after colour."""

    @property
    def spots(self) -> tuple[str, ...]:
        """Colorants that are none of the four inks."""
        return tuple(name for name in self.colorants if name not in _PROCESS and name not in ("All", "None"))


GRAY = Space(Family.GRAY, 1)
RGB = Space(Family.RGB, 3)
CMYK = Space(Family.CMYK, 4)
_UNKNOWN = Space(Family.UNKNOWN, 0)


SOLID = 0.85
"""Newsprint holds no tone between 85 per cent and solid (field notes 5.2): what is lighter is screened."""


@dataclass(frozen=True, slots=True)
class Paint:
    """颜色: a space and its values, 0 to 1."""

    space: Space
    values: tuple[float, ...]

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """C, M, Y, K from 0 to 1; None where they are not given (RGB, Lab, spot, pattern)."""
        if self.space.family is Family.GRAY and not self.space.indexed and self.values:
            return (0.0, 0.0, 0.0, 1.0 - self.values[0])
        if self.space.family is Family.CMYK and not self.space.indexed and len(self.values) == 4:
            cyan, magenta, yellow, black = self.values
            return (cyan, magenta, yellow, black)
        return self._process() if self.space.colorants and not self.space.spots else None

    def looks_as(self, other: Paint) -> bool:
        """Whether it is the same colour, or the same inks given in another space."""
        return self == other or (self.inks is not None and self.inks == other.inks)

    def _process(self) -> tuple[float, float, float, float]:
        inks = [0.0, 0.0, 0.0, 0.0]
        for name, value in zip(self.space.colorants, self.values, strict=False):
            if name in _PROCESS:
                inks[_PROCESS[name]] = value
        return (inks[0], inks[1], inks[2], inks[3])

    @property
    def is_white(self) -> bool:
        """Nothing but paper."""
        if self.space.family is Family.RGB:
            return len(self.values) == 3 and min(self.values) > 0.995
        return self.inks is not None and max(self.inks) < 0.005

    @property
    def is_dark_neutral(self) -> bool:
        """Meant as black, whatever it is made of."""
        if self.space.family is Family.RGB and len(self.values) == 3:
            return max(self.values) <= 0.2 and max(self.values) - min(self.values) <= 0.06
        inks = self.inks
        if inks is None:
            return self.space.family is Family.LAB and bool(self.values) and self.values[0] <= 20
        return inks[3] >= 0.8 or min(inks[:3]) >= 0.6

    @property
    def is_black_alone(self) -> bool:
        """Black ink and no other; gray that is given as gray counts, gray or CMYK under a profile does not: many RIPs
        turn that into four inks."""
        inks = self.inks
        return inks is not None and max(inks[:3]) < 0.005 and not self.space.profiled

    @property
    def ink_count(self) -> int:
        """How many inks must register to make it; RGB counts as three, a spot colour as one each."""
        inks = self.inks
        if inks is not None:
            return sum(ink > 0.005 for ink in inks)
        if self.space.colorants:
            return sum(value > 0.005 for value in self.values)
        return 1 if self.space.family is Family.PATTERN else 3


def space_of(node: Object | None, resources: Object | None, depth: int = 0) -> Space:
    """What a colour space object or name means. Nonsense gives a space of unknown family, never an error."""
    if node is None or depth > _DEEPEST:
        return _UNKNOWN
    if isinstance(node, Name):
        return _named(node, resources, depth)
    if not isinstance(node, Array) or not len(node) or not isinstance(node[0], Name):
        return _UNKNOWN
    return _array(node, resources, depth)


def _named(name: Name, resources: Object | None, depth: int) -> Space:
    plain = text_of(name)[1:]
    if plain in _DEVICE:
        return Space(*_DEVICE[plain])
    if plain == "Pattern":
        return Space(Family.PATTERN, 0)
    table = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
    found = table.get(name) if isinstance(table, Dictionary) else None
    return space_of(found, resources, depth + 1)


def _array(node: Array, resources: Object | None, depth: int) -> Space:
    kind = text_of(node[0])[1:]
    if kind in ("CalGray", "CalRGB", "Lab"):
        return Space(*_DEVICE[kind], profiled=True)
    if kind in _DEVICE:
        return Space(*_DEVICE[kind])
    if kind == "ICCBased" and len(node) > 1 and isinstance(node[1], Stream):
        said = node[1].get("/N")
        count = said if isinstance(said, int) else 0
        return Space(_BY_COMPONENTS.get(count, Family.UNKNOWN), count, profiled=True)
    if kind in ("Indexed", "I") and len(node) > 1:
        base = space_of(node[1], resources, depth + 1)
        return Space(
            base.family,
            1,
            base.profiled,
            base.colorants,
            indexed=True,
            of_ink=base.of_ink,
            below=base,
            palette=_palette(node[3] if len(node) > 3 else None),
        )
    if kind == "Pattern":
        return Space(
            Family.PATTERN, 0, below=space_of(node[1], resources, depth + 1) if len(node) > 1 else None
        )
    if kind in ("Separation", "DeviceN") and len(node) > 1:
        names = tuple(text_of(name)[1:] for name in (node[1] if isinstance(node[1], Array) else (node[1],)))
        family = Family.REGISTRATION if "All" in names else Family.SPOT
        process = all(name in _PROCESS or name == "None" for name in names)
        below = space_of(node[2] if len(node) > 2 else None, resources, depth + 1)
        return Space(
            Family.CMYK if process and family is Family.SPOT else family,
            len(names),
            colorants=names,
            of_ink=below.family in (Family.GRAY, Family.CMYK) and not below.profiled,
        )
    return _UNKNOWN


BLACK = Paint(GRAY, (0.0,))
"""What content begins with (ISO 32000-1, table 52)."""
_LONGEST_PALETTE = 256 * 32


def _palette(table: Object | None) -> bytes:
    if isinstance(table, Stream):
        try:
            return table.read_bytes()[:_LONGEST_PALETTE]
        except PdfError:
            return b""
    return bytes(table)[:_LONGEST_PALETTE] if isinstance(table, String) else b""


def colour_of(space: Space, values: tuple[float, ...]) -> Paint:
    """A colour as it is painted: an index is looked up where its palette tells (ISO 32000-1, 8.6.6.3)."""
    below = space.below
    # Lab counts from other ends than 0 and 1; there the family alone is told.
    if not space.indexed or below is None or not values or below.family is Family.LAB:
        return Paint(space, values)
    start = max(round(values[0]), 0) * below.components
    found = space.palette[start : start + below.components]
    return Paint(below, tuple(byte / 255 for byte in found)) if found else Paint(space, values)


def first_colour(space: Space) -> Paint:
    """The colour that selecting a space sets (ISO 32000-1 8.6.5.1): black, or full ink of a spot colour."""
    if space.indexed:
        return colour_of(space, (0.0,))
    if space.family is Family.CMYK and not space.colorants:
        return Paint(space, (0.0, 0.0, 0.0, 1.0))
    return Paint(space, (1.0 if space.colorants else 0.0,) * space.components)
