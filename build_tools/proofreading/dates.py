"""算日子: years, weekdays, lunar days and festivals that cannot be, and spans that end before they begin (SQ477).

In: an article's lines and the issue's day of publication. Out: findings. Dates without a year are taken for the nearest
one, and for every other year that the paragraph names: a finding is made when none of them fits.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.markup.almanac import lunar_day, solar_term, weekday
from build_tools.proofreading.figures import slip
from build_tools.proofreading.reading import Copy, Line, Part

_DATE = re.compile(
    r"(?<![0-9.])(?:(?P<year>[12][0-9]{3})年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12][0-9]|[1-9])(?:日|号(?![楼院线门弄]))"
)
_DAY = re.compile(r"(?<![0-9.月第])(?P<day>3[01]|[12][0-9]|[1-9])日(?=[（(]|$)")
_WEEKDAY = r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
_BEHIND = re.compile(
    rf"(?:[上下]午|晚上|早上)?[（(，]?(?:农历[^（()）]{{2,6}}[，、])?{_WEEKDAY}(?![年岁刊报])"
)
_IN_FRONT = re.compile(rf"{_WEEKDAY}[（(，]?\Z")
_CELL_BEHIND = re.compile(rf" *\0 *{_WEEKDAY} *(?=\0|\Z)")
_CELL_IN_FRONT = re.compile(rf"(?:\A|\0) *{_WEEKDAY} *\0 *\Z")
"""The weekday in the next cell of the row, or in the one before."""
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_OTHER_YEAR = re.compile(
    r"去年|前年|明年|后年|当年|同年|次年|翌年|往年|每年|历年|[一二三四五六七八九〇]{4}年"
)
_NEAR = 200
"""Days around the day of publication in which a date without a year can only be of the nearest year."""
_ALMANAC = range(1900, 2100)
"""Years whose lunar days are reckoned."""

_MONTHS = {"正": 1, "冬": 11, "腊": 12, "十一": 11, "十二": 12} | {
    char: n for n, char in enumerate("一二三四五六七八九十", 1)
}
_LUNAR = re.compile(
    r"(?:农历|阴历|旧历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?P<month>正|冬|腊|十[一二]|[二三四五六七八九十])月(?P<day>初[一二三四五六七八九十]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)(?![0-9日月号一二三四五六七八九十])"
)
_FESTIVALS = {
    "春节": (1, 1),
    "元宵节": (1, 15),
    "元宵": (1, 15),
    "端午节": (5, 5),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元节": (7, 15),
    "中秋节": (8, 15),
    "中秋": (8, 15),
    "重阳节": (9, 9),
    "重阳": (9, 9),
    "腊八节": (12, 8),
    "腊八": (12, 8),
}
_FIXED = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆节": (10, 1),
    "圣诞节": (12, 25),
    "世界读书日": (4, 23),
    "国家宪法日": (12, 4),
}
_TERMS = "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒"
_DAYS = "|".join(sorted((*_FESTIVALS, *_FIXED, *_TERMS.split("|")), key=len, reverse=True))
_IS = r"(?:（|\(|，)?(?:是|为|正是|正值|恰逢|正逢|适逢|即|就是)?(?:我国(?:的)?|传统(?:的)?|一年一度的|第[0-9一二三四五六七八九十]{1,3}个|今年(?:的)?|农历)*"
_DATE_IS = re.compile(rf"{_IS}(?:(?P<name>{_DAYS})|(?={_LUNAR.pattern}))")
_NAME_THEN = re.compile(
    rf"(?:(?P<name>{_DAYS})|{_LUNAR.pattern})(?:[（(]|，?(?:即|也就是|是)?(?:公历|阳历)?)\Z"
)

_THIS_YEAR = re.compile(
    r"今年(?P<month>1[0-2]|[1-9])月(?:份|初|中旬|上旬|下旬|底|末|(?P<day>3[01]|[12][0-9]|[1-9])[日号])?"
)
_TO_COME = re.compile(
    r"将|拟|计划|预计|届时|即将|准备|争取|力争|前(?:完成|建成|交付)|有望|打算|安排|定于|预定|预约|启动报名|截止|到期|起施行|起实施|会[在有举开]|要[在到举开]|至|到|—|～|考试|开学"
)
_OVER = re.compile(r"了|过|曾|据悉|已|接到|提出|举行|举办|来到|召开|开展")

_SPAN = re.compile(
    r"(?:(?P<y1>(?:19|20)[0-9]{2})年)?(?P<m1>1[0-2]|[1-9])月(?P<d1>3[01]|[12][0-9]|[1-9])日(?:（[^（）]{2,6}）)?(?:起)?(?:至|到|—{1,2}|-|–|～)(?:(?P<y2>(?:19|20)[0-9]{2})年)?(?:(?P<m2>1[0-2]|[1-9])月)?(?P<d2>3[01]|[12][0-9]|[1-9])日"
)
_YEARS = re.compile(
    r"(?<![0-9])(?P<a>(?:1[5-9]|20)[0-9]{2})年?(?:至|到|—{1,2}|-|–|～)(?P<b>(?:1[5-9]|20)[0-9]{2})年"
)
_HALF = r"上午|中午|下午|傍晚|晚上|晚|早上|早晨|清晨|凌晨|每晚|每天|次日|翌日|第二天|当晚"
_CLOCK = r"(?P<h{0}>[01]?[0-9]|2[0-4])(?:[:：](?P<n{0}>[0-5][0-9])|[时点](?P<q{0}>半|[0-5]?[0-9]分)?)"
_HOURS = re.compile(
    rf"(?P<a>{_HALF})?(?<![0-9]){_CLOCK.format(1)}(?:至|到|—{{1,2}}|-|–|～)(?P<b>{_HALF})?{_CLOCK.format(2)}(?![0-9])"
)


def check_days(copy: Copy, published: datetime.date) -> Iterator[Diagnostic]:
    """Every day of an article that cannot be as it is written."""
    for line in copy.lines:
        yield from _weekdays(line, published)
        yield from _festivals(line, published)
        yield from _this_year(line, published)
        yield from _spans(line)
    yield from _heads(copy)


def _possible(
    line: Line, year: int | None, month: int, day: int, published: datetime.date
) -> list[datetime.date]:
    """The dates that may be meant; none when the paragraph leaves the year open."""
    if year:
        years = [year]
    else:
        if _OTHER_YEAR.search(line.text):
            return []
        near = [
            each
            for each in (published.year - 1, published.year, published.year + 1)
            if _exists(each, month, day) and abs((datetime.date(each, month, day) - published).days) <= _NEAR
        ]
        years = list(dict.fromkeys([*(int(found) for found in _YEAR.findall(line.text)), *near]))
    return [
        datetime.date(each, month, day) for each in years if each in _ALMANAC and _exists(each, month, day)
    ]


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _weekdays(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """星期 in other orders than 日期（星期）, which SQ407 looks at: 周六（18日）, 18日（周六）, a date of another year."""
    month, year = 0, None
    text = line.text
    marks = sorted(
        [*_DATE.finditer(text), *(hit for hit in _DAY.finditer(text))], key=lambda hit: hit.start()
    )
    for hit in marks:
        named = hit.groupdict()
        whole = "month" in named and named["month"]
        if whole:
            month, year = int(named["month"]), int(named["year"]) if named["year"] else None
        elif not month:
            continue
        behind = _BEHIND.match(text, hit.end())
        front = None if behind else _IN_FRONT.search(text, max(0, hit.start() - 6), hit.start())
        beside = behind or front
        if not beside and line.part is Part.ROW:
            beside = _CELL_BEHIND.match(text, hit.end()) or _CELL_IN_FRONT.search(text[: hit.start()])
        if not beside or re.search(r"农历|阴历", text[max(0, hit.start() - 4) : hit.start()]):
            continue
        if whole and behind and (year or not _YEAR.search(text.replace(hit[0], ""))):
            continue  # SQ407
        dates = _possible(line, year, month, int(named["day"]), published)
        said = beside["weekday"].replace("天", "日")
        if dates and all(weekday(date)[-1] != said for date in dates):
            at = min(hit.start(), beside.start())
            at += len(text[at:]) - len(text[at:].lstrip("\0 "))
            yield line.finding(
                "SQ477",
                at,
                found=re.sub(r" *\0 *", " ", text[at : max(hit.end(), beside.end())].rstrip("（()），\0 ")),
                why=f"{dates[0].year}年{month}月{named['day']}日是{weekday(dates[0])}",
            )


def _festivals(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    text = line.text
    for hit in _DATE.finditer(text):
        said = _DATE_IS.match(text, hit.end())
        lunar = _LUNAR.match(text, said.end()) if said and not said["name"] else None
        end = lunar.end() if lunar else said.end() if said else 0
        start = hit.start()
        if said is None or (not said["name"] and not lunar):
            said = _NAME_THEN.search(text, max(0, hit.start() - 18), hit.start())
            if said is None or re.search(r"(?:前|后)[（(，]?\Z", text[: hit.start()]):
                continue
            lunar = None if said["name"] else _LUNAR.search(said[0])
            start, end = said.start(), hit.end()
        elif re.match(r"前|后|假|长假|期间|当天|临近|将至|快", text[end : end + 2]):
            continue
        name = said["name"] or ""
        year = int(hit["year"]) if hit["year"] else None
        dates = _possible(line, year, int(hit["month"]), int(hit["day"]), published)
        if dates and not any(_is_day(date, name, lunar) for date in dates):
            right = _right_day(dates[0], name, lunar)
            if right:
                yield line.finding("SQ477", start, found=text[start:end].lstrip("（(，"), why=right)


def _is_day(date: datetime.date, name: str, lunar: re.Match[str] | None) -> bool:
    if lunar:
        return lunar_day(date) == (_MONTHS[lunar["month"]], _lunar_ordinal(lunar["day"]))
    if name in _FIXED:
        return (date.month, date.day) == _FIXED[name]
    if name in _FESTIVALS:
        return lunar_day(date) == _FESTIVALS[name]
    return solar_term(date) == name


def _right_day(near: datetime.date, name: str, lunar: re.Match[str] | None) -> str:
    """What the calendar says, for the reason of a finding."""
    for apart in range(1, 40):
        for date in (near + datetime.timedelta(apart), near - datetime.timedelta(apart)):
            if _is_day(date, name, lunar):
                called = f"农历{lunar['month']}月{lunar['day']}" if lunar else name
                return f"{called}是{date.year}年{date.month}月{date.day}日"
    return ""


def _lunar_ordinal(written: str) -> int:
    digits = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
    if written.startswith("初"):
        return digits[written[1]]
    tens = {"十": 10, "二十": 20, "廿": 20, "三十": 30}
    head = next(each for each in ("二十", "三十", "廿", "十") if written.startswith(each))
    return tens[head] + (digits[written[len(head)]] if len(written) > len(head) else 0)


def _this_year(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """今年 said of what has happened, in a month that is still to come when the issue appears: 去年 was meant."""
    for hit in _THIS_YEAR.finditer(line.text):
        month = int(hit["month"])
        if month <= published.month:
            continue
        sentence = re.split(r"[。！？；\0]", line.text[hit.end() :])[0]
        before = re.split(r"[。！？；\0]", line.text[: hit.start()])[-1]
        if _TO_COME.search(sentence) or _TO_COME.search(before) or not _OVER.search(sentence):
            continue
        yield line.finding(
            "SQ477",
            hit.start(),
            found=hit[0],
            why=f"本期{published.year}年{published.month}月出版，{hit[0][2:]}还没有到",
        )


def _spans(line: Line) -> Iterator[Diagnostic]:
    text = line.text
    for hit in _SPAN.finditer(text):
        month = int(hit["m1"])
        later = int(hit["m2"] or month)
        if hit["y2"] and hit["y1"] and hit["y2"] != hit["y1"]:
            backward = int(hit["y2"]) < int(hit["y1"])
        elif hit["y2"] or re.search(r"次年|翌年|明年", hit[0]) or (month >= 9 and later <= 4):
            continue
        else:
            backward = (later, int(hit["d2"])) < (month, int(hit["d1"]))
        if backward:
            yield line.finding("SQ477", hit.start(), found=hit[0], why="结束的日子早于开始的日子")
    for hit in _YEARS.finditer(text):
        if int(hit["b"]) < int(hit["a"]) and "前" not in text[max(0, hit.start() - 2) : hit.start()]:
            yield line.finding("SQ477", hit.start(), found=hit[0], why="结束的年份早于开始的年份")
    for hit in _HOURS.finditer(text):
        if (hit["b"] and hit["b"] != hit["a"]) or (
            hit["a"] in ("每天", "晚", "晚上", "每晚", "当晚")
            and int(hit["h2"]) < 7
            and int(hit["h2"]) + 4 < int(hit["h1"])
        ):
            continue
        first, second = _minutes(hit, 1), _minutes(hit, 2)
        same_half = hit["a"] or ((int(hit["h1"]) > 12) == (int(hit["h2"]) > 12) and hit["n1"])
        if (
            same_half
            and second <= first
            and (second + 720 <= first or (first < 780 and first - second < 300))
            and not (first >= 600 and second < 480 and not hit["n1"])
        ):
            yield line.finding("SQ477", hit.start(), found=hit[0], why="结束的时间早于开始的时间")


def _minutes(hit: re.Match[str], which: int) -> int:
    quarter = hit[f"q{which}"] or ""
    return int(hit[f"h{which}"]) * 60 + (
        30 if quarter == "半" else int(hit[f"n{which}"] or quarter.rstrip("分") or 0)
    )


def _heads(copy: Copy) -> Iterator[Diagnostic]:
    """A date of the headline that the text does not know, where the text's only near one differs by a slip."""
    known = {(hit["month"], hit["day"]) for line in copy.body for hit in _DATE.finditer(line.text)}
    for line in copy.lines:
        for hit in _DATE.finditer(line.text) if line.part.heads else ():
            date = hit["month"], hit["day"]
            if date in known:
                continue
            near = [
                other
                for other in known
                if (other[0] == date[0] and slip(other[1], date[1]))
                or (other[1] == date[1] and slip(other[0], date[0]))
            ]
            if len(near) == 1 or (near and len(known) == len(near)):
                month, day = near[0]
                yield line.finding(
                    "SQ475", hit.start(), found=hit[0], other=f"{month}月{day}日", where="正文"
                )
