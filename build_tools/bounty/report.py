"""来信 as data: one message of one reader. No I/O.

In: nothing. Out: :class:`Report` and how its sender may be named.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Naming(enum.Enum):
    """署名方式: how the reader agreed to be named (个人信息保护法 第25条: without separate consent, not at all)."""

    FULL = "full"
    """实名."""
    MASKED = "masked"
    """隐去名字: 张＊."""
    ALIAS = "alias"
    """化名."""
    NONE = "none"
    """不公布."""


@dataclass(frozen=True, slots=True)
class Report:
    """读者来信. ``received`` is ISO 8601 (a date, or a moment); ``identity`` is whatever tells this sender from others.

    ``receipt`` is the 回执号 of twelve digits; ``finder`` the keyed hash of the identity. Private but for these two.
    """

    receipt: str
    finder: str
    received: str
    text: str
    name: str = ""
    identity: str = ""
    channel: str = ""
    naming: Naming = Naming.NONE
    alias: str = ""

    @property
    def shown_name(self) -> str:
        """The name as consented; "一位读者" when there is no consent."""
        match self.naming:
            case Naming.FULL if self.name:
                return self.name
            case Naming.MASKED if self.name:
                # Full-width: two ASCII asterisks would be mark-up in the notice that prints the name.
                return self.name[0] + "＊" * min(2, max(1, len(self.name) - 1))
            case Naming.ALIAS if self.alias:
                return self.alias
        return "一位读者"


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: kept and listed, never dropped."""

    source: str
    row: int
    reason: str
    raw: str


def naming_of(said: str) -> tuple[Naming, str]:
    """What a consent column says, and the alias it gives."""
    word = said.strip()
    for mark in ("化名", "笔名", "网名", "署名为"):
        if word.startswith(mark):
            alias = word[len(mark) :].lstrip("：: ")
            return (Naming.ALIAS, alias) if alias else (Naming.NONE, "")
    if word in ("实名", "同意", "是", "公布", "同意公布", "同意公布姓名", "可以", "真名", "姓名", "yes", "full"):
        return Naming.FULL, ""
    if word in ("隐名", "隐去", "只公布姓", "姓氏", "匿去名字", "打码", "掩码", "masked"):
        return Naming.MASKED, ""
    return Naming.NONE, ""
