"""``chenbao correct 2101-032 --printed … --right …``: 更正, recorded after sign-off; the printed text never changes."""

from __future__ import annotations

import argparse
import datetime

from build_tools.cli.clock import day_of, today
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.model import ArticleNumber, PrintedPlace, paragraph_place, parse_number, parse_place
from build_tools.production.correcting import correct, corrections_file, take_back


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
    parser.add_argument("--date", type=day_of, default=None, metavar="日期", help="不写就是今天")


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
    now = today(arguments.root)
    date = arguments.date or now
    if date < _earliest(number):
        why = f"{number.issue} 那时还没有付印：看看 --date 的年月，{date} 是不是写错了。"
        return Outcome(lines=(why,), forced_exit=UNUSABLE)
    if date > now:
        why = f"{date} 还没有到，今天是 {now}：看看 --date 是不是写错了；不写就记今天。"
        return Outcome(lines=(why,), forced_exit=UNUSABLE)
    return (_undo if arguments.undo else _record)(arguments, number, date)


def _record(arguments: argparse.Namespace, number: ArticleNumber, date: datetime.date) -> Outcome:
    done = correct(
        arguments.root,
        number,
        arguments.printed,
        arguments.right,
        date,
        place=arguments.place,
        finder=arguments.finder,
        fact=arguments.fact,
    )
    if done.correction is None:
        return Outcome(done.diagnostics)
    where = done.correction.place
    return Outcome(
        lines=(
            f"记下了：{number.printed}《{done.headline}》{where.chinese}，{done.correction.said}。记的日期是{date}。",
        ),
        facts={
            "number": str(number),
            "paragraph": where.paragraph,
            "place": where.chinese,
            "file": corrections_file(number),
        },
    )


def _undo(arguments: argparse.Namespace, number: ArticleNumber, date: datetime.date) -> Outcome:
    done = take_back(
        arguments.root,
        number,
        date,
        words=arguments.printed,
        right=arguments.right,
        place=arguments.place,
    )
    if done.correction is None:
        return Outcome(done.diagnostics)
    taken = done.correction
    return Outcome(
        lines=(
            f"收回了：{number.printed}{taken.place.chinese}，{taken.said}。那一行还在，写明了收回的日期。",
        ),
        facts={"number": str(number), "printed": taken.printed, "file": corrections_file(number)},
    )


def _earliest(number: ArticleNumber) -> datetime.date:
    """The first day on which an issue may have been printed: that of the month before its own."""
    year, month = map(int, number.issue.split("-"))
    return datetime.date(year - (month == 1), month - 1 or 12, 1)


def _place(written: str) -> PrintedPlace:
    place = parse_place(written)
    if place is None:
        raise argparse.ArgumentTypeError(f"“{written}”不是见报文本里的位置，要写成 第2段、标题、图说2 这样")
    return place


def _paragraph(written: str) -> PrintedPlace:
    if not (written.isascii() and written.isdigit()):
        raise argparse.ArgumentTypeError(f"“{written}”不是段数")
    return paragraph_place(int(written))
