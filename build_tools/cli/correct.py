"""``chenbao correct 2101-032 --printed … --right …``: 更正, recorded after sign-off; the printed text never changes."""

from __future__ import annotations

import argparse
import datetime

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.cli.writing import write_whole
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Correction, PrintedText, parse_number
from build_tools.numbering import yaml_string
from build_tools.readers import ISSUES, read_printed

_HEAD = "# 更正：付印以后发现的差错，由 ./chenbao correct 写入。\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What was printed, what it should have been."""
    parser.add_argument("number", metavar="稿号", help="如 2101-032")
    parser.add_argument("--printed", required=True, metavar="原文", help="见报的文字，一字不差")
    parser.add_argument("--right", required=True, metavar="改文", help="应当是什么")
    parser.add_argument("--paragraph", type=int, metavar="段", help="第几段；0 是标题；原文只出现一次时可以不写")
    parser.add_argument("--finder", default="", metavar="姓名", help="指出差错的读者愿意怎样署名")
    parser.add_argument("--date", type=datetime.date.fromisoformat, default=None, metavar="日期", help="不写就是今天")


def run(arguments: argparse.Namespace) -> Outcome:
    """Find the words in the printed text and add one line to corrections.yml."""
    number = parse_number(arguments.number)
    if number is None:
        return Outcome(lines=(f"“{arguments.number}”不是稿号，或者抄错了一位（末位是校验码，对不上）；照报上的七位数字再写一遍，如 2101-032。",), forced_exit=UNUSABLE)
    path = f"{ISSUES}/{number.issue}/corrections.yml"
    printed, faults = read_printed(arguments.root, number)
    if faults:
        return Outcome(faults)
    if printed is None:
        return Outcome((diagnose("SQ802", Place(path), number=number.printed),))
    places = find_printed(printed, arguments.printed, arguments.paragraph)
    if len(places) != 1:
        return Outcome((_unclear(printed, arguments.printed, places),))
    date = arguments.date or datetime.date.today()
    correction = Correction(number, places[0], arguments.printed, arguments.right, date, arguments.finder)
    file = arguments.root / path
    before = file.read_text("utf-8") if file.is_file() else _HEAD
    write_whole(file, (before + format_correction(correction)).encode())
    where = f"第{places[0]}段" if places[0] else "标题"
    return Outcome(
        lines=(f"记下了：{number.printed}《{printed.headline}》{where}，“{arguments.printed}”应为“{arguments.right}”。",),
        facts={"number": str(number), "paragraph": places[0], "file": path},
    )


def find_printed(printed: PrintedText, words: str, paragraph: int | None) -> list[int]:
    """The paragraphs (0: the headline) in which the words stand, once for each time they stand there."""
    texts = [(0, printed.headline), *((block.ordinal, block.text) for block in printed.blocks if block.ordinal)]
    return [
        ordinal
        for ordinal, text in texts
        if paragraph is None or ordinal == paragraph
        for _ in range(text.count(words) if words else 0)
    ]


def format_correction(correction: Correction) -> str:
    """One line of corrections.yml."""
    parts = [f"number: {correction.number}", f"paragraph: {correction.paragraph}"]
    for key in ("printed", "corrected", "finder"):
        if getattr(correction, key):
            parts.append(f"{key}: {yaml_string(getattr(correction, key))}")
    parts += ["rule: true"] * correction.rule
    return f"- {{{', '.join(parts)}, date: {correction.date}}}\n"


def _unclear(printed: PrintedText, words: str, places: list[int]) -> Diagnostic:
    path = f"{ISSUES}/{printed.number.issue}/printed/{printed.number}.yml"
    facts = {"number": printed.number.printed, "headline": printed.headline, "printed": words}
    if not places:
        return diagnose("SQ803", Place(path), **facts, path=path)
    named = "、".join(f"第{place}段" if place else "标题" for place in places)
    return diagnose("SQ804", Place(path), **facts, places=named)
