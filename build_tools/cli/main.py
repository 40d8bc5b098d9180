"""总机: finds the command, lets it work, prints what it found, and answers with the exit code of the contract §6.

In: argv. Out: text or ``--json`` on stdout; 0 clean, 1 faults in what was written, 2 wrong usage or a
machine that lacks something.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import UNUSABLE, Outcome, as_json, as_text
from build_tools.diagnostics import Diagnostic, Place, diagnose, in_chinese

COMMANDS = {
    "build": "做出网站和印刷 PDF",
    "assemble": "合片：把几台机器上 build --shard 做的合成一个网站",
    "serve": "边写边看：网站与校样，存盘即刷新",
    "desk": "编辑部：在浏览器里写稿、看版、校对、付印",
    "check": "查出全部毛病，什么也不写",
    "new": "新建一期的文件夹",
    "intake": "收稿：把 Word、文本、网页、图片收成稿件，另有收稿单",
    "proofread": "校对：找可能的错字和前后不一的地方",
    "numbers": "列出稿号、版序和状态",
    "signoff": "付印：定死稿号和文字",
    "proof": "校样：带行号的校样，标出改动，记下谁校过",
    "preflight": "预检：查一个 PDF 能不能付印",
    "impose": "拼大版：把一个 PDF 按折法两版并排",
    "bounty": "纠错有奖：读者报错、裁定、评奖",
    "correct": "付印以后记一条更正",
    "handoff": "移交：离线包，各篇的公众号稿在哪里",
    "test": "运行全部测试",
}
"""Every command: a module of this floor with ``add_arguments(parser)`` and ``run(arguments) -> Outcome``."""

_LOOSE = {"test"}
_NEED_THE_MACHINE = {"build", "assemble", "serve", "desk", "check", "proof", "signoff", "test"}
# argparse speaks English; these are all it says to somebody who types a command wrong.
_IN_CHINESE = (
    ("the following arguments are required: ", "还缺："),
    ("unrecognized arguments: ", "不认识："),
    ("invalid choice: ", "没有这个选择："),
    ("choose from", "可选"),
    ("invalid int value: ", "这不是数字："),
    ("expected one argument", "后面要写一个值"),
    ("expected at least one argument", "后面至少写一个值"),
    ("not allowed with argument", "不能同时用"),
    ("argument ", "参数 "),
)
_HEADINGS = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这段说明"),
)


class Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words typed, and how they should be; exit 2."""
        sys.stderr.write(f"用法不对：{_translated(message, _IN_CHINESE)}\n{self.format_usage()}")
        sys.exit(UNUSABLE)

    def format_help(self) -> str:
        """The help with Chinese headings."""
        return _translated(super().format_help(), _HEADINGS)

    def format_usage(self) -> str:
        """The usage line with a Chinese heading."""
        return _translated(super().format_usage(), _HEADINGS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return 0 if words else UNUSABLE
    if words[0] not in COMMANDS:
        close = difflib.get_close_matches(words[0], COMMANDS, 1)
        hint = f"是不是 {close[0]}？" if close else ""
        sys.stderr.write(f"没有“{words[0]}”这个命令。{hint}\n{overview()}")
        return UNUSABLE
    # Before the command is imported: WeasyPrint loads its libraries at once and, lacking one, fails in its own words.
    # What makes no print needs none of what draws.
    if (
        words[0] in _NEED_THE_MACHINE
        and "--web" not in words
        and (lacking := check_machine(tests=words[0] == "test"))
    ):
        outcome = Outcome(lacking)
        sys.stdout.write(as_json(words[0], outcome) if "--json" in words else as_text(outcome))
        return outcome.exit_code
    command = importlib.import_module(f"build_tools.cli.{words[0]}")
    arguments, rest = _parse(words[0], command.add_arguments, words[1:])
    arguments.rest = rest
    outcome = _run(command.run, arguments)
    told = as_json(words[0], outcome) if arguments.json else as_text(outcome)
    # Half a character (of a name of a file that is no UTF-8) can be shown nowhere.
    sys.stdout.write(told.encode("utf-8", "replace").decode())
    sys.stdout.flush()
    return outcome.exit_code


def overview() -> str:
    """What ``chenbao --help`` says."""
    rows = "".join(f"  {name:<11}{purpose}\n" for name, purpose in COMMANDS.items())
    return f"用法：chenbao 命令 [参数]\n\n{rows}\n每个命令后面都可以写 --help 看说明，写 --json 得到给程序读的报告。\n"


def _parse(name: str, add_arguments: object, words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = Parser(prog=f"chenbao {name}", description=COMMANDS[name] + "。", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="用 JSON 报告，给程序读")
    parser.add_argument("--root", type=Path, metavar="文件夹", help="报纸的文件夹（有 mkdocs.yml 的那一个）")
    assert callable(add_arguments)
    add_arguments(parser)
    if name in _LOOSE:
        return parser.parse_known_args(words)
    arguments = parser.parse_args(words)
    return arguments, []


def _run(run: object, arguments: argparse.Namespace) -> Outcome:
    arguments.root = find_root(arguments.root)
    assert callable(run)
    try:
        outcome = run(arguments)
    except KeyboardInterrupt:
        return Outcome(lines=("停下了。",), forced_exit=UNUSABLE)
    except OSError as problem:
        where = Place(str(problem.filename or arguments.root))
        return Outcome((diagnose("SQ903", where, problem=in_chinese(problem)),))
    except Exception as problem:  # our own bug: the editor gets a sentence, whoever mends it the whole story
        return Outcome((_own_fault(problem),))
    assert isinstance(outcome, Outcome)
    return outcome


def _own_fault(problem: Exception) -> Diagnostic:
    with tempfile.NamedTemporaryFile(
        "w", prefix="chenbao-", suffix=".txt", delete=False, encoding="utf-8"
    ) as story:
        traceback.print_exception(problem, file=story)
    return diagnose("SQ904", Place("程序"), problem=f"{type(problem).__name__}: {problem}", story=story.name)


def find_root(given: Path | None) -> Path:
    """The paper's folder: as given, else the nearest one upward that has mkdocs.yml, else the program's own."""
    if given is not None:
        return given.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    return Path(__file__).resolve().parents[2]


def _translated(text: str, words: tuple[tuple[str, str], ...]) -> str:
    for english, chinese in words:
        text = text.replace(english, chinese)
    return text
