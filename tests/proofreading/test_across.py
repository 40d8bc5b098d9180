"""Two articles of an issue that tell one thing in two ways, and those that only seem to."""

from __future__ import annotations

import time

import pytest

from tests.proofreading.papers import codes, findings

NOTICE = "老年协会组织会员去湿地公园秋游，早晨7点40分在社区东门集合，费用每人65元，名额90人，到服务中心一楼大厅报名。"
ANSWER = "有人问秋游怎么报名。老年协会组织会员去湿地公园，早晨{time}在社区东门集合，费用每人{fee}元，到服务中心{floor}楼大厅报名。"


@pytest.mark.parametrize(
    ("facts", "found", "other"),
    [
        ({"fee": "56"}, "56元", "65元"),
        ({"floor": "二"}, "二楼", "一楼"),
        ({"time": "7点20分"}, "20分", "40分"),
    ],
)
def test_a_figure_that_another_article_gives_otherwise_is_found(
    facts: dict[str, str], found: str, other: str
) -> None:
    answer = ANSWER.format(**({"time": "7点40分", "fee": "65", "floor": "一"} | facts))
    (finding,) = findings(NOTICE, answer)
    assert finding.code == "SQ475"
    assert f"“{found}”与另一篇里的“{other}”" in finding.message
    assert finding.place.path.endswith("02-稿.md")


def test_morning_in_one_and_afternoon_in_the_other_is_found() -> None:
    text = "健康讲座定于本周六{}9时开讲，题目是腰痛的自我调理，欢迎大家来听。"
    assert codes(text.format("上午"), text.format("下午")) == ["SQ475"]


@pytest.mark.parametrize(
    "texts",
    [
        ("书画班今年招收20人，请带身份证报名。", "合唱队今年招收30人，请带身份证报名。"),
        (NOTICE, ANSWER.format(time="7点40分", fee="65", floor="一") + "外单位的人费用每人80元，另行安排。"),
        (
            "第五届社区邻里音乐会昨晚在文化站小剧场举行。",
            "第四届社区邻里音乐会昨晚在文化站小剧场举行的情形，他还记得。",
        ),
        (
            "1995年5月，他进了第二纺织机械厂当学徒工。",
            "2003年5月，她从第二纺织机械厂当学徒工的岗位上退了下来。",
        ),
    ],
)
def test_what_may_well_be_two_things_is_left_alone(texts: tuple[str, str]) -> None:
    assert codes(*texts) == []


CONCERT = "邻里音乐会在文化站小剧场举行，筹备组组长{}说，明年还要办。"
LEDGER = "邻里音乐会在文化站小剧场散了场，筹备组组长{}没有急着回家。"


@pytest.mark.parametrize("other", ["贺景山", "贺明川"])
def test_a_name_beside_the_same_office_is_compared(other: str) -> None:
    (finding,) = findings(CONCERT.format("贺景川"), LEDGER.format(other))
    assert finding.code == "SQ473"
    assert f"“{other}”与别处的“贺景川”" in finding.message


def test_a_name_of_two_characters_is_compared_by_sound() -> None:
    assert codes(CONCERT.format("阮梅"), LEDGER.format("阮玫")) == ["SQ473"]


@pytest.mark.parametrize(
    ("one", "other"), [("贺景川", "贺景川"), ("贺景川", "钱大同"), ("阮梅", "阮梅"), ("阮梅", "阮刚")]
)
def test_one_name_and_two_people_are_left_alone(one: str, other: str) -> None:
    assert codes(CONCERT.format(one), LEDGER.format(other)) == []


@pytest.mark.parametrize("piece", ["来了{}户。", "组长王{}说。"])
def test_two_long_articles_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        texts = ["".join(piece.format(1000 + 2 * each + more) for each in range(size)) for more in (0, 1)]
        took = []
        for _ in range(3):
            start = time.process_time()
            findings(*texts)
            took.append(time.process_time() - start)
        return min(took)

    seconds(10)
    assert seconds(1500) < 12 * max(seconds(300), 0.05)
