"""算账: figures that contradict one another: sums, differences, products, percentages, ages, years (SQ475, SQ476).

In: an article's lines. Out: findings. Only what the words themselves say is reckoned: 共, 增加到, 每, 占, 出生.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import Figure, figures, slip, turned
from build_tools.proofreading.reading import Copy, Line, Part

_SENTENCE = re.compile(r"[^。！？；\0]+")
_TOTAL = re.compile(r"(?:一共|总共|总计|合计|共计|共有|总数为|共)\Z")
_OF_WHICH = re.compile(r"其中|分别|包括")
_CHANGED = re.compile(
    r"(?P<up>增加|上升|增长|提高|扩大|扩建|上涨|涨|发展|增至|升至)|(?P<down>减少|下降|降低|缩短|压缩|降)"
)
_TO = re.compile(r"(?:增加|上升|增长|提高|扩大|扩建|上涨|涨|发展|减少|下降|降低|缩短|压缩|降)?[到至为]\Z")
_BY = re.compile(
    r"(?:新增加?|新划车?位?|新建|增加|上升|增长|提高|扩大|上涨|多了|减少|下降|降低|缩短|压缩)了?(?:近|约)?\Z"
)
_EACH = re.compile(r"(?:每|平均每)(?P<unit>[\u4e00-\u9fff]{1,2})(?:有|配|派|配备|安排|发|交|收|为)?\Z")
_SHARE = re.compile(r"(?:率达到?|率为|率是|占比?|占总数的?|占全部的?|率)\Z")
_LAST_YEAR = re.compile(r"比(?:去年|上年|前年)?(?:同期|上月|上季度)?的?\Z")
_FROM = re.compile(r"(?:从|由)(?:原来|原先|最初|去年|上年|当初|过去)?的?\Z")
_BORN = re.compile(
    r"(?P<year>(?:18|19|20)[0-9]{2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:出生|生人|生于|生，|诞生)|(?:生于|出生于)(?P<later>(?:18|19|20)[0-9]{2})年"
)
_AGE = re.compile(
    r"(?:今年|现年|虚岁|已经|年届|已)(?:已经?|满|整整)?(?P<age>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})(?P<well>了|岁|周岁)"
)
_SINCE = re.compile(
    r"(?:从|自|于|在)?(?P<year>(?:18|19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|算起|开始|起|开班|成立|创办|建成|开馆|开业|创刊|至今|到现在|到今年)"
)
_LASTED = re.compile(
    r"(?:至今|到今年|如今|到现在|整整|已有|已经|已|走过|坚持了?)[^，。；]{0,6}?(?P<years>[0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:个)?(?P<more>多|余)?(?:个)?(?:年头|周年|年(?![0-9级代中]))"
)


def check_sums(copy: Copy, published: datetime.date) -> Iterator[Diagnostic]:
    """All that does not add up within an article."""
    for line in copy.body:
        for hit in _SENTENCE.finditer(line.text):
            found = [each for each in figures(hit[0]) if each.value or each.arabic]
            yield from _sentence(line, hit[0], hit.start(), found)
        yield from _years(line, published)
    yield from _tables(copy)


def _sentence(line: Line, text: str, offset: int, found: list[Figure]) -> Iterator[Diagnostic]:
    if len(found) < 2 or len(found) > 40:
        return
    for check in (_total, _change, _product, _percentage):
        for figure, why in check(text, found):
            yield line.finding("SQ476", offset + figure.start, found=figure.written, why=why)


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
            yield figure, _says_sum(before)
            continue
        after = [each for each in alike if each.start > figure.start]
        which = _OF_WHICH.search(text, figure.end)
        if which and len(after) >= 2 and after[0].start > which.start():
            whole = sum(each.value for each in after)
            numbers = f"{whole:g}", figure.digits
            if whole > figure.value or (len(after) > 2 and slip(*numbers)):
                yield figure, _says_sum(after)


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
        share = found[place]
        whole, part = found[place - 2], found[place - 1]
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
            yield share, f"{part.digits}÷{whole.digits}＝{right:.1f}%"


def _years(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """出生年与年龄，起始年与年数."""
    born = list(_BORN.finditer(line.text))
    ages = list(_AGE.finditer(line.text))
    if len(born) == 1 and len(ages) == 1:
        year = int(born[0]["year"] or born[0]["later"])
        age = _value(ages[0]["age"])
        right = published.year - year
        dead = re.search(r"去世|逝世|享年|那年|当年", line.text)
        said = ages[0]["well"] != "了" or (age or 0) > 20
        if age is not None and said and not dead and not right - 2 <= age <= right + 1:
            at = ages[0].start("age")
            yield line.finding(
                "SQ476", at, found=ages[0]["age"], why=f"{year}年出生，{published.year}年是{right}岁"
            )
    for hit in _SENTENCE.finditer(line.text):
        since, lasted = _SINCE.search(hit[0]), list(_LASTED.finditer(hit[0]))
        if not since or len(lasted) != 1 or lasted[0].start() < since.end() - 4:
            continue
        if len(re.findall(r"[0-9]{4}年", hit[0])) != 1:
            continue
        years, right = _value(lasted[0]["years"]), published.year - int(since["year"])
        if years is None or years < 2:
            continue
        ok = right - 9 <= years <= right + 1 if lasted[0]["more"] else right - 2 <= years <= right + 1
        if not ok:
            yield line.finding(
                "SQ476",
                hit.start() + lasted[0].start("years"),
                found=lasted[0]["years"],
                why=f"从{since['year']}年到{published.year}年是{right}年",
            )


def _value(written: str) -> int | None:
    return next((round(each.value) for each in figures(written)), None)


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


def check_heads(copy: Copy) -> Iterator[Diagnostic]:
    """A figure of the headline that the text does not know, where the text has one that differs by a slip (SQ475)."""
    body = [(line, each) for line in copy.body for each in figures(line.text)]
    known = {each.value for _, each in body}
    for line in copy.lines:
        if not line.part.heads:
            continue
        for figure in figures(line.text):
            if figure.value in known or figure.value < 2 or not figure.unit:
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
