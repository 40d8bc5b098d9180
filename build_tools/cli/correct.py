"""``chenbao correct 2101-032 --printed … --right …``: 更正, recorded after sign-off; the printed text never changes."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import replace
from pathlib import Path

from build_tools.cli.clock import today
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    ArticleNumber,
    Correction,
    PrintedPlace,
    PrintedText,
    paragraph_place,
    parse_number,
    parse_place,
)
from build_tools.readers import (
    ISSUES,
    format_corrections,
    overlap,
    read_printed,
    read_recorded_corrections,
)
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What was printed, what it should have been."""
    parser.add_argument("number", metavar="稿号", help="如 2101-032")
    parser.add_argument("--printed", default="", metavar="原文", help="见报的文字，一字不差")
    parser.add_argument("--right", default=None, metavar="改文", help='应当是什么；应当删去的写 ""')
    parser.add_argument("--undo", action="store_true", help="收回一条更正；记过的那一行留着，写明收回的日期")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--place",
        type=_place,
        metavar="位置",
        help="第2段、标题、引题、副题、署名、小标题、图说2、表格、注……；原文只出现一次时可以不写",
    )
    where.add_argument("--paragraph", dest="place", type=_paragraph, metavar="段", help="第几段；0 是标题")
    parser.add_argument(
        "--fact", action="store_true", help="事实性差错：下一期在同等版位登更正；不写就是文字差错，列入勘误"
    )
    parser.add_argument("--finder", default="", metavar="姓名", help="指出差错的读者愿意怎样署名")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, default=None, metavar="日期", help="不写就是今天"
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Find the words in the printed text and add one line to corrections.yml."""
    number = parse_number(arguments.number)
    if number is None:
        return Outcome(
            lines=(
                f"“{arguments.number}”不是稿号，或者抄错了一位（末位是校验码，对不上）；照报上的七位数字再写一遍，如 2101-032。",
            ),
            forced_exit=UNUSABLE,
        )
    if not arguments.undo and not (arguments.printed and arguments.right is not None):
        return Outcome(
            lines=("要写上 --printed 原文 和 --right 改文；收回一条更正用 --undo。",), forced_exit=UNUSABLE
        )
    date = arguments.date or today(arguments.root)
    with exclusive(arguments.root / ISSUES / number.issue / "corrections.yml"):
        return (_undo if arguments.undo else _record)(arguments, number, date)


def _record(arguments: argparse.Namespace, number: ArticleNumber, date: datetime.date) -> Outcome:
    root: Path = arguments.root
    path = f"{ISSUES}/{number.issue}/corrections.yml"
    printed, faults = read_printed(root, number)
    if faults:
        return Outcome(faults)
    if printed is None:
        return Outcome((diagnose("SQ802", Place(path), number=number.printed),))
    if arguments.printed == arguments.right:
        return Outcome((diagnose("SQ882", Place(path), printed=arguments.printed),))
    places = find_printed(printed, arguments.printed, arguments.place)
    if len(places) != 1:
        return Outcome((_unclear(printed, arguments.printed, places),))
    correction = Correction(
        number, places[0], arguments.printed, arguments.right, date, arguments.finder, arguments.fact
    )
    recorded, faults = read_recorded_corrections(root, number.issue)
    if any(fault.severity.blocks_build for fault in faults):
        return Outcome(faults)
    clash = next((each for each in recorded if overlap(root, each, correction)), None)
    if clash:
        facts = {"printed": correction.printed, "other": clash.printed, "number": clash.number.printed}
        return Outcome((diagnose("SQ880", Place(path), **facts),))
    write_whole(root / path, format_corrections((*recorded, correction)).encode())
    return Outcome(
        lines=(
            f"记下了：{number.printed}《{printed.headline}》{places[0].chinese}，{correction.said}。记的日期是{date}。",
        ),
        facts={
            "number": str(number),
            "paragraph": places[0].paragraph,
            "place": places[0].chinese,
            "file": path,
        },
    )


def _undo(arguments: argparse.Namespace, number: ArticleNumber, date: datetime.date) -> Outcome:
    """Take one correction back. A file with corrections that clash can be mended so; no other fault may stand."""
    root: Path = arguments.root
    path = f"{ISSUES}/{number.issue}/corrections.yml"
    recorded, faults = read_recorded_corrections(root, number.issue)
    if any(fault.severity.blocks_build and fault.code != "SQ880" for fault in faults):
        return Outcome(faults)
    standing = [each for each in recorded if each.number == number and each.undone is None]
    meant = [
        each
        for each in standing
        if arguments.printed in ("", each.printed)
        and arguments.place in (None, each.place)
        and arguments.right in (None, each.corrected)
    ]
    if len(meant) != 1:
        known = "、".join(f"{each.place.chinese}{each.said}" for each in standing) or "（无）"
        return Outcome((diagnose("SQ881", Place(path), number=number.printed, known=known),))
    taken = meant[0]
    after = tuple(replace(each, undone=date) if each is taken else each for each in recorded)
    write_whole(root / path, format_corrections(after).encode())
    return Outcome(
        lines=(
            f"收回了：{number.printed}{taken.place.chinese}，{taken.said}。那一行还在，写明了收回的日期。",
        ),
        facts={"number": str(number), "printed": taken.printed, "file": path},
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
    return [
        here
        for here, text in printed.pieces
        if place in (None, here)
        for _ in range(text.count(words) if words else 0)
    ]


def _unclear(printed: PrintedText, words: str, places: list[PrintedPlace]) -> Diagnostic:
    path = f"{ISSUES}/{printed.number.issue}/printed/{printed.number}.yml"
    facts = {"number": printed.number.printed, "headline": printed.headline, "printed": words}
    if not places:
        return diagnose("SQ803", Place(path), **facts, path=path)
    named = "、".join(place.chinese for place in places)
    return diagnose("SQ804", Place(path), **facts, places=named)
