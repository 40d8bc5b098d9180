"""删: the ways to cut a page's copy, from the least to all of it.

In: the page's leaves. Out: one :class:`Cut` a leaf, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model import Kind
from build_tools.typesetting.makeup.leaves import Cut, Leaf

_LEAST_SHARE = 0.4
"""Of an article's rows that stay on its page while others can still give some."""


def cut_steps(leaves: tuple[Leaf, ...]) -> Iterator[tuple[Cut, ...]]:
    """More and more cut, the last article first, a row at a time; then pictures, then what is left of the text, then all."""
    rows = [0] * len(leaves)
    figures = [0] * len(leaves)
    whole = [False] * len(leaves)

    def cuts() -> tuple[Cut, ...]:
        return tuple(Cut(*each) for each in zip(rows, figures, whole, strict=True))

    articles = [place for place, leaf in enumerate(leaves) if leaf.item.article.kind is Kind.ARTICLE]
    for share in (1.0 - _LEAST_SHARE, 0.9):
        for place in reversed(articles):
            while rows[place] < int(leaves[place].rows * share):
                rows[place] += 1
                yield cuts()
        for place in reversed(articles):
            while figures[place] < len(leaves[place].figures):
                figures[place] += 1
                yield cuts()
    for place in reversed(range(len(leaves))):
        rows[place], figures[place], whole[place] = leaves[place].rows, len(leaves[place].figures), True
        yield cuts()
