"""校对·标点与数字: rules that one pattern can tell, with very few false alarms (SQ409–SQ411, SQ414–SQ424).

Sources: GB/T 15834—2011 标点符号用法, GB/T 15835—2011 出版物上数字用法. All are warnings: a quotation may be right as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.checks.copy import HAN, Passage
from build_tools.diagnostics import Diagnostic, Place, diagnose

_FULL = str.maketrans(",;:?!().", "，；：？！（）。")
_COUNTED = "个人年天岁次里斤层户元块名位条篇件家月幢栋间"
_TEN = "一二三四五六七八九十"


def _found(hit: re.Match[str]) -> dict[str, str] | None:
    return {"found": hit[0]}


def _run(hit: re.Match[str]) -> dict[str, str] | None:
    # ？！ and ！！！ are words of their own (4.2, 4.3), 。。。 is an ellipsis written wrongly.
    lawful = set(hit[0]) <= set("！？") or (set(hit[0]) == {"。"} and len(hit[0]) > 2)
    return None if lawful else {"found": hit[0]}


def _half_width(hit: re.Match[str]) -> dict[str, str] | None:
    right = {'"': "“ ”", "'": "‘ ’", ".": "“。”，人名里用“·”"}.get(hit[0], f"“{hit[0].translate(_FULL)}”")
    return {"found": hit[0], "right": right}


def _plain(hit: re.Match[str]) -> dict[str, str] | None:
    return {"found": hit[0], "right": unicodedata.normalize("NFKC", hit[0])}


def _zero(hit: re.Match[str]) -> dict[str, str] | None:
    right = re.sub("[○0Oo]", "〇", hit[0])
    return None if right == hit[0] else {"found": hit[0], "right": right}


def _per_cent(hit: re.Match[str]) -> dict[str, str] | None:
    return {"found": hit[0], "right": f"{hit[1]}%～{hit[2]}%"}


@dataclass(frozen=True, slots=True)
class WordingRule:
    """One code, what it looks for, and the facts of its message (None: no fault after all)."""

    code: str
    pattern: re.Pattern[str]
    facts: Callable[[re.Match[str]], dict[str, str] | None] = _found


WORDING_RULES = (
    WordingRule("SQ409", re.compile(r"[，。、；：！？]{2,}"), _run),
    WordingRule(
        "SQ410",
        re.compile(rf"(?<=[{HAN}])[,;:?!()\"']|[,;:?!()\"'](?=[{HAN}])|(?<=[{HAN}])\.(?![A-Za-z0-9.])"),
        _half_width,
    ),
    WordingRule(
        "SQ411",
        re.compile(
            rf"(?<=[{HAN}，。”])\.{{3,}}|\.{{3,}}(?=[{HAN}“])|。{{3,}}|·{{3,}}|(?<![…A-Za-z0-9 ])(?:…|…{{3}}|…{{5,}})(?!…)"
        ),
    ),
    WordingRule(
        "SQ414",
        re.compile(rf"(?<=[{HAN}，。”])-{{2,}}|-{{2,}}(?=[{HAN}“])|－{{2,}}|─{{2,}}|―+|(?<!—)—{{3}}(?!—)"),
    ),
    WordingRule("SQ415", re.compile(rf"(?<=[{HAN}])[•・‧･∙⋅](?=[{HAN}])")),
    WordingRule("SQ416", re.compile(r"[０-９Ａ-Ｚａ-ｚ]+"), _plain),
    WordingRule(
        "SQ417", re.compile(r"(?<![0-9])[一二三四五六七八九][一二三四五六七八九〇零○0Oo]{3}(?=年)"), _zero
    ),
    WordingRule("SQ418", re.compile(rf"(?<![0-9.])[0-9]+几(?=[{_COUNTED}])|几[0-9]+(?=[{_COUNTED}])")),
    WordingRule(
        "SQ419",
        re.compile(
            r"(?<![0-9])(?:19|20)[0-9]{2}[-—–～~/][0-9]{2}年|(?<![0-9.元前])[’']?[0-9]{2}年(?=[0-9]{1,2}月)|[’'][0-9]{2}年"
        ),
    ),
    WordingRule(
        "SQ420",
        re.compile(r"(?<![0-9.%％])([0-9]+(?:\.[0-9]+)?)[～~—–-]([0-9]+(?:\.[0-9]+)?)[%％]"),
        _per_cent,
    ),
    WordingRule(
        "SQ421",
        re.compile(
            r"农历[0-9]{1,2}月?(?:[0-9]{1,2})?|(?:正|冬|腊)月初?[0-9]{1,2}|(?:星期|礼拜)[1-7](?![0-9])"
        ),
    ),
    WordingRule("SQ422", re.compile(rf"（[{_TEN}0-9]+）、|\A\s*[0-9]{{1,2}}、(?![0-9])")),
    WordingRule("SQ423", re.compile(r"[！？]{4,}|！？")),
    WordingRule("SQ424", re.compile(r"……等+(?=[，。、；！？”）\s]|\Z)|等……(?=[。，\s]|\Z)")),
)


def check_wording(passage: Passage, path: str) -> Iterator[Diagnostic]:
    """Every hit of every rule in one passage."""
    for rule in WORDING_RULES:
        for hit in rule.pattern.finditer(passage.text):
            facts = rule.facts(hit)
            if facts is not None:
                yield diagnose(
                    rule.code,
                    Place(path, *passage.place(hit.start())),
                    **{key: text.strip() for key, text in facts.items()},
                )
