"""删: the ways to cut a page's copy, from the least to all of it.

In: the page's leaves. Out: one :class:`Cut` a leaf, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model import Picture
from build_tools.typesetting.makeup.leaves import Cut, Leaf

_LEAST_SHARE = 0.4
"""Of an article's rows that stay on its page while others can still give some."""
_MOST_SHARE = 0.9
"""Of an article's rows that go before the whole of it goes."""


def cut_steps(leaves: tuple[Leaf, ...], dropped: tuple[int, ...] = ()) -> Iterator[tuple[Cut, ...]]:
    """More and more cut, the last article first, a row at a time; then pictures, then what is left of the text, then all. ``dropped`` figures of each are gone from the first."""
    rows = [0] * len(leaves)
    figures = list(dropped) or [0] * len(leaves)
    whole = [False] * len(leaves)

    def cuts() -> tuple[Cut, ...]:
        return tuple(Cut(*each) for each in zip(rows, figures, whole, strict=True))

    # What was sold stays whole, and goes last.
    sold = [place for place, leaf in enumerate(leaves) if leaf.item.article.advertisement]
    articles = [place for place, leaf in enumerate(leaves) if not leaf.boxed]
    if dropped:
        yield cuts()
    for share in (1.0 - _LEAST_SHARE, _MOST_SHARE):
        for place in reversed(articles):
            while rows[place] < int(leaves[place].rows * share):
                rows[place] += 1
                yield cuts()
        for place in reversed(articles):
            while figures[place] < len(leaves[place].figures):
                figures[place] += 1
                yield cuts()
    for place in (*(each for each in reversed(range(len(leaves))) if each not in sold), *reversed(sold)):
        rows[place], figures[place], whole[place] = leaves[place].rows, len(leaves[place].figures), True
        yield cuts()


def lighter_cuts(leaf: Leaf, cut: Cut, dropped: int = 0) -> list[Cut]:
    """What may be gone of an article in place of that much, from the least on: ``dropped`` of its figures, then more of them, then text as well."""
    if leaf.boxed:
        return [Cut()] if cut.whole else []
    most = int(leaf.rows * _MOST_SHARE) if cut.whole else cut.rows - 1
    pictures = [Cut(0, figures) for figures in range(dropped, cut.figures + 1)]
    return [*pictures, *(Cut(rows, cut.figures) for rows in range(1, most + 1))]


def picture_drops(leaves: tuple[Leaf, ...]) -> Iterator[tuple[int, ...]]:
    """撤图: how many pictures each article may lose, one more each time: first those that are not an article's only one, the last article's before the lead's. The first article keeps one; a table, and what stands before it, is never dropped."""
    dropped = [0] * len(leaves)
    for least in (1, 0):
        for place in reversed(range(len(leaves))):
            figures = leaves[place].figures
            pictured = next(each for each, leaf in enumerate(leaves) if leaf.figures) if figures else place
            while (
                not leaves[place].boxed
                and len(figures) - dropped[place] > max(least, place == pictured)
                and isinstance(figures[len(figures) - dropped[place] - 1], Picture)
            ):
                dropped[place] += 1
                yield tuple(dropped)
