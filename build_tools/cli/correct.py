"""``chenbao correct 2101-032 --printed … --right …``: 更正, recorded after sign-off; the printed text never changes."""

from __future__ import annotations

import argparse
import datetime

from build_tools.bounty.exclusive import exclusive
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Correction, PrintedPlace, PrintedText, paragraph_place, parse_number, parse_place
from build_tools.numbering import yaml_string
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES, read_printed

CORRECTIONS_HEAD = "# 更正：付印以后发现的差错，由 ./chenbao correct 写入。\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What was printed, what it should have been."""
    parser.add_argument("number", metavar="稿号", help="如 2101-032")
    parser.add_argument("--printed", required=True, metavar="原文", help="见报的文字，一字不差")
    parser.add_argument("--right", required=True, metavar="改文", help="应当是什么")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--place", type=_place, metavar="位置", help="第2段、标题、引题、副题、署名、小标题、图说2、表格、注……；原文只出现一次时可以不写")
    where.add_argument("--paragraph", dest="place", type=_paragraph, metavar="段", help="第几段；0 是标题")
    parser.add_argument("--fact", action="store_true", help="事实性差错：下一期在同等版位登更正；不写就是文字差错，列入勘误")
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
    places = find_printed(printed, arguments.printed, arguments.place)
    if len(places) != 1:
        return Outcome((_unclear(printed, arguments.printed, places),))
    date = arguments.date or datetime.date.today()
    correction = Correction(number, places[0], arguments.printed, arguments.right, date, arguments.finder, arguments.fact)
    file = arguments.root / path
    with exclusive(file):
        before = file.read_text("utf-8") if file.is_file() else CORRECTIONS_HEAD
        write_whole(file, (before + format_correction(correction)).encode())
    return Outcome(
        lines=(f"记下了：{number.printed}《{printed.headline}》{places[0].chinese}，{correction.said}。",),
        facts={"number": str(number), "paragraph": places[0].paragraph, "place": places[0].chinese, "file": path},
    )


def _place(written: str) -> PrintedPlace:
    place = parse_place(written)
    if place is None:
        raise argparse.ArgumentTypeError(f"“{written}”不是见报文本里的位置，要写成 第2段、标题、图说2 这样")
    return place


def _paragraph(written: str) -> PrintedPlace:
    if not (written.isascii() and written.isdigit()):
        raise argparse.ArgumentTypeError(f"“{written}”不是段数")
    return paragraph_place(int(written))


def find_printed(printed: PrintedText, words: str, place: PrintedPlace | None) -> list[PrintedPlace]:
    """The places in which the words stand, once for each time they stand there."""
    return [here for here, text in printed.pieces if place in (None, here) for _ in range(text.count(words) if words else 0)]


def format_correction(correction: Correction) -> str:
    """One line of corrections.yml."""
    place = f"paragraph: {correction.place.paragraph}" if correction.place.paragraph else f"place: {correction.place.chinese}"
    parts = [f"number: {correction.number}", place]
    parts += [f"printed: {yaml_string(correction.printed)}", f"corrected: {yaml_string(correction.corrected)}"]
    parts += [f"finder: {yaml_string(correction.finder)}"] if correction.finder else []
    parts += ["fact: true"] * correction.fact + ["rule: true"] * correction.rule
    return f"- {{{', '.join(parts)}, date: {correction.date}}}\n"


def _unclear(printed: PrintedText, words: str, places: list[PrintedPlace]) -> Diagnostic:
    path = f"{ISSUES}/{printed.number.issue}/printed/{printed.number}.yml"
    facts = {"number": printed.number.printed, "headline": printed.headline, "printed": words}
    if not places:
        return diagnose("SQ803", Place(path), **facts, path=path)
    named = "、".join(place.chinese for place in places)
    return diagnose("SQ804", Place(path), **facts, places=named)
