"""``chenbao build [期 …]``: website and print PDF of all issues, or the print PDF of those named and the website."""

from __future__ import annotations

import argparse
import gc
import importlib
import re
from dataclasses import replace
from pathlib import Path

from build_tools.cli.outcome import CLEAN, FAULTS, UNUSABLE, Outcome
from build_tools.cli.progress import say_waiting, show_progress
from build_tools.production.order import SITE, Built, Look, Order, as_before, look, shard_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to build, and how."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")
    parser.add_argument("--web", action="store_true", help="只做网站，不做印刷 PDF；网站上也就没有版面图")
    parser.add_argument(
        "--shard",
        type=_shard,
        metavar="第几片/共几片",
        help="只做几分之一的期，如 3/8；各片再用 chenbao assemble 合成一个网站",
    )
    add_workers(parser)


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many hands."""
    parser.add_argument(
        "--workers",
        type=_positive,
        metavar="个数",
        help="同时用几个进程，如 2（不写就是这台机器的核数）；做出来的一样",
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Gather everything, then write; nothing is made again that has not changed. Faults of the copy stop it before anything is written.

    With issues named, only their faults count: an unfinished other issue is left off the website, and said so.
    """
    order = Order(arguments.root, tuple(arguments.issues), web_only=arguments.web, shard=arguments.shard)
    if order.shard and order.issues:
        return Outcome(lines=("--shard 自己分配各期，不要再写期名。",), forced_exit=UNUSABLE)
    seen = look(order)
    before = None if order.shard else as_before(order, seen)
    return (
        say_outcome(order, before, "（没有变化）")
        if before
        else say_outcome(order, _build(order, arguments.workers, seen), "")
    )


def _build(order: Order, workers: int | None, seen: Look) -> Built:
    # Loaded only now: a build that finds nothing changed is over before the floors that read, set and render are there.
    # Looking for garbage again and again while modules load and pages are made costs a sixth of the time, and finds none.
    gc.set_threshold(200_000, 20, 20)
    building = importlib.import_module("build_tools.production.building")
    with show_progress() as progress:
        built = building.build(order, workers, progress, say_waiting, seen)
    assert isinstance(built, Built)
    return built


def say_outcome(order: Order, built: Built, remark: str, first: tuple[str, ...] = ()) -> Outcome:
    """What a build came to, in lines for the editor; ``first`` stands above."""
    if not built.done:
        refused = Outcome(built.diagnostics, ("什么也没有写；先改好上面的错，再运行一次。",))
        # With strict: true doubts alone are enough.
        return refused if refused.exit_code != CLEAN else replace(refused, forced_exit=FAULTS)
    everything = [f"{'、'.join(built.everything)} 改了，各期都重做了。"] if built.everything else []
    others = [f"{'、'.join(built.others)} 参与做网页，各页都重做了。"] if built.others else []
    lines = [
        *first,
        *everything,
        *others,
        *(f"印刷 PDF：{Path(pdf).relative_to(order.root).as_posix()}{remark}" for pdf in built.pdfs),
    ]
    lines.append(f"{f'这一片：{shard_folder(*order.shard)}' if order.shard else f'网站：{SITE}'}/{remark}")
    if built.at_home:
        lines.append(
            f"还没有付印，没有上网站：{'、'.join(built.at_home)}。chenbao serve 可以看；要放到网上，在 mkdocs.yml 的 chenbao 下写 drafts: show。"
        )
    if built.late:
        ledgers = " ".join(f"issues/{name}/ledger.yml" for name in built.late)
        lines.append(
            f"已付印的期有了补发、撤稿或改名，记在稿号簿里；请提交到 git，别处出报才是同样的稿号：{ledgers}"
        )
    lines += [f"没有上网站：{name}，它还有错；运行 chenbao check {name} 查看。" for name in built.left_out]
    facts = {
        "site": str(order.root / SITE),
        "pdfs": list(built.pdfs),
        "left_out": list(built.left_out),
        "at_home": list(built.at_home),
        "late": list(built.late),
        "everything": list(built.everything),
        "others": list(built.others),
    }
    return Outcome(built.diagnostics, tuple(lines), facts)


def _positive(written: str) -> int:
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError("要写一个正整数")
    return int(written)


def _shard(written: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", written)
    place, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= place <= count:
        raise argparse.ArgumentTypeError("写成 3/8 的样子：共八片里的第三片")
    return place, count
