"""年纪: years of birth and ages, first years and how many there have been since, that contradict one another (SQ476).

In: an article's lines and the issue's day of publication. Out: findings.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import figures
from build_tools.proofreading.reading import Copy, Line

_SENTENCE = re.compile(r"[^。！？；\0]+")
_BORN = re.compile(
    r"(?P<year>(?:18|19|20)[0-9]{2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:(?:以前|之前|前|以后)?出生|生人|生于|生，|诞生)|(?:生于|出生于)(?P<later>(?:18|19|20)[0-9]{2})年"
)
_AGE = re.compile(
    r"(?:今年|现年|虚岁|已经|年届|已|年满)(?:[他她]|已经?|满|整整)?(?P<age>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})(?P<well>了|岁|周岁)"
)
_SOME_AGE = re.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,5})周?岁")
_AGE_THEN = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年，?(?:那时|那年|当时|刚|才|年仅|只有|[他她])*(?P<age>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})岁的"
)
_AGE_AND_BIRTH = re.compile(
    r"(?P<age>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})岁的(?:[\u4e00-\u9fff]{0,4}(?P<name>[\u4e00-\u9fff]{2}))，(?P=name)生于(?P<year>(?:18|19|20)[0-9]{2})年"
)
_ANOTHER = 20
"""Ages that are as far apart are of two people."""
_SINCE = re.compile(
    r"(?:从|自|于|在)?(?P<year>(?:18|19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|算起|开始|起|开班|成立|创办|建成|开馆|开业|创刊|至今|到现在|到今年)"
)
_LASTED = re.compile(
    r"(?:至今|到今年|如今|到现在|整整|已有|已经|已|走过|坚持了?)[^，。；]{0,6}?(?P<years>[0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:个)?(?P<more>多|余)?(?:个)?(?:年头|周年|年(?![0-9级代中]))"
)


def check_ages(copy: Copy, published: datetime.date) -> Iterator[Diagnostic]:
    """出生年与年龄，起始年与年数."""
    for line in copy.body:
        yield from _born(line, published)
        yield from _since(line, published)
        yield from _ages_then(line, published)


def _born(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """出生年与年龄."""
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


def _since(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """起始年与年数."""
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


def _ages_then(line: Line, published: datetime.date) -> Iterator[Diagnostic]:
    """1985年，二十一岁的某某 … 今年他六十三岁; 79岁的某伯，某伯生于1964年: two ages that tell two years of birth."""
    then, now = list(_AGE_THEN.finditer(line.text)), list(_AGE.finditer(line.text))
    if len(then) == len(now) == 1 and len(_SOME_AGE.findall(line.text)) == 2:
        at, age = now[0].start("age"), _value(now[0]["age"])
        old = _value(then[0]["age"])
        if age and old:
            right = published.year - int(then[0]["year"]) + old
            if abs(age - right) > 1 and abs(age - right) < _ANOTHER:
                why = f"{then[0]['year']}年{old}岁，{published.year}年是{right}岁"
                yield line.finding("SQ476", at, found=now[0]["age"], why=why)
    for hit in _SENTENCE.finditer(line.text):
        told, ages = _AGE_AND_BIRTH.search(hit[0]), _SOME_AGE.findall(hit[0])
        if told and len(ages) == 1 and (age := _value(told["age"])):
            right = published.year - int(told["year"])
            if not right - 2 <= age <= right + 1:
                why = f"{told['year']}年出生，{published.year}年是{right}岁"
                yield line.finding("SQ476", hit.start() + told.start(), found=told[0], why=why)


def _value(written: str) -> int | None:
    return next((round(each.value) for each in figures(written)), None)
