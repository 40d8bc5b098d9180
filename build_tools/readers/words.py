"""读词表: content/words.yml, in whatever folder MkDocs has its pages: the paper's own list of words, and what readers of
earlier issues found to be misprints.

In: the paper's root folder. Out: :class:`HouseWords`, :class:`FoundMisprint`, and the faults of the list (SQ485).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import parse_number
from build_tools.readers.files import read_text
from build_tools.readers.issue import ISSUES
from build_tools.readers.signed import read_printed, read_record
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlNode

_FILE = "words.yml"
_LISTS = ("names", "places", "words")
_AROUND = 2
"""Characters on either side of a misprint that tell where else it would be one."""
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class HouseWords:
    """本报词表: what is right however odd it looks, and the paper's own confusions, wrong → right.

    ``names`` and ``places`` also teach what else a name must not look like; ``words`` holds dialect, house words and
    what was dismissed once. ``model`` is the folder of a character model as the editor wrote it, "" for none.
    """

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    confusions: tuple[tuple[str, str], ...] = ()
    model: str = ""
    model_place: Place | None = None
    """Where it is named."""


@dataclass(frozen=True, slots=True)
class FoundMisprint:
    """What a reader reported and a judge accepted, with the characters that stood before and behind it."""

    printed: str
    corrected: str
    before: str
    behind: str


def read_words(root: Path, standing: str) -> tuple[HouseWords, tuple[Diagnostic, ...]]:
    """The list in the folder ``standing``; an empty one when there is none. Never raises."""
    path = f"{standing}/{_FILE}"
    node, found = read_record(root, path)
    words, faults = parse_words(node, path)
    return words, (*found, *faults)


def parse_words(node: YamlNode | None, path: str) -> tuple[HouseWords, tuple[Diagnostic, ...]]:
    """What the document says, and every entry that says nothing."""

    def fault(node: YamlNode, problem: str) -> Diagnostic:
        return diagnose("SQ485", Place(path, node.line, node.column), problem=problem)

    if node is None:
        return HouseWords(), ()
    if not isinstance(node, Mapping):
        return HouseWords(), (fault(node, "应当是 names、places、words、confusions、dismissed、model 几项"),)
    lists: dict[str, list[str]] = {key: [] for key in _LISTS}
    confusions: list[tuple[str, str]] = []
    faults: list[Diagnostic] = []
    model, model_place = "", None
    for entry in node.entries:
        key, value = entry.key.text, entry.value
        if key in _LISTS and isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Scalar) and item.text.strip():
                    lists[key].append(item.text.strip())
                else:
                    faults.append(fault(item, f"{key} 下面一行写一个词"))
        elif key == "confusions" and isinstance(value, Mapping):
            for pair in value.entries:
                right = pair.value.text.strip() if isinstance(pair.value, Scalar) else ""
                if len(pair.key.text) > 1 and right and right != pair.key.text:
                    confusions.append((pair.key.text, right))
                else:
                    faults.append(fault(pair.key, "写成“错词: 对词”，错词至少两个字，单个字分不清对错"))
        elif key == "dismissed" and isinstance(value, Sequence):
            for item in value.items:
                words = _dismissed(item)
                if words:
                    lists["words"].append(words)
                else:
                    faults.append(fault(item, "写成 {words: 原词, reason: 为什么不改}，两样都要有"))
        elif key == "model" and isinstance(value, Scalar) and value.text.strip():
            model, model_place = value.text.strip(), Place(path, value.line)
        elif not (isinstance(value, Scalar) and not value.text):
            faults.append(fault(entry.key, f"不认识“{key}”，或者它的写法不对"))
    return (
        HouseWords(
            tuple(lists["names"]),
            tuple(lists["places"]),
            tuple(lists["words"]),
            tuple(confusions),
            model,
            model_place,
        ),
        tuple(faults),
    )


def _dismissed(item: YamlNode) -> str:
    if not isinstance(item, Mapping):
        return ""
    values = {entry.key.text: entry.value.text for entry in item.entries if isinstance(entry.value, Scalar)}
    return values.get("words", "").strip() if values.get("reason", "").strip() else ""


def read_found_misprints(root: Path, issues: Iterable[str]) -> tuple[FoundMisprint, ...]:
    """The accepted misprints of these issues' bounty/verdicts.yml: a few characters changed for a few others."""
    found: list[FoundMisprint] = []
    for issue in issues:
        node, _ = read_record(
            root, f"{ISSUES}/{issue}/bounty/verdicts.yml"
        )  # bounty says what is wrong with it
        printed: dict[str, tuple[str, ...]] = {}
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Mapping):
                misprint = _misprint(root, item, printed)
                if misprint and misprint not in found:
                    found.append(misprint)
    return tuple(found)


def _misprint(root: Path, item: Mapping, printed: dict[str, tuple[str, ...]]) -> FoundMisprint | None:
    values = {entry.key.text: entry.value.text for entry in item.entries if isinstance(entry.value, Scalar)}
    wrong, right = values.get("printed", ""), values.get("corrected", "")
    number = parse_number(values.get("number", ""))
    short = max(len(wrong), len(right)) <= _LONGEST and wrong != right
    if values.get("decision") != "accepted" or not wrong or not right or not short or number is None:
        return None
    if not re.fullmatch(r"[\u3400-\u9fff〇]+", wrong + right):
        return None
    if str(number) not in printed:
        text, _ = read_printed(root, number)
        printed[str(number)] = tuple(piece for _, piece in text.pieces) if text else ()
    at = int(values["start"]) if values.get("start", "").isdigit() else -1
    for block in printed[str(number)]:
        if at >= 0 and block[at : at + len(wrong)] == wrong:
            end = at + len(wrong)
            return FoundMisprint(wrong, right, block[max(0, at - _AROUND) : at], block[end : end + _AROUND])
    return FoundMisprint(wrong, right, "", "")


def earlier_copy(root: Path, issues: Iterable[str]) -> str:
    """The articles of earlier issues, as they were written, one after another; for telling what stood in print before."""
    paths = (path for issue in issues for path in sorted((root / ISSUES / issue).glob("*/*.md")))
    texts = (read_text(root, path.relative_to(root).as_posix()).text for path in paths)
    return "\n".join(text for text in texts if text)
