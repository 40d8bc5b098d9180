"""多与少: what was pasted twice, what stops in the middle, lists that promise another count (SQ479, SQ483).

In: an article's lines. Out: findings.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import figures
from build_tools.proofreading.language import Lattice, WordModel
from build_tools.proofreading.reading import Copy, Line, Part

_TWICE = re.compile(r"(?P<piece>[\u3400-\u9fff]{2,8}?)(?P=piece)")
_CLAUSE_TWICE = re.compile(r"(?<![\u3400-\u9fff])(?P<piece>[\u3400-\u9fff]{6,16}[，；。])(?P=piece)")
"""Shorter ones are said twice on purpose (特别喜欢，特别喜欢); none of these stands in the People's Daily of a month."""
_THRICE = re.compile(r"(?P<char>[\u3400-\u9fff])(?P=char){2}")
_SOUNDS = frozenset(
    "哈呵嘿嘻啊哦呀啦哒嗒嘀滴叮咚当咕噜哗轰隆嘟喵汪咩嘎吱沙嗖呼噗唧喳叽啾铛嗡呜哇嘭砰咔嚓咯呱哧唰哐咣咿噔簌飒潺淙好很太来快慢走笑大对是冲顶零〇一二三四五六七八九十百千万"
)
_AGAIN = re.compile(
    r"^(?:.着|一.|[很太好越最大小].|[两三几]?.[一]|非常|特别|很多|许多|永远|多少|十分|真的|谢谢|再见|加油|不要|慢慢|快快|好好|大家|可以|不行|没有|"
    r"研究|商量|讨论|锻炼|活动|休息|考虑|了解|学习|打扫|收拾|打听|放松|参观|体验|交流|沟通|尝试|整理|帮助|庆祝|关心|见识|热闹|高兴|开心|比较|核实|观察|"
    r"感受|享受|体会|欣赏|检查|准备|教育|教训|表示|意思|介绍|联系|推敲|琢磨|掂量|打量|合计|盘算|端详|回忆|想象|评论|评价|请教|切磋|调查|调整|改善|改进|照顾|安慰|鼓励|支持|宣传|表扬|批评|反映|布置|装扮|打扮|梳洗|清理|清洗|按摩|活络|轻松|清静|凉快|暖和|舒服|痛快|来回|左右|上下|来越)$"
)
_LEAST_DOUBLED = 6.2
"""How many powers of ten likelier the run must become when one of two equal characters goes."""
_LEAST_STRAY = 3.5
"""The same where the second is left over behind a word that ends in it (工资资). In 120,000 characters of the People's Daily
none of these gains more than 1.4, of all others (一幅幅, 红澄澄) none more than 5.9."""
_SAID = 4
"""Characters of what is said twice in a row on purpose, a clause by itself: 不敢当不敢当！"""
_BESIDE = 8
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_SAME_SENTENCE = 16
_UNFINISHED = re.compile(r"[\u4e00-\u9fff，、]\Z")
_LONG = 40

_PROMISE = re.compile(
    r"(?:以下|下面|下列|如下|做到|把好|过好|记住|分为|分成|三个字|包括|提出|提出了|有|要)[^。，；]{0,6}?(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>点|条|项|个方面|方面|个步骤|步|关|招|种|类|件事|个要点|个问题)[^。；]{0,12}：$"
)
_FIRST = re.compile(r"(?P<ordinal>[一二三四五六七八九十])是(?![一二三四五六七八九十]是)")
_ITEM = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、，是]|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、])"
)
_NUMERALS = "一二三四五六七八九十"


def check_fragments(copy: Copy, model: WordModel | None) -> Iterator[Diagnostic]:
    """Everything of an article that stands twice or stops short."""
    for line in copy.lines:
        yield from _doubled(line, model)
    yield from _sentences(copy)
    yield from _unfinished(copy)
    yield from _counted(copy)


def _doubled(line: Line, model: WordModel | None) -> Iterator[Diagnostic]:
    taken: set[int] = set()
    for hit in _TWICE.finditer(line.text):
        piece = hit["piece"]
        if len(set(piece)) == 1 or set(piece) <= _SOUNDS or (len(piece) == 2 and _AGAIN.match(piece)):
            continue
        if (
            piece[0] in "一二三四五六七八九十"
            or _on_purpose(line.text, hit)
            or _runs_on(line.text, hit, model)
        ):
            continue
        taken.update(range(hit.start(), hit.end()))
        yield line.finding("SQ479", hit.start(), found=hit[0], right=piece)
    for hit in _CLAUSE_TWICE.finditer(line.text):
        yield line.finding("SQ479", hit.start(), found=hit[0], right=hit["piece"])
    for hit in _THRICE.finditer(line.text):
        if hit["char"] not in _SOUNDS and hit.start() not in taken:
            taken.update(range(hit.start(), hit.end()))
            yield line.finding("SQ479", hit.start(), found=hit[0], right=hit["char"] * 2)
    if model:
        for run in re.finditer(r"[\u3400-\u9fff]{3,80}", line.text):
            for at in range(len(run[0]) - 1):
                start = run.start() + at
                if run[0][at] == run[0][at + 1] and start not in taken and _is_doubled(run[0], at, model):
                    yield line.finding("SQ479", start, found=run[0][at] * 2, right=run[0][at])


