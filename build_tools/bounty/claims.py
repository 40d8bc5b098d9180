"""读者报错 as data: what a message was understood to say. No I/O.

In: nothing. Out: the types that the resolver fills, the judge confirms and the scoring counts.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from build_tools.model import ArticleNumber


class MessageKind(enum.Enum):
    """What a message is, before anybody judges it."""

    REPORT = "report"
    """报错."""
    ADVICE = "advice"
    """建议."""
    OTHER_PAPER = "other-paper"
    """说的是别的报刊."""
    OTHER = "other"
    """问候、询问、广告等."""

    @property
    def chinese(self) -> str:
        """As the judge reads it."""
        return {"report": "报错", "advice": "建议", "other-paper": "别的报刊", "other": "非报错"}[self.value]


class Part(enum.Enum):
    """Where in an article: the body's paragraphs, or one of the pieces around them."""

    PARAGRAPH = "paragraph"
    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    BYLINE = "byline"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    CELL = "cell"
    NOTE = "note"
    ARTICLE = "article"
    """The article as a whole: nothing narrower was said."""

    @property
    def chinese(self) -> str:
        """As the judge reads it."""
        return _PARTS[self]

    @property
    def title(self) -> bool:
        """Whether the official method counts it double (报头、报眉、栏头、标题)."""
        return self in (Part.HEADLINE, Part.KICKER, Part.DECK, Part.SUBHEAD)


_PARTS = {
    Part.PARAGRAPH: "正文",
    Part.HEADLINE: "标题",
    Part.KICKER: "引题",
    Part.DECK: "副题",
    Part.BYLINE: "署名",
    Part.SUBHEAD: "小标题",
    Part.CAPTION: "图说",
    Part.CREDIT: "图片署名",
    Part.CELL: "表格",
    Part.NOTE: "注",
    Part.ARTICLE: "全文",
}


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """位置: one piece of printed text. ``ordinal`` counts from 1 within its part; paragraphs as readers count them."""

    number: ArticleNumber
    part: str
    ordinal: int

    @property
    def chinese(self) -> str:
        """``2101-032 第3段`` or ``2101-032 图说2``."""
        part = Part(self.part)
        if part is Part.PARAGRAPH:
            return f"{self.number.printed} 第{self.ordinal}段"
        if part is Part.CELL:
            return f"{self.number.printed} {part.chinese}第{self.ordinal}格"
        several = part in (Part.CAPTION, Part.SUBHEAD, Part.NOTE, Part.CREDIT)
        return f"{self.number.printed} {part.chinese}{self.ordinal if several else ''}"


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@dataclass(frozen=True, slots=True)
class Edit:
    """改动: characters ``start`` to ``end`` of the printed piece, and what the reader wants there.

    ``replacement`` is None when the reader only says that something is wrong. ``end == start`` is an insertion.
    """

    start: int
    end: int
    printed: str
    replacement: str | None
    phrase: tuple[int, int] | None = None
    """What the reader quotes as holding the fault; None where nothing is quoted."""

    marks: bool = False
    """The reader speaks of punctuation, though not which mark."""

    @property
    def marks_only(self) -> bool:
        """Whether only punctuation changes."""
        if self.marks:
            return True
        if self.replacement is None:
            return bool(self.printed) and not _letters(self.printed)
        return _letters(self.printed) == _letters(self.replacement) and self.printed != self.replacement


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a claim may mean, with its score (bits of evidence, roughly)."""

    spot: Spot
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """一处报错: what the reader wrote of one fault, and where it is thought to be. Best candidate first.

    ``sure`` only when the best stands clear of the next; ``doubts`` say in Chinese why not.
    """

    quote: str
    wrong: str
    right: str
    candidates: tuple[Candidate, ...]
    edit: Edit | None
    sure: bool
    doubts: tuple[str, ...] = ()
    borne: bool = False
    """Whether the print bears out the change: only then is it filled in for the judge."""

    @property
    def spot(self) -> Spot | None:
        """The first candidate's place."""
        return self.candidates[0].spot if self.candidates else None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a whole message was understood to be.

    ``leads``: where the message would point if it were a report after all; of a report there are none. Never sure.
    """

    kind: MessageKind
    claims: tuple[Claim, ...] = ()
    leads: tuple[Claim, ...] = ()
