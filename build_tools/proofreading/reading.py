"""读稿: an article as a proofreader sees it: line after line, each with what it is and where it stands.

In: an issue's articles. Out: :class:`Copy`. A line is a headline, a paragraph, a caption, a table's row, a list's item.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from build_tools.checks.copy import Passage, passages
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import HEAD, Article, source_path


class Part(enum.Enum):
    """What a line is."""

    HEADLINE = "标题"
    KICKER = "引题"
    DECK = "副题"
    BYLINE = "署名"
    SUBHEAD = "小标题"
    CAPTION = "图说"
    ROW = "表格"
    ITEM = "列表"
    QUOTATION = "引文"
    PARAGRAPH = "正文"

    @property
    def heads(self) -> bool:
        """Whether it stands above the text and says in short what the text says."""
        return self in (Part.HEADLINE, Part.KICKER, Part.DECK)


_FIELDS = dict(zip(HEAD, (Part.KICKER, Part.HEADLINE, Part.DECK, Part.BYLINE), strict=True))
_OPENINGS = (
    (re.compile(r"\s*#{1,6}\s"), Part.SUBHEAD),
    (re.compile(r"\s*!\["), Part.CAPTION),
    (re.compile(r"\s*\|"), Part.ROW),
    (re.compile(r"\s*(?:[-+*]|[0-9]{1,9}[.)])\s"), Part.ITEM),
    (re.compile(r"\s*(?:>|\[\^)"), Part.QUOTATION),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One passage. ``text`` has no line breaks: what stood for one is a space-less join in print, NUL here."""

    text: str
    part: Part
    path: str
    passage: Passage

    def place(self, at: int) -> Place:
        """Where the character at ``at`` stands in the file."""
        return Place(self.path, *self.passage.place(at))

    def finding(self, code: str, at: int, **facts: str) -> Diagnostic:
        """A finding that begins at the character ``at``."""
        return diagnose(code, self.place(at), **facts)


@dataclass(frozen=True, slots=True)
class Copy:
    """One article's lines in the order of its file."""

    path: str
    lines: tuple[Line, ...]
    bylines: tuple[str, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """All below the front matter."""
        return tuple(line for line in self.lines if line.part not in _FIELDS.values())

    @property
    def text(self) -> str:
        """All lines, parted by newlines."""
        return "\n".join(line.text for line in self.lines)


def read_copy(issue: str, article: Article) -> Copy:
    """The article as the proofreading floor looks at it."""
    path = source_path(issue, article)
    source = article.source.split("\n")
    lines = []
    for passage in passages(article):
        number, _ = passage.place(0)
        # One character for one character, so that places stay right.
        text = passage.text.rstrip("\n").replace("\n", "\0")
        lines.append(Line(text, _part(source[number - 1], number, article), path, passage))
    return Copy(path, tuple(lines), article.bylines)


def _part(written: str, number: int, article: Article) -> Part:
    for key, part in _FIELDS.items():
        if key in article.marks and article.marks[key][0] == number:
            return part
    return next((part for opening, part in _OPENINGS if opening.match(written)), Part.PARAGRAPH)
