"""The proofreader as an editor meets it: findings, immunity, dismissal, the paper's own words, any text whatever."""

from __future__ import annotations

import datetime
import time
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Severity
from build_tools.gathering import gather
from build_tools.proofreading import misprints, proofread_gathered
from build_tools.proofreading.language import Lattice, WordModel, word_model
from build_tools.readers import HouseWords, read_words
from tests.checks.case import SOUND_PAPER, Case, lay_out
from tests.proofreading.papers import codes, findings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("经街道统一布暑，各居民区有效预放登革热。", "放"),
        ("这孩子比我儿子还有奈心。", "奈"),
        ("姐夫给他弄来一台机器，医生祝咐他少爬楼梯。", "祝"),
    ],
)
def test_a_character_of_the_same_sound_is_found(text: str, found: str) -> None:
    assert any(each.code == "SQ470" and f"“{found}”" in each.message for each in findings(text))


@pytest.mark.parametrize(
    "text",
    [
        "我们有十二亿人口，姑娘要多给十块钱。",
        "草地大片大片地绿了。",
        "每亩浇一遍水高达200多立方米。",
        "请各家各户提前关好门窗。",
        "统收统支的体制也带来越来越多的烦恼。",
        "对花花哨哨的事并不懂。",
    ],
)
def test_figures_and_what_only_looks_like_a_slip_are_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "家住四平里的葛秀珍一个人过。",
        "对门的郭志成跑来帮忙。",
        "三楼的顾海涛送来一筐橘子。",
        "楼下陆丽华养了两只猫。",
        "昨天赵明辉把钥匙交给她。",
        "后来换成蒋文娟值班。",
    ],
)
def test_a_name_that_nothing_beside_it_tells_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("墙上挂着一跟绳子。", "跟"),
        ("大家都舍不的走。", "的"),
        ("桌上放着一被茶。", "被"),
        ("路边有一快石头。", "快"),
    ],
)
def test_a_word_of_one_character_may_be_meant(text: str, found: str) -> None:
    assert any(each.code == "SQ470" and f"“{found}”" in each.message for each in findings(text))


def test_what_was_read_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "这孩子比我儿子还有奈心，大家都很高兴。"
    before = codes(text)
    read: list[str] = []

    def lattice(run: str, model: WordModel) -> Lattice:
        read.append(run)
        return Lattice(run, model)

    monkeypatch.setattr(misprints, "Lattice", lattice)
    assert codes(f"{text}昨天下雨了。") == before
    assert read and not set(read[0]) & set("孩子奈心")


def test_what_is_not_looked_at_would_not_have_been_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "这孩子比我儿子还有奈心，墙上挂着一跟绳子，大家都舍不的走，街坊们对此决口不提，心里却象明镜一样。"

    def proposed() -> list[misprints.Suspicion]:
        misprints._proposed.cache_clear()
        model = word_model()
        assert model is not None
        return [each for run, _ in misprints.each_run(text) for each in misprints._proposed(run, model)]

    before = proposed()
    monkeypatch.setattr(WordModel, "at_best", lambda *_: 0.0)
    assert before and proposed() == before


def test_three_words_in_a_row_are_likelier_than_two_tell() -> None:
    model = word_model()
    assert model is not None
    words = ["有", "一", "次"]
    pairs = model.after("有", "") + model.after("一", "有") + model.after("次", "一")
    assert model.said(words) != pairs and model.said([]) == 0.0 and model.said(["有"]) == model.alone("有")


def test_what_stands_twice_is_immune() -> None:
    once = "他说这叫作耐心活，这孩子比我儿子还有奈心。"
    assert "SQ470" in codes(once)
    assert "SQ470" not in codes(once, "街上新开的店招牌就写着儿子还有奈心。")


def test_the_slip_of_the_january_issue_is_found() -> None:
    found = [each for each in proofread_gathered(gather(ROOT, ["2021-01"])) if each.code == "SQ477"]
    assert ["今年9月底" in each.message for each in found] == [True]
    assert found[0].place.path == "issues/2021-01/阅/01-社区通创新社会治理模式.md"


