"""content/words.yml: what is read, and that what says nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import Place
from build_tools.readers import HouseWords, read_words


def read(tmp_path: Path, text: str) -> tuple[HouseWords, list[str]]:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "words.yml").write_text(text, "utf-8")
    words, found = read_words(tmp_path, "content")
    return words, [each.code for each in found]


def test_all_of_it_is_read(tmp_path: Path) -> None:
    words, found = read(
        tmp_path,
        "names: [葛文涛]\nplaces: [桃蒲路]\nwords: [睏觉]\nconfusions: {自愿者: 志愿者}\n"
        "dismissed:\n  - {words: 底谷, reason: 原文如此}\nmodel: ../字模型\n",
    )
    assert words == HouseWords(
        ("葛文涛",),
        ("桃蒲路",),
        ("睏觉", "底谷"),
        (("自愿者", "志愿者"),),
        "../字模型",
        Place("content/words.yml", 7),
    )
    assert found == []


def test_a_paper_may_have_none(tmp_path: Path) -> None:
    assert read_words(tmp_path, "content") == (HouseWords(), ())


@pytest.mark.parametrize(
    "text",
    [
        "- 一\n",
        "name: [甲]\n",
        "confusions: {帐: 账}\n",
        "dismissed: [{words: 底谷}]\n",
        "names: [[甲]]\n",
        "model: [a]\n",
    ],
)
def test_what_says_nothing_is_told(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text)[1] == ["SQ485"]


def test_broken_yaml_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "names: [甲\n")[1] == ["SQ202"]
