"""更正 in the editing room: what was printed wrong in a story of a signed issue, recorded or taken back without a terminal.

In: the path of the story. Out: JSON, one line in corrections.yml and a commit. Refuses what stands in the way.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from build_tools.desk.history import Author
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.model import ArticleNumber, parse_number, parse_place
from build_tools.production.correcting import Corrected, correct, corrections_file, take_back
from build_tools.readers import read_recorded_corrections
from build_tools.readers.front_matter import read_front_matter

_REMEDIES: Mapping[str, str] = {
    "SQ803": "照见报的文字抄写要更正的几个字，一字不差。",
    "SQ804": "多抄前后几个字。",
    "SQ880": "先收回那一条，再把两处合成一条记。",
    "SQ882": "",
}
"""Remedies in the words of the room where the terminal's are others."""


def corrections(room: EditingRoom, path: str) -> list[dict[str, object]]:
    """The corrections of a story that stand."""
    number = _number(room, path)
    recorded, _ = read_recorded_corrections(room.root, number.issue)
    return [
        {"place": each.place.chinese, "printed": each.printed, "said": each.said, "date": f"{each.date}"}
        for each in recorded
        if each.number == number and each.undone is None
    ]


def record_correction(
    room: EditingRoom, author: Author, path: str, words: str, right: str, finder: str, fact: bool
) -> dict[str, object]:
    """记一条更正."""
    number = _number(room, path)
    with room.lock:
        done = correct(room.root, number, words, right, _today(room), finder=finder, fact=fact)
        return _kept(room, author, number, done, "更正")


def undo_correction(
    room: EditingRoom, author: Author, path: str, words: str, place: str
) -> dict[str, object]:
    """收回一条更正; its line stays, with the day."""
    number = _number(room, path)
    with room.lock:
        done = take_back(room.root, number, _today(room), words=words, place=parse_place(place))
        return _kept(room, author, number, done, "收回更正")


def _kept(
    room: EditingRoom, author: Author, number: ArticleNumber, done: Corrected, deed: str
) -> dict[str, object]:
    if done.correction is None:
        found = done.diagnostics[0]
        raise Refusal(409, f"{found.message}{_REMEDIES.get(found.code, found.remedy)}")
    said = f"{done.correction.place.chinese}{done.correction.said}"
    trouble = room.record(author, [room.root / corrections_file(number)], f"{deed}{number.printed}：{said}")
    return {"said": said, "trouble": trouble}


def _number(room: EditingRoom, path: str) -> ArticleNumber:
    text = str(room.story(path)["text"])
    number = parse_number(read_front_matter(text).fields.get("number", ""))
    if number is None:
        raise Refusal(409, "这一篇还没有见报的稿号：没有付印的稿件直接改文稿。")
    return number


def _today(room: EditingRoom) -> datetime.date:
    return datetime.datetime.now(datetime.UTC).astimezone(room.paper().zone).date()
