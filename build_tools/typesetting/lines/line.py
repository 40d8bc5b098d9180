"""Lines of type: what the composer takes (runs of styled text) and gives (lines of placed segments).

In: :class:`Run`. Out: :class:`ComposedText` of :class:`Line` of :class:`Segment`. All lengths are
PostScript points (1/72 inch); x grows to the right from the left edge of the measure.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class TextStyle:
    """字体字号: one face at one size.

    ``family`` is a font family as fontconfig knows it ("Noto Serif CJK SC"), ``weight`` a CSS weight,
    ``size`` points, ``colour`` a CSS colour or "" for the page's own ink. ``spare`` is a family that has
    the subscripts and fractions that Song and Hei lack, "" for none.
    """

    family: str
    size: float
    weight: int = 400
    colour: str = ""
    spare: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``href`` makes it a link."""

    text: str
    style: TextStyle
    href: str = ""


class Alignment(enum.Enum):
    """How a line stands in its measure."""

    JUSTIFY = "justify"
    """两端对齐: flush on both sides, the last line on the left only."""
    LEFT = "left"
    """左齐."""
    CENTRE = "centre"
    """居中."""
    RIGHT = "right"
    """右齐."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive characters of one line drawn with one style and one spacing.

    ``x`` is the left edge (points from the left edge of the measure), ``width`` the advance including
    ``letter_spacing`` (points added after every character), ``features`` OpenType features as CSS
    writes them (``'"halt"'``) or "".
    """

    text: str
    style: TextStyle
    x: float
    width: float
    letter_spacing: float = 0.0
    features: str = ""
    href: str = ""
    missing: bool = False
    """Whether the face lacks the characters: they are drawn in a box of this width, whatever stands in for them."""

    def moved(self, by: float) -> Segment:
        """The same segment ``by`` points further right."""
        return replace(self, x=self.x + by) if by else self


@dataclass(frozen=True, slots=True)
class Line:
    """行: one composed line. ``measure`` is the width it was set to, ``full`` whether it must be flush right."""

    segments: tuple[Segment, ...]
    measure: float
    full: bool

    @property
    def text(self) -> str:
        """The characters of the line, in order."""
        return "".join(segment.text for segment in self.segments)

    @property
    def right(self) -> float:
        """Where the last character's body ends (points from the left edge of the measure); spacing after it is not type."""
        if not self.segments:
            return 0.0
        last = self.segments[-1]
        return last.x + last.width - (last.letter_spacing if len(last.text) > 1 else 0.0)


@dataclass(frozen=True, slots=True)
class ComposedText:
    """A paragraph in lines.

    ``missing`` lists characters that no glyph of the style's face stands for, ``forced`` the words
    that had to be broken because they are wider than the measure.
    """

    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphShape:
    """段落形状: the measure (points) and how lines stand in it.

    ``measures``: width of each line in turn, the last one repeats. ``indent``: of the first line, in em
    of the first run. ``hanging``: of all others, in em (list marks hang into it). ``tight``: marks give up
    most of their blank from the start, as headlines want it, not only where a line needs room.
    """

    measures: tuple[float, ...]
    indent: float = 2.0
    hanging: float = 0.0
    alignment: Alignment = Alignment.JUSTIFY
    tight: bool = False