@pytest.mark.parametrize(
    "text",
    [
        "今年9月，新学校将在这里开学。",
        "据介绍，今年9月底前完成改造。",
        "去年9月底，有居民提出了这个想法。",
    ],
)
def test_a_plan_for_a_month_to_come_is_no_slip(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年2月12日是农历正月初一。",
        "2月12日（正月初一）图书馆闭馆。",
        "2月26日是元宵节。",
        "2月3日立春。",
        "1月16日（周六）、17日（周日）两天开放。",
        "从1998年到2006年，他一直住在这里。",
        "每天晚上8点至次日早上6点开放。",
        "12月28日至1月3日放假。",
        "| 日期 | 星期 | 时间 |\n|---|---|---|\n| 1月16日 | 周六 | 9:00 |\n| 1月17日 | 星期日 | 10:00 |",
        "| 日期 | 内容 |\n|---|---|\n| 1月16日 | 周日也开放 |\n| 1月17日 | 周六的票作废 |",
    ],
)
def test_days_that_are_right_are_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年2月12日是农历正月初二。",
        "1月16日（周六）、17日（周一）两天开放。",
        "周五（1月16日）开放。",
        "1月28日至1月3日放假。",
        "| 日期 | 星期 | 时间 |\n|---|---|---|\n| 1月16日 | 周六 | 9:00 |\n| 1月17日 | 周六 | 10:00 |",
        "| 星期 | 日期 |\n|---|---|\n| 星期六 | 1月16日 |\n| 星期六 | 1月17日 |",
    ],
)
def test_days_that_cannot_be_are_found(text: str) -> None:
    assert codes(text) == ["SQ477"]


@pytest.mark.parametrize(
    "text",
    [
        "来了居民代表21人、物业代表3人、业委会代表5人，共29人。",
        "车位从236个增加到316个，增加了80个。",
        "抽查了200户，合格的有188户，合格率为94%。",
        "她1949年出生，今年七十二岁。",
        "志愿者有64人，其中党员12人，团员18人。",
        "比去年同期的1.5吨增长20%，达到1.8吨。",
        "2020年的用水量比2019年下降了30%。",
        "预计2021年的用量将比2020年下降30%到40%。",
    ],
)
def test_figures_that_add_up_are_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("隔离点里的十四天", "最后一天，大家在门口合影。"),
        ("走访十二个小区", "先到的一个小区里没有电梯。"),
        ("三十一户人家的晚饭", "有一户人家把桌子搬到楼道里。"),
    ],
)
def test_one_of_many_does_not_contradict_the_headlines_figure(headline: str, text: str) -> None:
    assert "SQ475" not in codes(text, front=f"headline: {headline}")


@pytest.mark.parametrize(
    "text",
    [
        "做这件事没有工资资，只有积分。",
        "社区区里还给他们办了保险。",
        "机动车出入不受影影响。",
        "楼里的邻居纷纷纷响应。",
    ],
)
def test_a_character_typed_twice_is_found(text: str) -> None:
    assert codes(text) == ["SQ479"]


@pytest.mark.parametrize(
    "text",
    [
        "一幅幅动人的画面，一盏盏小灯笼。",
        "密密匝匝开满了花。",
        "要达到这个目的的人不多。",
        "市旅游部部长来了。",
        "红澄澄的柿子。",
    ],
)
def test_a_character_that_rightly_stands_twice_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“过奖过奖，不敢当不敢当！”老人连连摆手。",
        "“请坐请坐，喝杯早茶。”",
        "他讲起自己的经历，香甜香甜，回味了很久。",
        "居委会根据根据地的老传统办了展览。",
        "委内瑞拉加拉加斯的天气很热。",
    ],
)
def test_what_is_said_twice_on_purpose_or_ends_in_a_longer_word_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_piece_pasted_twice_within_its_clause_is_found() -> None:
    assert codes("地下车库里积水积水很深，居委会借来了水泵。") == ["SQ479"]


