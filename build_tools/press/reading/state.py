"""图形状态: the graphics state of a content stream, and how an ExtGState dictionary changes it."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object

from build_tools.press.reading.entries import text_of
from build_tools.press.reading.marks import IDENTITY, Blending, Box, Matrix
from build_tools.press.reading.spaces import BLACK, GRAY, Paint, Space


@dataclass(slots=True)
class State:
    """图形状态: what q saves and Q brings back."""

    ctm: Matrix = IDENTITY
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: Space = GRAY
    """The space that was selected; an indexed colour is kept as what its palette says."""
    stroke_space: Space = GRAY
    fill_pattern: Object | None = None
    stroke_pattern: Object | None = None
    line_width: float = 1.0
    font: Object | None = None
    size: float = 0.0
    rise: float = 0.0
    leading: float = 0.0
    character_gap: float = 0.0
    word_gap: float = 0.0
    clip: Box | None = None
    """The box round all that can still be painted on, None for the whole plane."""
    horizontal: float = 1.0
    render: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    mode: str = "Normal"
    soft_mask: bool = False
    group: bool = False
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY

    def blending(self, *, stroking: bool = False) -> Blending:
        """What is in force for a fill, or for a stroke."""
        return Blending(
            self.stroke_alpha if stroking else self.fill_alpha,
            self.mode,
            self.soft_mask,
            self.group,
            self.overprint_stroke if stroking else self.overprint_fill,
            self.overprint_mode,
        )

    def apply(self, found: Dictionary) -> None:
        """The entries of a graphics state dictionary (ISO 32000-1, table 58)."""
        self.line_width = float(found.get("/LW", self.line_width))
        self.fill_alpha = float(found.get("/ca", self.fill_alpha))
        self.stroke_alpha = float(found.get("/CA", self.stroke_alpha))
        self.overprint_stroke = bool(found.get("/OP", self.overprint_stroke))
        # Without op of its own, OP rules both.
        self.overprint_fill = bool(found.get("/op", found.get("/OP", self.overprint_fill)))
        self.overprint_mode = int(found.get("/OPM", self.overprint_mode))
        if "/SMask" in found:
            self.soft_mask = isinstance(found["/SMask"], Dictionary)
        if "/BM" in found:
            mode = found["/BM"]
            self.mode = text_of(mode[0] if isinstance(mode, Array) else mode)[1:]
        if isinstance(entry := found.get("/Font"), Array) and len(entry) == 2:
            self.font, self.size = entry[0], float(entry[1])
