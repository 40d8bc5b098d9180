"""YAML with positions: right places, and no text that can bring the program down."""

from __future__ import annotations

import pytest

from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlFault, read_yaml

LAUGHS = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{c}: &{c} [{', '.join([f'*{p}'] * 8)}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True)
)


def test_places_count_lines_and_characters_from_one() -> None:
    node = read_yaml("栏目：美\n") or read_yaml("")
    assert node == Scalar("栏目：美", 1, 1)
    node = read_yaml("题: 一\n稿: [甲, 乙]\n", first_line=2)
    assert isinstance(node, Mapping)
    items = node.entries[1].value
    assert (node.entries[1].key, items) == (
        Scalar("稿", 3, 1),
        Sequence((Scalar("甲", 3, 5), Scalar("乙", 3, 8)), 3, 4),
    )


def test_nothing_null_and_an_empty_string_are_told_apart() -> None:
    assert read_yaml("") is None
    node = read_yaml("a:\nb: ''\nc: ~\n")
    assert isinstance(node, Mapping)
    assert [
        (entry.value.text, entry.value.quoted) for entry in node.entries if isinstance(entry.value, Scalar)
    ] == [("", False), ("", True), ("", False)]


def test_what_yaml_itself_means_by_a_tag_or_an_anchor_is_read() -> None:
    node = read_yaml("a: !!str 2021\nb: &x 甲\nc: *x\nd: &unused [乙]\n")
    assert isinstance(node, Mapping)
    assert [each.value.text for each in node.entries if isinstance(each.value, Scalar)] == [
        "2021",
        "甲",
        "甲",
    ]


@pytest.mark.parametrize(
    ("text", "problem", "line", "column"),
    [
        ("headline: 楼道: 里", "多了一个冒号（值里有冒号时，整个值要加引号）", 1, 13),
        ('题: "没有收尾\n\n', "引号没有成对", 1, 4),
        ("\t题: 缩进", "用了制表符缩进，请改用空格", 1, 1),
        ("题: *星", "星号 * 开头的值要加引号", 1, 5),
        ("题: 一\n题: *甲", "星号 * 开头的值要加引号", 2, 5),
        ("题: &A 座亮灯", "& 开头的值要加引号", 1, 4),
        ("题: !important 停水", "感叹号 ! 开头的值要加引号", 1, 4),
        ("题: !通知 停水", "感叹号 ! 开头的值要加引号", 1, 5),
        ("题: !!important 停水", "感叹号 ! 开头的值要加引号", 1, 4),
        ("题: !!通知 停水", "感叹号 ! 开头的值要加引号", 1, 6),
        ("题: ! 停水", "感叹号 ! 开头的值要加引号", 1, 4),
        ("题: !<通知> 停水", "感叹号 ! 开头的值要加引号", 1, 6),
        ("题: !<a> 停水", "感叹号 ! 开头的值要加引号", 1, 4),
        ("署名: !a [甲, 乙]", "感叹号 ! 开头的值要加引号", 1, 5),
        ("题: @甲", "这个符号开头的值要加引号", 1, 4),
        ("题: 中文中文\n稿: 中文\x07", "有不可见的控制字符", 2, 6),
        ("稿: [甲, 乙\n", "缩进没有对齐，或少了一个符号", 1, 4),
        ("题: 一\n--- x\n", "多了一行 ---", 2, 1),
        ('题: "甲\\乙"', "双引号里的反斜线有别的意思，请改用单引号", 1, 6),
        ("[" * 100_000, "套得太深，或星号引用的内容太多", 1, 51),
        ("- " * 100_000, "套得太深，或星号引用的内容太多", 1, 101),
        ("&a [*a]", "套得太深，或星号引用的内容太多", 1, 1),
        (LAUGHS, "套得太深，或星号引用的内容太多", 1, 14),
    ],
    ids=range(23),
)
def test_what_is_not_yaml_is_said_in_chinese_with_its_place(
    text: str, problem: str, line: int, column: int
) -> None:
    with pytest.raises(YamlFault) as caught:
        read_yaml(text)
    assert (caught.value.problem, caught.value.line, caught.value.column) == (problem, line, column)
