"""来信 as data: one message of one reader. No I/O.

In: nothing. Out: :class:`Report` and how its sender may be named.
"""

from __future__ import annotations

import enum
import re
import unicodedata
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

    @property
    def chinese(self) -> str:
        """As the editor reads and writes it."""
        return {"full": "实名", "masked": "只公布姓", "alias": "化名", "none": "不公布"}[self.value]


NOBODY = "一位读者"
"""In place of a name that may not be published."""
_LONGEST_NAME = 12
_NO_NAME = re.compile(r"[^\w·•]|_")


_NO_PERSON = re.compile(
    r"://|www\.|[<>\[\]{}=|]|\.(?:com|cn|net|org|top|xyz|cc|vip|shop|io|me|app|example)\b", re.IGNORECASE
)
"""What stands in an address, in mark-up or in a formula, and in nobody's name."""


def public_name(said: str) -> str:
    """A name as print and web may show it: letters, digits and the dot between foreign names, 12 at most. "" of what is an
    address or mark-up: cut to its letters it would still be printed, and advertise; and of a number by which to reach
    somebody, whatever stands around it: many are called by theirs."""
    plain = unicodedata.normalize("NFKC", said.split("\n")[0])
    if _NO_PERSON.search(plain) or re.search("[0-9]{5}", re.sub(r"[\s\-._]", "", plain)):
        return ""
    return _NO_NAME.sub("", said.split("\n")[0])[:_LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Report:
    """读者来信. Private but for ``letter`` and ``finder``, which tell nothing without the inbox's key.

    ``letter`` names it in verdicts.yml; ``receipt`` is the 回执号 that only the reader is told. ``received`` is ISO 8601 in
    the paper's own time (a date, or a moment), "" where it is unclear. ``finder`` is the keyed hash of ``identity``, which
    is whatever tells this sender from others; "" where nothing does. ``source`` is the raw file that it came in.
    """

    letter: str
    finder: str
    received: str
    text: str
    name: str = ""
    identity: str = ""
    channel: str = ""
    naming: Naming = Naming.NONE
    alias: str = ""
    receipt: str = ""
    contact: str = ""
    source: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """By time received; what has no clear time comes last. The same whatever the order of imports."""
        return self.received or "9999", self.letter

    @property
    def shown_name(self) -> str:
        """The name as consented; :data:`NOBODY` when there is no consent."""
        name, alias = public_name(self.name), public_name(self.alias)
        match self.naming:
            case Naming.FULL if name:
                return name
            case Naming.MASKED if name:
                # Full-width: two ASCII asterisks would be mark-up in the notice that prints the name.
                return name[0] + "＊" * min(2, max(1, len(name) - 1))
            case Naming.ALIAS if alias:
                return alias
        return NOBODY


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: kept and listed, never dropped."""

    source: str
    row: int
    reason: str
    raw: str


_YES = frozenset(
    [
        "实名",
        "同意",
        "是",
        "公布",
        "同意公布",
        "同意公布姓名",
        "同意署名",
        "可以",
        "可",
        "真名",
        "姓名",
        "好",
        "好的",
        "愿意",
        "yes",
        "y",
        "true",
        "full",
        "√",
        "✓",
        "1",
    ]
)
_NO = frozenset(
    [
        "否",
        "不",
        "不同意",
        "不公布",
        "不署名",
        "不愿意",
        "不可以",
        "匿名",
        "无",
        "none",
        "no",
        "n",
        "false",
        "×",
        "x",
        "0",
        "随便",
        "都行",
        "都可以",
        "不要",
        "保密",
    ]
)
_MASK = frozenset(["隐名", "隐去", "只公布姓", "姓氏", "只写姓", "匿去名字", "打码", "掩码", "masked"])


def declines(said: str) -> bool:
    """Whether a word says in so many words that the name stays out."""
    return said.strip().lower() in _NO


def naming_of(said: str, column: str = "") -> tuple[Naming, str]:
    """What a consent column says, and the alias it gives. Under 署名 itself a name is the name to be printed."""
    word = said.strip()
    for mark in ("化名", "笔名", "网名", "署名为", "署名"):
        if word.startswith(mark):
            alias = public_name(word[len(mark) :].lstrip("：: "))
            return (Naming.ALIAS, alias) if alias else (Naming.NONE, "")
    if word.lower() in _YES:
        return Naming.FULL, ""
    if word.lower() in _MASK:
        return Naming.MASKED, ""
    if (
        column == "署名"
        and word.lower() not in _NO
        and 2 <= len(public_name(word)) <= _LONGEST_NAME
        and public_name(word) == word
    ):
        return Naming.ALIAS, word
    return Naming.NONE, ""
