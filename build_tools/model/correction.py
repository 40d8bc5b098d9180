"""更正: what was printed wrongly and what it should have been."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from build_tools.model.number import ArticleNumber
from build_tools.model.place import PrintedPlace


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: ``printed`` at a place of the printed text should have been ``corrected``.

    ``finder`` is how the reader who found it wishes to be named, "" for the paper itself.
    """

    number: ArticleNumber
    place: PrintedPlace
    printed: str
    corrected: str
    date: datetime.date
    finder: str = ""
    fact: bool = False
    """事实性差错: corrected in print in a place of equal rank (《报刊刊载虚假、失实报道处理办法》第四条); else 勘误, a misprint."""
    rule: bool = False
    """家规: whether an editor made it a rule for every issue since."""
    undone: datetime.date | None = None
    """The day on which it was taken back; its line stays."""

    @property
    def said(self) -> str:
        """``“甲”应为“乙”``, as print and web say it."""
        return f"“{self.printed}”应为“{self.corrected}”" if self.corrected else f"“{self.printed}”应删去"
