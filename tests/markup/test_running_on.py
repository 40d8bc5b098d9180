"""连成一段: which line ends are doubted and which are not."""

from __future__ import annotations

import pytest

from build_tools.markup.body import parse_body

DOUBTED = [
    "第一段写完了。\n　　第二段写完了。",
    "一段\n    另一段",
    "（1）关窗；\n（2）关水；",
    "1、关窗；\n2、关水；",
    "1.关窗\n2.关水",
    "①关窗\n②关水",
    "一、关窗\n二、关水",
    "第一，关窗。\n第二，关水。",
    "姓名：张三\n电话：021-12345678",
    "记者：您住几楼？\n居民：三楼。",
    "时间：八点\n地点：活动室",
    "他说完了。\n主持人：请坐。",
    "> 编者按：请看下文。\n小区里来了新邻居。",
    "- 一\n以上两条，请照办。",
    "1. 一\n以上一条，请照办。",
    "| 甲 |\n|---|\n| 1 |\n表后面的话。",
    "早上开门。下午关门。\n周末不休息。请大家互相转告。",
    "[问]: 您住几楼？\n[答]: 三楼。",
    "1949年，建村\n1958年，改名",
    "1月5日　开学\n1月12日　家访",
    "9:00 签到\n9:30 开会",
    "周一　太极拳\n周二　合唱",
    "1。关窗\n2。关水",
    "Q：几点开门？\nA：八点。",
    "A：甲\nB：乙",
    "i. 关窗\nii. 关水",
    "◎关窗\n◎关水",
    "电话 12345678\n地址 某路3号",
    "通讯员 张三\n摄影 李四",
    "1号楼张三\n2号楼李四",
    "张三 李四 王五\n赵六 钱七 孙八",
    "【通知】停水\n【公告】停电",
    "**关窗**\n请大家先关窗再出门。",
    "一段写完了。\n&emsp;&emsp;另一段。",
    "✅ 带证件\n📍 到居委会",
    "1️⃣ 带证件\n2️⃣ 排队",
    "→带证件，\n→排队，",
    "Step 1 带证件\nStep 2 排队",
    "1 带证件\n2 排队",
    "13812345678 张三\n13912345678 李四",
    "A区100户\nB区200户",
]
SOUND = [
    "这一行没有写完，\n下一行接着写。",
    "一句一行。\n第二句一行。\n第三句一行。",
    "第一段。\n\n　　第二段。",
    "- 一\n  接着写\n- 二",
    "> 一\n> 二",
    "1. 一\n2. 二",
    "行尾两个空格  \n电话：021",
    "共花了\n3、4天",
    "今年共有\n3.5万人",
    "姓名写在这里，\n电话写在那里。",
    "“好！”他说，\n“真好！”",
    "35户人家，\n28户人家。",
    "iPhone 15手机，\n和别的手机。",
    "这一行比二十四个字长得多，是哪个程序在这里折了行，接着\n往下写，并不另起一段。",
    "图书 《书》\nThe end",
    ":::访谈\n问：好吗？\n答：好。\n:::",
]


def doubts(markdown: str) -> list[int]:
    return [fault.line for fault in parse_body(markdown).faults if fault.code == "SQ440"]


@pytest.mark.parametrize("written", DOUBTED)
def test_a_line_that_looks_like_a_beginning_is_doubted(written: str) -> None:
    assert doubts(written) == [written.count("\n") + 1]


def test_short_lines_are_a_poem_or_a_list_of_names() -> None:
    assert doubts("床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。") == [2, 3, 4]
    assert doubts("通河二村\n泗塘一村\n呼玛三村") == [2, 3]


@pytest.mark.parametrize("written", SOUND)
def test_a_line_that_goes_on_is_not(written: str) -> None:
    assert doubts(written) == []


@pytest.mark.parametrize("written", ["开会的有：\n•张三", "开会的有：\n● 李四", "会上说了：\n-二"])
def test_a_bullet_that_is_none_is_told_as_a_list(written: str) -> None:
    assert [(fault.code, fault.line) for fault in parse_body(written).faults] == [("SQ431", 2)]


def test_what_goes_on_behind_a_picture_within_a_paragraph_is_doubted() -> None:
    picture = '![图说](../images/a.png "摄影：张三")'
    assert doubts(f"一段写完了。\n{picture}\n另一段写完了。") == [3]
    assert doubts(f"{picture}\n{picture}") == []
    assert doubts(f"{picture}\n图下面的话。") == []
