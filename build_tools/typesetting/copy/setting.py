"""排字: from the model's inlines to composed lines; the one door to the line composer.

In: inlines or plain words, and styles. Out: composed lines and what could not be set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from build_tools.model import Code, Emphasis, FootnoteMark, Inline, LineBreak, Link, Text
from build_tools.typesetting.lines.compose import compose_headline, compose_paragraph
from build_tools.typesetting.lines.line import (
    Alignment,
    ComposedText,
    Line,
    ParagraphShape,
    Run,
    Segment,
    TextStyle,
)
from build_tools.typesetting.sheet import Sheet

_ENDLESS = ParagraphShape((100_000.0,), 0.0, 0.0, Alignment.LEFT)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class Troubles:
    """What the composer could not do with one article: gathered while it is set, reported once."""

    missing: dict[tuple[str, str], None] = field(default_factory=dict)
    """(face, character)."""
    forced: dict[str, None] = field(default_factory=dict)
    wide_tables: dict[int, None] = field(default_factory=dict)
    """The lines of the file on which tables begin that no page can hold."""

    def note(self, composed: ComposedText, face: str) -> None:
        """Remember what one paragraph left over."""
        self.missing.update({(face, character): None for character in composed.missing})
        self.forced.update(dict.fromkeys(composed.forced))


def footnote_mark(ordinal: int) -> str:
    """注码: ①–⑳, then 〔21〕."""
    return _CIRCLED[ordinal - 1] if ordinal <= len(_CIRCLED) else f"〔{ordinal}〕"


def runs_of(inlines: Iterable[Inline], style: TextStyle, sheet: Sheet, href: str = "") -> tuple[Run, ...]:
    """The runs of some inlines: emphasis in Kai, strong in bold, code in Hei; links keep the page's ink."""
    return tuple(run for inline in inlines for run in _runs(inline, style, sheet, href))


def _runs(inline: Inline, style: TextStyle, sheet: Sheet, href: str) -> tuple[Run, ...]:
    match inline:
        case Text(text):
            return (Run(text, style, href),)
        case Code(text):
            code = sheet.style("code")
            return (Run(text, replace(style, family=code.family, weight=code.weight), href),)
        case Emphasis(children, strong):
            loud = sheet.style("strong" if strong else "emphasis")
            # Kai has no bold cut worth the name: strong words inside a Kai caption keep their face.
            family = style.family if strong else loud.family
            return runs_of(children, replace(style, family=family, weight=loud.weight), sheet, href)
        case Link(address, children):
            # An anchor is a place on the web page; print has none to jump to.
            return runs_of(children, style, sheet, "" if address.startswith("#") else address)
        case LineBreak():
            return (Run("\n", style, href),)
        case FootnoteMark(ordinal):
            return (Run(footnote_mark(ordinal), style, href),)


def compose(runs: tuple[Run, ...], shape: ParagraphShape, troubles: Troubles) -> tuple[Line, ...]:
    """Lines of a paragraph; what could not be set goes to ``troubles``."""
    composed = compose_paragraph(runs, shape)
    troubles.note(composed, runs[0].style.family if runs else "")
    return composed.lines


DISPLAY = 13.0
"""Points from which on type is display type: its marks lose most of their blank."""


def set_line(
    text: str,
    style: TextStyle,
    troubles: Troubles,
    measure: float = 0.0,
    alignment: Alignment = Alignment.LEFT,
) -> Line:
    """One line, however long; ``measure`` 0 means its own width. Empty text gives an empty line."""
    composed = _one_line(text, style)
    troubles.note(composed, style.family)
    lines = composed.lines
    if not lines:
        return Line((), measure, False)
    width = width_of(lines[0])
    room = max(measure - width, 0.0)
    shift = {Alignment.CENTRE: room / 2, Alignment.RIGHT: room}.get(alignment, 0.0)
    return shifted(lines[0], shift, measure or width)


@lru_cache(maxsize=4096)
def _one_line(text: str, style: TextStyle) -> ComposedText:
    """The same deck, byline and number stand under a headline in every size."""
    composer = compose_headline if style.size >= DISPLAY else compose_paragraph
    return composer((Run(text, style),), _ENDLESS)


def unbroken_width(runs: tuple[Run, ...]) -> float:
    """Points in which these runs break nowhere but where the editor ended a line."""
    return max(map(width_of, compose_paragraph(runs, _ENDLESS).lines), default=0.0)


def width_of(line: Line) -> float:
    """From the left edge of the measure to the end of the last segment."""
    return max((segment.x + segment.width for segment in line.segments), default=0.0)


def shifted(line: Line, shift: float, measure: float) -> Line:
    """The line moved to the right in another measure."""
    return Line(tuple(replace(segment, x=segment.x + shift) for segment in line.segments), measure, line.full)


def spaced(line: Line, spacing: float, measure: float) -> Line:
    """疏排: so many points more after every character but the last, the whole in the middle of the measure."""
    segments: list[Segment] = []
    moved = 0.0
    for segment in line.segments:
        more = spacing * len(segment.text)
        segments.append(
            replace(
                segment,
                x=segment.x + moved,
                width=segment.width + more,
                letter_spacing=segment.letter_spacing + spacing,
            )
        )
        moved += more
    left = min((segment.x for segment in segments), default=0.0)
    right = max((segment.x + segment.width for segment in segments), default=0.0) - spacing
    return shifted(Line(tuple(segments), measure, line.full), (measure - (right - left)) / 2 - left, measure)


def joined(lines: Iterable[Line], measure: float) -> Line:
    """Several lines on one baseline (cells of a table row) as one."""
    segments: list[Segment] = [segment for line in lines for segment in line.segments]
    return Line(tuple(segments), measure, False)