def _on_purpose(text: str, hit: re.Match[str]) -> bool:
    """Whether nothing else is said in its clause: 请坐请坐，喝杯早茶."""
    return len(hit["piece"]) <= _SAID and not _HAN.search(
        text[max(0, hit.start() - 1) : hit.start()] + text[hit.end() : hit.end() + 1]
    )


def _runs_on(text: str, hit: re.Match[str], model: WordModel | None) -> bool:
    """Whether the second ends within a longer word: 根据根据地, 委内瑞拉加拉加斯."""
    if model is None:
        return False
    start = max(0, hit.start() - _BESIDE)
    run = _HAN_RUN.match(text, hit.start(), hit.end() + _BESIDE)
    head = re.search(r"[\u3400-\u9fff]*\Z", text[start : hit.start()])
    before, behind = head[0] if head else "", run[0] if run else ""
    end = len(before) + len(hit[0])
    return any(
        len(word) > 2 and at < end < at + len(word) for at, word in Lattice(before + behind, model).words()
    )


def _is_doubled(run: str, at: int, model: WordModel) -> bool:
    """Whether the second of two equal characters is too many."""
    if run[at] in _SOUNDS or run[max(at - 2, 0) : max(at - 1, 0)] == run[max(at - 1, 0) : at] != "":
        return False  # 花花哨哨
    first, last = max(0, at - 8), min(len(run), at + 10)
    window, at = run[first:last], at - first
    lattice = Lattice(window, model)
    gain = Lattice(window[:at] + window[at + 1 :], model).best - lattice.best
    way = lattice.words()
    ends = any(len(word) > 1 and start + len(word) == at + 1 for start, word in way)
    stray = ends and (at + 1, window[at + 1]) in way
    return gain >= (_LEAST_STRAY if stray else _LEAST_DOUBLED)


def _sentences(copy: Copy) -> Iterator[Diagnostic]:
    """A long sentence that stands twice in one article."""
    seen: Counter[str] = Counter()
    for line in copy.body:
        if line.part not in (Part.PARAGRAPH, Part.ITEM):
            continue
        for hit in re.finditer(r"[^。！？\0]+[。！？]?", line.text):
            sentence = hit[0]
            if len(sentence) >= _SAME_SENTENCE and sentence[-1] in "。！？":
                seen[sentence] += 1
                if seen[sentence] == 2:
                    yield line.finding("SQ479", hit.start(), found=sentence, right="只留一处")


def _unfinished(copy: Copy) -> Iterator[Diagnostic]:
    """A paragraph that ends without a stop, though others of its article do not."""
    paragraphs = [line for line in copy.body if line.part is Part.PARAGRAPH]
    open_ended = [line for line in paragraphs if _UNFINISHED.search(line.text)]
    if len(open_ended) * 2 > len(paragraphs):
        return
    for line in open_ended:
        if len(line.text) >= _LONG and re.search(r"[。！？]", line.text):
            yield line.finding(
                "SQ483", len(line.text) - 1, found=line.text[-1:], why="这一段没有写完，或漏了句号"
            )


def _counted(copy: Copy) -> Iterator[Diagnostic]:
    """以下三点: and then four."""
    lines = copy.body
    for place, line in enumerate(lines):
        promise = _PROMISE.search(line.text)
        if promise:
            items = 0
            following = lines[place + 1 :]
            listed = bool(following) and following[0].part is Part.ITEM
            for each in following:
                if (listed and each.part is not Part.ITEM) or (not listed and not _ITEM.match(each.text)):
                    break
                items += 1
            count = next((round(each.value) for each in figures(promise["count"])), 0)
            if items >= 2 and count and items != count:
                yield line.finding(
                    "SQ483",
                    promise.start("count"),
                    found=promise["count"] + promise["unit"],
                    why=f"下面列了{items}{promise['unit']}",
                )
        ordinals = [hit for hit in _FIRST.finditer(line.text) if _opens(line.text, hit.start())]
        if len(ordinals) >= 2 and ordinals[0]["ordinal"] == "一":
            for one, other in itertools.pairwise(ordinals):
                step = _NUMERALS.index(other["ordinal"]) - _NUMERALS.index(one["ordinal"])
                if step not in (1,) and other["ordinal"] != "一":
                    yield line.finding(
                        "SQ483", other.start(), found=other[0], why=f"上面是“{one[0]}”，次序不连"
                    )


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "，；：。、“（"
