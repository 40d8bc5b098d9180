"""``chenbao serve``: live preview of site and page proofs."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from types import FrameType

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.cli.progress import show_progress
from build_tools.diagnostics import in_chinese


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument(
        "--address",
        type=_address,
        default=("127.0.0.1", 8000),
        metavar="地址",
        help="如 127.0.0.1:8000（不写就是它，只有本机打得开）",
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Serve until interrupted."""
    lacking = check_machine()
    if lacking:
        return Outcome(lacking)
    signal.signal(signal.SIGTERM, _interrupted)
    host, port = arguments.address
    serving = importlib.import_module("build_tools.production.preview.serving")
    with show_progress() as progress:
        try:
            preview = serving.Preview(arguments.root, host, port, _say, progress)
        except OSError as problem:
            return Outcome(
                lines=(
                    f"不能在 {host}:{port} 上预览：{in_chinese(problem)}。改法：换一个地址，如 --address 127.0.0.1:8001。",
                ),
                forced_exit=UNUSABLE,
            )
        # Said before the work begins: the first time takes a while, and serving ends only by Ctrl-C.
        _say(f"正在建网站，随后在浏览器里打开 {preview.address} ；按 Ctrl-C 停下。")
        try:
            preview.start()
            preview.follow()
        except KeyboardInterrupt:
            pass
        finally:
            preview.close()
    return Outcome(lines=("预览停了。",))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _address(written: str) -> tuple[str, int]:
    host, colon, port = written.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError("写成 127.0.0.1:8000 这样")
    return host.strip("[]") or "127.0.0.1", int(port)
