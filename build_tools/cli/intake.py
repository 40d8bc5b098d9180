"""``chenbao intake FILE …``: what contributors send becomes articles, with a slip 收稿单 of all that was left out."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.intake import Taken, open_sending, take_in
from build_tools.production.receiving import SLIP, draw_svg, receive, write_slip
from build_tools.store.files import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sending, and where it goes."""
    parser.add_argument(
        "sending", nargs="+", type=Path, metavar="来稿", help="Word、文本、网页、表格、图片、文件夹或 zip"
    )
    parser.add_argument("--issue", metavar="期", help="收进哪一期，如 2021-03")
    parser.add_argument("--section", metavar="栏目", help="收进哪个栏目；不写就是第一个栏目")
    parser.add_argument("--out", type=Path, metavar="文件夹", help="不收进期里，另放一个文件夹")


def run(arguments: argparse.Namespace) -> Outcome:
    """Read the sending, write articles, pictures and slip."""
    missing = [path for path in arguments.sending if not path.exists()]
    if missing:
        return _unusable("没有这个文件：" + "、".join(str(path) for path in missing) + "。")
    if arguments.out and arguments.issue:
        return _unusable("--out 和 --issue 只写一个：一个放进单独的文件夹，一个收进期里。")
    if arguments.issue:
        return _into_issue(arguments)
    out = arguments.out or arguments.root / "dist" / "intake" / arguments.sending[0].stem
    taken = take_in(open_sending(arguments.sending), draw_svg=draw_svg)
    for picture in taken.pictures:
        write_whole(out / picture.file, picture.content)
    for article in taken.articles:
        write_whole(out / article.file, article.text.encode())
        for picture in article.pictures:
            write_whole(out / picture.file, picture.content)
    return _told(taken, out, [out / article.file for article in taken.articles], out)


def _into_issue(arguments: argparse.Namespace) -> Outcome:
    received = receive(arguments.root, arguments.issue, arguments.section or "", arguments.sending)
    if received.diagnostics:
        return Outcome(received.diagnostics)
    if received.refused:
        return _unusable(received.refused)
    return _told(received.taken, received.slip, list(received.written), arguments.root)


def _told(taken: Taken, slip: Path, written: list[Path], root: Path) -> Outcome:
    """The slip, on the screen and in files."""

    def name(path: Path) -> str:
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    articles: list[dict[str, object]] = [
        {
            "file": name(path),
            "headline": article.headline,
            "from": article.sent_as,
            "pictures": [f"{each.file} ← {each.sent_as}" for each in article.pictures],
        }
        for path, article in zip(written, taken.articles, strict=True)
    ]
    pictures = len(taken.pictures) + sum(len(each.pictures) for each in taken.articles)
    heads = [
        f"收了 {len(articles)} 篇稿，{pictures} 张图。" if articles or pictures else "什么也没有收进来。"
    ]
    heads += [f"  {each['file']}　{each['headline']}" for each in articles]
    if taken.pictures:
        heads.append(f"  没有配进稿件的图：{'、'.join(each.file for each in taken.pictures)}")
    write_slip(taken, slip, articles, heads)
    lines = (*heads, f"收稿单：{name(slip / SLIP)}")
    return Outcome(taken.remarks, lines, {"articles": articles, "slip": str(slip / SLIP)})


def _unusable(words: str) -> Outcome:
    return Outcome(lines=(words,), forced_exit=UNUSABLE)
