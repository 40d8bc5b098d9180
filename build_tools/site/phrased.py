"""按意思折行: a headline on the web turns between phrases and not inside a word, as in print.

In: the words of a headline, plain or as HTML. Out: HTML in which every phrase but the first has a ``<wbr>`` before it, for
``word-break: keep-all``. What is copied, searched, read aloud or cited is the words alone.
"""

from __future__ import annotations

import html
import re

from markupsafe import Markup, escape

from build_tools.model import Paper
from build_tools.proofreading.phrases import phrases

_TAG = re.compile(r"(<[^>]*>)")


def phrased(paper: Paper, words: str) -> Markup:
    """The words, parted. Text between tags is parted by itself."""
    names = (*paper.own_names, *(name for topic in paper.topics for name in topic.names))
    pieces = _TAG.split(words) if isinstance(words, Markup) else [str(escape(words))]
    parted = "".join(piece if piece.startswith("<") else _parted(piece, names) for piece in pieces)
    return Markup(f'<span class="phrased">{parted}</span>') if "<wbr>" in parted else Markup(parted)


def _parted(piece: str, names: tuple[str, ...]) -> str:
    return "<wbr>".join(map(escape, phrases(html.unescape(piece), names)))
