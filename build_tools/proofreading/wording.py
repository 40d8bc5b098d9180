"""字词: what can be told from a list: the paper's own confusions, idioms off by a character, traditional characters,
former names of offices, wrong measures (SQ471, SQ472, SQ480–SQ482, SQ484).

In: a line and what the paper knows. Out: findings.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.characters import characters
from build_tools.proofreading.language import DATA, WordModel
from build_tools.proofreading.reading import Line

_COMMON_MISPRINTS = """
脉博>脉搏 松驰>松弛 渡假村>度假村 幅射>辐射 气慨>气概 粗旷>粗犷 震憾>震撼 侯车室>候车室 水笼头>水龙头 大姆指>大拇指
入场卷>入场券 寒喧>寒暄 膺品>赝品 渲泄>宣泄 杀戳>杀戮 安祥>安详 按装>安装 布署>部署 必竟>毕竟 编篡>编纂 辨论>辩论 搏奕>博弈
坐阵>坐镇 裁赃>栽赃 催毁>摧毁 防碍>妨碍 感概>感慨 既便>即便 峻工>竣工 开劈>开辟 慰籍>慰藉 蜇伏>蛰伏 帐单>账单 帐户>账户 帐号>账号
结帐>结账 欢渡>欢度 共渡佳节>共度佳节 招聘启示>招聘启事 寻物启示>寻物启事 摄象机>摄像机 摄象头>摄像头 辩认>辨认 分辩率>分辨率
针贬>针砭 不径而走>不胫而走 胆颤心惊>胆战心惊 烩炙人口>脍炙人口 迫不急待>迫不及待 一股作气>一鼓作气 再接再励>再接再厉
谈笑风声>谈笑风生 走头无路>走投无路 鬼鬼崇崇>鬼鬼祟祟 默守成规>墨守成规 穿流不息>川流不息 重蹈复辙>重蹈覆辙 语无论次>语无伦次
"""
ALWAYS_WRONG: Mapping[str, str] = dict(pair.split(">") for pair in _COMMON_MISPRINTS.split())
"""What is wrong wherever it stands, from the newspapers' common misprints (咬文嚼字 2005; 1997 《报纸编校质量评比差错认定细则》).
Left out is what the end of one word and the start of the next may spell (年令 in 今年令人, 好象 in 爱好象棋, 付主任 of a Mr 付)."""

_FORMER = {
    "卫计委": ("卫健委", 2018),
    "卫生和计划生育委员会": ("卫生健康委员会", 2018),
    "计生委": ("卫健委", 2013),
    "工商局": ("市场监管局", 2018),
    "工商行政管理局": ("市场监督管理局", 2018),
    "质监局": ("市场监管局", 2018),
    "食药监局": ("市场监管局", 2018),
    "环保局": ("生态环境局", 2018),
    "环境保护局": ("生态环境局", 2018),
    "国土资源局": ("自然资源局", 2018),
    "安监局": ("应急管理局", 2018),
    "旅游局": ("文化和旅游局", 2018),
    "环保部": ("生态环境部", 2018),
    "国土资源部": ("自然资源部", 2018),
    "文化部": ("文化和旅游部", 2018),
    "农业部": ("农业农村部", 2018),
    "旅游委": ("文化和旅游局", 2018),
    "卫生局": ("卫健委", 2013),
    "劳动局": ("人社局", 2008),
    "人事局": ("人社局", 2008),
    "银监会": ("金融监管总局", 2018),
    "保监会": ("金融监管总局", 2018),
    "银保监会": ("金融监管总局", 2023),
}
"""Bodies that were renamed or joined in the reforms of 2008, 2013, 2018 and 2023, and the year from which the name is a former one."""
_FORMER_NAMES = re.compile(f"(?:{'|'.join(sorted(_FORMER, key=len, reverse=True))})(?!门)")
"""环保部门 and 农业部门 are whoever sees to it."""
_PAST = re.compile(
    r"原|前身|时任|当年|曾|更名|改名|合并|旧|老|19[0-9]{2}年|20[01][0-9]年|[一二]九[一二三四五六七八九〇]{2}年"
)

_NUMBER = r"[0-9一二三四五六七八九十百千万两]+(?:\.[0-9]+)?"
_BEGINS = "(?<![0-9一二三四五六七八九十百千万两])"
"""Without it a row of figures would be tried from each of its places."""
_MEASURES = (
    (
        re.compile(
            rf"(?!高达)(?:全长|总长|长约?|宽约?|高约?|身高|海拔|深约?|直径|半径|厚约?|相距|间距|水深)(?:为|达|近|是)?(?P<wrong>(?P<number>{_NUMBER})多?(?P<unit>平方米|平方公里|平方厘米|公顷|立方米|公斤|千克|吨|毫升))"
        ),
        "长度用米、厘米、公里",
    ),
    (
        re.compile(
            rf"(?:(?<!人均)面积(?:为|是|有|约|达|近|只有|不足|共|超过|扩大到|增加到|从)?(?:[^，。；、0-9一二三四五六七八九十百千万两]{{0,4}})?)(?P<wrong>(?P<number>{_NUMBER})多?(?P<unit>米|公里|千米|厘米|立方米|公斤|平方(?!米|公里|千米|厘米|分米|毫米|英|尺)))(?!见方)"
        ),
        "面积用平方米、公顷、平方公里",
    ),
    (
        re.compile(
            rf"(?:体重|净重|毛重)(?:为|达|约|近|是)?(?P<wrong>(?P<number>{_NUMBER})多?(?P<unit>厘米|米|平方米|毫升|公里))"
        ),
        "重量用克、公斤",
    ),
    (
        re.compile(
            rf"(?:热量|卡路里)(?:大约|约|达|为)?(?:有|是|在)?(?P<wrong>(?P<number>{_NUMBER})多?(?P<unit>千克|公斤|克|毫升|度))"
        ),
        "热量用千卡、千焦",
    ),
    (
        re.compile(
            rf"(?:容量|容积|酱油|黄酒|料酒|开水|清水|牛奶|醋)(?:为|约)?(?P<wrong>(?P<number>{_NUMBER})(?P<unit>米|厘米|米升|豪升|平方米))"
        ),
        "容量用升、毫升",
    ),
    (
        re.compile(rf"{_BEGINS}(?P<wrong>(?P<number>{_NUMBER})多?(?P<unit>平米))(?!方)"),
        "“平米”是口语，写“平方米”",
    ),
)


def check_listed(line: Line, confusions: Mapping[str, str], published: datetime.date) -> Iterator[Diagnostic]:
    """Everything that a list tells. ``confusions`` are the paper's own, wrong → right."""
    text = line.text
    for wrong, right in confusions.items():
        for at in _places(text, wrong):
            if not (wrong in right and text.startswith(right, at - right.index(wrong))):
                yield line.finding("SQ484", at, found=wrong, right=right)
    for wrong, right in ALWAYS_WRONG.items():
        if wrong in text and wrong not in confusions and right not in text:
            for at in _places(text, wrong):
                yield line.finding("SQ471", at, found=wrong, right=right)
    yield from _traditional(line)
    for hit in _FORMER_NAMES.finditer(text):
        right, since = _FORMER[hit[0]]
        sentence = re.split("[。！？]", text[: hit.start()])[-1] + re.split("[。！？]", text[hit.end() :])[0]
        if published.year >= since and not _PAST.search(sentence):
            yield line.finding("SQ481", hit.start(), found=hit[0], right=right, year=str(since))
    for pattern, why in _MEASURES:
        for hit in pattern.finditer(text):
            yield line.finding("SQ482", hit.start("wrong"), found=hit["wrong"], why=why)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _traditional(line: Line) -> Iterator[Diagnostic]:
    pairs = characters().traditional
    found = [(at, char) for at, char in enumerate(line.text) if char in pairs]
    if len({char for _, char in found}) > 3:
        return  # a quotation in traditional characters
    for at, char in found:
        if line.text.rfind("“", 0, at) > line.text.rfind("”", 0, at) and len(found) == 1:
            continue  # what somebody says may be written in dialect (睏, 佢)
        yield line.finding("SQ480", at, found=char, right=pairs[char])


