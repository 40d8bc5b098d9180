"""校对·成对: quotation marks, brackets and book-title marks that come in pairs (GB/T 15834—2011 4.8, 4.9, 4.15; SQ412, SQ425)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.copy import Passage
from build_tools.diagnostics import Diagnostic, Place, diagnose

_CLOSES = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
}
_OPENS = {close: start for start, close in _CLOSES.items()}
_INNER = {"“": "‘’", "《": "〈〉"}
# 1）and 甲）number things, don’t is English.
_NO_PAIR = re.compile(
    r"(?:^|[\s。；，：])[0-9a-zA-Z一二三四五六七八九十①-⑳甲乙丙丁]{1,3}）|(?<=[A-Za-z])’|’(?=[A-Za-z0-9])"
)


def check_pairs(passages: tuple[Passage, ...], path: str) -> Iterator[Diagnostic]:
    """What has no other half in its paragraph, and marks inside marks of the same kind.

    A quotation of several paragraphs opens each of them and closes the last only (GB/T 15834—2011 4.8.3.4).
    """
    for index, passage in enumerate(passages):
        following = passages[index + 1].text if index + 1 < len(passages) else ""
        opened, alone, nested = _scan(passage.text)
        goes_on = following.startswith("“") and [passage.text[at] for at in opened] == ["“"]
        for at in sorted(alone + ([] if goes_on else opened)):
            yield diagnose("SQ412", Place(path, *passage.place(at)), found=passage.text[at])
        for at in nested if not alone and not opened else []:
            mark = passage.text[at]
            yield diagnose(
                "SQ425", Place(path, *passage.place(at)), found=f"{mark}……{mark}", right=_INNER[mark]
            )


def _scan(text: str) -> tuple[list[int], list[int], list[int]]:
    exempt = {hit.end() - 1 if hit[0][-1] in _OPENS else hit.start() for hit in _NO_PAIR.finditer(text)}
    opened: list[int] = []
    alone: list[int] = []
    nested: list[int] = []
    for at, character in enumerate(text):
        if character in _CLOSES:
            if opened and character in _INNER and text[opened[-1]] == character:
                nested.append(at)
            opened.append(at)
        elif character in _OPENS and opened and text[opened[-1]] == _OPENS[character]:
            opened.pop()
        elif character in _OPENS and at not in exempt:
            alone.append(at)
    return opened, alone, nested
