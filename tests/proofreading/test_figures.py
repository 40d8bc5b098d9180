"""Figures, ages, counts and telephone numbers that contradict one another, and those that only seem to."""

from __future__ import annotations

import datetime

import pytest

from tests.proofreading.papers import codes, findings

NOVEMBER = datetime.date(2025, 11, 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("从上午9时到下午3时，七个小时里来了800多人。", "上午9时到下午3时，七个小时"),
        ("比赛从9:00读到15:00，整整5个小时。", "9:00读到15:00，整整5个小时"),
        ("检查的有血压、血糖、心电图、肝功能五项，全部免费。", "五项"),
        ("四样菜：青菜、豆腐、鲫鱼、蹄髈三样，都是自家烧的。", "三样"),
        ("桌上有四冷、六热、一汤、一点心，共十道。", "十"),
        ("名额60位。已报名的有57位，还剩2位，欲报从速。", "2位"),
        ("来了男士26位、女士32位，一共57位。", "26位、女士32位，一共57位"),
        ("每台造价68万元，其中补贴28万元，自筹50万元。", "68万元，其中补贴28万元，自筹50万元"),
        ("六十五名选手中，女选手38名，男选手37名。", "六十五名选手中，女选手38名，男选手37名"),
        ("全小区430户，其中318户同意，同意率约94%。", "430户，其中318户同意，同意率约94%"),
        ("去年有320人参加，今年比去年多80人，多了35%。", "35%"),
        ("选手一共65名。交卷的52人，完成率90%。", "52人，完成率90%"),
        ("凡1960年12月31日以前出生、年满60周岁的居民都可以来。", "60"),
        ("1985年，二十一岁的他进了城。今年他六十三岁，头发白了。", "六十三"),
        ("年纪最大的是79岁的闫伯，闫伯生于1964年。", "79岁的闫伯，闫伯生于1964年"),
    ],
)
def test_figures_that_contradict_one_another_are_found(text: str, found: str) -> None:
    said = [each.message for each in findings(text, published=NOVEMBER)]
    assert [f"“{found}”" in each for each in said] == [True], said


@pytest.mark.parametrize(
    "text",
    [
        "从上午9时到下午3时，六个小时里来了800多人。",
        "晚上9时到次日6时，九个小时没有合眼。",
        "门诊从8时到11时，每位医生一个小时看十人。",
        "店开到8:00至20:00，12个小时不打烊。",
        "检查的有血压、血糖和尿酸、心电图、肝功能五项。",
        "血压、血糖、心电图等五项全部免费。",
        "桌上有四冷、六热、一汤、一点心，共十二道。",
        "他每天从8时忙到23时，平均日工作时间12个小时。",
        "上半场两队44分战成44分，终场前还剩2分，又被追平。",
        "各县、市政府组织干部、项目、科技、商品、文化、卫生6项活动。",
        "浮山、翼城、沁水、安泽共9个县。",
        "名额60位。已报名的有57位，还剩3位。",
        "六十五名选手中，女选手38名，男选手27名。",
        "志愿者65名，其中党员30名，女性40名。",
        "每台造价68万元，其中补贴28万元，自筹40万元。",
        "今年比去年多80人，去年有320人，多了25%。",
        "凡1960年12月31日以前出生、年满65周岁的居民都可以来。",
        "1985年，二十一岁的他进了城。今年他六十一岁。",
        "1985年，二十一岁的他进了城。今年他的儿子三十五岁。",
        "最大的是79岁的闫伯，闫伯生于1946年。",
    ],
)
def test_figures_that_agree_are_left_alone(text: str) -> None:
    assert codes(text, published=NOVEMBER) == []


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("第三批11台电梯开工", "这一批共12台电梯，先装11号和15号楼。"),
        ("集市办了五回", "11月8日（星期五）开张，已经办到第六回了。"),
    ],
)
def test_a_label_is_no_count(headline: str, text: str) -> None:
    assert "SQ475" in codes(text, front=f"headline: {headline}")


def test_a_caption_contradicts_the_text_as_a_headline_does() -> None:
    text = "第四届读书会有65人。\n\n![第{}届读书会现场](../images/a.jpg)"
    assert "SQ475" in codes(text.format("五"))
    assert "SQ475" not in codes(text.format("四"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话：660512307。", "660512307"),
        ("报名请打5538-2190，殷老师接。详情可拨打5538-2910。", "5538-2910"),
        ("咨询电话：5602-738。报修电话：66512307。值班电话：5538-2190。", "5602-738"),
        ("咨询电话：5602-7381。报修电话：5602738。", "5602738"),
    ],
)
def test_a_telephone_number_that_cannot_be_right_is_found(text: str, found: str) -> None:
    assert [f"“{found}”" in each.message for each in findings(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "电话：021-5538-2190，也可以拨打55382190。",
        "咨询电话：5538-2190、5538-2191。",
        "电话：400-820-8820，5538-2190。",
        "外地的亲友请打电话：0513-8512345。",
    ],
)
def test_telephone_numbers_that_may_be_right_are_left_alone(text: str) -> None:
    assert codes(text) == []
