"""``chenbao bounty …``: 纠错有奖, from a reader's message to the prize and the correction. One sub-command a step."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from build_tools.bounty.inbox import DamagedFile
from build_tools.bounty.opening import Room, open_room
from build_tools.bounty.verdicts import Decision
from build_tools.bounty.weights import BY_CODE
from build_tools.cli.bounty_award import run_award, run_corrections, run_publish, run_seal, run_verify
from build_tools.cli.bounty_inbox import (
    STATES,
    run_answers,
    run_forget,
    run_import,
    run_list,
    run_people,
    run_persons,
    run_prizes,
    run_receipt,
)
from build_tools.cli.bounty_judge import run_judge, run_rate, run_verdict
from build_tools.cli.clock import day_of, figures_of, moment_of
from build_tools.cli.outcome import Outcome

Step = Callable[[Room, argparse.Namespace], Outcome]

_STEPS: dict[str, tuple[str, Step]] = {
    "import": ("收进读者来信：表格、JSON、粘贴的文字", run_import),
    "list": ("列出来信、各处报错和裁定", run_list),
    "persons": ("可能是同一个人的报错人；由编辑决定合并", run_persons),
    "people": ("报错人：署名的意愿、联系方式；加代号就是改一个人的", run_people),
    "forget": ("删去一个人的来信，或到期清空", run_forget),
    "judge": ("打开裁定台（浏览器，只在本机）", run_judge),
    "verdict": ("在命令行裁定一处", run_verdict),
    "rate": ("差错率自检估算，列出每一步", run_rate),
    "seal": ("封存裁定，并写明抽签用哪个公开数值", run_seal),
    "award": ("评奖、抽签，把名单写进下一期", run_award),
    "verify": ("照封存的选票和公布的数值重算一遍", run_verify),
    "prizes": ("发奖：谁得了什么、怎样联系、领了没有", run_prizes),
    "publish": ("写出网站要登的：按回执号的答复、统计", run_publish),
    "answers": ("给每位来信人的答复", run_answers),
    "receipt": ("查一个回执号", run_receipt),
    "corrections": ("把属实的差错记成更正", run_corrections),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sub-commands and what each takes."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="步骤")
    made = {
        name: steps.add_parser(name, help=purpose, description=purpose + "。")
        for name, (purpose, _) in _STEPS.items()
    }
    for step in made.values():
        step.add_argument("issue", metavar="期", help="差错所在的那一期，如 2021-01")
        step.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="用 JSON 报告，给程序读"
        )
        step.add_argument(
            "--root", type=Path, default=argparse.SUPPRESS, metavar="文件夹", help="报纸的文件夹"
        )
    _inbox_arguments(made)
    _judge_arguments(made)
    _award_arguments(made)


def _inbox_arguments(made: dict[str, argparse.ArgumentParser]) -> None:
    made["import"].add_argument(
        "files", nargs="+", metavar="文件", help="CSV、XLSX、JSONL 或文字文件；- 表示从键盘粘贴"
    )
    made["import"].add_argument("--channel", default="", metavar="渠道", help="如 公众号、信件、网站")
    made["import"].add_argument(
        "--keep-until",
        type=day_of,
        metavar="日期",
        help="来信保存到哪一天；不写是截止后180天",
    )
    made["list"].add_argument("--unread", action="store_true", help="只列读不出的")
    made["list"].add_argument(
        "--state",
        default="",
        choices=(*STATES.values(), *STATES),
        metavar="状态",
        help=f"只列这一种：{'、'.join(f'{said}（{state}）' for state, said in STATES.items())}",
    )
    whether = made["persons"].add_mutually_exclusive_group()
    whether.add_argument("--merge", nargs=2, metavar=("代号", "代号"), help="这两个代号是同一个人")
    whether.add_argument("--apart", nargs=2, metavar=("代号", "代号"), help="这两个代号是两个人")
    whether.add_argument(
        "--other", nargs="+", default=(), metavar="回执号", help="这几封信是同名的另一个人写的"
    )
    made["people"].add_argument("code", nargs="?", default="", metavar="代号", help="只看或改这一个人")
    made["people"].add_argument(
        "--naming", default="", metavar="署名", help="实名、只公布姓、化名：某某、不公布"
    )
    made["people"].add_argument("--name", default="", metavar="姓名", help="来信里没有写的，在这里记")
    made["people"].add_argument("--contact", default="", metavar="联系方式", help="发奖用；只存在收件箱里")
    made["forget"].add_argument(
        "--person", default="", metavar="姓名或账号", help="把这个人从收件箱的每个文件里删去"
    )
    made["forget"].add_argument("--expired", action="store_true", help="保存期限已到，清空收件箱")
    made["forget"].add_argument("--unclaimed", action="store_true", help="到期清空，没有领的奖不再发")
    made["receipt"].add_argument("number", metavar="回执号")


def _judge_arguments(made: dict[str, argparse.ArgumentParser]) -> None:
    made["judge"].add_argument(
        "--judge", default="", metavar="裁定人", help="记在裁定里的称呼，如 甲；不写就是 编辑"
    )
    made["judge"].add_argument("--port", type=int, default=0, metavar="端口")
    made["verdict"].add_argument("claim", metavar="报错", help="来信的代号#第几处，见 list")
    made["verdict"].add_argument(
        "--decision",
        required=True,
        choices=[each.value for each in Decision],
        help="；".join(f"{each.value} {each.chinese}" for each in Decision),
    )
    made["verdict"].add_argument(
        "--kind",
        default="",
        metavar="类别",
        help=f"计错表的类别：{'、'.join(f'{row.code}（{row.name}）' for row in BY_CODE.values())}",
    )
    made["verdict"].add_argument(
        "--printed", default=None, metavar="原文", help="见报的字；来信说得清楚的不用写"
    )
    made["verdict"].add_argument("--corrected", default=None, metavar="改文")
    made["verdict"].add_argument("--delete", action="store_true", help="原文应当删去；不写这个，空的改文不收")
    made["verdict"].add_argument(
        "--together", action="store_true", help="同样的改动已经记在另一处的，两处并成一处"
    )
    made["verdict"].add_argument("--reason", default="", metavar="理由")
    made["verdict"].add_argument("--judge", default="编辑", metavar="裁定人")
    made["verdict"].add_argument("--important", action="store_true", help="重要名称、时间、图片：加倍")
    made["verdict"].add_argument("--final", action="store_true", help="裁定人意见不一时，以此为准")


def _award_arguments(made: dict[str, argparse.ArgumentParser]) -> None:
    made["seal"].add_argument(
        "--source",
        required=True,
        metavar="出处",
        help="抽签用的公开数值出自哪里，如 2021年2月5日上证指数收盘",
    )
    made["seal"].add_argument(
        "--when",
        required=True,
        type=moment_of,
        metavar="时刻",
        help="那个数值什么时候公布，如 2021-02-05T15:00；要在封存以后",
    )
    made["seal"].add_argument(
        "--decimals",
        type=int,
        default=2,
        choices=range(7),
        metavar="位数",
        help="数值写到小数点后几位，不写是2",
    )
    made["seal"].add_argument(
        "--digits",
        type=figures_of,
        default=None,
        metavar="位数",
        help="数值是一串数字的（如彩票号码），共几位",
    )
    made["prizes"].add_argument("--handed", default="", metavar="代号", help="这位领了奖")
    made["prizes"].add_argument("--by", default="", metavar="经手人")
    made["prizes"].add_argument("--export", action="store_true", help="写出发奖用的名单，只存在收件箱里")
    made["award"].add_argument("--value", required=True, metavar="数值", help="那个公开数值")
    made["award"].add_argument("--write", action="store_true", help="写进下一期的 issue.yml")
    made["corrections"].add_argument("--write", action="store_true", help="写进 corrections.yml")
    made["corrections"].add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="原文",
        help="把这一条更正定为家规：以后各期再写错，check 会提醒；可写几次",
    )
    made["corrections"].add_argument("--date", type=day_of, default=None, metavar="日期", help="不写就是今天")


def run(arguments: argparse.Namespace) -> Outcome:
    """Open the desk of the issue and take the step."""
    room, found = open_room(arguments.root, arguments.issue)
    if room is None:
        return Outcome(found)
    try:
        return _STEPS[arguments.step][1](room, arguments)
    except DamagedFile as damaged:
        return Outcome((room.told_of(damaged),))
