"""``chenbao assemble [文件夹 …]``: joins what ``build --shard`` made on several machines into one website and one set of prints."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.build import add_workers, say_outcome
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.cli.progress import say_waiting, show_progress
from build_tools.production.building import assemble
from build_tools.production.order import SHARDS, Order


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the shards lie."""
    parser.add_argument(
        "shards", nargs="*", type=Path, metavar="文件夹", help="各片的文件夹；不写就是 dist/shards 里的全部"
    )
    parser.add_argument("--web", action="store_true", help="只做网站；各片做的时候也要写 --web")
    add_workers(parser)


def run(arguments: argparse.Namespace) -> Outcome:
    """Take in, then build: what the shards hold is not made again, what they lack is made here."""
    shards = tuple(arguments.shards) or tuple(sorted((arguments.root / SHARDS).glob("*-of-*")))
    lacking = [str(shard) for shard in shards if not shard.is_dir()]
    if lacking or not shards:
        return Outcome(
            lines=(
                f"没有这些文件夹：{'、'.join(lacking)}。"
                if lacking
                else f"{SHARDS} 里还没有片：先运行 chenbao build --shard 1/2 这样的命令。",
            ),
            forced_exit=UNUSABLE,
        )
    order = Order(arguments.root, web_only=arguments.web)
    with show_progress() as progress:
        built, refused = assemble(order, shards, arguments.workers, progress, say_waiting)
    said = [f"合入{len(shards)}片。", *(f"损坏或不该有，没有收，在这里重做了：{name}" for name in refused)]
    return say_outcome(order, built, "", tuple(said))
