"""What a speech engine is given: numbers, dates and names as they are spoken; and the recording, where an engine is."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from build_tools.model import NumberedIssue, Paper
from build_tools.site.handoff.issue_files import issue_recordings
from build_tools.site.handoff.speech import audible, said_in_han, said_in_pinyin
from build_tools.store.cache import Cache


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("2021年1月11日", "二零二一年一月十一日"),
        ("上午9:30至11:00", "上午九点三十分至十一点整"),
        ("8:05", "八点零五分"),
        ("增长3.5%", "增长百分之三点五"),
        ("1,234户", "一千二百三十四户"),
        ("2101-032", "二一零一零三二"),
        ("电话56781234", "电话五六七八一二三四"),
        ("60-75岁", "六十至七十五岁"),
        ("8:30—10:00　合唱", "八点三十分至十点整　合唱"),
        ("63%～68%", "百分之六十三至百分之六十八"),
        ("联系电话：5555-0101", "联系电话：五五五五零一零一"),
        ("请拨打021-5555-0101", "请拨打零二一五五五五零一零一"),
        ("收入3000-5000元", "收入三千至五千元"),
        ("零下7℃", "零下七摄氏度"),
    ],
)
def test_numbers_are_written_as_they_are_spoken(printed: str, said: str) -> None:
    assert said_in_han(printed) == said


def test_names_are_told_by_the_paper_s_own_readings() -> None:
    said = said_in_pinyin("任单说，曾仇到了重庆银行。", {"任单": "rén shàn", "曾仇": "zēng qiú"})
    assert said == "ren2 shan4 shuo1, zeng1 qiu2 dao4 le5 chong2 qing4 yin2 hang2."


def test_nothing_is_recorded_unless_the_paper_asks_for_it(
    issue: NumberedIssue, paper: Paper, tmp_path: Path
) -> None:
    assert not audible(paper) and issue_recordings(paper, issue, Cache(tmp_path)) == {}
    asked = dataclasses.replace(paper, audio=("no-such-engine",))
    assert issue_recordings(asked, issue, Cache(tmp_path)) == {}


def test_every_article_is_recorded_and_listed_in_a_podcast(
    issue: NumberedIssue, paper: Paper, tmp_path: Path
) -> None:
    asked = dataclasses.replace(paper, audio=("espeak-ng",))
    if not audible(asked):
        # A machine without engine or encoder makes none, as the test before says.
        assert shutil.which("espeak-ng") is None or shutil.which("ffmpeg") is None
        return
    made = issue_recordings(asked, issue, Cache(tmp_path))
    sounds = {address: sound for address, sound in made.items() if address.endswith(".mp3")}
    assert len(sounds) == len(issue.articles) + 1
    assert all(
        len(sound) > 2000 and sound[:2] in (b"\xff\xf3", b"\xff\xfb", b"ID") for sound in sounds.values()
    )
    feed = ElementTree.fromstring(made["2021-06/podcast.xml"])
    enclosures = [each.get("url", "").rsplit("/", 1)[1] for each in feed.iter("enclosure")]
    assert enclosures == [f"{item.number}.mp3" for item in issue.articles]
    assert all(
        int(each.get("length", "0")) == len(made[f"2021-06/audio/{each.get('url', '').rsplit('/', 1)[1]}"])
        for each in feed.iter("enclosure")
    )
    assert issue_recordings(asked, issue, Cache(tmp_path)) == made