@pytest.mark.parametrize(
    "text",
    [
        "楼道里请不要堆放杂物，楼道里请不要堆放杂物，以免着火。",
        "系统自动核对材料；系统自动核对材料；其余的人到窗口来。",
    ],
)
def test_a_clause_pasted_twice_is_found(text: str) -> None:
    assert codes(text) == ["SQ479"]


@pytest.mark.parametrize(
    "text",
    [
        "她默默的数，树一年一年的长。",
        "大家高高兴兴得回家。",
        "他唱的很好。",
    ],
)
def test_a_particle_that_the_words_beside_rule_out_is_found(text: str) -> None:
    assert set(codes(text)) == {"SQ487"}


@pytest.mark.parametrize(
    "text",
    [
        "他轻轻的笑声，她深深的爱。",
        "意见及时得到办理，居民主动得很。",
        "这是他唱的很好的一首歌，写的人多。",
        "红红火火的年过去了，一家一家的灯亮了。",
    ],
)
def test_a_particle_that_may_be_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("他把桌子擦的干干净净。", "擦的", "擦得"),
        ("脸冻的通红，他急得满头大汗。", "冻的", "冻得"),
        ("志愿者耐心的向老人解释。", "心的", "心地"),
        ("新修得小路通了。", "修得", "修的"),
        ("老伯说地有道理。", "说地", "说得"),
        ("大家热烈得鼓掌。", "烈得", "烈地"),
    ],
)
def test_a_particle_that_reads_far_worse_than_another_is_found(text: str, found: str, right: str) -> None:
    assert [each.message.split("：")[0] for each in findings(text)] == [f"“{found}”可能是“{right}”"]
    assert codes(text, words=HouseWords(words=(found,))) == []
    assert codes(text, earlier=text * 2) == []


@pytest.mark.parametrize(
    "text",
    [
        "孩子们跑得飞快，跑得最快的是他。",
        "脸冻得通红的老人，气得说不出话来。",
        "志愿者耐心地向老人解释，耐心的解释让人信服。",
        "新修的小路通了，大家高兴地跳了起来。",
        "老伯说得有道理，他说的道理大家都懂。",
    ],
)
def test_particles_that_read_well_are_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["环保部门来查过，农业部门也来了。", "萝卜咯吱咯吱地响，雨哗啦哗啦地下。"])
def test_what_only_looks_like_a_former_name_or_a_doubled_word_is_left_alone(text: str) -> None:
    assert codes(text, published=datetime.date(2025, 11, 10)) == []


def test_a_surname_before_a_title_is_compared_within_the_article() -> None:
    text = "乔师傅修鞋三十年，街坊都认得乔师傅。邻居说，{}师傅手巧。"
    assert codes(text.format("桥")) == ["SQ473"]
    assert codes(text.format("老")) == codes(text.format("焦")) == []
    assert codes(text.format("桥"), words=HouseWords(names=("桥师傅",))) == []


@pytest.mark.parametrize("surname", "肖闫佘阚")
def test_a_surname_of_today_begins_a_name(surname: str) -> None:
    text = f"志愿者{surname}丽华说，大家一起做。后来{surname}丽{{}}也来了。"
    assert codes(text.format("花")) == ["SQ473"]
    assert codes(text.format("华")) == []


def test_house_words_silence_and_teach() -> None:
    text = "这孩子比我儿子还有奈心。"
    assert codes(text, words=HouseWords(words=("奈心",))) == []
    assert codes("招志愿人员，来了三个自愿者。", words=HouseWords(confusions=(("自愿者", "志愿者"),))) == [
        "SQ484"
    ]


def test_a_listed_phrase_silences_what_is_found_within_it() -> None:
    text = "做这件事没有工资资，图纸一条一条的讲。"
    assert codes(text) == ["SQ479", "SQ487"]
    assert codes(text, words=HouseWords(words=("工资资",))) == ["SQ487"]
    assert codes(text, words=HouseWords(words=("一条一条的讲", "资资料"))) == ["SQ479"]


