"""行文: inlines joined as Chinese copy wants them: no space where a source line ends between Han, no indent of the editor's own.

In: the inlines of one paragraph as the parser cut them. Out: the same words, neighbouring texts as one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.markup.dialect import WHITE, is_han
from build_tools.model import Emphasis, Inline, Link, Text, plain_text


def joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts as one, a line end in the source as a space only between two words that need one."""
    merged: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + inline.text)
        elif inline != Text(""):
            merged.append(inline)
    return tuple(_unwrapped(merged, index) for index in range(len(merged)))


def _unwrapped(inlines: list[Inline], index: int) -> Inline:
    inline = inlines[index]
    if not isinstance(inline, Text) or "\n" not in inline.text:
        return inline
    before = plain_text(tuple(inlines[:index]))[-1:]
    after = plain_text(tuple(inlines[index + 1 :]))[:1]
    whole = before + inline.text + after
    text = re.sub(r"\n", lambda hit: _between(whole, hit.start() + len(before)), inline.text)
    return Text(text)


def _between(whole: str, position: int) -> str:
    before, after = whole[position - 1 : position], whole[position + 1 : position + 2]
    return " " if before and after and not is_han(before) and not is_han(after) else ""


def trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without white space of any kind at either end: the indent is the typesetter's, not the editor's full-width spaces."""
    return _stripped(_stripped(inlines, 0), -1)


def _stripped(inlines: tuple[Inline, ...], end: int) -> tuple[Inline, ...]:
    """Without white space at one end, 0 or -1, within emphasis and links too."""
    result = list(inlines)
    match result[end] if result else None:
        case Text(text):
            result[end] = Text(text.rstrip(WHITE) if end else text.lstrip(WHITE))
        case Emphasis(children=children) | Link(children=children) as inline:
            result[end] = replace(inline, children=_stripped(children, end))
    return tuple(each for each in result if each != Text(""))
