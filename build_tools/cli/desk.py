"""``chenbao desk``: 编辑部, writing, pages, proofs, sign-off and judging in the browser."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import webbrowser
from pathlib import Path
from types import FrameType

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.desk.editing import EditingServer
from build_tools.desk.history import GitTrouble
from build_tools.desk.without_server import cms_config
from build_tools.diagnostics import Place, diagnose, in_chinese
from build_tools.readers import NAME, issue_names, read_paper


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether people sign in."""
    parser.add_argument("--port", type=int, default=8800, metavar="端口", help="不写就是 8800；0 是随便一个")
    parser.add_argument("--team", action="store_true", help="几个人一起用：要姓名和口令，分职务")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="只在 --team 时用：如 0.0.0.0，让别的机器也能打开"
    )
    parser.add_argument(
        "--public",
        default="",
        metavar="网址",
        help="放在反向代理后面时，外面看到的网址，如 https://desk.example.org",
    )
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument(
        "--config",
        nargs=2,
        metavar=("期", "仓库"),
        help="不打开编辑部，只写出 Sveltia CMS 的设置，如 --config 2021-03 某社/晨报",
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Serve until interrupted; or write the settings of a content manager and end."""
    if arguments.config:
        return _config(arguments.root, *arguments.config)
    lacking = check_machine()
    if lacking:
        return Outcome(lacking)
    if not arguments.team and (arguments.host != "127.0.0.1" or arguments.public):
        return Outcome(
            lines=("一个人用只在本机打开；要让别的机器打开，加 --team，每人用姓名和口令进来。",),
            forced_exit=UNUSABLE,
        )
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        server = EditingServer(
            arguments.root, arguments.port, arguments.host, team=arguments.team, public=arguments.public
        )
    except GitTrouble as trouble:
        return Outcome((diagnose("SQ950", Place("git"), problem=str(trouble)),))
    except OSError as problem:
        return Outcome(
            lines=(
                f"打不开 {arguments.host}:{arguments.port}：{in_chinese(problem)}。改法：换一个端口，如 --port 8801。",
            ),
            forced_exit=UNUSABLE,
        )
    _say(f"编辑部：{server.address}\n（按 Ctrl-C 结束。写下的每一句都已存好。）")
    if not arguments.no_browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(server.address)
    names = issue_names(arguments.root)
    if names:
        server.warm(names[-1])
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
    return Outcome(lines=("编辑部关了。",))


def _config(root: Path, issue: str, repository: str) -> Outcome:
    read = read_paper(root)
    if read.paper is None:
        return Outcome(tuple(read.diagnostics))
    if not NAME.fullmatch(issue):
        return Outcome(lines=(f"期名“{issue}”不是年-月，如 2021-03。",), forced_exit=UNUSABLE)
    return Outcome(lines=(cms_config(read.paper, issue, repository).rstrip("\n"),))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