@functools.lru_cache(1)
def _idioms() -> tuple[frozenset[str], dict[str, list[str]], dict[str, str]]:
    """Idioms; by three of their characters; by all four in order of code."""
    listed = (DATA / "idioms.txt").read_text("utf-8").split()
    by_three: dict[str, list[str]] = {}
    for idiom in listed:
        for at in range(4):
            by_three.setdefault(f"{idiom[:at]}?{idiom[at + 1 :]}", []).append(idiom)
    return frozenset(listed), by_three, {"".join(sorted(idiom)): idiom for idiom in listed}


def check_idioms(line: Line, model: WordModel | None, immune: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Four characters that are an idiom but for one that sounds or looks like the right one, or for their order."""
    known, by_three, by_characters = _idioms()
    table = characters()
    for at in range(len(line.text) - 3):
        words = line.text[at : at + 4]
        if words in known or not words.isalpha() or (model and words in model.words):
            continue
        if model and words[:2] in model.ordinary and words[2:] in model.ordinary:
            continue  # two words of every day (一步 and 到位)
        idiom = by_characters.get("".join(sorted(words)), "")
        idiom = idiom if sum(a != b for a, b in zip(words, idiom, strict=False)) == 2 else ""
        if not idiom:
            for place in range(4):
                for each in by_three.get(f"{words[:place]}?{words[place + 1 :]}", ()):
                    if table.likeness(words[place], each[place]):
                        idiom = each
        if idiom and not immune(words) and not _turned_on_purpose(words, idiom):
            yield line.finding("SQ472", at, found=words, right=idiom)


def _turned_on_purpose(words: str, idiom: str) -> bool:
    """Halves in the other order (海角天涯), and characters that doctors and writers exchange freely."""
    return words == idiom[2:] + idiom[:2] or words == idiom[1::-1] + idiom[:1:-1]
