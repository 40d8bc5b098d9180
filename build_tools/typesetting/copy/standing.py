"""竖题: a headline that stands upright beside its text, its lines from right to left, kicker before and deck behind it.

In: an article and the columns the heading has. Out: :class:`StandingHeading`s in every size; none where the words
cannot stand so. Marks turn as GB/T 15834-2011 asks (§5.2: “” become ﹃﹄), by the faces' own vertical forms.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.model import NumberedArticle, Weight
from build_tools.typesetting.copy.headings import Heading, HeadingMaker, Part, Signature, loudness, whole_line
from build_tools.typesetting.copy.setting import Troubles, set_line, width_of
from build_tools.typesetting.copy.splits import split_headline
from build_tools.typesetting.lines.line import Line, TextStyle

_CELL = re.compile(r"[!-~]+|.", re.DOTALL)
_WIDEST_CELL = 2
"""Letters or figures that stand side by side in one cell (纵中横); more are no vertical headline."""
STEP = 1.04
"""From character to character of an upright line, in its size."""
_BETWEEN, _ASIDE = 0.16, 7.0
"""Between two lines of the headline, in its size; points between it and kicker or deck."""
_MOST_LINES, _MOST_BESIDE = 3, 2
"""Lines of the headline, and of a kicker or a deck."""
_SMALL, _SMALLER, _LARGEST_BESIDE = 12.0, 0.42, 16.0
"""Points of the smallest kicker or deck, its share of the headline's size, and the largest."""
_WHITE, _LINE = 2.0, 4.0
"""What a heading costs that leaves its whole width white, and each line after the first."""
_TOP, _FOOT = 6.0, 6.0
"""Points of white over the heading and under it."""


@dataclass(frozen=True, slots=True)
class StandingHeading(Heading):
    """竖题: every character a part, at its ``left`` and in turn on its baseline (points from the top of the least height)."""

    baselines: tuple[float, ...] = ()
    height: float = 0.0

    def placed(self, height: float, level: bool = False) -> Iterator[tuple[Part, float]]:
        """Each character with its baseline; the whole in the middle of the height."""
        lower = max(height - self.height, 0.0) / 2
        yield from ((part, lower + at) for part, at in zip(self.parts, self.baselines, strict=True))

    def hole(self, height: float, level: bool = False) -> float:
        """The white beside upright lines is theirs."""
        return 0.0


def lying_words(text: str) -> str:
    """The first letters or figures that are too many for one cell, "" where the text can stand upright."""
    return next((cell for cell in _CELL.findall(text) if len(cell) > _WIDEST_CELL), "")


def standing_headings(
    maker: HeadingMaker,
    item: NumberedArticle,
    columns: int,
    weight: Weight,
    signature: Signature | None,
) -> tuple[StandingHeading, ...]:
    """In every size of the list for one column more, and for two more, that the columns and the words bear."""
    article = item.article
    if any(map(lying_words, (article.headline, article.kicker, article.deck))):
        return ()
    listed = maker.sheet.headlines[weight]
    sizes = [maker.size] if maker.size else [*listed.for_width(columns + 1), *listed.for_width(columns + 2)]
    found = []
    for split in maker.splits(article, _MOST_LINES):
        for place, size in enumerate(dict.fromkeys(sizes)):
            made = _Stack(maker, item, columns, weight, signature).made(split.lines, size)
            if made:
                found.append(
                    replace(made, cost=made.cost + 0.1 * place + split.cost + _LINE * (len(split.lines) - 1))
                )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stack:
    maker: HeadingMaker
    item: NumberedArticle
    columns: int
    weight: Weight
    signature: Signature | None

    def made(self, lines: tuple[str, ...], size: float) -> StandingHeading | None:
        maker, article = self.maker, self.item.article
        width = maker.grid.span(self.columns)
        headline = replace(maker.sheet.headlines[self.weight].style, size=size)
        high = max(map(len, map(cells_of, lines))) * size * STEP
        beside = round(min(max(size * _SMALLER, _SMALL), _LARGEST_BESIDE) * 2) / 2
        kicker = self._beside(article.kicker, "kicker", beside, high)
        deck = self._beside(article.deck, "deck", beside, high)
        if kicker is None or deck is None:
            return None
        # From right to left: kicker, the headline's lines, deck.
        upright = [(words, style, 0.0) for words, style in kicker]
        upright += [(words, headline, 0.0) for words in lines]
        upright += [(words, style, high - _height(words, style)) for words, style in deck]
        gaps = [
            _ASIDE if one[1] != two[1] else _BETWEEN * one[1].size for one, two in itertools.pairwise(upright)
        ]
        across = sum(style.size for _, style, _ in upright) + sum(gaps)
        if across > width:
            return None
        tag = maker.tag(self.signature, 1)
        top = (tag.above + tag.box if tag else 0.0) + _TOP
        parts: list[Part] = [tag] if tag else []
        baselines = [tag.above + 0.88 * tag.size] if tag else []
        right = (width + across) / 2
        for (words, style, lower), gap in zip(upright, (*gaps, 0.0), strict=True):
            right -= style.size
            for place, line in enumerate(upright_lines(cells_of(words), style, maker.troubles)):
                parts.append(Part(line, style.size, style.size, 0.0, 0.0, right))
                baselines.append(top + lower + place * style.size * STEP + 0.88 * style.size)
            right -= gap
        foot = maker.foot(self.item, width, 0.0)
        parts.append(foot)
        baselines.append(top + high + _ASIDE + 0.88 * foot.size)
        height = top + high + _ASIDE + foot.box + _FOOT
        rows = math.ceil(height / maker.grid.leading - 1e-6)
        colour = self.signature[1] if self.signature else ""
        cost = _WHITE * (1.0 - across / width) + loudness(size, self.weight)
        return StandingHeading(
            tuple(parts), size, rows, rows, cost, width, colour, None, tuple(baselines), height
        )

    def _beside(self, text: str, name: str, size: float, high: float) -> list[tuple[str, TextStyle]] | None:
        """Kicker or deck in upright lines no higher than the headline; None where they would be."""
        if not text:
            return []
        style = replace(self.maker.sheet.style(name), size=size)
        words = whole_line(text)
        for count in range(1, _MOST_BESIDE + 1):
            split = split_headline(words, count, self.maker.names)
            if split and max(_height(line, style) for line in split.lines) <= high:
                return [(line, style) for line in split.lines]
        return None


def cells_of(text: str) -> list[str]:
    """What an upright line is made of: characters, and rows of letters and figures."""
    return _CELL.findall(text)


def _height(text: str, style: TextStyle) -> float:
    return len(cells_of(text)) * style.size * STEP


def upright_lines(cells: Iterable[str], style: TextStyle, troubles: Troubles) -> Iterator[Line]:
    """Each cell as a line of its own, as wide as its size: marks in their vertical form, figures in the middle."""
    for cell in cells:
        line = set_line(cell, style, troubles)
        if cell.isascii():
            shift = (style.size - width_of(line)) / 2
            yield Line(tuple(each.moved(shift) for each in line.segments), style.size, False)
        else:
            upright = (replace(each, x=0.0, width=style.size, features='"vert"') for each in line.segments)
            yield Line(tuple(upright), style.size, False)
