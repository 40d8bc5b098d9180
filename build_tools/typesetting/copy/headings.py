"""标题: kicker, headline, deck, byline and number as one stack over so many columns.

In: an article, its number and a width. Out: :class:`Heading`s to choose from: sizes, one line or more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from build_tools.model import Article, NumberedArticle, Plate, Weight
from build_tools.typesetting.copy.setting import Troubles, set_line, spaced, width_of
from build_tools.typesetting.copy.splits import Split, spaced_width, spacing_for, split_headline, width_in_em
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, TextStyle
from build_tools.typesetting.sheet import Sheet

_SPACE = re.compile(r"\s+")


def whole_line(words: str) -> str:
    """A line of a headline with one full space for each gap."""
    return _SPACE.sub("　", words.strip())


def most_characters(sheet: Sheet, grid: Grid, weight: Weight) -> int:
    """标题最多几字: what two lines hold in the smallest of the listed sizes over the width that is usual for the weight."""
    columns = max(round(grid.columns * _USUAL[weight]), 1)
    return 2 * int(grid.span(columns) / min(sheet.headlines[weight].for_width(columns)))


def loudness(size: float, weight: Weight) -> float:
    """倒头条: what it costs that the lead's headline is so small, or another so large (points)."""
    return _QUIET * max(_LEADS - size, 0.0) if weight is Weight.LEAD else _LOUD * max(size - _LEADS, 0.0)


class Signature(NamedTuple):
    """栏目标志: the name of a section that begins here and its colour; its 刊头 where one was drawn."""

    name: str = ""
    colour: str = ""
    plate: Plate | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the stack, or a 刊头 in the place of one; ``above`` is white over it that grows by ``share`` of the slack."""

    line: Line
    size: float
    box: float
    above: float
    share: float
    left: float = 0.0
    flanked: bool = False
    """题线: hairlines at its left and right, out to the edges."""
    plate: Plate | None = None
    says: str = ""
    """What the 刊头 says to those who do not see it."""

    @property
    def width(self) -> float:
        """From the left edge to the end of what is inked."""
        return self.box * self.plate.size[0] / self.plate.size[1] if self.plate else width_of(self.line)


@dataclass(frozen=True, slots=True)
class Heading:
    """题: the stack. ``rows`` is the least it takes, ``most`` the most; ``size`` that of the headline itself."""

    parts: tuple[Part, ...]
    size: float
    rows: int
    most: int
    cost: float
    width: float = 0.0
    rule: str = ""
    """Colour of the section's rule along the top, "" for none."""
    tag: Part | None = None
    """栏目标志: the section's signature, hanging at the top left beside the stack."""

    def placed(self, height: float, level: bool = False) -> Iterator[tuple[Part, float]]:
        """Each line with its baseline from the top when the heading stands in so many points; ``level`` (左题右文): together, in the middle of the text beside it."""
        slack = height - sum(part.above + part.box for part in self.parts) - _FOOT
        total = sum(part.share for part in self.parts) + 1.0
        # Beside the text the stack stays together, in the middle of its height.
        y = slack / 2 if level else 0.0
        for part in self.parts:
            y += part.above + (0.0 if level else slack * part.share / total)
            yield part, y + (part.box - part.size) / 2 + 0.88 * part.size
            y += part.box
        if self.tag:
            yield self.tag, self.tag.above + 0.88 * self.tag.size

    def hole(self, height: float, level: bool = False) -> float:
        """The largest white rectangle between the lines or at their right (square points) when the stack stands in so many points."""
        inks = [
            (
                baseline - 0.88 * part.size,
                baseline + 0.12 * part.size,
                0.0 if part.flanked else self.width - part.width,
            )
            for part, baseline in self.placed(height, level)
            if part is not self.tag
        ]
        largest = 0.0
        for first in range(len(inks)):
            top = inks[first - 1][1] if first else -6.0
            margin = inks[first][2]
            for last in range(first, len(inks)):
                margin = min(margin, inks[last][2])
                foot = inks[last + 1][0] if last + 1 < len(inks) else height
                largest = max(largest, (margin - _ASIDE) * (foot - top - _ABOUT))
        edges = [-6.0, *(edge for top, foot, _ in inks for edge in (top, foot)), height]
        gaps = [foot - top for top, foot in zip(edges[::2], edges[1::2], strict=True)]
        return max(largest, self.width * (max(gaps) - _ABOUT))


