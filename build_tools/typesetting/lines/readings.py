"""Readings 生僻字注音: rare characters followed by their reading in brackets.

In: runs, what counts as common, and who knows the readings. Out: runs in which every rare character, where
it first stands, is followed by ``（pīnyīn）``. (CLREQ 3.3.1.1 knows readings between the lines; newspapers give them in the line).
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace

from build_tools.typesetting.lines.line import Run


def annotate_rare(
    runs: tuple[Run, ...], common: Container[str], reading: Callable[[str], str]
) -> tuple[Run, ...]:
    """括注读音: each rare Han character, once, with ``reading`` of it in brackets; "" from ``reading`` leaves it bare.

    A reading that the text gives already (an opening bracket follows) is not given again.
    """
    text = "".join(run.text for run in runs)
    known: set[str] = set()
    annotated = []
    position = 0
    for run in runs:
        pieces = []
        for character in run.text:
            position += 1
            pieces.append(character)
            if not _is_han(character) or character in common or character in known:
                continue
            known.add(character)
            pinyin = "" if text[position : position + 1] in ("（", "(") else reading(character)
            pieces.append(f"（{pinyin}）" if pinyin else "")
        annotated.append(replace(run, text="".join(pieces)))
    return tuple(annotated)


def _is_han(character: str) -> bool:
    return (
        "\u3400" <= character <= "\u4dbf"
        or "\u4e00" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U000323af"
    )
