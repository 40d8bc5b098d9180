"""Lines as HTML 行的画法: what WeasyPrint draws of a composed line.

In: a :class:`Line`. Out: a string of spans, to stand in a block of ``white-space: pre`` whose left edge
is that of the measure (:data:`LINE_CSS`). WeasyPrint breaks nothing and justifies nothing: every segment
starts where the composer put it, by a margin from where the one before it ended.
"""

from __future__ import annotations

import math
from dataclasses import replace
from html import escape

from build_tools.typesetting.lines.fonts import advances, switches
from build_tools.typesetting.lines.line import Line, Segment, TextStyle

LINE_CSS = "white-space: pre; text-align: left; text-indent: 0; hyphens: manual; letter-spacing: normal; word-spacing: normal; font-kerning: auto"
"""Declarations that the block around a line must have; the document's language must be zh-CN, for the glyphs Pango chooses."""

_STEPS = 1000
_OFFSET = 0.512
_REST = 0.488
_MARGIN = 0.15  # of a step: Pango counts in 1/1024 pixel
_TOLERATED = 0.003
_WIDE = 0.08  # em: the first gap of a string is drawn 1.2 % too wide


def line_html(line: Line, base: TextStyle) -> str:
    """画行: the spans of a line, for a block set in ``base``; what equals ``base`` is not written again."""
    parts: list[str] = []
    pen = 0.0
    for segment in line.segments:
        for piece in _drawable_pieces(segment):
            spacing = drawn_spacing(piece.letter_spacing / piece.style.size) * piece.style.size
            parts.append(_segment_html(piece, piece.x - pen, spacing, base))
            pen = piece.x + piece.width + (spacing - piece.letter_spacing) * len(piece.text)
    return "".join(parts)


def style_css(style: TextStyle, base: TextStyle | None = None) -> str:
    """The CSS declarations of a style, or those in which it differs from ``base``."""
    declarations = []
    if base is None or style.family != base.family:
        declarations.append(f"font-family:'{style.family}'")
    if base is None or style.size != base.size:
        declarations.append(f"font-size:{_number(style.size)}pt")
    if base is None or style.weight != base.weight:
        declarations.append(f"font-weight:{style.weight}")
    if style.colour and (base is None or style.colour != base.colour):
        declarations.append(f"color:{style.colour}")
    return ";".join(declarations)


def drawn_spacing(spacing: float) -> float:
    """The letter spacing (em) to ask for, so that WeasyPrint draws ``spacing`` (em) or what comes nearest.

    Pango puts half the spacing before a glyph and half behind. WeasyPrint 70 writes the first half as an
    offset, 2.4 % too large (1024 units taken for 1000), and cuts the rest to whole thousandths.
    """
    wanted = abs(spacing) * _STEPS
    whole = int(wanted / (1.0 + _OFFSET / _REST))
    candidates = (
        (cut, min(max((wanted - cut) / _OFFSET, cut / _REST + _MARGIN), (cut + 1) / _REST - _MARGIN))
        for cut in (whole, whole + 1)
    )
    nearest = min((abs(cut + _OFFSET * asked - wanted), asked) for cut, asked in candidates)[1]
    return math.copysign(nearest / _STEPS, spacing) if spacing else 0.0


def _spacing_error(spacing: float) -> float:
    """By how much (em) a gap comes out too wide."""
    asked = abs(drawn_spacing(spacing)) * _STEPS
    return (int(_REST * asked) + _OFFSET * asked) / _STEPS - abs(spacing)


def _reach(spacing: float) -> int:
    """How many characters with so much spacing (em) may be drawn as one string."""
    if spacing > _WIDE:
        return 1
    return max(2, int(_TOLERATED / max(abs(_spacing_error(spacing)), 1e-6)))


def _drawable_pieces(segment: Segment) -> list[Segment]:
    """The segment in so many pieces that the errors of its spacing do not add up."""
    reach = _reach(segment.letter_spacing / segment.style.size)
    if not segment.letter_spacing or len(segment.text) <= reach:
        return [segment]
    clusters = advances(segment.style.family, segment.style.weight, segment.text, switches(segment.features))
    pieces: list[Segment] = []
    x = segment.x
    for at in range(0, len(clusters), reach):
        part = clusters[at : at + reach]
        width = sum(advance for _, advance in part) * segment.style.size + segment.letter_spacing * len(part)
        pieces.append(replace(segment, text="".join(text for text, _ in part), x=x, width=width))
        x += width
    return pieces


def _segment_html(segment: Segment, margin: float, spacing: float, base: TextStyle) -> str:
    declarations = []
    if abs(margin) >= 0.0005:
        declarations.append(f"margin-left:{_number(margin)}pt")
    if spacing:
        declarations.append(f"letter-spacing:{_number(spacing)}pt")
    if segment.features:
        declarations.append(f"font-feature-settings:{segment.features}")
    if segment.missing:
        declarations.append(f"display:inline-block;width:{_number(segment.width)}pt")
    face = style_css(segment.style, base)
    if face or segment.missing:
        declarations.append("line-height:0")  # another face or size must not move the baseline
    css = ";".join(filter(None, (*declarations, face)))
    text = escape(segment.text, quote=False)
    if segment.href:
        return f'<a href="{_attribute(segment.href)}" style="color:inherit;text-decoration:none;{_attribute(css)}">{text}</a>'
    return f'<span style="{_attribute(css)}">{text}</span>' if css else text


def _attribute(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