_ASIDE, _ABOUT = 6.0, 5.0
"""Points of white beside a line, and over and under it together, that belong to the line itself."""
_GAPING = 0.0125
"""Share of the type area: white beside a headline that asks for rules."""
_NEEDLESS = 3.0
_SMALLEST = 6.0
"""Points: no headline is smaller, however long."""
_FLOOR = {Weight.LEAD: 2.4, Weight.NORMAL: 1.6, Weight.BRIEF: 1.4}
"""The least size of a headline by its weight, as so many times the body's; only one too long for the page's whole width
and the most lines goes under it, and is told (SQ560)."""
_MOST_LINES = 4
"""Lines of a headline that nothing shorter holds."""
_USUAL = {Weight.LEAD: 1.0, Weight.NORMAL: 0.5, Weight.BRIEF: 0.34}
"""Share of the page's columns over which a headline of that weight has room to stand in two lines."""
_MOST_SIZES, _MOST_SMALLER = 6, 3
"""Of one headline over one width: the sheet's best, and smaller ones for pages that nothing else settles."""
_LEAST_SHARE = 0.7
"""Of the sheet's best size: the least of the smaller ones."""
_STEP = 2.0
"""Points between those."""
_SMALL = 12.0
"""Points of the smallest kicker or deck: one of the body's size is taken for text."""
_WHOLE = 5
"""Characters of a headline that stands in one line wherever one holds it."""
_LEADS, _QUIET, _LOUD = 34.0, 1.0, 0.5
"""Points that part the lead's headline from the others', and what each costs by which it is smaller, or another larger (倒头条)."""
_NARROW_TAG = 0.75
"""Size of a section's signature over a narrow story, as a share of that beside a broad one."""
_FOOT = 4.0
"""Points of white between the stack and the text below."""
_DRAWN, _DRAWN_NARROW, _DRAWN_SHARE = 36.0, 28.0, 0.18
"""刊头: points of its height beside a broad headline and over a narrow story; the share of the width that it takes beside one."""