def test_an_exemption_of_an_earlier_issue_holds_in_later_ones() -> None:
    earlier = "店名就叫奈心。 <!-- 免检 SQ470：店名“奈心”原来如此 -->"
    assert codes("这孩子比我儿子还有奈心。", earlier=earlier) == []


def test_an_exemption_silences_one_finding() -> None:
    assert codes("这孩子还有奈心。 <!-- 免检 SQ470：店名如此 -->") == []


def test_only_a_misprint_that_is_wrong_everywhere_is_a_fault() -> None:
    found = findings("他感到震憾，这孩子比我儿子还有奈心，用了一个車字。")
    assert {each.code: each.severity for each in found} == {
        "SQ470": Severity.WARNING,
        "SQ471": Severity.FAULT,
        "SQ480": Severity.WARNING,
    }


def test_what_readers_found_becomes_a_confusion(tmp_path: Path) -> None:
    lay_out(Case("SQ484", tuple(SOUND_PAPER.items())), tmp_path)
    old = tmp_path / "issues" / "2025-12"
    (old / "bounty").mkdir(parents=True)
    (old / "bounty" / "verdicts.yml").write_text(
        '- {claims: ["a#1"], judge: "甲", at: "2025-12-20", decision: accepted, number: "2512016", part: paragraph, '
        'ordinal: 1, start: 0, end: 2, printed: "布暑", corrected: "部署", kind: "w"}\n'
        '- {claims: ["b#1"], judge: "甲", at: "2025-12-20", decision: rejected, number: "2512016", part: paragraph, '
        'ordinal: 1, start: 0, end: 2, printed: "高兴", corrected: "高新", kind: "w"}\n',
        "utf-8",
    )
    article = tmp_path / "issues/2026-01/要闻/01-路修平了.md"
    article.write_text("---\nheadline: 路修平了\n---\n\n统一布暑，大家高兴。\n", "utf-8")
    found = proofread_gathered(gather(tmp_path, ["2026-01"]))
    assert [(each.code, "“布暑”" in each.message) for each in found] == [("SQ484", True)]


def test_without_the_table_of_words_the_rest_is_found_and_it_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(Case("SQ486", tuple(SOUND_PAPER.items())), tmp_path)
    article = tmp_path / "issues/2026-01/要闻/01-路修平了.md"
    article.write_text("---\nheadline: 路修平了\n---\n\n这孩子还有奈心，大家感到震憾。\n", "utf-8")
    # By its name: the package has a function that is called like the module.
    monkeypatch.setattr(import_module("build_tools.proofreading.proofread"), "word_model", lambda: None)
    found = proofread_gathered(gather(tmp_path, ["2026-01"]))
    assert sorted(each.code for each in found) == ["SQ471", "SQ486"]


def test_the_projects_list_of_words_is_sound() -> None:
    assert read_words(ROOT, "content")[1] == ()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    findings(text)


_PIECES = (
    "2021年 1月 31日 （周六） 农历 正月 初一 三百 六十 8 , . 共 人 其中 % 从 增加到 至 的 的 了 张 主任 副 “ ” 说 ， 。 电话 5550 13 岁 出生 今年 去年 "
    "元宵节 上午 9时 一是 三是 以下三点： | - \n\n 路 路 平方米 面积 長 一木了然"
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(_PIECES.split(" ")), max_size=60).map("".join))
def test_any_order_of_what_the_rules_look_for_is_read(text: str) -> None:
    findings(text, published=datetime.date(2026, 2, 28))


@pytest.mark.parametrize(
    "piece",
    [
        "走",
        "的",
        "1",
        "一",
        "，",
        "张三说",
        "今天天气很好，大家都很高兴。",
        "8日（",
        "“",
        "共3人，",
        "哈哈",
        "平均每人3元，",
        "还剩3户，",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        took = []
        for _ in range(3):  # what disturbs, a collection of garbage above all, only adds
            start = time.process_time()
            findings(text)
            took.append(time.process_time() - start)
        return min(took)

    seconds(1000)
    assert seconds(10_000) < 12 * max(seconds(2_000), 0.05)
