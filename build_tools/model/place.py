"""见报文本里的位置: which piece of a printed article, as readers, editors and corrections.yml name it."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class PrintedPart(enum.Enum):
    """What a piece of a printed article is: a paragraph of the body, or something around it."""

    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    CELL = "cell"
    NOTE = "note"

    @property
    def chinese(self) -> str:
        """引题, 标题, 副题 …; a paragraph is 段."""
        return _CHINESE[self]

    @property
    def single(self) -> bool:
        """Whether an article has but one of them."""
        return self in (PrintedPart.KICKER, PrintedPart.HEADLINE, PrintedPart.DECK, PrintedPart.BYLINE)


_CHINESE = {
    PrintedPart.KICKER: "引题",
    PrintedPart.HEADLINE: "标题",
    PrintedPart.DECK: "副题",
    PrintedPart.BYLINE: "署名",
    PrintedPart.PARAGRAPH: "段",
    PrintedPart.SUBHEAD: "小标题",
    PrintedPart.CAPTION: "图说",
    PrintedPart.CREDIT: "图片署名",
    PrintedPart.CELL: "表格",
    PrintedPart.NOTE: "注",
}
_BY_NAME = {
    **{chinese: part for part, chinese in _CHINESE.items() if part is not PrintedPart.PARAGRAPH},
    "主题": PrintedPart.HEADLINE,
    "大标题": PrintedPart.HEADLINE,
}
_ORDER = {part: place for place, part in enumerate(PrintedPart)}
_WRITTEN = re.compile(r"(?:第([0-9]{1,3})段|(\D{1,5})([0-9]{1,3})?)")
_CELL = re.compile(r"表格第([0-9]{1,3})格")


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """位置: ``ordinal`` counts from 1 within its part, as printed; paragraphs as readers count them."""

    part: PrintedPart
    ordinal: int = 1

    @property
    def chinese(self) -> str:
        """``第3段``, ``标题``, ``图说2``, ``表格第38格``; the first of several goes without a number, the words beside it
        tell it."""
        if self.part is PrintedPart.PARAGRAPH:
            return f"第{self.ordinal}段"
        if self.part is PrintedPart.CELL and self.ordinal > 1:
            return f"{self.part.chinese}第{self.ordinal}格"
        return f"{self.part.chinese}{self.ordinal if self.ordinal > 1 else ''}"

    @property
    def paragraph(self) -> int:
        """The number of the paragraph, 0 for every other part."""
        return self.ordinal if self.part is PrintedPart.PARAGRAPH else 0

    @property
    def key(self) -> tuple[int, int]:
        """Head first, then the body and what goes with it."""
        return _ORDER[self.part], self.ordinal


HEADLINE = PrintedPlace(PrintedPart.HEADLINE)


def paragraph_place(ordinal: int) -> PrintedPlace:
    """第几段; 0 is the headline, as it was written before other parts could be corrected."""
    return PrintedPlace(PrintedPart.PARAGRAPH, ordinal) if ordinal else HEADLINE


def parse_place(written: str) -> PrintedPlace | None:
    """``图说2``, ``第3段``, ``标题``, ``表格第38格`` or ``表格38`` → the place; None for anything else."""
    hit = _WRITTEN.fullmatch(_CELL.sub(r"表格\1", "".join(written.split())))
    if hit is None:
        return None
    if hit[1]:
        return PrintedPlace(PrintedPart.PARAGRAPH, int(hit[1])) if int(hit[1]) else None
    part, ordinal = _BY_NAME.get(hit[2]), int(hit[3] or 1)
    return PrintedPlace(part, ordinal) if part and ordinal and not (part.single and ordinal > 1) else None