@dataclass(frozen=True, slots=True)
class HeadingMaker:
    """标题制作: what all headings of a page share."""

    grid: Grid
    sheet: Sheet
    troubles: Troubles
    names: tuple[str, ...] = ()
    """Names that no word list knows, kept whole."""
    size: float = 0.0
    """The one size that is asked for, 0 for those of the sheet."""

    def headings(
        self, item: NumberedArticle, columns: int, weight: Weight, signature: Signature | None
    ) -> tuple[Heading, ...]:
        """All sizes and line counts worth trying for a width. ``signature`` is (text, colour) of a section that begins here."""
        width = self.grid.span(columns)
        tag = self.tag(signature, columns)
        reserved = 2 * (tag.width + 10.0) if tag and not self._tag_above(columns) else 0.0
        found: list[Heading] = []
        for split in self.splits(item.article, 3 if columns <= 2 else 2):
            if found and not item.article.headline_lines and sum(map(len, split.lines)) <= _WHOLE:
                break
            roomy = columns > 3 and bool(found)
            for place, size in enumerate(self._sizes(split.lines, width - reserved, columns, weight)):
                heading = self._heading(item, columns, weight, split, size, place, tag, signature, width)
                # Over much width two lines are for headlines that one cannot hold.
                found.append(replace(heading, cost=heading.cost + _NEEDLESS) if roomy else heading)
        if not found:
            # Too long for every size of the list: as large as the width allows in as few lines as keep to the floor.
            floor = _FLOOR[weight] * self.sheet.style("body").size
            whole = columns == self.grid.columns
            for split in self.splits(item.article, _MOST_LINES if whole else 3):
                em = self._em(split.lines, self.sheet.headlines[weight].style)
                size = math.floor((width - reserved) / em * 2) / 2
                if size >= floor or (whole and split.last):
                    made = max(min(size, max(self._listed_least(columns, weight), floor)), _SMALLEST)
                    found.append(self._heading(item, columns, weight, split, made, 0, tag, signature, width))
                    break
        return tuple(found)

    def _listed_least(self, columns: int, weight: Weight) -> float:
        return min(self.sheet.headlines[weight].for_width(columns))

    def _tag_above(self, columns: int) -> bool:
        return columns < 4

    def tag(self, signature: Signature | None, columns: int) -> Part | None:
        """栏目标志 of a section that begins here: its 刊头 whole, or its name."""
        if signature is None:
            return None
        if signature.plate:
            alone = self._tag_above(columns)
            room = self.grid.span(columns) * (1.0 if alone else _DRAWN_SHARE)
            wide, high = signature.plate.size
            height = min(_DRAWN_NARROW if alone else _DRAWN, room * high / wide)
            none = Line((), 0.0, False)
            return Part(none, height, height, 9.0, 0.0, plate=signature.plate, says=signature.name)
        style = self.sheet.style("signature", signature[1])
        above = 9.0
        if self._tag_above(columns):
            # On a line of its own it leaves much white at its right.
            style, above = replace(style, size=_NARROW_TAG * style.size), 6.0
        line = set_line(f"【{signature[0]}】", style, self.troubles)
        return Part(line, style.size, style.size * 1.15, above, 0.0)

    def splits(self, article: Article, most: int) -> Iterator[Split]:
        """The lines as they were written, or else one, two … as many as may be; the last that can be is marked so."""
        if article.headline_lines:
            yield Split(tuple(whole_line(line) for line in article.headline_lines), 0.0, last=True)
            return
        text = whole_line(article.headline)
        found = [split for count in range(1, most + 1) if (split := split_headline(text, count, self.names))]
        yield from found[:-1]
        yield replace(found[-1], last=True)

    def _em(self, lines: tuple[str, ...], style: TextStyle) -> float:
        return max(width_in_em(line, style) for line in lines)

    def _sizes(self, lines: tuple[str, ...], width: float, columns: int, weight: Weight) -> list[float]:
        sizes = self.sheet.headlines[weight]
        em = self._em(lines, sizes.style)
        if self.size and em * self.size <= width:
            return [self.size]
        least_size = _FLOOR[weight] * self.sheet.style("body").size
        listed = [size for size in sizes.for_width(columns) if size >= least_size]
        listed = listed or [math.ceil(least_size * 2) / 2]
        fitting = [size for size in listed if em * size <= width][:_MOST_SIZES]
        least, floor = min(fitting, default=width / em), max(_LEAST_SHARE * listed[0], least_size)
        smaller = [least - step * _STEP for step in range(1, _MOST_SMALLER + 1)] if fitting else []
        return [*fitting, *(size for size in smaller if size >= floor)]

    def _heading(
        self,
        item: NumberedArticle,
        columns: int,
        weight: Weight,
        split: Split,
        size: float,
        place: int,
        tag: Part | None,
        signature: Signature | None,
        width: float,
    ) -> Heading:
        above = tag is not None and self._tag_above(columns)
        parts = (*((tag,) if tag and above else ()), *self._stack(item, split.lines, size, weight, width))
        height = sum(part.above + part.box for part in parts) + _FOOT
        if tag and tag.plate and not above:
            height = max(height, tag.above + tag.box + _FOOT)
        rows = math.ceil(height / self.grid.leading - 1e-6)
        sizes = self.sheet.headlines[weight].for_width(columns)
        cost = 0.2 * place + split.cost * 0.8 + self._shape_cost(split.lines, size, width, min(sizes))
        cost += loudness(size, weight)
        colour = signature[1] if signature else ""
        made = Heading(
            parts, size, rows, rows + (3 if columns < 5 else 2), cost, width, colour, None if above else tag
        )
        flanked = (
            0.0
            if signature
            else made.parts[0].size
            if item.article.kicker
            else size
            if weight is not Weight.LEAD and len(split.lines) == 1
            else 0.0
        )
        return self._ruled(made, flanked) if flanked else made

    def _ruled(self, heading: Heading, size: float) -> Heading:
        """题线: a short kicker, or a headline without one, stands over much width between hairlines, so that no white gapes at its sides."""
        if heading.hole(heading.rows * self.grid.leading) <= _GAPING * self.grid.width * self.grid.height:
            return heading
        return replace(
            heading,
            parts=tuple(replace(part, flanked=part.flanked or part.size == size) for part in heading.parts),
        )

    def _shape_cost(self, lines: tuple[str, ...], size: float, width: float, least: float) -> float:
        style = self.sheet.headlines[Weight.LEAD].style
        widths = [spaced_width(lines, line, style, size, width) for line in lines]
        cover = max(widths) / width
        ragged = 1.0 - min(widths) / max(widths)
        small = max(least - size, 0.0) * 0.6
        return (
            4.0 * max(0.55 - cover, 0.0)
            + 1.5 * ragged
            + 1.0 * (len(lines) - 1)
            + (1.5 if len(lines) > 2 else 0.0)
            + small
        )

    def _stack(
        self, item: NumberedArticle, lines: tuple[str, ...], size: float, weight: Weight, width: float
    ) -> tuple[Part, ...]:
        article = item.article
        parts: list[Part] = []
        if article.kicker:
            parts.extend(
                self._lines(article.kicker, "kicker", min(max(size * 0.45, _SMALL), 18.0), width, 5.0, 1.0)
            )
        headline = replace(self.sheet.headlines[weight].style, size=size)
        for place, text in enumerate(lines):
            line = set_line(text, headline, self.troubles, width, Alignment.CENTRE)
            if spacing := spacing_for(lines, width_in_em(text, headline) * size, width):
                line = spaced(line, spacing * size, width)
            first = (4.0 if parts else 5.0 + size * 0.05) if place == 0 else size * 0.08
            parts.append(Part(line, size, size * 1.06, first, 1.0 if place == 0 else 0.0))
        if article.deck:
            parts.extend(
                self._lines(
                    article.deck, "deck", min(max(size * 0.4, _SMALL), 16.0), width, size * 0.08 + 3.0, 0.8
                )
            )
        # Half a headline's size below its baseline, so that PDF readers take the number for a line of its own.
        parts.append(self.foot(item, width, 4.0 if article.deck else max(0.35 * size - 8.0, 4.0)))
        if width > self.grid.span(2):
            # The line under the headline is drawn out to the edges: deck, or else byline and number.
            under = len(parts) - (2 if article.deck else 1)
            parts[under] = replace(parts[under], flanked=True)
        return tuple(parts)

    def _lines(
        self, text: str, name: str, size: float, width: float, above: float, share: float
    ) -> Iterator[Part]:
        style = replace(self.sheet.style(name), size=round(size * 2) / 2)
        wanted = math.ceil(width_in_em(text, style) * style.size / width)
        spaced = whole_line(text)
        split = split_headline(spaced, wanted, self.names)
        for place, words in enumerate(split.lines if split else (spaced,)):
            fitted = (
                style
                if width_in_em(words, style) * style.size <= width
                else replace(style, size=width / width_in_em(words, style))
            )
            yield Part(
                set_line(words, fitted, self.troubles, width, Alignment.CENTRE),
                style.size,
                style.size * 1.15,
                above if place == 0 else 1.0,
                share if place == 0 else 0.2,
            )

    def foot(self, item: NumberedArticle, width: float, above: float) -> Part:
        """署名与稿号: byline and number on one quiet line."""
        from_left = "　".join(item.article.bylines)
        number = self.sheet.style("number")
        byline = self.sheet.style("byline")
        words = [(from_left, byline)] if from_left else []
        words.append((item.number.printed, number))
        lines: list[Line] = []
        x = 0.0
        for text, style in words:
            line = set_line(text, style, self.troubles)
            lines.append(
                Line(tuple(replace(segment, x=segment.x + x) for segment in line.segments), 0.0, False)
            )
            x += width_of(line) + 12.0
        shift = max(width - (x - 12.0), 0.0) / 2
        segments = tuple(replace(segment, x=segment.x + shift) for line in lines for segment in line.segments)
        return Part(Line(segments, width, False), byline.size, byline.size * 1.2, above, 0.7)
