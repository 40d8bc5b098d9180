"""Lines as HTML 行的画法: what WeasyPrint draws of a composed line.

In: a :class:`Line`. Out: a string of spans, to stand in a block of ``white-space: pre`` whose left edge
is that of the measure (:data:`LINE_CSS`). WeasyPrint breaks nothing and justifies nothing: every segment
starts where the composer put it, by a margin from where the one before it ended.
"""

from __future__ import annotations

from html import escape

from build_tools.typesetting.lines.line import Line, Segment, TextStyle

LINE_CSS = "white-space: pre; text-align: left; text-indent: 0; hyphens: manual; font-kerning: auto"
"""Declarations that the block around a line must have."""

_STEPS = 1000
_NUDGE = 0.3  # of a step: WeasyPrint cuts letter spacing to whole thousandths of an em, towards zero


def line_html(line: Line, base: TextStyle) -> str:
    """画行: the spans of a line, for a block set in ``base``; what equals ``base`` is not written again."""
    parts: list[str] = []
    pen = 0.0
    for segment in line.segments:
        spacing = _drawn_spacing(segment)
        parts.append(_segment_html(segment, segment.x - pen, spacing, base))
        pen = segment.x + segment.width + (spacing - segment.letter_spacing) * len(segment.text)
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


def _drawn_spacing(segment: Segment) -> float:
    """Letter spacing that comes out as meant: a little more than whole thousandths, which are then kept."""
    if segment.missing:
        return 0.0
    steps = round(segment.letter_spacing / segment.style.size * _STEPS)
    if steps == 0:
        return 0.0
    return (steps + (_NUDGE if steps > 0 else -_NUDGE)) * segment.style.size / _STEPS


def _segment_html(segment: Segment, margin: float, spacing: float, base: TextStyle) -> str:
    declarations = []
    if abs(margin) >= 0.0005:
        declarations.append(f"margin-left:{_number(margin)}pt")
    if spacing:
        declarations.append(f"letter-spacing:{_number(spacing)}pt")
    if segment.features:
        declarations.append(f"font-feature-settings:{segment.features}")
    if segment.missing:
        declarations.append(f"display:inline-block;width:{_number(segment.width)}pt;unicode-bidi:isolate")
    css = ";".join(filter(None, (*declarations, style_css(segment.style, base))))
    text = escape(segment.text, quote=False)
    if segment.href:
        return f'<a href="{escape(segment.href)}" style="color:inherit;text-decoration:none;{escape(css)}">{text}</a>'
    return f'<span style="{escape(css)}">{text}</span>' if css else text


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
