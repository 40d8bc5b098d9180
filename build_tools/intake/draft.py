"""来稿: what a reader finds in one file, before anybody has decided what it is. In order of the file, nothing judged.

A draft also says, in :attr:`Draft.letters`, every text of the file as a second, simpler way of reading finds it:
that is what the account at the end is held against (see ``accounting``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from build_tools.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look. ``raised`` is "super", "sub" or ""; ``note`` the key of a note that is marked here."""

    text: str
    strong: bool = False
    raised: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """段: one paragraph as sent; a line end that the writer forced stands in its text as a newline.

    ``size`` in points, 0 where the file does not say. ``role`` is what the file itself calls it: "title",
    "subtitle", "heading1" …, "caption", "quote", "byline" or "". ``mark`` is the number or bullet that the
    word processor shows before it, ``level`` its depth in a list, -1 outside lists.
    """

    spans: tuple[Span, ...]
    size: float = 0.0
    align: str = ""
    font: str = ""
    role: str = ""
    mark: str = ""
    level: int = -1
    indented: bool = False
    boxed: bool = False

    @property
    def text(self) -> str:
        """The words without any look, outer white space off."""
        return "".join(span.text for span in self.spans).strip()

    @property
    def strong(self) -> bool:
        """Whether all of it is bold."""
        words = [span for span in self.spans if span.text.strip()]
        return bool(words) and all(span.strong for span in words)

    @property
    def look(self) -> tuple[str, float, bool, str, str]:
        """What two headlines of one file have in common."""
        return self.role, self.size, self.strong, self.align, self.font


@dataclass(frozen=True, slots=True)
class Image:
    """图: a picture where it stands in the file. ``content`` is None when only its address came.

    ``crop`` is the part of each side, left, top, right, bottom, that the writer cut away, in 0 to 1.
    """

    name: str
    content: bytes | None
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """格. ``merged`` is "^" when it goes on from the cell above, "<" from the one to its left, else ""."""

    items: tuple[Item, ...]
    merged: str = ""

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(item.text for item in self.items if isinstance(item, Line) and item.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """表: rows of cells, all rows equally long."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A page end, a ruled line, a row of stars: whatever parts one story from the next. ``text`` as sent."""

    text: str = ""


Item = Line | Image | Grid | Break


@dataclass(slots=True)
class Draft:
    """One file as read. ``headline``, ``byline``: what the file says of itself outside its text (a web page's head)."""

    file: str
    items: list[Item] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    remarks: list[Diagnostic] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    headline: str = ""
    byline: str = ""
    verse: bool = False
    elsewhere: bool = False
    """Whether all that it holds came as files of their own."""


class Unreadable(Exception):
    """A file that cannot be read at all: ``problem`` and ``remedy`` are Chinese for the editor."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def plain(text: str, **look: object) -> Line:
    """A line of one look."""
    return replace(Line((Span(text),)), **look)  # type: ignore[arg-type]


def trimmed(line: Line, start: int = 0, end: int | None = None) -> Line:
    """The line with only the characters ``start`` to ``end`` of its unstripped text."""
    whole = "".join(span.text for span in line.spans)
    stop = len(whole) if end is None else end
    kept, at = [], 0
    for span in line.spans:
        first, last = max(start - at, 0), min(stop - at, len(span.text))
        if first < last or (span.note and start <= at <= stop):
            kept.append(replace(span, text=span.text[first:last]))
        at += len(span.text)
    return replace(line, spans=tuple(kept))


def stripped(line: Line) -> Line:
    """The line without white space at its ends."""
    whole = "".join(span.text for span in line.spans)
    left = len(whole) - len(whole.lstrip())
    return trimmed(line, left, max(left, len(whole.rstrip())))


def lines_of(line: Line) -> list[Line]:
    """A line parted where the writer forced line ends."""
    whole = "".join(span.text for span in line.spans)
    cuts = [-1, *(match.start() for match in re.finditer("\n", whole)), len(whole)]
    parts = (trimmed(line, one + 1, two) for one, two in itertools.pairwise(cuts))
    return [each for part in parts if (each := stripped(part)).text]


def images_in(items: list[Item] | tuple[Item, ...]) -> Iterator[Image]:
    """All pictures, those in tables included."""
    for item in items:
        if isinstance(item, Image):
            yield item
        elif isinstance(item, Grid):
            for row in item.rows:
                for cell in row:
                    yield from images_in(cell.items)
