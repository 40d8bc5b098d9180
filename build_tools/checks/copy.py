"""文字: what an article's file shows a reader, paragraph by paragraph, each character with its place in the file.

In: an :class:`Article` with its source. Out: :class:`Passage` after passage. Mark-up, code, addresses and
comments are gone; what stood for something a reader does not read letter by letter is one NUL.
"""

from __future__ import annotations

import bisect
import itertools
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import HEAD, Article, FormKind

HAN = r"\u3400-\u9fff〇"
"""Han characters, for the inside of a character class. Two ranges: from three on, a class takes a hundred times as long to compile."""

_OPAQUE = "\0"
_FENCE = re.compile(r"^---[ \t]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LISTING = re.compile(r"^ {0,3}(```|~~~)")
_RULER = re.compile(r"^[\s|:\-=_*]+$")
_MARKER = re.compile(
    rf"^[:：]{{3,}}[ \t\u3000]*(?:{'|'.join(kind.value for kind in FormKind)})?[ \t\u3000]*"
    r"|^(?:[ \t\u3000]*(?:[-+*]|[0-9]{1,9}[.)]|>|#{1,6}|\[\^[^\]]+\]:)(?:[ \t]+|$))+|^[ \t\u3000]+"
)
_OPENS = re.compile(r"^[ \t\u3000]*(?:[:：]{3}|[-+*>|]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|\[\^[^\]]+\]:|!\[)")
_DRESS = re.compile(
    r"""(?P<opaque>`+[^`]*`+|<[^>\s]*>|(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|&\#?\w+;|\|)
      |\]\((?:[^)（）\n]|（[^)（）\n]*）)*\)(?:\{[^}]*\})?|\[\^[^\]]*\]|!?\[|\]:(?=[ \t]*[!-~])|\]|\*+|\\(?=[!-/:-@\[-`{-~])""",
    re.VERBOSE,
)
_VALUE = re.compile(
    rf"(?P<key>(?:{'|'.join(HEAD)}):[ \t]*+)(?![\[|>])(?P<quote>[\"']?)(?P<value>.*?)(?P=quote)[ \t]*(?:[ \t]\#.*)?"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, headline or cell row. ``runs``: where in ``text`` a stretch of a line begins, then its line and column, from 1."""

    text: str
    runs: tuple[tuple[int, int, int], ...]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column in the file of the character at ``at``."""
        start, line, column = self.runs[bisect.bisect(self.runs, at, key=operator.itemgetter(0)) - 1]
        return line, column + at - start


def passages(article: Article) -> tuple[Passage, ...]:
    """Every passage of an article, in the order of the file."""
    lines = _COMMENT.sub(_blank, article.source).split("\n")
    ends = [number for number, line in enumerate(lines) if _FENCE.match(line)][:2]
    below = ends[1] + 1 if len(ends) == 2 and ends[0] == 0 else 0
    read = {line for line, _ in article.marks.values()}  # none, when the front matter cannot be read
    front = [
        passage
        for number, line in enumerate(lines[:below], 1)
        if number in read and (passage := _field(line, number))
    ]
    return (*front, *_body(lines, below))


def _blank(hit: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", hit[0])


def _field(line: str, number: int) -> Passage | None:
    match = _VALUE.fullmatch(line)
    if not match or not match["value"]:
        return None
    start = match.start("value")
    return Passage(match["value"], ((0, number, start + 1),))


def _body(lines: list[str], below: int) -> Iterator[Passage]:
    gathered: list[tuple[str, int, int]] = []
    listing = ""
    for number, line in enumerate(lines[below:], below + 1):
        fence = _LISTING.match(line)
        if fence and listing in ("", fence[1]):
            listing = "" if listing else fence[1]
        elif not listing:
            if _OPENS.match(line) or _RULER.match(line) or not line.strip():
                yield from _passage(gathered)
                gathered = []
            if not _RULER.match(line) and line.strip():
                gathered += [*_shown(line.rstrip(), number), ("\n", number, len(line) + 1)]
    yield from _passage(gathered)


def _passage(gathered: list[tuple[str, int, int]]) -> Iterator[Passage]:
    text = "".join(piece for piece, _, _ in gathered)
    if text.strip():
        starts = itertools.accumulate((len(piece) for piece, _, _ in gathered), initial=0)
        yield Passage(
            text,
            tuple((start, line, column) for start, (_, line, column) in zip(starts, gathered, strict=False)),
        )


def _shown(line: str, number: int) -> Iterator[tuple[str, int, int]]:
    """The stretches of a line that are shown, none empty, each with its line and column."""
    marker = _MARKER.match(line)
    at = marker.end() if marker else 0
    for dress in _DRESS.finditer(line, at):
        if at < dress.start():
            yield line[at : dress.start()], number, at + 1
        if dress["opaque"]:
            yield _OPAQUE, number, dress.start() + 1
        at = dress.end()
    if at < len(line):
        yield line[at:], number, at + 1
