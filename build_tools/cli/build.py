"""``chenbao build [期 …]``: website and print PDF of all issues, or the print PDF of those named and the website."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from build_tools.cli.outcome import Outcome
from build_tools.cli.progress import say_waiting, show_progress
from build_tools.production.unchanged import SITE, Built, Order, as_before


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to build, and how."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")
    parser.add_argument("--web", action="store_true", help="只做网站，不做印刷 PDF；网站上也就没有版面图")
    parser.add_argument("--workers", type=_positive, metavar="个数", help="同时用几个进程，如 2（不写就是这台机器的核数）；做出来的一样")


def run(arguments: argparse.Namespace) -> Outcome:
    """Gather everything, then write; nothing is made again that has not changed. Faults of the copy stop it before anything is written.

    With issues named, only their faults count: an unfinished other issue is left off the website, and said so.
    """
    order = Order(arguments.root, tuple(arguments.issues), web_only=arguments.web)
    before = as_before(order)
    return _outcome(order, before, "（没有变化）") if before else _outcome(order, _build(order, arguments.workers), "")


def _build(order: Order, workers: int | None) -> Built:
    # Loaded only now: a build that finds nothing changed is over before the floors that read, set and render are there.
    building = importlib.import_module("build_tools.production.building")
    with show_progress() as progress:
        built = building.build(order, workers, progress, say_waiting)
    assert isinstance(built, Built)
    return built


def _outcome(order: Order, built: Built, remark: str) -> Outcome:
    if not built.done:
        return Outcome(built.diagnostics, ("什么也没有写；先改好上面的错，再运行一次。",))
    lines = [f"印刷 PDF：{Path(pdf).relative_to(order.root).as_posix()}{remark}" for pdf in built.pdfs]
    lines.append(f"网站：{SITE}/{remark}")
    lines += [f"没有上网站：{name}，它还有错；运行 chenbao check {name} 查看。" for name in built.left_out]
    facts = {"site": str(order.root / SITE), "pdfs": list(built.pdfs), "left_out": list(built.left_out)}
    return Outcome(built.diagnostics, tuple(lines), facts)


def _positive(written: str) -> int:
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError("要写一个正整数")
    return int(written)
