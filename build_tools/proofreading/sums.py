"""算账: figures that contradict one another: sums, differences, products, percentages (SQ475, SQ476).

In: an article's lines. Out: findings. Only what the words themselves say is reckoned: 共, 增加到, 每, 占.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import Figure, figures, slip, turned
from build_tools.proofreading.reading import Copy, Line, Part

_SENTENCE = re.compile(r"(?:[^。！？；\0]|[。；](?=其中))+")
_TOTAL = re.compile(r"(?:一共|总共|总计|合计|共计|共有|总数为|共)\Z")
_OF_WHICH = re.compile(r"其中|分别|包括|：")
_CHANGED = re.compile(
    r"(?P<up>增加|上升|增长|提高|扩大|扩建|上涨|涨|发展|增至|升至)|(?P<down>减少|下降|降低|缩短|压缩|降)"
)
_TO = re.compile(r"(?:增加|上升|增长|提高|扩大|扩建|上涨|涨|发展|减少|下降|降低|缩短|压缩|降)?[到至为]\Z")
_BY = re.compile(
    r"(?:新增加?|新划车?位?|新建|增加|上升|增长|提高|扩大|上涨|多了|减少|下降|降低|缩短|压缩)了?(?:近|约)?\Z"
)
_EACH = re.compile(r"(?:每|平均每)(?P<unit>[\u4e00-\u9fff]{1,2})(?:有|配|派|配备|安排|发|交|收|为)?\Z")
_SHARE = re.compile(r"(?:率达到?|率为|率是|占比?|占总数的?|占全部的?|率)(?:近|约)?\Z")
_LAST_YEAR = re.compile(r"比(?:去年|上年|前年)?(?:同期|上月|上季度)?的?\Z")
_FROM = re.compile(r"(?:从|由)(?:原来|原先|最初|去年|上年|当初|过去)?的?\Z")


def check_sums(copy: Copy) -> Iterator[Diagnostic]:
    """All that does not add up within an article."""
    for line in copy.body:
        for hit in _SENTENCE.finditer(line.text):
            found = [each for each in figures(hit[0]) if each.value or each.arabic]
            yield from _sentence(line, hit[0], hit.start(), found)
        yield from _share_of_before(line)
    yield from _tables(copy)


def _sentence(line: Line, text: str, offset: int, found: list[Figure]) -> Iterator[Diagnostic]:
    if len(found) < 2 or len(found) > 40:
        return
    for check in (_total, _parts, _men_and_women, _change, _more, _product, _percentage):
        for figure, why in check(text, found):
            yield line.finding("SQ476", offset + figure.start, found=figure.written, why=why)


_PEOPLE = {"人", "名", "位"}
_Wrong = tuple[Figure, str]


def _total(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    for figure in found:
        if figure.more or not figure.unit or not _TOTAL.search(text, 0, figure.start):
            continue
        alike = [each for each in found if each.unit == figure.unit and not each.more]
        before = _chain(text, [each for each in alike if each.start < figure.start], figure)
        parts = [each.value for each in before]
        if len(parts) >= 2 and not any(
            abs(sum(parts[first:]) - figure.value) < 1e-6 for first in range(len(parts) - 1)
        ):
            yield _all_of(text, before[0], figure), _says_sum(before)
            continue
        after = [each for each in alike if figure.start < each.start < (text + "。").find("。", figure.end)]
        which = _OF_WHICH.search(text, figure.end)
        if which and len(after) >= 2 and after[0].start > which.start():
            whole = sum(each.value for each in after)
            numbers = f"{whole:g}", figure.digits
            if whole > figure.value or (len(after) > 2 and slip(*numbers)):
                yield figure, _says_sum(after)


def _parts(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """68万元，其中补贴28万元，自筹50万元: more than the whole by a slip."""
    for place, (whole, first) in enumerate(itertools.pairwise(found)):
        which = text.find("其中", whole.end, first.start)
        if which < 0 or not whole.unit or whole.more or _TOTAL.search(text, 0, whole.start):
            continue
        parts: list[Figure] = []
        for each in found[place + 1 :]:
            if each.unit != whole.unit or each.more:
                break
            parts.append(each)
        over = sum(each.value for each in parts)
        if len(parts) > 1 and over > whole.value and _slipped(parts, whole):
            yield _all_of(text, whole, parts[-1]), _says_sum(parts)


def _slipped(parts: list[Figure], whole: Figure) -> bool:
    """Whether a slip in the whole or in one of its parts accounts for the difference."""
    over = sum(each.value for each in parts) - whole.value
    return slip(f"{whole.value + over:g}", whole.digits) or any(
        slip(f"{each.value - over:g}", each.digits) for each in parts
    )


def _men_and_women(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """六十五名选手中，女38名，男37名: the two make up the whole."""
    for whole, one, other in zip(found, found[1:], found[2:], strict=False):
        if {each.unit for each in (whole, one, other)} <= _PEOPLE and not (
            whole.more or one.more or other.more
        ):
            first, second = text[whole.end : one.start], text[one.end : other.start]
            if len(first) > 12 or len(second) > 8 or not re.search("中|其中|：", first):
                continue
            both = {re.sub("[^男女]", "", words) for words in (first, second)}
            if both == {"男", "女"} and one.value + other.value != whole.value:
                yield _all_of(text, whole, other), _says_sum([one, other])


def _chain(text: str, parts: list[Figure], whole: Figure) -> list[Figure]:
    """The parts that stand in one list before the total: nothing but commas and a few words between them."""
    chain: list[Figure] = []
    border = whole.start
    for each in reversed(parts):
        between = text[each.end : border]
        if len(between) > 14 or re.search(r"每|其中|比|从|由|到|至|第", between):
            break
        chain.insert(0, each)
        border = each.start
    return chain


def _all_of(text: str, first: Figure, last: Figure) -> Figure:
    """The words from one figure to another: which of them is wrong is not known."""
    end = last.end + len(last.unit) * (last.unit != "%")
    return replace(last, start=first.start, written=text[first.start : end])


def _says_sum(parts: list[Figure]) -> str:
    return f"{'＋'.join(each.digits for each in parts)}＝{sum(each.value for each in parts):g}"


def _change(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """由A增加到B，增加了C; 达到A，比去年的B增长C%."""
    for first, second in itertools.pairwise(found):
        if first.more or second.more or first.unit != second.unit or first.unit in ("", "%"):
            continue
        if first.unit == "年" and min(first.value, second.value) > 1000:
            continue  # two years, no lengths of time: 1998年 … 将比1997年下降30%
        if _FROM.search(text, 0, first.start) and _TO.search(text, 0, second.start):
            old, new = first.value, second.value
        elif _LAST_YEAR.search(text, 0, second.start) and second.start - first.end < 16:
            old, new = second.value, first.value
        else:
            continue
        for by in found:
            if by in (first, second) or by.more or not _BY.search(text, 0, by.start):
                continue
            apart = abs(new - old)
            if by.unit == first.unit and abs(apart - by.value) > 1e-6:
                yield by, f"{max(old, new):g}－{min(old, new):g}＝{apart:g}"
            elif by.unit == "%" and old and abs(apart / old * 100 - by.value) >= 1.0:
                yield by, f"{apart:g}÷{old:g}＝{apart / old:.1%}"


def _more(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """去年有320人，今年比去年多80人，多了35%."""
    for old, apart, share in zip(found, found[1:], found[2:], strict=False):
        if (
            share.unit != "%"
            or old.unit != apart.unit
            or not old.value
            or old.more
            or apart.more
            or share.more
        ):
            continue
        if not (
            re.search(r"去年[^，；]{0,6}\Z", text[: old.start])
            and re.search(r"比去年[^，；]{0,4}[多少]了?\Z", text[: apart.start])
            and re.search(r"[多少加减]了?\Z", text[apart.end : share.start])
        ):
            continue
        right = apart.value / old.value * 100
        if abs(right - share.value) >= 1.0:
            yield share, f"{apart.digits}÷{old.digits}＝{right:.1f}%"


def _product(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """12个组，每组4人，共48人."""
    for place in range(1, len(found) - 1):
        each, total = found[place], found[place + 1]
        per = _EACH.search(text, 0, each.start)
        if not per or total.unit != each.unit or total.more or each.more:
            continue
        if not _TOTAL.search(text, 0, total.start) or total.start - each.end > 8:
            continue
        times = found[place - 1]
        counted = text[times.end : times.end + 6]
        if per["unit"][-1] in counted and not times.more and times.value * each.value != total.value:
            yield total, f"{times.digits}×{each.digits}＝{times.value * each.value:g}"


def _percentage(text: str, found: list[Figure]) -> Iterator[_Wrong]:
    """抽查200户，合格188户，合格率94%."""
    for place in range(2, len(found)):
        share, part = found[place], found[place - 1]
        whole = next((each for each in found[place - 2 :: -1] if each.unit == part.unit), found[place - 2])
        if share.unit != "%" or share.more or not _SHARE.search(text, 0, share.start):
            continue
        if (
            whole.unit != part.unit
            or not whole.value
            or whole.more
            or part.more
            or whole.unit in ("", "%", "月", "日", "年")
        ):
            continue
        if part.value > whole.value:
            continue
        right = part.value / whole.value * 100
        shown = f"{right:.0f}" if share.value == int(share.value) else f"{right:.1f}"
        if abs(right - share.value) >= 1.0 and slip(shown, share.digits):
            yield _all_of(text, whole, share), f"{part.digits}÷{whole.digits}＝{right:.1f}%"


def _share_of_before(line: Line) -> Iterator[Diagnostic]:
    """65名选手 … 。完成的有52人，完成率90%: whatever of the paragraph is taken for the whole, the share is another."""
    found = [each for each in figures(line.text) if each.value]
    for place, (part, share) in enumerate(itertools.pairwise(found)):
        if share.unit != "%" or share.more or part.more or part.unit not in _PEOPLE:
            continue
        if share.start - part.end > 12 or not re.search(
            r"率(?:达到?|为|是|近|约)*\Z", line.text[: share.start]
        ):
            continue
        wholes = [each.value for each in found[:place] if each.unit in _PEOPLE and each.value >= part.value]
        shares = [part.value / whole * 100 for whole in wholes]
        if shares and all(abs(each - share.value) >= 1.0 for each in shares):
            right = min(shares)
            if slip(f"{right:.{'.' in share.digits:d}f}", share.digits):
                yield (
                    line.finding(
                        "SQ476",
                        part.start,
                        found=line.text[part.start : share.end + 1].rstrip("，。；"),
                        why=f"{part.digits}÷{max(wholes):g}＝{right:.1f}%",
                    )
                )


def _tables(copy: Copy) -> Iterator[Diagnostic]:
    """A column whose last row says 合计."""
    rows: list[Line] = []
    for line in (*copy.body, None):
        if line is not None and line.part is Part.ROW:
            rows.append(line)
        elif rows:
            yield from _table(rows)
            rows = []


def _table(rows: list[Line]) -> Iterator[Diagnostic]:
    cells = [[cell.strip() for cell in row.text.split("\0")] for row in rows]
    last = cells[-1]
    if len(rows) < 4 or not any(re.fullmatch(r"合\s*计|总\s*计|共\s*计", cell) for cell in last):
        return
    for column, cell in enumerate(last):
        parts = [row[column] if column < len(row) else "" for row in cells[1:-1]]
        total, values = _plain(cell), [_plain(each) for each in parts]
        known = [value for value in values if value is not None]
        if total is None or len(known) != len(values) or abs(sum(known) - total) < 1e-6:
            continue
        at = rows[-1].text.index(cell)
        yield rows[-1].finding("SQ476", at, found=cell, why=f"上面各行相加是{sum(known):g}")


def _plain(cell: str) -> float | None:
    hit = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)[\u4e00-\u9fff%]{0,2}", cell)
    return float(hit[1]) if hit else None


_LABELS = frozenset("月日号年时点分路弄室楼层栋")
"""Units of figures that count nothing: 11号 does not tell that there are eleven."""


def check_heads(copy: Copy) -> Iterator[Diagnostic]:
    """A figure of the headline or of a caption that the text does not know, where the text has one that differs by a
    slip (SQ475)."""
    body = [
        (line, each) for line in copy.body if line.part is not Part.CAPTION for each in figures(line.text)
    ]
    known = {
        (each.value, each.unit if each.unit in _LABELS else "")
        for _, each in body
        if each.unit or each.arabic  # 星期五 counts nothing
    }
    for line in copy.lines:
        if not line.part.heads and line.part is not Part.CAPTION:
            continue
        for figure in figures(line.text):
            named = figure.value, figure.unit if figure.unit in _LABELS else ""
            if named in known or figure.value < 2 or not figure.unit:
                continue
            if figure.unit in ("月", "日", "号") and figure.arabic:
                continue  # dates.py looks at whole dates
            near = {
                other.value: other
                for other_line, other in body
                if other.unit == figure.unit
                and not other.more
                and (other.arabic or other.value != 1)  # 一天、一个 mostly count nothing
                and _alike(line.text, figure, other_line.text, other)
            }
            if len(near) == 1:
                other = next(iter(near.values()))
                if slip(figure.digits, other.digits):
                    yield line.finding(
                        "SQ475",
                        figure.start,
                        found=figure.written + figure.unit * (figure.unit != "%"),
                        other=other.written + other.unit * (other.unit != "%"),
                        where="正文",
                    )


def _alike(one: str, figure: Figure, other: str, counted: Figure) -> bool:
    """Whether two figures count the same thing: the same characters behind the measure, or a measure at a clause's end."""
    behind = one[figure.end + len(figure.unit) :][:2], other[counted.end + len(counted.unit) :][:2]
    return (
        len(figure.unit) > 1 or not behind[0] or behind[0][:1] == behind[1][:1] or figure.unit in "元岁届期"
    )


def check_repeated(copy: Copy) -> Iterator[Diagnostic]:
    """The same thing counted twice with two figures turned round: 67路 and 76路, 12名志愿者 and 21名志愿者 (SQ475)."""
    seen: dict[str, list[tuple[Line, Figure]]] = {}
    for line in copy.lines:
        for figure in figures(line.text):
            if figure.arabic and figure.value >= 10:
                behind = line.text[figure.end : figure.end + 4]
                named = re.match(r"路|号线|[\u4e00-\u9fff]{3,4}", behind)
                if named:
                    seen.setdefault(named[0], []).append((line, figure))
    for counted, each in seen.items():
        for line, figure in each:
            others = [other for _, other in each if turned(other.digits, figure.digits)]
            same = sum(other.value == figure.value for _, other in each)
            if others and same == 1 and (len(others) > 1 or (copy.lines and line is each[-1][0])):
                yield line.finding(
                    "SQ475",
                    figure.start,
                    found=figure.written + counted,
                    other=others[0].written + counted,
                    where="另一处",
                )
                break
