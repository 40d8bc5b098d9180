"""文字: what an article's file shows a reader, paragraph by paragraph, each character with its place in the file.

In: an :class:`Article` with its source. Out: :class:`Passage` after passage. Mark-up, code, addresses and
comments are gone; what stood for something a reader does not read letter by letter is one NUL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import Article

HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
"""Han characters, for the inside of a character class."""

_OPAQUE = "\0"
_FENCE = re.compile(r"^---[ \t]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LISTING = re.compile(r"^ {0,3}(```|~~~)")
_RULER = re.compile(r"^[\s|:\-=_*]+$")
_MARKER = re.compile(r"^(?:[ \t\u3000]*(?:[-+*]|[0-9]{1,9}[.)]|>|#{1,6}|\[\^[^\]]+\]:)(?:[ \t]+|$))+|^[ \t\u3000]+")
_OPENS = re.compile(r"^[ \t\u3000]*(?:[-+*>|]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|\[\^[^\]]+\]:|!\[)")
_DRESS = re.compile(
    r"""(?P<opaque>`+[^`]*`+|<[^>\s]*>|(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+|&\#?\w+;|\|)
      |\]\([^)\s]*(?:\s+"[^"]*")?\)(?:\{[^}]*\})?|\[\^[^\]]*\]|!?\[|\]|\*+|\\(?=[!-/:-@\[-`{-~])""",
    re.VERBOSE,
)
_VALUE = re.compile(r"(?P<key>(?:headline|kicker|deck|byline):[ \t]*+)(?![\[|>])(?P<quote>[\"']?)(?P<value>.*?)(?P=quote)[ \t]*(?:[ \t]\#.*)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, headline or cell row. ``places``: (line, column) of every character of ``text``, from 1."""

    text: str
    places: tuple[tuple[int, int], ...]


def passages(article: Article) -> tuple[Passage, ...]:
    """Every passage of an article, in the order of the file."""
    lines = _COMMENT.sub(_blank, article.source).split("\n")
    ends = [number for number, line in enumerate(lines) if _FENCE.match(line)][:2]
    below = ends[1] + 1 if len(ends) == 2 and ends[0] == 0 else 0
    read = {line for line, _ in article.marks.values()}  # none, when the front matter cannot be read
    front = [passage for number, line in enumerate(lines[:below], 1) if number in read and (passage := _field(line, number))]
    return (*front, *_body(lines, below))


def _blank(hit: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", hit[0])


def _field(line: str, number: int) -> Passage | None:
    match = _VALUE.fullmatch(line)
    if not match or not match["value"]:
        return None
    start = match.start("value")
    return Passage(match["value"], tuple((number, start + index + 1) for index in range(len(match["value"]))))


def _body(lines: list[str], below: int) -> Iterator[Passage]:
    gathered: list[tuple[str, tuple[int, int]]] = []
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
                gathered += [*_characters(line.rstrip(), number), ("\n", (number, len(line) + 1))]
    yield from _passage(gathered)


def _passage(gathered: list[tuple[str, tuple[int, int]]]) -> Iterator[Passage]:
    text = "".join(character for character, _ in gathered)
    if text.strip():
        yield Passage(text, tuple(place for _, place in gathered))


def _characters(line: str, number: int) -> Iterator[tuple[str, tuple[int, int]]]:
    marker = _MARKER.match(line)
    at = marker.end() if marker else 0
    for dress in _DRESS.finditer(line, at):
        yield from ((line[index], (number, index + 1)) for index in range(at, dress.start()))
        if dress["opaque"]:
            yield _OPAQUE, (number, dress.start() + 1)
        at = dress.end()
    yield from ((line[index], (number, index + 1)) for index in range(at, len(line)))
