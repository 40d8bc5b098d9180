"""数数: things that are counted where they can be counted again: hours of a span, members of a list, what is left (SQ476).

In: an article's lines. Out: findings. What is only nearly said (近, 约, 多, 等) is not counted again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import Figure, figures, slip
from build_tools.proofreading.reading import Copy, Line, Part

_SENTENCE = re.compile(r"[^。！？；\0]+")
_HAN_NUMBER = "[一二两三四五六七八九十]"
_CLOCK = r"(?P<half{0}>[上下]午|早上|早晨|中午|晚上|晚)?(?P<hour{0}>[0-9]{{1,2}})(?:[:：](?P<minute{0}>[0-5][0-9])|[时点](?P<part{0}>半|[0-5]?[0-9]分)?)"
_HOURS = re.compile(
    rf"{_CLOCK.format(1)}[^，。；0-9]{{0,3}}?(?:至|到|—{{1,2}}|-|–|～){_CLOCK.format(2)}"
    rf"[^。；0-9一二两三四五六七八九十每各均前后早晚]{{0,8}}(?P<hours>[0-9]{{1,2}}|{_HAN_NUMBER}{{1,3}})(?:个小时|小时|个钟头)(?![多余前后内以之])"
)
_MEMBER = r"[^、，。；：？！“”‘’（）《》—…\s\0]{1,8}"
_LISTED = re.compile(
    rf"(?:{_MEMBER}、){{2,}}{_MEMBER}?(?<![0-9一二两三四五六七八九十百千几数])(?P<count>[2-9]|{_HAN_NUMBER})(?P<unit>大类|项|种|样|门|位|名|类|个(?![多半月年小星]))(?![0-9]|多|以)"
)
_BEGINS = re.compile(r"有|是|为|包括")
"""What tells that no earlier list ends in the first member (各县、市组织干部、项目 …)."""
_AND = re.compile(r"和|与|及|、")
_NEARLY = re.compile(r"等|近|约|余|第|每|各|前|后|其他|其它|这|那|另|又|再|有|为|是|用|到|了|的|在")
_NUMBERED = re.compile(
    rf"(?P<list>(?:{_HAN_NUMBER}[\u4e00-\u9fff]{{1,2}}、){{2,}}{_HAN_NUMBER}[\u4e00-\u9fff]{{1,2}})[，、]?(?:一共|总共|共计|共)(?P<count>{_HAN_NUMBER}{{1,3}}|[0-9]{{1,3}})"
)
_AVERAGE = re.compile(
    r"平均(?:下来)?，?每一?个?(?P<each>[\u4e00-\u9fff]{1,2}?)(?:为|是|有|要|花|用|收|发|约)?\Z"
)
_A_YEAR = re.compile(r"(?:每年|一年|全年)[^，。；]{0,10}\Z")
_PEOPLE = frozenset("人名位")
_VOTES = tuple(re.compile(rf"(?:{vote})的?[有为]?\Z") for vote in ("赞成|同意", "反对", "弃权"))
_NEAR, _MANY = 16, 40
"""Characters before a figure that tell what it counts; figures of a sentence that is no table."""
_LEFT = re.compile(r"(?:还剩|尚剩|只剩|剩下|余下|尚余|剩余)(?:了|下)?\Z")


def check_counts(copy: Copy) -> Iterator[Diagnostic]:
    """All that is counted wrongly within a paragraph."""
    for line in copy.body:
        if line.part is not Part.ROW:
            yield from _hours(line)
            yield from _listed(line)
            yield from _numbered(line)
            yield from _left(line)
            yield from _average(line)
            yield from _votes(copy, line)


def _hours(line: Line) -> Iterator[Diagnostic]:
    """从9时到15时，七个小时."""
    for hit in _HOURS.finditer(line.text):
        first, second = _minutes(hit, 1), _minutes(hit, 2)
        hours = next((each.value for each in figures(hit["hours"])), 0.0)
        lasted = {(second - first) % day / 60 for day in (720, 1440)}
        if hours not in lasted and all(each == round(each) for each in lasted):
            right = (second - first) % (1440 if (hit["half1"] and hit["half2"]) or second > 720 else 720) / 60
            yield line.finding("SQ476", hit.start(), found=hit[0], why=f"前后相隔{right:g}个小时")


def _minutes(hit: re.Match[str], which: int) -> int:
    hour, part = int(hit[f"hour{which}"]), hit[f"part{which}"] or ""
    if (hit[f"half{which}"] or "")[:1] in ("下", "晚") and hour < 12:
        hour += 12
    return hour * 60 + (30 if part == "半" else int(hit[f"minute{which}"] or part.rstrip("分") or 0))


def _listed(line: Line) -> Iterator[Diagnostic]:
    """血压、血糖、心电图、肝功能五项."""
    for hit in _LISTED.finditer(line.text):
        members = hit[0][: hit.start("count") - hit.start()].split("、")
        last = members[-1]
        if not last or _NEARLY.search(last):
            continue
        count = next((round(each.value) for each in figures(hit["count"])), 0)
        joined = sum(len(_AND.findall(member)) for member in members)
        fewer = count == len(members) - 1 and (
            _BEGINS.search(members[0]) or line.text[: hit.start()].endswith("：")
        )
        if count > 2 and (fewer or count == len(members) + joined + 1):
            yield line.finding(
                "SQ476",
                hit.start("count"),
                found=hit["count"] + hit["unit"],
                why=f"前面列了{len(members)}{hit['unit']}",
            )


def _numbered(line: Line) -> Iterator[Diagnostic]:
    """四冷、六热、一汤、一点心，共十道."""
    for hit in _NUMBERED.finditer(line.text):
        parts = [each.value for member in hit["list"].split("、") for each in [*figures(member)][:1]]
        count = next((each.value for each in figures(hit["count"])), 0.0)
        if count and sum(parts) != count:
            sums = "＋".join(f"{part:g}" for part in parts)
            yield line.finding("SQ476", hit.start("count"), found=hit["count"], why=f"{sums}＝{sum(parts):g}")


def _left(line: Line) -> Iterator[Diagnostic]:
    """名额60位 … 已报57位，还剩2位: no two of the figures before are so far apart, the first and the last nearly."""
    found = [each for each in figures(line.text) if each.arabic]
    for place, rest in enumerate(found):
        if rest.more or not rest.unit or not _LEFT.search(line.text, max(0, rest.start - _NEAR), rest.start):
            continue
        before = [
            each for each in found[max(0, place - _MANY) : place] if each.unit == rest.unit and not each.more
        ]
        if len(before) < 2 or any(
            one.value - other.value == rest.value for one, other in itertools.combinations(before, 2)
        ):
            continue
        whole, gone = max(before, key=lambda each: each.value), before[-1]
        if whole.value > gone.value and slip(f"{whole.value - gone.value:g}", rest.digits):
            yield _rest(line, whole, gone, rest)


def _rest(line: Line, whole: Figure, gone: Figure, rest: Figure) -> Diagnostic:
    why = f"{whole.digits}－{gone.digits}＝{whole.value - gone.value:g}"
    return line.finding("SQ476", rest.start, found=rest.written + rest.unit, why=why)


def _average(line: Line) -> Iterator[Diagnostic]:
    """16支队伍，96名选手，平均每队6人; 每年36万元，平均每个月3万元."""
    for hit in _SENTENCE.finditer(line.text):
        found = list(figures(hit[0]))
        if len(found) > _MANY:
            continue
        for place, mean in enumerate(found):
            named = _AVERAGE.search(hit[0], max(0, mean.start - _NEAR), mean.start)
            if not named or mean.more or not mean.value:
                continue
            totals = [each for each in found[:place] if _same(each, mean) and not each.more]
            counted = [
                each.value
                for each in found[:place]
                if named["each"] in hit[0][each.end : each.end + 4] and each not in totals and not each.more
            ]
            if (
                named["each"] == "月"
                and totals
                and _A_YEAR.search(hit[0], max(0, totals[-1].start - _NEAR), totals[-1].start)
            ):
                counted = [12.0]
            if len(totals) != 1 or len(counted) != 1 or not counted[0]:
                continue
            right = totals[0].value / counted[0]
            if abs(right - mean.value) >= (0.1 if "." in mean.digits else 1.0) and slip(
                f"{right:.{'.' in mean.digits:d}f}", mean.digits
            ):
                why = f"{totals[0].digits}÷{counted[0]:g}＝{right:.4g}"
                yield line.finding("SQ476", hit.start() + mean.start, found=mean.written + mean.unit, why=why)


def _same(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _PEOPLE


def _votes(copy: Copy, line: Line) -> Iterator[Diagnostic]:
    """赞成287户，反对103户，弃权22户: together as many as the article says took part."""
    found = list(figures(line.text))
    parts = [
        next((each for each in found if vote.search(line.text, max(0, each.start - _NEAR), each.start)), None)
        for vote in _VOTES
    ]
    votes = [each for each in parts if each]
    if len(votes) < len(_VOTES) or len({each.unit for each in votes}) > 1 or any(each.more for each in votes):
        return
    total = sum(each.value for each in votes)
    others = {
        each.value
        for other in copy.body
        for each in figures(other.text)
        if each.unit == votes[0].unit and each.value >= max(vote.value for vote in votes)
    } - {each.value for each in votes}
    if total not in others and any(slip(f"{total:g}", f"{each:g}") for each in others):
        why = f"{'＋'.join(each.digits for each in votes)}＝{total:g}"
        yield line.finding("SQ476", votes[0].start, found=votes[0].written + votes[0].unit, why=why)
