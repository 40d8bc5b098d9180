"""The labelled messages: files of tests/bounty/messages/ → messages with what they mean.

A header ``@ 01-03:3 pose | …`` gives month and ordinal of the article, the place in it, and a name of the
fault that messages on the same fault share; ``@ -`` is a message that reports nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.bounty.claims import Part, Spot
from build_tools.model import ArticleNumber

FOLDER = Path(__file__).parent / "messages"
_PARTS = {
    "题": Part.HEADLINE,
    "引": Part.KICKER,
    "副": Part.DECK,
    "署": Part.BYLINE,
    "小": Part.SUBHEAD,
    "图": Part.CAPTION,
    "表": Part.CELL,
    "注": Part.NOTE,
}


@dataclass(frozen=True, slots=True)
class Label:
    """What one claim means: ``spot`` None when only the article can be told."""

    number: ArticleNumber
    spot: Spot | None
    fault: str
    silent: bool = False
    """The message does not say what would be right (a question mark behind the fault's name)."""

    def agrees(self, found: Spot | None) -> bool:
        """Whether a resolved place is the right one."""
        if found is None or found.number != self.number:
            return False
        return self.spot is None or self.spot == found


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message."""

    issue: str
    labels: tuple[Label, ...]
    text: str
    line: int
    channel: str = ""
    """How it came, where the set says so (``# channel 语音``)."""


def read_messages(name: str) -> list[Message]:
    """All messages of ``develop`` or ``heldout``."""
    issue, channel, messages = "", "", []
    for record in re.finditer(
        r"^(?:# issue (\S+)|# channel (\S+)|@ (.*))\n((?:(?![@#] ).*\n?)*)",
        text := (FOLDER / f"{name}.txt").read_text("utf-8"),
        re.M,
    ):
        if record[1] or record[2]:
            issue, channel = record[1] or issue, record[2] or channel
        else:
            line = text.count("\n", 0, record.start()) + 1
            messages.append(Message(issue, _labels(record[3]), record[4].strip(), line, channel))
    return messages


def _labels(header: str) -> tuple[Label, ...]:
    return () if header.startswith("-") else tuple(_label(part.strip()) for part in header.split("|"))


def _label(part: str) -> Label:
    place, _, fault = part.partition(" ")
    article, _, where = place.partition(":")
    number = ArticleNumber(f"2021-{article[:2]}", int(article[3:]))
    return Label(number, _spot(number, where) if where else None, fault.rstrip("?"), fault.endswith("?"))


def _spot(number: ArticleNumber, where: str) -> Spot:
    if where.isdigit():
        return Spot(number, Part.PARAGRAPH.value, int(where))
    return Spot(number, _PARTS[where[0]].value, int(where[1:] or 1))
